//! Display lists read from their text form (`display::dump`).

use crate::base::{Len, Point, Rect, Size};

use super::{Look, Mark, Run, Sheet, What};

/// Reads a dump; the first line that is none is the error.
///
/// # Errors
/// The number of a line, from 1, that cannot be read.
pub fn sheets_of_dump(text: &str) -> Result<Vec<Sheet>, usize> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut words = Words { rest: line.trim_start() };
        let read = match words.word() {
            Some("page") => sheet(&mut words).map(|sheet| sheets.push(sheet)),
            Some("frame") => {
                let frame = words.quoted().zip(words.word().and_then(rect));
                sheets.last_mut().zip(frame).map(|(sheet, frame)| sheet.frames.push(frame))
            }
            Some(kind) => sheets.last_mut().zip(mark(kind, &mut words)).map(|(sheet, mark)| sheet.marks.push(mark)),
            None => None,
        };
        read.ok_or(at + 1)?;
    }
    if sheets.is_empty() { Err(1) } else { Ok(sheets) }
}

fn sheet(words: &mut Words<'_>) -> Option<Sheet> {
    let (number, name) = (words.quoted()?, words.quoted()?);
    let (width, height) = words.field("trim")?.split_once('×')?;
    let size = Size { width: length(width)?, height: length(height)? };
    Some(Sheet { number, name, size, ..Sheet::default() })
}

fn mark(kind: &str, words: &mut Words<'_>) -> Option<Mark> {
    let (body, frame, story) = words.origin();
    let mut body = Words { rest: body };
    let (what, area) = match kind {
        "text" => text(&mut body)?,
        "image" => image(&mut body)?,
        "fill" | "rule" | "outline" | "shade" => {
            let area = bounds(body.rest);
            (What::Shape(format!("{kind} {}", body.rest)), area)
        }
        _ => return None,
    };
    Some(Mark { what, area, frame, story, ..Mark::default() })
}

fn text(words: &mut Words<'_>) -> Option<(What, Rect)> {
    let (text, face) = (words.quoted()?, words.quoted()?);
    let size = length(words.word()?)?;
    let (style, place) = words.rest.split_once("at=").unwrap_or((words.rest, ""));
    let is_vertical = style.split(' ').any(|word| word == "upright" || word == "rotated");
    let scale = style.split(' ').find_map(|word| word.strip_prefix("scale=")).unwrap_or_default().to_owned();
    let colour = style.split_inclusive(' ').filter(|word| {
        !matches!(word.trim(), "upright" | "rotated") && !word.starts_with("scale=") && !word.starts_with("over=")
    });
    let colour = colour.collect::<String>().trim().to_owned();
    let (at, steps) = match place.split_once(" steps=[") {
        Some((at, steps)) => (point(at)?, self::steps(steps.strip_suffix(']')?, MOST_STEPS_A_BYTE * text.len())?),
        None => (Point::default(), Vec::new()),
    };
    let reach = steps.iter().fold(size, |sum, step| sum + *step);
    let rise = size * 88 / 100;
    let area = if is_vertical {
        Rect { x: at.x - size / 2, y: at.y, width: size, height: reach }
    } else {
        Rect { x: at.x, y: at.y - rise, width: reach, height: size }
    };
    let look = Look { face, size, scale, colour };
    Some((What::Text(Run { text, at, is_vertical, steps, look }), area))
}

/// More steps for each byte of a text than any face has glyphs for it; a file may say that a step is repeated 65,535 times.
const MOST_STEPS_A_BYTE: usize = 4;

/// Steps along the line, counted ones repeated: `9×2 2/-1`; at most so many.
fn steps(text: &str, most: usize) -> Option<Vec<Len>> {
    let mut steps = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let (step, count) =
            word.split_once('×').map_or(Some((word, 1)), |(step, count)| Some((step, count.parse::<u16>().ok()?)))?;
        let along = length(step.split_once('/').map_or(step, |(along, _)| along))?;
        steps.extend((0..usize::from(count).min(most - steps.len())).map(|_| along));
    }
    Some(steps)
}

fn image(words: &mut Words<'_>) -> Option<(What, Rect)> {
    let name = words.quoted()?;
    let area = rect(words.field("clip")?)?;
    Some((What::Picture(name, words.rest.to_owned()), area))
}

/// The rectangle around all points and rectangles that a shape is written with.
fn bounds(text: &str) -> Rect {
    let words = text.split([' ', '[', ']', '=']);
    let all = words
        .filter_map(|word| rect(word).or_else(|| point(word).map(|at| Rect { x: at.x, y: at.y, ..Rect::default() })));
    all.reduce(|a, b| a.union(&b)).unwrap_or_default()
}

fn length(text: &str) -> Option<Len> {
    Len::parse(&format!("{text}pt")).ok()
}

fn point(text: &str) -> Option<Point> {
    let (x, y) = text.trim().split_once(',')?;
    Some(Point { x: length(x)?, y: length(y)? })
}

/// `x,y+width×height`
fn rect(text: &str) -> Option<Rect> {
    let (corner, size) = text.split_once('+')?;
    let (corner, (width, height)) = (point(corner)?, size.split_once('×')?);
    Some(Rect { x: corner.x, y: corner.y, width: length(width)?, height: length(height)? })
}

/// A line being read from its beginning.
struct Words<'t> {
    rest: &'t str,
}

impl<'t> Words<'t> {
    fn word(&mut self) -> Option<&'t str> {
        let (word, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Text between quotes, with its escapes undone.
    fn quoted(&mut self) -> Option<String> {
        let inner = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = inner[at + 1..].trim_start();
                    return Some(text);
                }
                '\\' => match chars.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'u' => {
                        let code: String = chars.by_ref().map(|(_, c)| c).skip(1).take_while(|c| *c != '}').collect();
                        text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
                    }
                    plain => text.push(plain),
                },
                c => text.push(c),
            }
        }
        None
    }

    /// The value of a field somewhere in the line.
    fn field(&self, name: &str) -> Option<&'t str> {
        self.rest.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// What stands before the frame and the story at the line's end, and these.
    fn origin(&mut self) -> (&'t str, String, String) {
        let (line, story) = tail(self.rest, " story=");
        let (line, frame) = tail(line, " frame=");
        (line, frame.to_owned(), story.to_owned())
    }
}

/// What stands before the last field of a name, and its value; names of frames and stories may hold spaces.
fn tail<'t>(line: &'t str, field: &str) -> (&'t str, &'t str) {
    line.rsplit_once(field).filter(|(_, value)| !value.contains('"')).unwrap_or((line, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_out_no_further_than_a_text_goes() {
        assert_eq!(steps("9×2 2/-1", 9), Some(vec![Len::pt(9), Len::pt(9), Len::pt(2)]));
        assert_eq!(steps(&"65535×1 ".repeat(99), 12).map(|steps| steps.len()), Some(12));
    }
}
