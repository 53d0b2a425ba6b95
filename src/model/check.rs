//! Checks across frames and pages: what may not lie over what, what may not be said twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, Diagnostics, FrameId, Len, Message, Rect, Span, Spanned};
use crate::input::{Documents, Fields, Value};
use crate::message;

use super::edition::{Content, Direction, Edition, Frame};

/// Overlaps up to this are rounding of the layout's own lengths.
const TOUCH: Len = Len(9_000);

/// Frames with content that lie over each other, though neither runs the other around nor says so.
pub(super) fn overlaps(
    edition: &Edition,
    frames: &[FrameId],
    keys: &BTreeMap<String, Fields>,
    found: &mut Diagnostics,
) {
    let says = |a: &str, b: &str| {
        keys.get(a).is_some_and(|fields| fields.list("over").iter().any(|name| name.value.as_text() == Some(b)))
    };
    let run_around: BTreeSet<&str> = frames
        .iter()
        .map(|id| &edition.frames[id.index()])
        .filter(|frame| frame.runaround.is_some())
        .map(|frame| frame.name.as_str())
        .collect();
    let mut told = BTreeSet::new();
    for (at, &first) in frames.iter().enumerate() {
        for &second in &frames[at + 1..] {
            let (a, b) = (&edition.frames[first.index()], &edition.frames[second.index()]);
            if [a, b].iter().any(|frame| frame.content == Content::Empty) {
                continue;
            }
            let is_wide = |common: &Rect| common.width > TOUCH && common.height > TOUCH;
            let common = parts(a).iter().flat_map(|a| parts(b).iter().filter_map(|b| a.intersection(b))).find(is_wide);
            let Some(common) = common else { continue };
            let (below, above) = (owner(&a.name, keys), owner(&b.name, keys));
            let is_exempt = below == above
                || [a.name.as_str(), &b.name, below, above].iter().any(|name| run_around.contains(name))
                || says(below, above)
                || says(above, below);
            // What lies over a picture and its caption lies over one frame of the layout.
            if !is_exempt && told.insert((below.to_owned(), above.to_owned())) {
                found.push(overlap((a, below), b, common));
            }
        }
    }
}

/// The frame of the layout that a frame was made in, by which the layout knows it: itself, or that of a caption, of a picture of several, of an advertisement.
fn owner<'f>(name: &'f str, keys: &BTreeMap<String, Fields>) -> &'f str {
    let made_in = name.rsplit_once('/').map(|(owner, _)| owner);
    made_in.filter(|owner| !keys.contains_key(name) && keys.contains_key(*owner)).unwrap_or(name)
}

fn overlap((a, owner): (&Frame, &str), b: &Frame, common: Rect) -> Diagnostic {
    let (width, height) = (common.width.to_mm(), common.height.to_mm());
    Diagnostic::error(
        "frame/overlap",
        message!(
            "frame `{}` lies over `{}` by {} × {} mm",
            b.name,
            a.name,
            format_args!("{width:.1}"),
            format_args!("{height:.1}")
        ),
    )
    .at(b.span)
    .hint(message!("move it, give one of them `around: 2mm`, or say that it is meant: `over: [{}]`", owner))
}

/// The rectangles of a frame.
fn parts(frame: &Frame) -> &[Rect] {
    if frame.parts.is_empty() { std::slice::from_ref(&frame.area) } else { &frame.parts }
}

/// Threads whose frames do not all set their lines one way: a story's characters are shaped for one direction.
pub(super) fn directions(edition: &Edition, found: &mut Diagnostics) {
    for thread in &edition.threads {
        let mut frames = thread.frames.iter().map(|frame| &edition.frames[frame.index()]);
        let Some(first) = frames.next() else { continue };
        let Some(other) = frames.find(|frame| frame.direction != first.direction) else { continue };
        let (runs, story) = (words(other.direction), &edition.stories[thread.story.index()].name);
        let (name, page) = (&other.name, &edition.pages[other.page.index()].number);
        found.push(
            Diagnostic::error(
                "thread/directions",
                message!(
                    "{} begins with {} lines, but those of `{}` on page {} are {}",
                    story,
                    words(first.direction),
                    name,
                    page,
                    runs
                ),
            )
            .at(other.span)
            .hint("give all frames of the story the same direction:, or make two articles of it"),
        );
    }
}

/// Frames that a story place names twice: a text cannot come back to where it has been.
pub(super) fn repeated_frames(place: &Fields, found: &mut Diagnostics) {
    let name_of = |frame: &Spanned<Value>| Some(Spanned::new(frame.value.as_text()?.to_owned(), frame.span));
    let body: Vec<Spanned<String>> = place.list("body").iter().filter_map(name_of).collect();
    let named = |name: &str, frames: &[Spanned<String>]| frames.iter().any(|frame| frame.value == name);
    for (at, frame) in body.iter().enumerate().filter(|(at, frame)| named(&frame.value, &body[..*at])) {
        if named(&frame.value, &body[at + 1..]) {
            continue;
        }
        let message = message!("the text runs through frame `{}` twice", frame.value);
        let finding = Diagnostic::error("story/frame-twice", message).at(frame.span);
        found.push(finding.hint("name each frame once, in the order the text runs"));
    }
    let Some(head) = place.get("head").and_then(name_of).filter(|head| named(&head.value, &body)) else { return };
    let message = message!("frame `{}` is for the headline and for the text", head.value);
    let finding = Diagnostic::error("story/frame-twice", message).at(head.span);
    found.push(finding.hint("take head: away, and the headline stands above the text in the first frame of body:"));
}

