//! `proof`: any PDF as it looks and as it reads, for screens and comparisons. The only room that names the renderer.
//!
//! A [`Proof`] gives the pages' trims, their [`Pixels`], what is [painted](Painted) on them, one mark after the other, and their [`Plates`].
//! Pixels show inks by a standard CMYK profile, not by the press's, spot inks by their look on devices without them, and nothing overprints in them;
//! plates are what the press gets.

mod painted;
mod plates;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect, Stream, String as PdfString, dict::keys};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{Affine, Rect as PathRect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use crate::base::{Diagnostic, Len, Message, Rect};
use crate::message;

pub use painted::{Form, Painted};
pub use plates::{Coverage, Heap, Heaviest, Plate, PlatePress, Plates};

/// More pixels than this on a side are never made: a broadsheet at 600 ppi has 12 900.
const MOST_PIXELS: f64 = 16_000.0;

/// Output intents that are looked at.
const MOST_INTENTS: usize = 50;

/// A PDF to be looked at.
pub struct Proof {
    pdf: Pdf,
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proof of {} pages", self.pdf.pages().len())
    }
}

/// A part of a page in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// What is shown, from the trim's corner.
    pub area: Rect,
    /// Pixels per inch.
    pub ppi: f64,
}

/// A picture in sRGB, three bytes a pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue of each pixel.
    pub rgb: Vec<u8>,
}

/// The press a file says it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its name, as in `FOGRA39`.
    pub name: String,
    /// Its ICC profile.
    pub icc: Vec<u8>,
}

impl Proof {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that the renderer cannot read.
    pub fn read(file: Vec<u8>) -> Result<Self, Diagnostic> {
        Ok(Self { pdf: Pdf::new(file).map_err(unreadable)? })
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The PDF/X output intent (ISO 32000-2 §14.11.5); none where no profile is embedded.
    pub fn condition(&self) -> Option<Condition> {
        let xref = self.pdf.xref();
        let intents = xref.get::<Dict<'_>>(xref.root_id())?.get::<Array<'_>>(b"OutputIntents")?;
        let is_pdfx = |intent: &Dict<'_>| intent.get::<Name<'_>>(b"S").as_deref() == Some(b"GTS_PDFX");
        let intent = intents.iter::<Dict<'_>>().take(MOST_INTENTS).find(is_pdfx)?;
        let name = intent.get::<PdfString<'_>>(b"OutputConditionIdentifier");
        let name = name.map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned()).unwrap_or_default();
        let icc = intent.get::<Stream<'_>>(b"DestOutputProfile")?.decoded_data().ok()?.into_owned();
        Some(Condition { name, icc })
    }

    /// The trimmed page (TrimBox, ISO 32000-2 table 31) from the left and top of what a viewer shows, turned as the page is; all that is shown where
    /// there is none.
    pub fn trim(&self, page: usize) -> Option<Rect> {
        self.pdf.pages().get(page).map(trim)
    }

    /// What is painted on a page, in painting order, measured from the corner of its trim.
    pub fn painted(&self, page: usize) -> Vec<Painted> {
        self.pdf.pages().get(page).map_or(Vec::new(), painted::painted)
    }

    /// A part of a page.
    ///
    /// # Errors
    /// A page that is not there, or a picture larger than any screen needs.
    pub fn pixels(&self, page: usize, window: &Window) -> Result<Pixels, Diagnostic> {
        let view = self.view(page, window)?;
        let transform = view.transform * view.page.initial_transform(true).to_kurbo();
        Ok(rendered(view.page, transform, view.width, view.height))
    }

    /// What every ink prints of a part of a page; screen colours become the press's inks.
    ///
    /// # Errors
    /// A page that is not there, or a picture larger than any press needs.
    pub fn plates(&self, page: usize, window: &Window, press: &PlatePress) -> Result<Plates, Diagnostic> {
        let view = self.view(page, window)?;
        Ok(plates::plates(view.page, view.transform, view.width, view.height, press))
    }

