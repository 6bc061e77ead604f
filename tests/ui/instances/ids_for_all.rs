use codec::json_serializable;

#[json_serializable(accept_ids(1), instances(Accepts<i64> = "A"))]
struct Accepts<T> {
    n: T,
}

#[json_serializable(type_id = 3, instances(HasId<i64> = "B"))]
struct HasId<T> {
    n: T,
}

fn main() {}
