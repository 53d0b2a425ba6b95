//! Shaping without a font: ideal metrics for estimates and tests (Han 1 em, Western ½ em, space 0.3 em).

use crate::base::{CharStyleId, Em, FaceId, Len, ParaStyleId, Span};

use crate::model::Lang;

use super::boxes::{BoxOf, em_box};
use super::class::Class;
use super::shaped::{Cluster, FontRun, Glyph, Orientation, Region, ShapedPara};
use super::unit::{Unit, units};

/// Shapes `text` in one look of size `em` with ideal metrics; every cluster has one glyph 0.
pub fn shape_ideal(text: &str, em: Len, region: Region) -> ShapedPara {
    let clusters: Vec<Cluster> =
        units(text).iter().enumerate().map(|(at, unit)| cluster(unit, at, em, region)).collect();
    let count = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
    let run = FontRun {
        clusters: 0..count,
        face: FaceId::default(),
        style: CharStyleId::default(),
        orientation: Orientation::Horizontal,
        size: em,
        em,
        region,
        raised: false,
        hyphen: Some((Glyph::default(), Em::HALF.of(em))),
        span: Span::default(),
    };
    ShapedPara {
        style: ParaStyleId::default(),
        text: text.to_owned(),
        glyphs: vec![Glyph::default(); clusters.len()],
        clusters,
        runs: vec![run],
        annotations: Vec::new(),
    }
}

fn cluster(unit: &Unit, at: usize, em: Len, region: Region) -> Cluster {
    let of = BoxOf {
        class: unit.class,
        first: unit.first,
        signs: unit.signs,
        region,
        lang: Lang::ZhHans,
        vertical: false,
        em,
    };
    let drawn = ideal_advance(unit).of(em);
    let em_box = em_box(&of, drawn);
    Cluster {
        start: u32::try_from(unit.start).unwrap_or(u32::MAX),
        bytes: u8::try_from(unit.end - unit.start).unwrap_or(u8::MAX),
        glyph_count: 1,
        first_glyph: u32::try_from(at).unwrap_or(u32::MAX),
        run: 0,
        advance: em_box.advance.into(),
        blank_before: em_box.blank.before.into(),
        blank_after: em_box.blank.after.into(),
        origin: em_box.origin.into(),
        class: unit.class,
    }
}

/// Ideal advance: ASCII and Western half an em, the space 0.3 em, everything else the full em.
fn ideal_advance(unit: &Unit) -> Em {
    match unit.class {
        Class::Space if unit.first == '\u{2003}' => Em::ONE,
        Class::Space if unit.first == '\u{2002}' => Em::HALF,
        Class::Space => Em(300),
        Class::West => Em::HALF,
        Class::Post | Class::Pre
            if unit.first.is_ascii() || matches!(unit.first, '°' | '′' | '″' | '‵' | '±' | '−' | '¥' | '£' | '€') =>
        {
            Em::HALF
        }
        _ => Em(1000 * i32::from(unit.signs)),
    }
}
