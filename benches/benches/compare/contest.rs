//! One question, such as how fast `M` is decoded from JSON, and who answers it.

use codec_benches::clock::{self, Comparison, Subject};

use crate::peers::Peer;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) format: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) message: &'static str,
}

/// Ours, and the peers with their names.
pub(crate) struct Contest {
    pub(crate) question: Question,
    pub(crate) ours: Subject,
    pub(crate) peers: Vec<(&'static str, Subject)>,
}

/// What came out for each peer.
pub(crate) struct Answer {
    pub(crate) question: Question,
    pub(crate) peers: Vec<(&'static str, Comparison)>,
}

impl Contest {
    /// With the peers that have this part.
    pub(crate) fn new(
        question: Question,
        ours: Subject,
        peers: Vec<Peer>,
        part: fn(Peer) -> Option<Subject>,
    ) -> Self {
        let named = |peer: Peer| Some((peer.name, part(peer)?));
        Contest { question, ours, peers: peers.into_iter().filter_map(named).collect() }
    }

    /// Whether every word is the format, the message, or a part of the operation.
    pub(crate) fn is_about(&self, words: &[String]) -> bool {
        let Question { format, operation, message } = self.question;
        words.iter().all(|word| {
            format.eq_ignore_ascii_case(word) || message == word || operation.contains(word.as_str())
        })
    }

    pub(crate) fn run(mut self, rounds: usize) -> Answer {
        let Question { format, operation, message } = self.question;
        eprintln!("{format}, {operation}, {message}");
        let names = self.peers.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let mut peers: Vec<_> = self.peers.iter_mut().map(|(_, peer)| peer).collect();
        let comparisons = clock::duels(&mut self.ours, &mut peers, rounds);
        Answer { question: self.question, peers: names.into_iter().zip(comparisons).collect() }
    }
}

impl Answer {
    pub(crate) fn of(&self, peer: &str) -> Option<&Comparison> {
        self.peers.iter().find(|(name, _)| *name == peer).map(|(_, comparison)| comparison)
    }

    /// Our own time; the median of what it was beside the first peer.
    pub(crate) fn ours(&self) -> f64 {
        self.peers.first().map_or(f64::NAN, |(_, comparison)| comparison.ours)
    }
}
