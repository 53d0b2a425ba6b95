//! Characters that are never seen: they come along from web pages and word processors, act on other writing systems, and no face need have them.

/// Whether a character only acts and is never seen, here on nothing: direction marks, joiners, byte order marks, soft hyphens, annotation marks,
/// fillers of Hangul, the two selectors of a picture's looks (Unicode's Default_Ignorable_Code_Point without the selectors that choose a form of a
/// character and the space of no width, at which lines may end), and control characters that are no blanks.
pub fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether a text leaves nothing on paper: blanks, characters that are never seen, and those that only hold a place (U+200B, U+2800 of Braille).
pub fn leaves_no_ink(text: &str) -> bool {
    let is_place = |c: char| matches!(c, '\u{200B}' | '\u{2800}');
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || is_place(c))
}
