//! A story's paragraphs → shaped paragraphs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use crate::base::{Diagnostics, Em, FaceId, Len, Permille, Script, Span, is_invisible, narrow, plain_letter};
use crate::model::{Annotation, CharStyle, Direction, Edition, Family, Features, Lang, Para};
use crate::tradition::{Class, Course};

use super::Ways;
use super::bidi;
use super::boxes::{BoxOf, em_box};
use super::foreign::{self, Unset};
use super::lacking::{Strayed, gather, is_ideograph, missing_glyph, strayed_from};
use super::mixed::{Word, mixed_words};
use super::readings::annotate;
use super::shaped::{Cluster, FontRun, Glyph, Lettering, Orientation, ShapedPara, ShapedStory};
use super::shaper::{Job, Kind, RawGlyph, Shaper};
use super::unit::{Langs, MOST_BYTES, Unit, units};
use super::vertical::{self, is_latin};

/// What a paragraph's text is set in: the pieces of its runs, one after another.
pub(super) struct Source<'e> {
    edition: &'e Edition,
    pub(super) para: &'e Para,
    pub(super) direction: Direction,
    /// First byte of each run in the paragraph's text.
    pub(super) starts: Vec<usize>,
}

/// A paragraph under construction.
pub(super) struct Draft {
    pub(super) shaped: ShapedPara,
    pub(super) missing: BTreeSet<(char, Span, Vec<FaceId>)>,
    /// Scripts that are not set, with their first letters.
    pub(super) unset: Unset,
    /// Characters that the first face of their family lacks, by it and the one that has them.
    pub(super) strayed: BTreeMap<(FaceId, FaceId), Strayed>,
}

/// Shapes a story's paragraphs for lines that run these ways.
pub(super) fn shape_story(
    edition: &Edition,
    story: usize,
    ways: Ways,
    shaper: &mut Shaper<'_>,
    names: &dyn Fn(FaceId) -> String,
) -> (ShapedStory, Diagnostics) {
    let mut diagnostics = Vec::new();
    let mut paras = Vec::new();
    let mut all = BTreeMap::new();
    for para in &edition.stories[story].paras {
        let Draft { shaped, missing, unset, strayed } = shape_para(edition, para, ways, shaper);
        paras.push(shaped);
        diagnostics.extend(unset.into_iter().map(|(script, found)| foreign::told(script, &found, names)));
        diagnostics.extend(missing.into_iter().map(|(c, span, faces)| missing_glyph(c, span, &faces, names)));
        gather(&mut all, strayed);
    }
    diagnostics.extend(all.into_iter().filter_map(|(faces, found)| strayed_from(faces, &found, names)));
    (ShapedStory { paras }, diagnostics)
}

fn shape_para(edition: &Edition, para: &Para, ways: Ways, shaper: &mut Shaper<'_>) -> Draft {
    let mut text = String::with_capacity(para.runs.iter().map(|run| run.text.len()).sum());
    let mut starts = Vec::new();
    for run in &para.runs {
        starts.push(text.len());
        text.push_str(&run.text);
    }
    let source = Source { edition, para, direction: ways.direction, starts };
    let shaped = ShapedPara { style: para.style, text, ..ShapedPara::default() };
    let mut draft = Draft { shaped, missing: BTreeSet::new(), unset: Unset::new(), strayed: BTreeMap::new() };
    let mut units = drawn_units(&source, &draft.shaped.text);
    if ways.course == Course::FromRight || units.iter().any(|unit| unit.level > 0) {
        draft.shaped.course = bidi::course(&draft.shaped.text, ways.course);
        bidi::take_levels(&draft.shaped.text, draft.shaped.course, &mut units);
    }
    // Most units become one cluster of one glyph: no room is wasted on long editions.
    draft.shaped.clusters.reserve_exact(units.len());
    draft.shaped.glyphs.reserve_exact(units.len());
    let mut at = 0;
    while at < units.len() {
        let end = group_end(&source, &units, at);
        shape_group(&source, &units, at..end, shaper, &mut draft);
        at = end;
    }
    annotate(&source, shaper, &mut draft);
    draft.shaped.runs.shrink_to_fit();
    draft
}

