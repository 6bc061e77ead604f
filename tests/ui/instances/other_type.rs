use codec::json_serializable;

#[json_serializable(instances(Vec<i64> = "VecI64", Message = "Message"))]
struct Message<T> {
    n: T,
}

fn main() {}
