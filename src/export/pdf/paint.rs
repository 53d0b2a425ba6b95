//! Colours in content: process inks directly, spot inks as Separation spaces.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, dictionary};
use printpdf::{Cmyk, Color, DictItem, Op};
use sha2::{Digest, Sha256};

use crate::base::Permille;
use crate::display::{DisplayPage, GlyphStyle, ItemKind, Paint};

/// Whether a colour is for filling or for stroking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Fill,
    Stroke,
}

/// The operations that choose `paint`.
pub(super) fn choose(paint: &Paint, side: Side) -> Vec<Op> {
    match paint {
        Paint::Process(inks) => {
            let col = Color::Cmyk(Cmyk {
                c: part(inks[0]),
                m: part(inks[1]),
                y: part(inks[2]),
                k: part(inks[3]),
                icc_profile: None,
            });
            vec![if side == Side::Fill { Op::SetFillColor { col } } else { Op::SetOutlineColor { col } }]
        }
        Paint::Spot { name, tint, .. } => {
            let (space, colour) = if side == Side::Fill { ("cs", "scn") } else { ("CS", "SCN") };
            vec![
                Op::Unknown { key: space.into(), value: vec![DictItem::Name(resource(name).into_bytes())] },
                Op::Unknown { key: colour.into(), value: vec![DictItem::Real(part(*tint))] },
            ]
        }
    }
}

/// Thousandths as a PDF number.
fn part(value: Permille) -> f32 {
    f32::from(value.0) / 1000.0
}

/// Most bytes of an ink's name that are written out: PDF names have no more than 127 (ISO 32000-1 annex C).
const MOST_WRITTEN: usize = 40;

/// Resource name of a spot ink's colour space: letters and digits, the rest in hex; a longer name is told from others by its hash.
pub(super) fn resource(ink: &str) -> String {
    if ink.len() > MOST_WRITTEN {
        return hashed('S', ink);
    }
    let safe =
        |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("_{byte:02X}") };
    format!("S{}", ink.bytes().map(safe).collect::<String>())
}

/// A short resource name from a long one.
pub(super) fn hashed(prefix: char, name: &str) -> String {
    let hash = Sha256::digest(name.as_bytes());
    hash.iter().take(6).fold(prefix.to_string(), |short, byte| format!("{short}{byte:02x}"))
}

/// The spot inks of the pages with their alternate values; one tint transform per name (prepress C03).
pub(super) fn spots(pages: &[DisplayPage]) -> BTreeMap<String, [Permille; 4]> {
    let mut spots = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let Some(Paint::Spot { name, alternate, .. }) = paint_of(&item.kind) {
            spots.entry(name.clone()).or_insert(*alternate);
        }
    }
    spots
}

fn paint_of(kind: &ItemKind) -> Option<&Paint> {
    match kind {
        ItemKind::Glyphs(run) => match &run.style {
            GlyphStyle::Fill(paint) | GlyphStyle::Stroke { paint, .. } => Some(paint),
            GlyphStyle::Gradient(_) => None,
        },
        ItemKind::Rule(rule) => Some(&rule.paint),
        ItemKind::Fill(fill) => Some(&fill.paint),
        ItemKind::Outline(outline) => Some(&outline.paint),
        ItemKind::Image(_) => None,
    }
}

/// The colours of a gradient, at its top and its foot.
pub(super) type Gradient = [[Permille; 4]; 2];

/// The gradients of the pages.
pub(super) fn gradients(pages: &[DisplayPage]) -> BTreeSet<Gradient> {
    let gradient = |kind: &ItemKind| match kind {
        ItemKind::Glyphs(run) => match &run.style {
            GlyphStyle::Gradient(gradient) => Some([gradient.top, gradient.foot]),
            _ => None,
        },
        _ => None,
    };
    pages.iter().flat_map(|page| &page.items).filter_map(|item| gradient(&item.kind)).collect()
}

/// Resource name of a gradient.
pub(super) fn gradient_resource(gradient: &Gradient) -> String {
    let inks: Vec<String> = gradient.iter().flatten().map(|ink| ink.0.to_string()).collect();
    format!("G{}", inks.join("_"))
}

/// ISO 32000-1 §8.7.4.5.3: an axial shading of the unit square from its top to its foot.
pub(super) fn shading(gradient: &Gradient) -> Dictionary {
    let inks = |at: usize| -> Vec<Object> { gradient[at].iter().map(|&ink| Object::Real(part(ink))).collect() };
    let function = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => inks(0),
        "C1" => inks(1),
        "N" => 1,
    };
    dictionary! {
        "ShadingType" => 2,
        "ColorSpace" => "DeviceCMYK",
        "Coords" => vec![0.into(), 1.into(), 0.into(), 0.into()],
        "Function" => function,
        "Extend" => vec![true.into(), true.into()],
    }
}

/// ISO 32000-1 §8.6.6.4: a Separation whose tint runs linearly to its alternate.
pub(super) fn separation(name: &str, alternate: [Permille; 4]) -> Object {
    let solid: Vec<Object> = alternate.iter().map(|&ink| Object::Real(part(ink))).collect();
    let function: Dictionary = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()],
        "C1" => solid,
        "N" => 1,
    };
    Object::Array(vec![
        "Separation".into(),
        Object::Name(name.as_bytes().to_vec()),
        "DeviceCMYK".into(),
        function.into(),
    ])
}
