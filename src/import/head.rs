//! Front matter that only looks like it: the first short lines of a text, labels, datelines.

use crate::input::{BlockKind, Markup};
use crate::message;

use super::draft::{Draft, DraftBlock, Front, Run};

/// The longest line that is taken for a headline.
const HEADLINE: usize = 40;
/// The longest bold paragraph that is taken for a crosshead.
const CROSSHEAD: usize = 20;
/// The longest dateline.
const DATELINE: usize = 40;

/// Labels and the texts they name.
const LABELS: &[(&str, &[&str])] = &[
    ("kicker", &["引题", "肩题", "眉题", "引題", "肩題", "眉題"]),
    ("headline", &["标题", "主题", "正题", "题目", "標題", "主題", "正題", "題目"]),
    ("deck", &["副题", "副标题", "子题", "副題", "副標題", "子題"]),
    ("byline", &["作者", "署名", "记者", "記者", "文/图", "文"]),
    ("dateline", &["电头", "電頭"]),
];

/// How bylines begin.
const BYLINES: &[&str] = &[
    "本报记者",
    "本报通讯员",
    "本报评论员",
    "本报讯员",
    "记者",
    "见习记者",
    "实习记者",
    "特约记者",
    "首席记者",
    "通讯员",
    "实习生",
    "作者",
    "新华社记者",
    "文/",
    "文／",
    "■",
    "□",
    "●文",
    "○文",
    "◎",
];

/// Takes kicker, headline, deck and byline from the first lines, and the dateline from the first paragraph.
pub(super) fn guess(draft: &mut Draft) {
    let mut taken = 0;
    while draft.blocks.len() > 1 && taken < 6 && draft.blocks[0].kind == BlockKind::Paragraph {
        let line = draft.blocks[0].text().trim_matches([' ', '\u{3000}', '\t']).to_owned();
        let Some((key, text)) = labelled(&line).or_else(|| looks_like(&draft.front, &line)) else { break };
        if !put(&mut draft.front, key, &text) {
            break;
        }
        draft.guesses.push(message!("{}: {}", key, &text));
        draft.blocks.remove(0);
        taken += 1;
    }
    for loss in &mut draft.losses {
        loss.paragraph = loss.paragraph.saturating_sub(taken);
    }
    dateline(draft);
}

/// Whether a line says itself what it is.
pub(super) fn is_labelled(line: &str) -> bool {
    labelled(line.trim_matches([' ', '\u{3000}', '\t'])).is_some()
}

/// `标题：…` and its like.
fn labelled(line: &str) -> Option<(&'static str, String)> {
    let (label, text) = line.split_once(['：', ':'])?;
    let label = label.trim_matches(['【', '】', '[', ']', '（', '）', ' ']);
    let (key, _) = LABELS.iter().find(|(_, labels)| labels.contains(&label))?;
    let text = text.trim_matches([' ', '\u{3000}']);
    (!text.is_empty() && text.chars().count() <= HEADLINE * 2).then(|| (*key, text.to_owned()))
}

/// What a short line without a stop can be where it stands.
fn looks_like(front: &Front, line: &str) -> Option<(&'static str, String)> {
    let length = line.chars().count();
    if length == 0 || length > HEADLINE || line.ends_with(['。', '！', '？', '；', '.', '”', '：', ':']) {
        return None;
    }
    if is_byline(line) && front.byline.is_empty() {
        return Some(("byline", line.trim_start_matches(['■', '□', '◎', ' ']).to_owned()));
    }
    let dashed = line.trim_start_matches(['—', '-', '－']);
    if !front.headline.is_empty() && dashed.len() < line.len() && front.deck.is_empty() {
        return Some(("deck", line.to_owned()));
    }
    front.headline.is_empty().then(|| ("headline", line.to_owned()))
}

fn is_byline(line: &str) -> bool {
    BYLINES.iter().any(|start| line.starts_with(start)) && line.chars().count() <= 30
}

