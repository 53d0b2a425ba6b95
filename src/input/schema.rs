//! What may be written: every key of every document with its kind and meaning. Reading, checking and help all follow this table.

mod kind;
mod listing;
mod making;

pub use kind::{Key, Kind, Sign};
pub use listing::{LIST_AD, LIST_AREA, LIST_PAGE, LIST_PICTURE, LIST_STORY, PAGE_OF_LIST, STORY_LIST};
pub use making::{BLOCK, BLOCKS, ELASTIC, MAKEUP, PICTURE_PLACE, SHAPE};

use kind::{joined, key};

/// Sides and corners that a gradient may run to.
const TOWARDS: &[&str] = &["foot", "top", "right", "left", "foot-right", "foot-left", "top-right", "top-left"];

/// Words of the editor's own, or those of the picture.
const SAID: Kind = Kind::Either(&Kind::Words, &Kind::Object(FROM));

pub(super) const FROM: &[Key] = &[key("from", Kind::Choice(&["picture"]), "where the words come from")];

const LENGTH: Kind = Kind::Length { relative: false };
const EM_LENGTH: Kind = Kind::Length { relative: true };
const PLACE_ON_PAGE: Kind = Kind::OnPage(Sign::Any);
const ON_PAGE: Kind = Kind::OnPage(Sign::Positive);

/// The keys of a page.
pub const PAGE: &[Key] = &[
    key("trim", Kind::Tuple(2, &LENGTH), "finished size, width and height"),
    key("bleed", Kind::Extent, "bleed on all sides"),
    key("margins", Kind::Either(&Kind::Distance, &Kind::Object(MARGINS)), "distance of the type area from the trim"),
    key("grid", Kind::Object(GRID), "base columns and baseline grid"),
];

pub(super) const MARGINS: &[Key] = &[
    key("top", Kind::Distance, "top"),
    key("right", Kind::Distance, "right"),
    key("bottom", Kind::Distance, "bottom"),
    key("left", Kind::Distance, "left"),
    key("inner", Kind::Distance, "at the fold: left of odd pages, right of even ones"),
    key("outer", Kind::Distance, "at the open side"),
];

/// The sides of a frame.
pub(super) const SIDES: &[Key] = &[
    key("top", ON_PAGE, "top"),
    key("right", ON_PAGE, "right"),
    key("bottom", ON_PAGE, "bottom"),
    key("left", ON_PAGE, "left"),
];

pub(super) const GRID: &[Key] = &[
    key("columns", Kind::Number(1, 60), "base columns of the page"),
    key("gutter", Kind::Distance, "distance between base columns"),
    key("leading", Kind::Size, "distance of baselines"),
];

/// The keys of a font family.
pub const FAMILY: &[Key] = &[
    key("faces", Kind::List(&Kind::Text), "families tried in order for a character"),
    key("latin", Kind::Text, "family of Western letters and digits"),
    key("latin-scale", Kind::Scale, "size of Western letters against Chinese"),
    key("latin-rise", EM_LENGTH, "rise of Western letters above the Chinese baseline"),
];

/// The keys of an ink.
pub const INK: &[Key] = &[
    key("cmyk", Kind::Tuple(4, &Kind::Percent), "cyan, magenta, yellow, black in percent"),
    key("rgb", Kind::Text, "a screen colour such as #c8102e, converted for the press"),
    key("spot", Kind::Text, "name of a spot ink; cmyk is then its look elsewhere"),
    key("tint", Kind::Text, "name of an ink of which this is a tint"),
    key("percent", Kind::Percent, "how much of that ink"),
];

