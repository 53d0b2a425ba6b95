//! Frames: from keys to rectangles with rules, tints and content.

use crate::base::{Diagnostic, Diagnostics, Insets, Len, PageId, Permille, PictureId, Pose, Rect, Spanned};
use crate::input::{Fields, Value, stays_inside};
use crate::message;

use super::booked::{booked, sold};
use super::care::care;
use super::choices;
use super::columns::{columns, have_room};
use super::edition::{
    Content, Direction, Frame, LineArt, Lines, Page, Picture, PictureFit, PlacedPicture, VerticalAlign,
};
use super::fitting::Outline;
use super::geometry;
use super::gradient::Gradient;
use super::ink::Paint;
use super::rules::{Border, Corners, Line, LineForm};
use super::sheet::{Sheet, Workbench};

/// What a frame is used for, which decides where its lines stand when it does not say so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The body of a story.
    Body,
    /// A headline block or furniture.
    Furniture,
}

/// A frame without content.
pub(super) fn frame(
    name: &str,
    fields: &Fields,
    page: (PageId, &Page),
    sheet: &Sheet,
    bench: &mut Workbench<'_>,
) -> Option<Frame> {
    let (id, page) = page;
    let is_mirrored = sheet.is_left && fields.bool("mirror") == Some(true);
    let parts = geometry::areas(fields, page, is_mirrored, bench.found)?;
    let area = geometry::bounds(&parts);
    let padding = geometry::insets(fields, "padding", Insets::default());
    let columns = columns(fields, page.grid.gutter);
    let direction =
        fields.text("direction").map_or(Default::default(), |word| choices::pick(choices::DIRECTION, word.value));
    have_room(fields, &columns, area.inset(padding), direction, bench.found)?;
    let step = fields.text("measure").map_or("half-em", |measure| measure.value);
    let mut frame = Frame {
        name: name.to_owned(),
        page: id,
        area,
        parts: if parts.len() > 1 { parts } else { Vec::new() },
        outline: outline(fields, bench.found),
        radius: fields.absolute("radius").unwrap_or(Len::ZERO),
        corners: corners(fields),
        both_sides: fields.text("around-sides").is_some_and(|word| word.value == "both"),
        padding,
        columns: columns.count,
        measures: columns.measures,
        gutter: columns.gutter,
        measure_step: match step {
            "em" => page.grid.body,
            "any" => Len::ZERO,
            _ => page.grid.body / 2,
        },
        column_rule: fields.text("column-rule").and_then(|rule| line(rule, sheet, bench)),
        border: border(fields, sheet, bench),
        background: fields.text("background").map(|ink| sheet.paint(ink, bench)),
        gradient: sheet.gradient(fields, bench),
        direction,
        course: fields.text("direction").map_or(Default::default(), |word| choices::pick(choices::COURSE, word.value)),
        lines: Lines::OnGrid,
        vertical_align: fields
            .text("align")
            .map_or(Default::default(), |word| choices::pick(choices::VERTICAL_ALIGN, word.value)),
        content: Content::Empty,
        runaround: fields.absolute("around"),
        rows_under: fields.number("rows-under").and_then(|rows| u16::try_from(rows).ok()).unwrap_or(0),
        leading: None,
        balance: fields.bool("balance").unwrap_or(false),
        is_ad: fields.bool("ad").unwrap_or(false),
        booked: None,
        with: fields.text("with").map(|story| story.value.to_owned()),
        span: fields.span,
    };
    if let Some(booked) = booked(fields, page, sheet, bench.found) {
        sold(&mut frame, booked, bench.found);
    }
    Some(if is_mirrored { exchanged(frame) } else { frame })
}

/// A frame with its left and its right side exchanged.
fn exchanged(frame: Frame) -> Frame {
    let (padding, border) = (frame.padding, frame.border);
    let is_horizontal = frame.direction == Direction::Horizontal;
    Frame {
        padding: Insets { left: padding.right, right: padding.left, ..padding },
        border: Border { left: border.right, right: border.left, ..border },
        outline: frame.outline.mirrored(),
        gradient: frame.gradient.map(Gradient::mirrored),
        measures: if is_horizontal { frame.measures.into_iter().rev().collect() } else { frame.measures },
        ..frame
    }
}

