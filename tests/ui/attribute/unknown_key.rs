use codec::json_serializable;

#[json_serializable(typeid = 3)]
struct OnType {
    n: i64,
}

#[json_serializable]
struct OnField {
    #[codec(obj)]
    n: i64,
}

#[json_serializable(python(slots = true))]
struct InPython {
    n: i64,
}

fn main() {}
