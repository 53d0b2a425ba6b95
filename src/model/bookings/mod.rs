//! Booked advertisements (版面预排): what a list of bookings says for the edition's day, held against what stands on its pages.
//!
//! Rows of the day find their pages and sizes first ([`words`]); then every row takes a frame: that of its file on its page, on another page, or,
//! without a file, the frame or the advertising space it names. What no row takes is not booked.

mod days;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, Diagnostics, FrameId, PageId, Size, Span, Spanned, ToArg};
use crate::input::{BookingRow, Documents, Fields, defaults};
use crate::message;

use super::booked::{Booked, named};
use super::edition::{Content, Date, Edition, Frame, PictureFit};
use super::sheet::Sheet;

/// A booked advertisement and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booking {
    /// The booking as written.
    pub row: BookingRow,
    /// Its page.
    pub page: Option<PageId>,
    /// Its size on that page.
    pub size: Option<Size>,
    /// The frame it stands in.
    pub frame: Option<FrameId>,
    /// What is not as it was booked.
    pub faults: Vec<Fault>,
}

/// What of an advertisement is not as it was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The edition has no such page.
    NoPage,
    /// It stands nowhere.
    Missing,
    /// It stands on another page.
    OtherPage,
    /// It stands in another frame.
    OtherPlace,
    /// Its frame has another size.
    OtherSize,
    /// It stands on the pages, or in the list, once more than it should.
    Twice,
    /// It stands though it was withdrawn.
    Withdrawn,
}

impl Fault {
    /// As scripts read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoPage => "no-page",
            Self::Missing => "missing",
            Self::OtherPage => "other-page",
            Self::OtherPlace => "other-place",
            Self::OtherSize => "other-size",
            Self::Twice => "twice",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Edition {
    /// Whether a frame is booked space, shows a page of a PDF, or is what the layout calls an advertisement.
    pub fn is_ad(&self, frame: &Frame) -> bool {
        let is_pdf = |name: &str| name.to_ascii_lowercase().ends_with(".pdf");
        let is_booked = match &frame.content {
            Content::Picture(placed) => {
                placed.fit == PictureFit::Exact || is_pdf(&self.pictures[placed.picture.index()].name)
            }
            _ => false,
        };
        frame.is_ad || is_booked
    }
}

/// More bookings than a paper has on one day.
const MOST_OF_DAY: usize = 1_000;

/// Holds the list of bookings against the pages; frames that are booked with a size are held to it from here on.
pub(super) fn check(documents: &Documents, layouts: &[Option<Fields>], edition: &mut Edition, found: &mut Diagnostics) {
    let (Some(list), Some(date)) = (&documents.bookings, edition.imprint.known_date()) else { return };
    let (gone, rows): (Vec<_>, Vec<_>) =
        of_day(&list.rows, date, found).into_iter().partition(|row| days::is_withdrawn(&row.state));
    if rows.is_empty() && gone.is_empty() {
        let day = format!("{}-{:02}-{:02}", date.year, date.month, date.day);
        let span = documents.edition.span_of("bookings");
        found.push(
            Diagnostic::warning("bookings/none", message!("no booking of the list is for {}", day))
                .at(span)
                .hint("look whether it is the list of this edition, or take bookings: out"),
        );
        return;
    }
    if let Some(row) = rows.get(MOST_OF_DAY) {
        let message = message!("the list has more than {} bookings for one day", MOST_OF_DAY);
        return found.push(
            Diagnostic::error("bookings/broken", message).at(row.span).hint("leave the rows of this edition in it"),
        );
    }
    let mut sheets = Sheets { documents, layouts, made: BTreeMap::new() };
    let mut bookings: Vec<Booking> = rows.iter().map(|row| resolved(row, edition, &mut sheets, found)).collect();
    let mut taken = BTreeSet::new();
    seated(&mut bookings, edition, &mut taken);
    for booking in &mut bookings {
        booking.faults = faults(booking, edition);
    }
    bookings.extend(withdrawn(&gone, edition, &mut taken));
    twice(&mut bookings, edition, &mut taken);
    for booking in &bookings {
        tell(booking, edition, found);
        hold_to_size(booking, edition, found);
    }
    edition.unbooked = unbooked(edition, &taken);
    for id in &edition.unbooked {
        found.push(not_booked(&edition.frames[id.index()], edition, &list.rows));
    }
    edition.bookings = bookings;
}

/// The rows for a day, as they were moved; without a day a row is for any edition.
fn of_day(rows: &[BookingRow], date: Date, found: &mut Diagnostics) -> Vec<BookingRow> {
    let mut of_day = Vec::new();
    for row in &rows.iter().map(|row| days::moved(row, date)).collect::<Vec<_>>() {
        match days::is_on(&row.date, date) {
            Some(false) => {}
            None if is_sum(row) => {}
            None if !row.date.is_empty() => found.push(
                Diagnostic::error("bookings/date", message!("`{}` is not a date", row.date)).at(row.span).hint(
                    "write year-month-day, such as 2026-03-12, or several days as 3月12日至14日 or 3月12日、15日",
                ),
            ),
            _ => of_day.push(row.clone()),
        }
    }
    of_day
}

/// Whether a row is a sum below the others: it books nothing.
fn is_sum(row: &BookingRow) -> bool {
    let is_word = ["合计", "总计", "小计", "共计", "合計", "總計", "total", "sum"]
        .iter()
        .any(|word| row.date.to_lowercase().starts_with(word));
    is_word && row.page.is_empty() && row.file.is_empty()
}

/// The sheets of names of pages, made when one is asked for.
struct Sheets<'d> {
    documents: &'d Documents,
    layouts: &'d [Option<Fields>],
    made: BTreeMap<usize, Sheet>,
}

