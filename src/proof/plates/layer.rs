//! What is painted so far, in one group: shares of every ink, alpha and shape of every pixel (ISO 32000-2 §11.4).

use super::blend::Blend;
use super::raster::{Area, Mask};

/// Most inks of a page: four of the process and spots.
pub(super) const MOST_INKS: usize = 32;

/// What the colours of a group are mixed in (§11.6.6, its colour space).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Process {
    /// One component, kept as the share of black.
    Gray,
    /// Three components, kept as what is missing of light.
    Rgb,
    /// Four inks, and the spots after them.
    Cmyk,
}

impl Process {
    /// Components of the process.
    pub(super) fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// The inks a mark puts down; it leaves the others as they are (§8.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks(pub(super) u64);

impl Marks {
    pub(super) const ALL: Self = Self(u64::MAX);

    pub(super) fn has(self, ink: usize) -> bool {
        self.0 >> ink & 1 == 1
    }
}

/// One pixel of what is painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    /// How much of the pixel it covers.
    pub(super) shape: f32,
    /// How much of that is opaque.
    pub(super) opacity: f32,
}

/// Where the colour of a mark comes from, pixel by pixel.
pub(super) trait Shade {
    /// Writes the inks at a pixel; how much of the pixel has a colour at all.
    fn at(&self, x: i32, y: i32, inks: &mut [f32]) -> Touch;
}

/// One colour everywhere.
pub(super) struct Flat<'c>(pub(super) &'c [f32]);

impl Shade for Flat<'_> {
    fn at(&self, _: i32, _: i32, inks: &mut [f32]) -> Touch {
        inks.iter_mut().zip(self.0).for_each(|(ink, own)| *ink = *own);
        Touch { shape: 1.0, opacity: 1.0 }
    }
}

/// How a mark is laid on what is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'m> {
    /// Its constant alpha.
    pub(super) alpha: f32,
    /// Its soft mask.
    pub(super) soft: Option<&'m SoftMask>,
    /// Whether alpha and mask are shape rather than opacity (AIS).
    pub(super) is_shape: bool,
    pub(super) blend: Blend,
    pub(super) marks: Marks,
}

/// A soft mask over the area that is shown.
#[derive(Clone, Debug)]
pub(super) struct SoftMask {
    pub(super) mask: Mask,
    /// Its value where its group paints nothing.
    pub(super) outside: f32,
}

impl SoftMask {
    fn at(&self, x: i32, y: i32) -> f32 {
        let area = self.mask.area;
        let is_inside = x >= area.left && x < area.right && y >= area.top && y < area.bottom;
        if is_inside { self.mask.at(x, y) } else { self.outside }
    }
}

/// A group being painted.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) area: Area,
    pub(super) process: Process,
    /// Inks of a pixel.
    pub(super) inks: usize,
    /// Shares of ink, pixel by pixel.
    pub(super) colour: Vec<f32>,
    /// The group's own alpha.
    pub(super) alpha: Vec<f32>,
    /// The group's own shape.
    shape: Vec<f32>,
    /// What it began with, when it is not isolated.
    backdrop: Option<Backdrop>,
    pub(super) is_knockout: bool,
}

#[derive(Clone, Debug)]
struct Backdrop {
    colour: Vec<f32>,
    alpha: Vec<f32>,
}

/// Whether a group sees what is below it (§11.4.5), and whether its marks see each other (§11.4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GroupKind {
    pub(super) is_isolated: bool,
    pub(super) is_knockout: bool,
}

impl Layer {
    pub(super) fn new(area: Area, process: Process, inks: usize, kind: GroupKind, parent: Option<&Self>) -> Self {
        let backdrop = parent.filter(|_| !kind.is_isolated).map(|parent| parent.seen_by_group(area));
        let colour = backdrop.as_ref().map_or_else(|| vec![0.0; area.pixels() * inks], |below| below.colour.clone());
        let (alpha, shape) = (vec![0.0; area.pixels()], vec![0.0; area.pixels()]);
        Self { area, process, inks, colour, alpha, shape, backdrop, is_knockout: kind.is_knockout }
    }

    /// What a group within this one begins with: of a knockout group, what that began with.
    fn seen_by_group(&self, area: Area) -> Backdrop {
        let mut seen = Backdrop { colour: Vec::with_capacity(area.pixels() * self.inks), alpha: Vec::new() };
        for y in area.top..area.bottom {
            for x in area.left..area.right {
                let at = self.area.index(x, y);
                let below = self.backdrop.as_ref();
                let source = match below {
                    Some(below) if self.is_knockout => Some(&below.colour),
                    None if self.is_knockout => None,
                    _ => Some(&self.colour),
                };
                let pixel = source.and_then(|source| source.get(at * self.inks..(at + 1) * self.inks));
                match pixel {
                    Some(pixel) => seen.colour.extend_from_slice(pixel),
                    None => seen.colour.resize(seen.colour.len() + self.inks, 0.0),
                }
                let first = below.and_then(|below| below.alpha.get(at)).copied().unwrap_or(0.0);
                let own = if self.is_knockout { 0.0 } else { self.alpha.get(at).copied().unwrap_or(0.0) };
                seen.alpha.push(union(first, own));
            }
        }
        seen
    }

