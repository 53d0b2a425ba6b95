//! How far a file may make the judge go.

/// Bounds on work and memory. The defaults hold a newspaper's largest pages many times over.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Objects read, of all kinds, in all.
    pub objects: u64,
    /// Bytes of one content stream, font, profile or object stream after its filters.
    pub content: usize,
    /// Bytes of one image after its filters.
    pub image: usize,
    /// Bytes all streams together may expand to, or fifty times the file if that is more.
    pub expansion: usize,
    /// Operators carried out in all.
    pub operators: u64,
    /// Forms and patterns within each other.
    pub forms: usize,
    /// Pages looked at.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            objects: 10_000_000,
            content: 128 << 20,
            image: 512 << 20,
            expansion: 2 << 30,
            operators: 20_000_000,
            forms: 12,
            pages: 2_000,
        }
    }
}
