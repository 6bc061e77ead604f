//! Two expansions in full, so that a change of what is generated is seen in review.
//!
//! `CODEC_UPDATE_SNAPSHOTS=1 cargo test -p codec-derive snapshots` writes them anew.

use std::path::PathBuf;

fn expansion(item: &str) -> String {
    let file = syn::parse2(super::derive(item.parse().unwrap())).unwrap();
    prettyplease::unparse(&file)
}

#[track_caller]
fn check(name: &str, item: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "src", "expand", "snapshots", name].iter().collect();
    let found = expansion(item);
    if std::env::var_os("CODEC_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} is not what is generated now; see the head of this file:\n{found}");
}

#[test]
fn a_struct_of_two_fields() {
    check("struct.rs.txt", "pub struct Point { pub x: i64, #[serde(default)] pub label: Option<String> }");
}

#[test]
fn an_enum_with_discriminants() {
    check("enum.rs.txt", r#"#[codec(name = "Levels")] enum Level { Low = 1, High = 9 }"#);
}

/// Our own part of the expansion: all but the twin, which serde expands, and the docs.
fn own_lines(item: &str) -> usize {
    let text = expansion(item);
    let mut in_twin = false;
    let own = |line: &&str| {
        in_twin = in_twin && *line != "    }" || line.starts_with("    struct __Twin");
        !in_twin && !line.trim_start().starts_with("///") && !line.trim_start().starts_with("#[")
    };
    text.lines().filter(own).count()
}

/// What a type costs in lines that the compiler reads, and what a field adds.
#[test]
fn stays_within_its_budget() {
    let two = own_lines("struct S { a: i64, b: String }");
    let four = own_lines("struct S { a: i64, b: String, c: bool, d: Vec<f64> }");
    assert!(two <= BUDGET, "{two} lines");
    assert!(four - two <= 2 * 9, "{} lines a field", (four - two) / 2);
}

/// About 60 is the aim; 18 of these lines are the accepted ids, and 40 what serde's derives would make, which is all that
/// there is of it: these structs have no twin.
const BUDGET: usize = 150;
