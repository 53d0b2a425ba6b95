//! Transformations as CSS writes them (CSS Transforms 1 and 2) → the six numbers that the reader of drawings takes.

use super::length::{self, Window};
use super::selector::{closing, parts};

/// Functions of one transformation; an attack has more.
const MOST_FUNCTIONS: usize = 1000;
/// What is nearer to nought than this is nought: sines of whole turns are not quite.
const NOUGHT: f64 = 1e-9;

/// How a transformation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grammar {
    /// With units, as sheets demand.
    Css,
    /// In bare numbers, as the attribute of SVG has them.
    Attribute,
}

/// What a transformation is measured by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Around {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) window: Window,
    /// The size of text there.
    pub(super) em: f32,
}

/// What moves an element, as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moves<'s> {
    pub(super) transform: &'s str,
    pub(super) translate: &'s str,
    pub(super) rotate: &'s str,
    pub(super) scale: &'s str,
    pub(super) origin: &'s str,
}

/// Why a transformation is not carried out, with the words it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unread(String),
    /// It makes near things larger than far ones, which no six numbers say.
    Deep(String),
}

/// Rows of a matrix of space, one after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Matrix([f64; 16]);

impl Matrix {
    const NONE: Self = Self([1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);

    fn times(self, other: Self) -> Self {
        let cell = |at: usize| (0..4).map(|k| self.0[at / 4 * 4 + k] * other.0[k * 4 + at % 4]).sum();
        Self(std::array::from_fn(cell))
    }

    fn moved(x: f64, y: f64, z: f64) -> Self {
        let mut new = Self::NONE;
        [new.0[3], new.0[7], new.0[11]] = [x, y, z];
        new
    }

    fn scaled(x: f64, y: f64, z: f64) -> Self {
        let mut new = Self::NONE;
        [new.0[0], new.0[5], new.0[10]] = [x, y, z];
        new
    }

    fn skewed(x: f64, y: f64) -> Self {
        let mut new = Self::NONE;
        [new.0[1], new.0[4]] = [x.tan(), y.tan()];
        new
    }

    /// A turn about an axis (CSS Transforms 2 §12, `rotate3d`).
    fn turned(x: f64, y: f64, z: f64, angle: f64) -> Self {
        let length = (x * x + y * y + z * z).sqrt();
        if length < NOUGHT {
            return Self::NONE;
        }
        let [x, y, z] = [x, y, z].map(|side| side / length);
        let (sine, cosine) = angle.sin_cos();
        let rest = 1.0 - cosine;
        let mut new = Self::NONE;
        new.0[..3].copy_from_slice(&[cosine + x * x * rest, x * y * rest - z * sine, x * z * rest + y * sine]);
        new.0[4..7].copy_from_slice(&[y * x * rest + z * sine, cosine + y * y * rest, y * z * rest - x * sine]);
        new.0[8..11].copy_from_slice(&[z * x * rest - y * sine, z * y * rest + x * sine, cosine + z * z * rest]);
        new
    }

    /// The six numbers of what is seen of it on paper, straight from the front.
    fn flat(self) -> Option<[f32; 6]> {
        let m = self.0;
        let whole = m[15];
        let is_flat = m[12].abs() < NOUGHT && m[13].abs() < NOUGHT && whole.abs() > NOUGHT;
        #[expect(clippy::cast_possible_truncation, reason = "numbers of drawings are singles")]
        let numbers = [m[0], m[4], m[1], m[5], m[3], m[7]].map(|number| (number / whole) as f32);
        (is_flat && numbers.iter().all(|number| number.is_finite())).then_some(numbers)
    }
}

/// The six numbers of all that moves an element (CSS Transforms 2 §8), as the attribute of SVG writes them.
pub(super) fn numbers(moves: &Moves<'_>, grammar: Grammar, around: &Around) -> Result<[f32; 6], Fault> {
    let unread = |text: &str| Fault::Unread(text.to_owned());
    // An origin that is none is passed over, as CSS does with what it does not understand.
    let origin = origin(moves.origin, around).or_else(|| origin("", around)).unwrap_or(Matrix::NONE);
    let mut all = origin;
    all = all.times(translated(moves.translate, around).ok_or_else(|| unread(moves.translate))?);
    all = all.times(rotated(moves.rotate).ok_or_else(|| unread(moves.rotate))?);
    all = all.times(scaled(moves.scale).ok_or_else(|| unread(moves.scale))?);
    all = all.times(functions(moves.transform, grammar, around).ok_or_else(|| unread(moves.transform))?);
    let back = Matrix::moved(-origin.0[3], -origin.0[7], -origin.0[11]);
    all.times(back).flat().ok_or_else(|| Fault::Deep(moves.transform.to_owned()))
}

/// Whether the attribute of SVG can be read.
pub(super) fn is_readable(attribute: &str) -> bool {
    let window = Window { width: 1.0, height: 1.0 };
    let around = Around { left: 0.0, top: 0.0, width: 1.0, height: 1.0, window, em: 1.0 };
    functions(attribute, Grammar::Attribute, &around).is_some()
}

/// Whether a value says that nothing is done.
fn is_none(value: &str) -> bool {
    matches!(value.trim(), "" | "none" | "initial" | "unset" | "revert" | "revert-layer")
}

fn functions(list: &str, grammar: Grammar, around: &Around) -> Option<Matrix> {
    if is_none(list) {
        return Some(Matrix::NONE);
    }
    let mut all = Matrix::NONE;
    let mut rest = list.trim_matches(|c: char| c.is_whitespace() || c == ',');
    for _ in 0..MOST_FUNCTIONS {
        if rest.is_empty() {
            return Some(all);
        }
        let open = rest.find('(')?;
        let close = closing(rest, open);
        let given = Given { inside: rest.get(open + 1..close)?, grammar, around };
        all = all.times(given.function(rest[..open].trim())?);
        rest = rest.get(close + 1..)?.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    None
}

/// What stands in the brackets of a function.
struct Given<'g> {
    inside: &'g str,
    grammar: Grammar,
    around: &'g Around,
}

impl Given<'_> {
    fn function(&self, name: &str) -> Option<Matrix> {
        match self.grammar {
            Grammar::Attribute => self.of_attribute(name),
            Grammar::Css => self.of_css(&name.to_ascii_lowercase()),
        }
    }

