//! Streams expanded through their filters, all of them bounded (ISO 32000-1 §7.4).

use lopdf::{Dictionary, Document, Object, Stream};

use super::tokens::number;

/// Filters of one stream.
const MOST_FILTERS: usize = 8;

/// What a stream's filters left: plain bytes, or the data of a picture format.
#[derive(Debug)]
pub(super) enum Expanded {
    Plain(Vec<u8>),
    /// Data of an image filter that is named: `DCTDecode`, `JPXDecode`, `CCITTFaxDecode`, `JBIG2Decode`.
    Picture(Vec<u8>, Vec<u8>),
}

/// A value with its reference followed.
pub(super) fn followed<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    document.dereference(object).map_or(&Object::Null, |(_, object)| object)
}

/// An entry of a dictionary with its reference followed.
pub(super) fn entry<'d>(document: &'d Document, keys: &'d Dictionary, key: &[u8]) -> &'d Object {
    keys.get(key).map_or(&Object::Null, |object| followed(document, object))
}

/// A dictionary, or that of a stream.
pub(super) fn keys_of(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(keys) => Some(keys),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The numbers of an array.
pub(super) fn numbers(document: &Document, object: &Object) -> Vec<f64> {
    let items = followed(document, object).as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|item| number(followed(document, item))).collect()
}

/// A whole number of an entry.
pub(super) fn whole(document: &Document, keys: &Dictionary, key: &[u8]) -> Option<i64> {
    entry(document, keys, key).as_i64().ok()
}

/// A stream's bytes after its filters, up to an image's.
pub(super) fn expanded(document: &Document, stream: &Stream, limit: usize) -> Result<Expanded, String> {
    let list = |key: &[u8]| match entry(document, &stream.dict, key) {
        Object::Array(items) => items.iter().map(|item| followed(document, item)).collect(),
        Object::Null => Vec::new(),
        single => vec![single],
    };
    let (filters, parameters) = (list(b"Filter"), list(b"DecodeParms"));
    let mut data = stream.content.clone();
    for (at, filter) in filters.iter().take(MOST_FILTERS).enumerate() {
        let name = long_name(filter.as_name().unwrap_or_default());
        if matches!(name, b"DCTDecode" | b"JPXDecode" | b"CCITTFaxDecode" | b"JBIG2Decode") {
            return Ok(Expanded::Picture(name.to_vec(), data));
        }
        let numbers = parameters.get(at).and_then(|object| keys_of(object));
        data = filtered(document, name, data, numbers, limit)?;
    }
    if data.len() > limit {
        return Err("it is larger than is looked at".into());
    }
    Ok(Expanded::Plain(data))
}

/// A stream's bytes, which must be no picture's.
pub(super) fn plain(document: &Document, stream: &Stream, limit: usize) -> Result<Vec<u8>, String> {
    match expanded(document, stream, limit)? {
        Expanded::Plain(data) => Ok(data),
        Expanded::Picture(..) => Err("it is compressed as an image".into()),
    }
}

fn long_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"LZW" => b"LZWDecode",
        b"A85" => b"ASCII85Decode",
        b"AHx" => b"ASCIIHexDecode",
        b"RL" => b"RunLengthDecode",
        b"DCT" => b"DCTDecode",
        b"CCF" => b"CCITTFaxDecode",
        other => other,
    }
}

fn filtered(
    document: &Document,
    name: &[u8],
    data: Vec<u8>,
    parameters: Option<&Dictionary>,
    limit: usize,
) -> Result<Vec<u8>, String> {
    match name {
        b"FlateDecode" | b"LZWDecode" => {
            let mut keys = Dictionary::new();
            keys.set("Filter", Object::Name(name.to_vec()));
            if let Some(change) = parameters.and_then(|keys| whole(document, keys, b"EarlyChange")) {
                let mut early = Dictionary::new();
                early.set("EarlyChange", change);
                keys.set("DecodeParms", early);
            }
            let raw = Stream::new(keys, data).decompressed_content_with_limit(limit).map_err(|why| why.to_string())?;
            predicted(document, raw, parameters)
        }
        b"ASCII85Decode" => {
            let mut keys = Dictionary::new();
            keys.set("Filter", "ASCII85Decode");
            let end = data.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
            let data = data.get(..end).unwrap_or_default().to_vec();
            Stream::new(keys, data).decompressed_content_with_limit(limit).map_err(|why| why.to_string())
        }
        b"ASCIIHexDecode" => {
            let until = data.iter().take_while(|byte| **byte != b'>');
            let digits: Vec<u8> = until.filter_map(|byte| u8::try_from(char::from(*byte).to_digit(16)?).ok()).collect();
            Ok(digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0)).collect())
        }
        b"RunLengthDecode" => run_lengths(&data, limit),
        other => Err(format!("its filter {} is not known", String::from_utf8_lossy(other))),
    }
}

