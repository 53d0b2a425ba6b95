//! A paragraph's annotations as ranges of clusters, and the room that readings need between their characters (composition J; JLREQ 3.3).

use std::ops::Range;

use crate::base::{Len, apportion, narrow};
use crate::model::{Annotation, Direction, Ruby};
use crate::tradition::{Class, Foreign};

use super::bopomofo;
use super::foreign::{Unsettable, WhyUnset, kind_of_reading};
use super::ruby::{Base, Beside, Neighbour, RUBY_SIZE, Taken, overhang, shape_ruby, taken};
use super::shaped::{AnnotatedRange, Cluster, RubyStands, RubyText, ShapedAnnotation};
use super::shaper::Shaper;
use super::story::{Draft, Source};

/// Turns the runs' annotations into ranges of clusters.
pub(super) fn annotate(source: &Source<'_>, shaper: &mut Shaper<'_>, draft: &mut Draft) {
    let mut word: Vec<Reading> = Vec::new();
    let mut last = LastTaken::default();
    for run in 0..source.starts.len() {
        let clusters = clusters_of(source, run, draft);
        if clusters.is_empty() {
            continue;
        }
        let goes_on = matches!(&source.para.runs[run].annotation, Annotation::Ruby(Ruby { goes_on: true, .. }));
        if !goes_on {
            set_word(source, std::mem::take(&mut word), &mut last, draft);
        }
        let annotation = match &source.para.runs[run].annotation {
            Annotation::None | Annotation::TateChuYoko | Annotation::InlineNote => continue,
            Annotation::Emphasis => ShapedAnnotation::Emphasis,
            Annotation::ProperName => ShapedAnnotation::ProperName,
            Annotation::BookTitle => ShapedAnnotation::BookTitle,
            Annotation::Ruby(ruby) => {
                word.push(reading(source, run, clusters, &ruby.text, shaper, draft));
                continue;
            }
        };
        draft
            .shaped
            .annotations
            .push(AnnotatedRange { clusters: narrow(clusters.start)..narrow(clusters.end), annotation });
    }
    set_word(source, word, &mut last, draft);
    if !draft.shaped.annotations.is_empty() {
        pitch(source.direction, draft);
    }
}

/// The clusters of a run.
fn clusters_of(source: &Source<'_>, run: usize, draft: &Draft) -> Range<usize> {
    let (start, end) = (source.starts[run], source.starts.get(run + 1).copied().unwrap_or(draft.shaped.text.len()));
    let before = |byte: usize| draft.shaped.clusters.partition_point(|cluster| (cluster.start as usize) < byte);
    before(start)..before(end)
}

/// A reading beside its characters.
struct Reading {
    clusters: Range<usize>,
    ruby: RubyText,
    size: Len,
}

/// Shapes a reading; what no face has of it, or cannot be set, is told at its characters.
fn reading(
    source: &Source<'_>,
    run: usize,
    clusters: Range<usize>,
    text: &str,
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) -> Reading {
    let style = source.style(run);
    let base = Base {
        style,
        family: source.family(run),
        direction: source.direction,
        width: width(&draft.shaped.clusters[clusters.clone()]),
        count: clusters.len(),
    };
    let (ruby, lacking) = shape_ruby(text, &base, shaper);
    let span = source.para.runs[run].span;
    let lacks = lacking.characters.iter().find_map(|&c| Foreign::of(c)).map(|script| (script, WhyUnset::NoFace));
    let unset = kind_of_reading(text).err().map(|script| (script, WhyUnset::NoRules)).or(lacks);
    if let Some(unset) = unset {
        draft.unset.entry(unset).or_insert_with(|| Unsettable { span, tried: lacking.faces.clone() });
    }
    for c in lacking.characters.into_iter().filter(|&c| Foreign::of(c).is_none()) {
        draft.missing.insert((c, span, lacking.faces.clone()));
    }
    Reading { clusters, ruby, size: style.size }
}

