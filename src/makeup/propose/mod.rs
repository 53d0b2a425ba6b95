//! Pages proposed (版样): a list of stories → pages of blocks that close, the best first.
//!
//! [`list`] reads what is asked for, [`ways`] says how each story may stand, [`closings`] tries these one by one as blocks alone, [`join`] divides the page
//! among them in all ways in which the depths meet. What costs least is [`written`] as an edition, set for real and judged by the rules of makeup; what
//! does not close on the page is not offered. [`refusal`] says why there is no page.

mod closings;
mod join;
mod list;
mod offers;
mod pages;
mod refusal;
mod sharing;
mod tree;
mod trials;
mod turns;
mod ways;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, Diagnostics, Len, Permille, Severity, Size, name_hint};
use crate::font::FontBook;
use crate::input::{Fields, FileProblem, Files, StoryList, Value, WithTexts, load, missing_hint};
use crate::message;
use crate::model::{MakeupTable, resolve};

use super::PageScore;

use closings::Closing;
use join::{Head, Piece, Points, Question, Search, Unit, UnitKind};
use list::{Lock, Wanted, Weight, wanted};
use offers::Offers;
use refusal::{Refusal, refusal};
pub use sharing::{ProposedPage, ProposedPaper, propose_paper};
use tree::Tree;
use trials::Tried;
use ways::{Reach, Room, Shapes, Way, likely_depth, ways};
use written::{Writer, known_names, shape_names};

/// More stories and advertisements than a page has; sets of more are too many.
const MOST_UNITS: usize = 14;
/// Points for rows of white in a headline block: none, one, two, three.
const WHITE: [i64; 4] = [0, 12, 40, 80];
/// Ways kept of a set of stories at one width, by how far the search goes: all depths of a page are some 145.
const KEPT: usize = 60;
const KEPT_WIDE: usize = 150;
/// Points for each hundredth of a picture that is cropped.
const CROPPED: i64 = 1;
/// Rows of a brief below which its columns are none, and points for each that lacks.
const BRIEFEST: i64 = 4;
const LOW_BRIEF: i64 = 20;
/// Points for a story that is copy-fitted.
const FITTED: i64 = 30;

/// What pages are proposed from.
pub struct ProposeJob<'a> {
    /// The list with its layout and articles.
    pub list: &'a StoryList,
    /// Fonts.
    pub fonts: &'a FontBook,
    /// Files of the list's folder.
    pub files: &'a (dyn Files + Sync),
    /// How large the picture of a path is, where it can be read.
    pub size_of: &'a (dyn Fn(&str) -> Option<Size> + Sync),
    /// Pixels per inch that the press needs where the house says nothing.
    pub least_ppi: u32,
    /// Sets an edition of that text and judges its page.
    pub set: &'a (dyn Fn(&str) -> SetPage + Sync),
    /// How many pages are asked for.
    pub count: usize,
}

/// A proposal as it was set.
#[derive(Debug, Default)]
pub struct SetPage {
    /// How it is made up; `None` where it could not be set.
    pub score: Option<PageScore>,
    /// What was found.
    pub found: Diagnostics,
    /// Lines over and lines free of each story, by its name.
    pub lines: BTreeMap<String, (usize, usize)>,
}

/// What was proposed.
#[derive(Debug, Default)]
pub struct Proposals {
    /// The pages, the best first.
    pub pages: Vec<Proposal>,
    /// What is wrong with the list, and why fewer pages are offered than were asked for.
    pub found: Diagnostics,
    /// Trials of blocks alone.
    pub trials: usize,
    /// Pairs of parts that were joined.
    pub pairs: usize,
    /// Pages that were set for real.
    pub set: usize,
    /// Whether there might be more pages if stories could stand otherwise: neither too much nor too little, with headlines that fit.
    may_close: bool,
}

