//! Tables, pictures and signs that were typed as text: in the manner of Markdown, or as columns between blanks.

use crate::input::{BlockKind, Files};

use super::draft::{Draft, DraftBlock, Loss, ManuscriptTable, Picture, Run};
use super::markup::fetch;

/// The longest cell of a table between blanks; longer ones are sentences.
const CELL: usize = 20;
/// Rows that such a table has at least.
const ROWS: usize = 3;

/// Takes tables and pictures out of the text; all of them are named.
pub(super) fn understand(draft: &mut Draft, files: &dyn Files) {
    let blocks = std::mem::take(&mut draft.blocks);
    let texts: Vec<String> = blocks.iter().map(DraftBlock::text).collect();
    let mut at = 0;
    // Lines that were looked through and are no table.
    let mut seen = 0;
    while let (Some(block), Some(text)) = (blocks.get(at), texts.get(at)) {
        let rest = texts.get(at..).unwrap_or_default();
        let columns = if at < seen { Vec::new() } else { spaced(rest) };
        seen = seen.max(at + columns.len());
        let is_table = is_table(&columns);
        if let Some((rows, taken)) = barred(rest).or_else(|| is_table.then(|| (columns.clone(), columns.len()))) {
            table(draft, rows);
            at += taken;
            continue;
        }
        at += 1;
        if is_fence(text) {
            name(draft, "sign of Markdown around lines of a program", text, false);
        } else if text.contains("![") {
            let rest = without_pictures(draft, text, files);
            if !rest.trim().is_empty() {
                let run = Run { text: rest, look: block.runs.first().map(|run| run.look.clone()).unwrap_or_default() };
                draft.blocks.push(DraftBlock { kind: BlockKind::Paragraph, runs: vec![run] });
            }
        } else {
            draft.blocks.push(block.clone());
        }
    }
}

fn name(draft: &mut Draft, what: &'static str, text: &str, text_kept: bool) {
    let paragraph = draft.blocks.len() + 1;
    draft.losses.push(Loss { paragraph, text_kept, ..Loss::of_head(what, text.trim()) });
}

fn table(draft: &mut Draft, rows: Vec<Vec<String>>) {
    let words = rows.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    name(draft, "table", &words, false);
    draft.tables.push(ManuscriptTable::even(rows));
}

/// A table of Markdown (GitHub Flavored Markdown §4.10) at the beginning of some lines, and how many of them it takes.
fn barred(lines: &[String]) -> Option<(Vec<Vec<String>>, usize)> {
    let cells = |line: &String| {
        let line = line.trim();
        let line = line.strip_prefix('|').unwrap_or(line);
        let line = line.strip_suffix('|').unwrap_or(line);
        line.split('|').map(|cell| cell.trim().replace("**", "")).collect::<Vec<_>>()
    };
    let is_separator =
        |line: &String| line.contains('-') && line.contains('|') && line.chars().all(|c| "|-: \t".contains(c));
    if !lines.first()?.contains('|') || !is_separator(lines.get(1)?) {
        return None;
    }
    let below = lines[2..].iter().take_while(|line| line.contains('|')).count();
    let rows = lines[..1].iter().chain(&lines[2..2 + below]).map(cells).collect();
    Some((rows, 2 + below))
}

/// The cells of lines of as many columns each, from the first on.
fn spaced(lines: &[String]) -> Vec<Vec<String>> {
    let count = lines.first().and_then(|line| columns(line)).map_or(0, |cells| cells.len());
    lines.iter().map_while(|line| columns(line).filter(|cells| cells.len() == count)).collect()
}

/// Whether lines of columns are a table: there are several, most of which have figures.
fn is_table(rows: &[Vec<String>]) -> bool {
    let has_figure = |row: &&Vec<String>| row.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    rows.len() >= ROWS && rows.iter().skip(1).filter(has_figure).count() * 2 >= rows.len()
}

/// The cells of a line between tabs or several blanks; none of one that has a single one or a sentence.
fn columns(line: &str) -> Option<Vec<String>> {
    let plain = line.trim().replace('\t', "  ");
    let cells: Vec<String> =
        plain.split("  ").map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
    let is_cell = |cell: &String| cell.chars().count() <= CELL && !cell.contains(['。', '，', '；', '：']);
    (cells.len() > 1 && cells.iter().all(is_cell)).then_some(cells)
}

fn is_fence(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("```") || text.starts_with("~~~"))
        && text.trim_matches(['`', '~']).chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+'))
}

/// A text without its pictures, `![words](file)`: those that lie beside it come with the article, all others are named.
fn without_pictures(draft: &mut Draft, text: &str, files: &dyn Files) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("![") {
        let Some((words, (source, behind))) =
            after.split_once("](").and_then(|(words, behind)| Some((words, behind.split_once(')')?)))
        else {
            break;
        };
        kept.push_str(before);
        rest = behind;
        let source = source.split(['"', ' ']).next().unwrap_or_default();
        match fetch(source, files) {
            Ok(bytes) => draft.pictures.push(Picture { name: String::new(), bytes, caption: words.to_owned() }),
            Err(why) => name(draft, why, &format!("{source} {words}"), false),
        }
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileProblem;

    struct Beside;

    impl Files for Beside {
        fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
            if path == "a.png" { Ok(b"\x89PNG".to_vec()) } else { Err(FileProblem::Missing) }
        }
    }

    fn read(text: &str) -> Draft {
        let mut draft = super::super::plain::paragraphs(text);
        understand(&mut draft, &Beside);
        draft
    }

    #[test]
    fn tables_that_were_typed_become_tables() {
        for (text, rows, left) in [
            ("| 甲 | 乙 |\n|--|:-:|\n| **1** | 2 |\n| 3 | |\n文", 3, 1),
            ("甲|乙\n---|---\n1|2", 2, 0),
            ("姓名  成绩\n张三  98\n李四  97\n完。", 3, 1),
            ("姓名\t成绩\n张三\t98\n李四\t97", 3, 0),
            ("记者  林越\n通讯员  沈禾\n摄影  吴江", 0, 3),
            ("甲  1\n乙  2", 0, 2),
            ("| 甲 | 乙 |\n| 丙 | 丁 |", 0, 2),
        ] {
            let draft = read(text);
            let found = draft.tables.first().map_or(0, |table| table.rows.len());
            assert_eq!((found, draft.blocks.len()), (rows, left), "{text}");
        }
    }

    #[test]
    fn pictures_that_were_typed_come_along_or_are_named() {
        let draft = read("见![码头](a.png)和![船](b.jpg \"x\")。\n```\nx=1\n```");
        assert_eq!(draft.pictures[0].caption, "码头");
        assert_eq!(draft.blocks.iter().map(DraftBlock::text).collect::<Vec<_>>(), ["见和。", "x=1"]);
        assert_eq!((draft.losses.len(), draft.losses[0].extract.as_str()), (3, "b.jpg 船"));
    }
}
