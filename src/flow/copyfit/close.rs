//! A story closed by what changes nothing but itself.

use crate::base::{Em, Len};
use crate::flow::fill::{Job, Placement, fill_job};
use crate::flow::keep::widows;
use crate::line::LineFit;
use crate::model::{Give, ParaStyle};
use crate::shape::ShapedPara;

use super::adjust::{resized, resized_style, stays, tracked};
use super::spread::{Openness, loosened, spread};
use super::{HOLE, Used, lack};

/// Step of type size; tracking goes by 1/1000 em.
const SIZE_STEP: Len = Len(635);

/// A setting of a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Closing {
    pub(super) placement: Placement,
    /// Its paragraphs, where they changed.
    pub(super) paras: Option<Vec<ShapedPara>>,
    /// Their styles, where those changed.
    pub(super) styles: Option<Vec<ParaStyle>>,
    pub(super) used: Vec<Used>,
    /// Short last lines at a column's head (F4).
    pub(super) widows: u64,
    /// Lines whose letters stand more than an eighth of an em apart (D8).
    pub(super) open: usize,
}

impl Closing {
    pub(super) fn is_closed(&self) -> bool {
        lack(&self.placement) == 0
    }

    /// Whether no row inside it is empty either.
    fn is_full(&self) -> bool {
        self.is_closed() && self.placement.holes.is_empty()
    }

    /// Whether nothing is left to wish for.
    fn is_good(&self) -> bool {
        self.is_full() && self.widows == 0
    }

    /// Whether it comes nearer to its frames' end than the other, overset text being the greater evil; as near, with fewer open
    /// lines, without changes that undo each other, and with fewer widows.
    pub(super) fn is_better(&self, other: &Self) -> bool {
        let rank = |closing: &Self| {
            let lack = lack(&closing.placement);
            let away = lack.unsigned_abs() + HOLE * holes(&closing.placement);
            (lack < 0, away, closing.open, closing.is_mixed(), closing.widows)
        };
        rank(self) < rank(other)
    }

    /// Whether it comes nearer to its frames' end than the other, whatever else.
    pub(super) fn is_nearer(&self, other: &Self) -> bool {
        let rank = |closing: &Self| (lack(&closing.placement) < 0, lack(&closing.placement).unsigned_abs());
        rank(self) < rank(other)
    }

    /// Whether it is made wider by one means and narrower by another.
    fn is_mixed(&self) -> bool {
        // Whether each means makes it wider, and whether it makes it narrower.
        let [wider, narrower] = self.used.iter().fold([false; 2], |[wider, narrower], used| match used {
            Used::Looseness { longer, shorter } => [wider || *longer > 0, narrower || *shorter > 0],
            Used::Tracking(by) => [wider || *by > Em::ZERO, narrower || *by < Em::ZERO],
            Used::Size(by) => [wider || *by > Len::ZERO, narrower || *by < Len::ZERO],
            _ => [wider, narrower],
        });
        wider && narrower
    }
}

fn holes(placement: &Placement) -> u64 {
    u64::try_from(placement.holes.len()).unwrap_or(u64::MAX)
}

/// What a story is changed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Change {
    tracking: Em,
    size: Len,
}

/// The first setting that closes the story with the gives in their order, each as little as it takes; else the one that comes nearest. Lines are set open only
/// where nothing else closes it.
pub(super) fn close(job: &Job<'_>, gives: &[Give]) -> Closing {
    let placement = fill_job(job);
    let (widows, open) = (widows(job.paras, &placement), open_lines(&placement));
    let plain = Closing { widows, open, placement, ..Closing::default() };
    if plain.is_good() || gives.is_empty() || job.paras.is_empty() {
        return plain;
    }
    let strict = searched(job, gives, &plain, Openness::AsPlain);
    let may_open = gives.iter().any(|give| matches!(give, Give::Looseness(_)));
    if strict.is_closed() || !may_open {
        return strict;
    }
    let open = searched(job, gives, &plain, Openness::Any);
    if open.is_better(&strict) { open } else { strict }
}

