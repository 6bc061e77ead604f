use codec::json_serializable;

#[json_serializable(typeid = 3, name = 4, tag = true)]
struct Many {
    #[codec(foo)]
    x: i64,
    #[codec(bar)]
    y: i64,
}

fn main() {}
