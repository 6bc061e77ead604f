use codec::json_serializable;

#[json_serializable]
struct Message {
    #[codec(object, extra)]
    both: codec::Dict,
}

fn main() {}