/// OpenType features of Western letters, by their registered tags.
pub const FEATURES: &[Key] = &[
    key("smcp", Kind::Bool, "small letters as small capitals"),
    key("c2sc", Kind::Bool, "capitals as small capitals"),
    key("onum", Kind::Bool, "old-style figures"),
    key("lnum", Kind::Bool, "lining figures"),
    key("pnum", Kind::Bool, "proportional figures"),
    key("tnum", Kind::Bool, "figures of one width"),
    key("liga", Kind::Bool, "ligatures; on where nothing is said, off in letters that `tracking` parts"),
    key("dlig", Kind::Bool, "further ligatures"),
    key("kern", Kind::Bool, "kerning; on where nothing is said"),
    key("frac", Kind::Bool, "fractions"),
    key("ordn", Kind::Bool, "raised letters of ordinals"),
    key("case", Kind::Bool, "marks as high as capitals"),
    key("zero", Kind::Bool, "zero with a stroke"),
    key("swsh", Kind::Bool, "swashes"),
    key("salt", Kind::Bool, "other forms"),
    key("ss01", Kind::Bool, "first set of other forms"),
    key("ss02", Kind::Bool, "second set"),
    key("ss03", Kind::Bool, "third set"),
];

/// The keys of a style.
pub const STYLE: &[Key] = &[
    key("extends", Kind::Text, "style this one starts from"),
    key("family", Kind::Text, "font family"),
    key("weight", Kind::Text, "regular, bold, black or 100 to 900"),
    key("slant", Kind::Choice(&["upright", "italic"]), "whether Western letters are italic"),
    key("features", Kind::Object(FEATURES), "OpenType features of Western letters"),
    key("size", Kind::Size, "type size"),
    key("leading", Kind::Size, "distance of lines"),
    key("indent", EM_LENGTH, "first-line indent"),
    key("margin-start", EM_LENGTH, "indent of all lines at their start"),
    key("margin-end", EM_LENGTH, "indent of all lines at their end"),
    key(
        "align",
        Kind::Choice(&["justify", "start", "center", "end", "spread", "inner", "outer"]),
        "how lines meet the measure",
    ),
    key("ink", Kind::Text, "colour"),
    key("gradient", Kind::Tuple(2, &Kind::Text), "two inks over the letters, in place of the ink"),
    key("gradient-to", Kind::Choice(TOWARDS), "where the second of them is"),
    key("space-before", Kind::Extent, "space before, in free frames"),
    key("space-after", Kind::Extent, "space after, in free frames"),
    key("rows", Kind::Number(1, 40), "grid rows a line takes"),
    key("columns", Kind::Number(1, 8), "columns that a pull quote or a picture with this caption stands across"),
    key("keep-with-next", Kind::Bool, "stays with the next paragraph"),
    key("keep-together", Kind::Bool, "its lines stay in one column"),
    key(
        "keep-lines",
        Kind::Either(&Kind::Number(1, 20), &Kind::Object(KEEP_LINES)),
        "least lines of a paragraph at a column's foot and at the next one's head; a number is for both",
    ),
    key("drop-cap", Kind::Number(2, 12), "rows the first character takes"),
    key("scale-x", Kind::Scale, "horizontal scale"),
    key("tracking", EM_LENGTH, "extra distance of letters"),
    key("rise", EM_LENGTH, "rise above the baseline"),
    key("language", LANGUAGE, "language, for glyph forms and regional rules"),
    key("layers", Kind::List(&Kind::Object(LAYER)), "offset copies under the letters"),
    key(
        "punctuation",
        Kind::Choice(&["kaiming", "quanjiao", "banjiao", "hangmobanjiao", "plain", "cct"]),
        "width of punctuation",
    ),
    key(
        "kinsoku",
        Kind::Choice(&["none", "basic", "loose", "gb", "news", "normal", "strict"]),
        "what may not start or end a line",
    ),
    key("policy", Kind::Choice(&["push-out", "push-in"]), "what settles a forbidden break first"),
    key("autospace", EM_LENGTH, "gap between Chinese and Western"),
    key("autospace-max", EM_LENGTH, "how far that gap may grow"),
    key("full-width", Kind::Choice(&["keep", "ascii"]), "whether full-width digits and letters become ordinary ones"),
    key("hang", Kind::Bool, "stops and commas may hang outside the measure"),
    key("runt-fix", Kind::Bool, "no single character on a last line"),
    key("squeeze-stops", Kind::Bool, "。！？ may be squeezed"),
    key("squeeze-floor", Kind::Choice(&["half", "three-quarters"]), "least width of a squeezed mark"),
    key("trim-first", Kind::Bool, "an opening mark loses its blank on the first line"),
    key("line-end-stop", Kind::Choice(&["keep", "trim", "allow"]), "what stops do at a line end"),
    key(
        "unit-glue",
        Kind::Either(&Kind::Bool, &Kind::Choice(&["news", "never", "always"])),
        "whether a number stays with its unit, a date or a range whole",
    ),
    key("stretch", Kind::Choice(&["marks", "even"]), "where a line's slack goes first: marks or letters"),
    key("word-break", Kind::Choice(&["normal", "keep-all"]), "where words of Korean are broken"),
    key("stretch-at-punct", Kind::Bool, "letter stretch beside marks"),
    key("fit", Kind::Choice(&["optimum", "first", "balanced"]), "how breaks are chosen"),
    key("fit-size", Kind::Tuple(2, &Kind::Size), "smallest and largest size, to fit the measure and the frame"),
    key("fit-scale", Kind::Tuple(2, &Kind::Scale), "narrowest and widest letters, to fit the measure"),
    key("size-of-headline", Kind::Scale, "of a kicker or deck: its size as a share of the fitted headline's"),
    key("looseness", Kind::Number(-9, 9), "lines more or fewer than the optimum"),
    key("hyphenate", Kind::Choice(&["narrow", "always", "never"]), "hyphenation of long English words"),
];

