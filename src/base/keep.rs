//! Results that outlive a run: whoever has made something dear asks for it by what it was made of.

use std::fmt::Debug;

/// Hash of all that a result was made of.
pub type KeepKey = [u8; 32];

/// A place for results. It answers with the very bytes that were given for a key, or with nothing: what is lost or damaged is made again.
pub trait Keep: Debug + Send + Sync {
    /// What was given for a key.
    fn get(&self, key: &KeepKey) -> Option<Vec<u8>>;
    /// Takes a result in; it need not stay.
    fn put(&self, key: &KeepKey, bytes: &[u8]);
}
