//! Why there is no page, or fewer than were asked for, and what would make one; and the places that are given: rows and advertisements.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Len, Message, Severity};
use crate::message;
use crate::model::Edition;

use super::join::Search;
use super::list::{Lock, Side, Story, Wanted};
use super::{Desk, Strip, Tried};

/// What is known of a list that has too few pages.
pub(super) struct Refusal<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) tried: &'a Tried,
    pub(super) search: &'a Search<'a>,
    /// Pages that are offered all the same.
    pub(super) offered: usize,
    /// What was found on a page that closed by its blocks and did not when it was set.
    pub(super) refused: Option<Diagnostics>,
}

/// What there is to say.
pub(super) fn refusal(about: &Refusal<'_>) -> Diagnostics {
    let Refusal { desk, tried, search, offered, .. } = about;
    let mut found = Diagnostics::new();
    if tried.is_cut || search.is_beyond() {
        let what = message!("there are more ways to make up this page than are tried");
        let finding = Diagnostic::warning("makeup/budget", what).at(desk.wanted.span);
        found.push(finding.hint("list fewer stories, or fewer widths of pictures: `least` and `most`"));
    }
    if *offered > 0 {
        let what = message!("{} pages close, fewer than the {} that were asked for", *offered, desk.job.count);
        let finding = Diagnostic::warning("propose/fewer", what).at(desk.wanted.span);
        found.push(
            finding
                .hint("let pictures have more widths, or be cropped more (`crop`), or let a story have other shapes"),
        );
        return found;
    }
    let apart = [headlines(about), locked(about)].concat();
    if !apart.is_empty() {
        found.extend(apart);
        return found;
    }
    found.push(about.balance().unwrap_or_else(|| about.open()));
    // Places on the page that was not offered would be none of the list's.
    let wrong = about.refused.iter().flatten().filter(|it| it.severity == Severity::Error).take(3);
    found.extend(wrong.map(|it| Diagnostic { span: None, ..it.clone() }));
    found
}

/// Stories whose headline fits at no width.
fn headlines(about: &Refusal<'_>) -> Diagnostics {
    let Refusal { desk, tried, .. } = about;
    let mut found = Diagnostics::new();
    for (at, story) in desk.wanted.stories.iter().enumerate() {
        let own: Vec<usize> = (0..tried.all.len()).filter(|way| desk.ways[*way].story == at).collect();
        if own.is_empty() || own.iter().any(|way| tried.all[*way].has_room) {
            continue;
        }
        let what = message!("the headline of {} fits at no width", story.name);
        let finding = Diagnostic::error("makeup/headline", what).at(story.span);
        found.push(finding.hint("shorten it, or break it where the sense does"));
    }
    found
}

