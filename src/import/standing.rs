//! Whether an item may be printed, by the words that agencies have for it: one word or few of a status field, sentences of a note to editors.

/// What a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The item may be printed.
    Usable,
    /// It may be printed, and the agency says more of it: `Usable with caution`.
    Noted,
    /// It may be printed, in place of an earlier one.
    Corrected,
    /// It may be printed later.
    Embargoed,
    /// It must not be printed, or nobody knows what the word means.
    Withdrawn,
}

/// Words of items that may be printed, and of those that take the place of another.
const USABLE: &str = "usable useable released published publish active approved live final advisory current normal ready unembargoed restored reinstated new add open \
cleared available corrected correction updated update";
const CORRECTED: &str = "corrected correction updated update";
const USABLE_IN_CHINESE: [&str; 12] =
    ["可用", "可采用", "可发", "已解禁", "正常", "通发", "已签发", "已审", "公开", "启用", "有效", "已播发"];
/// Words that say from when on.
const TIMES: &str = "until till after before embargo embargoed";
/// Words by which an embargo is over.
const LIFTED: &str = "lifted lifts expired removed ended dropped";
const LIFTED_IN_CHINESE: [&str; 7] = ["已过", "已解", "解除", "取消", "结束", "到期", "已撤销"];
/// What an item is called.
const ITEMS: &str = "story item copy article piece version report dispatch text file photo alert";
/// What is asked with an item that was taken back, and what is then done with it.
const VERBS: &str = "kill withdraw retract disregard eliminate delete cancel pull spike hold withhold";
const DONE: &str =
    "killed withdrawn retracted eliminated deleted cancelled canceled pulled spiked withheld recalled revoked";
/// Words before one that says it all.
const POLITE: &str = "please mandatory note to editors editor bulletin urgent attention";
/// Words of what was sent before.
const EARLIER: &str = "previous earlier prior original old preceding";

fn is(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// What a status field says.
pub(super) fn of_status(words: &str) -> Standing {
    let tokens = tokens(words);
    let says = |list: &str| tokens.iter().any(|token| is(list, token));
    let is_negated = |list: &str| {
        tokens.windows(2).any(|pair| matches!(pair[0].as_str(), "not" | "no" | "never") && is(list, &pair[1]))
    };
    let first = tokens.first().map(String::as_str).unwrap_or_default();
    match first {
        "" => Standing::Usable,
        _ if is_negated(USABLE) => Standing::Withdrawn,
        _ if is_negated("embargo embargoed") || is_negated(DONE) || is_lifted(words) => Standing::Noted,
        _ if USABLE_IN_CHINESE.contains(&words.trim()) => Standing::Usable,
        _ if is(USABLE, first) && says(TIMES) => Standing::Embargoed,
        _ if is(CORRECTED, first) => Standing::Corrected,
        "usable" if tokens.len() == 1 => Standing::Usable,
        _ if is(USABLE, first) => Standing::Noted,
        _ if says("embargoed embargo") => Standing::Embargoed,
        _ => Standing::Withdrawn,
    }
}

/// The clauses of a note.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([',', '.', ';', '!', '\n', '，', '。', '；', '！'])
}

/// Whether words say that an embargo is over, or was none: `The embargo has been lifted`.
fn is_lifted(text: &str) -> bool {
    let tokens = tokens(text);
    let Some(at) = tokens.iter().position(|token| token.starts_with("embargo")) else {
        return text.contains("解禁") && text.contains('已');
    };
    let before = tokens[..at].iter().rev().take(3);
    let is_denied = before.clone().any(|token| matches!(token.as_str(), "no" | "not" | "never"))
        && !before.clone().any(|token| token == "use" || token == "publish");
    let is_freed = before.clone().any(|token| token == "released" || token == "free")
        && before.clone().any(|token| token == "from" || token == "of");
    let is_over = tokens.iter().any(|token| is(LIFTED, token)) || tokens.ends_with(&["over".to_owned()]);
    is_denied || is_freed || is_over || LIFTED_IN_CHINESE.iter().any(|word| text.contains(word))
}

/// A note without what it says of an embargo that is over, and without words of killing that are none of a desk: `Adds that 3 were killed`.
pub(super) fn as_it_stands(text: &str) -> String {
    let is_free = tokens(text).windows(2).any(|pair| pair[0] == "now" && is("released free usable", &pair[1]));
    let holds = |clause: &&str| {
        let is_embargo = clause.to_lowercase().contains("embargo");
        !(is_lifted(clause) || is_free && is_embargo)
    };
    let rest: String = clauses(text).filter(holds).collect();
    if is_killed(&rest) {
        return rest;
    }
    let is_other = |word: &str| is(DONE, word) || is("kill kills killing", word);
    let spoken = rest.split_inclusive(|c: char| !c.is_alphanumeric());
    let kept =
        spoken.filter(|word| !is_other(word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()));
    kept.collect()
}