/// A page that closes.
#[derive(Debug)]
pub struct Proposal {
    /// The edition of this page.
    pub text: String,
    /// How it is made up.
    pub score: PageScore,
    /// Its stories in reading order.
    pub stories: Vec<ProposedStory>,
    /// Names of stories that were left out.
    pub dropped: Vec<String>,
    /// How it is divided in the large.
    plan: String,
}

/// How a story stands on a proposed page.
#[derive(Debug)]
pub struct ProposedStory {
    /// Its name.
    pub name: String,
    /// Base columns.
    pub columns: u16,
    /// Its shape.
    pub shape: String,
    /// Lines that stay free.
    pub free: usize,
    /// How much of its pictures is cropped, of that of which most is.
    pub crop: Permille,
    /// Whether it closes by copy-fitting.
    pub is_fitted: bool,
}

/// Proposes pages for a list of stories.
pub fn propose(job: &ProposeJob<'_>) -> Proposals {
    let mut found = Diagnostics::new();
    let wanted = wanted(job.list, &mut found);
    let is_sound = |found: &Diagnostics| found.iter().all(|it| it.severity < Severity::Error);
    let Some(desk) = Desk::of(job, wanted.clone(), Reach::Usual, &mut found).filter(|_| is_sound(&found)) else {
        return Proposals { found, ..Proposals::default() };
    };
    let usual = desk.proposals(found.clone());
    if usual.pages.len() >= job.count || !usual.may_close {
        return usual;
    }
    let wide = Desk::of(job, wanted, Reach::Wide, &mut Diagnostics::new()).map(|desk| desk.proposals(found));
    match wide {
        Some(wide) if wide.pages.len() > usual.pages.len() => wide.after(&usual),
        Some(wide) => usual.after(&wide),
        None => usual,
    }
}

impl Proposals {
    /// These, with what others cost.
    fn after(self, others: &Self) -> Self {
        let (trials, pairs, set) = (self.trials + others.trials, self.pairs + others.pairs, self.set + others.set);
        Self { trials, pairs, set, ..self }
    }
}

/// Names of the texts that are not files.
const TRIALS: &str = "trials.yaml";
const BASE: &str = "base.yaml";

/// All that is known of a list before its page is divided.
struct Desk<'j> {
    job: &'j ProposeJob<'j>,
    wanted: Wanted,
    /// Rows that are divided.
    rows: (u16, u16),
    columns: u16,
    reach: Reach,
    table: MakeupTable,
    /// Frames and story places of the layout that are not used.
    without: Vec<String>,
    known: BTreeSet<String>,
    sizes: BTreeMap<String, Option<Size>>,
    shapes: Shapes,
    ways: Vec<Way>,
    /// Advertisements that stand side by side, with what edges of the page they touch.
    strips: Vec<Strip>,
    line: usize,
    /// Points between lines of text.
    leading: i64,
    likely: Vec<u16>,
}

/// Advertisements side by side.
struct Strip {
    ads: Vec<usize>,
    columns: u16,
    depth: u16,
    left: bool,
    right: bool,
}

