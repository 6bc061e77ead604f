//! The manifest as a file: written, read back, kept.

use codec::manifest::{Manifest, check};
use codec::{Registry, RegistryError};

use super::types;

#[test]
fn what_is_written_is_read_back() {
    for registry in [types::registry(), Registry::linked().expect("no collisions")] {
        let manifest = registry.manifest();
        let text = manifest.to_string();
        let back = Manifest::parse(&text).unwrap_or_else(|error| panic!("{error} of\n{text}"));
        assert_eq!(back, manifest);
        assert_eq!(back.to_string(), text);
        assert_eq!(Manifest::compare(&back, &manifest), []);
        // With comments and other ends of lines.
        let edited = text.replace('\n', "  \r\n# a comment\n\n");
        assert_eq!(Manifest::parse(&edited).expect("the same"), manifest);
    }
}

#[test]
fn the_lines_of_every_shape() {
    codec::assert_manifest!("integration/twin/types.lock", Ok(types::registry()));
}

#[test]
fn what_is_no_manifest_is_refused_by_its_line() {
    let of = |lines: &str| Manifest::parse(&format!("codec manifest 1\npython 3.12\n{lines}")).unwrap_err();
    let error = Manifest::parse("").unwrap_err();
    assert!(error.is_manifest());
    assert_eq!(error.to_string(), "line 1 of the manifest: expected `codec manifest 1`");
    for (lines, expected) in [
        ("types A", "line 3 of the manifest: expected `type` or `record` and a name"),
        ("type A", "line 3 of the manifest: it does not say what the payload is"),
        ("type A\n    opaque", "line 3 of the manifest: a type has an id, and a record has none"),
        (
            "record A\n    opaque\nrecord A\n    opaque",
            "line 5 of the manifest: there is another of this name above",
        ),
        ("type A\n    id x", "line 4 of the manifest: expected an integer before the end of the line"),
        ("type A\n    id 1\n    dict", "line 5 of the manifest: `dict` is no payload"),
        ("record A\n    fields\n        a i64", "line 5 of the manifest: expected `:` before `i64`"),
        (
            "record A\n    fields\n        a: i65",
            "line 5 of the manifest: expected a type before the end of the line",
        ),
        (
            "record A\n    fields\n        a: list<i64",
            "line 5 of the manifest: expected `>` before the end of the line",
        ),
        (
            "record A\n    fields\n        a: i64, mising null",
            "line 5 of the manifest: expected `missing`, `skipped` or `also` before `null`",
        ),
        ("record A\n    value", "line 4 of the manifest: expected the line of the value below"),
        ("record \"A\n    opaque", "line 3 of the manifest: expected a quote before the end of the line"),
        ("record A\n    opaque more", "line 4 of the manifest: expected nothing before `more`"),
    ] {
        assert_eq!(of(lines).to_string(), expected);
    }
    let deep =
        format!("record A\n    value\n        a: {}i64{}", "list<".repeat(100_000), ">".repeat(100_000));
    assert!(of(&deep).to_string().contains("a type of less depth"));
}

