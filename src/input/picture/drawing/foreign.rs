//! HTML within drawings (`foreignObject`), as Mermaid writes its labels: plain text of it becomes text of the drawing.

use roxmltree::Node;

use crate::base::escaped;

use super::foreign_box::{self, Bounds, Panel, Styles, number};
use super::lettering::Letters;

/// Elements of HTML that begin lines of their own.
const BLOCKS: &[&str] = &["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section"];
/// Elements that show something other than text.
const PICTURES: &[&str] =
    &["img", "svg", "canvas", "video", "audio", "iframe", "object", "embed", "input", "math", "picture"];
/// Distance of lines, and how far the first baseline is below the middle of one line, in ems of CSS's usual look.
const LINE: (f32, f32) = (1.2, 0.35);
/// Ems by which a line may at most be longer than its box before it is broken, and the share of its letters by which it may be; what rounding alone adds.
const SPARE: f32 = 1.0;
const LETTERS_SPARE: f32 = 0.5;
const HAIR: f32 = 0.02;
/// How large raised and lowered signs are beside the others, as browsers set them about.
const RAISED: f32 = 0.7;
/// What stands between the cells of a table.
const CELL: char = '\u{3000}';
/// Ems of a line up to which a box is as high as its text: Mermaid's lines are 1.5 ems apart.
const FITTED: f32 = 1.6;
/// The size CSS gives to text where nothing is said.
const USUAL_SIZE: f32 = 16.0;

/// What is in an HTML part of a drawing.
pub(super) struct Foreign {
    /// Text of the drawing that stands for it, where it has text and its place is known.
    pub(super) text: Option<String>,
    /// Whether there is something besides text.
    pub(super) has_more: bool,
    /// Whether there is a table, which becomes lines.
    pub(super) has_table: bool,
    /// Whether it has text at all.
    pub(super) has_text: bool,
    /// Whether a stretch of it has a ground or a frame of its own, which is not drawn.
    pub(super) has_lost_ground: bool,
    /// The fonts it asks for.
    pub(super) family: Option<String>,
    /// What else it asks of the look of its text, by name and value.
    pub(super) lettering: Vec<(String, String)>,
}

/// Reads the HTML part; `prefix` is that of the drawing's elements, `with_kind` adds to families of which none is there the kind that stands for them.
pub(super) fn read(
    object: Node<'_, '_>,
    prefix: &str,
    styles: Styles<'_>,
    with_kind: &dyn Fn(&str) -> Option<String>,
) -> Foreign {
    let styles: Styles<'_> = &mut |node: Node<'_, '_>| foreign_box::with_font(styles(node));
    let mut gathered = Gathered { lines: vec![Vec::new()], looks: Vec::new(), mark: String::new() };
    gather(object, styles, &mut gathered);
    let looks = gathered.looks;
    let lines: Vec<Line> = gathered.lines.iter().map(|line| collapsed(line)).filter(|line| !line.is_empty()).collect();
    let has_more = object.descendants().any(|node| PICTURES.contains(&node.tag_name().name()));
    let has_table = object.descendants().any(|node| node.tag_name().name() == "table");
    let has_text = !lines.is_empty();
    let mut look = look(object, styles);
    let family = look.family.clone();
    look.family = look.family.map(|families| with_kind(&families).unwrap_or(families));
    let place = place(object, styles).filter(|_| has_text);
    let text = place.map(|place| set(prefix, &lines, &looks, &look, &place));
    let looks_slants: Vec<String> = looks.iter().map(|look| look.slant.clone()).collect();
    let lettering = if has_text { lettering(object, &looks_slants, styles) } else { Vec::new() };
    let has_lost_ground = has_text && text_of(object).is_some_and(|text| foreign_box::has_other(object, text, styles));
    Foreign { text, has_more, has_table, has_text, has_lost_ground, family, lettering }
}

/// What elements ask of the look of their text that colour, weight and lines do not say.
fn lettering(object: Node<'_, '_>, slants: &[String], styles: Styles<'_>) -> Vec<(String, String)> {
    let slants = slants.iter().map(|slant| ("font-style".to_owned(), slant.clone()));
    let elements = object.descendants().filter(|node| node.is_element() && *node != object);
    let said = elements.flat_map(styles).filter(|(name, _)| name != "font-style");
    slants.chain(said).collect()
}

/// A character of a label.
#[derive(Clone, Copy)]
struct Sign {
    c: char,
    /// Which of the looks it has.
    look: usize,
}

type Line = Vec<Sign>;

/// How one stretch of a label looks otherwise than the rest may, in the words of CSS.
#[derive(Clone, PartialEq, Eq)]
struct Inline {
    colour: String,
    weight: String,
    slant: String,
    /// Lines through or under it.
    decoration: Option<String>,
    /// Raised or lowered.
    shift: Option<&'static str>,
}

