//! One house, many days, many zones: what editions share stands once, and a page that is the same is the same file.

#![expect(clippy::unwrap_used, reason = "a test that cannot run the program must stop")]

mod support;

use std::path::{Path, PathBuf};

use support::program::{files, folder, paiban, text};

const HOUSE: &str = "paper: 澜湾晚报\nstyles: {body: {size: 10pt}, headline: {size: 30pt}}\nwords: [碧波花园]\ntexts: {motto: 听潮声}\n";
const LAYOUT: &str = "extends: plain\nframes:\n  sign: {area: {columns: 1, rows: 50-55}, over: [text]}\n";
const DAY: &str = "house: ../house\ndate: 2026-03-12\nstyles: {headline: {size: 28pt}}\npages:\n\
    - {section: A, layout: layouts/news.yaml, put: {story: a.md, sign: {picture: logo.png}}}\n\
    - {section: A, layout: layouts/news.yaml, put: {story: b.md, sign: {picture: logo.png}}}\n\
    - {section: B, layout: plain, put: {story: c.md}}\n";

/// A house, a day's edition and its articles.
fn paper(name: &str, zones: &[(&str, &str)]) -> PathBuf {
    let root = folder(name);
    let write = |path: &str, content: &[u8]| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("house/house.yaml", HOUSE.as_bytes());
    write("house/layouts/news.yaml", LAYOUT.as_bytes());
    write("house/logo.png", include_bytes!("support/point.png"));
    write("day/edition.yaml", DAY.as_bytes());
    for (article, word) in [("a", "渡口"), ("b", "灯塔"), ("c", "渔港"), ("north", "北岸")] {
        write(&format!("day/{article}.md"), format!("---\nheadline: {word}的早晨\n---\n{word}醒得早。\n").as_bytes());
    }
    for (zone, content) in zones {
        write(&format!("day/{zone}"), content.as_bytes());
    }
    root
}

/// What a build of an edition as a file for each page says, and its exit code.
fn built(root: &Path, edition: &str, to: &str) -> (i32, String) {
    std::fs::create_dir_all(root.join(to)).unwrap();
    let args = ["build", &format!("day/{edition}"), "--split", "--profile", "plain", "-o", &format!("{to}/page.pdf")];
    let run = paiban(root, &args);
    (run.status.code().unwrap(), text(&run.stderr))
}

fn read(root: &Path, path: &str) -> Vec<u8> {
    std::fs::read(root.join(path)).unwrap_or_else(|_| panic!("{path}: {:?}", files(root)))
}

#[test]
fn layouts_pictures_styles_and_texts_of_the_house_are_at_hand_every_day() {
    let root = paper("house", &[]);
    let run = paiban(&root, &["build", "day/edition.yaml", "--dump", "display", "-o", "x.pdf", "--profile", "plain"]);
    let said = text(&run.stdout);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(
        said.contains("渡口醒得早") && said.contains(" 10.00 ") || said.contains("10pt") || said.contains(" 10 "),
        "{said}"
    );
    let (first, last) = (said.find("渡口的早晨").unwrap(), said.find("渔港的早晨").unwrap());
    assert!(first < last && said[first..].contains("28"), "the day's size wins over the house's:\n{said}");
}

#[test]
fn a_zone_shares_the_pages_it_does_not_change_byte_for_byte() {
    let north = "include: edition.yaml\npages: [{of: A02, put: {story: north.md}}]\nwithout: [B01]\n";
    let root = paper("zones", &[("north.yaml", north)]);
    assert_eq!(built(&root, "edition.yaml", "all").0, 0);
    let (code, said) = built(&root, "north.yaml", "north");
    assert_eq!(code, 0, "{said}");
    assert_eq!(files(&root.join("north")), ["page-A01.pdf", "page-A02.pdf"]);
    assert_eq!(read(&root, "all/page-A01.pdf"), read(&root, "north/page-A01.pdf"));
    assert_ne!(read(&root, "all/page-A02.pdf"), read(&root, "north/page-A02.pdf"));
    // What another edition of the folder uses is not left over.
    assert!(!said.contains("article/unused"), "{said}");
}

