//! What words forbid to print, or hold back for a while: the forms that agencies and desks have for it.

use super::ban_tongues;
use super::ban_words::{
    AFTER, AMONG, AWAITS, BANS, BEFORE_RELEASE, BESIDE, BETWEEN, CALLS_EDITORS, DONE, ELSEWHERE, ELSEWHERE_IN_ENGLISH,
    FORBIDDEN, FORBIDS, FREE, FREED, FROM, HELD, IN_CAPTIONS, LAND, LIFTED, NO_LIMIT, NO_PAPERS, NOT, NOT_DONE, NOTICE,
    ONLY, OPENS, OTHER_PAPERS, OTHER_USES, OUTSIDE, PAPER, PICTURE, PUBLISHED, REFUSES, REFUSES_IN_ENGLISH, RELEASED,
    THEN, THEN_ONLY, THIS_PICTURE, TIMES, TO_DESKS, UNTIL, USED, WITHOUT_LEAVE, plain, words,
};

/// How far words forbid to print a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ban {
    /// Nothing that matters here.
    None,
    /// In some place, or for some use.
    Partly,
    /// To print it at all, or here.
    Whole,
}

/// What a text forbids.
pub fn of(text: &str) -> Ban {
    let plain = plain(text);
    let plain = still_held(&plain);
    let is_released = plain.split(CLAUSE_ENDS).any(releases);
    let is_void = |clause: &str| is_for_us_alone(clause) || lifts(clause) || is_released && withdraws_another(clause);
    // Each keeps its end: a condition does not reach beyond its sentence.
    let clauses = plain.split_inclusive(CLAUSE_ENDS).filter(|clause| !is_void(clause.trim_end_matches(CLAUSE_ENDS)));
    let plain: String = clauses.collect();
    if is_for_others_only(&plain) || is_not_for_us(&plain) || ban_tongues::forbid(&plain) {
        return Ban::Whole;
    }
    let listed = words(FORBIDS).map(|phrase| ban(&plain, phrase)).max().unwrap_or(Ban::None);
    listed.max(bare(&plain)).max(refused(&plain))
}

/// What is said after the last words that took all back, such as `now free for use`: 此前仅限网络使用，现可自由使用.
fn still_held(text: &str) -> &str {
    let is_here = |rest: &str| {
        let clause = rest.split(CLAUSE_ENDS).next().unwrap_or_default();
        !words(ELSEWHERE_IN_ENGLISH).chain(words(ELSEWHERE)).any(|place| clause.contains(place))
            || us().chain(["print"]).any(|us| clause.contains(us))
    };
    let ends = words(FREED).flat_map(|freed| text.match_indices(freed));
    let ends = ends.filter(|(at, freed)| is_here(&text[at + freed.len()..]));
    // What its own clause says was taken back too: `restrictions lifted: was not for print`.
    let after = |at: usize| text[at..].find(CLAUSE_ENDS).map_or(text.len(), |end| at + end);
    ends.map(|(at, _)| after(at)).max().map_or(text, |at| &text[at..])
}

/// What parts clauses, each of which says one thing.
const CLAUSE_ENDS: [char; 8] = ['，', '。', '；', '！', ',', '.', ';', '\n'];

/// 本图照发, 仍可使用: a clause that gives this picture free, and says no more.
fn releases(clause: &str) -> bool {
    let rest = without(clause.trim(), THIS_PICTURE);
    after_any(without(rest, BEFORE_RELEASE), RELEASED).is_some_and(|rest| without(rest, THIS_PICTURE).is_empty())
}

/// 撤稿说明见另件, 文字撤稿: beside a picture that is given free, the withdrawing of something else.
fn withdraws_another(clause: &str) -> bool {
    words(BANS).any(|ban| clause.contains(ban)) && !words(THIS_PICTURE).any(|this| clause.contains(this))
}

