//! Advertisements: taken out of their files, converted, judged as they print, and held to what was booked.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, ToArg};
use crate::check::preflight::{ITEMS, Id, Item, Level, Options, Overlaps, Verdict, preflight};
use crate::colour::Placed;
use crate::export::pdf::placed::{
    Change, Changed, Left, Mended, Ready, Ways, found_again, made_ready, mended, page_size,
};
use crate::export::pdf::{resource_stem, stem_of};
use crate::message;
use crate::model::{self, Convert, Edition};

use super::{Bench, Judge, PressRoom, Shown, raster};

/// An advertisement as it is to be placed.
#[derive(Clone, Copy, Debug)]
pub struct Ad<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// The file.
    pub file: &'a [u8],
    /// Which page, from 1.
    pub page: u32,
    /// Whether its colours are converted.
    pub convert: Convert,
    /// Pixels per inch of the picture that it becomes; none to leave it what it is.
    pub rasterise: Option<u32>,
    /// How large it is placed: 1 at its own size.
    pub scale: f64,
    /// What shows of it: left, bottom, right and top as shares of its trim.
    pub shown: [f64; 4],
}

/// An advertisement made ready and judged.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The page as it will be placed.
    pub ready: Ready,
    /// What the judge says of it.
    pub verdict: Verdict,
}

/// Items that say nothing of an advertisement as it will print on our page: what it calls itself, and its own boxes and output intent.
fn concerns_an_ad(id: Id) -> bool {
    let name = format!("{id:?}");
    !name.starts_with(['M', 'O', 'P']) && !matches!(id, Id::F02 | Id::F04 | Id::F07 | Id::T05)
}

/// Items that only the file as it came can show: what is repaired or written anew must not hide them.
fn concerns_the_file(item: &Item) -> bool {
    matches!(item.id, Id::F01 | Id::F06 | Id::F10 | Id::G05)
}

/// Makes an advertisement ready and judges it as it will print: only the page that is placed, only what shows of it, at its scale.
///
/// # Errors
/// A file that cannot be placed, in the user's words.
pub fn look_at(ad: &Ad<'_>, room: &PressRoom, options: &Options) -> Result<Looked, Diagnostic> {
    let press = (ad.convert == Convert::Auto).then_some((&room.profile, room.convert));
    let ways = Ways { press, scale: ad.scale, shown: ad.shown };
    let mut ready = made_ready(ad.name, ad.file, ad.page, &ways)?;
    if let Some(ppi) = ad.rasterise {
        ready = raster::rastered(ad, ready, ppi, room)?;
    }
    if room.judge == Judge::Left {
        let (profile, skipped) = (options.profile, ITEMS.to_vec());
        let verdict = Verdict { profile, is_pdf: true, pages: 1, items: Vec::new(), skipped };
        return Ok(Looked { ready, verdict });
    }
    let as_came = as_came(ad, &mut ready, options);
    let is_flattened = room.judge == Judge::Flattened && ready.is_blended;
    let overlaps = if is_flattened { Overlaps::On(Vec::new()) } else { Overlaps::Everywhere };
    let mut verdict = preflight(&ready.file, &Options { scale: ready.scale, overlaps, ..options.clone() });
    verdict.items.retain(|item| concerns_an_ad(item.id));
    let is_known = |item: &Item| verdict.items.iter().any(|known| known.id == item.id && known.message == item.message);
    let concerns = |item: &Item| match ad.rasterise {
        // A picture of a damaged file is sound; of fonts that are not there it shows others.
        Some(_) => item.id == Id::T01,
        None => concerns_the_file(item),
    };
    let more: Vec<Item> = as_came.items.into_iter().filter(|item| concerns(item) && !is_known(item)).collect();
    verdict.items.extend(more);
    verdict.items.sort_by_key(|item| item.id);
    verdict.items.iter_mut().for_each(|item| item.page = item.page.map(|_| ad.page));
    verdict.pages = as_came.pages;
    Ok(Looked { ready, verdict })
}

/// What the judge finds in the file itself. What was wrong around its content is told, and must not hide what is wrong in it.
fn as_came(ad: &Ad<'_>, ready: &mut Ready, options: &Options) -> Verdict {
    let options =
        Options { page: Some(ad.page), scale: ad.scale, overlaps: Overlaps::On(Vec::new()), ..options.clone() };
    let whole = ready.mended.and_then(|_| mended(ad.file)).map(|whole| whole.file);
    let verdict = preflight(whole.as_deref().unwrap_or(ad.file), &options);
    let is_broken = |verdict: &Verdict| verdict.items.iter().any(|item| item.id == Id::F01);
    if ready.mended.is_some() || !is_broken(&verdict) {
        return verdict;
    }
    // One reader may find its way where another does not.
    let again = found_again(ad.file).map(|whole| preflight(&whole.file, &options)).filter(|again| !is_broken(again));
    ready.mended = again.as_ref().map(|_| Mended::References);
    again.unwrap_or(verdict)
}

