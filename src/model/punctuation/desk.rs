//! Words for colleagues, and signs in the place of figures, that were left in a text and would print.

use std::ops::Range;

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::input::{before_end, is_wire_sign, names_editors};
use crate::message;

use super::{Letter, is_han, place};

/// What findings of it are called.
pub(super) const CODE: &str = "text/for-desk";
/// Brackets in which desks write to one another.
const BRACKETS: &[(char, char)] = &[('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('［', '］')];
/// The longest note in brackets that is looked at.
const LONGEST: usize = 30;
/// What is said to colleagues alone, in brackets.
const ASKED: &[&str] = &[
    "待核",
    "待补",
    "待補",
    "待改",
    "待查实",
    "待查證",
    "待查证",
    "需核实",
    "需核對",
    "需核对",
    "需核實",
    "请核",
    "請核",
    "再核",
    "核一下",
    "可删",
    "可刪",
    "勿删",
    "请编辑",
    "请责编",
    "编辑注意",
    "编辑请",
    "此处插",
    "此处补",
    "此处加",
    "此处填",
];
/// Before such words, a sentence to readers says of a thing that it is not known yet: 有待核实.
const STILL: &[char] = &['有', '尚', '仍', '还', '還', '亟', '均', '都', '等'];
/// How a count of the manuscript's characters begins.
const COUNTS: &[&str] = &["字数", "字數"];
/// Who is spoken to, at the beginning of a line, and what such a line asks.
const CALLS: &[&str] = &["@", "＠", "//", "／／"];
const REQUESTS: &[&str] = &["请核", "请补", "请改", "请删", "请确认", "请查", "待核", "待补", "請核", "請補"];
/// Signs that stand for figures nobody had yet.
const BLANKS: &[char] = &['X', 'Ｘ', '×', '╳', '●', '？', '?'];
/// What follows a quantity; behind the last two more characters make another word of it.
const UNITS: &[char] = &['万', '亿', '萬', '億', '元', '吨', '噸', '亩', '畝', '%', '％', '岁', '歲', '户', '人', '名'];
const ALONE: &[char] = &['元', '户', '人', '名'];

/// All that a text says to colleagues.
pub(super) fn check(letters: &[Letter]) -> Diagnostics {
    let signs: Vec<char> = letters.iter().map(|letter| letter.c).collect();
    let told = |at: Range<usize>, what: &dyn Fn(String) -> Message, hint: &'static str| {
        let words: String = signs[at.clone()].iter().collect();
        Diagnostic::warning(CODE, what(words)).at(place(letters, at.start, at.end)).hint(hint)
    };
    let speaks = |words| message!("`{}` speaks to colleagues, and it would print", words);
    let stands = |words| message!("`{}` stands in the place of a figure, and it would print", words);
    let notes = in_brackets(&signs).into_iter().chain(lines(&signs));
    let notes = notes.map(|at| {
        told(at, &speaks, "settle it and take it out; in an article, what no reader is to see stands in `<!-- … -->`")
    });
    let blanks = blanks(&signs);
    let lost = lost(&signs).into_iter().filter(|at| !blanks.iter().any(|blank| blank.start == at.start));
    let gone = |words| message!("`{}` stands where characters were lost, and it would print", words);
    let lost: Diagnostics =
        lost.map(|at| told(at, &gone, "look them up in the manuscript and write them in its place")).collect();
    let blanks = blanks.into_iter().map(|at| told(at, &stands, "write the figure in its place"));
    notes.chain(blanks).chain(lost).collect()
}

/// What findings of last lines are called.
const END_LINE: &str = "text/end-line";
/// Names of editors and marks of the end below the last sentence of a text, line by line; signs of wires wherever they stand.
pub(super) fn at_the_end(units: &[Vec<Letter>]) -> Diagnostics {
    let text = |unit: &[Letter]| unit.iter().map(|letter| letter.c).collect::<String>();
    let told = |unit: &[Letter], start: usize, what: fn(String) -> Message| {
        let all = text(unit);
        let words: String = all.chars().skip(start).collect();
        let begin = start + words.chars().take_while(|c| c.is_whitespace()).count();
        let at = place(unit, begin, all.trim_end().chars().count());
        let finding = Diagnostic::note(END_LINE, what(words.trim().to_owned())).at(at);
        finding.hint("take it out, unless readers are to see it")
    };
    let signs = units.iter().filter(|unit| is_wire_sign(text(unit).trim())).map(|unit| told(unit, 0, end_mark));
    let mut found: Diagnostics = signs.collect();
    let last = units.iter().rev().skip_while(|unit| is_wire_sign(text(unit).trim()));
    for unit in last {
        let Some(start) = before_last_words(&text(unit)) else { break };
        let is_editors = names_editors(text(unit).chars().skip(start).collect::<String>().trim());
        found.push(told(unit, start, if is_editors { editors } else { end_mark }));
        if start > 0 {
            break;
        }
    }
    found
}

fn end_mark(words: String) -> Message {
    message!("`{}` is the end mark of a manuscript, and it would print", words)
}

fn editors(words: String) -> Message {
    message!("`{}` names editors below a text, and it would print", words)
}

/// The letters of a paragraph before what no reader needs: none before a line that is nothing else. `（全文完）` is said to readers too.
fn before_last_words(text: &str) -> Option<usize> {
    if names_editors(text.trim()) {
        return is_of_text(text).then_some(0);
    }
    before_end(text).filter(|_| !text.contains("全文") && !text.contains("本文完"))
}

/// Whether a line begins with who edited the words; who planned and drew a special page is named to its readers.
fn is_of_text(line: &str) -> bool {
    let begin: String = line.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().take(4).collect();
    ["编辑", "責編", "责编", "編輯", "校对", "校對", "编审", "審", "审", "签发"].iter().any(|word| begin.contains(word))
}

/// What texts become that were read in the wrong encoding.
const GARBLED: &[&str] = &["锟斤拷", "烫烫烫", "屯屯屯屯", "ï¿½", "â€œ", "â€"];
/// Words of questions, after which `？？？` asks.
const ASKING: &str = "吗呢吧么啊嘛呀嗎麼谁誰哪何怎几幾啥咋否多岂豈难難不没沒";
/// Where a clause begins.
const CLAUSE_ENDS: &str = "。！；，、：\n“‘「『";
/// Marks of question that stand for lost characters at least: within a clause, and at its end.
const WITHIN: usize = 3;
const AT_END: usize = 4;

/// Characters that an encoding lost: `金额？？？？`, `锟斤拷`.
fn lost(signs: &[char]) -> Vec<Range<usize>> {
    let is_mark = |at: usize| signs.get(at).is_some_and(|c| matches!(c, '？' | '?'));
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let marks = (at..signs.len()).take_while(|at| is_mark(*at)).count();
        let is_lost = marks >= WITHIN && stands_for_words(signs, at..at + marks);
        let length = garbled(&signs[at..]).or(is_lost.then_some(marks));
        found.extend(length.map(|length| at..at + length));
        at += length.unwrap_or(marks).max(1);
    }
    found
}

