use codec::json_serializable;

#[json_serializable]
struct Message {
    cell: std::cell::RefCell<i64>,
}

fn main() {}
