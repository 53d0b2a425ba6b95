//! What a frame shows besides text: background, border rules, picture, QR code.

use crate::base::{Cells, Diagnostic, Diagnostics, Edge, Insets, Len, Permille, Point, Rect, Side, Size, Turn};
use crate::display::{self, Fill, Image, ItemKind, Path, Shade};
use crate::message;
use crate::model::{Border, Content, Edition, Frame, Line, Outline, PictureFit, PlacedPicture};

use super::code::dark_modules;
use super::corners::cornered;
use super::paint::{self, paint};
use super::strokes::{Stroke, stroke_item, strokes};

/// The fill of the frame's rectangle.
pub(super) fn background(edition: &Edition, frame: &Frame) -> Vec<ItemKind> {
    let whole = shape(frame, frame.area).unwrap_or(Path::Rect(frame.area));
    let path = if frame.parts.is_empty() { whole } else { Path::Rects(frame.parts.clone()) };
    if let Some(gradient) = frame.gradient.and_then(|colours| paint::gradient(edition, colours, frame.area)) {
        return vec![ItemKind::Shade(Box::new(Shade { path, gradient }))];
    }
    let fill = |colour| ItemKind::Fill(Fill { path: path.clone(), paint: paint(edition, colour) });
    frame.background.map(fill).into_iter().collect()
}

/// A picture as large as `area`.
pub(super) fn picture(edition: &Edition, placed: &PlacedPicture, area: Rect) -> ItemKind {
    ItemKind::Image(Box::new(image(edition, placed, area)))
}

/// A picture or a QR code inside the frame's padding.
pub(super) fn content(edition: &Edition, frame: &Frame) -> (Vec<ItemKind>, Diagnostics) {
    let area = frame.area.inset(frame.padding);
    match &frame.content {
        Content::Empty | Content::Text | Content::Table(_) => (Vec::new(), Vec::new()),
        Content::Picture(placed) => {
            let image = image(edition, placed, area);
            let clip = with_bleed(edition, frame, placed, &image);
            let image = Image { clip, ..image };
            let shape = shape(frame, image.clip);
            (vec![ItemKind::Image(Box::new(Image { shape, ..image }))], Vec::new())
        }
        Content::Code { text, paint: colour } => match dark_modules(text, &area) {
            Some(modules) => {
                let fill = Fill { path: Path::Rects(modules), paint: paint(edition, *colour) };
                (vec![ItemKind::Fill(fill)], Vec::new())
            }
            None => (Vec::new(), vec![too_long(frame)]),
        },
    }
}

fn too_long(frame: &Frame) -> Diagnostic {
    Diagnostic::error("flow/code-too-long", message!("the text of the QR code {} is too long", frame.name))
        .at(frame.span)
        .hint("use a shorter address; about 2000 letters is the most a code can hold")
}

/// A picture met with its rectangle: cropped around its focus, or whole and centred.
fn image(edition: &Edition, placed: &PlacedPicture, area: Rect) -> Image {
    let picture = &edition.pictures[placed.picture.index()];
    let is_real = |size: &Size| size.width > Len::ZERO && size.height > Len::ZERO;
    let size = picture.size.filter(is_real).unwrap_or(Size { width: area.width, height: area.height });
    let (pose, zoom) = (placed.pose, placed.zoom);
    let filling = |area: Rect| enlarged(cover(size, placed.focus, pose.room(area)), placed.focus, zoom);
    let (whole, clip) = match placed.fit {
        PictureFit::Cover => (filling(area), area),
        PictureFit::Contain => {
            let whole = contain(size, area);
            let is_plain = zoom == Permille::ONE && pose.tenths == 0;
            (if is_plain { whole } else { filling(whole) }, whole)
        }
        PictureFit::Exact => {
            let corner = |start: Len, room: Len, extent: Len| start + (room - extent) / 2;
            let (x, y) = (corner(area.x, area.width, size.width), corner(area.y, area.height, size.height));
            (Rect { x, y, width: size.width, height: size.height }, area)
        }
    };
    Image { name: picture.key(), area: whole, clip, shape: None, pose }
}

/// How near to the trim an edge stands that is meant to stand at it: half a point.
const AT_TRIM: Len = Len(6_350);

