//! Headlines that fit their frames.

use crate::base::{Len, Permille, Rect, StoryId};
use crate::flow::{self, FlowOptions, SetEdition, Used};
use crate::line;
use crate::model::Lang;
use crate::model::{
    Align, Edition, Fit, Frame, FreeHead, Give, Lines, Para, ParaStyle, Role, Run, StoryKind, VerticalAlign, WidthFit,
};
use crate::shape::{ShapedStory, shape_ideal};

use super::support::*;

/// Every story shaped with ideal metrics in the size of its styles.
fn shape(edition: &Edition, story: StoryId) -> ShapedStory {
    let para = |para: &Para| {
        let text: String = para.runs.iter().map(|run| run.text.as_str()).collect();
        let style = &edition.para_styles[para.style.index()];
        let looks = para.runs.first().map(|run| &edition.char_styles[run.style.index()]);
        let scale = looks.map_or(Permille::ONE, |look| look.scale_x);
        let mut shaped = shape_ideal(&text, style.size, Lang::ZhHans);
        for cluster in &mut shaped.clusters {
            for length in [&mut cluster.advance, &mut cluster.blank_before, &mut cluster.blank_after] {
                *length = scale_of(Len::from(*length), scale).into();
            }
        }
        shaped.runs.iter_mut().for_each(|run| run.em = scale_of(run.em, scale));
        crate::shape::ShapedPara { style: para.style, ..shaped }
    };
    ShapedStory { paras: edition.stories[story.index()].paras.iter().map(para).collect() }
}

fn scale_of(length: Len, scale: Permille) -> Len {
    length.scaled(i64::from(scale.0), 1000)
}

/// A headline of 20 to 60 pt in a free frame of `width` em by `height` rows, over a text in a frame of its own.
fn headed(texts: &[&str], width: i64, height: i64, gives: Vec<Give>, body: &str) -> (SetEdition, Vec<&'static str>) {
    with_kicker(None, texts, (width, height), gives, body)
}

/// The same with a kicker that follows the headline at half its size.
fn with_kicker(
    kicker: Option<&str>,
    texts: &[&str],
    extent: (i64, i64),
    gives: Vec<Give>,
    body: &str,
) -> (SetEdition, Vec<&'static str>) {
    set_headed(kicker, texts, extent, (gives, body), &|_| ())
}

/// The same with styles that are changed before.
fn set_headed(
    kicker: Option<&str>,
    texts: &[&str],
    (width, height): (i64, i64),
    (gives, body): (Vec<Give>, &str),
    change: &dyn Fn(&mut Edition),
) -> (SetEdition, Vec<&'static str>) {
    let mut edition = edition();
    // Four lines stand two by two on both sides of a rule.
    let columns = if texts.len() == 4 { 2 } else { 1 };
    let head = frame("h", area(0, 0, width, height), columns);
    let head = Frame { lines: Lines::Free, vertical_align: VerticalAlign::Middle, balance: columns > 1, ..head };
    let head = add_frame(&mut edition, head);
    let text = add_frame(&mut edition, frame("t", area(0, height + 1, width, 20), 1));
    let limits = WidthFit { sizes: (Len::pt(20), Len::pt(60)), scales: (Permille(900), Permille(1100)), fits: true };
    let mut style =
        ParaStyle { width_fit: Some(limits), align: Align::Center, size: Len::pt(30), ..ParaStyle::default() };
    style.leading = Len::pt(39);
    style.composition.fit = Fit::Balanced;
    edition.para_styles.push(style);
    let id = crate::base::ParaStyleId::new(edition.para_styles.len() - 1);
    add_story(&mut edition, "lead/head", StoryKind::Head, &[head]);
    add_story(&mut edition, "lead", StoryKind::Body, &[text]);
    edition.threads[1].gives = gives;
    let para = |style, text: &str| Para {
        style,
        runs: vec![Run { text: text.to_owned(), ..Run::default() }],
        ..Para::default()
    };
    let headline = |text: &&str| Para { role: Role::Headline, ..para(id, text) };
    edition.stories[0].paras = texts.iter().map(headline).collect();
    if let Some(text) = kicker {
        edition.para_styles.push(ParaStyle {
            of_headline: Some(Permille(500)),
            size: Len::pt(8),
            leading: Len::pt(11),
            ..ParaStyle::default()
        });
        let style = crate::base::ParaStyleId::new(edition.para_styles.len() - 1);
        edition.stories[0].paras.push(para(style, text));
    }
    edition.stories[1].paras = vec![para(BODY, body)];
    change(&mut edition);
    let shaped = vec![shape(&edition, StoryId(0)), shape(&edition, StoryId(1))];
    let (set, found) = flow::set_edition(edition, shaped, &line::set_para, &shape, FlowOptions::default());
    (set, found.iter().map(|finding| finding.code).collect())
}

