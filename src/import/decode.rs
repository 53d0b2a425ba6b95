//! Bytes → text: marks of order, the encoding an XML or HTML file declares, else the one the bytes look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::base::{Diagnostic, Message};
use crate::message;

use super::clean::is_han;
use super::likeness;

/// Bytes in which a declaration is looked for.
const DECLARED_WITHIN: usize = 1024;

/// A text, and how it was understood.
pub(super) struct Decoded {
    pub(super) text: String,
    /// The name of its encoding.
    pub(super) encoding: &'static str,
    /// Why it may have been read wrongly.
    pub(super) doubts: Vec<Message>,
}

/// The text of a file.
///
/// # Errors
/// The bytes are no text in the encoding found.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    let Encoded { encoding, likelier } = encoding(bytes);
    let mixed = (encoding != UTF_8 && has_utf8_lines(bytes)).then(|| line_by_line(bytes));
    let mixed = mixed.filter(|(.., broken)| !broken);
    let is_mixed = mixed.is_some();
    let (text, used, broken) = mixed.unwrap_or_else(|| {
        let (text, used, broken) = encoding.decode(bytes);
        (if broken { mended(bytes, &text, used) } else { text }, used, broken)
    });
    // A few bytes of nothing are no letters, and no reason to refuse what stands around them.
    let nothing = text.matches('\0').count();
    let text = if nothing * 50 <= text.len() { text.replace('\0', "") } else { text.into_owned() };
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let text = marked_once(&text);
    let undecoded = text.matches('\u{FFFD}').count();
    // A few spoiled bytes in a long text are shown in place; a text full of them was read wrongly.
    if broken && undecoded > 1 + text.chars().count() / 50 || text.contains('\0') || is_garbled(&text, encoding) {
        return Err(Diagnostic::error("import/not-text", message!("{} is neither a document nor readable text", name))
            .hint("save it as DOCX, or as text in UTF-8, GB 18030 or Big5"));
    }
    let doubt = match likelier {
        _ if is_mixed => {
            Some(message!("lines in two encodings, UTF-8 and {}: see that all of them are right", used.name()))
        }
        Some(other) => {
            Some(message!("{}, though it may be {}: see that the text makes sense", used.name(), other.name()))
        }
        None => None,
    };
    let doubts = doubt
        .into_iter()
        .chain(damage(&text))
        .chain((nothing > 0).then(|| message!("{} bytes of nothing (NUL), left out", nothing)));
    Ok(Decoded { doubts: doubts.collect(), text, encoding: used.name() })
}

/// A text in which a spoiled letter has one mark, however many bytes it had.
fn marked_once(text: &str) -> String {
    let mut before = ' ';
    let is_new = |c: &char| std::mem::replace(&mut before, *c) != '\u{FFFD}' || *c != '\u{FFFD}';
    text.chars().filter(is_new).collect()
}

/// Where bytes could not be read.
fn damage(text: &str) -> Option<Message> {
    let at = text.find('\u{FFFD}')?;
    let line = text[..at].matches('\n').count() + 1;
    let count = text.matches('\u{FFFD}').count();
    let around: String = text[at..].lines().next().unwrap_or_default().chars().take(12).collect();
    Some(message!("{} places are damaged and marked with U+FFFD, the first in line {}: {}", count, line, around))
}

/// Lines with a spoiled byte that are mended; more of them are no text with a spoiled byte.
const MENDED: usize = 10;

/// A text of several bytes to a letter, read so that a lost byte spoils no more than its own letter.
fn mended<'b>(bytes: &'b [u8], text: &str, encoding: &'static Encoding) -> Cow<'b, str> {
    let spoiled = text.lines().filter(|line| line.contains('\u{FFFD}')).count();
    if spoiled > MENDED || encoding == UTF_8 || [UTF_16LE, UTF_16BE].contains(&encoding) {
        return Cow::Owned(text.to_owned());
    }
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let (text, broken) = encoding.decode_without_bom_handling(line);
        let mended = broken.then(|| likeness::mended(line, encoding)).flatten();
        mended.unwrap_or_else(|| text.into_owned())
    });
    Cow::Owned(lines.collect())
}

/// Han characters of a line by which it is UTF-8: Chinese in another encoding hardly ever passes for two.
const TELLING: usize = 2;

/// Whether lines of a text that is no UTF-8 are: it was put together from two files.
fn has_utf8_lines(bytes: &[u8]) -> bool {
    let is_telling = |line: &str| line.chars().filter(|c| is_han(*c)).count() >= TELLING;
    bytes.split(|byte| *byte == b'\n').any(|line| std::str::from_utf8(line).is_ok_and(is_telling))
}

/// Each line in the encoding it is in.
fn line_by_line(bytes: &[u8]) -> (Cow<'_, str>, &'static Encoding, bool) {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let decoded = lines.map(|line| match std::str::from_utf8(line) {
        Ok(line) => (Cow::Borrowed(line), false),
        Err(_) => GB18030.decode_without_bom_handling(line),
    });
    let (lines, broken): (Vec<_>, Vec<_>) = decoded.unzip();
    (Cow::Owned(lines.concat()), GB18030, broken.contains(&true))
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

/// The encoding that bytes are read in.
struct Encoded {
    encoding: &'static Encoding,
    /// Another one that they look more like.
    likelier: Option<&'static Encoding>,
}

fn encoding(bytes: &[u8]) -> Encoded {
    let sure = |encoding| Encoded { encoding, likelier: None };
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return sure(marked);
    }
    // What is valid UTF-8 and goes beyond ASCII is hardly ever anything else, whatever it declares.
    if std::str::from_utf8(bytes).is_ok() || is_nearly_utf8(bytes) {
        return sure(UTF_8);
    }
    if declared(bytes).is_none()
        && let Some(clear) = likeness::clearest(bytes)
    {
        // Chinese desks see those of their neighbours once in a lifetime.
        return Encoded { encoding: clear, likelier: EASTERN.contains(&clear).then_some(GB18030) };
    }
    let found = declared(bytes).filter(|declared| *declared != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    // A few Chinese words look like Korean or Greek as well; a desk of a Chinese paper sees those once in a lifetime.
    let is_chinese = [UTF_8, BIG5].contains(&found) || declared(bytes).is_some();
    if !is_chinese && GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        return Encoded { encoding: GB18030, likelier: EASTERN.contains(&found).then_some(found) };
    }
    // GB 18030 holds all of GBK and all of Unicode besides.
    sure(if found == GBK { GB18030 } else { found })
}

/// Encodings of neighbours in which nearly every byte of Chinese has a letter too.
const EASTERN: [&Encoding; 3] = [EUC_KR, EUC_JP, SHIFT_JIS];

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
