//! Lengths as integers: exact sums, exact millimetres and points, equal on every machine.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in units of 1/12700 pt = 1/36000 mm (1 in = 914 400 units).
///
/// Millimetres, points and Q (0.25 mm) are all whole numbers of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Len(pub i64);

/// A length within a page in half the room, for what is stored by the hundred thousand.
///
/// The units are those of [`Len`]; the range is ± 59 m, and a longer length is held at its end. All arithmetic is done in [`Len`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Short(i32);

impl From<Len> for Short {
    fn from(length: Len) -> Self {
        let end = if length < Len::ZERO { i32::MIN } else { i32::MAX };
        Self(i32::try_from(length.0).unwrap_or(end))
    }
}

impl From<Short> for Len {
    fn from(short: Short) -> Self {
        Self(i64::from(short.0))
    }
}

/// A fraction of the em in thousandths, for style values that scale with the type size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Em(pub i32);

/// A plain ratio in thousandths (1000 = 1), for tints and horizontal scaling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permille(pub u16);

impl Permille {
    /// The whole: a solid tint, an unscaled width.
    pub const ONE: Self = Self(1000);

    /// This share of another, rounded down.
    #[must_use]
    pub fn of(self, other: Self) -> Self {
        Self(u16::try_from(u32::from(self.0) * u32::from(other.0) / 1000).unwrap_or(u16::MAX))
    }
}

/// Why a text is not a length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LenError {
    /// The text starts with no decimal number.
    NotANumber,
    /// A number without a unit; units are never guessed.
    NoUnit,
    /// A unit that is none of `mm cm in pt pc Q`.
    UnknownUnit(String),
    /// The number exceeds what a page can hold (± 100 m).
    TooLarge,
}

impl Len {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// One DTP point, 1/72 in.
    pub const PT: Self = Self(12_700);
    /// One millimetre.
    pub const MM: Self = Self(36_000);
    /// One Q (级), 0.25 mm.
    pub const Q: Self = Self(9_000);
    /// The largest length a document may state, 100 m.
    pub const MAX: Self = Self(36_000 * 100_000);

    /// `n` points.
    pub const fn pt(n: i64) -> Self {
        Self(n * Self::PT.0)
    }

    /// `n` millimetres.
    pub const fn mm(n: i64) -> Self {
        Self(n * Self::MM.0)
    }

    /// Reads decimal text with a unit, such as `9pt`, `12.5mm` or `13Q`; rounds to the nearest unit.
    ///
    /// # Errors
    /// A text without number or unit, with an unknown unit, or beyond ± 100 m.
    pub fn parse(text: &str) -> Result<Self, LenError> {
        let text = text.trim();
        let split = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let per_unit = match unit.trim() {
            "" if number.is_empty() => return Err(LenError::NotANumber),
            "" => return Err(LenError::NoUnit),
            "mm" => Self::MM.0,
            "cm" => Self::MM.0 * 10,
            "in" => Self::PT.0 * 72,
            "pt" => Self::PT.0,
            "pc" => Self::PT.0 * 12,
            "Q" | "q" | "级" => Self::Q.0,
            other => return Err(LenError::UnknownUnit(other.to_owned())),
        };
        parse_decimal(number, per_unit).map(Self)
    }

    /// Reads a length that may also be relative to the type size `em`, such as `2em`.
    ///
    /// # Errors
    /// As [`Len::parse`].
    pub fn parse_relative(text: &str, em: Self) -> Result<Self, LenError> {
        match text.trim().strip_suffix("em") {
            Some(number) => parse_decimal(number.trim_end(), em.0).map(Self),
            None => Self::parse(text),
        }
    }

    /// `self × numerator / denominator`, rounded half away from zero; the scaling of font units and ratios.
    ///
    /// A denominator of zero gives zero.
    #[expect(clippy::cast_possible_truncation, reason = "a page length times a font ratio stays within 64 bits")]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        // Nearly all products fit 64 bits, whose division is several times faster.
        if let Some(product) = self.0.checked_mul(numerator)
            && denominator > 0
            && product.unsigned_abs() < (1 << 62)
            && denominator < (1 << 62)
        {
            let half = if product < 0 { -(denominator / 2) } else { denominator / 2 };
            return Self((product + half) / denominator);
        }
        let product = self.0 as i128 * numerator as i128;
        let (product, denominator) =
            if denominator < 0 { (-product, -(denominator as i128)) } else { (product, denominator as i128) };
        let half = if product < 0 { -(denominator / 2) } else { denominator / 2 };
        Self(((product + half) / denominator) as i64)
    }

    /// The larger of two lengths.
    pub fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }

    /// The smaller of two lengths.
    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The length without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The largest multiple of `step` not above `self`; `self` when `step` is not positive.
    pub const fn floor_to(self, step: Self) -> Self {
        if step.0 <= 0 { self } else { Self(self.0.div_euclid(step.0) * step.0) }
    }

    /// How many whole `step`s fit into `self`; zero when `step` is not positive.
    pub const fn whole(self, step: Self) -> i64 {
        if step.0 <= 0 { 0 } else { self.0.div_euclid(step.0) }
    }

    /// The nearest length to a number of points that another program wrote; ± 100 m at most.
    #[expect(clippy::cast_possible_truncation, reason = "the number is held within what a page can be")]
    pub fn from_pt(points: f64) -> Self {
        Self((points.clamp(-283_000.0, 283_000.0) * Self::PT.0 as f64).round() as i64)
    }

    /// Points as a float, for drawing only.
    #[expect(clippy::cast_precision_loss, reason = "page lengths stay far below 2^53 units")]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Self::PT.0 as f64
    }

    /// Millimetres as a float, for messages and drawing only.
    #[expect(clippy::cast_precision_loss, reason = "page lengths stay far below 2^53 units")]
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / Self::MM.0 as f64
    }
}

