//! Colour spaces and the inks a colour of theirs lays down.

use std::rc::Rc;

/// A share of ink that is none.
pub(super) const NOTHING: f64 = 0.001;
/// A share of ink that is all.
const FULL: f64 = 0.999;

/// A colour space.
#[derive(Clone, Debug)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    CalGray,
    CalRgb,
    Lab,
    /// ICCBased, with its number of components.
    Icc(usize),
    Indexed {
        base: Rc<Space>,
        table: Rc<[u8]>,
    },
    /// Separation or DeviceN.
    Inks {
        names: Rc<[String]>,
    },
    Pattern(Option<Rc<Space>>),
    Unknown(&'static str),
}

/// Shares of ink, 0 to 1; all spot colours together are the last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Inks {
    pub(super) cmyk: [f64; 4],
    pub(super) spot: f64,
}

impl Inks {
    /// The sum in per cent.
    pub(super) fn total(&self) -> f64 {
        100.0 * (self.cmyk.iter().sum::<f64>() + self.spot)
    }

    fn all(&self) -> [f64; 5] {
        let [c, m, y, k] = self.cmyk;
        [c, m, y, k, self.spot]
    }

    /// How many inks are printed.
    pub(super) fn count(&self) -> usize {
        self.all().into_iter().filter(|&ink| ink > NOTHING).count()
    }

    pub(super) fn is_white(&self) -> bool {
        self.all().iter().sum::<f64>() < NOTHING
    }

    /// All of black and nothing else.
    pub(super) fn is_black(&self) -> bool {
        let [c, m, y, k] = self.cmyk;
        k >= FULL && [c, m, y, self.spot].iter().all(|&ink| ink < NOTHING)
    }

    /// The shares in words: `C52 M44 Y44 K100`.
    pub(super) fn words(&self) -> String {
        let [c, m, y, k] = self.cmyk.map(|ink| 100.0 * ink);
        let spot = if self.spot > 0.0 { format!(" spot {:.0}", 100.0 * self.spot) } else { String::new() };
        format!("C{c:.0} M{m:.0} Y{y:.0} K{k:.0}{spot}")
    }
}

impl Space {
    /// Its name in PDF.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Gray => "DeviceGray",
            Self::Rgb => "DeviceRGB",
            Self::Cmyk => "DeviceCMYK",
            Self::CalGray => "CalGray",
            Self::CalRgb => "CalRGB",
            Self::Lab => "Lab",
            Self::Icc(1) => "ICCBased gray",
            Self::Icc(3) => "ICCBased RGB",
            Self::Icc(4) => "ICCBased CMYK",
            Self::Icc(_) => "ICCBased",
            Self::Indexed { .. } => "Indexed",
            Self::Inks { .. } => "Separation or DeviceN",
            Self::Pattern(_) => "Pattern",
            Self::Unknown(what) => what,
        }
    }

    /// Components of a colour.
    pub(super) fn components(&self) -> usize {
        match self {
            Self::Rgb | Self::CalRgb | Self::Lab => 3,
            Self::Cmyk => 4,
            Self::Icc(components) => *components,
            Self::Inks { names } => names.len(),
            _ => 1,
        }
    }

    /// The colour a space begins with.
    pub(super) fn initial(&self) -> Vec<f64> {
        match self {
            Self::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Inks { names } => vec![1.0; names.len()],
            other => vec![0.0; other.components().min(32)],
        }
    }

    /// The inks of a colour, where the space says so without a profile.
    pub(super) fn inks(&self, parts: &[f64]) -> Option<Inks> {
        let share = |at: usize| parts.get(at).map(|part| part.clamp(0.0, 1.0));
        match self {
            Self::Cmyk | Self::Icc(4) => Some(Inks { cmyk: [share(0)?, share(1)?, share(2)?, share(3)?], spot: 0.0 }),
            Self::Gray | Self::CalGray | Self::Icc(1) => {
                Some(Inks { cmyk: [0.0, 0.0, 0.0, 1.0 - share(0)?], spot: 0.0 })
            }
            Self::Inks { names } => Some(named(names, parts)),
            Self::Indexed { base, table } => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "clamped to a palette's size"
                )]
                let index = parts.first()?.clamp(0.0, 65_535.0) as usize;
                base.inks(&entry(base, table, index)?)
            }
            _ => None,
        }
    }
}

/// The colour of a palette's entry.
pub(super) fn entry(base: &Space, table: &[u8], index: usize) -> Option<Vec<f64>> {
    let components = base.components();
    let bytes = table.get(index.checked_mul(components)?..)?.get(..components)?;
    Some(bytes.iter().map(|&byte| f64::from(byte) / 255.0).collect())
}

fn named(names: &[String], parts: &[f64]) -> Inks {
    let mut inks = Inks::default();
    for (name, &tint) in names.iter().zip(parts) {
        let tint = tint.clamp(0.0, 1.0);
        let [c, m, y, k] = &mut inks.cmyk;
        match name.as_str() {
            "All" => return Inks { cmyk: [tint; 4], spot: 0.0 },
            "None" => {}
            "Cyan" => *c += tint,
            "Magenta" => *m += tint,
            "Yellow" => *y += tint,
            "Black" => *k += tint,
            _ => inks.spot += tint,
        }
    }
    inks
}
