//! What was found: findings of one kind on one object folded into one, as text for people and JSON for scripts.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;

use super::rules::{ITEMS, Id, Level, is_house};
use super::{Options, Profile};
use crate::base::{Say, listed};

/// Findings kept of one item; more of them tell nothing new.
const MOST_OF_ONE: usize = 200;

/// A place on a page, from the trim's top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Millimetres to the right.
    pub x_mm: f64,
    /// Millimetres down.
    pub y_mm: f64,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// The rule that is broken.
    pub id: Id,
    /// Its weight.
    pub level: Level,
    /// Page, counted from 1; none for what concerns the file.
    pub page: Option<u32>,
    /// Number of the PDF object, when there is one.
    pub object: Option<u32>,
    /// The object in words: a font by its name, an image by its resource name.
    pub subject: String,
    /// Where the first such finding is on the page.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What helps.
    pub hint: &'static str,
    /// How many findings were folded into this one.
    pub count: u32,
    /// Whether it is a rule of the house, which PDF/X itself does not know.
    pub house: bool,
    /// The form or picture of the page it was found in, by its resource name.
    #[serde(skip)]
    pub within: Option<std::sync::Arc<str>>,
}

/// How an item of the list fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing found.
    Pass,
    /// Something found.
    Fail,
    /// Not judged: the profile or the options do not ask for it, or the file could not be read so far.
    Skipped,
}

/// The judgement of a file.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The profile the file was judged by.
    pub profile: Profile,
    /// Whether the bytes are a PDF at all; nothing else is judged if not.
    pub is_pdf: bool,
    /// Pages of the file.
    pub pages: u32,
    /// What was found, in order of rules.
    pub items: Vec<Item>,
    /// Items that were not judged.
    pub skipped: Vec<Id>,
}

impl Verdict {
    /// Whether no finding of level E was made.
    pub fn passes(&self) -> bool {
        self.is_pdf && !self.items.iter().any(|item| item.level == Level::E)
    }

    /// Whether no finding of level E is one of PDF/X itself.
    pub fn conforms(&self) -> bool {
        self.is_pdf && !self.items.iter().any(|item| item.level == Level::E && !item.house)
    }

    /// 0 without a finding of level E, 1 with one, 2 for what is no PDF.
    pub fn exit_code(&self) -> u8 {
        match (self.is_pdf, self.passes()) {
            (false, _) => 2,
            (true, false) => 1,
            (true, true) => 0,
        }
    }

    /// How an item fared.
    pub fn status(&self, id: Id) -> Status {
        if self.items.iter().any(|item| item.id == id) {
            Status::Fail
        } else if self.skipped.contains(&id) {
            Status::Skipped
        } else {
            Status::Pass
        }
    }

    /// The verdict for people, in the language that `say` speaks; what was found in the file is told in its own, technical words.
    pub fn text(&self, say: Say) -> String {
        use std::fmt::Write;
        let mut text = String::new();
        let mut last = None;
        for item in &self.items {
            if last.replace(item.id) != Some(item.id) {
                let word = if item.level == Level::E { say("error", &[]) } else { say("warning", &[]) };
                let _ = writeln!(text, "{word}[{:?}] {}", item.id, say(item.id.title(), &[]));
            }
            let house = if item.house { say(" (house rule)", &[]) } else { String::new() };
            let times = times(item.count, say) + &house;
            let _ = writeln!(text, "  {}", say("{}: {}{}", &[&at(item, say), &item.message, &times]));
            if self.items.iter().rfind(|other| other.id == item.id).is_some_and(|other| std::ptr::eq(other, item)) {
                let _ = writeln!(text, "  {}", say("help: {}", &[&say(item.hint, &[])]));
            }
        }
        let errors = ITEMS.iter().filter(|id| id.level() == Level::E && self.status(**id) == Status::Fail).count();
        let warnings = ITEMS.iter().filter(|id| id.level() == Level::W && self.status(**id) == Status::Fail).count();
        let skipped = self.skipped.len();
        let judged = ITEMS.len() - skipped;
        let state = match (self.passes(), self.conforms()) {
            (true, _) => say("passes", &[]),
            (false, true) => say("FAILS the house rules, passes", &[]),
            (false, false) => say("FAILS", &[]),
        };
        let gaps: [&dyn Display; 7] =
            [&state, &self.profile.name(), &self.pages, &judged, &errors, &warnings, &skipped];
        text += &say("{} as {}: {} pages, {} items judged, {} failed, {} warned, {} not judged", &gaps);
        text.push('\n');
        text
    }

    /// The verdict for scripts.
    pub fn json(&self) -> String {
        let items =
            ITEMS.iter().map(|&id| JsonItem { id, level: id.level(), status: self.status(id), title: id.title() });
        let form = JsonVerdict {
            profile: self.profile.name(),
            ok: self.passes(),
            standard: self.conforms(),
            pdf: self.is_pdf,
            pages: self.pages,
            findings: &self.items,
            items: items.collect(),
        };
        serde_json::to_string_pretty(&form).unwrap_or_default() + "\n"
    }
}