impl<'j> Desk<'j> {
    fn of(job: &'j ProposeJob<'j>, mut wanted: Wanted, reach: Reach, found: &mut Diagnostics) -> Option<Self> {
        let known = known_names(&job.list.documents);
        unknown_shapes(&wanted, &known, found);
        missing_pictures(&wanted, job.files, found);
        let without = unused_parts(job.list, &mut wanted);
        let paths = wanted.stories.iter().flat_map(|story| &story.pictures).map(|picture| picture.path.clone());
        let sizes: BTreeMap<String, Option<Size>> = paths.map(|path| (path.clone(), (job.size_of)(&path))).collect();
        let mut desk = Self {
            job,
            rows: (1, 1),
            columns: 1,
            reach,
            table: MakeupTable::default(),
            without,
            known,
            sizes,
            shapes: Shapes::new(),
            ways: Vec::new(),
            strips: Vec::new(),
            line: 1,
            leading: 1,
            likely: Vec::new(),
            wanted,
        };
        let probe = format!("{}pages: [{{layout: {BASE}, name: 页}}]\n", desk.wanted.edition);
        let files = desk.offered(BTreeMap::from([(TRIALS, probe), (BASE, desk.writer(&[]).base())]));
        let (documents, _, problems) = load(TRIALS, &files);
        let Some(documents) = documents else {
            // Places in what was written for the trial would be none of the list's.
            found.extend(problems.into_iter().map(|it| Diagnostic { span: None, ..it }));
            return None;
        };
        let edition = resolve(&documents, job.fonts).0;
        let page = edition.pages.first()?;
        let rows = desk.wanted.rows.unwrap_or_else(|| refusal::free_rows(&edition));
        if rows.1 > page.grid.rows || rows.0 >= rows.1 {
            let what = message!("rows {}-{} are not on the page, which has {}", rows.0, rows.1, page.grid.rows);
            found
                .push(Diagnostic::error("propose/rows", what).at(desk.wanted.span).hint("write `page: {rows: 5-119}`"));
            return None;
        }
        (desk.rows, desk.columns, desk.table) = (rows, page.grid.columns, page.makeup.clone());
        refusal::locks(&desk.wanted, page.grid.columns, rows, found)?;
        desk.strips = refusal::strips(&mut desk.wanted, page.grid.columns, rows, found)?;
        let rows = rows.1 - rows.0 + 1;
        let least_ppi = edition.press.least_resolution.unwrap_or(job.least_ppi);
        let room = Room { grid: page.grid, width: page.type_area.width, rows, sizes: &desk.sizes, least_ppi, reach };
        let mut shapes = Shapes::new();
        let all = desk.wanted.stories.iter().enumerate();
        desk.ways = all.flat_map(|(at, story)| ways(at, story, &room, &mut shapes)).collect();
        desk.likely = desk.ways.iter().map(|way| likely_depth(way, &desk.wanted.stories[way.story], &room)).collect();
        desk.line = room.line();
        desk.leading = page.grid.leading.whole(Len::PT);
        desk.shapes = shapes;
        Some(desk)
    }

    fn offered<'a>(&'a self, texts: BTreeMap<&'a str, String>) -> WithTexts<'a> {
        WithTexts { texts, files: self.job.files }
    }

    fn writer<'a>(&'a self, closings: &'a [Closing]) -> Writer<'a> {
        Writer {
            wanted: &self.wanted,
            rows: self.rows,
            without: self.without.clone(),
            known: self.known.clone(),
            shapes: self.shapes.clone(),
            ways: &self.ways,
            closings,
        }
    }

    fn depth(&self) -> u16 {
        self.rows.1 - self.rows.0 + 1
    }

    fn proposals(&self, mut found: Diagnostics) -> Proposals {
        let units = self.wanted.stories.len() + self.strips.len();
        if units > MOST_UNITS {
            let what = message!("{} stories and advertisements are more than a page is proposed of", units);
            let finding = Diagnostic::error("makeup/budget", what).at(self.wanted.span);
            found.push(finding.hint(message!("list at most {}", MOST_UNITS)));
            return Proposals { found, ..Proposals::default() };
        }
        let tried = self.tried();
        let trials = tried.all.iter().map(|found| found.trials).sum();
        let units = self.units(&tried);
        let together = self.together();
        let question = Question {
            units: &units,
            columns: self.columns,
            rows: self.depth(),
            together: &together,
            points: self.points(),
            kept: if self.reach == Reach::Wide { KEPT_WIDE } else { KEPT },
        };
        let mut search = Search::of(&question);
        let writer = self.writer(&tried.closings);
        let mut offers = Offers::new(self, &tried, &writer);
        for set in self.sets() {
            offers.offer(search.pages(set), &self.dropped(set));
            if offers.count() >= self.job.count {
                break;
            }
        }
        let (set, refused) = (offers.set, offers.refused.take());
        let pages = offers.best(self.job.count);
        let mut may_close = false;
        if pages.len() < self.job.count {
            let about = Refusal { desk: self, tried: &tried, search: &search, offered: pages.len(), refused };
            may_close = about.may_close();
            found.extend(refusal(&about));
        }
        Proposals { pages, found, trials, pairs: search.pairs, set, may_close }
    }

