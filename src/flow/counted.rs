//! Numbers of things in words, for findings.

use crate::base::Message;
use crate::message;

/// Makes the words of a number of things: one for a single thing, one for several.
macro_rules! counted {
    ($($name:ident: $one:literal, $many:literal;)*) => { $(
        /// So many of them, in words.
        pub(super) fn $name(count: usize) -> Message {
            if count == 1 { message!($one, count) } else { message!($many, count) }
        }
    )* };
}

counted! {
    lines: "{} line", "{} lines";
    more_lines: "{} more line", "{} more lines";
    rows_told: "{} row", "{} rows";
    empty_rows: "{} empty row", "{} empty rows";
    characters: "{} character", "{} characters";
}
