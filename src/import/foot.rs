//! What stands below the last sentence of a manuscript and is not of it: end marks, editors, lines for the desk, what a telephone adds.

use crate::base::Message;
use crate::input::{before_end, is_end, names_editors};

use super::desk::{self, Reader};
use super::draft::{Draft, Loss};
use super::{agency, head};

/// Takes away what is not of the text from its end; all of it is named.
pub(super) fn ends(draft: &mut Draft) {
    while let Some(what) = last(draft) {
        if !taken(draft, what) {
            break;
        }
    }
    captions(draft);
}

/// What a last line is.
enum Last {
    /// Nothing of the text, to be told so.
    Other(&'static str),
    /// It says when the text may be printed.
    Asked,
    /// A label that a notice has as well.
    Perhaps,
    /// It ends with such a mark behind so many letters.
    Marked(usize),
}

fn last(draft: &Draft) -> Option<Last> {
    let line = draft.blocks.last()?.text().trim().to_owned();
    of_line(&line)
}

fn of_line(line: &str) -> Option<Last> {
    if names_editors(line) {
        return Some(Last::Other("names of editors"));
    }
    if desk::is_sent_from(line) {
        return Some(Last::Other("signature of a mail"));
    }
    if agency::desk_line(line).is_some() {
        return Some(Last::Asked);
    }
    if is_end(line) {
        return Some(Last::Other("end mark of a wire"));
    }
    match desk::line(line) {
        Some(Reader::Desk) => return Some(Last::Other("line for the desk")),
        Some(Reader::Perhaps) => return Some(Last::Perhaps),
        None => {}
    }
    before_end(line).map(Last::Marked)
}

/// Takes a last line away and names it; false where it stays.
fn taken(draft: &mut Draft, what: Last) -> bool {
    let paragraph = draft.blocks.len();
    let Some(block) = draft.blocks.last_mut() else { return false };
    let line = block.text().trim().to_owned();
    let (what, told) = match what {
        Last::Other(what) => {
            block.runs.clear();
            (what, line)
        }
        Last::Marked(letters) => {
            let mark: String = line.chars().skip(letters).collect();
            let blanks = block.text().chars().take_while(|c| c.is_whitespace()).count();
            head::keep_first(&mut block.runs, blanks + letters);
            let what = if names_editors(&mark) { "names of editors" } else { "end mark of a wire" };
            (what, mark.trim().to_owned())
        }
        Last::Asked => {
            draft.blocks.pop();
            agency::note(draft, agency::desk_line(&line).unwrap_or(&line));
            return true;
        }
        Last::Perhaps if is_below_form(draft) => {
            draft.blocks.pop();
            ("line for the desk", line)
        }
        Last::Perhaps => {
            name_perhaps(draft);
            return false;
        }
    };
    draft.losses.push(Loss { paragraph, ..Loss::of_head(what, &told) });
    if draft.blocks.last().is_some_and(|block| block.text().trim().is_empty()) {
        draft.blocks.pop();
    }
    true
}

/// Lines of labels that stand below a text at most; more are a list for readers.
const LINES: usize = 24;

/// Whether above the last lines, which a notice may have too, stands what none has.
fn is_below_form(draft: &Draft) -> bool {
    let mut above = draft.blocks.iter().rev().take(LINES).map(|block| of_line(block.text().trim()));
    matches!(above.find(|line| !matches!(line, Some(Last::Perhaps))), Some(Some(_)))
}

/// Lines that a notice has for its readers stay and are named.
fn name_perhaps(draft: &mut Draft) {
    let is_one = |line: &str| matches!(of_line(line), Some(Last::Perhaps));
    let lines = draft.blocks.iter().enumerate().rev().map(|(at, block)| (at + 1, block.text().trim().to_owned()));
    let lines: Vec<(usize, String)> = lines.take_while(|(_, line)| is_one(line)).collect();
    for (paragraph, line) in lines.into_iter().rev() {
        let told = Loss::of_head("line that may be for the desk alone", &line);
        draft.losses.push(Loss { paragraph, text_kept: true, ..told });
    }
}

/// Rows of strokes part a text on a screen; in print they would be a line of strokes.
pub(super) fn rows(draft: &mut Draft) {
    let mut paragraph = 0;
    let Draft { blocks, losses, .. } = draft;
    blocks.retain(|block| {
        paragraph += 1;
        let text = block.text();
        let is_row = desk::is_row(&text);
        losses.extend(is_row.then(|| Loss { paragraph, ..Loss::of_head("line across the text", text.trim()) }));
        !is_row
    });
}

/// A caption that stands in the text goes to the one picture without any; where that is not clear it stays and is named.
fn captions(draft: &mut Draft) {
    let labelled: Vec<usize> =
        (0..draft.blocks.len()).filter(|at| desk::caption(&draft.blocks[*at].text()).is_some()).collect();
    let mut bare = draft.pictures.iter_mut().filter(|picture| picture.caption.is_empty());
    if let ([at], Some(picture), None) = (labelled.as_slice(), bare.next(), bare.next()) {
        picture.caption = desk::caption(&draft.blocks[*at].text()).unwrap_or_default().to_owned();
        draft.blocks.remove(*at);
        return;
    }
    let numbered = draft.blocks.iter().rev().take_while(|block| desk::is_numbered_caption(&block.text())).count();
    let numbered = draft.blocks.len() - numbered..draft.blocks.len();
    for at in labelled.into_iter().chain(numbered) {
        let told =
            Loss::of_head(Message::from("caption of a picture: it stands in the text"), draft.blocks[at].text().trim());
        draft.losses.push(Loss { paragraph: at + 1, text_kept: true, ..told });
    }
}
