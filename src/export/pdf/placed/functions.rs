//! Functions of PDF, carried out: tints of spot inks and colours along gradients (ISO 32000-1 §7.10).

use lopdf::{Document, Object};

use super::streams::{entry, followed, keys_of, numbers, plain, whole};
use super::tokens::number;

/// Functions in functions.
const DEEPEST: usize = 8;
/// Bytes of a table of samples, or of a program.
const MOST_BYTES: usize = 4 << 20;
/// Steps of one run of a program.
const MOST_STEPS: usize = 20_000;
/// Numbers on a program's stack (ISO 32000-1 annex C).
const MOST_STACKED: usize = 100;
/// Inputs of a table: its corners are looked at together.
const MOST_INPUTS: usize = 6;

/// A function of one or more numbers.
#[derive(Clone, Debug)]
pub(super) struct Function {
    domain: Vec<f64>,
    range: Vec<f64>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Sampled(Table),
    Exponential {
        c0: Vec<f64>,
        c1: Vec<f64>,
        n: f64,
    },
    Stitched {
        parts: Vec<Function>,
        bounds: Vec<f64>,
        encode: Vec<f64>,
    },
    Program(Vec<Step>),
    /// One function for every number that comes out.
    Apart(Vec<Function>),
}

#[derive(Clone, Debug)]
struct Table {
    sizes: Vec<usize>,
    encode: Vec<f64>,
    decode: Vec<f64>,
    outputs: usize,
    /// Samples from 0 to 1, the first input fastest.
    samples: Vec<f32>,
}

#[derive(Clone, Debug)]
enum Step {
    Push(f64),
    Word(&'static str),
    If(Vec<Step>),
    IfElse(Vec<Step>, Vec<Step>),
}

impl Function {
    /// Reads a function, or an array of them.
    pub(super) fn read(document: &Document, object: &Object) -> Option<Self> {
        Self::read_at(document, object, 0)
    }

    fn read_at(document: &Document, object: &Object, depth: usize) -> Option<Self> {
        if depth > DEEPEST {
            return None;
        }
        let object = followed(document, object);
        if let Object::Array(parts) = object {
            let parts: Option<Vec<_>> =
                parts.iter().take(32).map(|part| Self::read_at(document, part, depth + 1)).collect();
            return Some(Self { domain: Vec::new(), range: Vec::new(), kind: Kind::Apart(parts?) });
        }
        let keys = keys_of(object)?;
        let list = |key: &[u8]| numbers(document, keys.get(key).unwrap_or(&Object::Null));
        let (domain, range) = (list(b"Domain"), list(b"Range"));
        let kind = match whole(document, keys, b"FunctionType")? {
            0 => Kind::Sampled(Table::read(document, object, &domain, &range)?),
            2 => {
                let or = |numbers: Vec<f64>, other: f64| if numbers.is_empty() { vec![other] } else { numbers };
                let n = number(entry(document, keys, b"N"))?;
                Kind::Exponential { c0: or(list(b"C0"), 0.0), c1: or(list(b"C1"), 1.0), n }
            }
            3 => {
                let parts = entry(document, keys, b"Functions").as_array().ok()?;
                let parts: Option<Vec<_>> =
                    parts.iter().take(1024).map(|part| Self::read_at(document, part, depth + 1)).collect();
                Kind::Stitched { parts: parts?, bounds: list(b"Bounds"), encode: list(b"Encode") }
            }
            4 => {
                let program = plain(document, object.as_stream().ok()?, MOST_BYTES).ok()?;
                Kind::Program(program_of(&program)?)
            }
            _ => return None,
        };
        Some(Self { domain, range, kind })
    }

