//! `paiban lines`: how a text sets.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use paiban::base::{Em, FamilyId, Len, Permille};
use paiban::font::FontBook;
use paiban::line::{LineMeasures, LineReport, describe, set_para};
use paiban::model::{CharStyle, Edition, Family, Lang, Latin, Para, Run, Story};
use paiban::model::{
    Composition, Fit, Hyphenate, Kinsoku, LineEndStop, ParaStyle, Policy, PunctStyle, Stretch, UnitGlue,
};
use paiban::shape::{Region, ShapedPara, shape_edition, shape_ideal};

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
    #[arg(long, value_enum, default_value_t = PunctArg::Kaiming)]
    punct: PunctArg,
    /// Strictness of line-edge prohibitions.
    #[arg(long, value_enum, default_value_t = KinsokuArg::News)]
    kinsoku: KinsokuArg,
    /// What settles a forbidden break first.
    #[arg(long, value_enum, default_value_t = PolicyArg::PushOut)]
    policy: PolicyArg,
    /// Region of punctuation rules.
    #[arg(long, value_enum, ignore_case = true, default_value_t = RegionArg::Sc)]
    region: RegionArg,
    /// First-line indent.
    #[arg(long, default_value = "0em")]
    indent: String,
    /// Han–Western gap.
    #[arg(long, default_value = "0.25em")]
    autospace: String,
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
    #[arg(long, value_enum, default_value_t = StopArg::Keep)]
    line_end_stop: StopArg,
    /// How firmly a number stays with its unit, a date or a range whole.
    #[arg(long, value_enum, num_args = 0..=1, default_value_t = GlueArg::News, default_missing_value = "always")]
    unit_glue: GlueArg,
    /// Where a line's slack goes first.
    #[arg(long, value_enum, default_value_t = StretchArg::Marks)]
    stretch: StretchArg,
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
    KinsokuArg => Kinsoku { None => None, Basic => Basic, Gb => Gb, News => News, Strict => Strict }
    /// Policies (D1).
    PolicyArg => Policy { #[value(alias = "push-in")] PushIn => PushIn, #[value(alias = "push-out")] PushOut => PushOut }
    /// Regions (C2).
    RegionArg => Region { #[value(name = "SC")] Sc => Sc, #[value(name = "TC")] Tc => Tc }
    /// Stops at a line end (C3).
    StopArg => LineEndStop { Keep => Keep, Trim => Trim }
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
    let measures = LineMeasures { first: &[], rest: measure };
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
        return Ok(paragraphs(text).map(|para| shape_ideal(para, size, args.region.into())).collect());
    }
    let (fonts, _) = FontBook::load(fonts(&args.font_path)?);
    let edition = in_one_look(args, text, size, &fonts)?;
    let (mut stories, found) = shape_edition(&edition, &fonts);
    match found.first() {
        Some(problem) => Err(Failure::usage(spoken(problem).message)),
        None => Ok(stories.remove(0).paras),
    }
}

/// An edition of one story in one look, for shaping.
fn in_one_look(args: &LinesArgs, text: &str, size: Len, fonts: &FontBook) -> Result<Edition, Failure> {
    let face =
        |name: &str| fonts.find(name, 400).ok_or_else(|| Failure::usage(format!("no font called {name} is at hand")));
    let latin = Latin { face: face(&args.latin)?, scale: Permille::ONE, rise: Em::ZERO };
    let style = CharStyle {
        family: FamilyId(0),
        size,
        paint: None,
        lang: if Region::from(args.region) == Region::Tc { Lang::ZhHant } else { Lang::ZhHans },
        scale_x: Permille::ONE,
        tracking: Em::ZERO,
        rise: Len::ZERO,
        gradient: None,
        layers: Vec::new(),
    };
    let run = |para: &str| Run { text: para.to_owned(), ..Run::default() };
    let paras = paragraphs(text).map(|para| Para { runs: vec![run(para)], ..Para::default() }).collect();
    Ok(Edition {
        families: vec![Family { name: args.face.clone(), chain: vec![face(&args.face)?], latin: Some(latin) }],
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

fn style(args: &LinesArgs, size: Len) -> Result<ParaStyle, Failure> {
    let autospace = length("--autospace", &args.autospace, size)?;
    let thousandths = autospace.scaled(1000, size.0).0;
    let composition = Composition {
        punct: args.punct.into(),
        kinsoku: args.kinsoku.into(),
        policy: args.policy.into(),
        justify: !args.no_justify,
        autospace: Em(i32::try_from(thousandths).unwrap_or(i32::MAX)),
        hang: args.hang,
        orphan_fix: args.orphan_fix,
        squeeze_stops: !args.no_squeeze_stops,
        trim_first: !args.no_trim_first,
        line_end_stop: args.line_end_stop.into(),
        unit_glue: args.unit_glue.into(),
        stretch: args.stretch.into(),
        autospace_max: Stretch::from(args.stretch).gap_max(),
        fit: args.fit.into(),
        looseness: args.looseness,
        hyphenate: if args.hyphenate { Hyphenate::Always } else { Hyphenate::Narrow },
        ..Composition::default()
    };
    let indent = length("--indent", &args.indent, size)?;
    Ok(ParaStyle { size, leading: size, indent, composition, ..ParaStyle::default() })
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
