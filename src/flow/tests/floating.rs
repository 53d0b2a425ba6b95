//! Pictures and pull quotes between paragraphs.

use crate::base::{FrameId, Len, ParaStyleId, Permille, PictureId, Size, Span};
use crate::flow::{FlowOptions, Keeps, PlacedLine, Placement, fill};
use crate::line;
use crate::model::{
    self, Direction, Edition, Frame, Give, Lines, Para, ParaStyle, PictureFit, PlacedPicture, Role, StoryKind,
};
use crate::shape::ShapedStory;

use super::support::*;

/// A block of a story.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// Text of so many characters.
    Text(usize),
    /// A crosshead of two rows.
    Crosshead,
    /// A picture so many thousandths as high as wide, with a caption of so many characters or none.
    Picture(i64, usize),
    /// A pull quote of so many characters, two rows a line.
    Quote(usize),
}

use Part::*;

/// A story of parts in the first thread of an edition.
pub(super) fn told(edition: &mut Edition, parts: &[Part]) -> ShapedStory {
    let mut story = ShapedStory::default();
    for part in parts {
        let own = edition.para_styles[0].clone();
        match *part {
            Text(chars) => put(edition, &mut story, own, Role::Body, &han(chars)),
            Crosshead => {
                put(edition, &mut story, ParaStyle { rows: 2, keep_with_next: true, ..own }, Role::Crosshead, &han(4));
            }
            Quote(chars) => {
                let style = ParaStyle { rows: 2, keep_together: true, ..own };
                put(edition, &mut story, style, Role::Quote, &han(chars));
            }
            Picture(height, caption) => {
                let style = ParaStyle { keep_with_next: caption > 0, ..own.clone() };
                put(edition, &mut story, style, Role::Caption, "\u{3000}");
                let last = edition.stories[0].paras.len() - 1;
                edition.stories[0].paras[last].picture = Some(picture(edition, height));
                if caption > 0 {
                    put(edition, &mut story, own, Role::Caption, &han(caption));
                }
            }
        }
    }
    story
}

pub(super) fn put(edition: &mut Edition, story: &mut ShapedStory, style: ParaStyle, role: Role, text: &str) {
    let id = ParaStyleId::new(edition.para_styles.len());
    edition.para_styles.push(style);
    story.paras.push(para(id, text));
    edition.stories[0].paras.push(Para { style: id, role, ..Para::default() });
}

fn picture(edition: &mut Edition, height: i64) -> PlacedPicture {
    let size = Some(Size { width: Len(1000), height: Len(height) });
    let id = PictureId::new(edition.pictures.len());
    let (name, span) = ("photo.jpg".to_owned(), Span::default());
    edition.pictures.push(model::Picture {
        paper: None,
        name,
        page: 1,
        line_art: model::LineArt::Unsaid,
        size,
        span,
        bleed: Default::default(),
        care: Default::default(),
    });
    PlacedPicture {
        picture: id,
        fit: PictureFit::Cover,
        focus: (Permille(500), Permille(500)),
        zoom: Permille::ONE,
        pose: Default::default(),
    }
}

fn placed(frames: &[Frame], parts: &[Part]) -> Placement {
    let mut edition = edition();
    let ids: Vec<FrameId> = frames.iter().map(|frame| add_frame(&mut edition, frame.clone())).collect();
    add_story(&mut edition, "lead", StoryKind::Body, &ids);
    let story = told(&mut edition, parts);
    fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default())
}

/// Columns of ten em, so many rows deep.
fn columns(count: u16, rows: i64) -> Frame {
    frame("columns", area(0, 0, i64::from(count) * 11 - 1, rows), count)
}

/// Column, first row and rows of a paragraph's lines.
fn at(placement: &Placement, para: usize) -> Vec<(u16, i64, usize)> {
    let lines = placement.lines.iter().filter(|line| line.para == para);
    lines.map(|line| (line.slot.column, line.slot.row, line.rows)).collect()
}

#[test]
fn text_fills_the_column_that_a_picture_leaves_for_the_next() {
    // Seven rows are taken; five are left, and the picture wants eight with its caption.
    let placement = placed(&[columns(2, 12)], &[Text(70), Picture(950, 8), Text(90)]);
    assert_eq!((at(&placement, 1), at(&placement, 2)), (vec![(1, 0, 7)], vec![(1, 7, 1)]));
    let text: Vec<(u16, i64)> = at(&placement, 3).iter().map(|&(column, row, _)| (column, row)).collect();
    assert_eq!(text[..6], [(0, 7), (0, 8), (0, 9), (0, 10), (0, 11), (1, 8)]);
    assert!(placement.holes.is_empty() && placement.overset.start.is_none());
    assert_eq!(placement.unfilled.len(), 0);
}