    /// Paints through a mask.
    pub(super) fn paint(&mut self, mask: &Mask, clip: Option<&Mask>, shade: &dyn Shade, manner: &Manner<'_>) {
        let area = mask.area.and(self.area);
        let mut inks = [0.0; MOST_INKS];
        let inks = &mut inks[..self.inks.min(MOST_INKS)];
        for y in area.top..area.bottom {
            for x in area.left..area.right {
                let mut cover = mask.at(x, y);
                if let Some(clip) = clip {
                    cover *= clip.at(x, y);
                }
                if cover > 0.0 {
                    let own = shade.at(x, y, inks);
                    let through = manner.alpha * manner.soft.map_or(1.0, |soft| soft.at(x, y));
                    let shape = cover * own.shape * if manner.is_shape { through } else { 1.0 };
                    let alpha = cover * own.shape * own.opacity * through;
                    if shape > 0.0 {
                        self.mix(self.area.index(x, y), inks, Mixed { shape, alpha }, manner);
                    }
                }
            }
        }
    }

    /// One pixel: the formula of §11.4.6 for an element of a group.
    fn mix(&mut self, at: usize, above: &[f32], mixed: Mixed, manner: &Manner<'_>) {
        let Mixed { shape, alpha } = mixed;
        let pixel = at * self.inks..(at + 1) * self.inks;
        let first = self.backdrop.as_ref().and_then(|below| below.alpha.get(at)).copied().unwrap_or(0.0);
        let own = self.alpha[at];
        let before = union(first, own);
        let process = self.process.count();
        let colour = &mut self.colour[pixel.clone()];
        let mut began = [0.0; MOST_INKS];
        let (below, below_alpha) = if self.is_knockout {
            if let Some(backdrop) = &self.backdrop {
                began[..self.inks].copy_from_slice(&backdrop.colour[pixel]);
            }
            (&began[..self.inks], first)
        } else {
            began[..self.inks].copy_from_slice(colour);
            (&began[..self.inks], before)
        };
        let mut blended = [0.0; MOST_INKS];
        let blended = &mut blended[..self.inks];
        manner.blend.inks(below, above, process, blended);
        let after_own = if self.is_knockout { (1.0 - shape) * own + alpha } else { union(own, alpha) };
        let after = union(first, after_own);
        if after > 0.0 {
            for ink in 0..self.inks {
                let put = if manner.marks.has(ink) {
                    (1.0 - below_alpha) * above[ink] + below_alpha * blended[ink]
                } else {
                    below_alpha * below[ink]
                };
                let kept = (1.0 - shape) * before * colour[ink] + (shape - alpha) * below_alpha * below[ink];
                colour[ink] = ((kept + alpha * put) / after).clamp(0.0, 1.0);
            }
        }
        self.alpha[at] = after_own;
        self.shape[at] = union(self.shape[at], shape);
    }

    /// Takes what the group began with out of its colours again (§11.4.8), so that it can be laid on as one mark.
    pub(super) fn without_backdrop(mut self) -> Self {
        let Some(below) = self.backdrop.take() else { return self };
        for (at, pixel) in self.colour.chunks_exact_mut(self.inks).enumerate() {
            let (first, own) = (below.alpha[at], self.alpha[at]);
            if own <= 0.0 {
                continue;
            }
            let by = first / own - first;
            let began = &below.colour[at * self.inks..(at + 1) * self.inks];
            pixel.iter_mut().zip(began).for_each(|(ink, began)| *ink = (*ink + (*ink - began) * by).clamp(0.0, 1.0));
        }
        self
    }
}

struct Mixed {
    shape: f32,
    alpha: f32,
}

impl Shade for Layer {
    fn at(&self, x: i32, y: i32, inks: &mut [f32]) -> Touch {
        let area = self.area;
        if x < area.left || x >= area.right || y < area.top || y >= area.bottom {
            return Touch { shape: 0.0, opacity: 0.0 };
        }
        let at = area.index(x, y);
        inks.iter_mut().zip(&self.colour[at * self.inks..(at + 1) * self.inks]).for_each(|(ink, own)| *ink = *own);
        let (shape, alpha) = (self.shape[at], self.alpha[at]);
        Touch { shape, opacity: if shape > 0.0 { alpha / shape } else { 0.0 } }
    }
}

fn union(a: f32, b: f32) -> f32 {
    a + b - a * b
}

impl Layer {
    /// Takes alpha and shape of another layer of the same area.
    pub(super) fn take_coverage(&mut self, other: Self) {
        (self.alpha, self.shape) = (other.alpha, other.shape);
    }

    /// Sets a pixel outright.
    pub(super) fn put(&mut self, x: i32, y: i32, colour: impl FnOnce(&mut [f32])) {
        let at = self.area.index(x, y);
        if let Some(pixel) = self.colour.get_mut(at * self.inks..(at + 1) * self.inks) {
            colour(pixel);
            (self.alpha[at], self.shape[at]) = (1.0, 1.0);
        }
    }
}
