//! What 200 annotated structs with 5 fields cost to build, for `docs/speed.md`, beside serde and typetag.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml --bench compile -- --write
//! ```
//!
//! It writes a crate of each kind under the target directory, builds its dependencies, and then builds the crate itself
//! over and over, all kinds by turns. What counts is the time of the processor, of the compiler and the linker, over
//! that of the same structs without any derive.

mod generate;
mod project;

use codec_benches::arguments::Arguments;
use codec_benches::goals::{self, Goal};
use codec_benches::table::thousands;
use codec_benches::{Outcome, clock, machine, page};

use generate::KINDS;
use project::{Profile, Project};

/// Structs in each crate.
pub(crate) const STRUCTS: u32 = 200;

/// One kind in one profile.
struct Cost {
    /// Milliseconds of the processor for each struct, over plain structs.
    milliseconds: f64,
    lines: usize,
    bytes: usize,
}

fn main() -> Outcome {
    let arguments = Arguments::of_this_program();
    if !arguments.measures {
        return Ok(());
    }
    if project::time_of_children().is_none() {
        println!("SKIPPED: the time of child processes is read from /proc, which this system has not");
        return Ok(());
    }
    let rounds = arguments.rounds(1, 5);
    let projects = KINDS.iter().map(Project::make).collect::<Outcome<Vec<_>>>()?;
    let [debug, release] =
        [measure(&projects, Profile::Debug, rounds)?, measure(&projects, Profile::Release, rounds)?];
    let text = format!(
        "{}\n\n{}\n\n{}",
        machine::describe(),
        table(&debug, &release),
        goals::table(&goals(&debug, &release))
    );
    println!("{text}");
    if arguments.writes {
        page::write("speed.md", "compile", &text)?;
    }
    Ok(())
}

/// In the order of the kinds; the first are plain structs.
fn measure(projects: &[Project], profile: Profile, rounds: usize) -> Outcome<Vec<Cost>> {
    let mut times = vec![Vec::with_capacity(rounds); projects.len()];
    for project in projects {
        project.build(profile)?;
    }
    for round in 0..rounds {
        for (project, times) in projects.iter().zip(&mut times) {
            eprintln!("building {} for {}, round {}", project.name, profile.name(), round + 1);
            times.push(project.rebuild(profile)?);
        }
    }
    let plain = times.first().cloned().unwrap_or_default();
    let cost = |(project, times): (&Project, Vec<f64>)| -> Outcome<Cost> {
        let over = times.iter().zip(&plain).map(|(time, plain)| (time - plain) / f64::from(STRUCTS));
        Ok(Cost {
            milliseconds: clock::median(over),
            lines: project.llvm_lines(profile)?,
            bytes: project.size(profile)?,
        })
    };
    projects.iter().zip(times).map(cost).collect()
}

fn table(debug: &[Cost], release: &[Cost]) -> String {
    let mut text = "| crate of 200 structs | debug: ms a struct | LLVM lines | binary | release: ms a struct | LLVM lines | binary |\n\
        |---|---:|---:|---:|---:|---:|---:|"
        .to_owned();
    for ((kind, debug), release) in KINDS.iter().zip(debug).zip(release) {
        text += &format!("\n| {} |", kind.about);
        for Cost { milliseconds, lines, bytes } in [debug, release] {
            text +=
                &format!(" {milliseconds:.1} | {} | {} kB |", thousands(*lines), thousands(bytes / 1_000));
        }
    }
    text
}

fn goals(debug: &[Cost], release: &[Cost]) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (profile, costs) in [("debug", debug), ("release", release)] {
        let of = |name: &str| {
            let index = KINDS.iter().position(|kind| kind.name == name);
            index.and_then(|index| costs.get(index)).map_or(f64::NAN, |cost| cost.milliseconds)
        };
        let ours = of("default") / of("serde");
        goals.push(Goal::new(format!("{profile}, default features over serde"), 1.2, Some(1.0), ours));
        let ours = of("all") / of("typetag");
        goals.push(Goal::new(format!("{profile}, all formats over serde and typetag"), 1.0, None, ours));
    }
    goals
}
