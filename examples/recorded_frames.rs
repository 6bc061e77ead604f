//! Decodes every JSON message in a recording of running mango-agents containers, and prints what is in it.
//!
//! The recording is `tests/vectors/mango_tcp.json`: bytes of sockets, which `Frames` cuts into messages. The program fails
//! if any message of it does not decode.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use codec::transport::Frames;
use codec::{AclMessage, Codec, Dict, Json, MangoMessage, Value, json_serializable};

/// The one type of the recording that mango does not bring itself.
#[json_serializable]
#[derive(Debug)]
struct DecoratorData {
    x: i64,
    y: i64,
    z: i64,
}

/// One recorded message: what the Python program called, and the bytes on its socket.
struct Recorded {
    call: String,
    bytes: Vec<u8>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/mango_tcp.json");
    let codec = Json::new();
    let (mut decoded, mut failed) = (0, 0);
    let mut frames = Frames::new();
    for recorded in recording(&file)? {
        println!("{}", recorded.call);
        frames.push(&recorded.bytes);
        while let Some(message) = frames.next_message()? {
            match codec.decode(message) {
                Ok(value) => {
                    print(&value);
                    decoded += 1;
                }
                Err(error) => {
                    println!("  failed: {error}");
                    failed += 1;
                }
            }
        }
    }
    frames.finish()?;
    println!("{decoded} decoded, {failed} failed");
    Ok(if failed == 0 && decoded > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The envelope decides where the meta data stand; the content is whatever the sender put in.
fn print(value: &Value) {
    if let Some(message) = value.downcast_ref::<MangoMessage>() {
        println!("  MangoMessage, content: {}", content(&message.content));
        println!("  meta: {}", message.meta.as_ref().unwrap_or(&Dict::new()));
    } else if let Some(message) = value.downcast_ref::<AclMessage>() {
        println!("  AclMessage, content: {}", content(&message.content));
        println!("  sender: {:?}, receiver: {:?}", message.sender_id, message.receiver_id);
    } else {
        println!("  {value}");
    }
}

fn content(value: &Value) -> String {
    match value.downcast_ref::<DecoratorData>() {
        Some(data) => format!("the Rust type {data:?}, sum {}", data.x + data.y + data.z),
        None => value.to_string(),
    }
}

/// What mango sent with its JSON codec. A call that sent nothing has no bytes.
fn recording(file: &Path) -> Result<Vec<Recorded>, Box<dyn Error>> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text)?;
    let is_sent = |case: &&serde_json::Value| {
        case["codec"] == "JSON" && case["direction"] == "from mango (framed)" && case["bytes_hex"].is_string()
    };
    cases.iter().filter(is_sent).map(recorded).collect()
}

fn recorded(case: &serde_json::Value) -> Result<Recorded, Box<dyn Error>> {
    let text = |key: &str| case[key].as_str().ok_or(format!("a case without `{key}`"));
    Ok(Recorded { call: text("call")?.to_owned(), bytes: bytes_of(text("bytes_hex")?)? })
}

fn bytes_of(hex: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let digits = |at| hex.get(at..at + 2).ok_or("an odd number of digits");
    (0..hex.len()).step_by(2).map(|at| Ok(u8::from_str_radix(digits(at)?, 16)?)).collect()
}