impl Sheets<'_> {
    fn of(&mut self, page: PageId) -> &Sheet {
        let at = page.index();
        let layout = self.layouts.get(at).and_then(Option::as_ref);
        self.made.entry(at).or_insert_with(|| {
            let stack: Vec<&Fields> = [defaults()].into_iter().chain(layout).chain([&self.documents.edition]).collect();
            Sheet::new(&stack, false)
        })
    }
}

/// A booking with its page and its size there.
fn resolved(row: &BookingRow, edition: &Edition, sheets: &mut Sheets<'_>, found: &mut Diagnostics) -> Booking {
    let page = page_of(row, edition);
    let size = page.and_then(|id| {
        let (page, text) = (&edition.pages[id.index()], row.size.as_str());
        if text.is_empty() {
            return None;
        }
        let sheet = sheets.of(id);
        let names = sheet.ad_sizes().filter(|name| text.contains(name));
        match names.max_by_key(|name| name.len()) {
            Some(name) => named(Spanned::new(name, row.span), page, sheet, found),
            None => words::measures(text, page).or_else(|| named(Spanned::new(text, row.span), page, sheet, found)),
        }
    });
    Booking { row: row.clone(), page, size, ..Booking::default() }
}

/// The page that a booking names. 第1版 is A01 where no other section has a first page.
fn page_of(row: &BookingRow, edition: &Edition) -> Option<PageId> {
    let pages = || edition.pages.iter().enumerate();
    let own = pages().position(|(at, page)| words::is_page(&row.page, page, at == 0));
    let mut alike = pages().filter(|(_, page)| words::is_figure_of(&row.page, page)).map(|(at, _)| at);
    let only = alike.next().filter(|_| alike.next().is_none());
    own.or(only).map(PageId::new)
}

/// Gives every booking its frame: first those that stand where they should, so that none of them loses its place to one that strayed.
fn seated(bookings: &mut [Booking], edition: &Edition, taken: &mut BTreeSet<FrameId>) {
    for rank in [Rank::Place, Rank::Page, Rank::Anywhere] {
        for booking in bookings.iter_mut().filter(|booking| booking.frame.is_none()) {
            let free = frames(edition).filter(|(id, _)| !taken.contains(id));
            let fit = free.filter_map(|(id, frame)| Some((seat(booking, frame, edition, rank)?, id)));
            if let Some((_, id)) = fit.min() {
                taken.insert(id);
                booking.frame = Some(id);
            }
        }
    }
}

/// How much of a booking a frame must meet to be its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    /// Its page and its place.
    Place,
    /// Its page.
    Page,
    /// Nothing but its file.
    Anywhere,
}

fn frames(edition: &Edition) -> impl Iterator<Item = (FrameId, &Frame)> {
    edition.frames.iter().enumerate().map(|(at, frame)| (FrameId::new(at), frame))
}

/// How well a frame suits a booking, 0 best; nothing where it does not.
fn seat(booking: &Booking, frame: &Frame, edition: &Edition, rank: Rank) -> Option<u8> {
    let is_page = booking.page == Some(frame.page);
    let is_place = booking.row.place == frame.name;
    let is_met = match rank {
        Rank::Place => is_page && is_place,
        Rank::Page => is_page,
        Rank::Anywhere => !booking.row.file.is_empty(),
    };
    if !is_met {
        return None;
    }
    if !booking.row.file.is_empty() {
        return words::means_file(&booking.row.file, file_of(frame, edition)?);
    }
    let is_filled = frame.content != Content::Empty;
    let is_sized = booking.size.is_none_or(|size| frame.area.size().is_near(size, Booked::OFF));
    let is_space = edition.is_ad(frame) && is_sized && !is_place_of_page(&booking.row.place, frame.page, edition);
    (is_filled && (is_place || is_space)).then_some(0)
}

