//! Frames of a running mango container: what it sent, and what it made of what was sent to it.

use codec::transport::{Frames, write_frame};
use codec::{AclMessage, Codec, FastJson, Limits, MangoMessage, PythonVersion, Value};
use codec_tests::differences;
use codec_tests::vectors::{self, Case};

use super::{case, mango_protobuf};

#[test]
fn every_frame() {
    let cases = vectors::load::<Case>("mango_tcp.json");
    let outcomes = cases.iter().map(|case| {
        let registry = || case::registry(&case.setup, PythonVersion::V3_11);
        let outcome = match case.codec.as_str() {
            "JSON" => check(&case::python_style(&registry()), case),
            "FastJSON" => check(&FastJson::with_registry(registry()), case),
            "PROTOBUF" => check_protobuf(case),
            other => Err(format!("which codec is `{other}`?")),
        };
        (case.name.clone(), outcome)
    });
    differences::check("mango_tcp.json", outcomes);
}

/// The message of a frame that holds exactly one, and is what ours would be around it.
fn message_of(frame: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let mut frames = Frames::new();
    frames.push(frame);
    let message = frames.next_message().map_err(|error| error.to_string())?.map(<[u8]>::to_vec);
    assert_eq!(frames.next_message().unwrap(), None);
    frames.finish().map_err(|error| error.to_string())?;
    let mut again = Vec::new();
    message.iter().for_each(|message| write_frame(message, &mut again, Limits::default()).unwrap());
    assert_eq!(again, frame);
    Ok(message)
}

/// On one connection, in pieces of all lengths.
#[test]
fn every_frame_behind_the_others() {
    let recorded: Vec<Vec<u8>> = vectors::load::<Case>("mango_tcp.json").iter().map(Case::bytes).collect();
    let expected: Vec<&[u8]> = recorded.iter().filter_map(|frame| frame.get(4..)).collect();
    assert_eq!(expected.len(), 33);
    let stream = recorded.concat();
    for length in 1..=stream.len() {
        let (mut frames, mut found) = (Frames::new(), Vec::new());
        for piece in stream.chunks(length) {
            frames.push(piece);
            while let Some(message) = frames.next_message().unwrap() {
                found.push(message.to_vec());
            }
        }
        frames.finish().unwrap();
        assert_eq!(found, expected, "in pieces of {length} bytes");
    }
}

fn check_protobuf(case: &Case) -> Result<(), String> {
    let codec = mango_protobuf::codec(case, false);
    let frame = case.bytes();
    let payload = message_of(&frame)?.ok_or("a frame without a message")?;
    let value = codec.decode(&payload).map_err(|error| error.to_string())?;
    let again = codec.encode(&value).map_err(|error| error.to_string())?;
    assert_eq!(codec.decode(&again).unwrap(), value);
    let object = value.as_object().ok_or("no object")?;
    // A pickle of ours has lists where mango's has tuples.
    if object.downcast_ref::<MangoMessage>().is_none() {
        assert_eq!(again, payload);
    }
    // mango's own agents get messages alone; the codec gives whatever is registered.
    let is_bare = case.name == "PROTOBUF in: bare registered proto message";
    if is_bare {
        assert_eq!(object.name(), "Reading")
    } else {
        message(&value)?
    }
    Ok(())
}

fn check(codec: &impl Codec, case: &Case) -> Result<(), String> {
    // A call that sent nothing has no bytes.
    let Some(payload) = message_of(&case.bytes())? else { return Ok(()) };
    let decoded = codec.decode(&payload);
    if case.direction.as_deref() == Some("from mango (framed)") {
        return same_message(codec, decoded.map_err(|error| error.to_string())?, &payload);
    }
    match (decoded, refused_by_its_codec(case)) {
        (Ok(value), false) => message(&value),
        (Err(error), true) if error.is_unknown_type() => Ok(()),
        (Ok(_), true) => Err("ours decodes it".to_owned()),
        (Err(error), _) => Err(error.to_string()),
    }
}

/// mango closes the connection when its codec fails, and when a message has no meta data, which is no matter of codecs.
fn refused_by_its_codec(case: &Case) -> bool {
    let without_meta = ["JSON in: meta null", "FastJSON in: meta missing"];
    case.connection_closed_by_mango == Some(true) && !without_meta.contains(&case.name.as_str())
}

fn message(value: &Value) -> Result<(), String> {
    let object = value.as_object().ok_or("no object")?;
    let known =
        object.downcast_ref::<MangoMessage>().is_some() || object.downcast_ref::<AclMessage>().is_some();
    if known { Ok(()) } else { Err(format!("{} is no message", object.name())) }
}

/// What mango sent is what ours would send.
fn same_message(codec: &impl Codec, value: Value, payload: &[u8]) -> Result<(), String> {
    message(&value)?;
    assert_eq!(String::from_utf8(codec.encode(&value).unwrap()).unwrap(), String::from_utf8_lossy(payload));
    let again = match value.downcast::<MangoMessage>() {
        Ok(mango) => codec.encode(&mango),
        Err(error) => codec.encode(&error.into_value().downcast::<AclMessage>().unwrap()),
    };
    assert_eq!(again.unwrap(), payload);
    Ok(())
}
