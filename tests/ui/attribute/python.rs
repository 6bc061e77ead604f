use codec::json_serializable;

#[json_serializable(python = dataclass)]
struct NoKeys {
    n: i64,
}

#[json_serializable(python(kind = slots))]
struct UnknownKind {
    n: i64,
}

#[json_serializable(python(kind = "dataclass"))]
struct Quoted {
    n: i64,
}

fn main() {}
