//! The names a page's frames and texts may use: styles, families and inks, inherited and resolved once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{CharStyleId, Diagnostic, Diagnostics, InkId, Len, ParaStyleId, Permille, Span, Spanned, name_hint};
use crate::font::FontBook;
use crate::input::{Fields, Length, Value};
use crate::message;
use crate::tradition::Lang;

use super::booked;
use super::choices;
use super::composing::{self, composition, em_of};
use super::edition::{CharStyle, Edition, Layer};
use super::features::Features;
use super::fitting::{WidthFit, Written};
use super::ink::{Cmyk, Ink, InkKind, Paint};
use super::limits;
use super::para_style::{Align, Keeps, OfTable, ParaStyle};
use super::typeface::weight_of;

/// Named entries of one kind from several documents; later ones change single keys of earlier ones.
#[derive(Clone, Debug, Default)]
struct Entries {
    merged: BTreeMap<String, Fields>,
}

impl Entries {
    fn of(documents: &[&Fields], kind: &str) -> Self {
        let mut entries = Self::default();
        for document in documents {
            entries.put(kind, document);
        }
        entries
    }

    /// Puts a document's entries over those there are.
    fn put(&mut self, kind: &str, document: &Fields) {
        for (name, value) in document.named(kind) {
            if let Some(fields) = value.value.as_object() {
                let entry = self.merged.entry(name.value.clone()).or_default();
                entry.values.extend(fields.values.clone());
                entry.span = fields.span;
            }
        }
    }

    /// Entries whose keys exclude each other: a later one replaces an earlier one whole.
    fn whole(documents: &[&Fields], kind: &str) -> Self {
        let entries = documents.iter().flat_map(|document| document.named(kind));
        let entries = entries.filter_map(|(name, value)| Some((name.value.clone(), value.value.as_object()?.clone())));
        Self { merged: entries.collect() }
    }

    /// What styles said of lines they said for the language of their document; it goes where a stronger document has another one.
    fn are_for_another_language(&mut self, one: Lang, other: Lang) {
        for fields in self.merged.values_mut().filter(|fields| one != other && fields.get("language").is_none()) {
            composing::forget(fields, other, |_| true);
        }
    }
}

/// All names of one layout together with the defaults below and the edition above it.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    styles: Entries,
    families: Entries,
    inks: Entries,
    ad_sizes: Entries,
    /// The key `language` of the edition, or else of the layout: what styles are in that do not say it.
    language: Fields,
    /// Whether the page is a left-hand one, whose outer side is the left.
    pub(super) is_left: bool,
    /// Paragraph styles already made, by name, grid rows forced on them, and language.
    made: BTreeMap<(String, u16, Lang), ParaStyleId>,
}

/// What resolving names needs besides the sheet.
pub(super) struct Workbench<'w> {
    pub fonts: &'w FontBook,
    pub edition: &'w mut Edition,
    pub found: &'w mut Diagnostics,
}

impl Workbench<'_> {
    /// Puts a style beside the edition's others.
    pub(super) fn add_style(&mut self, style: ParaStyle) -> ParaStyleId {
        self.edition.para_styles.push(style);
        ParaStyleId::new(self.edition.para_styles.len() - 1)
    }
}

/// Tints of tints deeper than this are a circle.
const MAX_TINTS: usize = 16;

impl Sheet {
    /// The sheet of `documents`, weakest first, for a left-hand or a right-hand page.
    pub(super) fn new(documents: &[&Fields], is_left: bool) -> Self {
        let mut language = Fields::default();
        let mut styles = Entries::default();
        for document in documents {
            if let Some(said) = document.get("language") {
                let own = of_language(said);
                styles.are_for_another_language(composing::lang(&language), composing::lang(&own));
                language = own;
            }
            styles.put("styles", document);
        }
        Self {
            styles,
            families: Entries::of(documents, "fonts"),
            inks: Entries::of(documents, "inks"),
            ad_sizes: Entries::whole(documents, "ad-sizes"),
            language,
            is_left,
            made: BTreeMap::new(),
        }
    }

