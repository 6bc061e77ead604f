//! Numbers as the tables show them.

use crate::clock::Ratio;

#[must_use]
pub fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 10.0 => format!("{ns:.1} ns"),
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns => format!("{:.1} ms", ns / 1e6),
    }
}

#[must_use]
pub fn thousands(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", thousands(number / 1_000), number % 1_000)
    }
}

/// The median, and between which the middle eight of ten are.
#[must_use]
pub fn ratio(ratio: &Ratio) -> String {
    let digits = digits(ratio.median);
    let Ratio { median, low, high } = ratio;
    format!("{median:.digits$} ({low:.digits$}–{high:.digits$})")
}

/// After the point, of a ratio about so large.
#[must_use]
pub fn digits(number: f64) -> usize {
    match number {
        n if n < 0.095 => 3,
        n if n < 9.95 => 2,
        _ => 0,
    }
}

/// The line under the head of a table whose first column is text.
#[must_use]
pub fn rule(columns: usize) -> String {
    format!("|---|{}", "---:|".repeat(columns.saturating_sub(1)))
}
