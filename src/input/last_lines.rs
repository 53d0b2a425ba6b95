//! Lines below a text that are not of it: names of its editors, and marks by which wires and authors say that it ends.

/// What such a line begins with, parted by blanks.
const WORDS: &str = "微信编辑 新媒体编辑 本文编辑 内容编辑 执行编辑 栏目主编 栏目编辑 初审编辑 复审编辑 二审编辑 终审编辑 一审一校 \
二审二校 三审三校 一校 二校 三校 本期编辑 责任编辑 责编 编辑 编审 审核 审校 校对 校審 监制 终审 复审 初审 \
一审 二审 三审 值班编委 值班主任 值班编辑 美编 版式 制图 文字编辑 图片编辑 视频编辑 网络编辑 见习编辑 实习编辑 \
主编 統籌 策划 统筹 責任編輯 責編 編輯 編審 校對 监审 签发 总监制 出品 本版编辑 本版责编 版面编辑";
/// The longest line of names.
const LONGEST: usize = 60;

/// `责任编辑：陈川`, `（编辑 陈川 校对 林越）`.
pub fn names_editors(line: &str) -> bool {
    let text = line.trim_matches(|c: char| c.is_whitespace() || "（）()【】[]\u{3000}".contains(c));
    let word = WORDS.split(' ').filter(|word| text.starts_with(word)).max_by_key(|word| word.len());
    // `编辑 部的人…` is a sentence; a line of names is short and has no stop.
    let is_parted =
        word.is_some_and(|word| text[word.len()..].starts_with(['：', ':', ' ', '\u{3000}', '／', '/', '|', '丨']));
    is_parted && text.chars().count() <= LONGEST && !text.ends_with(['！', '？']) && !text.contains(['。', '，'])
}

/// What such marks say, without brackets and strokes, in small letters.
const END_WORDS: &[&str] =
    &["完", "完毕", "完畢", "已完", "全文完", "全文完毕", "全文结束", "本文完", "结束", "end", "ends", "the end"];
/// Strokes and signs around them.
const AROUND: &str = "-—－–·•▼●○◆■─~=*＝＊<>＜＞《》";
const OPENING: &str = "（([【［〔";
const CLOSING: &str = "）)]】］〕";

/// Whether a line is nothing but such a mark: `（完）`, `——全文完——`, `(End)`, `###`, `-30-`, `■`.
pub fn is_end(line: &str) -> bool {
    let is_edge = |c: char| c.is_whitespace() || [AROUND, OPENING, CLOSING].iter().any(|signs| signs.contains(c));
    let bare = line.trim_matches(is_edge);
    let hashes = line.chars().filter(|c| matches!(c, '#' | '＃')).count();
    let is_hashes = hashes > 2 && line.chars().all(|c| matches!(c, '#' | '＃' | ' '));
    // Of a sentence that ends with the word nothing is left that stands around it.
    let is_marked = bare.len() < line.trim().len();
    let said = bare.to_lowercase();
    END_WORDS.contains(&said.as_str()) && (is_marked || !matches!(said.as_str(), "完毕" | "完畢" | "已完" | "结束"))
        || bare == "30" && line.trim().starts_with(['-', '—', '－'])
        || is_hashes
        || ["■", "□", "◆", "●"].contains(&line.trim())
}

/// The letters of a line, without blanks at its end, before what is not of the text: an end mark, or names of editors in brackets.
pub fn before_end(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let count = |text: &str| text.trim_end().chars().count();
    let bracket = line.ends_with(|c| CLOSING.contains(c)).then(|| line.rfind(|c| OPENING.contains(c))).flatten();
    let is_below = |at: &usize| is_end(&line[*at..]) || *at > 0 && names_editors(&line[*at..]);
    if let Some(at) = bracket.filter(is_below) {
        return Some(count(&line[..at]));
    }
    let hashes = line.trim_end_matches(['#', '＃', ' ']);
    let stroke =
        ["——全文完——", "—全文完—", "——完——", "—完—", "-完-", "全文完"].iter().find_map(|mark| line.strip_suffix(mark));
    if is_end(line) { Some(0) } else { stroke.or(Some(hashes).filter(|text| is_end(&line[text.len()..]))).map(count) }
}

/// The signs at which a message of a wire begins and ends, one perhaps with its number: `ZCZC XH0123`, `NNNN`.
pub fn is_wire_sign(text: &str) -> bool {
    let is_number =
        |rest: &str| rest.chars().count() <= 12 && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    text == "NNNN" || text.strip_prefix("ZCZC").is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::{before_end, is_end, names_editors};

    #[test]
    fn end_marks_are_known_and_words_are_none() {
        for mark in [
            "（完）",
            "(完)",
            "（完毕）",
            "(End)",
            "（END）",
            "END",
            "The End",
            "###",
            "# # #",
            "＃＃＃",
            "-30-",
            "——完——",
            "***完***",
            "=完=",
            "<完>",
            "（已完）",
            "【全文完】",
            "全文完",
            "完",
            "■",
        ] {
            assert!(is_end(mark), "{mark}");
        }
        for words in
            ["30", "完毕", "已完", "（未完）", "（完成）", "The endless", "（结束语）", "#", "##", "（30）", ""]
        {
            assert!(!is_end(words), "{words}");
        }
        for (line, letters) in [
            ("船回来了。（完）", Some(5)),
            ("船回来了。（完）（编辑：王强）", Some(8)),
            ("船回来了。 (End) ", Some(5)),
            ("船回来了。###", Some(5)),
            ("船回来了。——全文完——", Some(5)),
            ("（责编 李雨）", None),
            ("船回来了（编辑部供图）", None),
            ("作业做完", None),
            ("见图（完）成", None),
            ("C##", None),
        ] {
            assert_eq!(before_end(line), letters, "{line}");
        }
    }

    #[test]
    fn lines_of_editors_are_known_and_sentences_are_none() {
        for line in ["责任编辑：陈川", "（编辑 陈川 校对 林越）", "编辑/陈川", "本版责编：陈川", "責任編輯：陳川"]
        {
            assert!(names_editors(line), "{line}");
        }
        for line in ["编辑部的灯还亮着。", "编辑：他说，今天不行。", "主编陈川说", "编辑 部的人都走了！"]
        {
            assert!(!names_editors(line), "{line}");
        }
    }
}
