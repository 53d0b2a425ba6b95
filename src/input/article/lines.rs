//! Lines that Markdown joins, since no blank line stands between them, and that were perhaps meant as paragraphs of their own.

use crate::base::{Diagnostic, Span};
use crate::message;

use super::super::inline::{Letter, LetterKind};
use super::{BlockKind, parallel};

/// Marks that end a sentence.
const STOPS: &str = "。！？…!?";
/// Marks that end a sentence of a Western language.
const WESTERN_STOPS: &str = ".!?…";
/// Marks before which and behind which enumerations are often parted.
const ANNOUNCING: &str = "；：;:";
/// Marks within a sentence.
const PAUSES: &str = "，、,—";
/// Quotes and brackets behind a stop.
const CLOSING: &str = "”’」』）》〉】)\"'";
/// Signs before the items of lists, as writers type them.
const BULLETS: &str = "●○■□◆◇★☆▲△▶►▪•·※√✓—－–【";
/// Figures of numbers in words.
const NUMERALS: &str = "一二三四五六七八九十";
/// Characters of a name before a colon at most: `记者王强：`, `报名时间：`.
const LABEL: usize = 8;
/// Characters of a line at most that nobody wraps by hand: of a verse, a name, a day.
const SHORT: usize = 16;

/// A line of a block.
struct Line<'l> {
    letters: &'l [Letter],
    /// Its letters, without blanks at its ends.
    text: String,
    /// What stands before them in the source: blanks, and the marks of quotations.
    before: &'l str,
}

impl<'l> Line<'l> {
    fn new(letters: &'l [Letter], source: &'l str, start: usize) -> Self {
        let text: String = letters.iter().map(|letter| letter.c).collect();
        let first = letters.first().map_or(0, |letter| (letter.span.start as usize).saturating_sub(start));
        let before = source.get(..first).unwrap_or_default();
        Self { letters, text: text.trim().to_owned(), before: before.rsplit('\n').next().unwrap_or_default() }
    }

    fn place(&self) -> Span {
        let (first, last) = (self.letters.first(), self.letters.iter().rfind(|letter| !letter.c.is_whitespace()));
        let first = first.map_or(Span::default(), |letter| letter.span);
        Span { end: last.map_or(first.end, |last| last.span.end.max(first.end)), ..first }
    }

    /// Whether it ends with one of some marks, perhaps before a quote that closes.
    fn ends(&self, marks: &str) -> bool {
        self.text.trim_end_matches(|c| CLOSING.contains(c)).ends_with(|c| marks.contains(c))
    }

    /// Whether it is indented as paragraphs are.
    fn is_indented(&self) -> bool {
        self.is_wide() || self.before.len() > 1 && self.before.bytes().all(|byte| byte == b' ') || self.before == "\t"
    }

    /// Whether it begins with a blank of a full width.
    fn is_wide(&self) -> bool {
        self.letters.first().is_some_and(|letter| letter.c == '\u{3000}')
    }

    /// Whether the mark of a quotation stands right before a figure.
    fn is_more_than(&self) -> bool {
        self.before.ends_with('>') && self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn sign(&self) -> Option<Sign> {
        let is_protected = self.letters.first().is_some_and(|letter| letter.kind == LetterKind::Escaped);
        if is_protected { None } else { sign(&self.text) }
    }
}

/// What a paragraph begins with that others like it begin with too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// `1.`, `一、`, `（一）`, `①`.
    Number,
    /// `●`, `——`.
    Bullet(char),
    /// `问：`, `时间：`.
    Label,
}

fn sign(text: &str) -> Option<Sign> {
    let first = text.chars().next()?;
    if BULLETS.contains(first) {
        return Some(Sign::Bullet(first));
    }
    if is_number(text) { Some(Sign::Number) } else { is_label(text).then_some(Sign::Label) }
}

/// Brackets before and behind the numbers of items and notes.
const BRACKETS: (&str, &str) = ("（([［〔【", "）)]］〕】");

fn is_number(text: &str) -> bool {
    let open = text.strip_prefix(|c| BRACKETS.0.contains(c));
    let inside = open.map_or(text, |inside| inside.trim_start_matches('注'));
    let digits = inside.chars().take_while(char::is_ascii_digit).count();
    let numerals = inside.chars().take_while(|c| NUMERALS.contains(*c)).count();
    let figures = digits.max(numerals);
    let mut rest = inside.chars().skip(figures);
    let (end, next) = (rest.next(), rest.next());
    let ends = |signs: &str| end.is_some_and(|c| signs.contains(c));
    let is_ended = match open {
        Some(_) => ends(BRACKETS.1),
        None => {
            ends("、．") || is_part(text) || digits > 0 && ends(".)）") && !next.is_some_and(|c| c.is_ascii_digit())
        }
    };
    ('①'..='⑳').contains(&text.chars().next().unwrap_or(' ')) || (1..=3).contains(&figures) && is_ended
}

