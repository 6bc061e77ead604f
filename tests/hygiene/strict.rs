//! The types of a crate that allows nothing, where `codec` has another name.

use codec_tests_strict::{ByName, ByNumber, Newtype, Plain, Unit, WithData, private};

use crate::passes;

#[test]
fn all_pass() {
    passes(Plain::new(1));
    passes(ByName::Two);
    passes(ByNumber::Two);
    passes(WithData::Nothing);
    passes(unit());
    assert_eq!(private(), "Private { n: 1 } Within { n: 2 }");
    let registry = codec::Registry::linked().unwrap();
    assert!(registry.id_of::<Newtype>().is_some() && registry.id_of::<Plain>().is_some());
}

fn unit() -> Unit {
    Unit::from_dict(codec::Dict::new()).unwrap()
}
