use codec::json_serializable;

use codec::Dict;

#[json_serializable]
struct InTuple(i64, #[codec(extra)] Dict);

#[json_serializable]
struct Twice {
    #[codec(extra)]
    one: Dict,
    #[codec(extra)]
    two: Dict,
}

#[json_serializable]
struct WithSerde {
    #[codec(extra)]
    #[serde(default)]
    more: Dict,
}

#[json_serializable]
#[serde(deny_unknown_fields)]
struct Closed {
    #[codec(extra)]
    more: Dict,
}

fn main() {}
