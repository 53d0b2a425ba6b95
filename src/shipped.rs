//! What the program carries: fonts and layouts. Bytes are paged in by the system only where they are read.

use crate::font::{FontData, FontFile};

macro_rules! fonts {
    ($($name:literal),* $(,)?) => {
        /// The fonts of `fonts/`, by file name.
        const FONTS: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("../fonts/", $name)))),*];
    };
}

macro_rules! layouts {
    ($($name:literal),* $(,)?) => {
        /// The layouts of `layouts/`, by folder name.
        const LAYOUTS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../layouts/", $name, "/layout.yaml")))),*];
    };
}

fonts! {
    "NotoSerifCJKsc-Regular.otf",
    "NotoSerifCJKsc-Bold.otf",
    "NotoSerifCJKsc-Black.otf",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansCJKsc-Bold.otf",
    "NotoSerifCJKSupplement-Regular.otf",
    "NotoSansCJKSupplement-Bold.otf",
    "LXGWWenKai-Regular.ttf",
    "PaibanTermes-Regular.otf",
    "PaibanTermes-Bold.otf",
    "PaibanTermes-Italic.otf",
    "PaibanTermes-BoldItalic.otf",
    "PaibanHeros-Regular.otf",
    "PaibanHeros-Bold.otf",
    "NotoSerif-Regular.ttf",
    "NotoSerif-Bold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
}

layouts! {
    "plain",
    "broadsheet",
    "broadsheet-inner",
    "broadsheet-masthead",
    "broadsheet-front",
    "front-picture",
    "front-two-leads",
    "inner-news",
    "blocks-inner",
    "city",
    "commentary",
    "culture-vertical",
    "japan-front",
    "korea-front",
    "taiwan-vertical",
    "hongkong-front",
    "english-front",
    "photo-page",
    "sports",
    "tabloid",
    "tabloid-front",
    "tabloid-inner",
    "classified",
    "full-page-ad",
}

/// The shipped fonts.
pub fn fonts() -> Vec<FontFile> {
    FONTS.iter().map(|(name, bytes)| FontFile { name: (*name).to_owned(), data: FontData::Shipped(bytes) }).collect()
}

/// The shipped layout of that name.
pub fn layout(name: &str) -> Option<&'static str> {
    LAYOUTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Names of the shipped layouts.
pub fn layout_names() -> impl Iterator<Item = &'static str> {
    LAYOUTS.iter().map(|(name, _)| *name)
}
