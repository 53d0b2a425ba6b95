//! What the words of a headline are to each other: parts of speech, and to which side a single character clings.

use crate::words::{
    ADVERBS, AFTER_DATES, Cut, DETERMINERS, DIVISIONS, GIVEN_NAMES, Kind, LINKS, MEETINGS, NATIONS, PARTICLES, PERSONS,
    PLACES, PREFIXES, RESULTS, SUFFIXES, SURNAMES, TITLES, UNITS, VERBAL_SUFFIXES, Word, is_numeral, is_one_of,
    is_rare,
};

/// What a word is where a headline breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An opening quote or bracket.
    Open,
    /// A closing one.
    Close,
    /// A mark or blank after which one breathes.
    Pause,
    /// A dash, which begins what follows.
    Dash,
    /// A dot within a name, or the space between two Western words.
    Joint,
    /// A number, perhaps with its unit.
    Number,
    /// 的 and its like.
    Particle,
    /// A single character.
    Single,
    /// A name or another word no dictionary knows.
    Unknown,
    /// Verb.
    Verb,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Preposition or conjunction.
    Link,
    /// Where, after a noun.
    Localiser,
    /// When; pronouns.
    Time,
    /// Noun, and whatever else.
    Noun,
}

/// To which side a single character clings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// To neither, being no single character.
    #[default]
    Neither,
    /// To the word before it.
    Before,
    /// To the word after it.
    After,
    /// To both, or it cannot be told.
    Both,
}

