//! `paiban plates`: what every ink prints of a page, as pictures and as numbers for the press.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use paiban::base::{Len, Permille, Rect};
use paiban::colour::OutputProfile;
use paiban::export::pdf::Conformance;
use paiban::flow::FlowOptions;
use paiban::press::PressRoom;
use paiban::proof::{PlatePress, Plates, Proof, Window};

use super::files::{MAX_PDF, read_argument};
use super::findings::MessageFormat;
use super::kept;
use super::language::{say, spoken};
use super::made::{UNREADABLE, failure, make, unread};
use super::outputs::{Inputs, write_whole};
use super::{Failure, csv_field};

/// Shows the plates of pages: every ink one by one, the sum of all, and how much ink each takes.
///
/// Overprint, transparency and blend modes are carried out as a press does; screen colours become the press's inks. Exit code 0 when all pages were
/// read, 1 when one could not be painted whole, 2 when the file cannot be read.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban plates paper.pdf --out plates/\n  paiban plates edition.yaml --pages A01,A04 --zone 32mm --csv\n  paiban plates ad.pdf --film 1.1 --film Gold=1.6 --json"
)]
pub(crate) struct PlatesArgs {
    /// A PDF of any program, or an edition's file.
    file: String,
    /// Folder for pictures of the plates, one PNG for each ink and one of the sum of inks.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Pages: numbers of an edition (A01,A04), or places in a PDF from 1.
    #[arg(long, value_name = "PAGES", value_delimiter = ',')]
    pages: Vec<String>,
    /// Pixels per inch of pictures and measures.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(20..=600))]
    ppi: u16,
    /// Width of an ink key's zone, as in `32mm`; without it there are no zones.
    #[arg(long, value_name = "LENGTH", value_parser = zone)]
    zone: Option<Len>,
    /// Weight of a solid film of ink in g/m², for all inks or for one (`Gold=1.6`, `K=1.2`); may be given several times.
    #[arg(long, value_name = "[INK=]G/M2", value_parser = film)]
    film: Vec<Film>,
    /// Ink limit in per cent, where the map of the sum turns red; the press's own when not given.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    tac: Option<f64>,
    /// Prints JSON for scripts.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Prints CSV: a line for each plate, and one for each of its zones.
    #[arg(long)]
    csv: bool,
    /// Further fonts for an edition: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// Weight of a film of ink.
#[derive(Clone, Debug)]
struct Film {
    /// All inks where none is named.
    ink: Option<String>,
    grams: f64,
}

/// A film of coldset ink of the usual density weighs about this much on newsprint, in g/m².
const USUAL_FILM: f64 = 1.1;

fn film(text: &str) -> Result<Film, String> {
    let (ink, number) = text.rsplit_once('=').map_or((None, text), |(ink, number)| (Some(full_name(ink)), number));
    let grams = number.trim().parse::<f64>().ok().filter(|grams| (0.0..=100.0).contains(grams));
    Ok(Film { ink, grams: grams.ok_or("write grams for a square metre, such as 1.1 or Black=1.3")? })
}

/// The name of a plate that is meant by its letter or in Chinese.
fn full_name(ink: &str) -> String {
    let name = match ink.trim().to_lowercase().as_str() {
        "c" | "cyan" | "青" => "Cyan",
        "m" | "magenta" | "品红" | "品" => "Magenta",
        "y" | "yellow" | "黄" => "Yellow",
        "k" | "black" | "黑" => "Black",
        _ => ink.trim(),
    };
    name.to_owned()
}

/// Says which inks that `--film` names are on no page.
fn tell_absent(films: &[Film], rows: &[PageRow]) {
    let is_there = |ink: &&String| rows.iter().flat_map(|row| &row.plates).any(|plate| plate.ink == **ink);
    for ink in films.iter().filter_map(|film| film.ink.as_ref()).filter(|ink| !is_there(ink)) {
        eprintln!("paiban: --film: no page has the ink {ink}");
    }
}

fn zone(text: &str) -> Result<Len, String> {
    // Narrower than any key, and than a pixel at the least resolution.
    let least = Len::from_pt(8.5);
    Len::parse(text).ok().filter(|zone| *zone >= least).ok_or("write a length of at least 3mm, such as 32mm".into())
}

fn percent(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|percent| (1.0..=400.0).contains(percent)).ok_or("write per cent from 1 to 400".into())
}

/// A page's plates as scripts read them.
#[derive(Serialize)]
struct PageRow {
    page: String,
    width_mm: f64,
    height_mm: f64,
    /// Heaviest sum of inks in per cent, and where.
    heaviest_percent: f64,
    heaviest_at_mm: [f64; 2],
    /// Whether all of the page could be painted.
    is_whole: bool,
    plates: Vec<PlateRow>,
}

