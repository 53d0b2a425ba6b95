//! Front matter that only looks like it: the first short lines of a text, labels, datelines.

use crate::base::Message;
use crate::input::BlockKind;
use crate::message;

use super::clean::is_han;
use super::crossheads::{is_bold, is_bold_line};
use super::desk::{self, Reader};
use super::draft::{Draft, DraftBlock, Front, Loss, Run};
use super::{foot, second};

/// The longest line that is taken for a headline.
const HEADLINE: usize = 40;
/// The longest dateline.
const DATELINE: usize = 40;

/// Labels and the texts they name.
const LABELS: &[(&str, &[&str])] = &[
    ("kicker", &["引题", "肩题", "眉题", "引标题", "肩标题", "引題", "肩題", "眉題"]),
    (
        "headline",
        &[
            "标题",
            "主题",
            "正题",
            "题目",
            "题名",
            "篇名",
            "文题",
            "稿题",
            "主标题",
            "大标题",
            "新闻标题",
            "稿件标题",
            "题",
            "標題",
            "主題",
            "正題",
            "題目",
        ],
    ),
    ("deck", &["副题", "副标题", "副标", "子题", "副題", "副標題", "子題"]),
    ("byline", &["作者", "署名", "记者", "記者", "撰稿", "撰文", "采写", "文字", "通讯员", "文/图", "文"]),
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

/// Labels that are words of a byline too.
const ROLES: &[&str] = &["记者", "記者", "通讯员", "撰稿", "撰文", "采写", "文字", "文", "文/图", "题", "主题"];
/// Family names of nine in ten people (公安部户政管理研究中心), by which a line of names alone is known.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
/// Names that stand side by side in a byline at most.
const NAMES: usize = 5;

/// Labels that stand in brackets only.
const SHORT_LABELS: &[(&str, &[&str])] = &[
    ("kicker", &["引", "肩", "眉"]),
    ("headline", &["主", "题", "題"]),
    ("deck", &["副", "子"]),
    ("byline", &["作者名", "文图", "图文"]),
];

/// Labels of the text itself, which then needs none.
const BODY_LABELS: &[&str] = &["正文", "内文", "內文"];
/// Labels of crossheads.
const CROSSHEAD_LABELS: &[&str] = &["小标题", "小題", "小题", "小標題", "分题"];

/// The most lines of a head, and of those above it that are for the desk.
const HEAD_LINES: usize = 8;
const DESK_LINES: usize = 24;

/// Takes kicker, headline, deck and byline from the first lines, and the dateline from the first paragraph.
pub(super) fn guess(draft: &mut Draft) {
    read_lines(draft, true);
}

/// As [`guess`], for texts that say by their markup which line is the headline: what says itself what it is, is taken for it.
pub(super) fn understand(draft: &mut Draft) {
    bold_headline(draft);
    read_lines(draft, false);
}

/// Word processors write the headline of a page as a bold paragraph: one above all others is none of the crossheads.
fn bold_headline(draft: &mut Draft) {
    let [first, next, ..] = draft.blocks.as_slice() else { return };
    if is_bold(first) && is_bold(next) && is_half(draft) {
        return two_lines(draft);
    }
    // Where the next line is bold too, bold is the look of the text.
    let is_text_bold = is_bold_line(next, HEADLINE) && !is_byline(next.text().trim());
    if draft.front.headline.is_empty() && is_bold_line(first, HEADLINE) && !is_text_bold {
        draft.front.headline = draft.blocks.remove(0).text().trim().to_owned();
        draft.guesses.push(message!("{}: {}", message!("headline"), &draft.front.headline));
    }
}

fn read_lines(draft: &mut Draft, guesses_headline: bool) {
    foot::rows(draft);
    subtitle(draft);
    let mut taken = 0;
    let mut labelled_keys = Vec::new();
    let mut desk_lines = 0;
    let may_go_on = |draft: &Draft, taken: usize, desk_lines: usize| {
        let is_paragraph = draft.blocks.first().is_some_and(|first| first.kind == BlockKind::Paragraph);
        draft.blocks.len() > 1 && is_paragraph && taken - desk_lines < HEAD_LINES && desk_lines < DESK_LINES
    };
    while may_go_on(draft, taken, desk_lines) {
        let line = draft.blocks[0].text().trim_matches([' ', '\u{3000}', '\t']).to_owned();
        let is_form = desk_lines > 0 || !labelled_keys.is_empty() || begins_with_form(draft);
        let told = match desk::line(&line) {
            Some(Reader::Desk) => Some("line for the desk"),
            Some(Reader::Perhaps) if is_form => Some("line for the desk"),
            _ if !line.is_empty() && line == draft.front.headline => Some("headline, written twice"),
            _ => None,
        };
        if let Some(what) = told {
            draft.losses.push(Loss::of_head(what, &line));
            draft.blocks.remove(0);
            (taken, desk_lines) = (taken + 1, desk_lines + 1);
            continue;
        }
        if super::junk::is_account(&line) {
            draft.losses.push(Loss::of_head("source and time of a web page", &line));
            draft.blocks.remove(0);
            taken += 1;
            continue;
        }
        if let Some(words) = super::agency::desk_line(&line) {
            super::agency::note(draft, words);
            draft.blocks.remove(0);
            taken += 1;
            continue;
        }
        let label = labelled(&line);
        let is_label = label.is_some();
        let next = draft.blocks[1].text();
        let guessed = || looks_like(&draft.front, &line, guesses_headline);
        let third = draft.blocks.get(2).map(DraftBlock::text).unwrap_or_default();
        let above = || guesses_headline.then(|| headline_above(&draft.front, &line, next.trim())).flatten();
        let kicker =
            || guesses_headline.then(|| kicker_above(&draft.front, &line, next.trim(), third.trim())).flatten();
        if guesses_headline && label.is_none() && is_half(draft) {
            two_lines(draft);
            taken += 2;
            continue;
        }
        let Some((key, text)) = label.or_else(kicker).or_else(guessed).or_else(above) else { break };
        if !put(&mut draft.front, key, &text, labelled_keys.contains(&key)) {
            break;
        }
        if is_label {
            labelled_keys.push(key);
        }
        draft.guesses.push(message!("{}: {}", Message::from(key), text));
        draft.blocks.remove(0);
        taken += 1;
    }
    for loss in &mut draft.losses {
        loss.paragraph = loss.paragraph.saturating_sub(taken);
    }
    label_body(draft);
    second::labelled_or_lined(draft);
    foot::ends(draft);
    dateline(draft);
}

/// Crossheads between a headline and a byline are its deck: nobody heads a byline.
fn subtitle(draft: &mut Draft) {
    let is_crosshead = |block: &&DraftBlock| block.kind == BlockKind::Crosshead;
    let heads = draft.blocks.iter().take(DECK_LINES).take_while(is_crosshead).count();
    let texts: Vec<String> = draft.blocks[..heads].iter().map(|block| block.text().trim().to_owned()).collect();
    let is_name = |line: &str| is_byline(line) && !line.contains(['？', '！', '?']) && !line.contains("记者：");
    let own = texts.iter().position(|line| is_name(line)).unwrap_or(heads);
    let below = draft.blocks.get(own).map(|block| block.text().trim().to_owned()).unwrap_or_default();
    if draft.front.headline.is_empty() || heads == 0 || !draft.front.deck.is_empty() || !is_name(&below) {
        return;
    }
    if own < heads {
        draft.blocks[own].kind = BlockKind::Paragraph;
    }
    if own > 0 {
        draft.front.deck = texts[..own].join("\n");
        draft.guesses.push(message!("{}: {}", Message::from("deck"), texts[..own].join(" ")));
        draft.drop_head(own);
    }
}

/// Lines of a deck at most.
const DECK_LINES: usize = 3;

/// Whether the first lines have labels, and among them one that no notice has.
fn begins_with_form(draft: &Draft) -> bool {
    let lines = draft.blocks.iter().take(HEAD_LINES).map(|block| block.text().trim().to_owned());
    let mut labels = lines.take_while(|line| desk::line(line).is_some() || labelled(line).is_some());
    labels.any(|line| desk::line(&line) != Some(Reader::Perhaps))
}

/// Whether a line says itself what it is.
pub(super) fn is_labelled(line: &str) -> bool {
    let line = line.trim_matches([' ', '\u{3000}', '\t']);
    labelled(line).is_some() || bracketed(line).is_some_and(|(label, _)| is_body_label(label))
}

fn is_body_label(label: &str) -> bool {
    BODY_LABELS.contains(&label) || CROSSHEAD_LABELS.contains(&label)
}

/// A label in brackets before a text, or behind it: `（引题）水退了`.
fn bracketed(line: &str) -> Option<(&str, &str)> {
    const PAIRS: [(char, char); 5] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕')];
    PAIRS.iter().find_map(|(open, close)| {
        let before = line.strip_prefix(*open).and_then(|rest| rest.split_once(*close));
        let behind =
            || line.strip_suffix(*close).and_then(|rest| rest.rsplit_once(*open)).map(|(text, label)| (label, text));
        let is_label = |(label, _): &(&str, &str)| key_of(label.trim()).is_some() || is_body_label(label.trim());
        let (label, text) = before.filter(is_label).or_else(|| behind().filter(is_label))?;
        Some((label.trim(), text.trim_matches([' ', '\u{3000}', '：', ':', '\t'])))
    })
}

/// The part of a head that a label in brackets names.
fn key_of(label: &str) -> Option<&'static str> {
    LABELS.iter().chain(SHORT_LABELS).find(|(_, labels)| labels.contains(&label)).map(|(key, _)| *key)
}

