//! The type of one headline: candidates are set, from the largest down, and the one that comes out best is taken.

use std::collections::BTreeMap;

use crate::base::{Len, ParaStyleId, Permille};
use crate::flow::slots::columns;
use crate::line::{LineFit, LineMeasures, SetLine, SetPara, badness};
use crate::model::{Edition, ParaStyle, Thread, WidthFit};
use crate::shape::{ShapedPara, ShapedStory};

/// Step of headline sizes.
const STEP: Len = Len(6350);
/// More lines than this a single headline is not broken into to become larger.
const MOST_LINES: usize = 5;
/// Lines that a headline which nothing follows may have for the asking; its depth is judged afterwards.
const ROOMS: usize = 12;
/// What shaping in another size may differ by.
const ROUNDING: Len = Len(40);
/// Step of letter widths, in thousandths.
const SCALE_STEP: usize = 5;
/// No badness makes a size worth less than the rest of this, in thousandths: a headline torn in all its lines is still a headline.
const MOST_WORTH: i64 = 600;
/// By how much compressed marks may shorten a headline, in thousandths of its natural width.
const LEAST_WIDTH: i64 = 700;

/// What a line more makes a setting of one size worth less, in thousandths: no more than a break against sense, and less than a torn word.
const LINE_WORTH: i64 = 100;

/// A headline's new type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) size: Len,
    pub(super) scale: Permille,
    /// The lines it is broken into, where it is one paragraph.
    pub(super) lines: Option<u16>,
}

/// What keeps a headline from fitting at any size it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A line is wider than the frame, or breaks though its editor broke the headline already.
    Width,
    /// Its lines fit, but the block is deeper than the frame.
    Depth {
        /// How deep the whole block is at the smallest size.
        needs: Len,
        /// How deep the frame is.
        has: Len,
    },
}

/// Paragraphs of a style that are fitted together, and the column they must fit.
pub(super) struct Block<'a> {
    paras: Vec<&'a ShapedPara>,
    style: &'a ParaStyle,
    set_para: &'a SetPara<'a>,
    measure: Len,
    /// What paragraphs of fixed size leave of the frame.
    depth: Len,
    /// How deep those paragraphs are.
    taken: Len,
    /// The other paragraphs, whose size is a share of the headline's.
    followers: Vec<Follower<'a>>,
    /// The columns of its frame, which share its lines where it stands alone.
    columns: usize,
    /// Whether nothing follows it in its frame.
    is_last: bool,
}

/// A kicker or deck whose size is a share of its headline's.
struct Follower<'a> {
    para: &'a ShapedPara,
    style: &'a ParaStyle,
    share: Permille,
}

/// How a headline comes out in a type.
struct Outcome {
    /// Its longest line, in that type.
    width: Len,
    lines: usize,
    /// By how many thousandths its breaks make the type worth less.
    badness: i64,
}

/// The best of what was tried.
struct Best {
    worth: i64,
    choice: Choice,
    outcome: Outcome,
}

/// The type that serves a headline best: as large as it really fits when set, but rather smaller than broken badly, and rather of narrow letters than torn.
pub(super) fn choose(block: &Block<'_>, limits: WidthFit) -> Option<Choice> {
    let mut best: Option<Best> = None;
    for (size, scale) in block.sizes(limits).map(|size| (size, Permille::ONE)).chain(narrower(limits)) {
        // Smaller type is worth less however well it breaks.
        let most = size.0 * i64::from(scale.0);
        if best.as_ref().is_some_and(|best| most <= best.worth) {
            break;
        }
        for (choice, outcome) in block.outcomes(Choice { size, scale, lines: None }) {
            let worth = size.0 * (i64::from(scale.0) - outcome.badness.min(MOST_WORTH));
            if best.as_ref().is_none_or(|best| worth > best.worth) {
                best = Some(Best { worth, choice, outcome });
            }
        }
    }
    let Best { choice, outcome, .. } = best?;
    Some(if choice.scale == Permille::ONE { block.widened(choice, &outcome, limits) } else { choice })
}

/// Letters are narrowed only at the smallest size.
fn narrower(limits: WidthFit) -> impl Iterator<Item = (Len, Permille)> {
    let scales = (limits.scales.0.0.max(1)..1000).rev().step_by(SCALE_STEP).chain([limits.scales.0.0]);
    scales.map(move |scale| (limits.sizes.0, Permille(scale)))
}

