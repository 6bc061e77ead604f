use codec::json_serializable;

#[json_serializable]
struct Quoted {
    #[codec(object = "serializer")]
    n: i64,
}

fn main() {}
