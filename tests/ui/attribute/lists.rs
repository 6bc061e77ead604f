use codec::json_serializable;

#[json_serializable(accept_ids = 3)]
struct Ids {
    n: i64,
}

#[json_serializable(python(methods(a)))]
struct Names {
    n: i64,
}

#[json_serializable(python(params("x y")))]
struct NoIdentifier {
    n: i64,
}

#[json_serializable(instances(Generic<i64>))]
struct Generic<T> {
    n: T,
}

fn main() {}
