//! What an editor cuts from a story that is far over: its last paragraphs, or a whole section under a crosshead. Each cut is set before it is told.

use std::ops::Range;

use crate::flow::fill::{Job, count_chars};
use crate::flow::objects::styles;
use crate::model::Role;
use crate::shape::ShapedStory;

use super::close::close;
use super::{Desk, lack, own_gives};

/// A cut of whole paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeCut {
    /// Which part of the story it is.
    pub part: Part,
    /// Paragraphs of running text in it.
    pub paragraphs: usize,
    /// How it begins: the crosshead of a section, the first letters of a paragraph.
    pub begins: String,
    /// Its characters.
    pub chars: usize,
    /// Lines that are free without it.
    pub free: usize,
}

/// A part of a story that may be cut as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its last paragraphs: news is written so that its end can go.
    End,
    /// What stands under a crosshead, with the crosshead.
    Section,
}

/// A story over by fewer lines is mended by cutting words.
const FAR_OVER: i64 = 4;
/// How many sections are named.
const NAMED: usize = 3;
/// A story of more sections is tried at its end only.
const MOST_SECTIONS: usize = 24;
/// A section that leaves more than this part of the story's lines free makes another hole of the same kind, and is not named.
const EMPTIES: usize = 4;
/// Letters of a paragraph's beginning that tell it from others.
const BEGINNING: usize = 10;

/// A story whose parts are cut.
struct Cutting<'a> {
    desk: &'a Desk<'a>,
    thread: usize,
    story: &'a ShapedStory,
    roles: Vec<Role>,
}

/// Whole cuts that make a thread's story fit: the fewest paragraphs at its end, then the smallest sections.
pub(super) fn whole_cuts(desk: &Desk<'_>, thread: usize) -> Vec<WholeCut> {
    let story = desk.edition.threads[thread].story.index();
    let (Some(shaped), Some(written)) = (desk.shaped.get(story), desk.edition.stories.get(story)) else {
        return Vec::new();
    };
    let roles: Vec<Role> = written.paras.iter().map(|para| para.role).collect();
    let is_far = lack(&desk.closings[thread].placement) <= -FAR_OVER;
    if !is_far || roles.len() != shaped.paras.len() {
        return Vec::new();
    }
    let cutting = Cutting { desk, thread, story: shaped, roles };
    let end = cutting.end();
    // The last section is the end as well.
    let is_end = |section: &WholeCut| end.as_ref().is_some_and(|end| end.chars == section.chars);
    let sections: Vec<WholeCut> = cutting.sections().into_iter().filter(|section| !is_end(section)).collect();
    end.into_iter().chain(sections).collect()
}

impl Cutting<'_> {
    /// The fewest last paragraphs whose cut makes the story fit; something of it must stay.
    fn end(&self) -> Option<WholeCut> {
        let texts: Vec<usize> = (0..self.roles.len()).filter(|at| self.roles[*at] == Role::Body).collect();
        // Of the places from which the end may go, the last after whose cut it fits.
        let starts = texts.get(1..)?;
        let fits = |start: usize| self.free_without(&self.from(start)).is_some();
        let count = starts.partition_point(|start| fits(*start));
        let range = self.from(*starts.get(count.checked_sub(1)?)?);
        self.cut(Part::End, range)
    }

    /// From a paragraph to the end, with a crosshead or caption that would be left without it.
    fn from(&self, start: usize) -> Range<usize> {
        let hangs = self.roles[..start].iter().rev().take_while(|role| matches!(role, Role::Crosshead | Role::Caption));
        start - hangs.count()..self.roles.len()
    }

    /// The sections that make it fit, smallest first.
    fn sections(&self) -> Vec<WholeCut> {
        let heads: Vec<usize> = (0..self.roles.len()).filter(|at| self.roles[*at] == Role::Crosshead).collect();
        if heads.len() > MOST_SECTIONS {
            return Vec::new();
        }
        let ends = heads.iter().skip(1).copied().chain([self.roles.len()]);
        let sections = heads.iter().zip(ends).map(|(&head, end)| head..end);
        let places = self.desk.closings[self.thread].placement.lines.len();
        let cuts = sections.filter_map(|range| self.cut(Part::Section, range));
        let mut cuts: Vec<WholeCut> = cuts.filter(|cut| cut.free * EMPTIES <= places).collect();
        cuts.sort_by_key(|cut| cut.chars);
        cuts.truncate(NAMED);
        cuts
    }

    /// A cut, when the story fits with it and something of it stays.
    fn cut(&self, part: Part, range: Range<usize>) -> Option<WholeCut> {
        let free = self.free_without(&range)?;
        let is_text = |at: &usize| self.roles[*at] == Role::Body;
        let stays = (0..self.roles.len()).filter(|at| !range.contains(at)).any(|at| is_text(&at));
        let paras = &self.story.paras[range.clone()];
        let first = paras.iter().find(|para| !para.text.trim().is_empty())?;
        stays.then(|| WholeCut {
            part,
            paragraphs: range.filter(is_text).count(),
            begins: first.text.trim().chars().take(BEGINNING).collect(),
            chars: paras.iter().map(|para| count_chars(&para.text)).sum(),
            free,
        })
    }

    /// The lines that are free when these paragraphs are gone; `None` where the story is over still.
    fn free_without(&self, range: &Range<usize>) -> Option<usize> {
        let (edition, means) = (&self.desk.edition, &self.desk.means);
        let thread = &edition.threads[self.thread];
        let (mut paras, mut kept) = (self.story.paras.clone(), styles(edition, thread, self.story));
        paras.drain(range.clone());
        kept.drain(range.clone());
        let job = Job { edition, thread, paras: &paras, styles: &kept, set_para: means.set_para, keeps: means.keeps };
        usize::try_from(lack(&close(&job, &own_gives(thread, usize::MAX)).placement)).ok()
    }
}
