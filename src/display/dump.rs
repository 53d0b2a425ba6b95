//! The display list's canonical text form: one line per item, readable in a diff, equal on every machine.

use std::fmt::Write;

use crate::base::{FaceId, Len, Permille, Point, Rect};

use super::list::{
    DisplayPage, Fill, GlyphRun, GlyphStyle, Image, Item, ItemKind, Paint, Path, PlacedGlyph, Rule, Turn,
};

/// Writes pages; `face_name` names faces, since their ids depend on what else was loaded. Lengths are in points.
pub fn dump(pages: &[DisplayPage], face_name: &dyn Fn(FaceId) -> String) -> String {
    let mut out = String::new();
    for page in pages {
        let (width, height) = (page.trim.width, page.trim.height);
        let _ = writeln!(out, "page {} {} {width}x{height} bleed {}", page.number, page.name, page.bleed);
        let mut owner = ("", "");
        for item in &page.items {
            let next = (item.frame.as_str(), item.story.as_str());
            if next != owner {
                let _ = writeln!(out, " {} {}", next.0, next.1);
                owner = next;
            }
            let _ = writeln!(out, "  {}", line(item, face_name));
        }
    }
    out
}

fn line(item: &Item, face_name: &dyn Fn(FaceId) -> String) -> String {
    match &item.kind {
        ItemKind::Glyphs(run) => glyphs(run, face_name),
        ItemKind::Rule(rule) => rule_line(rule),
        ItemKind::Fill(fill) => fill_line(fill),
        ItemKind::Image(image) => image_line(image),
    }
}

fn glyphs(run: &GlyphRun, face_name: &dyn Fn(FaceId) -> String) -> String {
    let style = match &run.style {
        GlyphStyle::Fill(paint) => paint_text(paint),
        GlyphStyle::Stroke { width, paint } => format!("stroke {width} {}", paint_text(paint)),
    };
    let scale = if run.scale_x == Permille::ONE { String::new() } else { format!(" x{}", run.scale_x.0) };
    let turn = match run.turn {
        Turn::Horizontal => "",
        Turn::Upright => " upright",
        Turn::Rotated => " rotated",
    };
    let at = run.glyphs.first().map_or(Point::default(), |glyph| glyph.at);
    let text = run.text.replace('\n', "⏎");
    format!("{} {}{scale}{turn} {style} at {} “{text}” {}", face_name(run.face), run.size, point(at), steps(run))
}

/// Glyph ids with the step to the next glyph, equal steps counted once: `+9x3` is three steps of 9 pt.
fn steps(run: &GlyphRun) -> String {
    let ids: Vec<String> = run.glyphs.iter().map(|glyph| glyph.id.to_string()).collect();
    let step = |pair: &[PlacedGlyph]| {
        let along =
            if run.turn == Turn::Horizontal { pair[1].at.x - pair[0].at.x } else { pair[1].at.y - pair[0].at.y };
        let across =
            if run.turn == Turn::Horizontal { pair[1].at.y - pair[0].at.y } else { pair[1].at.x - pair[0].at.x };
        if across == Len::ZERO { format!("+{along}") } else { format!("+{along}/{across}") }
    };
    let steps: Vec<String> = run.glyphs.windows(2).map(step).collect();
    let counted: Vec<String> = steps
        .chunk_by(|a, b| a == b)
        .map(|same| if same.len() == 1 { same[0].clone() } else { format!("{}x{}", same[0], same.len()) })
        .collect();
    format!("[{}] {}", ids.join(" "), counted.join(" "))
}

fn rule_line(rule: &Rule) -> String {
    let dash: String = rule.dash.iter().map(|length| format!(" {length}")).collect();
    let dash = if dash.is_empty() { dash } else { format!(" dash{dash}") };
    format!("rule {} {} {} {}{dash}", point(rule.from), point(rule.to), rule.width, paint_text(&rule.paint))
}

fn fill_line(fill: &Fill) -> String {
    let rects = |rects: &[Rect]| rects.iter().map(rect).collect::<Vec<_>>().join(" ");
    let path = match &fill.path {
        Path::Rect(one) => rect(one),
        Path::Rects(many) => format!("rects {}", rects(many)),
        Path::Ellipses(many) => format!("ellipses {}", rects(many)),
        Path::Polygon(points) => {
            format!("polygon {}", points.iter().map(|&at| point(at)).collect::<Vec<_>>().join(" "))
        }
    };
    format!("fill {} {path}", paint_text(&fill.paint))
}

fn image_line(image: &Image) -> String {
    format!("image {} {} clip {}", image.name, rect(&image.area), rect(&image.clip))
}

fn paint_text(paint: &Paint) -> String {
    match paint {
        Paint::Process(inks) => format!("cmyk({})", inks.map(|ink| ink.0.to_string()).join(",")),
        Paint::Spot { name, tint, .. } => format!("spot({name},{})", tint.0),
    }
}

fn point(at: Point) -> String {
    format!("{},{}", at.x, at.y)
}

fn rect(rect: &Rect) -> String {
    format!("{},{},{}x{}", rect.x, rect.y, rect.width, rect.height)
}
