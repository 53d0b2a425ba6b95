//! Mails within mails: the lines by which mail programs part a message from the one that it answers or passes on.

use std::ops::Range;

/// What a line is in a letter of several mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is of the mail that is the manuscript.
    Own,
    /// It parts two mails and says nothing.
    Seam,
    /// It names sender, recipient, day or subject.
    Field,
    /// It is of another mail.
    Other,
}

/// The mails in a letter.
#[derive(Debug)]
pub(super) struct Thread {
    /// What each line is.
    pub places: Vec<Place>,
    /// The subject of the mail that was passed on.
    pub subject: String,
}

/// Mails within each other that are looked through; what is below them is of the innermost.
const MOST_MAILS: usize = 50;

/// What a line of a message's head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// Who wrote the message, by which it begins.
    Sender,
    /// Who was to read it.
    Reader,
    /// Its subject.
    Subject,
    /// All else.
    Other,
}

/// Labels of the lines that a mail program prints or copies above a message.
const LABELS: &[(Field, &[&str])] = &[
    (Field::Sender, &["发件人", "發件人", "寄件者", "寄件人", "差出人", "보낸사람", "from"]),
    (Field::Reader, &["收件人", "收件者", "宛先", "받는사람", "to"]),
    (Field::Subject, &["主题", "主旨", "件名", "제목", "subject"]),
    (
        Field::Other,
        &[
            "抄送",
            "抄送人",
            "密送",
            "发送时间",
            "发送日期",
            "发件时间",
            "日期",
            "时间",
            "附件",
            "重要性",
            "回复地址",
            "副本",
            "寄件日期",
            "傳送時間",
            "日期時間",
            "送信日時",
            "보낸날짜",
            "날짜",
            "cc",
            "bcc",
            "sent",
            "date",
            "reply-to",
            "importance",
            "attachments",
        ],
    ),
];

/// Words above a message that is answered or passed on, between rows of hyphens or before a colon.
const COPIED: &[&str] = &[
    "原始邮件",
    "原邮件",
    "原始信件",
    "原始郵件",
    "转发邮件",
    "转发邮件信息",
    "转发的邮件",
    "轉寄郵件",
    "轉寄的郵件",
    "開始轉寄郵件",
    "开始转发邮件",
    "开始转发信息",
    "以下是转发的邮件",
    "以下是转发邮件",
    "original message",
    "original email",
    "forwarded message",
    "begin forwarded message",
    "元のメッセージ",
    "原文",
    "원본 메일",
    "전달된 메시지",
];

/// The label of a line that a mail program prints above a message, and what stands behind it.
fn label(line: &str) -> Option<(&'static str, Field)> {
    let (label, _) = line.split_once(['：', ':'])?;
    let is_sign = |c: &char| !c.is_whitespace() && !"【】[]*".contains(*c);
    let label = label.chars().filter(is_sign).collect::<String>().to_lowercase();
    let mut known = LABELS.iter().flat_map(|(field, labels)| labels.iter().map(|known| (*known, *field)));
    known.find(|(known, _)| *known == label)
}

/// What a line of a message's head names, if it is one.
fn field(line: &str) -> Option<Field> {
    label(line).map(|(_, field)| field)
}

/// What a line of a message's head says behind its label.
pub(super) fn value(line: &str) -> &str {
    label(line)
        .and_then(|_| line.split_once(['：', ':']))
        .map_or(line, |(_, value)| value)
        .trim_matches([' ', '*', '\u{A0}'])
}

/// How many lines are the head that a mail program prints above a message it copies: two labels at least, and one of them of a person.
fn head(lines: &[&str]) -> usize {
    let mut labels: Vec<(&str, Field)> = Vec::new();
    let mut end = 0;
    for (at, line) in lines.iter().enumerate() {
        match label(line) {
            Some(label) if !labels.contains(&label) => {
                labels.push(label);
                end = at + 1;
            }
            // Programs that make plain text of a page leave blank lines between.
            None if line.trim().is_empty() && at == end && at > 0 => {}
            _ => break,
        }
    }
    let is_head = labels.len() >= 2 && labels.iter().any(|(_, field)| matches!(field, Field::Sender | Field::Reader));
    if is_head { end } else { 0 }
}

/// Where a message ends and another one begins.
struct Seam {
    /// The lines that say so, and name the other one.
    lines: Range<usize>,
    /// Whether the other one is answered; else it is passed on or answered.
    is_answer: bool,
}