fn put(front: &mut Front, key: &str, text: &str) -> bool {
    let Some((_, place)) = front.texts_mut().into_iter().find(|(name, _)| *name == key) else { return false };
    let free = place.is_empty();
    if free {
        text.clone_into(place);
    }
    free
}

/// A dateline (`本报讯`, `新华社北京3月11日电`) that a blank parts from the first paragraph goes to the front matter.
fn dateline(draft: &mut Draft) {
    if !draft.front.dateline.is_empty() {
        return;
    }
    let Some(run) =
        draft.blocks.first_mut().filter(|b| b.kind == BlockKind::Paragraph).and_then(|b| b.runs.first_mut())
    else {
        return;
    };
    let text = run.text.trim_start_matches([' ', '\u{3000}']);
    let Some(end) = text.char_indices().take(DATELINE).find(|(at, c)| is_blank(*c) && is_dateline(&text[..*at])) else {
        return;
    };
    let line = text[..end.0].to_owned();
    run.text = text[end.0..].trim_start_matches(is_blank).to_owned();
    draft.guesses.push(message!("dateline: {}", line));
    draft.front.dateline = line;
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}')
}

/// Whether a text is a whole dateline, with its brackets closed.
fn is_dateline(text: &str) -> bool {
    let open = text.matches(['（', '(']).count();
    let before = text.split(['（', '(']).next().unwrap_or(text);
    let named = before.ends_with('讯') || before.ends_with('电') || before.ends_with("专电");
    let starts =
        ["本报", "新华社", "本社", "中新社", "人民网", "新华网", "据"].iter().any(|start| text.starts_with(start));
    starts && named && open == text.matches(['）', ')']).count() && (open == 0 || text.ends_with(['）', ')']))
}

/// Short paragraphs that are bold from end to end and have text below them are crossheads.
pub(super) fn crossheads(draft: &mut Draft) {
    let found: Vec<usize> =
        (0..draft.blocks.len().saturating_sub(1)).filter(|&at| is_crosshead(&draft.blocks[at])).collect();
    // Where most paragraphs are so, it is the look of the text and not of its parts.
    if found.len() * 2 >= draft.blocks.len() {
        return;
    }
    for at in found {
        let block = &mut draft.blocks[at];
        block.kind = BlockKind::Crosshead;
        block.runs.iter_mut().for_each(|run| run.look.markup.strong = false);
        let text = block.text();
        draft.guesses.push(message!("crosshead: {}", text.trim()));
    }
}

fn is_crosshead(block: &DraftBlock) -> bool {
    let text = block.text();
    let text = text.trim();
    let is_bold = |run: &Run| run.look.markup.strong || run.text.trim().is_empty();
    block.kind == BlockKind::Paragraph
        && (1..=CROSSHEAD).contains(&text.chars().count())
        && !text.ends_with(['。', '！', '？', '；', '，', '：', '”', '.', ':', ',', '…'])
        && block.runs.iter().all(is_bold)
}

/// Bold or kai that covers most of a text marks nothing: it was the look of the manuscript.
pub(super) fn calm(draft: &mut Draft) {
    let runs = || draft.blocks.iter().flat_map(|block| &block.runs);
    let count = |with: fn(Markup) -> bool| -> usize {
        runs().filter(|run| with(run.look.markup)).map(|run| run.text.chars().count()).sum()
    };
    let all = count(|_| true);
    let (strong, emphasis) = (count(|m| m.strong) * 2 > all, count(|m| m.emphasis) * 2 > all);
    // One short paragraph may well be meant bold as a whole.
    if draft.blocks.len() < 3 || !(strong || emphasis) {
        return;
    }
    for run in draft.blocks.iter_mut().flat_map(|block| &mut block.runs) {
        run.look.markup.strong &= !strong;
        run.look.markup.emphasis &= !emphasis;
    }
    draft.guesses.push(message!("most of the text was bold or slanted, so that look was taken for the manuscript's"));
}
