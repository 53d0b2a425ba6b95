//! Editions, stories and a line setter small enough to reckon with by head: every Han is one em, every line as many as fit.

use crate::base::{
    Diagnostics, Em, FrameId, Insets, Len, PageId, ParaStyleId, Permille, PictureId, Point, Rect, Short, Size, Span,
    StoryId,
};
use crate::flow::{self, FlowOptions, SetEdition};
use crate::line::{LineEnd, LineFit, LineMeasures, PlacedCluster, SetLine, SetPara};
use crate::model::{
    Border, CharStyle, Cmyk, Content, Direction, Edition, Frame, FreeHead, Grid, Ink, InkKind, Lang, LineArt, Lines,
    Page, Paint, ParaStyle, Picture, PictureFit, PlacedPicture, Story, StoryKind, Thread, VerticalAlign,
};
use crate::shape::{Class, Cluster, FontRun, Glyph, Orientation, ShapedPara, ShapedStory};

/// Body size of all tests.
pub(super) const EM: Len = Len::pt(9);
/// Leading of all tests.
pub(super) const LEADING: Len = Len::pt(12);
pub(super) const BODY: ParaStyleId = ParaStyleId(0);
pub(super) const CROSSHEAD: ParaStyleId = ParaStyleId(1);
pub(super) const HEADLINE: ParaStyleId = ParaStyleId(2);

/// Sets an edition whose headlines have the type of their styles.
pub(super) fn set_edition(
    edition: Edition,
    shaped: Vec<ShapedStory>,
    set_para: &SetPara<'_>,
    options: FlowOptions,
) -> (SetEdition, Diagnostics) {
    flow::set_edition(edition, shaped, set_para, &|_, _| ShapedStory::default(), options)
}

pub(super) fn ems(n: i64) -> Len {
    EM * n
}

/// The top of a row's character boxes on the test page, which starts at 0.
pub(super) fn row_top(row: i64) -> Len {
    LEADING * row
}

/// The height of `n` rows: leading between, none after the last.
pub(super) fn rows_high(n: i64) -> Len {
    LEADING * (n - 1) + EM
}

/// An edition of one page with a grid of 9 on 12 pt from its top, without frames.
pub(super) fn edition() -> Edition {
    let grid = Grid { first: Em::ASCENT.of(EM), leading: LEADING, body: EM, columns: 5, gutter: EM, rows: 100 };
    let area = Rect { width: Len::pt(1200), height: Len::pt(1200), ..Rect::default() };
    let page = Page {
        number: "1".into(),
        name: "要闻".into(),
        trim: Size { width: area.width, height: area.height },
        bleed: Len::ZERO,
        type_area: area,
        grid,
        frames: Vec::new(),
        ..Page::default()
    };
    let look = CharStyle {
        family: crate::base::FamilyId(0),
        size: EM,
        paint: Some(Paint::Process(Cmyk::BLACK)),
        lang: Lang::ZhHans,
        scale_x: Permille::ONE,
        tracking: Em::ZERO,
        rise: Len::ZERO,
        gradient: None,
        layers: Vec::new(),
        features: Default::default(),
    };
    Edition {
        pages: vec![page],
        para_styles: vec![style("body", EM, 1), style("crosshead", EM, 2), style("headline", EM * 2, 1)],
        char_styles: vec![look],
        inks: vec![Ink { kind: InkKind::Spot("PANTONE 185 C".into()), look: Cmyk::BLACK }],
        ..Edition::default()
    }
}

fn style(name: &str, size: Len, rows: u16) -> ParaStyle {
    let leading = size + Len::pt(3);
    ParaStyle { name: name.into(), size, leading, rows, keep_with_next: rows > 1, ..ParaStyle::default() }
}

/// A rectangle of whole em and rows: from column em `x` and `row`, `width` em wide and `rows` high.
pub(super) fn area(x: i64, row: i64, width: i64, rows: i64) -> Rect {
    Rect { x: ems(x), y: row_top(row), width: ems(width), height: rows_high(rows) }
}

/// A frame for text on the grid.
pub(super) fn frame(name: &str, area: Rect, columns: u16) -> Frame {
    Frame {
        name: name.into(),
        page: PageId(0),
        area,
        measures: Vec::new(),
        parts: Vec::new(),
        outline: crate::model::Outline::Rectangle,
        radius: Len::ZERO,
        corners: Default::default(),
        both_sides: false,
        padding: Insets::default(),
        columns,
        gutter: EM,
        measure_step: EM / 2,
        column_rule: None,
        border: Border::default(),
        background: None,
        gradient: None,
        direction: Direction::Horizontal,
        course: Default::default(),
        lines: Lines::OnGrid,
        vertical_align: VerticalAlign::Top,
        content: Content::Text,
        runaround: None,
        rows_under: 0,
        leading: None,
        balance: false,
        is_ad: false,
        booked: None,
        with: None,
        span: Span::default(),
    }
}

/// A frame that other text runs around.
pub(super) fn obstacle(name: &str, area: Rect, stand_off: Len) -> Frame {
    let content = Content::Code { text: "x".into(), paint: Paint::Process(Cmyk::BLACK) };
    Frame { content, runaround: Some(stand_off), lines: Lines::Free, ..frame(name, area, 1) }
}

