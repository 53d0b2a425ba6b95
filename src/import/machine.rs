//! Texts that are written for machines, told by how they begin: read as what they are, or refused by their name, never taken for a manuscript.

use super::wire;

/// What a text for machines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Machine {
    /// JSON, one value or one a line.
    Json,
    /// A mail as it was sent (RFC 5322, MIME), a page saved with its parts (MHTML), or the first of a mail box.
    Mail,
    /// IPTC 7901.
    Iptc7901,
    /// ANPA 1312.
    Anpa1312,
    /// Something that is not read: what it is, and what to do.
    Refused(&'static str, &'static str),
}

/// The shortest line of base64: mail programs break it at 76 letters, older ones at 60.
const CODED: usize = 60;

/// Lines that are looked at.
const LOOKED_AT: usize = 200;

const TABLE: (&str, &str) =
    ("a table of values (CSV)", "keep it as a .csv or .tsv file and put it into a frame or story place with `table:`");

/// Beginnings of texts that are not read.
const STARTS: &[(&str, &str, &str)] = &[
    ("%!PS", "PostScript", "ask for the text itself"),
    ("\\documentclass", "a LaTeX document", "save it as plain text"),
    ("\\begin{", "a LaTeX document", "save it as plain text"),
    ("BEGIN:VCALENDAR", "a calendar file", "ask for the text itself"),
    ("BEGIN:VCARD", "an address card", "ask for the text itself"),
    ("-----BEGIN ", "an encrypted or signed message", "ask for the text itself"),
    ("WEBVTT", "subtitles of a film", "ask for the text itself"),
    ("diff --git", "a list of changes of a program", "ask for the text itself"),
    ("#!/", "a program", "ask for the text itself"),
    ("%YAML", "YAML", "ask for the text itself"),
    ("{\\rtf", "an RTF document", "save it as DOCX"),
];

/// What a text for machines is; a manuscript is none.
pub(super) fn told(name: &str, text: &str) -> Option<Machine> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if let Some((_, what, hint)) = STARTS.iter().find(|(begins, ..)| start.starts_with(begins)) {
        return Some(Machine::Refused(what, hint));
    }
    if is_json(start) {
        return Some(Machine::Json);
    }
    if is_mail(start) {
        return Some(Machine::Mail);
    }
    // The header stands in the first line, and control characters before it are no blanks.
    if let Some(wire) = wire::header(text) {
        return Some(if wire == wire::Form::Iptc { Machine::Iptc7901 } else { Machine::Anpa1312 });
    }
    let refused = |(what, hint)| Some(Machine::Refused(what, hint));
    if is_front_matter(start) {
        return refused(("an article of this program already", "put it into a story place as it is"));
    }
    if is_script(start) {
        return refused(("a program or its data (JavaScript)", "ask for the text itself"));
    }
    if is_base64(start) {
        return refused((
            "a file coded for mail (base64)",
            "save the attachment in the mail program, and import what comes out",
        ));
    }
    if is_subtitles(start) {
        return refused(("subtitles of a film", "ask for the text itself"));
    }
    let is_yaml = [".yaml", ".yml"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    if is_keys(start) || is_yaml && start.lines().next().is_some_and(is_key) {
        return refused(("a file of keys and values (YAML or settings)", "ask for the text itself"));
    }
    let is_called_so = [".csv", ".tsv"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    if is_table(start, is_called_so) { refused(TABLE) } else { None }
}

/// Whether a text is nothing but lines of base64 (RFC 4648): two or more of one length, but for the last.
fn is_base64(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let Some((_, inner)) = lines.split_last().filter(|(_, inner)| !inner.is_empty()) else { return false };
    let is_coded = |line: &&str| line.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    let is_even = inner.iter().all(|line| line.len() == inner[0].len() && line.len() >= CODED);
    is_even && lines.iter().all(is_coded)
}

/// Whether a text begins like JSON: a bracket, and behind it what JSON allows there.
fn is_json(text: &str) -> bool {
    let behind = |text: &str| text.trim_start().chars().next();
    match text.chars().next() {
        Some('{') => matches!(behind(&text[1..]), Some('"' | '}' | '\'')),
        Some('[') => match behind(&text[1..]) {
            Some('{' | '"') => true,
            // Words in square brackets begin many a manuscript; a list of numbers does not.
            Some('[' | ']' | '-' | '0'..='9') => serde_json::from_str::<serde_json::Value>(text).is_ok(),
            _ => false,
        },
        _ => false,
    }
}

/// Field names of mails, RFC 5322 and MIME.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "sender",
    "reply-to",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "received",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "authentication-results",
    "in-reply-to",
    "references",
    "importance",
    "x-mailer",
    "x-priority",
    "list-id",
    "snapshot-content-location",
];

