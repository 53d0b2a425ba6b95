//! Bytes → tokens, for files and for content streams alike.

/// The smallest parts of PDF syntax.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Str(Vec<u8>),
    Name(Vec<u8>),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    Word(&'a [u8]),
    /// What is no token at all.
    Broken(&'static str),
    End,
}

/// Reads tokens from a place on.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// White space of PDF syntax.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes from here on.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Steps over white space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.at += self.rest().iter().take_while(|byte| !matches!(byte, 10 | 13)).count(),
                _ if is_space(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    pub(super) fn token(&mut self) -> Token<'a> {
        self.skip_space();
        let Some(byte) = self.peek() else { return Token::End };
        match byte {
            b'/' => self.name(),
            b'(' => self.literal(),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.step(2, Token::DictOpen),
            b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => self.step(2, Token::DictClose),
            b'<' => self.hex(),
            b'[' => self.step(1, Token::ArrayOpen),
            b']' => self.step(1, Token::ArrayClose),
            b'{' | b'}' => {
                let brace = self.rest().get(..1).unwrap_or_default();
                self.step(1, Token::Word(brace))
            }
            b'>' | b')' => self.step(1, Token::Broken("a closing bracket without its opening one")),
            _ => self.regular(),
        }
    }

    fn step(&mut self, by: usize, token: Token<'a>) -> Token<'a> {
        self.at += by;
        token
    }

    fn name(&mut self) -> Token<'a> {
        self.at += 1;
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let raw = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        if !raw.contains(&b'#') {
            return Token::Name(raw.to_vec());
        }
        let mut name = Vec::with_capacity(length);
        let mut at = 0;
        while let Some(&byte) = raw.get(at) {
            let coded = (byte == b'#').then(|| Some((digit(*raw.get(at + 1)?)?, digit(*raw.get(at + 2)?)?))).flatten();
            match coded {
                Some((high, low)) => {
                    name.push(high << 4 | low);
                    at += 3;
                }
                None => {
                    name.push(byte);
                    at += 1;
                }
            }
        }
        Token::Name(name)
    }

    fn literal(&mut self) -> Token<'a> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Token::Str(text);
                    }
                    text.push(byte);
                }
                b'\r' => {
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    text.push(b'\n');
                }
                _ => text.push(byte),
            }
        }
        Token::Broken("a string that is never closed")
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                text.push((code & 0xFF).try_into().unwrap_or_default());
            }
            _ => text.push(byte),
        }
    }

    /// The digits of a hexadecimal string that comes next and has nothing but digits: nearly all text of a page is written so.
    fn hex_digits(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest().strip_prefix(b"<")?;
        let length = rest.iter().take_while(|&&byte| DIGITS[usize::from(byte)] != NO_DIGIT).count();
        let (digits, after) = rest.split_at(length);
        // An empty one may be the mark of a dictionary.
        (length > 0 && after.first() == Some(&b'>')).then_some(())?;
        self.at += length + 2;
        Some(digits)
    }

    fn hex(&mut self) -> Token<'a> {
        if let Some(digits) = self.hex_digits() {
            let value = |byte: Option<&u8>| byte.map_or(0, |&byte| DIGITS[usize::from(byte)]);
            return Token::Str(digits.chunks(2).map(|pair| value(pair.first()) << 4 | value(pair.get(1))).collect());
        }
        self.at += 1;
        let mut text = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match (byte, digit(byte)) {
                (b'>', _) => {
                    text.extend(half.map(|high: u8| high << 4));
                    return Token::Str(text);
                }
                (_, Some(low)) => match half.take() {
                    Some(high) => text.push(high << 4 | low),
                    None => half = Some(low),
                },
                _ if is_space(byte) => {}
                _ => return Token::Broken("a hexadecimal string with other signs in it"),
            }
        }
        Token::Broken("a hexadecimal string that is never closed")
    }

    fn regular(&mut self) -> Token<'a> {
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let word = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        number(word).map_or(Token::Word(word), Token::Number)
    }
}

/// What is no hexadecimal digit.
const NO_DIGIT: u8 = u8::MAX;

/// Values of hexadecimal digits by their bytes.
const DIGITS: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        values[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    values
};

/// Value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    Some(DIGITS[usize::from(byte)]).filter(|value| *value != NO_DIGIT)
}

/// A number of PDF syntax: no exponent.
fn number(word: &[u8]) -> Option<f64> {
    let (sign, digits) = match word {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        _ => (1.0, word),
    };
    let (mut value, mut scale, mut point, mut any) = (0.0_f64, 1.0_f64, false, false);
    for &byte in digits {
        match byte {
            b'0'..=b'9' if point => {
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= 10.0;
                any = true;
            }
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                any = true;
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let number = sign * value / scale;
    (any && number.is_finite()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &[u8]) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(text, 0);
        let next = || Some(lexer.token()).filter(|token| *token != Token::End);
        std::iter::from_fn(next).take(100).collect()
    }

    #[test]
    fn tokens_of_all_kinds() {
        let name = |text: &[u8]| Token::Name(text.to_vec());
        let string = |text: &[u8]| Token::Str(text.to_vec());
        assert_eq!(tokens(b"/A#20b/#zz % note\n 1"), [name(b"A b"), name(b"#zz"), Token::Number(1.0)]);
        assert_eq!(tokens(b"(a(b)\\)\\101\\n) <4 1 4>"), [string(b"a(b))A\n"), string(b"A@")]);
        assert_eq!(
            tokens(b"-1.5 +2 .5 4. 1e5 --1 ."),
            [
                Token::Number(-1.5),
                Token::Number(2.0),
                Token::Number(0.5),
                Token::Number(4.0),
                Token::Word(b"1e5"),
                Token::Word(b"--1"),
                Token::Word(b"."),
            ]
        );
        let brackets = [Token::DictOpen, Token::ArrayOpen, Token::ArrayClose, Token::DictClose];
        assert_eq!(tokens(b"<<[]>>"), brackets);
        assert!(matches!(tokens(b"(open")[..], [Token::Broken(_)]));
        assert!(matches!(tokens(b"<4x>")[..], [Token::Broken(_), ..]));
    }
}
