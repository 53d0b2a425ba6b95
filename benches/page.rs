//! Speed of whole pages, stage by stage: `cargo bench --bench page`. The process as a whole is timed with hyperfine; see the README.

#![expect(clippy::expect_used, reason = "a benchmark that cannot load its input has nothing to measure")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use divan::Bencher;
use divan::counter::ItemsCount;

use paiban::colour::OutputProfile;
use paiban::export::article_map::{self, MapJob};
use paiban::export::pdf::{Conformance, PdfJob, write};
use paiban::flow::{self, FlowOptions, set_edition};
use paiban::font::FontBook;
use paiban::input::{FileProblem, Files, load};
use paiban::press::{Shelf, pictures};
use paiban::{line, model, shape, shipped, typeset};

fn main() {
    divan::main();
}

/// The example's folder, with further files of the benchmark's own.
struct Folder {
    own: BTreeMap<String, String>,
}

impl Files for Folder {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        if let Some(text) = self.own.get(path) {
            return Ok(text.clone().into_bytes());
        }
        if let Some(name) = path.strip_prefix("layout:") {
            return shipped::layout(name).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing);
        }
        std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/front-page").join(path))
            .map_err(|_| FileProblem::Missing)
    }
}

fn front_page() -> Folder {
    Folder { own: BTreeMap::new() }
}

fn fonts() -> FontBook {
    FontBook::load(shipped::fonts()).0
}

#[divan::bench]
fn load_fonts() -> usize {
    fonts().faces().len()
}

#[divan::bench]
fn read_and_resolve(bencher: Bencher<'_, '_>) {
    let fonts = fonts();
    bencher.bench(|| load("edition.yaml", &front_page()).0.map(|documents| model::resolve(&documents, &fonts)));
}

#[divan::bench]
fn shape_front_page(bencher: Bencher<'_, '_>) {
    let fonts = fonts();
    let documents = load("edition.yaml", &front_page()).0.expect("the example loads");
    let (edition, _) = model::resolve(&documents, &fonts);
    bencher.bench(|| shape::shape_edition(&edition, &fonts));
}

#[divan::bench]
fn flow_front_page(bencher: Bencher<'_, '_>) {
    let fonts = fonts();
    let documents = load("edition.yaml", &front_page()).0.expect("the example loads");
    let (edition, _) = model::resolve(&documents, &fonts);
    let (shaped, _) = shape::shape_edition(&edition, &fonts);
    let shape = |edition: &model::Edition, story| shape::shape_again(edition, &fonts, story);
    bencher.bench(|| set_edition(edition.clone(), shaped.clone(), &line::set_para, &shape, FlowOptions::default()));
}

/// What copy-fitting adds: the same stories with nothing that may give.
#[divan::bench]
fn flow_front_page_without_copyfit(bencher: Bencher<'_, '_>) {
    let fonts = fonts();
    let documents = load("edition.yaml", &front_page()).0.expect("the example loads");
    let (mut edition, _) = model::resolve(&documents, &fonts);
    edition.threads.iter_mut().for_each(|thread| thread.gives.clear());
    let (shaped, _) = shape::shape_edition(&edition, &fonts);
    let shape = |edition: &model::Edition, story| shape::shape_again(edition, &fonts, story);
    bencher.bench(|| set_edition(edition.clone(), shaped.clone(), &line::set_para, &shape, FlowOptions::default()));
}

#[divan::bench]
fn prepare_pictures(bencher: Bencher<'_, '_>) {
    let fonts = fonts();
    let documents = load("edition.yaml", &front_page()).0.expect("the example loads");
    let (set, _) = typeset(documents, &fonts, &front_page(), FlowOptions::default());
    bencher.bench(|| pictures(&set.edition, &set.pages, &front_page(), &fonts, &set.press, &Shelf::default()));
}

#[divan::bench]
fn write_pdf(bencher: Bencher<'_, '_>) {
    let fonts = fonts();
    let documents = load("edition.yaml", &front_page()).0.expect("the example loads");
    let (set, _) = typeset(documents, &fonts, &front_page(), FlowOptions::default());
    let profile = OutputProfile::newsprint();
    let (images, _) = pictures(&set.edition, &set.pages, &front_page(), &fonts, &set.press, &Shelf::default());
    let job = PdfJob {
        pages: &set.pages,
        fonts: &fonts,
        images: &images,
        imprint: &set.edition.imprint,
        profile: &profile,
        conformance: Conformance::X4,
        tags: None,
    };
    bencher.bench(|| write(&job).map(|bytes| bytes.len()));
}

