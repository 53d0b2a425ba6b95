//! What a set edition places, made ready for the press: each file decoded and converted once, for its largest use.

mod advert;
mod booked;
mod claims;
mod edges;
mod flat;
mod overprint;
mod pixels;
mod plate;
mod raster;
mod shelf;
mod sizes;
mod vectors;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics, Len, Message, Rect};
use crate::check::preflight::{Options, Profile};
use crate::colour::{self, ConvertOptions, OutputProfile, Placed, ScreenColours};
use crate::display::{DisplayPage, ItemKind};
use crate::font::FontBook;
use crate::input::picture::{Holds, PictureFile, holds};
use crate::input::{FileProblem, Files, missing_hint};
use crate::message;
use crate::model::{self, Cmyk, Edition, InkKind, Press};

pub use advert::{Ad, Looked, NO_CLAIM, accepted, lets_through, look_at, settled, told, unknown_rules};
pub use booked::{bookings, file_fits};
pub use edges::without_bleed;
pub use flat::{Flattened, flattened, is_transparent};
pub use overprint::{heaped, overprints};
pub use pixels::TOO_FEW_PIXELS;
pub use shelf::Shelf;
use shelf::Slot;
pub use sizes::{measure, size_of};

/// The press as this edition uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressRoom {
    /// Profile and ink limit.
    pub profile: OutputProfile,
    /// How colours are converted.
    pub convert: ConvertOptions,
    /// Resolutions of pictures.
    pub resolution: Resolution,
    /// Whether advertisements are judged before they are placed.
    pub judge: Judge,
}

/// Whether advertisements are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judge {
    /// They are.
    #[default]
    Asked,
    /// They are, and what is transparent in them will be flattened within the ink limit.
    Flattened,
    /// They are placed as they come.
    Left,
}

impl PressRoom {
    /// The shipped newsprint with everything as usual.
    pub fn shipped() -> Self {
        Self {
            profile: OutputProfile::newsprint(),
            convert: ConvertOptions::default(),
            resolution: Resolution::default(),
            judge: Judge::default(),
        }
    }
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
    (PressRoom { profile, convert, resolution, judge: Judge::default() }, found)
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
    let options = preflight_options(edition, room, Profile::X4);
    let bench = Bench { files, fonts, room, options, screen: OnceLock::new() };
    let ready: Vec<(String, Prepared)> = uses
        .into_par_iter()
        .filter_map(|(key, shown)| {
            let picture = *by_key.get(&key)?;
            let place = |problem: Diagnostic| problem.at(picture.span);
            let ready = shelf.prepare(picture, &shown, &bench);
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

/// How a picture is used: where it stands largest, cropped parts included, and what shows of it anywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    area: Rect,
    /// Left, bottom, right, top as shares of the picture.
    part: [f64; 4],
}

fn largest_uses(pages: &[DisplayPage]) -> BTreeMap<String, Shown> {
    let mut uses: BTreeMap<String, Shown> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image) = &item.kind {
            let part = part_of(image.area, image.clip);
            let largest = uses.entry(image.name.clone()).or_insert(Shown { area: image.area, part });
            if image.area.width > largest.area.width {
                largest.area = image.area;
            }
            let [left, bottom, right, top] = largest.part;
            largest.part = [left.min(part[0]), bottom.min(part[1]), right.max(part[2]), top.max(part[3])];
        }
    }
    uses
}

/// What shows of an area, as shares of it.
fn part_of(area: Rect, clip: Rect) -> [f64; 4] {
    let share = |distance: Len, extent: Len| distance.to_pt() / extent.to_pt().max(f64::MIN_POSITIVE);
    [
        share(clip.x - area.x, area.width),
        share(area.bottom() - clip.bottom(), area.height),
        share(clip.right() - area.x, area.width),
        share(area.bottom() - clip.y, area.height),
    ]
}

/// What preparing needs besides the picture.
struct Bench<'b> {
    files: &'b (dyn Files + Sync),
    fonts: &'b FontBook,
    room: &'b PressRoom,
    /// How the judge looks at advertisements.
    options: Options,
    /// Screen colours on this press, once a drawing has any.
    screen: OnceLock<Result<ScreenColours, String>>,
}

fn prepare(
    picture: &model::Picture,
    file: PictureFile,
    shown: &Shown,
    bench: &Bench<'_>,
    slot: Option<&Slot<'_>>,
) -> Result<(Placed, Diagnostics), Diagnostic> {
    let (name, area) = (&picture.name, shown.area);
    match &file {
        PictureFile::Whole(bytes) if holds(bytes) == Holds::Drawing => vectors::vectors(name, bytes, area, bench),
        PictureFile::Whole(bytes) if holds(bytes) == Holds::Pages => advert::placed(picture, bytes, shown, bench),
        _ => pixels::pixels(picture, file, area, bench.room, slot),
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

fn unreadable(what: &'static str, name: &str, problem: &FileProblem, files: &dyn Files) -> Diagnostic {
    match problem {
        FileProblem::Missing => {
            Diagnostic::error("file/missing", message!("there is no {} {}", Message::from(what), name))
                .hint(missing_hint(name, files))
        }
        other => other.finding(name),
    }
}
