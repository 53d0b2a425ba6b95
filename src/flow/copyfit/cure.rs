//! What closes a story that no setting closes: characters to cut or to add, and in which paragraphs. Nothing is reckoned here: paragraphs are set shorter or
//! longer until their lines come out, wherever in them the editor may cut or write, and the story is closed with them before it is told.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use crate::base::Len;
use crate::flow::fill::{Placement, count_chars};
use crate::flow::objects::styles;
use crate::line::LineMeasures;
use crate::model::{ParaStyle, Role, StoryKind};
use crate::shape::{Class, ShapedPara, ShapedStory};

use super::adjust::{spliced, stays};
use super::close::Closing;
use super::whole::{WholeCut, whole_cuts};
use super::{Desk, close_story, lack};

/// Characters to cut from a paragraph, or to add to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Which paragraph of running text it is, from 1: crossheads and pictures are not counted.
    pub number: usize,
    /// How the paragraph begins.
    pub begins: String,
    /// The characters.
    pub chars: usize,
    /// The lines it then loses or gains.
    pub lines: usize,
    /// Index of the paragraph in the story.
    para: usize,
}

/// What closes a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cure {
    /// Cuts that close the story together; none where it is not over, or too far over to be mended by shortening paragraphs.
    pub cuts: Vec<Edit>,
    /// The next cheapest cuts, each worth a line.
    pub instead: Vec<Edit>,
    /// Additions that close the story, each of them alone, cheapest first.
    pub adds: Vec<Edit>,
    /// Characters that what is free would hold, about.
    pub room: usize,
    /// Whole paragraphs at its end, and whole sections, each of which taken out alone makes it fit; of a story that is far over.
    pub whole: Vec<WholeCut>,
}

/// Characters of a paragraph's beginning that tell it from others.
const BEGINNING: usize = 10;
/// A story further over than this, or shorter, is not mended line by line.
const MOST_LINES: i64 = 40;
/// Longer paragraphs are not set over and over.
const LONGEST: usize = 1_500;
/// Most lines that are cut from one paragraph.
const MOST_CUT: usize = 3;
/// Shares of a paragraph, in eighths, where cuts and additions are tried beside its end.
const PLACES: [usize; 5] = [1, 2, 3, 5, 7];
/// How many places to add, and how many other cuts, are named.
const NAMED: usize = 3;
/// Last paragraphs that are tried alone, and by how many lines more than the story is over.
const LAST: usize = 6;
const MORE: usize = 4;
/// How often the lines to cut or to add are corrected after the story was set with them.
const ROUNDS: usize = 8;

/// A cure for every thread that is over or short, in the threads' order.
pub(super) fn cures(desk: &Desk<'_>, tells_additions: bool) -> Vec<Cure> {
    (0..desk.edition.threads.len()).into_par_iter().map(|thread| cure(desk, thread, tells_additions)).collect()
}

fn cure(desk: &Desk<'_>, thread: usize, tells_additions: bool) -> Cure {
    let story = desk.edition.threads[thread].story;
    let kind = desk.edition.stories.get(story.index()).map(|story| story.kind).unwrap_or_default();
    let lines = lack(&desk.closings[thread].placement);
    let room = if lines > 0 { room(&desk.closings[thread].placement) } else { 0 };
    let whole = if lines < 0 && tells_additions { whole_cuts(desk, thread) } else { Vec::new() };
    let unmended = Cure { room, whole, ..Cure::default() };
    if lines == 0 || lines.abs() > MOST_LINES {
        return unmended;
    }
    let Some(patient) = Patient::of(desk, thread) else { return unmended };
    match usize::try_from(lines.unsigned_abs()) {
        Ok(over) if lines < 0 => Cure { whole: unmended.whole, ..patient.shortened(over) },
        Ok(free) if lines > 0 && kind == StoryKind::Body && tells_additions => {
            Cure { adds: patient.lengthened(free), ..unmended }
        }
        _ => unmended,
    }
}

/// The em of all free slots.
fn room(placement: &Placement) -> usize {
    let em: i64 = placement.unfilled.iter().map(|slot| slot.measure.whole(slot.em.max(Len(1)))).sum();
    usize::try_from(em).unwrap_or(0)
}

