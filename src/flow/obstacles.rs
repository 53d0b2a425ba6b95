//! What takes room away from the lines of a frame: run-around frames of any outline, and what a frame of several areas leaves out.

use crate::base::{FrameId, Insets, Len, Permille, Rect};
use crate::model::{Content, Direction, Edition, Frame, Lines, Outline};

use super::axes::{Block, Extent};
use super::under::is_too_low;

/// An obstacle in line coordinates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Obstacle {
    shape: Shape,
    /// Whether lines stand on both sides of it.
    pub(super) both_sides: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// A rectangle, stand-off included.
    Block(Block),
    /// The ellipse in a rectangle, stand-off included.
    Ellipse(Block),
    /// Corners as (along, across), and the stand-off.
    Polygon(Vec<(Len, Len)>, Len),
}

/// The frames of the page that the lines of frame `id` run around. A box drawn around the frame is no obstacle to what stands in it.
pub(super) fn obstacles(edition: &Edition, id: FrameId) -> Vec<Obstacle> {
    let frame = &edition.frames[id.index()];
    let page = &edition.pages[frame.page.index()];
    let others = page.frames.iter().filter(|&&other| other != id).map(|other| &edition.frames[other.index()]);
    let around = others.filter_map(|other| {
        let stand_off = other.runaround.filter(|stand_off| meets(frame, other, *stand_off))?;
        let shape = match shape(other, stand_off, frame.direction) {
            Shape::Block(block) if is_too_low(edition, frame, other) => Shape::Block(to_foot(block, frame)),
            shape => shape,
        };
        Some(Obstacle { shape, both_sides: other.both_sides })
    });
    around.collect()
}

/// An obstacle that reaches down to the foot of a frame.
fn to_foot(obstacle: Block, frame: &Frame) -> Block {
    let foot = Block::of(&frame.area, frame.direction).across.to;
    Block { across: Extent { to: obstacle.across.to.max(foot), ..obstacle.across }, ..obstacle }
}

/// Whether lines of `frame` give way to `other`. Captions and headlines stand where the layout puts them: a free frame gives way only to what
/// reaches into it, not to what comes near it, and not to a picture it lies on.
fn meets(frame: &Frame, other: &Frame, stand_off: Len) -> bool {
    let encloses = matches!(other.content, Content::Empty | Content::Text) && other.area.contains(&frame.area);
    let reach = match frame.lines {
        Lines::OnGrid => other.area.grown(stand_off),
        Lines::Free if other.area.contains(&frame.area) => return false,
        Lines::Free => other.area,
    };
    !encloses && reach.intersection(&frame.area).is_some()
}

/// What a frame of several areas leaves out of its bounds, in line coordinates, with the padding at the sides that look into it.
pub(super) fn missing(frame: &Frame) -> Vec<Block> {
    let Insets { top, right, bottom, left } = frame.padding;
    let padding = Insets { top: -bottom, right: -left, bottom: -top, left: -right };
    holes(frame).iter().map(|hole| Block::of(&hole.inset(padding), frame.direction)).collect()
}

fn shape(frame: &Frame, stand_off: Len, direction: Direction) -> Shape {
    let grown = Block::of(&frame.area.grown(stand_off), direction);
    match &frame.outline {
        Outline::Rectangle => Shape::Block(grown),
        Outline::Ellipse => Shape::Ellipse(grown),
        Outline::Polygon(points) => {
            let corner = |&(x, y): &(Permille, Permille)| {
                let x = frame.area.x + frame.area.width.scaled(i64::from(x.0), 1000);
                let y = frame.area.y + frame.area.height.scaled(i64::from(y.0), 1000);
                let at = Block::of(&Rect { x, y, ..Rect::default() }, direction);
                (at.along.from, at.across.from)
            };
            Shape::Polygon(points.iter().map(corner).collect(), stand_off)
        }
    }
}

/// The rectangles a frame of several areas leaves out of its bounds, slab by slab.
fn holes(frame: &Frame) -> Vec<Rect> {
    let mut edges: Vec<Len> = frame.parts.iter().flat_map(|part| [part.y, part.bottom()]).collect();
    edges.sort_unstable();
    edges.dedup();
    let whole = Extent { from: frame.area.x, to: frame.area.right() };
    let slab = |pair: &[Len]| {
        let (top, bottom) = (pair[0], pair[1]);
        let covered = frame.parts.iter().filter(|part| part.y <= top && part.bottom() >= bottom);
        let covered: Vec<Extent> = covered.map(|part| Extent { from: part.x, to: part.right() }).collect();
        let hole = move |free: Extent| Rect { x: free.from, y: top, width: free.len(), height: bottom - top };
        whole.without(&covered).into_iter().map(hole).collect::<Vec<_>>()
    };
    edges.windows(2).flat_map(slab).collect()
}

