//! The words in a picture's file: IPTC records and XMP of any kind of file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::picture::Told;

fuzz_target!(|bytes: &[u8]| {
    let told = Told::of(bytes);
    assert!(told.caption.lines().all(|line| !line.trim().is_empty()));
    let _ = told.credit_line();
});
