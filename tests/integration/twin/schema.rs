//! The schema says what the codecs do.

use std::time::Duration;

use codec::schema::{Kind, Missing, Payload, Schema, Tagging, Type, UnknownFields};
use codec::{AclMessage, Registry, Serializer, Value, json_serializable};

use super::types::{self, Event, Late, Limits, Metres, Odd, Open, Pair, Reading, State, Station};

fn lines<T: 'static>(schema: &Schema) -> Vec<String> {
    let ty = schema.of::<T>().expect("it is registered");
    ty.fields().iter().map(|field| format!("{}: {}", field.name, field.ty)).collect()
}

#[test]
fn types_of_fields() {
    let schema = types::registry().schema();
    assert_eq!(
        lines::<Reading>(&schema),
        [
            "sensor: text",
            "levels: list<f64>",
            "unit: optional<text>",
            "counts: map<text, u32>",
            "window: tuple<i64, bool>",
            "position: array<f32, 2>",
            "any: any"
        ]
    );
    assert_eq!(
        lines::<Station>(&schema),
        [
            "readings: list<@Reading>",
            "state: @State",
            "level: @Level",
            "limits: @Limits",
            "act: @Performatives",
            "next: optional<@Station>"
        ]
    );
    assert_eq!(lines::<types::Blob>(&schema), ["raw: bytes"]);
    assert_eq!(lines::<Limits>(&schema), ["low: f64", "upper-most: f64", "note: text"]);
}

#[test]
fn what_stands_for_missing_fields() {
    let schema = types::registry().schema();
    let missing = |ty: Option<&codec::schema::TypeSchema>| -> Vec<(Missing, bool)> {
        ty.expect("registered").fields().iter().map(|field| (field.missing, field.may_be_skipped)).collect()
    };
    assert_eq!(
        missing(schema.of::<Late>()),
        [(Missing::Empty, false), (Missing::Own, false), (Missing::Empty, true), (Missing::Required, false)]
    );
    assert_eq!(missing(schema.of::<Station>()).last(), Some(&(Missing::Null, false)));
    // Of the container: every field has something that only the program knows.
    let linked = Registry::linked().expect("no collisions").schema();
    assert!(missing(linked.of::<AclMessage>()).iter().all(|field| *field == (Missing::Own, false)));
}

#[test]
fn payloads() {
    let schema = types::registry().schema();
    assert_eq!(lines::<Pair>(&schema), ["_0: i64", "_1: text"]);
    assert!(matches!(schema.of::<Pair>().unwrap().payload, Payload::Items(_)));
    assert_eq!(lines::<Metres>(&schema), ["_0: f64"]);
    assert!(matches!(schema.of::<Metres>().unwrap().payload, Payload::Single(_)));
    let Payload::Names(names) = &schema.of::<State>().unwrap().payload else { panic!("names") };
    let names: Vec<_> = names
        .iter()
        .map(|name| (name.variant.as_str(), name.text.as_str(), name.aliases.as_slice()))
        .collect();
    assert_eq!(
        names,
        [("Off", "off", &[][..]), ("SwitchedOn", "switched-on", &["on".to_owned()]), ("None", "none", &[])]
    );
    let priority = schema.get("Priorities").expect("by its Python name");
    assert_eq!(priority.payload, Payload::Numbers(vec![("Low".to_owned(), 1), ("High".to_owned(), 9)]));
    let Payload::Variants(Tagging::External, variants) = &schema.of::<Event>().unwrap().payload else {
        panic!("variants")
    };
    assert_eq!(variants.len(), 3);
    assert_eq!((variants[0].name.as_str(), &variants[0].payload), ("Started", &None));
    let Some(Payload::Fields(moved)) = &variants[1].payload else { panic!("fields") };
    assert_eq!(moved.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["x", "y"]);
    let Some(Payload::Single(named)) = &variants[2].payload else { panic!("a value") };
    assert_eq!(named.ty, Type::Text);
}

#[test]
fn names_classes_and_unknown_fields() {
    let schema = types::registry().schema();
    let odd = schema.of::<Odd>().unwrap();
    assert_eq!(odd.fields()[2].aliases, ["two-words"]);
    assert_eq!((odd.class.kind, odd.unknown_fields), (Kind::Plain, UnknownFields::Ignored));
    assert_eq!(schema.of::<Open>().unwrap().unknown_fields, UnknownFields::Kept);
    assert_eq!(lines::<Open>(&schema), ["name: text"]);
    let version = schema.of::<types::Version>().unwrap();
    assert_eq!(version.class.kind, Kind::Dataclass { frozen: true, ordered: true });
    assert!(!version.class.repr);
    assert_eq!(schema.of::<types::Methods>().unwrap().class.methods, ["__eq__", "helper"]);
    let ids: Vec<_> = schema.types().iter().map(|ty| ty.id).collect();
    assert!(ids.is_sorted() && ids.iter().all(Option::is_some), "{ids:?}");
    let records: Vec<_> = schema.records().iter().map(|record| (record.key.as_str(), record.id)).collect();
    assert_eq!(records, [("Level", None), ("Limits", None)]);
}

/// A hand-written serializer, types that only serde knows, parameters, and two types with one name.
#[test]
fn what_it_does_not_know() {
    mod other {
        #[codec::json_serializable(register = false, type_id = 2)]
        pub(super) struct Same {
            pub(super) _y: Option<std::time::Duration>,
        }
    }
    #[json_serializable(register = false, type_id = 1)]
    struct Same<T: 'static> {
        #[serde(rename = "x")]
        _x: Vec<T>,
        _custom: Custom,
        #[codec(object = custom)]
        _object: Custom,
    }
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Custom;
    fn custom() -> Serializer {
        Serializer::new::<Custom>(|_| Ok(Value::Null), |_| Ok(Custom)).with_type_id(3)
    }
    let all = [Same::<i64>::serializer(), other::Same::serializer(), custom()];
    let schema = Registry::with_serializers(all).expect("three ids").schema();
    assert_eq!(
        lines::<Same<i64>>(&schema),
        ["x: list<foreign<T>>", "_custom: foreign<Custom>", "_object: @Custom"]
    );
    assert_eq!(lines::<other::Same>(&schema), [r#"_y: optional<foreign<"std::time::Duration">>"#]);
    let [same, other, custom] = schema.types() else { panic!("three types") };
    assert_eq!(same.key, std::any::type_name::<Same<i64>>());
    assert_eq!(other.key, std::any::type_name::<other::Same>());
    assert_eq!((custom.key.as_str(), &custom.payload), ("Custom", &Payload::Opaque));
    let _ = (Same { _x: vec![Duration::ZERO], _custom: Custom, _object: Custom }, other::Same { _y: None });
}
