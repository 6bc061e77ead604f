use codec::json_serializable;

#[json_serializable]
enum Level {
    #[serde(skip)]
    Low = 1,
    High = 2,
}

fn main() {}
