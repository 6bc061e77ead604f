//! What a change is and whom it breaks.

use std::fmt;

/// Which peers a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breaks {
    /// None.
    NoPeer,
    /// Programs with the old contract that read what is sent now.
    OldReaders,
    /// Programs with the old contract whose messages are read now.
    OldWriters,
    /// Both.
    Both,
}

impl fmt::Display for Breaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Breaks::NoPeer => "breaks no peer",
            Breaks::OldReaders => "breaks old readers",
            Breaks::OldWriters => "breaks old writers",
            Breaks::Both => "breaks old readers and old writers",
        })
    }
}

/// One difference between two manifests. `Display` is a line: what changed, whom it breaks, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) name: String,
    pub(super) what: String,
    /// Why old readers cannot read it.
    pub(super) readers: Option<String>,
    /// Why messages of old writers cannot be read.
    pub(super) writers: Option<String>,
}

impl Change {
    /// The type or record that changed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What changed.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Whom it breaks.
    pub fn breaks(&self) -> Breaks {
        match (&self.readers, &self.writers) {
            (None, None) => Breaks::NoPeer,
            (Some(_), None) => Breaks::OldReaders,
            (None, Some(_)) => Breaks::OldWriters,
            (Some(_), Some(_)) => Breaks::Both,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; ", self.name, self.what)?;
        match (&self.readers, &self.writers) {
            (Some(readers), Some(writers)) if readers != writers => {
                write!(f, "{}: {readers}; {}: {writers}", Breaks::OldReaders, Breaks::OldWriters)
            }
            (Some(why), _) | (None, Some(why)) => write!(f, "{}: {why}", self.breaks()),
            (None, None) => write!(f, "{}", self.breaks()),
        }
    }
}
