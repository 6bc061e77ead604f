//! Large documents through every pair of codecs and back.
//!
//! Those of public benchmarks may not be kept here, so documents like them are made: coordinates as in `canada`, tables
//! whose keys are numbers as in `citm_catalog`, nested records with text of all scripts as in `twitter`. Where the
//! originals are at hand, `CODEC_DOCUMENTS` names their directory, and they are tried as well.

use std::collections::BTreeMap;
use std::path::PathBuf;

use codec::{Codec as _, Dict, List, Value};
use codec_tests::judge::Subject;
use codec_tests::random::Seeded;
use codec_tests::same::same;

/// Rings of points, with fifteen digits or so.
fn canada(seeded: &mut Seeded) -> Value {
    let mut rings = Vec::new();
    for _ in 0..480 {
        let count = 4 + seeded.below(230);
        let mut place = (-65.613_617, 43.420_273);
        let ring = (0..count).map(|_| {
            place.0 -= seeded.below(1_000_000) as f64 / 7e6;
            place.1 += seeded.below(1_000_000) as f64 / 9e6;
            Value::from(vec![place.0, place.1])
        });
        rings.push(Value::from(ring.collect::<List>()));
    }
    let geometry = Dict::from([("type", Value::from("Polygon")), ("coordinates", rings.into())]);
    let feature = Dict::from([
        ("type", Value::from("Feature")),
        ("properties", Dict::from([("name", "Canada")]).into()),
        ("geometry", geometry.into()),
    ]);
    Dict::from([("type", Value::from("FeatureCollection")), ("features", vec![Value::from(feature)].into())])
        .into()
}

/// Many small dicts of integers and nulls, under keys that are numbers.
fn citm(seeded: &mut Seeded) -> Value {
    let id = |seeded: &mut Seeded| 100_000_000 + seeded.below(900_000_000);
    let names = (0..800).map(|at| (id(seeded).to_string(), format!("Orchestre n° {at} \"première\"")));
    let names = names.collect::<BTreeMap<_, _>>();
    let performance = |seeded: &mut Seeded| {
        let count = seeded.below(9);
        let areas = (0..count).map(|_| Value::from(Dict::from([("areaId", id(seeded)), ("price", 9)])));
        let areas = areas.collect::<List>();
        Value::from(Dict::from([
            ("eventId", Value::from(id(seeded))),
            ("id", id(seeded).into()),
            ("logo", Value::Null),
            ("prices", areas.into()),
            ("start", 1_372_701_600_000_u64.into()),
            ("venueCode", "PLEYEL_PLEYEL".into()),
        ]))
    };
    let performances = (0..2_000).map(|_| performance(seeded)).collect::<List>();
    let names = names.into_iter().map(|(key, name)| (key, Value::from(name))).collect::<Dict>();
    Dict::from([("areaNames", Value::from(names)), ("performances", performances.into())]).into()
}

/// Records in records, with text in several scripts and empty places.
fn twitter(seeded: &mut Seeded) -> Value {
    let texts = [
        "@aym0566x \n\n名前:前田あゆみ\n第一印象:なんか怖っ！",
        "RT @KATANA77: えっ 😂🔥",
        "plain <a href=\"\\\">",
        "",
    ];
    let user = |seeded: &mut Seeded| {
        Dict::from([
            ("id", Value::from(seeded.draw() >> 1)),
            ("name", (*seeded.of(&texts)).into()),
            ("followers_count", seeded.below(100_000).into()),
            ("verified", seeded.one_in(9).into()),
            ("utc_offset", Value::Null),
        ])
    };
    let status = |seeded: &mut Seeded| {
        Value::from(Dict::from([
            ("created_at", Value::from("Sun Aug 31 00:29:15 +0000 2014")),
            ("id", (505_874_924_095_815_681 + seeded.below(1_000_000)).into()),
            ("text", (*seeded.of(&texts)).into()),
            ("user", user(seeded).into()),
            (
                "entities",
                Dict::from([("hashtags", Value::from(Vec::<Value>::new())), ("score", 0.25.into())]).into(),
            ),
            ("favorited", false.into()),
        ]))
    };
    Dict::from([("statuses", Value::from((0..1_500).map(|_| status(seeded)).collect::<List>()))]).into()
}

/// Each document, and how many bytes of JSON it is.
fn documents() -> Vec<(String, Value)> {
    let mut seeded = Seeded::new(9);
    let mut all = vec![
        ("like canada".to_owned(), canada(&mut seeded)),
        ("like citm_catalog".to_owned(), citm(&mut seeded)),
        ("like twitter".to_owned(), twitter(&mut seeded)),
    ];
    match std::env::var_os("CODEC_DOCUMENTS").map(PathBuf::from) {
        None => println!("the originals are not at hand: CODEC_DOCUMENTS names no directory"),
        Some(directory) => all.extend(["canada", "citm_catalog", "twitter"].map(|name| {
            let text = std::fs::read(directory.join(name).with_extension("json")).expect("a document");
            let theirs = serde_json::from_slice::<serde_json::Value>(&text).expect("JSON");
            let ours = Subject::named("Json").codec.decode(&text).expect("JSON");
            assert!(serde_json::Value::try_from(ours.clone()).expect("plain") == theirs, "{name}");
            (name.to_owned(), ours)
        })),
    }
    all
}

#[test]
fn through_every_pair_of_codecs() {
    let names = ["Json", "Json in Python's style", "FastJson", "MsgPack", "MsgPackBlosc", "CBOR by a user"];
    let codecs = names.map(|name| (name, Subject::named(name).codec));
    // FastJSON decodes messages; the document is the content of one, as a typed value it is plain.
    let decode = |name: &str, codec: &dyn codec::DynCodec, bytes: &[u8]| match name {
        "FastJson" => codec.decode_as::<Value>(bytes).unwrap(),
        _ => codec.decode(bytes).unwrap(),
    };
    let mut pairs = 0;
    for (title, value) in documents() {
        let all = codecs.map(|(name, codec)| (name, codec, codec.encode(&value).unwrap()));
        println!("{title}: {:?}", all.each_ref().map(|(_, _, bytes)| bytes.len()));
        for (name, codec, bytes) in &all {
            let carried = decode(name, *codec, bytes);
            assert!(same(&carried, &value), "{title}: {name}");
            for (other, peer, theirs) in &all {
                assert!(peer.encode(&carried).unwrap() == *theirs, "{title}: {name} to {other}");
                pairs += 1;
            }
        }
    }
    println!("{pairs} ways through two codecs");
}
