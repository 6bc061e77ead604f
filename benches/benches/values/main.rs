//! Values of no type, for `docs/speed.md`: three well-known documents, beside the values of other crates, in time and
//! memory. And dicts of typed values.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml --bench values -- --write
//! ```
//!
//! The documents are those of simdjson, from npm; they are fetched once, into the target directory.

mod corpus;
mod dicts;

use std::fmt::Write as _;
use std::rc::Rc;

use codec::{Codec as _, Json};
use codec_benches::arguments::Arguments;
use codec_benches::clock::{self, Comparison, Subject};
use codec_benches::goals::{self, Goal};
use codec_benches::memory::{self, Counting, Memory};
use codec_benches::table::{duration, ratio, thousands};
use codec_benches::{Outcome, ensure, machine, page};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> Outcome {
    let arguments = Arguments::of_this_program();
    clock::settle_the_heap();
    let dicts = dicts::Dicts::new()?;
    if !arguments.measures {
        return Ok(());
    }
    let Some(documents) = corpus::documents()? else {
        println!("SKIPPED: the documents come from npm, which is not installed");
        return Ok(());
    };
    let rounds = arguments.rounds(15, 61);
    let mut rows = Vec::new();
    for (name, text) in documents {
        rows.extend(measure(name, &Rc::new(text), rounds)?);
    }
    let text = format!(
        "{}\n\n{}\n\n{}\n\n{}",
        machine::describe(),
        table(&rows),
        dicts.measure(rounds),
        goals::table(&goals(&rows))
    );
    println!("{text}");
    if arguments.writes {
        page::write("speed.md", "values", &text)?;
    }
    Ok(())
}

/// One peer on one document.
struct Row {
    document: &'static str,
    peer: &'static str,
    operation: &'static str,
    comparison: Comparison,
    memory: Option<[Memory; 2]>,
}

fn measure(document: &'static str, text: &Rc<Vec<u8>>, rounds: usize) -> Outcome<Vec<Row>> {
    let codec = Rc::new(Json::try_new()?);
    let value = codec.decode(text)?;
    let theirs: serde_json::Value = serde_json::from_slice(text)?;
    ensure(is_close(&serde_json::Value::try_from(value.clone())?, &theirs), document)?;
    eprintln!("values, {document}");
    let mut rows = decoded(document, &codec, text, rounds);
    let (encoder, mut peers) = (Rc::clone(&codec), encoders(text, theirs)?);
    let mut ours = Subject::new(move || encoder.encode(&value));
    let mut subjects: Vec<_> = peers.iter_mut().collect();
    let comparisons = clock::duels(&mut ours, &mut subjects, rounds);
    rows.extend(NAMES.into_iter().zip(comparisons).map(|(peer, comparison)| Row {
        document,
        peer,
        operation: "encode",
        comparison,
        memory: None,
    }));
    Ok(rows)
}

/// Equal, but for the last digits of floats: `serde_json` rounds some of them.
fn is_close(ours: &serde_json::Value, theirs: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (ours, theirs) {
        (Number(a), Number(b)) if a.is_f64() => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            (a - b).abs() <= 1e-12 * a.abs()
        }
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_close(a, b)),
        (Object(a), Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_close(a, b)))
        }
        _ => ours == theirs,
    }
}

const NAMES: [&str; 3] = ["serde_json::Value", "simd_json::OwnedValue", "sonic_rs::Value"];

fn decoded(document: &'static str, codec: &Rc<Json>, text: &Rc<Vec<u8>>, rounds: usize) -> Vec<Row> {
    let ours = Rc::clone(codec);
    let decode_ours = move |text: &[u8]| ours.decode(text);
    let (_, memory) = memory::of(|| decode_ours(text));
    let memories = [
        memory::of(|| serde_json::from_slice::<serde_json::Value>(text)).1,
        memory::of(|| simd(text)).1,
        memory::of(|| sonic_rs::from_slice::<sonic_rs::Value>(text)).1,
    ];
    let [a, b, c, d] = [(); 4].map(|()| Rc::clone(text));
    let mut ours = Subject::new(move || decode_ours(&a));
    let mut peers = [
        Subject::new(move || serde_json::from_slice::<serde_json::Value>(&b)),
        Subject::new(move || simd(&c)),
        Subject::new(move || sonic_rs::from_slice::<sonic_rs::Value>(&d)),
    ];
    let mut subjects: Vec<_> = peers.iter_mut().collect();
    let comparisons = clock::duels(&mut ours, &mut subjects, rounds);
    let row = |((peer, comparison), theirs)| Row {
        document,
        peer,
        operation: "decode",
        comparison,
        memory: Some([memory, theirs]),
    };
    NAMES.into_iter().zip(comparisons).zip(memories).map(row).collect()
}

/// It decodes in place, so that its input is gone then: a copy of the text is part of its time and memory.
fn simd(text: &[u8]) -> simd_json::Result<simd_json::OwnedValue> {
    simd_json::to_owned_value(&mut text.to_owned())
}

fn encoders(text: &[u8], serde: serde_json::Value) -> Outcome<[Subject; 3]> {
    let (simd, sonic) = (simd(text)?, sonic_rs::from_slice::<sonic_rs::Value>(text)?);
    Ok([
        Subject::new(move || serde_json::to_vec(&serde)),
        Subject::new(move || simd_json::serde::to_vec(&simd)),
        Subject::new(move || sonic_rs::to_vec(&sonic)),
    ])
}

fn table(rows: &[Row]) -> String {
    let mut text = "| document | operation | peer | codec | peer | time, over the peer's | memory kept | over the peer's | peak | over the peer's |\n\
        |---|---|---|---:|---:|---:|---:|---:|---:|---:|"
        .to_owned();
    for Row { document, peer, operation, comparison, memory } in rows {
        let Comparison { ours, peer: theirs, ratio: times } = comparison;
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n| {document} | {operation} | `{peer}` | {} | {} | {} |",
            duration(*ours),
            duration(*theirs),
            ratio(times)
        );
        match memory {
            Some([ours, theirs]) => {
                let cells = [(ours.kept, theirs.kept), (ours.peak, theirs.peak)];
                for (ours, theirs) in cells {
                    let _ = write!(text, " {} kB | {:.2} |", thousands(ours / 1_000), over(ours, theirs));
                }
            }
            None => text.push_str(" | | | |"),
        }
    }
    text
}

#[allow(clippy::cast_precision_loss)] // far below 2^53
fn over(ours: usize, theirs: usize) -> f64 {
    ours as f64 / theirs as f64
}

fn goals(rows: &[Row]) -> Vec<Goal> {
    let against_serde = rows.iter().filter(|row| row.peer == NAMES[0]);
    let mut goals = Vec::new();
    for Row { document, comparison, memory, .. } in against_serde {
        if let Some([ours, theirs]) = memory {
            let time = comparison.ratio.median;
            goals.push(Goal::new(format!("{document}, time over `serde_json::Value`"), 0.8, None, time));
            let kept = over(ours.kept, theirs.kept);
            goals.push(Goal::new(format!("{document}, memory over `serde_json::Value`"), 1.0, None, kept));
        }
    }
    goals
}
