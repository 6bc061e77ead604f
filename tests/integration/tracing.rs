//! The spans and events that every codec gives: by type and size, and by reason for what is refused.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use codec::{Codec, DynCodec, Json, Registry, json_serializable};
use codec_tests::codecs::{ALL, Setup};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, with_default};
use tracing::{Event, Level, Metadata, Subscriber};

#[json_serializable(type_id = 7811)]
#[derive(Debug, PartialEq)]
struct Sample {
    level: f64,
}

fn registry() -> Registry {
    Registry::only::<(Sample,)>().unwrap()
}

/// Writes down what it is told.
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    most: Level,
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Log {
    fn write(&self, what: &str, record: impl FnOnce(&mut Line)) {
        let mut line = Line(what.to_owned());
        record(&mut line);
        self.lines.lock().unwrap().push(line.0);
    }
}

impl Subscriber for Log {
    /// Other tests have other subscribers at the same time.
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "codec" && *metadata.level() <= self.most
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(span.metadata().name(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write("record", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(event.metadata().level().as_str(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {
        self.write("exit", |_| {});
    }
}

fn told(most: Level, run: impl FnOnce()) -> Vec<String> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    with_default(Log { lines: Arc::clone(&lines), most }, run);
    let lines = lines.lock().unwrap();
    lines.clone()
}

#[test]
fn a_message_is_told_with_type_and_size() {
    let codec = Json::with_registry(registry());
    let told = told(Level::TRACE, || {
        let bytes = codec.encode(&Sample { level: 0.5 }).unwrap();
        codec.decode(&bytes).unwrap();
        codec.decode_as::<Sample>(&bytes).unwrap();
        codec.decode_str::<Vec<i64>>("[1]").unwrap();
        codec.encode_into(&Sample { level: 0.5 }, &mut b"before".to_vec()).unwrap();
    });
    let name = "integration::tracing::Sample";
    let encode = [
        format!("encode codec=\"Json\" type=\"{name}\""),
        "TRACE message=encoded bytes=33".to_owned(),
        "exit".to_owned(),
    ];
    let decode = |bytes: usize, ty: &str| {
        let span = format!("decode codec=\"Json\" bytes={bytes}");
        [span, format!("record type=\"{ty}\""), "TRACE message=decoded".to_owned(), "exit".to_owned()]
    };
    let expected = [
        encode.to_vec(),
        decode(33, name).to_vec(),
        decode(33, name).to_vec(),
        decode(3, "alloc::vec::Vec<i64>").to_vec(),
        encode.to_vec(),
    ];
    assert_eq!(told, expected.concat());
}

#[test]
fn what_is_refused_is_told_with_its_reason() {
    let codec = Json::with_registry(registry());
    let told = told(Level::DEBUG, || {
        codec.decode(br#"{"__type__":[4711,1]}"#).unwrap_err();
        codec.encode(&codec::Bytes::from(vec![1])).unwrap_err();
    });
    let unknown = codec.decode(br#"{"__type__":[4711,1]}"#).unwrap_err();
    let bytes = codec.encode(&codec::Bytes::from(vec![1])).unwrap_err();
    let expected = [
        "decode codec=\"Json\" bytes=21".to_owned(),
        format!("DEBUG message=refused to decode reason=\"unknown_type\" type_id=4711 error={unknown}"),
        "exit".to_owned(),
        "encode codec=\"Json\" type=\"codec::value::bytes::Bytes\"".to_owned(),
        format!("DEBUG message=refused to encode reason=\"unsupported\" error={bytes}"),
        "exit".to_owned(),
    ];
    assert_eq!(told, expected);
}

#[test]
fn every_codec_tells_under_its_own_name() {
    for under in ALL {
        let codec: Box<dyn DynCodec> = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let told = told(Level::TRACE, || {
            let bytes = codec.encode(&Sample { level: 0.5 }).unwrap();
            assert_eq!(codec.decode_as::<Sample>(&bytes).unwrap(), Sample { level: 0.5 });
        });
        let name = if under.name.starts_with("Json") { "Json" } else { under.name };
        let name = if name == "CBOR by a user" { "ValueCodec" } else { name };
        assert_eq!(told.len(), 7, "{told:?}");
        assert!(told[0].starts_with(&format!("encode codec=\"{name}\" type=")), "{told:?}");
        assert!(told[3].starts_with(&format!("decode codec=\"{name}\" bytes=")), "{told:?}");
    }
}

#[test]
fn nothing_is_told_that_nobody_asks_for() {
    let codec = Json::with_registry(registry());
    let told = told(Level::INFO, || {
        codec.decode(b"x").unwrap_err();
        codec.encode(&Sample { level: 0.5 }).unwrap();
    });
    assert_eq!(told, [""; 0]);
}
