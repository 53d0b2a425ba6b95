//! The head of an article by one who knows no keys: labels of a manuscript in their place (`标题：`, `责编：`), and lines that go on with the value above them
//! and hold a colon.

use std::ops::Range;

use crate::base::{Diagnostic, Message};
use crate::message;

use super::super::schema::FRONT_MATTER;
use super::continued::Begun;
use super::{Line, Repair, Slip, called, entries, with_quotes};

/// What a label of a manuscript says that what stands behind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum Label {
    /// The value of a key.
    Key(&'static str),
    /// The article's text.
    Text,
    /// A picture.
    Picture,
    /// What has no place on the page.
    Aside,
}

/// A line with a label.
#[derive(Clone, Copy, Debug)]
pub(in crate::input) struct Labelled<'t> {
    pub name: &'t str,
    pub value: &'t str,
    pub label: Label,
}

const TEXT: &[&str] = &["正文", "全文", "内容", "內容", "body", "text", "content"];
const PICTURE: &[&str] =
    &["图片", "照片", "配图", "图", "圖片", "写真", "사진", "image", "photo", "picture", "pic", "img"];
const ASIDE: &[&str] = &[
    "编辑",
    "责编",
    "责任编辑",
    "編輯",
    "校对",
    "審校",
    "审核",
    "审稿",
    "主编",
    "美编",
    "值班主任",
    "通讯员",
    "来源",
    "稿源",
    "出处",
    "来稿",
    "來源",
    "摄影",
    "摄",
    "攝影",
    "图说",
    "日期",
    "发稿日期",
    "发稿时间",
    "出版日期",
    "字数",
    "版次",
    "版面",
    "栏目",
    "关键词",
    "关键字",
    "摘要",
    "导语",
    "备注",
    "标签",
    "分类",
    "出典",
    "편집",
    "출처",
    "source",
    "editor",
    "date",
    "tags",
    "keywords",
    "section",
    "category",
    "summary",
    "description",
    "layout",
    "draft",
    "slug",
];

/// What a word before a colon says, if it is a label of manuscripts.
pub(in crate::input) fn label(name: &str) -> Option<Label> {
    let lower = name.to_ascii_lowercase();
    let is_one = |words: &[&str]| words.contains(&lower.as_str());
    let key = called(name).and_then(|key| FRONT_MATTER.iter().map(|known| known.name).find(|known| *known == key));
    match key {
        Some(key) => Some(Label::Key(key)),
        None if is_one(TEXT) => Some(Label::Text),
        None if is_one(PICTURE) => Some(Label::Picture),
        None => is_one(ASIDE).then_some(Label::Aside),
    }
}

/// What to do about labels that are no keys; `keys` says how those that have keys are to be written.
pub(in crate::input) fn hints(labels: &[Labelled<'_>], keys: fn(String) -> Message) -> Vec<Message> {
    let names = |label: Label| labels.iter().filter(move |it| it.label == label).map(|it| it.name);
    let written = |it: &Labelled<'_>| match it.label {
        Label::Key(key) if it.value.contains(": ") || it.value.contains(" #") => {
            Some(format!("`{key}: {}`", with_quotes(it.value)))
        }
        Label::Key(key) => Some(format!("`{key}: {}`", it.value)),
        _ => None,
    };
    let known: Vec<String> = labels.iter().filter_map(written).collect();
    let asides: Vec<&str> = names(Label::Aside).collect();
    let mut hints: Vec<Message> = (!known.is_empty()).then(|| keys(known.join(" "))).into_iter().collect();
    hints.extend(names(Label::Text).next().map(|name| {
        message!(
            "what stands behind `{}` is the text: write it below the second line of three hyphens, without a key",
            name
        )
    }));
    hints.extend(names(Label::Picture).next().map(|name| {
        message!(
            "what stands behind `{}` goes into the edition file, `picture: …`, or into the text as `![caption](path)`",
            name
        )
    }));
    if !asides.is_empty() {
        hints.push(message!(
            "there is no key for {}: what is to print goes into `byline` or into the text, and a line that begins with `#` does not print",
            asides
        ));
    }
    hints
}

/// A line of front matter as far as it is an entry.
enum Entry<'t> {
    Known,
    Labelled(Labelled<'t>),
}

