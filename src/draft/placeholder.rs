//! Crossed boxes for what is not there: a picture, an advertisement, a story (FPO).

use std::collections::BTreeMap;

use crate::base::{Code, Len, PageId, Permille, Point, Rect};
use crate::display::{DisplayPage, Fill, Image, Item, ItemKind, Outline, Paint, Path, Rule};
use crate::model::{Due, Edition, Frame, Vacancy};

use super::pen::{Pen, Weight, Words, item, middle};
use super::{RED, insert_at};

/// Ground, edge and cross of a box: greys that do not look like anything set.
const GROUND: Paint = grey(60);
const EDGE: Paint = grey(550);
const CROSS: Paint = grey(300);
/// Thickness of its lines.
const THIN: Len = Len(6_350);

/// Words of a label: largest and smallest size of its first line, and the size of the others against it.
const LARGEST: Len = Len::pt(36);
const USUAL: Len = Len::pt(11);
const SMALLEST: Len = Len::pt(4);
const OTHERS: i64 = 720;
/// Share of a box that its label may take.
const ROOM: i64 = 880;
/// Longer names are cut in their middle.
const LONGEST_NAME: usize = 44;

const fn grey(k: u16) -> Paint {
    Paint::Process([Permille(0), Permille(0), Permille(0), Permille(k)])
}

/// Puts boxes in the place of pictures that were refused or are missing.
pub(super) fn pictures(
    page: &mut DisplayPage,
    refused: &BTreeMap<String, Code>,
    here: (&Edition, PageId),
    pen: &Pen<'_>,
) {
    let mut items = Vec::with_capacity(page.items.len());
    for old in std::mem::take(&mut page.items) {
        let fault = match &old.kind {
            ItemKind::Image(image) => refused.get(&image.name).map(|code| (image.clone(), *code)),
            _ => None,
        };
        let Some((image, code)) = fault else {
            items.push(old);
            continue;
        };
        let lines = label(&image, code, frame_of(here, &old.frame));
        items.extend(crossed(&shape(&image), image.clip, &lines, pen));
    }
    page.items = items;
}

fn shape(image: &Image) -> Path {
    image.shape.clone().unwrap_or(Path::Rect(image.clip))
}

/// What stands in the box of a picture: what is wrong, its file, its size.
fn label(image: &Image, code: Code, frame: Option<&Frame>) -> Vec<String> {
    let is_ad = code.starts_with("ad/") || frame.is_some_and(|frame| frame.is_ad);
    let what = if is_ad { "广告" } else { "图片" };
    vec![format!("{what}{}", reason(code)), shortened(&image.name), millimetres(image.clip)]
}

/// What is wrong with a file, in a word, by the code of its finding.
fn reason(code: Code) -> &'static str {
    match code {
        "file/missing" => "待补",
        "picture/embargo" => "尚未解禁",
        "picture/instructions" => "注明不得刊登",
        "picture/not-ready" => "尚未就绪",
        "picture/no-page" | "ad/no-page" => "没有这一页",
        "picture/rotate" | "picture/zoom" => "裁切有误",
        "picture/too-large" | "file/too-large" => "过大",
        "ad/encrypted" => "已加密",
        "ad/size" | "ad/unknown-size" | "ad/two-sizes" | "ad/too-wide" => "尺寸不符",
        "ad/preflight" => "未过印前检查",
        "picture/kind" | "picture/unsupported" => "格式不能置入",
        _ => "未能读入",
    }
}

fn frame_of<'e>((edition, at): (&'e Edition, PageId), name: &str) -> Option<&'e Frame> {
    edition.frames.iter().find(|frame| frame.page == at && frame.name == name)
}

/// Puts boxes in the places of a page that nothing fills: each on the ground of its frame, its label over whatever stands in it.
pub(super) fn vacancies(page: &mut DisplayPage, edition: &Edition, at: PageId, pen: &Pen<'_>) {
    let mut labels = Vec::new();
    let mut unplaced = Vec::new();
    for vacancy in edition.vacancies.iter().filter(|vacancy| vacancy.page == at) {
        let frames: Vec<&Frame> = vacancy.frames.iter().map(|id| &edition.frames[id.index()]).collect();
        if vacancy.due == Due::Frame {
            unplaced.push(vacancy.name.as_str());
        } else if frames.is_empty() {
            let area = edition.pages[at.index()].type_area;
            page.items.extend(crossed(&Path::Rect(area), area, &due(vacancy, area), pen));
        }
        let largest = frames.iter().map(|frame| frame.area.extent()).max();
        for frame in frames {
            let is_named = Some(frame.area.extent()) == largest;
            let lines = if is_named { due(vacancy, frame.area) } else { Vec::new() };
            let own = [frame.area];
            let parts = if frame.parts.is_empty() { &own[..] } else { &frame.parts };
            labels.extend(parts.first().into_iter().flat_map(|part| labelled(*part, &lines, pen)));
            let boxes = parts.iter().flat_map(|part| crossed(&Path::Rect(*part), *part, &[], pen));
            insert_at(page, &frame.name, boxes.collect());
        }
    }
    page.items.extend(labels);
    if !unplaced.is_empty() {
        let area = edition.pages[at.index()].type_area;
        let height = area.height.min(USUAL * 3);
        let foot = Rect { y: area.bottom() - height, height, ..area };
        page.items.extend(labelled(foot, &[format!("版面框位置有误：{}", shortened(&unplaced.join("、")))], pen));
    }
}