impl Refusal<'_> {
    /// Whether stories that may stand otherwise might make more pages.
    pub(super) fn may_close(&self) -> bool {
        headlines(self).is_empty() && locked(self).is_empty() && self.balance().is_none()
    }

    /// Least and most rows times base columns that a story takes.
    fn areas(&self) -> Vec<(u32, u32)> {
        let Desk { wanted, ways, .. } = self.desk;
        let area = |at: usize| {
            let own = self.tried.closings.iter().filter(|closing| ways[closing.way].story == at);
            let all = own.map(|closing| u32::from(closing.depth) * u32::from(ways[closing.way].columns));
            let (least, most) = all.fold((u32::MAX, 0), |(least, most), one| (least.min(one), most.max(one)));
            if most == 0 { self.guessed(at) } else { (least, most) }
        };
        (0..wanted.stories.len()).map(area).collect()
    }

    /// The same where no trial closed.
    fn guessed(&self, story: usize) -> (u32, u32) {
        let lines = self.desk.wanted.stories[story].chars / self.desk.line;
        let lines = u32::try_from(lines).unwrap_or(u32::MAX / 4);
        (lines, lines + lines / 2 + 10 * u32::from(self.desk.columns))
    }

    /// Whether the stories are too much or too little for the page, whatever they are.
    fn balance(&self) -> Option<Diagnostic> {
        let desk = self.desk;
        let areas = self.areas();
        let ads: u32 = desk.strips.iter().map(|strip| u32::from(strip.columns) * u32::from(strip.depth + 1)).sum();
        let room = (u32::from(desk.columns) * u32::from(desk.depth() + 1)).saturating_sub(ads);
        // A row of white stands between blocks.
        let gaps = u32::from(desk.columns) * 2;
        let least: u32 = areas.iter().map(|area| area.0).sum::<u32>() + gaps;
        let most: u32 = areas.iter().map(|area| area.1).sum::<u32>() + gaps * 4;
        let characters = |rows: u32| usize::try_from(rows).unwrap_or(0) * desk.line;
        if least > room {
            let beyond = least - room;
            let what = message!("the stories are too much for the page, by about {} characters", characters(beyond));
            let found = Diagnostic::error("propose/too-much", what).at(desk.wanted.span);
            return Some(self.with_names(found, &areas, beyond));
        }
        if most < room {
            let missing = room - most;
            let what = message!("the stories are too little for the page, by about {} characters", characters(missing));
            let found = Diagnostic::error("propose/too-little", what).at(desk.wanted.span);
            let rows = missing / u32::from(desk.columns.max(1));
            return Some(found.hint(message!("add a story or a picture, or divide about {} rows fewer", rows)));
        }
        None
    }

    /// The stories that are nearest to what is too much, when they are left out.
    fn with_names(&self, found: Diagnostic, areas: &[(u32, u32)], beyond: u32) -> Diagnostic {
        let stories = &self.desk.wanted.stories;
        let lead = stories.iter().position(|story| story.weight == super::Weight::Lead);
        let mut others: Vec<usize> = (0..stories.len()).filter(|at| Some(*at) != lead).collect();
        others.sort_by_key(|at| (stories[*at].weight, areas[*at].0));
        let one = others.iter().filter(|at| areas[**at].0 >= beyond).min_by_key(|at| areas[**at].0);
        let mut names: Vec<&str> = one.map(|at| stories[*at].name.as_str()).into_iter().collect();
        if names.is_empty() {
            let mut sum = 0;
            for at in others {
                if sum < beyond {
                    sum += areas[at].0;
                    names.push(&stories[at].name);
                }
            }
        }
        found.hint(message!("cut as much, or leave out {}, or let some be left out by `may-drop: true`", names))
    }

    /// The stories would fit, and no way to divide the page closes.
    fn open(&self) -> Diagnostic {
        let desk = self.desk;
        let columns = usize::from(desk.columns);
        let (below, above) = self.search.nearest(desk.all());
        let rows = usize::from(desk.depth());
        let characters = |rows: usize| message!("{} characters", rows * columns * desk.line);
        let hint: Message = match (below.map(usize::from), above.map(usize::from)) {
            (Some(below), Some(above)) => message!(
                "write about {} more, or cut about {}; or let a picture be cropped more, or give a story a picture",
                characters(rows - below),
                characters(above - rows)
            ),
            (Some(below), None) => message!("write about {} more, or add a picture", characters(rows - below)),
            (None, Some(above)) => message!("cut about {}, or let a story be left out", characters(above - rows)),
            (None, None) => message!(
                "let pictures have more widths, or be cropped more (`crop`), or give the longest story another shape or a picture"
            ),
        };
        let what = message!("no way to divide the page among its stories closes");
        Diagnostic::error("propose/open", what).at(desk.wanted.span).hint(hint)
    }
}

/// The longest run of rows in which nothing of the layout stands, a row below what stands above it.
pub(super) fn free_rows(edition: &Edition) -> (u16, u16) {
    let Some(page) = edition.pages.first() else { return (1, 1) };
    let top = |row: u16| page.type_area.y + page.grid.leading * i64::from(row - 1);
    let is_free = |row: u16| {
        let (from, to) = (top(row), top(row) + page.grid.body.max(Len::PT));
        edition.frames.iter().all(|frame| frame.area.bottom() <= from || frame.area.y >= to)
    };
    let (mut best, mut run): ((u16, u16), Option<u16>) = ((1, 1), None);
    for row in 1..=page.grid.rows {
        let first = *run.get_or_insert(row);
        if !is_free(row) {
            run = None;
        } else if row - first > best.1 - best.0 {
            best = (first, row);
        }
    }
    let above = top(best.0);
    let has_above = edition.frames.iter().any(|frame| frame.area.y < above);
    (best.0 + u16::from(has_above && best.0 < best.1), best.1)
}

