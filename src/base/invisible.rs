//! Characters that are never seen: they come along from web pages and word processors, act on other writing systems, and no face need have them.

/// Whether a character only acts and is never seen, here on nothing: direction marks, joiners, byte order marks, soft hyphens, annotation marks
/// (Unicode's Default_Ignorable_Code_Point without variation selectors and the space of no width, at which lines may end).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether a text leaves nothing on paper: blanks, characters that are never seen, and those of Hangul and Braille that only hold a place (U+115F,
/// U+1160, U+3164, U+FFA0, U+2800).
pub fn leaves_no_ink(text: &str) -> bool {
    let is_place = |c: char| matches!(c, '\u{200B}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}');
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || is_place(c))
}
