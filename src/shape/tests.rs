//! Shaping with the shipped fonts.

use std::path::Path;
use std::sync::Arc;

use crate::base::{
    CharStyleId, Diagnostics, Em, FamilyId, FrameId, Len, PageId, Permille, Rect, Severity, Span, StoryId,
};
use crate::font::{FontBook, FontData, FontFile};
use crate::model::*;

use super::*;

const SIZE: Len = Len::pt(10);

fn fonts() -> FontBook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let read = |name: &str| FontFile {
        name: name.into(),
        data: FontData::Read(Arc::from(std::fs::read(folder.join(name)).unwrap())),
    };
    let names = [
        "NotoSerifCJKsc-Regular.otf",
        "LXGWWenKai-Regular.ttf",
        "PaibanTermes-Regular.otf",
        "NotoSerifCJKSupplement-Regular.otf",
    ];
    let (fonts, diagnostics) = FontBook::load(names.into_iter().map(read).collect());
    assert!(diagnostics.is_empty());
    fonts
}

/// An edition of one story of one run in the family of `chain`, with lines of `direction`.
fn edition(text: &str, lang: Lang, direction: Direction, family: Family) -> Edition {
    annotated(text, Annotation::None, lang, direction, family)
}

fn annotated(text: &str, annotation: Annotation, lang: Lang, direction: Direction, family: Family) -> Edition {
    let style = CharStyle {
        family: FamilyId(0),
        size: SIZE,
        paint: None,
        lang,
        scale_x: Permille::ONE,
        tracking: Em::ZERO,
        rise: Len::ZERO,
        gradient: None,
        layers: Vec::new(),
        features: Default::default(),
    };
    let run = Run {
        text: text.into(),
        style: CharStyleId(0),
        span: Span::new(Default::default(), 0, text.len()),
        annotation,
        ..Run::default()
    };
    Edition {
        families: vec![family],
        char_styles: vec![style],
        para_styles: vec![ParaStyle::default()],
        stories: vec![Story { paras: vec![Para { runs: vec![run], ..Para::default() }], ..Story::default() }],
        threads: vec![Thread {
            story: StoryId(0),
            frames: vec![FrameId(0)],
            jumps: Vec::new(),
            gives: Vec::new(),
            free_head: FreeHead::Block,
        }],
        frames: vec![frame(direction)],
        ..Edition::default()
    }
}

fn frame(direction: Direction) -> Frame {
    Frame {
        name: "text".into(),
        page: PageId(0),
        area: Rect::default(),
        padding: Default::default(),
        columns: 1,
        measures: Vec::new(),
        gutter: Len::ZERO,
        measure_step: Len::ZERO,
        column_rule: None,
        border: Border::default(),
        background: None,
        gradient: None,
        direction,
        course: Default::default(),
        lines: Lines::OnGrid,
        vertical_align: VerticalAlign::Top,
        content: Content::Text,
        runaround: None,
        rows_under: 0,
        parts: Vec::new(),
        outline: crate::model::Outline::Rectangle,
        radius: Len::ZERO,
        corners: Default::default(),
        both_sides: false,
        leading: None,
        balance: false,
        is_ad: false,
        booked: None,
        with: None,
        span: Span::default(),
    }
}

fn song(fonts: &FontBook) -> Family {
    let chain = vec![fonts.find("Noto Serif CJK SC", 400).unwrap()];
    let face = fonts.find("Paiban Termes", 400).unwrap();
    Family { name: "song".into(), chain, latin: Some(Latin { face, scale: Permille::ONE, rise: Em::ZERO }) }
}

fn shape(text: &str, lang: Lang, direction: Direction) -> ShapedPara {
    let (para, diagnostics) = shaped(text, lang, direction);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    para
}

fn shaped(text: &str, lang: Lang, direction: Direction) -> (ShapedPara, Diagnostics) {
    let fonts = fonts();
    let edition = edition(text, lang, direction, song(&fonts));
    let (mut stories, diagnostics) = shape_edition(&edition, &fonts);
    (stories.remove(0).paras.remove(0), diagnostics)
}

