//! Numbers and marks of Word's lists (ECMA-376, 17.9): the document has only their rules, in `numbering.xml` and in the styles.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::styles::{attribute, value};
use super::xml;

/// Levels of a list (17.9.6).
const LEVELS: usize = 9;

/// How a level is numbered.
#[derive(Clone, Debug, Default)]
struct Level {
    /// `decimal`, `bullet`, `chineseCounting` and so on (17.18.59).
    format: String,
    /// Its text, in which `%1` stands for the number of the first level.
    text: String,
    start: u32,
}

/// The lists of a document, with the numbers they have come to.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    levels: BTreeMap<String, Vec<Level>>,
    /// Lists by their number in paragraphs: the rules they follow.
    rules: BTreeMap<String, String>,
    /// Levels that a list of its own starts again or numbers otherwise.
    own: BTreeMap<(String, usize), Level>,
    /// The last number of every level of every set of rules.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists of a document that were begun.
    begun: Vec<String>,
}

/// The mark of a paragraph in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A dot.
    Dot,
    /// A number with what stands around it.
    Number(String),
}

/// Which list and level a paragraph is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Membership {
    /// The list; `0` is none.
    pub list: Option<String>,
    /// The level, from 0.
    pub level: usize,
}

impl Membership {
    /// Reads `numPr`.
    pub(super) fn read(node: Node<'_, '_>) -> Self {
        let part = |name: &str| node.children().find(|child| child.tag_name().name() == name).and_then(value);
        let level = part("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0).min(LEVELS - 1);
        Self { list: part("numId").map(str::to_owned), level }
    }
}

impl Lists {
    /// Reads `numbering.xml`.
    pub(super) fn read(tree: &Document<'_>) -> Self {
        let mut lists = Self::default();
        let root = tree.root_element();
        for rules in xml::children(root, "abstractNum") {
            let mut levels = vec![Level::default(); LEVELS];
            for node in xml::children(rules, "lvl") {
                if let Some(place) = levels.get_mut(index(node)) {
                    *place = level(node);
                }
            }
            lists.levels.insert(attribute(rules, "abstractNumId").unwrap_or_default().to_owned(), levels);
        }
        for list in xml::children(root, "num") {
            let id = attribute(list, "numId").unwrap_or_default().to_owned();
            let rules = xml::children(list, "abstractNumId").next().and_then(value).unwrap_or_default().to_owned();
            for change in xml::children(list, "lvlOverride") {
                let at = index(change).min(LEVELS - 1);
                let base = lists.levels.get(&rules).and_then(|levels| levels.get(at)).cloned().unwrap_or_default();
                let mut own = xml::children(change, "lvl").next().map_or(base, level);
                if let Some(start) =
                    xml::children(change, "startOverride").next().and_then(value).and_then(|start| start.parse().ok())
                {
                    own.start = start;
                }
                lists.own.insert((id.clone(), at), own);
            }
            lists.rules.insert(id, rules);
        }
        lists
    }

    /// The mark of the next paragraph of a list; `None` where the document does not say.
    pub(super) fn next(&mut self, member: &Membership) -> Option<Mark> {
        let list = member.list.as_ref().filter(|list| *list != "0")?;
        let rules = self.rules.get(list)?.clone();
        let levels: Vec<Level> = (0..LEVELS)
            .filter_map(|at| self.own.get(&(list.clone(), at)).or_else(|| self.levels.get(&rules)?.get(at)).cloned())
            .collect();
        let level = levels.get(member.level)?.clone();
        let counts = self.counts.entry(rules).or_default();
        // A list of its own that starts again does so at its first paragraph only.
        if !self.begun.contains(list) {
            self.begun.push(list.clone());
            for at in (0..LEVELS).filter(|at| self.own.contains_key(&(list.clone(), *at))) {
                counts[at] = None;
            }
        }
        let number = counts[member.level].map_or(level.start, |last| last.saturating_add(1));
        counts[member.level] = Some(number);
        counts[member.level + 1..].fill(None);
        match level.format.as_str() {
            "bullet" => Some(Mark::Dot),
            "none" | "" => None,
            _ => Some(Mark::Number(filled(&level.text, &levels, counts))),
        }
    }
}

fn index(node: Node<'_, '_>) -> usize {
    attribute(node, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0)
}

fn level(node: Node<'_, '_>) -> Level {
    let part = |name: &str| node.children().find(|child| child.tag_name().name() == name).and_then(value);
    Level {
        format: part("numFmt").unwrap_or("decimal").to_owned(),
        text: part("lvlText").unwrap_or("%1.").to_owned(),
        start: part("start").and_then(|start| start.parse().ok()).unwrap_or(1),
    }
}

/// The text of a level with the numbers in it.
fn filled(text: &str, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let level = letters.peek().and_then(|next| next.to_digit(10)).filter(|_| c == '%');
        match level
            .and_then(|level| usize::try_from(level).ok()?.checked_sub(1))
            .and_then(|at| Some((at, levels.get(at)?)))
        {
            Some((at, level)) => {
                letters.next();
                out += &number(counts[at].unwrap_or(level.start), &level.format);
            }
            None => out.push(c),
        }
    }
    out
}

/// A number as a list writes it; formats of other scripts are written in digits.
fn number(number: u32, format: &str) -> String {
    let at = usize::try_from(number).unwrap_or(usize::MAX);
    let letter = |first: char| {
        // After z comes aa, after that bb (17.18.59).
        let (turn, at) = ((at.saturating_sub(1)) / 26, (at.saturating_sub(1)) % 26);
        let letter = char::from_u32(u32::from(first) + u32::try_from(at).unwrap_or(0)).unwrap_or(first);
        letter.to_string().repeat(turn.min(8) + 1)
    };
    let of = |row: &str| row.chars().nth(at.saturating_sub(1)).map(String::from);
    let known = match format {
        "upperLetter" => Some(letter('A')),
        "lowerLetter" => Some(letter('a')),
        "upperRoman" => Some(roman(number)),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Some(han(number)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Some(
            number
                .to_string()
                .chars()
                .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
                .collect(),
        ),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥"),
        "chineseLegalSimplified" => of("壹贰叁肆伍陆柒捌玖拾"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => Some(format!("（{number}）")),
        "ideographEnclosedCircle" => of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalZero" => Some(format!("{number:02}")),
        _ => None,
    };
    known.unwrap_or_else(|| number.to_string())
}

fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 4999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, letters) in PARTS {
        while number >= value {
            out += letters;
            number -= value;
        }
    }
    out
}

/// A number below ten thousand in Chinese: 十二, 一百零三.
fn han(number: u32) -> String {
    if number == 0 || number > 9999 {
        return if number == 0 { "〇".to_owned() } else { number.to_string() };
    }
    let digit = |digit: u32| "零一二三四五六七八九".chars().nth(digit as usize).unwrap_or('零');
    let mut out = String::new();
    let mut gap = false;
    for (value, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let part = number / value % 10;
        if part == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        // Ten to nineteen have no one before them.
        if !(part == 1 && value == 10 && out.is_empty()) {
            out.push(digit(part));
        }
        out += unit;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (at, format, told) in [
            (12, "chineseCounting", "十二"),
            (103, "chineseCountingThousand", "一百零三"),
            (1010, "chineseCounting", "一千零一十"),
            (20, "japaneseCounting", "二十"),
            (3, "ideographTraditional", "丙"),
            (7, "decimalEnclosedCircle", "⑦"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (5, "hebrew1", "5"),
            (21, "decimalEnclosedCircle", "21"),
        ] {
            assert_eq!(number(at, format), told);
        }
    }
}
