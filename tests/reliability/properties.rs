//! What holds of every value.

use codec::{Codec as _, Dict, DynCodec, Json, JsonSerializable, MsgPack, Registry, Serializer, Value};
use codec_tests::codecs::{ALL, Setup};
use codec_tests::effort::PROPERTY;
use codec_tests::generate::Generator;
use codec_tests::judge::{Chain, Colour, Flat, Holder, Leaf, Shape, Subject, registry};
use codec_tests::same::same;

const LEVELS: usize = 4;

fn setup() -> Setup {
    Setup { registry: Some(registry()), ..Setup::default() }
}

/// decode(encode(x)) is x, encode is deterministic, and what was decoded has the same bytes.
#[test]
fn values_come_back() {
    for under in ALL {
        let codec = under.with(setup());
        let mut generator = Generator::new(1);
        let mut refused = 0;
        for case in 0..PROPERTY.count() {
            // A value that the format does not hold is drawn again, so that as many are tried as is said.
            let (value, carried) = loop {
                let value = generator.value(LEVELS);
                match under.carried(&value) {
                    Ok(carried) => break (value, carried),
                    Err(_) => refused += usize::from(codec.encode(&value).is_err()),
                }
            };
            let bytes = codec.encode(&value).unwrap_or_else(|error| panic!("{}: {error}", under.name));
            assert_eq!(codec.encode(&value.clone()).unwrap(), bytes, "case {case}");
            let found = codec.decode(&bytes).unwrap();
            assert!(same(&found, &carried), "{}, case {case}: {found}, not {carried}", under.name);
            assert_eq!(codec.encode(&found).unwrap(), bytes, "case {case}");
        }
        PROPERTY.report(&format!("{}: decode(encode(x)) = x", under.name), PROPERTY.count());
        println!("{refused} others are refused");
    }
}

/// encode(decode(b)) is a fixed point for what others wrote.
#[test]
fn what_others_wrote_settles() {
    for under in ALL {
        let codec = under.with(setup());
        let mut generator = Generator::new(2);
        for case in 0..PROPERTY.count() {
            let (plain, bytes) = loop {
                let plain = generator.plain(LEVELS);
                if let Some(bytes) = (under.foreign)(&plain) {
                    break (plain, bytes);
                }
            };
            let value =
                codec.decode(&bytes).unwrap_or_else(|error| panic!("{}: {plain}: {error}", under.name));
            let first = codec.encode(&value).unwrap();
            let again = codec.decode(&first).unwrap();
            assert!(same(&again, &value), "{}, case {case}: {again}, not {value}", under.name);
            assert_eq!(codec.encode(&again).unwrap(), first, "{}, case {case}", under.name);
        }
        PROPERTY.report(&format!("{}: encode(decode(b)) settles", under.name), PROPERTY.count());
    }
}

/// The same value by each codec.
#[test]
fn codecs_agree() {
    let names = ["Json", "Json in Python's style", "MsgPack", "MsgPackBlosc", "CBOR by a user"];
    let codecs = names.map(|name| Subject::named(name).codec);
    let mut generator = Generator::new(3);
    for case in 0..PROPERTY.count() {
        let value = generator.common(LEVELS);
        for (name, codec) in names.iter().zip(codecs) {
            let found = codec.decode(&codec.encode(&value).unwrap()).unwrap();
            assert!(same(&found, &value), "{name}, case {case}: {found}, not {value}");
        }
    }
    PROPERTY.report("all codecs agree", PROPERTY.count());
}

fn from_dict<T: JsonSerializable + std::fmt::Debug>(value: &T) -> T {
    let generic = value.as_value().unwrap();
    // The inherent functions are these, for types with fields.
    T::from_value(generic).unwrap()
}

/// Equality of the generic forms is stricter than that of the types: it tells `-0.0` from `0.0`, and NaN is itself.
fn comes_back<T: JsonSerializable + std::fmt::Debug>(value: &T, case: usize) {
    let again = from_dict(value);
    assert!(
        same(&again.as_value().unwrap(), &value.as_value().unwrap()),
        "case {case}: {again:?}, not {value:?}"
    );
}

#[test]
fn from_dict_of_as_dict() {
    let mut generator = Generator::new(4);
    for case in 0..PROPERTY.count() {
        let leaf = generator.leaf();
        assert_eq!(Leaf::from_dict(leaf.as_dict().unwrap()).unwrap(), leaf);
        let flat = generator.flat();
        assert_eq!(Flat::from_dict(flat.as_dict().unwrap()).unwrap(), flat);
        let holder = generator.holder(LEVELS);
        let again = Holder::from_dict(holder.as_dict().unwrap()).unwrap();
        assert!(same(&again.as_dict().unwrap().into(), &holder.as_dict().unwrap().into()), "case {case}");
        comes_back(&generator.shape(), case);
        comes_back(&generator.chain(LEVELS), case);
        comes_back(&holder, case);
    }
    PROPERTY.report("from_dict(as_dict(x)) = x", PROPERTY.count());
}

