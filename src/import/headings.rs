//! The head of a Word manuscript without styles: lines above the text that are set larger or in the middle say by their looks what they are.

use std::collections::BTreeMap;

use crate::input::BlockKind;
use crate::message;

use super::draft::Draft;
use super::head;

/// Lines that a head has at most.
const LINES: usize = 8;
/// A longer line is a paragraph.
const LINE: usize = 44;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    /// Its largest letters, in half points as Word counts (ECMA-376, 17.3.2.38).
    pub size: u16,
    /// Whether it stands in the middle of the page.
    pub is_centred: bool,
}

/// Settings of paragraphs by the number of their block.
pub(super) type Settings = BTreeMap<usize, Setting>;

/// Takes kicker, headline and deck from the first lines: the largest ones are the headline, what stands above it the kicker, and what
/// is set as a head below it the deck. Bylines are left for [`head::guess`].
pub(super) fn guess(draft: &mut Draft, settings: &Settings) {
    let Some(body) = body_size(draft, settings) else { return };
    let lines: Vec<Line> = lines(draft, settings, body);
    let Some(largest) = lines.iter().map(|line| line.size).max().filter(|size| *size > body) else { return };
    // What says itself what it is needs no looks.
    if !draft.front.headline.is_empty() || lines.iter().any(|line| head::is_labelled(&line.text)) {
        return;
    }
    let first = lines.iter().position(|line| line.size == largest).unwrap_or(0);
    let last = first + lines[first..].iter().take_while(|line| line.size == largest).count();
    let is_deck = |line: &&Line| !head::is_byline_line(&line.text);
    let below = lines[last..].iter().take_while(is_deck).count();
    let join = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let parts = [join(&lines[..first]), join(&lines[first..last]), join(&lines[last..last + below])];
    draft.blocks.drain(..last + below);
    for loss in &mut draft.losses {
        loss.paragraph = loss.paragraph.saturating_sub(last + below);
    }
    let front = &mut draft.front;
    let places = [("kicker", &mut front.kicker), ("headline", &mut front.headline), ("deck", &mut front.deck)];
    for ((key, place), text) in places.into_iter().zip(parts).filter(|(_, text)| !text.is_empty()) {
        draft.guesses.push(message!("{}: {}", crate::base::Message::from(key), text.replace('\n', " ")));
        *place = text;
    }
}

struct Line {
    text: String,
    size: u16,
}

/// The size that most letters have.
fn body_size(draft: &Draft, settings: &Settings) -> Option<u16> {
    let mut letters: BTreeMap<u16, usize> = BTreeMap::new();
    for (at, setting) in settings {
        let count = draft.blocks.get(*at).map_or(0, |block| block.text().chars().count());
        *letters.entry(setting.size).or_default() += count;
    }
    letters.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}

/// The first lines that are set otherwise than the text; a text has more than its head.
fn lines(draft: &Draft, settings: &Settings, body: u16) -> Vec<Line> {
    let line = |at: usize| {
        let block = draft.blocks.get(at).filter(|block| block.kind == BlockKind::Paragraph)?;
        let text = block.text().trim_matches([' ', '\u{3000}', '\t']).to_owned();
        let Setting { size, is_centred } = *settings.get(&at)?;
        let is_line = text.chars().count() <= LINE && !text.ends_with(['。', '，', '；', '：']);
        (is_line && (is_centred || size > body)).then_some(Line { text, size })
    };
    let most = LINES.min(draft.blocks.len().saturating_sub(1));
    (0..most).map_while(line).collect()
}
