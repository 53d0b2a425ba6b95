//! The e-paper: an edition as a folder of web pages that needs no server and no network.
//!
//! [`site`] makes all files from the article map and pictures of the pages: every page with its stories to click on, every story
//! as text ([`story`]), and a search over the edition. The map says what stands where; nothing is guessed from the pixels.

mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rayon::prelude::*;
use serde::Serialize;

use super::article_map::{AreaKind, ArticleMap, MapArea, MapLook, MapPage, MapPara, MapRun, MapUnit};
use crate::base::{Diagnostic, escaped};

/// Widths of the pictures of pages in pixels: for telephones and for desks.
pub const WIDTHS: [u32; 2] = [720, 1800];
/// Width of the pictures of stories.
const PICTURE_WIDTH: u32 = 1000;

/// Left, top, width and height on a page, in millimetres from the trim's corner.
pub type Part = [f64; 4];

/// What a site is made of.
#[derive(Clone, Copy)]
pub struct SiteJob<'a> {
    /// What the pages say.
    pub map: &'a ArticleMap,
    /// A part of a page, by its place in the edition, as a JPEG of a width in pixels.
    pub picture: &'a (dyn Fn(usize, Part, u32) -> Result<Vec<u8>, Diagnostic> + Sync),
}

/// The files of the site by their names; `index.html` is the first.
///
/// # Errors
/// A page that cannot be shown.
pub fn site(job: &SiteJob<'_>) -> Result<BTreeMap<String, Vec<u8>>, Diagnostic> {
    let names = Names::of(job.map);
    let mut files = BTreeMap::new();
    for (at, page) in job.map.pages.iter().enumerate() {
        files.insert(names.pages[at].clone(), self::page(job.map, &names, at, page).into_bytes());
    }
    for unit in job.map.units.iter().filter(|unit| is_read(unit)) {
        if let Some(name) = names.stories.get(unit.id.as_str()) {
            files.insert(name.clone(), story::story(job.map, &names, unit).into_bytes());
        }
    }
    files.insert("search.html".into(), search(job.map).into_bytes());
    files.insert("data.js".into(), data(job.map, &names).into_bytes());
    files.insert("epaper.css".into(), include_bytes!("epaper.css").to_vec());
    files.insert("epaper.js".into(), include_bytes!("epaper.js").to_vec());
    if let Some(first) = names.pages.first() {
        let first = escaped(first);
        let index = format!(
            "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<meta http-equiv=\"refresh\" content=\"0; url={first}\">\n<p><a href=\"{first}\">{}</a></p>\n",
            escaped(&job.map.title),
            escaped(&job.map.title)
        );
        files.insert("index.html".into(), index.into_bytes());
    }
    files.extend(pictures(job, &names)?);
    Ok(files)
}

/// Names of files, which no two share.
pub(super) struct Names<'m> {
    /// Of pages, in their order.
    pages: Vec<String>,
    /// Of stories, by their ids.
    stories: BTreeMap<&'m str, String>,
    /// The units themselves, by their ids.
    units: BTreeMap<&'m str, Vec<&'m MapUnit>>,
    /// The ids of the stories in the order of reading, page by page, and where each comes first in it.
    order: Vec<&'m str>,
    places: BTreeMap<&'m str, usize>,
}

impl<'m> Names<'m> {
    fn of(map: &'m ArticleMap) -> Self {
        let mut taken = BTreeSet::new();
        let pages = map.pages.iter().map(|page| free(&mut taken, &format!("page-{}", page.number), ".html")).collect();
        let read = map.units.iter().filter(|unit| is_read(unit));
        let stories: BTreeMap<&str, String> =
            read.map(|unit| (unit.id.as_str(), free(&mut taken, &format!("story-{}", unit.id), ".html"))).collect();
        let mut units: BTreeMap<&str, Vec<&MapUnit>> = BTreeMap::new();
        map.units.iter().for_each(|unit| units.entry(&unit.id).or_default().push(unit));
        let order = map.pages.iter().flat_map(|page| &page.reading_order).map(String::as_str);
        let order: Vec<&str> = order.filter(|id| stories.contains_key(id)).collect();
        let places = order.iter().enumerate().rev().map(|(at, id)| (*id, at)).collect();
        Self { pages, stories, units, order, places }
    }

    /// The picture of a page at a width.
    fn page_picture(&self, at: usize, width: u32) -> String {
        format!("{}-{width}.jpg", self.pages[at].trim_end_matches(".html"))
    }

