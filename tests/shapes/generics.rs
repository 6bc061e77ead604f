//! Generic types, registered by instance.

use std::collections::BTreeMap;
use std::marker::PhantomData;

shapes! {
    both {}

    of_scalar: tagged Direct [instances(Msg<f64> = "MsgF64", Msg<String> = 7101, Msg<Inner> = "MsgInner", Msg<Option<Vec<Inner>>> = 7102)] {
        pub(crate) struct Msg<T> { body: T, more: Vec<T>, maybe: Option<T>, n: i64 }
    } Msg<f64>:
        Msg { body: 0.5, more: vec![1.0], maybe: None, n: 1 } => r#"{"body":0.5,"more":[1.0],"maybe":null,"n":1}"#;

    inner: tagged Direct [] {
        #[derive(Clone)]
        pub(crate) struct Inner { deep: i64 }
    } Inner: Inner { deep: 1 } => r#"{"deep":1}"#;

    newtype_of_any: tagged Direct [instances(Only<i64> = "OnlyI64", Only<Inner> = 7103)] {
        pub(crate) struct Only<T>(T);
    } Only<i64>: Only(1) => "1";

    of_two: tagged Direct [instances(Both<String, Inner> = 7104)] {
        pub(crate) struct Both<K: Ord, V> where V: Clone { map: BTreeMap<K, V>, marker: PhantomData<(K, V)> }
    } Both<String, Inner>:
        Both { map: [("k".to_owned(), Inner { deep: 2 })].into(), marker: PhantomData } =>
            r#"{"map":{"k":{"__type__":[@Inner,{"deep":2}]}},"marker":null}"#;

    of_length: tagged Direct [instances(Block<3> = "Block3", Block<4> = "Block4")] {
        pub(crate) struct Block<const N: usize> { items: Vec<i64> }
    } Block<3>: Block { items: vec![1, 2, 3] } => r#"{"items":[1,2,3]}"#;

    with_default_parameter: tagged Direct [instances(Chain<i64> = "ChainI64")] {
        pub(crate) struct Chain<T = i64> { value: T, next: Option<Box<Chain<T>>>, all: Vec<Self> }
    } Chain:
        Chain { value: 1, next: Some(Box::new(Chain { value: 2, next: None, all: vec![] })), all: vec![] } =>
            r#"{"value":1,"next":{"__type__":[@ChainI64,{"value":2,"next":null,"all":[]}]},"all":[]}"#;

    enum_of_any: tagged Serde [instances(Answer<i64> = 7105)] {
        pub(crate) enum Answer<T> { Yes(T), No { why: String } }
    } Answer<i64>:
        Answer::Yes(1) => r#"{"Yes":1}"#, Answer::No { why: "w".to_owned() } => r#"{"No":{"why":"w"}}"#;

    instances_as_fields: tagged Direct [] {
        pub(crate) struct Holds {
            scalar: Msg<f64>, text: Vec<Msg<String>>, inner: Option<Msg<Inner>>, deep: Msg<Option<Vec<Inner>>>, only: Only<Inner>,
            answers: BTreeMap<String, Answer<i64>>,
        }
    } Holds:
        Holds {
            scalar: Msg { body: 1.0, more: vec![], maybe: None, n: 1 },
            text: vec![Msg { body: "b".to_owned(), more: vec!["m".to_owned()], maybe: None, n: 2 }],
            inner: Some(Msg { body: Inner { deep: 1 }, more: vec![], maybe: Some(Inner { deep: 2 }), n: 3 }),
            deep: Msg { body: Some(vec![Inner { deep: 3 }]), more: vec![None], maybe: None, n: 4 },
            only: Only(Inner { deep: 4 }), answers: [("a".to_owned(), Answer::Yes(1))].into(),
        } =>
            concat!(r#"{"scalar":{"__type__":[@MsgF64,{"body":1.0,"more":[],"maybe":null,"n":1}]},"#,
                r#""text":[{"__type__":[7101,{"body":"b","more":["m"],"maybe":null,"n":2}]}],"#,
                r#""inner":{"__type__":[@MsgInner,{"body":{"__type__":[@Inner,{"deep":1}]},"more":[],"#,
                r#""maybe":{"__type__":[@Inner,{"deep":2}]},"n":3}]},"#,
                r#""deep":{"__type__":[7102,{"body":[{"__type__":[@Inner,{"deep":3}]}],"more":[null],"maybe":null,"n":4}]},"#,
                r#""only":{"__type__":[7103,{"__type__":[@Inner,{"deep":4}]}]},"#,
                r#""answers":{"a":{"__type__":[7105,{"Yes":1}]}}}"#);
}
