//! Headlines as large as their frame allows: type by steps of half a point, then letters narrower or wider, within the style's limits.

use std::collections::BTreeMap;

use crate::base::{CharStyleId, Diagnostic, Diagnostics, Len, ParaStyleId, Permille, StoryId};
use crate::line::{LineMeasures, SetPara};
use crate::model::{Align, CharStyle, Edition, ParaStyle, Thread, WidthFit};
use crate::shape::{ShapedPara, ShapedStory};

use super::axes::Block;
use super::slots::columns;

/// A measure longer than any line.
const ENDLESS: Len = Len::mm(100_000);
/// Step of headline sizes.
const STEP: Len = Len(6350);
/// More lines than this a single headline is not broken into to become larger.
const MOST_LINES: i64 = 3;
/// Room that balanced lines need beyond an equal share of the text, in thousandths.
const UNEVEN: i64 = 1080;

/// A headline's new type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Choice {
    size: Len,
    scale: Permille,
}

/// Gives headlines with limits their type; the stories whose looks changed must be shaped again.
pub fn fit_headlines(
    edition: &mut Edition,
    shaped: &[ShapedStory],
    set_para: &SetPara<'_>,
) -> (Vec<StoryId>, Diagnostics) {
    let mut changed = Vec::new();
    let mut found = Vec::new();
    for thread in edition.threads.clone() {
        let Some(story) = shaped.get(thread.story.index()) else { continue };
        let mut styles: Vec<ParaStyleId> = story.paras.iter().map(|para| para.style).collect();
        styles.dedup();
        for style in styles {
            let Some(limits) = edition.para_styles[style.index()].width_fit else { continue };
            let Some(choice) = choose(edition, &thread, story, (style, limits), set_para) else {
                found.extend(at_no_size(edition, &thread, story, style, limits));
                restyle(edition, thread.story, style, Choice { size: limits.sizes.0, scale: limits.scales.0 });
                changed.push(thread.story);
                continue;
            };
            let old = &edition.para_styles[style.index()];
            if choice.size != old.size || choice.scale != Permille::ONE {
                restyle(edition, thread.story, style, choice);
                changed.push(thread.story);
            }
        }
    }
    changed.dedup();
    (changed, found)
}

/// Measure and depth of the one column a headline stands in.
fn room(edition: &Edition, thread: &Thread) -> Option<(Len, Len)> {
    let frame = &edition.frames[thread.frames.first()?.index()];
    let column: Block = columns(frame).into_iter().next()?;
    Some((column.along.len(), column.across.len()))
}

/// The largest type at which the paragraphs of a style fit, in however many lines serve it best.
fn choose(
    edition: &Edition,
    thread: &Thread,
    story: &ShapedStory,
    (id, limits): (ParaStyleId, WidthFit),
    set_para: &SetPara<'_>,
) -> Option<Choice> {
    let style = &edition.para_styles[id.index()];
    let (measure, depth) = room(edition, thread)?;
    let measure = measure - style.margin_start - style.margin_end - style.indent;
    let own: Vec<&ShapedPara> = story.paras.iter().filter(|para| para.style == id).collect();
    let widest = own.iter().map(|para| width(para, style, set_para)).max()?;
    let others: Len =
        story.paras.iter().filter(|para| para.style != id).map(|para| depth_of(edition, para, measure, set_para)).sum();
    // Below the last line of a block nothing of its line distance is needed.
    let is_last = story.paras.last().is_some_and(|last| last.style == id);
    let below = if is_last { style.leading - style.size } else { Len::ZERO };
    let count = i64::try_from(own.len()).ok()?;
    let most = if count == 1 { MOST_LINES } else { 1 };
    let best = (1..=most).filter_map(|lines| {
        let width = if lines == 1 { widest } else { widest.scaled(UNEVEN, 1000 * lines) };
        let plain = style.size.scaled(measure.0, width.0.max(1));
        // Letters are narrowed only for a headline that would not fit at the smallest size otherwise.
        let narrowed = plain.scaled(1000, i64::from(limits.scales.0.0.max(1)));
        let by_width = plain.max(narrowed.min(limits.sizes.0));
        let by_depth = (depth - others).scaled(style.size.0, (style.leading * (count * lines) - below).0.max(1));
        let size =
            by_width.min(by_depth).min(limits.sizes.1).floor_to(STEP).max(limits.sizes.0.min(by_width).min(by_depth));
        (size >= limits.sizes.0 && by_depth >= size && measure > Len::ZERO).then_some((size, -lines, width))
    });
    let (size, lines, width) = best.max()?;
    let filled = width.scaled(size.0, style.size.0.max(1));
    let wanted = measure.scaled(1000, filled.0.max(1)).0;
    let (least, widest) = (i64::from(limits.scales.0.0), i64::from(limits.scales.1.0));
    let scale = if lines == -1 { wanted.clamp(least, widest.max(least)) } else { wanted.clamp(least, 1000) };
    Some(Choice { size, scale: Permille(u16::try_from(scale).unwrap_or(1000)) })
}

