//! Stretches of one markup → runs of one look: what stars and directives change of it.

use std::collections::BTreeSet;

use crate::base::{
    Diagnostic, Diagnostics, Em, Script, Span, Spanned, is_invisible, name_hint, narrow, plain_letter, scripted,
};
use crate::input::{DEFAULTS, Fields, InlineRun, Length, Mark, Value};
use crate::message;
use crate::tradition::{Emphasis, guides_foreign, has_foreign};

use super::choices::LANG;
use super::edition::{Annotation, Ruby, Run};
use super::quotes::{curled, language_of};
use super::readings::with_readings;
use super::sheet::{Sheet, Workbench, size_of};

/// Size of raised and lowered letters against their text, in thousandths: that of the native ones in the shipped faces.
const SCRIPT_SIZE: i64 = 600;
/// Rise of raised letters: their figures reach as high as Chinese ones.
const SUPERSCRIPT: Em = Em(350);
/// Fall of lowered letters, whose figures then hang below the baseline by a quarter of their height.
const SUBSCRIPT: Em = Em(-150);
/// Size of inline notes against their text, in thousandths (J5: one step smaller).
const NOTE_SIZE: i64 = 850;
/// Most characters side by side in a vertical line: they share one em.
const MOST_SIDE_BY_SIDE: usize = 20;

/// Inline runs in the look of `fields`, changed by their markup and directives.
pub(super) fn styled_runs(runs: &[InlineRun], fields: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Vec<Run> {
    let ascii = fields.text("full-width").is_some_and(|word| word.value == "ascii");
    let set = |run: &InlineRun, bench: &mut Workbench<'_>| {
        let Marked { mut look, mut annotation } = marked(run, fields, sheet, bench.found);
        for mark in &run.marks {
            apply(mark, &mut look, &mut annotation, run.span, bench.found);
        }
        if annotation == Annotation::TateChuYoko && run.text.chars().count() > MOST_SIDE_BY_SIDE {
            bench.found.push(
                Diagnostic::error(
                    "article/too-long",
                    message!("`:tcy[…]` holds more than {} characters", MOST_SIDE_BY_SIDE),
                )
                .at(run.span)
                .hint("one em has room for two to four side by side: leave the directive out"),
            );
            annotation = Annotation::None;
        }
        let text = if ascii { ordinary_width(&run.text) } else { run.text.clone() };
        let script = run.marks.iter().rev().find_map(script_of).unwrap_or_default();
        let set = Run {
            text: text.chars().map(|c| scripted(c, script).unwrap_or(c)).collect(),
            style: sheet.char_style(&look, bench),
            span: run.span,
            annotation,
            markup: run.markup,
            script,
        };
        let set = with_readings(set, bench.found);
        set.into_iter().flat_map(|run| with_scaled_letters(run, &look, sheet, bench)).collect::<Vec<_>>()
    };
    bench.found.extend(runs.iter().filter(|run| has_control(&run.text)).map(|run| control(run.span)));
    curled(runs, fields).iter().flat_map(visible).flat_map(|run| set(&run, bench)).collect()
}

/// A look changed by stars, and what stands beside its letters for them.
struct Marked {
    look: Fields,
    annotation: Annotation,
}

/// What stars make of a run: the styles `strong` and `emphasis`, or, where no document says what these are, what its language has for them.
fn marked(run: &InlineRun, fields: &Fields, sheet: &Sheet, found: &mut Diagnostics) -> Marked {
    let mut marked = Marked { look: fields.clone(), annotation: Annotation::None };
    let own = language_of(run, fields).tradition().writing.emphasis;
    let is_given = |over: &Fields| over.get("family").is_some_and(|family| family.span.source == DEFAULTS);
    let keys = |name, is: bool, found: &mut Diagnostics| sheet.own_keys(name, fields.span, found).filter(|_| is);
    if let Some(mut over) = keys("strong", run.markup.strong, found) {
        if own == Emphasis::Italic && is_given(&over) {
            over.values.remove("family");
        }
        marked.look.values.extend(over.values);
    }
    if let Some(over) = keys("emphasis", run.markup.emphasis, found) {
        match own {
            Emphasis::Dots if is_given(&over) => marked.annotation = Annotation::Emphasis,
            Emphasis::Italic if is_given(&over) => {
                marked.look.values.insert("slant", Spanned::new(Value::Text("italic".into()), run.span));
            }
            _ => marked.look.values.extend(over.values),
        }
    }
    marked
}