/// Whether a page has a frame of this name.
fn is_place_of_page(place: &str, page: PageId, edition: &Edition) -> bool {
    edition.pages[page.index()].frames.iter().any(|id| edition.frames[id.index()].name == place)
}

fn file_of<'e>(frame: &Frame, edition: &'e Edition) -> Option<&'e str> {
    match &frame.content {
        Content::Picture(placed) => Some(&edition.pictures[placed.picture.index()].name),
        _ => None,
    }
}

fn faults(booking: &Booking, edition: &Edition) -> Vec<Fault> {
    let Some(page) = booking.page else { return vec![Fault::NoPage] };
    let Some(frame) = booking.frame.map(|id| &edition.frames[id.index()]) else { return vec![Fault::Missing] };
    let is_other_place = frame.name != booking.row.place && is_place_of_page(&booking.row.place, page, edition);
    let is_other_size = booking.size.is_some_and(|size| !frame.area.size().is_near(size, Booked::OFF));
    let told = [
        (frame.page != page, Fault::OtherPage),
        (frame.page == page && is_other_place, Fault::OtherPlace),
        (is_other_size, Fault::OtherSize),
    ];
    told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fault)| fault).collect()
}

/// What stands once more than it was booked, and what was booked once more than it stands.
fn twice(bookings: &mut [Booking], edition: &Edition, taken: &mut BTreeSet<FrameId>) {
    // All are of one day, whichever way it is written.
    let said = |row: &BookingRow| (row.client.clone(), row.size.clone(), row.file.clone(), row.place.clone());
    for at in 0..bookings.len() {
        let Booking { row, page, .. } = &bookings[at];
        let is_known = bookings[..at].iter().any(|earlier| earlier.page == *page && said(&earlier.row) == said(row));
        if is_known && bookings[at].faults == [Fault::Missing] {
            bookings[at].faults = vec![Fault::Twice];
        }
    }
    for (id, frame) in frames(edition).filter(|(id, _)| !taken.contains(id)).collect::<Vec<_>>() {
        let Some(file) = file_of(frame, edition) else { continue };
        let owner = bookings.iter_mut().find(|booking| words::means_file(&booking.row.file, file).is_some());
        if let Some(booking) = owner {
            taken.insert(id);
            booking.faults.push(Fault::Twice);
        }
    }
    bookings.iter_mut().for_each(|booking| booking.faults.dedup());
}

/// What stands though it was withdrawn: by its file, else in its place.
fn withdrawn(rows: &[BookingRow], edition: &Edition, taken: &mut BTreeSet<FrameId>) -> Vec<Booking> {
    let mut standing = Vec::new();
    for row in rows {
        let booking = Booking { row: row.clone(), page: page_of(row, edition), ..Booking::default() };
        let ranks = [Rank::Place, Rank::Page, Rank::Anywhere];
        let seat_of = |rank: Rank| {
            let free = frames(edition).filter(|(id, _)| !taken.contains(id));
            // Without a file only its own place is known to be meant: space of its size may be sold anew.
            let known = free.filter(|(_, frame)| !row.file.is_empty() || frame.name == row.place);
            known.filter_map(|(id, frame)| Some((seat(&booking, frame, edition, rank)?, id))).min()
        };
        if let Some((_, id)) = ranks.into_iter().find_map(seat_of) {
            taken.insert(id);
            standing.push(Booking { frame: Some(id), faults: vec![Fault::Withdrawn], ..booking });
        }
    }
    standing
}

/// What a booking is called: its file, else who booked it, else its place.
fn called(row: &BookingRow) -> &str {
    [&row.file, &row.client, &row.place].into_iter().find(|text| !text.is_empty()).map_or("?", |text| text)
}

fn number(page: PageId, edition: &Edition) -> &str {
    &edition.pages[page.index()].number
}

fn tell(booking: &Booking, edition: &Edition, found: &mut Diagnostics) {
    let Booking { row, page, frame, .. } = booking;
    let frame = frame.map(|id| &edition.frames[id.index()]);
    for fault in &booking.faults {
        let finding = match (fault, page, frame) {
            (Fault::NoPage, ..) => no_page(row, edition),
            (Fault::Missing, Some(page), _) => missing(booking, *page, edition),
            (Fault::OtherPage, Some(page), Some(frame)) => {
                let (booked, own) = (number(*page, edition), number(frame.page, edition));
                let message = message!("{} is booked for page {} but stands on page {}", called(row), booked, own);
                Diagnostic::error("bookings/other-page", message).hint("move it, or mend the list")
            }
            (Fault::OtherPlace, _, Some(frame)) => {
                let message = message!("{} is booked for `{}` but stands in `{}`", called(row), row.place, frame.name);
                Diagnostic::warning("bookings/other-place", message).hint("move it, or mend the list")
            }
            (Fault::Twice, _, None) => Diagnostic::warning(
                "bookings/twice",
                message!("{} stands in the list twice, on the pages once", called(row)),
            )
            .hint("take one of the rows out"),
            (Fault::Twice, ..) => {
                let message = message!("{} stands more often than it is booked: {}", called(row), places(row, edition));
                Diagnostic::error("bookings/twice", message).hint("take one out, or book it once more")
            }
            (Fault::Withdrawn, _, Some(frame)) => {
                let message = message!(
                    "{} is withdrawn ({}) but stands in `{}` on page {}",
                    called(row),
                    row.state,
                    frame.name,
                    number(frame.page, edition)
                );
                Diagnostic::error("bookings/withdrawn", message).hint("take it out, or mend the list")
            }
            // A frame of another size is told where it is held to it.
            _ => continue,
        };
        found.push(finding.at(row.span));
    }
}