    fn units(&self, tried: &Tried) -> Vec<Unit> {
        let stories = self.wanted.stories.iter().enumerate().map(|(at, story)| {
            let own = tried.closings.iter().enumerate().filter(|(_, closing)| self.ways[closing.way].story == at);
            let kind = if story.weight == Weight::Lead { UnitKind::Lead } else { UnitKind::Story };
            let from_first = |(first, last): (u16, u16)| (first - self.rows.0, last - self.rows.0);
            let lock = story.lock.map(|lock| Lock { rows: lock.rows.map(from_first), ..lock });
            Unit {
                pieces: own.filter_map(|(at, it)| self.piece(at, it, tried)).collect(),
                rank: rank(story.weight),
                kind,
                lock,
            }
        });
        let strips = self.strips.iter().map(|strip| Unit {
            pieces: vec![Piece {
                columns: strip.columns,
                depth: strip.depth,
                top: strip.depth,
                cost: 0,
                head: Head::None,
                tree: Tree::Ads(strip.ads.clone()),
            }],
            rank: 0,
            kind: UnitKind::Ads { left: strip.left, right: strip.right },
            lock: None,
        });
        stories.chain(strips).collect()
    }

    fn piece(&self, at: usize, closing: &Closing, tried: &Tried) -> Option<Piece> {
        let way = &self.ways[closing.way];
        let shape = tried.shapes.get(closing.way)?.as_ref()?;
        let weight = self.wanted.stories[way.story].weight;
        let outcome = closing.outcome;
        let rows = i64::from(outcome.rows);
        let beyond = if weight == Weight::Brief { 0 } else { (8 - rows).max(rows - 38).max(0) };
        let low = if weight == Weight::Brief { BRIEFEST - rows } else { 0 };
        let points = |rule: &str| self.table.points(rule);
        let free = i64::try_from(outcome.free).unwrap_or(i64::MAX / 1024);
        let is_low = way.pictures.iter().any(|picture| picture.at == "top");
        Some(Piece {
            columns: way.columns,
            depth: closing.depth,
            top: closing.depth - u16::from(shape.has_rule).min(closing.depth),
            cost: way.cost
                + WHITE[usize::from(closing.white()).min(WHITE.len() - 1)]
                + points("free-lines") * free
                + points("columns") * beyond
                + LOW_BRIEF * low.max(0)
                + points("head-white") * (outcome.head_white - self.leading).max(0)
                + if closing.is_fitted { FITTED } else { 0 }
                + CROPPED * i64::from(outcome.crop.0 / 10),
            head: match weight {
                _ if is_low || !shape.is_headed => Head::None,
                _ if shape.is_boxed => Head::Boxed,
                Weight::Brief => Head::Small,
                other => Head::Over(rank(other)),
            },
            tree: Tree::Story(at),
        })
    }

    fn points(&self) -> Points {
        let points = |rule: &str| self.table.points(rule);
        Points {
            gaps: points("gaps"),
            cut_across: points("cut-across"),
            cut_down: points("cut-down"),
            butting_heads: points("butting-heads"),
            head_order: points("head-order"),
        }
    }

    fn together(&self) -> Vec<u32> {
        self.wanted.together.iter().map(|group| group.iter().map(|at| 1_u32 << at).sum()).collect()
    }

    fn all(&self) -> u32 {
        (1_u32 << (self.wanted.stories.len() + self.strips.len())) - 1
    }