struct Gathered {
    lines: Vec<Line>,
    looks: Vec<Inline>,
    /// What a list sets before its next entry.
    mark: String,
}

/// Blanks as CSS keeps them: one of several, none at either end; those of an em stay.
fn collapsed(line: &[Sign]) -> Line {
    let mut kept = Line::new();
    for sign in line {
        if !sign.c.is_whitespace() || sign.c == CELL {
            kept.push(*sign);
        } else if kept.last().is_some_and(|last| last.c != ' ') {
            kept.push(Sign { c: ' ', ..*sign });
        }
    }
    while kept.last().is_some_and(|last| last.c.is_whitespace()) {
        kept.pop();
    }
    kept
}

fn gather(node: Node<'_, '_>, styles: Styles<'_>, into: &mut Gathered) {
    for child in node.children() {
        if let (true, Some(text)) = (child.is_text(), child.text()) {
            if !text.is_empty() {
                let own = inline(child, styles);
                let said = |node: Node<'_, '_>, name: &str| styles(node).get(name).cloned();
                let text = Letters::of(child, said).case.applied(text);
                let look = into.looks.iter().position(|look| *look == own).unwrap_or(into.looks.len());
                if look == into.looks.len() && !text.trim().is_empty() {
                    into.looks.push(own);
                }
                let mark = if text.trim().is_empty() { String::new() } else { std::mem::take(&mut into.mark) };
                if let Some(line) = into.lines.last_mut() {
                    line.extend(
                        mark.chars()
                            .chain(text.trim_start_matches(|c: char| !mark.is_empty() && c.is_whitespace()).chars())
                            .map(|c| Sign { c, look }),
                    );
                }
            }
            continue;
        }
        let name = child.tag_name().name();
        if matches!(name, "style" | "script" | "svg") {
            continue;
        }
        let is_block = BLOCKS.contains(&name);
        if is_block || name == "br" {
            into.lines.push(Line::new());
        }
        if let (Some(last), "td" | "th") = (into.lines.last_mut(), name) {
            let before = last.iter().rposition(|sign| !sign.c.is_whitespace()).and_then(|at| last.get(at).copied());
            last.extend(before.map(|before| Sign { c: CELL, ..before }));
        }
        if name == "li" {
            into.mark = foreign_box::mark(child, styles);
        }
        gather(child, styles, into);
        if is_block {
            into.lines.push(Line::new());
        }
    }
}

/// The look of a text, by the nearest element that says something of it.
fn inline(text: Node<'_, '_>, styles: Styles<'_>) -> Inline {
    let (mut colour, mut weight, mut slant, mut decoration, mut shift) = (None, None, None, None, None);
    let mut is_within = true;
    for node in text.ancestors().filter(Node::is_element) {
        let style = styles(node);
        let name = node.tag_name().name();
        let of_drawing = |property: &str| node.attribute(property).filter(|_| !is_within);
        let said = |property: &str| style.get(property).map(String::as_str).or(of_drawing(property));
        let taken = |property: &str, tag: Option<&str>| {
            said(property).or(tag).filter(|value| *value != "inherit").map(str::to_owned)
        };
        colour = colour.or_else(|| taken("color", node.attribute("color").filter(|_| name == "font")));
        weight = weight.or_else(|| taken("font-weight", matches!(name, "b" | "strong" | "th").then_some("bold")));
        slant = slant.or_else(|| taken("font-style", matches!(name, "i" | "em" | "cite").then_some("italic")));
        if is_within {
            let line = match name {
                "s" | "del" | "strike" => Some("line-through"),
                "u" | "ins" => Some("underline"),
                _ => None,
            };
            decoration =
                decoration.or_else(|| taken("text-decoration", line)).or_else(|| taken("text-decoration-line", None));
            shift = shift.or(match (name, said("vertical-align")) {
                ("sup", _) | (_, Some("super")) => Some("super"),
                ("sub", _) | (_, Some("sub")) => Some("sub"),
                _ => None,
            });
        }
        is_within &= name != "foreignObject";
    }
    Inline {
        colour: colour.unwrap_or_else(|| "black".into()),
        weight: weight.unwrap_or_else(|| "normal".into()),
        slant: slant.unwrap_or_else(|| "normal".into()),
        decoration: decoration.filter(|line| line != "none"),
        shift,
    }
}

impl Inline {
    fn css(&self, size: f32) -> String {
        let Self { colour, weight, slant, .. } = self;
        let line = self.decoration.as_ref().map_or(String::new(), |line| format!("text-decoration:{line};"));
        let shift = |shift| format!("baseline-shift:{shift};font-size:{}px;", size * RAISED);
        let shift = self.shift.map_or(String::new(), shift);
        let css = format!("fill:{colour};stroke:none;font-weight:{weight};font-style:{slant};{line}{shift}");
        escaped(&css)
    }
}

