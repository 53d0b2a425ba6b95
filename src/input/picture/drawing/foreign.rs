//! HTML within drawings (`foreignObject`), as Mermaid writes its labels: plain text of it becomes text of the drawing.

use roxmltree::Node;

use crate::base::escaped;

/// Elements of HTML that begin lines of their own.
const BLOCKS: &[&str] = &["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section"];
/// Elements that show something other than text.
const PICTURES: &[&str] =
    &["img", "svg", "canvas", "video", "audio", "iframe", "object", "embed", "input", "math", "table", "picture"];
/// Distance of lines, and how far the first baseline is below the middle of one line, in ems of CSS's usual look.
const LINE: (f32, f32) = (1.2, 0.35);
/// The size CSS gives to text where nothing is said.
const USUAL_SIZE: f32 = 16.0;

/// What is in an HTML part of a drawing.
pub(super) struct Foreign {
    /// Text of the drawing that stands for it, where it has text and its place is known.
    pub(super) text: Option<String>,
    /// Whether there is something besides text.
    pub(super) has_more: bool,
    /// Whether it has text at all.
    pub(super) has_text: bool,
}

/// Reads the HTML part; `prefix` is that of the drawing's elements.
pub(super) fn read(object: Node<'_, '_>, prefix: &str) -> Foreign {
    let mut lines = vec![String::new()];
    gather(object, &mut lines);
    let lines: Vec<String> = lines
        .iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    let has_more = object.descendants().any(|node| PICTURES.contains(&node.tag_name().name()));
    let has_text = !lines.is_empty();
    let text = has_text.then(|| set(object, prefix, &lines)).flatten();
    Foreign { text, has_more, has_text }
}

fn gather(node: Node<'_, '_>, lines: &mut Vec<String>) {
    for child in node.children() {
        if let (true, Some(text)) = (child.is_text(), child.text()) {
            if let Some(line) = lines.last_mut() {
                line.push_str(text);
            }
            continue;
        }
        let name = child.tag_name().name();
        if matches!(name, "style" | "script" | "svg") {
            continue;
        }
        let is_block = BLOCKS.contains(&name);
        if is_block || name == "br" {
            lines.push(String::new());
        }
        gather(child, lines);
        if is_block {
            lines.push(String::new());
        }
    }
}

/// The value a style within the part gives a property, outermost first.
fn property(object: Node<'_, '_>, wanted: &str) -> Option<String> {
    let styles = object.descendants().filter_map(|node| node.attribute("style"));
    styles.flat_map(|style| style.split(';')).find_map(|entry| {
        let (name, value) = entry.split_once(':')?;
        (name.trim() == wanted && !value.trim().is_empty()).then(|| value.trim().to_owned())
    })
}

fn number(text: &str) -> Option<f32> {
    text.trim().trim_end_matches("px").trim().parse().ok().filter(|number: &f32| number.is_finite())
}

/// The lines in the middle of their box, centred where the part says so.
fn set(object: Node<'_, '_>, prefix: &str, lines: &[String]) -> Option<String> {
    let side = |name| object.attribute(name).map_or(Some(0.0), number);
    let (x, y, width, height) = (side("x")?, side("y")?, side("width")?, side("height")?);
    let stated = property(object, "font-size").as_deref().and_then(number);
    let inherited = object.ancestors().find_map(|node| node.attribute("font-size").and_then(number));
    let size = stated.or(inherited).unwrap_or(USUAL_SIZE);
    let centred = property(object, "text-align").is_some_and(|align| align == "center")
        || property(object, "justify-content").is_some_and(|align| align.contains("center"));
    let (anchor, left) = if centred { ("middle", x + width / 2.0) } else { ("start", x) };
    #[expect(clippy::cast_precision_loss, reason = "a label has a few lines")]
    let above = (lines.len() - 1) as f32 / 2.0 * LINE.0;
    let baseline = y + height / 2.0 + (LINE.1 - above) * size;
    let fill = property(object, "color").map_or(String::new(), |colour| format!(" fill=\"{}\"", escaped(&colour)));
    let weight = property(object, "font-weight")
        .map_or(String::new(), |weight| format!(" font-weight=\"{}\"", escaped(&weight)));
    let span = |(at, line): (usize, &String)| {
        let down = if at == 0 { 0.0 } else { size * LINE.0 };
        format!("<{prefix}tspan x=\"{left}\" dy=\"{down}\">{}</{prefix}tspan>", escaped(line))
    };
    let spans: String = lines.iter().enumerate().map(span).collect();
    Some(format!(
        "<{prefix}text x=\"{left}\" y=\"{baseline}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{fill}{weight}>{spans}</{prefix}text>"
    ))
}
