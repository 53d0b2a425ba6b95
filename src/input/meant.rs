//! What was meant by values of another kind than is due: words between brackets, lines as a list, entries behind hyphens, keys one level too little.

use crate::base::{Diagnostic, Message, Span, Spanned};
use crate::message;

use super::schema::{FRONT_MATTER, Key, Kind};
use super::slips::with_quotes;
use super::yaml::{Node, NodeKind, Written};

/// A value as it was meant, and what is told of it.
pub(super) struct Meant {
    pub node: Node,
    pub finding: Diagnostic,
}

/// The words that a list or keys were meant to be where words are due, under a key or in a cell.
pub(super) fn words(node: &Node, key: Option<&str>) -> Option<Meant> {
    let (words, hint) = match &node.kind {
        NodeKind::List(items) => of_list(node, items, key)?,
        NodeKind::Map(entries) => of_entries(node, entries, key)?,
        _ => return None,
    };
    let what = if matches!(node.kind, NodeKind::List(_)) { message!("a list") } else { message!("keys with values") };
    let message = message!("{} stands where {} is due", what, message!("text"));
    let finding = Diagnostic::error("yaml/wrong-kind", message).at(node.span).hint(hint);
    Some(Meant { node: Node { kind: NodeKind::Text(words), ..node.clone() }, finding })
}

/// A list of one in brackets is a word in brackets; of several, lines.
fn of_list(node: &Node, items: &[Node], key: Option<&str>) -> Option<(String, Message)> {
    let words: Vec<&str> = items.iter().map(scalar).collect::<Option<_>>()?;
    match (&words[..], key) {
        ([], _) => None,
        ([alone], _) if node.written == Written::Brackets => {
            let whole = format!("[{alone}]");
            Some((whole.clone(), in_quotes(key, &whole)))
        }
        ([alone], Some(key)) => {
            Some(((*alone).to_owned(), message!("write it without the hyphen, behind its key: `{}: {}`", key, *alone)))
        }
        (_, Some(key)) => {
            let hint = message!(
                "for lines of their own write `{}: |`, and each line below it without a hyphen, two blanks further in",
                key
            );
            Some((words.join("\n"), hint))
        }
        _ => None,
    }
}

/// Keys without values in braces are words in braces; one with a value between brackets, words with a colon.
fn of_entries(node: &Node, entries: &[(Spanned<String>, Node)], key: Option<&str>) -> Option<(String, Message)> {
    let whole: Vec<String> = entries
        .iter()
        .map(|(name, value)| match &value.kind {
            NodeKind::Null => Some(name.value.clone()),
            _ => scalar(value).map(|value| format!("{}: {value}", name.value)),
        })
        .collect::<Option<_>>()?;
    let is_bare = entries.iter().all(|(_, value)| value.kind == NodeKind::Null);
    match node.written {
        // In front matter braces print; in frames they would ask for a text by its name.
        Written::Brackets if is_bare && FRONT_MATTER.iter().any(|known| key == Some(known.name)) => {
            let words = format!("{{{}}}", whole.join(", "));
            Some((words.clone(), in_quotes(key, &words)))
        }
        Written::Brackets if is_bare => {
            let words = whole.join(", ");
            let entry = key.map_or(words.clone(), |key| format!("{key}: {words}"));
            Some((words, message!("take the braces out: {}", entry)))
        }
        Written::Pair => {
            let words = whole.first()?.clone();
            Some((words.clone(), in_quotes(key, &words)))
        }
        // An item of a list, `- 注意: 明天闭馆`, or a value on the line below its key.
        Written::Lines => sentence(node).map(|words| (words.clone(), in_quotes(key, &words))),
        Written::Brackets => None,
    }
}

/// The sentence of which a colon made a key and its value.
fn sentence(node: &Node) -> Option<String> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    let [(name, value)] = &entries[..] else { return None };
    if value.kind == NodeKind::Null {
        Some(format!("{}:", name.value))
    } else {
        scalar(value).map(|value| format!("{}: {value}", name.value))
    }
}

fn in_quotes(key: Option<&str>, words: &str) -> Message {
    let quoted = with_quotes(words);
    message!("put the value into quotes: {}", key.map_or(quoted.clone(), |key| format!("{key}: {quoted}")))
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) | NodeKind::Number(text) => Some(text),
        NodeKind::Bool(value) => Some(if *value { "true" } else { "false" }),
        _ => None,
    }
}

