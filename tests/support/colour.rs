//! The colour of columns: how evenly letters stand, read from the display list.

#![allow(clippy::unwrap_used, reason = "a dump that cannot be read has failed the test")]
#![allow(unreachable_pub, reason = "a module of test binaries has no outside")]
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

/// What was measured of a setting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Colour {
    /// Lines of text.
    pub lines: usize,
    /// Neighbouring Han characters of one line, and those of them under 0.02 em apart.
    pub pairs: usize,
    pub solid: usize,
    /// Lines whose letters stand over 0.12 em apart.
    pub open_lines: usize,
    /// The widest stretch of letters, in em.
    pub worst: f64,
    /// Stops within lines, and those of them squeezed to half an em.
    pub stops: usize,
    pub half_stops: usize,
    /// Neighbouring marks further apart than their blanks.
    pub opened: usize,
}

impl Colour {
    /// Solid pairs in percent.
    pub fn solid_share(&self) -> f64 {
        percent(self.solid, self.pairs)
    }

    /// Squeezed inner stops in percent.
    pub fn half_share(&self) -> f64 {
        percent(self.half_stops, self.stops)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a page has far fewer than 2^53 characters")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// A run of glyphs of the dump.
struct Run {
    text: Vec<char>,
    size: f64,
    /// The steps from glyph to glyph, in em.
    steps: Vec<f64>,
    line: String,
}

/// Measures the texts of a dump that are set at one of `sizes`, in points.
pub fn measured(dump: &str, sizes: &[f64]) -> Colour {
    let mut colour = Colour::default();
    let mut widest: Vec<f64> = Vec::new();
    let mut line = String::new();
    for run in dump.lines().filter_map(run).filter(|run| sizes.contains(&run.size)) {
        // The runs of a line follow each other; the next one stands on another baseline.
        if run.line != line {
            line.clone_from(&run.line);
            widest.push(0.0);
        }
        let widest = widest.last_mut().unwrap();
        for (pair, &step) in run.text.windows(2).zip(&run.steps) {
            measure_pair(pair, step, &mut colour, widest);
        }
    }
    colour.lines = widest.len();
    colour.open_lines = widest.iter().filter(|widest| **widest > 0.12).count();
    colour.worst = widest.into_iter().fold(0.0, f64::max);
    colour
}

fn measure_pair(pair: &[char], step: f64, colour: &mut Colour, widest: &mut f64) {
    let (a, b) = (pair[0], pair[1]);
    if is_han(a) && is_han(b) {
        colour.pairs += 1;
        colour.solid += usize::from(step - 1.0 < 0.02);
        *widest = widest.max(step - 1.0);
    } else if is_stop(a) && is_han(b) {
        colour.stops += 1;
        colour.half_stops += usize::from(step < 0.75);
    } else if is_mark(a) && is_mark(b) {
        let closed = (is_close(a) || is_stop(a) || is_comma(a)) && (is_close(b) || is_stop(b) || is_comma(b));
        let natural = 1.0 - if closed { 0.5 } else { 0.0 } - if is_open(b) { 0.5 } else { 0.0 };
        colour.opened += usize::from(step > natural + 0.02);
    }
}

/// A `text` line of the dump; Western runs have other sizes than the text's and are left out by them.
fn run(line: &str) -> Option<Run> {
    let rest = line.strip_prefix("  text \"")?;
    let (text, rest) = rest.split_once("\" \"")?;
    // Other faces draw their marks otherwise.
    let (_, rest) = rest.split_once("\" ").filter(|(face, _)| face.starts_with("NotoSerifCJK"))?;
    let size = rest.split(' ').next()?.parse().ok()?;
    let (_, at) = rest.split_once(" at=")?;
    let (place, rest) = at.split_once(' ')?;
    let steps = rest.strip_prefix("steps=[")?.split_once(']')?.0;
    let y = place.split(',').nth(1)?;
    let frame = rest.split_once("frame=")?.1.split(' ').next()?;
    Some(Run {
        text: text.replace("\\\"", "\"").chars().collect(),
        size,
        steps: steps.split_whitespace().flat_map(|word| steps_of(word, size)).collect(),
        line: format!("{frame} {y}"),
    })
}

fn steps_of(word: &str, size: f64) -> Vec<f64> {
    let (step, count) = word.split_once('×').unwrap_or((word, "1"));
    let along = step.split('/').next().unwrap().parse::<f64>().unwrap();
    vec![along / size; count.parse().unwrap()]
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF)
}

fn is_open(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '【' | '「' | '『')
}

fn is_close(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '〉' | '】' | '」' | '』')
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：')
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn is_mark(c: char) -> bool {
    is_open(c) || is_close(c) || is_comma(c) || is_stop(c)
}
