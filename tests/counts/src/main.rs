//! One of ten fixed cases, for a tool that counts instructions: `counts NAME` runs it in a function called `counted`,
//! and what comes before, such as reading the message and growing the heap, is outside of it.

#[allow(dead_code, unreachable_pub, missing_docs)]
#[path = "../../../benches/src/plain.rs"]
mod plain;
#[allow(dead_code, unreachable_pub, missing_docs)]
#[path = "../../../benches/src/tagged.rs"]
mod tagged;

use std::error::Error;
use std::hint::black_box;

use codec::{Codec, Json, JsonSerializable, MsgPack, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

macro_rules! document {
    ($name:literal) => {
        include_str!(concat!("../../../benches/messages/", $name, ".tagged.json"))
    };
}

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((codec, operation, message)) = parts(&name) else {
        return Err("counts json|msgpack-decode|encode-S|M|L|X|T".into());
    };
    match message {
        "S" => case::<tagged::S>(codec, operation, document!("S")),
        "M" => case::<tagged::M>(codec, operation, document!("M")),
        "L" => case::<tagged::L>(codec, operation, document!("L")),
        "X" => case::<tagged::X>(codec, operation, document!("X")),
        _ => case::<tagged::T>(codec, operation, document!("T")),
    }
}

fn parts(name: &str) -> Option<(&str, &str, &str)> {
    let mut parts = name.split('-');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

fn case<T>(codec: &str, operation: &str, text: &str) -> Result<(), Box<dyn Error>>
where
    T: JsonSerializable + Serialize + DeserializeOwned + 'static,
{
    match codec {
        "json" => run::<_, T>(&Json::try_new()?, operation, text),
        _ => run::<_, T>(&MsgPack::try_new()?, operation, text),
    }
}

fn run<C: Codec, T>(codec: &C, operation: &str, text: &str) -> Result<(), Box<dyn Error>>
where
    T: JsonSerializable + Serialize + DeserializeOwned + 'static,
{
    let value: T = Json::try_new()?.decode_as(text.as_bytes())?;
    let bytes = codec.encode(&value)?;
    // The first time pays for pages of memory and for what is built once.
    if operation == "decode" {
        let decode = || codec.decode(&bytes).is_ok_and(|value: Value| value.is::<T>());
        answer(decode() && counted(decode))
    } else {
        let encode = || codec.encode(&value).is_ok_and(|again| again.len() == bytes.len());
        answer(encode() && counted(encode))
    }
}

fn answer(right: bool) -> Result<(), Box<dyn Error>> {
    if right { Ok(()) } else { Err("not what was expected".into()) }
}

/// The tool looks for this name, so nothing in here may be a function that has it in its own: no closure.
#[inline(never)]
fn counted(mut body: impl FnMut() -> bool) -> bool {
    let mut right = true;
    for _ in 0..10 {
        right &= black_box(body());
    }
    right
}
