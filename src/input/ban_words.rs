//! The words by which agencies and desks forbid to print a thing, or hold it back for a while, in small letters, simplified Chinese and single blanks; entries of a list are parted by bars.

/// What is written where a picture must not be printed here.
pub(super) const FORBIDS: &str = "no print|no print use|no print rights|no use by print|no use in print|not for use by print|not for use by print media|not for print media|not for printed media|not for use by newspapers|\
not for newspaper|not licensed for print|not cleared for print|no printed media|print media out|print prohibited|print use prohibited|use in print is not permitted|use in print prohibited|\
print not permitted|no printing|no press use|no use by press|not for press|print media no use|no use by the press|\
not for print|not for use in print|not to be printed|no newspaper|no newspapers|newspapers out|\
not for newspapers|do not print|no use|do not use|not for use|not to be used|no publication|not for publication|not to be published|do not publish|\
not for release|not to be released|do not release|not for distribution|do not distribute|not for reproduction|no reproduction|\
must not be published|must not be used|must not be printed|may not be published|may not be used|may not be printed|use prohibited|all use prohibited|\
publication prohibited|reproduction prohibited|internal use only|for internal use|confidential|off the record|for review only|\
preview only|comp only|comp use only|for position only|placement only|layout only|background only|withdrawn|retracted|kill|killed|\
rights expired|license expired|licence expired|\
no china|china out|out china|china excluded|excluding china|worldwide except china|prc out|no prc|no mainland china|not for china|not for use in china|\
not for mainland china|not available in china|no chinese media|no chinese newspapers|境外专供|海外专供|\
web only|web use only|online only|digital use only|digital only|online use only|internet only|internet use only|social media only|\
only for web|only for online|only for internet|digital media only|digital platforms only|website only|websites only|web sites only|\
restricted to web|restricted to online|limited to web|limited to online|限网络使用|网络专供|新媒体专供|\
仅供内部|只供内部|只给内部|给内部看|别上报|不同意公开|不同意刊|不同意发表|仅供内参|只供内参|内部资料|内部参考|内部使用|供内部|供内参|仅供审|仅供存档|仅供备案|仅供预览|仅供排版|仅供校对|不宜公开|不公开|非公开|机密|绝密|涉密|\
不得见诸报端|撤稿|撤图|撤回|撤销|撤下|作废|缓发|缓登|缓刊|待审|未审|未经审|未签发|待签发|未定稿|禁发|禁刊|禁登|\
已用完|授权到期|授权已到期|版权到期|已过期";

/// What a picture is called to which a clause gives leave, what may stand before the leave, and the leave.
pub(super) const THIS_PICTURE: &str = "此图|本图|该图|此照|图片|照片|此片|图";
pub(super) const BEFORE_RELEASE: &str = "请|仍|仍然|依然|均|都|还|继续|也|现|已| ";
pub(super) const RELEASED: &str = "照发|照登|照刊|照用|照常|可照发|可照用|可使用|可用|可发|可以使用|可以用|可以发|可继续使用|可刊发|可刊登|恢复使用|恢复刊发|使用有效";
/// Bans that a notice pronounces, how the notice is called, and how it ends.
pub(super) const BANS: &str =
    "撤稿|撤图|撤回|停用|禁用|缓发|缓刊|禁发|禁刊|禁登|待审|作废|暂缓刊发|暂缓使用|暂缓刊登|暂停使用|暂不刊发";
pub(super) const NOTICE: &str = "通知|通告|公告|说明|决定|要求|令|函|均|现|已|已经|予以|于|今日|今天|昨日| ";
pub(super) const LIFTED: &str = "解除|取消|撤销|失效|作废|收回";