#[derive(Serialize)]
struct PlateRow {
    ink: String,
    coverage_percent: f64,
    most_percent: f64,
    /// Whether nothing prints.
    is_empty: bool,
    film_g_m2: f64,
    /// Ink on a square metre of the page.
    ink_g_m2: f64,
    /// Ink of a page.
    ink_g: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    zones_percent: Vec<f64>,
}

/// What is looked at.
struct Job {
    proof: Proof,
    names: Vec<String>,
    press: PlatePress,
    /// Most ink, 1 for one ink at full.
    limit: f64,
    inputs: Inputs,
}

/// Runs the command.
pub(crate) fn run(args: &PlatesArgs) -> Result<(), Failure> {
    let job = job(args)?;
    job.inputs.spare(&args.out)?;
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::internal(format!("{} could not be made: {error}", folder.display())))?;
    }
    let limit = args.tac.map_or(job.limit, |percent| percent / 100.0);
    let mut rows = Vec::new();
    for page in chosen(args, &job.names)? {
        let ppi = f64::from(args.ppi);
        let trim = job.proof.trim(page).unwrap_or_default();
        let area = Rect { x: Len::ZERO, y: Len::ZERO, ..trim };
        let made = job.proof.plates(page, &Window { area, ppi }, &job.press);
        let plates = made.map_err(|problem| Failure::usage(spoken(&problem).message))?;
        if let Some(folder) = &args.out {
            write_pictures(folder, &job.names[page], &plates, limit)?;
        }
        rows.push(row(args, &job.names[page], trim, &plates));
    }
    tell_absent(&args.film, &rows);
    let told = if args.json {
        serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))? + "\n"
    } else if args.csv {
        csv(&rows)
    } else {
        rows.iter().map(table).collect()
    };
    super::print(&told)?;
    if rows.iter().all(|row| row.is_whole) { Ok(()) } else { Err(Failure::silent(1)) }
}

fn job(args: &PlatesArgs) -> Result<Job, Failure> {
    let file = Path::new(&args.file);
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if file.is_dir() || matches!(ending.as_str(), "yaml" | "yml") {
        return job_of_edition(args);
    }
    let proof = proof(read_argument(file, MAX_PDF)?)?;
    let names = (1..=proof.pages()).map(|page| page.to_string()).collect();
    let room = PressRoom::shipped();
    let limit = room.profile.ink_limit;
    let own = proof.condition().and_then(|own| OutputProfile::from_icc(own.icc, &own.name, limit).ok());
    let press = match own {
        Some(own) => PlatePress::of_file(&own, room.convert),
        None => PlatePress::new(&room.profile, room.convert),
    };
    Ok(Job { proof, names, press, limit: shares(limit), inputs: Inputs::of([file].into_iter()) })
}

fn shares(limit: Permille) -> f64 {
    f64::from(limit.0) / 1000.0
}

fn proof(pdf: Vec<u8>) -> Result<Proof, Failure> {
    Proof::read(pdf).map_err(|problem| Failure::usage(spoken(&problem).message))
}

/// An edition as it would be built, whatever there is to say of it.
fn job_of_edition(args: &PlatesArgs) -> Result<Job, Failure> {
    let mut made = match make(&args.file, &args.font_path, FlowOptions::default())? {
        Ok(made) => made,
        Err(documents) => return Err(unread(&documents, MessageFormat::Human).with_code(UNREADABLE)),
    };
    let (ready, found) = made.pictures(&made.set.pages, &kept::shelf());
    made.found.extend(found);
    if made.has_errors() {
        return Err(failure(&made, UNREADABLE));
    }
    let pdf = made.bytes(&made.set.pages, &ready, Conformance::X4, None).map_err(|found| {
        made.found.extend(found);
        failure(&made, UNREADABLE)
    })?;
    let names = made.set.pages.iter().map(|page| page.number.clone()).collect();
    let PressRoom { profile, convert, .. } = made.set.press;
    let press = PlatePress::new(&profile, convert);
    Ok(Job {
        proof: proof(pdf)?,
        names,
        press,
        limit: shares(profile.ink_limit),
        inputs: Inputs::of_folder(&made.files),
    })
}

/// The pages asked for, from 0.
fn chosen(args: &PlatesArgs, names: &[String]) -> Result<Vec<usize>, Failure> {
    if args.pages.is_empty() {
        return Ok((0..names.len()).collect());
    }
    let place = |page: &String| {
        let at = names.iter().position(|name| name == page.trim());
        at.ok_or_else(|| {
            Failure::usage(format!("--pages: there is no page {}; known: {}", page.trim(), names.join(", ")))
        })
    };
    args.pages.iter().map(place).collect()
}

