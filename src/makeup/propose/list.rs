//! What a list of stories asks for, read off its checked values.

use crate::base::{Diagnostic, Diagnostics, Permille, Span, Spanned, name_hint, yaml_quoted};
use crate::input::{Article, Documents, Fields, StoryList, Value};
use crate::message;

use super::written::flow;

/// A page that is asked for.
#[derive(Clone)]
pub(super) struct Wanted {
    /// Its layout.
    pub(super) layout: String,
    /// What an edition says beside its pages, as lines of YAML.
    pub(super) edition: String,
    /// What a page says beside its layout, as lines of YAML.
    pub(super) page: String,
    /// Base columns, where they are not the layout's.
    pub(super) columns: Option<u16>,
    /// First and last row, where they are said.
    pub(super) rows: Option<(u16, u16)>,
    pub(super) outer: Side,
    pub(super) stories: Vec<Story>,
    pub(super) ads: Vec<Ad>,
    /// Stories that stand together, by their places in the list.
    pub(super) together: Vec<Vec<usize>>,
    pub(super) span: Span,
}

/// A side of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// How much a story weighs, the lightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Brief,
    Comment,
    Third,
    Second,
    Lead,
}

/// Where a story is locked: its base columns from 1, and its rows where they are said, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lock {
    /// First and last base column.
    pub(super) columns: (u16, u16),
    /// First and last row.
    pub(super) rows: Option<(u16, u16)>,
}

impl Lock {
    /// How many base columns it has.
    pub(super) fn wide(self) -> u16 {
        self.columns.1 - self.columns.0 + 1
    }

    /// How many rows it has.
    pub(super) fn deep(self) -> Option<u16> {
        self.rows.map(|(first, last)| last - first + 1)
    }

    /// Whether a block with so many base columns at its left, so wide and so deep, is in this place.
    pub(super) fn takes(self, left: u16, columns: u16, depth: u16) -> bool {
        left + 1 == self.columns.0 && columns == self.wide() && self.deep().is_none_or(|deep| deep == depth)
    }
}

/// A story of the list.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) name: String,
    pub(super) article: String,
    pub(super) weight: Weight,
    /// Shapes the list gives it, in place of those of its weight.
    pub(super) shapes: Vec<Spanned<String>>,
    pub(super) pictures: Vec<StoryPicture>,
    pub(super) may_drop: bool,
    /// The place that it is locked in.
    pub(super) lock: Option<Lock>,
    /// Characters of its text.
    pub(super) chars: usize,
    /// Characters of its headline.
    pub(super) headline: usize,
    pub(super) span: Span,
}

/// A picture of a story.
#[derive(Clone)]
pub(super) struct StoryPicture {
    pub(super) path: String,
    pub(super) span: Span,
    /// What is put into its frame, as YAML.
    pub(super) content: String,
    /// Characters of its caption.
    pub(super) caption: usize,
    /// Least and most base columns.
    pub(super) columns: (u16, u16),
    /// How much of it may be cropped.
    pub(super) crop: Permille,
}

/// An advertisement.
#[derive(Clone)]
pub(super) struct Ad {
    pub(super) frame: String,
    /// How many base columns it has.
    pub(super) columns: u16,
    /// The first of them, where it is said.
    pub(super) first: Option<u16>,
    pub(super) depth: u16,
    /// The last row, where it is said.
    pub(super) last: Option<u16>,
    /// What is put into its frame, as YAML; it comes later where there is nothing.
    pub(super) content: Option<String>,
    /// The path of its picture.
    pub(super) path: Option<Spanned<String>>,
    pub(super) span: Span,
}

/// Of a picture whose crop the list does not limit: more is seen by whoever knows it.
const CROP: Permille = Permille(140);
/// Base columns that a picture has when the list does not say how many.
const PICTURE_COLUMNS: (u16, u16) = (1, 4);

/// Lines that a caption may have under a picture of any width.
const CAPTION_LINES: u16 = 6;