/// What text runs around.
fn outline(fields: &Fields, found: &mut Diagnostics) -> Outline {
    match fields.get("outline").map(|outline| &outline.value) {
        Some(Value::Text(word)) if word == "ellipse" => Outline::Ellipse,
        Some(Value::List(points)) => {
            let share = |point: &Spanned<Value>, at: usize| {
                let Value::List(pair) = &point.value else { return None };
                if let Value::Percent(share) = pair.get(at)?.value { Some(share) } else { None }
            };
            let corners: Vec<(Permille, Permille)> =
                points.iter().filter_map(|point| Some((share(point, 0)?, share(point, 1)?))).collect();
            // A point that could not be read was found before.
            if corners.len() == points.len() && is_flat(&corners) {
                found.push(
                    Diagnostic::error("frame/outline", "the points of this outline lie on one line")
                        .at(fields.span_of("outline"))
                        .hint("write three points or more that have an area between them"),
                );
                return Outline::Rectangle;
            }
            Outline::Polygon(corners)
        }
        _ => Outline::Rectangle,
    }
}

/// Whether points have no area between them.
fn is_flat(points: &[(Permille, Permille)]) -> bool {
    let step = |from: (Permille, Permille), to: (Permille, Permille)| {
        (i64::from(to.0.0) - i64::from(from.0.0), i64::from(to.1.0) - i64::from(from.1.0))
    };
    let Some((&first, rest)) = points.split_first() else { return true };
    let steps = || rest.iter().map(|&point| step(first, point));
    let Some(along) = steps().find(|step| *step != (0, 0)) else { return true };
    steps().all(|step| along.0 * step.1 == along.1 * step.0)
}

/// A frame of the program's own: free lines in one column.
pub(super) fn bare_frame(name: &str, page: PageId, area: Rect) -> Frame {
    Frame {
        name: name.to_owned(),
        page,
        area,
        parts: Vec::new(),
        outline: Outline::Rectangle,
        radius: Len::ZERO,
        corners: Default::default(),
        both_sides: false,
        padding: Insets::default(),
        columns: 1,
        measures: Vec::new(),
        gutter: Len::ZERO,
        measure_step: Len::ZERO,
        column_rule: None,
        border: Border::default(),
        background: None,
        gradient: None,
        direction: Default::default(),
        course: Default::default(),
        lines: Lines::Free,
        vertical_align: Default::default(),
        content: Content::Empty,
        runaround: None,
        rows_under: 0,
        leading: None,
        balance: false,
        is_ad: false,
        booked: None,
        with: None,
        span: crate::base::Span::default(),
    }
}

