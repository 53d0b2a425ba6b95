//! Lines that a manuscript has for the desk and not for readers: page, editors, count of characters, source; and where a line of them can be told from a notice.

use crate::input::is_wire_sign;

/// Labels that no reader is meant to see, parted by blanks.
const DESK: &str = "版面 版次 版位 版名 版别 见报版面 栏目 栏目名 栏目名称 责编 责任编辑 值班编辑 编辑 编审 编校 校对 责校 校审 审核 审稿 审签 审读 签发 签发人 核发 复审 终审 初审 \
一审 二审 三审 一读 二读 监制 美编 美术编辑 视觉 视觉编辑 排版 版式 组版 组稿 策划 统筹 字数 全文字数 正文字数 稿源 稿件来源 来稿单位 来稿 供稿 供稿单位 稿号 稿件编号 稿件名称 稿件类型 稿件性质 \
稿件类别 稿签 发稿人 发稿单位 发稿时间 发稿日期 投稿人 投稿单位 投稿邮箱 投稿日期 送稿人 报送单位 报送人 见报日期 见报时间 刊发日期 刊发时间 刊期 拟发日期 出报日期 紧急程度 密级 优先级 体裁 值班 值班主任 值班总编 \
責編 責任編輯 編輯 校對 審核 簽發 字數 稿件來源 欄目";
/// Labels of a form that a notice to readers may have too.
const PERHAPS: &str = "来源 出处 日期 时间 编号 关键词 关键字 电话 联系电话 手机 手机号 手机号码 联系方式 联系人 邮箱 电子邮箱 电邮 E-mail Email email 微信 微信号 QQ 地址 通讯地址 联系地址 单位 作者单位 作者简介 邮编 \
邮政编码 备注 附件 配图 附图 标签 身份证号 开户行 账号 银行卡号 户名 类别 状态 來源 電話 聯絡電話";
/// Labels of what stands under a picture.
const CAPTIONS: &str = "图片说明 照片说明 图说 图注 题图 题图说明 配图说明 插图说明 圖片說明 圖說";

/// The longest line of labels.
const LINE: usize = 80;

/// The longest heading of the slip that goes with a manuscript: 临澜日报稿签.
const SLIP: usize = 12;

/// For whom a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// For the desk alone.
    Desk,
    /// A label that a notice has as well.
    Perhaps,
}

/// For whom a line of labels and their values is; none of another line.
pub(super) fn line(text: &str) -> Option<Reader> {
    let text = bare(text);
    if text.chars().count() > LINE || text.contains(['。', '！', '？']) {
        return None;
    }
    if is_count(text) || is_wire_sign(text) || text.ends_with("稿签") && text.chars().count() <= SLIP {
        return Some(Reader::Desk);
    }
    let labels = labels(text)?;
    let is_of = |list: &str, label: &str| list.split(' ').any(|known| known == label);
    if labels.iter().any(|label| is_of(DESK, label)) {
        let is_known = |label: &String| is_of(DESK, label) || is_of(PERHAPS, label);
        return labels.iter().all(is_known).then_some(Reader::Desk);
    }
    labels.iter().all(|label| is_of(PERHAPS, label)).then_some(Reader::Perhaps)
}

/// A line without the brackets around it.
fn bare(text: &str) -> &str {
    const PAIRS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('[', ']'), ('〔', '〕')];
    let text = text.trim_matches([' ', '\u{3000}', '\t', '\u{A0}']);
    let inner = PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|inner| !inner.contains(['（', '(', '[', '〔'])).unwrap_or(text).trim()
}

/// `字数 800`, `全文约1200字`, `（800字）`.
fn is_count(text: &str) -> bool {
    let rest = ["全文", "正文", "本文", "共", "约", "字数"]
        .iter()
        .fold(text, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let rest = rest.trim_start_matches([' ', '\u{3000}', '：', ':', '共', '约']);
    let number = rest.trim_end_matches(['字', '左', '右', ' ']);
    let says_so = rest.contains('字') || text.starts_with("字数");
    says_so && (2..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The labels of a line that has nothing but labels and values.
fn labels(text: &str) -> Option<Vec<String>> {
    if let Some((label, _)) = text.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        return Some(vec![without_blanks(label).trim_end_matches(['：', ':']).to_owned()]);
    }
    let first = text.find(['：', ':'])?;
    let mut labels = vec![without_blanks(text.get(..first)?)];
    // Behind the first value further labels stand after a blank or a bar: 责编：李四　校对：王五.
    let rest = text.get(first..)?;
    for part in rest.split(['：', ':']).skip(1) {
        let label = part.rsplit([' ', '\u{3000}', '\t', '|', '｜', '；', ';', '，', '/']).next().unwrap_or_default();
        let is_last = part.len() == rest.len() - rest.rfind(part)?;
        if !is_last
            && label.len() < part.len()
            && !label.is_empty()
            && !label.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            labels.push(label.to_owned());
        }
    }
    Some(labels)
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '【' | '】' | '*' | '■' | '●')).collect()
}

