//! Stream filters, each with a bound on what it makes.

use std::io::Read;

use super::lexer::is_space;
use super::reading::Doc;
use super::value::Dict;

/// Filters whose result is an image, not bytes to read.
pub(super) fn is_image(name: &str) -> bool {
    matches!(name, "DCTDecode" | "DCT" | "JPXDecode" | "CCITTFaxDecode" | "CCF" | "JBIG2Decode")
}

/// Numbers of the decode parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameters {
    predictor: usize,
    colors: usize,
    bits: usize,
    columns: usize,
}

impl Parameters {
    pub(super) fn read(doc: &Doc<'_>, dict: Option<&Dict>) -> Self {
        let get = |key, default| dict.and_then(|dict| doc.get(dict, key).count()).unwrap_or(default);
        Self {
            predictor: get("Predictor", 1),
            colors: get("Colors", 1).clamp(1, 32),
            bits: get("BitsPerComponent", 8).clamp(1, 16),
            columns: get("Columns", 1).clamp(1, 1 << 24),
        }
    }
}

/// What a filter makes of bytes, at most `limit` of them.
pub(super) fn apply(name: &str, data: &[u8], parameters: Parameters, limit: usize) -> Result<Vec<u8>, &'static str> {
    match name {
        "FlateDecode" | "Fl" => predict(inflate(data, limit)?, parameters),
        "ASCIIHexDecode" | "AHx" => Ok(hex(data)),
        "ASCII85Decode" | "A85" => ascii85(data),
        "RunLengthDecode" | "RL" => run_length(data, limit),
        "LZWDecode" | "LZW" => Err("its LZW compression is not read"),
        _ => Err("its filter is unknown"),
    }
}

/// Inflates; data that are cut off or damaged are an error.
pub(super) fn inflate(data: &[u8], limit: usize) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut decoder = flate2::read::ZlibDecoder::new(data).take(most);
    decoder.read_to_end(&mut out).map_err(|_| "its Flate data are damaged or cut short")?;
    if out.len() > limit { Err("it expands beyond all measure") } else { Ok(out) }
}

/// Whether Flate data are whole; nothing is kept of them. Gives the number of bytes they make.
pub(super) fn check_flate(data: &[u8], limit: usize) -> Result<usize, &'static str> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut decoder = flate2::read::ZlibDecoder::new(data).take(most);
    let made = std::io::copy(&mut decoder, &mut std::io::sink()).map_err(|_| "Flate data are damaged or cut short")?;
    usize::try_from(made).ok().filter(|&made| made <= limit).ok_or("it expands beyond all measure")
}

fn predict(data: Vec<u8>, parameters: Parameters) -> Result<Vec<u8>, &'static str> {
    let sample = (parameters.colors * parameters.bits).div_ceil(8);
    let row = (parameters.colors * parameters.bits * parameters.columns).div_ceil(8);
    match parameters.predictor {
        1 => Ok(data),
        2 => Ok(match parameters.bits {
            8 => tiff(data, row, sample),
            16 => tiff_words(data, row, sample),
            _ => tiff_bits(data, row, parameters),
        }),
        10..=15 => Ok(png(&data, row, sample)),
        _ => Err("its predictor is unknown"),
    }
}

fn tiff(mut data: Vec<u8>, row: usize, sample: usize) -> Vec<u8> {
    for line in data.chunks_mut(row) {
        for at in sample..line.len() {
            let left = line.get(at - sample).copied().unwrap_or(0);
            if let Some(byte) = line.get_mut(at) {
                *byte = byte.wrapping_add(left);
            }
        }
    }
    data
}

/// The same for samples of two bytes.
fn tiff_words(mut data: Vec<u8>, row: usize, sample: usize) -> Vec<u8> {
    for line in data.chunks_mut(row) {
        for at in (sample..line.len().saturating_sub(1)).step_by(2) {
            let word = |line: &[u8], at: usize| {
                let byte = |at: usize| line.get(at).copied().unwrap_or(0);
                u16::from_be_bytes([byte(at), byte(at + 1)])
            };
            let sum = word(line, at).wrapping_add(word(line, at - sample)).to_be_bytes();
            line.iter_mut().skip(at).zip(sum).for_each(|(byte, sum)| *byte = sum);
        }
    }
    data
}

