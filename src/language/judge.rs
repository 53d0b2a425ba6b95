//! What the judge of PDFs says, in Chinese: its findings by a table, what it measured word by word; what has no Chinese is left to the rule that is named beside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::base::{Arg, Message};

/// What was found, by its English.
static FOUND: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| super::pairs(include_str!("judge.txt")).into_iter().collect());

/// Words of measurements and of what is judged; longer ones come before their parts.
const WORDS: [(&str, &str); 44] = [
    ("graphics state", "图形状态"),
    ("output intent", "输出意图"),
    ("output profile", "输出特性文件"),
    ("inline image", "内嵌图片"),
    ("page content", "页面内容"),
    ("spot colour", "专色"),
    ("text outline", "文字轮廓"),
    ("safe distance", "安全距离"),
    ("overprint on", "叠印开"),
    ("overprint off", "叠印关"),
    ("colour space has", "色彩空间有"),
    ("dictionary says", "字典写"),
    ("in the PDF", "（PDF 中）"),
    ("in the font", "（字体中）"),
    ("of it above", "超过"),
    ("wanted one", "应有一个"),
    ("after offset", "偏移之后"),
    ("more than", "多于"),
    ("at least", "至少"),
    ("at most", "至多"),
    ("up to", "最多"),
    ("pixels at", "像素，"),
    ("annotation", "批注"),
    ("resources", "资源"),
    ("metadata", "元数据"),
    ("ordered", "应为"),
    ("trailer", "文件尾"),
    ("catalog", "文档目录"),
    ("profile", "特性文件"),
    ("pattern", "图案"),
    ("degrees", "度"),
    ("needed", "需要"),
    ("wanted", "应为"),
    ("object", "对象"),
    ("stream", "流"),
    ("stroke", "描边"),
    ("offset", "偏移"),
    ("limit", "上限"),
    ("image", "图片"),
    ("bytes", "字节"),
    ("found", "实有"),
    ("form", "表单对象"),
    ("font", "字体"),
    ("fill", "填色"),
];
const SHORT: [(&str, &str); 9] = [
    ("text", "文字"),
    ("file", "文件"),
    ("page", "页面"),
    ("mode", "模式"),
    ("code", "编码"),
    ("says", "写"),
    ("pixels", "像素"),
    ("is", "为"),
    ("in", "，"),
];
/// What is written so in Chinese too.
const UNITS: [&str; 6] = ["pt", "mm", "ppi", "x", "notdef", "xmp"];

/// A finding of the judge with its English in Chinese.
pub(super) fn in_chinese(message: &Message) -> Message {
    let args = message.args.iter().map(|arg| match arg {
        Arg::Name(text) => Arg::Name(said(text)),
        other => other.clone(),
    });
    Message { args: args.collect(), ..message.clone() }
}

fn said(text: &str) -> String {
    let Some((what, known)) = found(text) else { return named(text).unwrap_or_else(|| text.to_owned()) };
    let detail = text[what.len()..].trim_start_matches(": ");
    match measured(detail) {
        Some(detail) if !detail.is_empty() => format!("{known}：{detail}"),
        _ => known.to_owned(),
    }
}

/// The longest finding that a text begins with, and its Chinese.
fn found(text: &str) -> Option<(&'static str, &'static str)> {
    let begins = |what: &str| text.strip_prefix(what).is_some_and(|rest| rest.is_empty() || rest.starts_with(": "));
    FOUND
        .iter()
        .map(|(what, known)| (*what, *known))
        .filter(|(what, _)| begins(what))
        .max_by_key(|(what, _)| what.len())
}

/// What is judged, such as `image /Im1`: its name stays.
fn named(text: &str) -> Option<String> {
    let all = WORDS.iter().chain(&SHORT);
    all.filter_map(|(word, known)| {
        // A name with an ending is that of a file, which a user gave.
        let is_name =
            |rest: &&str| rest.is_empty() || rest.starts_with(" /") || rest.starts_with(' ') && !rest.contains('.');
        let rest = text.strip_prefix(word).filter(is_name)?;
        Some(format!("{known}{rest}"))
    })
    .next()
}

/// Measurements in Chinese; none where words remain that are not known.
fn measured(detail: &str) -> Option<String> {
    let all = WORDS.iter().chain(&SHORT);
    let text = all.fold(detail.to_owned(), |text, (word, known)| replaced(&text, word, known));
    let is_known = |word: &str| {
        word.is_empty()
            || UNITS.contains(&word)
            || !word.starts_with(|c: char| c.is_ascii_lowercase())
            || word.len() < 2
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.all(is_known).then(|| text.replace(", ", "，").replace(" ，", "，"))
}

/// A word replaced where it stands alone and is no part of a name.
fn replaced(text: &str, word: &str, known: &str) -> String {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/' || c == '_');
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(word) {
        if !is_part(text[..at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next()) {
            out.push_str(&text[from..at]);
            out.push_str(known);
            from = at + word.len();
        }
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_the_judge_are_whole_in_chinese() {
        for (english, chinese) in [
            (
                "more ink than the limit where objects lie on each other: up to 320 %, 815 mm² of it above 240 %",
                "叠在一起的地方墨量超过上限：最多 320 %，815 mm² 超过 240 %",
            ),
            ("hairline: fill 0.000 pt, at least 0.25 pt", "极细线：填色 0.000 pt，至少 0.25 pt"),
            (
                "thin black line that does not overprint: stroke 0.79 pt, overprint off, mode 1",
                "细黑线没有叠印：描边 0.79 pt，叠印关，模式 1",
            ),
            (
                "more ink than the limit: fill C90 M80 Y70 K60 is 300 %, limit 240 %",
                "墨量超过上限：填色 C90 M80 Y70 K60 为 300 %，上限 240 %",
            ),
            (
                "image has too few pixels: 100 x 80 pixels at 72 x 72 ppi, at least 150",
                "图片像素太少：100 x 80 像素， 72 x 72 ppi，至少 150",
            ),
            ("content is damaged: the data end before they should", "内容损坏"),
            ("image /Image file", "图片 /Image file"),
            ("page", "页面"),
            ("font Helvetica", "字体 Helvetica"),
            ("page one.pdf", "page one.pdf"),
            ("a.pdf", "a.pdf"),
        ] {
            assert_eq!(said(english), chinese, "{english}");
        }
    }

    /// Every finding that the judge's sources name is in the table.
    #[test]
    fn every_finding_of_the_judge_is_known() {
        let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/preflight"));
        let mut missing = Vec::new();
        let calls = ["note(Id::", "note_here(Id::", "fault(Id::"];
        for code in super::super::tests::codes(folder) {
            for rest in calls.iter().flat_map(|call| code.split(call).skip(1)) {
                let call = rest.split(");").next().unwrap_or_default();
                // The subject may be made in the call; what is found follows the next comma.
                let literals: Vec<&str> = call.split('"').skip(1).step_by(2).collect();
                let is_known = literals.iter().any(|literal| FOUND.contains_key(literal));
                if !literals.is_empty() && !is_known && !call.contains(", what,") && !call.contains(", why,") {
                    missing.push(literals.join(" | "));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