    /// All keys of a style, its ancestors' below its own.
    pub(super) fn style(&self, name: Spanned<&str>, found: &mut Diagnostics) -> Option<Fields> {
        let mut chain = Vec::new();
        let mut next = Some((name.value.to_owned(), name.span));
        while let Some((name, span)) = next {
            let Some(fields) = self.styles.merged.get(&name) else {
                let known = self.styles.merged.keys().map(String::as_str);
                found.push(
                    Diagnostic::error("style/unknown", message!("there is no style `{}`", name))
                        .at(span)
                        .hint(name_hint(&name, known)),
                );
                return None;
            };
            if let Some(start) = chain.iter().position(|(known, _)| *known == name) {
                found.push(circle(&chain[start..]));
                return None;
            }
            next = fields.text("extends").map(|parent| (parent.value.to_owned(), parent.span));
            chain.push((name, fields));
        }
        let mut all = Fields { span: name.span, ..self.language.clone() };
        for (_, fields) in chain.into_iter().rev() {
            composing::put_over(&mut all, fields);
        }
        composing::settle(&mut all);
        Some(all)
    }

    /// What is wrong with names in styles and inks, used or not, so that a layout shows all its mistakes in one run.
    pub(super) fn check(&self, found: &mut Diagnostics) {
        for (name, fields) in &self.styles.merged {
            if let Some(all) = self.style(Spanned::new(name.as_str(), fields.span), found) {
                limits::check_style(&all, found);
                composing::check(&all, found);
            }
            weight_of(fields, found);
            if let Some(ink) = fields.text("ink") {
                self.ink(ink, found);
            }
            if let Some(family) = fields.text("family") {
                self.family_fields(family, found);
            }
        }
        self.ad_sizes.merged.values().for_each(|fields| booked::check(fields, found));
        for fields in self.inks.merged.values() {
            if let Some(solid) = fields.text("tint") {
                self.ink(solid, found);
            }
        }
    }

    /// Names of the booking sizes.
    pub(super) fn ad_sizes(&self) -> impl Iterator<Item = &str> {
        self.ad_sizes.merged.keys().map(String::as_str)
    }

    /// The keys of a booking size.
    pub(super) fn ad_size(&self, name: Spanned<&str>, found: &mut Diagnostics) -> Option<&Fields> {
        let size = self.ad_sizes.merged.get(name.value);
        if size.is_none() {
            let known = self.ad_sizes.merged.keys().map(String::as_str);
            let message = message!("there is no booking size `{}`", name.value);
            let finding = Diagnostic::error("ad/unknown-size", message).at(name.span);
            found.push(if self.ad_sizes.merged.is_empty() {
                finding.hint("define it in the edition: ad-sizes: {通栏: {columns: 6, rows: 12}}")
            } else {
                finding.hint(name_hint(name.value, known))
            });
        }
        size
    }

    fn ink(&self, name: Spanned<&str>, found: &mut Diagnostics) -> Option<&Fields> {
        let ink = self.inks.merged.get(name.value);
        if ink.is_none() {
            let known = self.inks.merged.keys().map(String::as_str);
            found.push(
                Diagnostic::error("ink/unknown", message!("there is no ink `{}`", name.value))
                    .at(name.span)
                    .hint(name_hint(name.value, known)),
            );
        }
        ink
    }

    pub(super) fn family_fields(&self, name: Spanned<&str>, found: &mut Diagnostics) -> Option<&Fields> {
        let family = self.family_called(name.value);
        if family.is_none() {
            let known = self.families.merged.keys().map(String::as_str);
            found.push(
                Diagnostic::error("font/unknown-family", message!("there is no font family `{}`", name.value))
                    .at(name.span)
                    .hint(name_hint(name.value, known)),
            );
        }
        family
    }

    /// A family that need not be there.
    pub(super) fn family_called(&self, name: &str) -> Option<&Fields> {
        self.families.merged.get(name)
    }

    /// The keys of `base` with a character style's own keys over them.
    pub(super) fn overlaid(&self, base: &Fields, name: &str, found: &mut Diagnostics) -> Fields {
        let mut all = base.clone();
        if let Some(over) = self.own_keys(name, base.span, found) {
            all.values.extend(over.values);
        }
        all
    }

