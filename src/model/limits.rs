//! What a style may not ask for, lest its lines leave their frame or lie over each other.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Em, Len, Size, Span};
use crate::input::{DEFAULTS, Fields, Length, Value};
use crate::message;

use super::edition::{Content, Direction, Edition, Frame, Lines, Page, Para, SHORT_OF_ROW, Story, Thread};
use super::para_style::ParaStyle;
use super::sheet::size_of;

/// Lengths of a style with the least and the most they may be, in thousandths of the em.
const LIMITS: &[(&str, i32, i32)] = &[
    ("tracking", -250, 2_000),
    ("rise", -1_000, 1_000),
    ("autospace", 0, 1_000),
    ("autospace-max", 0, 1_000),
    ("indent", -20_000, 20_000),
    ("margin-start", 0, 20_000),
    ("margin-end", 0, 20_000),
];

/// Looks at all keys of a style, its ancestors' among them.
pub(super) fn check_style(fields: &Fields, found: &mut Diagnostics) {
    let (size, before) = (size_of(fields), found.len());
    for &(key, least, most) in LIMITS {
        let em = fields.length(key).map(|length| length.at(size));
        let (least, most) = (Em(least), Em(most));
        if em.is_some_and(|length| length < least.of(size) || length > most.of(size)) {
            found.push(
                Diagnostic::error("style/limits", message!("`{}` is beyond what a line can bear", key))
                    .at(fields.span_of(key))
                    .hint(message!("write a length from {} to {}", told(least), told(most))),
            );
        }
    }
    layers(fields, size, found);
    if found.len() == before {
        hanging_indent(fields, size, found);
    }
    limits_in_order(fields, found);
}

/// Copies under letters that lie further off than the letters are large belong to no letter.
fn layers(fields: &Fields, size: Len, found: &mut Diagnostics) {
    for layer in fields.list("layers").iter().filter_map(|layer| layer.value.as_object()) {
        for key in ["dx", "dy", "stroke"] {
            if layer.absolute(key).is_some_and(|length| length.abs() > size) {
                found.push(
                    Diagnostic::error("style/limits", message!("`{}` is more than the letters are large", key))
                        .at(layer.span_of(key))
                        .hint("keep layers under the letters: a millimetre or two does"),
                );
            }
        }
    }
}

/// A thousandth as decimals of the em.
fn told(em: Em) -> String {
    let (whole, part) = (em.0.abs() / 1000, em.0.abs() % 1000);
    let sign = if em.0 < 0 { "-" } else { "" };
    let decimals = if part == 0 { String::new() } else { format!(".{part:03}").trim_end_matches('0').to_owned() };
    format!("{sign}{whole}{decimals}em")
}

/// First lines may begin before the others, but not before their column.
fn hanging_indent(fields: &Fields, size: Len, found: &mut Diagnostics) {
    let length = |key: &str| fields.length(key).map_or(Len::ZERO, |length| length.at(size));
    if length("indent") + length("margin-start").max(Len::ZERO) < Len::ZERO {
        found.push(
            Diagnostic::error("style/indent", "first lines would begin before their column")
                .at(fields.span_of("indent"))
                .hint("give the style a margin-start of that length, which the indent then takes back"),
        );
    }
}

/// The two limits of a fit, of which the smaller is due first.
fn limits_in_order(fields: &Fields, found: &mut Diagnostics) {
    for key in ["fit-size", "fit-scale"] {
        let inverted = match fields.list(key) {
            [first, second] => match (&first.value, &second.value) {
                (Value::Length(Length::Absolute(least)), Value::Length(Length::Absolute(most))) => least > most,
                (Value::Percent(least), Value::Percent(most)) => least > most,
                _ => false,
            },
            _ => false,
        };
        if inverted {
            found.push(
                Diagnostic::error("style/limits", message!("`{}` begins with its larger limit", key))
                    .at(fields.span_of(key))
                    .hint("write the smaller limit first, then the larger one"),
            );
        }
    }
}

/// The longest side of a page in PDF: 14,400 units of a point (ISO 32000-1, table C.1).
pub const LONGEST_SIDE: Len = Len::pt(14_400);

/// Refuses a page that PDF cannot hold; `span` is where its trim is written, `margin` what stands around the trim on each side.
pub(super) fn check_trim(trim: Size, margin: Len, span: Span) -> Option<Diagnostic> {
    let longest = trim.width.max(trim.height) + margin * 2;
    (longest > LONGEST_SIDE).then(|| {
        let millimetres = |length: Len| format!("{:.0}", length.to_mm());
        let (longest, most) = (millimetres(longest), millimetres(LONGEST_SIDE));
        Diagnostic::error(
            "page/too-large",
            message!(
                "the page with its bleed and marks is {} mm long; a PDF page holds {} mm (14,400 pt)",
                longest,
                most
            ),
        )
        .at(span)
        .hint("write the trim size of a page, such as trim: [390mm, 545mm]")
    })
}

