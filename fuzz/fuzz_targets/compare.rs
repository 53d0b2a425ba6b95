//! A version to compare: a display list's text, or any PDF read and rendered small.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paiban::base::{Len, Rect, in_english};
use paiban::check::compare::{Tolerance, compare, report, sheets_of_dump, sheets_of_pdf};
use paiban::proof::{Proof, Window};

fuzz_target!(|bytes: &[u8]| {
    let sheets = if bytes.starts_with(b"page ") {
        std::str::from_utf8(bytes).ok().and_then(|text| sheets_of_dump(text).ok())
    } else {
        Proof::read(bytes.to_vec()).ok().map(|proof| {
            let area = Rect { width: Len::mm(60), height: Len::mm(60), ..Rect::default() };
            let _ = proof.pixels(0, &Window { area, ppi: 20.0 });
            sheets_of_pdf(&proof)
        })
    };
    let Some(sheets) = sheets else { return };
    assert!(compare(&sheets, &sheets, Tolerance::default()).is_same());
    let _ = report(&compare(&[], &sheets, Tolerance::default()), in_english);
});
