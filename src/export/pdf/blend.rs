//! Gradients of drawings as shading patterns (ISO 32000-1 §8.7.4).

use lopdf::{Dictionary, Object, dictionary};

use crate::base::{Blend, BlendKind, Permille, Stop};

use super::drawing::reals;

/// In what a stream paints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// The inks of the press.
    Ink,
    /// Greys of a mask, which only say how much of something shows.
    Light,
}

impl Tone {
    pub(super) fn space(self) -> &'static str {
        match self {
            Self::Ink => "DeviceCMYK",
            Self::Light => "DeviceGray",
        }
    }
}

/// How light a colour of a mask is, 0 to 1: it has black alone.
pub(super) fn light(inks: [Permille; 4]) -> f32 {
    1.0 - f32::from(inks[3].0) / 1000.0
}

/// Stops closer than this are at one place, where the colour jumps.
const JUMP: f32 = 1e-5;

/// The shading pattern of a gradient.
pub(super) fn pattern(blend: &Blend<[Permille; 4]>, tone: Tone) -> Dictionary {
    let (kind, coordinates) = match &blend.kind {
        BlendKind::Linear(line) => (2, line.to_vec()),
        BlendKind::Radial(circles) => (3, circles.to_vec()),
    };
    let shading = dictionary! {
        "ShadingType" => kind,
        "ColorSpace" => tone.space(),
        "Coords" => reals(&coordinates),
        "Function" => function(&blend.stops, tone),
        "Extend" => vec![true.into(), true.into()],
    };
    dictionary! { "Type" => "Pattern", "PatternType" => 2, "Matrix" => reals(&blend.matrix), "Shading" => shading }
}

/// Where a gradient is transparent to a different degree from place to place: the same gradient as light.
pub(super) fn softness(blend: &Blend<[Permille; 4]>) -> Option<Blend<[Permille; 4]>> {
    if blend.stops.iter().all(|stop| stop.alpha >= 1.0) {
        return None;
    }
    let stop = |stop: &Stop<[Permille; 4]>| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a thousand")]
        let dark = ((1.0 - stop.alpha.clamp(0.0, 1.0)) * 1000.0).round() as u16;
        Stop { colour: [Permille(0), Permille(0), Permille(0), Permille(dark)], ..*stop }
    };
    Some(Blend { kind: blend.kind, matrix: blend.matrix, stops: blend.stops.iter().map(stop).collect() })
}

/// Colours by place: one straight run between each two stops, stitched together.
fn function(stops: &[Stop<[Permille; 4]>], tone: Tone) -> Dictionary {
    let colour = |stop: &Stop<[Permille; 4]>| -> Vec<Object> {
        match tone {
            Tone::Ink => stop.colour.iter().map(|ink| Object::Real(f32::from(ink.0) / 1000.0)).collect(),
            Tone::Light => vec![Object::Real(light(stop.colour))],
        }
    };
    let run = |from: &Stop<[Permille; 4]>, to: &Stop<[Permille; 4]>| -> Dictionary {
        dictionary! {
            "FunctionType" => 2,
            "Domain" => vec![0.into(), 1.into()],
            "C0" => colour(from),
            "C1" => colour(to),
            "N" => 1,
        }
    };
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return Dictionary::new() };
    let mut runs = Vec::new();
    let mut ends = Vec::new();
    if first.at > JUMP {
        runs.push(run(first, first));
        ends.push(first.at);
    }
    for pair in stops.windows(2).filter(|pair| pair[1].at - pair[0].at > JUMP) {
        runs.push(run(&pair[0], &pair[1]));
        ends.push(pair[1].at);
    }
    if last.at < 1.0 - JUMP {
        runs.push(run(last, last));
    } else {
        ends.pop();
    }
    if runs.len() <= 1 {
        return runs.pop().unwrap_or_else(|| run(first, last));
    }
    ends.truncate(runs.len() - 1);
    dictionary! {
        "FunctionType" => 3,
        "Domain" => vec![0.into(), 1.into()],
        "Encode" => [0, 1].repeat(runs.len()).into_iter().map(Object::Integer).collect::<Vec<_>>(),
        "Bounds" => reals(&ends),
        "Functions" => runs.into_iter().map(Object::Dictionary).collect::<Vec<_>>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(at: f32, black: u16) -> Stop<[Permille; 4]> {
        Stop { at, colour: [Permille(0), Permille(0), Permille(0), Permille(black)], alpha: 1.0 }
    }

    fn bounds(stops: &[Stop<[Permille; 4]>]) -> (usize, Vec<f32>) {
        let function = function(stops, Tone::Ink);
        let runs = function.get(b"Functions").and_then(Object::as_array).map_or(1, Vec::len);
        let bounds = function
            .get(b"Bounds")
            .and_then(Object::as_array)
            .map(|list| list.iter().filter_map(|number| number.as_float().ok()).collect());
        (runs, bounds.unwrap_or_default())
    }

    #[test]
    fn runs_meet_at_the_stops_and_reach_both_ends() {
        assert_eq!(bounds(&[stop(0.0, 0), stop(1.0, 1000)]), (1, vec![]));
        assert_eq!(bounds(&[stop(0.2, 0), stop(0.5, 1000), stop(0.5, 300), stop(0.8, 0)]), (4, vec![0.2, 0.5, 0.8]));
        assert_eq!(bounds(&[stop(0.3, 0), stop(1.0, 1000)]), (2, vec![0.3]));
    }

    #[test]
    fn a_gradient_that_covers_needs_no_mask() {
        let blend = |alpha| Blend {
            kind: BlendKind::Linear([0.0; 4]),
            matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            stops: vec![Stop { alpha, ..stop(0.0, 0) }, stop(1.0, 0)],
        };
        assert!(softness(&blend(1.0)).is_none());
        assert_eq!(softness(&blend(0.25)).map(|soft| light(soft.stops[0].colour)), Some(0.25));
    }
}
