use codec::json_serializable;

#[json_serializable]
fn function() {}

#[json_serializable]
union Union {
    n: i64,
    x: f64,
}

#[json_serializable]
type Alias = i64;

#[derive(codec::JsonSerializable)]
union Derived {
    n: i64,
}

fn main() {}