/// A list as the page it asks for; what is wrong with it is told.
pub(super) fn wanted(list: &StoryList, found: &mut Diagnostics) -> Wanted {
    let StoryList { list, house, documents } = list;
    let stories: Vec<Story> = list.named("stories").iter().filter_map(|it| story(it, documents, found)).collect();
    leads(&stories, list, found);
    let page = list.object("page");
    let number = list.text("number").map_or("1", |number| number.value);
    let is_even = number.chars().last().and_then(|digit| digit.to_digit(10)).is_some_and(|digit| digit % 2 == 0);
    Wanted {
        layout: list.text("layout").map_or("broadsheet-inner", |layout| layout.value).to_owned(),
        edition: list.text("house").map_or(String::new(), |house| house_line(house.value))
            + &lines((list, house), &[PAPER, DATE], &["texts", "tables", "makeup"]),
        page: lines((list, &Fields::default()), &[NUMBER, NAME], &[]),
        columns: page.and_then(|page| page.number("columns")).and_then(|count| u16::try_from(count).ok()),
        rows: page.and_then(|page| page.range("rows")),
        outer: if is_even { Side::Left } else { Side::Right },
        together: together(list, &stories, found),
        ads: list.list("ads").iter().enumerate().filter_map(|(at, it)| ad(at, it, found)).collect(),
        stories,
        span: list.span,
    }
}

/// A text of a page that a list need not say.
struct Unsaid {
    key: &'static str,
    /// What stands for it.
    usual: &'static str,
    /// What the page says of that to whoever builds it: a build refuses what only stands for something.
    note: &'static str,
}

const PAPER: Unsaid = Unsaid { key: "paper", usual: "报名", note: "# 占位：请写报名\n" };
const DATE: Unsaid = Unsaid { key: "date", usual: "2000-01-01", note: "# 占位：请写出版日期，年-月-日\n" };
const NUMBER: Unsaid = Unsaid { key: "number", usual: "1", note: "" };
const NAME: Unsaid = Unsaid { key: "name", usual: "版名", note: "# 占位：请写这一版的版名\n" };

/// The line by which an edition names its house, whose folder is said from the edition's.
pub(super) fn house_line(folder: &str) -> String {
    format!("house: {}\n", yaml_quoted(folder))
}

/// Keys of the list as lines of an edition: texts, or what stands for them where neither it nor its house says them, and tables where they are there.
fn lines((list, house): (&Fields, &Fields), texts: &[Unsaid], tables: &[&str]) -> String {
    let text = |Unsaid { key, usual, note }: &Unsaid| match (list.text(key), house.text(key)) {
        (Some(said), _) => format!("{key}: {}\n", yaml_quoted(said.value)),
        (None, Some(_)) => String::new(),
        (None, None) => format!("{note}{key}: {}\n", yaml_quoted(usual)),
    };
    let table = |key: &&str| list.get(key).map_or(String::new(), |value| format!("{key}: {}\n", flow(&value.value)));
    texts.iter().map(text).chain(tables.iter().map(table)).collect()
}

fn leads(stories: &[Story], list: &Fields, found: &mut Diagnostics) {
    let mut leads = stories.iter().filter(|story| story.weight == Weight::Lead);
    if leads.next().is_none() {
        let finding = Diagnostic::error("propose/no-lead", "no story of the list is the lead");
        found.push(finding.at(list.span_of("stories")).hint("give the story that leads the page `weight: lead`"));
    }
    for other in leads {
        let what = message!("{} is a second lead", other.name);
        let finding = Diagnostic::error("propose/two-leads", what).at(other.span);
        found.push(finding.hint("a page has one lead: write `weight: second` for all others"));
    }
}

fn story(
    (name, value): &(Spanned<String>, Spanned<Value>),
    documents: &Documents,
    found: &mut Diagnostics,
) -> Option<Story> {
    let keys = value.value.as_object()?;
    let Some(path) = keys.text("article") else {
        let finding = Diagnostic::error("propose/no-article", message!("{} has no article", name.value)).at(name.span);
        found.push(finding.hint("write `article: articles/NAME.md`"));
        return None;
    };
    let article = documents.articles.get(path.value)?;
    if !is_name(&name.value) {
        let finding = Diagnostic::error("propose/name", message!("`{}` cannot name a story", name.value));
        found.push(finding.at(name.span).hint("use letters, digits and hyphens, such as `story-1`"));
        return None;
    }
    let pictures = keys.list("pictures").iter().filter_map(|it| it.value.as_object());
    let pictures: Vec<StoryPicture> = pictures.filter_map(picture).collect();
    if let Some(third) = keys.list("pictures").get(2) {
        let finding = Diagnostic::warning("propose/pictures", message!("{} has more than two pictures", name.value));
        found.push(finding.at(third.span).hint("the first two are placed; put others into the article"));
    }
    Some(Story {
        name: name.value.clone(),
        article: path.value.to_owned(),
        weight: weight(keys).or_else(|| weight(&article.front)).unwrap_or(Weight::Third),
        shapes: shapes(keys),
        pictures: pictures.into_iter().take(2).collect(),
        may_drop: keys.bool("may-drop").unwrap_or(false),
        lock: lock(keys, found),
        chars: characters(article),
        headline: article.front.text("headline").map_or(0, |headline| headline.value.chars().count()),
        span: name.span,
    })
}

