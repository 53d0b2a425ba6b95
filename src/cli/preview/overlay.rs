//! What can be laid over a page: grid, frames, threads, lines with their sources, free slots, overset, pictures.

use serde::Serialize;

use paiban::base::{Len, PageId, Rect, Span};
use paiban::colour::effective_ppi;
use paiban::flow::{PlacedLine, Placement};
use paiban::input::picture::{Holds, holds};
use paiban::input::{Files, Sources};
use paiban::line::LineFit;
use paiban::model::{Content, Direction, Frame, Run, StoryKind};

use crate::cli::made::Made;

/// Left, top, width and height in millimetres from the trim's corner.
type Box = [f64; 4];

/// What lies over a page.
#[derive(Serialize)]
pub(super) struct Overlay {
    grid: Grid,
    frames: Vec<FrameRow>,
    threads: Vec<ThreadRow>,
    lines: Vec<LineRow>,
    free: Vec<Box>,
    over: Vec<OverRow>,
    pictures: Vec<PictureRow>,
}

#[derive(Serialize)]
struct Grid {
    area: Box,
    first: f64,
    leading: f64,
    rows: u16,
    columns: u16,
    gutter: f64,
}

#[derive(Serialize)]
struct FrameRow {
    name: String,
    parts: Vec<Box>,
}

/// What is read of a story one after the other: its headline block, then column by column, those of other pages too.
#[derive(Serialize)]
struct ThreadRow {
    story: String,
    stops: Vec<Stop>,
}

#[derive(Serialize)]
struct Stop {
    page: usize,
    area: Box,
    vertical: bool,
}

/// A line with where it was written.
#[derive(Serialize)]
struct LineRow {
    area: Box,
    text: String,
    story: String,
    /// The story's own, since every page may have a `lead`.
    id: String,
    file: String,
    line: usize,
    /// `loose` or `overfull`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<&'static str>,
    /// The source around it, from line `from`.
    from: usize,
    source: Vec<String>,
}

#[derive(Serialize)]
struct OverRow {
    story: String,
    area: Box,
    lines: usize,
    characters: usize,
    /// The first letters that found no place.
    begins: String,
}

#[derive(Serialize)]
struct PictureRow {
    name: String,
    area: Box,
    ppi: Option<u32>,
    low: bool,
}

/// Lines of source shown before and after a line.
const AROUND: usize = 2;
/// Letters by which a line is looked for in its source.
const BEGINNING: usize = 8;

/// What lies over a page of a set edition.
pub(super) fn overlay(made: &Made, at: usize) -> Overlay {
    let edition = &made.set.edition;
    let page = &edition.pages[at];
    let id = PageId::new(at);
    let body = made.set.placements.iter().filter(|it| edition.stories[it.story.index()].kind == StoryKind::Body);
    let free = body.clone().flat_map(|placement| placement.unfilled.iter().chain(&placement.holes));
    Overlay {
        grid: Grid {
            area: area(page.type_area),
            first: page.grid.first.to_mm(),
            leading: page.grid.leading.to_mm(),
            rows: page.grid.rows,
            columns: page.grid.columns,
            gutter: page.grid.gutter.to_mm(),
        },
        frames: page.frames.iter().map(|frame| frame_row(&edition.frames[frame.index()])).collect(),
        threads: body
            .clone()
            .filter(|it| it.lines.iter().any(|line| line.slot.page == id))
            .map(|it| thread_row(made, it))
            .filter(|thread| thread.stops.len() > 1)
            .collect(),
        lines: made.set.placements.iter().flat_map(|it| line_rows(made, it, id)).collect(),
        free: free.filter(|slot| slot.page == id).map(|slot| area(slot.em_box())).collect(),
        over: made.set.placements.iter().filter_map(|it| over_row(made, it, id)).collect(),
        pictures: page.frames.iter().filter_map(|frame| picture_row(made, &edition.frames[frame.index()])).collect(),
    }
}

fn area(rect: Rect) -> Box {
    [rect.x, rect.y, rect.width, rect.height].map(|length| (length.to_mm() * 100.0).round() / 100.0)
}

fn frame_row(frame: &Frame) -> FrameRow {
    let parts =
        if frame.parts.is_empty() { vec![area(frame.area)] } else { frame.parts.iter().map(|it| area(*it)).collect() };
    FrameRow { name: frame.name.clone(), parts }
}

fn thread_row(made: &Made, placement: &Placement) -> ThreadRow {
    let story = &made.set.edition.stories[placement.story.index()];
    let name = format!("{}/head", story.name);
    let id = format!("{}/head", made.story_id(placement));
    let head = made
        .set
        .placements
        .iter()
        .find(|other| made.set.edition.stories[other.story.index()].name == name && made.story_id(other) == id);
    let mut stops: Vec<Stop> = head.map_or(Vec::new(), |head| columns(head).into_iter().take(1).collect());
    stops.extend(columns(placement));
    ThreadRow { story: story.name.clone(), stops }
}

/// The columns that lines stand in.
fn columns(placement: &Placement) -> Vec<Stop> {
    let same = |a: &PlacedLine, b: &PlacedLine| (a.slot.frame, a.slot.column) == (b.slot.frame, b.slot.column);
    let stop = |lines: &[PlacedLine]| {
        let first = lines.first()?;
        let whole = lines.iter().map(|line| line.slot.em_box()).reduce(|a, b| a.union(&b))?;
        Some(Stop {
            page: first.slot.page.index(),
            area: area(whole),
            vertical: first.slot.direction == Direction::Vertical,
        })
    };
    placement.lines.chunk_by(same).filter_map(stop).collect()
}

