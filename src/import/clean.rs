//! Cleaning: named rules over the letters of a block, each counted and each to be switched off.

use super::draft::{Draft, Look, Run, is_invisible};

/// A letter with the number of its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    c: char,
    run: usize,
}

/// A rule: it changes letters and says how many times.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Name, as `--keep` takes it.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    change: fn(&mut Vec<Letter>) -> usize,
}

/// All rules, in the order they work.
pub const RULES: &[Rule] = &[
    Rule {
        name: "invisible",
        meaning: "takes zero-width and control characters away; a no-break space is a space",
        change: invisible,
    },
    Rule {
        name: "width",
        meaning: "makes full-width digits and letters ordinary ones, and the marks within a number with them",
        change: |letters| width(letters),
    },
    Rule { name: "indent", meaning: "takes blanks at the start of a line away, full-width ones too", change: indent },
    Rule { name: "trailing", meaning: "takes blanks at the end of a line away", change: trailing },
    Rule { name: "spaces", meaning: "makes several spaces one", change: spaces },
    Rule {
        name: "ellipsis", meaning: "makes ... and 。。。 and a single … beside Chinese ……", change: ellipsis
    },
    Rule { name: "dash", meaning: "makes -- beside Chinese ——", change: dash },
    Rule {
        name: "quotes",
        meaning: "makes straight quotes around or beside Chinese “” and ‘’",
        change: |letters| quotes(letters),
    },
    Rule {
        name: "punctuation",
        meaning: "makes half-width , . : ; ? ! ( ) beside Chinese full-width",
        change: punctuation,
    },
];

/// Cleans all texts of a draft; returns the rules that changed something, with how often.
pub(super) fn clean(draft: &mut Draft, keep: &[String]) -> Vec<(&'static str, usize)> {
    let active: Vec<&Rule> = RULES.iter().filter(|rule| !keep.iter().any(|name| name == rule.name)).collect();
    let mut counts = vec![0; active.len()];
    let mut apply = |letters: &mut Vec<Letter>| {
        for (rule, count) in active.iter().zip(&mut counts) {
            *count += (rule.change)(letters);
        }
    };
    for block in &mut draft.blocks {
        block.runs = changed(&block.runs, &mut apply);
    }
    let captions = draft.pictures.iter_mut().map(|picture| &mut picture.caption);
    for text in draft.front.texts_mut().into_iter().map(|(_, text)| text).chain(captions) {
        let mut letters = text.chars().map(|c| Letter { c, run: 0 }).collect();
        apply(&mut letters);
        *text = letters.iter().map(|letter| letter.c).collect();
    }
    active.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(rule, count)| (rule.name, count)).collect()
}

/// Runs after their letters were changed as one text.
fn changed(runs: &[Run], apply: &mut impl FnMut(&mut Vec<Letter>)) -> Vec<Run> {
    let mut letters: Vec<Letter> =
        runs.iter().enumerate().flat_map(|(run, it)| it.text.chars().map(move |c| Letter { c, run })).collect();
    apply(&mut letters);
    let mut out: Vec<Run> =
        runs.iter().map(|run| Run { text: String::new(), look: Look { ..run.look.clone() } }).collect();
    for letter in letters {
        out[letter.run].text.push(letter.c);
    }
    out
}

/// Chinese characters, and kana with them.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3105}'..='\u{312F}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Chinese characters and the marks set with them.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

fn at(letters: &[Letter], place: Option<usize>) -> Option<char> {
    place.and_then(|place| letters.get(place)).map(|letter| letter.c)
}

fn is_han_at(letters: &[Letter], place: Option<usize>) -> bool {
    at(letters, place).is_some_and(is_han)
}

fn is_wide_at(letters: &[Letter], place: Option<usize>) -> bool {
    at(letters, place).is_some_and(is_wide)
}

/// Sets a letter and counts the change.
fn set(letter: &mut Letter, c: char) -> usize {
    let changes = letter.c != c;
    letter.c = c;
    usize::from(changes)
}

