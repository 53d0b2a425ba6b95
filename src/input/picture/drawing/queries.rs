//! For what a part of a style sheet is: kinds of media (Media Queries 4), and what a reader must know (CSS Conditional 3). Paper is white, still and lies under no pointer.

use super::length::{self, Window};
use super::selector::{closing, parts};

/// Brackets within brackets of a condition.
const MOST_NESTED: u8 = 8;

/// What a sheet is read for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Medium {
    /// The size of the whole drawing.
    pub(super) window: Window,
    /// Whether the sheets speak of paper: then what they say of screens alone is not meant.
    pub(super) has_print: bool,
}

/// Whether a list of queries speaks of paper as such.
pub(super) fn is_of_paper(list: &str) -> bool {
    parts(list, ',').into_iter().any(|query| query.split_whitespace().next().is_some_and(|word| is(word, "print")))
}

fn is(word: &str, name: &str) -> bool {
    word.eq_ignore_ascii_case(name)
}

impl Medium {
    /// Whether one of a list of queries holds; an empty list holds.
    pub(super) fn is_meant(&self, list: &str) -> bool {
        list.trim().is_empty() || parts(list, ',').into_iter().any(|query| self.holds(&query.to_ascii_lowercase(), 0))
    }

    fn holds(&self, query: &str, nested: u8) -> bool {
        let query = query.trim();
        if nested > MOST_NESTED {
            return false;
        }
        if let Some(rest) = query.strip_prefix("only ") {
            return self.holds(rest, nested + 1);
        }
        if let Some(rest) = query.strip_prefix("not ") {
            // As paper alone: what is for anything but paper is not for this.
            return !Self { has_print: true, ..*self }.holds(rest, nested + 1);
        }
        split_word(query, "or").into_iter().any(|part| {
            split_word(part, "and").into_iter().all(|part| match part.strip_prefix("not ") {
                Some(rest) => !self.part(rest.trim(), nested),
                None => self.part(part, nested),
            })
        })
    }

    fn part(&self, part: &str, nested: u8) -> bool {
        match part {
            "all" | "print" => true,
            "screen" => !self.has_print,
            _ => match part.strip_prefix('(') {
                Some(inside) => {
                    let inside = inside.trim_end().strip_suffix(')').unwrap_or(inside).trim();
                    if inside.starts_with('(') || inside.starts_with("not ") {
                        self.holds(inside, nested + 1)
                    } else {
                        self.feature(inside)
                    }
                }
                None => false,
            },
        }
    }

    fn feature(&self, feature: &str) -> bool {
        if let Some((name, value)) = feature.split_once(':') {
            return self.is(name.trim(), value.trim());
        }
        if feature.contains(['<', '>', '=']) {
            return self.range(feature).unwrap_or(false);
        }
        // A feature alone: whether there is any of it.
        matches!(feature, "color" | "width" | "height" | "resolution" | "color-gamut" | "aspect-ratio")
    }

    fn is(&self, name: &str, value: &str) -> bool {
        let side = name.trim_start_matches("min-").trim_start_matches("max-");
        if let Some(own) = self.measure(side) {
            let Some(value) = self.value(side, value) else { return false };
            return match name {
                _ if name.starts_with("min-") => own >= value,
                _ if name.starts_with("max-") => own <= value,
                _ => (own - value).abs() < f32::EPSILON,
            };
        }
        match (name, value) {
            ("orientation", value) => (value == "portrait") == (self.window.height >= self.window.width),
            ("prefers-color-scheme", "light")
            | ("prefers-reduced-motion", "reduce")
            | ("prefers-contrast" | "prefers-reduced-transparency" | "prefers-reduced-data", "no-preference")
            | ("hover" | "any-hover" | "pointer" | "any-pointer" | "update" | "scripting", "none")
            | ("forced-colors" | "inverted-colors", "none")
            | ("color-gamut", "srgb")
            | ("dynamic-range", "standard")
            | ("monochrome", "0") => true,
            // A press is finer than every screen and prints in colour.
            ("min-resolution" | "-webkit-min-device-pixel-ratio" | "min-color", _) => true,
            _ => false,
        }
    }

    fn measure(&self, side: &str) -> Option<f32> {
        let Window { width, height } = self.window;
        Some(match side {
            "width" | "device-width" => width,
            "height" | "device-height" => height,
            "aspect-ratio" => width / height,
            _ => return None,
        })
    }

