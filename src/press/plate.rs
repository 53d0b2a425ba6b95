//! A picture of pixels made ready for the press, as it is kept between runs.

use crate::colour::{Channels, OutputProfile, PressData, PressImage, PressKin, is_usable_profile, press_kin};
use crate::input::picture::Colours;

/// A picture made ready, with what is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plate {
    pub(super) facts: Facts,
    pub(super) image: PressImage,
}

/// What is told of a picture from its file's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Its pixels across and down, before it was reduced.
    pub(super) full: (u32, u32),
    /// What its samples are.
    pub(super) colours: Colours,
    /// What its profile is for; none when it has none.
    pub(super) profile: Option<ProfileSpace>,
}

/// What a profile describes: the space of its data (ICC.1 §7.2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProfileSpace {
    Grey,
    Rgb,
    /// Inks of this press.
    Cmyk,
    /// Inks of this press, by another file of the same condition.
    CmykAlike,
    /// Inks of another press.
    CmykOther,
    Lab,
    /// Another space, or no profile at all.
    Unknown,
}

impl ProfileSpace {
    /// The space of a picture's own samples.
    pub(super) fn of(colours: Colours) -> Self {
        match colours {
            Colours::Bits | Colours::Gray => Self::Grey,
            Colours::Rgb => Self::Rgb,
            Colours::Cmyk => Self::Cmyk,
            Colours::Lab => Self::Lab,
        }
    }

    /// As it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Rgb => "RGB",
            Self::Cmyk | Self::CmykAlike | Self::CmykOther => "CMYK",
            Self::Lab => "Lab",
            Self::Unknown => "something else",
        }
    }
}

/// What a profile describes, where colours can be converted by it.
pub(super) fn profile_space(icc: &[u8], press: &OutputProfile) -> ProfileSpace {
    match icc.get(16..20).filter(|_| is_usable_profile(icc)) {
        Some(b"GRAY") => ProfileSpace::Grey,
        Some(b"RGB ") => ProfileSpace::Rgb,
        Some(b"CMYK") => match press_kin(icc, press) {
            Some(PressKin::Same) => ProfileSpace::Cmyk,
            Some(PressKin::Like) => ProfileSpace::CmykAlike,
            Some(PressKin::Other) => ProfileSpace::CmykOther,
            None => ProfileSpace::Unknown,
        },
        Some(b"Lab ") => ProfileSpace::Lab,
        _ => ProfileSpace::Unknown,
    }
}

/// Each value's byte is its place.
const COLOURS: [Colours; 5] = [Colours::Bits, Colours::Gray, Colours::Rgb, Colours::Cmyk, Colours::Lab];
const PROFILES: [Option<ProfileSpace>; 8] = [
    None,
    Some(ProfileSpace::Grey),
    Some(ProfileSpace::Rgb),
    Some(ProfileSpace::Cmyk),
    Some(ProfileSpace::Lab),
    Some(ProfileSpace::Unknown),
    Some(ProfileSpace::CmykAlike),
    Some(ProfileSpace::CmykOther),
];
const CHANNELS: [Channels; 2] = [Channels::Gray, Channels::Cmyk];

/// Kinds of samples, one byte each.
const BITS: u8 = 0;
const RAW: u8 = 1;
const JPEG: u8 = 2;
const INVERTED_JPEG: u8 = 3;

/// Bytes before the samples: four numbers of four bytes, four of one.
const HEAD: usize = 20;

impl Plate {
    /// As bytes: numbers first, then the samples.
    pub(super) fn written(&self) -> Vec<u8> {
        let (kind, samples) = match &self.image.data {
            PressData::Bits(bits) => (BITS, bits),
            PressData::Raw(samples) => (RAW, samples),
            PressData::Jpeg { bytes, inverted: false } => (JPEG, bytes),
            PressData::Jpeg { bytes, inverted: true } => (INVERTED_JPEG, bytes),
        };
        let numbers = [self.facts.full.0, self.facts.full.1, self.image.width, self.image.height];
        let codes = [
            code(&COLOURS, self.facts.colours),
            code(&PROFILES, self.facts.profile),
            code(&CHANNELS, self.image.channels),
            kind,
        ];
        let mut bytes = Vec::with_capacity(HEAD + samples.len());
        numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        bytes.extend(codes);
        bytes.extend(samples);
        bytes
    }

    /// What was written; nothing of other bytes.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (head, samples) = bytes.split_at_checked(HEAD)?;
        let (numbers, codes) = head.split_at_checked(16)?;
        let (numbers, _) = numbers.as_chunks::<4>();
        let &[across, down, width, height] = numbers else { return None };
        let &[colours, profile, channels, kind] = codes else { return None };
        let samples = samples.to_vec();
        let number = u32::from_le_bytes;
        Some(Self {
            facts: Facts {
                full: (number(across), number(down)),
                colours: *COLOURS.get(usize::from(colours))?,
                profile: *PROFILES.get(usize::from(profile))?,
            },
            image: PressImage {
                width: number(width),
                height: number(height),
                channels: *CHANNELS.get(usize::from(channels))?,
                data: match kind {
                    BITS => PressData::Bits(samples),
                    RAW => PressData::Raw(samples),
                    JPEG | INVERTED_JPEG => PressData::Jpeg { bytes: samples, inverted: kind == INVERTED_JPEG },
                    _ => return None,
                },
            },
        })
    }
}

/// The byte of a value; one that is not listed cannot be read again.
fn code<T: PartialEq>(values: &[T], value: T) -> u8 {
    values.iter().position(|listed| *listed == value).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_of_any_kind_is_read_as_it_was_written() {
        for colours in COLOURS {
            for profile in PROFILES {
                for channels in CHANNELS {
                    for data in [
                        PressData::Bits(vec![1, 2]),
                        PressData::Raw(vec![3]),
                        PressData::Jpeg { bytes: vec![4], inverted: false },
                        PressData::Jpeg { bytes: vec![5], inverted: true },
                    ] {
                        let image = PressImage { width: 70_000, height: 3, channels, data };
                        let plate = Plate { facts: Facts { full: (1, 1 << 30), colours, profile }, image };
                        assert_eq!(Plate::read(&plate.written()), Some(plate));
                    }
                }
            }
        }
    }

    #[test]
    fn other_bytes_are_no_plate() {
        assert_eq!(Plate::read(&[0; HEAD - 1]), None);
        assert_eq!(Plate::read(&[0xff; 64]), None);
    }
}
