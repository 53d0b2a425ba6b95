//! The ways in which stories are tried: shapes, widths, places and widths of pictures.

use std::collections::BTreeMap;

use crate::base::{Len, Permille, Size};
use crate::makeup::columns::LIMIT;
use crate::model::Grid;

use super::list::{Story, StoryPicture, Weight};

/// One way in which a story may stand.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// The story's place in the list.
    pub(super) story: usize,
    /// Base columns.
    pub(super) columns: u16,
    pub(super) shape: String,
    pub(super) pictures: Vec<Placed>,
    /// Whether text runs up beside its headline.
    pub(super) is_beside_head: bool,
    /// What it costs beside what is measured of it.
    pub(super) cost: i64,
}

/// A picture in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) at: &'static str,
    pub(super) columns: u16,
    /// Rows at which nothing of it is cropped, and least and most; `None` where it is as deep as the text.
    pub(super) rows: Option<Rows>,
}

/// Rows of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) at: u16,
    pub(super) within: (u16, u16),
}

/// What ways are made of.
pub(super) struct Room<'a> {
    pub(super) grid: Grid,
    /// Width of the type area.
    pub(super) width: Len,
    /// Rows that are divided.
    pub(super) rows: u16,
    /// Sizes of pictures by path.
    pub(super) sizes: &'a BTreeMap<String, Option<Size>>,
    /// Pixels per inch below which the press refuses a picture.
    pub(super) least_ppi: u32,
    pub(super) reach: Reach,
}

/// How far the search for a page goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Shapes that are seen most.
    Usual,
    /// Where these make too few pages, others, too: text in more columns than the base has, headlines at the side, boxes or none.
    Wide,
}

/// Shapes that ways have beside those of the weights, with what they say as YAML.
pub(super) type Shapes = BTreeMap<String, String>;

/// Points for what is seen less gladly: lead and briefs of other widths than theirs, text columns that are not the base columns, a vertical headline.
const NARROW_LEAD: i64 = 40;
const NARROW: i64 = 20;
const WIDE: i64 = 15;
const OTHER_COLUMNS: i64 = 8;
const VERTICAL: i64 = 6;
const BESIDE_HEAD: i64 = 10;
const SIDE: i64 = 12;
const BOX: i64 = 18;
/// Points for a lead whose picture is smaller than a third of its width, for others whose picture is wider than two base columns, by the column,
/// and for the lead's headline below a picture deeper than so many rows.
const SMALL_PICTURE: i64 = 25;
const LARGE_PICTURE: i64 = 10;
const LOW_HEAD: i64 = 20;
const DEEP: u16 = 24;
/// Points for a headline smaller than those of its weight.
const SMALL_HEAD: i64 = 20;
/// Characters of a headline from which smaller type is tried with the usual one.
const LONG_HEAD: usize = 24;
/// Characters of a line at least where text stands in more columns than the base has: below, lines of news open up (twelve of the narrowest printed).
const NARROWEST: usize = 12;
/// Rows that a block has beside its text and headline, rule and gap, and rows that text and pictures may be off from what is reckoned.
const ABOUT: u16 = 12;
/// Rows of a column at least, as they are reckoned: few enough that no way is left out that trials would find.
const SHORTEST: usize = 3;
/// What a picture is taken for whose file says no size: three to two.
const USUAL: Size = Size { width: Len(3), height: Len(2) };