pub(super) const KEEP_LINES: &[Key] = &[
    key("foot", Kind::Number(1, 20), "least lines left at a column's foot"),
    key("head", Kind::Number(1, 20), "least lines carried to the next column's head"),
];

pub(super) const LAYER: &[Key] = &[
    key("dx", LENGTH, "shift to the right"),
    key("dy", LENGTH, "shift downwards"),
    key("stroke", Kind::Extent, "outline width; filled without it"),
    key("ink", Kind::Text, "colour"),
];

/// A size that advertisements are sold in.
pub const AD_SIZE: &[Key] = &[
    key("columns", Kind::Number(1, 60), "base columns of the page; all when not said"),
    key("rows", Kind::Number(1, 1000), "rows of the grid; all of the type area when not said"),
    key("size", Kind::Tuple(2, &ON_PAGE), "width and height, in place of columns and rows"),
];

pub(super) const AREA: &[Key] = &[
    key("columns", Kind::Range, "base columns"),
    key("rows", Kind::Range, "grid rows"),
    key("at", Kind::Tuple(2, &PLACE_ON_PAGE), "corner, from the trim's corner; columns and rows from the type area's"),
    key(
        "size",
        Kind::Either(&Kind::Text, &Kind::Tuple(2, &PLACE_ON_PAGE)),
        "width and height, or the name of a booking size",
    ),
];

pub(super) const BORDER: &[Key] = &[
    key("top", Kind::Text, "rule at the top"),
    key("right", Kind::Text, "rule at the right"),
    key("bottom", Kind::Text, "rule at the bottom"),
    key("left", Kind::Text, "rule at the left"),
];

pub(super) const STYLED_TEXT: &[Key] =
    &[key("style", Kind::Text, "style"), key("text", Kind::Text, "text; may use variables and inline marks")];

/// What may give when a story does not fill its frames; each entry of a list has one of these.
pub const GIVE: &[Key] = &[
    key("looseness", Kind::Number(1, 3), "lines by which a paragraph may be longer or shorter than is best"),
    key("tracking", EM_LENGTH, "how much further apart or closer letters may stand"),
    key("size", Kind::Extent, "how much larger or smaller body type may be"),
    key("leading", Kind::Extent, "how far the line distance may leave the grid"),
    key("head", Kind::Number(1, 20), "rows the headline block may give or take"),
    key("picture", Kind::Text, "frame of a picture that may become deeper or lower"),
    key("rows", Kind::Number(1, 40), "rows the picture may give or take; 2 when not said"),
    key("filler", Kind::Number(1, 60), "rows at the end of a column that a piece of the fillers may take; tried last"),
];

