//! Identification and metadata, M01 to M07: Info and XMP, and whether they agree.

use std::rc::Rc;

use super::report::Subject;
use super::rules::Id;
use super::value::{Dict, text};
use super::xmp::{self, Xmp};
use super::{Judge, Profile};

/// Both places of the metadata.
struct Metadata {
    info: Rc<Dict>,
    xmp: Xmp,
    subject: Subject,
}

impl Judge<'_> {
    /// M01 to M07.
    pub(super) fn metadata(&mut self) {
        let info = self.doc.get(&self.doc.trailer, "Info").dict().cloned().unwrap_or_default();
        let xmp = self.packet();
        let subject = Subject::new(info.object, "metadata");
        let data = Metadata { info, xmp, subject };
        self.version(&data);
        self.title(&data);
        self.dates(&data);
        self.trapped(&data);
        if !self.is_x1a() {
            for name in ["DocumentID", "VersionID", "RenditionClass"] {
                if data.xmp.get(xmp::MM, name).is_none() {
                    self.note(Id::M06, &data.subject, "no XMP document id", format!("xmpMM:{name}"));
                }
            }
        }
        self.agreement(&data);
    }

    /// M02: the packet, empty if it cannot be read.
    fn packet(&mut self) -> Xmp {
        let value = self.doc.get(&self.catalog, "Metadata");
        let Some(stream) = value.stream() else {
            if !self.is_x1a() {
                self.note(Id::M02, &Subject::new(self.catalog.object, "catalog"), "no XMP metadata", "");
            }
            return Xmp::default();
        };
        let dict = &stream.dict;
        let subject = Subject::new(dict.object, "XMP metadata");
        if dict.has("Filter") {
            self.note(Id::M02, &subject, "XMP metadata are compressed", "");
        }
        if !self.doc.get(dict, "Type").is_name("Metadata") || !self.doc.get(dict, "Subtype").is_name("XML") {
            self.note(Id::M02, &subject, "stream is not declared as XML metadata", "");
        }
        let read = self.doc.data(stream, self.doc.limits.content).map_err(str::to_owned).and_then(|bytes| {
            let has_packet = super::reading::find(&bytes, b"<?xpacket").is_some();
            Xmp::read(&bytes).map(|xmp| (xmp, has_packet))
        });
        match read {
            Ok((xmp, has_packet)) => {
                if !has_packet {
                    self.note(Id::M02, &subject, "XMP without its xpacket wrapper", "");
                }
                xmp
            }
            Err(why) => {
                self.note(Id::M02, &subject, "XMP is not well formed", why);
                Xmp::default()
            }
        }
    }

    /// A text of Info.
    fn info(&self, data: &Metadata, key: &str) -> Option<String> {
        self.doc.get(&data.info, key).bytes().map(text).filter(|text| !text.is_empty())
    }

    /// M01.
    fn version(&mut self, data: &Metadata) {
        let wanted = self.options.profile.name();
        let in_info = self.info(data, "GTS_PDFXVersion");
        let in_xmp = data.xmp.get(xmp::PDFX, "GTS_PDFXVersion").map(str::to_owned);
        let (first, second) = match self.options.profile {
            Profile::X4 => (("XMP", in_xmp), ("Info", in_info)),
            Profile::X1a => (("Info", in_info), ("XMP", in_xmp)),
        };
        let conformance = self.info(data, "GTS_PDFXConformance");
        let is_of_2001 = self.is_x1a() && conformance.as_deref() == Some("PDF/X-1a:2001");
        if is_of_2001 && first.1.as_deref() == Some("PDF/X-1:2001") {
            return self.note(Id::M01, &data.subject, "PDF/X-1a of 2001, not of 2003", "");
        }
        if first.1.as_deref() != Some(wanted) {
            let found = first.1.unwrap_or_else(|| "nothing".into());
            self.note(Id::M01, &data.subject, "PDF/X version", format!("{} says {found}, wanted {wanted}", first.0));
        }
        if let Some(found) = second.1.filter(|found| found != wanted) {
            let detail = format!("{} says {found}, wanted {wanted}", second.0);
            self.note(Id::M01, &data.subject, "another PDF/X version beside it", detail);
        }
    }

    /// M03.
    fn title(&mut self, data: &Metadata) {
        let missing = match self.options.profile {
            Profile::X4 => data.xmp.get(xmp::DC, "title").is_none().then_some("dc:title"),
            Profile::X1a => self.info(data, "Title").is_none().then_some("Info /Title"),
        };
        if let Some(missing) = missing {
            self.note(Id::M03, &data.subject, "no title", missing);
        }
    }

    /// M04.
    fn dates(&mut self, data: &Metadata) {
        for (key, name) in [("CreationDate", "CreateDate"), ("ModDate", "ModifyDate")] {
            let in_info = self.info(data, key);
            let in_xmp = data.xmp.get(xmp::XMP, name);
            let (info, xmp) = (in_info.as_deref().and_then(pdf_date), in_xmp.and_then(xmp_date));
            if (self.is_x1a() || in_info.is_some()) && info.is_none() {
                self.note(Id::M04, &data.subject, "no date, or none that can be read", format!("Info /{key}"));
            }
            if !self.is_x1a() && xmp.is_none() {
                self.note(Id::M04, &data.subject, "no date, or none that can be read", format!("xmp:{name}"));
            }
            if let (Some(info), Some(xmp)) = (info, xmp)
                && info != xmp
            {
                self.note(Id::M04, &data.subject, "dates of Info and XMP differ", format!("/{key}"));
            }
        }
        if !self.is_x1a() && data.xmp.get(xmp::XMP, "MetadataDate").and_then(xmp_date).is_none() {
            self.note(Id::M04, &data.subject, "no date, or none that can be read", "xmp:MetadataDate");
        }
    }

    /// M05.
    fn trapped(&mut self, data: &Metadata) {
        let value = self.doc.get(&data.info, "Trapped");
        let in_info = value.name();
        let in_xmp = data.xmp.get(xmp::PDF, "Trapped");
        let says = |word: Option<&str>| matches!(word, Some("True" | "False"));
        let is_x1a = self.is_x1a();
        if (is_x1a || !value.is_null()) && !says(in_info) {
            self.note(Id::M05, &data.subject, "Trapped is neither True nor False", "Info /Trapped");
        }
        if !is_x1a && !says(in_xmp) {
            self.note(Id::M05, &data.subject, "Trapped is neither True nor False", "pdf:Trapped");
        }
        if let (Some(info), Some(xmp)) = (in_info, in_xmp)
            && info != xmp
        {
            self.note(Id::M05, &data.subject, "Info and XMP differ in Trapped", format!("{info}, {xmp}"));
        }
    }

    /// M07.
    fn agreement(&mut self, data: &Metadata) {
        let pairs =
            [("Title", xmp::DC, "title"), ("Creator", xmp::XMP, "CreatorTool"), ("Producer", xmp::PDF, "Producer")];
        for (key, space, name) in pairs {
            let info = self.info(data, key);
            if self.is_x1a() && key != "Title" && info.is_none() {
                self.note(Id::M07, &data.subject, "missing in Info", key);
            }
            if let (Some(info), Some(xmp)) = (info, data.xmp.get(space, name))
                && info.trim() != xmp
            {
                self.note(Id::M07, &data.subject, "Info and XMP differ", format!("{key}: {info:?}, {xmp:?}"));
            }
        }
    }
}

