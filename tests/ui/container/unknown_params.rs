use codec::json_serializable;

#[json_serializable]
enum WithData {
    Circle(f64),
}

#[json_serializable]
struct Flattened {
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, i64>,
}

fn main() {}
