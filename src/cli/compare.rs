//! `paiban compare`: what changed between two versions of pages.

use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use paiban::base::{Diagnostic, Len, Rect, Severity};
use paiban::check::compare::{
    Comparison, Origins, Owner, Sheet, Tolerance, View, changed_areas, compare, html, identify, name_areas, report,
    sheets_of_dump, sheets_of_pdf,
};
use paiban::export::pdf::Conformance;
use paiban::flow::{FlowOptions, PlacedLine};
use paiban::input::Files;
use paiban::proof::{Pixels, Proof, Window};

use super::Failure;
use super::files::{MAX_PDF, editions_below, read_argument};
use super::findings::MessageFormat;
use super::kept;
use super::language::{say, spoken};
use super::made::{Made, UNREADABLE, failure, make, unread};
use super::outputs::{Inputs, write_whole};

/// Says what changed between two versions: words, line breaks, places, sizes, colours, pictures, pixels.
///
/// Versions are editions (their file or folder), PDFs of any program, or display lists (`build --dump display`). A PDF beside an
/// edition is compared as a PDF. Exit code 0 when they are the same, 1 when they differ, 2 when one cannot be read.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban compare yesterday/ today/ --html changes.html\n  paiban compare old.pdf new.pdf --json\n  paiban compare accepted.txt edition.yaml --no-pixels"
)]
pub(crate) struct CompareArgs {
    /// The old version.
    old: String,
    /// The new version.
    new: String,
    /// Writes a report with the old pages, the new ones and the difference side by side, as one HTML file.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Prints JSON for scripts.
    #[arg(long)]
    json: bool,
    /// Does not look at pixels.
    #[arg(long, conflicts_with = "html")]
    no_pixels: bool,
    /// Pixels per inch at which pages are looked at.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(20..=300))]
    ppi: u16,
    /// Mean difference of 16 × 16 pixels, 0 to 255, that counts as the same.
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0, value_parser = difference)]
    tolerance: f64,
    /// Distance that counts as the same place, as in `0.02mm`.
    #[arg(long, value_name = "LENGTH", default_value = "0.005pt", value_parser = length)]
    distance: Len,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

fn difference(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=255.0).contains(number));
    number.ok_or("write a number from 0 to 255".into())
}

fn length(text: &str) -> Result<Len, String> {
    Len::parse(text).ok().filter(|length| length.0 >= 0).ok_or("write a length with its unit, such as 0.02mm".into())
}

/// Exit code when the versions differ.
const DIFFERENT: u8 = 1;

/// Runs the command.
pub(crate) fn run(args: &CompareArgs) -> Result<(), Failure> {
    let read = |which: &str, path: &str| {
        Version::read(path, args).map_err(|failure| failure.about(&format!("{which} ({path}) cannot be compared")))
    };
    let (old, new) = (read("OLD", &args.old)?, read("NEW", &args.new)?);
    old.inputs.clone().and(new.inputs.clone()).spare(&args.html)?;
    let (mut comparison, views) = compared(&old, &new, &Looking::of(args))?;
    if args.no_pixels {
        comparison.pixels = None;
    }
    if let Some(file) = &args.html {
        write_whole(file, html(&comparison, &views, (&args.old, &args.new), say).as_bytes())?;
    }
    let told = if args.json {
        serde_json::to_string_pretty(&comparison).map_err(|error| Failure::internal(error.to_string()))? + "\n"
    } else if comparison.is_same() {
        say("the same", &[]) + "\n"
    } else {
        report(&comparison, say)
    };
    super::print(&told)?;
    if comparison.is_same() { Ok(()) } else { Err(Failure::silent(DIFFERENT)) }
}

/// One version.
#[derive(Debug, Default)]
pub(super) struct Version {
    /// Its display list as text; none of a PDF.
    pub(super) dump: Option<String>,
    /// Its PDF; none of a display list.
    pub(super) pdf: Option<Vec<u8>>,
    pub(super) name: String,
    /// What is known of an edition beyond its display list.
    pub(super) origins: Option<Origins>,
    /// The files it was read from.
    pub(super) inputs: Inputs,
}

impl Version {
    fn read(path: &str, args: &CompareArgs) -> Result<Self, Failure> {
        let name = path.to_owned();
        let file = Path::new(path);
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if file.is_dir() || matches!(ending.as_str(), "yaml" | "yml") {
            return match editions_below(path)?.as_slice() {
                [edition] => Self::of_edition(edition, args),
                _ => Err(Failure::usage(format!("{path}: there are several editions in this folder; name one"))),
            };
        }
        let (bytes, inputs) = (read_argument(file, MAX_PDF)?, Inputs::of([file].into_iter()));
        if bytes.starts_with(b"%PDF") {
            return Ok(Self { pdf: Some(bytes), name, inputs, ..Self::default() });
        }
        let text = String::from_utf8(bytes).ok().filter(|text| text.starts_with("page "));
        match text {
            Some(dump) => Ok(Self { dump: Some(dump), name, inputs, ..Self::default() }),
            None => Err(Failure::usage(format!("{path}: neither an edition nor a PDF nor a display list"))),
        }
    }

