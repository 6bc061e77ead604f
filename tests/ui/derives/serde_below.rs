use codec::json_serializable;

#[json_serializable]
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Message {
    n: i64,
}

fn main() {}