#[test]
fn han_set_sign_by_sign_equals_the_shaper_on_the_whole_run() {
    let fonts = fonts();
    let face = fonts.find("Noto Serif CJK SC", 400).unwrap();
    let text = "港口的清晨总是从汽笛开始，装卸工人（沿着堤岸）走向“各自的”泊位；《海鸥》、〇、々。真的吗？！";
    for kind in [shaper::Kind::Han, shaper::Kind::HanVertical] {
        let job = shaper::Job { face, lang: Lang::ZhHans, kind, features: Features::default() };
        let mut shaper = shaper::Shaper::new(&fonts);
        let whole: Vec<(u16, i32)> = shaper.shape(&job, text).iter().map(|glyph| (glyph.id, glyph.advance)).collect();
        let single: Vec<(u16, i32)> = text
            .chars()
            .flat_map(|c| {
                shaper.shape(&job, &c.to_string()).iter().map(|glyph| (glyph.id, glyph.advance)).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(whole, single);
    }
}

#[test]
fn marks_have_the_em_box_of_the_class_table() {
    let para = shape("甲，乙·丙——丁“戊”", Lang::ZhHans, Direction::Horizontal);
    let of = |c: char| para.clusters[(0..para.clusters.len()).find(|&at| para.first_char(at) == c).unwrap()];
    assert_eq!((of('，').advance(), of('，').blank().after), (SIZE, SIZE / 2));
    assert_eq!(of('·').advance(), SIZE / 2);
    assert_eq!((of('—').advance(), of('—').bytes), (SIZE * 2, 6));
    assert_eq!(of('“').blank().before, SIZE / 2);
}

#[test]
fn a_sign_with_endless_marks_is_cut_where_a_cluster_ends() {
    let mark = |sign: &str| format!("a{}", sign.repeat(22_000));
    for text in [mark("\u{2060}"), mark("\u{300}"), mark("\u{200D}")] {
        // Marks that are cut off from their sign may have no glyph of their own, which is found and said.
        let (para, _) = shaped(&text, Lang::ZhHans, Direction::Horizontal);
        assert_eq!(para.clusters.iter().map(|cluster| usize::from(cluster.bytes)).sum::<usize>(), text.len());
        assert!(para.clusters.iter().all(|cluster| text.is_char_boundary(cluster.start as usize)));
    }
}

#[test]
fn western_letters_use_the_companion_and_chinese_quotes_do_not() {
    let para = shape("用“ABC”表示", Lang::ZhHans, Direction::Horizontal);
    let faces: Vec<u32> = para.clusters.iter().map(|cluster| para.runs[cluster.run as usize].face.0).collect();
    assert_eq!(faces, [0, 0, 2, 2, 2, 0, 0, 0]);
}

#[test]
fn glyph_forms_follow_the_language() {
    let glyph = |lang| {
        let para = shape("骨，", lang, Direction::Horizontal);
        para.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>()
    };
    assert_ne!(glyph(Lang::ZhHans), glyph(Lang::ZhHant));
    assert_ne!(glyph(Lang::ZhHans), glyph(Lang::Ja));
}

#[test]
fn regions_differ_in_where_marks_have_blank() {
    let comma = |lang| shape("甲，", lang, Direction::Horizontal).clusters[1].blank();
    assert_eq!(comma(Lang::ZhHans).before, Len::ZERO);
    assert_eq!(comma(Lang::ZhHant).before, SIZE / 4);
}

#[test]
fn vertical_lines_turn_words_and_set_short_numbers_side_by_side() {
    let para = shape("第12版Internet在A座2026年GDP", Lang::ZhHans, Direction::Vertical);
    let of = |text: &str| {
        let at = para.text.find(text).unwrap();
        let cluster = para.clusters.iter().find(|cluster| cluster.start as usize == at).unwrap();
        para.runs[cluster.run as usize].orientation
    };
    assert_eq!(of("第"), Orientation::Upright);
    assert_eq!(of("12"), Orientation::TateChuYoko);
    assert_eq!(of("Internet"), Orientation::Rotated);
    assert_eq!(of("A"), Orientation::Upright);
    assert_eq!(of("2026"), Orientation::Rotated);
    assert_eq!(of("GDP"), Orientation::Upright);
}

#[test]
fn the_space_between_turned_words_is_turned_with_them() {
    let space = |text: &str, direction| {
        let para = shape(text, Lang::ZhHans, direction);
        para.clusters.iter().find(|cluster| cluster.class == Class::Space).unwrap().advance()
    };
    let words = "Harbour City";
    assert_eq!(space(words, Direction::Vertical), space(words, Direction::Horizontal));
    assert!(space("港口 城市", Direction::Vertical) > space(words, Direction::Vertical));
}

#[test]
fn vertical_quotes_become_corner_brackets_by_region() {
    let glyph = |text: &str, lang| shape(text, lang, Direction::Vertical).glyphs[0].id;
    assert_eq!(glyph("“甲", Lang::ZhHans), glyph("『甲", Lang::ZhHans));
    assert_eq!(glyph("“甲", Lang::ZhHant), glyph("「甲", Lang::ZhHant));
}

#[test]
fn a_character_no_face_has_is_named_with_its_place() {
    let fonts = fonts();
    let edition = edition("天𪚥地", Lang::ZhHans, Direction::Horizontal, song(&fonts));
    let (_, diagnostics) = shape_edition(&edition, &fonts);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].span, Some(Span::new(Default::default(), 3, 7)));
    assert!(diagnostics[0].message.contains("U+2A6A5") && diagnostics[0].message.contains("Noto Serif CJK SC"));
}