/// 停用通知已撤销, 解除禁用: a ban that is one no longer.
fn lifts(clause: &str) -> bool {
    let clause = clause.replace(['“', '”', '"', '「', '」', '『', '』', '《', '》', '‘', '\''], "");
    let clause = clause.as_str();
    let is_after = |(at, ban): (usize, &str)| {
        let rest = without(&clause[at + ban.len()..], NOTICE);
        after_any(rest, LIFTED).is_some_and(|rest| without(rest, "了|。| ").is_empty())
    };
    let is_freed = |(at, ban): (usize, &str)| {
        let rest = without(&clause[at + ban.len()..], "的|此|该|这|张|幅|图片|照片|图|已|现|可| ");
        after_any(rest, RELEASED).is_some_and(|rest| without(rest, "了| ").is_empty())
    };
    let is_before = |(at, lifted): (usize, &str)| {
        let rest = without(&clause[at + lifted.len()..], "对|的|该| |此图|本图|该图|图片");
        after_any(rest, BANS).is_some_and(|rest| without(rest, NOTICE).is_empty())
    };
    let mut bans = words(BANS).flat_map(|ban| clause.match_indices(ban));
    bans.any(|ban| is_after(ban) || is_freed(ban))
        || words(LIFTED).flat_map(|lifted| clause.match_indices(lifted)).any(is_before)
}

/// 除报纸外不得使用 and 中国大陆以外禁用: what is forbidden to all others only.
fn is_for_us_alone(clause: &str) -> bool {
    let is_other = |us: &str| words(OUTSIDE).take(3).any(|outside| clause.contains(&format!("{us}{outside}")));
    forbids(clause) && us().any(is_other)
}

fn forbids(text: &str) -> bool {
    words(NOT).chain(words(FORBIDDEN)).any(|word| word != "除外" && text.contains(word))
}

fn us() -> impl Iterator<Item = &'static str> {
    words(PAPER).chain(words(LAND))
}

/// 仅供网络使用, unless the same clause names papers too.
fn is_for_others_only(text: &str) -> bool {
    let clauses = text.split(CLAUSE_ENDS);
    let is_paper = |clause: &str| us().any(|word| clause.contains(word));
    let limits =
        |clause: &str| words(ONLY).any(|only| words(ELSEWHERE).any(|place| clause.contains(&format!("{only}{place}"))));
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
    let is_unlicensed = us().any(|us| {
        let mut ways = ["授权", "许可", "同意"].into_iter();
        ways.any(|leave| text.contains(&format!("未获{us}{leave}")) || text.contains(&format!("未取得{us}{leave}")))
    });
    is_exception || is_unlicensed || words(NOT).any(before) || words(FORBIDDEN).any(after)
}

/// Whether a text begins with those a thing is forbidden to, this paper among them.
fn names_us_first(mut text: &str) -> bool {
    loop {
        if let Some(rest) = us().find_map(|word| text.strip_prefix(word)) {
            return !words(OUTSIDE).any(|outside| rest.starts_with(outside)) && !is_time(rest);
        }
        let Some(rest) = words(BESIDE).find_map(|word| text.strip_prefix(word)) else { return false };
        text = rest;
    }
}

/// 报纸付印前: what is forbidden until then.
fn is_time(rest: &str) -> bool {
    rest.split(CLAUSE_ENDS).next().is_some_and(|clause| clause.contains('前'))
}

/// Whether a text ends with them.
fn names_us_last(mut text: &str) -> bool {
    loop {
        if us().any(|word| text.ends_with(word)) {
            return true;
        }
        let Some(rest) = words(BESIDE).find_map(|word| text.strip_suffix(word)) else { return false };
        text = rest;
    }
}

/// 禁用 with nothing that says to whom is a ban for all; 海外禁用 is one for others, or for all. 停用 is one for all that it does not limit.
fn bare(text: &str) -> Ban {
    let forbidden = |(at, word): (usize, &str)| {
        let before = text[..at].trim_end();
        let is_bare = before.is_empty()
            || before.ends_with(CLAUSE_ENDS)
            || words(PICTURE).chain(["此"]).any(|what| before.ends_with(what));
        match is_conditional(before, &text[at + word.len()..]) {
            true => Ban::None,
            false if is_bare => Ban::Whole,
            false => Ban::Partly,
        }
    };
    let stopped = |(at, _): (usize, &str)| {
        if words(ELSEWHERE).any(|place| text[..at].ends_with(place)) { Ban::Partly } else { Ban::Whole }
    };
    let stopped = text.match_indices("停用").map(stopped);
    text.match_indices("禁用").map(forbidden).chain(stopped).max().unwrap_or(Ban::None)
}