/// A story that does not close, as it came out nearest to it.
struct Patient<'a> {
    desk: &'a Desk<'a>,
    thread: usize,
    story: &'a ShapedStory,
    paras: &'a [ShapedPara],
    styles: Vec<ParaStyle>,
    texts: Vec<Text>,
}

/// A paragraph of running text.
struct Text {
    /// Index in the story.
    para: usize,
    /// Which of the paragraphs of running text it is, from 1.
    number: usize,
    /// Of its lines.
    measures: Vec<Len>,
}

/// What is done to a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Cut,
    Add,
}

impl Change {
    /// The paragraph with so many characters fewer or more, at its end (0) or at one of [`PLACES`].
    fn of(self, para: &ShapedPara, chars: usize, place: usize) -> Option<ShapedPara> {
        match self {
            Self::Cut => shorter(para, chars, place),
            Self::Add => longer(para, chars, place),
        }
    }

    /// Whether so many lines are enough.
    fn reaches(self, lines: usize, wanted: usize) -> bool {
        if self == Self::Add { lines >= wanted } else { lines <= wanted }
    }
}

impl<'a> Patient<'a> {
    fn of(desk: &'a Desk<'a>, thread: usize) -> Option<Self> {
        let story = desk.shaped.get(desk.edition.threads[thread].story.index())?;
        let Closing { placement, paras, styles: changed, .. } = &desk.closings[thread];
        let paras = paras.as_deref().unwrap_or(&story.paras);
        let styles = changed.clone().unwrap_or_else(|| styles(&desk.edition, &desk.edition.threads[thread], story));
        let written = &desk.edition.stories[desk.edition.threads[thread].story.index()].paras;
        let is_text = |para: &usize| {
            let style = &styles[*para];
            // A caption stands with its picture.
            written.get(*para).is_none_or(|para| para.role != Role::Caption)
                && !stays(style)
                && !style.keep_with_next
                && !style.drop_cap
                && !paras[*para].clusters.is_empty()
        };
        let last = placement.lines.last()?.slot.measure;
        let text = |(number, para): (usize, usize)| Text { para, number, measures: measures(placement, para, last) };
        let texts = (1..).zip((0..paras.len()).filter(is_text)).map(text);
        let texts = texts.filter(|text| paras[text.para].clusters.len() <= LONGEST).collect();
        Some(Self { desk, thread, story, paras, styles, texts })
    }

    /// How many lines a paragraph takes in a text's place.
    fn lines(&self, para: &ShapedPara, Text { para: index, measures, .. }: &Text) -> usize {
        let rest = measures.last().copied().unwrap_or(Len::ZERO);
        (self.desk.means.set_para)(para, &self.styles[*index], &LineMeasures::new(measures, rest)).len()
    }

    /// The least change of a text by which it takes `lines` lines, wherever it is made.
    fn least(&self, text: &Text, lines: usize, change: Change) -> Option<usize> {
        let para = &self.paras[text.para];
        let set = |chars: usize, place: usize| change.of(para, chars, place).map(|para| self.lines(&para, text));
        let turned = |chars: usize| set(chars, 0).is_some_and(|now| change.reaches(now, lines));
        let most = match change {
            Change::Cut => chars_of(para).iter().sum(),
            Change::Add => self.chars_of_lines(text, lines),
        };
        let (mut low, mut high) = (1, most);
        if !turned(high) {
            return None;
        }
        while low < high {
            let middle = (low + high) / 2;
            if turned(middle) { high = middle } else { low = middle + 1 }
        }
        let holds = |chars: usize| (0..=PLACES.len()).all(|place| set(chars, place) == Some(lines));
        (high..=(high + high / 4 + 4).min(most)).find(|&chars| holds(chars))
    }

    /// More characters than so many lines of a text can hold.
    fn chars_of_lines(&self, text: &Text, lines: usize) -> usize {
        let widest = text.measures.iter().copied().max().unwrap_or(Len::ZERO);
        let of_line = widest.whole(self.styles[text.para].size.max(Len(1))) + 2;
        usize::try_from(of_line).unwrap_or(0) * (lines + 1)
    }

