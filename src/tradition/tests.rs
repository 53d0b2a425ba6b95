//! Every tradition is whole: what its styles take by themselves they may also say, and its tables agree with each other.

use super::*;

const ALL: [Lang; 6] = [Lang::ZhHans, Lang::ZhHant, Lang::ZhHk, Lang::Ja, Lang::Ko, Lang::En];

#[test]
fn what_a_language_takes_by_itself_may_be_said() {
    for lang in ALL {
        let Tradition { takes, style, tag, .. } = lang.tradition();
        let own = style.composition;
        assert_eq!(own.lang, lang, "{tag}");
        assert!(takes.punct.contains(&own.punct) && takes.stretch.contains(&own.stretch), "{tag}");
        assert!(takes.word_break.contains(&own.word_break), "{tag}");
        assert!(takes.kinsoku.is_empty() || takes.kinsoku.contains(&own.kinsoku), "{tag}");
        assert!(takes.line_end_stop.is_empty() || takes.line_end_stop.contains(&own.line_end_stop), "{tag}");
    }
}

#[test]
fn the_mainland_takes_the_newspaper_profile() {
    assert_eq!(Lang::ZhHans.tradition().style.composition, Composition::default());
}

#[test]
fn a_mark_gives_only_what_its_box_is_blank_of() {
    let signs =
        ['（', '）', '，', '。', '！', '？', '：', '；', '・', '·', '、', '「', '」', '…', '〜', 'ー', '々', '％'];
    for (lang, sign) in ALL.into_iter().flat_map(|lang| signs.map(|sign| (lang, sign))) {
        let tables = lang.tradition();
        let class::Lookup::Fixed(own) = (tables.own)(sign).unwrap_or_else(|| class::lookup(sign)) else { continue };
        let boxed = (tables.boxes)(own, sign, Direction::Horizontal);
        for stops in [LineEndStop::Keep, LineEndStop::Trim, LineEndStop::Allow] {
            let loses = (tables.at_end)(own, stops) != AtEnd::Keeps;
            assert!(!loses || matches!(boxed.blank, Side::After | Side::Both), "{} {sign}", tables.tag);
        }
        for other in [Class::Open, Class::Close, Class::Comma, Class::Stop, Class::Tone, Class::Mid] {
            let loses = (tables.pairs)(own, other) == Loses::Left;
            assert!(!loses || matches!(boxed.blank, Side::After | Side::Both), "{} {sign}", tables.tag);
        }
    }
}

#[test]
fn no_level_frees_what_a_weaker_one_forbids() {
    for lang in [Lang::Ja, Lang::Ko] {
        let levels = lang.tradition().takes.kinsoku;
        assert!(levels.windows(2).all(|pair| pair[0] < pair[1]), "{lang:?}: levels from the weakest to the strictest");
        assert!((lang.tradition().starts)(Class::Close, '」').is_some_and(|from| from <= Kinsoku::Loose));
    }
}