/// Looks whether stories are locked in places of the page, each in one of its own.
pub(super) fn locks(wanted: &Wanted, columns: u16, rows: (u16, u16), found: &mut Diagnostics) -> Option<()> {
    let all: Vec<(&Story, Lock)> = wanted.stories.iter().filter_map(|story| Some((story, story.lock?))).collect();
    let meets = |one: (u16, u16), other: (u16, u16)| one.0 <= other.1 && other.0 <= one.1;
    let before = found.len();
    for (at, (story, lock)) in all.iter().enumerate() {
        let is_on = lock.columns.0 > 0 && lock.columns.1 <= columns;
        let own = lock.rows.unwrap_or(rows);
        if !is_on || own.0 < rows.0 || own.1 > rows.1 {
            let what = message!("the place of {} is not on the page", story.name);
            let hint = message!("rows {}-{} of {} base columns are divided", rows.0, rows.1, columns);
            found.push(Diagnostic::error("propose/area", what).at(story.span).hint(hint));
        }
        let same = all[..at].iter().find(|(_, other)| {
            meets(lock.columns, other.columns) && lock.rows.zip(other.rows).is_some_and(|(a, b)| meets(a, b))
        });
        if let Some((other, _)) = same {
            let what = message!("{} and {} are locked in one place", other.name, story.name);
            found.push(Diagnostic::error("propose/area", what).at(story.span).hint("give one of them another `area`"));
        }
    }
    (found.len() == before).then_some(())
}

/// Stories that fill no block in the place that they are locked in.
fn locked(about: &Refusal<'_>) -> Diagnostics {
    let Refusal { desk, tried, .. } = about;
    let mut found = Diagnostics::new();
    for (at, story) in desk.wanted.stories.iter().enumerate() {
        let Some(lock) = story.lock else { continue };
        let own = tried.closings.iter().filter(|closing| desk.ways[closing.way].story == at);
        // At the top of the page no rule takes a row.
        let depths: BTreeSet<u16> = own.map(|closing| closing.depth).collect();
        if !depths.is_empty() && lock.deep().is_none_or(|deep| depths.contains(&deep) || depths.contains(&(deep + 1))) {
            continue;
        }
        let what = message!("{} does not fill the place that it is locked in", story.name);
        let depths: Vec<u16> = depths.into_iter().collect();
        let hint = match depths.as_slice() {
            [] => message!("give it other base columns or another shape"),
            _ => message!("at this width it fills blocks of so many rows: {}; or leave its rows out", depths),
        };
        found.push(Diagnostic::error("propose/area", what).at(story.span).hint(hint));
    }
    found
}

/// The places of advertisements: at the foot, at an edge of the page; those side by side as one.
pub(super) fn strips(
    wanted: &mut Wanted,
    columns: u16,
    rows: (u16, u16),
    found: &mut Diagnostics,
) -> Option<Vec<Strip>> {
    let mut taken = 0;
    for ad in &mut wanted.ads {
        let first = match wanted.outer {
            _ if ad.columns > columns => None,
            _ if ad.first.is_some() => ad.first,
            Side::Left => Some(1 + taken),
            Side::Right => (columns + 1).checked_sub(taken + ad.columns),
        };
        let is_on = first.is_some_and(|first| first > 0 && first + ad.columns <= columns + 1);
        let is_at_foot = ad.last.is_none_or(|last| last == rows.1) && ad.depth <= rows.1 - rows.0 + 1;
        if !is_on || !is_at_foot {
            let what = message!("{} stands at no place where an advertisement may", ad.frame);
            let finding = Diagnostic::error("propose/ad-place", what).at(ad.span);
            found.push(finding.hint(message!(
                "advertisements end in row {} and stand within {} base columns",
                rows.1,
                columns
            )));
            return None;
        }
        taken += if ad.first.is_none() { ad.columns } else { 0 };
        ad.first = first;
    }
    let mut order: Vec<usize> = (0..wanted.ads.len()).collect();
    order.sort_by_key(|at| wanted.ads[*at].first);
    let mut strips: Vec<Strip> = Vec::new();
    for at in order {
        let ad = &wanted.ads[at];
        let first = ad.first.unwrap_or(1);
        let end = |strip: &Strip| wanted.ads[strip.ads[0]].first.unwrap_or(1) + strip.columns;
        match strips.last_mut() {
            Some(strip) if end(strip) == first && strip.depth == ad.depth => {
                strip.ads.push(at);
                strip.columns += ad.columns;
            }
            _ => strips.push(Strip {
                ads: vec![at],
                columns: ad.columns,
                depth: ad.depth,
                left: first == 1,
                right: false,
            }),
        }
        if let Some(strip) = strips.last_mut() {
            strip.right = first + ad.columns > columns;
        }
    }
    for strip in strips.iter().filter(|strip| !strip.left && !strip.right) {
        let ad = &wanted.ads[strip.ads[0]];
        let what = message!("{} stands at no place where an advertisement may", ad.frame);
        let finding = Diagnostic::error("propose/ad-place", what).at(ad.span);
        found.push(
            finding.hint("let it touch the left or the right edge of the page, alone or with others of its depth"),
        );
    }
    Some(strips)
}
