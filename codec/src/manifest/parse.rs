//! A manifest from text.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

use super::{Entry, Manifest};
use crate::error::{RegistryError, RegistryKind};
use crate::schema::{Field, Missing, Name, Payload, Tagging, Type, UnknownFields, Variant};

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

type Result_<T> = Result<T, (usize, String)>;

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
        Words { number: self.number, chars: self.rest.chars().peekable() }
    }
}

struct Parser<'a, I: Iterator<Item = Line<'a>>> {
    lines: Peekable<I>,
}

impl<'a, I: Iterator<Item = Line<'a>>> Parser<'a, I> {
    fn manifest(&mut self) -> Result_<Manifest> {
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

    fn head(&mut self, expected: &str) -> Result_<&'a str> {
        let line = self.lines.next().unwrap_or(Line { number: 1, indent: 0, rest: "" });
        let rest = line.rest.strip_prefix(expected).filter(|_| line.indent == 0);
        rest.ok_or_else(|| (line.number, format!("expected `{expected}`")))
    }

    /// The next line, if it stands deeper than this one.
    fn inside(&mut self, above: Line<'a>) -> Option<Line<'a>> {
        self.lines.next_if(|line| line.indent > above.indent)
    }

    fn entry(&mut self, head: Line<'a>) -> Result_<Entry> {
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

    fn payload(
        &mut self,
        what: &str,
        mut words: Words<'a>,
        head: Line<'a>,
        depth: usize,
    ) -> Result_<Payload> {
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
            _ => return Err((head.number, format!("`{what}` is no payload"))),
        };
        words.end().map(|()| payload)
    }

    fn parts<T>(
        &mut self,
        head: Line<'a>,
        mut part: impl FnMut(&mut Self, Line<'a>) -> Result_<T>,
    ) -> Result_<Vec<T>> {
        let mut parts = Vec::new();
        while let Some(line) = self.inside(head) {
            parts.push(part(self, line)?);
        }
        Ok(parts)
    }

    fn variant(&mut self, line: Line<'a>, depth: usize) -> Result_<Variant> {
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

/// The words of one line.
struct Words<'a> {
    number: usize,
    chars: Peekable<Chars<'a>>,
}

impl Words<'_> {
    fn fault(&self, expected: &str) -> (usize, String) {
        let rest: String = self.chars.clone().take(40).collect();
        let rest = rest.trim_start();
        let found = if rest.is_empty() { "the end of the line".to_owned() } else { format!("`{rest}`") };
        (self.number, format!("expected {expected} before {found}"))
    }

    fn spaces(&mut self) {
        while self.chars.next_if_eq(&' ').is_some() {}
    }

    fn is_end(&mut self) -> bool {
        self.spaces();
        self.chars.peek().is_none()
    }

    fn end(&mut self) -> Result_<()> {
        if self.is_end() { Ok(()) } else { Err(self.fault("nothing")) }
    }

    /// Letters, digits and `_`; nothing if something else comes.
    fn bare(&mut self) -> String {
        self.spaces();
        let mut word = String::new();
        while let Some(c) = self.chars.next_if(|c| *c == '_' || c.is_ascii_alphanumeric()) {
            word.push(c);
        }
        word
    }

    fn try_punct(&mut self, expected: char) -> bool {
        self.spaces();
        self.chars.next_if_eq(&expected).is_some()
    }

    fn punct(&mut self, expected: char) -> Result_<()> {
        if self.try_punct(expected) { Ok(()) } else { Err(self.fault(&format!("`{expected}`"))) }
    }

    /// A word, or any text in quotes.
    fn name(&mut self) -> Result_<String> {
        if self.try_punct('"') {
            return self.quoted();
        }
        let word = self.bare();
        if word.is_empty() { Err(self.fault("a name")) } else { Ok(word) }
    }

    fn only_name(&mut self) -> Result_<String> {
        let name = self.name()?;
        self.end().map(|()| name)
    }

    fn quoted(&mut self) -> Result_<String> {
        let mut text = String::new();
        loop {
            match self.chars.next() {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escaped()?),
                Some(c) => text.push(c),
                None => return Err(self.fault("a quote")),
            }
        }
    }

    fn escaped(&mut self) -> Result_<char> {
        match self.chars.next() {
            Some(c @ ('"' | '\\')) => Ok(c),
            Some('u') => {
                self.punct('{')?;
                let digits = self.bare();
                self.punct('}')?;
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                code.ok_or_else(|| self.fault("a character's number"))
            }
            _ => Err(self.fault("an escaped character")),
        }
    }

    fn number<T: std::str::FromStr>(&mut self) -> Result_<T> {
        let sign = if self.try_punct('-') { "-" } else { "" };
        format!("{sign}{}", self.bare()).parse().map_err(|_| self.fault("an integer"))
    }

    fn also(&mut self) -> Result_<Vec<String>> {
        let mut names = Vec::new();
        self.spaces();
        let mut ahead = Words { number: self.number, chars: self.chars.clone() };
        if ahead.bare() == "also" {
            self.chars = ahead.chars;
            while !self.is_end() && self.chars.peek().is_some_and(|c| !matches!(c, ':' | ',')) {
                names.push(self.name()?);
            }
        }
        Ok(names)
    }

    fn named(&mut self) -> Result_<Name> {
        let (text, aliases) = (self.name()?, self.also()?);
        self.end().map(|()| Name { variant: String::new(), text, aliases })
    }

    fn numbered(&mut self) -> Result_<(String, i64)> {
        let number = self.number()?;
        Ok((self.only_name()?, number))
    }

    fn tagging(&mut self) -> Result_<Tagging> {
        Ok(match self.bare().as_str() {
            "external" => Tagging::External,
            "internal" => Tagging::Internal(self.name()?),
            "adjacent" => Tagging::Adjacent(self.name()?, self.name()?),
            "untagged" => Tagging::Untagged,
            _ => return Err(self.fault("`external`, `internal`, `adjacent` or `untagged`")),
        })
    }

    fn field(&mut self) -> Result_<Field> {
        let name = self.name()?;
        self.punct(':')?;
        let ty = self.ty(0)?;
        let mut field =
            Field { name, aliases: Vec::new(), ty, missing: Missing::Required, may_be_skipped: false };
        while self.try_punct(',') {
            let aliases = self.also()?;
            if !aliases.is_empty() {
                field.aliases = aliases;
                continue;
            }
            match self.bare().as_str() {
                "missing" => field.missing = self.missing()?,
                "skipped" => field.may_be_skipped = true,
                _ => return Err(self.fault("`missing`, `skipped` or `also`")),
            }
        }
        self.end().map(|()| field)
    }

    fn missing(&mut self) -> Result_<Missing> {
        match self.bare().as_str() {
            "null" => Ok(Missing::Null),
            "default" => Ok(Missing::Empty),
            "own" => Ok(Missing::Own),
            _ => Err(self.fault("`null`, `default` or `own`")),
        }
    }

    fn ty(&mut self, depth: usize) -> Result_<Type> {
        if depth > DEPTH {
            return Err(self.fault("a type of less depth"));
        }
        if self.try_punct('@') {
            return self.name().map(Type::Named);
        }
        let int = |signed, bits| Type::Int { signed, bits };
        let word = self.bare();
        Ok(match word.as_str() {
            "any" => Type::AnyValue,
            "bool" => Type::Bool,
            "text" => Type::Text,
            "bytes" => Type::Binary,
            "dict" => Type::AnyDict,
            "f32" => Type::Float { bits: 32 },
            "f64" => Type::Float { bits: 64 },
            "i8" | "i16" | "i32" | "i64" | "i128" => int(true, bits(&word)),
            "u8" | "u16" | "u32" | "u64" | "u128" => int(false, bits(&word)),
            "list" if !self.try_punct('<') => Type::AnyList,
            "list" => Type::ListOf(self.last(depth)?),
            "optional" => self.open().and_then(|()| self.last(depth)).map(Type::Optional)?,
            "foreign" => {
                self.punct('<')?;
                let text = self.name()?;
                self.punct('>')?;
                Type::Foreign(text)
            }
            "array" => {
                self.punct('<')?;
                let element = Box::new(self.ty(depth + 1)?);
                self.punct(',')?;
                let len = self.number()?;
                self.punct('>')?;
                Type::Array(element, len)
            }
            "map" => {
                self.punct('<')?;
                let key = Box::new(self.ty(depth + 1)?);
                self.punct(',')?;
                Type::MapOf(key, self.last(depth)?)
            }
            "tuple" => self.tuple(depth)?,
            _ => return Err(self.fault("a type")),
        })
    }

    fn open(&mut self) -> Result_<()> {
        self.punct('<')
    }

    /// The last type in angle brackets.
    fn last(&mut self, depth: usize) -> Result_<Box<Type>> {
        let ty = self.ty(depth + 1)?;
        self.punct('>').map(|()| Box::new(ty))
    }

    fn tuple(&mut self, depth: usize) -> Result_<Type> {
        self.punct('<')?;
        let mut elements = Vec::new();
        while !self.try_punct('>') {
            if !elements.is_empty() {
                self.punct(',')?;
            }
            elements.push(self.ty(depth + 1)?);
        }
        Ok(Type::Tuple(elements))
    }
}

/// `32` of `i32`.
fn bits(word: &str) -> u32 {
    word.trim_start_matches(['i', 'u']).parse().unwrap_or_default()
}
