//! What closes a story that no setting closes: characters to cut or to add, and in which paragraphs. Nothing is reckoned here: paragraphs are set shorter or
//! longer until their lines come out, wherever in them the editor may cut or write, and the story is closed with them before it is told.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::Len;
use crate::flow::fill::{Placement, count_chars};
use crate::flow::objects::styles;
use crate::line::LineMeasures;
use crate::model::{ParaStyle, StoryKind};
use crate::shape::{Class, ShapedPara, ShapedStory};

use super::adjust::spliced;
use super::close::Closing;
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
/// How often the lines to cut or to add are corrected after the story was set with them.
const ROUNDS: usize = 4;

/// A cure for every thread that is over or short, in the threads' order.
pub(super) fn cures(desk: &Desk<'_>, tells_additions: bool) -> Vec<Cure> {
    (0..desk.edition.threads.len()).into_par_iter().map(|thread| cure(desk, thread, tells_additions)).collect()
}

fn cure(desk: &Desk<'_>, thread: usize, tells_additions: bool) -> Cure {
    let story = desk.edition.threads[thread].story;
    let kind = desk.edition.stories.get(story.index()).map(|story| story.kind).unwrap_or_default();
    let lines = lack(&desk.closings[thread].placement);
    if lines == 0 || lines.abs() > MOST_LINES {
        return Cure::default();
    }
    let Some(patient) = Patient::of(desk, thread) else { return Cure::default() };
    match usize::try_from(lines.unsigned_abs()) {
        Ok(over) if lines < 0 => patient.shortened(over),
        Ok(free) if lines > 0 && kind == StoryKind::Body && tells_additions => {
            Cure { adds: patient.lengthened(free), ..Cure::default() }
        }
        _ => Cure::default(),
    }
}

/// A story that does not close, as it came out nearest to it.
struct Patient<'a> {
    desk: &'a Desk<'a>,
    thread: usize,
    story: &'a ShapedStory,
    paras: &'a [ShapedPara],
    styles: Vec<ParaStyle>,
    /// Its paragraphs of running text, with the measures of their lines.
    texts: Vec<(usize, Vec<Len>)>,
}

impl<'a> Patient<'a> {
    fn of(desk: &'a Desk<'a>, thread: usize) -> Option<Self> {
        let story = desk.shaped.get(desk.edition.threads[thread].story.index())?;
        let Closing { placement, paras, styles: changed, .. } = &desk.closings[thread];
        let paras = paras.as_deref().unwrap_or(&story.paras);
        let styles = changed.clone().unwrap_or_else(|| styles(&desk.edition, &desk.edition.threads[thread], story));
        let is_text = |para: &usize| {
            let (style, clusters) = (&styles[*para], paras[*para].clusters.len());
            style.rows <= 1 && !style.keep_with_next && !style.drop_cap && (1..=LONGEST).contains(&clusters)
        };
        let last = placement.lines.last()?.slot.measure;
        let texts = (0..paras.len()).filter(is_text);
        let texts = texts.map(|para| (para, measures(placement, para, last))).collect();
        Some(Self { desk, thread, story, paras, styles, texts })
    }

    /// How many lines a paragraph takes.
    fn lines(&self, para: &ShapedPara, (index, measures): &(usize, Vec<Len>)) -> usize {
        let rest = measures.last().copied().unwrap_or(Len::ZERO);
        (self.desk.means.set_para)(para, &self.styles[*index], &LineMeasures { first: measures, rest }).len()
    }

    /// The least change of a text by which it takes `lines` lines, wherever it is made: characters cut, or added where `grows`.
    fn least(&self, text: &(usize, Vec<Len>), lines: usize, grows: bool) -> Option<usize> {
        let para = &self.paras[text.0];
        let changed =
            |chars: usize, place: usize| if grows { longer(para, chars, place) } else { shorter(para, chars, place) };
        let places = 0..=PLACES.len();
        let turned = |chars: usize, place: usize| {
            changed(chars, place)
                .map(|para| self.lines(&para, text))
                .is_some_and(|now| if grows { now >= lines } else { now <= lines })
        };
        let most = if grows { self.chars_of_lines(text, lines) } else { chars_of(para).iter().sum() };
        let (mut low, mut high) = (1, most);
        if !turned(high, 0) {
            return None;
        }
        while low < high {
            let middle = (low + high) / 2;
            if turned(middle, 0) { high = middle } else { low = middle + 1 }
        }
        let holds = |chars: usize| {
            places.clone().all(|place| changed(chars, place).is_some_and(|para| self.lines(&para, text) == lines))
        };
        (high..=(high + high / 4 + 4).min(most)).find(|&chars| holds(chars))
    }

