//! Shaped paragraphs: flat vectors linked by ranges, no lifetimes.

use std::ops::Range;
use std::sync::OnceLock;

use crate::base::{CharStyleId, FaceId, Len, ParaStyleId, Permille, Short, Span};
use crate::tradition::class::{Class, is_raised};
use crate::tradition::{Course, Lang};

/// A story's shaped paragraphs.
#[derive(Clone, Debug, Default)]
pub struct ShapedStory {
    /// In order.
    pub paras: Vec<ShapedPara>,
}

/// A paragraph ready for `line`.
#[derive(Clone, Debug, Default)]
pub struct ShapedPara {
    /// How it is set.
    pub style: ParaStyleId,
    /// Which way its lines run.
    pub course: Course,
    /// The text all ranges refer to, after normalisation.
    pub text: String,
    /// Smallest units that never part, in logical order.
    pub clusters: Vec<Cluster>,
    /// Glyphs of all clusters, in logical order.
    pub glyphs: Vec<Glyph>,
    /// Runs of one face, size and look, in logical order; together they cover all clusters.
    pub runs: Vec<FontRun>,
    /// Annotated stretches, in logical order.
    pub annotations: Vec<AnnotatedRange>,
    /// What a break before each cluster costs by sense, once `line` has looked its words up: headlines are tried in many sizes.
    pub sense: OnceLock<Vec<i32>>,
}

impl ShapedPara {
    /// What pair rules look at, one for each cluster. An edition has millions of clusters, so that this is made for the time a paragraph is set and not kept.
    pub fn signs(&self) -> Vec<Sign> {
        let mut signs = Vec::with_capacity(self.clusters.len());
        for of_run in self.clusters.chunk_by(|a, b| a.run == b.run) {
            let run = self.runs.get(of_run[0].run as usize);
            let own = run.map(|run| Sign {
                lang: run.lang,
                em: run.em,
                raised: run.raised,
                orientation: run.orientation,
                ..Sign::default()
            });
            let own = own.unwrap_or_default();
            let sign = |cluster: &Cluster| {
                let first_char = self.first_of(cluster);
                Sign { first_char, class: cluster.class, raised: own.raised || is_raised(first_char), ..own }
            };
            signs.extend(of_run.iter().map(sign));
        }
        signs
    }

    /// The width of its text on one endless line, before any mark is compressed.
    pub fn natural(&self) -> Len {
        self.clusters.iter().map(Cluster::advance).sum()
    }

    /// The first character of the cluster at `at`.
    pub fn first_char(&self, at: usize) -> char {
        self.first_of(&self.clusters[at])
    }

    fn first_of(&self, cluster: &Cluster) -> char {
        let rest = self.text.get(cluster.start as usize..);
        rest.and_then(|rest| rest.chars().next()).unwrap_or_default()
    }

    /// The em along the line of the cluster at `at`.
    pub fn em(&self, at: usize) -> Len {
        self.run_of(at).map_or(Len::ZERO, |run| run.em)
    }

    /// Whether it is written in words of another script alone, which spaces part whatever the language of the page.
    pub fn is_of_words(&self) -> bool {
        let is_character = |cluster: &Cluster| cluster.class.is_han() || cluster.class == Class::Hangul;
        self.runs.iter().any(|run| run.lettering == Lettering::Joined) && !self.clusters.iter().any(is_character)
    }

    /// How deep each of some clusters stands in text of the other direction; empty where none does.
    pub fn levels(&self, clusters: Range<usize>) -> Vec<u8> {
        if self.runs.iter().all(|run| run.level == 0) {
            return Vec::new();
        }
        clusters.map(|at| self.run_of(at).map_or(0, |run| run.level)).collect()
    }

    fn run_of(&self, at: usize) -> Option<&FontRun> {
        self.runs.get(self.clusters.get(at)?.run as usize)
    }
}

/// What pair rules look at in a cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sign {
    /// Its first character.
    pub first_char: char,
    /// CJK class (composition A1).
    pub class: Class,
    /// Its language, whose tables hold (C2).
    pub lang: Lang,
    /// The em along the line.
    pub em: Len,
    /// Whether it is raised or lowered beside its line, as the mark of a note.
    pub raised: bool,
    /// How it stands in the line.
    pub orientation: Orientation,
}

/// Characters that are set as one. An edition has millions of them, so that it is kept small: what can be told from its text or its run stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// First byte in the text.
    pub start: u32,
    /// First glyph.
    pub first_glyph: u32,
    /// Which font run it belongs to.
    pub run: u32,
    /// Natural advance: the em box of composition A1 for marks and Han, the face's advance for Western. Tracking included.
    pub advance: Short,
    /// Removable blank of its box before the ink.
    pub blank_before: Short,
    /// The same after the ink.
    pub blank_after: Short,
    /// Where the glyph's origin stands in the box, from the box's start.
    pub origin: Short,
    /// Number of glyphs.
    pub glyph_count: u16,
    /// Bytes of text.
    pub bytes: u8,
    /// CJK class (composition A1).
    pub class: Class,
}