    fn view(&self, page: usize, window: &Window) -> Result<View<'_>, Diagnostic> {
        let failed = |why: &'static str| {
            Diagnostic::error("proof/failed", message!("page {} cannot be shown: {}", page + 1, Message::from(why)))
        };
        let shown = self.pdf.pages().get(page).ok_or_else(|| failed("there is no such page"))?;
        let scale = window.ppi / 72.0;
        let pixels = |length: Len| (length.to_pt() * scale).round().max(1.0);
        let (width, height) = (pixels(window.area.width), pixels(window.area.height));
        if width > MOST_PIXELS || height > MOST_PIXELS {
            return Err(failed("it would have too many pixels"));
        }
        let trim = trim(shown);
        let corner = (-(window.area.x + trim.x).to_pt(), -(window.area.y + trim.y).to_pt());
        let transform = Affine::scale(scale) * Affine::translate(corner);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held above")]
        let (width, height) = (width as u16, height as u16);
        Ok(View { page: shown, transform, width, height })
    }
}

/// A page with the way to the pixels of a picture.
struct View<'p> {
    page: &'p Page<'p>,
    /// From the page as a viewer shows it, in points from its upper left corner.
    transform: Affine,
    width: u16,
    height: u16,
}

/// Why a file cannot be read, and what helps.
fn unreadable(why: LoadPdfError) -> Diagnostic {
    match why {
        LoadPdfError::Decryption(_) => {
            Diagnostic::error("proof/unreadable", "the PDF is encrypted: save it without a password")
        }
        LoadPdfError::Invalid => {
            Diagnostic::error("proof/unreadable", "the PDF is damaged or cut short: write or fetch it once more")
        }
    }
}

fn rendered(page: &Page<'_>, transform: Affine, width: u16, height: u16) -> Pixels {
    let mut context = RenderContext::new(width, height);
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    render_into(page, &RenderCache::new(), &InterpreterSettings::default(), &settings, &mut context, transform);
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    let target = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    context.render_with(&mut pixmap, &mut Resources::default(), target);
    let rgb = pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Pixels { width: width.into(), height: height.into(), rgb }
}

fn trim(page: &Page<'_>) -> Rect {
    let shown = page.intersected_crop_box();
    let stated = page.raw().get::<PdfRect>(keys::TRIM_BOX);
    let trim = stated.map_or(shown, |stated| stated.intersect(shown));
    let (width, height) = page.render_dimensions();
    if trim.width() < 1.0 || trim.height() < 1.0 {
        return Rect { width: Len::from_pt(width.into()), height: Len::from_pt(height.into()), ..Rect::default() };
    }
    let seen =
        page.initial_transform(true).to_kurbo().transform_rect_bbox(PathRect::new(trim.x0, trim.y0, trim.x1, trim.y1));
    Rect {
        x: Len::from_pt(seen.x0),
        y: Len::from_pt(seen.y0),
        width: Len::from_pt(seen.width()),
        height: Len::from_pt(seen.height()),
    }
}

impl Pixels {
    /// As a PNG, fast rather than small, for the loopback.
    pub fn png(&self) -> Vec<u8> {
        self.encoded(png::Compression::Fast)
    }

    /// As a PNG as small as it gets, for a folder.
    pub fn small_png(&self) -> Vec<u8> {
        self.encoded(png::Compression::High)
    }

    fn encoded(&self, compression: png::Compression) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.rgb.len() / 2);
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        encoder.set_compression(compression);
        // Writing to memory fails on nothing but a size that does not match the pixels, and both are made here.
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.rgb));
        debug_assert!(written.is_ok());
        bytes
    }

    /// As a JPEG of a quality from 1 to 100; empty when it has no pixels or more than a JPEG can have.
    pub fn jpeg(&self, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let size = u16::try_from(self.width).ok().zip(u16::try_from(self.height).ok());
        let Some((width, height)) = size else { return bytes };
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
        let written = encoder.encode(&self.rgb, width, height, jpeg_encoder::ColorType::Rgb);
        debug_assert!(written.is_ok());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(Proof::read(b"no pages here".to_vec()).is_err());
    }
}
