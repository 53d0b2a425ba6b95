//! Properties of every set paragraph (composition N11), over random text and measures.

use super::breaks::{Break, CODE_BREAK, TORN_BREAK};
use super::candidate::{Prepared, is_unseen};
use super::{LineEnd, LineFit, LineMeasures, SetLine, is_short_end, optimum, set_para, widths};
use std::cell::Cell;

use crate::base::{Em, Len};
use crate::model::{
    Align, Composition, Fit, Hyphenate, Kinsoku, LineEndStop, ParaStyle, Policy, PunctStyle, Stretch, UnitGlue,
};
use crate::shape::{Class, ShapedPara, shape_ideal};
use crate::tradition::Lang;

pub(super) const EM: Len = Len::pt(9);

/// A small linear congruential generator: the same paragraphs on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self, length: usize) -> String {
        const PARTS: &[&str] = &[
            "城",
            "市",
            "海",
            "港",
            "新",
            "一",
            "，",
            "。",
            "、",
            "：",
            "；",
            "！",
            "？",
            "“",
            "”",
            "《",
            "》",
            "（",
            "）",
            "——",
            "……",
            "·",
            "12",
            "3.5",
            "%",
            "AI",
            "port",
            " ",
            "℃",
            "￥",
            "～",
            "年",
            "international",
        ];
        (0..length).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    fn rules(&mut self) -> Composition {
        let puncts = [
            PunctStyle::Kaiming,
            PunctStyle::Quanjiao,
            PunctStyle::Banjiao,
            PunctStyle::Hangmobanjiao,
            PunctStyle::Plain,
            PunctStyle::Cct,
        ];
        let levels = [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::News, Kinsoku::Strict];
        Composition {
            punct: puncts[self.below(puncts.len())],
            kinsoku: levels[self.below(levels.len())],
            policy: if self.below(2) == 0 { Policy::PushIn } else { Policy::PushOut },
            hang: self.below(3) == 0,
            fit: if self.below(2) == 0 { Fit::First } else { Fit::Optimum },
            autospace: Em([0, 125, 250][self.below(3)]),
            line_end_stop: if self.below(2) == 0 { LineEndStop::Keep } else { LineEndStop::Trim },
            stretch: if self.below(2) == 0 { Stretch::Marks } else { Stretch::Even },
            unit_glue: [UnitGlue::News, UnitGlue::Never, UnitGlue::Always][self.below(3)],
            hyphenate: [Hyphenate::Narrow, Hyphenate::Always, Hyphenate::Never][self.below(3)],
            ..Composition::default()
        }
    }
}

pub(super) fn style(composition: Composition) -> ParaStyle {
    ParaStyle { size: EM, indent: EM * 2, composition, ..ParaStyle::default() }
}

fn random_paragraphs(check: impl Fn(&ShapedPara, &ParaStyle, Len)) {
    let mut random = Random(7);
    for _ in 0..400 {
        let length = 1 + random.below(120);
        let text = random.text(length);
        let style = style(random.rules());
        let region = if random.below(4) == 0 { Lang::ZhHant } else { Lang::ZhHans };
        let measure = EM * i64::try_from(6 + random.below(20)).unwrap() + EM / 2;
        check(&shape_ideal(&text, EM, region), &style, measure);
    }
}

#[test]
fn nothing_is_lost_and_nothing_set_twice() {
    random_paragraphs(|para, style, measure| {
        let lines = set_para(para, style, &LineMeasures::new(&[], measure));
        let mut next = 0;
        for line in &lines {
            assert_eq!(line.clusters.start, next, "{}", para.text);
            assert_eq!(line.placed.len(), line.clusters.len());
            next = line.clusters.end;
        }
        assert_eq!(next as usize, para.clusters.len());
    });
}

/// The pieces of a line between which letters may be spread, its last visible piece and a hung mark left out.
fn inside<'p>(pieces: &'p [widths::Piece], line: &SetLine) -> &'p [widths::Piece] {
    let line_pieces = &pieces[line.clusters.start as usize..line.clusters.end as usize];
    let seen = line_pieces.iter().rposition(|piece| !is_unseen(piece)).map_or(0, |last| last + 1);
    &line_pieces[..seen.saturating_sub(1 + usize::from(line.hang.is_some()))]
}

