//! What agencies say of an item besides its text: whether it may be printed, which item in which version it is, and what an article cannot hold.

use std::fmt;

use roxmltree::Node;

use crate::base::{Diagnostic, Diagnostics, Message, Moment};
use crate::input::bans::{self, Ban};
use crate::message;

use super::draft::{Draft, Loss, extract};
use super::standing::{self, Standing};
use super::xml;

/// Which item of an agency a story is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its identifier (NewsML-G2 `guid`, NITF `doc-id`, ninjs `uri`).
    pub id: String,
    /// Its version, from 1.
    pub version: u32,
}

impl Item {
    /// An item by the words of its agency; one without a number is the first version.
    pub(super) fn new(id: &str, version: &str) -> Option<Self> {
        let id = id.split_whitespace().collect::<Vec<_>>().join(" ");
        (!id.is_empty()).then(|| Self { id, version: version.trim().parse().unwrap_or(1) })
    }

    /// Reads what front matter has under `item`.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, version) = text.trim().rsplit_once(", version ")?;
        Self::new(id, version)
    }
}

impl fmt::Display for Item {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}, version {}", self.id, self.version)
    }
}

/// Why an item must not be printed as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The agency took it back or holds it: its own word, such as `canceled`.
    Withdrawn(String),
    /// It must not be published before a moment.
    Until(Moment),
    /// It is under an embargo that names no moment: the agency's words.
    Embargoed(String),
}

/// What an agency says of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// Which item it is.
    pub item: Option<Item>,
    /// What keeps it from being printed.
    pub holds: Vec<Hold>,
    /// What says that it corrects an earlier one.
    pub corrects: Vec<String>,
}

/// Elements and attributes of NITF, NewsML-G2 and ninjs that no article holds, as the report names them; others go by their own names.
const NAMES: &[(&str, &str)] = &[
    ("urgency", "urgency"),
    ("pubstatus", "status of the item"),
    ("slugline", "slug line"),
    ("signal", "signal"),
    ("usageterms", "terms of use"),
    ("copyrightnotice", "copyright notice"),
    ("copyrightholder", "copyright holder"),
    ("doc.copyright", "copyright notice"),
    ("doc.rights", "rights"),
    ("rights", "rights"),
    ("creditline", "credit line"),
    ("date.release", "date of release"),
    ("date.expire", "date of expiry"),
    ("expires", "date of expiry"),
    ("ed-msg", "a note to editors"),
    ("ednote", "a note to editors"),
    ("edNote", "a note to editors"),
    ("series", "series"),
    ("fixture", "regular feature"),
    ("keyword", "keywords"),
    ("key-list", "keywords"),
    ("subject", "subject"),
    ("tobject", "subject"),
    ("genre", "genre"),
    ("located", "place of writing"),
    ("infosource", "source of the information"),
    ("provider", "agency"),
    ("distributor", "agency"),
    ("description", "description"),
    ("abstract", "abstract"),
    ("tagline", "tagline"),
    ("bibliography", "bibliography"),
    ("note", "note"),
    ("correction", "correction"),
    ("further headline", "further headline"),
    ("evloc", "place of the event"),
    ("doc-scope", "area of interest"),
    ("du-key", "key of the item"),
    ("doc-id", "key of the item"),
    ("altid", "key of the item"),
    ("identified-content", "persons, places and things named"),
    ("title", "title"),
    ("by", "byline"),
    ("dateline", "dateline"),
    ("audience", "audience"),
    ("role", "role of the item"),
    ("link", "item this one refers to"),
    ("associations", "item this one refers to"),
    ("renditions", "item this one refers to"),
];

/// Elements that say nothing to a desk: how and when a machine made the item.
const TECHNICAL: &[&str] = &[
    "itemclass",
    "generator",
    "profile",
    "versioncreated",
    "firstcreated",
    "contentcreated",
    "contentmodified",
    "hash",
    "incomingfeedid",
    "metadatacreator",
    "service",
    "date.issue",
    "del-list",
    "catalogref",
    "language",
    "charcount",
    "wordcount",
];

