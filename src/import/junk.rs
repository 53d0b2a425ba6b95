//! Words by which the parts of a web page that are no story are known: names of classes, headings of lists, lines of their own.

use std::sync::LazyLock;

use crate::input::names_editors;

/// Words that are looked up, parted once.
type Words = LazyLock<Vec<&'static str>>;

fn parted(words: &'static str) -> Vec<&'static str> {
    words.split_whitespace().collect()
}

/// Parts of classes and ids of what stands beside a story.
static HINTS: Words = Words::new(|| {
    parted(
        "nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs share sharebar bshare bdshare jiathis social \
    related relate relnews recommend recommended recommendation tuijian xiangguan hot hotnews hotlist rank ranking \
    ranklist paihang top10 sidebar side aside rightbar foot footer footbar bottombar copyright banquan beian \
    friendlink friendlinks links ad ads advert advertisement adbox guanggao banner topbar toolbar tools toolbox \
    pager page-nav pagenav pagination pages fenye paging turnpage prevnext tags tag taglist keywords qrcode qr \
    erweima download appdown app login register userbar search searchbox sitemap statement disclaimer shengming \
    print fontsize subscribe newsletter popup modal toast cookie weather calendar vote emotion mood report \
    accusation jubao guess like likes more morenews channel channels logo header-top backtop gotop",
    )
});

/// As [`HINTS`], for what readers write: it may be longer than the story.
static COMMENTS: Words = Words::new(|| {
    parted("comment comments commentlist cmt pinglun reply replies discuss discussion guestbook liuyan gentie disqus")
});

/// Headings of lists beside a story.
static HEADINGS: Words = Words::new(|| {
    parted(
        "相关新闻 相关阅读 相关报道 相关文章 相关推荐 相关稿件 延伸阅读 推荐阅读 推荐新闻 热门推荐 热门新闻 热门文章 \
    热点新闻 热点推荐 今日热点 热点排行 新闻排行 点击排行 阅读排行 排行榜 热榜 热搜 最新新闻 最新文章 最新资讯 \
    要闻推荐 编辑推荐 精彩推荐 精彩图片 图片新闻 图片推荐 视频推荐 猜你喜欢 为你推荐 大家都在看 看了又看 更多新闻 \
    更多精彩 更多阅读 更多推荐 头条推荐 本网推荐 小编推荐 24小时热文 24小时排行 一周热点 一周排行 本周热门 \
    专题推荐 网友评论 最新评论 热门评论 精彩评论 全部评论 我来说两句 发表评论 评论区 用户评论 读者评论 友情链接 \
    合作媒体 网站导航 往期回顾 往期内容 往期推荐 往期精选 往期精彩 往期文章 精选推荐 热文推荐 版面导航 版面目录 本版目录 本期目录 标题导航 分享到 扫一扫 关注我们 \
    官方微信 官方微博 客户端 手机看新闻 免责声明 版权声明 标签 上一篇 下一篇 相關新聞 相關閱讀 延伸閱讀 推薦閱讀 \
    熱門新聞 熱門文章 最新新聞 網友評論 即時新聞 你可能也喜歡 其他人也在看",
    )
});

/// Words of which one makes a short line a mark of the page, not of the story.
static MARKS: Words = Words::new(|| {
    parted(
        "版权所有 版權所有 未经授权 未經授權 未经许可 不得转载 禁止转载 转载请注明 转载须注明 谢绝转载 Copyright © \
    ICP备 ICP证 公网安备 备案号 许可证 增值电信 举报电话 举报邮箱 不良信息 违法和不良 新闻热线 投稿邮箱 广告热线 \
    联系我们 关于我们 网站地图 设为首页 加入收藏 免责声明 仅代表作者 不代表本网 不代表本站 如涉及版权 如有侵权 \
    扫描二维码 扫一扫 扫码 长按识别 微信公众号 分享到 分享至 打印本页 打印本文 关闭窗口 返回顶部 回到顶部 返回首页 \
    点击查看 点击进入 阅读全文 展开全文 查看更多 加载更多 更多>> 更多» 我要评论 发表评论 登录后 还没有评论 \
    暂无评论 当前位置 您的位置 您现在的位置 所在位置 下载客户端 客户端下载 打开APP 打开客户端 上一篇 下一篇 上一页 \
    下一页 字号： 字体： 【字体 【打印 【关闭 [打印 责任编辑推荐 浏览次数 阅读量 点击数 评论数 我要纠错 纠错 \
    点个“在看” 点个在看 点“在看” 点击“在看” 点亮“在看” 点个“赞” 点个赞 转发朋友圈 分享朋友圈 关注公众号 设为星标 \
    点击上方 点击蓝字 上一版 下一版 放大 缩小 本文来源 原标题： 原标题: 点赞 加入书签 點擊 分享本文 RightsReserved \
    返回搜狐 我要反馈 保存网页 我要举报 报料： 爆料热线 报料热线 APP看新聞 下載APP 下载APP 更多猛料 按我看 \
    原创文章 请附上 本文链接 应用市场下载 听全文 收听本文 播报文章 语音播报 评论区留言 收藏本文 返回列表 可能感兴趣 条评论 技术支持： 爆料请 IP属地 阅读约需 预计阅读 \
    更多精彩内容 文章关键词 主管： 关注精彩内容 长按二维码 当前的位置 阅读剩余 炒股就看 新闻公众号",
    )
});

/// Lines that are buttons.
static BUTTONS: Words = Words::new(|| {
    parted(
        "打印 关闭 收藏 分享 转发 评论 点赞 赞 顶 踩 举报 回复 大 中 小 大中小 A+ A- 首页 尾页 末页 上页 下页 返回 更多 \
    展开 收起 全文 微信 微博 QQ QQ空间 朋友圈 新浪微博 腾讯微博 复制链接 人人网 广告 推广 登录 注册 搜索 订阅 关注 \
    繁体 简体 无障碍 关怀版 热 新 置顶 写评论 参与评论 反馈 投诉 举报/反馈 不感兴趣 字号 跟贴 在看 阅读 阅读原文 附件下载 已阅读 听新闻 播报 喜欢 我要举报",
    )
});

/// The longest line that can be a mark of the page.
const LINE: usize = 80;
/// The longest heading of a list.
const HEADING: usize = 14;

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Text.
    Text,
    /// A button, a mark of copyright, a way through the site.
    Mark,
    /// Where and when the story was published, and who wrote it.
    Source,
    /// Names of editors.
    Editors,
    /// The heading of a list beside the story.
    Heading,
}

