//! A layout that extends another: one set of keys, the extending layout's over its base's.

use crate::base::Spanned;
use crate::input::{Documents, Fields, Value};

/// The layout with everything it extends. Circles were found on reading; they end here where they close.
pub(super) fn inherited(documents: &Documents, layout: &Fields) -> Fields {
    let mut chain = vec![layout];
    let mut names: Vec<&str> = Vec::new();
    while let Some(base) = chain.last().and_then(|last| last.text("extends")) {
        if names.contains(&base.value) {
            break;
        }
        names.push(base.value);
        let Some(found) = documents.layouts.get(base.value) else { break };
        chain.push(found);
    }
    chain.iter().rev().copied().cloned().reduce(|base, over| merged(&base, &over)).unwrap_or_default()
}

/// `over` laid over `base`: entries of the same name change single keys, those named in `without` go.
fn merged(base: &Fields, over: &Fields) -> Fields {
    let without: Vec<&str> = over.list("without").iter().filter_map(|name| name.value.as_text()).collect();
    let mut all = Fields {
        values: base.values.clone(),
        unread: over.unread.clone(),
        emptied: over.emptied.clone(),
        span: over.span,
    };
    for (key, value) in &over.values {
        let value = match (all.values.get(key), &value.value) {
            (Some(Spanned { value: Value::Named(below), .. }), Value::Named(above)) => {
                Spanned::new(Value::Named(named(below, above)), value.span)
            }
            (Some(Spanned { value: Value::Object(below), .. }), Value::Object(above)) => {
                Spanned::new(Value::Object(overlaid(below, above)), value.span)
            }
            _ => value.clone(),
        };
        all.values.insert(key, value);
    }
    for key in ["frames", "stories"] {
        if let Some(Spanned { value: Value::Named(entries), .. }) = all.values.get_mut(key) {
            entries.retain(|(name, _)| !without.contains(&name.value.as_str()));
        }
    }
    all
}

type Entries = Vec<(Spanned<String>, Spanned<Value>)>;

fn named(below: &Entries, above: &Entries) -> Entries {
    let mut all = below.clone();
    for (name, value) in above {
        match all.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((known, old)) => {
                let fields = match (&old.value, &value.value) {
                    (Value::Object(below), Value::Object(above)) => Value::Object(overlaid(below, above)),
                    _ => value.value.clone(),
                };
                (*known, *old) = (name.clone(), Spanned::new(fields, value.span));
            }
            None => all.push((name.clone(), value.clone())),
        }
    }
    all
}

/// Single keys of an entry changed by those of another.
pub(super) fn overlaid(below: &Fields, above: &Fields) -> Fields {
    let mut all = Fields {
        values: below.values.clone(),
        unread: above.unread.clone(),
        emptied: above.emptied.clone(),
        span: above.span,
    };
    for (key, value) in &above.values {
        let value = match (all.values.get(key), &value.value) {
            // An area on the grid replaces one in lengths, and the other way round.
            (Some(Spanned { value: Value::Object(below), .. }), Value::Object(above)) if *key != "area" => {
                Spanned::new(Value::Object(overlaid(below, above)), value.span)
            }
            _ => value.clone(),
        };
        all.values.insert(key, value);
    }
    all
}
