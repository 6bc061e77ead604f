//! What is emitted, in the pieces that carry meaning. That it compiles and works is tested beside the runtime.

use crate::type_text::type_text;

/// Text without the differences of spacing.
fn flat(code: &str) -> String {
    type_text(code.parse().unwrap())
}

fn expanded(item: &str) -> String {
    type_text(super::derive(item.parse().unwrap()))
}

#[track_caller]
fn has(item: &str, pieces: &[&str]) {
    let expanded = expanded(item);
    for piece in pieces {
        assert!(expanded.contains(&flat(piece)), "{piece}\nis not in\n{expanded}");
    }
}

#[track_caller]
fn has_not(item: &str, pieces: &[&str]) {
    let expanded = expanded(item);
    for piece in pieces {
        assert!(!expanded.contains(&flat(piece)), "{piece}\nis in\n{expanded}");
    }
}

#[test]
fn fields_travel_by_their_own_type() {
    has(
        "struct S { x: i64, r#type: Vec<f64> }",
        &[
            "use ::codec::__private::{self as __p, candidates::*};",
            "__p::put(&self.r#type, (&&&__p::Pick::<Vec<f64>>::new()).__via())",
            "__p::slot::<Vec<f64>, _>((&&&__p::Pick::<Vec<f64>>::new()).__via())",
            "let (__f0, __f1,) = __slots.__values(<Self as __p::Record>::SHAPE)?;",
            "r#type: __f1,",
            r#"__p::field("type", ",\"type\":", &__p::Ty::Seq(__p::Pick::<f64>::__TY))"#,
            "__p::inventory::submit! { __p::Linked::new(<S as __p::Record>::ENTRY) }",
        ],
    );
}

#[test]
fn defaults_of_the_field_come_before_those_of_the_type() {
    has(
        r#"#[serde(default)] struct S { x: i64, #[serde(default)] y: i64, #[serde(default = "a::b")] z: i64,
            #[serde(skip)] w: i64, #[serde(skip_serializing_if = "Self::no")] v: i64 }"#,
        &[
            "let __default: Self = ::core::default::Default::default();",
            "__slots.0.or(|| __default.x);",
            "__slots.1.or(::core::default::Default::default);",
            "__slots.2.or(a::b);",
            "w: __default.w",
            "if Self::no(&self.v) { __p::None } else { __p::Some(__p::put(&self.v, (&&&__p::Pick::<i64>::new()).__via())) }",
            r#"#[serde(default = "::core::default::Default::default")]"#,
            r#"#[serde(skip_serializing_if = "<S>::no")]"#,
        ],
    );
}

