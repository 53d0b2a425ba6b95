//! Sentences with gaps, said in the language of whoever reads them.

use std::fmt::{Display, Write};

/// Says a sentence in the language of its reader. It is given in English, with `{}` for each gap, and what stands in the gaps.
pub type Say = fn(&str, &[&dyn Display]) -> String;

/// Says a sentence as it is written: in English.
pub fn in_english(sentence: &str, gaps: &[&dyn Display]) -> String {
    filled(sentence, gaps)
}

/// A sentence with its gaps filled: `{}` takes what comes next, `{2}` what comes second. Other braces stay, and what was filled
/// in is not looked at again.
pub fn filled(sentence: &str, gaps: &[&dyn Display]) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    let mut next = 0;
    while let Some((before, after)) = rest.split_once('{') {
        text += before;
        let gap = after.split_once('}').and_then(|(name, after)| Some((place(name, next)?, after)));
        match gap.and_then(|(at, after)| Some((at, gaps.get(at)?, after))) {
            Some((at, gap, after)) => {
                // Writing to a text does not fail.
                let _ = write!(text, "{gap}");
                next = at + 1;
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

/// Which gap a name in braces is.
fn place(name: &str, next: usize) -> Option<usize> {
    if name.is_empty() { Some(next) } else { name.parse::<usize>().ok()?.checked_sub(1) }
}

/// Parts of a sentence one after the other: `a, b, c`.
pub fn listed(parts: &[String], say: Say) -> String {
    parts.iter().cloned().reduce(|list, part| say("{}, {}", &[&list, &part])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_once_in_the_order_of_the_sentence() {
        assert_eq!(filled("{} of {}", &[&1, &"{1}"]), "1 of {1}");
        assert_eq!(filled("{2} 里的 {1}", &[&1, &"{}"]), "{} 里的 1");
        assert_eq!(filled("write {columns: 1-2} or {}, {0}, {", &[&7]), "write {columns: 1-2} or 7, {0}, {");
        assert_eq!(in_english("{} and {}", &[&7]), "7 and {}");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()], in_english), "a, b, c");
    }
}
