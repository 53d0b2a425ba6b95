//! What all painters of a page share: its inks, the ways of screen colours to the press, pictures that were decoded, and how much work is left.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::pictures::Picture;
use super::spaces::Onto;
use crate::base::Permille;
use crate::colour::{ConvertOptions, Intent, OutputProfile, PressWay, Shares, SourceColour};

/// The press that screen colours are converted for.
#[derive(Clone, Debug)]
pub struct PlatePress(Arc<Press>);

#[derive(Debug)]
struct Press {
    profile: OutputProfile,
    options: ConvertOptions,
    rule: Rule,
    ways: Mutex<Vec<Way>>,
}

/// By whose rules colours become inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// The house's: its intent, greys as black ink alone, no more ink than its limit.
    House,
    /// The file's: its own intents, whatever inks they take, as a press that was asked nothing prints it.
    File,
}

#[derive(Debug)]
struct Way {
    from: SourceColour,
    intent: Intent,
    way: Arc<PressWay>,
}

/// Profiles kept ready; a file with more of them works each out again.
const MOST_WAYS: usize = 32;
/// A sum of inks that no colour is above.
const NO_LIMIT: Permille = Permille(4000);

impl PlatePress {
    /// A press by its profile, colours converted as the house converts them.
    pub fn new(profile: &OutputProfile, options: ConvertOptions) -> Self {
        Self::with(profile.clone(), options, Rule::House)
    }

    /// A press that prints a file by its own rendering intents and holds nothing back.
    pub fn of_file(profile: &OutputProfile, options: ConvertOptions) -> Self {
        Self::with(OutputProfile { ink_limit: NO_LIMIT, ..profile.clone() }, options, Rule::File)
    }

    fn with(profile: OutputProfile, options: ConvertOptions, rule: Rule) -> Self {
        Self(Arc::new(Press { profile, options, rule, ways: Mutex::default() }))
    }

    /// Colours of a kind, to be converted.
    pub(super) fn light(&self, from: SourceColour) -> Light {
        Light { from, press: self.clone(), ways: Default::default() }
    }

    /// The way of a kind of colours, worked out once; none where the profile cannot be used.
    fn way(&self, from: &SourceColour, intent: Intent) -> Option<Arc<PressWay>> {
        let mut ways = self.0.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ways.iter().find(|way| way.intent == intent && way.from == *from) {
            return Some(Arc::clone(&known.way));
        }
        let options = ConvertOptions { intent, ..self.0.options };
        let way = Arc::new(PressWay::new(from, &self.0.profile, &options).ok()?);
        if ways.len() < MOST_WAYS {
            ways.push(Way { from: from.clone(), intent, way: Arc::clone(&way) });
        }
        Some(way)
    }
}

/// Colours of three components, with their ways to the press, each worked out when it is first asked for.
#[derive(Debug)]
pub(super) struct Light {
    from: SourceColour,
    press: PlatePress,
    ways: [OnceLock<Option<Arc<PressWay>>>; 4],
}

impl Light {
    fn way(&self, asked: Intent) -> Option<&PressWay> {
        let press = &self.press.0;
        let intent = if press.rule == Rule::File { asked } else { press.options.intent };
        let at = match intent {
            Intent::Perceptual => 0,
            Intent::RelativeColorimetric => 1,
            Intent::Saturation => 2,
            Intent::AbsoluteColorimetric => 3,
        };
        self.ways.get(at)?.get_or_init(|| self.press.way(&self.from, intent)).as_deref()
    }

    /// A colour's inks; none of a colour that cannot be worked out.
    pub(super) fn inks(&self, colour: [f64; 3], intent: Intent) -> Shares {
        let Some(way) = self.way(intent) else { return [0.0; 4] };
        // Colours of a device, which say nothing of how they look, go by the house in any case.
        let is_exact = self.press.0.rule == Rule::File && self.from != SourceColour::Srgb;
        if is_exact { way.photographic(colour) } else { way.inks(colour) }
    }

    /// The inks of pixels of three bytes.
    pub(super) fn pixels(&self, samples: &[u8], intent: Intent) -> Option<Vec<u8>> {
        Some(self.way(intent)?.pixels(samples, 0))
    }

    /// Whether its colours can be worked out.
    pub(super) fn is_usable(&self) -> bool {
        self.way(Intent::RelativeColorimetric).is_some()
    }
}

/// Pixels touched, edges and operators of one page. A broadsheet of photographs at 300 ppi takes a tenth; what takes more was made to.
const MOST_WORK: u64 = 4_000_000_000;
/// Bytes of pictures that stay decoded.
const MOST_KEPT: usize = 1 << 28;

pub(super) struct Room<'p> {
    pub(super) inks: Vec<String>,
    pub(super) press: &'p PlatePress,
    pictures: Mutex<Kept>,
    work: AtomicU64,
    flawed: AtomicU64,
}

#[derive(Default)]
struct Kept {
    pictures: HashMap<PictureKey, Arc<Picture>>,
    bytes: usize,
}

/// A picture of a file, for a kind of group and an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct PictureKey {
    pub(super) number: u32,
    pub(super) generation: i32,
    pub(super) onto: Onto,
}

impl<'p> Room<'p> {
    pub(super) fn new(inks: Vec<String>, press: &'p PlatePress) -> Self {
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
