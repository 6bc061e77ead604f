use codec::json_serializable;

#[json_serializable(tag)]
struct NoValue {
    n: i64,
}

#[json_serializable(register = true)]
struct Idle {
    n: i64,
}

fn main() {}
