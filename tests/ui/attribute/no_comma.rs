use codec::json_serializable;

#[json_serializable(type_id = 3 name = "A")]
struct Keys {
    n: i64,
}

#[json_serializable(python(methods("a" "b")))]
struct Names {
    n: i64,
}

fn main() {}
