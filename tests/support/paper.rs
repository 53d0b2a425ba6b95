//! Papers written at random: articles and editions as a desk types them, each with what it must print.

#![allow(unreachable_pub, reason = "a module of test binaries has no outside")]
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

use proptest::prelude::*;
use proptest::sample::select;

/// A text as it is typed, with what it prints.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub source: String,
    pub prints: String,
}

impl Typed {
    fn new(source: &str, prints: &str) -> Self {
        Self { source: source.to_owned(), prints: prints.to_owned() }
    }

    fn within(self, before: &str, after: &str) -> Self {
        Self { source: format!("{before}{}{after}", self.source), prints: self.prints }
    }

    fn joined(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let (sources, prints): (Vec<_>, String) = parts.into_iter().map(|part| (part.source, part.prints)).unzip();
        Self { source: sources.join(between), prints }
    }
}

/// What prints as it stands, wherever it stands.
const WORDS: &[&str] = &[
    "春潮渡口",
    "老渔民沈禾说：“再等等。”",
    "《潮信》",
    "（见右图）",
    "‘鹭洲’号",
    "——",
    "……",
    "12,800元",
    "3.5 kg",
    "2026—2030年",
    "增长12.5%，",
    "Blue Harbor",
    "typewriter",
    "internationalization of harbours",
    "A级；",
    "㎡",
    "①",
    "H₂O",
    "10⁵",
    "10:30",
    "１２．５",
    "ＡＢ",
    "it's",
    "naïve",
    "e\u{301}tude",
    "M&A",
    "3·15",
    "!?",
    "！？",
    "℃",
    "-5",
    "甲/乙",
    "www.example.com/a-b",
    "\u{3000}",
    "、",
    "。",
    "；",
    "\"straight\"",
    "&",
    "&&",
];

/// What Markdown reads otherwise.
const MARKDOWN: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&#38498;", "院"),
    ("&nbsp;", ""),
    ("\\*", "*"),
    ("\\#", "#"),
    ("\\[注\\]", "[注]"),
    ("\\:dot[点]", ":dot[点]"),
    ("\\\n续", "续"),
    ("\n接", "接"),
    ("<!-- 待核 -->", ""),
    ("[渡口](https://example.com/a)", "渡口"),
    ("[渡*口*](https://example.com/a)", "渡口"),
];

/// What texts of the page say of it.
const VARIABLES: &[(&str, &str)] =
    &[("{paper}", "临澜日报"), ("{date-cn}", "2026年3月12日"), ("{weekday}", "星期四"), ("{own}", "*自*定")];

fn word() -> impl Strategy<Value = Typed> + Clone {
    prop_oneof![
        3 => select(WORDS).prop_map(|word| Typed::new(word, word)),
        2 => "[春潮渡口鹭洲信风帆影，；]{1,7}".prop_map(|word| Typed::new(&word, &word)),
    ]
}

/// Words inside marks: without blanks at their ends, and never none.
fn marked_word() -> impl Strategy<Value = Typed> + Clone {
    "[春潮渡口鹭洲信风帆影a-c0-9]{1,5}".prop_map(|word| Typed::new(&word, &word))
}

fn with_marks(inner: impl Strategy<Value = Typed> + Clone + 'static) -> impl Strategy<Value = Typed> + Clone {
    let around = |before: &'static str, after: &'static str| inner.clone().prop_map(move |it| it.within(before, after));
    let ruby = (inner.clone(), "[a-zāéǐù]{1,4}( [a-zāéǐù]{1,4})?");
    prop_oneof![
        around("**", "**"),
        around("*", "*"),
        around("***", "***"),
        around(":dot[", "]"),
        around(":name[", "]"),
        around(":book[", "]"),
        around(":note[", "]"),
        around(":lang[", "]{zh-Hant}"),
        around(":sup[", "]"),
        around(":sub[", "]"),
        "[0-9]{1,2}".prop_map(|digits| Typed::new(&format!(":tcy[{digits}]"), &digits)),
        select(&[(":sup[5]", "5"), (":sub[2]", "2"), (":sup[①]", "①"), (":sup[n+1]", "n+1"), (":sup[-2]", "-2")][..])
            .prop_map(|(source, prints)| Typed::new(source, prints)),
        ruby.prop_map(|(base, reading)| Typed {
            source: format!(":ruby[{}]{{{reading}}}", base.source),
            prints: base.prints + &reading,
        }),
    ]
}

