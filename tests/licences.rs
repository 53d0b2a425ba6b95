//! The notices that `paiban licences` prints name the crates that `Cargo.lock` may bring into the program, no more and no fewer.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]

use std::collections::BTreeSet;

/// In the lock file behind features that nothing turns on (`cargo tree -i NAME --target all` finds no way to them).
const NEVER_BUILT: &[&str] = &["allocator-api2 ", "glifo "];

/// A package of the lock file.
struct Package<'a> {
    name: &'a str,
    version: &'a str,
    /// Names of what it needs, with a version where the lock file holds more than one.
    needs: Vec<&'a str>,
}

fn packages(lock: &str) -> Vec<Package<'_>> {
    lock.split("[[package]]").skip(1).map(package).collect()
}

fn package(block: &str) -> Package<'_> {
    let field = |key: &str| {
        block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')).unwrap()
    };
    let needs = block.lines().filter_map(|line| line.strip_prefix(" \"")?.strip_suffix("\","));
    Package { name: field("name"), version: field("version"), needs: needs.collect() }
}

/// The names of a section of the manifest.
fn section<'a>(manifest: &'a str, heading: &str) -> BTreeSet<&'a str> {
    let lines = manifest.lines().skip_while(|line| *line != heading).skip(1);
    lines.take_while(|line| !line.starts_with('[')).filter_map(|line| Some(line.split_once(" = ")?.0)).collect()
}

/// What the program may contain: all that its own dependencies lead to, those of its tests left aside.
fn contained<'a>(packages: &'a [Package<'a>], tests_only: &BTreeSet<&str>) -> BTreeSet<String> {
    let is = |package: &Package<'_>, need: &str| {
        let mut words = need.split(' ');
        words.next() == Some(package.name) && words.next().is_none_or(|version| version == package.version)
    };
    let mut found = BTreeSet::new();
    let root = packages.iter().find(|package| package.name == "paiban").unwrap();
    let mut open: Vec<&str> = root.needs.iter().filter(|need| !tests_only.contains(*need)).copied().collect();
    while let Some(need) = open.pop() {
        let package = packages.iter().find(|package| is(package, need)).unwrap();
        if found.insert(format!("{} {}", package.name, package.version)) {
            open.extend(&package.needs);
        }
    }
    found
}

/// The lines of `crates.txt` that name a crate: two blanks, name, version.
fn noticed(notices: &str) -> BTreeSet<String> {
    let named = notices.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(' '));
    let is_version = |word: &str| word.split('.').count() >= 3 && word.starts_with(|c: char| c.is_ascii_digit());
    named
        .filter(|(name, version)| !name.is_empty() && is_version(version))
        .map(|(name, version)| format!("{name} {version}"))
        .collect()
}

#[test]
fn every_crate_of_the_program_has_its_notice() {
    let manifest = include_str!("../Cargo.toml");
    let tests_only = &section(manifest, "[dev-dependencies]") - &section(manifest, "[dependencies]");
    let packages = packages(include_str!("../Cargo.lock"));
    let (contained, noticed) = (contained(&packages, &tests_only), noticed(include_str!("../licences/crates.txt")));
    let is_built = |name: &&String| !NEVER_BUILT.iter().any(|never| name.starts_with(never));
    let missing: Vec<_> = contained.difference(&noticed).filter(is_built).collect();
    let stale: Vec<_> = noticed.difference(&contained).filter(|name| !name.starts_with("paiban ")).collect();
    assert!(missing.is_empty() && stale.is_empty(), "see licences/README.md; missing: {missing:?}; stale: {stale:?}");
}