/// `标题：…`, `（引题）…` and their like.
pub(super) fn labelled(line: &str) -> Option<(&'static str, String)> {
    let (key, text) = match bracketed(line) {
        Some((label, text)) => (key_of(label)?, text),
        None => {
            let (label, text) = line.split_once(['：', ':', '\u{3000}', '\t'])?;
            let label = label.trim_matches(['【', '】', '[', ']', '（', '）', ' ']);
            let key = LABELS.iter().find(|(_, labels)| labels.contains(&label))?.0;
            // Before a blank what somebody is belongs to the byline: 记者　林越.
            if ROLES.contains(&label) && !line[label.len()..].starts_with([':', '：', '】', ']', '）']) {
                return None;
            }
            (key, text)
        }
    };
    let text = text.trim_matches([' ', '\u{3000}']);
    (!text.is_empty() && text.chars().count() <= HEADLINE * 2).then(|| (key, text.to_owned()))
}

/// Paragraphs that say themselves that they are crossheads, and where the text begins.
fn label_body(draft: &mut Draft) {
    for block in &mut draft.blocks {
        let text = block.text();
        let line = text.trim_matches([' ', '\u{3000}']);
        let with_colon = || line.split_once(['：', ':']).filter(|(label, _)| BODY_LABELS.contains(label));
        let Some((label, rest)) = bracketed(line).filter(|(label, _)| is_body_label(label)).or_else(with_colon) else {
            continue;
        };
        let is_crosshead = CROSSHEAD_LABELS.contains(&label);
        if is_crosshead && !rest.is_empty() && rest.chars().count() <= HEADLINE {
            block.kind = BlockKind::Crosshead;
            draft.guesses.push(message!("crosshead: {}", rest));
        } else if is_crosshead {
            continue;
        }
        // The label stands before the text or behind it, never within.
        let at = if text.trim_end().ends_with(rest) && !rest.is_empty() { text.find(rest).unwrap_or(0) } else { 0 };
        let (skip, keep) = if rest.is_empty() {
            (text.chars().count(), 0)
        } else {
            (text[..at].chars().count(), rest.chars().count())
        };
        cut(&mut block.runs, skip);
        keep_first(&mut block.runs, keep);
    }
    draft.blocks.retain(|block| !block.text().trim().is_empty());
}

