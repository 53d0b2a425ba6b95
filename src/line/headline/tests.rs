//! Costs of breaks by sense, on small texts.

use std::collections::BTreeSet;

use super::*;
use crate::line::tests::{EM, style};
use crate::line::{LineMeasures, set_para};
use crate::model::{Composition, Fit};
use crate::shape::shape_ideal;
use crate::tradition::Lang;

/// What a break after `left` costs in a text that begins with it.
fn cost(left: &str, right: &str) -> i32 {
    sense::costs(&format!("{left}{right}"), &BTreeSet::new())[left.chars().count()]
}

#[test]
fn numbers_are_not_torn() {
    assert!(cost("今年新增二十", "三条公交线路") >= 400);
    assert!(cost("今年新增二十三", "条公交线路") >= 400);
    assert!(cost("今年", "新增二十三条公交线路") <= 50);
    assert!(cost("主队89比", "76险胜客队") >= 400 && cost("主队89比76", "险胜客队") <= 85);
    assert!(cost("四月", "八日开幕") >= 400);
}

#[test]
fn a_line_ends_before_a_preposition_and_a_particle_with_its_word() {
    assert!(cost("我们的家乡", "在希望的田野上") == 0);
    assert!(cost("我们的家乡在", "希望的田野上") >= 400);
    assert!(cost("阳台上", "的半小时") >= 400 && cost("阳台上的", "半小时") <= 50);
}

#[test]
fn traditional_characters_make_the_same_words() {
    let text = crate::words::simplified("圖書館延長開放至晚上九點");
    let costs = sense::costs(&text, &BTreeSet::new());
    assert!(costs[4] >= 400 && costs[3] <= 85, "{costs:?}");
}

#[test]
fn names_of_institutions_stay_whole() {
    assert!(cost("市", "财政局开会") >= 300);
    assert!(cost("青年企业家协", "会换届") >= 300);
    assert!(cost("人民", "政府开会") <= 100, "a long word has a seam");
}

#[test]
fn a_name_that_the_edition_lists_stays_whole() {
    let own = BTreeSet::from(["碧波花园".to_owned()]);
    let seam = |own: &BTreeSet<String>| sense::costs("居民搬进碧波花园小区", own)[6];
    assert!(seam(&own) >= 400 && seam(&BTreeSet::new()) < 100);
}

#[test]
fn names_stay_whole_in_any_language() {
    for (left, right) in [
        ("塞尔", "维亚总统将访华"),
        ("布宜诺斯", "艾利斯书展"),
        ("淘汰佩", "古拉晋级四强"),
        ("阿尔卡", "拉斯横扫对手"),
        ("横扫德约", "科维奇夺冠"),
        ("作家石黑", "一雄新作出版"),
        ("大谷翔", "平再轰全垒打"),
        ("历史", "学家病逝"),
        ("元勋周", "启衡逝世"),
        ("老帅李铁", "松时隔八年重返帅位"),
        ("短道1000米林", "孝埈摘银"),
        ("检方起诉原副", "市长"),
        ("检方起诉原", "副市长"),
        ("告别“一床难求”县", "医院添了新楼"),
        ("轻轨6号", "线试运行"),
        ("拳王穆罕", "默德·阿里铜像落成"),
        ("商家可改微", "信号收款"),
        ("铜价盘中升", "破九万元"),
        ("工资涨3%月", "人均多领百元"),
        ("从“一张图”到", "“一本账”"),
    ] {
        assert!(cost(left, right) >= 300, "{left}|{right}");
    }
    assert!(cost("工资涨3%", "月人均多领百元") <= 85 && cost("从“一张图”", "到“一本账”") <= 85);
    assert!(cost("告别“一床难求”", "县医院添了新楼") <= 85);
    assert!(cost("元勋", "周启衡逝世") <= 85 && cost("短道1000米", "林孝埈摘银") <= 85);
}

#[test]
fn a_quantity_of_two_numbers_and_what_is_counted_off_stay_whole() {
    for (left, right) in [
        ("百米9秒", "98夺冠"),
        ("用时2小时", "40分"),
        ("跳高2米", "36夺冠"),
        ("沪指收复3300", "点两市成交"),
        ("环法第12", "赛段夺冠"),
        ("山海之", "间架金桥"),
        ("可我有二百", "多种海"),
        ("菜篮子拎得", "稳“米袋子”装满"),
        ("财长", "会闭幕"),
    ] {
        assert!(cost(left, right) >= 300, "{left}|{right}");
    }
    assert!(cost("每斤3元", "98家门店") <= 100, "a price and a count are two quantities");
}

