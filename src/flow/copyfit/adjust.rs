//! Paragraphs a little wider, narrower, larger, smaller, longer or shorter, without shaping them again: advances and places scale with the type.

use std::ops::Range;

use crate::base::{Em, Len, Short};
use crate::model::ParaStyle;
use crate::shape::{AnnotatedRange, Class, Cluster, FontRun, ShapedAnnotation, ShapedPara};

/// Whether copy-fitting leaves a paragraph as it is: only body lines change. Crossheads, pictures, cells of tables and large first characters stand on rows of their own.
pub(super) fn stays(style: &ParaStyle) -> bool {
    style.rows > 1 || style.table.is_cell()
}

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
            [&mut ruby.width, &mut ruby.room, &mut ruby.base, &mut ruby.start].into_iter().for_each(scaled);
            for part in &mut ruby.parts {
                scaled(&mut part.size);
                for (glyph, _) in &mut part.glyphs {
                    scaled_short(&mut glyph.dx);
                    scaled_short(&mut glyph.dy);
                }
            }
        }
    }
    para
}

/// The paragraph without the clusters of a range, and with `count` copies of another cluster in their place.
pub(super) fn spliced(para: &ShapedPara, range: Range<usize>, copy: Option<usize>, count: usize) -> ShapedPara {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let home = range.start.saturating_sub(1).min(para.clusters.len().saturating_sub(1));
    let copied = copy.map(|copy| (&para.clusters[copy], para.clusters[home].run));
    let before = para.clusters[..range.start].iter().map(|cluster| (cluster, cluster.run));
    let after = para.clusters[range.end..].iter().map(|cluster| (cluster, cluster.run));
    let mut text = String::with_capacity(para.text.len());
    let mut place = |(cluster, run): (&Cluster, u32)| {
        let start = short(text.len());
        text += &para.text[cluster.text_range()];
        Cluster { start, run, ..*cluster }
    };
    let all = before.chain(copied.into_iter().cycle().take(if copied.is_some() { count } else { 0 })).chain(after);
    let clusters: Vec<Cluster> = all.map(&mut place).collect();
    let inserted = short(clusters.len() + range.len() - para.clusters.len());
    let (from, to) = (short(range.start), short(range.end));
    let moved = |at: u32| if at < from { at } else { at.max(to) - (to - from) + inserted };
    let moved_range = |clusters: &Range<u32>| moved(clusters.start)..moved(clusters.end);
    let runs = para.runs.iter().map(|run| FontRun { clusters: moved_range(&run.clusters), ..run.clone() });
    let annotations = para.annotations.iter();
    let annotations = annotations.map(|it| AnnotatedRange { clusters: moved_range(&it.clusters), ..it.clone() });
    ShapedPara {
        text,
        clusters,
        runs: runs.collect(),
        annotations: annotations.filter(|it| !it.clusters.is_empty()).collect(),
        glyphs: para.glyphs.clone(),
        style: para.style,
        ..ShapedPara::default()
    }
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
