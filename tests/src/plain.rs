//! Plain data in the hands of other writers than ours: it can be what ours would never write, a dict with a key twice
//! or an envelope of the wrong form.

pub use rmpv::Value as Plain;

/// The data that a JSON text describes, with its order and its duplicates, which no map keeps. Beside JSON it may hold
/// what Python adds, `NaN` and the infinities; `None` if it has an integer beyond 64 bits.
///
/// # Panics
/// If the text is anything else: a test is broken then.
pub fn parse(text: &str) -> Option<Plain> {
    let mut parser = Parser { text, at: 0 };
    let plain = parser.value();
    assert_eq!(text[parser.at..].trim(), "", "behind the value in {text}");
    plain
}

/// JSON, if it has a form for all of it.
pub fn json(plain: &Plain) -> Option<String> {
    let quoted = |text: &str| serde_json::to_string(text).expect("strings have a form");
    Some(match plain {
        Plain::Nil => "null".to_owned(),
        Plain::Boolean(bool) => bool.to_string(),
        Plain::Integer(int) => int.to_string(),
        Plain::F32(float) if float.is_finite() => format!("{float:?}"),
        Plain::F32(float) => return json(&Plain::F64(f64::from(*float))),
        Plain::F64(float) if float.is_nan() => "NaN".to_owned(),
        Plain::F64(float) if float.is_infinite() => {
            if *float > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
        }
        Plain::F64(float) => format!("{float:?}"),
        Plain::String(text) => quoted(text.as_str()?),
        Plain::Array(items) => {
            let items = items.iter().map(json).collect::<Option<Vec<_>>>()?;
            format!("[{}]", items.join(","))
        }
        Plain::Map(entries) => {
            let entry =
                |(key, item): &(Plain, Plain)| Some(format!("{}:{}", quoted(key.as_str()?), json(item)?));
            format!("{{{}}}", entries.iter().map(entry).collect::<Option<Vec<_>>>()?.join(","))
        }
        Plain::Binary(_) | Plain::Ext(..) => return None,
    })
}

/// MessagePack, each value in its smallest form and floats in theirs.
///
/// # Panics
/// Never: memory can be written to.
pub fn msgpack(plain: &Plain) -> Vec<u8> {
    let mut out = Vec::new();
    rmpv::encode::write_value(&mut out, plain).expect("memory can be written to");
    out
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.text[self.at..].trim_start();
        let hit = rest.starts_with(token);
        if hit {
            self.at = self.text.len() - rest.len() + token.len();
        }
        hit
    }

    fn value(&mut self) -> Option<Plain> {
        const NAMED: [(&str, Plain); 6] = [
            ("null", Plain::Nil),
            ("true", Plain::Boolean(true)),
            ("false", Plain::Boolean(false)),
            ("NaN", Plain::F64(f64::NAN)),
            ("Infinity", Plain::F64(f64::INFINITY)),
            ("-Infinity", Plain::F64(f64::NEG_INFINITY)),
        ];
        if let Some((_, plain)) = NAMED.into_iter().find(|(name, _)| self.eat(name)) {
            return Some(plain);
        }
        if self.eat("[") {
            return self.items("]", Self::value).map(Plain::Array);
        }
        if self.eat("{") {
            return self.items("}", Self::entry).map(Plain::Map);
        }
        if self.eat("\"") { Some(self.string()) } else { self.number() }
    }

    fn items<T>(&mut self, close: &str, item: fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let (mut items, mut too_big) = (Vec::new(), false);
        if !self.eat(close) {
            loop {
                match item(self) {
                    Some(item) => items.push(item),
                    None => too_big = true,
                }
                if self.eat(close) {
                    break;
                }
                assert!(self.eat(","), "expected a comma at {} of {}", self.at, self.text);
            }
        }
        if too_big { None } else { Some(items) }
    }

    fn entry(&mut self) -> Option<(Plain, Plain)> {
        assert!(self.eat("\""), "expected a key at {} of {}", self.at, self.text);
        let key = self.string();
        assert!(self.eat(":"), "expected a colon at {} of {}", self.at, self.text);
        Some((key, self.value()?))
    }

    /// Behind the opening quote.
    fn string(&mut self) -> Plain {
        let (start, bytes) = (self.at - 1, self.text.as_bytes());
        while bytes[self.at] != b'"' {
            self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str::<String>(&self.text[start..self.at]).expect("a string").into()
    }

    fn number(&mut self) -> Option<Plain> {
        let rest = self.text[self.at..].trim_start();
        let len = rest.find(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c)).unwrap_or(rest.len());
        self.at = self.text.len() - rest.len() + len;
        let digits = &rest[..len];
        if digits.contains(['.', 'e', 'E']) {
            return Some(Plain::F64(digits.parse().expect("a float")));
        }
        let unsigned = digits.parse::<u64>().ok().map(Plain::from);
        assert!(
            unsigned.is_some() || digits.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()),
            "{rest}"
        );
        unsigned.or_else(|| digits.parse::<i64>().ok().map(Plain::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_and_written() {
        for text in [
            r#"{"a":[1,-2,0.5,{"b":null}],"a":"ä\"\n","":true}"#,
            "18446744073709551615",
            "-9223372036854775808",
            "[NaN,Infinity,-Infinity]",
            "[]",
            "{}",
        ] {
            assert_eq!(json(&parse(text).unwrap()).unwrap(), text);
        }
        for text in ["18446744073709551616", "[1,-9223372036854775809]", r#"{"k":[99999999999999999999]}"#] {
            assert_eq!(parse(text), None);
        }
        assert_eq!(
            msgpack(&parse(r#"{"k": [1, -1, 1.0], "k": ""}"#).unwrap()),
            b"\x82\xa1k\x93\x01\xff\xcb\x3f\xf0\0\0\0\0\0\0\xa1k\xa0"
        );
        assert_eq!(json(&Plain::Binary(vec![1])), None);
    }
}