/// A headline's words with their parts and sides.
pub(super) struct Parts<'a> {
    pub(super) cut: &'a Cut,
    pub(super) parts: Vec<Part>,
    pub(super) sides: Vec<Side>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(cut: &'a Cut) -> Self {
        let parts = cut.words.iter().map(|word| part(&cut.chars, word)).collect();
        let mut found = Self { cut, parts, sides: Vec::with_capacity(cut.words.len()) };
        for at in 0..cut.words.len() {
            let side = match found.parts[at] {
                Part::Single if found.is_given_name(at) => Side::Before,
                Part::Single => found.side(at),
                _ => Side::Neither,
            };
            found.sides.push(side);
        }
        found
    }

    pub(super) fn word(&self, at: usize) -> &'a [char] {
        let word = &self.cut.words[at];
        &self.cut.chars[word.start..word.end]
    }

    /// The first character of the word `at`.
    pub(super) fn first(&self, at: usize) -> char {
        self.cut.chars[self.cut.words[at].start]
    }

    fn kind(&self, at: usize) -> Kind {
        self.cut.words[at].kind
    }

    /// Whether the single `at` ends a name of three characters, of which the dictionary may know the first two as another.
    fn is_given_name(&self, at: usize) -> bool {
        let is_known = |at: usize| self.kind(at) == Kind::Person;
        at > 0
            && (self.parts[at - 1] == Part::Unknown || is_known(at - 1) && GIVEN_NAMES.contains(self.first(at)))
            && self.word(at - 1).len() == 2
            && SURNAMES.contains(self.first(at - 1))
            && !is_bound_forward(self.first(at))
    }

    /// To which side the single character `at` clings; the first rule that speaks wins.
    fn side(&self, at: usize) -> Side {
        let before = at.checked_sub(1).map(|at| self.parts[at]);
        let after = self.parts.get(at + 1).copied();
        if matches!(after, None | Some(Part::Pause | Part::Dash)) {
            return Side::Before;
        }
        self.side_by_sign(at, before, after).unwrap_or_else(|| self.side_by_kind(at, before, after))
    }

    /// What the character itself tells.
    fn side_by_sign(&self, at: usize, before: Option<Part>, after: Option<Part>) -> Option<Side> {
        let (c, kind) = (self.first(at), self.kind(at));
        let is_noun = kind == Kind::Noun;
        let is_after_share =
            self.cut.words[at].start.checked_sub(1).is_some_and(|at| "%％‰".contains(self.cut.chars[at]));
        // A share needs no unit: 再涨2% 月人均.
        if is_after_share && c == '月' {
            return Some(Side::After);
        }
        if before == Some(Part::Number) && (UNITS.contains(c) || is_noun || kind == Kind::Measure) {
            return Some(Side::Before);
        }
        if at > 0 && self.word(at - 1) == ['之'] || c == '半' && self.is_after_quantity(at) {
            return Some(Side::Before);
        }
        if NATIONS.contains(c) && before != Some(Part::Number) && self.begins_title(at) {
            return Some(Side::After);
        }
        if LINKS.contains(c) {
            return Some(self.side_of_link(at, before, after));
        }
        if before == Some(Part::Close) && SUFFIXES.contains(c) && !VERBAL_SUFFIXES.contains(c) {
            return Some(if self.begins_institution(at) { Side::After } else { Side::Before });
        }
        if c == '会' && self.is_meeting(at) {
            return Some(Side::Before);
        }
        let is_governed = at > 0 && before == Some(Part::Single) && LINKS.contains(self.first(at - 1));
        if PERSONS.contains(c) && is_governed {
            return Some(Side::Before);
        }
        if ADVERBS.contains(c) {
            return Some(Side::After);
        }
        // Between two quotations it leads to the second: 从“一条鱼” 到“一桌菜”.
        if (before, after) == (Some(Part::Close), Some(Part::Open)) {
            return Some(Side::After);
        }
        if RESULTS.contains(c) && self.follows_verb(at, before, after) {
            return Some(Side::Before);
        }
        if let Some(side) = self.side_of_place(at, before, after) {
            return Some(side);
        }
        // How something is done: 拎得稳, 跑得快.
        if before.is_some_and(|part| part != Part::Noun) && self.cut.chars[self.cut.words[at].start - 1] == '得' {
            return Some(Side::Before);
        }
        let is_verb = matches!(kind, Kind::Verb | Kind::VerbPart);
        // After a character that ends a word itself the verb begins a new one: 第二站 选在.
        let after_adverb = match before {
            Some(Part::Single) => self.sides[at - 1] != Side::Before,
            before => before == Some(Part::Adverb),
        };
        if is_verb && after_adverb && at + 1 < self.parts.len() && is_bound_forward(self.first(at + 1)) {
            return Some(Side::Before);
        }
        let ends_noun = matches!(before, Some(Part::Noun | Part::Unknown | Part::Verb)) && after != Some(Part::Number);
        if SUFFIXES.contains(c) && !VERBAL_SUFFIXES.contains(c) && ends_noun && !self.begins_name(at) {
            return Some(Side::Before);
        }
        let is_counted = is_noun && SUFFIXES.contains(c) && !matches!(before, Some(Part::Time | Part::Single));
        // Of two prefixes the first belongs to what follows as well: 原副市长.
        let goes_on = after == Some(Part::Single) && PREFIXES.contains(self.first(at + 1));
        let is_prefix = (PREFIXES.contains(c) && (!is_noun || goes_on)) || DETERMINERS.contains(c);
        ((after == Some(Part::Number) && !is_counted) || is_prefix).then_some(Side::After)
    }

    /// Whether the single `at` is a surname and what follows it, which the dictionary hardly knows, the name to it: 元勋 周启衡.
    fn begins_name(&self, at: usize) -> bool {
        let is_given = |at: usize| self.word(at).len() == 2 && self.kind(at) != Kind::Own && is_rare(self.word(at));
        SURNAMES.contains(self.first(at)) && at + 1 < self.parts.len() && is_given(at + 1)
    }

    /// Whether the single `at` is a division of the country, and what follows it an institution: “看得好” 县医院.
    fn begins_institution(&self, at: usize) -> bool {
        let ends = |word: &[char]| word.len() > 1 && word.last().is_some_and(|last| SUFFIXES.contains(*last));
        DIVISIONS.contains(self.first(at)) && self.parts.get(at + 1) == Some(&Part::Noun) && ends(self.word(at + 1))
    }

    /// Whether the word before `at` is a unit, and the one before that its number: 2年 半.
    fn is_after_quantity(&self, at: usize) -> bool {
        at > 1
            && self.parts[at - 2] == Part::Number
            && UNITS.contains(self.first(at - 1))
            && self.word(at - 1).len() == 1
    }

    /// Whether an office of a state follows the single `at`: 日 首相.
    fn begins_title(&self, at: usize) -> bool {
        at + 1 < self.parts.len() && is_one_of(self.word(at + 1), &TITLES)
    }

    /// Whether the 会 at `at` is a meeting: what follows is what meetings do.
    fn is_meeting(&self, at: usize) -> bool {
        at > 0 && at + 1 < self.parts.len() && is_one_of(self.word(at + 1), &MEETINGS)
    }

    /// 至, 于 and 为 end verbs as often as they begin what follows.
    fn side_of_link(&self, at: usize, before: Option<Part>, after: Option<Part>) -> Side {
        let ends_verbs = "至于为".contains(self.first(at));
        let ends = before == Some(Part::Verb) || (before == Some(Part::Unknown) && after == Some(Part::Number));
        match before {
            _ if ends_verbs && ends => Side::Before,
            Some(Part::Single) if ends_verbs && self.sides[at - 1] == Side::After => Side::Both,
            _ => Side::After,
        }
    }

    /// Whether something that comes of a verb stands after one.
    fn follows_verb(&self, at: usize, before: Option<Part>, after: Option<Part>) -> bool {
        // These are verbs themselves: 演练进商场, but 研制出电池.
        let is_verb = "进开过上下回入给".contains(self.first(at));
        let has_object = is_verb && matches!(after, Some(Part::Noun | Part::Unknown | Part::Number));
        match before {
            _ if self.first(at) == '满' && after == Some(Part::Number) => false,
            // After where and when a new clause begins: 放学后 去哪儿.
            Some(Part::Single) if "后里内外前中时".contains(self.first(at - 1)) => false,
            Some(Part::Close | Part::Verb | Part::Unknown | Part::Single) => true,
            Some(Part::Noun) => self.kind(at - 1) == Kind::VerbalNoun && !has_object,
            _ => false,
        }
    }

    /// Where and when: 上月 but 桥上, 七月起.
    fn side_of_place(&self, at: usize, before: Option<Part>, after: Option<Part>) -> Option<Side> {
        let (c, start) = (self.first(at), self.cut.words[at].start);
        let next = self.cut.chars.get(start + 1).copied().unwrap_or_default();
        let is_up_or_down = matches!(c, '上' | '下');
        if is_up_or_down && after == Some(Part::Single) && "周月届轮季次年".contains(next) {
            return Some(Side::After);
        }
        if is_up_or_down
            && before == Some(Part::Noun)
            && matches!(after, Some(Part::Noun | Part::Adverb | Part::Adjective))
        {
            return Some(Side::Both);
        }
        let has_unit = start > 1
            && before == Some(Part::Single)
            && UNITS.contains(self.cut.chars[start - 1])
            && is_numeral(self.cut.chars[start - 2]);
        let is_after_date = has_unit || matches!(before, Some(Part::Time | Part::Number));
        if AFTER_DATES.contains(c) && is_after_date {
            return Some(Side::Before);
        }
        (PLACES.contains(c) && !is_free(before) && before != Some(Part::Particle)).then_some(Side::Before)
    }

    /// What the dictionary tells of it.
    fn side_by_kind(&self, at: usize, before: Option<Part>, after: Option<Part>) -> Side {
        let (c, kind) = (self.first(at), self.kind(at));
        let goes_on = matches!(
            kind,
            Kind::Verb | Kind::VerbPart | Kind::Adjective | Kind::Adverb | Kind::Link | Kind::Number | Kind::Pronoun
        );
        if is_free(before) || before == Some(Part::Particle) || goes_on {
            return Side::After;
        }
        let may_be_name = SURNAMES.contains(c) && (kind == Kind::Person || !SUFFIXES.contains(c));
        if self.begins_name(at)
            || may_be_name && matches!(after, Some(Part::Noun | Part::Verb)) && self.word(at + 1).len() == 2
        {
            return Side::After;
        }
        let ends = SUFFIXES.contains(c) || matches!(kind, Kind::Noun | Kind::Measure | Kind::Ending);
        if ends { Side::Before } else { Side::Both }
    }
}

