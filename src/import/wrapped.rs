//! Lines that were broken by hand, or by a program where its window ended: several of them are one paragraph.

use super::head;

/// Lines broken by hand are so wide, in half-width letters: shorter ones are headlines, labels and verse, longer ones paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 28..=180;
/// How much short of the widest a full line may be besides the word that had no room.
const SLACK: usize = 3;
/// Full lines that a text has at least before it is taken for broken by hand.
const FULL: usize = 2;
/// So many say so even where none is torn within a word.
const MANY: usize = 3;
/// Marks that sentences have within; rows of a table and lists of names have none.
const MARKS: [char; 10] = ['，', '。', '、', '；', '：', '！', '？', ',', '.', ';'];

/// By what the room of a line was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// Half-width letters, as windows and mail programs count.
    Columns,
    /// Letters, however wide, as scripts and some editors count.
    Letters,
}

impl Measure {
    fn of(self, text: &str) -> usize {
        match self {
            Self::Columns => width(text),
            Self::Letters => text.chars().count(),
        }
    }
}

/// By what it is known that a text was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    /// Many lines end where there was no more room.
    Lines,
    /// A sentence or two are torn, in a text too short for more.
    Sentences,
}

/// How a text was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrapping {
    /// The room that lines had.
    room: usize,
    measure: Measure,
    evidence: Evidence,
    /// Whether paragraphs begin with an indent or stand apart, so that a full line may well end with a sentence.
    is_parted: bool,
}

/// A line and the one right below it.
#[derive(Clone, Copy, Debug)]
struct Pair<'t> {
    line: &'t str,
    next: &'t str,
}

impl Wrapping {
    /// How the lines of a text, grouped by blank ones, were broken; none where each is a paragraph.
    pub(super) fn of(groups: &[Vec<&str>]) -> Option<Self> {
        let by_letters = Self::of_lines(groups, Measure::Letters);
        let full = |wrapping: Option<Self>| {
            let is_full = |pair: &Pair<'_>| wrapping.is_some_and(|wrapping| wrapping.is_full(pair.line, pair.next));
            open(groups).into_iter().filter(is_full).count()
        };
        let by_columns = Self::of_lines(groups, Measure::Columns);
        let most = if full(by_letters) > full(by_columns) { by_letters } else { by_columns };
        most.or_else(|| Self::of_sentences(groups))
    }

    /// As [`Self::of`], by how many lines end where the room does.
    fn of_lines(groups: &[Vec<&str>], measure: Measure) -> Option<Self> {
        let open = open(groups);
        let widest = open.iter().map(|pair| width(pair.line)).max()?;
        let is_room = WIDTHS.contains(&widest) || COLUMN.contains(&widest) && is_column(&open);
        let room = open.iter().map(|pair| measure.of(pair.line)).max().filter(|_| is_room)?;
        let is_parted = groups.iter().filter(|lines| lines.len() > 1).count() > 1
            || groups.iter().flatten().any(|line| is_indented(line));
        let wrapping = Self { room, measure, evidence: Evidence::Lines, is_parted };
        let full = open.iter().filter(|pair| wrapping.is_full(pair.line, pair.next)).count();
        let marked = open.iter().filter(|pair| pair.line.contains(MARKS)).count();
        let longer = groups.iter().flatten().filter(|line| measure.of(line) > room + SLACK).count();
        let all = groups.iter().map(Vec::len).sum::<usize>();
        // Paragraphs of one length whose stops are missing look like full lines, but no word of theirs is torn.
        let is_sure = full >= MANY
            || COLUMN.contains(&widest)
            || open.iter().any(|pair| tear(pair.line, pair.next) == Tear::Sure);
        let is_sound =
            is_sure && full >= FULL && full * 10 >= open.len() * 7 && marked * 2 >= open.len() && longer * 8 <= all;
        is_sound.then_some(wrapping)
    }

