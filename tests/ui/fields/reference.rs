use codec::json_serializable;

#[json_serializable]
struct Borrowed {
    text: &'static str,
    bytes: &'static [u8],
}

fn main() {}
