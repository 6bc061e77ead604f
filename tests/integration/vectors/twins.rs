//! The Rust twins of the Python classes in `type_ids.json`: only names, fields and `python(..)` matter here.

use codec::{Performative, Serializer, json_serializable};

/// The serializer of a struct with these keys and fields.
macro_rules! twin {
    ($name:ident { $($field:ident),* } $($key:tt)*) => {{
        #[json_serializable(register = false, $($key)*)]
        #[allow(dead_code)] // only the id is asked for
        struct $name { $($field: i64),* }
        $name::serializer()
    }};
}

macro_rules! twin_enum {
    ($name:ident { $($variant:ident = $value:literal),* } $($key:tt)*) => {{
        #[json_serializable(register = false, $($key)*)]
        #[allow(dead_code)] // only the id is asked for
        enum $name { $($variant = $value),* }
        $name::serializer()
    }};
}

pub fn twins() -> Vec<(&'static str, Serializer)> {
    [plain(), inherited(), dataclasses(), unusual(), enums()].concat()
}

fn plain() -> Vec<(&'static str, Serializer)> {
    vec![
        ("docs.DecoratorData", twin!(DecoratorData { x, y, z })),
        ("tests.DecoratorData_with_eq", twin!(DecoratorData { x, y, z } python(methods("__eq__")))),
        ("js.repr_false", twin!(DecoratorData { x, y, z } python(repr = false))),
        ("js.called_no_args", twin!(DecoratorData { x, y, z })),
        ("js.no_init", twin!(Ping {})),
        ("js.own_repr_repr_false", twin!(P { a } python(repr = false, methods("__repr__")))),
        ("js.pos_only", twin!(Pos { a, b, c })),
        ("js.private_and_mangled", twin!(Priv { a } python(methods("_one", "_Priv__two")))),
        (
            "js.mangled_leading_underscore_class",
            twin!(Priv { a } name = "_Priv", python(methods("_Priv__two"))),
        ),
        ("js.sorting_case_underscore_digits", sorting()),
        ("js.name_concat_collision_A", twin!(AB { c, de })),
        ("js.new_and_init", twin!(NI { a, b } python(methods("__new__"), params("args")))),
        ("js.operator_methods", operators()),
        ("js.metaclass_call", twin!(WithMeta { zzz })),
    ]
}

fn sorting() -> Serializer {
    twin!(Sort { b, a } python(methods("zeta", "Zeta", "_zeta", "zeta1", "zeta_2", "ZETA")))
}

fn operators() -> Serializer {
    twin!(Op { a } python(methods(
        "__eq__", "__hash__", "__lt__", "__len__", "__getitem__", "__contains__", "__iter__", "__call__", "__str__"
    )))
}

fn inherited() -> Vec<(&'static str, Serializer)> {
    vec![
        ("inh.child_decorated", twin!(Child { a, b } python(methods("common", "extra")))),
        ("inh.mixin_multiple", twin!(Child { a } python(methods("base", "mix")))),
        ("inh.generic", twin!(G { item })),
        (
            "inh.mango_agentaddress_subclass",
            twin!(MyAddr { protocol_addr, aid } python(kind = frozen_ordered)),
        ),
    ]
}

fn dataclasses() -> Vec<(&'static str, Serializer)> {
    vec![
        ("dc.plain", twin!(Point { x, y } python(kind = dataclass))),
        ("dc.plain_repr_false_decorator", twin!(Point { x, y } python(kind = dataclass))),
        ("dc.frozen", twin!(Point { x, y } python(kind = frozen))),
        ("dc.order", twin!(Point { x, y } python(kind = ordered))),
        ("dc.frozen_order", twin!(Point { x, y } python(kind = frozen_ordered))),
        ("dc.repr_false", twin!(Point { x, y } python(kind = dataclass, repr = false))),
        ("dc.unsafe_hash", twin!(Point { x, y } python(kind = dataclass, methods("__hash__")))),
        (
            "dc.slots_frozen",
            twin!(Point { x, y } python(kind = frozen, methods("__getstate__", "__setstate__"))),
        ),
        ("dc.match_args_false", twin!(Point { x, y } python(kind = dataclass))),
        (
            "dc.defaults_classvar_initfalse_field",
            twin!(Conf { name, tags, computed } python(kind = dataclass, params("name", "tags"))),
        ),
        ("dc.child", twin!(Child { a, b } python(kind = dataclass))),
        (
            "dc.tests_SomeDataClass",
            twin!(SomeDataClass { name, unit_price, quantity_on_hand } python(kind = dataclass)),
        ),
    ]
}

/// Classes that `python(..)` cannot describe for all versions, as near as it comes.
fn unusual() -> Vec<(&'static str, Serializer)> {
    vec![
        ("js.init_hidden_by_new", twin!(N { a } python(methods("__new__")))),
        ("js.wrapped_methods", twin!(Wr { a } python(methods("pm", "sdm", "wrapped")))),
        ("ann.plain_class_with_annotations", twin!(Annot { a })),
        ("dc.future_annotations", twin!(Point { x, y } python(kind = dataclass))),
        ("dc.eq_false", twin!(Point { x, y })),
        ("dc.init_false", twin!(Point {} python(kind = dataclass))),
    ]
}

fn enums() -> Vec<(&'static str, Serializer)> {
    vec![
        ("mango.Performatives", Performative::serializer()),
        ("enum.plain", twin_enum!(Color { Red = 1, Green = 2 })),
        ("enum.with_method", twin_enum!(Color { Red = 1 })),
        ("enum.with_init", twin_enum!(Planet { Earth = 1 })),
        (
            "enum.flag",
            twin_enum!(Perm { R = 1, W = 2 } python(methods("__contains__", "__iter__", "__len__"))),
        ),
    ]
}
