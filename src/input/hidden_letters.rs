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
/// Words that end like one that links: looks may end with them.
const ENDING_LIKE_LINKS: &[&str] = &[
    "参与", "赠与", "给与", "授与", "温和", "缓和", "饱和", "调和", "中和", "平和", "共和", "总和", "祥和", "柔和",
    "谦和", "随和", "讲和", "求和", "议和", "亲和", "附和", "暖和", "人和", "不和", "之和", "昭和",
];
/// Measures that are multiplied with each other.
const MEASURES: &str = "长宽高厚深底径重价数量率额税";
/// Last characters of what stands before a name: who somebody is, and words that lead to one.
const BEFORE_NAMES: &str = "告人者犯员名叫是为与和及或跟同被由向对将从给诉找请让姓生师长士户友民童女男子妻夫父母兄弟姐妹医警兵主客孩机手工家表东妇司店村老小阿";
/// Family names that are everyday words before a look as well: they hide letters where another name does.
const EVERYDAY_NAMES: &str = "于向安方常文时成申凌鲍盛房仇柏佟卞桂褚席甄冉";
/// First characters of family names of two, before the last one.
const LONG_FAMILY_NAMES: &[&str] =
    &["欧阳", "上官", "诸葛", "司马", "东方", "夏侯", "皇甫", "尉迟", "令狐", "司徒", "慕容", "公孙"];
/// The commonest family names of Korea.
const KOREAN_NAMES: &str = "김이박최정강조윤장임한오서신권황안송전홍";
/// How somebody is called whose name is hidden as a whole.
const TITLES: &[&str] = &["女士", "先生", "某", "小姐", "同学", "师傅", "大爷", "阿姨"];
/// Last characters of what a number is called.
const NUMBER_NAMES: &str = "号码证卡";

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
        is_even: open.len() == close.len(),
        ends_none: open.start < LONGEST && all_are_closed(&letters[..open.start]),
    };
    pair.is_behind_words() && pair.belongs_behind()
        || pair.belongs_before()
        || pair.counts_or_notes()
        || pair.leaves_blanks()
        || pair.breaks_a_number()
        || pair.ends_with_a_beginning()
        || pair.is_dialled()
        || Place::new(letters, open).is_in_everyday_name() && hides(letters, close)
        || hides(letters, open) && (hides(letters, close) || is_family_name(pair.before) && pair.begins_with_an_end())
}

/// Letters of a block at most that are looked through for each of its pairs.
const LONGEST: usize = 2000;

/// Whether no look is open behind some letters: of rows of stars that begin or end kai, and of those of bold, there are as many of one as of the other.
fn all_are_closed(letters: &[Letter]) -> bool {
    let is_star = |letter: &Letter| letter.kind == LetterKind::Star;
    let rows = letters.chunk_by(|one, next| is_star(one) == is_star(next));
    let rows = rows.filter(|row| row.first().is_some_and(is_star)).map(<[Letter]>::len);
    let (kai, bold) = rows.fold((0, 0), |(kai, bold), stars| (kai + stars % 2, bold + usize::from(stars > 1)));
    kai % 2 == 0 && bold % 2 == 0
}

/// Whether stars, by what stands on either side, hide letters of a name or a number, or multiply. A look may end in such a place as well; it does not begin and
/// end in two.
pub(super) fn hides(letters: &[Letter], stars: &Range<usize>) -> bool {
    let place = Place::new(letters, stars);
    place.is_in_name() || place.is_in_number() || place.multiplies() || place.is_whole_name()
}

/// What stands on either side of a row of stars.
struct Place {
    /// Stars that these may close stand before the sign before them.
    closes: bool,
    earlier: Option<char>,
    before: Option<char>,
    after: Option<char>,
    later: Option<char>,
    stars: usize,
}

/// Whether words begin behind a sign.
fn is_beginning(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '@' | '.') || ENDING.contains(c) || OPENING.contains(c) || CLOSING.contains(c)
    })
}

/// A letter or figure of a number, a plate, a formula.
fn is_figure(c: Option<char>) -> bool {
    // Figures, Western letters and Greek ones.
    c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, 'α'..='ω' | 'Α'..='Ω' | '²' | '³'))
}

/// Whether signs begin with the colon of `:dot[`, which is no mark.
fn is_directive(mut signs: impl Iterator<Item = char>) -> bool {
    signs.next() == Some(':') && signs.next().is_some_and(|c| c.is_ascii_alphabetic())
}

