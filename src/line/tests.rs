//! Properties of every set paragraph (composition N11), over random text and measures.

use super::breaks::Break;
use super::candidate::{Prepared, is_unseen};
use super::{LineEnd, LineFit, LineMeasures, SetLine, optimum, set_para, widths};
use std::cell::Cell;

use crate::base::{Em, Len};
use crate::model::{Align, Composition, Fit, Hyphenate, Kinsoku, LineEndStop, ParaStyle, Policy, PunctStyle};
use crate::shape::{Class, Region, ShapedPara, shape_ideal};

const EM: Len = Len::pt(9);

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
            hyphenate: [Hyphenate::Narrow, Hyphenate::Always, Hyphenate::Never][self.below(3)],
            ..Composition::default()
        }
    }
}

fn style(composition: Composition) -> ParaStyle {
    ParaStyle { size: EM, indent: EM * 2, composition, ..ParaStyle::default() }
}

fn random_paragraphs(check: impl Fn(&ShapedPara, &ParaStyle, Len)) {
    let mut random = Random(7);
    for _ in 0..400 {
        let length = 1 + random.below(120);
        let text = random.text(length);
        let style = style(random.rules());
        let region = if random.below(4) == 0 { Region::Tc } else { Region::Sc };
        let measure = EM * i64::try_from(6 + random.below(20)).unwrap() + EM / 2;
        check(&shape_ideal(&text, EM, region), &style, measure);
    }
}

#[test]
fn nothing_is_lost_and_nothing_set_twice() {
    random_paragraphs(|para, style, measure| {
        let lines = set_para(para, style, &LineMeasures { first: &[], rest: measure });
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
        for line in set_para(para, style, &LineMeasures { first: &[], rest: measure }) {
            assert!(line.fit == LineFit::Overfull || line.width <= line.measure);
            let is_broken = matches!(line.end, LineEnd::Break | LineEnd::Hyphen) && line.fit != LineFit::Overfull;
            if is_broken && inside(&pieces, &line).iter().any(|piece| piece.slot) {
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
        for line in set_para(para, style, &LineMeasures { first: &[], rest: measure }) {
            let end = line.clusters.end as usize;
            assert_ne!(pieces[end - 1].end, Break::Never, "{}", para.text);
        }
    });
}

#[test]
fn no_mark_is_squeezed_below_half_an_em() {
    random_paragraphs(|para, style, measure| {
        for line in set_para(para, style, &LineMeasures { first: &[], rest: measure }) {
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
        let para = shape_ideal(&text, EM, Region::Sc);
        let measure = EM * i64::try_from(3 + random.below(4)).unwrap() + EM / 2;
        let text = Prepared::new(&para, widths::pieces(&para, &style.composition, measure), &style.composition);
        let measure_of = |line: usize| if line == 0 { measure - EM * 2 } else { measure };
        let (best, greedy) = optimum::both_costs(&text, &measure_of);
        let least = optimum::least_cost(&text, &measure_of).unwrap_or(greedy);
        assert_eq!(best, least.min(greedy), "{} over {measure}", para.text);
        better += usize::from(best < greedy);
    }
    assert!(better > 50, "{better}");
}

#[test]
fn looseness_takes_a_line_more_or_fewer() {
    let text =
        "港口的清晨总是从汽笛开始，装卸工人沿着堤岸走向各自的泊位，海鸥在吊臂之间盘旋，远处的灯塔还亮着最后一束光。"
            .repeat(3)
            + "灯火通明。";
    let lines = |looseness| {
        let style = style(Composition { looseness, punct: PunctStyle::Quanjiao, ..Composition::default() });
        set_para(&shape_ideal(&text, EM, Region::Sc), &style, &LineMeasures { first: &[], rest: EM * 15 }).len()
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
    let measures = LineMeasures { first: &first, rest: EM * 18 };
    for fit in [Fit::First, Fit::Optimum] {
        let style = ParaStyle { indent: Len::ZERO, ..style(Composition { fit, ..Composition::default() }) };
        let lines = set_para(&shape_ideal(&text, EM, Region::Sc), &style, &measures);
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(line.measure, measures.at(at));
        }
    }
}

#[test]
fn a_forced_break_ends_a_line_like_a_paragraph() {
    let lines = set_para(
        &shape_ideal("天地\n人", EM, Region::Sc),
        &style(Composition::default()),
        &LineMeasures { first: &[], rest: EM * 10 },
    );
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].width, EM * 2);
    assert_eq!(lines[0].end, LineEnd::Forced);
}

#[test]
fn alignment_moves_the_line() {
    let set = |align| {
        let style = ParaStyle { align, indent: Len::ZERO, ..style(Composition::default()) };
        set_para(&shape_ideal("天地人", EM, Region::Sc), &style, &LineMeasures { first: &[], rest: EM * 9 }).remove(0)
    };
    assert_eq!(set(Align::Center).start, EM * 3);
    assert_eq!(set(Align::End).start, EM * 6);
    assert_eq!(set(Align::Spread).width, EM * 9);
}

#[test]
fn a_word_wider_than_the_column_is_reported() {
    let rules = Composition { hyphenate: Hyphenate::Never, ..Composition::default() };
    let lines = set_para(
        &shape_ideal("见Donaudampfschifffahrt。", EM, Region::Sc),
        &style(rules),
        &LineMeasures { first: &[], rest: EM * 5 },
    );
    assert!(lines.iter().any(|line| line.fit == LineFit::Overfull));
}

#[test]
fn a_million_characters_set_in_linear_time() {
    let para = shape_ideal(&"新城港口的风，吹过长长的堤岸。".repeat(20_000), EM, Region::Sc);
    assert_eq!(para.clusters.iter().filter(|cluster| cluster.class == Class::Stop).count(), 20_000);
    for fit in [Fit::First, Fit::Optimum] {
        let lines = set_para(
            &para,
            &style(Composition { fit, ..Composition::default() }),
            &LineMeasures { first: &[], rest: EM * 15 },
        );
        assert!(lines.len() > 10_000);
    }
}
