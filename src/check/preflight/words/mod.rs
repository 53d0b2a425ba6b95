//! The words of a file: what its pages say by ToUnicode and ActualText, in the order they are painted, and what of it does not show.
//!
//! A second way through content beside the judge's, which carries out the few operators that place text and what may lie over it. Where a file is judged, it
//! hears the operators that the judge reads: every build takes it, so that it must cost next to nothing.

mod font;

use std::ops::Range;
use std::rc::Rc;

use super::content::{Step, matrix_of, number, step};
use super::limits::Limits;
use super::parser::{Ledger, Parser};
use super::reading::Doc;
use super::state::{Matrix, UPRIGHT, map, then};
use super::value::{Dict, Value, text};

use font::{Font, Fonts};

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageWords {
    /// Its text, in the order it is painted; a blank where glyphs stand apart or on another line, whether one was typed there or not.
    pub text: String,
    /// Bytes of the text that do not show, in order.
    pub hidden: Vec<Hidden>,
}

/// A stretch of text that does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Its bytes in the page's text.
    pub text: Range<usize>,
    /// Why.
    pub why: Unseen,
}

/// Why text does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// It stands beyond the trim.
    Outside,
    /// It stands outside the path it is clipped to.
    Clipped,
    /// Something was painted over it.
    Covered,
    /// It is neither filled nor outlined.
    Unpainted,
}

/// Reads what all pages of a file say.
pub fn words(bytes: &[u8]) -> Vec<PageWords> {
    let doc = Doc::open(bytes, Limits::default());
    let root = doc.get(&doc.trailer, "Root");
    let mut listener = Listener::default();
    for page in root.dict().map(|root| pages(&doc, root.raw("Pages"))).unwrap_or_default() {
        listener.begin(&doc, &page);
        listen(&doc, &content(&doc, &page), &mut listener);
        listener.end();
    }
    listener.pages
}

/// Reads a page's content to a listener, as far as it is sound.
fn listen(doc: &Doc<'_>, content: &[u8], listener: &mut Listener) {
    let ledger = Ledger::new(doc.limits.operators, content.len().saturating_mul(2));
    let (mut parser, mut operands) = (Parser::new(content, 0, 0, &ledger), Vec::new());
    loop {
        match step(&mut parser, &mut operands) {
            Step::Operator(word) => listener.operator(doc, word, &operands),
            Step::Image(_) => {}
            Step::Damaged(_) | Step::End => break,
        }
        operands.clear();
    }
}

/// Takes down what pages say, one after the other, by the operators of their content.
#[derive(Debug, Default)]
pub(super) struct Listener {
    fonts: Fonts,
    reader: Option<Reader>,
    pages: Vec<PageWords>,
}

impl Listener {
    /// A page begins.
    pub(super) fn begin(&mut self, doc: &Doc<'_>, page: &Rc<Dict>) {
        self.reader = Some(Reader::new(doc, page));
    }

    /// An operator of its content.
    pub(super) fn operator(&mut self, doc: &Doc<'_>, word: &[u8], operands: &[Value]) {
        if let Some(reader) = &mut self.reader {
            reader.operator(&mut Book { doc, fonts: &mut self.fonts }, word, operands);
        }
    }

    /// The page ends.
    pub(super) fn end(&mut self) {
        self.pages.extend(self.reader.take().map(Reader::finish));
    }

    /// What the pages say that have ended.
    pub(super) fn heard(self) -> Vec<PageWords> {
        self.pages
    }
}

/// What operators look things up in.
struct Book<'b, 'd> {
    doc: &'b Doc<'d>,
    fonts: &'b mut Fonts,
}

/// The pages in order; a tree that runs in a circle ends with the limit.
fn pages(doc: &Doc<'_>, root: &Value) -> Vec<Rc<Dict>> {
    let (mut pages, mut open, mut nodes) = (Vec::new(), vec![root.clone()], 0);
    while let Some(node) = open.pop().filter(|_| nodes < 4 * doc.limits.pages) {
        nodes += 1;
        let Some(dict) = doc.resolve(&node).dict().cloned() else { continue };
        match doc.get(&dict, "Kids") {
            Value::Array(kids) => open.extend(kids.iter().rev().cloned()),
            _ => pages.push(dict),
        }
    }
    pages
}

