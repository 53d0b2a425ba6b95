//! Tests of the numbers that the rest of the program relies on.

use crate::base::{Diagnostics, Em, Len, Rect, Severity, Towards};
use crate::font::FontBook;
use crate::input::{FileProblem, Files, load};
use crate::shipped;

use super::*;

/// Files by name.
struct Given(Vec<(&'static str, String)>);

impl Files for Given {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        self.0
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, text)| text.clone().into_bytes())
            .ok_or(FileProblem::Missing)
    }
}

/// An edition of one page with these frames; without fonts, because nothing here sets text.
fn edition(page: &str, frames: &str) -> Edition {
    let layout = format!("{{page: {{{page}}}, frames: {{{frames}}}}}");
    sound(&[&layout], &FontBook::default())
}

/// An edition with a page of each of these layouts, in which nothing is found wrong.
fn sound(layouts: &[&str], fonts: &FontBook) -> Edition {
    let pages: Vec<String> = layouts.iter().map(|layout| format!("{{layout: {layout}}}")).collect();
    let text = format!("paper: 甲\ndate: 2026-03-12\npages: [{}]\n", pages.join(", "));
    let (documents, _, found) = load("edition.yaml", &Given(vec![("edition.yaml", text)]));
    assert_eq!(found, []);
    let (edition, mut found) = resolve(&documents.unwrap(), fonts);
    // Frames are looked at, not what is in them.
    found.retain(|finding| finding.code != "put/empty");
    assert_eq!(found, []);
    edition
}

const PAGE: &str = "trim: [200mm, 300mm], margins: 10mm, grid: {columns: 7, gutter: 5mm, leading: 12.6pt}";

#[test]
fn base_columns_and_gutters_fill_the_type_area_to_the_unit() {
    let frames: Vec<String> = (1..=7).map(|n| format!("c{n}: {{area: {{columns: {n}, rows: 1}}}}")).collect();
    let edition = edition(PAGE, &frames.join(", "));
    let areas: Vec<Rect> = edition.frames.iter().map(|frame| frame.area).collect();
    let area = edition.pages[0].type_area;
    assert_eq!((areas[0].x, areas[6].right()), (area.x, area.right()));
    for pair in areas.windows(2) {
        assert_eq!(pair[1].x - pair[0].right(), Len::mm(5));
        assert!((pair[1].width - pair[0].width).abs() <= Len(1));
    }
}

#[test]
fn a_row_is_one_body_high_and_rows_follow_the_leading() {
    let edition = edition(PAGE, "a: {area: {columns: 1, rows: 4}}, b: {area: {columns: 2-3, rows: 4-6}}");
    let (top, leading, body) = (edition.pages[0].type_area.y, edition.pages[0].grid.leading, Len::pt(9));
    let (a, b) = (edition.frames[0].area, edition.frames[1].area);
    assert_eq!((a.y, a.height), (top + leading * 3, body));
    assert_eq!((b.y, b.height), (a.y, leading * 3 - (leading - body)));
}

#[test]
fn rows_columns_and_em_measure_areas_as_the_grid_does() {
    let pairs = [
        ("{columns: 3-5, rows: 11-20}", "{at: [2columns, 10rows], size: [3columns, 10rows]}"),
        ("{columns: 1, rows: 1}", "{at: [0栏, 0行], size: [1 column, 1row]}"),
        ("{at: [9pt, 18mm], size: [135pt, 3mm]}", "{at: [1em, 18mm], size: [15em, 3mm]}"),
    ];
    for (plain, counted) in pairs {
        let frames = format!("a: {{area: {plain}}}, b: {{area: {counted}, over: a}}");
        let edition = edition(PAGE, &frames);
        assert_eq!(edition.frames[0].area, edition.frames[1].area, "{counted}");
    }
    let edition =
        edition(PAGE, "a: {area: {columns: 1-4, rows: 1-20}, padding: {top: 2rows, left: 1columns}, gutter: 1.5em}");
    let (frame, grid) = (&edition.frames[0], edition.pages[0].grid);
    let column = (edition.pages[0].type_area.width - grid.gutter * 6).scaled(1, 7);
    assert_eq!((frame.padding.top, frame.padding.left), (grid.leading * 2, column + grid.gutter));
    assert_eq!(frame.gutter, Len::parse("13.5pt").unwrap());
}

