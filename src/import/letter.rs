//! What stands around a manuscript in a letter to the desk: greetings, signatures, remarks of mail programs, and other mails that it quotes or passes on.

use super::copied::{self, Place};
use super::{desk, head};

/// A line of a letter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'l> {
    /// Its words.
    pub text: &'l str,
    /// What the mail program says it is.
    pub mark: Mark,
}

/// What a mail program says of a line by its markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// It is of the writer's signature.
    Signature,
    /// It is of the mail that is answered or passed on.
    Quoted,
}

/// What a line is to the manuscript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It is of the manuscript.
    Own,
    /// It parts two mails and says nothing.
    Seam,
    /// It names sender, recipient, day or subject.
    Field,
    /// It is said to the desk.
    Greeting,
    /// It says who wrote the letter.
    Signature,
    /// It was added by a mail program or a firm.
    Remark,
    /// It is of another mail.
    Other,
}

impl Part {
    /// How it is named to the desk; nothing where it says nothing itself, or is printed.
    pub(super) fn told(self) -> Option<&'static str> {
        match self {
            Self::Own | Self::Seam => None,
            Self::Field => Some("field of a mail"),
            Self::Greeting => Some("greeting of a mail"),
            Self::Signature => Some("signature of a mail"),
            Self::Remark => Some("remark below a mail"),
            Self::Other => Some("further text of a mail"),
        }
    }
}

/// A letter whose lines were judged.
#[derive(Debug)]
pub(super) struct Letter {
    /// What each line is.
    pub parts: Vec<Part>,
    /// The subject of the mail that was passed on.
    pub subject: String,
}

