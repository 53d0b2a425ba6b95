//! A story in its shape: the frames of headline, text, pictures, rule, tint and standing head, and the story place.

use crate::base::{Diagnostic, Diagnostics, Span, Spanned};
use crate::input::{Fields, Value};
use crate::message;

use crate::model::inherit::overlaid;

use super::tree::{Cell, Leaf, Strip, areas, count};

/// What becomes of a block.
pub(super) struct Parts {
    pub(super) frames: Vec<(Spanned<String>, Spanned<Value>)>,
    pub(super) place: (Spanned<String>, Spanned<Value>),
}

/// A block in the making: what is still free of it, and the frames it has so far.
struct Making<'s> {
    story: Spanned<&'s str>,
    shape: &'s Fields,
    /// What nothing stands in yet.
    cell: Cell,
    frames: Vec<(Spanned<String>, Spanned<Value>)>,
    /// Keys that keep content from the edges of the tint behind it.
    within: Fields,
}

/// Where headline and text stand.
struct Text {
    head: Option<Cell>,
    /// One cell, or two where text runs up beside the headline.
    body: Vec<Cell>,
    /// How many base columns wide it is.
    columns: u16,
    rows: Strip,
}

/// The frames and the story place of a block; `None` where it has no room for them, which is told.
pub(super) fn parts(story: Spanned<&str>, leaf: &Leaf<'_>, shape: &Fields, found: &mut Diagnostics) -> Option<Parts> {
    let within = Fields { span: story.span, ..Fields::default() };
    let mut making = Making { story, shape, cell: leaf.cell, frames: Vec::new(), within };
    let made = making.make(leaf.is_below);
    if made.is_none() {
        let Cell { columns, rows } = leaf.cell;
        let message = message!(
            "the block of {} has {} base columns and {} rows, too few for its shape",
            story.value,
            columns.count(),
            rows.count()
        );
        let finding = Diagnostic::error("block/no-room", message).at(story.span);
        found.push(finding.hint("give it more of the page, or fewer rows and columns to its headline and pictures"));
    }
    made.map(|place| Parts { frames: making.frames, place })
}

