//! Names of fields that the compiler knows.

use crate::serializer::reader::FormatReader;

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
    pub(super) fn new<'de, R: FormatReader<'de>>(all: &'static [&'static str], from: &mut R) -> Self {
        Names { next: if from.are_plain(all) { all } else { &[] }, misses: 0 }
    }

    /// The name of the next entry, which is consumed up to its value; where it stands. Nothing is consumed if it is another
    /// one, or written in an odd way.
    #[inline]
    pub(super) fn eat_entry<'de, R: FormatReader<'de>>(
        &mut self,
        from: &mut R,
        dict: &mut R::Dict,
    ) -> Option<(&'static str, usize)> {
        let (name, rest) = self.next.split_first()?;
        let at = from.eat_entry(dict, name)?;
        self.next = rest;
        Some((name, at))
    }

    /// The name that stands at this place; consumes it with its colon, and nothing if there is none. Fields before it may
    /// be left out.
    #[inline]
    pub(super) fn eat<'de, R: FormatReader<'de>>(&mut self, from: &mut R) -> Option<&'static str> {
        if self.next.is_empty() { None } else { self.search(from) }
    }

    #[inline(never)]
    fn search<'de, R: FormatReader<'de>>(&mut self, from: &mut R) -> Option<&'static str> {
        for (at, name) in self.next.iter().enumerate().take(1 + AHEAD) {
            if from.eat_name(name) {
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

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

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

    /// All of them stand in JSON as they are, so that they are predicted.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Plain {
        a: i64,
        note: Option<i64>,
        inner: Option<Box<Plain>>,
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
            r#"{"a":1,"note":2,"inner":{"a":3,"inner":{"a":4},"z":5},"long_enough_for_words":6}"#,
            r#"{"a":1,"inner":{"z":2,"a":3},"note":4}"#,
            r#"{"a":1,"note":2,"note":3}"#,
            r#"{"a":1,"note":2"#,
            r#"{"a":1,"note:2}"#,
            r#"{"a":1,"note":"#,
            r#"{"a":1,"note"":2}"#,
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
            let ours = Json::new().decode_as::<Plain>(text.as_bytes()).ok();
            assert_eq!(ours, serde_json::from_str(text).ok(), "{text}");
        }
    }

    /// Asks for another key behind the last one, where the text goes on as if there were more.
    #[test]
    fn names_end_with_their_dict() {
        struct Greedy;
        struct Inner;
        impl<'de> serde::de::Visitor<'de> for Inner {
            type Value = Inner;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a dict")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Inner, A::Error> {
                assert_eq!(map.next_entry::<String, i64>()?, Some(("a".into(), 1)));
                assert_eq!(map.next_entry::<String, i64>()?, None);
                assert_eq!(map.next_entry::<String, i64>()?, None);
                Ok(Inner)
            }
        }
        impl<'de> Deserialize<'de> for Inner {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_struct("Inner", &["a", "b"], Inner)
            }
        }
        impl<'de> Deserialize<'de> for Greedy {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                #[derive(Deserialize)]
                struct Outer {
                    inner: Inner,
                    b: i64,
                }
                let Outer { inner: Inner, b: 2 } = Outer::deserialize(from)? else { panic!("b is 2") };
                Ok(Greedy)
            }
        }
        for text in [r#"{"inner":{"a":1},"b":2}"#, r#"{"inner": {"a": 1}, "b": 2}"#] {
            let Inner = Json::new().decode_as::<Inner>(br#"{"a":1}"#).unwrap();
            let Greedy = Json::new().decode_as::<Greedy>(text.as_bytes()).unwrap();
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
}