/// 请勿刊发, 暂缓使用此图, 不要发: a refusal and what is refused, in whatever words.
fn refused(text: &str) -> Ban {
    let places = words(REFUSES).flat_map(|word| text.match_indices(word));
    let of = |(at, word): (usize, &str)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        // 勿 of 请勿 is no word of its own: what stands before it is no time.
        let is_part = word == "勿" && before.ends_with(['请', '切', '暂']) || word == "别" && before.ends_with('请');
        if is_part || is_conditional(before, after) {
            return Ban::None;
        }
        doing(without(after, BETWEEN)).min(to_whom(before))
    };
    places.map(of).max().unwrap_or(Ban::None)
}

/// How far what is refused behind a text concerns a paper: 网络媒体 are told what does not, 其他媒体 may be this paper too.
fn to_whom(before: &str) -> Ban {
    let mut rest = before.rsplit(CLAUSE_ENDS).next().unwrap_or_default();
    let mut most = None;
    loop {
        let named = |list| words(list).find_map(|word| rest.strip_suffix(word));
        let (shorter, is_whom) = match (named(NO_PAPERS), named(OTHER_PAPERS), named(AMONG)) {
            (Some(shorter), _, _) => (shorter, Some(Ban::None)),
            (_, Some(shorter), _) => (shorter, Some(Ban::Partly)),
            (_, _, Some(shorter)) => (shorter, None),
            _ => break,
        };
        rest = shorter;
        most = most.max(is_whom);
    }
    let is_all = rest.is_empty() || words(PICTURE).any(|picture| rest == picture);
    most.filter(|_| is_all).unwrap_or(Ban::Whole)
}

/// 请勿用于网站: whether a text refuses only what no newspaper does.
pub fn is_for_other_uses(text: &str) -> bool {
    let plain = plain(text);
    let mut places = words(REFUSES).flat_map(|word| plain.match_indices(word));
    of(text) == Ban::None
        && places.any(|(at, word)| {
            let after = without(&plain[at + word.len()..], BETWEEN);
            let rest = after_any(after, PUBLISHED).or_else(|| after_any(after, USED)).unwrap_or(after);
            let rest = rest.strip_prefix(['于', '在', '到', '至', '给', '向', '作', '为']).unwrap_or(rest);
            words(OTHER_USES).any(|other| rest.starts_with(other))
        })
}

/// What is forbidden with what a text begins with: to publish wherever, or somewhere else.
fn doing(text: &str) -> Ban {
    let (published, used) = (after_any(text, PUBLISHED), after_any(text, USED));
    let Some(rest) = published.or(used) else { return Ban::None };
    // 使用或刊发, 转载摘编: more that is forbidden in the same breath.
    let rest = rest.trim_start_matches(['、', '/', '或', '和', '及', ' ']);
    let whither = rest.strip_prefix(['于', '在', '到', '至', '给', '向', '作', '为']);
    let place = without(whither.unwrap_or(rest), BESIDE);
    let is_free =
        rest.is_empty() || rest.starts_with(CLAUSE_ENDS) || rest.starts_with(['）', ')', '！', '!', '】', ']']);
    if words(OTHER_USES)
        .any(|other| without(whither.unwrap_or(rest), "任何|各|各类|所有|其他|其它| ").starts_with(other))
    {
        return Ban::None;
    }
    match (published, whither) {
        (_, Some(_)) if us().any(|us| place.starts_with(us)) => Ban::Whole,
        (_, Some(_)) => Ban::Partly,
        (Some(_), None) => Ban::Whole,
        (None, None) if is_free || words(PICTURE).any(|what| rest.starts_with(what)) => Ban::Whole,
        (None, None) if after_any(rest, PUBLISHED).or_else(|| after_any(rest, USED)).is_some() => Ban::Whole,
        (None, None) => Ban::None,
    }
}

