//! `paiban preflight`: a PDF → what a prepress desk would send it back for.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use paiban::base::Permille;
use paiban::check::preflight::{Options, Profile, preflight};
use paiban::colour::OutputProfile;
use paiban::export::pdf::placed::page_size;
use paiban::model::Convert;
use paiban::press::{Ad, Looked, PressRoom, look_at};

use super::Failure;
use super::files::{MAX_PDF, read_argument};
use super::language::{LanguageArg, say};
use super::letter::{Accepted, Advertisement, letter};
use super::outputs::{Inputs, write_whole};

/// Judges a PDF by the rules of newspaper prepress: PDF/X, fonts, colour, ink, overprint, lines and images.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban preflight paper.pdf\n  paiban preflight ad.pdf --trim 80x200 --letter letter.html"
)]
pub(crate) struct PreflightArgs {
    /// The PDF.
    file: PathBuf,
    /// PDF/X edition the file must conform to.
    #[arg(long, value_enum, default_value_t = ProfileArg::X4)]
    profile: ProfileArg,
    /// Ink limit in per cent.
    #[arg(long, value_name = "PERCENT", default_value_t = 240.0)]
    tac: f64,
    /// Least pixels per inch of photographs.
    #[arg(long, value_name = "PPI", default_value_t = 150.0)]
    min_ppi: f64,
    /// Ordered trim size in millimetres, such as 390x545.
    #[arg(long, value_name = "WxH", value_parser = size)]
    trim: Option<(f64, f64)>,
    /// Ordered bleed in millimetres.
    #[arg(long, value_name = "MM")]
    bleed: Option<f64>,
    /// Distance type keeps from the trim, in millimetres.
    #[arg(long, value_name = "MM", default_value_t = 0.0)]
    safe: f64,
    /// Ordered number of pages.
    #[arg(long, value_name = "N")]
    pages: Option<u32>,
    /// An ordered spot colour; may be given several times.
    #[arg(long, value_name = "NAME")]
    spot: Vec<String>,
    /// Prints the verdict as JSON.
    #[arg(long)]
    json: bool,
    /// Judges the file as an advertisement, booked at `--trim`, and writes a letter to the advertiser.
    #[arg(long, value_name = "FILE.html")]
    letter: Option<PathBuf>,
    /// Rule whose findings are let through in the letter, such as K05; may be given several times.
    #[arg(long, value_name = "RULE", requires = "letter", requires = "reason")]
    accept: Vec<String>,
    /// Why they are let through, and who decided it.
    #[arg(long, value_name = "TEXT", requires = "accept")]
    reason: Option<String>,
    /// Language of the letter.
    #[arg(long, value_enum, default_value_t = LanguageArg::Zh, requires = "letter")]
    letter_lang: LanguageArg,
}

/// Edition of PDF/X.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ProfileArg {
    X4,
    X1a,
}

/// A size such as 390x545.
fn size(text: &str) -> Result<(f64, f64), String> {
    let number = |part: &str| part.trim().parse::<f64>().ok().filter(|side| side.is_finite() && *side > 0.0);
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some((number(width)?, number(height)?)));
    sides.ok_or_else(|| "a size is width x height in millimetres, such as 390x545".to_owned())
}

/// Runs the command: exit code 0 without a finding of level E, 1 with one, 2 for a file that cannot be read or is no PDF.
pub(crate) fn run(args: &PreflightArgs) -> Result<(), Failure> {
    Inputs::of([&args.file].into_iter()).spare(&args.letter)?;
    let bytes = read_argument(&args.file, MAX_PDF)?;
    if let Some(target) = &args.letter {
        return answer(args, &bytes, target);
    }
    let verdict = preflight(&bytes, &options(args));
    super::print(&if args.json { verdict.json() } else { verdict.text(say) })?;
    match verdict.exit_code() {
        0 => Ok(()),
        code => Err(Failure::silent(code)),
    }
}

/// Writes the letter: the page is made ready and judged as it would print on our page, for the shipped press.
fn answer(args: &PreflightArgs, bytes: &[u8], target: &Path) -> Result<(), Failure> {
    let file = args.file.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let judging = Options { trim: None, bleed: None, pages: None, ..options(args) };
    let own = page_size(&file, bytes, 1).ok().map(|size| (size.width.to_mm(), size.height.to_mm()));
    let looked = made_ready(&file, bytes, &judging);
    let (verdict, ready) = match looked {
        Some(looked) => (looked.verdict, Some(looked.ready)),
        None => (preflight(bytes, &judging), None),
    };
    let record = args.reason.as_deref().map(|reason| Accepted { rules: &args.accept, reason });
    let ad = Advertisement { file: &file, booked: args.trim, own, verdict: &verdict, ready: ready.as_ref(), record };
    write_whole(target, letter(&ad, args.letter_lang.into()).as_bytes())?;
    super::print(&verdict.text(say))?;
    match verdict.exit_code() {
        2 => Err(Failure::silent(2)),
        _ if ad.is_fit() => Ok(()),
        _ => Err(Failure::silent(1)),
    }
}

/// The first page as it would be placed; none where it cannot be.
fn made_ready(name: &str, file: &[u8], judging: &Options) -> Option<Looked> {
    let mut profile = OutputProfile::newsprint();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within what a limit can be")]
    let limit = (judging.tac.clamp(0.0, 400.0) * 10.0) as u16;
    profile.ink_limit = Permille(limit);
    let room = PressRoom { profile, ..PressRoom::shipped() };
    // All of it, with whatever bleed it has.
    let whole = [-9.0, -9.0, 10.0, 10.0];
    let ad = Ad { name, file, page: 1, convert: Convert::Auto, rasterise: None, scale: 1.0, shown: whole };
    look_at(&ad, &room, judging).ok()
}

fn options(args: &PreflightArgs) -> Options {
    Options {
        profile: match args.profile {
            ProfileArg::X4 => Profile::X4,
            ProfileArg::X1a => Profile::X1a,
        },
        tac: args.tac,
        min_ppi: args.min_ppi,
        trim: args.trim,
        bleed: args.bleed,
        safe: args.safe,
        pages: args.pages,
        spots: args.spot.clone(),
        ..Options::default()
    }
}
