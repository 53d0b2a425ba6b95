//! The preview in a real browser: it loads, follows the files, shows overlays, sources and errors, and answers nobody else.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use support::browser::browser;
use support::program::{edition, folder, paiban, text};

const ARTICLE: &str = "---\nheadline: 新码头开工\n---\n本报讯 昨天上午，城东新码头正式开工。工程分三期建设，预计两年后完工。\n\n附近居民说，盼了十年，终于盼来了。孩子们在岸边放起了风筝，老人们坐在石阶上说起从前的渡口。\n";

/// A running preview; stopped when dropped.
struct Preview {
    program: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn preview(folder: &Path) -> Preview {
    preview_in(folder, &[])
}

fn preview_in(folder: &Path, options: &[&str]) -> Preview {
    let mut program = Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(["preview", "."])
        .args(options)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut address).unwrap();
    Preview { program, address: address.trim().to_owned() }
}

const SHOWN: &str = "return document.body.dataset.shown > 0 && document.getElementById('whole').naturalWidth > 100";

#[test]
fn a_saved_article_is_on_the_screen_and_an_error_keeps_the_last_good_page() {
    let folder = folder("live");
    edition(&folder, ARTICLE);
    let preview = preview(&folder);
    let Some(browser) = browser(1400, 1000) else { return };
    browser.open(&preview.address);
    browser.wait(SHOWN);
    let first = browser.run("return document.getElementById('whole').src");
    std::fs::write(folder.join("a.md"), ARTICLE.replace("风筝", "纸鸢")).unwrap();
    browser
        .wait(&format!("return document.getElementById('whole').src !== {first} && document.body.dataset.shown > 1"));
    let second = browser.run("return document.getElementById('whole').src");
    let good = std::fs::read(folder.join("edition.yaml")).unwrap();
    std::fs::write(folder.join("edition.yaml"), "paper: 报\ndat: 2026-03-12\n").unwrap();
    browser.wait("return !document.getElementById('alert').hidden");
    let told = browser.run("return document.getElementById('alert').textContent");
    assert!(told.as_str().unwrap().contains("edition.yaml:2:1") && told.as_str().unwrap().contains("date"), "{told}");
    assert_eq!(browser.run("return document.getElementById('whole').src"), second, "the last good page stays");
    std::fs::write(folder.join("edition.yaml"), "paper: [").unwrap();
    browser.wait("return document.getElementById('alert').textContent.includes('edition.yaml:1')");
    std::fs::write(folder.join("edition.yaml"), good).unwrap();
    browser.wait("return document.getElementById('alert').hidden");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn overlays_sources_zoom_and_keys_work() {
    let folder = folder("look");
    edition(&folder, &ARTICLE.replace("本报讯", "第一行\n\n本报讯"));
    let preview = preview(&folder);
    let Some(browser) = browser(1400, 1000) else { return };
    browser.open(&preview.address);
    browser.wait(SHOWN);
    for (overlay, class) in [("grid", "grid"), ("frames", "frame"), ("slots", "used"), ("slots", "free")] {
        let pressed =
            browser.run(&format!("return document.getElementById('show-{overlay}').getAttribute('aria-pressed')"));
        if pressed != "true" {
            browser.click(&format!("#show-{overlay}"));
        }
        browser.wait(&format!("return document.querySelectorAll('#over .{class}').length > 0"));
    }
    assert!(browser.run("return document.querySelector('#over').textContent").as_str().unwrap().contains("text"));
    // A click in the middle of a line of the second paragraph.
    browser.run(
        "const line = overlay.lines.find(line => line.text.startsWith('本报讯') || line.text.includes('昨天上午'));
         const sheet = document.getElementById('sheet').getBoundingClientRect(), now = state.pages[0];
         const [x, y, w, h] = line.area;
         const at = { clientX: sheet.left + (x + w / 2) / now.width * sheet.width, clientY: sheet.top + (y + h / 2) / now.height * sheet.height, bubbles: true };
         document.getElementById('over').dispatchEvent(new MouseEvent('click', at));",
    );
    browser.wait("return document.querySelector('#source mark') !== null");
    let source = browser.run("return document.getElementById('source').textContent");
    assert!(source.as_str().unwrap().contains("a.md") && source.as_str().unwrap().contains("6  本报讯"), "{source}");
    // The list of stories is the way of those who do not see the page.
    browser.click("#stories button");
    browser.wait("return document.querySelectorAll('#stories .line').length > 0");
    browser.type_into("#view", "++++++++");
    browser.wait("const view = document.getElementById('view'); return view.scrollHeight > view.clientHeight + 200");
    browser.wait("return document.body.dataset.sharp > 300 && !document.getElementById('part').hidden && document.getElementById('part').naturalWidth > 0");
    assert_eq!(browser.run("return document.getElementById('scale').textContent"), "400%");
    let seen = browser
        .run("return document.getElementById('part').naturalWidth / document.getElementById('part').clientWidth");
    assert!(seen.as_f64().unwrap() > 0.97, "as sharp as the screen: {seen}");
    browser.type_into("#view", "0");
    browser.click("#language");
    browser.wait("return document.getElementById('fit').textContent === '适合窗口' || document.getElementById('fit').textContent === 'Fit'");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let outside: Vec<String> = browser
        .requests()
        .into_iter()
        .filter(|url| !url.starts_with(&preview.address) && !url.starts_with("data:"))
        .collect();
    assert!(outside.iter().all(|url| !url.starts_with("http")), "{outside:?}");
}

#[test]
fn stories_are_their_own_focus_stays_and_keys_scroll_what_is_larger() {
    let folder = folder("own");
    edition(&folder, ARTICLE);
    let other = "---\nheadline: 大雪\n---\n昨天夜里，全市普降大雪。\n";
    std::fs::write(folder.join("b.md"), other).unwrap();
    let pages = "paper: 报\ndate: 2026-03-12\npages: [{layout: plain, put: {story: a.md}}, {layout: plain, put: {story: b.md}}]\n";
    std::fs::write(folder.join("edition.yaml"), pages).unwrap();
    let preview = preview_in(&folder, &["--lang", "zh"]);
    let Some(browser) = browser(1400, 1000) else { return };
    browser.open(&preview.address);
    browser.wait(SHOWN);
    browser.wait(
        "return document.documentElement.lang === 'zh' && document.getElementById('fit').textContent === '适合窗口'",
    );
    browser.wait("return document.querySelectorAll('#stories button[data-story]').length === 2");
    let listed = browser.run("return document.getElementById('stories').textContent");
    assert!(listed.as_str().unwrap().contains("新码头开工") && listed.as_str().unwrap().contains("大雪"), "{listed}");
    browser.click("#stories button[data-story^='2/']");
    browser.wait("return page === 1 && document.querySelectorAll('#stories .line').length > 0");
    assert!(browser.run("return [...document.querySelectorAll('#stories .line')].every(line => !line.textContent.includes('码头'))").as_bool().unwrap());
    // A save while a button has the focus.
    let version = browser.run("return state.version");
    std::fs::write(folder.join("b.md"), other.replace("大雪。", "大雪，今晨放晴。")).unwrap();
    browser.wait(&format!(
        "return state.version > {version} && document.querySelector('#stories').textContent.includes('今晨')"
    ));
    assert_eq!(browser.run("return document.activeElement.dataset.story"), "2/story");
    browser.type_into("[data-focus='page 1']", "\u{E007}");
    browser.wait("return page === 0");
    assert_eq!(browser.run("return document.activeElement.dataset.focus"), "page 1");
    browser.type_into("#view", "++++++++");
    browser.wait("const view = document.getElementById('view'); return view.scrollHeight > view.clientHeight + 200");
    browser.type_into("#view", "\u{E00F}");
    browser.wait("return document.getElementById('view').scrollTop > 100");
    assert_eq!(browser.run("return page"), 0);
    browser.type_into("#view", "0");
    browser.wait("const view = document.getElementById('view'); return view.scrollHeight <= view.clientHeight + 1");
    // A key that comes while the browser still scrolls may be the scrolling's; there are two pages, so further ones change nothing.
    for _ in 0..10 {
        browser.type_into("#view", "\u{E00F}");
        std::thread::sleep(std::time::Duration::from_millis(200));
        if browser.run("return page") == 1 {
            break;
        }
    }
    assert_eq!(browser.run("return page"), 1);
    browser.click("#keys");
    browser.type_into("#view", "p");
    assert_eq!(browser.run("return page"), 1, "letters are switched off");
    browser.click("#show-frames");
    browser.wait("return document.querySelectorAll('#over .frame-name').length > 0");
    let height = browser.run("return document.querySelector('#over .frame-name').getBoundingClientRect().height");
    assert!(height.as_f64().unwrap() > 10.0, "{height}");
    browser.click("#show-threads");
    browser.wait("return document.querySelectorAll('#over path.thread').length > 0");
    std::fs::write(folder.join("edition.yaml"), pages.replace("pages: [", "pages: [[")).unwrap();
    browser.wait("return !document.getElementById('alert').hidden");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn an_edition_that_is_not_there_and_a_port_that_is_taken_are_said() {
    let folder = folder("refused");
    edition(&folder, ARTICLE);
    let preview = preview(&folder);
    let port = preview.address.trim_end_matches('/').rsplit(':').next().unwrap();
    let taken = paiban(&folder, &["preview", ".", "--port", port]);
    assert_eq!(taken.status.code(), Some(2));
    assert!(text(&taken.stderr).contains(port));
    let missing = paiban(&folder, &["preview", "nowhere.yaml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("no such edition"));
}

#[test]
fn only_this_machine_by_its_own_name_is_answered_and_nothing_outside_is_served() {
    let folder = folder("guard");
    edition(&folder, ARTICLE);
    let preview = preview(&folder);
    let ask = |path: &str, host: Option<&str>| {
        let request = ureq::get(format!("{}{path}", preview.address)).config().http_status_as_error(false).build();
        let request = if let Some(host) = host { request.header("Host", host) } else { request };
        request.call().unwrap().status().as_u16()
    };
    assert_eq!(ask("state?since=99", None), 200, "a browser of an earlier program is told at once");
    assert_eq!(ask("", None), 200);
    assert_eq!(ask("", Some("evil.example")), 403);
    assert_eq!(ask("state?since=0", Some("evil.example:80")), 403);
    for path in [
        "../edition.yaml",
        "%2e%2e/edition.yaml",
        "edition.yaml",
        "overlay/9",
        "overlay/x",
        "picture/0/x/50,0,0,10,10.png",
    ] {
        assert_eq!(ask(path, None), 404, "{path}");
    }
    let state =
        ureq::get(format!("{}state?since=0", preview.address)).call().unwrap().body_mut().read_to_string().unwrap();
    let state: serde_json::Value = serde_json::from_str(&state).unwrap();
    let key = state["pages"][0]["key"].as_str().unwrap();
    assert_eq!(ask(&format!("picture/0/{key}/50,0,0,10000,10000.png"), None), 200);
    assert_eq!(ask(&format!("picture/0/{key}/1200,0,0,900000,900000.png"), None), 400);
    assert_eq!(ask(&format!("picture/0/{key}/50,0,0,-1,10.png"), None), 400);
    assert_eq!(ask(&format!("inks/0/{key}"), None), 200);
    let plates = [("0", "50", 200), ("sum", "50", 200), ("9", "50", 404), ("all", "50", 404), ("0", "1200", 400)];
    for (plate, ppi, code) in plates {
        assert_eq!(ask(&format!("plate/0/{key}/{plate}/{ppi},0,0,20000,20000.png"), None), code, "{plate} {ppi}");
    }
    assert_eq!((ask("inks/0/x", None), ask("plate/0/x/0/50,0,0,10,10.png", None)), (404, 404));
    let posted = ureq::post(&preview.address).config().http_status_as_error(false).build().send("").unwrap();
    assert_eq!(posted.status().as_u16(), 405);
}

const INKS: &str = "paper: 报
date: 2026-03-12
inks: {cyan: {cmyk: [100%, 0, 0, 0]}, heavy: {cmyk: [80%, 80%, 80%, 20%]}, gold: {spot: Gold, cmyk: [20%, 30%, 70%, 0]}}
pages:
  - layout:
      page: {trim: [100mm, 80mm], margins: 5mm}
      frames:
        a: {area: {at: [10mm, 10mm], size: [30mm, 20mm]}, background: cyan, text: 青}
        b: {area: {at: [60mm, 10mm], size: [30mm, 20mm]}, background: heavy, text: 重}
        c: {area: {at: [10mm, 50mm], size: [30mm, 20mm]}, background: gold, text: 金}
  - layout: plain
    put: {story: a.md}
";

/// How light the plate is that is shown, at places in shares of the page.
fn plate_at(browser: &support::browser::Browser, places: &[(f64, f64)]) -> Vec<i64> {
    browser.run("const image = document.getElementById('plate-whole'), canvas = document.createElement('canvas'); canvas.width = image.naturalWidth; canvas.height = image.naturalHeight; window.paper = canvas.getContext('2d', { willReadFrequently: true }); paper.drawImage(image, 0, 0); return 0");
    let at = |(x, y): &(f64, f64)| {
        browser.run(&format!(
            "const c = paper.canvas; return paper.getImageData({x} * c.width, {y} * c.height, 1, 1).data[1]"
        ))
    };
    places.iter().map(|place| at(place).as_i64().unwrap()).collect()
}

#[test]
fn plates_stand_beside_the_page_ink_by_ink_and_as_their_sum() {
    let folder = folder("plates");
    edition(&folder, ARTICLE);
    std::fs::write(folder.join("edition.yaml"), INKS).unwrap();
    let preview = preview_in(&folder, &["--lang", "en"]);
    let Some(browser) = browser(1400, 900) else { return };
    browser.open(&preview.address);
    browser.wait(SHOWN);
    let shows = |plate: &str| {
        browser.wait(&format!("return document.body.dataset.plate === '{plate}' && document.querySelector('#plates [aria-pressed=true]').dataset.plate === '{plate}'"));
    };
    // The middles of the three frames, where no letter stands, and bare paper.
    let places = [(0.12, 0.15), (0.88, 0.15), (0.12, 0.85), (0.5, 0.5)];
    browser.click("[data-plate=Cyan]");
    shows("Cyan");
    assert_eq!(plate_at(&browser, &places), [0, 51, 255, 255]);
    let told = browser.run("return document.getElementById('plate-told').textContent");
    assert!(told.as_str().unwrap().contains("Cyan: ") && told.as_str().unwrap().contains("100% at most"), "{told}");
    browser.wait("return document.querySelectorAll('#plates button').length === 6");
    browser.type_into("#view", "k");
    shows("Black");
    assert_eq!(plate_at(&browser, &places), [255, 204, 255, 255]);
    browser.type_into("#view", "o");
    shows("Gold");
    assert_eq!(plate_at(&browser, &places), [255, 255, 0, 255]);
    browser.type_into("#view", "s");
    shows("sum");
    // 260 % is more than the press takes: red, which has no green.
    assert_eq!(plate_at(&browser, &places)[1..], [0, 148, 255]);
    let told = browser.run("return document.getElementById('plate-told').textContent");
    assert!(told.as_str().unwrap().contains("limit 240%"), "{told}");
    let beside = browser.run("const [a, b] = ['sheet', 'plate'].map(id => document.getElementById(id).getBoundingClientRect()); return b.left >= a.right && b.width === a.width && b.right <= innerWidth - 350");
    assert_eq!(beside, true, "both fit the window");
    browser.type_into("#view", "++++++++");
    browser.wait("return !document.getElementById('plate-part').hidden && document.getElementById('plate-part').naturalWidth > 0");
    browser.type_into("#view", "0");
    // The next page has no gold, and keeps the sum; one without an ink says so.
    browser.click("[data-plate=Gold]");
    shows("Gold");
    browser.click("[data-focus='page 2']");
    shows("sum");
    browser.click("[data-plate=Magenta]");
    browser.wait("return document.getElementById('plate-told').textContent.includes('nothing prints')");
    // The button is told with the answer about all inks, which may come after that about this one.
    browser.wait("return document.querySelector('[data-plate=Magenta]').className === 'blank'");
    browser.type_into("#view", "\u{E00C}");
    browser.wait(
        "return document.getElementById('film').hidden && !document.querySelector('#plates [aria-pressed=true]')",
    );
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn on_a_phone_the_plate_stands_below_the_page() {
    let folder = folder("phone");
    edition(&folder, ARTICLE);
    std::fs::write(folder.join("edition.yaml"), INKS).unwrap();
    let preview = preview(&folder);
    let Some(browser) = browser(500, 900) else { return };
    browser.open(&preview.address);
    browser.wait(SHOWN);
    browser.click("[data-plate=Yellow]");
    browser.wait("return document.body.dataset.plate === 'Yellow'");
    let below = browser.run("const [a, b, view] = ['sheet', 'plate', 'view'].map(id => document.getElementById(id).getBoundingClientRect()); return b.top >= a.bottom && b.right <= view.right && document.documentElement.scrollWidth <= innerWidth");
    assert_eq!(below, true);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
