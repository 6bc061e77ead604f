use codec::json_serializable;

#[json_serializable(name = 3)]
struct Number {
    n: i64,
}

#[json_serializable(name = "My Class")]
struct NoIdentifier {
    n: i64,
}

fn main() {}