/// A line with each stretch in its look, where that is not the one of the whole label.
fn spans(prefix: &str, line: &[Sign], looks: &[Inline], base: Option<&Inline>, size: f32) -> String {
    let stretch = |signs: &[Sign]| {
        let text: String = signs.iter().map(|sign| sign.c).collect();
        match signs.first().and_then(|first| looks.get(first.look)).filter(|look| Some(*look) != base) {
            Some(look) => {
                format!("<{prefix}tspan style=\"{}\">{}</{prefix}tspan>", look.css(size), escaped(&text))
            }
            None => escaped(&text),
        }
    };
    line.chunk_by(|one, next| one.look == next.look).map(stretch).collect()
}

/// How a label looks, in the words of CSS.
#[derive(Default)]
struct Look {
    family: Option<String>,
    size: Option<f32>,
    panel: Panel,
    across: Align,
    down: Align,
    keeps_lines: bool,
}

/// Where a label stands in its box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Align {
    #[default]
    Unsaid,
    Start,
    Middle,
    End,
}

impl Align {
    /// As CSS says it, with or without `unsafe` before it.
    fn of(value: &str) -> Self {
        match value.rsplit(' ').next().unwrap_or_default() {
            "center" | "middle" => Self::Middle,
            "flex-start" | "start" | "left" | "top" => Self::Start,
            "flex-end" | "end" | "right" | "bottom" => Self::End,
            _ => Self::Unsaid,
        }
    }

    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Unsaid { other() } else { self }
    }
}

/// The first text of a part.
fn text_of<'a, 'i>(object: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    object.descendants().find(|node| node.text().is_some_and(|text| node.is_text() && !text.trim().is_empty()))
}

/// The look of the first text of a part: what its nearest element says, or hands down.
fn look(object: Node<'_, '_>, styles: Styles<'_>) -> Look {
    let mut look = Look::default();
    let Some(text) = text_of(object) else { return look };
    look.panel = Panel::of(text, styles);
    let mut is_within = true;
    for node in text.ancestors().filter(Node::is_element) {
        let style = styles(node);
        let said = |name: &str| style.get(name).map(String::as_str).or(node.attribute(name).filter(|_| !is_within));
        let taken = |name: &str| said(name).filter(|value| *value != "inherit").map(str::to_owned);
        look.family = look.family.or_else(|| taken("font-family"));
        look.size = look.size.or_else(|| said("font-size").and_then(number));
        if is_within {
            let align = |name: &str| said(name).map_or(Align::Unsaid, Align::of);
            let is_column = said("flex-direction").is_some_and(|way| way.starts_with("column"));
            let is_cell = said("display").is_some_and(|display| display == "table-cell");
            let (along, aside) = (align("justify-content"), align("align-items").or(|| align("place-items")));
            let (across, down) = if is_column { (aside, along) } else { (along, aside) };
            look.across = look.across.or(|| align("text-align")).or(|| across);
            let of_cell = || if is_cell { align("vertical-align") } else { Align::Unsaid };
            look.down = look.down.or(|| down).or(of_cell);
            look.keeps_lines |= said("white-space").is_some_and(|space| space == "nowrap" || space == "pre");
        }
        is_within &= node != object;
    }
    look
}

