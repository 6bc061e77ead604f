use codec::{JsonSerializable, Registry, Serializer, require_types};

struct Bare {
    n: i64,
}

fn needs<T: JsonSerializable>(_: T) {}

fn call() {
    needs(Bare { n: 1 });
    let _ = Serializer::of::<Bare>();
    let _ = Registry::only::<(Bare,)>();
    let _ = require_types!(Bare);
}

fn main() {}
