//! Where this crate differs from its peers on purpose: a table that may only shrink.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::vectors;

/// One case that comes out differently here.
#[derive(Debug, Deserialize)]
pub struct Difference {
    pub file: String,
    pub case: String,
    /// What ours does, as the test puts it.
    pub ours: String,
    pub reason: String,
}

/// What ours does in a case that is in the table.
pub fn of(file: &str, case: &str) -> Option<String> {
    let table = vectors::read::<Vec<Difference>>("differences.json");
    table.into_iter().find(|entry| entry.file == file && entry.case == case).map(|entry| entry.ours)
}

/// Checks all cases of one file against the table: what is listed must differ exactly as it says, and everything else
/// must agree. Says how many do.
///
/// # Panics
/// If a case differs that is not listed, agrees although it is listed, or is listed and does not exist.
pub fn check(file: &str, outcomes: impl IntoIterator<Item = (String, Result<(), String>)>) {
    let table = vectors::read::<Vec<Difference>>("differences.json").into_iter();
    let mut listed: BTreeMap<_, _> =
        table.filter(|entry| entry.file == file).map(|entry| (entry.case.clone(), entry)).collect();
    let (mut agree, mut differ, mut faults) = (0, 0, Vec::new());
    for (case, outcome) in outcomes {
        match (listed.remove(&case), outcome) {
            (None, Ok(())) => agree += 1,
            (Some(entry), Err(ours)) if entry.ours == ours => differ += 1,
            (Some(_), Ok(())) => faults.push(format!("`{case}` agrees now: take it from differences.json")),
            (Some(entry), Err(ours)) => {
                faults.push(format!(
                    "`{case}` differs in another way\n  listed: {}\n  ours:   {ours}",
                    entry.ours
                ));
            }
            (None, Err(ours)) => faults.push(format!("`{case}`: {ours}")),
        }
    }
    faults.extend(
        listed.keys().map(|case| format!("`{case}` is listed in differences.json, but there is none")),
    );
    println!("{file}: {agree} agree, {differ} differ on purpose");
    assert!(faults.is_empty(), "{file}: {} faults\n{}", faults.len(), faults.join("\n"));
}
