//! Speed of `line` alone, shaping excluded: `cargo bench --bench line`. Throughput is in characters.

use divan::Bencher;
use divan::counter::ItemsCount;

use paiban::base::Len;
use paiban::line::{LineMeasures, set_para};
use paiban::model::{Composition, Fit, ParaStyle};
use paiban::shape::{ShapedPara, shape_ideal};
use paiban::tradition::Lang;

const EM: Len = Len::pt(9);
const TEXT: &str = "3月11日清晨，港区6号泊位，一艘满载3.6万吨谷物的货轮缓缓靠岸。“从接缆到送电，只用了11分钟。”班长抹了抹额头的汗，\
    “搁在三年前，这得折腾一个多小时。”会议提出，用五年时间建成绿色港口示范区和海洋科创新城，让这片海成为全市人民的饭碗、底气和未来。";

fn main() {
    divan::main();
}

fn paras(characters: usize) -> Vec<ShapedPara> {
    let para = shape_ideal(&TEXT.repeat(3), EM, Lang::ZhHans);
    let count = characters / para.clusters.len();
    vec![para; count]
}

fn bench(bencher: Bencher<'_, '_>, fit: Fit) {
    let paras = paras(900_000);
    let characters: usize = paras.iter().map(|para| para.clusters.len()).sum();
    let style = ParaStyle {
        indent: EM * 2,
        composition: Composition { fit, ..Composition::default() },
        ..ParaStyle::default()
    };
    let measures = LineMeasures::new(&[], EM * 16);
    bencher
        .counter(ItemsCount::new(characters))
        .bench(|| paras.iter().map(|para| set_para(para, &style, &measures).len()).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn first_fit(bencher: Bencher<'_, '_>) {
    bench(bencher, Fit::First);
}

#[divan::bench(sample_count = 10)]
fn optimum_fit(bencher: Bencher<'_, '_>) {
    bench(bencher, Fit::Optimum);
}

/// One paragraph of a million characters: no quadratic case.
#[divan::bench(sample_count = 5, args = [Fit::First, Fit::Optimum])]
fn one_paragraph(bencher: Bencher<'_, '_>, fit: Fit) {
    let para = shape_ideal(&TEXT.repeat(1_000_000 / TEXT.chars().count()), EM, Lang::ZhHans);
    let style = ParaStyle { composition: Composition { fit, ..Composition::default() }, ..ParaStyle::default() };
    let measures = LineMeasures::new(&[], EM * 16);
    bencher.counter(ItemsCount::new(para.clusters.len())).bench(|| set_para(&para, &style, &measures).len());
}

/// Shaped and set: paragraphs of a hundred thousand of what has to look at its neighbours.
#[divan::bench(sample_count = 5, args = ["·", "1/2·", "a", "“‘", "\u{A0}", "’”"])]
fn a_hundred_thousand_of(bencher: Bencher<'_, '_>, sign: &str) {
    let text = sign.repeat(100_000 / sign.chars().count());
    let style = ParaStyle::default();
    let measures = LineMeasures::new(&[], EM * 16);
    bencher
        .counter(ItemsCount::new(100_000_usize))
        .bench(|| set_para(&shape_ideal(&text, EM, Lang::ZhHans), &style, &measures).len());
}
