//! Traditional characters as the dictionary has them: it is one of simplified ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A pair of characters on each line: the traditional one and the simplified one (`words/README.md`).
static PAIRS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let pair = |line: &str| {
        let mut chars = line.chars();
        Some((chars.next()?, chars.next()?))
    };
    let lines = include_str!("../../words/traditional.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(pair).collect()
});

/// A text of as many characters, each as the dictionary has it.
pub fn simplified(text: &str) -> String {
    text.chars().map(|c| PAIRS.get(&c).copied().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_taiwan_are_known_to_the_dictionary() {
        assert_eq!(simplified("圖書館延長開放，記者著名於臺灣ABC"), "图书馆延长开放，记者著名于台湾ABC");
    }
}
