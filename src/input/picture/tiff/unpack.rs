//! Strips and tiles of a TIFF, unpacked as they are read: a strip may be the whole of a huge picture.

use std::io::{BufRead, BufReader, Cursor, Error, Read, Result};

use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use weezl::{BitOrder, LzwStatus};

use super::super::jpeg::{self, Three};

/// How a chunk is packed (TIFF 6.0 §10, §11, §13, technical note 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    PackBits,
    Lzw,
    Deflate,
    /// Fax: group 3 of one or two dimensions, group 4; `aligned` where rows begin at whole bytes.
    Fax {
        mode: EncodingMode,
        aligned: bool,
    },
    /// JPEG, with what its three channels are.
    Jpeg(Three),
}

/// A strip or tile as it lies in the file.
pub(super) struct Chunk<'b, B> {
    pub(super) bytes: B,
    /// How many bytes there are, as the file says.
    pub(super) length: u64,
    pub(super) packing: Packing,
    /// Pixels across and down.
    pub(super) size: (usize, usize),
    /// Whether the bits of a byte run from its low end (FillOrder 2).
    pub(super) from_low_bit: bool,
    /// Tables of JPEGs.
    pub(super) tables: Option<&'b [u8]>,
}

/// The bytes of a chunk, unpacked as they are asked for.
pub(super) fn reader<'b, B: BufRead + 'b>(chunk: Chunk<'b, B>) -> Result<Box<dyn Read + 'b>> {
    let Chunk { bytes, length, packing, size, from_low_bit, tables } = chunk;
    if from_low_bit && !matches!(packing, Packing::Jpeg(_)) {
        return unpacked(Chunk { bytes: BufReader::new(Turned(bytes)), length, packing, size, from_low_bit, tables });
    }
    unpacked(Chunk { bytes, length, packing, size, from_low_bit, tables })
}

/// Bytes whose bits run the other way.
struct Turned<B>(B);

impl<B: Read> Read for Turned<B> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let count = self.0.read(out)?;
        out[..count].iter_mut().for_each(|byte| *byte = byte.reverse_bits());
        Ok(count)
    }
}

/// Bytes that are believed to follow before they are read.
const MOST_FORESEEN: u64 = 128 << 20;

fn unpacked<'b, B: BufRead + 'b>(chunk: Chunk<'b, B>) -> Result<Box<dyn Read + 'b>> {
    let Chunk { mut bytes, length, packing, size, tables, .. } = chunk;
    let mut whole = || -> Result<Vec<u8>> {
        // Room for just as much: a strip of 90 MB would take 128 by growing.
        let mut all = Vec::with_capacity(usize::try_from(length.min(MOST_FORESEEN)).unwrap_or_default());
        bytes.read_to_end(&mut all)?;
        Ok(all)
    };
    Ok(match packing {
        Packing::None => Box::new(bytes),
        Packing::PackBits => Box::new(PackBits { bytes, run: Run::Copy(0) }),
        Packing::Lzw => {
            Box::new(Lzw { bytes, decoder: weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8) })
        }
        Packing::Deflate => Box::new(flate2::bufread::ZlibDecoder::new(bytes)),
        Packing::Fax { mode, aligned } => Box::new(Cursor::new(fax(&whole()?, mode, aligned, size)?)),
        Packing::Jpeg(three) => Box::new(Cursor::new(jpeg_samples(&whole()?, tables, size.0, three)?)),
    })
}

/// What PackBits is in the middle of.
enum Run {
    /// So many bytes to copy.
    Copy(usize),
    /// So many times a byte.
    Repeat(usize, u8),
}

/// Apple's run lengths (TIFF 6.0 §9).
struct PackBits<B> {
    bytes: B,
    run: Run,
}

impl<B: Read> Read for PackBits<B> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        loop {
            match &mut self.run {
                Run::Copy(0) | Run::Repeat(0, _) => {
                    let mut head = [0];
                    if self.bytes.read(&mut head)? == 0 {
                        return Ok(0);
                    }
                    self.run = match head[0] {
                        128 => Run::Copy(0),
                        count @ 0..128 => Run::Copy(usize::from(count) + 1),
                        count => {
                            let mut byte = [0];
                            self.bytes.read_exact(&mut byte)?;
                            Run::Repeat(257 - usize::from(count), byte[0])
                        }
                    };
                }
                Run::Copy(left) => {
                    let most = out.len().min(*left);
                    let read = self.bytes.read(&mut out[..most])?;
                    *left -= read;
                    return Ok(read);
                }
                Run::Repeat(left, byte) => {
                    let most = out.len().min(*left);
                    out[..most].fill(*byte);
                    *left -= most;
                    return Ok(most);
                }
            }
        }
    }
}

