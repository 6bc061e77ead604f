//! What a user sees who makes a mistake: every message of the macro, and what rustc says around it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// rustc's own words change between versions, so the expected output is that of one.
const TOOLCHAIN: &str = "1.95";

fn toolchain() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("rustc runs").stdout;
    String::from_utf8(version).expect("rustc prints text").trim_end().to_owned()
}

#[test]
fn messages() {
    let found = toolchain();
    if !found.starts_with(&format!("rustc {TOOLCHAIN}.")) {
        // Past the test harness, which would swallow it.
        let note = format!("note: the ui tests are skipped: they need rustc {TOOLCHAIN}, found {found}\n");
        std::io::stderr().write_all(note.as_bytes()).expect("stderr is open");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}

/// Source files of the macro that hold messages.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codec-derive/src");
    let mut found = vec![root.join("shim.rs"), root.join("proto.rs"), root.join("model/mod.rs")];
    for folder in ["attr", "check"] {
        let files = std::fs::read_dir(root.join(folder)).expect("a folder of the macro crate");
        found.extend(files.map(|file| file.expect("a file").path()));
    }
    found.retain(|path| !path.ends_with("tests.rs"));
    found.sort();
    found
}

/// The string literals of a source file outside its tests and comments.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find('"') {
        let mut literal = String::new();
        let mut characters = rest[start + 1..].char_indices();
        let mut end = rest.len();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    end = start + 1 + at + 1;
                    break;
                }
                '\\' => match characters.next() {
                    // A line that goes on: its indentation is not part of the text.
                    Some((_, '\n')) => {
                        let indented = characters.as_str().trim_start().len();
                        while characters.as_str().len() > indented {
                            characters.next();
                        }
                    }
                    Some((_, escaped)) => literal.push(escaped),
                    None => {}
                },
                other => literal.push(other),
            }
        }
        found.push(literal);
        rest = &rest[end..];
    }
    found
}

/// The longest part of a format string that is the same in every message.
fn fixed_part(literal: &str) -> &str {
    let mut parts = Vec::new();
    let mut rest = literal;
    while let Some(open) = rest.find('{') {
        parts.push(&rest[..open]);
        rest = rest[open..].split_once('}').map_or("", |(_, behind)| behind);
    }
    parts.push(rest);
    parts.into_iter().max_by_key(|part| part.len()).unwrap_or_default()
}

/// Every sentence in the macro's source stands in what some case expects.
#[test]
fn every_message_has_a_case() {
    let mut expected = String::new();
    for topic in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")).expect("the cases") {
        let topic = topic.expect("a topic").path();
        for file in topic.is_dir().then(|| std::fs::read_dir(&topic).expect("a topic")).into_iter().flatten()
        {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "stderr") {
                expected.push_str(&std::fs::read_to_string(path).expect("a text file"));
            }
        }
    }
    let mut messages = 0;
    let mut missing = Vec::new();
    for path in sources() {
        let source = std::fs::read_to_string(&path).expect("a source file");
        for literal in literals(&source).iter().filter(|literal| literal.split(' ').count() >= 4) {
            messages += 1;
            if !expected.contains(fixed_part(literal)) {
                missing.push(format!("{}: {literal}", path.display()));
            }
        }
    }
    assert!(messages > 50, "only {messages} messages found: has the macro crate moved?");
    assert!(missing.is_empty(), "no case in tests/ui for:\n{}", missing.join("\n"));
}
