//! Names of fields that the compiler knows and that JSON writes as they are.

use crate::serializer::json::{JsonReader, JsonWriter};
use crate::wire::json::TYPE_KEY;

/// How many fields may be left out in a row before the key is read; and how often it is, before no more is guessed.
const AHEAD: usize = 4;
const MISSES: usize = 2;

/// The names that a struct of serde's expects from here on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names {
    next: &'static [&'static str],
    misses: usize,
}

impl Names {
    #[inline]
    pub(super) fn new(all: &'static [&'static str]) -> Self {
        Names { next: all, misses: 0 }
    }

    /// The name that stands at this place; consumes it with its colon, and nothing if there is none.
    #[inline]
    pub(super) fn eat(&mut self, from: &mut JsonReader<'_>) -> Option<&'static str> {
        let (name, rest) = self.next.split_first()?;
        let start = from.text.position();
        if !from.text.eat("\"") {
            return None;
        }
        let found = if eat(from, name) {
            self.next = rest;
            Some(*name)
        } else {
            self.search(from)
        };
        if found.is_none() {
            from.text.set_position(start);
        }
        found
    }

    /// Fields that are left out.
    #[inline(never)]
    fn search(&mut self, from: &mut JsonReader<'_>) -> Option<&'static str> {
        for (at, name) in self.next.iter().enumerate().skip(1).take(AHEAD) {
            if eat(from, name) {
                self.next = self.next.get(at + 1..).unwrap_or_default();
                return Some(name);
            }
        }
        self.misses += 1;
        if self.misses == MISSES {
            self.next = &[];
        }
        None
    }
}

/// Behind the quote.
#[inline]
fn eat(from: &mut JsonReader<'_>, name: &str) -> bool {
    let start = from.text.position();
    if !from.text.eat(name) {
        return false;
    }
    if from.text.eat("\":") && is_plain(name) {
        from.text.eat(" ");
        return true;
    }
    from.text.set_position(start);
    false
}

impl JsonWriter<'_> {
    /// A key whose text the compiler knows, without a space behind it in the usual style.
    #[inline(never)]
    pub(super) fn name(&mut self, first: bool, name: &'static str) -> Result<(), crate::SerializationError> {
        if !self.text.is_compact() || name == TYPE_KEY {
            return self.key(first, name);
        }
        self.text.element(first);
        self.text.str(name);
        self.text.raw(":");
        Ok(())
    }
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// Whether a name stands in JSON as it is and means no tag.
#[inline]
fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    if bytes.len() > 16 {
        return bytes.iter().all(|&byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
    }
    // Two words that overlap cover 8 to 16 bytes, two halves 4 to 8.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return !stops(first) && !stops(last) && name != TYPE_KEY;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return !stops(u64::from(first) << 32 | u64::from(last));
    }
    // The bytes that are missing are spaces, which stop nothing.
    !stops(bytes.iter().fold(ONES * 0x20, |word, &byte| word << 8 | u64::from(byte)))
}

/// Whether one of these bytes is a control character, `"` or `\`.
#[inline]
fn stops(word: u64) -> bool {
    let (quote, backslash) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5C));
    let below = word.wrapping_sub(ONES * 0x20) | quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES);
    below & !word & (ONES << 7) != 0
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::{Codec, Json};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Foreign {
        a: i64,
        #[serde(rename = "b\"c")]
        quote: Option<i64>,
        #[serde(rename = "d\\e")]
        backslash: Option<i64>,
        long_enough_for_words: Option<i64>,
        z: Option<i64>,
    }

    #[test]
    fn predicted_names_are_read_as_others_are() {
        for text in [
            r#"{"a":1,"b\"c":2,"d\\e":3,"long_enough_for_words":4,"z":5}"#,
            r#"{"a":1,"b"c":2}"#,
            r#"{"a":1,"d\e":2}"#,
            r#"{"a":1,"z":5}"#,
            r#"{ "a" : 1 , "z" :5 }"#,
            r#"{"a": 1, "long_enough_for_words": 4, "z": 5}"#,
            r#"{"z":5,"long_enough_for_words":4,"a":1}"#,
            r#"{"o":0,"z":5,"p":0,"q":0,"a":1}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"z""#,
            r#"{"a":1,"z"5}"#,
            r#"{"a":1,"zz":5}"#,
            r#"{"a":1,"z":5,}"#,
            r#"{"a""#,
            r#"{""#,
            "{}",
        ] {
            let ours = Json::new().decode_as::<Foreign>(text.as_bytes()).ok();
            assert_eq!(ours, serde_json::from_str(text).ok(), "{text}");
        }
    }

    #[test]
    fn an_error_names_the_key_that_was_predicted_or_read() {
        for (text, place) in [
            (r#"{"a":1,"z":"x"}"#, "z (line 1, column 12, byte 11)"),
            (r#"{"z":5,"\u0061":"x"}"#, "a (line 1, column 17, byte 16)"),
        ] {
            let error = Json::new().decode_as::<Foreign>(text.as_bytes()).unwrap_err().to_string();
            assert_eq!(error, format!("expected an integer, found a string at {place}"));
        }
    }

    #[test]
    fn a_plain_name_has_no_byte_that_json_escapes() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for len in 0..text.len() {
            assert!(is_plain(&text[..len]), "{len}");
            assert!(is_plain(&"é".repeat(len)), "{len}");
            for at in 0..len {
                for stop in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                    assert!(!is_plain(&format!("{}{stop}{}", &text[..at], &text[at + 1..len])), "{len} {at}");
                }
                for other in ["!", "#", "[", "]", "\u{7f}", " "] {
                    assert!(is_plain(&format!("{}{other}{}", &text[..at], &text[at + 1..len])), "{len} {at}");
                }
            }
        }
        assert!(!is_plain(TYPE_KEY));
    }
}
