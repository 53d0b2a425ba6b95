//! paiban 排版: a print-layout typesetter for Chinese newspapers.
//!
//! Layout is a pure function from documents, fonts and pictures to display pages; see ARCHITECTURE.md.

pub mod base;
pub mod check;
pub mod colour;
pub mod display;
pub mod draft;
pub mod export;
pub mod flow;
pub mod font;
pub mod import;
pub mod input;
pub mod line;
pub mod makeup;
pub mod model;
pub mod press;
pub mod proof;
pub mod shape;
pub mod shipped;
pub mod tradition;
pub mod words;

use base::Diagnostics;
use display::{DisplayPage, Wording};
use flow::{Blocks, FlowOptions, Placement, SetEdition, StoryReport};
use font::FontBook;
use input::{Documents, Files, StoryList, WithTexts};
use makeup::{Accepted, ClosedPages, MakeupJob, Paper, Proposals, ProposeJob, SetPage};
use model::{Edition, Moves, StoryKind};
use press::PressRoom;
use shape::ShapedStory;

/// A set edition.
#[derive(Debug)]
pub struct Typeset {
    /// What was set, every default applied.
    pub edition: Edition,
    /// Its pages.
    pub pages: Vec<DisplayPage>,
    /// The press it is made for.
    pub press: PressRoom,
    /// How its stories came out.
    pub reports: Vec<StoryReport>,
    /// Its stories' text as clusters and glyphs.
    pub shaped: Vec<ShapedStory>,
    /// Where the lines of every thread stand; then the jump lines.
    pub placements: Vec<Placement>,
    /// What the stories were to say, for the check that the pages say it.
    pub wordings: Vec<Wording>,
    /// For each page the numbers of its blocks that changed so that they close.
    pub moves: Vec<Moves>,
    /// The same as they would stand in the layouts, of pages whose blocks may change.
    pub accepted: Vec<Accepted>,
}

/// Sets an edition: documents → model → shaped stories → lines on slots → display pages.
///
/// Pages are made even when there are findings, so that an editor sees as much as can be shown; whoever writes a file must look at the errors first.
pub fn typeset(
    documents: Documents,
    fonts: &FontBook,
    files: &dyn Files,
    options: FlowOptions,
) -> (Typeset, Diagnostics) {
    let mut closed = closed(&documents, fonts, files, options);
    let moves = std::mem::take(&mut closed.moves);
    let (mut edition, mut findings) = model::resolve_moved(&documents, fonts, &moves);
    findings.append(&mut closed.found);
    // A long edition's texts need not be held twice.
    drop(documents);
    findings.extend(press::measure(&mut edition, files));
    findings.extend(press::bookings(&edition));
    findings.extend(press::unknown_rules(&edition));
    let (room, unpressed) = press::press_room(&edition.press, files);
    findings.extend(unpressed);
    findings.extend(press::mix_inks(&mut edition, &room));
    let mut wordings = flow::wordings(&edition);
    let (shaped, unshaped) = shape::shape_edition(&edition, fonts);
    findings.extend(unshaped);
    let shape = |edition: &Edition, story| shape::shape_again(edition, fonts, story);
    let (set, flowed) = flow::set_edition(edition, shaped, &line::set_para, &shape, options);
    findings.extend(flowed);
    let accepted = std::mem::take(&mut closed.edits);
    findings.extend(closed.still_open(&set.reports));
    findings.extend(press::overprints(&set.pages, room.profile.ink_limit));
    findings.extend(press::without_bleed(&set.pages));
    let SetEdition { edition, pages, reports, shaped, placements } = set;
    flow::stand(&edition, &placements, &mut wordings);
    (Typeset { edition, pages, press: room, reports, shaped, placements, wordings, moves, accepted }, findings)
}

/// The numbers at which the elastic pages of an edition close.
fn closed(documents: &Documents, fonts: &FontBook, files: &dyn Files, options: FlowOptions) -> ClosedPages {
    if options.blocks == Blocks::Frozen {
        return ClosedPages::default();
    }
    makeup::close(documents, fonts, &|picture| press::size_of(picture, files))
}

/// Proposes so many pages for a list of stories: each is set whole and judged before it is offered.
pub fn propose(list: &StoryList, fonts: &FontBook, files: &(dyn Files + Sync), count: usize) -> Proposals {
    with_job(list, fonts, files, count, makeup::propose)
}

/// Proposes so many editions for a list of stories of one page or several.
pub fn propose_paper(list: &StoryList, fonts: &FontBook, files: &(dyn Files + Sync), count: usize) -> Paper {
    with_job(list, fonts, files, count, makeup::propose_paper)
}

fn with_job<T>(
    list: &StoryList,
    fonts: &FontBook,
    files: &(dyn Files + Sync),
    count: usize,
    propose: fn(&ProposeJob<'_>) -> T,
) -> T {
    let size_of = |picture: &str| press::size_of(picture, files);
    let set = |text: &str| set_page(text, fonts, files);
    let least_ppi = press::Resolution::default().least;
    propose(&ProposeJob { list, fonts, files, size_of: &size_of, least_ppi, set: &set, count })
}

/// The name of a proposal that is no file yet.
const PROPOSAL: &str = "proposal.yaml";

/// Sets a proposal and judges its page.
fn set_page(text: &str, fonts: &FontBook, files: &(dyn Files + Sync)) -> SetPage {
    let files = WithTexts { texts: [(PROPOSAL, text.to_owned())].into(), files };
    let (documents, _, mut found) = input::load(PROPOSAL, &files);
    let Some(documents) = documents else { return SetPage { found, ..SetPage::default() } };
    let options = FlowOptions { blocks: Blocks::Frozen, ..FlowOptions::default() };
    let (set, findings) = typeset(documents, fonts, &files, options);
    found.extend(findings);
    let reading = flow::reading(&set.edition, &set.placements);
    let job = MakeupJob { edition: &set.edition, reading: &reading, pages: &set.pages, reports: &set.reports };
    let (scores, broken) = makeup::judge(&job);
    found.extend(broken);
    let stories = set.reports.iter().filter(|report| report.kind == StoryKind::Body);
    let lines = stories.map(|it| (it.name.clone(), (it.over, it.free + it.below))).collect();
    SetPage { score: scores.into_iter().next(), found, lines }
}
