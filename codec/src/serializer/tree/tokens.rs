//! A value in the order in which a reader meets its parts.

use std::slice;

use crate::value::{DictIter, MapIter, Value};
use crate::wire::parts::Kind;

/// One step through a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Token<'a> {
    /// A list or a dict of so many elements or entries.
    Open(Kind, usize),
    Close,
    /// Text, keys included.
    Text(&'a str),
    /// Any other scalar, and what is no plain value.
    Leaf(&'a Value),
}

/// What is left of an open container.
enum Rest<'a> {
    List(slice::Iter<'a, Value>),
    Dict(DictIter<'a>),
    Map(MapIter<'a>),
    /// The value of an entry whose key may be a container itself.
    One(&'a Value),
}

/// All steps, without recursion: the value may be nested to any depth.
pub(super) fn tokens(value: &Value) -> Vec<Token<'_>> {
    let mut walk = Walk { tokens: Vec::new(), open: Vec::new() };
    walk.value(value);
    while walk.step() {}
    walk.tokens
}

struct Walk<'a> {
    tokens: Vec<Token<'a>>,
    open: Vec<Rest<'a>>,
}

impl<'a> Walk<'a> {
    /// False at the end.
    fn step(&mut self) -> bool {
        let next = match self.open.last_mut() {
            None => return false,
            Some(Rest::List(items)) => items.next(),
            Some(Rest::Dict(entries)) => entries.next().map(|(key, value)| {
                self.tokens.push(Token::Text(key));
                value
            }),
            Some(Rest::Map(entries)) => entries.next().map(|(key, value)| {
                self.open.push(Rest::One(value));
                key
            }),
            Some(Rest::One(value)) => {
                let value = *value;
                self.open.pop();
                self.value(value);
                return true;
            }
        };
        if let Some(value) = next {
            self.value(value);
        } else {
            self.open.pop();
            self.tokens.push(Token::Close);
        }
        true
    }

    fn value(&mut self, value: &'a Value) {
        let token = match value {
            Value::String(text) => Token::Text(text),
            Value::List(list) => {
                self.open.push(Rest::List(list.iter()));
                Token::Open(Kind::List, list.len())
            }
            Value::Dict(dict) => {
                self.open.push(Rest::Dict(dict.iter()));
                Token::Open(Kind::Dict, dict.len())
            }
            Value::Map(map) => {
                self.open.push(Rest::Map(map.iter()));
                Token::Open(Kind::Dict, map.len())
            }
            other => Token::Leaf(other),
        };
        self.tokens.push(token);
    }
}
