//! Red marks on what is shown but is wrong: headlines that fit at no size, stories that are over, characters no face has.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, FrameId, Len, PageId, Permille, Point, Rect, Severity, Size, Span};
use crate::display::{DisplayPage, Fill, GlyphRun, Item, ItemKind, Outline, Paint, Path, PlacedGlyph, Turn};
use crate::flow::{Placement, has_no_size};
use crate::font::{EmbeddingRights, FontBook};
use crate::model::{Frame, StoryKind};

use super::pen::{Pen, Weight, Words, item};
use super::{Marking, RED, placeholder};

/// Thickness of a red outline.
const LINE: Len = Len::PT;
/// Size of a tag's words.
const WORDS: Len = Len::pt(7);

/// Outlines headlines that fit at no size, and says how much of a story is over where it stops.
pub(super) fn stories(page: &mut DisplayPage, marking: &Marking<'_>, at: PageId, pen: &Pen<'_>) {
    let edition = marking.edition;
    let here = |frame: &&FrameId| edition.frames[frame.index()].page == at;
    for thread in edition.threads.iter().filter(|thread| has_no_size(edition, thread.story)) {
        let placement = marking.placements.iter().find(|placement| placement.story == thread.story);
        let lost = placement.map(|placement| unset(marking, placement)).unwrap_or_default();
        let words = if lost.is_empty() {
            "标题放不下".to_owned()
        } else {
            format!("标题放不下，未排出：{lost}")
        };
        for frame in thread.frames.iter().filter(here) {
            outlined(page, edition.frames[frame.index()].area, &words, pen);
        }
    }
    for placement in marking.placements.iter().filter(|placement| placement.overset.lines > 0) {
        let mut threads = edition.threads.iter().filter(|thread| thread.story == placement.story);
        let thread = threads.find(|thread| !has_no_size(edition, thread.story));
        if let Some(frame) = thread.and_then(|thread| thread.frames.last()).filter(here) {
            let area = edition.frames[frame.index()].area;
            let is_head = edition.stories[placement.story.index()].kind == StoryKind::Head;
            // Of a headline block the words themselves are told: nowhere else on the page are they to be seen.
            let lost = if is_head { format!("：{}", unset(marking, placement)) } else { String::new() };
            let words = format!("溢 {} 行 {} 字{lost}", placement.overset.lines, placement.overset.chars);
            tag(page, area, (&words, Side::Below), pen);
        }
    }
}

/// The text of a story that found no room.
fn unset(marking: &Marking<'_>, placement: &Placement) -> String {
    let paras = marking.shaped.get(placement.story.index()).map_or(&[][..], |story| &story.paras);
    let Some(start) = placement.overset.start else { return String::new() };
    let first = paras.get(start.para).and_then(|para| para.text.get(start.byte..));
    let rest = paras.iter().skip(start.para + 1).map(|para| para.text.as_str());
    first.into_iter().chain(rest).map(str::trim).collect::<Vec<_>>().join("／")
}

/// Errors that other marks show: in place of pictures, characters and headlines, at the end of stories.
const SHOWN: &[&str] =
    &["picture/", "file/", "ad/size", "ad/preflight", "shape/", "headline/", "flow/over", "put/", "frame/"];

/// Marks places whose words are wrong: what shows nothing becomes a box, elsewhere it is said how many mistakes are told.
pub(super) fn mistakes(page: &mut DisplayPage, marking: &Marking<'_>, at: PageId, pen: &Pen<'_>) {
    let edition = marking.edition;
    let is_hidden = |finding: &&Diagnostic| {
        finding.severity == Severity::Error && !SHOWN.iter().any(|shown| finding.code.starts_with(shown))
    };
    let places: Vec<Span> = marking.found.iter().filter(is_hidden).filter_map(|finding| finding.span).collect();
    let vacant: BTreeSet<FrameId> = edition.vacancies.iter().flat_map(|vacancy| vacancy.frames.clone()).collect();
    for origin in edition.origins.iter().filter(|origin| origin.page == at) {
        let count = places.iter().filter(|place| origin.holds(**place)).count();
        if count == 0 {
            continue;
        }
        let frames = origin.frames.iter().filter(|frame| !vacant.contains(frame));
        let (shown, hidden): (Vec<&Frame>, Vec<&Frame>) =
            frames.map(|frame| &edition.frames[frame.index()]).partition(|frame| shows(page, &frame.name));
        hidden.iter().for_each(|frame| placeholder::wrong(page, frame, pen));
        // Where something of it is boxed, the box says that it is wrong.
        if let Some(frame) = shown.last().filter(|_| hidden.is_empty() && shown.len() == origin.frames.len()) {
            tag(page, frame.area, (&format!("有误 {count} 处"), Side::BelowLeft), pen);
        }
    }
}