/// Attributes that say nothing to a desk.
const TECHNICAL_ATTRIBUTES: &[&str] = &[
    "lang",
    "id",
    "dir",
    "creator",
    "creatoruri",
    "modified",
    "custom",
    "how",
    "why",
    "rank",
    "standard",
    "contenttype",
];

/// How the report names an element.
pub(super) fn name_of(element: &str) -> Message {
    let lower = element.to_lowercase();
    let known = NAMES.iter().find(|(name, _)| name.to_lowercase() == lower);
    known.map_or_else(|| message!("element {}", element), |(_, name)| Message::from(*name))
}

/// Whether the report has a name of its own for an element.
pub(super) fn is_named(element: &str) -> bool {
    NAMES.iter().any(|(name, _)| name.eq_ignore_ascii_case(element))
}

/// Whether an element says nothing to a desk.
pub(super) fn is_technical(element: &str) -> bool {
    TECHNICAL.contains(&element.to_lowercase().as_str())
}

/// Names the children of a node that an article cannot hold, one loss for all of a kind; those in `taken` were read elsewhere.
pub(super) fn name_rest(node: Node<'_, '_>, taken: &[&str], draft: &mut Draft) {
    let mut told: Vec<(&str, Vec<String>)> = Vec::new();
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name().name();
        let value = said(child);
        if value.is_empty() || taken.contains(&name) || is_technical(name) {
            continue;
        }
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => told.push((name, vec![value])),
        }
    }
    for (name, values) in told {
        name_loss(draft, name, &values.join("; "));
    }
}

/// Names one thing of an item that an article cannot hold.
pub(super) fn name_loss(draft: &mut Draft, element: &str, text: &str) {
    let loss = Loss::of_head(name_of(element), text);
    if !text.trim().is_empty() && !draft.losses.contains(&loss) {
        draft.losses.push(loss);
    }
}

/// All that an element says, in its texts and in its attributes.
pub(super) fn said(node: Node<'_, '_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in node.descendants() {
        let attributes = part.attributes().filter(|a| !TECHNICAL_ATTRIBUTES.contains(&a.name())).map(|a| a.value());
        let text = part.text().filter(|_| part.is_text());
        for value in attributes.chain(text) {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !value.is_empty() && !parts.contains(&value) {
                parts.push(value);
            }
        }
    }
    parts.join(" ")
}

/// Notes what a word of status says: NITF `management-status`, NewsML-G2 and ninjs `pubStatus`.
pub(super) fn status(draft: &mut Draft, word: &str) {
    let word = word.trim();
    // A code stands behind its list; several words are none.
    let code = if word.contains(' ') { word } else { word.rsplit([':', '/', '#']).next().unwrap_or_default() };
    let name = code.to_lowercase();
    let hold = match standing::of_status(code) {
        Standing::Usable => return,
        Standing::Noted => return name_loss(draft, "pubstatus", word),
        Standing::Corrected => {
            name_loss(draft, "pubstatus", word);
            return draft.agency.corrects.push(word.to_owned());
        }
        Standing::Embargoed => Hold::Embargoed(name),
        Standing::Withdrawn => Hold::Withdrawn(name),
    };
    if matches!(hold, Hold::Embargoed(_)) && draft.front.embargo.is_empty() {
        NO_END.clone_into(&mut draft.front.embargo);
    }
    tell_first(draft, "the agency's status of the item: do not print it as it is", word);
    hold_back(draft, hold);
}

/// What front matter says of an embargo that names no moment.
const NO_END: &str = "until further notice";

