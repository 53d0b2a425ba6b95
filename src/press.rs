//! What a set edition places, made ready for the press: each file decoded and converted once, for its largest use.

mod overprint;
mod pixels;
mod shelf;
mod vectors;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics, Len, Message, Rect, Size};
use crate::check::preflight::{Id, Item, Level, Options, Profile, preflight};
use crate::colour::{self, ConvertOptions, OutputProfile, Placed, ScreenColours};
use crate::display::{DisplayPage, ItemKind};
use crate::export::pdf::placed::page_size;
use crate::font::FontBook;
use crate::input::picture::{Holds, Limits, drawing_size, header, holds};
use crate::input::{FileProblem, Files, missing_hint};
use crate::message;
use crate::model::{self, Cmyk, Content, Edition, InkKind, PictureFit, Press};

pub use overprint::overprints;
pub use shelf::Shelf;

/// The press as this edition uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressRoom {
    /// Profile and ink limit.
    pub profile: OutputProfile,
    /// How colours are converted.
    pub convert: ConvertOptions,
    /// Resolutions of pictures.
    pub resolution: Resolution,
}

/// Resolutions of continuous-tone pictures, in pixels per inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Pictures with more are reduced to this.
    pub target: u32,
    /// Pictures with less are reported (prepress G01).
    pub least: u32,
}

impl Default for Resolution {
    fn default() -> Self {
        Self { target: 200, least: 150 }
    }
}

/// The press the edition asks for; the shipped newsprint where it says nothing.
pub fn press_room(press: &Press, files: &dyn Files) -> (PressRoom, Diagnostics) {
    let mut found = Vec::new();
    let mut profile = OutputProfile::newsprint();
    if let Some((name, span)) = &press.profile {
        let condition = press.condition.as_deref().unwrap_or(name);
        let limit = press.ink_limit.unwrap_or(profile.ink_limit);
        let read = files.read(name).map_err(|problem| unreadable("press profile", name, &problem, files));
        match read.and_then(|icc| OutputProfile::from_icc(icc, condition, limit)) {
            Ok(own) => profile = own,
            Err(problem) => found.push(problem.at(*span)),
        }
    }
    profile.ink_limit = press.ink_limit.unwrap_or(profile.ink_limit);
    let intent = match press.intent {
        model::Intent::Perceptual => colour::Intent::Perceptual,
        model::Intent::Relative => colour::Intent::RelativeColorimetric,
        model::Intent::Saturation => colour::Intent::Saturation,
        model::Intent::Absolute => colour::Intent::AbsoluteColorimetric,
    };
    let convert = ConvertOptions { intent, black_point: !press.keeps_black_point, ..ConvertOptions::default() };
    let usual = Resolution::default();
    let resolution = Resolution {
        target: press.resolution.unwrap_or(usual.target),
        least: press.least_resolution.unwrap_or(usual.least),
    };
    (PressRoom { profile, convert, resolution }, found)
}

/// Gives every screen colour its inks on this press.
pub fn mix_inks(edition: &mut Edition, room: &PressRoom) -> Diagnostics {
    if !edition.inks.iter().any(|ink| matches!(ink.kind, InkKind::Screen(_))) {
        return Vec::new();
    }
    let screen = match ScreenColours::new(&room.profile, &room.convert) {
        Ok(screen) => screen,
        Err(why) => return vec![unmixed(&why.to_string())],
    };
    for ink in &mut edition.inks {
        if let InkKind::Screen(rgb) = ink.kind {
            let [c, m, y, k] = screen.inks(rgb);
            ink.look = Cmyk { c, m, y, k };
        }
    }
    Vec::new()
}

fn unmixed(why: &str) -> Diagnostic {
    Diagnostic::error("profile/unusable", message!("screen colours cannot be converted: {}", why))
}

/// A thing with what is worth knowing about it, or why there is none.
type Prepared = Result<(Arc<Placed>, Diagnostics), Diagnostic>;

/// Everything the pages place, ready for the press, by name.
pub type Ready = BTreeMap<String, Arc<Placed>>;

/// Makes ready everything the pages place; what stands on the shelf already is taken from there.
pub fn pictures(
    edition: &Edition,
    pages: &[DisplayPage],
    files: &(dyn Files + Sync),
    fonts: &FontBook,
    room: &PressRoom,
    shelf: &Shelf,
) -> (Ready, Diagnostics) {
    let uses = largest_uses(pages);
    // Backwards, so that of pictures with one key the first is kept.
    let by_key: BTreeMap<String, &model::Picture> =
        edition.pictures.iter().rev().map(|picture| (picture.key(), picture)).collect();
    let bench = Bench { files, fonts, room, screen: OnceLock::new() };
    let ready: Vec<(String, Prepared)> = uses
        .into_par_iter()
        .filter_map(|(key, area)| {
            let picture = *by_key.get(&key)?;
            let place = |problem: Diagnostic| problem.at(picture.span);
            let ready = shelf.prepare(picture, area, &bench);
            Some((key, ready.map(|(it, notes)| (it, notes.into_iter().map(place).collect())).map_err(place)))
        })
        .collect();
    let mut images = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, result) in ready {
        match result {
            Ok((image, notes)) => {
                findings.extend(notes);
                images.insert(name, image);
            }
            Err(problem) => findings.push(problem),
        }
    }
    (images, findings)
}

/// Where each picture stands largest, cropped parts included.
fn largest_uses(pages: &[DisplayPage]) -> BTreeMap<String, Rect> {
    let mut uses: BTreeMap<String, Rect> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image) = &item.kind {
            let largest = uses.entry(image.name.clone()).or_insert(image.area);
            if image.area.width > largest.width {
                *largest = image.area;
            }
        }
    }
    uses
}