/// The width of a paragraph on a single line, its marks as narrow as its style sets them.
fn width(para: &ShapedPara, style: &ParaStyle, set_para: &SetPara<'_>) -> Len {
    let endless = LineMeasures { first: &[], rest: ENDLESS };
    let style = ParaStyle { align: Align::Start, indent: Len::ZERO, ..style.clone() };
    set_para(para, &style, &endless).iter().map(|line| line.width).max().unwrap_or(Len::ZERO)
}

/// How deep another paragraph of the block stands.
fn depth_of(edition: &Edition, para: &ShapedPara, measure: Len, set_para: &SetPara<'_>) -> Len {
    let style = &edition.para_styles[para.style.index()];
    let lines = set_para(para, style, &LineMeasures { first: &[], rest: measure }).len();
    style.leading * i64::try_from(lines).unwrap_or(1) + style.space_before + style.space_after
}

/// A headline that fits at no size it may have.
fn at_no_size(
    edition: &Edition,
    thread: &Thread,
    story: &ShapedStory,
    id: ParaStyleId,
    limits: WidthFit,
) -> Option<Diagnostic> {
    let longest = story.paras.iter().filter(|para| para.style == id).map(|para| para.text.chars().count()).max()?;
    let name = &edition.stories[thread.story.index()].name;
    let least = limits.sizes.0.to_pt();
    Some(
        Diagnostic::error(
            "headline/no-size",
            format!(
                "{name}: a line of {longest} characters does not fit at {least} pt, the smallest size its style allows"
            ),
        )
        .at(edition.stories[thread.story.index()].span)
        .hint("shorten the headline, break it into two lines, or lower the first of `fit-size`"),
    )
}

/// The paragraphs of a story's style in their new type.
fn restyle(edition: &mut Edition, story: StoryId, id: ParaStyleId, choice: Choice) {
    let old = edition.para_styles[id.index()].clone();
    let scaled = |length: Len| length.scaled(choice.size.0, old.size.0.max(1));
    let look = |look: &CharStyle| CharStyle {
        size: scaled(look.size),
        rise: scaled(look.rise),
        scale_x: look.scale_x.of(choice.scale),
        ..look.clone()
    };
    let mut looks: BTreeMap<CharStyleId, CharStyleId> = BTreeMap::new();
    let mut stories = std::mem::take(&mut edition.stories[story.index()].paras);
    let style = ParaStyleId::new(edition.para_styles.len());
    for para in stories.iter_mut().filter(|para| para.style == id) {
        para.style = style;
        for run in &mut para.runs {
            run.style = *looks.entry(run.style).or_insert_with(|| {
                edition.char_styles.push(look(&edition.char_styles[run.style.index()]));
                CharStyleId::new(edition.char_styles.len() - 1)
            });
        }
    }
    edition.stories[story.index()].paras = stories;
    edition.para_styles.push(ParaStyle {
        size: choice.size,
        leading: scaled(old.leading),
        space_before: scaled(old.space_before),
        space_after: scaled(old.space_after),
        width_fit: None,
        ..old
    });
}
