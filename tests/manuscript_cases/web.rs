//! Web pages: the story is taken and little else.

use std::path::PathBuf;

use super::*;

/// Letters by which a text is measured: marks and blanks may be cleaned.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters that two texts have in common, in their order.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut before = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    row[b.len()]
}

/// A page without the names by which its parts would be known.
fn without_names(page: &str) -> String {
    let mut page = page.to_owned();
    for name in [" class=\"", " id=\""] {
        while let Some(start) = page.find(name) {
            let from = start + name.len();
            let end = from + page[from..].find('"').unwrap() + 1;
            page.replace_range(start..end, "");
        }
    }
    page
}

#[test]
fn of_web_pages_the_story_is_taken_and_little_else() {
    measure(str::to_owned);
}

#[test]
fn the_story_is_found_without_the_names_of_classes() {
    measure(without_names);
}

/// Holds what is taken of all pages against their stories.
fn measure(changed: fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    assert!(pages.len() >= 20);
    let (mut all_gold, mut all_taken, mut all_common) = (0, 0, 0);
    let mut lines = Vec::new();
    for path in pages {
        let imported = one("page.html", changed(&std::fs::read_to_string(&path).unwrap()).as_bytes());
        let (article, _) = read_article(&imported.article);
        let heads = ["kicker", "headline", "deck"]
            .map(|key| article.front.text(key).map_or(String::new(), |text| text.value.to_owned()));
        let dateline = article.front.text("dateline").map_or(String::new(), |text| text.value.to_owned());
        let blocks = article.blocks.iter().flat_map(|block| block.runs.iter().map(|run| run.text.clone()));
        let taken = letters(&heads.into_iter().chain([String::new()]).chain(blocks).collect::<String>());
        let gold = letters(&std::fs::read_to_string(path.with_extension("txt")).unwrap());
        let both = common(&gold, &taken);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        lines.push(format!(
            "{name}: recall {:.1} %, junk {:.1} %, {dateline}",
            both as f64 * 100.0 / gold.len() as f64,
            (taken.len() - both) as f64 * 100.0 / taken.len().max(1) as f64
        ));
        assert!(both * 100 >= gold.len() * 90, "{}\n{}", lines.join("\n"), imported.article);
        all_gold += gold.len();
        all_taken += taken.len();
        all_common += both;
    }
    println!("{}", lines.join("\n"));
    assert!(all_common * 100 >= all_gold * 98, "recall {all_common} of {all_gold}\n{}", lines.join("\n"));
    assert!(
        (all_taken - all_common) * 100 <= all_taken * 10,
        "junk {} of {all_taken}\n{}",
        all_taken - all_common,
        lines.join("\n")
    );
}

#[test]
fn what_a_page_hides_is_left_out_and_named() {
    let page = |hidden: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>页</title><style>.off, p.gone {{ display : none }} #secret{{visibility:hidden}} @media print {{ .story {{ display:none }} }} .story b{{display:none}}</style></head><body><div class=\"story\"><h1>新闸试航</h1><p>{FIRST}</p>{hidden}<p>{SECOND}</p></div></body></html>"
        )
    };
    for hidden in [
        "<p style=\"display: none !important\">暗里的话。</p>",
        "<p style=\"VISIBILITY:HIDDEN\">暗里的话。</p>",
        "<div hidden><p>暗里的话。</p></div>",
        "<div aria-hidden=\"true\"><p>暗里的话。</p></div>",
        "<p class=\"off\">暗里的话。</p>",
        "<p class=\"gone\">暗里的话。</p>",
        "<div id=\"secret\">暗里的话。</div>",
        "<span class=\"sr-only\">暗里的话。</span>",
        "<p style=\"position:absolute; left:-9999px\">暗里的话。</p>",
        "<p style=\"font-size:0\">暗里的话。</p>",
        "<dialog>暗里的话。</dialog>",
        "<template>暗里的话。</template>",
    ] {
        let imported = one("a.html", page(hidden).as_bytes());
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"), "{hidden}");
        let is_told = losses(&imported).contains(&"text that the page does not show: 暗里的话。".to_owned());
        assert!(is_told || hidden.starts_with("<template"), "{hidden}: {:?}", losses(&imported));
    }
    for shown in [
        "<p style=\"margin-left:-9px\">明处的话，照登。</p>",
        "<p class=\"offer\">明处的话，照登。</p>",
        "<p aria-hidden=\"false\">明处的话，照登。</p>",
        "<p hidden=\"until-found\">明处的话，照登。</p>",
    ] {
        assert!(body(&one("a.html", page(shown).as_bytes())).contains("明处的话，照登。"), "{shown}");
    }
}

#[test]
fn the_pages_own_headline_is_found() {
    let headline = |page: &str| front(&one("a.html", page.as_bytes()), "headline");
    let story = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    for page in [
        format!("<html><head><title>新闸试航_要闻_临澜网</title></head><body><div>{story}</div></body></html>"),
        format!("<html><head><title>新闸试航 - 临澜新闻</title></head><body><div>{story}</div></body></html>"),
        format!(
            "<html><head><title>临澜网</title><meta property=\"og:title\" content=\"新闸试航\"></head><body><div>{story}</div></body></html>"
        ),
        format!(
            "<html><head><title>新闸试航|临澜</title></head><body><h1>临澜晚报</h1><div><h2>新闸试航</h2>{story}</div></body></html>"
        ),
        format!(
            "<html><head><title>新闸试航--临澜网</title></head><body><div class=\"bt_title\">新闸试航</div><div>{story}</div></body></html>"
        ),
        format!(
            "<html><body><article><h3>天气</h3><p>多云，有风。</p></article><article><h1>新闸试航</h1>{story}</article></body></html>"
        ),
    ] {
        assert_eq!(headline(&page), "新闸试航", "{page}");
    }
}