/// A row of cells in which a colon stands where a comma was meant, so that it has a cell less than others have: `[[甲: 2版], [乙, 3版]]`.
pub(super) fn cells(row: &Node, others: &[Node]) -> Option<Meant> {
    let NodeKind::List(cells) = &row.kind else { return None };
    let lengths = others.iter().filter_map(|other| match &other.kind {
        NodeKind::List(cells) if !cells.iter().any(is_pair) => Some(cells.len()),
        _ => None,
    });
    let pairs: Vec<&Node> = cells.iter().filter(|cell| is_pair(cell)).collect();
    let is_short = lengths.max().is_some_and(|longest| longest == cells.len() + pairs.len());
    let first = pairs.first().filter(|_| is_short)?;
    let mut meant = Vec::new();
    for cell in cells {
        match &cell.kind {
            NodeKind::Map(entries) if is_pair(cell) => {
                meant.extend(entries.iter().flat_map(|(name, value)| {
                    let kind = NodeKind::Text(name.value.clone());
                    [Node { span: name.span, kind, written: Written::Lines }, value.clone()]
                }));
            }
            _ => meant.push(cell.clone()),
        }
    }
    let words: Vec<&str> = meant.iter().map(scalar).collect::<Option<_>>()?;
    let finding = Diagnostic::error("yaml/wrong-kind", "a colon joins two cells of this row").at(first.span);
    let hint = message!("write a comma in its place: `[{}]`", words.join(", "));
    let finding = finding.hint(hint);
    Some(Meant { node: Node { kind: NodeKind::List(meant), ..row.clone() }, finding })
}

fn is_pair(cell: &Node) -> bool {
    cell.written == Written::Pair
}

/// Words where keys are due that have `text` among them: `paras: [启事]`.
pub(super) fn paragraph(node: &Node, keys: &[Key]) -> Option<Meant> {
    let (words, written) = match &node.kind {
        NodeKind::Text(words) if !words.contains([':', '：', '\n']) => (words.clone(), words.clone()),
        // `注意: 明天闭馆` is a key to YAML, and none that is known.
        NodeKind::Map(entries) if entries.iter().all(|(name, _)| !name.value.is_ascii()) => {
            let words = sentence(node)?;
            let quoted = with_quotes(&words);
            (words, quoted)
        }
        _ => return None,
    };
    let is_path = words.contains('.') && words.is_ascii();
    let takes = keys.iter().any(|key| key.name == "text") && !is_path;
    takes.then(|| {
        let message = message!("{} stands where {} is due", format!("`{words}`"), message!("keys with values"));
        let hint = message!("write `{}`", format!("{{text: {written}}}"));
        let key = Spanned::new("text".to_owned(), node.span);
        let finding = Diagnostic::error("yaml/wrong-kind", message).at(node.span).hint(hint);
        let text = Node { kind: NodeKind::Text(words), written: Written::Lines, ..node.clone() };
        Meant { node: Node { kind: NodeKind::Map(vec![(key, text)]), ..node.clone() }, finding }
    })
}

/// Entries behind hyphens, where names with values are due: `put:` with `- story: s.md` below it.
pub(super) fn without_hyphens(node: &Node) -> Option<Meant> {
    let NodeKind::List(items) = &node.kind else { return None };
    let of_item = |item: &Node| match &item.kind {
        NodeKind::Map(entries) => Some(entries.clone()),
        _ => None,
    };
    let entries: Vec<_> = items.iter().map(of_item).collect::<Option<Vec<_>>>()?.concat();
    let (name, _) = entries.first()?;
    let finding = Diagnostic::error(
        "yaml/wrong-kind",
        message!("{} stands where {} is due", message!("a list"), message!("names with values")),
    );
    let hint = if node.written == Written::Brackets {
        message!("write braces in place of the brackets, and none inside them: `{{}: …}`", name.value)
    } else {
        message!("take out the hyphens: `{}: …` begins its line", name.value)
    };
    let finding = finding.at(Span { end: node.span.start + 1, ..node.span }).hint(hint);
    Some(Meant { node: Node { kind: NodeKind::Map(entries), ..node.clone() }, finding })
}

/// An entry without a value below which keys of its own stand in its own column: those keys, as its value.
pub(super) fn further_in(entries: &[(Spanned<String>, Node)], at: usize, item: &Kind) -> Option<(usize, Meant)> {
    let (Kind::Either(_, Kind::Object(keys)) | Kind::Object(keys)) = item else { return None };
    let (name, value) = entries.get(at).filter(|(_, value)| value.kind == NodeKind::Null)?;
    let is_own = |(name, _): &&(Spanned<String>, Node)| keys.iter().any(|key| key.name == name.value);
    let own: Vec<_> = entries[at + 1..].iter().take_while(is_own).cloned().collect();
    let first = own.first()?;
    let message = message!("`{}` stands beside `{}`, to which it belongs", first.0.value, name.value);
    let hint = message!("give its line two blanks more than that of `{}`", name.value);
    let finding = Diagnostic::error("yaml/syntax", message).at(first.0.span).hint(hint);
    let span = first.0.span;
    Some((own.len(), Meant { node: Node { span, kind: NodeKind::Map(own), ..value.clone() }, finding }))
}

/// The keys that are due, where something else stands.
pub(super) fn keys_due(keys: &[Key]) -> Message {
    let names: Vec<&str> = keys.iter().map(|key| key.name).take(6).collect();
    // Of a page's keys and a frame's those that nearly all have.
    let usual = ["layout", "text"].into_iter().find(|usual| keys.iter().any(|key| key.name == *usual));
    let example = usual.or(names.first().copied()).unwrap_or("…");
    message!("write its keys with their values, such as `{{}: …}`; there are {}", example, names)
}
