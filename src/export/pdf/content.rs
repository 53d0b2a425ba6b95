//! A display page as a content stream: printpdf operations, written out by printpdf, and text ([`super::text`]) among them.

use printpdf::{
    DictItem, ExtendedGraphicsStateId, LineCapStyle, LineDashPattern, LineJoinStyle, Mm, Op, PdfDocument, PdfPage,
    PdfSaveOptions, Pt,
};

use crate::base::{Flip, Len, Permille, Point, Pose, Rect};
use crate::display::{
    DisplayPage, Fill, GlyphRun, GlyphStyle, Gradient, Image, ItemKind, Outline, Paint, Path, PlacedGlyph, Reads, Rule,
    Shade,
};

use super::fonts::{Shown, Uses};
use super::images;
use super::origin::{Origin, pt};
use super::paint::{Shading, Side, choose, gradient_resource};
use super::tags::Mark;
use super::text::TextSection;

/// Graphics state that overprints, for solid black alone (prepress K01).
pub(super) const OVERPRINT: &str = "KOP";
/// Graphics state that knocks out, for everything else (prepress K03).
pub(super) const KNOCKOUT: &str = "NOP";

/// A page under construction, with the state already chosen so that nothing is written twice.
struct Canvas<'a> {
    ops: Vec<Op>,
    /// What is shown after them.
    text: TextSection,
    uses: &'a Uses,
    /// y runs up in PDF, down in the display list.
    origin: Origin,
    overprint: Option<bool>,
    fill: Option<Paint>,
    stroke: Option<Paint>,
    dashed: bool,
}

/// The uncompressed content stream of a page; `marks` says of every item what it is to a reader, or nothing.
pub(super) fn stream(page: &DisplayPage, marks: &[Mark], uses: &Uses) -> Vec<u8> {
    let margin = page.bleed + page.slug;
    let mut canvas = Canvas {
        ops: Vec::new(),
        text: TextSection::default(),
        uses,
        origin: Origin { left: margin, top: page.trim.height + margin },
        overprint: None,
        fill: None,
        stroke: None,
        dashed: false,
    };
    let mut open = None;
    for (at, item) in page.items.iter().enumerate() {
        canvas.mark(&mut open, marks.get(at).copied());
        match &item.kind {
            ItemKind::Glyphs(run) => canvas.glyphs(run),
            ItemKind::Rule(rule) => canvas.rule(rule),
            ItemKind::Fill(fill) => canvas.fill(fill),
            ItemKind::Image(image) => canvas.image(image),
            ItemKind::Outline(outline) => canvas.outline(outline),
            ItemKind::Shade(shade) => canvas.shaded(shade),
        }
    }
    canvas.mark(&mut open, None);
    canvas.ops.extend(canvas.text.close());
    written(canvas.ops)
}

/// printpdf turns operations into bytes; only the content stream of its document is used.
pub(super) fn written(ops: Vec<Op>) -> Vec<u8> {
    let mut document = PdfDocument::new("");
    document.with_pages(vec![PdfPage::new(Mm(1.0), Mm(1.0), ops)]);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let written = document.to_lopdf_document(&options, &mut Vec::new());
    let page = written.get_pages().into_values().next();
    page.map(|page| written.get_page_content(page)).unwrap_or_default()
}

/// An operator printpdf has no word for.
pub(super) fn raw(operator: &str, operands: &[f32]) -> Op {
    Op::Unknown { key: operator.to_owned(), value: operands.iter().map(|&number| DictItem::Real(number)).collect() }
}

/// Millionths as a PDF number.
#[expect(clippy::cast_precision_loss, reason = "a million has fewer digits than a single precision float")]
fn part(millionths: i64) -> f32 {
    millionths as f32 / 1_000_000.0
}

/// Where a cubic curve for a quarter circle has its control points (exact to 0.03 %).
const KAPPA: f32 = 0.552_284_8;

