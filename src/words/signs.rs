//! Characters that tell, alone, to which side they cling. A dictionary does not know that 站 after a noun ends a name and 夺 after one begins what is done.

/// Particles, which belong to the word before them.
pub const PARTICLES: &str = "的了着们地得吗呢吧啊呀嘛么之者";
/// Where and when, after a noun.
pub const PLACES: &str = "上中下里内外前后间旁边时";
/// Prepositions and conjunctions of one character, and verbs that govern as they do.
pub const LINKS: &str = "在把被从与和向为对以将让给跟及或但而因由至于赴令叫使往据按比若则并";
/// Persons; after a preposition they are its object, and end a line well.
pub const PERSONS: &str = "我你您他她它";
/// Adverbs and modal verbs of one character, which belong to the word after them.
pub const ADVERBS: &str = "不未没再又也都就已正更最很先还只才刚即仍均皆常频屡总可能会应须要想敢肯愿别莫勿连";
/// What stands before a noun or a number and belongs to it.
pub const PREFIXES: &str =
    "几半数首每各该本这那某全同双新老大小高低长短好多少无非超副总原主女男旧古满近约逾另何哪今明昨去当一反";
/// Those of them that never stand alone.
pub const DETERMINERS: &str = "首每各该本这那某";
/// What comes of a verb, right after it.
pub const RESULTS: &str = "到至成为出起入上下来去给完好掉住开进回过得满";
/// Where a verb leads, right after it: 热起来, 走出去.
pub const DIRECTIONS: [&str; 14] =
    ["起来", "下来", "下去", "上来", "上去", "出来", "出去", "回来", "回去", "过来", "过去", "进来", "进去", "开来"];
