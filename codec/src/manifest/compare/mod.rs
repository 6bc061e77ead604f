//! Two manifests: what is different, and whom that breaks.

mod parts;

use super::breaks::Change;
use super::reads::Direction;
use super::write::{FieldText, Tag};
use super::{Entry, Manifest};
use crate::schema::{NameText, Payload, UnknownFields};

impl Manifest {
    /// Every difference from `old` to `new`, by type, with the peers that it breaks.
    ///
    /// The two may be of two versions of a program, or of two programs: a peer with `old` breaks as an old reader or
    /// writer.
    pub fn compare(old: &Manifest, new: &Manifest) -> Vec<Change> {
        let mut changes = Changes { out: Vec::new(), name: String::new(), old, new };
        if old.python != new.python {
            "ids".clone_into(&mut changes.name);
            let what = format!("as for Python {}, and now {}", old.python, new.python);
            changes.add(what, None, None);
        }
        for (key, entry) in &old.entries {
            changes.name.clone_from(key);
            match new.entries.get(key).map(|found| (key, found)).or_else(|| changes.renamed(entry)) {
                Some((name, found)) => {
                    if name != key {
                        changes.add(format!("renamed to {}", NameText(name)), None, None);
                    }
                    changes.entry(entry, found);
                }
                None if entry.id.is_some() => {
                    changes.add("removed".to_owned(), None, Some("its messages are of an unknown type now"));
                }
                // What held it says what is there instead.
                None => changes.add("removed".to_owned(), None, None),
            }
        }
        for (key, entry) in &new.entries {
            changes.name.clone_from(key);
            changes.added(key, entry);
        }
        changes.out
    }
}

struct Changes<'a> {
    out: Vec<Change>,
    /// Of the type that is looked at.
    name: String,
    old: &'a Manifest,
    new: &'a Manifest,
}

impl<'a> Changes<'a> {
    fn add(&mut self, what: String, readers: Option<&str>, writers: Option<&str>) {
        let (readers, writers) = (readers.map(str::to_owned), writers.map(str::to_owned));
        self.out.push(Change { name: self.name.clone(), what, readers, writers });
    }

    /// What an old reader reads of new messages.
    fn old_reads(&self) -> Direction<'a> {
        Direction { reader: self.old, writer: self.new }
    }

    /// What is read now of old messages.
    fn new_reads(&self) -> Direction<'a> {
        Direction { reader: self.new, writer: self.old }
    }

    /// The type that takes the place of one whose name is gone: it reads its id.
    fn renamed(&self, old: &Entry) -> Option<(&'a String, &'a Entry)> {
        let id = old.id?;
        let is_new = |(key, _): &(&'a String, &'a Entry)| !self.old.entries.contains_key(*key);
        self.new.entries.iter().filter(is_new).find(|(_, entry)| entry.understands(id))
    }

    fn added(&mut self, key: &String, entry: &'a Entry) {
        if self.old.entries.contains_key(key) {
            return;
        }
        let Some(id) = entry.id else { return self.add("added".to_owned(), None, None) };
        let gone = |other: &&String| !self.new.entries.contains_key(*other);
        let known = self.old.entries.iter().find(|(_, old)| old.understands(id)).map(|(other, _)| other);
        let successor = self
            .old
            .entries
            .iter()
            .any(|(other, old)| gone(&other) && self.renamed(old).is_some_and(|(found, _)| found == key));
        match known {
            _ if successor => {} // compared already
            Some(other) => {
                let why = format!("to them the id {id} is `{other}`");
                self.add(format!("added with the id {id}"), Some(&why), Some(&why));
            }
            None => self.add(format!("added with the id {id}"), None, None),
        }
    }

    fn entry(&mut self, old: &'a Entry, new: &'a Entry) {
        self.ids(old, new);
        self.unknown(old, new);
        self.payload("", (&old.payload, old), (&new.payload, new));
    }

    fn ids(&mut self, old: &Entry, new: &Entry) {
        match (old.id, new.id) {
            (Some(before), Some(now)) if before != now => {
                let readers = (!old.understands(now)).then_some("they do not know the new one");
                let writers = (!new.understands(before)).then_some("the old one is no longer read");
                self.add(format!("the id was {before} and is {now}"), readers, writers);
            }
            (None, Some(id)) => self.add(format!("has a tag now, with the id {id}"), Some(TAG), Some(TAG)),
            (Some(_), None) => self.add("has no tag any more".to_owned(), Some(TAG), Some(TAG)),
            _ => {}
        }
        let gone: Vec<i32> = old.reads.iter().filter(|id| !new.understands(**id)).copied().collect();
        let more: Vec<i32> = new.reads.iter().filter(|id| !old.understands(**id)).copied().collect();
        if !gone.is_empty() {
            self.add(format!("no longer reads {}", numbers(&gone)), None, Some("those that send these ids"));
        }
        if !more.is_empty() {
            self.add(format!("also reads {}", numbers(&more)), None, None);
        }
    }

    fn unknown(&mut self, old: &Entry, new: &Entry) {
        if old.unknown == new.unknown {
            return;
        }
        let word = |unknown| match unknown {
            UnknownFields::Ignored => "ignored",
            UnknownFields::Refused => "refused",
            UnknownFields::Kept => "kept",
        };
        let what = format!("unknown fields were {} and are {}", word(old.unknown), word(new.unknown));
        let readers = (old.unknown == UnknownFields::Refused && new.unknown == UnknownFields::Kept)
            .then_some("they refuse the fields that are kept and sent now");
        let writers = (new.unknown == UnknownFields::Refused && old.unknown == UnknownFields::Kept)
            .then_some("the fields that they kept and send are refused");
        self.add(what, readers, writers);
    }

    /// `within` is empty, or a variant.
    fn payload(&mut self, within: &str, old: (&'a Payload, &'a Entry), new: (&'a Payload, &'a Entry)) {
        match (old.0, new.0) {
            (Payload::Fields(a), Payload::Fields(b)) => self.fields(within, (a, old.1), (b, new.1)),
            (Payload::Items(a), Payload::Items(b)) if a.len() == b.len() => {
                a.iter().zip(b).for_each(|(a, b)| self.ty(within, a, b));
            }
            (Payload::Single(a), Payload::Single(b)) => self.ty(within, a, b),
            (Payload::Names(a), Payload::Names(b)) => self.names(a, b),
            (Payload::Numbers(a), Payload::Numbers(b)) => self.numbers(a, b),
            (Payload::Variants(a, before), Payload::Variants(b, now)) => {
                if a != b {
                    let what = format!("variants were {} and are {}", Tag(a), Tag(b));
                    self.add(what, Some("another form"), Some("another form"));
                }
                self.variants((before, old.1), (now, new.1));
            }
            (a, b) if a == b => {}
            (a, b) => {
                let what = format!("{within}the payload was {} and is {}", kind(a), kind(b));
                self.add(what, Some("another form"), Some("another form"));
            }
        }
    }
}

const TAG: &str = "the tag is part of the form";

fn numbers(ids: &[i32]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn kind(payload: &Payload) -> String {
    match payload {
        Payload::Fields(_) => "a dict of fields".to_owned(),
        Payload::Items(fields) => format!("a list of {}", fields.len()),
        Payload::Single(field) => format!("the value {}", FieldText(field)),
        Payload::Names(_) => "a text".to_owned(),
        Payload::Numbers(_) => "an integer".to_owned(),
        Payload::Variants(..) => "an enum with data".to_owned(),
        Payload::Opaque => "opaque".to_owned(),
    }
}
