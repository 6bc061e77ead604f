//! Why an id is unknown here: the question that users of peer libraries are left alone with.

use super::Registry;
use crate::error::DecodeError;
use crate::type_id::PythonVersion;

/// Adds to an unknown-id error what would explain the id.
#[cold]
pub(crate) fn explain(error: DecodeError, registry: &Registry) -> DecodeError {
    match error.type_id() {
        Some(id) if error.is_unknown_type() && !error.has_help() => error.help(reason(id, registry)),
        _ => error,
    }
}

fn reason(id: i32, registry: &Registry) -> String {
    let Ok(linked) = Registry::linked() else {
        return "the types that are linked into this program collide, so they cannot explain it: see \
                `Registry::linked()`"
            .to_owned();
    };
    if let Some(known) = linked.get(id) {
        let name = known.name();
        return match python_of(id, &linked) {
            Some(python) if linked.id_of_name(name) != Some(id) => {
                format!("it is `{name}` as {python} numbers it, which this codec's registry does not hold")
            }
            _ => format!(
                "`{}` ({}) has it and is linked, but this codec's registry does not hold it",
                known.type_name(),
                known.place()
            ),
        };
    }
    if let Some(class) = foreign_class(id) {
        return class;
    }
    if (0..1000).contains(&id) {
        let count = registry.len();
        let types = if count == 1 { "type" } else { "types" };
        return format!(
            "ids from 0 up are given by order of registration (aiomas, mango before 2.1.4); this codec knows \
             {count} {types}"
        );
    }
    if !linked.iter().any(|(_, serializer)| !serializer.type_name().starts_with("codec::")) {
        return "no annotated type is linked into this program; name its crate: `use the_crate as _;`"
            .to_owned();
    }
    "is the type's crate linked (`use the_crate as _;`), and are its name and fields those of the peer's class?"
        .to_owned()
}

/// Classes of Python's that are registered in many a program, with the module here that reads them.
fn foreign_class(id: i32) -> Option<String> {
    let (class, module) = match id {
        -738_236_444 => ("uuid.UUID", "uuid"),
        -1_448_468_165 => ("decimal.Decimal", "decimal"),
        -1_637_277_613 | 667_420_888 => ("numpy.ndarray", "ndarray"),
        _ => return None,
    };
    Some(format!(
        "it is Python's `{class}`: add `codec::ext::{module}::serializer` to the codec (feature `{module}`)"
    ))
}

/// The oldest Python version whose numbering gives this id to any linked type.
fn python_of(id: i32, linked: &Registry) -> Option<PythonVersion> {
    let has = |python: &PythonVersion| linked.iter().any(|(_, known)| known.type_id(*python) == Some(id));
    PythonVersion::ALL.iter().copied().find(has)
}

impl Registry {
    fn id_of_name(&self, name: &str) -> Option<i32> {
        self.iter().find(|(_, serializer)| serializer.name() == name).map(|(id, _)| id)
    }
}
