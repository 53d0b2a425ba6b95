//! Stories onto slots: one line a slot, paragraph by paragraph.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::{FrameId, Len, StoryId};
use crate::line::{LineMeasures, SetLine, SetPara};
use crate::model::{Edition, ParaStyle, Thread, VerticalAlign};
use crate::shape::{Class, ShapedPara, ShapedStory};

use super::Keeps;
use super::axes::Block;
use super::balance::balanced;
use super::floats::{Floats, afloat};
use super::jumps::{Turn, Way, raised, way};
use super::keep;
use super::objects::{Cap, cap, styles};
use super::slots::Slot;
use super::story_table::{FittedTable, fit_table, rows_between, table_at};
use super::table::TablePart;
use super::tracks::{Cursor, Depth, FreeColumn, Place, Track, last_measure, places, skipped, unfilled};

/// A story on its slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// The story.
    pub story: StoryId,
    /// Its lines in reading order.
    pub lines: Vec<PlacedLine>,
    /// What found no slot (溢文).
    pub overset: Overset,
    /// Slots of the thread after the last line (缺文).
    pub unfilled: Vec<Slot>,
    /// Slots between the lines that a keep rule left empty: at a column's foot before a crosshead, a quotation, a repaired end.
    pub holes: Vec<Slot>,
    /// Where the story goes on on another page (转版): the places of its jump lines.
    pub turns: Vec<Turn>,
    /// Where rows of its tables stand, part by part.
    pub parts: Vec<TablePart>,
    /// Whether its columns were made equally deep, so that what is free is free in all of them.
    pub balanced: bool,
}

/// A line on its slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// Where it stands; for a line of several rows the middle of its slots.
    pub slot: Slot,
    /// How many grid rows it takes; 1 in free frames. Of a table's row the first line takes them all, and the others none.
    pub rows: usize,
    /// Index of its paragraph in the story.
    pub para: usize,
    /// The line.
    pub line: SetLine,
}

/// Text beyond the last slot of a thread (溢文).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overset {
    /// Rows it would need, at the thread's last measure.
    pub lines: usize,
    /// Its characters, spaces not counted.
    pub chars: usize,
    /// Where it starts.
    pub start: Option<TextPosition>,
}

/// A place in a shaped story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// Index of the paragraph.
    pub para: usize,
    /// Byte of its text.
    pub byte: usize,
}

/// A paragraph's lines with the places they can take; lines beyond the places are overset.
#[derive(Clone, Debug, Default)]
pub(super) struct Fitted {
    pub(super) places: Vec<Place>,
    pub(super) lines: Vec<SetLine>,
}

impl Fitted {
    /// Whether every line has a place.
    pub(super) fn is_whole(&self) -> bool {
        self.lines.len() <= self.places.len()
    }

    /// The places that are taken.
    pub(super) fn taken(&self) -> &[Place] {
        &self.places[..self.lines.len().min(self.places.len())]
    }
}

/// How far a thread is filled, the large first character that stands beside what comes next, and what stands ahead.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pen {
    pub(super) cursor: Cursor,
    pub(super) cap: Option<Cap>,
    pub(super) floats: Floats,
}

/// What became of a paragraph, or of a table.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) stood: Stood,
    /// The pen after it.
    pub(super) pen: Pen,
    /// The slots that keep rules left empty before its lines.
    pub(super) holes: Vec<Slot>,
    /// How many paragraphs it took.
    pub(super) paras: usize,
}

/// What stands in a thread.
#[derive(Clone, Debug)]
pub(super) enum Stood {
    /// A paragraph's lines.
    Lines(Fitted),
    /// A table.
    Table(FittedTable),
}

/// The space between a table and the text around it in frames off the grid.
const BESIDE_TABLE: Len = Len::mm(2);

