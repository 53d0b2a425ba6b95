//! `paiban lines`: how a text sets.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use paiban::base::{Em, FamilyId, Len, Permille};
use paiban::font::FontBook;
use paiban::line::{LineMeasures, LineReport, describe, set_para};
use paiban::model::{CharStyle, Direction, Edition, Family, Lang, Latin, Para, ParaStyle, Run, Story};
use paiban::shape::{ShapedPara, shape_edition_in, shape_ideal_in};
use paiban::tradition::{
    Composition, Fit, Hyphenate, Kinsoku, LineEndStop, Policy, PunctStyle, Stretch, UnitGlue, WordBreak,
};

use super::files::fonts;
use super::language::spoken;
use super::{Failure, read_text};

/// Shows how a text sets, line by line.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban lines article.txt --measure 15em --indent 2em\n  echo '昨天上午，……' | paiban lines --ideal"
)]
pub(crate) struct LinesArgs {
    /// Text file, or `-` for standard input; every line of it is a paragraph.
    #[arg(default_value = "-")]
    file: String,
    /// Measure, such as `15em` or `60mm`.
    #[arg(long)]
    measure: String,
    /// Type size.
    #[arg(long, default_value = "9pt")]
    size: String,
    /// Punctuation style.
    #[arg(long, value_enum)]
    punct: Option<PunctArg>,
    /// Strictness of line-edge prohibitions.
    #[arg(long, value_enum)]
    kinsoku: Option<KinsokuArg>,
    /// What settles a forbidden break first.
    #[arg(long, value_enum)]
    policy: Option<PolicyArg>,
    /// Language of the text; it decides what no option says.
    #[arg(long, value_enum, ignore_case = true)]
    language: Option<LanguageArg>,
    /// Direction of lines.
    #[arg(long, value_enum, default_value_t = DirectionArg::Horizontal)]
    direction: DirectionArg,
    /// Region of punctuation rules, for Chinese whose language is not said.
    #[arg(long, value_enum, ignore_case = true, conflicts_with = "language")]
    region: Option<RegionArg>,
    /// First-line indent.
    #[arg(long, default_value = "0em")]
    indent: String,
    /// Han–Western gap.
    #[arg(long)]
    autospace: Option<String>,
    /// Lets stops and commas hang outside the measure.
    #[arg(long)]
    hang: bool,
    /// Leaves lines ragged.
    #[arg(long)]
    no_justify: bool,
    /// Keeps the last line from being a single character.
    #[arg(long)]
    orphan_fix: bool,
    /// Never squeezes 。！？.
    #[arg(long)]
    no_squeeze_stops: bool,
    /// Keeps the blank of an opening mark on the first line.
    #[arg(long)]
    no_trim_first: bool,
    /// What stops do at a line end.
    #[arg(long, value_enum)]
    line_end_stop: Option<StopArg>,
    /// Where words of Korean are broken.
    #[arg(long, value_enum)]
    word_break: Option<BreakArg>,
    /// How firmly a number stays with its unit, a date or a range whole.
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "always")]
    unit_glue: Option<GlueArg>,
    /// Where a line's slack goes first.
    #[arg(long, value_enum)]
    stretch: Option<StretchArg>,
    /// How breaks are chosen.
    #[arg(long, value_enum, default_value_t = FitArg::Optimum)]
    fit: FitArg,
    /// Lines more or fewer than the optimum.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    looseness: i8,
    /// Hyphenates long English words in columns of any measure, not only in narrow ones.
    #[arg(long)]
    hyphenate: bool,
    /// Ideal metrics (Han 1 em, Western ½ em, space 0.3 em) instead of a font.
    #[arg(long)]
    ideal: bool,
    /// Family of Chinese characters, when metrics are not ideal.
    #[arg(long, default_value = "Noto Serif CJK SC")]
    face: String,
    /// Family of Western letters, when metrics are not ideal.
    #[arg(long, default_value = "Paiban Termes")]
    latin: String,
    /// Further fonts: files or folders.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
    /// JSON for scripts: an array of paragraphs, each with its `lines`.
    #[arg(long)]
    json: bool,
}

