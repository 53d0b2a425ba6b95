//! Mails → draft: the text of a message, its subject as headline when the text has none, pictures; everything else is named.

use mailparse::{MailHeaderMap, ParsedMail};

use crate::base::Diagnostic;
use crate::input::{FileProblem, Files};
use crate::message;

use super::draft::{Draft, Loss, Picture};
use super::letter::{self, Line, Mark, Part};
use super::posted::{self, Read};
use super::{copied, head, kind, markup, plain, verse};

/// Parts of a message within parts, one line of boundary each; more are an attack.
const MOST_BOUNDARIES: usize = 200;

/// Prefixes of subjects that answer or pass on.
const ANSWERS: &[&str] =
    &["re:", "fw:", "fwd:", "回复:", "回复：", "答复:", "答复：", "转发:", "转发：", "re：", "fw：", "fwd："];

/// Reads a message.
pub(super) fn read(name: &str, bytes: &[u8], files: &dyn Files) -> Result<Draft, Diagnostic> {
    let Posted { bytes, further } = without_envelope(bytes);
    let boundaries = bytes.windows(8).filter(|window| window.eq_ignore_ascii_case(b"boundary")).count();
    let parsed =
        Some(boundaries).filter(|count| *count <= MOST_BOUNDARIES).and_then(|_| mailparse::parse_mail(bytes).ok());
    let message = parsed.ok_or_else(|| {
        Diagnostic::error("import/kind", message!("{} begins as a mail, but cannot be read as one", name))
            .hint("open it in the mail program and save its text, or the file attached to it")
    })?;
    let parts: Vec<&ParsedMail<'_>> = message.parts().filter(|part| part.subparts.is_empty()).collect();
    let Read { mut draft, subject: inner, left_out } = text_of(&parts, files);
    let field = |name: &str| message.headers.get_first_value(name).unwrap_or_default();
    for name in ["From", "To", "Cc", "Date"] {
        lose(&mut draft, "field of a mail", &field(name));
    }
    attachments(&parts, &left_out, &mut draft);
    lose(&mut draft, "further mails of a mail box: save each as a file of its own", &further);
    if draft.blocks.is_empty() && draft.pictures.is_empty() || is_cover_note(&draft) {
        return Err(Diagnostic::error("import/kind", message!("{} is a mail without a text of its own", name))
            .hint("save the file attached to it and import that"));
    }
    verse::understand(&mut draft);
    head::guess(&mut draft);
    // The mail that was passed on names its text better than who passes it on.
    for line in [inner, field("Subject")].iter().filter(|line| !line.is_empty()) {
        subject(line, &mut draft);
    }
    Ok(draft)
}

/// Reads a text below the lines that a mail program puts above a copied message.
pub(super) fn read_printed(text: &str) -> Option<Draft> {
    copied::begins_with_head(text).then(|| finished(unsigned(text)))
}

/// Reads a page that a mail program saved.
pub(super) fn read_saved(text: &str, files: &dyn Files) -> Option<Draft> {
    posted::of_page(text, files).map(finished)
}

/// A message whose head is understood.
fn finished(read: Read) -> Draft {
    let Read { mut draft, subject: line, .. } = read;
    verse::understand(&mut draft);
    head::guess(&mut draft);
    subject(&line, &mut draft);
    draft
}

/// The first message of a file.
struct Posted<'m> {
    bytes: &'m [u8],
    /// The line that begins the next one in a mail box.
    further: String,
}

/// A message out of a mail box, without the line that begins it there and without those behind it (RFC 4155).
fn without_envelope(bytes: &[u8]) -> Posted<'_> {
    if !bytes.starts_with(b"From ") {
        return Posted { bytes, further: String::new() };
    }
    let start = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    let next = bytes[start..].windows(7).position(|window| window == b"\n\nFrom ");
    let end = next.map_or(bytes.len(), |at| start + at + 1);
    let line = String::from_utf8_lossy(bytes[end..].trim_ascii_start()).lines().next().unwrap_or_default().to_owned();
    Posted { bytes: &bytes[start..end], further: line }
}

fn is_attached(part: &ParsedMail<'_>) -> bool {
    part.get_content_disposition().disposition == mailparse::DispositionType::Attachment || !name_of(part).is_empty()
}

fn name_of(part: &ParsedMail<'_>) -> String {
    let disposition = part.get_content_disposition();
    disposition.params.get("filename").or_else(|| part.ctype.params.get("name")).cloned().unwrap_or_default()
}