/// Notes an embargo. One that had ended when the agency issued the item is only named; an empty one has no end.
pub(super) fn embargo(draft: &mut Draft, until: &str, issued: &str) {
    let moment = Moment::parse(until);
    if moment.zip(Moment::parse(issued)).is_some_and(|(moment, issued)| moment <= issued) {
        return name_loss(draft, "date.release", until);
    }
    tell_first(draft, "an embargo: not to be published before", until);
    draft.front.embargo = moment.map_or_else(|| NO_END.to_owned(), |moment| moment.to_string());
    // A moment says more than a word of status.
    draft.agency.holds.retain(|hold| moment.is_none() || !matches!(hold, Hold::Embargoed(_)));
    hold_back(draft, moment.map_or_else(|| Hold::Embargoed(until.trim().to_owned()), Hold::Until));
}

/// Words by which agencies take a story back in a note to editors.
const KILLS: &[&str] = &[
    "MANDATORY KILL",
    "Mandatory kill",
    "撤稿",
    "撤销此稿",
    "停发",
    "作废",
    "撤回",
    "不要采用",
    "勿采用",
    "勿见报",
    "暂不发",
    "暂不刊",
    "暂不见报",
    "暂缓刊",
    "暂缓发",
    "暂缓见报",
    "暂停刊",
    "毙稿",
    "枪毙",
    "内部参考",
    "仅供内部",
    "不得公开",
    "不得见报",
    "不得刊",
    "不要见报",
    "不宜公开",
    "不公开发",
];
/// What an item is called in a note that takes it back, and the most letters of one that only says so: 停发, but not 增加停发工资一节.
const OF_ITEM: [char; 8] = ['稿', '此', '本', '勿', '刊', '报', '不', '暂'];
const KILL: usize = 4;
const KILL_ENDS: [char; 5] = ['，', '。', '；', ',', '.'];
/// Words of an embargo in a note to editors.
const EMBARGOES: &[&str] = &[
    "embargo",
    "not for release before",
    "not for publication before",
    "hold for release",
    "解禁",
    "此前不得",
    "定时刊",
    "定时发",
    "前不得",
    "日见报",
    "时见报",
    "后见报",
    "后刊发",
    "后发布",
    "后发表",
    "后公开",
    "前勿",
];
/// Words of a desk, without which a line in brackets is a label of the paper's: `【旧证作废】`.
const DESK: &[&str] = &["稿", "见报", "刊", "勿", "内部", "不得", "暂不", "暂缓发", "后发布", "后发表", "解禁"];
/// The longest line in brackets that says to the desk when a text may be printed.
const DESK_LINE: usize = 40;

/// What a line of its own says of printing the text beside it: in brackets, `【3月13日8时后见报】`, or in words that are for a desk alone, `EMBARGOED UNTIL 0600 GMT`.
pub(super) fn desk_line(line: &str) -> Option<&str> {
    const PAIRS: [(char, char); 4] = [('【', '】'), ('（', '）'), ('(', ')'), ('[', ']')];
    let words = PAIRS.iter().find_map(|(open, close)| line.strip_prefix(*open)?.strip_suffix(*close));
    let Some(words) = words else {
        let plain = line.trim_matches(['*', '-', '=', '.', '。', '！', '!', ' ']);
        let is_asked = plain.chars().count() <= DESK_LINE * 2
            && (bans::asked_in(plain) == Some(plain) || standing::is_status_line(plain));
        return is_asked.then_some(plain);
    };
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let is_held = says(DESK) && (says(KILLS) || says(EMBARGOES) || is_refused(words));
    (words.chars().count() <= DESK_LINE && (is_held || bans::is_for_other_uses(words))).then_some(words)
}

/// Notes a note to editors, and what it says of printing the item.
pub(super) fn note(draft: &mut Draft, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    tell_first(draft, "a note to editors", text);
    let own = own_clauses(text);
    if own.replaces {
        draft.agency.corrects.push(extract(text));
    }
    let text = standing::as_it_stands(&own.text);
    let text = text.as_str();
    let lower = text.to_lowercase();
    // `3月13日前不得公开` is an embargo, `不得公开` alone is none.
    let ends = text.contains("前不得") || text.contains("前勿");
    let is_held = EMBARGOES.iter().any(|word| lower.contains(word)) || bans::holds_back(text);
    let is_of_item = |clause: &str| clause.contains(OF_ITEM) || clause.chars().count() <= KILL;
    let kills = |word: &str| text.split(KILL_ENDS).any(|it| it.contains(word) && is_of_item(it));
    let is_killed = !ends && KILLS.iter().any(|word| kills(word)) || standing::is_killed(text);
    if is_killed || is_refused(text) {
        hold_back(draft, Hold::Withdrawn(extract(text)));
    } else if draft.agency.holds.is_empty() && is_held {
        hold_back(draft, Hold::Embargoed(extract(text)));
    }
}

