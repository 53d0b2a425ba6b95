//! Word documents → draft: paragraphs by their styles, runs by their looks, and a list of all that is neither.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::base::Diagnostic;
use crate::input::{BlockKind, Mark, Markup};
use crate::message;

use super::draft::{Builder, Draft, Look};
use super::equation;
use super::headings::{self, Setting, Settings};
use super::numbering::{self, Lists, Membership};
use super::package::{Package, Targets, relations};
use super::styles::{self, Part, Styles, attribute, toggle, value};
use super::symbols::symbol;
use super::word::{holds_text, is_joined, is_placeholder, main_part, no_document, words};
use super::{head, second, tables, verse, xml};

/// Cells that have more letters on the average are running text.
const LONG_CELL: usize = 80;

/// Containers in containers deeper than this are named, not entered.
const MAX_DEPTH: usize = 40;

/// Fields that show nothing in the text.
const SILENT_FIELDS: &[&str] = &[
    "PAGE",
    "NUMPAGES",
    "SECTIONPAGES",
    "XE",
    "TC",
    "TA",
    "RD",
    "SET",
    "ASK",
    "ADVANCE",
    "PRIVATE",
    "TOC",
    "INDEX",
    "BIBLIOGRAPHY",
];

/// Reads a document.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, Diagnostic> {
    let mut package = Package::open(name, bytes)?;
    let main = main_part(name, &mut package)?;
    if !main.ends_with(".xml") {
        return Err(no_document(name, &mut package));
    }
    let Some(text) = package.text(&main)? else { return Err(no_document(name, &mut package)) };
    let tree = xml::parse(name, &text)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let file = main.rsplit('/').next().unwrap_or_default();
    let targets = relations(name, &mut package, &folder, file)?;
    let mut reader = Reader {
        builder: Builder::default(),
        styles: Styles::default(),
        notes: BTreeMap::new(),
        targets,
        package,
        is_heading: false,
        lists: Lists::default(),
        fields: Vec::new(),
        boxes: Vec::new(),
        style: String::new(),
        settings: Settings::new(),
        pictures: 0,
        ranked: Vec::new(),
    };
    if let Some(text) = reader.package.text(&format!("{folder}/styles.xml"))? {
        reader.styles = Styles::read(&xml::parse(name, &text)?);
    }
    if let Some(text) = reader.package.text(&format!("{folder}/numbering.xml"))? {
        reader.lists = Lists::read(&xml::parse(name, &text)?);
    }
    reader.read_notes(name, &folder)?;
    let body = xml::find(tree.root_element(), "body").ok_or_else(|| no_document(name, &mut reader.package))?;
    reader.blocks(body, 0)?;
    reader.margins(name)?;
    reader.take_boxes();
    let mut draft = reader.builder.draft;
    second::of_one_rank(&mut draft, reader.ranked.get(1..).unwrap_or_default());
    headings::guess(&mut draft, &reader.settings);
    verse::understand(&mut draft);
    head::guess(&mut draft);
    Ok(draft)
}

struct Reader<'b> {
    builder: Builder,
    styles: Styles,
    /// Texts of footnotes, endnotes and comments by kind and id.
    notes: BTreeMap<(&'static str, String), String>,
    targets: Targets,
    package: Package<'b>,
    is_heading: bool,
    lists: Lists,
    /// Fields that are open, innermost last.
    fields: Vec<Field>,
    /// Paragraphs of text boxes.
    boxes: Vec<String>,
    /// The style of the paragraph that is read.
    style: String,
    /// How paragraphs are set.
    settings: Settings,
    /// Pictures above the last paragraph.
    pictures: usize,
    /// Blocks that are headings of the headline's rank, itself first.
    ranked: Vec<usize>,
}

/// A field between its begin and its end.
#[derive(Default)]
struct Field {
    code: String,
    /// Whether its code is over and what it shows follows.
    is_shown: bool,
    has_text: bool,
}

