//! `input`: YAML and article text → documents as the user wrote them, positions kept. Knows no defaults.
//!
//! Text becomes a tree ([`yaml`]), the tree is checked against the table of keys ([`schema`], [`read`]); articles are Markdown
//! ([`article`], [`inline`]). Every mistake of every file is found in one run.

mod article;
pub mod ban_days;
mod ban_tongues;
mod ban_words;
pub mod bans;
mod bookings;
mod depth;
mod dropped;
mod files;
mod hidden_letters;
mod inline;
mod json_schema;
mod last_lines;
pub mod markup;
mod meant;
mod names;
mod patch;
pub mod picture;
mod printed;
mod read;
pub mod schema;
mod shared;
mod slips;
mod stars;
mod table;
mod value;
mod words;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::base::{Diagnostic, Diagnostics, SourceId, Span, Spanned};
use crate::message;

pub use article::{Article, Block, BlockKind, ITEM_MARK, VARIABLES};
pub use bookings::{BookingList, BookingRow};
pub use files::{FileProblem, Files, MAX_PLACED, MAX_STREAMED, Source, Sources, Stored, WithTexts, stays_inside};
pub use inline::{InlineRun, Mark, Markup};
pub use json_schema::{Document, json_schema};
pub use last_lines::{before_end, is_end, is_wire_sign, names_editors};
pub use names::missing_hint;
pub use patch::{Edit, patched};
pub use printed::printed;
pub use read::page_length;
pub use shared::printed_number;
pub use table::{Table, written_rows};
pub use value::{Fields, GridUnit, Length, OnGrid, Value, table_path};
pub use words::{PictureWords, pictures_of};

use picture::PictureFile;
use schema::{EDITION, LAYOUT, STORY_LIST};

/// Everything an edition is made of, as written.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// The edition.
    pub edition: Fields,
    /// Layouts by the name an edition's page uses.
    pub layouts: BTreeMap<String, Fields>,
    /// Articles by path.
    pub articles: BTreeMap<String, Article>,
    /// Tables by path.
    pub tables: BTreeMap<String, Table>,
    /// What pictures say whose words are asked for, by path.
    pub words: BTreeMap<String, PictureWords>,
    /// The list of booked advertisements that the edition names.
    pub bookings: Option<BookingList>,
}

/// Larger YAML than any edition has.
const MAX_YAML: u64 = 1 << 20;
/// A longer article than any page holds.
pub const MAX_ARTICLE: u64 = 16 << 20;

/// Reads an edition with its layouts and articles.
pub fn load(edition: &str, files: &dyn Files) -> (Option<Documents>, Sources, Diagnostics) {
    let mut loading = Loading::new(files);
    let whole = loading.whole(edition).and_then(|fields| loading.in_house(fields));
    let Some(fields) = whole else {
        if let Some(last) = loading.found.last_mut().filter(|last| last.span.is_some()) {
            last.hints.push("before this is right no page can be shown, not even as a draft".into());
        }
        return (None, loading.sources, loading.found);
    };
    loading.documents.edition = fields.clone();
    loading.tables = fields.named("tables").to_vec();
    for page in fields.list("pages") {
        if let Some(page) = page.value.as_object() {
            loading.page(page);
        }
    }
    if let Some(path) = fields.text("bookings") {
        loading.bookings(path);
    }
    (Some(loading.documents), loading.sources, loading.found)
}

/// The folder of the house that an edition, or a list of stories, names, as it is written; whoever has files asks before anything else, so that they are looked
/// for there, too.
pub fn house_of(edition: &str, files: &dyn Files) -> Option<String> {
    let whole = Loading::new(files).whole(edition)?;
    shared::house_folder(whole.text("house")?).ok().map(str::to_owned)
}

/// A list of stories with what it names.
#[derive(Clone, Debug, Default)]
pub struct StoryList {
    /// The list.
    pub list: Fields,
    /// What the house that it names says; nothing where it names none.
    pub house: Fields,
    /// Its layout with those it extends, and its articles; there is no edition yet.
    pub documents: Documents,
}

