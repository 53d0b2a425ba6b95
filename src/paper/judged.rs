//! What the judge found in a finished file, as findings of the edition.

use crate::base::{Arg, Diagnostic, Diagnostics, Span, ToArg};
use crate::check::preflight::{Id, Item, Level};
use crate::export::pdf::{resource_stem, stem_of};
use crate::message;
use crate::model::{Content, Edition, Frame, Picture};
use crate::press::{NO_CLAIM, Ready, TOO_FEW_PIXELS, settled};

/// What the judge found, and which of the things that were known are graver by it.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) found: Diagnostics,
    /// Where the edition asks for pictures whose too few pixels are an error.
    pub(super) graver: Vec<Span>,
}

/// What the judge found, as it is told beside what is known already.
pub(super) fn told(items: Vec<Item>, edition: &Edition, ready: &Ready, known: &[Diagnostic]) -> Told {
    let (items, records) = settled(items, edition, ready);
    let (old, items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| is_known(item, edition, known));
    let grave = old.iter().filter(|item| item.level == Level::E);
    let graver = grave.filter_map(|item| subject(item, edition).span).collect();
    let claims = claims(known);
    let is_asked = |item: &&Item| claims || !["M01", "O01"].contains(&format!("{:?}", item.id).as_str());
    let new = records.into_iter().filter(|record| known.iter().all(|known| known.message != record.message));
    let mut found = Diagnostics::new();
    for finding in items.iter().filter(is_asked).map(|item| finding(item, edition)).chain(new) {
        // Fonts of an advertisement have no names of their own here: one sentence stands for all.
        if found.iter().all(|known: &Diagnostic| known.message != finding.message) {
            found.push(finding);
        }
    }
    Told { found, graver }
}

/// A picture of too few pixels is told before it is placed, with its numbers: what the judge says of it makes that as grave, and is not told again.
fn is_known(item: &Item, edition: &Edition, known: &[Diagnostic]) -> bool {
    let span = subject(item, edition).span.filter(|_| matches!(item.id, Id::G01 | Id::G02));
    span.is_some() && known.iter().any(|known| known.code == TOO_FEW_PIXELS && known.span == span)
}

/// What a finding is about: of a picture its file and the frames that show it on the page, not the name it has within the PDF.
fn subject(item: &Item, edition: &Edition) -> Subject {
    let is_meant = |picture: &&Picture| {
        let resource = resource_stem(&picture.key());
        item.within.as_deref().map(stem_of) == Some(resource.as_str()) || item.subject.contains(&resource)
    };
    let Some((at, picture)) = edition.pictures.iter().enumerate().find(|(_, picture)| is_meant(picture)) else {
        return Subject { words: item.subject.to_arg(), span: None };
    };
    let is_on_page = |frame: &&Frame| item.page.is_none_or(|page| frame.page.index() + 1 == page as usize);
    let shows = |frame: &&Frame| matches!(&frame.content, Content::Picture(placed) if placed.picture.index() == at);
    let frames: Vec<Arg> =
        edition.frames.iter().filter(shows).filter(is_on_page).map(|frame| frame.name.to_arg()).collect();
    let words = match frames.as_slice() {
        [] => picture.name.to_arg(),
        _ => message!("{} in frame {}", picture.name, Arg::List(frames)).to_arg(),
    };
    Subject { words, span: Some(picture.span) }
}

/// What a finding of the judge is about.
struct Subject {
    words: Arg,
    /// Where the edition asks for it.
    span: Option<Span>,
}

/// A finding of the judge as a diagnostic.
fn finding(item: &Item, edition: &Edition) -> Diagnostic {
    let Subject { words, span } = subject(item, edition);
    let page = item.page.map_or("".to_arg(), |page| message!("page {}, ", page).to_arg());
    let place = item.place.map_or(String::new(), |at| format!("{:.1}, {:.1} mm, ", at.x_mm, at.y_mm));
    let times = if item.count > 1 { message!(" ({} times)", item.count).to_arg() } else { "".to_arg() };
    let message = message!("{}: {}{}{}: {}{}", format!("{:?}", item.id), page, place, words, item.message, times);
    let finding = match item.level {
        Level::E => Diagnostic::error(PREFLIGHT, message),
        Level::W => Diagnostic::warning(PREFLIGHT, message),
    };
    Diagnostic { span, ..finding }.hint(item.hint)
}

/// Code of what the judge finds in the finished file.
const PREFLIGHT: &str = "pdf/preflight";

/// Whether the file may call itself PDF/X: not where a finding of PDF/X itself was let through.
pub(super) fn claims(found: &[Diagnostic]) -> bool {
    !found.iter().any(|finding| finding.code == NO_CLAIM)
}
