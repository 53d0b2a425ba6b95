//! Readings of several characters: `:ruby[凝視]{ぎょう|し}` is one word of which each character has its own.

use crate::base::{Diagnostic, Diagnostics, Span, narrow};
use crate::message;
use crate::tradition::class::is_extender;

use super::edition::{Annotation, Ruby, Run};

/// A run with its readings parted: one run for each character where there are as many readings, else the run as it is.
pub(super) fn with_readings(run: Run, found: &mut Diagnostics) -> Vec<Run> {
    let Annotation::Ruby(ruby) = &run.annotation else { return vec![run] };
    let readings = parted(&ruby.text);
    if readings.len() < 2 {
        return vec![run];
    }
    let characters = characters(&run.text);
    if characters.len() != readings.len() {
        found.push(unlike(characters.len(), readings.len(), run.span));
        let text = readings.concat();
        return vec![Run { annotation: Annotation::Ruby(Ruby { text, goes_on: false }), ..run }];
    }
    let exact = (run.span.end - run.span.start) as usize == run.text.len();
    let mut at = 0;
    let piece = |(number, (own, reading)): (usize, (&&str, &&str))| {
        let start = run.span.start + narrow(at);
        at += own.len();
        let span = if exact { Span { start, end: start + narrow(own.len()), ..run.span } } else { run.span };
        let annotation = Annotation::Ruby(Ruby { text: (*reading).to_owned(), goes_on: number > 0 });
        Run { text: (*own).to_owned(), span, annotation, ..run.clone() }
    };
    characters.iter().zip(&readings).enumerate().map(piece).collect()
}

/// The readings of a text, parted by lines; those of bopomofo by blanks as well.
fn parted(text: &str) -> Vec<&str> {
    let is_bopomofo = text.chars().any(|c| matches!(c, 'ㄅ'..='ㄯ'));
    let parts = text.split(|c| matches!(c, '|' | '｜') || (is_bopomofo && c.is_whitespace()));
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The characters of a text, each with the marks that belong to it.
fn characters(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text.char_indices().filter(|(_, c)| !is_extender(*c)).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    starts.iter().zip(ends).map(|(&start, end)| &text[start..end]).collect()
}

fn unlike(characters: usize, readings: usize, span: Span) -> Diagnostic {
    Diagnostic::error("article/readings", message!("{} readings stand beside {} characters", readings, characters))
        .at(span)
        .hint("write a reading for each character, with | between them, or one for all of them without |")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_its_reading_where_there_are_as_many() {
        for (text, reading, expected, count) in [
            ("凝視", "ぎょう|し", vec![("凝", "ぎょう"), ("視", "し")], 0),
            ("國語", "ㄍㄨㄛˊ ㄩˇ", vec![("國", "ㄍㄨㄛˊ"), ("語", "ㄩˇ")], 0),
            ("葛\u{E0100}城", "かつら｜ぎ", vec![("葛\u{E0100}", "かつら"), ("城", "ぎ")], 0),
            ("今日", "きょう", vec![("今日", "きょう")], 0),
            ("北京", "Běi jīng", vec![("北京", "Běi jīng")], 0),
            ("今日", "き|ょ|う", vec![("今日", "きょう")], 1),
        ] {
            let span = Span { end: narrow(text.len()), ..Span::default() };
            let annotation = Annotation::Ruby(Ruby { text: reading.into(), goes_on: false });
            let run = Run { text: text.into(), span, annotation, ..Run::default() };
            let mut found = Diagnostics::new();
            let runs = with_readings(run, &mut found);
            let said = |run: &Run| match &run.annotation {
                Annotation::Ruby(ruby) => (run.text.clone(), ruby.text.clone()),
                _ => Default::default(),
            };
            let expected: Vec<_> = expected.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!((runs.iter().map(said).collect::<Vec<_>>(), found.len()), (expected, count), "{text}");
            let own = |run: &Run| (run.span.end - run.span.start) as usize == run.text.len();
            assert!(runs.iter().all(own), "{text}");
        }
    }
}