fn tokens(names: &str) -> impl Iterator<Item = String> {
    // `hotNews` and `hot_news` are two words as `hot-news` is.
    let mut parted = String::with_capacity(names.len() + 8);
    let mut before = ' ';
    for c in names.chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            parted.push('-');
        }
        parted.push(c.to_ascii_lowercase());
        before = c;
    }
    let whole: Vec<String> = parted.split_whitespace().map(str::to_owned).collect();
    let parts: Vec<String> = parted
        .split(|c: char| !c.is_alphanumeric())
        .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    whole.into_iter().chain(parts)
}

/// Whether a class or id says that its element stands beside the story.
pub(super) fn is_hint(names: &str) -> bool {
    tokens(names).any(|token| HINTS.iter().copied().any(|word| word == token))
}

/// Whether a class or id says that readers write there.
pub(super) fn is_comment_hint(names: &str) -> bool {
    tokens(names).any(|token| COMMENTS.iter().copied().any(|word| word == token))
}

/// Words of a heading without what stands around them.
fn bare(line: &str) -> &str {
    let around =
        |c: char| c.is_whitespace() || "【】[]（）()：:>»›·|/—-_●■◆▶▼▲★☆\u{3000}".contains(c) || c.is_ascii_digit();
    line.trim_matches(around)
}

/// Whether a short line is the heading of a list beside the story.
pub(super) fn is_heading(line: &str) -> bool {
    let line = bare(line);
    line.chars().count() <= HEADING
        && HEADINGS.iter().copied().any(|heading| line.starts_with(heading) || line.ends_with(heading))
}

