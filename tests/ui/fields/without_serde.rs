use codec::json_serializable;

struct Foreign;

#[json_serializable]
struct Message {
    n: i64,
    foreign: Foreign,
    more: Vec<Foreign>,
}

fn main() {}
