//! Whole pages: every example edition is as it was accepted; its PDF has the same bytes every time and says what the articles say.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::collections::BTreeMap;
use std::process::Command;

use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId};

use paiban::base::Severity;
use paiban::colour::OutputProfile;
use paiban::export::pdf::{Conformance, PdfJob, TagJob, write};
use paiban::flow::{FlowOptions, reading};
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

/// A file of an example; the plain one with tags, as the program writes it.
fn pdf(example: &str, fonts: &FontBook, conformance: Conformance) -> Vec<u8> {
    let (set, _) = set(example, fonts);
    let profile = OutputProfile::newsprint();
    let (images, found) = pictures(&set.edition, &set.pages, &files(example), fonts, &set.press, &Shelf::default());
    assert!(found.iter().all(|finding| finding.severity == Severity::Note), "{found:?}");
    let reading = reading(&set.edition, &set.placements);
    let numbers: Vec<&str> = set.edition.pages.iter().map(|page| page.number.as_str()).collect();
    let tags = (conformance == Conformance::Plain).then_some(TagJob { reading: &reading, numbers: &numbers });
    let (pages, images, imprint) = (&set.pages, &images, &set.edition.imprint);
    write(&PdfJob { pages, fonts, images, imprint, profile: &profile, conformance, tags }).unwrap()
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

/// A stretch of content: its page and its number there.
type Stretch = (ObjectId, i64);

/// The stretches of a structure tree's leaves in its order, and the roles of the branches above them.
fn leaves(document: &Document, id: ObjectId, found: &mut Vec<Stretch>, branches: &mut Vec<String>) {
    let keys = document.get_dictionary(id).unwrap();
    let role =
        keys.get(b"S").and_then(Object::as_name).map_or("", |name| std::str::from_utf8(name).unwrap()).to_owned();
    let kids = keys.get(b"K").unwrap().as_array().unwrap();
    let mut places = Vec::new();
    for kid in kids {
        match kid {
            Object::Reference(kid) => leaves(document, *kid, found, branches),
            place => {
                let keys = place.as_dict().unwrap();
                places.push((
                    keys.get(b"Pg").unwrap().as_reference().unwrap(),
                    keys.get(b"MCID").unwrap().as_i64().unwrap(),
                ));
            }
        }
    }
    if places.is_empty() { branches.push(role) } else { found.extend(places) }
}

#[test]
fn every_stretch_of_a_plain_file_has_its_place_in_one_tree() {
    let fonts = fonts();
    for example in ["front-page", "specimen"] {
        let document = Document::load_mem(&pdf(example, &fonts, Conformance::Plain)).unwrap();
        let catalog = document.catalog().unwrap();
        assert!(catalog.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
        let root = document.get_dictionary(catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap()).unwrap();
        let (mut found, mut branches) = (Vec::new(), Vec::new());
        leaves(&document, root.get(b"K").unwrap().as_reference().unwrap(), &mut found, &mut branches);
        assert_eq!(branches.pop().as_deref(), Some("Document"), "{example}");
        found.sort_unstable();
        let mut shown = Vec::new();
        for page in document.get_pages().into_values() {
            let content = Content::decode(&document.get_page_content(page)).unwrap();
            let mut open = 0;
            for operation in &content.operations {
                match operation.operator.as_str() {
                    "BDC" | "BMC" => open += 1,
                    "EMC" => open -= 1,
                    "Tj" | "TJ" | "Do" | "f" | "S" | "sh" => assert!(open > 0, "{example}: {operation:?}"),
                    _ => {}
                }
                let keys = operation.operands.get(1).and_then(|keys| keys.as_dict().ok());
                shown.extend(keys.and_then(|keys| Some((page, keys.get(b"MCID").ok()?.as_i64().ok()?))));
            }
            assert_eq!(open, 0, "{example}");
        }
        shown.sort_unstable();
        assert_eq!(found, shown, "{example}");
    }
    let plain = |conformance| {
        let document = Document::load_mem(&pdf("front-page", &fonts, conformance)).unwrap();
        document.catalog().unwrap().has(b"StructTreeRoot")
    };
    assert!(plain(Conformance::Plain) && !plain(Conformance::X4));
}

#[test]
fn a_plain_file_is_read_story_by_story_whatever_was_painted_first() {
    let fonts = fonts();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf("front-page", &fonts, Conformance::Plain)).unwrap();
    let Ok(output) = Command::new("pdfinfo").arg("-struct-text").arg(file.path()).output() else {
        println!("skipped: pdfinfo is not installed");
        return;
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("{words} in {told}"));
    let order = ["向海图强", "本报讯3月11日清晨", "大海的红利", "听懂大海的语言", "浮标会说话", "论文要“下水”"];
    assert!(order.map(at).is_sorted(), "{told}");
    for (role, words) in [("H1", "向海图强"), ("H2", "浮标会说话"), ("Caption", "晨光中的东屿港区")] {
        let above = told[..at(words)].lines().rev().nth(1).unwrap_or_default();
        assert_eq!(above.split_whitespace().next(), Some(role), "{words}");
    }
}