/// Takes letters away at the start.
fn cut(runs: &mut Vec<Run>, mut count: usize) {
    for run in runs.iter_mut() {
        let letters = run.text.chars().count();
        let gone = count.min(letters);
        run.text = run.text.chars().skip(gone).collect();
        count -= gone;
    }
    runs.retain(|run| !run.text.is_empty());
}

/// Keeps so many letters.
pub(super) fn keep_first(runs: &mut Vec<Run>, mut count: usize) {
    for run in runs.iter_mut() {
        let letters = run.text.chars().count();
        run.text = run.text.chars().take(count).collect();
        count = count.saturating_sub(letters);
    }
    runs.retain(|run| !run.text.is_empty());
}

/// What a short line without a stop can be where it stands.
fn looks_like(front: &Front, line: &str, guesses_headline: bool) -> Option<(&'static str, String)> {
    let length = line.chars().count();
    if length == 0 || length > HEADLINE || line.ends_with(['。', '！', '？', '；', '.', '”', '：', ':', '，', '、'])
    {
        return None;
    }
    // Names alone are a byline below a headline only.
    let is_byline = is_byline(line) || !front.headline.is_empty() && are_names(line);
    if is_byline && front.byline.is_empty() {
        return Some(("byline", line.trim_start_matches(['■', '□', '◎', ' ']).to_owned()));
    }
    let dashed = line.trim_start_matches(['—', '-', '－']);
    if !front.headline.is_empty() && dashed.len() < line.len() && front.deck.is_empty() {
        return Some(("deck", line.to_owned()));
    }
    (guesses_headline && front.headline.is_empty()).then(|| ("headline", line.to_owned()))
}

