//! Several stories in one manuscript: where another one begins is told, and nothing is cut.

use std::collections::BTreeSet;

use crate::input::BlockKind;

use super::draft::{Builder, Draft, DraftBlock, Loss};
use super::head::{begins_with_dateline, has_length, is_byline, labelled};

/// Headings of the headline's own rank, up to which they may be headlines; of more each is a part of one story.
const FEW: usize = 2;

fn told(paragraph: usize, headline: &str) -> Loss {
    let told = Loss::of_head("another headline: a second story begins here, cut the file before it", headline.trim());
    Loss { paragraph, text_kept: true, ..told }
}

/// A headline that says so itself within the text, or a line above a dateline or a byline.
pub(super) fn labelled_or_lined(draft: &mut Draft) {
    let headline =
        |block: &DraftBlock| labelled(block.text().trim_matches([' ', '\u{3000}'])).filter(|it| it.0 == "headline");
    let first_end = draft.blocks.iter().position(|block| block.text().trim().ends_with('。'));
    let known: BTreeSet<usize> =
        draft.losses.iter().filter(|it| it.what == told(0, "").what).map(|it| it.paragraph).collect();
    let lines = (1..).zip(&draft.blocks).filter(|(paragraph, _)| !known.contains(paragraph));
    let lines = lines.filter_map(|(paragraph, block)| {
        let text = headline(block).map(|(_, text)| text).or_else(|| line_above(draft, paragraph, first_end))?;
        Some(told(paragraph, &text))
    });
    let lines: Vec<Loss> = lines.collect();
    draft.losses.extend(lines);
}

/// The line of a number, where a story begins right below it; a sentence ends first in the block `first_end`.
fn line_above(draft: &Draft, paragraph: usize, first_end: Option<usize>) -> Option<String> {
    let next = draft.blocks.get(paragraph)?.text().trim().to_owned();
    let line = draft.blocks.get(paragraph.checked_sub(1)?)?.text().trim().to_owned();
    let is_line = has_length(&line) && !line.ends_with(['。', '！', '？', '：', '”']) && !is_byline(&line);
    // Names behind a text are those of its writers; above more of it they are not. The first dateline is the text's own.
    let is_below_text = first_end.is_some_and(|end| end + 1 < paragraph);
    let has_writer = is_byline(&next) && is_below_text && draft.blocks.len() > paragraph + 1;
    (paragraph > 1 && is_line && (begins_with_dateline(&next) || has_writer)).then_some(line)
}

/// A paragraph below the text whose style is that of headlines: it stays where it stands.
pub(super) fn styled(builder: &mut Builder) {
    builder.end(BlockKind::Crosshead);
    let paragraph = builder.draft.blocks.len();
    let headline = builder.draft.blocks.last().map(DraftBlock::text).unwrap_or_default();
    builder.draft.losses.push(told(paragraph, &headline));
}

/// Crossheads that have the rank or the size of the headline, by their places.
pub(super) fn of_one_rank(draft: &mut Draft, places: &[usize]) {
    let is_sound = (1..=FEW).contains(&places.len());
    let lines = places.iter().filter(|_| is_sound).filter_map(|at| Some((at + 1, draft.blocks.get(*at)?.text())));
    let lines: Vec<Loss> = lines.map(|(paragraph, text)| told(paragraph, &text)).collect();
    draft.losses.extend(lines);
}