/// Whether a text begins with fields of a mail: two known ones at least, and nothing but fields up to the first empty line.
fn is_mail(text: &str) -> bool {
    // The line that begins a message in a mail box says as much as a field.
    let (text, needed) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("From ") && first.contains('@') => (rest, 1),
        _ => (text, 2),
    };
    let mut known = 0;
    for line in text.lines().take(LOOKED_AT).take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        known += usize::from(FIELDS.contains(&name.as_str()) || name.starts_with("x-"));
    }
    known >= needed
}

/// Whether a text is front matter and what stands below it.
fn is_front_matter(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("---\n") else { return false };
    let keys = ["headline:", "kicker:", "deck:", "byline:", "dateline:", "short:", "language:"];
    let mut lines = rest.lines().take(LOOKED_AT);
    let mut has_key = false;
    let closed = lines.any(|line| {
        has_key |= keys.iter().any(|key| line.starts_with(key));
        line.trim_end() == "---"
    });
    closed && has_key
}

/// Whether a text begins as a script does: `var a = {`, `callback({`.
fn is_script(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let word = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "_$.".contains(*c)).count();
    let rest = ["var ", "let ", "const ", "window."].iter().find_map(|start| line.strip_prefix(start)).unwrap_or(line);
    let name = word(rest);
    let behind = rest.get(name..).unwrap_or_default().trim_start();
    let data = behind.strip_prefix(['=', '(']).map(str::trim_start);
    let opens = data.is_some_and(|data| data.starts_with(['{', '[', '"', '\'']) || data.is_empty());
    name > 0 && opens || line.starts_with("function ") || line.starts_with("import ") && line.ends_with(';')
}

/// Whether a text begins as subtitles do: a number, then two times with an arrow.
fn is_subtitles(text: &str) -> bool {
    let mut lines = text.lines();
    let is_number = lines.next().is_some_and(|line| line.trim().parse::<u32>().is_ok());
    is_number && lines.next().is_some_and(|line| line.contains(" --> "))
}

/// Whether a line is an ASCII key with a value.
fn is_key(line: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let parted = line.split_once(": ").or_else(|| line.split_once('=')).or_else(|| Some((line.strip_suffix(':')?, "")));
    parted.is_some_and(|(name, _)| is_name(name.trim().trim_matches('"')))
}

/// Whether every line up to the first empty one is an ASCII key with a value; there are three at least. Chinese labels such as `标题：` are a manuscript's.
fn is_keys(text: &str) -> bool {
    let text = text.strip_prefix("---\n").unwrap_or(text);
    let lines: Vec<&str> = text.lines().take(LOOKED_AT).take_while(|line| !line.trim().is_empty()).collect();
    let is_section = |line: &str| line.starts_with('[') && line.trim_end().ends_with(']');
    let goes_on = |line: &str| line.starts_with([' ', '\t', '-', '#']);
    lines.first().is_some_and(|line| is_key(line) || is_section(line))
        && lines.iter().filter(|line| is_key(line)).count() >= 3
        && lines.iter().all(|line| is_key(line) || is_section(line) || goes_on(line))
}

/// The longest cell, on the average, of a table; sentences are longer.
const CELL: usize = 16;

/// Whether a text is rows of values: all have the same number of commas, tabs or other signs between them, and none is a sentence.
fn is_table(text: &str, is_called_so: bool) -> bool {
    let rows: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    let sentences = rows.iter().filter(|row| row.trim_end().ends_with(['。', '！', '？', '；', '：', '…'])).count();
    if rows.len() < 2 || sentences * 10 > rows.len() {
        return false;
    }
    // Two rows of two cells are lines of a text as well, unless their file says otherwise.
    let is_named_table = is_called_so && parted(rows[0], ',').max(parted(rows[0], '\t')) > 0;
    is_named_table || [',', '\t', ';', '|', '，'].into_iter().any(|sign| has_columns(&rows, sign))
}

fn has_columns(rows: &[&str], sign: char) -> bool {
    let counts: Vec<usize> = rows.iter().map(|row| parted(row, sign)).collect();
    let least = counts[0];
    let even = counts.iter().filter(|count| **count == least).count();
    let letters: usize = rows.iter().map(|row| row.chars().count()).sum();
    let cells: usize = counts.iter().map(|count| count + 1).sum();
    // Two rows of two cells are lines of a text as well; a comma of Chinese parts halves of a sentence, seldom thirds of each.
    let enough = match sign {
        '，' => least >= 2 && rows.len() >= 3,
        _ => least >= 2 || least == 1 && rows.len() >= 3,
    };
    enough && even * 10 >= rows.len() * 9 && letters <= cells * CELL
}

/// Signs between the cells of a row, those within quotes left out.
fn parted(row: &str, sign: char) -> usize {
    let mut is_quoted = false;
    row.chars()
        .filter(|&c| {
            is_quoted ^= c == '"';
            c == sign && !is_quoted
        })
        .count()
}