    /// The change of a text by so many lines.
    fn edit(&self, text: &Text, lines: usize, change: Change) -> Option<Edit> {
        let para = &self.paras[text.para];
        let now = self.lines(para, text);
        let wanted =
            if change == Change::Add { now + lines } else { now.checked_sub(lines).filter(|left| *left > 0)? };
        // The large first character is a paragraph of its own before it.
        let cap = text.para.checked_sub(1).filter(|before| self.styles[*before].drop_cap);
        let cap = cap.map_or("", |before| self.paras[before].text.trim());
        let begins = cap.chars().chain(para.text.trim().chars()).take(BEGINNING).collect();
        let chars = self.least(text, wanted, change)?;
        Some(Edit { number: text.number, begins, chars, lines, para: text.para })
    }

    /// What the story lacks with some of its paragraphs changed.
    fn lack_with(&self, edits: &[Edit], change: Change) -> Option<i64> {
        let mut story = self.story.clone();
        for edit in edits {
            story.paras[edit.para] = change.of(&self.story.paras[edit.para], edit.chars, 0)?;
        }
        Some(lack(&close_story(self.desk, self.thread, &story, usize::MAX).placement))
    }

    /// The cheapest cuts that take so many lines away.
    fn shortened(&self, over: usize) -> Cure {
        let of_text = |text| (1..=MOST_CUT).map_while(move |lines| self.edit(text, lines, Change::Cut));
        let offers: Vec<Edit> = self.texts.par_iter().flat_map_iter(of_text).collect();
        let mut tried: BTreeSet<usize> = BTreeSet::new();
        let mut wanted = over;
        while tried.len() < ROUNDS {
            // Corrections that come back to where they were go on by a line more.
            while !tried.insert(wanted) {
                wanted += 1;
            }
            let Some(cuts) = cheapest(&offers, wanted) else { break };
            match self.lack_with(&cuts, Change::Cut) {
                Some(0) => return Cure { instead: others(&offers, &cuts), cuts, ..Cure::default() },
                Some(lack) => wanted = corrected(wanted, -lack),
                None => break,
            }
        }
        // Where crossheads and short columns jump by more than a line, sums of lines lead nowhere: what a paragraph alone can do is tried.
        let alone = self.alone(over);
        Cure {
            instead: alone.as_ref().map_or_else(Vec::new, |cut| others(&offers, std::slice::from_ref(cut))),
            cuts: alone.into_iter().collect(),
            ..Cure::default()
        }
    }

    /// A cut of one paragraph that closes the story, from its end on, where an editor cuts first.
    fn alone(&self, over: usize) -> Option<Edit> {
        let texts = self.texts.iter().rev().take(LAST);
        let ways: Vec<(&Text, usize)> =
            texts.flat_map(|text| (1..=over + MORE).map(move |lines| (text, lines))).collect();
        let cut = |(text, lines): (&Text, usize)| self.edit(text, lines, Change::Cut);
        let closes = |cut: &Edit| self.lack_with(std::slice::from_ref(cut), Change::Cut) == Some(0);
        ways.into_par_iter().filter_map(cut).find_first(closes)
    }

    /// The cheapest additions that fill so many lines.
    fn lengthened(&self, free: usize) -> Vec<Edit> {
        let add = |text| Some((self.edit(text, free, Change::Add)?, text));
        let mut adds: Vec<(Edit, &Text)> = self.texts.par_iter().filter_map(add).collect();
        adds.sort_by_key(|(edit, _)| (edit.chars, edit.para));
        let mut sure: Vec<Edit> =
            adds.into_iter().filter_map(|(edit, text)| self.tried(edit, text)).take(NAMED).collect();
        sure.sort_by_key(|edit| (edit.chars, edit.para));
        sure
    }

    /// An addition after which the story is closed, by a few lines more or fewer than was thought.
    fn tried(&self, mut edit: Edit, text: &Text) -> Option<Edit> {
        for _ in 0..ROUNDS {
            let lack = self.lack_with(std::slice::from_ref(&edit), Change::Add)?;
            if lack == 0 {
                return Some(edit);
            }
            edit = self.edit(text, corrected(edit.lines, lack), Change::Add)?;
        }
        None
    }
}

