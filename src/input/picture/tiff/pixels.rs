//! Rows of samples as they are stored → rows of 8 bits a sample in a space the press converts from.

use crate::base::Message;
use crate::message;

use super::super::jpeg::rgb_of_ycc;
use super::super::{Colours, over_paper};
use super::directory::{Directory, Meaning};
use super::unpack::Packing;

/// What becomes of the pixels of a page.
pub(super) struct Shades {
    meaning: Meaning,
    bits: usize,
    width: usize,
    samples: usize,
    /// Where the planes of a row begin, in bytes; one for pixels whose samples stand together.
    planes: Vec<usize>,
    is_big_endian: bool,
    is_jpeg: bool,
    alpha: Option<Alpha>,
    /// Red, green and blue by index.
    palette: Vec<[u8; 3]>,
    /// Further channels that are not shown.
    pub(super) left_out: usize,
}

/// A channel that says how much of a pixel there is.
#[derive(Clone, Copy, Debug)]
struct Alpha {
    at: usize,
    is_premultiplied: bool,
}

impl Shades {
    /// How the pixels of a page are converted, or what they are that cannot be.
    pub(super) fn new(page: &Directory) -> Result<Self, Message> {
        let own = match page.meaning {
            Meaning::WhiteIsZero | Meaning::BlackIsZero | Meaning::Palette => 1,
            Meaning::Rgb | Meaning::YCbCr | Meaning::CieLab | Meaning::IccLab => 3,
            Meaning::Separated => 4,
        };
        if page.samples < own {
            return Err(message!("a TIFF of {} channels in a space of {}", page.samples, own));
        }
        if page.meaning == Meaning::YCbCr && !matches!(page.packing, Packing::Jpeg(_)) && !page.full_chroma {
            return Err(message!("a TIFF with coarse chroma that is no JPEG"));
        }
        let alpha = page.extra.iter().position(|kind| matches!(kind, 1 | 2));
        let alpha = alpha.map(|at| Alpha { at: own + at, is_premultiplied: page.extra[at] == 1 });
        let alpha = alpha.filter(|alpha| alpha.at < page.samples);
        let row = (page.width as usize * page.bits).div_ceil(8);
        Ok(Self {
            meaning: page.meaning,
            bits: page.bits,
            width: page.width as usize,
            samples: page.samples,
            planes: if page.planar { (0..page.samples).map(|plane| plane * row).collect() } else { vec![0] },
            is_big_endian: page.is_big_endian,
            is_jpeg: matches!(page.packing, Packing::Jpeg(_)),
            alpha,
            palette: palette(page)?,
            left_out: page.samples - own - usize::from(alpha.is_some()),
        })
    }

    /// Whether every pixel is one bit and nothing else.
    pub(super) fn is_packed(&self) -> bool {
        self.bits == 1 && self.samples == 1 && matches!(self.meaning, Meaning::WhiteIsZero | Meaning::BlackIsZero)
    }

    pub(super) fn is_white_zero(&self) -> bool {
        self.meaning == Meaning::WhiteIsZero
    }

    /// The space of the rows that come out.
    pub(super) fn colours(&self) -> Colours {
        match self.meaning {
            Meaning::WhiteIsZero | Meaning::BlackIsZero => Colours::Gray,
            Meaning::Rgb | Meaning::Palette | Meaning::YCbCr => Colours::Rgb,
            Meaning::Separated => Colours::Cmyk,
            Meaning::CieLab | Meaning::IccLab => Colours::Lab,
        }
    }

    /// A row as it is stored → a row of 8 bits a sample.
    pub(super) fn convert(&self, row: &[u8], out: &mut Vec<u8>) {
        out.clear();
        if self.is_ready() {
            out.extend_from_slice(row);
            return;
        }
        let is_ink = self.meaning == Meaning::Separated;
        for x in 0..self.width {
            let sample = |channel: usize| self.sample(row, x, channel);
            let start = out.len();
            match self.meaning {
                Meaning::WhiteIsZero => out.push(255 - sample(0)),
                Meaning::BlackIsZero => out.push(sample(0)),
                Meaning::Rgb => out.extend([sample(0), sample(1), sample(2)]),
                Meaning::Palette => out.extend(self.palette.get(self.index(row, x)).copied().unwrap_or_default()),
                Meaning::Separated => out.extend([sample(0), sample(1), sample(2), sample(3)]),
                // JPEG has turned it to RGB already.
                Meaning::YCbCr if self.is_jpeg => out.extend([sample(0), sample(1), sample(2)]),
                Meaning::YCbCr => out.extend(rgb_of_ycc([sample(0), sample(1), sample(2)])),
                // The two axes of colour are signed.
                Meaning::CieLab => out.extend([sample(0), self.axis(row, x, 1) ^ 0x80, self.axis(row, x, 2) ^ 0x80]),
                Meaning::IccLab => out.extend([0, 1, 2].map(|channel| self.axis(row, x, channel))),
            }
            if let Some(alpha) = self.alpha {
                let share = self.sample(row, x, alpha.at);
                let paper = self.paper();
                for (at, value) in out[start..].iter_mut().enumerate() {
                    let ground = paper.get(at).copied().unwrap_or(if is_ink { 0 } else { 255 });
                    *value = if alpha.is_premultiplied {
                        value.saturating_add(over_paper(0, ground, share))
                    } else {
                        over_paper(*value, ground, share)
                    };
                }
            }
        }
    }