#[test]
fn a_script_whose_letters_join_or_run_from_the_right_is_an_error_at_its_first_letter() {
    let fonts = fonts();
    for (text, name, start, end) in [
        ("作家ئەركىن说", "Arabic", 6, 8),
        ("地名שלום在", "Hebrew", 6, 8),
        ("नमस्ते", "Devanagari", 0, 3),
        ("他说 สวัสดี", "Thai", 7, 10),
        ("བོད", "Tibetan", 0, 3),
        ("ᠮᠣᠩᠭᠣᠯ", "Mongolian", 0, 3),
        ("၁၂ မြန်မာ", "Burmese", 0, 3),
        ("ꦗꦮ", "Javanese", 0, 3),
        ("ꯃꯩ", "Meetei", 0, 3),
        ("一٣", "Arabic", 3, 5),
    ] {
        let edition = edition(text, Lang::ZhHans, Direction::Horizontal, song(&fonts));
        let (_, diagnostics) = shape_edition(&edition, &fonts);
        assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
        assert_eq!((diagnostics[0].code, diagnostics[0].severity), ("shape/script", Severity::Error));
        assert!(diagnostics[0].message.to_string().starts_with(name), "{text}: {}", diagnostics[0].message);
        let span = diagnostics[0].span.unwrap();
        assert_eq!(span.start, start, "{text}");
        assert!(span.end >= end, "{text}");
    }
    for sound in ["Αθήνα与Москва，café、Việt", "①ⅣΩ℃㎡½ﬁ", "ꆈꌠ、ㄅㄆ、𗼇、ՀԱՅ、ქართული、฿"]
    {
        let edition = edition(sound, Lang::ZhHans, Direction::Horizontal, song(&fonts));
        let (_, diagnostics) = shape_edition(&edition, &fonts);
        assert!(diagnostics.iter().all(|finding| finding.code != "shape/script"), "{diagnostics:?}");
    }
}

/// The shipped text face and those of other scripts that Debian has, where they are installed.
fn with_others() -> Option<(FontBook, Family)> {
    let files = ["NotoNaskhArabic", "NotoSerifHebrew", "NotoSerifDevanagari", "NotoSerifThai", "NotoSerifTibetan"];
    let path = |name: &str| format!("/usr/share/fonts/truetype/noto/{name}-Regular.ttf");
    let read = files.iter().map(|name| {
        let data = FontData::Read(Arc::from(std::fs::read(path(name)).ok()?));
        Some(FontFile { name: path(name), data })
    });
    let mut read: Vec<FontFile> = read.collect::<Option<_>>()?;
    read.extend(crate::shipped::fonts());
    let fonts = FontBook::load(read).0;
    let mut family = song(&fonts);
    family.chain.extend((0..files.len()).map(crate::base::FaceId::new));
    Some((fonts, family))
}

