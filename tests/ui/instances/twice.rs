use codec::json_serializable;

#[json_serializable(instances(Message<i64> = "Same", Message<f64> = "Same", Message<bool> = 1, Message<bool> = 2))]
struct Message<T> {
    n: T,
}

fn main() {}