/// What a line begins: an entry, or nothing of its own. Words of ASCII before a colon at the line's edge are an entry that is told as unknown.
fn entry<'t>(line: &Line<'t>) -> Option<Entry<'t>> {
    let behind = line.after_key().trim_start_matches([' ', '\u{3000}']);
    let value = behind.strip_prefix([':', '：']).filter(|_| line.key > 0)?;
    let name = line.name();
    if FRONT_MATTER.iter().any(|key| key.name == name) {
        return Some(Entry::Known);
    }
    match label(name) {
        Some(label) => Some(Entry::Labelled(Labelled { name, value: value.trim(), label })),
        None => (name.is_ascii() && line.indent() == 0).then_some(Entry::Known),
    }
}

/// The slips of front matter that only its keys tell.
pub(in crate::input) fn head(text: &str) -> Vec<Slip> {
    let mut start = 0;
    let lines: Vec<Line<'_>> = text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            Line::new(start - line.len(), line)
        })
        .collect();
    let mut slips = Vec::new();
    let mut labels: Vec<(&Line<'_>, Labelled<'_>)> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(entry) = entry(line) else { continue };
        let is_block = Begun::of(line).is_some_and(|begun| begun.opens_block());
        let below = lines[at..]
            .iter()
            .take_while(|next| is_block && (next.text.trim().is_empty() || next.indent() > line.indent()));
        at += below.count();
        let further = lines[at..].iter().take_while(|next| goes_on(next)).count();
        slips.extend(continued(text, line, &entry, &lines[at..at + further]));
        at += further;
        if let Entry::Labelled(labelled) = entry {
            labels.push((line, labelled));
        }
    }
    slips.extend(unknown(&labels));
    slips
}

/// Whether a line is no entry of front matter and no sign of YAML.
fn goes_on(line: &Line<'_>) -> bool {
    let words = line.text.trim();
    let begins_other = words.starts_with(['-', '{', '}', '[', ']', '#', '?', '|', '>', '"', '\'', '`']);
    !words.is_empty() && !begins_other && entry(line).is_none()
}

/// Lines below a value that prints, one of which YAML takes for an entry because of its colon.
fn continued(text: &str, line: &Line<'_>, entry: &Entry<'_>, further: &[Line<'_>]) -> Option<Slip> {
    let name = match entry {
        Entry::Known => line.name(),
        Entry::Labelled(Labelled { label: Label::Key(key), .. }) => key,
        Entry::Labelled(_) => return None,
    };
    let takes = |further: &&Line<'_>| {
        let words = further.text.trim();
        let is_entry = further.key > 0 && further.indent() <= line.indent() && further.after_key().starts_with('：');
        is_entry || words.contains(": ") || words.ends_with(':')
    };
    let first = further.first().filter(|_| entries::prints(name))?;
    let told = further.iter().find(takes)?;
    let lines: Vec<Range<usize>> =
        further.iter().map(|line| line.start..line.start + line.text.trim_end().len()).collect();
    let slip = Begun::of(line)?.named(name).told(text, first, &lines)?;
    let column = told.text.len() - told.text.trim_start().len();
    Some(Slip { start: told.start + column, end: told.start + told.text.trim_end().len(), ..slip })
}

/// Labels in the place of keys, told once. Those that have a key get it; the others are left out, since nothing could print them.
fn unknown(labels: &[(&Line<'_>, Labelled<'_>)]) -> Option<Slip> {
    let (first, _) = labels.first()?;
    let all: Vec<Labelled<'_>> = labels.iter().map(|(_, labelled)| *labelled).collect();
    let names: Vec<&str> = all.iter().map(|labelled| labelled.name).collect();
    let message = message!("the front matter has no keys of these names: {}", names);
    let finding = Diagnostic::error("article/front-matter", message);
    let finding = hints(&all, |keys| message!("write the keys in English, each on its own line: {}", keys))
        .into_iter()
        .fold(finding, Diagnostic::hint);
    let slip = first.slip(first.before, first.key, finding);
    let mut taken: Vec<&str> = Vec::new();
    let repairs = labels.iter().map(|(line, labelled)| match labelled.label {
        Label::Key(key) if !taken.contains(&key) => {
            taken.push(key);
            let words = line.text.trim_end();
            let value = words.len() - labelled.value.len();
            Repair { range: line.start..line.start + value, with: format!("{key}: ") }
        }
        _ => Repair { range: line.start..line.start + line.text.trim_end().len(), with: String::new() },
    });
    Some(Slip { repairs: repairs.collect(), ..slip })
}