#[test]
fn words_of_other_scripts_are_shaped_whole_and_read_in_the_order_of_their_text() {
    let Some((fonts, family)) = with_others() else {
        assert!(std::env::var_os("CI").is_none(), "fonts-noto-core is not installed");
        return;
    };
    use rustybuzz::Direction::{LeftToRight, RightToLeft};
    for (text, word, face, script, direction) in [
        ("作家ئەركىن说", "ئەركىن", 0, *b"Arab", RightToLeft),
        ("城السلام的", "السلام", 0, *b"Arab", RightToLeft),
        ("说שָׁלוֹם。", "שָׁלוֹם", 1, *b"Hebr", RightToLeft),
        ("在दिल्ली的", "दिल्ली", 2, *b"Deva", LeftToRight),
        ("说กำลัง的", "กำลัง", 3, *b"Thai", LeftToRight),
        ("在བོད་ལྗོངས的", "བོད་ལྗོངས", 4, *b"Tibt", LeftToRight),
    ] {
        let edition = edition(text, Lang::ZhHans, Direction::Horizontal, family.clone());
        let (stories, found) = shape_edition(&edition, &fonts);
        assert!(found.is_empty(), "{text}: {found:?}");
        let para = &stories[0].paras[0];
        let run = para.runs.iter().find(|run| run.lettering == Lettering::Joined).unwrap();
        assert_eq!((run.face.index(), run.level), (face, u8::from(direction == RightToLeft)), "{text}");
        let clusters = &para.clusters[run.clusters.start as usize..run.clusters.end as usize];
        let read: String = clusters.iter().map(|cluster| &para.text[cluster.text_range()]).collect();
        assert_eq!(read, word);
        let mut drawn: Vec<u16> =
            clusters.iter().flat_map(|cluster| &para.glyphs[cluster.glyph_range()]).map(|glyph| glyph.id).collect();
        if direction == RightToLeft {
            drawn.reverse();
        }
        let bytes = fonts.face(run.face).bytes();
        let shaper = rustybuzz::Face::from_slice(bytes, 0).unwrap();
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.set_direction(direction);
        buffer.set_script(rustybuzz::Script::from_iso15924_tag(ttf_parser::Tag::from_bytes(&script)).unwrap());
        let whole = rustybuzz::shape(&shaper, &[], buffer);
        let expected: Vec<u16> =
            whole.glyph_infos().iter().map(|glyph| u16::try_from(glyph.glyph_id).unwrap()).collect();
        assert_eq!(drawn, expected, "{text}");
        let width: i32 = whole.glyph_positions().iter().map(|place| place.x_advance).sum();
        let upem = i64::from(fonts.face(run.face).metrics.units_per_em);
        let advance: Len = clusters.iter().map(Cluster::advance).sum();
        assert!((advance - SIZE.scaled(i64::from(width), upem)).0.abs() < 50, "{text}");
    }
}

#[test]
fn a_face_later_in_the_chain_helps_out() {
    let fonts = fonts();
    let kai = fonts.find("Paiban WenKai", 400).unwrap();
    let serif = fonts.find("Noto Serif CJK SC", 400).unwrap();
    let family = Family { name: "kai".into(), chain: vec![kai, serif], latin: None };
    let text = "天臺々";
    let edition = edition(text, Lang::ZhHans, Direction::Horizontal, family);
    let (stories, diagnostics) = shape_edition(&edition, &fonts);
    // Two designs in one text are no mistake, and are told once.
    let told: Vec<_> = diagnostics.iter().map(|found| (found.code, found.message.to_string())).collect();
    assert_eq!(told, [("font/two-designs", "Paiban WenKai lacks 臺: set in Noto Serif CJK SC".to_owned())]);
    assert!(stories[0].paras[0].glyphs.iter().all(|glyph| glyph.id != 0));
}

#[test]
fn a_jump_line_runs_as_the_frame_it_stands_in() {
    for direction in [Direction::Horizontal, Direction::Vertical] {
        let mut edition =
            edition("报", Lang::ZhHans, direction, Family { name: String::new(), chain: vec![], latin: None });
        edition.stories.push(Story::default());
        edition.threads[0].jumps = vec![Jump { after: 1, line: StoryId(1) }];
        assert_eq!(of_frames(&edition, |frame| frame.direction), [direction, direction]);
    }
}

#[test]
fn a_cluster_and_its_glyph_take_little_room() {
    assert!(size_of::<Cluster>() <= 32 && size_of::<Glyph>() <= 12, "an edition has millions of them");
}

