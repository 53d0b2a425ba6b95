//! Values of CSS: which are void, so that what was said before counts, and what stands for words that the reader of drawings does not know.

use std::collections::BTreeMap;

use color::parse_color;

use super::colours::{is_colour, of_system};

/// What an element is told of its look, by name.
pub(super) type Style = BTreeMap<String, String>;

/// Properties that an element takes from the one around it where nothing is said of it.
const INHERITED: [&str; 32] = [
    "clip-rule",
    "color",
    "direction",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font",
    "font-family",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "paint-order",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-transform",
    "visibility",
    "word-spacing",
    "writing-mode",
];

/// Names under which browsers took properties first, or that say a part of one, with the names that the reader knows.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("-webkit-clip-path", "clip-path"),
    ("-webkit-mask-image", "mask"),
    ("-webkit-mask", "mask"),
    ("mask-image", "mask"),
    ("-webkit-filter", "filter"),
    ("-webkit-transform", "transform"),
    ("text-decoration-line", "text-decoration"),
];

/// Writes values under the names that the reader knows.
pub(super) fn renamed(style: &mut Style) {
    for (other, name) in OTHER_NAMES {
        if let Some(value) = style.remove(other) {
            style.entry(name.to_owned()).or_insert(value);
        }
    }
    if let Some(mask) = style.get_mut("mask") {
        // Of the short form only which mask it is remains; how it is read is the mask's own affair where nothing is said.
        let is_plain = mask.matches("url(").count() == 1 && !mask.contains(',') && !mask.contains("alpha");
        if let Some(link) = mask.split_whitespace().find(|word| word.starts_with("url(")).filter(|_| is_plain) {
            *mask = link.to_owned();
        }
    }
}

/// Whether CSS passes over a value as none of its property (CSS Syntax 3 §2.2): words and numbers that are no colours, lines thinner than nothing.
///
/// A function that is not known may be a colour of the future; it is told elsewhere.
pub(super) fn is_void(name: &str, value: &str) -> bool {
    if name == "stroke-width" {
        return value.starts_with('-');
    }
    is_colour(name) && !value.contains('(') && !is_colour_word(value)
}

fn is_colour_word(value: &str) -> bool {
    let small = value.to_ascii_lowercase();
    let words = [
        "none",
        "currentcolor",
        "inherit",
        "initial",
        "unset",
        "revert",
        "revert-layer",
        "auto",
        "context-fill",
        "context-stroke",
        "accentcolor",
        "accentcolortext",
    ];
    words.contains(&small.as_str()) || of_system(&small).is_some() || parse_color(&small).is_ok()
}

/// What takes a value back (CSS Cascade 5 §7.3), as the reader knows it: no sheet stands behind those of a drawing.
pub(super) fn taken_back(name: &str, value: &str) -> Option<&'static str> {
    if !matches!(value, "unset" | "revert" | "revert-layer" | "initial") {
        return None;
    }
    if INHERITED.contains(&name) {
        return (value != "initial").then_some("inherit");
    }
    Some(match name {
        "opacity" | "stop-opacity" | "flood-opacity" => "1",
        "display" => "inline",
        "mix-blend-mode" => "normal",
        "clip-path" | "mask" | "filter" | "transform" | "translate" | "rotate" | "scale" | "text-decoration" => "none",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_value_is_passed_over() {
        for (name, value, void) in [
            ("fill", "nonsense", true),
            ("fill", "#ggg", true),
            ("fill", "0", true),
            ("fill", "none none", true),
            ("fill", "RED", false),
            ("fill", "#d00c", false),
            ("fill", "Canvas", false),
            ("fill", "inherit", false),
            ("fill", "rgb(from red r g b)", false),
            ("fill", "url(#a) red", false),
            ("stroke-width", "-3", true),
            ("opacity", "nonsense", false),
        ] {
            assert_eq!(is_void(name, value), void, "{name}: {value}");
        }
        assert_eq!(taken_back("fill", "unset"), Some("inherit"));
        assert_eq!(taken_back("opacity", "revert"), Some("1"));
        assert_eq!(taken_back("fill", "red"), None);
    }
}
