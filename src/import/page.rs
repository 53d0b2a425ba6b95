//! A web page as elements with their places among the events, and as blocks of text: what is looked at to find the story on it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::junk::{self, Line};
use super::markup::{Event, attribute, is_silent};

/// An element of a page. Elements stand in the order of their start tags, so what is in one follows it without a gap.
#[derive(Clone, Debug)]
pub(super) struct Element<'e> {
    /// Its name, lower case.
    pub name: &'e str,
    /// Its attributes.
    pub attributes: &'e [(String, String)],
    /// Its start tag among the events.
    pub start: usize,
    /// The event behind its last one; its end tag is within.
    pub end: usize,
    /// The element it is in.
    pub parent: Option<usize>,
    /// The element behind the last one in it.
    pub last: usize,
}

/// A stretch of text that nothing but inline tags cuts.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The element it is directly in, inline ones left out.
    pub owner: usize,
    /// Its first event.
    pub start: usize,
    /// The event behind its last one.
    pub end: usize,
    /// Its words, blanks collapsed.
    pub text: String,
    /// Letters that are no blanks.
    pub letters: usize,
    /// Letters that are links.
    pub linked: usize,
    /// Whether its first letter is a link.
    pub starts_linked: bool,
    /// What it is by its words.
    pub kind: Line,
    /// Its letters when it is a sentence, less what is linked in it.
    pub weight: usize,
}

/// A page that is looked at.
pub(super) struct Page<'e> {
    /// Its elements; the first one is the whole page and has no tag.
    pub elements: Vec<Element<'e>>,
    /// Its blocks of text.
    pub blocks: Vec<Block>,
}

/// Elements without an end tag (HTML, 13.1.2).
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Open elements that an end tag may close; one further out was forgotten by its writer.
const MOST_OPEN: usize = 256;

/// Elements that begin and end a block of text; those that are not known stand within one.
static BLOCKS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "address article aside audio block blockquote body body.content bq br button caption center dd details dialog div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hl1 hl2 hr html iframe li main map media media-caption menu nav \
    noscript object ol option p pre script section select style summary svg table tbody td template textarea tfoot th thead title tr ul video"
    .split_whitespace()
    .collect()
});

/// Whether an element begins and ends a block of text.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(name)
}

/// Whether a start tag ends an element that is open without an end tag (HTML, 13.1.2.4).
fn ends_before(open: &str, name: &str) -> bool {
    match open {
        "li" => name == "li",
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody"),
        "tr" => matches!(name, "tr" | "tbody"),
        "option" => matches!(name, "option" | "optgroup"),
        "p" => matches!(
            name,
            "p" | "div"
                | "ul"
                | "ol"
                | "dl"
                | "table"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "section"
                | "article"
                | "aside"
                | "nav"
                | "footer"
                | "header"
                | "form"
                | "pre"
                | "blockquote"
                | "hr"
                | "figure"
                | "address"
                | "main"
        ),
        _ => false,
    }
}

/// Looks at a page.
pub(super) fn look(events: &[Event]) -> Page<'_> {
    let mut elements = vec![Element { name: "", attributes: &[], start: 0, end: events.len(), parent: None, last: 0 }];
    let mut open = vec![0_usize];
    let mut inside = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        if let Event::Start(name, attributes) = event {
            if open.last().is_some_and(|&last| ends_before(elements[last].name, name)) {
                close(&mut elements, &mut open, at);
            }
            let parent = open.last().copied();
            elements.push(Element { name, attributes, start: at, end: at + 1, parent, last: 0 });
            inside.push(elements.len() - 1);
            if VOID.contains(&name.as_str()) {
                let own = elements.len();
                elements[own - 1].last = own;
            } else {
                open.push(elements.len() - 1);
            }
            continue;
        }
        inside.push(open.last().copied().unwrap_or(0));
        if let Event::End(name) = event {
            let within = open.iter().rev().take(MOST_OPEN).position(|&element| elements[element].name == name);
            for _ in 0..within.map_or(0, |depth| depth + 1) {
                close(&mut elements, &mut open, at + 1);
            }
        }
    }
    while !open.is_empty() {
        close(&mut elements, &mut open, events.len());
    }
    let blocks = blocks(events, &elements, &inside);
    Page { elements, blocks }
}

fn close(elements: &mut [Element<'_>], open: &mut Vec<usize>, at: usize) {
    let count = elements.len();
    if let Some(element) = open.pop() {
        elements[element].end = at;
        elements[element].last = count;
    }
}

/// The blocks of text of a page; what is nothing to read is left out.
fn blocks(events: &[Event], elements: &[Element<'_>], inside: &[usize]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut links = 0_usize;
    let mut silent = 0_usize;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(name, _) | Event::End(name) if is_block(name) => {
                let count =
                    |depth: usize| if matches!(event, Event::Start(..)) { depth + 1 } else { depth.saturating_sub(1) };
                if is_silent(name) {
                    silent = count(silent);
                }
                blocks.extend(open.take());
                links = 0;
            }
            Event::Start(name, attributes) if name == "a" && attribute(attributes, "href").is_some() => links = 1,
            Event::End(name) if name == "a" => links = 0,
            Event::Text(text) if silent == 0 && !text.trim().is_empty() => {
                let owner = owner(elements, inside[at]);
                let block = open.get_or_insert_with(|| Block {
                    owner,
                    start: at,
                    end: at,
                    text: String::new(),
                    letters: 0,
                    linked: 0,
                    starts_linked: links > 0,
                    kind: Line::Text,
                    weight: 0,
                });
                let letters = text.chars().filter(|c| !c.is_whitespace()).count();
                block.end = at + 1;
                block.text.push_str(text);
                block.letters += letters;
                block.linked += letters * links;
            }
            _ => {}
        }
    }
    blocks.extend(open);
    for block in &mut blocks {
        block.text = super::markup::collapse(&block.text, None).trim().trim_matches('\u{3000}').to_owned();
        block.kind = junk::line(&block.text);
        block.weight = weight(block);
    }
    keep_days(&mut blocks);
    keep_times(&mut blocks);
    keep_cells(&mut blocks, elements);
    blocks
}

