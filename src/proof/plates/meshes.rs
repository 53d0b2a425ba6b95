//! Meshes of triangles and patches (ISO 32000-2 §8.7.4.5.5 to 8), all painted as triangles.

use hayro::hayro_syntax::bit_reader::BitReader;
use hayro::hayro_syntax::object::Stream;
use hayro::kurbo::{Affine, Point, Rect};

use super::layer::Layer;
use super::raster::Area;
use super::room::Room;
use super::shadings::Colours;

/// What a mesh is painted on.
pub(super) struct Ground<'g> {
    pub(super) colours: &'g Colours,
    pub(super) transform: Affine,
    pub(super) area: Area,
    pub(super) room: &'g Room<'g>,
}

#[derive(Clone, Debug)]
struct Corner {
    at: Point,
    colour: Vec<f32>,
}

/// Corners of one mesh that are read.
const MOST_CORNERS: usize = 1_000_000;
/// Pieces along each side of a patch: 400 flat triangles each come as near as 8 bits show on a page.
const PIECES: u32 = 20;

pub(super) fn painted(kind: u8, stream: &Stream<'_>, decode: &[f64], ground: &Ground<'_>) -> Option<Layer> {
    let data = stream.decoded_data().ok()?;
    let bits = |key: &[u8]| stream.dict().get::<u8>(key);
    let mut source = Source {
        bits: BitReader::new(&data),
        flag: bits(b"BitsPerFlag").unwrap_or(0),
        coordinate: bits(b"BitsPerCoordinate")?,
        component: bits(b"BitsPerComponent")?,
        decode,
        parameters: ground.colours.parameters(),
    };
    let mut layer = ground.colours.layer(ground.area);
    let mut paint = |a: &Corner, b: &Corner, c: &Corner| triangle(&mut layer, [a, b, c], ground);
    match kind {
        4 => free_form(&mut source, &mut paint),
        5 => lattice(&mut source, usize::try_from(stream.dict().get::<u32>(b"VerticesPerRow")?).ok()?, &mut paint),
        6 => patches(&mut source, 12, &mut paint),
        7 => patches(&mut source, 16, &mut paint),
        _ => return None,
    }
    Some(layer)
}

type Paint<'p> = dyn FnMut(&Corner, &Corner, &Corner) -> bool + 'p;

struct Source<'s> {
    bits: BitReader<'s>,
    flag: u8,
    coordinate: u8,
    component: u8,
    decode: &'s [f64],
    parameters: usize,
}

impl Source<'_> {
    fn number(&mut self, bits: u8, range: usize) -> Option<f64> {
        let value = f64::from(self.bits.read(bits)?);
        let highest = f64::from(u32::MAX >> (32 - u32::from(bits.clamp(1, 32))));
        let (from, to) = (self.decode.get(range * 2)?, self.decode.get(range * 2 + 1)?);
        Some(from + value / highest * (to - from))
    }

    fn point(&mut self) -> Option<Point> {
        Some(Point::new(self.number(self.coordinate, 0)?, self.number(self.coordinate, 1)?))
    }

    fn colour(&mut self) -> Option<Vec<f32>> {
        #[expect(clippy::cast_possible_truncation, reason = "a component of a colour")]
        (0..self.parameters).map(|at| self.number(self.component, 2 + at).map(|value| value as f32)).collect()
    }

    fn corner(&mut self) -> Option<Corner> {
        let corner = Corner { at: self.point()?, colour: self.colour()? };
        self.bits.align();
        Some(corner)
    }
}

fn free_form(source: &mut Source<'_>, paint: &mut Paint<'_>) {
    let mut last: Vec<Corner> = Vec::new();
    for _ in 0..MOST_CORNERS {
        let Some(flag) = source.bits.read(source.flag) else { return };
        let Some(corner) = source.corner() else { return };
        if last.len() >= 3 {
            match flag & 3 {
                1 => drop(last.remove(0)),
                2 => drop(last.remove(1)),
                _ => last.clear(),
            }
        }
        last.push(corner);
        if let [a, b, c] = &last[..]
            && !paint(a, b, c)
        {
            return;
        }
    }
}

fn lattice(source: &mut Source<'_>, width: usize, paint: &mut Paint<'_>) {
    if !(2..=MOST_CORNERS).contains(&width) {
        return;
    }
    let mut above: Vec<Corner> = Vec::new();
    let mut read = 0;
    while read < MOST_CORNERS {
        let mut row = Vec::new();
        for _ in 0..width {
            let Some(corner) = source.corner() else { return };
            row.push(corner);
        }
        read += width;
        for (up, down) in above.windows(2).zip(row.windows(2)) {
            if !(paint(&up[0], &up[1], &down[0]) && paint(&up[1], &down[0], &down[1])) {
                return;
            }
        }
        above = row;
    }
}

/// Patches of Coons (12 points) or tensors (16), each perhaps with an edge of the one before.
fn patches(source: &mut Source<'_>, count: usize, paint: &mut Paint<'_>) {
    let mut points: Vec<Point> = Vec::new();
    let mut colours: Vec<Vec<f32>> = Vec::new();
    for _ in 0..MOST_CORNERS / 16 {
        let Some(flag) = source.bits.read(source.flag) else { return };
        let start = usize::try_from(flag & 3).unwrap_or(0) * 3;
        let shares = start > 0 && points.len() == count;
        let mut next: Vec<Point> = Vec::new();
        let mut tints: Vec<Vec<f32>> = Vec::new();
        if shares {
            next.extend((start..start + 4).map(|at| points[at % 12]));
            tints.extend([start / 3, start / 3 + 1].map(|at| colours[at % 4].clone()));
        }
        while next.len() < count {
            let Some(point) = source.point() else { return };
            next.push(point);
        }
        while tints.len() < 4 {
            let Some(colour) = source.colour() else { return };
            tints.push(colour);
        }
        source.bits.align();
        if !patch(&next, &tints, paint) {
            return;
        }
        (points, colours) = (next, tints);
    }
}

