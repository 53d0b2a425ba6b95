//! "Did you mean": the nearest known name.

use super::message::Message;
use crate::message;

/// The known name nearest to `word`, when it is near enough to be a slip.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// A hint for an unknown name: the nearest one, or all of them when they are few.
pub fn name_hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Message {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(name) => message!("did you mean `{}`?", name),
        None if known.is_empty() => "none is defined".into(),
        None if known.len() <= 40 => message!("known: {}", known),
        None => message!("known: {}, …", known[..40].to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("colums", ["rows", "columns"]), Some("columns"));
        assert_eq!(nearest("hedline", ["headline", "deck"]), Some("headline"));
        assert_eq!(nearest("xyz", ["rows", "columns"]), None);
    }
}
