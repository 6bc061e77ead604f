//! `codec` under other paths.

use crate::passes;

mod facade {
    pub(crate) mod messages {
        pub(crate) use codec as wire;
    }
}

mod apart {
    #[super::facade::messages::wire::json_serializable(crate = crate::reexported::facade::messages::wire)]
    #[derive(Debug, PartialEq)]
    pub(super) struct Apart {
        n: i64,
        #[serde(default)]
        list: Vec<i64>,
        #[codec(extra)]
        more: crate::reexported::facade::messages::wire::Dict,
    }

    impl Apart {
        pub(super) fn new() -> Self {
            Apart { n: 1, list: vec![], more: codec::Dict::new() }
        }
    }
}

#[derive(facade::messages::wire::JsonSerializable, Debug, PartialEq)]
#[codec(crate = self::facade::messages::wire)]
struct Relative(i64);

// A macro of another crate, which names its own dependency.
codec_tests_linked::message! {
    struct ByMacro { at: f64, names: Vec<String> }
}

#[test]
fn all_pass() {
    passes(apart::Apart::new());
    passes(Relative(1));
    passes(ByMacro { at: 0.5, names: vec!["n".to_owned()] });
}