/// Plain text where there is some, else the text of its HTML; the fuller one where they differ by much.
fn text_of(parts: &[&ParsedMail<'_>], files: &dyn Files) -> Read {
    let of_kind = |kind: &str| -> Vec<String> {
        let parts = parts.iter().filter(|part| part.ctype.mimetype.eq_ignore_ascii_case(kind) && !is_attached(part));
        parts.filter_map(|part| body(part)).filter(|text| !text.trim().is_empty()).collect()
    };
    let plain = of_kind("text/plain").join("\n\n");
    let inner = Attached { files, parts };
    let mut forms: Vec<Read> = of_kind("text/html").iter().map(|text| posted::read(text, &inner)).collect();
    let mut known = String::new();
    if !plain.is_empty() {
        let form = unsigned(&plain);
        let letters = |form: &Read| form.draft.letters().chars().count();
        // Programs put a note into the plain text that the mail is to be read as HTML.
        let is_stub = forms.first().is_some_and(|rich| letters(&form) * 3 < letters(rich));
        known = plain.chars().filter(|c| c.is_alphanumeric()).collect();
        forms.insert(usize::from(is_stub), form);
    }
    let mut forms = forms.into_iter();
    let mut first = forms.next().unwrap_or_default();
    known += &first.draft.letters();
    for form in forms {
        first.draft.name_further("further text of a mail", &form.draft, &known);
        first.left_out.extend(form.left_out);
    }
    first
}

/// Files of a message by the names that its HTML has for them (RFC 2392).
struct Attached<'a> {
    files: &'a dyn Files,
    parts: &'a [&'a ParsedMail<'a>],
}

impl Files for Attached<'_> {
    fn read_within(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileProblem> {
        let Some(name) = path.strip_prefix(markup::ATTACHED) else { return self.files.read_within(path, limit) };
        let part = self.parts.iter().find(|part| content_id(part) == name).ok_or(FileProblem::Missing)?;
        part.get_body_raw().map_err(|_| FileProblem::Missing)
    }
}

fn content_id(part: &ParsedMail<'_>) -> String {
    let id = part.headers.get_first_value("Content-ID").unwrap_or_default();
    id.trim().trim_matches(['<', '>']).to_owned()
}

/// The text of a part. One without a charset, or with a wrong one, is read as other files are.
fn body(part: &ParsedMail<'_>) -> Option<String> {
    let bytes = part.get_body_raw().ok()?;
    let declared = part.ctype.params.contains_key("charset") && !part.ctype.charset.eq_ignore_ascii_case("us-ascii");
    let text = if declared && std::str::from_utf8(&bytes).is_err() {
        part.get_body().ok()?
    } else {
        super::decode::decode("", &bytes).ok()?.text
    };
    let text = text.replace("\r\n", "\n");
    let is = |name: &str, value: &str| part.ctype.params.get(name).is_some_and(|own| own.eq_ignore_ascii_case(value));
    Some(if is("format", "flowed") { unflowed(&text, is("delsp", "yes")) } else { text })
}

