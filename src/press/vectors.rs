//! Vector drawings for the press: screen colours become inks, text becomes outlines.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Diagnostic, Diagnostics, Ground, Inlay, Len, Node, Permille, Rect, Severity, leaves_no_ink};
use crate::colour::{Placed, PressDrawing, PressImage, ScreenColours};
use crate::font::{FontBook, FontData};
use crate::input::picture::{DrawingFonts, PictureFile, ReadDrawing, Screen, drawing};
use crate::input::stays_inside;
use crate::message;
use crate::model;

use super::{Bench, TOO_FEW_PIXELS, pixels, unmixed};

/// A drawing in the press's inks; its text is set with the edition's fonts and becomes outlines.
///
/// # Errors
/// It cannot be read, or it shows characters that no font has.
pub(super) fn vectors(
    name: &str,
    bytes: &[u8],
    area: Rect,
    bench: &Bench<'_>,
) -> Result<(Placed, Diagnostics), Diagnostic> {
    let links = |path: &str| beside(name, path).and_then(|path| bench.files.read(&path).ok());
    let read = drawing(name, bytes, &drawing_fonts(bench.fonts), &links)?;
    let missing: String =
        read.text.chars().filter(|c| is_seen(*c) && !has(bench.fonts, *c)).take(8).map(written).collect();
    if !missing.is_empty() {
        return Err(Diagnostic::error(
            "shape/missing-glyph",
            message!("no font has {}, which {} shows", missing, name),
        )
        .hint("add a font with --font-path, or make the text outlines in the drawing"));
    }
    let screen = bench
        .screen
        .get_or_init(|| ScreenColours::new(&bench.room.profile, &bench.room.convert).map_err(|why| why.to_string()));
    let screen = screen.as_ref().map_err(|why| unmixed(why))?;
    let known: RefCell<BTreeMap<Screen, [Permille; 4]>> = RefCell::default();
    let ink = |rgb: Screen| *known.borrow_mut().entry(rgb).or_insert_with(|| screen.inks(rgb));
    let mixed = read.drawing.recoloured(ink, light);
    let (pictures, mut notes) = inlays(name, &read, area, bench)?;
    notes.extend(read.notes);
    Ok((Placed::Drawing(PressDrawing { drawing: mixed, pictures }), notes))
}

/// Whether a character of a drawing needs a glyph: none of those that only act, among them selectors of variants.
fn is_seen(c: char) -> bool {
    let is_selector = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    !is_selector && !leaves_no_ink(c.encode_utf8(&mut [0; 4]))
}

/// A character as a message shows it: those of private use by their number, since nobody sees them.
fn written(c: char) -> String {
    let is_private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    if is_private { format!("U+{:04X} ", u32::from(c)) } else { c.to_string() }
}

/// A file beside the drawing, by its path from the edition's folder.
fn beside(name: &str, path: &str) -> Option<String> {
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let path = format!("{folder}{}", path.replace("%20", " "));
    stays_inside(&path).then_some(path)
}

/// How much of something a colour of a mask shows, as black ink for what it hides (SVG 1.1 §14.4; the coefficients of linear light serve for those of the screen).
fn light([r, g, b]: Screen) -> [Permille; 4] {
    let ten_thousandths = 2126 * u32::from(r) + 7152 * u32::from(g) + 722 * u32::from(b);
    let shown = (ten_thousandths + 1275) / 2550;
    [Permille(0), Permille(0), Permille(0), Permille(1000 - u16::try_from(shown).unwrap_or(1000).min(1000))]
}

