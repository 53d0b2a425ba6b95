//! Captions that take as many lines as they need: counted before anything is filled, because their pictures become lower by them.

use crate::base::Len;
use crate::line::{LineMeasures, SetPara};
use crate::model::{Caption, Edition};
use crate::shape::{ShapedPara, ShapedStory};

use super::slots::columns;

/// Gives every caption the lines it needs, within its limits.
pub(super) fn give_room(edition: &mut Edition, shaped: &[ShapedStory], set_para: &SetPara<'_>) {
    for caption in std::mem::take(&mut edition.captions) {
        let lines = shaped.get(caption.story.index()).map_or(0, |story| lines(edition, &caption, story, set_para));
        caption.grow(&mut edition.frames, lines);
    }
}

/// How many lines a caption has on the measure of its frame.
fn lines(edition: &Edition, caption: &Caption, story: &ShapedStory, set_para: &SetPara<'_>) -> usize {
    let column = columns(&edition.frames[caption.words.index()]).into_iter().next();
    let rest = column.map_or(Len(1), |column| column.along.len());
    let measures = LineMeasures::new(&[], rest);
    let count = |para: &ShapedPara| set_para(para, &edition.para_styles[para.style.index()], &measures).len();
    story.paras.iter().take(caption.paras).map(count).sum()
}
