//! What is gathered while the XML of a drawing is looked through: what is told, what is written anew, and how elements look.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use roxmltree::{Document, Node};

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::message;

use super::cascade::Cascade;
use super::colours::{self, is_colour};
use super::css::{self, Variables};
use super::edits::Edit;
use super::elements::tag;
use super::known::Known;
use super::length::{self, Window};
use super::values::{self, Style};

/// Findings of one drawing; a thousand of one kind say no more.
pub(super) const MOST_NOTES: usize = 20;

pub(super) struct Looking<'l, 'd> {
    pub(super) name: &'l str,
    pub(super) document: &'l Document<'d>,
    pub(super) known: &'l Known<'l>,
    /// The variables that hold in elements, by the places at which these begin.
    pub(super) scopes: BTreeMap<usize, Rc<Variables>>,
    /// Whether there are any variables.
    pub(super) has_variables: bool,
    /// The elements whose boxes must be known: where they begin, and where they end.
    pub(super) asked: BTreeMap<usize, usize>,
    /// What is added to the drawing for its elements to refer to, and by which names.
    pub(super) defs: String,
    pub(super) made: BTreeSet<String>,
    pub(super) ids: BTreeSet<&'l str>,
    pub(super) notes: Diagnostics,
    /// What was told already: a chart has the same thing many times.
    pub(super) told: BTreeSet<Message>,
    pub(super) cascade: Cascade,
    pub(super) edits: Vec<Edit>,
    pub(super) window: Window,
    /// Bytes of the drawings within it.
    pub(super) inlaid: usize,
    pub(super) has_text: bool,
    /// Whether it has HTML, whose text becomes text of the drawing.
    pub(super) has_labels: bool,
    /// Whether anything of it is to be set in other letters than it is written in.
    pub(super) has_cases: bool,
}

impl<'l> Looking<'l, '_> {
    pub(super) fn tell(&mut self, node: Node<'_, '_>, what: impl Into<Message>, hint: &'static str) {
        let what = what.into();
        if self.told.len() < MOST_NOTES && self.told.insert(what.clone()) {
            let line = self.document.text_pos_at(node.range().start).row;
            let message = message!("{}, line {}: {}", self.name, line, what);
            self.notes.push(Diagnostic::warning("picture/drawing", message).hint(hint));
        }
    }

    pub(super) fn edit(&mut self, range: std::ops::Range<usize>, new: String) {
        self.edits.push(Edit { start: range.start, end: range.end, new });
    }

    /// What sheets and the element itself say of its look, variables and colours for dark screens written out.
    pub(super) fn style(&mut self, node: Node<'_, '_>) -> Style {
        let mut style = self.cascade.style(node);
        values::renamed(&mut style);
        let variables = self.scope(node);
        for (name, value) in &mut style {
            if let Some(known) = values::taken_back(name, value) {
                *value = known.to_owned();
            }
            if let Some(new) = self.plain(&variables, name, value) {
                *value = new;
            }
            if let Some(font) = css::without_line_height(value).filter(|_| name == "font") {
                *value = font;
            }
        }
        style
    }

    /// The variables that hold in an element: its own, and those of the elements around it (CSS Variables 1 §2).
    pub(super) fn scope(&mut self, node: Node<'_, '_>) -> Rc<Variables> {
        if !self.has_variables || !node.is_element() {
            return Rc::new(Variables::new());
        }
        if let Some(known) = self.scopes.get(&node.range().start) {
            return Rc::clone(known);
        }
        let outer = match node.parent_element() {
            Some(parent) => self.scope(parent),
            None => Rc::new(self.cascade.registered.clone()),
        };
        let own = self.cascade.style(node).into_iter().filter(|(name, _)| name.starts_with("--"));
        let own: Variables = own.collect();
        let scope = if own.is_empty() {
            outer
        } else {
            let all: Variables = outer.iter().map(|(name, value)| (name.clone(), value.clone())).chain(own).collect();
            let written = |value: &String| css::resolved(value, &all).unwrap_or_else(|| value.clone());
            Rc::new(all.iter().map(|(name, value)| (name.clone(), written(value))).collect())
        };
        self.scopes.insert(node.range().start, Rc::clone(&scope));
        scope
    }

    /// A value of CSS as the reader knows it; none of one that it knows already.
    pub(super) fn plain(&self, variables: &Variables, name: &str, value: &str) -> Option<String> {
        let resolved = css::resolved(value, variables);
        let value = resolved.as_deref().unwrap_or(value);
        let colour = if is_colour(name) { colours::plain(value) } else { None };
        colour.or_else(|| self.number(name, value)).or(resolved)
    }

    /// A length that is written strangely, as a number.
    pub(super) fn number(&self, name: &str, value: &str) -> Option<String> {
        length::plain(name, value, self.window).filter(|_| length::is_length(name))
    }

    /// Writes a look into its element, in the attribute `style`.
    pub(super) fn write_style(&mut self, node: Node<'_, '_>, style: &Style) {
        let text: String = style
            .iter()
            .filter(|(name, _)| !name.starts_with("--") && *name != "filter")
            .filter(|(name, _)| !length::geometry(tag(node)).contains(&name.as_str()))
            .map(|(name, value)| {
                let value = self.known.with_family(name, value);
                format!("{name}:{value};")
            })
            .collect();
        let new = format!("style=\"{}\"", crate::base::escaped(&text));
        if let Some(own) = node.attribute_node("style") {
            return self.edit(own.range(), new);
        }
        if !text.is_empty() {
            self.add(node, &new);
        }
    }

    /// Writes an attribute into an element that has none of its name.
    pub(super) fn add(&mut self, node: Node<'_, '_>, attribute: &str) {
        let start = node.range().start;
        let written = self.document.input_text().get(start..).unwrap_or_default();
        let after =
            written.strip_prefix('<').and_then(|tag| tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')));
        if let Some(length) = after {
            let at = start + 1 + length;
            self.edit(at..at, format!(" {attribute}"));
        }
    }

    pub(super) fn unknown(&mut self, node: Node<'l, '_>, value: &str) {
        if let Some(word) = css::unknown(value) {
            let word = word.trim_end_matches('(');
            let what = message!("`{}` is CSS that is not understood; what it says is left out", word);
            self.tell(node, what, "export the drawing as plain SVG, with colours written out");
        }
    }
}
