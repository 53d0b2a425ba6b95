//! Lines that were set once: a trial that moves a story's foot sets nearly all of its paragraphs as the trial before it did.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::base::Len;
use crate::line::{LineMeasures, SetLine, SetPara};
use crate::model::ParaStyle;
use crate::shape::ShapedPara;

/// The last lines of each paragraph of a story. Lines are a function of paragraph, style and measures, so what is known is what would be set.
pub(super) struct Known<'j> {
    set_para: &'j SetPara<'j>,
    paras: &'j [ShapedPara],
    styles: &'j [ParaStyle],
    lines: Mutex<BTreeMap<Key, Measured>>,
}

/// Where a paragraph and its style stand, for as long as anything is known of them.
type Key = [usize; 2];

/// Lines and the measures they were set to.
struct Measured {
    /// Without the last ones that are like all further ones.
    first: Vec<Len>,
    rest: Len,
    heads: Vec<usize>,
    lines: Vec<SetLine>,
}

impl<'j> Known<'j> {
    /// Nothing yet, of a story's paragraphs and their styles.
    pub(super) fn new(set_para: &'j SetPara<'j>, paras: &'j [ShapedPara], styles: &'j [ParaStyle]) -> Self {
        Self { set_para, paras, styles, lines: Mutex::default() }
    }

    /// The lines of a paragraph, set only where they are not known.
    pub(super) fn lines(&self, para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>) -> Vec<SetLine> {
        let set = || (self.set_para)(para, style, measures);
        let Some(key) = self.key(para, style) else { return set() };
        let first = measures.differing();
        let mut known = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same =
            |known: &&Measured| known.first == first && known.rest == measures.rest && known.heads == measures.heads;
        if let Some(known) = known.get(&key).filter(is_same) {
            return known.lines.clone();
        }
        let lines = set();
        let (first, heads) = (first.to_vec(), measures.heads.to_vec());
        known.insert(key, Measured { first, rest: measures.rest, heads, lines: lines.clone() });
        lines
    }

    /// Nothing for what was changed for a moment, such as a style without its space.
    fn key(&self, para: &ShapedPara, style: &ParaStyle) -> Option<Key> {
        let (para, style) = (std::ptr::from_ref(para), std::ptr::from_ref(style));
        let is_own = self.paras.as_ptr_range().contains(&para) && self.styles.as_ptr_range().contains(&style);
        is_own.then(|| [para.addr(), style.addr()])
    }
}