    /// What comes out for what goes in.
    pub(super) fn at(&self, input: &[f64]) -> Vec<f64> {
        let input: Vec<f64> = input.iter().enumerate().map(|(at, &value)| held(value, &self.domain, at)).collect();
        let out = match &self.kind {
            Kind::Sampled(table) => table.at(&input, &self.domain),
            Kind::Exponential { c0, c1, n } => {
                let x = input.first().copied().unwrap_or(0.0).powf(*n);
                c0.iter().zip(c1).map(|(low, high)| low + x * (high - low)).collect()
            }
            Kind::Stitched { parts, bounds, encode } => self.stitched(&input, parts, bounds, encode),
            Kind::Program(steps) => {
                let mut stack = input.clone();
                let mut left = MOST_STEPS;
                run(steps, &mut stack, &mut left);
                let wanted = self.range.len() / 2;
                let from = stack.len().saturating_sub(wanted);
                stack.split_off(from)
            }
            Kind::Apart(parts) => parts.iter().map(|part| part.at(&input).first().copied().unwrap_or(0.0)).collect(),
        };
        let out = out.into_iter().enumerate().map(|(at, value)| held(value, &self.range, at));
        out.map(|value| if value.is_finite() { value } else { 0.0 }).collect()
    }

    fn stitched(&self, input: &[f64], parts: &[Function], bounds: &[f64], encode: &[f64]) -> Vec<f64> {
        let x = input.first().copied().unwrap_or(0.0);
        let at = bounds.iter().take_while(|bound| x >= **bound).count().min(parts.len().saturating_sub(1));
        let Some(part) = parts.get(at) else { return Vec::new() };
        let end = |at: Option<usize>, other: usize| {
            at.and_then(|at| bounds.get(at)).or(self.domain.get(other)).copied().unwrap_or(0.0)
        };
        let low = end(at.checked_sub(1), 0);
        let high = if at < bounds.len() { end(Some(at), 1) } else { self.domain.get(1).copied().unwrap_or(1.0) };
        let (from, to) = (encode.get(2 * at).copied().unwrap_or(0.0), encode.get(2 * at + 1).copied().unwrap_or(1.0));
        part.at(&[between(x, low, high, from, to)])
    }
}

fn held(value: f64, limits: &[f64], at: usize) -> f64 {
    match (limits.get(2 * at), limits.get(2 * at + 1)) {
        (Some(&low), Some(&high)) if low <= high => value.clamp(low, high),
        _ => value,
    }
}

/// A number of one stretch at its place in another.
fn between(x: f64, low: f64, high: f64, from: f64, to: f64) -> f64 {
    if (high - low).abs() < f64::EPSILON { from } else { from + (x - low) / (high - low) * (to - from) }
}

impl Table {
    fn read(document: &Document, object: &Object, domain: &[f64], range: &[f64]) -> Option<Self> {
        let stream = object.as_stream().ok()?;
        let list = |key: &[u8]| numbers(document, stream.dict.get(key).unwrap_or(&Object::Null));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to small numbers")]
        let sizes: Vec<usize> = list(b"Size").into_iter().map(|size| size.clamp(1.0, 65_536.0) as usize).collect();
        let outputs = range.len() / 2;
        if sizes.len() != domain.len() / 2 || sizes.is_empty() || sizes.len() > MOST_INPUTS || outputs == 0 {
            return None;
        }
        let bits = usize::try_from(whole(document, &stream.dict, b"BitsPerSample")?).ok()?;
        if !matches!(bits, 1 | 2 | 4 | 8 | 12 | 16 | 24 | 32) {
            return None;
        }
        let count = sizes.iter().try_fold(outputs, |product, size| product.checked_mul(*size))?;
        let data = plain(document, stream, MOST_BYTES).ok()?;
        if count.checked_mul(bits)? > data.len() * 8 {
            return None;
        }
        let samples = (0..count).map(|at| sample(&data, at, bits)).collect();
        let full = |list: Vec<f64>, other: Vec<f64>| if list.is_empty() { other } else { list };
        #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
        let encode = sizes.iter().flat_map(|size| [0.0, (size - 1) as f64]).collect();
        Some(Self {
            encode: full(list(b"Encode"), encode),
            decode: full(list(b"Decode"), range.to_vec()),
            sizes,
            outputs,
            samples,
        })
    }

