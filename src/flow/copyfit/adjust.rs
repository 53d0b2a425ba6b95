//! Paragraphs a little wider, narrower, larger or smaller, without shaping them again: advances and places scale with the type.

use crate::base::{Em, Len, Short};
use crate::model::ParaStyle;
use crate::shape::{Class, ShapedAnnotation, ShapedPara};

/// The paragraph with its letters `by` further apart.
pub(super) fn tracked(para: &ShapedPara, by: Em) -> ShapedPara {
    let mut para = para.clone();
    let ems: Vec<Len> = para.runs.iter().map(|run| run.em).collect();
    for cluster in para.clusters.iter_mut().filter(|cluster| cluster.class != Class::Newline) {
        let em = ems.get(cluster.run as usize).copied().unwrap_or_default();
        cluster.advance = (cluster.advance() + by.of(em)).into();
    }
    para
}

/// The paragraph in type of `new / old` its size.
pub(super) fn resized(para: &ShapedPara, new: Len, old: Len) -> ShapedPara {
    let mut para = para.clone();
    let scaled = |length: &mut Len| *length = length.scaled(new.0, old.0.max(1));
    let scaled_short = |length: &mut Short| *length = Len::from(*length).scaled(new.0, old.0.max(1)).into();
    for cluster in &mut para.clusters {
        for length in [&mut cluster.advance, &mut cluster.blank_before, &mut cluster.blank_after, &mut cluster.origin] {
            scaled_short(length);
        }
    }
    for glyph in &mut para.glyphs {
        scaled_short(&mut glyph.dx);
        scaled_short(&mut glyph.dy);
    }
    for run in &mut para.runs {
        scaled(&mut run.size);
        scaled(&mut run.em);
        if let Some((_, advance)) = &mut run.hyphen {
            scaled(advance);
        }
    }
    for annotated in &mut para.annotations {
        if let ShapedAnnotation::Ruby(ruby) = &mut annotated.annotation {
            scaled(&mut ruby.size);
            scaled(&mut ruby.width);
            ruby.glyphs.iter_mut().for_each(|(glyph, _)| scaled_short(&mut glyph.dx));
        }
    }
    para
}

/// The style for type of `new / old` its size; lengths in em follow.
pub(super) fn resized_style(style: &ParaStyle, new: Len, old: Len) -> ParaStyle {
    let scaled = |length: Len| length.scaled(new.0, old.0.max(1));
    ParaStyle {
        size: scaled(style.size),
        indent: scaled(style.indent),
        margin_start: scaled(style.margin_start),
        margin_end: scaled(style.margin_end),
        ..style.clone()
    }
}