/// What a thread's paragraphs are fitted with.
#[derive(Clone, Copy)]
pub(super) struct Filler<'a> {
    pub(super) edition: &'a Edition,
    pub(super) story: StoryId,
    pub(super) tracks: &'a [Track],
    /// First tracks of the pages the story jumps to.
    pub(super) heads: &'a [usize],
    /// The depth of the deepest track.
    pub(super) deepest: Depth,
    pub(super) paras: &'a [ShapedPara],
    /// One for each paragraph.
    pub(super) styles: &'a [ParaStyle],
    pub(super) set_para: &'a SetPara<'a>,
    pub(super) keeps: Keeps,
    /// The last large first character before a paragraph, which may stand beside it.
    pub(super) cap: Option<Cap>,
    /// What stands at the heads of columns ahead.
    pub(super) floats: Floats,
}

/// A story and the thread it is to fill.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) edition: &'a Edition,
    pub(super) thread: &'a Thread,
    pub(super) paras: &'a [ShapedPara],
    /// One for each paragraph.
    pub(super) styles: &'a [ParaStyle],
    pub(super) set_para: &'a SetPara<'a>,
    pub(super) keeps: Keeps,
}

/// Fills a thread with its story's lines.
///
/// Each paragraph is set once for the measures of the slots it starts on, so that the line setter can search its optimum over all of them; the keep rules
/// may set it a few times more. What finds no slot is counted, not dropped in silence.
pub fn fill(
    edition: &Edition,
    thread: &Thread,
    story: &ShapedStory,
    set_para: &SetPara<'_>,
    keeps: Keeps,
) -> Placement {
    let styles = styles(edition, thread, story);
    fill_job(&Job { edition, thread, paras: &story.paras, styles: &styles, set_para, keeps })
}

/// Fills a thread as far as the story needs its jumps.
pub(super) fn fill_job(job: &Job<'_>) -> Placement {
    let (way, mut placement) = with_fewest_jumps(job);
    if let Some(even) = balanced(job, &way, &placement) {
        placement = even;
    }
    align(job.edition, &way.tracks, &mut placement);
    for turn in &way.turns {
        let up = raised(turn, &way.tracks, &placement.lines);
        placement.holes.iter_mut().filter(|hole| **hole == up.slot).for_each(|hole| *hole = turn.slot);
        placement.turns.push(up);
    }
    placement.lines.shrink_to_fit();
    placement
}

/// Rows that may find room on a page though its holes do not account for them: that of the jump line, which is not needed there, and what
/// keep rules then let come back. Twice the most lines that `keep-lines` asks for is more than any of them.
const FEW_ROWS: usize = 20;

/// The story on as few pages as hold it. It is filled once over all of them; where its rows stand then tells how few may do, so that the work does
/// not grow with the square of its pages.
fn with_fewest_jumps(job: &Job<'_>) -> (Way, Placement) {
    let filled = |jumps: usize| {
        let way = way(job.edition, job.thread, jumps);
        let placement = fill_way(job, &way);
        (way, placement)
    };
    let last = job.thread.jumps.len();
    let whole = filled(last);
    let likely = fewest_likely(job.thread, &whole.1);
    (likely..last).map(filled).find(|(_, placement)| placement.overset.start.is_none()).unwrap_or(whole)
}

/// The fewest jumps that may do: what stands behind the page after the last of them finds room in the holes before, or nearly.
fn fewest_likely(thread: &Thread, whole: &Placement) -> usize {
    let places: BTreeMap<FrameId, usize> = thread.frames.iter().enumerate().map(|(at, frame)| (*frame, at)).collect();
    let jumps_before = |slot: &Slot| {
        let at = places.get(&slot.frame).copied().unwrap_or(0);
        thread.jumps.partition_point(|jump| jump.after <= at)
    };
    let count = thread.jumps.len() + 1;
    let (mut rows, mut holes) = (vec![0; count], vec![0; count]);
    whole.lines.iter().for_each(|line| rows[jumps_before(&line.slot)] += line.rows);
    whole.holes.iter().for_each(|hole| holes[jumps_before(hole)] += 1);
    let (mut behind, mut free): (usize, usize) = (rows.iter().sum::<usize>() + whole.overset.lines, FEW_ROWS);
    for jumps in 0..count {
        behind -= rows[jumps];
        free += holes[jumps];
        if behind <= free {
            return jumps;
        }
    }
    count - 1
}

