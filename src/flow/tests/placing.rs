//! Lines and frames onto display pages.

use crate::base::{InkId, Insets, Len, Permille, Point, Rect, Towards};
use crate::display::{DisplayPage, GlyphRun, GlyphStyle, Item, ItemKind, Path, Rule, Turn, dump};
use crate::flow::SetEdition;
use crate::flow::{FlowOptions, PlaceOptions};
use crate::line::{LineEnd, LineMeasures, SetLine};
use crate::model::{
    Border, Cmyk, Direction, Edition, Frame, Gradient, Layer, Line, LineForm, Lines, Paint, ParaStyle, StoryKind,
};
use crate::shape::{
    AnnotatedRange, Glyph, Orientation, RubyPart, RubyStands, RubyText, ShapedAnnotation, ShapedPara, ShapedStory,
};

use super::floating::{Part, told};
use super::support::*;

fn placed(edition: &Edition, shaped: &[ShapedStory]) -> DisplayPage {
    let (SetEdition { mut pages, .. }, _) =
        set_edition(edition.clone(), shaped.to_vec(), &set_para, FlowOptions::default());
    pages.remove(0)
}

fn lines_of(page: &DisplayPage) -> Vec<String> {
    let dump = dump(std::slice::from_ref(page), &|_| "song".into());
    let items = dump.lines().skip(1).map(str::trim).filter(|line| !line.starts_with("frame "));
    items.map(str::to_owned).collect()
}

fn runs(page: &DisplayPage) -> Vec<&GlyphRun> {
    let run = |item: &'_ Item| matches!(item.kind, ItemKind::Glyphs(_));
    let items = page.items.iter().filter(|item| run(item));
    items.filter_map(|item| if let ItemKind::Glyphs(run) = &item.kind { Some(run) } else { None }).collect()
}

fn rules(page: &DisplayPage) -> Vec<&Rule> {
    page.items.iter().filter_map(|item| if let ItemKind::Rule(rule) = &item.kind { Some(rule) } else { None }).collect()
}

fn one_story(frame: Frame, story: ShapedStory) -> (Edition, Vec<ShapedStory>) {
    let mut edition = edition();
    let id = add_frame(&mut edition, frame);
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    (edition, vec![story])
}

fn hairline(form: LineForm) -> Line {
    Line { width: Len::pt(3), paint: Paint::Process(Cmyk::BLACK), form }
}

#[test]
fn lines_are_drawn_on_their_slots() {
    let (edition, shaped) = one_story(frame("a", area(1, 2, 4, 3), 1), body(&["甲乙丙丁戊己"]));
    let expected = [
        r#"text "甲乙丙丁" "song" 9 cmyk(0 0 0 100) at=9,31.92 steps=[9×3] frame=a story=lead"#,
        r#"text "戊己" "song" 9 cmyk(0 0 0 100) at=9,43.92 steps=[9] frame=a story=lead"#,
    ];
    assert_eq!(lines_of(&placed(&edition, &shaped)), expected);
}

#[test]
fn furniture_is_read_first_in_frame_order_then_the_threads() {
    let mut edition = edition();
    let frames: Vec<_> = (0..4).map(|i| add_frame(&mut edition, frame("f", area(i * 11, 0, 10, 2), 1))).collect();
    add_story(&mut edition, "lead/head", StoryKind::Head, &frames[3..]);
    add_story(&mut edition, "lead", StoryKind::Body, &frames[..1]);
    add_story(&mut edition, "ad", StoryKind::Furniture, &frames[2..3]);
    add_story(&mut edition, "masthead", StoryKind::Furniture, &frames[1..2]);
    let shaped: Vec<_> = ["题", "文", "广", "报"].iter().map(|text| body(&[text])).collect();
    let page = placed(&edition, &shaped);
    let order: Vec<&str> = page.items.iter().map(|item| &*item.story).collect();
    assert_eq!(order, ["masthead", "ad", "lead/head", "lead"]);
}

