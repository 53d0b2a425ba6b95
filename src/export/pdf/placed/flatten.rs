//! A finished file without transparency: what is transparent becomes pictures of its plates, everything else stays as it is (ISO 15930-4 §6.16).
//!
//! For every form upon a page that has something transparent, the page up to the last transparent mark of the form is made a file of its own; the
//! caller makes plates of the areas concerned; they are shown as pictures right there, over what they were made of and under what comes later.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::base::{Diagnostic, Len, Rect};
use crate::message;

use super::desk::Desk;
use super::layers::Layers;
use super::plated::Looks;
use super::rewrite::{Run, Target};
use super::state::{Bounds, State, UPRIGHT};
use super::streams::{followed, keys_of};
use super::veil::{Cut, Veils};
use super::{Import, damaged, deflate, reals, source, whole_stream};

/// Pixels per inch of what was transparent.
pub const FLAT_PPI: u32 = 400;
/// Points of one of its pixels.
const PIXEL: f64 = 72.0 / 400.0;
/// Forms with something transparent on one page; more has no page that is meant to be printed.
const MOST_CUTS: usize = 500;

/// The plates of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engraved {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Cyan, magenta, yellow, black, then spots.
    pub plates: Vec<InkPlate>,
}

/// What one ink prints of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InkPlate {
    /// The ink's name, as PDF has it.
    pub ink: String,
    /// Its share in 255ths, row by row.
    pub shares: Vec<u8>,
}

/// Makes plates of areas, measured from the upper left corner of the only page of a file, with [`FLAT_PPI`] pixels per inch.
pub type Engrave<'e> = dyn Fn(Vec<u8>, &[Rect]) -> Result<Vec<Engraved>, Diagnostic> + 'e;

/// A file without transparency.
#[derive(Clone, Debug)]
pub struct Flat {
    /// The file.
    pub file: Vec<u8>,
    /// What was flattened.
    pub flattened: Vec<Flattened>,
}

/// A form of a page that was flattened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flattened {
    /// The page, from 1.
    pub page: u32,
    /// The form's name in the resources of the page; empty for the page's own marks.
    pub form: String,
    /// Pictures that were made of it.
    pub pictures: usize,
}

/// Flattens what is transparent on the pages of a finished file that have a transparency group.
///
/// # Errors
/// A file that cannot be read, areas that cannot be engraved.
pub fn flattened(file: &[u8], engrave: &Engrave<'_>) -> Result<Flat, Diagnostic> {
    let document = source::opened("", file)?.document;
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().collect();
    let layers = Layers::read(&document);
    let mut desk = Desk::new(document, None, layers);
    desk.veils = Some(Veils::default());
    let mut flattened = Vec::new();
    for (number, page) in pages {
        let keys = desk.document.get_dictionary(page).map_err(broken)?.clone();
        if keys.has(b"Group") {
            flattened.extend(self::page(&mut desk, Page { number, id: page, keys }, engrave)?);
        }
    }
    without_veils(&mut desk);
    let mut document = desk.document;
    document.prune_objects();
    let mut file = Vec::new();
    document.save_to(&mut file).map_err(|why| damaged("", why.to_string()))?;
    Ok(Flat { file, flattened })
}

fn broken(why: lopdf::Error) -> Diagnostic {
    damaged("", why.to_string())
}

struct Page {
    number: u32,
    id: ObjectId,
    keys: Dictionary,
}

fn page(desk: &mut Desk<'_>, page: Page, engrave: &Engrave<'_>) -> Result<Vec<Flattened>, Diagnostic> {
    let content = desk.document.get_page_content(page.id);
    let resources = page.keys.get(b"Resources").unwrap_or(&Object::Null);
    let resources = keys_of(followed(&desk.document, resources)).cloned().unwrap_or_default();
    // On another page the same form may stand on another ground.
    desk.forget_forms();
    let run = Run::new(State::new(UPRIGHT, Bounds::ALL, false), resources, Vec::new(), Target::Press);
    let (content, resources) = desk.rewritten(&content, run);
    let bare = desk.bare_page();
    let cuts = desk.veils.as_mut().map(|veils| std::mem::take(&mut veils.cuts)).unwrap_or_default();
    if desk.is_too_much || cuts.len() > MOST_CUTS {
        return Err(damaged("", message!("its content is larger than a page can be")));
    }
    let mut keys = page.keys;
    keys.remove(b"Group");
    if !cuts.is_empty() {
        let looks = Looks::of(&desk.document);
        let whole = Whole { content, resources };
        for cut in &cuts {
            show(desk, cut, &whole, &looks, engrave)?;
        }
        let bared = desk.veils.as_mut().map(|veils| std::mem::take(&mut veils.bared)).unwrap_or_default();
        for (id, bare) in bared {
            desk.swap(id, deflate(&bare));
        }
        let content =
            desk.add(whole_stream(dictionary! { "Filter" => "FlateDecode" }, deflate(&bare.unwrap_or(whole.content))));
        keys.set("Contents", content);
        keys.set("Resources", whole.resources);
    }
    desk.document.objects.insert(page.id, keys.into());
    let told = |cut: Cut| {
        let form = String::from_utf8_lossy(&cut.name).into_owned();
        Flattened { page: page.number, form, pictures: cut.areas.len() }
    };
    Ok(cuts.into_iter().map(told).collect())
}