    /// Linear between the samples around a place.
    fn at(&self, input: &[f64], domain: &[f64]) -> Vec<f64> {
        let get = |list: &[f64], at: usize| list.get(at).copied().unwrap_or(0.0);
        let mut places = Vec::new();
        for (at, size) in self.sizes.iter().enumerate() {
            let x = input.get(at).copied().unwrap_or(0.0);
            let (from, to) = (get(&self.encode, 2 * at), get(&self.encode, 2 * at + 1));
            let x = between(x, get(domain, 2 * at), get(domain, 2 * at + 1), from, to);
            #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
            let x = x.clamp(0.0, (size - 1) as f64);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
            let low = x.floor() as usize;
            places.push((low, (low + 1).min(size - 1), x - x.floor()));
        }
        let mut out = vec![0.0; self.outputs];
        for corner in 0..1_usize << places.len() {
            let (mut index, mut stride, mut weight) = (0, 1, 1.0);
            for (at, (low, high, share)) in places.iter().enumerate() {
                let upper = corner >> at & 1 == 1;
                index += stride * if upper { *high } else { *low };
                weight *= if upper { *share } else { 1.0 - share };
                stride *= self.sizes.get(at).copied().unwrap_or(1);
            }
            if weight > 0.0 {
                for (at, value) in out.iter_mut().enumerate() {
                    *value += weight * self.samples.get(index * self.outputs + at).map_or(0.0, |&s| f64::from(s));
                }
            }
        }
        let decoded = |(at, value): (usize, f64)| {
            let low = get(&self.decode, 2 * at);
            low + value * (get(&self.decode, 2 * at + 1) - low)
        };
        out.into_iter().enumerate().map(decoded).collect()
    }
}

/// A sample of any number of bits, 0 to 1.
fn sample(data: &[u8], at: usize, bits: usize) -> f32 {
    let mut value = 0_u64;
    for bit in at * bits..(at + 1) * bits {
        let byte = data.get(bit / 8).copied().unwrap_or(0);
        value = value << 1 | u64::from(byte >> (7 - bit % 8) & 1);
    }
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a share needs no more bits")]
    let share = (value as f64 / ((1_u64 << bits) - 1) as f64) as f32;
    share
}

/// The words of programs (ISO 32000-1 table 42).
const WORDS: &[&str] = &[
    "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln", "log", "mod", "mul",
    "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq", "false", "ge", "gt", "le", "lt", "ne",
    "not", "or", "true", "xor", "copy", "dup", "exch", "index", "pop", "roll",
];

fn program_of(text: &[u8]) -> Option<Vec<Step>> {
    let text = String::from_utf8_lossy(text).replace('{', " { ").replace('}', " } ");
    let mut words = text.split_ascii_whitespace();
    (words.next()? == "{").then_some(())?;
    block(&mut words, 0)
}

fn block<'w>(words: &mut impl Iterator<Item = &'w str>, depth: usize) -> Option<Vec<Step>> {
    if depth > DEEPEST * 4 {
        return None;
    }
    let mut steps = Vec::new();
    let mut blocks: Vec<Vec<Step>> = Vec::new();
    loop {
        match words.next()? {
            "}" => return Some(steps),
            "{" => blocks.push(block(words, depth + 1)?),
            "if" => steps.push(Step::If(blocks.pop()?)),
            "ifelse" => {
                let other = blocks.pop()?;
                steps.push(Step::IfElse(blocks.pop()?, other));
            }
            word => match word.parse::<f64>() {
                Ok(number) => steps.push(Step::Push(number)),
                Err(_) => steps.push(Step::Word(WORDS.iter().find(|known| **known == word)?)),
            },
        }
    }
}