/// What takes back all that was forbidden before it.
pub(super) const FREED: &str = "now free for|now free to|no longer embargoed|no longer under embargo|no longer restricted|restrictions lifted|restrictions removed|\
restriction lifted|ban lifted|embargo lifted|embargo has been lifted|notice withdrawn|notice cancelled|notice rescinded|notice lifted|kill withdrawn|kill cancelled|kill lifted|kill is withdrawn|\
现可自由使用|现可使用|现已可用|限制已取消|限制已解除|限制取消|限制解除|禁令已解除|禁令解除|禁令已取消|现已解禁|已解禁";
/// What is no paper in English; to be free for it frees no paper.
pub(super) const ELSEWHERE_IN_ENGLISH: &str = "online|web|digital|internet|social";
/// What stands before a limit that is none.
pub(super) const NO_LIMIT: &str =
    "not |no longer |print and |print & |print or |print/|newspapers and |newspaper and |print, ";

/// Words that limit a picture to what follows them, and what no paper is.
pub(super) const ONLY: &str = "仅授权|只授权|仅许可|只许可|仅获|仅限|只限|仅供|只供|仅用于|只用于|仅限于";
pub(super) const ELSEWHERE: &str = "网络|网站|网端|新媒体|客户端|线上|微信|境外|海外|国外|外媒|港澳|香港|台湾";
/// Uses that a newspaper does not make of a picture when it prints it.
pub(super) const OTHER_USES: &str = "网站|网络|网页|网上|网端|互联网|新媒体|自媒体|微信|微博|公众号|朋友圈|客户端|社交|线上|抖音|视频|短视频|电视|广告|商业|商用|营销|宣传|海报|图书|画册|封面|ai|人工智能|训练";

/// Words that forbid what follows them, and those that forbid what stands before them.
pub(super) const NOT: &str =
    "禁止|严禁|不得|不可|不能|请勿|不要|谢绝|不供|不向|不对|不提供|不授权|不许可|未授权|非供|排除";
pub(super) const FORBIDDEN: &str = "禁用|禁发|禁刊|禁登|禁止使用|禁止刊|禁止发布|禁止采用|严禁使用|严禁刊|除外|不得使用|不得刊|不可使用|不可用|不可刊|\
不能使用|不能用|不能刊|请勿使用|勿用|勿发|勿刊|勿登|停用";
/// Who is told what a printed paper is not; who may be this paper or not; what may stand between these.
pub(super) const NO_PAPERS: &str = "网络媒体|网络平台|网络|网媒|网站|网民|网友|互联网|新媒体平台|新媒体|自媒体|微信|微博|公众号|客户端|社交媒体|社交平台|视频平台|电视台|电视|电台|广播|广电|杂志社|杂志|期刊|图书|书籍|出版社|画册|影视|商家|企业|广告商|广告公司|境外媒体|海外媒体|国外媒体|外国媒体|外媒|港澳台媒体|图片网站|商业网站|数据库";
pub(super) const OTHER_PAPERS: &str = "其他媒体|其它媒体|其他报纸|其它报纸|其他报刊|其他单位|其他机构|其他用户|其他平台|他报|他媒|外报|别家媒体|同城媒体|友报|其他";
pub(super) const AMONG: &str = "任何|所有|全部|各类|各|等|均|都|一律|也|以及|及|和|与|或|、|/|,|上|端| ";
/// What a leave that was not given is called.
pub(super) const WITHOUT_LEAVE: &str =
    "未获|未得到|未取得|没有取得|没有得到|没有获得|没有版权人|没有书面|没有授权|没有许可|如无|若无|非经|不经";
/// What is said to those who lay out pages, before what they are asked; how they are called in English; what ends a hold.
pub(super) const TO_DESKS: &str =
    "请编辑注意|编辑注意|编者注意|请注意|注意|致编辑|编辑|备注|重要提示|特别提示|提示|:|：| ";
pub(super) const CALLS_EDITORS: &str =
    "attention editors|attn editors|attention editor|note to editors|editors' note|editors note|eds note";