/// Whether a line is as long as lines of a head are.
pub(super) fn has_length(line: &str) -> bool {
    (1..=HEADLINE).contains(&line.chars().count())
}

/// How the first of two lines of a headline ends: 一座老渡口，.
const HALVES: [char; 5] = ['，', '、', '—', '：', ','];

/// Whether the first two paragraphs are the two lines of one headline.
fn is_half(draft: &Draft) -> bool {
    let [first, next, _, ..] = draft.blocks.as_slice() else { return false };
    if !draft.front.headline.is_empty() {
        return false;
    }
    let (line, below) = (first.text(), next.text());
    let (line, below) = (line.trim_matches([' ', '\u{3000}', '\t']), below.trim_matches([' ', '\u{3000}', '\t']));
    // With a colon a letter begins as well, unless both lines look like a head.
    let is_open = line.ends_with(HALVES) && (!line.ends_with('：') || is_bold(first) && is_bold(next));
    let is_line = |line: &str| (1..=HEADLINE / 2).contains(&line.chars().count());
    is_open
        && is_line(line)
        && is_line(below)
        && next.kind == BlockKind::Paragraph
        && !below.ends_with(['。', '！', '？', '；', '，', '、', '：', '.'])
        && !below.starts_with("——")
        && !is_byline(below)
        && labelled(below).is_none()
}

/// Makes the first two paragraphs the headline.
fn two_lines(draft: &mut Draft) {
    let lines: Vec<String> =
        draft.blocks.drain(..2).map(|block| block.text().trim_matches([' ', '\u{3000}', '\t']).to_owned()).collect();
    draft.guesses.push(message!("{}: {}", message!("headline"), lines.join(" ")));
    draft.front.headline = lines.join("\n");
}

