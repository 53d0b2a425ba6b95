//! How large the files are that an edition places, which cropping needs, and what they themselves forbid.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Len, Size};
use crate::export::pdf::placed::{page_bleed, page_size};
use crate::input::Files;
use crate::input::picture::{Density, Holds, Limits, PictureFile, Scale, drawing_size, holds};
use crate::message;
use crate::model::{Content, Edition, PictureFit};

use super::claims;

/// Tells the edition the sizes of what it places, which cropping needs, and finds what the files themselves forbid; what cannot be read is found when
/// it is prepared. A picture that is placed at its own size must say what that is.
pub fn measure(edition: &mut Edition, files: &dyn Files) -> Diagnostics {
    let date = edition.imprint.date;
    let sold = sold_pictures(edition);
    let mut found = Vec::new();
    for (number, picture) in edition.pictures.iter_mut().enumerate() {
        let Ok(mut file) = PictureFile::open(files, &picture.name) else { continue };
        found.extend(claims::claims(picture, &file.told(files, &picture.name), date));
        let bytes = whole(&file);
        if matches!(holds(bytes), Holds::Pages) {
            picture.bleed = page_bleed(&picture.name, bytes, picture.page).unwrap_or_default();
        }
        // What cannot be read is found when it is prepared.
        let Some(measures) = measures(&mut file, &picture.name, picture.page) else { continue };
        picture.size = Some(measures.size);
        picture.paper = measures.paper;
        found.extend(measures.oblong.map(|density| oblong(&picture.name, density).at(picture.span)));
        if sold.get(&number) == Some(&PictureFit::Exact) {
            found.extend(measures.paper.is_none().then(|| sizeless(&picture.name).at(picture.span)));
            picture.size = picture.paper;
        }
    }
    found
}

/// The size of a picture's file, as [`measure`] gives it.
pub fn size_of(name: &str, files: &dyn Files) -> Option<Size> {
    Some(measures(&mut PictureFile::open(files, name).ok()?, name, 1)?.size)
}

/// What a file says of its size.
struct Measures {
    /// Its proportions; drawings and pages of PDFs have real sizes.
    size: Size,
    /// Its size on paper, where it says one.
    paper: Option<Size>,
    /// Its density, where its pixels are not square.
    oblong: Option<Density>,
}

impl Measures {
    fn real(size: Size) -> Self {
        Self { size, paper: Some(size), oblong: None }
    }

    fn of_pixels((width, height): (u32, u32), density: Option<Density>) -> Self {
        let pixels = Size { width: Len(i64::from(width)), height: Len(i64::from(height)) };
        let oblong = density.filter(|density| density.is_oblong());
        let sized = density.filter(|density| density.scale == Scale::Inch);
        Self {
            size: oblong.map_or(pixels, |density| squared(pixels, density)),
            paper: sized.map(|density| on_paper(pixels, density)),
            oblong,
        }
    }
}

/// The bytes of a file that is held; none of one too large for it.
fn whole(file: &PictureFile) -> &[u8] {
    if let PictureFile::Whole(bytes) = file { bytes.as_slice() } else { &[] }
}

fn measures(file: &mut PictureFile, name: &str, page: u32) -> Option<Measures> {
    match holds(whole(file)) {
        Holds::Pixels => {
            let pixels = file.header(name, page, &Limits::default()).ok()?;
            Some(Measures::of_pixels(pixels, file.density(page)))
        }
        Holds::Pages => page_size(name, whole(file), page).ok().map(Measures::real),
        Holds::Drawing => drawing_size(name, whole(file)).ok().map(|(width, height)| {
            // A drawing's unit is the pixel of 96 to the inch (CSS Values 3 §6.2).
            let length = |pixels: f32| Len::from_pt(f64::from(pixels) * 0.75);
            Measures::real(Size { width: length(width), height: length(height) })
        }),
    }
}

/// The pictures whose size on paper matters: what frames show at its own size, and what was booked.
fn sold_pictures(edition: &Edition) -> BTreeMap<usize, PictureFit> {
    let mut sold = BTreeMap::new();
    for frame in &edition.frames {
        if let Content::Picture(placed) = &frame.content
            && (placed.fit == PictureFit::Exact || frame.booked.is_some())
        {
            let fit = sold.entry(placed.picture.index()).or_insert(placed.fit);
            *fit = if placed.fit == PictureFit::Exact { placed.fit } else { *fit };
        }
    }
    sold
}

/// Oblong pixels counted as square ones, as long as the long side of one is: so the count says how fine the picture is at most.
fn squared(pixels: Size, density: Density) -> Size {
    let coarse = density.across.min(density.down);
    let count = |pixels: Len, density: i64| pixels.scaled(coarse, density).max(Len(1));
    Size { width: count(pixels.width, density.across), height: count(pixels.height, density.down) }
}

/// The size of pixels at a density.
fn on_paper(pixels: Size, density: Density) -> Size {
    let inches = |pixels: Len, thousandths: i64| (Len::MM * 254 / 10).scaled(pixels.0 * 1000, thousandths);
    Size { width: inches(pixels.width, density.across), height: inches(pixels.height, density.down) }
}

fn oblong(name: &str, density: Density) -> Diagnostic {
    let number = |thousandths: i64| format!("{}", (thousandths + 500) / 1000);
    let (across, down) = (number(density.across), number(density.down));
    Diagnostic::note(
        "picture/oblong",
        message!("{} has pixels that are not square: {} across for {} down", name, across, down),
    )
    .hint("it is placed in its true proportion; if it looks squeezed, save it with the same resolution both ways")
}

fn sizeless(name: &str) -> Diagnostic {
    Diagnostic::error("ad/size", message!("{} does not say how large it prints: it has no resolution", name))
        .hint("save it with its resolution, as 300 pixels per inch, or write fit: contain to scale it to its frame")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(pixels: (u32, u32), across: i64, down: i64) -> (i64, i64) {
        let density = Density { across: across * 1000, down: down * 1000, scale: Scale::Shape };
        let size = Measures::of_pixels(pixels, Some(density)).size;
        (size.width.0, size.height.0)
    }

    #[test]
    fn pixels_that_are_not_square_count_by_their_long_side() {
        assert_eq!(size((1728, 1100), 204, 98), (830, 1100));
        assert_eq!(size((1728, 2200), 204, 196), (1660, 2200));
        assert_eq!(size((640, 480), 1, 2), (640, 240));
        // Square ones as they are: rounded apart, or said to be longer than any device makes them.
        assert_eq!(size((640, 480), 300, 300), (640, 480));
        assert_eq!(size((640, 480), 300, 299), (640, 480));
        assert_eq!(size((640, 480), 72, 1), (640, 480));
    }
}
