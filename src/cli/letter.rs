//! The letter a sales desk sends to an advertiser: what was booked, what came, what must be mended.

use std::fmt::Write;

use paiban::base::escaped;
use paiban::check::preflight::{Item, Level, Verdict};
use paiban::export::pdf::placed::Ready;
use paiban::language::in_chinese;
use paiban::press::told;

use super::language::{Language, sentence};

/// What is known of an advertisement.
pub(super) struct Advertisement<'a> {
    /// Name of the file.
    pub(super) file: &'a str,
    /// Booked width and height in millimetres.
    pub(super) booked: Option<(f64, f64)>,
    /// Width and height of the first page's trim in millimetres.
    pub(super) own: Option<(f64, f64)>,
    /// The judge's findings that concern an advertisement.
    pub(super) verdict: &'a Verdict,
    /// The page as it would be placed, with what was converted.
    pub(super) ready: Option<&'a Ready>,
    /// What is let through.
    pub(super) record: Option<Accepted<'a>>,
}

/// Rules whose findings are let through, on record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accepted<'a> {
    /// Ids of rules.
    pub(super) rules: &'a [String],
    /// Who decided it, and why.
    pub(super) reason: &'a str,
}

/// How far a size may be from the booking, in millimetres: half a point (prepress P04).
const TOLERANCE: f64 = 25.4 / 144.0;

impl Advertisement<'_> {
    /// Whether the file has the booked size; a file without a size, or a booking without one, is taken as it is.
    pub(super) fn has_booked_size(&self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= TOLERANCE;
        self.booked.zip(self.own).is_none_or(|(booked, own)| near(booked.0, own.0) && near(booked.1, own.1))
    }

    /// Whether it can be printed as it is.
    pub(super) fn is_fit(&self) -> bool {
        self.verdict.is_pdf && !self.faults().any(|item| !self.lets_through(item)) && self.has_booked_size()
    }

    fn faults(&self) -> impl Iterator<Item = &Item> {
        self.verdict.items.iter().filter(|item| item.level == Level::E)
    }

    fn lets_through(&self, item: &Item) -> bool {
        let id = format!("{:?}", item.id);
        self.record.is_some_and(|record| record.rules.contains(&id))
    }
}

/// The letter as an HTML document that needs nothing beside it.
pub(super) fn letter(ad: &Advertisement<'_>, language: Language) -> String {
    let words = words(language);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{} – {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        words.lang,
        words.title,
        escaped(ad.file),
        words.title
    );
    let verdict = if ad.is_fit() { ("good", words.fit) } else { ("bad", words.unfit) };
    let _ = writeln!(html, "<p class=\"{}\">{}</p>\n<table class=\"facts\">", verdict.0, verdict.1);
    let mut fact = |name: &str, value: &str| {
        let _ = writeln!(html, "<tr><th scope=\"row\">{name}</th><td>{}</td></tr>", escaped(value));
    };
    let size = |size: Option<(f64, f64)>| size.map(|(width, height)| format!("{width:.1} × {height:.1} mm"));
    fact(words.file, ad.file);
    fact(words.booked, size(ad.booked).as_deref().unwrap_or(words.unknown));
    fact(words.own, size(ad.own).as_deref().unwrap_or(words.unknown));
    fact(words.pages, &ad.verdict.pages.to_string());
    html += "</table>\n";
    let found: Vec<(String, String, String)> = faults(ad, language);
    if !found.is_empty() {
        let _ = writeln!(
            html,
            "<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>",
            words.what, words.place, words.remedy
        );
        for (what, place, remedy) in found {
            let cells = [what, place, remedy].map(|cell| format!("<td>{cell}</td>"));
            let _ = writeln!(html, "<tr>{}</tr>", cells.concat());
        }
        html += "</tbody>\n</table>\n";
    }
    let records = records(ad, language);
    if !records.is_empty() {
        let each: String = records.iter().map(|record| format!("<li>{}</li>\n", escaped(record))).collect();
        let _ = writeln!(html, "<h2>{}</h2>\n<ul>\n{each}</ul>", words.records);
    }
    let _ = writeln!(html, "<p class=\"foot\">{}</p>\n</body>\n</html>", words.foot);
    html
}

/// What is wrong, where, and what to do, as HTML.
fn faults(ad: &Advertisement<'_>, language: Language) -> Vec<(String, String, String)> {
    let mut faults = Vec::new();
    if !ad.has_booked_size() {
        let words = words(language);
        faults.push((words.size.to_owned(), words.first_page.to_owned(), words.resize.to_owned()));
    }
    faults.extend(ad.faults().filter(|item| !ad.lets_through(item)).map(|item| fault(item, language)));
    faults
}

/// What we change ourselves and what we print in spite of a fault, as sentences.
fn records(ad: &Advertisement<'_>, language: Language) -> Vec<String> {
    let told = ad.ready.map_or(Vec::new(), |ready| told(ad.file, ready));
    let mut sentences: Vec<String> = told.iter().map(|finding| sentence(&finding.message, language)).collect();
    if let Some(record) = &ad.record {
        for item in ad.faults().filter(|item| ad.lets_through(item)) {
            sentences.push(match language {
                Language::Zh => format!("{:?}照登：{}", item.id, record.reason),
                Language::En => format!("printed in spite of {:?}: {}", item.id, record.reason),
            });
        }
    }
    sentences.dedup();
    sentences
}