    /// As [`Self::of`], of a short text: no line is longer than the torn ones, and they are as long as each other.
    fn of_sentences(groups: &[Vec<&str>]) -> Option<Self> {
        let torn = torn(groups);
        let room = torn.iter().map(|(pair, _)| width(pair.line)).max()?;
        let wrapping = Self { room, measure: Measure::Columns, evidence: Evidence::Sentences, is_parted: false };
        let is_sure = torn.iter().any(|(_, tear)| *tear == Tear::Sure) || are_alike(&torn);
        let is_sound = room >= WINDOW
            && is_sure
            && torn.iter().all(|(pair, _)| wrapping.is_full(pair.line, pair.next))
            && groups.iter().flatten().all(|line| width(line) <= room + SLACK);
        is_sound.then_some(wrapping)
    }

    /// Whether a line goes on with the sentence, or the paragraph, of the one before it.
    pub(super) fn goes_on(self, before: &str, line: &str) -> bool {
        may_go_on(before, line)
            && self.is_full(before, line)
            && match self.evidence {
                Evidence::Lines => self.is_parted || !ends(before),
                Evidence::Sentences => tear(before, line) != Tear::No,
            }
    }

    /// Whether the first word of the next line had no room behind a line.
    fn is_full(self, line: &str, next: &str) -> bool {
        // What is longer and has no mark of a sentence is a line of its own: the head of a page, a headline.
        let is_own = self.measure.of(line) > self.room && !line.contains(MARKS);
        !is_own && self.measure.of(line) + self.measure.of(first_word(next.trim_start())) + SLACK > self.room
    }
}

/// Lines that end no sentence above ones that may go on with it. Short ones without a mark are headlines, names and crossheads, and say nothing.
fn open<'t>(groups: &[Vec<&'t str>]) -> Vec<Pair<'t>> {
    let pairs = groups.iter().flat_map(|lines| lines.windows(2).map(|two| Pair { line: two[0], next: two[1] }));
    let says = |line: &str| line.contains(MARKS) || width(line) >= *WIDTHS.start();
    pairs.filter(|pair| !ends(pair.line) && may_go_on(pair.line, pair.next) && says(pair.line)).collect()
}

/// Lines of a column copied from a page are so wide; only stops within them tell them from verse.
const COLUMN: std::ops::Range<usize> = 16..28;
/// Lines of such a column at least, and those among them with a stop within.
const COLUMN_LINES: usize = 5;
const STOPPED: usize = 2;

/// Whether narrow lines are those of a column: prose, whose sentences end within lines and whose lines end within sentences.
fn is_column(open: &[Pair<'_>]) -> bool {
    let count = |test: fn(&str) -> bool| open.iter().filter(|pair| test(pair.line)).count();
    let torn = count(|line| line.ends_with(char::is_alphanumeric));
    open.len() >= COLUMN_LINES && count(has_stop_within) >= STOPPED && torn * 2 > open.len()
}

/// Whether a sentence ends within a line and another begins there.
fn has_stop_within(line: &str) -> bool {
    line.split(['。', '！', '？']).rev().skip(1).any(|sentence| !sentence.is_empty())
        && !line.ends_with(['。', '！', '？'])
}

/// Whether a sentence was torn between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tear {
    No,
    /// It may be; a paragraph whose stop is missing looks so too.
    Perhaps,
    Sure,
}

/// Windows of mail programs and editors are so wide at least.
const WINDOW: usize = 40;
/// A first line of more letters is no headline.
const HEADLINE: usize = 30;

/// Lines within which a sentence is torn, or may be.
fn torn<'t>(groups: &[Vec<&'t str>]) -> Vec<(Pair<'t>, Tear)> {
    let first = groups.iter().flatten().next().copied().unwrap_or_default();
    let is_head = first.chars().count() <= HEADLINE && !has_stop_within(first);
    let open = open(groups).into_iter().filter(|pair| !is_head || pair.line != first);
    open.map(|pair| (pair, tear(pair.line, pair.next))).filter(|(_, tear)| *tear != Tear::No).collect()
}

