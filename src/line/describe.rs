//! How a paragraph set, for people and scripts: the lines of `paiban lines`.

use serde::Serialize;

use crate::base::Len;
use crate::shape::{Class, Cluster, ShapedPara};

use super::set::{LineEnd, LineFit, SetLine};

/// A set line in numbers of em.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineReport {
    /// Its text, end spaces dropped, the hyphen of a broken word added.
    pub text: String,
    /// Width before justification.
    pub natural: f64,
    /// Width after justification, a hung mark excluded.
    pub width: f64,
    /// What justification added (plus) or took (minus).
    pub adjust: f64,
    /// Letter stretch per slot.
    pub each: f64,
    /// Whether the last mark stands outside the measure.
    pub hung: bool,
    /// Advance of each mark before letter stretch.
    pub punct: Vec<(String, f64)>,
    /// `good`, `open` (letters over an eighth of an em apart), `loose` (over a quarter) or `overfull`.
    pub fit: &'static str,
}

/// Describes the lines of `para`, set at type size `em`.
pub fn describe(para: &ShapedPara, lines: &[SetLine], em: Len) -> Vec<LineReport> {
    lines
        .iter()
        .map(|line| LineReport {
            text: text_of(para, line),
            natural: in_em(line.natural, em),
            width: in_em(line.width, em),
            adjust: in_em(line.width - line.natural, em),
            each: in_em(line.each, em),
            hung: line.hang.is_some(),
            punct: marks_of(para, line, em),
            fit: match line.fit {
                LineFit::Good => "good",
                LineFit::Open => "open",
                LineFit::Loose => "loose",
                LineFit::Overfull => "overfull",
            },
        })
        .collect()
}

fn text_of(para: &ShapedPara, line: &SetLine) -> String {
    let clusters = &para.clusters[line.clusters.start as usize..line.clusters.end as usize];
    let unseen = |c: &&Cluster| matches!(c.class, Class::Newline | Class::Pause);
    let seen = clusters.len() - clusters.iter().rev().take_while(unseen).count();
    let clusters = clusters[..seen].iter().filter(|c| c.class != Class::Newline);
    // A soft hyphen is a place to break at, and prints nothing elsewhere.
    let text: String = clusters.map(|c| para.text[c.text_range()].trim_end_matches('\u{AD}')).collect();
    let text = text.trim_end_matches([' ', '\u{200B}']);
    if line.end == LineEnd::Hyphen { format!("{text}-") } else { text.to_owned() }
}

/// A pair of dashes counts as two marks of half its advance.
fn marks_of(para: &ShapedPara, line: &SetLine, em: Len) -> Vec<(String, f64)> {
    let clusters = &para.clusters[line.clusters.start as usize..line.clusters.end as usize];
    let marks = clusters.iter().zip(&line.placed).filter(|(cluster, _)| cluster.class.is_mark());
    marks
        .flat_map(|(cluster, placed)| {
            let text = &para.text[cluster.text_range()];
            let signs: Vec<char> = text.chars().filter(|c| text.starts_with(*c)).collect();
            let each = placed.advance() / i64::try_from(signs.len().max(1)).unwrap_or(1);
            signs.into_iter().map(move |sign| (sign.to_string(), in_em(each, em)))
        })
        .collect()
}

/// Em with four decimals.
#[expect(clippy::cast_precision_loss, reason = "a line is far shorter than 2^53 ten-thousandths of an em")]
fn in_em(length: Len, em: Len) -> f64 {
    length.scaled(10_000, em.0).0 as f64 / 10_000.0
}
