//! The structure tree as objects: elements with their stretches of content, and the way back from these (ISO 32000-1 §14.7.2, §14.7.4).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::envelope::text;
use super::tags::{Element, Place, Tags};

/// Writes the tree into a catalog, and into the pages which of its lists is theirs.
pub(super) fn add(document: &mut Document, catalog: &mut Dictionary, pages: &[ObjectId], tags: &Tags) {
    let (root, top) = (document.new_object_id(), document.new_object_id());
    let mut parents = Parents(vec![Vec::new(); pages.len()]);
    let mut branches: Vec<Object> = Vec::new();
    for branch in &tags.branches {
        let shown = branch.elements.iter().filter_map(|at| tags.elements.get(*at));
        let shown: Vec<&Element> = shown.filter(|element| !element.places.is_empty()).collect();
        // What is on none of these pages has no number either: a page of two editions is one file.
        if shown.is_empty() {
            continue;
        }
        let own = document.new_object_id();
        let kids: Vec<Object> =
            shown.into_iter().map(|element| leaf(document, own, element, pages, &mut parents).into()).collect();
        let keys = dictionary! { "Type" => "StructElem", "S" => branch.role, "P" => top, "K" => kids };
        document.objects.insert(own, keys.into());
        branches.push(own.into());
    }
    let whole = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => branches };
    document.objects.insert(top, whole.into());
    let next = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let lists = parents.lists(document, pages);
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => top, "ParentTree" => dictionary! { "Nums" => lists }, "ParentTreeNextKey" => next,
    };
    document.objects.insert(root, tree.into());
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
}

/// For every stretch of every page its element.
struct Parents(Vec<Vec<Object>>);

impl Parents {
    fn put(&mut self, place: Place, element: ObjectId) {
        let Some(list) = self.0.get_mut(place.page) else { return };
        if list.len() <= place.id {
            list.resize(place.id + 1, Object::Null);
        }
        if let Some(own) = list.get_mut(place.id) {
            *own = element.into();
        }
    }

    /// The lists by the keys of their pages.
    fn lists(self, document: &mut Document, pages: &[ObjectId]) -> Vec<Object> {
        let mut numbers = Vec::new();
        for (at, (list, page)) in self.0.into_iter().zip(pages).enumerate() {
            let key = Object::Integer(i64::try_from(at).unwrap_or(i64::MAX));
            if let Some(Object::Dictionary(page)) = document.objects.get_mut(page) {
                page.set("StructParents", key.clone());
                page.set("Tabs", "S");
            }
            numbers.extend([key, document.add_object(list).into()]);
        }
        numbers
    }
}

fn leaf(
    document: &mut Document,
    parent: ObjectId,
    element: &Element,
    pages: &[ObjectId],
    parents: &mut Parents,
) -> ObjectId {
    let own = document.new_object_id();
    let kid = |place: &Place| -> Option<Object> {
        let id = i64::try_from(place.id).unwrap_or(i64::MAX);
        Some(dictionary! { "Type" => "MCR", "Pg" => *pages.get(place.page)?, "MCID" => id }.into())
    };
    let kids: Vec<Object> = element.places.iter().filter_map(kid).collect();
    let mut keys = dictionary! { "Type" => "StructElem", "S" => element.role, "P" => parent, "K" => kids };
    if let Some(alt) = &element.alt {
        keys.set("Alt", text(alt));
    }
    document.objects.insert(own, keys.into());
    element.places.iter().for_each(|place| parents.put(*place, own));
    own
}
