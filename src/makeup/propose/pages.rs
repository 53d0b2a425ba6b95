//! Stories shared among several pages: each to a page that it may stand on and that has room, a lead for every page.

use crate::base::{Diagnostic, Diagnostics, Span, Spanned, name_hint};
use crate::input::{Fields, StoryList, Value};
use crate::message;

use super::list::{Story, Weight};

/// A page that stories are shared out to.
pub(super) struct Room {
    /// Its number as printed.
    pub(super) number: String,
    pub(super) section: Option<String>,
    /// Base columns times rows.
    pub(super) area: usize,
    /// Characters of a line.
    pub(super) line: usize,
    /// How many stories it should have.
    pub(super) wanted: Option<usize>,
}

/// Stories that go to one page together.
#[derive(Clone)]
pub(super) struct Bundle {
    /// Their places in the list.
    pub(super) stories: Vec<usize>,
    /// The pages that they may stand on.
    pub(super) may: Vec<usize>,
    /// Whether the list says on which page they stand, or they lead it.
    pub(super) is_fixed: bool,
}

/// Who stands where.
pub(super) struct Shares {
    pub(super) bundles: Vec<Bundle>,
    /// The page of each bundle.
    pub(super) pages: Vec<usize>,
}

/// Base columns times rows that headline and first picture of a story take, by its weight: what pages that were proposed have of them in the middle.
const HEADS: [(Weight, usize, usize); 5] = [
    (Weight::Lead, 60, 105),
    (Weight::Second, 26, 50),
    (Weight::Third, 16, 40),
    (Weight::Comment, 18, 40),
    (Weight::Brief, 4, 20),
];

/// About what a story takes of a page with lines of so many characters.
pub(super) fn area(story: &Story, line: usize) -> usize {
    let (head, picture) = HEADS
        .iter()
        .find(|(weight, ..)| *weight == story.weight)
        .map_or((0, 0), |(_, head, picture)| (*head, *picture));
    story.chars / line.max(1) + head + picture * story.pictures.len()
}

/// The pages that each story may stand on, those that stand together in one bundle; what is wrong with them is told.
pub(super) fn bundles(
    list: &Fields,
    stories: &[Story],
    together: &[Vec<usize>],
    rooms: &[Room],
    found: &mut Diagnostics,
) -> Vec<Bundle> {
    let keys =
        |story: &Story| list.named("stories").iter().find(|(name, _)| name.value == story.name)?.1.value.as_object();
    let mut bundles: Vec<Bundle> = Vec::new();
    for (at, story) in stories.iter().enumerate() {
        let own = keys(story);
        let (page, section) = (own.and_then(|own| own.text("page")), own.and_then(|own| own.text("section")));
        let is_it = |room: &Room| {
            page.is_none_or(|page| page.value == room.number)
                && section.is_none_or(|section| room.section.as_deref() == Some(section.value))
        };
        let may: Vec<usize> = (0..rooms.len()).filter(|room| is_it(&rooms[*room])).collect();
        if let (true, Some(asked)) = (may.is_empty(), page.or(section)) {
            found.push(no_page(&story.name, asked, rooms));
            continue;
        }
        let with = together.iter().find(|group| group.contains(&at)).and_then(|group| {
            bundles.iter().position(|bundle: &Bundle| bundle.stories.iter().any(|other| group.contains(other)))
        });
        match with {
            Some(with) => {
                bundles[with].stories.push(at);
                bundles[with].may.retain(|room| may.contains(room));
                bundles[with].is_fixed |= page.is_some();
            }
            None => bundles.push(Bundle { stories: vec![at], may, is_fixed: page.is_some() }),
        }
    }
    for bundle in bundles.iter().filter(|bundle| bundle.may.is_empty()) {
        let names: Vec<&str> = bundle.stories.iter().map(|at| stories[*at].name.as_str()).collect();
        let what = message!("no page may have all of these, which stand together: {}", names);
        let span = stories[bundle.stories[0]].span;
        found.push(Diagnostic::error("propose/unknown-page", what).at(span).hint("give them one page or section"));
    }
    bundles
}

fn no_page(story: &str, asked: Spanned<&str>, rooms: &[Room]) -> Diagnostic {
    let what = message!("{} is asked for on `{}`, and no page is called so", story, asked.value);
    let known = rooms.iter().flat_map(|room| [Some(room.number.as_str()), room.section.as_deref()]).flatten();
    Diagnostic::error("propose/unknown-page", what).at(asked.span).hint(name_hint(asked.value, known))
}

/// Shares bundles out: leads first, one to a page, then the largest, each to the page that it fills least.
pub(super) fn shares(stories: &[Story], mut bundles: Vec<Bundle>, rooms: &[Room]) -> Shares {
    let leads = |bundle: &Bundle| bundle.stories.iter().any(|at| stories[*at].weight == Weight::Lead);
    let size = |bundle: &Bundle, line: usize| bundle.stories.iter().map(|at| area(&stories[*at], line)).sum::<usize>();
    let line = rooms.first().map_or(1, |room| room.line);
    let mut order: Vec<usize> = (0..bundles.len()).collect();
    order.sort_by_key(|at| {
        let bundle = &bundles[*at];
        (!leads(bundle), bundle.may.len(), std::cmp::Reverse(size(bundle, line)), *at)
    });
    let (mut filled, mut counts) = (vec![0_usize; rooms.len()], vec![0_usize; rooms.len()]);
    let mut led = vec![false; rooms.len()];
    let mut pages = vec![0; bundles.len()];
    for at in order {
        let bundle = &mut bundles[at];
        let is_lead = leads(bundle);
        let rank = |room: &usize| {
            let Room { area, line, wanted, .. } = &rooms[*room];
            let is_full = wanted.is_some_and(|wanted| counts[*room] + bundle.stories.len() > wanted);
            (is_lead && led[*room], is_full, (filled[*room] + size(bundle, *line)) * 1000 / (*area).max(1), *room)
        };
        let Some(room) = bundle.may.iter().copied().min_by_key(rank) else { continue };
        bundle.is_fixed |= is_lead && !led[room];
        led[room] |= is_lead;
        filled[room] += size(bundle, rooms[room].line);
        counts[room] += bundle.stories.len();
        pages[at] = room;
    }
    Shares { bundles, pages }
}