    /// Whether rows are stored as they come out, as most are.
    fn is_ready(&self) -> bool {
        let is_same = match self.meaning {
            Meaning::BlackIsZero | Meaning::Rgb | Meaning::Separated | Meaning::IccLab => true,
            Meaning::YCbCr => self.is_jpeg,
            Meaning::WhiteIsZero | Meaning::Palette | Meaning::CieLab => false,
        };
        is_same && self.bits == 8 && self.planes.len() == 1 && self.samples == self.colours().channels()
    }

    /// Bare paper, where it is not the same in all channels.
    fn paper(&self) -> &'static [u8] {
        match self.colours() {
            Colours::Lab => &[255, 128, 128],
            _ => &[],
        }
    }

    /// Where a sample begins, in bits.
    fn place(&self, x: usize, channel: usize) -> usize {
        match self.planes.get(channel) {
            Some(plane) if self.planes.len() > 1 => plane * 8 + x * self.bits,
            _ => (x * self.samples + channel) * self.bits,
        }
    }

    /// A sample of Lab whose 16 bits are 256 for each of the 8 that it has here: a* and b* of both kinds, and L* as ICC profiles write it, with white at
    /// 0xFF00 (TIFF 6.0 §23; Adobe's technical note on ICCLab; ICC.1 §6.3.4.2).
    fn axis(&self, row: &[u8], x: usize, channel: usize) -> u8 {
        if self.bits != 16 {
            return self.sample(row, x, channel);
        }
        u8::try_from(self.deep(row, self.place(x, channel) / 8) >> 8).unwrap_or(u8::MAX)
    }

    /// The two bytes of a sample.
    fn deep(&self, row: &[u8], at: usize) -> u32 {
        let byte = |at: usize| u32::from(row.get(at).copied().unwrap_or(0));
        if self.is_big_endian { byte(at) << 8 | byte(at + 1) } else { byte(at + 1) << 8 | byte(at) }
    }

    /// A sample spread to 8 bits; of 16 bits the nearest.
    fn sample(&self, row: &[u8], x: usize, channel: usize) -> u8 {
        let at = self.place(x, channel);
        let byte = |at: usize| row.get(at).copied().unwrap_or(0);
        match self.bits {
            8 => byte(at / 8),
            16 => u8::try_from((self.deep(row, at / 8) + 128) / 257).unwrap_or(u8::MAX),
            bits => {
                let most = (1_u8 << bits) - 1;
                ((byte(at / 8) >> (8 - bits - at % 8)) & most) * (255 / most)
            }
        }
    }

    /// An index into the palette.
    fn index(&self, row: &[u8], x: usize) -> usize {
        let spread = usize::from(self.sample(row, x, 0));
        if self.bits < 8 { spread * ((1 << self.bits) - 1) / 255 } else { spread }
    }
}

/// The colours of a palette; some programs write 8 bits where 16 belong.
fn palette(page: &Directory) -> Result<Vec<[u8; 3]>, Message> {
    if page.meaning != Meaning::Palette {
        return Ok(Vec::new());
    }
    let colours = 1_usize << page.bits;
    if page.bits > 8 || page.palette.len() < 3 * colours {
        return Err(message!("a TIFF whose palette is not complete"));
    }
    let is_short = page.palette.iter().all(|&value| value < 256);
    let byte = |value: u16| u8::try_from(if is_short { value } else { value >> 8 }).unwrap_or(u8::MAX);
    let colour = |at: usize| [0, 1, 2].map(|channel| byte(page.palette[channel * colours + at]));
    Ok((0..colours).map(colour).collect())
}
