//! A page made ready as one picture of its plates, for files whose fonts are missing or whose content nobody can mend.

use lopdf::{Object, dictionary};

use crate::base::Diagnostic;

use super::desk::Desk;
use super::flatten::{Engraved, single};
use super::layers::Layers;
use super::plated::Looks;
use super::ready::Ready;
use super::source::Source;
use super::{deflate, reals, whole_stream};

/// The page with a picture of it in its stead; `shown` is what the picture shows: left, bottom, right, top as shares of the trim.
///
/// # Errors
/// A page that cannot be read again.
pub fn rastered(name: &str, ready: &Ready, engraved: &Engraved, shown: [f64; 4]) -> Result<Vec<u8>, Diagnostic> {
    let source = Source::open(name, &ready.file, 1)?;
    let [left, bottom, right, top] = source.trim;
    let (width, height) =
        if source.turn % 180 == 0 { (right - left, top - bottom) } else { (top - bottom, right - left) };
    let sides = [shown[0] * width, shown[1] * height, shown[2] * width, shown[3] * height];
    let looks = Looks::of(&source.document);
    let mut desk = Desk::new(source.document, None, Layers::default());
    let picture = desk.plated(engraved, &looks);
    let content = format!(
        "q {:.4} 0 0 {:.4} {:.4} {:.4} cm /Im Do Q\n",
        sides[2] - sides[0],
        sides[3] - sides[1],
        sides[0],
        sides[1]
    );
    let content = desk.add(whole_stream(dictionary! { "Filter" => "FlateDecode" }, deflate(content.as_bytes())));
    let page = dictionary! {
        "Type" => "Page",
        "MediaBox" => reals(&sides),
        "BleedBox" => reals(&sides),
        "TrimBox" => reals(&[0.0, 0.0, width, height]),
        "Resources" => dictionary! { "XObject" => dictionary! { "Im" => picture } },
        "Contents" => content,
    };
    single(name, &desk.document, &Object::Dictionary(page))
}