/// Puts the story's lines on the places of `way`.
pub(super) fn fill_way(job: &Job<'_>, way: &Way) -> Placement {
    let filler = Filler::new(job, way, job.styles, job.set_para);
    let mut placement = Placement { story: job.thread.story, ..Placement::default() };
    let mut pen = Pen::default();
    let mut index = 0;
    while index < job.paras.len() {
        let mut step = filler.step(index, pen, placement.overset.start.is_some());
        pen = step.pen;
        placement.holes.append(&mut step.holes);
        match step.stood {
            Stood::Lines(fitted) => filler.take(index, fitted, &mut placement),
            Stood::Table(table) => placement.take_table(table),
        }
        index += step.paras;
    }
    let body = job.styles.last().filter(|_| placement.overset.start.is_none());
    placement.unfilled = unfilled(&way.tracks, pen.cursor, &pen.floats, body);
    placement
}

impl<'a> Filler<'a> {
    /// For a job on a way, with `styles` for its paragraphs.
    pub(super) fn new(job: &Job<'a>, way: &'a Way, styles: &'a [ParaStyle], set_para: &'a SetPara<'a>) -> Self {
        Self {
            tracks: &way.tracks,
            edition: job.edition,
            story: job.thread.story,
            heads: &way.heads,
            deepest: way.deepest,
            paras: job.paras,
            styles,
            set_para,
            keeps: job.keeps,
            cap: None,
            floats: Floats::default(),
        }
    }

    /// Fits paragraph `index`, or the table that begins with it, from `pen` on.
    pub(super) fn step(&self, index: usize, pen: Pen, is_overset: bool) -> Step {
        let filler = Self { cap: pen.cap, floats: pen.floats, ..*self };
        if let Some((table, paras)) = table_at(&filler, index) {
            let from = filler.spaced(index, pen.cursor);
            let fitted = fit_table(&filler, (index, &table.table), paras, (!is_overset).then_some(from));
            let holes = skipped(self.tracks, &pen.floats, from, &fitted.places);
            let pen = Pen { cursor: fitted.places.last().map_or(pen.cursor, |place| place.next), ..pen };
            return Step { stood: Stood::Table(fitted), pen, holes, paras };
        }
        let (fitted, pen, holes) = filler.step_para(index, pen, is_overset);
        Step { stood: Stood::Lines(fitted), pen, holes, paras: 1 }
    }

    fn step_para(&self, index: usize, pen: Pen, is_overset: bool) -> (Fitted, Pen, Vec<Slot>) {
        let filler = self;
        if is_overset {
            return (filler.nowhere(index), pen, Vec::new());
        }
        let from = filler.spaced(index, pen.cursor);
        if let Some((fitted, floats, cursor)) = afloat(filler, index, from, pen.cursor) {
            return (fitted, Pen { floats, cursor, ..pen }, Vec::new());
        }
        let fitted = keep::fit(filler, index, keep::start(filler, index, from));
        let holes = skipped(self.tracks, &pen.floats, from, fitted.taken());
        let next = match cap(filler, index, &fitted) {
            Some((cap, beside)) => Pen { cursor: beside, cap: Some(cap), ..pen },
            None => Pen { cursor: fitted.taken().last().map_or(pen.cursor, |place| place.next), ..pen },
        };
        (fitted, next, holes)
    }