#[test]
fn layers_lie_beneath_the_fill_and_carry_no_text() {
    let (mut edition, shaped) = one_story(frame("a", area(0, 0, 4, 3), 1), body(&["甲乙"]));
    edition.char_styles[0].layers =
        vec![Layer { dx: Len::pt(1), dy: Len::pt(2), stroke: Some(Len::pt(1)), paint: Paint::Process(Cmyk::WHITE) }];
    let page = placed(&edition, &shaped);
    let drawn = runs(&page);
    assert_eq!((drawn[0].text.as_str(), drawn[1].text.as_str()), ("", "甲乙"));
    assert!(matches!(drawn[0].style, GlyphStyle::Stroke { .. }) && drawn[0].glyphs.iter().all(|g| g.text().is_empty()));
    assert_eq!(drawn[0].glyphs[0].at().x - drawn[1].glyphs[0].at().x, Len::pt(1));
    assert_eq!(drawn[0].glyphs[0].at().y - drawn[1].glyphs[0].at().y, Len::pt(2));
}

#[test]
fn type_without_a_fill_is_read_from_its_topmost_layer() {
    let (mut edition, shaped) = one_story(frame("a", area(0, 0, 4, 3), 1), body(&["甲乙"]));
    let spot = Paint::Ink { ink: InkId(0), tint: Permille::ONE };
    edition.char_styles[0].layers = vec![Layer { dx: Len::ZERO, dy: Len::ZERO, stroke: None, paint: spot }; 2];
    edition.char_styles[0].paint = None;
    let page = placed(&edition, &shaped);
    let texts: Vec<&str> = runs(&page).iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["", "甲乙"]);
    let GlyphStyle::Fill(crate::display::Paint::Spot { name, .. }) = &runs(&page)[1].style else { panic!("a spot") };
    assert_eq!(name, "PANTONE 185 C");
}

#[test]
fn a_hyphen_is_drawn_after_the_last_cluster_and_read_as_one() {
    let hyphenating = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| -> Vec<SetLine> {
        let mut lines = set_para(para, style, measures);
        lines[0].end = LineEnd::Hyphen;
        lines
    };
    let (edition, shaped) = one_story(frame("a", area(0, 0, 4, 3), 1), body(&["甲乙丙丁戊"]));
    let (SetEdition { pages, .. }, _) =
        set_edition(edition.clone(), shaped.clone(), &hyphenating, FlowOptions::default());
    let runs = runs(&pages[0]);
    let hyphen = runs[0].glyphs.last().expect("a hyphen");
    assert_eq!((runs[0].text.as_str(), hyphen.id, hyphen.at().x), ("甲乙丙丁-", 9, ems(4)));
    assert_eq!(hyphen.text(), 12..13);
}

#[test]
fn a_ligatures_further_glyphs_stand_for_no_text() {
    let mut story = body(&["甲乙"]);
    let para = &mut story.paras[0];
    para.glyphs.push(Glyph::new(5, Len::pt(1), Len::ZERO));
    para.clusters[1].glyph_count = 2;
    let (edition, shaped) = one_story(frame("a", area(0, 0, 4, 3), 1), story);
    let page = placed(&edition, &shaped);
    let ranges: Vec<_> = runs(&page)[0].glyphs.iter().map(|glyph| glyph.text()).collect();
    assert_eq!(ranges, [0..3, 3..6, 6..6]);
}

/// A vertical frame with one line of three clusters, standing as `orientation` says.
fn vertical(orientation: Orientation) -> DisplayPage {
    let mut story = body(&["甲乙丙"]);
    story.paras[0].runs[0].orientation = orientation;
    let tall = Rect { x: Len::pt(100), y: Len::pt(50), width: rows_high(3), height: ems(4) };
    let (edition, shaped) = one_story(Frame { direction: Direction::Vertical, ..frame("v", tall, 1) }, story);
    placed(&edition, &shaped)
}