#[test]
fn what_pair_rules_look_at_is_told_by_text_and_run() {
    let para = shape("甲a，", Lang::ZhHant, Direction::Horizontal);
    let sign = |first_char, class| Sign {
        first_char,
        class,
        lang: Lang::ZhHant,
        em: SIZE,
        raised: false,
        orientation: Orientation::Horizontal,
    };
    assert_eq!(para.signs(), [sign('甲', Class::Han), sign('a', Class::West), sign('，', Class::Comma)]);
}

#[test]
fn what_stands_side_by_side_keeps_to_its_em() {
    let narrowed = |text: &str| {
        let para = shape(text, Lang::ZhHant, Direction::Vertical);
        let run = para.runs.iter().find(|run| run.orientation == Orientation::TateChuYoko).unwrap();
        assert_eq!(para.clusters[run.clusters.start as usize].advance(), SIZE, "{text}");
        run.narrowed
    };
    // Two figures of half an em each fit, three do not.
    assert_eq!((narrowed("共12人"), narrowed("好？！啊")), (Permille::ONE, Permille::ONE));
    assert_eq!(narrowed("共120人"), Permille(667));
}

/// The runs of a paragraph: text and reading, none where it is empty.
fn with_readings(runs: &[(&str, &str)], lang: Lang, direction: Direction) -> (ShapedPara, Diagnostics) {
    let fonts = fonts();
    let mut family = song(&fonts);
    family.chain.extend(fonts.find("Noto Serif CJK Supplement", 400));
    let mut edition = edition("", lang, direction, family);
    let run = |&(text, reading): &(&str, &str)| {
        let text_of =
            |mark: &str| Ruby { text: reading.trim_start_matches('+').into(), goes_on: reading.starts_with(mark) };
        let annotation = if reading.is_empty() { Annotation::None } else { Annotation::Ruby(text_of("+")) };
        Run { text: text.into(), style: CharStyleId(0), annotation, ..Run::default() }
    };
    edition.stories[0].paras[0].runs = runs.iter().map(run).collect();
    let (mut stories, diagnostics) = shape_edition(&edition, &fonts);
    (stories[0].paras.remove(0), diagnostics)
}

/// Texts with their readings, advances in thousandths of an em, and where each reading starts from its own characters.
type ReadingCase = (&'static [(&'static str, &'static str)], &'static [i64], &'static [i64]);

#[test]
fn kana_over_a_character_take_of_their_neighbours_what_they_may() {
    // JLREQ 3.3.8.
    let cases: [ReadingCase; 7] = [
        (&[("の", ""), ("志", "こころ"), ("は", "")], &[1000, 1000, 1000], &[-250]),
        (&[("大", ""), ("志", "こころ"), ("家", "")], &[1000, 1500, 1000], &[0]),
        (&[("大", ""), ("志", "こころ"), ("は", "")], &[1000, 1000, 1000], &[0]),
        (&[("の", ""), ("承", "うけたまわ"), ("は", "")], &[1000, 1500, 1000], &[-500]),
        (&[("の", ""), ("山", "やま"), ("は", "")], &[1000, 1000, 1000], &[0]),
        (&[("の", ""), ("凝", "ぎょう"), ("視", "+し"), ("を", "")], &[1000, 1000, 1000, 1000], &[0, 500]),
        (&[("の", ""), ("音", "おん"), ("楽", "+がく"), ("を", "")], &[1000, 1000, 1000, 1000], &[0, 0]),
    ];
    for (runs, advances, starts) in cases {
        let (para, _) = with_readings(runs, Lang::Ja, Direction::Vertical);
        let thousandths = |length: Len| length.scaled(1000, SIZE.0).0;
        let own: Vec<i64> = para.clusters.iter().map(|cluster| thousandths(cluster.advance())).collect();
        let ruby = |it: &AnnotatedRange| match &it.annotation {
            ShapedAnnotation::Ruby(ruby) => (thousandths(ruby.start), ruby.stands, ruby.clings),
            _ => panic!("a ruby"),
        };
        let rubies: Vec<_> = para.annotations.iter().map(ruby).collect();
        assert_eq!(
            (own.as_slice(), rubies.iter().map(|it| it.0).collect::<Vec<_>>().as_slice()),
            (advances, starts),
            "{runs:?}"
        );
        assert!(rubies.iter().all(|it| it.1 == RubyStands::Upright));
        assert_eq!(rubies[0].2, runs[1].1 == "ぎょう", "{runs:?}");
    }
}

#[test]
fn readings_are_drawn_or_told() {
    for (text, reading, direction, codes) in [
        ("國", "ㄍㄨㄛˊ", Direction::Horizontal, &[][..]),
        ("國", "ㄍㄨㄛˊ", Direction::Vertical, &[]),
        ("的", "˙ㄉㄜ", Direction::Vertical, &[]),
        ("北京", "Běijīng", Direction::Vertical, &[]),
        ("北", "𪚥", Direction::Horizontal, &["shape/missing-glyph"]),
        ("北", "שלום", Direction::Horizontal, &["shape/script"]),
    ] {
        let (para, diagnostics) = with_readings(&[(text, reading)], Lang::ZhHant, direction);
        assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), codes, "{reading}");
        let ShapedAnnotation::Ruby(ruby) = &para.annotations[0].annotation else { panic!("a ruby") };
        let drawn = ruby.parts.iter().flat_map(|part| &part.glyphs);
        assert!(!codes.is_empty() || drawn.clone().all(|(glyph, _)| glyph.id != 0), "{reading}");
        // Bopomofo widens the character in horizontal lines alone; its tone is a part of its own.
        let is_beside = ruby.stands == RubyStands::Beside;
        assert_eq!((is_beside, ruby.parts.len()), if text == "國" || text == "的" { (true, 2) } else { (false, 1) });
        let wide = is_beside && direction == Direction::Horizontal;
        assert_eq!(para.clusters[0].advance() > SIZE, wide, "{reading}");
    }
}