fn run(steps: &[Step], stack: &mut Vec<f64>, left: &mut usize) {
    for step in steps {
        let Some(rest) = left.checked_sub(1) else { return };
        *left = rest;
        if stack.len() > MOST_STACKED {
            return;
        }
        match step {
            Step::Push(number) => stack.push(*number),
            Step::Word(word) => word_of(word, stack),
            Step::If(then) => {
                if stack.pop().unwrap_or(0.0) != 0.0 {
                    run(then, stack, left);
                }
            }
            Step::IfElse(then, other) => {
                let chosen = if stack.pop().unwrap_or(0.0) != 0.0 { then } else { other };
                run(chosen, stack, left);
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped, as the operators take whole numbers"
)]
fn word_of(word: &str, stack: &mut Vec<f64>) {
    let truth = |is: bool| if is { 1.0 } else { 0.0 };
    let whole = |number: f64| number.clamp(-2e9, 2e9) as i64;
    let top = stack.pop().unwrap_or(0.0);
    let one = match word {
        "abs" => top.abs(),
        "ceiling" => top.ceil(),
        "cos" => top.to_radians().cos(),
        "cvi" | "truncate" => top.trunc(),
        "cvr" => top,
        "floor" => top.floor(),
        "ln" => top.ln(),
        "log" => top.log10(),
        "neg" => -top,
        "round" => (top + 0.5).floor(),
        "sin" => top.to_radians().sin(),
        "sqrt" => top.max(0.0).sqrt(),
        "not" => truth(top == 0.0),
        "pop" => return,
        "true" | "false" => {
            stack.push(top);
            truth(word == "true")
        }
        "dup" => {
            stack.push(top);
            top
        }
        "copy" => {
            let from = stack.len().saturating_sub(whole(top).clamp(0, 100) as usize);
            let again: Vec<f64> = stack.get(from..).unwrap_or_default().to_vec();
            stack.extend(again);
            return;
        }
        "index" => {
            let at = stack.len().checked_sub(1 + whole(top).clamp(0, 1000) as usize);
            at.and_then(|at| stack.get(at).copied()).unwrap_or(0.0)
        }
        "roll" => {
            let count = (whole(stack.pop().unwrap_or(0.0)).max(0) as usize).min(stack.len());
            let from = stack.len() - count;
            if let (Some(part), 1..) = (stack.get_mut(from..), count) {
                part.rotate_right(whole(top).rem_euclid(count as i64) as usize);
            }
            return;
        }
        _ => two(word, stack.pop().unwrap_or(0.0), top, stack),
    };
    stack.push(one);
}

/// What a word makes of two numbers.
fn two(word: &str, a: f64, b: f64, stack: &mut Vec<f64>) -> f64 {
    let truth = |is: bool| if is { 1.0 } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let whole = |number: f64| number.clamp(-2e9, 2e9) as i64;
    #[expect(clippy::cast_precision_loss, reason = "whole numbers of 32 bits")]
    let real = |number: i64| number as f64;
    match word {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" => a / b,
        "idiv" => real(whole(a).checked_div(whole(b)).unwrap_or(0)),
        "mod" => real(whole(a).checked_rem(whole(b)).unwrap_or(0)),
        "exp" => a.powf(b),
        "atan" => a.atan2(b).to_degrees().rem_euclid(360.0),
        "and" => real(whole(a) & whole(b)),
        "or" => real(whole(a) | whole(b)),
        "xor" => real(whole(a) ^ whole(b)),
        "bitshift" => {
            let by = u32::try_from(whole(b).unsigned_abs()).unwrap_or(64);
            let shifted = if b >= 0.0 { whole(a).checked_shl(by) } else { whole(a).checked_shr(by) };
            real(shifted.unwrap_or(0))
        }
        "eq" => truth(a == b),
        "ne" => truth(a != b),
        "ge" => truth(a >= b),
        "gt" => truth(a > b),
        "le" => truth(a <= b),
        "lt" => truth(a < b),
        _ => {
            // exch
            stack.push(b);
            a
        }
    }
}
