//! Article maps of the example editions: their form, and that polygons cover all ink of a unit and no other's.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use paiban::base::{FaceId, Len};
use paiban::display::{DisplayPage, Fill, ItemKind, Outline, Path, Turn, UnitKind};
use paiban::export::article_map::{AreaKind, ArticleMap, MapArea, MapJob, MapUnit, Rings, build, schema};
use paiban::flow::{FlowOptions, reading};
use paiban::font::FontBook;
use paiban::input::{load, read_article};
use paiban::{Typeset, typeset};

use support::{Goldens, TestFiles, fonts, root};

/// Every edition file of the examples.
fn editions() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(root().join("examples")).unwrap() {
        let folder = folder.unwrap().path();
        for file in std::fs::read_dir(&folder).unwrap() {
            let name = file.unwrap().file_name().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
            if name.ends_with(".yaml") && text.contains("\npages:") {
                found.push((folder.file_name().unwrap().to_string_lossy().into_owned(), name));
            }
        }
    }
    found.sort();
    assert!(found.len() >= 3, "{found:?}");
    found
}

fn mapped(files: &TestFiles, edition: &str, fonts: &FontBook) -> (Typeset, ArticleMap) {
    let (documents, sources, _) = load(edition, files);
    let (set, _) = typeset(documents.unwrap(), fonts, files, FlowOptions::default());
    let reading = reading(&set.edition, &set.placements);
    let place = |span| sources.place(span).map(|(file, line, _)| (file.to_owned(), line));
    let imprint = &set.edition.imprint;
    let map = build(&MapJob { pages: &set.pages, reading: &reading, fonts, imprint, place: &place });
    (set, map)
}

fn example(folder: &str, edition: &str, fonts: &FontBook) -> (Typeset, ArticleMap) {
    let files = TestFiles { own: BTreeMap::new(), folder: Some(root().join("examples").join(folder)) };
    mapped(&files, edition, fonts)
}

/// A rectangle in millimetres: left, top, right, bottom.
type Box = [f64; 4];

/// Boxes of ink in millimetres, glyph by glyph, worked out from the fonts' outlines and the display list alone.
fn ink(page: &DisplayPage, fonts: &FontBook) -> Vec<(String, Box)> {
    let mm = |length: Len| length.to_mm();
    let of = |rect: &paiban::base::Rect| [mm(rect.x), mm(rect.y), mm(rect.right()), mm(rect.bottom())];
    let mut found = Vec::new();
    let mut faces: BTreeMap<FaceId, ttf_parser::Face<'_>> = BTreeMap::new();
    for item in &page.items {
        let of_path = |path: &Path| match path {
            Path::Rect(rect) | Path::Rounded(rect, _) => vec![of(rect)],
            Path::Rects(rects) | Path::Ellipses(rects) => rects.iter().map(of).collect(),
            Path::Polygon(points) => corners(points),
        };
        let boxes: Vec<Box> = match &item.kind {
            ItemKind::Glyphs(run) => {
                let face = faces.entry(run.face).or_insert_with(|| fonts.face(run.face).tables().unwrap());
                let scale = mm(run.size) / f64::from(face.units_per_em());
                let wide = scale * f64::from(run.scale_x.0) / 1000.0;
                run.glyphs
                    .iter()
                    .filter_map(|glyph| {
                        let ink = face.glyph_bounding_box(ttf_parser::GlyphId(glyph.id))?;
                        let [left, right, low, high] = [ink.x_min, ink.x_max, ink.y_min, ink.y_max].map(f64::from);
                        let (x, y) = (mm(glyph.at().x), mm(glyph.at().y));
                        Some(match run.turn {
                            Turn::Horizontal => [x + left * wide, y - high * scale, x + right * wide, y - low * scale],
                            Turn::Rotated => [x + low * scale, y + left * wide, x + high * scale, y + right * wide],
                            Turn::Upright => {
                                let id = ttf_parser::GlyphId(glyph.id);
                                let half = f64::from(face.glyph_hor_advance(id).unwrap()) * scale / 2.0;
                                let stated = paiban::font::vertical_origin(face, id)
                                    .map(|units| f64::from(i32::try_from(units).unwrap()) * scale);
                                let base = y + stated.unwrap_or(mm(run.size) * 0.88);
                                [
                                    x - half + left * scale,
                                    base - high * scale,
                                    x - half + right * scale,
                                    base - low * scale,
                                ]
                            }
                        })
                    })
                    .collect()
            }
            ItemKind::Rule(rule) => {
                vec![[
                    mm(rule.from.x.min(rule.to.x)),
                    mm(rule.from.y.min(rule.to.y)),
                    mm(rule.from.x.max(rule.to.x)),
                    mm(rule.from.y.max(rule.to.y)),
                ]]
            }
            ItemKind::Image(image) => image.area.intersection(&image.clip).iter().map(of).collect(),
            ItemKind::Outline(Outline { path, .. }) | ItemKind::Fill(Fill { path, .. }) => of_path(path),
            ItemKind::Shade(shade) => of_path(&shade.path),
        };
        found.extend(boxes.into_iter().map(|ink| (item.frame.to_string(), ink)));
    }
    found
}

