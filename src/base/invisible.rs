//! Characters that are never seen: they come along from web pages and word processors, act on other writing systems, and no face need have them.

/// Whether a character only acts and is never seen, here on nothing: direction marks, joiners, byte order marks, soft hyphens, annotation marks
/// (Unicode's Default_Ignorable_Code_Point without variation selectors and the space of no width, at which lines may end).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}
