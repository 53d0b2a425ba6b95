//! Articles and furniture texts → paragraphs of runs.

use crate::base::{Diagnostic, Diagnostics, Em, Len, ParaStyleId, Permille, Severity, Span, Spanned, leaves_no_ink};
use crate::input::{Article, Block, BlockKind, Fields, ITEM_MARK, InlineRun, Length, Value, inline_text, stray_markup};
use crate::tradition::{AfterDateline, Composition, Rest, WordBreak};

use super::composing;
use super::edition::{Para, PlacedPicture, Role, Run};
use super::para_style::{Align, ParaStyle};
use super::runs::styled_runs;
use super::sheet::{Sheet, Workbench};
use super::story_table::Tables;
use super::text::{Variables, headline_spaces, spread_names, substituted};

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
        let id = if role == Role::Byline { with_whole_words(id, bench) } else { id };
        let look = fields;
        let blank = composing::lang(&look).tradition().writing.head_blank;
        for line in text.value.lines().filter(|line| !leaves_no_ink(line)) {
            let line = if role == Role::Byline { spread_names(line) } else { headline_spaces(line, blank) };
            let runs = inline_text(&line, text, bench.found);
            paras.push(Para { style: id, role, runs: styled_runs(&runs, &look, sheet, bench), ..Para::default() });
        }
    }
    paras
}

/// The style of a byline, which ends its lines at the blanks and marks between names: nobody prints 实习/生 or 李/雨桐.
fn with_whole_words(id: ParaStyleId, bench: &mut Workbench<'_>) -> ParaStyleId {
    let base = &bench.edition.para_styles[id.index()];
    let composition = Composition { word_break: WordBreak::KeepAll, ..base.composition };
    let style = ParaStyle { composition, ..base.clone() };
    bench.add_style(style)
}

/// How many grid rows a line of a style needs.
pub(super) type RowsOf<'r> = &'r dyn Fn(&Fields) -> u16;

