//! Type sizes by the names of the 号 system.

use super::{Len, LenError};

/// 号 and points in hundredths (composition K, the usual value of each).
const SIZES: &[(&str, i64)] = &[
    ("初号", 4200),
    ("小初", 3600),
    ("一号", 2800),
    ("小一", 2400),
    ("二号", 2100),
    ("小二", 1800),
    ("三号", 1600),
    ("小三", 1500),
    ("四号", 1400),
    ("小四", 1200),
    ("五号", 1050),
    ("小五", 900),
    ("六号", 788),
    ("小六", 650),
    ("七号", 525),
    ("八号", 500),
];

/// Names of sizes as they may be written; of `五号` also `五` alone.
pub fn size_names() -> impl Iterator<Item = &'static str> {
    SIZES.iter().flat_map(|(name, _)| std::iter::once(*name).chain(name.strip_suffix('号')))
}

/// Reads a type size: a length, or the name of a 号 such as `小五`.
///
/// # Errors
/// As [`Len::parse`].
pub fn parse_size(text: &str) -> Result<Len, LenError> {
    let name = text.trim();
    match SIZES.iter().find(|(known, _)| *known == name || known.strip_suffix('号') == Some(name)) {
        // 六号 is 7.875 pt; the table's hundredths would lose it.
        Some(("六号", _)) => Ok(Len::PT.scaled(7875, 1000)),
        Some((_, hundredths)) => Ok(Len::PT.scaled(*hundredths, 100)),
        None => Len::parse(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_lengths_are_sizes() {
        assert_eq!(parse_size("小五"), Ok(Len::pt(9)));
        assert_eq!(parse_size("六号"), Len::parse("7.875pt"));
        assert_eq!(parse_size("五号"), Len::parse("10.5pt"));
        assert_eq!(parse_size("九号"), Err(LenError::UnknownUnit("九号".into())));
    }
}
