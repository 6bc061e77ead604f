//! Damaged messages: cut, changed in a bit, a byte or a length, spliced. Each is refused with a documented error or is
//! another message; behind each the codec reads a good one.

use std::collections::BTreeSet;

use codec::{Codec as _, Dict};
use codec_tests::effort::MUTATIONS;
use codec_tests::generate::Generator;
use codec_tests::judge::{Good, Subject, decoded, subjects};
use codec_tests::random::Seeded;
use codec_tests::varint::varint;

const MESSAGES: usize = 200;
const SPLICES: usize = 10_000;

/// What is put in the place of a length, beside 0 and its neighbours.
const LENGTHS: [u64; 9] =
    [1 << 7, 1 << 8, 1 << 15, 1 << 16, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 63, u64::MAX];

/// Of every kind that the codec holds, and not too long: each byte is changed.
fn messages(subject: &Subject) -> Vec<Vec<u8>> {
    let mut generator = Generator::new(7);
    let mut all = BTreeSet::new();
    while all.len() < MESSAGES {
        let levels = generator.seeded().below(4);
        let value = match subject.name {
            "Protobuf" => generator.proto(),
            "FastJson" => {
                let content = generator.common(levels);
                codec::MangoMessage { content, meta: Some(Dict::new()), ..Default::default() }.into()
            }
            _ => generator.value(levels),
        };
        if let Ok(bytes) = subject.codec.encode(&value) {
            // A bare number is a message whose parts are messages.
            let is_message = bytes.len() <= 250 && !value.is_number();
            all.extend(is_message.then_some(bytes));
        }
    }
    all.into_iter().collect()
}

/// A codec under attack.
struct Attack {
    subject: Subject,
    good: Good,
    decodes: usize,
    most: usize,
    accepted: usize,
}

impl Attack {
    fn new(subject: Subject) -> Self {
        let most = MUTATIONS.count() / subjects().len();
        let good = Good::new(subject.codec, subject.name);
        Attack { subject, good, decodes: 0, most, accepted: 0 }
    }

    fn is_done(&self) -> bool {
        self.decodes >= self.most
    }

    /// Whether it is accepted.
    fn decode(&mut self, bytes: &[u8]) -> bool {
        let is_accepted = decoded(self.subject.codec, bytes).is_ok();
        self.accepted += usize::from(is_accepted);
        self.decodes += 1;
        self.good.check(self.subject.codec);
        is_accepted
    }

    fn truncations(&mut self, message: &[u8]) {
        for end in 0..message.len() {
            let is_accepted = self.decode(&message[..end]);
            // An envelope of protobuf without its second field, the content, is one with empty content.
            let is_envelope = self.subject.name == "Protobuf" && message[end] == 0x12;
            assert!(!is_accepted || is_envelope, "{end} bytes of {}", message.escape_ascii());
        }
    }

    fn changes(&mut self, message: &[u8]) {
        let mut changed = message.to_vec();
        for at in 0..message.len() {
            let good = message[at];
            for byte in (0..8).map(|bit| good ^ 1 << bit).chain([0x00, 0x7F, 0x80, 0xFF]) {
                changed[at] = byte;
                self.decode(&changed);
            }
            changed[at] = good;
        }
    }

    /// Every place may be one of a length: of one, two, four or eight bytes in either order, or of a varint; in text of
    /// a number.
    fn lengths(&mut self, message: &[u8]) {
        for at in 0..message.len() {
            let own = u64::from(message[at]);
            for length in [0, own.wrapping_sub(1), own + 1].into_iter().chain(LENGTHS) {
                for size in [1, 2, 4, 8] {
                    let bytes = length.to_be_bytes();
                    self.replaced(message, at, &bytes[8 - size..], size);
                    self.replaced(message, at, &length.to_le_bytes()[..size], size);
                }
                self.replaced(message, at, &varint(length), 1);
                if message[at].is_ascii_digit() {
                    self.replaced(message, at, length.to_string().as_bytes(), 1);
                }
            }
        }
    }

    fn replaced(&mut self, message: &[u8], at: usize, by: &[u8], len: usize) {
        let behind = message.get(at + len..).unwrap_or_default();
        let bytes = [&message[..at], by, behind].concat();
        self.decode(&bytes);
    }

    /// The head of one and the tail of another, some bytes taken out, or put in twice.
    fn splice(&mut self, messages: &[Vec<u8>], seeded: &mut Seeded) {
        let (one, other) = (seeded.of(messages), seeded.of(messages));
        let (head, tail) = (seeded.below(one.len() + 1), seeded.below(other.len() + 1));
        self.decode(&[&one[..head], &other[tail..]].concat());
        let tail = head.saturating_sub(seeded.below(8));
        self.decode(&[&one[..head], &one[tail..]].concat());
    }

    /// All that are cut and all with a changed byte; as many with another length as this form runs, of messages drawn by
    /// lot; and splices.
    fn run(mut self) {
        let messages = messages(&self.subject);
        assert_eq!(messages.len(), MESSAGES);
        messages.iter().for_each(|message| self.truncations(message));
        let truncations = self.decodes;
        messages.iter().for_each(|message| self.changes(message));
        let changes = self.decodes - truncations;
        let mut seeded = Seeded::new(8);
        let before = self.decodes;
        let mut order: Vec<&Vec<u8>> = messages.iter().collect();
        (1..order.len()).for_each(|at| order.swap(at, seeded.below(at + 1)));
        // Lengths are the most by far. Some are always set.
        let most = self.most.max(before + 20_000);
        for message in order {
            if self.decodes < most {
                self.lengths(message);
            }
        }
        let lengths = self.decodes - before;
        let before = self.decodes;
        while !self.is_done() || self.decodes - before < SPLICES {
            self.splice(&messages, &mut seeded);
        }
        let splices = self.decodes - before;
        let what = format!(
            "{}: {truncations} cut, {changes} with a changed byte, {lengths} with another length, {splices} spliced, of \
             which {} are read",
            self.subject.name, self.accepted
        );
        MUTATIONS.report(&what, self.decodes);
        assert!(self.is_done());
    }
}

#[test]
fn json() {
    Attack::new(Subject::named("Json")).run();
}

#[test]
fn json_in_pythons_style() {
    Attack::new(Subject::named("Json in Python's style")).run();
}

#[test]
fn fast_json() {
    Attack::new(Subject::named("FastJson")).run();
}

#[test]
fn msgpack() {
    Attack::new(Subject::named("MsgPack")).run();
}

#[test]
fn blosc() {
    Attack::new(Subject::named("MsgPackBlosc")).run();
}

#[test]
fn protobuf() {
    Attack::new(Subject::named("Protobuf")).run();
}

#[test]
fn cbor_by_a_user() {
    Attack::new(Subject::named("CBOR by a user")).run();
}
