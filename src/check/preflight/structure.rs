//! File structure, F01 to F09: the bytes first, then every object of the file once.

use std::rc::Rc;

use super::report::Subject;
use super::rules::Id;
use super::value::{Dict, Stream, Value};
use super::{Judge, interactive};

/// Where a header is looked for, as all readers do.
const HEAD: usize = 1_024;
/// Objects in objects that are walked.
const DEEPEST: usize = 64;
/// Most objects a PDF reader must hold.
const MOST_OBJECTS: u32 = 8_388_607;

/// Whether the bytes begin as a PDF.
pub(super) fn has_header(bytes: &[u8]) -> bool {
    header_place(bytes).is_some()
}

fn header_place(bytes: &[u8]) -> Option<usize> {
    bytes.get(..bytes.len().min(HEAD))?.windows(5).position(|window| window == b"%PDF-")
}

/// A version such as 1.6 as 16.
fn version(text: &[u8]) -> Option<u32> {
    match text {
        [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9', ..] => {
            Some(u32::from(major - b'0') * 10 + u32::from(minor - b'0'))
        }
        _ => None,
    }
}

impl Judge<'_> {
    /// F02 header and version, and the end of the file, F01.
    pub(super) fn header(&mut self) {
        let bytes = self.doc.bytes;
        let file = Subject::file();
        let at = header_place(bytes).unwrap_or(0);
        if at > 0 {
            self.note(Id::F02, &file, "bytes before the %PDF- header", format!("{at} bytes"));
        }
        let most = if self.is_x1a() { 14 } else { 16 };
        let head = bytes.get(at..bytes.len().min(at + 64)).unwrap_or_default();
        match version(head.get(5..).unwrap_or_default()) {
            Some(version) if version <= most => {}
            Some(version) => {
                self.note(Id::F02, &file, "PDF version too high", format!("1.{}", version.saturating_sub(10)));
            }
            None => self.note(Id::F02, &file, "no version in the header", ""),
        }
        if let Some(name) = self.doc.get(&self.catalog, "Version").name()
            && version(name.as_bytes()).is_none_or(|version| version > most)
        {
            let name = name.to_owned();
            self.note(Id::F02, &file, "catalog raises the PDF version too high", name);
        }
        let line = head.iter().position(|byte| matches!(byte, b'\n' | b'\r')).and_then(|end| head.get(end..));
        let second = line.map(|line| line.trim_ascii_start()).unwrap_or_default();
        let binary = second.iter().skip(1).take_while(|&&byte| byte > 127).count() >= 4;
        if second.first() != Some(&b'%') || !binary {
            self.note(Id::F02, &file, "no comment of four binary bytes on the second line", "");
        }
        let tail = bytes.get(bytes.len().saturating_sub(HEAD)..).unwrap_or_default();
        if super::reading::find_last(tail, b"%%EOF").is_none() {
            self.note(Id::F01, &file, "file is cut off: it does not end with %%EOF", "");
        }
    }

    /// F03. An encrypted file is not judged further: its strings and streams are ciphers.
    pub(super) fn encrypted(&mut self) -> bool {
        let encrypted = self.doc.trailer.has("Encrypt");
        if encrypted {
            self.note(Id::F03, &Subject::file(), "file is encrypted; nothing else can be judged", "");
        }
        encrypted
    }

    /// F04 to F09, and the actions, scripts and files hidden in any object.
    pub(super) fn structure(&mut self, only: Option<&Rc<Dict>>) {
        let id = self.doc.get(&self.doc.trailer, "ID");
        let parts: Vec<Value> = id.array().unwrap_or_default().iter().map(|part| self.doc.resolve(part)).collect();
        let full = parts.iter().filter(|part| part.bytes().is_some_and(|bytes| !bytes.is_empty())).count();
        if full != 2 || parts.len() != 2 {
            self.note(Id::F04, &Subject::file(), "trailer /ID is not two byte strings", "");
        }
        let numbers = self.doc.all();
        if numbers.last().is_some_and(|&last| last > MOST_OBJECTS) {
            self.note(Id::F09, &Subject::file(), "object number above 8388607", "");
        }
        if self.is_x1a() && self.doc.trailer.raw("Type").is_name("XRef") {
            self.note(Id::F07, &Subject::file(), "cross-reference stream", "");
        }
        match only {
            Some(page) => self.walk_from(page),
            None => numbers.into_iter().for_each(|number| {
                let value = self.doc.object(number);
                self.walk(&value, 0);
            }),
        }
        self.collect_faults();
    }

    /// Walks what a page leads to, each object once; what does not print and what leads elsewhere is left out.
    fn walk_from(&mut self, page: &Rc<Dict>) {
        let mut known = std::collections::BTreeSet::new();
        let printed = ["Contents", "Resources", "Group"];
        let mut open: Vec<Value> = printed.iter().map(|key| page.raw(key).clone()).collect();
        open.push(self.inherited(page, "Resources"));
        while let Some(value) = open.pop() {
            let value = match value {
                Value::Ref(number) if !known.insert(number) => continue,
                Value::Ref(number) => self.doc.object(number),
                value => value,
            };
            match &value {
                Value::Array(items) => open.extend(items.iter().cloned()),
                Value::Stream(stream) => self.stream(stream),
                _ => {}
            }
            if let Some(dict) = value.dict() {
                let leads_on = |key: &str| {
                    !matches!(
                        key,
                        "Parent" | "StructParent" | "StructParents" | "PieceInfo" | "Metadata" | "OPI" | "AF"
                    )
                };
                open.extend(dict.entries.iter().filter(|(key, _)| leads_on(key)).map(|(_, value)| value.clone()));
            }
        }
    }

    fn walk(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Stream(stream) => {
                self.stream(stream);
                self.dictionary(&Rc::clone(&stream.dict), depth);
            }
            Value::Dict(dict) => self.dictionary(dict, depth),
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, depth + 1)),
            _ => {}
        }
    }

    fn dictionary(&mut self, dict: &Rc<Dict>, depth: usize) {
        let subject = Subject::new(dict.object, "object");
        if let Some(what) = interactive::action(&self.doc, dict) {
            self.note(Id::I01, &subject, "action", what);
        }
        let is_file = dict.raw("Type").is_name("Filespec") || dict.raw("Type").is_name("F");
        if is_file && dict.has("EF") {
            self.note(Id::F08, &subject, "embedded file", "");
        }
        if dict.has("AF") {
            self.note(Id::F08, &subject, "associated file", "");
        }
        dict.entries.values().for_each(|value| self.walk(value, depth + 1));
    }

    /// F05 to F08 of a stream, and the soundness of its compression.
    fn stream(&mut self, stream: &Stream) {
        let dict = &stream.dict;
        let subject = Subject::new(dict.object, "stream");
        self.filters_of(stream, &subject);
        if ["F", "FFilter", "FDecodeParms"].iter().any(|key| dict.has(key)) {
            self.note(Id::F06, &subject, "data of the stream are in another file", "");
        }
        let kind = self.doc.get(dict, "Subtype");
        if kind.is_name("PS") || kind.is_name("Form") && dict.has("PS") {
            self.note(Id::F06, &subject, "PostScript", "");
        }
        if kind.is_name("Form") && dict.has("Ref") {
            self.note(Id::F06, &subject, "form that stands for a page of another file", "");
        }
        if dict.has("OPI") {
            self.note(Id::F06, &subject, "OPI: a picture that stands for another", "");
        }
        if dict.has("Alternates") {
            self.note(Id::C09, &subject, "image with alternates", "");
        }
        let kind = self.doc.get(dict, "Type");
        if kind.is_name("EmbeddedFile") {
            self.note(Id::F08, &subject, "embedded file", "");
        }
        if self.is_x1a() && (kind.is_name("ObjStm") || kind.is_name("XRef")) {
            self.note(Id::F07, &subject, "stream of PDF 1.5", kind.name().unwrap_or_default());
        }
    }

    fn filters_of(&mut self, stream: &Stream, subject: &Subject) {
        let filters = if stream.dict.has("Filter") { self.doc.filters(&stream.dict) } else { Vec::new() };
        for (name, _) in &filters {
            let never = matches!(&**name, "LZWDecode" | "LZW" | "Crypt");
            let not_in_1a = matches!(&**name, "JPXDecode" | "JBIG2Decode") && self.is_x1a();
            if never || not_in_1a {
                self.note(Id::F05, subject, "filter that is not permitted", &**name);
            }
        }
        if filters.first().is_some_and(|(name, _)| matches!(&**name, "FlateDecode" | "Fl")) {
            let limit = self.doc.limits.image;
            if let Err(why) = self.doc.check_flate(stream, limit) {
                self.note(Id::F01, subject, why, "");
            }
        }
    }
}
