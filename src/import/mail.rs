//! Mails → draft: the text of a message, its subject as headline when the text has none, pictures; everything else is named.

use mailparse::{MailHeaderMap, ParsedMail};

use crate::base::Diagnostic;
use crate::input::Files;
use crate::message;

use super::draft::{Draft, Loss, Picture};
use super::{head, html, kind, plain};

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
    let mut draft = text_of(&parts, files);
    let field = |name: &str| message.headers.get_first_value(name).unwrap_or_default();
    for name in ["From", "To", "Cc", "Date"] {
        lose(&mut draft, "field of a mail", &field(name));
    }
    attachments(&parts, &mut draft);
    lose(&mut draft, "further mails of a mail box: save each as a file of its own", &further);
    if draft.blocks.is_empty() && draft.pictures.is_empty() || is_cover_note(&draft) {
        return Err(Diagnostic::error("import/kind", message!("{} is a mail without a text of its own", name))
            .hint("save the file attached to it and import that"));
    }
    head::guess(&mut draft);
    subject(&field("Subject"), &mut draft);
    Ok(draft)
}

/// Labels of the lines that a mail program prints or copies above a message.
const PRINTED: &[&str] = &[
    "发件人",
    "收件人",
    "抄送",
    "密送",
    "主题",
    "发送时间",
    "发送日期",
    "日期",
    "附件",
    "寄件者",
    "收件者",
    "主旨",
    "發件人",
    "寄件日期",
    "from",
    "to",
    "cc",
    "sent",
    "date",
    "subject",
];

/// A copied message: its text, its subject, and the rest of the lines above it.
struct PrintedHead {
    text: String,
    subject: String,
    told: Vec<String>,
}

/// Takes the lines that a mail program puts above a copied message away from a text, when two of them at least stand there; the subject is
/// the headline of a text that has none.
fn printed_head(text: &str) -> Option<PrintedHead> {
    let is_label = |line: &str| {
        let (label, value) = line.split_once(['：', ':'])?;
        let label: String = label.chars().filter(|c| !c.is_whitespace() && !"【】[]*".contains(*c)).collect();
        let label = label.to_lowercase();
        PRINTED.contains(&label.as_str()).then(|| (label, value.trim().to_owned()))
    };
    let start = text.trim_start();
    let lines: Vec<(String, String)> = start.lines().map_while(is_label).collect();
    let is_mail = lines.len() >= 2
        && lines.iter().any(|(label, _)| {
            matches!(label.as_str(), "发件人" | "收件人" | "寄件者" | "收件者" | "發件人" | "from" | "to")
        });
    is_mail.then(|| {
        let rest: Vec<&str> = start.lines().skip(lines.len()).collect();
        let subject = lines.iter().find(|(label, _)| matches!(label.as_str(), "主题" | "主旨" | "subject"));
        let told = lines.iter().filter(|(label, _)| !matches!(label.as_str(), "主题" | "主旨" | "subject"));
        PrintedHead {
            text: rest.join("\n"),
            subject: subject.map(|(_, value)| value.clone()).unwrap_or_default(),
            told: told.map(|(_, value)| value.clone()).collect(),
        }
    })
}

