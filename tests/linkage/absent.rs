//! `codec-tests-linked` stands in `Cargo.toml`, and nothing of it is named: its types are not in the program.

use codec::{AclMessage, Codec, Json, Registry, require_types, type_id};

/// The id that the type has where it is linked.
fn wired() -> i32 {
    type_id("Wired", &["__asdict__", "__init__", "__repr__"], &["volt"])
}

#[test]
fn only_the_built_in_messages_are_linked() {
    let linked = Registry::linked().unwrap();
    let names: Vec<_> = linked.iter().map(|(_, serializer)| serializer.type_name()).collect();
    assert!(names.iter().all(|name| name.starts_with("codec::message::")), "{names:?}");
    assert!(linked.get(wired()).is_none());
    require_types!(AclMessage).unwrap();
}

#[test]
fn an_unknown_id_says_that_nothing_is_linked() {
    let text = format!(r#"{{"__type__":[{},{{"volt":1.5}}]}}"#, wired());
    let error = Json::new().decode(text.as_bytes()).unwrap_err();
    assert!(error.is_unknown_type());
    assert_eq!(error.type_id(), Some(wired()));
    assert_eq!(
        error.to_string(),
        format!(
            "unknown type id {} (line 1, column {}, byte {}); no annotated type is linked into this program; name its \
             crate: `use the_crate as _;`",
            wired(),
            15 + wired().to_string().len(),
            14 + wired().to_string().len(),
        )
    );
}
