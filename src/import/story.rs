//! Which part of a web page is the story: the element with the most sentences and the fewest links, what in it is none, and which headline is the page's.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::input::is_end;

use super::junk::{self, Line};
use super::markup::{Event, attribute};
use super::page::{self, Block, Element, Page};
use super::{hidden, titles};

/// The story of a page.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Its events, headline first.
    pub events: Vec<Event>,
    /// The title of the page, without the site's name.
    pub title: String,
    /// Lines above the headline.
    pub kicker: String,
    /// Lines below the headline.
    pub deck: String,
    /// Who wrote it, by the line about its source.
    pub byline: String,
    /// Texts that no reader of the page sees.
    pub hidden: Vec<String>,
    /// Texts beside the story, in the order of the page.
    pub beside: Vec<String>,
    /// Sentences that stand beside the story, each of which an editor may miss.
    pub sentences: Vec<String>,
    /// Names of editors.
    pub editors: Vec<String>,
    /// Lines about source and time.
    pub sources: Vec<String>,
}

/// Whether a block is mostly links.
fn is_linked(block: &Block) -> bool {
    block.linked * 2 > block.letters
}

/// What is known of the elements of a page.
pub(super) struct Judged<'p, 'e> {
    pub(super) page: &'p Page<'e>,
    /// Letters of sentences in every element.
    weights: Vec<usize>,
    /// Whether an element, or one it is in, is hidden or stands beside the story.
    pub(super) out: Vec<bool>,
    /// Outermost elements that are hidden.
    hidden: Vec<usize>,
    /// Letters and linked letters of all blocks before each.
    letters: Vec<(usize, usize)>,
    /// Headings of the first level before each element.
    headlines: Vec<usize>,
}

/// Finds the story of a page.
pub(super) fn find(events: &[Event]) -> Story {
    let page = page::look(events);
    let judged = judge(&page, events);
    let titles = titles::of_page(&page, events);
    let heading = titles::heading(&judged, &titles, None);
    let known = container(&judged).map(|at| widened(&judged, at));
    let container = known.unwrap_or_else(|| likely(&page));
    let heading = heading.or_else(|| titles::heading(&judged, &titles, Some(container)));
    let is_sure = known.is_some();
    let title = titles.first().map(|title| titles::without_site(title)).unwrap_or_default();
    Story { title, ..take(events, &judged, Place { container, is_sure }, heading) }
}

/// Where the story of a page stands that has no sentence by which it would be known.
fn likely(page: &Page<'_>) -> usize {
    let of_name = |name: &str| {
        let all = (1..page.elements.len()).filter(|&at| page.elements[at].name == name);
        all.max_by_key(|&at| (page.within(at).len(), std::cmp::Reverse(at)))
    };
    const STORIES: [&str; 8] = [
        "js_content",
        "rich_media_content",
        "article-content",
        "article_content",
        "articlecontent",
        "trs_editor",
        "entry-content",
        "post-content",
    ];
    let is_story = |element: &Element<'_>| {
        let names = ["id", "class"].into_iter().filter_map(|key| attribute(element.attributes, key));
        names.flat_map(str::split_whitespace).any(|name| STORIES.contains(&name.to_lowercase().as_str()))
    };
    let named = (1..page.elements.len()).find(|&at| is_story(&page.elements[at]) && !page.within(at).is_empty());
    if let Some(named) = named {
        return named;
    }
    ["article", "main", "body"].iter().find_map(|name| of_name(name)).unwrap_or(0)
}

/// The element a story stands in.
#[derive(Clone, Copy)]
struct Place {
    container: usize,
    /// Whether it is known by its sentences.
    is_sure: bool,
}