/// A headline may end as a sentence does, when what belongs to a head stands below it: `“把灯留住”` above `——访守闸人`.
fn headline_above(front: &Front, line: &str, next: &str) -> Option<(&'static str, String)> {
    let is_line = has_length(line) && line.ends_with(['”', '！', '？']);
    let is_head = next.starts_with("——") && next.chars().count() <= HEADLINE || is_byline(next);
    (front.headline.is_empty() && is_line && is_head).then(|| ("headline", line.to_owned()))
}

/// Of two lines above a deck the first is the kicker.
fn kicker_above(front: &Front, line: &str, next: &str, third: &str) -> Option<(&'static str, String)> {
    let is_line = |line: &str| has_length(line) && !line.ends_with(['。', '；', '：']) && !is_byline(line);
    let is_head = is_line(line) && is_line(next) && !next.starts_with("——") && third.starts_with("——");
    (front.headline.is_empty() && front.kicker.is_empty() && is_head).then(|| ("kicker", line.to_owned()))
}

/// Whether a line is nothing but names of people: 林越　沈禾.
pub(super) fn are_names(line: &str) -> bool {
    let is_name = |word: &str| {
        (2..=3).contains(&word.chars().count())
            && word.starts_with(|c| FAMILY_NAMES.contains(c))
            && word.chars().all(is_han)
    };
    (1..=NAMES).contains(&line.split_whitespace().count()) && line.split_whitespace().all(is_name)
}

/// Whether what a page says of its author names people: many sites write their own name there, or what an editor is called.
pub(super) fn are_people(author: &str) -> bool {
    let names = author.replace(['、', ',', '，', ';', '；', '/', '&'], " ");
    is_byline(author) || are_names(&names) || !names.is_empty() && !names.chars().any(is_han)
}

/// Whether a line below a headline names who wrote the text.
pub(super) fn is_byline_line(line: &str) -> bool {
    is_byline(line) || are_names(line)
}

pub(super) fn is_byline(line: &str) -> bool {
    let is_known = BYLINES.iter().any(|start| line.starts_with(start)) || of_outlet(line);
    is_known && line.chars().count() <= 30 && !line.contains(['，', '。'])
}

/// `临澜新闻记者 林越`: a paper or site before the word.
fn of_outlet(line: &str) -> bool {
    const OUTLETS: [char; 7] = ['报', '网', '社', '台', '闻', '端', '刊'];
    let parted = ["记者", "通讯员"].iter().find_map(|word| line.split_once(word));
    parted.is_some_and(|(outlet, names)| {
        outlet.trim_end_matches("首席").ends_with(OUTLETS)
            && outlet.chars().count() <= 12
            && names.starts_with([' ', '\u{3000}', '：', ':'])
    })
}

/// Puts a text where it belongs; a further line with the same label joins the first.
fn put(front: &mut Front, key: &str, text: &str, is_further: bool) -> bool {
    let Some((_, place)) = front.texts_mut().into_iter().find(|(name, _)| *name == key) else { return false };
    // A headline that stands there already, from the agency or the page, is not printed twice.
    if place.replace('\n', "") == text {
        return true;
    }
    let free = place.is_empty() || is_further;
    if free {
        let gap = if place.is_empty() { "" } else { "\n" };
        *place += &format!("{gap}{text}");
    }
    free
}

/// A dateline (`本报讯（记者 林越）`, `新华社北京3月11日电`) goes from the first paragraph to the front matter.
fn dateline(draft: &mut Draft) {
    let Some(block) = draft.blocks.first_mut().filter(|block| block.kind == BlockKind::Paragraph) else { return };
    let text = block.text();
    let indent = text.chars().take_while(|c| is_blank(*c)).count();
    let letters: Vec<char> = text.chars().skip(indent).take(DATELINE * 2).collect();
    let Some(end) = dateline_end(&letters) else { return };
    let behind = letters[end..].iter().take_while(|c| is_blank(**c)).count();
    // A paragraph that is a dateline and nothing else has lost its text elsewhere.
    if text.chars().count() <= indent + end + behind {
        return;
    }
    let line: String = letters[..end].iter().collect();
    cut(&mut block.runs, indent + end + behind);
    draft.guesses.push(message!("dateline: {}", line));
    // The text's own is whole; one that an agency puts into fields beside it says the same again.
    let field = std::mem::replace(&mut draft.front.dateline, line);
    super::agency::name_loss(draft, "dateline", &field);
}

