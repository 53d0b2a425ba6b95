//! Slips and what their remedies make of them.

use super::super::yaml::{self, NodeKind};
use super::super::{read, schema};
use crate::base::{Diagnostics, SourceId};

/// Slips, what each is meant to be, and a part of its remedy.
const SLIPS: &[(&str, &str, &str)] = &[
    ("a: {c: 渔船 #1}", "a: {c: '渔船 #1'}", "c: \"渔船 #1\""),
    ("a: {c: 渔船 #1, d: 2mm}", "a: {c: '渔船 #1', d: 2mm}", "c: \"渔船 #1\""),
    ("a: {c: 渔船,李雨 摄}", "a: {c: '渔船,李雨 摄'}", "c: \"渔船,李雨 摄\""),
    ("a: {c: 渔船, 李雨 摄, d: e}", "a: {c: '渔船, 李雨 摄', d: e}", "c: \"渔船, 李雨 摄\""),
    ("a: {c: 李雨（左）, 王强: 右}", "a: {c: '李雨（左）, 王强: 右'}", "c: \"李雨（左）, 王强: 右\""),
    ("a: {c: 1,234}", "a: {c: '1,234'}", "c: \"1,234\""),
    ("a: {c: [图] 渔船, d: e}", "a: {c: '[图] 渔船', d: e}", "c: \"[图] 渔船\""),
    ("a: {c: *通知* 开会}", "a: {c: '*通知* 开会'}", "c: \"*通知* 开会\""),
    ("a: {c: &好}", "a: {c: '&好'}", "c: \"&好\""),
    ("a: {c: %5}", "a: {c: '%5'}", "c: \"%5\""),
    ("a: {c: | 竖线}", "a: {c: '| 竖线'}", "c: \"| 竖线\""),
    ("a: {c: - 渔船}", "a: {c: '- 渔船'}", "c: \"- 渔船\""),
    ("a: {c: 图为: 海港 #1, 李雨 摄}", "a: {c: '图为: 海港 #1, 李雨 摄'}", "c: \"图为: 海港 #1, 李雨 摄\""),
    ("a: {c: 甲{乙}丙, d: e}", "a: {c: '甲{乙}丙', d: e}", "c: \"甲{乙}丙\""),
    ("a: {c:渔船, d: e}", "a: {c: 渔船, d: e}", "write `c: 渔船`"),
    ("a: {c：渔船, d: 甲: 乙}", "a: {c: 渔船, d: '甲: 乙'}", "write `c: 渔船`"),
    ("a: [{c: 招租 #2}, {c: 乙}]", "a: [{c: '招租 #2'}, {c: 乙}]", "c: \"招租 #2\""),
    ("a: {c: \"渔\"船, d: e}", "a: {c: '\"渔\"船', d: e}", "c: '\"渔\"船'"),
    ("a: {c: \"渔船, d: e}", "a: {c: '渔船', d: e}", "close them"),
    ("a: ｛c：渔船，d: e｝", "a: {c: 渔船, d: e}", "`a: {c: 渔船, d: e}`"),
    ("a：{c: 渔船}", "a: {c: 渔船}", "a half-width colon"),
    ("- {a: @甲, b: c}", "- {a: '@甲', b: c}", "a: \"@甲\""),
    ("h: &2026 新年", "h: '&2026 新年'", "h: \"&2026 新年\""),
    ("h: *贺*", "h: '*贺*'", "h: \"*贺*\""),
    ("h: !贺 新年", "h: '!贺 新年'", "h: \"!贺 新年\""),
    ("h: 甲: 乙\nk: 丙: 丁", "h: '甲: 乙'\nk: '丙: 丁'", "h: \"甲: 乙\""),
    ("h: \"甲\nk: 乙", "h: 甲\nk: 乙", "close them"),
    ("h: \"甲\"乙", "h: '\"甲\"乙'", "h: '\"甲\"乙'"),
    ("h：甲\nk:乙", "h: 甲\nk: 乙", "a half-width colon"),
    ("a:\n　　b: c\n　　d: e", "a:\n  b: c\n  d: e", "indent with spaces"),
    ("a:\n\tb: c\n\td: e", "a:\n  b: c\n  d: e", "indent with spaces"),
    ("a:\n  b: c\n d: e", "a:\n  b: c\n  d: e", "as many blanks"),
    ("a: {\n  c: 渔船 #1,\n  d: e\n}", "a: {c: '渔船 #1', d: e}", "c: \"渔船 #1\""),
    ("a: {\n  c: 渔船,李雨 摄,\n  d: e\n}", "a: {c: '渔船,李雨 摄', d: e}", "c: \"渔船,李雨 摄\""),
    ("a: {\n  c: 图为: 海港\n}", "a: {c: '图为: 海港'}", "c: \"图为: 海港\""),
    ("a: {c: b,\n    d: *贺*, e: 2mm}", "a: {c: b, d: '*贺*', e: 2mm}", "d: \"*贺*\""),
    ("a: {\n  c: 渔船\n  d: e\n}", "a: {c: 渔船, d: e}", "`c: 渔船,`"),
    ("a: {\n  c：渔船,\n  d:e\n}", "a: {c: 渔船, d: e}", "`c: 渔船`"),
    ("a: {\n  c: \"渔\"船,\n  d: e\n}", "a: {c: '\"渔\"船', d: e}", "c: '\"渔\"船'"),
    ("a: {\n  c: [图] 渔船,\n  d: e }\nf: g", "a: {c: '[图] 渔船', d: e}\nf: g", "c: \"[图] 渔船\""),
    ("a: {c: d\nb: e", "a: {c: d}\nb: e", "write `}`"),
    ("a: {c: 渔船, 李雨, 王强}", "a: {c: '渔船, 李雨, 王强'}", "c: \"渔船, 李雨, 王强\""),
    ("a: {c: {上}: 篇, d: e}", "a: {c: '{上}: 篇', d: e}", "c: \"{上}: 篇\""),
    ("a: {text: |\n   甲\n   乙}\nb: c", "a: {text: \"甲\\n乙\"}\nb: c", "text: \"甲\\n乙\""),
    ("h: 'I'm 回来'", "h: \"I'm 回来\"", "h: \"I'm 回来\""),
    ("h: '甲'与'乙'", "h: \"'甲'与'乙'\"", "h: \"'甲'与'乙'\""),
    ("h: \"5\" 屏\"", "h: '5\" 屏'", "h: '5\" 屏'"),
    ("h: 甲: 乙 #1", "h: '甲: 乙 #1'", "h: \"甲: 乙 #1\""),
    ("h: 甲: 乙 # 待核", "h: '甲: 乙'", "h: \"甲: 乙\""),
    ("h: > 甲", "h: '> 甲'", "h: \"> 甲\""),
    ("n:{text: 甲}\nb: c", "n: {text: 甲}\nb: c", "write `n: {text: 甲}`"),
    ("n:[甲, 乙]\nb: c", "n: [甲, 乙]\nb: c", "write `n: [甲, 乙]`"),
    ("n:\u{A0}甲\nb: c", "n: 甲\nb: c", "write `n: 甲`"),
    ("w:\n  - 比分: 2: 1\n  - 乙", "w:\n  - '比分: 2: 1'\n  - 乙", "- \"比分: 2: 1\""),
    ("a: [[比分: 2: 1, 乙], [丙, 丁]]", "a: [['比分: 2: 1', 乙], [丙, 丁]]", "\"比分: 2: 1\""),
    ("put: story: s.md", "put: {story: s.md}", "`put: {story: s.md}`"),
    ("texts: ed: 责编", "texts: {ed: 责编}", "`texts: {ed: 责编}`"),
    ("put:\n  p: picture: a.jpg", "put:\n  p: {picture: a.jpg}", "`p: {picture: a.jpg}`"),
    ("put:\n  n: 今天: 晴", "put:\n  n: {text: '今天: 晴'}", "n: {text: \"今天: 晴\"}"),
    ("put:\n  n: @今天", "put:\n  n: {text: '@今天'}", "n: {text: \"@今天\"}"),
    ("headline: 甲\n乙\nbyline: 丙", "headline: |\n  甲\n  乙\nbyline: 丙", "write `headline: |`"),
    ("headline: |\n甲\n乙\nbyline: 丙", "headline: |\n  甲\n  乙\nbyline: 丙", "begin it with 2 blanks"),
    ("text: |\n    甲\n丙", "text: |\n    甲\n    丙", "begin it with 4 blanks"),
    ("headline:\n甲\nbyline: 丙", "headline: 甲\nbyline: 丙", "`headline: 甲`"),
    ("headline=甲", "headline: 甲", "write `headline: 甲`"),
    ("deck: 乙\nheadline＝甲", "deck: 乙\nheadline: 甲", "write `headline: 甲`"),
    ("a:\n  n: {c: d}\n    e: f\n  g: h", "a:\n  n: {c: d, e: f}\n  g: h", "`, e: f}`"),
    ("```yaml\na: b\n```", "a: b", "take it out"),
];