#[test]
fn areas_in_columns_are_mirrored_by_the_type_area() {
    let page = "page: {trim: [200mm, 300mm], margins: {inner: 20mm, outer: 10mm, top: 10mm, bottom: 10mm}, grid: {columns: 4, gutter: 5mm}}";
    let layout = format!(
        "{{{page}, frames: {{a: {{area: {{at: [0columns, 0rows], size: [1columns, 3rows]}}, mirror: true}}}}}}"
    );
    let edition = sound(&[&layout, &layout], &FontBook::default());
    assert_eq!(edition.frames[0].area.x, edition.pages[0].type_area.x);
    assert_eq!(edition.frames[1].area.right(), edition.pages[1].type_area.right());
}

#[test]
fn areas_that_follow_each_other_are_one_shape() {
    let edition = edition(
        PAGE,
        "a: {area: [{columns: 1-2, rows: 1-5}, {columns: 3-4, rows: 1-9}, {columns: 1-2, rows: 6-9}]}, \
         l: {area: [{columns: 1-4, rows: 11-15}, {columns: 1-2, rows: 16-19}]}",
    );
    assert_eq!((edition.frames[0].parts.len(), edition.frames[1].parts.len()), (0, 2));
    let [wide, narrow] = edition.frames[1].parts[..] else { panic!("two rectangles") };
    assert_eq!((wide.bottom(), narrow.bottom()), (narrow.y, edition.frames[1].area.bottom()));
}

#[test]
fn as_many_rows_as_fit_and_the_last_one_is_whole() {
    let edition = edition(PAGE, "a: {area: {columns: 1, rows: 1}}");
    let (page, grid) = (&edition.pages[0], edition.pages[0].grid);
    let bottom_of = |row: i64| page.type_area.y + grid.leading * (row - 1) + grid.body;
    assert!(bottom_of(i64::from(grid.rows)) <= page.type_area.bottom());
    assert!(bottom_of(i64::from(grid.rows) + 1) > page.type_area.bottom());
    assert_eq!(grid.first, Len::parse("7.92pt").unwrap());
}

#[test]
fn an_unfilled_page_asks_for_no_style_ink_or_picture() {
    let edition = edition(PAGE, "a: {area: {columns: 1, rows: 1}}");
    assert!(edition.inks.is_empty() && edition.pictures.is_empty() && edition.stories.is_empty());
}

fn resolved(edition: &str, article: &str) -> (Edition, Diagnostics) {
    let files = Given(vec![("edition.yaml", edition.to_owned()), ("a.md", article.to_owned())]);
    let (documents, _, mut found) = load("edition.yaml", &files);
    let (edition, findings) = resolve(&documents.unwrap(), &FontBook::load(shipped::fonts()).0);
    found.extend(findings);
    (edition, found)
}

const EDITION: &str = "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {trim: [200mm, 300mm], margins: 20mm, grid: {columns: 4, gutter: 4mm, leading: 5mm}}\n      styles:\n        body: {size: 10pt}\n        small: {extends: body, size: 8pt, tracking: 0.1em, scale-x: 90%}\n      frames:\n        head: {area: {columns: 1-4, rows: 1-3}}\n        text: {area: {columns: 2-3, rows: 5-8}}\n        note: {area: {at: [10mm, 10mm], size: [30mm, 8mm]}, style: small, text: \"{paper}{page}\", around: 1mm}\n      stories: {a: {head: head, body: [text]}}\n    put: {a: a.md}\n";

const ARTICLE: &str = "---\nheadline: |\n  第一行 题\n  第二行\nbyline: 记者 王强\ndateline: 本报讯\n---\n　　正文**重**。\n\n## 小标题\n";

