//! Clips that CSS gives as shapes (CSS Shapes 1 §3, CSS Masking 1 §5) → paths.

use super::length;
use super::selector::{closing, parts};
use super::transform::{Around, Place, words};

/// A clip as a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clip {
    pub(super) path: String,
    pub(super) rule: &'static str,
    /// Where the path's own nought lies.
    pub(super) shift: String,
}

/// Which box of an element a clip is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Fill,
    Stroke,
    View,
}

/// The box that a word names (CSS Masking 1 §5.1, CSS Transforms 1 §7).
pub(super) fn which(word: &str) -> Option<Which> {
    Some(match word {
        "fill-box" | "content-box" | "padding-box" => Which::Fill,
        "stroke-box" | "border-box" | "margin-box" => Which::Stroke,
        "view-box" => Which::View,
        _ => return None,
    })
}

/// The words of a clip, and the box that is meant; none of what is no shape.
pub(super) fn parted(value: &str) -> Option<(&str, Which)> {
    let (mut shape, mut box_of) = ("", None);
    for word in words(value) {
        match which(word) {
            Some(which) => box_of = Some(which),
            None if word.contains('(') && !word.starts_with("url(") && shape.is_empty() => shape = word,
            None => return None,
        }
    }
    (!shape.is_empty() || box_of.is_some()).then_some((shape, box_of.unwrap_or(Which::Stroke)))
}

/// A shape as a path in the box it is measured by; none of one that is not understood.
pub(super) fn clip(shape: &str, around: &Around) -> Option<Clip> {
    let (name, inside) = if shape.is_empty() {
        ("inset", "0")
    } else {
        let open = shape.find('(')?;
        (&shape[..open], shape.get(open + 1..closing(shape, open))?.trim())
    };
    let within = Within { around };
    let here = |path: String| Some(Clip { path, rule: "nonzero", shift: String::new() });
    match name.trim().to_ascii_lowercase().as_str() {
        "inset" => here(within.inset(inside)?),
        "rect" => here(within.edges(inside)?),
        "xywh" => here(within.sides(inside)?),
        "circle" => here(within.circle(inside)?),
        "ellipse" => here(within.ellipse(inside)?),
        "polygon" => within.polygon(inside),
        "path" => {
            let (rule, path) = ruled(inside);
            let path = path.trim().trim_matches(['"', '\'']).to_owned();
            Some(Clip { path, rule, shift: format!("translate({} {})", around.left, around.top) })
        }
        _ => None,
    }
}

/// The rule of what is inside, and the rest.
fn ruled(inside: &str) -> (&'static str, &str) {
    match inside.split_once(',') {
        Some((rule, rest)) if rule.trim() == "evenodd" => ("evenodd", rest),
        Some((rule, rest)) if rule.trim() == "nonzero" => ("nonzero", rest),
        _ => ("nonzero", inside),
    }
}

/// Left, top, right and bottom.
type Edges = [f32; 4];

struct Within<'a> {
    around: &'a Around,
}

