use super::*;
use crate::error::{DecodeError, Limit, SerializationError};
use crate::{Codec, DynCodec, Json, Value, ValueCodec, ValueFormat};

/// A request and a reply, as aiomas puts them on its socket.
const REQUEST: &[u8] = b"\0\0\0\x08\x93\x00\x00\xa4ohai";
const REPLY: &[u8] = b"\0\0\0\x07\x93\x01\x00\xa3cya";

/// All messages that are whole.
fn taken(frames: &mut Frames) -> Result<Vec<Vec<u8>>, DecodeError> {
    let mut all = Vec::new();
    while let Some(message) = frames.next_message()? {
        all.push(message.to_vec());
    }
    Ok(all)
}

fn limited(most: usize) -> Limits {
    Limits::default().frame(most)
}

#[test]
fn whole_frames() {
    let mut frames = Frames::default();
    assert_eq!(taken(&mut frames).unwrap(), [b""; 0]);
    frames.push(b"");
    frames.push(&[REQUEST, REPLY, REPLY].concat());
    assert!(frames.finish().is_ok());
    assert_eq!(taken(&mut frames).unwrap(), [&REQUEST[4..], &REPLY[4..], &REPLY[4..]]);
    assert!(frames.finish().is_ok());
}

#[test]
fn one_byte_at_a_time() {
    let mut frames = Frames::new();
    let stream = [REQUEST, REPLY].concat();
    for (at, byte) in stream.iter().enumerate() {
        assert_eq!(frames.next_message().unwrap(), None);
        // Between frames alone.
        assert_eq!(frames.finish().is_ok(), at == 0 || at == REQUEST.len(), "{at}");
        frames.push(&[*byte]);
        if at + 1 == REQUEST.len() {
            assert_eq!(frames.next_message().unwrap(), Some(&REQUEST[4..]));
        }
    }
    assert_eq!(taken(&mut frames).unwrap(), [&REPLY[4..]]);
}

#[test]
fn cut_in_two_anywhere() {
    let stream = [REQUEST, REPLY, REQUEST].concat();
    for cut in 0..=stream.len() {
        let (first, second) = stream.split_at(cut);
        for takes_between in [false, true] {
            let (mut frames, mut all) = (Frames::new(), Vec::new());
            frames.push(first);
            if takes_between {
                all.extend(taken(&mut frames).unwrap());
            }
            frames.push(second);
            all.extend(taken(&mut frames).unwrap());
            assert_eq!(all, [&REQUEST[4..], &REPLY[4..], &REQUEST[4..]], "{cut}");
        }
    }
}

#[test]
fn ends_inside_a_frame() {
    for cut in 1..REPLY.len() {
        let mut frames = Frames::new();
        frames.push(&[REQUEST, &REPLY[..cut]].concat());
        for _ in 0..2 {
            let error = frames.finish().unwrap_err();
            assert!(error.is_eof());
            assert_eq!(error.to_string(), "input ends inside a frame (byte 12)");
            taken(&mut frames).unwrap();
        }
        // It is no failure: the rest may come yet.
        frames.push(&REPLY[cut..]);
        assert_eq!(taken(&mut frames).unwrap(), [&REPLY[4..]]);
        frames.finish().unwrap();
    }
}

#[test]
fn lengths_around_the_limit() {
    for most in [1, 10, 4 << 20] {
        for length in [most - 1, most, most + 1] {
            let mut frames = Frames::with_limits(limited(most));
            frames.push(&u32::try_from(length).unwrap().to_be_bytes());
            if (1..=most).contains(&length) {
                assert_eq!(frames.next_message().unwrap(), None);
                frames.push(&vec![7; length]);
                assert_eq!(frames.next_message().unwrap(), Some(&vec![7; length][..]));
                continue;
            }
            let error = frames.next_message().unwrap_err();
            assert_eq!(error.limit(), (length > 0).then_some(Limit::Frame));
            let text = match length {
                0 => "a frame of length 0 holds no message (byte 0)".to_owned(),
                _ => format!(
                    "a frame of {length} bytes is more than the limit of {most} (byte 0); raise it with `Limits::frame`"
                ),
            };
            assert_eq!(error.to_string(), text);
        }
    }
}

#[test]
fn written_lengths_around_the_limit() {
    for most in [1, 10, 4 << 20] {
        for length in [most - 1, most, most + 1] {
            let mut out = b"before".to_vec();
            match write_frame(&vec![7; length], &mut out, limited(most)) {
                Ok(()) => {
                    assert!((1..=most).contains(&length));
                    let head = u32::try_from(length).unwrap().to_be_bytes();
                    assert_eq!(out, [&b"before"[..], &head, &vec![7; length]].concat());
                }
                Err(error) => {
                    let (text, limit) = refusal(length, most);
                    assert_eq!((error.to_string(), error.limit()), (text, limit));
                    assert!(limit.is_some() || error.is_unsupported());
                    assert_eq!(out, b"before");
                }
            }
        }
    }
}

/// What is said of a message that makes no frame.
fn refusal(length: usize, most: usize) -> (String, Option<Limit>) {
    match length {
        0 => ("a frame holds no empty message".to_owned(), None),
        _ => (
            format!(
                "a frame of {length} bytes is more than the limit of {most}; raise it with `Limits::frame`"
            ),
            Some(Limit::Frame),
        ),
    }
}

