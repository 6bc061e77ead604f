//! Enums: Python's `Enum` and `IntEnum`, and serde's four representations of enums with data.

use std::collections::{BTreeMap, HashMap};

shapes! {
    both {}

    by_name: tagged Direct [] {
        #[derive(Eq, Hash, PartialOrd, Ord, Clone, Copy)]
        pub(crate) enum Colour { Red, Green }
    } Colour: Colour::Red => r#""Red""#, Colour::Green => r#""Green""#;

    by_renamed_name: tagged Direct [] {
        #[serde(rename_all = "snake_case")]
        pub(crate) enum Mood { VeryGood, #[serde(rename = "B\"ad")] Bad, #[serde(alias = "meh", alias = "okay")] SoSo }
    } Mood: Mood::VeryGood => r#""very_good""#, Mood::Bad => r#""B\"ad""#, Mood::SoSo => r#""so_so""#;

    by_name_read_otherwise: tagged Serde [] {
        pub(crate) enum Side { #[serde(rename(serialize = "l", deserialize = "l"))] Left, #[serde(other)] Right }
    } Side: Side::Left => r#""l""#, Side::Right => r#""Right""#;

    by_number: tagged Direct [] {
        pub(crate) enum Level { Low = 1, High = 9, Higher, Deep = -3 }
    } Level: Level::Low => "1", Level::High => "9", Level::Higher => "10", Level::Deep => "-3";

    by_wide_number: tagged Direct [] {
        #[repr(i64)]
        pub(crate) enum Bounds { Least = -9_223_372_036_854_775_808, Most = 9_223_372_036_854_775_807 }
    } Bounds: Bounds::Least => "-9223372036854775808", Bounds::Most => "9223372036854775807";

    int_enum: untagged Direct [python(kind = int_enum)] {
        pub(crate) enum Priority { Low = 0, High = 0xff }
    } Priority: Priority::Low => "0", Priority::High => "255";

    int_enum_with_fallback: untagged Direct [python(kind = int_enum)] {
        pub(crate) enum Status { Fine = 200, #[serde(other)] Else = 0 }
    } Status: Status::Fine => "200", Status::Else => "0";

    external: tagged Serde [type_id = 7001] {
        pub(crate) enum Shape {
            Dot, Circle(f64), Line(i64, Option<String>), Box { wide: f64, high: f64 }, Coloured(Colour), Many(Vec<Shape>),
            Nothing(), Empty {},
        }
    } Shape:
        Shape::Dot => r#""Dot""#,
        Shape::Circle(1.5) => r#"{"Circle":1.5}"#,
        Shape::Line(1, None) => r#"{"Line":[1,null]}"#,
        Shape::Box { wide: 1.0, high: 2.0 } => r#"{"Box":{"wide":1.0,"high":2.0}}"#,
        Shape::Coloured(Colour::Red) => r#"{"Coloured":{"__type__":[@Colour,"Red"]}}"#,
        Shape::Many(vec![Shape::Dot, Shape::Circle(0.5)]) =>
            r#"{"Many":[{"__type__":[7001,"Dot"]},{"__type__":[7001,{"Circle":0.5}]}]}"#,
        Shape::Nothing() => r#"{"Nothing":[]}"#,
        Shape::Empty {} => r#"{"Empty":{}}"#;

    internal: tagged Serde [type_id = 7002] {
        #[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
        pub(crate) enum Event { Start { at_once: bool }, Stop, Moved(Place) }
    } Event:
        Event::Start { at_once: true } => r#"{"kind":"start","atOnce":true}"#,
        Event::Stop => r#"{"kind":"stop"}"#,
        Event::Moved(Place { x: 1 }) => r#"{"kind":"moved","x":1}"#;

    // serde merges the fields of a newtype variant into the dict that has the tag: it must be a plain record.
    inside_internal: untagged Direct [tag = false] {
        pub(crate) struct Place { x: i64 }
    } Place: Place { x: 1 } => r#"{"x":1}"#;

    adjacent: tagged Serde [type_id = 7003] {
        #[serde(tag = "t", content = "c")]
        pub(crate) enum Reply { Done, Value(i64), Pair(i64, Colour), Named { colour: Colour } }
    } Reply:
        Reply::Done => r#"{"t":"Done"}"#,
        Reply::Value(3) => r#"{"t":"Value","c":3}"#,
        Reply::Pair(1, Colour::Green) => r#"{"t":"Pair","c":[1,{"__type__":[@Colour,"Green"]}]}"#,
        Reply::Named { colour: Colour::Red } => r#"{"t":"Named","c":{"colour":{"__type__":[@Colour,"Red"]}}}"#;

    untagged_by_serde: tagged Serde [type_id = 7004] {
        #[serde(untagged)]
        pub(crate) enum Loose { Number(i64), Text(String), Place { y: i64 }, Nothing }
    } Loose:
        Loose::Number(3) => "3",
        Loose::Text("t".to_owned()) => r#""t""#,
        Loose::Place { y: 2 } => r#"{"y":2}"#,
        Loose::Nothing => "null";

    plain_enum: untagged Serde [tag = false] {
        pub(crate) enum Plain { One, Two(i64) }
    } Plain: Plain::One => r#""One""#, Plain::Two(2) => r#"{"Two":2}"#;

    plain_names: untagged Direct [tag = false] {
        pub(crate) enum PlainName { One, Two }
    } PlainName: PlainName::One => r#""One""#;

    as_fields: tagged Direct [] {
        pub(crate) struct Scene {
            colour: Colour, maybe: Option<Colour>, levels: Vec<Level>, by_name: BTreeMap<String, Level>, shape: Shape,
            event: Event, loose: Vec<Loose>, priority: Priority, plain: Plain, names: [PlainName; 2],
            by_colour: BTreeMap<Colour, i64>, hashed: HashMap<Colour, Option<Mood>>, status: Status,
        }
    } Scene:
        Scene {
            colour: Colour::Red, maybe: None, levels: vec![Level::Low, Level::Deep],
            by_name: [("k".to_owned(), Level::High)].into(), shape: Shape::Dot, event: Event::Stop,
            loose: vec![Loose::Number(1), Loose::Nothing], priority: Priority::High, plain: Plain::Two(1),
            names: [PlainName::Two, PlainName::One], by_colour: [(Colour::Green, 1)].into(),
            hashed: [(Colour::Red, Some(Mood::SoSo))].into(), status: Status::Fine,
        } =>
            concat!(r#"{"colour":{"__type__":[@Colour,"Red"]},"maybe":null,"#,
                r#""levels":[{"__type__":[@Level,1]},{"__type__":[@Level,-3]}],"by_name":{"k":{"__type__":[@Level,9]}},"#,
                r#""shape":{"__type__":[7001,"Dot"]},"event":{"__type__":[7002,{"kind":"stop"}]},"#,
                r#""loose":[{"__type__":[7004,1]},{"__type__":[7004,null]}],"priority":255,"plain":{"Two":1},"#,
                r#""names":["Two","One"],"by_colour":{"Green":1},"hashed":{"Red":{"__type__":[@Mood,"so_so"]}},"#,
                r#""status":200}"#);
}
