//! Stars that pair and were hardly meant to: they hide letters of names and numbers (`张*、李*`), call a note (`5元*，鸡蛋6元*`) or multiply (`长*宽*高`).
//! A writer who means kai puts its stars around words; these stand behind a word each.

use std::ops::Range;

use super::inline::{Letter, LetterKind};

/// Marks at which no look begins: they close or part what stands before them.
const ENDING: &str = "、，。；：！？…）》〉」』】〕”’,;:!?)]";
/// Brackets and quotes that open.
pub(super) const OPENING: &str = "（《〈「『【〔“‘([";
/// Brackets and quotes that close.
pub(super) const CLOSING: &str = "）》〉」』】〕”’)]";
/// Last characters of the commonest family names (Ministry of Public Security, 2020: nine of ten people), without those that are everyday words
/// before a look as well, such as 于 and 向.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧肖冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚\
金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔殷颜庄章鲁倪庞邢俞翟蓝聂齐葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯阳官";
/// Words that link two others.
const LINKS: &str = "和与及或跟至";
/// Measures that are multiplied with each other.
const MEASURES: &str = "长宽高厚深底径重价数";

/// Whether a name may end, and its given name be hidden, behind a character.
pub(super) fn is_family_name(c: Option<char>) -> bool {
    c.is_some_and(|c| FAMILY_NAMES.contains(c))
}

/// Whether the stars of a pair, by their places among the letters, each belong to the word before them.
pub(super) fn are_hidden(letters: &[Letter], open: &Range<usize>, close: &Range<usize>) -> bool {
    let inside: Vec<char> =
        letters[open.end..close.start].iter().filter(|it| it.kind != LetterKind::Star).map(|it| it.c).collect();
    let sign = |at: Option<usize>| at.and_then(|at| letters.get(at)).map(|letter| letter.c);
    let pair = Pair {
        earlier: sign(open.start.checked_sub(2)),
        before: sign(open.start.checked_sub(1)),
        inside: &inside,
        last: sign(close.start.checked_sub(1)),
        after: sign(Some(close.end)),
        stars: open.len(),
    };
    pair.is_behind_words() && pair.belongs_behind() || pair.belongs_before() || pair.counts_or_notes()
}

/// Whether the star at a place among the letters is a sign by itself: `“*”`, and before names of shares that may be struck off (`*ST临港`).
pub(super) fn is_sign(letters: &[Letter], star: &Range<usize>) -> bool {
    let sign = |at: Option<usize>| at.and_then(|at| letters.get(at)).map(|letter| letter.c);
    let before = sign(star.start.checked_sub(1));
    let after = [0, 1, 2].map(|at| sign(Some(star.end + at)));
    let is_named = before.is_some_and(|c| OPENING.contains(c)) && after[0].is_some_and(|c| CLOSING.contains(c));
    let is_share = after[..2] == [Some('S'), Some('T')] && after[2].is_some_and(|c| !c.is_ascii());
    is_named || star.len() == 1 && is_share
}

/// Whether a sentence goes on behind a mark.
fn goes_on(c: Option<char>) -> bool {
    c.is_some_and(|c| "、，,；;".contains(c))
}

/// A pair of stars with what stands beside them.
struct Pair<'t> {
    earlier: Option<char>,
    before: Option<char>,
    inside: &'t [char],
    last: Option<char>,
    after: Option<char>,
    stars: usize,
}

