//! Frames whose content is made from elsewhere: tables from their files, an index (本期导读) from the edition's own pages.

use crate::base::{Diagnostic, FrameId, Len, Span, Spanned, name_hint};
use crate::input::{Documents, Fields, Table as Written, Value, printed_number, written_rows};
use crate::message;

use super::edition::{Content, Lines, StoryKind};
use super::resolve::PageBuilder;
use super::story::default_style;
use super::table::{CellAlign, ColumnWidth, Table, TableRules, table};

impl PageBuilder<'_, '_, '_> {
    /// A table: a path, or an object with a path or rows.
    pub(super) fn table(&mut self, id: FrameId, content: &Fields) {
        let plain = Fields { span: content.span_of("table"), ..Fields::default() };
        let fields = content.object("table").cloned().unwrap_or(plain);
        let path = content.text("table").or_else(|| fields.text("file"));
        let documents = self.documents;
        let own = written_rows(&fields);
        // A table that could not be read was found on reading.
        let Some(written) = path.map_or(Some(&own), |path| documents.tables.get(path.value)) else { return };
        if written.rows.iter().all(Vec::is_empty) {
            let finding = Diagnostic::error("table/empty", "this table has no rows").at(fields.span);
            return self.bench.found.push(finding.hint("write file: and a path, or rows:"));
        }
        let (table, paras) =
            table(written, (&fields, &Fields::default()), &self.variables, &mut self.sheet, self.bench);
        self.cells(id, table, paras, fields.span);
    }

    fn cells(&mut self, id: FrameId, table: Table, paras: Vec<super::edition::Para>, span: Span) {
        let name = self.bench.edition.frames[id.index()].name.clone();
        self.thread(name, StoryKind::Furniture, paras, vec![id], span);
        self.bench.edition.frames[id.index()].content = Content::Table(Box::new(table));
        self.bench.edition.frames[id.index()].lines = Lines::Free;
    }

    /// Short headlines with the pages their stories begin on: a table of two columns without rules.
    pub(super) fn index(&mut self, id: FrameId, keys: &Fields, content: &Fields) {
        let begins = beginnings(self.documents);
        let mut rows = Vec::new();
        for path in content.list("index") {
            let Some(name) = path.value.as_text() else { continue };
            let page = begins.iter().find(|(known, _)| known == name);
            let article = self.documents.articles.get(name);
            let Some(((_, page), article)) = page.zip(article) else {
                self.bench.found.push(
                    Diagnostic::error("index/unknown", message!("{} stands on no page of this edition", name))
                        .at(path.span)
                        .hint(name_hint(name, begins.iter().map(|(known, _)| known.as_str()))),
                );
                continue;
            };
            let short = article.front.text("short").or_else(|| article.front.text("headline"));
            let title =
                short.map_or(String::new(), |short| short.value.split_whitespace().collect::<Vec<_>>().join(" "));
            // The program's own words have no extent in the source.
            let span = Span { end: path.span.start, ..path.span };
            rows.push(vec![Spanned::new(title, span), Spanned::new(format!("{page}版"), span)]);
        }
        let style = content.text("style").unwrap_or(default_style(keys));
        let mut fields = Fields { span: content.span, ..Fields::default() };
        fields.values.insert("header", Spanned::new(Value::Number(0), content.span));
        fields.values.insert("style", Spanned::new(Value::Text(style.value.to_owned()), style.span));
        let (plain, paras) =
            table(&Written { rows }, (&fields, &Fields::default()), &self.variables, &mut self.sheet, self.bench);
        let listed = Table {
            widths: vec![ColumnWidth::Share(1), ColumnWidth::Auto],
            aligns: vec![CellAlign::Start, CellAlign::End],
            rules: TableRules::default(),
            padding: (Len::ZERO, plain.padding.1),
            ..plain
        };
        self.cells(id, listed, paras, content.span);
    }
}

/// Every article with the number of the page it begins on.
fn beginnings(documents: &Documents) -> Vec<(String, String)> {
    let pages: Vec<&Fields> =
        documents.edition.list("pages").iter().filter_map(|page| page.value.as_object()).collect();
    let mut begins = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        for (_, content) in page.named("put") {
            let path = match &content.value {
                Value::Text(path) => Some(path.as_str()),
                Value::Object(fields) => fields.text("article").map(|path| path.value),
                _ => None,
            };
            begins.extend(path.map(|path| (path.to_owned(), printed_number(&pages, at))));
        }
    }
    begins
}
