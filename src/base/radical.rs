//! Radicals of dictionaries that look like characters: copies from PDFs are full of them, and hardly a face has them.

/// The characters that the Kangxi radicals U+2F00 to U+2FD5 look like, in their order (Unicode Character Database, compatibility
/// decompositions); where the decomposition is a form that no paper prints today, 戶 and 靑, what copies have it for.
const KANGXI: &str = concat!(
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日",
    "曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行",
    "衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
);

/// Radicals of the supplement U+2E80 to U+2EF3 that whole characters look like: those copies from PDFs have for simplified characters.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺊', '卜'),
    ('⺎', '兀'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺕', '彐'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺻', '聿'),
    ('⺼', '月'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '長'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻲', '亀'),
    ('⻳', '龟'),
];

/// The character that a radical looks like.
pub fn of_radical(c: char) -> Option<char> {
    let at = u32::from(c).checked_sub(0x2F00).and_then(|at| usize::try_from(at).ok());
    let listed = || SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map(|(_, plain)| *plain);
    at.and_then(|at| KANGXI.chars().nth(at)).or_else(listed)
}
