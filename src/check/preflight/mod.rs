//! `preflight`: a judge of any PDF by the list of prepress rules, F01 to G06.
//!
//! Types first: what may be asked ([`Options`]), what comes back ([`Verdict`], of [`Item`]s). Then [`preflight`] and its steps in order: the file
//! is read ([`reading`]); its structure, metadata, output intent and interactive parts are judged from its objects; each page from its boxes and by
//! carrying out its content ([`content`]), which meets colours, lines, type and images; at last each font by the characters it was asked to show.
//!
//! The judge shares nothing with the writer. It never trusts a file: all work is bounded by [`Limits`], nothing is indexed without a look, and
//! what cannot be read is a finding.

mod black;
mod cmap;
mod colour;
mod content;
mod filters;
mod fonts;
mod geometry;
mod icc;
mod images;
mod intents;
mod interactive;
mod jpx;
mod lexer;
mod limits;
mod metadata;
mod overlaps;
mod painting;
mod parser;
mod pixels;
mod programs;
mod reading;
mod report;
mod rules;
mod spaces;
mod state;
mod structure;
mod text;
mod value;
mod words;
mod xmp;
mod xref;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub use limits::Limits;
pub use overlaps::Overlaps;
pub use report::{Item, Place, Status, Verdict};
pub use rules::{ITEMS, Id, Level};
pub use words::{Hidden, PageWords, Unseen, words};

use crate::base::Keep;

use geometry::Boxes;
use reading::Doc;
use report::{Report, Subject};
use value::{Dict, Value};
use words::Listener;

/// The PDF/X edition a file is judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// PDF/X-4.
    #[default]
    X4,
    /// PDF/X-1a:2003.
    X1a,
}

impl Profile {
    /// Its name in PDF/X.
    pub fn name(self) -> &'static str {
        match self {
            Self::X4 => "PDF/X-4",
            Self::X1a => "PDF/X-1a:2003",
        }
    }
}

/// What is asked of a file. Lengths on paper in millimetres, type and lines in points.
#[derive(Clone, Debug)]
pub struct Options {
    /// Edition of PDF/X.
    pub profile: Profile,
    /// Ink limit in per cent, C04 and C05.
    pub tac: f64,
    /// Least pixels per inch of photographs, G01.
    pub min_ppi: f64,
    /// Least pixels per inch of 1-bit images, G02.
    pub min_ppi_bitmap: f64,
    /// Most pixels per inch that are of use, G03.
    pub max_ppi: f64,
    /// Ordered trim size, P04.
    pub trim: Option<(f64, f64)>,
    /// Ordered bleed, P05.
    pub bleed: Option<f64>,
    /// Distance type keeps from the trim, P06.
    pub safe: f64,
    /// Ordered number of pages, P07.
    pub pages: Option<u32>,
    /// Ordered spot colours, C03.
    pub spots: Vec<String>,
    /// The page that is judged, from 1, with what it leads to; the whole file when not said.
    pub page: Option<u32>,
    /// How large the file is placed: 1 at its own size. Sizes, lines and resolutions are judged as they stand on paper.
    pub scale: f64,
    /// Pages that are looked at as they print, C06.
    pub overlaps: Overlaps,
    /// Bounds on the work of judging.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profile: Profile::X4,
            tac: 240.0,
            min_ppi: 150.0,
            min_ppi_bitmap: 600.0,
            max_ppi: 450.0,
            trim: None,
            bleed: None,
            safe: 0.0,
            pages: None,
            spots: Vec::new(),
            page: None,
            scale: 1.0,
            overlaps: Overlaps::default(),
            limits: Limits::default(),
        }
    }
}

/// Judges a file.
pub fn preflight(bytes: &[u8], options: &Options) -> Verdict {
    preflight_with(bytes, options, None)
}

/// Judges a file; images whose pixels were found sound in an earlier run are not decoded again. They are known by a hash of their bytes in this very file, of what
/// the file says of them, and of what is asked: nobody's word is taken for it.
pub fn preflight_with(bytes: &[u8], options: &Options, known: Option<&dyn Keep>) -> Verdict {
    judged(bytes, options, known, None).verdict
}

/// A file judged and read.
#[derive(Debug)]
pub struct Judged {
    /// What is found in it.
    pub verdict: Verdict,
    /// What its pages say; nothing of a file that is no PDF or that is encrypted.
    pub words: Vec<PageWords>,
}

/// Judges a file as [`preflight_with`] does and takes down what its pages say, as [`words`] does, on one way through its content.
pub fn judged_and_read(bytes: &[u8], options: &Options, known: Option<&dyn Keep>) -> Judged {
    judged(bytes, options, known, Some(Listener::default()))
}

