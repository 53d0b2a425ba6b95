//! What a page's content paints, read by carrying it out: text with its characters and places, pictures, lines and areas.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, Rect as PathRect, Shape};

use sha2::{Digest, Sha256};

use super::trim;
use crate::base::{Len, Point, Rect};

/// Marks kept of one page; a page that paints more is a drawing, not text.
const MOST_MARKS: usize = 500_000;

/// Something painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Painted {
    /// What it is.
    pub form: Form,
    /// Its colour on screen, as in `#1a2b3c`; `pattern` for patterns, empty for pictures.
    pub colour: String,
    /// Where it stands; for a glyph, its em box.
    pub area: Rect,
}

/// What is painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A glyph.
    Glyph {
        /// The text it stands for, U+FFFD where the file does not say.
        text: String,
        /// Its origin on the baseline.
        at: Point,
        /// Height of its em.
        size: Len,
    },
    /// A picture, with a name made of its bytes.
    Picture(String),
    /// A line or an area.
    Shape,
}

/// Reads a page.
pub(super) fn painted(page: &Page<'_>) -> Vec<Painted> {
    let origin = trim(page);
    let corner = Affine::translate((-origin.x.to_pt(), -origin.y.to_pt()));
    let transform = corner * page.initial_transform(true).to_kurbo();
    let (width, height) = page.render_dimensions();
    let view = PathRect::new(0.0, 0.0, width.into(), height.into());
    let mut context =
        Context::new(transform, view, &InterpreterCache::new(), page.xref(), InterpreterSettings::default());
    let mut reader = Reader::default();
    interpret_page(page, &mut context, &mut reader);
    reader.found
}

/// A device that takes down what it is told to draw.
#[derive(Default)]
struct Reader {
    found: Vec<Painted>,
    /// Marked content that is open, and whether its text is said to be nothing (ActualText, ISO 32000-2 14.9.4).
    marked: Vec<bool>,
}

impl Reader {
    fn take(&mut self, form: Form, colour: String, area: PathRect) {
        if self.found.len() < MOST_MARKS {
            self.found.push(Painted { form, colour, area: rect(area) });
        }
    }

    fn is_unread(&self) -> bool {
        self.marked.contains(&true)
    }
}

fn rect(area: PathRect) -> Rect {
    Rect {
        x: Len::from_pt(area.x0),
        y: Len::from_pt(area.y0),
        width: Len::from_pt(area.width()),
        height: Len::from_pt(area.height()),
    }
}

fn colour(paint: &Paint<'_>) -> String {
    match paint {
        Paint::Color(colour) => {
            let [r, g, b, _] = colour.to_rgba().to_rgba8();
            format!("#{r:02x}{g:02x}{b:02x}")
        }
        Paint::Pattern(_) => "pattern".into(),
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let mut area = (props.transform * path.clone()).bounding_box();
        if let DrawMode::Stroke(stroke) = mode {
            let half = f64::from(stroke.line_width) / 2.0 * props.transform.determinant().abs().sqrt();
            area = area.inflate(half, half);
        }
        self.take(Form::Shape, colour(&props.paint), area);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.is_unread() || matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => char::REPLACEMENT_CHARACTER.to_string(),
            };
            let transform = props.transform * glyph.transform();
            let [_, _, c, d, x, y] = transform.as_coeffs();
            let size = c.hypot(d) * GLYPH_UNITS;
            let area = PathRect::new(x, y - size * 0.88, x + size, y + size * 0.12);
            let form =
                Form::Glyph { text, at: Point { x: Len::from_pt(x), y: Len::from_pt(y) }, size: Len::from_pt(size) };
            self.take(form, colour(&props.paint), area);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(PathRect::new(0.0, 0.0, width, height));
        let bytes = match &image {
            Image::Stencil(stencil) => Sha256::digest(stencil.stream().raw_data()),
            Image::Raster(raster) => Sha256::digest(raster.stream().raw_data()),
        };
        let name = bytes.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        self.take(Form::Picture(name), String::new(), area);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText".as_slice()));
        self.marked.push(text.is_some_and(|text| is_blank(&text)));
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}

/// A text of nothing but a byte order mark says nothing either.
fn is_blank(text: &PdfString<'_>) -> bool {
    matches!(text.as_bytes(), [] | [0xFE, 0xFF] | [0xEF, 0xBB, 0xBF])
}

/// Units of a glyph's outline to its em.
const GLYPH_UNITS: f64 = 1000.0;
