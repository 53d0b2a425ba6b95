//! Blend modes (ISO 32000-2 §11.3.5) and the composition of one pixel (§11.4.6), on shares of ink.

/// How a colour meets the one below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Blend {
    #[default]
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
}

impl Blend {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"Normal" | b"Compatible" => Self::Normal,
            b"Multiply" => Self::Multiply,
            b"Screen" => Self::Screen,
            b"Overlay" => Self::Overlay,
            b"Darken" => Self::Darken,
            b"Lighten" => Self::Lighten,
            b"ColorDodge" => Self::ColorDodge,
            b"ColorBurn" => Self::ColorBurn,
            b"HardLight" => Self::HardLight,
            b"SoftLight" => Self::SoftLight,
            b"Difference" => Self::Difference,
            b"Exclusion" => Self::Exclusion,
            b"Hue" => Self::Hue,
            b"Saturation" => Self::Saturation,
            b"Color" => Self::Color,
            b"Luminosity" => Self::Luminosity,
            _ => return None,
        })
    }

    fn is_separable(self) -> bool {
        !matches!(self, Self::Hue | Self::Saturation | Self::Color | Self::Luminosity)
    }

    /// The mode for spot inks: those that would print where nothing is are left out (§11.7.4.2).
    fn for_spots(self) -> Self {
        if self.is_separable() && !matches!(self, Self::Difference | Self::Exclusion) { self } else { Self::Normal }
    }

    /// One component of light, 0 to 1, below and above.
    fn light(self, below: f32, above: f32) -> f32 {
        match self {
            Self::Multiply => below * above,
            Self::Screen => below + above - below * above,
            Self::Overlay => Self::HardLight.light(above, below),
            Self::Darken => below.min(above),
            Self::Lighten => below.max(above),
            Self::ColorDodge if below <= 0.0 => 0.0,
            Self::ColorDodge if below >= 1.0 - above => 1.0,
            Self::ColorDodge => below / (1.0 - above),
            Self::ColorBurn if below >= 1.0 => 1.0,
            Self::ColorBurn if 1.0 - below >= above => 0.0,
            Self::ColorBurn => 1.0 - (1.0 - below) / above,
            Self::HardLight if above <= 0.5 => below * 2.0 * above,
            Self::HardLight => Self::Screen.light(below, 2.0 * above - 1.0),
            Self::SoftLight => soft_light(below, above),
            Self::Difference => (below - above).abs(),
            Self::Exclusion => below + above - 2.0 * below * above,
            _ => above,
        }
    }

    /// What a mark puts in place of what is below, as shares of ink.
    pub(super) fn inks(self, below: &[f32], above: &[f32], process: usize, out: &mut [f32]) {
        for (at, out) in out.iter_mut().enumerate() {
            let mode = if at < process { self } else { self.for_spots() };
            *out = match mode {
                Self::Normal => above[at],
                _ => 1.0 - mode.light(1.0 - below[at], 1.0 - above[at]),
            };
        }
        if !self.is_separable() && process >= 3 {
            self.colours(below, above, process, out);
        }
    }

    /// The modes that work on a colour as a whole; black goes with the side that gives the lightness (§11.3.5.3).
    fn colours(self, below: &[f32], above: &[f32], process: usize, out: &mut [f32]) {
        let light = |inks: &[f32]| [1.0 - inks[0], 1.0 - inks[1], 1.0 - inks[2]];
        let (low, high) = (light(below), light(above));
        let mixed = match self {
            Self::Hue => with_lightness(with_saturation(high, saturation(low)), lightness(low)),
            Self::Saturation => with_lightness(with_saturation(low, saturation(high)), lightness(low)),
            Self::Color => with_lightness(high, lightness(low)),
            _ => with_lightness(low, lightness(high)),
        };
        out.iter_mut().zip(mixed).for_each(|(out, light)| *out = 1.0 - light);
        if process == 4 {
            out[3] = if self == Self::Luminosity { above[3] } else { below[3] };
        }
    }
}

fn soft_light(below: f32, above: f32) -> f32 {
    if above <= 0.5 {
        return below - (1.0 - 2.0 * above) * below * (1.0 - below);
    }
    let root = if below <= 0.25 { ((16.0 * below - 12.0) * below + 4.0) * below } else { below.sqrt() };
    below + (2.0 * above - 1.0) * (root - below)
}

fn lightness([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

fn saturation([r, g, b]: [f32; 3]) -> f32 {
    r.max(g).max(b) - r.min(g).min(b)
}

fn with_lightness(colour: [f32; 3], wanted: f32) -> [f32; 3] {
    let by = wanted - lightness(colour);
    let moved = colour.map(|c| c + by);
    let own = lightness(moved);
    let (least, most) = (moved[0].min(moved[1]).min(moved[2]), moved[0].max(moved[1]).max(moved[2]));
    let mut held = moved;
    if least < 0.0 {
        held = held.map(|c| own + (c - own) * own / (own - least));
    }
    if most > 1.0 {
        held = held.map(|c| own + (c - own) * (1.0 - own) / (most - own));
    }
    held
}

fn with_saturation(colour: [f32; 3], wanted: f32) -> [f32; 3] {
    let least = colour[0].min(colour[1]).min(colour[2]);
    let spread = saturation(colour);
    if spread <= 0.0 { [0.0; 3] } else { colour.map(|c| (c - least) * wanted / spread) }
}