/// A rectangle by its left, bottom, right and top.
type Area = [f64; 4];

/// All of the plane.
const EVERYWHERE: Area = [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];

fn holds([left, bottom, right, top]: &Area, (x, y): (f64, f64)) -> bool {
    x >= *left && x <= *right && y >= *bottom && y <= *top
}

fn common(a: &Area, b: &Area) -> Area {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// The smallest area around points.
fn around(points: impl Iterator<Item = (f64, f64)>) -> Area {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.fold(nothing, |area, (x, y)| [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)])
}

/// What is saved with the graphics state.
#[derive(Clone, Debug)]
struct State {
    ctm: Matrix,
    clip: Area,
    font: Option<Rc<Font>>,
    size: f64,
    space: f64,
    scale: f64,
    rise: f64,
    leading: f64,
    mode: i64,
}

impl State {
    fn new() -> Self {
        Self {
            ctm: UPRIGHT,
            clip: EVERYWHERE,
            font: None,
            size: 0.0,
            space: 0.0,
            scale: 1.0,
            rise: 0.0,
            leading: 0.0,
            mode: 0,
        }
    }
}

/// A page being read.
#[derive(Debug)]
struct Reader {
    named_fonts: Option<Rc<Dict>>,
    objects: Option<Rc<Dict>>,
    trim: Area,
    state: State,
    saved: Vec<State>,
    line: Matrix,
    pen: Matrix,
    /// The path under construction: its area, whether it is rectangles alone, and whether it becomes a clip.
    path: (Area, bool),
    clips: bool,
    /// What the marked content that is open is.
    marked: Vec<Marked>,
    words: PageWords,
    /// Where the last glyph ends; none after text that stands for glyphs.
    end: Option<(f64, f64)>,
    /// Where every glyph stands, by the end of its bytes in the text.
    glyphs: Vec<((f64, f64), usize)>,
    /// What was painted after glyphs: its area, and how many glyphs there were.
    covers: Vec<(Area, usize)>,
}

/// Things painted over text that are looked at, and states saved within each other.
const MOST: usize = 4_000;

/// What is thinner, in points, is a rule and covers no text.
const THIN: f64 = 2.0;

/// The mode of text that is neither filled nor outlined (ISO 32000-1, table 106).
const UNPAINTED: i64 = 3;

/// The space of no width, at which a line may end.
const NO_WIDTH: char = '\u{200B}';

/// Room between glyphs that reads as a blank, in em: more than kerning opens, and less than the narrowest gap between a Chinese sign and a letter, 1/8 em, in
/// letters that are set closer.
const APART: f64 = 0.05;
/// Glyphs that stand so many em across from each other are on two lines: signs are raised by less.
const OTHER_LINE: f64 = 0.6;

/// The content of a page, all its parts.
fn content(doc: &Doc<'_>, page: &Dict) -> Vec<u8> {
    let parts = match doc.get(page, "Contents") {
        Value::Array(parts) => parts.iter().map(|part| doc.resolve(part)).collect(),
        single => vec![single],
    };
    let data = |part: &Value| doc.data(part.stream()?, doc.limits.content).ok();
    parts.iter().filter_map(data).collect::<Vec<_>>().join(&b'\n')
}

/// Glyphs being shown one after another.
struct Pen<'f> {
    font: &'f Font,
    /// From text space to the page, where the first of them stands.
    whole: Matrix,
    /// Thousandth of an em.
    unit: f64,
    scale: f64,
    /// Thousandths of an em in a unit of the page along the line.
    per_unit: f64,
    /// Where glyphs show: within the trim and the clip.
    visible: Area,
    /// How far the next stands from the first.
    along: f64,
    /// Where the last that says something ends: one that says nothing takes no room from a blank.
    said: Option<f64>,
    /// Whether the next stands apart from what was shown.
    is_apart: bool,
    /// Whether another text stands for them.
    is_replaced: bool,
}

