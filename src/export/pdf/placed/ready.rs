//! A page of a PDF → a PDF of that page alone, as it prints where it is placed.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};

use crate::base::Diagnostic;
use crate::colour::{ConvertOptions, OutputProfile};
use crate::message;

use super::desk::Desk;
use super::layers::Layers;
use super::mend::Mended;
use super::rewrite::{Run, Target};
use super::source::Source;
use super::spaces::Mixer;
use super::state::{Bounds, Matrix, State, map};
use super::streams::{entry, followed, keys_of};
use super::told::{Change, Left};
use super::{Import, damaged, deflate, reals, whole_stream};

/// How a page is made ready.
#[derive(Clone, Copy, Debug)]
pub struct Ways<'w> {
    /// The press its colours are converted for; none to keep them.
    pub press: Option<(&'w OutputProfile, ConvertOptions)>,
    /// How large it is placed: 1 at its own size.
    pub scale: f64,
    /// What shows of it: left, bottom, right and top as shares of the trim, 0 to 1 for all of it and beyond for its bleed.
    pub shown: [f64; 4],
}

/// A page made ready.
#[derive(Clone, Debug)]
pub struct Ready {
    /// A PDF of this page alone.
    pub file: Vec<u8>,
    /// Points on paper of a unit of this PDF.
    pub scale: f64,
    /// Whether anything on it is transparent.
    pub is_blended: bool,
    /// What was converted.
    pub changes: Vec<Change>,
    /// What was left behind, and how often.
    pub left: Vec<(Left, usize)>,
    /// Pixels per inch on paper, where the page is a picture now.
    pub rastered: Option<u32>,
    /// Marks blended by modes that give other colours in inks than on a screen.
    pub screen_blends: usize,
    /// What was wrong around the content of its file.
    pub mended: Option<Mended>,
}

/// Takes a page out of a file, alone and as it will print.
///
/// # Errors
/// Damaged, encrypted, without that page, or more than a page can be; in the user's words.
pub fn made_ready(name: &str, file: &[u8], page: u32, ways: &Ways<'_>) -> Result<Ready, Diagnostic> {
    let source = Source::open(name, file, page)?;
    let content = source.content(name)?;
    let mut taken = Document::with_version("1.6");
    let layers = Layers::read(&source.document);
    let mut import = Import::new(&source.document, &mut taken);
    let resources = import.whole(&source.inherited(b"Resources").unwrap_or_else(|| Dictionary::new().into()));
    let group = source.page.get(b"Group").ok().map(|group| import.whole(group));
    import.bounded(name)?;
    let layers = layers.renumbered(|id| import.known.get(&id).copied());
    let resources = keys_of(followed(&taken, &resources)).cloned().unwrap_or_default();
    let mixer = ways.press.map(|(profile, options)| Mixer::new(profile, options));
    let mut desk = Desk::new(taken, mixer, layers);
    let scale = source.unit * ways.scale;
    let shows = shown(&source, ways.shown);
    let ctm: Matrix = [scale, 0.0, 0.0, scale, 0.0, 0.0];
    let state = State::new(ctm, Bounds::around(shows, ctm), desk.converts());
    let (content, resources) = desk.rewritten(&content, Run::new(state, resources, Vec::new(), Target::Press));
    if desk.is_too_much {
        return Err(damaged(name, message!("its content is larger than a page can be")));
    }
    let PageGroup { keys, was_screen } = group_keys(&mut desk, &source, group);
    left_behind(&mut desk, &source);
    let file = alone(name, &mut desk, &source, Alone { content, resources, shows, group: keys })?;
    let screen_blends = if was_screen { desk.told.screen_blends } else { 0 };
    let is_blended = desk.is_transparent;
    let (changes, left) = (desk.told.changes(), desk.told.left_behind());
    Ok(Ready { file, scale, is_blended, changes, left, rastered: None, screen_blends, mended: source.mended })
}

