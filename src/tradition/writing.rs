//! What a language decides about its texts, beside its lines: quotes, dashes, datelines, emphasis, and the letters that its faces have.

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// What `*…*` is where no style says otherwise.
    pub emphasis: Emphasis,
    /// Where emphasis dots stand.
    pub dots: DotsStand,
    /// What straight quotes are.
    pub quotes: StraightQuotes,
    /// What `--` and `---` are.
    pub hyphens: Hyphens,
    /// What a blank in a headline is.
    pub head_blank: HeadBlank,
    /// What stands between a dateline and its text.
    pub after_dateline: AfterDateline,
    /// The mark of an item of a list without numbers, with the blank after it.
    pub item: &'static str,
    /// Letters by which a face shows that it is made for the language: common ones, of which a face of another language lacks some.
    pub letters: &'static str,
}

/// What `*…*` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// Another family: kai.
    Family,
    /// Dots beside the letters.
    Dots,
    /// The italic of the letters' own family; `**…**` is its bold.
    Italic,
}

/// Where emphasis dots stand; in vertical lines always at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DotsStand {
    /// Below horizontal lines, round (CLREQ).
    Below,
    /// Above horizontal lines, round (KLREQ).
    Above,
    /// Above horizontal lines, round; sesame dots beside vertical ones (JLREQ 3.3.9).
    AboveOrSesame,
}

/// What straight quotes of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StraightQuotes {
    /// As typed.
    AsTyped,
    /// Pairs of curly ones.
    Paired,
    /// The same, and apostrophes before years and shortened words (LA10).
    English,
}

/// What `--` and `---` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    /// As typed.
    AsTyped,
    /// An en dash and an em dash (LA9).
    Dashes,
}

/// What a blank in a headline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadBlank {
    /// Half an em in place of a comma (H2).
    Pause,
    /// The space between two words.
    Word,
}

/// What stands between a dateline and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterDateline {
    /// An em.
    Em,
    /// An em; nothing after a closing bracket, which has its own blank.
    EmUnlessBracket,
    /// A word space.
    Word,
}

/// Chinese of the mainland.
pub(super) const PLAIN: Writing = Writing {
    emphasis: Emphasis::Family,
    dots: DotsStand::Below,
    quotes: StraightQuotes::AsTyped,
    hyphens: Hyphens::AsTyped,
    head_blank: HeadBlank::Pause,
    after_dateline: AfterDateline::Em,
    item: "●",
    letters: "",
};
