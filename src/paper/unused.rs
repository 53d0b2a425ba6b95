//! Articles that lie beside those of an edition and stand on none of its pages: on the desk one is soon forgotten.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::base::Diagnostic;
use crate::input::{Files, Sources, stays_inside};
use crate::message;
use crate::model::{Due, Edition};

/// The folder where articles are looked for even if none of it is used.
const USUAL: &str = "articles";
/// More are not named.
const MOST: usize = 12;

/// A note about the articles in the folders of an edition's articles that no page uses.
pub(super) fn unused(files: &dyn Files, sources: &Sources, edition: &Edition) -> Option<Diagnostic> {
    // One that could not be read was told.
    let unread = edition.vacancies.iter().filter_map(|vacancy| match &vacancy.due {
        Due::File(path) => Some(path.as_str()),
        _ => None,
    });
    let used: BTreeSet<String> = sources.names().chain(unread).filter(|name| is_article(name)).map(plain).collect();
    let own = used.iter().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
    // What lies in the house's folders is there for other days, too.
    let folders: BTreeSet<&str> = own.filter(|folder| stays_inside(folder)).chain([USUAL]).collect();
    let paths = folders.into_iter().flat_map(|place| {
        let names = files.names_in(place).into_iter().filter(|name| is_article(name));
        names.map(move |name| if place.is_empty() { name } else { format!("{place}/{name}") })
    });
    // Other editions are read only where something is left over.
    let others = LazyCell::new(|| other_editions(files, sources));
    let unused: Vec<String> = paths.filter(|path| !used.contains(path) && !others.contains(path)).collect();
    if unused.is_empty() {
        return None;
    }
    let more = (unused.len() > MOST).then(|| "…".to_owned());
    let named: Vec<String> = unused.into_iter().take(MOST).chain(more).collect();
    let finding = Diagnostic::note("article/unused", message!("articles that no page uses: {}", named));
    Some(finding.hint("put them on a page, or take them out of the folder"))
}

/// The editions beside this one, such as those of other zones: what one of them names is in use.
fn other_editions(files: &dyn Files, sources: &Sources) -> String {
    let own = sources.names().next();
    let is_other = |name: &String| name.ends_with(".yaml") && own != Some(name);
    let texts =
        files.names_in("").into_iter().filter(is_other).filter_map(|name| files.read_within(&name, MAX_OTHER).ok());
    texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect()
}

/// A larger file beside the edition is none.
const MAX_OTHER: u64 = 1 << 20;

/// Whether a file is an article by its name; what begins with a dot or an underscore is put aside, and a README is none.
fn is_article(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md");
    stem.is_some_and(|stem| !name.starts_with(['.', '_']) && !stem.eq_ignore_ascii_case("readme"))
}

/// A path without parts that lead nowhere.
fn plain(path: &str) -> String {
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}