/// Reads a list of stories with its layout and articles.
pub fn load_list(name: &str, files: &dyn Files) -> (Option<StoryList>, Sources, Diagnostics) {
    let mut loading = Loading::new(files);
    let list = loading.yaml(name, Place::Folder, None, STORY_LIST);
    let house = list.as_ref().and_then(|list| list.text("house")).and_then(|written| loading.house(written));
    if let Some(list) = &list {
        let pages = list.list("pages").iter().filter_map(|page| page.value.as_object());
        for layout in [list].into_iter().chain(pages).filter_map(|keys| keys.text("layout")) {
            loading.layout(layout, &mut Vec::new());
        }
        let of_house = house.iter().flat_map(|house| house.named("tables"));
        loading.tables = list.named("tables").iter().chain(of_house).cloned().collect();
        let stories = list.named("stories").iter().filter_map(|(_, story)| story.value.as_object());
        stories.filter_map(|story| story.text("article")).for_each(|path| loading.article(path));
    }
    let Loading { documents, sources, found, .. } = loading;
    (list.map(|list| StoryList { list, house: house.unwrap_or_default(), documents }), sources, found)
}

/// The state of one run of [`load`].
struct Loading<'f> {
    files: &'f dyn Files,
    sources: Sources,
    found: Diagnostics,
    documents: Documents,
    /// Tables that articles may name.
    tables: Vec<(Spanned<String>, Spanned<Value>)>,
}

