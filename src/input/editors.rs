//! Lines that name the editors of a text, as manuscripts and web pages have them below it.

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

#[cfg(test)]
mod tests {
    use super::names_editors;

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
