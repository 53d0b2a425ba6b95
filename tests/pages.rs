//! Whole pages: every example edition is as it was accepted; its PDF has the same bytes every time and says what the articles say.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::collections::BTreeMap;
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