#[test]
fn every_full_line_is_its_measure_to_the_unit() {
    let (full, stretched) = (Cell::new(0), Cell::new(0));
    random_paragraphs(|para, style, measure| {
        let pieces = widths::pieces(para, &style.composition, measure);
        for line in set_para(para, style, &LineMeasures::new(&[], measure)) {
            assert!(line.fit == LineFit::Overfull || line.width <= line.measure);
            let is_broken = matches!(line.end, LineEnd::Break | LineEnd::Hyphen) && line.fit != LineFit::Overfull;
            let last = &pieces[line.clusters.end as usize - 1];
            let parts_code = matches!(last.end, Break::May(CODE_BREAK | TORN_BREAK));
            if is_broken && parts_code && line.width < line.measure {
                // A line that ends short within an address opens nothing.
                assert_eq!(line.each, Len::ZERO, "{}", para.text);
            } else if is_broken && inside(&pieces, &line).iter().any(|piece| piece.slot) {
                assert_eq!(line.width, line.measure, "{}", para.text);
                full.set(full.get() + 1);
                stretched.set(stretched.get() + usize::from(line.natural < line.measure));
            }
        }
    });
    assert!(full.get() > 500 && stretched.get() > 200, "{full:?} {stretched:?}");
}

#[test]
fn no_line_starts_or_ends_with_what_may_not() {
    random_paragraphs(|para, style, measure| {
        let pieces = widths::pieces(para, &style.composition, measure);
        for line in set_para(para, style, &LineMeasures::new(&[], measure)) {
            let end = line.clusters.end as usize;
            assert_ne!(pieces[end - 1].end, Break::Never, "{}", para.text);
        }
    });
}

#[test]
fn no_mark_is_squeezed_below_half_an_em() {
    random_paragraphs(|para, style, measure| {
        for line in set_para(para, style, &LineMeasures::new(&[], measure)) {
            let clusters = &para.clusters[line.clusters.start as usize..line.clusters.end as usize];
            for (cluster, placed) in clusters.iter().zip(&line.placed) {
                assert!(
                    !cluster.class.is_mark() || placed.advance() + Len(1) >= EM / 2,
                    "{} {:?}",
                    para.text,
                    &para.text[cluster.text_range()]
                );
            }
        }
    });
}

#[test]
fn the_optimum_costs_what_the_best_of_all_ways_to_break_costs() {
    let (mut random, mut better) = (Random(11), 0);
    for _ in 0..400 {
        let length = 4 + random.below(10);
        let (text, style) = (random.text(length), style(random.rules()));
        let para = shape_ideal(&text, EM, Lang::ZhHans);
        let measure = EM * i64::try_from(3 + random.below(4)).unwrap() + EM / 2;
        let text = Prepared::new(&para, widths::pieces(&para, &style.composition, measure), &style.composition);
        let measure_of = |line: usize| if line == 0 { measure - EM * 2 } else { measure };
        let measures = optimum::Measures { of: &measure_of, settled: 1, narrowest: measure - EM * 2, heads: &[] };
        let (best, greedy) = optimum::both_costs(&text, &measures);
        let least = optimum::least_cost(&text, &measure_of).unwrap_or(greedy);
        assert_eq!(best, least.min(greedy), "{} over {measure}", para.text);
        better += usize::from(best < greedy);
    }
    assert!(better > 50, "{better}");
}

#[test]
fn looseness_takes_a_line_more_or_fewer() {
    let text = "港口醒了。汽笛响了三声。工人们走向各自的泊位。海鸥盘旋。灯塔还亮着。".repeat(3) + "雾散了。";
    let lines = |looseness| {
        let style = style(Composition { looseness, ..Composition::default() });
        set_para(&shape_ideal(&text, EM, Lang::ZhHans), &style, &LineMeasures::new(&[], EM * 15)).len()
    };
    assert_eq!(lines(1), lines(0) + 1);
    assert_eq!(lines(-1), lines(0) - 1);
}

#[test]
fn measures_that_change_from_line_to_line_are_met() {
    let text =
        "港口的清晨总是从汽笛开始，装卸工人沿着堤岸走向各自的泊位，海鸥在吊臂之间盘旋，远处的灯塔还亮着最后一束光。"
            .repeat(2);
    let first: Vec<Len> = [18, 18, 9, 9, 9].map(|em| EM * em).to_vec();
    let measures = LineMeasures::new(&first, EM * 18);
    for fit in [Fit::First, Fit::Optimum] {
        let style = ParaStyle { indent: Len::ZERO, ..style(Composition { fit, ..Composition::default() }) };
        let lines = set_para(&shape_ideal(&text, EM, Lang::ZhHans), &style, &measures);
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(line.measure, measures.at(at));
        }
    }
}

