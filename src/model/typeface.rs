//! The faces of a style: its family in its weight, slant and language.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, FaceId, FamilyId, Len, Permille, Spanned, name_hint};
use crate::font::{FontBook, Slant, is_one_design};
use crate::input::{DEFAULTS, Fields, Value};
use crate::message;
use crate::tradition::Lang;

use super::choices;
use super::composing::{self, em_of};
use super::edition::{Family, Latin};
use super::features::lacking;
use super::sheet::{Sheet, Workbench, intern};

/// A face of a chain whose weight is further off than this, such as regular for bold, is tried after the others.
const WEIGHT_APART: u16 = 250;

impl Sheet {
    /// The fallback chain of a style's family in its weight.
    pub(super) fn family(&self, fields: &Fields, bench: &mut Workbench<'_>) -> FamilyId {
        let name = fields.text("family").unwrap_or(Spanned::new("song", fields.span));
        let (weight, slant) = (weight_of(fields, bench.found), slant_of(fields));
        let lang = composing::lang(fields);
        let label = label(name.value, weight, slant);
        let Some(family) = self.family_fields(name, bench.found) else {
            return intern(&mut bench.edition.families, without_faces(label), FamilyId::new);
        };
        if family.list("faces").is_empty() {
            bench.found.push(
                Diagnostic::error("font/no-faces", message!("font family `{}` has no faces", name.value))
                    .at(family.span)
                    .hint("write faces: and the names of fonts, the first choice first"),
            );
        }
        let mut chain = faces_of(family, weight, bench);
        if let Some((_, fallbacks)) = chain.split_first_mut() {
            // In a black headline a bold sign of another design is less of a stranger than a thin one of the same.
            fallbacks.sort_by_key(|&face| is_apart(face, weight, bench.fonts));
        }
        if chain.is_empty() {
            return intern(&mut bench.edition.families, without_faces(label), FamilyId::new);
        }
        let mut chain = in_language(chain, weight, lang, bench, fields);
        if let Some(others) = self.family_called(OTHERS) {
            let more = faces_of(others, weight, bench);
            chain.extend(more.into_iter().filter(|face| !chain.contains(face)).collect::<Vec<_>>());
        }
        let latin = family
            .text("latin")
            .and_then(|face| find_face(&Spanned::new(face.value.to_owned(), face.span), weight, bench))
            .map(|face| Latin {
                face: slanted(face, weight, slant, fields, bench),
                scale: family.percent("latin-scale").unwrap_or(Permille::ONE),
                rise: em_of(family, "latin-rise", Len::PT).unwrap_or_default(),
            });
        lacking(latin.map_or(chain[0], |latin: Latin| latin.face), fields, bench.fonts, bench.found);
        // Layouts may mean different faces by one name, so families are the same only when all of them is.
        intern(&mut bench.edition.families, Family { name: label, chain, latin }, FamilyId::new)
    }
}

/// The family whose faces are tried after those of every other one, for names in scripts that a paper has now and then.
const OTHERS: &str = "others";

/// The faces that a family names, the first choice first.
fn faces_of(family: &Fields, weight: u16, bench: &mut Workbench<'_>) -> Vec<FaceId> {
    let named = |value: &Spanned<Value>| value.value.as_text().map(|text| Spanned::new(text.to_owned(), value.span));
    family.list("faces").iter().filter_map(named).filter_map(|face| find_face(&face, weight, bench)).collect()
}

/// What messages call a family in its weight and slant.
fn label(name: &str, weight: u16, slant: Slant) -> String {
    let slant = if slant == Slant::Italic { " italic" } else { "" };
    format!("{name} {weight}{slant}")
}

fn is_apart(face: FaceId, weight: u16, fonts: &FontBook) -> bool {
    fonts.face(face).weight.abs_diff(weight) > WEIGHT_APART
}

