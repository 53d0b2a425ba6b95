//! Selectors of style sheets (Selectors Level 3, and what programs write of Level 4): which elements a rule is about.

use roxmltree::Node;

/// What a selector asks of one element.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    Tag(String),
    /// An attribute, how it is compared, and with what; `#id` and `.class` are such too.
    Attribute(String, Comparison, String),
    /// The same, capitals and small letters alike.
    AnyCase(String, Comparison, String),
    Not(Vec<Selector>),
    Any(Vec<Selector>),
    /// As [`Test::Any`], and it counts nothing.
    Where(Vec<Selector>),
    /// What is within it, or beside it, by how that stands to it.
    Has(Vec<(Stands, Selector)>),
    Root,
    Empty,
    Link,
    /// Which of its kind it is among those around it.
    Nth(Nth),
    Language(String),
    /// What no page shows: what a pointer is over, what was visited, what a sheet adds before or after.
    Never,
}

/// Every so many'th child from which one on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Nth {
    step: i64,
    first: i64,
    from: From,
    /// Which of those around it count; all where nothing is said.
    among: Among,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    Start,
    End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Among {
    All,
    SameName,
    Of(Vec<Selector>),
}

impl Nth {
    const fn new(step: i64, first: i64, from: From, among: Among) -> Self {
        Self { step, first, from, among }
    }

    fn holds(&self, node: Node<'_, '_>, left: &mut u64) -> bool {
        let counts = |other: &Node<'_, '_>, left: &mut u64| match &self.among {
            Among::All => true,
            Among::SameName => other.tag_name() == node.tag_name(),
            Among::Of(inner) => inner.iter().any(|one| one.matches(*other, left)),
        };
        if !counts(&node, left) {
            return false;
        }
        let mut before = 0_u64;
        let mut next = match self.from {
            From::Start => node.prev_sibling_element(),
            From::End => node.next_sibling_element(),
        };
        while let Some(sibling) = next.filter(|_| *left > 0) {
            *left = left.saturating_sub(1);
            before += u64::from(counts(&sibling, left));
            next = match self.from {
                From::Start => sibling.prev_sibling_element(),
                From::End => sibling.next_sibling_element(),
            };
        }
        let beyond = i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1).saturating_sub(self.first);
        if self.step == 0 { beyond == 0 } else { beyond % self.step == 0 && beyond / self.step >= 0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Is,
    Exists,
    HasWord,
    Begins,
    Ends,
    Contains,
    IsOrBeginsWithDash,
}

/// How one element of a selector stands to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Within,
    Child,
    After,
    Later,
}

/// A selector without commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector {
    /// From the last element on: its tests, and how it stands to the one before it.
    steps: Vec<(Vec<Test>, Stands)>,
}

/// Of ids, of classes and attributes, of tags: what counts where two rules say something (Selectors 3 §9).
pub(super) type Weight = [u32; 3];

/// More elements than any selector names; each more makes it costlier to try.
const MOST_STEPS: usize = 12;
/// Brackets of one selector.
const MOST_NESTED: usize = 8;