#[test]
fn what_leads_and_what_is_counted_by_piece_cling_to_what_stands_before() {
    for (left, right) in [
        ("冰雪产业热", "起来"),
        ("老街又活", "起来了"),
        ("资金从楼市流", "出来"),
        ("滞留九个", "月后返回"),
        ("利率下调0.25个", "百分点"),
        ("连涨三个", "交易日"),
        ("长征", "十二号甲首飞"),
        ("嫦娥", "7号明年出发"),
        ("法网女双张帅王", "欣瑜止步四强"),
        ("智能假肢让", "他重返赛道"),
        ("香港宏福", "苑火灾"),
    ] {
        assert!(cost(left, right) >= 250, "{left}|{right}: {}", cost(left, right));
    }
    assert!(cost("地铁", "六号线试跑") <= 85 && cost("端掉三个", "窝点") <= 150);
    assert!(cost("法网女双张帅", "王欣瑜止步四强") <= 85 && cost("智能假肢让他", "重返赛道") <= 85);
}

#[test]
fn units_tolls_and_long_names_stay_whole() {
    for (left, right) in [
        ("收录7000", "种姓氏"),
        ("找到103", "具木乃伊"),
        ("环湖赛第2", "站遇暴雨"),
        ("被扣押2年", "半后获释"),
        ("爆炸致10死", "10伤"),
        ("揭幕战前收官之", "战不设伏"),
        ("直面教育资源不", "足的困境"),
        ("患者病亡", "前的嘱托"),
        ("外长会见日", "首相特使"),
        ("泰国反", "政府集会"),
        ("新学年清华", "大学扩招"),
        ("确诊首例甲型", "H1N1流感"),
        ("F1澳大", "利亚站开赛"),
        ("走进对外经济贸", "易大学课堂"),
        ("学者研究伊斯", "兰教建筑"),
    ] {
        assert!(cost(left, right) >= 250, "{left}|{right}: {}", cost(left, right));
    }
    for (left, right) in
        [("收官之战", "不设伏"), ("外长会见", "日首相特使"), ("人民", "政府开会"), ("三十位", "老人过年")]
    {
        assert!(cost(left, right) <= 100, "{left}|{right}: {}", cost(left, right));
    }
    assert!(cost("走进对外经济", "贸易大学课堂") < cost("走进对外经济贸", "易大学课堂"));
}

#[test]
fn quotes_hold_together() {
    let said = sense::costs("“不走了，就在这里”", &BTreeSet::new());
    assert!(said[5] < 0, "what is said breaks at its commas: {said:?}");
    assert!((3..6).all(|at| sense::costs("从“一片叶子”到产业链", &BTreeSet::new())[at] >= 250));
}

#[test]
fn a_line_ends_before_a_dash_and_after_a_pause() {
    let costs = sense::costs("春回大地——乡村见闻，之一", &BTreeSet::new());
    assert!(costs[4] < 0 && costs[5] >= 400 && costs[6] >= 300 && costs[11] < 0, "{costs:?}");
}

#[test]
fn no_text_is_too_odd() {
    for text in [
        "",
        " ",
        "　　",
        "”“",
        "。。。",
        "第第第一",
        "A-",
        "-A.",
        "%",
        "〇",
        "一一一一",
        "𠀀𠀁的",
        "》《",
        "9比",
        "比9",
    ] {
        assert_eq!(sense::costs(text, &BTreeSet::new()).len(), text.chars().count());
    }
}

/// The lines of a balanced text in a measure of so many half em.
fn lines(text: &str, halves: i64, rows: u16) -> Vec<String> {
    let para = shape_ideal(text, EM, Lang::ZhHans);
    let style = style(Composition { fit: Fit::Balanced, ..Composition::default() });
    let style = ParaStyle { indent: Len::ZERO, rows, ..style };
    let set = set_para(&para, &style, &LineMeasures::new(&[], EM * halves / 2));
    let text_of = |line: &SetLine| {
        let (first, last) = (&para.clusters[line.clusters.start as usize], line.clusters.end as usize - 1);
        para.text[first.text_range().start..para.clusters[last].text_range().end].trim().to_owned()
    };
    set.iter().map(text_of).collect()
}

#[test]
fn what_stands_in_a_story_takes_a_line_more_rather_than_be_torn() {
    let quote = "门开着，谁都可以进来坐坐。";
    assert_eq!(lines(quote, 15, 2), ["门开着，", "谁都可以进来", "坐坐。"]);
    assert_eq!(lines(quote, 15, 1).len(), 2, "a headline's block has no room for more lines");
    assert_eq!(lines("潮水退了，滩涂上全是小螃蟹", 14, 2), ["潮水退了，", "滩涂上", "全是小螃蟹"]);
    let said = lines("“我们不怕远，只怕慢；不怕苦，只怕散。”", 11, 2);
    assert_eq!(
        said,
        ["“我们", "不怕远，", "只怕慢；", "不怕苦，", "只怕散。”"],
        "pauses do not outweigh a torn clause"
    );
}

#[test]
fn between_breaks_of_the_editor_each_part_is_balanced() {
    let found = lines("渔港春早新船竞发\n县医院添新楼告别一床难求", 14, 1);
    assert_eq!(found, ["渔港春早", "新船竞发", "县医院添新楼", "告别一床难求"]);
}
