//! Articles and furniture texts → paragraphs of runs.

use std::collections::BTreeSet;

use crate::base::{
    Diagnostic, Diagnostics, Em, Len, ParaStyleId, Permille, Script, Severity, Span, Spanned, is_invisible,
    leaves_no_ink, narrow, plain_letter, scripted,
};
use crate::input::{Article, Block, BlockKind, Fields, ITEM_MARK, InlineRun, Mark, Value, inline_text, stray_markup};
use crate::message;

use super::edition::{Annotation, Para, PlacedPicture, Role, Ruby, Run};
use super::para_style::{Align, ParaStyle};
use super::quotes::curled;
use super::readings::with_readings;
use super::sheet::{Sheet, Workbench, size_of};
use super::text::{Variables, headline_spaces, spread_names, substituted};

/// Size of raised and lowered letters against their text, in thousandths: that of the native ones in the shipped faces.
const SCRIPT_SIZE: i64 = 600;
/// Rise of raised letters: their figures reach as high as Chinese ones.
const SUPERSCRIPT: Em = Em(350);
/// Fall of lowered letters, whose figures then hang below the baseline by a quarter of their height.
const SUBSCRIPT: Em = Em(-150);
/// Size of inline notes against their text, in thousandths (J5: one step smaller).
const NOTE_SIZE: i64 = 850;
/// Most characters side by side in a vertical line: they share one em.
const MOST_SIDE_BY_SIDE: usize = 20;

/// Which styles the parts of an article use.
#[derive(Clone, Copy)]
pub(super) struct Roles<'f> {
    /// The story place's own choice.
    pub styles: Option<&'f Fields>,
}

impl<'f> Roles<'f> {
    /// Whether the place chooses a style for a part.
    fn has(&self, role: &str) -> bool {
        self.styles.is_some_and(|styles| styles.text(role).is_some())
    }

