#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| codec_tests::judge::msgpack(bytes));
