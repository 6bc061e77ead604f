//! From what `classes.py` says to Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value as Json;

/// A class with what its id is made of.
struct Class {
    /// In Python.
    name: String,
    /// In Rust.
    ident: String,
    kind: String,
    functions: BTreeSet<String>,
    parameters: Vec<String>,
    fields: Vec<(String, Type)>,
    members: Vec<(String, Json)>,
}

enum Type {
    Leaf(&'static str),
    Option(Box<Type>),
    List(Box<Type>),
    Dict(Box<Type>),
    Tuple(Vec<Type>),
    /// By its name in Python.
    Class(String),
}

/// The Rust module for the classes of a Python module.
pub(crate) fn module(described: &Json) -> Result<String, String> {
    let minor = described["minor"].as_u64().ok_or("the script says nothing of its Python")?;
    let classes = described["classes"].as_array().ok_or("the script says nothing of classes")?;
    let classes: Vec<Class> =
        classes.iter().map(class).collect::<Option<_>>().ok_or("a class is not as expected")?;
    let idents = classes.iter().map(|class| (class.name.clone(), class.ident.clone())).collect();
    let mut body = String::new();
    for class in &classes {
        body.push('\n');
        match class.kind.as_str() {
            "enum" | "int_enum" => enumeration(class, minor, &mut body),
            _ => structure(class, minor, &Types { idents: &idents, classes: &classes }, &mut body),
        }
    }
    Ok(format!("{}{body}", head(&body)))
}

fn head(body: &str) -> String {
    let uses = |name: &str| body.contains(&format!("{name}<")) || body.contains(&format!(": {name},"));
    let mut head = String::new();
    if uses("BTreeMap") {
        head.push_str("use std::collections::BTreeMap;\n\n");
    }
    let is_word = |name: &&&str| body.split(|c: char| !c.is_alphanumeric()).any(|word| word == **name);
    let names: Vec<_> = ["Bytes", "Dict", "List", "Value"].iter().filter(is_word).copied().collect();
    let names: Vec<_> = names.into_iter().chain(["json_serializable"]).collect();
    match &names[..] {
        [one] => writeln!(head, "use codec::{one};"),
        all => writeln!(head, "use codec::{{{}}};", all.join(", ")),
    }
    .expect("a String takes all");
    head
}

fn class(described: &Json) -> Option<Class> {
    let text = |key: &str| described[key].as_str().map(str::to_owned);
    let texts = |key: &str| -> Option<Vec<String>> {
        described[key].as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
    };
    let list = |key: &str| described[key].as_array().cloned().unwrap_or_default();
    let field = |field: Json| Some((field["name"].as_str()?.to_owned(), ty(&field["type"])));
    let member = |member: Json| Some((member[0].as_str()?.to_owned(), member[1].clone()));
    let name = text("name")?;
    Some(Class {
        ident: camel(&name),
        name,
        kind: text("kind")?,
        functions: texts("functions")?.into_iter().collect(),
        parameters: texts("parameters")?,
        fields: list("fields").into_iter().map(field).collect::<Option<_>>()?,
        members: list("members").into_iter().map(member).collect::<Option<_>>()?,
    })
}

fn ty(hint: &Json) -> Type {
    let inside = |index: usize| Box::new(ty(&hint[index]));
    let count = hint.as_array().map_or(0, Vec::len);
    match (hint[0].as_str().unwrap_or_default(), count) {
        ("int", _) => Type::Leaf("i64"),
        ("float", _) => Type::Leaf("f64"),
        ("str", _) => Type::Leaf("String"),
        ("bool", _) => Type::Leaf("bool"),
        ("bytes", _) => Type::Leaf("Bytes"),
        ("option", 2) => Type::Option(inside(1)),
        ("list", 2) => Type::List(inside(1)),
        ("list", _) => Type::Leaf("List"),
        ("dict", 3) if hint[1][0] == "str" => Type::Dict(inside(2)),
        ("dict", 1) => Type::Leaf("Dict"),
        // What Rust has field code for.
        ("tuple", 2..=7) => Type::Tuple((1..count).map(|index| ty(&hint[index])).collect()),
        ("class", 2) => Type::Class(hint[1].as_str().unwrap_or_default().to_owned()),
        _ => Type::Leaf("Value"),
    }
}

struct Types<'a> {
    /// Names in Rust by those in Python.
    idents: &'a BTreeMap<String, String>,
    classes: &'a [Class],
}

