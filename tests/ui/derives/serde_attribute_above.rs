use codec::json_serializable;

#[serde(rename_all = "camelCase")]
#[json_serializable]
struct Message {
    first_name: i64,
}

fn main() {}
