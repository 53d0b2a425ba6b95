//! Optional content (ISO 32000-2 §8.11): what the default configuration hides in print stays off the plates.

use std::collections::HashSet;

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro::hayro_syntax::xref::XRef;

/// The groups that do not print.
pub(super) fn hidden(xref: &XRef) -> HashSet<ObjectIdentifier> {
    let mut hidden = HashSet::new();
    let properties = xref.get::<Dict<'_>>(xref.root_id()).and_then(|root| root.get::<Dict<'_>>(b"OCProperties"));
    let Some(properties) = properties else { return hidden };
    let groups = references(&properties, b"OCGs");
    let Some(config) = properties.get::<Dict<'_>>(b"D") else { return hidden };
    if config.get::<Name<'_>>(b"BaseState").as_deref() == Some(b"OFF") {
        hidden.extend(groups.iter().copied());
    }
    references(&config, b"ON").iter().for_each(|group| {
        hidden.remove(group);
    });
    hidden.extend(references(&config, b"OFF"));
    for usage in config.get::<Array<'_>>(b"AS").iter().flat_map(Array::iter::<Dict<'_>>) {
        if usage.get::<Name<'_>>(b"Event").as_deref() != Some(b"Print") {
            continue;
        }
        for group in references(&usage, b"OCGs") {
            match print_state(xref, group).as_deref() {
                Some(b"OFF") => {
                    hidden.insert(group);
                }
                Some(b"ON") => {
                    hidden.remove(&group);
                }
                _ => {}
            }
        }
    }
    hidden
}

fn print_state(xref: &XRef, group: ObjectIdentifier) -> Option<Vec<u8>> {
    let usage = xref.get::<Dict<'_>>(group)?.get::<Dict<'_>>(b"Usage")?;
    Some(usage.get::<Dict<'_>>(b"Print")?.get::<Name<'_>>(b"PrintState")?.as_ref().to_vec())
}

fn references(dict: &Dict<'_>, key: &[u8]) -> Vec<ObjectIdentifier> {
    let array = dict.get::<Array<'_>>(key);
    array.iter().flat_map(Array::raw_iter).filter_map(|item| item.as_obj_ref()).map(Into::into).collect()
}

/// Marked content that is open, and whether what is in it shows.
pub(super) struct Visibility<'h> {
    hidden: &'h HashSet<ObjectIdentifier>,
    xref: &'h XRef,
    open: Vec<bool>,
}

/// Marked content lies in each other at most so deep; what lies deeper shows as its surroundings.
const MOST_OPEN: usize = 1000;

impl<'h> Visibility<'h> {
    pub(super) fn new(hidden: &'h HashSet<ObjectIdentifier>, xref: &'h XRef) -> Self {
        Self { hidden, xref, open: Vec::new() }
    }

    pub(super) fn is_shown(&self) -> bool {
        self.open.last().copied().unwrap_or(true)
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth);
    }

    /// Opens marked content, of a group or membership where it is one.
    pub(super) fn begin(&mut self, group: Option<&MaybeRef<Object<'_>>>) {
        let shows = self.is_shown() && group.is_none_or(|group| self.shows(group));
        if self.open.len() < MOST_OPEN {
            self.open.push(shows);
        }
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    fn shows(&self, group: &MaybeRef<Object<'_>>) -> bool {
        match group {
            MaybeRef::Ref(reference) => {
                let membership = self.xref.get::<Dict<'_>>((*reference).into());
                let membership = membership.filter(|dict| dict.get::<Name<'_>>(b"Type").as_deref() == Some(b"OCMD"));
                match membership {
                    Some(membership) => self.member_shows(&membership),
                    None => !self.hidden.contains(&(*reference).into()),
                }
            }
            MaybeRef::NotRef(Object::Dict(dict)) => self.member_shows(dict),
            MaybeRef::NotRef(_) => true,
        }
    }

    /// A membership dictionary by its expression, else by its policy (table 97).
    fn member_shows(&self, dict: &Dict<'_>) -> bool {
        if let Some(expression) = dict.get::<Array<'_>>(b"VE") {
            return self.is_true(&expression, 0);
        }
        let mut groups = references(dict, b"OCGs");
        groups.extend(dict.get_ref(b"OCGs").filter(|_| groups.is_empty()).map(ObjectIdentifier::from));
        let is_on = |group: &ObjectIdentifier| !self.hidden.contains(group);
        match dict.get::<Name<'_>>(b"P").as_deref() {
            _ if groups.is_empty() => true,
            Some(b"AllOn") => groups.iter().all(is_on),
            Some(b"AnyOff") => !groups.iter().all(is_on),
            Some(b"AllOff") => !groups.iter().any(is_on),
            _ => groups.iter().any(is_on),
        }
    }

    /// An expression of groups and expressions (§8.11.2.2).
    fn is_true(&self, expression: &Array<'_>, depth: usize) -> bool {
        let mut items = expression.raw_iter();
        let Some(MaybeRef::NotRef(Object::Name(word))) = items.next() else { return true };
        let value = |item: MaybeRef<Object<'_>>| match item {
            MaybeRef::Ref(reference) => match self.xref.get::<Array<'_>>(reference.into()) {
                Some(inner) if depth < DEEPEST => self.is_true(&inner, depth + 1),
                _ => !self.hidden.contains(&reference.into()),
            },
            MaybeRef::NotRef(Object::Array(inner)) if depth < DEEPEST => self.is_true(&inner, depth + 1),
            MaybeRef::NotRef(_) => true,
        };
        match word.as_ref() {
            b"Not" => !items.next().is_none_or(value),
            b"Or" => items.any(value),
            _ => items.all(value),
        }
    }
}

/// Expressions in expressions.
const DEEPEST: usize = 16;
