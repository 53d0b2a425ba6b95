//! The table of makeup rules (版面规则) of a page: what breaking each costs, or how grave it is.

use std::collections::BTreeMap;

use crate::base::Severity;
use crate::input::{Fields, Value};

/// What a page's layout and edition say of the rules of makeup, by the rule's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MakeupTable(BTreeMap<String, RuleWeight>);

/// What breaking a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleWeight {
    /// Points each time, 0 to 1000; a rule of no points is not judged.
    Points(i64),
    /// A finding as grave as this; `None` lets it pass.
    Finding(Option<Severity>),
}

impl MakeupTable {
    /// The table of some documents, weakest first.
    pub(super) fn of(documents: &[&Fields]) -> Self {
        let entries = documents.iter().filter_map(|document| document.object("makeup")).flat_map(|table| &table.values);
        Self(entries.filter_map(|(name, value)| Some(((*name).to_owned(), weight(&value.value)?))).collect())
    }

    /// What one breach of a soft rule costs.
    pub fn points(&self, rule: &str) -> i64 {
        if let Some(RuleWeight::Points(points)) = self.0.get(rule) { *points } else { 0 }
    }

    /// How grave a breach of a hard rule is; `None` where it may be broken.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        if let Some(RuleWeight::Finding(severity)) = self.0.get(rule) { *severity } else { None }
    }
}

fn weight(value: &Value) -> Option<RuleWeight> {
    match value {
        Value::Number(points) => Some(RuleWeight::Points(*points)),
        Value::Text(word) => Some(RuleWeight::Finding(match word.as_str() {
            "note" => Some(Severity::Note),
            "warning" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            _ => None,
        })),
        _ => None,
    }
}