impl Within<'_> {
    fn along(&self, text: &str, whole: f32) -> Option<f32> {
        length::reckoned(text, whole, self.around.window, self.around.em)
    }

    /// One to four lengths from the edges, as margins are written.
    fn inset(&self, inside: &str) -> Option<String> {
        let (edges, round) = inside.split_once("round").unwrap_or((inside, ""));
        let edges = words(edges);
        let four = four(&edges)?;
        let Around { left, top, width, height, .. } = *self.around;
        let [above, right, below, before] = four;
        let edges = [
            left + self.along(before, width)?,
            top + self.along(above, height)?,
            left + width - self.along(right, width)?,
            top + height - self.along(below, height)?,
        ];
        self.rounded(edges, round)
    }

    /// Edges from the corner of the box; `auto` is the box's own.
    fn edges(&self, inside: &str) -> Option<String> {
        let (edges, round) = inside.split_once("round").unwrap_or((inside, ""));
        let Around { left, top, width, height, .. } = *self.around;
        let [above, right, below, before] = words(edges)[..] else { return None };
        let along = |text: &str, own: f32, whole: f32| match text {
            "auto" => Some(own),
            text => self.along(text, whole),
        };
        let edges = [
            left + along(before, 0.0, width)?,
            top + along(above, 0.0, height)?,
            left + along(right, width, width)?,
            top + along(below, height, height)?,
        ];
        self.rounded(edges, round)
    }

    fn sides(&self, inside: &str) -> Option<String> {
        let (sides, round) = inside.split_once("round").unwrap_or((inside, ""));
        let Around { left, top, width, height, .. } = *self.around;
        let [x, y, wide, high] = words(sides)[..] else { return None };
        let (x, y) = (left + self.along(x, width)?, top + self.along(y, height)?);
        self.rounded([x, y, x + self.along(wide, width)?, y + self.along(high, height)?], round)
    }

    /// A rectangle with its corners rounded: top left first, then clockwise.
    fn rounded(&self, [left, top, right, bottom]: Edges, round: &str) -> Option<String> {
        if right <= left || bottom <= top {
            return Some("M0 0".to_owned());
        }
        if round.trim().is_empty() {
            return Some(format!("M{left} {top}H{right}V{bottom}H{left}z"));
        }
        let Around { width, height, .. } = *self.around;
        let (across, down) = round.split_once('/').unwrap_or((round, round));
        let radii = |text: &str, whole: f32| {
            let words = words(text);
            let corners = four_corners(&words)?;
            corners.into_iter().map(|corner| self.along(corner, whole)).collect::<Option<Vec<f32>>>()
        };
        let (across, down) = (radii(across, width)?, radii(down, height)?);
        let ([a, b, c, d], [e, f, g, h]) = (&across[..], &down[..]) else { return None };
        // Corners that would overlap are made smaller together (CSS Backgrounds 3 §4.5).
        let (wide, high) = (right - left, bottom - top);
        let fit = [wide / (a + b), high / (f + g), wide / (c + d), high / (h + e), 1.0];
        let fit = fit.into_iter().filter(|share| share.is_finite()).fold(1.0, f32::min);
        let [a, b, c, d, e, f, g, h] = [a, b, c, d, e, f, g, h].map(|radius| radius * fit);
        Some(format!(
            "M{} {top}H{}A{b} {f} 0 0 1 {right} {}V{}A{c} {g} 0 0 1 {} {bottom}H{}A{d} {h} 0 0 1 {left} {}V{}A{a} {e} 0 0 1 {} {top}z",
            left + a,
            right - b,
            top + f,
            bottom - g,
            right - c,
            left + d,
            bottom - h,
            top + e,
            left + a
        ))
    }

    fn circle(&self, inside: &str) -> Option<String> {
        let (radius, place) = parted_at(inside);
        let centre = self.centre(place)?;
        let Around { width, height, .. } = *self.around;
        let diagonal = width.hypot(height) / std::f32::consts::SQRT_2;
        let [left, right, above, below] = self.distances(centre);
        let radius = match radius {
            "" | "closest-side" => left.min(right).min(above).min(below),
            "farthest-side" => left.max(right).max(above).max(below),
            radius => self.along(radius, diagonal)?,
        };
        Some(oval(centre, radius, radius))
    }

    fn ellipse(&self, inside: &str) -> Option<String> {
        let (radii, place) = parted_at(inside);
        let centre = self.centre(place)?;
        let [left, right, above, below] = self.distances(centre);
        let radius = |text: &str, near: f32, far: f32, whole: f32| match text {
            "closest-side" => Some(near.min(far)),
            "farthest-side" => Some(near.max(far)),
            text => self.along(text, whole),
        };
        let (x, y) = match words(radii)[..] {
            [] => ("closest-side", "closest-side"),
            [x, y] => (x, y),
            _ => return None,
        };
        let (wide, high) = (self.around.width, self.around.height);
        Some(oval(centre, radius(x, left, right, wide)?, radius(y, above, below, high)?))
    }

    /// How far a point is from the left, right, upper and lower edge.
    fn distances(&self, [x, y]: [f32; 2]) -> [f32; 4] {
        let Around { left, top, width, height, .. } = *self.around;
        [x - left, left + width - x, y - top, top + height - y].map(f32::abs)
    }

    /// The middle of a circle: `at 30% 40px`, `at top`.
    fn centre(&self, place: &str) -> Option<[f32; 2]> {
        let (x, y) = match words(place)[..] {
            [] => ("center", "center"),
            [y @ ("top" | "bottom")] => ("center", y),
            [x] => (x, "center"),
            [y @ ("top" | "bottom"), x] | [y @ "center", x @ ("left" | "right")] | [x, y] => (x, y),
            _ => return None,
        };
        let at = Place { around: self.around };
        #[expect(clippy::cast_possible_truncation, reason = "numbers of drawings are singles")]
        let centre = [at.across(x)? as f32, at.down(y)? as f32];
        Some(centre)
    }

    fn polygon(&self, inside: &str) -> Option<Clip> {
        let (rule, points) = ruled(inside);
        let Around { left, top, width, height, .. } = *self.around;
        let point = |point: &str| {
            let [x, y] = words(point)[..] else { return None };
            Some(format!("{} {}", left + self.along(x, width)?, top + self.along(y, height)?))
        };
        let points: Vec<String> = parts(points, ',').into_iter().map(point).collect::<Option<_>>()?;
        Some(Clip { path: format!("M{}z", points.join("L")), rule, shift: String::new() })
    }
}

