//! What a break between two characters of a headline costs by sense.
//!
//! Costs are in thousandths of the type size an editor would give up rather than break there. Words are cut by `words`; a dictionary alone will not do, as a
//! third of the breaks an editor makes lie inside its words (人民|政府) and a quarter of its boundaries tear (市|财政局), so that rules say what clings to what.

use std::collections::BTreeSet;

use crate::words::{
    AFTER_HOUSE_NUMBERS, COUNTED_BY_PIECE, DATE_UNITS, DECIMAL_UNITS, DIRECTIONS, Kind, LONG_UNITS, PARTICLES,
    QUANTITY_ADVERBS, SUFFIXES, UNITS, cut, is_digit, is_foreign, is_numeral, is_one_of, is_word,
};

use super::parts::{Part, Parts, Side, is_bound_forward};

/// A break that is never made.
const NEVER: i32 = 900;
/// A break inside a word.
const IN_WORD: i32 = 500;
/// Before a particle.
const PARTICLE: i32 = 500;
/// Between a character and the word it clings to.
const CLINGS: i32 = 400;
/// Between a number and what it counts.
const COUNTED: i32 = 450;
/// After a preposition or conjunction, or after a character of which nobody knows where it belongs.
const LINKED: i32 = 300;
/// Within a name: 市政府 after the name of a town may well be its last character and 政府.
const NAMED: i32 = 250;
/// Two characters that make an idiom with the two before.
const IDIOM: i32 = 200;
/// Between the halves of a long word of which only one is a word.
const HALF: i32 = 150;
/// Between those of one of which none is.
const TORN: i32 = 350;
/// Halves that the dictionary has as words, but that end others: 历史学家.
const BOUND_HALVES: [&str; 4] = ["学家", "主义", "分子", "员会"];
/// Houses that are called by two characters and their kind, which is part of the name: 清华大学.
const HOUSES: [&str; 8] = ["大学", "学院", "中学", "小学", "医院", "银行", "集团", "公司"];
/// Inside a quotation of up to [`SHORT_QUOTE`] characters, and inside a longer one.
const QUOTED: (i32, i32) = (250, 100);
/// So many characters between quotes are a name.
const SHORT_QUOTE: usize = 4;
/// Between a noun and the verb with which an institution's name begins: 动物|保护站.
const INSTITUTION: i32 = 100;
/// At a pause; a line ends nowhere better.
const PAUSE: i32 = -250;
/// Where two ways through the dictionary are as good, a boundary of one of them costs this much,
const DOUBT: i32 = 200;
/// less so much for each sixteenth of a logarithm by which it is the better one,
const DOUBT_STEP: i32 = 5;
/// up to this margin.
const DOUBT_MARGIN: i32 = 40;

/// The cost of a break before each character of a text; the first has none.
pub(super) fn costs(text: &str, own: &BTreeSet<String>) -> Vec<i32> {
    let cut = cut(text, own);
    let parts = Parts::of(&cut);
    let mut costs = vec![0; cut.chars.len()];
    for (at, word) in cut.words.iter().enumerate() {
        for (place, cost) in costs.iter_mut().enumerate().take(word.end).skip(word.start + 1) {
            // A particle begins no line, whatever word it may be part of.
            // Neither does 之 or 不 end one.
            let is_bound = matches!(cut.chars[place - 1], '之' | '不');
            let is_known = word.kind != Kind::Unknown && !PARTICLES.contains(cut.chars[place]) && !is_bound;
            *cost = doubted(inside(&parts, at, place), cut.margins[place], is_known);
        }
        if at > 0 {
            let cost = between(&parts, at);
            costs[word.start] =
                if is_after_of(&parts, at) { cost } else { doubted(cost, cut.margins[word.start], false) };
        }
    }
    quote(&cut.chars, &mut costs);
    costs
}

/// Whether the word before `at` is 之间 or its like, whose 间 begins no other word.
fn is_after_of(parts: &Parts<'_>, at: usize) -> bool {
    parts.parts[at - 1] == Part::Localiser && parts.first(at - 1) == '之'
}