/// A page of a PDF, ready to be placed.
pub(super) fn placed(
    picture: &model::Picture,
    bytes: &[u8],
    shown: &Shown,
    bench: &Bench<'_>,
) -> Result<(Placed, Diagnostics), Diagnostic> {
    let size = page_size(&picture.name, bytes, picture.page)?;
    let ad = Ad {
        name: &picture.name,
        file: bytes,
        page: picture.page,
        convert: picture.care.convert,
        rasterise: picture.care.rasterise,
        scale: shown.area.width.to_pt() / size.width.to_pt().max(1.0),
        shown: shown.part,
    };
    let Looked { ready, verdict } = look_at(&ad, bench.room, &bench.options)?;
    let mut notes = told(&picture.name, &ready);
    let (drawn, items): (Vec<&Item>, Vec<&Item>) =
        verdict.items.iter().partition(|item| ad.rasterise.is_some() && raster::has_stand_in(item));
    notes.extend(drawn.into_iter().map(|item| raster::stood_in(ad.name, item)));
    let concerns = |item: &&Item| item.level == Level::E || item.id == Id::C06;
    notes.extend(items.into_iter().filter(concerns).flat_map(|item| judged(picture, item)));
    notes.dedup();
    Ok((Placed::Page { file: ready.file.into(), page: 1, is_blended: ready.is_blended }, notes))
}

/// Code of a finding of PDF/X itself that was let through: the file may not call itself PDF/X then.
pub const NO_CLAIM: &str = "ad/no-claim";

/// What the judge finds in an advertisement, as a sales desk can send it to the advertiser; or that it is let through.
fn judged(picture: &model::Picture, item: &Item) -> Diagnostics {
    let name = &picture.name;
    if lets_through(picture, item) {
        return accepted(picture, item);
    }
    let page = item.page.map_or("".to_arg(), |page| message!("page {}, ", page).to_arg());
    let id = format!("{:?}", item.id);
    if item.level == Level::W {
        let message = message!("{}, {}: {}", name, id, item.message);
        return vec![Diagnostic::warning("ad/preflight", message).hint(item.hint)];
    }
    let message = message!("{} is not fit to print: {}, {}{}: {}", name, id, page, item.subject, item.message);
    let finding = Diagnostic::error("ad/preflight", message)
        .hint(item.hint)
        .hint(message!("`paiban preflight {} --letter letter.html` writes a letter to the advertiser", name));
    vec![finding.hint(message!("to print it in spite of this, write accept: [{}] and reason: beside it", id))]
}

/// Whether a picture's `accept` names the rule of a finding.
pub fn lets_through(picture: &model::Picture, item: &Item) -> bool {
    let id = format!("{:?}", item.id);
    picture.care.accepts.contains(&id)
}

/// The findings of a page that are not let through, and the records of those that are; text that cannot be read back matters in our own pages alone.
pub fn settled(items: Vec<Item>, edition: &Edition, ready: &super::Ready) -> (Vec<Item>, Diagnostics) {
    let names: BTreeMap<String, &model::Picture> =
        edition.pictures.iter().map(|picture| (resource_stem(&picture.key()), picture)).collect();
    let mut records = Diagnostics::new();
    let mut left = Vec::new();
    for item in items {
        let picture = item.within.as_ref().and_then(|name| names.get(stem_of(name)));
        let placed = |picture: &model::Picture| ready.get(&picture.key()).map(|placed| &**placed);
        let is_ad = |picture: &model::Picture| matches!(placed(picture), Some(Placed::Page { .. }));
        let is_drawing = |picture: &model::Picture| matches!(placed(picture), Some(Placed::Drawing(_)));
        match picture {
            Some(picture) if lets_through(picture, &item) => {
                records.extend(accepted(picture, &item).into_iter().map(|record| record.at(picture.span)));
            }
            Some(picture) if item.id == Id::T05 && is_ad(picture) => {}
            // A chart is told of the coarse picture within it, and printed: its lines and type are sharp.
            Some(picture) if matches!(item.id, Id::G01 | Id::G02) && is_drawing(picture) => {
                left.push(Item { level: Level::W, ..item });
            }
            // More pixels than a photograph needs are what was asked for.
            Some(picture) if item.id == Id::G03 && picture.care.rasterise.is_some() => {}
            _ => left.push(item),
        }
    }
    records.dedup();
    (left, records)
}

/// That a finding is let through, on record.
pub fn accepted(picture: &model::Picture, item: &Item) -> Diagnostics {
    let (name, reason, id) = (&picture.name, &picture.care.reason, format!("{:?}", item.id));
    let record = Diagnostic::note("ad/accepted", message!("{} is printed in spite of {}: {}", name, id, reason));
    if item.house {
        return vec![record];
    }
    let message = message!("with {} of {} let through, the file is no PDF/X and does not say that it is", id, name);
    vec![record, Diagnostic::warning(NO_CLAIM, message)]
}