/// What makes a word of a verb of one character that the dictionary does not have: 装上, 卖出, 降至.
pub(super) const VERB_ENDINGS: &str = "得至到成出入回给往上下起开进完住掉过走";
/// Verbs that it makes no word of, and nouns that the dictionary takes for verbs.
pub(super) const NO_VERBS: &str = "为是有在到至将被让使会能可要应须等过及于上下出入路车地江河山场台桌船手海空网线街";
/// Verbs that the dictionary takes for something else.
pub(super) const MORE_VERBS: &str = "种装修建搬评选排救";
/// What ends a name: of institutions, offices, trades, places, things and measures.
pub const SUFFIXES: &str = "会器员室性区法组委机队人省市县镇乡村站院馆厅局处科部所厂店校班团社路街桥港湾岛山河湖江海号型式化率量额费税款金券卡证书报网群园场楼塔坊巷道线车船舰艇箱包仪表板屏灯炉药剂病症赛杯奖节展剧片歌舞师生家手长工民农商客迷族户界圈业学课题史论案令制权责力度期版级层类种点口岸池渠田林草花果茶酒粮油米鱼牛羊库仓棚季周月日年热潮风雨气水电煤石木铁钢铜银纸布衣物品货件价值数钱币票房墙门窗洞井坝堤谷岭峰坡坪寨屯庄苑墅军营排党派帮股";
/// Those of them that are verbs as often.
pub const VERBAL_SUFFIXES: &str = "报会学包生病赛奖展花品客迷论";
/// Those of them that are never the first character of an unknown word after a noun.
pub(super) const SURE_SUFFIXES: &str = "会器员室性区法组委机队人省市县镇乡村站院馆厅局处科部所厂店校班团社路街桥港湾岛率量额费税款金券卡证书网群园场楼塔坊巷道线车船舰艇箱仪屏灯炉药剂症杯节剧片歌舞师家手长工民农商族户界圈业课题史案令制权力度期版级层类种点口岸池渠田";
/// What is counted in, right after a number.
pub const UNITS: &str = "年月日时分秒元角万亿岁吨米倍个位名人次件台套座条辆艘架项批届级层楼号路户家所间场回轮天周里亩斤克升度页本册张幅首部集期枚只头匹棵株朵粒颗门道宗起例成折步招单席城岛村县区市省国代世季组队班排车船口对双副瓶箱袋包碗杯线环段节课强大后比点死伤种具站根块篇句字声片笔份枪刀球胜平负局盘顶款类阶档格样尊股束盒桶罐列趟任票毛盏支枝封处栋幢";
/// Units of more characters.
pub const LONG_UNITS: [&str; 48] = [
    "号线",
    "号楼",
    "号院",
    "号馆",
    "号机",
    "号店",
    "分钟",
    "小时",
    "公斤",
    "公里",
    "平方",
    "立方",
    "毫米",
    "厘米",
    "百分点",
    "人次",
    "周年",
    "万元",
    "亿元",
    "万吨",
    "千米",
    "千瓦",
    "个月",
    "余万",
    "毫升",
    "海里",
    "公顷",
    "平米",
    "星期",
    "世纪",
    "美元",
    "车次",
    "航次",
    "万人",
    "余人",
    "年代",
    "微克",
    "毫克",
    "千克",
    "微米",
    "纳米",
    "毫安",
    "兆瓦",
    "光年",
    "欧元",
    "英镑",
    "日元",
    "英里",
];
/// What is one unit with a number and its 个: 九个月, 0.25个百分点.
pub const COUNTED_BY_PIECE: [&str; 9] = ["月", "小时", "百分点", "星期", "世纪", "工作日", "交易日", "基点", "学期"];
/// What a number and 号 name that stands in a street, on a line or in a calendar, and no ship or rocket: 六号线, 三号楼.
pub const AFTER_HOUSE_NUMBERS: &str = "线楼院馆机店路门地台令文厅桥井坑矿墓窟仓库码站口岸";
/// Adverbs that say how a number is meant, and belong to it.
pub const QUANTITY_ADVERBS: [&str; 8] = ["连续", "将近", "大约", "至少", "最多", "足足", "整整", "仅仅"];
/// When, after a number with its unit.
pub const AFTER_DATES: &str = "起前后内间止初底末多余";
/// Units after which another number begins a new one: 4月18日.
pub const DATE_UNITS: &str = "年月日时点分";
/// Units between which a number is read in one breath with the one after them: 9秒98, 1米85.
pub const DECIMAL_UNITS: &str = "秒米";
/// Numerals.
pub const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两";
/// Verbs of one character that a number follows.
pub(super) const BEFORE_NUMBERS: &str = "达降涨增减升破超至获收付省赚亏欠用花耗延提扩跌缩满逾近约";
/// Divisions of the country after which an institution's name goes on: 县医院, 市财政局.
pub const DIVISIONS: &str = "省市县区镇乡州校院";
/// Surnames.
pub const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝楚";
/// What ends given names, and is seldom a word of its own in a headline.
pub const GIVEN_NAMES: &str = "伟芳娜敏静丽磊军洋勇艳杰娟涛霞刚桂英华玉红志忠春秋梅兰菊松柏林森鹏龙凤云峰岩铁钢锋宇轩涵雨欣怡浩博辉斌鑫琳琪瑶莹婷倩雪晨阳晓东南冬夏栋梁坤彬彪豪毅俊凯康宁福祥瑞泰嘉佳德义仁礼智信诚谦良贤淑惠慧珍珠琴";
/// States by the one character that headlines call them.
pub const NATIONS: &str = "中美俄英法德日韩朝印澳加意西葡荷比巴以伊叙土埃阿乌泰越菲马新缅蒙欧";
/// Offices of a state, before which such a character stands: 日首相, 美国会.
pub const TITLES: [&str; 30] = [
    "首相",
    "总统",
    "总理",
    "外长",
    "外相",
    "防长",
    "财长",
    "国王",
    "女王",
    "国会",
    "议会",
    "议员",
    "大使",
    "使馆",
    "政府",
    "军方",
    "警方",
    "媒体",
    "高官",
    "官员",
    "央行",
    "法院",
    "最高法院",
    "国防部",
    "外交部",
    "国务卿",
    "副总统",
    "总领馆",
    "大使馆",
    "民众",
];
/// What a meeting does: 财长会 闭幕, where 会 is no verb.
pub const MEETINGS: [&str; 8] = ["闭幕", "开幕", "召开", "举行", "落幕", "结束", "启动", "收官"];
/// What foreign names are written with.
pub(super) const SOUNDS: &str = "阿埃艾爱安昂奥巴班邦鲍贝本比彼宜宾波伯博勃布查茨达戴丹当德登狄迪蒂丁东杜顿多恩尔法凡菲费芬夫弗福富盖甘冈戈格根古瓜圭哈海汉豪赫亨洪胡霍基吉加贾杰捷金卡凯坎康考柯科克肯孔库夸拉腊莱赖兰朗劳勒雷黎里利莉连廉林琳隆卢鲁路伦罗洛马玛迈麦曼芒毛梅门蒙米密明摩莫默墨姆慕穆纳娜南内尼涅宁纽努诺欧帕派潘庞佩彭皮蒲普齐奇恰乔切琼丘热荣茹瑞若萨塞赛桑瑟沙莎尚舍申圣施什史舒斯思丝松苏索塔泰坦汤特提梯廷图托瓦万旺威韦维魏温翁沃乌武西希锡夏谢辛休徐许雅亚延扬耶伊依英尤于裕约泽扎詹珍芝朱兹佐";
/// Those of them that Chinese words seldom have.
pub(super) const FOREIGN_SOUNDS: &str = "阿埃艾昂奥巴鲍贝彼伯博勃布茨戴狄迪蒂顿恩尔菲芬夫弗戈圭赫亨霍贾捷卡凯坎柯克肯夸拉腊莱勒黎莉琳卢鲁伦洛玛迈曼莫默姆穆纳娜尼涅纽努诺欧帕潘佩蒲普恰乔琼丘茹萨塞瑟莎舍什斯丝索塔坦廷托瓦韦沃乌锡雅亚耶伊尤泽扎詹芝兹佐";
/// Japanese surnames of two characters that are met most in papers, and that are no Chinese words.
pub(super) const JAPANESE_SURNAMES: [&str; 79] = [
    "佐藤", "铃木", "田中", "伊藤", "渡边", "山本", "中村", "小林", "加藤", "吉田", "山田", "山口", "松本", "井上",
    "木村", "斋藤", "山崎", "阿部", "池田", "桥本", "石川", "山下", "中岛", "石井", "小川", "前田", "冈田", "藤田",
    "后藤", "村上", "远藤", "青木", "坂本", "齐藤", "福田", "西村", "藤井", "藤原", "三浦", "原田", "中川", "松田",
    "竹内", "田村", "和田", "柴田", "酒井", "宫崎", "横山", "安藤", "宫本", "小岛", "工藤", "谷口", "高田", "增田",
    "丸山", "杉山", "村田", "大塚", "藤本", "平野", "松井", "菅原", "岩崎", "久保", "野口", "安倍", "岸田", "石破",
    "高市", "大谷", "石黑", "川端", "张本", "早田", "伊东", "桃田", "奥原",
];
/// Characters that are a word of their own wherever they stand alone, so that no unknown word is made with them.
const ALONE: &str = "的了着过吗呢吧啊呀嘛们地得么和与在把被从向为对以将让给跟及或但而不未第也都就又再已正更最很有是到至等之于由因若则这那该本某哪其此先还只才可能会应每首各全愿称副不遭半";

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is a digit, half or full width.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Whether a character is a digit or a Han numeral.
pub fn is_numeral(c: char) -> bool {
    is_digit(c) || NUMERALS.contains(c)
}

/// Whether a single character is a word of its own.
pub(super) fn stands_alone(c: char) -> bool {
    ALONE.contains(c) || NUMERALS.contains(c)
}