#[test]
fn glyphs_of_vertical_lines_stand_by_their_orientation() {
    // The line's em boxes are 124 to 133 pt from the left, its middle is at 128.5.
    let first = |orientation| {
        let page = vertical(orientation);
        let run = runs(&page)[0];
        (run.turn, run.glyphs[1].at().x.to_string(), run.glyphs[1].at().y.to_string())
    };
    assert_eq!(first(Orientation::Upright), (Turn::Upright, "128.5".into(), "59".into()));
    // A turned baseline lies 0.12 em right of the boxes' left edge.
    assert_eq!(first(Orientation::Rotated), (Turn::Rotated, "125.08".into(), "59".into()));
    assert_eq!(first(Orientation::TateChuYoko), (Turn::Horizontal, "124".into(), "66.92".into()));
}

#[test]
fn column_rules_stand_in_the_gap_beside_the_lines_and_not_in_the_photo() {
    let rule = Some(Line { width: Len::pt(1), ..hairline(LineForm::Solid) });
    let lead = Frame { column_rule: rule, ..frame("lead", area(0, 0, 32, 20), 3) };
    let (mut edition, shaped) = one_story(lead, body(&[&han(400)]));
    // Over columns two and three, rows 5 to 9.
    add_frame(&mut edition, obstacle("photo", area(11, 5, 21, 5), Len::pt(1)));
    let page = placed(&edition, &shaped);
    let drawn: Vec<_> = rules(&page).iter().map(|rule| (rule.from.x, rule.from.y, rule.to.y)).collect();
    let (first, second) = (ems(10) + EM / 2, ems(21) + EM / 2);
    let foot = row_top(19) + EM;
    let (above, below) = (row_top(5) - Len::pt(1), row_top(9) + EM + Len::pt(1));
    assert_eq!(drawn, [(first, Len::ZERO, foot), (second, Len::ZERO, above), (second, below, foot)]);
}

#[test]
fn a_column_rule_begins_below_what_stands_across_it_and_its_caption() {
    let line = Some(hairline(LineForm::Solid));
    let (mut edition, _) = one_story(Frame { column_rule: line, ..frame("a", area(0, 0, 21, 20), 2) }, body(&[]));
    let story = told(&mut edition, &[Part::Picture(300, 9), Part::Text(200)]);
    edition.para_styles.iter_mut().for_each(|style| style.columns = 2);
    let page = placed(&edition, &[story]);
    let [rule] = rules(&page)[..] else { panic!("one rule: {:?}", rules(&page)) };
    // Four rows of picture and one of caption.
    assert_eq!(rule.from.y.min(rule.to.y), row_top(5));
}

#[test]
fn a_column_rule_ends_with_the_longer_of_its_columns() {
    let lead = Frame { column_rule: Some(hairline(LineForm::Solid)), ..frame("lead", area(0, 0, 32, 4), 3) };
    let (edition, shaped) = one_story(lead, body(&[&han(50)]));
    let page = placed(&edition, &shaped);
    let ends: Vec<_> = rules(&page).iter().map(|rule| rule.to.y).collect();
    assert_eq!(ends, [row_top(3) + EM, row_top(0) + EM]);
}

#[test]
fn a_borders_inner_strokes_meet_in_inner_corners() {
    let line = Some(hairline(LineForm::ThickThin));
    let boxed = Frame {
        border: Border { top: line, right: line, bottom: line, left: line },
        area: Rect { x: Len::ZERO, y: Len::ZERO, width: Len::pt(100), height: Len::pt(50) },
        ..frame("a", Rect::default(), 1)
    };
    let (edition, shaped) = one_story(boxed, ShapedStory::default());
    let expected = [
        "rule from=0,0.75 to=100,0.75 width=1.5 cmyk(0 0 0 100) frame=a story=lead",
        "rule from=2.4,2.7 to=97.6,2.7 width=0.6 cmyk(0 0 0 100) frame=a story=lead",
    ];
    assert_eq!(lines_of(&placed(&edition, &shaped))[..2], expected);
}