/// A direction as layouts write it.
fn words(direction: Direction) -> Message {
    match direction {
        Direction::Horizontal => message!("horizontal"),
        Direction::Vertical => message!("vertical"),
    }
}

/// Kinds of content, of which a frame shows one.
pub(super) const CONTENTS: &[&str] = &["text", "paras", "picture", "pictures", "ads", "table", "index", "code"];

/// Whether `fields` put exactly one thing into a frame.
pub(super) fn is_one_content(fields: &Fields, found: &mut Diagnostics) -> bool {
    let given: Vec<&str> = CONTENTS.iter().copied().filter(|key| fields.get(key).is_some()).collect();
    let is_unread = CONTENTS.iter().any(|key| fields.unread.contains(key));
    let finding = match given.as_slice() {
        [_] => return true,
        [] if is_unread => return false,
        [] => Diagnostic::error("put/nothing", "nothing is put here")
            .hint("write text, paras, picture, pictures, ads, table, index or code"),
        [first, second, ..] => Diagnostic::error("put/two-contents", message!("{} and {} in one frame", first, second))
            .hint("keep one; a second frame can lie over this one"),
    };
    found.push(finding.at(fields.span));
    false
}

/// A caption or a credit beside what is no picture, and has no room for one.
pub(super) fn captions_of_none(content: &Fields, found: &mut Diagnostics) {
    let has = |key: &&str| content.get(key).is_some() || content.unread.contains(*key);
    if ["picture", "pictures", "code"].iter().any(has) {
        return;
    }
    for words in ["caption", "credit"].iter().filter_map(|key| content.get(key)) {
        let message = "a caption belongs to a picture, and there is none here: it would not print";
        let finding = Diagnostic::error("put/caption", message).at(words.span);
        found.push(
            finding.hint(
                "take it out, or put it into the entry of its picture; a table or a text has its words in itself",
            ),
        );
    }
}

/// Pages with one number: readers and the press could not tell them apart.
pub(super) fn page_numbers(edition: &Edition, written: &[&Fields], found: &mut Diagnostics) {
    for (at, page) in edition.pages.iter().enumerate() {
        if edition.pages[..at].iter().any(|other| other.number == page.number) {
            let span = written.get(at).map(|fields| fields.span_of("number")).unwrap_or_default();
            found.push(
                Diagnostic::error("page/number-twice", message!("two pages have the number {}", page.number))
                    .at(span)
                    .hint("without number: a page has its position"),
            );
        }
    }
}

/// A place where a picture is asked for.
struct PictureUse<'d> {
    path: &'d str,
    /// The page of a PDF, from 1.
    sheet: i64,
    place: &'d str,
    page: &'d str,
    span: Span,
}

/// Pictures that the edition asks for in two places. What layouts show themselves, such as a mark on every page, is meant.
pub(super) fn pictures_twice(documents: &Documents, edition: &Edition, written: &[&Fields], found: &mut Diagnostics) {
    let uses =
        written.iter().zip(&edition.pages).flat_map(|(fields, page)| pictures_put(documents, fields, &page.number));
    let mut first: BTreeMap<(&str, i64), PictureUse<'_>> = BTreeMap::new();
    for again in uses {
        let Some(known) = first.get(&(again.path, again.sheet)) else {
            first.insert((again.path, again.sheet), again);
            continue;
        };
        let PictureUse { path, place, page, .. } = again;
        let message = message!(
            "{} is printed twice: in `{}` on page {} and in `{}` on page {}",
            path,
            known.place,
            known.page,
            place,
            page
        );
        let finding = Diagnostic::note("picture/twice", message).at(again.span);
        found.push(finding.hint("look whether another picture was meant in one of them"));
    }
}

/// The pictures that a page's entries of `put` ask for, those inside articles among them.
fn pictures_put<'d>(documents: &'d Documents, page: &'d Fields, number: &'d str) -> Vec<PictureUse<'d>> {
    let mut uses = Vec::new();
    for (place, content) in page.named("put") {
        let own = content.value.as_object();
        let sheet = own.and_then(|fields| fields.number("page")).unwrap_or(1);
        let mut add = |path: &'d str, span: Span| {
            uses.push(PictureUse { path, sheet, place: &place.value, page: number, span });
        };
        let named = own.into_iter().flat_map(|fields| fields.list("picture").iter().chain(fields.list("pictures")));
        named.for_each(|path| path.value.as_text().into_iter().for_each(|text| add(text, path.span)));
        let article = content.value.as_text().or(own.and_then(|fields| Some(fields.text("article")?.value)));
        let blocks = article.and_then(|path| documents.articles.get(path)).map_or(&[][..], |article| &article.blocks);
        let pictures = blocks.iter().filter_map(|block| block.picture.as_ref());
        pictures.for_each(|path| add(&path.value, path.span));
    }
    uses
}