/// Which pictures are line art.
const LINE_ART: Key = key(
    "line-art",
    Kind::Bool,
    "one-bit and grey pictures print as black and white of up to 1,200 pixels per inch, greys of colour pictures with black ink alone; when not said, one-bit pictures do",
);

/// How an advertisement is made ready for the press, and what of its faults is let through.
const CONVERT: Key = key(
    "convert",
    Kind::Choice(&["auto", "never"]),
    "whether colours of a PDF that the press does not print are converted",
);
const RASTERISE: Key =
    key("rasterise", Kind::Text, "makes a page of a PDF a picture of so many pixels per inch, such as 600ppi");
const ACCEPT: Key =
    key("accept", Kind::List(&Kind::Text), "rules of the judge whose findings are let through, such as K05");
const REASON: Key = key("reason", Kind::Text, "why they are let through, and who decided it");

/// A small advertisement.
pub const AD: &[Key] = &[
    key("rows", Kind::Number(1, 200), "rows of the grid it takes"),
    key("columns", Kind::Number(1, 40), "columns of the frame it takes; 1 when not said"),
    key("booked", Kind::Text, "name of a booking size, in place of rows and columns"),
    key("text", Kind::Text, "text in its style"),
    key("style", Kind::Text, "style of its text"),
    key("paras", Kind::List(&Kind::Object(STYLED_TEXT)), "paragraphs with styles"),
    key("picture", Kind::Path, "path of a picture, a drawing (SVG) or a PDF"),
    LINE_ART,
    key("fit", Kind::Choice(&["cover", "contain", "exact"]), "how the picture meets its place"),
    key("focus", Kind::Tuple(2, &Kind::Percent), "point of the picture that cropping keeps"),
    CONVERT,
    RASTERISE,
    ACCEPT,
    REASON,
    key("align", Kind::Choice(&["top", "middle", "bottom"]), "where its lines stand; middle when not said"),
    key("padding", Kind::Either(&ON_PAGE, &Kind::Object(SIDES)), "distance of the content from the edges"),
    key("border", Kind::Either(&Kind::Text, &Kind::Object(BORDER)), "rules around it"),
    key("background", Kind::Text, "ink behind it"),
    key("radius", ON_PAGE, "radius of its corners"),
    key("corners", Kind::Choice(&["round", "cut", "notch", "scoop"]), "form of the corners"),
];

/// A piece of the stock that fills what stories leave free (补白).
pub const FILLER: &[Key] = &[
    key("rows", Kind::Range, "rows of the grid it can take"),
    key("text", Kind::Text, "text in its style"),
    key("style", Kind::Text, "style of its text"),
    key("paras", Kind::List(&Kind::Object(STYLED_TEXT)), "paragraphs with styles"),
    key("picture", Kind::Path, "path of a picture or a drawing (SVG)"),
    LINE_ART,
    key("fit", Kind::Choice(&["cover", "contain"]), "how the picture meets the free rows"),
    key("focus", Kind::Tuple(2, &Kind::Percent), "point of the picture that cropping keeps"),
    key(
        "align",
        Kind::Choice(&["top", "middle", "bottom"]),
        "where its lines stand in the free rows; middle when not said",
    ),
    key("padding", Kind::Either(&ON_PAGE, &Kind::Object(SIDES)), "distance of the content from the edges"),
    key("border", Kind::Either(&Kind::Text, &Kind::Object(BORDER)), "rules around it"),
    key("background", Kind::Text, "ink behind it"),
    key("radius", ON_PAGE, "radius of its corners"),
    key("corners", Kind::Choice(&["round", "cut", "notch", "scoop"]), "form of the corners"),
];