/// Keeps the letters a rule keeps by their place; counts the others.
fn retain(letters: &mut Vec<Letter>, keep: impl Fn(&[Letter], usize) -> bool) -> usize {
    let kept: Vec<Letter> = (0..letters.len()).filter(|&at| keep(letters, at)).map(|at| letters[at]).collect();
    let count = letters.len() - kept.len();
    *letters = kept;
    count
}

fn invisible(letters: &mut Vec<Letter>) -> usize {
    let spaces: usize = letters
        .iter_mut()
        .filter(|letter| matches!(letter.c, '\u{A0}' | '\u{202F}' | '\u{2002}'..='\u{200A}' | '\t'))
        .map(|letter| set(letter, ' '))
        .sum();
    spaces + retain(letters, |letters, at| !is_invisible(letters[at].c))
}

fn is_full_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Full-width digits and letters become ordinary ones, and the marks within a number with them.
fn width(letters: &mut [Letter]) -> usize {
    let ordinary = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let by: Vec<char> =
        (0..letters.len()).map(|place| number_mark(letters, place).unwrap_or(ordinary(letters[place].c))).collect();
    letters.iter_mut().zip(by).map(|(letter, c)| set(letter, c)).sum()
}

/// What a mark inside a full-width number becomes.
fn number_mark(letters: &[Letter], place: usize) -> Option<char> {
    let full = |place: Option<usize>| at(letters, place).is_some_and(is_full_digit);
    let digit = |place: Option<usize>| at(letters, place).is_some_and(|c| is_full_digit(c) || c.is_ascii_digit());
    let (before, next) = (place.checked_sub(1), Some(place + 1));
    let within = full(before) && full(next);
    match letters[place].c {
        '．' if digit(before) && digit(next) => Some('.'),
        '％' if digit(before) => Some('%'),
        '：' if within => Some(':'),
        '／' if within => Some('/'),
        '－' if within => Some('-'),
        '－' if full(next) && !digit(before) && before.is_none_or(|before| !is_han(letters[before].c)) => Some('-'),
        // Thousands are in groups of three; a comma between other numbers parts them.
        '，' if within && (1..=3).all(|step| full(Some(place + step))) && !full(Some(place + 4)) => Some(','),
        _ => None,
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\t' | '\u{A0}')
}

fn indent(letters: &mut Vec<Letter>) -> usize {
    let mut in_text = false;
    let inner: Vec<bool> = letters
        .iter()
        .map(|letter| {
            in_text = letter.c != '\n' && (in_text || !is_blank(letter.c));
            in_text || letter.c == '\n'
        })
        .collect();
    retain(letters, |_, at| inner[at])
}

fn trailing(letters: &mut Vec<Letter>) -> usize {
    letters.reverse();
    let count = indent(letters);
    letters.reverse();
    count
}

fn spaces(letters: &mut Vec<Letter>) -> usize {
    retain(letters, |letters, place| letters[place].c != ' ' || at(letters, place.checked_sub(1)) != Some(' '))
}

/// Runs of a letter: where each begins and ends.
fn runs_of(letters: &[Letter], c: char) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for place in (0..letters.len()).filter(|&place| letters[place].c == c) {
        match runs.last_mut() {
            Some(last) if last.1 == place => last.1 = place + 1,
            _ => runs.push((place, place + 1)),
        }
    }
    runs
}

/// Replaces runs of `c` beside Chinese by two of `by`, when there are `least` or more and not already two of the same.
fn doubled(letters: &mut Vec<Letter>, c: char, least: usize, by: char) -> usize {
    let mut out = Vec::with_capacity(letters.len());
    let mut done = 0;
    let mut count = 0;
    for (from, to) in runs_of(letters, c) {
        let beside = is_wide_at(letters, from.checked_sub(1)) || is_wide_at(letters, Some(to));
        // Four dots of an ellipsis, or six, are longer pauses somebody meant.
        let is_right = c == by && (to - from).is_multiple_of(2);
        if to - from >= least && !is_right && (beside || is_wide(c)) {
            out.extend_from_slice(&letters[done..from]);
            out.extend([Letter { c: by, run: letters[from].run }; 2]);
            done = to;
            count += 1;
        }
    }
    out.extend_from_slice(&letters[done..]);
    *letters = out;
    count
}