/// A frame of the program's own with the rules, tint, corners and padding of a small piece; its lines stand in the middle.
pub(super) fn dressed(frame: Frame, fields: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Frame {
    let align = fields.text("align").map(|word| choices::pick(choices::VERTICAL_ALIGN, word.value));
    Frame {
        padding: geometry::insets(fields, "padding", Insets::default()),
        border: border(fields, sheet, bench),
        background: fields.text("background").map(|ink| sheet.paint(ink, bench)),
        radius: fields.absolute("radius").unwrap_or(Len::ZERO),
        corners: corners(fields),
        vertical_align: align.unwrap_or(VerticalAlign::Middle),
        span: fields.span,
        ..frame
    }
}

fn corners(fields: &Fields) -> Corners {
    fields.text("corners").map_or(Corners::Round, |word| choices::pick(choices::CORNERS, word.value))
}

/// Where the lines of a frame stand: as it says, else on the grid for stories and free for furniture.
pub(super) fn lines_of(fields: &Fields, used: Use) -> Lines {
    match fields.text("lines") {
        Some(word) => choices::pick(choices::LINES, word.value),
        None if used == Use::Body && fields.get("align").is_none() => Lines::OnGrid,
        None => Lines::Free,
    }
}

fn border(fields: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Border {
    if let Some(all) = fields.text("border") {
        let rule = line(all, sheet, bench);
        return Border { top: rule, right: rule, bottom: rule, left: rule };
    }
    let Some(sides) = fields.object("border") else { return Border::default() };
    let mut side = |key: &str| sides.text(key).and_then(|rule| line(rule, sheet, bench));
    Border { top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left") }
}

/// A rule as text: form, width and ink, of which only the width is due.
pub(super) fn line(text: Spanned<&str>, sheet: &Sheet, bench: &mut Workbench<'_>) -> Option<Line> {
    let mut width = None;
    let mut form = LineForm::Solid;
    let mut paint = Paint::Process(super::Cmyk::BLACK);
    for word in text.value.split_whitespace() {
        if let Some((_, known)) = choices::LINE_FORM.iter().find(|(name, _)| *name == word) {
            form = *known;
        } else if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            width = Len::parse(word).ok();
        } else {
            paint = sheet.paint(Spanned::new(word, text.span), bench);
        }
    }
    match width.filter(|width| *width > Len::ZERO) {
        Some(width) => {
            let line = Line { width, paint, form };
            if line.is_hairline() {
                bench.found.push(
                    Diagnostic::error("frame/fine-rule", message!("`{}` is finer than a press can print", text.value))
                        .at(text.span)
                        .hint("a stroke needs 0.25 pt, of 文武线 the thin one (a fifth of the rule), of a double rule each (a third): make it thicker"),
                );
                return None;
            }
            if line.is_too_fine() {
                bench.found.push(
                    Diagnostic::error("frame/fine-rule", message!("`{}` is too fine for several inks", text.value))
                        .at(text.span)
                        .hint("a stroke of more than one ink needs 0.5 pt, of 文武线 the thin one (a fifth of the rule): make it thicker, or use one ink"),
                );
            }
            Some(line)
        }
        None => {
            bench.found.push(Diagnostic::error("frame/rule", message!("`{}` is not a rule", text.value)).at(text.span).hint("write a width, such as 0.3pt; a form (thick-thin, thin-thick, double, dotted, dashed, wavy) and an ink may stand beside it"));
            None
        }
    }
}

/// How a picture meets its place where nothing is said: a photograph may lose a little at its edges, a drawing would lose its title or its axis.
pub(super) fn fit_of(path: &str) -> PictureFit {
    let is_drawing = path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"));
    if is_drawing { PictureFit::Contain } else { PictureFit::Cover }
}

/// A picture or code that `fields` puts into a frame.
pub(super) fn graphic(fields: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Option<Content> {
    if let Some(name) = fields.text("picture") {
        let picture = picture(name, fields, &mut bench.edition.pictures, bench.found)?;
        let is_cut = fields.get("zoom").is_some() || fields.get("focus").is_some();
        let usual = || if is_cut { PictureFit::Cover } else { fit_of(name.value) };
        let fit = fields.text("fit").map_or_else(usual, |word| choices::pick(choices::PICTURE_FIT, word.value));
        let (zoom, pose) = (zoom(fields, bench.found), pose(fields, name.value, bench.found));
        if fit == PictureFit::Exact {
            let has_zoom = (zoom != Permille::ONE).then(|| no_size("zoom", "picture/zoom"));
            let has_turn = (pose.tenths != 0).then(|| no_size("rotate", "picture/rotate"));
            bench.found.extend(has_zoom.into_iter().chain(has_turn).map(|finding| finding.at(name.span)));
        }
        return Some(Content::Picture(PlacedPicture { picture, fit, focus: focus(fields), zoom, pose }));
    }
    let text = fields.text("code")?.value.to_owned();
    let paint = fields.text("ink").map_or(Paint::Process(super::Cmyk::BLACK), |ink| sheet.paint(ink, bench));
    Some(Content::Code { text, paint })
}

/// Whether a file is of a kind that never has several pages, by its name.
fn has_one_page(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| ["jpg", "jpeg", "png", "psd", "webp", "svg", "jp2"].contains(&end.as_str()))
}

/// The picture of a name, known already or new.
pub(super) fn picture(
    name: Spanned<&str>,
    fields: &Fields,
    pictures: &mut Vec<Picture>,
    found: &mut Diagnostics,
) -> Option<PictureId> {
    if !stays_inside(name.value) {
        found.push(
            Diagnostic::error("file/outside", message!("{} is outside the edition's folder", name.value))
                .at(name.span)
                .hint("keep pictures beside the edition"),
        );
        return None;
    }
    let page = fields.number("page").and_then(|page| u32::try_from(page).ok()).unwrap_or(1);
    if page > 1 && has_one_page(name.value) {
        let message = message!("{} has no page {}, it has {}", name.value, page, 1);
        found.push(Diagnostic::error("picture/no-page", message).at(fields.span_of("page")).hint("take page: out"));
        return None;
    }
    let line_art = match fields.bool("line-art") {
        None => LineArt::Unsaid,
        Some(true) => LineArt::Yes,
        Some(false) => LineArt::No,
    };
    let care = care(fields, found);
    let is_same = |known: &Picture| {
        known.name == name.value && known.page == page && known.line_art == line_art && known.care == care
    };
    let at = pictures.iter().position(is_same).unwrap_or_else(|| {
        let bleed = Insets::default();
        let name = Spanned { value: name.value.to_owned(), span: name.span };
        pictures.push(Picture {
            name: name.value,
            page,
            line_art,
            size: None,
            paper: None,
            span: name.span,
            bleed,
            care: care.clone(),
        });
        pictures.len() - 1
    });
    Some(PictureId::new(at))
}

/// How much larger than its place a picture stands.
fn zoom(fields: &Fields, found: &mut Diagnostics) -> Permille {
    match fields.get("zoom") {
        Some(Spanned { value: Value::Percent(share), span }) if *share < Permille::ONE => {
            found.push(
                Diagnostic::error("picture/zoom", "a picture cannot be smaller than its place")
                    .at(*span)
                    .hint("write a zoom from 100%, or fit: contain"),
            );
            Permille::ONE
        }
        Some(Spanned { value: Value::Percent(share), .. }) => *share,
        _ => Permille::ONE,
    }
}

/// A key that changes how much of a picture is seen, beside one that shows all of it at its own size.
fn no_size(key: &'static str, code: &'static str) -> Diagnostic {
    Diagnostic::error(code, message!("`{}` and `fit: exact` exclude each other", key))
        .hint("fit: exact places a picture as large as its file says, and whole; take one of them out")
}

/// How far a picture may be turned: beyond, its edges are cut away.
const MOST_TENTHS: i16 = 150;

/// How a picture is turned; a mirrored one is told, since faces, letters and buttons are wrong in it.
fn pose(fields: &Fields, name: &str, found: &mut Diagnostics) -> Pose {
    let mut pose = Pose::default();
    if let Some(angle) = fields.text("rotate") {
        match tenths(angle.value).filter(|tenths| tenths.abs() <= MOST_TENTHS) {
            Some(tenths) => pose.tenths = tenths,
            None => found.push(
                Diagnostic::error("picture/rotate", message!("`{}` is no small angle", angle.value))
                    .at(angle.span)
                    .hint(
                        "write degrees from -15 to 15, such as 1.5; turn a picture that lies on its side in its file",
                    ),
            ),
        }
    }
    if let Some(flip) = fields.text("flip") {
        pose.flip = choices::pick(choices::FLIP, flip.value);
        found.push(
            Diagnostic::warning(
                "picture/flipped",
                message!("{} is mirrored: letters and faces are the wrong way round", name),
            )
            .at(flip.span)
            .hint("mirror pictures without people and letters only, and ask the picture desk"),
        );
    }
    pose
}

/// Degrees with one decimal → tenths.
fn tenths(text: &str) -> Option<i16> {
    let text = text.trim().trim_end_matches("deg").trim_end_matches(['°', '度']).trim_end();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let valid = is_number(whole) && is_number(part);
    let tenth = part.get(..1)?.parse::<i16>().ok()?;
    valid.then(|| whole.parse::<i16>().ok()?.checked_mul(10)?.checked_add(tenth)?.checked_mul(sign)).flatten()
}

/// The middle, unless the editor says what must stay.
fn focus(fields: &Fields) -> (Permille, Permille) {
    let middle = Permille(500);
    let Some(Spanned { value: Value::List(items), .. }) = fields.get("focus") else { return (middle, middle) };
    let part = |at: usize| {
        if let Some(Value::Percent(share)) = items.get(at).map(|item| &item.value) {
            Permille(share.0.min(1000))
        } else {
            middle
        }
    };
    (part(0), part(1))
}