/// The rectangle of a part.
struct Place {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// The place of a part: its own, or, of one that covers the whole drawing, what draw.io says in the style of the box within: `margin-left`, `padding-top`, `width`.
fn place(object: Node<'_, '_>, styles: Styles<'_>) -> Option<Place> {
    let side = |name| object.attribute(name).map_or(Some(0.0), number);
    if let (Some(x), Some(y), Some(width), Some(height)) = (side("x"), side("y"), side("width"), side("height")) {
        return Some(Place { x, y, width, height });
    }
    let style = styles(object.first_element_child()?);
    let said = |name: &str| style.get(name).and_then(|value| number(value));
    Some(Place { x: said("margin-left")?, y: said("padding-top")?, width: said("width")?, height: 0.0 })
}

/// About how wide a sign is, in ems: as in Helvetica.
fn breadth(sign: char) -> f32 {
    match sign {
        ' ' | '!' | '\'' | ',' | '.' | ':' | ';' | 'I' | 'f' | 'i' | 'j' | 'l' | 't' | '|' => 0.28,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.85,
        'A'..='Z' => 0.68,
        _ if sign.is_ascii() => 0.55,
        _ => 1.0,
    }
}

/// How far a stretch may go beyond its box before it is broken: the widths of letters are estimated, those of Han are known.
fn spare(signs: &[Sign]) -> f32 {
    let letters = signs.iter().filter(|sign| sign.c.is_ascii()).map(|sign| breadth(sign.c)).sum::<f32>();
    (letters * LETTERS_SPARE).min(SPARE) + HAIR
}

/// A line broken where its box ends, at blanks and between Chinese characters.
fn wrapped(line: &[Sign], room: f32) -> Vec<Line> {
    let (mut lines, mut last, mut filled) = (Vec::new(), Line::new(), 0.0);
    for word in line.split_inclusive(|sign| sign.c == ' ' || !sign.c.is_ascii()) {
        let wide = |word: &[Sign]| word.iter().map(|sign| breadth(sign.c)).sum::<f32>();
        let blank = word.last().filter(|sign| sign.c == ' ').map_or(0.0, |sign| breadth(sign.c));
        let allowed = room + spare(&last) + spare(word);
        if filled + wide(word) - blank > allowed && !last.is_empty() {
            lines.push(collapsed(&std::mem::take(&mut last)));
            filled = 0.0;
        }
        last.extend(word);
        filled += wide(word);
    }
    lines.push(collapsed(&last));
    lines
}

/// The lines in their box, on the ground they have. What strokes and fills shapes does neither with text of HTML.
fn set(prefix: &str, lines: &[Line], looks: &[Inline], look: &Look, place: &Place) -> String {
    let Place { x, y, width, height } = *place;
    let size = look.size.unwrap_or(USUAL_SIZE).max(f32::MIN_POSITIVE);
    // A box without width leaves its text as it is.
    let room = if look.keeps_lines || width <= size { f32::INFINITY } else { width / size };
    let lines: Vec<Line> = lines.iter().flat_map(|line| wrapped(line, room)).collect();
    let (anchor, left) = match look.across {
        Align::Middle => ("middle", x + width / 2.0),
        Align::End => ("end", x + width),
        Align::Start | Align::Unsaid => ("start", x),
    };
    #[expect(clippy::cast_precision_loss, reason = "a label has a few lines")]
    let above = (lines.len() - 1) as f32 / 2.0 * LINE.0;
    let tall = (above * 2.0 + LINE.0) * size;
    let is_fitted = height <= (above * 2.0 / LINE.0 + 1.0) * FITTED * size;
    let middle = match look.down {
        Align::Unsaid if !is_fitted => y + tall / 2.0,
        Align::Start => y + tall / 2.0,
        Align::End => y + height - tall / 2.0,
        Align::Middle | Align::Unsaid => y + height / 2.0,
    };
    let baseline = middle + (LINE.1 - above) * size;
    let family = look.family.as_ref().map_or(String::new(), |family| format!("font-family:{};", escaped(family)));
    let base = looks.first().map(|first| Inline { shift: None, decoration: None, ..first.clone() });
    let css = base.as_ref().map_or(String::new(), |base| base.css(size));
    let broad =
        lines.iter().map(|line| line.iter().map(|sign| breadth(sign.c)).sum::<f32>()).fold(0.0, f32::max) * size;
    let text =
        Bounds { x: foreign_box::beside(left, broad, anchor), y: middle - tall / 2.0, width: broad, height: tall };
    let area = Bounds { x, y, width, height };
    // A box of a height as its text, or a little more, is a label, and its ground fills it.
    let is_label = height > 0.0 && height <= tall + 2.0 * LINE.0 * size;
    let ground = look.panel.drawn(prefix, &text, &area, is_label);
    let span = |(at, line): (usize, &Line)| {
        let down = if at == 0 { 0.0 } else { size * LINE.0 };
        format!(
            "<{prefix}tspan x=\"{left}\" dy=\"{down}\">{}</{prefix}tspan>",
            spans(prefix, line, looks, base.as_ref(), size)
        )
    };
    let spans: String = lines.iter().enumerate().map(span).collect();
    format!(
        "{ground}<{prefix}text x=\"{left}\" y=\"{baseline}\" font-size=\"{size}\" text-anchor=\"{anchor}\" style=\"{css}{family}\">{spans}</{prefix}text>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, room: f32) -> Vec<usize> {
        let line: Line = text.chars().map(|c| Sign { c, look: 0 }).collect();
        wrapped(&line, room).iter().map(Vec::len).collect()
    }

    #[test]
    fn lines_of_han_stay_within_their_box_and_letters_are_estimated() {
        // 118 pixels at 12 hold nine characters.
        assert_eq!(broken("街道办事处受理并在两个工作日", 118.0 / 12.0), [9, 5]);
        assert_eq!(broken("六个字正合适", 6.0), [6]);
        assert_eq!(broken("plain words", 5.2), [11]);
    }
}
