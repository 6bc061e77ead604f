use codec::json_serializable;

#[json_serializable]
#[json_serializable]
struct Message {
    n: i64,
}

#[json_serializable]
#[derive(codec::JsonSerializable)]
struct Derived {
    n: i64,
}

fn main() {}
