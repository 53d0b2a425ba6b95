//! The character table that all traditions share: CJK classes of composition A1. What one of them makes otherwise stands in its own file.

/// What a character is to Chinese composition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    /// Opening brackets and Chinese opening quotes.
    Open,
    /// Closing brackets and Chinese closing quotes.
    Close,
    /// 、，；：
    Comma,
    /// 。．
    Stop,
    /// ！？
    Tone,
    /// Middle dots.
    Mid,
    /// Dashes and ellipses, which come in pairs.
    Long,
    /// Connectors: ～, a lone dash, en dash, hyphens in Chinese.
    Conn,
    /// Solidus in Chinese.
    Sol,
    /// Ideographic space.
    IdeographicSpace,
    /// Signs after a number: % ‰ ℃ ㎡.
    Post,
    /// Signs before a number: ￥ $ № ±.
    Pre,
    /// Full-body signs that join numbers: ∶ ＋ ＝.
    Operator,
    /// Han, kana and wide symbols.
    #[default]
    Han,
    /// Full-body signs that may not start a line: 々 ー ‼ ゝ (UAX 14 class NS).
    NoStart,
    /// Full-width digits.
    FullDigit,
    /// Full-width letters.
    FullLetter,
    /// Small kana.
    SmallKana,
    /// The long mark of kana.
    LongKana,
    /// 〜 and ゠ of Japanese.
    Wave,
    /// Hangul syllables and jamo.
    Hangul,
    /// Bopomofo with its tones, in running text.
    Bopomofo,
    /// A comma or dot inside a vertical number: 二、三人.
    NumberMark,
    /// Western letters and digits that stand upright in a vertical line, alone or as one unit.
    Upright,
    /// The ideographic space after ！？, which vanishes at a line's end.
    Pause,
    /// Western letters, digits and marks.
    West,
    /// The space.
    Space,
    /// A forced line break.
    Newline,
}

impl Class {
    /// Whether the class is a Chinese punctuation mark, whose advance the punctuation style decides.
    pub fn is_mark(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::Close
                | Self::Comma
                | Self::Stop
                | Self::Tone
                | Self::Mid
                | Self::Long
                | Self::Conn
                | Self::Wave
                | Self::Sol
                | Self::NumberMark
        )
    }

    /// Whether a Han–Western gap is due beside this class (E1).
    pub fn is_han(self) -> bool {
        matches!(self, Self::Han | Self::NoStart | Self::SmallKana | Self::LongKana)
    }

    /// Whether it is a letter, a digit or a character, and no mark, sign or blank.
    pub fn is_letter(self) -> bool {
        self.is_han()
            || matches!(
                self,
                Self::Hangul | Self::Bopomofo | Self::Upright | Self::FullDigit | Self::FullLetter | Self::West
            )
    }
}

/// How much of a character's class depends on its neighbours (A4, A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// None of it.
    Fixed(Class),
    /// One of the curly quotes, shared by two scripts.
    Quote,
    /// Shared by two scripts: this class in Chinese, Western otherwise.
    InChinese(Class),
}

/// The table of A1, before a tradition's own.
pub fn lookup(c: char) -> Lookup {
    use Lookup::{Fixed, InChinese, Quote};
    match c {
        '\n' => Fixed(Class::Newline),
        ' ' | '\u{A0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{202F}' => Fixed(Class::Space),
        '“' | '”' | '‘' | '’' => Quote,
        '—' => InChinese(Class::Long),
        '…' => InChinese(Class::Long),
        '·' | '•' => InChinese(Class::Mid),
        '–' | '‐' => InChinese(Class::Conn),
        '/' => InChinese(Class::Sol),
        _ if c.is_ascii() => Fixed(ascii(c)),
        _ => Fixed(beyond_ascii(c)),
    }
}

fn ascii(c: char) -> Class {
    match c {
        '%' => Class::Post,
        '$' => Class::Pre,
        _ => Class::West,
    }
}