/// `1.1 总则`.
fn is_part(text: &str) -> bool {
    let figures = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - figures.len()];
    number.contains('.') && !number.starts_with('.') && figures.starts_with([' ', '\u{3000}'])
}

fn is_label(text: &str) -> bool {
    let name: String = text.chars().take(LABEL + 1).take_while(|c| !matches!(c, '：' | ':')).collect();
    let colon = text[name.len()..].chars().next();
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | ' ' | '\u{3000}'));
    is_name && matches!(colon, Some('：' | ':')) && !text[name.len()..].starts_with("://")
}

/// Looks at the lines of a block, of which the letters at `begins` begin all but the first; the source begins at byte `start`.
pub(super) fn check(
    kind: BlockKind,
    letters: &[Letter],
    begins: &[usize],
    (source, start): (&str, usize),
) -> Option<Diagnostic> {
    let starts = std::iter::once(0).chain(begins.iter().copied());
    let ends = begins.iter().copied().chain(std::iter::once(letters.len()));
    let line = |(from, to)| Some(Line::new(letters.get(from..to)?, source, start));
    // A line that holds but a note to colleagues is none.
    let lines: Vec<Line<'_>> = starts.zip(ends).filter_map(line).filter(|line| !line.text.is_empty()).collect();
    let lazy = match kind {
        BlockKind::Quote => {
            let greater = lines.iter().find(|line| line.is_more_than()).map(more_than);
            greater.or_else(|| lines.iter().skip(1).find(|line| !line.before.contains('>')).map(in_quotation))
        }
        BlockKind::Item => {
            let further = lines.iter().skip(1);
            let lazy = further.clone().find(|line| !belongs_to_item(line)).map(in_item);
            lazy.or_else(|| further.filter(|line| line.sign() == Some(Sign::Number)).map(below_item).next())
        }
        _ => None,
    };
    lazy.or_else(|| if kind == BlockKind::Item { None } else { pasted(kind, &lines) })
}

/// `>50岁的人`: what was meant for "more than" is the mark of a quotation.
fn more_than(line: &Line<'_>) -> Diagnostic {
    let message = "the `>` before this figure is the mark of a pull quote here, and does not print";
    Diagnostic::warning("article/stray", message)
        .at(line.place())
        .hint("write `\\>` where it means more than, or a blank behind it where a pull quote is meant")
}

fn belongs_to_item(line: &Line<'_>) -> bool {
    let blanks = line.before.rsplit('>').next().unwrap_or_default().len();
    // One blank belongs to the mark of a quotation.
    blanks > usize::from(line.before.contains('>'))
}

fn in_quotation(line: &Line<'_>) -> Diagnostic {
    Diagnostic::warning("article/joined", "this line has no blank line above it and goes on in the quotation")
        .at(line.place())
        .hint("write a blank line above it, or `>` before it where it belongs to the quotation")
}

fn in_item(line: &Line<'_>) -> Diagnostic {
    Diagnostic::warning("article/joined", "this line has no blank line above it and goes on in the item of the list")
        .at(line.place())
        .hint("write a blank line above it, or two blanks before it where it belongs to the item")
}

/// `   1.1 细则`, which Markdown does not take for an item.
fn below_item(line: &Line<'_>) -> Diagnostic {
    Diagnostic::warning("article/joined", "this line begins no item of its own here and goes on in the one above")
        .at(line.place())
        .hint("end the line above with a backslash, or write a blank line above this one and no blanks before it")
}

