use codec::json_serializable;

#[json_serializable(crate = no_such_crate)]
struct Lost {
    n: i64,
}

fn main() {}
