//! Structs of every form, alone and inside each other.

use std::collections::{BTreeMap, BTreeSet, HashMap, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::time::Duration;

use codec::BigInt;

shapes! {
    both {
        fn point(x: f64) -> Point {
            Point { x, y: -x }
        }
    }

    named: tagged Direct [] {
        pub(crate) struct Point { pub(crate) x: f64, pub(crate) y: f64 }
    } Point:
        Point { x: 0.5, y: -2.0 } => r#"{"x":0.5,"y":-2.0}"#,
        Point { x: 1e300, y: 1e-7 } => r#"{"x":1e+300,"y":1e-07}"#;

    unit: tagged Direct [] {
        pub(crate) struct Nothing;
    } Nothing: Nothing => "{}";

    named_without_fields: tagged Direct [] {
        pub(crate) struct NoFields {}
    } NoFields: NoFields {} => "{}";

    newtype: tagged Direct [] {
        pub(crate) struct Meters(pub(crate) f64);
    } Meters: Meters(1.5) => "1.5";

    newtype_of_registered: tagged Direct [] {
        pub(crate) struct Corner(Point);
    } Corner: Corner(point(1.0)) => r#"{"__type__":[@Point,{"x":1.0,"y":-1.0}]}"#;

    newtype_of_list: tagged Direct [] {
        pub(crate) struct Trail(Vec<Vec<i64>>);
    } Trail: Trail(vec![vec![1, 2], vec![]]) => "[[1,2],[]]", Trail(vec![]) => "[]";

    newtype_of_map: tagged Direct [] {
        pub(crate) struct Levels(BTreeMap<String, i64>);
    } Levels: Levels([("a".to_owned(), 1)].into()) => r#"{"a":1}"#, Levels(BTreeMap::new()) => "{}";

    newtype_of_option: tagged Direct [] {
        pub(crate) struct Perhaps(Option<i64>);
    } Perhaps: Perhaps(Some(3)) => "3", Perhaps(None) => "null";

    tuple: tagged Direct [] {
        pub(crate) struct Pair(i64, String);
    } Pair: Pair(-7, "seven".to_owned()) => r#"[-7,"seven"]"#;

    tuple_of_registered: tagged Direct [] {
        pub(crate) struct Segment(Point, Option<Point>, Vec<Point>);
    } Segment:
        Segment(point(1.0), None, vec![point(2.0)]) =>
            r#"[{"__type__":[@Point,{"x":1.0,"y":-1.0}]},null,[{"__type__":[@Point,{"x":2.0,"y":-2.0}]}]]"#;

    tuple_without_fields: tagged Direct [] {
        pub(crate) struct Void();
    } Void: Void() => "[]";

    scalars: tagged Direct [] {
        pub(crate) struct Scalars {
            b: bool, c: char, i0: i8, i1: i16, i2: i32, i3: i64, u0: u8, u1: u16, u2: u32, u3: u64,
            f0: f32, f1: f64, s: String,
        }
    } Scalars:
        Scalars {
            b: true, c: 'ß', i0: i8::MIN, i1: i16::MIN, i2: i32::MIN, i3: i64::MIN, u0: u8::MAX, u1: u16::MAX,
            u2: u32::MAX, u3: u64::MAX, f0: 0.25, f1: 1e22, s: "a\"\\\n\u{0}é😀".to_owned(),
        } =>
            concat!(r#"{"b":true,"c":"ß","i0":-128,"i1":-32768,"i2":-2147483648,"i3":-9223372036854775808,"u0":255,"#,
                r#""u1":65535,"u2":4294967295,"u3":18446744073709551615,"f0":0.25,"f1":1e+22,"s":"a\"\\\n\u0000é😀"}"#);

    wide_integers: tagged Direct [] {
        pub(crate) struct Wide { i: i128, u: u128, n: isize, m: usize, }
    } Wide:
        Wide { i: i128::MIN, u: u128::MAX, n: -1, m: 1 } =>
            concat!(r#"{"i":-170141183460469231731687303715884105728,"#,
                r#""u":340282366920938463463374607431768211455,"n":-1,"m":1}"#),
        Wide { i: 3, u: 4, n: 0, m: 0 } => r#"{"i":3,"u":4,"n":0,"m":0}"#;

    big_integers: tagged Direct [] {
        pub(crate) struct Huge { n: BigInt, all: Vec<BigInt> }
    } Huge:
        Huge { n: BigInt::from(u128::MAX), all: vec![BigInt::from(i128::MIN)] } =>
            r#"{"n":340282366920938463463374607431768211455,"all":[-170141183460469231731687303715884105728]}"#,
        Huge { n: BigInt::from(u64::MAX), all: vec![BigInt::from(-1)] } => r#"{"n":18446744073709551615,"all":[-1]}"#;

    raw_identifiers: tagged Direct [] {
        pub(crate) struct r#Type { r#type: i64, r#struct: String, r#fn: Option<i64> }
    } r#Type: r#Type { r#type: 1, r#struct: "s".to_owned(), r#fn: None } => r#"{"type":1,"struct":"s","fn":null}"#;

    registered_in_containers: tagged Direct [] {
        pub(crate) struct Figure {
            one: Point, list: Vec<Point>, maybe: Option<Point>, boxed: Box<Point>, array: [Point; 2], pair: (Point, i64),
            boxed_maybe: Option<Box<Point>>, list_of_maybe: Vec<Option<Point>>, map: HashMap<String, Point>,
            deep: BTreeMap<String, Vec<(Point, Nothing)>>, meters: Meters,
        }
    } Figure:
        Figure {
            one: point(1.0), list: vec![point(2.0)], maybe: None, boxed: Box::new(point(3.0)),
            array: [point(4.0), point(5.0)], pair: (point(6.0), 6), boxed_maybe: Some(Box::new(point(7.0))),
            list_of_maybe: vec![None, Some(point(8.0))], map: [("m".to_owned(), point(9.0))].into(),
            deep: [("d".to_owned(), vec![(point(10.0), Nothing)])].into(), meters: Meters(1.0),
        } =>
            concat!(r#"{"one":{"__type__":[@Point,{"x":1.0,"y":-1.0}]},"#,
                r#""list":[{"__type__":[@Point,{"x":2.0,"y":-2.0}]}],"maybe":null,"#,
                r#""boxed":{"__type__":[@Point,{"x":3.0,"y":-3.0}]},"#,
                r#""array":[{"__type__":[@Point,{"x":4.0,"y":-4.0}]},{"__type__":[@Point,{"x":5.0,"y":-5.0}]}],"#,
                r#""pair":[{"__type__":[@Point,{"x":6.0,"y":-6.0}]},6],"#,
                r#""boxed_maybe":{"__type__":[@Point,{"x":7.0,"y":-7.0}]},"#,
                r#""list_of_maybe":[null,{"__type__":[@Point,{"x":8.0,"y":-8.0}]}],"#,
                r#""map":{"m":{"__type__":[@Point,{"x":9.0,"y":-9.0}]}},"#,
                r#""deep":{"d":[[{"__type__":[@Point,{"x":10.0,"y":-10.0}]},{"__type__":[@Nothing,{}]}]]},"#,
                r#""meters":{"__type__":[@Meters,1.0]}}"#);

    registered_in_foreign_containers: tagged Direct [] {
        pub(crate) struct Foreign {
            deque: VecDeque<Point>, list: LinkedList<Option<Point>>, by_number: BTreeMap<i64, Point>,
            set: BTreeSet<Rank>, long: (i64, i64, i64, i64, i64, i64, Point), result: Result<Point, String>,
            bound: std::ops::Bound<Point>, plain: Wrapper,
        }
    } Foreign:
        Foreign {
            deque: [point(1.0)].into(), list: [None, Some(point(2.0))].into(), by_number: [(-3, point(3.0))].into(),
            set: [Rank(2), Rank(1)].into(), long: (1, 2, 3, 4, 5, 6, point(4.0)), result: Ok(point(5.0)),
            bound: std::ops::Bound::Included(point(6.0)), plain: Wrapper { inner: point(7.0), more: vec![Rank(3)] },
        } =>
            concat!(r#"{"deque":[{"__type__":[@Point,{"x":1.0,"y":-1.0}]}],"#,
                r#""list":[null,{"__type__":[@Point,{"x":2.0,"y":-2.0}]}],"#,
                r#""by_number":{"-3":{"__type__":[@Point,{"x":3.0,"y":-3.0}]}},"#,
                r#""set":[{"__type__":[@Rank,1]},{"__type__":[@Rank,2]}],"#,
                r#""long":[1,2,3,4,5,6,{"__type__":[@Point,{"x":4.0,"y":-4.0}]}],"#,
                r#""result":{"Ok":{"__type__":[@Point,{"x":5.0,"y":-5.0}]}},"#,
                r#""bound":{"Included":{"__type__":[@Point,{"x":6.0,"y":-6.0}]}},"#,
                r#""plain":{"inner":{"__type__":[@Point,{"x":7.0,"y":-7.0}]},"more":[{"__type__":[@Rank,3]}]}}"#);

    ordered: tagged Direct [] {
        #[derive(PartialOrd, Ord, Eq, Clone, Copy)]
        pub(crate) struct Rank(u8);
    } Rank: Rank(7) => "7";

    // A foreign type for `Foreign`: neither tag nor registration, but its fields have both.
    plain_record: untagged Direct [tag = false] {
        pub(crate) struct Wrapper { inner: Point, more: Vec<Rank> }
    } Wrapper:
        Wrapper { inner: point(1.0), more: vec![] } =>
            r#"{"inner":{"__type__":[@Point,{"x":1.0,"y":-1.0}]},"more":[]}"#;

    plain_record_of_serde: untagged Serde [tag = false] {
        pub(crate) struct Merged { #[serde(flatten)] wrapper: Wrapper, n: i64 }
    } Merged:
        Merged { wrapper: Wrapper { inner: point(1.0), more: vec![Rank(1)] }, n: 2 } =>
            r#"{"inner":{"__type__":[@Point,{"x":1.0,"y":-1.0}]},"more":[{"__type__":[@Rank,1]}],"n":2}"#;

    plain_tuple: untagged Direct [tag = false] {
        pub(crate) struct PlainPair(i64, Point);
    } PlainPair: PlainPair(1, point(2.0)) => r#"[1,{"__type__":[@Point,{"x":2.0,"y":-2.0}]}]"#;

    plain_unit: untagged Direct [tag = false] {
        pub(crate) struct PlainNothing;
    } PlainNothing: PlainNothing => "{}";

    records_inside: tagged Direct [] {
        pub(crate) struct Holder { plain: Wrapper, all: Vec<Wrapper>, pair: PlainPair, unit: PlainNothing, merged: Merged }
    } Holder:
        Holder {
            plain: Wrapper { inner: point(1.0), more: vec![] }, all: vec![], pair: PlainPair(1, point(2.0)),
            unit: PlainNothing,
            merged: Merged { wrapper: Wrapper { inner: point(3.0), more: vec![] }, n: 2 },
        } =>
            concat!(r#"{"plain":{"inner":{"__type__":[@Point,{"x":1.0,"y":-1.0}]},"more":[]},"all":[],"#,
                r#""pair":[1,{"__type__":[@Point,{"x":2.0,"y":-2.0}]}],"unit":{},"#,
                r#""merged":{"inner":{"__type__":[@Point,{"x":3.0,"y":-3.0}]},"more":[],"n":2}}"#);

    recursive: tagged Direct [] {
        pub(crate) struct Tree { value: i64, children: Vec<Tree>, next: Option<Box<Tree>> }
    } Tree:
        Tree {
            value: 1,
            children: vec![Tree { value: 2, children: vec![], next: None }],
            next: Some(Box::new(Tree { value: 3, children: vec![], next: None })),
        } =>
            concat!(r#"{"value":1,"children":[{"__type__":[@Tree,{"value":2,"children":[],"next":null}]}],"#,
                r#""next":{"__type__":[@Tree,{"value":3,"children":[],"next":null}]}}"#);

    recursive_newtype: tagged Direct [] {
        pub(crate) struct Nest(Vec<Nest>);
    } Nest: Nest(vec![Nest(vec![]), Nest(vec![Nest(vec![])])]) =>
        r#"[{"__type__":[@Nest,[]]},{"__type__":[@Nest,[{"__type__":[@Nest,[]]}]]}]"#;

    foreign_scalars: tagged Direct [] {
        pub(crate) struct Odd {
            unit: (), marker: PhantomData<i64>, wait: Duration, range: std::ops::Range<i64>,
            one: (i64,), nothing: Option<()>, port: std::num::NonZeroU16, host: std::net::IpAddr,
            text: std::borrow::Cow<'static, str>, slice: Box<[i64]>, boxed: Box<str>, path: std::path::PathBuf,
        }
    } Odd:
        Odd {
            unit: (), marker: PhantomData, wait: Duration::new(1, 2), range: 1..5, one: (1,), nothing: None,
            port: std::num::NonZeroU16::MIN, host: "::1".parse().unwrap(), text: "t".into(), slice: Box::new([1]),
            boxed: "b".into(), path: "p".into(),
        } =>
            concat!(r#"{"unit":null,"marker":null,"wait":{"secs":1,"nanos":2},"range":{"start":1,"end":5},"one":[1],"#,
                r#""nothing":null,"port":1,"host":"::1","text":"t","slice":[1],"boxed":"b","path":"p"}"#);

    optional: tagged Direct [] {
        pub(crate) struct Optional { a: Option<i64>, b: Option<Option<String>>, c: Box<Option<f64>>, d: Option<VecDeque<i64>> }
    } Optional:
        Optional { a: None, b: None, c: Box::new(None), d: None } => r#"{"a":null,"b":null,"c":null,"d":null}"#,
        Optional { a: Some(1), b: Some(Some("s".to_owned())), c: Box::new(Some(0.5)), d: Some([1].into()) } =>
            r#"{"a":1,"b":"s","c":0.5,"d":[1]}"#;
}
