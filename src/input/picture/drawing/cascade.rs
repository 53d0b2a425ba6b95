//! The style sheets of a drawing, weighed and written into its elements: the reader of drawings knows few selectors and passes over the rest without a word.

use roxmltree::Node;

use super::css::Variables;
use super::length::Window;
use super::queries::{self, Medium};
use super::selector::{Selector, closing, parts};
use super::values::{self, Style};

/// Looks at elements that all selectors of a drawing together may take; a chart with a hundred classes on ten thousand shapes takes a million.
const MOST_LOOKS: u64 = 50_000_000;
/// Selectors that are told as not understood.
const MOST_TOLD: usize = 20;
/// Blocks within blocks of a sheet.
const MOST_NESTED: usize = 8;
/// Longest sheet of the rules that stand within one other; each is written with the selectors around it.
const LONGEST: usize = 1 << 20;

/// One thing that a sheet or an attribute says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Declaration {
    name: String,
    value: String,
    is_important: bool,
}

struct Rule {
    selector: Selector,
    /// Which block of declarations it has.
    block: usize,
    /// Which layer it is of, by the order in which they are named; those of none count last (CSS Cascade 5 §6.4).
    layer: usize,
}

/// All that the sheets of a drawing say.
pub(super) struct Cascade {
    rules: Vec<Rule>,
    blocks: Vec<Vec<Declaration>>,
    /// Selectors and rules that are not understood.
    pub(super) unknown: Vec<String>,
    left: u64,
    medium: Medium,
    /// The layers by their names; one without a name has an empty one.
    layers: Vec<String>,
    /// Values of variables where no element says another (CSS Properties and Values 1 §2).
    pub(super) registered: Variables,
}

impl Cascade {
    /// Reads sheets in their order.
    pub(super) fn of<'t>(sheets: impl Iterator<Item = &'t str>, window: Window) -> Self {
        let sheets: Vec<String> = sheets.map(without_comments).collect();
        let has_print = sheets.iter().any(|sheet| {
            let mut queries = sheet.split("@media").skip(1).filter_map(|rest| rest.split('{').next());
            queries.any(queries::is_of_paper)
        });
        let mut cascade = Self {
            rules: Vec::new(),
            blocks: Vec::new(),
            unknown: Vec::new(),
            left: MOST_LOOKS,
            medium: Medium { window, has_print },
            layers: Vec::new(),
            registered: Variables::new(),
        };
        for sheet in &sheets {
            cascade.sheet(sheet, 0, "");
        }
        // Rules of equal weight count in the order they stand in.
        cascade.rules.sort_by_cached_key(|rule| (rule.layer, rule.selector.weight()));
        cascade
    }

    /// Whether every selector was tried on every element that was asked for.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// What sheets and the element's own attribute say of it, the weightiest of each name (CSS Cascade 4 §6).
    pub(super) fn style(&mut self, node: Node<'_, '_>) -> Style {
        let own = node.attribute("style").map(declarations).unwrap_or_default();
        if self.rules.is_empty() && own.is_empty() {
            return Style::new();
        }
        let mut left = self.left;
        let meant: Vec<usize> =
            self.rules.iter().filter_map(|rule| rule.selector.matches(node, &mut left).then_some(rule.block)).collect();
        self.left = left;
        let sheets = || meant.iter().filter_map(|block| self.blocks.get(*block)).flatten();
        let mut style = Style::new();
        for is_important in [false, true] {
            let said = sheets().chain(&own).filter(|said| said.is_important == is_important);
            for said in said.filter(|said| !values::is_void(&said.name, &said.value)) {
                style.insert(said.name.clone(), said.value.clone());
            }
        }
        style
    }

    fn sheet(&mut self, sheet: &str, nested: usize, layer: &str) {
        let mut rest = sheet.trim_start();
        while !rest.is_empty() && nested < MOST_NESTED {
            let Some(end) = rest.find(['{', ';', '}']) else { return };
            let (head, mark) = (rest[..end].trim(), rest.as_bytes()[end]);
            if mark != b'{' {
                // A statement such as `@charset`, or a bracket too many.
                if let Some(names) = head.strip_prefix("@layer ") {
                    names.split(',').for_each(|name| self.name_layer(&inner_layer(layer, name)));
                }
                rest = rest[end + 1..].trim_start();
                continue;
            }
            let close = closing(rest, end);
            let body = &rest[end + 1..close];
            self.block(head, body, nested, layer);
            rest = rest.get(close + 1..).unwrap_or_default().trim_start();
        }
    }

    fn name_layer(&mut self, name: &str) {
        if !self.layers.iter().any(|layer| layer == name) {
            self.layers.push(name.to_owned());
        }
    }

    /// What begins with `@`.
    fn at_rule(&mut self, rule: &str, body: &str, nested: usize, layer: &str) {
        let end = rest_of_name(rule);
        let (word, condition) = (&rule[..end], rule[end..].trim());
        match word {
            "media" if self.medium.is_meant(condition) => self.sheet(body, nested + 1, layer),
            "supports" if queries::is_supported(condition) => self.sheet(body, nested + 1, layer),
            "document" => self.sheet(body, nested + 1, layer),
            "layer" => {
                let count = self.layers.len().to_string();
                let name = inner_layer(layer, if condition.is_empty() { &count } else { condition });
                self.name_layer(&name);
                self.sheet(body, nested + 1, &name);
            }
            "property" => {
                let value = declarations(body).into_iter().find(|said| said.name == "initial-value");
                self.registered.extend(value.map(|said| (condition.to_owned(), said.value)));
            }
            "scope" | "container" if self.unknown.len() < MOST_TOLD => self.unknown.push(format!("@{rule}")),
            _ => {}
        }
    }

    fn block(&mut self, head: &str, body: &str, nested: usize, layer: &str) {
        if let Some(rule) = head.strip_prefix('@') {
            return self.at_rule(rule, body, nested, layer);
        }
        let (own, inner) = unnested(head, body);
        let block = self.blocks.len();
        self.blocks.push(declarations(&own));
        for text in parts(head, ',') {
            match Selector::read(text) {
                Some(selector) => {
                    let of_layer = self.layers.iter().position(|name| name == layer).filter(|_| !layer.is_empty());
                    self.rules.push(Rule { selector, block, layer: of_layer.unwrap_or(usize::MAX) });
                }
                None if self.unknown.len() < MOST_TOLD => self.unknown.push(text.trim().to_owned()),
                None => {}
            }
        }
        if !inner.is_empty() {
            self.sheet(&inner, nested + 1, layer);
        }
    }
}

