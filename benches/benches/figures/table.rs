//! The table, in Markdown.

use std::fmt::Write as _;

use codec_benches::table::{duration, thousands};

use crate::messages::CODECS;
use crate::{Figure, Group};

pub(crate) fn of(groups: &[Group]) -> String {
    let mut text =
        String::from("| message | codec | bytes | size | encode | decode |\n|---|---|---:|---:|---:|---:|\n");
    for group in groups {
        for figure in &group.figures {
            let Figure { codec, bytes, size, .. } = figure;
            let (encode, decode) =
                (time(figure.encode, codec, figure.encode_ns), time(figure.decode, codec, figure.decode_ns));
            let bytes = thousands(*bytes);
            // Writing to a string does not fail.
            let _ =
                writeln!(text, "| {} | {codec} | {bytes} | {size:.2} | {encode} | {decode} |", group.message);
        }
    }
    text.trim_end().to_owned()
}

/// The base of the ratios has its time beside it, which gives the others their scale.
fn time(ratio: f64, codec: &str, nanoseconds: f64) -> String {
    if codec == CODECS[0] { format!("1.00 ({})", duration(nanoseconds)) } else { format!("{ratio:.2}") }
}