#[test]
fn what_stands_between_paragraphs_is_of_the_story_whatever_its_words() {
    let page = |between: &str, end: &str| {
        format!(
            "<html><head><title>新闸试航_临澜网</title></head><body><div><a href=\"/\">首页</a></div><div class=\"content\"><h1>新闸试航</h1><p>{FIRST}</p>{between}<p>{SECOND}</p>{end}</div></body></html>"
        )
    };
    for kept in [
        "船厂未经授权转载了他的图纸，法院判令赔偿。",
        "他写道：“转载请注明出处。”",
        "乘客扫一扫站台上的二维码就能上船。",
        "街坊纷纷点赞。他摆摆手。",
        "举报电话：0000，昼夜有人。",
        "特别声明：失主请于三日内认领。",
        "2026年3月12日",
        "（原载《临澜晚报》2026年3月12日）",
        "<a href=\"/a\">《灯塔》</a>和<a href=\"/b\">《海浪》</a>两本书写的是船。",
    ] {
        let imported = one("a.html", page(&format!("<p>{kept}</p>"), "").as_bytes());
        let words = kept.split(['<', '>']).step_by(2).collect::<String>();
        assert_eq!(body(&imported), format!("{FIRST}\n\n{words}\n\n{SECOND}\n"), "{kept}");
    }
    for gone in ["<p><a href=\"/s\">查看更多</a></p>", "<p>点击关注我们</p>", "<p>2026-03-12 08:15 来源：临澜日报</p>"]
    {
        assert_eq!(body(&one("a.html", page(gone, "").as_bytes())), format!("{FIRST}\n\n{SECOND}\n"), "{gone}");
    }
    for (end, kept) in [
        ("<p>临澜市港务局</p><p>2026年3月12日</p>", "\n临澜市港务局\n\n2026年3月12日\n"),
        ("<p>街坊纷纷为守闸人点赞。</p>", "\n街坊纷纷为守闸人点赞。\n"),
        ("<p>守闸人说好。<a href=\"/\">返回首页，查看更多</a></p>", "\n守闸人说好。\n"),
        ("<p>（责任编辑：陈川）</p><p>本站所有文字均已登记，欢迎来访。</p>", ""),
        ("<p>— END —</p><p>文字 | 林越</p><p>往期推荐</p><p>▼</p>", ""),
        ("<p>特别声明：本文为平台用户上传，不代表本站观点，平台只提供存储。</p>", ""),
    ] {
        let imported = one("a.html", page("", end).as_bytes());
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n{kept}"), "{end}");
    }
}

#[test]
fn headlines_in_cells_and_names_of_sites_are_told_apart() {
    let page = |title: &str, head: &str, top: &str| {
        format!(
            "<html><head><title>{title}</title>{head}</head><body><table><tr><td>要闻</td></tr></table>{top}<div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
        )
    };
    let top =
        "<table><tr><td>闸口三十年</td></tr><tr><td>旧船坞新闸试航</td></tr><tr><td>渔船下月进港</td></tr></table>";
    let imported = one("a.html", page("临澜日报-旧船坞新闸试航", "", top).as_bytes());
    let heads = ["kicker", "headline", "deck"].map(|key| front(&imported, key));
    assert_eq!(heads, ["闸口三十年", "旧船坞新闸试航", "渔船下月进港"]);
    for (author, byline) in [("林越", "林越"), ("网易", ""), ("责任编辑", ""), ("临澜发布", "")] {
        let meta = format!("<meta name=\"author\" content=\"{author}\">");
        assert_eq!(front(&one("a.html", page("旧船坞新闸试航", &meta, "").as_bytes()), "byline"), byline, "{author}");
    }
}

#[test]
fn lines_above_and_below_a_story_that_are_the_pages_are_left_out() {
    let page = |top: &str, end: &str| {
        format!(
            "<html><head><title>新闸试航_临澜网</title></head><body><div><a href=\"/\">首页</a> <a href=\"/a\">要闻</a></div><div><h1>新闸试航</h1><p>{top}</p><p>{FIRST}</p><p>{SECOND}</p><p>{end}</p></div></body></html>"
        )
    };
    for top in [
        "昨天 08:15",
        "3小时前",
        "临澜网官方账号 03-12 08:15",
        "发布于：临澜市",
        "浏览：1234 次",
        "阅读 1.2万",
        "A- A+",
        "听全文 约3分钟",
        "本文共1200字，阅读约需3分钟",
        "已有 12 人参与",
        "IP属地：临澜",
    ] {
        assert_eq!(body(&one("a.html", page(top, "").as_bytes())), format!("{FIRST}\n\n{SECOND}\n"), "{top}");
    }
    for end in [
        "素材来源 | 临澜日报",
        "欢迎在评论区留言",
        "更多精彩内容，请下载临澜APP",
        "特别提醒：凡本网注明来源为临澜网的文章，版权均属临澜网",
        "关键词：步行桥",
        "您可能感兴趣的文章",
        "转载自：临澜日报",
        "微信编辑：陈川",
        "文字：沈禾 图片：何川",
        "技术支持：临澜网",
        "0条评论",
    ] {
        assert_eq!(body(&one("a.html", page("", end).as_bytes())), format!("{FIRST}\n\n{SECOND}\n"), "{end}");
    }
    for kept in ["（本报记者 沈禾）", "咨询电话：0000-1234567，周一至周五有人接听。", "“好。”", "临澜市港务局"]
    {
        let imported = one("a.html", page("", kept).as_bytes());
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n\n{kept}\n"), "{kept}");
    }
}
