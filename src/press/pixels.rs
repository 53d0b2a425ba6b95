//! Pictures of pixels for the press: which way they are printed, and what the editor should know about them.

use crate::base::{Diagnostic, Diagnostics, Message, Rect, Severity};
use crate::colour::{
    ConvertOptions, LINE_ART_PPI, Picture, PictureChannels, Placed, PlainJpeg, TargetSize, bits_of_greys, convert,
    effective_ppi, is_grey, line_art, reaches,
};
use crate::input::picture::{Colours, Decoded, Limits, PictureFile, Polarity};
use crate::message;
use crate::model::{self, LineArt};

use super::PressRoom;
use super::plate::{Facts, Plate, ProfileSpace, profile_space};
use super::shelf::Slot;

/// A picture for the area it stands in, whole, as an earlier run made it where that was kept, and what the editor should know of it.
///
/// # Errors
/// It cannot be decoded or converted.
pub(super) fn pixels(
    picture: &model::Picture,
    file: PictureFile,
    area: Rect,
    room: &PressRoom,
    slot: Option<&Slot<'_>>,
) -> Result<(Placed, Diagnostics), Diagnostic> {
    let kept = slot.and_then(Slot::get).and_then(|bytes| Plate::read(&bytes));
    let (plate, mut notes) = match kept {
        Some(plate) => (plate, Diagnostics::new()),
        None => made(picture, file, area, room, slot)?,
    };
    notes.extend(told(picture, &plate.facts, area, room));
    Ok((Placed::Pixels(plate.image), notes))
}

/// A picture decoded, converted and kept, and what its pixels tell.
fn made(
    picture: &model::Picture,
    mut file: PictureFile,
    area: Rect,
    room: &PressRoom,
    slot: Option<&Slot<'_>>,
) -> Result<(Plate, Diagnostics), Diagnostic> {
    let name = &picture.name;
    let target = TargetSize::at_ppi(area.width, area.height, room.resolution.target);
    let limits = Limits { enough: Some((target.width, target.height)), ..Limits::default() };
    let mut decoded = file.decode(name, picture.page, &limits)?;
    let mut notes = std::mem::take(&mut decoded.notes);
    notes.extend(is_blank(&decoded).then(|| blank(name)));
    let decoded = black_alone(decoded);
    let decoded = if picture.line_art == LineArt::Yes { greys_alone(decoded) } else { decoded };
    let profile = decoded.icc.as_deref().map(|icc| profile_space(icc, &room.profile));
    let facts = Facts { full: decoded.full, colours: decoded.colours, profile };
    let source = source(name, decoded, file);
    let image = match treatment(facts.colours, picture.line_art) {
        Treatment::LineArt => line_art(&source, area.width, area.height)?,
        Treatment::Halftone => {
            let options = ConvertOptions { line_art: picture.line_art == LineArt::Yes, ..room.convert };
            convert(&source, target, &room.profile, &options)?
        }
    };
    let plate = Plate { facts, image };
    // What the pixels alone can tell is not kept: such a picture is decoded again, and told of again.
    if let Some(slot) = slot.filter(|_| notes.is_empty()) {
        slot.put(&plate.written());
    }
    Ok((plate, notes))
}

/// A picture of four inks that needs black alone, as what it is: greys, or one bit a pixel where each has all of it or none.
fn black_alone(decoded: Decoded) -> Decoded {
    let (pixels, _) = decoded.samples.as_chunks::<4>();
    let is_alone = decoded.colours == Colours::Cmyk
        && pixels.iter().all(|[cyan, magenta, yellow, _]| [cyan, magenta, yellow] == [&0; 3])
        && pixels.iter().any(|[.., black]| *black > 0);
    if !is_alone {
        return decoded;
    }
    let greys: Vec<u8> = pixels.iter().map(|[.., black]| u8::MAX - black).collect();
    let (colours, samples) = if greys.iter().all(|grey| matches!(*grey, 0 | u8::MAX)) {
        (Colours::Bits, bits_of_greys(&greys, decoded.width))
    } else {
        (Colours::Gray, greys)
    };
    Decoded { colours, samples, icc: None, plain_jpeg: None, ..decoded }
}

/// A drawing that was scanned in colour and has none, as the greys it is; scanners and phones save nothing else.
fn greys_alone(decoded: Decoded) -> Decoded {
    let (pixels, _) = decoded.samples.as_chunks::<3>();
    if decoded.colours != Colours::Rgb || !pixels.iter().all(|pixel| is_grey(*pixel)) {
        return decoded;
    }
    let samples = pixels.iter().map(|[_, green, _]| *green).collect();
    Decoded { colours: Colours::Gray, samples, icc: None, plain_jpeg: None, ..decoded }
}