pub(super) const NOT_DONE: &str = "勿发|勿登|勿刊|勿用|别发|不发|不能发|不要发|不得发";
/// What a paper is, and the land that it appears in.
pub(super) const PAPER: &str = "报纸版面|纸本|纸质版|印刷品|印刷出版物|报纸|报刊|纸媒|纸质媒体|平面媒体|印刷媒体|印刷";
pub(super) const LAND: &str = "中国大陆|中国内地|大陆|内地|中国境内|中国|国内|境内|全国";
/// What may stand between such a word and those it is forbidden to, and between these.
pub(super) const BESIDE: &str = "在|用于|供给|供|给|向|对|由|任何|所有|全部|各|的|地区|范围|市场|客户|用户|媒体|传统|均|都|一律|也|及其|以及|及|和|与|或|、|/| |\
（|）|(|)|港澳台|香港|澳门|台湾|海外|境外|电视|网络|新媒体|杂志|期刊|广告|商业";
/// What turns a land into all others, or into people.
pub(super) const OUTSIDE: &str = "以外|之外|外|队";

/// Words that refuse, or put off, the doing that follows them.
pub(super) const REFUSES: &str =
    "请勿|切勿|勿|不得|不要|不可|不能|不许|不准|不宜|不予|不再|禁止|严禁|谢绝|暂不|暂勿|暂缓|暂停|停止|取消|请别|别";
/// What may stand between such a word and the doing.
pub(super) const BETWEEN: &str = "继续|对外|对公众|公开|将|把|此图|该图|本图|此照|图片|照片|此稿|该稿|本稿|稿件|予以|给予|以任何形式|以任何方式|在任何|在各|在|任何|各|媒体|报刊|报纸|上|先|再|、| ";
/// What is done when a picture is published, and what may be something else.
pub(super) const PUBLISHED: &str =
    "刊发|刊登|刊载|刊用|刊播|刊出|登载|登报|见报|见诸|发表|转载|付印|上版|外传|外发|外泄|泄露|播发";
pub(super) const USED: &str = "使用|采用|选用|发布|传播|公开|扩散|转发|出版|印刷|发稿|用|发|登|刊";
/// What a picture is called.
pub(super) const PICTURE: &str =
    "此图|该图|本图|图|此照|照片|此片|该片|本片|片|此稿|该稿|本稿|稿|作品|本作品|该作品|此作品";

/// What is written where a thing is not free yet, and where it is.
pub(super) const HELD: &str = "embargo|hold for|hold until|hold till|held until|held for|hfr|not before|for release|release date|release time|release on|release at|\
release after|for publication on|for publication in|for publication after|for use on|for use after|for use in sunday|on or after|解禁|解密|保密期|保密至|保密到|\
等通知|才能发|才能刊|才能用|才能见报|才可发|才可刊|才可用|见报时间|刊发时间|刊登时间|发布时间|见报日期|刊发日期|刊登日期|发布日期|刊期";
pub(super) const FREE: &str = "no embargo|embargo lifted|embargo over|embargo expired|已解禁|for immediate release|cleared for release|free for release|no release date|no model release|not for release";
/// Words that refuse in English, and those that set an end to it.
pub(super) const REFUSES_IN_ENGLISH: &str = "no|not|don't|never|hold|held";
pub(super) const UNTIL: &str = "before|until|till|til|prior to|earlier than|ahead of";
/// What ends a time, what may follow it, and what is then done.
pub(super) const TIMES: &str = "日|号|时|点|分|明日|明天|后天|次日|周一|周二|周三|周四|周五|周六|周日";
pub(super) const FROM: &str = "起|后|以后|之后|当天|当日|早上|晚上|上午|下午|早|晚|前后|方可|再|才|可以|可|的报纸";
pub(super) const DONE: &str = "见报|刊发|刊登|刊用|刊出|使用|发布|发表|播发|公开|刊";
/// 会议结束后见报, 待通知后再刊发.
pub(super) const AFTER: &str =
    "日后|以后|之后|结束后|会后|节后|赛后|闭幕后|开幕后|仪式后|时后|通知后|发布后|公布后|审定后|审核后|同意后|通过后";