#[test]
fn a_forced_break_ends_a_line_like_a_paragraph() {
    let lines = set_para(
        &shape_ideal("天地\n人", EM, Lang::ZhHans),
        &style(Composition::default()),
        &LineMeasures::new(&[], EM * 10),
    );
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].width, EM * 2);
    assert_eq!(lines[0].end, LineEnd::Forced);
}

#[test]
fn alignment_moves_the_line() {
    let set = |align| {
        let style = ParaStyle { align, indent: Len::ZERO, ..style(Composition::default()) };
        set_para(&shape_ideal("天地人", EM, Lang::ZhHans), &style, &LineMeasures::new(&[], EM * 9)).remove(0)
    };
    assert_eq!(set(Align::Center).start, EM * 3);
    assert_eq!(set(Align::End).start, EM * 6);
    assert_eq!(set(Align::Spread).width, EM * 9);
}

#[test]
fn a_paragraph_from_the_right_starts_there_and_names_in_others_are_turned_round_in_their_place() {
    let set = |text: &str, align| {
        let style = ParaStyle { align, indent: EM, ..style(Composition::default()) };
        set_para(&shape_ideal(text, EM, Lang::ZhHans), &style, &LineMeasures::new(&[], EM * 9)).remove(0)
    };
    let places = |line: &SetLine| line.placed.iter().map(|at| at.x().whole(EM / 4)).collect::<Vec<_>>();
    // Three letters of half an em: the indent is at the right.
    for (align, start) in [(Align::Start, 26), (Align::Justify, 26), (Align::Center, 13), (Align::End, 0)] {
        let line = set("אבג", align);
        assert_eq!((places(&line), line.start.whole(EM / 4)), (vec![4, 2, 0], start), "{align:?}");
    }
    // A gap of a quarter em on either side of the name.
    assert_eq!(places(&set("说אב的", Align::Start)), [0, 7, 5, 10]);
}

#[test]
fn a_number_stays_with_its_unit_by_a_squeeze_and_in_ragged_text() {
    let (both, first) = (&[Fit::First, Fit::Optimum][..], &[Fit::First][..]);
    // Text, alignment, measure in thousandths of an em, fits, letters of the first line.
    let cases = [
        ("加盐腌3分钟再下锅。", Align::Justify, 5940, first, 6),
        ("先把鱼腌上3分钟再下锅。", Align::Start, 7500, both, 5),
        ("先把小鱼腌上3分钟再下锅。", Align::End, 8500, both, 6),
        // Nothing is kept whole at the price of a line under two thirds.
        ("先鱼腌30000000分钟再下锅。", Align::Start, 8900, first, 12),
    ];
    for (text, align, measure, fits, expected) in cases {
        for &fit in fits {
            let rules = Composition { fit, ..Composition::default() };
            let style = ParaStyle { align, indent: Len::ZERO, ..style(rules) };
            let measures = LineMeasures::new(&[], Em(measure).of(EM));
            let lines = set_para(&shape_ideal(text, EM, Lang::ZhHans), &style, &measures);
            assert_eq!(lines[0].clusters.len(), expected, "{text} {fit:?}");
        }
    }
}

#[test]
fn a_word_wider_than_the_column_is_reported() {
    let rules = Composition { hyphenate: Hyphenate::Never, ..Composition::default() };
    let lines = set_para(
        &shape_ideal("见Donaudampfschifffahrt。", EM, Lang::ZhHans),
        &style(rules),
        &LineMeasures::new(&[], EM * 5),
    );
    assert!(lines.iter().any(|line| line.fit == LineFit::Overfull));
}

#[test]
fn a_million_characters_set_in_linear_time() {
    let para = shape_ideal(&"新城港口的风，吹过长长的堤岸。".repeat(20_000), EM, Lang::ZhHans);
    assert_eq!(para.clusters.iter().filter(|cluster| cluster.class == Class::Stop).count(), 20_000);
    for fit in [Fit::First, Fit::Optimum] {
        let lines =
            set_para(&para, &style(Composition { fit, ..Composition::default() }), &LineMeasures::new(&[], EM * 15));
        assert!(lines.len() > 10_000);
    }
}

#[test]
fn a_ratio_takes_no_gap() {
    let width = |text: &str| {
        let lines = set_para(
            &shape_ideal(text, EM, Lang::ZhHans),
            &ParaStyle { indent: Len::ZERO, ..style(Composition::default()) },
            &LineMeasures::new(&[], EM * 40),
        );
        lines[0].width
    };
    assert_eq!(width("7∶5"), EM * 2);
    assert_eq!(width("共8人"), EM * 3);
}