impl Letter {
    /// Names and words of all that is not of the manuscript, one after the other; lines of one part that follow each other are one.
    pub(super) fn told(&self, lines: &[Line<'_>]) -> Vec<(&'static str, String)> {
        let mut told: Vec<(&'static str, String)> = Vec::new();
        let mut before = Part::Own;
        let named = self.parts.iter().zip(lines).filter(|(_, line)| !line.text.trim().is_empty());
        for (part, line) in named {
            let joins = *part == before && !matches!(part, Part::Field | Part::Greeting);
            before = *part;
            let Some(what) = part.told().filter(|_| line.text.trim() != self.subject) else { continue };
            let value = if *part == Part::Field { copied::value(line.text) } else { line.text.trim() };
            match told.last_mut().filter(|(known, _)| joins && *known == what) {
                Some((_, text)) => *text += &format!(" {value}"),
                None => told.push((what, value.to_owned())),
            }
        }
        told.retain(|(what, text)| *what != "field of a mail" || *text != self.subject);
        told
    }
}

/// Judges the lines of a letter.
pub(super) fn judge(lines: &[Line<'_>]) -> Letter {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    // What a program marks as a signature takes no part in what is weighed.
    let unsigned = lines.iter().map(|line| if line.mark == Mark::Signature { "" } else { line.text });
    let thread = copied::part(&unsigned.collect::<Vec<_>>());
    let part = |(place, line): (&Place, &Line<'_>)| match place {
        _ if line.mark == Mark::Signature => Part::Signature,
        Place::Own => Part::Own,
        Place::Seam => Part::Seam,
        Place::Field => Part::Field,
        Place::Other => Part::Other,
    };
    let mut parts: Vec<Part> = thread.places.iter().zip(lines).map(part).collect();
    quotes(lines, &mut parts);
    around(&texts, &mut parts);
    Letter { parts, subject: thread.subject }
}

/// Whether a text is a letter by its first line: 各位老师好：.
pub(super) fn begins_as_letter(texts: &[&str]) -> bool {
    let mut filled = texts.iter().filter(|text| !text.trim().is_empty());
    filled.next().is_some_and(|first| is_greeting(first)) && filled.next().is_some()
}

/// Numbers of the lines that are of the manuscript and have words.
fn own(texts: &[&str], parts: &[Part]) -> Vec<usize> {
    (0..texts.len()).filter(|&at| parts[at] == Part::Own && !texts[at].trim().is_empty()).collect()
}

/// Lines that the letter quotes. What quotes everything is a text that was passed on so.
fn quotes(lines: &[Line<'_>], parts: &mut [Part]) {
    let is_quoted = |line: &Line<'_>| line.mark == Mark::Quoted || line.text.starts_with('>');
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let own = own(&texts, parts);
    let quoted: Vec<usize> = own.iter().copied().filter(|&at| is_quoted(&lines[at])).collect();
    if quoted.len() * 2 <= own.len() {
        quoted.into_iter().for_each(|at| parts[at] = Part::Other);
    }
}

/// The words of a line without the mark of a quotation before it.
pub(super) fn unquoted(line: &str) -> &str {
    let bare = line.trim_start_matches(['>', ' ']);
    if line.starts_with('>') { bare } else { line }
}

/// Lines that are taken off at each end, one by one.
const MOST_LINES: usize = 30;

/// Greetings above, and farewell, signature and remarks below; something must stay between them.
fn around(texts: &[&str], parts: &mut [Part]) {
    signed(texts, parts);
    greeted(texts, parts);
    signed(texts, parts);
    for _ in 0..MOST_LINES {
        let [.., above, last] = own(texts, parts)[..] else { break };
        let Some(what) = below(texts[last]) else { break };
        parts[last] = what;
        // A farewell may stand on two lines: 此致, 敬礼.
        let is_one = is_farewell(texts[above]) || is_opening(texts[above]);
        if what == Part::Greeting && is_one && own(texts, parts).len() > 1 {
            parts[above] = Part::Greeting;
        }
        signed(texts, parts);
    }
}

/// Takes off what is said to the desk above the manuscript.
fn greeted(texts: &[&str], parts: &mut [Part]) {
    for _ in 0..MOST_LINES {
        let own = own(texts, parts);
        let [first, _, ..] = own[..] else { break };
        let lines = note(texts, &own).max(usize::from(is_greeting(texts[first])));
        if lines == 0 {
            break;
        }
        own.into_iter().take(lines).for_each(|at| parts[at] = Part::Greeting);
    }
}

/// Lines of a note to the desk at most, and letters of each.
const NOTE_LINES: usize = 6;
const NOTE: usize = 100;
/// The longest headline.
const HEADLINE: usize = 40;

/// How many of a letter's first lines are a note to the desk: they stand apart, above a line that reads as a headline.
fn note(texts: &[&str], own: &[usize]) -> usize {
    let is_gap = |at: &usize| own[*at] > own[at - 1] + 1;
    let Some(end) = (1..own.len().min(NOTE_LINES + 1)).find(is_gap) else { return 0 };
    let head = texts[own[end]].trim();
    let is_head = head.chars().count() <= HEADLINE && !head.ends_with(['。', '，', '；', '：', ':', '！', '？', '.']);
    let is_below = own.len() > end + 1;
    let lines = || own[..end].iter().map(|at| texts[*at].trim());
    let is_note = lines().any(is_to_the_desk) && lines().all(|line| line.chars().count() <= NOTE);
    if is_head && is_below && is_note { end } else { 0 }
}

/// Whether a line speaks of the manuscript to who reads the mail: 稿子发您，请审。图片在附件。
fn is_to_the_desk(line: &str) -> bool {
    const OF: [&str; 9] = ["稿", "附件", "图片", "照片", "配图", "查收", "请审", "见报", "版面"];
    const TO: [&str; 10] = ["您", "麻烦", "查收", "请审", "请编", "请用", "辛苦", "拜托", "劳烦", "審閱"];
    let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
    says(&OF) && says(&TO) && !line.contains(['“', '「'])
}

/// What a last line is that is not of the manuscript.
fn below(line: &str) -> Option<Part> {
    if is_farewell(line) {
        return Some(Part::Greeting);
    }
    if desk::is_sent_from(line) {
        return Some(Part::Signature);
    }
    let is_mark = desk::is_row(line) || matches!(line.trim(), "--" | "—" | "__");
    (is_mark || is_remark(line)).then_some(if is_mark { Part::Seam } else { Part::Remark })
}

/// What firms and programs write below every mail.
fn is_remark(line: &str) -> bool {
    const STARTS: [&str; 18] = [
        "本邮件",
        "此邮件",
        "该邮件",
        "本电子邮件",
        "此电子邮件",
        "本電郵",
        "本郵件",
        "此郵件",
        "保密声明",
        "保密提示",
        "保密须知",
        "重要提示",
        "免责声明",
        "this e-mail",
        "this email",
        "this message",
        "confidential",
        "disclaimer",
    ];
    const WORDS: [&str; 14] = [
        "保密",
        "机密",
        "误收",
        "错收",
        "收件人",
        "病毒",
        "误发",
        "保密義務",
        "機密",
        "confidential",
        "intended",
        "recipient",
        "virus",
        "privileged",
    ];
    let line = line.trim().trim_start_matches(['*', '【', '[', '-', ' ']).to_lowercase();
    let is_told = STARTS.iter().any(|start| line.starts_with(start)) && WORDS.iter().any(|word| line.contains(word));
    is_told || matches!(line.as_str(), "请注意保护环境" | "virus-free. www.avast.com") || line.starts_with("请考虑环保")
}

/// Lines of a signature at most.
const SIGNATURE: usize = 10;
/// A longer line is a sentence.
const SIGNATURE_LINE: usize = 40;

/// Takes the signature off.
fn signed(texts: &[&str], parts: &mut [Part]) {
    let own = own(texts, parts);
    let Some(from) = signature(texts, &own) else { return };
    for at in own.into_iter().skip(from) {
        let is_mark = desk::is_row(texts[at]) || matches!(texts[at].trim(), "--" | "—");
        parts[at] = if is_mark { Part::Seam } else { Part::Signature };
    }
}

/// At which of a letter's own lines its signature begins.
fn signature(texts: &[&str], own: &[usize]) -> Option<usize> {
    let line = |at: usize| texts[own[at]].trim();
    let is_short = |from: usize| {
        let below = own.len() - from;
        below <= SIGNATURE
            && (from..own.len()).all(|at| line(at).chars().count() <= SIGNATURE_LINE && !line(at).ends_with('。'))
    };
    let is_reached = |from: usize| (from..own.len()).any(|at| is_reach(line(at)));
    let is_hyphens = |at: usize| line(at) == "--";
    // Two hyphens begin a signature whatever it says (RFC 3676 §4.3).
    let tail = own.len().saturating_sub(2 * SIGNATURE)..own.len();
    let by_mark = |at: &usize| {
        is_hyphens(*at)
            || line(*at) == "—" && is_short(at + 1)
            || desk::is_row(line(*at)) && is_short(at + 1) && is_reached(at + 1)
    };
    // Below a farewell, or a name alone, stand the firm and how its writer is reached.
    let by_words = |at: &usize| {
        let is_below = *at > 0 && is_mail_farewell(line(at - 1)) && (is_reached(*at) || own.len() - at <= 3)
            || *at > 0 && is_farewell(line(at - 1)) && is_writer(texts, own, line(*at));
        let is_named = own.len() - at >= 2 && head::are_names(line(*at)) || is_card(line(*at));
        // Below a colon stands who is asked, by readers.
        let is_card = *at > 0 && is_named && is_reached(*at) && !line(at - 1).ends_with(['：', ':']);
        is_short(*at) && (is_below || is_card)
    };
    let found = tail.clone().find(by_mark).or_else(|| tail.clone().find(by_words));
    found.or_else(|| (0..own.len()).find(|at| is_hyphens(*at))).filter(|from| *from > 0)
}

/// Whether a line is the name of who wrote the manuscript and the mail: a byline or the sender says so, or what is said to the desk above.
/// Readers sign their letters with other names.
fn is_writer(texts: &[&str], own: &[usize], name: &str) -> bool {
    let is_of = |text: &&str| {
        let text = text.trim();
        text != name
            && text.contains(name)
            && (head::is_byline_line(text) || text.starts_with("发件人") || text.starts_with("From:"))
    };
    let above = own.first().map_or(&[][..], |first| &texts[..*first]);
    head::are_names(name) && (texts.iter().any(is_of) || above.iter().any(|line| is_to_the_desk(line)))
}

/// Whether a line is a name with a telephone number or an address: 沈禾 13800000000.
fn is_card(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(head::are_names) && is_reach(line)
}

/// Whether a line says how somebody is reached.
fn is_reach(line: &str) -> bool {
    line.contains('@') || line.bytes().filter(u8::is_ascii_digit).count() >= 7
}

/// The longest name that a letter begins with: 临澜日报编辑老师.
const ADDRESS: usize = 10;
/// The longest line that asks a desk to look at what follows.
const ASKING: usize = 30;

/// How a letter to a desk begins: 编辑老师，您好：.
fn is_greeting(line: &str) -> bool {
    let is_open = line.trim().ends_with(['：', ':']);
    let line = line.trim().trim_end_matches(['：', ':', '，', ',', '！', '!', '。', '～', '~', ' ']);
    let people = ["编辑", "老师", "主任", "总编", "主编", "记者", "各位", "同志", "編輯", "老師", "大家"];
    let named = people.iter().any(|word| line.contains(word));
    let greets = ["您好", "你好", "好", "辛苦了"].iter().any(|word| line.ends_with(word))
        || line.starts_with("尊敬的")
        || line.starts_with("亲爱的");
    // 王老师： alone is how a letter begins, and a speaker's name when more follows on the line.
    let is_address = named && line.chars().count() <= ADDRESS && is_open;
    let asks =
        ["附件", "如下", "请查收", "请审阅", "请审核", "来稿", "投稿", "稿件如下", "发稿", "见下", "稿件", "稿子"]
            .iter()
            .any(|word| line.contains(word));
    let pleads = ["请", "麻烦", "辛苦", "谢谢", "发您", "发给您", "見諒"].iter().any(|word| line.contains(word));
    let is_short = line.chars().count() <= ASKING;
    is_short
        && (named && greets
            || is_address
            || is_open && line.contains("稿") && (line.ends_with("如下") || line.ends_with("见下"))
            || matches!(line, "您好" | "你好" | "Hi" | "Dear all" | "大家好" | "Hello")
            || asks && (greets || line.starts_with("您好") || line.starts_with("你好") || pleads))
}

/// How such a letter ends.
fn is_farewell(line: &str) -> bool {
    let line = bare_farewell(line);
    matches!(line.as_str(), "此致" | "敬礼" | "此致敬礼" | "此致 敬礼" | "此致　敬礼" | "以上")
        || is_mail_farewell(&line)
}

/// The first line of a wish on two: 顺祝, 编安.
fn is_opening(line: &str) -> bool {
    const WORDS: [&str; 12] =
        ["顺祝", "顺颂", "即颂", "敬祝", "敬颂", "恭祝", "此颂", "并颂", "专此", "祝", "順祝", "順頌"];
    WORDS.contains(&bare_farewell(line).as_str())
}

/// How mails end, and letters of readers do not.
fn is_mail_farewell(line: &str) -> bool {
    const WORDS: [&str; 22] = [
        "谢谢",
        "多谢",
        "感谢",
        "祝好",
        "顺颂编安",
        "顺祝编安",
        "即颂编安",
        "编安",
        "祝工作顺利",
        "祝工作愉快",
        "请审阅",
        "请查收",
        "请审核",
        "请指正",
        "best regards",
        "regards",
        "best",
        "thanks",
        "顺颂时祺",
        "顺颂商祺",
        "謝謝",
        "敬祝編安",
    ];
    let line = bare_farewell(line);
    let is_wish = line.starts_with('祝')
        && line.chars().count() <= ADDRESS
        && line.ends_with(['安', '好', '祺', '利', '快', '康']);
    let is_thanks =
        line.starts_with("谢谢") && line.chars().count() <= ADDRESS && line.ends_with(['师', '位', '编', '任']);
    WORDS.contains(&line.as_str()) || is_wish || is_thanks
}

fn bare_farewell(line: &str) -> String {
    line.trim().trim_end_matches(['！', '!', '。', '，', ',', '~', '～', ' ']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The own lines of a letter.
    fn kept(letter: &str) -> Vec<&str> {
        let lines: Vec<Line<'_>> = letter.lines().map(|text| Line { text, mark: Mark::None }).collect();
        let judged = judge(&lines);
        let own = lines.iter().zip(&judged.parts).filter(|(_, part)| **part == Part::Own);
        own.map(|(line, _)| unquoted(line.text.trim())).filter(|text| !text.is_empty()).collect()
    }

    const STORY: [&str; 2] = ["旧渡口步行桥昨天放行，学生先过。", "摆渡人说，走过去只要七分钟。"];

    #[test]
    fn what_stands_around_a_manuscript_is_not_of_it() {
        let story = STORY.join("\n");
        for letter in [
            format!("各位老师好：\n{story}\n谢谢！\n沈禾\n临澜日报 社会新闻部"),
            format!("王老师：\n稿子发您了，麻烦看下。\n{story}\n沈禾\n临澜日报\n电话：0000-12345678"),
            format!("{story}\n此致\n敬礼！"),
            format!("{story}\n顺祝\n编安！"),
            format!("{story}\n谢谢\n发自我的iPhone"),
            format!("{story}\n-- \n沈禾\n本邮件含有保密信息，如您错收，请删除。"),
            format!("{story}\n沈禾 13800000000\n\n发件人：陈川\n发送时间：昨天\n收件人：沈禾\n\n稿子呢？请快发。"),
            format!("{story}\n在 2026年3月11日，陈川\n<chen@b.example> 写道：\n> 稿子呢？"),
            format!("在 2026年3月11日，陈川 <c@b.example> 写道：\n> 稿子呢？\n\n{story}"),
            format!("请编发\n\n开始转发邮件：\n\n发件人: 林越\n主题: 桥\n\n{story}"),
            format!("稿子改好了，请看下面。\n\n在 2026年3月11日，陈川 <c@b.example> 写道：\n> {}", STORY.join("\n> ")),
            format!(
                "转您一稿\n-------- 转发邮件信息 --------\n发件人：林越\n收件人：陈川\n\n{story}\n\n发件人：甲\n收件人：乙\n主题：旧\n早先的一句话。"
            ),
        ] {
            assert_eq!(kept(&letter), STORY, "{letter}");
        }
    }

    #[test]
    fn what_is_said_to_the_desk_above_a_head_is_not_of_the_manuscript() {
        let story = format!("旧渡口步行桥放行\n本报记者 沈禾\n\n{}", STORY.join("\n"));
        let own: Vec<&str> = story.lines().filter(|line| !line.is_empty()).collect();
        for letter in [
            format!("张老师好：\n稿子发您，请审。图片在附件，一共3张。数字我再核一下，明早给您。\n\n{story}"),
            format!("张老师：\n\n稿子发您，请审。\n数字明早再核。\n\n{story}\n\n谢谢！\n沈禾\n13800000000"),
            format!("{story}\n\n此致\n敬礼！\n沈禾\n\n发自我的iPhone"),
            format!("王老师您好！现将稿件发给您，请查收。\n\n{story}\n此致\n敬礼\n陈静"),
        ] {
            assert_eq!(kept(&letter), own, "{letter}");
        }
    }

    #[test]
    fn what_a_notice_or_a_letter_of_readers_says_stays() {
        for text in [
            "招聘会在旧船坞举行。\n联系人：王女士\n电话：0000-1234567",
            "编辑部的灯亮到凌晨。\n“谢谢！”他说。",
            "读者来信说，桥头的灯太亮。\n此致\n敬礼\n读者 何平",
            "本邮件列表收录了三十年来的航班。\n它今天关闭。",
            "桥头的灯太亮，照得人睡不着。\n请有关部门看一看。\n此致\n敬礼\n何平",
            "他请记者看了那份手稿。\n\n一座桥的来历\n手稿写于六十年前。\n纸已经黄了。",
            "桥面上写着十个字。\n收件人：不详\n他把信放进了信箱。",
        ] {
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            assert_eq!(kept(text), lines, "{text}");
        }
    }
}
