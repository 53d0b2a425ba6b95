//! A JPEG, decoded as a whole and, where its header says that it is large, at a part of its size.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::picture::{Limits, decode, header};

fuzz_target!(|bytes: &[u8]| {
    let file = [b"\xFF\xD8\xFF", bytes].concat();
    let limits = Limits { pixels: 40_000_000, enough: Some((60, 40)), ..Limits::default() };
    let _ = header("fuzz", &file, 1, &limits);
    let _ = decode("fuzz", &file, 1, &limits);
});