/// The units of a text. Raised and lowered letters are what is drawn of them: their text has the characters that Unicode has for them.
fn drawn_units(source: &Source<'_>, text: &str) -> Vec<Unit> {
    let mut units = units(text, &source.langs(), source.direction);
    if source.para.runs.iter().any(|run| run.script != Script::On) {
        for unit in units.iter_mut().filter(|unit| source.is_scripted(unit)) {
            unit.first = plain_letter(unit.first).map_or(unit.first, |(letter, _)| letter);
            unit.drawn = unit.first;
        }
    }
    units
}

impl<'e> Source<'e> {
    /// Whether a unit is raised or lowered.
    fn is_scripted(&self, unit: &Unit) -> bool {
        self.para.runs[self.run_at(unit.start)].script != Script::On
    }

    /// The languages of its runs.
    fn langs(&self) -> Langs {
        Langs::of(self.starts.iter().enumerate().map(|(run, start)| (*start, self.style(run).lang)))
    }

    /// The run a byte is in.
    pub(super) fn run_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    pub(super) fn style(&self, run: usize) -> &'e CharStyle {
        &self.edition.char_styles[self.para.runs[run].style.index()]
    }

    pub(super) fn family(&self, run: usize) -> &'e Family {
        &self.edition.families[self.style(run).family.index()]
    }

    /// Where a byte of the paragraph was written.
    pub(super) fn span_of(&self, byte: usize, bytes: usize) -> Span {
        let run = self.run_at(byte);
        let (start, span) = (self.starts[run], self.para.runs[run].span);
        if (span.end - span.start) as usize != self.para.runs[run].text.len() {
            return span;
        }
        let first = span.start as usize + byte - start;
        Span::new(span.source, first, first + bytes)
    }
}

/// Western text is shaped in words, everything else unit by unit: Chinese signs do not join.
fn group_end(source: &Source<'_>, units: &[Unit], at: usize) -> usize {
    let run = source.run_at(units[at].start);
    let tcy =
        matches!(source.para.runs[run].annotation, Annotation::TateChuYoko) && source.direction == Direction::Vertical;
    // What is drawn of a raised letter is another text than its own, so each stands for itself.
    let joins = |unit: &Unit| (is_latin(unit) && !source.is_scripted(unit) || tcy) && source.run_at(unit.start) == run;
    if !joins(&units[at]) {
        return at + 1;
    }
    at + units[at..].iter().take_while(|unit| joins(unit)).count()
}

/// Shapes units of one run: one Chinese unit, or Western ones that join.
fn shape_group(source: &Source<'_>, units: &[Unit], range: Range<usize>, shaper: &mut Shaper<'_>, draft: &mut Draft) {
    let group = &units[range.clone()];
    let run = source.run_at(group[0].start);
    if source.direction == Direction::Vertical && is_latin(&group[0]) {
        for part in vertical::split(&draft.shaped.text, units, range, &source.para.runs[run].annotation) {
            shape_part(source, &group[part.units], part.orientation, shaper, draft);
        }
        return;
    }
    let orientation = match source.direction {
        Direction::Horizontal => Orientation::Horizontal,
        // The space between two turned words is turned with them.
        Direction::Vertical if group[0].class == Class::Space && between_latin(units, &range) => Orientation::Rotated,
        Direction::Vertical if vertical::is_pair_of_tones(&group[0]) => Orientation::TateChuYoko,
        Direction::Vertical => Orientation::Upright,
    };
    shape_part(source, group, orientation, shaper, draft);
}

/// Whether Western letters stand on both sides.
fn between_latin(units: &[Unit], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).and_then(|before| units.get(before));
    before.is_some_and(is_latin) && units.get(range.end).is_some_and(is_latin)
}

/// Shapes units of one run and orientation, split where script and direction change.
fn shape_part(
    source: &Source<'_>,
    units: &[Unit],
    orientation: Orientation,
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) {
    for stretch in foreign::stretches(units) {
        let own = &units[stretch];
        match foreign::kind_of(&own[0]) {
            Some(_) => foreign::shape(source, own, orientation, shaper, draft),
            None => shape_words(source, own, orientation, shaper, draft),
        }
    }
}

