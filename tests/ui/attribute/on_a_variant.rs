use codec::json_serializable;

#[json_serializable]
enum Colour {
    #[codec(name = "red")]
    Red,
}

fn main() {}
