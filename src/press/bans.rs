//! What words forbid to print, or hold back for a while: the forms that agencies and desks have for it.

/// What agencies and papers write where a picture must not be printed here, in small letters with single blanks.
const FORBIDS: &[&str] = &[
    "no print",
    "not for print",
    "not for use in print",
    "not to be printed",
    "no newspaper",
    "no newspapers",
    "newspapers out",
    "not for newspapers",
    "do not print",
    "no use",
    "do not use",
    "no publication",
    "not for publication",
    "do not publish",
    "no china",
    "china out",
    "out china",
    "china excluded",
    "excluding china",
    "worldwide except china",
    "prc out",
    "no prc",
    "no mainland china",
    "not for china",
    "not for use in china",
    "not for mainland china",
    "not available in china",
    "no chinese media",
    "no chinese newspapers",
    "境外专供",
    "海外专供",
    "mandatory kill",
    "picture kill",
    "web only",
    "web use only",
    "online only",
    "digital use only",
    "digital only",
    "online use only",
    "internet only",
    "internet use only",
    "social media only",
    "restricted to web",
    "restricted to online",
    "limited to web",
    "limited to online",
    "限网络使用",
    "网络专供",
    "新媒体专供",
    "仅供内部",
    "不得刊登",
    "不得刊发",
    "不得见诸报端",
    "禁止刊登",
    "不可刊登",
    "请勿刊登",
    "严禁刊登",
    "不得转载",
    "禁止转载",
    "严禁转载",
    "谢绝转载",
    "请勿转载",
    "不得使用",
    "禁止使用",
    "严禁使用",
    "停止使用",
    "请勿使用",
    "不得见报",
    "不要见报",
    "勿用",
    "勿发",
    "勿刊",
    "勿登",
    "禁发",
    "禁刊",
    "撤稿",
];

/// Words that limit a picture to what follows them, and what no paper is.
const ONLY: [&str; 7] = ["仅限", "只限", "仅供", "只供", "仅用于", "只用于", "仅限于"];
const ELSEWHERE: [&str; 14] = [
    "网络",
    "网站",
    "网端",
    "新媒体",
    "客户端",
    "线上",
    "微信",
    "境外",
    "海外",
    "国外",
    "外媒",
    "港澳",
    "香港",
    "台湾",
];
/// Words that forbid what follows them, and those that forbid what stands before them.
const NOT: &[&str] = &[
    "禁止",
    "严禁",
    "不得",
    "不可",
    "不能",
    "请勿",
    "不要",
    "谢绝",
    "不供",
    "不向",
    "不对",
    "不提供",
    "不授权",
    "不许可",
    "未授权",
    "非供",
    "排除",
];
const FORBIDDEN: &[&str] = &[
    "禁用",
    "禁发",
    "禁刊",
    "禁登",
    "禁止使用",
    "禁止刊",
    "禁止发布",
    "禁止采用",
    "严禁使用",
    "严禁刊",
    "除外",
    "不得使用",
    "不得刊",
    "不可使用",
    "不可用",
    "不可刊",
    "不能使用",
    "不能用",
    "不能刊",
    "请勿使用",
    "勿用",
    "勿发",
    "勿刊",
    "勿登",
    "停用",
];
/// What a paper is, and the land that it appears in.
const PAPER: [&str; 7] = ["报纸", "报刊", "纸媒", "纸质媒体", "平面媒体", "印刷媒体", "印刷"];
const LAND: [&str; 9] = ["中国大陆", "中国内地", "大陆", "内地", "中国境内", "中国", "国内", "境内", "全国"];
/// What may stand between such a word and those it is forbidden to, and between these.
const BESIDE: &[&str] = &[
    "在",
    "用于",
    "供给",
    "供",
    "给",
    "向",
    "对",
    "由",
    "任何",
    "所有",
    "全部",
    "各",
    "的",
    "地区",
    "范围",
    "市场",
    "客户",
    "用户",
    "媒体",
    "传统",
    "均",
    "都",
    "一律",
    "也",
    "及其",
    "以及",
    "及",
    "和",
    "与",
    "或",
    "、",
    "/",
    " ",
    "（",
    "）",
    "(",
    ")",
    "港澳台",
    "香港",
    "澳门",
    "台湾",
    "海外",
    "境外",
    "电视",
    "网络",
    "新媒体",
    "杂志",
    "期刊",
    "广告",
    "商业",
];
/// What turns a land into all others, or into people.
const OUTSIDE: [&str; 4] = ["以外", "之外", "外", "队"];

/// What a text forbids.
pub(super) fn of(text: &str) -> Ban {
    let words = text.to_lowercase().replace(['-', '_'], " ");
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let clauses = plain.split(CLAUSE_ENDS).filter(|clause| !is_for_us_alone(clause));
    let plain = clauses.collect::<Vec<_>>().join(",");
    let listed = FORBIDS.iter().map(|phrase| ban(&plain, phrase)).max().unwrap_or(Ban::None);
    if is_for_others_only(&plain) || is_not_for_us(&plain) { Ban::Whole } else { listed.max(bare(&plain)) }
}

/// What parts clauses, each of which says one thing.
const CLAUSE_ENDS: [char; 7] = ['，', '。', '；', ',', '.', ';', '\n'];

/// 除报纸外不得使用 and 中国大陆以外禁用: what is forbidden to all others only.
fn is_for_us_alone(clause: &str) -> bool {
    let is_other = |us: &str| OUTSIDE[..3].iter().any(|outside| clause.contains(&format!("{us}{outside}")));
    forbids(clause) && us().any(is_other)
}

fn forbids(text: &str) -> bool {
    NOT.iter().chain(FORBIDDEN).any(|word| *word != "除外" && text.contains(word))
}

