//! The one character table: CJK classes of composition A1.

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
    /// Han, kana and wide symbols.
    #[default]
    Han,
    /// Marks that are Han in width but may not start a line: 々 ー ‼ ゝ.
    NoStart,
    /// Full-width digits.
    FullDigit,
    /// Full-width letters.
    FullLetter,
    /// Western letters, digits and marks.
    West,
    /// The space.
    Space,
    /// A forced line break.
    Newline,
}