fn ellipsis(letters: &mut Vec<Letter>) -> usize {
    doubled(letters, '.', 3, '…') + doubled(letters, '。', 3, '…') + doubled(letters, '…', 1, '…')
}

fn dash(letters: &mut Vec<Letter>) -> usize {
    doubled(letters, '-', 2, '—')
}

fn quotes(letters: &mut [Letter]) -> usize {
    paired(letters, '"', ['“', '”']) + paired(letters, '\'', ['‘', '’'])
}

/// Straight quotes in pairs: curled where Chinese stands within or beside.
fn paired(letters: &mut [Letter], straight: char, curled: [char; 2]) -> usize {
    let is_apostrophe = |place: usize| {
        let letter = |place: Option<usize>| at(letters, place).is_some_and(|c| c.is_ascii_alphanumeric());
        straight == '\'' && letter(place.checked_sub(1)) && letter(Some(place + 1))
    };
    let places: Vec<usize> =
        (0..letters.len()).filter(|&place| letters[place].c == straight && !is_apostrophe(place)).collect();
    let mut count = 0;
    for pair in places.chunks_exact(2) {
        let (open, close) = (pair[0], pair[1]);
        let outside = is_wide_at(letters, open.checked_sub(1)) || is_wide_at(letters, Some(close + 1));
        if outside || letters[open..close].iter().any(|letter| is_wide(letter.c)) {
            count += set(&mut letters[open], curled[0]) + set(&mut letters[close], curled[1]);
        }
    }
    count
}

fn punctuation(letters: &mut Vec<Letter>) -> usize {
    let brackets = brackets(letters);
    let mut count = brackets;
    for place in 0..letters.len() {
        let by = match letters[place].c {
            ',' => '，',
            ':' => '：',
            ';' => '；',
            '?' => '？',
            '!' => '！',
            '.' => '。',
            _ => continue,
        };
        if belongs(letters, place) {
            count += set(&mut letters[place], by);
        }
    }
    // The space typed behind a half-width mark has no place behind a full-width one.
    if count > brackets {
        retain(letters, |letters, place| {
            let behind = at(letters, place.checked_sub(1)).is_some_and(|c| "，：；？！。".contains(c));
            letters[place].c != ' ' || !behind
        });
    }
    count
}

/// Whether a half-width mark belongs to Chinese text: Chinese stands before it, or a number or word before and Chinese behind.
fn belongs(letters: &[Letter], place: usize) -> bool {
    let mark = letters[place].c;
    let next = (place + 1..letters.len()).find(|&next| letters[next].c != ' ');
    let before = is_wide_at(letters, place.checked_sub(1));
    let word = |place: Option<usize>| at(letters, place).is_some_and(|c| c.is_ascii_alphanumeric());
    match mark {
        // A point behind Chinese ends a sentence unless a name such as `文件.docx` goes on.
        '.' => before && !word(Some(place + 1)) && at(letters, Some(place + 1)) != Some('.'),
        // A clock and a ratio stand between digits only.
        _ => before || (word(place.checked_sub(1)) && is_han_at(letters, next)),
    }
}

/// Brackets in pairs: full-width where Chinese stands within or beside.
fn brackets(letters: &mut [Letter]) -> usize {
    let mut open = Vec::new();
    let mut count = 0;
    for place in 0..letters.len() {
        match letters[place].c {
            '(' => open.push(place),
            ')' => {
                let Some(start) = open.pop() else { continue };
                let within = is_wide_at(letters, Some(start + 1)) || is_wide_at(letters, place.checked_sub(1));
                let beside = is_wide_at(letters, start.checked_sub(1)) || is_wide_at(letters, Some(place + 1));
                if within || beside {
                    count += set(&mut letters[start], '（') + set(&mut letters[place], '）');
                }
            }
            _ => {}
        }
    }
    count
}