/// The corners of a polygon, a little nearer to its middle: one that is its outermost point lies on the area's edge.
fn corners(points: &[paiban::base::Point]) -> Vec<Box> {
    const INWARD: f64 = 0.004;
    let places: Vec<[f64; 2]> = points.iter().map(|point| [point.x.to_mm(), point.y.to_mm()]).collect();
    let middle = [0, 1].map(|axis| {
        let of_axis = || places.iter().map(|place| place[axis]);
        (of_axis().fold(f64::MAX, f64::min) + of_axis().fold(f64::MIN, f64::max)) / 2.0
    });
    let inward =
        |place: &[f64; 2]| [0, 1].map(|axis| place[axis] + (middle[axis] - place[axis]).clamp(-INWARD, INWARD));
    places.iter().map(inward).map(|[x, y]| [x, y, x, y]).collect()
}

fn holds(polygons: &[Rings], [x, y]: [f64; 2]) -> bool {
    let edges = polygons.iter().flatten().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let crossed =
        edges.filter(|(a, b)| (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]));
    crossed.count() % 2 == 1
}

/// Points over a box, a little inside its edges, as far as they are on the page.
fn samples(ink: &Box, page: (f64, f64)) -> Vec<[f64; 2]> {
    const INSIDE: f64 = 0.004;
    let steps = |from: f64, to: f64| -> Vec<f64> {
        let (from, to) = if to - from > 2.0 * INSIDE {
            (from + INSIDE, to - INSIDE)
        } else {
            ((from + to) / 2.0, (from + to) / 2.0)
        };
        (0..=6).map(|at| from + (to - from) * f64::from(at) / 6.0).collect()
    };
    let ys = steps(ink[1], ink[3]);
    let points = steps(ink[0], ink[2]).into_iter().flat_map(|x| ys.iter().map(move |&y| [x, y]).collect::<Vec<_>>());
    points.filter(|[x, y]| *x > 0.0 && *y > 0.0 && *x < page.0 && *y < page.1).collect()
}

fn is_whole(area: &MapArea, units: &[MapUnit]) -> bool {
    units.iter().any(|unit| unit.id == area.unit && unit.kind == area.kind) && area.kind != AreaKind::Headline
}

/// The areas of whole units: of a unit's areas on a page the first.
fn wholes(map: &ArticleMap, page: usize) -> BTreeMap<String, &MapArea> {
    let mut found: BTreeMap<String, &MapArea> = BTreeMap::new();
    for area in map.pages[page].areas.iter().filter(|area| is_whole(area, &map.units)) {
        found.entry(area.unit.clone()).or_insert(area);
    }
    found
}