/// Which elements are hidden or stand beside the story.
fn judge<'p, 'e>(page: &'p Page<'e>, events: &[Event]) -> Judged<'p, 'e> {
    let hidden = hidden::elements(page, events);
    let mut judged = Judged {
        page,
        weights: Vec::new(),
        out: vec![false; page.elements.len()],
        hidden: hidden.clone(),
        letters: letters(&page.blocks),
        headlines: headlines(page),
    };
    for &element in &hidden {
        judged.put_out(element);
    }
    // What is hidden has no weight against which the rest is measured.
    judged.weigh();
    let mut at = 1;
    while at < page.elements.len() {
        if !judged.out[at] && judged.is_beside(at) {
            judged.put_out(at);
        }
        at += 1;
    }
    judged.put_out_cards();
    judged.weigh();
    judged
}

/// Sums of letters and linked letters up to each block.
fn letters(blocks: &[Block]) -> Vec<(usize, usize)> {
    let sums = blocks.iter().scan((0, 0), |sum, block| {
        *sum = (sum.0 + block.letters, sum.1 + block.linked);
        Some(*sum)
    });
    std::iter::once((0, 0)).chain(sums).collect()
}

/// Headings of the first level up to each element.
fn headlines(page: &Page<'_>) -> Vec<usize> {
    let sums = page.elements.iter().scan(0, |sum, element| {
        *sum += usize::from(element.name == "h1");
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

impl Judged<'_, '_> {
    fn put_out(&mut self, element: usize) {
        let last = self.page.elements[element].last.max(element + 1);
        self.out[element..last].fill(true);
    }

    fn weigh(&mut self) {
        self.weights = self.page.sums(|block| if self.out[block.owner] { 0 } else { block.weight });
    }

    /// Whether an element holds most of what is written on the page, whatever it is called.
    fn holds_most(&self, element: usize) -> bool {
        self.weights[element] * 2 > self.weights[0]
    }

    /// Whether an element stands beside the story by its name, its class or its heading.
    fn is_beside(&self, at: usize) -> bool {
        let element = &self.page.elements[at];
        if matches!(
            element.name,
            "html" | "body" | "main" | "head" | "h1" | "figure" | "img" | "article" | "b" | "strong" | "em"
        ) {
            return false;
        }
        let names = [attribute(element.attributes, "class"), attribute(element.attributes, "id")];
        let names = || names.iter().flatten();
        if names().any(|names| junk::is_comment_hint(names)) && !self.has_headline(at) {
            return true;
        }
        if self.holds_most(at) {
            return false;
        }
        let role = attribute(element.attributes, "role").unwrap_or_default();
        matches!(element.name, "nav" | "footer" | "aside" | "menu" | "button" | "select" | "textarea" | "form")
            || matches!(role, "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog" | "menu")
            || names().any(|names| junk::is_hint(names))
            || self.is_headed_list(at)
    }

    fn has_headline(&self, at: usize) -> bool {
        self.headlines[self.page.elements[at].last.max(at + 1)] > self.headlines[at]
    }

    /// Whether the first line of a box is the heading of a list beside the story.
    fn is_headed_list(&self, at: usize) -> bool {
        let within = self.page.within(at);
        let Some(first) = self.page.blocks.get(within.start) else { return false };
        if first.letters > 20 {
            return false;
        }
        within.len() > 1 && first.owner != at && junk::is_heading(&first.text)
    }

    /// Three boxes of one kind that each begin with a link, or that each can be answered, are a list of other stories or of comments.
    fn put_out_cards(&mut self) {
        let mut parents: Vec<Vec<usize>> = vec![Vec::new(); self.page.elements.len()];
        for (at, element) in self.page.elements.iter().enumerate().skip(1) {
            if matches!(element.name, "li" | "div" | "dl" | "dd" | "article" | "section" | "td" | "tr" | "table")
                && !self.out[at]
            {
                parents[element.parent.unwrap_or(0)].push(at);
            }
        }
        for children in parents.into_iter().filter(|children| children.len() >= 2) {
            let of_kind: Vec<Vec<usize>> = kinds(self.page, &children);
            for group in of_kind.into_iter().filter(|group| group.len() >= 2) {
                if self.out[group[0]] {
                    continue;
                }
                let longest = self.longest(&group);
                for at in self.listed(&group) {
                    if Some(at) != longest && !self.holds_most(at) && !self.has_headline(at) {
                        self.put_out(at);
                    }
                }
            }
        }
    }

    /// Boxes of a kind that are items of a list: three that follow each other and begin with links, or can be answered. Of what is answered, two are enough when
    /// there is nothing else: among it is the story of a board itself.
    fn listed(&self, group: &[usize]) -> Vec<usize> {
        let mut found = Vec::new();
        let tests: [fn(&Self, usize) -> bool; 2] = [Self::is_card, Self::is_answered];
        for (is_item, least) in tests.into_iter().zip([3, 2]) {
            let items: Vec<bool> = group.iter().map(|&at| is_item(self, at)).collect();
            let is_all = items.iter().filter(|is| **is).count() * 4 >= group.len() * 3 && group.len() >= least;
            let mut start = 0;
            for end in 0..=items.len() {
                if items.get(end) == Some(&true) {
                    continue;
                }
                if end - start >= 3 || is_all {
                    found.extend(&group[start..end]);
                }
                start = end + 1;
            }
        }
        found
    }

    /// The one box that has far more sentences than all others of its kind.
    fn longest(&self, group: &[usize]) -> Option<usize> {
        let at = group.iter().copied().max_by_key(|&at| self.weights[at])?;
        let next = group.iter().filter(|&&other| other != at).map(|&other| self.weights[other]).max()?;
        (self.weights[at] > 120 && self.weights[at] > next * 3).then_some(at)
    }

    fn is_card(&self, at: usize) -> bool {
        let within = self.page.within(at);
        let (from, to) = (self.letters[within.start], self.letters[within.end]);
        let (letters, linked) = (to.0 - from.0, to.1 - from.1);
        self.page.blocks[within].first().is_some_and(|block| block.starts_linked)
            && linked >= 4
            && linked * 8 >= letters
    }

    fn is_answered(&self, at: usize) -> bool {
        let blocks = &self.page.blocks[self.page.within(at)];
        blocks.len() > 1
            && blocks.len() < 16
            && blocks.iter().any(|block| block.letters <= 24 && junk::is_answer(&block.text))
    }
}

/// Children of one name and class.
fn kinds(page: &Page<'_>, children: &[usize]) -> Vec<Vec<usize>> {
    let kind = |at: usize| {
        let element = &page.elements[at];
        let class = attribute(element.attributes, "class").unwrap_or_default().split_whitespace().next();
        (element.name, class.unwrap_or_default())
    };
    let mut groups: std::collections::BTreeMap<(&str, &str), Vec<usize>> = Default::default();
    for &child in children {
        groups.entry(kind(child)).or_default().push(child);
    }
    groups.into_values().collect()
}

/// The element whose sentences outweigh its links by most; of several alike the innermost.
fn container(judged: &Judged<'_, '_>) -> Option<usize> {
    let page = judged.page;
    let burdens = page.sums(|block| {
        let is_burden = judged.out[block.owner] || is_linked(block) || block.kind == Line::Mark;
        if is_burden { block.letters } else { 0 }
    });
    let holds = |element: &Element<'_>| {
        matches!(
            element.name,
            "div"
                | "article"
                | "section"
                | "main"
                | "body"
                | "td"
                | "center"
                | "form"
                | "html"
                | ""
                | "font"
                | "span"
                | "blockquote"
                | "details"
                | "dd"
        )
    };
    let score = |at: usize| {
        let burden = i64::try_from(burdens[at]).unwrap_or(i64::MAX);
        i64::try_from(judged.weights[at]).unwrap_or(i64::MAX).saturating_sub(burden)
    };
    let candidates =
        (0..page.elements.len()).filter(|&at| !judged.out[at] && holds(&page.elements[at]) && judged.weights[at] > 0);
    // A page is left by none but a known container; elements in each other with the same score follow each other.
    candidates.max_by_key(|&at| (score(at), at))
}

/// Of how many letters one may be in a link on a page that is nothing but a text.
const LINKED: usize = 10;

/// A page without ways through a site is a notice or a letter: what stands around its longest part, and is no mark of a page, is of it too.
fn widened(judged: &Judged<'_, '_>, container: usize) -> usize {
    let page = judged.page;
    let (letters, linked) = judged.letters.last().copied().unwrap_or_default();
    if linked * LINKED > letters {
        return container;
    }
    let own = page.within(container);
    let is_text = |at: &usize| {
        let within = page.within(*at);
        let around = (within.start..own.start).chain(own.end..within.end).map(|block| &page.blocks[block]);
        around.into_iter().all(|block| {
            !judged.out[block.owner] && block.linked == 0 && !matches!(block.kind, Line::Mark | Line::Heading)
        })
    };
    let boxes = std::iter::successors(Some(container), |&at| page.elements[at].parent.filter(|above| *above > 0));
    boxes.take_while(is_text).last().unwrap_or(container)
}

/// Whether an element is in one that is hidden.
pub(super) fn is_hidden(judged: &Judged<'_, '_>, at: usize) -> bool {
    let before = judged.hidden.partition_point(|&hidden| hidden <= at);
    before.checked_sub(1).is_some_and(|before| at < judged.page.elements[judged.hidden[before]].last)
}

/// The story's events and what stands beside them.
fn take(events: &[Event], judged: &Judged<'_, '_>, place: Place, heading: Option<usize>) -> Story {
    let page = judged.page;
    let mut story = Story::default();
    for &element in &judged.hidden {
        let Element { start, end, .. } = page.elements[element];
        story.hidden.extend(Some(words(&events[start..end])).filter(|text| !text.is_empty()));
    }
    let Place { container, is_sure } = place;
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let range = page.elements[container].start..page.elements[container].end;
    let heads = heads(judged, heading, container, &mut story);
    let mut dropped: Vec<Range<usize>> =
        heads.iter().map(|&at| page.elements[at].start..page.elements[at].end).collect();
    for (at, element) in page.elements.iter().enumerate().skip(container + 1) {
        let is_outermost = judged.out[at] && !element.parent.is_some_and(|parent| judged.out[parent]);
        if is_outermost && range.contains(&element.start) {
            dropped.push(element.start..element.end);
        }
    }
    let blocks = &page.blocks;
    let is_head =
        |block: &Block| heads.iter().any(|&at| (page.elements[at].start..page.elements[at].end).contains(&block.start));
    // What stands above a headline in its container and is no sentence leads to the page.
    let begin = heading.map_or(0, |at| page.elements[at].start);
    let above = |block: &&Block| range.contains(&block.start) && block.start < begin && !judged.out[block.owner];
    let begin = if blocks.iter().filter(above).any(|block| block.weight > 0) { 0 } else { begin };
    let is_in = |block: &Block| range.contains(&block.start) && block.start >= begin && !judged.out[block.owner];
    let tail = tail(blocks, &is_in);
    let weighs = |at: &usize| blocks[*at].weight > 0 && is_in(&blocks[*at]);
    let between = (0..tail).find(weighs).unwrap_or(tail)..(0..tail).rfind(weighs).unwrap_or(0);
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| !is_head(block)) {
        if is_hidden(judged, block.owner) {
            continue;
        }
        let kind = block.kind;
        // A paragraph within the story may be full of links.
        let is_read = |at: usize| {
            between.contains(&at) && block.linked < block.letters && block.text.ends_with(['。', '！', '？', '”'])
        };
        let reads = |at: usize| kind == Line::Text || between.contains(&at) && junk::is_within(kind, &block.text);
        if is_sure && is_author(page, block) && is_near(page, block, heading, &range) {
            gone.insert(at);
            if story.byline.is_empty() {
                story.byline = junk::author(&block.text).unwrap_or_else(|| block.text.clone());
            } else {
                story.beside.push(block.text.clone());
            }
            continue;
        }
        let stays = is_in(block)
            && at < tail
            && (!is_sure || reads(at) && (!is_linked(block) || is_picture_caption(block) || is_read(at)));
        if !stays {
            gone.insert(at);
            tell(&mut story, block, kind, is_near(page, block, heading, &range));
        }
    }
    let gone: Vec<Range<usize>> = gone.iter().map(|&at| blocks[at].start..blocks[at].end).collect();
    if let Some(heading) = heading {
        story.events.push(Event::Start("h1".to_owned(), Vec::new()));
        story.events.extend(
            events[page.elements[heading].start + 1..page.elements[heading].end]
                .iter()
                .filter(|event| !is_heading_tag(event))
                .cloned(),
        );
        story.events.push(Event::End("h1".to_owned()));
    }
    story.events.extend(kept(events, range, &dropped, &gone));
    story
}

/// The words of events.
fn words(events: &[Event]) -> String {
    let text = events.iter().map(|event| if let Event::Text(text) = event { text.as_str() } else { " " });
    super::markup::collapse(&text.collect::<String>(), None).trim().to_owned()
}

/// A caption may be a link to the large picture, and what is attached to a notice is one.
fn is_picture_caption(block: &Block) -> bool {
    ["图为", "图：", "附件"].iter().any(|start| block.text.starts_with(start))
}

fn is_heading_tag(event: &Event) -> bool {
    matches!(event, Event::Start(name, _) | Event::End(name) if matches!(name.as_str(), "h1" | "h2" | "h3" | "h4" | "div" | "p" | "td"))
}

/// A line that may say who wrote the story stands near its headline or in its container.
fn is_near(page: &Page<'_>, block: &Block, heading: Option<usize>, range: &Range<usize>) -> bool {
    let from = heading.map_or(range.start, |at| page.elements[at].start.min(range.start));
    (from..range.end).contains(&block.start)
}

/// Sentences with fewer letters than this are not told one by one.
const TOLD: usize = 20;

fn tell(story: &mut Story, block: &Block, kind: Line, is_near: bool) {
    let text = block.text.clone();
    match kind {
        Line::Editors if is_near => story.editors.push(text),
        Line::Source if is_near => {
            if story.byline.is_empty() {
                story.byline = junk::author(&text).unwrap_or_default();
            }
            story.sources.push(text);
        }
        _ if block.weight >= TOLD || is_near && block.letters >= TOLD && junk::reads_on(&text) => {
            story.sentences.push(text);
        }
        _ => story.beside.push(text),
    }
}

/// From which block on a container holds no story any more: the heading of a list, the end of the text or the names of its editors, when little is written
/// behind it.
fn tail(blocks: &[Block], is_in: &dyn Fn(&Block) -> bool) -> usize {
    let all: usize = blocks.iter().filter(|block| is_in(block)).map(|block| block.weight).sum();
    let mut before = 0;
    let mut inside = blocks.iter().enumerate().filter(|(_, block)| is_in(block)).peekable();
    while let Some((at, block)) = inside.next() {
        // Below a heading of a list stand links; a paragraph makes it one of the story.
        let heads_text = inside.peek().is_some_and(|(_, next)| next.weight > 0 && next.linked == 0);
        let ends = match block.kind {
            Line::Heading => !heads_text,
            Line::Editors => true,
            _ => is_end(&block.text),
        };
        if ends && (all - before) * 3 < all {
            return at;
        }
        before += block.weight;
    }
    blocks.len()
}

/// Classes of lines above and below a headline.
const KICKERS: &[&str] = &["pretitle", "pre-title", "pre_title", "yinti", "jianti", "kicker", "shoulder", "pre"];
const DECKS: &[&str] = &["subtitle", "sub-title", "sub_title", "futi", "fubiaoti", "deck", "subhead", "sub"];

/// Boxes around a headline alone that are looked out of for the lines that belong to it.
const MOST_BOXES: usize = 5;

/// The heading with the lines above and below it that belong to it; their texts go to the story.
fn heads(judged: &Judged<'_, '_>, heading: Option<usize>, container: usize, story: &mut Story) -> Vec<usize> {
    let page = judged.page;
    let Some(heading) = heading else { return Vec::new() };
    // A heading may stand in boxes of its own; its neighbours are outside of them.
    let own = page.within(heading);
    let boxes = std::iter::successors(Some(heading), |&at| page.elements[at].parent).take(MOST_BOXES);
    let anchor = boxes.take_while(|&at| page.within(at) == own).last().unwrap_or(heading);
    let Some(parent) = page.elements[anchor].parent else { return vec![heading] };
    // What holds the story as well is no box of its title.
    let holds_story = (parent..page.elements[parent].last).contains(&container);
    let is_title_box = !holds_story && is_title_box(page, parent);
    let is_sibling =
        |at: usize| page.elements[at].parent == Some(parent) && !judged.out[at] && !page.within(at).is_empty();
    let before = (1..anchor).rev().find(|&at| is_sibling(at));
    let behind = (page.elements[anchor].last..page.elements[parent].last).find(|&at| is_sibling(at));
    let belongs = |at: usize, classes: &[&str]| {
        let class = attribute(page.elements[at].attributes, "class").unwrap_or_default().to_lowercase();
        let is_small = matches!(page.elements[at].name, "h2" | "h3" | "h4" | "h5" | "h6");
        page.within(at).len() <= 3
            && is_head_line(&page.text(at))
            && (is_small || is_title_box || classes.iter().any(|word| class.contains(word)))
    };
    let mut heads = vec![heading];
    if let Some(at) = before.filter(|&at| belongs(at, KICKERS)) {
        story.kicker = page.text(at);
        heads.push(at);
    }
    if let Some(at) = behind.filter(|&at| belongs(at, DECKS)) {
        story.deck = page.text(at);
        heads.push(at);
    }
    heads
}

/// Whether a line may stand above or below a headline.
fn is_head_line(text: &str) -> bool {
    text.chars().count() <= 60 && junk::line(text) == Line::Text && !text.ends_with(['。', '：', '，'])
}

/// Whether an element holds a headline and the few lines around it, and nothing else.
fn is_title_box(page: &Page<'_>, at: usize) -> bool {
    let blocks = &page.blocks[page.within(at)];
    blocks.len() <= 4 && blocks.iter().all(|block| block.linked == 0 && is_head_line(&block.text))
}

/// Whether a line is the name of who wrote the story, by its class.
fn is_author(page: &Page<'_>, block: &Block) -> bool {
    let element = &page.elements[block.owner];
    let class = attribute(element.attributes, "class").or(attribute(element.attributes, "id")).unwrap_or_default();
    let named = class
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ["author", "byline", "writer", "reporter", "zuozhe"].contains(&word));
    named && block.kind == Line::Text && block.weight == 0 && block.letters <= 20
}