fn beyond_ascii(c: char) -> Class {
    match c {
        '（' | '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '［' | '｛' | '｟' | '〝' => {
            Class::Open
        }
        '）' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '］' | '｝' | '｠' | '〞' | '〟' => {
            Class::Close
        }
        '﹁' | '﹃' | '︵' | '︷' | '︹' | '︻' | '︽' | '︿' | '︗' | '﹇' => Class::Open,
        '﹂' | '﹄' | '︶' | '︸' | '︺' | '︼' | '︾' | '﹀' | '︘' | '﹈' => Class::Close,
        '、' | '，' | '；' | '：' | '︐' | '︑' | '︓' | '︔' => Class::Comma,
        '。' | '．' | '︒' => Class::Stop,
        '！' | '？' | '︕' | '︖' => Class::Tone,
        '・' | '‧' | '･' => Class::Mid,
        '\u{2E3A}' | '⋯' | '‥' | '․' | '︙' | '︰' => Class::Long,
        '～' | '〜' | '－' => Class::Conn,
        '／' => Class::Sol,
        '\u{3000}' => Class::IdeographicSpace,
        '％' | '‰' | '‱' | '℃' | '℉' | '°' | '′' | '″' | '‵' | '￠' | '﹪' => Class::Post,
        '㎡' | '㎥' | '㎏' | '㎞' | '㎝' | '㎜' | '㏄' => Class::Post,
        '￥' | '¥' | '＄' | '€' | '￡' | '£' | '№' | '−' | '±' => Class::Pre,
        '々' | '〻' | '〵' | 'ー' | 'ｰ' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '゠' | '‼' | '⁇' | '⁈' | '⁉' | '゛' | '゜' => {
            Class::NoStart
        }
        '∶' | '＋' | '＝' | '＜' | '＞' => Class::Operator,
        '０'..='９' => Class::FullDigit,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::FullLetter,
        _ if is_full_body(c) => Class::Han,
        _ => Class::West,
    }
}

/// Han, kana, hangul and symbols that fill the em box in a Chinese run.
fn is_full_body(c: char) -> bool {
    matches!(u32::from(c),
        0x203B | 0x2121 | 0x2160..=0x217F | 0x2190..=0x2199 | 0x2234..=0x2237 | 0x2460..=0x24FF | 0x2500..=0x27BF
        | 0x2E80..=0x2FDF | 0x2FF0..=0x2FFF | 0x3001..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA960..=0xA97F
        | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF01..=0xFF9F | 0xFFE0..=0xFFE6 | 0x1F000..=0x1FAFF
        | 0x20000..=0x3FFFF)
}

/// Marks that belong to the character before them and never start a cluster.
pub fn is_extender(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x0300..=0x036F | 0x200B..=0x200D | 0x2060 | 0x20D0..=0x20FF | 0x302A..=0x302F | 0x3099 | 0x309A
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE0020..=0xE007F | 0xE0100..=0xE01EF)
}

/// One of the two letters of a flag.
pub fn is_regional(c: char) -> bool {
    matches!(u32::from(c), 0x1F1E6..=0x1F1FF)
}

/// The tones of skin, which change the picture before them.
pub fn is_tone(c: char) -> bool {
    matches!(u32::from(c), 0x1F3FB..=0x1F3FF)
}

/// Pictures that a joiner makes one of (UAX 29 GB11), as far as they are wide.
pub fn is_pictographic(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x21FF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

/// Raised and lowered letters and digits that have characters of their own.
pub fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | 'ª' | 'º' | '\u{2070}'..='\u{209C}')
}

/// Whether the character settles that a neighbour shared by two scripts is Chinese (A5): Han and full-width letters do.
pub fn settles_chinese(c: char) -> Option<bool> {
    match lookup(c) {
        Lookup::Fixed(Class::Han | Class::NoStart | Class::FullDigit | Class::FullLetter) => Some(true),
        Lookup::Fixed(Class::West) if c.is_alphabetic() => Some(false),
        _ => None,
    }
}
