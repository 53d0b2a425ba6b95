//! NewsML-G2 → drafts: one of every news item that has text; items of pictures alone join the text before them.

use roxmltree::Node;

use crate::base::Diagnostic;
use crate::input::Files;
use crate::message;

use super::agency::{self, Item};
use super::draft::{Builder, Draft, Loss, Picture, extract};
use super::{head, html, markup, nitf, plain, xml};

/// Reads a news item or a message of several.
pub(super) fn read(name: &str, text: &str, files: &dyn Files) -> Result<Vec<Draft>, Diagnostic> {
    let text = xml::resolved(text);
    let tree = xml::parse(name, &text)?;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut without_text: Vec<Loss> = Vec::new();
    let is_item = |node: &Node<'_, '_>| node.tag_name().name() == "newsItem";
    let inside = |node: &Node<'_, '_>| node.ancestors().skip(1).any(|above| is_item(&above));
    for item in tree.root_element().descendants().filter(|node| is_item(node) && !inside(node)) {
        let mut draft = of_item(item, files);
        match drafts.last_mut() {
            Some(last) if draft.blocks.is_empty() && !draft.pictures.is_empty() => {
                last.pictures.append(&mut draft.pictures);
                last.losses.append(&mut draft.losses);
                // A picture that must not be printed keeps its story back as well.
                last.agency.holds.append(&mut draft.agency.holds);
            }
            _ if draft.is_empty() => {
                without_text.push(Loss::of_head("item without a text or a picture at hand", &draft.front.headline));
                without_text.append(&mut draft.losses);
            }
            _ => drafts.push(draft),
        }
    }
    if let Some(first) = drafts.first_mut() {
        first.losses.append(&mut without_text);
    }
    Ok(drafts)
}

fn of_item(item: Node<'_, '_>, files: &dyn Files) -> Draft {
    let mut draft = Draft::default();
    for content in xml::children(item, "contentSet").flat_map(|set| set.children()).filter(Node::is_element) {
        add(&mut draft, read_content(content, files));
    }
    let guid = item.attribute("guid").unwrap_or_default();
    draft.agency.item = Item::new(guid, item.attribute("version").unwrap_or_default()).or(draft.agency.item.take());
    let issued = xml::find(item, "versionCreated").map(xml::text).unwrap_or_default();
    for part in item.children().filter(Node::is_element) {
        match part.tag_name().name() {
            "contentMeta" => read_meta(part, &mut draft),
            "itemMeta" => read_status(part, &issued, &mut draft),
            "rightsInfo" => agency::name_rest(part, &[], &mut draft),
            "contentSet" => {}
            name if agency::is_technical(name) => {}
            name => agency::name_loss(&mut draft, name, &agency::said(part)),
        }
    }
    // What the agency gives beats what the text looks like, so lines are judged once its own are known.
    drop_repeated_headline(&mut draft);
    head::guess(&mut draft);
    draft
}

/// A first line that repeats the headline is no text.
fn drop_repeated_headline(draft: &mut Draft) {
    let headline = draft.front.headline.replace('\n', "");
    if draft.blocks.len() > 1 && !headline.is_empty() && draft.blocks[0].text().trim() == headline {
        draft.blocks.remove(0);
    }
}

/// A controlled value: a code, an address or words.
fn coded<'t>(node: Node<'t, '_>) -> &'t str {
    ["qcode", "uri", "literal"].iter().find_map(|name| node.attribute(*name)).unwrap_or_default()
}

/// `itemMeta`: what an agency says of an item's use (NewsML-G2 `pubStatus`, `embargoed`, `edNote`, `signal`).
fn read_status(meta: Node<'_, '_>, issued: &str, draft: &mut Draft) {
    for status in xml::children(meta, "pubStatus") {
        agency::status(draft, coded(status));
    }
    for until in xml::children(meta, "embargoed") {
        agency::embargo(draft, &xml::text(until), issued);
    }
    for note in agency::texts(meta, "edNote") {
        agency::note(draft, &note);
    }
    for signal in xml::children(meta, "signal") {
        agency::signal(draft, coded(signal));
    }
    agency::name_rest(meta, &["pubStatus", "embargoed", "edNote", "signal"], draft);
}

/// One rendition of the content.
fn read_content(content: Node<'_, '_>, files: &dyn Files) -> Draft {
    let kind = content.attribute("contenttype").unwrap_or_default();
    match content.tag_name().name() {
        "inlineXML" => {
            match content.descendants().find(|node| matches!(node.tag_name().name(), "nitf" | "html" | "body")) {
                Some(root) if root.tag_name().name() == "nitf" => nitf::of_element(root, files),
                Some(root) => {
                    let body = xml::find(root, "body").unwrap_or(root);
                    markup::read(&xml::events(body), files)
                }
                None => markup::read(&xml::events(content), files),
            }
        }
        "inlineData" => {
            let text: String = content.children().filter_map(|node| node.text()).collect();
            if kind.contains("html") { html::read(&text, files) } else { plain::paragraphs(&text) }
        }
        _ => remote(content, kind, files),
    }
}

