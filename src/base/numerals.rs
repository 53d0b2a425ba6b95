//! Numbers of days and years in Chinese numerals.

/// What a Chinese numeral of a day counts: 10 for 十, which the others multiply or follow; 廿 and 卅 are twenty and thirty.
pub(crate) fn numeral(c: char) -> Option<u32> {
    const NUMERALS: &str = "零一二三四五六七八九十";
    match c {
        '〇' | '○' => Some(0),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => NUMERALS.chars().position(|numeral| numeral == c).and_then(|at| u32::try_from(at).ok()),
    }
}

/// 二〇二六 as 2026, 三十一 as 31, 十二 as 12, 廿一 as 21.
pub(crate) fn of_numerals(word: &str) -> String {
    let digits: Vec<u32> = word.chars().filter_map(numeral).collect();
    match digits.as_slice() {
        [tens @ (10 | 20 | 30), ones] if *ones < 10 => (tens + ones).to_string(),
        [tens, 10] if *tens < 10 => format!("{tens}0"),
        [tens, 10, ones] if *tens < 10 && *ones < 10 => format!("{tens}{ones}"),
        digits => digits.iter().map(ToString::to_string).collect(),
    }
}

/// A text with figures for the numerals that stand before a mark: 十一月三十日 is 11月30日, and 一会儿 stays.
pub(crate) fn with_figures(text: &str, marks: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_of = numeral(first).is_some();
        let end = rest.find(|c: char| numeral(c).is_some() != is_of).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if is_of && after.starts_with(marks) {
            out.push_str(&of_numerals(run))
        } else {
            out.push_str(run)
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_days_become_figures() {
        for (written, figures) in [
            ("二〇二六年十一月三十日", "2026年11月30日"),
            ("三月廿一日", "3月21日"),
            ("十月十日", "10月10日"),
            ("二○二六年一月二日上午八时", "2026年1月2日上午8时"),
            ("卅一日", "31日"),
            ("一会儿再发", "一会儿再发"),
            ("第三稿", "第三稿"),
        ] {
            assert_eq!(with_figures(written, &['年', '月', '日', '号', '时']), figures, "{written}");
        }
    }
}
