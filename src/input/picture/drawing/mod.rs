//! SVG → a vector drawing in screen colours, with its text as outlines; what gets lost on the way is told.

mod cascade;
mod clips;
mod colours;
mod conditions;
mod convert;
mod css;
mod edits;
mod elements;
mod faults;
mod foreign;
mod foreign_box;
mod ground;
mod known;
mod length;
mod lettered;
mod lettering;
mod linked;
mod looking;
mod placed;
mod queries;
mod selector;
mod shown;
mod source;
mod transform;
mod undrawn;
mod values;

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::{Diagnostic, Diagnostics, Drawing};
use crate::message;

use super::kind::{Kind, kind};
use super::{broken, fault};

/// A colour of a screen.
pub type Screen = [u8; 3];

/// The bytes of a font.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A file that a drawing refers to, by its path from the drawing's folder.
pub type Links<'l> = &'l (dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync);

/// Fonts for the text of drawings, which becomes outlines.
#[derive(Clone, Default)]
pub struct DrawingFonts {
    /// The fonts.
    pub files: Vec<FontBytes>,
    /// Family meant by `serif` and where nothing is said.
    pub serif: String,
    /// Family meant by `sans-serif`.
    pub sans: String,
}

/// A drawing with what it holds besides shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDrawing {
    /// The shapes.
    pub drawing: Drawing<Screen>,
    /// The files of its pictures, by their numbers.
    pub pictures: Vec<Arc<Vec<u8>>>,
    /// All its text, whose characters the fonts must have.
    pub text: String,
    /// What of it is not shown, or not as it was drawn.
    pub notes: Diagnostics,
}

/// Larger files are no drawings a page can use; embedded photographs make large ones.
const MAX_BYTES: usize = 32 << 20;
/// Elements within elements; readers are recursive.
const MAX_DEPTH: usize = 200;

/// Whether a file is an SVG: XML whose first element is `svg`.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let mut elements = head.split('<').skip(1).filter(|part| !part.starts_with(['?', '!', ' ']));
    // Some programs give the elements a prefix of their own, such as `ns0:svg`.
    let name =
        elements.next().and_then(|first| first.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next());
    name.is_some_and(|name| name.rsplit(':').next() == Some("svg"))
}

/// Reads a drawing; `links` finds the pictures it refers to.
///
/// # Errors
/// Not an SVG, damaged, or too large.
pub fn drawing(name: &str, bytes: &[u8], fonts: &DrawingFonts, links: Links<'_>) -> Result<ReadDrawing, Diagnostic> {
    if bytes.len() > MAX_BYTES || depth(bytes) > MAX_DEPTH {
        return Err(too_large(name));
    }
    let text = text(name, bytes)?;
    let links: Links<'_> = &|link| linked::file(link, links);
    let options = options(fonts, links);
    let known = |family: &str| {
        let family = family.to_lowercase();
        options.fontdb.faces().any(|face| face.families.iter().any(|(name, _)| name.to_lowercase() == family))
    };
    let slants = |family: &str| {
        let family = family.to_lowercase();
        let is_meant =
            |face: &&usvg::fontdb::FaceInfo| face.families.iter().any(|(name, _)| name.to_lowercase() == family);
        options.fontdb.faces().filter(is_meant).any(|face| face.style != usvg::fontdb::Style::Normal)
    };
    let known = known::Known {
        fonts: &known,
        slants: &slants,
        links,
        serif: &fonts.serif,
        sans: &fonts.sans,
        boxes: &known::KnownBoxes::new(),
        within: 0,
    };
    let source = settled(name, &text, &known, &options)?;
    let tree = usvg::Tree::from_str(&source.text, &options).map_err(|why| unread(name, &why))?;
    let read = convert::tree(&tree).ok_or_else(|| too_large(name))?;
    let mut notes = source.notes;
    if !shown::shows(&read.drawing) {
        let message = message!("{} shows nothing: it is empty, or all of it lies beyond its edges", name);
        let hint = "open it in the program that drew it, and look at its page and its layers";
        notes.push(Diagnostic::warning("picture/drawing", message).hint(hint));
    }
    Ok(ReadDrawing { notes, ..read })
}

/// Boxes within boxes that are known one after the other; of deeper ones the outer are reckoned without what moves the inner.
const MOST_ROUNDS: usize = 8;

/// The source with the boxes that it asks for: it is read until all are known, those of outer elements after those of inner ones.
fn settled(
    name: &str,
    text: &str,
    known: &known::Known<'_>,
    options: &usvg::Options<'_>,
) -> Result<source::Source, Diagnostic> {
    let mut boxes = known::KnownBoxes::new();
    for round in 0.. {
        let source = source::read(name, text, &known::Known { boxes: &boxes, ..*known })?;
        if source.asked.is_empty() {
            return Ok(source);
        }
        let tree = usvg::Tree::from_str(&source.text, options).map_err(|why| unread(name, &why))?;
        let is_innermost =
            |start: usize, end: usize| round == MOST_ROUNDS || source.asked.range(start + 1..end).next().is_none();
        let asked = source.asked.iter().filter(|(start, end)| is_innermost(**start, **end));
        boxes.extend(asked.map(|(start, _)| (*start, boxes_of(&tree, *start))));
    }
    source::read(name, text, known)
}