fn after_any<'t>(text: &'t str, list: &'static str) -> Option<&'t str> {
    words(list).find_map(|word| text.strip_prefix(word))
}

/// A text without the words of a list at its beginning.
fn without<'t>(mut text: &'t str, list: &'static str) -> &'t str {
    while let Some(rest) = after_any(text, list) {
        text = rest;
    }
    text
}

/// Whether a text says that a picture is held back until some time.
pub fn holds_back(text: &str) -> bool {
    let plain = plain(text);
    let is_free = words(FREE).any(|free| plain.contains(free));
    let is_held = !is_free && words(HELD).any(|held| plain.contains(held));
    let follows = |from: &str, then: &str| {
        let mut places = plain.match_indices(from).map(|(at, _)| &plain[at + from.len()..]);
        places.any(|rest| rest.strip_prefix(then).is_some_and(|rest| !rest.starts_with(['会', '布', '言'])))
    };
    let is_after = words(AFTER).any(|from| words(THEN).any(|then| follows(from, then)));
    is_held
        || is_after
        || plain.split(CLAUSE_ENDS).any(is_awaited)
        || plain.split(CLAUSE_ENDS).any(is_dated)
        || is_until(&plain)
        || is_refused_before(&plain)
}

/// 请等新华社通稿后再用, 待领导审阅再发: what is waited for, and what is then done.
fn is_awaited(clause: &str) -> bool {
    let waits = words(AWAITS).filter_map(|word| clause.split_once(word));
    waits.into_iter().any(|(_, rest)| words(THEN_ONLY).any(|then| rest.contains(then)))
}

/// `NOT FOR RELEASE BEFORE`, `DO NOT USE UNTIL`.
fn is_until(text: &str) -> bool {
    text.split(['.', ';', '\n', '。', '；']).any(|clause| {
        let tokens: Vec<&str> = clause.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
        let Some(refusal) = tokens.iter().position(|token| words(REFUSES_IN_ENGLISH).any(|word| word == *token)) else {
            return false;
        };
        let after = tokens[refusal..].join(" ");
        words(UNTIL).any(|word| format!(" {after} ").contains(&format!(" {word} ")))
    })
}

/// 3月13日6时前请勿刊发, 请勿在会议开幕前使用, 不得提前见报.
fn is_refused_before(text: &str) -> bool {
    let mut places = words(REFUSES).flat_map(|word| text.match_indices(word));
    places.any(|(at, word)| {
        let before = &text[..at];
        let after = text[at + word.len()..].split(CLAUSE_ENDS).next().unwrap_or_default();
        let is_done =
            |rest: &str| after_any(without(rest, BETWEEN), PUBLISHED).or_else(|| after_any(rest, USED)).is_some();
        let within =
            after.split_once('前').is_some_and(|(_, rest)| is_done(rest.trim_start_matches([' ', '对', '外'])));
        within || is_before(before) && is_done(without(after, BETWEEN))
    })
}

/// 请于3月15日见报, 13日后使用: a time, and what is then to be done.
fn is_dated(clause: &str) -> bool {
    let mut times = words(TIMES).flat_map(|time| clause.match_indices(time));
    times.any(|(at, time)| {
        let is_number =
            clause[..at].ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十廿〇零".contains(c));
        let is_word = time.chars().count() > 1;
        let rest = without(&clause[at + time.len()..], FROM);
        let begins_at =
            |rest: &str| after_any(rest, DONE).is_some_and(|rest| !rest.starts_with(['会', '者', '的', '了']));
        (is_number || is_word) && begins_at(rest)
    })
}

/// The sentence of a caption that speaks to a desk and not to a reader.
pub fn asked_in(caption: &str) -> Option<&str> {
    let ends = ['。', '！', '!', '\n', '（', '）', '(', ')', '【', '】', '[', ']', '；', ';'];
    caption.split(ends).map(str::trim).find(|sentence| speaks_to_desk(&plain(sentence)))
}