#[test]
fn rows_and_columns_are_where_the_grid_says() {
    let (edition, found) = resolved(EDITION, ARTICLE);
    assert!(found.is_empty(), "{found:?}");
    let page = &edition.pages[0];
    assert_eq!(page.type_area, Rect { x: Len::mm(20), y: Len::mm(20), width: Len::mm(160), height: Len::mm(260) });
    assert_eq!(
        (page.grid.leading, page.grid.body, page.grid.first),
        (Len::mm(5), Len::pt(10), Em(880).of(Len::pt(10)))
    );
    let text = edition.frames.iter().find(|frame| frame.name == "text").unwrap();
    assert_eq!((text.area.x, text.area.width), (Len::mm(20 + 37 + 4), Len::mm(37 + 4 + 37)));
    assert_eq!((text.area.y, text.area.height), (Len::mm(40), Len::mm(15) + Len::pt(10)));
}

#[test]
fn styles_inherit_and_scale_with_their_size() {
    let (edition, _) = resolved(EDITION, ARTICLE);
    let small = edition.para_styles.iter().find(|style| style.name == "small").unwrap();
    assert_eq!((small.size, small.indent), (Len::pt(8), Len::pt(16)));
    let look = &edition.char_styles[small.base.index()];
    assert_eq!((look.size, look.tracking, look.scale_x.0), (Len::pt(8), Em(100), 900));
}

#[test]
fn heads_have_a_line_for_each_of_the_editors_and_bylines_are_spread() {
    let (edition, _) = resolved(EDITION, ARTICLE);
    let text = |name: &str| -> Vec<String> {
        let story = edition.stories.iter().find(|story| story.name == name).unwrap();
        story.paras.iter().map(|para| para.runs.iter().map(|run| run.text.as_str()).collect()).collect()
    };
    assert_eq!(text("a/head"), ["第一行\u{2002}题", "第二行", "记者\u{2003}\u{2002}王\u{3000}强"]);
    assert_eq!(text("a"), ["本报讯\u{2003}正文重。", "小标题"]);
    assert_eq!(text("note"), ["报1"]);
}

#[test]
fn texts_are_written_as_their_language_has_them() {
    for (language, headline, dateline, body, expected) in [
        ("zh-Hans", "甲 \"乙\"", "本报讯", "一--*二*", ["甲\u{2002}\"乙\"", "本报讯\u{2003}一--二", "●三"]),
        ("ja", "甲 乙", "【東京】", "一*二*", ["甲\u{2002}乙", "【東京】一二", "●三"]),
        ("ko", "첫 \"배\"", "【서울】", "가*나*", ["첫 “배”", "【서울】 가나", "●三"]),
        ("en", "The \"ship\"", "PORT", "at last -- *here*", ["The “ship”", "PORT at last – here", "•\u{2002}三"]),
    ] {
        let article = format!("---\nheadline: '{headline}'\ndateline: {dateline}\n---\n{body}\n\n- 三\n");
        let layout = EDITION.replace("date: 2026-03-12", &format!("date: 2026-03-12\nlanguage: {language}"));
        let (edition, found) = resolved(&layout, &article);
        assert!(found.iter().all(|finding| finding.severity == Severity::Note), "{found:?}");
        let paras = ["a/head", "a"].map(|name| edition.stories.iter().find(|story| story.name == name).unwrap());
        let runs = paras.iter().flat_map(|story| &story.paras).map(|para| &para.runs);
        let texts: Vec<String> = runs.clone().map(|runs| runs.iter().map(|run| run.text.as_str()).collect()).collect();
        assert_eq!(texts, expected, "{language}");
        let emphasised: Vec<_> = runs.flatten().filter(|run| run.markup.emphasis).collect();
        let has_dots = emphasised.iter().all(|run| run.annotation == Annotation::Emphasis);
        assert_eq!(has_dots, ["ja", "ko"].contains(&language), "{language}");
        let style = &edition.char_styles[emphasised[0].style.index()];
        let family = &edition.families[style.family.index()].name;
        assert_eq!(family.ends_with("italic"), language == "en", "{family}");
    }
}

