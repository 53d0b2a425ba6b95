//! Images: their pixels on paper, their dictionary, inline images, G01 to G03 and G06.

use std::rc::Rc;

use super::Judge;
use super::colour::Here;
use super::content::Run;
use super::lexer::{Token, is_space};
use super::parser::{Parser, name_text};
use super::report::{Sheet, Subject};
use super::rules::Id;
use super::spaces::Space;
use super::state::{Matrix, map};
use super::value::{Data, Dict, Stream};

/// Resolution below the minimum that is rounding.
const PPI_TOLERANCE: f64 = 0.5;

/// What an image's dictionary says.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bits: usize,
    /// None for a stencil, and where nothing names it.
    pub(super) space: Option<Rc<Space>>,
    pub(super) stencil: bool,
    pub(super) decode: Vec<f64>,
}

/// The end of a number on paper: top left corner of the unit square.
fn corner(ctm: Matrix) -> (f64, f64) {
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|at| map(ctm, at));
    let left = corners.iter().map(|at| at.0).fold(f64::INFINITY, f64::min);
    let top = corners.iter().map(|at| at.1).fold(f64::NEG_INFINITY, f64::max);
    (left, top)
}

/// Reads an inline image up to EI.
pub(super) fn inline(parser: &mut Parser<'_, '_>) -> Result<Stream, &'static str> {
    let mut dict = Dict::default();
    loop {
        match parser.lexer.token() {
            Token::Word(b"ID") => break,
            Token::Name(key) => {
                let value = parser.value()?;
                dict.entries.insert(long_key(&name_text(&key)), value);
            }
            _ => return Err("inline image whose dictionary is damaged"),
        }
    }
    parser.lexer.at += 1;
    let data = parser.lexer.rest();
    let mut from = 0;
    while let Some(step) = super::reading::find(data.get(from..).unwrap_or_default(), b"EI") {
        let at = from + step;
        let before = at == 0 || data.get(at - 1).is_some_and(|&byte| is_space(byte));
        let after = data.get(at + 2..).unwrap_or_default();
        let text = after.iter().take(10).all(|&byte| is_space(byte) || (32..127).contains(&byte));
        if before && text && after.first().is_none_or(|&byte| is_space(byte)) {
            parser.lexer.at += at + 2;
            let bytes = data.get(..at.saturating_sub(1)).unwrap_or_default().to_vec();
            return Ok(Stream { dict: Rc::new(dict), data: Data::Inline(bytes) });
        }
        from = at + 2;
    }
    // Nothing after it can be told from its data.
    parser.lexer.at = parser.lexer.bytes.len();
    Err("inline image without its end")
}

/// The full form of an inline image's key.
fn long_key(key: &str) -> Rc<str> {
    match key {
        "BPC" => "BitsPerComponent",
        "CS" => "ColorSpace",
        "D" => "Decode",
        "DP" => "DecodeParms",
        "F" => "Filter",
        "H" => "Height",
        "IM" => "ImageMask",
        "W" => "Width",
        other => other,
    }
    .into()
}

