//! The canonical text form of display pages: what goldens hold and differences are read in.
//!
//! The frames of a page, then one line per item: what it is, then `key=value` fields, then `frame` and `story` where there is one. Lengths are points with up to
//! four decimals; colours are percent of ink. Source positions are left out, for they change with every edit of a comment.

use std::fmt::Write;

use crate::base::{FaceId, Flip, Len, Permille, Point, Pose, Rect, Towards};

use super::list::{
    DisplayPage, GlyphRun, GlyphStyle, Gradient, Item, ItemKind, PageFrame, Paint, Path, PlacedGlyph, Rule, Turn,
};

/// Writes pages as text. `face_name` tells how a face is called.
///
/// A run of glyphs gives its first origin and then the steps from glyph to glyph along the line, repeats as `9×12`; a step off the line is `9/-2`.
pub fn dump(pages: &[DisplayPage], face_name: &dyn Fn(FaceId) -> String) -> String {
    let mut text = String::new();
    for page in pages {
        let DisplayPage { number, name, trim, bleed, slug, frames, items } = page;
        let size = format!("{}×{}", trim.width, trim.height);
        let slug = if slug.0 == 0 { String::new() } else { format!(" slug={slug}") };
        line(&mut text, &format!("page {} {} trim={size} bleed={bleed}{slug}", quoted(number), quoted(name)));
        for PageFrame { name, area } in frames {
            line(&mut text, &format!("  frame {} {}", quoted(name), rect(area)));
        }
        for item in items {
            line(&mut text, &format!("  {}{}", kind(&item.kind, face_name), origin(item)));
        }
    }
    text
}

fn line(text: &mut String, content: &str) {
    text.push_str(content);
    text.push('\n');
}

fn kind(kind: &ItemKind, face_name: &dyn Fn(FaceId) -> String) -> String {
    match kind {
        ItemKind::Glyphs(run) => glyphs(run, face_name),
        ItemKind::Rule(rule) => self::rule(rule),
        ItemKind::Fill(fill) => format!("fill {} {}", path(&fill.path), paint(&fill.paint)),
        ItemKind::Image(image) => {
            let shape = image.shape.as_ref().map_or(String::new(), |shape| format!(" shape={}", path(shape)));
            let (area, clip, pose) = (rect(&image.area), rect(&image.clip), pose(image.pose));
            format!("image {} area={area} clip={clip}{shape}{pose}", quoted(&image.name))
        }
        ItemKind::Outline(outline) => {
            format!("outline {} width={} {}", path(&outline.path), outline.width, paint(&outline.paint))
        }
        ItemKind::Shade(shade) => format!("shade {} {}", path(&shade.path), gradient(&shade.gradient)),
    }
}

fn pose(pose: Pose) -> String {
    let flip = match pose.flip {
        Flip::None => "",
        Flip::Across => " flip=across",
        Flip::Down => " flip=down",
    };
    let turn = if pose.tenths == 0 { String::new() } else { format!(" turn={}", pose.tenths) };
    format!("{turn}{flip}")
}

fn gradient(gradient: &Gradient) -> String {
    let [from, to] = [gradient.from, gradient.to].map(|inks| paint(&Paint::Process(inks)));
    let towards = match gradient.towards {
        Towards::Foot => "",
        Towards::Right => " right",
        Towards::FootRight => " foot-right",
        Towards::FootLeft => " foot-left",
    };
    format!("gradient {from} {to}{towards} over={}", rect(&gradient.area))
}

fn origin(item: &Item) -> String {
    let field = |name: &str, value: &str| if value.is_empty() { String::new() } else { format!(" {name}={value}") };
    field("frame", &item.frame) + &field("story", &item.story)
}

fn glyphs(run: &GlyphRun, face_name: &dyn Fn(FaceId) -> String) -> String {
    let mut text = format!("text {} {} {}", quoted(&drawn(run)), quoted(&face_name(run.face)), run.size);
    if run.scale_x != Permille::ONE {
        let _ = write!(text, " scale={}", percent(run.scale_x));
    }
    text += match run.turn {
        Turn::Horizontal => "",
        Turn::Upright => " upright",
        Turn::Rotated => " rotated",
    };
    match &run.style {
        GlyphStyle::Fill(colour) => text += &format!(" {}", paint(colour)),
        GlyphStyle::Gradient(colours) => text += &format!(" {}", gradient(colours)),
        GlyphStyle::Stroke { width, paint: colour } => text += &format!(" stroke={width} {}", paint(colour)),
    }
    if let Some(first) = run.glyphs.first() {
        let _ = write!(text, " at={} steps=[{}]", point(first.at()), steps(&run.glyphs, run.turn));
    }
    text
}

