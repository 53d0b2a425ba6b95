//! What manuscripts are made of.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its input has failed")]
#![allow(unreachable_pub, reason = "a module of test binaries has no outside")]
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

use std::io::Write;

/// A zip package, as Word's documents are.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