/// Whether a paragraph begins with a dateline.
pub(super) fn begins_with_dateline(text: &str) -> bool {
    let letters: Vec<char> = text.trim_start().chars().take(DATELINE * 2).collect();
    dateline_end(&letters).is_some()
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}')
}

/// Where a dateline at the start of a paragraph ends.
fn dateline_end(letters: &[char]) -> Option<usize> {
    if letters.first() == Some(&'【') {
        let close = letters.iter().take(DATELINE).position(|c| *c == '】')?;
        return is_dateline(&letters[1..close]).then_some(close + 1);
    }
    let ends = (1..letters.len().min(DATELINE)).filter(|&at| matches!(letters[at], '讯' | '电' | '訊' | '電'));
    ends.map(|at| at + 1).find_map(|end| {
        if !is_dateline(&letters[..end]) {
            return None;
        }
        let blanks = letters[end..].iter().take_while(|c| is_blank(**c)).count();
        if let Some(bracket) = reporters(&letters[end + blanks..]) {
            return Some(end + blanks + bracket);
        }
        let next = letters.get(end).copied();
        // Without a blank or a bracket only what can be nothing else is one.
        let head: String = letters[..end].iter().collect();
        let is_sure = ["本报讯", "本報訊"].contains(&head.as_str()) && !matches!(next, Some('员' | '息' | '号' | '員'))
            || ["日电", "日電", "专电", "日讯"].iter().any(|word| head.ends_with(word))
                && !matches!(next, Some('视' | '话' | '影' | '力' | '視' | '話'));
        (blanks > 0 || is_sure).then_some(end)
    })
}

/// The length of a bracket that names reporters.
fn reporters(letters: &[char]) -> Option<usize> {
    let close = match letters.first()? {
        '（' => '）',
        '(' => ')',
        _ => return None,
    };
    let end = letters.iter().take(DATELINE + 20).position(|c| *c == close || *c == '）' || *c == ')')?;
    let inner: String = letters[1..end].iter().collect();
    let named = ["记者", "記者", "通讯员", "通訊員", "评论员", "实习", "作者", "文", "摄", "图", "报道组"];
    named.iter().any(|word| inner.contains(word)).then_some(end + 1)
}

/// How agencies and papers begin a dateline.
const AGENCIES: &[&str] = &[
    "本报",
    "本報",
    "新华社",
    "新華社",
    "本社",
    "本台",
    "本网",
    "中新社",
    "中新网",
    "中新網",
    "中央社",
    "人民网",
    "人民日报",
    "新华网",
    "央视",
    "据",
    "路透",
    "法新社",
    "美联社",
    "塔斯社",
    "共同社",
    "韩联社",
    "综合",
];

/// Whether letters are a whole dateline: of an agency or paper, with no mark of a sentence in them.
fn is_dateline(letters: &[char]) -> bool {
    let text: String = letters.iter().collect();
    let named = text.ends_with(['讯', '电', '訊', '電']);
    let papers = ["报讯", "网讯", "社讯", "台讯", "新闻讯", "客户端讯", "快讯", "報訊", "網訊", "日电", "日電"];
    let starts = AGENCIES.iter().any(|start| text.starts_with(start))
        || papers.iter().any(|end| text.ends_with(end)) && text.chars().count() <= 20;
    starts && named && !text.contains(['，', '。', '、', '；', '：', '“', '（', '('])
}