#[test]
fn articles_of_the_house_are_for_other_days_too() {
    let root = paper("unused", &[]);
    for name in ["standing", "other-day"] {
        std::fs::create_dir_all(root.join("house/articles")).unwrap();
        let text = format!("---\nheadline: 读者来信\n---\n{name} 来信照登。\n");
        std::fs::write(root.join(format!("house/articles/{name}.md")), text).unwrap();
    }
    let day = DAY.replace("story: c.md", "story: articles/standing.md");
    std::fs::write(root.join("day/edition.yaml"), day).unwrap();
    let run = paiban(&root.join("day"), &["check", "edition.yaml"]);
    let said = text(&run.stdout) + &text(&run.stderr);
    assert!(said.contains("article/unused") && said.contains("c.md"), "{said}");
    assert!(!said.contains("other-day"), "{said}");
}

#[test]
fn what_cannot_be_shared_is_told_where_it_is_written() {
    for (zone, code, place) in [
        ("include: edition.yaml\npages: [{of: A09}]\n", "include/no-page", "day/zone.yaml:2"),
        ("include: edition.yaml\nwithout: [A07]\n", "include/no-page", "zone.yaml:2"),
        ("include: zone.yaml\n", "include/circle", "zone.yaml:1"),
        ("include: ../other/edition.yaml\n", "include/path", "zone.yaml:1"),
        ("include: gone.yaml\n", "file/missing", "zone.yaml:1"),
        ("paper: 报\ndate: 2026-03-12\npages: [{of: A01}]\n", "include/none", "zone.yaml:3"),
        ("house: ../nowhere\ndate: 2026-03-12\npages: [{layout: plain}]\n", "file/missing", "zone.yaml:1"),
        ("house: /etc\ndate: 2026-03-12\npages: [{layout: plain}]\n", "house/path", "zone.yaml:1"),
        (
            "house: ../house\ndate: 2026-03-12\npages: [{layout: layouts/news.yaml, put: {sign: {picture: ../house/logo.png}}}]\n",
            "file/outside",
            "zone.yaml:3",
        ),
    ] {
        let root = paper("told", &[("zone.yaml", zone)]);
        let run = paiban(&root.join("day"), &["check", "zone.yaml"]);
        let said = text(&run.stdout) + &text(&run.stderr);
        let place = place.trim_start_matches("day/");
        assert!(!run.status.success() && said.contains(code) && said.contains(place), "{zone}:\n{said}");
    }
}

#[test]
fn a_day_has_its_date_in_its_own_file() {
    let root = paper("of-a-day", &[]);
    std::fs::write(root.join("house/house.yaml"), "paper: 报\ndate: 2026-03-12\n").unwrap();
    let run = paiban(&root.join("day"), &["check", "edition.yaml"]);
    let said = text(&run.stdout) + &text(&run.stderr);
    assert!(said.contains("house/of-a-day") && said.contains("../house/house.yaml:2"), "{said}");
}

#[test]
fn mistakes_in_a_layout_of_the_house_are_shown_with_its_folder() {
    let root = paper("place", &[]);
    std::fs::write(root.join("house/layouts/news.yaml"), "extends: plain\nframe: {}\n").unwrap();
    let run = paiban(&root.join("day"), &["check", "edition.yaml"]);
    let said = text(&run.stdout) + &text(&run.stderr);
    assert!(said.contains("../house/layouts/news.yaml:2"), "{said}");
}

#[test]
fn a_file_beside_the_edition_wins_over_the_house_s() {
    let root = paper("wins", &[]);
    std::fs::create_dir_all(root.join("day/layouts")).unwrap();
    std::fs::write(root.join("day/layouts/news.yaml"), "extends: plain\n").unwrap();
    let run = paiban(&root.join("day"), &["check", "edition.yaml"]);
    let said = text(&run.stdout) + &text(&run.stderr);
    assert!(said.contains("put/unknown") && said.contains("sign"), "today's layout has no place for it: {said}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_house_are_not_followed() {
    let root = paper("links", &[]);
    std::fs::remove_file(root.join("house/logo.png")).unwrap();
    std::fs::write(root.join("secret.png"), include_bytes!("support/point.png")).unwrap();
    std::os::unix::fs::symlink("../secret.png", root.join("house/logo.png")).unwrap();
    let run = paiban(&root.join("day"), &["check", "edition.yaml"]);
    assert!((text(&run.stdout) + &text(&run.stderr)).contains("file/outside"));
}

#[test]
fn no_output_is_written_over_a_file_of_the_house() {
    let root = paper("spared", &[]);
    let run = paiban(&root.join("day"), &["build", "edition.yaml", "-o", "../house/house.yaml"]);
    assert!(!run.status.success());
    assert_eq!(std::fs::read_to_string(root.join("house/house.yaml")).unwrap(), HOUSE);
}
