use codec::json_serializable;

#[json_serializable]
#[serde(remote = "std::time::Duration")]
struct Remote {
    n: i64,
}

#[json_serializable]
#[serde(crate = "serde")]
struct Crate {
    n: i64,
}

#[json_serializable]
struct Borrow {
    #[serde(borrow)]
    text: String,
}

fn main() {}
