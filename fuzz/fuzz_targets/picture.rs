//! A picture or drawing of any kind, decoded under the usual limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::picture::{Limits, decode, header};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { enough: Some((600, 400)), ..Limits::default() };
    let _ = header("fuzz", bytes, 1, &limits);
    let _ = decode("fuzz", bytes, 1, &limits);
});
