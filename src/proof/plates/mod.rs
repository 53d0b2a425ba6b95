//! The plates of a page: how much of every ink prints where, as a press sees it (ISO 32000-2 §10.8.3, §11).
//!
//! A page's content is carried out by an interpreter of its own, because renderers for screens know three colours of light: here every group keeps
//! the four inks of the process and all spots. [`inks`](inks::inks) finds the spots; a [`Painter`](painter::Painter) runs the content with its
//! [state](state::State); [`raster`] turns outlines into coverage; [`layer`] lays marks on a group by the formulas of the standard, with overprint,
//! blend modes, knockout and soft masks. Work is done in bands of rows, side by side, so that memory is bounded by a band and its groups.
//!
//! Of a file nothing is believed: depth, work, groups and pictures are counted, and what is beyond is left out and told by [`Plates::is_whole`].

mod blend;
mod coverage;
mod group;
mod heaps;
mod inks;
mod layer;
mod meshes;
mod painter;
mod pictures;
mod raster;
mod room;
mod shadings;
mod spaces;
mod state;
mod strokes;
mod text;
mod tiles;
mod visibility;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::object::{Array, Dict};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro_font::FontCache;
use rayon::prelude::*;

use layer::{GroupKind, Layer, Process};
use painter::{PageOf, Painter, Resolvers};
use raster::Area;
use room::Room;
use visibility::Visibility;

pub use coverage::{Coverage, Heaviest};
pub use heaps::Heap;
pub use room::PlatePress;

/// The plates of a page or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plates {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// One plate for each ink: cyan, magenta, yellow, black, then spots by name.
    pub plates: Vec<Plate>,
    /// Whether all of the page was painted; else something of it could not be read, or was more than a page may be.
    pub is_whole: bool,
}

/// What one ink prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// The ink's name, as PDF has it.
    pub ink: String,
    /// Its share in 255ths, row by row.
    pub shares: Vec<u8>,
}

/// Pixels that are worked on at once, so that a group of them in eight inks takes forty megabytes.
const BAND: usize = 1 << 20;

/// Paints a page; `transform` brings its space to pixels of a picture of a size.
pub(super) fn plates(page: &Page<'_>, transform: Affine, width: u16, height: u16, press: &PlatePress) -> Plates {
    let room = Room::new(inks::inks(page), press);
    let settings = InterpreterSettings::default();
    let resolvers = Resolvers { font: settings.font_resolver, cmap: settings.cmap_resolver };
    let hidden = visibility::hidden(page.xref());
    let rows = (BAND / usize::from(width.max(1))).clamp(16, usize::from(u16::MAX));
    let tops: Vec<usize> = (0..usize::from(height)).step_by(rows).collect();
    let band = |top: &usize| {
        let bottom = (top + rows).min(height.into());
        let side = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
        let area = Area { left: 0, top: side(*top), right: width.into(), bottom: side(bottom) };
        let fonts = FontCache::new();
        let of = PageOf { room: &room, fonts: &fonts, resolvers: &resolvers };
        painted(page, of, Visibility::new(&hidden, page.xref()), transform, area)
    };
    let bands: Vec<Vec<Vec<u8>>> = tops.par_iter().map(band).collect();
    let plate = |(at, ink): (usize, &String)| {
        let shares = bands.iter().flat_map(|band| band.get(at)).flatten().copied().collect();
        Plate { ink: ink.clone(), shares }
    };
    let plates = room.inks.iter().enumerate().map(plate).collect();
    Plates { width: width.into(), height: height.into(), plates, is_whole: room.is_whole() }
}

/// One band: the shares of every ink.
fn painted<'a>(
    page: &Page<'a>,
    of: PageOf<'a, '_>,
    visibility: Visibility<'_>,
    transform: Affine,
    area: Area,
) -> Vec<Vec<u8>> {
    let transform = transform * page.initial_transform(true).to_kurbo();
    // A page is an isolated group that is laid on white paper (§11.4.7).
    let group = page.raw().get::<Dict<'_>>(b"Group");
    let is_knockout = group.and_then(|group| group.get::<bool>(b"K")).unwrap_or(false);
    let kind = GroupKind { is_isolated: true, is_knockout };
    let inks = of.room.inks.len();
    let layer = Layer::new(area, Process::Cmyk, inks, kind, None);
    let mut painter = Painter::new(of, visibility, layer, transform);
    if let Some(content) = page.page_stream() {
        painter.run(content, page.resources());
    }
    for annotation in page.raw().get::<Array<'a>>(b"Annots").iter().flat_map(Array::iter::<Dict<'a>>) {
        painter.annotation(&annotation, page.resources());
    }
    let Some(layer) = painter.layers.first() else { return Vec::new() };
    let share = |(colour, alpha): (&[f32], &f32), ink: usize| pictures::byte(colour[ink] * alpha);
    let pixels = || layer.colour.chunks_exact(inks).zip(&layer.alpha);
    (0..inks).map(|ink| pixels().map(|pixel| share(pixel, ink)).collect()).collect()
}