/// A cost where the dictionary has two ways: a tear may be none, and a boundary may tear.
fn doubted(cost: i32, margin: i32, is_inside: bool) -> i32 {
    let doubt = DOUBT - DOUBT_STEP * margin.clamp(-DOUBT_MARGIN, DOUBT_MARGIN);
    match cost {
        NEVER.. | ..0 => cost,
        _ if margin.abs() >= DOUBT_MARGIN => cost,
        _ if is_inside => cost.min(doubt),
        _ if margin > -DOUBT_MARGIN => cost + doubt.max(0),
        _ => cost,
    }
}

/// The cost of a break inside the word `at`, before the character `place`.
fn inside(parts: &Parts<'_>, at: usize, place: usize) -> i32 {
    let (word, text) = (&parts.cut.words[at], parts.word(at));
    let (left, right) = text.split_at(place - word.start);
    if parts.parts[at] == Part::Number || text.iter().any(char::is_ascii_alphanumeric) {
        return NEVER;
    }
    if word.kind == Kind::Unknown {
        return if left.len() == 1 && text.len() == 2 && SUFFIXES.contains(left[0]) { NAMED } else { IN_WORD };
    }
    let is_foreign_name = text.len() > 3 && is_foreign(text);
    // A name of a person is whole, whatever its halves are: 穆罕默德, 欧阳海燕.
    if matches!(word.kind, Kind::Own | Kind::Person) || left.len() < 2 || right.len() < 2 || is_foreign_name {
        return IN_WORD;
    }
    let is_ended = text.len() == 4 && is_word(&text[..3]) && (SUFFIXES.contains(right[1]) || is_foreign(&text[..3]));
    match (word.kind, usize::from(is_of_words(left)) + usize::from(is_of_words(right))) {
        (Kind::Idiom, 2) => IDIOM,
        (_, 2) if text.len() == 4 && is_one_of(right, &HOUSES) => NAMED,
        (_, 2) if is_one_of(right, &BOUND_HALVES) => TORN,
        (Kind::Phrase, 2) => 100,
        // A term of statistics or law is whole where it can be.
        (Kind::Proper, 2) if text.len() > 5 => HALF,
        (_, 2) => 80,
        // A name of a person or a country, or one in another language, is whole: 塞尔维亚, 澳大利亚.
        (Kind::Noun | Kind::Proper | Kind::Ending, 1) if text.len() == 4 && !is_ended => HALF,
        (_, 0) if text.len() > 4 => IN_WORD,
        _ => TORN,
    }
}

/// Whether a part of a word is made of words of two characters and more: 经济贸易大学.
fn is_of_words(text: &[char]) -> bool {
    is_word(text) || (2..text.len().saturating_sub(1)).any(|at| is_word(&text[..at]) && is_of_words(&text[at..]))
}

/// The cost of a break before the word `at`.
fn between(parts: &Parts<'_>, at: usize) -> i32 {
    let (left, right) = (parts.parts[at - 1], parts.parts[at]);
    match (left, right) {
        (Part::Open, _) | (_, Part::Pause | Part::Close | Part::Joint) => NEVER,
        // Parallel parts hold together more than sentences do.
        (Part::Pause, _) if parts.first(at - 1) == '、' => 0,
        (Part::Pause, _) => PAUSE,
        (Part::Dash, Part::Dash) => NEVER,
        (Part::Dash, _) => LINKED,
        (_, Part::Dash) => PAUSE,
        (Part::Joint, _) => CLINGS,
        (Part::Close, Part::Single) if parts.sides[at] != Side::After => begin(parts, at).max(LINKED) + 60,
        (Part::Close, _) => begin(parts, at) + 60,
        (_, Part::Open) => end(parts, at - 1) + 20,
        _ => bound(parts, at, end(parts, at - 1) + begin(parts, at)) + beside(parts, at),
    }
}

/// What it costs to end a line with the word `at`.
fn end(parts: &Parts<'_>, at: usize) -> i32 {
    match (parts.parts[at], parts.sides[at]) {
        (Part::Single, Side::Before) if SUFFIXES.contains(parts.first(at)) => 40,
        (Part::Single, Side::Before) => 10,
        (Part::Single, _) => CLINGS,
        (Part::Link, _) => LINKED,
        (Part::Particle, _) if parts.word(at) == ['之'] => LINKED,
        (Part::Adverb, _) => 100,
        _ => 0,
    }
}

