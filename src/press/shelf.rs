//! Prepared pictures kept: within one process, so that a preview converts a photograph once, and below it wherever results outlive a run.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{Bench, Prepared, Shown, prepare, unreadable};
use crate::base::{Diagnostics, Keep, KeepKey};
use crate::colour::Placed;
use crate::input::picture::PictureFile;
use crate::model;

/// Pictures by what they were made of. Those no run asked for since the last [`Shelf::clear_unused`] go then.
#[derive(Debug, Default)]
pub struct Shelf {
    kept: Mutex<BTreeMap<KeepKey, Kept>>,
    below: Option<Box<dyn Keep>>,
}

#[derive(Debug)]
struct Kept {
    ready: Arc<Placed>,
    notes: Diagnostics,
    is_used: bool,
}

/// Where results of one picture outlive the run.
pub(super) struct Slot<'s> {
    key: KeepKey,
    below: &'s dyn Keep,
}

impl Slot<'_> {
    pub(super) fn get(&self) -> Option<Vec<u8>> {
        self.below.get(&self.key)
    }

    pub(super) fn put(&self, bytes: &[u8]) {
        self.below.put(&self.key, bytes);
    }
}

impl Shelf {
    /// A shelf over a place that outlives the run.
    pub fn over(below: Box<dyn Keep>) -> Self {
        Self { kept: Mutex::default(), below: Some(below) }
    }

    /// That place, for other results; none where nothing outlives the run.
    pub fn below(&self) -> Option<&dyn Keep> {
        self.below.as_deref()
    }

    /// The picture from the shelf, or made ready and put there.
    pub(super) fn prepare(&self, picture: &model::Picture, shown: &Shown, bench: &Bench<'_>) -> Prepared {
        let name = &picture.name;
        let file = PictureFile::open(bench.files, name);
        let mut file = file.map_err(|problem| unreadable("picture", name, &problem, bench.files))?;
        let key = key(picture, &mut file, shown, bench);
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get_mut(&key) {
            found.is_used = true;
            return Ok((Arc::clone(&found.ready), found.notes.clone()));
        }
        let slot = self.below().map(|below| Slot { key, below });
        let (ready, notes) = prepare(picture, file, shown, bench, slot.as_ref())?;
        let ready = Arc::new(ready);
        kept().insert(key, Kept { ready: Arc::clone(&ready), notes: notes.clone(), is_used: true });
        Ok((ready, notes))
    }

    /// Takes down what was not used since the last time.
    pub fn clear_unused(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| std::mem::take(&mut kept.is_used));
    }
}

/// All that the prepared picture depends on.
fn key(picture: &model::Picture, file: &mut PictureFile, shown: &Shown, bench: &Bench<'_>) -> KeepKey {
    let model::Picture { name, page, line_art, care, .. } = picture;
    let room = bench.room;
    let press = (&room.profile.condition, room.profile.ink_limit, room.convert, room.resolution);
    let mut hash = Sha256::new();
    // What shows matters for pages of PDFs alone, but a picture cropped otherwise is as rare.
    let size = (shown.area.width, shown.area.height);
    hash.update(format!("{name:?} {page} {line_art:?} {care:?} {size:?} {:?} {press:?}", shown.part));
    hash.update(format!("{:?} {:?}", room.judge, bench.options.spots));
    hash.update(&room.profile.icc);
    file.each_piece(|piece| hash.update(piece));
    hash.finalize().into()
}