/// Lines pasted from a text that parts paragraphs by line breaks alone.
fn pasted(kind: BlockKind, lines: &[Line<'_>]) -> Option<Diagnostic> {
    let first = lines.first()?;
    let all_end = lines.iter().all(|line| line.ends(STOPS))
        || lines.len() > 2 && lines.iter().all(|line| line.ends(STOPS) || line.ends(ANNOUNCING) || line.ends(PAUSES));
    let all_end = all_end || is_western(lines) && lines.iter().all(|line| line.ends(WESTERN_STOPS));
    let is_verse = lines.len() > 2 && lines.iter().all(|line| line.text.chars().count() <= SHORT);
    let is_doubtful = kind == BlockKind::Paragraph && (all_end || is_verse && !(is_wrapped(lines) && is_torn(lines)));
    let may_be_wrapped = kind != BlockKind::Paragraph || is_wrapped(lines);
    let is_parallel = |above: &Line<'_>, line: &Line<'_>| {
        kind == BlockKind::Paragraph && !above.ends(PAUSES) && parallel::are_parallel(&above.text, &line.text)
    };
    let is_sure = |pair: &&[Line<'_>]| begins_anew(first, &pair[0], &pair[1]) || is_parallel(&pair[0], &pair[1]);
    let is_own = |pair: &&[Line<'_>]| is_sure(pair) || is_doubtful || !may_be_wrapped && !pair[0].ends(PAUSES);
    let own: Vec<&[Line<'_>]> = lines.windows(2).filter(is_own).collect();
    let place = own.first()?[1].place();
    let message = match own.len() {
        1 => message!("this line has no blank line above it and goes on in the paragraph"),
        lines => {
            message!("this line and others, {} in all, have no blank line above them and go on in the paragraph", lines)
        }
    };
    // Two sentences may be parted by their writer; three lines that each end one are as many paragraphs, or a verse.
    let finding = match own.iter().any(is_sure) || is_doubtful && lines.len() > 2 {
        true => Diagnostic::warning("article/joined", message),
        false => Diagnostic::note("article/joined", message),
    };
    let hint = "write a blank line above a paragraph of its own; for a new line within the paragraph end the line above with a backslash";
    Some(finding.at(place).hint(hint))
}

/// Half-widths of the widest line at least of a paragraph that a program wrapped: columns and mails hold twenty Chinese characters and more.
const FULL: usize = 40;
/// Half-widths that such lines differ by, since no mark stands first and no Western word is torn.
const RAGGED: usize = 8;

/// Lines at least by which narrow ones, as of a column, are known for wrapped, and their half-widths.
const NARROW: (usize, usize) = (4, 20);

/// Whether the lines but the last are about as long as each other, as those of a paragraph that was wrapped. Lines of Western and Korean letters are
/// taken for such, since a blank parts them.
fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let width = |line: &Line<'_>| line.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widest = lines.iter().map(width).max().unwrap_or_default();
    let is_full = |ragged: usize| {
        let is_full = move |line: &Line<'_>| width(line) + ragged >= widest;
        lines.split_last().is_none_or(|(_, lines)| lines.iter().all(is_full))
    };
    is_western(lines) || widest >= FULL && is_full(RAGGED) || widest >= NARROW.1 && is_full(2) && is_torn(lines)
}

/// Whether most lines end within a sentence, as verses and lists do not.
fn is_torn(lines: &[Line<'_>]) -> bool {
    let marks = |c: char| STOPS.contains(c) || PAUSES.contains(c) || ANNOUNCING.contains(c);
    let torn = lines.iter().filter(|line| !line.text.ends_with(|c| marks(c) || CLOSING.contains(c))).count();
    lines.len() >= NARROW.0
        && torn * 2 > lines.len()
        && lines.iter().any(|line| line.text.trim_end_matches(marks).contains(marks))
}

/// Whether the lines have blanks between their words; Korean ones may hold Chinese characters.
fn is_western(lines: &[Line<'_>]) -> bool {
    let is_korean = |c: char| ('\u{AC00}'..='\u{D7A3}').contains(&c);
    let letters = || lines.iter().flat_map(|line| line.text.chars()).filter(|c| c.is_alphabetic());
    let foreign = letters().filter(|c| u32::from(*c) >= 0x2E80 && !is_korean(*c)).count();
    foreign == 0 || foreign * 3 < letters().filter(|c| is_korean(*c)).count()
}

/// Whether a line begins a paragraph by its signs, after the line before it.
fn begins_anew(first: &Line<'_>, before: &Line<'_>, line: &Line<'_>) -> bool {
    let is_ended = before.ends(STOPS) || before.ends(ANNOUNCING);
    let is_like = |sign| first.sign() == Some(sign) || before.sign() == Some(sign);
    let has_sign = line.sign().is_some_and(|sign| is_ended && sign != Sign::Label || is_like(sign));
    let is_indented = line.is_indented() && (line.is_wide() || first.is_indented() || is_ended);
    has_sign || is_indented || is_day(&line.text) || before.text.ends_with("此致")
}

/// `2026年3月11日`, `二〇二六年三月` alone, as below a signature.
fn is_day(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || NUMERALS.contains(c) || "〇零年月日 ".contains(c);
    text.contains('年') && text.ends_with(['月', '日']) && text.chars().all(is_part)
}
