//! An article, read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::input::read_article;

fuzz_target!(|text: &str| {
    let _ = read_article(text);
});
