//! An advertisement, measured.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::export::pdf::placed::page_size;

fuzz_target!(|bytes: &[u8]| {
    let _ = page_size("fuzz.pdf", bytes, 1);
});