fn width(clusters: &[Cluster]) -> Len {
    clusters.iter().map(Cluster::advance).sum()
}

/// What the last ruby took of the character after it, so that two rubies over one character do not touch.
#[derive(Default)]
struct LastTaken {
    cluster: usize,
    taken: Len,
}

/// Sets the readings of one word (JLREQ 3.3.5 to 3.3.7): each over its own characters where it fits, else all of them solid over the whole word.
fn set_word(source: &Source<'_>, mut word: Vec<Reading>, last: &mut LastTaken, draft: &mut Draft) {
    let fits = |reading: &Reading| reading.ruby.room <= reading.ruby.base;
    let is_sign =
        |reading: &Reading| reading.ruby.stands != RubyStands::Beside && reading.ruby.room == reading.ruby.width;
    let is_joined = word.len() > 1 && word.iter().all(is_sign) && !word.iter().all(fits);
    if is_joined {
        set_joined(source, &mut word, last, draft);
    } else {
        word.iter_mut().for_each(|reading| set_alone(source, reading, last, draft));
    }
    for number in 1..word.len() {
        let goes_beyond = |ruby: &RubyText| ruby.start + ruby.width > ruby.base;
        let crosses = is_joined && (goes_beyond(&word[number - 1].ruby) || word[number].ruby.start < Len::ZERO);
        word[number - 1].ruby.clings = crosses;
    }
    for Reading { clusters, ruby, .. } in word {
        let clusters = narrow(clusters.start)..narrow(clusters.end);
        draft.shaped.annotations.push(AnnotatedRange { clusters, annotation: ShapedAnnotation::Ruby(Box::new(ruby)) });
    }
}

/// A reading by itself: longer than its base it lies over its neighbours as far as it may, and parts them beyond that.
fn set_alone(source: &Source<'_>, reading: &mut Reading, last: &mut LastTaken, draft: &mut Draft) {
    let Reading { clusters, ruby, size } = reading;
    if ruby.stands == RubyStands::Beside {
        if let Some(own) =
            draft.shaped.clusters[clusters.clone()].last_mut().filter(|_| source.direction == Direction::Horizontal)
        {
            own.advance = (own.advance() + bopomofo::ZONE.of(*size)).into();
        }
        return;
    }
    let excess = ruby.room - ruby.base;
    if excess <= Len::ZERO {
        return;
    }
    // Latin letters stay over their own characters.
    let taken = if ruby.room == ruby.width {
        take_of_neighbours(source, clusters, excess, *size, last, draft)
    } else {
        Taken { space: excess, ..Taken::default() }
    };
    make_room(&mut draft.shaped.clusters[clusters.clone()], taken.space);
    ruby.base += taken.space;
    ruby.start = if ruby.room == ruby.width { -taken.before } else { (ruby.base - ruby.width) / 2 };
}

/// The readings of a word solid over all of it, each as near to its own characters as those before and after it let it be; a word shorter than its
/// readings is spaced out.
fn set_joined(source: &Source<'_>, word: &mut [Reading], last: &mut LastTaken, draft: &mut Draft) {
    let (Some(first), Some(end)) = (word.first(), word.last()) else { return };
    let (whole, size) = (first.clusters.start..end.clusters.end, first.size);
    let sum = |of: fn(&RubyText) -> Len, word: &[Reading]| word.iter().map(|reading| of(&reading.ruby)).sum::<Len>();
    let excess = sum(|ruby| ruby.width, word) - sum(|ruby| ruby.base, word);
    let taken = if excess > Len::ZERO {
        take_of_neighbours(source, &whole, excess, size, last, draft)
    } else {
        Taken::default()
    };
    make_room(&mut draft.shaped.clusters[whole], taken.space);
    word.iter_mut().for_each(|reading| reading.ruby.base = width(&draft.shaped.clusters[reading.clusters.clone()]));
    let total = sum(|ruby| ruby.base, word);
    let mut bases = Len::ZERO;
    let mut free = -taken.before;
    for reading in word.iter_mut() {
        // A longer reading begins with its characters, so that it lies over those that follow.
        let wanted = bases + ((reading.ruby.base - reading.ruby.width) / 2).max(Len::ZERO);
        let start = wanted.max(free).max(-taken.before);
        reading.ruby.start = start - bases;
        free = start + reading.ruby.width;
        bases += reading.ruby.base;
    }
    let mut limit = total + taken.after;
    for reading in word.iter_mut().rev() {
        bases -= reading.ruby.base;
        let start = (bases + reading.ruby.start).min(limit - reading.ruby.width);
        reading.ruby.start = start - bases;
        limit = start;
    }
}

