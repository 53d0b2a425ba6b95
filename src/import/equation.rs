//! Word's EQ fields (ECMA-376, 17.16.5.22): enclosed and combined characters, ruby made by the phonetic guide, fractions. Their code is all the document has of them.

use crate::input::Mark;

use super::draft::Look;

/// What a field shows: stretches of text with their looks, and what of it an article cannot show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Text with its looks.
    pub runs: Vec<(String, Look)>,
    /// The form that is lost while its text stays.
    pub lost: Option<&'static str>,
}

/// Functions in functions deeper than this are words.
const MAX_DEPTH: usize = 12;

/// A piece of a field's code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Function(Function),
}

/// `\o\ac(○,1)`: a name, options, arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Function {
    name: char,
    options: String,
    arguments: Vec<Vec<Piece>>,
}

/// Whether a field's code is an equation, and what it shows.
pub(super) fn shown(code: &str) -> Option<Shown> {
    let code = code.trim();
    let rest = code.get(..2).filter(|name| name.eq_ignore_ascii_case("eq")).map(|_| &code[2..])?;
    let letters: Vec<char> = rest.chars().collect();
    let mut at = 0;
    let pieces = read(&letters, &mut at, 0, false).into_iter().flatten().collect::<Vec<_>>();
    let mut shown = Shown::default();
    show(&pieces, None, &mut shown);
    Some(shown)
}

/// Reads pieces up to the end, or up to the bracket that closes the arguments; returns the arguments.
fn read(letters: &[char], at: &mut usize, depth: usize, is_inside: bool) -> Vec<Vec<Piece>> {
    let mut arguments = vec![Vec::new()];
    let mut text = String::new();
    let mut open = 0_usize;
    while *at < letters.len() {
        let c = letters[*at];
        *at += 1;
        let flush = |text: &mut String, arguments: &mut Vec<Vec<Piece>>| {
            let piece = std::mem::take(text);
            if let Some(last) = arguments.last_mut().filter(|_| !piece.is_empty()) {
                last.push(Piece::Text(piece));
            }
        };
        match c {
            '\\' => match letters.get(*at) {
                // A general switch such as `\* jc2` or `\* "Font:宋体"` says how, not what.
                Some('*') => skip_switch(letters, at),
                Some(name) if name.is_ascii_alphabetic() && depth < MAX_DEPTH => {
                    flush(&mut text, &mut arguments);
                    let function = function(letters, at, depth);
                    if let Some(last) = arguments.last_mut() {
                        last.push(Piece::Function(function));
                    }
                }
                Some(&escaped) => {
                    text.push(escaped);
                    *at += 1;
                }
                None => {}
            },
            ',' | ';' | '，' if is_inside && open == 0 => {
                flush(&mut text, &mut arguments);
                arguments.push(Vec::new());
            }
            '(' if is_inside => {
                open += 1;
                text.push(c);
            }
            ')' if is_inside && open > 0 => {
                open -= 1;
                text.push(c);
            }
            ')' if is_inside => {
                flush(&mut text, &mut arguments);
                return arguments;
            }
            c => text.push(c),
        }
    }
    if let Some(last) = arguments.last_mut().filter(|_| !text.is_empty()) {
        last.push(Piece::Text(text));
    }
    arguments
}

fn skip_switch(letters: &[char], at: &mut usize) {
    *at += 1;
    while letters.get(*at).is_some_and(|c| c.is_whitespace()) {
        *at += 1;
    }
    let is_quoted = letters.get(*at) == Some(&'"');
    *at += usize::from(is_quoted);
    while let Some(&c) = letters.get(*at) {
        if is_quoted && c == '"' {
            *at += 1;
            return;
        }
        if !is_quoted && (c.is_whitespace() || c == '\\') {
            return;
        }
        *at += 1;
    }
}

