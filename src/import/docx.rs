//! Word documents → draft: paragraphs by their styles, runs by their looks, and a list of all that is neither.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::base::Diagnostic;
use crate::input::{BlockKind, Mark, Markup};
use crate::message;

use super::draft::{Builder, Draft, Look};
use super::package::Package;
use super::styles::{Part, Styles, attribute, toggle, value};
use super::{head, xml};

/// Containers in containers deeper than this are named, not entered.
const MAX_DEPTH: usize = 40;

/// Reads a document.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, Diagnostic> {
    let mut package = Package::open(name, bytes)?;
    let main = main_part(name, &mut package)?;
    let Some(text) = package.text(&main)? else { return Err(no_document(name)) };
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
    };
    if let Some(text) = reader.package.text(&format!("{folder}/styles.xml"))? {
        reader.styles = Styles::read(&xml::parse(name, &text)?);
    }
    reader.read_notes(name, &folder)?;
    let body = xml::find(tree.root_element(), "body").ok_or_else(|| no_document(name))?;
    reader.blocks(body, 0)?;
    reader.margins(name)?;
    let mut draft = reader.builder.draft;
    head::guess(&mut draft);
    Ok(draft)
}

fn no_document(name: &str) -> Diagnostic {
    Diagnostic::error("import/kind", message!("{} is a zip package, but not a Word document", name))
        .hint("unpack it, or save the document as DOCX (spreadsheets and presentations are not imported)")
}

/// The path of the document in its package.
fn main_part(name: &str, package: &mut Package<'_>) -> Result<String, Diagnostic> {
    let Some(text) = package.text("_rels/.rels")? else { return Ok("word/document.xml".to_owned()) };
    let tree = xml::parse(name, &text)?;
    let is_main = |node: &Node<'_, '_>| attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let target = tree.descendants().find(is_main).and_then(|node| attribute(node, "Target"));
    Ok(target.unwrap_or("word/document.xml").trim_start_matches('/').to_owned())
}

/// What a relation points to.
#[derive(Clone, Debug)]
struct Target {
    kind: String,
    path: String,
    is_outside: bool,
}

type Targets = BTreeMap<String, Target>;

fn relations(name: &str, package: &mut Package<'_>, folder: &str, file: &str) -> Result<Targets, Diagnostic> {
    let Some(text) = package.text(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(Targets::new()) };
    let tree: Document<'_> = xml::parse(name, &text)?;
    let read = |node: Node<'_, '_>| {
        let target = attribute(node, "Target")?;
        let is_outside = attribute(node, "TargetMode") == Some("External");
        let path = match target.strip_prefix('/') {
            _ if is_outside => target.to_owned(),
            Some(whole) => whole.to_owned(),
            None => format!("{folder}/{target}"),
        };
        let kind = attribute(node, "Type")?.rsplit('/').next()?.to_owned();
        Some((attribute(node, "Id")?.to_owned(), Target { kind, path, is_outside }))
    };
    Ok(xml::children(tree.root_element(), "Relationship").filter_map(read).collect())
}

struct Reader<'b> {
    builder: Builder,
    styles: Styles,
    /// Texts of footnotes, endnotes and comments by kind and id.
    notes: BTreeMap<(&'static str, String), String>,
    targets: Targets,
    package: Package<'b>,
    is_heading: bool,
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
                    self.builder.lose("table", &words(child), false);
                }
                "altChunk" => self.builder.lose("embedded document", "", false),
                "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "trPr" | "sdtPr" => {}
                _ => self.blocks(child, depth + 1)?,
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
        if property("numPr").is_some() && part == Part::Body && !words(node).is_empty() {
            self.builder.lose("number or dot of a list", &words(node), true);
        }
        self.is_heading = part != Part::Body;
        self.inlines(node, 0)?;
        self.is_heading = false;
        self.end(part);
        Ok(())
    }

    /// Ends a paragraph as what it is.
    fn end(&mut self, part: Part) {
        let is_first = self.builder.draft.blocks.is_empty() && self.builder.draft.front.headline.is_empty();
        let part = if part == Part::Heading(1) && is_first { Part::Headline } else { part };
        match part {
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
                "del" | "moveFrom" => self.lose_more("tracked deletion", &words(child), false),
                "ins" => {
                    self.lose_more("tracked insertion", &words(child), true);
                    self.inlines(child, depth + 1)?;
                }
                "hyperlink" => {
                    self.link(child);
                    self.inlines(child, depth + 1)?;
                }
                "oMath" | "oMathPara" => self.builder.lose("formula", &words(child), false),
                "pPr" | "rPr" | "sdtPr" => {}
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
            self.lose_more("hidden text", &words(node), false);
            return Ok(());
        }
        let look = self.look(properties, node);
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "t" => self.builder.text(&child.text().unwrap_or_default().replace('\n', " "), &look),
                "tab" | "ptab" => self.builder.text(" ", &look),
                "noBreakHyphen" => self.builder.text("-", &look),
                "br" if matches!(attribute(child, "type"), Some("page" | "column")) => {}
                "br" | "cr" => self.builder.line_break(),
                "sym" => {
                    self.builder.lose("symbol of a font of its own", attribute(child, "char").unwrap_or("?"), false)
                }
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

    fn alternative(&mut self, node: Node<'_, '_>) -> Result<(), Diagnostic> {
        for child in node.children().filter(Node::is_element) {
            self.graphic(child)?;
        }
        Ok(())
    }

    /// The look of a run; looks an article cannot have are named.
    fn look(&mut self, properties: Option<Node<'_, '_>>, run: Node<'_, '_>) -> Look {
        let Some(properties) = properties else { return Look::default() };
        let property = |name: &str| properties.children().find(|n| n.tag_name().name() == name).and_then(value);
        let style = property("rStyle").map_or((false, false), |style| self.styles.looks(style));
        let is = |name: &str| toggle(properties, name);
        let markup = Markup { strong: is("b").unwrap_or(style.0), emphasis: is("i").unwrap_or(style.1) };
        let raised = property("vertAlign");
        let plainer = [
            ("subscript", raised == Some("subscript")),
            ("underline", is("u") == Some(true)),
            ("strike-through", is("strike") == Some(true) || is("dstrike") == Some(true)),
        ];
        for (what, _) in plainer.iter().filter(|(_, has)| *has) {
            self.lose_more(what, &words(run), true);
        }
        let mark = match (is("em"), raised) {
            (Some(true), _) => Some(Mark::Dot),
            (_, Some("superscript")) => Some(Mark::Sup),
            _ => None,
        };
        // Words between brackets of references have no text to raise, and heads are bold by themselves.
        Look { markup: if self.is_heading { Markup::default() } else { markup }, mark }
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

    /// As [`Builder::lose`]; Word cuts one stretch into many runs, which are one loss.
    fn lose_more(&mut self, what: &'static str, text: &str, text_kept: bool) {
        let paragraph = self.builder.draft.blocks.len() + 1;
        match self.builder.draft.losses.last_mut() {
            Some(last)
                if last.what.sentence == what && last.paragraph == paragraph && last.extract.chars().count() < 40 =>
            {
                last.extract = super::draft::extract(&format!("{}{text}", last.extract));
            }
            _ => self.builder.lose(what, text, text_kept),
        }
    }
}

/// The words below a node: texts, also deleted ones, with a blank between paragraphs.
fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for part in node.descendants() {
        match part.tag_name().name() {
            "t" | "delText" => out.push_str(part.text().unwrap_or_default()),
            "p" | "tab" | "br" if !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