    fn of_attribute(&self, name: &str) -> Option<Matrix> {
        Some(match (name, &bare_numbers(self.inside)?[..]) {
            ("matrix", &[a, b, c, d, e, f]) => plane([a, b, c, d, e, f]),
            ("translate", &[x]) => Matrix::moved(x, 0.0, 0.0),
            ("translate", &[x, y]) => Matrix::moved(x, y, 0.0),
            ("scale", &[x]) => Matrix::scaled(x, x, 1.0),
            ("scale", &[x, y]) => Matrix::scaled(x, y, 1.0),
            ("rotate", &[angle]) => Matrix::turned(0.0, 0.0, 1.0, angle.to_radians()),
            ("rotate", &[angle, x, y]) => Matrix::moved(x, y, 0.0)
                .times(Matrix::turned(0.0, 0.0, 1.0, angle.to_radians()))
                .times(Matrix::moved(-x, -y, 0.0)),
            ("skewX", &[angle]) => Matrix::skewed(angle.to_radians(), 0.0),
            ("skewY", &[angle]) => Matrix::skewed(0.0, angle.to_radians()),
            _ => return None,
        })
    }

    fn of_css(&self, name: &str) -> Option<Matrix> {
        let given: Vec<&str> = parts(self.inside, ',').into_iter().map(str::trim).collect();
        let (wide, high) = (self.around.width, self.around.height);
        let along = |text: &str, whole: f32| length(text, whole, self.around);
        Some(match (name, &given[..]) {
            ("translate", [x]) | ("translatex", [x]) => Matrix::moved(along(x, wide)?, 0.0, 0.0),
            ("translate", [x, y]) => Matrix::moved(along(x, wide)?, along(y, high)?, 0.0),
            ("translatey", [y]) => Matrix::moved(0.0, along(y, high)?, 0.0),
            ("translatez", [z]) => Matrix::moved(0.0, 0.0, along(z, 0.0)?),
            ("translate3d", [x, y, z]) => Matrix::moved(along(x, wide)?, along(y, high)?, along(z, 0.0)?),
            ("rotate" | "rotatez", [turn]) => Matrix::turned(0.0, 0.0, 1.0, angle(turn)?),
            ("rotatex", [turn]) => Matrix::turned(1.0, 0.0, 0.0, angle(turn)?),
            ("rotatey", [turn]) => Matrix::turned(0.0, 1.0, 0.0, angle(turn)?),
            ("rotate3d", [x, y, z, turn]) => Matrix::turned(share(x)?, share(y)?, share(z)?, angle(turn)?),
            ("skew" | "skewx", [x]) => Matrix::skewed(angle(x)?, 0.0),
            ("skew", [x, y]) => Matrix::skewed(angle(x)?, angle(y)?),
            ("skewy", [y]) => Matrix::skewed(0.0, angle(y)?),
            ("perspective", ["none"]) => Matrix::NONE,
            ("perspective", [from]) => perspective(along(from, 0.0)?),
            _ => return of_numbers(name, &given),
        })
    }
}