fn us() -> impl Iterator<Item = &'static str> {
    PAPER.into_iter().chain(LAND)
}

/// 仅供网络使用, unless the same clause names papers too.
fn is_for_others_only(text: &str) -> bool {
    let clauses = text.split(CLAUSE_ENDS);
    let is_paper = |clause: &str| us().any(|word| clause.contains(word));
    let limits =
        |clause: &str| ONLY.iter().any(|only| ELSEWHERE.iter().any(|place| clause.contains(&format!("{only}{place}"))));
    clauses.into_iter().any(|clause| limits(clause) && !is_paper(clause))
}

/// 不得用于平面媒体, 中国大陆媒体禁用, 除中国大陆外均可使用.
fn is_not_for_us(text: &str) -> bool {
    let is_held = |at: usize, word: &str| is_conditional(&text[..at], &text[at + word.len()..]);
    let before = |word: &str| {
        let mut places = text.match_indices(word).filter(|(at, word)| !is_held(*at, word));
        places.any(|(at, word)| names_us_first(&text[at + word.len()..]))
    };
    let after = |word: &str| {
        let mut places = text.match_indices(word).filter(|(at, word)| !is_held(*at, word));
        places.any(|(at, _)| names_us_last(&text[..at]))
    };
    let is_left_out = |us: &str| text.contains(&format!("除{us}外")) || text.contains(&format!("除{us}以外"));
    let is_exception = !forbids(text) && us().any(is_left_out);
    is_exception || NOT.iter().any(|word| before(word)) || FORBIDDEN.iter().any(|word| after(word))
}

/// Whether a text begins with those a thing is forbidden to, this paper among them.
fn names_us_first(mut text: &str) -> bool {
    loop {
        if let Some(rest) = us().find_map(|word| text.strip_prefix(word)) {
            return !OUTSIDE.iter().any(|outside| rest.starts_with(outside));
        }
        let Some(rest) = BESIDE.iter().find_map(|word| text.strip_prefix(word)) else { return false };
        text = rest;
    }
}

/// Whether a text ends with them.
fn names_us_last(mut text: &str) -> bool {
    loop {
        if us().any(|word| text.ends_with(word)) {
            return true;
        }
        let Some(rest) = BESIDE.iter().find_map(|word| text.strip_suffix(word)) else { return false };
        text = rest;
    }
}

/// 禁用 with nothing that says to whom is a ban for all; 海外禁用 is one for others, or for all.
fn bare(text: &str) -> Ban {
    const WHAT: [&str; 6] = ["图", "图片", "照片", "稿", "此", "片"];
    let of = |(at, word): (usize, &str)| {
        let before = text[..at].trim_end();
        let is_bare =
            before.is_empty() || before.ends_with(CLAUSE_ENDS) || WHAT.iter().any(|what| before.ends_with(what));
        match is_conditional(before, &text[at + word.len()..]) {
            true => Ban::None,
            false if is_bare => Ban::Whole,
            false => Ban::Partly,
        }
    };
    text.match_indices("禁用").map(of).max().unwrap_or(Ban::None)
}

/// What agencies write where a picture is not free yet, and what they write when it is.
const HELD: [&str; 10] = [
    "embargo",
    "hold for release",
    "hold until",
    "held until",
    "not before",
    "解禁",
    "前不得",
    "前请勿",
    "前不可",
    "前禁止",
];
const FREE: [&str; 5] = ["no embargo", "embargo lifted", "embargo over", "embargo expired", "已解禁"];
/// 3月13日以后使用; what is to be done after a licence is no matter of time.
const FROM: [&str; 5] = ["日后", "以后", "之后", "结束后", "时后"];
const USED: [&str; 5] = ["方可", "使用", "刊", "见报", "发布"];

/// Whether a text says that a picture is held back until some time.
pub(super) fn holds_back(text: &str) -> bool {
    let words = text.to_lowercase();
    let is_from = FROM.iter().any(|from| USED.iter().any(|used| words.contains(&format!("{from}{used}"))));
    (is_from || HELD.iter().any(|held| words.contains(held))) && !FREE.iter().any(|free| words.contains(free))
}

/// How far words forbid to print a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ban {
    None,
    /// In some place, or for some use.
    Partly,
    Whole,
}

/// What a phrase forbids that stands in a text as words of their own: `no use` is not in `casino users`. Chinese has no blanks between words.
fn ban(text: &str, phrase: &str) -> Ban {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let bans = text.match_indices(phrase).map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        let is_whole = !is_letter(before.chars().next_back()) && !is_letter(after.chars().next());
        match is_whole && !is_conditional(before, after) {
            false => Ban::None,
            true if is_limited(after) => Ban::Partly,
            true => Ban::Whole,
        }
    });
    bans.max().unwrap_or(Ban::None)
}

/// Whether a ban goes on with where or for what it holds, such as `NO USE USA` or 不得使用于广告, and that is not this paper.
fn is_limited(after: &str) -> bool {
    const HERE: [&str; 9] =
        ["use", "china", "in china", "prc", "in print", "in newspapers", "by newspapers", "at all", "no "];
    let goes_on = after.starts_with('于')
        || after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    goes_on && !HERE.iter().any(|here| after.trim_start().starts_with(here))
}

/// Most characters between a phrase and its condition, as in 未经本社书面许可，不得转载.
const NEAR: usize = 16;

/// A paper that takes the agency's pictures has its leave; what is forbidden before a day is held back ([`holds_back`]).
fn is_conditional(before: &str, after: &str) -> bool {
    let near: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    before.ends_with('前')
        || near.contains("未经")
        || near.contains("未获")
        || after.trim_start().starts_with("without")
}
