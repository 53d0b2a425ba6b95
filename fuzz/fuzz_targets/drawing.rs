//! A drawing (SVG) without fonts and linked files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::picture::{DrawingFonts, drawing, drawing_size};

fuzz_target!(|bytes: &[u8]| {
    let _ = drawing_size("fuzz", bytes);
    let _ = drawing("fuzz", bytes, &DrawingFonts::default(), &|_| None);
});
