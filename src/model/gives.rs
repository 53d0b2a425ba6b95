//! What a story may give to fill its frames, as the desk writes it (copy-fitting).

use crate::base::{Diagnostic, Em, FrameId, Len, Spanned, name_hint};
use crate::input::{Documents, Fields, Length};
use crate::message;

use super::edition::{Content, Edition};
use super::fitting::Give;
use super::resolve::PageBuilder;

/// Rows by which a picture may give when the desk does not say.
const PICTURE_ROWS: u16 = 2;
/// The most that letters may stand apart or close up: beyond it lines look like another setting.
const MOST_TRACKING: Em = Em(100);
/// The most that body type may grow or shrink, and the line distance leave the grid.
const MOST_SIZE: Len = Len::pt(2);
const MOST_LEADING: Len = Len::pt(2);

impl PageBuilder<'_, '_, '_> {
    /// What a story may give: its own list, else its story place's, else the edition's.
    pub(super) fn gives(&mut self, place: Option<&Fields>, own: Option<&Fields>) -> Vec<Give> {
        let documents = self.documents;
        let says = |fields: &&Fields| fields.get("copyfit").is_some();
        let said = own.filter(says).or(place.filter(says));
        // A list of the edition names pictures that not every page has.
        let is_own = said.is_some();
        let entries: Vec<Fields> = said
            .unwrap_or(&documents.edition)
            .list("copyfit")
            .iter()
            .filter_map(|item| item.value.as_object().cloned())
            .collect();
        // Of an entry without keys the mistake was found when it was read.
        entries.iter().filter(|entry| !entry.values.is_empty()).filter_map(|entry| self.give(entry, is_own)).collect()
    }

    fn give(&mut self, entry: &Fields, is_own: bool) -> Option<Give> {
        let named: Vec<&str> = entry.values.keys().copied().filter(|key| *key != "rows").collect();
        let [key] = named.as_slice() else {
            self.bench.found.push(
                Diagnostic::error("copyfit/one-each", "each entry of copyfit is one thing that may give")
                    .at(entry.span)
                    .hint("write a list such as [{looseness: 1}, {tracking: 0.02em}]: the order is the order of preference"),
            );
            return None;
        };
        let count = |key: &str| entry.number(key).and_then(|count| u16::try_from(count).ok());
        Some(match *key {
            "looseness" => Give::Looseness(i8::try_from(entry.number("looseness")?).ok()?),
            "tracking" => match entry.length("tracking")? {
                Length::Relative(em) if em.0.saturating_abs() > MOST_TRACKING.0 => {
                    return self.too_much(entry, "tracking", "0.1em");
                }
                Length::Relative(em) => Give::Tracking(Em(em.0.abs())),
                Length::Absolute(_) => return self.not_relative(entry),
            },
            "size" if entry.absolute("size")? > MOST_SIZE => return self.too_much(entry, "size", "2pt"),
            "size" => Give::Size(entry.absolute("size")?),
            "leading" if entry.absolute("leading")? > MOST_LEADING => return self.too_much(entry, "leading", "2pt"),
            "leading" => Give::Leading(entry.absolute("leading")?),
            "head" => Give::Head(count("head")?),
            "filler" => Give::Filler(count("filler")?),
            _ => {
                let frame = self.picture_frame(entry.text("picture")?, is_own)?;
                Give::Picture { frame, rows: count("rows").unwrap_or(PICTURE_ROWS) }
            }
        })
    }

    /// The frame of a picture that may give; a list of the story's own has no business with others.
    fn picture_frame(&mut self, name: Spanned<&str>, is_own: bool) -> Option<FrameId> {
        if let Some((id, _)) = self.frames.get(name.value) {
            self.asked.extend(is_own.then(|| Spanned::new(*id, name.span)));
            return Some(*id);
        }
        // One whose area is wrong was found with the frames.
        if is_own && !self.is_frame(name.value) {
            let finding = Diagnostic::error("copyfit/unknown-picture", message!("there is no frame `{}`", name.value));
            let hint = name_hint(name.value, self.frames.keys().map(String::as_str));
            self.bench.found.push(finding.at(name.span).hint(hint));
        }
        None
    }

    /// Frames that are to give as pictures and hold text.
    pub(super) fn check_asked(&mut self) {
        for asked in std::mem::take(&mut self.asked) {
            let frame = &self.bench.edition.frames[asked.value.index()];
            if matches!(frame.content, Content::Text | Content::Table(_)) {
                self.bench.found.push(
                    Diagnostic::error(
                        "copyfit/no-picture",
                        message!("frame `{}` holds text, not a picture", frame.name),
                    )
                    .at(asked.span)
                    .hint("name the frame of a picture beside the story"),
                );
            }
        }
    }

    fn too_much(&mut self, entry: &Fields, key: &str, most: &str) -> Option<Give> {
        self.bench.found.push(
            Diagnostic::error("copyfit/limit", message!("{} may give at most {}", key, most))
                .at(entry.span_of(key))
                .hint("readers see more than that: let something else give, or cut and add words"),
        );
        None
    }

    fn not_relative(&mut self, entry: &Fields) -> Option<Give> {
        self.bench.found.push(
            Diagnostic::error("copyfit/tracking", "tracking is given in em here")
                .at(entry.span_of("tracking"))
                .hint("write 0.02em"),
        );
        None
    }
}

/// Pictures that the edition's own list names and no page has.
pub(super) fn check_defaults(documents: &Documents, edition: &Edition) -> Vec<Diagnostic> {
    let entries = documents.edition.list("copyfit").iter().filter_map(|entry| entry.value.as_object());
    let unknown = entries
        .filter_map(|entry| entry.text("picture"))
        .filter(|name| !edition.frames.is_empty() && edition.frames.iter().all(|frame| frame.name != name.value));
    let told = |name: Spanned<&str>| {
        let hint = name_hint(name.value, edition.frames.iter().map(|frame| frame.name.as_str()));
        let message = message!("no page has a frame `{}`", name.value);
        Diagnostic::error("copyfit/unknown-picture", message).at(name.span).hint(hint)
    };
    unknown.map(told).collect()
}
