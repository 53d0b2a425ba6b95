//! A story to read.

use super::{ArticleMap, MapLook, MapPara, MapRun, MapUnit, Names, document, place, title};
use crate::base::{escaped, plain_letter};

/// The file of a story, with the stories before and after it in the bar.
pub(super) fn story(map: &ArticleMap, names: &Names<'_>, unit: &MapUnit) -> String {
    let at = names.places.get(unit.id.as_str()).copied();
    let turn =
        |to: Option<usize>, rel: &str, word: &str| match to.and_then(|to| names.stories.get(names.order.get(to)?)) {
            Some(name) => format!("<a rel=\"{rel}\" href=\"{name}\">{word}</a>"),
            None => format!("<span class=\"off\">{word}</span>"),
        };
    let page = |number: &String| {
        let at = map.pages.iter().position(|page| page.number == *number)?;
        Some(format!("<a rel=\"up\" href=\"{}\">{}版</a>", names.pages[at], escaped(number)))
    };
    let pages: String = unit.pages.iter().filter_map(page).collect();
    let bar = turn(at.and_then(|at| at.checked_sub(1)), "prev", "上一篇")
        + &pages
        + &turn(at.map(|at| at + 1), "next", "下一篇");
    let title = title(unit);
    let body = format!(
        "<main><article{}>\n{}{}{}{}</article></main>",
        if unit.language == map.language { String::new() } else { format!(" lang=\"{}\"", unit.language) },
        head(unit, &title),
        figures(map, names, unit),
        paragraphs(unit),
        notes(unit)
    );
    document(map, &format!("{title} - {} {}", map.paper, map.date), &bar, &body)
}

fn head(unit: &MapUnit, title: &str) -> String {
    let line = |class: &str, text: Option<&str>| {
        text.filter(|text| *text != title)
            .map_or(String::new(), |text| format!("<p class=\"{class}\"{}>{}</p>\n", dir(text), broken(text)))
    };
    let headline = unit.headline.as_deref().unwrap_or(title);
    format!(
        "<header>{}<h1{}>{}</h1>\n{}{}</header>\n",
        line("kicker", unit.kicker.as_deref()),
        dir(headline),
        broken(headline),
        line("deck", unit.deck.as_deref()),
        line("byline", unit.byline.as_deref()),
    )
}

/// Text with its line breaks.
fn broken(text: &str) -> String {
    isolated(&escaped(text)).replace('\n', "<br>")
}

/// Text in which each name from the right stands by itself, as on the page: a browser would turn the marks between two of them round with them.
fn isolated(text: &str) -> String {
    let mut isolated = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_from_right) {
        let (before, name) = rest.split_at(start);
        // Blanks and signs of ASCII between its words belong to it.
        let is_own = |c: char| is_from_right(c) || c == ' ' || c.is_ascii_punctuation() && !matches!(c, '&' | '<');
        let reach = name.find(|c| !is_own(c)).unwrap_or(name.len());
        let end = name[..reach]
            .rfind(is_from_right)
            .map_or(reach, |last| last + name[last..].chars().next().map_or(0, char::len_utf8));
        isolated.extend([before, "<bdi>", &name[..end], "</bdi>"]);
        rest = &name[end..];
    }
    isolated + rest
}

/// What says that a text runs from the right: most of its letters do, and it has none of Chinese, Japanese or Korean.
fn dir(text: &str) -> &'static str {
    let is_character =
        |c: char| matches!(c, '\u{3041}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{3FFFF}');
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let from_right = letters().filter(|&c| is_from_right(c)).count();
    let runs_from_right = from_right * 2 > letters().count() && !text.contains(is_character);
    if runs_from_right { " dir=\"rtl\"" } else { "" }
}

/// Letters of the scripts that run from the right, with their marks.
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn figures(map: &ArticleMap, names: &Names<'_>, unit: &MapUnit) -> String {
    let figure = |(at, picture): (usize, &super::super::article_map::MapPicture)| {
        place(map, unit, &picture.at.page, &picture.at.frame)?;
        let caption = picture.caption.as_deref().unwrap_or_default();
        let told =
            if caption.is_empty() { String::new() } else { format!("<figcaption>{}</figcaption>", broken(caption)) };
        Some(format!(
            "<figure><img src=\"{}\" alt=\"{}\" loading=\"lazy\">{told}</figure>\n",
            names.story_picture(unit, at),
            escaped(caption)
        ))
    };
    unit.pictures.iter().enumerate().filter_map(figure).collect()
}

fn paragraphs(unit: &MapUnit) -> String {
    let one = |para: &MapPara| match para.role {
        "crosshead" => format!("<h2{}>{}</h2>\n", dir(&para.text), marked(para)),
        "quote" => format!("<blockquote>{}</blockquote>\n", marked(para)),
        _ => format!("<p{}>{}</p>\n", dir(&para.text), marked(para)),
    };
    unit.paragraphs.iter().map(one).collect()
}

/// A paragraph with the looks of its words.
fn marked(para: &MapPara) -> String {
    if para.runs.is_empty() { broken(&para.text) } else { para.runs.iter().map(run).collect() }
}

fn run(run: &MapRun) -> String {
    // Letters that Unicode has raised or lowered need no tag, and are found and copied as what they are; among others they are what the tag raises.
    let is_script = |look: &MapLook| matches!(look, MapLook::Raised | MapLook::Lowered);
    let all_scripted = run.text.chars().all(|c| plain_letter(c).is_some());
    let text: String = if run.look.iter().any(is_script) && !all_scripted {
        run.text.chars().map(|c| plain_letter(c).map_or(c, |(letter, _)| letter)).collect()
    } else {
        run.text.clone()
    };
    let ruby = |base: String| match &run.reading {
        Some(reading) => format!("<ruby>{base}<rt>{}</rt></ruby>", escaped(reading)),
        None => base,
    };
    run.look.iter().rev().filter(|look| !(is_script(look) && all_scripted)).fold(ruby(broken(&text)), |inside, look| {
        let (open, close) = tags(*look);
        format!("<{open}>{inside}</{close}>")
    })
}

fn tags(look: MapLook) -> (&'static str, &'static str) {
    match look {
        MapLook::Bold => ("strong", "strong"),
        MapLook::Kai => ("em", "em"),
        MapLook::Raised => ("sup", "sup"),
        MapLook::Lowered => ("sub", "sub"),
        MapLook::Dots => ("em class=\"dots\"", "em"),
        MapLook::Name => ("u", "u"),
        MapLook::Book => ("u class=\"book\"", "u"),
    }
}

fn notes(unit: &MapUnit) -> String {
    let notes: String = unit.notes.iter().map(|note| format!("<p>{}</p>\n", broken(note))).collect();
    if notes.is_empty() { notes } else { format!("<aside>{notes}</aside>\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_the_right_stand_by_themselves_and_paragraphs_of_them_run_from_there() {
        for (text, written, from_right) in [
            ("说ئالىم、پەرھات去", "说<bdi>ئالىم</bdi>、<bdi>پەرھات</bdi>去", false),
            ("说שלום עולם!", "说<bdi>שלום עולם</bdi>!", false),
            ("שלום & עולם", "<bdi>שלום</bdi> &amp; <bdi>עולם</bdi>", true),
            ("ABC שלום", "ABC <bdi>שלום</bdi>", true),
            ("北京", "北京", false),
        ] {
            assert_eq!((broken(text).as_str(), !dir(text).is_empty()), (written, from_right), "{text}");
        }
    }
}