/// The size a headline came out in.
fn size(set: &SetEdition) -> Len {
    let para = &set.edition.stories[0].paras[0];
    set.edition.para_styles[para.style.index()].size
}

#[test]
fn a_headline_fits_at_the_size_that_is_chosen_for_it() {
    let texts =
        ["渔港", "渔港春早新船竞发渔民笑迎开渔季", "2026年第一季度GDP同比增长5.8%", "长江存储、京东方A等27家企业入选"];
    for text in texts {
        for width in (18..40).step_by(3) {
            for height in (3..9).step_by(2) {
                let (set, found) = headed(&[text], width, height, Vec::new(), "正文");
                let told = found.contains(&"headline/no-size");
                let over = set.reports[0].over > 0 || set.reports[0].overfull > 0;
                assert!(told || !over, "{text} in {width} em by {height} rows: over at {}", size(&set));
                assert!(!(told && found.contains(&"flow/overset")), "{text} in {width} by {height} is told twice");
            }
        }
    }
}

#[test]
fn a_headline_is_set_smaller_rather_than_torn() {
    let (set, _) = headed(&["海角市今年新增二十三条农村客运公交线路"], 30, 7, Vec::new(), "正文");
    let first = &set.placements[0].lines[0].line;
    assert_eq!(first.clusters.end, 11, "the line ends after 二十三条");
}

#[test]
fn a_headline_of_one_size_takes_a_line_more_where_its_block_has_room_rather_than_be_torn() {
    let lines = |height: i64| {
        let fixed = |edition: &mut Edition| edition.para_styles.iter_mut().for_each(|style| style.width_fit = None);
        let (set, found) =
            set_headed(None, &["海角市新增二十三条公交线路"], (26, height), (Vec::new(), "正文"), &fixed);
        assert!(!found.contains(&"headline/no-size"), "it has one size");
        let ends = set.placements[0].lines.iter().map(|placed| placed.line.clusters.end);
        (size(&set), ends.collect::<Vec<_>>(), set.reports[0].over)
    };
    let (deep, shallow) = (lines(12), lines(8));
    assert_eq!((deep.0, deep.2), (Len::pt(30), 0));
    assert_eq!(deep.1, [5, 9, 13], "whole in three lines");
    assert_eq!((shallow.1.len(), shallow.2), (2, 0), "two where no third has room");
}

#[test]
fn a_block_that_gave_rows_has_its_headline_fitted_anew() {
    let body = han(30 * 20 - 30 * 2);
    let (plain, _) = headed(&["渔港春早"], 30, 3, Vec::new(), &body);
    let (given, _) = headed(&["渔港春早"], 30, 3, vec![Give::Head(6)], &body);
    assert!(matches!(given.reports[1].used[..], [Used::Head(rows)] if rows > 0), "{:?}", given.reports[1].used);
    assert!(size(&given) > size(&plain), "{} is not larger than {}", size(&given), size(&plain));
}

#[test]
fn a_kicker_follows_its_headline_but_breaks_into_no_more_lines_than_it_was_written_for() {
    let kicker_size = |set: &SetEdition| {
        let para = &set.edition.stories[0].paras[1];
        set.edition.para_styles[para.style.index()].size
    };
    let (set, found) = with_kicker(Some("小引题"), &["渔港春早"], (30, 9), Vec::new(), "正文");
    assert!(size(&set) > Len::pt(40) && !found.contains(&"flow/overset"), "{}", size(&set));
    assert_eq!(kicker_size(&set), size(&set).scaled(1, 2).floor_to(Len(6350)));
    let long = han(30);
    let (set, found) = with_kicker(Some(&long), &["渔港春早"], (30, 9), Vec::new(), "正文");
    assert!(kicker_size(&set) < size(&set).scaled(1, 2), "{}", kicker_size(&set));
    let lines = set.placements[0].lines.iter().filter(|line| line.para == 1).count();
    assert_eq!((lines, found.contains(&"flow/overset")), (1, false));
}

