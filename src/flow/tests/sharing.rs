//! Stories that share a page: what one gives is no other's loss.

use crate::base::{Em, Len, PageId, Rect, Span};
use crate::flow::{FlowOptions, SetEdition};
use crate::line;
use crate::model::{Content, Frame, Give, LineArt, Picture, PictureFit, Piece, PlacedPicture, StoryKind};
use crate::shape::ShapedStory;

use super::support::*;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Two stories beside each other with a picture that stands in both, each with one to three things it may give, and a stock.
fn shared(dice: &mut Dice) -> SetEdition {
    let mut edition = edition();
    let (name, page, line_art, size, span) = ("photo.jpg".to_owned(), 1, LineArt::Unsaid, None, Span::default());
    edition.pictures.push(Picture {
        paper: None,
        name,
        page,
        line_art,
        size,
        span,
        bleed: Default::default(),
        care: Default::default(),
    });
    let of = crate::base::PictureId::new(0);
    let picture = PlacedPicture {
        picture: of,
        fit: PictureFit::Cover,
        focus: Default::default(),
        zoom: crate::base::Permille::ONE,
        pose: Default::default(),
    };
    let place = area(14, 6, 13, 5);
    let photo = Frame { content: Content::Picture(picture), ..obstacle("photo", place, Len::ZERO) };
    let photo = add_frame(&mut edition, photo);
    let mut stories: Vec<ShapedStory> = Vec::new();
    for (name, x) in [("a", 0), ("b", 21)] {
        let text = add_frame(&mut edition, frame(name, area(x, 0, 20, 20), 2));
        add_story(&mut edition, name, StoryKind::Body, &[text]);
        let all = [
            Give::Looseness(1),
            Give::Tracking(Em(30)),
            Give::Size(Len::pt(1)),
            Give::Leading(Len::pt(1)),
            Give::Picture { frame: photo, rows: 6 },
            Give::Filler(8),
        ];
        let gives = (0..1 + dice.below(3)).map(|_| all[dice.below(all.len())]).collect();
        edition.threads.last_mut().unwrap().gives = gives;
        let texts: Vec<String> = (0..4).map(|_| han(40 + dice.below(60))).collect();
        stories.push(body(&texts.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    for number in 0..6 {
        let frame = frame(&format!("piece {number}"), Rect::default(), 1);
        edition.stock.push(Piece { number, page: PageId(0), rows: (1, 8), frame, story: None });
    }
    set_edition(edition, stories, &line::set_para, FlowOptions::default()).0
}

#[test]
fn no_line_stands_on_a_picture_or_a_piece_whoever_changed_the_page() {
    let mut dice = Dice(7);
    let mut changed = 0;
    for round in 0..120 {
        let set = shared(&mut dice);
        let used: Vec<_> = set.reports.iter().map(|report| (&report.name, &report.used)).collect();
        let solid: Vec<&Frame> = set
            .edition
            .frames
            .iter()
            .filter(|frame| frame.name == "photo" || frame.name.starts_with("piece"))
            .collect();
        changed += usize::from(set.edition.frames[0].area != area(14, 6, 13, 5) || solid.len() > 1);
        for (at, frame) in solid.iter().enumerate() {
            for other in &solid[at + 1..] {
                assert!(frame.area.intersection(&other.area).is_none(), "{round}: {} on {}", frame.name, other.name);
            }
            for placed in set.placements.iter().flat_map(|placement| &placement.lines) {
                let text = placed.slot.em_box();
                assert!(text.intersection(&frame.area).is_none(), "{round}: a line on {}, used {used:?}", frame.name);
            }
        }
    }
    assert!(changed > 40, "{changed} pages changed");
}
