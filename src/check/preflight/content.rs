//! Content streams carried out, F09 and F10: operators, graphics state, forms and patterns.

use std::rc::Rc;

use super::Judge;
use super::colour::Here;
use super::lexer::Token;
use super::painting::Path;
use super::parser::Parser;
use super::report::Subject;
use super::rules::Id;
use super::state::{Colour, Matrix, State, UPRIGHT, matrix, then};
use super::value::{Dict, Stream, Value};
use super::words::Listener;

/// Graphics states kept of those that may be saved, and how many readers must keep.
const MOST_SAVED: (usize, usize) = (512, 28);
/// Operands of one operator.
const MOST_OPERANDS: usize = 4_096;
/// Parts of a page's content.
const MOST_PARTS: usize = 10_000;

/// Operators that change no state a judge looks at, or that are looked at elsewhere.
const SILENT: &[&[u8]] =
    &[b"BMC", b"DP", b"EMC", b"ET", b"J", b"M", b"MP", b"W", b"W*", b"d", b"d0", b"d1", b"i", b"j"];

/// A content stream being carried out.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) state: State,
    saved: Vec<State>,
    /// States saved beyond what is kept.
    excess: usize,
    deepest: usize,
    /// Nesting of BX, in which unknown operators are passed over.
    lenient: usize,
    pub(super) path: Path,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    pub(super) resources: Rc<Dict>,
    pub(super) subject: Subject,
    /// Forms and patterns around it, by the place of their dictionaries.
    around: Rc<[usize]>,
}

impl Run {
    fn new(state: State, resources: Rc<Dict>, subject: Subject, around: Rc<[usize]>) -> Self {
        Self {
            state,
            saved: Vec::new(),
            excess: 0,
            deepest: 0,
            lenient: 0,
            path: Path::default(),
            text: UPRIGHT,
            line: UPRIGHT,
            resources,
            subject,
            around,
        }
    }

    /// What is being made, at a place of the page.
    pub(super) fn here(&self, at: (f64, f64)) -> Here {
        Here { subject: self.subject.clone(), at: Some(at) }
    }
}

/// The n-th operand as a number, 0 if it is none.
pub(super) fn number(operands: &[Value], at: usize) -> f64 {
    operands.get(at).and_then(Value::number).unwrap_or(0.0)
}

