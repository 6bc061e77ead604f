//! Type ids, by mango's rule.
//!
//! An id is the end of a SHA-1 over the class name, the sorted names of its functions and its parameters, without
//! separators. The functions are those that Python sees, so they depend on how the class was declared and on the
//! version of Python: 3.13 adds `__replace__` to dataclasses, 3.14 adds `__annotate_func__`, and the signature of
//! `Enum` changed in 3.11 and in 3.12.

use std::collections::BTreeSet;

use crate::attr::python::Kind;

/// CPython 3.10 to 3.14, by minor version.
pub(crate) const MINORS: [u8; 5] = [10, 11, 12, 13, 14];

/// A Python class, as far as its id depends on it.
#[derive(Clone)]
pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) repr: bool,
    pub(crate) methods: Vec<String>,
    /// `None` for an enum whose parameters were not given: they are those of `Enum` itself.
    pub(crate) params: Option<Vec<String>>,
}

/// The ids of one type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ids {
    /// The id for each of [`MINORS`].
    pub(crate) emitted: [i32; 5],
    /// Sorted, without duplicates, with the emitted ones.
    pub(crate) accepted: Vec<i32>,
}

impl Class {
    /// What this class emits, and every id that its Python twin can have however it is declared.
    pub(crate) fn ids(&self, accept: &[i32]) -> Ids {
        let emitted = self.all_minors();
        let mut accepted: BTreeSet<i32> = accept.iter().chain(&emitted).copied().collect();
        if !self.kind.is_enum() {
            for plain in [self.with(Kind::Plain, true), self.with(Kind::Plain, false)] {
                accepted.extend(plain.all_minors());
                // CPython 3.14, where the class body has annotations: it need not be a dataclass for that.
                accepted.extend(plain.and_method("__annotate_func__").all_minors());
            }
            for kind in [Kind::Dataclass, Kind::Frozen, Kind::Ordered, Kind::FrozenOrdered] {
                accepted.extend(self.with(kind, self.repr).all_minors());
            }
        }
        Ids { emitted, accepted: accepted.into_iter().collect() }
    }

    fn with(&self, kind: Kind, repr: bool) -> Class {
        Class { kind, repr, ..self.clone() }
    }

    fn and_method(mut self, name: &str) -> Class {
        self.methods.push(name.to_owned());
        self
    }

    fn all_minors(&self) -> [i32; 5] {
        MINORS.map(|minor| self.id(minor))
    }

    fn id(&self, minor: u8) -> i32 {
        let params: Vec<&str> = match &self.params {
            Some(params) => params.iter().map(String::as_str).collect(),
            None => enum_params(minor),
        };
        let mut text = self.name.clone();
        text.extend(self.functions(minor, !params.is_empty()));
        text.extend(params);
        let [.., a, b, c, d] = sha1_smol::Sha1::from(text).digest().bytes();
        i32::from_be_bytes([a, b, c, d])
    }

    /// Sorted by code point, as Python sorts them. A set: a method that is listed anyway counts once.
    fn functions(&self, minor: u8, has_params: bool) -> BTreeSet<&str> {
        let mut names: BTreeSet<&str> = self.methods.iter().map(String::as_str).collect();
        if self.kind.is_enum() {
            return names;
        }
        names.insert("__asdict__");
        if self.repr {
            names.insert("__repr__");
        }
        if has_params || self.kind != Kind::Plain {
            names.insert("__init__");
        }
        if self.kind != Kind::Plain {
            names.insert("__eq__");
            names.extend((minor >= 13).then_some("__replace__"));
            names.extend((minor >= 14 && has_params).then_some("__annotate_func__"));
        }
        if matches!(self.kind, Kind::Frozen | Kind::FrozenOrdered) {
            names.extend(["__delattr__", "__hash__", "__setattr__"]);
        }
        if matches!(self.kind, Kind::Ordered | Kind::FrozenOrdered) {
            names.extend(["__ge__", "__gt__", "__le__", "__lt__"]);
        }
        names
    }
}

