//! Layers: which of them print, by the file's default configuration (ISO 32000-1 §8.11).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::streams::{entry, followed, keys_of};

/// Expressions in expressions.
const DEEPEST: usize = 16;

/// The layers that do not print.
#[derive(Debug, Default)]
pub(super) struct Layers {
    hidden: BTreeSet<ObjectId>,
}

impl Layers {
    /// Reads the default configuration.
    pub(super) fn read(document: &Document) -> Self {
        let mut hidden = BTreeSet::new();
        let Some(properties) = document.catalog().ok().and_then(|keys| keys_of(entry(document, keys, b"OCProperties")))
        else {
            return Self::default();
        };
        let ids = |object: &Object| -> Vec<ObjectId> {
            let items = followed(document, object).as_array().map_or(&[][..], Vec::as_slice);
            items.iter().filter_map(|item| item.as_reference().ok()).collect()
        };
        let list = |keys: &Dictionary, key: &[u8]| keys.get(key).map(ids).unwrap_or_default();
        let all = list(properties, b"OCGs");
        let empty = Dictionary::new();
        let usual = keys_of(entry(document, properties, b"D")).unwrap_or(&empty);
        if entry(document, usual, b"BaseState").as_name().is_ok_and(|state| state == b"OFF") {
            hidden.extend(&all);
        }
        list(usual, b"ON").iter().for_each(|id| {
            hidden.remove(id);
        });
        hidden.extend(list(usual, b"OFF"));
        for id in &all {
            match print_state(document, *id) {
                // A layer may print though the screen hides it where the file says that states follow use.
                Some(true) if usual.has(b"AS") => {
                    hidden.remove(id);
                }
                Some(false) => {
                    hidden.insert(*id);
                }
                _ => {}
            }
        }
        Self { hidden }
    }

    /// The same layers under the numbers they have in another document.
    pub(super) fn renumbered(&self, number: impl Fn(ObjectId) -> Option<ObjectId>) -> Self {
        Self { hidden: self.hidden.iter().filter_map(|id| number(*id)).collect() }
    }

    /// Whether what belongs to a layer, or to a rule over layers, is hidden.
    pub(super) fn hides(&self, document: &Document, object: &Object) -> bool {
        if let Ok(id) = object.as_reference()
            && self.hidden.contains(&id)
        {
            return true;
        }
        let Some(keys) = keys_of(followed(document, object)) else { return false };
        if !entry(document, keys, b"Type").as_name().is_ok_and(|kind| kind == b"OCMD") {
            return false;
        }
        if let Object::Array(expression) = entry(document, keys, b"VE") {
            return !self.holds(document, expression, 0);
        }
        let members: Vec<bool> = match keys.get(b"OCGs") {
            Ok(Object::Array(items)) => items.iter().map(|item| self.shows(item)).collect(),
            Ok(single) => match followed(document, single) {
                Object::Array(items) => items.iter().map(|item| self.shows(item)).collect(),
                _ => vec![self.shows(single)],
            },
            Err(_) => Vec::new(),
        };
        let policy = entry(document, keys, b"P").as_name().unwrap_or(b"AnyOn");
        !members.is_empty()
            && !match policy {
                b"AllOn" => members.iter().all(|on| *on),
                b"AnyOff" => members.iter().any(|on| !on),
                b"AllOff" => members.iter().all(|on| !on),
                _ => members.iter().any(|on| *on),
            }
    }

    fn shows(&self, object: &Object) -> bool {
        object.as_reference().map_or(true, |id| !self.hidden.contains(&id))
    }

    /// A visibility expression (ISO 32000-1 §8.11.2.2).
    fn holds(&self, document: &Document, expression: &[Object], depth: usize) -> bool {
        if depth > DEEPEST {
            return true;
        }
        let value = |object: &Object| match followed(document, object) {
            Object::Array(inner) => self.holds(document, inner, depth + 1),
            _ => self.shows(object),
        };
        let Some((word, rest)) = expression.split_first() else { return true };
        match followed(document, word).as_name().unwrap_or_default() {
            b"Not" => !rest.first().is_some_and(value),
            b"Or" => rest.iter().any(value),
            _ => rest.iter().all(value),
        }
    }
}

/// What a layer says of printing itself.
fn print_state(document: &Document, id: ObjectId) -> Option<bool> {
    let keys = document.get_dictionary(id).ok()?;
    let usage = keys_of(entry(document, keys, b"Usage"))?;
    let print = keys_of(entry(document, usage, b"Print"))?;
    match entry(document, print, b"PrintState").as_name().ok()? {
        b"ON" => Some(true),
        b"OFF" => Some(false),
        _ => None,
    }
}
