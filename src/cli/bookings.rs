//! `paiban bookings`: the list of booked advertisements held against the pages (版面预排), and what stands where.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use paiban::base::{FrameId, listed};
use paiban::flow::FlowOptions;
use paiban::model::{Booking, Content, Edition};
use paiban::press::file_fits;

use super::Failure;
use super::aligned::aligned;
use super::findings::{self, MessageFormat};
use super::language::say;
use super::made::{Made, make, unread};

/// Says what stands where of the advertisements that the edition's list books, and what of them is missing, wrong in size, elsewhere, twice or not booked.
///
/// The list is the one that the edition names with `bookings:`. Exit code 0 when every advertisement stands as it was booked, 1 when one does not or the
/// edition has errors, 2 when it or its list cannot be read.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban bookings edition.yaml\n  paiban bookings edition.yaml --csv > preview.csv")]
pub(crate) struct BookingsArgs {
    /// The edition file.
    edition: String,
    /// Prints JSON for scripts.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Prints CSV: a line for each booking, then one for each advertisement that is not booked.
    #[arg(long)]
    csv: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// A booking, or an advertisement without one, as scripts read it.
#[derive(Serialize)]
struct Row<'a> {
    /// Line of the list; none of what is not booked.
    line: Option<usize>,
    /// The page as booked.
    page: &'a str,
    client: &'a str,
    size: &'a str,
    file: &'a str,
    place: &'a str,
    /// The page and the frame it stands on.
    stands_on: &'a str,
    frame: &'a str,
    /// The frame's size.
    width_mm: Option<f64>,
    height_mm: Option<f64>,
    /// `placed`, or what is not as it was booked.
    state: Vec<&'static str>,
}

/// Runs the command.
pub(crate) fn run(args: &BookingsArgs) -> Result<(), Failure> {
    let mut made = match make(&args.edition, &args.font_path, FlowOptions::default())? {
        Ok(made) => made,
        Err(documents) => return Err(unread(&documents, MessageFormat::Human)),
    };
    made.found.retain(|finding| !finding.code.starts_with("flow/"));
    findings::print(&made.found, &made.sources, MessageFormat::Human);
    let rows = rows(&made);
    let told = match (args.json, args.csv) {
        (true, _) => serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))? + "\n",
        (_, true) => csv(&rows)?,
        _ => told(&rows, &made.set.edition),
    };
    super::print(&told)?;
    let is_right = rows.iter().all(|row| row.state == ["placed"]);
    if is_right && !made.has_errors() { Ok(()) } else { Err(Failure::silent(1)) }
}

fn rows(made: &Made) -> Vec<Row<'_>> {
    let edition = &made.set.edition;
    let booked = edition.bookings.iter().map(|booking| booked(booking, made));
    let stray = edition.unbooked.iter().map(|id| Row { state: vec!["not-booked"], ..standing(*id, edition) });
    booked.chain(stray).collect()
}

fn booked<'a>(booking: &'a Booking, made: &'a Made) -> Row<'a> {
    let edition = &made.set.edition;
    let mut state: Vec<&str> = booking.faults.iter().map(|fault| fault.word()).collect();
    if booking.frame.is_some_and(|id| !file_fits(edition, &edition.frames[id.index()])) {
        state.push("file-size");
    }
    if state.is_empty() {
        state.push("placed");
    }
    let row = &booking.row;
    let stands = booking.frame.map(|id| standing(id, edition));
    let (stands_on, frame) = stands.as_ref().map_or(("", ""), |stands| (stands.stands_on, stands.frame));
    Row {
        line: made.sources.place(row.span).map(|(_, line, _)| line),
        page: &row.page,
        client: &row.client,
        size: &row.size,
        file: &row.file,
        place: &row.place,
        stands_on,
        frame,
        width_mm: stands.as_ref().and_then(|stands| stands.width_mm),
        height_mm: stands.as_ref().and_then(|stands| stands.height_mm),
        state,
    }
}

/// What stands in a frame, as if nobody had booked it.
fn standing(id: FrameId, edition: &Edition) -> Row<'_> {
    let frame = &edition.frames[id.index()];
    let file = match &frame.content {
        Content::Picture(placed) => &*edition.pictures[placed.picture.index()].name,
        _ => "",
    };
    let tenths = |mm: f64| Some((mm * 10.0).round() / 10.0);
    Row {
        line: None,
        page: "",
        client: "",
        size: "",
        file,
        place: "",
        stands_on: &edition.pages[frame.page.index()].number,
        frame: &frame.name,
        width_mm: tenths(frame.area.width.to_mm()),
        height_mm: tenths(frame.area.height.to_mm()),
        state: Vec::new(),
    }
}

fn csv(rows: &[Row<'_>]) -> Result<String, Failure> {
    let mut text = "line,page,client,size,file,place,stands_on,frame,width_mm,height_mm,state\n".to_owned();
    for row in rows {
        let number = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
        let line = row.line.map_or(String::new(), |line| line.to_string());
        let (width, height, state) = (number(row.width_mm), number(row.height_mm), row.state.join(" "));
        let cells = [
            &line,
            row.page,
            row.client,
            row.size,
            row.file,
            row.place,
            row.stands_on,
            row.frame,
            &width,
            &height,
            &state,
        ];
        text += &(cells.map(super::csv_field).join(",") + "\n");
    }
    Ok(text)
}

/// The table for people, page by page as booked, with a line before it that counts.
fn told(rows: &[Row<'_>], edition: &Edition) -> String {
    let is_right = |row: &&Row<'_>| row.state == ["placed"];
    let booked = rows.iter().filter(|row| row.line.is_some()).count();
    let date = edition.imprint.date;
    let day = format!("{}-{:02}-{:02}", date.year, date.month, date.day);
    let head = say(
        "{} {}: {} advertisements booked, {} stand as booked",
        &[&edition.imprint.paper, &day, &booked, &rows.iter().filter(is_right).count()],
    );
    if rows.is_empty() {
        return head + "\n";
    }
    let headings = ["page", "advertiser", "booked as", "file", "stands", "mm", "state"].map(|word| say(word, &[]));
    let cells: Vec<[String; 7]> = std::iter::once(headings).chain(rows.iter().map(cells)).collect();
    head + "\n" + &aligned(&cells)
}

fn cells(row: &Row<'_>) -> [String; 7] {
    let stands = if row.frame.is_empty() { String::new() } else { format!("{} {}", row.stands_on, row.frame) };
    let mm = row.width_mm.zip(row.height_mm).map_or(String::new(), |(width, height)| format!("{width} × {height}"));
    let state: Vec<String> = row.state.iter().map(|state| state_told(state)).collect();
    [
        row.page.to_owned(),
        row.client.to_owned(),
        row.size.to_owned(),
        if row.file.is_empty() { row.place } else { row.file }.to_owned(),
        stands,
        mm,
        listed(&state, say),
    ]
}

fn state_told(state: &str) -> String {
    match state {
        "placed" => say("as booked", &[]),
        "no-page" => say("no such page", &[]),
        "missing" => say("missing", &[]),
        "other-page" => say("on another page", &[]),
        "other-place" => say("in another place", &[]),
        "other-size" => say("its place has another size", &[]),
        "file-size" => say("the file has another size", &[]),
        "twice" => say("twice", &[]),
        "withdrawn" => say("stands though it is withdrawn", &[]),
        _ => say("not booked", &[]),
    }
}