/// What a line is by its words.
pub(super) fn line(text: &str) -> Line {
    let text = text.trim();
    let count = text.chars().count();
    if is_notice(text) {
        return Line::Mark;
    }
    if count > LINE {
        return Line::Text;
    }
    if text.chars().all(|c| ARROWS.contains(c) || c.is_whitespace()) && count > 0 {
        return Line::Mark;
    }
    if count == 1 {
        return if BUTTONS.contains(&text) { Line::Mark } else { Line::Text };
    }
    if is_heading(text) {
        return Line::Heading;
    }
    if names_editors(text) {
        return Line::Editors;
    }
    // A number alone may part a story; several of them turn pages.
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
    let is_number = numbers != 1
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace() || "…·—›»«‹｜".contains(c));
    if is_number
        || is_counter(text)
        || BUTTONS.iter().copied().any(|button| button == bare(text))
        || is_bar(text)
        || MARKS.iter().copied().any(|mark| text.contains(mark)) && !is_sentence(text)
    {
        return Line::Mark;
    }
    if is_source(text) { Line::Source } else { Line::Text }
}

/// Arrows towards what stands below or beside.
const ARROWS: &str = "▼▽▲△↓↑←→⇩⇧⬇⬆👇👆👉👈▶►";

/// How what a platform says of its users' texts begins.
const NOTICES: &[&str] = &[
    "特别声明：",
    "特别提醒：凡",
    "平台声明：",
    "免责声明：",
    "版权声明：",
    "转载声明：",
    "法律声明：",
    "郑重声明：以上",
    "声明：本文",
    "声明：以上",
    "声明：该文",
    "Notice: The content above",
    "更多精彩资讯请",
];
/// What a platform says of its users' texts has no more letters.
const NOTICE: usize = 400;

/// Whether a paragraph, however long, is what a platform says of the texts on it.
fn is_notice(text: &str) -> bool {
    let words = ["平台", "转载", "版权", "自媒体", "本网", "本站", "观点", "存储", "上传", "侵权", "授权", "content"];
    NOTICES.iter().any(|start| text.starts_with(start))
        && words.iter().any(|word| text.contains(word))
        && text.chars().count() <= NOTICE
}

/// `阅读1234赞在看`: several buttons side by side with their numbers.
fn is_bar(text: &str) -> bool {
    // Buttons for the size of letters.
    let text = &text.replace("A+", "大").replace("A-", "小");
    let is_between = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+.()（）|丨·万".contains(c);
    let mut rest = text.trim_matches(is_between);
    let mut count = 0;
    while !rest.is_empty() {
        let longest = BUTTONS.iter().copied().filter(|button| rest.starts_with(button)).max_by_key(|word| word.len());
        let Some(button) = longest else { return false };
        rest = rest[button.len()..].trim_start_matches(is_between);
        count += 1;
    }
    // One word with a number may be a cell of a table.
    count > 1
}

/// `浏览：1234 次`, `已有 12 人参与`: how many have read a page.
fn is_counter(text: &str) -> bool {
    const WORDS: [&str; 7] = ["浏览", "阅读", "点击", "播放", "访问量", "浏览量", "阅读数"];
    let is_rest = |rest: &str| {
        let digits = rest.bytes().filter(u8::is_ascii_digit).count();
        let is_sign = |c: char| c.is_ascii_digit() || c.is_whitespace() || "：:次万+.".contains(c);
        rest.chars().all(is_sign) && (digits > 1 || rest.contains(['次', '万']))
    };
    let counts = WORDS.iter().filter_map(|word| text.strip_prefix(word)).any(is_rest);
    counts || text.starts_with("已有") && text.ends_with("人参与") && text.chars().count() <= BUTTON_LINE
}

/// The longest line that counts those who took part.
const BUTTON_LINE: usize = 14;