/// What marked content says of the letters in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    /// Nothing.
    Plain,
    /// It brings its own text (ISO 32000-1 §14.9.4).
    Replaced,
    /// They are read from the last to the first (§14.8.2.3.3).
    Reversed,
}

impl Reader {
    fn new(doc: &Doc<'_>, page: &Rc<Dict>) -> Self {
        let resources = doc.get(page, "Resources");
        let part = |key: &str| resources.dict().and_then(|resources| doc.get(resources, key).dict().cloned());
        let sides = |key: &str| <Area>::try_from(doc.numbers(page.raw(key))).ok();
        Self {
            named_fonts: part("Font"),
            objects: part("XObject"),
            trim: sides("TrimBox").or_else(|| sides("MediaBox")).unwrap_or(EVERYWHERE),
            state: State::new(),
            saved: Vec::new(),
            line: UPRIGHT,
            pen: UPRIGHT,
            path: (EVERYWHERE, false),
            clips: false,
            marked: Vec::new(),
            words: PageWords::default(),
            end: None,
            glyphs: Vec::new(),
            covers: Vec::new(),
        }
    }

    fn operator(&mut self, book: &mut Book<'_, '_>, word: &[u8], operands: &[Value]) {
        let number = |at: usize| number(operands, at);
        match word {
            b"q" if self.saved.len() < MOST => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.ctm = then(matrix_of(operands), self.state.ctm),
            b"re" => self.rectangle(number(0), number(1), number(2), number(3)),
            b"m" | b"l" | b"c" | b"v" | b"y" => {
                self.add_to_path((0..operands.len() / 2).map(|at| (number(2 * at), number(2 * at + 1))), false);
            }
            b"W" | b"W*" => self.clips = true,
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => self.paint_path(true),
            b"S" | b"s" | b"n" => self.paint_path(false),
            b"Do" => self.object(book.doc, operands.first()),
            b"sh" => self.cover(self.state.clip),
            b"BDC" | b"BMC" => self.begin_marked(
                operands.first().and_then(Value::name),
                actual_text(book.doc, operands.last()).as_deref(),
            ),
            b"EMC" => drop(self.marked.pop()),
            _ => self.text_operator(book, word, operands),
        }
    }

    fn text_operator(&mut self, book: &mut Book<'_, '_>, word: &[u8], operands: &[Value]) {
        let number = |at: usize| number(operands, at);
        let state = &mut self.state;
        match word {
            b"BT" => (self.line, self.pen) = (UPRIGHT, UPRIGHT),
            b"Tf" => {
                state.size = number(1);
                self.state.font = self.font(book, operands.first());
            }
            b"Tc" => state.space = number(0),
            b"Tz" => state.scale = number(0) / 100.0,
            b"Ts" => state.rise = number(0),
            b"TL" => state.leading = number(0),
            b"Tr" => state.mode = Value::Number(number(0)).integer().unwrap_or(0),
            b"Tm" => {
                self.line = matrix_of(operands);
                self.pen = self.line;
            }
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(operands.last()),
            b"'" | b"\"" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.last());
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.pen = self.line;
    }

    fn font(&self, book: &mut Book<'_, '_>, name: Option<&Value>) -> Option<Rc<Font>> {
        let dict = book.doc.get(self.named_fonts.as_ref()?, name?.name()?).dict().cloned()?;
        Some(book.fonts.of(book.doc, &dict))
    }

