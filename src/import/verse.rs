//! Verse: lines of a poem are one paragraph to a stanza, with their breaks; and lines that were broken by hand and are paragraphs.

use crate::base::Message;
use crate::input::BlockKind;
use crate::message;

use super::clean::is_han;
use super::draft::{Draft, DraftBlock, Look, Run};
use super::{desk, head, wrapped};

/// The longest line of verse, in half-width letters, and of one in Latin letters.
const LINE: usize = 36;
const LATIN_LINE: usize = 60;
/// Lines of a text's verse at least, and of one of its stanzas where there are few.
const LINES: usize = 4;
const STANZA: usize = 3;
/// Stanzas that are verse even of two lines each.
const COUPLETS: usize = 3;
/// A line with more letters is a paragraph, whatever it ends with.
const PARAGRAPH: usize = 30;

/// Makes stanzas of lines that stand between blanks, and paragraphs of lines within a block that are none.
pub(super) fn understand(draft: &mut Draft) {
    let stanzas = stanzas(draft);
    let lines: usize = stanzas.iter().map(ExactSizeIterator::len).sum();
    let is_verse = lines >= LINES && (stanzas.len() >= COUPLETS || stanzas.iter().any(|stanza| stanza.len() >= STANZA));
    if is_verse {
        draft.guesses.push(message!("verse: {} lines in {} stanzas", lines, stanzas.len()));
        let first = stanzas.first().map_or(0, |stanza| stanza.start);
        for stanza in stanzas.into_iter().rev() {
            join(draft, stanza);
        }
        author(draft, first);
    }
    part(draft);
    draft.gaps.clear();
}

/// Names of poets have so many letters.
const POET: std::ops::RangeInclusive<usize> = 2..=4;
/// Lines of so many letters above a poem that name nobody.
const PARTS: &str = "序 序诗 前言 引子 题记 小序 其一 上篇 上阕 上部 第一章 组诗 新诗 诗歌 外一首 外二首 外三首";

/// The line alone between a title and its verse names the poet, whatever the pen name.
fn author(draft: &mut Draft, first: usize) {
    let above = usize::from(draft.front.headline.is_empty());
    let Some(block) = draft.blocks.get(above).filter(|block| block.kind == BlockKind::Paragraph) else { return };
    let name = block.text().trim_matches([' ', '\u{3000}', '\t', '\u{A0}']).to_owned();
    let is_name =
        POET.contains(&name.chars().count()) && name.chars().all(is_han) && !PARTS.split(' ').any(|part| part == name);
    if first == above + 1 && is_name && draft.front.byline.is_empty() {
        draft.blocks.remove(above);
        draft.losses.iter_mut().filter(|loss| loss.paragraph > above).for_each(|loss| loss.paragraph -= 1);
        draft.guesses.push(message!("{}: {}", Message::from("byline"), &name));
        draft.front.byline = name;
    }
}

/// Ranges of blocks between blanks that read as stanzas.
fn stanzas(draft: &Draft) -> Vec<std::ops::Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for end in 1..=draft.blocks.len() {
        if end < draft.blocks.len() && !draft.gaps.contains(&end) {
            continue;
        }
        let from = if start == 0 { title(draft, end) } else { start };
        let blocks = &draft.blocks[from..end];
        let texts: Vec<String> = blocks.iter().map(DraftBlock::text).collect();
        let texts: Vec<&str> = texts.iter().map(|text| text.trim_matches([' ', '\u{3000}', '\t', '\u{A0}'])).collect();
        let is_plain = blocks.iter().all(|block| block.kind == BlockKind::Paragraph);
        if is_plain && is_stanza(&texts) {
            all.push(from..end);
        }
        start = end;
    }
    all
}

/// How many of the first lines are the title and its author.
fn title(draft: &Draft, end: usize) -> usize {
    if !draft.front.headline.is_empty() {
        return 0;
    }
    let authors = draft.blocks[..end].iter().skip(1).take_while(|block| head::is_byline_line(block.text().trim()));
    (1 + authors.count()).min(end)
}

