//! Every name of the prelude means something else here, and some crates do as well.
#![no_implicit_prelude]

/// Without a prelude, and with a module for each crate that generated code could think of.
mod bare {
    #![allow(dead_code)]

    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod alloc {}
    pub(super) mod serde {}
    pub(super) mod codec {}
    pub(super) mod inventory {}
    pub(super) mod __private {}

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq, ::std::default::Default)]
    #[serde(default)]
    pub(super) struct Bare {
        text: ::std::string::String,
        list: ::std::vec::Vec<i64>,
        #[serde(skip)]
        skipped: i64,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        maybe: ::std::option::Option<f64>,
    }

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) enum Level {
        Low = 1,
    }

    #[::codec::json_serializable(type_id = 8101)]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) enum Data {
        None,
        Some(i64),
        Ok { err: bool },
    }

    #[test]
    fn passes() {
        crate::passes(Bare { list: ::std::vec![1], ..::std::default::Default::default() });
        crate::passes(Level::Low);
        crate::passes(Data::None);
        crate::passes(Data::Some(1));
        crate::passes(Data::Ok { err: true });
    }
}

/// The names of the prelude, taken.
mod taken {
    #![allow(dead_code, non_snake_case, non_upper_case_globals, unused_macros)]

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct Value;
    pub(super) struct Dict;
    pub(super) struct Serializer;
    pub(super) struct Deserializer;
    pub(super) struct Record;
    pub(super) struct SerializationError;
    pub(super) trait Default {}
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Sized {}
    pub(super) trait Clone {}
    pub(super) trait Copy {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) trait Drop {}
    pub(super) trait Fn {}
    pub(super) trait Iterator {}
    pub(super) trait Serialize {}
    pub(super) trait Deserialize {}
    pub(super) trait JsonSerializable {}
    pub(super) trait Fields {}
    pub(super) trait Twin {}
    pub(super) trait Field {}
    pub(super) fn Ok() {}
    pub(super) fn Err() {}
    pub(super) fn Some() {}
    pub(super) static None: i64 = 0;
    pub(super) fn drop() {}

    macro_rules! vec {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! format {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! panic {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! line {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! file {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! module_path {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! concat {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! stringify {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! matches {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }
    macro_rules! unreachable {
        ($($any:tt)*) => {
            ::std::compile_error!("the user's macro was called")
        };
    }

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) struct Taken {
        text: ::std::string::String,
        #[serde(default)]
        list: ::std::vec::Vec<i64>,
        #[codec(extra)]
        more: ::codec::Dict,
    }

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) struct BareUnit;

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) struct BareNewtype(Taken);

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) struct BareTuple(i64, ::std::option::Option<i64>);

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) enum Choice {
        Ok,
        Err,
        Some,
        None,
    }

    #[::codec::json_serializable]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) enum Number {
        Ok = 1,
        None = 2,
    }

    #[::codec::json_serializable(register = false)]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) struct Generic<T> {
        value: T,
        more: ::std::option::Option<::std::boxed::Box<Generic<T>>>,
    }

    #[::codec::json_serializable(type_id = 8102)]
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(super) struct Flat {
        #[serde(flatten)]
        inner: ::std::collections::BTreeMap<::std::string::String, i64>,
    }

    #[test]
    fn passes() {
        crate::passes(BareUnit);
        crate::passes(BareTuple(1, ::std::option::Option::None));
        crate::passes(Choice::None);
        crate::passes(Choice::Ok);
        crate::passes(Number::Ok);
        crate::passes(Flat { inner: ::std::convert::From::from([(::std::convert::From::from("k"), 1)]) });
        let text: ::std::string::String = ::std::convert::From::from("t");
        crate::passes(Taken { text, list: ::std::vec::Vec::new(), more: ::codec::Dict::new() });
    }
}

/// Methods and functions that are in scope for every type.
mod blanket {
    #![allow(dead_code, clippy::new_ret_no_self)]

    use ::std::prelude::v1::*;

    pub(super) trait Grabby {
        fn route(&self) {}
        fn take(&self) {}
        fn take_or(&self) {}
        fn fields(&self) {}
        fn tuple(&self) {}
        fn value(&self) {}
        fn text(&self) {}
        fn discriminant(&self) {}
        fn write(&self) {}
        fn read(&self) {}
        fn serialize(&self) {}
        fn deserialize() {}
        fn serialize_twin(&self) {}
        fn default() {}
        fn new() {}
    }

    impl<T: ?Sized> Grabby for T {}

    pub(super) trait GrabbyByValue: Sized {
        fn route(self) {}
        fn take(self) {}
        fn fields(self) {}
        fn value(self) {}
        fn text(self) {}
    }

    impl<T> GrabbyByValue for T {}

    #[::codec::json_serializable]
    #[derive(Debug, PartialEq)]
    pub(super) struct Grabbed {
        n: i64,
        #[serde(default)]
        list: Vec<String>,
        #[serde(skip)]
        gone: i64,
        deque: ::std::collections::VecDeque<i64>,
    }

    #[::codec::json_serializable]
    #[derive(Debug, PartialEq)]
    pub(super) struct GrabbedPair(i64, String);

    #[::codec::json_serializable]
    #[derive(Debug, PartialEq)]
    pub(super) enum GrabbedName {
        One,
        Two,
    }

    #[::codec::json_serializable]
    #[derive(Debug, PartialEq)]
    pub(super) enum GrabbedNumber {
        One = 1,
    }

    #[test]
    fn passes() {
        crate::passes(Grabbed { n: 1, list: Vec::new(), gone: 0, deque: [1].into() });
        crate::passes(GrabbedPair(1, "s".to_owned()));
        crate::passes(GrabbedName::One);
        crate::passes(GrabbedName::Two);
        crate::passes(GrabbedNumber::One);
    }
}