/// What a note says of the item it stands at.
struct Own {
    text: String,
    /// Whether the item takes the place of an earlier one.
    replaces: bool,
}

/// Words for an item that was sent before, those by which another takes its place, and those of what is for the desk to call.
const EARLIER: &[&str] = &[
    "Previous version",
    "previous version",
    "previous story",
    "earlier version",
    "earlier story",
    "killed story",
    "原稿",
    "前稿",
    "旧稿",
    "此前播发",
    "此前所发",
    "早前",
    "前发",
    "同题",
    "上一稿",
    "已发稿",
];
const REPLACES: &[&str] = &[
    "replaces",
    "Replaces",
    "Use this",
    "use this",
    "REPLACES",
    "本稿",
    "此稿为准",
    "替代稿",
    "取代",
    "替换",
    "代替",
    "更正稿",
];
const CONTACTS: &[&str] = &["联系方式", "联系电话", "电话号码", "手机号", "微信号", "邮箱", "联系人"];

/// The clauses of a note less those that speak of an earlier item, `原稿作废，以此稿为准`, or of how the reporter is called, `联系电话请勿刊发`.
fn own_clauses(text: &str) -> Own {
    let says = |clause: &str, list: &[&str]| list.iter().any(|word| clause.contains(word));
    let is_new = says(text, REPLACES) && says(text, EARLIER);
    let mut of_contact = false;
    let mut own = Vec::new();
    for clause in text.split_inclusive(['，', '。', '；', '！', ';', '\n']) {
        of_contact = says(clause, CONTACTS) || of_contact && !clause.contains('稿');
        let is_old = is_new && says(clause, EARLIER);
        if !of_contact && !is_old {
            own.push(clause);
        }
    }
    Own {
        text: own.concat().replace("已解禁", "").replace("以此稿为准", "").replace("请采用本稿", ""),
        replaces: is_new,
    }
}

/// Whether a note refuses to print an item, in whatever words. What it says of other papers and of the web is no matter of this one.
fn is_refused(text: &str) -> bool {
    bans::of(&text.replace("转载", "").replace("轉載", "")) == Ban::Whole
}

/// Notes what the key line of a wire says of printing it, such as `KILL`.
pub(super) fn note_of_wire(draft: &mut Draft, text: &str) {
    let before = draft.losses.len();
    let bare = text.get(..3).filter(|cycle| ["bc-", "am-", "pm-"].contains(&cycle.to_lowercase().as_str()));
    let bare = bare.map_or(text, |_| &text[3..]);
    let words = bare.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_lowercase).collect();
    let says = |known: &str| words.iter().any(|word| word == known);
    // An embargo against a country is what a story is about.
    let is_subject = says("embargo") && !says("until") && !says("till");
    if words.last().is_some_and(|last| standing::is_status_line(last)) {
        hold_back(draft, Hold::Withdrawn(extract(text)));
    } else if !is_subject {
        note(draft, bare);
    }
    // The line itself is told as what it is.
    draft.losses.drain(..draft.losses.len() - before);
}

/// Notes a signal of an agency, such as `sig:correction`.
pub(super) fn signal(draft: &mut Draft, word: &str) {
    name_loss(draft, "signal", word);
    let name = word.rsplit([':', '/', '#']).next().unwrap_or_default().to_lowercase();
    match name.as_str() {
        "kill" | "withdraw" | "withdrawn" | "withdrawal" | "cancel" | "delete" => {
            hold_back(draft, Hold::Withdrawn(name));
        }
        name if name.contains("correct") || name.contains("update") || name.contains("replace") => {
            draft.agency.corrects.push(word.to_owned());
        }
        _ if word.is_ascii() => {}
        // A Chinese desk writes into it what others write into a note.
        _ => note_of_wire(draft, word),
    }
}

