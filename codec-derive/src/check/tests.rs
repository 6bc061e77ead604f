//! Every message that the derive can give, word for word.

use crate::errors::Errors;
use crate::model::Model;

fn messages(item: &str) -> Vec<String> {
    let mut errors = Errors::default();
    if let Some(model) = Model::new(syn::parse_str(item).unwrap(), &mut errors) {
        super::check(&model, &mut errors);
    }
    errors.messages()
}

#[track_caller]
fn one(item: &str, expected: &str) {
    assert_eq!(messages(item), [expected]);
}

#[track_caller]
fn fine(item: &str) {
    assert_eq!(messages(item), Vec::<String>::new());
}

mod keys {
    use super::*;

    #[test]
    fn unknown() {
        one(
            "#[codec(typeid = 3)] struct S;",
            "unknown key `typeid` in `json_serializable`; use one of `type_id`, `name`, `accept_ids`, `python`, `tag`, \
             `register`, `instances`, `crate`",
        );
        one("struct S { #[codec(obj)] x: A }", "unknown key `obj` on a field; use one of `object`, `extra`");
        one(
            "#[codec(python(slots = true))] struct S;",
            "unknown key `slots` in `python(..)`; use one of `kind`, `repr`, `methods`, `params`",
        );
        one(
            r#"enum E { #[codec(name = "x")] A }"#,
            "`#[codec(..)]` goes on a type or on a field of a struct; remove it from the variant",
        );
        one("#[codec] struct S;", "`#[codec]` needs keys: write `#[codec(key, ..)]`");
    }