    /// More characters than so many lines of a text can hold.
    fn chars_of_lines(&self, (index, measures): &(usize, Vec<Len>), lines: usize) -> usize {
        let widest = measures.iter().copied().max().unwrap_or(Len::ZERO);
        let of_line = widest.whole(self.styles[*index].size.max(Len(1))) + 2;
        usize::try_from(of_line).unwrap_or(0) * (lines + 1)
    }

    fn edit(&self, text: &(usize, Vec<Len>), chars: usize, lines: usize) -> Edit {
        let number = self.texts.iter().position(|other| other.0 == text.0).unwrap_or(0) + 1;
        let begins = self.paras[text.0].text.trim().chars().take(BEGINNING).collect();
        Edit { number, begins, chars, lines, para: text.0 }
    }

    /// What the story lacks with some of its paragraphs changed.
    fn lack_with(&self, edits: &[Edit], change: fn(&ShapedPara, usize, usize) -> Option<ShapedPara>) -> Option<i64> {
        let mut story = self.story.clone();
        for edit in edits {
            story.paras[edit.para] = change(&self.story.paras[edit.para], edit.chars, 0)?;
        }
        Some(lack(&close_story(self.desk, self.thread, &story, usize::MAX).placement))
    }

    /// The cheapest cuts that take so many lines away.
    fn shortened(&self, over: usize) -> Cure {
        let offers: Vec<Edit> = self.texts.par_iter().flat_map_iter(|text| self.offers(text)).collect();
        let mut wanted = over;
        for _ in 0..ROUNDS {
            let Some(cuts) = cheapest(&offers, wanted) else { break };
            match self.lack_with(&cuts, shorter) {
                Some(0) => {
                    let is_other = |edit: &&Edit| edit.lines == 1 && cuts.iter().all(|cut| cut.para != edit.para);
                    let mut instead: Vec<Edit> = offers.iter().filter(is_other).cloned().collect();
                    instead.sort_by_key(|edit| (edit.chars, edit.para));
                    instead.truncate(NAMED);
                    return Cure { cuts, instead, adds: Vec::new() };
                }
                Some(lack) => wanted = wanted.saturating_add_signed(isize::try_from(-lack).unwrap_or(0)).max(1),
                None => break,
            }
        }
        Cure::default()
    }

    /// Cuts of one line, two, and more from a paragraph.
    fn offers(&self, text: &(usize, Vec<Len>)) -> Vec<Edit> {
        let now = self.lines(&self.paras[text.0], text);
        let offer = |lines: usize| Some(self.edit(text, self.least(text, now - lines, false)?, lines));
        (1..=MOST_CUT.min(now.saturating_sub(1))).filter_map(offer).collect()
    }

    /// The cheapest additions that fill so many lines.
    fn lengthened(&self, free: usize) -> Vec<Edit> {
        let add = |text: &(usize, Vec<Len>), lines: usize| {
            let now = self.lines(&self.paras[text.0], text);
            Some(self.edit(text, self.least(text, now + lines, true)?, lines))
        };
        let mut adds: Vec<(Edit, &(usize, Vec<Len>))> =
            self.texts.par_iter().filter_map(|text| Some((add(text, free)?, text))).collect();
        adds.sort_by_key(|(edit, _)| (edit.chars, edit.para));
        let sure = adds.into_iter().filter_map(|(mut edit, text)| {
            for _ in 0..ROUNDS {
                let lack = self.lack_with(std::slice::from_ref(&edit), longer)?;
                if lack == 0 {
                    return Some(edit);
                }
                let lines = edit.lines.saturating_add_signed(isize::try_from(lack).unwrap_or(0));
                edit = add(text, lines.max(1))?;
            }
            None
        });
        let mut sure: Vec<Edit> = sure.take(NAMED).collect();
        sure.sort_by_key(|edit| (edit.chars, edit.para));
        sure
    }
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
