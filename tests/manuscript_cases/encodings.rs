//! Texts with a spoiled byte: the rest is read as what it is, and the place is named.

use super::*;

const CHINESE: &str = "旧渡口改建步行桥\n\n改建了半年的旧渡口步行桥昨天放行，第一批过桥的是两岸的学生。\n桥面宽六米，铺的是旧船板，每一块都编了号，市民可以找到每一块板的来历。\n";
const TRADITIONAL: &str = "舊渡口改建步行橋\n\n改建了半年的舊渡口步行橋昨天放行，第一批過橋的是兩岸的學生。\n橋面寬六米，鋪的是舊船板，每一塊都編了號，市民可以找到每一塊板的來歷。\n";
const JAPANESE: &str = "古い渡し場が歩道橋に\n\n半年かけて改修された古い渡し場の歩道橋が昨日開通し、最初に渡ったのは両岸の生徒たちだった。\n橋の幅は六メートルで、古い船の板が敷かれている。\n";
const KOREAN: &str = "옛 나루터가 보행교로 바뀌다\n\n반년 동안 고친 옛 나루터 보행교가 어제 열렸고 처음 건넌 사람은 양쪽 마을의 학생들이었다.\n다리 너비는 육 미터이고 낡은 뱃널을 깔았다.\n";

/// The article with the letters that a text has and it has not counted.
fn lost(imported: &Imported, text: &str) -> usize {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let (text, article) = (letters(text), letters(&imported.article));
    // What is spoiled stands in one place: all before it and all behind it is there.
    let before = text.iter().zip(article.iter().skip("headline".len())).take_while(|(a, b)| a == b).count();
    let behind = text.iter().rev().zip(article.iter().rev()).take_while(|(a, b)| a == b).count();
    text.len().saturating_sub(before + behind)
}

#[test]
fn one_spoiled_byte_changes_no_encoding_and_is_named_with_its_line() {
    for (encoding, name, text) in [
        (encoding_rs::GBK, "gb18030", CHINESE),
        (encoding_rs::GB18030, "gb18030", CHINESE),
        (encoding_rs::BIG5, "Big5", TRADITIONAL),
        (encoding_rs::SHIFT_JIS, "Shift_JIS", JAPANESE),
        (encoding_rs::EUC_JP, "EUC-JP", JAPANESE),
        (encoding_rs::EUC_KR, "EUC-KR", KOREAN),
        (encoding_rs::UTF_8, "UTF-8", CHINESE),
    ] {
        let whole = encoding.encode(text).0.into_owned();
        let imported = one("a.txt", &whole);
        assert_eq!((imported.encoding, lost(&imported, text)), (name, 0), "{}", imported.article);
        let third_line = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
        let at = (third_line..).find(|at| whole[*at] >= 0x80 && *at >= third_line + 8).unwrap();
        let mut overwritten = whole.clone();
        overwritten[at] = 0xFF;
        let mut inserted = whole.clone();
        inserted.insert(at, 0xFF);
        for bytes in [overwritten, inserted] {
            let imported = one("a.txt", &bytes);
            assert_eq!(imported.encoding, name);
            assert!(imported.article.contains('\u{FFFD}'), "{name}: {}", imported.article);
            assert!(lost(&imported, text) <= 3, "{name}: {}", imported.article);
            let told: Vec<String> = imported.guesses.iter().map(ToString::to_string).collect();
            assert!(told.iter().any(|it| it.contains("damaged") && it.contains("line 3")), "{name}: {told:?}");
        }
    }
}

#[test]
fn marks_of_order_bytes_of_nothing_and_mixed_ends_of_lines_are_no_letters() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let expected = one("a.txt", CHINESE.as_bytes()).article;
    for bytes in [
        CHINESE.replace('\n', "\r\n").into_bytes(),
        CHINESE.replacen('\n', "\r\n", 2).into_bytes(),
        CHINESE.replace("。\n", "。\r").into_bytes(),
        CHINESE.replace('桥', "桥\u{FEFF}").into_bytes(),
        CHINESE.replacen('桥', "桥\0", 2).into_bytes(),
        utf16(CHINESE),
        [vec![0xFF, 0xFE], utf16(&CHINESE.replacen('桥', "桥\0", 2))].concat(),
    ] {
        assert_eq!(one("a.txt", &bytes).article, expected);
    }
    let told = one("a.txt", CHINESE.replacen('桥', "桥\0", 2).as_bytes()).guesses;
    assert!(told.iter().any(|it| it.to_string().contains("2 bytes of nothing")), "{told:?}");
}
