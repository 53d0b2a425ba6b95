//! Paragraphs of the model as they are read: without what only the setting of a page puts into them.

use crate::base::FrameId;
use crate::display::{ReadMark, ReadPara, ReadPicture, ReadRole, ReadRun};
use crate::model::{Annotation, Edition, Para, Role, Run, Story};

/// A story's paragraphs without its pictures; a large first character is joined to the text beside it.
pub(super) fn paras(edition: &Edition, story: &Story) -> Vec<ReadPara> {
    let mut paras: Vec<ReadPara> = Vec::new();
    let mut cap: Option<ReadPara> = None;
    for para in story.paras.iter().filter(|para| para.role != Role::Caption) {
        let mut read = read(edition, para);
        if edition.para_styles.get(para.style.index()).is_some_and(|style| style.drop_cap) {
            cap = Some(read);
            continue;
        }
        if let Some(cap) = cap.take() {
            read.runs.splice(0..0, cap.runs);
            read.span = cap.span;
        }
        paras.push(read);
    }
    paras.extend(cap);
    paras.retain(|para| !para.text().trim().is_empty());
    paras
}

/// Pictures between a story's paragraphs with their captions.
pub(super) fn pictures(edition: &Edition, story: &Story, frame: FrameId) -> Vec<ReadPicture> {
    let mut pictures: Vec<ReadPicture> = Vec::new();
    for para in story.paras.iter().filter(|para| para.role == Role::Caption) {
        match (&para.picture, pictures.last_mut()) {
            (Some(placed), _) => {
                let file = edition.pictures[placed.picture.index()].name.clone();
                pictures.push(ReadPicture { file, frame, ..ReadPicture::default() });
            }
            (None, Some(last)) => last.caption.push(read(edition, para)),
            (None, None) => {}
        }
    }
    pictures
}

fn read(edition: &Edition, para: &Para) -> ReadPara {
    let run = |run: &Run| ReadRun {
        text: as_written(&run.text, para.role),
        strong: run.markup.strong,
        emphasis: run.markup.emphasis,
        script: run.script,
        mark: mark(&run.annotation),
    };
    let runs = para.runs.iter().map(run).collect();
    let first = para.runs.first();
    let style = first.and_then(|run| edition.char_styles.get(run.style.index()));
    let language = style.map_or(edition.imprint.language, |style| style.lang).tag();
    ReadPara { role: role(para.role), runs, language, span: first.map(|run| run.span) }
}

/// Headlines have half-em spaces and bylines spread names on the page alone (composition H2, H6).
fn as_written(text: &str, role: Role) -> String {
    match role {
        Role::Byline => text.replace("\u{2003}\u{2002}", " ").replace('\u{2003}', " ").replace('\u{3000}', ""),
        Role::Kicker | Role::Headline | Role::Deck => text.replace('\u{2002}', " "),
        Role::Body | Role::Crosshead | Role::Quote | Role::Caption | Role::TableTitle | Role::Cell => text.to_owned(),
    }
}

pub(super) fn role(role: Role) -> ReadRole {
    match role {
        Role::Kicker => ReadRole::Kicker,
        Role::Headline => ReadRole::Headline,
        Role::Deck => ReadRole::Deck,
        Role::Byline => ReadRole::Byline,
        Role::Crosshead => ReadRole::Crosshead,
        Role::Quote => ReadRole::Quote,
        Role::Body | Role::Caption | Role::TableTitle | Role::Cell => ReadRole::Paragraph,
    }
}

/// Whether a part stands above the text.
pub(super) fn is_head(role: ReadRole) -> bool {
    !matches!(role, ReadRole::Crosshead | ReadRole::Quote | ReadRole::Paragraph)
}

fn mark(annotation: &Annotation) -> ReadMark {
    match annotation {
        Annotation::Emphasis => ReadMark::Dots,
        Annotation::ProperName => ReadMark::ProperName,
        Annotation::BookTitle => ReadMark::BookTitle,
        Annotation::Ruby(ruby) => ReadMark::Ruby(ruby.text.clone()),
        Annotation::None | Annotation::InlineNote | Annotation::TateChuYoko => ReadMark::None,
    }
}
