//! The limits beside depth: each at its last value and one beyond, with the same words in all codecs.

use std::collections::BTreeMap;

use codec::{Codec, Limits, Value};
use codec_tests::codecs::{ALL, Setup, Subject};

use super::types::Holder;
use super::{foreign, told};

fn with(under: &Subject, limits: Limits) -> Box<dyn codec::DynCodec> {
    under.with(Setup { limits, ..Setup::default() })
}

#[test]
fn elements() {
    let help = "raise it with `Limits::elements`";
    let ten = [
        "[1,2,3,4,5,6,7,8,9,10]",
        r#"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1}"#,
        "[[[],[],[],[]],[[],[],[],[]]]",
        r#"[{"a":{"b":{}}},{"c":[1]},{"d":1},[1]]"#,
    ];
    for under in ALL {
        for text in ten {
            let bytes = foreign(&under, text);
            assert!(
                with(&under, Limits::default().elements(10)).decode(&bytes).is_ok(),
                "{}: {text}",
                under.name
            );
            let error = with(&under, Limits::default().elements(9)).decode(&bytes).unwrap_err();
            let (kind, text) = told(&error);
            assert!(
                kind == "Limit" && text.starts_with("more than 9 list elements and dict entries"),
                "{}: {text}",
                under.name
            );
            assert!(text.ends_with(help));
        }
        let limits = Limits::default().elements(9);
        let list = foreign(&under, ten[0]);
        assert!(with(&under, limits).decode_as::<Vec<f64>>(&list).unwrap_err().is_limit());
        assert!(with(&under, limits).decode_as::<Vec<i64>>(&list).unwrap_err().is_limit());
        assert!(with(&under, limits).decode_as::<Vec<Value>>(&list).unwrap_err().is_limit());
        let dict = foreign(&under, ten[1]);
        assert!(with(&under, limits).decode_as::<BTreeMap<String, i64>>(&dict).unwrap_err().is_limit());
        let extra = foreign(&under, &format!(r#"{{"__type__":[7607,{}]}}"#, ten[1]));
        assert!(with(&under, limits).decode_as::<Holder>(&extra).unwrap_err().is_limit());
        assert!(with(&under, Limits::default().elements(10)).decode_as::<Holder>(&extra).is_ok());
        let ignored = foreign(&under, &format!(r#"{{"x":{}}}"#, ten[0]));
        assert!(with(&under, limits).decode_as::<Ignoring>(&ignored).unwrap_err().is_limit());
        assert!(with(&under, Limits::default().elements(11)).decode_as::<Ignoring>(&ignored).is_ok());
    }
}

#[derive(Debug, serde::Deserialize)]
struct Ignoring {}

#[test]
fn input() {
    for under in ALL {
        let bytes = foreign(&under, r#"[1,"two",{"three":3.5}]"#);
        let most = bytes.len();
        let codec = with(&under, Limits::default().input(most));
        assert!(codec.decode(&bytes).is_ok());
        assert!(codec.decode_from::<Value>(&*bytes).is_ok());
        let codec = with(&under, Limits::default().input(most - 1));
        let says = format!("input is longer than {} bytes; raise it with `Limits::input`", most - 1);
        for error in [
            codec.decode(&bytes).unwrap_err(),
            codec.decode_as::<Value>(&bytes).unwrap_err(),
            codec.decode_from::<Value>(&*bytes).unwrap_err(),
            codec.decode_from::<Value>(std::io::repeat(b' ')).unwrap_err(),
        ] {
            assert_eq!(told(&error), ("Limit".to_owned(), says.clone()), "{}", under.name);
        }
    }
}