/// Cuts a patch into triangles.
fn patch(points: &[Point], colours: &[Vec<f32>], paint: &mut Paint<'_>) -> bool {
    let net = net(points);
    let corner = |row: u32, column: u32| {
        let (u, v) = (f64::from(column) / f64::from(PIECES), f64::from(row) / f64::from(PIECES));
        Corner { at: surface(&net, u, v), colour: tint(colours, u, v) }
    };
    let row = |row: u32| (0..=PIECES).map(|column| corner(row, column)).collect::<Vec<_>>();
    let mut above = row(0);
    for at in 1..=PIECES {
        let below = row(at);
        for (up, down) in above.windows(2).zip(below.windows(2)) {
            if !(paint(&up[0], &up[1], &down[0]) && paint(&up[1], &down[0], &down[1])) {
                return false;
            }
        }
        above = below;
    }
    true
}

/// The colour between the four corners: they are given around the patch, from where both parameters are nothing.
fn tint(colours: &[Vec<f32>], u: f64, v: f64) -> Vec<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "shares")]
    let (u, v) = (u as f32, v as f32);
    let weights = [(1.0 - u) * (1.0 - v), (1.0 - u) * v, u * v, u * (1.0 - v)];
    let count = colours.first().map_or(0, Vec::len);
    (0..count).map(|at| colours.iter().zip(weights).map(|(colour, weight)| colour[at] * weight).sum()).collect()
}

/// Sixteen control points, `[column][row]`, of points in the order of the stream (figure 45).
fn net(p: &[Point]) -> [[Point; 4]; 4] {
    let mut net =
        [[p[0], p[1], p[2], p[3]], [p[11], p[0], p[0], p[4]], [p[10], p[0], p[0], p[5]], [p[9], p[8], p[7], p[6]]];
    if let [.., a, b, c, d] = p
        && p.len() == 16
    {
        (net[1][1], net[1][2], net[2][2], net[2][1]) = (*a, *b, *c, *d);
        return net;
    }
    // The inner points of a Coons patch (§8.7.4.5.8).
    let inner = |o: Point, near: [Point; 2], far: [Point; 2], across: [Point; 2], opposite: Point| {
        let v = |p: Point| p.to_vec2();
        let sum = v(o) * -4.0 + (v(near[0]) + v(near[1])) * 6.0 - (v(far[0]) + v(far[1])) * 2.0
            + (v(across[0]) + v(across[1])) * 3.0
            - v(opposite);
        (sum / 9.0).to_point()
    };
    let n = net;
    net[1][1] = inner(n[0][0], [n[0][1], n[1][0]], [n[0][3], n[3][0]], [n[3][1], n[1][3]], n[3][3]);
    net[1][2] = inner(n[0][3], [n[0][2], n[1][3]], [n[0][0], n[3][3]], [n[3][2], n[1][0]], n[3][0]);
    net[2][1] = inner(n[3][0], [n[3][1], n[2][0]], [n[3][3], n[0][0]], [n[0][1], n[2][3]], n[0][3]);
    net[2][2] = inner(n[3][3], [n[3][2], n[2][3]], [n[3][0], n[0][3]], [n[0][2], n[2][0]], n[0][0]);
    net
}

fn surface(net: &[[Point; 4]; 4], u: f64, v: f64) -> Point {
    let weights = |t: f64| {
        let s = 1.0 - t;
        [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t]
    };
    let (across, along) = (weights(u), weights(v));
    let mut sum = Point::ZERO.to_vec2();
    for (column, a) in net.iter().zip(across) {
        for (point, b) in column.iter().zip(along) {
            sum += point.to_vec2() * (a * b);
        }
    }
    sum.to_point()
}

/// Paints every pixel whose middle a triangle covers; whether there may be more of them.
fn triangle(layer: &mut Layer, corners: [&Corner; 3], ground: &Ground<'_>) -> bool {
    let [a, b, c] = corners.map(|corner| ground.transform * corner.at);
    let area = ground.area.touched(Rect::from_points(a, b).union_pt(c));
    let twice = (b - a).cross(c - a);
    if !ground.room.spend(area.pixels() + 10) {
        return false;
    }
    if twice.abs() < 1e-12 || !twice.is_finite() {
        return true;
    }
    let mut colour = vec![0.0; corners[0].colour.len()];
    for y in area.top..area.bottom {
        for x in area.left..area.right {
            let middle = Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5);
            let shares =
                [(b - middle).cross(c - middle), (c - middle).cross(a - middle), (a - middle).cross(b - middle)];
            let shares = shares.map(|share| share / twice);
            if shares.iter().all(|share| *share >= -1e-6) {
                for (at, value) in colour.iter_mut().enumerate() {
                    #[expect(clippy::cast_possible_truncation, reason = "a share of a colour")]
                    let weighted = corners.iter().zip(shares).map(|(corner, share)| corner.colour[at] * share as f32);
                    *value = weighted.sum();
                }
                layer.put(x, y, |inks| ground.colours.put(&colour, inks));
            }
        }
    }
    true
}
