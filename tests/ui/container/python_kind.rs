use codec::json_serializable;

#[json_serializable(python(kind = int_enum))]
struct NoEnum {
    n: i64,
}

#[json_serializable(python(kind = dataclass))]
enum NoStruct {
    One,
}

#[json_serializable(python(kind = int_enum))]
enum NoIntegers {
    One,
}

fn main() {}