fn speaks_to_desk(sentence: &str) -> bool {
    let is_word = |phrase: &str| ban(sentence, phrase) != Ban::None;
    let is_asked = |clause: &str| {
        let clause = without(without(clause.trim(), TO_DESKS), PICTURE).trim_start_matches([':', '：', ' ']);
        let is_told = after_any(clause, OPENS).is_some_and(|rest| without(rest, PICTURE).is_empty());
        let (refusal, rest) =
            words(REFUSES).chain(["请于", "请在"]).find_map(|word| Some((word, clause.strip_prefix(word)?))).unzip();
        let is_polite = refusal.is_some_and(|word: &str| !matches!(word, "停止" | "取消" | "暂停" | "别"));
        let ends = |rest: &str| words(PUBLISHED).any(|done| rest.trim_end().ends_with(done));
        is_told || is_polite && rest.is_some_and(ends)
    };
    let is_forbidden = |clause: &str| clause.contains(' ') && words(FORBIDS).any(|phrase| phrase == clause.trim());
    words(IN_CAPTIONS).any(is_word)
        || words(CALLS_EDITORS).any(|call| sentence.contains(call))
        || sentence.split(CLAUSE_ENDS).any(is_forbidden)
        || sentence.split(CLAUSE_ENDS).any(is_asked)
        || is_refused_before(sentence) && words(PUBLISHED).chain(words(NOT_DONE)).any(|done| sentence.ends_with(done))
}

/// What a phrase forbids that stands in a text as words of their own: `no use` is not in `casino users`. Chinese has no blanks between words.
fn ban(text: &str, phrase: &str) -> Ban {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let bans = text.match_indices(phrase).map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        let is_whole = !is_letter(before.chars().next_back()) && !is_letter(after.chars().next());
        // Online only, and print and online only.
        let is_limit = phrase.contains("only") && !words(NO_LIMIT).any(|word| before.ends_with(word));
        match is_whole && !is_conditional(before, after) && (is_limit || !phrase.contains("only")) {
            false => Ban::None,
            true if is_limited(after) => Ban::Partly,
            true => Ban::Whole,
        }
    });
    bans.max().unwrap_or(Ban::None)
}

/// Whether a ban goes on with where or for what it holds, such as `NO USE USA` or 不得使用于广告, and that is not this paper.
fn is_limited(after: &str) -> bool {
    const HERE: [&str; 17] = [
        "notice",
        "use",
        "china",
        "in china",
        "prc",
        "in print",
        "in newspapers",
        "by newspapers",
        "at all",
        "no ",
        // KILL THIS PHOTO says what is forbidden, not where.
        "this photo",
        "this picture",
        "this image",
        "these ",
        "photo",
        "picture",
        "image",
    ];
    let goes_on = after.starts_with('于')
        || after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    goes_on && !HERE.iter().any(|here| after.trim_start().starts_with(here))
}

/// Most characters between a phrase and its condition, as in 未经本社书面许可，任何单位和个人不得转载.
const NEAR: usize = 40;
/// What ends a sentence with its condition.
const SENTENCE_ENDS: [char; 7] = ['。', '；', '！', ';', '!', '\n', '】'];

/// Whether a text ends with a time before which something is forbidden, perhaps to whom.
fn is_before(text: &str) -> bool {
    text.trim_end_matches([',', '，', ' ', '均', '都', '一', '律', '各', '媒', '体']).ends_with('前')
}