/// All that run lengths stand for; what is cut off is left out.
pub(in super::super) fn packbits(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut reader = PackBits { bytes: packed, run: Run::Copy(0) };
    // Memory can be read; only a run that is cut off ends early.
    let _ = reader.read_to_end(&mut out);
    out
}

/// LZW with the early change of code size that TIFF has (TIFF 6.0 §13).
struct Lzw<B> {
    bytes: B,
    decoder: weezl::decode::Decoder,
}

impl<B: BufRead> Read for Lzw<B> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        loop {
            let result = self.decoder.decode_bytes(self.bytes.fill_buf()?, out);
            self.bytes.consume(result.consumed_in);
            match result.status {
                _ if result.consumed_out > 0 || out.is_empty() => return Ok(result.consumed_out),
                Ok(LzwStatus::Ok) if result.consumed_in > 0 => {}
                Ok(_) => return Ok(0),
                Err(why) => return Err(Error::other(why.to_string())),
            }
        }
    }
}

/// Rows of a fax as packed bits, 1 where it is black.
struct Fax {
    width: usize,
    rows: usize,
    bits: Vec<u8>,
}

impl hayro_ccitt::Decoder for Fax {
    fn push_row(&mut self, changes: &[u32]) {
        let row = self.width.div_ceil(8);
        if self.bits.len() >= self.rows * row {
            return;
        }
        let start = self.bits.len();
        self.bits.resize(start + row, 0);
        for pair in changes.chunks(2) {
            let from = pair[0] as usize;
            let to = pair.get(1).map_or(self.width, |&to| to as usize).min(self.width);
            blacken(&mut self.bits[start..], from, to);
        }
    }
}

/// Sets the bits from one place to before another.
fn blacken(row: &mut [u8], from: usize, to: usize) {
    let mut at = from;
    while at < to {
        if at.is_multiple_of(8) && to - at >= 8 {
            row[at / 8] = 0xFF;
            at += 8;
        } else {
            row[at / 8] |= 0x80 >> (at % 8);
            at += 1;
        }
    }
}

fn fax(bytes: &[u8], mode: EncodingMode, aligned: bool, (width, rows): (usize, usize)) -> Result<Vec<u8>> {
    let count = |pixels: usize| u32::try_from(pixels).map_err(Error::other);
    let settings = DecodeSettings {
        columns: count(width)?,
        rows: count(rows)?,
        end_of_block: true,
        end_of_line: mode != EncodingMode::Group4 && !aligned,
        rows_are_byte_aligned: aligned,
        encoding: mode,
        strict: false,
    };
    let foreseen = width.div_ceil(8).saturating_mul(rows) as u64;
    let room = usize::try_from(foreseen.min(MOST_FORESEEN)).unwrap_or_default();
    let mut fax = Fax { width, rows, bits: Vec::with_capacity(room) };
    hayro_ccitt::decode(bytes, &mut fax, &mut DecoderContext::new(settings))
        .map_err(|why| Error::other(format!("{why:?}")))?;
    Ok(fax.bits)
}

/// A JPEG without its tables is given those of the file.
fn jpeg_samples(bytes: &[u8], tables: Option<&[u8]>, across: usize, three: Three) -> Result<Vec<u8>> {
    let joined = tables.filter(|_| bytes.starts_with(&[0xFF, 0xD8])).map(|tables| {
        let tables = tables.strip_suffix(&[0xFF, 0xD9]).unwrap_or(tables);
        [tables, &bytes[2..]].concat()
    });
    let (width, raw) = jpeg::strip(joined.as_deref().unwrap_or(bytes), three).map_err(Error::other)?;
    if width != across {
        return Err(Error::other("a JPEG in it has another width"));
    }
    Ok(raw.samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], packing: Packing) -> Vec<u8> {
        let chunk =
            Chunk { bytes, length: bytes.len() as u64, packing, size: (16, 2), from_low_bit: false, tables: None };
        let mut out = Vec::new();
        reader(chunk).unwrap().read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn run_lengths_copy_and_repeat() {
        // The example of TIFF 6.0 §9, shortened.
        assert_eq!(
            read(&[0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0x80, 0xFD, 0x22], Packing::PackBits),
            [0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22, 0x22, 0x22, 0x22]
        );
    }

    #[test]
    fn lzw_is_read_in_small_bites() {
        let text: Vec<u8> = (0..5000_u32).map(|at| u8::try_from(at * at % 7).unwrap()).collect();
        let mut packer = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        assert_eq!(read(&packer.encode(&text).unwrap(), Packing::Lzw), text);
    }

    #[test]
    fn black_runs_are_set_across_bytes() {
        let mut row = [0; 3];
        blacken(&mut row, 6, 19);
        assert_eq!(row, [0b11, 0xFF, 0b1110_0000]);
    }
}