/// What stands before `at`, and after it.
fn parted_at(inside: &str) -> (&str, &str) {
    let inside = inside.trim();
    match inside.strip_prefix("at ") {
        Some(place) => ("", place),
        None => inside.split_once(" at ").map_or((inside, ""), |(radius, place)| (radius.trim(), place)),
    }
}

/// One to four values for top, right, bottom, left.
fn four<'v>(given: &[&'v str]) -> Option<[&'v str; 4]> {
    Some(match *given {
        [all] => [all; 4],
        [y, x] => [y, x, y, x],
        [above, x, below] => [above, x, below, x],
        [above, right, below, left] => [above, right, below, left],
        _ => return None,
    })
}

/// One to four values for the corners, from the upper left on.
fn four_corners<'v>(given: &[&'v str]) -> Option<[&'v str; 4]> {
    Some(match *given {
        [all] => [all; 4],
        [one, other] => [one, other, one, other],
        [first, sides, last] => [first, sides, last, sides],
        [a, b, c, d] => [a, b, c, d],
        _ => return None,
    })
}

fn oval([x, y]: [f32; 2], across: f32, down: f32) -> String {
    let (left, right) = (x - across, x + across);
    format!("M{left} {y}A{across} {down} 0 0 1 {right} {y}A{across} {down} 0 0 1 {left} {y}z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::picture::drawing::length::Window;

    #[test]
    fn shapes_become_paths() {
        let window = Window { width: 200.0, height: 100.0 };
        let around = Around { left: 10.0, top: 20.0, width: 40.0, height: 30.0, window, em: 16.0 };
        for (shape, path) in [
            ("inset(5px)", Some("M15 25H45V45H15z")),
            ("inset(10% 20%)", Some("M18 23H42V47H18z")),
            ("inset(20px)", Some("M0 0")),
            ("rect(5px 30px auto 5px)", Some("M15 25H40V50H15z")),
            ("xywh(5px 5px 50% 10px)", Some("M15 25H35V35H15z")),
            ("circle(5px)", Some("M25 35A5 5 0 0 1 35 35A5 5 0 0 1 25 35z")),
            ("circle(at left top)", Some("M10 20A0 0 0 0 1 10 20A0 0 0 0 1 10 20z")),
            ("circle(farthest-side at 10px 50%)", Some("M-10 35A30 30 0 0 1 50 35A30 30 0 0 1 -10 35z")),
            ("ellipse(50% 5px)", Some("M10 35A20 5 0 0 1 50 35A20 5 0 0 1 10 35z")),
            ("polygon(0 0, 100% 0, 50% 100%)", Some("M10 20L50 20L30 50z")),
            ("path('M0 0h9z')", Some("M0 0h9z")),
            ("", Some("M10 20H50V50H10z")),
            (
                "inset(0 round 5px)",
                Some("M15 20H45A5 5 0 0 1 50 25V45A5 5 0 0 1 45 50H15A5 5 0 0 1 10 45V25A5 5 0 0 1 15 20z"),
            ),
            ("shape(from 0 0, line to 9px 9px)", None),
            ("circle(-)", None),
        ] {
            assert_eq!(clip(shape, &around).map(|clip| clip.path).as_deref(), path, "{shape}");
        }
        assert_eq!(clip("polygon(evenodd, 0 0, 9px 9px)", &around).map(|clip| clip.rule), Some("evenodd"));
        assert_eq!(parted("circle(12px) fill-box"), Some(("circle(12px)", Which::Fill)));
        assert_eq!(parted("view-box"), Some(("", Which::View)));
        assert_eq!(parted("url(#a)"), None);
        assert_eq!(parted("none"), None);
    }
}
