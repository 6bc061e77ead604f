use codec::json_serializable;

const ID: i32 = 3;

#[json_serializable(type_id = ID, accept_ids(1))]
struct Message {
    n: i64,
}

fn main() {}
