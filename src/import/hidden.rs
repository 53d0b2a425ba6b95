//! What a reader of a web page does not see: by attributes, by styles of its own, by the rules of its style sheets.

use super::markup::{Event, attribute};
use super::page::{Element, Page};

/// Classes by which pages hide text that is there for machines.
const HIDING: &[&str] =
    &["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden", "hide", "d-none", "is-hidden"];

/// Declarations that hide an element, blanks left out.
const DECLARATIONS: &[&str] = &[
    "display:none",
    "visibility:hidden",
    "visibility:collapse",
    "content-visibility:hidden",
    "opacity:0;",
    "font-size:0;",
    "font-size:0px",
    "font-size:1px",
    "font-size:2px",
    "font-size:1pt",
    "color:transparent",
    "transform:scale(0)",
    "text-indent:-9",
    "left:-9",
    "top:-9",
    "clip:rect(0",
    "clip-path:inset(50%",
    "clip-path:inset(100%",
    "height:0;overflow:hidden",
    "height:0px;overflow:hidden",
    "max-height:0;",
];

/// Rules of style sheets that are read; a page has thousands at most.
const MOST_RULES: usize = 5_000;

/// Selectors that a page's own style sheets hide.
#[derive(Default)]
struct Rules {
    classes: Vec<String>,
    ids: Vec<String>,
}