    /// The keys of a character style; the language that the sheet gives to styles without one is none of them.
    pub(super) fn own_keys(&self, name: &str, at: Span, found: &mut Diagnostics) -> Option<Fields> {
        let mut keys = self.style(Spanned::new(name, at), found)?;
        if keys.get("language") == self.language.get("language") {
            keys.values.remove("language");
        }
        Some(keys)
    }

    /// A paragraph style by name; on the grid its lines may be given more rows than it asks for.
    pub(super) fn para_style(
        &mut self,
        name: Spanned<&str>,
        rows: u16,
        bench: &mut Workbench<'_>,
    ) -> Option<(ParaStyleId, Fields)> {
        self.para_style_in(name, rows, &Fields::default(), bench)
    }

    /// The same for an article, whose front matter may say which language it is in.
    pub(super) fn para_style_in(
        &mut self,
        name: Spanned<&str>,
        rows: u16,
        front: &Fields,
        bench: &mut Workbench<'_>,
    ) -> Option<(ParaStyleId, Fields)> {
        let mut fields = self.style(name, bench.found)?;
        if let Some(language) = front.get("language") {
            composing::put_over(&mut fields, &of_language(language));
        }
        let key = (name.value.to_owned(), rows, composing::lang(&fields));
        if let Some(&made) = self.made.get(&key) {
            return Some((made, fields));
        }
        let base = self.char_style(&fields, bench);
        let mut style = para_style(name.value, &fields, base);
        if let Some(side) = fields.text("align") {
            style.align = self.aligned(side.value);
        }
        if rows > style.rows {
            // It is the line distance that asks for so many.
            (style.rows, style.written.rows) = (rows, style.written.leading);
        }
        let id = bench.add_style(style);
        self.made.insert(key, id);
        Some((id, fields))
    }

    /// How lines meet the measure: the inner side is where the page meets its neighbour.
    fn aligned(&self, word: &str) -> Align {
        match (word, self.is_left) {
            ("inner", true) | ("outer", false) => Align::End,
            ("inner", false) | ("outer", true) => Align::Start,
            _ => choices::pick(choices::ALIGN, word),
        }
    }

    /// The character style of a style's keys.
    pub(super) fn char_style(&self, fields: &Fields, bench: &mut Workbench<'_>) -> CharStyleId {
        let size = size_of(fields);
        let style = CharStyle {
            family: self.family(fields, bench),
            size,
            paint: Some(fields.text("ink").map_or(BLACK, |ink| self.paint(ink, bench))),
            lang: composing::lang(fields),
            scale_x: fields.percent("scale-x").unwrap_or(Permille::ONE),
            tracking: em_of(fields, "tracking", size).unwrap_or_default(),
            rise: fields.length("rise").map_or(Len::ZERO, |rise| rise.at(size)),
            gradient: self.gradient(fields, bench),
            layers: fields
                .list("layers")
                .iter()
                .filter_map(|layer| self.layer(layer.value.as_object()?, bench))
                .collect(),
            features: Features::of(fields),
        };
        intern(&mut bench.edition.char_styles, style, CharStyleId::new)
    }

    fn layer(&self, fields: &Fields, bench: &mut Workbench<'_>) -> Option<Layer> {
        Some(Layer {
            dx: fields.absolute("dx").unwrap_or_default(),
            dy: fields.absolute("dy").unwrap_or_default(),
            stroke: fields.absolute("stroke"),
            paint: fields.text("ink").map_or(BLACK, |ink| self.paint(ink, bench)),
        })
    }

    /// The colour of an ink's name.
    pub(super) fn paint(&self, name: Spanned<&str>, bench: &mut Workbench<'_>) -> Paint {
        self.paint_within(name, bench, 0).unwrap_or(BLACK)
    }