/// Numbers of an attribute, which need nothing between them where a sign or a second point begins the next (SVG 2 §8.5).
fn bare_numbers(text: &str) -> Option<Vec<f64>> {
    let mut numbers = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (mut has_point, mut before) = (false, ' ');
        let mut is_end = |c: char| {
            let begins_next = matches!(c, '-' | '+') && !matches!(before, ' ' | 'e' | 'E') || c == '.' && has_point;
            has_point |= matches!(c, '.' | 'e' | 'E');
            before = c;
            begins_next || !matches!(c, '0'..='9' | '.' | '-' | '+' | 'e' | 'E')
        };
        let end = rest.char_indices().find(|(_, c)| is_end(*c)).map_or(rest.len(), |(at, _)| at);
        numbers.push(rest[..end].parse().ok()?);
        let after = rest[end..].trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    Some(numbers)
}

/// Functions of bare numbers and shares.
fn of_numbers(name: &str, given: &[&str]) -> Option<Matrix> {
    let numbers: Vec<f64> = given.iter().map(|number| share(number)).collect::<Option<_>>()?;
    Some(match (name, &numbers[..]) {
        ("scale", &[all]) => Matrix::scaled(all, all, 1.0),
        ("scale", &[x, y]) => Matrix::scaled(x, y, 1.0),
        ("scale3d", &[x, y, z]) => Matrix::scaled(x, y, z),
        ("scalex", &[x]) => Matrix::scaled(x, 1.0, 1.0),
        ("scaley", &[y]) => Matrix::scaled(1.0, y, 1.0),
        ("scalez", &[z]) => Matrix::scaled(1.0, 1.0, z),
        ("matrix", &[a, b, c, d, e, f]) => plane([a, b, c, d, e, f]),
        ("matrix3d", all) => {
            let columns: [f64; 16] = all.try_into().ok()?;
            Matrix(std::array::from_fn(|at| columns[at % 4 * 4 + at / 4]))
        }
        _ => return None,
    })
}

fn plane([a, b, c, d, e, f]: [f64; 6]) -> Matrix {
    let mut new = Matrix::moved(e, f, 0.0);
    [new.0[0], new.0[4], new.0[1], new.0[5]] = [a, b, c, d];
    new
}

fn perspective(from: f64) -> Matrix {
    let mut new = Matrix::NONE;
    new.0[14] = -1.0 / from.max(1.0);
    new
}

/// A length of CSS; a bare number is none but nought.
fn length(text: &str, whole: f32, around: &Around) -> Option<f64> {
    let is_bare = text.parse::<f32>().is_ok_and(|number| number != 0.0);
    length::reckoned(text, whole, around.window, around.em).filter(|_| !is_bare).map(f64::from)
}

/// An angle of CSS in radians; a bare number is none but nought.
fn angle(text: &str) -> Option<f64> {
    let text = text.to_ascii_lowercase();
    let of = |unit: &str, whole: f64| {
        text.strip_suffix(unit)?.parse().ok().map(|number: f64| number / whole * std::f64::consts::TAU)
    };
    of("deg", 360.0)
        .or_else(|| of("grad", 400.0))
        .or_else(|| of("rad", std::f64::consts::TAU))
        .or_else(|| of("turn", 1.0))
        .or_else(|| text.parse().ok().filter(|number: &f64| *number == 0.0))
}

/// A number, or a share in per cent.
fn share(text: &str) -> Option<f64> {
    text.strip_suffix('%').map_or_else(|| text.parse().ok(), |share| Some(share.parse::<f64>().ok()? / 100.0))
}

