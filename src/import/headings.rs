//! The head of a Word manuscript without styles: lines above the text that are set larger or in the middle say by their looks what they are.

use std::collections::BTreeMap;

use crate::input::BlockKind;
use crate::message;

use super::draft::Draft;
use super::{crossheads, head, second};

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
    /// Whether it is the first one below a picture.
    pub is_below_picture: bool,
}

/// Settings of paragraphs by the number of their block.
pub(super) type Settings = BTreeMap<usize, Setting>;

/// Takes kicker, headline and deck from the first lines, and finds crossheads that are set larger or in the middle.
pub(super) fn guess(draft: &mut Draft, settings: &Settings) {
    let Some(body) = body_size(draft, settings) else { return };
    let found = found(draft, settings, body);
    let largest = largest(draft, settings, body);
    let taken = take_head(draft, settings, body);
    let is_as_large = |part: &&Found| settings.get(&part.at).is_some_and(|setting| Some(setting.size) == largest);
    let headlines: Vec<usize> =
        found.iter().filter(is_as_large).filter_map(|part| part.at.checked_sub(taken)).collect();
    if taken > 0 {
        second::of_one_rank(draft, &headlines);
    }
    part_centred(draft, settings, taken);
    // From the last one on, so that joining two changes no number of those that are still to come.
    for part in found.into_iter().rev() {
        let Some(at) = part.at.checked_sub(taken) else { continue };
        if part.goes_on {
            let runs = draft.blocks.remove(at + 1).runs;
            draft.blocks[at].runs.extend(runs);
        }
        crossheads::make(draft, at);
    }
}

/// The size of the headline, where it is larger than the text.
fn largest(draft: &Draft, settings: &Settings, body: u16) -> Option<u16> {
    lines(draft, settings, body).iter().map(|line| line.size).max().filter(|size| *size > body)
}

/// Title and author in the middle stand apart from what is set at the margin below them, as if by a blank line.
fn part_centred(draft: &mut Draft, settings: &Settings, taken: usize) {
    let is_centred = |at: usize| settings.get(&(at + taken)).map(|setting| setting.is_centred);
    let ends = (1..LINES).filter(|at| is_centred(at - 1) == Some(true) && is_centred(*at) == Some(false));
    draft.gaps.extend(ends);
}

/// A paragraph that is set as a crosshead.
struct Found {
    at: usize,
    /// Whether its second half is the next paragraph.
    goes_on: bool,
}

/// Paragraphs below the first one of the text that are set larger than it, or alone in the middle, above one that is not.
fn found(draft: &Draft, settings: &Settings, body: u16) -> Vec<Found> {
    let is_paragraph = |at: usize| draft.blocks.get(at).is_some_and(|block| block.kind == BlockKind::Paragraph);
    let text = |at: usize| draft.blocks[at].text().trim_matches([' ', '\u{3000}', '\t']).to_owned();
    let is_plain = |at: usize| {
        is_paragraph(at) && settings.get(&at).is_some_and(|setting| setting.size <= body && !setting.is_centred)
    };
    let is_larger = |at: usize| settings.get(&at).is_some_and(|setting| setting.size > body);
    let is_text = |at: &usize| {
        is_plain(*at) && (text(*at).chars().count() > LINE / 2 || text(*at).ends_with(['。', '！', '？', '”']))
    };
    let count = draft.blocks.len();
    let mut at = (0..count).find(is_text).unwrap_or(count);
    let mut all = Vec::new();
    while at < count {
        let end = (at..count).find(|at| is_plain(*at) || !is_paragraph(*at)).unwrap_or(count);
        let is_below_picture = settings.get(&at).is_some_and(|setting| setting.is_below_picture);
        if end - at == 2 && crossheads::are_halves(&text(at), &text(at + 1)) {
            all.push(Found { at, goes_on: true });
        } else if end < count && !is_below_picture {
            // Several lines in the middle are verse or a signature.
            let is_one = |it: &usize| (end - at == 1 || is_larger(*it)) && is_line(&text(*it));
            all.extend((at..end).filter(is_one).map(|at| Found { at, goes_on: false }));
        }
        at = end.max(at) + 1;
    }
    if all.len() * 2 < count { all } else { Vec::new() }
}

/// Whether a line may be a crosshead; one in brackets says where something comes from.
fn is_line(text: &str) -> bool {
    let is_remark = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    crossheads::is_crosshead(text) && !is_remark && text.chars().any(char::is_alphanumeric)
}

/// Takes kicker, headline and deck from the first lines, and says how many: the largest ones are the headline, what stands above it the kicker,
/// and what is set as a head below it the deck. Bylines are left for [`head::guess`].
fn take_head(draft: &mut Draft, settings: &Settings, body: u16) -> usize {
    let lines: Vec<Line> = lines(draft, settings, body);
    let Some(largest) = largest(draft, settings, body) else { return 0 };
    // What says itself what it is needs no looks.
    if !draft.front.headline.is_empty() || lines.iter().any(|line| head::is_labelled(&line.text)) {
        return 0;
    }
    let first = lines.iter().position(|line| line.size == largest).unwrap_or(0);
    let last = first + lines[first..].iter().take_while(|line| line.size == largest).count();
    let is_deck = |line: &&Line| !head::is_byline_line(&line.text);
    let below = lines[last..].iter().take_while(is_deck).count();
    let join = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let parts = [join(&lines[..first]), join(&lines[first..last]), join(&lines[last..last + below])];
    draft.drop_head(last + below);
    let front = &mut draft.front;
    let places = [("kicker", &mut front.kicker), ("headline", &mut front.headline), ("deck", &mut front.deck)];
    for ((key, place), text) in places.into_iter().zip(parts).filter(|(_, text)| !text.is_empty()) {
        draft.guesses.push(message!("{}: {}", crate::base::Message::from(key), text.replace('\n', " ")));
        *place = text;
    }
    last + below
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
        let setting = *settings.get(&at)?;
        let Setting { size, is_centred, .. } = setting;
        // The first of two lines of one look may end within a sentence.
        let goes_on = || text.ends_with(['，', '：']) && settings.get(&(at + 1)) == Some(&setting);
        let is_line = text.chars().count() <= LINE && (!text.ends_with(['。', '，', '；', '：']) || goes_on());
        (is_line && (is_centred || size > body)).then_some(Line { text, size })
    };
    let most = LINES.min(draft.blocks.len().saturating_sub(1));
    (0..most).map_while(line).collect()
}