#[test]
fn a_picture_that_fits_stands_where_it_is_written() {
    let placement = placed(&[columns(2, 14)], &[Text(30), Picture(950, 0), Text(50)]);
    assert_eq!(at(&placement, 1), [(0, 3, 7)]);
    assert_eq!(at(&placement, 2)[..4], [(0, 10, 1), (0, 11, 1), (0, 12, 1), (0, 13, 1)]);
}

#[test]
fn pictures_that_leave_their_columns_keep_their_order() {
    // The second would fit where the first did not; a third and a pull quote come after them.
    let parts = [Text(70), Picture(950, 0), Text(10), Picture(380, 0), Text(110), Quote(9), Picture(700, 0), Text(90)];
    let placement = placed(&[columns(4, 12)], &parts);
    let heads: Vec<Vec<(u16, i64, usize)>> = [1, 3, 5, 6].iter().map(|&para| at(&placement, para)).collect();
    assert!(heads.iter().all(|places| places.len() == 1), "{heads:?}");
    assert!(heads.windows(2).all(|pair| pair[0][0] < pair[1][0]), "{heads:?}");
    assert_eq!((heads[0][0], heads[1][0]), ((1, 0, 7), (1, 7, 3)));
    assert!(placement.holes.is_empty() && placement.overset.start.is_none(), "{:?}", placement.holes);
}

#[test]
fn a_picture_without_a_column_to_go_to_or_text_to_take_its_place_stays() {
    let placement = placed(&[columns(1, 12)], &[Text(70), Picture(950, 0), Text(30)]);
    assert_eq!(placement.lines.len(), 7);
    assert_eq!(placement.overset.start.map(|start| start.para), Some(1));
    // Two lines would end the story three rows above the foot of the first column, before its picture.
    let placement = placed(&[columns(2, 12)], &[Text(70), Picture(950, 0), Text(15)]);
    assert_eq!((at(&placement, 1), at(&placement, 2)), (vec![(1, 0, 7)], vec![(1, 7, 1), (1, 8, 1)]));
    let placement = placed(&[columns(2, 12)], &[Text(70), Picture(950, 0)]);
    assert_eq!((at(&placement, 1), placement.holes.len()), (vec![(1, 0, 7)], 5));
}