/// A function from behind its backslash: its letter, the options that follow it, its arguments in brackets.
fn function(letters: &[char], at: &mut usize, depth: usize) -> Function {
    let mut function = Function { name: letters[*at].to_ascii_lowercase(), ..Function::default() };
    *at += 1;
    while let Some(&c) = letters.get(*at) {
        match c {
            '(' => {
                *at += 1;
                function.arguments = read(letters, at, depth + 1, true);
                return function;
            }
            // Options are letters and numbers behind backslashes, and brackets that `\b` is to draw.
            '\\' => {
                let bracket = letters.get(*at + 1).filter(|c| !c.is_ascii_alphanumeric());
                *at += if bracket.is_some() { 2 } else { 1 };
                function.options.push(' ');
                function.options.extend(bracket);
            }
            c if c.is_ascii_alphanumeric() || c == '-' || c == '.' => {
                function.options.push(c);
                *at += 1;
            }
            c if c.is_whitespace() => *at += 1,
            _ => return function,
        }
    }
    function
}

fn show(pieces: &[Piece], mark: Option<Mark>, shown: &mut Shown) {
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                // Blanks between a field's name and its first function are none of its text.
                let text = if at == 0 || at + 1 == pieces.len() { text.trim() } else { text };
                push(shown, text, mark.clone());
            }
            Piece::Function(function) => show_function(function, mark.clone(), shown),
        }
    }
}

fn push(shown: &mut Shown, text: &str, mark: Option<Mark>) {
    if !text.is_empty() {
        shown.runs.push((text.to_owned(), Look { mark, ..Look::default() }));
    }
}

fn lose(shown: &mut Shown, what: &'static str) {
    shown.lost = shown.lost.or(Some(what));
}

fn show_function(function: &Function, mark: Option<Mark>, shown: &mut Shown) {
    let arguments = &function.arguments;
    match function.name {
        'o' => overstruck(arguments, mark, shown),
        'f' => {
            push(shown, &format!("{}/{}", argument(arguments, 0), argument(arguments, 1)), mark);
            lose(shown, "fraction");
        }
        's' if function.options.contains("up") => show_all(arguments, Some(Mark::Sup), shown),
        's' if function.options.contains("do") => show_all(arguments, Some(Mark::Sub), shown),
        'r' => {
            let (degree, radicand) = match arguments.len() {
                0 | 1 => (String::new(), argument(arguments, 0)),
                _ => (argument(arguments, 0), argument(arguments, 1)),
            };
            push(shown, &degree, Some(Mark::Sup));
            push(shown, &format!("√{radicand}"), mark);
            lose(shown, "formula");
        }
        'x' => {
            show_all(arguments, mark, shown);
            lose(shown, "box around characters");
        }
        'd' => {}
        _ => {
            for (at, argument) in arguments.iter().enumerate() {
                push(shown, if at == 0 { "" } else { "，" }, mark.clone());
                show(argument, mark.clone(), shown);
            }
            lose(shown, "formula");
        }
    }
}

fn show_all(arguments: &[Vec<Piece>], mark: Option<Mark>, shown: &mut Shown) {
    for argument in arguments {
        show(argument, mark.clone(), shown);
    }
}

/// The words of an argument.
fn argument(arguments: &[Vec<Piece>], at: usize) -> String {
    arguments.get(at).map(|pieces| words(pieces)).unwrap_or_default()
}

fn words(pieces: &[Piece]) -> String {
    let mut inner = Shown::default();
    show(pieces, None, &mut inner);
    inner.runs.into_iter().map(|(text, _)| text).collect()
}

/// Whether an argument is raised or lowered as a whole.
fn shifted(pieces: &[Piece], way: &str) -> Option<String> {
    match pieces {
        [Piece::Function(Function { name: 's', options, arguments })] if options.contains(way) => {
            Some(arguments.iter().map(|argument| words(argument)).collect())
        }
        _ => None,
    }
}

