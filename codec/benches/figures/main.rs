//! The figures of `docs/choosing-a-codec.md`: sizes and times of five messages in every codec.
//!
//! ```sh
//! cargo bench -p codec --all-features --bench figures              # prints the table
//! cargo bench -p codec --all-features --bench figures -- --write   # and puts it and the plot into docs/
//! ```
//!
//! All codecs run by turns, and a ratio is that to `Json` in the same round. `--quick` takes fewer rounds. Without
//! `--bench`, as `cargo test --benches` runs it, it only checks that every codec gives back what it was given.

// The messages and the clock are those of the other benchmark, which needs more of them.
#[allow(dead_code)]
#[path = "../compare/documents.rs"]
mod documents;
mod machine;
mod messages;
mod page;
#[allow(dead_code)]
#[path = "../compare/plain.rs"]
mod plain;
mod plot;
mod proto;
#[allow(dead_code)]
#[path = "../compare/run.rs"]
mod run;
mod table;
#[allow(dead_code)]
#[path = "../compare/tagged.rs"]
mod tagged;

use std::error::Error;

use messages::{CODECS, Message};

/// One codec on one message. What is no size is a ratio to `Json`.
pub(crate) struct Figure {
    pub(crate) codec: &'static str,
    pub(crate) bytes: usize,
    pub(crate) size: f64,
    pub(crate) encode: f64,
    pub(crate) decode: f64,
    pub(crate) encode_ns: f64,
    pub(crate) decode_ns: f64,
}

/// A message and its figures, in the order of the codecs.
pub(crate) struct Group {
    pub(crate) message: &'static str,
    pub(crate) about: &'static str,
    pub(crate) figures: Vec<Figure>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    run::settle_the_heap();
    let messages = messages::all()?;
    if !has("--bench") {
        return Ok(());
    }
    let rounds = if has("--quick") { 15 } else { 61 };
    let groups: Vec<Group> = messages.into_iter().map(|message| measure(message, rounds)).collect();
    let text = format!("{}\n\n{}", machine::describe(), table::of(&groups));
    println!("{text}");
    if has("--write") {
        page::write(&text)?;
        page::write_plot(&plot::of(&groups))?;
    }
    Ok(())
}

fn measure(mut message: Message, rounds: usize) -> Group {
    let encode = run::by_turns(message.probes.each_mut().map(|probe| &mut probe.encode), rounds);
    let decode = run::by_turns(message.probes.each_mut().map(|probe| &mut probe.decode), rounds);
    let bytes = message.probes.each_ref().map(|probe| probe.bytes);
    let figure = |(i, codec)| Figure {
        codec,
        bytes: bytes[i],
        size: ratio(bytes[i], bytes[0]),
        encode: run::median(encode.iter().map(|round| round[i] / round[0])),
        decode: run::median(decode.iter().map(|round| round[i] / round[0])),
        encode_ns: run::median(encode.iter().map(|round| round[i])),
        decode_ns: run::median(decode.iter().map(|round| round[i])),
    };
    let figures = CODECS.into_iter().enumerate().map(figure).collect();
    Group { message: message.name, about: message.about, figures }
}

#[allow(clippy::cast_precision_loss)] // messages are far below 2^53 bytes
fn ratio(bytes: usize, json: usize) -> f64 {
    bytes as f64 / json as f64
}
