//! Keys of a list of stories, of which pages are proposed.

use super::{Key, Kind, MAKEUP, SAID, TABLE, key};

/// The keys of a list of stories.
pub const STORY_LIST: &[Key] = &[
    key(
        "layout",
        Kind::Text,
        "layout of the page: its grid, furniture, styles and shapes; its own blocks and story places are not used",
    ),
    key("house", Kind::Text, "folder of what editions share, such as ../house: its layouts, fonts, styles and words"),
    key("paper", Kind::Text, "name of the paper"),
    key("date", Kind::Text, "date of issue, such as 2026-03-12"),
    key("number", Kind::Text, "number of the page as printed; advertisements stand at its outer side"),
    key("name", Kind::Text, "name of the page as printed"),
    key("texts", Kind::Named(&Kind::Text), "texts for furniture, by name"),
    key(
        "tables",
        Kind::Named(&Kind::Either(&Kind::Path, &Kind::Object(TABLE))),
        "tables that articles name between their paragraphs",
    ),
    key("page", Kind::Object(LIST_PAGE), "what of the page the stories have"),
    key("ads", Kind::List(&Kind::Object(LIST_AD)), "advertisements, whose places are fixed"),
    key("with", Kind::List(&Kind::List(&Kind::Text)), "stories that stand together, several lists of names"),
    key("stories", Kind::Named(&Kind::Object(LIST_STORY)), "the stories by name"),
    key(
        "pages",
        Kind::List(&Kind::Object(PAGE_OF_LIST)),
        "the pages that the stories are shared among, where they are several",
    ),
    key("makeup", Kind::Object(MAKEUP), "what makeup is judged by, over the layout's"),
];

/// What of a page stories have.
pub const LIST_PAGE: &[Key] = &[
    key("columns", Kind::Number(1, 12), "base columns, over the layout's"),
    key("rows", Kind::Range, "rows that are divided"),
];

/// A story of a list.
pub const LIST_STORY: &[Key] = &[
    key("article", Kind::Path, "path of the article"),
    key("weight", WEIGHT, "how much it weighs; over the article's own"),
    key("pictures", Kind::List(&Kind::Object(LIST_PICTURE)), "its pictures, at most two"),
    key("shape", Kind::List(&Kind::Text), "shapes it may have, in place of those of its weight"),
    key("may-drop", Kind::Bool, "it may be left out where it would not close"),
    key("area", Kind::Object(LIST_AREA), "the place that it is locked in"),
    key("page", Kind::Text, "number of the page that it stands on"),
    key("section", Kind::Text, "section on whose pages it may stand"),
];

/// A page of a list of several.
pub const PAGE_OF_LIST: &[Key] = &[
    key("number", Kind::Text, "number of the page as printed; advertisements stand at its outer side"),
    key("name", Kind::Text, "name of the page as printed"),
    key("section", Kind::Text, "section whose stories it has"),
    key("layout", Kind::Text, "layout of the page, over the list's"),
    key("page", Kind::Object(LIST_PAGE), "what of the page the stories have, over the list's"),
    key("ads", Kind::List(&Kind::Object(LIST_AD)), "its advertisements, in place of the list's"),
    key("wanted", Kind::Number(1, 14), "how many stories it should have"),
];

/// A place of a page that a story of a list is locked in.
pub const LIST_AREA: &[Key] = &[
    key("columns", Kind::Range, "base columns, from and to"),
    key("rows", Kind::Range, "rows, from and to, where they are fixed, too"),
];

/// How much a story weighs.
pub(super) const WEIGHT: Kind = Kind::Choice(&["lead", "second", "third", "comment", "brief"]);

/// A picture of a story of a list.
pub const LIST_PICTURE: &[Key] = &[
    key("picture", Kind::Path, "path of a picture"),
    key("caption", SAID, "caption of the picture; {from: picture} takes what its file says"),
    key("credit", SAID, "who took or drew the picture"),
    key("focus", Kind::Tuple(2, &Kind::Percent), "point of the picture that cropping keeps"),
    key("least", Kind::Number(1, 12), "least base columns"),
    key("most", Kind::Number(1, 12), "most base columns"),
    key("crop", Kind::Percent, "how much of it may be cropped"),
];

/// An advertisement of a list.
pub const LIST_AD: &[Key] = &[
    key("frame", Kind::Text, "name of its frame"),
    key("columns", Kind::Range, "base columns: how many, or from and to"),
    key("rows", Kind::Range, "rows it has, down to the last one of the page"),
    key("depth", Kind::Number(1, 2000), "how many rows it has at the foot, in place of rows"),
    key("picture", Kind::Path, "path of a picture, a drawing (SVG) or a PDF; it comes later when not said"),
    key("fit", Kind::Choice(&["cover", "contain", "exact"]), "how it meets its frame"),
];