/// What preparing needs besides the picture.
struct Bench<'b> {
    files: &'b (dyn Files + Sync),
    fonts: &'b FontBook,
    room: &'b PressRoom,
    /// Screen colours on this press, once a drawing has any.
    screen: OnceLock<Result<ScreenColours, String>>,
}

fn prepare(
    picture: &model::Picture,
    bytes: Vec<u8>,
    area: Rect,
    bench: &Bench<'_>,
) -> Result<(Placed, Diagnostics), Diagnostic> {
    let name = &picture.name;
    match holds(&bytes) {
        Holds::Pixels => pixels::pixels(picture, bytes, area, bench.room),
        Holds::Drawing => vectors::vectors(name, &bytes, area, bench),
        Holds::Pages => {
            page_size(name, &bytes, picture.page)?;
            let notes = advertisement(name, &bytes, bench.room);
            Ok((Placed::Page { file: bytes.into(), page: picture.page }, notes))
        }
    }
}

/// Tells the edition the sizes of what it places, which cropping needs; what cannot be read is found when it is prepared.
pub fn measure(edition: &mut Edition, files: &dyn Files) {
    for picture in &mut edition.pictures {
        let Ok(bytes) = files.read(&picture.name) else { continue };
        let pixels =
            |(width, height): (u32, u32)| Size { width: Len(i64::from(width)), height: Len(i64::from(height)) };
        picture.size = match holds(&bytes) {
            Holds::Pixels => header(&picture.name, &bytes, picture.page, &Limits::default()).ok().map(pixels),
            Holds::Pages => page_size(&picture.name, &bytes, picture.page).ok(),
            Holds::Drawing => drawing_size(&picture.name, &bytes).ok().map(|(width, height)| {
                // A drawing's unit is the pixel of 96 to the inch (CSS Values 3 §6.2).
                Size { width: Len::from_pt(f64::from(width) * 0.75), height: Len::from_pt(f64::from(height) * 0.75) }
            }),
        };
    }
}

/// How the judge looks at a file made for this press: its ink limit, its least resolution, the edition's spot inks.
pub fn preflight_options(edition: &Edition, room: &PressRoom, profile: Profile) -> Options {
    let spots = edition.inks.iter().filter_map(|ink| match &ink.kind {
        InkKind::Spot(name) => Some(name.clone()),
        InkKind::Screen(_) => None,
    });
    Options {
        profile,
        tac: f64::from(room.profile.ink_limit.0) / 10.0,
        min_ppi: f64::from(room.resolution.least),
        spots: spots.collect(),
        ..Options::default()
    }
}

/// Items that say nothing of an advertisement as it will print on our page: what it calls itself, and its own boxes and output intent.
pub fn concerns_an_ad(id: Id) -> bool {
    let name = format!("{id:?}");
    !name.starts_with(['M', 'O', 'P']) && !matches!(id, Id::F02 | Id::F04 | Id::F07 | Id::C03 | Id::T05)
}

/// What the judge finds in an advertisement before it is placed, as a sales desk can send it to the advertiser.
fn advertisement(name: &str, file: &[u8], room: &PressRoom) -> Diagnostics {
    let options = Options { tac: f64::from(room.profile.ink_limit.0) / 10.0, ..Options::default() };
    let verdict = preflight(file, &options);
    let worst = verdict.items.iter().filter(|item| concerns_an_ad(item.id) && item.level == Level::E);
    let finding = |item: &Item| {
        let page = item.page.map_or(String::new(), |page| format!("page {page}, "));
        let message = message!(
            "{} is not fit to print: {}, {}{}: {}",
            name,
            format_args!("{:?}", item.id),
            page,
            item.subject,
            item.message
        );
        Diagnostic::error("ad/preflight", message)
            .hint(item.hint)
            .hint(message!("`paiban preflight {} --letter letter.html` writes a letter to the advertiser", name))
    };
    worst.map(finding).collect()
}

/// How far a booked advertisement may be from its frame: half a point (prepress P04).
const BOOKING: Len = Len(6_350);

/// Advertisements that are not of the size that was booked: placed at their own size they would leave a gap or lose an edge.
pub fn bookings(edition: &Edition) -> Diagnostics {
    let exact = edition.frames.iter().filter_map(|frame| match &frame.content {
        Content::Picture(placed) if placed.fit == PictureFit::Exact => Some((frame, placed)),
        _ => None,
    });
    exact
        .filter_map(|(frame, placed)| {
            let picture = &edition.pictures[placed.picture.index()];
            let (size, room) = (picture.size?, frame.area.inset(frame.padding));
            let off = (size.width - room.width).abs().max((size.height - room.height).abs());
            (off > BOOKING).then(|| misfit(&picture.name, size, room).at(picture.span))
        })
        .collect()
}

fn misfit(name: &str, size: Size, room: Rect) -> Diagnostic {
    let mm = |width: Len, height: Len| format!("{:.1} × {:.1} mm", width.to_mm(), height.to_mm());
    let (own, booked) = (mm(size.width, size.height), mm(room.width, room.height));
    Diagnostic::error("ad/size", message!("{} is {}, its frame {}", name, own, booked))
        .hint("ask for the booked size, or write fit: contain to scale it")
}

fn unreadable(what: &'static str, name: &str, problem: &FileProblem, files: &dyn Files) -> Diagnostic {
    match problem {
        FileProblem::Missing => {
            Diagnostic::error("file/missing", message!("there is no {} {}", Message::from(what), name))
                .hint(missing_hint(name, files))
        }
        other => other.finding(name),
    }
}
