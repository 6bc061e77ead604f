//! Two manifests: what is different, and whom that breaks.

use super::breaks::Change;
use super::reads::Direction;
use super::write::{Details, FieldText, Tag};
use super::{Entry, Manifest};
use crate::schema::{Field, Missing, Name, NameText, Payload, UnknownFields, Variant};

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

    fn fields(&mut self, within: &str, old: (&'a [Field], &'a Entry), new: (&'a [Field], &'a Entry)) {
        let pair = |field: &&Field| old.0.iter().find(|other| is_same(other, field, old.0, new.0));
        for field in new.0 {
            if let Some(before) = pair(&field) {
                self.field(within, (before, old.1), (field, new.1));
                continue;
            }
            let refused = old.1.unknown == UnknownFields::Refused;
            let readers = refused.then_some("they refuse fields that they do not know");
            let writers = (field.missing == Missing::Required).then_some("they do not send it");
            let what = format!("{within}field `{}` added: {}", field.name, Details(field));
            self.add(what, readers, writers);
        }
        for field in old.0 {
            if new.0.iter().any(|other| is_same(field, other, old.0, new.0)) {
                continue;
            }
            let readers = (field.missing == Missing::Required).then_some("they need it");
            let refused = new.1.unknown == UnknownFields::Refused;
            let writers = refused.then_some("they send it, and unknown fields are refused");
            self.add(format!("{within}field `{}` removed", field.name), readers, writers);
        }
        let order = |fields: &[Field], others: &[Field]| -> Vec<String> {
            let is_there = |field: &&Field| others.iter().any(|other| other.name == field.name);
            fields.iter().filter(is_there).map(|field| field.name.clone()).collect()
        };
        if order(old.0, new.0) != order(new.0, old.0) {
            self.add(format!("{within}the fields stand in another order"), None, None);
        }
    }

    fn field(&mut self, within: &str, old: (&'a Field, &'a Entry), new: (&'a Field, &'a Entry)) {
        let ((old, old_type), (new, new_type)) = (old, new);
        if old.name != new.name {
            let lost = |reader: &Field, writer: &Field, of: &Entry| {
                let is_refused = reader.missing == Missing::Required || of.unknown == UnknownFields::Refused;
                (!reads_name(reader, &writer.name)).then_some(if is_refused {
                    "it is not read under the other name"
                } else {
                    "it is passed over without a word"
                })
            };
            let what = format!("{within}field `{}` renamed to `{}`", old.name, new.name);
            self.add(what, lost(old, new, old_type), lost(new, old, new_type));
        }
        let gone = |name: &&String| !reads_name(new, name);
        let gone: Vec<_> = old.aliases.iter().filter(gone).map(|name| format!("`{name}`")).collect();
        if !gone.is_empty() {
            let what = format!("{within}field `{}` is no longer read as {}", new.name, gone.join(", "));
            self.add(what, None, Some("those that send these names"));
        }
        self.ty(within, old, new);
        self.presence(within, old, new);
    }

    fn ty(&mut self, within: &str, old: &Field, new: &Field) {
        if old.ty == new.ty {
            return;
        }
        let readers = !self.old_reads().reads(&old.ty, &new.ty);
        let writers = !self.new_reads().reads(&new.ty, &old.ty);
        let what = format!("{within}field `{}` was {} and is {}", new.name, old.ty, new.ty);
        self.add(
            what,
            readers.then_some("they do not read all of what is sent now"),
            writers.then_some("not all of what they send is read"),
        );
    }

    /// Whether the field comes, and what is if it does not.
    fn presence(&mut self, within: &str, old: &Field, new: &Field) {
        let name = &new.name;
        if new.may_be_skipped && !old.may_be_skipped {
            let readers = (old.missing == Missing::Required).then_some("they need it");
            self.add(format!("{within}field `{name}` is not always sent any more"), readers, None);
        }
        if old.may_be_skipped && !new.may_be_skipped {
            self.add(format!("{within}field `{name}` is always sent now"), None, None);
        }
        if old.missing == new.missing {
            return;
        }
        let what = match (old.missing, new.missing) {
            (_, Missing::Required) => format!("{within}field `{name}` has to come now"),
            (Missing::Required, _) => format!("{within}field `{name}` may be missing now"),
            _ => format!("{within}field `{name}`: something else stands for it where it is missing"),
        };
        let writers = (new.missing == Missing::Required).then_some("those that leave it out");
        self.add(what, None, writers);
    }

    fn names(&mut self, old: &[Name], new: &[Name]) {
        let reads = |names: &[Name], text: &String| {
            names.iter().any(|name| name.text == *text || name.aliases.contains(text))
        };
        for Name { text, .. } in new.iter().filter(|name| old.iter().all(|other| other.text != name.text)) {
            let readers = (!reads(old, text)).then_some("they do not know it");
            self.add(format!("`{text}` added"), readers, None);
        }
        for name in old {
            for text in std::iter::once(&name.text).chain(&name.aliases).filter(|text| !reads(new, text)) {
                self.add(format!("`{text}` removed"), None, Some("it is not read any more"));
            }
        }
    }

    fn numbers(&mut self, old: &[(String, i64)], new: &[(String, i64)]) {
        let has = |all: &[(String, i64)], number: i64| all.iter().any(|(_, other)| *other == number);
        for (name, number) in new.iter().filter(|(_, number)| !has(old, *number)) {
            self.add(format!("{number} (`{name}`) added"), Some("they do not know it"), None);
        }
        for (name, number) in old.iter().filter(|(_, number)| !has(new, *number)) {
            self.add(format!("{number} (`{name}`) removed"), None, Some("it is not read any more"));
        }
        for (name, number) in new {
            if let Some((before, _)) = old.iter().find(|(before, other)| other == number && before != name) {
                self.add(format!("{number} was `{before}` and is `{name}`"), None, None);
            }
        }
    }

    fn variants(&mut self, old: (&'a [Variant], &'a Entry), new: (&'a [Variant], &'a Entry)) {
        let reads =
            |variant: &Variant, name: &String| variant.name == *name || variant.aliases.contains(name);
        for variant in new.0 {
            if !old.0.iter().any(|other| other.name == variant.name || reads(variant, &other.name)) {
                self.add(format!("variant `{}` added", variant.name), Some("they do not know it"), None);
            }
        }
        for variant in old.0 {
            let Some(now) = new.0.iter().find(|other| reads(other, &variant.name)) else {
                self.add(
                    format!("variant `{}` removed", variant.name),
                    None,
                    Some("it is not read any more"),
                );
                continue;
            };
            if now.name != variant.name {
                let readers = (!reads(variant, &now.name)).then_some("they do not know the name");
                self.add(format!("variant `{}` renamed to `{}`", variant.name, now.name), readers, None);
            }
            for alias in variant.aliases.iter().filter(|alias| !reads(now, alias)) {
                let what = format!("variant `{}` is no longer read as `{alias}`", now.name);
                self.add(what, None, Some("those that send this name"));
            }
            let within = format!("variant `{}`: ", now.name);
            match (&variant.payload, &now.payload) {
                (Some(a), Some(b)) => self.payload(&within, (a, old.1), (b, new.1)),
                (None, None) => {}
                _ => self.add(
                    format!("{within}it held something else"),
                    Some("another form"),
                    Some("another form"),
                ),
            }
        }
    }
}

const TAG: &str = "the tag is part of the form";

/// Whether they are one field: by name, or by a further name where the first is nobody's.
fn is_same(old: &Field, new: &Field, all_old: &[Field], all_new: &[Field]) -> bool {
    if old.name == new.name {
        return true;
    }
    let is_free = |name: &str, all: &[Field]| all.iter().all(|field| field.name != name);
    is_free(&old.name, all_new)
        && is_free(&new.name, all_old)
        && (reads_name(new, &old.name) || reads_name(old, &new.name))
}

fn reads_name(field: &Field, name: &str) -> bool {
    field.name == name || field.aliases.iter().any(|alias| alias == name)
}

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
