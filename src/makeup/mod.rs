//! `makeup` 拼版: pages of blocks that may change → numbers at which they close ([`close`]); set pages → how well they are made up ([`judge`]).
//!
//! [`sheet`] sees a page as a makeup editor does: blocks of stories with their headlines and pictures, advertisements, furniture.
//! [`rules`] names what is judged. [`field`] looks at blocks and cuts, [`heads`] at headlines and the lead, [`images`] at pictures and
//! grey, [`columns`] at text and advertisements; each gives [`Measure`]s, and [`judge`] adds them up by the page's own table of points.

mod close;
mod columns;
mod field;
mod heads;
mod images;
mod propose;
mod rules;
mod sheet;

use crate::base::{Diagnostic, Diagnostics, Message, Span};
use crate::display::{DisplayPage, Reading};
use crate::flow::StoryReport;
use crate::message;
use crate::model::{Edition, MakeupTable};

pub use close::{Accepted, ClosedPages, End, OpenStory, Outcome, PageClosing, Trial, TryBlock, close, close_page};
pub use propose::{
    Proposal, Proposals, ProposeJob, ProposedPage, ProposedPaper, ProposedStory, SetPage, propose, propose_paper,
};
pub use rules::{RULES, Rule, RuleKind, Unit};

use sheet::Sheet;

/// A set edition as it is judged.
#[derive(Clone, Copy, Debug)]
pub struct MakeupJob<'a> {
    /// The edition as it was set.
    pub edition: &'a Edition,
    /// What its pages say.
    pub reading: &'a Reading,
    /// Its pages, one for each of the edition's.
    pub pages: &'a [DisplayPage],
    /// How its stories came out.
    pub reports: &'a [StoryReport],
}

/// How a page is made up.
#[derive(Clone, Debug)]
pub struct PageScore {
    /// Its number as printed.
    pub page: String,
    /// Its name as printed.
    pub name: String,
    /// How many stories stand on it.
    pub stories: usize,
    /// Every rule with what was measured; empty where fewer than two stories stand on the page, whose makeup no rule judges.
    pub measures: Vec<Measure>,
}

/// What was measured by a rule.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The rule.
    pub rule: &'static Rule,
    /// How many times it is broken, or the share that it looks at, in the rule's unit.
    pub amount: i64,
    /// The same in words, with names and places.
    pub told: Message,
    /// What it costs; nothing for rules that may not be broken.
    pub points: i64,
    /// Where a rule that may not be broken is broken.
    breaches: Vec<Breach>,
}

/// A hard rule broken at one place.
#[derive(Clone, Debug)]
struct Breach {
    what: Message,
    hint: Message,
    span: Option<Span>,
}

impl PageScore {
    /// What its breaches cost together.
    pub fn points(&self) -> i64 {
        self.measures.iter().map(|measure| measure.points).sum()
    }

    /// 100 less a tenth of the points, not less than 0; `None` where nothing was measured.
    pub fn score(&self) -> Option<i64> {
        (!self.measures.is_empty()).then(|| (100 - (self.points() + 5) / 10).max(0))
    }
}

impl Measure {
    /// How many times a rule that may not be broken is broken.
    pub fn broken(&self) -> usize {
        self.breaches.len()
    }

    fn soft(rule: &'static Rule, amount: usize, points: i64, told: Message) -> Self {
        Self { rule, amount: i64::try_from(amount).unwrap_or(i64::MAX), told, points, breaches: Vec::new() }
    }

    fn share(rule: &'static Rule, amount: i64, points: i64, told: Message) -> Self {
        Self { rule, amount, told, points, breaches: Vec::new() }
    }

    fn hard(rule: &'static Rule, told: Message, breaches: Vec<Breach>) -> Self {
        Self { rule, amount: i64::try_from(breaches.len()).unwrap_or(i64::MAX), told, points: 0, breaches }
    }
}

/// The pages of an edition by the rules of makeup; hard rules that are broken are findings as grave as the page's table says.
pub fn judge(job: &MakeupJob<'_>) -> (Vec<PageScore>, Diagnostics) {
    let pages = job.pages.iter().zip(&job.edition.pages).enumerate();
    let judged = pages.map(|(at, (shown, page))| {
        let sheet = Sheet::of(job, at, shown);
        let is_judged = sheet.blocks.len() > 1;
        let measures = if is_judged { measures(&sheet, &page.makeup) } else { Vec::new() };
        let found = findings(&measures, &page.makeup, &page.number);
        let score =
            PageScore { page: page.number.clone(), name: page.name.clone(), stories: sheet.blocks.len(), measures };
        (score, found)
    });
    let (scores, found): (Vec<PageScore>, Vec<Diagnostics>) = judged.unzip();
    (scores, found.concat())
}

/// All rules in the order of their numbers.
fn measures(sheet: &Sheet<'_>, table: &MakeupTable) -> Vec<Measure> {
    let judges = [field::measures, heads::measures, images::measures, columns::measures];
    let mut measures: Vec<Measure> = judges.iter().flat_map(|judge| judge(sheet, table)).collect();
    measures.sort_by_key(|measure| (measure.rule.number, measure.rule.kind == RuleKind::Soft));
    measures
}

fn findings(measures: &[Measure], table: &MakeupTable, page: &str) -> Diagnostics {
    let of = |measure: &Measure| -> Diagnostics {
        let Some(severity) = table.severity(measure.rule.name) else { return Vec::new() };
        let finding = |breach: &Breach| {
            let message = message!("page {}: {}", page, &breach.what);
            let found = Diagnostic::error(measure.rule.code, message).hint(breach.hint.clone());
            Diagnostic { severity, span: breach.span, ..found }
        };
        measure.breaches.iter().map(finding).collect()
    };
    measures.iter().flat_map(of).collect()
}
