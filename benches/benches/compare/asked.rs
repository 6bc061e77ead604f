//! The ratios that were asked of this crate, and the aims beyond them.

use codec_benches::goals::Goal;

use crate::contest::{Answer, Question};
use crate::json::{COMPACT, DECODE, DECODE_SORTED, DECODE_SPACED, ENCODE, T_SERDE};
use crate::peers::foreign::{ADJACENT, INTERNAL};
use crate::peers::statics::{RMP, SERDE_JSON, SONIC};

const MESSAGES: [&str; 5] = ["S", "M", "L", "X", "T"];

/// What is asked for each message, and the aim.
type Bounds = [(f64, Option<f64>); 5];

const JSON_DECODE: Bounds =
    [(0.70, Some(0.45)), (0.48, Some(0.38)), (0.64, Some(0.45)), (0.76, Some(0.60)), (0.56, Some(0.45))];
const JSON_ENCODE: Bounds =
    [(0.75, Some(0.45)), (0.70, Some(0.42)), (0.70, Some(0.42)), (1.05, Some(0.97)), (0.46, Some(0.23))];
const MSGPACK_DECODE: Bounds =
    [(0.95, Some(0.75)), (0.95, Some(0.42)), (0.95, Some(0.75)), (0.95, Some(0.34)), (0.95, Some(0.48))];
const MSGPACK_ENCODE: Bounds =
    [(0.5, Some(0.22)), (0.5, Some(0.20)), (0.5, Some(0.22)), (0.5, Some(0.19)), (0.5, Some(0.19))];

pub(crate) fn of(answers: &[Answer]) -> Vec<Goal> {
    let mut goals = Vec::new();
    let mut ask = |format, operation, peer, bounds: &[(f64, Option<f64>)]| {
        goals.extend(MESSAGES.iter().zip(bounds).filter_map(|(message, (asked, aim))| {
            goal(answers, Question { format, operation, message }, peer, *asked, *aim)
        }));
    };
    ask("JSON", DECODE, SERDE_JSON, &JSON_DECODE);
    ask("JSON", ENCODE, SERDE_JSON, &JSON_ENCODE);
    ask("JSON", DECODE_SPACED, COMPACT, &[(1.2, None); 5]);
    ask("JSON", DECODE_SORTED, COMPACT, &[(1.5, None); 5]);
    for peer in [INTERNAL, ADJACENT] {
        ask("JSON", DECODE, peer, &[(0.2, None); 3]);
        ask("JSON", ENCODE, peer, &[(1.0 / 3.0, None); 3]);
    }
    ask("JSON", DECODE, SONIC, &[(1.0, None); 5]);
    ask("MsgPack", DECODE, RMP, &MSGPACK_DECODE);
    ask("MsgPack", ENCODE, RMP, &MSGPACK_ENCODE);
    let question = Question { format: "JSON", operation: DECODE, message: T_SERDE };
    goals.extend(goal(answers, question, SERDE_JSON, 0.65, None));
    goals
}

fn goal(answers: &[Answer], question: Question, peer: &str, asked: f64, aim: Option<f64>) -> Option<Goal> {
    let reached = answers.iter().find(|answer| answer.question == question)?.of(peer)?.ratio.median;
    let Question { format, operation, message } = question;
    Some(Goal::new(format!("{format}, {operation}, {message}, over {peer}"), asked, aim, reached))
}
