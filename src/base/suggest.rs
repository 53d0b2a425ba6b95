//! "Did you mean": the nearest known name.

use super::message::Message;
use crate::message;

/// The known name nearest to `word`, when it is near enough to be a slip.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.contains('/') {
        return nearest_file(word, known);
    }
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// The known file that a path is a slip of: in its folder, under a name that differs by a letter or two, by case, by hyphens or by its ending. Other figures,
/// and words that count or point as figures do, name another file.
pub fn nearest_file<'a>(path: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let meant = FileName::of(path);
    known.into_iter().filter_map(|name| Some((meant.distance(&FileName::of(name))?, name))).min().map(|(_, name)| name)
}

/// Words that tell one file of a row from the next.
const COUNTING: &str = "一二三四五六七八九十东西南北上下左右前后甲乙丙丁早晚大小男女";
/// Letters of a file's name of which one may be another; two in twice as many.
const LETTERS_TO_A_SLIP: usize = 4;
/// Most letters in which names of one file differ.
const MOST_SLIPS: usize = 2;

/// A path in the parts that are compared.
struct FileName {
    folder: String,
    letters: String,
    figures: Vec<String>,
    ending: String,
}

impl FileName {
    fn of(path: &str) -> Self {
        let path = path.to_lowercase();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let is_figure = |c: char| c.is_ascii_digit() || COUNTING.contains(c);
        let figures = stem.split(|c| !is_figure(c)).filter(|run| !run.is_empty());
        Self {
            folder: folder.to_owned(),
            letters: stem.chars().filter(|c| !is_figure(*c) && !matches!(c, '-' | '_' | ' ')).collect(),
            figures: figures.map(|run| run.trim_start_matches('0').to_owned()).collect(),
            ending: ending.to_owned(),
        }
    }

    /// In how many letters two names of one file differ; `None` of two files.
    fn distance(&self, other: &Self) -> Option<usize> {
        let folders = strsim::osa_distance(&self.folder, &other.folder);
        let letters = strsim::osa_distance(&self.letters, &other.letters);
        let endings = strsim::osa_distance(&self.ending, &other.ending);
        let most = (self.letters.chars().count() / LETTERS_TO_A_SLIP).min(MOST_SLIPS);
        let is_one = folders <= 1 && letters <= most && self.figures == other.figures && (letters == 0 || endings <= 1);
        is_one.then_some(folders + letters + endings)
    }
}

/// A hint for an unknown name: the nearest one, or all of them when they are few.
pub fn name_hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Message {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(name) => message!("did you mean `{}`?", name),
        None if known.is_empty() => "none is defined".into(),
        None if known.len() <= 40 => message!("known: {}", known),
        None => message!("known: {}, …", known[..40].to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("colums", ["rows", "columns"]), Some("columns"));
        assert_eq!(nearest("hedline", ["headline", "deck"]), Some("headline"));
        assert_eq!(nearest("xyz", ["rows", "columns"]), None);
    }

    #[test]
    fn only_a_file_of_nearly_the_same_name_is_proposed() {
        for (path, known, is_near) in [
            ("pictures/harbour.jpg", "pictures/market.jpg", false),
            ("pictures/nothere.jpg", "pictures/port.jpg", false),
            ("ads/notyet.pdf", "ads/tea.pdf", false),
            ("articles/a05-lostfound.md", "articles/a02-hotline.md", false),
            ("articles/a08-lead.md", "articles/a01-lead.md", false),
            ("pictures/DSC_0231.jpg", "pictures/DSC_0237.jpg", false),
            ("图片/城西菜市场.jpg", "图片/城东菜市场.jpg", false),
            ("articles/lead.md", "articles/read.md", true),
            ("pictures/harbor.jpg", "pictures/harbour.jpg", true),
            ("pictures/lin_shifu.jpg", "pictures/Lin-shifu.JPG", true),
            ("pictures/market.png", "pictures/market.jpg", true),
            ("pictures/markte.jgp", "pictures/market.jpg", true),
            ("picture/port.jpg", "pictures/port.jpg", true),
            ("articles/a5-lead.md", "articles/a05-lead.md", true),
            ("图片/城西莱市场.jpg", "图片/城西菜市场.jpg", true),
            ("图片/城西莱市场开张.jpg", "图片/城西菜市场开张.jpg", true),
        ] {
            assert_eq!(nearest_file(path, [known]).is_some(), is_near, "{path} {known}");
        }
    }
}