/// The first seam of a letter.
fn seam(lines: &[&str]) -> Option<Seam> {
    (0..lines.len()).find_map(|at| {
        if is_answer(lines[at]) {
            let is_two = at > 0 && is_begun(lines[at - 1]);
            return Some(Seam { lines: at - usize::from(is_two)..at + 1, is_answer: true });
        }
        let is_divider = is_divider(lines[at]);
        if !is_divider && field(lines[at]) != Some(Field::Sender) {
            return None;
        }
        let from = if is_divider { at + 1 } else { at };
        let filled = (from..lines.len()).find(|at| !lines[*at].trim().is_empty()).unwrap_or(lines.len());
        let head = head(&lines[filled..]);
        let end = if head > 0 { filled + head } else { from };
        (is_divider || head > 0).then_some(Seam { lines: at..end, is_answer: false })
    })
}

/// Whether a line says who wrote what is quoted below it: 在 2026年3月11日，陈川 写道：.
fn is_answer(line: &str) -> bool {
    let words = line.trim();
    let ends = ["写道：", "写道:", "寫道：", "寫道:", "wrote:", "のメール:", "님이 작성:"];
    let (is_dated, is_address) = (is_dated(words), words.contains('@'));
    ends.iter().any(|end| words.ends_with(end)) && (is_address || is_dated)
        || [">:", ">："].iter().any(|end| words.ends_with(end)) && is_address && is_dated
}

/// Whether words have the figures of a day and its year or hour.
fn is_dated(words: &str) -> bool {
    words.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// Whether a line is the first half of such a one.
fn is_begun(line: &str) -> bool {
    let words = line.trim();
    is_dated(words) && ["在", "于", "On "].iter().any(|start| words.starts_with(start)) && !words.ends_with('。')
}

fn is_divider(line: &str) -> bool {
    let words = line.trim();
    let is_stroke = |c: char| matches!(c, '-' | '—' | '_' | '=' | '*' | ' ' | '\u{A0}' | '：' | ':' | '─');
    let inner = words.trim_matches(is_stroke).to_lowercase();
    inner.len() < words.len() && COPIED.contains(&inner.as_str())
}

fn letters(lines: &[&str]) -> usize {
    lines.iter().flat_map(|line| line.chars()).filter(|c| c.is_alphanumeric()).count()
}

/// The longest note that goes with what is passed on.
const NOTE: usize = 60;

/// Whether lines only say what to do with what stands below them.
fn is_note(lines: &[&str]) -> bool {
    const WORDS: [&str; 10] = ["稿", "附", "请", "见下", "收到", "改好", "已改", "如下", "转您", "编发"];
    let mut filled = lines.iter().filter(|line| !line.trim().is_empty());
    letters(lines) <= NOTE && filled.all(|line| WORDS.iter().any(|word| line.contains(word)))
}

/// Whether a letter holds another mail, or begins with the head of one.
pub(super) fn is_mail(lines: &[&str]) -> bool {
    seam(lines).is_some()
}

/// Whether a text begins with the head that mail programs print above a message.
pub(super) fn begins_with_head(text: &str) -> bool {
    let lines: Vec<&str> = text.trim_start().lines().collect();
    head(&lines) > 0
}

/// Parts a letter from the mails in it. An answer quotes what it answers; of what is passed on the longer part is the manuscript.
pub(super) fn part(lines: &[&str]) -> Thread {
    let mut thread = Thread { places: vec![Place::Own; lines.len()], subject: String::new() };
    // A letter may begin with the head of its own message, in whatever order.
    let filled = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let mut start = filled + head(&lines[filled..]);
    thread.name(lines, filled..start);
    for _ in 0..MOST_MAILS {
        let Some(Seam { lines: within, is_answer }) = seam(&lines[start..]) else { break };
        let (at, end) = (start + within.start, start + within.end);
        let (before, after) = (&lines[start..at], &lines[end..]);
        let is_passed_on = is_note(before) && letters(after) > letters(before);
        if letters(before) > 0 && (is_answer && !is_passed_on || letters(before) >= letters(after)) {
            thread.leave_out(lines, at..lines.len());
            let named = if is_answer { at..end } else { at..at };
            thread.name(lines, named);
            break;
        }
        thread.leave_out(lines, start..at);
        thread.name(lines, at..end);
        start = end;
    }
    thread
}

impl Thread {
    fn leave_out(&mut self, lines: &[&str], range: Range<usize>) {
        for at in range {
            self.places[at] = if is_divider(lines[at]) { Place::Seam } else { Place::Other };
        }
    }

    /// Notes the lines of a seam: what they say of the message is named, its subject may be the headline.
    fn name(&mut self, lines: &[&str], range: Range<usize>) {
        for at in range {
            let known = field(lines[at]);
            let says = known.is_some() || is_answer(lines[at]) || is_begun(lines[at]);
            self.places[at] = if says { Place::Field } else { Place::Seam };
            if known == Some(Field::Subject) {
                self.subject = value(lines[at]).to_owned();
            }
        }
    }
}