    /// A picture of a story.
    fn story_picture(&self, unit: &MapUnit, at: usize) -> String {
        let name = self.stories.get(unit.id.as_str()).map_or("", |name| name.trim_end_matches(".html"));
        format!("{name}-{}.jpg", at + 1)
    }
}

/// A name of plain letters that is not taken yet; file systems that do not tell large letters from small ones are heeded.
fn free(taken: &mut BTreeSet<String>, wanted: &str, ending: &str) -> String {
    let plain: String =
        wanted.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let mut name = format!("{plain}{ending}");
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{plain}-{count}{ending}");
    }
    name
}

/// Whether a unit has a page of its own.
fn is_read(unit: &MapUnit) -> bool {
    matches!(unit.kind, AreaKind::Story | AreaKind::Picture)
}

/// What a unit is called.
pub(super) fn title(unit: &MapUnit) -> String {
    let headline = unit.headline.as_deref().or(unit.kicker.as_deref()).map(|text| text.replace('\n', " "));
    let first = || Some(unit.paragraphs.first()?.text.chars().take(20).collect());
    let caption = || unit.pictures.iter().find_map(|picture| picture.caption.clone());
    headline.or_else(first).or_else(caption).filter(|title| !title.is_empty()).unwrap_or_else(|| unit.name.clone())
}

/// The frame of every file: title, style, bar.
pub(super) fn document(map: &ArticleMap, title: &str, bar: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"epaper.css\">\n</head>\n<body>\n{}<header><a class=\"paper\" href=\"index.html\">{}</a><span>{}</span><nav aria-label=\"导航\">{bar}<a href=\"search.html\">搜索</a></nav></header>\n{body}\n<script src=\"epaper.js\"></script>\n</body>\n</html>\n",
        map.language,
        // The edition's own title says it already.
        escaped(&if map.draft && *title != map.title { format!("样稿　{title}") } else { title.to_owned() }),
        if map.draft { DRAFT } else { "" },
        escaped(&map.paper),
        escaped(&map.date),
    )
}

/// Stands above every page of a draft.
const DRAFT: &str = "<p class=\"draft\">样稿　不得付印　不得发布</p>\n";

fn page(map: &ArticleMap, names: &Names<'_>, at: usize, page: &MapPage) -> String {
    let turn = |to: Option<usize>, rel: &str, word: &str| match to.and_then(|to| names.pages.get(to)) {
        Some(name) => format!("<a rel=\"{rel}\" href=\"{name}\">{word}</a>"),
        None => format!("<span class=\"off\">{word}</span>"),
    };
    let pages = map.pages.iter().zip(&names.pages).enumerate().map(|(other, (page, name))| {
        let here = if other == at { " aria-current=\"page\"" } else { "" };
        format!("<a href=\"{name}\"{here}>{}</a>", escaped(&page.number))
    });
    let bar =
        turn(at.checked_sub(1), "prev", "上一版") + &pages.collect::<String>() + &turn(Some(at + 1), "next", "下一版");
    let [small, large] = WIDTHS.map(|width| names.page_picture(at, width));
    let mut areas = String::new();
    for area in page.areas.iter().filter(|area| matches!(area.kind, AreaKind::Story | AreaKind::Picture)) {
        let unit = names.units.get(area.unit.as_str()).into_iter().flatten().find(|unit| unit.kind == area.kind);
        if let (Some(unit), Some(name)) = (unit, names.stories.get(area.unit.as_str())) {
            let title = escaped(&title(unit));
            let _ = write!(
                areas,
                "<a href=\"{name}\" aria-label=\"{title}\"><path d=\"{}\"><title>{title}</title></path></a>",
                outline(area)
            );
        }
    }
    let list = |unit: &MapUnit| {
        let name = names.stories.get(unit.id.as_str())?;
        Some(format!("<li><a href=\"{name}\">{}</a></li>", escaped(&title(unit))))
    };
    let stories = page.reading_order.iter().filter_map(|id| names.units.get(id.as_str())?.first().copied());
    let stories: String = stories.filter(|unit| is_read(unit)).filter_map(list).collect();
    let heading = escaped(&format!("{} {}", page.number, page.name));
    let (width, height) = (page.width, page.height);
    let [narrow, wide] = WIDTHS;
    let body = format!(
        "<main class=\"page\">\n<div class=\"sheet\" style=\"aspect-ratio: {width} / {height}\"><img src=\"{large}\" srcset=\"{small} {narrow}w, {large} {wide}w\" sizes=\"(max-width: 60rem) 100vw, 60rem\" alt=\"{heading}\">\n<svg viewBox=\"0 0 {width} {height}\" aria-hidden=\"false\">{areas}</svg></div>\n<section aria-label=\"本版稿件\"><h1>{heading}</h1><ol>{stories}</ol></section>\n</main>"
    );
    document(map, &format!("{} {} {}", map.paper, map.date, heading), &bar, &body)
}

