//! Deflates the shipped press profile once, at build time: deflating it for every page would cost more than the page.

use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=profiles/SNAP-TR002-newsprint.icc");
    let profile = std::fs::read("profiles/SNAP-TR002-newsprint.icc")?;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&profile)?;
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join("newsprint.icc.zlib"), encoder.finish()?)?;
    Ok(())
}
