//! Whether the coded data of a JPEG are as many as its header asks for: decoders go on after a damaged place, with all that follows shifted or in other colours.
//!
//! Only sequential JPEGs with Huffman coding are looked at (ISO 10918-1 Annex F), which nearly all photographs are: their codes are walked through and nothing
//! is computed from them.

/// Codes of one table by the sixteen bits that lie ahead (ISO 10918-1 Annex C).
struct Codes(Vec<Code>);

/// A code: its length in bits, none where no code begins so, and what it stands for.
#[derive(Clone, Copy, Default)]
struct Code {
    length: u8,
    value: u8,
}

/// A component of the frame.
struct Component {
    id: u8,
    across: usize,
    down: usize,
}

#[derive(Default)]
struct Walk {
    /// Tables for the first and for the other coefficients of a block, by their numbers.
    tables: [[Option<Codes>; 4]; 2],
    components: Vec<Component>,
    size: (usize, usize),
    /// Units between restart markers; none where there are no such markers.
    restart: usize,
}

/// Bytes that an encoder may leave behind the last code of a scan.
const LEFT_OVER: usize = 3;

/// Whether every scan ends where its last block does; JPEGs of other kinds, and what is wrong before the first scan, are left to the decoder.
pub(super) fn is_sound(jpeg: &[u8]) -> bool {
    Walk::default().file(jpeg).unwrap_or(true)
}

impl Walk {
    fn file(&mut self, jpeg: &[u8]) -> Option<bool> {
        let mut at = 2;
        loop {
            let [0xFF, marker, rest @ ..] = jpeg.get(at..)? else { return None };
            match marker {
                0xFF => {
                    at += 1;
                    continue;
                }
                0xD9 => return Some(true),
                _ => {}
            }
            let length = usize::from(number(rest)?);
            let data = rest.get(2..length)?;
            at += 2 + length;
            match marker {
                0xC0 | 0xC1 => self.frame(data)?,
                0xC4 => self.codes(data)?,
                0xC2..=0xCF => return None,
                0xDD => self.restart = usize::from(number(data)?),
                0xDA => {
                    let coded = Coded::of(jpeg.get(at..)?);
                    if !self.scan(data, &coded.parts)? {
                        return Some(false);
                    }
                    at += coded.length;
                }
                _ => {}
            }
        }
    }

    /// A frame header (B.2.2).
    fn frame(&mut self, data: &[u8]) -> Option<()> {
        let [8, height @ .., _] = data.first_chunk::<6>()? else { return None };
        self.size = (usize::from(number(&height[2..])?), usize::from(number(height)?));
        let (components, _) = data.get(6..)?.as_chunks::<3>();
        let component = |&[id, sides, _]: &[u8; 3]| Component {
            id,
            across: usize::from(sides >> 4),
            down: usize::from(sides & 15),
        };
        self.components = components.iter().map(component).collect();
        // A height that follows the first scan is rare.
        let is_known = self.size.0 > 0 && self.size.1 > 0 && self.components.iter().all(|it| it.across * it.down > 0);
        is_known.then_some(())
    }