impl Canvas<'_> {
    /// Operations follow each other as they are painted, so text that waits goes first.
    fn push(&mut self, op: Op) {
        self.ops.extend(self.text.close());
        self.ops.push(op);
    }

    /// Ends the stretch that is open and begins the next, unless it goes on (ISO 32000-1 §14.6).
    fn mark(&mut self, open: &mut Option<Mark>, next: Option<Mark>) {
        if *open == next {
            return;
        }
        if open.is_some() {
            self.push(Op::EndMarkedContent);
        }
        *open = next;
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        match next {
            Some(Mark::Artifact) => self.push(Op::Unknown { key: "BMC".into(), value: vec![name("Artifact")] }),
            Some(Mark::Part { role, id }) => {
                let id = DictItem::Int(i64::try_from(id).unwrap_or(i64::MAX));
                let keys = DictItem::Dict { map: [("MCID".to_owned(), id)].into() };
                self.push(Op::Unknown { key: "BDC".into(), value: vec![name(role), keys] });
            }
            None => {}
        }
    }

    fn x(&self, x: Len) -> f32 {
        self.origin.x(x)
    }

    fn y(&self, y: Len) -> f32 {
        self.origin.y(y)
    }

    /// Solid black overprints, everything else knocks out.
    fn separate(&mut self, paint: &Paint) {
        let overprint = paint.is_solid_black();
        if self.overprint != Some(overprint) {
            let name = if overprint { OVERPRINT } else { KNOCKOUT };
            self.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(name.to_owned()) });
            self.overprint = Some(overprint);
        }
    }

    fn choose(&mut self, paint: &Paint, side: Side) {
        self.separate(paint);
        let current = if side == Side::Fill { &mut self.fill } else { &mut self.stroke };
        if current.as_ref() != Some(paint) {
            *current = Some(paint.clone());
            choose(paint, side).into_iter().for_each(|op| self.push(op));
        }
    }

    fn rect(&mut self, rect: &Rect) {
        self.push(raw("re", &[self.x(rect.x), self.y(rect.bottom()), pt(rect.width), pt(rect.height)]));
    }

    fn fill(&mut self, fill: &Fill) {
        self.choose(&fill.paint, Side::Fill);
        self.path(&fill.path);
        self.push(raw("f", &[]));
    }

    fn path(&mut self, path: &Path) {
        match path {
            Path::Rect(rect) => self.rect(rect),
            Path::Rects(rects) => rects.iter().for_each(|rect| self.rect(rect)),
            Path::Ellipses(rects) => rects.iter().for_each(|rect| self.ellipse(rect)),
            Path::Polygon(points) => self.polygon(points),
            Path::Rounded(rect, radius) => self.rounded(rect, *radius),
        }
    }

    fn outline(&mut self, outline: &Outline) {
        self.choose(&outline.paint, Side::Stroke);
        self.push(Op::SetOutlineThickness { pt: Pt(pt(outline.width)) });
        if self.dashed {
            self.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
            let pattern = LineDashPattern { pattern: std::iter::empty().collect(), offset: 0.0 };
            self.push(Op::SetLineDashPattern { dash: pattern });
            self.dashed = false;
        }
        self.path(&outline.path);
        self.push(raw("S", &[]));
    }

    /// A rectangle whose corners are quarters of a circle.
    fn rounded(&mut self, rect: &Rect, radius: Len) {
        let radius = radius.min(rect.width / 2).min(rect.height / 2).max(Len::ZERO);
        let (left, right) = (self.x(rect.x), self.x(rect.right()));
        let (top, bottom) = (self.y(rect.y), self.y(rect.bottom()));
        let (r, k) = (pt(radius), pt(radius) * (1.0 - KAPPA));
        self.push(raw("m", &[left + r, bottom]));
        self.push(raw("l", &[right - r, bottom]));
        self.push(raw("c", &[right - k, bottom, right, bottom + k, right, bottom + r]));
        self.push(raw("l", &[right, top - r]));
        self.push(raw("c", &[right, top - k, right - k, top, right - r, top]));
        self.push(raw("l", &[left + r, top]));
        self.push(raw("c", &[left + k, top, left, top - k, left, top - r]));
        self.push(raw("l", &[left, bottom + r]));
        self.push(raw("c", &[left, bottom + k, left + k, bottom, left + r, bottom]));
        self.push(raw("h", &[]));
    }

    fn ellipse(&mut self, rect: &Rect) {
        let (rx, ry) = (pt(rect.width) / 2.0, pt(rect.height) / 2.0);
        let (cx, cy) = (self.x(rect.x) + rx, self.y(rect.bottom()) + ry);
        self.push(raw("m", &[cx + rx, cy]));
        for (from, to) in
            [((1.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (-1.0, 0.0)), ((-1.0, 0.0), (0.0, -1.0)), ((0.0, -1.0), (1.0, 0.0))]
        {
            let control = |a: (f32, f32), b: (f32, f32)| [cx + rx * (a.0 + KAPPA * b.0), cy + ry * (a.1 + KAPPA * b.1)];
            let ([x1, y1], [x2, y2]) = (control(from, to), control(to, from));
            self.push(raw("c", &[x1, y1, x2, y2, cx + rx * to.0, cy + ry * to.1]));
        }
        self.push(raw("h", &[]));
    }

    fn polygon(&mut self, points: &[Point]) {
        for (at, point) in points.iter().enumerate() {
            self.push(raw(if at == 0 { "m" } else { "l" }, &[self.x(point.x), self.y(point.y)]));
        }
        self.push(raw("h", &[]));
    }

    fn rule(&mut self, rule: &Rule) {
        self.choose(&rule.paint, Side::Stroke);
        self.push(Op::SetOutlineThickness { pt: Pt(pt(rule.width)) });
        let dashed = !rule.dash.is_empty();
        if dashed || self.dashed {
            let round = rule.dash.first() == Some(&Len::ZERO);
            self.push(Op::SetLineCapStyle { cap: if round { LineCapStyle::Round } else { LineCapStyle::Butt } });
            let pattern = rule.dash.iter().map(|&length| pt(length)).collect();
            self.push(Op::SetLineDashPattern { dash: LineDashPattern { pattern, offset: 0.0 } });
            self.dashed = dashed;
        }
        self.push(raw("m", &[self.x(rule.from.x), self.y(rule.from.y)]));
        self.push(raw("l", &[self.x(rule.to.x), self.y(rule.to.y)]));
        self.push(raw("S", &[]));
    }

    fn image(&mut self, image: &Image) {
        self.separate(&Paint::Process([Permille(0); 4]));
        self.push(Op::SaveGraphicsState);
        match &image.shape {
            Some(shape) => self.path(shape),
            None => self.rect(&image.clip),
        }
        self.push(raw("W", &[]));
        self.push(raw("n", &[]));
        self.push(raw("cm", &self.placing(image)));
        self.push(Op::Unknown {
            key: "Do".into(),
            value: vec![DictItem::Name(images::resource(&image.name, image.area.width).into_bytes())],
        });
        self.push(Op::RestoreGraphicsState);
    }

    /// Unit square → where the picture stands, mirrored and turned around the middle of what shows of it.
    fn placing(&self, image: &Image) -> [f32; 6] {
        let (area, clip) = (&image.area, &image.clip);
        let (middle, centre) = (self.x(clip.x + clip.width / 2), self.y(clip.y + clip.height / 2));
        let (x, y) = (self.x(area.x), self.y(area.bottom()));
        let plain = [pt(area.width), 0.0, 0.0, pt(area.height), x, y];
        if image.pose == Pose::default() {
            return plain;
        }
        let (across, up) = match image.pose.flip {
            Flip::None => (1.0, 1.0),
            Flip::Across => (-1.0, 1.0),
            Flip::Down => (1.0, -1.0),
        };
        let (sine, cosine) = (part(image.pose.sine()), part(image.pose.cosine()));
        // Clockwise, though y runs up.
        let turned = |x: f32, y: f32| {
            let (x, y) = (across * x, up * y);
            (x * cosine + y * sine, y * cosine - x * sine)
        };
        let (a, b) = turned(plain[0], 0.0);
        let (c, d) = turned(0.0, plain[3]);
        let (e, f) = turned(x - middle, y - centre);
        [a, b, c, d, e + middle, f + centre]
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        // A layer under a headline repeats letters that are read with the fill (ISO 32000-1 §14.9.4).
        // Of letters that change places or share glyphs only the whole is read as it was written.
        let is_replaced = run.text.is_empty() || run.reads == Reads::Whole;
        if is_replaced {
            let actual = DictItem::Dict {
                map: [("ActualText".to_owned(), DictItem::String { data: actual_text(&run.text), literal: false })]
                    .into(),
            };
            self.push(Op::Unknown { key: "BDC".into(), value: vec![DictItem::Name(b"Span".to_vec()), actual] });
        }
        match &run.style {
            GlyphStyle::Gradient(_) => {
                self.separate(&Paint::Process([Permille(0); 4]));
                self.push(Op::SaveGraphicsState);
            }
            GlyphStyle::Fill(paint) => self.choose(paint, Side::Fill),
            GlyphStyle::Stroke { width, paint } => {
                self.choose(paint, Side::Stroke);
                self.push(Op::SetOutlineThickness { pt: Pt(pt(*width)) });
                self.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
            }
        }
        // Programs that read files take letters from the right for painted from the left, as nearly all files have them (§14.8.2.3.3).
        let is_turned = run.reads == Reads::FromRight;
        if is_turned {
            let tag = DictItem::Name(b"ReversedChars".to_vec());
            self.push(Op::Unknown { key: "BMC".into(), value: vec![tag] });
        }
        let mut shown: Vec<(&PlacedGlyph, Shown)> = run
            .glyphs
            .iter()
            .filter_map(|glyph| Some((glyph, self.uses.shown(run, glyph.id, glyph.text())?)))
            .collect();
        if is_turned {
            shown.reverse();
        }
        self.text.run(run, &shown, self.origin);
        if is_turned {
            self.push(Op::EndMarkedContent);
        }
        if let GlyphStyle::Gradient(gradient) = &run.style {
            self.shade(gradient);
        }
        if is_replaced {
            self.push(Op::EndMarkedContent);
        }
    }

    /// A path filled with a gradient: the path becomes the clip.
    fn shaded(&mut self, shade: &Shade) {
        self.separate(&Paint::Process([Permille(0); 4]));
        self.push(Op::SaveGraphicsState);
        self.path(&shade.path);
        self.push(raw("W", &[]));
        self.push(raw("n", &[]));
        self.shade(&shade.gradient);
    }

    /// Fills the letters or the path that are the clip with a gradient, and lets the clip go (ISO 32000-1 §9.3.6).
    fn shade(&mut self, gradient: &Gradient) {
        let area = gradient.area;
        let matrix = [pt(area.width), 0.0, 0.0, pt(area.height), self.x(area.x), self.y(area.bottom())];
        self.push(raw("cm", &matrix));
        let name = DictItem::Name(gradient_resource(&Shading::of(gradient)).into_bytes());
        self.push(Op::Unknown { key: "sh".into(), value: vec![name] });
        self.push(Op::RestoreGraphicsState);
    }
}

/// A text string (ISO 32000-1 §7.9.2.2); none for what is not read.
fn actual_text(text: &str) -> Vec<u8> {
    let marked = if text.is_empty() { None } else { Some(0xFEFF_u16) };
    marked.into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}
