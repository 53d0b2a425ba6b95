//! Headlines in the type that serves them best: size, then letters narrower or wider, within the style's limits ([`choose`]).
//!
//! One of a fixed size takes a line more, where its block has room for it, rather than be torn.
//!
//! Type is always chosen for a headline as it was written, so that one whose block copy-fitting made deeper is fitted anew and not stretched.

mod choose;

use std::collections::BTreeMap;

use crate::base::{CharStyleId, Diagnostic, Diagnostics, Len, ParaStyleId, Permille, StoryId};
use crate::line::SetPara;
use crate::message;
use crate::model::{CharStyle, Edition, Fit, Para, ParaStyle, Role, Thread, WidthFit};
use crate::shape::ShapedStory;

use choose::{Block, Choice, Misfit, choose};

/// Shapes a story of the edition, after its looks have changed.
pub type ShapeStory<'a> = dyn Fn(&Edition, StoryId) -> ShapedStory + Sync + 'a;

/// A headline as it was written.
#[derive(Clone, Debug)]
struct Design {
    paras: Vec<Para>,
    shaped: ShapedStory,
}

/// What became of a headline.
struct Fitted {
    choice: Choice,
    /// What keeps it from fitting at any size.
    misfit: Option<Misfit>,
    /// Sizes of the kickers and decks that follow it.
    followers: BTreeMap<ParaStyleId, Len>,
}

impl Fitted {
    /// The best type within limits.
    fn within(block: &Block<'_>, limits: WidthFit) -> Self {
        let choice = choose(block, limits);
        let least = Choice { size: limits.sizes.0, scale: limits.scales.0, lines: None };
        let misfit = choice.is_none().then(|| block.misfit(limits));
        let choice = choice.unwrap_or(least);
        Self { choice, misfit, followers: block.sizes_of_followers(choice.size) }
    }
}

/// The headlines whose type or lines are chosen, and what it takes to fit them.
pub(super) struct Headlines<'a> {
    designs: BTreeMap<StoryId, Design>,
    /// By how much deeper the blocks of some were when their type was chosen: what it did not take went back to the text.
    given_back: BTreeMap<StoryId, Len>,
    set_para: &'a SetPara<'a>,
    shape: &'a ShapeStory<'a>,
}

impl<'a> Headlines<'a> {
    /// The type of a story's headline is chosen as if its block were deeper than its frame.
    pub(super) fn gave_back(&mut self, story: StoryId, depth: Len) {
        self.given_back.insert(story, depth);
    }

    /// Of an edition whose headlines have the type of their styles.
    pub(super) fn of(
        edition: &Edition,
        shaped: &[ShapedStory],
        set_para: &'a SetPara<'a>,
        shape: &'a ShapeStory<'a>,
    ) -> Self {
        let is_chosen = |para: &Para| limits(edition, para.style).is_some() || is_fixed(edition, para);
        let stories = edition.threads.iter().map(|thread| thread.story);
        let design = |story: StoryId| {
            let paras = edition.stories[story.index()].paras.clone();
            Some((story, Design { paras, shaped: shaped.get(story.index())?.clone() }))
        };
        let chosen = stories.filter(|story| edition.stories[story.index()].paras.iter().any(is_chosen));
        Self { designs: chosen.filter_map(design).collect(), given_back: BTreeMap::new(), set_para, shape }
    }

    /// Gives every headline its type.
    pub(super) fn fit_all(&self, edition: &mut Edition, shaped: &mut [ShapedStory]) -> Diagnostics {
        edition.threads.clone().iter().flat_map(|thread| self.fit(edition, shaped, thread)).collect()
    }

    /// Gives the headline of a thread the type for its frame as it is now.
    pub(super) fn fit(&self, edition: &mut Edition, shaped: &mut [ShapedStory], thread: &Thread) -> Diagnostics {
        let Some(design) = self.designs.get(&thread.story) else { return Vec::new() };
        edition.stories[thread.story.index()].paras.clone_from(&design.paras);
        let mut found = Vec::new();
        for (style, fitted) in self.choices(edition, thread, design) {
            if let Some(misfit) = fitted.misfit {
                found.extend(at_no_size(edition, thread, &design.shaped, style, (fitted.choice.size, misfit)));
            }
            restyle(edition, thread.story, style, fitted.choice, fitted.misfit.is_none());
            for (follower, size) in fitted.followers {
                restyle(edition, thread.story, follower, Choice { size, scale: Permille::ONE, lines: None }, true);
            }
        }
        if let Some(story) = shaped.get_mut(thread.story.index()) {
            *story = (self.shape)(edition, thread.story);
        }
        found
    }