/// The paragraphs, crossheads, quotes, pictures and tables of an article.
pub(super) fn body_paras(
    article: &Article,
    roles: Roles<'_>,
    tables: Tables<'_>,
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
            BlockKind::Table => {
                let title = roles.style("table-caption", article.span);
                paras.extend(tables.paras(block, (title, &article.front), sheet, bench));
                continue;
            }
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
        let own = without_typed_indent(&block.runs);
        let own = if block.kind == BlockKind::Item { with_own_mark(own, &look) } else { own };
        runs.extend(styled_runs(&own, &look, sheet, bench));
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
            paras.push(Para { style, role, runs, ..Para::default() });
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
        fit: super::frame::fit_of(&path.value),
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
    Some(Para { style, role: Role::Caption, runs: vec![blank], picture: Some(placed), table: None })
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
    let set = |large: &mut Fields, key, length| {
        large.values.insert(key, Spanned::new(Value::Length(Length::Absolute(length)), span))
    };
    match western_cap(look, leading * (i64::from(rows) - 1), sheet, bench) {
        Some(own) => {
            set(&mut large, "size", own.size);
            set(&mut large, "rise", -own.fall);
        }
        None => _ = set(&mut large, "size", size),
    }
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

/// A large Western letter.
struct WesternCap {
    size: Len,
    /// How far it stands below the baseline of a Chinese character that fills the same rows.
    fall: Len,
}

/// LA13: a Western letter stands on the baseline of its last row and is as high as the capitals of its first, `depth` above.
fn western_cap(look: &Fields, depth: Len, sheet: &Sheet, bench: &mut Workbench<'_>) -> Option<WesternCap> {
    if composing::lang(look).tradition().growth.rest != Rest::Spaces {
        return None;
    }
    let style = sheet.char_style(look, bench);
    let style = &bench.edition.char_styles[style.index()];
    let latin = bench.edition.families[style.family.index()].latin?;
    let metrics = bench.fonts.face(latin.face).metrics;
    let capital = i64::from(metrics.cap_height) * i64::from(latin.scale.0);
    let whole = i64::from(metrics.units_per_em) * i64::from(Permille::ONE.0);
    (capital > 0)
        .then(|| WesternCap { size: style.size + depth.scaled(whole, capital), fall: depth - Em::ASCENT.of(depth) })
}

fn is_drop_cap(para: &Para, bench: &Workbench<'_>) -> bool {
    bench.edition.para_styles[para.style.index()].drop_cap
}

/// The style for the paragraph beside its large first character.
fn without_indent(id: ParaStyleId, bench: &mut Workbench<'_>) -> ParaStyleId {
    let style = ParaStyle { indent: Len::ZERO, ..bench.edition.para_styles[id.index()].clone() };
    bench.add_style(style)
}

/// The runs of an item after the mark that its language has for lists.
fn with_own_mark(mut runs: Vec<InlineRun>, look: &Fields) -> Vec<InlineRun> {
    if let Some(first) = runs.first_mut().filter(|run| run.text == ITEM_MARK) {
        composing::lang(look).tradition().writing.item.clone_into(&mut first.text);
    }
    runs
}

/// F5: the style of an item of a list, which knows the label that its turn lines start after.
fn with_label(id: ParaStyleId, runs: &[Run], bench: &mut Workbench<'_>) -> ParaStyleId {
    let base = bench.edition.para_styles[id.index()].clone();
    let text = runs.first().map_or("", |run| run.text.as_str());
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = base.composition.lang.tradition().writing.item;
    let rest = text.strip_prefix(mark).or_else(|| number.strip_prefix(". ").or_else(|| number.strip_prefix(") ")));
    let label = text.len() - rest.unwrap_or(text).len();
    let style = ParaStyle { label, ..base };
    bench.add_style(style)
}

/// Sets a mark after the last paragraph of a story, half an em from its end.
pub(super) fn end_mark(paras: &mut [Para], mark: &str) {
    let is_text = |para: &&mut Para| para.picture.is_none() && !matches!(para.role, Role::Cell | Role::TableTitle);
    let Some(para) = paras.iter_mut().rev().find(is_text) else { return };
    let Some(run) = para.runs.last() else { return };
    // The mark is the layout's and has no extent in the article.
    let (style, span) = (run.style, Span { start: run.span.end, ..run.span });
    let mark = Run { text: format!("\u{2002}{mark}"), style, span, ..Run::default() };
    para.runs.push(mark);
}

/// H6: the dateline in its own face, then the blank that its language has there, which has no width at a line's end.
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
    let blank = match composing::lang(look).tradition().writing.after_dateline {
        AfterDateline::EmUnlessBracket if dateline.value.trim_end().ends_with(CLOSING) => return runs,
        AfterDateline::Em | AfterDateline::EmUnlessBracket => "\u{2003}",
        AfterDateline::Word => " ",
    };
    runs.push(Run { text: blank.into(), style: plain, span: after, ..Run::default() });
    runs
}

/// Brackets that close a dateline.
const CLOSING: [char; 8] = ['】', '〕', '」', '）', '］', '〉', '》', '』'];

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
    furniture_in(text, (style, &Fields::default()), variables, sheet, bench)
}

/// The same in an article, whose front matter may say its language.
pub(super) fn furniture_in(
    text: Spanned<&str>,
    (style, front): (Spanned<&str>, &Fields),
    variables: &Variables,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Vec<Para> {
    let Some((id, fields)) = sheet.para_style_in(style, 1, front, bench) else { return Vec::new() };
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

/// The style every on-grid paragraph of a frame falls back to.
pub(super) fn default_style(frame: &Fields) -> Spanned<&str> {
    frame.text("style").unwrap_or(Spanned::new("body", frame.span))
}

#[cfg(test)]
mod tests {
    use super::initial;

    #[test]
    fn what_stands_large_is_a_letter_with_its_opening_marks_and_never_part_of_a_number() {
        let taken = |text: &'static str| initial(text).map(|end| &text[..end]);
        let texts = ["今年", "“今年", "（《渔》", "2026年", "“8月", "——今", "“", ""];
        let expected = [Some("今"), Some("“今"), Some("（《渔"), None, None, None, None, None];
        assert_eq!(texts.map(taken), expected);
    }
}