/// What slips are told, each with its remedy carried out: what the text then says.
#[test]
fn slips_are_mended_as_their_remedies_say() {
    let whole = |text: &str| {
        let yaml::Read { node, found } = yaml::read(text, SourceId(0), 0);
        let node = node.unwrap_or_else(|| panic!("{text} {found:?}"));
        (node.kind, found)
    };
    for (slip, meant, remedy) in SLIPS.iter().copied() {
        let (kind, found) = whole(slip);
        let text = |kind: &NodeKind| format!("{kind:?}").replace(|c: char| c.is_ascii_digit(), "");
        let plain = |text: String| {
            text.split("Span { ")
                .map(|part| part.split_once('}').map_or(part, |it| it.1).to_owned())
                .collect::<String>()
        };
        assert_eq!(plain(text(&kind)), plain(text(&whole(meant).0)), "{slip}");
        let hints: Vec<String> = found.iter().flat_map(|finding| &finding.hints).map(ToString::to_string).collect();
        assert!(hints[0].contains(remedy), "{slip}: {hints:?}");
        let at = found[0].span.unwrap();
        assert!(at.start <= at.end && slip.get(at.start as usize..at.end as usize).is_some(), "{slip}: {at:?}");
    }
    for comma in ["a: {c: 渔船,}", "a: {text: 2:1,}", "a: {caption: Hello,}"] {
        let (_, found) = whole(comma);
        assert_eq!(found.len(), 1, "{comma}: {found:?}");
    }
    for comma in ["a: {text：渔船,}", "a: {text:2:1,}"] {
        let (_, found) = whole(comma);
        assert_eq!(found.len(), 2, "{comma}: {found:?}");
        assert!(found[1].message.to_string().contains("the comma behind"), "{comma}: {found:?}");
    }
    for sound in [
        "a: {b: a.md,}",
        "a: {头条: 稿/甲.md, 要闻: b.md}",
        "a: {c: 甲, 图说: 乙}",
        "{a: b, c: [1, 2]}",
        "a: {c: 甲，乙, d: http://x.cn/a}",
        "a: {c: \"甲\", 乙: 丙}",
        "a: {c: {上: 篇}, d: e}",
        "headline: |\n  甲\n  乙=丙\nbyline: 丙",
        "text: >\n    甲\n    乙\nb: c",
        "headline: 甲\n  乙\nbyline: 丙",
        "put:\n  n: {text: '今天: 晴'}\n  story: a.md",
        "h: 'It''s 甲'",
        "a: b:c\nn: [x:y, 甲]",
        "a: {\n  c: 甲, # 头版\n  d: [1,\n    2],\n  e: {f: g,\n  h: i}, # 图\n  j: k # 末\n}\nl: m",
        "a: {c: d,\n  e: {\n    f: 2\n  }\n}",
    ] {
        assert!(whole(sound).1.is_empty(), "{sound}: {:?}", whole(sound).1);
    }
}