/// A picture of an edition, as a frame's content.
pub(super) fn picture(edition: &mut Edition) -> Content {
    let (name, page, line_art, size, span) = ("photo.jpg".to_owned(), 1, LineArt::Unsaid, None, Span::default());
    let (bleed, care) = (Default::default(), Default::default());
    edition.pictures.push(Picture { paper: None, name, page, line_art, size, span, bleed, care });
    Content::Picture(PlacedPicture {
        picture: PictureId::new(edition.pictures.len() - 1),
        fit: PictureFit::Cover,
        focus: (Permille(500), Permille(500)),
        zoom: Permille::ONE,
        pose: Default::default(),
    })
}

pub(super) fn add_frame(edition: &mut Edition, frame: Frame) -> FrameId {
    let id = FrameId::new(edition.frames.len());
    edition.pages[frame.page.index()].frames.push(id);
    edition.frames.push(frame);
    id
}

/// Adds a story with its thread.
pub(super) fn add_story(edition: &mut Edition, name: &str, kind: StoryKind, frames: &[FrameId]) -> StoryId {
    let story = StoryId::new(edition.stories.len());
    edition.stories.push(Story { name: name.into(), kind, ..Story::default() });
    edition.threads.push(Thread {
        story,
        frames: frames.to_vec(),
        jumps: Vec::new(),
        gives: Vec::new(),
        free_head: FreeHead::Block,
    });
    story
}

/// Text of `n` Han.
pub(super) fn han(n: usize) -> String {
    "报".repeat(n)
}

/// A paragraph shaped without a font: one em for each character, `\n` nothing.
pub(super) fn para(style: ParaStyleId, text: &str) -> ShapedPara {
    let em = if style == HEADLINE { EM * 2 } else { EM };
    let cluster = |(at, (start, first)): (usize, (usize, char))| Cluster {
        start: u32::try_from(start).unwrap(),
        bytes: u8::try_from(first.len_utf8()).unwrap(),
        glyph_count: u16::from(first != '\n'),
        first_glyph: u32::try_from(at).unwrap(),
        run: 0,
        advance: if first == '\n' { Short::default() } else { em.into() },
        blank_before: Short::default(),
        blank_after: Short::default(),
        origin: Short::default(),
        class: match first {
            '\n' => Class::Newline,
            '。' => Class::Stop,
            _ => Class::Han,
        },
    };
    let clusters: Vec<Cluster> = text.char_indices().enumerate().map(cluster).collect();
    let run = FontRun {
        clusters: 0..u32::try_from(clusters.len()).unwrap(),
        face: crate::base::FaceId(0),
        style: crate::base::CharStyleId(0),
        orientation: Orientation::Horizontal,
        size: em,
        em,
        lang: Lang::ZhHans,
        narrowed: Permille::ONE,
        level: 0,
        lettering: crate::shape::Lettering::Plain,
        raised: false,
        hyphen: Some((Glyph { id: 9, ..Glyph::default() }, em / 2)),
        span: Span::default(),
    };
    ShapedPara {
        style,
        text: text.to_owned(),
        glyphs: (0..clusters.len()).map(|at| Glyph { id: u16::try_from(at).unwrap(), ..Glyph::default() }).collect(),
        clusters,
        runs: vec![run],
        ..ShapedPara::default()
    }
}

/// A story of paragraphs of one style.
pub(super) fn body(texts: &[&str]) -> ShapedStory {
    ShapedStory { paras: texts.iter().map(|text| para(BODY, text)).collect() }
}

/// As many clusters a line as fit, at least one; a negative looseness has no effect.
pub(super) fn set_para(para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>) -> Vec<SetLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < para.clusters.len() {
        let indent = style.margin_start + if lines.is_empty() { style.indent } else { Len::ZERO };
        let measure = measures.at(lines.len()) - indent - style.margin_end;
        let end = line_end(para, start, measure);
        lines.push(set_line(para, start..end, indent, measure));
        start = end;
    }
    lines
}

fn line_end(para: &ShapedPara, start: usize, measure: Len) -> usize {
    let mut width = Len::ZERO;
    for (at, cluster) in para.clusters.iter().enumerate().skip(start) {
        if cluster.class == Class::Newline {
            return at + 1;
        }
        width += cluster.advance();
        if width > measure && at > start {
            return at;
        }
    }
    para.clusters.len()
}

fn set_line(para: &ShapedPara, clusters: std::ops::Range<usize>, start: Len, measure: Len) -> SetLine {
    let mut x = Len::ZERO;
    let mut place = |cluster: &Cluster| {
        let placed = PlacedCluster::new(x, cluster.advance());
        x += cluster.advance();
        placed
    };
    let placed = para.clusters[clusters.clone()].iter().map(&mut place).collect();
    let end = match clusters.end {
        end if end == para.clusters.len() => LineEnd::Paragraph,
        end if para.clusters[end - 1].class == Class::Newline => LineEnd::Forced,
        _ => LineEnd::Break,
    };
    SetLine {
        clusters: u32::try_from(clusters.start).unwrap()..u32::try_from(clusters.end).unwrap(),
        placed,
        start,
        width: x,
        natural: x,
        measure,
        hang: None,
        each: Len::ZERO,
        fit: if x > measure { LineFit::Overfull } else { LineFit::Good },
        end,
    }
}

/// The frame's slots as column, row, start and measure in em ×2, to be compared at a glance.
pub(super) fn in_half_ems(slot: &super::super::Slot) -> (u16, i64, i64, i64) {
    let Point { x, .. } = slot.origin;
    (slot.column, slot.row, x.whole(EM / 2), slot.measure.whole(EM / 2))
}