macro_rules! choices {
    ($(#[$doc:meta] $arg:ident => $model:ident { $($(#[$alias:meta])* $variant:ident => $to:ident),* $(,)? })*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, ValueEnum)]
        #[value(rename_all = "snake_case")]
        enum $arg { $($(#[$alias])* $variant),* }

        impl From<$arg> for $model {
            fn from(arg: $arg) -> Self {
                match arg { $($arg::$variant => Self::$to),* }
            }
        }
    )*};
}

choices! {
    /// Punctuation styles (composition C3).
    PunctArg => PunctStyle { Plain => Plain, Hangmobanjiao => Hangmobanjiao, Quanjiao => Quanjiao, Kaiming => Kaiming, Banjiao => Banjiao, Cct => Cct }
    /// Kinsoku levels (B3).
    KinsokuArg => Kinsoku { None => None, Basic => Basic, Loose => Loose, Gb => Gb, News => News, Normal => Normal, Strict => Strict }
    /// Policies (D1).
    PolicyArg => Policy { #[value(alias = "push-in")] PushIn => PushIn, #[value(alias = "push-out")] PushOut => PushOut }
    /// Regions (C2).
    RegionArg => Lang { #[value(name = "SC")] Sc => ZhHans, #[value(name = "TC")] Tc => ZhHant }
    /// Languages.
    LanguageArg => Lang {
        #[value(name = "zh-Hans", alias = "zh-CN")] ZhHans => ZhHans,
        #[value(name = "zh-Hant", alias = "zh-TW")] ZhHant => ZhHant,
        #[value(name = "zh-HK", alias = "zh-MO")] ZhHk => ZhHk,
        Ja => Ja,
        Ko => Ko,
        En => En,
    }
    /// Directions of lines.
    DirectionArg => Direction { Horizontal => Horizontal, Vertical => Vertical }
    /// Breaks in words (KO3).
    BreakArg => WordBreak { Normal => Normal, #[value(name = "keep-all", alias = "keep_all")] KeepAll => KeepAll }
    /// Stops at a line end (C3).
    StopArg => LineEndStop { Keep => Keep, Trim => Trim, Allow => Allow }
    /// Units (B4).
    GlueArg => UnitGlue { News => News, Never => Never, Always => Always }
    /// Slack (D4).
    StretchArg => Stretch { Marks => Marks, Even => Even }
    /// Break choice (D7).
    FitArg => Fit { First => First, Optimum => Optimum }
}

/// One paragraph of the JSON form.
#[derive(serde::Serialize)]
struct ParaReport {
    text: String,
    lines: Vec<LineReport>,
}

/// Runs the command.
pub(crate) fn run(args: &LinesArgs) -> Result<(), Failure> {
    let size = length("--size", &args.size, Len::pt(1))?;
    let measure = length("--measure", &args.measure, size)?;
    let style = style(args, size)?;
    let text = read_text(&args.file)?;
    let measures = LineMeasures::new(&[], measure);
    let mut reports = Vec::new();
    for (para, shaped) in paragraphs(&text).zip(shaped(args, &text, size)?) {
        let lines = set_para(&shaped, &style, &measures);
        reports.push(ParaReport { text: para.to_owned(), lines: describe(&shaped, &lines, size) });
    }
    let out = if args.json { json(&reports)? } else { table(&reports) };
    super::print(&out)
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}

/// The paragraphs with ideal metrics or in a font.
fn shaped(args: &LinesArgs, text: &str, size: Len) -> Result<Vec<ShapedPara>, Failure> {
    if args.ideal {
        return Ok(paragraphs(text)
            .map(|para| shape_ideal_in(para, size, lang(args), args.direction.into()))
            .collect());
    }
    let (fonts, _) = FontBook::load(fonts(&args.font_path)?);
    let edition = in_one_look(args, text, size, &fonts)?;
    let (mut stories, found) = shape_edition_in(&edition, &fonts, args.direction.into());
    match found.first() {
        Some(problem) => Err(Failure::usage(spoken(problem).message)),
        None => Ok(stories.remove(0).paras),
    }
}

/// Families that have what the asked one lacks: kanji, Hangul, characters of Taiwan and Hong Kong, Greek and Cyrillic.
const FURTHER: &[&str] = &["Noto Serif CJK Supplement", "Noto Serif"];

/// An edition of one story in one look, for shaping.
fn in_one_look(args: &LinesArgs, text: &str, size: Len, fonts: &FontBook) -> Result<Edition, Failure> {
    let face =
        |name: &str| fonts.find(name, 400).ok_or_else(|| Failure::usage(format!("no font called {name} is at hand")));
    let chain = std::iter::once(face(&args.face)?).chain(FURTHER.iter().filter_map(|name| fonts.find(name, 400)));
    let chain = chain.collect();
    let latin = Latin { face: face(&args.latin)?, scale: Permille::ONE, rise: Em::ZERO };
    let style = CharStyle {
        family: FamilyId(0),
        size,
        paint: None,
        lang: lang(args),
        scale_x: Permille::ONE,
        tracking: Em::ZERO,
        rise: Len::ZERO,
        gradient: None,
        layers: Vec::new(),
        features: Default::default(),
    };
    let run = |para: &str| Run { text: para.to_owned(), ..Run::default() };
    let paras = paragraphs(text).map(|para| Para { runs: vec![run(para)], ..Para::default() }).collect();
    Ok(Edition {
        families: vec![Family { name: args.face.clone(), chain, latin: Some(latin) }],
        char_styles: vec![style],
        para_styles: vec![ParaStyle::default()],
        stories: vec![Story { paras, ..Story::default() }],
        ..Edition::default()
    })
}

/// A length with a unit; `0` and fractions of the em such as `1/8` need none.
fn length(option: &str, text: &str, em: Len) -> Result<Len, Failure> {
    let fraction = || {
        let (part, whole) = text.trim_end_matches("em").split_once('/')?;
        Some(em.scaled(part.parse().ok()?, whole.parse().ok().filter(|whole| *whole > 0)?))
    };
    let plain = if text == "0" { Some(Len::ZERO) } else { Len::parse_relative(text, em).ok() };
    plain
        .or_else(fraction)
        .filter(|length| *length >= Len::ZERO)
        .ok_or_else(|| Failure::usage(format!("{option} {text}: not a length; write for example 15em, 9pt or 60mm")))
}

/// The language that is said, or the one whose region is.
fn lang(args: &LinesArgs) -> Lang {
    args.language.map(Lang::from).or(args.region.map(Lang::from)).unwrap_or_default()
}

fn style(args: &LinesArgs, size: Len) -> Result<ParaStyle, Failure> {
    let lang = args.language.map(Lang::from).unwrap_or_default();
    let default = lang.tradition().style.composition;
    let em = |text: &String| -> Result<Em, Failure> {
        let thousandths = length("--autospace", text, size)?.scaled(1000, size.0).0;
        Ok(Em(i32::try_from(thousandths).unwrap_or(i32::MAX)))
    };
    let takes = &lang.tradition().takes;
    let punct = taken("--punct", lang, args.punct, takes.punct, default.punct)?;
    let kinsoku = args.kinsoku.map(|level| taken("--kinsoku", lang, Some(level), takes.kinsoku, default.kinsoku));
    let kinsoku = kinsoku.transpose()?;
    let stretch = taken("--stretch", lang, args.stretch, takes.stretch, default.stretch)?;
    let composition = Composition {
        punct,
        kinsoku: kinsoku.unwrap_or(default.kinsoku),
        kinsoku_narrow: default.kinsoku_narrow.filter(|_| kinsoku.is_none()),
        policy: args.policy.map_or(default.policy, Policy::from),
        justify: !args.no_justify,
        autospace: args.autospace.as_ref().map(em).transpose()?.unwrap_or(default.autospace),
        hang: args.hang,
        orphan_fix: args.orphan_fix,
        squeeze_stops: !args.no_squeeze_stops,
        trim_first: !args.no_trim_first,
        line_end_stop: taken("--line-end-stop", lang, args.line_end_stop, takes.line_end_stop, default.line_end_stop)?,
        word_break: taken("--word-break", lang, args.word_break, takes.word_break, default.word_break)?,
        unit_glue: args.unit_glue.map_or(default.unit_glue, UnitGlue::from),
        stretch,
        autospace_max: if stretch == default.stretch { default.autospace_max } else { stretch.gap_max() },
        fit: args.fit.into(),
        looseness: args.looseness,
        hyphenate: if args.hyphenate { Hyphenate::Always } else { default.hyphenate },
        ..default
    };
    let indent = length("--indent", &args.indent, size)?;
    Ok(ParaStyle { size, leading: size, indent, composition, ..ParaStyle::default() })
}

/// The value of an option, the language's where it is not given; one that the language has no use for is refused.
fn taken<A: ValueEnum + Into<T>, T: Copy + PartialEq>(
    option: &str,
    lang: Lang,
    given: Option<A>,
    takes: &[T],
    default: T,
) -> Result<T, Failure> {
    let Some(given) = given else { return Ok(default) };
    let word = |arg: &A| arg.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let useful: Vec<String> =
        A::value_variants().iter().filter(|arg| takes.contains(&(*arg).clone().into())).map(word).collect();
    let (name, tag) = (word(&given), lang.tradition().tag);
    let value = given.into();
    if takes.contains(&value) {
        return Ok(value);
    }
    let help =
        if useful.is_empty() { format!("leave {option} away") } else { format!("write {}", useful.join(" or ")) };
    Err(Failure::usage(format!("{option} {name}: means nothing in text of the language {tag}; {help}")))
}

fn json(reports: &[ParaReport]) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(reports).map_err(|error| Failure::internal(error.to_string()))?;
    Ok(text + "\n")
}

/// A line a row: its number, width, stretch per slot and text.
fn table(reports: &[ParaReport]) -> String {
    let mut out = String::new();
    for report in reports {
        for (number, line) in report.lines.iter().enumerate() {
            let hung = if line.hung { " hung" } else { "" };
            let fit = if line.fit == "good" { String::new() } else { format!(" {}", line.fit) };
            out += &format!("{:>3} {:>8.3} {:>+7.3}  {}{hung}{fit}\n", number + 1, line.width, line.adjust, line.text);
        }
        out.push('\n');
    }
    out
}
