//! Embargoes: what an article's front matter says of its release, held against the edition's date and never against a clock.

use std::collections::BTreeMap;

use crate::base::{Day, Diagnostic, Diagnostics, Moment};
use crate::input::Article;
use crate::message;

use super::edition::Date;

/// Tells every article that must not be printed on the edition's date; one that is released in the course of that day is warned of,
/// since a paper may be out before.
pub(super) fn check(articles: &BTreeMap<String, Article>, date: Date, found: &mut Diagnostics) {
    // An edition without a date is a finding of its own, and nothing can be held against it.
    if date == Date::default() {
        return;
    }
    let date = Day { year: date.year, month: date.month, day: date.day };
    for article in articles.values() {
        let Some(embargo) = article.front.text("embargo") else { continue };
        let until = embargo.value.trim();
        let finding = match Moment::parse(until) {
            None => Diagnostic::error("article/embargo", message!("the embargo `{}` names no day", until))
                .hint("write the day, such as 2026-03-13 or 2026-03-13 08:00, or take the line out once the agency has released the story"),
            Some(moment) if moment.day() > date => {
                Diagnostic::error("article/embargo", message!("this story must not be published before {}", until))
                    .hint("keep it for a later edition, or take `embargo` out once the agency has released it")
            }
            Some(moment) if moment.day() == date && moment.is_within_day() => {
                Diagnostic::warning("article/embargo", message!("this story is released on the edition's day, but not before {}", until))
                    .hint("see to it that the paper is not out before that hour")
            }
            Some(_) => continue,
        };
        found.push(finding.at(embargo.span));
    }
}
