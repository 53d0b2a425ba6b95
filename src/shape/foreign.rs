//! Letters that join, change places, take marks around them or run from the right: cut into stretches of one script and direction, each shaped whole
//! in a face that has all of it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::{Diagnostic, FaceId, Span};
use crate::message;
use crate::tradition::{Course, Foreign};

use super::bidi;
use super::lacking::tried;
use super::shaped::Orientation;
use super::shaper::{Kind, Shaper};
use super::story::{Draft, Source, emit, has, pick_face};
use super::unit::Unit;

/// Scripts that are not set, with their first letters.
pub(super) type Unset = BTreeMap<(Foreign, WhyUnset), Unsettable>;

/// Why a script is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WhyUnset {
    /// Its letters need rules that the shaper does not have, or stand where they are not followed.
    NoRules,
    /// No face has its letters.
    NoFace,
    /// Its lines run from top to bottom.
    OnItsSide,
}

/// Where a script that is not set stands, and the faces that were tried.
pub(super) struct Unsettable {
    pub span: Span,
    pub tried: Vec<FaceId>,
}

/// What a stretch of units is shaped as, where it is no Western or Chinese from the left.
pub(super) fn kind_of(unit: &Unit) -> Option<Kind> {
    match (unit.foreign, unit.level % 2) {
        (None, 0) => None,
        (foreign, 0) => Some(Kind::Foreign(foreign, Course::FromLeft)),
        (foreign, _) => Some(Kind::Foreign(foreign, Course::FromRight)),
    }
}

/// What a reading is shaped as: its letters run one way and are of one script, or it cannot be set. Nothing where it has no letters of other scripts.
pub(super) fn kind_of_reading(text: &str) -> Result<Option<Kind>, Foreign> {
    let Some(script) = text.chars().find_map(Foreign::of) else { return Ok(None) };
    let is_other = |c: char| c.is_alphabetic() && Foreign::of(c) != Some(script);
    if !script.is_known() || script.is_vertical() || text.chars().any(is_other) {
        return Err(script);
    }
    Ok(Some(Kind::Foreign(Some(script), bidi::course(text, Course::FromLeft))))
}

/// The stretches of units that are shaped alike, in the order of the text.
pub(super) fn stretches(units: &[Unit]) -> Vec<Range<usize>> {
    let mut start = 0;
    let alike = |a: &Unit, b: &Unit| (a.foreign, a.level) == (b.foreign, b.level);
    let stretch = |units: &[Unit]| {
        let range = start..start + units.len();
        start = range.end;
        range
    };
    units.chunk_by(alike).map(stretch).collect()
}

/// Shapes a stretch that [`kind_of`] names: its letters in the first face that has all of them, marks that it lacks in their own.
pub(super) fn shape(
    source: &Source<'_>,
    units: &[Unit],
    orientation: Orientation,
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) {
    let run = source.run_at(units[0].start);
    let letters: Vec<&Unit> = units.iter().filter(|unit| Foreign::of(unit.first).is_some()).collect();
    let chain = &source.family(run).chain;
    let whole = chain.iter().copied().find(|&face| letters.iter().all(|unit| has(shaper, face, unit)));
    if let Some(&&first) = letters.first()
        && let Some(why) = why_unset(&letters, orientation, chain, shaper)
    {
        let script = units[0].foreign.or(Foreign::of(first.first));
        let found = || Unsettable { span: source.span_of(first.start, first.end - first.start), tried: chain.clone() };
        script.map(|script| draft.unset.entry((script, why)).or_insert_with(found));
        emit(source, (run, whole.or(chain.first().copied()).unwrap_or_default(), orientation), units, shaper, draft);
        return;
    }
    let mut at = 0;
    while at < units.len() {
        let own = whole.filter(|&face| !letters.is_empty() && has(shaper, face, &units[at]));
        let face = own.unwrap_or_else(|| pick_face(source, run, &units[at], shaper, draft));
        let further = units[at + 1..].iter().take_while(|unit| has(shaper, face, unit) && own.is_some()).count();
        emit(source, (run, face, orientation), &units[at..=at + further], shaper, draft);
        at += 1 + further;
    }
}

/// Why letters of a script are not set, where they are not.
fn why_unset(letters: &[&Unit], orientation: Orientation, chain: &[FaceId], shaper: &Shaper<'_>) -> Option<WhyUnset> {
    let script = letters.first()?.foreign?;
    let is_drawn = |face: &FaceId| letters.iter().any(|unit| has(shaper, *face, unit));
    let lies = matches!(orientation, Orientation::Horizontal | Orientation::TateChuYoko);
    match () {
        () if !script.is_known() => Some(WhyUnset::NoRules),
        () if script.is_vertical() && lies => Some(WhyUnset::OnItsSide),
        () if !chain.iter().any(is_drawn) => Some(WhyUnset::NoFace),
        () => None,
    }
}

/// The error at the first letter of a script that is not set.
pub(super) fn told(
    (script, why): (Foreign, WhyUnset),
    found: &Unsettable,
    names: &dyn Fn(FaceId) -> String,
) -> Diagnostic {
    let name = script.name();
    let (message, hint) = match why {
        WhyUnset::NoRules => (
            message!("{} cannot be set here: its letters join, change places or run from the right", name),
            "write the name in Latin letters or Chinese, or place the words as a drawing (SVG with outlines)",
        ),
        WhyUnset::OnItsSide => (
            message!("{} cannot be set in horizontal lines: its lines run from top to bottom", name),
            "give the words to a frame with `direction: vertical`, or write the name in Latin letters or Chinese",
        ),
        WhyUnset::NoFace => (
            message!("{} cannot be set: no face has its letters; tried {}", name, tried(&found.tried, names)),
            "write `fonts: {others: {faces: [NAME]}}` in the edition, with a font in `fonts/` that has them: all families fall back to it; or write the name in Latin letters or Chinese",
        ),
    };
    Diagnostic::error("shape/script", message).at(found.span).hint(hint)
}
