//! paiban 排版: a print-layout typesetter for Chinese newspapers.
//!
//! [`Folder`] is an edition's folder, [`Typesetter`] sets it, [`Paper`] tells how it came out and makes the file:
//!
//! ```no_run
//! use paiban::{Conformance, Folder, Language, Typesetter};
//!
//! let (folder, name) = Folder::of_edition("examples/front-page");
//! let paper = Typesetter::of_folder(&folder)?.set(&name, folder)?;
//! for finding in paper.findings() {
//!     eprintln!("{}", finding.drawn(Language::Zh));
//! }
//! for story in paper.stories() {
//!     println!("{}: {} lines, {} over", story.name, story.lines, story.lines_over);
//! }
//! paper.pdf(Conformance::X4)?.save("paper.pdf")?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A paper with errors has no file: [`Paper::pdf`] refuses it with all that was found. Files need not come from a disk; whoever has them elsewhere implements [`Files`].
//!
//! Everything else in this crate is the program's inside, in rooms that ARCHITECTURE.md describes. It can be seen by the program and its tests and may change any day.
//! Layout is a pure function from documents, fonts and pictures to display pages.

#[doc(hidden)]
pub mod base;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod colour;
#[doc(hidden)]
pub mod disk;
#[doc(hidden)]
pub mod display;
#[doc(hidden)]
pub mod draft;
#[doc(hidden)]
pub mod export;
#[doc(hidden)]
pub mod flow;
#[doc(hidden)]
pub mod font;
#[cfg(feature = "import")]
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod language;
#[doc(hidden)]
pub mod line;
#[doc(hidden)]
pub mod makeup;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod paper;
#[doc(hidden)]
pub mod press;
#[doc(hidden)]
pub mod proof;
#[doc(hidden)]
pub mod shape;
#[doc(hidden)]
pub mod shipped;
#[doc(hidden)]
pub mod tradition;
#[doc(hidden)]
pub mod words;

pub use base::{Message, Severity};
pub use disk::{Folder, Unwritten};
pub use export::pdf::Conformance;
pub use input::{FileProblem, Files, Stored};
pub use language::Language;
pub use paper::{Finding, Paper, Pdf, Place, Refused, Story, Typesetter};

use base::Diagnostics;
use display::{DisplayPage, Wording};
use flow::{Blocks, FlowOptions, Placement, SetEdition, StoryReport};
use font::FontBook;
use input::{Documents, StoryList, WithTexts};
use makeup::{Accepted, ClosedPages, MakeupJob, Proposals, ProposeJob, ProposedPaper, SetPage};
use model::{Edition, Moves, StoryKind};
use press::PressRoom;
use shape::ShapedStory;

/// A set edition.
#[doc(hidden)]
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
#[doc(hidden)]
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
    closed.tell_still_open(&set.reports, &mut findings);
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
#[doc(hidden)]
pub fn propose(list: &StoryList, fonts: &FontBook, files: &(dyn Files + Sync), count: usize) -> Proposals {
    with_job(list, fonts, files, count, makeup::propose)
}

/// Proposes so many editions for a list of stories of one page or several.
#[doc(hidden)]
pub fn propose_paper(list: &StoryList, fonts: &FontBook, files: &(dyn Files + Sync), count: usize) -> ProposedPaper {
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
