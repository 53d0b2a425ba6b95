//! Wires of agencies as they came over the line: IPTC 7901 and ANPA 1312. Header and trailer go to the report, the text becomes a draft.

use super::agency::{self, Item};
use super::draft::{Draft, Loss};
use super::{head, plain};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// IPTC 7901: `LLA0123 4 pol 0045`, of source, number, priority, category and words.
    Iptc,
    /// ANPA 1312: `a0123 reibx r i bc-ferry 03-12 0123`, of service, number, selector, priority, category, key, date and words.
    Anpa,
}

/// Control characters of both: start of header and text, end of text and transmission, idle.
const CONTROLS: [char; 5] = ['\u{1}', '\u{2}', '\u{3}', '\u{4}', '\u{16}'];

/// Lines in which a header is looked for.
const WITHIN: usize = 6;

/// The form of a text with a header of a wire.
pub(super) fn header(text: &str) -> Option<Form> {
    let has_start = text.trim_start_matches(['\u{16}', ' ', '\n', '\u{FEFF}']).starts_with('\u{1}');
    let by_line = text.lines().take(WITHIN).find_map(|line| form(line.trim_matches(is_idle)));
    // Only ANPA has signs for typesetting machines.
    let is_marked = || text.lines().take(2 * WITHIN).any(|line| line.trim_matches(is_idle).starts_with('^'));
    by_line.or_else(|| has_start.then(|| if is_marked() { Form::Anpa } else { Form::Iptc }))
}

fn is_idle(c: char) -> bool {
    c.is_control() || c == ' ' || c == '\u{FEFF}'
}

/// The form of a line that is a header.
fn form(line: &str) -> Option<Form> {
    // Telex lines begin and end a message with ZCZC and NNNN.
    let line = line.strip_prefix("ZCZC").unwrap_or(line);
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == '\u{1F}').filter(|word| !word.is_empty()).collect();
    let [first, rest @ ..] = words.as_slice() else { return None };
    let letters = first.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_numbered = |count: std::ops::RangeInclusive<usize>| {
        count.contains(&(first.len() - letters)) && first.bytes().skip(letters).all(|byte| byte.is_ascii_digit())
    };
    let is_digit = |word: &&str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_category =
        |word: &&str| (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_count = |word: &&str| word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    if (2..=4).contains(&letters) && is_numbered(3..=5) {
        let sound = rest.first().is_some_and(is_digit) && rest.get(1).is_some_and(is_category);
        return (sound && rest.get(2).is_none_or(is_count)).then_some(Form::Iptc);
    }
    (letters == 1 && is_numbered(3..=4) && rest.iter().any(|word| is_key(word))).then_some(Form::Anpa)
}

/// Whether a word or line begins as the keys of ANPA 1312 do: by the cycle, morning, evening or both.
fn is_key(text: &str) -> bool {
    let text = text.to_lowercase();
    ["bc-", "am-", "pm-", "ap-", "bc_", "am_", "pm_"].iter().any(|start| text.starts_with(start))
}

