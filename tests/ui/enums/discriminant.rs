use codec::json_serializable;

const THREE: isize = 3;

#[json_serializable]
enum Computed {
    Three = THREE,
    Four = 2 + 2,
}

fn main() {}
