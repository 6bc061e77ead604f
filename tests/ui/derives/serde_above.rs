use codec::json_serializable;

#[derive(serde::Serialize, serde::Deserialize)]
#[json_serializable]
struct Message {
    n: i64,
}

fn main() {}