    fn of_edition(edition: &str, args: &CompareArgs) -> Result<Self, Failure> {
        let mut made = match make(edition, &args.font_path, FlowOptions::default())? {
            Ok(made) => made,
            Err(documents) => return Err(unread(&documents, MessageFormat::Human).with_code(UNREADABLE)),
        };
        let is_error =
            |finding: &&Diagnostic| finding.severity == Severity::Error && !finding.code.starts_with("flow/");
        if made.found.iter().any(|finding| is_error(&finding)) {
            return Err(failure(&made, UNREADABLE));
        }
        let pdf = if args.no_pixels {
            None
        } else {
            let (ready, found) = made.pictures(&made.set.pages, &kept::shelf());
            made.found.extend(found);
            let pdf = made.bytes(&made.set.pages, &ready, Conformance::Plain, None);
            Some(pdf.map_err(|found| {
                made.found.extend(found);
                failure(&made, UNREADABLE)
            })?)
        };
        let (origins, inputs) = (Some(origins(&made)), Inputs::of_folder(&made.files));
        Ok(Self { dump: Some(made.dump()), pdf, name: edition.to_owned(), origins, inputs })
    }

    fn proof(&self) -> Result<Option<Proof>, Failure> {
        let read = |pdf: &Vec<u8>| Proof::read(pdf.clone());
        let proof = self.pdf.as_ref().map(read).transpose();
        proof.map_err(|problem| Failure::usage(format!("{}: {}", self.name, spoken(&problem).message)))
    }

    fn sheets(&self, text: &str) -> Result<Vec<Sheet>, Failure> {
        sheets_of_dump(text).map_err(|line| {
            Failure::usage(format!(
                "{}: line {line} is none of a display list of this version of the program",
                self.name
            ))
        })
    }
}

/// The stories of an edition by where their lines stand, and the digests of its pictures.
fn origins(made: &Made) -> Origins {
    let mut origins = Origins::default();
    let edition = &made.set.edition;
    for placement in &made.set.placements {
        let story = &edition.stories[placement.story.index()];
        let page = |line: &PlacedLine| edition.pages[line.slot.page.index()].number.clone();
        let owner = Owner { id: made.story_id(placement), source: story.article.clone() };
        for line in &placement.lines {
            let frame = edition.frames[line.slot.frame.index()].name.clone();
            origins.stories.insert((page(line), frame, story.name.clone()), owner.clone());
        }
    }
    for picture in &edition.pictures {
        if let Ok(bytes) = made.files.read(&picture.name) {
            let digest = Sha256::digest(&*bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            origins.pictures.insert(picture.key(), digest);
        }
    }
    origins
}

/// How pages are looked at.
pub(super) struct Looking {
    pub(super) ppi: f64,
    pub(super) tolerance: f64,
    pub(super) place: Tolerance,
}

impl Looking {
    fn of(args: &CompareArgs) -> Self {
        Self { ppi: f64::from(args.ppi), tolerance: args.tolerance, place: Tolerance { place: args.distance } }
    }
}

/// Compares two versions: by their display lists where both have one, else by what their PDFs paint; and by how their pages look.
pub(super) fn compared(old: &Version, new: &Version, looking: &Looking) -> Result<(Comparison, Vec<View>), Failure> {
    let proofs = old.proof()?.zip(new.proof()?);
    let (before, now) = match ((&old.dump, &new.dump), &proofs) {
        ((Some(before), Some(now)), _) => {
            let (mut before, mut now) = (old.sheets(before)?, new.sheets(now)?);
            // What only one version knows would tell them apart where they are not.
            if let Some((was, is)) = old.origins.as_ref().zip(new.origins.as_ref()) {
                identify(&mut before, was);
                identify(&mut now, is);
            }
            (before, now)
        }
        (_, Some((before, now))) => (sheets_of_pdf(before), sheets_of_pdf(now)),
        _ => return Err(Failure::usage("a PDF and a display list cannot be compared".into())),
    };
    let mut comparison = compare(&before, &now, looking.place);
    let mut views = Vec::new();
    if let Some(proofs) = proofs {
        let pages = rendered(&before, &now, &proofs, looking)?;
        let mut areas = Vec::new();
        for view in &pages {
            if let (Some(was), Some(is)) = (&view.old, &view.new) {
                areas.extend(changed_areas(was, is, &view.page, looking.ppi, looking.tolerance));
            }
        }
        now.iter().for_each(|sheet| name_areas(&mut areas, sheet));
        let changed =
            |view: &View| view.old.is_none() || view.new.is_none() || areas.iter().any(|area| area.page == view.page);
        views = pages.into_iter().filter(changed).collect();
        comparison.pixels = Some(areas);
    }
    Ok((comparison, views))
}

/// The pages of both versions as pixels.
fn rendered(old: &[Sheet], new: &[Sheet], proofs: &(Proof, Proof), looking: &Looking) -> Result<Vec<View>, Failure> {
    let place = |sheets: &[Sheet], number: &str| sheets.iter().position(|sheet| sheet.number == number);
    let mut numbers: Vec<&String> = new.iter().map(|sheet| &sheet.number).collect();
    numbers.extend(old.iter().map(|sheet| &sheet.number).filter(|number| place(new, number).is_none()));
    let picture = |proof: &Proof, page: Option<usize>| -> Result<Option<Pixels>, Failure> {
        let Some((page, trim)) = page.and_then(|page| Some((page, proof.trim(page)?))) else { return Ok(None) };
        let window = Window { area: Rect { x: Len::ZERO, y: Len::ZERO, ..trim }, ppi: looking.ppi };
        proof.pixels(page, &window).map(Some).map_err(|problem| Failure::usage(spoken(&problem).message))
    };
    let view = |number: &&String| {
        let (before, now) = (place(old, number), place(new, number));
        let (old, new) = (picture(&proofs.0, before)?, picture(&proofs.1, now)?);
        Ok(View { page: (*number).clone(), old, new, ppi: looking.ppi })
    };
    numbers.par_iter().map(view).collect()
}