/// Reads the text of a wire.
pub(super) fn read(text: &str, form: Form) -> Draft {
    let lines: Vec<&str> = text.lines().collect();
    let is_header = |line: &&str| self::form(line.trim_matches(is_idle)).is_some() || line.contains('\u{1}');
    let at = lines.iter().take(WITHIN).position(is_header).unwrap_or(0);
    let heading = lines.get(at).copied().unwrap_or_default();
    // What follows the start of text on the header's own line is text already.
    let (heading, first) = heading.split_once('\u{2}').unwrap_or((heading, ""));
    let first = Some(first).filter(|first| !first.trim_matches(is_idle).is_empty());
    let mut rest: Vec<&str> = first.into_iter().chain(lines.iter().skip(at + 1).copied()).collect();
    let mut told = vec![("wire header", clean(heading))];
    match form {
        Form::Iptc if first.is_none() => told.extend(take_key(&mut rest)),
        Form::Anpa => {
            let key = rest.iter().take(WITHIN).position(|line| is_key(&typeset(line)));
            told.extend(key.map(|at| ("key line of the wire", clean(&typeset(rest.remove(at))))));
        }
        Form::Iptc => {}
    }
    told.extend(take_trailer(&mut rest));
    // A line that a sign begins or ends is a paragraph.
    let set = |line: &&str| match form {
        Form::Anpa if line.contains(['^', '<']) => format!("\n{}\n", typeset(line)),
        Form::Anpa => typeset(line),
        Form::Iptc => (*line).to_owned(),
    };
    let body: Vec<String> = rest.iter().map(set).collect();
    let body: String = body.join("\n").chars().filter(|c| !CONTROLS.contains(c) && *c != '\u{7F}').collect();
    let mut draft = plain::of_wire(&body);
    head::guess(&mut draft);
    draft.agency.item = Item::new(heading.split_whitespace().next().unwrap_or_default().trim_matches(is_idle), "1");
    for (what, text) in told.into_iter().filter(|(_, text)| !text.is_empty()) {
        if what == "key line of the wire" {
            agency::note_of_wire(&mut draft, &text);
        }
        draft.losses.push(Loss::of_head(what, &text));
    }
    draft
}

fn clean(line: &str) -> String {
    line.replace(CONTROLS, " ").replace('\u{1F}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key line of IPTC 7901 stands between the header and the start of the text: short, and no sentence.
fn take_key(lines: &mut Vec<&str>) -> Option<(&'static str, String)> {
    let at = lines.iter().position(|line| !line.trim_matches(is_idle).is_empty())?;
    let line = lines[at];
    let key = line.trim_matches(is_idle);
    let is_key = !line.contains('\u{2}')
        && key.chars().count() <= 40
        && !key.contains(['。', '，', '！', '？'])
        && lines.len() > at + 1
        // A wire without one has its headline here: that one stands alone between empty lines.
        && (lines.get(at + 1).is_some_and(|next| !next.trim().is_empty()) || key.contains(['-', '/']));
    is_key.then(|| {
        lines.drain(..=at);
        ("key line of the wire", key.to_owned())
    })
}

/// The trailer: what stands behind the end of the text, or a last line of day and time (`120830 MAR 26`).
fn take_trailer(lines: &mut Vec<&str>) -> Option<(&'static str, String)> {
    if let Some(at) = lines.iter().position(|line| line.contains('\u{3}')) {
        let tail: Vec<String> = lines.drain(at + 1..).map(clean).filter(|line| !line.is_empty()).collect();
        let last = lines.pop().unwrap_or_default();
        let (text, behind) = last.split_once('\u{3}').unwrap_or((last, ""));
        if !text.trim().is_empty() {
            lines.push(text);
        }
        return Some(("wire trailer", [clean(behind), tail.join(" ")].join(" ").trim().to_owned()));
    }
    while lines.last().is_some_and(|line| line.trim_matches(is_idle).is_empty()) {
        lines.pop();
    }
    let last = clean(lines.last()?);
    let words: Vec<&str> = last.split(' ').collect();
    let is_time = |word: &str| (4..=7).contains(&word.len()) && word.bytes().take(4).all(|byte| byte.is_ascii_digit());
    let is_month = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_trailer =
        (2..=4).contains(&words.len()) && is_time(words[0]) && words.iter().skip(1).any(|word| is_month(word));
    let ends = ["NNNN", "ENDS", "-0-", "###"].contains(&last.as_str());
    (is_trailer || ends).then(|| {
        lines.pop();
        ("wire trailer", last)
    })
}

/// A line without the signs of typesetting machines: `^` begins, and `<`, `=` or `|` ends a line of ANPA 1312.
fn typeset(line: &str) -> String {
    let line = line.trim_matches(CONTROLS);
    let marked = line.strip_prefix('^');
    let line = marked.unwrap_or(line);
    let line =
        if marked.is_some() || line.ends_with('<') { line.trim_end_matches(['<', '=', '|', '\\']) } else { line };
    line.replace("``", "“").replace("''", "”")
}
