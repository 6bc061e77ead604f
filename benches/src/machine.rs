//! What the figures were taken on, and when.

use std::fs;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// One line of prose.
#[must_use]
pub fn describe() -> String {
    let load = load().map_or_else(String::new, |load| format!("; load average at the end: {load}"));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "Measured on {} with {cores} cores, {}, {}, on {}{load}.",
        entry("/proc/cpuinfo", "model name", ':').unwrap_or_else(|| std::env::consts::ARCH.into()),
        entry("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.into()),
        rustc().unwrap_or_else(|| "an unknown rustc".into()),
        today(),
    )
}

/// What a line of a file has behind its key, where there is such a file.
fn entry(file: &str, key: &str, sign: char) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let (_, value) = text.lines().filter_map(|line| line.split_once(sign)).find(|(k, _)| k.trim() == key)?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// How many processes wanted to run in the last minute: much above 1 says that others were measured as well.
fn load() -> Option<String> {
    Some(fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.to_owned())
}

/// `rustc 1.95.0`, without commit and date.
fn rustc() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    Some(version.split(" (").next()?.trim().to_owned())
}

fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400);
    date(days)
}

/// The Gregorian date so many days after 1 January 1970.
///
/// Years are counted from March here, so that the leap day is the last of them; an era is 400 years, 146,097 days.
fn date(days: u64) -> String {
    let days = days + 719_468; // from 1 March 0000 to 1 January 1970
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month < 3);
    format!("{year}-{month:02}-{day:02}")
}
