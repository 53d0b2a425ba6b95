//! What the reader of drawings draws nothing of: elements, and properties of CSS that browsers draw.

/// Elements that no still page shows, or that the reader does not draw.
const UNDRAWN: &[(&str, &str)] = &[
    ("animate", "an animation"),
    ("animateTransform", "an animation"),
    ("animateMotion", "an animation"),
    ("set", "an animation"),
    ("script", "a script"),
    ("video", "a film"),
    ("audio", "a sound"),
    ("iframe", "a web page"),
    ("canvas", "a picture that a script draws"),
    ("flowRoot", "flowed text of an old Inkscape"),
    ("hatch", "a hatch"),
    ("mesh", "a mesh"),
    ("meshgradient", "a mesh"),
];

/// What an element is that is left out.
pub(super) fn what(tag: &str) -> Option<&'static str> {
    UNDRAWN.iter().find(|(name, _)| *name == tag).map(|(_, what)| *what)
}

/// Whether a property changes the ink of a browser and of no reader of drawings.
pub(super) fn is_undrawn(name: &str, value: &str, tag: &str, is_root: bool) -> bool {
    let is_set = !matches!(value, "none" | "normal" | "auto" | "inherit" | "initial" | "unset" | "0" | "0px" | "ltr");
    let is_text = matches!(tag, "text" | "tspan" | "g" | "svg" | "textPath");
    let does = match name {
        "all" | "offset-path" => true,
        "offset" => value.contains("path("),
        "outline" | "-webkit-box-reflect" => !value.starts_with("none") && !value.starts_with('0'),
        "font-size-adjust" | "text-combine-upright" => is_text,
        "direction" => is_text && value == "rtl",
        "word-spacing" | "letter-spacing" => value.ends_with('%'),
        "baseline-shift" => tag == "text" && value != "baseline",
        "text-decoration" | "text-decoration-style" | "text-decoration-color" => is_strange_line(value),
        // Inks have no light to add, and a hue of their own.
        "mix-blend-mode" => {
            matches!(value, "plus-lighter" | "plus-darker" | "hue" | "saturation" | "color" | "luminosity")
        }
        "background" | "background-image" => is_root && (value.contains("gradient(") || value.contains("url(")),
        "border" | "padding" => is_root && !value.starts_with('0') && !value.starts_with("none"),
        _ => false,
    };
    does && (is_set || name == "all")
}

/// Whether a line at letters is of another form or colour than they are.
fn is_strange_line(value: &str) -> bool {
    let plain = ["underline", "line-through", "overline", "none", "solid", "currentcolor", "from-font", "skip-ink"];
    let is_thickness = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    value.split_whitespace().any(|word| !plain.contains(&word.to_ascii_lowercase().as_str()) && !is_thickness(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_ink_is_told() {
        for (name, value, tag, is_root, told) in [
            ("outline", "5px solid red", "rect", false, true),
            ("outline", "none", "rect", false, false),
            ("offset-path", "path('M0 0h9')", "rect", false, true),
            ("direction", "rtl", "text", false, true),
            ("direction", "ltr", "text", false, false),
            ("text-decoration", "underline", "text", false, false),
            ("text-decoration", "underline solid 2px", "text", false, false),
            ("text-decoration", "underline wavy", "text", false, true),
            ("text-decoration", "underline red", "text", false, true),
            ("mix-blend-mode", "multiply", "g", false, false),
            ("mix-blend-mode", "luminosity", "g", false, true),
            ("background", "linear-gradient(red, blue)", "svg", true, true),
            ("background", "#fff", "svg", true, false),
            ("border", "1px solid", "svg", true, true),
            ("padding", "0", "svg", true, false),
            ("all", "unset", "rect", false, true),
            ("all", "initial", "rect", false, true),
            ("baseline-shift", "super", "tspan", false, false),
            ("baseline-shift", "super", "text", false, true),
        ] {
            let is_told = is_undrawn(name, value, tag, is_root);
            assert_eq!(is_told, told, "{name}: {value}");
        }
    }
}
