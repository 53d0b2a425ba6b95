//! Trials and proposals as the YAML that they are: what is offered is what was tried.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Permille, yaml_quoted as quoted};
use crate::input::{Documents, Length, Value};

use super::closings::Closing;
use super::list::Wanted;
use super::tree::Tree;
use super::ways::{Placed, Shapes, Way};

/// Styles and shapes of stories by weight.
const WEIGHTS: &str = include_str!("weights.yaml");

/// Rows that a part of a page may give or take when a text changes.
const GIVE: u16 = 8;
/// Rows that a headline may have more or fewer than it needs: its size follows, within limits of its style.
const GIVE_HEAD: u16 = 2;
/// What a story gives that closes by copy-fitting alone: what was tried.
const FIT: &str = "copyfit: [{looseness: 1}]";
/// Rows between parts one below the other (M3).
const GAPS: (u16, u16) = (1, 2);

/// What pages of a list are written from.
pub(super) struct Writer<'a> {
    pub(super) wanted: &'a Wanted,
    pub(super) rows: (u16, u16),
    /// Frames and story places of the layout that are not used.
    pub(super) without: Vec<String>,
    /// Names of styles and shapes that the layout has.
    pub(super) known: BTreeSet<String>,
    pub(super) shapes: Shapes,
    pub(super) ways: &'a [Way],
    pub(super) closings: &'a [Closing],
}

/// A value that may be put into a frame, on one line.
pub(super) fn flow(value: &Value) -> String {
    let entries = |entries: Vec<String>| format!("{{{}}}", entries.join(", "));
    match value {
        Value::Text(text) => quoted(text),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Range(first, last) => format!("{first}-{last}"),
        Value::Percent(Permille(share)) => format!("{}.{}%", share / 10, share % 10),
        Value::List(items) => format!("[{}]", items.iter().map(|it| flow(&it.value)).collect::<Vec<_>>().join(", ")),
        Value::Object(keys) => {
            entries(keys.values.iter().map(|(key, value)| format!("{key}: {}", flow(&value.value))).collect())
        }
        Value::Named(named) => entries(
            named.iter().map(|(name, value)| format!("{}: {}", quoted(&name.value), flow(&value.value))).collect(),
        ),
        // Lists of stories have none.
        Value::Length(Length::Absolute(_) | Length::Relative(_)) | Value::OnGrid(_) => String::new(),
    }
}

/// The names of the styles and shapes of all layouts that were read.
pub(super) fn known_names(documents: &Documents) -> BTreeSet<String> {
    let layouts = documents.layouts.values();
    layouts
        .flat_map(|layout| ["styles", "shapes"].map(|key| layout.named(key)))
        .flatten()
        .map(|(name, _)| name.value.clone())
        .collect()
}

/// The styles or the shapes of the weights, by name.
fn of_weights(section: &str) -> BTreeMap<&'static str, &'static str> {
    let lines = WEIGHTS.lines().skip_while(move |line| line.trim_end_matches(':') != section).skip(1);
    let lines = lines.take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.trim_start().split_once(": ")).collect()
}

/// Every shape that a page may name: those of the weights, and others.
pub(super) fn shape_names<'a>() -> impl Iterator<Item = &'a str> {
    of_weights("shapes").into_keys()
}

