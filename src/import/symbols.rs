//! Symbols that Word takes out of fonts of their own (`w:sym`, ECMA-376 17.3.3.30): those that Unicode has are letters like others.

/// Codes of Microsoft's symbol fonts lie this far up, in the Private Use Area.
const PRIVATE: u32 = 0xF000;

/// Symbol's characters that stand in texts, by its code (Adobe's Symbol encoding).
const SYMBOL: &[(u32, &str)] = &[
    (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    (0xA2, "′≤⁄∞"),
    (0xAB, "↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xD2, "®©™"),
];
/// Wingdings' characters that stand in texts.
const WINGDINGS: &[(u32, &str)] =
    &[(0x28, "☎"), (0x6C, "●"), (0x6E, "■"), (0x71, "❑"), (0x75, "◆"), (0x9F, "•"), (0xE8, "➔"), (0xFB, "✗✓☒☑")];

/// What a symbol of a font is, by its code in hexadecimal digits; nothing where Unicode has no such character.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    let table = match font {
        "Symbol" => SYMBOL,
        "Wingdings" => WINGDINGS,
        _ if (PRIVATE..0xF900).contains(&code) => return None,
        _ => return char::from_u32(code).filter(|c| !c.is_control()),
    };
    let own = code.checked_sub(PRIVATE).unwrap_or(code);
    table.iter().find_map(|(first, letters)| letters.chars().nth(usize::try_from(own.checked_sub(*first)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn symbols_that_unicode_has_are_its_characters() {
        for (font, code, expected) in [
            ("Symbol", "F0B0", Some('°')),
            ("Symbol", "F0B1", Some('±')),
            ("Symbol", "F061", Some('α')),
            ("Wingdings", "F0FC", Some('✓')),
            ("Wingdings", "F0FF", None),
            ("宋体", "2460", Some('①')),
            ("Webdings", "F061", None),
            ("宋体", "0001", None),
            ("宋体", "x", None),
        ] {
            assert_eq!(symbol(font, code), expected, "{font} {code}");
        }
    }
}