/// What stands between commas that are in no brackets and no quotes.
pub(super) fn parts(text: &str, mark: char) -> Vec<&str> {
    let (mut depth, mut quote, mut from) = (0_i32, None, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('(' | '[', None) => depth += 1,
            (')' | ']', None) => depth -= 1,
            _ if c == mark && depth <= 0 => {
                parts.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

impl Selector {
    /// Reads a selector; none of one that is not understood.
    pub(super) fn read(text: &str) -> Option<Self> {
        // Selectors within selectors are read by this function again.
        if text.matches('(').count() > MOST_NESTED {
            return None;
        }
        let mut rest = text.trim();
        let mut steps = Vec::new();
        let mut stands = Stands::Within;
        while !rest.is_empty() && steps.len() < MOST_STEPS {
            let (tests, after) = compound(rest)?;
            steps.push((tests, stands));
            rest = after.trim_start();
            stands = match rest.chars().next() {
                Some('>') => Stands::Child,
                Some('+') => Stands::After,
                Some('~') => Stands::Later,
                _ => Stands::Within,
            };
            rest = rest.trim_start_matches(['>', '+', '~']).trim_start();
        }
        // Each keeps how it stands to the one before it.
        steps.reverse();
        (rest.is_empty() && !steps.is_empty()).then_some(Self { steps })
    }

    /// How much the selector counts.
    pub(super) fn weight(&self) -> Weight {
        let tests = self.steps.iter().flat_map(|(tests, _)| tests);
        tests.map(weight).fold([0; 3], |sum, one| [0, 1, 2].map(|at| sum[at] + one[at]))
    }

    /// Whether an element is meant; every look at an element is taken from `left`, and none is looked at when nothing is.
    pub(super) fn matches(&self, node: Node<'_, '_>, left: &mut u64) -> bool {
        self.matches_from(0, node, left)
    }

    fn matches_from(&self, at: usize, node: Node<'_, '_>, left: &mut u64) -> bool {
        *left = left.saturating_sub(1);
        let Some((tests, stands)) = self.steps.get(at).filter(|_| *left > 0) else { return false };
        if !tests.iter().all(|test| passes(test, node, left)) {
            return false;
        }
        if at + 1 == self.steps.len() {
            return true;
        }
        match stands {
            Stands::Child => node.parent_element().is_some_and(|parent| self.matches_from(at + 1, parent, left)),
            Stands::After => node.prev_sibling_element().is_some_and(|before| self.matches_from(at + 1, before, left)),
            Stands::Within => {
                node.ancestors().skip(1).filter(Node::is_element).any(|above| self.matches_from(at + 1, above, left))
            }
            Stands::Later => {
                node.prev_siblings().skip(1).filter(Node::is_element).any(|one| self.matches_from(at + 1, one, left))
            }
        }
    }
}

fn weight(test: &Test) -> Weight {
    match test {
        Test::Tag(_) => [0, 0, 1],
        Test::Attribute(name, Comparison::Is, _) if name == "id" => [1, 0, 0],
        Test::Not(inner) | Test::Any(inner) => inner.iter().map(Selector::weight).max().unwrap_or_default(),
        Test::Has(inner) => inner.iter().map(|(_, one)| one.weight()).max().unwrap_or_default(),
        Test::Where(_) => [0, 0, 0],
        _ => [0, 1, 0],
    }
}

fn passes(test: &Test, node: Node<'_, '_>, left: &mut u64) -> bool {
    match test {
        Test::Tag(name) => node.tag_name().name() == name,
        Test::Attribute(name, comparison, wanted) => {
            node.attributes().any(|own| own.name() == name && compares(own.value(), *comparison, wanted))
        }
        Test::Not(inner) => !inner.iter().any(|one| one.matches(node, left)),
        Test::AnyCase(name, comparison, wanted) => node.attributes().any(|own| {
            own.name() == name && compares(&own.value().to_lowercase(), *comparison, &wanted.to_lowercase())
        }),
        Test::Any(inner) | Test::Where(inner) => inner.iter().any(|one| one.matches(node, left)),
        Test::Has(inner) => inner.iter().any(|(stands, one)| has(node, *stands, one, left)),
        Test::Root => node.parent_element().is_none(),
        Test::Empty => !node.children().any(|child| child.is_element() || child.is_text()),
        Test::Link => node.tag_name().name() == "a" && node.attributes().any(|own| own.name() == "href"),
        Test::Nth(nth) => nth.holds(node, left),
        Test::Language(wanted) => language(node)
            .is_some_and(|own| compares(&own.to_lowercase(), Comparison::IsOrBeginsWithDash, &wanted.to_lowercase())),
        Test::Never => false,
    }
}

/// Whether something stands to an element as is asked (Selectors 4 §4.5).
fn has(node: Node<'_, '_>, stands: Stands, one: &Selector, left: &mut u64) -> bool {
    match stands {
        Stands::Within => {
            node.descendants().skip(1).filter(Node::is_element).any(|inner| *left > 0 && one.matches(inner, left))
        }
        Stands::Child => node.children().filter(Node::is_element).any(|inner| one.matches(inner, left)),
        Stands::After => node.next_sibling_element().is_some_and(|next| one.matches(next, left)),
        Stands::Later => {
            node.next_siblings().skip(1).filter(Node::is_element).any(|next| *left > 0 && one.matches(next, left))
        }
    }
}

/// The language that is said of an element.
fn language<'n>(node: Node<'n, '_>) -> Option<&'n str> {
    node.ancestors().find_map(|node| node.attributes().find(|own| own.name() == "lang").map(|own| own.value()))
}

fn compares(value: &str, comparison: Comparison, wanted: &str) -> bool {
    match comparison {
        Comparison::Is => value == wanted,
        Comparison::Exists => true,
        Comparison::HasWord => value.split_ascii_whitespace().any(|word| word == wanted),
        Comparison::Begins => !wanted.is_empty() && value.starts_with(wanted),
        Comparison::Ends => !wanted.is_empty() && value.ends_with(wanted),
        Comparison::Contains => !wanted.is_empty() && value.contains(wanted),
        Comparison::IsOrBeginsWithDash => {
            value.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
    }
}

/// A name at the start of a text, and what follows it; a backslash takes the next sign as it is.
fn name(text: &str) -> Option<(String, &str)> {
    let mut found = String::new();
    let mut signs = text.char_indices();
    while let Some((at, c)) = signs.next() {
        match c {
            '\\' => {
                let digits = text[at + 1..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
                if digits == 0 {
                    found.push(signs.next()?.1);
                    continue;
                }
                // A character by its number, with a blank that ends it (CSS Syntax 3 §4.3.7).
                found.push(u32::from_str_radix(&text[at + 1..=at + digits], 16).ok().and_then(char::from_u32)?);
                let has_blank = text[at + 1 + digits..].starts_with(char::is_whitespace);
                signs.by_ref().take(digits + usize::from(has_blank)).for_each(drop);
            }
            _ if c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii() => found.push(c),
            _ => return (!found.is_empty()).then(|| (found, &text[at..])),
        }
    }
    (!found.is_empty()).then_some((found, ""))
}

/// The tests of one element, and what follows them.
fn compound(text: &str) -> Option<(Vec<Test>, &str)> {
    let mut tests = Vec::new();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('*') {
        rest = after;
    } else if let Some((tag, after)) = name(rest) {
        tests.push(Test::Tag(tag));
        rest = after;
    }
    // A namespace before the name: a drawing has its elements in one.
    if let Some(after) = rest.strip_prefix('|').filter(|after| !after.starts_with('=')) {
        tests.clear();
        rest = after;
        if let Some(after) = rest.strip_prefix('*') {
            rest = after;
        } else {
            let (tag, after) = name(rest)?;
            tests.push(Test::Tag(tag));
            rest = after;
        }
    }
    while let Some(mark) = rest.chars().next() {
        let (test, after) = match mark {
            '#' => name(&rest[1..]).map(|(id, after)| (Test::Attribute("id".into(), Comparison::Is, id), after))?,
            '.' => name(&rest[1..])
                .map(|(class, after)| (Test::Attribute("class".into(), Comparison::HasWord, class), after))?,
            '[' => bracketed(rest).and_then(|(inside, after)| Some((attribute(inside)?, after)))?,
            ':' => pseudo(&rest[1..])?,
            _ => break,
        };
        tests.push(test);
        rest = after;
    }
    (rest.len() < text.len()).then_some((tests, rest))
}

/// The place of the bracket that closes the one at `open`; the end of the text where none does.
pub(super) fn closing(text: &str, open: usize) -> usize {
    let bytes = text.as_bytes();
    let (opens, closes) = match bytes.get(open) {
        Some(b'[') => (b'[', b']'),
        Some(b'{') => (b'{', b'}'),
        _ => (b'(', b')'),
    };
    let (mut depth, mut quote) = (0_i32, None);
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match (byte, quote) {
            (_, Some(mark)) if byte == mark => quote = None,
            (_, Some(_)) => {}
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, None) if byte == opens => depth += 1,
            (byte, None) if byte == closes => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// What stands in brackets that begin a text, and what after them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let close = closing(text, 0);
    Some((text.get(1..close)?, text.get(close + 1..)?))
}

fn attribute(inside: &str) -> Option<Test> {
    let (left, wanted) = inside.split_once('=').map_or((inside, None), |(left, wanted)| (left, Some(wanted)));
    let Some(wanted) = wanted else {
        return Some(Test::Attribute(left.trim().into(), Comparison::Exists, String::new()));
    };
    let comparison = match left.chars().next_back()? {
        '~' => Comparison::HasWord,
        '^' => Comparison::Begins,
        '$' => Comparison::Ends,
        '*' => Comparison::Contains,
        '|' => Comparison::IsOrBeginsWithDash,
        _ => Comparison::Is,
    };
    let own = left.trim_end_matches(['~', '^', '$', '*', '|']).trim();
    let wanted = wanted.trim();
    // A letter behind the value says whether capitals and small letters are alike (Selectors 4 §6.3).
    let flag = wanted.rsplit_once([' ', '"', '\'']).map(|(_, flag)| flag);
    let flag = flag.filter(|flag| matches!(*flag, "i" | "I" | "s" | "S"));
    let wanted = wanted[..wanted.len() - flag.map_or(0, str::len)].trim().trim_matches(['"', '\'']).to_owned();
    Some(match flag {
        Some("i" | "I") => Test::AnyCase(own.into(), comparison, wanted),
        _ => Test::Attribute(own.into(), comparison, wanted),
    })
}

fn pseudo(text: &str) -> Option<(Test, &str)> {
    let is_element = text.starts_with(':');
    let (word, after) = name(text.trim_start_matches(':'))?;
    let (inside, after) = match after.starts_with('(') {
        true => bracketed(after).map(|(inside, after)| (Some(inside), after))?,
        false => (None, after),
    };
    let inner = || all(inside?);
    let nth = |from, among| nth(inside?, from, among);
    let test = match word.as_str() {
        _ if is_element => seen_element(&word)?,
        "root" => Test::Root,
        "empty" => Test::Empty,
        "first-child" => Test::Nth(Nth::new(0, 1, From::Start, Among::All)),
        "last-child" => Test::Nth(Nth::new(0, 1, From::End, Among::All)),
        "first-of-type" => Test::Nth(Nth::new(0, 1, From::Start, Among::SameName)),
        "last-of-type" => Test::Nth(Nth::new(0, 1, From::End, Among::SameName)),
        "only-child" => only(Among::All),
        "only-of-type" => only(Among::SameName),
        "nth-child" => nth(From::Start, Among::All)?,
        "nth-last-child" => nth(From::End, Among::All)?,
        "nth-of-type" => nth(From::Start, Among::SameName)?,
        "nth-last-of-type" => nth(From::End, Among::SameName)?,
        "not" => Test::Not(inner()?),
        "is" | "-webkit-any" | "-moz-any" => Test::Any(inner()?),
        "where" => Test::Where(inner()?),
        "has" => Test::Has(parts(inside?, ',').into_iter().map(relative).collect::<Option<_>>()?),
        "lang" => Test::Language(inside?.trim().trim_matches(['"', '\'']).to_owned()),
        "link" | "any-link" => Test::Link,
        "hover" | "focus" | "active" | "visited" | "target" | "before" | "after" | "focus-within" | "focus-visible"
        | "enabled" | "disabled" | "checked" | "target-within" | "fullscreen" | "playing" | "paused" => Test::Never,
        _ => return None,
    };
    Some((test, after))
}

/// Selectors between commas.
fn all(inside: &str) -> Option<Vec<Selector>> {
    parts(inside, ',').into_iter().map(Selector::read).collect()
}

/// The one child, or the one of its name.
fn only(among: Among) -> Test {
    let one = |from| Selector { steps: vec![(vec![Test::Nth(Nth::new(0, 1, from, among.clone()))], Stands::Within)] };
    let not = |from| Selector { steps: vec![(vec![Test::Not(vec![one(from)])], Stands::Within)] };
    Test::Not(vec![not(From::Start), not(From::End)])
}

/// A selector that begins with how it stands to an element.
fn relative(text: &str) -> Option<(Stands, Selector)> {
    let text = text.trim();
    let stands = match text.chars().next()? {
        '>' => Stands::Child,
        '+' => Stands::After,
        '~' => Stands::Later,
        _ => Stands::Within,
    };
    Some((stands, Selector::read(text.trim_start_matches(['>', '+', '~']))?))
}

/// Parts of elements that sheets of pages add or speak of, and no drawing has.
fn seen_element(word: &str) -> Option<Test> {
    let known = ["before", "after", "first-line", "first-letter", "selection", "marker", "placeholder", "backdrop"];
    (known.contains(&word) || word.starts_with('-')).then_some(Test::Never)
}

/// `odd`, `even`, `3`, `2n+1` (Selectors 3 §6.6.5.2).
fn nth(text: &str, from: From, among: Among) -> Option<Test> {
    let (count, among) = match text.split_once(" of ") {
        Some((count, of)) => (count, Among::Of(all(of)?)),
        None => (text, among),
    };
    let plain: String = count.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let (step, first) = match (plain.as_str(), plain.split_once('n')) {
        ("odd", _) => (2, 1),
        ("even", _) => (2, 2),
        (number, None) => (0, number.parse().ok()?),
        (_, Some((step, first))) => {
            let step = match step {
                "" | "+" => 1,
                "-" => -1,
                step => step.parse().ok()?,
            };
            (step, if first.is_empty() { 0 } else { first.parse().ok()? })
        }
    };
    Some(Test::Nth(Nth::new(step, first, from, among)))
}