/// The advances of the marks of a first line, and its letter stretch.
fn marks_and_letters(text: &str, measure: Len, stretch: Stretch) -> (Vec<Len>, Len) {
    let rules = Composition { stretch, fit: Fit::First, ..Composition::default() };
    let style = ParaStyle { indent: Len::ZERO, ..style(rules) };
    let para = shape_ideal(text, EM, Lang::ZhHans);
    let line = set_para(&para, &style, &LineMeasures::new(&[], measure)).remove(0);
    let clusters = para.clusters.iter().zip(&line.placed);
    let marks = clusters.filter(|(cluster, _)| cluster.class.is_mark()).map(|(_, placed)| placed.advance());
    (marks.collect(), line.each)
}

#[test]
fn slack_goes_into_marks_before_letters() {
    let text = "春雨停了，海雾散尽又升起来";
    let (marks, each) = marks_and_letters(text, EM * 7, Stretch::Marks);
    // Half an em is left: five letters take 0.015 em each unseen, the comma the rest.
    assert_eq!((marks, each), (vec![EM - Em(15).of(EM) * 5], Em(15).of(EM)));
    let (marks, each) = marks_and_letters(text, EM * 7, Stretch::Even);
    assert_eq!((marks[0], each), (EM / 2, EM / 12));
}

#[test]
fn no_slack_goes_between_marks_or_off_a_word() {
    let text = "他说：“走吧。”海雾散尽又升起来";
    let (marks, _) = marks_and_letters(text, EM * 9 + EM / 2, Stretch::Marks);
    // The colon and the quotation mark stand beside other marks, the stop before a closing one.
    assert_eq!(marks[..2], [EM / 2, EM / 2]);
    let para = shape_ideal(text, EM, Lang::ZhHans);
    let pieces = widths::pieces(&para, &Composition::default(), EM * 9);
    let slots: Vec<bool> = pieces.iter().map(|piece| piece.slot).collect();
    assert_eq!(slots[..8], [true, false, false, false, true, false, false, true]);
}

#[test]
fn a_closing_mark_grows_to_three_quarters_and_a_comma_to_its_em() {
    let text = "甲“乙”丙，丁戊己庚辛壬癸子丑寅";
    let (marks, each) = marks_and_letters(text, EM * 9, Stretch::Marks);
    assert!(marks[0] <= EM * 3 / 4 && marks[1] <= EM * 3 / 4 && marks[2] <= EM, "{marks:?} {each}");
    assert!(marks[2] > marks[0], "{marks:?}");
}

#[test]
fn pushing_in_squeezes_more_than_pushing_out() {
    let text = "码头上的人来了又走。灯一盏一盏地亮起来！谁也没有说话，只听见潮声（一阵比一阵近），像是有人在远处敲门。"
        .repeat(3);
    let squeezed = |policy| {
        let mut sum = Len::ZERO;
        for halves in 20..40 {
            let rules = Composition { policy, punct: PunctStyle::Quanjiao, ..Composition::default() };
            let measures = LineMeasures::new(&[], EM * halves / 2);
            for line in set_para(&shape_ideal(&text, EM, Lang::ZhHans), &style(rules), &measures) {
                sum += (line.natural - line.width).max(Len::ZERO);
            }
        }
        sum
    };
    assert!(squeezed(Policy::PushIn) > squeezed(Policy::PushOut));
}

#[test]
fn a_line_is_not_torn_where_a_legal_setting_avoids_it() {
    random_paragraphs(|para, style, measure| {
        let rules = Composition { fit: Fit::Optimum, hang: false, ..style.composition };
        let measures = LineMeasures::new(&[], measure);
        let set =
            |fit| set_para(para, &ParaStyle { composition: Composition { fit, ..rules }, ..style.clone() }, &measures);
        let is_short = |line: &SetLine| line.end == LineEnd::Break && line.width < line.measure;
        let is_torn = |line: &SetLine| line.each > Em(119).of(EM) || line.fit == LineFit::Overfull || is_short(line);
        if !set(Fit::First).iter().any(is_torn) {
            assert!(set(Fit::Optimum).iter().all(|line| line.fit == LineFit::Good), "{}", para.text);
        }
    });
}