/// A paper that takes the agency's pictures has its leave; what is forbidden before a time is held back ([`holds_back`]).
fn is_conditional(before: &str, after: &str) -> bool {
    let sentence = before.rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    let near: String = sentence.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let within = after.split(CLAUSE_ENDS).next().unwrap_or_default();
    let has_leave = ["擅自", "随意", "任意", "私自", "单独"].iter().any(|word| after.starts_with(word));
    is_before(before)
        || near.contains("未经") && !near.ends_with("未经")
        || words(WITHOUT_LEAVE).any(|without| near.contains(without))
        || has_leave
        || within.trim_start().starts_with("without")
        || words(UNTIL).any(|until| format!("{within} ").contains(&format!(" {until} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bans_on_others_and_lifted_ones_stop_nothing() {
        for (instructions, stops) in [
            ("网络媒体不得转载", false),
            ("新媒体不得使用，报纸可用", false),
            ("可供报纸刊用，网络不得转载", false),
            ("杂志、图书不得使用", false),
            ("电视台及各网站不得使用", false),
            ("本图网站请勿转载", false),
            ("本报独家，外报不得转载", false),
            ("首发权归临澜日报，其他媒体不得使用", false),
            ("網路媒體不得轉載", false),
            ("未经新华社书面授权，任何单位和个人不得转载、使用", false),
            ("没有版权人的书面许可，任何媒体、网站或个人不得转载", false),
            ("网站和报纸不得使用", true),
            ("各媒体不得使用", true),
            ("任何单位和个人不得使用", true),
            ("网络媒体可用，报纸不得使用", true),
            ("未经许可不得转载。本图不得使用", true),
            ("前发“停用”通知作废", false),
            ("前发通知停用的图片恢复使用", false),
            ("停用的图片已恢复使用", false),
            ("停用的图片不得使用", true),
            ("“停用”通知照发", true),
            ("자유 이용 가능", false),
        ] {
            assert_eq!(of(instructions) == Ban::Whole, stops, "{instructions}");
        }
    }

    #[test]
    fn prohibitions_stop_and_leaves_do_not() {
        let mut wrong = Vec::new();
        for (instructions, stops) in [
            ("NOT FOR USE BY PRINT MEDIA", true),
            ("No print use", true),
            ("No use by print", true),
            ("Not licensed for print", true),
            ("NO PRINT RIGHTS", true),
            ("Print use prohibited", true),
            ("PRINT MEDIA: NO USE", true),
            ("Online only", true),
            ("ONLINE-USE ONLY", true),
            ("web use only", true),
            ("For digital media only", true),
            ("Only for web", true),
            ("Kill notice: wrong date", true),
            ("Free for use online, not for print", true),
            ("now free for use", false),
            ("Embargo lifted", false),
            ("Embargo lifted. Free to use.", false),
            ("No restrictions", false),
            ("For print and online use", false),
            ("For print and online use only", false),
            ("Print only", false),
            ("PRINT USE ONLY", false),
            ("Not for online use", false),
            ("No web use", false),
            ("Do not crop", false),
            ("Previously not for publication, now free for use", false),
            ("Kill notice withdrawn", false),
            ("No longer online only", false),
            ("Restrictions lifted: was not for print", false),
            ("仅限网络使用", true),
            ("只限线上使用", true),
            ("仅限于网络平台使用", true),
            ("仅授权网络使用", true),
            ("只授权新媒体使用", true),
            ("不得用于平面媒体", true),
            ("平面媒体不得使用", true),
            ("不可用于印刷品", true),
            ("不授权纸媒刊用", true),
            ("此图未获平面媒体授权", true),
            ("报纸版面不得使用", true),
            ("僅限網路使用", true),
            ("不得用於紙本", true),
            ("可自由使用", false),
            ("可用于平面媒体", false),
            ("网络及平面媒体均可使用", false),
            ("仅限报纸使用", false),
            ("仅授权平面媒体使用", false),
            ("禁令已解除，可自由使用", false),
            ("限制已取消", false),
            ("现已解禁，可自由使用", false),
            ("此前仅限网络使用，现可自由使用", false),
            ("不限用途", false),
            ("紙面使用不可", true),
            ("新聞掲載不可", true),
            ("紙面での使用は禁止", true),
            ("ウェブ限定", true),
            ("ネットのみ使用可", true),
            ("掲載禁止", true),
            ("紙面使用可", false),
            ("ウェブ使用不可", false),
            ("自由に使用可", false),
            ("인쇄 금지", true),
            ("신문 게재 불가", true),
            ("지면 사용 불가", true),
            ("온라인 전용", true),
            ("사용 금지", true),
            ("인쇄 가능", false),
            ("온라인 사용 금지", false),
        ] {
            if (of(instructions) == Ban::Whole) != stops {
                wrong.push(instructions);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
