//! Where types may stand, and what else may stand on them.

use codec::json_serializable;

use crate::passes;

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Conditional {
    n: i64,
    #[cfg(any())]
    gone: NoSuchType,
    #[cfg(test)]
    #[cfg_attr(all(), serde(rename = "kept"))]
    here: i64,
    #[cfg_attr(any(), serde(rename = "not"))]
    plain: i64,
}

#[json_serializable]
#[cfg_attr(all(), derive(Debug, PartialEq), serde(rename_all = "UPPERCASE"))]
enum ConditionalName {
    One,
    #[cfg(any())]
    Gone,
}

#[json_serializable]
#[repr(transparent)]
#[derive(Debug, PartialEq)]
struct Transparent(f64);

/// Without the attribute macro.
#[derive(codec::JsonSerializable, Debug, PartialEq)]
#[codec(type_id = 8301)]
struct Derived {
    n: i64,
}

#[derive(Debug, PartialEq, codec::JsonSerializable)]
struct DerivedLast {
    last: i64,
}

#[json_serializable(type_id = ids::CONSTANT)]
#[derive(Debug, PartialEq)]
struct ByConstant {
    n: i64,
}

mod ids {
    pub(super) const CONSTANT: i32 = -8302;
}

mod outer {
    pub(super) mod inner {
        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        pub(in crate::items) struct Restricted {
            pub(in crate::items) n: i64,
            hidden: super::Hidden,
        }

        impl Restricted {
            pub(in crate::items) fn new() -> Self {
                Restricted { n: 1, hidden: super::Hidden(2) }
            }
        }
    }

    #[codec::json_serializable(tag = false)]
    #[derive(Debug, PartialEq)]
    struct Hidden(i64);
}

/// The user's own traits with our names, implemented for the type.
trait Own {
    fn as_dict(&self) -> &'static str;
    fn serializer() -> &'static str;
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct HasBoth {
    both: i64,
}

impl Own for HasBoth {
    fn as_dict(&self) -> &'static str {
        "own"
    }

    fn serializer() -> &'static str {
        "own"
    }
}

#[test]
fn all_pass() {
    passes(Conditional { n: 1, here: 2, plain: 3 });
    passes(ConditionalName::One);
    passes(Transparent(0.5));
    passes(Derived { n: 1 });
    passes(DerivedLast { last: 1 });
    passes(ByConstant { n: 1 });
    passes(outer::inner::Restricted::new());
    passes(HasBoth { both: 1 });
}

#[test]
fn inherent_methods_come_before_those_of_traits() {
    assert_eq!(HasBoth { both: 1 }.as_dict().unwrap()["both"], 1);
    assert_eq!(Own::as_dict(&HasBoth { both: 1 }), "own");
    assert_eq!(HasBoth::serializer().name(), "HasBoth");
    assert_eq!(<HasBoth as Own>::serializer(), "own");
}

#[test]
fn inside_functions() {
    #[json_serializable]
    #[derive(Debug, PartialEq)]
    struct InFunction {
        inside: i64,
    }

    fn in_generic<T: Default + PartialEq + std::fmt::Debug>() {
        #[json_serializable]
        #[derive(Debug, PartialEq)]
        struct InGeneric {
            generic: i64,
        }
        passes(InGeneric { generic: 1 });
        assert_eq!(T::default(), T::default());
    }

    passes(InFunction { inside: 1 });
    in_generic::<i64>();
    let conditional = Conditional { n: 1, here: 2, plain: 3 };
    assert_eq!(conditional.as_dict().unwrap().keys().collect::<Vec<_>>(), ["n", "kept", "plain"]);
    assert_eq!(codec::Registry::linked().unwrap().id_of::<ByConstant>(), Some(-8302));
    assert_eq!(ConditionalName::One.as_value().unwrap(), "ONE");
}
