//! Tree → checked values, by the table of [`super::schema`]; every mistake of a document is found in one run.

use crate::base::{
    Diagnostic, Diagnostics, Em, Len, LenError, Message, Permille, Span, Spanned, name_hint, parse_size,
};
use crate::message;

use super::files::same_path;
use super::meant::{self, Meant};
use super::schema::{Key, Kind, Sign};
use super::slips;
use super::value::{Fields, GridUnit, Length, OnGrid, Value};
use super::yaml::{Node, NodeKind};

/// Reads a document's object; a text that is no object is a finding and gives no fields.
pub(super) fn read_object(node: &Node, keys: &'static [Key], found: &mut Diagnostics) -> Fields {
    let NodeKind::Map(entries) = &node.kind else {
        if node.kind != NodeKind::Null {
            found.push(no_keys(node, "keys with values"));
        }
        return Fields { span: node.span, ..Fields::default() };
    };
    let mut fields = Fields { span: node.span, ..Fields::default() };
    let mut above = None;
    for (name, value) in entries {
        let Some(key) = keys.iter().find(|key| key.name == name.value) else {
            if let Some(of) = above.filter(|of: &&Key| belongs_below(name, of, &mut fields)) {
                found.push(outside(name, of));
                continue;
            }
            fields.unread.extend(slips::meant_key(&name.value, keys.iter().map(|key| key.name)));
            found.push(unknown_key(name, keys));
            continue;
        };
        above = Some(key);
        fields.emptied.extend(emptied(value, &key.kind));
        let before = found.len();
        let meant = if slips::prints(key.name) { words_meant(value, key) } else { None };
        if let Some(value) = read(told(&meant, value, found), &key.kind, found) {
            fields.values.insert(key.name, value);
        }
        if found.len() > before {
            fields.unread.insert(key.name);
        }
    }
    fields
}

/// Whether a key belongs to the last item below the key above it, whose blanks before it were lost: `put:` at the margin below the pages. What is missing there
/// is missing by that.
fn belongs_below(name: &Spanned<String>, above: &Key, fields: &mut Fields) -> bool {
    let Kind::List(Kind::Object(keys)) = above.kind else { return false };
    let Some(key) = keys.iter().find(|key| key.name == name.value) else { return false };
    let Some(Spanned { value: Value::List(items), .. }) = fields.values.get_mut(above.name) else { return false };
    match items.last_mut() {
        Some(Spanned { value: Value::Object(item), .. }) => item.unread.insert(key.name),
        _ => false,
    }
}

fn outside(name: &Spanned<String>, above: &Key) -> Diagnostic {
    let message = message!("`{}` stands at the margin and belongs to the last entry of `{}`", name.value, above.name);
    Diagnostic::error("yaml/unknown-key", message).at(name.span).hint(message!(
        "put blanks before it and all lines below it, so that `{}:` begins under the other keys of that entry",
        name.value
    ))
}