pub(super) const THEN: &str = "方可|使用|刊|见报|发布|发|再使用|再刊|再见报|再发|再用|可使用|可刊|可用";

/// Days in words, which are held against no calendar; hours, at which a day is not over; months with their numbers.
pub(super) const DAYS_IN_WORDS: &str = "周|星期|礼拜|明天|明日|后天|次日|翌日|通知|会后|会议|大会|节后|赛后|结束|闭幕|开幕|仪式|审|同意|通过|公布|另行|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|further notice";
pub(super) const LATER: &str = "后|晚|夜|after|hours| am| pm|noon|midnight";
/// Zones of time, with the hour at which the next day begins in China.
pub(super) const ZONES: &str = "gmt 16|utc 16|bst 17|cet 17|est 11|edt 12|et 11|pst 8|pdt 9";
pub(super) const MONTHS: &str =
    "1 january|2 february|3 march|4 april|5 may|6 june|7 july|8 august|9 september|10 october|11 november|12 december";

/// What waits for something, and what is done only then.
pub(super) const AWAITS: &str = "请等|等到|等待|待|须等|需等|等通稿|等新华社|俟|候";
pub(super) const THEN_ONLY: &str =
    "再用|再发|再刊|再见报|再使用|再登|再上版|后方可|后使用|后刊|后见报|后发稿|后可发|后可用|方可刊|方可使用|方可见报";

/// What a caption says only where it speaks to a desk.
pub(super) const IN_CAPTIONS: &str = "embargoed until|embargoed for|embargoed till|embargo until|embargo:|under embargo|hold for release|mandatory kill|picture kill|\
photo kill|not for release|not for publication|do not publish|do not use|no print use|internal use only|no use china|china out|out china|no archives|no sales|\
for internal use|editorial use only|解禁时间|刊发时间|见报时间|仅供内参|仅供内部|内部资料|保密期";
/// What is a whole sentence that speaks to a desk, or one with the picture it speaks of.
pub(super) const OPENS: &str = "暂缓刊发|暂缓刊登|暂缓见报|暂缓使用|暂不刊发|暂不刊登|暂不见报|暂不使用|暂勿刊发|暂勿刊登|暂勿使用|缓发|缓登|停用|撤稿|撤图|禁发|禁刊|禁用|作废|暂不发|暂不用|暂不登|暂不刊|暂勿发|暂勿用|暂缓发|先不发|先别发|先不用|别发|不要发|不能发|勿发|勿用|勿登|勿刊|\
待核实|待核对|待核查|待核|待确认|待审核|待审定|待审|未核实|未审核|未审|审核中";

/// The entries of a list.
pub(super) fn words(list: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    list.split('|')
}

/// Letters of the other script that such words are written with, and theirs.
const TRADITIONAL: &str = "請暫緩發報見國內網絡體紙轉載嚴謝絕僅參傳開機審後時於為與經許權廢這張圖區陸臺灣戶間給對範圍電視雜誌業廣佈採準銷毀隊線訊聞標記東條該檔備預覽過應屬訂論關組團門幾個無來專則據號將會議結還樣獨連聯單須點週當級徵棄";
const SIMPLIFIED: &str = "请暂缓发报见国内网络体纸转载严谢绝仅参传开机审后时于为与经许权废这张图区陆台湾户间给对范围电视杂志业广布采准销毁队线讯闻标记东条该档备预览过应属订论关组团门几个无来专则据号将会议结还样独连联单须点周当级征弃";

/// A text as the lists are written: small half-width letters, simplified Chinese, single blanks, hyphens as blanks.
pub(super) fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        '-' | '_' | '－' | '—' | '–' => ' ',
        '’' => '\'',
        // Full-width letters and digits stand at one distance from the others.
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => {
            u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find(|(old, _)| *old == c).map_or(c, |(_, new)| new),
    };
    let text: String = text.chars().map(letter).collect::<String>().to_lowercase().replace("网路", "网络");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
