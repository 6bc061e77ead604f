//! Every kind of error as a user meets it: the page that lists them is made of these cases and held to them.

mod cases;

use std::fmt::Write as _;
use std::path::Path;

/// One kind of error.
struct Case {
    /// The question that tells it apart: `is_eof`.
    question: &'static str,
    /// What the user did.
    example: &'static str,
    /// Its word for logs, and its text.
    told: (&'static str, String),
    /// What it means, and what to do.
    advice: &'static str,
}

/// One type of error.
struct Chapter {
    name: &'static str,
    cases: Vec<Case>,
}

const BEGIN: &str = "<!-- begin: made by `CODEC_UPDATE_DOCS=1 cargo test -p codec-tests errors` -->\n";
const END: &str = "<!-- end -->\n";

fn table(chapters: &[Chapter]) -> String {
    let mut out = String::new();
    for Chapter { name, cases } in chapters {
        let _ = writeln!(out, "## `{name}`\n");
        for case in cases {
            let (reason, text) = &case.told;
            let _ = writeln!(out, "### `{reason}`, `{}()`\n", case.question);
            let _ = writeln!(out, "{}\n\n> {text}\n\n{}\n", case.example, case.advice);
        }
    }
    out
}

#[test]
fn the_page_has_every_kind_of_error_in_its_own_words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for the cases");
    let (listed, after) = rest.split_once(END).expect("the place has an end");
    let made = table(&cases::all());
    if std::env::var_os("CODEC_UPDATE_DOCS").is_some() {
        std::fs::write(&path, [before, BEGIN, &made, END, after].concat()).unwrap();
    } else {
        assert!(
            listed == made,
            "docs/errors.md is not what the cases give; renew it with CODEC_UPDATE_DOCS=1"
        );
    }
}

#[test]
fn no_kind_is_left_out() {
    let words = |chapter: usize| cases::all().swap_remove(chapter).cases.into_iter().map(|case| case.told.0);
    let decode: Vec<_> = words(0).collect();
    let all = [
        "syntax",
        "eof",
        "type",
        "missing_field",
        "duplicate_field",
        "unknown_field",
        "unknown_type",
        "envelope",
        "limit",
        "unsupported",
        "invalid",
        "io",
        "registry",
    ];
    assert_eq!(decode, all);
    let encode: Vec<_> = words(1).collect();
    assert_eq!(encode, ["unknown_type", "unsupported", "reserved_key", "limit", "invalid", "io", "registry"]);
    assert_eq!(words(2).collect::<Vec<_>>(), ["type_taken", "id_taken", "no_id", "not_linked", "manifest"]);
    assert_eq!(words(3).collect::<Vec<_>>(), ["syntax", "limit", "eof", "limit", "unsupported"]);
}
