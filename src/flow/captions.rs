//! Captions that take as many lines as they need: counted before anything is filled, because their pictures become lower by them.

use crate::base::Len;
use crate::line::{LineMeasures, SetPara};
use crate::model::{Caption, Direction, Edition};
use crate::shape::{ShapedPara, ShapedStory};

use super::slots::columns;

/// Gives every caption the lines it needs, within its limits.
pub(super) fn give_room(edition: &mut Edition, shaped: &[ShapedStory], set_para: &SetPara<'_>) {
    for caption in std::mem::take(&mut edition.captions) {
        let lines = shaped.get(caption.story.index()).map_or(0, |story| lines(edition, &caption, story, set_para));
        caption.grow(&mut edition.frames, lines);
    }
}

/// How many lines high a caption must be.
fn lines(edition: &Edition, caption: &Caption, story: &ShapedStory, set_para: &SetPara<'_>) -> usize {
    let frame = &edition.frames[caption.words.index()];
    let Some(column) = columns(frame).into_iter().next() else { return caption.least };
    let count = |para: &ShapedPara, measure: Len| {
        let measures = LineMeasures::new(&[], measure);
        set_para(para, &edition.para_styles[para.style.index()], &measures).len()
    };
    if frame.direction == Direction::Horizontal {
        return story.paras.iter().take(caption.paras).map(|para| count(para, column.along.len())).sum();
    }
    // Lines that run down stand beside each other: they must be as long as makes them few enough.
    let width = |rows: usize| {
        let more = i64::try_from(rows - caption.least).unwrap_or(0);
        let measure = column.along.len() + caption.leading * more;
        let across = |para: &ShapedPara| {
            let lines = i64::try_from(count(para, measure)).unwrap_or(i64::from(u16::MAX));
            edition.para_styles[para.style.index()].leading * lines
        };
        story.paras.iter().map(across).sum::<Len>()
    };
    let highest = caption.highest(&edition.frames);
    (caption.least..highest).find(|rows| width(*rows) <= column.across.len()).unwrap_or(highest)
}