/// Characters over each other: an enclosed one, one with ruby, or several in the room of one.
fn overstruck(arguments: &[Vec<Piece>], mark: Option<Mark>, shown: &mut Shown) {
    let is_shifted = |argument: &Vec<Piece>| shifted(argument, "up").or_else(|| shifted(argument, "do")).is_some();
    if let [ruby, base] = arguments {
        let (raised, under) = (shifted(ruby, "up"), words(base));
        if let Some(text) = raised.filter(|text| !text.is_empty() && !is_shifted(base) && !under.is_empty()) {
            return push(shown, &under, Some(Mark::Ruby(text)));
        }
    }
    let parts: Vec<String> = arguments.iter().map(|argument| words(argument).trim().to_owned()).collect();
    if let [first, second] = parts.as_slice() {
        let (frame, inner) = if is_frame(second) { (second, first) } else { (first, second) };
        if is_frame(frame) {
            let one = enclosed(frame, inner);
            if one.is_none() {
                lose(shown, "circle or box around a character");
            }
            return push(shown, &one.map_or_else(|| inner.clone(), String::from), mark);
        }
    }
    push(shown, &parts.concat(), mark);
    lose(shown, "characters combined into one");
}

/// Signs that Word draws around characters.
fn is_frame(text: &str) -> bool {
    matches!(text, "○" | "〇" | "◯" | "□" | "△" | "◇" | "⃝")
}

/// The character of Unicode that is another in a circle, where there is one.
fn enclosed(frame: &str, inner: &str) -> Option<char> {
    const HAN: &str =
        "一二三四五六七八九十月火水木金土日株有社名特財祝労秘男女適優印注項休写正上中下左右医宗学監企資協夜";
    if frame == "□" || frame == "△" || frame == "◇" {
        return None;
    }
    if let Ok(number) = inner.parse::<u32>() {
        return match number {
            0 => Some('⓪'),
            1..=20 => char::from_u32(0x2460 + number - 1),
            21..=35 => char::from_u32(0x3251 + number - 21),
            36..=50 => char::from_u32(0x32B1 + number - 36),
            _ => None,
        };
    }
    let mut letters = inner.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
    match letter {
        'A'..='Z' => char::from_u32(0x24B6 + u32::from(letter) - u32::from('A')),
        'a'..='z' => char::from_u32(0x24D0 + u32::from(letter) - u32::from('a')),
        _ => {
            let at = HAN.chars().position(|known| known == letter)?;
            char::from_u32(0x3280 + u32::try_from(at).ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code: &str) -> (String, Option<&'static str>) {
        let shown = shown(code).unwrap();
        let one = |(text, look): (String, Look)| match look.mark {
            Some(Mark::Ruby(ruby)) => format!("{text}{{{ruby}}}"),
            Some(Mark::Sup) => format!("^{text}"),
            _ => text,
        };
        (shown.runs.into_iter().map(one).collect(), shown.lost)
    }

    #[test]
    fn fields_show_their_text() {
        for (code, shown, lost) in [
            (r" EQ \x(甲乙) ", "甲乙", Some("box around characters")),
            (r"eq \o\ac(○,3)", "③", None),
            (r"eq \o\ac(○,十)", "㊉", None),
            (r"eq \o\ac(□,港)", "港", Some("circle or box around a character")),
            (r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(gǎng),港)"#, "港{gǎng}", None),
            (r"eq \o(\s\up 5(临澜),\s\do 2(日报))", "临澜日报", Some("characters combined into one")),
            (r"EQ \f(3,4)", "3/4", Some("fraction")),
            (r"EQ 2\s\up6(3)", "2^3", None),
            (r"EQ \r(3,27)", "^3√27", Some("formula")),
            (r"EQ \b\lc\{(\a(甲,乙))", "甲，乙", Some("formula")),
            (r"EQ \f(a\,b,f(x))", "a,b/f(x)", Some("fraction")),
        ] {
            let (seen, named) = text(code);
            assert_eq!((seen.as_str(), named), (shown, lost), "{code}");
        }
        assert_eq!(shown("PAGE"), None);
        let deep = format!("EQ {}", r"\x(".repeat(10_000));
        assert!(self::shown(&deep).is_some());
    }
}