/// The pictures within a drawing, for the size at which it stands.
fn inlays(
    name: &str,
    read: &ReadDrawing,
    area: Rect,
    bench: &Bench<'_>,
) -> Result<(Vec<PressImage>, Diagnostics), Diagnostic> {
    let scale = area.width.to_pt() / f64::from(read.drawing.size.0.max(f32::MIN_POSITIVE));
    let mut sizes = vec![(0.0_f64, 0.0_f64); read.pictures.len()];
    largest(&read.drawing.nodes, 1.0, &mut sizes);
    let mut images = Vec::new();
    let mut notes = Vec::new();
    for (number, (file, (width, height))) in read.pictures.iter().zip(sizes).enumerate() {
        let area = Rect {
            width: Len::from_pt((width * scale).clamp(1.0, 20_000.0)),
            height: Len::from_pt((height * scale).clamp(1.0, 20_000.0)),
            ..Rect::default()
        };
        let picture = model::Picture {
            name: format!("{name}#{}", number + 1),
            page: 1,
            line_art: model::LineArt::Unsaid,
            size: None,
            paper: None,
            span: crate::base::Span::default(),
            bleed: crate::base::Insets::default(),
            care: model::Care::default(),
        };
        let (placed, found) = pixels::pixels(&picture, PictureFile::Whole(file.to_vec()), area, bench.room, None)?;
        let which = message!("this is `<image>` number {} of the drawing", number + 1);
        let finer = "export the drawing again with this part at 300 dots per inch";
        notes.extend(found.into_iter().map(|finding| match finding.code {
            // A chart is printed all the same: its lines and type are sharp.
            TOO_FEW_PIXELS => Diagnostic { severity: Severity::Warning, ..finding }.hint(which.clone()).hint(finer),
            _ => finding.hint(which.clone()),
        }));
        if let Placed::Pixels(image) = placed {
            images.push(image);
        }
    }
    Ok((images, notes))
}

/// The largest size, in the drawing's units, at which each of its pictures stands; `scale` is how much larger the nodes are shown than they are.
fn largest(nodes: &[Node<Screen>], scale: f64, sizes: &mut [(f64, f64)]) {
    for node in nodes {
        match node {
            Node::Inlay(Inlay { picture, matrix: [a, b, c, d, ..], .. }) => {
                if let Some(size) = sizes.get_mut(*picture) {
                    size.0 = size.0.max(f64::from(*a).hypot(f64::from(*b)) * scale);
                    size.1 = size.1.max(f64::from(*c).hypot(f64::from(*d)) * scale);
                }
            }
            Node::Group(group) => {
                largest(&group.nodes, scale, sizes);
                if let Some(mask) = &group.mask {
                    largest(&mask.nodes, scale, sizes);
                }
            }
            Node::Shape(shape) => {
                if let Some(Ground::Tile(tile)) = shape.fill.as_ref().map(|fill| &fill.paint) {
                    let [a, b, c, d, ..] = tile.matrix.map(f64::from);
                    largest(&tile.nodes, scale * a.hypot(b).max(c.hypot(d)), sizes);
                }
            }
        }
    }
}

fn has(fonts: &FontBook, c: char) -> bool {
    fonts.faces().iter().any(|face| face.tables().is_some_and(|tables| tables.glyph_index(c).is_some()))
}

/// The book's fonts for drawings: 宋 where nothing is said, 黑 for sans-serif.
fn drawing_fonts(fonts: &FontBook) -> DrawingFonts {
    let files = fonts.faces().iter().map(|face| Arc::new(face.data()) as Arc<dyn AsRef<[u8]> + Send + Sync>);
    DrawingFonts { files: files.collect(), serif: "Noto Serif CJK SC".into(), sans: "Noto Sans CJK SC".into() }
}

impl AsRef<[u8]> for FontData {
    fn as_ref(&self) -> &[u8] {
        self.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_beside_the_drawing_and_never_out_of_the_edition() {
        assert_eq!(beside("charts/a.svg", "b%20c.png").as_deref(), Some("charts/b c.png"));
        assert_eq!(beside("charts/a.svg", "../b.png").as_deref(), Some("charts/../b.png"));
        assert_eq!(beside("a.svg", "../b.png"), None);
        assert_eq!(beside("a.svg", "https://example.org/b.png"), None);
    }

    #[test]
    fn white_of_a_mask_shows_all_and_black_nothing() {
        assert_eq!((light([255; 3])[3], light([0; 3])[3]), (Permille(0), Permille(1000)));
    }
}
