//! CMaps: codes → CIDs of an embedded encoding, codes → text of ToUnicode.

use super::lexer::Token;
use super::parser::{Ledger, Parser};
use super::value::{Value, utf16};

/// Entries of one CMap.
const MOST_ENTRIES: usize = 1 << 20;

/// Ranges of codes of one CMap; real ones have a handful.
const MOST_SPACES: usize = 100;

/// A CMap.
#[derive(Debug, Default)]
pub(super) struct CMap {
    pub(super) vertical: bool,
    /// Bytes, lowest and highest code.
    spaces: Vec<(usize, u32, u32)>,
    /// Lowest and highest code, CID of the lowest; sorted.
    cids: Vec<(u32, u32, u32)>,
    /// Lowest and highest code, text of the lowest; sorted.
    texts: Vec<(u32, u32, String)>,
}

impl CMap {
    /// Reads a CMap.
    pub(super) fn read(data: &[u8]) -> Result<Self, &'static str> {
        let ledger = Ledger::new(8 * MOST_ENTRIES as u64, data.len());
        let mut parser = Parser::new(data, 0, 0, &ledger);
        let mut map = Self::default();
        let mut operands: Vec<Value> = Vec::new();
        loop {
            match parser.lexer.token() {
                Token::End => break,
                Token::Word(b"endcmap") => break,
                Token::Word(word) => {
                    map.section(word, &operands);
                    operands.clear();
                }
                token => operands.push(parser.value_of(token, 0)?),
            }
            if operands.len() > MOST_ENTRIES || map.cids.len() + map.texts.len() > MOST_ENTRIES {
                return Err("it has too many entries");
            }
        }
        map.cids.sort_unstable();
        map.texts.sort();
        Ok(map)
    }

    fn section(&mut self, word: &[u8], operands: &[Value]) {
        match word {
            b"def" => {
                if let [Value::Name(name), value] = operands.get(operands.len().saturating_sub(2)..).unwrap_or_default()
                    && &**name == "WMode"
                {
                    self.vertical = value.integer() == Some(1);
                }
            }
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let [Value::Str(low), Value::Str(high)] = pair
                        && self.spaces.len() < MOST_SPACES
                    {
                        self.spaces.push((low.len(), code(low), code(high)));
                    }
                }
            }
            b"endcidrange" => {
                for part in operands.chunks_exact(3) {
                    if let [Value::Str(low), Value::Str(high), cid] = part {
                        self.cids.push((code(low), code(high), whole(cid)));
                    }
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Value::Str(one), cid] = pair {
                        self.cids.push((code(one), code(one), whole(cid)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Value::Str(one), Value::Str(text)] = pair {
                        self.texts.push((code(one), code(one), utf16(text)));
                    }
                }
            }
            b"endbfrange" => operands.chunks_exact(3).for_each(|part| self.text_range(part)),
            _ => {}
        }
    }

    fn text_range(&mut self, part: &[Value]) {
        match part {
            [Value::Str(low), Value::Str(high), Value::Str(text)] => {
                self.texts.push((code(low), code(high), utf16(text)));
            }
            [Value::Str(low), Value::Str(_), Value::Array(texts)] => {
                for (at, text) in (code(low)..).zip(texts.iter().filter_map(Value::bytes)) {
                    self.texts.push((at, at, utf16(text)));
                }
            }
            _ => {}
        }
    }

    /// The next code of a string with its length in bytes.
    pub(super) fn next(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        for length in 1..=4 {
            let part = bytes.get(..length)?;
            let value = code(part);
            if self.spaces.iter().any(|&(size, low, high)| size == length && (low..=high).contains(&value)) {
                return Some((value, length));
            }
        }
        bytes.first().map(|&byte| (u32::from(byte), 1))
    }

    /// The CID of a code, 0 if there is none.
    pub(super) fn cid(&self, code: u32) -> u32 {
        let after = self.cids.partition_point(|&(low, ..)| low <= code);
        let entry = after.checked_sub(1).and_then(|at| self.cids.get(at)).filter(|&&(_, high, _)| code <= high);
        entry.map_or(0, |&(low, _, cid)| cid.saturating_add(code - low))
    }

    /// One more than the highest code with a text.
    pub(super) fn codes(&self) -> u32 {
        self.texts.iter().map(|&(_, high, _)| high.saturating_add(1)).max().unwrap_or(0)
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let after = self.texts.partition_point(|&(low, ..)| low <= code);
        let (low, high, text) = self.texts.get(after.checked_sub(1)?)?;
        if code > *high {
            return None;
        }
        let mut signs: Vec<char> = text.chars().collect();
        let last = signs.pop()?;
        signs.push(char::from_u32(u32::from(last).checked_add(code - low)?)?);
        Some(signs.into_iter().collect())
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}

fn whole(value: &Value) -> u32 {
    value.count().and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_give_cids_and_texts() {
        let map = CMap::read(
            b"/WMode 1 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0010> <0020> 5 endcidrange \
              2 beginbfchar <0003> <4E00> <0004> <D842DFB7> endbfchar 1 beginbfrange <0041> <0043> <0061> endbfrange \
              1 beginbfrange <0050> <0051> [<0031> <00660069>] endbfrange",
        )
        .unwrap();
        assert!(map.vertical);
        assert_eq!(map.next(&[0, 0x12, 9]), Some((0x12, 2)));
        assert_eq!(map.cid(0x12), 7);
        assert_eq!(map.cid(0x21), 0);
        assert_eq!(map.text(3).as_deref(), Some("一"));
        assert_eq!(map.text(4).as_deref(), Some("𠮷"));
        assert_eq!(map.text(0x42).as_deref(), Some("b"));
        assert_eq!(map.text(0x51).as_deref(), Some("fi"));
        assert_eq!(map.text(0x44), None);
    }
}