    fn paint_within(&self, name: Spanned<&str>, bench: &mut Workbench<'_>, depth: usize) -> Option<Paint> {
        let ink = self.ink(name, bench.found)?;
        if depth > MAX_TINTS {
            bench.found.push(
                Diagnostic::error("ink/circle", message!("ink `{}` is a tint of itself", name.value))
                    .at(ink.span)
                    .hint("give one of the inks that are tints of each other a colour: cmyk, rgb or spot"),
            );
            return None;
        }
        if let Some(of) = ink.text("tint") {
            let solid = self.paint_within(of, bench, depth + 1)?;
            return Some(tinted(solid, ink.percent("percent").unwrap_or(Permille::ONE)));
        }
        let tint = ink.percent("percent").unwrap_or(Permille::ONE);
        if let Some(spot) = ink.text("spot") {
            let look = cmyk_of(ink).unwrap_or_else(|| {
                no_colour(ink, bench.found);
                Cmyk::BLACK
            });
            return Some(Paint::Ink { ink: spot_ink(spot, look, bench), tint });
        }
        if let Some(cmyk) = cmyk_of(ink) {
            return Some(Paint::Process(cmyk));
        }
        let Some(rgb) = ink.text("rgb") else {
            no_colour(ink, bench.found);
            return None;
        };
        let screen = Ink { kind: InkKind::Screen(from_hex(rgb, bench.found)?), look: Cmyk::BLACK };
        Some(Paint::Ink { ink: intern(&mut bench.edition.inks, screen, InkId::new), tint })
    }
}

const BLACK: Paint = Paint::Process(Cmyk::BLACK);

/// The id of the equal one already there, or of this one, appended.
pub(super) fn intern<T: PartialEq, Id>(all: &mut Vec<T>, one: T, id: impl Fn(usize) -> Id) -> Id {
    id(all.iter().position(|known| *known == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    }))
}

/// Styles that extend each other, named from the first in the alphabet, so that one circle is one finding.
fn circle(chain: &[(String, &Fields)]) -> Diagnostic {
    let first = (0..chain.len()).min_by_key(|&at| &chain[at].0).unwrap_or(0);
    let mut names: Vec<&str> = (0..chain.len()).map(|at| chain[(first + at) % chain.len()].0.as_str()).collect();
    names.extend(names.first().copied());
    Diagnostic::error("style/circle", message!("styles extend each other: {}", names.join(" → ")))
        .at(chain[first].1.span_of("extends"))
        .hint("let one of them stand on its own")
}

/// Keys of a style that says its language alone.
fn of_language(said: &Spanned<Value>) -> Fields {
    Fields { values: BTreeMap::from([("language", said.clone())]), ..Fields::default() }
}

/// The type size of a style; body text's when nothing says otherwise.
pub(super) fn size_of(fields: &Fields) -> Len {
    fields.absolute("size").unwrap_or(Len::pt(9))
}

fn para_style(name: &str, fields: &Fields, base: CharStyleId) -> ParaStyle {
    let size = size_of(fields);
    let length = |key: &str| fields.length(key).map_or(Len::ZERO, |length| length.at(size));
    ParaStyle {
        name: name.to_owned(),
        base,
        size,
        leading: fields.absolute("leading").unwrap_or(size.scaled(4, 3)),
        indent: length("indent"),
        margin_start: length("margin-start"),
        margin_end: length("margin-end"),
        align: Align::default(),
        space_before: length("space-before"),
        space_after: length("space-after"),
        rows: fields.number("rows").and_then(|rows| u16::try_from(rows).ok()).unwrap_or(1),
        keep_with_next: fields.bool("keep-with-next").unwrap_or(false),
        keep_together: fields.bool("keep-together").unwrap_or(false),
        keeps: keeps(fields),
        drop_cap: false,
        label: 0,
        picture: None,
        table: OfTable::Nothing,
        floats: false,
        columns: fields.number("columns").and_then(|columns| usize::try_from(columns).ok()).unwrap_or(1),
        composition: composition(fields, size),
        width_fit: width_fit(fields, size),
        of_headline: fields.percent("size-of-headline"),
        head_lines: None,
        words: Arc::default(),
        written: Written {
            leading: mismatch(fields),
            rows: fields.span_of("rows"),
            drop_cap: fields.span_of("drop-cap"),
        },
    }
}

/// Of size and line distance the one that was written last, which made them not fit each other; what every layout starts from comes first.
fn mismatch(fields: &Fields) -> Span {
    let at = |key: &str| fields.get(key).map(|value| value.span);
    let order = |span: Span| (span.source.0.wrapping_add(1), span.start);
    let later = |a: Span, b: Span| if order(a) > order(b) { a } else { b };
    at("size").into_iter().chain(at("leading")).reduce(later).unwrap_or(fields.span)
}

