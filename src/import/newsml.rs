//! NewsML-G2 → drafts: one of every news item that has text; items of pictures alone join the text before them.

use roxmltree::Node;

use crate::base::{Diagnostic, Message};
use crate::input::Files;
use crate::message;

use super::draft::{Builder, Draft, Loss, Picture, extract};
use super::{html, markup, nitf, plain, xml};

/// Reads a news item or a message of several.
pub(super) fn read(name: &str, text: &str, files: &dyn Files) -> Result<Vec<Draft>, Diagnostic> {
    let text = xml::resolved(text);
    let tree = xml::parse(name, &text)?;
    let mut drafts: Vec<Draft> = Vec::new();
    let is_item = |node: &Node<'_, '_>| node.tag_name().name() == "newsItem";
    let inside = |node: &Node<'_, '_>| node.ancestors().skip(1).any(|above| is_item(&above));
    for item in tree.root_element().descendants().filter(|node| is_item(node) && !inside(node)) {
        let draft = of_item(item, files);
        match drafts.last_mut() {
            Some(last) if draft.blocks.is_empty() && !draft.pictures.is_empty() => {
                last.pictures.extend(draft.pictures);
                last.losses.extend(draft.losses);
            }
            _ => drafts.push(draft),
        }
    }
    Ok(drafts)
}

fn of_item(item: Node<'_, '_>, files: &dyn Files) -> Draft {
    let mut draft = Draft::default();
    for content in xml::find(item, "contentSet").iter().flat_map(|set| set.children()).filter(Node::is_element) {
        add(&mut draft, read_content(content, files));
    }
    if let Some(meta) = xml::find(item, "contentMeta") {
        read_meta(meta, &mut draft);
    }
    if let Some(meta) = xml::find(item, "itemMeta") {
        read_status(meta, &mut draft);
    }
    draft
}

/// `itemMeta`: what an agency says of an item's use stands first in the report, since a withdrawn story must not be printed (NewsML-G2 `pubStatus`, `embargoed`).
fn read_status(meta: Node<'_, '_>, draft: &mut Draft) {
    let status = xml::children(meta, "pubStatus").find_map(|node| node.attribute("qcode")).unwrap_or_default();
    let mut say = |what: Message, text: &str| {
        draft.losses.insert(0, Loss { what, paragraph: 0, extract: extract(text), text_kept: false });
    };
    if !status.is_empty() && !status.ends_with("usable") {
        say(message!("the agency's status of the item: do not print it as it is"), status);
    }
    if let Some(until) = xml::children(meta, "embargoed").map(xml::text).find(|text| !text.is_empty()) {
        say(message!("an embargo: not to be published before"), &until);
    }
    for note in xml::children(meta, "edNote").map(xml::text).filter(|text| !text.is_empty()) {
        say(message!("a note to editors"), &note);
    }
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
            if kind.contains("html") { html::read(&text, files) } else { plain::read(&text) }
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
    }
    draft.blocks.extend(more.blocks);
    draft.pictures.extend(more.pictures);
    draft.losses.extend(more.losses);
    draft.guesses.extend(more.guesses);
}

/// `contentMeta`: headline, byline, dateline; a picture's description is its caption.
fn read_meta(meta: Node<'_, '_>, draft: &mut Draft) {
    let first = |name: &str| xml::children(meta, name).map(xml::text).find(|text| !text.is_empty());
    let headlines = [
        ("headline", &mut draft.front.headline),
        ("by", &mut draft.front.byline),
        ("dateline", &mut draft.front.dateline),
    ];
    for (name, place) in headlines {
        if let Some(text) = first(name).filter(|_| place.is_empty()) {
            *place = text;
        }
    }
    if draft.front.language.is_empty() {
        let tag = xml::children(meta, "language").find_map(|node| node.attribute("tag")).unwrap_or_default();
        markup::language(tag).clone_into(&mut draft.front.language);
    }
    let Some(text) = first("description") else { return };
    match draft.pictures.last_mut().filter(|picture| draft.blocks.is_empty() && picture.caption.is_empty()) {
        Some(Picture { caption, .. }) => *caption = text,
        None => {
            let what = message!("description");
            draft.losses.push(Loss { what, paragraph: 0, extract: extract(&text), text_kept: false });
        }
    }
}
