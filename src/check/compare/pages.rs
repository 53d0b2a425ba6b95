//! Pages of two versions paired.

use super::{PageChange, PageDifference, Sheet, mm};
use crate::base::Size;

/// The pages of two versions: by number, in the new version's order; then those that went.
pub(super) fn pairs<'a>(old: &'a [Sheet], new: &'a [Sheet]) -> Vec<(Option<&'a Sheet>, Option<&'a Sheet>)> {
    let partner = |sheet: &Sheet, others: &'a [Sheet]| others.iter().find(|other| other.number == sheet.number);
    let mut pairs: Vec<_> = new.iter().map(|sheet| (partner(sheet, old), Some(sheet))).collect();
    pairs.extend(old.iter().filter(|sheet| partner(sheet, new).is_none()).map(|sheet| (Some(sheet), None)));
    pairs
}

/// Pages that came, went, or changed in size or name.
pub(super) fn changes(pairs: &[(Option<&Sheet>, Option<&Sheet>)]) -> Vec<PageChange> {
    let mut changes = Vec::new();
    for pair in pairs {
        let mut tell = |sheet: &Sheet, change| changes.push(PageChange { page: sheet.number.clone(), change });
        match pair {
            (Some(old), Some(new)) => {
                if old.size != new.size {
                    tell(new, PageDifference::Size(size(old.size), size(new.size)));
                }
                if old.name != new.name {
                    tell(new, PageDifference::Name(old.name.clone(), new.name.clone()));
                }
            }
            (None, Some(new)) => tell(new, PageDifference::Added),
            (Some(old), None) => tell(old, PageDifference::Removed),
            (None, None) => {}
        }
    }
    changes
}

fn size(size: Size) -> [f64; 2] {
    [mm(size.width), mm(size.height)]
}
