//! An edition file, read and set with the shipped fonts; the articles it names are one short text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use paiban::flow::FlowOptions;
use paiban::font::FontBook;
use paiban::input::{FileProblem, Files, load};
use paiban::{shipped, typeset};

static FONTS: LazyLock<FontBook> = LazyLock::new(|| FontBook::load(shipped::fonts()).0);

/// The edition under test beside the shipped layouts.
struct Folder<'a>(&'a str);

impl Files for Folder<'_> {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        match path.strip_prefix("layout:") {
            Some(name) => shipped::layout(name).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing),
            None if path == "edition.yaml" => Ok(self.0.as_bytes().to_vec()),
            None if path.ends_with(".md") => Ok("---\nheadline: 题\n---\n正文。\n".as_bytes().to_vec()),
            None => Err(FileProblem::Missing),
        }
    }
}

fuzz_target!(|text: &str| {
    let folder = Folder(text);
    if let (Some(documents), ..) = load("edition.yaml", &folder) {
        let _ = typeset(documents, &FONTS, &folder, FlowOptions::default());
    }
});
