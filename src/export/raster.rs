//! Pages as pixels: what a PDF of ours looks like, for screens. The only place that names the renderer.
//!
//! Inks are shown by a standard CMYK profile, not by the press's; spot inks by their look on devices without them; nothing overprints.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use crate::base::{Diagnostic, Len, Rect};

/// More pixels than this on a side are never made: a broadsheet at 600 ppi has 12 900.
const MOST_PIXELS: f64 = 16_000.0;

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

impl Proof {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that the renderer cannot read.
    pub fn read(file: Vec<u8>) -> Result<Self, Diagnostic> {
        let broken = |why| Diagnostic::error("raster/unreadable", format!("the pages cannot be shown: {why:?}"));
        Ok(Self { pdf: Pdf::new(file).map_err(broken)? })
    }

    /// A part of a page as a PNG in sRGB. `trim` is where the trim's corner is in the media, from its left and top.
    ///
    /// # Errors
    /// A page that is not there, or a picture larger than any screen needs.
    pub fn png(&self, page: usize, trim: Len, window: &Window) -> Result<Vec<u8>, Diagnostic> {
        let failed =
            |why: &str| Diagnostic::error("raster/failed", format!("page {} cannot be shown: {why}", page + 1));
        let shown = self.pdf.pages().get(page).ok_or_else(|| failed("there is no such page"))?;
        let scale = window.ppi / 72.0;
        let pixels = |length: Len| (length.to_pt() * scale).round().max(1.0);
        let (width, height) = (pixels(window.area.width), pixels(window.area.height));
        if width > MOST_PIXELS || height > MOST_PIXELS {
            return Err(failed("it would have too many pixels"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held above")]
        let mut context = RenderContext::new(width as u16, height as u16);
        let corner = (-(window.area.x + trim).to_pt(), -(window.area.y + trim).to_pt());
        let transform = Affine::scale(scale) * Affine::translate(corner) * shown.initial_transform(true).to_kurbo();
        let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
        render_into(shown, &RenderCache::new(), &InterpreterSettings::default(), &settings, &mut context, transform);
        context.flush();
        let mut pixmap = Pixmap::new(context.width(), context.height());
        let target = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
        context.render_with(&mut pixmap, &mut Resources::default(), target);
        encoded(&pixmap).ok_or_else(|| failed("its pixels could not be written"))
    }
}

/// Fast rather than small: the picture goes over the loopback, or once into a folder.
fn encoded(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let rgb: Vec<u8> =
        pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::with_capacity(rgb.len() / 2);
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width().into(), pixmap.height().into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rgb).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(Proof::read(b"no pages here".to_vec()).is_err());
    }
}
