//! The judges of the fuzz targets over the committed corpus: what fuzzers found worth keeping, every input that ever broke
//! something, and random changes of both.

use std::path::PathBuf;

use codec_tests::effort::CORPUS;
use codec_tests::judge;
use codec_tests::random::Seeded;

/// The inputs of one target with their names.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let entries =
        std::fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = paths
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    all.sort_unstable();
    assert!(all.len() >= 20, "{} inputs of {target}", all.len());
    all
}

/// Names the input that a judge does not accept.
struct Named<'a>(&'a str, &'a [u8]);

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: {}", self.0, self.1.escape_ascii());
        }
    }
}

fn replay(target: &str) {
    let (_, judge) = judge::ALL.into_iter().find(|(name, _)| *name == target).unwrap();
    let corpus = corpus(target);
    for (name, bytes) in &corpus {
        let _named = Named(name, bytes);
        judge(bytes);
    }
    let mut seeded = Seeded::new(13);
    for case in 0..CORPUS.count() {
        let bytes = changed(&corpus, &mut seeded);
        let name = format!("{target}, change {case}");
        let _named = Named(&name, &bytes);
        judge(&bytes);
    }
    CORPUS.report(&format!("{target}: {} inputs of the corpus", corpus.len()), CORPUS.count());
}

/// One of the corpus with up to eight changes, as fuzzers make them.
fn changed(corpus: &[(String, Vec<u8>)], seeded: &mut Seeded) -> Vec<u8> {
    const EDGES: [u8; 20] = *b"\x00\x01\x7F\x80\xFF\xFE\x20\x40\"\\[]{},:019-";
    let mut bytes = seeded.of(corpus).1.clone();
    for _ in 0..=seeded.below(8) {
        let at = seeded.below(bytes.len() + 1);
        match seeded.below(8) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, *seeded.of(&EDGES)),
            2 => {
                let (other, len) = (&seeded.of(corpus).1, seeded.below(24));
                let from = if other.is_empty() { 0 } else { seeded.below(other.len()) };
                let part: Vec<u8> = other[from..].iter().take(len).copied().collect();
                bytes.splice(at..at, part);
            }
            3 => {
                let part: Vec<u8> = bytes[at..].iter().take(seeded.below(16)).copied().collect();
                bytes.splice(at..at, part);
            }
            4 => drop(bytes.drain(at..(at + seeded.below(9)).min(bytes.len()))),
            choice if at < bytes.len() => match choice {
                5 => bytes[at] = seeded.byte(),
                6 => bytes[at] = *seeded.of(&EDGES),
                _ => bytes[at] ^= 1 << seeded.below(8),
            },
            _ => {}
        }
    }
    bytes.truncate(4096);
    bytes
}

#[test]
fn json() {
    replay("json");
}

#[test]
fn fast_json() {
    replay("fast_json");
}

#[test]
fn msgpack() {
    replay("msgpack");
}

#[test]
fn blosc() {
    replay("blosc");
}

#[test]
fn protobuf() {
    replay("protobuf");
}

#[test]
fn envelope() {
    replay("envelope");
}