/// What shows of a picture whose own bleed is used where its frame stands at the trim of a page with bleed.
fn with_bleed(edition: &Edition, frame: &Frame, placed: &PlacedPicture, image: &Image) -> Rect {
    let (page, picture) = (&edition.pages[frame.page.index()], &edition.pictures[placed.picture.index()]);
    let (own, clip, whole) = (picture.bleed, image.clip, image.area);
    let Some(size) = picture.size.filter(|size| size.width > Len::ZERO && page.bleed > Len::ZERO) else { return clip };
    let scaled = |length: Len| length.scaled(whole.width.0, size.width.0);
    // Only an edge that is the picture's own edge too goes on into the bleed.
    let grows = |from_trim: Len, from_own: Len, bleed: Len| {
        let stands = from_trim.abs() <= AT_TRIM && from_own.abs() <= AT_TRIM;
        if stands { scaled(bleed).min(page.bleed + from_trim).max(Len::ZERO) } else { Len::ZERO }
    };
    let (x, y) = (clip.x, clip.y);
    let left = grows(x, x - whole.x, own.left);
    let top = grows(y, y - whole.y, own.top);
    let right = grows(page.trim.width - clip.right(), whole.right() - clip.right(), own.right);
    let bottom = grows(page.trim.height - clip.bottom(), whole.bottom() - clip.bottom(), own.bottom);
    clip.inset(Insets { top: -top, right: -right, bottom: -bottom, left: -left })
}

/// Whether the picture is at least as wide, for its height, as the rectangle.
fn is_wider(picture: Size, area: Rect) -> bool {
    let product = |a: Len, b: Len| i128::from(a.0) * i128::from(b.0);
    product(picture.width, area.height) >= product(picture.height, area.width)
}

/// Where a picture stands that fills `area`, its focus as near the middle as the picture's edges allow.
fn cover(picture: Size, focus: (Permille, Permille), area: Rect) -> Rect {
    let along = |start: Len, room: Len, extent: Len, focus: Permille| {
        let ideal = start + room / 2 - extent.scaled(i64::from(focus.0), 1000);
        ideal.max(start + room - extent).min(start)
    };
    let (width, height) = if is_wider(picture, area) {
        (area.height.scaled(picture.width.0, picture.height.0), area.height)
    } else {
        (area.width, area.width.scaled(picture.height.0, picture.width.0))
    };
    let (x, y) = (along(area.x, area.width, width, focus.0), along(area.y, area.height, height, focus.1));
    Rect { x, y, width, height }
}

/// A picture larger by a share, the point in focus where it was.
fn enlarged(area: Rect, focus: (Permille, Permille), zoom: Permille) -> Rect {
    let grow = |extent: Len| extent.scaled(i64::from(zoom.0), 1000);
    let shift = |extent: Len, focus: Permille| (grow(extent) - extent).scaled(i64::from(focus.0), 1000);
    let (x, y) = (area.x - shift(area.width, focus.0), area.y - shift(area.height, focus.1));
    Rect { x, y, width: grow(area.width), height: grow(area.height) }
}

