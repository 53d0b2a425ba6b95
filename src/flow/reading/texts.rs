//! Paragraphs of the model as they are read: without what only the setting of a page puts into them.

use crate::base::Len;
use crate::display::{ReadMark, ReadPara, ReadRole, ReadRun};
use crate::model::{Annotation, Edition, Para, Role, Run, Story};

/// A story's paragraphs.
pub(super) fn paras(edition: &Edition, story: &Story) -> Vec<ReadPara> {
    story.paras.iter().map(|para| read(edition, para)).filter(|para| !para.text().trim().is_empty()).collect()
}

fn read(edition: &Edition, para: &Para) -> ReadPara {
    let run = |run: &Run| ReadRun {
        text: as_written(&run.text, para.role),
        strong: run.markup.strong,
        emphasis: run.markup.emphasis,
        raised: edition.char_styles.get(run.style.index()).is_some_and(|look| look.rise > Len::ZERO),
        mark: mark(&run.annotation),
    };
    let runs = para.runs.iter().map(run).collect();
    ReadPara { role: role(para.role), runs, span: para.runs.first().map(|run| run.span) }
}

/// Headlines have half-em spaces and bylines spread names on the page alone (composition H2, H6).
fn as_written(text: &str, role: Role) -> String {
    match role {
        Role::Byline => text.replace('\u{3000}', ""),
        Role::Kicker | Role::Headline | Role::Deck => text.replace('\u{2002}', " "),
        Role::Body | Role::Crosshead => text.to_owned(),
    }
}

pub(super) fn role(role: Role) -> ReadRole {
    match role {
        Role::Kicker => ReadRole::Kicker,
        Role::Headline => ReadRole::Headline,
        Role::Deck => ReadRole::Deck,
        Role::Byline => ReadRole::Byline,
        Role::Crosshead => ReadRole::Crosshead,
        Role::Body => ReadRole::Paragraph,
    }
}

/// Whether a part stands above the text.
pub(super) fn is_head(role: ReadRole) -> bool {
    !matches!(role, ReadRole::Crosshead | ReadRole::Paragraph)
}

fn mark(annotation: &Annotation) -> ReadMark {
    match annotation {
        Annotation::Emphasis => ReadMark::Dots,
        Annotation::ProperName => ReadMark::ProperName,
        Annotation::BookTitle => ReadMark::BookTitle,
        Annotation::Ruby(text) => ReadMark::Ruby(text.clone()),
        Annotation::None | Annotation::InlineNote | Annotation::TateChuYoko => ReadMark::None,
    }
}
