//! Which pages go into which files.

use std::path::{Path, PathBuf};

use paiban::base::{Diagnostic, Len};
use paiban::display::{self, DisplayPage};
use paiban::message;
use paiban::model::LONGEST_SIDE;

use super::ImposeArg;
use crate::cli::Failure;

/// The pages whose numbers are asked for, in the edition's order.
pub(super) fn chosen(pages: Vec<DisplayPage>, numbers: &str) -> Result<Vec<DisplayPage>, Failure> {
    let known: Vec<String> = pages.iter().map(|page| page.number.clone()).collect();
    let position = |number: &str| {
        let at = known.iter().position(|known| known == number.trim());
        at.ok_or_else(|| {
            Failure::usage(format!("--pages: there is no page {}; known: {}", number.trim(), known.join(", ")))
        })
    };
    let mut wanted = vec![false; pages.len()];
    for range in numbers.split(',') {
        // A page's number may hold a hyphen itself.
        let (first, last) = match range.split_once('-').filter(|_| !known.iter().any(|known| known == range.trim())) {
            Some((first, last)) => (position(first)?, position(last)?),
            None => (position(range)?, position(range)?),
        };
        if first > last {
            return Err(Failure::usage(format!("--pages: {range} runs backwards")));
        }
        wanted[first..=last].fill(true);
    }
    Ok(pages.into_iter().zip(wanted).filter_map(|(page, wanted)| wanted.then_some(page)).collect())
}

/// The files to write with their pages: one, or one for each page.
pub(super) fn files_of<'p>(
    pages: &'p [DisplayPage],
    target: Option<&Path>,
    split: bool,
) -> Vec<(&'p [DisplayPage], Option<PathBuf>)> {
    if !split {
        return vec![(pages, target.map(Path::to_owned))];
    }
    let own = |page: &'p DisplayPage| {
        let named = target.map(|target| {
            let stem = target.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
            let number: String = page.number.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
            target.with_file_name(format!("{stem}-{number}.pdf"))
        });
        (std::slice::from_ref(page), named)
    };
    pages.iter().map(own).collect()
}

/// Puts the pages on sheets; what bleeds into the other page of its sheet would print there.
pub(super) fn on_sheets(pages: &mut Vec<DisplayPage>, scheme: ImposeArg) -> Option<Diagnostic> {
    if let Some(page) = pages.iter().find(|page| page.bleed + page.slug > Len::ZERO) {
        let message = message!("page {} has bleed or marks and cannot stand beside another on a sheet", page.number);
        return Some(
            Diagnostic::error("page/bleed", message).hint("take bleed: and marks: away, or build without --impose"),
        );
    }
    let scheme = match scheme {
        ImposeArg::Section => display::Scheme::Section,
        ImposeArg::Spreads => display::Scheme::Spreads,
    };
    *pages = display::impose(pages, scheme);
    // Bleed and marks were refused above: a sheet is as wide as its pages.
    let sheet = pages.iter().find(|sheet| sheet.trim.width > LONGEST_SIDE)?;
    let message = message!("sheet {} is wider than the 14,400 pt a PDF page holds", sheet.number);
    Some(Diagnostic::error("page/too-large", message).hint("build without --impose"))
}