impl Place {
    fn new(letters: &[Letter], stars: &Range<usize>) -> Self {
        let is_star = |at: &usize| letters.get(*at).is_some_and(|letter| letter.kind == LetterKind::Star);
        let sign = |at: Option<usize>| at.and_then(|at| letters.get(at)).map(|letter| letter.c);
        let text = |at: Option<usize>| sign(at.filter(|at| !is_star(at)));
        let behind = (0..stars.start.saturating_sub(1)).rev().take_while(is_star).count();
        Self {
            // `**公告：**王*`: a lone star closes no bold.
            closes: behind == stars.len() || behind > 2,
            earlier: text(stars.start.checked_sub(2)),
            before: text(stars.start.checked_sub(1)),
            after: text(Some(stars.end)),
            later: text(Some(stars.end + 1)),
            stars: stars.len(),
        }
    }

    /// Whether a name may begin with the sign before the stars.
    fn is_named(&self) -> bool {
        !self.closes && (is_beginning(self.earlier) || self.earlier.is_some_and(|c| BEFORE_NAMES.contains(c)))
    }

    /// `于*明、李*华`.
    fn is_in_everyday_name(&self) -> bool {
        self.is_named() && self.before.is_some_and(|c| EVERYDAY_NAMES.contains(c))
    }

    /// `张*、`, `被告王*诉`, `欧阳*`, `张某*`, `김*수`.
    fn is_in_name(&self) -> bool {
        let Some(before) = self.before.filter(|_| !self.closes) else { return false };
        let is_long = self.earlier.is_some_and(|c| LONG_FAMILY_NAMES.contains(&format!("{c}{before}").as_str()));
        let is_family = is_family_name(self.before) || KOREAN_NAMES.contains(before);
        // A character that stands alone is a name, if a rare one.
        let is_alone = is_beginning(self.earlier) && before.is_alphabetic() && !before.is_ascii();
        let goes_on = is_directive(self.after.into_iter().chain(self.later));
        let ends = self.after.is_none_or(|c| ENDING.contains(c)) && !goes_on;
        is_family && self.is_named() || is_long || before == '某' && is_family_name(self.earlier) || is_alone && ends
    }

    /// `A*1234`, `A·*8888`, `尾号*123`, `6222**88`.
    fn is_in_number(&self) -> bool {
        let is_digit = self.after.is_some_and(|c| c.is_ascii_digit());
        let is_named = self.before.is_some_and(|c| NUMBER_NAMES.contains(c)) && is_digit && self.stars < 4;
        let is_parted = self.before.is_some_and(|c| "·•-".contains(c)) && is_figure(self.earlier);
        (is_figure(self.before) || is_parted) && is_figure(self.after) || is_named
    }

    /// `长*宽`, `(a+b)*h`, `2*（甲+乙）`.
    fn multiplies(&self) -> bool {
        let is_measure = |c: Option<char>| c.is_some_and(|c| MEASURES.contains(c));
        // Of brackets either side has one, or figures on the other.
        let is_left = self.before.is_some_and(|c| ")）".contains(c)) && is_figure(self.earlier);
        let is_right = self.after.is_some_and(|c| "(（".contains(c)) && is_figure(self.later);
        let has_brackets =
            is_left && is_figure(self.after) || is_figure(self.before) && is_right || is_left && is_right;
        self.stars == 1 && (is_measure(self.before) && is_measure(self.after) || has_brackets)
    }

    /// `市民*女士和*先生`.
    fn is_whole_name(&self) -> bool {
        let called: String = self.after.into_iter().chain(self.later).collect();
        self.stars < 4 && TITLES.iter().any(|title| called.starts_with(title))
    }
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
    /// Those that close are as many.
    is_even: bool,
    /// No look is open before them, which one of three stars might end.
    ends_none: bool,
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
        // Bold words at the head of a sentence have their comma within the stars: `**首先，**我们`; and so have quotations.
        let may_be_signs = self.stars == 1 && !self.inside.first().is_some_and(|c| OPENING.contains(*c));
        // `他**的，**的`.
        let is_same_again = self.inside.len() < 4
            && self.inside.first() == self.after.as_ref()
            && goes_on(self.last)
            && self.before.is_some_and(char::is_alphanumeric);
        let is_between =
            may_be_signs && is_beginning(self.before) && goes_on(self.last) || is_like_the_first || is_same_again;
        self.has_words() && self.after.is_some_and(char::is_alphanumeric) && is_between || self.leaves_a_bracket()
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