    /// Tables of codes (B.2.4.2).
    fn codes(&mut self, mut data: &[u8]) -> Option<()> {
        while let Some((&which, rest)) = data.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let (values, rest) = rest.split_at_checked(counts.iter().map(|&count| usize::from(count)).sum())?;
            let table = self.tables.get_mut(usize::from(which >> 4))?.get_mut(usize::from(which & 15))?;
            *table = Some(Codes::of(counts, values));
            data = rest;
        }
        Some(())
    }

    /// Whether each part of a scan between restart markers has the codes of its units, and no more.
    fn scan(&self, header: &[u8], parts: &[Vec<u8>]) -> Option<bool> {
        let (chosen, _) = header.get(1..1 + 2 * usize::from(*header.first()?))?.as_chunks::<2>();
        let mut unit = Vec::new();
        for &[id, tables] in chosen {
            let component = self.components.iter().find(|component| component.id == id)?;
            let blocks = if chosen.len() == 1 { 1 } else { component.across * component.down };
            let first = self.tables[0].get(usize::from(tables >> 4))?.as_ref()?;
            let others = self.tables[1].get(usize::from(tables & 15))?.as_ref()?;
            unit.extend(std::iter::repeat_n((first, others), blocks));
        }
        let mut left = self.units(chosen)?;
        for part in parts {
            let units = if self.restart == 0 { left } else { left.min(self.restart) };
            left -= units;
            let mut bits = Bits { bytes: part, at: 0 };
            let is_walked = (0..units).all(|_| unit.iter().all(|(first, others)| bits.block(first, others).is_some()));
            if !is_walked || part.len() - bits.at.div_ceil(8) > LEFT_OVER {
                return Some(false);
            }
        }
        Some(left == 0)
    }

    /// Units of a scan (A.2): blocks of the component where it has one, else squares of blocks of all.
    fn units(&self, chosen: &[[u8; 2]]) -> Option<usize> {
        let across = self.components.iter().map(|component| component.across).max()?;
        let down = self.components.iter().map(|component| component.down).max()?;
        if let [[id, _]] = chosen {
            let own = self.components.iter().find(|component| component.id == *id)?;
            let blocks = |pixels: usize, own: usize, most: usize| (pixels * own).div_ceil(most).div_ceil(8);
            return Some(blocks(self.size.0, own.across, across) * blocks(self.size.1, own.down, down));
        }
        Some(self.size.0.div_ceil(8 * across) * self.size.1.div_ceil(8 * down))
    }
}

impl Codes {
    fn of(counts: &[u8; 16], values: &[u8]) -> Self {
        let mut codes = vec![Code::default(); 1 << 16];
        let mut at = 0_usize;
        let mut values = values.iter();
        for (length, &count) in (1_u8..).zip(counts) {
            for &value in values.by_ref().take(usize::from(count)) {
                let end = at + (1 << (16 - length));
                if let Some(same) = codes.get_mut(at..end) {
                    same.fill(Code { length, value });
                }
                at = end;
            }
        }
        Self(codes)
    }
}

/// The coded data of a scan without their stuffing, parted at restart markers (B.1.1.5).
struct Coded {
    parts: Vec<Vec<u8>>,
    /// Bytes of the file up to the marker that ends them.
    length: usize,
}

impl Coded {
    fn of(bytes: &[u8]) -> Self {
        let mut parts = Vec::new();
        let mut part = Vec::new();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match (byte, bytes.get(at + 1)) {
                (0xFF, Some(0)) => part.push(byte),
                (0xFF, Some(0xD0..=0xD7)) => parts.push(std::mem::take(&mut part)),
                // A fill byte before a marker.
                (0xFF, Some(0xFF)) => {
                    at += 1;
                    continue;
                }
                (0xFF, _) => break,
                _ => {
                    part.push(byte);
                    at += 1;
                    continue;
                }
            }
            at += 2;
        }
        parts.push(part);
        Self { parts, length: at }
    }
}

struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Bits<'_> {
    /// The value of the next code; none where no code begins so, or the bits are at an end.
    fn value(&mut self, codes: &Codes) -> Option<u8> {
        let byte = |after: usize| u32::from(self.bytes.get(self.at / 8 + after).copied().unwrap_or(0));
        let ahead = (byte(0) << 16 | byte(1) << 8 | byte(2)) >> (8 - self.at % 8) & 0xFFFF;
        let code = *codes.0.get(usize::try_from(ahead).ok()?)?;
        self.skip(code.length).filter(|()| code.length > 0).map(|()| code.value)
    }

    fn skip(&mut self, bits: u8) -> Option<()> {
        self.at += usize::from(bits);
        (self.at <= self.bytes.len() * 8).then_some(())
    }

    /// A block of 64 coefficients (F.2.2).
    fn block(&mut self, first: &Codes, others: &Codes) -> Option<()> {
        let bits = self.value(first)?;
        self.skip(bits)?;
        let mut known = 1;
        while known < 64 {
            let value = self.value(others)?;
            let (zeros, bits) = (value >> 4, value & 15);
            match (zeros, bits) {
                (15, 0) => known += 16,
                (_, 0) => break,
                _ => known += zeros + 1,
            }
            self.skip(bits)?;
        }
        (known <= 64).then_some(())
    }
}

fn number(bytes: &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.first_chunk()?))
}