/// Whether control characters stand in a text; articles lost theirs when they were read.
fn has_control(text: &str) -> bool {
    text.contains(|c: char| c.is_control() && !c.is_whitespace())
}

/// The finding about a text of an edition, a layout or a table with control characters.
fn control(at: Span) -> Diagnostic {
    Diagnostic::warning("article/control", "a control character stands here and does not print")
        .at(at)
        .hint("take it out: it came with a copy from another program")
}

/// A run without the characters that are never seen: the pieces between them, each with its place. Line separators end a line, and tabs are blanks.
fn visible(run: &InlineRun) -> Vec<InlineRun> {
    let ends_line = |c: char| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    let is_foreign = has_foreign(&run.text);
    let is_invisible = |c: char| is_invisible(c) && !(is_foreign && guides_foreign(c));
    if !run.text.contains(|c| is_invisible(c) || ends_line(c) || c == '\t') {
        return vec![run.clone()];
    }
    let exact = (run.span.end - run.span.start) as usize == run.text.len();
    let place = |start: usize, end: usize| {
        let (start, end) = (run.span.start + narrow(start), run.span.start + narrow(end));
        if exact { Span { start, end, ..run.span } } else { run.span }
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for piece in run.text.split_inclusive(|c| is_invisible(c) || ends_line(c)) {
        let words = piece.trim_end_matches(|c| is_invisible(c) || ends_line(c));
        let text = words.replace('\t', " ");
        if !text.is_empty() {
            pieces.push(InlineRun { text, span: place(at, at + words.len()), ..run.clone() });
        }
        if piece.ends_with(ends_line) {
            pieces.push(InlineRun {
                text: "\n".into(),
                span: place(at + words.len(), at + piece.len()),
                ..run.clone()
            });
        }
        at += piece.len();
    }
    pieces
}

/// Whether a directive raises or lowers.
fn script_of(mark: &Mark) -> Option<Script> {
    match mark {
        Mark::Sup => Some(Script::Raised),
        Mark::Sub => Some(Script::Lowered),
        _ => None,
    }
}

/// Raised and lowered characters that a run's faces lack, as ² or ₂, are drawn from its letters as `:sup[2]` and `:sub[2]` are: the run in pieces.
fn with_scaled_letters(run: Run, look: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Vec<Run> {
    let scripts: BTreeSet<char> = run.text.chars().filter(|&c| plain_letter(c).is_some()).collect();
    if scripts.is_empty() || run.script != Script::On {
        return vec![run];
    }
    let family = &bench.edition.families[bench.edition.char_styles[run.style.index()].family.index()];
    let faces = family.chain.iter().copied().chain(family.latin.map(|latin| latin.face));
    let drawn: BTreeSet<char> = faces.flat_map(|face| bench.fonts.face(face).covered(&scripts)).collect();
    let script = |c: char| plain_letter(c).filter(|_| !drawn.contains(&c)).map_or(Script::On, |(_, script)| script);
    let exact = (run.span.end - run.span.start) as usize == run.text.len();
    let mut pieces: Vec<Run> = Vec::new();
    for (at, c) in run.text.char_indices() {
        let own = script(c);
        if pieces.last().is_none_or(|last| last.script != own) {
            let start = if exact { run.span.start + narrow(at) } else { run.span.start };
            let end = if exact { start } else { run.span.end };
            let mut look = look.clone();
            scale(&mut look, own, run.span);
            let style = sheet.char_style(&look, bench);
            let span = Span { start, end, ..run.span };
            pieces.push(Run { text: String::new(), style, span, script: own, ..run.clone() });
        }
        if let Some(last) = pieces.last_mut() {
            last.text.push(c);
            last.span.end += if exact { narrow(c.len_utf8()) } else { 0 };
        }
    }
    pieces
}

/// Makes a look that of raised or lowered letters.
fn scale(look: &mut Fields, script: Script, span: Span) {
    match script {
        Script::On => {}
        Script::Raised => resize(look, SCRIPT_SIZE, SUPERSCRIPT, span),
        Script::Lowered => resize(look, SCRIPT_SIZE, SUBSCRIPT, span),
    }
}

/// E4: full-width digits and letters as ordinary ones, and with them the marks inside a number, a date or a time: the point, the comma before three
/// digits, colon, hyphen and solidus, and the per cent sign after it.
fn ordinary_width(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_full = |c: &char| matches!(c, '０'..='９');
    let is_digit = |c: &char| is_full(c) || c.is_ascii_digit();
    let ordinary = |(at, &c): (usize, &char)| {
        let after = &letters[at + 1..];
        let (before, next) = (at.checked_sub(1).map(|before| &letters[before]), after.first());
        let inside = before.is_some_and(is_digit)
            && next.is_some_and(is_digit)
            && (before.is_some_and(is_full) || next.is_some_and(is_full));
        let groups = after.iter().take(4).take_while(|c| is_digit(c)).count() == 3;
        let converts = match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => true,
            '，' => inside && groups,
            '．' | '：' | '－' | '／' => inside,
            '％' => before.is_some_and(is_full),
            _ => false,
        };
        // Full-width forms stand this far from their ASCII ones (Unicode, U+FF01–FF5E).
        if converts { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c }
    };
    letters.iter().enumerate().map(ordinary).collect()
}

/// What a directive changes.
fn apply(mark: &Mark, look: &mut Fields, annotation: &mut Annotation, span: Span, found: &mut Diagnostics) {
    match mark {
        Mark::Dot => *annotation = Annotation::Emphasis,
        Mark::Name => *annotation = Annotation::ProperName,
        Mark::Book => *annotation = Annotation::BookTitle,
        Mark::Ruby(text) => *annotation = Annotation::Ruby(Ruby { text: text.clone(), goes_on: false }),
        Mark::Tcy => *annotation = Annotation::TateChuYoko,
        Mark::Note => resize(look, NOTE_SIZE, Em::ZERO, span),
        Mark::Sup => scale(look, Script::Raised, span),
        Mark::Sub => scale(look, Script::Lowered, span),
        Mark::Lang(tag) => language(look, tag, span, found),
    }
}

fn resize(look: &mut Fields, thousandths: i64, rise: Em, span: Span) {
    let size = size_of(look);
    let set = |look: &mut Fields, key, length| {
        look.values.insert(key, Spanned::new(Value::Length(Length::Absolute(length)), span))
    };
    set(look, "size", size.scaled(thousandths, 1000));
    if rise != Em::ZERO {
        set(look, "rise", rise.of(size));
    }
}

fn language(look: &mut Fields, tag: &str, span: Span, found: &mut Diagnostics) {
    let known = LANG.iter().map(|(word, _)| *word);
    if known.clone().any(|word| word == tag) {
        look.values.insert("language", Spanned::new(Value::Text(tag.to_owned()), span));
    } else {
        found.push(
            Diagnostic::error("article/language", message!("`{}` is no language that is set", tag))
                .at(span)
                .hint(name_hint(tag, known)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{ordinary_width, visible};
    use crate::base::Span;
    use crate::input::InlineRun;

    #[test]
    fn what_is_never_seen_is_taken_away_and_places_stay() {
        let text = "甲\u{200E}乙\t丙\u{FEFF}\u{2028}丁";
        let span = Span { end: u32::try_from(text.len()).unwrap(), ..Span::default() };
        let run = InlineRun { text: text.into(), markup: Default::default(), marks: Vec::new(), span };
        let pieces = visible(&run);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["甲", "乙 丙", "\n", "丁"]);
        for piece in pieces.iter().filter(|piece| piece.text != "\n") {
            let own = &text[piece.span.start as usize..piece.span.end as usize];
            assert_eq!(own.replace('\t', " "), piece.text);
        }
    }

    #[test]
    fn marks_inside_numbers_become_ordinary_with_their_digits() {
        for (written, set) in [
            ("降１．２％，共３，４５０，０００人，约3％", "降1.2%，共3,450,000人，约3％"),
            ("１，２，３号桥", "1，2，3号桥"),
            ("２０２６－０３－１２　１０：３０", "2026-03-12　10:30"),
            ("１．春天；２／３", "1．春天；2/3"),
            ("３～５人，ＡＢ－Ｃ", "3～5人，AB－C"),
            ("3.5，4：5", "3.5，4：5"),
        ] {
            assert_eq!(ordinary_width(written), set);
        }
    }
}