/// What shows of a page, in its own coordinates.
fn shown(source: &Source, [left, bottom, right, top]: [f64; 4]) -> [f64; 4] {
    let back = inverse(source.unit_matrix());
    let mut bounds = Bounds::NOTHING;
    [(left, bottom), (right, top)].into_iter().for_each(|corner| bounds.add(map(back, corner)));
    let most = source.bleed();
    let sides =
        [bounds.left.max(most[0]), bounds.bottom.max(most[1]), bounds.right.min(most[2]), bounds.top.min(most[3])];
    if sides[0] < sides[2] && sides[1] < sides[3] { sides } else { source.trim }
}

pub(super) fn inverse([a, b, c, d, e, f]: Matrix) -> Matrix {
    let by = 1.0 / (a * d - b * c);
    [d * by, -b * by, -c * by, a * by, (c * f - d * e) * by, (b * e - a * f) * by]
}

/// The page's transparency group, and whether it, or a group on it, was blended in colours of the screen.
struct PageGroup {
    keys: Option<Dictionary>,
    was_screen: bool,
}

/// A page with anything transparent is a group by itself, blended in the press's inks, so that it looks the same on our page as alone.
fn group_keys(desk: &mut Desk<'_>, source: &Source, group: Option<Object>) -> PageGroup {
    let own = group.and_then(|group| keys_of(followed(&desk.document, &group)).cloned());
    if !desk.converts() {
        return PageGroup { keys: own, was_screen: false };
    }
    let had = source.page.has(b"Group");
    let is_named = own.as_ref().is_some_and(|own| own.has(b"CS"));
    if let Some(before) = own.as_ref().and_then(|own| desk.blend_space(own)) {
        desk.told.changed(super::Changed::Blending, before, "DeviceCMYK", 0.0);
    }
    // A page that does not say what it is blended in was looked at on a screen, if it has any colours of one.
    let was_screen = desk.told.is_blended_as_screen() || (!is_named && desk.told.has_screen_colours());
    let mut keys = own.unwrap_or_default();
    let needed = desk.is_transparent || had;
    [("Type", "Group"), ("S", "Transparency"), ("CS", "DeviceCMYK")].into_iter().for_each(|(key, name)| {
        keys.set(key, Object::Name(name.as_bytes().to_vec()));
    });
    keys.set("I", true);
    PageGroup { keys: (needed && desk.is_transparent).then_some(keys), was_screen }
}

fn left_behind(desk: &mut Desk<'_>, source: &Source) {
    let count = |is: bool| usize::from(is);
    let told = &mut desk.told;
    told.left(Left::Pages, source.pages.saturating_sub(1));
    let names = keys_of(source.catalog(b"Names"));
    let has = |key: &[u8]| names.is_some_and(|names| names.has(key));
    let acts = keys_of(source.catalog(b"OpenAction")).is_some() || keys_of(source.catalog(b"AA")).is_some();
    told.left(Left::Actions, count(acts || has(b"JavaScript") || source.page.has(b"AA")));
    told.left(Left::Files, count(has(b"EmbeddedFiles")));
    told.left(Left::Form, count(keys_of(source.catalog(b"AcroForm")).is_some()));
    let annotations = entry(&source.document, &source.page, b"Annots").as_array().map_or(&[][..], Vec::as_slice);
    for annotation in annotations.iter().take(10_000) {
        let Some(keys) = keys_of(followed(&source.document, annotation)) else { continue };
        let flags = entry(&source.document, keys, b"F").as_i64().unwrap_or(0);
        let kind = entry(&source.document, keys, b"Subtype").as_name().unwrap_or_default();
        // Bit 3 prints, bit 2 hides (ISO 32000-1 table 165); links and pop-ups draw nothing.
        let prints = flags & 4 != 0 && flags & 2 == 0 && keys.has(b"AP") && kind != b"Link" && kind != b"Popup";
        told.left(if prints { Left::Printing } else { Left::Annotations }, 1);
    }
}

/// What the new file is made of.
struct Alone {
    content: Vec<u8>,
    resources: Dictionary,
    shows: [f64; 4],
    group: Option<Dictionary>,
}