/// Whether lines read as a stanza: short ones, most of which end no sentence, or all of one length.
fn is_stanza(lines: &[&str]) -> bool {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let count = |test: &dyn Fn(&str) -> bool| lines.iter().filter(|line| test(line)).count();
    let letters = |line: &str| line.chars().filter(|c| c.is_alphanumeric()).count();
    let is_form = |line: &str| {
        line.contains(|c: char| c.is_ascii_digit() || matches!(c, '\t' | '|'))
            || line.contains("  ")
            || wrapped::begins_item(line)
            || head::is_labelled(line)
            || desk::line(line).is_some()
    };
    let open = lines.len().saturating_sub(1);
    let stopped = lines.iter().take(open).filter(|line| wrapped::ends(line)).count();
    let is_even = lines.iter().all(|line| letters(line) == letters(lines[0]));
    lines.len() > 1
        && lines.iter().all(|line| {
            !line.contains('\n') && width(line) <= if line.is_ascii() { LATIN_LINE } else { LINE } && letters(line) > 0
        })
        && count(&is_form) == 0
        && count(&|line| line.contains(['：', ':'])) * 4 <= lines.len()
        && count(&|line| line.starts_with('“') && line.ends_with('”')) * 2 <= lines.len()
        && count(&|line| line.split_whitespace().count() > 2 && !line.is_ascii()) * 2 <= lines.len()
        && lines.iter().any(|line| letters(line) > STANZA)
        && (stopped * 2 <= open || is_even)
}

/// Makes one block of several.
fn join(draft: &mut Draft, range: std::ops::Range<usize>) {
    let mut joined: Vec<Run> = Vec::new();
    for block in draft.blocks.drain(range.clone()) {
        if !joined.is_empty() {
            joined.push(Run { text: "\n".to_owned(), look: Look::default() });
        }
        joined.extend(block.runs);
    }
    draft.blocks.insert(range.start, DraftBlock { kind: BlockKind::Paragraph, runs: joined });
    let gone = range.len() - 1;
    for loss in draft.losses.iter_mut().filter(|loss| loss.paragraph > range.start + 1) {
        loss.paragraph = loss.paragraph.saturating_sub(gone).max(range.start + 1);
    }
}

/// Parts blocks whose lines are sentences: who breaks lines so has no other way to begin a paragraph.
fn part(draft: &mut Draft) {
    // How many blocks stood before the block that one of the old ones begins with now.
    let mut starts = Vec::with_capacity(draft.blocks.len());
    let mut blocks = Vec::with_capacity(draft.blocks.len());
    for block in std::mem::take(&mut draft.blocks) {
        starts.push(blocks.len());
        if !is_sentences(&block) {
            blocks.push(block);
            continue;
        }
        let parts = lines_of(&block.runs);
        blocks.extend(parts.into_iter().map(|runs| DraftBlock { kind: BlockKind::Paragraph, runs }));
    }
    let (old, new) = (starts.len(), blocks.len());
    for loss in draft.losses.iter_mut().filter(|loss| loss.paragraph > 0) {
        let start = starts.get(loss.paragraph - 1).map_or(loss.paragraph - 1 + new - old, |start| *start);
        loss.paragraph = start + 1;
    }
    draft.blocks = blocks;
}

/// Whether a block's lines are sentences and no verse.
fn is_sentences(block: &DraftBlock) -> bool {
    let text = block.text();
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_sentence = |line: &&&str| wrapped::ends(line) || line.chars().count() > PARAGRAPH;
    let sentences = lines.iter().filter(is_sentence).count();
    let is_text = block.kind == BlockKind::Paragraph && lines.len() > 1 && sentences + 1 >= lines.len();
    is_text && !is_stanza(&lines)
}

/// The runs of every line that has words.
fn lines_of(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        for (at, text) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                line.push(Run { text: text.to_owned(), look: run.look.clone() });
            }
        }
    }
    lines.retain(|line| line.iter().any(|run| !run.text.trim().is_empty()));
    lines
}

#[cfg(test)]
mod tests {
    use super::is_stanza;

    #[test]
    fn stanzas_are_told_from_talk_lists_and_paragraphs() {
        for lines in [
            vec!["桥头的灯", "照着归人", "水声一夜", "没有停过"],
            vec!["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"],
            vec!["朝辞白帝彩云间，千里江陵一日还。", "两岸猿声啼不住，轻舟已过万重山。"],
            vec!["The woods are lovely, dark and deep,", "But I have promises to keep,"],
        ] {
            assert!(is_stanza(&lines), "{lines:?}");
        }
        for lines in [
            vec!["“走。”", "“去哪？”", "他笑了。", "“回家吧。”"],
            vec!["一路渡轮 6:10", "二路渡轮 6:20", "三路渡轮 6:30"],
            vec!["临澜市港务局", "2026年3月12日"],
            vec!["带鱼  四十六元", "鲳鱼  五十八元", "黄鱼  七十元整"],
            vec!["一、带伞出门", "二、带水出门", "三、带证件出门"],
            vec!["地点：旧船坞", "主办：临澜诗社", "嘉宾：沈禾"],
            vec!["林越", "沈禾", "陈川"],
            vec!["桥面宽六米。", "他笑了笑说好。", "灯亮了起来。"],
            vec!["桥面铺的是旧船板，每一块都编了号，市民可以在桥栏上找到。", "灯亮了"],
        ] {
            assert!(!is_stanza(&lines), "{lines:?}");
        }
    }
}