fn marked() -> impl Strategy<Value = Typed> + Clone {
    // A star at the edge of another's pair makes one row with it, and one between figures multiplies: there are words around them.
    let starred = with_marks(marked_word())
        .prop_map(|marked| Typed::joined([Typed::new("信", "信"), marked, Typed::new("风", "风")], ""));
    let nested = prop_oneof![
        starred.clone().prop_map(|it| it.within(":dot[", "]")),
        starred.clone().prop_map(|it| it.within(":book[", "]")),
        starred.prop_map(|it| it.within(":note[", "]")),
        with_marks(marked_word())
            .prop_filter("stars in stars", |it| !it.source.contains('*'))
            .prop_map(|it| it.within("**", "**")),
    ];
    prop_oneof![3 => with_marks(marked_word()), 1 => nested]
}

/// Words, marks and whatever else; it begins with a Chinese sign, so that it is no mark of a block.
fn text(others: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = Typed> + Clone {
    let other = select(others).prop_map(|(source, prints)| Typed::new(source, prints));
    let part = (word(), prop_oneof![2 => marked(), 1 => other, 1 => word()])
        .prop_map(|(word, other)| Typed::joined([word, Typed::new("潮", "潮"), other, Typed::new("口", "口")], ""));
    (select(&["昨", "“今", "《渔", "（春", "9月"][..]), prop::collection::vec(part, 0..6), word()).prop_map(
        |(first, parts, last)| {
            Typed::joined([Typed::new(first, first)].into_iter().chain(parts).chain([Typed::new("潮", "潮"), last]), "")
        },
    )
}

/// A line of a value: no line breaks, and directives and stars alone.
fn line() -> impl Strategy<Value = Typed> + Clone {
    text(&[("", ""), (" ", ""), ("\u{3000}", ""), ("*&*", "&"), ("#1", "#1"), ("100%", "100%")])
}

/// A block of an article.
fn block() -> impl Strategy<Value = Typed> + Clone {
    let of = |before: &'static str| {
        text(MARKDOWN).prop_filter("one line", |it| !it.source.contains('\n')).prop_map(move |it| it.within(before, ""))
    };
    let items = prop::collection::vec(text(&[("", "")]), 1..4);
    let listed = |mark: &'static str, prints: &'static str| {
        items.clone().prop_map(move |items| {
            let items = items
                .into_iter()
                .map(|it| Typed { source: format!("{mark} {}", it.source), prints: prints.to_owned() + &it.prints });
            Typed::joined(items, "\n")
        })
    };
    prop_oneof![
        5 => text(MARKDOWN),
        1 => of("## "),
        1 => of("\u{3000}\u{3000}"),
        1 => of("> "),
        1 => listed("-", "●"),
        1 => listed("1.", "1."),
        1 => listed("2)", "2)"),
        1 => marked_word().prop_map(|it| it.within("![", "](p.png)")),
        1 => marked_word().prop_map(|it| it.within("![", "](p.png \"columns: 2\")")),
    ]
}

/// A value of YAML, as it may be quoted.
fn value(lines: Vec<Typed>, quotes: usize, indent: &str) -> Typed {
    let prints = lines.iter().map(|line| line.prints.as_str()).collect();
    let lines: Vec<String> = lines.into_iter().map(|line| line.source).collect();
    let source = match quotes {
        _ if lines.len() > 1 => format!("|\n{indent}{}", lines.join(&format!("\n{indent}"))),
        0 => format!("'{}'", lines[0].replace('\'', "''")),
        1 => format!("\"{}\"", lines[0].replace('\\', "\\\\").replace('"', "\\\"")),
        2 => format!(">-\n{indent}{}", lines[0]),
        _ => format!("|-\n{indent}{}", lines[0]),
    };
    Typed { source, prints }
}

