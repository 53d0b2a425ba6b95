//! An advertisement, measured and made ready for the press.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::colour::{ConvertOptions, OutputProfile};
use paiban::export::pdf::placed::{Ways, made_ready, page_bleed, page_size};

fuzz_target!(|bytes: &[u8]| {
    let _ = page_size("fuzz.pdf", bytes, 1);
    let _ = page_bleed("fuzz.pdf", bytes, 1);
    let profile = OutputProfile::newsprint();
    let press = Some((&profile, ConvertOptions::default()));
    let _ = made_ready("fuzz.pdf", bytes, 1, &Ways { press, scale: 1.0, shown: [0.0, 0.0, 1.0, 1.0] });
});