/// The polygons of an area as an SVG path.
fn outline(area: &MapArea) -> String {
    let mut path = String::new();
    for ring in area.polygons.iter().flatten() {
        for (at, [x, y]) in ring.iter().enumerate() {
            let _ = write!(path, "{}{x},{y}", if at == 0 { "M" } else { "L" });
        }
        path.push('Z');
    }
    path
}

fn search(map: &ArticleMap) -> String {
    let body = "<main class=\"search\">\n<form role=\"search\"><label for=\"words\">搜索本期</label> <input id=\"words\" type=\"search\" autofocus autocomplete=\"off\"></form>\n<p id=\"count\" role=\"status\"></p>\n<ol id=\"found\"></ol>\n<noscript>搜索需要 JavaScript；各版稿件列表不需要。</noscript>\n</main>\n<script src=\"data.js\"></script>";
    document(map, &format!("{} {} 搜索", map.paper, map.date), "", body)
}

/// A story as the search finds it.
#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    title: String,
    pages: String,
    text: String,
}

/// All text of the edition as a script, since pages opened from a folder may not read other files.
fn data(map: &ArticleMap, names: &Names<'_>) -> String {
    let entry = |unit: &MapUnit| {
        let parts = [unit.kicker.as_deref(), unit.deck.as_deref(), unit.byline.as_deref()].into_iter().flatten();
        let captions = unit.pictures.iter().filter_map(|picture| picture.caption.as_deref());
        let paras = unit.paragraphs.iter().map(|para| para.text.as_str());
        let text: Vec<&str> = parts.chain(paras).chain(captions).chain(unit.notes.iter().map(String::as_str)).collect();
        let file = names.stories.get(unit.id.as_str())?;
        Some(Entry { file, title: title(unit), pages: unit.pages.join("、"), text: text.join("\n") })
    };
    let entries: Vec<Entry<'_>> = map.units.iter().filter(|unit| is_read(unit)).filter_map(entry).collect();
    // A `</script>` in the text must not end the script.
    let json = serde_json::to_string(&entries).unwrap_or_default().replace('<', "\\u003c");
    format!("const STORIES = {json};\n")
}

/// The pictures of pages and stories, rendered in parallel.
fn pictures(job: &SiteJob<'_>, names: &Names<'_>) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let mut wanted: Vec<(String, usize, Part, u32)> = Vec::new();
    for (at, page) in job.map.pages.iter().enumerate() {
        let whole = [0.0, 0.0, page.width, page.height];
        wanted.extend(WIDTHS.map(|width| (names.page_picture(at, width), at, whole, width)));
    }
    for unit in job.map.units.iter().filter(|unit| is_read(unit)) {
        for (at, picture) in unit.pictures.iter().enumerate() {
            if let Some((page, part)) = place(job.map, unit, &picture.at.page, &picture.at.frame) {
                wanted.push((names.story_picture(unit, at), page, part, PICTURE_WIDTH));
            }
        }
    }
    wanted.into_par_iter().map(|(name, page, part, width)| Ok((name, (job.picture)(page, part, width)?))).collect()
}

/// Where a picture of a unit stands: the rectangle around its area.
pub(super) fn place(map: &ArticleMap, unit: &MapUnit, page: &str, frame: &str) -> Option<(usize, Part)> {
    let at = map.pages.iter().position(|other| other.number == page)?;
    let is_its = |area: &&MapArea| {
        area.unit == unit.id && area.kind == AreaKind::Picture && area.frames.iter().any(|other| other == frame)
    };
    // The area of the picture itself comes after that of its whole unit.
    let area = map.pages[at].areas.iter().rfind(is_its)?;
    let corners = || area.polygons.iter().flatten().flatten();
    let least = |axis: usize| corners().map(|corner| corner[axis]).fold(f64::MAX, f64::min);
    let most = |axis: usize| corners().map(|corner| corner[axis]).fold(f64::MIN, f64::max);
    let part = [least(0), least(1), most(0) - least(0), most(1) - least(1)];
    (part[2] > 0.0 && part[3] > 0.0).then_some((at, part))
}