/// The events of a range without what was dropped; of blocks that are gone, texts and links.
fn kept(events: &[Event], range: Range<usize>, dropped: &[Range<usize>], gone: &[Range<usize>]) -> Vec<Event> {
    let mut is_dropped = vec![false; events.len()];
    for part in dropped {
        is_dropped[part.start..part.end.min(events.len())].fill(true);
    }
    for part in gone {
        // The tag of the link that a block begins with stands before its first letter.
        let opens = part.start.checked_sub(1).filter(|&at| matches!(&events[at], Event::Start(name, _) if name == "a"));
        for at in opens.into_iter().chain(part.clone()) {
            is_dropped[at] |= match &events[at] {
                Event::Text(_) => true,
                Event::Start(name, _) => name == "a",
                Event::End(_) => false,
            };
        }
    }
    // A form around the whole page is no form to fill in.
    let is_shell = |event: &Event| matches!(event, Event::Start(name, _) | Event::End(name) if matches!(name.as_str(), "form" | "footer" | "aside" | "menu" | "nav"));
    range.filter(|&at| !is_dropped[at] && !is_shell(&events[at])).map(|at| lower(&events[at])).collect()
}

/// The headline is known: further headings of the first level are crossheads.
fn lower(event: &Event) -> Event {
    match event {
        Event::Start(name, attributes) if name == "h1" => Event::Start("h2".to_owned(), attributes.clone()),
        Event::End(name) if name == "h1" => Event::End("h2".to_owned()),
        other => other.clone(),
    }
}
