use codec::json_serializable;

#[json_serializable]
struct Message {
    a: i64,
    #[serde(rename = "a")]
    b: i64,
    #[serde(alias = "b")]
    c: i64,
}

#[json_serializable]
enum Colour {
    Red,
    #[serde(rename = "Red")]
    Green,
}

fn main() {}