/// Styles whose lines have no place in any frame of their thread, or lie over each other where the page's grid does not keep them apart.
pub(super) fn check_room(edition: &Edition, found: &mut Diagnostics) {
    // One style may be met in many threads; told once, the desk finds the rest.
    let mut told = BTreeSet::new();
    for thread in &edition.threads {
        for para in &edition.stories[thread.story.index()].paras {
            if !told.insert((thread.story, para.style)) {
                continue;
            }
            found.extend(too_deep(edition, thread, para));
            found.extend(too_tight(edition, thread, para));
        }
    }
}

/// A paragraph whose single line is deeper than the deepest frame.
fn too_deep(edition: &Edition, thread: &Thread, para: &Para) -> Option<Diagnostic> {
    let style = &edition.para_styles[para.style.index()];
    let frames = || thread.frames.iter().map(|frame| &edition.frames[frame.index()]);
    if para.picture.is_some() || style.rows < 2 || frames().any(|frame| frame.lines == Lines::Free) {
        return None;
    }
    let deepest = frames().map(|frame| rows(edition, frame)).max().filter(|rows| *rows < i64::from(style.rows))?;
    let story = &edition.stories[thread.story.index()];
    let (what, key, span) = if style.drop_cap {
        (message!("the first character"), "drop-cap", style.written.drop_cap)
    } else {
        let asks = if style.written.rows == style.written.leading { "leading" } else { "rows" };
        (message!("a line"), asks, style.written.rows)
    };
    let (name, rows) = (&style.name, style.rows);
    let message =
        message!("{} of style `{}` takes {} rows, but {} has {} at most", what, name, rows, story.name, deepest);
    let finding = Diagnostic::error("style/too-deep", message).at(shown(span, story));
    Some(finding.hint(message!("make {}: smaller, or the frames deeper", key)))
}

/// A place in the user's own files: that of the story when the style is one that every layout starts from.
fn shown(span: Span, story: &Story) -> Span {
    if span.source == DEFAULTS { story.span } else { span }
}

/// The most rows of the grid that stand in a frame.
fn rows(edition: &Edition, frame: &Frame) -> i64 {
    let grid = edition.pages[frame.page.index()].grid;
    let inner = frame.area.inset(frame.padding);
    let extent = if frame.direction == Direction::Vertical { inner.width } else { inner.height };
    let beyond = extent + SHORT_OF_ROW - grid.body;
    if beyond < Len::ZERO { 0 } else { beyond.whole(grid.leading) + 1 }
}

/// A row that a frame of horizontal lines on the grid misses by less than an eighth of one, at its top or its foot: too much to be
/// overlooked, too little to be meant.
pub(super) fn check_rows(frame: &Frame, page: &Page, span: Span) -> Option<Diagnostic> {
    let (grid, inner) = (page.grid, frame.area.inset(frame.padding));
    let is_near = |missing: Len| missing > SHORT_OF_ROW && missing < grid.leading / 8;
    if frame.lines == Lines::Free || frame.direction == Direction::Vertical || grid.leading < Len::PT {
        return None;
    }
    let above = inner.y - page.type_area.y;
    let at_top = above - above.floor_to(grid.leading);
    let below = inner.bottom() - grid.body - page.type_area.y;
    let at_foot = below.floor_to(grid.leading) + grid.leading - below;
    let mm = |length: Len| format!("{:.2}", length.to_mm());
    let (message, hint) = if is_near(at_foot) {
        let message = message!("`{}` misses a row at its foot by {} mm", frame.name, mm(at_foot));
        (message, message!("make it {} mm deeper, or give it rows:; the row stays empty otherwise", mm(at_foot)))
    } else if is_near(at_top) {
        let message = message!("`{}` misses a row at its top by {} mm", frame.name, mm(at_top));
        (message, message!("begin it {} mm higher, or give it rows:; the row stays empty otherwise", mm(at_top)))
    } else {
        return None;
    };
    Some(Diagnostic::note("frame/short-row", message).at(span).hint(hint))
}

/// Lines that stand by their own distance, which is less than they are high.
fn too_tight(edition: &Edition, thread: &Thread, para: &Para) -> Option<Diagnostic> {
    let style: &ParaStyle = &edition.para_styles[para.style.index()];
    let is_free = |frame: &Frame| frame.lines == Lines::Free || matches!(frame.content, Content::Table(_));
    let stands_free = thread.frames.iter().any(|frame| is_free(&edition.frames[frame.index()]));
    // A large first character stands beside its lines, not among them.
    (stands_free && !style.drop_cap && style.leading < style.size).then(|| {
        let message = message!("lines of style `{}` would lie over each other", style.name);
        Diagnostic::error("style/leading", message)
            .at(shown(style.written.leading, &edition.stories[thread.story.index()]))
            .hint(message!(
                "its size is {} pt: give it a leading of as much or more",
                format_args!("{:.1}", style.size.to_pt())
            ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_told_as_the_desk_writes_them() {
        assert_eq!([-250, 20_000, 125, 0].map(|em| told(Em(em))), ["-0.25em", "20em", "0.125em", "0em"]);
    }
}