fn translated(value: &str, around: &Around) -> Option<Matrix> {
    let given: Vec<&str> = words(value);
    let along = |text: &str, whole: f32| length(text, whole, around);
    match given[..] {
        _ if is_none(value) => Some(Matrix::NONE),
        [x] => Some(Matrix::moved(along(x, around.width)?, 0.0, 0.0)),
        [x, y] => Some(Matrix::moved(along(x, around.width)?, along(y, around.height)?, 0.0)),
        [x, y, z] => Some(Matrix::moved(along(x, around.width)?, along(y, around.height)?, along(z, 0.0)?)),
        _ => None,
    }
}

fn rotated(value: &str) -> Option<Matrix> {
    let axis = |name: &str| match name {
        "x" => Some([1.0, 0.0, 0.0]),
        "y" => Some([0.0, 1.0, 0.0]),
        "z" => Some([0.0, 0.0, 1.0]),
        _ => None,
    };
    let about = |[x, y, z]: [f64; 3], turn: &str| Some(Matrix::turned(x, y, z, angle(turn)?));
    match words(value)[..] {
        _ if is_none(value) => Some(Matrix::NONE),
        [turn] => about([0.0, 0.0, 1.0], turn),
        [name, turn] => axis(name).or_else(|| axis(turn)).and_then(|axis| about(axis, turn).or(about(axis, name))),
        [x, y, z, turn] => about([share(x)?, share(y)?, share(z)?], turn),
        _ => None,
    }
}

fn scaled(value: &str) -> Option<Matrix> {
    match words(value)[..] {
        _ if is_none(value) => Some(Matrix::NONE),
        [all] => share(all).map(|all| Matrix::scaled(all, all, 1.0)),
        [x, y] => Some(Matrix::scaled(share(x)?, share(y)?, 1.0)),
        [x, y, z] => Some(Matrix::scaled(share(x)?, share(y)?, share(z)?)),
        _ => None,
    }
}

/// Words parted by blanks that stand in no brackets.
pub(super) fn words(value: &str) -> Vec<&str> {
    let mut rest = value.trim();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (mut depth, mut is_within) = (0_i32, false);
        let ends = |(_, c): &(usize, char)| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                '"' | '\'' => is_within = !is_within,
                _ => {}
            }
            c.is_whitespace() && depth <= 0 && !is_within
        };
        let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
        found.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    found
}

/// The point that stays where it is; that of SVG's elements is the corner of their box where nothing is said.
fn origin(value: &str, around: &Around) -> Option<Matrix> {
    let given = words(value);
    let (x, y, z) = match given[..] {
        _ if is_none(value) => ("0", "0", "0"),
        [only @ ("top" | "bottom")] => ("center", only, "0"),
        [only] => (only, "center", "0"),
        [y @ ("top" | "bottom"), x] | [y @ "center", x @ ("left" | "right")] | [x, y] => (x, y, "0"),
        [y @ ("top" | "bottom"), x, z] | [x, y, z] => (x, y, z),
        _ => return None,
    };
    let at = Place { around };
    Some(Matrix::moved(at.across(x)?, at.down(y)?, length(z, 0.0, around)?))
}

/// A place in a box, in words or as lengths (CSS Values 4 §8.3).
pub(super) struct Place<'a> {
    pub(super) around: &'a Around,
}

impl Place<'_> {
    pub(super) fn across(&self, text: &str) -> Option<f64> {
        let Around { left, width, .. } = *self.around;
        Some(f64::from(left) + self.of(text, ["left", "right"], width)?)
    }

    pub(super) fn down(&self, text: &str) -> Option<f64> {
        let Around { top, height, .. } = *self.around;
        Some(f64::from(top) + self.of(text, ["top", "bottom"], height)?)
    }

    fn of(&self, text: &str, [near, far]: [&str; 2], whole: f32) -> Option<f64> {
        match text {
            "center" => Some(f64::from(whole) / 2.0),
            text if text == near => Some(0.0),
            text if text == far => Some(f64::from(whole)),
            // A bare number is a length of the drawing's units where an attribute says it.
            text => length::reckoned(text, whole, self.around.window, self.around.em).map(f64::from),
        }
    }
}