fn value_of(indent: &'static str, most: usize) -> impl Strategy<Value = Typed> + Clone {
    (prop::collection::vec(line(), 1..=most), 0..4_usize).prop_map(move |(lines, quotes)| value(lines, quotes, indent))
}

/// A text of the page, with variables.
fn note() -> impl Strategy<Value = Typed> + Clone {
    (prop::collection::vec(text(VARIABLES), 1..3), 0..4_usize)
        .prop_map(|(lines, quotes)| value(lines, quotes, "          "))
        .prop_map(|it| Typed { prints: it.prints.replace("*自*", "自"), ..it })
}

/// An article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub source: String,
    /// What it prints: its front matter, then each block.
    pub prints: Vec<String>,
    /// What its headline prints.
    pub headline: String,
}

pub fn article() -> impl Strategy<Value = Article> + Clone {
    let key = |name: &'static str, most| value_of("  ", most).prop_map(move |it| it.within(&format!("{name}: "), "\n"));
    let maybe = |name| prop::option::of(key(name, 1));
    let front = (maybe("kicker"), key("headline", 3), maybe("deck"), maybe("byline"), maybe("dateline"));
    (front, prop::collection::vec(block(), 1..6)).prop_map(|((kicker, headline, deck, byline, dateline), blocks)| {
        let printed = headline.prints.clone();
        let front: Vec<Typed> = [kicker, Some(headline), deck, byline, dateline].into_iter().flatten().collect();
        let prints = front.iter().chain(&blocks).map(|it| it.prints.clone()).collect();
        let blocks = Typed::joined(blocks, "\n\n").source;
        Article {
            source: format!("---\n{}---\n{blocks}\n", Typed::joined(front, "").source),
            prints,
            headline: printed,
        }
    })
}

/// A table as a file: rows of cells between commas, quoted where they must be.
fn table() -> impl Strategy<Value = Typed> + Clone {
    let cell = prop_oneof![
        marked_word(),
        with_marks(marked_word()),
        select(
            &["甲，乙", "3.5", "-12", "他说\"好\"", "甲,乙", "&amp;", "Blue Harbor", "它's", " 前", "10:sup[3]"][..]
        )
        .prop_map(|cell| {
            let quoted =
                if cell.contains(['"', ',']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() };
            Typed::new(&quoted, &cell.replace(":sup[3]", "3"))
        }),
    ];
    let row = prop::collection::vec(cell, 3).prop_map(|cells| Typed::joined(cells, ","));
    prop::collection::vec(row, 2..5).prop_map(|rows| Typed::joined(rows, "\n"))
}

/// An edition with all its files, and what it prints.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    pub edition: String,
    pub article: String,
    pub table: String,
    /// What it prints, stretch by stretch.
    pub prints: Vec<String>,
}