/// The keys of a table.
pub const TABLE: &[Key] = &[
    key("file", Kind::Path, "path of a table: values between tabs, or between commas in a .csv file"),
    key("rows", Kind::List(&Kind::List(&Kind::Words)), "rows of cells, in place of a file"),
    key("header", Kind::Number(0, 9), "rows of headings"),
    key("widths", Kind::List(&Kind::Text), "auto, a length or a share for each column"),
    key("align", Kind::List(&Kind::Choice(&["center", "start", "end", "decimal"])), "how cells of each column stand"),
    key("style", Kind::Text, "style of cells"),
    key("header-style", Kind::Text, "style of headings"),
    key("cell-padding", Kind::Tuple(2, &Kind::Extent), "room beside and above the words of a cell"),
    key("outer-rule", Kind::Text, "rule at the top and the foot, or none"),
    key("header-rule", Kind::Text, "rule below the headings, or none"),
    key("row-rule", Kind::Text, "rule between rows"),
    key("column-rule", Kind::Text, "rule between columns"),
    key("side-rule", Kind::Text, "rule at the sides"),
    key("header-tint", Kind::Text, "ink behind the headings"),
    key("zebra", Kind::Text, "ink behind every second row"),
];

/// What can be put into a frame or story place, besides the path of an article.
pub const CONTENT: &[Key] = &joined::<{ STORIES.len() + SHOWN.len() }>(STORIES, SHOWN);

const STORIES: &[Key] = &[
    key("article", Kind::Path, "path of an article"),
    key("continues", Kind::Path, "path of an article that began on an earlier page"),
    key("copyfit", Kind::List(&Kind::Object(GIVE)), "what may give so that the story fills its frames, in order"),
];

/// The keys of a frame.
pub const FRAME: &[Key] = &joined::<{ FRAME_ALONE.len() + SHOWN.len() }>(FRAME_ALONE, SHOWN);

const FRAME_ALONE: &[Key] = &[
    key("area", Kind::List(&Kind::Object(AREA)), "where it is; several areas make one frame of another shape"),
    key("mirror", Kind::Bool, "stands on even pages as in a mirror, with its sides exchanged"),
    key(
        "columns",
        Kind::Either(&Kind::Number(1, 40), &Kind::List(&ON_PAGE)),
        "columns of its text: how many, or the measure of each",
    ),
    key("gutter", ON_PAGE, "distance between columns"),
    key("measure", Kind::Choice(&["half-em", "em", "any"]), "what a column's measure is a multiple of"),
    key("column-rule", Kind::Text, "rule between columns"),
    key("direction", Kind::Choice(&["horizontal", "vertical", "rtl"]), "how lines run"),
    key("lines", Kind::Choice(&["grid", "free"]), "on the page's grid or on their own leading"),
    key("align", Kind::Choice(&["top", "middle", "bottom"]), "where free lines stand; implies free lines"),
    key("padding", Kind::Either(&ON_PAGE, &Kind::Object(SIDES)), "distance of the content from the edges"),
    key("border", Kind::Either(&Kind::Text, &Kind::Object(BORDER)), "rules around it"),
    key("background", Kind::Text, "ink behind it"),
    key("gradient", Kind::Tuple(2, &Kind::Text), "two inks behind it, in place of the background"),
    key("gradient-to", Kind::Choice(TOWARDS), "where the second of them is"),
    key("around", ON_PAGE, "stand-off of text that runs around it"),
    key("rows-under", Kind::Number(0, 2000), "rows of text under it at least; fewer stay empty"),
    key("around-sides", Kind::Choice(&["wider", "both"]), "where text runs when it has room on both sides"),
    key(
        "outline",
        Kind::Either(&Kind::Choice(&["rectangle", "ellipse"]), &Kind::List(&Kind::Tuple(2, &Kind::Percent))),
        "shape of the picture, which text runs around: a word, or points in percent of the frame's width and height",
    ),
    key("radius", ON_PAGE, "radius of the frame's corners"),
    key("corners", Kind::Choice(&["round", "cut", "notch", "scoop"]), "form of the corners"),
    key("balance", Kind::Bool, "a story that ends here leaves its columns equally deep"),
    key("over", Kind::List(&Kind::Text), "frames it is meant to lie over"),
    key("optional", Kind::Bool, "it may stay empty; text then runs where it would have stood"),
    key(
        "fit-rows",
        Kind::Range,
        "least and most rows of a headline block: it takes what its headline needs, what is below it the rest",
    ),
];