fn judged(bytes: &[u8], options: &Options, known: Option<&dyn Keep>, listener: Option<Listener>) -> Judged {
    let unread = |verdict| Judged { verdict, words: Vec::new() };
    if !structure::has_header(bytes) {
        let mut report = Report::default();
        report.note(Id::F01, &Subject::file(), "no PDF: it has no %PDF- header", String::new(), None);
        report.skipped = ITEMS.iter().copied().filter(|&id| id != Id::F01).collect();
        return unread(report.finish(options, false, 0));
    }
    let mut judge = Judge { listener, ..Judge::new(bytes, options, known) };
    judge.header();
    if judge.encrypted() {
        return unread(judge.refuse(&[Id::F01, Id::F02, Id::F03]));
    }
    let pages: Vec<(u32, Rc<Dict>)> = (1..).zip(judge.pages()).filter(|(number, _)| judge.is_asked(*number)).collect();
    judge.structure(options.page.and_then(|_| pages.first()).map(|(_, page)| page));
    judge.metadata();
    judge.intents();
    judge.interactive();
    for (number, page) in &pages {
        judge.page(*number, page);
    }
    judge.look_at_waiting();
    judge.look_at_fine();
    judge.look_at_overlaps();
    judge.fonts();
    let words = judge.listener.take().map_or(Vec::new(), Listener::heard);
    Judged { verdict: judge.finish(u32::try_from(pages.len()).unwrap_or(u32::MAX)), words }
}

/// A judgement being made.
#[derive(Debug)]
struct Judge<'a> {
    doc: Doc<'a>,
    options: &'a Options,
    /// Images found sound before.
    known: Option<&'a dyn Keep>,
    report: Report,
    catalog: Rc<Dict>,
    /// The profile of the output intent.
    condition: Option<Rc<[u8]>>,
    /// Fonts by the place of their dictionary.
    fonts: BTreeMap<usize, fonts::Font>,
    /// Definitions of spot colours by name.
    spots: BTreeMap<String, Vec<u8>>,
    /// Colour spaces by the place of their array, which is kept so that the place stays its own.
    spaces: BTreeMap<usize, (Rc<[Value]>, Rc<spaces::Space>)>,
    /// Images and patterns that were judged already, by the place of their dictionary.
    judged: BTreeSet<usize>,
    /// Images whose pixels are still to be looked at.
    waiting: Vec<pixels::Waiting>,
    /// Places where images have more pixels than are of use, and images that need them at another.
    fine: Vec<images::Fine>,
    useful: BTreeSet<usize>,
    /// Pages whose plates are still to be looked at.
    overlapping: Vec<overlaps::Overlapping>,
    /// Operators that may still be carried out.
    operators: u64,
    /// The page being judged.
    page: PageState,
    /// Who takes down what the pages say, if that is asked.
    listener: Option<Listener>,
}

/// What is gathered on one page.
#[derive(Debug, Default)]
struct PageState {
    boxes: Boxes,
    /// Points on paper of a unit of the page.
    unit: f64,
    /// Things painted.
    painted: u64,
    /// What is transparent, with its place.
    transparent: Vec<(&'static str, Subject)>,
    /// Most ink of a mark that covers what lies below, in per cent.
    covered: f64,
    /// Most ink that a mark adds to what lies below.
    added: f64,
}

impl<'a> Judge<'a> {
    fn new(bytes: &'a [u8], options: &'a Options, known: Option<&'a dyn Keep>) -> Self {
        let doc = Doc::open(bytes, options.limits);
        let catalog = doc.get(&doc.trailer, "Root").dict().cloned().unwrap_or_default();
        Self {
            doc,
            options,
            known,
            report: Report::default(),
            catalog,
            condition: None,
            fonts: BTreeMap::new(),
            spots: BTreeMap::new(),
            spaces: BTreeMap::new(),
            judged: BTreeSet::new(),
            waiting: Vec::new(),
            fine: Vec::new(),
            useful: BTreeSet::new(),
            overlapping: Vec::new(),
            operators: options.limits.operators,
            page: PageState::default(),
            listener: None,
        }
    }

    /// Whether a page is judged.
    fn is_asked(&self, number: u32) -> bool {
        self.options.page.is_none_or(|page| page == number)
    }

    fn is_x1a(&self) -> bool {
        self.options.profile == Profile::X1a
    }

    fn note(&mut self, id: Id, subject: &Subject, what: &'static str, detail: impl Into<String>) {
        self.report.note(id, subject, what, detail.into(), None);
    }

    fn skip(&mut self, id: Id) {
        if !self.report.skipped.contains(&id) {
            self.report.skipped.push(id);
        }
    }

    /// Takes over the faults the reader met.
    fn collect_faults(&mut self) {
        for fault in self.doc.ledger.take() {
            let subject = if fault.object == 0 || fault.object == u32::MAX {
                Subject::file()
            } else {
                Subject::new(fault.object, "object")
            };
            let sheet = std::mem::take(&mut self.report.sheet);
            self.report.note(fault.id, &subject, fault.what, fault.detail, None);
            self.report.sheet = sheet;
        }
    }

    /// Ends a judgement early: everything but the given items was not judged.
    fn refuse(mut self, judged: &[Id]) -> Verdict {
        self.report.skipped = ITEMS.iter().copied().filter(|id| !judged.contains(id)).collect();
        self.finish(0)
    }

    fn finish(mut self, pages: u32) -> Verdict {
        self.collect_faults();
        if self.options.trim.is_none() {
            self.skip(Id::P04);
        }
        if self.options.bleed.is_none() {
            self.skip(Id::P05);
        }
        let unasked = if self.is_x1a() { [Id::M06, Id::C02] } else { [Id::F07, Id::F07] };
        unasked.into_iter().for_each(|id| self.skip(id));
        self.report.finish(self.options, true, pages)
    }
}
