//! Keys by which pages are made up and judged.

use super::{FRAME, Key, Kind, ROLES, key};

/// A number that may change within limits, so that the stories of a page fill their blocks.
pub static ELASTIC: [Key; 2] = [
    key("at", Kind::Number(1, 2000), "the number as it was accepted"),
    key("within", Kind::Range, "least and most it may become"),
];

static ELASTIC_KIND: Kind = Kind::Object(&ELASTIC);
static ROWS: Kind = Kind::Number(1, 2000);
static FEW_ROWS: Kind = Kind::Number(0, 20);
static COLUMNS: Kind = Kind::Number(1, 60);
static RANGE: Kind = Kind::Range;

/// The keys of a shape of blocks.
pub const SHAPE: &[Key] = &[
    key("extends", Kind::Text, "shape it starts from: a shipped one or one of this layout"),
    key(
        "head",
        Kind::Choice(&["over", "side", "vertical", "none"]),
        "where the headline stands: over the text, at its left, at its left in vertical lines, or at the beginning of the text itself",
    ),
    key(
        "head-columns",
        Kind::Number(1, 60),
        "base columns of the headline, from the left; text runs up beside a headline over part of the block",
    ),
    key("head-rows", Kind::Range, "least and most rows of a headline over the text"),
    key("head-gap", Kind::Number(0, 20), "rows between headline and text"),
    key("text", Kind::Number(1, 40), "columns of the text; one to a base column when not said"),
    key("pictures", Kind::List(&Kind::Object(PICTURE_PLACE)), "places of pictures: STORY-photo, STORY-photo-2 …"),
    key("picture-gap", Kind::Number(0, 20), "rows between a picture and what stands below it"),
    key("rule", Kind::Text, "rule over the block where another stands above; it takes a row"),
    key("label", Kind::Object(FRAME), "frame of a standing head (栏目) over the block: its text, style, background"),
    key("label-rows", Kind::Number(1, 20), "rows of the standing head"),
    key("back", Kind::Object(FRAME), "frame behind the block, a row larger at top and foot (围框): STORY-back"),
    key("head-frame", Kind::Object(FRAME), "more keys of the frame STORY-head"),
    key("text-frame", Kind::Object(FRAME), "more keys of the frame STORY"),
    key("picture-frame", Kind::Object(FRAME), "more keys of the frames of pictures"),
    key("styles", Kind::Object(ROLES), "styles of the story's parts"),
];

/// The keys of a place for a picture in a shape.
pub const PICTURE_PLACE: &[Key] = &[
    key("at", Kind::Choice(&["top", "under-head", "left", "right", "beside", "middle", "foot"]), "where it stands"),
    key(
        "columns",
        Kind::Either(&COLUMNS, &ELASTIC_KIND),
        "base columns, or columns within limits; top and under-head have all of the block's",
    ),
    key("rows", Kind::Either(&ROWS, &ELASTIC_KIND), "rows, or rows within limits; beside is as deep as the text"),
];

/// The keys of a page's division into blocks.
pub const BLOCKS: &[Key] = &[
    key("rows", Kind::Range, "rows of the page that are divided"),
    key("gap", Kind::Number(0, 20), "rows between blocks one below the other"),
    key("down", Kind::List(&BLOCK_KIND), "blocks one below the other"),
    key("across", Kind::List(&BLOCK_KIND), "blocks side by side"),
    key(
        "turn",
        Kind::List(&BLOCK_KIND),
        "five blocks as a pinwheel: top left, top right, foot right, foot left, middle",
    ),
    key("left", Kind::Number(1, 60), "base columns at the left of the pinwheel's lower cut"),
    key("right", Kind::Number(1, 60), "base columns at the left of its upper cut"),
];

static BLOCK_KIND: Kind = Kind::Object(&BLOCK);