/// What `inspect.signature` says of an enum class.
fn enum_params(minor: u8) -> Vec<&'static str> {
    const UP_TO_3_10: [&str; 6] = ["value", "names", "module", "qualname", "type", "start"];
    match minor {
        ..=10 => UP_TO_3_10.to_vec(),
        11 => [UP_TO_3_10.as_slice(), &["boundary"]].concat(),
        12.. => vec!["values"],
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, MINORS};
    use crate::attr::python::Kind;

    fn class(name: &str, kind: Kind, params: &[&str]) -> Class {
        let params = Some(params.iter().map(ToString::to_string).collect());
        Class { name: name.to_owned(), kind, repr: true, methods: Vec::new(), params }
    }

    fn decorator_data() -> Class {
        class("DecoratorData", Kind::Plain, &["x", "y", "z"])
    }

    fn point(kind: Kind) -> [i32; 5] {
        class("Point", kind, &["x", "y"]).ids(&[]).emitted
    }

    #[test]
    fn plain_classes() {
        assert_eq!(decorator_data().ids(&[]).emitted, [-1_446_958_807; 5]);
        let quiet = Class { repr: false, ..decorator_data() };
        assert_eq!(quiet.ids(&[]).emitted, [-631_470_722; 5]);
        assert_eq!(class("Ping", Kind::Plain, &[]).ids(&[]).emitted, [-1_997_379_608; 5]);
    }

    #[test]
    fn methods_count_once() {
        let methods = vec!["__eq__".to_owned(), "__init__".to_owned()];
        let with_eq = Class { methods, ..decorator_data() };
        assert_eq!(with_eq.ids(&[]).emitted, [-555_606_653; 5]);
    }

    #[test]
    fn dataclasses_by_version() {
        let (old, v313, v314) = (1_363_616_144, -719_018_247, 1_817_204_794);
        assert_eq!(point(Kind::Dataclass), [old, old, old, v313, v314]);
        let (old, v313, v314) = (187_577_053, 1_557_678_264, -196_973_091);
        assert_eq!(point(Kind::Frozen), [old, old, old, v313, v314]);
        let (old, v313, v314) = (-12_400, -1_853_756_327, 1_272_042_450);
        assert_eq!(point(Kind::Ordered), [old, old, old, v313, v314]);
        let (old, v313, v314) = (-1_993_730_171, 1_652_805_948, -1_664_566_958);
        assert_eq!(point(Kind::FrozenOrdered), [old, old, old, v313, v314]);
        let quiet = Class { repr: false, ..class("Point", Kind::Dataclass, &["x", "y"]) };
        let (old, v313, v314) = (818_563_434, -1_078_377_964, -1_585_561_090);
        assert_eq!(quiet.ids(&[]).emitted, [old, old, old, v313, v314]);
    }

    #[test]
    fn enums_by_version() {
        let color = Class { params: None, ..class("Color", Kind::Enum, &[]) };
        let ids = color.ids(&[7]);
        let (v310, v311, v312) = (421_813_638, -200_380_603, 806_596_730);
        assert_eq!(ids.emitted, [v310, v311, v312, v312, v312]);
        assert_eq!(ids.accepted, [v311, 7, v310, v312]);
    }

    #[test]
    fn a_struct_accepts_every_way_to_declare_its_twin() {
        let ids = decorator_data().ids(&[5]);
        assert!(ids.accepted.is_sorted());
        let mut expected = vec![5];
        for kind in [Kind::Plain, Kind::Dataclass, Kind::Frozen, Kind::Ordered, Kind::FrozenOrdered] {
            expected.extend(MINORS.map(|minor| decorator_data().with(kind, true).id(minor)));
        }
        expected.push(-631_470_722);
        for repr in [true, false] {
            expected.push(Class { repr, ..decorator_data() }.and_method("__annotate_func__").id(14));
        }
        expected.sort_unstable();
        expected.dedup();
        assert_eq!(ids.accepted, expected);
    }
}
