//! What is shown: the last good setting of the edition, what is wrong with its files now, and its pages as pictures.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use sha2::{Digest, Sha256};

use paiban::base::{Diagnostic, Size};
use paiban::display::{DisplayPage, ItemKind};
use paiban::draft::{Marking, mark_pictures, mark_places};
use paiban::export::pdf::Conformance;
use paiban::flow::{FlowOptions, StoryReport};
use paiban::input::{Files, Sources};
use paiban::model::Role;
use paiban::press::{PressRoom, Shelf};
use paiban::proof::{Proof, Window};

use crate::cli::Failure;
use crate::cli::findings::{JsonFinding, json_finding};
use crate::cli::fit::{Row, is_asked, row};
use crate::cli::kept;
use crate::cli::language::{Language, asked, sentence};
use crate::cli::made::{Made, make};

use super::overlay::{Overlay, overlay, page_of};
use super::plates::Kept;

/// How long a browser waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(20);
/// Readings of pages that are kept.
const MOST_PROOFS: usize = 24;

/// The edition and what is shown of it.
pub(super) struct Desk {
    edition: String,
    font_path: Vec<PathBuf>,
    shown: Mutex<Shown>,
    changed: Condvar,
    shelf: Shelf,
    /// Pages as PDF, read, by their keys.
    proofs: Mutex<BTreeMap<String, Arc<Proof>>>,
    pub(super) plates: Kept,
}

/// One state of the preview.
#[derive(Clone, Default)]
struct Shown {
    version: u64,
    /// The last setting.
    good: Option<Arc<Good>>,
    /// Whether the edition's file says something else by now, which cannot be read.
    is_stale: bool,
    findings: Vec<Told>,
}

/// A finding in both languages of the page.
#[derive(Clone, Serialize)]
struct Told {
    #[serde(flatten)]
    english: JsonFinding,
    chinese: JsonFinding,
    /// The page it is about, counted from 0.
    page: Option<usize>,
}

/// A setting that can be shown.
pub(super) struct Good {
    made: Made,
    /// A name for each page that changes with its look.
    keys: Vec<String>,
}

/// The state as the browser gets it.
#[derive(Serialize)]
struct State<'a> {
    version: u64,
    /// The language that was asked for, `zh` or `en`.
    language: Option<&'static str>,
    stale: bool,
    title: &'a str,
    pages: Vec<PageRow<'a>>,
    stories: Vec<StoryRow<'a>>,
    findings: &'a [Told],
}

/// A story with what copy-fitting used in both languages of the page.
#[derive(Serialize)]
struct StoryRow<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    /// Its own over all pages, such as `A01/lead`.
    id: String,
    headline: String,
    used_chinese: Vec<String>,
}

#[derive(Serialize)]
struct PageRow<'a> {
    number: &'a str,
    name: &'a str,
    key: &'a str,
    width: f64,
    height: f64,
}

pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is kept is whole at every step, so a thread that failed left nothing half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    pub(super) fn new(edition: String, font_path: Vec<PathBuf>) -> Self {
        Self {
            edition,
            font_path,
            shown: Mutex::default(),
            changed: Condvar::new(),
            shelf: kept::shelf(),
            proofs: Mutex::default(),
            plates: Kept::default(),
        }
    }

    /// Sets the edition as its files are now, and marks on its pages what is missing or wrong; one that cannot be read leaves the last pages.
    pub(super) fn set(&self) -> Result<(), Failure> {
        let (good, findings) = match make(
            &self.edition,
            &self.font_path,
            FlowOptions { tells_additions: true, ..FlowOptions::default() },
        )? {
            Ok(mut made) => {
                let findings = told(&made.found, &made.sources, Some(&made));
                mark(&mut made);
                let keys = made.set.pages.iter().map(|page| key(&made, page)).collect();
                (Some(Good { made, keys }), findings)
            }
            Err(unread) => (None, told(&unread.found, &unread.sources, None)),
        };
        // An edition that has lost its pages is one that is being written.
        let good = good.filter(|good| !good.made.set.pages.is_empty());
        let mut shown = locked(&self.shown);
        shown.version += 1;
        shown.is_stale = good.is_none();
        shown.findings = findings;
        let good = good.map(Arc::new);
        if good.is_some() {
            shown.good.clone_from(&good);
        }
        self.changed.notify_all();
        drop(shown);
        if let Some(good) = good {
            self.check_pictures(&good);
        }
        Ok(())
    }

    /// Pictures take longer than text, so what is wrong with them is told afterwards.
    fn check_pictures(&self, good: &Good) {
        let (_, found) = good.made.pictures_judged(&good.made.set.pages, &self.shelf);
        self.shelf.clear_unused();
        if !found.is_empty() {
            let mut findings = told(&found, &good.made.sources, Some(&good.made));
            let mut shown = locked(&self.shown);
            shown.version += 1;
            findings.append(&mut shown.findings);
            shown.findings = findings;
            self.changed.notify_all();
        }
    }

    /// The state, once it is newer than a version; after a while as it is.
    pub(super) fn state(&self, since: u64) -> String {
        let shown = locked(&self.shown);
        let is_old = |shown: &mut Shown| shown.version == since;
        let waited = self.changed.wait_timeout_while(shown, PATIENCE, is_old).unwrap_or_else(PoisonError::into_inner);
        let shown = waited.0.clone();
        drop(waited);
        let good = shown.good.as_deref();
        let pages = good.map_or(Vec::new(), |good| good.made.set.pages.iter().zip(&good.keys).map(page_row).collect());
        let reports = good.map_or(Vec::new(), |good| story_rows(&good.made));
        let state = State {
            version: shown.version,
            language: asked().map(|asked| if asked == Language::Zh { "zh" } else { "en" }),
            stale: shown.is_stale,
            title: good.map_or("", |good| &good.made.set.edition.imprint.title),
            pages,
            stories: reports,
            findings: &shown.findings,
        };
        serde_json::to_string(&state).unwrap_or_default()
    }

    fn good(&self) -> Option<Arc<Good>> {
        locked(&self.shown).good.clone()
    }

    /// What lies over a page.
    pub(super) fn overlay(&self, page: usize) -> Option<Overlay> {
        let good = self.good()?;
        (page < good.made.set.pages.len()).then(|| overlay(&good.made, page))
    }

    /// A part of the page of a key as PNG; `None` when the page has changed since.
    pub(super) fn picture(&self, page: usize, key: &str, window: &Window) -> Option<Result<Vec<u8>, Diagnostic>> {
        self.painted(page, key, |proof, _| proof.pixels(0, window).map(|pixels| pixels.png()))
    }

    /// What is made of the page of a key; `None` when the page has changed since.
    pub(super) fn painted<T>(
        &self,
        page: usize,
        key: &str,
        paint: impl FnOnce(&Proof, &PressRoom) -> Result<T, Diagnostic>,
    ) -> Option<Result<T, Diagnostic>> {
        let good = self.good()?;
        if good.keys.get(page)? != key {
            return None;
        }
        Some(self.proof(&good, page, key).and_then(|proof| paint(&proof, &good.made.set.press)))
    }

    /// The size of a page and the ink limit of its press, 2.4 for 240 %.
    pub(super) fn sheet(&self, page: usize) -> Option<(Size, f64)> {
        let good = self.good()?;
        let limit = good.made.set.press.profile.ink_limit;
        Some((good.made.set.pages.get(page)?.trim, f64::from(limit.0) / 1000.0))
    }

    fn proof(&self, good: &Good, page: usize, key: &str) -> Result<Arc<Proof>, Diagnostic> {
        if let Some(known) = locked(&self.proofs).get(key) {
            return Ok(Arc::clone(known));
        }
        let mut shown = good.made.set.pages[page].clone();
        let (ready, unready) = good.made.pictures(std::slice::from_ref(&shown), &self.shelf);
        let found: Vec<Diagnostic> = good.made.found.iter().chain(&unready).cloned().collect();
        mark_pictures(&mut shown, &good.made.set.edition, &found, &good.made.fonts);
        shown.items.retain(|item| !matches!(&item.kind, ItemKind::Image(image) if !ready.contains_key(&image.name)));
        let unwritable =
            |found: Vec<Diagnostic>| found.into_iter().next().unwrap_or(Diagnostic::error("proof/failed", ""));
        let pdf =
            good.made.bytes(std::slice::from_ref(&shown), &ready, Conformance::Plain, None).map_err(unwritable)?;
        let proof = Arc::new(Proof::read(pdf)?);
        let mut proofs = locked(&self.proofs);
        if proofs.len() >= MOST_PROOFS {
            proofs.retain(|known, _| good.keys.contains(known));
            proofs.pop_first();
        }
        proofs.insert(key.to_owned(), Arc::clone(&proof));
        Ok(proof)
    }
}

