//! Colours as CSS writes them today → as the reader of drawings knows them.

use color::{ColorSpaceTag, DynamicColor, HueDirection, Srgb, parse_color};

use super::css::split;

/// Colours of a system's windows (CSS Color 4 §6.2), as browsers have them where nothing is chosen.
const OF_SYSTEM: [(&str, &str); 12] = [
    ("canvas", "#ffffff"),
    ("canvastext", "#000000"),
    ("linktext", "#0000ee"),
    ("visitedtext", "#551a8b"),
    ("activetext", "#ff0000"),
    ("buttonface", "#efefef"),
    ("buttontext", "#000000"),
    ("field", "#ffffff"),
    ("fieldtext", "#000000"),
    ("graytext", "#808080"),
    ("mark", "#ffff00"),
    ("marktext", "#000000"),
];

/// A colour as the reader takes it; none of one that it knows, and of what is no colour.
///
/// Words in capitals become small ones; `rgb(0 0 200 / 50%)`, `hwb()`, `lab()`, `oklch()`, `color()` (CSS Color 4) and `color-mix()` (CSS Color 5 §3) become numbers of
/// sRGB; the inks that SVG 1.1 (§12.3, `icc-color`) writes after the colour for screens go, and inks (CSS Color 5 §7, `device-cmyk`) become what they are on a screen.
pub(super) fn plain(css: &str) -> Option<String> {
    let css = css.trim();
    if let Some((screen, _)) = css.split_once("icc-color(") {
        return Some(screen.trim().to_owned()).filter(|screen| !screen.is_empty());
    }
    let small = css.to_ascii_lowercase();
    if css.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return word(css, small);
    }
    let function = small.split('(').next().unwrap_or_default().trim();
    match function {
        "device-cmyk" => inks(&small),
        "color-mix" => mixed(&small).map(written),
        "rgb" | "rgba" | "hsl" | "hsla" if small.contains(',') && !small.contains('%') => None,
        "rgb" | "rgba" | "hsl" | "hsla" | "hwb" | "lab" | "lch" | "oklab" | "oklch" | "color" => {
            parse_color(&small).ok().map(written)
        }
        _ => None,
    }
}

/// Whether a value is a function that names a colour and that [`plain`] did not understand.
pub(super) fn is_unread(css: &str) -> bool {
    let function = css.split('(').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_written_out = matches!(function.as_str(), "rgb" | "rgba" | "hsl" | "hsla") && css.contains(',');
    css.contains('(') && !is_written_out && function != "url"
}

/// A colour of a system's windows as numbers.
pub(super) fn of_system(small: &str) -> Option<&'static str> {
    OF_SYSTEM.iter().find(|(name, _)| *name == small).map(|(_, colour)| *colour)
}

/// Whether a property is a colour, or may be one.
pub(super) fn is_colour(name: &str) -> bool {
    matches!(name, "fill" | "stroke") || name.ends_with("color")
}

/// A colour's name; SVG 1.1 has all those of CSS but one.
fn word(css: &str, small: String) -> Option<String> {
    let known = match small.as_str() {
        "currentcolor" => "currentColor".to_owned(),
        "rebeccapurple" => "#663399".to_owned(),
        small if of_system(small).is_some() => of_system(small)?.to_owned(),
        _ => parse_color(&small).is_ok().then_some(small.clone())?,
    };
    (known != css).then_some(known)
}

fn written(colour: DynamicColor) -> String {
    let screen = colour.to_alpha_color::<Srgb>();
    let [red, green, blue, _] = screen.to_rgba8().to_u8_array();
    format!("rgba({red}, {green}, {blue}, {})", screen.components[3].clamp(0.0, 1.0))
}

/// `device-cmyk(0 1 1 0 / 50%)`, in small letters.
fn inks(css: &str) -> Option<String> {
    let inks = css.strip_prefix("device-cmyk(")?.trim_end_matches(')');
    let (inks, alpha) = inks.split_once('/').unwrap_or((inks, "1"));
    let part = |text: &str| {
        let (number, whole) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
        number.trim().parse().ok().map(|number: f32| (number / whole).clamp(0.0, 1.0))
    };
    let inks: Vec<f32> = inks.split([' ', ',']).filter(|ink| !ink.is_empty()).take(4).map_while(part).collect();
    let [cyan, magenta, yellow, black] = inks[..] else { return None };
    let [red, green, blue] = [cyan, magenta, yellow].map(|ink| ((1.0 - ink) * (1.0 - black) * 255.0).round());
    Some(format!("rgba({red}, {green}, {blue}, {})", part(alpha.trim())?))
}

