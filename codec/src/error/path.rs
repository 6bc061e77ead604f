//! Where in a message an error stands.

use std::borrow::Cow;
use std::fmt;

/// The most characters of a key from the wire that an error repeats.
const EXCERPT: usize = 40;
/// The most bytes of a path that an error prints; segments in the middle are left out beyond it.
const PATH: usize = 120;

#[derive(Debug, Clone)]
pub(crate) enum Segment {
    Field(Cow<'static, str>),
    Index(usize),
}

/// A path such as `content.items[3].price`; the innermost segment is pushed first, as the error travels outwards.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path(Vec<Segment>);

impl Path {
    #[cold]
    pub(crate) fn push_field(&mut self, name: &'static str) {
        self.0.push(Segment::Field(Cow::Borrowed(name)));
    }

    /// A key that came from the wire: only an excerpt is kept. It is escaped where it is printed.
    #[cold]
    pub(crate) fn push_key(&mut self, key: &str) {
        let mut kept: String = key.chars().take(EXCERPT).collect();
        if kept.len() < key.len() {
            kept.push_str("...");
        }
        self.0.push(Segment::Field(Cow::Owned(kept)));
    }

    #[cold]
    pub(crate) fn push_index(&mut self, index: usize) {
        self.0.push(Segment::Index(index));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut segments: Vec<String> = self.0.iter().rev().map(Segment::to_string).collect();
        if let Some(first) = segments.first_mut() {
            if first.starts_with('.') {
                first.remove(0);
            }
        }
        let length: usize = segments.iter().map(String::len).sum();
        if length <= PATH {
            return segments.iter().try_for_each(|segment| f.write_str(segment));
        }
        let (head, tail) = (fitting(segments.iter()), fitting(segments.iter().rev()));
        segments.iter().take(head).try_for_each(|segment| f.write_str(segment))?;
        f.write_str(" ... ")?;
        let left_out = segments.len().saturating_sub(tail);
        segments.iter().skip(left_out).try_for_each(|segment| f.write_str(segment))
    }
}

/// How many segments fit into half a path.
fn fitting<'a>(segments: impl Iterator<Item = &'a String>) -> usize {
    let mut length = 0_usize;
    segments
        .take_while(|segment| {
            length = segment.len().saturating_add(length);
            length <= PATH / 2
        })
        .count()
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Field(name) if is_plain(name) => write!(f, ".{name}"),
            Segment::Field(name) => write!(f, "[{name:?}]"),
            Segment::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// Whether a key can stand in a path without quotes.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// The first characters of text from the wire, with control characters escaped.
pub(crate) fn excerpt(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == EXCERPT {
            out.push_str("...");
            break;
        }
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_fields_indices_and_odd_keys() {
        let mut path = Path::default();
        path.push_key("a b\n");
        path.push_index(3);
        path.push_field("items");
        path.push_field("content");
        assert_eq!(path.to_string(), r#"content.items[3]["a b\n"]"#);
    }

    #[test]
    fn long_paths_lose_their_middle() {
        let mut path = Path::default();
        for _ in 0..100 {
            path.push_key("äöü");
        }
        let text = path.to_string();
        assert!(text.len() < PATH + 8 && text.contains("..."), "{text}");
    }
}