/// Reads `digits[.digits]` times `per_unit`, rounded half away from zero, without floats.
fn parse_decimal(number: &str, per_unit: i64) -> Result<i64, LenError> {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(LenError::NotANumber);
    }
    let fraction = &fraction[..fraction.len().min(9)];
    let scale = 10_i128.pow(u32::try_from(fraction.len()).unwrap_or(0));
    let parse = |s: &str| if s.is_empty() { Ok(0) } else { s.parse::<i64>().map_err(|_| LenError::TooLarge) };
    let scaled = i128::from(parse(whole)?) * scale + i128::from(parse(fraction)?);
    let units = (scaled * i128::from(per_unit) + scale / 2) / scale;
    let units = i64::try_from(units).map_err(|_| LenError::TooLarge)?;
    if units > Len::MAX.0 {
        return Err(LenError::TooLarge);
    }
    Ok(if negative { -units } else { units })
}

impl Em {
    /// One em.
    pub const ONE: Self = Self(1000);
    /// Half an em.
    pub const HALF: Self = Self(500);
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// Depth of the baseline below the top of a Chinese character's em box, as CJK faces are drawn (880 above, 120 below).
    pub const ASCENT: Self = Self(880);

    /// This fraction of the type size `em`.
    pub const fn of(self, em: Len) -> Len {
        em.scaled(self.0 as i64, 1000)
    }
}

impl fmt::Display for Len {
    /// Points with up to four decimals, the canonical text form of dumps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ten_thousandths = self.scaled(10_000, Self::PT.0).0;
        let (sign, value) = if ten_thousandths < 0 { ("-", -ten_thousandths) } else { ("", ten_thousandths) };
        let text = format!("{sign}{}.{:04}", value / 10_000, value % 10_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Add for Len {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Len {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Len {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Len {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Len {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Len {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Len {
    type Output = Self;
    /// Truncating division; the divisor is a count and never zero in this program.
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Len {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_exact() {
        assert_eq!(Len::parse("1in"), Ok(Len(914_400)));
        assert_eq!(Len::parse("25.4mm"), Ok(Len(914_400)));
        assert_eq!(Len::parse(" 10.5pt "), Ok(Len(133_350)));
        assert_eq!(Len::parse("13Q"), Len::parse("3.25mm"));
        assert_eq!(Len::parse("-2mm"), Ok(Len::mm(-2)));
    }

    #[test]
    fn what_is_not_a_length_says_why() {
        assert_eq!(Len::parse("12"), Err(LenError::NoUnit));
        assert_eq!(Len::parse("pt"), Err(LenError::NotANumber));
        assert_eq!(Len::parse("3 furlongs"), Err(LenError::UnknownUnit("furlongs".into())));
        assert_eq!(Len::parse("99999999999999mm"), Err(LenError::TooLarge));
        assert_eq!(Len::parse("1.2.3mm"), Err(LenError::NotANumber));
    }

    #[test]
    fn a_stored_length_is_the_same_or_held_at_the_end() {
        let stored = |length: Len| Len::from(Short::from(length));
        assert_eq!(
            [Len::mm(-59_000), Len(-1), Len::mm(59_000)].map(stored),
            [Len::mm(-59_000), Len(-1), Len::mm(59_000)]
        );
        assert_eq!((stored(Len::MAX), stored(-Len::MAX)), (Len(i64::from(i32::MAX)), Len(i64::from(i32::MIN))));
    }

    #[test]
    fn scaling_rounds_half_away_from_zero() {
        assert_eq!(Len(5).scaled(1, 2), Len(3));
        assert_eq!(Len(-5).scaled(1, 2), Len(-3));
        assert_eq!(Len(7).scaled(1, 0), Len::ZERO);
    }

    #[test]
    fn the_text_form_is_in_points() {
        assert_eq!(Len::parse("10.5pt").unwrap_or_default().to_string(), "10.5");
        assert_eq!(Len::ZERO.to_string(), "0");
        assert_eq!(Len(-12_700).to_string(), "-1");
    }
}
