//! Content that is well formed and meant to harm: texts of the foreign types, files of manifests, keys within keys.

use codec::manifest::Manifest;
use codec::{Codec as _, DecodeError, Json, Limits, Map, MsgPack, Value, ext};
use codec_tests::judge;
use codec_tests::judge::registry;

/// As the payload of each foreign type, each as long as a message may well be.
#[test]
fn texts_of_foreign_types() {
    const LONG: usize = 1 << 16;
    let codec = Json::builder().registry(registry()).build().unwrap();
    let zeros = "0".repeat(LONG);
    let long = [
        zeros.clone(),
        format!("1.{zeros}"),
        format!("1{zeros}"),
        format!("-{zeros}"),
        format!("0.{zeros}1"),
        format!("1E{zeros}1"),
        format!("1E-{zeros}1"),
        format!("1E{}", "9".repeat(LONG)),
        format!("0E-{}", "9".repeat(LONG)),
        format!("2020-01-01T00:00:00.{zeros}"),
        format!("2020-01-01T00:00:00.{}", "9".repeat(LONG)),
        format!("2020-01-01T00:00:00+{zeros}"),
        format!("{zeros}-01-01"),
        format!("2020-{}", "-".repeat(LONG)),
        format!("2020{}", "W".repeat(LONG)),
        " ".repeat(LONG),
        ":".repeat(LONG),
        "{".repeat(LONG),
        "ä".repeat(LONG / 2),
        "00000000-0000-0000-0000-000000000000".repeat(LONG / 36),
    ];
    for text in long {
        for id in [7010, 7011, 7013] {
            let message = format!(r#"{{"__type__":[{id},"{text}"]}}"#);
            if let Err(error) = judge::decoded(&codec, message.as_bytes()) {
                assert!(error.is_invalid() || error.is_type_mismatch() || error.is_syntax(), "{error}");
            }
        }
        for part in ["type", "shape", "data"] {
            let mut parts = [("type", r#""<f8""#), ("shape", "[1]"), ("data", r#""AAAAAAAAAAA=""#)];
            let quoted = format!("\"{text}\"");
            parts.iter_mut().filter(|(name, _)| *name == part).for_each(|(_, value)| *value = &quoted);
            let fields = parts.map(|(name, value)| format!("\"{name}\":{value}")).join(",");
            let message = format!(r#"{{"__type__":[7012,{{{fields}}}]}}"#);
            judge::decoded(&codec, message.as_bytes()).unwrap_err();
        }
    }
}

/// Numbers where text is meant, at the edges of what the types hold.
#[test]
fn numbers_of_foreign_types() {
    let codec =
        Json::builder().registry(registry()).limits(Limits::default().digits(usize::MAX)).build().unwrap();
    let huge = "9".repeat(100_000);
    let numbers = [
        "0",
        "-0.0",
        "1e308",
        "-1e308",
        "1e400",
        "-1e400",
        "5e-324",
        "NaN",
        "Infinity",
        "-Infinity",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "253402300799.9999999",
        "253402300800",
        "-62135596800",
        "-62135596800.0000001",
        "79228162514264337593543950335",
        "79228162514264337593543950336",
        &huge,
    ];
    for number in numbers {
        for id in [7010, 7011, 7013] {
            let message = format!(r#"{{"__type__":[{id},{number}]}}"#);
            if let Ok(value) = judge::decoded(&codec, message.as_bytes()) {
                let bytes = codec.encode(&value).unwrap();
                assert!(codec.decode(&bytes).unwrap() == value, "{number}");
            }
        }
        let dims = ["[#]", "[#,0]", "[0,#]", "[#,#]", "[1,#,1]"].map(|shape| shape.replace('#', number));
        for shape in dims {
            for (dtype, data) in [("<f8", ""), ("|u1", ""), ("<U1000000000000", ""), ("|u1", "AA==")] {
                let message =
                    format!(r#"{{"__type__":[7012,{{"type":"{dtype}","shape":{shape},"data":"{data}"}}]}}"#);
                if let Ok(value) = judge::decoded(&codec, message.as_bytes()) {
                    assert!(codec.decode(&codec.encode(&value).unwrap()).unwrap() == value);
                }
            }
        }
    }
}

/// Keys of maps that are maps, four in each, that differ in their last number alone: as many comparisons as there are
/// pairs would take the square of their number, and this test days.
#[test]
fn keys_within_keys() {
    fn keys(levels: u32, last: u64) -> Vec<u8> {
        let Some(levels) = levels.checked_sub(1) else {
            return [&[0xCF][..], &last.to_be_bytes()].concat();
        };
        let key =
            |index: u64| [keys(levels, if index == 3 { 3 + 4 * last } else { index }), vec![0]].concat();
        [vec![0x84], (0..4).flat_map(key).collect()].concat()
    }
    let codec = MsgPack::new();
    let bytes = keys(9, 0);
    let value = codec.decode(&bytes).unwrap();
    let Value::Map(map) = &value else { panic!("a map") };
    // In another order, so that nothing is found where it is looked for first.
    let turned: Map = map.clone().into_iter().rev().collect();
    assert!(Value::Map(turned) == value);
    assert!(codec.decode(&codec.encode(&value).unwrap()).unwrap() == value);
    let other = codec.decode(&keys(9, 1)).unwrap();
    assert!(other != value);
}

fn manifest(lines: &str) -> Result<Manifest, codec::RegistryError> {
    Manifest::parse(&format!("codec manifest 1\npython 3.12\n{lines}"))
}

/// Files of other programs: read, or refused in few words.
#[test]
fn manifests() {
    let long = "x".repeat(1 << 20);
    let open = |open: &str, times: usize| format!("type T\n  id 1\n  fields\n    f: {}", open.repeat(times));
    let texts = [
        long.clone(),
        format!("type {long}"),
        format!("type \"{long}"),
        format!("type T\n  id {}", "9".repeat(1 << 20)),
        format!("type T\n  {long}"),
        format!("type T\n  id 1\n  {long}"),
        format!("type T\n  id 1\n  fields\n    f: {long}"),
        format!("type T\n  id 1\n  fields\n    {long}: {long}"),
        format!("type T\n  id 1\n  fields\n    f: i64, {long}"),
        format!("type T\n  id 1\n  fields\n    f: array<u8, {}>", "9".repeat(1 << 20)),
        open("list<", 100_000),
        open("optional<", 100_000),
        open("map<text,", 100_000),
        open("tuple<", 100_000),
        format!("type T\n  id 1\n  variants {long}"),
        format!("type T\n  id 1\n  names\n    \"\\u{{{}}}\"", "f".repeat(1 << 20)),
        "\u{feff}".repeat(1000),
        "\0".repeat(1000),
    ];
    for text in &texts {
        let error = manifest(text).unwrap_err().to_string();
        assert!(error.len() <= judge::LONGEST_ERROR, "{} bytes: {:.200}", error.len(), error);
    }
    // Variants in each other, each line deeper than the one before.
    let mut nested = "type T\n id 1\n variants external\n".to_owned();
    for level in 3..2_000 {
        nested += &format!("{}V: variants external\n", " ".repeat(level));
    }
    assert!(manifest(&nested).is_err());
}

/// Records that hold each other twice at each level, under other names in the two files: 2^30 ways to the last.
#[test]
fn records_that_hold_each_other() {
    let records = |name: &str, last: &str| {
        let levels = (0..30).map(|level| {
            let next = level + 1;
            format!("record {name}{level:02}\n  fields\n    a: @{name}{next:02}\n    b: @{name}{next:02}\n")
        });
        let levels: String = levels.collect();
        format!("{levels}record {name}30\n  fields\n    a: {last}\n")
    };
    let holder = |name: &str| format!("type T\n  id 1\n  fields\n    held: @{name}00\n");
    let file = |name: &str, last: &str| manifest(&(records(name, last) + &holder(name))).unwrap();
    let changes = |old: &Manifest, new: &Manifest| {
        Manifest::compare(old, new).into_iter().filter(|change| change.name() == "T").collect::<Vec<_>>()
    };
    // The last are the same, and the last are not.
    assert!(
        changes(&file("A", "i64"), &file("B", "i64"))
            .iter()
            .all(|change| change.breaks() == codec::manifest::Breaks::NoPeer)
    );
    assert!(
        changes(&file("A", "i64"), &file("B", "text"))
            .iter()
            .any(|change| change.breaks() == codec::manifest::Breaks::Both)
    );
    // In circles.
    let circle = |name: &str, ty: &str| {
        let record = format!(
            "record {name}00\n  fields\n    a: list<@{name}00>\n    b: map<text, @{name}00>\n    c: {ty}\n"
        );
        manifest(&(record + &holder(name))).unwrap()
    };
    assert!(
        changes(&circle("A", "i64"), &circle("B", "i64"))
            .iter()
            .all(|change| change.breaks() == codec::manifest::Breaks::NoPeer)
    );
    assert!(
        changes(&circle("A", "i64"), &circle("B", "text"))
            .iter()
            .any(|change| change.breaks() == codec::manifest::Breaks::Both)
    );
}

/// The same id twice, one's own, and those of others: none of them changes what an id stands for.
#[test]
fn ids_that_are_accepted_twice() {
    let codec = || Json::builder().registry(codec::Registry::empty());
    let accepting = |id: i32, ids: Vec<i32>| ext::uuid::serializer().with_type_id(id).accepting(ids);
    let one = codec()
        .serializers([|| ext::uuid::serializer().with_type_id(5).accepting([5, 6, 6, i32::MIN, i32::MIN])]);
    let one = one.build().unwrap();
    let text = |id: i32| format!(r#"{{"__type__":[{id},"00000000000000000000000000000000"]}}"#);
    for id in [5, 6, i32::MIN] {
        assert!(one.decode(text(id).as_bytes()).is_ok());
    }
    assert!(one.decode(text(7).as_bytes()).is_err_and(|error: DecodeError| error.is_unknown_type()));
    let mut all = codec::Registry::empty();
    all.register(accepting(1, (0..10_000).chain(0..10_000).collect())).unwrap();
    let codec = Json::with_registry(all);
    assert!(codec.decode(text(9_999).as_bytes()).is_ok() && codec.decode(text(10_000).as_bytes()).is_err());
}
