//! `text`: the check that nothing is printed that was not written and nothing written is lost, made at every build.
//!
//! It goes from both ends to the display list. [`written_is_shown`] compares what stands in the sources with what the pages show, story by story, through
//! the substitutions that are documented ([`same`]) and the additions that are known: list marks, hyphens at line ends, index lines. [`shown_is_in_file`] takes
//! what stands in the finished file, read as any reader of PDFs does, and compares it with the pages, letter by letter in the order they are painted, and finds what does not show:
//! beyond the trim, clipped away, painted over. How wide a blank is is the line's business; that there is one between what was written apart is looked at on
//! both ways: on the pages it is a sign, in the file it is room between two glyphs.

mod file;
mod origin;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, SourceId, Span, is_invisible, narrow, plain_letter};
use crate::display::{DisplayPage, GlyphRun, Item, ItemKind, Missing, WordedRun, Wording};
use crate::message;

pub use file::{Over, shown_is_in_file};

use walk::{Parted, Reading, Sign, Slip, add_signs, walk};

/// Codes of what is found: written and not shown, shown otherwise, shown and not written.
pub const CODES: [&str; 3] = ["text/lost", "text/changed", "text/added"];

/// What is compared.
pub struct TextJob<'a> {
    /// All pages of the edition.
    pub pages: &'a [DisplayPage],
    /// What its stories were to say.
    pub wordings: &'a [Wording],
    /// The stretches of the sources that must be said, whatever the stories are.
    pub printed: &'a [Span],
    /// What stands at a place of the sources.
    pub source: &'a dyn Fn(Span) -> &'a str,
}

/// The glyph runs of a story in a frame of a page, as they are painted.
type Pieces<'a> = BTreeMap<(usize, &'a str, &'a str), Vec<(&'a Item, &'a GlyphRun)>>;

/// Finds what was written and does not stand on the pages, and what stands there and was not written: the first place of each story.
pub fn written_is_shown(job: &TextJob<'_>) -> Diagnostics {
    let mut pieces = pieces(job.pages);
    let mut found = left_out(job);
    found.extend(job.wordings.iter().filter_map(|wording| story(job, wording, &mut pieces)));
    let foreign = pieces.into_values().flatten().find(|(_, run)| !run.text.chars().all(is_blank));
    found.extend(foreign.map(|(item, run)| added(&run.text, item.span)));
    found
}

/// What no story was to say, though it must print: the first place of each source.
fn left_out(job: &TextJob<'_>) -> Diagnostics {
    let mut said: BTreeMap<SourceId, Vec<Span>> = job.printed.iter().map(|span| (span.source, Vec::new())).collect();
    for run in job.wordings.iter().filter(|wording| !wording.frames.is_empty()).flat_map(|wording| &wording.runs) {
        if let Some(spans) = said.get_mut(&run.span.source) {
            spans.push(run.span);
        }
    }
    said.values_mut().for_each(|spans| spans.sort_unstable());
    let mut found: BTreeMap<SourceId, Diagnostic> = BTreeMap::new();
    for &stretch in job.printed.iter().filter(|stretch| !said.is_empty() && stretch.end > stretch.start) {
        if let Some(at) = uncovered(job, stretch, said.get(&stretch.source).map_or(&[], Vec::as_slice))
            && !found.contains_key(&stretch.source)
        {
            let written = (job.source)(at).to_owned();
            found.insert(stretch.source, finding(&Slip::Lost { written, at, at_end: false }));
        }
    }
    found.into_values().collect()
}

/// The first sign of a stretch that none of some places in order holds.
fn uncovered(job: &TextJob<'_>, stretch: Span, said: &[Span]) -> Option<Span> {
    let mut start = stretch.start;
    // Places seldom lie in each other; the last that begins before the stretch may reach into it, or one of a whole value before it.
    let first = said.partition_point(|span| span.start <= stretch.start);
    let before = said[..first].iter().rev().take(NESTED);
    start = before.map(|span| span.end).max().map_or(start, |end| end.max(start));
    for span in &said[first..] {
        if start >= stretch.end {
            return None;
        }
        if let Some(at) = sign_in(job, Span { start, end: span.start.clamp(start, stretch.end), ..stretch }) {
            return Some(at);
        }
        start = start.max(span.end);
    }
    sign_in(job, Span { start: start.min(stretch.end), ..stretch })
}

/// Runs of one value that may lie before the one that reaches furthest.
const NESTED: usize = 64;

/// The first sign of a place that is neither a blank nor an inline mark, with what follows it there.
fn sign_in(job: &TextJob<'_>, place: Span) -> Option<Span> {
    let text = (job.source)(place);
    let rest = after_marks(text);
    (!rest.is_empty()).then(|| Span { start: place.start + narrow(text.len() - rest.len()), ..place })
}