/// Content that is only pointed at: pictures beside the file are taken, the rest is named.
fn remote(content: Node<'_, '_>, kind: &str, files: &dyn Files) -> Draft {
    let mut builder = Builder::default();
    let source = content.attribute("href").unwrap_or_default();
    if kind.is_empty() || kind.starts_with("image/") {
        match markup::fetch(source, files) {
            Ok(bytes) => builder.picture(bytes, ""),
            Err(why) => builder.lose(why, source, false),
        }
    } else {
        builder.lose("content that is only pointed at", source, false);
    }
    builder.draft
}

fn add(draft: &mut Draft, mut more: Draft) {
    // A second rendition of the same text is not a second half of it.
    if !draft.blocks.is_empty() && !more.blocks.is_empty() {
        let text = more.blocks[0].text();
        more.blocks.clear();
        let what = message!("further rendition of the text");
        draft.losses.push(Loss { what, paragraph: 0, extract: extract(&text), text_kept: false });
    }
    if draft.blocks.is_empty() {
        draft.front = more.front;
        draft.agency = more.agency;
    }
    draft.blocks.extend(more.blocks);
    draft.pictures.extend(more.pictures);
    draft.losses.extend(more.losses);
    draft.guesses.extend(more.guesses);
}

/// Which line of a head a role names: the NewsCodes of headline roles and the words agencies use.
fn place_of(role: &str) -> Option<&'static str> {
    match role.rsplit([':', '/', '#']).next().unwrap_or_default().to_lowercase().as_str() {
        "" | "main" | "headline" | "print" | "title" => Some("headline"),
        "sub" | "subheadline" | "subhead" | "subtitle" | "deck" | "secondary" => Some("deck"),
        "kicker" | "overline" | "over" | "preheadline" | "eyebrow" => Some("kicker"),
        _ => None,
    }
}

/// `contentMeta`: headlines by their roles, byline, dateline; a picture's description is its caption.
fn read_meta(meta: Node<'_, '_>, draft: &mut Draft) {
    // The item's own headline beats one within its content.
    let within = std::mem::take(&mut draft.front.headline);
    let mut further = Vec::new();
    // Of headlines in several languages the Chinese one is this paper's.
    let is_foreign = |node: &Node<'_, '_>| {
        let language = node.attribute(("http://www.w3.org/XML/1998/namespace", "lang"));
        language.is_some_and(|language| !language.starts_with("zh"))
    };
    let mut headlines: Vec<Node<'_, '_>> = xml::children(meta, "headline").collect();
    headlines.sort_by_key(is_foreign);
    for node in headlines {
        let text = xml::text(node);
        let role = node.attribute("role").or(node.attribute("roleuri")).unwrap_or_default();
        let key = place_of(role);
        let place = draft.front.texts_mut().into_iter().find(|(name, place)| Some(*name) == key && place.is_empty());
        match place {
            Some((_, place)) => *place = text,
            None => further.push(text),
        }
    }
    further.push(within);
    for text in further.into_iter().filter(|text| !text.is_empty()) {
        if draft.front.headline.is_empty() {
            draft.front.headline = text;
        } else if draft.front.headline != text {
            agency::name_loss(draft, "further headline", &text);
        }
    }
    for (name, place) in [("by", &mut draft.front.byline), ("dateline", &mut draft.front.dateline)] {
        if let Some(text) = agency::texts(meta, name).into_iter().next().filter(|_| place.is_empty()) {
            *place = text;
        }
    }
    if draft.front.language.is_empty() {
        let tag = xml::children(meta, "language").find_map(|node| node.attribute("tag")).unwrap_or_default();
        markup::language(tag).clone_into(&mut draft.front.language);
    }
    describe(meta, draft);
    for name in ["by", "dateline"] {
        for more in agency::texts(meta, name).into_iter().skip(1) {
            agency::name_loss(draft, name, &more);
        }
    }
    agency::name_rest(meta, &["headline", "by", "dateline", "description", "language"], draft);
}

/// The description is the caption of a picture, and no part of a story.
fn describe(meta: Node<'_, '_>, draft: &mut Draft) {
    let mut texts = agency::texts(meta, "description").into_iter();
    let picture = draft.pictures.last_mut().filter(|picture| draft.blocks.is_empty() && picture.caption.is_empty());
    if let Some((Picture { caption, .. }, text)) = picture.zip(texts.clone().next()) {
        *caption = text;
        texts.next();
    }
    for text in texts {
        agency::name_loss(draft, "description", &text);
    }
}
