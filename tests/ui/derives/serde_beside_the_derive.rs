#[derive(codec::JsonSerializable, serde::Serialize)]
struct Message {
    n: i64,
}

fn main() {}