/// Lines that end with a blank go on in the next one (RFC 3676 §4.1); two hyphens and a blank begin a signature.
fn unflowed(text: &str, drops_blanks: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.strip_suffix(' ').filter(|_| line != "-- ") {
            Some(flowed) => {
                out.push_str(if drops_blanks || !flowed.ends_with(|c: char| c.is_ascii()) { flowed } else { line })
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// The manuscript in a message, without what stands around it, which is named.
fn unsigned(text: &str) -> Read {
    let lines: Vec<Line<'_>> = text.lines().map(|text| Line { text, mark: Mark::None }).collect();
    let letter = letter::judge(&lines);
    let kept = lines.iter().zip(&letter.parts).map(|(line, part)| match part {
        Part::Own => letter::unquoted(line.text),
        _ => "",
    });
    let mut draft = plain::paragraphs(&kept.collect::<Vec<_>>().join("\n"));
    letter.told(&lines).iter().for_each(|(what, text)| lose(&mut draft, what, text));
    Read { draft, subject: letter.subject, left_out: Vec::new() }
}

/// Pictures come with the article; other files are named, since a manuscript may be among them.
fn attachments(parts: &[&ParsedMail<'_>], left_out: &[String], draft: &mut Draft) {
    let is_read = |kind: &str| ["text/plain", "text/html"].iter().any(|known| kind.eq_ignore_ascii_case(known));
    for part in parts.iter().filter(|part| is_attached(part) || !is_read(&part.ctype.mimetype)) {
        let Ok(bytes) = part.get_body_raw() else { continue };
        let name = name_of(part);
        let is_document = kind::is_package(&bytes);
        let picture = Picture { name: String::new(), bytes, caption: String::new() };
        if draft.pictures.iter().any(|known| known.bytes == picture.bytes) {
            continue;
        }
        if picture.is_placeable() && !left_out.contains(&content_id(part)) {
            draft.pictures.push(picture);
            continue;
        }
        let what = if is_document { ATTACHED } else { ATTACHED_FILE };
        lose(draft, what, if name.is_empty() { &part.ctype.mimetype } else { &name });
    }
}

/// Letters of a note that only points at what is attached.
const NOTE: usize = 60;

/// Whether the text of a mail only says that the manuscript is in a file attached to it.
fn is_cover_note(draft: &Draft) -> bool {
    let is_attached = draft.losses.iter().any(|loss| [ATTACHED, ATTACHED_FILE].contains(&loss.what.sentence));
    let text: String = draft.blocks.iter().map(super::draft::DraftBlock::text).collect();
    let points = ["附件", "查收", "请审", "请阅", "attached"].iter().any(|word| text.contains(word));
    // Below what is said to the desk may stand a name alone.
    let is_signed = !draft.blocks.is_empty()
        && draft.blocks.iter().all(|block| head::are_names(block.text().trim()))
        && draft.losses.iter().any(|loss| loss.what.sentence == "greeting of a mail");
    is_attached && (points || is_signed) && text.chars().count() <= NOTE && draft.pictures.is_empty()
}

/// What is told of a manuscript in a file attached to a mail.
const ATTACHED: &str = "document attached to a mail: save it and import it";
/// As that, of any other file.
const ATTACHED_FILE: &str = "file attached to a mail";

fn subject(subject: &str, draft: &mut Draft) {
    let mut line = subject.trim();
    let answer = |line: &str| {
        ANSWERS
            .iter()
            .find(|start| line.get(..start.len()).is_some_and(|head| head.to_lowercase() == **start))
            .map(|start| start.len())
    };
    while let Some(length) = answer(line) {
        line = line[length..].trim();
    }
    let is_headline = !line.is_empty() && !is_of_the_post(line);
    if draft.front.headline.is_empty() && is_headline {
        let (headline, placing) = without_placing(line);
        lose(draft, "line for the desk", placing);
        line = headline;
        draft.front.headline = line.to_owned();
        draft.guesses.push(message!("{}: {}", message!("headline"), line));
    } else {
        lose(draft, "field of a mail", line);
    }
}

/// A headline, and behind it in brackets where on which page it is wanted: 城西菜市场开张（社会版头条）.
fn without_placing(line: &str) -> (&str, &str) {
    let parted = line.strip_suffix(['）', ')']).and_then(|text| text.rfind(['（', '('])).map(|at| line.split_at(at));
    let says = |words: &str| ["版", "头条", "稿", "急", "见报"].iter().any(|word| words.contains(word));
    let is_placing = |words: &str| words.chars().count() <= PLACING && says(words);
    match parted.filter(|(head, words)| !head.trim().is_empty() && is_placing(words)) {
        Some((head, words)) => (head.trim(), words),
        None => (line, ""),
    }
}

/// The longest such note with its brackets.
const PLACING: usize = 12;

/// Whether a subject says that something was sent and not what: 稿件, 投稿：林越, 请查收.
fn is_of_the_post(subject: &str) -> bool {
    const WORDS: [&str; 14] = [
        "稿件",
        "稿子",
        "投稿",
        "来稿",
        "发稿",
        "新闻稿",
        "新稿",
        "附件",
        "请查收",
        "请审阅",
        "稿件请查收",
        "无主题",
        "(无主题)",
        "文档",
    ];
    let head = subject.split(['：', ':', '-', '（', '(', ' ']).next().unwrap_or(subject).trim();
    WORDS.contains(&subject) || matches!(head, "投稿" | "来稿" | "稿件" | "发稿") && subject.chars().count() <= 12
}

fn lose(draft: &mut Draft, what: &'static str, text: &str) {
    if !text.trim().is_empty() {
        draft.losses.push(Loss::of_head(what, text));
    }
}
