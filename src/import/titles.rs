//! Titles of web pages: what the page's head says, less the name of the site, and the heading on the page that repeats it.

use std::collections::BTreeSet;

use super::markup::{self, Event, attribute};
use super::page::Page;
use super::story::{Judged, is_hidden};

/// Titles of a page: of its head, with and without the site's name.
pub(super) fn of_page(page: &Page<'_>, events: &[Event]) -> Vec<String> {
    let meta = |key: &str| {
        page.elements.iter().filter(|element| element.name == "meta").find_map(|element| {
            let is_key = ["property", "name"].iter().any(|name| attribute(element.attributes, name) == Some(key));
            is_key.then(|| attribute(element.attributes, "content")).flatten().map(|text| text.trim().to_owned())
        })
    };
    let title = page.elements.iter().find(|element| element.name == "title").map(|element| {
        let text = events[element.start..element.end].iter().filter_map(|event| match event {
            Event::Text(text) => Some(text.as_str()),
            _ => None,
        });
        markup::collapse(&text.collect::<String>(), None).trim().to_owned()
    });
    [meta("og:title"), meta("twitter:title"), title].into_iter().flatten().filter(|text| !text.is_empty()).collect()
}

/// A title without the name of the site and its parts: `渡轮复航_要闻_临澜网`.
pub(super) fn without_site(title: &str) -> String {
    let first = title.split(['_', '|', '｜']).next().unwrap_or(title).trim();
    // Papers put their name before the headline: 临澜日报-渡轮复航.
    let papers = ["日报", "晚报", "早报", "时报", "商报", "都市报", "数字报", "电子报", "新闻网", "日報", "晚報"];
    if let Some((paper, rest)) = first.split_once(['-', '—', '：', ':'])
        && papers.iter().any(|end| paper.trim().ends_with(end))
        && paper.chars().count() <= 12
        && rest.chars().count() >= HEADLINE
    {
        return without_site(rest.trim_matches(['-', '—', ' ']));
    }
    let sites = ["网", "報", "报", "新闻", "频道", "中心", "在线", "门户", "网站", "客户端", "News", ".com", ".cn"];
    let parted = [" - ", "--", " – ", "-", "——"].iter().find_map(|sign| {
        let (head, tail) = first.rsplit_once(sign)?;
        let is_site = sites.iter().any(|site| tail.trim().ends_with(site)) || sign.starts_with(' ');
        (is_site && tail.chars().count() <= 12 && head.chars().count() >= 4).then_some(head)
    });
    match parted {
        Some(head) if head != first => without_site(head),
        _ if first.is_empty() => title.trim().to_owned(),
        _ => first.trim_matches(['-', ' ', '—']).to_owned(),
    }
}

/// A title and what stands in it between strokes, as headlines are compared; short ones are names of sites.
fn title_parts(title: &str) -> impl Iterator<Item = String> {
    let parts = title.split(['_', '|', '｜', '-', '–', '—']).chain([title]).map(key);
    parts.filter(|part| part.chars().count() >= HEADLINE).collect::<Vec<_>>().into_iter()
}

/// A headline that is known by its words alone has so many letters.
const HEADLINE: usize = 6;

/// Letters by which headlines are compared.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The heading that is the page's headline: the one its title repeats; in a `container`, the first of the highest level.
pub(super) fn heading(judged: &Judged<'_, '_>, titles: &[String], container: Option<usize>) -> Option<usize> {
    let page = judged.page;
    let parts: BTreeSet<String> = titles.iter().flat_map(|title| title_parts(title)).collect();
    let titles: Vec<String> = titles.iter().map(|title| key(title)).collect();
    let is_heading = |at: usize| {
        let class = attribute(page.elements[at].attributes, "class").or(attribute(page.elements[at].attributes, "id"));
        let named = class.is_some_and(|class| {
            ["title", "headline", "biaoti", "bt"].iter().any(|name| class.to_lowercase().contains(name))
        });
        matches!(page.elements[at].name, "h1" | "h2" | "h3")
            || named && matches!(page.elements[at].name, "div" | "p" | "td" | "span" | "h4")
    };
    let repeats = |at: usize| {
        if page.within(at).len() > 6 {
            return false;
        }
        let text = key(&page.text(at));
        let count = text.chars().count();
        (4..=80).contains(&count) && titles.iter().any(|title| title.contains(&text))
    };
    // Old systems of papers set their headlines into cells without a name.
    let says_title = |at: usize| {
        matches!(page.elements[at].name, "td" | "div" | "p" | "center")
            && page.blocks[page.within(at)].iter().all(|block| block.linked == 0)
            && parts.contains(&key(&page.text(at)))
    };
    let visible = |at: &usize| !is_hidden(judged, *at);
    if let Some(container) = container {
        let inside = container..page.elements[container].last.max(container + 1);
        let first = inside.clone().find(|&at| page.elements[at].name == "h1" && visible(&at) && !judged.out[at]);
        let before =
            || (0..container).rev().find(|&at| page.elements[at].name == "h1" && visible(&at) && !judged.out[at]);
        return first.or_else(before).filter(|&at| !page.text(at).is_empty());
    }
    let found = (1..page.elements.len())
        .filter(|&at| visible(&at) && !page.within(at).is_empty())
        .filter(|&at| is_heading(at) && repeats(at) || page.within(at).len() <= 3 && says_title(at));
    // One beside the lists, of a higher level, then the longest, then the first and outermost.
    found.min_by_key(|&at| {
        (judged.out[at], page.elements[at].name != "h1", std::cmp::Reverse(key(&page.text(at)).chars().count()), at)
    })
}