/// Seconds of a PDF date in UTC: `D:20260312083000+08'00'`.
fn pdf_date(date: &str) -> Option<i64> {
    let date = date.strip_prefix("D:")?;
    let digits: String = date.chars().take_while(char::is_ascii_digit).collect();
    let zone = date.get(digits.len()..)?.replace('\'', "");
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let day = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let time = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    (digits.len() == 14).then_some(())?;
    Some(seconds(day, time)? - zone_seconds(&zone)?)
}

/// Seconds of an XMP date in UTC: `2026-03-12T08:30:00+08:00`.
fn xmp_date(date: &str) -> Option<i64> {
    let (day, time) = date.split_once('T')?;
    let mut days = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let day = (days.next()??, days.next()??, days.next()??);
    let clock = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = (time.get(..clock)?, time.get(clock..)?.replace(':', ""));
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok());
    let time = (parts.next()??, parts.next()??, parts.next().flatten().unwrap_or(0));
    Some(seconds(day, time)? - zone_seconds(&zone)?)
}

/// Seconds of a zone such as `+0800`, `Z` or nothing.
fn zone_seconds(zone: &str) -> Option<i64> {
    let sign = match zone.bytes().next() {
        None | Some(b'Z') => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    let hours = zone.get(1..3)?.parse::<i64>().ok()?;
    let minutes = zone.get(3..5).map_or(Some(0), |minutes| minutes.parse::<i64>().ok())?;
    Some(sign * (hours * 3_600 + minutes * 60))
}

/// Seconds since 1970 of a day and time of the Gregorian calendar.
fn seconds((year, month, day): (i64, i64, i64), (hour, minute, second): (i64, i64, i64)) -> Option<i64> {
    let fits = (1..=9_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    // Years begin in March, so that the leap day is a year's last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469;
    fits.then_some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_both_forms_name_one_instant() {
        assert_eq!(pdf_date("D:19700101000000Z"), Some(0));
        assert_eq!(pdf_date("D:20260312083000+08'00'"), xmp_date("2026-03-12T00:30:00Z"));
        assert_eq!(xmp_date("2026-03-12T08:30:00+08:00"), xmp_date("2026-03-12T00:30:00.5Z"));
        assert_eq!(pdf_date("D:2026"), None);
        assert_eq!(xmp_date("2026-13-12T08:30:00Z"), None);
        assert_eq!(xmp_date("yesterday"), None);
    }
}
