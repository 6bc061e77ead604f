use codec::json_serializable;

#[json_serializable]
#[codec]
struct OnType {
    n: i64,
}

#[json_serializable]
struct OnField {
    #[codec]
    n: i64,
}

fn main() {}