/// A line of four characters with an annotation on the middle two.
fn annotated(annotation: ShapedAnnotation, direction: Direction) -> DisplayPage {
    let mut story = body(&["甲乙。丁"]);
    story.paras[0].annotations.push(AnnotatedRange { clusters: 1..3, annotation });
    let square = Rect { x: Len::ZERO, y: Len::ZERO, width: ems(4), height: ems(4) };
    let (edition, shaped) = one_story(Frame { direction, ..frame("a", square, 1) }, story);
    placed(&edition, &shaped)
}

fn beside(page: &DisplayPage) -> String {
    lines_of(page).pop().unwrap_or_default()
}

#[test]
fn emphasis_dots_stand_below_or_right_of_characters_but_not_of_marks() {
    let below = annotated(ShapedAnnotation::Emphasis, Direction::Horizontal);
    let dot = beside(&below);
    assert_eq!(dot, "fill ellipses [12.33,9.45+2.34×2.34] cmyk(0 0 0 100) frame=a story=lead");
    let right = beside(&annotated(ShapedAnnotation::Emphasis, Direction::Vertical));
    assert_eq!(right, "fill ellipses [36.45,12.33+2.34×2.34] cmyk(0 0 0 100) frame=a story=lead");
}

#[test]
fn proper_name_lines_stand_below_or_left_and_back_from_their_neighbours() {
    let below = beside(&annotated(ShapedAnnotation::ProperName, Direction::Horizontal));
    assert_eq!(below, "rule from=9.54,9.81 to=26.46,9.81 width=0.45 cmyk(0 0 0 100) frame=a story=lead");
    let left = beside(&annotated(ShapedAnnotation::ProperName, Direction::Vertical));
    assert_eq!(left, "rule from=26.19,9.54 to=26.19,26.46 width=0.45 cmyk(0 0 0 100) frame=a story=lead");
}

#[test]
fn a_wavy_line_is_a_band_that_ends_on_its_middle() {
    let page = annotated(ShapedAnnotation::BookTitle, Direction::Horizontal);
    let Some(ItemKind::Fill(fill)) = page.items.last().map(|item| &item.kind) else { panic!("a fill") };
    let Path::Polygon(points) = &fill.path else { panic!("a polygon") };
    let half = points.len() / 2;
    assert_eq!(points[0].y, points[half - 1].y);
    assert_eq!(points[half].y - points[half - 1].y, EM.scaled(50, 1000) / 2 * 2);
    let (top, bottom) = (points.iter().map(|p| p.y).min(), points.iter().map(|p| p.y).max());
    assert!(top > Some(EM - EM / 20) && bottom < Some(EM + EM.scaled(200, 1000)));
}

#[test]
fn ruby_is_centred_above_and_kept_on_the_line() {
    let standing = |width, stands, glyph| {
        ShapedAnnotation::Ruby(Box::new(RubyText {
            text: "yǐ".into(),
            stands,
            width,
            room: width,
            base: ems(2),
            start: (ems(2) - width) / 2,
            clings: false,
            parts: vec![RubyPart { face: crate::base::FaceId(1), size: EM / 2, glyphs: vec![(glyph, 0..3)] }],
        }))
    };
    let ruby = |width| standing(width, RubyStands::Row, Glyph::default());
    let narrow = annotated(ruby(ems(1)), Direction::Horizontal);
    let run = runs(&narrow)[1];
    assert_eq!((run.glyphs[0].at().x, run.glyphs[0].at().y), (ems(1) + EM / 2, -Len::pt(54) / 100));
    let wide = annotated(ruby(ems(4)), Direction::Horizontal);
    assert_eq!(runs(&wide)[1].glyphs[0].at().x, Len::ZERO);
    let turned = annotated(ruby(ems(1)), Direction::Vertical);
    let run = runs(&turned)[1];
    assert_eq!((run.turn, run.glyphs[0].at().x), (Turn::Rotated, ems(4) + Len::pt(54) / 100));
    let upright = annotated(standing(ems(1), RubyStands::Upright, Glyph::default()), Direction::Vertical);
    let run = runs(&upright)[1];
    assert_eq!((run.turn, run.glyphs[0].at()), (Turn::Upright, Point { x: ems(4) + EM / 4, y: ems(1) + EM / 2 }));
    // From the corner of the last character: at the right of it in both directions.
    let beside = standing(Len::ZERO, RubyStands::Beside, Glyph::new(1, EM, EM / 2));
    for (direction, at) in [
        (Direction::Horizontal, Point { x: ems(3), y: EM / 2 }),
        (Direction::Vertical, Point { x: ems(4), y: ems(2) + EM / 2 }),
    ] {
        let page = annotated(beside.clone(), direction);
        assert_eq!((runs(&page)[1].turn, runs(&page)[1].glyphs[0].at()), (Turn::Horizontal, at));
    }
}