#[test]
fn a_pull_quote_leaves_its_column_and_a_quotation_that_may_be_divided_does_not() {
    let parts = [Text(100), Quote(25), Text(60)];
    let placement = placed(&[columns(2, 12)], &parts);
    assert_eq!(at(&placement, 1).iter().map(|place| place.0).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(at(&placement, 2)[..2], [(0, 10, 1), (0, 11, 1)]);
    let mut edition = edition();
    let id = add_frame(&mut edition, columns(2, 12));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let story = told(&mut edition, &parts);
    edition.para_styles.iter_mut().for_each(|style| style.keep_together = false);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    assert_eq!(at(&placement, 1)[0], (0, 10, 2));
}

#[test]
fn a_crosshead_before_a_picture_that_leaves_stays_with_the_text_after_it() {
    let placement = placed(&[columns(2, 12)], &[Text(50), Crosshead, Picture(950, 0), Text(90)]);
    assert_eq!((at(&placement, 1), at(&placement, 2)), (vec![(0, 5, 2)], vec![(1, 0, 7)]));
    assert_eq!(at(&placement, 3)[0], (0, 7, 1));
    // Without room for the crosshead and two lines they all go on, the picture after its crosshead.
    let placement = placed(&[columns(2, 12)], &[Text(90), Crosshead, Picture(380, 0), Text(60)]);
    assert_eq!((at(&placement, 1), at(&placement, 2)), (vec![(1, 0, 1)], vec![(1, 1, 3)]));
}

#[test]
fn a_picture_is_as_deep_as_the_column_it_comes_to_stand_in_makes_it() {
    let wide = Frame { measure_step: Len::ZERO, ..frame("wide", area(11, 0, 20, 30), 1) };
    let placement = placed(&[columns(1, 12), wide.clone()], &[Text(100), Picture(700, 0), Text(60)]);
    let picture = placement.lines.iter().find(|line| line.para == 1).expect("a picture");
    // 126 pt on 180 pt: ten rows of 12 pt and a line of 9 pt are 117 pt.
    assert_eq!((picture.slot.frame, picture.rows, picture.slot.em), (FrameId(1), 10, rows_high(10)));
    let free = Frame { lines: Lines::Free, ..wide };
    let placement = placed(&[columns(1, 12), free], &[Text(100), Picture(700, 0), Text(60)]);
    let picture = placement.lines.iter().find(|line| line.para == 1).expect("a picture");
    assert_eq!((picture.slot.em, picture.slot.measure), (Len::pt(126), ems(20)));
}

#[test]
fn a_picture_deeper_than_any_column_is_cut_to_the_deepest() {
    for lines in [Lines::OnGrid, Lines::Free] {
        let placement = placed(&[Frame { lines, ..columns(2, 6) }], &[Text(20), Picture(1900, 0), Text(60)]);
        let picture = placement.lines.iter().find(|line| line.para == 1).expect("a picture");
        assert_eq!((picture.slot.column, picture.slot.em), (1, rows_high(6)), "{lines:?}");
        assert!(placement.lines.iter().filter(|line| line.slot.column == 0).count() == 6, "{lines:?}");
    }
}

#[test]
fn a_picture_is_not_cropped_to_stand_in_a_short_column_or_to_make_columns_even() {
    // Two rows above a code, then a whole column.
    let code = obstacle("code", area(11, 2, 10, 12), Len::ZERO);
    let mut edition = edition();
    let id = add_frame(&mut edition, columns(3, 14));
    add_frame(&mut edition, code);
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let story = told(&mut edition, &[Text(100), Picture(950, 0), Text(90)]);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    assert_eq!(at(&placement, 1), [(2, 0, 7)]);
    assert_eq!(placement.lines.iter().filter(|line| line.slot.column == 1).count(), 2);
    for lines in [Lines::OnGrid, Lines::Free] {
        let even = Frame { balance: true, lines, ..columns(3, 20) };
        let placement = placed(&[even], &[Text(40), Picture(950, 0), Text(30)]);
        let picture = placement.lines.iter().find(|line| line.para == 1).expect("a picture");
        assert!(placement.overset.start.is_none() && picture.slot.em > Len::pt(80), "{lines:?}: {picture:?}");
        let depth = placement.lines.iter().map(|line| line.slot.em_box().bottom()).max();
        assert!(depth <= Some(rows_high(8)), "{lines:?}: {depth:?}");
    }
}

#[test]
fn the_measure_of_a_vertical_column_is_the_height_of_a_picture_in_it() {
    let picture = |direction, (width, rows)| {
        let text = Frame { direction, ..frame("text", area(0, 0, width, rows), 1) };
        let placement = placed(&[text], &[Text(20), Picture(500, 0), Text(20)]);
        let place = placement.lines.iter().find(|line| line.para == 1).expect("a picture").slot.em_box();
        (place.width, place.height)
    };
    let (width, height) = picture(Direction::Vertical, (60, 10));
    assert!(height * 3 / 2 < width, "twice as wide as high, but for whole rows: {width} by {height}");
    let (width, height) = picture(Direction::Horizontal, (20, 40));
    assert!(height * 3 / 2 < width, "{width} by {height}");
}

/// A story in columns of ten em whose pictures and quotes stand across two.
fn across_two(frame: Frame, parts: &[Part]) -> Placement {
    let mut edition = edition();
    let id = add_frame(&mut edition, frame);
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let story = told(&mut edition, parts);
    edition.para_styles.iter_mut().for_each(|style| style.columns = 2);
    fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default())
}

/// Where a paragraph's lines stand in em, rows and em: along, across, measure.
fn boxes(placement: &Placement, para: usize) -> Vec<(i64, i64, i64)> {
    let boxes = placement.lines.iter().filter(|line| line.para == para).map(|line| line.slot.em_box());
    boxes.map(|em_box| (em_box.x.whole(EM), em_box.y.whole(LEADING), em_box.width.whole(EM))).collect()
}

#[test]
fn a_picture_across_two_columns_stands_at_their_heads_with_its_caption() {
    for lines in [Lines::OnGrid, Lines::Free] {
        // 21 em wide and 94.5 pt high.
        let parts = [Text(70), Picture(500, 30), Text(190)];
        let placement = across_two(Frame { lines, ..columns(3, 20) }, &parts);
        assert_eq!(boxes(&placement, 1), [(11, 0, 21)], "{lines:?}");
        let caption = boxes(&placement, 2);
        assert_eq!(caption.iter().map(|line| (line.0, line.2)).collect::<Vec<_>>(), [(11, 21), (11, 21)], "{lines:?}");
        let text = boxes(&placement, 3);
        assert_eq!((text[0], text[12]), ((0, 7, 10), (0, 19, 10)), "{lines:?}");
        assert!(text[13].0 == 11 && text[13].1 > caption[1].1, "{lines:?}: {text:?}");
        assert!(placement.holes.is_empty() && placement.overset.start.is_none());
        assert!(placement.unfilled.iter().all(|slot| slot.em_box().y > row_top(caption[1].1)), "{lines:?}");
    }
}

