//! How deep a message may be is the same in both bodies, both directions and the generic form: a tag is one level, and
//! its payload none.

use codec::__private as hidden;
use codec::{Codec, Json, Limits, Value, json_serializable};

use crate::Sample;
use crate::check::Subject;

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Nested {
    next: Option<Box<Nested>>,
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Stack(Vec<Stack>);

#[json_serializable]
#[derive(Debug, PartialEq)]
struct ByName(std::collections::BTreeMap<String, ByName>);

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Pairs(Option<Box<Pairs>>, i64);

#[json_serializable(type_id = 7301)]
#[derive(Debug, PartialEq)]
enum Either {
    End,
    On(Box<Either>),
}

/// Nested `depth` times, so that it is as many levels deep.
trait Deep: Subject {
    /// Levels that one step takes.
    const STEP: u32;
    fn deep(depth: u32) -> Self;
}

impl Deep for Nested {
    const STEP: u32 = 1;

    fn deep(depth: u32) -> Self {
        Nested { next: (depth > 1).then(|| Box::new(Self::deep(depth - 1))) }
    }
}

impl Deep for Stack {
    const STEP: u32 = 1;

    fn deep(depth: u32) -> Self {
        Stack((1..depth).take(1).map(|_| Self::deep(depth - 1)).collect())
    }
}

impl Deep for ByName {
    const STEP: u32 = 1;

    fn deep(depth: u32) -> Self {
        ByName((1..depth).take(1).map(|_| ("k".to_owned(), Self::deep(depth - 1))).collect())
    }
}

impl Deep for Pairs {
    const STEP: u32 = 1;

    fn deep(depth: u32) -> Self {
        Pairs((depth > 1).then(|| Box::new(Self::deep(depth - 1))), 0)
    }
}

macro_rules! no_samples {
    ($($ty:ty),*) => {$(
        impl Sample for $ty {
            fn samples() -> Vec<Self> {
                Vec::new()
            }
        }
    )*};
}

no_samples!(Nested, Stack, ByName, Pairs, Either);

#[track_caller]
fn same_limit<T: Deep>() {
    for limit in [1, 2, 3, 10, 64] {
        let codec = Json::builder().limits(Limits::default().depth(limit)).build().unwrap();
        for depth in [limit - 1, limit, limit + 1].into_iter().filter(|depth| *depth > 0) {
            let value = T::deep(depth);
            let fits = depth * T::STEP <= limit;
            let bytes = Json::new().encode(&value).unwrap();
            let generic = codec.object(&value).unwrap();
            let what = format!("{depth} of {limit}: {}", String::from_utf8_lossy(&bytes));
            assert_eq!(codec.encode(&value).is_ok(), fits, "encode {what}");
            assert_eq!(codec.encode(&generic).is_ok(), fits, "encode the generic form {what}");
            assert_eq!(hidden::twin_json(&codec, &value).is_ok(), fits, "serde's encode {what}");
            assert_eq!(codec.decode(&bytes).is_ok(), fits, "decode {what}");
            assert_eq!(codec.decode_as::<T>(&bytes).is_ok(), fits, "decode_as {what}");
            assert_eq!(hidden::from_twin_json::<T>(&codec, &bytes).is_ok(), fits, "serde's decode {what}");
            if !fits {
                assert!(codec.encode(&value).unwrap_err().is_limit());
                assert!(codec.decode(&bytes).unwrap_err().is_limit());
                assert!(hidden::from_twin_json::<T>(&codec, &bytes).unwrap_err().is_limit());
            }
        }
    }
}

#[test]
fn structs() {
    same_limit::<Nested>();
}

#[test]
fn newtypes_of_lists() {
    same_limit::<Stack>();
}

#[test]
fn newtypes_of_maps() {
    same_limit::<ByName>();
}

#[test]
fn tuples() {
    same_limit::<Pairs>();
}

/// The default limit fits a small stack, in every direction.
#[test]
fn the_default_limit_fits_a_small_stack() {
    fn whole_way<T: Deep>() {
        let codec = Json::new();
        let bytes = codec.encode(&T::deep(128)).unwrap();
        assert!(codec.encode(&T::deep(129)).unwrap_err().is_limit());
        let decoded: Value = codec.decode(&bytes).unwrap();
        assert_eq!(codec.encode(&decoded).unwrap(), bytes);
        assert_eq!(decoded.clone().downcast::<T>().unwrap(), T::deep(128));
        assert_eq!(hidden::from_twin_json::<T>(&codec, &bytes).unwrap(), T::deep(128));
        assert_eq!(hidden::twin_json(&codec, &T::deep(128)).unwrap(), bytes);
    }
    let run = || {
        whole_way::<Nested>();
        whole_way::<Stack>();
        whole_way::<ByName>();
        whole_way::<Pairs>();
    };
    // Without optimisation frames are several times as large.
    let size = if cfg!(debug_assertions) { 2 << 20 } else { 256 << 10 };
    std::thread::Builder::new().stack_size(size).spawn(run).unwrap().join().unwrap();
}

/// An enum's variant is a level of its own, and so is the tag.
#[test]
fn enums_with_data() {
    fn deep(steps: u32) -> Either {
        (0..steps).fold(Either::End, |inner, _| Either::On(Box::new(inner)))
    }
    let codec = Json::new();
    let most = (0..200).take_while(|steps| codec.encode(&deep(*steps)).is_ok()).last().unwrap();
    let bytes = codec.encode(&deep(most)).unwrap();
    assert_eq!(codec.decode_as::<Either>(&bytes).unwrap(), deep(most));
    assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), bytes);
    assert_eq!(codec.encode(&codec.object(&deep(most)).unwrap()).unwrap(), bytes);
}
