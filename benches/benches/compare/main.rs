//! Speed against peers, for `docs/speed.md`: five messages, in JSON and MessagePack.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml --bench compare                  # prints
//! cargo bench --manifest-path benches/Cargo.toml --bench compare -- --write       # and puts it into docs/
//! cargo bench --manifest-path benches/Cargo.toml --bench compare -- JSON decode M # of these only
//! ```
//!
//! A ratio is our time over the peer's; below 1 we are faster. Ours is tagged and finds the type at run time; peers
//! called static are untagged and know their type. `--quick` takes fewer rounds. Without `--bench`, as
//! `cargo test --benches` runs it, it only checks that both sides have the same message.

mod asked;
mod contest;
mod dispatch;
mod json;
mod msgpack;
mod peers;
mod report;

use codec_benches::arguments::Arguments;
use codec_benches::{Outcome, clock, goals, machine, page};

fn main() -> Outcome {
    let arguments = Arguments::of_this_program();
    clock::settle_the_heap();
    let mut contests = json::contests()?;
    contests.extend(msgpack::contests()?);
    let dispatch = dispatch::Dispatch::new()?;
    if !arguments.measures {
        return Ok(());
    }
    contests.retain(|contest| contest.is_about(&arguments.words));
    let rounds = arguments.rounds(31, 151);
    let results: Vec<_> = contests.into_iter().map(|contest| contest.run(rounds)).collect();
    let mut text = format!("{}\n\n{}", machine::describe(), report::tables(&results));
    if !arguments.words.is_empty() {
        println!("{text}");
        return Ok(());
    }
    let costs = dispatch.measure(rounds);
    let mut asked = asked::of(&results);
    asked.push(costs.goal());
    text = format!("{text}\n\n{}\n\n### Asked and reached\n\n{}", costs.prose(), goals::table(&asked));
    println!("{text}");
    if arguments.writes {
        page::write("speed.md", "compare", &text)?;
        page::write_plot("speed.svg", &report::plot(&results).svg())?;
    }
    Ok(())
}