    /// Shows a string, or strings with numbers between them.
    fn show(&mut self, shown: Option<&Value>) {
        let shown = match shown {
            Some(Value::Array(parts)) => parts,
            Some(part) => std::slice::from_ref(part),
            None => return,
        };
        let Some(font) = self.state.font.clone() else { return };
        let is_replaced = self.marked.contains(&Marked::Replaced);
        let whole = then(self.pen, self.state.ctm);
        // Along the line in thousandths of an em, scaled at last: the pen itself moves once.
        let (unit, scale) = (self.state.size / 1000.0, if font.is_vertical { 1.0 } else { self.state.scale });
        let is_apart = !is_replaced && self.is_apart(whole, &font);
        let (per_unit, visible) = ((unit * scale).recip(), common(&self.trim, &self.state.clip));
        let mut pen =
            Pen { font: &font, whole, unit, scale, per_unit, visible, along: 0.0, said: None, is_apart, is_replaced };
        // Read once all are known, the last first.
        let (is_reversed, mut turned) = (self.marked.contains(&Marked::Reversed), Vec::new());
        for part in shown {
            match part {
                Value::Number(back) => {
                    let back = if font.is_vertical { -back } else { *back };
                    pen.along -= back * unit * scale;
                }
                Value::Str(codes) => codes.chunks_exact(2).for_each(|pair| {
                    let code = usize::from(pair[0]) << 8 | usize::from(pair[1]);
                    let along = pen.along;
                    match is_reversed {
                        true => {
                            pen.along += self.advance(code, &pen);
                            turned.push((code, along));
                        }
                        false => self.glyph(code, &mut pen),
                    }
                }),
                _ => {}
            }
        }
        let end = pen.along;
        for (code, along) in turned.into_iter().rev() {
            pen.along = along;
            self.glyph(code, &mut pen);
        }
        pen.along = end;
        let at = |along: f64| if font.is_vertical { (0.0, -along) } else { (along, 0.0) };
        let moved = at(pen.along);
        if let Some(said) = pen.said.filter(|_| !is_replaced) {
            self.end = Some(map(whole, at(said)));
        }
        self.pen = then([1.0, 0.0, 0.0, 1.0, moved.0, moved.1], self.pen);
    }

    /// How far a glyph moves the pen.
    fn advance(&self, code: usize, pen: &Pen<'_>) -> f64 {
        (pen.font.advance(code) * pen.unit + self.state.space) * pen.scale
    }

    fn glyph(&mut self, code: usize, pen: &mut Pen<'_>) {
        let Pen { font, unit, .. } = *pen;
        let advance = self.advance(code, pen);
        if !pen.is_replaced {
            let text = font.text(code);
            if !text.starts_with(NO_WIDTH) {
                let gap = (pen.along - pen.said.unwrap_or(0.0)) * pen.per_unit;
                pen.said = Some(pen.along + advance);
                if std::mem::take(&mut pen.is_apart) || gap > APART * 1000.0 {
                    self.words.text.push(' ');
                }
            }
            self.words.text.push_str(text);
            let middle = if font.is_vertical {
                (0.0, -pen.along - 500.0 * unit)
            } else {
                (pen.along + advance / 2.0, 350.0 * unit + self.state.rise)
            };
            let middle = map(pen.whole, middle);
            self.glyphs.push((middle, self.words.text.len()));
            if self.state.mode == UNPAINTED || !holds(&pen.visible, middle) {
                self.hide_last(middle);
            }
        }
        pen.along += advance;
    }

    /// Whether glyphs that begin here stand apart from the last.
    fn is_apart(&self, whole: Matrix, font: &Font) -> bool {
        let Some((x, y)) = self.end else { return !self.words.text.is_empty() };
        let (dx, dy) = (whole[4] - x, whole[5] - y);
        let (ux, uy) = if font.is_vertical { (-whole[2], -whole[3]) } else { (whole[0], whole[1]) };
        let em = self.state.size * (ux * ux + uy * uy);
        let (along, across) = (dx * ux + dy * uy, dx * uy - dy * ux);
        along > APART * em || along < -em || across.abs() > OTHER_LINE * em
    }

    /// The last glyph does not show where it stands, whatever is painted later.
    fn hide_last(&mut self, middle: (f64, f64)) {
        let why = if self.state.mode == UNPAINTED {
            Unseen::Unpainted
        } else if !holds(&self.trim, middle) {
            Unseen::Outside
        } else {
            Unseen::Clipped
        };
        self.hide(self.glyphs.len() - 1, why);
    }

