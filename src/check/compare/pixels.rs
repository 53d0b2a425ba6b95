//! Pages compared as they look, tile by tile, so that one lost glyph on a broadsheet is seen.

use serde::Serialize;

use super::{Sheet, mm_rect};
use crate::base::{Len, Rect};
use crate::proof::Pixels;

/// Side of a tile, in pixels.
const TILE: usize = 16;

/// A part of a page that looks different.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangedArea {
    /// Number of the page.
    pub page: String,
    /// Left, top, width and height in millimetres from the trim's corner.
    pub area: [f64; 4],
    /// Mean difference of its worst tile, 0 to 255.
    pub worst: f64,
    /// Stories under it.
    pub stories: Vec<String>,
    /// Frames under it.
    pub frames: Vec<String>,
}

/// Where two renderings of a page at `ppi` pixels per inch differ by more than `tolerance`, the mean of a tile of 16 × 16 pixels.
///
/// Where one is larger, the other counts as white.
pub fn changed_areas(old: &Pixels, new: &Pixels, page: &str, ppi: f64, tolerance: f64) -> Vec<ChangedArea> {
    let width = old.width.max(new.width) as usize;
    let height = old.height.max(new.height) as usize;
    let (columns, rows) = (width.div_ceil(TILE), height.div_ceil(TILE));
    let mean = |at: usize| tile_difference(old, new, (at % columns * TILE, at / columns * TILE));
    let means: Vec<f64> = (0..columns * rows).map(mean).collect();
    let groups = groups(&means.iter().map(|mean| *mean > tolerance).collect::<Vec<_>>(), columns);
    let area = |tiles: Vec<usize>| {
        let span = |of: fn(usize, usize) -> usize| {
            let places = tiles.iter().map(|tile| of(*tile, columns));
            (places.clone().min().unwrap_or(0), places.max().unwrap_or(0) + 1)
        };
        let ((left, right), (top, bottom)) =
            (span(|tile, columns| tile % columns), span(|tile, columns| tile / columns));
        #[expect(clippy::cast_possible_truncation, reason = "a page is some metres at most")]
        let length = |tiles: usize| Len(((tiles * TILE) as f64 / ppi * 72.0 * Len::PT.0 as f64) as i64);
        let rect = Rect { x: length(left), y: length(top), width: length(right - left), height: length(bottom - top) };
        let worst = tiles.iter().map(|tile| means[*tile]).fold(0.0, f64::max);
        let worst = (worst * 10.0).round() / 10.0;
        ChangedArea { page: page.to_owned(), area: mm_rect(rect), worst, stories: Vec::new(), frames: Vec::new() }
    };
    groups.into_iter().map(area).collect()
}

fn tile_difference(old: &Pixels, new: &Pixels, (left, top): (usize, usize)) -> f64 {
    let mut sum = 0_u32;
    for y in top..top + TILE {
        for x in left..left + TILE {
            let (a, b) = (pixel(old, x, y), pixel(new, x, y));
            sum += (0..3).map(|part| u32::from(a[part].abs_diff(b[part]))).sum::<u32>();
        }
    }
    f64::from(sum) / (3 * TILE * TILE) as f64
}

fn pixel(pixels: &Pixels, x: usize, y: usize) -> [u8; 3] {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let at = (y * width + x) * 3;
    let inside = x < width && y < height;
    inside.then(|| pixels.rgb.get(at..at + 3)?.try_into().ok()).flatten().unwrap_or([255; 3])
}

/// Marked tiles that touch each other, corners included.
fn groups(marked: &[bool], columns: usize) -> Vec<Vec<usize>> {
    let mut left = marked.to_vec();
    let mut groups = Vec::new();
    for start in 0..left.len() {
        if !std::mem::take(&mut left[start]) {
            continue;
        }
        let mut group = vec![start];
        let mut at = 0;
        while at < group.len() {
            let (x, y) = (group[at] % columns, group[at] / columns);
            for (dx, dy) in (0..9).map(|step| (step % 3, step / 3)) {
                let (Some(x), Some(y)) = ((x + dx).checked_sub(1), (y + dy).checked_sub(1)) else { continue };
                let tile = y * columns + x;
                if x < columns && left.get_mut(tile).is_some_and(std::mem::take) {
                    group.push(tile);
                }
            }
            at += 1;
        }
        groups.push(group);
    }
    groups
}

/// The new page in pale grey, with what went in red and what came in blue.
pub fn difference(old: &Pixels, new: &Pixels) -> Pixels {
    let (width, height) = (old.width.max(new.width), old.height.max(new.height));
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height as usize {
        for x in 0..width as usize {
            let grey = |pixels: &Pixels| {
                let [r, g, b] = pixel(pixels, x, y);
                r / 4 + g / 2 + g / 8 + b / 8
            };
            let (was, is) = (grey(old), grey(new));
            let pale = 192 + is / 4;
            rgb.extend(match i16::from(was) - i16::from(is) {
                darker if darker > 12 => [is / 2, is / 2, 255],
                lighter if lighter < -12 => [255, was / 2, was / 2],
                _ => [pale; 3],
            });
        }
    }
    Pixels { width, height, rgb }
}

/// Gives every area the names of the frames and stories of the sheet under it.
pub fn name_areas(areas: &mut [ChangedArea], sheet: &Sheet) {
    for area in areas.iter_mut().filter(|area| area.page == sheet.number) {
        let touches = |other: &Rect| {
            let [x, y, width, height] = mm_rect(*other);
            let [left, top, wide, high] = area.area;
            x < left + wide && left < x + width && y < top + high && top < y + height
        };
        let under = sheet.marks.iter().filter(|mark| touches(&mark.area));
        let names = |name: fn(&super::Mark) -> &String| {
            let mut names: Vec<String> = under.clone().map(name).filter(|name| !name.is_empty()).cloned().collect();
            names.sort();
            names.dedup();
            names
        };
        (area.stories, area.frames) = (names(|mark| &mark.story), names(|mark| &mark.frame));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white(width: u32, height: u32) -> Pixels {
        Pixels { width, height, rgb: vec![255; (width * height * 3) as usize] }
    }

    #[test]
    fn a_dot_is_found_and_equal_pages_are_equal() {
        let (old, mut new) = (white(100, 90), white(100, 90));
        assert!(changed_areas(&old, &new, "1", 72.0, 1.0).is_empty());
        for x in 40..60 {
            let at = (50 * 100 + x) * 3;
            new.rgb[at..at + 3].fill(0);
        }
        let areas = changed_areas(&old, &new, "1", 72.0, 1.0);
        assert_eq!(areas.len(), 1);
        let [x, y, width, height] = areas[0].area;
        assert_eq!((x, y, width, height), (11.29, 16.93, 11.29, 5.64));
    }

    #[test]
    fn what_hangs_over_the_smaller_page_counts() {
        let (old, new) = (white(32, 32), Pixels { rgb: vec![0; 32 * 64 * 3], width: 32, height: 64 });
        assert_eq!(changed_areas(&old, &new, "1", 72.0, 1.0).len(), 1);
    }
}