/// What a frame shows, said in the layout or by what is put into it.
const SHOWN: &[Key] = &[
    key("text", Kind::Text, "text in the frame's style"),
    key("style", Kind::Text, "style of its text"),
    key("paras", Kind::List(&Kind::Object(STYLED_TEXT)), "paragraphs with styles"),
    key("picture", Kind::Path, "path of a picture, a drawing (SVG) or a PDF"),
    key("pictures", Kind::List(&Kind::Path), "paths of pictures that share the frame"),
    key("ads", Kind::List(&Kind::Object(AD)), "small advertisements, packed into the frame's columns by size"),
    key("shares", Kind::List(&Kind::Number(1, 99)), "how the pictures share it; equally when not said"),
    key("stacked", Kind::Bool, "the pictures stand below each other, not beside each other"),
    key("gap", ON_PAGE, "distance between the pictures or advertisements"),
    key("page", Kind::Number(1, 9999), "page of the PDF"),
    LINE_ART,
    key(
        "fit",
        Kind::Choice(&["cover", "contain", "exact"]),
        "how the picture meets the frame; exact is at its own size",
    ),
    key("focus", Kind::Tuple(2, &Kind::Percent), "point of the picture that cropping keeps"),
    key("zoom", Kind::Scale, "how much larger the picture stands than its place needs, from 100%"),
    key("rotate", Kind::Text, "degrees clockwise, -15 to 15, such as 1.5 for a horizon that leans"),
    key("flip", Kind::Choice(&["across", "down"]), "mirrors the picture, which is told"),
    CONVERT,
    RASTERISE,
    ACCEPT,
    REASON,
    key("caption", SAID, "caption of the picture; {from: picture} takes what its file says"),
    key("caption-place", Kind::Choice(&["under", "on"]), "where the caption stands"),
    key("caption-lines", Kind::Range, "lines the caption has, or from and to: as many as it needs"),
    key("caption-style", Kind::Text, "style of the caption"),
    key(
        "credit",
        SAID,
        "who took or drew the picture, on a line below it and its caption; {from: picture} takes what its file says",
    ),
    key("table", Kind::Either(&Kind::Path, &Kind::Object(TABLE)), "a table: the path of its file, or more of it"),
    key("index", Kind::List(&Kind::Text), "paths of articles, listed with the pages they begin on (本期导读)"),
    key("code", Kind::Text, "text of a QR code"),
    key("ink", Kind::Text, "colour of the code"),
    key("with", Kind::Text, "story of the page that it belongs to, for readers of the article map"),
    key("ad", Kind::Bool, "it is an advertisement, with all that stands in it"),
    key("booked", Kind::Text, "name of the booking size that it was sold in, which it must have"),
];

/// Style roles of an article.
pub const ROLES: &[Key] = &[
    key("kicker", Kind::Text, "style of the kicker"),
    key("headline", Kind::Text, "style of the headline"),
    key("deck", Kind::Text, "style of the deck"),
    key("byline", Kind::Text, "style of the byline"),
    key("dateline", Kind::Text, "style of the dateline"),
    key("body", Kind::Text, "style of paragraphs"),
    key("first", Kind::Text, "style of the first paragraph; that of paragraphs when not said"),
    key("list", Kind::Text, "style of the items of lists; that of paragraphs when not said"),
    key("crosshead", Kind::Text, "style of crossheads"),
    key("quote", Kind::Text, "style of pull quotes"),
    key("caption", Kind::Text, "style of the captions of pictures inside the story"),
    key("table-caption", Kind::Text, "style of the titles of tables inside the story"),
    key("jump-line", Kind::Text, "style of the line that says where the story goes on"),
    key("jump-headline", Kind::Text, "style of the headline over a continuation"),
    key("jump-from", Kind::Text, "style of the line that says where the story came from"),
];