impl<'a> Block<'a> {
    /// The paragraphs of style `id` in the one column their headline stands in.
    pub(super) fn of(
        edition: &'a Edition,
        thread: &Thread,
        story: &'a ShapedStory,
        id: ParaStyleId,
        set_para: &'a SetPara<'a>,
    ) -> Option<Self> {
        let columns = columns(&edition.frames[thread.frames.first()?.index()]);
        let column = columns.first()?;
        let measure = column.along.len();
        let style_of = |para: &ShapedPara| &edition.para_styles[para.style.index()];
        let (paras, others): (Vec<&ShapedPara>, Vec<&ShapedPara>) = story.paras.iter().partition(|it| it.style == id);
        let is_alone = others.is_empty();
        let (following, fixed): (Vec<&ShapedPara>, Vec<&ShapedPara>) =
            others.into_iter().partition(|para| style_of(para).of_headline.is_some());
        let taken: Len = fixed.iter().map(|para| depth_of(para, style_of(para), measure, set_para)).sum();
        let follower = |para: &'a ShapedPara| {
            let style = &edition.para_styles[para.style.index()];
            Some(Follower { para, style, share: style.of_headline? })
        };
        Some(Self {
            paras,
            style: &edition.para_styles[id.index()],
            set_para,
            measure,
            depth: column.across.len() - taken,
            taken,
            followers: following.into_iter().filter_map(follower).collect(),
            columns: if is_alone { columns.len() } else { 1 },
            is_last: story.paras.last().is_some_and(|last| last.style == id),
        })
    }

    /// The same with more depth.
    pub(super) fn deeper(self, by: Len) -> Self {
        Self { depth: self.depth + by, ..self }
    }

    /// The sizes a headline may have, from the largest that can be thought of down to the smallest allowed.
    fn sizes(&self, limits: WidthFit) -> impl Iterator<Item = Len> + use<> {
        let (least, most) = limits.sizes;
        let most = most.min(self.largest());
        let steps = (1..=(most.0 / STEP.0).max(0)).rev().map(|step| STEP * step);
        steps.take_while(move |size| *size > least).chain((least <= most).then_some(least))
    }

    /// A size that no setting can go beyond: the area of the frame, and its depth, are used up.
    fn largest(&self) -> Len {
        let longest = self.paras.iter().map(|para| para.natural()).max().unwrap_or(Len::ZERO).scaled(LEAST_WIDTH, 1000);
        let lines = self.most_lines();
        let by_width = (self.measure * i64::try_from(lines).unwrap_or(1)).scaled(self.style.size.0, longest.0.max(1));
        let once = self.depth_at(self.style.size, self.paras.len());
        by_width.min(self.depth.scaled(self.style.size.0, once.0.max(1)))
    }

    /// Lines its headline may be broken into; one that its editor broke is broken no further.
    fn most_lines(&self) -> usize {
        if self.paras.len() == 1 { MOST_LINES } else { self.paras.len() }
    }

    /// The headline set in a type, in as few lines as can be and then in more, as long as its breaks are not without fault.
    fn outcomes(&self, choice: Choice) -> Vec<(Choice, Outcome)> {
        let Some(fewest) = self.outcome(choice) else { return Vec::new() };
        let first = fewest.lines;
        let mut found = vec![(choice, fewest)];
        let most = if self.paras.len() == 1 { self.most_lines() } else { first };
        for lines in first + 1..=most {
            let is_good = found.last().is_some_and(|(_, last)| last.badness == 0);
            let choice = Choice { lines: u16::try_from(lines).ok(), ..choice };
            match if is_good { None } else { self.outcome(choice) } {
                Some(outcome) if outcome.lines == lines => found.push((choice, outcome)),
                _ => break,
            }
        }
        found
    }

    /// More lines of the same type, where they save a tear that is worse than they are.
    pub(super) fn untorn(&self) -> Option<Choice> {
        let outcomes = self.outcomes(Choice { size: self.style.size, scale: Permille::ONE, lines: None });
        let worth = |lines: usize, outcome: &Outcome| outcome.badness + LINE_WORTH * i64::try_from(lines).unwrap_or(0);
        let best = outcomes.iter().enumerate().min_by_key(|(more, (_, outcome))| worth(*more, outcome));
        best.map(|(_, (choice, _))| *choice).filter(|choice| choice.lines.is_some())
    }

    /// The headline set in a type; `None` when it does not fit.
    ///
    /// The type stays and the measure is scaled against it, which comes to the same and needs no shaping.
    fn outcome(&self, choice: Choice) -> Option<Outcome> {
        let (size, scale) = (choice.size.0.max(1), i64::from(choice.scale.0.max(1)));
        let against = |length: Len| length.scaled(self.style.size.0, size).scaled(1000, scale);
        let style =
            ParaStyle { indent: self.style.indent.scaled(1000, scale), head_lines: choice.lines, ..self.style.clone() };
        let measure = against(self.measure) - ROUNDING;
        let rooms = vec![measure; if self.is_last { ROOMS } else { 0 }];
        let measures = LineMeasures::new(&rooms, measure);
        let set: Vec<Vec<SetLine>> = self.paras.iter().map(|para| (self.set_para)(para, &style, &measures)).collect();
        let widest = set.iter().flatten().map(|line| line.start.max(style.margin_start) + line.width).max()?;
        let width = set.iter().flatten().map(|line| line.width).max()?;
        let lines = set.iter().map(Vec::len).sum();
        let is_good = widest <= measure && set.iter().flatten().all(|line| line.fit != LineFit::Overfull);
        if !is_good || lines > self.most_lines() || self.depth_at(choice.size, lines) > self.depth {
            return None;
        }
        let badness = self.paras.iter().zip(&set).map(|(para, lines)| badness(para, &style, lines)).sum();
        let width = width.scaled(size, self.style.size.0.max(1)).scaled(scale, 1000);
        Some(Outcome { width, lines, badness })
    }

    /// Why the headline fits at no size: what is in its way at the smallest size and with the narrowest letters.
    pub(super) fn misfit(&self, limits: WidthFit) -> Misfit {
        let least = Choice { size: limits.sizes.0, scale: limits.scales.0, lines: None };
        let unbounded = Block { depth: Len::MAX, paras: self.paras.clone(), followers: Vec::new(), ..*self };
        match unbounded.outcome(least) {
            Some(outcome) => {
                let needs = self.depth_at(least.size, outcome.lines) + self.taken;
                Misfit::Depth { needs, has: self.depth + self.taken }
            }
            None => Misfit::Width,
        }
    }

    /// How deep so many lines, in the columns of their frame, and what follows their size stand; below the last line of a block nothing of its line distance is needed.
    fn depth_at(&self, size: Len, lines: usize) -> Len {
        let scaled = |length: Len| length.scaled(size.0, self.style.size.0.max(1));
        let below = if self.is_last { scaled(self.style.leading) - size } else { Len::ZERO };
        let following: Len = self.followers.iter().map(|follower| self.depth_of_follower(follower, size)).sum();
        let deep = i64::try_from(lines.div_ceil(self.columns)).unwrap_or(i64::from(i32::MAX));
        scaled(self.style.leading) * deep - below + following
    }

    fn depth_of_follower(&self, follower: &Follower<'_>, headline: Len) -> Len {
        let (size, old) = (self.size_of_follower(follower, headline), follower.style.size);
        let measure = self.measure.scaled(old.0, size.0);
        depth_of(follower.para, follower.style, measure, self.set_para).scaled(size.0, old.0.max(1))
    }

    /// The sizes of kickers and decks beside a headline of size `headline`, by their styles.
    pub(super) fn sizes_of_followers(&self, headline: Len) -> BTreeMap<ParaStyleId, Len> {
        let mut sizes: BTreeMap<ParaStyleId, Len> = BTreeMap::new();
        for follower in &self.followers {
            let size = self.size_of_follower(follower, headline);
            sizes.entry(follower.para.style).and_modify(|known| *known = size.min(*known)).or_insert(size);
        }
        sizes
    }

    /// Its share of the headline's size, but not so large that it takes more lines than it was written for.
    fn size_of_follower(&self, Follower { para, style, share }: &Follower<'_>, headline: Len) -> Len {
        let wanted = headline.scaled(i64::from(share.0), 1000).floor_to(STEP).max(STEP);
        let lines = |size: Len| {
            let measure = self.measure.scaled(style.size.0, size.0) - ROUNDING;
            (self.set_para)(para, style, &LineMeasures::new(&[], measure)).len()
        };
        let written = lines(style.size);
        let smaller = (0..).map(|steps| wanted - STEP * steps).take_while(|size| *size > style.size);
        smaller.chain([style.size.min(wanted)]).find(|size| lines(*size) <= written).unwrap_or(wanted)
    }

    /// Letters wider, all lines by the same, where the longest then fills the measure; letters wide to no end would only be wide.
    fn widened(&self, plain: Choice, outcome: &Outcome, limits: WidthFit) -> Choice {
        let wanted = self.measure.scaled(1000, outcome.width.0.max(1)).0;
        if wanted > i64::from(limits.scales.1.0) {
            return plain;
        }
        let scales = (1001..=u16::try_from(wanted).unwrap_or(1000)).rev().step_by(SCALE_STEP);
        let is_as_good = |choice: &Choice| {
            self.outcome(*choice).is_some_and(|wide| wide.lines == outcome.lines && wide.badness <= outcome.badness)
        };
        scales.map(|scale| Choice { scale: Permille(scale), ..plain }).find(is_as_good).unwrap_or(plain)
    }
}

/// How deep another paragraph of the block stands.
fn depth_of(para: &ShapedPara, style: &ParaStyle, measure: Len, set_para: &SetPara<'_>) -> Len {
    let lines = set_para(para, style, &LineMeasures::new(&[], measure)).len();
    style.leading * i64::try_from(lines).unwrap_or(1) + style.space_before + style.space_after
}