#[test]
fn at_the_beginning_of_a_story_it_stands_above_its_first_columns() {
    let placement = across_two(columns(3, 12), &[Picture(400, 0), Text(120)]);
    assert_eq!(boxes(&placement, 0), [(0, 0, 21)]);
    let text = boxes(&placement, 1);
    assert_eq!((text[0], text[6], text[11]), ((0, 6, 10), (11, 6, 10), (11, 11, 10)));
}

#[test]
fn columns_are_made_even_below_what_stands_across_them_and_its_caption() {
    let placement = across_two(Frame { balance: true, ..columns(3, 30) }, &[Picture(400, 9), Text(120)]);
    assert_eq!((boxes(&placement, 0), boxes(&placement, 1)), (vec![(0, 0, 21)], vec![(0, 6, 21)]));
    let depths = [0, 11, 22].map(|x| boxes(&placement, 2).iter().filter(|line| line.0 == x).count());
    // Nine rows: seven are taken in two columns.
    assert_eq!(depths, [2, 2, 8]);
    let mut edition = edition();
    let id = add_frame(&mut edition, Frame { balance: true, ..columns(4, 30) });
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let story = told(&mut edition, &[Picture(500, 9), Text(60)]);
    edition.para_styles.iter_mut().for_each(|style| style.columns = 3);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    // Text enough for one column only: three are taken by the picture all the same.
    assert_eq!(boxes(&placement, 0), [(0, 0, 32)]);
}

#[test]
fn where_no_two_columns_are_left_it_stands_in_one() {
    let placement = across_two(columns(2, 12), &[Text(70), Picture(950, 0), Text(80)]);
    assert_eq!(boxes(&placement, 1), [(11, 0, 10)]);
    assert_eq!(boxes(&placement, 2)[..6].iter().map(|line| line.0).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 11]);
}

#[test]
fn a_pull_quote_stands_across_columns_and_next_to_what_reaches_into_them_it_does_not() {
    let placement = across_two(columns(3, 12), &[Text(20), Quote(18), Text(250)]);
    assert_eq!(boxes(&placement, 1)[0].2, 21);
    let mut edition = edition();
    let id = add_frame(&mut edition, columns(3, 12));
    add_frame(&mut edition, obstacle("code", area(20, 0, 3, 4), Len::ZERO));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let story = told(&mut edition, &[Text(20), Quote(18), Text(150)]);
    edition.para_styles.iter_mut().for_each(|style| style.columns = 2);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    assert_eq!(boxes(&placement, 1).iter().map(|line| line.2).collect::<Vec<_>>(), [10, 10]);
}

#[test]
fn copy_fitting_reckons_with_what_stands_ahead_of_the_text() {
    let mut closed = 0;
    for chars in 90..140 {
        let mut edition = edition();
        let id = add_frame(&mut edition, frame("columns", area(0, 0, 41, 14), 2));
        add_story(&mut edition, "lead", StoryKind::Body, &[id]);
        edition.threads[0].gives = vec![Give::Looseness(1)];
        let story = told(&mut edition, &[Text(119), Text(78), Picture(500, 0), Text(99), Text(chars)]);
        let free = {
            let plain = fill(&edition, &edition.threads[0], &story, &line::set_para, Keeps::default());
            plain.unfilled.len() + plain.overset.lines + plain.holes.len()
        };
        let (set, _) = set_edition(edition, vec![story], &line::set_para, FlowOptions::default());
        let after = &set.placements[0];
        let left = after.unfilled.len() + after.overset.lines + after.holes.len();
        assert!(left <= free, "{chars}: {free}, then {left}");
        closed += usize::from(left == 0 && free > 0);
        let pictures: Vec<&PlacedLine> = after.lines.iter().filter(|line| line.para == 2).collect();
        assert_eq!(pictures.iter().map(|line| (line.slot.column, line.slot.row)).collect::<Vec<_>>(), [(1, 0)]);
    }
    assert!(closed > 0);
}
