use codec::json_serializable;

struct Foreign;

#[json_serializable(instances(Message<Foreign> = "MessageForeign"))]
struct Message<T> {
    n: T,
}

fn main() {}