impl Room<'_> {
    /// How wide some base columns are.
    pub(super) fn measure(&self, columns: u16) -> Len {
        let all = i64::from(self.grid.columns.max(1));
        let one = (self.width - self.grid.gutter * (all - 1)).scaled(1, all);
        one * i64::from(columns) + self.grid.gutter * (i64::from(columns) - 1)
    }

    /// Characters of a line of one base column.
    pub(super) fn line(&self) -> usize {
        usize::try_from(self.measure(1).whole(self.grid.body.max(Len::PT))).unwrap_or(1).max(1)
    }

    /// Characters of a line where the text over some base columns stands in so many of its own.
    fn characters_of(&self, columns: u16, text: u16) -> usize {
        let all = self.measure(columns) - self.grid.gutter * (i64::from(text) - 1);
        usize::try_from(all.scaled(1, i64::from(text.max(1))).whole(self.grid.body.max(Len::PT))).unwrap_or(0)
    }

    /// Rows of a picture over some base columns with its caption.
    fn rows_of(&self, picture: &StoryPicture, columns: u16) -> Rows {
        let size = self.sizes.get(&picture.path).copied().flatten().unwrap_or(USUAL);
        let (width, leading) = (self.measure(columns), self.grid.leading.max(Len::PT));
        let height = width.scaled(size.height.0.max(1), size.width.0.max(1));
        let caption = picture.caption.div_ceil(self.line() * usize::from(columns));
        let caption = leading * i64::try_from(caption).unwrap_or(0);
        let rows = |height: Len| {
            let rows = (height + caption + leading.scaled(1, 2)).whole(leading);
            u16::try_from(rows).unwrap_or(u16::MAX).max(1)
        };
        let left = i64::from(Permille::ONE.0) - i64::from(picture.crop.0.min(900));
        let (least, most) = (rows(height.scaled(left, 1000)), rows(height.scaled(1000, left)));
        // A deeper frame shows the picture larger.
        let finest = self.inches(picture, |size| size.height).map_or(most, rows).max(rows(height));
        Rows { at: rows(height), within: (least, most.min(finest)) }
    }

    /// How long a side of a picture is where it has as many pixels per inch as the press needs; `None` where its file cannot be read.
    fn inches(&self, picture: &StoryPicture, side: impl Fn(Size) -> Len) -> Option<Len> {
        let size = self.sizes.get(&picture.path).copied().flatten()?;
        // Sizes of pictures of pixels count these.
        Some((Len::MM * 254 / 10).scaled(side(size).0, i64::from(self.least_ppi.max(1))))
    }

    /// Whether a picture has pixels enough for so many base columns where so much of it may be cropped; at its least width it stands whatever it has.
    fn is_fine(&self, picture: &StoryPicture, columns: u16, crop: Permille) -> bool {
        let needed = self.measure(columns).scaled(1000, i64::from(Permille::ONE.0 - crop.0.min(900)));
        columns == picture.columns.0 || self.inches(picture, |size| size.width).is_none_or(|widest| needed <= widest)
    }

    /// Where the pictures of a story may stand in a block of so many base columns: several ways of all of them.
    fn places(&self, story: &Story, columns: u16) -> Vec<Vec<Placed>> {
        let Some(first) = story.pictures.first() else { return vec![Vec::new()] };
        let (least, most) = first.columns;
        let mut ways: Vec<Vec<Placed>> = Vec::new();
        for wide in least..=most.min(columns) {
            let rows = self.rows_of(first, wide);
            let at = |at: &'static str, rows: Option<Rows>| vec![Placed { at, columns: wide, rows }];
            if rows.at + 4 > self.rows || !self.is_fine(first, wide, Permille::default()) {
                continue;
            }
            if wide == columns {
                ways.extend([at("under-head", Some(rows)), at("top", Some(rows))]);
            } else {
                ways.push(at("right", Some(rows)));
                ways.extend(self.is_fine(first, wide, first.crop).then(|| at("beside", None)));
            }
        }
        let Some(second) = story.pictures.get(1) else { return ways };
        // The second stands at the foot, where the first one is not; a row more or fewer of it leaves other lines over.
        let mut both = Vec::new();
        let widths = second.columns.0..=second.columns.1.min(columns);
        for wide in widths.filter(|wide| self.is_fine(second, *wide, Permille::default())) {
            let Rows { at, within } = self.rows_of(second, wide);
            for rows in
                [at, at.saturating_sub(1), at + 1].into_iter().filter(|rows| (within.0..=within.1).contains(rows))
            {
                let second = Placed { at: "foot", columns: wide, rows: Some(Rows { at: rows, within: (rows, rows) }) };
                let fits = |way: &&Vec<Placed>| way[0].at != "beside" || columns > way[0].columns + wide - 1;
                both.extend(
                    ways.iter().filter(fits).map(|way| [way.as_slice(), std::slice::from_ref(&second)].concat()),
                );
            }
        }
        both
    }
}

