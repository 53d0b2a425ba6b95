//! Lines that say the same of several things: days of a forecast, matches, prices. Nobody wraps a text so that its lines become alike.

/// Figures of numbers in words.
const NUMERALS: &str = "〇零一二三四五六七八九十百";
/// Letters in which the first column of such a line ends: `临澜海港队 市体育中心`.
const FIRST_COLUMN: usize = 9;
/// Parts of a line that are compared: more do not change what it is, and long lines would take time.
const MOST_PARTS: usize = 60;
/// Parts of a line at least that likeness can be told by.
const LEAST_PARTS: usize = 10;
/// How far from each other equal parts of two lines may stand.
const BAND: usize = 4;
/// Of ten parts of two lines so many are equal; in prose that was wrapped it is hardly ever more than four.
const ALIKE_OF_TEN: usize = 6;

/// Words that name a day at the beginning of a line; behind some of them one more letter says which.
const DAYS: &[&str] = &[
    "今天",
    "今日",
    "明天",
    "明日",
    "后天",
    "後天",
    "今晚",
    "今夜",
    "明晚",
    "明夜",
    "正月",
    "初",
    "월요일",
    "화요일",
    "수요일",
    "목요일",
    "금요일",
    "토요일",
    "일요일",
];
/// Words before the figure of a weekday.
const WEEKS: &[&str] = &["周", "週", "星期", "礼拜", "禮拜"];
/// The first words of weekdays where words are parted by blanks.
const WESTERN_DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What a line begins with that another one like it begins with too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// `周一`, `3月13日`, `月曜`.
    Day,
    /// `19:35`.
    Time,
    /// `1 临澜海港`, `第一名`.
    Rank,
    /// A word and the blanks of a column.
    Column,
}

/// Whether two lines, one below the other, are each a line of its own.
pub(super) fn are_parallel(above: &str, line: &str) -> bool {
    opening(above).is_some_and(|opening_above| opening(line) == Some(opening_above)) || are_alike(above, line)
}

fn opening(text: &str) -> Option<Opening> {
    if is_day(text) {
        Some(Opening::Day)
    } else if is_time(text) {
        Some(Opening::Time)
    } else if is_rank(text) {
        Some(Opening::Rank)
    } else {
        has_column(text).then_some(Opening::Column)
    }
}

fn is_day(text: &str) -> bool {
    let figures = figures(text);
    let behind = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word)?.chars().next());
    DAYS.iter().any(|day| text.starts_with(day))
        || behind(WEEKS).is_some_and(|c| NUMERALS.contains(c) || "日天末".contains(c))
        || "月火水木金土日".contains(text.chars().next().unwrap_or(' '))
            && text.chars().skip(1).collect::<String>().starts_with("曜")
        || figures > 0 && text[figures..].starts_with(['月', '日', '号', '號', '월', '일'])
        || is_western_day(text)
        || is_short_date(text)
}

/// `Mon`, `Monday:`, `Thứ Hai`; a short word that only begins like one, as `sunny` does, is none.
fn is_western_day(text: &str) -> bool {
    let lower = text.to_lowercase();
    let word: &str = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_named = WESTERN_DAYS.iter().any(|day| word == *day || word.starts_with(day) && word.ends_with("day"));
    is_named || lower.starts_with("thứ ") || lower.starts_with("chủ nhật")
}

/// `3/13`, `03-13`, before a blank.
fn is_short_date(text: &str) -> bool {
    let day = text.split([' ', '\u{3000}', '\t']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let is_figure = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    day.len() < text.len() && day.contains(['/', '-']) && (2..=3).contains(&parts.len()) && parts.iter().all(is_figure)
}

/// Bytes of the number that a text begins with.
fn figures(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    text.len() - rest.len()
}

fn is_time(text: &str) -> bool {
    let hours = text.bytes().take_while(u8::is_ascii_digit).count();
    let minutes = text[hours..].strip_prefix([':', '：']).unwrap_or_default();
    (1..=2).contains(&hours) && minutes.bytes().take_while(u8::is_ascii_digit).count() == 2
}

/// A number before a blank and a word, or an ordinal: `1 临澜海港 33`, `第一名`. Before a measure, as `12 个`, it can stand in prose.
fn is_rank(text: &str) -> bool {
    let ordinal = text.strip_prefix('第').map_or("", |rest| &rest[figures(rest)..]);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let columns = text.split_whitespace().count();
    ordinal.starts_with(['名', '组', '組', '场', '場', '位', '道'])
        || (1..=3).contains(&digits) && text[digits..].starts_with([' ', '\u{3000}', '\t']) && columns > 2
}

/// Whether blanks part a first column from what follows. Chinese has none between its letters, a single one beside figures is a matter of taste, and a wide
/// one behind a mark ends a Japanese exclamation.
fn has_column(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\t');
    let Some(at) = letters.iter().take(FIRST_COLUMN).position(|c| is_blank(*c)).filter(|at| *at > 0) else {
        return false;
    };
    let behind: Vec<char> = letters[at..].iter().copied().skip_while(|c| is_blank(*c)).collect();
    let width = letters.len() - at - behind.len();
    let is_wide = width > 1 || letters[at] != ' ';
    let before = letters[at - 1];
    if is_wide {
        return !"！？!?。".contains(before) && !behind.is_empty();
    }
    is_han(before) && behind.first().is_some_and(|c| is_han(*c) || is_sign(*c) || is_score(&behind))
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0x20000..=0x3FFFF)
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '/' | '|' | ':' | '：')
}

/// `2:1`, `2比1`.
fn is_score(letters: &[char]) -> bool {
    let digits = letters.iter().take_while(|c| c.is_ascii_digit()).count();
    let sign = letters.get(digits).is_some_and(|c| is_sign(*c) || *c == '比');
    digits > 0 && sign && letters.get(digits + 1).is_some_and(char::is_ascii_digit)
}

/// A part of a line: a letter of those without blanks, a word of the others, any number.
#[derive(Clone, PartialEq, Eq)]
enum Part {
    Number,
    Word(String),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next().filter(|_| parts.len() < MOST_PARTS) {
        if c.is_whitespace() {
            continue;
        }
        let is_figure = |c: char| c.is_ascii_digit();
        let is_letter =
            |c: char| c.is_alphabetic() && (u32::from(c) < 0x2E80 || ('\u{AC00}'..='\u{D7A3}').contains(&c));
        let mut word = String::from(c);
        while let Some(next) = letters.next_if(|next| {
            is_figure(c) && (is_figure(*next) || ".,:".contains(*next)) || is_letter(c) && is_letter(*next)
        }) {
            word.push(next);
        }
        parts.push(if is_figure(c) { Part::Number } else { Part::Word(word) });
    }
    parts
}

/// Whether most parts of two lines are the same, in the same order and at about the same places.
fn are_alike(above: &str, line: &str) -> bool {
    let (above, line) = (parts(above), parts(line));
    let longer = above.len().max(line.len());
    above.len().min(line.len()) >= LEAST_PARTS && common(&above, &line) * 10 >= longer * ALIKE_OF_TEN
}

/// The length of the longest sequence that two have in common within a band.
fn common(above: &[Part], line: &[Part]) -> usize {
    let mut best = vec![0_usize; line.len() + 1];
    for (row, part) in above.iter().enumerate() {
        let mut corner = 0;
        for (column, other) in line.iter().enumerate() {
            let here = best[column + 1];
            let joins = row.abs_diff(column) <= BAND && part == other;
            best[column + 1] = if joins { corner + 1 } else { here.max(best[column]) };
            corner = here;
        }
    }
    best.last().copied().unwrap_or_default()
}
