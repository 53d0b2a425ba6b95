//! The pictures of a set edition, made ready for the press: each file decoded and converted once, for its largest use.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics, Len, Rect, Size, Span};
use crate::colour::{
    ConvertOptions, OutputProfile, Picture, PictureChannels, PressImage, TargetSize, convert, effective_ppi,
};
use crate::display::{DisplayPage, ItemKind};
use crate::input::picture::{Limits, decode, header};
use crate::input::{FileProblem, Files};
use crate::model::Edition;

/// Resolutions of continuous-tone pictures, in pixels per inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Pictures with more are reduced to this.
    pub target: u32,
    /// Pictures with less are reported (prepress G01).
    pub least: u32,
}

impl Default for Resolution {
    fn default() -> Self {
        Self { target: 200, least: 150 }
    }
}

/// Decodes and converts every picture the pages show.
pub fn pictures(
    edition: &Edition,
    pages: &[DisplayPage],
    files: &(dyn Files + Sync),
    profile: &OutputProfile,
    resolution: Resolution,
) -> (BTreeMap<String, PressImage>, Diagnostics) {
    let uses = largest_uses(pages);
    let ready: Vec<(String, Result<(PressImage, Diagnostics), Diagnostic>)> = uses
        .into_par_iter()
        .map(|(name, area)| (name.clone(), prepare(edition, &name, area, files, profile, resolution)))
        .collect();
    let mut images = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, result) in ready {
        match result {
            Ok((image, notes)) => {
                findings.extend(notes);
                images.insert(name, image);
            }
            Err(problem) => findings.push(problem),
        }
    }
    (images, findings)
}

/// Where each picture stands largest, cropped parts included.
fn largest_uses(pages: &[DisplayPage]) -> BTreeMap<String, Rect> {
    let mut uses: BTreeMap<String, Rect> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image) = &item.kind {
            let largest = uses.entry(image.name.clone()).or_insert(image.area);
            if image.area.width > largest.width {
                *largest = image.area;
            }
        }
    }
    uses
}

fn prepare(
    edition: &Edition,
    name: &str,
    area: Rect,
    files: &dyn Files,
    profile: &OutputProfile,
    resolution: Resolution,
) -> Result<(PressImage, Diagnostics), Diagnostic> {
    let span = edition.pictures.iter().find(|picture| picture.name == name).map(|picture| picture.span);
    let place = |diagnostic: Diagnostic| span.map_or(diagnostic.clone(), |span: Span| diagnostic.at(span));
    let bytes = files.read(name).map_err(|problem| place(unreadable(name, &problem)))?;
    let picture = decoded(name, bytes).map_err(place)?;
    let target = TargetSize::at_ppi(area.width, area.height, resolution.target);
    let ppi = effective_ppi(picture.width, area.width).min(effective_ppi(picture.height, area.height));
    let image = convert(&picture, target, profile, &ConvertOptions::default()).map_err(place)?;
    let mut notes = Vec::new();
    if ppi < resolution.least {
        notes.push(place(
            Diagnostic::warning(
                "picture/low-resolution",
                format!("{name} has {ppi} pixels per inch at this size; the press needs {}", resolution.least),
            )
            .hint("use a larger picture or a smaller frame"),
        ));
    }
    Ok((image, notes))
}

/// A decoded file as `colour` takes it.
fn decoded(name: &str, bytes: Vec<u8>) -> Result<Picture, Diagnostic> {
    let decoded = decode(name, &bytes, &Limits::default())?;
    Ok(Picture {
        name: name.to_owned(),
        width: decoded.width,
        height: decoded.height,
        channels: match decoded.channels {
            1 => PictureChannels::Gray,
            3 => PictureChannels::Rgb,
            _ => PictureChannels::Cmyk,
        },
        samples: decoded.samples,
        icc: decoded.icc,
        jpeg: decoded.is_plain_jpeg.then_some(bytes),
    })
}

/// Tells the edition the proportions of its pictures, which cropping needs; a picture that cannot be read is found when it is prepared.
pub fn measure(edition: &mut Edition, files: &dyn Files) {
    for picture in &mut edition.pictures {
        let size =
            files.read(&picture.name).ok().and_then(|bytes| header(&picture.name, &bytes, &Limits::default()).ok());
        picture.proportion =
            size.map(|(width, height)| Size { width: Len(i64::from(width)), height: Len(i64::from(height)) });
    }
}

fn unreadable(name: &str, problem: &FileProblem) -> Diagnostic {
    match problem {
        FileProblem::Missing => Diagnostic::error("file/missing", format!("there is no picture {name}"))
            .hint("paths are relative to the edition's folder"),
        FileProblem::Unreadable(why) => Diagnostic::error("file/unreadable", format!("{name} cannot be read: {why}")),
    }
}
