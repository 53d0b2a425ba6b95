//! Pages that close by their blocks are set whole and judged; of those that do close the best are offered, each of another look.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::base::{Diagnostics, Severity};
use crate::makeup::PageScore;

use super::join::Divided;
use super::list::Weight;
use super::tree::Tree;
use super::ways::Placed;
use super::written::Writer;
use super::{Desk, Proposal, ProposedStory, SetPage, Tried};

/// Pages that are set whole at most for each that is asked for, and in all.
const SET_FOR_EACH: usize = 6;
const MOST_SET: usize = 40;
/// Points that a page must be better by to be set before one that is divided otherwise in the large.
const ALIKE: i64 = 15;

/// Pages as they are set and judged.
pub(super) struct Offers<'a> {
    desk: &'a Desk<'a>,
    tried: &'a Tried,
    writer: &'a Writer<'a>,
    closed: Vec<Proposal>,
    /// How many pages were set.
    pub(super) set: usize,
    /// What was found on a page that did not close when it was set.
    pub(super) refused: Option<Diagnostics>,
}

impl<'a> Offers<'a> {
    pub(super) fn new(desk: &'a Desk<'a>, tried: &'a Tried, writer: &'a Writer<'a>) -> Self {
        Self { desk, tried, writer, closed: Vec::new(), set: 0, refused: None }
    }

    /// How many pages close.
    pub(super) fn count(&self) -> usize {
        self.closed.len()
    }

    /// The best pages, those that are divided otherwise in the large before others.
    pub(super) fn best(mut self, count: usize) -> Vec<Proposal> {
        let rank = |page: &Proposal| (page.dropped.len(), page.score.points());
        self.closed.sort_by_key(rank);
        let mut plans = BTreeSet::new();
        let (mut first, others): (Vec<Proposal>, Vec<Proposal>) =
            self.closed.into_iter().partition(|page| plans.insert(page.plan.clone()));
        first.extend(others);
        first.truncate(count);
        first.sort_by_key(rank);
        first
    }

    /// Sets the cheapest of some pages, each of another look, until there are as many as are asked for and as many others to choose from.
    pub(super) fn offer(&mut self, pages: Vec<Divided>, dropped: &[String]) {
        let count = self.desk.job.count;
        let most = (count * SET_FOR_EACH).min(MOST_SET);
        let pages = self.unlike(pages);
        let mut rest = pages.as_slice();
        let mut set = 0;
        while !rest.is_empty() && (set < most || self.closed.len() < count) {
            let (now, later) = rest.split_at(rest.len().min(count * 2));
            let texts: Vec<String> = now.iter().map(|page| self.writer.edition(&page.tree)).collect();
            let results: Vec<SetPage> = texts.par_iter().map(|text| (self.desk.job.set)(text)).collect();
            set += now.len();
            for ((page, text), result) in now.iter().zip(texts).zip(results) {
                self.take(page, text, result, dropped);
            }
            rest = later;
        }
        self.set += set;
    }

    /// One page of every look, the cheapest and those of another plan first.
    fn unlike(&self, pages: Vec<Divided>) -> Vec<Divided> {
        let (mut looks, mut plans): (BTreeSet<String>, BTreeMap<String, i64>) = Default::default();
        let pages = pages.into_iter().filter(|page| self.is_little_fitted(&page.tree));
        let mut pages: Vec<Divided> = pages.filter(|page| looks.insert(self.look(&page.tree))).collect();
        pages.sort_by_cached_key(|page| {
            let alike = plans.entry(self.plan(&page.tree)).or_default();
            *alike += 1;
            page.cost + ALIKE * *alike
        });
        pages.truncate(MOST_SET);
        pages
    }

    /// Whether no more than a third of the stories are copy-fitted.
    fn is_little_fitted(&self, tree: &Tree) -> bool {
        let closings = tree.closings();
        let fitted = closings.iter().filter(|at| self.tried.closings[**at].is_fitted).count();
        fitted * 3 <= closings.len()
    }

    /// What a page looks like, whichever of two stories of one weight stands where.
    fn look(&self, tree: &Tree) -> String {
        tree.look(&|closing| {
            let way = &self.desk.ways[self.tried.closings[closing].way];
            let weight = self.desk.wanted.stories[way.story].weight;
            // A picture at the right and one beside the text, as deep as it, look alike.
            let place = |picture: &Placed| if picture.at == "beside" { "right" } else { picture.at };
            let picture = way.pictures.first().filter(|_| weight == Weight::Lead).map_or("", place);
            format!("{weight:?}{}{picture}", way.columns)
        })
    }

    /// How a page is divided in the large: its first cut, and the lead's block.
    fn plan(&self, tree: &Tree) -> String {
        let columns = |at: usize| self.desk.ways[self.tried.closings[at].way].columns;
        let ads = |ads: &[usize]| ads.iter().map(|ad| self.desk.wanted.ads[*ad].columns).sum();
        let part = |part: &Tree| format!("{}/{}", part.columns(&columns, &ads), part.closings().len());
        let parts: Vec<String> = match tree {
            Tree::Down(parts) => parts.iter().map(|it| part(&it.tree)).collect(),
            Tree::Across(parts) => std::iter::once("across".to_owned()).chain(parts.iter().map(part)).collect(),
            Tree::Turn(turn) => std::iter::once("turn".to_owned()).chain(turn.parts.iter().map(part)).collect(),
            Tree::Story(_) | Tree::Ads(_) => Vec::new(),
        };
        let ways = tree.closings().into_iter().map(|at| &self.desk.ways[self.tried.closings[at].way]);
        let mut leads = ways.filter(|way| self.desk.wanted.stories[way.story].weight == Weight::Lead);
        format!("{} {}", parts.join(" "), leads.next().map_or(0, |way| way.columns))
    }

    fn take(&mut self, page: &Divided, text: String, result: SetPage, dropped: &[String]) {
        let SetPage { score, found, lines } = result;
        let is_open = lines.values().any(|(over, free)| *over > 0 || *free > 1);
        let is_wrong = found.iter().any(|it| it.severity == Severity::Error);
        let is_broken =
            |score: &PageScore| score.measures.iter().any(|it| it.broken() > 0 && self.is_held(it.rule.name));
        let score = score.filter(|score| !is_open && !is_wrong && !is_broken(score));
        let Some(score) = score else {
            self.refused.get_or_insert(found);
            return;
        };
        let stories = page.tree.closings().into_iter().map(|at| self.story(at, &lines)).collect();
        let plan = self.plan(&page.tree);
        self.closed.push(Proposal { text, score, stories, dropped: dropped.to_vec(), plan });
    }

    /// Whether a hard rule may not be broken on this page.
    fn is_held(&self, rule: &str) -> bool {
        self.desk.table.severity(rule).is_some_and(|severity| severity >= Severity::Warning)
    }

    fn story(&self, closing: usize, lines: &BTreeMap<String, (usize, usize)>) -> ProposedStory {
        let closing = &self.tried.closings[closing];
        let way = &self.desk.ways[closing.way];
        let name = self.desk.wanted.stories[way.story].name.clone();
        let free = lines.get(&name).map_or(closing.outcome.free, |(_, free)| *free);
        ProposedStory {
            name,
            columns: way.columns,
            shape: way.shape.clone(),
            free,
            crop: closing.outcome.crop,
            is_fitted: closing.is_fitted,
        }
    }
}