/// Six numbers as an attribute has them.
pub(super) fn written([a, b, c, d, e, f]: [f32; 6]) -> String {
    format!("matrix({a} {b} {c} {d} {e} {f})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Around {
        let window = Window { width: 200.0, height: 100.0 };
        Around { left: 10.0, top: 20.0, width: 40.0, height: 30.0, window, em: 16.0 }
    }

    fn read(moves: Moves<'_>) -> Result<[f32; 6], Fault> {
        let round = |number: f32| (number * 1000.0).round() / 1000.0 + 0.0;
        numbers(&moves, Grammar::Css, &around()).map(|all| all.map(round))
    }

    #[test]
    fn functions_of_css_become_six_numbers() {
        for (transform, expected) in [
            ("none", [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
            ("translate(50%, 10%)", [1.0, 0.0, 0.0, 1.0, 20.0, 3.0]),
            ("translate(1em)", [1.0, 0.0, 0.0, 1.0, 16.0, 0.0]),
            ("TranslateX(calc(10px + 10%))", [1.0, 0.0, 0.0, 1.0, 14.0, 0.0]),
            ("translate3d(5vw, 1in, 7px)", [1.0, 0.0, 0.0, 1.0, 10.0, 96.0]),
            ("rotate(.25turn)", [0.0, 1.0, -1.0, 0.0, 30.0, 10.0]),
            ("rotate(100grad)", [0.0, 1.0, -1.0, 0.0, 30.0, 10.0]),
            ("rotate3d(0, 0, 2, 90deg)", [0.0, 1.0, -1.0, 0.0, 30.0, 10.0]),
            ("rotateX(60deg)", [1.0, 0.0, 0.0, 0.5, 0.0, 10.0]),
            ("scale(50%) translate(8px, 0)", [0.5, 0.0, 0.0, 0.5, 9.0, 10.0]),
            ("scaleY(2)scaleZ(3)", [1.0, 0.0, 0.0, 2.0, 0.0, -20.0]),
            ("skewX(45deg)", [1.0, 0.0, 1.0, 1.0, -20.0, 0.0]),
            ("matrix(1,0,0,1,5,6)", [1.0, 0.0, 0.0, 1.0, 5.0, 6.0]),
            ("matrix3d(1,0,0,0, 0,1,0,0, 0,0,1,0, 5,6,0,1)", [1.0, 0.0, 0.0, 1.0, 5.0, 6.0]),
        ] {
            assert_eq!(read(Moves { transform, ..Moves::default() }), Ok(expected), "{transform}");
        }
        for transform in ["rotate(20)", "translate(5px 6px)", "translate(5)", "spin(9deg)", "rotate(9deg", "1"] {
            let read = read(Moves { transform, ..Moves::default() });
            assert_eq!(read, Err(Fault::Unread(transform.to_owned())), "{transform}");
        }
        let deep = "perspective(100px) rotateY(40deg)";
        assert_eq!(read(Moves { transform: deep, ..Moves::default() }), Err(Fault::Deep(deep.to_owned())));
    }

    #[test]
    fn properties_of_their_own_go_before_the_transformation() {
        let moves = Moves { translate: "10px 50%", scale: "200% .5", transform: "translate(5px)", ..Moves::default() };
        assert_eq!(read(moves), Ok([2.0, 0.0, 0.0, 0.5, 10.0, 25.0]));
        for (rotate, origin, expected) in [
            ("90deg", "", [0.0, 1.0, -1.0, 0.0, 30.0, 10.0]),
            ("z 90deg", "center", [0.0, 1.0, -1.0, 0.0, 65.0, 5.0]),
            ("90deg z", "50% 50%", [0.0, 1.0, -1.0, 0.0, 65.0, 5.0]),
            ("0 0 1 90deg", "bottom right", [0.0, 1.0, -1.0, 0.0, 100.0, 0.0]),
            ("none", "left", [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
        ] {
            assert_eq!(read(Moves { rotate, origin, ..Moves::default() }), Ok(expected), "{rotate} {origin}");
        }
    }

    #[test]
    fn attributes_have_bare_numbers() {
        for (attribute, is_read) in [
            ("translate(5,6) rotate(10 5 5),skewX(3)", true),
            ("matrix(1 0 0 1 5 6)", true),
            ("translate(-5-6) scale(.5.5)", true),
            ("translate(1e-1 -.5e2)", true),
            ("rotate(10deg)", false),
            ("translateX(5)", false),
            ("", true),
        ] {
            assert_eq!(is_readable(attribute), is_read, "{attribute}");
        }
    }
}
