//! What a unit says and where its text goes on.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{FrameId, Script};
use crate::display::{ReadMark, ReadPara, ReadPicture, ReadRole, ReadRun, Unit};

use super::areas::whole_kind;
use super::{Jump, MapJob, MapLook, MapPara, MapPicture, MapRun, MapUnit, Stop};

/// A unit, the pages it stands on given, with its text, pictures and jumps.
pub(super) fn unit(job: &MapJob<'_>, pages: &BTreeSet<usize>, unit: &Unit) -> MapUnit {
    let frames: Vec<Stop> = unit.thread.iter().filter_map(|&frame| stop(job, frame)).collect();
    let part = |role: ReadRole| joined(unit.paras.iter().filter(|para| para.role == role));
    MapUnit {
        id: unit.id.clone(),
        kind: whole_kind(unit.kind),
        name: unit.name.clone(),
        source: Some(unit.article.clone()).filter(|article| !article.is_empty()),
        language: language(job, unit).to_owned(),
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

/// The language of most of a unit's text.
fn language(job: &MapJob<'_>, unit: &Unit) -> &'static str {
    let mut lengths: BTreeMap<&'static str, usize> = BTreeMap::new();
    for para in unit.paras.iter().chain(&unit.notes) {
        *lengths.entry(para.language).or_default() += para.text().len();
    }
    lengths.into_iter().max_by_key(|(_, length)| *length).map_or(job.imprint.language.tag(), |(language, _)| language)
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
    Some(MapPara { role, text: para.text(), runs: runs(para), file, line })
}

/// The runs of a paragraph in which anything has a look; neighbours that look alike are one.
fn runs(para: &ReadPara) -> Vec<MapRun> {
    let mut runs: Vec<MapRun> = Vec::new();
    for run in para.runs.iter().filter(|run| !run.text.is_empty()) {
        let (look, reading) = (looks(run), reading(run));
        match runs.last_mut().filter(|last| last.look == look && last.reading.is_none() && reading.is_none()) {
            Some(last) => last.text += &run.text,
            None => runs.push(MapRun { text: run.text.clone(), look, reading }),
        }
    }
    let is_plain = |run: &MapRun| run.look.is_empty() && run.reading.is_none();
    if runs.iter().all(is_plain) { Vec::new() } else { runs }
}

fn looks(run: &ReadRun) -> Vec<MapLook> {
    let script = match run.script {
        Script::On => None,
        Script::Raised => Some(MapLook::Raised),
        Script::Lowered => Some(MapLook::Lowered),
    };
    let mark = match run.mark {
        ReadMark::None | ReadMark::Ruby(_) => None,
        ReadMark::Dots => Some(MapLook::Dots),
        ReadMark::ProperName => Some(MapLook::Name),
        ReadMark::BookTitle => Some(MapLook::Book),
    };
    let markup = [run.strong.then_some(MapLook::Bold), run.emphasis.then_some(MapLook::Kai)];
    markup.into_iter().chain([script, mark]).flatten().collect()
}

fn reading(run: &ReadRun) -> Option<String> {
    if let ReadMark::Ruby(reading) = &run.mark { Some(reading.clone()) } else { None }
}

fn map_picture(job: &MapJob<'_>, picture: &ReadPicture) -> Option<MapPicture> {
    let caption = joined(picture.caption.iter());
    Some(MapPicture { file: picture.file.clone(), at: stop(job, picture.frame)?, caption })
}