#[test]
fn a_large_western_letter_is_as_high_as_its_rows_and_no_headline_is_hyphenated() {
    let layout = EDITION.replace("date: 2026-03-12", "date: 2026-03-12\nlanguage: en");
    let layout = layout.replace("body: {size: 10pt}", "body: {size: 10pt, leading: 12pt, drop-cap: 3}");
    let (edition, _) = resolved(&layout, "---\nheadline: Extraordinary\n---\nThe ship.\n");
    let cap = edition.para_styles.iter().find(|style| style.drop_cap).unwrap();
    let story = edition.stories.iter().find(|story| story.name == "a").unwrap();
    let look = &edition.char_styles[story.paras[0].runs[0].style.index()];
    // Two line distances and a capital of the text, whose height is 662 of 1000 at 104 %.
    let capital = |size: Len| size.scaled(662 * 1040, 1_000_000);
    assert!((capital(look.size) - capital(Len::pt(10)) - Len::pt(24)).abs() <= Len(2), "{}", look.size);
    assert_eq!((look.rise, cap.size), (Em(-120).of(Len::pt(24)), Len::pt(34)));
    let headline = edition.para_styles.iter().find(|style| style.name == "headline").unwrap();
    assert_eq!(headline.composition.hyphenate, Hyphenate::Never);
}

#[test]
fn a_headline_is_set_in_one_design() {
    for (language, expected) in
        [("zh-Hans", "NotoSerifCJKsc-Black"), ("zh-Hant", "NotoSansCJKsc-Bold"), ("ja", "NotoSansCJKsc-Bold")]
    {
        let layout = EDITION.replace("date: 2026-03-12", &format!("date: 2026-03-12\nlanguage: {language}"));
        let (edition, _) = resolved(&layout, ARTICLE);
        let style = edition.para_styles.iter().find(|style| style.name == "headline").unwrap();
        let family = &edition.families[edition.char_styles[style.base.index()].family.index()];
        let book = FontBook::load(shipped::fonts()).0;
        assert_eq!(book.face(family.chain[0]).postscript_name, expected, "{language}");
    }
}

#[test]
fn the_body_stands_on_the_grid_and_furniture_does_not() {
    let (edition, _) = resolved(EDITION, ARTICLE);
    let lines = |name: &str| edition.frames.iter().find(|frame| frame.name == name).unwrap().lines;
    assert_eq!((lines("text"), lines("head"), lines("note")), (Lines::OnGrid, Lines::Free, Lines::Free));
}

#[test]
fn a_picture_says_in_its_title_across_how_many_columns_it_stands() {
    let article =
        "---\nheadline: 题\n---\n言\n\n![图](a.jpg \"columns: 3\")\n\n![图](b.jpg)\n\n![图](c.jpg \"columns: 9\")\n";
    let (edition, found) = resolved(EDITION, article);
    let paras = edition.stories.iter().flat_map(|story| &story.paras).filter(|para| para.picture.is_some());
    let columns: Vec<usize> = paras.map(|para| edition.para_styles[para.style.index()].columns).collect();
    assert_eq!(columns, [3, 1, 1]);
    let said: Vec<String> = found.iter().map(|it| it.message.to_string()).filter(|it| it.contains("columns")).collect();
    assert_eq!(said, ["`columns: 9` says nothing that is known of a picture"]);
}

#[test]
fn a_drawing_in_an_article_stands_whole_on_its_rows() {
    let (edition, _) = resolved(EDITION, "---\nheadline: 题\n---\n言\n\n![图](a.jpg)\n\n![图](b.SVG)\n");
    let paras = edition.stories.iter().flat_map(|story| &story.paras);
    let fits: Vec<PictureFit> = paras.filter_map(|para| Some(para.picture.as_ref()?.fit)).collect();
    assert_eq!(fits, [PictureFit::Cover, PictureFit::Contain]);
}

#[test]
fn an_item_of_a_list_knows_its_label() {
    let (edition, _) =
        resolved(EDITION, "---\nheadline: 题\n---\n前1. 言\n\n- 甲**乙**\n- **丙**\n\n9. 2026年丁\n10. 戊\n");
    let story = edition.stories.iter().find(|story| story.paras.len() == 5).unwrap();
    let labels: Vec<usize> = story.paras.iter().map(|para| edition.para_styles[para.style.index()].label).collect();
    assert_eq!(labels, [0, 3, 3, 3, 4]);
}

