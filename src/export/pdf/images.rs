//! Pictures as image objects (ISO 32000-1 §8.9.5).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Object, Stream, dictionary};
use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics, Len};
use crate::colour::{Channels, Placed, PressData, PressImage};
use crate::display::ItemKind;
use crate::message;

use super::drawing::Part;
use super::fonts::ready;
use super::paint::hashed;
use super::{PdfJob, deflate, drawing};

/// A picture of the file, under the names it goes by at its widths.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) resources: Vec<String>,
    pub(super) object: ImageObject,
}

/// What stands for a picture in the file.
#[derive(Debug)]
pub(super) enum ImageObject {
    /// An image.
    Ready(Stream),
    /// A drawing at each of its widths, and its pictures.
    Drawing(Vec<Part>, Vec<Stream>),
    /// A page that is brought in when the document is put together.
    Page {
        /// Its name, for messages.
        name: String,
        /// The PDF.
        file: Arc<[u8]>,
        /// Which page, from 1.
        page: u32,
    },
}

/// Parts the name of a picture from its width.
const AT: char = '.';

/// Resource name of a picture: from its name, so that it never depends on the order of pictures, and its width, since the lines of a drawing depend on that.
pub(super) fn resource(name: &str, width: Len) -> String {
    format!("{}{AT}{}", stem(name), width.0)
}

/// What the resource names of a picture begin with, whatever its width.
pub(super) fn stem(name: &str) -> String {
    hashed('P', name)
}

/// What a resource name begins with.
pub(super) fn stem_of(resource: &str) -> &str {
    resource.split(AT).next().unwrap_or_default()
}

/// The image objects of all pictures shown, in order of name.
pub(super) fn encode(job: &PdfJob<'_>) -> Result<Vec<Shown>, Diagnostics> {
    let mut widths: BTreeMap<&String, BTreeSet<Len>> = BTreeMap::new();
    for item in job.pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image) = &item.kind {
            widths.entry(&image.name).or_default().insert(image.area.width);
        }
    }
    let missing: Diagnostics =
        widths.keys().filter(|name| !job.images.contains_key(**name)).map(|name| not_ready(name)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let images: Vec<(&String, BTreeSet<Len>, &Arc<Placed>)> =
        widths.into_iter().filter_map(|(name, widths)| Some((name, widths, job.images.get(name)?))).collect();
    let shown = |(name, widths, image): &(&String, BTreeSet<Len>, &Arc<Placed>)| Shown {
        resources: widths.iter().map(|width| resource(name, *width)).collect(),
        object: object(name, widths, image),
    };
    Ok(images.par_iter().map(shown).collect())
}

fn not_ready(name: &str) -> Diagnostic {
    Diagnostic::error("picture/not-ready", message!("{} could not be made ready for the press", name))
}

fn object(name: &str, widths: &BTreeSet<Len>, placed: &Placed) -> ImageObject {
    match placed {
        Placed::Pixels(image) => ImageObject::Ready(pixels(image)),
        Placed::Drawing(placed) => {
            let forms = widths.iter().map(|width| drawing::form(&placed.at_width(*width)));
            ImageObject::Drawing(forms.collect(), placed.pictures.iter().map(pixels).collect())
        }
        Placed::Page { file, page, .. } => {
            ImageObject::Page { name: name.to_owned(), file: Arc::clone(file), page: *page }
        }
    }
}

fn pixels(image: &PressImage) -> Stream {
    let mut dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(image.width),
        "Height" => i64::from(image.height),
        "ColorSpace" => match image.channels { Channels::Gray => "DeviceGray", Channels::Cmyk => "DeviceCMYK" },
        "BitsPerComponent" => if matches!(image.data, PressData::Bits(_)) { 1 } else { 8 },
    };
    match &image.data {
        PressData::Bits(samples) => {
            // Each row as its difference from the one above: line art repeats itself downwards (ISO 32000-1 §7.4.4.4).
            dictionary.set("Filter", "FlateDecode");
            dictionary.set(
                "DecodeParms",
                dictionary! { "Predictor" => 12, "Colors" => 1, "BitsPerComponent" => 1, "Columns" => i64::from(image.width) },
            );
            ready(dictionary, deflate(&differences(samples, (image.width as usize).div_ceil(8))))
        }
        PressData::Raw(samples) => {
            dictionary.set("Filter", "FlateDecode");
            ready(dictionary, deflate(samples))
        }
        PressData::Jpeg { bytes, inverted } => {
            dictionary.set("Filter", "DCTDecode");
            if *inverted {
                let channels = if image.channels == Channels::Gray { 1 } else { 4 };
                dictionary.set("Decode", [1, 0].repeat(channels).into_iter().map(Object::Integer).collect::<Vec<_>>());
            }
            ready(dictionary, bytes.clone())
        }
    }
}

/// Rows as their differences from the one above, each marked as such (PNG §9, filter Up).
fn differences(samples: &[u8], row: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row.max(1));
    let mut above = vec![0; row];
    for line in samples.chunks_exact(row.max(1)) {
        out.push(2);
        out.extend(line.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above.copy_from_slice(line);
    }
    out
}
