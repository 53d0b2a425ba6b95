//! The comparison as one HTML file: what changed in words, and old, new and difference of every changed page side by side.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{ChangedArea, Comparison, difference, report};
use crate::base::{Say, escaped};
use crate::proof::Pixels;

/// A page in both versions; one is `None` where the page is new or gone.
#[derive(Clone, Debug)]
pub struct View {
    /// Number of the page.
    pub page: String,
    /// The old version.
    pub old: Option<Pixels>,
    /// The new version.
    pub new: Option<Pixels>,
    /// Pixels per inch of both.
    pub ppi: f64,
}

/// Quality of the pictures of pages, 1 to 100.
const QUALITY: u8 = 80;

/// Writes the file in the language that `say` speaks; `old` and `new` are what the versions are called. It asks for nothing from
/// elsewhere.
pub fn html(comparison: &Comparison, views: &[View], (old, new): (&str, &str), say: Say) -> String {
    let told = report(comparison, say);
    let told = if told.is_empty() { say("The versions are the same.", &[]) } else { told };
    let areas = comparison.pixels.as_deref().unwrap_or_default();
    let pages: String = views.iter().map(|view| page(view, areas, say)).collect();
    include_str!("report.html")
        .replace("{{old}}", &escaped(old))
        .replace("{{new}}", &escaped(new))
        // A language has its own name.
        .replace("{{lang}}", &say("en", &[]))
        .replace("{{legend}}", &legend(say))
        .replace("{{told}}", &marked(&escaped(&told)))
        .replace("{{pages}}", &pages)
}

/// What the colours in the pictures mean.
fn legend(say: Say) -> String {
    let red = format!("<span class=\"red\">{}</span>", say("red", &[]));
    let blue = format!("<span class=\"blue\">{}</span>", say("blue", &[]));
    say(
        "In the pictures of differences, {} is what went and {} what came. Boxes stand around what changed.",
        &[&red, &blue],
    )
}

fn page(view: &View, areas: &[ChangedArea], say: Say) -> String {
    let blank = Pixels { width: 1, height: 1, rgb: vec![255; 3] };
    let both = (view.old.as_ref().unwrap_or(&blank), view.new.as_ref().unwrap_or(&blank));
    let changed = areas.iter().filter(|area| area.page == view.page);
    let boxes = |pixels: &Pixels| changed.clone().map(|area| marker(area.area, pixels, view.ppi)).collect::<String>();
    let figure = |name: String, pixels: Option<&Pixels>| {
        let name = format!("{name} {}", escaped(&view.page));
        match pixels {
            Some(pixels) => {
                let data = STANDARD.encode(pixels.jpeg(QUALITY));
                let Pixels { width, height, .. } = pixels;
                format!(
                    r#"<figure><figcaption>{name}</figcaption><div class="page"><img width="{width}" height="{height}" alt="{name}" src="data:image/jpeg;base64,{data}">{}</div></figure>"#,
                    boxes(pixels)
                )
            }
            None => format!("<figure><figcaption>{name}: –</figcaption></figure>"),
        }
    };
    let figures = [
        figure(say("old", &[]), view.old.as_ref()),
        figure(say("new", &[]), view.new.as_ref()),
        figure(say("difference", &[]), Some(&difference(both.0, both.1))),
    ];
    format!("<section><h2>{}</h2><div class=\"three\">{}</div></section>\n", escaped(&view.page), figures.concat())
}

/// A box around a changed area, in percent of its page.
fn marker([x, y, width, height]: [f64; 4], pixels: &Pixels, ppi: f64) -> String {
    let percent = |millimetres: f64, pixels: u32| millimetres / 25.4 * ppi / f64::from(pixels.max(1)) * 100.0;
    format!(
        "<i style=\"left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%\"></i>",
        percent(x, pixels.width),
        percent(y, pixels.height),
        percent(width, pixels.width),
        percent(height, pixels.height)
    )
}

/// Gone and new words as such.
fn marked(text: &str) -> String {
    text.replace("[-", "<del>").replace("-]", "</del>").replace("{+", "<ins>").replace("+}", "</ins>")
}
