//! The words of choices in documents and what they mean. Every word of `input::schema` stands here once.

use crate::base::{Flip, Severity, Towards};
use crate::font::Slant;
use crate::tradition::{
    Course, Direction, Fit, Hyphenate, Kinsoku, Lang, LineEndStop, Policy, PunctStyle, SqueezeFloor, Stretch, UnitGlue,
    WordBreak,
};

use super::care::Convert;
use super::edition::{Lines, PictureFit, VerticalAlign};
use super::para_style::Align;
use super::press::{Intent, Mark};
use super::rules::{Corners, LineForm};
use super::table::CellAlign;

/// Words with their meanings; the first is the default.
pub(super) type Words<T> = &'static [(&'static str, T)];

/// The meaning of a word. Words were checked when the document was read, so an unknown one means the default.
pub(super) fn pick<T: Copy + Default>(words: Words<T>, word: &str) -> T {
    words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning).unwrap_or_default()
}

pub(super) const ALIGN: Words<Align> = &[
    ("justify", Align::Justify),
    ("start", Align::Start),
    ("center", Align::Center),
    ("end", Align::End),
    ("spread", Align::Spread),
];

pub(super) const VERTICAL_ALIGN: Words<VerticalAlign> =
    &[("top", VerticalAlign::Top), ("middle", VerticalAlign::Middle), ("bottom", VerticalAlign::Bottom)];

pub(super) const SLANT: Words<Slant> = &[("upright", Slant::Upright), ("italic", Slant::Italic)];

pub(super) const FLIP: Words<Flip> = &[("across", Flip::Across), ("down", Flip::Down)];

pub(super) const CORNERS: Words<Corners> =
    &[("round", Corners::Round), ("cut", Corners::Cut), ("notch", Corners::Notch), ("scoop", Corners::Scoop)];

/// Where a gradient runs to: its way, and whether it is gone from the other end.
pub(super) const TOWARDS: Words<(Towards, bool)> = &[
    ("foot", (Towards::Foot, false)),
    ("top", (Towards::Foot, true)),
    ("right", (Towards::Right, false)),
    ("left", (Towards::Right, true)),
    ("foot-right", (Towards::FootRight, false)),
    ("top-left", (Towards::FootRight, true)),
    ("foot-left", (Towards::FootLeft, false)),
    ("top-right", (Towards::FootLeft, true)),
];

pub(super) const DIRECTION: Words<Direction> =
    &[("horizontal", Direction::Horizontal), ("vertical", Direction::Vertical), ("rtl", Direction::Horizontal)];

/// The same words: from which side lines and columns begin.
pub(super) const COURSE: Words<Course> =
    &[("horizontal", Course::FromLeft), ("vertical", Course::FromLeft), ("rtl", Course::FromRight)];

pub(super) const SEVERITY: &[(&str, Severity)] =
    &[("note", Severity::Note), ("warning", Severity::Warning), ("error", Severity::Error)];

/// What odd marks of texts are; nothing where they are not looked at.
pub(super) const PROOFREAD: &[(&str, Option<Severity>)] = &[
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
    ("ignore", None),
];

pub(super) const LINES: Words<Lines> = &[("grid", Lines::OnGrid), ("free", Lines::Free)];

pub(super) const PICTURE_FIT: Words<PictureFit> =
    &[("cover", PictureFit::Cover), ("contain", PictureFit::Contain), ("exact", PictureFit::Exact)];

pub(super) const CONVERT: Words<Convert> = &[("auto", Convert::Auto), ("never", Convert::Never)];

pub(super) const MARK: Words<Mark> =
    &[("crop", Mark::Crop), ("registration", Mark::Registration), ("bar", Mark::Bar), ("slug", Mark::Slug)];

pub(super) const INTENT: Words<Intent> = &[
    ("perceptual", Intent::Perceptual),
    ("relative", Intent::Relative),
    ("saturation", Intent::Saturation),
    ("absolute", Intent::Absolute),
];

pub(super) const LINE_FORM: Words<LineForm> = &[
    ("solid", LineForm::Solid),
    ("thick-thin", LineForm::ThickThin),
    ("thin-thick", LineForm::ThinThick),
    ("wavy", LineForm::Wavy),
    ("double", LineForm::Double),
    ("dotted", LineForm::Dotted),
    ("dashed", LineForm::Dashed),
];

pub(super) const LANG: Words<Lang> = &[
    ("zh-Hans", Lang::ZhHans),
    ("zh-Hant", Lang::ZhHant),
    ("zh-HK", Lang::ZhHk),
    ("ja", Lang::Ja),
    ("ko", Lang::Ko),
    ("en", Lang::En),
];

pub(super) const PUNCT: Words<PunctStyle> = &[
    ("kaiming", PunctStyle::Kaiming),
    ("quanjiao", PunctStyle::Quanjiao),
    ("banjiao", PunctStyle::Banjiao),
    ("hangmobanjiao", PunctStyle::Hangmobanjiao),
    ("plain", PunctStyle::Plain),
    ("cct", PunctStyle::Cct),
];

pub(super) const KINSOKU: Words<Kinsoku> = &[
    ("none", Kinsoku::None),
    ("basic", Kinsoku::Basic),
    ("gb", Kinsoku::Gb),
    ("loose", Kinsoku::Loose),
    ("news", Kinsoku::News),
    ("normal", Kinsoku::Normal),
    ("strict", Kinsoku::Strict),
];

pub(super) const POLICY: Words<Policy> = &[("push-out", Policy::PushOut), ("push-in", Policy::PushIn)];

pub(super) const SQUEEZE_FLOOR: Words<SqueezeFloor> =
    &[("half", SqueezeFloor::Half), ("three-quarters", SqueezeFloor::ThreeQuarters)];

pub(super) const LINE_END_STOP: Words<LineEndStop> =
    &[("keep", LineEndStop::Keep), ("trim", LineEndStop::Trim), ("allow", LineEndStop::Allow)];

pub(super) const WORD_BREAK: Words<WordBreak> = &[("normal", WordBreak::Normal), ("keep-all", WordBreak::KeepAll)];

pub(super) const STRETCH: Words<Stretch> = &[("marks", Stretch::Marks), ("even", Stretch::Even)];

pub(super) const UNIT_GLUE: Words<UnitGlue> =
    &[("news", UnitGlue::News), ("never", UnitGlue::Never), ("always", UnitGlue::Always)];

pub(super) const FIT: Words<Fit> = &[("optimum", Fit::Optimum), ("first", Fit::First), ("balanced", Fit::Balanced)];

pub(super) const HYPHENATE: Words<Hyphenate> =
    &[("narrow", Hyphenate::Narrow), ("always", Hyphenate::Always), ("never", Hyphenate::Never)];

pub(super) const CELL_ALIGN: Words<CellAlign> = &[
    ("center", CellAlign::Center),
    ("start", CellAlign::Start),
    ("end", CellAlign::End),
    ("decimal", CellAlign::Decimal),
];
