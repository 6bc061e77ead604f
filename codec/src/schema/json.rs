//! The same as JSON Schema.
#![allow(clippy::indexing_slicing, reason = "what is indexed was built here")]

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::{Field, Payload, Schema, Tagging, Type, TypeSchema, UnknownFields, Variant};

impl Schema {
    /// A JSON Schema (draft 2020-12) of the messages as `Json` writes and reads them: a tagged object of any registered type.
    /// Every type is in `$defs` under its key. Feature `serde_json`.
    ///
    /// `NaN`, infinities and integers beyond 64 bits, which the codec reads as well, are beyond JSON Schema; binary data is
    /// base64 text.
    ///
    /// # Example
    /// ```standalone_crate
    /// use codec::{Registry, json_serializable};
    /// #[json_serializable(type_id = 7)]
    /// struct Reading { level: f64, unit: Option<String> }
    ///
    /// let schema = Registry::only::<(Reading,)>()?.schema().to_json_schema();
    /// let payload = &schema["$defs"]["Reading"]["properties"]["__type__"]["prefixItems"][1];
    /// assert_eq!(payload["properties"]["level"], serde_json::json!({ "type": "number" }));
    /// assert_eq!(payload["required"], serde_json::json!(["level"]));
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    #[must_use]
    pub fn to_json_schema(&self) -> Json {
        let named = |ty: &TypeSchema| (ty.key.clone(), tagged(ty));
        let definitions: Map<String, Json> = self.types.iter().chain(&self.records).map(named).collect();
        let any: Vec<Json> = self.types.iter().map(|ty| reference(&ty.key)).collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "anyOf": any,
            "$defs": definitions,
        })
    }
}

fn tagged(ty: &TypeSchema) -> Json {
    let payload = payload(&ty.payload, ty.unknown_fields);
    let Some(id) = ty.id else { return payload };
    let ids: Vec<i32> = std::iter::once(id).chain(ty.accepted_ids.iter().copied()).collect();
    json!({
        "type": "object",
        "properties": { "__type__": {
            "type": "array",
            "prefixItems": [{ "enum": ids }, payload],
            "items": false,
            "minItems": 2,
        } },
        "required": ["__type__"],
    })
}

fn payload(payload: &Payload, unknown: UnknownFields) -> Json {
    match payload {
        Payload::Fields(fields) => object(fields, unknown, None),
        Payload::Items(fields) => tuple(&fields.iter().map(|field| of(&field.ty)).collect::<Vec<_>>()),
        Payload::Single(field) => of(&field.ty),
        Payload::Names(names) => {
            let texts = names.iter().flat_map(|name| std::iter::once(&name.text).chain(&name.aliases));
            json!({ "enum": texts.collect::<Vec<_>>() })
        }
        Payload::Numbers(numbers) => {
            json!({ "enum": numbers.iter().map(|(_, number)| number).collect::<Vec<_>>() })
        }
        Payload::Variants(tagging, variants) => {
            json!({ "anyOf": variants.iter().map(|each| variant(tagging, each)).collect::<Vec<_>>() })
        }
        Payload::Opaque => json!({}),
    }
}

/// An object with these fields, and with the key and name of a variant.
fn object(fields: &[Field], unknown: UnknownFields, tag: Option<(&str, Json)>) -> Json {
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    if let Some((key, names)) = tag {
        properties.insert(key.to_owned(), names);
        required.push(key);
    }
    for field in fields {
        for name in std::iter::once(&field.name).chain(&field.aliases) {
            properties.insert(name.clone(), of(&field.ty));
        }
        // One of several names has to come, which `required` cannot say.
        if field.missing == super::Missing::Required && field.aliases.is_empty() {
            required.push(&field.name);
        }
    }
    let mut out = json!({ "type": "object", "properties": properties, "required": required });
    if unknown == UnknownFields::Refused {
        out["additionalProperties"] = Json::Bool(false);
    }
    out
}

fn variant(tagging: &Tagging, variant: &Variant) -> Json {
    let names: Vec<&String> = std::iter::once(&variant.name).chain(&variant.aliases).collect();
    let data = variant.payload.as_ref().map(|data| payload(data, UnknownFields::Ignored));
    let one_of = || json!({ "enum": names });
    match (tagging, data) {
        (Tagging::External, None) => one_of(),
        (Tagging::External, Some(data)) => {
            let alone = |name: &&String| json!({ "type": "object", "properties": { name.as_str(): data.clone() }, "required": [name] });
            json!({ "anyOf": names.iter().map(alone).collect::<Vec<_>>() })
        }
        (Tagging::Internal(key), data) => match (&variant.payload, data) {
            (Some(Payload::Fields(fields)), _) => {
                object(fields, UnknownFields::Ignored, Some((key, one_of())))
            }
            (_, Some(data)) => {
                json!({ "allOf": [object(&[], UnknownFields::Ignored, Some((key, one_of()))), data] })
            }
            (_, None) => object(&[], UnknownFields::Ignored, Some((key, one_of()))),
        },
        (Tagging::Adjacent(key, content), data) => {
            let mut out = object(&[], UnknownFields::Ignored, Some((key, one_of())));
            if let Some(data) = data {
                out["properties"][content.as_str()] = data;
                out["required"] = json!([key, content]);
            }
            out
        }
        (Tagging::Untagged, data) => data.unwrap_or_else(|| json!({ "type": "null" })),
    }
}

fn of(ty: &Type) -> Json {
    match ty {
        Type::AnyValue | Type::Foreign(_) => json!({}),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Int { signed, bits } => integer(*signed, *bits),
        Type::Float { .. } => json!({ "type": "number" }),
        Type::Text => json!({ "type": "string" }),
        Type::Binary => json!({ "type": "string", "contentEncoding": "base64" }),
        Type::AnyDict => json!({ "type": "object" }),
        Type::AnyList => json!({ "type": "array" }),
        Type::Optional(inner) => json!({ "anyOf": [of(inner), { "type": "null" }] }),
        Type::ListOf(element) => json!({ "type": "array", "items": of(element) }),
        Type::Array(element, len) => {
            json!({ "type": "array", "items": of(element), "minItems": len, "maxItems": len })
        }
        Type::Tuple(elements) => tuple(&elements.iter().map(of).collect::<Vec<_>>()),
        Type::MapOf(_, value) => json!({ "type": "object", "additionalProperties": of(value) }),
        Type::Named(key) => reference(key),
    }
}

/// An integer; 128 bits have no bounds that JSON numbers of this library hold.
fn integer(signed: bool, bits: u32) -> Json {
    let Some(unused) = 64_u32.checked_sub(bits) else { return json!({ "type": "integer" }) };
    if signed {
        json!({ "type": "integer", "minimum": i64::MIN >> unused, "maximum": i64::MAX >> unused })
    } else {
        json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX >> unused })
    }
}

fn tuple(elements: &[Json]) -> Json {
    let len = elements.len();
    if elements.is_empty() {
        return json!({ "type": "array", "maxItems": 0 });
    }
    json!({ "type": "array", "prefixItems": elements, "items": false, "minItems": len })
}

/// A pointer in the fragment of a URI.
fn reference(key: &str) -> Json {
    let mut fragment = String::from("#/$defs/");
    for byte in key.bytes() {
        match byte {
            b'~' => fragment.push_str("~0"),
            b'/' => fragment.push_str("~1"),
            b'_' | b'-' | b'.' => fragment.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => fragment.push(char::from(byte)),
            _ => drop(write!(fragment, "%{byte:02X}")),
        }
    }
    json!({ "$ref": fragment })
}
