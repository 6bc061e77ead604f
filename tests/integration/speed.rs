//! The page about speed has its figures, and they are what the commands write.
//!
//! What the numbers are depends on the machine; that none is missing does not.

const PAGE: &str = include_str!("../../docs/speed.md");
const PLOT: &str = include_str!("../../docs/speed.svg");
const README: &str = include_str!("../../README.md");

const SECTIONS: [&str; 5] = ["compare", "python", "values", "registry", "compile"];
const MESSAGES: [&str; 5] = ["S", "M", "L", "X", "T"];

/// What stands between the markers of a section.
fn section(name: &str) -> &'static str {
    let command = format!("cargo bench --manifest-path benches/Cargo.toml --bench {name} -- --write");
    let begin = format!("<!-- {name}: begin; made by `{command}` -->");
    let (_, rest) = PAGE.split_once(&begin).unwrap_or_else(|| panic!("the first marker of {name}"));
    let (section, _) = rest.split_once(&format!("<!-- {name}: end -->")).expect("the second marker");
    section.trim()
}

#[test]
fn every_section_names_its_machine_and_has_a_table() {
    for name in SECTIONS {
        let text = section(name);
        let machine = text.lines().next().unwrap_or("");
        assert!(machine.starts_with("Measured on ") && machine.contains(", rustc "), "{name}: {machine}");
        assert!(text.contains("| what | asked: at most | aim | reached | |"), "{name}");
        assert!(!text.contains("NaN") && !text.contains("inf "), "{name}");
    }
}

#[test]
fn every_message_is_compared_in_both_formats_and_directions() {
    for title in ["JSON: decode", "JSON: encode", "MsgPack: decode", "MsgPack: encode"] {
        let (_, rest) = section("compare").split_once(&format!("#### {title}\n\n")).expect(title);
        let table = rest.split("\n\n").next().unwrap_or("");
        let messages: Vec<&str> =
            table.lines().skip(2).filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
        assert_eq!(
            messages.iter().filter(|name| name.len() == 1).copied().collect::<Vec<_>>(),
            MESSAGES,
            "{title}"
        );
    }
}

#[test]
fn the_plot_has_a_bar_for_every_peer() {
    let peers = [
        "serde_json",
        "sonic-rs",
        "simd-json",
        "typetag, internal",
        "erased-serde",
        "bevy_reflect",
        "rmp-serde",
    ];
    for peer in peers {
        assert!(PLOT.contains(&format!(">{peer}</text>")), "{peer}");
    }
    // One for each message in two panels, and one in the legend.
    assert_eq!(PLOT.matches("<rect class=\"c").count(), peers.len() * (2 * MESSAGES.len() + 1));
    assert!(PLOT.contains("prefers-color-scheme: dark"));
}

#[test]
fn the_page_is_found() {
    assert!(README.contains("(docs/speed.md)"));
    assert!(PAGE.contains("(speed.svg)"));
}