#[test]
fn a_face_for_both_scripts_draws_vertical_forms_of_characters_and_words_of_letters() {
    let fonts = fonts();
    let serif = fonts.find("Noto Serif CJK SC", 400).unwrap();
    let family = |latin| Family { name: "song".into(), chain: vec![serif], latin };
    let both = Latin { face: serif, scale: Permille::ONE, rise: Em::ZERO };
    let glyphs = |family| {
        let edition = edition("「一、二。」（三）ー", Lang::Ja, Direction::Vertical, family);
        let (stories, _) = shape_edition(&edition, &fonts);
        stories[0].paras[0].glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>()
    };
    assert_eq!(glyphs(family(Some(both))), glyphs(family(None)));
}

#[test]
fn words_of_a_turned_phrase_are_turned_and_units_stand_with_their_numbers() {
    use Orientation::{Rotated, TateChuYoko, Upright};
    for (text, expected) in [
        ("买iPhone 15 Pro吧", vec![Upright, Rotated, Rotated, Rotated, Rotated, Rotated, Upright]),
        ("重10kg的", vec![Upright, TateChuYoko, TateChuYoko, Upright]),
        ("气温38°C左右", vec![Upright, Rotated, Upright]),
        ("−5°C左右", vec![Rotated, Upright]),
        ("±0.5MPa上下", vec![Rotated, Upright]),
        ("北纬23°26′起", vec![Upright, Rotated, Upright]),
        ("AI 15 个", vec![Upright, Rotated, TateChuYoko, Upright]),
    ] {
        let para = shape(text, Lang::ZhHans, Direction::Vertical);
        let mut stands: Vec<Orientation> = para.runs.iter().map(|run| run.orientation).collect();
        let mut expected = expected;
        stands.dedup();
        expected.dedup();
        assert_eq!(stands, expected, "{text}");
    }
}

#[test]
fn a_word_is_set_in_one_face() {
    let fonts = FontBook::load(crate::shipped::fonts()).0;
    for (text, faces) in [("Việt Nam", 2), ("Київ", 1), ("Ελλάδα", 1), ("“Ἀθῆναι”", 2), ("The port", 1)]
    {
        let mut family = song(&fonts);
        family.chain.extend(fonts.find("Noto Serif", 400));
        let edition = edition(text, Lang::En, Direction::Horizontal, family);
        let (stories, found) = shape_edition(&edition, &fonts);
        let mut used: Vec<_> = stories[0].paras[0].runs.iter().map(|run| run.face).collect();
        used.sort_unstable();
        used.dedup();
        assert!(found.is_empty() && used.len() == faces, "{text}: {used:?} {found:?}");
    }
}