/// A text after the blanks, the inline marks and what stands around a value that it begins with: values have stars and directives as articles do, and
/// quotes besides.
fn after_marks(text: &str) -> &str {
    let name = |text: &'_ str| text.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
    let mut rest = text;
    loop {
        let signs = rest.trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '\\' | ']' | '"' | '\''));
        let directive = signs.strip_prefix(':').and_then(|open| open[open.len() - name(open)..].strip_prefix('['));
        let argument = || Some(signs.strip_prefix('{')?.split_once('}')?.1);
        let next = directive.or_else(argument).unwrap_or(signs);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Every letter on the pages by where it stands. Items of one frame and story stand together, so that few keys are looked up.
fn pieces(pages: &[DisplayPage]) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    for (number, page) in pages.iter().enumerate() {
        for together in page.items.chunk_by(|a, b| a.frame == b.frame && a.story == b.story) {
            let runs = together.iter().filter_map(|item| match &item.kind {
                ItemKind::Glyphs(run) if !run.text.is_empty() => Some((item, run)),
                _ => None,
            });
            let mut runs = runs.peekable();
            if runs.peek().is_some() {
                pieces.entry((number, &*together[0].frame, &*together[0].story)).or_default().extend(runs);
            }
        }
    }
    pieces
}

/// Compares one story.
fn story<'a>(job: &TextJob<'a>, wording: &'a Wording, pieces: &mut Pieces<'a>) -> Option<Diagnostic> {
    let frames = wording.frames.iter();
    let shown = frames.filter_map(|at| pieces.remove(&(at.page, at.frame.as_str(), wording.story.as_str())));
    let shown: Vec<(&Item, &GlyphRun)> = shown.flatten().collect();
    if wording.frames.is_empty() || (wording.missing == Missing::All && shown.is_empty()) {
        return None;
    }
    let written = match written(job, wording) {
        Ok(written) => written,
        Err(slip) => return Some(finding(&slip)),
    };
    let in_order = in_reading_order(wording, shown);
    walk(&written.signs, &written.readings, &in_order)
        .err()
        .filter(|slip| !(wording.missing == Missing::End && matches!(slip, Slip::Lost { at_end: true, .. })))
        .map(|slip| finding(&slip))
}

/// What a story was to say.
#[derive(Default)]
struct Written<'a> {
    signs: Vec<Sign>,
    readings: Vec<Reading<'a>>,
}

/// The signs of a story as they stand in the sources; what was read otherwise than letter by letter is looked at against its source.
fn written<'a>(job: &TextJob<'_>, wording: &'a Wording) -> Result<Written<'a>, Slip> {
    let mut all = Written::default();
    let (mut after, mut para) = (Parted::No, 0);
    for together in wording.runs.chunk_by(|a, b| a.span == b.span && a.text.is_some() && b.text.is_some()) {
        let span = together[0].span;
        let source = (job.source)(span);
        let is_exact = together[0].text.as_ref().is_none_or(|text| **text == *source);
        if !is_exact {
            let text: String = together.iter().filter_map(|run| run.text.as_deref()).collect();
            origin::comes_from(&text, source, span)?;
        }
        for run in together.iter().take(if is_exact { 1 } else { together.len() }) {
            let reading = run.reading.as_deref().map(|text| Reading { text, from: all.signs.len(), at: run.span });
            all.readings.extend(reading);
            if run.para != para {
                (after, para) = (Parted::No, run.para);
            }
            if is_exact {
                add_signs(&mut all.signs, &mut after, source, own_place(span));
            } else {
                add_signs(&mut all.signs, &mut after, run.text.as_deref().unwrap_or_default(), |_, _| span);
            }
        }
    }
    Ok(all)
}

/// Where a sign stands in a source text that is read letter by letter.
fn own_place(span: Span) -> impl Fn(u32, char) -> Span {
    move |at, c| {
        let start = span.start + at;
        Span { start, end: start + narrow(c.len_utf8()), ..span }
    }
}