/// Where a picture stands that is shown whole in the middle of `area`.
fn contain(picture: Size, area: Rect) -> Rect {
    let (width, height) = if is_wider(picture, area) {
        (area.width, area.width.scaled(picture.height.0, picture.width.0))
    } else {
        (area.height.scaled(picture.width.0, picture.height.0), area.height)
    };
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The frame's outline or its rounded corners, in a rectangle; `None` for the rectangle itself.
fn shape(frame: &Frame, area: Rect) -> Option<Path> {
    match &frame.outline {
        Outline::Ellipse => Some(Path::Ellipses(vec![area])),
        Outline::Polygon(points) => {
            let corner = |&(x, y): &(Permille, Permille)| Point {
                x: area.x + area.width.scaled(i64::from(x.0), 1000),
                y: area.y + area.height.scaled(i64::from(y.0), 1000),
            };
            Some(Path::Polygon(points.iter().map(corner).collect()))
        }
        Outline::Rectangle => {
            (frame.radius > Len::ZERO).then(|| cornered(area, frame.corners, frame.radius, area.x - frame.area.x))
        }
    }
}

/// Rules along a frame's shape, when they are the same on all sides.
fn shaped_border(edition: &Edition, frame: &Frame) -> Option<Vec<ItemKind>> {
    if !frame.parts.is_empty() {
        return None;
    }
    shape(frame, frame.area)?;
    let line = frame.border.top?;
    let sides = [frame.border.right, frame.border.bottom, frame.border.left];
    let outline = |stroke: Stroke| {
        let inward = stroke.offset + stroke.width / 2;
        let path = shape(frame, frame.area.grown(-inward))?;
        Some(ItemKind::Outline(display::Outline { path, width: stroke.width, paint: paint(edition, line.paint) }))
    };
    sides.iter().all(|side| *side == Some(line)).then(|| strokes(line).into_iter().filter_map(outline).collect())
}

/// The rules at the frame's edges, inside its shape; those of a frame of several areas go around all of them.
pub(super) fn border(edition: &Edition, frame: &Frame) -> Vec<ItemKind> {
    if let Some(shaped) = shaped_border(edition, frame) {
        return shaped;
    }
    let areas = if frame.parts.is_empty() { std::slice::from_ref(&frame.area) } else { &frame.parts };
    let sides = Cells::of(areas).sides().into_iter();
    sides.flat_map(|side| side_rules(edition, &frame.border, &side)).collect()
}

/// The rule of sides that look one way.
fn rule_at(border: &Border, edge: Edge) -> Option<Line> {
    match edge {
        Edge::Top => border.top,
        Edge::Right => border.right,
        Edge::Bottom => border.bottom,
        Edge::Left => border.left,
    }
}

/// The strokes of one side. At outer corners they end where the strokes of the next side have their outer side, at inner ones where those have their inner
/// side, so that strokes of the same number meet in corners.
fn side_rules(edition: &Edition, border: &Border, side: &Side) -> Vec<ItemKind> {
    let Some(line) = rule_at(border, side.edge) else { return Vec::new() };
    let is_level = matches!(side.edge, Edge::Top | Edge::Bottom);
    let (low, high) = if is_level { (Edge::Left, Edge::Right) } else { (Edge::Top, Edge::Bottom) };
    let rule = |(number, stroke): (usize, Stroke)| {
        let from = side.from.at + inward(border, side.from.turn, (low, high), number);
        let to = side.to.at - inward(border, side.to.turn, (high, low), number);
        let middle = stroke.offset + stroke.width / 2;
        let at = if matches!(side.edge, Edge::Top | Edge::Left) { side.at + middle } else { side.at - middle };
        let point = |along: Len| if is_level { Point { x: along, y: at } } else { Point { x: at, y: along } };
        stroke_item(edition, line, stroke, point(from), point(to))
    };
    strokes(line).into_iter().enumerate().map(rule).collect()
}

/// How far inside its end a stroke stops, by the stroke of the same number of the side that comes next: of one that looks to `outer` around an outer corner,
/// to `inner` around an inner one, where it goes on beyond its end.
fn inward(border: &Border, turn: Turn, (outer, inner): (Edge, Edge), number: usize) -> Len {
    let next = |edge| rule_at(border, edge).and_then(|line| strokes(line).get(number).copied());
    match turn {
        Turn::Outer => next(outer).map_or(Len::ZERO, |stroke| stroke.offset),
        Turn::Inner => next(inner).map_or(Len::ZERO, |stroke| -(stroke.offset + stroke.width)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cmyk, LineForm, Paint};

    const AREA: Rect = Rect { x: Len(100), y: Len(100), width: Len(200), height: Len(100) };

    #[test]
    fn strokes_of_a_notch_meet_around_its_inner_corner() {
        let line = Line { width: Len(6), paint: Paint::Process(Cmyk::BLACK), form: LineForm::Double };
        let border = Border { top: Some(line), right: Some(line), bottom: Some(line), left: Some(line) };
        let rect = |x: i64, y: i64, width: i64| Rect { x: Len(x), y: Len(y), width: Len(width), height: Len(100) };
        let sides = Cells::of(&[rect(0, 0, 100), rect(0, 100, 300)]).sides();
        let notch = sides.iter().find(|side| side.edge == Edge::Top && side.at == Len(100)).unwrap();
        let strokes: Vec<(i64, i64, i64)> = side_rules(&Edition::default(), &border, notch)
            .into_iter()
            .map(|item| match item {
                ItemKind::Rule(rule) => (rule.from.x.0, rule.to.x.0, rule.from.y.0),
                _ => panic!("a rule"),
            })
            .collect();
        // The upright side of the notch has its strokes at 98–100 and 94–96, the right side at 298–300 and 294–296.
        assert_eq!(strokes, [(98, 300, 101), (94, 296, 105)]);
    }

    #[test]
    fn a_covering_picture_keeps_its_focus_as_near_the_middle_as_its_edges_allow() {
        let tall = Size { width: Len(3), height: Len(6) };
        let at = |focus_y| cover(tall, (Permille(500), Permille(focus_y)), AREA);
        assert_eq!(at(500), Rect { x: Len(100), y: Len(-50), width: Len(200), height: Len(400) });
        assert_eq!(at(0).y, Len(100));
        assert_eq!(at(1000).bottom(), AREA.bottom());
    }

    #[test]
    fn a_picture_grows_around_its_focus() {
        let area = Rect { x: Len(100), y: Len(0), width: Len(200), height: Len(400) };
        let grown = enlarged(area, (Permille(250), Permille(1000)), Permille(1500));
        assert_eq!(grown, Rect { x: Len(75), y: Len(-200), width: Len(300), height: Len(600) });
        assert_eq!(enlarged(area, (Permille(250), Permille(1000)), Permille::ONE), area);
    }

    #[test]
    fn a_contained_picture_is_whole_and_centred() {
        let square = Size { width: Len(7), height: Len(7) };
        assert_eq!(contain(square, AREA), Rect { x: Len(150), y: Len(100), width: Len(100), height: Len(100) });
    }
}
