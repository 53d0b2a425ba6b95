//! How much bytes read in an encoding look like what people write in it: by its commonest characters.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// Characters of which running Chinese is made up to two fifths, simplified and traditional, with its marks.
const CHINESE: &str = "的一是了在不有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家里如水自二理起小现实加都两体机当使点从业本去把性好应开它合还因由其些然前外天日那事平相全间样与关各重新内数正心明看原又但气第向道此条只没结问意建月公无情者最代想已通并提直员位入文次活设及件长老头资边流路少山统知将见计她手期区放西做先回给色光门海口东金思受认六共收改清美再更单风打白教花带安场身车真务每目至走报完八名才信话空今记需段拉音书布非连深近周半办青市何院写亲快该住县局听飞昨晚夜早船桥";
const TRADITIONAL: &str = "這個為國來時們會對發動過說產種後學經進點從業應開還與關數氣條沒結問無員將見計區將長邊義體實現電機樣內間車書東門處讓當將給萬號師橋鋪編寬兩";
const MARKS: &str = "，。、；：？！“”「」《》（）…—";
/// As those, of Korean.
const KOREAN: &str = "이다는의에을를가은고한도로지하사그기나어인서들리해으자라시있니아대일것수전정부만여오장스구제보주과게원상성적소동면조";

/// Encodings that texts are looked at in, likelier ones first.
const ENCODINGS: [&Encoding; 7] = [GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR, UTF_16LE, UTF_16BE];

/// A text with fewer letters beyond ASCII says too little of its encoding.
const LETTERS: usize = 24;
/// Of a hundred letters so many are common ones in text that makes sense, and so many more than in any other encoding.
const SENSIBLE: usize = 25;
const CLEARLY: usize = 10;
/// Bytes that are looked at.
const LOOKED_AT: usize = 16 << 10;

/// Of a hundred letters beyond ASCII how many are among the commonest of what is written in an encoding.
pub(super) fn of(text: &str, encoding: &'static Encoding) -> usize {
    let letters = text.chars().filter(|c| !c.is_ascii() && *c != '\u{3000}').count().max(1);
    common(text, encoding) * 100 / letters
}

/// How many letters of a text are among the commonest of what is written in an encoding.
pub(super) fn common(text: &str, encoding: &'static Encoding) -> usize {
    let is_kana = |c: char| ('\u{3041}'..='\u{3093}').contains(&c) || "。、「」".contains(c);
    let is_chinese = |c: char| CHINESE.contains(c) || TRADITIONAL.contains(c) || MARKS.contains(c);
    let is_common = |c: &char| match encoding {
        _ if c.is_ascii() => false,
        one if one == SHIFT_JIS || one == EUC_JP => is_kana(*c),
        one if one == EUC_KR => KOREAN.contains(*c),
        _ => is_chinese(*c),
    };
    text.chars().filter(is_common).count()
}

/// The encoding in which bytes make sense, and in no other.
pub(super) fn clearest(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let mut all: Vec<(usize, &'static Encoding)> = Vec::new();
    for encoding in ENCODINGS {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        if text.chars().filter(|c| !c.is_ascii()).count() >= LETTERS {
            all.push((of(&text, encoding), encoding));
        }
    }
    all.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let (best, encoding) = *all.first()?;
    let next = all.get(1).map_or(0, |(score, _)| *score);
    (best >= SENSIBLE && best >= next + CLEARLY).then_some(encoding)
}

/// The longest line with a spoiled byte that is mended.
const LINE: usize = 1_500;
/// Bytes around a spoiled one.
const SPOILED: [usize; 3] = [1, 2, 3];

/// A line with a spoiled byte, read on both sides of it: a byte that is lost would shift all that follow.
pub(super) fn mended(line: &[u8], encoding: &'static Encoding) -> Option<String> {
    if line.len() > LINE || encoding.is_single_byte() || !line.iter().any(|byte| *byte >= 0x80) {
        return None;
    }
    let read =
        |bytes: &[u8]| encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|it| it.into_owned());
    let mut best: Option<(usize, String)> = None;
    for at in 0..line.len() {
        // All before the spoiled byte must be whole.
        let Some(before) = read(&line[..at]) else { continue };
        for length in SPOILED.into_iter().filter(|length| at + length <= line.len()) {
            let Some(after) = read(&line[at + length..]) else { continue };
            let score = 2 * (common(&before, encoding) + common(&after, encoding)) + (SPOILED.len() - length);
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, format!("{before}\u{FFFD}{after}")));
            }
        }
    }
    best.map(|(_, text)| text)
}