impl<'f> Loading<'f> {
    fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            sources: Sources::default(),
            found: Vec::new(),
            documents: Documents::default(),
            tables: Vec::new(),
        }
    }

    /// An edition over those it includes.
    fn whole(&mut self, edition: &str) -> Option<Fields> {
        let own = self.yaml(edition, Place::Folder, None, EDITION)?;
        self.including(own, &mut vec![edition.to_owned()])
    }

    /// An edition over the one it includes; `chain` are the editions that led here. `None` where that cannot be had: half of an edition is none.
    fn including(&mut self, own: Fields, chain: &mut Vec<String>) -> Option<Fields> {
        let Some(path) = own.text("include") else {
            shared::without_include(&own, &mut self.found);
            return Some(own);
        };
        let refused = if path.value.contains(['/', '\\']) {
            Some(
                Diagnostic::error("include/path", message!("{} is in another folder", path.value))
                    .hint("an included edition lies beside the one that includes it, because its paths begin there"),
            )
        } else if chain.iter().any(|known| known == path.value) {
            let circle = format!("{} → {}", chain.join(" → "), path.value);
            let finding = Diagnostic::error("include/circle", message!("editions include each other: {}", circle));
            Some(finding.hint("let one of them stand on its own"))
        } else {
            None
        };
        if let Some(problem) = refused {
            self.found.push(problem.at(path.span));
            return None;
        }
        let included = self.yaml(path.value, Place::Folder, Some(path.span), EDITION)?;
        chain.push(path.value.to_owned());
        let included = self.including(included, chain)?;
        Some(shared::zone(&own, &included, &mut self.found))
    }

    /// An edition over what its house says.
    fn in_house(&mut self, edition: Fields) -> Option<Fields> {
        let Some(written) = edition.text("house") else { return Some(edition) };
        let house = self.house(written)?;
        Some(shared::over(&edition, &house))
    }

    /// What a house says; `None` where it cannot be had, which was told.
    fn house(&mut self, written: Spanned<&str>) -> Option<Fields> {
        match shared::house_folder(written) {
            Ok(folder) => {
                let path = format!("{folder}/{}", shared::HOUSE);
                let house = self.yaml(&path, Place::House, Some(written.span), EDITION)?;
                shared::of_a_day(&house, &mut self.found);
                Some(house)
            }
            Err(problem) => {
                self.found.push(problem);
                None
            }
        }
    }

    fn page(&mut self, page: &Fields) {
        if let Some(name) = page.text("layout").or_else(|| page.object("layout")?.text("extends")) {
            self.layout(name, &mut Vec::new());
        }
        if let Some(own) = page.object("layout") {
            self.beside(own);
        }
        for (name, content) in page.named("put") {
            match &content.value {
                Value::Text(path) => self.entry(&name.value, Spanned::new(path, content.span)),
                Value::Object(fields) => {
                    for path in ["article", "continues"].iter().filter_map(|key| fields.text(key)) {
                        self.article(path);
                    }
                    self.table(fields);
                    self.words(fields);
                }
                _ => {}
            }
        }
    }

    /// Reads what the frames of a layout name.
    fn beside(&mut self, layout: &Fields) {
        for (_, frame) in layout.named("frames") {
            if let Some(fields) = frame.value.as_object() {
                self.table(fields);
                self.words(fields);
            }
        }
    }

    /// Reads a layout and those it extends; `chain` are the layouts that led here.
    fn layout(&mut self, name: Spanned<&str>, chain: &mut Vec<String>) {
        if chain.iter().any(|known| known == name.value) {
            self.found.push(
                Diagnostic::error(
                    "layout/circle",
                    message!("layouts extend each other: {}", format!("{} → {}", chain.join(" → "), name.value)),
                )
                .at(name.span)
                .hint("let one of them stand on its own"),
            );
            return;
        }
        if self.documents.layouts.contains_key(name.value) {
            return;
        }
        let is_path = name.value.contains('/') || name.value.ends_with(".yaml") || name.value.ends_with(".yml");
        let place = if is_path { Place::Folder } else { Place::Shipped };
        if let Some(fields) = self.yaml(name.value, place, Some(name.span), LAYOUT) {
            chain.push(name.value.to_owned());
            if let Some(base) = fields.text("extends") {
                self.layout(base, chain);
            }
            self.beside(&fields);
            self.documents.layouts.insert(name.value.to_owned(), fields);
        }
    }

    /// Reads the article of a path alone; words that stand there in its place are told as that.
    fn entry(&mut self, name: &str, path: Spanned<&str>) {
        let is_missing = || {
            !stays_inside(path.value)
                || self.files.read_within(path.value, MAX_ARTICLE) == Err(FileProblem::Missing)
                    && names::near(path.value, self.files).is_none()
        };
        if slips::is_words(path.value) && is_missing() {
            self.found.push(names::words(name, path.value).at(path.span));
        } else {
            self.article(path);
        }
    }

    fn article(&mut self, path: Spanned<&str>) {
        if self.documents.articles.contains_key(path.value) {
            return;
        }
        if path.value.trim().is_empty() {
            let finding = Diagnostic::error("put/nothing", "nothing is put here").at(path.span);
            return self.found.push(finding.hint("give the path of an article, or take the entry out"));
        }
        if let Some(problem) = names::no_article(path.value) {
            // It is named, so it is an input that no output may take the place of.
            let _ = self.files.read_within(path.value, MAX_ARTICLE);
            self.found.push(problem.at(path.span));
            return;
        }
        let Some(source) = self.source(path.value, Place::Folder, Some(path.span), MAX_ARTICLE) else { return };
        let text = self.sources.text(source).to_owned();
        let article = article::parse(&text, source, &mut self.found);
        article.blocks.iter().filter_map(|block| block.table.as_ref()).for_each(|name| self.named_table(name));
        self.documents.articles.insert(path.value.to_owned(), article);
    }

    /// Reads the table file that a frame or an entry of `put` names.
    fn table(&mut self, fields: &Fields) {
        if let Some(path) = fields.get("table").and_then(table_path) {
            self.table_file(path);
        }
    }

    /// Reads the file of a table that an article names, by its path or by its name in the edition. A name that the edition does not have is found when it is used.
    fn named_table(&mut self, name: &Spanned<String>) {
        let entry = self.tables.iter().find(|(known, _)| known.value == name.value).map(|(_, entry)| entry.clone());
        match entry {
            Some(entry) => table_path(&entry).into_iter().for_each(|path| self.table_file(path)),
            None if names::is_table(&name.value) => self.table_file(Spanned::new(&name.value, name.span)),
            None => {}
        }
    }

    fn table_file(&mut self, path: Spanned<&str>) {
        if self.documents.tables.contains_key(path.value) {
            return;
        }
        let Some(source) = self.source(path.value, Place::Folder, Some(path.span), MAX_ARTICLE) else { return };
        match table::parse(self.sources.text(source), path.value, source) {
            Ok(table) => {
                self.found.extend(table::unparted(&table, path.value));
                self.documents.tables.insert(path.value.to_owned(), table);
            }
            Err(problem) => self.found.push(problem),
        }
    }

    /// Reads the list of booked advertisements, in whatever encoding it came.
    fn bookings(&mut self, path: Spanned<&str>) {
        let read = bookings::bytes(path.value, self.files, MAX_ARTICLE);
        let list = read.map_err(|problem| problem.at(path.span)).and_then(|bytes| {
            let source = self.sources.add(path.value, bookings::decoded(&bytes));
            bookings::parse(self.sources.text(source), path.value, source)
        });
        match list {
            Ok(list) => self.documents.bookings = Some(list),
            Err(problem) => self.found.push(problem),
        }
    }

    /// Reads what the pictures of a frame or an entry of `put` say, where it is asked for. What cannot be read is found when it is placed.
    fn words(&mut self, content: &Fields) {
        for path in pictures_of(content).filter(|path| words::asks(content) && stays_inside(path)) {
            if !self.documents.words.contains_key(path)
                && let Ok(mut file) = PictureFile::open(self.files, path)
            {
                let words = PictureWords::of(path, file.told(self.files, path), &mut self.sources);
                self.documents.words.insert(path.to_owned(), words);
            }
        }
    }

    fn yaml(&mut self, name: &str, place: Place, asked: Option<Span>, keys: &'static [schema::Key]) -> Option<Fields> {
        let source = self.source(name, place, asked, MAX_YAML)?;
        let text = self.sources.text(source);
        let yaml::Read { node, found } = yaml::read(text, source, 0);
        self.found.extend(found);
        let node = node?;
        self.found.extend(dropped::comments(&node, text, 0).iter().filter_map(slips::comment_of_value));
        self.found.extend(yaml::folded(&node, text, 0));
        Some(read::read_object(&node, keys, &mut self.found))
    }

    /// Reads a file as UTF-8 text.
    fn source(&mut self, name: &str, place: Place, asked: Option<Span>, limit: u64) -> Option<SourceId> {
        let shown = if place == Place::Folder { self.files.place(name) } else { place.shown(name) };
        let text = if place == Place::Folder && asked.is_some() && !stays_inside(name) {
            Err(Diagnostic::error("file/outside", message!("{} is outside the edition's folder", shown))
                .hint("keep articles and layouts beside the edition"))
        } else {
            let bytes = self.files.read_within(&place.asked(name), limit);
            bytes
                .map_err(|problem| unread(name, place, &problem, self.files))
                .and_then(|bytes| as_text(bytes, &shown, limit))
        };
        match text {
            Ok(text) => Some(self.sources.add(&shown, text)),
            Err(problem) => {
                self.found.push(asked.map_or(problem.clone(), |span| problem.at(span)));
                None
            }
        }
    }
}