/// Lines at column edges: one number for both, or one for each (composition F4).
fn keeps(fields: &Fields) -> Keeps {
    let lines = |fields: &Fields, key: &str| fields.number(key).and_then(|lines| usize::try_from(lines).ok());
    let of = |key: &str| {
        let own = fields.object("keep-lines").and_then(|edges| lines(edges, key));
        own.or_else(|| lines(fields, "keep-lines")).unwrap_or(1)
    };
    Keeps { foot: of("foot"), head: of("head") }
}

/// How far a headline's type may change; nothing said on either side leaves it as it is.
fn width_fit(fields: &Fields, size: Len) -> Option<WidthFit> {
    let pair = |key: &str| match fields.list(key) {
        [first, second] => Some((first.value.clone(), second.value.clone())),
        _ => None,
    };
    let absolute = |value: Value| if let Value::Length(Length::Absolute(length)) = value { Some(length) } else { None };
    let share = |value: Value| if let Value::Percent(share) = value { Some(share) } else { None };
    let sizes = pair("fit-size").and_then(|(least, most)| Some((absolute(least)?, absolute(most)?)));
    let scales = pair("fit-scale").and_then(|(least, most)| Some((share(least)?, share(most)?)));
    (sizes.is_some() || scales.is_some()).then(|| WidthFit {
        // Limits the wrong way round are an error already; nothing more is to be found because of them.
        sizes: sizes.map_or((size, size), |(a, b)| (a.min(b), a.max(b))),
        scales: scales.map_or((Permille::ONE, Permille::ONE), |(a, b)| (a.min(b), a.max(b))),
        fits: true,
    })
}

fn tinted(solid: Paint, percent: Permille) -> Paint {
    match solid {
        Paint::Process(Cmyk { c, m, y, k }) => {
            Paint::Process(Cmyk { c: c.of(percent), m: m.of(percent), y: y.of(percent), k: k.of(percent) })
        }
        Paint::Ink { ink, tint } => Paint::Ink { ink, tint: tint.of(percent) },
    }
}

/// A spot ink is one plate: two looks for one name would leave it open which the proof shows.
fn spot_ink(name: Spanned<&str>, alternate: Cmyk, bench: &mut Workbench<'_>) -> InkId {
    let kind = InkKind::Spot(name.value.to_owned());
    if let Some(at) = bench.edition.inks.iter().position(|ink| ink.kind == kind) {
        if bench.edition.inks[at].look != alternate {
            bench.found.push(
                Diagnostic::error("ink/two-looks", message!("spot ink `{}` has two different cmyk looks", name.value))
                    .at(name.span)
                    .hint("give it the same cmyk everywhere"),
            );
        }
        return InkId::new(at);
    }
    bench.edition.inks.push(Ink { kind, look: alternate });
    InkId::new(bench.edition.inks.len() - 1)
}

/// The process colour of `cmyk`.
fn cmyk_of(ink: &Fields) -> Option<Cmyk> {
    let Value::List(parts) = &ink.get("cmyk")?.value else { return None };
    let part = |at: usize| {
        if let Some(Value::Percent(share)) = parts.get(at).map(|part| &part.value) { *share } else { Permille(0) }
    };
    Some(Cmyk { c: part(0), m: part(1), y: part(2), k: part(3) })
}

fn no_colour(ink: &Fields, found: &mut Diagnostics) {
    let finding = Diagnostic::error("ink/no-colour", "this ink has no colour").at(ink.span);
    found.push(finding.hint("give it cmyk, rgb or tint; a spot ink needs cmyk, its look elsewhere"));
}

/// Red, green and blue of six hexadecimal digits.
fn from_hex(rgb: Spanned<&str>, found: &mut Diagnostics) -> Option<[u8; 3]> {
    let digits = rgb.value.trim().trim_start_matches('#');
    let channel = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let (Some(r), Some(g), Some(b), 6) = (channel(0), channel(2), channel(4), digits.len()) else {
        found.push(bad_hex(rgb.span, rgb.value));
        return None;
    };
    Some([r, g, b])
}

fn bad_hex(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("ink/rgb", message!("`{}` is not a screen colour", text))
        .at(span)
        .hint("write six hexadecimal digits, such as \"#c8102e\"")
}
