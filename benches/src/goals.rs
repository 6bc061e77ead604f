//! What was asked of this crate, beside what it reached.

use std::fmt::Write as _;

use crate::table::digits;

/// One figure with its bound and its aim; smaller is better.
#[derive(Debug, Clone)]
pub struct Goal {
    pub what: String,
    pub asked: f64,
    pub aim: Option<f64>,
    pub reached: f64,
}

impl Goal {
    pub fn new(what: impl Into<String>, asked: f64, aim: Option<f64>, reached: f64) -> Self {
        Goal { what: what.into(), asked, aim, reached }
    }
}

/// The goals as a table.
#[must_use]
pub fn table(goals: &[Goal]) -> String {
    let mut text = String::from("| what | asked: at most | aim | reached | |\n|---|---:|---:|---:|---|\n");
    for Goal { what, asked, aim, reached } in goals {
        let verdict = match aim {
            _ if reached > asked => "**missed**",
            Some(aim) if reached <= aim => "aim reached",
            _ => "reached",
        };
        let aim = aim.map_or_else(String::new, number);
        // Writing to a string does not fail.
        let _ = writeln!(text, "| {what} | {} | {aim} | {} | {verdict} |", number(*asked), number(*reached));
    }
    text.trim_end().to_owned()
}

fn number(number: f64) -> String {
    let digits = digits(number);
    format!("{number:.digits$}")
}