/// Where a file is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the edition's folder.
    Folder,
    /// Among the layouts the program carries.
    Shipped,
    /// In the folder of the edition's house.
    House,
}

impl Place {
    /// The name by which the caller is asked.
    fn asked(self, name: &str) -> String {
        if self == Self::Shipped { format!("layout:{name}") } else { name.to_owned() }
    }

    /// The name the user sees.
    fn shown(self, name: &str) -> String {
        if self == Self::Shipped { format!("layouts/{name}/layout.yaml") } else { name.to_owned() }
    }
}

/// Why a file could not be had, in the user's words.
fn unread(name: &str, place: Place, problem: &FileProblem, files: &dyn Files) -> Diagnostic {
    match problem {
        FileProblem::Missing if place == Place::Shipped => {
            Diagnostic::error("file/missing", message!("no layout named {} is shipped", name))
                .hint(names::layout_hint(name, files))
        }
        FileProblem::Missing if place == Place::House => {
            Diagnostic::error("file/missing", message!("there is no file {}", name))
                .hint("a house's folder has this file in it; it may be empty")
        }
        FileProblem::Missing => Diagnostic::error("file/missing", message!("there is no file {}", name))
            .hint(names::missing_hint(name, files)),
        other => other.finding(&place.shown(name)),
    }
}

