use codec::json_serializable;

fn number() -> i64 {
    3
}

#[json_serializable]
struct Message {
    #[codec(object = number)]
    one: i64,
    #[codec(object = no_such_function)]
    two: i64,
}

fn main() {}
