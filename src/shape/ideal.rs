//! Shaping without a font: ideal metrics for estimates and tests (Han 1 em, Western ½ em, space 0.3 em).

use crate::base::{CharStyleId, Em, FaceId, Len, ParaStyleId, Permille, Span, narrow};
use crate::model::{Annotation, Direction};
use crate::tradition::{Class, Course, Lang};

use super::bidi;
use super::boxes::{BoxOf, em_box};
use super::shaped::{Cluster, FontRun, Glyph, Lettering, Orientation, ShapedPara};
use super::unit::{Langs, Unit, units};
use super::vertical::{class_of, is_latin, joined, split};

/// Shapes `text` in one look of size `em` with ideal metrics for horizontal lines; every cluster has one glyph 0.
pub fn shape_ideal(text: &str, em: Len, lang: Lang) -> ShapedPara {
    shape_ideal_in(text, em, lang, Direction::Horizontal)
}

/// The same for lines of `direction`.
pub fn shape_ideal_in(text: &str, em: Len, lang: Lang, direction: Direction) -> ShapedPara {
    let mut para = ShapedPara { style: ParaStyleId::default(), text: text.to_owned(), ..ShapedPara::default() };
    let units = units(text, &Langs::one(lang), direction);
    if units.iter().any(|unit| unit.level > 0) {
        para.course = bidi::course(text, Course::FromLeft);
    }
    let mut at = 0;
    while at < units.len() {
        // Words of Western signs stand one way or the other as a whole.
        let count = units[at..].iter().take_while(|unit| is_latin(unit)).count().max(1);
        let group = &units[at..at + count];
        if direction == Direction::Vertical && is_latin(&group[0]) {
            for part in split(text, &units, at..at + count, &Annotation::None) {
                push(&mut para, &group[part.units], part.orientation, em);
            }
        } else {
            let upright = direction == Direction::Vertical;
            push(&mut para, group, if upright { Orientation::Upright } else { Orientation::Horizontal }, em);
        }
        at += count;
    }
    para.glyphs = vec![Glyph::default(); para.clusters.len()];
    para
}

/// Appends the clusters of units that stand one way, digits side by side as one.
fn push(para: &mut ShapedPara, units: &[Unit], orientation: Orientation, em: Len) {
    let side_by_side = [joined(units)];
    let units = if orientation == Orientation::TateChuYoko { &side_by_side } else { units };
    for unit in units {
        let at = narrow(para.clusters.len());
        let lettering = if unit.foreign.is_some() { Lettering::Joined } else { Lettering::Plain };
        let is_like = |last: &&mut FontRun| {
            (last.orientation, last.level, last.lettering) == (orientation, unit.level, lettering)
        };
        match para.runs.last_mut().filter(is_like) {
            Some(run) => run.clusters.end = at + 1,
            None => {
                let (level, own) = (unit.level, run(at, unit.lang, orientation, em));
                para.runs.push(FontRun { level, lettering, ..own });
            }
        }
        let own = narrow(para.runs.len() - 1);
        para.clusters.push(cluster(unit, orientation, (at, own), em));
    }
}

fn run(at: u32, lang: Lang, orientation: Orientation, em: Len) -> FontRun {
    FontRun {
        clusters: at..at + 1,
        face: FaceId::default(),
        style: CharStyleId::default(),
        orientation,
        size: em,
        em,
        lang,
        raised: false,
        narrowed: Permille::ONE,
        level: 0,
        lettering: Lettering::Plain,
        hyphen: Some((Glyph::default(), Em::HALF.of(em))),
        span: Span::default(),
    }
}

fn cluster(unit: &Unit, orientation: Orientation, (at, run): (u32, u32), em: Len) -> Cluster {
    let class = class_of(unit, orientation);
    let is_upright = orientation == Orientation::Upright;
    let of = BoxOf {
        class,
        sign: unit.drawn,
        signs: unit.signs,
        lang: unit.lang,
        direction: if is_upright { Direction::Vertical } else { Direction::Horizontal },
        em,
    };
    let em_box = em_box(&of, ideal_advance(unit).of(em));
    Cluster {
        start: narrow(unit.start),
        bytes: u8::try_from(unit.end - unit.start).unwrap_or(u8::MAX),
        glyph_count: 1,
        first_glyph: at,
        run,
        advance: em_box.advance.into(),
        blank_before: em_box.blank.before.into(),
        blank_after: em_box.blank.after.into(),
        origin: em_box.origin.into(),
        class,
    }
}

/// Ideal advance: ASCII and Western half an em, the space 0.3 em, everything else the full em.
fn ideal_advance(unit: &Unit) -> Em {
    match unit.class {
        Class::Space if unit.first == '\u{2003}' => Em::ONE,
        Class::Space if unit.first == '\u{2002}' => Em::HALF,
        Class::Space => Em(300),
        Class::West if matches!(unit.first, '—' | '―' | '…' | '‥' | '⋯') => Em::ONE,
        Class::West => Em::HALF,
        Class::Post | Class::Pre
            if unit.drawn.is_ascii() || matches!(unit.first, '°' | '′' | '″' | '‵' | '±' | '−' | '¥' | '£' | '€') =>
        {
            Em::HALF
        }
        _ => Em(1000 * i32::from(unit.signs)),
    }
}
