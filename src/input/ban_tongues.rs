//! What Japanese and Korean agencies forbid a newspaper, in the letters that [`super::ban_words::plain`] leaves: 紙 is 纸 by then, 載 is 载.

use super::ban_words::words;

/// What a newspaper is called, what is done with a picture there, and the end of it.
const PAPERS: &str = "纸面|新闻|纸媒体|印刷媒体|印刷物|刊行物|인쇄매체|인쇄물|인쇄|종이신문|신문|지면|지류";
const DOING: &str = "使用|利用|掲载|印刷|转载|사용|게재|이용|활용|배포|인쇄";
const REFUSED: &str = "不可|禁止|厳禁|できません|できない|ng|お断り|금지|불가|안됨|불허|금함";
/// What is no paper, and that a picture is for it alone.
const ELSEWHERE: &str =
    "ウェブ|web|ネット|オンライン|インターネット|デジタル|电子版|sns|온라인|웹|인터넷|디지털|모바일";
const ALONE: &str = "限定|のみ|だけ|専用|专用|전용|한정|에서만|만사용|용으로만|에만";
/// What stands between words and says nothing here.
const BETWEEN: [&str; 16] =
    ["での", "への", "には", "では", "に", "は", "の", "を", "が", "も", " ", "에서의", "에의", "에", "의", "은"];
/// What a picture is called.
const PICTURE: &str = "本写真|この写真|当写真|写真|画像|본사진|이사진|사진|본이미지|이미지";

/// Whether a text forbids a newspaper to print, in Japanese or Korean.
pub(super) fn forbid(text: &str) -> bool {
    text.split(['。', '、', ',', '，', '.', ';', '；', '\n', '!', '！', '（', '）', '(', ')', '/']).any(forbids)
}

fn forbids(clause: &str) -> bool {
    let is_alone = words(ELSEWHERE).any(|place| {
        let mut after = clause.match_indices(place).map(|(at, _)| clause[at + place.len()..].replace(' ', ""));
        after.any(|rest| {
            let bare = bare(&rest);
            words(ALONE).any(|alone| rest.starts_with(alone) || after_doing(&bare).starts_with(alone))
        })
    });
    let names_paper = words(PAPERS).any(|paper| clause.contains(paper));
    is_alone && !names_paper || is_refused(&bare(clause))
}

/// 紙面使用不可, 신문 게재 불가, or 掲載禁止 with nothing before it.
fn is_refused(clause: &str) -> bool {
    let ends = |rest: &str| words(REFUSED).any(|refused| rest.starts_with(refused));
    let of_papers = words(PAPERS).any(|paper| {
        clause.match_indices(paper).any(|(at, _)| {
            let rest = &clause[at + paper.len()..];
            let rest = rest.strip_prefix('용').unwrap_or(rest);
            ends(rest) || ends(after_doing(rest))
        })
    });
    let start = words(PICTURE).find_map(|picture| clause.strip_prefix(picture)).unwrap_or(clause);
    of_papers || after_doing(start).len() < start.len() && ends(after_doing(start))
}

fn after_doing(rest: &str) -> &str {
    words(DOING).find_map(|doing| rest.strip_prefix(doing)).unwrap_or(rest)
}

/// A clause without what stands between its words.
fn bare(clause: &str) -> String {
    BETWEEN.iter().fold(clause.to_owned(), |text, between| {
        // 오늘의 and いの are parts of words no rule here looks for, so that what is lost of them is nothing.
        text.replace(between, "")
    })
}