impl Types<'_> {
    fn text(&self, ty: &Type, of: &str) -> String {
        match ty {
            Type::Leaf(name) => (*name).to_owned(),
            Type::Option(inner) => format!("Option<{}>", self.text(inner, of)),
            Type::List(inner) => format!("Vec<{}>", self.text(inner, of)),
            Type::Dict(inner) => format!("BTreeMap<String, {}>", self.text(inner, of)),
            Type::Tuple(all) => {
                let all: Vec<_> = all.iter().map(|one| self.text(one, of)).collect();
                let comma = if all.len() == 1 { "," } else { "" };
                format!("({}{comma})", all.join(", "))
            }
            Type::Class(name) => {
                let ident = self.idents.get(name).map_or("Value", String::as_str);
                // A struct that holds itself has no size.
                if self.holds(name, of, &mut BTreeSet::new()) {
                    format!("Box<{ident}>")
                } else {
                    ident.to_owned()
                }
            }
        }
    }

    /// Whether a class holds another without a list or a dict in between.
    fn holds(&self, class: &str, other: &str, seen: &mut BTreeSet<String>) -> bool {
        if class == other {
            return true;
        }
        if !seen.insert(class.to_owned()) {
            return false;
        }
        let fields = self.classes.iter().find(|known| known.name == class).map(|known| &known.fields);
        fields.into_iter().flatten().any(|(_, ty)| self.has(ty, other, seen))
    }

    fn has(&self, ty: &Type, other: &str, seen: &mut BTreeSet<String>) -> bool {
        match ty {
            Type::Option(inner) => self.has(inner, other, seen),
            Type::Tuple(all) => all.iter().any(|one| self.has(one, other, seen)),
            Type::Class(name) => self.holds(name, other, seen),
            Type::Leaf(_) | Type::List(_) | Type::Dict(_) => false,
        }
    }
}

fn structure(class: &Class, minor: u64, types: &Types<'_>, out: &mut String) {
    let mut python = Vec::new();
    if class.kind != "plain" {
        python.push(format!("kind = {}", class.kind));
    }
    let repr = class.functions.contains("__repr__");
    if !repr {
        python.push("repr = false".to_owned());
    }
    let brought = brought(class, minor, repr);
    // Of 3.14 alone, so no name for all versions: where the kind does not bring it, the id is given.
    let is_own = |name: &&String| !brought.contains(name.as_str()) && *name != "__annotate_func__";
    let methods: Vec<_> = class.functions.iter().filter(is_own).map(|name| format!("{name:?}")).collect();
    if !methods.is_empty() {
        python.push(format!("methods({})", methods.join(", ")));
    }
    let by_rule = brought.iter().copied().chain(class.functions.iter().filter(is_own).map(String::as_str));
    let keys = keys(class, &python, &by_rule.collect::<Vec<_>>());
    let _ = writeln!(out, "#[json_serializable{keys}]\n#[derive(Debug, Clone, PartialEq)]");
    if class.fields.is_empty() {
        let _ = writeln!(out, "pub struct {} {{}}", class.ident);
        return;
    }
    let _ = writeln!(out, "pub struct {} {{", class.ident);
    let mut taken = BTreeSet::new();
    for (name, ty) in &class.fields {
        let ident = snake(name, &mut taken);
        if ident.trim_start_matches("r#") != name {
            let _ = writeln!(out, "    #[serde(rename = {name:?})]");
        }
        let _ = writeln!(out, "    pub {ident}: {},", types.text(ty, &class.name));
    }
    out.push_str("}\n");
}

/// The keys of the attribute. Where the id is not that of a class with these functions, it is given.
fn keys(class: &Class, python: &[String], by_rule: &[&str]) -> String {
    let mut keys = Vec::new();
    let parameters: Vec<_> = class.parameters.iter().map(String::as_str).collect();
    let functions: Vec<_> = class.functions.iter().map(String::as_str).collect();
    let id = codec::type_id(&class.name, &functions, &parameters);
    if codec::type_id(&class.name, by_rule, &parameters) != id {
        keys.push(format!("type_id = {id}"));
        // What it looks like says nothing then.
        return finish(class, keys);
    }
    if !python.is_empty() {
        keys.push(format!("python({})", python.join(", ")));
    }
    finish(class, keys)
}

