//! How much each campaign runs, in one place: the short form is that of `cargo test`, the long one that of
//! `.ci/campaign`, which sets `CODEC_LONG=1` and builds with optimization.

/// How many cases a campaign runs in either form.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    what: &'static str,
    short: usize,
    long: usize,
}

/// Every string of three bytes, for each codec. The short form takes every 64th, by a step that is no multiple of a byte's
/// range, so that each byte value comes up in each place.
pub const THREE_BYTES: Effort = Effort::new("strings of three bytes", 262_144, 1 << 24);
/// Scalars of Unicode, as string and as key, raw and escaped. There are 1,112,064.
pub const SCALARS: Effort = Effort::new("scalars of Unicode", 1_112_064, 1_112_064);
/// Pairs of surrogates as escapes. There are 1,048,576.
pub const SURROGATES: Effort = Effort::new("pairs of surrogates", 1 << 20, 1 << 20);
/// Length prefixes around 0, the limits, 2^31 and 2^32.
pub const LENGTHS: Effort = Effort::new("length prefixes", 1 << 20, 1 << 20);
/// Cases of each property.
pub const PROPERTY: Effort = Effort::new("cases of a property", 10_000, 10_000);
/// Decodes of damaged messages, all codecs together: at least so many, as what is systematic is always run whole.
pub const MUTATIONS: Effort = Effort::new("damaged messages decoded", 5_000_000, 20_000_000);
/// Random changes of the corpus of each fuzz target, judged as a fuzzer does.
pub const CORPUS: Effort = Effort::new("changed inputs", 20_000, 2_000_000);
/// Decodes of each of sixteen threads.
pub const CONCURRENT: Effort = Effort::new("decodes of each thread", 20_000, 1_000_000);
/// The largest power of two of the inputs whose memory is counted.
pub const CEILING: Effort = Effort::new("the power of two of the longest input", 18, 20);

impl Effort {
    const fn new(what: &'static str, short: usize, long: usize) -> Self {
        Effort { what, short, long }
    }

    /// How many this form runs.
    pub fn count(&self) -> usize {
        if is_long() { self.long } else { self.short }
    }

    /// Of `all` numbered cases those that this form runs: all of them, or as many as it has, evenly spread.
    pub fn of(&self, all: usize) -> impl Iterator<Item = usize> {
        // An odd step meets every residue of a power of two.
        let step = (all / self.count()).max(1) | 1;
        (0..all).step_by(step)
    }

    /// Says what was run.
    pub fn report(&self, about: &str, count: usize) {
        let form = if is_long() { "long" } else { "short" };
        println!("{about}: {count} {} ({form} form; {} in the long one)", self.what, self.long);
    }
}

/// Whether the long form was asked for.
pub fn is_long() -> bool {
    std::env::var_os("CODEC_LONG").is_some_and(|value| value == "1")
}