/// Shapes units of Western or Chinese from the left, split where the face changes.
fn shape_words(
    source: &Source<'_>,
    units: &[Unit],
    orientation: Orientation,
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) {
    let run = source.run_at(units[0].start);
    let mixed =
        if orientation == Orientation::TateChuYoko { Vec::new() } else { mixed_words(source, run, units, shaper) };
    let mut at = 0;
    for Word { units: word, face } in mixed {
        shape_letters(source, &units[at..word.start], orientation, shaper, draft);
        emit(source, (run, face, orientation), &units[word.clone()], shaper, draft);
        at = word.end;
    }
    shape_letters(source, &units[at..], orientation, shaper, draft);
}

/// Shapes units of one run and orientation, each in the first face that has it.
fn shape_letters(
    source: &Source<'_>,
    units: &[Unit],
    orientation: Orientation,
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) {
    let Some(first) = units.first() else { return };
    let run = source.run_at(first.start);
    let mut at = 0;
    while at < units.len() {
        let face = pick_face(source, run, &units[at], shaper, draft);
        let same = |unit: &Unit| {
            source.family(run).latin.is_some_and(|latin| latin.face == face)
                == uses_companion(source, run, unit, shaper)
        };
        let end = if orientation == Orientation::TateChuYoko {
            units.len()
        } else {
            at + 1 + units[at + 1..].iter().take_while(|unit| same(unit) && has(shaper, face, unit)).count()
        };
        emit(source, (run, face, orientation), &units[at..end], shaper, draft);
        at = end;
    }
}

pub(super) fn has(shaper: &Shaper<'_>, face: FaceId, unit: &Unit) -> bool {
    shaper.covers(face, unit.first)
}

pub(super) fn uses_companion(source: &Source<'_>, run: usize, unit: &Unit, shaper: &Shaper<'_>) -> bool {
    (is_latin(unit) || unit.class == Class::Space)
        && source.family(run).latin.is_some_and(|latin| shaper.covers(latin.face, unit.first))
}

/// The companion for Western signs, else the first face of the chain that has the character.
pub(super) fn pick_face(
    source: &Source<'_>,
    run: usize,
    unit: &Unit,
    shaper: &Shaper<'_>,
    draft: &mut Draft,
) -> FaceId {
    let family = source.family(run);
    if let Some(latin) = family.latin.filter(|_| uses_companion(source, run, unit, shaper)) {
        return latin.face;
    }
    let first = family.chain.first().copied().unwrap_or_default();
    let sign = vertical::drawn_sign(unit, source.direction);
    let is_blank = matches!(unit.class, Class::Newline | Class::IdeographicSpace | Class::Space);
    if is_blank || unit.first == '\u{200B}' || is_invisible(unit.first) {
        return first;
    }
    match family.chain.iter().copied().find(|&face| shaper.covers(face, sign)) {
        Some(face) => {
            if face != first && is_ideograph(sign) {
                let span = || source.span_of(unit.start, unit.end - unit.start);
                let found = draft.strayed.entry((first, face)).or_insert_with(|| Strayed::from(span()));
                found.characters.insert(sign);
            }
            face
        }
        // A family without any face was found when it was resolved.
        None if family.chain.is_empty() => first,
        None => {
            draft.missing.insert((unit.first, source.span_of(unit.start, unit.end - unit.start), family.chain.clone()));
            first
        }
    }
}