impl Cluster {
    /// Its bytes in the paragraph's text.
    pub fn text_range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.bytes)
    }

    /// Natural advance of its box.
    pub fn advance(&self) -> Len {
        self.advance.into()
    }

    /// What its box holds of removable blank.
    pub fn blank(&self) -> Blank {
        Blank { before: self.blank_before.into(), after: self.blank_after.into() }
    }

    /// Where the glyph's origin stands in the box, from the box's start.
    pub fn origin(&self) -> Len {
        self.origin.into()
    }

    /// Its glyphs.
    pub fn glyph_range(&self) -> Range<usize> {
        let start = self.first_glyph as usize;
        start..start + usize::from(self.glyph_count)
    }
}

/// Removable blank of a mark's box (调整空白), on each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blank {
    /// Before the ink, in line direction.
    pub before: Len,
    /// After the ink.
    pub after: Len,
}

/// A glyph with its place relative to its cluster's origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph id in its face.
    pub id: u16,
    /// Shift along x.
    pub dx: Short,
    /// Shift along y, downwards.
    pub dy: Short,
}

impl Glyph {
    /// Glyph `id` shifted along x and, downwards, along y.
    pub fn new(id: u16, dx: Len, dy: Len) -> Self {
        Self { id, dx: dx.into(), dy: dy.into() }
    }

    /// Shift along x.
    pub fn dx(&self) -> Len {
        self.dx.into()
    }

    /// Shift along y, downwards.
    pub fn dy(&self) -> Len {
        self.dy.into()
    }
}

/// A run of one face, size and look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontRun {
    /// Its clusters.
    pub clusters: Range<u32>,
    /// The face.
    pub face: FaceId,
    /// The look.
    pub style: CharStyleId,
    /// How glyphs stand in the line.
    pub orientation: Orientation,
    /// Type size, with the Latin companion's scale applied.
    pub size: Len,
    /// The em along the line, which pair rules and gaps are measured in: the size before that scale, the horizontal scale applied.
    pub em: Len,
    /// Its language, whose tables hold (C2).
    pub lang: Lang,
    /// Whether its look raises or lowers it.
    pub raised: bool,
    /// What its letters are narrowed to, besides their look, so that signs side by side keep to their em.
    pub narrowed: Permille,
    /// How deep it stands in text of the other direction (UAX 9): what is odd runs from the right.
    pub level: u8,
    /// How its letters come to their glyphs.
    pub lettering: Lettering,
    /// The hyphen of its face with its advance, for words broken at a line end.
    pub hyphen: Option<(Glyph, Len)>,
    /// Where its text was written.
    pub span: Span,
}

/// How the letters of a run come to their glyphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lettering {
    /// Each stands as it is, one after the other.
    #[default]
    Plain,
    /// They join, change places or take marks around them, so that the glyphs of a cluster stand for its text together.
    Joined,
}

/// How a run's glyphs stand in the line (composition I1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// A horizontal line.
    #[default]
    Horizontal,
    /// Upright in a vertical line.
    Upright,
    /// Turned 90° clockwise in a vertical line.
    Rotated,
    /// Several characters side by side in one em of a vertical line.
    TateChuYoko,
}

/// Clusters with something drawn beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatedRange {
    /// The clusters.
    pub clusters: Range<u32>,
    /// What is drawn.
    pub annotation: ShapedAnnotation,
}

/// An annotation with its own text shaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapedAnnotation {
    /// Emphasis dots (J1).
    Emphasis,
    /// Proper-name line (J2).
    ProperName,
    /// Wavy book-title line (J2).
    BookTitle,
    /// Ruby: glyphs already placed from the ruby text's start.
    Ruby(Box<RubyText>),
}

/// A shaped ruby text (J3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RubyText {
    /// The text.
    pub text: String,
    /// How it stands.
    pub stands: RubyStands,
    /// Its width along the line.
    pub width: Len,
    /// What its base takes of the line at least, before neighbours give room.
    pub room: Len,
    /// How wide its base was when the two were put together: where a line stretches it, the ruby stays in its middle.
    pub base: Len,
    /// Where it starts, from the start of its base; before it where it lies over the neighbour.
    pub start: Len,
    /// Whether it goes on over the reading after it, so that no line ends between their characters.
    pub clings: bool,
    /// Its glyphs, by face and size. The first part carries the text.
    pub parts: Vec<RubyPart>,
}

/// How a ruby stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RubyStands {
    /// In a row along the line, turned with a vertical one; `dx` of its glyphs runs from the text's start.
    Row,
    /// Letter under letter at the right of a vertical line; `dx` of its glyphs runs down from the text's start.
    Upright,
    /// At the right of its character in lines of both directions (bopomofo); `dx` and `dy` of its glyphs run from the upper left corner of the
    /// character's em box.
    Beside,
}

/// Glyphs of a ruby in one face and size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RubyPart {
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Len,
    /// The glyphs with the bytes of the text that each stands for.
    pub glyphs: Vec<(Glyph, Range<u32>)>,
}
