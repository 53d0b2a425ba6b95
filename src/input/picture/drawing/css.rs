//! What drawing programs write in CSS that readers of SVG do not know: variables and colours for light and dark screens. Paper is light.

use std::collections::BTreeMap;

/// Values of custom properties (`--name`), by name.
pub(super) type Variables = BTreeMap<String, String>;

/// Replacements within one text; variables may stand for each other in circles.
const MOST_REPLACED: usize = 1000;
/// Longest text that comes out of replacements.
const LONGEST: usize = 1 << 20;

/// The text with its variables and its colours for light screens; none where it has neither.
pub(super) fn resolved(css: &str, variables: &Variables) -> Option<String> {
    let mut text = css.to_owned();
    let mut from = 0;
    for _ in 0..MOST_REPLACED {
        let Some(call) = next_call(&text, from) else { break };
        let inner = &text[call.open..call.close];
        let value = if call.is_variable {
            let (name, fallback) = split(inner);
            variables.get(name.trim()).map(String::as_str).or(fallback).map(str::trim)
        } else {
            Some(split(inner).0.trim())
        };
        match value.map(str::to_owned) {
            Some(value) if text.len() + value.len() < LONGEST => {
                text.replace_range(call.start..(call.close + 1).min(text.len()), &value);
                from = call.start;
            }
            // Nothing is known of it; it is told.
            _ => from = call.open,
        }
    }
    (text != css).then_some(text)
}

/// A call of `var` or `light-dark`.
struct Call {
    start: usize,
    open: usize,
    close: usize,
    is_variable: bool,
}

fn next_call(text: &str, from: usize) -> Option<Call> {
    let rest = text.get(from..)?;
    let found = |word: &str| rest.find(word).map(|at| (from + at, word.len()));
    let (variable, light) = (found("var("), found("light-dark("));
    let is_variable = light.is_none_or(|light| variable.is_some_and(|variable| variable.0 < light.0));
    let (start, length) = if is_variable { variable? } else { light? };
    let open = start + length;
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Call { start, open, close: at, is_variable });
        }
    }
    None
}

/// What stands before the first comma that is in no brackets, and what after it.
pub(super) fn split(inner: &str) -> (&str, Option<&str>) {
    let mut depth = 0_i32;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => return (&inner[..at], Some(&inner[at + 1..])),
            _ => {}
        }
    }
    (inner, None)
}

/// The link of `url(…)`, without quotes.
pub(super) fn link(value: &str) -> Option<String> {
    let link = value.strip_prefix("url(")?.split(')').next()?;
    Some(link.trim().trim_matches(['"', '\'']).replace("&quot;", ""))
}

/// A `font` of CSS without the line height that it may have behind its size (CSS Fonts 4 §2.7); the reader of drawings passes over one that has it.
pub(super) fn without_line_height(font: &str) -> Option<String> {
    let (size, rest) = font.split_once('/')?;
    let (_, families) = rest.trim_start().split_once(char::is_whitespace)?;
    Some(format!("{} {}", size.trim_end(), families.trim_start()))
}

/// The families of a `font` of CSS: what stands behind its size.
pub(super) fn font_families(font: &str) -> Option<&str> {
    let is_size = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit() || c == '.') && !word.ends_with(|c: char| c.is_ascii_digit())
    };
    let (mut word, mut rest) = font.trim().split_once(char::is_whitespace)?;
    while !is_size(word) && !matches!(word, "small" | "medium" | "large") {
        (word, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    }
    Some(rest.trim_start())
}

/// The families that a property names, if it names any.
pub(super) fn families_in<'v>(name: &str, value: &'v str) -> Option<&'v str> {
    match name {
        "font-family" => Some(value),
        "font" => font_families(value),
        _ => None,
    }
}

/// The families of a list.
pub(super) fn families(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(|family| family.trim().trim_matches(['"', '\'']).trim()).filter(|family| !family.is_empty())
}

/// Whether a family is one that every reader has something for.
pub(super) fn is_generic(family: &str) -> bool {
    matches!(family, "serif" | "sans-serif" | "monospace" | "cursive" | "fantasy" | "inherit" | "system-ui")
}

/// Whether the first of some families is without serifs by its name: those of office and drawing programs, and what Chinese calls 黑体 and 圆体.
pub(super) fn looks_sans(list: &str) -> bool {
    const WORDS: [&str; 24] = [
        "sans",
        "helvet",
        "arial",
        "verdana",
        "tahoma",
        "trebuchet",
        "calibri",
        "segoe",
        "roboto",
        "inter",
        "ubuntu",
        "lato",
        "gothic",
        "hei",
        "yahei",
        "pingfang",
        "hiragino",
        "myriad",
        "dengxian",
        "黑",
        "圆",
        "等线",
        "苹方",
        "微软",
    ];
    let Some(first) = families(list).next().map(str::to_lowercase) else { return false };
    WORDS.iter().any(|word| first.contains(word))
}

/// Whether a ground is paper: none, see-through, or white.
pub(super) fn is_bare(colour: &str) -> bool {
    let small: String = colour.to_ascii_lowercase().split_whitespace().collect();
    let bare = ["none", "transparent", "inherit", "initial", "unset"];
    is_white(colour) || bare.contains(&small.as_str()) || small.contains("url(") || small.contains("gradient(")
}

/// Whether a colour is that of paper.
pub(super) fn is_white(colour: &str) -> bool {
    let colour: String = colour.to_ascii_lowercase().split_whitespace().collect();
    ["white", "#fff", "#ffffff", "rgb(255,255,255)"].contains(&colour.as_str())
}

/// What remains of CSS that no reader of SVG understands.
pub(super) fn unknown(css: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &[
        "var(",
        "light-dark(",
        "calc(",
        "color-mix(",
        "oklch(",
        "oklab(",
        "lch(",
        "env(",
        "conic-gradient(",
        "@import",
        "@font-face",
    ];
    WORDS.iter().find(|word| css.contains(**word)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(variables: &[(&str, &str)]) -> Variables {
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_light_colour_and_the_value_of_a_variable_are_taken() {
        let known = known(&[("--ink", "#c8102e"), ("--deep", "var(--ink)")]);
        let resolve = |css| resolved(css, &known);
        assert_eq!(resolve("fill: light-dark(#fff, var(--x, #121212))").as_deref(), Some("fill: #fff"));
        assert_eq!(resolve("fill:var(--deep)").as_deref(), Some("fill:#c8102e"));
        assert_eq!(resolve("fill:var(--no, rgb(1, 2, 3));x").as_deref(), Some("fill:rgb(1, 2, 3);x"));
        assert_eq!(resolve("light-dark(rgb(1, 2, 3), red)").as_deref(), Some("rgb(1, 2, 3)"));
        assert_eq!(resolve("fill:red"), None);
        assert_eq!(unknown("fill:var(--no)"), Some("var("));
    }

    #[test]
    fn variables_in_circles_come_to_an_end() {
        let known = known(&[("--a", "var(--b) var(--b)"), ("--b", "var(--a) x")]);
        assert!(resolved("fill:var(--a)", &known).is_some_and(|text| text.len() <= LONGEST));
    }
}
