//! The document: resources shared by all pages, and the pages with their boxes.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::base::{Diagnostics, Len};
use crate::colour::Placed;
use crate::display::{DisplayPage, ItemKind};

use super::content::{KNOCKOUT, OVERPRINT};
use super::fonts::{EmbeddedFace, ready};
use super::images::{ImageObject, Shown};
use super::tags::Tags;
use super::{Conformance, PdfJob, drawing, guide, paint, placed, structure};

/// The document without its envelope; the catalog holds the pages and what leads to them.
pub(super) fn assemble(
    job: &PdfJob<'_>,
    fonts: &[EmbeddedFace],
    images: Vec<Shown>,
    contents: Vec<Vec<u8>>,
    tags: Option<&Tags>,
) -> Result<Document, Diagnostics> {
    let mut document = Document::with_version(if job.conformance == Conformance::X1a { "1.4" } else { "1.6" });
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    document.binary_mark = vec![0xE4, 0xBA, 0xA2, 0xE7];
    let pictures = pictures(&mut document, images)?;
    let resources = resources(&mut document, job, fonts, pictures);
    let tree = document.new_object_id();
    let pages: Vec<ObjectId> = job
        .pages
        .iter()
        .zip(contents)
        .map(|(page, content)| {
            let content = document.add_object(ready(dictionary! { "Filter" => "FlateDecode" }, content));
            let mut dictionary = page_dictionary(page, tree, content, resources);
            if is_transparent(page, job) {
                dictionary.set("Group", blend_space());
            }
            document.add_object(dictionary)
        })
        .collect();
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let kids: Vec<Object> = pages.iter().copied().map(Object::Reference).collect();
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    guide::add(&mut document, &mut catalog, job.pages, &pages, job.imprint.language);
    if let Some(tags) = tags {
        structure::add(&mut document, &mut catalog, &pages, tags);
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    Ok(document)
}

/// Every page has its own boxes and inherits nothing (prepress P01, P02).
fn page_dictionary(page: &DisplayPage, tree: ObjectId, content: ObjectId, resources: ObjectId) -> Dictionary {
    let (width, height) = (page.trim.width, page.trim.height);
    let margin = page.bleed + page.slug;
    let grown = |by: Len| -> Vec<Object> {
        let (near, far) = (margin - by, margin + by);
        [near, near, far + width, far + height].into_iter().map(number).collect()
    };
    dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => grown(margin),
        "BleedBox" => grown(page.bleed),
        "TrimBox" => grown(Len::ZERO),
        "Resources" => resources,
        "Contents" => content,
    }
}

/// Whether something on a page may be transparent: a drawing that is, or a placed page, of which nobody knows.
fn is_transparent(page: &DisplayPage, job: &PdfJob<'_>) -> bool {
    page.items.iter().any(|item| match &item.kind {
        ItemKind::Image(image) => match job.images.get(&image.name).map(|placed| &**placed) {
            Some(Placed::Drawing(placed)) => placed.drawing.transparency().is_some(),
            Some(Placed::Page { is_blended, .. }) => *is_blended,
            Some(Placed::Pixels(_)) | None => false,
        },
        _ => false,
    })
}

/// What is transparent is blended in the inks of the press (prepress C07).
fn blend_space() -> Dictionary {
    dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" }
}

#[expect(clippy::cast_possible_truncation, reason = "PDF numbers are single precision floats here")]
fn number(length: Len) -> Object {
    Object::Real(length.to_pt() as f32)
}

/// All pictures, drawings and placed pages by their resource names.
fn pictures(document: &mut Document, images: Vec<Shown>) -> Result<Dictionary, Diagnostics> {
    let mut pictures = Dictionary::new();
    for Shown { resources, object } in images {
        let ids = match object {
            ImageObject::Ready(stream) => vec![document.add_object(stream); resources.len()],
            ImageObject::Drawing(parts, streams) => {
                let pictures = drawing::pictures(document, streams);
                parts.into_iter().map(|part| drawing::add(document, part, &pictures)).collect()
            }
            ImageObject::Page { name, file, page } => {
                let form = placed::form(document, &name, &file, page).map_err(|problem| vec![problem])?;
                vec![form; resources.len()]
            }
        };
        resources.iter().zip(ids).for_each(|(resource, id)| pictures.set(resource.as_bytes(), id));
    }
    Ok(pictures)
}

fn resources(document: &mut Document, job: &PdfJob<'_>, fonts: &[EmbeddedFace], pictures: Dictionary) -> ObjectId {
    let mut resources = dictionary! {
        "Font" => font_resources(document, fonts),
        "ExtGState" => dictionary! { OVERPRINT => overprint(true), KNOCKOUT => overprint(false) },
    };
    if !pictures.is_empty() {
        resources.set("XObject", pictures);
    }
    let mut shadings = Dictionary::new();
    for gradient in paint::gradients(job.pages) {
        let id = document.add_object(paint::shading(&gradient));
        shadings.set(paint::gradient_resource(&gradient).as_bytes(), id);
    }
    if !shadings.is_empty() {
        resources.set("Shading", shadings);
    }
    let spots = paint::spots(job.pages);
    if !spots.is_empty() {
        let mut spaces = Dictionary::new();
        for (name, alternate) in spots {
            let id = document.add_object(paint::separation(&name, alternate));
            spaces.set(paint::resource(&name).as_bytes(), id);
        }
        resources.set("ColorSpace", spaces);
    }
    document.add_object(resources)
}

/// Overprint mode 1: a zero of an ink leaves that plate alone (ISO 32000-1 §8.6.7).
pub(super) fn overprint(on: bool) -> Dictionary {
    dictionary! { "Type" => "ExtGState", "OP" => on, "op" => on, "OPM" => 1 }
}

fn font_resources(document: &mut Document, fonts: &[EmbeddedFace]) -> Dictionary {
    let mut resources = Dictionary::new();
    for face in fonts {
        let program = document.add_object(face.program.clone());
        let mut descriptor = face.descriptor.clone();
        descriptor.set(face.program_key, program);
        let descriptor = document.add_object(descriptor);
        let mut cid_font = face.cid_font.clone();
        cid_font.set("FontDescriptor", descriptor);
        let cid_font = document.add_object(cid_font);
        for (resource, encoding, map) in &face.variants {
            let map = document.add_object(map.clone());
            let font = document.add_object(dictionary! {
                "Type" => "Font",
                "Subtype" => "Type0",
                "BaseFont" => Object::Name(face.name.as_bytes().to_vec()),
                "Encoding" => *encoding,
                "DescendantFonts" => vec![Object::Reference(cid_font)],
                "ToUnicode" => map,
            });
            resources.set(resource.as_bytes(), font);
        }
    }
    resources
}
