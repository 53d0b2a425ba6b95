//! ICC profiles: header and tag table.

/// Tags a printer profile must have.
const NEEDED: [&[u8; 4]; 5] = [b"A2B0", b"B2A0", b"desc", b"wtpt", b"cprt"];
/// Tags a sound table may have.
const MOST_TAGS: usize = 200;

/// What a profile must be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    /// A CMYK printer's profile, with the tables in both directions.
    pub(super) printer: bool,
    /// Highest version: major and minor.
    pub(super) version: (u8, u8),
}

/// Faults of a profile; `components` is the /N of its stream.
pub(super) fn faults(data: &[u8], components: Option<usize>, demand: Demand) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    let Some(header) = data.get(..132) else { return vec![("profile shorter than its header", String::new())] };
    let sign = |at: usize| header.get(at..at + 4).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if number(data, 0) != Some(data.len()) {
        faults.push(("profile is not as long as it says", format!("{} bytes", data.len())));
    }
    if sign(36) != b"acsp" {
        faults.push(("profile without its signature acsp", String::new()));
    }
    if demand.printer && sign(12) != b"prtr" {
        faults.push(("profile is not a printer's", text(sign(12))));
    }
    if demand.printer && sign(16) != b"CMYK" {
        faults.push(("profile is not for CMYK", text(sign(16))));
    }
    if !matches!(sign(20), b"Lab " | b"XYZ ") {
        faults.push(("profile connection space is neither Lab nor XYZ", text(sign(20))));
    }
    let version = (header.get(8).copied().unwrap_or(0), header.get(9).copied().unwrap_or(0) >> 4);
    if version > demand.version {
        faults.push(("ICC version too high", format!("{}.{}", version.0, version.1)));
    }
    if channels(sign(16)).is_some_and(|wanted| components != Some(wanted)) {
        faults.push(("/N does not fit the profile", format!("{components:?}")));
    }
    tags(data, demand.printer, &mut faults);
    faults
}

fn channels(space: &[u8]) -> Option<usize> {
    match space {
        b"GRAY" => Some(1),
        b"RGB " | b"Lab " => Some(3),
        b"CMYK" => Some(4),
        _ => None,
    }
}

fn tags(data: &[u8], printer: bool, faults: &mut Vec<(&'static str, String)>) {
    let count = number(data, 128).unwrap_or(0);
    if count > MOST_TAGS {
        faults.push(("tag table is damaged", String::new()));
        return;
    }
    let mut seen: Vec<&[u8]> = Vec::new();
    for tag in 0..count {
        let at = 132 + 12 * tag;
        let (Some(name), Some(from), Some(length)) = (data.get(at..at + 4), number(data, at + 4), number(data, at + 8))
        else {
            faults.push(("tag table is cut short", String::new()));
            return;
        };
        if from.saturating_add(length) > data.len() {
            faults.push(("tag outside the profile", String::from_utf8_lossy(name).into_owned()));
        }
        seen.push(name);
    }
    for needed in NEEDED.iter().filter(|needed| printer && !seen.contains(&needed.as_slice())) {
        faults.push(("tag is missing", String::from_utf8_lossy(*needed).into_owned()));
    }
}

fn number(data: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; 4] = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(bytes)).ok()
}

/// Whether two profiles are one: the same bytes, or the same profile id of version 4.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    let id = |data: &[u8]| data.get(84..100).filter(|id| id.iter().any(|&byte| byte != 0)).map(<[u8]>::to_vec);
    one == other || id(one).is_some() && id(one) == id(other)
}