/// [`Leaf`] and [`Holder`] as someone writes them without the macro.
#[derive(Debug, Clone, PartialEq)]
struct LeafByHand(i64, Option<String>);

#[derive(Debug, Clone, PartialEq)]
struct ShapeByHand(Value);

fn by_hand() -> [Serializer; 2] {
    let leaf = Serializer::new::<LeafByHand>(
        |leaf| {
            let text = leaf.1.clone().map_or(Value::Null, Value::from);
            Ok(Dict::from([("n", Value::from(leaf.0)), ("s", text)]).into())
        },
        |payload| {
            let mut dict = Dict::try_from(payload)?;
            let n = i64::try_from(dict.remove("n").unwrap_or_default())?;
            let text = dict.remove("s").filter(|text| !text.is_null()).map(String::try_from).transpose()?;
            Ok(LeafByHand(n, text))
        },
    );
    let shape =
        Serializer::new::<ShapeByHand>(|shape| Ok(shape.0.clone()), |payload| Ok(ShapeByHand(payload)));
    [leaf.with_type_id(7001), shape.with_type_id(7004)]
}

/// What the macro makes writes the bytes of a hand-written serializer, and each reads the other's.
#[test]
fn the_macro_and_its_twin_by_hand() {
    let registry = || Registry::with_serializers(by_hand()).unwrap();
    let pairs: [(&dyn DynCodec, Box<dyn DynCodec>); 2] = [
        (Subject::named("Json").codec, Box::new(Json::with_registry(registry()))),
        (Subject::named("MsgPack").codec, Box::new(MsgPack::with_registry(registry()))),
    ];
    let mut generator = Generator::new(5);
    for _ in 0..PROPERTY.count() {
        let (leaf, shape) = (generator.leaf(), generator.shape());
        let leaf_by_hand = LeafByHand(leaf.n, leaf.s.clone());
        let generic = match &shape {
            Shape::Dot => "Dot".into(),
            Shape::Circle(radius) => Dict::from([("Circle", *radius)]).into(),
            Shape::Named { what } => {
                let inner = Dict::from([("what", what.as_dict().unwrap())]);
                Value::from(Dict::from([("Named", inner)]))
            }
        };
        for (macros, hands) in &pairs {
            let bytes = macros.encode(&leaf).unwrap();
            let by_hand = hands.encode(&hands.object(&leaf_by_hand).unwrap()).unwrap();
            assert_eq!(by_hand, bytes);
            assert_eq!(macros.decode_as::<Leaf>(&by_hand).unwrap(), leaf);
            assert_eq!(hands.decode(&bytes).unwrap().downcast::<LeafByHand>().unwrap(), leaf_by_hand);
            if !matches!(shape, Shape::Named { .. }) {
                let bytes = macros.encode(&shape).unwrap();
                assert_eq!(
                    hands.encode(&hands.object(&ShapeByHand(generic.clone())).unwrap()).unwrap(),
                    bytes
                );
            }
        }
    }
    PROPERTY.report("macro output equals a hand-written twin", PROPERTY.count());
}

/// Typed, by each codec.
#[test]
fn typed_values_come_back() {
    let names = ["Json", "FastJson", "MsgPack", "MsgPackBlosc", "CBOR by a user"];
    for (name, codec) in names.map(|name| (name, Subject::named(name).codec)) {
        let mut generator = Generator::new(6);
        for _ in 0..PROPERTY.count() / 5 {
            let (leaf, flat, chain) = (generator.leaf(), generator.flat(), generator.chain(LEVELS));
            assert_eq!(codec.decode_as::<Leaf>(&codec.encode(&leaf).unwrap()).unwrap(), leaf, "{name}");
            assert_eq!(codec.decode_as::<Chain>(&codec.encode(&chain).unwrap()).unwrap(), chain, "{name}");
            let colour = codec.decode_as::<Colour>(&codec.encode(&Colour::Green).unwrap()).unwrap();
            assert_eq!(colour, Colour::Green);
            // FastJSON has no infinities.
            if name != "FastJson" {
                assert_eq!(codec.decode_as::<Flat>(&codec.encode(&flat).unwrap()).unwrap(), flat, "{name}");
                let shape = generator.shape();
                assert_eq!(
                    codec.decode_as::<Shape>(&codec.encode(&shape).unwrap()).unwrap(),
                    shape,
                    "{name}"
                );
            }
        }
    }
}
