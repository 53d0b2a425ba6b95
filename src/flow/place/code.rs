//! QR codes as one path of rectangles.

use qrcode::{Color, EcLevel, QrCode};

use crate::base::{Len, Rect};

/// Blank modules kept on each side; half the standard's four, which a newspaper's own white space completes.
const QUIET: i64 = 2;

/// The dark modules of a QR code for `text`, error level M, centred in `area` with a quiet zone of two modules.
///
/// Dark neighbours in a row are one rectangle. `None` when the text is too long for any QR code.
pub(super) fn dark_modules(text: &str, area: &Rect) -> Option<Vec<Rect>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let count = i64::try_from(width).ok()?;
    let module = area.width.min(area.height) / (count + 2 * QUIET);
    let start = |from: Len, room: Len| from + (room - module * count) / 2;
    let (left, top) = (start(area.x, area.width), start(area.y, area.height));
    let colors = code.to_colors();
    let mut modules = Vec::new();
    let mut y = top;
    for row in colors.chunks(width) {
        let mut x = left;
        for run in row.chunk_by(|a, b| a == b) {
            let run_width = module * i64::try_from(run.len()).unwrap_or(0);
            if run[0] == Color::Dark {
                modules.push(Rect { x, y, width: run_width, height: module });
            }
            x += run_width;
        }
        y += module;
    }
    Some(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stays_in_its_area_with_a_quiet_zone() {
        let area = Rect { x: Len::mm(10), y: Len::mm(20), width: Len::mm(30), height: Len::mm(20) };
        let modules = dark_modules("https://example.org", &area).expect("a short text");
        let module = modules[0].height;
        assert!(modules.iter().all(|rect| area.inset(crate::base::Insets::all(module * QUIET)).contains(rect)));
        // The finder pattern's first row is seven modules in one rectangle.
        assert_eq!(modules[0].width, module * 7);
    }

    #[test]
    fn a_text_beyond_any_code_is_refused() {
        assert_eq!(dark_modules(&"长".repeat(2000), &Rect::default()), None);
    }
}