/// What was changed in an advertisement and what of it was left behind.
pub fn told(name: &str, ready: &Ready) -> Diagnostics {
    let mut notes: Diagnostics = ready.changes.iter().map(|change| changed(name, change)).collect();
    notes.extend(ready.rastered.map(|ppi| raster::told(name, ppi)));
    notes.extend(ready.mended.map(|how| read_anyway(name, how)));
    if ready.screen_blends > 0 {
        notes.push(
            Diagnostic::warning(
                "ad/blending",
                message!("{} blends colours of the screen by modes that give others in inks", name),
            )
            .hint("look at a proof; ask for the file flattened, in CMYK, if it does not look right"),
        );
    }
    for (left, count) in &ready.left {
        let told = match left {
            Left::Annotations => message!("links and comments of {} are left behind: {}", name, count),
            Left::Actions => message!("actions of {} are left behind", name),
            Left::Form => message!("the form of {} is left behind", name),
            Left::Files => message!("files attached to {} are left behind", name),
            Left::Layers => message!("what stands on hidden layers of {} does not print: {} objects", name, count),
            Left::Printing => {
                let message = message!("comments or fields of {} that would print are left out: {}", name, count);
                notes.push(
                    Diagnostic::warning("ad/left-out", message)
                        .hint("ask for the file with comments and fields flattened, if they shall print"),
                );
                continue;
            }
            Left::Pages | Left::Outside => continue,
        };
        notes.push(Diagnostic::note("ad/left-behind", told));
    }
    notes
}

/// That a file was read in spite of what was wrong around its content.
fn read_anyway(name: &str, how: Mended) -> Diagnostic {
    match how {
        Mended::References => {
            let message = message!("the list of objects in {} is damaged: it is read by looking for them", name);
            Diagnostic::warning("ad/mended", message)
                .hint("look at a proof; such files often come of mail and chat programs: ask for it in a ZIP next time")
        }
        Mended::Unlocked => {
            let message = message!("{} is locked against changes, not against printing: it is placed", name);
            Diagnostic::note("ad/mended", message)
        }
    }
}

fn changed(name: &str, change: &Change) -> Diagnostic {
    let Change { from, to, count, difference, .. } = change;
    let message = match change.what {
        Changed::Type => {
            message!(
                "{}: colours of type converted from {} to {}: {}, ΔE up to {}",
                name,
                from,
                to,
                count,
                format_args!("{difference:.1}")
            )
        }
        Changed::Lines => {
            message!(
                "{}: colours of lines converted from {} to {}: {}, ΔE up to {}",
                name,
                from,
                to,
                count,
                format_args!("{difference:.1}")
            )
        }
        Changed::Areas => {
            message!(
                "{}: colours of areas converted from {} to {}: {}, ΔE up to {}",
                name,
                from,
                to,
                count,
                format_args!("{difference:.1}")
            )
        }
        Changed::Pictures => {
            message!(
                "{}: pictures converted from {} to {}: {}, ΔE up to {}",
                name,
                from,
                to,
                count,
                format_args!("{difference:.1}")
            )
        }
        Changed::Gradients => {
            message!(
                "{}: gradients converted from {} to {}: {}, ΔE up to {}",
                name,
                from,
                to,
                count,
                format_args!("{difference:.1}")
            )
        }
        Changed::SpotInks => {
            message!("{}: what stands in for spot inks converted from {} to {}: {}", name, from, to, count)
        }
        Changed::Blending => message!("{}: transparency is blended in {}, not in {}: {}", name, to, from, count),
        Changed::TooMuchInk => message!(
            "{}: ink above the limit taken away: {}, ΔE up to {}",
            name,
            count,
            format_args!("{difference:.1}")
        ),
        Changed::FineLines => message!("{}: fine lines of several inks made 0.51 points wide: {}", name, count),
        Changed::Overprint => message!("{}: black type and thin black lines set to overprint: {}", name, count),
    };
    Diagnostic::note("ad/converted", message)
}

/// Rules that are named but that the judge does not have.
pub fn unknown_rules(edition: &Edition) -> Diagnostics {
    let is_known = |rule: &str| ITEMS.iter().any(|id| message!("{}", format_args!("{id:?}")) == rule);
    let unknown = |picture: &model::Picture| {
        let is_rule = |rule: &&String| !model::Care::CLAIMS.contains(&rule.as_str());
        let rules = picture.care.accepts.iter().filter(is_rule).filter(|rule| !is_known(rule));
        let finding = |rule: &String| {
            Diagnostic::error("ad/accept", message!("`{}` is no rule of the judge", rule))
                .at(picture.span)
                .hint("write its letter and two digits, such as K05; docs/preflight.md lists them")
        };
        rules.map(finding).collect::<Vec<_>>()
    };
    edition.pictures.iter().flat_map(unknown).collect()
}