    /// The same on a single track with nothing on it.
    pub(super) fn on_one<'b>(&self, track: &'b Track) -> Filler<'b>
    where
        'a: 'b,
    {
        let tracks = std::slice::from_ref(track);
        Filler { tracks, heads: &[], cap: None, floats: Floats::default(), ..*self }
    }

    pub(super) fn style(&self, index: usize) -> &ParaStyle {
        &self.styles[index]
    }

    /// The distance of a frame's rows.
    pub(super) fn pitch(&self, slot: &Slot) -> Len {
        let grid = self.edition.pages[slot.page.index()].grid;
        self.edition.frames[slot.frame.index()].leading.unwrap_or(grid.leading).max(Len(1))
    }

    /// The cursor after the space between a paragraph and the one before it.
    pub(super) fn spaced(&self, index: usize, cursor: Cursor) -> Cursor {
        let after = index.checked_sub(1).map_or(Len::ZERO, |before| self.style(before).space_after);
        let space = after + self.style(index).space_before;
        let rows = rows_between(self, index);
        match self.tracks.get(cursor.track) {
            Some(Track::Grid(_)) if cursor.used > 0 => Cursor { used: cursor.used + rows, ..cursor },
            Some(Track::Free(_)) if rows > 0 => cursor.spaced(space + BESIDE_TABLE),
            _ => cursor.spaced(space),
        }
    }

    /// Sets a paragraph of `style` on the places from `start` on, leaving the places numbered `left_out` empty.
    pub(super) fn fit(&self, index: usize, start: Cursor, style: &ParaStyle, left_out: &Range<usize>) -> Fitted {
        let para = &self.paras[index];
        let fitted = self.fit_on(para, style, self.likely(index, style, start, left_out));
        let at_most = para.clusters.len() + 1;
        if fitted.is_whole() || fitted.places.len() >= at_most {
            return fitted;
        }
        let all: Vec<Place> = self.open(start, style, left_out).take(at_most).collect();
        if all.len() == fitted.places.len() { fitted } else { self.fit_on(para, style, all) }
    }

    fn fit_on(&self, para: &ShapedPara, style: &ParaStyle, places: Vec<Place>) -> Fitted {
        let measures: Vec<Len> = places.iter().map(|place| place.slot.measure).collect();
        let rest = measures.last().copied().unwrap_or_else(|| last_measure(self.tracks, style));
        let heads = heads(para, style, &places);
        let lines = (self.set_para)(para, style, &LineMeasures { first: &measures, rest, heads: &heads });
        Fitted { places, lines }
    }

    /// The places of the thread that lines of `style` find from `start` on.
    pub(super) fn places<'b>(&'b self, start: Cursor, style: &'b ParaStyle) -> impl Iterator<Item = Place> + 'b {
        places(self.tracks, self.deepest, &self.floats, start, style)
    }

    fn open<'b>(
        &'b self,
        start: Cursor,
        style: &'b ParaStyle,
        left_out: &'b Range<usize>,
    ) -> impl Iterator<Item = Place> + 'b {
        let places = self.places(start, style).enumerate();
        let cap = self.cap;
        let beside = move |(_, place)| cap.map_or(place, |cap| cap.beside(place));
        places.filter(|(number, _)| !left_out.contains(number)).map(beside)
    }

    /// As many places as the paragraph is likely to need, so that the line setter need not look at far-off measures.
    fn likely(&self, index: usize, style: &ParaStyle, start: Cursor, left_out: &Range<usize>) -> Vec<Place> {
        let para = &self.paras[index];
        let natural = para.natural();
        let forced = para.clusters.iter().filter(|cluster| cluster.class == Class::Newline).count();
        let mut short = natural + natural / 4 + style.indent;
        let mut further = forced + 2;
        let mut likely = Vec::new();
        for place in self.open(start, style, left_out).take(para.clusters.len() + 1) {
            if short <= Len::ZERO {
                if further == 0 {
                    break;
                }
                further -= 1;
            }
            short -= place.slot.measure - style.margin_start - style.margin_end;
            likely.push(place);
        }
        likely
    }

    /// Sets a paragraph that has no place any more.
    fn nowhere(&self, index: usize) -> Fitted {
        self.fit_on(&self.paras[index], self.style(index), Vec::new())
    }

    /// Hands a paragraph's lines to the placement.
    fn take(&self, para: usize, fitted: Fitted, placement: &mut Placement) {
        let is_free = matches!(self.tracks.last(), Some(Track::Free(_)));
        let rows = if is_free { 1 } else { usize::from(self.style(para).rows.max(1)) };
        let mut places = fitted.places.into_iter();
        for line in fitted.lines {
            match places.next() {
                Some(Place { slot, rows, .. }) => placement.lines.push(PlacedLine { slot, rows, para, line }),
                None => placement.overset.count(para, &self.paras[para], &line, rows),
            }
        }
    }
}