impl Pair<'_> {
    fn belongs_behind(&self) -> bool {
        self.begins_with_an_end()
            || self.hides_names()
            || self.hides_figures()
            || self.crosses()
            || self.repeats()
            || self.multiplies()
            || self.begins_with_a_link()
    }

    /// `*ST临港、*ST海天跌停`, `（*为必填项，*号不可少）`, `请按*号键，再按*号键`: either star stands before a word that it belongs to.
    fn belongs_before(&self) -> bool {
        let is_beginning =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ENDING.contains(c) || OPENING.contains(c));
        let is_like_the_first = self.inside.len() > 3
            && self.inside.first() == self.after.as_ref()
            && (self.last == self.before || goes_on(self.last));
        let has_words = self.inside.iter().any(|c| c.is_alphanumeric());
        // Bold words at the head of a sentence have their comma within the stars: `**首先，**我们`; and so have quotations.
        let may_be_signs = self.stars == 1 && !self.inside.first().is_some_and(|c| OPENING.contains(*c));
        let is_between = may_be_signs && is_beginning(self.before) && goes_on(self.last) || is_like_the_first;
        has_words && self.after.is_some_and(char::is_alphanumeric) && is_between || self.leaves_a_bracket_open()
    }

    /// `按*1转人工，按*2结束`, `拨*67*再加号码`, `2026*年3*月`, `带*为新增，*号为重点`, `*：优秀；*：良好`: one star each that a figure, a mark or the next
    /// clause belongs to.
    fn counts_or_notes(&self) -> bool {
        let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let first = self.inside.first().copied();
        let is_word = self.before.is_some_and(char::is_alphanumeric);
        let is_code = is_word && self.inside.iter().all(|c| c.is_ascii_digit() || *c == '#');
        self.stars == 1
            && (is_figure(first) && is_figure(self.after)
                || is_figure(self.before) && is_figure(self.last)
                || is_word && goes_on(self.last) && self.after.is_some_and(char::is_alphanumeric)
                || is_code
                || first.is_some_and(|c| "：:/".contains(c)))
    }

    /// `*注（600*）`.
    fn leaves_a_bracket_open(&self) -> bool {
        let count = |signs: &str| self.inside.iter().filter(|c| signs.contains(**c)).count();
        let closes = matches!(self.after, Some('）' | ')'));
        self.stars == 1 && closes && count("（(") > count("）)")
    }

    fn is_behind_words(&self) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '%' || CLOSING.contains(c);
        self.before.is_some_and(is_word) && self.inside.iter().any(|c| c.is_alphanumeric())
    }

    /// `张*、李*`, `每斤5元*，鸡蛋6元*`.
    fn begins_with_an_end(&self) -> bool {
        self.inside.first().is_some_and(|&c| ENDING.contains(c))
    }

    /// `张*强和李*明`.
    fn hides_names(&self) -> bool {
        // `、李*明`: a family name by itself.
        let is_alone = self.earlier.is_some_and(|c| ENDING.contains(c) || OPENING.contains(c));
        let is_given = self.inside.first().is_some_and(|c| c.is_alphanumeric());
        is_family_name(self.before) && (is_family_name(self.last) || is_alone && is_given)
    }

    /// `闽A***12、闽B***34`, `3**4**5`, `尺寸A*B，另一C*D`.
    fn hides_figures(&self) -> bool {
        let is_figure = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let beside = [self.before.as_ref(), self.inside.first(), self.last.as_ref(), self.after.as_ref()];
        // `x*y`: kai begins within no Latin word.
        self.stars == 1 && beside[..2].iter().all(|c| is_figure(*c))
            || self.stars > 1 && beside.into_iter().all(is_figure)
    }

    /// `《X*战警》与《X*战警2》`: what closes first was opened before it, and what opens last closes behind it.
    fn crosses(&self) -> bool {
        let is_bracket = |&&c: &&char| OPENING.contains(c) || CLOSING.contains(c);
        let first = self.inside.iter().find(is_bracket);
        let last = self.inside.iter().rfind(is_bracket);
        first.is_some_and(|&c| CLOSING.contains(c)) && last.is_some_and(|&c| OPENING.contains(c))
    }

    /// `5元*（批发）、6元*（零售）`: the same word before either star.
    fn repeats(&self) -> bool {
        self.before == self.last && self.inside.first().is_some_and(|c| !c.is_alphanumeric())
    }

    /// `酒店***和民宿***`: no look begins with a word that links what stands before it to the next.
    fn begins_with_a_link(&self) -> bool {
        self.inside.len() > 2 && self.inside.first().is_some_and(|c| LINKS.contains(*c))
    }

    /// `长*宽*高`.
    fn multiplies(&self) -> bool {
        let is_measure = |c: Option<&char>| c.is_some_and(|c| MEASURES.contains(*c));
        let is_between = |before: Option<&char>, after: Option<&char>| is_measure(before) && is_measure(after);
        is_between(self.before.as_ref(), self.inside.first()) || is_between(self.last.as_ref(), self.after.as_ref())
    }
}
