//! One codec for many threads: what each of them reads is what one alone reads.

use std::sync::{Arc, Barrier};

use codec::{
    Bytes, Codec as _, DecodeError, Dict, DowncastError, DynCodec, Ext, FallbackSerializer, FastJson, Json,
    List, Map, MsgPack, MsgPackBlosc, Object, Protobuf, Registry, RegistryError, SerializationError,
    Serializer, Unknown, Value, ValueCodec,
};
use codec_tests::effort::CONCURRENT;
use codec_tests::generate::Generator;
use codec_tests::judge::{Subject, subjects};
use codec_tests::same::same;

const THREADS: usize = 16;

const fn is_shareable<T: Send + Sync + 'static>() {}

/// At compile time: what is shared, and what crosses threads.
const _: () = {
    is_shareable::<Json>();
    is_shareable::<FastJson>();
    is_shareable::<MsgPack>();
    is_shareable::<MsgPackBlosc>();
    is_shareable::<Protobuf>();
    is_shareable::<ValueCodec<Plain>>();
    is_shareable::<Box<dyn DynCodec>>();
    is_shareable::<Registry>();
    is_shareable::<Serializer>();
    is_shareable::<FallbackSerializer>();
    is_shareable::<Value>();
    is_shareable::<Object>();
    is_shareable::<Dict>();
    is_shareable::<List>();
    is_shareable::<Map>();
    is_shareable::<Bytes>();
    is_shareable::<Ext>();
    is_shareable::<Unknown>();
    is_shareable::<DecodeError>();
    is_shareable::<SerializationError>();
    is_shareable::<RegistryError>();
    is_shareable::<DowncastError>();
};

/// Any format of a user.
struct Plain;

impl codec::ValueFormat for Plain {
    fn write(&self, _: &Value, _: &mut Vec<u8>) -> Result<(), SerializationError> {
        Ok(())
    }

    fn read(&self, _: &[u8]) -> Result<Value, DecodeError> {
        Ok(Value::Null)
    }
}

/// Messages of the codec, every third damaged, with what one thread makes of them.
fn messages(subject: Subject) -> Vec<(Vec<u8>, Result<Value, String>)> {
    let mut generator = Generator::new(10);
    let mut messages: Vec<Vec<u8>> = Vec::new();
    while messages.len() < 300 {
        let value = match subject.name {
            "Protobuf" => generator.proto(),
            "FastJson" => {
                let content = generator.common(3);
                codec::MangoMessage { content, meta: Some(Dict::new()), ..Default::default() }.into()
            }
            _ => generator.value(3),
        };
        let Ok(mut bytes) = subject.codec.encode(&value) else { continue };
        if messages.len() % 3 == 0 && !bytes.is_empty() {
            let at = generator.seeded().below(bytes.len());
            bytes[at] = generator.seeded().byte();
        }
        messages.push(bytes);
    }
    let result = |bytes: &[u8]| subject.codec.decode(bytes).map_err(|error| error.to_string());
    messages.into_iter().map(|bytes| (bytes.clone(), result(&bytes))).collect()
}

#[test]
fn sixteen_threads_read_what_one_reads() {
    // One list over all codecs, so that each thread goes from one to the next: they share what a thread keeps.
    let mut all = Vec::new();
    for subject in subjects() {
        all.extend(messages(subject).into_iter().map(|(bytes, expected)| (subject, bytes, expected)));
    }
    let (all, start) = (Arc::new(all), Arc::new(Barrier::new(THREADS)));
    let each = CONCURRENT.count();
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| {
            let (all, start) = (Arc::clone(&all), Arc::clone(&start));
            std::thread::spawn(move || {
                start.wait();
                // Each in an order of its own: the steps have no factor in common with the number of messages.
                let step = [1, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67][thread];
                let mut refused = 0_usize;
                for turn in 0..each {
                    let (subject, bytes, expected) = &all[(thread + turn * step) % all.len()];
                    match (subject.codec.decode(bytes), expected) {
                        (Ok(found), Ok(expected)) => {
                            assert!(same(&found, expected), "{found}, not {expected}")
                        }
                        (Err(error), Err(expected)) => {
                            assert_eq!(error.to_string(), *expected);
                            refused += 1;
                        }
                        (found, _) => panic!("{}: {found:?}, not {expected:?}", subject.name),
                    }
                }
                refused
            })
        })
        .collect();
    let refused: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert!(refused > 0);
    CONCURRENT.report(&format!("{THREADS} threads, {refused} messages refused"), each);
}
