//! The style sheets of a drawing, weighed and written into its elements: the reader of drawings knows few selectors and passes over the rest without a word.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::selector::{Selector, closing, parts};

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
}

/// All that the sheets of a drawing say.
pub(super) struct Cascade {
    rules: Vec<Rule>,
    blocks: Vec<Vec<Declaration>>,
    /// Selectors and rules that are not understood.
    pub(super) unknown: Vec<String>,
    left: u64,
    /// Whether a sheet speaks of paper: then what it says of screens alone is not meant.
    has_print: bool,
}

/// What an element is told, by name.
pub(super) type Style = BTreeMap<String, String>;

impl Cascade {
    /// Reads sheets in their order.
    pub(super) fn of<'t>(sheets: impl Iterator<Item = &'t str>) -> Self {
        let sheets: Vec<String> = sheets.map(without_comments).collect();
        let has_print = sheets.iter().any(|sheet| {
            let mut queries = sheet.split("@media").skip(1).filter_map(|rest| rest.split('{').next());
            queries.any(|query| query.contains("print") && is_for_paper(query))
        });
        let mut cascade =
            Self { rules: Vec::new(), blocks: Vec::new(), unknown: Vec::new(), left: MOST_LOOKS, has_print };
        for sheet in &sheets {
            cascade.sheet(sheet, 0);
        }
        // Rules of equal weight count in the order they stand in.
        cascade.rules.sort_by_cached_key(|rule| rule.selector.weight());
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
            for said in sheets().chain(&own).filter(|said| said.is_important == is_important) {
                style.insert(said.name.clone(), said.value.clone());
            }
        }
        style
    }

    fn sheet(&mut self, sheet: &str, nested: usize) {
        let mut rest = sheet.trim_start();
        while !rest.is_empty() && nested < MOST_NESTED {
            let Some(end) = rest.find(['{', ';', '}']) else { return };
            let (head, mark) = (rest[..end].trim(), rest.as_bytes()[end]);
            if mark != b'{' {
                // A statement such as `@charset`, or a bracket too many.
                rest = rest[end + 1..].trim_start();
                continue;
            }
            let close = closing(rest, end);
            let body = &rest[end + 1..close];
            self.block(head, body, nested);
            rest = rest.get(close + 1..).unwrap_or_default().trim_start();
        }
    }

    fn block(&mut self, head: &str, body: &str, nested: usize) {
        if let Some(rule) = head.strip_prefix('@') {
            let word = rule.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
            let holds = match word {
                "media" => is_for_paper(rule) && !(self.has_print && is_for_screens(rule)),
                "supports" | "layer" | "document" => true,
                _ => false,
            };
            if holds {
                self.sheet(body, nested + 1);
            }
            return;
        }
        let (own, inner) = unnested(head, body);
        let block = self.blocks.len();
        self.blocks.push(declarations(&own));
        for text in parts(head, ',') {
            match Selector::read(text) {
                Some(selector) => self.rules.push(Rule { selector, block }),
                None if self.unknown.len() < MOST_TOLD => self.unknown.push(text.trim().to_owned()),
                None => {}
            }
        }
        if !inner.is_empty() {
            self.sheet(&inner, nested + 1);
        }
    }
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

/// Whether a query is about screens and not about paper too.
fn is_for_screens(query: &str) -> bool {
    query.contains("screen") && !query.contains("print")
}

/// Whether a query holds for a page of paper, which is white and wide; drawings are made for screens, so these count too.
fn is_for_paper(query: &str) -> bool {
    let query = query.to_ascii_lowercase();
    let never = ["dark", "not ", "max-width", "max-height", "reduced", "hover", "forced-colors", "speech"];
    !never.iter().any(|word| query.contains(word))
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

    /// The fill of the element `x` of a drawing under a sheet.
    fn fill(sheet: &str, inside: &str) -> Option<String> {
        let text = format!("<svg id='s'>{inside}</svg>");
        let document = roxmltree::Document::parse(&text).unwrap();
        let node = document.descendants().find(|node| node.attribute("id") == Some("x")).unwrap();
        Cascade::of([sheet].into_iter()).style(node).get("fill").cloned()
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
            ("rect:hover", false),
            ("circle, .hot", true),
        ] {
            assert_eq!(fill(&format!("{selector}{{fill:red}}"), inside).is_some(), is_meant, "{selector}");
        }
        let unknown = Cascade::of(["rect:has(a), rect:nth-child(x){fill:red}"].into_iter()).unknown;
        assert_eq!(unknown, ["rect:has(a)", "rect:nth-child(x)"]);
    }

    #[test]
    fn the_weightiest_rule_counts() {
        let x = |style: &str| format!("<rect id='x' class='a' style='{style}'/>");
        for (sheet, own, expected) in [
            (".a{fill:1} rect{fill:2}", "", "1"),
            (".a{fill:1} .a{fill:2}", "", "2"),
            ("#x{fill:1} .a{fill:2}", "", "1"),
            ("#x{fill:1}", "fill:3", "3"),
            ("rect{fill:1 !important}", "fill:3", "1"),
            ("rect{fill:1!important} .a{fill:2 ! important}", "", "2"),
            ("/* .a{fill:0} */ @media screen{.a{fill:4}} @media (prefers-color-scheme: dark){.a{fill:5}}", "", "4"),
            ("@keyframes b{to{fill:6}} @font-face{src:url('a;b}c')} .a{fill:7;}", "", "7"),
            ("@media print{.a{fill:8}} @media screen{.a{fill:9}}", "", "8"),
            ("svg{fill:1; .a{fill:2} & > .a{fill:3} stroke:none} .b{fill:4}", "", "3"),
            (".a{fill:1; @media print{fill:2}} .a{stroke:url(a{b}c)}", "", "2"),
            (".a{fill:url(data:a;b);stroke:none", "", "url(data:a;b)"),
        ] {
            assert_eq!(fill(sheet, &x(own)).as_deref(), Some(expected), "{sheet}");
        }
    }

    #[test]
    fn selectors_that_are_costly_to_try_come_to_an_end() {
        let deep = format!("{}<rect id='x'/>{}", "<g>".repeat(150), "</g>".repeat(150));
        assert_eq!(fill(&format!("q {}#x{{fill:red}}", "g ".repeat(10)), &deep), None);
    }
}