/// Findings with the pages they are about.
fn told(found: &[Diagnostic], sources: &Sources, made: Option<&Made>) -> Vec<Told> {
    let mut ordered: Vec<&Diagnostic> = found.iter().collect();
    ordered.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let one = |finding: &Diagnostic| Told {
        english: json_finding(finding, Language::En, sources),
        chinese: json_finding(finding, Language::Zh, sources),
        page: made.and_then(|made| page_of(made, finding.span?)),
    };
    ordered.into_iter().map(one).collect()
}

/// Marks what the pages cannot show, but for pictures: those are looked at when a page is.
fn mark(made: &mut Made) {
    let mut pages = std::mem::take(&mut made.set.pages);
    let marking = Marking {
        edition: &made.set.edition,
        placements: &made.set.placements,
        shaped: &made.set.shaped,
        found: &made.found,
        fonts: &made.fonts,
    };
    pages.iter_mut().for_each(|page| mark_places(page, &marking));
    made.set.pages = pages;
}

/// The stories in the order of the pages they begin on.
fn story_rows(made: &Made) -> Vec<StoryRow<'_>> {
    let mut heads: BTreeMap<&str, String> = BTreeMap::new();
    for story in made.set.edition.stories.iter().filter(|story| !story.article.is_empty()) {
        let lines = story.paras.iter().filter(|para| para.role == Role::Headline);
        let lines: Vec<String> = lines.map(|para| para.runs.iter().map(|run| run.text.as_str()).collect()).collect();
        if !lines.is_empty() {
            heads.entry(story.article.as_str()).or_insert_with(|| lines.join("　"));
        }
    }
    let pairs = made.set.reports.iter().zip(&made.set.placements).filter(|(report, _)| is_asked(report));
    let mut rows: Vec<(usize, StoryRow<'_>)> = Vec::new();
    for (report, placement) in pairs {
        let article = made.set.edition.stories[placement.story.index()].article.as_str();
        let headline = heads.get(article).cloned().unwrap_or_default();
        rows.push((made.first_page(placement), story_row(report, made.story_id(placement), headline)));
    }
    rows.sort_by_key(|(page, _)| *page);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn story_row(report: &StoryReport, id: String, headline: String) -> StoryRow<'_> {
    let row = row(report);
    let used_chinese = row.used.iter().map(|used| sentence(used, Language::Zh)).collect();
    StoryRow { row, id, headline, used_chinese }
}

fn page_row<'a>((page, key): (&'a DisplayPage, &'a String)) -> PageRow<'a> {
    let DisplayPage { number, name, trim, .. } = page;
    PageRow { number, name, key, width: trim.width.to_mm(), height: trim.height.to_mm() }
}

/// A name made of all that a page shows.
fn key(made: &Made, page: &DisplayPage) -> String {
    let mut hash = Sha256::new();
    let face_name = |face| made.fonts.face(face).postscript_name.clone();
    hash.update(paiban::display::dump(std::slice::from_ref(page), &face_name));
    for item in &page.items {
        if let ItemKind::Image(image) = &item.kind
            && let Some(picture) = made.set.edition.pictures.iter().find(|picture| picture.key() == image.name)
        {
            hash.update(made.files.read(&picture.name).unwrap_or_default());
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
