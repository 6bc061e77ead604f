use codec::json_serializable;

#[json_serializable]
struct Message {
    n: i64,
    #[codec(extra)]
    more: std::collections::HashMap<String, i64>,
}

fn main() {}
