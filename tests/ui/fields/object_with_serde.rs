use codec::json_serializable;

#[json_serializable]
struct Skipped {
    #[codec(object)]
    #[serde(skip)]
    wait: std::time::Duration,
}

#[json_serializable]
#[serde(transparent)]
struct Transparent {
    #[codec(object)]
    wait: std::time::Duration,
}

#[json_serializable]
struct TwoNames {
    #[codec(object)]
    #[serde(rename(serialize = "a", deserialize = "b"))]
    wait: std::time::Duration,
}

#[json_serializable(type_id = 3)]
enum WithData {
    Wait(#[codec(object)] std::time::Duration),
}

fn main() {}