/// The keys of a block, which may be divided again.
pub static BLOCK: [Key; 13] = [
    key(
        "depth",
        Kind::Either(&ROWS, &ELASTIC_KIND),
        "rows, or rows within limits; what is left when not said, shared with others that do not say it",
    ),
    key("gap", Kind::Either(&FEW_ROWS, &ELASTIC_KIND), "rows above it among blocks one below the other"),
    key("columns", Kind::Number(1, 60), "base columns among blocks side by side; what is left when not said"),
    key("story", Kind::Text, "story place that the block makes"),
    key("shape", Kind::List(&Kind::Text), "its shape, or several: the first that closes the page with least change"),
    key(
        "head-rows",
        Kind::Either(&RANGE, &ELASTIC_KIND),
        "least and most rows of its headline, over the shape's; or so many, within limits",
    ),
    key("pictures", Kind::List(&Kind::Object(PICTURE_PLACE)), "places of its pictures, in place of the shape's"),
    key("frame", Kind::Text, "frame without area that stands here"),
    key("down", Kind::List(&BLOCK_KIND), "blocks one below the other"),
    key("across", Kind::List(&BLOCK_KIND), "blocks side by side"),
    key("turn", Kind::List(&BLOCK_KIND), "five blocks as a pinwheel"),
    key("left", Kind::Number(1, 60), "base columns at the left of the pinwheel's lower cut"),
    key("right", Kind::Number(1, 60), "base columns at the left of its upper cut"),
];

/// Rules of makeup: what breaking one costs, or how grave it is.
pub const MAKEUP: &[Key] = &[
    key("overset", GRAVE, "text finds no room"),
    key("filled", GRAVE, "a story leaves more than one line free"),
    key("covered", GRAVE, "a part of the page that nothing covers"),
    key("rectangles", GRAVE, "a story with its pictures is no rectangle"),
    key("on-columns", GRAVE, "a story does not stand on the base columns"),
    key("head-place", GRAVE, "a headline below its text or at its right"),
    key("lead-largest", GRAVE, "another headline is as large as the lead's"),
    key("lead-first", GRAVE, "the lead is not at the top, or not on the left"),
    key("column-depth", GRAVE, "a column of fewer than 5 or more than 45 rows"),
    key("ads-at-foot", GRAVE, "an advertisement over a story, or between two"),
    key("free-lines", POINTS, "points for a line that a story leaves free"),
    key("gaps", POINTS, "for two rows between blocks"),
    key(
        "cut-across",
        POINTS,
        "for a cut from edge to edge at one height; a third below the lead and above advertisements",
    ),
    key("cut-down", POINTS, "for a cut from the top to the foot; three times as much into halves"),
    key("butting-heads", POINTS, "for headlines of a size side by side; less for unlike ones and boxes"),
    key("head-order", POINTS, "for a headline above a larger one"),
    key("lead-contrast", POINTS, "where the largest headline is not 1.2 times the second"),
    key("pictures", POINTS, "for each per cent of pictures below 12 or above 42"),
    key("main-picture", POINTS, "where the largest picture is not 1.4 times the second"),
    key("lead-picture", POINTS, "where the largest picture is not the lead's"),
    key("touching-pictures", POINTS, "for pictures of two stories that touch"),
    key("grey", POINTS, "for each per cent of grey: places of a bank note's size without headline, picture or tint"),
    key("columns", POINTS, "for each row of a column beyond 8 to 38"),
    key("balance", POINTS, "where pictures and headlines weigh on one side"),
    key("widths", POINTS, "where all stories are of one width"),
    key("feet", POINTS, "for neighbours that nearly end at one foot"),
    key("head-white", POINTS, "for each point of white above a headline beyond a row"),
    key("boxes", POINTS, "for each box beyond two, each vertical headline beyond one"),
];

const GRAVE: Kind = Kind::Choice(&["note", "warning", "error", "ignore"]);
const POINTS: Kind = Kind::Number(0, 1000);