/// Whether marks of question behind a word ask nothing: the clause before them does not, and they are more than anybody types or a word follows.
fn stands_for_words(signs: &[char], marks: Range<usize>) -> bool {
    let clause = || signs[..marks.start].iter().rev().take(LONGEST).take_while(|c| !CLAUSE_ENDS.contains(**c));
    let is_within = signs.get(marks.end).is_some_and(|c| c.is_alphanumeric());
    clause().next().is_some_and(|c| c.is_alphanumeric())
        && (marks.len() >= AT_END || is_within)
        && !clause().any(|c| ASKING.contains(*c))
}

fn garbled(signs: &[char]) -> Option<usize> {
    let begins =
        |words: &&&str| words.chars().zip(signs).filter(|(c, sign)| c == *sign).count() == words.chars().count();
    GARBLED.iter().find(begins).map(|words| words.chars().count())
}

/// Notes in brackets, with them.
fn in_brackets(signs: &[char]) -> Vec<Range<usize>> {
    let note = |open: usize| {
        let (_, close) = BRACKETS.iter().find(|(known, _)| *known == signs[open])?;
        let inner = &signs[open + 1..];
        let length = inner.iter().take(LONGEST + 1).position(|c| c == close)?;
        let words: String = inner[..length].iter().collect();
        is_note(words.trim()).then_some(open..open + length + 2)
    };
    (0..signs.len()).filter_map(note).collect()
}

