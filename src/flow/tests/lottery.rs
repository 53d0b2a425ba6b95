//! What holds for every page: random frames, obstacles and stories from a small generator with fixed seeds.

use crate::base::{FrameId, Insets, Len, PageId, Permille, Rect, StoryId};
use crate::flow::SetEdition;
use crate::flow::{FlowOptions, Keeps, Placement, fill};
use crate::model::{
    Direction, Edition, Frame, Jump, Lines, Outline, Page, SHORT_OF_ROW, Story, StoryKind, VerticalAlign,
};
use crate::shape::ShapedStory;

use super::floating::{Part, told};
use super::support::*;

/// Knuth's linear congruential generator (MMIX).
pub(super) struct Lottery(pub(super) u64);

impl Lottery {
    /// A number from 0 to `below` − 1.
    pub(super) fn draw(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % below
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.draw(i64::try_from(from.len()).unwrap())).unwrap()]
    }

    fn rect(&mut self) -> Rect {
        let mut length = |from: i64, below: i64| Len(self.draw(below * 12_700) + from * 12_700);
        Rect { x: length(0, 400), y: length(0, 400), width: length(40, 500), height: length(20, 500) }
    }

    fn outline(&mut self) -> Outline {
        let mut corner =
            || (Permille(u16::try_from(self.draw(1001)).unwrap()), Permille(u16::try_from(self.draw(1001)).unwrap()));
        let triangle = Outline::Polygon(vec![corner(), corner(), corner()]);
        match self.draw(4) {
            0 => Outline::Ellipse,
            1 => triangle,
            _ => Outline::Rectangle,
        }
    }

    /// Two rectangles side by side or one below the other: an L, a T, a step, or two that do not touch.
    fn steps(&mut self) -> Frame {
        let (first, second) = (self.rect(), self.rect());
        let (x, y) = (first.x.min(second.x), first.y.min(second.y));
        let (right, bottom) = (first.right().max(second.right()), first.bottom().max(second.bottom()));
        let bounds = Rect { x, y, width: right - x, height: bottom - y };
        Frame { parts: vec![first, second], ..frame("steps", bounds, 2) }
    }

    fn frame(&mut self) -> Frame {
        if self.draw(6) == 0 {
            return self.steps();
        }
        let columns = u16::try_from(1 + self.draw(4)).unwrap();
        Frame {
            direction: self.pick(&[Direction::Horizontal, Direction::Horizontal, Direction::Vertical]),
            lines: self.pick(&[Lines::OnGrid, Lines::OnGrid, Lines::Free]),
            vertical_align: self.pick(&[VerticalAlign::Top, VerticalAlign::Middle, VerticalAlign::Bottom]),
            padding: Insets::all(Len(self.draw(100_000))),
            measure_step: self.pick(&[Len::ZERO, EM / 2, EM]),
            ..frame("f", self.rect(), columns)
        }
    }

    pub(super) fn edition(&mut self) -> Edition {
        let mut edition = edition();
        let count = 1 + self.draw(3);
        let frames: Vec<FrameId> = (0..count).map(|_| add_frame(&mut edition, self.frame())).collect();
        for _ in 0..self.draw(4) {
            let area =
                Rect { width: Len::pt(10 + self.draw(200)), height: Len::pt(10 + self.draw(200)), ..self.rect() };
            let other = obstacle("o", area, Len(self.draw(60_000)));
            let other = Frame { outline: self.outline(), both_sides: self.draw(3) == 0, ..other };
            add_frame(&mut edition, other);
        }
        add_story(&mut edition, "lead", StoryKind::Body, &frames);
        edition
    }

    /// A frame on a second page, to which the first thread jumps.
    pub(super) fn jump(&mut self, edition: &mut Edition) {
        let second = Page { number: "2".into(), frames: Vec::new(), ..edition.pages[0].clone() };
        edition.pages.push(second);
        let direction = edition.frames[0].direction;
        let id = add_frame(edition, Frame { page: PageId(1), direction, ..self.frame() });
        let after = edition.threads[0].frames.len();
        edition.threads[0].frames.push(id);
        edition.threads[0].jumps = vec![Jump { after, line: StoryId::new(edition.stories.len()) }];
        edition.stories.push(Story::default());
    }

    pub(super) fn part(&mut self) -> Part {
        let mut draw = |below: i64| usize::try_from(self.draw(below)).unwrap();
        match draw(6) {
            0 => Part::Picture(i64::try_from(100 + draw(2200)).unwrap(), draw(3) * 8),
            1 => Part::Quote(1 + draw(30)),
            2 => Part::Crosshead,
            _ => Part::Text(draw(300)),
        }
    }

    fn story(&mut self) -> ShapedStory {
        let mut paras = Vec::new();
        for _ in 0..self.draw(30) {
            let style = self.pick(&[BODY, BODY, BODY, CROSSHEAD, HEADLINE]);
            let most = if style == BODY { 300 } else { 20 };
            let text = han(usize::try_from(self.draw(most)).unwrap());
            paras.push(para(style, &text));
        }
        ShapedStory { paras }
    }
}