/// The boxes of the element that begins at a place of the text; none of one that is not drawn.
fn boxes_of(tree: &usvg::Tree, start: usize) -> Option<known::Boxes> {
    let node = tree.node_by_id(&known::Boxes::id(start))?;
    let sides = |area: usvg::Rect| [area.left(), area.top(), area.right(), area.bottom()];
    Some(known::Boxes { fill: sides(node.bounding_box()), stroke: sides(node.stroke_bounding_box()) })
}

/// Width and height of a drawing in its own units, which are pixels of 96 to the inch (CSS Values 3 §6.2).
///
/// # Errors
/// As [`drawing`].
pub fn drawing_size(name: &str, bytes: &[u8]) -> Result<(f32, f32), Diagnostic> {
    if bytes.len() > MAX_BYTES || depth(bytes) > MAX_DEPTH {
        return Err(too_large(name));
    }
    let options = options(&DrawingFonts::default(), &|_| None);
    let tree = usvg::Tree::from_str(&text(name, bytes)?, &options).map_err(|why| unread(name, &why))?;
    Ok((tree.size().width(), tree.size().height()))
}

/// The text of a drawing: UTF-8, or what its first line says (XML 1.0 §4.3.3).
fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Diagnostic> {
    let strange = || {
        Diagnostic::error("picture/broken", message!("{} is damaged: {}", name, message!("it is not UTF-8")))
            .hint("save the drawing as UTF-8")
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.into());
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let stated = head.split_once("encoding").map_or("", |(_, after)| after);
    let label = stated.split(['"', '\'']).nth(1).unwrap_or_default();
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(strange)?;
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(strange)
}

fn unread(name: &str, why: &usvg::Error) -> Diagnostic {
    match why {
        usvg::Error::ParsingFailed(why) => faults::malformed(name, why),
        usvg::Error::ElementsLimitReached => too_large(name),
        usvg::Error::InvalidSize => broken(name, message!("its width or height is none")),
        _ => broken(name, fault(true)),
    }
}

fn too_large(name: &str) -> Diagnostic {
    Diagnostic::error("picture/too-large", message!("{} is larger or deeper than a drawing may be", name))
        .hint("simplify the drawing in the program that made it, or save it as a picture in pixels")
}

/// How deep elements stand within each other.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    // Elements whose first tag has not ended yet: more than one where tags are broken.
    let mut begun = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(at + 1)) {
            (b'<', Some(b'/')) => depth = depth.saturating_sub(1),
            (b'<', Some(b'!' | b'?') | None) => {}
            (b'<', _) => {
                depth += 1;
                begun += 1;
                most = most.max(depth);
            }
            (b'>', _) => {
                if at > 0 && bytes[at - 1] == b'/' {
                    depth = depth.saturating_sub(begun);
                }
                begun = 0;
            }
            _ => {}
        }
    }
    most
}

/// Only files that `links` finds are read, and no font of the machine.
fn options<'l>(fonts: &DrawingFonts, links: Links<'l>) -> usvg::Options<'l> {
    let mut options = usvg::Options {
        font_family: fonts.serif.clone(),
        // What CSS gives to text where nothing is said.
        font_size: length::ROOT_EM,
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, data, options| picture(data, options)),
            resolve_string: Box::new(move |path, options| picture(Arc::new(links(path)?), options)),
        },
        ..usvg::Options::default()
    };
    let book = options.fontdb_mut();
    for file in &fonts.files {
        book.load_font_source(usvg::fontdb::Source::Binary(Arc::clone(file)));
    }
    book.set_serif_family(&fonts.serif);
    book.set_sans_serif_family(&fonts.sans);
    options
}

/// A picture within a drawing, by what it is, not by what it is called.
fn picture(data: Arc<Vec<u8>>, options: &usvg::Options<'_>) -> Option<usvg::ImageKind> {
    match kind(&data) {
        Kind::Jpeg => match super::jpeg::turned_size(&data) {
            Some(size) => turned(data, size),
            None => Some(usvg::ImageKind::JPEG(data)),
        },
        Kind::Png => Some(usvg::ImageKind::PNG(data)),
        Kind::WebP => Some(usvg::ImageKind::WEBP(data)),
        _ if is_svg(&data) && depth(&data) <= MAX_DEPTH => {
            usvg::ImageHrefResolver::default_data_resolver()("image/svg+xml", data, options)
        }
        _ => None,
    }
}

/// A photograph taken with the camera turned, as a drawing of its upright size: the reader knows only how its pixels lie, and would stretch it.
fn turned(data: Arc<Vec<u8>>, (width, height): (u32, u32)) -> Option<usvg::ImageKind> {
    let text = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><image width='{width}' height='{height}' preserveAspectRatio='none' href='p'/></svg>"
    );
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(move |_, _| Some(usvg::ImageKind::JPEG(Arc::clone(&data)))),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(&text, &options).ok().map(usvg::ImageKind::SVG)
}

/// Whether [`picture`] takes a file.
fn is_placeable(data: &[u8]) -> bool {
    matches!(kind(data), Kind::Jpeg | Kind::Png | Kind::WebP) || is_svg(data)
}

#[cfg(test)]
mod tests;