/// All ways of a story that may fit the page, and the shapes that they need.
pub(super) fn ways(at: usize, story: &Story, room: &Room<'_>, shapes: &mut Shapes) -> Vec<Way> {
    let mut all = Vec::new();
    for columns in 1..=room.grid.columns {
        let is_asked = story.lock.map(|lock| lock.wide() == columns);
        if !is_asked.unwrap_or_else(|| is_likely(story, columns, room)) {
            continue;
        }
        let cost = of_width(story.weight, columns, room.grid.columns);
        for pictures in room.places(story, columns) {
            let cost = cost + of_picture(story.weight, columns, &pictures);
            for Shaped { shape, cost: more, is_beside_head } in shapes_for(story, columns, &pictures, room, shapes) {
                let (pictures, cost) = (pictures.clone(), cost + more);
                all.push(Way { story: at, columns, shape, pictures, is_beside_head, cost });
            }
        }
    }
    all
}

/// Whether a story has as many rows in so many columns as a column should have.
fn is_likely(story: &Story, columns: u16, room: &Room<'_>) -> bool {
    let rows = story.chars / room.line() / usize::from(columns);
    let least = if story.weight == Weight::Brief { 0 } else { SHORTEST };
    let longest = usize::try_from(LIMIT.1).unwrap_or(usize::MAX);
    rows <= longest.min(usize::from(room.rows.saturating_sub(2))) && rows >= least
}

/// What it costs that a story of a weight is so wide.
fn of_width(weight: Weight, columns: u16, all: u16) -> i64 {
    match weight {
        Weight::Lead if columns * 2 < all => NARROW_LEAD,
        Weight::Second if columns * 3 < all => NARROW,
        Weight::Comment if columns * 2 > all => WIDE,
        Weight::Brief if columns > 1 => WIDE * i64::from(columns - 1),
        _ => 0,
    }
}

/// What it costs that a story of a weight has its first picture so: the lead's is the largest of the page and stands where its headline stays at the top.
fn of_picture(weight: Weight, columns: u16, pictures: &[Placed]) -> i64 {
    let Some(first) = pictures.first() else { return 0 };
    let is_lead = weight == Weight::Lead;
    let is_deep = first.rows.is_some_and(|rows| rows.at > DEEP);
    match first.at {
        "top" if is_lead && is_deep => LOW_HEAD,
        _ if is_lead && first.columns * 3 < columns => SMALL_PICTURE,
        _ if !is_lead && first.columns > 2 => LARGE_PICTURE * i64::from(first.columns - 2),
        _ => 0,
    }
}

/// A shape that is tried.
struct Shaped {
    shape: String,
    cost: i64,
    is_beside_head: bool,
}

impl Shaped {
    fn of(shape: String, cost: i64) -> Self {
        Self { shape, cost, is_beside_head: false }
    }
}