fn no_page(row: &BookingRow, edition: &Edition) -> Diagnostic {
    let numbers: Vec<&str> = edition.pages.iter().map(|page| page.number.as_str()).collect();
    Diagnostic::error(
        "bookings/no-page",
        message!("{} is booked for page `{}`, which the edition does not have", called(row), row.page),
    )
    .hint(message!("it has the pages {}", numbers))
}

fn missing(booking: &Booking, page: PageId, edition: &Edition) -> Diagnostic {
    let row = &booking.row;
    let message = message!("{} is booked for page {} but does not stand there", called(row), number(page, edition));
    let finding = Diagnostic::error("bookings/missing", message);
    let there = edition.pages[page.index()].frames.iter().map(|id| &edition.frames[id.index()]);
    let place = there.filter(|frame| frame.name == row.place).find_map(|frame| file_of(frame, edition));
    match place {
        Some(other) => finding.hint(message!("`{}` holds {}", row.place, other)),
        None if row.file.is_empty() => {
            finding.hint("put it on the page, and say which frame: in the list as its place, or `ad: true` on the page")
        }
        None => finding.hint("put it on the page: `frame: {picture: …, fit: exact}`"),
    }
}

/// All places where the file of a booking stands.
fn places(row: &BookingRow, edition: &Edition) -> crate::base::Arg {
    let is_there =
        |frame: &&Frame| file_of(frame, edition).is_some_and(|file| words::means_file(&row.file, file).is_some());
    let place = |frame: &Frame| message!("`{}` on page {}", frame.name, number(frame.page, edition));
    edition.frames.iter().filter(is_there).map(place).collect::<Vec<_>>().to_arg()
}

/// Holds the frame of a booking, and later the file in it, to the size of the booking.
fn hold_to_size(booking: &Booking, edition: &mut Edition, found: &mut Diagnostics) {
    let (Some(id), Some(size)) = (booking.frame, booking.size) else { return };
    let frame = &mut edition.frames[id.index()];
    if booking.faults.contains(&Fault::OtherSize) {
        let (own, booked) = (frame.area.size().in_mm(), size.in_mm());
        let message = message!(
            "{} is booked as {}, {}, but `{}` is {}",
            called(&booking.row),
            booking.row.size,
            booked,
            frame.name,
            own
        );
        let finding = Diagnostic::error("bookings/size", message).at(booking.row.span);
        found.push(finding.hint("give it a frame of that size, or mend the list"));
    }
    frame.is_ad = true;
    frame.booked = Some(Booked { name: booking.row.size.clone(), size, span: booking.row.span });
}

/// Advertisements that no booking asks for. Small ones without a picture are sold by the line, and words below a picture are the picture's.
fn unbooked(edition: &Edition, taken: &BTreeSet<FrameId>) -> Vec<FrameId> {
    let is_stray = |(id, frame): &(FrameId, &Frame)| {
        let is_part = frame.name.contains('/') && file_of(frame, edition).is_none();
        edition.is_ad(frame) && frame.content != Content::Empty && !is_part && !taken.contains(id)
    };
    frames(edition).filter(is_stray).map(|(id, _)| id).collect()
}

fn not_booked(frame: &Frame, edition: &Edition, all: &[BookingRow]) -> Diagnostic {
    let file = file_of(frame, edition);
    let name = file.unwrap_or(&frame.name);
    let message = message!("{} on page {} is not booked", name, number(frame.page, edition));
    let finding = Diagnostic::warning("bookings/not-booked", message).at(shown_at(frame, edition));
    let other = all.iter().find(|row| file.is_some_and(|file| words::means_file(&row.file, file).is_some()));
    match other {
        Some(row) => finding.hint(message!("it is booked for {}", row.date)),
        None => finding.hint("book it, or take it out"),
    }
}

/// Where a frame's content is asked for.
fn shown_at(frame: &Frame, edition: &Edition) -> Span {
    match &frame.content {
        Content::Picture(placed) => edition.pictures[placed.picture.index()].span,
        _ => frame.span,
    }
}