/// Whether several lines that may be torn are of one width, one below the other, and a sentence ends within them, as in no list.
fn are_alike(torn: &[(Pair<'_>, Tear)]) -> bool {
    let widths = torn.iter().map(|(pair, _)| width(pair.line));
    let (widest, narrowest) = (widths.clone().max().unwrap_or_default(), widths.min().unwrap_or_default());
    let follow = torn.windows(2).all(|two| two[0].0.next == two[1].0.line);
    let (Some((last, _)), true) = (torn.last(), torn.len() > 1) else { return false };
    let has_sentence = torn.iter().any(|(pair, _)| has_stop_within(pair.line) || has_stop_within(pair.next));
    widest <= narrowest + ALIKE && follow && ends(last.next) && has_sentence
}

/// Half-widths by which such lines differ at most: a mark that may not begin the next one.
const ALIKE: usize = 2;

fn tear(line: &str, next: &str) -> Tear {
    let next = next.trim();
    let is_broken = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '，' | '、' | ','))
        && !line.ends_with('摄')
        && !line.ends_with("供图")
        && line.contains(MARKS)
        && (next.contains(MARKS) || ends(next))
        && !head::is_byline_line(next);
    if !is_broken || width(line) < *WIDTHS.start() {
        return Tear::No;
    }
    let letters = |text: &str| text.chars().count();
    let tail = line.rsplit(MARKS).next().unwrap_or_default();
    // A list may end with a name, and most have two letters.
    let is_list = line.trim_end_matches(tail).ends_with('、');
    if is_list && head::are_names(tail) {
        return Tear::No;
    }
    let most = if is_list { 1 } else { 2 };
    let is_short = !tail.is_ascii() && letters(tail) <= most;
    let is_number = line.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit());
    let begins_nothing =
        next.starts_with(|c: char| c.is_ascii_lowercase() || "，。、；：！？”』」）》】的了着们吗呢吧".contains(c));
    if is_short || is_number || begins_nothing { Tear::Sure } else { Tear::Perhaps }
}

/// How the first line ends that may be torn, among lines that were not joined.
pub(super) fn perhaps_torn(groups: &[Vec<&str>], wrapping: Option<Wrapping>) -> Option<String> {
    let is_joined = |pair: &Pair<'_>| wrapping.is_some_and(|wrapping| wrapping.goes_on(pair.line, pair.next));
    let mut left = torn(groups).into_iter().map(|(pair, _)| pair).filter(|pair| !is_joined(pair));
    let pair = left.find(|pair| width(pair.line) > VERSE)?;
    let end: Vec<char> = pair.line.chars().rev().take(SHOWN).collect();
    let begin: String = pair.next.trim().chars().take(SHOWN).collect();
    Some(format!("…{} / {begin}…", end.iter().rev().collect::<String>()))
}

/// Lines of verse are at most so wide.
const VERSE: usize = 36;
/// Letters that are shown at both sides of where a line ends.
const SHOWN: usize = 8;

/// Paragraphs of a text begin with an indent when so many lines do.
const INDENTED: usize = 2;

/// Whether paragraphs of a text, grouped by blank lines, begin with an indent.
pub(super) fn is_indented_text(groups: &[Vec<&str>]) -> bool {
    groups.iter().flatten().filter(|line| is_indented(line)).count() >= INDENTED
}

/// Whether a line without an indent goes on with a paragraph that began with one: where the text broke off at a pause, and in a wire always.
pub(super) fn goes_on_unindented(before: &str, line: &str, is_wire: bool) -> bool {
    let is_broken = width(before) >= *WIDTHS.start() && before.ends_with(['，', '、']);
    (is_wire || is_broken) && may_go_on(before, line)
}

/// Whether two lines can be of one paragraph by their looks.
fn may_go_on(line: &str, next: &str) -> bool {
    !is_indented(next)
        && !begins_item(next)
        && ![line, next].iter().any(|line| head::is_labelled(line) || super::desk::line(line).is_some())
}

pub(super) fn is_indented(line: &str) -> bool {
    line.starts_with(['\u{3000}', '\t']) || line.starts_with("  ")
}

/// Whether a line begins a point of a list, a row of a table, or a quotation.
pub(super) fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_numbered = number.len() < line.len() && number.starts_with(['、', '．', ')', '）']);
    is_numbered
        || line.starts_with(['|', '>', '#', '•', '·', '●', '■', '◆', '①', '②', '③', '④', '⑤', '—', '*', '（'])
        || line.starts_with("- ")
}