impl Judge<'_> {
    /// An inline image.
    pub(super) fn inline_image(&mut self, image: Result<Stream, &'static str>, run: &Run) {
        self.page.painted += 1;
        match image {
            Ok(stream) => {
                let subject = Subject::new(run.subject.object, "inline image");
                self.image(&Rc::new(stream), run, subject);
            }
            Err(why) => self.note(Id::F10, &run.subject, "content is damaged", why),
        }
    }

    /// An image where it is placed; its pixels are looked at once.
    pub(super) fn image(&mut self, stream: &Rc<Stream>, run: &Run, subject: Subject) {
        let dict = &stream.dict;
        let count = |key| self.doc.get(dict, key).count().unwrap_or(0);
        let stencil = self.doc.get(dict, "ImageMask").bool().unwrap_or(false);
        let stated = self.doc.get(dict, "BitsPerComponent").count();
        let mut picture = Picture {
            width: count("Width"),
            height: count("Height"),
            bits: if stencil { 1 } else { stated.unwrap_or(8) },
            space: None,
            stencil,
            decode: self.doc.numbers(dict.raw("Decode")),
        };
        let has_mask = self.doc.get(dict, "SMask").stream().is_some() || count("SMaskInData") > 0;
        let here = Here { subject, at: Some(corner(run.state.ctm)) };
        let inline = matches!(stream.data, Data::Inline(_));
        let own = (!inline).then_some(Rc::as_ptr(dict) as usize);
        self.resolution(&picture, run.state.ctm, (own, &here));
        if let Some(name) = self.doc.get(dict, "Intent").name().map(str::to_owned) {
            self.check_intent(&name, &here.subject);
        }
        if has_mask {
            self.transparent("soft mask of an image", here.subject.clone());
        }
        if stencil {
            self.stencil(run, &here);
        } else {
            picture.space = self.image_space(stream, run, &here);
            let is_grey = matches!(picture.space.as_deref(), Some(Space::Gray | Space::CalGray | Space::Icc(1)));
            let ink = if is_grey { 100.0 } else { self.options.tac };
            self.lays(ink, run.state.fill_overprints);
            if !matches!(picture.bits, 1 | 2 | 4 | 8) && (picture.bits != 16 || self.is_x1a()) {
                self.note_here(Id::G06, &here, "bits per sample", picture.bits.to_string());
            }
        }
        if inline || self.judged.insert(Rc::as_ptr(dict) as usize) {
            self.pixels(stream, &picture, &here);
        }
    }

    fn image_space(&mut self, stream: &Stream, run: &Run, here: &Here) -> Option<Rc<Space>> {
        let dict = &stream.dict;
        if !dict.has("ColorSpace") {
            let has_own = self.doc.filters(dict).last().is_some_and(|(name, _)| &**name == "JPXDecode");
            if !has_own {
                self.note_here(Id::G04, here, "image without a colour space", "");
                return None;
            }
            let header = self.doc.decode(stream, self.doc.limits.image).ok();
            let own = header
                .and_then(|(data, _)| super::jpx::space(&data))
                .unwrap_or(Space::Unknown("JPEG 2000 in a space of its own"));
            self.check_space(&own, "image", here);
            return None;
        }
        let space = self.space(&dict.raw("ColorSpace").clone(), &Rc::clone(&run.resources), 0);
        self.check_space(&space, "image", here);
        Some(space)
    }

    /// A stencil is painted in the fill colour.
    fn stencil(&mut self, run: &Run, here: &Here) {
        let fill = run.state.fill.clone();
        self.check_space(&fill.space, "stencil", here);
        if !self.pattern(run, &fill, here)
            && let Some(inks) = fill.space.inks(&fill.parts)
        {
            self.check_total(inks, "stencil", here);
        }
    }

    /// G01 to G03. `own` is where the dictionary of an image stands that may be placed again.
    fn resolution(&mut self, picture: &Picture, [a, b, c, d, ..]: Matrix, (own, here): (Option<usize>, &Here)) {
        let ppi = |pixels: usize, points: f64| {
            let pixels = u32::try_from(pixels).map_or(f64::from(u32::MAX), f64::from);
            pixels / (points / 72.0).max(1e-9)
        };
        let (across, down) = (ppi(picture.width, a.hypot(b)), ppi(picture.height, c.hypot(d)));
        let least = across.min(down);
        let size = format!("{} x {} pixels at {across:.0} x {down:.0} ppi", picture.width, picture.height);
        let bitmap = picture.bits == 1;
        let minimum = if bitmap { self.options.min_ppi_bitmap } else { self.options.min_ppi };
        if least < minimum - PPI_TOLERANCE {
            let (id, what) =
                if bitmap { (Id::G02, "bitmap has too few pixels") } else { (Id::G01, "image has too few pixels") };
            self.note_here(id, here, what, format!("{size}, at least {minimum}"));
        }
        let is_fine = !bitmap && least > self.options.max_ppi;
        if let Some(own) = own.filter(|_| !is_fine) {
            self.useful.insert(own);
        } else if is_fine {
            let detail = format!("{size}, at most {}", self.options.max_ppi);
            self.fine.push(Fine { own, here: here.clone(), sheet: self.report.sheet.clone(), detail });
        }
    }

    /// G03: an image that is placed larger elsewhere needs its pixels there.
    pub(super) fn look_at_fine(&mut self) {
        let sheet = self.report.sheet.clone();
        for fine in std::mem::take(&mut self.fine) {
            if fine.own.is_none_or(|own| !self.useful.contains(&own)) {
                self.report.sheet = fine.sheet;
                self.note_here(Id::G03, &fine.here, "image has more pixels than useful", fine.detail);
            }
        }
        self.report.sheet = sheet;
    }
}

/// A place of an image where it has more pixels than are of use.
#[derive(Debug)]
pub(super) struct Fine {
    /// Where its dictionary stands, of one that may be placed again.
    own: Option<usize>,
    here: Here,
    /// The page it was met on.
    sheet: Sheet,
    detail: String,
}
