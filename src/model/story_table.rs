//! Tables between the paragraphs of an article: named there by a file or by a name of the edition, whose `tables` says more of them.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Span, Spanned, name_hint};
use crate::input::{Block, Documents, Fields, Value, table_path, written_rows};
use crate::message;

use super::edition::{Para, Role, StoryTable};
use super::runs::styled_runs;
use super::sheet::{Sheet, Workbench};
use super::table::table;
use super::text::Variables;

/// Where the tables of articles come from.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    pub documents: &'a Documents,
    /// What texts in braces stand for.
    pub variables: &'a Variables,
}

impl Tables<'_> {
    /// The paragraphs of a block that is a table: its title in a style, then a paragraph for each cell with words, in the language of the article.
    pub(super) fn paras(
        self,
        block: &Block,
        (title, front): (Spanned<&str>, &Fields),
        sheet: &mut Sheet,
        bench: &mut Workbench<'_>,
    ) -> Vec<Para> {
        let Some(name) = &block.table else { return Vec::new() };
        let fields = match self.fields(name) {
            Ok(fields) => fields,
            Err(unknown) => {
                bench.found.push(unknown);
                return Vec::new();
            }
        };
        let own = written_rows(&fields);
        let path = fields.text("file");
        // A table that could not be read was found on reading.
        let Some(written) = path.map_or(Some(&own), |path| self.documents.tables.get(path.value)) else {
            return Vec::new();
        };
        let (table, mut cells) = table(written, (&fields, front), self.variables, sheet, bench);
        let Some(first) = cells.first_mut() else {
            let finding = Diagnostic::error("table/empty", "this table has no rows").at(name.span);
            bench.found.push(finding.hint("write file: and a path, or rows:"));
            return Vec::new();
        };
        first.table = Some(Box::new(StoryTable { table, name: name.value.clone(), span: name.span }));
        cells.iter_mut().for_each(|cell| cell.role = Role::Cell);
        let title = title_para(block, title, front, sheet, bench);
        title.into_iter().chain(cells).collect()
    }

    /// What is known of the table that an article names.
    fn fields(self, name: &Spanned<String>) -> Result<Fields, Diagnostic> {
        let entries = self.documents.edition.named("tables");
        let entry = entries.iter().find(|(known, _)| known.value == name.value).map(|(_, entry)| entry);
        let is_file = name.value.contains('.');
        if entry.is_none() && !is_file {
            let known = entries.iter().map(|(known, _)| known.value.as_str());
            let found = Diagnostic::error("table/unknown", message!("the edition has no table `{}`", name.value));
            let found = if entries.is_empty() { found } else { found.hint(name_hint(&name.value, known)) };
            let found = found
                .hint("name the table under `tables:` in the edition, or its file here, such as tables/prices.csv")
                .hint("the path of a picture has an ending, such as .jpg");
            return Err(found.at(name.span));
        }
        let of_entry = entry.and_then(table_path).map(|path| Spanned::new(path.value.to_owned(), path.span));
        let path = of_entry.or_else(|| entry.is_none().then(|| name.clone()));
        let plain = Fields { span: name.span, ..Fields::default() };
        let mut fields = entry.and_then(|entry| entry.value.as_object()).cloned().unwrap_or(plain);
        if let Some(Spanned { value, span }) = path {
            fields.values.insert("file", Spanned::new(Value::Text(value), span));
        }
        Ok(fields)
    }
}

/// The line above a table.
fn title_para(
    block: &Block,
    style: Spanned<&str>,
    front: &Fields,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> Option<Para> {
    if block.runs.is_empty() {
        return None;
    }
    let (style, look) = sheet.para_style_in(style, 1, front, bench)?;
    Some(Para { style, role: Role::TableTitle, runs: styled_runs(&block.runs, &look, sheet, bench), ..Para::default() })
}

/// Tables of the edition that no article names. What a house or another edition holds for many days need not stand in each.
pub(super) fn unused(documents: &Documents) -> Diagnostics {
    let blocks = documents.articles.values().flat_map(|article| &article.blocks);
    let named: BTreeSet<&str> = blocks.filter_map(|block| Some(block.table.as_ref()?.value.as_str())).collect();
    let own = |span: Span| span.source == documents.edition.span.source;
    let entries = documents.edition.named("tables").iter();
    let unused = entries.filter(|(name, _)| own(name.span) && !named.contains(name.value.as_str()));
    let told = |(name, _): &(Spanned<String>, Spanned<Value>)| {
        Diagnostic::note("table/unused", message!("no article names the table `{}`", name.value))
            .at(name.span)
            .hint(message!("write `![title]({})` in a paragraph of its own, or take it out", name.value))
    };
    unused.map(told).collect()
}
