//! What the tables of a tradition hold.

use crate::base::{Em, Permille};

use super::Direction;
use super::class::{Class, Lookup};
use super::composition::{Composition, Kinsoku, LineEndStop, PunctStyle, Stretch, WordBreak};
use super::writing::Writing;

/// The tables of one tradition. Where an entry is a function, it is a table of classes and signs written as one.
#[derive(Debug)]
pub struct Tradition {
    /// BCP 47 tag, by which a face picks its forms.
    pub tag: &'static str,
    /// Signs whose class differs from the table that all traditions share.
    pub own: fn(char) -> Option<Lookup>,
    /// Signs that stand two by two, as one unit (composition B4).
    pub doubled: &'static str,
    /// What curly quotes and other signs of two scripts belong to.
    pub shared: Shared,
    /// The class of a dash that stands alone between characters (A5).
    pub lone_dash: Class,
    /// The em box of a sign of a class, upright or along the line.
    pub boxes: fn(Class, char, Direction) -> Boxed,
    /// From which level on a sign may not start a line.
    pub starts: fn(Class, char) -> Option<Kinsoku>,
    /// From which level on a sign may not end a line.
    pub ends: fn(Class, char) -> Option<Kinsoku>,
    /// Which of two neighbouring marks loses its blank between them.
    pub pairs: fn(Class, Class) -> Loses,
    /// What a run of ！？ does.
    pub tones: Tones,
    /// What a mark does with its blank at a line's end.
    pub at_end: fn(Class, LineEndStop) -> AtEnd,
    /// What is tried before a mark hangs.
    pub before_hanging: BeforeHanging,
    /// Whether a mark may hang outside the measure.
    pub hangs: fn(Class, char, Direction) -> bool,
    /// The level on which a class gives when a line is squeezed; 0 where it does not.
    pub squeeze: fn(Class) -> u8,
    /// How far word spaces give and grow.
    pub word_space: WordSpace,
    /// Whether there is room for letter stretch between two neighbours.
    pub slots: fn(Beside, Beside) -> Slot,
    /// How a line that is expanded goes on when spaces and gaps have grown.
    pub growth: Growth,
    /// Signs besides letters and digits beside which a gap to Western opens (E1).
    pub gap_signs: &'static str,
    /// Letter stretch per slot above which a line is reported as loose.
    pub loose: Em,
    /// Signs of Western text that start no line, beyond those of UAX 14.
    pub bound: &'static str,
    /// The shortest word that is hyphenated, in letters.
    pub hyphenated: usize,
    /// What tells where a headline may be broken.
    pub heads: HeadSense,
    /// How things stand in vertical lines.
    pub upright: Upright,
    /// How its texts are written.
    pub writing: Writing,
    /// What a style takes that says nothing.
    pub style: StyleDefaults,
    /// Which values of a style mean something.
    pub takes: Takes,
}

/// What signs shared by two scripts belong to (composition A4, A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// What their neighbours say.
    ByNeighbours,
    /// Curly quotes are the Western face's, narrow and without a blank; the rest is what its neighbours say.
    WesternQuotes,
    /// All of them are Western.
    Western,
}

/// What tells where a headline may be broken by sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadSense {
    /// The dictionary of Chinese words.
    Dictionary,
    /// The same, for traditional characters.
    Traditional,
    /// The change from kana to other letters, where phrases of Japanese begin.
    Kana,
    /// Blanks alone.
    Spaces,
}

/// A box and its removable blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boxed {
    /// How wide.
    pub width: BoxWidth,
    /// On which sides it is blank.
    pub blank: Side,
}

impl Boxed {
    /// A box of a width without any blank.
    pub const fn solid(width: BoxWidth) -> Self {
        Self { width, blank: Side::Neither }
    }
}

/// How wide a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxWidth {
    /// As the face draws it.
    Drawn,
    /// Nothing.
    Nothing,
    /// Half an em, the sign in its middle.
    Half,
    /// An em for each sign, the sign in its middle.
    Em,
    /// An em; a face that draws the mark narrower has no blank to give (A3).
    Mark,
}

/// On which sides a box is blank: half an em on one, a quarter on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On none.
    Neither,
    /// Before the ink.
    Before,
    /// After the ink.
    After,
    /// On both.
    Both,
}

/// Which of two neighbours loses the blank at their junction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loses {
    /// Neither.
    Neither,
    /// The left one, after its ink.
    Left,
    /// The right one, before its ink.
    Right,
}

/// What a run of ！？ does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tones {
    /// Marks lose their blanks two by two (C7).
    Halved,
    /// Every mark keeps its em; in vertical lines too.
    Whole,
    /// Every mark keeps its em in horizontal lines; two stand side by side in one em of vertical ones.
    SideBySide,
}