/// So many lines more, or fewer, but one at least.
fn corrected(lines: usize, by: i64) -> usize {
    lines.saturating_add_signed(isize::try_from(by).unwrap_or(0)).max(1)
}

/// The cheapest cuts of a line in other paragraphs.
fn others(offers: &[Edit], cuts: &[Edit]) -> Vec<Edit> {
    let is_other = |edit: &&Edit| edit.lines == 1 && cuts.iter().all(|cut| cut.para != edit.para);
    let mut others: Vec<Edit> = offers.iter().filter(is_other).cloned().collect();
    others.sort_by_key(|edit| (edit.chars, edit.para));
    others.truncate(NAMED);
    others
}

/// The measures of a paragraph's lines, as far as it found places, and of one further line.
fn measures(placement: &Placement, para: usize, last: Len) -> Vec<Len> {
    let own = placement.lines.iter().filter(|line| line.para == para).map(|line| line.slot.measure);
    let mut measures: Vec<Len> = own.collect();
    measures.push(measures.last().copied().unwrap_or(last));
    measures
}

/// The cuts of least characters that come to `lines` together, one for each paragraph at most.
fn cheapest(offers: &[Edit], lines: usize) -> Option<Vec<Edit>> {
    let mut best: Vec<Option<(usize, Vec<&Edit>)>> = vec![None; lines + 1];
    best[0] = Some((0, Vec::new()));
    for of_para in offers.chunk_by(|a, b| a.para == b.para) {
        let before = best.clone();
        for offer in of_para {
            for reached in offer.lines..=lines {
                let Some((chars, cuts)) = &before[reached - offer.lines] else { continue };
                let sum = chars + offer.chars;
                if best[reached].as_ref().is_none_or(|(known, _)| sum < *known) {
                    best[reached] = Some((sum, cuts.iter().copied().chain([offer]).collect()));
                }
            }
        }
    }
    Some(best.pop()??.1.into_iter().cloned().collect())
}

/// The paragraph without so many characters: before its last mark, or at a share of it.
fn shorter(para: &ShapedPara, chars: usize, place: usize) -> Option<ShapedPara> {
    let end = text_end(para);
    let counts = chars_of(para);
    let range = |from: usize| -> Option<Range<usize>> {
        let mut sum = 0;
        let to = counts[from..].iter().position(|count| {
            sum += count;
            sum >= chars
        })?;
        Some(from..from + to + 1)
    };
    // The last place from which so many characters are left is the end of the text.
    let mut from_end = 0;
    let last = counts.iter().rposition(|count| {
        from_end += count;
        from_end >= chars
    })?;
    let at = match place {
        0 => last,
        place => (end * PLACES[place - 1] / 8).min(last),
    };
    Some(spliced(para, range(at)?, None, 0))
}

/// The paragraph with so many Han more: before its last mark, or at a share of it.
fn longer(para: &ShapedPara, chars: usize, place: usize) -> Option<ShapedPara> {
    let end = text_end(para);
    let han = para.clusters.iter().position(|cluster| cluster.class == Class::Han)?;
    let at = match place {
        0 => end,
        place => (end * PLACES[place - 1] / 8).max(1),
    };
    Some(spliced(para, at..at, Some(han), chars))
}

/// The characters of each cluster up to the marks at a paragraph's end.
fn chars_of(para: &ShapedPara) -> Vec<usize> {
    para.clusters[..text_end(para)].iter().map(|cluster| count_chars(&para.text[cluster.text_range()])).collect()
}

/// The clusters up to the marks at a paragraph's end.
fn text_end(para: &ShapedPara) -> usize {
    let is_text =
        |class: Class| matches!(class, Class::Han | Class::West | Class::FullDigit | Class::FullLetter | Class::Post);
    para.clusters.iter().rposition(|cluster| is_text(cluster.class)).map_or(para.clusters.len(), |last| last + 1)
}