    fn hide(&mut self, glyph: usize, why: Unseen) {
        let start = glyph.checked_sub(1).and_then(|before| self.glyphs.get(before)).map_or(0, |(_, end)| *end);
        let end = self.glyphs.get(glyph).map_or(start, |(_, end)| *end);
        match self.words.hidden.last_mut() {
            Some(last) if last.text.end == start && last.why == why => last.text.end = end,
            _ => self.words.hidden.push(Hidden { text: start..end, why }),
        }
    }

    fn begin_marked(&mut self, tag: Option<&str>, actual: Option<&str>) {
        // What is marked within replaced text is replaced with it.
        if let Some(actual) = actual.filter(|actual| !self.marked.contains(&Marked::Replaced) && !actual.is_empty()) {
            self.words.text.extend([" ", actual]);
            self.end = None;
        }
        if self.marked.len() < MOST {
            self.marked.push(match tag {
                _ if actual.is_some() => Marked::Replaced,
                Some("ReversedChars") => Marked::Reversed,
                _ => Marked::Plain,
            });
        }
    }

    fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64) {
        let corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)];
        let is_first = self.path.0 == EVERYWHERE;
        self.add_to_path(corners.into_iter(), true);
        // Of several rectangles only the area around is known, which may be mostly holes.
        self.path.1 = is_first;
    }

    fn add_to_path(&mut self, points: impl Iterator<Item = (f64, f64)>, is_rectangle: bool) {
        let ctm = self.state.ctm;
        let area = around(points.map(|point| map(ctm, point)));
        self.path = match self.path {
            (EVERYWHERE, _) => (area, is_rectangle),
            (known, _) => (
                around(
                    [(known[0], known[1]), (known[2], known[3]), (area[0], area[1]), (area[2], area[3])].into_iter(),
                ),
                false,
            ),
        };
    }

    fn paint_path(&mut self, is_filled: bool) {
        let (area, is_rectangle) = std::mem::replace(&mut self.path, (EVERYWHERE, false));
        if is_filled && is_rectangle {
            self.cover(common(&area, &self.state.clip));
        }
        if std::mem::take(&mut self.clips) {
            self.state.clip = common(&area, &self.state.clip);
        }
    }

    /// A picture, a drawing or a page is painted: it fills the unit square, or what its clip leaves.
    fn object(&mut self, doc: &Doc<'_>, name: Option<&Value>) {
        let named = name.and_then(Value::name).zip(self.objects.as_ref());
        let object = named.map_or(Value::Null, |(name, objects)| doc.get(objects, name));
        let Some(stream) = object.stream() else { return };
        if stream.dict.has("SMask") || stream.dict.has("ImageMask") {
            return;
        }
        let ctm = self.state.ctm;
        let area = if doc.get(&stream.dict, "Subtype").is_name("Image") {
            around([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].into_iter().map(|corner| map(ctm, corner)))
        } else {
            EVERYWHERE
        };
        self.cover(common(&area, &self.state.clip));
    }

    /// Something opaque is painted over what stands there.
    fn cover(&mut self, area: Area) {
        let is_thin = area[2] - area[0] < THIN || area[3] - area[1] < THIN;
        // Letters that are a clip themselves are filled by what comes next.
        if !is_thin && area != EVERYWHERE && !self.glyphs.is_empty() && self.state.mode < 4 && self.covers.len() < MOST
        {
            self.covers.push((area, self.glyphs.len()));
        }
    }

    fn finish(mut self) -> PageWords {
        for (area, before) in std::mem::take(&mut self.covers) {
            for glyph in 0..before {
                if holds(&area, self.glyphs[glyph].0) {
                    self.hide(glyph, Unseen::Covered);
                }
            }
        }
        self.words.hidden.sort_by_key(|hidden| (hidden.text.start, hidden.text.end));
        self.words
    }
}

/// The text that stands for marked content (ISO 32000-1 §14.9.4).
fn actual_text(doc: &Doc<'_>, properties: Option<&Value>) -> Option<String> {
    doc.get(properties?.dict()?, "ActualText").bytes().map(text)
}