/// A sample from which on a press prints nothing: its smallest dots are of 2 to 3 % (ISO 12647-3).
const PAPER: u8 = 249;

/// Whether a picture is white all over, as an empty page of a scanner or a layer that was left out of a file.
fn is_blank(picture: &Decoded) -> bool {
    let samples = &picture.samples;
    let is_white = |byte: &u8| match picture.colours {
        Colours::Bits | Colours::Gray | Colours::Rgb => *byte >= PAPER,
        Colours::Cmyk => *byte == 0,
        Colours::Lab => false,
    };
    !samples.is_empty() && samples.iter().all(is_white)
}

fn blank(name: &str) -> Diagnostic {
    Diagnostic::warning("picture/blank", message!("{} is white all over, and nothing of it shows", name))
        .hint("look whether it is the right file, and whether all its layers were saved")
}

/// What the editor should know of a picture at its size.
fn told(picture: &model::Picture, facts: &Facts, area: Rect, room: &PressRoom) -> Diagnostics {
    let name = &picture.name;
    let (across, down) = facts.full;
    let ppi = effective_ppi(across, area.width).min(effective_ppi(down, area.height));
    let least = room.resolution.least;
    let is_below = |least| !reaches(across, area.width, least) || !reaches(down, area.height, least);
    let is_coarse = match treatment(facts.colours, picture.line_art) {
        Treatment::LineArt => is_below(LINE_ART_PPI.0).then(|| coarse_line_art(name, ppi)),
        Treatment::Halftone => is_below(least).then(|| coarse(name, ppi, least, gravity(picture, ppi, least))),
    };
    profile_note(name, facts).into_iter().chain(is_coarse).collect()
}

/// How a picture is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treatment {
    /// One bit a pixel, at the resolution of the plate.
    LineArt,
    /// Greys or colours, screened by the press.
    Halftone,
}

fn treatment(colours: Colours, asked: LineArt) -> Treatment {
    match (colours, asked) {
        (Colours::Bits, LineArt::Unsaid | LineArt::Yes) | (Colours::Gray, LineArt::Yes) => Treatment::LineArt,
        _ => Treatment::Halftone,
    }
}

/// Code of a picture that has fewer pixels at its size than the press needs.
pub const TOO_FEW_PIXELS: &str = "picture/low-resolution";

/// As grave as the judge of the finished file will take it, who lets through what is asked for and less than a pixel per inch.
fn gravity(picture: &model::Picture, ppi: u32, least: u32) -> Severity {
    let is_accepted = picture.care.accepts.iter().any(|rule| rule == "G01");
    if is_accepted || ppi + 1 >= least { Severity::Warning } else { Severity::Error }
}

fn coarse(name: &str, ppi: u32, least: u32, severity: Severity) -> Diagnostic {
    let message = message!("{} has {} pixels per inch at this size; the press needs {}", name, ppi, least);
    let finding = Diagnostic::error(TOO_FEW_PIXELS, message).hint("use a larger picture or a smaller frame");
    Diagnostic { severity, ..finding }
}

fn coarse_line_art(name: &str, ppi: u32) -> Diagnostic {
    let least = LINE_ART_PPI.0;
    Diagnostic::warning(
        TOO_FEW_PIXELS,
        message!("{} is line art of {} pixels per inch at this size; sharp edges need {}", name, ppi, least),
    )
    .hint("scan it finer or place it smaller; `line-art: false` prints it as grey")
}

/// The decoded file as `colour` takes it.
fn source(name: &str, decoded: Decoded, file: PictureFile) -> Picture {
    let bytes = if let PictureFile::Whole(bytes) = file { bytes } else { Vec::new() };
    let jpeg = decoded.plain_jpeg.map(|polarity| PlainJpeg { bytes, inverted: polarity == Polarity::Inverted });
    Picture {
        name: name.to_owned(),
        width: decoded.width,
        height: decoded.height,
        channels: match decoded.colours {
            Colours::Bits => PictureChannels::Bits,
            Colours::Gray => PictureChannels::Gray,
            Colours::Rgb => PictureChannels::Rgb,
            Colours::Cmyk => PictureChannels::Cmyk,
            Colours::Lab => PictureChannels::Lab,
        },
        samples: decoded.samples,
        icc: decoded.icc,
        jpeg,
    }
}

