//! `paiban layouts`: the layouts that come with the program, with their places and what these take.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use paiban::base::{Len, name_hint};
use paiban::disk::EDITION;
use paiban::flow::{Blocks, FlowOptions};
use paiban::font::FontBook;
use paiban::input::{FileProblem, Files, load};
use paiban::model::{Edition, Frame, StoryKind};
use paiban::shipped::{self, WithLayouts};
use paiban::{Typeset, typeset};

use super::Failure;
use super::aligned::aligned;
use super::language::say;
use super::new::begun;

/// Lists the shipped layouts, or prints one with its story places, its frames, and how many characters each place takes.
///
/// Characters are counted by setting plain text until the place is full, below a headline of one line; pictures that a layout only makes room for
/// when they are there are left out. Exit code 0, or 2 when there is no such layout.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban layouts\n  paiban layouts inner-news\n  paiban layouts inner-news --yaml > my.yaml"
)]
pub(crate) struct LayoutsArgs {
    /// A shipped layout; all are listed when not given.
    name: Option<String>,
    /// Prints the layout itself, to begin one of your own.
    #[arg(long, requires = "name", conflicts_with = "json")]
    yaml: bool,
    /// Prints JSON for scripts.
    #[arg(long, requires = "name")]
    json: bool,
}

/// A layout as it is told.
#[derive(Serialize)]
struct Told {
    layout: String,
    columns: u16,
    rows: u16,
    places: Vec<Place>,
    frames: Vec<Area>,
}

/// A story place.
#[derive(Serialize)]
struct Place {
    place: String,
    #[serde(flatten)]
    area: Cells,
    characters: usize,
}

/// A frame that no story has.
#[derive(Serialize)]
struct Area {
    frame: String,
    #[serde(flatten)]
    area: Cells,
}

/// Base columns and rows, from 1.
#[derive(Serialize)]
struct Cells {
    columns: [i64; 2],
    rows: [i64; 2],
}

/// Runs the command.
pub(crate) fn run(args: &LayoutsArgs) -> Result<(), Failure> {
    let Some(name) = &args.name else {
        return super::print(&shipped::layout_names().map(listed).collect::<String>());
    };
    let Some(layout) = shipped::layout(name) else {
        let hint = name_hint(name, shipped::layout_names());
        return Err(Failure::usage(format!("no layout named {name} is shipped; {hint}")));
    };
    if args.yaml {
        return super::print(layout);
    }
    let told = told(name, &full(name));
    if args.json {
        let text = serde_json::to_string_pretty(&told).map_err(|error| Failure::internal(error.to_string()))?;
        return super::print(&(text + "\n"));
    }
    super::print(&table(&told))
}

/// A name with what its layout says of itself first.
fn listed(name: &str) -> String {
    let comment = shipped::layout(name).unwrap_or_default().lines().skip(1).take_while(|line| line.starts_with("# "));
    let text = comment.map(|line| line.trim_start_matches("# ")).collect::<Vec<_>>().join(" ");
    format!("{name}\n  {text}\n")
}

/// More characters than any story place of a layout takes.
const MANY: usize = 8_000;

/// The edition of a layout, each story place with more text than it takes.
struct Full {
    edition: String,
}

impl Files for Full {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        Ok(if path == EDITION { self.edition.clone() } else { long() }.into_bytes())
    }
}

/// An article of plain paragraphs of some hundred characters, as news are.
fn long() -> String {
    let sentence = "港口的船在清晨离开码头，带着这一天的货物和人驶向外海，";
    let paragraph = sentence.repeat(4) + "天就亮了。\n\n";
    let count = MANY / paragraph.chars().count();
    format!("---\nheadline: 标题写在这里\n---\n{}", paragraph.repeat(count))
}

fn full(layout: &str) -> Typeset {
    let files = Full { edition: begun(layout) };
    let (fonts, _) = FontBook::load(shipped::fonts());
    let documents = load(EDITION, &WithLayouts(&files)).0.unwrap_or_default();
    // Blocks as the layout has them: no story is there for which they would change.
    let options = FlowOptions { blocks: Blocks::Frozen, ..FlowOptions::default() };
    typeset(documents, &fonts, &files, options).0
}

fn told(name: &str, set: &Typeset) -> Told {
    let edition = &set.edition;
    let grid = edition.pages.first().map(|page| page.grid).unwrap_or_default();
    let by_name: BTreeMap<&str, &Frame> = edition.frames.iter().map(|frame| (frame.name.as_str(), frame)).collect();
    let body = set.reports.iter().filter(|report| report.kind == StoryKind::Body);
    let places = body.filter_map(|report| {
        let frame = by_name.get(report.frames.first()?.as_str())?;
        let characters = report.chars.saturating_sub(report.over_chars);
        Some(Place { place: report.name.clone(), area: cells(edition, frame)?, characters })
    });
    let taken: Vec<&String> = set.reports.iter().flat_map(|report| &report.frames).collect();
    let others = edition.frames.iter().filter(|frame| !taken.contains(&&frame.name) && !frame.name.contains('/'));
    let frames = others.filter_map(|frame| Some(Area { frame: frame.name.clone(), area: cells(edition, frame)? }));
    Told {
        layout: name.to_owned(),
        columns: grid.columns,
        rows: grid.rows,
        places: places.collect(),
        frames: frames.collect(),
    }
}

/// The base columns and rows that a frame touches; `None` where it stands beyond the type area.
fn cells(edition: &Edition, frame: &Frame) -> Option<Cells> {
    let page = edition.pages.get(frame.page.index())?;
    let (grid, area) = (page.grid, page.type_area);
    let pitch = (area.width + grid.gutter) / i64::from(grid.columns.max(1));
    let at = |place: Len, step: Len| place.whole(step) + 1;
    let columns =
        [at(frame.area.x - area.x + grid.gutter, pitch), at(frame.area.right() - area.x - grid.gutter, pitch)];
    let rows = [
        at(frame.area.y - area.y + grid.leading / 2, grid.leading),
        at(frame.area.bottom() - area.y - grid.leading / 2, grid.leading),
    ];
    let is_inside = frame.area.y + grid.leading >= area.y && frame.area.y < area.bottom();
    is_inside
        .then(|| Cells { columns: [columns[0], columns[1].max(columns[0])], rows: [rows[0], rows[1].max(rows[0])] })
}

fn table(told: &Told) -> String {
    let head = [say("place", &[]), say("base columns", &[]), say("rows", &[]), say("characters", &[])];
    let run = |[first, last]: [i64; 2]| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let row = |name: &str, area: &Cells, count: String| [name.to_owned(), run(area.columns), run(area.rows), count];
    let places = told.places.iter().map(|place| row(&place.place, &place.area, place.characters.to_string()));
    let frames = told.frames.iter().map(|frame| row(&frame.frame, &frame.area, String::new()));
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(places).chain(frames).collect();
    let title = say("{}: {} base columns, {} rows", &[&told.layout, &told.columns, &told.rows]);
    title + "\n" + &aligned(&rows)
}
