//! The e-paper in a real browser, opened from its folder: pages, stories, search, a telephone, no network.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

mod support;

use std::path::Path;

use support::browser::browser;
use support::program::{edition, files, folder, paiban, text};
use support::root;

fn address(folder: &Path, file: &str) -> String {
    format!("file://{}", folder.join(file).to_str().unwrap())
}

/// The front page as an e-paper; made once for the tests that look at it.
fn front_page(folder: &Path) {
    let edition = root().join("examples/front-page/edition.yaml");
    let built = paiban(
        folder,
        &["build", edition.to_str().unwrap(), "-o", "p.pdf", "--web", "web", "--report", "none", "--no-preflight"],
    );
    assert!(built.status.success(), "{}", text(&built.stderr));
}

#[test]
fn stories_are_clicked_read_turned_and_found() {
    let folder = folder("read");
    front_page(&folder);
    let Some(browser) = browser(1300, 1000) else { return };
    browser.open(&address(&folder, "web/index.html"));
    browser.wait(
        "return location.href.endsWith('page-1.html') && document.querySelector('.sheet img').naturalWidth > 700",
    );
    browser.click(".sheet a[href='story-1-forum.html']");
    browser.wait("return location.href.endsWith('story-1-forum.html')");
    let read = browser.run("return document.querySelector('article').textContent");
    assert!(read.as_str().unwrap().contains("听懂大海的语言") && read.as_str().unwrap().contains("韦思远"), "{read}");
    browser.click("nav a[rel=next]");
    browser.wait("return location.href.endsWith('story-1-campaign.html')");
    browser.wait("return [...document.images].some(image => image.naturalWidth > 500)");
    browser.type_into("body", "\u{E00C}");
    browser.wait("return location.href.endsWith('page-1.html')");
    browser.click("a[href='search.html']");
    browser.wait("return document.getElementById('words') !== null");
    browser.type_into("#words", "小虾");
    browser.wait("return document.querySelectorAll('#found li').length === 1 && document.querySelector('#found mark').textContent === '小虾'");
    browser.click("#found a");
    browser.wait("return location.href.endsWith('story-1-forum.html')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let asked: Vec<String> = browser.requests().into_iter().filter(|url| url.starts_with("http")).collect();
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
fn a_telephone_scrolls_in_one_direction_only() {
    let folder = folder("phone");
    front_page(&folder);
    let Some(browser) = browser(500, 900) else { return };
    for file in ["page-1.html", "story-1-lead.html", "search.html"] {
        browser.open(&address(&folder, &format!("web/{file}")));
        browser.wait(
            "return document.readyState === 'complete' && document.documentElement.scrollWidth <= window.innerWidth",
        );
    }
}

#[test]
fn only_an_epaper_is_written_over() {
    let folder = folder("over");
    edition(&folder, "---\nheadline: 题</script><q>\n---\n正文 1 < 2 & 3。\n");
    std::fs::create_dir(folder.join("web")).unwrap();
    std::fs::write(folder.join("web/thesis.txt"), "dear to somebody").unwrap();
    let refused = paiban(&folder, &["build", ".", "--web", "web"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("something other than an e-paper"));
    std::fs::remove_file(folder.join("web/thesis.txt")).unwrap();
    for _ in 0..2 {
        assert!(paiban(&folder, &["build", ".", "--web", "web", "--report", "none"]).status.success());
    }
    assert_eq!(
        files(&folder.join("web")),
        [
            "data.js",
            "epaper.css",
            "epaper.js",
            "index.html",
            "page-1-1800.jpg",
            "page-1-720.jpg",
            "page-1.html",
            "search.html",
            "story-1-story.html"
        ]
    );
    let story = std::fs::read_to_string(folder.join("web/story-1-story.html")).unwrap();
    assert!(story.contains("题&lt;/script&gt;&lt;q&gt;"), "{story}");
    assert!(!std::fs::read_to_string(folder.join("web/data.js")).unwrap().contains("</script"));
    assert_eq!(files(&folder), ["a.md", "edition.pdf", "edition.yaml", "web"], "nothing temporary is left");
}
