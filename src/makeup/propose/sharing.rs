//! A list as the pages it asks for: of one, or of several that stories are shared among; facing pages are chosen together.

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics};
use crate::input::{Fields, StoryList};
use crate::message;

use super::list::{Wanted, house_line, wanted};
use super::pages::{Room, Shares, bundles, list_of, shares};
use super::ways::Reach;
use super::{Desk, Proposal, Proposals, ProposeJob, propose};

/// What was proposed for a list.
#[derive(Debug, Default)]
pub struct ProposedPaper {
    /// Its pages.
    pub pages: Vec<ProposedPage>,
    /// For each edition that is offered, the best first, which proposal of every page it has; `None` where a page has none.
    pub editions: Vec<Vec<Option<usize>>>,
    /// What is wrong with the list, and how its stories were shared out.
    pub found: Diagnostics,
}

/// A page with its proposals.
#[derive(Debug, Default)]
pub struct ProposedPage {
    /// Its number as printed; nothing of the only page of a list.
    pub number: String,
    /// What was proposed.
    pub proposals: Proposals,
}

/// How often stories are moved from a page that does not close to another one.
const MOVES: usize = 4;
/// Points where facing pages are divided alike (M30).
const ALIKE: i64 = 40;

/// Proposes the pages of a list.
pub fn propose_paper(job: &ProposeJob<'_>) -> ProposedPaper {
    let written: Vec<&Fields> = job.list.list.list("pages").iter().filter_map(|page| page.value.as_object()).collect();
    if written.is_empty() {
        let page = ProposedPage { number: String::new(), proposals: propose(job) };
        let editions = (0..page.proposals.pages.len()).map(|at| vec![Some(at)]).collect();
        return ProposedPaper { pages: vec![page], editions, found: on_no_page(&job.list.list) };
    }
    let mut found = Diagnostics::new();
    let all = wanted(&without_pages(job.list), &mut Diagnostics::new());
    let Some(rooms) = rooms(job, &written, &mut found) else {
        return ProposedPaper { found, ..ProposedPaper::default() };
    };
    let bundles = bundles(&job.list.list, &all.stories, &all.together, &rooms, &mut found);
    if !found.is_empty() {
        return ProposedPaper { found, ..ProposedPaper::default() };
    }
    let desk = Pages { job, written, all, rooms };
    let mut shares = shares(&desk.all.stories, bundles, &desk.rooms);
    let mut pages: Vec<ProposedPage> = (0..desk.rooms.len()).into_par_iter().map(|at| desk.page(at, &shares)).collect();
    for _ in 0..MOVES {
        let Some((from, to)) = desk.moved(&pages, &mut shares) else { break };
        let again: Vec<ProposedPage> = [from, to].into_par_iter().map(|at| desk.page(at, &shares)).collect();
        for (at, page) in [from, to].into_iter().zip(again) {
            pages[at] = page;
        }
    }
    let editions = editions(&pages, job.count);
    ProposedPaper { pages, editions, found }
}

/// Stories that ask for a page where there is but one.
fn on_no_page(list: &Fields) -> Diagnostics {
    let asks = |keys: &&Fields| keys.get("page").or_else(|| keys.get("section")).is_some();
    let stories = list.named("stories").iter();
    let asking = stories.filter(|(_, story)| story.value.as_object().is_some_and(|keys| asks(&keys)));
    let told = asking.map(|(name, _)| {
        let what = message!("{} is asked for on a page, and the list has one page alone", name.value);
        let finding = Diagnostic::warning("propose/unknown-page", what).at(name.span);
        finding.hint("list the pages under `pages:`, or take `page` and `section` out")
    });
    told.collect()
}

/// The list as one page, whose stories can be read.
fn without_pages(list: &StoryList) -> StoryList {
    let mut list = list.clone();
    list.list.values.remove("pages");
    list
}

/// What every page has room for; `None` where one cannot be made, which is told.
fn rooms(job: &ProposeJob<'_>, written: &[&Fields], found: &mut Diagnostics) -> Option<Vec<Room>> {
    let mut rooms: Vec<Room> = Vec::new();
    for page in written {
        let Some(number) = page.text("number") else {
            let finding = Diagnostic::error("propose/no-number", "a page of several has no number").at(page.span);
            found.push(finding.hint("write `number: A02`"));
            continue;
        };
        let list = list_of(job.list, page, &[], &mut Diagnostics::new());
        let job = ProposeJob { list: &list, ..*job };
        let asked = wanted(&list, &mut Diagnostics::new());
        let Some(desk) = Desk::of(&job, asked, Reach::Usual, found) else { continue };
        let ads: usize =
            desk.strips.iter().map(|strip| usize::from(strip.columns) * usize::from(strip.depth + 1)).sum();
        let text = |key: &str| page.text(key).map(|text| text.value.to_owned());
        rooms.push(Room {
            number: number.value.to_owned(),
            section: text("section"),
            area: (usize::from(desk.columns) * usize::from(desk.depth())).saturating_sub(ads),
            line: desk.line,
            wanted: page.number("wanted").and_then(|count| usize::try_from(count).ok()),
        });
    }
    (rooms.len() == written.len()).then_some(rooms)
}

/// Pages whose stories may be moved.
struct Pages<'a> {
    job: &'a ProposeJob<'a>,
    written: Vec<&'a Fields>,
    all: Wanted,
    rooms: Vec<Room>,
}