#[test]
fn a_dash_and_the_numeral_one_are_kept_apart() {
    let width = |text: &str| {
        let para = shape_ideal(text, EM, Lang::ZhHans);
        let pieces = widths::pieces(&para, &Composition::default(), EM * 20);
        pieces.iter().map(|piece| piece.advance + piece.gap).sum::<Len>()
    };
    assert_eq!(width("路——一条河"), width("路——两条河") + Em(100).of(EM));
    assert_eq!(width("第一——路"), width("第二——路") + Em(100).of(EM));
}

/// F4: a short last line at a column's head is avoided within the search, where a neighbouring way costs little more.
#[test]
fn a_widow_costs_something_within_the_optimum() {
    let style = style(Composition { fit: Fit::Optimum, ..Composition::default() });
    let (mut heads_ended_short, mut avoided) = (0, 0);
    for chars in 90..200 {
        let text: String = "春江水暖，鸭先知晓。".chars().cycle().take(chars).collect();
        let para = shape_ideal(&text, EM, Lang::ZhHans);
        let set = |heads: &[usize]| set_para(&para, &style, &LineMeasures { first: &[], rest: EM * 15, heads });
        let is_short = |lines: &[SetLine]| lines.last().is_some_and(|last| is_short_end(last.width, last.measure));
        let plain = set(&[]);
        let last = plain.len() - 1;
        if is_short(&plain) {
            let mended = set(&[last]);
            heads_ended_short += 1;
            avoided += usize::from(mended.len() <= last || !is_short(&mended));
            assert!(mended.iter().all(|line| line.fit.is_sound()), "{chars}");
        } else {
            assert_eq!(set(&[last]), plain, "{chars}: nothing to avoid");
        }
    }
    assert!(heads_ended_short > 20 && avoided * 4 > heads_ended_short, "{avoided} of {heads_ended_short}");
}

/// E3: the Han–Western gaps of a paragraph grow alike where marks can take what is left.
#[test]
fn gaps_of_a_paragraph_are_even() {
    let text = "全市今年新增学位2300个，新建学校12所，改建食堂45间；投入经费3600万元，惠及学生9800人，其中乡镇4100人。全市明年再增学位1500个，新建学校8所，改建食堂20间。";
    let para = shape_ideal(text, EM, Lang::ZhHans);
    let style = style(Composition { fit: Fit::Optimum, ..Composition::default() });
    for halves in 28..40 {
        let lines = set_para(&para, &style, &LineMeasures::new(&[], EM * halves / 2));
        let gaps = |line: &SetLine| -> Vec<Len> {
            let at = line.clusters.start as usize;
            let is_gap =
                |&n: &usize| para.clusters[at + n].class.is_han() && para.clusters[at + n + 1].class == Class::West;
            let own = (0..line.placed.len() - 1).filter(is_gap);
            own.map(|n| line.placed[n + 1].x() - line.placed[n].x() - EM - line.each).collect()
        };
        let all: Vec<Len> = lines.iter().flat_map(gaps).collect();
        let like = |one: Len| all.iter().filter(|gap| (**gap - one).0.abs() * 20 < EM.0).count();
        let alike = all.iter().map(|&one| like(one)).max().unwrap_or_default();
        assert!(alike * 3 >= all.len() * 2, "{halves}: {alike} of {all:?}");
    }
}

/// H6: names of which one is spread stand further apart than its characters do.
#[test]
fn names_stand_further_apart_than_the_characters_of_a_spread_one() {
    for (text, blank) in
        [("王　强 李小明", 3), ("记者 王　强", 2), ("（记者王　强  李小明）到场", 6), ("李小明 王　强", 3)]
    {
        let para = shape_ideal(text, EM, Lang::ZhHans);
        let style = ParaStyle { indent: Len::ZERO, ..style(Composition::default()) };
        let line = set_para(&para, &style, &LineMeasures::new(&[], EM * 30)).remove(0);
        let next = (blank + 1..line.placed.len()).find(|&at| para.first_char(at) != ' ').unwrap();
        let gap = line.placed[next].x() - line.placed[blank - 1].x() - EM;
        assert!(gap >= EM * 3 / 2, "{text}: {gap:?}");
    }
    let plain = shape_ideal("李小明 王大强", EM, Lang::ZhHans);
    let line = set_para(&plain, &style(Composition::default()), &LineMeasures::new(&[], EM * 30)).remove(0);
    assert!(line.placed[4].x() - line.placed[2].x() < EM * 3 / 2, "other blanks are as typed");
}