/// What a line says that stands under a picture: `图片说明：渔船出港。`
pub(super) fn caption(text: &str) -> Option<&str> {
    let text = text.trim_matches([' ', '\u{3000}', '\t']);
    let text = text.strip_prefix(['【', '（', '[']).unwrap_or(text);
    let (label, rest) = text.split_once(['：', ':', '】', '）', ']'])?;
    let label = label.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五①②③④⑤⑥".contains(c));
    CAPTIONS.split(' ').any(|known| known == label).then(|| rest.trim_matches(['：', ':', ' ', '\u{3000}', '）', '】']))
}

/// `图①：渔船出港。`, as it stands below a text.
pub(super) fn is_numbered_caption(text: &str) -> bool {
    let text = text.trim_matches([' ', '\u{3000}', '\t']);
    let rest = text.strip_prefix('图').or_else(|| text.strip_prefix("照片")).unwrap_or_default();
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六①②③④⑤⑥⑦⑧⑨".contains(c));
    number.len() < rest.len() && number.starts_with(['：', ':', '为']) && text.chars().count() <= LINE
}

/// What mail programs and telephones write below a text.
pub(super) fn is_sent_from(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "发自我的",
        "来自我的",
        "发送自",
        "发自手机",
        "發自我的",
        "從我的",
        "发自新浪",
        "从 windows",
        "获取 outlook",
        "sent from ",
        "get outlook",
        "此邮件由",
        "本邮件由",
    ];
    let line = text.trim_matches([' ', '\u{3000}', '-', '—', '－', '\t']).to_lowercase();
    line.chars().count() <= LINE / 2 && WORDS.iter().any(|word| line.starts_with(word))
}

/// A row of strokes or stars, and nothing else, which parts a text.
pub(super) fn is_row(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().filter(|c| !c.is_whitespace()).count();
    let first = text.chars().next().unwrap_or_default();
    count >= 3
        && "-—－=＝*＊_＿~～─━═·●○☆★■□◆◇※△▲".contains(first)
        && text.chars().all(|c| c == first || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_for_the_desk_are_known_and_others_are_not() {
        for (text, expected) in [
            ("版面：A03", Some(Reader::Desk)),
            ("版 面：A03", Some(Reader::Desk)),
            ("责编：李四　校对：王五", Some(Reader::Desk)),
            ("版面：A03 | 字数：800 | 来源：本报", Some(Reader::Desk)),
            ("（责编：李四 电话：0591-1234567）", Some(Reader::Desk)),
            ("【字数】800", Some(Reader::Desk)),
            ("【见报日期】2026年3月12日", Some(Reader::Desk)),
            ("发稿时间：2026-03-12 08:30", Some(Reader::Desk)),
            ("（全文约1200字）", Some(Reader::Desk)),
            ("字数 800", Some(Reader::Desk)),
            ("稿源：新华社", Some(Reader::Desk)),
            ("字数:", Some(Reader::Desk)),
            ("联系电话：13800000000", Some(Reader::Perhaps)),
            ("来源：本报", Some(Reader::Perhaps)),
            ("地址：港前路1号　电话：1234567", Some(Reader::Perhaps)),
            ("编辑部的灯还亮着。", None),
            ("编辑：他说，今天不行。", None),
            ("他的三个时间：早、中、晚。", None),
            ("嘉宾：林越", None),
            ("比分：3:2", None),
            ("3600字", Some(Reader::Desk)),
            ("临澜日报稿签", Some(Reader::Desk)),
            ("他写了800字", None),
            ("ZCZC", Some(Reader::Desk)),
            ("ZCZC XH0123", Some(Reader::Desk)),
            ("NNNN", Some(Reader::Desk)),
            ("NNNN公司", None),
            ("新闻热线：1234567", None),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn captions_and_remarks_of_programs_are_known() {
        assert_eq!(caption("图片说明：渔船出港。李雨 摄"), Some("渔船出港。李雨 摄"));
        assert_eq!(caption("图片说明1：渔船"), Some("渔船"));
        assert_eq!(caption("【图说】渔船出港。"), Some("渔船出港。"));
        assert_eq!(caption("图为渔船出港。"), None);
        assert!(is_numbered_caption("图①：渔船出港。") && is_numbered_caption("图1为渔船出港。"));
        assert!(!is_numbered_caption("图书馆：开放") && !is_numbered_caption("图1 所示"));
        for line in
            ["发自我的iPhone", "来自我的华为手机", "Sent from my iPad", "获取 Outlook for iOS", "-- 发自我的小米手机"]
        {
            assert!(is_sent_from(line), "{line}");
        }
        assert!(
            !is_sent_from("发自内心的笑容")
                && !is_sent_from(
                    "来自我的家乡的人们都说今年的收成比往年都要好上许多，大家都很高兴，纷纷表示还要再加把劲。"
                )
        );
        assert!(
            is_row("————————")
                && is_row("* * *")
                && is_row("=====")
                && !is_row("——")
                && !is_row("……………")
                && !is_row("a--")
        );
    }
}