/// The keys of a story place.
pub const PLACE: &[Key] = &[
    key("head", Kind::Text, "frame of the headline block"),
    key("body", Kind::List(&Kind::Text), "frames the text runs through"),
    key("styles", Kind::Object(ROLES), "styles of its parts"),
    key("end-mark", Kind::Text, "set after the last paragraph"),
    key("copyfit", Kind::List(&Kind::Object(GIVE)), "what may give so that a story fills its frames, in order"),
    key("optional", Kind::Bool, "it may stay empty"),
    key("free-head", Kind::Choice(&["keep", "body"]), "who has the whole rows that the headline block does not need"),
];

/// The languages whose lines the program composes.
const LANGUAGE: Kind = Kind::Choice(&["zh-Hans", "zh-Hant", "zh-HK", "ja", "ko", "en"]);

/// The keys of a layout.
pub const LAYOUT: &[Key] = &[
    key("extends", Kind::Text, "layout this one starts from: a shipped one or a path"),
    key("without", Kind::List(&Kind::Text), "frames and story places of that layout which this one leaves out"),
    key("sketch", Kind::List(&Kind::Text), "areas drawn as lines of frame names, each so many grid rows deep"),
    key("page", Kind::Object(PAGE), "page and grid"),
    key("language", LANGUAGE, "language of its styles that do not say it"),
    key("fonts", Kind::Named(&Kind::Object(FAMILY)), "font families"),
    key("inks", Kind::Named(&Kind::Object(INK)), "colours"),
    key("ad-sizes", Kind::Named(&Kind::Object(AD_SIZE)), "sizes that advertisements are sold in, by name"),
    key("styles", Kind::Named(&Kind::Object(STYLE)), "styles"),
    key("frames", Kind::Named(&Kind::Object(FRAME)), "frames, drawn in this order"),
    key("stories", Kind::Named(&Kind::Object(PLACE)), "story places"),
    key(
        "shapes",
        Kind::Named(&Kind::Object(SHAPE)),
        "shapes of blocks: how headline, text and pictures of a story stand",
    ),
    key("blocks", Kind::Object(BLOCKS), "how the page is divided into blocks, in place of areas"),
    key("makeup", Kind::Object(MAKEUP), "what its makeup is judged by"),
];

/// The keys of the press.
pub const PRESS: &[Key] = &[
    key("profile", Kind::Text, "ICC profile of the press, a file beside the edition"),
    key("condition", Kind::Text, "name of the printing condition the profile describes"),
    key("ink-limit", Kind::Scale, "largest sum of inks"),
    key(
        "intent",
        Kind::Choice(&["perceptual", "relative", "saturation", "absolute"]),
        "rendering intent of pictures and screen colours",
    ),
    key("black-point", Kind::Bool, "the source's black becomes the press's"),
    key("resolution", Kind::Number(72, 2400), "pixels per inch that pictures are reduced to"),
    key("least-resolution", Kind::Number(36, 2400), "fewer pixels per inch are reported"),
    key(
        "marks",
        Kind::List(&Kind::Choice(&["crop", "registration", "bar", "slug"])),
        "printer's marks outside the trim",
    ),
];

/// How much stories may leave free.
pub const FREE: &[Key] = &[
    key("rows", Kind::Number(0, 1000), "lines that a story may leave free"),
    key("area", Kind::Percent, "share of a page's type area that its stories may leave free together"),
    key("beyond", Kind::Choice(&["note", "warning", "error"]), "what more than that is"),
];

