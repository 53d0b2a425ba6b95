//! Keys by which pages are made up and judged.

use super::{Key, Kind, key};

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