/// A message that no four bytes can announce has no frame, whatever the limit.
#[test]
#[cfg(target_pointer_width = "64")]
fn no_limit_is_above_four_bytes() {
    assert_eq!(most(limited(usize::MAX)), u32::MAX as usize);
    let mut frames = Frames::with_limits(limited(usize::MAX));
    frames.push(b"\xFF\xFF\xFF\xFFabc");
    assert_eq!(frames.next_message().unwrap(), None);
    assert!(frames.finish().unwrap_err().is_eof());
}

#[test]
fn fails_for_good() {
    for head in [b"\0\0\0\0", b"\0\0\0\x0B", b"\xFF\xFF\xFF\xFF"] {
        let mut frames = Frames::with_limits(limited(10));
        frames.push(&[REQUEST, &head[..3]].concat());
        assert_eq!(taken(&mut frames).unwrap(), [&REQUEST[4..]]);
        frames.push(&head[3..]);
        // Seen before it is taken, too.
        let seen = frames.finish().unwrap_err();
        let error = frames.next_message().unwrap_err();
        assert_eq!(error.offset(), Some(REQUEST.len()));
        assert_eq!(seen.to_string(), error.to_string());
        for _ in 0..3 {
            frames.push(REPLY);
            assert_eq!(frames.next_message().unwrap_err().to_string(), error.to_string());
            assert_eq!(frames.finish().unwrap_err().to_string(), error.to_string());
        }
        assert_eq!(frames.buffer.capacity(), 0);
    }
}

/// The good messages come first, in whatever piece the bad length was.
#[test]
fn what_stands_before_an_error_is_given() {
    let mut frames = Frames::new();
    frames.push(&[REQUEST, REPLY, b"\0\0\0\0"].concat());
    assert_eq!(frames.next_message().unwrap(), Some(&REQUEST[4..]));
    assert_eq!(frames.next_message().unwrap(), Some(&REPLY[4..]));
    let error = frames.next_message().unwrap_err();
    assert!(error.is_syntax() && !error.is_eof() && !error.is_limit());
    assert_eq!(error.offset(), Some(23));
}

/// Neither what was taken nor the room for it stays.
#[test]
fn little_is_kept() {
    let mut large = Vec::new();
    write_frame(&vec![7; 1 << 20], &mut large, Limits::default()).unwrap();
    let mut frames = Frames::new();
    for _ in 0..3 {
        frames.push(&[&large, &REPLY[..5]].concat());
        assert_eq!(taken(&mut frames).unwrap().len(), 1);
        assert_eq!(frames.buffer, &REPLY[..5]);
        assert!(frames.buffer.capacity() <= 64 << 10);
        frames.push(&REPLY[5..]);
        // Taken, and never asked whether there is more.
        assert_eq!(frames.next_message().unwrap(), Some(&REPLY[4..]));
    }
    for _ in 0..10_000 {
        frames.push(REPLY);
        assert_eq!(frames.next_message().unwrap(), Some(&REPLY[4..]));
        assert!(frames.buffer.len() <= 2 * REPLY.len());
    }
}

#[test]
fn shows_no_payload() {
    let mut frames = Frames::new();
    frames.push(REQUEST);
    assert_eq!(format!("{frames:?}"), "Frames { unread: 12, failed: None, .. }");
}

#[test]
fn values_in_frames() {
    let codecs: [Box<dyn DynCodec>; 2] =
        [Box::new(Json::new()), Box::new(Json::builder().python_style(true).build().unwrap())];
    let mut out = Vec::new();
    for codec in &codecs {
        encode_frame(codec, &[1, 2], &mut out, Limits::default()).unwrap();
        encode_frame(&**codec, "ohai", &mut out, limited(6)).unwrap();
    }
    assert_eq!(out, b"\0\0\0\x05[1,2]\0\0\0\x06\"ohai\"\0\0\0\x06[1, 2]\0\0\0\x06\"ohai\"");
}

/// A format that writes its text, and fails behind it at a dash.
struct Text;

impl ValueFormat for Text {
    fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        let text = value.as_str().unwrap_or_default();
        out.extend_from_slice(text.as_bytes());
        if text.ends_with('-') { Err(SerializationError::custom("a dash")) } else { Ok(()) }
    }

    fn read(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        std::str::from_utf8(bytes).map(Value::from).map_err(DecodeError::custom)
    }
}

#[test]
fn values_that_make_no_frame() {
    let codec = ValueCodec::new(Text);
    let mut out = b"before".to_vec();
    for (value, text) in [
        ("", "a frame holds no empty message"),
        ("01234", "a frame of 5 bytes is more than the limit of 4; raise it with `Limits::frame`"),
        ("012345-", "a dash"),
    ] {
        let error = encode_frame(&codec, value, &mut out, limited(4)).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(out, b"before");
    }
    encode_frame(&codec, "0123", &mut out, limited(4)).unwrap();
    assert_eq!(out, b"before\0\0\0\x040123");
    assert_eq!(codec.decode_as::<String>(&out[10..]).unwrap(), "0123");
}
