//! The command: what it writes, and that it destroys nothing.

use super::{JPEG, folder, paiban};

#[test]
fn the_command_writes_articles_and_pictures_and_destroys_nothing() {
    let folder = folder("import");
    std::fs::write(folder.join("a.html"), "<h1>题</h1><img src='p.jpg'><p>图为港区: 晨光</p><p>正文,一段。</p>")
        .unwrap();
    std::fs::write(folder.join("p.jpg"), JPEG).unwrap();
    let first = paiban(&folder, &["import", "a.html", "-o", "out", "--report", "json"]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let report: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(report[0]["article"], "out/a.md");
    assert_eq!(report[0]["cleaned"]["punctuation"], 2);
    let put = report[0]["put"].as_str().unwrap();
    assert_eq!(
        put,
        "STORY: \"out/a.md\"\nPICTURE-1: {picture: \"out/pictures/a-1.jpg\"}\nCAPTION-1: {text: 图为港区：晨光}\n"
    );
    assert_eq!(std::fs::read_to_string(folder.join("out/a.md")).unwrap(), "---\nheadline: 题\n---\n正文，一段。\n");
    assert_eq!(std::fs::read(folder.join("out/pictures/a-1.jpg")).unwrap(), JPEG);

    std::fs::write(folder.join("out/a.md"), "edited").unwrap();
    let again = paiban(&folder, &["import", "a.html", "-o", "out"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("import/exists"));
    assert_eq!(std::fs::read_to_string(folder.join("out/a.md")).unwrap(), "edited");
    let forced = paiban(&folder, &["import", "a.html", "-o", "out", "--force", "--keep", "punctuation"]);
    assert_eq!(forced.status.code(), Some(0));
    assert!(std::fs::read_to_string(folder.join("out/a.md")).unwrap().contains("正文,一段。"));
    assert!(String::from_utf8_lossy(&forced.stdout).starts_with("a.html (HTML, UTF-8) → out/a.md\n"));
}

#[test]
fn the_command_names_what_it_cannot_do() {
    let folder = folder("import-refused");
    std::fs::File::create(folder.join("huge.txt")).unwrap().set_len(1 << 30).unwrap();
    std::fs::write(folder.join("good.txt"), "第一段。\n第二段。\n").unwrap();
    let run = paiban(&folder, &["import", "huge.txt", "good.txt", "--message-format", "json"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("\"import/too-large\""));
    assert!(folder.join("good.md").exists(), "the other file is imported all the same");
    assert_eq!(paiban(&folder, &["import", "none.txt"]).status.code(), Some(2));
    assert_eq!(paiban(&folder, &["import", "good.txt", "--keep", "nothing"]).status.code(), Some(2));
    assert_eq!(paiban(&folder, &["import"]).status.code(), Some(2));
}
