//! Raised and lowered letters: the characters Unicode has for them (The Unicode Standard, Superscripts and Subscripts, U+2070–209F, with ¹ ² ³).

/// Where a stretch of text stands against its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Script {
    /// On it.
    #[default]
    On,
    /// Raised: a power, a note mark.
    Raised,
    /// Lowered: the index of a formula.
    Lowered,
}

/// Letters with their raised and lowered characters.
const LETTERS: &[(char, Option<char>, Option<char>)] = &[
    ('0', Some('⁰'), Some('₀')),
    ('1', Some('¹'), Some('₁')),
    ('2', Some('²'), Some('₂')),
    ('3', Some('³'), Some('₃')),
    ('4', Some('⁴'), Some('₄')),
    ('5', Some('⁵'), Some('₅')),
    ('6', Some('⁶'), Some('₆')),
    ('7', Some('⁷'), Some('₇')),
    ('8', Some('⁸'), Some('₈')),
    ('9', Some('⁹'), Some('₉')),
    ('+', Some('⁺'), Some('₊')),
    ('−', Some('⁻'), Some('₋')),
    ('-', Some('⁻'), Some('₋')),
    ('=', Some('⁼'), Some('₌')),
    ('(', Some('⁽'), Some('₍')),
    (')', Some('⁾'), Some('₎')),
    ('i', Some('ⁱ'), None),
    ('n', Some('ⁿ'), Some('ₙ')),
    ('a', None, Some('ₐ')),
    ('e', None, Some('ₑ')),
    ('o', None, Some('ₒ')),
    ('x', None, Some('ₓ')),
    ('h', None, Some('ₕ')),
    ('k', None, Some('ₖ')),
    ('l', None, Some('ₗ')),
    ('m', None, Some('ₘ')),
    ('p', None, Some('ₚ')),
    ('s', None, Some('ₛ')),
    ('t', None, Some('ₜ')),
];

/// The character of a letter that is raised or lowered, where Unicode has it.
pub fn scripted(c: char, script: Script) -> Option<char> {
    let (_, raised, lowered) = LETTERS.iter().find(|(letter, ..)| *letter == c)?;
    match script {
        Script::On => None,
        Script::Raised => *raised,
        Script::Lowered => *lowered,
    }
}

/// The letter that a raised or lowered character stands for, and where it stands.
pub fn plain_letter(c: char) -> Option<(char, Script)> {
    if !matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209F}') {
        return None;
    }
    LETTERS.iter().find_map(|&(letter, raised, lowered)| match c {
        _ if raised == Some(c) => Some((letter, Script::Raised)),
        _ if lowered == Some(c) => Some((letter, Script::Lowered)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_up_and_down_and_come_back() {
        assert_eq!(scripted('5', Script::Raised), Some('⁵'));
        assert_eq!(scripted('2', Script::Lowered), Some('₂'));
        assert_eq!((scripted('注', Script::Raised), scripted('5', Script::On)), (None, None));
        for (letter, raised, lowered) in LETTERS.iter().filter(|(letter, ..)| *letter != '-') {
            assert!(raised.is_none_or(|c| plain_letter(c) == Some((*letter, Script::Raised))), "{letter}");
            assert!(lowered.is_none_or(|c| plain_letter(c) == Some((*letter, Script::Lowered))), "{letter}");
        }
        assert_eq!(plain_letter('5'), None);
    }
}
