//! Fields, variants and parameters that are called like what generated code uses.
#![allow(non_camel_case_types)]

use codec::json_serializable;

#[json_serializable]
#[derive(Debug, PartialEq, Default)]
#[serde(default)]
struct Locals {
    __f0: i64,
    __f1: i64,
    __to: i64,
    __from: i64,
    __v: i64,
    __p: i64,
    __p0: i64,
    __default: i64,
    __extra: i64,
    __value: i64,
    __dict: i64,
    __field0: i64,
    #[serde(skip_serializing_if = "is_zero")]
    __p14: i64,
    value: i64,
    self_: i64,
    to: i64,
    from: i64,
    shape: i64,
    #[codec(extra)]
    extra: codec::Dict,
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Raw {
    r#type: i64,
    r#struct: String,
    r#fn: Option<bool>,
    r#async: (),
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct r#struct {
    r#in: i64,
}

#[json_serializable]
#[derive(Debug, PartialEq)]
enum r#enum {
    r#yes,
    r#try,
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Record {
    shape: Shape,
    entry: Option<Entry>,
}

#[json_serializable(tag = false)]
#[derive(Debug, PartialEq)]
struct Shape;

#[json_serializable(tag = false)]
#[derive(Debug, PartialEq)]
struct Entry(i64);

/// The parameters that serde's traits and our code could be using.
#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Parameters<T, S, D, E, Ok, V, A> {
    t: T,
    s: S,
    d: D,
    e: E,
    ok: Ok,
    v: V,
    a: A,
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
enum Either<Left, Right> {
    Left(Left),
    Right { right: Right },
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Sized<const N: usize, const FLAG: bool> {
    n: i64,
}

#[test]
fn passes() {
    use crate::passes;
    passes(Locals { __f0: 1, __p14: 2, shape: 3, ..Locals::default() });
    passes(Raw { r#type: 1, r#struct: "s".to_owned(), r#fn: None, r#async: () });
    passes(r#struct { r#in: 1 });
    passes(r#enum::yes);
    passes(r#enum::r#try);
    passes(Parameters { t: 1, s: 2.5, d: true, e: "e".to_owned(), ok: (), v: vec![1], a: Some(1) });
    passes(Either::<i64, String>::Left(1));
    passes(Either::<i64, String>::Right { right: "r".to_owned() });
    passes(Sized::<3, true> { n: 1 });
    passes(Record { shape: Shape, entry: Some(Entry(1)) });
}

/// Raw identifiers are escapes of Rust's, not part of the name.
#[test]
fn names_without_the_prefix() {
    let raw = Raw { r#type: 1, r#struct: "s".to_owned(), r#fn: None, r#async: () };
    assert_eq!(raw.as_dict().unwrap().keys().collect::<Vec<_>>(), ["type", "struct", "fn", "async"]);
    assert_eq!(r#struct::serializer().name(), "struct");
    assert_eq!(r#enum::r#try.as_value().unwrap(), "try");
}