impl Obstacle {
    /// A rectangle that lines keep out of, beside it on the wider side.
    pub(super) fn block(block: Block) -> Self {
        Self { shape: Shape::Block(block), both_sides: false }
    }

    /// What it takes of a line; `None` when the line is clear of it.
    pub(super) fn taken(&self, line: &Block) -> Option<Extent> {
        match &self.shape {
            Shape::Block(block) => block.overlaps(line).then_some(block.along),
            Shape::Ellipse(block) => chord(block, line.across),
            Shape::Polygon(corners, stand_off) => spread(corners, *stand_off, line.across),
        }
        .filter(|extent| extent.overlaps(&line.along))
    }
}

/// The longest chord of the ellipse in `block` within a stretch across.
fn chord(block: &Block, across: Extent) -> Option<Extent> {
    let (half_along, half_across) = (block.along.len() / 2, block.across.len() / 2);
    let middle = block.across.from + half_across;
    let off = if across.from <= middle && middle <= across.to {
        Len::ZERO
    } else {
        Len((across.from - middle).0.abs().min((across.to - middle).0.abs()))
    };
    if off >= half_across || half_across <= Len::ZERO {
        return None;
    }
    let (b, y) = (i128::from(half_across.0), i128::from(off.0));
    let root = (b * b - y * y).isqrt();
    let half = Len(i64::try_from(i128::from(half_along.0) * root / b).unwrap_or(half_along.0));
    let centre = block.along.from + half_along;
    Some(Extent { from: centre - half, to: centre + half })
}

/// From the first to the last point of a polygon within a stretch across, stand-off included.
fn spread(corners: &[(Len, Len)], stand_off: Len, across: Extent) -> Option<Extent> {
    let band = Extent { from: across.from - stand_off, to: across.to + stand_off };
    let mut met: Option<Extent> = None;
    for (at, &from) in corners.iter().enumerate() {
        let to = corners[(at + 1) % corners.len()];
        for along in clipped(from, to, band).into_iter().flatten() {
            let known = met.unwrap_or(Extent { from: along, to: along });
            met = Some(Extent { from: known.from.min(along), to: known.to.max(along) });
        }
    }
    met.map(|met| Extent { from: met.from - stand_off, to: met.to + stand_off })
}

/// Where the part of an edge within a band begins and ends along the line.
fn clipped(from: (Len, Len), to: (Len, Len), band: Extent) -> Option<[Len; 2]> {
    let (low, high) = if from.1 <= to.1 { (from, to) } else { (to, from) };
    if high.1 < band.from || low.1 > band.to {
        return None;
    }
    let at = |across: Len| {
        let rise = (high.1 - low.1).0.max(1);
        low.0 + (high.0 - low.0).scaled((across - low.1).0, rise)
    };
    Some([at(low.1.max(band.from)), if high.1 <= band.to { high.0 } else { at(band.to) }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(from: i64, to: i64) -> Extent {
        Extent { from: Len(from), to: Len(to) }
    }

    #[test]
    fn a_chord_is_widest_in_the_middle_and_nothing_beyond_the_ends() {
        let block = Block { along: extent(0, 200), across: extent(0, 100) };
        assert_eq!(chord(&block, extent(45, 55)), Some(extent(0, 200)));
        assert_eq!(chord(&block, extent(80, 90)), Some(extent(20, 180)));
        assert_eq!(chord(&block, extent(100, 110)), None);
    }

    #[test]
    fn a_triangle_grows_line_by_line() {
        let triangle = [(Len(100), Len(0)), (Len(200), Len(100)), (Len(0), Len(100))];
        assert_eq!(spread(&triangle, Len(0), extent(0, 10)), Some(extent(90, 110)));
        assert_eq!(spread(&triangle, Len(0), extent(90, 100)), Some(extent(0, 200)));
        assert_eq!(spread(&triangle, Len(5), extent(45, 50)), Some(extent(40, 160)));
        assert_eq!(spread(&triangle, Len(0), extent(101, 110)), None);
    }
}
