use codec::json_serializable;

#[json_serializable(type_id = 3, type_id = 4)]
struct OnType {
    n: i64,
}

#[json_serializable(python(repr = false, repr = true))]
struct InPython {
    n: i64,
}

#[json_serializable]
struct OnField {
    #[codec(extra, extra)]
    n: codec::Dict,
}

fn main() {}
