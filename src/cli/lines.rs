//! `paiban lines`: how a text sets.

use clap::{Args, ValueEnum};

use paiban::base::{Em, Len};
use paiban::line::{LineMeasures, LineReport, describe, set_para};
use paiban::model::{Composition, Fit, Hyphenate, Kinsoku, LineEndStop, ParaStyle, Policy, PunctStyle};
use paiban::shape::{Region, ShapedPara, shape_ideal};

use super::{Failure, read_text};

/// Shows how a text sets, line by line.
#[derive(Args, Debug)]
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
    /// Keeps a number with the Han unit after it.
    #[arg(long)]
    unit_glue: bool,
    /// How breaks are chosen.
    #[arg(long, value_enum, default_value_t = FitArg::Optimum)]
    fit: FitArg,
    /// Lines more or fewer than the optimum.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    looseness: i8,
    /// Hyphenates long English words in columns of any measure, not only in narrow ones.
    #[arg(long)]
    hyphenate: bool,
    /// Ideal metrics instead of fonts.
    #[arg(long)]
    ideal: bool,
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
    for para in paragraphs(&text) {
        let shaped = shaped(args, para, size);
        let lines = set_para(&shaped, &style, &measures);
        reports.push(ParaReport { text: para.to_owned(), lines: describe(&shaped, &lines, size) });
    }
    let out = if args.json { json(&reports)? } else { table(&reports) };
    super::print(&out)
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}

fn shaped(args: &LinesArgs, para: &str, size: Len) -> ShapedPara {
    shape_ideal(para, size, args.region.into())
}

fn length(option: &str, text: &str, em: Len) -> Result<Len, Failure> {
    Len::parse_relative(text, em)
        .ok()
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
        unit_glue: args.unit_glue,
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