fn line_rows(made: &Made, placement: &Placement, page: PageId) -> Vec<LineRow> {
    let id = made.story_id(placement);
    placement
        .lines
        .iter()
        .filter(|line| line.slot.page == page)
        .filter_map(|line| line_row(made, placement, line, &id))
        .collect()
}

fn line_row(made: &Made, placement: &Placement, placed: &PlacedLine, id: &str) -> Option<LineRow> {
    let story = made.set.edition.stories.get(placement.story.index())?;
    let para = made.set.shaped.get(placement.story.index())?.paras.get(placed.para)?;
    let clusters = para.clusters.get(placed.line.clusters.start as usize..placed.line.clusters.end as usize)?;
    let start = clusters.first().map_or(0, |cluster| cluster.start as usize);
    let end = clusters.last().map_or(0, |cluster| cluster.start as usize + usize::from(cluster.bytes));
    let text = para.text.get(start..end).unwrap_or_default().trim().to_owned();
    let written =
        written(&made.sources, story.paras.get(placed.para)?, para.text.get(..start).unwrap_or_default(), &text);
    let (file, line) = written
        .and_then(|span| made.sources.place(span))
        .map_or((String::new(), 0), |(file, line, _)| (file.to_owned(), line));
    let from = line.saturating_sub(AROUND).max(1);
    let all = written.map_or("", |span| made.sources.text(span.source));
    let source =
        all.lines().skip(from - 1).take(if line == 0 { 0 } else { 2 * AROUND + 1 }).map(str::to_owned).collect();
    let fit = match placed.line.fit {
        LineFit::Loose => Some("loose"),
        LineFit::Overfull => Some("overfull"),
        _ => None,
    };
    let id = id.to_owned();
    Some(LineRow {
        area: area(placed.slot.em_box()),
        text,
        story: story.name.clone(),
        id,
        file,
        line,
        fit,
        from,
        source,
    })
}

/// Where a line was written: the run it begins in, and within it the place of its first letters.
fn written(sources: &Sources, para: &paiban::model::Para, before: &str, text: &str) -> Option<Span> {
    let mut left = before.chars().count();
    let run = para.runs.iter().find(|run| {
        let count = run.text.chars().count();
        let is_here = left < count;
        left = left.saturating_sub(count);
        is_here
    });
    let span = run.or(para.runs.last())?.span;
    let source = sources.text(span.source).get(span.start as usize..span.end as usize).unwrap_or_default();
    let beginning: String = text.chars().take(BEGINNING).collect();
    let within = source.find(&beginning).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    Some(Span { start: span.start + within, ..span })
}

fn over_row(made: &Made, placement: &Placement, page: PageId) -> Option<OverRow> {
    let edition = &made.set.edition;
    placement.overset.start?;
    let thread = edition.threads.iter().find(|thread| thread.story == placement.story)?;
    let last = &edition.frames[thread.frames.last()?.index()];
    (last.page == page).then(|| OverRow {
        story: edition.stories[placement.story.index()].name.clone(),
        area: area(last.area),
        begins: begins(made, placement),
        lines: placement.overset.lines,
        characters: placement.overset.chars,
    })
}

/// The first letters of a story that found no place.
fn begins(made: &Made, placement: &Placement) -> String {
    let left = placement.overset.start.and_then(|start| {
        let para = made.set.shaped.get(placement.story.index())?.paras.get(start.para)?;
        para.text.get(start.byte..)
    });
    left.unwrap_or_default().trim_start().chars().take(BEGINNING).collect()
}

/// The page a place in the documents is shown on: the line written there, else the first of the story that is asked for there.
pub(super) fn page_of(made: &Made, span: Span) -> Option<usize> {
    let edition = &made.set.edition;
    let (file, _, _) = made.sources.place(span)?;
    let is_own = |placement: &&Placement| {
        let story = &edition.stories[placement.story.index()];
        let is_asked = story.span.source == span.source && story.span.start < span.end && span.start < story.span.end;
        story.article == file || is_asked
    };
    let of_story = |placement: &Placement| {
        let story = &edition.stories[placement.story.index()];
        let holds =
            |run: &Run| run.span.source == span.source && run.span.start <= span.start && span.start < run.span.end;
        let there: Vec<bool> = story.paras.iter().map(|para| para.runs.iter().any(holds)).collect();
        let is_there = |line: &&PlacedLine| there.get(line.para) == Some(&true);
        placement.lines.iter().find(is_there).map(|line| line.slot.page.index())
    };
    let own = || made.set.placements.iter().filter(is_own);
    own().find_map(of_story).or_else(|| own().find_map(|placement| Some(placement.lines.first()?.slot.page.index())))
}

fn picture_row(made: &Made, frame: &Frame) -> Option<PictureRow> {
    let Content::Picture(placed) = &frame.content else { return None };
    let picture = &made.set.edition.pictures[placed.picture.index()];
    let is_pixels = made.files.read(&picture.name).is_ok_and(|bytes| matches!(holds(&bytes), Holds::Pixels));
    let shown = made.set.pages[frame.page.index()].items.iter().find_map(|item| match &item.kind {
        paiban::display::ItemKind::Image(image) if *item.frame == *frame.name => Some(image.area),
        _ => None,
    });
    let pixels = |length: Len| u32::try_from(length.0).unwrap_or(u32::MAX);
    let ppi = picture.size.zip(shown).filter(|_| is_pixels).map(|(size, area)| {
        effective_ppi(pixels(size.width), area.width).min(effective_ppi(pixels(size.height), area.height))
    });
    let low = ppi.is_some_and(|ppi| ppi < made.set.press.resolution.least);
    Some(PictureRow { name: picture.name.clone(), area: area(frame.area), ppi, low })
}
