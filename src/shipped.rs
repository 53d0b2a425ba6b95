//! What the program carries: fonts and layouts. Bytes are paged in by the system only where they are read.

use crate::font::{FontData, FontFile};
use crate::input::{FileProblem, Files, Stored};

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

/// How documents ask for a shipped layout: by these letters and its name.
const LAYOUT: &str = "layout:";

/// Files with the shipped layouts among them.
#[derive(Clone, Copy, Debug)]
pub struct WithLayouts<'f, F: ?Sized>(pub &'f F);

impl<F: Files + ?Sized> Files for WithLayouts<'_, F> {
    fn read_within(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileProblem> {
        match path.strip_prefix(LAYOUT) {
            Some(name) => layout(name).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing),
            None => self.0.read_within(path, limit),
        }
    }

    fn open(&self, path: &str) -> Result<Box<dyn Stored>, FileProblem> {
        self.0.open(path)
    }

    fn place(&self, path: &str) -> String {
        self.0.place(path)
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        self.0.names_in(folder)
    }

    fn beside(&self, path: &str) -> Vec<String> {
        match path.starts_with(LAYOUT) {
            true => layout_names().map(str::to_owned).collect(),
            false => self.0.beside(path),
        }
    }
}