    /// Whether the headline of a thread has a type for its frame as it is now; `None` where its type may not change.
    pub(super) fn fits(&self, edition: &Edition, thread: &Thread) -> Option<bool> {
        let design = self.designs.get(&thread.story)?;
        Some(self.choices(edition, thread, design).iter().all(|(_, fitted)| fitted.misfit.is_none()))
    }

    /// The type for each style of a headline that has limits, the lines of one that has none.
    fn choices(&self, edition: &Edition, thread: &Thread, design: &Design) -> Vec<(ParaStyleId, Fitted)> {
        let more = self.given_back.get(&thread.story).copied().unwrap_or(Len::ZERO);
        let mut styles: Vec<(ParaStyleId, bool)> =
            design.paras.iter().map(|para| (para.style, is_fixed(edition, para))).collect();
        styles.dedup();
        let fitted = |(style, is_fixed): (ParaStyleId, bool)| {
            let limits = limits(edition, style);
            if limits.is_none() && !is_fixed {
                return None;
            }
            let block = Block::of(edition, thread, &design.shaped, style, self.set_para)?.deeper(more);
            let fitted = match limits {
                Some(limits) => Fitted::within(&block, limits),
                None => Fitted { choice: block.untorn()?, misfit: None, followers: BTreeMap::new() },
            };
            Some((style, fitted))
        };
        styles.into_iter().filter_map(fitted).collect()
    }
}

/// Whether a paragraph is a headline of its block with one size, whose lines are broken by sense.
fn is_fixed(edition: &Edition, para: &Para) -> bool {
    let style = &edition.para_styles[para.style.index()];
    para.role == Role::Headline
        && style.width_fit.is_none()
        && style.rows <= 1
        && style.composition.fit == Fit::Balanced
}

fn limits(edition: &Edition, style: ParaStyleId) -> Option<WidthFit> {
    edition.para_styles[style.index()].width_fit
}

/// A headline that fits at no size it may have.
fn at_no_size(
    edition: &Edition,
    thread: &Thread,
    story: &ShapedStory,
    id: ParaStyleId,
    (least, misfit): (Len, Misfit),
) -> Option<Diagnostic> {
    let longest = story.paras.iter().filter(|para| para.style == id).map(|para| para.text.chars().count()).max()?;
    let name = &edition.stories[thread.story.index()].name;
    let least = least.to_pt();
    let finding = match misfit {
        Misfit::Width => Diagnostic::error(
            "headline/no-size",
            message!(
                "{}: a line of {} characters does not fit at {} pt, the smallest size its style allows",
                name,
                longest,
                least
            ),
        )
        .hint("shorten the headline, break it into two lines, or lower the first of `fit-size`"),
        Misfit::Depth { needs, has } => {
            let (needs, has) = (needs.to_mm(), has.to_mm());
            Diagnostic::error(
                "headline/no-size",
                message!(
                    "{}: at {} pt, the smallest size its style allows, the headline block is {} mm deep, its frame {} mm",
                    name,
                    least,
                    format_args!("{needs:.1}"),
                    format_args!("{has:.1}")
                ),
            )
            .hint("give its frame more rows, take a line of the headline, the kicker or the deck out, or lower the first of `fit-size`")
        }
    };
    Some(finding.at(edition.stories[thread.story.index()].span))
}

/// The paragraphs of a story's style in their new type.
fn restyle(edition: &mut Edition, story: StoryId, id: ParaStyleId, choice: Choice, fits: bool) {
    let old = edition.para_styles[id.index()].clone();
    let scaled = |length: Len| length.scaled(choice.size.0, old.size.0.max(1));
    let look = |look: &CharStyle| CharStyle {
        size: scaled(look.size),
        rise: scaled(look.rise),
        scale_x: look.scale_x.of(choice.scale),
        ..look.clone()
    };
    let mut looks: BTreeMap<CharStyleId, CharStyleId> = BTreeMap::new();
    let mut paras = std::mem::take(&mut edition.stories[story.index()].paras);
    let style = ParaStyleId::new(edition.para_styles.len());
    for para in paras.iter_mut().filter(|para| para.style == id) {
        para.style = style;
        for run in &mut para.runs {
            run.style = *looks.entry(run.style).or_insert_with(|| {
                edition.char_styles.push(look(&edition.char_styles[run.style.index()]));
                CharStyleId::new(edition.char_styles.len() - 1)
            });
        }
    }
    edition.stories[story.index()].paras = paras;
    edition.para_styles.push(ParaStyle {
        size: choice.size,
        leading: scaled(old.leading),
        head_lines: choice.lines,
        space_before: scaled(old.space_before),
        space_after: scaled(old.space_after),
        width_fit: old.width_fit.map(|limits| WidthFit { fits, ..limits }),
        ..old
    });
}