fn searched(job: &Job<'_>, gives: &[Give], plain: &Closing, openness: Openness) -> Closing {
    let (reached, size) = (Change::default(), Len::ZERO);
    let (looseness, tracking, best) = (0, Em::ZERO, plain.clone());
    let mut search = Search { job, plain, openness, looseness, tracking, size, best, reached };
    for give in gives {
        if search.best.is_good() && !search.is_open() {
            break;
        }
        search.give(*give);
    }
    search.best
}

/// Lines that the eye sees as open or worse.
fn open_lines(placement: &Placement) -> usize {
    placement.lines.iter().filter(|placed| matches!(placed.line.fit, LineFit::Open | LineFit::Loose)).count()
}

/// The state of [`close`].
struct Search<'a> {
    job: &'a Job<'a>,
    /// The story as it is without any give.
    plain: &'a Closing,
    openness: Openness,
    /// What earlier gives allow.
    looseness: i8,
    tracking: Em,
    size: Len,
    best: Closing,
    /// What the best setting changes besides looseness.
    reached: Change,
}

impl Search<'_> {
    /// Whether the best setting has more open lines than the story has by itself.
    fn is_open(&self) -> bool {
        self.openness == Openness::AsPlain && self.best.open > self.plain.open
    }

    fn give(&mut self, give: Give) {
        // A story that is closed at the price of open lines is looked at as it was: this give may close it without.
        let known = if self.is_open() { self.plain } else { &self.best };
        let lack = lack(&known.placement);
        let grows = lack > 0;
        // Other gives change every line of the story: an empty row inside it, or a widow, is not worth that.
        if lack == 0 && !matches!(give, Give::Looseness(_)) {
            return;
        }
        match give {
            Give::Looseness(lines) => {
                self.looseness = lines;
                if lack == 0 {
                    self.attempt(&self.reached.clone());
                    return;
                }
                // What stands before it in the list is preferred: it is kept where that closes the story, as far as it went or as far as it may go.
                let furthest = self.furthest(grows);
                let preferred =
                    [self.reached.clone(), Change { size: self.reached.size, ..furthest.clone() }, furthest];
                if !preferred.iter().any(|change| self.attempt(change)) {
                    self.attempt(&Change::default());
                }
            }
            Give::Tracking(limit) => {
                self.tracking = limit;
                let sizes = [self.reached.size, self.furthest(grows).size];
                if self.track(grows, sizes[0]).is_none() && sizes[1] != sizes[0] {
                    self.track(grows, sizes[1]);
                }
            }
            Give::Size(limit) => {
                self.size = limit;
                self.resize(grows);
            }
            Give::Leading(_) | Give::Head(_) | Give::Picture { .. } | Give::Filler(_) => {}
        }
    }

    /// Letters further apart, or closer, by as little as turns the lack round.
    fn track(&mut self, grows: bool, size: Len) -> Option<i64> {
        let sign = if grows { 1 } else { -1 };
        let change = |step: i64| Change { tracking: Em(i32::try_from(sign * step).unwrap_or(0)), size };
        self.least(i64::from(self.tracking.0), grows, &change)
    }

    /// Type larger or smaller by as little as turns the lack round, then tracked for the rest.
    fn resize(&mut self, grows: bool) {
        let sign = if grows { 1 } else { -1 };
        let most = self.size.0 / SIZE_STEP.0;
        let trackings = [self.reached.tracking, self.furthest(grows).tracking];
        let turn = trackings.iter().find_map(|&tracking| {
            let change = |step: i64| Change { size: SIZE_STEP * (sign * step), tracking };
            self.least(most, grows, &change)
        });
        let Some(turn) = turn else { return };
        for step in [turn - 1, turn] {
            if !self.best.is_closed() && self.tracking > Em::ZERO && step > 0 {
                self.track(if step == turn { !grows } else { grows }, SIZE_STEP * (sign * step));
            }
        }
    }

    /// All that tracking and size may give in one direction.
    fn furthest(&self, grows: bool) -> Change {
        let size = SIZE_STEP * (self.size.0 / SIZE_STEP.0);
        if grows {
            Change { tracking: self.tracking, size }
        } else {
            Change { tracking: Em(-self.tracking.0), size: -size }
        }
    }

    /// Looks for the least of 1 to `most` steps at which a story that was short (`grows`) or over is so no longer: by halving, since every step sets the
    /// story wider. That step and its neighbours are tried with paragraphs a line longer or shorter as well; it is returned when the lack turns at all.
    fn least(&mut self, most: i64, grows: bool, change: &dyn Fn(i64) -> Change) -> Option<i64> {
        let mut turned = |step: i64| (self.plain_lack(&change(step)) > 0) != grows;
        if most < 1 || !turned(most) {
            if most >= 1 {
                self.attempt(&change(most));
            }
            return None;
        }
        let (mut low, mut high) = (1, most);
        while low < high {
            let middle = (low + high) / 2;
            if turned(middle) { high = middle } else { low = middle + 1 }
        }
        for step in [high, high - 1, high + 1] {
            if (1..=most).contains(&step) && self.attempt(&change(step)) {
                break;
            }
        }
        Some(high)
    }

    /// What a story set with a change lacks.
    fn plain_lack(&mut self, change: &Change) -> i64 {
        let (paras, styles) = self.changed(change);
        lack(&fill_job(&Job { paras: &paras, styles: &styles, ..*self.job }))
    }

    fn changed(&mut self, change: &Change) -> (Vec<ShapedPara>, Vec<ParaStyle>) {
        let paras = self.job.paras.iter().zip(self.job.styles).map(|pair| changed_para(pair, change)).collect();
        let styles = self.job.styles.iter().map(|style| changed_style(style, change)).collect();
        (paras, styles)
    }

    /// Tries a change, alone and with paragraphs a line longer or shorter; whether the story is closed well by then.
    fn attempt(&mut self, change: &Change) -> bool {
        let (paras, styles) = self.changed(change);
        let job = Job { paras: &paras, styles: &styles, ..*self.job };
        let closing = |placement: Placement, looseness: &[i8]| Closing {
            widows: widows(&paras, &placement),
            open: open_lines(&placement),
            placement,
            paras: Some(paras.clone()),
            styles: Some(loosened(&styles, looseness)),
            used: used(change, looseness),
        };
        let plain = closing(fill_job(&job), &[]);
        let spaced = if self.looseness > 0 && !plain.is_good() {
            spread(&job, &plain.placement, self.looseness, self.openness)
        } else {
            None
        };
        let spaced = spaced.map(|(placement, looseness)| closing(placement, &looseness));
        for closing in std::iter::once(plain).chain(spaced) {
            if closing.is_better(&self.best) {
                self.best = closing;
                self.reached = change.clone();
            }
        }
        self.best.is_closed() && !self.best.is_mixed() && !self.is_open()
    }
}

fn changed_para((para, style): (&ShapedPara, &ParaStyle), change: &Change) -> ShapedPara {
    if stays(style) {
        return para.clone();
    }
    let sized =
        if change.size == Len::ZERO { para.clone() } else { resized(para, style.size + change.size, style.size) };
    if change.tracking == Em::ZERO { sized } else { tracked(&sized, change.tracking) }
}

fn changed_style(style: &ParaStyle, change: &Change) -> ParaStyle {
    if stays(style) { style.clone() } else { resized_style(style, style.size + change.size, style.size) }
}

fn used(change: &Change, looseness: &[i8]) -> Vec<Used> {
    let count = |sign: i8| looseness.iter().filter(|lines| lines.signum() == sign).count();
    let (longer, shorter) = (count(1), count(-1));
    let mut used = Vec::new();
    if longer + shorter > 0 {
        used.push(Used::Looseness { longer, shorter });
    }
    if change.tracking != Em::ZERO {
        used.push(Used::Tracking(change.tracking));
    }
    if change.size != Len::ZERO {
        used.push(Used::Size(change.size));
    }
    used
}
