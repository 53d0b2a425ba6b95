//! Keys by the names that people have for them.

use crate::base::nearest;

/// Words by which people call keys that have other names.
const CALLED: &[(&str, &[&str])] = &[
    ("headline", &["标题", "主题", "主标题", "正题", "题目", "標題", "主題", "見出し", "제목", "title"]),
    ("kicker", &["引题", "肩题", "眉题", "引題"]),
    ("deck", &["副题", "副标题", "副題", "부제", "subtitle"]),
    ("byline", &["作者", "署名", "记者", "記者", "기자", "author"]),
    ("dateline", &["电头", "電頭"]),
    ("language", &["语言"]),
    ("paper", &["报名", "报纸"]),
    ("date", &["日期", "出版日期"]),
    ("pages", &["版面", "版"]),
    ("layout", &["版式"]),
    ("picture", &["图片", "照片", "photo", "image", "img", "pic"]),
    ("article", &["稿件", "文章", "story"]),
    ("caption", &["图说", "图片说明", "说明"]),
    ("credit", &["摄影", "来源"]),
    ("text", &["文字", "内容"]),
    ("table", &["表格"]),
];

/// The key that people call by a word.
pub(in crate::input) fn called(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    CALLED.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(key, _)| *key)
}

/// The key of some that is meant by a word that is none of them.
pub(in crate::input) fn meant_key(
    word: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Option<&'static str> {
    let lower = word.trim().to_ascii_lowercase();
    let called = CALLED.iter().filter(|(_, words)| words.contains(&lower.as_str())).map(|(key, _)| *key);
    let is_known = |key: &&str| known.clone().any(|known| known == *key);
    called
        .chain([lower.as_str()].into_iter().filter_map(|lower| known.clone().find(|key| *key == lower)))
        .find(is_known)
        .or_else(|| nearest(word, known.clone()))
}