/// Whether a line says of itself that it is a sentence of a story: a mark of the page seldom ends with a stop.
fn is_sentence(text: &str) -> bool {
    let is_notice = ["转载", "轉載", "版权", "侵权", "免责", "授权", "代表本", "扫", "二维码", "炒股就看"]
        .iter()
        .any(|word| text.contains(word));
    let count = text.chars().count();
    !is_notice
        && (text.ends_with('。') && count >= SENTENCE || text.ends_with(['！', '？', '”']) && count > 2 * SENTENCE)
}

/// A line with fewer letters is no sentence, whatever it ends with.
const SENTENCE: usize = 9;

/// Whether a line reads as one of a story, whatever words of pages are in it.
pub(super) fn reads_on(text: &str) -> bool {
    let has_marks = text.contains(['，', '。', '、', '；']) || text.ends_with(['。', '！', '？', '”', '）', '…']);
    has_marks && text.chars().count() >= SENTENCE
}

/// Whether a line between two paragraphs of a story belongs to it, whatever it is elsewhere.
pub(super) fn is_within(kind: Line, text: &str) -> bool {
    match kind {
        Line::Text => true,
        // 《临澜日报》（2026年3月12日　第03版）
        Line::Source if has_date(text) && text.contains('版') => false,
        Line::Source => {
            !["来源", "來源", "稿源"].iter().any(|word| text.contains(word)) && !has_clock(text) && !is_role(text)
        }
        Line::Mark | Line::Editors | Line::Heading => reads_on(text),
    }
}

/// Whether a line tells a time of day: `08:15`.
fn has_clock(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|window| window[1] == ':' && window[0].is_ascii_digit() && window[2].is_ascii_digit())
}

/// Words that begin a line about the source.
static SOURCES: Words = Words::new(|| {
    parted(
        "发布于： 发布于: 图文来源 素材来源 转载自： 转载自: 发文机关 索引号 发文字号 关键词： 关键词: 来源： 来源: 来源 來源： 作者： 作者: 题图来源 图片来源 视频来源 稿源 信息来源 文章来源 新闻来源 时间： 时间: 日期： 日期: 发布时间 发表时间 发布日期 \
    更新时间 发布： 發佈時間 記者來源",
    )
});

/// `2026-03-12 08:00 来源：临澜日报`.
fn is_source(text: &str) -> bool {
    if text.ends_with(['。', '！', '？', '，', '；']) || text.contains('。') {
        return false;
    }
    if is_account(text) || is_role(text) || are_roles(text) || is_time(text) {
        return true;
    }
    if has_clock(text) && ACCOUNTS.iter().any(|account| text.contains(account)) {
        return true;
    }
    // 《临澜日报》（2026年3月12日　第03版）
    if has_date(text) && text.contains('》') && text.ends_with(['版', ')', '）']) {
        return true;
    }
    let starts = SOURCES.iter().copied().any(|word| text.starts_with(word));
    let has_source = ["来源", "來源", "稿源"].iter().any(|word| text.contains(word));
    starts
        || has_date(text)
            && (has_source || date_letters(text) * 2 >= text.chars().filter(|c| !c.is_whitespace()).count())
}

/// Labels of what a notice says besides the time.
static NOTICE_LABELS: Words = Words::new(|| {
    parted(
        "地点 地址 对象 内容 方式 主题 电话 嘉宾 票价 票务 人数 名额 报名 咨询 联系 携带 主办 主讲 要求 条件 费用 地點 對象 主題 電話 主辦 場地",
    )
});

/// Whether a line is of a notice, in which a time stands for its readers: `地点：旧船坞`.
pub(super) fn is_of_notice(text: &str) -> bool {
    let Some((label, _)) = text.split_once(['：', ':']) else { return false };
    label.chars().count() <= 8 && NOTICE_LABELS.iter().any(|known| label.contains(known))
}

/// Words before a stroke, with which pages of WeChat say who did what.
static ROLES: Words = Words::new(|| {
    parted(
        "来源 来稿 文字 文 图片 图 图文 文图 文案 摄影 摄像 供稿 供图 制图 制作 视频 剪辑 配音 设计 海报 策划 统筹 出品 \
    作者 撰文 撰稿 记者 通讯员 排版 素材 综合 监制 主播",
    )
});

