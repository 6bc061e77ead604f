//! Speed against peers: `cargo bench -p codec --bench compare -- [--quick] [words that a row must have]`.
//! `--features msgpack` adds MessagePack; `-- msgpack M` then gives its rows of the message M, `-- json decode` those
//! that decode JSON. `--alone=100000` runs our side of the first such row so many times, for a profiler.
//!
//! A ratio is our time over the peer's; below 1 we are faster. Ours is tagged and finds the type at run time; static
//! `serde_json` and `rmp-serde` are untagged and know their type. Without `--bench`, as `cargo test --benches` runs it,
//! it only checks.

mod cases;
mod documents;
#[cfg(feature = "msgpack")]
mod msgpack;
mod peers;
mod plain;
mod report;
mod run;
mod tagged;

use std::error::Error;

use cases::{Aims, Case, Label, Pair};
use peers::{Adjacent, Internal};
use plain::Payload;

const STATIC: &str = "serde_json static";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    run::settle_the_heap();
    let mut cases = against_serde_json()?;
    cases.extend(against_typetag()?);
    #[cfg(feature = "msgpack")]
    cases.extend(msgpack::against_rmp_serde()?);
    if !has("--bench") {
        return Ok(());
    }
    let words: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    cases.retain(|case| words.iter().all(|word| is_about(case, word)));
    if let Some(times) = arguments.iter().find_map(|argument| argument.strip_prefix("--alone=")) {
        let times = times.parse()?;
        cases.iter_mut().take(1).for_each(|case| case.ours.alone(times));
        return Ok(());
    }
    let pairs = if has("--quick") { 15 } else { 61 };
    report::head();
    for mut case in cases {
        let outcome = run::compare(&mut case.ours, &mut case.theirs, pairs);
        report::row(&case, &outcome);
    }
    Ok(())
}

/// A message or a codec by its whole name, the rest by a part of it.
fn is_about(case: &Case, word: &str) -> bool {
    let Label { codec, message, operation, peer } = case.label;
    message == word || codec.eq_ignore_ascii_case(word) || operation.contains(word) || peer.contains(word)
}

fn against_serde_json() -> Result<Vec<Case>, Box<dyn Error>> {
    let aims = |decode, fresh, reused| Some(Aims { decode, fresh, reused });
    let documents::Document { tagged, plain } = documents::T;
    let t_serde = tagged.replacen("1630077041", "1630077042", 1);
    let (s, m, l, x) = (documents::S, documents::M, documents::L, documents::X);
    let mut cases = Vec::new();
    cases.extend(
        Pair::<tagged::S, plain::S>::new("S", STATIC, s.tagged, s.plain)?.cases(aims(0.51, 0.58, 0.44)),
    );
    cases.extend(
        Pair::<tagged::M, plain::M<Payload>>::new("M", STATIC, m.tagged, m.plain)?
            .cases(aims(0.45, 0.51, 0.41)),
    );
    cases.extend(
        Pair::<tagged::L, plain::L<plain::S>>::new("L", STATIC, l.tagged, l.plain)?
            .cases(aims(0.53, 0.44, 0.42)),
    );
    cases.extend(
        Pair::<tagged::X, plain::X>::new("X", STATIC, x.tagged, x.plain)?.cases(aims(0.65, 1.00, 0.98)),
    );
    cases.extend(Pair::<tagged::T, plain::T>::new("T", STATIC, tagged, plain)?.cases(aims(0.50, 0.25, 0.22)));
    cases.extend(Pair::<tagged::TSerde, plain::T>::new("T-serde", STATIC, &t_serde, plain)?.cases(None));
    Ok(cases)
}

/// On `S` and `M`, with the text that typetag itself makes of them.
fn against_typetag() -> Result<Vec<Case>, Box<dyn Error>> {
    let (s, m) = (documents::S, documents::M);
    let parse_s = || serde_json::from_str::<plain::S>(s.plain);
    let parse_m = || serde_json::from_str::<plain::M<Payload>>(m.plain);
    let internal: [Box<dyn Internal>; 2] =
        [Box::new(parse_s()?), Box::new(parse_m()?.map(|content| Box::new(content) as Box<dyn Internal>))];
    let adjacent: [Box<dyn Adjacent>; 2] =
        [Box::new(parse_s()?), Box::new(parse_m()?.map(|content| Box::new(content) as Box<dyn Adjacent>))];
    let mut cases = typetag("typetag internal", internal)?;
    cases.extend(typetag("typetag adjacent", adjacent)?);
    Ok(cases)
}

fn typetag<P>(peer: &'static str, [s, m]: [P; 2]) -> Result<Vec<Case>, Box<dyn Error>>
where
    P: serde::Serialize + serde::de::DeserializeOwned + 'static,
{
    let (s, m) = (serde_json::to_string(&s)?, serde_json::to_string(&m)?);
    let mut cases = Pair::<tagged::S, P>::new("S", peer, documents::S.tagged, &s)?.main_cases(None);
    cases.extend(Pair::<tagged::M, P>::new("M", peer, documents::M.tagged, &m)?.main_cases(None));
    Ok(cases)
}
