//! Words that come with a picture: captions and credits that an edition takes from the picture's file.

use crate::base::{Span, Spanned};

use super::picture::Told;
use super::{Documents, Fields, Sources, Value};

/// What a picture's file says that can be printed, as a source of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureWords {
    /// What is to be seen, a paragraph a line.
    pub caption: Option<Spanned<String>>,
    /// Who made it.
    pub credit: Option<Spanned<String>>,
}

impl PictureWords {
    /// Keeps the words of a file among the sources, so that they have places as all texts have.
    pub(super) fn of(name: &str, told: Told, sources: &mut Sources) -> Self {
        let credit = told.credit_line();
        let source = sources.add(name, format!("{}\n{credit}", told.caption));
        let start = told.caption.len() + 1;
        let placed = |text: String, start: usize| {
            (!text.is_empty()).then(|| Spanned::new(text.clone(), Span::new(source, start, start + text.len())))
        };
        Self { caption: placed(told.caption, 0), credit: placed(credit, start) }
    }

    fn said(&self, key: &str) -> Option<&Spanned<String>> {
        if key == "caption" { self.caption.as_ref() } else { self.credit.as_ref() }
    }
}

/// Keys whose value may come from the picture.
const SAID: [&str; 2] = ["caption", "credit"];

/// Whether a content takes words from its picture, or leaves blank what the picture may say.
pub(super) fn asks(content: &Fields) -> bool {
    let is_asked = |value: &Value| match value {
        Value::Object(_) => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    SAID.iter().any(|key| content.get(key).is_some_and(|value| is_asked(&value.value)))
}

/// The pictures of a content.
pub fn pictures_of(content: &Fields) -> impl Iterator<Item = &str> {
    let several = content.list("pictures").iter().filter_map(|path| path.value.as_text());
    content.text("picture").map(|path| path.value).into_iter().chain(several)
}

impl Documents {
    /// What the pictures of a content say for `caption` or `credit`, in their order; what several say alike, once.
    pub fn said<'d>(&'d self, content: &Fields, key: &str) -> Vec<&'d Spanned<String>> {
        let mut said: Vec<&Spanned<String>> = Vec::new();
        for words in pictures_of(content).filter_map(|path| self.words.get(path)?.said(key)) {
            if said.iter().all(|known| known.value != words.value) {
                said.push(words);
            }
        }
        said
    }

    /// The pictures of a content whose files say nothing for `caption` or `credit`.
    pub fn silent<'c>(&self, content: &'c Fields, key: &str) -> Vec<&'c str> {
        let is_silent = |path: &&str| self.words.get(*path).is_some_and(|words| words.said(key).is_none());
        pictures_of(content).filter(is_silent).collect()
    }

    /// Whether the files of all pictures of a content were read.
    pub fn heard(&self, content: &Fields) -> bool {
        pictures_of(content).all(|path| self.words.contains_key(path))
    }
}