/// Pieces in the order they are read: as they stand, but for a quotation or picture that stands at the head of a later column, which is taken back to its place among
/// the paragraphs.
fn in_reading_order<'a>(wording: &Wording, shown: Vec<(&'a Item, &'a GlyphRun)>) -> Vec<(&'a Item, &'a GlyphRun)> {
    // A paragraph has the places of its runs: its dateline stands far before it.
    let paras: Vec<&[WordedRun]> = wording.runs.chunk_by(|a, b| a.para == b.para).collect();
    let (mut last, mut hint) = (0, 0);
    let mut para_of = |item: &Item| {
        let Some(at) = item.span else { return last };
        let is_in = |span: Span| span.source == at.source && (span.start..=span.end).contains(&at.start);
        let holds = |runs: &&[WordedRun]| runs.iter().any(|run| is_in(run.span));
        // Most pieces are of the paragraph of the piece before, or of the next.
        let near = (hint..paras.len().min(hint + 2)).find(|&para| holds(&paras[para]));
        if let Some(para) = near.or_else(|| paras.iter().position(holds)) {
            hint = para;
            last = paras[para][0].para;
        }
        last
    };
    let keys: Vec<u32> = shown.iter().map(|(item, _)| para_of(item)).collect();
    if keys.is_sorted() {
        return shown;
    }
    let keyed = said_once(wording, keys.into_iter().zip(shown).collect()).into_iter();
    let (mut floats, others): (Vec<_>, Vec<_>) =
        keyed.partition(|(para, _)| wording.floats.binary_search(para).is_ok());
    floats.sort_by_key(|(para, _)| *para);
    let mut floats = floats.into_iter().peekable();
    let mut in_order = Vec::with_capacity(floats.len() + others.len());
    for (para, piece) in others {
        while let Some((_, float)) = floats.next_if(|(float, _)| *float < para) {
            in_order.push(float);
        }
        in_order.push(piece);
    }
    in_order.extend(floats.map(|(_, float)| float));
    in_order
}

/// A piece on a page with the paragraph it is of.
type Keyed<'a> = (u32, (&'a Item, &'a GlyphRun));

/// Pieces without the headings that a table has once more over each further part: what stands there word for word as it did, behind rows of the table.
fn said_once<'a>(wording: &Wording, pieces: Vec<Keyed<'a>>) -> Vec<Keyed<'a>> {
    let mut said: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    let mut last = 0;
    let mut is_first = |(para, (_, run)): &Keyed<'a>| {
        if wording.floats.binary_search(para).is_ok() {
            return true;
        }
        let is_again = *para < last && wording.repeated.binary_search(para).is_ok();
        let known = said.entry(*para).or_default();
        if is_again && known.contains(&run.text.as_str()) {
            return false;
        }
        known.push(&run.text);
        last = last.max(*para);
        true
    };
    pieces.into_iter().filter(|piece| is_first(piece)).collect()
}

/// Most characters of a text that a finding shows.
const EXCERPT: usize = 12;

fn excerpt(text: &str) -> String {
    let all = text.chars().filter(|c| !is_blank(*c));
    let mut short: String = all.clone().take(EXCERPT).collect();
    if all.count() > EXCERPT {
        short.push('…');
    }
    short
}

fn finding(slip: &Slip) -> Diagnostic {
    match slip {
        Slip::Lost { written, at, .. } => Diagnostic::error(
            "text/lost",
            message!("`{}` is written here and does not stand on the pages", excerpt(written)),
        )
        .at(*at)
        .hint("nothing may be lost between the text and the page: please report this with the edition"),
        Slip::Changed { written, shown, at } => Diagnostic::error(
            "text/changed",
            message!("`{}` is written here, and the pages say `{}`", excerpt(written), excerpt(shown)),
        )
        .at(*at)
        .hint("nothing may change between the text and the page: please report this with the edition"),
        Slip::Joined { before, after, at } => Diagnostic::error(
            "text/lost",
            message!("the blank between `{}` and `{}` is written here and does not stand on the pages", before, after),
        )
        .at(*at)
        .hint("nothing may be lost between the text and the page: please report this with the edition"),
        Slip::Added { shown, at } => added(shown, *at),
    }
}

fn added(shown: &str, at: Option<Span>) -> Diagnostic {
    let finding =
        Diagnostic::error("text/added", message!("the pages say `{}`, which is not written here", excerpt(shown)))
            .hint("nothing may be added between the text and the page: please report this with the edition");
    match at {
        Some(at) => finding.at(at),
        None => finding,
    }
}

/// What is nothing to a reader: blanks of every width, ends of lines, marks of where a line may break.
fn is_blank(c: char) -> bool {
    // Nearly every sign of a paper is a Han or Hangul one, and each is asked of several times.
    !matches!(c, '\u{3400}'..='\u{D7A3}') && (c.is_whitespace() || c == '\u{200B}' || is_invisible(c))
}

/// Whether a blank parts what stands beside it: it has a width.
fn takes_room(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

/// Whether a sign on the page stands for the written one: itself, or its raised or lowered form.
fn same(written: char, shown: char) -> bool {
    written == shown || level(written) == level(shown)
}

/// A raised or lowered sign on the line.
fn level(c: char) -> char {
    // A hyphen before a number is raised as a minus.
    match plain_letter(c).map_or(c, |(letter, _)| letter) {
        '−' => '-',
        letter => letter,
    }
}