/// Layouts of a page of two columns: one line across, one down, a story that jumps, looks of all kinds.
const LAYOUTS: &[&str] = &[
    "
      stories: {lead: {head: head, body: [text, rest], end-mark: ■}}
      frames:
        head: {area: {columns: 1-2, rows: 1-14}}
        text: {area: {columns: 1, rows: 15-60}, columns: 2}
        rest: {area: {columns: 2, rows: 15-60}}",
    "
      styles: {body: {drop-cap: 2, full-width: ascii, fit: first, hang: true}, headline: {layers: [{dx: 1pt, dy: 1pt, ink: black}]}}
      stories: {lead: {head: head, body: [text], end-mark: ■, styles: {list: caption, first: caption}}}
      frames:
        head: {area: {columns: 1-2, rows: 1-14}, columns: 2, balance: true}
        text: {area: {columns: 1-2, rows: 15-60}, columns: 4, balance: true}",
    "
      styles: {headline: {fit-size: [8pt, 40pt], fit: balanced}, body: {hyphenate: always, language: zh-Hant, tracking: 0.02em}}
      stories: {lead: {head: head, body: [text], end-mark: ■}}
      frames:
        head: {area: {columns: 2, rows: 1-60}, direction: vertical}
        text: {area: {columns: 1, rows: 1-60}, columns: 2, direction: vertical}",
    "
      styles: {body: {punctuation: quanjiao, stretch: even, kinsoku: strict}}
      stories: {lead: {body: [text], end-mark: ■}}
      frames:
        text: {area: {columns: 1-2, rows: 1-60}, columns: 3, lines: free}",
];

/// A page from which the story goes on, and the page on which it does.
const FIRST_OF_TWO: &str = "
      stories: {lead: {head: head, body: [text], end-mark: ■}}
      frames:
        head: {area: {columns: 1-2, rows: 1-14}}
        text: {area: {at: [10mm, 90mm], size: [34mm, 18mm]}}";
const SECOND_OF_TWO: &str = "  - layout:
      page: {trim: [260mm, 420mm], margins: 10mm, grid: {columns: 2, gutter: 5mm}}
      stories: {rest: {head: head, body: [text]}}
      frames:
        head: {area: {columns: 1-2, rows: 1-14}}
        text: {area: {columns: 1-2, rows: 15-90}, columns: 3}
    put:
      rest: {continues: a.md}
";

fn edition_of(layout: &str, note: &str, caption: &str, credit: &str) -> String {
    format!(
        "paper: 临澜日报
date: 2026-03-12
texts: {{own: \"*自*定\"}}
tables: {{own: {{file: t.csv, header: 0, align: [start, decimal, end]}}}}
pages:
  - layout:
      page: {{trim: [260mm, 420mm], margins: 10mm, grid: {{columns: 2, gutter: 5mm}}}}{layout}
        folio: {{area: {{at: [10mm, 3mm], size: [150mm, 6mm]}}, text: \"{{paper}}　{{date-cn}} {{weekday}} 第{{page}}版\"}}
        note: {{area: {{columns: 1, rows: 62-74}}, align: top, style: caption}}
        table: {{area: {{columns: 2, rows: 62-74}}}}
        photo: {{area: {{columns: 1-2, rows: 76-94}}}}
    put:
      lead: a.md
      table: {{table: t.csv}}
      note:
        text: {note}
      photo:
        picture: p.png
        caption-lines: 8
        caption: {caption}
        credit: {credit}
"
    )
}

pub fn paper() -> impl Strategy<Value = Paper> {
    let layouts = prop_oneof![4 => select(LAYOUTS).prop_map(Some), 2 => Just(None)];
    (article(), note(), value_of("          ", 2), value_of("          ", 1), table(), layouts, any::<bool>()).prop_map(
        |(article, note, caption, credit, table, layout, is_in_text)| {
            let mut prints = article.prints;
            let mut source = article.source;
            // Where lines run down a table is refused.
            if is_in_text && !layout.is_some_and(|layout| layout.contains("vertical")) {
                source += "\n![表一](own)\n";
                prints.extend(["表一".to_owned(), table.prints.clone()]);
            }
            prints.extend([note.prints, caption.prints, credit.prints, table.prints]);
            prints.extend(["■", "临澜日报2026年3月12日星期四第1版"].map(str::to_owned));
            let mut edition = edition_of(layout.unwrap_or(FIRST_OF_TWO), &note.source, &caption.source, &credit.source);
            if layout.is_none() {
                edition += SECOND_OF_TWO;
                prints.extend([article.headline, "（下转第2版）（上接第1版）".to_owned()]);
            }
            Paper { edition, article: source, table: table.source, prints }
        },
    )
}