/// Whether a note takes the item back: `Please withdraw the story`, `Story killed`, `此稿已撤`.
pub(super) fn is_killed(text: &str) -> bool {
    clauses(text).any(|clause| is_killed_in(&tokens(clause)) || is_killed_in_chinese(clause))
}

fn is_killed_in(tokens: &[String]) -> bool {
    let speaks_of_other =
        tokens.iter().any(|token| is(EARLIER, token)) || tokens.iter().any(|token| token == "replaces");
    if speaks_of_other {
        return false;
    }
    let bare: Vec<&str> = tokens.iter().map(String::as_str).filter(|token| !is(POLITE, token)).collect();
    let is_word = |word: &str| is(VERBS, word) || is(DONE, word) || is("elimination cancel held", word);
    let begins = matches!(bare.first(), Some(&("withheld" | "retracted" | "kill")));
    let asks =
        |window: &[&str]| is(VERBS, window[0]) && is("this the our above all", window[1]) && is(ITEMS, window[2]);
    let told = |at: usize| {
        let mut rest = bare[at + 1..].iter().skip_while(|word| is("is was has been being now", word));
        is(ITEMS, bare[at]) && rest.next().is_some_and(|word| is(DONE, word))
    };
    begins || bare.len() == 1 && is_word(bare[0]) || bare.windows(3).any(asks) || (0..bare.len()).any(told)
}

/// `此稿已撤`, `请删除此稿`.
fn is_killed_in_chinese(clause: &str) -> bool {
    const THIS: [&str; 5] = ["此稿", "本稿", "该稿", "这篇稿", "上稿"];
    const GONE: [&str; 9] = ["撤", "取消", "暂缓", "注销", "删除", "作废", "停用", "停发", "废止"];
    let begins = |rest: &str, list: &[&str]| list.iter().any(|word| rest.starts_with(word));
    let behind = |this: &str| {
        clause
            .split(this)
            .skip(1)
            .any(|rest| begins(rest.trim_start_matches(['件', '已', '请', '现', '予', '以', '被', '经']), &GONE))
    };
    let before = |gone: &str| clause.split(gone).skip(1).any(|rest| begins(rest, &THIS));
    THIS.iter().any(|this| behind(this)) || GONE.iter().any(|gone| before(gone))
}

/// Whether a line is nothing but a word that takes an item back, or holds it.
pub(super) fn is_status_line(line: &str) -> bool {
    let tokens = tokens(line);
    let bare: Vec<&String> = tokens.iter().filter(|token| !is("mandatory please", token)).collect();
    matches!(bare.as_slice(), [one] if is("kill killed withdrawn withheld embargoed retracted", one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_status_say_whether_an_item_may_be_printed() {
        for (words, expected) in [
            ("usable", Standing::Usable),
            ("USABLE", Standing::Usable),
            ("可采用", Standing::Usable),
            ("Usable with caution", Standing::Noted),
            ("useable", Standing::Noted),
            ("released", Standing::Noted),
            ("advisory", Standing::Noted),
            ("unembargoed", Standing::Noted),
            ("not embargoed", Standing::Noted),
            ("Embargo lifted", Standing::Noted),
            ("not withheld", Standing::Noted),
            ("corrected", Standing::Corrected),
            ("embargoed", Standing::Embargoed),
            ("usable after 0600 GMT", Standing::Embargoed),
            ("not usable", Standing::Withdrawn),
            ("unusable", Standing::Withdrawn),
            ("not released", Standing::Withdrawn),
            ("Cancelled", Standing::Withdrawn),
            ("withhold", Standing::Withdrawn),
            ("on hold", Standing::Withdrawn),
            ("撤稿", Standing::Withdrawn),
        ] {
            assert_eq!(of_status(words), expected, "{words}");
        }
    }

    #[test]
    fn notes_that_take_an_item_back_are_told_from_those_that_speak_of_killing() {
        for note in [
            "Kill",
            "MANDATORY KILL",
            "Please withdraw the story",
            "Story killed",
            "This story has been withdrawn",
            "Withheld pending review",
            "ELIMINATE",
            "Disregard this story",
            "HOLD",
            "此稿已撤",
            "请删除此稿",
            "本稿取消",
        ] {
            assert!(is_killed(note), "{note}");
        }
        for note in [
            "Adds that 3 were killed",
            "Killed in action figure updated",
            "Updates with withdrawal of troops",
            "Previous version killed, this replaces it",
            "Clarifies earlier version; no kill",
            "Photo to follow",
            "取消稿费的消息有更新",
            "补充撤军细节",
        ] {
            assert!(!is_killed(note), "{note}");
        }
        for note in ["Embargo lifted", "Embargoed until March 1; now released", "No embargo", "embargo已过，可发"]
        {
            assert!(!as_it_stands(note).to_lowercase().contains("embargo"), "{note}");
        }
        assert!(as_it_stands("Embargo expires 0600 GMT").contains("Embargo"));
    }
}
