//! The Python peers beside us, both ways: mango-agents and aiomas run as child processes and judge what this crate
//! writes and reads.
//!
//! Their environments are made under the target directory by the first run. `CODEC_SKIP_PEERS=1` leaves all of this out.

mod exchange;
mod from_python;
mod generator;
mod harness;
mod ids;
mod rust_twin;
mod subject;
mod twin;
mod types;

use std::process::ExitCode;

use codec_tests::{peer, runner, tests};

fn main() -> ExitCode {
    if peer::skipped() {
        eprintln!(
            "\nSKIPPED: CODEC_SKIP_PEERS is set, so nothing was checked against mango-agents and aiomas\n"
        );
        return ExitCode::SUCCESS;
    }
    runner::run(tests![
        harness::peers_answer,
        harness::a_peer_that_fails_says_why,
        ids::the_running_mango_computes_the_same_ids,
        twin::mango_takes_the_generated_module,
        twin::aiomas_takes_the_generated_module,
        twin::names_that_python_does_not_have,
        rust_twin::structs_for_the_classes_of_a_module,
        exchange::mango_json,
        exchange::mango_fast_json,
        exchange::mango_protobuf,
        exchange::aiomas_json,
        exchange::aiomas_msgpack,
        exchange::aiomas_msgpack_blosc,
    ])
}
