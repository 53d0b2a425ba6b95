//! Pictures of pixels for the press: which way they are printed, and what the editor should know about them.

use crate::base::{Diagnostic, Diagnostics, Message, Rect};
use crate::colour::{
    ConvertOptions, LINE_ART_PPI, Picture, PictureChannels, Placed, PlainJpeg, TargetSize, convert, effective_ppi,
    is_usable_profile, line_art,
};
use crate::input::picture::{Colours, Decoded, Limits, PictureFile, Polarity};
use crate::message;
use crate::model::{self, LineArt};

use super::PressRoom;

/// A picture for the area it stands in, whole.
///
/// # Errors
/// It cannot be decoded or converted.
pub(super) fn pixels(
    picture: &model::Picture,
    mut file: PictureFile,
    area: Rect,
    room: &PressRoom,
) -> Result<(Placed, Diagnostics), Diagnostic> {
    let name = &picture.name;
    let target = TargetSize::at_ppi(area.width, area.height, room.resolution.target);
    let limits = Limits { enough: Some((target.width, target.height)), ..Limits::default() };
    let mut decoded = file.decode(name, picture.page, &limits)?;
    let mut notes = std::mem::take(&mut decoded.notes);
    notes.extend(profile_note(name, &decoded));
    let full = decoded.full;
    let ppi = effective_ppi(full.0, area.width).min(effective_ppi(full.1, area.height));
    let source = source(name, decoded, file);
    let image = match treatment(source.channels, picture.line_art) {
        Treatment::LineArt => {
            notes.extend((ppi < LINE_ART_PPI.0).then(|| coarse_line_art(name, ppi)));
            line_art(&source, area.width, area.height)?
        }
        Treatment::Halftone => {
            notes.extend((ppi < room.resolution.least).then(|| coarse(name, ppi, room.resolution.least)));
            let options = ConvertOptions { line_art: picture.line_art == LineArt::Yes, ..room.convert };
            convert(&source, target, &room.profile, &options)?
        }
    };
    Ok((Placed::Pixels(image), notes))
}

/// How a picture is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treatment {
    /// One bit a pixel, at the resolution of the plate.
    LineArt,
    /// Greys or colours, screened by the press.
    Halftone,
}

fn treatment(channels: PictureChannels, asked: LineArt) -> Treatment {
    match (channels, asked) {
        (PictureChannels::Bits, LineArt::Unsaid | LineArt::Yes) | (PictureChannels::Gray, LineArt::Yes) => {
            Treatment::LineArt
        }
        _ => Treatment::Halftone,
    }
}

/// Code of a picture that has fewer pixels at its size than the press needs.
pub const TOO_FEW_PIXELS: &str = "picture/low-resolution";

fn coarse(name: &str, ppi: u32, least: u32) -> Diagnostic {
    Diagnostic::warning(
        TOO_FEW_PIXELS,
        message!("{} has {} pixels per inch at this size; the press needs {}", name, ppi, least),
    )
    .hint("use a larger picture or a smaller frame")
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

/// What a picture of one channel is called.
const GREY: &str = "grey";

/// What a profile says it describes: the space of its data (ICC.1 §7.2.6).
fn profile_space(icc: &[u8]) -> Option<&'static str> {
    Some(match icc.get(16..20)? {
        b"GRAY" => GREY,
        b"RGB " => "RGB",
        b"CMYK" => "CMYK",
        b"Lab " => "Lab",
        _ => return None,
    })
}

/// A profile that does not fit its picture, and a CMYK picture that has none: both are printed by a guess.
fn profile_note(name: &str, picture: &Decoded) -> Option<Diagnostic> {
    let own = match picture.colours {
        Colours::Bits | Colours::Gray => GREY,
        Colours::Rgb => "RGB",
        Colours::Cmyk => "CMYK",
        Colours::Lab => "Lab",
    };
    let Some(icc) = &picture.icc else {
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
    let space = |space: &'static str| Message::from(space);
    let why = match profile_space(icc).filter(|_| is_usable_profile(icc)) {
        Some(stated) if stated == own => return None,
        Some(stated) => {
            message!("{} is {}, but its profile is for {}; {}", name, space(own), space(stated), guess)
        }
        None => message!("{} has a profile that cannot be read; {}", name, guess),
    };
    Some(
        Diagnostic::warning("picture/profile", why)
            .hint("convert the picture to its profile in Photoshop, or assign the right one"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(colours: Colours, icc: Option<&[u8; 4]>) -> Decoded {
        Decoded {
            width: 1,
            height: 1,
            full: (1, 1),
            colours,
            samples: vec![0; 4],
            icc: icc.map(|space| [&[0; 16][..], space, &[0; 108]].concat()),
            plain_jpeg: None,
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_profile_that_does_not_fit_is_told_and_one_that_fits_is_not() {
        let code = |colours, icc| profile_note("a.jpg", &decoded(colours, icc)).map(|note| note.code);
        assert_eq!(code(Colours::Rgb, Some(b"CMYK")), Some("picture/profile"));
        assert_eq!(code(Colours::Gray, Some(b"RGB ")), Some("picture/profile"));
        assert_eq!(code(Colours::Cmyk, None), Some("picture/no-profile"));
        assert_eq!(code(Colours::Rgb, None), None);
    }

    #[test]
    fn a_profile_that_was_cut_short_or_spoilt_is_told_and_a_whole_one_is_not() {
        let whole = crate::colour::OutputProfile::newsprint().icc;
        let code = |icc: Vec<u8>| {
            let picture = Decoded { icc: Some(icc), ..decoded(Colours::Cmyk, None) };
            profile_note("a.jpg", &picture).map(|note| note.code)
        };
        assert_eq!(code(whole.to_vec()), None);
        assert_eq!(code(whole[..400].to_vec()), Some("picture/profile"));
        let spoilt: Vec<u8> = whole.iter().enumerate().map(|(at, &byte)| if at < 132 { byte } else { 0xFF }).collect();
        assert_eq!(code(spoilt), Some("picture/profile"));
    }

    #[test]
    fn bits_are_line_art_unless_denied_and_greys_when_asked() {
        assert_eq!(treatment(PictureChannels::Bits, LineArt::Unsaid), Treatment::LineArt);
        assert_eq!(treatment(PictureChannels::Bits, LineArt::No), Treatment::Halftone);
        assert_eq!(treatment(PictureChannels::Gray, LineArt::Unsaid), Treatment::Halftone);
        assert_eq!(treatment(PictureChannels::Gray, LineArt::Yes), Treatment::LineArt);
        assert_eq!(treatment(PictureChannels::Rgb, LineArt::Yes), Treatment::Halftone);
    }
}
