use codec::json_serializable;

const ID: &str = "3";

#[json_serializable(type_id = ID)]
struct Message {
    n: i64,
}

fn main() {}