/// Whether a frame shows more than its ground and rules.
fn shows(page: &DisplayPage, name: &str) -> bool {
    let is_own = |frame: &str| frame.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_ground = |kind: &ItemKind| matches!(kind, ItemKind::Fill(_) | ItemKind::Outline(_) | ItemKind::Rule(_));
    page.items.iter().any(|item| is_own(&item.frame) && !is_ground(&item.kind))
}

fn outlined(page: &mut DisplayPage, area: Rect, words: &str, pen: &Pen<'_>) {
    let path = Path::Rect(area.grown(-(LINE / 2)));
    page.items.push(item(ItemKind::Outline(Outline { path, width: LINE, paint: RED })));
    tag(page, area, (words, Side::Above), pen);
}

/// Where a tag stands: outside its frame, so that it hides nothing of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    BelowLeft,
}

/// Sizes of a tag's words, the first of which is taken that covers no letters.
const SIZES: [Len; 3] = [WORDS, Len::pt(5), Len::pt(4)];

/// White words on red at the right end of a frame's head or foot, or at the left end of its foot; where letters stand there, at the other end, within
/// the frame, beside it, or smaller.
fn tag(page: &mut DisplayPage, area: Rect, (words, side): (&str, Side), pen: &Pen<'_>) {
    let letters: Vec<Rect> = page.items.iter().filter_map(letters_of).collect();
    let covers = |ground: &Rect| letters.iter().any(|letters| letters.intersection(ground).is_some());
    let tags: Vec<Tag> =
        SIZES.iter().map(|size| Tag::new(words, (*size).min(area.height), page.trim.width, pen)).collect();
    let free = tags.iter().find_map(|tag| {
        let ground = tag.grounds(area, side, page.trim).into_iter().find(|ground| !covers(ground))?;
        Some((tag, ground))
    });
    let usual = || tags.first().and_then(|tag| Some((tag, tag.grounds(area, side, page.trim).into_iter().next()?)));
    let Some((tag, ground)) = free.or_else(usual) else { return };
    page.items.push(item(ItemKind::Fill(Fill { path: Path::Rect(ground), paint: RED })));
    let size = tag.words.size;
    let baseline = ground.y + (ground.height - size) / 2 + size.scaled(880, 1000);
    page.items.extend(pen.line(&tag.words, Point { x: ground.x + size / 2, y: baseline }));
}

/// Words of a tag with the room they take.
struct Tag {
    words: Words,
    width: Len,
}

impl Tag {
    fn new(text: &str, size: Len, most: Len, pen: &Pen<'_>) -> Self {
        let white = Paint::Process([Permille(0); 4]);
        let words = Words { text: text.to_owned(), size, weight: Weight::Bold, paint: white };
        let width = pen.width(&words) + words.size;
        // Long words begin at the trim rather than off the page.
        let size = words.size.min(words.size.scaled(most.0, width.0.max(1)));
        let width = width.scaled(size.0, words.size.0.max(1));
        Self { words: Words { size, ..words }, width }
    }