impl Making<'_> {
    fn make(&mut self, is_below: bool) -> Option<(Spanned<String>, Spanned<Value>)> {
        if is_below {
            self.rule()?;
        }
        self.back()?;
        self.label()?;
        self.pictures_above("top")?;
        let text = self.text()?;
        if let Some(head) = text.head {
            self.head(head);
        }
        self.body(&text);
        self.pictures(&text)?;
        Some(self.place(text.head.is_some()))
    }

    fn name(&self, part: &str) -> String {
        if part.is_empty() { self.story.value.to_owned() } else { format!("{}-{part}", self.story.value) }
    }

    fn span(&self) -> Span {
        self.story.span
    }

    /// A key's value at the story's place.
    fn value(&self, value: Value) -> Spanned<Value> {
        Spanned::new(value, self.span())
    }

    /// Adds a frame: what its place asks for, then what the shape says of it.
    fn add(&mut self, part: &str, cells: &[Cell], keys: Vec<(&'static str, Value)>, own: Option<&Fields>) {
        let span = self.span();
        let mut fields = Fields { span, ..Fields::default() };
        fields.values.extend(keys.into_iter().map(|(key, value)| (key, Spanned::new(value, span))));
        let mut fields = own.map_or(fields.clone(), |own| overlaid(&fields, own));
        fields.span = span;
        fields.values.insert("area", areas(cells, span));
        self.frames.push((Spanned::new(self.name(part), span), Spanned::new(Value::Object(fields), span)));
    }

    /// A rule in the first row, where another block stands above.
    fn rule(&mut self) -> Option<()> {
        let Some(rule) = self.shape.text("rule").filter(|rule| !rule.value.trim().is_empty()) else { return Some(()) };
        let row = Cell { rows: self.cell.rows.take(1)?, ..self.cell };
        let mut border = Fields { span: rule.span, ..Fields::default() };
        border.values.insert("top", Spanned::new(Value::Text(rule.value.to_owned()), rule.span));
        self.add("rule", &[row], vec![("border", Value::Object(border))], None);
        self.cell.rows = self.cell.rows.without(1, 0)?;
        Some(())
    }

    /// A tint or box behind all of the block; its content keeps a row from its top and foot, and from its sides what `padding` says.
    fn back(&mut self) -> Option<()> {
        let Some(back) = self.shape.object("back") else { return Some(()) };
        let mut keys = back.clone();
        if let Some(padding) = keys.values.remove("padding") {
            let sides = match padding.value {
                Value::Object(sides) => sides,
                single => {
                    let side = |key| (key, Spanned::new(single.clone(), padding.span));
                    Fields { values: ["left", "right"].map(side).into(), span: padding.span, ..Fields::default() }
                }
            };
            self.within.values.insert("padding", Spanned::new(Value::Object(sides), padding.span));
        }
        let over = Value::List(vec![self.value(Value::Text(self.name("back")))]);
        self.within.values.insert("over", self.value(over));
        self.add("back", &[self.cell], Vec::new(), Some(&keys));
        self.cell.rows = self.cell.rows.without(1, 1)?;
        Some(())
    }

    /// The standing head of a column (栏目).
    fn label(&mut self) -> Option<()> {
        let Some(label) = self.shape.object("label") else { return Some(()) };
        let rows = count(self.shape, "label-rows").unwrap_or(2);
        let cell = Cell { rows: self.cell.rows.take(rows)?, ..self.cell };
        let keys = overlaid(&self.within, label);
        self.add("label", &[cell], vec![("align", Value::Text("middle".into()))], Some(&keys));
        self.cell.rows = self.cell.rows.without(rows, 0)?;
        Some(())
    }

    /// The places of pictures with their numbers.
    fn places(&self) -> Vec<(usize, Fields)> {
        let places = self.shape.list("pictures").iter().filter_map(|place| place.value.as_object().cloned());
        places.enumerate().collect()
    }

    fn picture_gap(&self) -> u16 {
        count(self.shape, "picture-gap").unwrap_or(1)
    }

    /// Pictures across the whole block, above what is still free of it.
    fn pictures_above(&mut self, at: &str) -> Option<()> {
        for (number, place) in self.places() {
            if place.text("at").is_some_and(|word| word.value == at) {
                let rows = count(&place, "rows")?;
                let cell = Cell { rows: self.cell.rows.take(rows)?, ..self.cell };
                self.picture(number, cell, false);
                self.cell.rows = self.cell.rows.without(rows.checked_add(self.picture_gap())?, 0)?;
            }
        }
        Some(())
    }

    fn picture(&mut self, number: usize, cell: Cell, is_optional: bool) {
        let part = if number == 0 { "photo".to_owned() } else { format!("photo-{}", number + 1) };
        let usual = if is_optional { vec![("optional", Value::Bool(true))] } else { Vec::new() };
        let frame = self.shape.object("picture-frame");
        // Within a tint a picture keeps from its sides as the text does.
        let keys = frame.map_or(self.within.clone(), |frame| overlaid(&self.within, frame));
        self.add(&part, &[cell], usual, Some(&keys));
    }

    /// Where headline and text stand in what is still free.
    fn text(&mut self) -> Option<Text> {
        let Cell { columns, rows } = self.cell;
        let beside = self.beside()?;
        let word = self.shape.text("head").map_or("over", |head| head.value);
        let gap = count(self.shape, "head-gap").unwrap_or(1);
        let free = columns.without(0, beside)?;
        match word {
            "none" => Some(Text { head: None, body: vec![Cell { columns: free, rows }], columns: free.count(), rows }),
            "side" | "vertical" => {
                let wide = count(self.shape, "head-columns").unwrap_or(1);
                let (head, text) = (free.take(wide)?, free.without(wide, 0)?);
                let body = vec![Cell { columns: text, rows }];
                Some(Text { head: Some(Cell { columns: head, rows }), body, columns: text.count(), rows })
            }
            _ => self.text_below(free, gap),
        }
    }

    /// Text below a headline; beside it, where the headline stands over part of the block.
    fn text_below(&mut self, free: Strip, gap: u16) -> Option<Text> {
        let Cell { columns, rows } = self.cell;
        let least = self.shape.range("head-rows").map_or(2, |(least, _)| least);
        let wide = count(self.shape, "head-columns").unwrap_or(columns.count());
        let head = Cell { columns: columns.take(wide)?, rows: rows.take(least)? };
        self.cell.rows = rows.without(least.checked_add(gap)?, 0)?;
        self.pictures_above("under-head")?;
        let below = self.cell.rows;
        let mut body = vec![Cell { columns: free.take(wide.min(free.count()))?, rows: below }];
        if let Some(up) = free.without(wide, 0) {
            body.push(Cell { columns: up, rows });
        }
        Some(Text { head: Some(head), body, columns: free.count(), rows: below })
    }

    /// Base columns of pictures that stand beside the text.
    fn beside(&self) -> Option<u16> {
        let places = self.places();
        let beside = places.iter().filter(|(_, place)| place.text("at").is_some_and(|at| at.value == "beside"));
        beside.map(|(_, place)| Some(count(place, "columns").unwrap_or(1))).sum()
    }

    fn head(&mut self, cell: Cell) {
        let word = self.shape.text("head").map_or("over", |head| head.value);
        let mut keys = vec![("lines", Value::Text("free".into()))];
        match word {
            "vertical" => keys.push(("direction", Value::Text("vertical".into()))),
            "side" => {}
            _ => {
                let (least, most) = self.shape.range("head-rows").unwrap_or((2, 20));
                keys.push(("fit-rows", Value::Range(least, most)));
            }
        }
        let frame = self.shape.object("head-frame");
        let own = frame.map_or(self.within.clone(), |frame| overlaid(&self.within, frame));
        self.add("head", &[cell], keys, Some(&own));
    }

    fn body(&mut self, text: &Text) {
        let columns = self.shape.number("text").unwrap_or(i64::from(text.columns));
        let frame = self.shape.object("text-frame");
        let own = frame.map_or(self.within.clone(), |frame| overlaid(&self.within, frame));
        self.add("", &text.body, vec![("columns", Value::Number(columns))], Some(&own));
    }

    /// Pictures in the text or beside it.
    fn pictures(&mut self, text: &Text) -> Option<()> {
        let mut beside = self.cell.columns;
        for (number, place) in self.places() {
            let at = place.text("at").map_or("right", |word| word.value).to_owned();
            let wide = count(&place, "columns").unwrap_or(1);
            let rows = || count(&place, "rows").and_then(|rows| text.rows.take(rows));
            let free = Strip {
                last: text.body.iter().map(|cell| cell.columns.last).max()?,
                first: text.body[0].columns.first,
            };
            let cell = match at.as_str() {
                "top" | "under-head" => continue,
                "beside" => {
                    let cell = Cell { columns: beside.take_last(wide)?, rows: text.rows };
                    beside = beside.without(0, wide).unwrap_or(beside);
                    cell
                }
                "left" => Cell { columns: free.take(wide)?, rows: rows()? },
                "middle" => {
                    let (columns, deep) = (free.count().checked_sub(wide)?, count(&place, "rows")?);
                    let above = text.rows.count().checked_sub(deep)? / 2;
                    Cell {
                        columns: free.without(columns / 2, columns - columns / 2)?,
                        rows: text.rows.without(above, 0)?.take(deep)?,
                    }
                }
                "foot" => Cell { columns: free.take_last(wide)?, rows: text.rows.take_last(count(&place, "rows")?)? },
                _ => Cell { columns: free.take_last(wide)?, rows: rows()? },
            };
            self.picture(number, cell, at != "beside");
        }
        Some(())
    }

    fn place(&self, has_head: bool) -> (Spanned<String>, Spanned<Value>) {
        let text = |name: String| self.value(Value::Text(name));
        let mut keys = Fields { span: self.span(), ..Fields::default() };
        if has_head {
            keys.values.insert("head", text(self.name("head")));
        }
        keys.values.insert("body", self.value(Value::List(vec![text(self.name(""))])));
        if let Some(styles) = self.shape.get("styles") {
            keys.values.insert("styles", styles.clone());
        }
        (Spanned::new(self.name(""), self.span()), self.value(Value::Object(keys)))
    }
}
