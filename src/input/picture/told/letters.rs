//! Texts that do not say reliably what encoding they are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// The encoding that some texts of one file look like, all together. Programs of Chinese desks long wrote what their system had, some of them under the name of UTF-8.
pub(super) fn encoding(texts: &[&[u8]]) -> &'static Encoding {
    let all = texts.join(&b'\n');
    if is_utf_8(&all) {
        return UTF_8;
    }
    if let Some(western) = western(&all) {
        return western;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&all, true);
    let looks = detector.guess(None, Utf8Detection::Deny);
    if looks == EUC_KR && is_korean(&all) {
        return EUC_KR;
    }
    if (looks == SHIFT_JIS || looks == EUC_JP) && is_japanese(looks, &all) {
        return looks;
    }
    // A few words look like many encodings; a desk of a Chinese paper sees two.
    let chinese = if looks == BIG5 { [BIG5, GB18030] } else { [GB18030, BIG5] };
    let is_sound = |encoding: &&'static Encoding| texts.iter().all(|text| is_sound(encoding, text));
    chinese.into_iter().find(is_sound).unwrap_or(WINDOWS_1252)
}

/// A text in an encoding, or in the one whose mark it begins with. A character that was cut at the end, where a field was full, is left out.
pub(super) fn decoded(encoding: &'static Encoding, text: &[u8]) -> String {
    let (encoding, marked) = Encoding::for_bom(text).unwrap_or((encoding, 0));
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let rest = text.get(marked..).unwrap_or_default();
    let mut read = String::with_capacity(decoder.max_utf8_buffer_length(rest.len()).unwrap_or_default());
    let _ = decoder.decode_to_string(rest, &mut read, false);
    read
}

/// Whether a text is UTF-8 but for a few spoilt places: of another encoding most would be.
fn is_utf_8(text: &[u8]) -> bool {
    let read = String::from_utf8_lossy(text);
    let spoilt = read.matches(char::REPLACEMENT_CHARACTER).count();
    let beyond_ascii = read.chars().filter(|c| !c.is_ascii()).count();
    spoilt * 5 <= beyond_ascii
}

/// Syllables that a Korean text has at least before it is taken for one.
const SYLLABLES: usize = 6;

/// Whether a text of two bytes a character has syllables of Hangul alone, rows 16 to 40 of KS X 1001: of Chinese in GBK nearly half stands in later rows.
fn is_korean(text: &[u8]) -> bool {
    let mut rows = Vec::new();
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = if first.is_ascii() { after } else { after.get(1..).unwrap_or_default() };
        // Rows below 16 are signs of punctuation in both.
        rows.extend(Some(*first).filter(|first| *first >= 0xB0));
    }
    rows.len() >= SYLLABLES && rows.iter().all(|row| *row <= 0xC8)
}

/// Kana that a text has at least before it is taken for Japanese; what Chinese in GBK would be as Shift_JIS has hardly any of two bytes.
const KANA: usize = 4;

/// Whether a text read as Japanese has what no Chinese text has.
fn is_japanese(encoding: &'static Encoding, text: &[u8]) -> bool {
    let read = decoded(encoding, text);
    let count = |test: fn(char) -> bool| read.chars().filter(|c| test(*c)).count();
    let spoilt = count(|c| c == char::REPLACEMENT_CHARACTER || matches!(c, '\u{FF61}'..='\u{FF9F}'));
    count(|c| matches!(c, '\u{3041}'..='\u{30FA}')) >= KANA && spoilt == 0
}

/// Whether a text has nothing that an encoding has no character for; its last one may be cut.
fn is_sound(encoding: &'static Encoding, text: &[u8]) -> bool {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(text.len()).unwrap_or_default();
    let mut read = String::with_capacity(room);
    decoder.decode_to_string_without_replacement(text, &mut read, false).0 == DecoderResult::InputEmpty
}

/// The encoding of a text in Latin letters of which single ones have marks, by where these stand in the tables of Windows and of old Macintoshes; none of another
/// text. Chinese has more bytes beyond ASCII than within, and few that stand alone between letters.
fn western(text: &[u8]) -> Option<&'static Encoding> {
    let high: Vec<usize> = (0..text.len()).filter(|at| !text[*at].is_ascii()).collect();
    let is = |at: Option<usize>, test: fn(&u8) -> bool| at.and_then(|at| text.get(at)).is_some_and(test);
    let stands_alone = |at: &usize| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let beside_high = is(before, |byte| !byte.is_ascii()) || is(after, |byte| !byte.is_ascii());
        !beside_high && (is(before, u8::is_ascii_lowercase) || is(after, u8::is_ascii_lowercase))
    };
    if high.len() * 6 > text.len() || !high.iter().all(stands_alone) {
        return None;
    }
    let count = |test: fn(u8) -> bool| high.iter().filter(|at| test(text[**at])).count();
    // Letters with marks there, quotes and dashes here, and the other way round.
    let mac = count(|byte| matches!(byte, 0x81..=0x84 | 0x86..=0x90 | 0x98 | 0x9A..=0x9F | 0xD0..=0xD5));
    let windows = count(|byte| matches!(byte, 0x91..=0x97 | 0xC0..=0xCF | 0xD6..=0xFF));
    Some(if mac > windows { MACINTOSH } else { WINDOWS_1252 })
}
