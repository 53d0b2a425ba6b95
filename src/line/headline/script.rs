//! Headlines of languages without a dictionary here: Japanese ones break where a phrase begins, which its letters show, Korean and Western ones at blanks alone.

use crate::tradition::HeadSense;

/// A break that is never made.
const NEVER: i32 = 900;
/// Within a word of kana, or between a character and its ending.
const IN_WORD: i32 = 500;
/// Between a number and what it counts.
const COUNTED: i32 = 450;
/// Between two characters.
const COMPOUND: i32 = 350;
/// Between two kana of which the first may be a particle.
const PARTICLE: i32 = 250;
/// Between the halves of a compound of four characters and more.
const HALVES: i32 = 100;
/// Between a compound and a word in katakana.
const SCRIPTS: i32 = 80;
/// After の, which joins nouns.
const JOINED: i32 = 40;
/// At a pause; a line ends nowhere better.
const PAUSE: i32 = -250;

/// The cost of a break before each character, in the measure of the costs by the dictionary.
pub(super) fn costs(text: &str, sense: HeadSense) -> Vec<i32> {
    let chars: Vec<char> = text.chars().collect();
    let cost = |at: usize| match (at, sense) {
        (0, _) => 0,
        (_, HeadSense::Kana) => phrase(&chars, at),
        _ => word(chars[at - 1]),
    };
    (0..chars.len()).map(cost).collect()
}

/// Words end at blanks, and after hyphens and dashes.
fn word(before: char) -> i32 {
    match before {
        c if c.is_whitespace() => 0,
        '-' | '–' | '—' | '…' | '·' => JOINED,
        _ => NEVER,
    }
}

/// What a character of Japanese is where a phrase may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Kanji,
    Hiragana,
    Katakana,
    /// Letters and digits.
    Western,
    Open,
    Close,
    Pause,
}

fn sign(c: char) -> Sign {
    match c {
        '\u{3041}'..='\u{309F}' => Sign::Hiragana,
        '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Sign::Katakana,
        '「' | '『' | '（' | '《' | '〈' | '【' | '“' | '〝' | '(' | '[' | '［' => Sign::Open,
        '」' | '』' | '）' | '》' | '〉' | '】' | '”' | '〟' | ')' | ']' | '］' => Sign::Close,
        '、' | '。' | '，' | '．' | '！' | '？' | '…' | '‥' | '—' | '―' => Sign::Pause,
        c if c.is_whitespace() => Sign::Pause,
        c if c.is_ascii() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => Sign::Western,
        _ => Sign::Kanji,
    }
}

/// A phrase begins where kana end and something else begins; compounds part in pairs.
fn phrase(chars: &[char], at: usize) -> i32 {
    let (before, own) = (chars[at - 1], chars[at]);
    match (sign(before), sign(own)) {
        (_, Sign::Pause | Sign::Close) | (Sign::Open, _) => NEVER,
        (Sign::Pause, _) => PAUSE,
        (_, Sign::Open) => JOINED / 2,
        (Sign::Close, Sign::Hiragana) => COUNTED,
        (Sign::Close, _) => JOINED,
        (Sign::Hiragana, Sign::Hiragana) => after_kana(before),
        // お and ご before a noun belong to it.
        (Sign::Hiragana, _) if matches!(before, 'お' | 'ご') && !follows_kana(chars, at - 1) => IN_WORD,
        (Sign::Hiragana, _) => {
            if before == 'の' {
                JOINED
            } else {
                0
            }
        }
        (Sign::Kanji | Sign::Katakana, Sign::Hiragana) => IN_WORD,
        (Sign::Western, Sign::Hiragana) => IN_WORD,
        (Sign::Western, Sign::Western) => NEVER,
        (Sign::Western, _) if before.is_numeric() => COUNTED,
        (Sign::Kanji, Sign::Kanji) => compound(chars, at),
        (Sign::Katakana, Sign::Katakana) => IN_WORD,
        (Sign::Kanji | Sign::Katakana | Sign::Western, _) => SCRIPTS,
    }
}

/// を ends its phrase; other kana may be particles or not.
fn after_kana(before: char) -> i32 {
    match before {
        'を' => JOINED,
        'は' | 'が' | 'に' | 'で' | 'と' | 'も' | 'へ' => PARTICLE,
        _ => IN_WORD,
    }
}

fn follows_kana(chars: &[char], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| sign(chars[before]) == Sign::Hiragana)
}

/// Words of two characters make most compounds, so that one of an even number parts in pairs, never within a numeral.
fn compound(chars: &[char], at: usize) -> i32 {
    let is_kanji = |c: &&char| sign(**c) == Sign::Kanji;
    let before = chars[..at].iter().rev().take_while(is_kanji).count();
    let after = chars[at..].iter().take_while(is_kanji).count();
    let is_numeral = |c: char| "〇一二三四五六七八九十百千万億兆".contains(c);
    if is_numeral(chars[at - 1]) {
        return COUNTED;
    }
    if before >= 2 && after >= 2 && before % 2 == 0 { HALVES } else { COMPOUND }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a line where a break costs no more than a phrase joined by の.
    fn parted(text: &str, sense: HeadSense) -> String {
        let costs = costs(text, sense);
        text.chars()
            .zip(costs)
            .enumerate()
            .map(|(at, (c, cost))| if at > 0 && cost <= JOINED { format!("|{c}") } else { c.to_string() })
            .collect()
    }

    #[test]
    fn phrases_of_japanese_begin_where_kana_end() {
        for (text, expected) in [
            ("港の新しい桟橋が完成", "港の|新しい|桟橋が|完成"),
            ("首相「責任を果たす」と強調", "首相|「責任を|果たす」と|強調"),
            ("台風10号、あす上陸へ", "台風10号、|あす|上陸へ"),
            ("お年寄りの足を守る", "お年寄りの|足を|守る"),
            ("コンテナ船ゆっくり入港", "コンテナ船ゆっくり|入港"),
        ] {
            assert_eq!(parted(text, HeadSense::Kana), expected);
        }
        let costs = costs("東京都知事選挙", HeadSense::Kana);
        assert!(costs[2] < costs[1] && costs[4] < costs[5], "{costs:?}");
    }

    #[test]
    fn words_of_korean_and_english_stay_whole() {
        assert_eq!(parted("항만 새 부두 내달 개통", HeadSense::Spaces), "항만 |새 |부두 |내달 |개통");
        assert_eq!(parted("Port opens 24-hour pier", HeadSense::Spaces), "Port |opens |24-|hour |pier");
    }
}