/// The places at a column's head that the last line of a paragraph may come to: what stands before them is about as much as the paragraph is.
fn heads(para: &ShapedPara, style: &ParaStyle, places: &[Place]) -> Vec<usize> {
    let natural = para.natural() + style.indent;
    let mut before = Len::ZERO;
    let mut found = Vec::new();
    for (at, pair) in places.windows(2).enumerate() {
        before += pair[0].slot.measure - style.margin_start - style.margin_end;
        // Squeezing, and spacing in a loose line, make a paragraph no more than an eighth shorter or longer.
        let is_near = before * 7 < natural * 8 && natural * 7 < (before + pair[1].slot.measure) * 8;
        if is_near && pair[0].track != pair[1].track {
            found.push(at + 1);
        }
    }
    found
}

impl Placement {
    /// Takes a table's lines and parts, and what of it found no place.
    fn take_table(&mut self, mut table: FittedTable) {
        self.lines.append(&mut table.lines);
        self.parts.append(&mut table.parts);
        let Overset { lines, chars, start } = table.over;
        self.overset.start = self.overset.start.or(start);
        self.overset.lines += lines;
        self.overset.chars += chars;
    }
}

impl Overset {
    fn count(&mut self, para: usize, shaped: &ShapedPara, line: &SetLine, rows: usize) {
        let clusters = &shaped.clusters[line.clusters.start as usize..line.clusters.end as usize];
        let byte = clusters.first().map_or(0, |cluster| cluster.text_range().start);
        self.start = self.start.or(Some(TextPosition { para, byte }));
        self.lines += rows;
        self.chars += clusters.iter().map(|cluster| count_chars(&shaped.text[cluster.text_range()])).sum::<usize>();
    }
}

/// Characters as a desk counts them: everything but spaces.
pub(super) fn count_chars(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Moves the lines of free columns to where their frame wants them; columns made equally deep stay so, which is why all of a frame move alike.
fn align(edition: &Edition, tracks: &[Track], placement: &mut Placement) {
    let (balanced, lines) = (placement.balanced, &mut placement.lines);
    let foot = |column: &FreeColumn| {
        let here = lines.iter().filter(|line| line.slot.frame == column.bare.frame);
        let all = balanced && edition.frames[column.bare.frame.index()].balance;
        let here = here.filter(|line| all || line.slot.column == column.bare.column);
        here.map(|line| line.slot.block().across.to).max()
    };
    // Lines that run around something stand where it leaves them room.
    let free = tracks.iter().filter_map(|track| if let Track::Free(column) = track { Some(column) } else { None });
    let parts = &mut placement.parts;
    let movable: Vec<(&FreeColumn, Len)> =
        free.filter(|column| !column.from_top).filter_map(|column| Some((column, foot(column)?))).collect();
    for (column, foot) in movable {
        let wanted = edition.frames[column.bare.frame.index()].vertical_align;
        // The last column before a jump is shorter than those beside it.
        let room = (column.block.across.to - foot).max(Len::ZERO);
        let by = if wanted == VerticalAlign::Middle { room / 2 } else { room };
        let stands_here =
            |line: &&mut PlacedLine| line.slot.frame == column.bare.frame && line.slot.column == column.bare.column;
        lines.iter_mut().filter(stands_here).for_each(|line| line.slot = shifted(&line.slot, by));
        let own = parts.iter_mut().filter(|part| (part.frame, part.column) == (column.bare.frame, column.bare.column));
        own.for_each(|part| part.lower(by));
    }
}

fn shifted(slot: &Slot, by: Len) -> Slot {
    let block = slot.block();
    let across = super::axes::Extent { from: block.across.from + by, to: block.across.to + by };
    slot.moved(&Block { across, ..block }, slot.em)
}