/// The steps from glyph to glyph, equal ones counted.
fn steps(glyphs: &[PlacedGlyph], turn: Turn) -> String {
    let step = |pair: &[PlacedGlyph]| {
        let (a, b) = (pair[0].at(), pair[1].at());
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        if turn == Turn::Horizontal { (dx, dy) } else { (dy, dx) }
    };
    let steps: Vec<(Len, Len)> = glyphs.windows(2).map(step).collect();
    let words = steps.chunk_by(|a, b| a == b).map(|same| {
        let (along, across) = same[0];
        let step = if across == Len::ZERO { along.to_string() } else { format!("{along}/{across}") };
        if same.len() == 1 { step } else { format!("{step}×{}", same.len()) }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn rule(rule: &Rule) -> String {
    let Rule { from, to, width, paint: colour, dash } = rule;
    let dash: Vec<String> = dash.iter().map(Len::to_string).collect();
    let dash = if dash.is_empty() { String::new() } else { format!(" dash=[{}]", dash.join(" ")) };
    format!("rule from={} to={} width={width}{dash} {}", point(*from), point(*to), paint(colour))
}

fn path(path: &Path) -> String {
    let list = |rects: &[Rect]| rects.iter().map(rect).collect::<Vec<_>>().join(" ");
    match path {
        Path::Rect(area) => format!("rect {}", rect(area)),
        Path::Rects(areas) => format!("rects [{}]", list(areas)),
        Path::Ellipses(areas) => format!("ellipses [{}]", list(areas)),
        Path::Polygon(points) => {
            let points: Vec<String> = points.iter().map(|&corner| point(corner)).collect();
            format!("polygon [{}]", points.join(" "))
        }
        Path::Rounded(area, radius) => format!("rounded {} radius={radius}", rect(area)),
    }
}

fn rect(rect: &Rect) -> String {
    format!("{}+{}×{}", point(Point { x: rect.x, y: rect.y }), rect.width, rect.height)
}

fn point(point: Point) -> String {
    format!("{},{}", point.x, point.y)
}

fn paint(paint: &Paint) -> String {
    match paint {
        Paint::Process(inks) => format!("cmyk({})", inks.map(percent).join(" ")),
        Paint::Spot { name, tint, alternate } => {
            format!("spot({} {} cmyk({}))", quoted(name), percent(*tint), alternate.map(percent).join(" "))
        }
    }
}

/// Thousandths as percent, without needless decimals.
fn percent(value: Permille) -> String {
    let (whole, tenth) = (value.0 / 10, value.0 % 10);
    if tenth == 0 { whole.to_string() } else { format!("{whole}.{tenth}") }
}

/// The text of a run as its glyphs count it: a blank that no glyph stands for is a step between them, not a letter.
fn drawn(run: &GlyphRun) -> String {
    let has_glyph =
        |at: usize| run.glyphs.iter().any(|glyph| glyph.text().contains(&u32::try_from(at).unwrap_or(u32::MAX)));
    let is_drawn = |&(at, c): &(usize, char)| c.is_control() || !c.is_whitespace() || has_glyph(at);
    run.text.char_indices().filter(is_drawn).map(|(_, c)| c).collect()
}

/// Text on one line: only quotes, backslashes and control characters are written as escapes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(c.escape_default()),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Size;
    use crate::display::{Fill, Image};

    fn at(x: i64, y: i64) -> Point {
        Point { x: Len::pt(x), y: Len::pt(y) }
    }

    fn run(turn: Turn, places: &[(i64, i64)]) -> ItemKind {
        let glyph = |&(x, y): &(i64, i64)| PlacedGlyph::new(1, at(x, y), 0..0);
        ItemKind::Glyphs(GlyphRun {
            reads: crate::display::Reads::ByGlyph,
            face: FaceId(0),
            size: Len::pt(9),
            scale_x: Permille::ONE,
            turn,
            style: GlyphStyle::Fill(Paint::BLACK),
            glyphs: places.iter().map(glyph).collect(),
            text: "\"中\"\n".into(),
        })
    }

    fn item(kind: ItemKind) -> Item {
        Item { kind, frame: "a".into(), story: "".into(), span: None }
    }

    #[test]
    fn every_kind_of_item_has_one_line() {
        let area = Rect { x: Len::pt(1), y: Len::pt(2), width: Len::pt(3), height: Len(6350) };
        let spot = Paint::Spot { name: "P 185".into(), tint: Permille(505), alternate: [Permille(0); 4] };
        let dash = vec![Len::ZERO, Len::pt(1)];
        let items = vec![
            item(ItemKind::Fill(Fill { path: Path::Rects(vec![area, area]), paint: spot })),
            item(ItemKind::Fill(Fill { path: Path::Polygon(vec![at(0, 0), at(1, 0)]), paint: Paint::BLACK })),
            item(ItemKind::Rule(Rule { from: at(0, 0), to: at(9, 0), width: Len(3175), paint: Paint::BLACK, dash })),
            item(ItemKind::Image(Box::new(Image {
                name: "harbour.jpg".into(),
                area,
                clip: area,
                shape: None,
                pose: Pose::default(),
            }))),
            item(run(Turn::Horizontal, &[(0, 9), (9, 9), (18, 9), (20, 8)])),
            item(run(Turn::Upright, &[(100, 0), (100, 9), (100, 18)])),
        ];
        let trim = Size { width: Len::pt(100), height: Len::pt(200) };
        let frames = vec![PageFrame { name: "a b".into(), area }];
        let page =
            DisplayPage { number: "1".into(), name: "要闻".into(), trim, frames, items, ..DisplayPage::default() };
        let expected = [
            r#"page "1" "要闻" trim=100×200 bleed=0"#,
            r#"  frame "a b" 1,2+3×0.5"#,
            r#"  fill rects [1,2+3×0.5 1,2+3×0.5] spot("P 185" 50.5 cmyk(0 0 0 0)) frame=a"#,
            r#"  fill polygon [0,0 1,0] cmyk(0 0 0 100) frame=a"#,
            r#"  rule from=0,0 to=9,0 width=0.25 dash=[0 1] cmyk(0 0 0 100) frame=a"#,
            r#"  image "harbour.jpg" area=1,2+3×0.5 clip=1,2+3×0.5 frame=a"#,
            r#"  text "\"中\"\n" "song" 9 cmyk(0 0 0 100) at=0,9 steps=[9×2 2/-1] frame=a"#,
            r#"  text "\"中\"\n" "song" 9 upright cmyk(0 0 0 100) at=100,0 steps=[9×2] frame=a"#,
        ];
        assert_eq!(dump(&[page], &|_| "song".into()).lines().collect::<Vec<_>>(), expected);
    }
}
