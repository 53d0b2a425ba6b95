//! What helps those who open the file: its pages by their numbers, an outline by page and story, its language. PDF/X lets all of it be.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::base::Len;
use crate::display::{DisplayPage, GlyphRun, ItemKind};
use crate::model::Lang;

use super::envelope::text;

/// Letters of a headline in the outline, so that no entry is wider than a viewer's panel can show.
const MOST_LETTERS: usize = 60;

/// A headline where it stands on its page.
#[derive(Debug, PartialEq)]
pub(super) struct Heading {
    pub(super) title: String,
    /// From the top of the trim.
    pub(super) top: Len,
}

/// Writes page labels (ISO 32000-1 §12.4.2), outline (§12.3.3) and language (§14.9.2) into a catalog.
pub(super) fn add(
    document: &mut Document,
    catalog: &mut Dictionary,
    pages: &[DisplayPage],
    ids: &[ObjectId],
    language: Lang,
) {
    catalog.set("Lang", Object::string_literal(language.tag()));
    catalog.set("PageLabels", dictionary! { "Nums" => labels(pages) });
    if let Some(outline) = outline(document, pages, ids) {
        catalog.set("Outlines", outline);
    }
}

/// Every page by its own number, which is no plain count: A01, A02, B01.
fn labels(pages: &[DisplayPage]) -> Vec<Object> {
    let label = |(at, page): (usize, &DisplayPage)| {
        let place = Object::Integer(i64::try_from(at).unwrap_or(i64::MAX));
        [place, Object::Dictionary(dictionary! { "P" => text(&page.number) })]
    };
    pages.iter().enumerate().flat_map(label).collect()
}

/// An entry for each page, below it one for each headline.
fn outline(document: &mut Document, pages: &[DisplayPage], ids: &[ObjectId]) -> Option<ObjectId> {
    let root = document.new_object_id();
    let mut entries = Vec::new();
    for (page, id) in pages.iter().zip(ids) {
        let own = document.new_object_id();
        let headings = headings(page);
        let place = |heading: Heading| entry(&heading.title, *id, Some(height_of(page, heading.top)), own);
        let below: Vec<Dictionary> = headings.into_iter().map(place).collect();
        let name = [page.number.as_str(), page.name.as_str()].join(" ");
        let mut entry = entry(name.trim(), *id, None, root);
        if let Some(family) = linked(document, below) {
            entry.set("First", family.first);
            entry.set("Last", family.last);
            // Closed: the pages are seen at once.
            entry.set("Count", -family.count);
        }
        entries.push((own, entry));
    }
    let family = chained(document, entries)?;
    let outline =
        dictionary! { "Type" => "Outlines", "First" => family.first, "Last" => family.last, "Count" => family.count };
    document.objects.insert(root, outline.into());
    Some(root)
}

/// Entries of one parent.
struct Family {
    first: ObjectId,
    last: ObjectId,
    count: i64,
}

fn linked(document: &mut Document, entries: Vec<Dictionary>) -> Option<Family> {
    let entries = entries.into_iter().map(|entry| (document.new_object_id(), entry)).collect();
    chained(document, entries)
}

/// Puts entries into the document, each knowing its neighbours.
fn chained(document: &mut Document, entries: Vec<(ObjectId, Dictionary)>) -> Option<Family> {
    let ids: Vec<ObjectId> = entries.iter().map(|(id, _)| *id).collect();
    for (at, (id, mut entry)) in entries.into_iter().enumerate() {
        if let Some(before) = at.checked_sub(1).and_then(|at| ids.get(at)) {
            entry.set("Prev", *before);
        }
        if let Some(next) = ids.get(at + 1) {
            entry.set("Next", *next);
        }
        document.objects.insert(id, entry.into());
    }
    Some(Family { first: *ids.first()?, last: *ids.last()?, count: i64::try_from(ids.len()).unwrap_or(i64::MAX) })
}

/// An entry that leads to a height of a page, or to all of it.
fn entry(title: &str, page: ObjectId, height: Option<Object>, parent: ObjectId) -> Dictionary {
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let place = match height {
        Some(height) => vec![page.into(), name("XYZ"), Object::Null, height, Object::Null],
        None => vec![page.into(), name("Fit")],
    };
    dictionary! { "Title" => text(title), "Parent" => parent, "Dest" => place }
}

/// Where a place below the top of the trim lies on the page as PDF counts it.
#[expect(clippy::cast_possible_truncation, reason = "PDF numbers are single precision floats here")]
fn height_of(page: &DisplayPage, top: Len) -> Object {
    Object::Real((page.bleed + page.slug + page.trim.height - top).to_pt() as f32)
}

/// The headlines of a page in the order of the page: of each headline block what is set largest.
pub(super) fn headings(page: &DisplayPage) -> Vec<Heading> {
    let mut order: Vec<&str> = Vec::new();
    let mut blocks: BTreeMap<&str, Vec<&GlyphRun>> = BTreeMap::new();
    for item in &page.items {
        // A headline block has its story's name with this ending; shadows and outlines below its letters say nothing.
        if let ItemKind::Glyphs(run) = &item.kind
            && item.story.ends_with("/head")
            && !run.text.trim().is_empty()
        {
            if !blocks.contains_key(&*item.story) {
                order.push(&item.story);
            }
            blocks.entry(&item.story).or_default().push(run);
        }
    }
    order.into_iter().filter_map(|story| heading(blocks.get(story)?)).collect()
}

fn heading(runs: &[&GlyphRun]) -> Option<Heading> {
    let largest = runs.iter().map(|run| run.size).max()?;
    // Figures and Western letters are set a little larger than the Chinese beside them, so what is nearly as large belongs to the line.
    let is_headline = |run: &&&GlyphRun| run.size * 10 >= largest * 9;
    let mut title = String::new();
    let mut top: Option<Len> = None;
    for run in runs.iter().filter(is_headline) {
        let is_between_words = title.ends_with(|c: char| c.is_ascii_alphanumeric())
            && run.text.starts_with(|c: char| c.is_ascii_alphanumeric());
        title += if is_between_words { " " } else { "" };
        title += &run.text;
        let above = run.glyphs.first().map(|glyph| glyph.at().y - run.size);
        top = top.into_iter().chain(above).min();
    }
    let title = match title.trim().char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &title.trim()[..end]),
        None => title.trim().to_owned(),
    };
    Some(Heading { title, top: top?.max(Len::ZERO) })
}
