//! The page that helps to choose a codec has its figures, and they are what the command writes.
//!
//! What the numbers are depends on the machine; that none is missing does not.

use codec::{Bytes, Codec, MsgPackBlosc};

const PAGE: &str = include_str!("../../docs/choosing-a-codec.md");
const PLOT: &str = include_str!("../../docs/codecs.svg");
const README: &str = include_str!("../../README.md");

const BEGIN: &str = "<!-- figures: begin; made by `cargo bench --manifest-path benches/Cargo.toml --bench figures -- --write` -->";
const END: &str = "<!-- figures: end -->";

const CODECS: [&str; 5] = ["Json", "FastJson", "MsgPack", "MsgPackBlosc", "Protobuf"];
const MESSAGES: [&str; 5] = ["S", "M", "L", "X", "T"];

/// What stands between the markers.
fn figures() -> &'static str {
    let (_, rest) = PAGE.split_once(BEGIN).expect("the first marker");
    let (figures, after) = rest.split_once(END).expect("the second marker");
    assert!(!after.contains(BEGIN) && !after.contains(END), "a marker stands twice");
    figures.trim()
}

/// The cells of the rows, without the two lines of the head.
fn rows() -> Vec<Vec<&'static str>> {
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect();
    figures().lines().filter(|line| line.starts_with('|')).skip(2).map(cells).collect()
}

#[test]
fn every_message_has_a_row_for_every_codec_in_order() {
    let found: Vec<(&str, &str)> = rows().iter().map(|row| (row[0], row[1])).collect();
    let all: Vec<(&str, &str)> =
        MESSAGES.iter().flat_map(|message| CODECS.map(|codec| (*message, codec))).collect();
    assert_eq!(found, all);
}

#[test]
fn rows_have_positive_numbers() {
    for row in rows() {
        let [_, codec, bytes, ratios @ ..] = &row[..] else { panic!("a row too short: {row:?}") };
        assert!(bytes.replace(',', "").parse::<u32>().is_ok_and(|bytes| bytes > 0), "{row:?}");
        assert_eq!(ratios.len(), 3, "{row:?}");
        for ratio in ratios {
            let number: f64 = ratio.split(' ').next().unwrap_or("").parse().expect(ratio);
            assert!(number > 0.0, "{row:?}");
            assert!(*codec != "Json" || ratio.starts_with("1.00"), "{row:?}");
        }
    }
}

#[test]
fn the_machine_is_named() {
    let line = figures().lines().next().unwrap_or("");
    assert!(line.starts_with("Measured on ") && line.contains(" cores, "), "{line}");
    assert!(line.contains("rustc ") && line.ends_with('.'), "{line}");
}

#[test]
fn the_plot_has_a_bar_for_every_ratio() {
    let bars = PLOT.matches("<rect class=\"c").count();
    // One for each codec but `Json`, in three panels for each message, and in the legend.
    assert_eq!(bars, (CODECS.len() - 1) * (3 * MESSAGES.len() + 1));
    for codec in &CODECS[1..] {
        assert!(PLOT.contains(&format!(">{codec}</text>")), "{codec}");
    }
    assert!(PLOT.contains("prefers-color-scheme: dark"));
}

#[test]
fn the_page_is_found_and_speaks_of_every_codec() {
    assert!(README.contains("(docs/choosing-a-codec.md)"));
    assert!(PAGE.contains("(codecs.svg)"));
    for codec in CODECS {
        assert!(PAGE.contains(&format!("`{codec}`")), "{codec}");
    }
}

/// The advice to send measured values as an array, and its two numbers.
#[test]
fn blosc_shortens_bytes_more_than_a_list_of_floats() {
    let codec = MsgPackBlosc::new();
    let counters: Vec<f64> = (0..10_000).map(f64::from).collect();
    let bytes: Bytes = counters.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>().into();
    let (list, bytes) = (codec.encode(&counters).unwrap().len(), codec.encode(&bytes).unwrap().len());
    assert_eq!([list.div_ceil(1_000), bytes / 1_000], [40, 2]);
    let page = PAGE.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("take 40 kB as a list, 2 kB as bytes."));
}