/// Five hundred filled threads.
fn pages() -> impl Iterator<Item = (Edition, ShapedStory, Placement)> {
    (0..500).map(|seed| {
        let mut lottery = Lottery(seed);
        let (edition, story) = (lottery.edition(), lottery.story());
        let keeps = lottery.pick(&[Keeps::default(), Keeps { foot: 2, head: 2 }, Keeps { foot: 9, head: 9 }]);
        let placement = fill(&edition, &edition.threads[0], &story, &set_para, keeps);
        (edition, story, placement)
    })
}

#[test]
fn no_character_is_lost_or_set_twice() {
    for (_, story, placement) in pages() {
        let mut next = vec![0; story.paras.len()];
        for placed in &placement.lines {
            assert_eq!(placed.line.clusters.start, next[placed.para]);
            next[placed.para] = placed.line.clusters.end;
        }
        let set: u32 = next.iter().sum();
        let all: usize = story.paras.iter().map(|para| para.clusters.len()).sum();
        assert_eq!(usize::try_from(set).unwrap() + placement.overset.chars, all);
        assert!(placement.lines.is_sorted_by_key(|placed| placed.para));
        assert_eq!(placement.overset.start.is_some(), placement.overset.chars > 0);
    }
}

#[test]
fn no_line_leaves_its_frame() {
    for (edition, _, placement) in pages() {
        for placed in &placement.lines {
            let frame = &edition.frames[placed.slot.frame.index()];
            let content = frame.area.inset(frame.padding);
            // A headline on a single grid row is as high as it is; only its baseline is the grid's.
            assert!(content.grown(SHORT_OF_ROW).contains(&placed.slot.em_box()), "{placed:?} in {content:?}");
        }
    }
}

#[test]
fn no_two_lines_overlap() {
    for (_, _, placement) in pages() {
        let boxes: Vec<_> = placement.lines.iter().map(|placed| (placed.slot.frame, placed.slot.em_box())).collect();
        for (at, (frame, em_box)) in boxes.iter().enumerate() {
            let others = boxes[at + 1..].iter().filter(|(other, _)| other == frame);
            assert!(others.clone().all(|(_, other)| em_box.intersection(other).is_none()));
        }
    }
}

#[test]
fn no_line_meets_an_obstacle() {
    for (edition, _, placement) in pages() {
        for placed in &placement.lines {
            let frame = &edition.frames[placed.slot.frame.index()];
            // A free frame gives way to what reaches into it, unless it lies on it as a whole.
            let counts = |other: &&Frame| {
                let reaches = other.area.intersection(&frame.area).is_some() && !other.area.contains(&frame.area);
                other.runaround.is_some() && (frame.lines == Lines::OnGrid || reaches)
            };
            for other in edition.frames.iter().filter(counts) {
                if other.outline != Outline::Rectangle {
                    assert!(!meets_outline(other, &placed.slot.em_box()), "{placed:?} meets {other:?}");
                    continue;
                }
                let area = other.area.grown(other.runaround.unwrap());
                assert!(area.intersection(&placed.slot.em_box()).is_none());
            }
        }
    }
}

/// Whether a rectangle reaches into an outline, by points on a fine net of it.
fn meets_outline(frame: &Frame, em_box: &Rect) -> bool {
    let net = 0..=20;
    let at = |from: Len, extent: Len, step: i64| (from + extent.scaled(step, 20)).0;
    net.clone().any(|i| {
        net.clone().any(|j| {
            let (x, y) = (at(em_box.x, em_box.width, i), at(em_box.y, em_box.height, j));
            holds(frame, i128::from(x - frame.area.x.0), i128::from(y - frame.area.y.0))
        })
    })
}

