//! Types that come out of a `macro_rules`: names and types are fragments, and some of them stand in groups.

use crate::passes;

macro_rules! message {
    (
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident { $($(#[$on_field:meta])* $field:ident: $ty:ty = $default:expr),* $(,)? }
    ) => {
        #[codec::json_serializable]
        #[derive(Debug, PartialEq, Clone)]
        $(#[$attribute])*
        $vis struct $name {
            $($(#[$on_field])* $field: $ty,)*
            // Not a fragment: a name with the macro's own hygiene.
            own: i64,
        }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $default,)* own: 7 }
            }
        }
    };
}

message! {
    /// Documented.
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Fragments {
        first_name: String = "f".to_owned(),
        list: Vec<Option<f64>> = vec![None],
        #[serde(rename = "other")]
        pair: (i64, bool) = (1, true),
        deque: std::collections::VecDeque<i64> = [1].into(),
        array: [i64; 2] = [1, 2],
    }
}

message! {
    struct Around { inner: Fragments = Fragments::default(), maybe: Option<Fragments> = None }
}

macro_rules! wrapper {
    ($name:ident, $inner:ty, $other:ident) => {
        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        struct $name($inner);

        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        struct $other(Option<$inner>, Vec<$inner>);
    };
}

wrapper!(Wrapped, Option<Vec<i64>>, WrappedTwice);

macro_rules! enumeration {
    ($name:ident: $repr:ty { $($variant:ident = $value:literal),* $(,)? } $named:ident $data:ident($ty:ty)) => {
        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        #[repr($repr)]
        enum $name { $($variant = $value),* }

        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        enum $named { $($variant),* }

        #[codec::json_serializable(type_id = 8201)]
        #[derive(Debug, PartialEq)]
        enum $data { $($variant($ty),)* Own { field: $ty } }
    };
}

enumeration!(Numbered: u8 { Low = 1, High = 9 } ByItsName WithPayload(Vec<String>));

/// The whole item as one fragment.
macro_rules! annotated {
    ($item:item) => {
        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        $item
    };
}

annotated! {
    struct AsItem {
        n: i64,
        #[serde(default)]
        list: Vec<i64>,
    }
}

macro_rules! generic {
    ($name:ident<$($parameter:ident),*>, $first:ident: $ty:ty, $with:literal, $id:literal) => {
        #[codec::json_serializable(instances($name<$ty> = $id))]
        #[derive(Debug, PartialEq)]
        struct $name<$($parameter),*> { $first: Vec<$($parameter),*>, #[serde(rename = $with)] n: $ty }
    };
}

generic!(Generic<T>, items: i64, "count", "GenericOfI64");

/// A type inside a function, with a default from there.
macro_rules! inside {
    ($name:ident, $value:expr) => {{
        fn fallback() -> i64 {
            $value
        }
        #[codec::json_serializable]
        #[derive(Debug, PartialEq)]
        struct $name {
            #[serde(default = "fallback")]
            n: i64,
        }
        $name { n: fallback() }
    }};
}

#[test]
fn all_pass() {
    passes(Wrapped(Some(vec![1])));
    passes(WrappedTwice(None, vec![Some(vec![1])]));
    passes(Numbered::High);
    passes(ByItsName::Low);
    passes(WithPayload::Low(vec!["l".to_owned()]));
    passes(WithPayload::Own { field: vec![] });
    passes(AsItem { n: 1, list: vec![2] });
    passes(Generic::<i64> { items: vec![1], n: 1 });
    passes(inside!(Inside, 5));
    passes(Fragments::default());
}

#[test]
fn nested_types_of_a_macro() {
    use codec::{Codec, Json};
    let codec = Json::new();
    let around = Around { maybe: Some(Fragments::default()), ..Around::default() };
    let bytes = codec.encode(&around).unwrap();
    assert_eq!(codec.decode_as::<Around>(&bytes).unwrap(), around);
    let keys: Vec<_> = Fragments::default().as_dict().unwrap().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["firstName", "list", "other", "deque", "array", "own"]);
}