fn write_pictures(folder: &Path, page: &str, plates: &Plates, limit: f64) -> Result<(), Failure> {
    let plain = |name: &str| name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect::<String>();
    for (at, plate) in plates.plates.iter().enumerate() {
        // Two inks may have like names.
        let number = if at < 4 { String::new() } else { format!("{}-", at - 3) };
        let name = format!("{}-{number}{}.png", plain(page), plain(&plate.ink));
        write_whole(&folder.join(name), &plates.film(plate).small_png())?;
    }
    write_whole(&folder.join(format!("{}-sum.png", plain(page))), &plates.ink_map(limit).small_png())
}

fn row(args: &PlatesArgs, page: &str, trim: Rect, plates: &Plates) -> PageRow {
    let ppi = f64::from(args.ppi);
    let area = trim.width.to_mm() * trim.height.to_mm() / 1e6;
    let heaviest = plates.heaviest();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
    let mm = |pixels: usize| rounded((pixels as f64 + 0.5) / ppi * 25.4);
    let plate = |coverage: paiban::proof::Coverage| {
        let film = grams(&args.film, &coverage.ink);
        PlateRow {
            coverage_percent: rounded(coverage.share * 100.0),
            most_percent: rounded(coverage.most * 100.0),
            is_empty: coverage.most == 0.0,
            film_g_m2: film,
            ink_g_m2: rounded(coverage.share * film),
            ink_g: rounded(coverage.share * film * area),
            zones_percent: coverage.zones.iter().map(|zone| rounded(zone * 100.0)).collect(),
            ink: coverage.ink,
        }
    };
    PageRow {
        page: page.to_owned(),
        width_mm: rounded(trim.width.to_mm()),
        height_mm: rounded(trim.height.to_mm()),
        heaviest_percent: rounded(heaviest.sum * 100.0),
        heaviest_at_mm: [mm(heaviest.x), mm(heaviest.y)],
        is_whole: plates.is_whole,
        plates: plates.coverage(args.zone.unwrap_or(Len::ZERO), ppi).into_iter().map(plate).collect(),
    }
}

/// The weight of an ink's film: its own, else that of all, the last one given.
fn grams(films: &[Film], ink: &str) -> f64 {
    let own = films.iter().rev().find(|film| film.ink.as_deref() == Some(ink));
    own.or_else(|| films.iter().rev().find(|film| film.ink.is_none())).map_or(USUAL_FILM, |film| film.grams)
}

/// To thousandths, for what is printed.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// A line for each plate, then one for each zone; zone 0 is the whole page.
fn csv(rows: &[PageRow]) -> String {
    let mut text = "page,ink,zone,coverage_percent,most_percent,ink_g_m2,ink_g\n".to_owned();
    for row in rows {
        for plate in &row.plates {
            let (page, ink) = (csv_field(&row.page), csv_field(&plate.ink));
            text += &format!(
                "{page},{ink},0,{},{},{},{}\n",
                plate.coverage_percent, plate.most_percent, plate.ink_g_m2, plate.ink_g
            );
            for (at, zone) in plate.zones_percent.iter().enumerate() {
                let weight = rounded(zone / 100.0 * plate.film_g_m2);
                text += &format!("{page},{ink},{},{zone},,{weight},\n", at + 1);
            }
        }
    }
    text
}

/// A page's plates for people.
fn table(row: &PageRow) -> String {
    let mut text = say(
        "page {}: {} x {} mm, heaviest {}% at {}, {} mm",
        &[
            &row.page,
            &row.width_mm,
            &row.height_mm,
            &row.heaviest_percent,
            &row.heaviest_at_mm[0],
            &row.heaviest_at_mm[1],
        ],
    ) + "\n";
    for plate in &row.plates {
        text += &(if plate.is_empty {
            say("  {}: nothing prints, no plate is needed", &[&ink(&plate.ink)])
        } else {
            say("  {}: {}% of the page, {} g/m²", &[&ink(&plate.ink), &plate.coverage_percent, &plate.ink_g_m2])
        } + "\n");
        if !plate.zones_percent.is_empty() && !plate.is_empty {
            let zones: Vec<String> = plate.zones_percent.iter().map(|zone| format!("{zone:.1}")).collect();
            text += &(say("    zones from the left: {}", &[&zones.join(" ")]) + "\n");
        }
    }
    if !row.is_whole {
        text += &(say("  not all of this page could be read; what is missing may print", &[]) + "\n");
    }
    text
}

/// An ink's name for people; spots keep theirs.
fn ink(name: &str) -> String {
    match name {
        "Cyan" => say("cyan", &[]),
        "Magenta" => say("magenta", &[]),
        "Yellow" => say("yellow", &[]),
        "Black" => say("black", &[]),
        name => name.to_owned(),
    }
}
