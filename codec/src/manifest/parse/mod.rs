//! A manifest from text.
#![allow(clippy::arithmetic_side_effects, reason = "lines, columns and levels of a text in memory")]

mod words;

use std::collections::BTreeMap;
use std::iter::Peekable;

use super::{Entry, Manifest};
use crate::error::{RegistryError, RegistryKind, excerpt};
use crate::schema::{Payload, UnknownFields, Variant};
use words::Words;

/// How deep types and variants may stand in each other: the file may be anybody's.
const DEPTH: usize = 64;

impl Manifest {
    /// Reads what `Display` writes. Comments and the order of the types do not matter.
    ///
    /// # Errors
    /// With the number of the first line that is no line of a manifest.
    pub fn parse(text: &str) -> Result<Self, RegistryError> {
        let lines = text.lines().enumerate().map(|(index, text)| Line::new(index + 1, text));
        let lines = lines.filter(|line| !line.rest.is_empty() && !line.rest.starts_with('#'));
        let mut parser = Parser { lines: lines.collect::<Vec<_>>().into_iter().peekable() };
        parser.manifest().map_err(|(number, why)| {
            let message = format!("line {number} of the manifest: {why}");
            RegistryError::new(RegistryKind::Manifest, message)
        })
    }
}

/// With the number of the line and what is wrong there.
type Parsed<T> = Result<T, (usize, String)>;

#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    /// In spaces.
    indent: usize,
    rest: &'a str,
}

impl<'a> Line<'a> {
    fn new(number: usize, text: &'a str) -> Self {
        let rest = text.trim_start_matches(' ');
        Line { number, indent: text.len() - rest.len(), rest: rest.trim_end() }
    }

    fn words(&self) -> Words<'a> {
        Words::new(self.number, self.rest)
    }
}

struct Parser<'a, I: Iterator<Item = Line<'a>>> {
    lines: Peekable<I>,
}

impl<'a, I: Iterator<Item = Line<'a>>> Parser<'a, I> {
    fn manifest(&mut self) -> Parsed<Manifest> {
        self.head("codec manifest 1")?;
        let python = self.head("python ")?.to_owned();
        let mut entries = BTreeMap::new();
        while let Some(line) = self.lines.next() {
            let mut words = line.words();
            let is_type = match words.bare().as_str() {
                "type" if line.indent == 0 => true,
                "record" if line.indent == 0 => false,
                _ => return Err((line.number, "expected `type` or `record` and a name".to_owned())),
            };
            let key = words.only_name()?;
            let entry = self.entry(line)?;
            if entry.id.is_some() != is_type {
                return Err((line.number, "a type has an id, and a record has none".to_owned()));
            }
            if entries.insert(key, entry).is_some() {
                return Err((line.number, "there is another of this name above".to_owned()));
            }
        }
        Ok(Manifest { python, entries })
    }

    fn head(&mut self, expected: &str) -> Parsed<&'a str> {
        let line = self.lines.next().unwrap_or(Line { number: 1, indent: 0, rest: "" });
        let rest = line.rest.strip_prefix(expected).filter(|_| line.indent == 0);
        rest.ok_or_else(|| (line.number, format!("expected `{expected}`")))
    }

    /// The next line, if it stands deeper than this one.
    fn inside(&mut self, above: Line<'a>) -> Option<Line<'a>> {
        self.lines.next_if(|line| line.indent > above.indent)
    }

    fn entry(&mut self, head: Line<'a>) -> Parsed<Entry> {
        let (mut id, mut reads, mut unknown) = (None, Vec::new(), UnknownFields::Ignored);
        while let Some(line) = self.inside(head) {
            let mut words = line.words();
            match words.bare().as_str() {
                "id" => id = Some(words.number()?),
                "reads" => {
                    while !words.is_end() {
                        reads.push(words.number()?);
                    }
                    reads.sort_unstable();
                }
                "unknown" => {
                    unknown = match words.bare().as_str() {
                        "refused" => UnknownFields::Refused,
                        "kept" => UnknownFields::Kept,
                        _ => return Err(words.fault("`refused` or `kept`")),
                    }
                }
                what => {
                    let payload = self.payload(what, words, line, 0)?;
                    return Ok(Entry { id, reads, unknown, payload });
                }
            }
        }
        Err((head.number, "it does not say what the payload is".to_owned()))
    }

    fn payload(&mut self, what: &str, mut words: Words<'a>, head: Line<'a>, depth: usize) -> Parsed<Payload> {
        let payload = match what {
            "fields" => Payload::Fields(self.parts(head, |_, line| line.words().field())?),
            "list" => Payload::Items(self.parts(head, |_, line| line.words().field())?),
            "value" => match self.inside(head) {
                Some(line) => Payload::Single(Box::new(line.words().field()?)),
                None => return Err((head.number, "expected the line of the value below".to_owned())),
            },
            "names" => Payload::Names(self.parts(head, |_, line| line.words().named())?),
            "numbers" => Payload::Numbers(self.parts(head, |_, line| line.words().numbered())?),
            "variants" => {
                let tagging = words.tagging()?;
                Payload::Variants(tagging, self.parts(head, |this, line| this.variant(line, depth))?)
            }
            "opaque" => Payload::Opaque,
            _ => return Err((head.number, format!("`{}` is no payload", excerpt(what)))),
        };
        words.end().map(|()| payload)
    }

    fn parts<T>(
        &mut self,
        head: Line<'a>,
        mut part: impl FnMut(&mut Self, Line<'a>) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let mut parts = Vec::new();
        while let Some(line) = self.inside(head) {
            parts.push(part(self, line)?);
        }
        Ok(parts)
    }

    fn variant(&mut self, line: Line<'a>, depth: usize) -> Parsed<Variant> {
        let mut words = line.words();
        let (name, aliases) = (words.name()?, words.also()?);
        let payload = if words.is_end() {
            None
        } else {
            words.punct(':')?;
            if depth == DEPTH {
                return Err(words.fault("less depth"));
            }
            let what = words.bare();
            Some(self.payload(&what, words, line, depth + 1)?)
        };
        Ok(Variant { name, aliases, payload })
    }
}
