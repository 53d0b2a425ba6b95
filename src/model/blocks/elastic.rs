//! Numbers of a page's blocks that may change within limits (弹性), and what they became.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Span, Spanned};
use crate::input::{Fields, Value};

use super::tree::count;

/// Which number of a layout is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown {
    /// Where the block stands in the layout.
    pub block: Span,
    /// Where the number stands; in a shape, which several blocks may have. The block itself where nothing is written.
    pub value: Span,
}

/// What numbers became, in place of those written.
pub type Moves = BTreeMap<Unknown, u16>;

/// A number that may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elastic {
    /// Which it is.
    pub unknown: Unknown,
    /// As it was accepted.
    pub at: u16,
    /// Least and most; both are `at` where it may not change.
    pub within: (u16, u16),
    /// What it counts.
    pub quantity: Quantity,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Rows of a block.
    Depth,
    /// Rows above a block.
    Gap,
    /// Rows of its headline.
    HeadRows,
    /// Rows of a picture.
    PictureRows {
        /// Its frame's name.
        frame: String,
        /// Base columns of text that it takes from each row; `None` for all of them.
        columns: Option<u16>,
    },
    /// Base columns of a picture.
    PictureColumns {
        /// Its frame's name.
        frame: String,
    },
}

impl Elastic {
    /// A number that stays.
    pub(super) fn fixed(unknown: Unknown, at: u16, quantity: Quantity) -> Self {
        Self { unknown, at, within: (at, at), quantity }
    }

    /// Whether it may change.
    pub fn is_elastic(&self) -> bool {
        self.within.0 < self.within.1
    }

    /// What it became.
    pub fn now(&self, moves: &Moves) -> u16 {
        moves.get(&self.unknown).copied().unwrap_or(self.at)
    }

    /// Whether it may become a number.
    pub fn takes(&self, number: u16) -> bool {
        (self.within.0..=self.within.1).contains(&number)
    }
}

/// The number under a key of a block or of its shape, with its limits; `None` where none is written.
pub(super) fn number(keys: &Fields, key: &str, block: Span, quantity: Quantity) -> Option<Elastic> {
    let Some(own) = keys.object(key) else {
        return count(keys, key).map(|at| Elastic::fixed(Unknown { block, value: keys.span_of(key) }, at, quantity));
    };
    let unknown = Unknown { block, value: own.span_of("at") };
    let within = own.range("within");
    let at = count(own, "at").or(within.map(|(least, _)| least))?;
    Some(Elastic { unknown, at, within: within.unwrap_or((at, at)), quantity })
}

/// Numbers outside their limits.
pub(super) fn check(keys: &Fields, found: &mut Diagnostics) {
    for value in keys.values.values() {
        check_value(value, found);
    }
}

fn check_value(value: &Spanned<Value>, found: &mut Diagnostics) {
    match &value.value {
        Value::Object(own) if own.get("within").is_some() => {
            let is_within = |(least, most)| count(own, "at").is_some_and(|at| (least..=most).contains(&at));
            if !own.range("within").is_some_and(is_within) {
                let finding = Diagnostic::error("block/within", "a number that may change stands outside its limits");
                found.push(finding.at(value.span).hint("write it within them: {at: 22, within: 18-26}"));
            }
        }
        Value::Object(own) => check(own, found),
        Value::List(items) => items.iter().for_each(|item| check_value(item, found)),
        _ => {}
    }
}

/// Keys of a block or its shape with numbers in place of limits: what they became, or as they were accepted.
pub(super) fn settled(keys: &Fields, block: Span, moves: &Moves) -> Fields {
    let one = |(key, value): (&&'static str, &Spanned<Value>)| (*key, settled_value(key, value, block, moves));
    Fields {
        values: keys.values.iter().map(one).collect(),
        unread: keys.unread.clone(),
        emptied: keys.emptied.clone(),
        span: keys.span,
    }
}

fn settled_value(key: &str, value: &Spanned<Value>, block: Span, moves: &Moves) -> Spanned<Value> {
    let settled = match &value.value {
        Value::Object(own) if own.get("within").is_some() => {
            let unknown = Unknown { block, value: own.span_of("at") };
            let least = || own.range("within").map_or(1, |(least, _)| least);
            let now = moves.get(&unknown).copied().or_else(|| count(own, "at")).unwrap_or_else(least);
            if key == "head-rows" { Value::Range(now, now) } else { Value::Number(i64::from(now)) }
        }
        Value::Object(own) => Value::Object(settled(own, block, moves)),
        Value::List(items) => Value::List(items.iter().map(|item| settled_value(key, item, block, moves)).collect()),
        other => other.clone(),
    };
    Spanned::new(settled, value.span)
}
