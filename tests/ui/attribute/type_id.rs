use codec::json_serializable;

#[json_serializable(type_id = "3")]
struct Text {
    n: i64,
}

#[json_serializable(type_id(3))]
struct List {
    n: i64,
}

#[json_serializable(type_id = 2147483648)]
struct TooLarge {
    n: i64,
}

#[json_serializable(type_id = 3u8)]
struct OfAnotherType {
    n: i64,
}

fn main() {}
