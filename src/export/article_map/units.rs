//! What a unit says and where its text goes on.

use std::collections::BTreeSet;

use crate::base::FrameId;
use crate::display::{ReadPara, ReadPicture, ReadRole, Unit};

use super::areas::whole_kind;
use super::{Jump, MapJob, MapPara, MapPicture, MapUnit, Stop};

/// A unit, the pages it stands on given, with its text, pictures and jumps.
pub(super) fn unit(job: &MapJob<'_>, pages: &BTreeSet<usize>, unit: &Unit) -> MapUnit {
    let frames: Vec<Stop> = unit.thread.iter().filter_map(|&frame| stop(job, frame)).collect();
    let part = |role: ReadRole| joined(unit.paras.iter().filter(|para| para.role == role));
    MapUnit {
        id: unit.id.clone(),
        kind: whole_kind(unit.kind),
        name: unit.name.clone(),
        source: Some(unit.article.clone()).filter(|article| !article.is_empty()),
        pages: pages.iter().filter_map(|&page| Some(job.pages.get(page)?.number.clone())).collect(),
        kicker: part(ReadRole::Kicker),
        headline: part(ReadRole::Headline),
        deck: part(ReadRole::Deck),
        byline: part(ReadRole::Byline),
        paragraphs: unit.paras.iter().filter_map(|para| map_para(job, para)).collect(),
        pictures: unit.pictures.iter().filter_map(|picture| map_picture(job, picture)).collect(),
        notes: unit.notes.iter().map(ReadPara::text).collect(),
        jumps: frames.windows(2).map(|pair| Jump { from: pair[0].clone(), to: pair[1].clone() }).collect(),
        frames,
    }
}

fn stop(job: &MapJob<'_>, frame: FrameId) -> Option<Stop> {
    let frame = job.reading.frames.get(frame.index())?;
    Some(Stop { page: job.pages.get(frame.page.index())?.number.clone(), frame: frame.name.clone() })
}

/// Paragraphs as lines of one text.
fn joined<'p>(paras: impl Iterator<Item = &'p ReadPara>) -> Option<String> {
    let lines: Vec<String> = paras.map(ReadPara::text).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn map_para(job: &MapJob<'_>, para: &ReadPara) -> Option<MapPara> {
    let role = match para.role {
        ReadRole::Crosshead => "crosshead",
        ReadRole::Quote => "quote",
        ReadRole::Paragraph => "paragraph",
        ReadRole::Kicker | ReadRole::Headline | ReadRole::Deck | ReadRole::Byline => return None,
    };
    let (file, line) = para.span.and_then(|span| (job.place)(span)).unzip();
    Some(MapPara { role, text: para.text(), file, line })
}

fn map_picture(job: &MapJob<'_>, picture: &ReadPicture) -> Option<MapPicture> {
    let caption = joined(picture.caption.iter());
    Some(MapPicture { file: picture.file.clone(), at: stop(job, picture.frame)?, caption })
}
