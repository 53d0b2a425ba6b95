//! How text of a drawing looks beyond font, size and colour: what the reader does not draw is written so that it does, or told.

use roxmltree::Node;

use crate::base::{Message, escaped};

/// How large small capitals are beside the capitals of their font (CSS Fonts 4 §6.6, about as browsers draw them).
const SMALL: &str = "70%";

/// What a property asks of text that the reader passes over: what is left out, and what to do.
pub(super) fn left_out(name: &str, value: &str) -> Option<Message> {
    let is_set = !matches!(value, "none" | "normal" | "auto" | "inherit" | "initial" | "unset" | "0" | "mixed");
    let what = match name {
        "text-shadow" => "a shadow",
        "-webkit-text-stroke" | "text-stroke" => "an outline",
        "text-emphasis" | "text-emphasis-style" | "-webkit-text-emphasis" => "emphasis dots",
        "text-orientation" if value == "upright" => "letters that stand upright in a vertical line",
        "glyph-orientation-vertical" if value.starts_with('0') => "letters that stand upright in a vertical line",
        "writing-mode" if value.starts_with("sideways") => "a line that is turned on its side",
        "inline-size" => "a width at which lines are broken",
        "text-transform" if value.starts_with("full-") => "full-width letters",
        "font-variant" | "font-variant-caps" if value.contains("petite") || value.contains("unicase") => {
            "petite capitals"
        }
        _ => return None,
    };
    is_set.then(|| Message::from(what))
}

/// Whether a style of a font is a slanted one.
pub(super) fn is_slanted(value: &str) -> bool {
    value.starts_with("italic") || value.starts_with("oblique")
}

/// What is done to the letters of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) case: Case,
    pub(super) capitals: Capitals,
}

/// Which letters stand for which (CSS Text 3 §2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Case {
    #[default]
    AsWritten,
    Upper,
    Lower,
    /// Every word begins with a capital.
    Words,
}

/// Whether small letters, or all, are small capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Capitals {
    #[default]
    None,
    Small,
    AllSmall,
}

impl Case {
    /// As `text-transform` says it; none where it says nothing of case.
    pub(super) fn of(value: &str) -> Option<Self> {
        Some(match value {
            "uppercase" => Self::Upper,
            "lowercase" => Self::Lower,
            "capitalize" => Self::Words,
            "none" => Self::AsWritten,
            _ => return None,
        })
    }

    /// A text in this case.
    pub(super) fn applied(self, text: &str) -> String {
        let mut is_within = false;
        let first = |c: char| {
            let starts = !is_within;
            is_within = c.is_alphanumeric() || is_within && c == '\'';
            if starts { c.to_uppercase().collect() } else { c.to_string() }
        };
        match self {
            Self::AsWritten => text.to_owned(),
            Self::Upper => text.to_uppercase(),
            Self::Lower => text.to_lowercase(),
            Self::Words => text.chars().map(first).collect(),
        }
    }
}

impl Capitals {
    /// As `font-variant` or `font-variant-caps` says it.
    pub(super) fn of(value: &str) -> Option<Self> {
        let mut words = value.split_whitespace().filter_map(|word| match word {
            "small-caps" => Some(Self::Small),
            "all-small-caps" => Some(Self::AllSmall),
            "normal" | "none" => Some(Self::None),
            _ => None,
        });
        words.next()
    }
}

impl Letters {
    /// The look of a text by its nearest elements that say something of it; `said` is what an element says of a property.
    pub(super) fn of(text: Node<'_, '_>, mut said: impl FnMut(Node<'_, '_>, &str) -> Option<String>) -> Self {
        let (mut case, mut capitals) = (None, None);
        for node in text.ancestors().filter(Node::is_element) {
            case = case.or_else(|| Case::of(&said(node, "text-transform")?));
            let variant = ["font-variant-caps", "font-variant"].into_iter().find_map(|name| said(node, name));
            capitals = capitals.or_else(|| Capitals::of(&variant?));
        }
        Self { case: case.unwrap_or_default(), capitals: capitals.unwrap_or_default() }
    }

    /// A text as it is to be drawn, as XML; `prefix` is that of the drawing's elements.
    pub(super) fn xml(self, text: &str, prefix: &str) -> String {
        let text = self.case.applied(text);
        let is_small = |c: char| match self.capitals {
            Capitals::None => false,
            Capitals::Small => c.is_lowercase(),
            Capitals::AllSmall => c.is_alphabetic() && c.is_ascii(),
        };
        let signs: Vec<char> = text.chars().collect();
        let stretch = |signs: &[char]| {
            let stretch: String = signs.iter().collect();
            match signs.first() {
                Some(first) if is_small(*first) => format!(
                    "<{prefix}tspan style=\"font-size:{SMALL};font-variant:normal\">{}</{prefix}tspan>",
                    escaped(&stretch.to_uppercase())
                ),
                _ => escaped(&stretch),
            }
        };
        signs.chunk_by(|one, next| is_small(*one) == is_small(*next)).map(stretch).collect()
    }
}

/// Whether a sheet, an attribute or an element speaks of the case of letters at all.
pub(super) fn speaks_of_case(text: &str) -> bool {
    ["text-transform", "small-caps"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_written_as_they_are_to_be_drawn() {
        let small = |text: &str| format!("<tspan style=\"font-size:70%;font-variant:normal\">{text}</tspan>");
        for (case, variant, written, drawn) in [
            ("uppercase", "normal", "gdp 增长 & ß", "GDP 增长 &amp; SS".to_owned()),
            ("lowercase", "normal", "GDP", "gdp".into()),
            ("capitalize", "normal", "it's the north-east 中", "It's The North-East 中".into()),
            ("none", "small-caps", "Smäll 5", format!("S{} 5", small("MÄLL"))),
            ("none", "all-small-caps", "A b", format!("{} {}", small("A"), small("B"))),
            ("uppercase", "small-caps", "a", "A".into()),
            ("none", "normal", "a<b", "a&lt;b".into()),
        ] {
            let letters = Letters { case: Case::of(case).unwrap(), capitals: Capitals::of(variant).unwrap() };
            assert_eq!(letters.xml(written, ""), drawn, "{case} {variant}");
        }
    }
}
