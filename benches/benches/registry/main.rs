//! How the registry scales, for `docs/speed.md`: types, ids, codecs and threads.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml --bench registry -- --write
//! ```
//!
//! Each type of Rust costs five milliseconds of compile time and five kilobytes of the program, so the types are 10,000 at
//! most; the 100,000 ids are those that 1,000 types emit and accept.

mod threads;

use std::hint::black_box;
use std::rc::Rc;

use codec::{Codec as _, Json, PythonVersion, Registry, Serializer};
use codec_benches::arguments::Arguments;
use codec_benches::clock::{self, Comparison, Subject};
use codec_benches::goals::{self, Goal};
use codec_benches::memory::{self, Counting};
use codec_benches::table::{duration, ratio, thousands};
use codec_benches::{Outcome, documents, ensure, machine, page, tagged};
use rustc_hash::FxHashMap;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many lookups make one step of the clock.
const LOOKUPS: usize = 1_000;

fn main() -> Outcome {
    let arguments = Arguments::of_this_program();
    clock::settle_the_heap();
    let sizes = [(10, 0), (1_000, 0), (1_000, 99), (10_000, 0)];
    let registries = sizes.map(|(types, further)| registry(types, further));
    if !arguments.measures {
        return registries.into_iter().try_for_each(|registry| registry.map(drop));
    }
    let rounds = arguments.rounds(31, 151);
    let mut text = format!(
        "{}\n\n| types | ids by hand | lookup of a hot id | over `FxHashMap` | decode S | memory |\n|---:|---:|---:|---:|---:|---:|",
        machine::describe()
    );
    let mut goals = Vec::new();
    for ((types, further), registry) in sizes.into_iter().zip(registries) {
        let lookup = lookup(&registry?, rounds);
        let (decode, memory) = (decode(types, further, rounds)?, memory(types, further)?);
        text += &format!(
            "\n| {} | {} | {} | {} | {} | {} kB |",
            thousands(types),
            thousands(types * (1 + further)),
            duration(lookup.ours),
            ratio(&lookup.ratio),
            duration(decode),
            thousands(memory.div_ceil(1_000))
        );
        if (types, further) == (1_000, 0) {
            goals.push(Goal::new("lookup of a hot id among 1,000 types, ns", 6.0, None, lookup.ours));
            goals.push(Goal::new("the same, over `FxHashMap`", 1.5, None, lookup.ratio.median));
        }
    }
    let collect = collect(rounds)?;
    goals.push(Goal::new("1,000 linked types collected, µs", 100.0, None, collect / 1e3));
    text += &format!(
        "\n\n{}\n\n{}\n\n{}",
        prose(collect, rounds)?,
        threads::table(rounds)?,
        goals::table(&goals)
    );
    println!("{text}");
    if arguments.writes {
        page::write("speed.md", "registry", &text)?;
    }
    Ok(())
}

/// So many types, each with an id by hand that is emitted, and further ones that are accepted.
fn serializers(types: usize, further: usize) -> impl Iterator<Item = Serializer> {
    let id = move |index: usize| i32::try_from(index).unwrap_or(0).wrapping_mul(-1_640_531_527);
    let all = match types {
        0..=1_000 => codec_benches_types::serializers(),
        _ => codec_benches_foreign::serializers(),
    };
    all.into_iter().take(types).enumerate().map(move |(index, serializer)| {
        let accepted = (0..further).map(move |n| id(types + index * further + n));
        serializer.with_type_id(id(index)).accepting(accepted)
    })
}

fn registry(types: usize, further: usize) -> Outcome<Registry> {
    let registry = Registry::with_serializers(serializers(types, further))?;
    ensure(registry.len() == types, "the number of types")?;
    Ok(registry)
}

/// An id that is asked for over and over, as in a list of objects of one type, beside a map with the same keys.
fn lookup(registry: &Registry, rounds: usize) -> Comparison {
    let ids: Vec<i32> = registry.iter().map(|(id, _)| id).collect();
    let hot = ids[ids.len() / 2];
    let map: FxHashMap<i32, Serializer> =
        registry.iter().map(|(id, serializer)| (id, serializer.clone())).collect();
    let registry = registry.clone();
    let mut ours = Subject::new(move || {
        (0..LOOKUPS).filter(|_| black_box(registry.get(black_box(hot))).is_some()).count()
    });
    let mut peer =
        Subject::new(move || (0..LOOKUPS).filter(|_| black_box(map.get(&black_box(hot))).is_some()).count());
    let mut comparison = clock::duels(&mut ours, &mut [&mut peer], rounds)[0];
    #[allow(clippy::cast_precision_loss)] // a thousand
    let each = LOOKUPS as f64;
    comparison.ours /= each;
    comparison.peer /= each;
    comparison
}

/// What a message costs beside so many types.
fn decode(types: usize, further: usize, rounds: usize) -> Outcome<f64> {
    let mut registry = registry(types, further)?;
    registry.register(tagged::S::serializer())?;
    let codec = Rc::new(Json::with_registry(registry));
    let mut subject = Subject::new(move || codec.decode(documents::S.tagged.as_bytes()));
    Ok(clock::median(clock::by_turns([&mut subject], rounds).into_iter().map(|[time]| time)))
}

/// Bytes of a registry, with the table of accepted ids, which the first unknown id makes.
fn memory(types: usize, further: usize) -> Outcome<usize> {
    let (registry, memory) = memory::of(|| Registry::with_serializers(serializers(types, further)));
    let registry = registry?;
    let (_, accepted) = memory::of(|| black_box(registry.get(black_box(3))).is_some());
    Ok(memory.kept + accepted.kept)
}

/// What the first codec of a program waits for.
fn collect(rounds: usize) -> Outcome<f64> {
    let version = PythonVersion::default();
    ensure(Registry::linked_for(version)?.len() > 1_000, "the number of linked types")?;
    let mut subject = Subject::new(move || Registry::linked_for(version));
    Ok(clock::median(clock::by_turns([&mut subject], rounds).into_iter().map(|[time]| time)))
}

/// Codecs that share a registry, and the start of a program.
fn prose(collect: f64, rounds: usize) -> Outcome<String> {
    const CODECS: usize = 1_000;
    let registry = registry(1_000, 0)?;
    let shared = registry.clone();
    let (codecs, memory) =
        memory::of(|| (0..CODECS).map(|_| Json::with_registry(shared.clone())).collect::<Vec<_>>());
    let mut subject = Subject::new(move || Json::with_registry(registry.clone()));
    let time = clock::median(clock::by_turns([&mut subject], rounds).into_iter().map(|[time]| time));
    Ok(format!(
        "Collecting 1,000 linked types, which a program does when it makes its first codec, takes {} once their tables \
         are in memory; that first time has to fetch them as well. Further codecs share the registry: each takes {} to \
         make and {} bytes, however many types there are.",
        duration(collect),
        duration(time),
        thousands(memory.kept / codecs.len())
    ))
}