impl Shares {
    /// The stories of a page in the order of the list.
    pub(super) fn of_page(&self, page: usize) -> Vec<usize> {
        let own = self.bundles.iter().zip(&self.pages).filter(|(_, at)| **at == page);
        let mut stories: Vec<usize> = own.flat_map(|(bundle, _)| bundle.stories.iter().copied()).collect();
        stories.sort_unstable();
        stories
    }

    /// What of a page is filled, in thousandths.
    pub(super) fn filled(&self, page: usize, stories: &[Story], rooms: &[Room]) -> usize {
        let room = &rooms[page];
        let taken: usize = self.of_page(page).into_iter().map(|at| area(&stories[at], room.line)).sum();
        taken * 1000 / room.area.max(1)
    }

    /// The bundle by whose move from one page to another both are filled most alike; `None` where none may be moved.
    pub(super) fn movable(&self, from: usize, to: usize, stories: &[Story], rooms: &[Room]) -> Option<usize> {
        let over = self.filled(from, stories, rooms).abs_diff(self.filled(to, stories, rooms)) * rooms[to].area / 2000;
        let may = (0..self.bundles.len()).filter(|at| {
            let bundle = &self.bundles[*at];
            self.pages[*at] == from && !bundle.is_fixed && bundle.may.contains(&to)
        });
        let size = |at: usize| -> usize {
            self.bundles[at].stories.iter().map(|story| area(&stories[*story], rooms[to].line)).sum()
        };
        may.min_by_key(|at| (size(*at).abs_diff(over), *at))
    }
}

/// The list of one page: its own keys over the list's, its stories, one of them its lead.
pub(super) fn list_of(list: &StoryList, page: &Fields, own: &[&Story], found: &mut Diagnostics) -> StoryList {
    let mut keys = list.list.clone();
    ["pages", "with"].iter().for_each(|key| drop(keys.values.remove(key)));
    for key in ["number", "name", "layout", "page", "ads"] {
        if let Some(value) = page.get(key) {
            keys.values.insert(key, value.clone());
        }
    }
    let names: Vec<&str> = own.iter().map(|story| story.name.as_str()).collect();
    let lead = lead(page, own, found);
    let entry = |(name, value): &(Spanned<String>, Spanned<Value>)| {
        let mut value = value.clone();
        if let Value::Object(keys) = &mut value.value {
            let weight = own.iter().find(|story| story.name == name.value).map(|story| story.weight);
            let says = |weight: &str, span: Span| Spanned::new(Value::Text(weight.to_owned()), span);
            if lead == Some(name.value.as_str()) {
                keys.values.insert("weight", says("lead", value.span));
            } else if weight == Some(Weight::Lead) {
                keys.values.insert("weight", says("second", value.span));
            }
        }
        (name.clone(), value)
    };
    let stories = list.list.named("stories").iter().filter(|(name, _)| names.contains(&name.value.as_str())).map(entry);
    let stories = Value::Named(stories.collect());
    let is_here = |group: &&Spanned<Value>| match &group.value {
        Value::List(group) => group.iter().all(|name| name.value.as_text().is_some_and(|name| names.contains(&name))),
        _ => false,
    };
    let with: Vec<Spanned<Value>> = list.list.list("with").iter().filter(is_here).cloned().collect();
    let span = list.list.span_of("stories");
    keys.values.insert("stories", Spanned::new(stories, span));
    keys.values.insert("with", Spanned::new(Value::List(with), list.list.span_of("with")));
    keys.span = page.span;
    StoryList { list: keys, house: list.house.clone(), documents: list.documents.clone() }
}

/// The story that leads a page: its first lead, or the heaviest and longest of it, which is told.
fn lead<'s>(page: &Fields, own: &[&'s Story], found: &mut Diagnostics) -> Option<&'s str> {
    let number = page.text("number").map_or("", |number| number.value);
    let leads: Vec<&&Story> = own.iter().filter(|story| story.weight == Weight::Lead).collect();
    if let Some((first, others)) = leads.split_first() {
        for other in others {
            let what = message!("{} is a second lead of page {}, and a second story there", other.name, number);
            found.push(Diagnostic::note("propose/second-lead", what).at(other.span));
        }
        return Some(&first.name);
    }
    let heaviest = own.iter().max_by_key(|story| (story.weight, story.chars))?;
    let what = message!("page {} has no lead; {} leads it", number, heaviest.name);
    let note = Diagnostic::note("propose/promoted", what).at(heaviest.span);
    found.push(note.hint("write `weight: lead` for the story that should"));
    Some(&heaviest.name)
}
