//! Lines that were broken by hand, or by a program where its window ended: several of them are one paragraph.

use super::head;

/// Lines broken by hand are so wide, in half-width letters: shorter ones are headlines, labels and verse, longer ones paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 28..=180;
/// How much short of the widest a full line may be besides the word that had no room.
const SLACK: usize = 3;
/// Full lines that a text has at least before it is taken for broken by hand.
const FULL: usize = 2;
/// Marks that sentences have within; rows of a table and lists of names have none.
const MARKS: [char; 10] = ['，', '。', '、', '；', '：', '！', '？', ',', '.', ';'];

/// How a text was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrapping {
    /// The room that lines had, in half-width letters.
    room: usize,
    /// Whether paragraphs begin with an indent or stand apart, so that a full line may well end with a sentence.
    is_parted: bool,
}

impl Wrapping {
    /// How the lines of a text, grouped by blank ones, were broken; none where each is a paragraph.
    pub(super) fn of(groups: &[Vec<&str>]) -> Option<Self> {
        let pairs = || groups.iter().flat_map(|lines| lines.windows(2).map(|pair| (pair[0], pair[1])));
        let open = || pairs().filter(|(line, next)| !ends(line) && may_go_on(line, next));
        let room = open().map(|(line, _)| width(line)).max().filter(|room| WIDTHS.contains(room))?;
        let is_parted = groups.iter().filter(|lines| lines.len() > 1).count() > 1
            || groups.iter().flatten().any(|line| is_indented(line));
        let wrapping = Self { room, is_parted };
        let full = open().filter(|(line, next)| wrapping.is_full(line, next)).count();
        let marked = open().filter(|(line, _)| line.contains(MARKS)).count();
        let longer = groups.iter().flatten().filter(|line| width(line) > room + SLACK).count();
        let all = groups.iter().map(Vec::len).sum::<usize>();
        let is_sound =
            full >= FULL && full * 10 >= open().count() * 7 && marked * 2 >= open().count() && longer * 8 <= all;
        is_sound.then_some(wrapping)
    }

    /// Whether a line goes on with the sentence, or the paragraph, of the one before it.
    pub(super) fn goes_on(self, before: &str, line: &str) -> bool {
        may_go_on(before, line) && self.is_full(before, line) && (self.is_parted || !ends(before))
    }

    /// Whether the first word of the next line had no room behind a line.
    fn is_full(self, line: &str, next: &str) -> bool {
        width(line) + first_word(next.trim_start()) + SLACK > self.room
    }
}

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

/// How wide what may not be torn at the beginning of a line is.
fn first_word(line: &str) -> usize {
    let latin = line.chars().take_while(|c| c.is_ascii() && !c.is_whitespace()).count();
    if latin > 0 {
        return latin;
    }
    let closing = |c: &char| "，。、；：！？”』」）》】".contains(*c);
    2 + 2 * line.chars().skip(1).take_while(closing).count()
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