/// The outermost elements that are hidden, in order. What holds most of the page and is only faded is shown by a script.
pub(super) fn elements(page: &Page<'_>, events: &[Event]) -> Vec<usize> {
    let rules = rules(page, events);
    let sentences = page.sums(|block| block.weight);
    // A poem has no sentences by which it would be weighed.
    let weights = if sentences[0] > 0 { sentences } else { page.sums(|block| block.letters) };
    let grounds = grounds(page);
    let mut found = Vec::new();
    let mut at = 1;
    while at < page.elements.len() {
        let element = &page.elements[at];
        // A page that is hidden as a whole until its script has run is not hidden to its readers.
        let is_shown_later = is_faded(element) && weights[at] * 2 > weights[0];
        let is_white = is_white(element) && !grounds.get(at).copied().unwrap_or_default();
        if (is_hidden(element, &rules) || is_white)
            && !is_shown_later
            && !matches!(element.name, "html" | "body" | "input" | "img" | "script" | "style")
        {
            found.push(at);
            at = element.last.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

fn is_hidden(element: &Element<'_>, rules: &Rules) -> bool {
    let value = |name: &str| attribute(element.attributes, name);
    let is_open = value("open").is_some();
    let by_attribute = value("hidden").is_some_and(|how| !how.eq_ignore_ascii_case("until-found"))
        || value("aria-hidden").is_some_and(|how| how.trim().eq_ignore_ascii_case("true"))
        || element.name == "dialog" && !is_open;
    let by_style = value("style").is_some_and(hides);
    let mut classes = value("class").unwrap_or_default().split_whitespace();
    let by_class = classes.any(|class| {
        HIDING.contains(&class.to_lowercase().as_str()) || rules.classes.iter().any(|hidden| hidden == class)
    });
    by_attribute
        || by_style
        || by_class
        || value("id").is_some_and(|id| rules.ids.iter().any(|hidden| hidden == id.trim()))
}

/// Whether an element is hidden by its own style, in the way that pages hide what they are about to show.
fn is_faded(element: &Element<'_>) -> bool {
    let style = attribute(element.attributes, "style").unwrap_or_default().to_lowercase().replace(' ', "");
    (style.contains("visibility:hidden") || style.contains("opacity:0")) && !style.contains("display:none")
}

/// A style without blanks, in small letters, each declaration with its mark.
fn declared(element: &Element<'_>) -> String {
    let style = attribute(element.attributes, "style").unwrap_or_default().to_lowercase();
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace("!important", "") + ";"
}

/// Whether an element's own style makes its text as white as the paper.
fn is_white(element: &Element<'_>) -> bool {
    const WHITES: [&str; 7] =
        ["white", "#fff", "#ffffff", "#fefefe", "rgb(255,255,255)", "rgba(255,255,255,1)", "#ffffffff"];
    let style = declared(element);
    let by_style = style.split(';').filter_map(|declaration| declaration.strip_prefix("color:"));
    let by_attribute = attribute(element.attributes, "color").filter(|_| element.name == "font").map(str::to_lowercase);
    by_style.map(str::to_owned).chain(by_attribute).any(|colour| WHITES.contains(&colour.trim()))
}

/// Which elements stand on a ground of their own, where white is seen: by their style, or by a class that sounds like one.
fn grounds(page: &Page<'_>) -> Vec<bool> {
    const GROUNDS: [&str; 6] = ["bg", "dark", "black", "banner", "cover", "background"];
    let has_ground = |element: &Element<'_>| {
        let style = declared(element);
        let named = |name: &str| attribute(element.attributes, name).is_some_and(|value| !value.is_empty());
        let class = attribute(element.attributes, "class").unwrap_or_default().to_lowercase();
        let by_style = style.split(';').any(|declaration| {
            let ground = declaration.strip_prefix("background").and_then(|rest| rest.split_once(':'));
            ground
                .is_some_and(|(_, value)| !matches!(value, "" | "none" | "transparent" | "white" | "#fff" | "#ffffff"))
        });
        by_style || named("bgcolor") || named("background") || GROUNDS.iter().any(|word| class.contains(word))
    };
    let mut grounds = vec![false; page.elements.len()];
    let mut at = 1;
    while let Some(element) = page.elements.get(at) {
        let behind = if has_ground(element) { element.last.clamp(at + 1, grounds.len()) } else { at };
        grounds[at..behind].fill(true);
        at = behind.max(at + 1);
    }
    grounds
}

/// Whether declarations hide an element.
fn hides(style: &str) -> bool {
    let mut plain: String = style.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    plain = plain.replace("!important", "");
    plain.push(';');
    DECLARATIONS.iter().any(|declaration| {
        // `left:-9…` is the end of `margin-left:-9…` as well, which hides nothing.
        plain.match_indices(declaration).any(|(at, _)| at == 0 || matches!(plain.as_bytes()[at - 1], b';' | b'{'))
    })
}

/// Classes and ids that the page's style sheets hide: of simple selectors only, since the others depend on more than the element.
fn rules(page: &Page<'_>, events: &[Event]) -> Rules {
    let mut rules = Rules::default();
    for element in page.elements.iter().filter(|element| element.name == "style") {
        let sheet = events[element.start..element.end].iter().find_map(|event| match event {
            Event::Text(text) => Some(text.as_str()),
            _ => None,
        });
        // What holds for other media and narrow windows stands in braces of its own and ends with two.
        let mut depth = 0_usize;
        for rule in sheet.unwrap_or_default().split_inclusive('}').take(MOST_RULES) {
            let opened = rule.matches('{').count();
            if let Some((selectors, declarations)) = rule.split_once('{').filter(|_| depth == 0 && opened == 1)
                && hides(declarations.trim_end_matches('}'))
            {
                keep(selectors, &mut rules);
            }
            depth = (depth + opened).saturating_sub(1);
        }
    }
    rules
}

fn keep(selectors: &str, rules: &mut Rules) {
    let selectors = selectors.rsplit("*/").next().unwrap_or(selectors);
    for selector in selectors.split(',').map(str::trim) {
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        // The element's name before the class is its usual one.
        if let Some((tag, class)) = selector.split_once('.').filter(|(_, class)| is_name(class)) {
            if tag.is_empty() || is_name(tag) {
                rules.classes.push(class.to_owned());
            }
        } else if let Some(id) = selector.strip_prefix('#').filter(|id| is_name(id)) {
            rules.ids.push(id.to_owned());
        }
    }
}
