//! Plates as picture objects: in the process inks, and in spot inks where there are any (ISO 32000-1 §8.6.6.5).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, dictionary};

use super::desk::Desk;
use super::flatten::{Engraved, InkPlate};
use super::functions::Function;
use super::state::decimal;
use super::streams::followed;
use super::{deflate, reals, whole_stream};

/// Inks of the process.
const PROCESS: usize = 4;
/// Most inks of a picture (ISO 32000-1 annex C).
const MOST_INKS: usize = 32;

/// How spot inks look where a device has none of them, and the spaces that say so.
#[derive(Debug, Default)]
pub(super) struct Looks(BTreeMap<String, Look>);

#[derive(Debug)]
struct Look {
    solid: [f64; 4],
    space: Object,
}

impl Looks {
    /// The spot inks of a file with stand-ins in CMYK.
    pub(super) fn of(document: &Document) -> Self {
        let mut looks = BTreeMap::new();
        let arrays = document.objects.values().flat_map(arrays_of);
        for items in arrays {
            let name =
                |at: usize| items.get(at).map(|item| followed(document, item)).and_then(|item| item.as_name().ok());
            if name(0) != Some(b"Separation") || name(2) != Some(b"DeviceCMYK") {
                continue;
            }
            let function = items.get(3).and_then(|function| Function::read(document, function));
            let solid = function.map(|function| function.at(&[1.0]));
            if let (Some(ink), Some(Ok(solid))) = (name(1), solid.map(<[f64; 4]>::try_from)) {
                let ink = String::from_utf8_lossy(ink).into_owned();
                looks.entry(ink).or_insert_with(|| Look { solid, space: Object::Array(items.clone()) });
            }
        }
        Self(looks)
    }
}

/// Arrays that may be colour spaces: an object by itself, or an entry of resources or of a picture.
fn arrays_of(object: &Object) -> Vec<&Vec<Object>> {
    match object {
        Object::Array(items) => vec![items],
        Object::Dictionary(keys) => in_keys(keys, 0),
        Object::Stream(stream) => in_keys(&stream.dict, 0),
        _ => Vec::new(),
    }
}

/// Depth to which resources hold dictionaries.
const DEEPEST: usize = 4;

fn in_keys(keys: &Dictionary, depth: usize) -> Vec<&Vec<Object>> {
    let within = |object: &'_ Object| matches!(object, Object::Array(_) | Object::Dictionary(_));
    let values = keys.iter().map(|(_, value)| value).filter(|value| depth < DEEPEST && within(value));
    values
        .flat_map(|value| match value {
            Object::Array(items) => vec![items],
            Object::Dictionary(keys) => in_keys(keys, depth + 1),
            _ => Vec::new(),
        })
        .collect()
}

impl Desk<'_> {
    /// A picture of plates.
    pub(super) fn plated(&mut self, engraved: &Engraved, looks: &Looks) -> Object {
        let has_ink = |plate: &&InkPlate| plate.shares.iter().any(|share| *share > 0);
        let spots: Vec<&InkPlate> =
            engraved.plates.iter().skip(PROCESS).filter(has_ink).take(MOST_INKS - PROCESS).collect();
        let inks: Vec<&InkPlate> = engraved.plates.iter().take(PROCESS).chain(spots.iter().copied()).collect();
        let count = engraved.width * engraved.height;
        let mut samples = vec![0; count * inks.len()];
        for (at, plate) in inks.iter().enumerate() {
            let own = samples.iter_mut().skip(at).step_by(inks.len());
            own.zip(&plate.shares).for_each(|(sample, share)| *sample = *share);
        }
        let space = if spots.is_empty() { Object::from("DeviceCMYK") } else { self.mixed_space(&spots, looks) };
        let side = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let keys = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => side(engraved.width),
            "Height" => side(engraved.height),
            "ColorSpace" => space,
            "BitsPerComponent" => 8,
            "Filter" => "FlateDecode",
        };
        self.add(whole_stream(keys, deflate(&samples)))
    }

    /// The process inks with spots, which stand in as their looks added up.
    fn mixed_space(&mut self, spots: &[&InkPlate], looks: &Looks) -> Object {
        let names =
            ["Cyan", "Magenta", "Yellow", "Black"].into_iter().chain(spots.iter().map(|plate| plate.ink.as_str()));
        let names: Vec<Object> = names.map(|name| Object::Name(name.as_bytes().to_vec())).collect();
        let look = |plate: &&InkPlate| looks.0.get(&plate.ink);
        let solids: Vec<[f64; 4]> =
            spots.iter().map(|plate| look(plate).map_or([0.0, 0.0, 0.0, 1.0], |look| look.solid)).collect();
        let inks = names.len();
        let keys = dictionary! {
            "FunctionType" => 4,
            "Domain" => reals(&[0.0, 1.0].repeat(inks)),
            "Range" => reals(&[0.0, 1.0].repeat(PROCESS)),
            "Filter" => "FlateDecode",
        };
        let function = self.add(whole_stream(keys, deflate(mixing(&solids).as_bytes())));
        let mut colorants = Dictionary::new();
        for (plate, look) in spots.iter().filter_map(|plate| Some((plate, look(plate)?))) {
            colorants.set(plate.ink.as_bytes(), look.space.clone());
        }
        vec![
            "DeviceN".into(),
            names.into(),
            "DeviceCMYK".into(),
            function,
            dictionary! { "Colorants" => colorants }.into(),
        ]
        .into()
    }
}

/// A program (ISO 32000-1 §7.10.5): c m y k s1 … sn → each of c m y k, and to it every spot's share of that ink, no more than 1.
fn mixing(solids: &[[f64; 4]]) -> String {
    let inks = PROCESS + solids.len();
    let mut program = String::from("{");
    for process in 0..PROCESS {
        // What was worked out before lies above the inks.
        let sum = |text: String, (at, solid): (usize, &[f64; 4])| {
            let depth = inks - 1 - (PROCESS + at) + process + 1;
            let share = solid.get(process).copied().unwrap_or(0.0);
            format!("{text} {depth} index {} mul add", decimal(share))
        };
        let first = format!(" {} index", inks - 1);
        program += &solids.iter().enumerate().fold(first, sum);
        program += " dup 1 gt { pop 1 } if";
    }
    // The four results go under the inks, which are let go.
    program + &format!(" {} {PROCESS} roll", inks + PROCESS) + &" pop".repeat(inks) + " }"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spots_are_added_to_the_process_inks() {
        let mut document = Document::new();
        let keys = dictionary! { "FunctionType" => 4, "Domain" => reals(&[0.0, 1.0].repeat(6)), "Range" => reals(&[0.0, 1.0].repeat(4)) };
        let program = mixing(&[[0.0, 0.2, 0.8, 0.1], [1.0, 0.0, 0.0, 0.0]]).into_bytes();
        let id = document.add_object(whole_stream(keys, program));
        let function = Function::read(&document, &Object::Reference(id));
        let out = |inks: [f64; 6]| function.as_ref().map(|function| function.at(&inks)).unwrap_or_default();
        let near = |out: Vec<f64>, wanted: [f64; 4]| {
            assert!(out.len() == 4 && out.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-6), "{out:?}");
        };
        near(out([0.1, 0.2, 0.3, 0.4, 0.0, 0.0]), [0.1, 0.2, 0.3, 0.4]);
        near(out([0.1, 0.2, 0.3, 0.4, 0.5, 0.25]), [0.35, 0.3, 0.7, 0.45]);
        near(out([0.9, 0.0, 0.9, 0.0, 1.0, 1.0]), [1.0, 0.2, 1.0, 0.1]);
    }
}
