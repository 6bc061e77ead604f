//! The texts of the messages, in the spellings that are measured.

macro_rules! document {
    ($name:literal) => {
        include_str!(concat!("../messages/", $name, ".json"))
    };
}

/// One message: as our codec has it, as plain serde has it.
#[derive(Clone, Copy)]
pub struct Document {
    pub tagged: &'static str,
    pub plain: &'static str,
}

pub const S: Document = Document { tagged: document!("S.tagged"), plain: document!("S.plain") };
pub const M: Document = Document { tagged: document!("M.tagged"), plain: document!("M.plain") };
pub const L: Document = Document { tagged: document!("L.tagged"), plain: document!("L.plain") };
pub const X: Document = Document { tagged: document!("X.tagged"), plain: document!("X.plain") };
pub const T: Document = Document { tagged: document!("T.tagged"), plain: document!("T.plain") };

/// One JSON text in the spellings that peers send.
pub struct Spellings {
    /// No spaces, keys as declared.
    pub compact: Vec<u8>,
    /// `", "` and `": "`, keys as declared.
    pub spaced: Vec<u8>,
    /// No spaces, keys in alphabetical order.
    pub sorted: Vec<u8>,
}

impl Spellings {
    /// # Errors
    /// If it is no JSON.
    pub fn of(compact: &str) -> serde_json::Result<Self> {
        // serde_json's own map is a B-tree: what passes through it is sorted.
        let sorted = serde_json::to_vec(&serde_json::from_str::<serde_json::Value>(compact)?)?;
        Ok(Spellings { compact: compact.into(), spaced: spaced(compact).into(), sorted })
    }

    #[must_use]
    pub fn all(&self) -> [&[u8]; 3] {
        [&self.compact, &self.spaced, &self.sorted]
    }
}

/// Python's spacing: a space behind every comma and colon that is not in a string.
fn spaced(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len() * 2);
    let (mut quoted, mut escaped) = (false, false);
    for c in compact.chars() {
        out.push(c);
        match c {
            '"' if !escaped => quoted = !quoted,
            ',' | ':' if !quoted => out.push(' '),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out
}
