//! Crossheads by their looks: short paragraphs that are bold from end to end, or numbered with text below each; and looks that mark nothing.

use crate::input::{BlockKind, Markup};
use crate::message;

use super::draft::{Draft, DraftBlock, Run};

/// The longest paragraph that is taken for a crosshead.
const CROSSHEAD: usize = 20;

/// How a question, or an answer, of an interview begins.
const SPEAKERS: [&str; 8] = ["问：", "答：", "记者：", "主持人：", "問：", "記者：", "Q：", "A："];

/// A paragraph with more letters is text.
const TEXT: usize = 25;

/// Short paragraphs that are bold from end to end and have text below them are crossheads, and so are those that number the parts of a text.
pub(super) fn find(draft: &mut Draft) {
    join(draft, is_bold);
    let is_interview = is_interview(draft);
    let is_one = |at: &usize| {
        let block = &draft.blocks[*at];
        is_bold_line(block, CROSSHEAD) && !(is_interview && block.text().trim().ends_with(['？', '?']))
    };
    let mut found: Vec<usize> = (0..draft.blocks.len().saturating_sub(1)).filter(is_one).collect();
    // Where most paragraphs are so, it is the look of the text and not of its parts.
    if found.len() * 2 >= draft.blocks.len() {
        found.clear();
    }
    found.extend(numbered(draft));
    for at in found {
        make(draft, at);
    }
}

/// Makes a paragraph a crosshead, which is bold by itself.
pub(super) fn make(draft: &mut Draft, at: usize) {
    let Some(block) = draft.blocks.get_mut(at).filter(|block| block.kind == BlockKind::Paragraph) else { return };
    block.kind = BlockKind::Crosshead;
    block.runs.iter_mut().for_each(|run| run.look.markup.strong = false);
    let text = block.text();
    draft.guesses.push(message!("crosshead: {}", text.trim()));
}

/// Joins crossheads that were written as two paragraphs: 守闸三十年， 灯火到天明.
fn join(draft: &mut Draft, looks_so: fn(&DraftBlock) -> bool) {
    for at in (0..draft.blocks.len().saturating_sub(2)).rev() {
        let [first, next, ..] = &draft.blocks[at..] else { continue };
        if looks_so(first) && looks_so(next) && are_halves(&first.text(), &next.text()) {
            let mut runs = draft.blocks.remove(at + 1).runs;
            draft.blocks[at].runs.append(&mut runs);
        }
    }
}

/// Whether two paragraphs read as the halves of one crosshead.
pub(super) fn are_halves(first: &str, next: &str) -> bool {
    let first = first.trim();
    first.chars().count() < CROSSHEAD && first.ends_with(['，', '、']) && is_line(next.trim(), CROSSHEAD)
}

/// Whether the bold paragraphs of a text are what somebody was asked.
fn is_interview(draft: &Draft) -> bool {
    draft.blocks.iter().filter(|block| is_bold(block)).any(|block| {
        let text = block.text();
        let text = text.trim();
        let asks = text.ends_with(['？', '?']);
        SPEAKERS.iter().any(|label| text.starts_with(label))
            || asks && (text.chars().count() > CROSSHEAD || text.contains(['您', '你']))
    })
}

/// Whether a paragraph is bold from end to end.
pub(super) fn is_bold(block: &DraftBlock) -> bool {
    block.kind == BlockKind::Paragraph
        && block.runs.iter().all(|run: &Run| run.look.markup.strong || run.text.trim().is_empty())
}

/// Whether a paragraph is a bold line without a stop, of so many letters at most.
pub(super) fn is_bold_line(block: &DraftBlock, most: usize) -> bool {
    is_bold(block) && is_line(block.text().trim(), most)
}

/// Whether a text may be a crosshead.
pub(super) fn is_crosshead(text: &str) -> bool {
    is_line(text, CROSSHEAD)
}

/// Whether a text reads as a line of its own, of so many letters at most.
fn is_line(text: &str, most: usize) -> bool {
    let says = text.trim_end_matches(['”', '’', '」', '』']);
    let is_quoted = says.len() < text.len();
    (1..=most).contains(&text.chars().count())
        && !text.contains('。')
        && !text.ends_with(['；', '，', '、', '：', '.', ':', ','])
        // Somebody speaks.
        && !(is_quoted && (text.contains('：') || says.ends_with(['！', '？', '…'])))
        && !(text.ends_with(['？', '！', '?', '!', '…']) && text.contains('：'))
        && !SPEAKERS.iter().any(|label| text.starts_with(label))
}

/// The number that a line begins with: 一、, （二）.
fn number(text: &str) -> Option<usize> {
    const DIGITS: &str = "一二三四五六七八九";
    let digits = match text.strip_prefix('（') {
        Some(rest) => rest.split_once('）')?.0,
        None => text.split_once('、')?.0,
    };
    let place = |c: char| DIGITS.chars().position(|digit| digit == c).map(|at| at + 1);
    let (tens, ones) = match digits.split_once('十') {
        Some((tens, ones)) => (tens.chars().next().map_or(Some(1), place)?, ones),
        None => (0, digits),
    };
    let is_short = digits.chars().count() <= 3 && ones.chars().count() <= 1 && !digits.is_empty();
    let ones = ones.chars().next().map_or(Some(0), place)?;
    is_short.then_some(tens * 10 + ones)
}

/// Numbered lines that part a text: counted from the first, each with text below it.
fn numbered(draft: &Draft) -> Vec<usize> {
    let is_text = |at: usize| {
        draft.blocks.get(at).is_some_and(|block| {
            let text = block.text();
            let text = text.trim();
            block.kind == BlockKind::Paragraph
                && number(text).is_none()
                && text.chars().count() > TEXT
                && text.ends_with(['。', '！', '？', '”', '：', '…', '）'])
        })
    };
    let numbers = draft.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph);
    let numbers = numbers.filter_map(|(at, block)| Some((at, number(block.text().trim())?)));
    let numbers: Vec<(usize, usize)> = numbers.collect();
    let is_series = numbers.len() > 1
        && numbers.iter().zip(1..).all(|((at, number), expected)| {
            *number == expected && is_line(draft.blocks[*at].text().trim(), CROSSHEAD) && is_text(at + 1)
        });
    if is_series { numbers.into_iter().map(|(at, _)| at).collect() } else { Vec::new() }
}

/// Bold or kai that covers most of a text marks nothing: it was the look of the manuscript.
pub(super) fn calm(draft: &mut Draft) {
    let runs = || draft.blocks.iter().flat_map(|block| &block.runs);
    let count = |with: fn(Markup) -> bool| -> usize {
        runs().filter(|run| with(run.look.markup)).map(|run| run.text.chars().count()).sum()
    };
    let all = count(|_| true);
    let (strong, emphasis) = (count(|m| m.strong) * 2 > all, count(|m| m.emphasis) * 2 > all);
    // One short paragraph may well be meant bold as a whole.
    if draft.blocks.len() < 3 || !(strong || emphasis) {
        return;
    }
    for run in draft.blocks.iter_mut().flat_map(|block| &mut block.runs) {
        run.look.markup.strong &= !strong;
        run.look.markup.emphasis &= !emphasis;
    }
    draft.guesses.push(message!("most of the text was bold or slanted, so that look was taken for the manuscript's"));
}
