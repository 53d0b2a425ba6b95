//! Bytes → text: marks of order, the encoding an XML or HTML file declares, else the one the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

use crate::base::Diagnostic;
use crate::message;

/// Bytes in which a declaration is looked for.
const DECLARED_WITHIN: usize = 1024;

/// The text and the name of its encoding.
///
/// # Errors
/// The bytes are no text in the encoding found.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<(String, &'static str), Diagnostic> {
    let encoding = encoding(bytes);
    let (text, used, broken) = encoding.decode(bytes);
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let undecoded = text.matches('\u{FFFD}').count();
    // A few spoiled bytes in a long text are shown in place; a text full of them was read wrongly.
    if broken && undecoded * 50 > text.chars().count() || text.contains('\0') || is_garbled(&text, encoding) {
        return Err(Diagnostic::error("import/not-text", message!("{} is neither a document nor readable text", name))
            .hint("save it as DOCX, or as text in UTF-8, GB 18030 or Big5"));
    }
    Ok((text, used.name()))
}

/// A text in which so many letters of a hundred are Western ones with accents is Chinese that was read wrongly.
const MOST_ACCENTED: usize = 20;

/// Whether a text looks like Chinese read in a Western encoding: every byte has a letter there, so that nothing seems broken.
fn is_garbled(text: &str, encoding: &'static Encoding) -> bool {
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    let accented = text.chars().filter(|c| ('\u{80}'..='\u{2FF}').contains(c)).count();
    encoding.is_single_byte() && accented * 100 > letters * MOST_ACCENTED
}

/// Whether bytes are UTF-8 but for a few spoiled ones: a line that was pasted in from elsewhere does not change what the rest is.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let chunks = bytes.utf8_chunks();
    let (beyond_ascii, spoiled) = chunks.fold((0, 0), |(beyond, spoiled), chunk| {
        let letters = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (beyond + letters, spoiled + usize::from(!chunk.invalid().is_empty()))
    });
    beyond_ascii > spoiled * 4
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    // What is valid UTF-8 and goes beyond ASCII is hardly ever anything else, whatever it declares.
    if std::str::from_utf8(bytes).is_ok() || is_nearly_utf8(bytes) {
        return UTF_8;
    }
    let found = declared(bytes).filter(|declared| *declared != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    // A few Chinese words look like Korean or Greek as well; a desk of a Chinese paper sees those once in a lifetime.
    let is_chinese = [UTF_8, BIG5].contains(&found) || declared(bytes).is_some();
    if !is_chinese && GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        return GB18030;
    }
    // GB 18030 holds all of GBK and all of Unicode besides.
    if found == GBK { GB18030 } else { found }
}

/// The encoding after `encoding=` or `charset=`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes).to_ascii_lowercase();
    let start = String::from_utf8_lossy(&start);
    let at = ["encoding=", "charset="].iter().find_map(|key| start.find(key).map(|at| at + key.len()))?;
    let label: String = start[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}
