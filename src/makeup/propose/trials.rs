//! Trials of all ways of a list's stories: which of them close at which depths, and which of these may stand on a page.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::Permille;
use crate::input::load;
use crate::makeup::close::outcome;
use crate::makeup::columns::LIMIT;
use crate::model::{Give, PageBlocks, ShapeChoice};

use super::closings::{Closing, Effort, Found, Tries, closings, closings_at};
use super::list::{Lock, Weight};
use super::ways::Reach;
use super::{BASE, Desk, TRIALS};

/// Trials for one page. A page of eight stories needs some three hundred.
const MAX_TRIALS: usize = 4_000;
/// And where the page does not close otherwise.
const MAX_TRIALS_WIDE: usize = 10_000;
/// How much each way is tried where they are few, where they are more, and where the page does not close otherwise.
const LONG: Effort = Effort { trials: 24, enough: 10, white: 2, off: 1 };
const SHORT: Effort = Effort { trials: 12, enough: 5, white: 1, off: 1 };
const WIDE: Effort = Effort { trials: 40, enough: 24, white: 3, off: 4 };
/// Points of white in a headline block beyond which no page is offered: eight rows of news, as what is told of hollow blocks.
const MOST_WHITE: i64 = 96;
/// What a story may give that does not close otherwise: as `written` writes it.
const GIVES: [Give; 1] = [Give::Looseness(1)];

/// Trials with what they found.
pub(super) struct Tried {
    /// For each way.
    pub(super) all: Vec<Found>,
    pub(super) shapes: Vec<Option<ShapeChoice>>,
    pub(super) closings: Vec<Closing>,
    /// Whether there were more ways than are tried.
    pub(super) is_cut: bool,
}

impl Desk<'_> {
    /// Trials of all ways.
    pub(super) fn tried(&self) -> Tried {
        let files = self.offered(BTreeMap::from([
            (TRIALS, self.writer(&[]).trials(self.columns)),
            (BASE, self.writer(&[]).base()),
        ]));
        let documents = load(TRIALS, &files).0.unwrap_or_default();
        let pages: Vec<Option<PageBlocks<'_>>> =
            (0..usize::from(self.columns)).map(|page| PageBlocks::of(&documents, page)).collect();
        let mut sizes = self.sizes.clone();
        for path in pages.iter().flatten().flat_map(PageBlocks::pictures) {
            sizes.entry(path.to_owned()).or_insert_with(|| (self.job.size_of)(path));
        }
        let mut next = vec![0; usize::from(self.columns) + 1];
        let mut tasks: Vec<(usize, usize)> = Vec::new();
        for (at, way) in self.ways.iter().enumerate() {
            // The first block of a page is none of the ways.
            next[usize::from(way.columns)] += 1;
            tasks.push((at, next[usize::from(way.columns)]));
        }
        let (effort, most) = match self.reach {
            Reach::Wide if tasks.len() * WIDE.trials <= MAX_TRIALS_WIDE => (WIDE, MAX_TRIALS_WIDE),
            Reach::Wide => (LONG, MAX_TRIALS_WIDE),
            Reach::Usual if tasks.len() * LONG.trials <= MAX_TRIALS => (LONG, MAX_TRIALS),
            Reach::Usual => (SHORT, MAX_TRIALS),
        };
        let is_cut = tasks.len() * effort.trials > most;
        self.cut(&mut tasks, most / effort.trials);
        let try_one = |(at, block): &(usize, usize)| {
            let way = &self.ways[*at];
            let page = pages.get(usize::from(way.columns) - 1).and_then(Option::as_ref);
            let choice = page.and_then(|page| page.blocks.get(*block)?.shapes.first().cloned());
            let (Some(page), Some(choice)) = (page, choice) else { return (Found::default(), None) };
            let depth = self.likely[*at].min(self.depth() + 1);
            let try_way = |trial: &_| outcome(page, self.job.fonts, &sizes, trial, &[]);
            let try_fitted = |trial: &_| outcome(page, self.job.fonts, &sizes, trial, &GIVES);
            let is_wide = self.reach == Reach::Wide;
            let tries = Tries { plain: &try_way, fitted: is_wide.then_some(&try_fitted) };
            let found = match self.wanted.stories[way.story].lock.and_then(Lock::deep) {
                // The depths that it would fill are told where it does not fill this one.
                Some(deep) => match closings_at(*at, way, (*block, deep), effort, tries) {
                    found if found.closings.is_empty() => closings(*at, way, (*block, depth), effort, tries),
                    found => found,
                },
                None => closings(*at, way, (*block, depth), effort, tries),
            };
            (found, Some(choice))
        };
        let results: Vec<(Found, Option<ShapeChoice>)> = tasks.par_iter().map(try_one).collect();
        let mut all: Vec<Found> = vec![Found::default(); self.ways.len()];
        let mut shapes: Vec<Option<ShapeChoice>> = vec![None; self.ways.len()];
        for ((at, _), (found, choice)) in tasks.into_iter().zip(results) {
            (all[at], shapes[at]) = (found, choice);
        }
        let own = all.iter().flat_map(|found| found.closings.iter().cloned()).filter(|it| self.is_fit(it));
        let own: Vec<Closing> = own.collect();
        let deeper = own.iter().filter(|closing| self.may_have_white(closing, &shapes));
        let deeper = deeper.flat_map(|closing| (1..=effort.white).map(|rows| closing.with_white(rows)));
        let as_needed = own
            .iter()
            .map(|closing| if self.may_have_white(closing, &shapes) { closing.with_white(0) } else { closing.clone() });
        let closings = as_needed.chain(deeper).collect();
        Tried { all, shapes, closings, is_cut }
    }

    /// Of more ways than are tried those that cost least of every story and width: a story without a trial would leave the page without any.
    fn cut(&self, tasks: &mut Vec<(usize, usize)>, most: usize) {
        if tasks.len() <= most {
            return;
        }
        let mut ranks: BTreeMap<(usize, u16), usize> = BTreeMap::new();
        tasks.sort_by_key(|(at, _)| (self.ways[*at].cost, *at));
        tasks.sort_by_cached_key(|(at, _)| {
            let rank = ranks.entry((self.ways[*at].story, self.ways[*at].columns)).or_default();
            *rank += 1;
            *rank
        });
        tasks.truncate(most);
        tasks.sort_unstable();
    }

    /// Whether a headline block may have a row more than its headline needs: one that stands over all of its text.
    fn may_have_white(&self, closing: &Closing, shapes: &[Option<ShapeChoice>]) -> bool {
        let way = &self.ways[closing.way];
        let shape = shapes.get(closing.way).and_then(Option::as_ref);
        let is_brief = self.wanted.stories[way.story].weight == Weight::Brief;
        shape.is_some_and(|shape| shape.is_headed) && closing.outcome.head > 0 && !way.is_beside_head && !is_brief
    }

    /// Whether a closing may stand on a page: its columns are neither too short nor too long (M19), its pictures whole enough.
    fn is_fit(&self, closing: &Closing) -> bool {
        let story = &self.wanted.stories[self.ways[closing.way].story];
        let least = if story.weight == Weight::Brief { 1 } else { LIMIT.0 };
        let crop = story.pictures.iter().map(|picture| picture.crop).min();
        closing.depth <= self.depth() + 1
            && (least..=LIMIT.1).contains(&i64::from(closing.outcome.rows))
            && closing.outcome.head_white <= MOST_WHITE
            && crop.is_none_or(|most| closing.outcome.crop <= Permille(most.0 + 10))
    }
}