    #[test]
    fn all_mistakes_at_once() {
        let found = messages(
            "#[codec(typeid = 3, name = 4, tag = true)]
            struct S { #[codec(foo)] x: i64, #[codec(bar)] y: i64 }",
        );
        assert_eq!(found.len(), 5, "{found:#?}");
    }

    #[test]
    fn twice() {
        one("#[codec(type_id = 3, type_id = 4)] struct S;", "`type_id` is given twice; keep one");
        one(r#"#[codec(name = "A")] #[codec(name = "B")] struct S;"#, "`name` is given twice; keep one");
        one("#[codec(python(repr = false, repr = true))] struct S;", "`repr` is given twice; keep one");
        one("struct S { #[codec(object, object)] x: A }", "`object` is given twice; keep one");
    }

    #[test]
    fn no_comma_in_a_list() {
        one(r#"#[codec(python(methods("a" "b")))] struct S;"#, "expected `,` here, or nothing more");
    }

    #[test]
    fn no_comma() {
        one(r#"#[codec(type_id = 3 name = "A")] struct S;"#, "expected `,` here, or nothing more");
    }
}

mod values {
    use super::*;

    #[test]
    fn type_id() {
        let usage = "`type_id` takes an `i32` or a constant: write `type_id = 4711`";
        one(r#"#[codec(type_id = "3")] struct S;"#, usage);
        one("#[codec(type_id(3))] struct S;", usage);
        one("#[codec(type_id = )] struct S;", usage);
        one(
            "#[codec(type_id = 2147483648)] struct S;",
            "`type_id` takes ids from -2147483648 to 2147483647; `2147483648` is not an `i32`",
        );
        fine("#[codec(type_id = -2147483648)] struct S;");
        fine("#[codec(type_id = 0x1F)] struct S;");
        fine("#[codec(type_id = ids::MINE)] struct S;");
    }

    #[test]
    fn names() {
        one("#[codec(name = 3)] struct S;", "`name` takes a string: write `name = \"Name\"`");
        one(r#"#[codec(name = "")] struct S;"#, "`name` takes Python identifiers; \"\" is not one");
        one(
            r#"#[codec(name = "My Class")] struct S;"#,
            "`name` takes Python identifiers; \"My Class\" is not one",
        );
        one("#[codec(name)] struct S;", "`name` takes a string: write `name = \"Name\"`");
        fine(r#"#[codec(name = "Größe_2")] struct S;"#);
    }

    #[test]
    fn accept_ids() {
        let usage = "`accept_ids` takes a list of integers: write `accept_ids(1, -2)`";
        one("#[codec(accept_ids = 3)] struct S;", usage);
        one(r#"#[codec(accept_ids(1, "2"))] struct S;"#, usage);
        fine("#[codec(accept_ids(1, -2,))] struct S;");
    }

    #[test]
    fn python() {
        one("#[codec(python = plain)] struct S;", "`python` takes keys: write `python(kind = dataclass)`");
        one(
            "#[codec(python(kind = slots))] struct S;",
            "unknown kind `slots` in `python(..)`; use one of `plain`, `dataclass`, `frozen`, `ordered`, \
             `frozen_ordered`, `enum`, `int_enum`",
        );
        one(
            r#"#[codec(python(kind = "plain"))] struct S;"#,
            "`kind` takes a word: write `kind = word`, without quotes",
        );
        one(
            "#[codec(python(methods(a)))] struct S;",
            "`methods` takes a list of strings: write `methods(\"a\", \"b\")`",
        );
        one(
            r#"#[codec(python(params = "x"))] struct S;"#,
            "`params` takes a list of strings: write `params(\"a\", \"b\")`",
        );
        one(
            r#"#[codec(python(params("x y")))] struct S;"#,
            "`params` takes Python identifiers; \"x y\" is not one",
        );
        one("#[codec(python(repr))] struct S;", "`repr` takes `true` or `false`: write `repr = false`");
    }

    #[test]
    fn switches() {
        one("#[codec(tag)] struct S;", "`tag` takes `true` or `false`: write `tag = false`");
        one(
            "#[codec(register = true)] struct S;",
            "`register = true` is what happens anyway; remove it, or write `register = false`",
        );
    }

    #[test]
    fn paths() {
        one(
            r#"#[codec(crate = "codec")] struct S;"#,
            "`crate` takes a path: write `crate = some::path`, without quotes",
        );
        one(
            r#"struct S { #[codec(object = "ser")] x: A }"#,
            "`object` takes a path: write `object = some::path`, without quotes",
        );
    }

    #[test]
    fn instances() {
        let usage = "`instances` takes types with a name or an id: write `instances(Msg<f64> = \"MsgF64\")`";
        one("#[codec(instances = 3)] struct S<T>(T);", usage);
        one("#[codec(instances(S<u8>))] struct S<T>(T);", usage);
        one("#[codec(instances(S<u8> = 1.5))] struct S<T>(T);", usage);
        fine(r#"#[codec(instances(S<u8> = "A", S<Vec<u8>> = -3, S<()> = MINE))] struct S<T>(T);"#);
    }
}

mod types {
    use super::*;

    #[test]
    fn unions() {
        one(
            "union U { a: u8 }",
            "`json_serializable` goes on a struct or an enum; a union does not say what it holds",
        );
    }

    #[test]
    fn lifetimes() {
        one(
            "struct S<'a> { x: &'a str }",
            "`json_serializable` does not support lifetimes: a decoded value owns its data; replace `&'a str` by `String`",
        );
        one(
            "struct S { x: &'static str }",
            "`json_serializable` decodes values that own their data; replace `&'static str` by `String`",
        );
        one(
            "struct S(&'static [u8]);",
            "`json_serializable` decodes values that own their data; replace `&'static [u8]` by an owned type",
        );
    }

    #[test]
    fn serde_attributes() {
        one(
            r#"#[serde(remote = "A")] struct S;"#,
            "`#[serde(remote)]` is not supported by `json_serializable`: it describes a type of another crate, and \
             `json_serializable` needs one of yours; register the foreign type with `Serializer::new`, or name its \
             serializer with `#[codec(object = path)]`",
        );
        one(
            "struct S { #[serde(borrow)] x: A }",
            "`#[serde(borrow)]` is not supported by `json_serializable`: a decoded value owns its data; replace \
             `&'a str` by `String` and remove the attribute",
        );
        one(
            r#"#[serde(crate = "a")] struct S;"#,
            "`#[serde(crate)]` is not supported by `json_serializable`: the serde of `codec` itself is used; remove \
             it, and write `#[json_serializable(crate = path)]` if `codec` is somewhere else",
        );
    }

    #[test]
    fn untagged() {
        for key in
            ["type_id = 3", "name = \"A\"", "accept_ids(3)", "python(kind = plain)", "register = false"]
        {
            let name = key.split([' ', '(']).next().unwrap();
            one(
                &format!("#[codec(tag = false, {key})] struct S;"),
                &format!("`{name}` is about the tag, and `tag = false` leaves it out; remove one of the two"),
            );
        }
        one(
            r#"#[codec(tag = false, instances(S<u8> = "A"))] struct S<T>(T);"#,
            "`instances` is about the tag, and `tag = false` leaves it out; remove one of the two",
        );
        one(
            "#[codec(python(kind = int_enum), type_id = 3)] enum E { A = 1 }",
            "an `IntEnum` is a plain integer, without name and id, so `type_id` says nothing; remove it",
        );
    }

    #[test]
    fn kinds() {
        let for_enums = "this `kind` in `python(..)` is for enums without data; use `plain`, `dataclass`, `frozen`, \
                         `ordered` or `frozen_ordered`";
        one("#[codec(python(kind = int_enum))] struct S;", for_enums);
        one("#[codec(type_id = 1, python(kind = enum))] enum E { A(u8) }", for_enums);
        one(
            "#[codec(python(kind = frozen))] enum E { A }",
            "an enum without data is an `Enum` in Python; remove this `kind` from `python(..)`, or use \
             `kind = int_enum` for an `IntEnum`",
        );
        one(
            "#[codec(python(kind = int_enum))] enum E { A, B }",
            "`python(kind = int_enum)` sends integers, and no variant has one; write `Variant = 1`",
        );
        fine(r#"#[codec(python(kind = dataclass, params("x")))] enum E { A(u8) }"#);
    }

    #[test]
    fn hidden_parameters() {
        let flattened = "`json_serializable` cannot compute the id of this type: a flattened field hides the \
                         parameters; add `type_id = 4711`, or `python(params(\"x\", \"y\"))` with the parameters of \
                         the Python class";
        one("struct S { #[serde(flatten)] x: A }", flattened);
        let data = flattened
            .replace("a flattened field hides the parameters", "an enum with data has no parameters");
        one("enum E { A(u8) }", &data);
        one(r#"#[serde(tag = "t")] enum E { A }"#, &data);
        fine("#[codec(tag = false)] enum E { A(u8) }");
        fine("#[codec(register = false)] enum E { A(u8) }");
        fine("#[codec(type_id = 3)] struct S { #[serde(flatten)] x: A }");
    }

    #[test]
    fn constants() {
        one(
            "#[codec(type_id = MINE, accept_ids(3))] struct S;",
            "`accept_ids` needs a `type_id` that is a number; write the value of `MINE`",
        );
    }
}

mod generic {
    use super::*;

    #[test]
    fn shared_ids() {
        one(
            "#[codec(accept_ids(3))] struct S<T>(T);",
            "`accept_ids` would be the same for every instance of this generic type; remove it",
        );
        one(
            "#[codec(type_id = 3, instances(S<u8> = 4))] struct S<T>(T);",
            "`type_id` would be the same for every instance; give each its own in `instances(..)`",
        );
        one(
            r#"#[codec(instances(S<u8> = "A"))] enum S<T> { A(T) }"#,
            "`json_serializable` cannot compute an id from this name: the parameters of the type are not visible; \
             write a number, or add `python(params(\"x\", \"y\"))`",
        );
        fine("#[codec(instances(S<u8> = 4))] enum S<T> { A(T) }");
        fine("#[codec(type_id = 3)] struct S<T>(T);");
        fine(r#"#[codec(name = "A")] struct S<T>(T);"#);
    }

    #[test]
    fn instances() {
        one(
            r#"#[codec(instances(S = "A"))] struct S;"#,
            "`instances` is for generic types, and `S` is not one; use `name = \"..\"` or `type_id = ..`",
        );
        let another = "`instances` takes instances of `S`: write `S<..> = \"Name\"`";
        one(r#"#[codec(instances(Z<u8> = "A"))] struct S<T>(T);"#, another);
        one(r#"#[codec(instances(S = "A"))] struct S<T>(T);"#, another);
        one(
            r#"#[codec(instances(S<u8> = "A", S<u16> = "A"))] struct S<T>(T);"#,
            "two instances are called \"A\"; give each its own name or id",
        );
        one(
            r#"#[codec(instances(S<u8> = "A", S<u8> = "B"))] struct S<T>(T);"#,
            "`S<u8>` is listed twice in `instances`; keep one",
        );
    }
}

mod enums {
    use super::*;

    #[test]
    fn empty() {
        one(
            "enum E {}",
            "`json_serializable` needs an enum with at least one variant: this one has no values",
        );
    }

    #[test]
    fn discriminants() {
        let unknown = "`json_serializable` sends this discriminant and must know it: write an integer literal that \
                       fits an `i64`";
        one("enum E { A = X, B }", unknown);
        one("enum E { A = 1 << 3, B }", unknown);
        one("enum E { A = 9223372036854775808 }", unknown);
        fine("enum E { A = -9223372036854775808, B, C = 0x10u8, D = (3) }");
    }

    #[test]
    fn discriminants_count_on() {
        let item = "enum E { A, B = 5, C, D = -3, E }";
        let model = Model::new(syn::parse_str(item).unwrap(), &mut Errors::default()).unwrap();
        let numbers: Vec<_> = model.variants().iter().map(|variant| variant.discriminant.unwrap()).collect();
        assert_eq!(numbers, [0, 5, 6, -3, -2]);
    }

    #[test]
    fn attributes_of_numbered_variants() {
        one(
            "enum E { #[serde(skip)] A = 1 }",
            "`#[serde(skip)]` has no meaning for an enum that is sent as its discriminant; remove it, or remove the \
             discriminants to send names",
        );
        fine(r#"enum E { #[serde(rename = "a")] A = 1, #[serde(other)] B }"#);
    }

    #[test]
    fn names() {
        one(
            r#"enum E { A, #[serde(alias = "A")] B }"#,
            "two variants are called \"A\" in the data; rename one with `#[serde(rename = \"..\")]`",
        );
    }
}

mod fields {
    use super::*;

    #[test]
    fn object() {
        one(
            r#"struct S { #[codec(object)] #[serde(with = "m")] x: A }"#,
            "`#[codec(object)]` decides how this field is sent, and so does `#[serde(with)]`; remove one of the two",
        );
        let prefix = "`#[codec(object)]` does not work here: ";
        one(
            "#[codec(type_id = 1)] struct S { #[codec(object)] x: A, #[serde(flatten)] y: B }",
            &format!(
                "{prefix}`#[serde(flatten)]` hands this type to serde's code, which knows no codec; remove one of the two"
            ),
        );
        one(
            "#[codec(type_id = 1)] enum E { A { #[codec(object)] x: A } }",
            &format!(
                "{prefix}an enum with data is written by serde's code, which knows no codec; use an annotated type \
                 here, or put the field into a struct"
            ),
        );
        one(
            r#"struct S { #[codec(object)] x: A, #[serde(rename(serialize = "b"))] y: B }"#,
            &format!(
                "{prefix}`y` is read under another name than it is written, which hands this type to serde's code, \
                 and that knows no codec; give it one name"
            ),
        );
        one(
            "struct S<T> { #[codec(object = path)] x: Vec<T> }",
            "`object = path` names the serializer of one type, and this field's type depends on `T`; remove the path",
        );
        fine(
            r#"struct S { #[codec(object)] x: A, #[codec(object = path::to)] #[serde(rename = "b")] y: B }"#,
        );
    }

    #[test]
    fn extra() {
        one(
            "struct S(#[codec(extra)] Dict, u8);",
            "`#[codec(extra)]` collects the unknown keys of a struct with named fields; remove it here",
        );
        one(
            "struct S { #[codec(extra)] x: Dict, #[codec(extra)] y: Dict }",
            "`#[codec(extra)]` stands on two fields; unknown keys can go to one only",
        );
        one(
            "struct S { #[codec(extra)] #[serde(default)] x: Dict }",
            "`#[serde(default)]` has no meaning for the field that collects unknown keys; remove it",
        );
        one(
            "#[serde(deny_unknown_fields)] struct S { #[codec(extra)] x: Dict }",
            "`deny_unknown_fields` refuses what `#[codec(extra)]` collects; remove one of the two",
        );
        one(
            "struct S { #[codec(extra, object)] x: Dict }",
            "a field is either `object` or `extra`; remove one of the two",
        );
    }

    #[test]
    fn names() {
        let twice = "two fields are called \"b\" in the data; rename one with `#[serde(rename = \"..\")]`";
        one(r#"struct S { #[serde(rename = "b")] a: u8, b: u8 }"#, twice);
        one(r#"struct S { #[serde(alias = "b")] a: u8, b: u8 }"#, twice);
        one(r#"#[codec(type_id = 1)] enum E { A { #[serde(rename = "b")] a: u8, b: u8 } }"#, twice);
        fine(r#"struct S { #[serde(skip)] b: u8, #[serde(rename = "b")] a: u8 }"#);
    }
}