pub(super) const EDITION_PAGE: &[Key] = &[
    key(
        "of",
        Kind::Text,
        "number of the page of the included edition that this one is, with what else stands here over it",
    ),
    key("layout", Kind::Either(&Kind::Text, &Kind::Object(LAYOUT)), "a shipped layout, a path, or a layout itself"),
    key("section", Kind::Text, "section it belongs to; pages without a number are counted in it, such as A01"),
    key("number", Kind::Text, "number as printed"),
    key("name", Kind::Text, "name as printed"),
    key("texts", Kind::Named(&Kind::Text), "texts for furniture, over the edition's"),
    key(
        "put",
        Kind::Named(&Kind::Either(&Kind::Path, &Kind::Object(CONTENT))),
        "what goes into story places and frames",
    ),
];

/// The keys of an edition.
pub const EDITION: &[Key] = &[
    key(
        "house",
        Kind::Text,
        "folder of what editions share, such as ../house: its house.yaml, layouts, fonts and pictures",
    ),
    key("include", Kind::Text, "edition beside this one whose pages and keys it has, but for its own"),
    key("without", Kind::List(&Kind::Text), "numbers of pages of the included edition that are left out"),
    key("paper", Kind::Text, "name of the paper"),
    key("date", Kind::Text, "date of issue, such as 2026-03-12"),
    key("issue", Kind::Text, "number of the issue"),
    key("texts", Kind::Named(&Kind::Text), "texts for furniture, by name"),
    key("language", LANGUAGE, "language of styles that do not say it, over the layouts'"),
    key("fonts", Kind::Named(&Kind::Object(FAMILY)), "font families, over the layouts'"),
    key("inks", Kind::Named(&Kind::Object(INK)), "colours, over the layouts'"),
    key("styles", Kind::Named(&Kind::Object(STYLE)), "styles, over the layouts'"),
    key(
        "ad-sizes",
        Kind::Named(&Kind::Object(AD_SIZE)),
        "sizes that advertisements are sold in (通栏, 半版, 报眼), over the layouts'",
    ),
    key("bookings", Kind::Path, "path of the list of booked advertisements (CSV), held against the pages"),
    key("words", Kind::List(&Kind::Text), "names and words inside which no headline breaks"),
    key(
        "tables",
        Kind::Named(&Kind::Either(&Kind::Path, &Kind::Object(TABLE))),
        "tables that articles name between their paragraphs",
    ),
    key("copyfit", Kind::List(&Kind::Object(GIVE)), "what may give in stories that do not say so themselves"),
    key("fillers", Kind::List(&Kind::Object(FILLER)), "pieces for what stories leave free, in order of preference"),
    key(
        "proofread",
        Kind::Choice(&["note", "warning", "error", "ignore"]),
        "what half-width, doubled and unpaired marks and full-width figures in texts are",
    ),
    key("makeup", Kind::Object(MAKEUP), "what the makeup of its pages is judged by, over the layouts'"),
    key("free", Kind::Object(FREE), "how much stories may leave free before it is a warning"),
    key("press", Kind::Object(PRESS), "what the pages are printed on"),
    key("pages", Kind::List(&Kind::Object(EDITION_PAGE)), "pages in order"),
];

/// The keys of an article's front matter.
pub const FRONT_MATTER: &[Key] = &[
    key("kicker", Kind::Text, "line above the headline"),
    key("headline", Kind::Text, "headline; its line breaks are kept"),
    key("short", Kind::Text, "short headline, over continuations and in indexes"),
    key("deck", Kind::Text, "line below the headline"),
    key("byline", Kind::Text, "who wrote it; two-character names are spread"),
    key("dateline", Kind::Text, "set before the first paragraph"),
    key("language", LANGUAGE, "language of the article"),
    key("embargo", Kind::Text, "day or minute before which the story must not be published, such as 2026-03-13 08:00"),
    key("item", Kind::Text, "identifier and version by which an agency names the story; not printed"),
    key("weight", listing::WEIGHT, "how much the story weighs among others of a page that is proposed; not printed"),
];
