//! What makes a PDF a PDF/X: output intent, metadata, identification (prepress §2, §3, §13).

use lopdf::{Document, Object, Stream, dictionary};
use sha2::{Digest, Sha256};

use crate::base::escaped;
use crate::colour::OutputProfile;
use crate::model::Date;

use super::fonts::ready;
use super::{Conformance, PdfJob, deflate};

/// Name of the program in metadata.
const CREATOR: &str = concat!("paiban ", env!("CARGO_PKG_VERSION"));

/// Adds the envelope and writes the file; every id comes from the content itself.
pub(super) fn seal(mut document: Document, job: &PdfJob<'_>) -> Result<Vec<u8>, String> {
    if job.conformance != Conformance::Plain {
        let intent = output_intent(&mut document, job.profile);
        catalog(&mut document)?.set("OutputIntents", vec![Object::Reference(intent)]);
    }
    let info = document.add_object(info(job));
    document.trailer.set("Info", info);
    let hash = Sha256::digest(saved(&mut document)?);
    let id = hash.iter().take(16).copied().collect::<Vec<u8>>();
    let xmp = document
        .add_object(ready(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(job, &id).into_bytes()));
    catalog(&mut document)?.set("Metadata", xmp);
    let id = Object::String(id, lopdf::StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    saved(&mut document)
}

fn catalog(document: &mut Document) -> Result<&mut lopdf::Dictionary, String> {
    document.catalog_mut().map_err(|error| error.to_string())
}

fn saved(document: &mut Document) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// O01 to O04: the condition's name, and its profile embedded.
fn output_intent(document: &mut Document, profile: &OutputProfile) -> lopdf::ObjectId {
    let deflated = profile.deflated.as_ref().map_or_else(|| deflate(&profile.icc), |bytes| bytes.to_vec());
    let stream: Stream = ready(dictionary! { "N" => 4, "Filter" => "FlateDecode" }, deflated);
    let stream = document.add_object(stream);
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => plain_or_text(&profile.condition),
        "OutputCondition" => plain_or_text(&profile.info),
        "Info" => plain_or_text(&profile.info),
        "DestOutputProfile" => stream,
    };
    if let Some(registry) = &profile.registry {
        intent.set("RegistryName", plain_or_text(registry));
    }
    document.add_object(intent)
}

/// The document information dictionary; it says the same as the XMP (prepress M07).
fn info(job: &PdfJob<'_>) -> lopdf::Dictionary {
    let date = Object::string_literal(pdf_date(job.imprint.date));
    let mut info = dictionary! {
        "Title" => text(&job.imprint.title),
        "Creator" => text(CREATOR),
        "Producer" => text(CREATOR),
        "CreationDate" => date.clone(),
        "ModDate" => date,
        "Trapped" => "False",
    };
    if job.conformance == Conformance::X1a {
        info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-1a:2003"));
    }
    info
}

/// A text string: UTF-16 with its mark, so that any title can be read (ISO 32000-1 §7.9.2.2).
pub(super) fn text(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}

/// A text string, in ASCII where that is enough: it is the same in every encoding, and registered names are compared by their bytes.
fn plain_or_text(string: &str) -> Object {
    if string.is_ascii() { Object::string_literal(string) } else { text(string) }
}

/// Midnight of the edition's day in China.
fn pdf_date(date: Date) -> String {
    format!("D:{:04}{:02}{:02}000000+08'00'", date.year, date.month, date.day)
}

/// The XMP packet, unfiltered (prepress M01 to M07).
fn xmp(job: &PdfJob<'_>, id: &[u8]) -> String {
    let date = job.imprint.date;
    let date = format!("{:04}-{:02}-{:02}T00:00:00+08:00", date.year, date.month, date.day);
    let title = escaped(&job.imprint.title);
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let uuid = format!("uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32]);
    let version = match job.conformance {
        Conformance::X4 => "   <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n",
        Conformance::X1a | Conformance::Plain => "",
    };
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n   \
         <dc:format>application/pdf</dc:format>\n   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n   \
         <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n   <xmp:CreateDate>{date}</xmp:CreateDate>\n   <xmp:ModifyDate>{date}</xmp:ModifyDate>\n   <xmp:MetadataDate>{date}</xmp:MetadataDate>\n   \
         <pdf:Producer>{CREATOR}</pdf:Producer>\n   <pdf:Trapped>False</pdf:Trapped>\n   <xmpMM:DocumentID>{uuid}</xmpMM:DocumentID>\n   <xmpMM:VersionID>1</xmpMM:VersionID>\n   \
         <xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n{version}  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