    /// The style of a part, by its role's name when the place chooses none.
    pub(super) fn style(&self, role: &'static str, span: Span) -> Spanned<&'f str>
    where
        'static: 'f,
    {
        self.styles.and_then(|styles| styles.text(role)).unwrap_or(Spanned::new(role, span))
    }
}

/// The headline block: kicker, headline lines, deck, byline. With `grid_rows` its lines sit on the grid, each on as many rows as its leading needs.
pub(super) fn head_paras(
    article: &Article,
    roles: Roles<'_>,
    rows: RowsOf<'_>,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Para> {
    let mut paras = Vec::new();
    let parts =
        [("kicker", Role::Kicker), ("headline", Role::Headline), ("deck", Role::Deck), ("byline", Role::Byline)];
    for (key, role) in parts {
        let Some(text) = article.front.text(key) else { continue };
        stray_markup(text, bench.found);
        let style = roles.style(key, text.span);
        let Some(fields) = sheet.style(style, bench.found) else { continue };
        let count = rows(&fields);
        let Some((id, fields)) = sheet.para_style_in(style, count, &article.front, bench) else { continue };
        let look = fields;
        for line in text.value.lines().filter(|line| !leaves_no_ink(line)) {
            let line = if role == Role::Byline { spread_names(line) } else { headline_spaces(line) };
            let runs = inline_text(&line, text, bench.found);
            paras.push(Para { style: id, role, runs: styled_runs(&runs, &look, sheet, bench), picture: None });
        }
    }
    paras
}

/// How many grid rows a line of a style needs.
pub(super) type RowsOf<'r> = &'r dyn Fn(&Fields) -> u16;

/// The paragraphs, crossheads, quotes and pictures of an article.
pub(super) fn body_paras(
    article: &Article,
    roles: Roles<'_>,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Para> {
    let mut paras = Vec::new();
    let mut dateline = article.front.text("dateline");
    let mut is_first = true;
    let dated = dated(&article.blocks);
    for (number, block) in article.blocks.iter().enumerate() {
        let (key, role) = match block.kind {
            BlockKind::Crosshead => ("crosshead", Role::Crosshead),
            BlockKind::Quote => ("quote", Role::Quote),
            BlockKind::Picture => ("caption", Role::Caption),
            BlockKind::Item if roles.has("list") => ("list", Role::Body),
            BlockKind::Paragraph if is_first && roles.has("first") => ("first", Role::Body),
            BlockKind::Paragraph | BlockKind::Item => ("body", Role::Body),
        };
        let Some((id, fields)) = sheet.para_style_in(roles.style(key, article.span), 1, &article.front, bench) else {
            continue;
        };
        let look = fields;
        paras.extend(picture_para(block, (id, &look), sheet, bench));
        let mut runs = Vec::new();
        let own_dateline = dateline.take_if(|_| number == dated);
        if let Some(dateline) = own_dateline {
            runs.extend(dateline_runs(dateline, roles, &look, sheet, bench));
        }
        runs.extend(styled_runs(&without_typed_indent(&block.runs), &look, sheet, bench));
        if is_first && block.kind == BlockKind::Paragraph {
            is_first = false;
            // A dateline is one piece, and what stands after it is no first letter.
            if own_dateline.is_none() {
                paras.extend(drop_cap(&mut runs, id, &look, sheet, bench));
            }
        }
        if !runs.is_empty() {
            let style = match block.kind {
                _ if paras.last().is_some_and(|last: &Para| is_drop_cap(last, bench)) => without_indent(id, bench),
                BlockKind::Item => with_label(id, &runs, bench),
                _ => id,
            };
            paras.push(Para { style, role, runs, picture: None });
        }
    }
    paras
}

/// The block that the dateline stands before: the first paragraph, else the first other text, else what there is.
fn dated(blocks: &[Block]) -> usize {
    let first = |kinds: &[BlockKind]| blocks.iter().position(|block| kinds.contains(&block.kind));
    first(&[BlockKind::Paragraph]).or_else(|| first(&[BlockKind::Item, BlockKind::Quote])).unwrap_or(0)
}

/// The picture of a block: a paragraph of a blank, whose rows are found once its size is known.
fn picture_para(
    block: &Block,
    (id, look): (ParaStyleId, &Fields),
    sheet: &Sheet,
    bench: &mut Workbench<'_>,
) -> Option<Para> {
    let path = block.picture.as_ref()?;
    let named = Spanned::new(path.value.as_str(), path.span);
    let picture = super::frame::picture(named, &Fields::default(), &mut bench.edition.pictures, bench.found)?;
    let placed = PlacedPicture {
        picture,
        fit: Default::default(),
        focus: (Permille(500), Permille(500)),
        zoom: Permille::ONE,
        pose: Default::default(),
    };
    let base = &bench.edition.para_styles[id.index()];
    let style = ParaStyle {
        keep_with_next: !block.runs.is_empty(),
        indent: Len::ZERO,
        width_fit: None,
        columns: block.columns.unwrap_or(base.columns),
        ..base.clone()
    };
    let style = bench.add_style(style);
    let look = sheet.char_style(look, bench);
    let blank = Run { text: "\u{3000}".into(), style: look, span: path.span, ..Run::default() };
    Some(Para { style, role: Role::Caption, runs: vec![blank], picture: Some(placed) })
}

/// Marks that open before a letter and go with it.
const OPENING: [char; 12] = ['“', '‘', '「', '『', '《', '〈', '（', '(', '【', '〔', '"', '\''];

/// How much of a text stands large at its head: the first letter with the marks that open before it. A number would be torn, so there is none before it.
fn initial(text: &str) -> Option<usize> {
    let letter = text.trim_start_matches(OPENING);
    let first = letter.chars().next().filter(|first| first.is_alphabetic())?;
    Some(text.len() - letter.len() + first.len_utf8())
}

/// Takes the first character off the runs and makes it a paragraph of its own, as deep as the style's `drop-cap` rows.
fn drop_cap(
    runs: &mut [Run],
    id: ParaStyleId,
    look: &Fields,
    sheet: &Sheet,
    bench: &mut Workbench<'_>,
) -> Option<Para> {
    let rows = u16::try_from(look.number("drop-cap")?).ok()?;
    let first = runs.iter_mut().find(|run| !run.text.is_empty())?;
    let rest = first.text.split_off(initial(&first.text)?);
    let letter = std::mem::replace(&mut first.text, rest);
    let own = u32::try_from(letter.len()).unwrap_or(0);
    let (span, markup) = (Span { end: first.span.start + own, ..first.span }, first.markup);
    first.span.start += own;
    let base = bench.edition.para_styles[id.index()].clone();
    let leading = look.absolute("leading").unwrap_or(base.leading);
    let size = leading * (i64::from(rows) - 1) + base.size;
    let mut large = look.clone();
    large.values.insert("size", Spanned::new(Value::Length(crate::input::Length::Absolute(size)), span));
    let style = sheet.char_style(&large, bench);
    let run = Run { text: letter, style, span, markup, ..Run::default() };
    let style = bench.add_style(ParaStyle {
        size,
        rows,
        indent: Len::ZERO,
        drop_cap: true,
        keep_with_next: true,
        align: Align::Start,
        ..base
    });
    Some(Para { style, runs: vec![run], ..Para::default() })
}

fn is_drop_cap(para: &Para, bench: &Workbench<'_>) -> bool {
    bench.edition.para_styles[para.style.index()].drop_cap
}

/// The style for the paragraph beside its large first character.
fn without_indent(id: ParaStyleId, bench: &mut Workbench<'_>) -> ParaStyleId {
    let style = ParaStyle { indent: Len::ZERO, ..bench.edition.para_styles[id.index()].clone() };
    bench.add_style(style)
}

/// F5: the style of an item of a list, which knows the label that its turn lines start after.
fn with_label(id: ParaStyleId, runs: &[Run], bench: &mut Workbench<'_>) -> ParaStyleId {
    let text = runs.first().map_or("", |run| run.text.as_str());
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = text.strip_prefix(ITEM_MARK).or_else(|| number.strip_prefix(". ").or_else(|| number.strip_prefix(") ")));
    let label = text.len() - rest.unwrap_or(text).len();
    let style = ParaStyle { label, ..bench.edition.para_styles[id.index()].clone() };
    bench.add_style(style)
}

/// Sets a mark after the last paragraph of a story, half an em from its end.
pub(super) fn end_mark(paras: &mut [Para], mark: &str) {
    let Some(run) = paras.iter_mut().rev().find(|para| para.picture.is_none()).and_then(|para| para.runs.last_mut())
    else {
        return;
    };
    // The mark is the layout's and has no extent in the article.
    let (style, span) = (run.style, Span { start: run.span.end, ..run.span });
    let mark = Run { text: format!("\u{2002}{mark}"), style, span, ..Run::default() };
    if let Some(para) = paras.iter_mut().rev().find(|para| para.picture.is_none()) {
        para.runs.push(mark);
    }
}

/// H6: the dateline in its own face, then a blank of an em, which has no width at a line's end.
fn dateline_runs(
    dateline: Spanned<&str>,
    roles: Roles<'_>,
    look: &Fields,
    sheet: &Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Run> {
    let over = sheet.overlaid(look, roles.style("dateline", dateline.span).value, bench.found);
    stray_markup(dateline, bench.found);
    let plain = sheet.char_style(look, bench);
    let mut runs = styled_runs(&inline_text(dateline.value.trim(), dateline, bench.found), &over, sheet, bench);
    let after = Span { start: dateline.span.end, ..dateline.span };
    runs.push(Run { text: "\u{2003}".into(), style: plain, span: after, ..Run::default() });
    runs
}

/// F1: spaces typed as an indent are the style's business.
fn without_typed_indent(runs: &[InlineRun]) -> Vec<InlineRun> {
    let mut runs = runs.to_vec();
    while let Some(first) = runs.first_mut() {
        let kept = first.text.trim_start_matches(['\u{3000}', ' ', '\t']);
        first.span.start += u32::try_from(first.text.len() - kept.len()).unwrap_or(0);
        first.text = kept.to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    runs
}

/// Tells of markup of other programs in a furniture text, where it prints: a warning, because values have no sign that protects one.
pub(super) fn stray_furniture(text: Spanned<&str>, found: &mut Diagnostics) {
    let mut stray = Diagnostics::new();
    stray_markup(text, &mut stray);
    let as_warning = |finding: Diagnostic| Diagnostic { severity: finding.severity.min(Severity::Warning), ..finding };
    found.extend(stray.into_iter().map(as_warning));
}

/// A furniture text in one style; its line breaks make paragraphs.
pub(super) fn furniture(
    text: Spanned<&str>,
    style: Spanned<&str>,
    variables: &Variables,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Para> {
    let Some((id, fields)) = sheet.para_style(style, 1, bench) else { return Vec::new() };
    let whole = substituted(text.value, variables, text.span, bench.found);
    let mut paras = Vec::new();
    for line in whole.lines() {
        let runs = inline_text(line, text, bench.found);
        paras.push(Para { style: id, runs: styled_runs(&runs, &fields, sheet, bench), ..Para::default() });
    }
    paras
}

/// A text that is no markup, as a picture's file has it, in one style; its lines are paragraphs.
pub(super) fn quoted(
    text: Spanned<&str>,
    style: Spanned<&str>,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Para> {
    let Some((id, fields)) = sheet.para_style(style, 1, bench) else { return Vec::new() };
    let mut start = text.span.start as usize;
    let mut paras = Vec::new();
    for line in text.value.split('\n') {
        let span = Span::new(text.span.source, start, start + line.len());
        start += line.len() + 1;
        let run = InlineRun { text: line.to_owned(), markup: Default::default(), marks: Vec::new(), span };
        paras.push(Para { style: id, runs: styled_runs(&[run], &fields, sheet, bench), ..Para::default() });
    }
    paras
}

/// The paragraphs of `paras:`, each with a style of its own.
pub(super) fn styled_paras(
    items: &[Spanned<Value>],
    default: Spanned<&str>,
    variables: &Variables,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Para> {
    let mut paras = Vec::new();
    for item in items {
        let Some(fields) = item.value.as_object() else { continue };
        let style = fields.text("style").unwrap_or(default);
        let text = fields.text("text").unwrap_or(Spanned::new("", item.span));
        stray_furniture(text, bench.found);
        paras.extend(furniture(text, style, variables, sheet, bench));
    }
    paras
}

/// Inline runs in the look of `fields`, changed by their markup and directives.
fn styled_runs(runs: &[InlineRun], fields: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Vec<Run> {
    let ascii = fields.text("full-width").is_some_and(|word| word.value == "ascii");
    let set = |run: &InlineRun, bench: &mut Workbench<'_>| {
        let mut look = fields.clone();
        if run.markup.strong {
            look = sheet.overlaid(&look, "strong", bench.found);
        }
        if run.markup.emphasis {
            look = sheet.overlaid(&look, "emphasis", bench.found);
        }
        let mut annotation = Annotation::None;
        for mark in &run.marks {
            apply(mark, &mut look, &mut annotation, run.span, bench.found);
        }
        if annotation == Annotation::TateChuYoko && run.text.chars().count() > MOST_SIDE_BY_SIDE {
            bench.found.push(
                Diagnostic::error(
                    "article/too-long",
                    message!("`:tcy[…]` holds more than {} characters", MOST_SIDE_BY_SIDE),
                )
                .at(run.span)
                .hint("one em has room for two to four side by side: leave the directive out"),
            );
            annotation = Annotation::None;
        }
        let text = if ascii { ordinary_width(&run.text) } else { run.text.clone() };
        let script = run.marks.iter().rev().find_map(script_of).unwrap_or_default();
        let set = Run {
            text: text.chars().map(|c| scripted(c, script).unwrap_or(c)).collect(),
            style: sheet.char_style(&look, bench),
            span: run.span,
            annotation,
            markup: run.markup,
            script,
        };
        let set = with_readings(set, bench.found);
        set.into_iter().flat_map(|run| with_scaled_letters(run, &look, sheet, bench)).collect::<Vec<_>>()
    };
    bench.found.extend(runs.iter().filter(|run| has_control(&run.text)).map(|run| control(run.span)));
    curled(runs, fields).iter().flat_map(visible).flat_map(|run| set(&run, bench)).collect()
}

/// Whether control characters stand in a text; articles lost theirs when they were read.
fn has_control(text: &str) -> bool {
    text.contains(|c: char| c.is_control() && !c.is_whitespace())
}

/// The finding about a text of an edition, a layout or a table with control characters.
fn control(at: Span) -> Diagnostic {
    Diagnostic::warning("article/control", "a control character stands here and does not print")
        .at(at)
        .hint("take it out: it came with a copy from another program")
}

/// A run without the characters that are never seen: the pieces between them, each with its place. Line separators end a line, and tabs are blanks.
fn visible(run: &InlineRun) -> Vec<InlineRun> {
    let ends_line = |c: char| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    if !run.text.contains(|c| is_invisible(c) || ends_line(c) || c == '\t') {
        return vec![run.clone()];
    }
    let exact = (run.span.end - run.span.start) as usize == run.text.len();
    let place = |start: usize, end: usize| {
        let (start, end) = (run.span.start + narrow(start), run.span.start + narrow(end));
        if exact { Span { start, end, ..run.span } } else { run.span }
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for piece in run.text.split_inclusive(|c| is_invisible(c) || ends_line(c)) {
        let words = piece.trim_end_matches(|c| is_invisible(c) || ends_line(c));
        let text = words.replace('\t', " ");
        if !text.is_empty() {
            pieces.push(InlineRun { text, span: place(at, at + words.len()), ..run.clone() });
        }
        if piece.ends_with(ends_line) {
            pieces.push(InlineRun {
                text: "\n".into(),
                span: place(at + words.len(), at + piece.len()),
                ..run.clone()
            });
        }
        at += piece.len();
    }
    pieces
}

/// Whether a directive raises or lowers.
fn script_of(mark: &Mark) -> Option<Script> {
    match mark {
        Mark::Sup => Some(Script::Raised),
        Mark::Sub => Some(Script::Lowered),
        _ => None,
    }
}

/// Raised and lowered characters that a run's faces lack, as ² or ₂, are drawn from its letters as `:sup[2]` and `:sub[2]` are: the run in pieces.
fn with_scaled_letters(run: Run, look: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> Vec<Run> {
    let scripts: BTreeSet<char> = run.text.chars().filter(|&c| plain_letter(c).is_some()).collect();
    if scripts.is_empty() || run.script != Script::On {
        return vec![run];
    }
    let family = &bench.edition.families[bench.edition.char_styles[run.style.index()].family.index()];
    let faces = family.chain.iter().copied().chain(family.latin.map(|latin| latin.face));
    let drawn: BTreeSet<char> = faces.flat_map(|face| bench.fonts.face(face).covered(&scripts)).collect();
    let script = |c: char| plain_letter(c).filter(|_| !drawn.contains(&c)).map_or(Script::On, |(_, script)| script);
    let exact = (run.span.end - run.span.start) as usize == run.text.len();
    let mut pieces: Vec<Run> = Vec::new();
    for (at, c) in run.text.char_indices() {
        let own = script(c);
        if pieces.last().is_none_or(|last| last.script != own) {
            let start = if exact { run.span.start + narrow(at) } else { run.span.start };
            let end = if exact { start } else { run.span.end };
            let mut look = look.clone();
            scale(&mut look, own, run.span);
            let style = sheet.char_style(&look, bench);
            let span = Span { start, end, ..run.span };
            pieces.push(Run { text: String::new(), style, span, script: own, ..run.clone() });
        }
        if let Some(last) = pieces.last_mut() {
            last.text.push(c);
            last.span.end += if exact { narrow(c.len_utf8()) } else { 0 };
        }
    }
    pieces
}

/// Makes a look that of raised or lowered letters.
fn scale(look: &mut Fields, script: Script, span: Span) {
    match script {
        Script::On => {}
        Script::Raised => resize(look, SCRIPT_SIZE, SUPERSCRIPT, span),
        Script::Lowered => resize(look, SCRIPT_SIZE, SUBSCRIPT, span),
    }
}

/// E4: full-width digits and letters as ordinary ones, and with them the marks inside a number, a date or a time: the point, the comma before three
/// digits, colon, hyphen and solidus, and the per cent sign after it.
fn ordinary_width(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_full = |c: &char| matches!(c, '０'..='９');
    let is_digit = |c: &char| is_full(c) || c.is_ascii_digit();
    let ordinary = |(at, &c): (usize, &char)| {
        let after = &letters[at + 1..];
        let (before, next) = (at.checked_sub(1).map(|before| &letters[before]), after.first());
        let inside = before.is_some_and(is_digit)
            && next.is_some_and(is_digit)
            && (before.is_some_and(is_full) || next.is_some_and(is_full));
        let groups = after.iter().take(4).take_while(|c| is_digit(c)).count() == 3;
        let converts = match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => true,
            '，' => inside && groups,
            '．' | '：' | '－' | '／' => inside,
            '％' => before.is_some_and(is_full),
            _ => false,
        };
        // Full-width forms stand this far from their ASCII ones (Unicode, U+FF01–FF5E).
        if converts { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c }
    };
    letters.iter().enumerate().map(ordinary).collect()
}

/// What a directive changes.
fn apply(mark: &Mark, look: &mut Fields, annotation: &mut Annotation, span: Span, found: &mut Diagnostics) {
    match mark {
        Mark::Dot => *annotation = Annotation::Emphasis,
        Mark::Name => *annotation = Annotation::ProperName,
        Mark::Book => *annotation = Annotation::BookTitle,
        Mark::Ruby(text) => *annotation = Annotation::Ruby(Ruby { text: text.clone(), goes_on: false }),
        Mark::Tcy => *annotation = Annotation::TateChuYoko,
        Mark::Note => resize(look, NOTE_SIZE, Em::ZERO, span),
        Mark::Sup => scale(look, Script::Raised, span),
        Mark::Sub => scale(look, Script::Lowered, span),
        Mark::Lang(tag) => language(look, tag, span, found),
    }
}

fn resize(look: &mut Fields, thousandths: i64, rise: Em, span: Span) {
    use crate::input::Length;
    let size = size_of(look);
    let set = |look: &mut Fields, key, length| {
        look.values.insert(key, Spanned::new(Value::Length(Length::Absolute(length)), span))
    };
    set(look, "size", size.scaled(thousandths, 1000));
    if rise != Em::ZERO {
        set(look, "rise", rise.of(size));
    }
}

fn language(look: &mut Fields, tag: &str, span: Span, found: &mut Diagnostics) {
    use crate::base::name_hint;
    let known = super::choices::LANG.iter().map(|(word, _)| *word);
    if known.clone().any(|word| word == tag) {
        look.values.insert("language", Spanned::new(Value::Text(tag.to_owned()), span));
    } else {
        found.push(
            Diagnostic::error("article/language", message!("`{}` is no language that is set", tag))
                .at(span)
                .hint(name_hint(tag, known)),
        );
    }
}

/// The style every on-grid paragraph of a frame falls back to.
pub(super) fn default_style(frame: &Fields) -> Spanned<&str> {
    frame.text("style").unwrap_or(Spanned::new("body", frame.span))
}

#[cfg(test)]
mod tests {
    use super::{initial, ordinary_width, visible};
    use crate::base::Span;
    use crate::input::InlineRun;

    #[test]
    fn what_is_never_seen_is_taken_away_and_places_stay() {
        let text = "甲\u{200E}乙\t丙\u{FEFF}\u{2028}丁";
        let span = Span { end: u32::try_from(text.len()).unwrap(), ..Span::default() };
        let run = InlineRun { text: text.into(), markup: Default::default(), marks: Vec::new(), span };
        let pieces = visible(&run);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["甲", "乙 丙", "\n", "丁"]);
        for piece in pieces.iter().filter(|piece| piece.text != "\n") {
            let own = &text[piece.span.start as usize..piece.span.end as usize];
            assert_eq!(own.replace('\t', " "), piece.text);
        }
    }

    #[test]
    fn marks_inside_numbers_become_ordinary_with_their_digits() {
        for (written, set) in [
            ("降１．２％，共３，４５０，０００人，约3％", "降1.2%，共3,450,000人，约3％"),
            ("１，２，３号桥", "1，2，3号桥"),
            ("２０２６－０３－１２　１０：３０", "2026-03-12　10:30"),
            ("１．春天；２／３", "1．春天；2/3"),
            ("３～５人，ＡＢ－Ｃ", "3～5人，AB－C"),
            ("3.5，4：5", "3.5，4：5"),
        ] {
            assert_eq!(ordinary_width(written), set);
        }
    }

    #[test]
    fn what_stands_large_is_a_letter_with_its_opening_marks_and_never_part_of_a_number() {
        let taken = |text: &'static str| initial(text).map(|end| &text[..end]);
        let texts = ["今年", "“今年", "（《渔》", "2026年", "“8月", "——今", "“", ""];
        let expected = [Some("今"), Some("“今"), Some("（《渔"), None, None, None, None, None];
        assert_eq!(texts.map(taken), expected);
    }
}