impl Writer<'_> {
    /// An edition of which every page has the blocks of one width, one below the other, for trials.
    pub(super) fn trials(&self, columns: u16) -> String {
        let mut pages = String::new();
        for wide in 1..=columns {
            let ways = self.ways.iter().filter(|way| way.columns == wide);
            let blocks: String = ways.map(|way| format!("            - {{{}}}\n", self.block(way, None))).collect();
            // The first block is none of them: those below others have a rule above them.
            pages += &format!(
                "  - layout:\n      extends: base.yaml\n      blocks:\n        rows: {}-{}\n        across:\n",
                self.rows.0, self.rows.1
            );
            pages += &format!("        - columns: {wide}\n          down:\n            - {{frame: nothing}}\n{blocks}");
            if wide < columns {
                pages += "        - {frame: nothing}\n";
            }
            pages += &format!("    put: {}\n", self.put(&|_| true));
        }
        format!("{}pages:\n{pages}", self.wanted.edition)
    }

    /// The layout that the pages of trials extend.
    pub(super) fn base(&self) -> String {
        let all: BTreeSet<&str> = self.shapes.keys().map(String::as_str).collect();
        self.layout(&all).lines().map(|line| line.trim_start_matches("      ").to_owned() + "\n").collect()
    }

    /// A proposal as an edition of one page.
    pub(super) fn edition(&self, tree: &Tree) -> String {
        let used: BTreeSet<&str> = tree.closings().iter().flat_map(|at| self.shapes_of(self.way(*at))).collect();
        let stories: BTreeSet<usize> = tree.closings().iter().map(|at| self.way(*at).story).collect();
        let fitted = tree.closings().into_iter().filter(|at| self.closings[*at].is_fitted);
        let fitted: BTreeSet<usize> = fitted.map(|at| self.way(at).story).collect();
        let mut text = self.wanted.edition.clone() + "pages:\n  - layout:\n" + &self.layout(&used);
        text += &format!("      blocks:\n        rows: {}-{}\n", self.rows.0, self.rows.1);
        let root = match tree {
            Tree::Down(_) | Tree::Turn(_) => tree.clone(),
            other => Tree::Down(vec![super::tree::Part { tree: other.clone(), gap: 1, depth: None }]),
        };
        self.division(&root, 8, &mut text);
        for line in self.wanted.page.lines() {
            text += &format!("    {line}\n");
        }
        text + "    put:\n"
            + &self
                .entries(&|story| stories.contains(&story), &fitted)
                .map(|entry| format!("      {entry}\n"))
                .collect::<String>()
    }

    fn way(&self, closing: usize) -> &Way {
        &self.ways[self.closings[closing].way]
    }

    /// The shape of a way, then those by which the story may fill the same block with the same pictures when its text has changed.
    fn shapes_of<'w>(&'w self, way: &'w Way) -> Vec<&'w str> {
        let is_like = |other: &&Way| {
            other.story == way.story
                && other.columns == way.columns
                && other.pictures == way.pictures
                && other.shape != way.shape
        };
        let others = self.ways.iter().filter(is_like).map(|other| other.shape.as_str());
        std::iter::once(way.shape.as_str()).chain(others).collect()
    }

    /// The keys of a layout but for its blocks, six blanks in.
    fn layout(&self, used: &BTreeSet<&str>) -> String {
        let mut text = format!("      extends: {}\n", quoted(&self.wanted.layout));
        if !self.without.is_empty() {
            text += &format!(
                "      without: [{}]\n",
                self.without.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(", ")
            );
        }
        if let Some(columns) = self.wanted.columns {
            text += &format!("      page: {{grid: {{columns: {columns}}}}}\n");
        }
        text += "      styles:\n";
        for (name, keys) in of_weights("styles").into_iter().filter(|(name, _)| !self.known.contains(*name)) {
            text += &format!("        {name}: {keys}\n");
        }
        let is_used = |name: &str| name.strip_suffix("-headline").is_some_and(|shape| used.contains(shape));
        for (name, keys) in of_weights("small").into_iter().filter(|(name, _)| is_used(name)) {
            text += &format!("        {name}: {keys}\n");
        }
        text += "      shapes:\n";
        for (name, keys) in of_weights("shapes").into_iter().filter(|(name, _)| !self.known.contains(*name)) {
            text += &format!("        {name}: {keys}\n");
        }
        for (name, keys) in self.shapes.iter().filter(|(name, _)| used.contains(name.as_str())) {
            text += &format!("        {name}: {keys}\n");
        }
        if !self.wanted.ads.is_empty() {
            text += "      frames:\n";
        }
        for ad in &self.wanted.ads {
            // Its place is kept where the advertisement comes later.
            let later = if ad.content.is_none() { ", optional: true, border: \"0.5pt\"" } else { "" };
            text += &format!("        {}: {{ad: true{later}}}\n", quoted(&ad.frame));
        }
        text
    }

    /// What is put into the frames of stories and advertisements.
    fn put(&self, is_used: &dyn Fn(usize) -> bool) -> String {
        format!("{{{}}}", self.entries(is_used, &BTreeSet::new()).collect::<Vec<_>>().join(", "))
    }

    fn entries(&self, is_used: &dyn Fn(usize) -> bool, fitted: &BTreeSet<usize>) -> impl Iterator<Item = String> {
        let mut entries = Vec::new();
        for (at, story) in self.wanted.stories.iter().enumerate().filter(|(at, _)| is_used(*at)) {
            let article = quoted(&story.article);
            let content = if fitted.contains(&at) { format!("{{article: {article}, {FIT}}}") } else { article };
            entries.push(format!("{}: {content}", quoted(&story.name)));
            for (at, picture) in story.pictures.iter().enumerate() {
                let part = if at == 0 { "photo" } else { "photo-2" };
                entries.push(format!("{}: {}", quoted(&format!("{}-{part}", story.name)), picture.content));
            }
        }
        let ads =
            self.wanted.ads.iter().filter_map(|ad| Some(format!("{}: {}", quoted(&ad.frame), ad.content.as_ref()?)));
        entries.extend(ads);
        entries.into_iter()
    }

    /// The keys of a block: as it closes, or with what may change for trials.
    fn block(&self, way: &Way, closing: Option<&Closing>) -> String {
        let story = &self.wanted.stories[way.story];
        let shape = match closing.map(|_| self.shapes_of(way)).as_deref() {
            Some([first, others @ ..]) if !others.is_empty() => {
                let others: String = others.iter().map(|shape| format!(", {}", quoted(shape))).collect();
                format!("[{}{others}]", quoted(first))
            }
            _ => quoted(&way.shape),
        };
        let mut text = format!("story: {}, shape: {shape}", quoted(&story.name));
        let picture = closing.and_then(|closing| closing.picture);
        if let Some((closing, head)) = closing.and_then(|closing| Some((closing, closing.head?))) {
            let needed = closing.outcome.head;
            let within = (needed.saturating_sub(GIVE_HEAD).max(1), needed + GIVE_HEAD);
            text += &format!(", head-rows: {}", limits(head, within));
        }
        if !way.pictures.is_empty() {
            let places = way.pictures.iter().enumerate().map(|(at, placed)| place(placed, picture.filter(|_| at == 0)));
            text += &format!(", pictures: [{}]", places.collect::<Vec<_>>().join(", "));
        }
        text
    }

    fn division(&self, tree: &Tree, blanks: usize, text: &mut String) {
        let blank = " ".repeat(blanks);
        match tree {
            Tree::Down(parts) => {
                *text += &format!("{blank}down:\n");
                for (at, part) in parts.iter().enumerate() {
                    let give = if part.tree.is_fixed() { 0 } else { GIVE };
                    let within = |depth: u16| (depth.saturating_sub(give).max(1), depth.saturating_add(give));
                    let depth = part.depth.map(|depth| format!("depth: {}", limits(depth, within(depth))));
                    let gap = (at > 0).then(|| format!("gap: {}", limits(part.gap, GAPS)));
                    let keys: Vec<String> = depth.into_iter().chain(gap).collect();
                    self.child(&part.tree, &keys, blanks, text);
                }
            }
            Tree::Across(parts) => {
                *text += &format!("{blank}across:\n");
                for part in parts {
                    let wide = part.columns(&|at| self.way(at).columns, &|ads| {
                        ads.iter().map(|ad| self.wanted.ads[*ad].columns).sum()
                    });
                    self.child(part, &[format!("columns: {wide}")], blanks, text);
                }
            }
            Tree::Turn(turn) => {
                *text += &format!("{blank}left: {}\n{blank}right: {}\n{blank}turn:\n", turn.left, turn.right);
                for (at, part) in turn.parts.iter().enumerate() {
                    let within = |depth: u16| (depth.saturating_sub(GIVE).max(1), depth.saturating_add(GIVE));
                    let keys = match at {
                        0 => vec![format!("depth: {}", limits(turn.high, within(turn.high)))],
                        1 => vec![format!("depth: {}", limits(turn.deep, within(turn.deep)))],
                        2 => vec![format!("gap: {}", limits(turn.gap, GAPS))],
                        _ => Vec::new(),
                    };
                    self.child(part, &keys, blanks, text);
                }
            }
            Tree::Story(_) | Tree::Ads(_) => {}
        }
    }

    fn child(&self, tree: &Tree, keys: &[String], blanks: usize, text: &mut String) {
        let blank = " ".repeat(blanks);
        match tree {
            Tree::Story(closing) => {
                let block = self.block(self.way(*closing), Some(&self.closings[*closing]));
                let all: Vec<String> = keys.iter().cloned().chain([block]).collect();
                *text += &format!("{blank}  - {{{}}}\n", all.join(", "));
            }
            Tree::Ads(ads) => match ads.as_slice() {
                [one] => {
                    let frame = format!("frame: {}", quoted(&self.wanted.ads[*one].frame));
                    let all: Vec<String> = keys.iter().cloned().chain([frame]).collect();
                    *text += &format!("{blank}  - {{{}}}\n", all.join(", "));
                }
                several => {
                    let one = |at: &usize| {
                        let ad = &self.wanted.ads[*at];
                        format!("{{columns: {}, frame: {}}}", ad.columns, quoted(&ad.frame))
                    };
                    let across = format!("across: [{}]", several.iter().map(one).collect::<Vec<_>>().join(", "));
                    let all: Vec<String> = keys.iter().cloned().chain([across]).collect();
                    *text += &format!("{blank}  - {{{}}}\n", all.join(", "));
                }
            },
            divided => {
                let lead = if keys.is_empty() { String::new() } else { keys.join(&format!("\n{blank}    ")) + "\n" };
                if lead.is_empty() {
                    let mut inner = String::new();
                    self.division(divided, blanks + 4, &mut inner);
                    *text += &format!("{blank}  - {}", inner.trim_start());
                } else {
                    *text += &format!("{blank}  - {lead}");
                    self.division(divided, blanks + 4, text);
                }
            }
        }
    }
}

fn place(placed: &Placed, rows: Option<u16>) -> String {
    let Placed { at, columns, rows: within } = placed;
    let deep = within.map_or(String::new(), |it| format!(", rows: {}", limits(rows.unwrap_or(it.at), it.within)));
    if matches!(*at, "top" | "under-head") {
        format!("{{at: {at}{deep}}}")
    } else {
        format!("{{at: {at}, columns: {columns}{deep}}}")
    }
}

/// A number that may change within limits, where there are any.
fn limits(at: u16, (least, most): (u16, u16)) -> String {
    if least < most { format!("{{at: {at}, within: {least}-{most}}}") } else { at.to_string() }
}
