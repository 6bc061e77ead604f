//! The tables and the plot.

use std::fmt::Write as _;

use codec_benches::plot::{Panel, Plot};
use codec_benches::table::{duration, ratio, rule};

use crate::contest::{Answer, Question};
use crate::json::{DECODE, ENCODE};
use crate::peers::bevy::BEVY;
use crate::peers::foreign::{ERASED, INTERNAL};

use crate::peers::statics::{RMP, SERDE_JSON, SIMD, SONIC};

/// One table for each format and operation.
pub(crate) fn tables(answers: &[Answer]) -> String {
    let same = |a: &Answer, b: &Answer| {
        (a.question.format, a.question.operation) == (b.question.format, b.question.operation)
    };
    let tables: Vec<String> = answers.chunk_by(same).map(table).collect();
    tables.join("\n\n")
}

/// A row for each message, a column for each peer that is in one of them.
fn table(answers: &[Answer]) -> String {
    let mut peers: Vec<&str> = Vec::new();
    for (name, _) in answers.iter().flat_map(|answer| &answer.peers) {
        if !peers.contains(name) {
            peers.push(name);
        }
    }
    let Some(Question { format, operation, .. }) = answers.first().map(|answer| answer.question) else {
        return String::new();
    };
    let mut text = format!("#### {format}: {operation}\n\n| message | codec | {} |\n", peers.join(" | "));
    text.push_str(&rule(peers.len() + 2));
    for answer in answers {
        // Writing to a string does not fail.
        let _ = write!(text, "\n| {} | {} |", answer.question.message, duration(answer.ours()));
        for peer in &peers {
            let cell = answer.of(peer).map_or_else(String::new, |comparison| ratio(&comparison.ratio));
            let _ = write!(text, " {cell} |");
        }
    }
    text
}

const MESSAGES: [(&str, &str); 5] = [
    ("S", "a reading of 3 fields"),
    ("M", "an ACL message with a payload"),
    ("L", "1,000 typed objects"),
    ("X", "10,000 floats"),
    ("T", "nested text"),
];

/// Who has a bar, and against which of our formats.
const BARS: [(&str, &str); 7] = [
    ("JSON", SERDE_JSON),
    ("JSON", SONIC),
    ("JSON", SIMD),
    ("JSON", INTERNAL),
    ("JSON", ERASED),
    ("JSON", BEVY),
    ("MsgPack", RMP),
];

/// How many times as long as ours each peer takes.
pub(crate) fn plot(answers: &[Answer]) -> Plot {
    let cell = |operation, message, (format, peer)| {
        let question = Question { format, operation, message };
        let answer = answers.iter().find(|answer| answer.question == question)?;
        Some(1.0 / answer.of(peer)?.ratio.median)
    };
    let ratios = |operation| {
        let group = |(message, _)| BARS.map(|bar| cell(operation, message, bar)).to_vec();
        MESSAGES.map(group).to_vec()
    };
    Plot {
        title: "Time of each peer to decode and encode five messages, relative to codec",
        head: "Time relative to codec, logarithmic: right of 1 takes longer than codec",
        series: BARS.map(|(_, peer)| peer).to_vec(),
        groups: MESSAGES.to_vec(),
        panels: vec![
            Panel { title: "decode", ratios: ratios(DECODE) },
            Panel { title: "encode", ratios: ratios(ENCODE) },
        ],
    }
}