#[test]
fn the_twin_carries_serde_and_the_name() {
    has(
        "struct Tree<T> { next: Vec<Self>, #[serde(default)] x: T }",
        &[
            r#"#[serde(remote = "Tree", crate = "__p::serde", rename = "Tree", bound = "")]"#,
            "{ next: Vec<Tree<T>>, #[serde(default)] x: T, }",
            "__Twin::<T>::serialize(self, __to)",
            "impl<'de, T> __p::serde::Deserialize<'de> for Tree<T> where T: __p::Generic",
        ],
    );
    has_not("struct Tree<T>(T);", &["submit", "rename(serialize = \"Tree\")"]);
    has(r#"#[serde(rename(deserialize = "A"))] struct S;"#, &[r#"rename(serialize = "S")"#]);
}

#[test]
fn no_twin_where_serde_would_list_the_fields() {
    let item = "struct Tree<T> { next: Vec<Self>, r#type: T }";
    has(
        item,
        &[
            r#"const __NAMES: &[&::core::primitive::str] = &["next", "type"];"#,
            r#"__p::write_struct(__to, "Tree", __NAMES, (&self.next, &self.r#type,))"#,
            r#"__p::read_struct::<_, (Vec<Tree<T>>, T,)>(__from, "Tree", __NAMES)?"#,
            "__p::Ok(Self { next: __f0, r#type: __f1, })",
        ],
    );
    has_not(item, &["__Twin", "remote"]);
    for item in [
        "#[serde(rename = \"T\")] struct S { x: T }",
        "struct S { #[serde()] x: T }",
        "struct S { #[codec(object)] x: T }",
        "struct S { #[codec(extra)] x: Dict }",
        "struct S(T);",
        "struct S;",
        "#[codec(type_id = 3)] enum S { A { x: T } }",
    ] {
        has(item, &["__Twin"]);
    }
}

#[test]
fn serdes_body_where_the_field_code_ends() {
    let item = "#[codec(type_id = 3)] struct S { #[serde(flatten)] x: A }";
    has(item, &["type Body = __p::SerdeCode;", "emitted: [3; 5], accepted: &[3]"]);
    has_not(item, &["__p::Fields"]);
    has("struct S(#[serde(default)] A, #[serde(default)] B);", &["type Body = __p::SerdeCode;"]);
    has(
        "struct S(A, #[serde(skip)] B);",
        &["type Body = __p::FieldCode;", "&__p::put(&self.0, (&&&__p::Pick::<A>::new()).__via())"],
    );
    has(
        "struct S(A);",
        &["__p::put(&self.0, (&&&__p::Pick::<A>::new()).__via())", "__from.value(&mut __f0)?;"],
    );
}

#[test]
fn enums_by_name_and_by_number() {
    has(
        r#"#[serde(rename_all = "snake_case")] enum E { DarkRed, #[serde(alias = "g")] Green }"#,
        &[
            r#"__to.text(match self { Self::DarkRed => "dark_red", Self::Green => "green", })"#,
            r#""green" | "g" => __p::Ok(Self::Green)"#,
            "__p::no_variant_name(<Self as __p::Record>::SHAPE, &__v)",
            "class: __p::Class::new(__p::Kind::Enum)",
        ],
    );
    has(
        "enum E { A, B = -3, #[serde(other)] C }",
        &[
            "match self { Self::A => 0i64, Self::B => -3i64, Self::C => -2i64, }",
            "_ => __p::Ok(Self::C)",
            "__p::payload_int(__from)?",
        ],
    );
}

#[test]
fn no_tag_no_entry() {
    for item in ["#[codec(tag = false)] struct S;", "#[codec(python(kind = int_enum))] enum S { A = 1 }"] {
        has(item, &["TAGGED: ::core::primitive::bool = false", "ids: __p::None", "type Route = __p::Plain;"]);
        has_not(item, &["fn serializer", "JsonSerializable for", "submit"]);
    }
}

#[test]
fn named_serializers_and_collected_keys() {
    has(
        "struct S { #[codec(object)] a: A, #[codec(object = path::to)] b: B, #[codec(extra)] c: Dict }",
        &[
            "__p::put(&self.a, (&&__p::Pick::<A>::new()).__via_object())",
            "__p::put(&self.b, __p::ObjectBy::<__By0>::new())",
            "fn serializer() -> __p::Serializer { path::to() }",
            r#"#[serde(with = "__By0")] b: B"#,
            "#[serde(flatten)] c: Dict",
            "__p::Some(&self.c)",
            "let mut __extra = __p::Dict::new();",
            "c: __extra",
        ],
    );
}

#[test]
fn instances_have_ids_of_their_own() {
    has(
        r#"#[codec(instances(Msg<f64> = "MsgF64", Msg<u8> = -4))] struct Msg<T>(T);"#,
        &[
            r#"<Msg<f64> as __p::Record>::ENTRY, "MsgF64", &__p::Ids"#,
            r#"<Msg<u8> as __p::Record>::ENTRY, "Msg", &__p::Ids { emitted: [-4; 5], accepted: &[-4] }"#,
        ],
    );
}

#[test]
fn mistakes_leave_the_methods_and_serde() {
    has(
        "#[codec(typeid = 3)] struct S;",
        &[
            "::core::compile_error!",
            "fn as_dict(&self)",
            "::core::unimplemented!()",
            "impl __p::serde::Serialize for S",
        ],
    );
    has("union U { a: u8 }", &["::core::compile_error!"]);
}