impl Reader<'_> {
    fn read_notes(&mut self, name: &str, folder: &str) -> Result<(), Diagnostic> {
        for (part, kind) in [("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")] {
            let Some(text) = self.package.text(&format!("{folder}/{part}.xml"))? else { continue };
            let tree = xml::parse(name, &text)?;
            for note in xml::children(tree.root_element(), kind) {
                let id = attribute(note, "id").unwrap_or_default().to_owned();
                self.notes.insert((kind, id), words(note));
            }
        }
        Ok(())
    }

    /// Texts of headers and footers.
    fn margins(&mut self, name: &str) -> Result<(), Diagnostic> {
        let margins = self.targets.values().filter(|target| matches!(target.kind.as_str(), "header" | "footer"));
        for target in margins.cloned().collect::<Vec<_>>() {
            let Some(text) = self.package.text(&target.path)? else { continue };
            let text = words(xml::parse(name, &text)?.root_element());
            if !text.is_empty() {
                let what = if target.kind == "header" { "header" } else { "footer" };
                self.builder.lose_at(0, what, &text, false);
            }
        }
        Ok(())
    }

    fn blocks(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Diagnostic> {
        if depth > MAX_DEPTH {
            self.builder.lose("text nested too deeply", &words(node), false);
            return Ok(());
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child)?,
                "tbl" if child.descendants().filter(|n| n.tag_name().name() == "tc").count() > 1 => {
                    self.table(child, depth)?
                }
                "sdt" if is_placeholder(child) => self.builder.lose("form", &words(child), false),
                "altChunk" => self.builder.lose("embedded document", "", false),
                "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "trPr" | "sdtPr" => {}
                _ => self.blocks(child, depth + 1)?,
            }
        }
        Ok(())
    }

    /// A table goes into a file beside the article; one that only holds long texts side by side is text.
    fn table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Diagnostic> {
        let all = words(node);
        let cells = node.descendants().filter(|n| n.tag_name().name() == "tc").count().max(1);
        if all.chars().count() > cells * LONG_CELL || node.descendants().any(holds_text) {
            self.builder.lose("table that holds running text", &all, true);
            return self.blocks(node, depth + 1);
        }
        for row in node.descendants().filter(|part| tables::is_deleted(*part)) {
            self.builder.lose("tracked deletion", &words(row), false);
        }
        if let Some(frames) = tables::framed(node, words) {
            return self.frames(frames);
        }
        self.builder.table(tables::of_word(node, words), &all);
        for part in node.descendants().filter(|part| matches!(part.tag_name().name(), "blip" | "imagedata")) {
            self.builder.lose("picture in a cell of a table, written beside the article", "", false);
            self.picture(part)?;
        }
        Ok(())
    }

    /// Pictures that a table holds only to keep their captions beside them.
    fn frames(&mut self, frames: Vec<tables::Framed<'_, '_>>) -> Result<(), Diagnostic> {
        for frame in frames {
            self.picture(frame.picture)?;
            if let Some(picture) = self.builder.draft.pictures.last_mut().filter(|_| !frame.caption.is_empty()) {
                picture.caption = frame.caption;
                self.builder.draft.guesses.push(message!("caption: {}", &picture.caption));
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_, '_>) -> Result<(), Diagnostic> {
        let properties = xml::children(node, "pPr").next();
        let property = |name: &str| properties.and_then(|p| p.children().find(|n| n.tag_name().name() == name));
        let part = property("pStyle").and_then(value).map_or(Part::Body, |style| self.styles.part(style));
        let level = property("outlineLvl").and_then(value).and_then(|level| level.parse::<u8>().ok());
        let part = match (part, level) {
            (Part::Body, Some(level @ 0..=8)) => Part::Heading(level + 1),
            (part, _) => part,
        };
        self.style = property("pStyle").and_then(value).unwrap_or_default().to_owned();
        let own = property("numPr").map(Membership::read);
        let mark = self.list_mark(node, own, part);
        self.is_heading = part != Part::Body;
        self.inlines(node, 0)?;
        self.is_heading = false;
        // A large first letter is a paragraph of its own in a frame (ECMA-376, 17.3.1.11).
        let is_cap = property("framePr").and_then(|frame| attribute(frame, "dropCap")).is_some_and(|cap| cap != "none");
        if is_cap {
            return Ok(());
        }
        if part == Part::Body && mark.is_none() && is_joined(properties) {
            self.builder.lose_more("tracked deletion", "¶", false);
            return Ok(());
        }
        let at = self.builder.draft.blocks.len();
        match mark {
            Some(mark) if part == Part::Body => self.end_item(&mark),
            _ => self.end(part),
        }
        if self.builder.draft.blocks.len() == at && words(node).is_empty() {
            self.builder.gap();
        }
        if self.builder.draft.blocks.len() == at + 1 {
            let pictures = self.builder.draft.pictures.len();
            let is_below_picture = pictures > std::mem::replace(&mut self.pictures, pictures);
            self.settings.insert(at, Setting { is_below_picture, ..self.setting(node) });
        }
        Ok(())
    }

    /// How a paragraph is set: by itself, by its runs, by its style.
    fn setting(&self, node: Node<'_, '_>) -> Setting {
        let of_style = self.styles.setting(&self.style);
        let is_run = |run: &Node<'_, '_>| run.tag_name().name() == "r" && !words(*run).is_empty();
        let of_run = |run: Node<'_, '_>| xml::children(run, "rPr").find_map(styles::size).unwrap_or(of_style.size);
        let is_centred = xml::children(node, "pPr").find_map(styles::is_centred);
        Setting {
            size: node.descendants().filter(is_run).map(of_run).max().unwrap_or(of_style.size),
            is_centred: is_centred.unwrap_or(of_style.is_centred),
            is_below_picture: false,
        }
    }

    /// The number or dot that Word shows before a paragraph; a heading's number becomes part of it.
    fn list_mark(&mut self, node: Node<'_, '_>, own: Option<Membership>, part: Part) -> Option<String> {
        let is_listed = own.is_some();
        let of_style = self.styles.list(&self.style).cloned();
        let member = match (own, of_style) {
            (Some(own), _) if own.list.is_some() => Some(own),
            // A paragraph may say its level and leave the list to its style.
            (Some(own), Some(style)) => Some(Membership { list: style.list, level: own.level }),
            (_, style) => style,
        };
        let is_none = member.as_ref().is_some_and(|member| member.list.as_deref() == Some("0"));
        if words(node).is_empty() || is_none {
            return None;
        }
        let mark = member.and_then(|member| self.lists.next(&member));
        if mark.is_none() && is_listed && part == Part::Body {
            self.builder.lose("number or dot of a list", &words(node), true);
        }
        match mark? {
            numbering::Mark::Dot if part == Part::Body => Some(crate::input::ITEM_MARK.to_owned()),
            numbering::Mark::Dot => None,
            numbering::Mark::Number(number) if part == Part::Body => Some(number),
            numbering::Mark::Number(number) => {
                let gap = if number.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
                self.builder.text(&format!("{number}{gap}"), &Look::default());
                None
            }
        }
    }

    /// Ends an item of a list. What articles number themselves is an item there; other numbers are part of its text.
    fn end_item(&mut self, mark: &str) {
        let is_counted = mark
            .strip_suffix('.')
            .is_some_and(|number| (1..10).contains(&number.len()) && number.bytes().all(|c| c.is_ascii_digit()));
        let (kind, mark) = match mark {
            crate::input::ITEM_MARK => (BlockKind::Item, mark.to_owned()),
            mark if is_counted => (BlockKind::Item, format!("{mark} ")),
            mark if mark.ends_with(|c: char| c.is_ascii()) => (BlockKind::Paragraph, format!("{mark} ")),
            mark => (BlockKind::Paragraph, mark.to_owned()),
        };
        self.builder.prefix(&mark);
        self.builder.end(kind);
    }

    /// Ends a paragraph as what it is.
    fn end(&mut self, part: Part) {
        let is_first = self.builder.draft.blocks.is_empty() && self.builder.draft.front.headline.is_empty();
        let is_headline = part == Part::Heading(1) && is_first;
        let part = if is_headline { Part::Headline } else { part };
        let blocks = self.builder.draft.blocks.len();
        if is_headline || part == Part::Heading(1) && !self.ranked.is_empty() {
            self.ranked.push(blocks);
        }
        match part {
            Part::Headline if blocks > 0 && !self.builder.draft.front.headline.is_empty() => {
                return second::styled(&mut self.builder);
            }
            Part::Body => return self.builder.end(BlockKind::Paragraph),
            Part::Heading(_) => return self.builder.end(BlockKind::Crosshead),
            _ => {}
        }
        let text: String = self.builder.take().into_iter().map(|run| run.text).collect();
        let draft = &mut self.builder.draft;
        let (place, gap) = match part {
            Part::Kicker => (&mut draft.front.kicker, "\n"),
            Part::Headline => (&mut draft.front.headline, "\n"),
            Part::Deck => (&mut draft.front.deck, "\n"),
            Part::Dateline => (&mut draft.front.dateline, " "),
            Part::Caption => match draft.pictures.last_mut() {
                Some(picture) => (&mut picture.caption, "\n"),
                None => return self.builder.lose("caption without a picture", &text, false),
            },
            _ => (&mut draft.front.byline, " "),
        };
        let gap = if place.is_empty() || text.is_empty() { "" } else { gap };
        *place += &format!("{gap}{text}");
    }

    fn inlines(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Diagnostic> {
        if depth > MAX_DEPTH {
            self.builder.lose("text nested too deeply", &words(node), false);
            return Ok(());
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "r" => self.run(child, depth)?,
                "fldSimple" => {
                    self.fields.push(Field {
                        code: attribute(child, "instr").unwrap_or_default().to_owned(),
                        is_shown: true,
                        has_text: !words(child).is_empty(),
                    });
                    self.inlines(child, depth + 1)?;
                    self.end_field();
                }
                "del" | "moveFrom" => self.builder.lose_more("tracked deletion", &words(child), false),
                "ins" => {
                    self.builder.lose_more("tracked insertion", &words(child), true);
                    self.inlines(child, depth + 1)?;
                }
                "hyperlink" => {
                    self.link(child);
                    self.inlines(child, depth + 1)?;
                }
                "oMath" | "oMathPara" => self.builder.lose("formula", &words(child), false),
                "pPr" | "rPr" | "sdtPr" => {}
                "sdt" if is_placeholder(child) => self.builder.lose("form", &words(child), false),
                // The choice and its fallback show the same thing twice.
                "AlternateContent" => {
                    if let Some(one) = child.children().find(Node::is_element) {
                        self.inlines(one, depth + 1)?;
                    }
                }
                _ => self.inlines(child, depth + 1)?,
            }
        }
        Ok(())
    }

    fn link(&mut self, node: Node<'_, '_>) {
        let target = attribute(node, "id").and_then(|id| self.targets.get(id)).filter(|target| target.is_outside);
        if let Some(path) = target.map(|target| target.path.clone()) {
            self.builder.lose("link", &format!("{} → {path}", words(node)), true);
        }
    }

    fn run(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Diagnostic> {
        let properties = xml::children(node, "rPr").next();
        if properties.and_then(|p| toggle(p, "vanish")) == Some(true) {
            self.builder.lose_more("hidden text", &words(node), false);
            return Ok(());
        }
        let look = self.look(properties, node);
        let (caps, small) = self.capitals(properties);
        if small && words(node).chars().any(char::is_lowercase) {
            self.builder.lose_more("small capitals (made capitals)", &words(node), true);
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "t" => {
                    let text = child.text().unwrap_or_default().replace('\n', " ");
                    let text = if caps || small { text.to_uppercase() } else { text };
                    if let Some(field) = self.fields.last_mut() {
                        field.has_text |= field.is_shown && !text.trim().is_empty();
                    }
                    self.builder.text(&text, &look);
                }
                "fldChar" => self.field(attribute(child, "fldCharType").unwrap_or_default()),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.code += child.text().unwrap_or_default();
                    }
                }
                "tab" | "ptab" => self.builder.text(" ", &look),
                "noBreakHyphen" => self.builder.text("-", &look),
                "br" if matches!(attribute(child, "type"), Some("page" | "column")) => {}
                "br" | "cr" => self.builder.line_break(),
                "sym" => self.symbol(child, &look),
                "ruby" => self.ruby(child, &look),
                "footnoteReference" => self.note("footnote", child),
                "endnoteReference" => self.note("endnote", child),
                "commentReference" => self.note("comment", child),
                "drawing" | "pict" | "object" => self.graphic(child)?,
                "AlternateContent" if depth < MAX_DEPTH => {
                    if let Some(one) = child.children().find(Node::is_element) {
                        self.alternative(one)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn field(&mut self, what: &str) {
        match what {
            "begin" if self.fields.len() < MAX_DEPTH => self.fields.push(Field::default()),
            "separate" => self.fields.iter_mut().last().into_iter().for_each(|field| field.is_shown = true),
            "end" => self.end_field(),
            _ => {}
        }
    }

    /// Ends a field: an equation shows what its code says, others what the document keeps of them.
    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        let code = field.code.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = code.split(' ').next().unwrap_or_default().to_uppercase();
        if let Some(shown) = equation::shown(&field.code).filter(|_| !field.has_text) {
            let text: String = shown.runs.iter().map(|(text, _)| text.as_str()).collect();
            self.builder.mixed_number(shown.lost == Some("fraction"));
            for (text, look) in &shown.runs {
                self.builder.text(text, look);
            }
            if let Some(what) = shown.lost {
                self.builder.lose(what, &text, true);
            }
        } else if name == "HYPERLINK" {
            let target = code.split('"').nth(1).unwrap_or_default();
            if !target.is_empty() {
                self.builder.lose("link", &format!("→ {target}"), true);
            }
        } else if !field.has_text && !name.is_empty() && !SILENT_FIELDS.contains(&name.as_str()) {
            self.builder.lose("field without its result", &code, false);
        }
    }

    /// Whether letters of a run are shown as capitals, as small capitals (ECMA-376, 17.3.2.5 and 17.3.2.33).
    fn capitals(&self, properties: Option<Node<'_, '_>>) -> (bool, bool) {
        let own = |name: &str| properties.and_then(|p| toggle(p, name));
        let style = properties.and_then(|p| p.children().find(|n| n.tag_name().name() == "rStyle")).and_then(value);
        let of = |id: &str| self.styles.capitals(id);
        let (run, paragraph) = (style.map_or((None, None), of), of(&self.style));
        (
            own("caps").or(run.0).or(paragraph.0).unwrap_or(false),
            own("smallCaps").or(run.1).or(paragraph.1).unwrap_or(false),
        )
    }

    /// A document whose words all stand in text boxes has them as its text.
    fn take_boxes(&mut self) {
        let draft = &self.builder.draft;
        if !draft.blocks.is_empty() || draft.front != Default::default() || self.boxes.is_empty() {
            return;
        }
        for text in std::mem::take(&mut self.boxes) {
            self.builder.text(&text, &Look::default());
            self.builder.end(BlockKind::Paragraph);
        }
        for loss in self.builder.draft.losses.iter_mut().filter(|loss| loss.what.sentence == "text box") {
            loss.text_kept = true;
        }
        self.builder.draft.guesses.push(message!("all words stand in text boxes, taken in their order"));
    }

    fn alternative(&mut self, node: Node<'_, '_>) -> Result<(), Diagnostic> {
        for child in node.children().filter(Node::is_element) {
            self.graphic(child)?;
        }
        Ok(())
    }

    /// The look of a run; looks an article cannot have are named.
    fn look(&mut self, properties: Option<Node<'_, '_>>, run: Node<'_, '_>) -> Look {
        let paragraph = if self.is_heading { (false, false) } else { self.styles.looks(&self.style) };
        let Some(properties) = properties else {
            return Look { markup: Markup { strong: paragraph.0, emphasis: paragraph.1 }, mark: None };
        };
        let property = |name: &str| properties.children().find(|n| n.tag_name().name() == name).and_then(value);
        let style = property("rStyle").map_or(paragraph, |style| self.styles.looks(style));
        let is = |name: &str| toggle(properties, name);
        let markup = Markup { strong: is("b").unwrap_or(style.0), emphasis: is("i").unwrap_or(style.1) };
        let raised = property("vertAlign");
        let plainer = [
            ("underline", is("u") == Some(true)),
            ("strike-through", is("strike") == Some(true) || is("dstrike") == Some(true)),
            ("words on a coloured ground", property("highlight").is_some_and(|colour| colour != "none")),
            ("white letters", property("color").is_some_and(|colour| colour.eq_ignore_ascii_case("FFFFFF"))),
        ];
        for (what, _) in plainer.iter().filter(|(_, has)| *has) {
            self.builder.lose_more(what, &words(run), true);
        }
        let mark = match (is("em"), raised) {
            (Some(true), _) => Some(Mark::Dot),
            (_, Some("superscript")) => Some(Mark::Sup),
            (_, Some("subscript")) => Some(Mark::Sub),
            _ => None,
        };
        // Words between brackets of references have no text to raise, and heads are bold by themselves.
        Look { markup: if self.is_heading { Markup::default() } else { markup }, mark }
    }

    fn symbol(&mut self, node: Node<'_, '_>, look: &Look) {
        let (font, code) = (attribute(node, "font").unwrap_or_default(), attribute(node, "char").unwrap_or("?"));
        match symbol(font, code) {
            Some(c) => self.builder.text(c.encode_utf8(&mut [0; 4]), look),
            None => self.builder.lose("symbol of a font of its own", code, false),
        }
    }

    fn ruby(&mut self, node: Node<'_, '_>, look: &Look) {
        let part = |name: &str| {
            xml::children(node, if name == "rt" { "rt" } else { "rubyBase" }).map(words).collect::<String>()
        };
        let (base, text) = (part("rubyBase"), part("rt"));
        let mark = if text.is_empty() { look.mark.clone() } else { Some(Mark::Ruby(text)) };
        self.builder.text(&base, &Look { mark, ..look.clone() });
    }

    fn note(&mut self, kind: &'static str, node: Node<'_, '_>) {
        let id = attribute(node, "id").unwrap_or_default().to_owned();
        let text = self.notes.get(&(kind, id)).cloned().unwrap_or_default();
        self.builder.lose(kind, &text, false);
    }

    /// Pictures are taken out; text boxes and everything drawn are named.
    fn graphic(&mut self, node: Node<'_, '_>) -> Result<(), Diagnostic> {
        let mut seen = false;
        for part in node.descendants() {
            match part.tag_name().name() {
                "blip" | "imagedata" => {
                    seen = true;
                    self.picture(part)?;
                }
                "txbxContent" => {
                    seen = true;
                    self.builder.lose("text box", &words(part), false);
                    let paragraphs = part.descendants().filter(|node| node.tag_name().name() == "p").map(words);
                    self.boxes.extend(paragraphs.filter(|text| !text.is_empty()));
                }
                "docPr" => {
                    if let Some(text) = attribute(part, "descr").filter(|text| !text.trim().is_empty()) {
                        self.builder.lose("description of a picture", text, false);
                    }
                }
                _ => {}
            }
        }
        if !seen {
            self.builder.lose("drawing, chart or embedded object", &words(node), false);
        }
        Ok(())
    }

    fn picture(&mut self, node: Node<'_, '_>) -> Result<(), Diagnostic> {
        let id = attribute(node, "embed").or_else(|| attribute(node, "id")).or_else(|| attribute(node, "link"));
        let Some(target) = id.and_then(|id| self.targets.get(id)).cloned() else { return Ok(()) };
        match if target.is_outside { None } else { self.package.part(&target.path)? } {
            Some(bytes) => self.builder.picture(bytes, ""),
            None => self.builder.lose("picture that is not in the document", &target.path, false),
        }
        Ok(())
    }
}
