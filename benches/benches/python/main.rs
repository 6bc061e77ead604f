//! Speed against Python, for `docs/speed.md`: mango and aiomas, which have this crate's types and tags, msgspec's
//! tagged structs and orjson, which are C and Rust. One thread each, by turns.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml --bench python -- --write
//! ```
//!
//! It installs the packages in `requirements.txt` under the target directory; `CODEC_PYTHON` names another interpreter.

mod environment;
mod process;

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;
use std::time::Duration;

use codec::{Codec as _, Json, Registry};
use codec_benches::arguments::Arguments;
use codec_benches::clock::{self, Comparison, Subject};
use codec_benches::documents::{self, Document};
use codec_benches::goals::{self, Goal};
use codec_benches::table::{duration, ratio, rule};
use codec_benches::{Outcome, ensure, machine, page, tagged};

use environment::Environment;
use process::Process;

const PEERS: [&str; 4] = ["mango", "aiomas", "msgspec", "orjson"];

type Peers = Rc<RefCell<Process>>;

fn main() -> Outcome {
    let arguments = Arguments::of_this_program();
    if !arguments.measures {
        return Ok(());
    }
    let Some(environment) = Environment::make()? else {
        println!("SKIPPED: no Python of 3.10 or newer was found; CODEC_PYTHON names one");
        return Ok(());
    };
    clock::settle_the_heap();
    let peers = Rc::new(RefCell::new(Process::start(&environment)?));
    let rounds = arguments.rounds(15, 61);
    let mut rows = Vec::new();
    for (message, document) in [("S", documents::S), ("M", documents::M), ("L", documents::L)] {
        rows.extend(measure(&peers, message, document, rounds)?);
    }
    let text = format!(
        "{}\n\n{}\n\n{}",
        machine::describe().replace(", on 2", &format!(", CPython {}, on 2", environment.version)),
        table(&rows),
        goals::table(&goals(&rows))
    );
    println!("{text}");
    if arguments.writes {
        page::write("speed.md", "python", &text)?;
    }
    Ok(())
}

/// One message in one direction, beside each peer.
struct Row {
    operation: &'static str,
    message: &'static str,
    peers: Vec<Comparison>,
}

fn measure(peers: &Peers, message: &'static str, document: Document, rounds: usize) -> Outcome<[Row; 2]> {
    let codec = Rc::new(Json::try_new()?);
    let value = Rc::new(codec.decode(document.tagged.as_bytes())?);
    for peer in PEERS {
        let text = peers.borrow_mut().prepare(peer, message, document.plain)?;
        check(peer, &text, document)?;
    }
    let row = |operation, mut ours: Subject| {
        let mut theirs = PEERS.map(|peer| by(peers, peer, message, operation));
        let mut theirs: Vec<_> = theirs.iter_mut().collect();
        eprintln!("Python, {operation}, {message}");
        Row { operation, message, peers: clock::duels(&mut ours, &mut theirs, rounds) }
    };
    let (decoder, text) = (Rc::clone(&codec), document.tagged.as_bytes());
    let decoded = row("decode", Subject::new(move || decoder.decode(text)));
    let encoded = row("encode", encoder(&codec, message, &value)?);
    Ok([decoded, encoded])
}

/// Ours encodes the annotated type, and not the value that a decoder gives.
fn encoder(codec: &Rc<Json>, message: &str, value: &codec::Value) -> Outcome<Subject> {
    let (codec, value) = (Rc::clone(codec), value.clone());
    Ok(match message {
        "S" => typed(codec, value.downcast::<tagged::S>()?),
        "M" => typed(codec, value.downcast::<tagged::M>()?),
        _ => typed(codec, value.downcast::<tagged::L>()?),
    })
}

fn typed<T: codec::Encodable + 'static>(codec: Rc<Json>, value: T) -> Subject {
    Subject::new(move || codec.encode(&value))
}

/// What the frameworks write, this crate reads; the others write the same fields.
fn check(peer: &str, text: &str, document: Document) -> Outcome {
    let codec = Json::try_new()?;
    let ours = codec.decode(document.tagged.as_bytes())?;
    match peer {
        "mango" => ensure(codec.decode(text.as_bytes())? == ours, peer),
        "aiomas" => {
            let types = [
                tagged::S::serializer(),
                tagged::M::serializer(),
                tagged::Payload::serializer(),
                tagged::L::serializer(),
            ];
            let aiomas = Json::with_registry(Registry::sequential(types)?);
            ensure(codec.encode(&aiomas.decode(text.as_bytes())?)? == document.tagged.as_bytes(), peer)
        }
        _ => {
            let mut value: serde_json::Value = serde_json::from_str(text)?;
            untag(&mut value);
            ensure(value == serde_json::from_str::<serde_json::Value>(document.plain)?, peer)
        }
    }
}

/// Without the tags of msgspec.
fn untag(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.remove("type");
            fields.values_mut().for_each(untag);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(untag),
        _ => {}
    }
}

fn by(peers: &Peers, peer: &'static str, message: &'static str, operation: &'static str) -> Subject {
    let peers = Rc::clone(peers);
    // A peer that fails in between ends the benchmark by a time that nobody can overlook.
    Subject::timed(move |times| {
        peers.borrow_mut().time(peer, message, operation, times).unwrap_or(Duration::MAX)
    })
}

fn table(rows: &[Row]) -> String {
    let mut text =
        format!("| operation | message | codec | {} |\n{}", PEERS.join(" | "), rule(3 + PEERS.len()));
    for Row { operation, message, peers } in rows {
        let ours = peers.first().map_or(f64::NAN, |peer| peer.ours);
        // Writing to a string does not fail.
        let _ = write!(text, "\n| {operation} | {message} | {} |", duration(ours));
        for peer in peers {
            let _ = write!(text, " {}: {} |", duration(peer.peer), ratio(&peer.ratio));
        }
    }
    text
}

fn goals(rows: &[Row]) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (peer, decode, encode) in
        [(0, (0.1, None), (0.05, None)), (2, (1.0, Some(1.0 / 1.5)), (1.0, Some(0.5)))]
    {
        for Row { operation, message, peers } in rows {
            let (asked, aim) = if *operation == "decode" { decode } else { encode };
            let what = format!("{operation}, {message}, over {}", PEERS[peer]);
            goals.push(Goal::new(what, asked, aim, peers[peer].ratio.median));
        }
    }
    goals
}
