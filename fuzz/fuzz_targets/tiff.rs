//! A TIFF of either byte order, classic or big, its first page and its second.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::picture::{Limits, decode};

fuzz_target!(|bytes: &[u8]| {
    let heads: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
    let Some((&first, rest)) = bytes.split_first() else { return };
    let file = [heads[usize::from(first) % 4], rest].concat();
    let limits = Limits { pixels: 4_000_000, streamed: 4_000_000, enough: Some((60, 40)), ..Limits::default() };
    for page in [1, 2] {
        let _ = decode("fuzz", &file, page, &limits);
    }
});
