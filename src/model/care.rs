//! What an advertisement or picture may be changed in, and which of its faults are let through.

use crate::base::{Diagnostic, Diagnostics};
use crate::input::Fields;
use crate::message;

use super::choices;

/// How an advertisement or picture is made ready for the press.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// Whether its colours are converted.
    pub convert: Convert,
    /// Pixels per inch of the picture that a page becomes, on request.
    pub rasterise: Option<u32>,
    /// Rules of the judge whose findings are let through, such as `K05`, or [`Care::CLAIMS`], on record.
    pub accepts: Vec<String>,
    /// Who decided that, and why.
    pub reason: String,
}

impl Care {
    /// The picture is released later than the edition's day.
    pub const EMBARGO: &str = "embargo";
    /// Its instructions forbid to print it.
    pub const INSTRUCTIONS: &str = "instructions";
    /// What a picture's own words may ask for that can be let through.
    pub const CLAIMS: [&str; 2] = [Self::EMBARGO, Self::INSTRUCTIONS];
}

/// Whether colours that the press does not print are converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convert {
    /// They are, and it is told.
    #[default]
    Auto,
    /// They are refused.
    Never,
}

/// What may be changed and what is let through; a fault is let through for a reason, or not at all.
pub(super) fn care(fields: &Fields, found: &mut Diagnostics) -> Care {
    let convert = fields.text("convert").map_or(Default::default(), |word| choices::pick(choices::CONVERT, word.value));
    let reason = fields.text("reason").map_or(String::new(), |text| text.value.trim().to_owned());
    let rasterise = rasterise(fields, found);
    let mut accepts = Vec::new();
    for rule in fields.list("accept") {
        let Some(text) = rule.value.as_text() else { continue };
        if is_rule(text) || Care::CLAIMS.contains(&text) {
            accepts.push(text.to_owned());
        } else {
            found.push(
                Diagnostic::error("ad/accept", message!("`{}` is no rule of the judge", text))
                    .at(rule.span)
                    .hint("write its letter and two digits, such as K05; docs/preflight.md lists them")
                    .hint("what a picture's file asks for is let through as `embargo` or `instructions`"),
            );
        }
    }
    if reason.is_empty() && !accepts.is_empty() {
        let is_of_judge = accepts.iter().any(|accepted| is_rule(accepted));
        let code = if is_of_judge { "ad/reason" } else { "picture/reason" };
        found.push(
            Diagnostic::error(code, "a finding is accepted without a reason")
                .at(fields.span_of("accept"))
                .hint("write reason: and who decided it, and why; it stands in the report"),
        );
        accepts.clear();
    }
    Care { convert, rasterise, accepts, reason }
}

/// Resolutions that a page may be made a picture of: below, type is ragged; above, no press shows more.
const RASTERS: std::ops::RangeInclusive<u32> = 300..=1200;

/// How finely a page is made a picture: a number with `ppi`.
fn rasterise(fields: &Fields, found: &mut Diagnostics) -> Option<u32> {
    let text = fields.text("rasterise")?;
    let number = text.value.trim().strip_suffix("ppi").and_then(|number| number.trim().parse().ok());
    let ppi = number.filter(|ppi| RASTERS.contains(ppi));
    if ppi.is_none() {
        let (least, most) = (RASTERS.start(), RASTERS.end());
        found.push(
            Diagnostic::error("ad/rasterise", message!("a page cannot be made a picture of `{}`", text.value))
                .at(text.span)
                .hint(message!("write a number from {} to {} with its unit, as 600ppi", least, most)),
        );
    }
    ppi
}

/// Whether a text is the id of a rule: a letter and two digits.
fn is_rule(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}