/// A file of the page alone: only what it leads to.
fn alone(name: &str, desk: &mut Desk<'_>, source: &Source, page: Alone) -> Result<Vec<u8>, Diagnostic> {
    tag_fonts(&mut desk.document);
    map_glyphs(&mut desk.document);
    let resources = desk.document.add_object(page.resources);
    let group = page.group.map(|group| desk.document.add_object(group));
    let mut fresh = Document::with_version("1.6");
    fresh.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    fresh.binary_mark = vec![0xE4, 0xBA, 0xA2, 0xE7];
    let mut import = Import::new(&desk.document, &mut fresh);
    let resources = import.whole(&Object::Reference(resources));
    let group = group.map(|group| import.whole(&Object::Reference(group)));
    import.bounded(name)?;
    let content = fresh.add_object(whole_stream(dictionary! { "Filter" => "FlateDecode" }, deflate(&page.content)));
    let tree = fresh.new_object_id();
    let mut keys = dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => reals(&page.shows),
        "BleedBox" => reals(&page.shows),
        "TrimBox" => reals(&source.trim),
        "Resources" => resources,
        "Contents" => content,
    };
    if source.turn != 0 {
        keys.set("Rotate", source.turn);
    }
    if let Some(group) = group {
        keys.set("Group", group);
    }
    let leaf = fresh.add_object(keys);
    let kids = vec![Object::Reference(leaf)];
    fresh.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = fresh.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    fresh.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    fresh.save_to(&mut bytes).map_err(|why| damaged(name, why.to_string()))?;
    Ok(bytes)
}

/// Fonts that are embedded whole get a tag too: two of one name, from two advertisements, may be different fonts (ISO 32000-1 §9.6.4).
fn tag_fonts(document: &mut Document) {
    let mut tagged: BTreeMap<ObjectId, Vec<u8>> = BTreeMap::new();
    for (id, object) in &document.objects {
        let Ok(keys) = object.as_dict() else { continue };
        let file = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().find_map(|key| keys.get(key).ok());
        if let (Some(file), Ok(name)) = (file, entry(document, keys, b"FontName").as_name())
            && !has_tag(name)
        {
            let program = followed(document, file).as_stream().map_or(&[][..], |stream| &stream.content);
            tagged.insert(*id, [&tag(program)[..], b"+", name].concat());
        }
    }
    let name_by =
        |object: &Object, known: &BTreeMap<ObjectId, Vec<u8>>| known.get(&object.as_reference().ok()?).cloned();
    let mut fonts: BTreeMap<ObjectId, Vec<u8>> = BTreeMap::new();
    for (id, object) in &document.objects {
        let keys = object.as_dict().ok();
        let own = keys.and_then(|keys| name_by(keys.get(b"FontDescriptor").ok()?, &tagged));
        fonts.extend(own.map(|own| (*id, own)));
    }
    let mut above = Vec::new();
    for (id, object) in &document.objects {
        let below = object.as_dict().ok().map(|keys| entry(document, keys, b"DescendantFonts"));
        let first = below.and_then(|below| below.as_array().ok()?.first());
        above.extend(first.and_then(|first| Some((*id, name_by(first, &fonts)?))));
    }
    for (id, key, name) in tagged
        .into_iter()
        .map(|(id, name)| (id, "FontName", name))
        .chain(fonts.into_iter().chain(above).map(|(id, name)| (id, "BaseFont", name)))
    {
        if let Some(Object::Dictionary(keys)) = document.objects.get_mut(&id) {
            keys.set(key, Object::Name(name));
        }
    }
}

/// Says of CIDs of TrueType fonts what is meant where nothing is said: that they are numbers of glyphs (ISO 32000-2 table 115).
fn map_glyphs(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Dictionary(keys) = object else { continue };
        let is_cid = keys.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"CIDFontType2");
        if is_cid && !keys.has(b"CIDToGIDMap") {
            keys.set("CIDToGIDMap", "Identity");
        }
    }
}

fn has_tag(name: &[u8]) -> bool {
    name.get(6) == Some(&b'+') && name.iter().take(6).all(u8::is_ascii_uppercase)
}

/// Six letters from a font's program.
fn tag(program: &[u8]) -> Vec<u8> {
    Sha256::digest(program).iter().take(6).map(|byte| b'A' + byte % 26).collect()
}
