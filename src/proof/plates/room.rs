//! What all painters of a page share: its inks, the ways of screen colours to the press, pictures that were decoded, and how much work is left.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::layer::Process;
use super::pictures::Picture;
use crate::colour::{ConvertOptions, OutputProfile, PressWay, SourceColour};

/// The press that screen colours are converted for.
#[derive(Debug)]
pub struct PlatePress<'p> {
    profile: &'p OutputProfile,
    options: ConvertOptions,
    ways: Mutex<Vec<Way>>,
}

#[derive(Debug)]
struct Way {
    from: SourceColour,
    way: Arc<PressWay>,
}

/// Profiles kept ready; a file with more of them works each out again.
const MOST_WAYS: usize = 32;

impl<'p> PlatePress<'p> {
    /// A press by its profile.
    pub fn new(profile: &'p OutputProfile, options: ConvertOptions) -> Self {
        Self { profile, options, ways: Mutex::default() }
    }

    /// The way of a kind of colours, worked out once; none where the profile cannot be used.
    pub(super) fn way(&self, from: &SourceColour) -> Option<Arc<PressWay>> {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ways.iter().find(|way| way.from == *from) {
            return Some(Arc::clone(&known.way));
        }
        let way = Arc::new(PressWay::new(from, self.profile, &self.options).ok()?);
        if ways.len() < MOST_WAYS {
            ways.push(Way { from: from.clone(), way: Arc::clone(&way) });
        }
        Some(way)
    }
}

/// Pixels touched, edges and operators of one page. A broadsheet of photographs at 300 ppi takes a tenth; what takes more was made to.
const MOST_WORK: u64 = 4_000_000_000;
/// Bytes of pictures that stay decoded.
const MOST_KEPT: usize = 1 << 28;

pub(super) struct Room<'p> {
    pub(super) inks: Vec<String>,
    pub(super) press: &'p PlatePress<'p>,
    pictures: Mutex<Kept>,
    work: AtomicU64,
    flawed: AtomicU64,
}

#[derive(Default)]
struct Kept {
    pictures: HashMap<PictureKey, Arc<Picture>>,
    bytes: usize,
}

/// A picture of a file, for a kind of group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct PictureKey {
    pub(super) number: u32,
    pub(super) generation: i32,
    pub(super) process: Process,
}

impl<'p> Room<'p> {
    pub(super) fn new(inks: Vec<String>, press: &'p PlatePress<'p>) -> Self {
        Self { inks, press, pictures: Mutex::default(), work: AtomicU64::new(0), flawed: AtomicU64::new(0) }
    }

    /// Counts work; whether there may be more.
    pub(super) fn spend(&self, work: usize) -> bool {
        let work = u64::try_from(work).unwrap_or(u64::MAX);
        self.work.fetch_add(work, Ordering::Relaxed).saturating_add(work) < MOST_WORK
    }

    /// Takes down that something of the page could not be painted.
    pub(super) fn miss(&self) {
        self.flawed.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether all of the page was painted.
    pub(super) fn is_whole(&self) -> bool {
        self.flawed.load(Ordering::Relaxed) == 0 && self.work.load(Ordering::Relaxed) < MOST_WORK
    }

    /// A picture, decoded once as long as there is room for it.
    pub(super) fn picture(
        &self,
        key: Option<PictureKey>,
        make: impl FnOnce() -> Option<Picture>,
    ) -> Option<Arc<Picture>> {
        let lock = || self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = key.and_then(|key| lock().pictures.get(&key).cloned()) {
            return Some(known);
        }
        let made = Arc::new(make()?);
        let mut kept = lock();
        if let Some(key) = key
            && kept.bytes + made.bytes() <= MOST_KEPT
        {
            kept.bytes += made.bytes();
            kept.pictures.insert(key, Arc::clone(&made));
        }
        Some(made)
    }
}