/// Shapes of a story at a width, with what they cost.
fn shapes_for(story: &Story, columns: u16, pictures: &[Placed], room: &Room<'_>, shapes: &mut Shapes) -> Vec<Shaped> {
    let own = match story.weight {
        Weight::Lead => "lead",
        Weight::Second => "second",
        Weight::Third => "third",
        Weight::Comment => "comment",
        Weight::Brief => "brief",
    };
    if !story.shapes.is_empty() {
        return story.shapes.iter().map(|shape| Shaped::of(named(own, &shape.value, shapes), 0)).collect();
    }
    let mut all = vec![Shaped::of(own.to_owned(), 0)];
    let is_across = pictures.iter().all(|picture| matches!(picture.at, "top" | "under-head"));
    let fewer = if columns > 4 { columns.saturating_sub(2)..columns } else { columns.saturating_sub(1)..columns };
    if columns > 2 && is_across && story.weight != Weight::Brief {
        for text in fewer {
            let name = format!("{own}-in-{text}");
            shapes.insert(name.clone(), format!("{{extends: {own}, text: {text}}}"));
            all.push(Shaped::of(name, OTHER_COLUMNS));
        }
    }
    if columns > 2 && is_across && story.weight != Weight::Brief && story.weight != Weight::Comment {
        // Text runs up at the right of the headline.
        for head in columns.saturating_sub(2).max(2)..columns {
            let name = format!("{own}-under-{head}");
            shapes.insert(name.clone(), format!("{{extends: {own}, head-columns: {head}}}"));
            all.push(Shaped { shape: name, cost: BESIDE_HEAD, is_beside_head: true });
        }
    }
    if story.weight != Weight::Brief && (story.headline > LONG_HEAD || room.reach == Reach::Wide) {
        let name = format!("{own}-small");
        shapes.insert(name.clone(), format!("{{extends: {own}, styles: {{headline: {name}-headline}}}}"));
        all.push(Shaped::of(name, SMALL_HEAD));
    }
    if columns > 2 && pictures.is_empty() && story.weight == Weight::Second {
        all.push(Shaped::of(named(own, "vertical", shapes), VERTICAL));
    }
    if room.reach == Reach::Wide && story.weight != Weight::Brief {
        all.extend(rarer(own, columns, is_across, room, shapes));
    }
    all
}

/// Shapes that are tried where the usual ones make no page: other numbers of text columns leave other lines over.
fn rarer(own: &str, columns: u16, is_across: bool, room: &Room<'_>, shapes: &mut Shapes) -> Vec<Shaped> {
    let mut all = Vec::new();
    let more = columns + 1;
    if columns > 1 && is_across && room.characters_of(columns, more) >= NARROWEST {
        let name = format!("{own}-in-{more}");
        shapes.insert(name.clone(), format!("{{extends: {own}, text: {more}}}"));
        all.push(Shaped::of(name, OTHER_COLUMNS));
    }
    if columns > 2 && is_across && own != "lead" && own != "comment" {
        all.push(Shaped::of(named(own, "side", shapes), SIDE));
    }
    // A box makes its lines shorter: what does not close in one may close without, and the other way round.
    match own {
        "comment" => all.push(Shaped::of(named(own, "over", shapes), BOX)),
        "third" if is_across => all.push(Shaped::of(named(own, "boxed", shapes), BOX)),
        _ => {}
    }
    all
}

/// A shape that the list or the program names, with the styles of the story's weight where it is one of the shipped ones.
fn named(weight: &str, shape: &str, shapes: &mut Shapes) -> String {
    if !["over", "side", "vertical", "boxed", "bare"].contains(&shape) {
        return shape.to_owned();
    }
    let name = format!("{weight}-{shape}");
    let headline = if shape == "vertical" { "vertical-headline".to_owned() } else { format!("{weight}-headline") };
    shapes.insert(name.clone(), format!("{{extends: {shape}, styles: {{headline: {headline}}}}}"));
    name
}

/// The rows that a way is tried with first.
pub(super) fn likely_depth(way: &Way, story: &Story, room: &Room<'_>) -> u16 {
    let beside: u16 = way.pictures.iter().filter(|it| it.at == "beside").map(|it| it.columns).sum();
    let columns = usize::from(way.columns.saturating_sub(beside).max(1));
    let taken = |picture: &Placed| {
        let rows = picture.rows.map_or(0, |rows| usize::from(rows.at));
        if matches!(picture.at, "top" | "under-head") { rows * columns } else { rows * usize::from(picture.columns) }
    };
    let lines = story.chars / room.line() + way.pictures.iter().map(taken).sum::<usize>();
    u16::try_from(lines / columns).unwrap_or(u16::MAX).saturating_add(ABOUT)
}