#[test]
fn overset_is_marked_at_the_foot_of_the_last_frame_when_asked() {
    let (edition, shaped) = one_story(frame("a", area(0, 0, 10, 2), 1), body(&[&han(50)]));
    let options = FlowOptions { place: PlaceOptions { mark_overset: true }, ..FlowOptions::default() };
    let (SetEdition { pages, .. }, _) = set_edition(edition.clone(), shaped.clone(), &set_para, options);
    let ItemKind::Fill(bar) = &pages[0].items[0].kind else { panic!("a bar") };
    let foot = Rect { x: Len::ZERO, y: rows_high(2) - Len::MM, width: ems(10), height: Len::MM };
    assert_eq!(bar.path, Path::Rect(foot));
    assert_eq!(&*pages[0].items[0].frame, crate::display::OVERSET_MARK);
    assert!(runs(&placed(&edition, &shaped)).len() == 2 && placed(&edition, &shaped).items.len() == 2);
}

#[test]
fn a_code_that_is_too_long_is_an_error_at_its_frame() {
    let mut edition = edition();
    let content = crate::model::Content::Code { text: han(2000), paint: Paint::Process(Cmyk::BLACK) };
    add_frame(&mut edition, Frame { content, ..obstacle("qr", area(0, 0, 9, 9), Len::ZERO) });
    let (_, diagnostics) = set_edition(edition, Vec::new(), &set_para, FlowOptions::default());
    assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["flow/code-too-long"]);
}

#[test]
fn a_gradient_stands_in_place_of_the_background() {
    let (from, to) = (Paint::Process(Cmyk::BLACK), Paint::Process(Cmyk::WHITE));
    let shaded = Frame {
        background: Some(from),
        gradient: Some(Gradient { from, to, towards: Towards::Right }),
        lines: Lines::Free,
        ..frame("a", area(0, 0, 10, 2), 1)
    };
    let (edition, shaped) = one_story(shaded, body(&["甲"]));
    let drawn = lines_of(&placed(&edition, &shaped));
    let over = "gradient cmyk(0 0 0 100) cmyk(0 0 0 0) right over=0,0+90×21";
    assert_eq!(drawn[0], format!("shade rect 0,0+90×21 {over} frame=a story=lead"));
}

#[test]
fn a_padded_background_fills_the_whole_frame() {
    let padded = Frame {
        background: Some(Paint::Process(Cmyk::BLACK)),
        padding: Insets::all(Len::pt(3)),
        lines: Lines::Free,
        ..frame("a", area(0, 0, 10, 2), 1)
    };
    let (edition, shaped) = one_story(padded, body(&["甲"]));
    let drawn = lines_of(&placed(&edition, &shaped));
    assert_eq!(drawn[0], "fill rect 0,0+90×21 cmyk(0 0 0 100) frame=a story=lead");
    assert!(drawn[1].contains("at=3,10.92"), "{}", drawn[1]);
}