fn as_text(bytes: Vec<u8>, shown: &str, limit: u64) -> Result<String, Diagnostic> {
    if bytes.len() as u64 > limit {
        return Err(FileProblem::TooLarge(limit).finding(shown));
    }
    if let Some(problem) = names::sheet(shown, &bytes) {
        return Err(problem);
    }
    // The local header of a ZIP file, as Word documents and spreadsheets are (APPNOTE 4.3.7).
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Diagnostic::error(
            "file/not-text",
            message!("{} is a Word document or another packed file", shown),
        )
        .hint(message!("make an article of it first: paiban import {}", shown)));
    }
    // Windows calls UTF-16 with its mark Unicode.
    let hint = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        "it is in UTF-16, which Windows calls Unicode: save it as UTF-8"
    } else {
        "it may be in GB 18030 or Big5: save it as UTF-8"
    };
    let not_utf8 = |_| Diagnostic::error("file/not-utf8", message!("{} is not UTF-8 text", shown)).hint(hint);
    let text = String::from_utf8(bytes).map_err(not_utf8)?;
    if text.contains('\0') {
        return Err(Diagnostic::error("file/not-text", message!("{} is not a text file", shown)));
    }
    Ok(as_read(&text))
}

/// A text as it is read: without a byte order mark, lines ended by newlines. Old programs of Macintoshes end them with returns alone.
fn as_read(raw: &str) -> String {
    let text = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
    if text.contains('\n') { text.replace("\r\n", "\n") } else { text.replace('\r', "\n") }
}

/// The source of what every layout starts from, which is none of the user's.
pub const DEFAULTS: SourceId = SourceId(u32::MAX);

/// What every layout starts from, read once.
pub fn defaults() -> &'static Fields {
    static READ: LazyLock<Fields> = LazyLock::new(|| {
        let mut found = Vec::new();
        let node = yaml::parse(include_str!("defaults.yaml"), DEFAULTS, 0);
        node.map_or_else(|_| Fields::default(), |node| read::read_object(&node, LAYOUT, &mut found))
    });
    &READ
}

/// Reads one article that is not a file yet; places count from its beginning.
pub fn read_article(text: &str) -> (Article, Diagnostics) {
    let mut found = Vec::new();
    let article = article::parse(text, SourceId(0), &mut found);
    (article, found)
}

/// Tells of markup that is none in a value beside the body of an article: in its headline, in its dateline, in a caption. Stars are told where it is read.
pub fn stray_markup(value: Spanned<&str>, found: &mut Diagnostics) {
    article::stray_markup(value, found);
}

/// Reads a text that was made of a value, or is the value, with the inline marks of articles. A value as it stands gives each stretch its own place, any other
/// text the value's.
pub fn inline_text(text: &str, value: Spanned<&str>, found: &mut Diagnostics) -> Vec<InlineRun> {
    let inline = inline::split_marks(inline::letters(text, value), found);
    article::stars_of_value(&inline, found);
    inline.runs
}