/// A box in a frame whose content is wrong and shows nothing.
pub(super) fn wrong(page: &mut DisplayPage, frame: &Frame, pen: &Pen<'_>) {
    let lines = ["内容有误".to_owned(), shortened(&frame.name), millimetres(frame.area)];
    page.items.extend(crossed(&Path::Rect(frame.area), frame.area, &lines, pen));
}

/// What stands in the box of an empty place.
fn due(vacancy: &Vacancy, area: Rect) -> Vec<String> {
    let name = shortened(&vacancy.name);
    match &vacancy.due {
        Due::Article => vec!["稿件待补".into(), name, millimetres(area)],
        Due::Headline => vec!["标题待补".into(), name, millimetres(area)],
        Due::Content => vec!["内容待补".into(), name, millimetres(area)],
        Due::File(path) => vec!["文件未能读入".into(), shortened(path), format!("{name}　{}", millimetres(area))],
        Due::Frame => Vec::new(),
        Due::Layout => vec!["版式未能读入".into(), name],
    }
}

/// A name with its middle left out when it is long: both its folder and its ending tell what it is.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= LONGEST_NAME {
        return name.to_owned();
    }
    let half = LONGEST_NAME / 2;
    let (first, last) = (name.chars().take(half), name.chars().skip(count - half));
    first.chain(['…']).chain(last).collect()
}

fn millimetres(area: Rect) -> String {
    format!("{:.1} × {:.1} mm", area.width.to_mm(), area.height.to_mm())
}

/// A grey box with its diagonals, and a label in its middle.
fn crossed(path: &Path, area: Rect, lines: &[String], pen: &Pen<'_>) -> Vec<Item> {
    let (near, far) = (Point { x: area.x, y: area.y }, Point { x: area.right(), y: area.bottom() });
    let diagonal = |from, to| ItemKind::Rule(Rule { from, to, width: THIN, paint: CROSS, dash: Vec::new() });
    let mut kinds = vec![ItemKind::Fill(Fill { path: path.clone(), paint: GROUND })];
    if matches!(path, Path::Rect(_)) {
        kinds.push(diagonal(near, far));
        kinds.push(diagonal(Point { x: near.x, y: far.y }, Point { x: far.x, y: near.y }));
    }
    let edge = if let Path::Rect(area) = path { Path::Rect(area.grown(-(THIN / 2))) } else { path.clone() };
    kinds.push(ItemKind::Outline(Outline { path: edge, width: THIN, paint: EDGE }));
    let mut items: Vec<Item> = kinds.into_iter().map(item).collect();
    items.extend(labelled(area, lines, pen));
    items
}

/// The label: as many of its lines as the box has room for, in a size that fits it, on a ground of their own.
fn labelled(area: Rect, lines: &[String], pen: &Pen<'_>) -> Vec<Item> {
    let most = area.width.min(area.height).scaled(8, 100).max(USUAL).min(LARGEST);
    for count in (1..=lines.len()).rev() {
        let words = at_size(&lines[..count], most);
        let (width, height) = extent(&words, pen);
        let (across, down) = (area.width.scaled(ROOM, 1000), area.height.scaled(ROOM, 1000));
        // By whichever side is the tighter.
        let by_width = most.scaled(across.0, width.0.max(1));
        let by_height = most.scaled(down.0, height.0.max(1));
        let size = most.min(by_width).min(by_height);
        if size >= SMALLEST {
            return panel(area, &at_size(&lines[..count], size), pen);
        }
    }
    Vec::new()
}

fn at_size(lines: &[String], size: Len) -> Vec<Words> {
    let one = |(at, text): (usize, &String)| match at {
        0 => Words { text: text.clone(), size, weight: Weight::Bold, paint: RED },
        _ => {
            Words { text: text.clone(), size: size.scaled(OTHERS, 1000), weight: Weight::Regular, paint: Paint::BLACK }
        }
    };
    lines.iter().enumerate().map(one).collect()
}

/// Line distance of a label's line.
fn leading(words: &Words) -> Len {
    words.size.scaled(150, 100)
}

/// Width and height of a label with its padding of half an em.
fn extent(words: &[Words], pen: &Pen<'_>) -> (Len, Len) {
    let pad = words.first().map_or(Len::ZERO, |first| first.size);
    let width = words.iter().map(|line| pen.width(line)).max().unwrap_or_default();
    (width + pad, words.iter().map(leading).sum::<Len>() + pad / 2)
}

fn panel(area: Rect, words: &[Words], pen: &Pen<'_>) -> Vec<Item> {
    let (width, height) = extent(words, pen);
    let centre = middle(area);
    let ground = Rect { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
    let white = Paint::Process([Permille(0); 4]);
    let mut items = vec![
        item(ItemKind::Fill(Fill { path: Path::Rect(ground), paint: white })),
        item(ItemKind::Outline(Outline { path: Path::Rect(ground), width: THIN, paint: CROSS })),
    ];
    let mut top = ground.y + words.first().map_or(Len::ZERO, |first| first.size / 4);
    for line in words {
        let x = centre.x - pen.width(line) / 2;
        // The em box stands in the middle of its line distance.
        let baseline = top + (leading(line) - line.size) / 2 + line.size.scaled(880, 1000);
        items.extend(pen.line(line, Point { x, y: baseline }));
        top += leading(line);
    }
    items
}