/// Whether a point, counted from the frame's corner, lies well inside its outline.
fn holds(frame: &Frame, x: i128, y: i128) -> bool {
    let (width, height) = (i128::from(frame.area.width.0), i128::from(frame.area.height.0));
    match &frame.outline {
        Outline::Ellipse => {
            let (dx, dy) = (2 * x - width, 2 * y - height);
            dx * dx * height * height + dy * dy * width * width < width * width * height * height * 99 / 100
        }
        Outline::Polygon(points) => {
            let corner =
                |&(x, y): &(Permille, Permille)| (width * i128::from(x.0) / 1000, height * i128::from(y.0) / 1000);
            let corners: Vec<(i128, i128)> = points.iter().map(corner).collect();
            let side = |a: (i128, i128), b: (i128, i128)| (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0);
            let sides: Vec<i128> = (0..3).map(|at| side(corners[at], corners[(at + 1) % 3])).collect();
            let slack = (width + height) * 100;
            sides.iter().all(|side| *side > slack) || sides.iter().all(|side| *side < -slack)
        }
        Outline::Rectangle => (0..width).contains(&x) && (0..height).contains(&y),
    }
}

#[test]
fn no_line_stands_where_a_frame_of_several_areas_has_none() {
    for (edition, _, placement) in pages() {
        for placed in &placement.lines {
            let frame = &edition.frames[placed.slot.frame.index()];
            let em_box = placed.slot.em_box();
            if frame.parts.is_empty() || placed.rows > 1 {
                continue;
            }
            // Corners and middle of every line lie in one of the areas.
            let inside = |x: Len, y: Len| {
                frame
                    .parts
                    .iter()
                    .any(|part| part.grown(SHORT_OF_ROW).contains(&Rect { x, y, width: Len::ZERO, height: Len::ZERO }))
            };
            for x in [em_box.x, em_box.x + em_box.width / 2, em_box.right()] {
                assert!(inside(x, em_box.y) && inside(x, em_box.bottom()), "{placed:?}");
            }
        }
    }
}

#[test]
fn every_body_baseline_is_on_the_grid() {
    for (edition, story, placement) in pages() {
        let grid = edition.pages[0].grid;
        for placed in &placement.lines {
            let frame = &edition.frames[placed.slot.frame.index()];
            let is_body = story.paras[placed.para].style == BODY;
            if is_body && frame.lines == Lines::OnGrid && frame.direction == Direction::Horizontal {
                assert_eq!(placed.slot.origin.y, grid.first + grid.leading * placed.slot.row);
            }
        }
    }
}

#[test]
fn every_line_is_set_to_its_own_slots_measure() {
    for (_, _, placement) in pages() {
        for placed in placement.lines.iter().filter(|placed| placed.rows == 1) {
            assert_eq!(placed.line.measure, placed.slot.measure);
        }
    }
}

/// A place in a thread: frame, column, row, and how far along the row.
type Key = (Option<usize>, u16, i64, Len);

#[test]
fn slots_are_used_in_order_and_the_rest_is_unfilled() {
    for (edition, _, placement) in pages() {
        let frames = &edition.threads[0].frames;
        let key = |slot: &crate::flow::Slot| {
            // Beside an obstacle with text on both sides a row has two places, one after the other.
            let across = slot.block().along.from;
            (frames.iter().position(|&frame| frame == slot.frame), slot.column, slot.row, across)
        };
        let used = placement.lines.iter().map(|placed| key(&placed.slot));
        let all: Vec<_> = used.chain(placement.unfilled.iter().map(key)).collect();
        // The next arm of a frame of several areas begins above the foot of the one before.
        let next_arm = |a: &Key, b: &Key| {
            let several = a.0.is_some_and(|at| !edition.frames[frames[at].index()].parts.is_empty());
            several && a.0 == b.0 && a.1 == b.1 && a.3 < b.3
        };
        assert!(all.is_sorted_by(|a, b| a < b || next_arm(a, b)));
    }
}

#[test]
fn pages_do_not_depend_on_threads_or_on_what_is_kept() {
    let mut edition = edition();
    // More pages than are drawn at a time, and stories that go on on the next page or on one far away.
    edition.pages = vec![edition.pages[0].clone(); 130];
    let mut shaped = Vec::new();
    for seed in 0..130 {
        let mut lottery = Lottery(seed);
        let mut on = |page: u64| {
            let page = PageId::new(usize::try_from(page).unwrap());
            add_frame(&mut edition, Frame { page, direction: Direction::Horizontal, ..lottery.frame() })
        };
        let frames = [on(seed), on((seed + 1) % 130), on((seed * 7) % 130)];
        add_story(&mut edition, "s", StoryKind::Body, &frames);
        shaped.push(lottery.story());
    }
    let with = |options: FlowOptions| {
        let (SetEdition { pages, reports, .. }, _) = set_edition(edition.clone(), shaped.clone(), &set_para, options);
        (crate::display::dump(&pages, &|_| String::new()), reports)
    };
    let set = || with(FlowOptions::default());
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(set);
    assert_eq!(set(), alone);
    assert_eq!(with(FlowOptions { lets_text_go: true, ..FlowOptions::default() }), alone);
}