/// What it costs to begin a line with the word `at`.
fn begin(parts: &Parts<'_>, at: usize) -> i32 {
    match (parts.parts[at], parts.sides[at]) {
        (Part::Particle, _) => PARTICLE,
        (Part::Localiser, _) => 150,
        (Part::Single, Side::Before) => CLINGS,
        (Part::Single, Side::Both) => LINKED,
        _ => 0,
    }
}

/// What binds the word `at` to the one before it, if that is more than `cost`.
fn bound(parts: &Parts<'_>, at: usize, cost: i32) -> i32 {
    let (before, word) = (parts.word(at - 1), parts.word(at));
    let (left, right) = (parts.parts[at - 1], parts.parts[at]);
    let last = before.last().copied().unwrap_or_default();
    let mut cost = cost;
    if left == Part::Number {
        // 二百 多种, where the dictionary has 多种.
        let has_unit = is_numeral(last) && (UNITS.contains(word[0]) || matches!(word[0], '多' | '余'));
        let is_long_unit =
            || LONG_UNITS.iter().any(|unit| unit.chars().eq(word.iter().take(unit.chars().count()).copied()));
        let is_single = matches!(before, [numeral] if is_numeral(*numeral) && !"百千万亿".contains(*numeral));
        cost = match right {
            _ if has_unit || is_single || is_long_unit() => cost.max(COUNTED),
            Part::Single => cost,
            // The first of them, the twelfth stage: what is counted off belongs to its number.
            Part::Noun if before[0] == '第' && is_numeral(last) => cost.max(CLINGS),
            _ => cost + 40,
        };
    }
    if right == Part::Number && is_one_of(before, &QUANTITY_ADVERBS) {
        cost = cost.max(LINKED);
    }
    let is_idiom = matches!(before, ['一', _]) && word.len() == 2 && "难不成再到如而之则".contains(word[0]);
    if left == Part::Number && is_idiom {
        cost = cost.max(IDIOM);
    }
    let has_date_unit = left == Part::Number || parts.sides[at - 1] == Side::Before;
    // At a headline's beginning a month may stand for itself (三月 二十家 …), but not before its day.
    let is_day = word.last().is_some_and(|last| DATE_UNITS.contains(*last));
    if right == Part::Number && has_date_unit && DATE_UNITS.contains(last) && (at > 1 || is_day) {
        cost = cost.max(CLINGS);
    }
    if right == Part::Number && goes_on(parts, at) {
        cost = cost.max(CLINGS);
    }
    if is_model(before, word) {
        cost = cost.max(NAMED);
    }
    if left == Part::Unknown && right == Part::Single && parts.sides[at] != Side::After || leads(parts, at) {
        cost = cost.max(CLINGS);
    }
    if is_by_piece(parts, at) {
        cost = cost.max(COUNTED);
    }
    if names_vessel(parts, at) {
        cost = cost.max(NAMED);
    }
    if right == Part::Unknown && SUFFIXES.contains(word[0]) && matches!(left, Part::Noun | Part::Unknown) {
        cost += HALF;
    }
    let is_place =
        left == Part::Unknown || parts.cut.words[at - 1].kind == Kind::Toponym || parts.sides[at - 1] == Side::Before;
    if is_place && right == Part::Noun && word.len() >= 3 && "市县省区镇乡村州".contains(word[0]) {
        cost += NAMED;
    }
    cost
}

/// Whether the word `at` says where the verb before it leads: 冰雪产业热 起来.
fn leads(parts: &Parts<'_>, at: usize) -> bool {
    let is_verb = matches!(parts.parts[at - 1], Part::Verb | Part::Adjective | Part::Single)
        || parts.cut.words[at - 1].kind == Kind::VerbalNoun;
    is_verb && is_one_of(parts.word(at), &DIRECTIONS)
}

/// Whether the word `at` is counted by the 个 before it and is a unit with it: 九个 月后.
fn is_by_piece(parts: &Parts<'_>, at: usize) -> bool {
    let chars = &parts.cut.chars;
    let start = parts.cut.words[at].start;
    let is_counted =
        start > 1 && chars[start - 1] == '个' && (is_numeral(chars[start - 2]) || "几多半".contains(chars[start - 2]));
    is_counted
        && COUNTED_BY_PIECE
            .iter()
            .any(|unit| unit.chars().eq(chars[start..].iter().copied().take(unit.chars().count())))
}

