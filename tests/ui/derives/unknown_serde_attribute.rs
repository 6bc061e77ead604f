use codec::json_serializable;

#[json_serializable]
struct Message {
    #[serde(renam = "a")]
    n: i64,
}

fn main() {}