#[test]
fn polygons_cover_all_ink_of_a_unit_and_no_others() {
    let fonts = fonts();
    let mut checked = 0;
    for (folder, edition) in editions() {
        let (set, map) = example(&folder, &edition, &fonts);
        for (index, page) in set.pages.iter().enumerate() {
            let wholes = wholes(&map, index);
            let owner = |frame: &str| {
                wholes.iter().find(|(_, area)| area.frames.iter().any(|name| name == frame)).map(|(id, _)| id)
            };
            let size = (map.pages[index].width, map.pages[index].height);
            for (frame, ink) in ink(page, &fonts) {
                let Some(own) = owner(&frame) else { continue };
                for point in samples(&ink, size) {
                    let at = format!("{folder}/{edition} page {}: {point:?} of {frame}", page.number);
                    assert!(holds(&wholes[own].polygons, point), "{at} is outside {own}");
                    let other = wholes.iter().find(|(id, area)| *id != own && holds(&area.polygons, point));
                    assert!(other.is_none(), "{at} is inside {}", other.unwrap().0);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 100_000, "{checked}");
}

#[test]
fn every_painted_frame_with_content_belongs_to_one_unit() {
    let fonts = fonts();
    for (folder, edition) in editions() {
        let (set, map) = example(&folder, &edition, &fonts);
        for (index, page) in set.pages.iter().enumerate() {
            let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for area in wholes(&map, index).into_values() {
                for frame in &area.frames {
                    owners.entry(frame).or_default().insert(&area.unit);
                }
            }
            for item in page.items.iter().filter(|item| matches!(item.kind, ItemKind::Glyphs(_) | ItemKind::Image(_))) {
                let is_mark = item.frame.is_empty() || &*item.frame == "slug";
                assert!(is_mark || owners[&*item.frame].len() == 1, "{folder}: {}", item.frame);
            }
        }
    }
}

#[test]
fn maps_have_the_published_form() {
    let mut goldens = Goldens::default();
    let run =
        std::process::Command::new(env!("CARGO_BIN_EXE_paiban")).args(["schema", "article-map"]).output().unwrap();
    goldens.check(&root().join("docs/schema/article-map.json"), &String::from_utf8(run.stdout).unwrap());
    goldens.finish();
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let fonts = fonts();
    for (folder, edition) in editions() {
        let map = serde_json::to_value(example(&folder, &edition, &fonts).1).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&map).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{folder}/{edition}");
        let mut broken = map;
        broken["units"][0]["kind"] = "novel".into();
        assert!(!validator.is_valid(&broken));
    }
}

#[test]
fn fractions_are_millimetres_by_the_page() {
    let map = example("front-page", "edition.yaml", &fonts()).1;
    let page = &map.pages[0];
    assert_eq!((page.width, page.height), (390.0, 545.0));
    for area in &page.areas {
        for (mm, fraction) in area.polygons.iter().flatten().flatten().zip(area.fractions.iter().flatten().flatten()) {
            assert!(
                (mm[0] / page.width - fraction[0]).abs() < 2e-6 && (mm[1] / page.height - fraction[1]).abs() < 2e-6
            );
        }
    }
}

#[test]
fn the_front_page_says_what_its_articles_say() {
    let map = example("front-page", "edition.yaml", &fonts()).1;
    let unit = |id: &str| map.units.iter().find(|unit| unit.id == id).unwrap();
    let lead = unit("1/lead");
    assert_eq!((lead.kind, lead.source.as_deref()), (AreaKind::Story, Some("articles/lead.md")));
    assert_eq!(lead.byline.as_deref(), Some("本报记者 沈砚秋 林越 通讯员 方知远"));
    let picture = &lead.pictures[0];
    assert_eq!(picture.file, "pictures/harbour.jpg");
    assert!(picture.caption.as_ref().unwrap().starts_with("晨光中的东屿港区"), "{picture:?}");
    assert_eq!(lead.notes, ["扫码阅读", "本期电子报"]);
    let file = root().join("examples/front-page/articles/lead.md");
    let text = std::fs::read_to_string(file).unwrap();
    let (article, _) = read_article(&text);
    assert_eq!(lead.paragraphs.len(), article.blocks.len());
    let line = lead.paragraphs[0].line.unwrap();
    assert!(
        text.lines().nth(line - 1).unwrap().contains("3月11日清晨") || lead.paragraphs[0].text.starts_with("本报讯")
    );
    assert_eq!(
        lead.paragraphs[1].line.map(|line| text.lines().nth(line - 1).unwrap()),
        Some(lead.paragraphs[1].text.as_str())
    );
    assert_eq!(unit("1/campaign").pictures[0].file, "pictures/reading.png");
    let ad = unit("1/ad-back");
    assert_eq!(ad.kind, AreaKind::Ad);
    assert!(ad.paragraphs.iter().any(|para| para.text == "远帆驾校"));
    let stories: Vec<&str> =
        map.units.iter().filter(|unit| unit.kind == AreaKind::Story).map(|unit| unit.name.as_str()).collect();
    assert_eq!(&stories[..4], ["lead", "forum", "campaign", "commentary"]);
    assert_eq!(map.pages[0].reading_order.len(), map.units.len());
}

/// An edition of its own: a story over two pages, a picture that `with` gives it, an advertisement with a text in it.
fn own(layout: &str, put: &str) -> TestFiles {
    let body = "春天来了，码头上的风也变得柔和起来。".repeat(60);
    let article = format!("---\nheadline: 码头 之春\nbyline: 记者 王强\n---\n{body}\n\n## 后来\n\n{body}\n");
    let edition = format!("paper: 报\ndate: 2026-03-12\npages:\n  - layout: own.yaml\n    put: {{{put}}}\n");
    let own = [("edition.yaml", edition), ("own.yaml", layout.to_owned()), ("a.md", article)];
    TestFiles {
        own: own.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect(),
        folder: Some(root().join("examples/front-page")),
    }
}

const LAYOUT: &str = "
page: {trim: [200mm, 280mm], grid: {columns: 4, gutter: 4mm}}
frames:
  one: {area: {columns: 1-2, rows: 1-20}}
  two: {area: {columns: 3-4, rows: 10-30}}
  photo: {area: {columns: 3-4, rows: 1-8}}
  box: {area: {columns: 1-4, rows: 40-50}, border: '0.3pt'}
  inside: {area: {columns: 2-3, rows: 42-48}, over: [box]}
stories:
  tale: {body: [one, two]}
";

#[test]
fn what_belongs_to_a_story_may_be_said() {
    let fonts = fonts();
    let photo = "tale: a.md, photo: {picture: pictures/reading.png, caption: 港边}";
    let alone = mapped(&own(LAYOUT, photo), "edition.yaml", &fonts).1;
    let kinds: Vec<(&str, AreaKind)> = alone.units.iter().map(|unit| (unit.id.as_str(), unit.kind)).collect();
    assert_eq!(kinds, [("1/tale", AreaKind::Story), ("1/photo", AreaKind::Picture)]);
    assert_eq!(alone.units[1].pictures[0].caption.as_deref(), Some("港边"));
    let tale = &alone.units[0];
    assert_eq!(tale.headline.as_deref(), Some("码头 之春"), "as written, not as spaced");
    assert_eq!(tale.byline.as_deref(), Some("记者 王强"));
    assert_eq!(
        tale.paragraphs.iter().map(|para| para.role).collect::<Vec<_>>(),
        ["paragraph", "crosshead", "paragraph"]
    );
    assert_eq!(tale.jumps.len(), 1);
    assert_eq!((tale.jumps[0].from.frame.as_str(), tale.jumps[0].to.frame.as_str()), ("one", "two"));
    let headline = alone.pages[0].areas.iter().find(|area| area.kind == AreaKind::Headline).unwrap();
    assert_eq!(headline.frames, ["one"], "a headline in the text's own frame has an area");

    let with = "tale: a.md, photo: {picture: pictures/reading.png, caption: 港边, with: tale}";
    let together = mapped(&own(LAYOUT, with), "edition.yaml", &fonts).1;
    assert_eq!(together.units.len(), 1);
    assert_eq!(together.units[0].pictures[0].caption.as_deref(), Some("港边"));
}

#[test]
fn advertising_space_takes_what_stands_in_it() {
    let layout = LAYOUT.replace("border: '0.3pt'", "border: '0.3pt', ad: true");
    let (set, map) = mapped(&own(&layout, "tale: a.md, inside: {text: 买一送一}"), "edition.yaml", &fonts());
    let ad = map.units.iter().find(|unit| unit.kind == AreaKind::Ad).unwrap();
    assert_eq!((ad.id.as_str(), ad.paragraphs[0].text.as_str()), ("1/box", "买一送一"));
    let units = reading(&set.edition, &set.placements).units;
    assert!(units.iter().all(|unit| unit.kind != UnitKind::Furniture));
}

#[test]
fn a_story_that_with_names_must_be_on_the_page() {
    let files = own(LAYOUT, "tale: a.md, photo: {picture: pictures/reading.png, with: tail}");
    let (documents, _, _) = load("edition.yaml", &files);
    let (_, found) = typeset(documents.unwrap(), &fonts(), &files, FlowOptions::default());
    let finding = found.iter().find(|finding| finding.code == "frame/unknown-story").unwrap();
    assert!(finding.hints.iter().any(|hint| hint.contains("tale")), "{finding:?}");
}

#[test]
fn maps_are_written_beside_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let (pdf, json) = (folder.path().join("a.pdf"), folder.path().join("a.json"));
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(["build", "--report", "none", "--no-preflight"])
        .arg(root().join("examples/specimen/edition.yaml"))
        .args(["-o".as_ref(), pdf.as_os_str(), "--article-map".as_ref(), json.as_os_str()])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let map: serde_json::Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!(map["version"], 1);
    assert!(pdf.exists());
}