#[test]
fn a_key_of_a_page_at_the_margin_is_told_once_with_its_place() {
    let edition = "paper: 甲\ndate: 2026-03-12\npages:\n  - layout: plain\nput:\n  story: a.md\n";
    let mut found = Diagnostics::new();
    let fields = read::read_object(&yaml::parse(edition, SourceId(0), 0).unwrap(), schema::EDITION, &mut found);
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["yaml/unknown-key"]);
    assert!(found[0].message.to_string().contains("last entry of `pages`"), "{}", found[0].message);
    let page = fields.list("pages")[0].value.as_object().unwrap();
    assert!(page.unread.contains("put"));
    // At the beginning of a file it belongs to nothing.
    let mut found = Diagnostics::new();
    read::read_object(&yaml::parse("put: {a: b}\npages: []\n", SourceId(0), 0).unwrap(), schema::EDITION, &mut found);
    assert!(!found[0].message.to_string().contains("last entry"), "{}", found[0].message);
}

#[test]
fn an_entry_with_nothing_behind_it_has_its_place() {
    let edition = "pages:\n  - layout: plain\n    put:\n      lead: a.md\n      feature:\n";
    let mut found = Diagnostics::new();
    let fields = read::read_object(&yaml::parse(edition, SourceId(0), 0).unwrap(), schema::EDITION, &mut found);
    let page = fields.list("pages")[0].value.as_object().unwrap();
    let emptied: Vec<&str> =
        page.emptied.iter().map(|name| &edition[name.span.start as usize..name.span.end as usize]).collect();
    assert_eq!(emptied, ["feature"]);
}