/// Whether nothing stands before a word that it could belong to.
fn is_free(before: Option<Part>) -> bool {
    matches!(before, None | Some(Part::Pause | Part::Dash | Part::Open | Part::Close))
}

/// Whether a character always belongs to what follows.
pub(super) fn is_bound_forward(c: char) -> bool {
    LINKS.contains(c) || ADVERBS.contains(c)
}

fn part(chars: &[char], word: &Word) -> Part {
    let text = &chars[word.start..word.end];
    match text[0] {
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '(' => return Part::Open,
        '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | ')' => return Part::Close,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '…' | '\u{2002}' | '\u{2003}' | '\u{3000}' => {
            return Part::Pause;
        }
        '—' | '\u{2E3A}' => return Part::Dash,
        '·' | '・' | '‧' => return Part::Joint,
        ' ' => return if is_between_western(chars, word.start) { Part::Joint } else { Part::Pause },
        _ => {}
    }
    if is_number(text, word.kind) {
        return Part::Number;
    }
    if word.kind == Kind::Own {
        return Part::Noun;
    }
    if let [c] = text {
        let is_particle = PARTICLES.contains(*c) || (word.kind == Kind::Particle && *c != '过');
        return if is_particle { Part::Particle } else { Part::Single };
    }
    match word.kind {
        Kind::Unknown => Part::Unknown,
        Kind::Verb => Part::Verb,
        Kind::Adjective => Part::Adjective,
        Kind::Adverb => Part::Adverb,
        Kind::Pronoun if "怎如为何".contains(text[0]) => Part::Adverb,
        Kind::Pronoun | Kind::Time => Part::Time,
        Kind::Link => Part::Link,
        Kind::Localiser => Part::Localiser,
        _ => Part::Noun,
    }
}

fn is_number(text: &[char], kind: Kind) -> bool {
    let is_all = text.iter().all(|c| is_numeral(*c) || *c == '.');
    let is_counted = matches!(text, [number, unit] if is_numeral(*number) && UNITS.contains(*unit));
    is_all && is_numeral(text[0]) || (text.len() > 1 && (kind == Kind::Number || text[0] == '第')) || is_counted
}

fn is_between_western(chars: &[char], at: usize) -> bool {
    let is_western = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii);
    is_western(at.checked_sub(1)) && is_western(Some(at + 1))
}