fn is_note(words: &str) -> bool {
    let is_asked = |phrase: &&&str| {
        words
            .match_indices(**phrase)
            .any(|(at, _)| !words[..at].chars().next_back().is_some_and(|c| STILL.contains(&c)))
    };
    let is_doubt = words.chars().count() > 1 && words.chars().all(|c| matches!(c, '？' | '?'));
    // `（字数不限）` is said to readers.
    let counts = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || "：:约約 ".contains(c));
    is_doubt
        || COUNTS.iter().filter_map(|count| words.strip_prefix(count)).any(counts)
        || ASKED.iter().any(|phrase| is_asked(&phrase))
}

/// Lines that call a colleague and ask something: `@王强 请核实`.
fn lines(signs: &[char]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in signs.split(|c| *c == '\n') {
        let words: String = line.iter().collect();
        let is_call = CALLS.iter().any(|call| words.trim_start().starts_with(call));
        if is_call && line.len() <= LONGEST && REQUESTS.iter().any(|asked| words.contains(asked)) {
            found.push(start..start + line.len());
        }
        start += line.len() + 1;
    }
    found
}

/// Two signs and more before a unit of quantity: XXX万元. A masked name or a size has none behind it, and behind a figure they are a part of a number.
fn blanks(signs: &[char]) -> Vec<Range<usize>> {
    let is_blank = |at: usize| signs.get(at).is_some_and(|c| BLANKS.contains(c));
    let starts = (0..signs.len()).filter(|at| is_blank(*at) && !at.checked_sub(1).is_some_and(is_blank));
    let run = |start: usize| {
        let end = (start..signs.len()).find(|at| !is_blank(*at) && signs[*at] != '.')?;
        let before = start.checked_sub(1).map(|at| signs[at]);
        let is_part = before.is_some_and(|c| c.is_ascii_alphanumeric());
        let goes_on = signs.get(end + 1).is_some_and(|c| is_han(*c));
        let is_unit = UNITS.contains(&signs[end]) && !(ALONE.contains(&signs[end]) && goes_on);
        (end - start > 1 && is_unit && !is_part).then_some(start..end + 1)
    };
    starts.filter_map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;

    fn letters(text: &str) -> Vec<Letter> {
        text.chars().map(|c| Letter { c, span: Span::default() }).collect()
    }

    #[test]
    fn notes_to_colleagues_are_told_and_words_to_readers_are_not() {
        for (text, note) in [
            ("全市共有236人（待核）参加。", "（待核）"),
            ("[待核]人数236人", "[待核]"),
            ("【待补】", "【待补】"),
            ("（此处需核实）", "（此处需核实）"),
            ("（编辑：此段可删）", "（编辑：此段可删）"),
            ("（字数：856）", "（字数：856）"),
            ("@王强 请核实", "@王强 请核实"),
            ("//请核实", "//请核实"),
            ("投资XXX万元。", "XXX万"),
            ("投资×××万元。", "×××万"),
            ("参会XX人，", "XX人"),
            ("增长XX.X%", "XX.X%"),
            ("约？？万元", "？？万"),
            ("日期（？？）", "（？？）"),
            ("金额？？？？", "？？？？"),
            ("金额????，另付", "????"),
            ("王？？？说", "？？？"),
            ("他说锟斤拷好", "锟斤拷"),
            ("这是真的吗？？？？", ""),
            ("到底去不去？？？？你说", ""),
            ("“？？？？”他打出一串问号", ""),
            ("（这一说法有待核实）", ""),
            ("该消息尚待核实。", ""),
            ("（待续）", ""),
            ("（字数不限）", ""),
            ("时间（待定）", ""),
            ("（责任编辑：王强）", ""),
            ("（记者 王强）", ""),
            ("李××、张XX被判刑", ""),
            ("××人寿保险公司", ""),
            ("XX染色体", ""),
            ("尺寸为3××元素", ""),
            ("20XX年", ""),
            ("真的吗？？？", ""),
            ("@王强 的微博", ""),
            ("衣服XXL码", ""),
            ("关注@临澜发布，请核对号码", ""),
        ] {
            let found = check(&letters(text));
            let told: Vec<String> = found.iter().map(|finding| finding.message.to_string()).collect();
            let expected = !note.is_empty();
            assert_eq!(told.len(), usize::from(expected), "{text}: {told:?}");
            assert!(told.iter().all(|said| said.contains(&format!("`{note}`"))), "{text}: {told:?}");
        }
    }
}
