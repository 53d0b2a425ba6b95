//! What is made once, when the program is built: the deflated press profile, because deflating it for every page would cost more than the page, and the
//! dictionary of words as a transducer that is read where it lies, so that nothing has to be loaded before a headline is broken.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

type Failure = Box<dyn std::error::Error>;

/// Steps of a word's weight for a factor of two in its frequency, in millionths: sixteen for a factor of e.
const STEPS: u64 = 11_090_355;
/// How often a word that `words/news.txt` names is taken to stand in the texts the frequencies of `words/jieba.txt` were counted in.
const NEWS_FREQUENCY: u64 = 25;

fn main() -> Result<(), Failure> {
    let folder = PathBuf::from(std::env::var("OUT_DIR")?);
    deflate_profile(&folder)?;
    compile_words(&folder)
}

fn deflate_profile(folder: &Path) -> Result<(), Failure> {
    println!("cargo:rerun-if-changed=profiles/SNAP-TR002-newsprint.icc");
    let profile = std::fs::read("profiles/SNAP-TR002-newsprint.icc")?;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&profile)?;
    Ok(std::fs::write(folder.join("newsprint.icc.zlib"), encoder.finish()?)?)
}

/// Words with their weight and kind in one number: `weight * 32 + kind`, the weight being the logarithm of how rare the word is.
fn compile_words(folder: &Path) -> Result<(), Failure> {
    let mut words: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for file in ["words/jieba.txt", "words/news.txt"] {
        println!("cargo:rerun-if-changed={file}");
    }
    for line in std::fs::read_to_string("words/jieba.txt")?.lines() {
        let mut parts = line.split(' ');
        if let (Some(word), Some(frequency), Some(tag)) = (parts.next(), parts.next(), parts.next()) {
            words.insert(word.to_owned(), (frequency.parse::<u64>()?.max(1), kind(tag)));
        }
    }
    for line in std::fs::read_to_string("words/news.txt")?.lines().filter(|line| !line.starts_with('#')) {
        let (tag, line) = line.split_once(' ').unwrap_or((line, ""));
        for word in line.split(' ') {
            words.entry(word.to_owned()).or_insert((NEWS_FREQUENCY, kind(tag)));
        }
    }
    let total: u64 = words.values().map(|(frequency, _)| frequency).sum();
    let weight =
        |frequency: u64| (binary_logarithm(total, frequency) * STEPS + (500_000 << FRACTION)) / (1_000_000 << FRACTION);
    let entries = words.iter().map(|(word, (frequency, kind))| (word, weight(*frequency) * 32 + kind));
    Ok(std::fs::write(folder.join("words.fst"), fst::Map::from_iter(entries)?.as_fst().as_bytes())?)
}

/// Bits behind the point of a logarithm.
const FRACTION: u32 = 16;

/// The binary logarithm of `a / b`, at least 1, with [`FRACTION`] bits behind the point, digit by digit: the same on every machine, as breaks must be.
fn binary_logarithm(a: u64, b: u64) -> u64 {
    let whole = (a / b.max(1)).max(1).ilog2();
    // The rest is from 1 to 2, with 32 bits behind the point.
    let mut rest = (u128::from(a) << 32) / (u128::from(b.max(1)) << whole);
    let mut logarithm = u64::from(whole);
    for _ in 0..FRACTION {
        rest = (rest * rest) >> 32;
        let is_more = rest >> 33 > 0;
        rest >>= u32::from(is_more);
        logarithm = (logarithm << 1) | u64::from(is_more);
    }
    logarithm
}

/// The number of a part of speech, as `src/words/dictionary.rs` reads it.
fn kind(tag: &str) -> u64 {
    match tag {
        "v" | "vd" | "vi" | "vq" => 1,
        "vg" => 2,
        "a" | "b" | "z" | "ad" | "an" => 3,
        "d" => 4,
        "p" | "c" => 5,
        "f" => 6,
        "t" => 7,
        "r" => 8,
        "m" | "mq" => 9,
        "q" => 10,
        "i" => 11,
        "l" => 12,
        "ns" => 13,
        // Names in other languages are names of persons and places too, and as whole.
        "nr" | "nrt" | "nrfg" => 14,
        "uj" | "ul" | "uz" | "ud" | "ug" => 15,
        "n" | "ng" => 16,
        "k" | "zg" | "g" | "j" => 17,
        "nt" | "nz" => 18,
        "vn" => 19,
        _ => 0,
    }
}