#[test]
fn lines_on_both_sides_of_a_rule_share_the_depth_of_their_frame() {
    let (set, found) = headed(&["春潮涌动", "渔歌唱晚", "万家灯火", "一路平安"], 40, 7, Vec::new(), "正文");
    let columns: Vec<u16> = set.placements[0].lines.iter().map(|line| line.slot.column).collect();
    assert_eq!((columns, found.contains(&"flow/overset")), (vec![0, 0, 1, 1], false));
    let depth = set.placements[0].lines[1].slot.em_box().bottom() - set.placements[0].lines[0].slot.em_box().y;
    assert!(depth * 10 > rows_high(7) * 8, "{depth} of {} are used", rows_high(7));
}

#[test]
fn what_a_headline_block_leaves_free_is_reported_with_its_story() {
    let (set, _) = with_kicker(None, &["渡轮", "明天复航"], (12, 20), Vec::new(), "字");
    let body = set.reports.iter().find(|report| report.kind == StoryKind::Body).unwrap();
    let (head, lines) = (body.head.unwrap(), &set.placements[0].lines);
    // Both lines stand in the middle of the block: what is above and below them is free.
    let free = lines[0].slot.em_box().y + area(0, 0, 12, 20).height - lines[1].slot.em_box().bottom();
    assert_eq!((head.free, head.rows), (free, usize::try_from(free.whole(LEADING)).unwrap()));
    assert!(head.rows > 5, "{}", head.rows);
    assert!(set.reports.iter().all(|report| report.kind == StoryKind::Body || report.head.is_none()));
}

#[test]
fn whole_rows_that_a_headline_block_leaves_free_go_to_the_text_where_the_layout_says_so() {
    let set = |free_head: FreeHead| {
        let mut edition = edition();
        let head = add_frame(&mut edition, Frame { lines: Lines::Free, ..frame("h", area(0, 0, 20, 9), 1) });
        let text = add_frame(&mut edition, frame("t", area(0, 9, 20, 11), 1));
        add_story(&mut edition, "lead/head", StoryKind::Head, &[head]);
        add_story(&mut edition, "lead", StoryKind::Body, &[text]);
        edition.threads[1].free_head = free_head;
        set_edition(edition, vec![body(&["渡轮"]), body(&[&han(20 * 18)])], &line::set_para, FlowOptions::default()).0
    };
    let (kept, given) = (set(FreeHead::Block), set(FreeHead::Body));
    let body_of = |set: &SetEdition| set.reports.iter().find(|report| report.kind == StoryKind::Body).unwrap().clone();
    let rows = i64::try_from(body_of(&kept).head.unwrap().rows).unwrap();
    assert!(rows > 5 && body_of(&kept).over > 0 && body_of(&kept).used.is_empty());
    assert_eq!(body_of(&given).used, [Used::Head(-rows)]);
    assert_eq!((body_of(&given).over, body_of(&given).head.unwrap().rows), (0, 0));
    assert_eq!(given.edition.frames[1].area.y, row_top(9 - rows), "the text begins below the headline");
    assert_eq!(given.edition.frames[1].area.bottom(), kept.edition.frames[1].area.bottom());
}

#[test]
fn rows_of_a_headline_block_pass_over_nothing_and_take_pictures_as_deep_as_the_text_along() {
    let set = |photo: Rect| {
        let mut edition = edition();
        let head = add_frame(&mut edition, Frame { lines: Lines::Free, ..frame("h", area(0, 0, 41, 9), 1) });
        let text = add_frame(&mut edition, frame("t", area(0, 11, 20, 11), 1));
        let photo = Frame { content: picture(&mut edition), ..obstacle("photo", photo, Len::ZERO) };
        add_frame(&mut edition, photo);
        add_story(&mut edition, "lead/head", StoryKind::Head, &[head]);
        add_story(&mut edition, "lead", StoryKind::Body, &[text]);
        edition.threads[1].free_head = FreeHead::Body;
        set_edition(edition, vec![body(&["渡轮"]), body(&[&han(20 * 11)])], &line::set_para, FlowOptions::default()).0
    };
    let (between, beside, short) = (area(0, 10, 20, 1), area(21, 11, 20, 11), area(21, 11, 20, 5));
    for (photo, moves) in [(between, None), (beside, Some(true)), (short, Some(false))] {
        let frames = set(photo).edition.frames;
        assert_eq!(frames[1].area.y < row_top(11), moves.is_some(), "{photo:?}");
        assert_eq!(frames[2].area.y < photo.y, moves == Some(true), "{photo:?}");
        assert_eq!(frames[2].area.bottom(), photo.bottom());
    }
}
