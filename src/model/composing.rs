//! What a style says of line composition, and what the language of its text makes of that.
//!
//! A style says it for its own language: text of another one, by the style of an article or a style that extends it, is composed as that
//! language is where nothing else is said.

use crate::base::{Diagnostic, Diagnostics, Em, Len, Spanned};
use crate::input::{DEFAULTS, Fields, Length, Value};
use crate::message;
use crate::tradition::{Composition, Fit, Hyphenate, Lang, UnitGlue};

use super::choices::{self, Words, pick};

/// The keys that are said for one language.
const OF_LANGUAGE: &[&str] = &[
    "punctuation",
    "kinsoku",
    "policy",
    "autospace",
    "autospace-max",
    "hang",
    "runt-fix",
    "squeeze-stops",
    "squeeze-floor",
    "trim-first",
    "line-end-stop",
    "unit-glue",
    "stretch",
    "stretch-at-punct",
    "hyphenate",
    "word-break",
];

/// The language of a style's keys.
pub(super) fn lang(fields: &Fields) -> Lang {
    fields.text("language").map_or_else(Lang::default, |word| pick(choices::LANG, word.value))
}

/// Puts keys over those of a style; where they are for text of another language, what was said for the first one goes.
pub(super) fn put_over(all: &mut Fields, over: &Fields) {
    if over.get("language").is_some() && lang(over) != lang(all) {
        forget(all, lang(over), |_| true);
    }
    all.values.extend(over.values.iter().map(|(key, value)| (*key, value.clone())));
}

/// What every layout starts from is said for Chinese of the mainland.
pub(super) fn settle(all: &mut Fields) {
    let lang = lang(all);
    if lang != Lang::default() {
        forget(all, lang, |value| value.span.source == DEFAULTS);
    }
}

/// Takes away what was said for another language; first lines that were indented are indented as in the language `lang`.
pub(super) fn forget(all: &mut Fields, lang: Lang, is_meant: impl Fn(&Spanned<Value>) -> bool) {
    all.values.retain(|key, value| !(OF_LANGUAGE.contains(key) && is_meant(value)));
    if let Some(indent) = all.values.get_mut("indent").filter(|value| is_meant(value) && is_indented(&value.value)) {
        indent.value = Value::Length(Length::Relative(lang.tradition().style.indent));
    }
}

fn is_indented(value: &Value) -> bool {
    match value {
        Value::Length(Length::Relative(em)) => *em > Em::ZERO,
        Value::Length(Length::Absolute(length)) => *length > Len::ZERO,
        _ => false,
    }
}

/// Values that the language of a style has no use for: an error, so that no line is set by a rule that nobody asked for (digest 0.4).
pub(super) fn check(fields: &Fields, found: &mut Diagnostics) {
    let takes = &lang(fields).tradition().takes;
    unused(fields, "punctuation", choices::PUNCT, takes.punct, found);
    unused(fields, "kinsoku", choices::KINSOKU, takes.kinsoku, found);
    unused(fields, "line-end-stop", choices::LINE_END_STOP, takes.line_end_stop, found);
    unused(fields, "word-break", choices::WORD_BREAK, takes.word_break, found);
    unused(fields, "stretch", choices::STRETCH, takes.stretch, found);
}

fn unused<T: Copy + PartialEq>(
    fields: &Fields,
    key: &'static str,
    words: Words<T>,
    takes: &[T],
    found: &mut Diagnostics,
) {
    let Some(word) = fields.text(key) else { return };
    let Some((_, meaning)) = words.iter().find(|(known, _)| *known == word.value) else { return };
    if takes.contains(meaning) {
        return;
    }
    let language = lang(fields).tradition().tag;
    let useful: Vec<&str> =
        words.iter().filter(|(_, meaning)| takes.contains(meaning)).map(|(word, _)| *word).collect();
    let finding = Diagnostic::error(
        "style/language",
        message!("`{}: {}` means nothing in text of the language {}", key, word.value, language),
    )
    .at(word.span);
    found.push(if useful.is_empty() {
        finding.hint(message!("leave `{}` away", key))
    } else {
        finding.hint(message!("write one of {}, or leave it away", useful.join(", ")))
    });
}

/// The rules of line composition of a style; what it does not state is the language's.
pub(super) fn composition(fields: &Fields, size: Len) -> Composition {
    let default = lang(fields).tradition().style.composition;
    let flag = |key: &str, default: bool| fields.bool(key).unwrap_or(default);
    let word = |key: &str| fields.text(key).map(|word| word.value);
    let stretch = word("stretch").map_or(default.stretch, |word| pick(choices::STRETCH, word));
    let kinsoku = word("kinsoku").map(|word| pick(choices::KINSOKU, word));
    let fit = word("fit").map_or(default.fit, |word| pick(choices::FIT, word));
    // LA15: a language that hyphenates its text does not hyphenate its headlines.
    let hyphenate = match (fit, default.hyphenate) {
        (Fit::Balanced, Hyphenate::Always) => Hyphenate::Never,
        (_, hyphenate) => hyphenate,
    };
    let gap_max = if stretch == default.stretch { default.autospace_max } else { stretch.gap_max() };
    Composition {
        lang: default.lang,
        punct: word("punctuation").map_or(default.punct, |word| pick(choices::PUNCT, word)),
        kinsoku: kinsoku.unwrap_or(default.kinsoku),
        kinsoku_narrow: default.kinsoku_narrow.filter(|_| kinsoku.is_none()),
        policy: word("policy").map_or(default.policy, |word| pick(choices::POLICY, word)),
        justify: default.justify,
        autospace: em_of(fields, "autospace", size).unwrap_or(default.autospace),
        autospace_max: em_of(fields, "autospace-max", size).unwrap_or(gap_max),
        hang: flag("hang", default.hang),
        orphan_fix: flag("runt-fix", default.orphan_fix),
        squeeze_stops: flag("squeeze-stops", default.squeeze_stops),
        squeeze_floor: word("squeeze-floor").map_or(default.squeeze_floor, |word| pick(choices::SQUEEZE_FLOOR, word)),
        trim_first: flag("trim-first", default.trim_first),
        line_end_stop: word("line-end-stop").map_or(default.line_end_stop, |word| pick(choices::LINE_END_STOP, word)),
        unit_glue: unit_glue(fields).unwrap_or(default.unit_glue),
        stretch,
        stretch_at_punct: flag("stretch-at-punct", default.stretch_at_punct),
        fit,
        looseness: fields.number("looseness").and_then(|lines| i8::try_from(lines).ok()).unwrap_or(0),
        hyphenate: word("hyphenate").map_or(hyphenate, |word| pick(choices::HYPHENATE, word)),
        word_break: word("word-break").map_or(default.word_break, |word| pick(choices::WORD_BREAK, word)),
    }
}

/// `unit-glue` is a word, or yes and no for always and never.
fn unit_glue(fields: &Fields) -> Option<UnitGlue> {
    let firmly = |is: bool| if is { UnitGlue::Always } else { UnitGlue::Never };
    let word = || fields.text("unit-glue").map(|word| pick(choices::UNIT_GLUE, word.value));
    fields.bool("unit-glue").map(firmly).or_else(word)
}

/// A length of a style as a fraction of its em.
pub(super) fn em_of(fields: &Fields, key: &str, size: Len) -> Option<Em> {
    Some(match fields.length(key)? {
        Length::Relative(em) => em,
        Length::Absolute(length) => Em(i32::try_from(length.scaled(1000, size.0).0).unwrap_or(i32::MAX)),
    })
}
