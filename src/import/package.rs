//! The zip package of a Word document: parts by name, every size limited before memory is asked for.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use crate::base::Diagnostic;
use crate::message;

use super::styles::attribute;
use super::xml;

/// A larger part than any manuscript has.
const MAX_PART: u64 = 64 << 20;
/// What all parts together may unpack to; a zip bomb wants more.
const MAX_ALL: u64 = 256 << 20;
/// More parts than any manuscript has.
const MAX_PARTS: usize = 10_000;

/// An opened package.
pub(super) struct Package<'b> {
    name: String,
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens the package of a file.
    pub(super) fn open(name: &str, bytes: &'b [u8]) -> Result<Self, Diagnostic> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(name, &error.to_string()))?;
        if archive.len() > MAX_PARTS {
            return Err(bomb(name));
        }
        Ok(Self { name: name.to_owned(), archive, left: MAX_ALL })
    }

    /// Whether a part is there.
    pub(super) fn has(&self, path: &str) -> bool {
        self.archive.index_for_name(path).is_some()
    }

    /// The bytes of a part; a part that is not there is none.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let limit = MAX_PART.min(self.left);
        let Ok(mut file) = self.archive.by_name(path) else { return Ok(None) };
        // The size in the file's directory may be a lie, so the reading itself is limited too.
        if file.size() > limit {
            return Err(bomb(&self.name));
        }
        let mut bytes = Vec::new();
        file.by_ref()
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| broken(&self.name, &format!("{path}: {error}")))?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(bomb(&self.name));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The text of a part.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.part(path)? else { return Ok(None) };
        super::decode::decode(&self.name, &bytes).map(|decoded| Some(decoded.text))
    }
}

fn broken(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error("import/broken", message!("{} is not a sound document: {}", name, why))
        .hint("open it in Word or WPS and save it again")
}

fn bomb(name: &str) -> Diagnostic {
    Diagnostic::error("import/too-large", message!("{} unpacks to more than a manuscript can hold", name))
        .hint("it may be damaged or hostile; ask for it again, with pictures as files of their own")
}

/// What a relation points to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// What it is, by the last word of its type.
    pub kind: String,
    /// Where it is in the package, or outside.
    pub path: String,
    /// Whether it is not in the package.
    pub is_outside: bool,
}

/// Relations of a part by their ids.
pub(super) type Targets = BTreeMap<String, Target>;

/// What the relations of a part point to.
pub(super) fn relations(
    name: &str,
    package: &mut Package<'_>,
    folder: &str,
    file: &str,
) -> Result<Targets, Diagnostic> {
    let Some(text) = package.text(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(Targets::new()) };
    let tree: Document<'_> = xml::parse(name, &text)?;
    let read = |node: Node<'_, '_>| {
        let target = attribute(node, "Target")?;
        let is_outside = attribute(node, "TargetMode") == Some("External");
        let path = match target.strip_prefix('/') {
            _ if is_outside => target.to_owned(),
            Some(whole) => whole.to_owned(),
            None => format!("{folder}/{target}"),
        };
        let kind = attribute(node, "Type")?.rsplit('/').next()?.to_owned();
        Some((attribute(node, "Id")?.to_owned(), Target { kind, path, is_outside }))
    };
    Ok(xml::children(tree.root_element(), "Relationship").filter_map(read).collect())
}