/// `文字 | 林越`.
fn is_role(text: &str) -> bool {
    let Some((role, names)) = text.split_once(['|', '丨', '｜', '│']) else { return false };
    let role: String = role.chars().filter(|c| !c.is_whitespace()).collect();
    ROLES.iter().any(|known| *known == role) && names.chars().count() <= 30
}

/// `文字：沈禾 图片：何川`: several of those words, each with a name.
fn are_roles(text: &str) -> bool {
    let is_one = |part: &str| {
        let (role, name) = part.split_once(['：', ':']).unwrap_or_default();
        ROLES.contains(&role) && (1..=8).contains(&name.chars().count())
    };
    text.split_whitespace().count() > 1 && text.split_whitespace().all(is_one)
}

/// What platforms call the accounts of those who publish on them.
const ACCOUNTS: [&str; 8] = ["官方账号", "官方帐号", "头条号", "百家号", "澎湃号", "搜狐号", "网易号", "企鹅号"];

/// `3小时前`, `昨天 08:15`: when a platform published a story, and nothing else.
fn is_time(text: &str) -> bool {
    let words = ["昨天", "今天", "前天", "刚刚", "小时前", "分钟前", "天前", "发布", "更新"];
    let rest = words.iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""));
    rest != text
        && text.chars().any(|c| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ":-/·".contains(c))
}

/// The day below a signature: `2026年3月12日`.
pub(super) fn is_day(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_sign = |c: char| c.is_ascii_digit() || "年月日".contains(c);
    text.ends_with('日') && text.contains('年') && text.contains('月') && text.chars().all(is_sign)
}

/// `原创 林越 临澜发布 2026-03-12`: the line below the headline of a page of WeChat, with the account that published it.
pub(super) fn is_account(text: &str) -> bool {
    let Some(rest) =
        text.trim().strip_prefix("原创").filter(|rest| rest.starts_with([' ', '\u{3000}', '\t', '：', ':']))
    else {
        return false;
    };
    let says_when = has_date(rest) || ["发布", "发表于", "昨天", "今天"].iter().any(|word| rest.contains(word));
    says_when && text.chars().count() <= LINE && !text.contains(['。', '，', '！', '？', '；'])
}

/// Whether a year, month and day stand in a line: `2026-03-12`, `2026年3月12日`. A telephone number is none: `0591-8765432`.
fn has_date(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(6).any(|window| {
        matches!(window[0], '1' | '2')
            && window[1..4].iter().all(char::is_ascii_digit)
            && matches!(window[4], '-' | '/' | '.' | '年')
            && window[5].is_ascii_digit()
    })
}

/// Letters that dates and clocks are made of.
fn date_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_ascii_digit() || "-/.:：年月日时分星期".contains(*c)).count()
}

/// What stands between a word and the name that belongs to it.
const PARTED: [char; 5] = ['：', ':', '|', '丨', '｜'];

/// Who wrote a story, from a line about its source: what follows 作者 or 记者 up to the next word of the line.
pub(super) fn author(line: &str) -> Option<String> {
    let at = ["作者", "记者", "記者", "撰文", "文字"].iter().find_map(|word| {
        let at = line.find(word)? + word.len();
        let is_parted = line[at..].trim_start().starts_with(PARTED)
            || word.starts_with('记') && line[at..].starts_with([' ', '\u{3000}']);
        is_parted.then_some(at)
    })?;
    let name = line[at..].trim_start().trim_start_matches(PARTED).trim_start();
    let ends =
        ["来源", "來源", "编辑", "責編", "责编", "时间", "字号", "浏览", "发布", "日期", "评论", "阅读", "【", "《"];
    let end = ends
        .iter()
        .filter_map(|word| name.find(word))
        .chain(name.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '／' | '/')))
        .min();
    let name =
        name[..end.unwrap_or(name.len())].trim_matches(|c: char| c.is_whitespace() || "|/丨（）()\u{3000}".contains(c));
    (!name.is_empty() && name.chars().count() <= 20).then(|| name.to_owned())
}

