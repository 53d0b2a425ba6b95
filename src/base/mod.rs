//! `base`: the vocabulary every room shares.
//!
//! Lengths and em fractions ([`Len`], [`Em`]), geometry ([`Point`], [`Rect`]), typed ids, source
//! positions and diagnostics. This is the only room that rounds: [`Len::parse`] rounds decimal
//! text, [`Len::scaled`] rounds scaled font units, [`apportion`] hands out parts that sum to a whole.

mod apportion;
mod cells;
mod diagnostic;
mod drawing;
mod geometry;
mod id;
mod invisible;
mod jpeg;
mod keep;
mod length;
mod markup;
mod message;
mod moment;
mod numerals;
mod radical;
mod say;
mod script;
mod size;
mod suggest;

pub use apportion::{apportion, apportion_capped};
pub use cells::{Cells, Edge, End, MOST_RECTS, Side, Turn};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity, SourceId, Span, Spanned};
pub use drawing::{
    Blend, BlendKind, Clip, Drawing, Fill, FillRule, Ground, Group, Inlay, Mask, MaskKind, Node, Segment, Shape, Stop,
    Stroke, Tile, extent_of,
};
pub use geometry::{Flip, Insets, Point, Pose, Rect, Size, Towards};
pub use id::{CharStyleId, FaceId, FamilyId, FrameId, InkId, PageId, ParaStyleId, PictureId, StoryId, narrow};
pub use invisible::{is_invisible, leaves_no_ink};
pub use jpeg::{JpegSegment, has_adobe_marker, jpeg_segments};
pub use keep::{Keep, KeepKey};
pub use length::{Em, Len, LenError, Permille, Short};
pub use markup::{escaped, yaml_quoted};
pub use message::{Arg, Catalogue, Message, ToArg};
pub use moment::{Day, Moment};
pub(crate) use numerals::{numeral, of_numerals, with_figures};
pub use radical::of_radical;
pub use say::{Say, filled, in_english, listed};
pub use script::{Script, plain_letter, scripted};
pub use size::{parse_size, size_names};
pub use suggest::{name_hint, nearest, nearest_file};