/// Appends the clusters of `units`, shaped in `face`.
pub(super) fn emit(
    source: &Source<'_>,
    (run, face, orientation): (usize, FaceId, Orientation),
    units: &[Unit],
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) {
    let style = source.style(run);
    let companion = source
        .family(run)
        .latin
        .filter(|latin| latin.face == face && (is_latin(&units[0]) || units[0].class == Class::Space));
    let size =
        companion.map_or(style.size, |latin| style.size.scaled(i64::from(latin.scale.0), i64::from(Permille::ONE.0)));
    // The style's own rise is the page's business, across its line; this one brings two faces onto one.
    let rise = companion.map_or(Len::ZERO, |latin| latin.rise.of(style.size));
    let is_western = companion.is_some();
    let (level, kind) = (units[0].level, foreign::kind_of(&units[0]));
    let look = Look { source, run, face, is_western, size, rise, orientation, narrowed: Permille::ONE, level, kind };
    if is_blank(&units[0]) {
        let shaped: Rc<[RawGlyph]> =
            if units[0].class == Class::Space { shaper.shape(&look.job(), " ") } else { Rc::new([]) };
        for unit in units {
            push_blank(&look, unit, &shaped, shaper, draft);
        }
        return;
    }
    let text = &draft.shaped.text[units[0].start..units[units.len() - 1].end];
    let drawn = match text.strip_prefix(|own: char| own != units[0].first) {
        Some(rest) if source.is_scripted(&units[0]) => Cow::Owned(format!("{}{rest}", units[0].first)),
        _ => vertical::drawn_text(text, &units[0], source.direction),
    };
    let mut glyphs = shaper.shape(&look.job(), &drawn);
    let mut look = look;
    if orientation == Orientation::Upright
        && vertical::must_turn(&units[0], &glyphs, || shaper.shape(&look.turned().job(), &drawn))
    {
        look = look.turned();
        glyphs = shaper.shape(&look.job(), &drawn);
    }
    tell_undrawn(&look, units, &glyphs, shaper, draft);
    if orientation == Orientation::TateChuYoko {
        look.narrowed = look.within_em(&glyphs, shaper);
        push_clusters(&look, &[vertical::joined(units)], &glyphs, shaper, draft);
    } else {
        push_clusters(&look, units, &glyphs, shaper, draft);
    }
}

/// Tells of marks behind a character of their unit, such as a keycap's frame, for which its face has no glyph: that of the character alone was looked for.
fn tell_undrawn(look: &Look<'_, '_>, units: &[Unit], glyphs: &[RawGlyph], shaper: &Shaper<'_>, draft: &mut Draft) {
    if glyphs.iter().all(|glyph| glyph.id != 0) {
        return;
    }
    let source = look.source;
    for unit in units.iter().filter(|unit| has(shaper, look.face, unit)) {
        let signs = draft.shaped.text[unit.start..unit.end].char_indices().skip(1);
        let lacking = signs.filter(|(_, c)| !is_invisible(*c) && !shaper.covers(look.face, *c));
        for (at, c) in lacking {
            let span = source.span_of(unit.start + at, c.len_utf8());
            draft.missing.insert((c, span, source.family(look.run).chain.clone()));
        }
    }
}

fn is_blank(unit: &Unit) -> bool {
    matches!(unit.class, Class::Newline | Class::IdeographicSpace | Class::Space)
}

/// What the clusters of a group share.
#[derive(Clone, Copy)]
struct Look<'s, 'e> {
    source: &'s Source<'e>,
    run: usize,
    face: FaceId,
    /// Whether Western signs are set in their companion, which may be the face of the characters as well.
    is_western: bool,
    size: Len,
    rise: Len,
    orientation: Orientation,
    narrowed: Permille,
    level: u8,
    /// What it is shaped as where that is neither Western nor Chinese from the left.
    kind: Option<Kind>,
}

/// Signs side by side may be so much wider than their em: the blanks beside figures keep their ink within it.
const WITHIN_EM: Permille = Permille(1060);

impl Look<'_, '_> {
    fn style(&self) -> &CharStyle {
        self.source.style(self.run)
    }

    fn lang(&self) -> Lang {
        self.style().lang
    }

    /// V7: what signs side by side are narrowed to, so that they lie over no neighbouring line.
    fn within_em(&self, glyphs: &[RawGlyph], shaper: &Shaper<'_>) -> Permille {
        let upem = self.units_per_em(shaper);
        let drawn: Len = glyphs.iter().map(|glyph| self.scaled(glyph.advance, upem)).sum();
        if drawn <= self.em().scaled(i64::from(WITHIN_EM.0), 1000) {
            return Permille::ONE;
        }
        Permille(u16::try_from(self.em().scaled(1000, drawn.0).0).unwrap_or(Permille::ONE.0))
    }

    fn lettering(&self) -> Lettering {
        if matches!(self.kind, Some(Kind::Foreign(Some(_), _))) { Lettering::Joined } else { Lettering::Plain }
    }

    fn turned(self) -> Self {
        Self { orientation: Orientation::Rotated, ..self }
    }