#[test]
fn a_thread_through_frames_of_two_directions_is_an_error() {
    let edition = "paper: 甲
date: 2026-03-12
pages:
  - layout:
      page: {trim: [200mm, 300mm], margins: 10mm, grid: {columns: 2, gutter: 5mm, leading: 12.6pt}}
      frames:
        t: {area: {columns: 1, rows: 1-9}, direction: vertical}
        u: {area: {columns: 2, rows: 1-9}}
        h: {area: {columns: 1-2, rows: 11-12}}
      stories: {a: {head: h, body: [t, u]}}
    put: {a: a.md}
";
    let (_, found) = resolved(edition, "---\nheadline: 题\n---\n文。\n");
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["thread/directions"]);
    assert!(edition[found[0].span.unwrap().start as usize..].starts_with('u'));
}

/// The frames of a page with one frame and what is put into it, in drawing order, with their areas.
fn drawn(frame: &str, content: &str) -> Vec<Frame> {
    let frames = format!("a: {{area: {{columns: 1-4, rows: 1-20}}, {frame} {content}}}");
    let layout = format!("{{page: {{{PAGE}}}, frames: {{{frames}}}}}");
    let edition = sound(&[&layout], &FontBook::load(shipped::fonts()).0);
    edition.pages[0].frames.iter().map(|frame| edition.frames[frame.index()].clone()).collect()
}

#[test]
fn a_caption_on_several_pictures_is_drawn_over_them() {
    let over = "}, b: {area: {columns: 1, rows: 1}, over: [a], text: 字";
    let frames = drawn("", &format!("pictures: [a.jpg, b.jpg], caption: 说, caption-place: on{over}"));
    let names: Vec<&str> = frames.iter().map(|frame| frame.name.as_str()).collect();
    assert_eq!(names, ["a", "a/1", "a/2", "a/caption", "b"]);
    assert!(frames[1].area.bottom() > frames[3].area.y);
}

#[test]
fn a_caption_is_a_plain_rectangle_whatever_shape_its_picture_has() {
    let frames = drawn("outline: ellipse, radius: 3mm, around: 2mm,", "picture: a.jpg, caption: 说");
    let caption = &frames[1];
    assert_eq!((&frames[0].outline, &caption.outline), (&Outline::Ellipse, &Outline::Rectangle));
    assert_eq!((caption.radius, caption.runaround), (Len::ZERO, Some(Len::mm(2))));
    assert!(frames[0].area.bottom() < caption.area.y);
}

#[test]
fn a_mirrored_frame_exchanges_its_sides_on_even_pages_and_so_do_outer_lines() {
    let page = "page: {trim: [200mm, 300mm], margins: {inner: 20mm, outer: 10mm, top: 10mm, bottom: 10mm}, grid: {columns: 4, gutter: 5mm}}";
    let frames = "frames: {at: {area: {at: [150mm, 5mm], size: [40mm, 4mm]}, mirror: true, style: ear, text: 字, padding: {left: 1mm}, border: {right: 1pt}}, \
                  grid: {area: {columns: 1, rows: 3}, mirror: true, outline: [[0%, 0%], [30%, 0%], [0%, 9%]]}, left: {area: {columns: 1, rows: 5}}}";
    let layout = format!("{{{page}, styles: {{ear: {{align: outer}}}}, {frames}}}");
    let edition = sound(&[&layout, &layout], &FontBook::load(shipped::fonts()).0);
    let [at, grid, left, even_at, even_grid, even_left] = edition.frames.as_slice() else { panic!("six frames") };
    let (trim, areas) = (Len::mm(200), [&edition.pages[0].type_area, &edition.pages[1].type_area]);
    assert_eq!((at.area.x, even_at.area.x), (Len::mm(150), trim - Len::mm(190)));
    assert_eq!((grid.area.x, even_grid.area.right()), (areas[0].x, areas[1].right()));
    assert_eq!((left.area.x, even_left.area.x), (areas[0].x, areas[1].x));
    assert_eq!((even_at.padding.left, even_at.padding.right), (Len::ZERO, Len::mm(1)));
    assert!(even_at.border.left.is_some() && even_at.border.right.is_none() && at.border.right.is_some());
    let Outline::Polygon(points) = &even_grid.outline else { panic!("points") };
    assert_eq!(points.iter().map(|point| point.0.0).collect::<Vec<_>>(), [1000, 700, 1000]);
    let aligns = edition.stories.iter().map(|story| edition.para_styles[story.paras[0].style.index()].align);
    assert_eq!(aligns.collect::<Vec<_>>(), [Align::End, Align::Start]);
}

