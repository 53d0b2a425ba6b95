//! Any bytes, judged by preflight.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::check::preflight::{Options, preflight};

fuzz_target!(|bytes: &[u8]| {
    let verdict = preflight(bytes, &Options::default());
    let _ = (verdict.json(), verdict.text(paiban::base::in_english));
});