    fn job(&self) -> Job {
        let kind = match self.orientation {
            _ if let Some(kind) = self.kind => kind,
            Orientation::Upright if !self.is_western => Kind::HanVertical,
            _ if self.is_western => Kind::Western,
            _ => Kind::Han,
        };
        let own = self.style().features;
        let is_apart = self.style().tracking > Em::ZERO;
        let features = if is_apart { own.without_ligatures() } else { own };
        Job {
            face: self.face,
            lang: self.lang(),
            kind,
            features: if kind == Kind::Western { features } else { Features::default() },
        }
    }

    /// Font units along the line in this look.
    fn scaled(&self, units: i32, upem: i64) -> Len {
        let length = self.size.scaled(i64::from(units), upem);
        match self.orientation {
            Orientation::Horizontal | Orientation::Rotated | Orientation::TateChuYoko => {
                length.scaled(i64::from(self.style().scale_x.of(self.narrowed).0), 1000)
            }
            Orientation::Upright => length,
        }
    }

    /// The em along the line.
    fn em(&self) -> Len {
        match self.orientation {
            Orientation::Horizontal | Orientation::Rotated => {
                self.style().size.scaled(i64::from(self.style().scale_x.0), 1000)
            }
            Orientation::Upright | Orientation::TateChuYoko => self.style().size,
        }
    }
}

/// Spaces and forced breaks have no glyph to draw.
fn push_blank(look: &Look<'_, '_>, unit: &Unit, shaped: &[RawGlyph], shaper: &mut Shaper<'_>, draft: &mut Draft) {
    let upem = look.units_per_em(shaper);
    let drawn = match unit.first {
        '\u{2003}' => look.em(),
        '\u{2002}' => look.em() / 2,
        _ => shaped.iter().map(|glyph| look.scaled(glyph.advance, upem)).sum(),
    };
    // Between words from the right room is no sign of a blank to those who read the file.
    let drawn_as = if look.level % 2 == 1 { shaped } else { &[] };
    push_cluster(look, unit, drawn, drawn_as, shaper, draft);
}

impl Look<'_, '_> {
    fn units_per_em(&self, shaper: &Shaper<'_>) -> i64 {
        shaper.units_per_em(self.face)
    }
}

/// One cluster per unit; units that the shaper joined (ligatures) become one cluster. The glyphs stand in the order of the text.
fn push_clusters(look: &Look<'_, '_>, units: &[Unit], glyphs: &[RawGlyph], shaper: &mut Shaper<'_>, draft: &mut Draft) {
    let base = units[0].start;
    let first_from = |byte: usize| glyphs.partition_point(|glyph| (glyph.cluster as usize + base) < byte);
    let starts_glyph =
        |byte: usize| glyphs.get(first_from(byte)).is_some_and(|glyph| glyph.cluster as usize + base == byte);
    let mut at = 0;
    while at < units.len() {
        let mut end = at + 1;
        let is_joined = |next: &Unit| !starts_glyph(next.start) && next.end - units[at].start <= MOST_BYTES;
        while units.get(end).is_some_and(is_joined) {
            end += 1;
        }
        let unit = Unit { end: units[end - 1].end, ..units[at] };
        let own = if units.len() == 1 { glyphs } else { &glyphs[first_from(unit.start)..first_from(unit.end)] };
        let upem = look.units_per_em(shaper);
        let drawn = own.iter().map(|glyph| look.scaled(glyph.advance, upem)).sum();
        push_cluster(look, &unit, drawn, own, shaper, draft);
        at = end;
    }
}