    /// `付款人：*建国，收款人：*小丽`, `“*明”和“*华”`, `户主*建国，户主*小丽`, `某**集团与**公司`: what stands before the stars that close leads on to the word
    /// behind them, and no look ends with it.
    fn ends_with_a_beginning(&self) -> bool {
        let before_last = &self.inside[..self.inside.len().saturating_sub(1)];
        let has_mark = before_last.iter().any(|c| ENDING.contains(*c));
        let opens = |c: Option<char>| c.is_some_and(|c| OPENING.contains(c));
        let leads_on = opens(self.before) && opens(self.last) && self.crosses();
        // Looks end with a colon as well: `**编者按：**`.
        let may_repeat = |c: char| c.is_alphanumeric() || matches!(c, '：' | ':');
        let earlier = self.inside.len().checked_sub(2).and_then(|at| self.inside.get(at)).copied();
        let begin = is_beginning(earlier) && is_beginning(self.earlier);
        let is_same_word = self.last == self.before && (earlier == self.earlier || begin);
        let is_same = has_mark && is_same_word && self.last.is_some_and(may_repeat);
        self.after.is_some_and(char::is_alphanumeric) && (leads_on || is_same || self.ends_with_a_link())
    }

    /// `幼儿园与**小学`, but not `**志愿者参与**活动`.
    fn ends_with_a_link(&self) -> bool {
        let last: String = self.inside[self.inside.len().saturating_sub(2)..].iter().collect();
        let is_link = self.last.is_some_and(|c| "和与".contains(c)) && self.inside.len() > 2;
        is_link && self.before.is_some_and(char::is_alphanumeric) && !ENDING_LIKE_LINKS.contains(&last.as_str())
    }

    /// `*#06#，拨*67*1234#`: codes that are dialled.
    fn is_dialled(&self) -> bool {
        self.stars == 1 && (self.inside.first() == Some(&'#') || self.after == Some('#'))
    }

    fn has_words(&self) -> bool {
        self.inside.iter().any(|c| c.is_alphanumeric())
    }

    /// `6222***8888，另5***`, `各50**50**`, `5***酒店***`: rows of stars within a number, or three behind one. Bold within a number begins and ends where nobody sees
    /// it; `20**亿元**` is meant.
    fn breaks_a_number(&self) -> bool {
        let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let is_number = !self.inside.is_empty() && self.inside.iter().all(|c| c.is_ascii_digit());
        let opens_within = is_figure(self.before) && is_figure(self.inside.first().copied());
        let goes_on = is_figure(self.last) || self.inside.iter().any(|c| ENDING.contains(*c));
        let is_behind_number = opens_within && goes_on || self.stars == 3 && is_figure(self.before);
        self.stars > 1 && (self.ends_none && is_behind_number || self.is_even && is_number && is_figure(self.after))
    }

    /// `2026年*月*日`, `*号楼*单元`, `**省**市**县`, `男，**岁，住**村`: either row stands for a number or a name.
    fn leaves_blanks(&self) -> bool {
        let inside: String = self.inside.iter().collect();
        let is_counted = ["年", "月", "栋", "幢", "号楼", "单元", "排"].contains(&inside.as_str());
        let is_number = self.stars == 1 && is_counted && self.after.is_some_and(|c| "月日单室号座".contains(c));
        let is_place = ["省", "市", "县", "区", "镇", "乡", "村", "街道"].contains(&inside.as_str());
        let is_name = is_place && self.after.is_some_and(|c| "市县区镇乡村街路组".contains(c));
        let is_age = inside.starts_with("岁，") && self.after.is_some_and(char::is_alphanumeric);
        is_number || is_name || is_age
    }

    /// `*注（600*）`, `（*为队长）：李想*、`: a bracket that begins within and ends behind, or begins before and ends within.
    fn leaves_a_bracket(&self) -> bool {
        let count = |signs: &str| self.inside.iter().filter(|c| signs.contains(**c)).count();
        let (opens, closes) = (count("（("), count("）)"));
        let ends_behind = matches!(self.after, Some('）' | ')')) && opens > closes;
        let begins_before = matches!(self.before, Some('（' | '(')) && closes > opens;
        self.stars == 1 && (ends_behind || begins_before && !matches!(self.last, Some('）' | ')')))
    }

    fn is_behind_words(&self) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '%' || CLOSING.contains(c);
        self.before.is_some_and(is_word) && self.inside.iter().any(|c| c.is_alphanumeric())
    }

    /// `张*、李*`, `每斤5元*，鸡蛋6元*`.
    fn begins_with_an_end(&self) -> bool {
        self.inside.first().is_some_and(|&c| ENDING.contains(c)) && !is_directive(self.inside.iter().copied())
    }

    /// `张*强和李*明`.
    fn hides_names(&self) -> bool {
        // `、李*明`: a family name by itself.
        let is_alone = self.earlier.is_none_or(|c| ENDING.contains(c) || OPENING.contains(c));
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
