//! The figures of `docs/choosing-a-codec.md`: sizes and times of five messages in every codec.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml --bench figures              # prints the table
//! cargo bench --manifest-path benches/Cargo.toml --bench figures -- --write   # and puts it and the plot into docs/
//! ```
//!
//! All codecs run by turns, and a ratio is that to `Json` in the same round. `--quick` takes fewer rounds. Without
//! `--bench`, as `cargo test --benches` runs it, it only checks that every codec gives back what it was given.

mod messages;
mod proto;
mod table;

use codec_benches::arguments::Arguments;
use codec_benches::plot::{Panel, Plot};
use codec_benches::{Outcome, clock, machine, page};

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

fn main() -> Outcome {
    let arguments = Arguments::of_this_program();
    clock::settle_the_heap();
    let messages = messages::all()?;
    if !arguments.measures {
        return Ok(());
    }
    let rounds = arguments.rounds(31, 151);
    let groups: Vec<Group> = messages.into_iter().map(|message| measure(message, rounds)).collect();
    let text = format!("{}\n\n{}", machine::describe(), table::of(&groups));
    println!("{text}");
    if arguments.writes {
        page::write("choosing-a-codec.md", "figures", &text)?;
        page::write_plot("codecs.svg", &plot(&groups).svg())?;
    }
    Ok(())
}

fn plot(groups: &[Group]) -> Plot {
    let ratios = |of: fn(&Figure) -> f64| {
        let group = |group: &Group| group.figures.iter().skip(1).map(|figure| Some(of(figure))).collect();
        groups.iter().map(group).collect()
    };
    Plot {
        title: "Size and time of five messages in each codec, relative to Json",
        head: "Relative to Json, logarithmic: left of 1 is smaller, or faster",
        series: CODECS[1..].to_vec(),
        groups: groups.iter().map(|group| (group.message, group.about)).collect(),
        panels: vec![
            Panel { title: "size", ratios: ratios(|figure| figure.size) },
            Panel { title: "time to encode", ratios: ratios(|figure| figure.encode) },
            Panel { title: "time to decode", ratios: ratios(|figure| figure.decode) },
        ],
    }
}

fn measure(mut message: Message, rounds: usize) -> Group {
    let encode = clock::by_turns(message.probes.each_mut().map(|probe| &mut probe.encode), rounds);
    let decode = clock::by_turns(message.probes.each_mut().map(|probe| &mut probe.decode), rounds);
    let bytes = message.probes.each_ref().map(|probe| probe.bytes);
    let figure = |(i, codec)| Figure {
        codec,
        bytes: bytes[i],
        size: ratio(bytes[i], bytes[0]),
        encode: clock::median(encode.iter().map(|round| round[i] / round[0])),
        decode: clock::median(decode.iter().map(|round| round[i] / round[0])),
        encode_ns: clock::median(encode.iter().map(|round| round[i])),
        decode_ns: clock::median(decode.iter().map(|round| round[i])),
    };
    let figures = CODECS.into_iter().enumerate().map(figure).collect();
    Group { message: message.name, about: message.about, figures }
}

#[allow(clippy::cast_precision_loss)] // messages are far below 2^53 bytes
fn ratio(bytes: usize, json: usize) -> f64 {
    bytes as f64 / json as f64
}