/// What comes next in content.
#[derive(Debug)]
pub(super) enum Step<'c> {
    /// An operator, after its operands.
    Operator(&'c [u8]),
    /// An inline image.
    Image(Result<Stream, &'static str>),
    /// Nothing that can be read, and why.
    Damaged(&'static str),
    /// The end.
    End,
}

/// Reads up to the next operator; what stands before it is added to the operands.
pub(super) fn step<'c>(parser: &mut Parser<'c, '_>, operands: &mut Vec<Value>) -> Step<'c> {
    loop {
        let value = match parser.lexer.token() {
            Token::End => return Step::End,
            Token::Word(b"BI") => return Step::Image(super::images::inline(parser)),
            Token::Word(word) if !matches!(word, b"true" | b"false" | b"null") => return Step::Operator(word),
            token => parser.value_of(token, 0),
        };
        match value {
            Ok(value) if operands.len() < MOST_OPERANDS => operands.push(value),
            Ok(_) => {}
            Err(why) => return Step::Damaged(why),
        }
    }
}

/// The matrix of six numbers; upright for anything else.
pub(super) fn matrix_of(operands: &[Value]) -> Matrix {
    if operands.len() == UPRIGHT.len() { std::array::from_fn(|at| number(operands, at)) } else { UPRIGHT }
}

impl Judge<'_> {
    /// Units of the page → points on paper.
    pub(super) fn paper(&self) -> Matrix {
        [self.page.unit, 0.0, 0.0, self.page.unit, 0.0, 0.0]
    }

    /// Carries out the content of a page.
    pub(super) fn page_content(&mut self, page: &Rc<Dict>) {
        let subject = Subject::new(page.object, "page content");
        let contents = self.doc.get(page, "Contents");
        let parts = match &contents {
            Value::Array(parts) => parts.iter().take(MOST_PARTS).map(|part| self.doc.resolve(part)).collect(),
            part => vec![part.clone()],
        };
        let mut data = Vec::new();
        for stream in parts.iter().filter_map(Value::stream) {
            match self.doc.data(stream, self.doc.limits.content.saturating_sub(data.len())) {
                Ok(part) => {
                    data.extend_from_slice(&part);
                    data.push(b'\n');
                }
                Err(why) => self.note(Id::F10, &subject, "content cannot be read", why),
            }
        }
        let resources = self.inherited(page, "Resources").dict().cloned().unwrap_or_default();
        if let Some(listener) = &mut self.listener {
            listener.begin(&self.doc, page);
        }
        self.carry_out(&data, Run::new(State::new(self.paper()), resources, subject, [].into()));
        self.listener.iter_mut().for_each(Listener::end);
    }

    /// Carries out the content of a form or pattern within another's, unless it stands around itself.
    pub(super) fn nested(&mut self, stream: &Rc<Stream>, state: State, outer: &Run, subject: Subject) {
        let key = Rc::as_ptr(&stream.dict) as usize;
        if outer.around.contains(&key) {
            self.note(Id::F10, &subject, "form that calls itself", "");
            return;
        }
        if outer.around.len() >= self.doc.limits.forms {
            self.note(Id::F10, &subject, "forms nested too deep", format!("more than {}", self.doc.limits.forms));
            return;
        }
        match self.doc.data(stream, self.doc.limits.content) {
            Ok(data) => {
                let own = self.doc.get(&stream.dict, "Resources").dict().cloned();
                let resources = own.unwrap_or_else(|| Rc::clone(&outer.resources));
                let around: Rc<[usize]> = outer.around.iter().copied().chain([key]).collect();
                self.carry_out(&data, Run::new(state, resources, subject, around));
            }
            Err(why) => self.note(Id::F10, &subject, "content cannot be read", why),
        }
    }

    fn carry_out(&mut self, data: &[u8], mut run: Run) {
        // The ledger is shared by all parsers; a parser of its own would hold the judge.
        let ledger = super::parser::Ledger::new(self.doc.limits.operators, data.len().saturating_mul(2));
        let mut parser = Parser::new(data, 0, 0, &ledger);
        let mut operands: Vec<Value> = Vec::new();
        loop {
            let step = step(&mut parser, &mut operands);
            if matches!(step, Step::Operator(_) | Step::Image(_)) && !self.spend(&run) {
                return;
            }
            match step {
                Step::Operator(word) => {
                    self.operator(&mut run, word, &operands);
                    if let Some(listener) = self.listener.as_mut().filter(|_| run.around.is_empty()) {
                        listener.operator(&self.doc, word, &operands);
                    }
                }
                Step::Image(image) => self.inline_image(image, &run),
                Step::Damaged(why) => {
                    self.note(Id::F10, &run.subject, "content is damaged", why);
                    break;
                }
                Step::End => break,
            }
            operands.clear();
        }
        self.balance(&run);
        for fault in ledger.take() {
            self.note(fault.id, &run.subject, fault.what, fault.detail);
        }
    }

    /// Takes an operator off the budget.
    fn spend(&mut self, run: &Run) -> bool {
        match self.operators.checked_sub(1) {
            Some(left) => {
                self.operators = left;
                true
            }
            None => {
                self.note(Id::F10, &run.subject, "more operators than are carried out; the rest is not judged", "");
                false
            }
        }
    }

    fn balance(&mut self, run: &Run) {
        let open = run.saved.len() + run.excess;
        if open > 0 {
            self.note(Id::F09, &run.subject, "q without Q", open.to_string());
        }
        if run.deepest > MOST_SAVED.1 {
            self.note(Id::F09, &run.subject, "q nested too deep", format!("{}, at most {}", run.deepest, MOST_SAVED.1));
        }
    }

    fn operator(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) {
        let known = self.state_operator(run, word, operands)
            || self.colour_operator(run, word, operands)
            || self.path_operator(run, word, operands)
            || self.text_operator(run, word, operands)
            || self.object_operator(run, word, operands)
            || SILENT.contains(&word);
        if !known && run.lenient == 0 {
            let name: String = String::from_utf8_lossy(word).chars().take(20).collect();
            self.note(Id::F10, &run.subject, "unknown operator", format!("{name:?}"));
        }
    }

    fn state_operator(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) -> bool {
        match word {
            b"q" if run.saved.len() < MOST_SAVED.0 => {
                run.saved.push(run.state.clone());
                run.deepest = run.deepest.max(run.saved.len());
            }
            b"q" => run.excess += 1,
            b"Q" if run.excess > 0 => run.excess -= 1,
            b"Q" => match run.saved.pop() {
                Some(state) => run.state = state,
                None => self.note(Id::F09, &run.subject, "Q without q", ""),
            },
            b"cm" => {
                run.state.ctm = then(matrix_of(operands), run.state.ctm);
            }
            b"w" => run.state.width = number(operands, 0),
            b"ri" => {
                if let Some(name) = operands.first().and_then(Value::name) {
                    self.check_intent(name, &run.subject.clone());
                }
            }
            b"gs" => match self.resource(run, "ExtGState", operands.first()) {
                Value::Dict(dict) => self.graphics_state(run, &dict),
                _ => self.missing(run, "graphics state", operands.first()),
            },
            b"BX" => run.lenient += 1,
            b"EX" => run.lenient = run.lenient.saturating_sub(1),
            _ => return false,
        }
        true
    }

    /// A resource by its name.
    pub(super) fn resource(&self, run: &Run, category: &str, name: Option<&Value>) -> Value {
        let Some(name) = name.and_then(Value::name) else { return Value::Null };
        let resources = self.doc.get(&run.resources, category);
        resources.dict().map_or(Value::Null, |resources| self.doc.get(resources, name))
    }

    pub(super) fn missing(&mut self, run: &Run, what: &'static str, name: Option<&Value>) {
        let name = name.and_then(Value::name).unwrap_or("?").to_owned();
        let subject = run.subject.clone();
        self.note(Id::F10, &subject, "resource that does not exist", format!("{what} /{name}"));
    }

    fn graphics_state(&mut self, run: &mut Run, dict: &Rc<Dict>) {
        let state = &mut run.state;
        let flag = |key| self.doc.get(dict, key).bool();
        let number = |key| self.doc.get(dict, key).number();
        if let Some(overprints) = flag("OP") {
            state.stroke_overprints = overprints;
            state.fill_overprints = overprints;
        }
        state.fill_overprints = flag("op").unwrap_or(state.fill_overprints);
        state.mode = self.doc.get(dict, "OPM").integer().unwrap_or(state.mode);
        state.width = number("LW").unwrap_or(state.width);
        state.alpha = (number("ca").unwrap_or(state.alpha.0), number("CA").unwrap_or(state.alpha.1));
        if let Some(mode) = self.doc.names(dict.raw("BM")).first() {
            state.blends = !matches!(&**mode, "Normal" | "Compatible");
        }
        if dict.has("SMask") {
            state.masked = self.doc.get(dict, "SMask").dict().is_some();
        }
        if let Value::Array(font) = self.doc.get(dict, "Font") {
            state.text.font = font.first().and_then(|font| self.doc.resolve(font).dict().cloned());
            state.text.size = font.get(1).and_then(Value::number).unwrap_or(0.0);
        }
        let checked = !self.judged.insert(Rc::as_ptr(dict) as usize);
        if state.is_transparent() {
            let what = if state.blends {
                "blend mode"
            } else if state.masked {
                "soft mask"
            } else {
                "alpha below 1"
            };
            self.transparent(what, Subject::new(dict.object, "graphics state"));
        }
        if !checked {
            self.check_halftone(dict);
        }
    }

    /// Takes down what is transparent.
    pub(super) fn transparent(&mut self, what: &'static str, subject: Subject) {
        let known = self.page.transparent.iter().any(|(known, by)| *known == what && by.object == subject.object);
        if !known && self.page.transparent.len() < 100 {
            self.page.transparent.push((what, subject));
        }
    }

    fn colour_operator(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) -> bool {
        let strokes = word.first().is_some_and(u8::is_ascii_uppercase);
        let colour = match word {
            b"g" | b"G" => self.device_colour(run, "DeviceGray", 1, operands),
            b"rg" | b"RG" => self.device_colour(run, "DeviceRGB", 3, operands),
            b"k" | b"K" => self.device_colour(run, "DeviceCMYK", 4, operands),
            b"cs" | b"CS" => {
                let name = operands.first().cloned().unwrap_or(Value::Null);
                let space = self.space(&name, &Rc::clone(&run.resources), 0);
                let parts = space.initial().into();
                Colour { space, parts, pattern: Value::Null }
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                let pattern = match operands.last() {
                    Some(name @ Value::Name(_)) => {
                        let pattern = self.resource(run, "Pattern", Some(name));
                        if pattern.is_null() {
                            self.missing(run, "pattern", Some(name));
                        }
                        pattern
                    }
                    _ => Value::Null,
                };
                let now = if strokes { &run.state.stroke } else { &run.state.fill };
                let parts = operands.iter().filter_map(Value::number).collect();
                Colour { space: Rc::clone(&now.space), parts, pattern }
            }
            _ => return false,
        };
        if strokes {
            run.state.stroke = colour;
        } else {
            run.state.fill = colour;
        }
        true
    }

    fn device_colour(&mut self, run: &Run, name: &str, components: usize, operands: &[Value]) -> Colour {
        let parts: Rc<[f64]> = operands.iter().filter_map(Value::number).collect();
        if parts.len() != components {
            let detail = format!("{} numbers for {name}", parts.len());
            self.note(Id::F10, &run.subject, "operator with wrong operands", detail);
        }
        let space = self.space(&Value::Name(name.into()), &Rc::clone(&run.resources), 0);
        Colour { space, parts, pattern: Value::Null }
    }

    fn object_operator(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) -> bool {
        match word {
            b"Do" => match self.resource(run, "XObject", operands.first()) {
                Value::Stream(stream) => {
                    let name = operands.first().and_then(Value::name).unwrap_or("?").to_owned();
                    self.external(run, &stream, &name);
                }
                _ => self.missing(run, "XObject", operands.first()),
            },
            b"sh" => {
                self.page.painted += 1;
                match self.resource(run, "Shading", operands.first()) {
                    value if value.dict().is_some() => {
                        let here = run.here((run.state.ctm[4], run.state.ctm[5]));
                        if let Some(dict) = value.dict() {
                            self.shading(dict, &Rc::clone(&run.resources), &here);
                        }
                    }
                    _ => self.missing(run, "shading", operands.first()),
                }
            }
            b"BDC" => {
                if self.is_x1a() && operands.first().is_some_and(|tag| tag.is_name("OC")) {
                    self.note(Id::I04, &run.subject, "content in layers", "");
                }
            }
            _ => return false,
        }
        true
    }

    /// An image or a form.
    fn external(&mut self, run: &Run, stream: &Rc<Stream>, name: &str) {
        let dict = &stream.dict;
        let kind = self.doc.get(dict, "Subtype").name().unwrap_or_default().to_owned();
        if dict.has("OC") && self.is_x1a() {
            self.note(Id::I04, &Subject::new(dict.object, format!("object /{name}")), "content in layers", "");
        }
        let is_outermost = run.around.is_empty();
        if is_outermost {
            self.report.sheet.within = Some(name.into());
        }
        match kind.as_str() {
            "Image" => {
                self.page.painted += 1;
                self.image(stream, run, Subject::new(dict.object, format!("image /{name}")));
            }
            "Form" => self.form(run, stream, name),
            _ => {
                let subject = Subject::new(dict.object, format!("object /{name}"));
                self.note(Id::F06, &subject, "object that is neither image nor form", kind);
            }
        }
        if is_outermost {
            self.report.sheet.within = None;
        }
    }

    fn form(&mut self, run: &Run, stream: &Rc<Stream>, name: &str) {
        let dict = &stream.dict;
        let subject = Subject::new(dict.object, format!("form /{name}"));
        let mut state = run.state.clone();
        state.ctm = then(matrix(&self.doc.numbers(dict.raw("Matrix"))), state.ctm);
        let group = self.doc.get(dict, "Group").dict().cloned();
        if let Some(group) = group.filter(|group| self.doc.get(group, "S").is_name("Transparency")) {
            self.transparent("transparency group", subject.clone());
            self.check_blend_space(&group, &subject);
        }
        if state.is_transparent() {
            self.transparent("transparent form", subject.clone());
        }
        self.nested(stream, state, run, subject);
    }
}