/// Whether a kind is named before Western letters: 甲型 H1N1.
fn is_model(before: &[char], word: &[char]) -> bool {
    matches!(before, [_, '型']) && word.first().is_some_and(char::is_ascii_alphabetic)
}

/// Whether the number `at` is that of a ship, a rocket or a probe whose name stands before it: 长征 十二号.
fn names_vessel(parts: &Parts<'_>, at: usize) -> bool {
    let chars = &parts.cut.chars;
    let end = (parts.cut.words[at].start..chars.len()).find(|at| !is_numeral(chars[*at])).unwrap_or(chars.len());
    parts.parts[at] == Part::Number
        && parts.parts[at - 1] == Part::Noun
        && parts.word(at - 1).len() == 2
        && parts.cut.words[at - 1].kind != Kind::Time
        && chars.get(end) == Some(&'号')
        && chars.get(end + 1).is_none_or(|next| !AFTER_HOUSE_NUMBERS.contains(*next))
}

/// Whether the number `at` and the unit before it are read in one breath with the number before that: 2小时40分, 9秒98, 3死5伤.
fn goes_on(parts: &Parts<'_>, at: usize) -> bool {
    let (unit, word) = (parts.word(at - 1), parts.word(at));
    let next = parts.parts.get(at + 1).map(|_| parts.first(at + 1));
    let is_of_time = unit == ['小', '时'] && next == Some('分') || unit == ['分', '钟'] && next == Some('秒');
    let is_decimal = matches!(unit, [unit] if DECIMAL_UNITS.contains(*unit))
        && word.len() <= 2
        && word.iter().all(|c| is_digit(*c))
        && next.is_none_or(|next| !UNITS.contains(next));
    let is_toll = unit == ['死'] && next == Some('伤');
    at > 1 && parts.parts[at - 2] == Part::Number && (is_of_time || is_decimal || is_toll)
}

/// What it costs to part the word `at` from the one before it where nothing binds them: a subject ends well, a compound less so.
fn beside(parts: &Parts<'_>, at: usize) -> i32 {
    let (left, right) = (parts.parts[at - 1], parts.parts[at]);
    let ends_name = parts.sides.get(at + 1) == Some(&Side::Before) && SUFFIXES.contains(parts.first(at + 1));
    match (left, right) {
        (Part::Noun, Part::Verb) if ends_name => INSTITUTION,
        (Part::Noun | Part::Unknown, Part::Verb) | (Part::Noun, Part::Adverb) => 0,
        (_, Part::Single) if parts.sides[at] == Side::After && is_bound_forward(parts.first(at)) => 0,
        // Thirty persons are one object, though a line may end with their number where it must.
        (Part::Single, Part::Noun) if counts(parts, at - 1) => 45,
        (Part::Verb, Part::Noun | Part::Unknown | Part::Number) => 50,
        (Part::Noun, Part::Noun) => 60,
        (Part::Adjective, Part::Noun) => 80,
        (Part::Adjective, Part::Verb) | (Part::Time, Part::Noun) => 30,
        (Part::Time, Part::Verb) | (Part::Particle, Part::Noun) | (Part::Noun, Part::Number) => 20,
        _ => 40,
    }
}

/// Whether the single `at` is what the number before it is counted in.
fn counts(parts: &Parts<'_>, at: usize) -> bool {
    at > 0
        && parts.parts[at - 1] == Part::Number
        && UNITS.contains(parts.first(at))
        && !DATE_UNITS.contains(parts.first(at))
}

/// Breaks inside quotes and brackets cost more, but for what is said: a quotation of several clauses breaks as other text does.
fn quote(chars: &[char], costs: &mut [i32]) {
    let mut open = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        match c {
            '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' => open.push(at),
            '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' => {
                let Some(start) = open.pop() else { continue };
                if chars[start..at].iter().any(|c| "，。；：！？".contains(*c)) {
                    continue;
                }
                let more = if at - start - 1 <= SHORT_QUOTE { QUOTED.0 } else { QUOTED.1 };
                costs[start + 1..=at].iter_mut().for_each(|cost| *cost += more);
            }
            _ => {}
        }
    }
}
