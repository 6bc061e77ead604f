//! The words of a line, and what they make: names, types, fields.

use std::iter::Peekable;
use std::str::Chars;

use super::{DEPTH, Parsed};
use crate::schema::{Field, Missing, Name, Tagging, Type};

/// The words of one line.
pub(super) struct Words<'a> {
    number: usize,
    chars: Peekable<Chars<'a>>,
}

impl<'a> Words<'a> {
    pub(super) fn new(number: usize, line: &'a str) -> Self {
        Words { number, chars: line.chars().peekable() }
    }
}

impl Words<'_> {
    pub(super) fn fault(&self, expected: &str) -> (usize, String) {
        let rest: String = self.chars.clone().take(40).collect();
        let rest = rest.trim_start();
        let found = if rest.is_empty() { "the end of the line".to_owned() } else { format!("`{rest}`") };
        (self.number, format!("expected {expected} before {found}"))
    }

    fn spaces(&mut self) {
        while self.chars.next_if_eq(&' ').is_some() {}
    }

    pub(super) fn is_end(&mut self) -> bool {
        self.spaces();
        self.chars.peek().is_none()
    }

    pub(super) fn end(&mut self) -> Parsed<()> {
        if self.is_end() { Ok(()) } else { Err(self.fault("nothing")) }
    }

    /// Letters, digits and `_`; nothing if something else comes.
    pub(super) fn bare(&mut self) -> String {
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

    pub(super) fn punct(&mut self, expected: char) -> Parsed<()> {
        if self.try_punct(expected) { Ok(()) } else { Err(self.fault(&format!("`{expected}`"))) }
    }

    /// A word, or any text in quotes.
    pub(super) fn name(&mut self) -> Parsed<String> {
        if self.try_punct('"') {
            return self.quoted();
        }
        let word = self.bare();
        if word.is_empty() { Err(self.fault("a name")) } else { Ok(word) }
    }

    pub(super) fn only_name(&mut self) -> Parsed<String> {
        let name = self.name()?;
        self.end().map(|()| name)
    }

    fn quoted(&mut self) -> Parsed<String> {
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

    fn escaped(&mut self) -> Parsed<char> {
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

    pub(super) fn number<T: std::str::FromStr>(&mut self) -> Parsed<T> {
        let sign = if self.try_punct('-') { "-" } else { "" };
        format!("{sign}{}", self.bare()).parse().map_err(|_| self.fault("an integer"))
    }

    pub(super) fn also(&mut self) -> Parsed<Vec<String>> {
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

    pub(super) fn named(&mut self) -> Parsed<Name> {
        let (text, aliases) = (self.name()?, self.also()?);
        self.end().map(|()| Name { variant: String::new(), text, aliases })
    }

    pub(super) fn numbered(&mut self) -> Parsed<(String, i64)> {
        let number = self.number()?;
        Ok((self.only_name()?, number))
    }

    pub(super) fn tagging(&mut self) -> Parsed<Tagging> {
        Ok(match self.bare().as_str() {
            "external" => Tagging::External,
            "internal" => Tagging::Internal(self.name()?),
            "adjacent" => Tagging::Adjacent(self.name()?, self.name()?),
            "untagged" => Tagging::Untagged,
            _ => return Err(self.fault("`external`, `internal`, `adjacent` or `untagged`")),
        })
    }

    pub(super) fn field(&mut self) -> Parsed<Field> {
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

    fn missing(&mut self) -> Parsed<Missing> {
        match self.bare().as_str() {
            "null" => Ok(Missing::Null),
            "default" => Ok(Missing::Empty),
            "own" => Ok(Missing::Own),
            _ => Err(self.fault("`null`, `default` or `own`")),
        }
    }

    fn ty(&mut self, depth: usize) -> Parsed<Type> {
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

    fn open(&mut self) -> Parsed<()> {
        self.punct('<')
    }

    /// The last type in angle brackets.
    fn last(&mut self, depth: usize) -> Parsed<Box<Type>> {
        let ty = self.ty(depth + 1)?;
        self.punct('>').map(|()| Box::new(ty))
    }

    fn tuple(&mut self, depth: usize) -> Parsed<Type> {
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