impl Pages<'_> {
    fn page(&self, at: usize, shares: &Shares) -> ProposedPage {
        let own = shares.of_page(at);
        let own: Vec<_> = own.into_iter().map(|story| &self.all.stories[story]).collect();
        let mut told = Diagnostics::new();
        let list = list_of(self.job.list, self.written[at], &own, &mut told);
        let job = ProposeJob { list: &list, ..*self.job };
        let mut proposals = if own.is_empty() { Proposals::default() } else { propose(&job) };
        if own.is_empty() {
            let what = message!("no story of the list stands on page {}", self.rooms[at].number);
            let finding = Diagnostic::error("propose/empty-page", what).at(self.written[at].span);
            told.push(finding.hint("list more stories, or fewer pages"));
        }
        told.append(&mut proposals.found);
        proposals.found = told;
        ProposedPage { number: self.rooms[at].number.clone(), proposals }
    }

    /// Moves stories from the fuller of two pages to the emptier one, one of which does not close; says which.
    fn moved(&self, pages: &[ProposedPage], shares: &mut Shares) -> Option<(usize, usize)> {
        let filled: Vec<usize> = (0..pages.len()).map(|at| shares.filled(at, &self.all.stories, &self.rooms)).collect();
        let open = (0..pages.len()).filter(|at| pages[*at].proposals.pages.is_empty());
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for page in open {
            let others = (0..pages.len()).filter(|other| *other != page);
            pairs.extend(others.map(|other| if filled[other] < filled[page] { (page, other) } else { (other, page) }));
        }
        pairs.sort_by_key(|(from, to)| (std::cmp::Reverse(filled[*from].abs_diff(filled[*to])), *from, *to));
        pairs.into_iter().find_map(|(from, to)| {
            let bundle = shares.movable(from, to, &self.all.stories, &self.rooms)?;
            shares.pages[bundle] = to;
            Some((from, to))
        })
    }
}

/// Which proposals stand together: of pages that face each other the cheapest pairs, of others the best.
fn editions(pages: &[ProposedPage], count: usize) -> Vec<Vec<Option<usize>>> {
    let mut spreads: Vec<Vec<usize>> = Vec::new();
    for at in 0..pages.len() {
        let faces = spreads.last().filter(|last| last.len() == 1 && face(&pages[last[0]].number, &pages[at].number));
        match faces.is_some().then(|| spreads.last_mut()).flatten() {
            Some(last) => last.push(at),
            None => spreads.push(vec![at]),
        }
    }
    let choices: Vec<Vec<Vec<Option<usize>>>> = spreads.iter().map(|spread| pairs(pages, spread)).collect();
    let most = choices.iter().map(Vec::len).max().unwrap_or(0).min(count);
    let is_any = pages.iter().any(|page| !page.proposals.pages.is_empty());
    let edition = |nth: usize| choices.iter().flat_map(|all| all[nth.min(all.len() - 1)].clone()).collect();
    if is_any { (0..most).map(edition).collect() } else { Vec::new() }
}

/// Whether two pages face each other: one of an even number and the next.
fn face(left: &str, right: &str) -> bool {
    let parts = |number: &str| {
        let letters = number.trim_end_matches(|c: char| c.is_ascii_digit());
        number[letters.len()..].parse::<u32>().ok().map(|digits| (letters.to_owned(), digits))
    };
    let (Some((section, first)), Some((other, second))) = (parts(left), parts(right)) else { return false };
    section == other && first % 2 == 0 && second == first + 1
}

/// The proposals of pages that are chosen together, the cheapest first.
fn pairs(pages: &[ProposedPage], spread: &[usize]) -> Vec<Vec<Option<usize>>> {
    let of = |page: usize| -> Vec<Option<usize>> {
        let count = pages[page].proposals.pages.len();
        if count == 0 { vec![None] } else { (0..count).map(Some).collect() }
    };
    let page = |at: usize, nth: Option<usize>| nth.map(|nth| &pages[at].proposals.pages[nth]);
    let points = |proposal: Option<&Proposal>| proposal.map_or(0, |proposal| proposal.score.points());
    let mut all: Vec<(i64, Vec<Option<usize>>)> = match spread {
        [one] => of(*one).into_iter().map(|nth| (points(page(*one, nth)), vec![nth])).collect(),
        [one, other, ..] => {
            let mut all = Vec::new();
            for first in of(*one) {
                for second in of(*other) {
                    let (a, b) = (page(*one, first), page(*other, second));
                    let is_alike = a.zip(b).is_some_and(|(a, b)| a.plan == b.plan);
                    let cost = points(a) + points(b) + if is_alike { ALIKE } else { 0 };
                    all.push((cost, vec![first, second]));
                }
            }
            all
        }
        [] => Vec::new(),
    };
    all.sort();
    all.into_iter().map(|(_, pair)| pair).collect()
}

impl ProposedPaper {
    /// The text of an edition: what all its pages say of the paper, then each of its pages.
    pub fn text(&self, edition: usize) -> String {
        const PAGES: &str = "\npages:\n";
        let mut texts = self.proposals(edition).map(|proposal| proposal.text.as_str());
        let first = texts.next().unwrap_or_default().to_owned();
        let others = texts.filter_map(|text| text.split_once(PAGES)).map(|(_, pages)| pages);
        others.fold(first, |all, pages| all + pages)
    }

    /// The same as it is written into another folder, from where its house has another place.
    pub fn text_with_house(&self, edition: usize, from: &str, to: &str) -> String {
        self.text(edition).replacen(&house_line(from), &house_line(to), 1)
    }

    /// The proposals of an edition's pages.
    pub fn proposals(&self, edition: usize) -> impl Iterator<Item = &Proposal> {
        let chosen = self.editions.get(edition).into_iter().flatten();
        self.pages.iter().zip(chosen).filter_map(|(page, nth)| page.proposals.pages.get((*nth)?))
    }
}
