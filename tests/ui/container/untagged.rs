use codec::json_serializable;

#[json_serializable(tag = false, type_id = 3)]
struct Record {
    n: i64,
}

#[json_serializable(python(kind = int_enum), name = "Level")]
enum Level {
    Low = 1,
}

fn main() {}