    /// Where it may stand on a page, the usual place first.
    fn grounds(&self, area: Rect, side: Side, trim: Size) -> Vec<Rect> {
        let (width, height) = (self.width, self.words.size.scaled(150, 100));
        let y = if side == Side::Above { area.y - height } else { area.bottom() };
        let right = (area.right() - width).max(Len::ZERO);
        let ends = if side == Side::BelowLeft { [area.x, right] } else { [right, area.x] };
        // Within the frame on the same side, where nothing of it could be set there, and beside it.
        let within = if side == Side::Above { area.y } else { area.bottom() - height };
        let inner = ends.into_iter().map(|x| (x, within)).filter(|_| height <= area.height);
        let beside = [(area.right(), within), (area.x - width, within)];
        let places = ends.into_iter().map(|x| (x, y)).chain(inner).chain(beside);
        let mut grounds = places.map(|(x, y)| Rect { x, y, width, height });
        let usual = grounds.next();
        let is_on_page = |ground: &Rect| {
            ground.x >= Len::ZERO
                && ground.y >= Len::ZERO
                && ground.right() <= trim.width
                && ground.bottom() <= trim.height
        };
        usual.into_iter().chain(grounds.filter(is_on_page)).collect()
    }
}

/// The em boxes of a run of letters.
fn letters_of(item: &Item) -> Option<Rect> {
    let ItemKind::Glyphs(run) = &item.kind else { return None };
    Some(em_box(run, run.glyphs.first()?).union(&em_box(run, run.glyphs.last()?)))
}

/// Draws what a file cannot hold otherwise: a red box for a character that no face has, another face for one that may not be embedded.
pub(super) fn characters(page: &mut DisplayPage, fonts: &FontBook, pen: &Pen<'_>) {
    let closed: BTreeSet<usize> =
        (0..fonts.faces().len()).filter(|face| fonts.faces()[*face].rights != EmbeddingRights::Free).collect();
    let mut items = Vec::with_capacity(page.items.len());
    for old in std::mem::take(&mut page.items) {
        let ItemKind::Glyphs(run) = &old.kind else {
            items.push(old);
            continue;
        };
        let is_closed = closed.contains(&run.face.index());
        if !is_closed && run.glyphs.iter().all(|glyph| glyph.id != 0) {
            items.push(old);
            continue;
        }
        let (shown, boxes) = shown(run, is_closed, pen);
        items.extend(shown.into_iter().map(|run| crate::display::Item { kind: ItemKind::Glyphs(run), ..old.clone() }));
        items.extend(boxes.into_iter().map(|area| {
            let path = Path::Rect(area.grown(-(LINE / 2)));
            item(ItemKind::Outline(Outline { path, width: LINE, paint: RED }))
        }));
    }
    page.items = items;
}

/// A run as far as it can be shown, and the em boxes of what cannot.
fn shown(run: &GlyphRun, is_closed: bool, pen: &Pen<'_>) -> (Vec<GlyphRun>, Vec<Rect>) {
    let mut runs: Vec<GlyphRun> = Vec::new();
    let mut boxes = Vec::new();
    for glyph in &run.glyphs {
        if glyph.id == 0 {
            boxes.push(em_box(run, glyph));
            continue;
        }
        let text = glyph.text();
        let written = run.text.get(text.start as usize..text.end as usize).and_then(|text| text.chars().next());
        let own = (run.face, glyph.id);
        let other = || pen.sign(written?, Weight::Regular).map(|sign| (sign.face, sign.glyph));
        let Some((face, id)) = (if is_closed { other() } else { Some(own) }) else { continue };
        let glyph = PlacedGlyph::new(id, glyph.at(), text);
        match runs.last_mut().filter(|last| last.face == face) {
            Some(last) => last.glyphs.push(glyph),
            None => runs.push(GlyphRun { face, glyphs: vec![glyph], ..run.clone() }),
        }
    }
    (runs, boxes)
}

/// The em box of a glyph of a run.
fn em_box(run: &GlyphRun, glyph: &PlacedGlyph) -> Rect {
    let (at, size) = (glyph.at(), run.size);
    match run.turn {
        Turn::Horizontal => Rect { x: at.x, y: at.y - size.scaled(880, 1000), width: size, height: size },
        Turn::Upright => Rect { x: at.x - size / 2, y: at.y, width: size, height: size },
        Turn::Rotated => Rect { x: at.x - size.scaled(120, 1000), y: at.y, width: size, height: size },
    }
}