#[test]
fn balanced_frames_lose_nothing_and_lay_no_line_over_another() {
    for seed in 0..200 {
        let mut lottery = Lottery(seed);
        let (mut edition, story) = (lottery.edition(), lottery.story());
        edition.frames.iter_mut().for_each(|frame| frame.balance = true);
        let plain = fill(&unbalanced(&edition), &edition.threads[0], &story, &set_para, Keeps::default());
        let even = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
        assert_eq!(even.overset, plain.overset);
        let set = |placement: &Placement| -> u32 {
            placement.lines.iter().map(|line| line.line.clusters.end - line.line.clusters.start).sum()
        };
        assert_eq!(set(&even), set(&plain));
        stands_clear(&edition, &even);
    }
}

#[test]
fn pictures_and_quotes_that_leave_their_columns_lay_no_line_over_another() {
    let mut left = 0;
    for seed in 0..500 {
        let mut lottery = Lottery(seed);
        let mut edition = lottery.edition();
        if seed % 3 == 0 {
            lottery.jump(&mut edition);
        }
        let parts: Vec<Part> = (0..lottery.draw(25)).map(|_| lottery.part()).collect();
        let story = told(&mut edition, &parts);
        for style in &mut edition.para_styles {
            let mut draw = |below: i64| usize::try_from(lottery.draw(below)).unwrap();
            style.columns = 1 + draw(3);
            style.keeps = Keeps { foot: 1 + draw(3), head: 1 + draw(5) };
        }
        edition.frames.iter_mut().for_each(|frame| frame.balance = lottery.draw(4) == 0);
        let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
        let set: u32 = placement.lines.iter().map(|it| it.line.clusters.end - it.line.clusters.start).sum();
        let all: usize = story.paras.iter().map(|para| para.clusters.len()).sum();
        let over = placement.overset.start.map_or(0, |start| over_from(&story, start));
        assert_eq!(usize::try_from(set).unwrap() + over, all, "{seed}");
        assert!(placement.lines.is_sorted_by_key(|placed| placed.para));
        left += placement.lines.windows(2).filter(|pair| pair[0].slot.column > pair[1].slot.column).count();
        stands_clear(&edition, &placement);
    }
    assert!(left > 100, "{left}");
}

/// No line leaves its frame, meets another, or stands on a slot of the grid that is told as unfilled.
pub(super) fn stands_clear(edition: &Edition, placement: &Placement) {
    let boxes: Vec<_> = placement.lines.iter().map(|placed| (placed.slot.frame, placed.slot.em_box())).collect();
    for (at, (frame, em_box)) in boxes.iter().enumerate() {
        let own = &edition.frames[frame.index()];
        assert!(own.area.inset(own.padding).grown(SHORT_OF_ROW).contains(em_box));
        let mut others = boxes[at + 1..].iter().filter(|(other, _)| other == frame);
        assert!(others.all(|(_, other)| em_box.intersection(other).is_none()));
    }
    let on_grid = |frame: FrameId| edition.frames[frame.index()].lines == Lines::OnGrid;
    for slot in placement.unfilled.iter().filter(|slot| on_grid(slot.frame)) {
        let mut here = boxes.iter().filter(|(frame, _)| *frame == slot.frame);
        assert!(here.all(|(_, em_box)| em_box.intersection(&slot.em_box()).is_none()), "{slot:?}");
    }
}

/// The clusters of a story from a place on.
fn over_from(story: &ShapedStory, start: crate::flow::TextPosition) -> usize {
    let rest = story.paras[start.para].clusters.iter().filter(|cluster| cluster.text_range().start >= start.byte);
    rest.count() + story.paras[start.para + 1..].iter().map(|para| para.clusters.len()).sum::<usize>()
}

fn unbalanced(edition: &Edition) -> Edition {
    let mut edition = edition.clone();
    edition.frames.iter_mut().for_each(|frame| frame.balance = false);
    edition
}