/// Names of entries without a value.
fn emptied(node: &Node, kind: &Kind) -> Vec<Spanned<String>> {
    let entries = match (kind, &node.kind) {
        (Kind::Named(_), NodeKind::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter(|(_, value)| value.kind == NodeKind::Null).map(|(name, _)| name.clone()).collect()
}

/// The words meant by a list or by keys where words print.
fn words_meant(node: &Node, key: &Key) -> Option<Meant> {
    let is_known = |known: &[Key], node: &Node| match &node.kind {
        NodeKind::Map(entries) => entries.iter().any(|(name, _)| known.iter().any(|key| key.name == name.value)),
        _ => false,
    };
    match key.kind {
        Kind::Text | Kind::Words => meant::words(node, Some(key.name)),
        Kind::Either(Kind::Words, Kind::Object(keys)) if !is_known(keys, node) => meant::words(node, Some(key.name)),
        _ => None,
    }
}

/// The value to be read: what was meant, which is told, or what was written.
fn told<'n>(meant: &'n Option<Meant>, node: &'n Node, found: &mut Diagnostics) -> &'n Node {
    meant.as_ref().map_or(node, |meant| {
        found.push(meant.finding.clone());
        &meant.node
    })
}

fn unknown_key(name: &Spanned<String>, keys: &[Key]) -> Diagnostic {
    let known = keys.iter().map(|key| key.name);
    let hint = match slips::meant_key(&name.value, known.clone()) {
        Some(key) => message!("did you mean `{}`?", key),
        None => name_hint(&name.value, known),
    };
    Diagnostic::error("yaml/unknown-key", message!("there is no key `{}` here", name.value)).at(name.span).hint(hint)
}

/// Reads a value of a kind; nothing written is no value.
fn read(node: &Node, kind: &'static Kind, found: &mut Diagnostics) -> Option<Spanned<Value>> {
    if node.kind == NodeKind::Null {
        let may_be_blank = matches!(kind, Kind::Words | Kind::Either(Kind::Words, _));
        // What is there and stands for nothing, as `~` and `null` do (YAML 1.2 §10.2.1.1), may have been meant to print.
        if may_be_blank && node.span.end > node.span.start {
            let message = "this word stands for nothing in YAML, and does not print";
            found.push(
                Diagnostic::note("yaml/null", message).at(node.span).hint("put it into quotes if it is to print"),
            );
        }
        return may_be_blank.then(|| Spanned::new(Value::Text(String::new()), node.span));
    }
    let value = match kind {
        Kind::List(item) => match &node.kind {
            NodeKind::List(items) => {
                let is_table = matches!(item, Kind::List(Kind::Words));
                let read = |node| {
                    let meant = if is_table { meant::cells(node, items) } else { None };
                    read(told(&meant, node, found), item, found)
                };
                Value::List(items.iter().filter_map(read).collect())
            }
            _ => return read(node, item, found),
        },
        Kind::Tuple(count, item) => return tuple(node, *count, item, found),
        Kind::Object(keys) if meant::paragraph(node, keys).is_some() => {
            let meant = meant::paragraph(node, keys);
            return read(told(&meant, node, found), kind, found);
        }
        Kind::Object(keys) if !matches!(node.kind, NodeKind::Map(_)) => {
            let finding = no_keys(node, "keys with values");
            found.push(if finding.hints.is_empty() { finding.hint(meant::keys_due(keys)) } else { finding });
            return None;
        }
        Kind::Words | Kind::Text
            if matches!(node.kind, NodeKind::Map(_))
                || matches!(kind, Kind::Words) && matches!(node.kind, NodeKind::List(_)) =>
        {
            let Some(meant) = meant::words(node, None) else {
                found.push(mismatch(node, "text"));
                return None;
            };
            found.push(meant.finding);
            return read(&meant.node, kind, found);
        }
        Kind::Object(keys) => Value::Object(read_object(node, keys, found)),
        Kind::Named(item) => return named(node, item, found),
        Kind::Either(simple, composed) => {
            let is_composed = match (simple, &node.kind) {
                // Yes and no beside words.
                (Kind::Bool, kind) => !matches!(kind, NodeKind::Bool(_)),
                (_, kind) => matches!(kind, NodeKind::Map(_) | NodeKind::List(_)),
            };
            return read(node, if is_composed { composed } else { simple }, found);
        }
        simple => match read_scalar(node, simple) {
            Ok(value) => value,
            Err(problem) => {
                found.push(*problem);
                return None;
            }
        },
    };
    Some(Spanned::new(value, node.span))
}

fn tuple(node: &Node, count: usize, item: &'static Kind, found: &mut Diagnostics) -> Option<Spanned<Value>> {
    let NodeKind::List(items) = &node.kind else {
        found.push(mismatch(node, message!("a list of {}, such as [{}]", count, vec!["…"; count])));
        return None;
    };
    if items.len() != count {
        found.push(
            Diagnostic::error("yaml/wrong-count", message!("{} values, but {} are due here", items.len(), count))
                .at(node.span)
                .hint(message!("write a list of {}, such as [{}]", count, vec!["…"; count])),
        );
        return None;
    }
    let values: Vec<Spanned<Value>> = items.iter().filter_map(|node| read(node, item, found)).collect();
    (values.len() == count).then(|| Spanned::new(Value::List(values), node.span))
}

fn named(node: &Node, item: &'static Kind, found: &mut Diagnostics) -> Option<Spanned<Value>> {
    if let Some(meant) = meant::without_hyphens(node) {
        found.push(meant.finding);
        return named(&meant.node, item, found);
    }
    let NodeKind::Map(entries) = &node.kind else {
        let finding = mismatch(node, "names with values");
        found.push(match &node.kind {
            NodeKind::Text(text) if !text.contains([':', '：', '\n']) => {
                finding.hint(message!("write the name of its place before it: `NAME: {}`", text))
            }
            _ => no_keys(node, "names with values"),
        });
        return None;
    };
    let mut values = Vec::new();
    let mut at = 0;
    while let Some((name, node)) = entries.get(at) {
        let further = meant::further_in(entries, at, item);
        at += 1 + further.as_ref().map_or(0, |(count, _)| *count);
        let meant = further.map(|(_, meant)| meant);
        values.extend(read(told(&meant, node, found), item, found).map(|value| (name.clone(), value)));
    }
    Some(Spanned::new(Value::Named(values), node.span))
}

/// A scalar as its kind, or why it is none.
fn read_scalar(node: &Node, kind: &Kind) -> Result<Value, Box<Diagnostic>> {
    let due = |what: &'static str| Box::new(mismatch(node, what));
    match (kind, &node.kind) {
        (Kind::Path, NodeKind::Text(text) | NodeKind::Number(text)) => Ok(Value::Text(same_path(text))),
        (Kind::Text | Kind::Words, NodeKind::Text(text) | NodeKind::Number(text)) => Ok(Value::Text(text.clone())),
        (Kind::Text | Kind::Words | Kind::Path, NodeKind::Bool(value)) => Ok(Value::Text(value.to_string())),
        (Kind::Text | Kind::Words | Kind::Path, _) => Err(due("text")),
        (Kind::Choice(words), NodeKind::Text(text) | NodeKind::Number(text)) if words.contains(&text.as_str()) => {
            Ok(Value::Text(text.clone()))
        }
        (Kind::Choice(words), NodeKind::Bool(value)) if words.contains(&value.to_string().as_str()) => {
            Ok(Value::Text(value.to_string()))
        }
        (Kind::Choice(words), _) => Err(Box::new(choice(node, words))),
        (Kind::Bool, NodeKind::Bool(value)) => Ok(Value::Bool(*value)),
        (Kind::Bool, NodeKind::Text(text)) if text.contains('.') => {
            let hint = message!("a file has a key of its own: `picture: {}`", text.trim_end());
            Err(Box::new(mismatch(node, "true or false").hint(hint)))
        }
        (Kind::Bool, _) => Err(due("true or false")),
        (Kind::Length { .. } | Kind::Extent | Kind::Distance | Kind::OnPage(_), NodeKind::Number(number))
            if number.parse() == Ok(0) =>
        {
            Ok(Value::Length(Length::Absolute(Len::ZERO)))
        }
        (
            Kind::Length { .. } | Kind::Extent | Kind::Distance | Kind::OnPage(_) | Kind::Size,
            NodeKind::Number(number),
        ) => Err(Box::new(no_unit(node.span, number))),
        (Kind::Length { relative }, NodeKind::Text(text)) => length(text, *relative)
            .map(Value::Length)
            .map_err(|why| Box::new(no_length(node.span, text, &why, units(*relative)))),
        (Kind::OnPage(sign), NodeKind::Text(text)) => on_page(node, text, *sign),
        (Kind::Extent | Kind::Distance, NodeKind::Text(text)) => {
            let relative = matches!(kind, Kind::Distance);
            match length(text, relative) {
                Ok(extent) if extent.at(Len::PT) < Len::ZERO => Err(due("a length of zero or more")),
                other => {
                    other.map(Value::Length).map_err(|why| Box::new(no_length(node.span, text, &why, units(relative))))
                }
            }
        }
        (Kind::Size, NodeKind::Text(text)) => match parse_size(text) {
            Ok(size) if size < Len::PT => Err(due("a length of at least 1pt")),
            Ok(size) => Ok(Value::Length(Length::Absolute(size))),
            Err(why) => {
                Err(Box::new(no_length(node.span, text, &why, units(false)).hint("or the name of a size such as 小五")))
            }
        },
        (Kind::Length { .. } | Kind::Extent | Kind::Distance | Kind::OnPage(_) | Kind::Size, _) => {
            Err(due("a length such as 9pt"))
        }
        (Kind::Percent, NodeKind::Text(text) | NodeKind::Number(text)) => {
            percent(text, 0, 1000).ok_or_else(|| due("a share from 0% to 100%"))
        }
        (Kind::Percent, _) => Err(due("a share such as 12%")),
        (Kind::Scale, NodeKind::Text(text) | NodeKind::Number(text)) => {
            percent(text, 100, 10_000).ok_or_else(|| due("a scale from 10% to 1000%"))
        }
        (Kind::Scale, _) => Err(due("a scale such as 95%")),
        (Kind::Number(least, most), NodeKind::Number(text)) => {
            let limits = || Box::new(mismatch(node, whole_number(*least, *most)));
            text.parse().ok().filter(|number| (least..=most).contains(&number)).map(Value::Number).ok_or_else(limits)
        }
        (Kind::Number(least, most), _) => Err(Box::new(mismatch(node, whole_number(*least, *most)))),
        (Kind::Range, NodeKind::Text(text) | NodeKind::Number(text)) => range(text).ok_or_else(|| {
            let mistaken = mismatch(node, "a number or a range from 1, such as 1-4");
            Box::new(match meant_range(text) {
                Some(meant) => mistaken.hint(message!("write `{}`", meant)),
                None => mistaken,
            })
        }),
        (Kind::Range, _) => Err(due("a range such as 1-4")),
        _ => Err(due("another kind of value")),
    }
}

fn whole_number(least: i64, most: i64) -> Message {
    message!("a whole number from {} to {}", least, most)
}

/// Words where keys are due: perhaps a key that is joined to its value.
fn no_keys(node: &Node, due: &'static str) -> Diagnostic {
    let joined = if let NodeKind::Text(text) = &node.kind { slips::joined(text) } else { None };
    joined.map_or_else(|| file_key(node, mismatch(node, due)), |finding| finding.at(node.span))
}

/// A path where keys are due.
fn file_key(node: &Node, finding: Diagnostic) -> Diagnostic {
    match &node.kind {
        NodeKind::Text(text) if text.contains('.') && !text.contains(char::is_whitespace) => {
            finding.hint(message!("a file has a key of its own: `picture: {}`", text))
        }
        _ => finding,
    }
}

fn mismatch(node: &Node, due: impl Into<Message>) -> Diagnostic {
    let due: Message = due.into();
    let what = match &node.kind {
        NodeKind::Null => message!("nothing"),
        NodeKind::Bool(value) => message!("`{}`", value.to_string()),
        NodeKind::Number(text) | NodeKind::Text(text) => message!("`{}`", text.trim_end()),
        NodeKind::List(_) => message!("a list"),
        NodeKind::Map(_) => message!("keys with values"),
    };
    Diagnostic::error("yaml/wrong-kind", message!("{} stands where {} is due", what, due)).at(node.span)
}

fn choice(node: &Node, words: &[&'static str]) -> Diagnostic {
    let text = if let NodeKind::Text(text) | NodeKind::Number(text) = &node.kind { text.as_str() } else { "" };
    mismatch(node, message!("one of {}", words.to_vec())).hint(name_hint(text, words.iter().copied()))
}

fn no_unit(span: Span, number: &str) -> Diagnostic {
    Diagnostic::error("yaml/no-unit", message!("{} has no unit", number)).at(span).hint(message!(
        "write {}pt or {}mm",
        number,
        number
    ))
}

fn no_length(span: Span, text: &str, why: &LenError, units: &'static str) -> Diagnostic {
    let finding = match why {
        LenError::NoUnit => return no_unit(span, text),
        LenError::NotANumber => Diagnostic::error("yaml/not-a-length", message!("`{}` is not a length", text)),
        LenError::UnknownUnit(unit) => {
            Diagnostic::error("yaml/unknown-unit", message!("`{}` is not a unit of length", unit))
        }
        LenError::TooLarge => Diagnostic::error("yaml/too-large", message!("{} is more than any page has", text)),
    };
    finding.at(span).hint(units)
}

fn units(relative: bool) -> &'static str {
    if relative { "units are mm, cm, in, pt, pc, Q and em" } else { "units are mm, cm, in, pt, pc and Q" }
}

/// A length on a page: rows and columns of its grid, em of its text, or a unit of its own.
fn on_page(node: &Node, text: &str, sign: Sign) -> Result<Value, Box<Diagnostic>> {
    let value = match on_grid(text) {
        Some(count) => Ok(Value::OnGrid(count)),
        None => length(text, true).map(Value::Length),
    };
    let is_negative = |value: &Value| match value {
        Value::OnGrid(count) => count.thousandths < 0,
        Value::Length(length) => length.at(Len::PT) < Len::ZERO,
        _ => false,
    };
    match value {
        Ok(value) if sign == Sign::Positive && is_negative(&value) => {
            Err(Box::new(mismatch(node, "a length of zero or more")))
        }
        Ok(value) => Ok(value),
        Err(why) => {
            Err(Box::new(no_length(node.span, text, &why, "units are mm, cm, in, pt, pc, Q, em, rows and columns")))
        }
    }
}

/// A length on a page from text that is no YAML: rows and columns of its grid, or a unit of its own.
pub fn page_length(text: &str) -> Option<Value> {
    on_grid(text).map(Value::OnGrid).or_else(|| length(text, true).ok().map(Value::Length))
}

/// Words for rows and base columns, also in Chinese.
const GRID_UNITS: &[(&str, GridUnit)] = &[
    ("rows", GridUnit::Rows),
    ("row", GridUnit::Rows),
    ("行", GridUnit::Rows),
    ("columns", GridUnit::Columns),
    ("column", GridUnit::Columns),
    ("栏", GridUnit::Columns),
];

/// A number of rows or columns; `None` for any other text.
fn on_grid(text: &str) -> Option<OnGrid> {
    let (number, unit) = GRID_UNITS.iter().find_map(|(word, unit)| Some((text.trim().strip_suffix(word)?, *unit)))?;
    let thousandths = Len::parse_relative(&format!("{}em", number.trim()), Len(1000)).ok()?.0;
    Some(OnGrid { thousandths: i32::try_from(thousandths).ok()?, unit })
}

fn length(text: &str, relative: bool) -> Result<Length, LenError> {
    match text.trim().strip_suffix("em").filter(|_| relative) {
        // One em in thousandths, so that `2em` parses to 2000.
        Some(_) => {
            let thousandths = Len::parse_relative(text, Len(1000))?;
            i32::try_from(thousandths.0).map(|em| Length::Relative(Em(em))).map_err(|_| LenError::TooLarge)
        }
        None => Len::parse(text).map(Length::Absolute),
    }
}

/// A share in thousandths within limits; bare numbers are percent.
fn percent(text: &str, least: u16, most: u16) -> Option<Value> {
    let number = text.trim().strip_suffix('%').unwrap_or(text).trim();
    // Ten units for one percent.
    let thousandths = Len::parse_relative(&format!("{number}em"), Len(10)).ok()?.0;
    u16::try_from(thousandths)
        .ok()
        .filter(|share| (least..=most).contains(share))
        .map(|share| Value::Percent(Permille(share)))
}

/// A range with the sign or the word of a Chinese text between its ends, as it is written here.
fn meant_range(text: &str) -> Option<String> {
    let (first, last) = text.split_once(['～', '~', '—', '－', '至', '到'])?;
    let meant = format!("{}-{}", first.trim(), last.trim());
    range(&meant).map(|_| meant)
}

fn range(text: &str) -> Option<Value> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && first <= last).then_some(Value::Range(first, last))
}