fn lock(keys: &Fields, found: &mut Diagnostics) -> Option<Lock> {
    let area = keys.object("area")?;
    let Some(columns) = area.range("columns") else {
        let finding = Diagnostic::error("propose/area", "this place has no base columns").at(area.span);
        found.push(finding.hint("write {columns: 1-4}, or {columns: 1-4, rows: 5-48} where its rows are fixed, too"));
        return None;
    };
    Some(Lock { columns, rows: area.range("rows") })
}

fn shapes(keys: &Fields) -> Vec<Spanned<String>> {
    let named = |shape: &Spanned<Value>| Some(Spanned::new(shape.value.as_text()?.to_owned(), shape.span));
    keys.list("shape").iter().filter_map(named).collect()
}

/// Whether a name can stand before a hyphen and a part's name.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn weight(keys: &Fields) -> Option<Weight> {
    Some(match keys.text("weight")?.value {
        "lead" => Weight::Lead,
        "second" => Weight::Second,
        "comment" => Weight::Comment,
        "brief" => Weight::Brief,
        _ => Weight::Third,
    })
}

fn characters(article: &Article) -> usize {
    let runs = article.blocks.iter().flat_map(|block| &block.runs);
    runs.map(|run| run.text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

fn picture(keys: &Fields) -> Option<StoryPicture> {
    let Spanned { value: path, span } = keys.text("picture")?;
    let number = |key: &str, usual| keys.number(key).and_then(|it| u16::try_from(it).ok()).unwrap_or(usual);
    let least = number("least", PICTURE_COLUMNS.0.min(number("most", PICTURE_COLUMNS.0)));
    let mut content = keys.clone();
    ["least", "most", "crop"].iter().for_each(|key| drop(content.values.remove(key)));
    if keys.get("caption").is_some() {
        content.values.insert("caption-lines", Spanned::new(Value::Range(1, CAPTION_LINES), keys.span));
    }
    Some(StoryPicture {
        path: path.to_owned(),
        span,
        content: flow(&Value::Object(content)),
        caption: keys.text("caption").map_or(0, |caption| caption.value.chars().count()),
        columns: (least, number("most", PICTURE_COLUMNS.1).max(least)),
        crop: keys.percent("crop").unwrap_or(CROP),
    })
}

fn ad(at: usize, value: &Spanned<Value>, found: &mut Diagnostics) -> Option<Ad> {
    let keys = value.value.as_object()?;
    let usual = if at == 0 { "ad".to_owned() } else { format!("ad-{}", at + 1) };
    let (columns, rows) = (keys.range("columns"), keys.range("rows"));
    let depth = keys.number("depth").and_then(|depth| u16::try_from(depth).ok());
    let depth = depth.or(rows.map(|(first, last)| last - first + 1));
    let (Some((first, last)), Some(depth)) = (columns, depth) else {
        let finding = Diagnostic::error("propose/ad-place", "this advertisement has no place").at(value.span);
        found.push(finding.hint("write how many base columns and rows it has, such as {columns: 3, depth: 28}, or which: {columns: 4-6, rows: 92-119}"));
        return None;
    };
    let mut content = keys.clone();
    ["frame", "columns", "rows", "depth"].iter().for_each(|key| drop(content.values.remove(key)));
    Some(Ad {
        frame: keys.text("frame").map_or(usual, |frame| frame.value.to_owned()),
        // One number says how many they are.
        columns: if first == last { first } else { last - first + 1 },
        first: (first < last).then_some(first),
        depth,
        last: rows.map(|(_, last)| last),
        content: keys.get("picture").map(|_| flow(&Value::Object(content))),
        path: keys.text("picture").map(|path| Spanned::new(path.value.to_owned(), path.span)),
        span: value.span,
    })
}

fn together(list: &Fields, stories: &[Story], found: &mut Diagnostics) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    for group in list.list("with") {
        let Value::List(names) = &group.value else { continue };
        let mut group = Vec::new();
        for name in names {
            let Some(text) = name.value.as_text() else { continue };
            match stories.iter().position(|story| story.name == text) {
                Some(at) => group.push(at),
                None => {
                    let what = message!("there is no story `{}` in the list", text);
                    let finding = Diagnostic::error("propose/unknown-story", what).at(name.span);
                    found.push(finding.hint(name_hint(text, stories.iter().map(|story| story.name.as_str()))));
                }
            }
        }
        groups.push(group);
    }
    groups
}