/// Where the name of a rule that begins with `@` ends.
fn rest_of_name(rule: &str) -> usize {
    rule.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rule.len())
}

/// The full name of a layer that stands in another.
fn inner_layer(outer: &str, name: &str) -> String {
    let name = name.trim();
    if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
}

/// What a block says itself, and as a sheet of their own the rules that stand in it (CSS Nesting 1 §2).
fn unnested(head: &str, body: &str) -> (String, String) {
    let (mut own, mut inner, mut rest) = (String::new(), String::new(), body);
    // A bracket in brackets or quotes, such as `url(data:…{…})`, begins no rule.
    while let Some(open) = rest.find('{').filter(|open| is_free(rest, *open)) {
        let close = closing(rest, open);
        let from = rest[..open].rfind([';', '}']).map_or(0, |at| at + 1);
        own.push_str(&rest[..from]);
        let (selector, block) = (rest[from..open].trim(), &rest[open + 1..close]);
        let rule = if selector.starts_with('@') {
            format!("{selector}{{{head}{{{block}}}}}")
        } else if selector.contains('&') {
            format!("{}{{{block}}}", selector.replace('&', &format!(":is({head})")))
        } else {
            format!(":is({head}) {selector}{{{block}}}")
        };
        if inner.len() + rule.len() < LONGEST {
            inner.push_str(&rule);
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    own.push_str(rest);
    (own, inner)
}

/// Whether no bracket and no quote is open before a place.
fn is_free(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.matches('(').count() <= before.matches(')').count() && before.matches(['"', '\'']).count().is_multiple_of(2)
}

fn without_comments(sheet: &str) -> String {
    let mut plain = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        plain.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.replace("<!--", " ").replace("-->", " ")
}

/// The entries of a block or of an attribute.
fn declarations(body: &str) -> Vec<Declaration> {
    let entry = |entry: &str| {
        let (name, value) = entry.split_once(':')?;
        let value = value.trim();
        let plain = value.strip_suffix("important").and_then(|value| value.trim_end().strip_suffix('!'));
        let (name, value) = (name.trim(), plain.unwrap_or(value).trim());
        (!name.is_empty() && !value.is_empty()).then(|| Declaration {
            name: if name.starts_with("--") { name.to_owned() } else { name.to_ascii_lowercase() },
            value: value.to_owned(),
            is_important: plain.is_some(),
        })
    };
    parts(body, ';').into_iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = Window { width: 100.0, height: 100.0 };

    /// The fill of the element `x` of a drawing under a sheet.
    fn fill(sheet: &str, inside: &str) -> Option<String> {
        said(sheet, inside, "fill")
    }

    fn said(sheet: &str, inside: &str, property: &str) -> Option<String> {
        let text = format!("<svg id='s'>{inside}</svg>");
        let document = roxmltree::Document::parse(&text).unwrap();
        let node = document.descendants().find(|node| node.attribute("id") == Some("x")).unwrap();
        Cascade::of([sheet].into_iter(), WINDOW).style(node).get(property).cloned()
    }

    #[test]
    fn selectors_mean_what_css_says_they_do() {
        let inside = "<g class='a b' data-look='neo'><rect/><rect id='x' class='hot m-end' fill='1'/></g>";
        for (selector, is_meant) in [
            ("rect", true),
            ("*", true),
            ("#x", true),
            (".hot.m-end", true),
            ("#s .a>rect", true),
            ("svg > rect", false),
            ("rect + rect", true),
            ("rect~.hot", true),
            ("[data-look=\"neo\"] rect", true),
            ("[class$='end']", true),
            ("[class^=hot],nothing", true),
            ("[class*='t m']", true),
            ("[class~='m']", false),
            ("rect:not(.cold)", true),
            ("rect:not(.hot, .cold)", false),
            (":is(.cold, .hot)", true),
            ("rect:nth-child(even)", true),
            ("rect:nth-child(2n+1)", false),
            ("rect:last-child", true),
            ("rect:first-child", false),
            (":root rect", true),
            ("rect:nth-of-type(2)", true),
            ("rect:first-of-type", false),
            ("rect:last-of-type", true),
            ("rect:only-child", false),
            ("rect:nth-last-child(1)", true),
            ("rect:empty", true),
            ("svg:has(> g) rect", true),
            ("rect:has(a)", false),
            ("svg|rect", true),
            ("[class~='M' i]", false),
            ("#\\78 ", true),
            ("rect::before", false),
            ("rect:hover", false),
            ("circle, .hot", true),
        ] {
            assert_eq!(fill(&format!("{selector}{{fill:red}}"), inside).is_some(), is_meant, "{selector}");
        }
        let unknown = Cascade::of(["rect:matches(a), rect:nth-child(x){fill:red}"].into_iter(), WINDOW).unknown;
        assert_eq!(unknown, ["rect:matches(a)", "rect:nth-child(x)"]);
    }

    #[test]
    fn the_weightiest_rule_counts() {
        let x = |style: &str| format!("<rect id='x' class='a' style='{style}'/>");
        for (sheet, own, expected) in [
            (".a{opacity:1} rect{opacity:2}", "", "1"),
            (".a{opacity:1} .a{opacity:2}", "", "2"),
            ("#x{opacity:1} .a{opacity:2}", "", "1"),
            ("#x{opacity:1}", "opacity:3", "3"),
            ("rect{opacity:1 !important}", "opacity:3", "1"),
            ("rect{opacity:1!important} .a{opacity:2 ! important}", "", "2"),
            (
                "/* .a{opacity:0} */ @media screen{.a{opacity:4}} @media (prefers-color-scheme: dark){.a{opacity:5}}",
                "",
                "4",
            ),
            ("@keyframes b{to{opacity:6}} @font-face{src:url('a;b}c')} .a{opacity:7;}", "", "7"),
            ("@media print{.a{opacity:8}} @media screen{.a{opacity:9}}", "", "8"),
            ("svg{opacity:1; .a{opacity:2} & > .a{opacity:3} stroke:none} .b{opacity:4}", "", "3"),
            (".a{opacity:1; @media print{opacity:2}} .a{stroke:url(a{b}c)}", "", "2"),
            (".a{opacity:url(data:a;b);stroke:none", "", "url(data:a;b)"),
        ] {
            assert_eq!(said(sheet, &x(own), "opacity").as_deref(), Some(expected), "{sheet}");
        }
    }

    #[test]
    fn selectors_that_are_costly_to_try_come_to_an_end() {
        let deep = format!("{}<rect id='x'/>{}", "<g>".repeat(150), "</g>".repeat(150));
        assert_eq!(fill(&format!("q {}#x{{fill:red}}", "g ".repeat(10)), &deep), None);
    }
}
