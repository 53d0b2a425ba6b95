//! Tiling patterns (ISO 32000-2 §8.7.3): every tile that can be seen is painted anew, so that none is off by a part of a pixel.

use std::rc::Rc;

use hayro::hayro_syntax::object::{Dict, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{self, Affine, Shape};

use super::layer::{GroupKind, Layer};
use super::painter::Painter;
use super::raster::{Area, Rule, pixel};
use super::state::{Paint, State};

/// Tiles of one mark; a page of finer ones is none that was meant.
const MOST_TILES: i32 = 100_000;

impl<'a> Painter<'a, '_> {
    /// The tiles within an area as a layer.
    pub(super) fn tiles(&mut self, pattern: &Stream<'a>, paint: &Paint<'a>, area: Area) -> Option<Layer> {
        let tile = Tile::read(pattern.dict(), self.base)?;
        let content = pattern.decoded_data().ok()?;
        let resources = Resources::new(pattern.dict().get::<Dict<'a>>(b"Resources").unwrap_or_default());
        let (process, inks) = self.layers.last().map(|layer| (layer.process, layer.inks))?;
        if !self.room.spend(area.pixels() * inks) {
            return None;
        }
        let kind = GroupKind { is_isolated: true, is_knockout: false };
        self.layers.push(Layer::new(area, process, inks, kind, None));
        let (saved, was_uncoloured) = (self.state.clone(), self.is_uncoloured);
        let mut state = State::new(tile.transform, area);
        if tile.is_uncoloured {
            (state.fill, state.stroke) = (plain(paint), plain(paint));
            self.is_uncoloured = true;
        }
        for place in tile.places(area) {
            self.state = state.clone();
            self.state.ctm = tile.transform * Affine::translate(place);
            let outline = self.state.ctm * tile.bounds.to_path(0.1);
            self.clip(&outline, Rule::NonZero);
            if !self.state.clip.area.is_empty() {
                self.run(&content, &resources);
            }
        }
        (self.state, self.is_uncoloured) = (saved, was_uncoloured);
        self.layers.pop()
    }
}

struct Tile {
    bounds: kurbo::Rect,
    step: kurbo::Vec2,
    transform: Affine,
    is_uncoloured: bool,
}

impl Tile {
    fn read(dict: &Dict<'_>, base: Affine) -> Option<Self> {
        let bounds = dict.get::<[f64; 4]>(b"BBox")?;
        let bounds = kurbo::Rect::new(bounds[0], bounds[1], bounds[2], bounds[3]).abs();
        let step =
            |key: &[u8], size: f64| dict.get::<f64>(key).map(f64::abs).filter(|step| *step > 0.0).unwrap_or(size);
        let step = kurbo::Vec2::new(step(b"XStep", bounds.width()), step(b"YStep", bounds.height()));
        let transform = base * dict.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new);
        let is_sound = step.is_finite() && step.x > 0.0 && step.y > 0.0 && transform.determinant().abs() > 1e-12;
        is_sound.then_some(Self { bounds, step, transform, is_uncoloured: dict.get::<u8>(b"PaintType") == Some(2) })
    }

    /// Where the tiles stand that may touch an area.
    fn places(&self, area: Area) -> Vec<kurbo::Vec2> {
        let shown =
            kurbo::Rect::new(f64::from(area.left), f64::from(area.top), f64::from(area.right), f64::from(area.bottom));
        let seen = self.transform.inverse().transform_rect_bbox(shown);
        let from = |least: f64, far: f64, step: f64| pixel(((least - far) / step).ceil());
        let to = |most: f64, near: f64, step: f64| pixel(((most - near) / step).floor());
        let columns = from(seen.x0, self.bounds.x1, self.step.x)..=to(seen.x1, self.bounds.x0, self.step.x);
        let rows = from(seen.y0, self.bounds.y1, self.step.y)..=to(seen.y1, self.bounds.y0, self.step.y);
        let count =
            |range: &std::ops::RangeInclusive<i32>| range.end().saturating_sub(*range.start()).saturating_add(1).max(0);
        if count(&columns).saturating_mul(count(&rows)) > MOST_TILES {
            return Vec::new();
        }
        let place =
            |row: i32, column: i32| kurbo::Vec2::new(f64::from(column) * self.step.x, f64::from(row) * self.step.y);
        rows.flat_map(|row| columns.clone().map(move |column| (row, column)).collect::<Vec<_>>())
            .map(|(row, column)| place(row, column))
            .collect()
    }
}

/// The colour of a mark, for tiles that have none of their own.
fn plain<'a>(paint: &Paint<'a>) -> Paint<'a> {
    let space = match &*paint.space {
        super::spaces::Space::Pattern(Some(base)) => Rc::clone(base),
        _ => Rc::clone(&paint.space),
    };
    Paint { space, values: paint.values.clone(), pattern: None, alpha: 1.0, overprints: false }
}