fn run_lengths(data: &[u8], limit: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&length) = data.get(at) {
        match usize::from(length) {
            128 => break,
            length @ 0..128 => {
                out.extend_from_slice(data.get(at + 1..(at + 2 + length).min(data.len())).unwrap_or_default());
                at += length + 2;
            }
            length => {
                let byte = data.get(at + 1).copied().unwrap_or(0);
                out.extend(std::iter::repeat_n(byte, 257 - length));
                at += 2;
            }
        }
        if out.len() > limit {
            return Err("it is larger than is looked at".into());
        }
    }
    Ok(out)
}

/// Undoes the predictor of Flate and LZW data (ISO 32000-1 §7.4.4.4).
fn predicted(document: &Document, data: Vec<u8>, parameters: Option<&Dictionary>) -> Result<Vec<u8>, String> {
    let Some(parameters) = parameters else { return Ok(data) };
    let least = |key: &[u8], other: i64| {
        let number = whole(document, parameters, key).unwrap_or(other).clamp(1, 1 << 20);
        usize::try_from(number).unwrap_or(1)
    };
    let predictor = least(b"Predictor", 1);
    let (colours, bits, columns) = (least(b"Colors", 1), least(b"BitsPerComponent", 8), least(b"Columns", 1));
    let pixel = colours.saturating_mul(bits).div_ceil(8).max(1);
    // A row longer than the data is no row; it would only ask for memory.
    let row = colours.saturating_mul(bits).saturating_mul(columns).div_ceil(8).clamp(1, data.len().max(1));
    match predictor {
        1 => Ok(data),
        2 => tiff(data, colours, bits, row),
        _ => Ok(png(&data, pixel, row)),
    }
}

fn tiff(mut data: Vec<u8>, colours: usize, bits: usize, row: usize) -> Result<Vec<u8>, String> {
    if let 1 | 2 | 4 = bits {
        data.chunks_mut(row).for_each(|line| tiff_bits(line, colours, bits));
        return Ok(data);
    }
    let step = match bits {
        8 => colours,
        16 => colours * 2,
        _ => return Err("its predictor works on an odd number of bits".into()),
    };
    for line in data.chunks_mut(row) {
        for at in step..line.len() {
            if bits == 8 {
                line[at] = line[at].wrapping_add(line[at - step]);
            } else if at % 2 == 1 {
                let word = |at: usize| u16::from_be_bytes([line[at - 1], line[at]]);
                let sum = word(at).wrapping_add(word(at - step)).to_be_bytes();
                [line[at - 1], line[at]] = sum;
            }
        }
    }
    Ok(data)
}

/// A row of samples of less than a byte.
fn tiff_bits(line: &mut [u8], colours: usize, bits: usize) {
    let mask = u8::MAX >> (8 - bits);
    let shift = |at: usize| 8 - bits - at * bits % 8;
    let read = |line: &[u8], at: usize| line[at * bits / 8] >> shift(at) & mask;
    for at in colours..line.len() * 8 / bits {
        let sum = read(line, at).wrapping_add(read(line, at - colours)) & mask;
        let byte = &mut line[at * bits / 8];
        *byte = *byte & !(mask << shift(at)) | sum << shift(at);
    }
}

fn png(data: &[u8], pixel: usize, row: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; row];
    for line in data.chunks(row + 1) {
        let Some((kind, rest)) = line.split_first() else { break };
        let mut now = rest.to_vec();
        now.resize(row, 0);
        for at in 0..row {
            let left = if at >= pixel { now[at - pixel] } else { 0 };
            let corner = if at >= pixel { above[at - pixel] } else { 0 };
            let add = match kind {
                1 => left,
                2 => above[at],
                3 => u8::try_from((u16::from(left) + u16::from(above[at])) / 2).unwrap_or(0),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            now[at] = now[at].wrapping_add(add);
        }
        out.extend_from_slice(&now);
        above = now;
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
    let guess = a + b - c;
    let (near_a, near_b, near_c) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if near_a <= near_b && near_a <= near_c {
        left
    } else if near_b <= near_c {
        above
    } else {
        corner
    }
}