#[test]
fn a_change_is_reported_with_whom_it_breaks() {
    let directory = std::env::temp_dir().join(format!("codec-manifest-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory for this test");
    let (path, place) = (directory.join("types.lock"), directory.to_str().expect("a path in UTF-8"));
    let missing = check(place, "types.lock", Ok(types::registry())).unwrap_err();
    assert!(missing.ends_with("; CODEC_UPDATE_MANIFEST=1 writes it"), "{missing}");
    let old = types::registry().manifest().to_string().replace("        sensor: text\n", "");
    std::fs::write(&path, old.replace("        _1: text\n", "        _1: optional<text>\n"))
        .expect("it is written");
    let report = check(place, "types.lock", Ok(types::registry())).unwrap_err();
    assert_eq!(
        report,
        format!(
            "the wire contract is not that of {}:\n\
             - Pair: field `_1` was optional<text> and is text; breaks old writers: not all of what they send is read\n\
             - Reading: field `sensor` added: text; breaks old writers: they do not send it\n\
             run the test with CODEC_UPDATE_MANIFEST=1 to accept this, and put the file under review",
            path.display()
        )
    );
    let collision: Result<Registry, RegistryError> =
        Registry::with_serializers([types::Key::serializer(), types::Key::serializer()]);
    let failure = check(place, "types.lock", collision).unwrap_err();
    assert!(failure.starts_with("there is no registry: there is already a serializer for type"), "{failure}");
    std::fs::remove_dir_all(&directory).expect("it was made here");
}

#[test]
fn types_come_and_go_and_ids_are_not_given_twice() {
    let of = |types: &[(&str, i32)]| {
        let lines = types.iter().map(|(name, id)| format!("type {name}\n    id {id}\n    opaque\n"));
        Manifest::parse(&format!("codec manifest 1\npython 3.12\n{}", lines.collect::<String>()))
            .expect("a manifest")
    };
    let compare = |old: &[(&str, i32)], new: &[(&str, i32)]| -> Vec<String> {
        Manifest::compare(&of(old), &of(new)).iter().map(ToString::to_string).collect()
    };
    assert_eq!(compare(&[("A", 1)], &[("A", 1), ("B", 2)]), ["B: added with the id 2; breaks no peer"]);
    assert_eq!(
        compare(&[("A", 1), ("B", 2)], &[("A", 1)]),
        ["B: removed; breaks old writers: its messages are of an unknown type now"]
    );
    assert_eq!(compare(&[("A", 1)], &[("B", 1)]), ["A: renamed to B; breaks no peer"]);
    assert_eq!(
        compare(&[("A", 1)], &[("A", 3), ("B", 1)]),
        [
            "A: the id was 1 and is 3; breaks old readers: they do not know the new one; breaks old writers: the old one is \
             no longer read",
            "B: added with the id 1; breaks old readers and old writers: to them the id 1 is `A`",
        ]
    );
    let python = Manifest::parse("codec manifest 1\npython 3.13\n").expect("an empty one");
    let changes = Manifest::compare(&of(&[]), &python);
    assert_eq!(changes[0].to_string(), "ids: as for Python 3.12, and now 3.13; breaks no peer");
}

/// Whatever the file holds: an answer, and what is read can be written again.
#[test]
fn no_text_is_too_strange() {
    let text = types::registry().manifest().to_string();
    let mut read = 0;
    for (index, character) in text.char_indices().step_by(13) {
        for other in ["", "\"", "\\", "<", ":", "\n", " 9", "also", "ü"] {
            let rest = &text[index + character.len_utf8()..];
            let changed = format!("{}{other}{rest}", &text[..index]);
            if let Ok(manifest) = Manifest::parse(&changed) {
                read += 1;
                assert_eq!(
                    Manifest::parse(&manifest.to_string()).expect("what we write"),
                    manifest,
                    "{changed}"
                );
            }
        }
    }
    assert!(read > 100, "{read}");
}

/// Changes that the codecs are not asked about in `drift`, from one text to another.
#[test]
fn further_changes() {
    let of = |lines: &str| {
        Manifest::parse(&format!("codec manifest 1\npython 3.12\n{lines}")).expect("a manifest")
    };
    let compare = |old: &str, new: &str| -> Vec<String> {
        Manifest::compare(&of(old), &of(new)).iter().map(ToString::to_string).collect()
    };
    let fields = |lines: &str| format!("record R\n    fields\n{lines}");
    let same = |old: &str, new: &str| compare(&fields(old), &fields(new));
    assert_eq!(
        same("        a: i64, also b c\n", "        a: i64, also c\n"),
        ["R: field `a` is no longer read as `b`; breaks old writers: those that send these names"]
    );
    assert_eq!(
        same("        a: i64\n        b: i64\n", "        b: i64\n        a: i64\n"),
        ["R: the fields stand in another order; breaks no peer"]
    );
    assert_eq!(
        same("        a: i64, missing default\n", "        a: i64, missing own\n"),
        ["R: field `a`: something else stands for it where it is missing; breaks no peer"]
    );
    let variants = |lines: &str| format!("record R\n    variants {lines}");
    assert_eq!(
        compare(
            &variants("external\n        A also B\n        C: value\n            _0: i64\n"),
            &variants("untagged\n        B also A\n        C\n")
        ),
        [
            "R: variants were external and are untagged; breaks old readers and old writers: another form",
            "R: variant `A` renamed to `B`; breaks no peer",
            "R: variant `C`: it held something else; breaks old readers and old writers: another form",
        ]
    );
    assert_eq!(
        compare("record R\n    names\n        a also b\n", "record R\n    names\n        a\n"),
        ["R: `b` removed; breaks old writers: it is not read any more"]
    );
    assert_eq!(
        compare(
            "record R\n    list\n        _0: i64\n",
            "record R\n    list\n        _0: i64\n        _1: i64\n"
        ),
        [
            "R: the payload was a list of 1 and is a list of 2; breaks old readers and old writers: another form"
        ]
    );
    assert_eq!(
        compare("record R\n    opaque\n", "type R\n    id 1\n    opaque\nrecord S\n    opaque\n"),
        [
            "R: has a tag now, with the id 1; breaks old readers and old writers: the tag is part of the form",
            "S: added; breaks no peer",
        ]
    );
    // A record that is renamed is the same on the wire; its fields are compared where it stands.
    let holder = |record: &str, ty: &str| {
        format!(
            "record H\n    fields\n        a: list<@{record}>\nrecord {record}\n    fields\n        x: {ty}\n"
        )
    };
    assert_eq!(
        compare(&holder("Old", "i64"), &holder("New", "i64")),
        [
            "H: field `a` was list<@Old> and is list<@New>; breaks no peer",
            "Old: removed; breaks no peer",
            "New: added; breaks no peer",
        ]
    );
    assert_eq!(
        compare(&holder("Old", "i64"), &holder("New", "i32"))[0],
        "H: field `a` was list<@Old> and is list<@New>; breaks old writers: not all of what they send is read"
    );
}
