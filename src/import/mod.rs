//! `import`: what editors and agencies send (Word, text, mail, HTML, NITF, NewsML-G2, ninjs, IPTC 7901, ANPA 1312) → articles as this program reads them.
//!
//! Every format becomes a [`Draft`]; drafts are cleaned by named rules ([`clean`]) and written ([`write`]). What an article cannot
//! hold is a [`Loss`] with its place, never silence. Sizes are limited before anything is decoded.

mod agency;
mod clean;
mod copied;
mod crossheads;
mod decode;
mod desk;
mod docx;
mod draft;
mod equation;
mod foot;
mod head;
mod headings;
mod hidden;
mod html;
mod junk;
mod kind;
mod letter;
mod likeness;
mod machine;
mod mail;
mod markdown;
mod markup;
mod newsml;
mod ninjs;
mod nitf;
mod numbering;
mod package;
mod page;
mod plain;
mod posted;
mod second;
mod standing;
mod story;
mod styles;
mod symbols;
mod tables;
mod titles;
mod typed;
mod verse;
mod wire;
mod word;
mod wrapped;
mod write;
mod xml;

use crate::base::{Diagnostic, Message};
use crate::input::{Files, MAX_ARTICLE};
use crate::message;

pub use agency::{Agency, Hold, Item, corrections, refusals};
pub use clean::{RULES, Rule};
pub use draft::{Draft, DraftBlock, Front, Loss, ManuscriptTable, Picture, Run};
pub use kind::SourceKind;
pub use write::yaml_text;

/// The largest file that is looked at.
pub const MAX_FILE: u64 = 64 << 20;

/// An article made from a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its name without ending.
    pub name: String,
    /// What the file was.
    pub kind: SourceKind,
    /// The encoding its text was in.
    pub encoding: &'static str,
    /// The article.
    pub article: String,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// Its tables.
    pub tables: Vec<ManuscriptTable>,
    /// Names of the rules that changed something, with how often.
    pub cleaned: Vec<(&'static str, usize)>,
    /// What the article does not hold.
    pub losses: Vec<Loss>,
    /// What was understood from looks alone and should be checked.
    pub guesses: Vec<Message>,
    /// What the agency says of the item.
    pub agency: Agency,
}

/// Makes articles of a file called `name`. Pictures the file only names are asked of `files`; rules named in `keep` are left out.
///
/// # Errors
/// Why nothing can be made of the file, in the user's words.
pub fn import(name: &str, bytes: &[u8], files: &dyn Files, keep: &[String]) -> Result<Vec<Imported>, Diagnostic> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large(name));
    }
    let (kind, encoding, mut drafts) = read(name, bytes, files)?;
    drafts.retain(|draft| !draft.is_empty());
    if drafts.is_empty() {
        return Err(Diagnostic::error("import/empty", message!("{} has no text to import", name))
            .hint("look whether the right file was saved; of a page whose words only scripts load copy the text from the browser"));
    }
    let stem = stem(name);
    let single = drafts.len() == 1;
    let made = drafts.into_iter().enumerate().map(|(at, draft)| {
        let name = if single { stem.clone() } else { format!("{stem}-{}", at + 1) };
        finish(name, kind, encoding, draft, keep)
    });
    let made: Vec<Imported> = made.collect();
    if made.iter().any(|imported| imported.article.len() as u64 > MAX_ARTICLE) {
        return Err(too_long(name));
    }
    Ok(made)
}

/// The finding about a text that no article may hold.
fn too_long(name: &str) -> Diagnostic {
    Diagnostic::error(
        "import/too-large",
        message!("{} has more text than the {} MiB of an article", name, MAX_ARTICLE >> 20),
    )
    .hint("cut it into several files")
}

/// The finding about a file beyond [`MAX_FILE`]; callers that know the size need not read the file at all.
pub fn too_large(name: &str) -> Diagnostic {
    Diagnostic::error("import/too-large", message!("{} is larger than {} MiB", name, MAX_FILE >> 20))
        .hint("take the pictures out and send them as files of their own")
}

fn read(name: &str, bytes: &[u8], files: &dyn Files) -> Result<(SourceKind, &'static str, Vec<Draft>), Diagnostic> {
    if kind::is_package(bytes) {
        return Ok((SourceKind::Docx, "UTF-8", vec![docx::read(name, bytes)?]));
    }
    kind::refuse_binary(name, bytes)?;
    let decode::Decoded { text, encoding, doubts } = decode::decode(name, bytes)?;
    let kind = kind::of_text(name, &text)?;
    let mut drafts = match kind {
        SourceKind::Docx | SourceKind::Text => {
            vec![mail::read_printed(&text).unwrap_or_else(|| plain::read(&text, files))]
        }
        SourceKind::Mail => vec![mail::read(name, bytes, files)?],
        SourceKind::Ninjs => ninjs::read(name, &text, files)?,
        SourceKind::Iptc7901 => vec![wire::read(&text, wire::Form::Iptc)],
        SourceKind::Anpa1312 => vec![wire::read(&text, wire::Form::Anpa)],
        SourceKind::Html => vec![mail::read_saved(&text, files).unwrap_or_else(|| html::read(&text, files))],
        SourceKind::Nitf => vec![nitf::read(name, &text, files)?],
        SourceKind::NewsMl => newsml::read(name, &text, files)?,
        SourceKind::UnknownXml => return Err(kind::unknown_xml(name, &text)),
    };
    let doubts: Vec<Message> = doubts.into_iter().map(|doubt| message!("encoding: {}", doubt)).collect();
    drafts.iter_mut().for_each(|draft| draft.guesses.extend(doubts.iter().cloned()));
    Ok((kind, encoding, drafts))
}

/// The name of the article: the file's own without folder and ending.
fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem: String = stem.chars().map(|c| if c.is_whitespace() || c.is_control() { '-' } else { c }).collect();
    if stem.is_empty() { "article".to_owned() } else { stem }
}

fn finish(name: String, kind: SourceKind, encoding: &'static str, mut draft: Draft, keep: &[String]) -> Imported {
    crossheads::find(&mut draft);
    crossheads::calm(&mut draft);
    let cleaned = clean::clean(&mut draft, keep);
    draft.tidy();
    let article = write::write(&mut draft);
    for (at, picture) in draft.pictures.iter_mut().enumerate() {
        picture.name = format!("{name}-{}.{}", at + 1, picture.ending());
    }
    for (at, table) in draft.tables.iter_mut().enumerate() {
        table.name = format!("{name}-{}.tsv", at + 1);
    }
    Imported {
        name,
        kind,
        encoding,
        article,
        pictures: draft.pictures,
        tables: draft.tables,
        cleaned,
        losses: draft.losses,
        guesses: draft.guesses,
        agency: draft.agency,
    }
}