/// Whether a line ends a sentence.
pub(super) fn ends(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '’', '』', '」', '）', ')', '"', ' ', '\u{3000}']);
    line.ends_with(['。', '！', '？', '…', '.', '!', '?'])
}

/// How wide a line is, in half-width letters.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What may not be torn at the beginning of a line.
fn first_word(line: &str) -> &str {
    let latin = line.chars().take_while(|c| c.is_ascii() && !c.is_whitespace()).count();
    let closing = |c: &char| "，。、；：！？”』」）》】".contains(*c);
    let letters = if latin > 0 { latin } else { 1 + line.chars().skip(1).take_while(closing).count() };
    let end = line.char_indices().nth(letters).map_or(line.len(), |(at, _)| at);
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::super::plain::paragraphs;

    fn read(text: &str) -> Vec<String> {
        paragraphs(text).blocks.iter().map(|block| block.text()).collect()
    }

    #[test]
    fn lines_broken_by_hand_are_joined_and_others_stay() {
        let open = "昨天上午，记者在港口看到，工人们正在\n装卸货物，一片繁忙景象。据了解，今年\n以来港口吞吐量增长。\n负责人说，将继续努力，把港口建设得\n更好。";
        assert_eq!(
            read(open),
            [
                "昨天上午，记者在港口看到，工人们正在装卸货物，一片繁忙景象。据了解，今年以来港口吞吐量增长。",
                "负责人说，将继续努力，把港口建设得更好。"
            ]
        );
        let indented = "题目\n\n　　昨天上午，记者在港口看到工人们正\n在装卸货物，一片繁忙景象。据了解，今\n年以来港口吞吐量又增长了许多许多了。\n负责人这样说。\n　　第二段。";
        assert_eq!(read(indented).len(), 3);
        let mixed = "The harbour of Linlan opened its new quay on\nMonday, and the first ships were loaded with\ngrain from the north, officials said.\n\nThey expect 36,000 tonnes a day before the\nsummer ends, and as much again in autumn.";
        assert_eq!(read(mixed).len(), 2);
        let rows = ["　　", ""].map(|indent| {
            format!("{indent}截至三月十一日，全市共有一百二十三家企业复工，其中\n规模以上企业五十六家，占比百分之四十五点五，比去年\n同期提高三个百分点。")
        });
        assert!(rows.iter().all(|text| read(text).len() == 1));
    }

    #[test]
    fn a_sentence_torn_once_is_joined_too() {
        let head = "城西菜市场今天重新开张\n\n";
        let last = "\n\n据了解，今年全市还将改造7个菜市场，计划11月底前全部完工。";
        for (text, count) in [
            (
                "在水产区，摊主陈国平正把带鱼摆上冰台。他说改造期间在临时市场卖了半年，老\n主顾丢了一半，“今天来了不少，都说要回来买”。",
                1,
            ),
            (
                "“菜价跟以前差不多，就是干净了。”家住胜利路的李阿姨说，“以前下雨天，地\n上全是水，现在不会了。”她在这里买了二十年的菜，认识每一个摊主。",
                1,
            ),
            (
                "The market at the west gate opened again on Monday, and the first buyers came\nbefore six, officials said.",
                1,
            ),
            // Two tears of one width.
            (
                "昨天上午，临澜港务局宣布，通往南方的第三条航线正式开通，货轮满载水产\n离港，预计四天后到达，比走陆路快一天半，运费省下两成。港务局负责人王\n强说，年内还要再开两条。",
                1,
            ),
            // Rows of one length are a list, and no sentence ends within them.
            (
                "男子一百米组，第一名王小强，十秒零二，来自临澜市第一中学田径代表队的张老师带队\n女子一百米组，第一名李文华，十二秒三，来自临澜市第二中学田径代表队的王老师带队\n男子四百米组，第一名陈志远，五十秒一，来自临澜市第三中学田径代表队的李老师带队",
                3,
            ),
            // A caption, an author, an introduction of speech, a crosshead and a list of names end so and are whole.
            (
                "昨天，城西菜市场重新开张，一早就来了许多人。图为市民在水产区选购带鱼。本报记者 王强 摄\n市场管理方介绍，新市场有摊位。",
                2,
            ),
            (
                "市场管理方介绍，新市场有摊位一百二十八个，其中蔬菜摊五十八个，水产摊二十三个。（王强）\n据了解，今年还将改造。",
                2,
            ),
            (
                "市场管理方负责人陈国平昨天上午在重新开张的现场，面对挤在门口的许多居民，大声地说：\n“开门了，请大家慢走。”",
                2,
            ),
            (
                "昨天傍晚，旧渡口步行桥的灯第一次全部亮起来，桥上站满了人，有人举着手机，有人抱着孩子\n摆渡人老周也来了，他在这里摇了三十年的船。",
                2,
            ),
            (
                "临澜港首季吞吐量增一成，集装箱增长最快，外贸箱居首，全年目标有望提前完成\n本报讯 昨天，临澜港务局宣布，一季度货物吞吐量1286万吨。",
                2,
            ),
            ("出席开张仪式的有市里和区里的许多部门，还有老摊主张国平、李文华、王小强、陈志远\n他们都讲了话。", 2),
        ] {
            assert_eq!(read(&format!("{head}{text}{last}")).len(), count + 2, "{text}");
        }
    }

    #[test]
    fn lines_are_counted_as_they_were_broken() {
        // By letters, whatever their width; and a column copied out of a page.
        let letters = "本报讯（记者 王强）昨天上午，改造了半年的城西菜市场重新开张。早上6点不\n到，门口就排起了长队，有人数了数，一共236人。市场管理方介绍，新市场有\n摊位128个，其中蔬菜摊58个、水产摊23个、肉摊19个，另外设了2个便\n民摊位，每天收费5元。";
        assert_eq!(read(letters).len(), 1);
        let column = "本报讯（记者王强）昨天\n上午，改造了半年的城西菜\n市场重新开张。早上6点不\n到，门口就排起了长队，有\n人数了数，一共236人。\n“菜价跟以前差不多，就\n是干净了。”家住胜利路的\n李阿姨说。";
        assert_eq!(read(column).len(), 2);
        assert_eq!(read(&format!("第3版 2026年3月11日 星期三\n{column}")).len(), 3);
    }

    #[test]
    fn what_may_be_torn_is_told() {
        let told =
            |text: &str| paragraphs(text).guesses.iter().any(|told| told.sentence.starts_with("a line ends without"));
        let text = "市场管理方介绍，新市场一共有摊位一百二十八个，其中蔬菜摊五十八个\n据了解，今年全市还将改造七个菜市场，计划十一月底以前全部都能够完工，比去年多两个，明年再改造五个。";
        assert!(told(&format!("题目在这里\n\n{text}")));
        assert!(!told(&format!("题目在这里\n\n{}", text.replace("个\n", "个。\n"))));
        assert!(!told(&format!("题目在这里\n\n{}", text.replace('\n', "\n\n"))));
    }

    #[test]
    fn verse_lists_tables_and_paragraphs_of_one_line_stay() {
        for text in [
            "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
            "轻轻的我走了，正如我轻轻的来，\n我轻轻的招手，\n作别西天的云彩。",
            "张三 李四 王五 赵六 钱七 孙八 周九\n吴十 郑一 王二 冯三 陈四 褚五 卫六\n蒋七 沈八 韩九 杨十 朱一 秦二 尤三",
            "一、加强领导，落实责任，确保各项工作措施落到实处；\n二、加强宣传，营造氛围，确保各项工作措施深入人心；\n三、加强督查，严格考核，确保各项工作措施取得实效",
            "第一段很长很长，这里是一个完整的段落，说了许多许多的话。\n第二段。\n第三段也是一个完整的段落，说了很多的话。",
            "标题一行在这里说明事情的经过\n副题一行在这里再说明一遍经过\n正文。",
            "问：港口什么时候开放，需要带什么证件\n答：明天。\n问：收费吗\n答：不收。",
        ] {
            assert_eq!(read(text).len(), text.lines().count(), "{text}");
        }
    }
}