#[test]
fn a_credit_is_a_line_at_the_right_after_the_caption_or_below_the_picture_alone() {
    let foot = |content: &str| {
        let frames = drawn("", &format!("picture: a.jpg, {content}"));
        frames[1].area.bottom() - frames[0].area.bottom() - Len::MM
    };
    assert_eq!(foot("caption: 说"), Len::pt(12));
    assert_eq!(foot("caption: 说, caption-lines: 2, credit: 王强 摄"), Len::pt(33));
    assert_eq!(foot("credit: 王强 摄"), Len::pt(9));
}

#[test]
fn a_gradient_runs_to_its_side_and_is_mirrored_with_its_frame() {
    let turned = |word: &str| {
        let gradient =
            drawn(&format!("gradient: [black, white], gradient-to: {word},"), "text: 字")[0].gradient.unwrap();
        (gradient.towards, gradient.from == Paint::Process(Cmyk::BLACK))
    };
    assert_eq!(turned("right"), (Towards::Right, true));
    assert_eq!(turned("top"), (Towards::Foot, false));
    assert_eq!(turned("top-right"), (Towards::FootLeft, false));
    let right = drawn("gradient: [black, white], gradient-to: right,", "text: 字")[0].gradient.unwrap();
    assert_eq!((right.mirrored().from, right.mirrored().to), (right.to, right.from));
}

#[test]
fn a_large_first_character_in_a_free_frame_is_no_line_that_is_too_tight() {
    let edition = "paper: 报
date: 2026-03-12
pages:
  - layout:
      page: {trim: [200mm, 300mm], margins: 20mm, grid: {columns: 4, gutter: 4mm}}
      styles: {body: {drop-cap: 3}}
      frames: {text: {area: {columns: 2-3, rows: 5-28}, align: top}}
    put: {text: a.md}
";
    let (_, found) = resolved(edition, "正文一段。\n");
    assert_eq!(found, []);
}

#[test]
fn what_a_style_says_it_says_for_its_own_language() {
    let (edition, found) = resolved(EDITION, "---\nlanguage: ja\nheadline: 題\n---\n本文。\n");
    assert_japanese(&edition, &found);
}

#[test]
fn an_edition_says_once_which_language_its_styles_are_in() {
    // The shipped layout says how lines of Chinese are set, which is left aside then.
    let text = format!("language: ja\n{EDITION}");
    let (edition, found) = resolved(&text, "---\nheadline: 題\n---\n本文。\n");
    assert_japanese(&edition, &found);
}

/// Every paragraph is set as the lines of a language are where nothing is said.
fn assert_japanese(edition: &Edition, found: &Diagnostics) {
    assert!(found.iter().all(|finding| finding.severity != crate::base::Severity::Error), "{found:?}");
    let story =
        edition.stories.iter().find(|story| story.paras.iter().any(|para| para.role == Role::Headline)).unwrap();
    let own = Lang::Ja.tradition().style.composition;
    for para in &story.paras {
        let style = &edition.para_styles[para.style.index()];
        // What every layout starts from is said for Chinese; how breaks are chosen holds for all.
        assert_eq!(Composition { fit: own.fit, ..style.composition }, own, "{}", style.name);
        let indent = if para.role == Role::Body { style.size } else { Len::ZERO };
        assert_eq!(style.indent, indent, "{}", style.name);
        let runs = para.runs.iter().map(|run| edition.char_styles[run.style.index()].lang);
        assert!(runs.into_iter().all(|lang| lang == Lang::Ja));
    }
}
