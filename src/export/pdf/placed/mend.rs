//! Files that every viewer opens although something around their content is wrong: other bytes before them, a table of objects that leads nowhere, a lock
//! against changes. They are read by what is in them; content that is damaged itself is nothing to be mended.

use std::collections::BTreeMap;

use lopdf::{Document, LoadOptions, encryption::Permissions};

use super::MAX_CONTENT;

/// What was wrong around a file's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// Its cross-reference table: objects were looked for instead.
    References,
    /// It was locked with an owner's password against changes, not against printing.
    Unlocked,
}

/// A file as it is without that.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The file.
    pub file: Vec<u8>,
    /// What was wrong.
    pub how: Mended,
}

/// Within so many bytes of its end a whole file says that it ends.
const TAIL: usize = 1024;

/// A file that can be read after all; none where there is nothing to mend, or nothing that can be.
pub fn mended(file: &[u8]) -> Option<Whole> {
    match loaded(file) {
        Ok(document) if document.was_encrypted() => unlocked(document),
        Ok(document) if !document.get_pages().is_empty() => None,
        _ => found_again(file),
    }
}

/// Reads a file as it is.
pub(super) fn loaded(file: &[u8]) -> lopdf::Result<Document> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_CONTENT), ..LoadOptions::default() };
    Document::load_mem_with_options(file, options)
}

/// A file that opens without a password and that its owner lets print in full.
fn unlocked(mut document: Document) -> Option<Whole> {
    let allowed = document.encryption_state.take()?.permissions();
    let full = Permissions::PRINTABLE | Permissions::PRINTABLE_IN_HIGH_QUALITY;
    if !allowed.contains(full) {
        return None;
    }
    document.trailer.remove(b"Encrypt");
    Some(Whole { file: saved(document)?, how: Mended::Unlocked })
}

fn saved(mut document: Document) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    document.save_to(&mut file).ok()?;
    Some(file)
}

/// A file with a new table of its objects, looked for one by one; none of one that was cut off, for what is missing would be missed by nobody.
pub fn found_again(file: &[u8]) -> Option<Whole> {
    let file = file.get(find(file, b"%PDF-", 0)?..)?;
    find(file.get(file.len().saturating_sub(TAIL)..)?, b"%%EOF", 0)?;
    let found = Found::of(file);
    if found.is_locked || found.objects.is_empty() {
        return None;
    }
    let mut whole = file.to_vec();
    let table = whole.len() + 1;
    whole.extend(b"\nxref\n0 1\n0000000000 65535 f \n");
    for (number, Object { generation, at }) in &found.objects {
        whole.extend(format!("{number} 1\n{at:010} {generation:05} n \n").bytes());
    }
    let size = u64::from(*found.objects.last_key_value()?.0) + 1;
    let root = found.root?;
    whole.extend(format!("trailer\n<< /Size {size} /Root {root} >>\nstartxref\n{table}\n%%EOF\n").bytes());
    let document = loaded(&whole).ok()?;
    let is_there = |(number, object): (&u32, &Object)| document.objects.contains_key(&(*number, object.generation));
    if !found.objects.iter().all(is_there) || document.get_pages().is_empty() {
        return None;
    }
    // Objects within streams of objects stand in no such table: such a file is written anew.
    let file = if document.objects.len() > found.objects.len() { saved(document)? } else { whole };
    Some(Whole { file, how: Mended::References })
}

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
struct Object {
    generation: u16,
    at: usize,
}

/// What a file says outside its streams.
#[derive(Debug, Default)]
struct Found {
    /// Objects by their numbers; of several the last, as files are saved by adding to them.
    objects: BTreeMap<u32, Object>,
    /// Where the catalog is said to be, as a reference.
    root: Option<String>,
    is_locked: bool,
}

