use codec::json_serializable;

struct Foreign;

#[json_serializable]
struct Message {
    #[codec(object)]
    foreign: Foreign,
}

fn main() {}
