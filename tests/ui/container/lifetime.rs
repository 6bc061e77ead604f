use codec::json_serializable;

#[json_serializable]
struct Borrowed<'a> {
    text: &'a str,
}

fn main() {}