fn push_cluster(
    look: &Look<'_, '_>,
    unit: &Unit,
    drawn: Len,
    glyphs: &[RawGlyph],
    shaper: &mut Shaper<'_>,
    draft: &mut Draft,
) {
    let style = look.style();
    // A Western sign upright in a vertical line takes an em of it, however wide it is drawn (I4).
    let upright = look.orientation == Orientation::Upright;
    let tcy = look.orientation == Orientation::TateChuYoko;
    let drawn = if upright && look.job().kind == Kind::Western { look.em() } else { drawn };
    let class = vertical::class_of(unit, look.orientation);
    let of = BoxOf {
        class,
        sign: unit.drawn,
        signs: unit.signs,
        lang: unit.lang,
        direction: if upright { Direction::Vertical } else { Direction::Horizontal },
        em: look.em(),
    };
    let mut em_box = em_box(&of, if tcy { look.em() } else { drawn });
    // OS4: letters that join are not put apart.
    let is_whole = unit.class == Class::Newline || look.lettering() == Lettering::Joined;
    let tracking = if is_whole { Len::ZERO } else { style.tracking.of(look.em()) };
    if tcy {
        em_box.origin = Len::ZERO;
    }
    let first_glyph = draft.shaped.glyphs.len();
    push_glyphs(look, drawn, glyphs, shaper, draft);
    let run = font_run(look, unit, shaper, draft);
    draft.shaped.clusters.push(Cluster {
        start: narrow(unit.start),
        // A unit is never longer: see MOST_BYTES.
        bytes: u8::try_from(unit.end - unit.start).unwrap_or(u8::MAX),
        glyph_count: u16::try_from(glyphs.len()).unwrap_or(u16::MAX),
        first_glyph: narrow(first_glyph),
        run,
        advance: (em_box.advance + tracking).into(),
        blank_before: em_box.blank.before.into(),
        blank_after: em_box.blank.after.into(),
        // Half of the tracking stands on either side, so that a tracked headline is centred.
        origin: (em_box.origin + tracking / 2).into(),
        class,
    });
}

/// Places the glyphs of a cluster one after another; digits side by side in a vertical line are centred on it.
fn push_glyphs(look: &Look<'_, '_>, drawn: Len, glyphs: &[RawGlyph], shaper: &Shaper<'_>, draft: &mut Draft) {
    let upem = look.units_per_em(shaper);
    let mut pen = if look.orientation == Orientation::TateChuYoko { (look.em() - drawn) / 2 } else { Len::ZERO };
    for glyph in glyphs {
        let (dx, dy) = (look.scaled(glyph.dx, upem), -look.size.scaled(i64::from(glyph.dy), upem) - look.rise);
        let glyph_at = match look.orientation {
            // The shaper's vertical offsets move to the vertical origin, which the exporter takes from the face itself.
            Orientation::Upright => Glyph::new(glyph.id, Len::ZERO, pen),
            _ => Glyph::new(glyph.id, pen + dx, dy),
        };
        draft.shaped.glyphs.push(glyph_at);
        pen += look.scaled(glyph.advance, upem);
    }
}

/// The font run the next cluster belongs to, extended or begun.
fn font_run(look: &Look<'_, '_>, unit: &Unit, shaper: &mut Shaper<'_>, draft: &mut Draft) -> u32 {
    let next = narrow(draft.shaped.clusters.len());
    let style = look.source.para.runs[look.run].style;
    let span = look.source.span_of(unit.start, unit.end - unit.start);
    let same = |last: &&mut FontRun| {
        let as_wide = last.size == look.size && last.narrowed == look.narrowed;
        let as_read = last.level == look.level && last.lettering == look.lettering();
        last.face == look.face && last.style == style && last.orientation == look.orientation && as_wide && as_read
    };
    if let Some(last) = draft.shaped.runs.last_mut().filter(same) {
        last.clusters.end = next + 1;
        if last.span.source == span.source {
            last.span.end = last.span.end.max(span.end);
        }
        return narrow(draft.shaped.runs.len() - 1);
    }
    let hyphen = hyphen(look, unit, shaper);
    draft.shaped.runs.push(FontRun {
        clusters: next..next + 1,
        face: look.face,
        style,
        orientation: look.orientation,
        size: look.size,
        em: look.em(),
        lang: look.lang(),
        raised: look.style().rise != Len::ZERO,
        narrowed: look.narrowed,
        level: look.level,
        lettering: look.lettering(),
        hyphen,
        span,
    });
    narrow(draft.shaped.runs.len() - 1)
}

fn hyphen(look: &Look<'_, '_>, unit: &Unit, shaper: &mut Shaper<'_>) -> Option<(Glyph, Len)> {
    // A run of Western may begin with the space before its first word.
    if !is_latin(unit) && !look.is_western {
        return None;
    }
    let upem = look.units_per_em(shaper);
    let glyph = *shaper.shape(&Job { kind: Kind::Western, ..look.job() }, "-").first()?;
    Some((Glyph::new(glyph.id, Len::ZERO, -look.rise), look.scaled(glyph.advance, upem)))
}