/// Figures beside others in a row of a table are of the story where it has the table: `98.5`, `10:30`, `2026-03-12`, `→`.
fn keep_cells(blocks: &mut [Block], elements: &[Element<'_>]) {
    let row_of = |block: &Block| {
        let cell = elements.get(block.owner).filter(|it| matches!(it.name, "td" | "th"))?;
        cell.parent.filter(|&row| elements[row].name == "tr")
    };
    let mut cells: BTreeMap<usize, usize> = BTreeMap::new();
    blocks.iter().filter_map(row_of).for_each(|row| *cells.entry(row).or_default() += 1);
    for block in blocks.iter_mut() {
        let has_others = row_of(block).is_some_and(|row| cells.get(&row).is_some_and(|cells| *cells > 1));
        if has_others && block.linked == 0 && !block.text.chars().any(char::is_alphabetic) {
            block.kind = Line::Text;
        }
    }
}

/// A time beside the place is of a notice, and is not when the page was made.
fn keep_times(blocks: &mut [Block]) {
    let is_time =
        |block: &Block| block.text.split(['：', ':']).next().is_some_and(|label| label.ends_with(['间', '期', '間']));
    for at in 0..blocks.len() {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| blocks.get(at));
        let is_notice = beside.into_iter().any(|block| junk::is_of_notice(&block.text));
        if blocks[at].kind == Line::Source && is_time(&blocks[at]) && is_notice {
            blocks[at].kind = Line::Text;
        }
    }
}

/// Lines of a signature between its text and its day at most.
const SIGNERS: usize = 5;

/// The day below a signature at the end of a text belongs to it, and is not when the page was made.
fn keep_days(blocks: &mut [Block]) {
    let all: usize = blocks.iter().map(|block| block.weight).sum();
    let mut before = 0;
    for at in 1..blocks.len() {
        before += blocks[at - 1].weight;
        let is_day = blocks[at].kind == Line::Source && junk::is_day(&blocks[at].text);
        let is_signer = |block: &&Block| block.kind == Line::Text && block.weight == 0 && block.linked == 0;
        let above = || blocks[..at].iter().rev();
        let signers = || above().take(SIGNERS).take_while(is_signer).count();
        if is_day && before * 3 > all * 2 && signers() > 0 {
            blocks[at].kind = Line::Text;
        }
    }
}

/// A block with fewer letters is no sentence.
const SENTENCE: usize = 10;

/// What stands in a link weighs so many times against the sentence it is in.
const LINKS: usize = 2;

/// Letters of a sentence; links in it count against it.
fn weight(block: &Block) -> usize {
    if block.letters < SENTENCE || block.kind != Line::Text || block.linked * 10 > block.letters * 3 {
        return 0;
    }
    let has_marks = block.text.contains(['，', '。', '！', '？', '；', '：', '、', '“', '」']);
    let is_western = block.text.contains(", ") || block.text.ends_with('.') && block.letters > 40;
    if has_marks || is_western { block.letters.saturating_sub(block.linked * LINKS) } else { 0 }
}

/// Inline elements that stand in each other further than this belong to no text.
const MOST_INLINE: usize = 32;

/// The nearest element that is no inline one.
fn owner(elements: &[Element<'_>], from: usize) -> usize {
    let above = std::iter::successors(Some(from), |&element| elements[element].parent);
    above.take(MOST_INLINE).find(|&element| is_block(elements[element].name)).unwrap_or(from)
}

impl Page<'_> {
    /// Blocks of an element and of what is in it.
    pub(super) fn within(&self, element: usize) -> std::ops::Range<usize> {
        let Element { start, end, .. } = self.elements[element];
        let from = self.blocks.partition_point(|block| block.start < start);
        from..from + self.blocks[from..].partition_point(|block| block.start < end)
    }

    /// The text of an element.
    pub(super) fn text(&self, element: usize) -> String {
        let texts: Vec<&str> = self.blocks[self.within(element)].iter().map(|block| block.text.as_str()).collect();
        texts.join(" ")
    }

    /// For every element the sum of a measure of its blocks.
    pub(super) fn sums(&self, measure: impl Fn(&Block) -> usize) -> Vec<usize> {
        let mut sums = vec![0; self.elements.len()];
        for block in &self.blocks {
            sums[block.owner] += measure(block);
        }
        for at in (1..self.elements.len()).rev() {
            if let Some(parent) = self.elements[at].parent {
                sums[parent] += sums[at];
            }
        }
        sums
    }
}