    fn value(&self, side: &str, value: &str) -> Option<f32> {
        if side != "aspect-ratio" {
            return length::reckoned(value, 0.0, self.window, length::ROOT_EM);
        }
        let (wide, high) = value.split_once('/').unwrap_or((value, "1"));
        Some(wide.trim().parse::<f32>().ok()? / high.trim().parse::<f32>().ok()?)
    }

    /// `width >= 600px`, `400px < width <= 700px`.
    fn range(&self, feature: &str) -> Option<bool> {
        let is_sign = |c: char| matches!(c, '<' | '>' | '=');
        let operands: Vec<&str> = feature.split(is_sign).map(str::trim).filter(|word| !word.is_empty()).collect();
        let signs = feature.split(|c: char| !is_sign(c) && c != ' ').map(str::trim).filter(|sign| !sign.is_empty());
        let side = operands.iter().find(|word| self.measure(word).is_some())?;
        let number = |word: &&str| self.measure(word).or_else(|| self.value(side, word));
        let numbers: Vec<f32> = operands.iter().map(number).collect::<Option<_>>()?;
        Some(numbers.windows(2).zip(signs).all(|(pair, sign)| match sign {
            "<" => pair[0] < pair[1],
            "<=" => pair[0] <= pair[1],
            ">" => pair[0] > pair[1],
            ">=" => pair[0] >= pair[1],
            _ => (pair[0] - pair[1]).abs() < f32::EPSILON,
        }))
    }
}

/// Parts between a word that stands in no brackets.
fn split_word<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let (mut found, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('(') {
            at = closing(text, at) + 1;
            continue;
        }
        let after = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(word));
        if after.is_some_and(|after| after.starts_with([' ', '('])) {
            found.push(text[from..at].trim());
            from = at + 1 + word.len();
            at = from;
            continue;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    found.push(text.get(from..).unwrap_or_default().trim());
    found
}

/// Whether what a sheet asks of its reader is so: browsers of today know about all that is asked for, so only `not` says no.
pub(super) fn is_supported(condition: &str) -> bool {
    let condition = condition.trim().to_ascii_lowercase();
    let is_known = |part: &str| match part.strip_prefix("not") {
        Some(rest) => !rest.starts_with([' ', '(']),
        None => true,
    };
    let alternatives = split_word(&condition, "or");
    alternatives.into_iter().any(|part| split_word(part, "and").into_iter().all(is_known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_answered_for_paper_of_the_drawings_size() {
        let window = Window { width: 800.0, height: 400.0 };
        for (query, is_meant) in [
            ("print", true),
            ("screen", true),
            ("all and (min-width: 600px)", true),
            ("(max-width: 600px)", false),
            ("screen and (max-width: 50em)", true),
            ("(width >= 600px)", true),
            ("(400px < width <= 700px)", false),
            ("(orientation: landscape)", true),
            ("(orientation: portrait)", false),
            ("(min-aspect-ratio: 2/1)", true),
            ("(prefers-color-scheme: dark)", false),
            ("(prefers-color-scheme: light)", true),
            ("(prefers-color-scheme: dark), print", true),
            ("not print", false),
            ("not screen", true),
            ("not all and (prefers-color-scheme: dark)", true),
            ("(not (prefers-color-scheme: dark))", true),
            ("(hover: hover)", false),
            ("(color)", true),
            ("(monochrome)", false),
            ("(min-width: 900px) or (max-height: 500px)", true),
            ("speech", false),
            ("", true),
        ] {
            assert_eq!(Medium { window, has_print: false }.is_meant(query), is_meant, "{query}");
        }
        assert!(!Medium { window, has_print: true }.is_meant("screen"));
        assert!(is_of_paper("screen, print and (color)") && !is_of_paper("not print"));
    }

    #[test]
    fn only_what_is_not_asked_for_is_not_there() {
        for (condition, is_so) in [
            ("(fill: red)", true),
            ("not (fill: red)", false),
            ("(color: oklch(0 0 0)) and (not (a: b))", true),
            ("(a: b) and not (c: d)", false),
            ("not (a: b) or (c: d)", true),
        ] {
            assert_eq!(is_supported(condition), is_so, "{condition}");
        }
    }
}