/// `color-mix(in oklab, red 30%, #00f)`, in small letters.
fn mixed(css: &str) -> Option<DynamicColor> {
    let inner = css.strip_prefix("color-mix(")?.strip_suffix(')')?;
    let (method, colours) = split(inner);
    let (first, second) = split(colours?);
    let (first, second) = (part(first)?, part(second?)?);
    let mut method = method.split_whitespace().skip(1);
    let space = space(method.next()?)?;
    let direction = match method.next() {
        Some("longer") => HueDirection::Longer,
        Some("increasing") => HueDirection::Increasing,
        Some("decreasing") => HueDirection::Decreasing,
        _ => HueDirection::Shorter,
    };
    let (one, other) = match (first.share, second.share) {
        (None, None) => (0.5, 0.5),
        (Some(one), None) => (one, 1.0 - one),
        (None, Some(other)) => (1.0 - other, other),
        (Some(one), Some(other)) => (one, other),
    };
    let sum = one + other;
    let colour =
        first.colour.interpolate(second.colour, space, direction).eval(if sum > 0.0 { other / sum } else { 0.5 });
    // Shares that make less than the whole leave the rest see-through (CSS Color 5 §3.2).
    Some(colour.map(|a, b, c, alpha| [a, b, c, alpha * sum.min(1.0)]))
}

/// A colour of a mixture, and how much of it.
struct Part {
    colour: DynamicColor,
    share: Option<f32>,
}

fn part(text: &str) -> Option<Part> {
    let text = text.trim();
    let share = |text: &str| text.strip_suffix('%')?.parse().ok().map(|percent: f32| (percent / 100.0).clamp(0.0, 1.0));
    let before = text.split_once(' ').and_then(|(first, rest)| Some((share(first)?, rest)));
    let after = text.rsplit_once(' ').and_then(|(rest, last)| Some((share(last)?, rest)));
    let (share, colour) = before.or(after).map_or((None, text), |(share, colour)| (Some(share), colour));
    Some(Part { colour: parse_color(colour.trim()).ok()?, share })
}

fn space(name: &str) -> Option<ColorSpaceTag> {
    match name {
        "hsl" => Some(ColorSpaceTag::Hsl),
        "hwb" => Some(ColorSpaceTag::Hwb),
        _ => name.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_newer_css_become_numbers_of_srgb() {
        for (written, expected) in [
            ("#cd853f icc-color(a, 0.1, 0.5, 0.8, 0)", Some("#cd853f")),
            ("device-cmyk(0 1 1 0)", Some("rgba(255, 0, 0, 1)")),
            ("device-cmyk(100% 0% 0% 50% / 0.5)", Some("rgba(0, 128, 128, 0.5)")),
            ("rgb(0 0 200 / 50%)", Some("rgba(0, 0, 200, 0.5)")),
            ("RGB(10 20 30)", Some("rgba(10, 20, 30, 1)")),
            ("hwb(0 0% 0%)", Some("rgba(255, 0, 0, 1)")),
            ("oklch(1 0 0)", Some("rgba(255, 255, 255, 1)")),
            ("lab(0 0 0)", Some("rgba(0, 0, 0, 1)")),
            ("color(srgb 1 0 0)", Some("rgba(255, 0, 0, 1)")),
            ("color-mix(in srgb, red, blue)", Some("rgba(128, 0, 128, 1)")),
            ("color-mix(in srgb, red 25%, rgb(0, 0, 255))", Some("rgba(64, 0, 191, 1)")),
            ("color-mix(in srgb, 20% red, blue 30%)", Some("rgba(102, 0, 153, 0.5)")),
            ("RebeccaPurple", Some("#663399")),
            ("DarkRed", Some("darkred")),
            ("CURRENTCOLOR", Some("currentColor")),
            ("currentColor", None),
            ("red", None),
            ("Verdana", None),
            ("rgb(1, 2, 3)", None),
            ("url(#a)", None),
            ("icc-color(a, 1)", None),
            ("oklch(from red l c h)", None),
        ] {
            assert_eq!(plain(written).as_deref(), expected, "{written}");
        }
        assert!(is_unread("rgb(from red r g b)") && !is_unread("rgba(1, 2, 3, .5)") && !is_unread("url(#a)"));
    }
}