/// Words of the buttons below what a reader wrote.
static ANSWERS: Words =
    Words::new(|| parted("回复 举报 点赞 赞 顶 踩 收藏 分享 支持 反对 引用 使用道具 只看该作者 回覆 檢舉 讚"));

/// Whether a line is nothing but buttons by which what a reader wrote is answered.
pub(super) fn is_answer(line: &str) -> bool {
    let letters: String = line.chars().filter(|c| c.is_alphabetic()).collect();
    let mut rest = letters.as_str();
    let mut answers = false;
    while !rest.is_empty() {
        let Some(word) = ANSWERS.iter().copied().find(|word| rest.starts_with(word)) else { return false };
        answers |= !matches!(word, "收藏" | "分享");
        rest = &rest[word.len()..];
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_page_are_told_from_those_of_a_story() {
        for (text, is) in [
            ("【打印】【关闭】", Line::Mark),
            ("1 2 3 … 9", Line::Mark),
            ("举报/反馈", Line::Mark),
            ("Copyright © 2026 临澜网 All Rights Reserved", Line::Mark),
            ("2026-03-12 08:15 来源：临澜日报", Line::Source),
            ("2026年03月12日 08:15", Line::Source),
            ("原创 林越 临澜发布 2026-03-12 08:00", Line::Source),
            ("原创 林越 临澜发布", Line::Source),
            ("原创剧《归帆》发布海报", Line::Text),
            ("[责任编辑：陈川]", Line::Editors),
            ("编辑 陈川　校对 林越", Line::Editors),
            ("■ 相关新闻 >>", Line::Heading),
            ("编辑部的灯亮到凌晨。", Line::Text),
            ("2026年3月12日，渡轮复航。", Line::Text),
            ("文字 | 林越", Line::Source),
            ("《临澜日报》（2026年3月12日　第03版）", Line::Source),
            ("《归帆》（2026年版）", Line::Text),
            ("阅读1234赞在看", Line::Mark),
            ("▼ ▼", Line::Mark),
            ("澎湃江面新闻报料：0000", Line::Mark),
            ("大与小", Line::Text),
            ("阅读 3 册", Line::Text),
            ("阅读 1.2万", Line::Mark),
            ("浏览：1234 次", Line::Mark),
            ("已有 12 人参与", Line::Mark),
            ("A- A+", Line::Mark),
            ("3小时前", Line::Source),
            ("昨天 08:15", Line::Source),
            ("三小时前的潮水", Line::Text),
            ("临澜网官方账号 03-12 08:15", Line::Source),
            ("文字：沈禾 图片：何川", Line::Source),
            ("图片：何川", Line::Text),
            ("微信编辑：陈川", Line::Editors),
            ("万人参与", Line::Text),
            ("收听本文", Line::Mark),
            ("他在评论区留言，第二天就收到了回信。", Line::Text),
            ("网友们纷纷点赞。", Line::Mark),
            ("网友们纷纷为这位大哥点赞。", Line::Text),
            ("特别声明：失主请于三日内认领。", Line::Text),
            ("特别声明：本文为平台用户上传，不代表本站观点。", Line::Mark),
            ("他把老照片分享到展板上，引来不少街坊驻足细看。", Line::Text),
            ("老码头的新生", Line::Text),
        ] {
            assert_eq!(line(text), is, "{text}");
        }
        assert_eq!(author("2026-03-12 来源：临澜日报 作者：林越 编辑：陈川").as_deref(), Some("林越"));
        assert_eq!(author("来源：临澜日报"), None);
        assert_eq!(author("文字 | 林越").as_deref(), Some("林越"));
        assert_eq!(author("本报记者　林越　《临澜日报》（2026年3月12日　第03版）").as_deref(), Some("林越"));
        assert!(is_day("2026年3月12日") && !is_day("2026-03-12") && !is_day("3月12日 08:00"));
        assert!(
            is_answer("回复 赞(12)") && is_answer("回复举报收藏") && !is_answer("收藏") && !is_answer("回复了三个字")
        );
        assert!(
            is_hint("right-box hotNews") && is_hint("page_nav") && !is_hint("content") && is_comment_hint("cmt-list")
        );
    }
}
