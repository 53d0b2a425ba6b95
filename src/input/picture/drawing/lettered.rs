//! Text of a drawing: what the reader passes over in its look is written otherwise or told.

use roxmltree::Node;

use crate::message;

use super::css;
use super::elements::{prefix, tag};
use super::lettering::{self, Letters};
use super::looking::Looking;

impl<'l> Looking<'l, '_> {
    /// What the reader passes over in the look of text is told.
    pub(super) fn lettering(&mut self, node: Node<'_, '_>, name: &str, value: &str) {
        if let Some(what) = lettering::left_out(name, value) {
            let what = message!("text of <{}> has {}, which is left out", tag(node), what);
            self.tell(node, what, "make the text outlines in the drawing, if it must look so");
        }
        if name == "font-style" && lettering::is_slanted(value) || name == "font" && value.contains("italic") {
            self.slanted(node);
        }
    }

    /// Italics that the font does not have: the reader takes the upright letters.
    pub(super) fn slanted(&mut self, node: Node<'_, '_>) {
        let family = |node: Node<'_, '_>| {
            self.style(node).get("font-family").cloned().or(node.attribute("font-family").map(str::to_owned))
        };
        let families = node.ancestors().filter(Node::is_element).find_map(family).unwrap_or_default();
        let taken = self.known.taken(&families).to_owned();
        if !(self.known.slants)(&taken) {
            let what = message!("the font {} has no italics; the text stands upright", taken);
            self.tell(
                node,
                what,
                "give a font that has them with --font-path, or make the text outlines in the drawing",
            );
        }
    }

    /// Texts that are to stand in other letters than they are written in are written so.
    pub(super) fn letters(&mut self, node: Node<'l, '_>) {
        let prefix = prefix(node, self.document);
        let is_shown = |text: &Node<'_, '_>| {
            text.is_text() && text.parent().is_none_or(|parent| !matches!(tag(parent), "title" | "desc" | "metadata"))
        };
        for text in node.descendants().filter(is_shown) {
            let said = |node: Node<'_, '_>, name: &str| {
                self.style(node).get(name).cloned().or(node.attribute(name).map(str::to_owned))
            };
            let letters = Letters::of(text, said);
            if letters != Letters::default() {
                self.edit(text.range(), letters.xml(text.text().unwrap_or_default(), prefix));
            }
        }
    }

    /// One of the families named must be there.
    pub(super) fn font(&mut self, node: Node<'l, '_>, value: &str) {
        let Some(missing) = css::families(value).next().filter(|_| !self.known.has_font(value)) else { return };
        let taken = if css::looks_sans(value) { self.known.sans } else { self.known.serif };
        let what = message!("the font {} is not there; the text is set in {}", missing, taken);
        self.tell(node, what, "give the font with --font-path, or make the text outlines in the drawing");
    }
}
