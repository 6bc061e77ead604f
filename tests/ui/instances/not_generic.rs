use codec::json_serializable;

#[json_serializable(instances(Plain = "Plain"))]
struct Plain {
    n: i64,
}

fn main() {}