/// Reads a text below the lines that a mail program puts above a copied message.
pub(super) fn read_printed(text: &str) -> Option<Draft> {
    let printed = printed_head(text)?;
    let mut draft = unsigned(&printed.text);
    printed.told.iter().for_each(|value| lose(&mut draft, "field of a mail", value));
    head::guess(&mut draft);
    subject(&printed.subject, &mut draft);
    Some(draft)
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

/// Plain text where there is some, else the text of its HTML.
fn text_of(parts: &[&ParsedMail<'_>], files: &dyn Files) -> Draft {
    let of_kind = |kind: &str| -> Vec<String> {
        let parts = parts.iter().filter(|part| part.ctype.mimetype.eq_ignore_ascii_case(kind) && !is_attached(part));
        parts.filter_map(|part| body(part)).filter(|text| !text.trim().is_empty()).collect()
    };
    let plain = of_kind("text/plain").join("\n\n");
    let mut forms =
        of_kind("text/html").into_iter().map(|text| own(html::read(&text, files))).collect::<Vec<_>>().into_iter();
    let (mut draft, letters) = if plain.is_empty() {
        let first = forms.next().unwrap_or_default();
        let letters = first.letters();
        (first, letters)
    } else {
        (unsigned(&plain), plain.chars().filter(|c| c.is_alphanumeric()).collect())
    };
    forms.for_each(|form| draft.name_further("further text of a mail", &form, &letters));
    draft
}

/// A message of HTML less what it answers, greetings and a signature, which are named as those of a plain one are.
fn own(mut draft: Draft) -> Draft {
    let lines: Vec<String> = draft.blocks.iter().map(super::draft::DraftBlock::text).collect();
    let text = lines.join("\n\n");
    let (message, copied) = apart(&text);
    let Parts { text: kept, told } = parts(message);
    let mut rest = kept.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    draft.blocks.retain(|block| {
        let text = block.text();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let is_next = lines.first() == rest.peek();
        lines.iter().filter(|_| is_next).for_each(|_| {
            rest.next();
        });
        is_next
    });
    told.iter().for_each(|(what, text)| lose(&mut draft, what, text));
    lose(&mut draft, "further text of a mail", copied);
    draft
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

/// The text above the line that begins a signature (RFC 3676, 4.3), which is named, and without the message it answers or passes on.
fn unsigned(text: &str) -> Draft {
    let (own, copied) = apart(text);
    // Above a message that is passed on stands who wrote it.
    let printed = printed_head(own).unwrap_or_else(|| PrintedHead {
        text: own.to_owned(),
        subject: String::new(),
        told: Vec::new(),
    });
    let Parts { text, told } = parts(&printed.text);
    let mut draft = plain::paragraphs(&text);
    printed.told.iter().for_each(|value| lose(&mut draft, "field of a mail", value));
    told.iter().for_each(|(what, text)| lose(&mut draft, what, text));
    lose(&mut draft, "further text of a mail", copied);
    draft
}

/// A message in its parts.
struct Parts {
    text: String,
    /// What is not of the manuscript, with what it is.
    told: Vec<(&'static str, String)>,
}

/// Lines of a signature at most.
const SIGNATURE: usize = 10;

/// Parts the manuscript from what a mail has around it: lines it quotes, greetings, a signature below a line of strokes.
fn parts(text: &str) -> Parts {
    let mut told = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let quoted: Vec<&str> = lines.iter().copied().filter(|line| line.starts_with('>')).collect();
    // What quotes everything is a text that was passed on so.
    let is_quote = quoted.len() * 2 <= lines.iter().filter(|line| !line.trim().is_empty()).count();
    let mut own: Vec<&str> = lines.into_iter().filter(|line| !(is_quote && line.starts_with('>'))).collect();
    if is_quote {
        told.push(("further text of a mail", quoted.join(" ")));
    }
    if let Some(at) = signature(&own) {
        told.push(("signature of a mail", own.split_off(at).join(" ")));
    }
    let is_text = |line: &&&str| !line.trim().is_empty();
    while let Some(at) = own
        .iter()
        .position(|line| !line.trim().is_empty())
        .filter(|at| own[*at..].iter().filter(is_text).count() > 1 && is_greeting(own[*at]))
    {
        told.push(("greeting of a mail", own.remove(at).to_owned()));
    }
    while let Some(at) = own
        .iter()
        .rposition(|line| !line.trim().is_empty())
        .filter(|at| own[..*at].iter().any(|line| !line.trim().is_empty()) && is_farewell(own[*at]))
    {
        told.push(("greeting of a mail", own.remove(at).to_owned()));
    }
    Parts { text: own.join("\n"), told }
}

/// The line that begins a signature: two hyphens (RFC 3676 §4.3), or a row of strokes above a few short lines with a telephone or an address.
fn signature(lines: &[&str]) -> Option<usize> {
    let begins = |at: &usize| {
        let line = lines[*at].trim_end();
        let below: Vec<&str> = lines[at + 1..].iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        let is_short =
            below.len() <= SIGNATURE && below.iter().all(|line| line.chars().count() <= 40 && !line.ends_with('。'));
        let is_reached =
            below.iter().any(|line| line.contains('@') || line.bytes().filter(u8::is_ascii_digit).count() >= 7);
        line == "--" || line == "—" && is_short || super::desk::is_row(line) && is_short && is_reached
    };
    let last = (lines.len().saturating_sub(2 * SIGNATURE)..lines.len()).find(begins);
    last.or_else(|| (0..lines.len()).find(|at| lines[*at].trim_end() == "--"))
}

/// The longest name that a letter begins with: 临澜日报编辑老师.
const ADDRESS: usize = 10;

/// How a letter to a desk begins: 编辑老师，您好：.
fn is_greeting(line: &str) -> bool {
    let is_open = line.trim().ends_with(['：', ':']);
    let line = line.trim().trim_end_matches(['：', ':', '，', ',', '！', '!', '。', ' ']);
    let named = ["编辑", "老师", "主任", "总编", "主编", "记者", "各位", "同志"].iter().any(|word| line.contains(word));
    let greets = ["您好", "你好", "好"].iter().any(|word| line.ends_with(word))
        || line.starts_with("尊敬的")
        || line.starts_with("亲爱的");
    // 王老师： alone is how a letter begins, and a speaker's name when more follows on the line.
    let is_address = named && line.chars().count() <= ADDRESS && is_open;
    let asks = ["附件", "如下", "请查收", "请审阅", "请审核", "来稿", "投稿", "稿件如下", "发稿"]
        .iter()
        .any(|word| line.contains(word));
    let is_short = line.chars().count() <= 30;
    is_short
        && (named && greets
            || is_address
            || is_open && line.contains("稿") && line.ends_with("如下")
            || matches!(line, "您好" | "你好" | "Hi" | "Dear all")
            || asks && (greets || line.starts_with("您好") || line.starts_with("你好") || line.contains('请')))
}

/// How such a letter ends.
fn is_farewell(line: &str) -> bool {
    const WORDS: [&str; 20] = [
        "谢谢",
        "多谢",
        "感谢",
        "祝好",
        "此致",
        "敬礼",
        "此致敬礼",
        "顺颂编安",
        "顺祝编安",
        "即颂编安",
        "编安",
        "祝工作顺利",
        "祝工作愉快",
        "请审阅",
        "请查收",
        "请审核",
        "请指正",
        "以上",
        "best regards",
        "regards",
    ];
    let line = line.trim().trim_end_matches(['！', '!', '。', '，', ',', '~', '～', ' ']).to_lowercase();
    let is_wish = line.starts_with('祝')
        && line.chars().count() <= ADDRESS
        && line.ends_with(['安', '好', '祺', '利', '快', '康']);
    WORDS.contains(&line.as_str()) || is_wish
}

/// Words between rows of hyphens above a message that is answered or passed on.
const COPIED: &[&str] = &[
    "原始邮件",
    "原邮件",
    "原始信件",
    "原始郵件",
    "转发邮件",
    "转发邮件信息",
    "轉寄郵件",
    "original message",
    "forwarded message",
];

/// A text and the other message in it. An answer quotes what it answers; of what is passed on the longer part is the manuscript.
fn apart(text: &str) -> (&str, &str) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (before, after) = (&text[..start], &text[start + line.len()..]);
        start += line.len();
        let words = line.trim();
        let is_answer = ["写道：", "写道:", "寫道：", "wrote:"].iter().any(|end| words.ends_with(end))
            && (words.contains('@') || is_dated(words));
        let inner =
            words.trim_matches(|c: char| matches!(c, '-' | '—' | '_' | '=' | '*' | ' ' | '\u{A0}')).to_lowercase();
        let is_copied = inner.len() < words.len() && COPIED.contains(&inner.as_str())
            || is_printed_head(&text[start - line.len()..]);
        let letters = |text: &str| {
            let own = printed_head(text).map_or_else(|| text.to_owned(), |printed| printed.text);
            own.chars().filter(|c| c.is_alphanumeric()).count()
        };
        // The lines above a copied message belong to it.
        let after = if is_copied && !COPIED.contains(&inner.as_str()) { &text[start - line.len()..] } else { after };
        if (is_answer || is_copied) && letters(before) > 0 {
            return if is_answer || letters(before) >= letters(after) { (before, after) } else { (after, before) };
        }
    }
    (text, "")
}

/// Whether a line names the day on which somebody wrote: 在 2026年3月11日，李四写道：.
fn is_dated(line: &str) -> bool {
    line.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// Whether the lines at the beginning of a text are those a mail program puts above a message it copies.
fn is_printed_head(text: &str) -> bool {
    let label = text.lines().next().and_then(|line| line.split_once(['：', ':'])).map(|(label, _)| label.trim());
    let is_from =
        label.is_some_and(|label| matches!(label, "发件人" | "發件人" | "寄件者" | "From" | "*From" | "**发件人"));
    is_from && printed_head(text).is_some()
}

/// Pictures come with the article; other files are named, since a manuscript may be among them.
fn attachments(parts: &[&ParsedMail<'_>], draft: &mut Draft) {
    let is_read = |kind: &str| ["text/plain", "text/html"].iter().any(|known| kind.eq_ignore_ascii_case(known));
    for part in parts.iter().filter(|part| is_attached(part) || !is_read(&part.ctype.mimetype)) {
        let Ok(bytes) = part.get_body_raw() else { continue };
        let name = name_of(part);
        let is_document = kind::is_package(&bytes);
        let picture = Picture { name: String::new(), bytes, caption: String::new() };
        if picture.is_placeable() {
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
    is_attached && points && text.chars().count() <= NOTE && draft.pictures.is_empty()
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
        draft.front.headline = line.to_owned();
        draft.guesses.push(message!("{}: {}", "headline", line));
    } else {
        lose(draft, "field of a mail", line);
    }
}

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