/// A profile that does not fit its picture, and a CMYK picture that has none: both are printed by a guess.
fn profile_note(name: &str, picture: &Facts) -> Option<Diagnostic> {
    let Some(stated) = picture.profile else {
        let note = Diagnostic::note(
            "picture/no-profile",
            message!("{} is CMYK without a profile; it is printed as if it were made for this press", name),
        );
        return (picture.colours == Colours::Cmyk)
            .then(|| note.hint("ask which press it was separated for, and save it with that profile"));
    };
    let guess = match picture.colours {
        Colours::Rgb => message!("it is taken as sRGB"),
        Colours::Cmyk => message!("it is printed as if it were made for this press"),
        Colours::Bits | Colours::Gray | Colours::Lab => message!("the profile is left out"),
    };
    let own = ProfileSpace::of(picture.colours);
    let space = |space: ProfileSpace| Message::from(space.name());
    if let (Colours::Cmyk, ProfileSpace::CmykAlike | ProfileSpace::CmykOther) = (picture.colours, stated) {
        return Some(kin_note(name, stated));
    }
    let why = match stated {
        stated if stated == own => return None,
        ProfileSpace::Unknown => message!("{} has a profile that cannot be read; {}", name, guess),
        stated => message!("{} is {}, but its profile is for {}; {}", name, space(own), space(stated), guess),
    };
    Some(
        Diagnostic::warning("picture/profile", why)
            .hint("convert the picture to its profile in Photoshop, or assign the right one"),
    )
}

/// What was decided about inks with a profile that is not the press's own file.
fn kin_note(name: &str, stated: ProfileSpace) -> Diagnostic {
    if stated == ProfileSpace::CmykAlike {
        let message =
            message!("{} has a profile of this press from another file; its inks are printed as they are", name);
        return Diagnostic::note("picture/profile", message);
    }
    Diagnostic::note(
        "picture/profile",
        message!("{} was separated for another press; its inks are converted to this one", name),
    )
    .hint("take the profile off the picture, if its inks were meant for this press after all")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(colours: Colours, profile: Option<ProfileSpace>) -> Option<&'static str> {
        profile_note("a.jpg", &Facts { full: (1, 1), colours, profile }).map(|note| note.code)
    }

    #[test]
    fn a_profile_that_does_not_fit_is_told_and_one_that_fits_is_not() {
        assert_eq!(code(Colours::Rgb, Some(ProfileSpace::Cmyk)), Some("picture/profile"));
        assert_eq!(code(Colours::Gray, Some(ProfileSpace::Rgb)), Some("picture/profile"));
        assert_eq!(code(Colours::Rgb, Some(ProfileSpace::Unknown)), Some("picture/profile"));
        assert_eq!(code(Colours::Cmyk, None), Some("picture/no-profile"));
        assert_eq!(code(Colours::Rgb, None), None);
        assert_eq!(code(Colours::Cmyk, Some(ProfileSpace::Cmyk)), None);
    }

    #[test]
    fn a_profile_that_was_cut_short_or_spoilt_is_told_and_a_whole_one_is_not() {
        let whole = crate::colour::OutputProfile::newsprint().icc;
        let code =
            |icc: &[u8]| code(Colours::Cmyk, Some(profile_space(icc, &crate::colour::OutputProfile::newsprint())));
        assert_eq!(code(&whole), None);
        assert_eq!(code(&whole[..400]), Some("picture/profile"));
        let spoilt: Vec<u8> = whole.iter().enumerate().map(|(at, &byte)| if at < 132 { byte } else { 0xFF }).collect();
        assert_eq!(code(&spoilt), Some("picture/profile"));
    }

    #[test]
    fn inks_of_which_black_alone_is_used_are_greys_or_bits() {
        let picture = |pixels: &[[u8; 4]]| {
            let samples = pixels.concat();
            black_alone(Decoded::new((u32::try_from(pixels.len()).unwrap(), 1), Colours::Cmyk, samples))
        };
        let line = picture(&[[0, 0, 0, 255], [0; 4], [0, 0, 0, 255]]);
        assert_eq!((line.colours, line.samples), (Colours::Bits, vec![0b0100_0000]));
        let photo = picture(&[[0, 0, 0, 255], [0, 0, 0, 100]]);
        assert_eq!((photo.colours, photo.samples), (Colours::Gray, vec![0, 155]));
        assert_eq!(picture(&[[0, 0, 0, 255], [1, 0, 0, 0]]).colours, Colours::Cmyk);
        assert_eq!(picture(&[[0; 4]]).colours, Colours::Cmyk);
    }

    #[test]
    fn bits_are_line_art_unless_denied_and_greys_when_asked() {
        assert_eq!(treatment(Colours::Bits, LineArt::Unsaid), Treatment::LineArt);
        assert_eq!(treatment(Colours::Bits, LineArt::No), Treatment::Halftone);
        assert_eq!(treatment(Colours::Gray, LineArt::Unsaid), Treatment::Halftone);
        assert_eq!(treatment(Colours::Gray, LineArt::Yes), Treatment::LineArt);
        assert_eq!(treatment(Colours::Rgb, LineArt::Yes), Treatment::Halftone);
    }
}
