//! What a picture's file tells of it in words: caption, makers, rights, what its agency asks for, when it is released.
//!
//! [`blocks`] finds where the words lie in each kind of file; [`iim`] and [`xmp`] read them. Where both say something, XMP counts: programs of today
//! write it and leave the older one as it came (IPTC Photo Metadata Standard 2023.2, "Mapped metadata"). What [`exif`] says counts last; [`letters`] finds out encodings, and
//! [`markup`] takes off what came from web pages.

mod blocks;
mod exif;
mod iim;
mod letters;
mod markup;
mod xmp;

use crate::base::is_invisible;
use crate::input::{Files, Stored};

/// Bytes of an XMP file beside a picture; the history of a retouched one is long.
const MOST_BESIDE: u64 = 8 << 20;

/// The words of a picture; empty where its file says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is to be seen (IIM 2:120, dc:description); lines are kept.
    pub caption: String,
    /// What it is called, and the state its agency gave it (2:05, 2:07, 2:105, dc:title, photoshop:Headline), each on a line of its own.
    pub title: String,
    /// Who made it (2:80, dc:creator).
    pub creator: String,
    /// Who is to be named with it (2:110, photoshop:Credit).
    pub credit: String,
    /// Whose it is (2:116, dc:rights).
    pub copyright: String,
    /// What may or may not be done with it (2:40, photoshop:Instructions).
    pub instructions: String,
    /// When it may be published at the earliest (2:30 and 2:35; what XMP calls an embargo, a release or the begin of a licence), in a form of ISO 8601.
    pub release: String,
    /// Until when it may be published (2:37 and 2:38; what XMP calls an expiration or the end of a licence), in a form of ISO 8601.
    pub expires: String,
}

impl Told {
    /// The words of a file of pixels of any kind; none of a file that has none or is damaged.
    pub fn of(bytes: &[u8]) -> Self {
        Self::in_blocks(blocks::blocks(bytes)).or(exif::read(bytes))
    }

    /// The words of a TIFF that is not in memory.
    pub fn of_stored(file: &mut dyn Stored) -> Self {
        Self::in_blocks(blocks::blocks_stored(file))
    }

    /// The words of an XMP file beside the one of a name, `photo.xmp` or `photo.jpg.xmp` beside `photo.jpg`: programs that leave the picture untouched write them there.
    pub fn beside(files: &dyn Files, name: &str) -> Self {
        let folder = name.rfind('/').map_or(0, |at| at + 1);
        let stem = name.get(folder..).and_then(|file| file.rfind('.')).and_then(|at| name.get(..folder + at));
        let names = [
            stem.map(|stem| format!("{stem}.xmp")),
            Some(format!("{name}.xmp")),
            stem.map(|stem| format!("{stem}.XMP")),
        ];
        let read = |name: String| files.read_within(&name, MOST_BESIDE).ok();
        names.into_iter().flatten().find_map(read).map(|packet| xmp::read(&packet)).unwrap_or_default()
    }

    fn in_blocks(blocks: blocks::Blocks) -> Self {
        let old = blocks.iim.map(|block| iim::read(&block)).unwrap_or_default();
        let read = |block: Option<Vec<u8>>| block.map(|block| xmp::read(&block)).unwrap_or_default();
        read(blocks.xmp).or(read(blocks.extended)).or(old)
    }

    /// The line that names the makers: maker and agency, parted as papers do; without either, whose the picture is.
    pub fn credit_line(&self) -> String {
        let (creator, credit) = (self.creator.as_str(), self.credit.as_str());
        match (creator, credit) {
            ("", "") => self.copyright.clone(),
            ("", one) | (one, "") => one.to_owned(),
            _ if credit.contains(creator) => credit.to_owned(),
            _ if creator.contains(credit) => creator.to_owned(),
            _ => format!("{creator}{}{credit}", if (creator.to_owned() + credit).is_ascii() { "/" } else { "／" }),
        }
    }

    /// These words, and those of another place where these say nothing.
    pub(super) fn or(self, other: Self) -> Self {
        let first = |one: String, two: String| if one.is_empty() { two } else { one };
        Self {
            caption: first(self.caption, other.caption),
            title: both(self.title, other.title),
            creator: first(self.creator, other.creator),
            credit: first(self.credit, other.credit),
            copyright: first(self.copyright, other.copyright),
            instructions: both(self.instructions, other.instructions),
            release: first(self.release, other.release),
            expires: first(self.expires, other.expires),
        }
    }
}

/// What two places say, each on lines of its own, but nothing twice.
fn both(one: String, two: String) -> String {
    match (one.as_str(), two.as_str()) {
        (one, two) if one.contains(two) => one.to_owned(),
        (one, two) if two.contains(one) => two.to_owned(),
        (one, two) => format!("{one}\n{two}"),
    }
}

/// A text as it can be printed: without markup, lines without blanks around them, no signs that no page shows.
fn clean(text: &str) -> String {
    let is_unseen = |c: char| c.is_control() || c == '\u{200B}' || is_invisible(c);
    let is_shown = |c: &char| !is_unseen(*c) || *c == '\t';
    let text = &*markup::taken_off(text);
    let line = |line: &str| line.chars().filter(is_shown).collect::<String>().trim().to_owned();
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Several names as one text.
fn joined(names: &[String]) -> String {
    let mark = if names.iter().all(|name| name.is_ascii()) { ", " } else { "、" };
    names.iter().filter(|name| !name.is_empty()).map(String::as_str).collect::<Vec<_>>().join(mark)
}

#[cfg(test)]
mod tests;