/// The same for samples of less than a byte.
fn tiff_bits(mut data: Vec<u8>, row: usize, parameters: Parameters) -> Vec<u8> {
    let bits = parameters.bits.clamp(1, 7);
    let mask = u8::MAX >> (8 - bits);
    for line in data.chunks_mut(row) {
        let shift = |at: usize| (8 - bits).saturating_sub(at * bits % 8);
        let read = |line: &[u8], at: usize| line.get(at * bits / 8).map_or(0, |byte| byte >> shift(at) & mask);
        for at in parameters.colors..line.len() * 8 / bits {
            let sum = read(line, at).wrapping_add(read(line, at - parameters.colors)) & mask;
            if let Some(byte) = line.get_mut(at * bits / 8) {
                *byte = *byte & !(mask << shift(at)) | sum << shift(at);
            }
        }
    }
    data
}

fn png(data: &[u8], row: usize, sample: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; row];
    for line in data.chunks(row + 1) {
        let Some((&kind, bytes)) = line.split_first() else { break };
        let mut now = vec![0_u8; row];
        for (at, &byte) in bytes.iter().enumerate() {
            let left = if at >= sample { now.get(at - sample).copied().unwrap_or(0) } else { 0 };
            let up = above.get(at).copied().unwrap_or(0);
            let corner = if at >= sample { above.get(at - sample).copied().unwrap_or(0) } else { 0 };
            let add = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            if let Some(place) = now.get_mut(at) {
                *place = byte.wrapping_add(add);
            }
        }
        out.extend_from_slice(now.get(..bytes.len()).unwrap_or_default());
        above = now;
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |value: u8| (guess - i16::from(value)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(|&byte| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    digits.chunks(2).map(|pair| pair.iter().take(1).sum::<u8>() << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn ascii85(data: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for &byte in data.iter().take_while(|&&byte| byte != b'~').filter(|&&byte| !is_space(byte)) {
        match byte {
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => return Err("its ASCII85 data are damaged"),
        }
        if group.len() == 5 {
            out.extend_from_slice(&group85(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let keep = group.len() - 1;
        group.resize(5, 84);
        out.extend_from_slice(group85(&group).get(..keep).unwrap_or_default());
    }
    Ok(out)
}

fn group85(group: &[u32]) -> [u8; 4] {
    group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(*digit)).to_be_bytes()
}

fn run_length(data: &[u8], limit: usize) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::new();
    let mut rest = data.iter().copied();
    while let Some(length) = rest.next() {
        match length {
            128 => break,
            0..=127 => out.extend(rest.by_ref().take(usize::from(length) + 1)),
            129..=255 => {
                let byte = rest.next().ok_or("its run lengths are cut short")?;
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
            }
        }
        if out.len() > limit {
            return Err("it expands beyond all measure");
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Parameters = Parameters { predictor: 1, colors: 1, bits: 8, columns: 3 };

    #[test]
    fn filters_undo_what_was_done() {
        let make = |name: &str, data: &[u8]| apply(name, data, PLAIN, 1_000).unwrap();
        assert_eq!(make("ASCIIHexDecode", b"48 65 6C6C 6F>"), b"Hello");
        assert_eq!(make("ASCII85Decode", b"87cURDZ~>"), b"Hello");
        assert_eq!(make("RunLengthDecode", &[2, b'a', b'b', b'c', 254, b'x', 128]), b"abcxxx");
        assert!(apply("LZWDecode", b"", PLAIN, 10).is_err());
        assert!(apply("RunLengthDecode", &[129, 0].repeat(50), PLAIN, 1_000).is_err());
    }

    #[test]
    fn predictors_add_what_stands_beside_and_above() {
        assert_eq!(png(&[1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 0, 0], 3, 1), [1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 5, 6]);
        assert_eq!(tiff(vec![1, 1, 1, 5, 1, 1], 3, 1), [1, 2, 3, 5, 6, 7]);
        assert_eq!(tiff_words(vec![0, 255, 0, 2, 1, 0, 0, 1], 4, 2), [0, 255, 1, 1, 1, 0, 1, 1]);
        let four = |colors| Parameters { predictor: 2, colors, bits: 4, columns: 4 };
        assert_eq!(tiff_bits(vec![0x12, 0x3F, 0x11, 0x11], 2, four(1)), [0x13, 0x65, 0x12, 0x34]);
        assert_eq!(tiff_bits(vec![0x12, 0x34], 2, four(2)), [0x12, 0x46]);
    }
}