/// What a ruby over `base` takes of its neighbours: nothing of those that have a reading themselves, and nothing beyond the paragraph.
fn take_of_neighbours(
    source: &Source<'_>,
    base: &Range<usize>,
    excess: Len,
    size: Len,
    last: &mut LastTaken,
    draft: &Draft,
) -> Taken {
    let clusters = &draft.shaped.clusters;
    let limit = |at: Option<usize>, beside: Beside| {
        let cluster = at.and_then(|at| clusters.get(at)).filter(|cluster| !has_reading(source, cluster))?;
        let blank = cluster.blank();
        let blank = if beside == Beside::Before { blank.after } else { blank.before };
        let sign = draft.shaped.first_char(at?);
        Some(overhang(Neighbour { class: cluster.class, sign, blank }, beside, size))
    };
    let before_at = base.start.checked_sub(1);
    let before = limit(before_at, Beside::Before).unwrap_or_default();
    // RU4: half an em stays free of ruby between two.
    let used = if before_at == Some(last.cluster) { last.taken } else { Len::ZERO };
    let before = before.min((RUBY_SIZE.of(size) - used).max(Len::ZERO));
    let taken = taken(excess, before, limit(Some(base.end), Beside::After).unwrap_or_default());
    *last = LastTaken { cluster: base.end, taken: taken.after };
    taken
}

fn has_reading(source: &Source<'_>, cluster: &Cluster) -> bool {
    let run = source.run_at(cluster.start as usize);
    cluster.class == Class::Newline || matches!(source.para.runs[run].annotation, Annotation::Ruby(_))
}

/// A base narrower than its ruby is spaced out, half of a character's share on either side of it.
fn make_room(base: &mut [Cluster], space: Len) {
    let shares = apportion(space.max(Len::ZERO), base.len());
    for (cluster, share) in base.iter_mut().zip(shares) {
        cluster.advance = (cluster.advance() + share).into();
        cluster.origin = (cluster.origin() + share / 2).into();
    }
}

/// BP2: in a horizontal text most of whose characters have bopomofo, all characters and marks keep its pitch, so that they stand in columns.
fn pitch(direction: Direction, draft: &mut Draft) {
    let is_beside = |it: &&AnnotatedRange| matches!(&it.annotation, ShapedAnnotation::Ruby(ruby) if ruby.stands == RubyStands::Beside);
    let beside: Vec<u32> = draft.shaped.annotations.iter().filter(is_beside).map(|it| it.clusters.end).collect();
    let shaped = &mut draft.shaped;
    let characters = shaped.clusters.iter().filter(|cluster| cluster.class == Class::Han).count();
    if direction == Direction::Vertical || beside.len() * 2 <= characters {
        return;
    }
    for at in 0..shaped.clusters.len() {
        let class = shaped.clusters[at].class;
        let is_wide = class == Class::Han || class.is_mark();
        if is_wide && beside.binary_search(&narrow(at + 1)).is_err() {
            let zone = bopomofo::ZONE.of(shaped.em(at));
            let cluster = &mut shaped.clusters[at];
            cluster.advance = (cluster.advance() + zone).into();
        }
    }
}
