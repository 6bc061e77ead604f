use codec::json_serializable;

struct Handle;

#[json_serializable]
struct Message {
    n: i64,
    #[serde(skip)]
    handle: Handle,
}

fn main() {}
