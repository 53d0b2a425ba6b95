//! Lines gained or saved over a whole story: the paragraphs whose lines suffer least are set a line longer or shorter.

use crate::base::Len;
use crate::flow::fill::{Job, Placement, fill_job};
use crate::flow::keep::is_runt;
use crate::line::{LineFit, LineMeasures, SetLine};
use crate::model::ParaStyle;

use super::lack;

/// Totals around the one that is wanted that are tried too, because keep rules and short measures shift lines.
const TOTALS: [i64; 4] = [0, 1, -1, 2];
/// How often other paragraphs than the cheapest are tried.
const OTHERS: usize = 6;
/// More lines than this are not a matter of spacing.
const MOST_LINES: i64 = 60;

/// A paragraph set in `lines` more or fewer than is best, and what that costs it.
#[derive(Clone, Copy, Debug)]
struct Offer {
    lines: i8,
    cost: u64,
}

/// Settings of the story with lines gained or saved, with the looseness of each paragraph; those most likely to close it first.
pub(super) fn spread(job: &Job<'_>, plain: &Placement, limit: i8) -> Vec<(Placement, Vec<i8>)> {
    let wanted = lack(plain).clamp(-MOST_LINES, MOST_LINES);
    let mut offers: Vec<Vec<Offer>> =
        (0..job.paras.len()).map(|para| offers(job, plain, para, limit, wanted.signum())).collect();
    let mut settings = Vec::new();
    for total in TOTALS.map(|more| wanted.abs() + more) {
        try_total(job, &offers, total, &mut settings);
        if is_closed(&settings) {
            return settings;
        }
    }
    // The cheapest paragraphs may stand where a keep rule takes back what they give: others are tried in their stead.
    for _ in 0..OTHERS {
        let Some(used) = try_total(job, &offers, wanted.abs(), &mut settings) else { break };
        if is_closed(&settings) {
            break;
        }
        offers[used].clear();
    }
    settings
}

/// Sets the story with `total` lines gained or saved as cheaply as can be; the first paragraph that gives, if the total can be had.
fn try_total(
    job: &Job<'_>,
    offers: &[Vec<Offer>],
    total: i64,
    settings: &mut Vec<(Placement, Vec<i8>)>,
) -> Option<usize> {
    let total = usize::try_from(total).ok().filter(|total| *total > 0)?;
    let looseness = cheapest(offers, total).pop().flatten()?;
    let first = looseness.iter().position(|lines| *lines != 0);
    let placement = fill_job(&Job { styles: &loosened(job.styles, &looseness), ..*job });
    settings.push((placement, looseness));
    first
}

fn is_closed(settings: &[(Placement, Vec<i8>)]) -> bool {
    settings.last().is_some_and(|(placement, _)| lack(placement) == 0)
}

fn loosened(styles: &[ParaStyle], looseness: &[i8]) -> Vec<ParaStyle> {
    let one = |(style, lines): (&ParaStyle, &i8)| {
        let mut style = style.clone();
        style.composition.looseness = style.composition.looseness.saturating_add(*lines);
        style
    };
    styles.iter().zip(looseness).map(one).collect()
}

/// What a paragraph offers in one direction: only settings whose lines are all good, and whose last one is more than a single character.
fn offers(job: &Job<'_>, plain: &Placement, para: usize, limit: i8, sign: i64) -> Vec<Offer> {
    let placed: Vec<Len> = plain.lines.iter().filter(|line| line.para == para).map(|line| line.slot.measure).collect();
    let last = plain.lines.last().map_or(Len::ZERO, |line| line.slot.measure);
    let measures = LineMeasures { first: &placed, rest: placed.last().copied().unwrap_or(last) };
    let (shaped, style) = (&job.paras[para], &job.styles[para]);
    let best = (job.set_para)(shaped, style, &measures);
    // Crossheads and quotes stay as they are best.
    if style.rows > 1 || (best.len() < 2 && sign < 0) {
        return Vec::new();
    }
    let mut offers = Vec::new();
    for step in 1..=limit {
        let lines = step * i8::try_from(sign).unwrap_or(1);
        let set = (job.set_para)(shaped, &loosened(std::slice::from_ref(style), &[lines])[0], &measures);
        let gained = i64::try_from(set.len()).unwrap_or(0) - i64::try_from(best.len()).unwrap_or(0);
        if gained != i64::from(lines) || set.iter().any(|line| line.fit != LineFit::Good) {
            break;
        }
        if set.last().is_some_and(|last| is_runt(shaped, last)) {
            continue;
        }
        offers.push(Offer { lines, cost: cost(&set).saturating_sub(cost(&best)).max(1) });
    }
    offers
}

/// How far lines are from their natural width: the squares of letter stretch and squeeze, in thousandths.
fn cost(lines: &[SetLine]) -> u64 {
    let of_line = |line: &SetLine| {
        let share = |length: Len| length.scaled(1000, line.measure.0.max(1)).0.unsigned_abs();
        let changed = share(line.width - line.natural);
        let stretched = share(line.each * 8);
        changed * changed + stretched * stretched
    };
    lines.iter().map(of_line).sum()
}

/// For every total up to `most` lines, the looseness of each paragraph that reaches it at the least cost.
fn cheapest(offers: &[Vec<Offer>], most: usize) -> Vec<Option<Vec<i8>>> {
    let mut best: Vec<Option<(u64, Vec<i8>)>> = vec![None; most + 1];
    best[0] = Some((0, Vec::new()));
    for offers in offers {
        let mut next: Vec<Option<(u64, Vec<i8>)>> = vec![None; most + 1];
        let still = Offer { lines: 0, cost: 0 };
        for (total, reached) in best.iter().enumerate() {
            let Some((cost, looseness)) = reached else { continue };
            for offer in std::iter::once(&still).chain(offers) {
                let total = total + usize::from(offer.lines.unsigned_abs());
                let cost = cost + offer.cost;
                if total <= most && next[total].as_ref().is_none_or(|(known, _)| cost < *known) {
                    let mut looseness = looseness.clone();
                    looseness.push(offer.lines);
                    next[total] = Some((cost, looseness));
                }
            }
        }
        best = next;
    }
    best.into_iter().map(|reached| reached.map(|(_, looseness)| looseness)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_paragraphs_give_their_lines() {
        let offer = |lines, cost| Offer { lines, cost };
        let offers = [vec![offer(-1, 50)], vec![offer(-1, 5), offer(-2, 90)], vec![], vec![offer(-1, 20)]];
        let reached = cheapest(&offers, 4);
        assert_eq!(reached[1], Some(vec![0, -1, 0, 0]));
        assert_eq!(reached[2], Some(vec![0, -1, 0, -1]));
        assert_eq!(reached[3], Some(vec![-1, -1, 0, -1]));
        assert_eq!(reached[4], Some(vec![-1, -2, 0, -1]));
    }
}