    /// The sets of stories that pages are made of: all of them, then without those that may be left out, the last ones of the list first.
    fn sets(&self) -> Vec<u32> {
        let mut sets = vec![self.all()];
        let may_drop = self.wanted.stories.iter().enumerate().filter(|(_, story)| story.may_drop);
        for (at, _) in may_drop.rev() {
            sets.push(sets[sets.len() - 1] & !(1 << at));
        }
        sets
    }

    fn dropped(&self, set: u32) -> Vec<String> {
        let stories = self.wanted.stories.iter().enumerate();
        stories.filter(|(at, _)| set & (1 << at) == 0).map(|(_, story)| story.name.clone()).collect()
    }
}

fn rank(weight: Weight) -> u8 {
    match weight {
        Weight::Brief => join::BRIEF,
        Weight::Comment => 2,
        Weight::Third => 3,
        Weight::Second => 4,
        Weight::Lead => 5,
    }
}

/// Frames and story places of the layout that proposals do not use; an advertisement whose frame has an area there gets another name.
fn unused_parts(list: &StoryList, wanted: &mut Wanted) -> Vec<String> {
    let layouts = || list.documents.layouts.values();
    let places: BTreeSet<&str> = layouts().flat_map(of_places).collect();
    let is_of_place = |name: &str| {
        let is_part =
            |place: &&str| name.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        places.iter().any(is_part)
    };
    let frames = layouts().flat_map(|layout| layout.named("frames"));
    let unused = frames.filter(|(name, frame)| is_of_place(&name.value) || !is_furniture(&frame.value));
    let frames: BTreeSet<String> = unused.map(|(name, _)| name.value.clone()).collect();
    for ad in wanted.ads.iter_mut().filter(|ad| frames.contains(&ad.frame)) {
        ad.frame += "-block";
    }
    frames.into_iter().chain(places.into_iter().map(str::to_owned)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The story places of a layout and the frames that they name.
fn of_places(layout: &Fields) -> impl Iterator<Item = &str> {
    layout.named("stories").iter().flat_map(|(name, place)| {
        let keys = place.value.as_object();
        let head = keys.and_then(|keys| keys.text("head")).map(|head| head.value);
        let body = keys.into_iter().flat_map(|keys| keys.list("body")).filter_map(|frame| frame.value.as_text());
        std::iter::once(name.value.as_str()).chain(head).chain(body)
    })
}

/// Whether a frame shows something of itself, or may stay empty.
fn is_furniture(frame: &Value) -> bool {
    let shown = ["text", "paras", "picture", "pictures", "table", "code", "index", "border", "background"];
    let is_it = |keys: &Fields| shown.iter().any(|key| keys.get(key).is_some()) || keys.bool("optional") == Some(true);
    frame.as_object().is_some_and(is_it)
}

fn missing_pictures(wanted: &Wanted, files: &dyn Files, found: &mut Diagnostics) {
    let of_stories = wanted.stories.iter().flat_map(|story| &story.pictures).map(|it| (it.path.as_str(), it.span));
    let of_ads = wanted.ads.iter().filter_map(|ad| ad.path.as_ref()).map(|path| (path.value.as_str(), path.span));
    for (path, span) in of_stories.chain(of_ads) {
        if let Err(problem) = files.open(path) {
            let finding = problem.finding(path).at(span);
            found.push(if problem == FileProblem::Missing { finding.hint(missing_hint(path, files)) } else { finding });
        }
    }
}

fn unknown_shapes(wanted: &Wanted, known: &BTreeSet<String>, found: &mut Diagnostics) {
    let shipped = ["over", "side", "vertical", "boxed", "bare"];
    let names: Vec<&str> = shape_names().chain(shipped).chain(known.iter().map(String::as_str)).collect();
    for shape in wanted.stories.iter().flat_map(|story| &story.shapes) {
        if !names.contains(&shape.value.as_str()) {
            let what = message!("there is no shape `{}`", shape.value);
            let hint = name_hint(&shape.value, names.iter().copied());
            found.push(Diagnostic::error("shape/unknown", what).at(shape.span).hint(hint));
        }
    }
}