/// The chain with the first design in front that has the common letters of the language, where the family's own one lacks some: no headline mixes
/// letters of two designs because its face was made for another language.
fn in_language(chain: Vec<FaceId>, weight: u16, lang: Lang, bench: &mut Workbench<'_>, style: &Fields) -> Vec<FaceId> {
    let written = lang.tradition().writing.letters;
    let letters: BTreeSet<char> = written.chars().collect();
    let fonts = bench.fonts;
    let lacking = |design: &[FaceId]| {
        let has: BTreeSet<char> = design.iter().flat_map(|&face| fonts.face(face).covered_of(written)).collect();
        letters.difference(&has).copied().collect::<Vec<char>>()
    };
    let design = |first: FaceId| -> Vec<FaceId> {
        let own = |&face: &FaceId| {
            is_one_design(fonts.face(first).family(), fonts.face(face).family()) && !is_apart(face, weight, fonts)
        };
        chain.iter().copied().filter(own).collect()
    };
    let lacks = lacking(&design(chain[0]));
    if lacks.is_empty() {
        return chain;
    }
    let near = chain.iter().copied().filter(|&face| !is_apart(face, weight, fonts));
    let Some(serving) = near.map(design).find(|design| lacking(design).is_empty()) else { return chain };
    let (first, instead) = (fonts.face(chain[0]).family(), fonts.face(serving[0]).family());
    tell_of_language(first, instead, &lacks, lang, style, bench.found);
    let rest = chain.iter().copied().filter(|face| !serving.contains(face));
    serving.iter().copied().chain(rest).collect()
}

/// Most letters that a message gives as examples.
const EXAMPLES: usize = 4;

/// What every layout starts from is for all languages, so that nothing is told of it.
fn tell_of_language(first: &str, instead: &str, lacks: &[char], lang: Lang, style: &Fields, found: &mut Diagnostics) {
    let mut asked = ["weight", "family"].into_iter().filter_map(|key| style.get(key)).map(|value| value.span);
    let Some(asked) = asked.find(|span| span.source != DEFAULTS) else { return };
    let examples: String = lacks.iter().take(EXAMPLES).collect();
    found.push(
        Diagnostic::note(
            "font/language",
            message!(
                "{} lacks letters of the language {} ({}): the style is set in {}",
                first,
                lang.tradition().tag,
                examples,
                instead
            ),
        )
        .at(asked)
        .hint("name a family that has them, or put a font of that language first in its `faces`"),
    );
}

/// The italic of a face where that is asked for; a family without one is told, and nothing is slanted in its place (LA11).
fn slanted(face: FaceId, weight: u16, slant: Slant, style: &Fields, bench: &mut Workbench<'_>) -> FaceId {
    if slant == Slant::Upright {
        return face;
    }
    let name = bench.fonts.face(face).family();
    bench.fonts.italic(name, weight).unwrap_or_else(|| {
        let finding = Diagnostic::warning("font/no-italic", message!("{} has no italic: it is set upright", name));
        bench.found.push(
            finding
                .at(style.span_of("slant"))
                .hint("put the family's italic font beside the others, or name another family as `latin`"),
        );
        face
    })
}

/// Stands for a family none of whose faces is at hand; an error was found, and the page is set with the first face there is.
fn without_faces(name: String) -> Family {
    Family { name, chain: vec![FaceId::default()], latin: None }
}

fn find_face(name: &Spanned<String>, weight: u16, bench: &mut Workbench<'_>) -> Option<FaceId> {
    let face = bench.fonts.find(&name.value, weight);
    if face.is_none() {
        let mut known: Vec<&str> = bench.fonts.faces().iter().map(|face| face.family()).collect();
        known.sort_unstable();
        known.dedup();
        let hint = name_hint(&name.value, known);
        bench.found.push(
            Diagnostic::error("font/missing", message!("no font called `{}` is at hand", name.value))
                .at(name.span)
                .hint(hint)
                .hint("put its file into `fonts/` beside the edition, or name it with --font-path"),
        );
    }
    face
}

fn slant_of(fields: &Fields) -> Slant {
    fields.text("slant").map_or(Slant::Upright, |word| choices::pick(choices::SLANT, word.value))
}

/// The weight of a style's keys, 100 to 900.
pub(super) fn weight_of(fields: &Fields, found: &mut Diagnostics) -> u16 {
    let Some(weight) = fields.text("weight") else { return 400 };
    match weight.value {
        "regular" => 400,
        "bold" => 700,
        "black" => 900,
        number => number.parse().ok().filter(|weight| (100..=900).contains(weight)).unwrap_or_else(|| {
            found.push(
                Diagnostic::error("style/weight", message!("`{}` is no weight", number))
                    .at(weight.span)
                    .hint("use regular, bold, black or a number from 100 to 900"),
            );
            400
        }),
    }
}
