//! Whole pages: every example edition is as it was accepted; its PDF has the same bytes every time and says what the articles say.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use paiban::base::Severity;
use paiban::colour::OutputProfile;
use paiban::export::pdf::{Conformance, PdfJob, write};
use paiban::flow::FlowOptions;
use paiban::font::FontBook;
use paiban::input::{Sources, load};
use paiban::press::{Shelf, pictures};
use paiban::{Typeset, typeset};

use support::{TestFiles, fonts, rendered, root};

/// The example editions by name.
fn examples() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("examples")).unwrap();
    let mut names: Vec<String> =
        folders.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    // Reports of failed cases may stand beside the examples.
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

fn files(example: &str) -> TestFiles {
    TestFiles { own: BTreeMap::new(), folder: Some(root().join("examples").join(example)) }
}

fn set(example: &str, fonts: &FontBook) -> (Typeset, Sources) {
    let files = files(example);
    let (documents, sources, mut found) = load("edition.yaml", &files);
    let (set, findings) = typeset(documents.unwrap(), fonts, &files, FlowOptions::default());
    found.extend(findings);
    let errors: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{example}\n{}", rendered(&errors, &sources));
    (set, sources)
}

fn pdf(example: &str, fonts: &FontBook, conformance: Conformance) -> Vec<u8> {
    let (set, _) = set(example, fonts);
    let profile = OutputProfile::newsprint();
    let (images, found) = pictures(&set.edition, &set.pages, &files(example), fonts, &set.press, &Shelf::default());
    assert!(found.iter().all(|finding| finding.severity == Severity::Note), "{found:?}");
    write(&PdfJob {
        pages: &set.pages,
        fonts,
        images: &images,
        imprint: &set.edition.imprint,
        profile: &profile,
        conformance,
    })
    .unwrap()
}

#[test]
fn every_example_is_as_it_was_accepted() {
    let bless = std::env::var_os("BLESS").is_some();
    let reports = root().join("target/failed-examples");
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command.arg("test").arg(root().join("examples")).arg("--reports").arg(reports).args(bless.then_some("--bless"));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\nBLESS=1 accepts what is now; look first");
    assert!(said.trim_end().ends_with("passed, 0 failed") && !said.contains("blessed"), "{said}\nlook and run again");
    assert!(said.lines().filter(|line| line.starts_with("passed ")).count() == examples().len(), "{said}");
}

#[test]
fn the_same_edition_gives_the_same_bytes_with_any_number_of_threads() {
    let fonts = fonts();
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| pdf("front-page", &fonts, Conformance::X4))
    };
    let first = with_threads(1);
    assert!(first == with_threads(1), "two runs differ");
    assert!(first == with_threads(4), "four threads differ from one");
}

/// The bytes of a page built by the program with a folder for what it keeps.
fn built_keeping(kept: &Path) -> Vec<u8> {
    let out = tempfile::tempdir().unwrap();
    let pdf = out.path().join("page.pdf");
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command.arg("build").arg(root().join("examples/front-page/edition.yaml")).arg("-o").arg(&pdf);
    let output = command.env("PAIBAN_CACHE", kept).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(pdf).unwrap()
}

/// Every file of a folder with its bytes.
fn entries(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn the_same_edition_gives_the_same_bytes_whatever_was_kept_of_earlier_builds() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let cold = built_keeping(&kept);
    let made = entries(&kept);
    assert!(!made.is_empty(), "nothing was kept");
    assert!(cold == built_keeping(&kept), "what was kept gives other bytes");
    assert_eq!(made, entries(&kept), "what was kept was made again");
    for (path, bytes) in &made {
        let middle = bytes.len() / 2;
        let damaged = [&bytes[..middle], &[bytes[middle] ^ 1], &bytes[middle + 1..]].concat();
        std::fs::write(path, damaged).unwrap();
    }
    assert!(cold == built_keeping(&kept), "what is damaged was printed");
    assert_eq!(made, entries(&kept), "what is damaged was not made again");
    let no_folder = folder.path().join("file");
    std::fs::write(&no_folder, b"in the way").unwrap();
    assert!(cold == built_keeping(&no_folder), "a folder that cannot be made changes bytes");
    assert!(cold == built_keeping(Path::new("off")), "without a cache");
}

#[test]
fn shares_of_a_folder_of_editions_are_the_same_files_as_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    for zone in ["east", "west", "south"] {
        let zone_folder = folder.path().join("zones").join(zone);
        std::fs::create_dir_all(&zone_folder).unwrap();
        std::fs::write(zone_folder.join("a.md"), format!("---\nheadline: 三区新闻\n---\n{zone} 的新闻。\n")).unwrap();
        let edition = "paper: 报\ndate: 2026-03-12\npages: [{layout: plain, put: {story: a.md}}]\n";
        std::fs::write(zone_folder.join("edition.yaml"), edition).unwrap();
    }
    let built = |out: &str, share: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
        command.current_dir(folder.path()).args(["build", "zones", "-o", out]).args(share);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let names = entries(&folder.path().join(out));
        names.into_iter().map(|(path, bytes)| (path.file_name().unwrap().to_owned(), bytes)).collect::<BTreeMap<_, _>>()
    };
    let whole = built("whole", &[]);
    assert_eq!(whole.len(), 3);
    let shares: Vec<_> =
        ["1/2", "2/2", "5/5"].map(|share| built(&share.replace('/', "-of-"), &["--shard", share])).into();
    assert_eq!(shares.iter().map(BTreeMap::len).collect::<Vec<_>>(), [2, 1, 0]);
    assert!(shares.into_iter().flatten().collect::<BTreeMap<_, _>>() == whole, "shares differ from the whole");
}

/// Characters without white space and the widthless ones that only keep codes apart; the reader writes ℃ as its compatibility equal.
fn letters(text: &str) -> String {
    text.replace('℃', "°C").chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

#[test]
fn the_text_of_every_story_can_be_read_from_the_pdf_in_order() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("skipped: pdftotext is not installed");
        return;
    }
    let fonts = fonts();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf("front-page", &fonts, Conformance::X4)).unwrap();
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file.path()).arg("-").output().unwrap();
    let read = letters(&String::from_utf8(output.stdout).unwrap());
    let (set, _) = set("front-page", &fonts);
    for story in &set.edition.stories {
        for para in &story.paras {
            let text: String = para.runs.iter().map(|run| run.text.as_str()).collect();
            assert!(read.contains(&letters(&text)), "{}: {text}", story.name);
        }
    }
}

#[test]
fn outside_judges_find_nothing() {
    let fonts = fonts();
    for name in examples() {
        for conformance in [Conformance::X4, Conformance::X1a, Conformance::Plain] {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), pdf(&name, &fonts, conformance)).unwrap();
            match Command::new("qpdf").arg("--check").arg(file.path()).output() {
                Ok(output) => assert!(
                    output.status.success(),
                    "{name} {conformance:?}: {}",
                    String::from_utf8_lossy(&output.stdout)
                ),
                Err(_) => println!("skipped: qpdf is not installed"),
            }
        }
    }
}
