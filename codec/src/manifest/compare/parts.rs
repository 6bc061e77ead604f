//! The parts of a payload: fields, texts, numbers, variants.

use super::super::Entry;
use super::super::write::Details;
use super::Changes;
use crate::schema::{Field, Missing, Name, UnknownFields, Variant};

impl<'a> Changes<'a> {
    pub(super) fn fields(
        &mut self,
        within: &str,
        old: (&'a [Field], &'a Entry),
        new: (&'a [Field], &'a Entry),
    ) {
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

    pub(super) fn ty(&mut self, within: &str, old: &Field, new: &Field) {
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

    pub(super) fn names(&mut self, old: &[Name], new: &[Name]) {
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

    pub(super) fn numbers(&mut self, old: &[(String, i64)], new: &[(String, i64)]) {
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

    pub(super) fn variants(&mut self, old: (&'a [Variant], &'a Entry), new: (&'a [Variant], &'a Entry)) {
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
