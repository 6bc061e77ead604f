use codec::json_serializable;

#[json_serializable]
enum Never {}

fn main() {}
