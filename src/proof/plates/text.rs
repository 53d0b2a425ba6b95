//! Text (ISO 32000-2 §9): the outlines of a string are painted as one, so that its glyphs do not show through each other.

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{Array, Number, Object};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{Affine, BezPath, Point, Rect};
use hayro_font::{Font, FontGlyph, Type3Glyph, UNITS_PER_EM};

use super::painter::{Painter, Side};
use super::raster::Rule;

impl<'a> Painter<'a, '_> {
    pub(super) fn text_operator(&mut self, operator: &Op<'_, '_>, resources: &Resources<'a>) {
        let text = &mut self.state.text;
        match operator {
            Op::CharacterSpacing(number) => text.char_space = number.0.as_f64(),
            Op::WordSpacing(number) => text.word_space = number.0.as_f64(),
            Op::HorizontalScaling(number) => text.scale = number.0.as_f64() / 100.0,
            Op::TextLeading(number) => text.leading = number.0.as_f64(),
            Op::TextRise(number) => text.rise = number.0.as_f64(),
            Op::TextRenderingMode(mode) => text.mode = u8::try_from(mode.0.as_i64()).unwrap_or(0),
            Op::TextFont(font) => {
                text.size = font.1.as_f64();
                let found = resources.get_font(font.0);
                let found = found.and_then(|dict| self.fonts.font(&dict, &self.resolvers.font, &self.resolvers.cmap));
                if found.is_none() {
                    self.room.miss();
                }
                self.state.text.font = found;
            }
            Op::BeginText(_) => {
                (text.matrix, text.line_matrix) = (Affine::IDENTITY, Affine::IDENTITY);
                self.text_clip = BezPath::new();
            }
            Op::EndText(_) => {
                let outline = std::mem::take(&mut self.text_clip);
                if !outline.elements().is_empty() {
                    self.clip(&outline, Rule::NonZero);
                }
            }
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                text.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::SetTextMatrix(m) => {
                let matrix = super::painter::matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                (text.matrix, text.line_matrix) = (matrix, matrix);
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.text.leading),
            Op::ShowText(string) => self.show(&[Shown::Text(string.0.as_bytes())], resources),
            Op::NextLineAndShowText(string) => {
                self.next_line(0.0, -self.state.text.leading);
                self.show(&[Shown::Text(string.0.as_bytes())], resources);
            }
            Op::ShowTextWithParameters(shown) => {
                (text.word_space, text.char_space) = (shown.0.as_f64(), shown.1.as_f64());
                self.next_line(0.0, -self.state.text.leading);
                self.show(&[Shown::Text(shown.2.as_bytes())], resources);
            }
            Op::ShowTexts(array) => self.show_array(array.0, resources),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        let text = &mut self.state.text;
        text.line_matrix *= Affine::translate((x, y));
        text.matrix = text.line_matrix;
    }

    fn show_array(&mut self, array: &Array<'_>, resources: &Resources<'a>) {
        let items: Vec<Object<'_>> = array.iter::<Object<'_>>().collect();
        let shown = items.iter().filter_map(|item| match item {
            Object::String(text) => Some(Shown::Text(text.as_bytes())),
            Object::Number(number) => Some(Shown::Move(*number)),
            _ => None,
        });
        self.show(&shown.collect::<Vec<_>>(), resources);
    }

    fn show(&mut self, items: &[Shown<'_>], resources: &Resources<'a>) {
        let Some(font) = self.state.text.font.clone() else { return };
        let mut outline = BezPath::new();
        for item in items {
            match item {
                Shown::Move(number) => {
                    let text = &mut self.state.text;
                    let by = -number.as_f64() / 1000.0 * text.size;
                    let by = if font.is_horizontal() { (by * text.scale, 0.0) } else { (0.0, by) };
                    text.matrix *= Affine::translate(by);
                }
                Shown::Text(bytes) => self.gather(&font, bytes, resources, &mut outline),
            }
        }
        self.paint_text(outline);
    }

    /// Moves over the glyphs of a string and gathers their outlines, as far as they can be seen.
    fn gather(&mut self, font: &Font<'a>, bytes: &[u8], resources: &Resources<'a>, outline: &mut BezPath) {
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            if !self.room.spend(1) {
                return;
            }
            let glyph = font.map_code(code);
            let text = &self.state.text;
            let size = Affine::new([text.size * text.scale, 0.0, 0.0, text.size, 0.0, text.rise]);
            let place = self.state.ctm * text.matrix * size * Affine::scale(1.0 / f64::from(UNITS_PER_EM));
            let place = place
                * Affine::translate(font.origin_displacement(code))
                * Affine::scale_non_uniform(font.glyph_stretch(glyph, code), 1.0);
            if self.may_be_seen(place) {
                match font.glyph(glyph, code) {
                    FontGlyph::Outline(glyph) => outline.extend(place * glyph.outline()),
                    FontGlyph::Type3(glyph) => self.drawn_glyph(&glyph, place, resources),
                }
            }
            self.advance(font, code, length);
        }
    }

    /// Whether a glyph's surroundings touch what is shown.
    fn may_be_seen(&self, place: Affine) -> bool {
        // Most outlines stay within their em; flourishes and tall brackets leave it, none by three ems.
        let reach = 3.0 * f64::from(UNITS_PER_EM);
        let around = place.transform_rect_bbox(Rect::from_points(Point::new(-reach, -reach), Point::new(reach, reach)));
        !self.state.clip.area.touched(around).is_empty()
    }

    fn advance(&mut self, font: &Font<'a>, code: u32, length: usize) {
        let text = &mut self.state.text;
        let word = if code == 32 && length == 1 { text.word_space } else { 0.0 };
        let by = font.code_advance(code);
        let along = |advance: f64| advance / f64::from(UNITS_PER_EM) * text.size + text.char_space + word;
        let by = if font.is_horizontal() { (along(by.x) * text.scale, 0.0) } else { (0.0, along(by.y)) };
        text.matrix *= Affine::translate(by);
    }

    /// Fills, strokes, clips, by the rendering mode (table 104).
    fn paint_text(&mut self, outline: BezPath) {
        if outline.elements().is_empty() {
            return;
        }
        let mode = self.state.text.mode;
        if matches!(mode, 0 | 2 | 4 | 6) {
            self.paint_outline(&outline, Rule::NonZero, Side::Fill);
        }
        if matches!(mode, 1 | 2 | 5 | 6) {
            // Lines are as wide as the page's space says, so outlines go back there.
            let ctm = self.state.ctm;
            if ctm.determinant().abs() > 1e-9 {
                self.stroke(&(ctm.inverse() * outline.clone()), ctm);
            }
        }
        if mode >= 4 {
            self.text_clip.extend(outline);
        }
    }

    /// A glyph that is a content stream of its own (§9.6.4).
    fn drawn_glyph(&mut self, glyph: &Type3Glyph<'a>, place: Affine, resources: &Resources<'a>) {
        let content = glyph.program().and_then(|program| program.decoded_data().ok());
        let (Some(content), true) = (content, self.state.text.mode != 3) else { return };
        let program = glyph.program().and_then(|program| program.dict().get(b"Resources"));
        let own = program.or_else(|| glyph.font().resources()).map(Resources::new);
        let (saved, was_uncoloured) = (self.state.clone(), self.is_uncoloured);
        self.state.ctm = place * Affine::scale(f64::from(UNITS_PER_EM)) * glyph.font().matrix();
        self.run(&content, own.as_ref().unwrap_or(resources));
        (self.state, self.is_uncoloured) = (saved, was_uncoloured);
    }
}

/// A piece of what is shown.
enum Shown<'b> {
    Text(&'b [u8]),
    Move(Number),
}
