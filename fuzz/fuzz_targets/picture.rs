//! A picture or drawing of any kind, decoded under the usual limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::picture::{Limits, decode, header};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let _ = header("fuzz", bytes, &limits);
    let _ = decode("fuzz", bytes, &limits);
});
