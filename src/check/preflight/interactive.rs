//! Interactive parts, I01 to I04: actions, annotations, forms, layers.

use std::rc::Rc;

use super::Judge;
use super::geometry::Rect;
use super::reading::Doc;
use super::report::Subject;
use super::rules::Id;
use super::value::{Dict, Value};

/// Kinds of actions.
const ACTIONS: &[&str] = &[
    "Launch",
    "URI",
    "GoTo",
    "GoToR",
    "GoToE",
    "SubmitForm",
    "ImportData",
    "ResetForm",
    "Hide",
    "Named",
    "Movie",
    "Sound",
    "Rendition",
    "SetOCGState",
    "Trans",
    "GoTo3DView",
    "Thread",
];
/// What only an action has beside its kind: some kinds are also names of other things.
const PARTS: &[&str] = &["URI", "F", "D", "N", "Next", "T", "State", "JS", "Win"];
/// Annotations that are never permitted, wherever they stand.
const NEVER: &[&str] = &["Movie", "Sound", "Screen", "3D", "RichMedia", "FileAttachment", "Widget"];
/// Annotations looked at on one page.
const MOST_ANNOTATIONS: usize = 10_000;

/// The kind of action a dictionary is, if it is one.
pub(super) fn action(doc: &Doc<'_>, dict: &Dict) -> Option<String> {
    let kind = doc.get(dict, "S");
    let kind = kind.name()?;
    if kind == "JavaScript" || dict.has("JS") {
        return Some("JavaScript".into());
    }
    let type_fits = !dict.has("Type") || doc.get(dict, "Type").is_name("Action");
    (type_fits && ACTIONS.contains(&kind) && PARTS.iter().any(|key| dict.has(key))).then(|| kind.to_owned())
}

impl Judge<'_> {
    /// What the catalog holds of actions, files, forms and layers.
    pub(super) fn interactive(&mut self) {
        let catalog = Rc::clone(&self.catalog);
        let subject = Subject::new(catalog.object, "catalog");
        for key in ["OpenAction", "AA"] {
            if catalog.has(key) {
                self.note(Id::I01, &subject, "catalog with an action", key);
            }
        }
        let names = self.doc.get(&catalog, "Names");
        let name_has = |key| names.dict().is_some_and(|names| names.has(key));
        if name_has("JavaScript") {
            self.note(Id::I01, &subject, "scripts of the document", "");
        }
        if name_has("EmbeddedFiles") {
            self.note(Id::F08, &subject, "files attached to the document", "");
        }
        if catalog.has("Collection") {
            self.note(Id::F08, &subject, "portfolio of files", "");
        }
        if let Value::Dict(form) = self.doc.get(&catalog, "AcroForm") {
            // A form without fields is what some programs leave behind.
            let fields = self.doc.get(&form, "Fields");
            let what = if form.has("XFA") { "XFA" } else { "AcroForm" };
            if form.has("XFA") || fields.array().is_some_and(|fields| !fields.is_empty()) {
                self.note(Id::I03, &subject, "form fields", what);
            }
        }
        if catalog.has("OCProperties") {
            self.note(Id::I04, &subject, "layers", "");
        }
    }

    /// I01 and I02 of a page.
    pub(super) fn annotations(&mut self, page: &Dict, zone: Option<Rect>) {
        for key in ["AA", "PresSteps"] {
            if page.has(key) {
                self.note(Id::I01, &Subject::new(page.object, "page"), "page with an action", key);
            }
        }
        let annotations = self.doc.get(page, "Annots");
        for annotation in annotations.array().unwrap_or_default().iter().take(MOST_ANNOTATIONS) {
            if let Some(dict) = self.doc.resolve(annotation).dict() {
                self.annotation(dict, zone);
            }
        }
    }

    fn annotation(&mut self, dict: &Dict, zone: Option<Rect>) {
        let kind = self.doc.get(dict, "Subtype").name().unwrap_or("?").to_owned();
        let subject = Subject::new(dict.object, format!("annotation {kind}"));
        if NEVER.contains(&kind.as_str()) {
            self.note(Id::I02, &subject, "annotation of a kind that is not permitted", "");
        }
        if dict.has("A") || dict.has("AA") {
            self.note(Id::I01, &subject, "annotation with an action", "");
        }
        if matches!(kind.as_str(), "TrapNet" | "PrinterMark") && !self.is_x1a() {
            return;
        }
        let unit = self.page.unit;
        let sides: Vec<f64> = self.doc.numbers(dict.raw("Rect")).into_iter().map(|side| side * unit).collect();
        let rect = Rect::of(&sides).or(zone);
        if let (Some(rect), Some(zone)) = (rect, zone)
            && rect.overlaps(zone)
        {
            let at = Some((rect.left, rect.top));
            self.report.note(Id::I02, &subject, "annotation inside the bleed", String::new(), at);
        }
    }
}