/// What a mark does with its blank at a line's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtEnd {
    /// It keeps it.
    #[default]
    Keeps,
    /// It loses what is after its ink.
    Trims,
    /// It keeps all of it where the line has room for that, else it loses all (JLREQ 3.1.9).
    Drops,
}

/// What is tried before a mark hangs outside the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeforeHanging {
    /// Nothing (D6).
    Nothing,
    /// Word spaces are shrunk (JLREQ 3.8.2).
    Spaces,
}

/// How far the spaces between words give and grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpace {
    /// The least.
    pub least: Share,
    /// The most, before anything else grows.
    pub most: Share,
}

/// A part of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Of the em.
    OfEm(Em),
    /// Of the space as the face has it.
    OfOwn(Permille),
}

/// A neighbour, as far as letter stretch asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Its class.
    pub class: Class,
    /// Its first character.
    pub sign: char,
}

/// Room for letter stretch between two clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// None.
    Closed,
    /// With the letters.
    Letters,
    /// Only when letters have been stretched as far as they go at first.
    Late,
}

/// How a line grows when word spaces and gaps are at their most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// Letters first, up to this; without it, at once to the rest.
    pub letters: Option<Em>,
    /// Then these, equally and without a limit.
    pub rest: Rest,
}

/// What grows without a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The slots of letters.
    Letters,
    /// All slots, word spaces and gaps.
    All,
    /// Word spaces.
    Spaces,
}

/// How things stand in vertical lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upright {
    /// Digits up to so many stand side by side in one em.
    pub side_by_side: usize,
    /// Digits up to so many stand one under the other.
    pub stacked: usize,
    /// What “ ” ‘ ’ are drawn as.
    pub quotes: [char; 4],
    /// What a comma or dot between two single numerals takes.
    pub numerals: Numerals,
}

/// Marks between two numerals of a vertical line (JLREQ 3.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numerals {
    /// Set like all others.
    Apart,
    /// 、 and ・ take half an em, solid: 二、三人, 三・五倍.
    Close,
}

/// What a style takes that says nothing.
#[derive(Clone, Copy, Debug)]
pub struct StyleDefaults {
    /// Rules of line composition.
    pub composition: Composition,
    /// First-line indent of body text.
    pub indent: Em,
}

/// Which values of a style mean something in a tradition.
#[derive(Clone, Copy, Debug)]
pub struct Takes {
    /// Styles of punctuation.
    pub punct: &'static [PunctStyle],
    /// Levels.
    pub kinsoku: &'static [Kinsoku],
    /// What stops do at a line's end.
    pub line_end_stop: &'static [LineEndStop],
    /// Breaks in words.
    pub word_break: &'static [WordBreak],
    /// Orders of stretch.
    pub stretch: &'static [Stretch],
}

/// Levels of squeezing, the first one given first (composition D2); gaps between Han and Western are on a level of their own.
pub mod level {
    /// Western word space.
    pub const SPACE: u8 = 2;
    /// Middle dot.
    pub const MID: u8 = 3;
    /// Brackets.
    pub const BRACKET: u8 = 4;
    /// 、，；：
    pub const COMMA: u8 = 5;
    /// Han–Western gap.
    pub const GAP: u8 = 6;
    /// 。！？
    pub const STOP: u8 = 7;
}

/// The boxes that no tradition makes otherwise (composition A1).
pub(super) fn shared_box(class: Class, sign: char) -> Boxed {
    match class {
        Class::Newline => Boxed::solid(BoxWidth::Nothing),
        Class::West | Class::Space | Class::Post | Class::Pre => Boxed::solid(BoxWidth::Drawn),
        Class::Conn if matches!(sign, '–' | '‐') => Boxed::solid(BoxWidth::Half),
        Class::Open => Boxed { width: BoxWidth::Mark, blank: Side::Before },
        Class::Close => Boxed { width: BoxWidth::Mark, blank: Side::After },
        Class::Comma | Class::Stop | Class::Tone => Boxed::solid(BoxWidth::Mark),
        Class::NumberMark => Boxed::solid(BoxWidth::Half),
        _ => Boxed::solid(BoxWidth::Em),
    }
}

/// Marks of a Western face that belong to what stands before them.
pub fn is_western_closer(sign: char) -> bool {
    matches!(sign, ')' | ']' | '}' | '.' | ',' | '!' | '?' | ':' | ';' | '-' | '’' | '”')
}

/// Marks of a Western face that belong to what stands after them.
pub(super) fn is_western_opener(sign: char) -> bool {
    matches!(sign, '(' | '[' | '{' | '‘' | '“')
}
