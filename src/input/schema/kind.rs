//! What a key is and what its value must be.

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Free text; numbers are taken as written.
    Text,
    /// The path of a file; what names the same file by another way is read as the same path.
    Path,
    /// Free text; a key without a value is an empty text.
    Words,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A length with a unit; relative ones (`em`) only where the flag says so.
    Length {
        /// Whether `em` is allowed.
        relative: bool,
    },
    /// A length with a unit, zero or more.
    Extent,
    /// The same, also in `em` of the style `body`.
    Distance,
    /// A length on a page: also in `em` of the style `body`, in `rows` of its grid and in its base `columns`.
    OnPage(Sign),
    /// A type size or line distance of at least one point: a length or the name of a 号.
    Size,
    /// A share such as `12%`, or a bare number of percent, 0 to 100.
    Percent,
    /// A scale such as `95%`, or a bare number of percent, 10 to 1000.
    Scale,
    /// `true` or `false`.
    Bool,
    /// A whole number within limits.
    Number(i64, i64),
    /// A number or range such as `3` or `1-4`, from 1.
    Range,
    /// Several values of a kind; a single one counts as a list of one.
    List(&'static Kind),
    /// Exactly this many values of a kind.
    Tuple(usize, &'static Kind),
    /// An object of these keys.
    Object(&'static [Key]),
    /// Entries of a kind under names the user chooses.
    Named(&'static Kind),
    /// The first kind for text and numbers, the second for an object or list; yes or no first, the second for all else.
    Either(&'static Kind, &'static Kind),
}

/// Which side of zero a length may be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Zero or more.
    Positive,
    /// Either.
    Any,
}

/// A key with its kind and meaning.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Name.
    pub name: &'static str,
    /// Kind of its value.
    pub kind: Kind,
    /// What it means, in a few words.
    pub meaning: &'static str,
}

pub(super) const fn key(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
    Key { name, kind, meaning }
}

/// Two groups of keys as one, of `N` keys.
pub(super) const fn joined<const N: usize>(first: &[Key], second: &[Key]) -> [Key; N] {
    let mut keys = [first[0]; N];
    let mut at = 0;
    while at < N {
        keys[at] = if at < first.len() { first[at] } else { second[at - first.len()] };
        at += 1;
    }
    keys
}