/// A page's content as it was, and what it names.
struct Whole {
    content: Vec<u8>,
    resources: Dictionary,
}

/// Puts the pictures of a cut into its layer.
fn show(desk: &mut Desk<'_>, cut: &Cut, whole: &Whole, looks: &Looks, engrave: &Engrave<'_>) -> Result<(), Diagnostic> {
    let areas: Vec<[f64; 4]> = cut.areas.iter().map(|area| on_grid(*area)).collect();
    let around = areas.iter().fold(Bounds::NOTHING, |all, area| all.around_both(Bounds::around(*area, UPRIGHT)));
    let sheet = [around.left, around.bottom, around.right, around.top];
    let places: Vec<Rect> = areas.iter().map(|area| place(*area, sheet)).collect();
    let file = up_to(desk, cut, whole, sheet)?;
    let engraved = engrave(file, &places)?;
    let mut content = String::new();
    let mut pictures = Dictionary::new();
    for (at, (plates, [left, bottom, right, top])) in engraved.iter().zip(areas).enumerate() {
        let picture = desk.plated(plates, looks);
        pictures.set(format!("Im{at}"), picture);
        content += &format!("q {:.4} 0 0 {:.4} {left:.4} {bottom:.4} cm /Im{at} Do Q\n", right - left, top - bottom);
    }
    let keys = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&sheet),
        "Resources" => dictionary! { "XObject" => pictures },
        "Filter" => "FlateDecode",
    };
    desk.document.objects.insert(cut.layer, whole_stream(keys, deflate(content.as_bytes())).into());
    Ok(())
}

/// An area grown to whole pixels.
fn on_grid(area: Bounds) -> [f64; 4] {
    // A mark that ends at a pixel's edge, but for rounding, needs no pixel more.
    let (low, high) =
        (|side: f64| (side / PIXEL + 0.01).floor() * PIXEL, |side: f64| (side / PIXEL - 0.01).ceil() * PIXEL);
    let (left, bottom) = (low(area.left), low(area.bottom));
    [left, bottom, high(area.right).max(left + PIXEL), high(area.top).max(bottom + PIXEL)]
}

/// An area as it stands on a sheet, from its upper left corner.
fn place([left, bottom, right, top]: [f64; 4], sheet: [f64; 4]) -> Rect {
    Rect {
        x: Len::from_pt(left - sheet[0]),
        y: Len::from_pt(sheet[3] - top),
        width: Len::from_pt(right - left),
        height: Len::from_pt(top - bottom),
    }
}

/// A file of the page as it is when a form's last transparent mark was made.
fn up_to(desk: &mut Desk<'_>, cut: &Cut, whole: &Whole, sheet: [f64; 4]) -> Result<Vec<u8>, Diagnostic> {
    let (at, saved) = cut.on_page;
    let content = match cut.form {
        None => cut.part.clone(),
        Some(_) => [whole.content.get(..at).unwrap_or_default(), &b"Q\n".repeat(saved)].concat(),
    };
    let kept = cut.form.and_then(|form| desk.swap(form, deflate(&cut.part)));
    let content = desk.add(whole_stream(dictionary! { "Filter" => "FlateDecode" }, deflate(&content)));
    let page = dictionary! {
        "Type" => "Page", "MediaBox" => reals(&sheet), "Resources" => whole.resources.clone(), "Contents" => content,
    };
    let file = single("", &desk.document, &page.into());
    if let (Some(form), Some(kept)) = (cut.form, kept) {
        desk.swap(form, kept);
    }
    file
}

/// A file of one page of a document: only what the page leads to.
pub(super) fn single(name: &str, document: &Document, page: &Object) -> Result<Vec<u8>, Diagnostic> {
    let mut fresh = Document::with_version("1.6");
    let mut import = Import::new(document, &mut fresh);
    let page = import.whole(page);
    import.bounded(name)?;
    let leaf = fresh.add_object(page);
    let kids = vec![Object::Reference(leaf)];
    let tree = fresh.add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 });
    if let Some(Object::Dictionary(keys)) = fresh.objects.get_mut(&leaf) {
        keys.set("Parent", tree);
    }
    let catalog = fresh.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    fresh.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    fresh.save_to(&mut bytes).map_err(|why| damaged(name, why.to_string()))?;
    Ok(bytes)
}

/// Takes away what makes transparent: what was made with it is gone, or a group that is not seen as one.
fn without_veils(desk: &mut Desk<'_>) {
    let states = desk.veils.take().map(|veils| veils.states).unwrap_or_default();
    for id in states {
        if let Some(Object::Dictionary(keys)) = desk.document.objects.get_mut(&id) {
            [&b"ca"[..], b"CA", b"BM", b"SMask", b"AIS"].into_iter().for_each(|key| drop(keys.remove(key)));
        }
    }
    for object in desk.document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        [&b"Group"[..], b"SMask", b"SMaskInData"].into_iter().for_each(|key| drop(stream.dict.remove(key)));
    }
}