/// What an agency says of an item's use stands first in the report, since a withdrawn story must not be printed.
fn tell_first(draft: &mut Draft, what: &'static str, text: &str) {
    let loss = Loss::of_head(what, text);
    if !draft.losses.contains(&loss) {
        draft.losses.insert(0, loss);
    }
}

fn hold_back(draft: &mut Draft, hold: Hold) {
    if !draft.agency.holds.contains(&hold) {
        draft.agency.holds.push(hold);
    }
}

/// Why an item is not imported unless that is forced. An embargo that ends by the edition's `date` keeps nothing back.
pub fn refusals(name: &str, agency: &Agency, date: Option<Moment>) -> Diagnostics {
    let ask = "ask the agency before it is printed; --force imports it all the same";
    let refusal = |hold: &Hold| {
        match hold {
        Hold::Withdrawn(word) => Some(
            Diagnostic::error("import/withdrawn", message!("{} must not be printed: the agency marks it as `{}`", name, word))
                .hint(ask),
        ),
        Hold::Until(moment) if date.is_some_and(|date| moment.day() <= date.day()) => None,
        Hold::Until(moment) if date.is_some() => Some(
            Diagnostic::error("import/embargo", message!("{} is under an embargo until {}", name, moment.to_string()))
                .hint("keep it for an edition of that day or later; --force imports it all the same: the embargo is kept in the article and held against the edition's date at every build"),
        ),
        Hold::Until(moment) => Some(
            Diagnostic::error("import/embargo", message!("{} is under an embargo until {}", name, moment.to_string()))
                .hint("give the edition's date with --date, or import it with --force: the embargo is kept in the article and held against the edition's date at every build"),
        ),
        Hold::Embargoed(words) => {
            let end = if words.is_empty() { "embargoed" } else { words };
            Some(
                Diagnostic::error("import/embargo", message!("{} is under an embargo without an end: `{}`", name, end))
                    .hint(ask),
            )
        }
    }
    };
    agency.holds.iter().filter_map(refusal).collect()
}

/// What an editor should know of a corrected item; `known` are articles at hand with their items.
pub fn corrections(name: &str, agency: &Agency, known: &[(String, Item)]) -> Diagnostics {
    let Some(item) = &agency.item else {
        return agency.corrects.iter().map(|word| marked(name, word)).collect();
    };
    let others: Vec<&(String, Item)> =
        known.iter().filter(|(_, other)| other.id == item.id && other.version != item.version).collect();
    if others.is_empty() && (item.version > 1 || !agency.corrects.is_empty()) {
        let id = &item.id;
        let version = item.version;
        let finding = Diagnostic::warning("import/corrected", message!("{} is version {} of {}", name, version, id));
        return vec![finding.hint("an earlier version may stand on a page already: look for it")];
    }
    let told = |(article, other): &&(String, Item)| {
        let (version, before) = (item.version, other.version);
        let finding = Diagnostic::warning(
            "import/corrected",
            message!("{} is version {} of an item of which {} holds version {}", name, version, article, before),
        );
        finding.hint("the higher version is the agency's last word; see to it that no other is printed")
    };
    others.iter().map(told).collect()
}

fn marked(name: &str, word: &str) -> Diagnostic {
    Diagnostic::warning("import/corrected", message!("{} corrects an earlier item: `{}`", name, word))
        .hint("an earlier version may stand on a page already: look for it")
}

/// The texts of children of a name.
pub(super) fn texts(node: Node<'_, '_>, name: &str) -> Vec<String> {
    xml::children(node, name).map(xml::text).filter(|text| !text.is_empty()).collect()
}