/// JSON form of a verdict.
#[derive(Serialize)]
struct JsonVerdict<'v> {
    profile: &'static str,
    ok: bool,
    standard: bool,
    pdf: bool,
    pages: u32,
    findings: &'v [Item],
    items: Vec<JsonItem>,
}

/// JSON form of an item of the list.
#[derive(Serialize)]
struct JsonItem {
    id: Id,
    level: Level,
    status: Status,
    title: &'static str,
}

/// Page, place and object of a finding in words.
fn at(item: &Item, say: Say) -> String {
    let mut parts = Vec::new();
    parts.extend(item.page.map(|page| say("page {}", &[&page])));
    parts.extend(item.place.map(|place| format!("{:.1}, {:.1} mm", place.x_mm, place.y_mm)));
    parts.push(item.object.map_or(item.subject.clone(), |number| say("{} (object {})", &[&item.subject, &number])));
    listed(&parts, say)
}

fn times(count: u32, say: Say) -> String {
    if count > 1 { say(" [{} times]", &[&count]) } else { String::new() }
}

/// What a finding is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    pub(super) object: u32,
    pub(super) name: std::sync::Arc<str>,
}

impl Subject {
    pub(super) fn new(object: u32, name: impl Into<std::sync::Arc<str>>) -> Self {
        Self { object, name: name.into() }
    }

    pub(super) fn file() -> Self {
        Self::new(0, "file")
    }
}

/// Where the page being judged stands, to say places in millimetres.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) page: Option<u32>,
    /// Left and top of the trim in points.
    pub(super) origin: (f64, f64),
    /// The object of the page that is being looked into, by its resource name.
    pub(super) within: Option<std::sync::Arc<str>>,
}

impl Sheet {
    fn place(&self, (x, y): (f64, f64)) -> Option<Place> {
        let tenth = |points: f64| (points * 254.0 / 72.0).round() / 10.0;
        let place = Place { x_mm: tenth(x - self.origin.0), y_mm: tenth(self.origin.1 - y) };
        (self.page.is_some() && place.x_mm.is_finite() && place.y_mm.is_finite()).then_some(place)
    }
}

/// What findings are folded by: rule, page, object with its name, and the kind of fault.
type Key = (Id, Option<u32>, u32, std::sync::Arc<str>, &'static str, Option<std::sync::Arc<str>>);

/// Findings being gathered.
#[derive(Debug, Default)]
pub(super) struct Report {
    items: Vec<Item>,
    folded: BTreeMap<Key, usize>,
    counts: BTreeMap<Id, usize>,
    pub(super) sheet: Sheet,
    pub(super) skipped: Vec<Id>,
}

impl Report {
    /// Takes a finding: what is wrong in fixed words, by which findings are folded, and the details of this one.
    pub(super) fn note(
        &mut self,
        id: Id,
        subject: &Subject,
        what: &'static str,
        detail: String,
        at: Option<(f64, f64)>,
    ) {
        let name = std::sync::Arc::clone(&subject.name);
        let key = (id, self.sheet.page, subject.object, name, what, self.sheet.within.clone());
        if let Some(item) = self.folded.get(&key).and_then(|&at| self.items.get_mut(at)) {
            item.count = item.count.saturating_add(1);
            return;
        }
        let count = self.counts.entry(id).or_default();
        *count += 1;
        if *count > MOST_OF_ONE {
            return;
        }
        self.folded.insert(key, self.items.len());
        self.items.push(Item {
            id,
            level: id.level(),
            page: self.sheet.page,
            object: (subject.object != 0).then_some(subject.object),
            subject: subject.name.to_string(),
            place: at.and_then(|at| self.sheet.place(at)),
            message: if detail.is_empty() { what.to_owned() } else { format!("{what}: {detail}") },
            hint: id.hint(),
            count: 1,
            house: false,
            within: self.sheet.within.clone(),
        });
    }

    /// Whether anything of some rules was found on a page.
    pub(super) fn has_on(&self, page: u32, ids: &[Id]) -> bool {
        self.items.iter().any(|item| item.page == Some(page) && ids.contains(&item.id))
    }

    /// The verdict, in order of rules, pages and time.
    pub(super) fn finish(mut self, options: &Options, is_pdf: bool, pages: u32) -> Verdict {
        for item in &mut self.items {
            item.house = is_house(item.id, options.profile, &item.message);
        }
        self.items.sort_by_key(|item| (item.id, item.page));
        self.skipped.sort_unstable();
        self.skipped.dedup();
        Verdict { profile: options.profile, is_pdf, pages, items: self.items, skipped: self.skipped }
    }
}