fn fault(item: &Item, language: Language) -> (String, String, String) {
    let times = if item.count > 1 { format!(" (×{})", item.count) } else { String::new() };
    let detail = format!("<small>{} {}{times}</small>", escaped(&item.subject), escaped(&item.message));
    let (what, remedy) = match (language, in_chinese(item.id)) {
        (Language::Zh, Some((what, remedy))) => (what.to_owned(), remedy.to_owned()),
        _ => (escaped(item.id.title()), escaped(item.hint)),
    };
    let page = match (item.page, language) {
        (Some(page), Language::Zh) => format!("第{page}页"),
        (Some(page), Language::En) => format!("page {page}"),
        (None, Language::Zh) => "整个文件".to_owned(),
        (None, Language::En) => "the file".to_owned(),
    };
    let place = item.place.map_or(String::new(), |at| match language {
        Language::Zh => format!("，距左边{:.1}毫米、上边{:.1}毫米", at.x_mm, at.y_mm),
        Language::En => format!(", {:.1} mm from the left, {:.1} mm from the top", at.x_mm, at.y_mm),
    });
    (format!("{what} [{:?}]<br>{detail}", item.id), format!("{page}{place}"), remedy)
}

const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:#1a1a1a}\
table{border-collapse:collapse;width:100%;margin:1em 0}th,td{border:1px solid #bbb;padding:.4em .6em;text-align:left;vertical-align:top}\
th{background:#f3f3f3}.facts th{width:10em}.good,.bad{padding:.6em 1em;font-weight:bold}.good{background:#e2f2e2}.bad{background:#fbe3e0}\
small{color:#555}.foot{color:#555}";

/// The letter's fixed words.
struct Words {
    lang: &'static str,
    title: &'static str,
    fit: &'static str,
    unfit: &'static str,
    file: &'static str,
    booked: &'static str,
    own: &'static str,
    pages: &'static str,
    unknown: &'static str,
    what: &'static str,
    place: &'static str,
    remedy: &'static str,
    size: &'static str,
    first_page: &'static str,
    resize: &'static str,
    records: &'static str,
    foot: &'static str,
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::Zh => &Words {
            lang: "zh-Hans",
            title: "广告稿检查单",
            fit: "合格：可以原样付印。",
            unfit: "不合格：请按下表修改后重新交稿。",
            file: "文件",
            booked: "预订尺寸",
            own: "成品尺寸",
            pages: "页数",
            unknown: "未知",
            what: "问题",
            place: "位置",
            remedy: "怎样修改",
            size: "成品尺寸与预订尺寸不符",
            first_page: "第1页",
            resize: "请按预订尺寸重新制作，裁切框（TrimBox）须等于预订尺寸。",
            records: "我们代为处理的",
            foot: "方括号内为检查项目编号，小字为技术说明，可转交制作人员。",
        },
        Language::En => &Words {
            lang: "en",
            title: "Report on an advertisement",
            fit: "Fit to print as it is.",
            unfit: "Not fit to print: please mend what the table says and send it again.",
            file: "File",
            booked: "Booked size",
            own: "Trim size",
            pages: "Pages",
            unknown: "not known",
            what: "What is wrong",
            place: "Where",
            remedy: "What to do",
            size: "The trim size is not the booked one",
            first_page: "page 1",
            resize: "Please make it anew in the booked size; the TrimBox must equal it.",
            records: "What we do ourselves",
            foot: "Letters in brackets are our numbers of the checks; the small print is for whoever made the file.",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paiban::check::preflight::{Options, preflight};

    #[test]
    fn what_is_no_pdf_is_not_fit_and_names_are_escaped() {
        let verdict = preflight(b"nothing", &Options::default());
        let ad = Advertisement {
            file: "<茶>.pdf",
            booked: Some((80.0, 200.0)),
            own: None,
            verdict: &verdict,
            ready: None,
            record: None,
        };
        let html = letter(&ad, Language::Zh);
        assert!(!ad.is_fit() && html.contains("不合格") && html.contains("&lt;茶&gt;.pdf") && !html.contains("<茶>"));
    }

    #[test]
    fn a_size_beside_the_booking_is_told() {
        let mut verdict = preflight(b"nothing", &Options::default());
        (verdict.is_pdf, verdict.items) = (true, Vec::new());
        let ad = |width| Advertisement {
            file: "a.pdf",
            booked: Some((80.0, 200.0)),
            own: Some((width, 200.0)),
            verdict: &verdict,
            ready: None,
            record: None,
        };
        assert!(ad(80.1).is_fit() && !ad(80.4).is_fit());
        assert!(letter(&ad(82.0), Language::En).contains("82.0 × 200.0 mm"));
    }
}