/// Pages of running text in seven columns, about 9,000 characters each, from documents to PDF: time must grow with the pages.
#[divan::bench(sample_count = 3, args = [10, 100, 1000])]
fn pages(bencher: Bencher<'_, '_>, pages: usize) {
    let folder = long_edition(pages);
    let fonts = fonts();
    let profile = OutputProfile::newsprint();
    bencher.counter(ItemsCount::new(9_000 * pages)).bench(|| {
        let documents = load("long.yaml", &folder).0.expect("the edition loads");
        let (set, _) = typeset(documents, &fonts, &folder, FlowOptions::default());
        let images = BTreeMap::new();
        let job = PdfJob {
            pages: &set.pages,
            fonts: &fonts,
            images: &images,
            imprint: &set.edition.imprint,
            profile: &profile,
            conformance: Conformance::X4,
            tags: None,
        };
        write(&job).map(|bytes| bytes.len()).expect("the PDF is written")
    });
}

/// Pages of forty short stories each, with their article map: time must grow with the stories.
#[divan::bench(sample_count = 3, args = [10, 100, 400])]
fn article_map_of_many_stories(bencher: Bencher<'_, '_>, pages: usize) {
    let folder = many_stories(pages);
    let fonts = fonts();
    let documents = load("many.yaml", &folder).0.expect("the edition loads");
    let (set, _) = typeset(documents, &fonts, &folder, FlowOptions::default());
    bencher.counter(ItemsCount::new(40 * pages)).bench(|| {
        let reading = flow::reading(&set.edition, &set.placements);
        let job = MapJob {
            pages: &set.pages,
            reading: &reading,
            fonts: &fonts,
            imprint: &set.edition.imprint,
            place: &|_| None,
        };
        article_map::build(&job).units.len()
    });
}

fn many_stories(pages: usize) -> Folder {
    let (mut frames, mut stories, mut put) = (String::new(), String::new(), String::new());
    for at in 0..40 {
        let (column, row) = (at % 4 + 1, at / 4 * 12 + 1);
        frames += &format!("f{at}: {{area: {{columns: {column}, rows: {row}-{}}}}}, ", row + 9);
        stories += &format!("s{at}: {{body: [f{at}]}}, ");
        put += &format!("s{at}: a.md, ");
    }
    let page = "page: {trim: [390mm, 540mm], margins: 15mm, grid: {columns: 4, gutter: 5mm, leading: 12pt}}";
    let layout = format!("{{{page}, frames: {{{frames}}}, stories: {{{stories}}}}}\n");
    let edition = "paper: 多稿\ndate: 2026-03-12\npages:\n".to_owned()
        + &format!("  - {{layout: many-layout.yaml, put: {{{put}}}}}\n").repeat(pages);
    let own =
        [("many.yaml", edition), ("many-layout.yaml", layout), ("a.md", "港口的清晨总是从汽笛开始。\n".to_owned())];
    Folder { own: own.map(|(name, text)| (name.to_owned(), text)).into() }
}

fn long_edition(pages: usize) -> Folder {
    const PARA: &str = "港口的清晨总是从汽笛开始，装卸工人沿着堤岸走向各自的泊位，海鸥在吊臂之间盘旋，远处的灯塔还亮着最后一束光。调度员在电话里说：“今天有12艘船靠岸，最早的一班在6点30分。”";
    let article = format!("{}\n\n", PARA.repeat(3)).repeat(9_000 / (PARA.chars().count() * 3));
    let mut edition = String::from("paper: 长卷\ndate: 2026-03-12\npages:\n");
    let mut own = BTreeMap::new();
    for page in 0..pages {
        edition += &format!("  - {{layout: long-layout.yaml, put: {{text: text{page}.md}}}}\n");
        own.insert(format!("text{page}.md"), article.clone());
    }
    own.insert("long.yaml".into(), edition);
    own.insert("long-layout.yaml".into(), "frames: {text: {area: {columns: 1-6, rows: 1-119}, columns: 7, gutter: 5mm}}\nstories: {text: {body: [text]}}\n".into());
    Folder { own }
}