impl Found {
    fn of(file: &[u8]) -> Self {
        let mut found = Self::default();
        let mut at = 0;
        while let Some(rest) = file.get(at..).filter(|rest| !rest.is_empty()) {
            if rest.starts_with(b"obj") {
                if let Some((number, object)) = header(file.get(..at).unwrap_or_default()) {
                    found.objects.insert(number, object);
                }
                at += 3;
            } else if rest.starts_with(b"stream\r") || rest.starts_with(b"stream\n") {
                at = find(file, b"endstream", at).unwrap_or(file.len()) + 9;
            } else {
                found.key(rest);
                at += 1;
            }
        }
        found
    }

    /// Takes a key of a trailer, or of the dictionary that stands for one.
    fn key(&mut self, rest: &[u8]) {
        if rest.starts_with(b"/Encrypt ") || rest.starts_with(b"/Encrypt<") {
            self.is_locked = true;
        }
        let Some(after) =
            rest.strip_prefix(b"/Root").filter(|after| after.first().is_some_and(u8::is_ascii_whitespace))
        else {
            return;
        };
        let words: Vec<&[u8]> = after.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).take(3).collect();
        if let [number, generation, r] = words.as_slice()
            && r.first() == Some(&b'R')
            && let (Some(number), Some(generation)) = (number_of(number), number_of(generation))
        {
            self.root = Some(format!("{number} {generation} R"));
        }
    }
}

fn number_of(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The number, generation and place of an object from what stands before `obj`.
fn header(before: &[u8]) -> Option<(u32, Object)> {
    let blank = |text: &[u8]| text.len() - text.trim_ascii_end().len();
    let word = |text: &[u8]| text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = before.len();
    let mut numbers = [0; 2];
    for slot in &mut numbers {
        let gap = blank(before.get(..end)?);
        end -= gap;
        let digits = word(before.get(..end)?);
        if gap == 0 || digits == 0 {
            return None;
        }
        *slot = number_of(before.get(end - digits..end)?)?;
        end -= digits;
    }
    let [generation, number] = numbers;
    Some((number, Object { generation: generation.try_into().ok()?, at: end }))
}

fn find(file: &[u8], word: &[u8], from: usize) -> Option<usize> {
    Some(from + file.get(from..)?.windows(word.len()).position(|window| window == word)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    fn page() -> Vec<u8> {
        let mut document = Document::with_version("1.6");
        let content = document.add_object(Stream::new(dictionary! {}, b"0 0 0 1 k 0 0 9 9 re f % 7 0 obj".to_vec()));
        let page = document.add_object(dictionary! { "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), 90.into(), 90.into()], "Contents" => content });
        let tree = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalog);
        saved(document).unwrap_or_default()
    }

    fn replaced(file: &[u8], from: &str, to: &str) -> Vec<u8> {
        let at = find(file, from.as_bytes(), 0).unwrap_or_default();
        [&file[..at], to.as_bytes(), &file[at + from.len()..]].concat()
    }

    fn content_of(file: &[u8]) -> Option<Vec<u8>> {
        let document = loaded(file).ok()?;
        let pages = document.get_pages();
        Some(document.get_page_content(*pages.get(&1)?))
    }

    #[test]
    fn a_file_is_read_by_its_objects_where_its_table_leads_nowhere() {
        let sound = page();
        assert!(mended(&sound).is_none());
        assert!(mended(&replaced(&sound, "startxref\n", "startxref\n9")).is_some());
        let turned: Vec<u8> = [b"Content-Type: application/pdf\r\n\r\n", &sound[..]].concat();
        let nowhere = replaced(&sound, "startxref\n", "startxref\n9");
        let none = replaced(&sound, "startxref", "startxxxx");
        for file in [turned, nowhere, none] {
            let whole = found_again(&file);
            assert_eq!(whole.as_ref().map(|whole| whole.how), Some(Mended::References));
            assert_eq!(whole.and_then(|whole| content_of(&whole.file)), content_of(&sound));
        }
    }

    #[test]
    fn what_was_cut_off_or_is_no_pdf_stays_as_it_is() {
        let sound = page();
        for file in [&sound[..sound.len() * 8 / 10], b"%PDF-1.4\n%%EOF", b"%%EOF", b""] {
            assert!(mended(file).is_none());
        }
    }
}
