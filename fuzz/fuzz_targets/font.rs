//! A font file, loaded beside nothing.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use paiban::font::{FontBook, FontData, FontFile};

fuzz_target!(|bytes: &[u8]| {
    let file = FontFile { name: "fuzz.otf".into(), data: FontData::Read(Arc::from(bytes)) };
    let _ = FontBook::load(vec![file]);
});