fn finish(class: &Class, keys: Vec<String>) -> String {
    let name = (class.ident != class.name).then(|| format!("name = {:?}", class.name));
    let keys: Vec<_> = name.into_iter().chain(keys).collect();
    if keys.is_empty() { String::new() } else { format!("({})", keys.join(", ")) }
}

/// The functions that decorator and kind bring on this version of Python.
fn brought(class: &Class, minor: u64, repr: bool) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::from(["__asdict__"]);
    let has_parameters = !class.parameters.is_empty();
    names.extend(repr.then_some("__repr__"));
    names.extend((has_parameters || class.kind != "plain").then_some("__init__"));
    if class.kind != "plain" {
        names.insert("__eq__");
        names.extend((minor >= 13).then_some("__replace__"));
        names.extend((minor >= 14 && has_parameters).then_some("__annotate_func__"));
    }
    if class.kind.starts_with("frozen") {
        names.extend(["__delattr__", "__hash__", "__setattr__"]);
    }
    if class.kind.ends_with("ordered") {
        names.extend(["__ge__", "__gt__", "__le__", "__lt__"]);
    }
    names
}

fn enumeration(class: &Class, minor: u64, out: &mut String) {
    let numbers: Option<Vec<i64>> = class.members.iter().map(|(_, value)| value.as_i64()).collect();
    let texts: Option<Vec<&str>> = class.members.iter().map(|(_, value)| value.as_str()).collect();
    if class.members.is_empty() || (numbers.is_none() && texts.is_none()) {
        let _ = writeln!(
            out,
            "// {}: an enum of other values than integers or texts; use a `Value`.",
            class.name
        );
        return;
    }
    let keys = if class.kind == "int_enum" {
        "(python(kind = int_enum))".to_owned()
    } else {
        let parameters: &[&str] = match minor {
            ..=10 => &["value", "names", "module", "qualname", "type", "start"],
            11 => &["value", "names", "module", "qualname", "type", "start", "boundary"],
            12.. => &["values"],
        };
        let is_plain = class.functions.is_empty() && class.parameters == parameters;
        let functions: Vec<_> = class.functions.iter().map(String::as_str).collect();
        let given: Vec<_> = class.parameters.iter().map(String::as_str).collect();
        let id = codec::type_id(&class.name, &functions, &given);
        finish(class, if is_plain { Vec::new() } else { vec![format!("type_id = {id}")] })
    };
    let _ = writeln!(out, "#[json_serializable{keys}]\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]");
    let _ = writeln!(out, "pub enum {} {{", class.ident);
    for (index, (name, _)) in class.members.iter().enumerate() {
        let ident = camel(name);
        match (&numbers, texts.as_ref().and_then(|texts| texts.get(index))) {
            (Some(numbers), _) => drop(writeln!(out, "    {ident} = {},", numbers[index])),
            (None, Some(text)) if *text == ident => drop(writeln!(out, "    {ident},")),
            (None, text) => {
                let text = text.copied().unwrap_or_default();
                let _ = writeln!(out, "    #[serde(rename = {text:?})]\n    {ident},");
            }
        }
    }
    out.push_str("}\n");
}

/// `OutLet` of `OUT_LET`; what is in that form already stays.
fn camel(name: &str) -> String {
    let is_upper = !name.chars().any(char::is_lowercase);
    let mut out = String::new();
    for word in name.split('_').filter(|word| !word.is_empty()) {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        out.push_str(&first.to_uppercase());
        if is_upper { out.push_str(&rest.to_lowercase()) } else { out.push_str(rest) }
    }
    let is_ident = out.starts_with(|c: char| c.is_alphabetic()) && out != "Self";
    if is_ident { out } else { format!("X{out}") }
}

const KEYWORDS: [&str; 38] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn",
    "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
    "static", "struct", "trait", "true", "type", "unsafe", "use", "where", "while", "yield", "abstract",
    "try",
];

/// `by_channel` of `byChannel`, free and no keyword.
fn snake(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    if ["self", "super", "crate", "_"].contains(&out.as_str()) {
        out.push('_');
    }
    while !taken.insert(out.clone()) {
        out.push('_');
    }
    if KEYWORDS.contains(&out.as_str()) { format!("r#{out}") } else { out }
}
