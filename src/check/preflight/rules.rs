//! The items a file is judged by: ids, levels, titles and what helps, after the house's list of prepress rules.

use serde::Serialize;

use super::Profile;

/// Weight of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Level {
    /// The file fails.
    E,
    /// The file passes; somebody should look.
    W,
}

/// Whether a finding is one of the house's, which PDF/X itself does not know: PDF/X-4 (ISO 15930-7) lets profiles, layers and attached files be, and says nothing of ink sums, overprint, lines or resolution.
pub(super) fn is_house(id: Id, profile: Profile, message: &str) -> bool {
    use Id::*;
    let is_x4 = profile == Profile::X4;
    match id {
        P03 | P04 | P05 | P06 | P07 | T03 | T05 | T09 | C04 | C05 | K01 | K02 | K03 | K04 | K05 | K06 | C06 | L01
        | L02 | G01 | G02 | G03 | G05 => true,
        M02 => message.contains("filter"),
        // The map is the identity where it is not said (ISO 32000-2 table 115), and names of a font and its CIDFont need not be one.
        T06 => message.contains("subset tag") || message.contains("different names"),
        T07 => message.contains("without CIDToGIDMap"),
        // That an ink has one definition is said from X-4 on.
        C03 => {
            message.contains("not ordered")
                || message.contains("registration colour")
                || !is_x4 && message.contains("two definitions")
        }
        // Readers go by what is in the file; X-1a of 2001 is the same but for a version of PDF.
        F02 => is_x4 && message.ends_with("1.7"),
        M01 => !is_x4 && message.contains("of 2001"),
        M07 => !is_x4 && message.contains("missing in Info"),
        F08 | I04 => is_x4,
        C01 => is_x4 && DEVICE_INDEPENDENT.iter().any(|space| message.ends_with(space)),
        C02 => is_x4 && !message.contains("output intent"),
        _ => false,
    }
}

/// Spaces that PDF/X-4 permits beside those of the press.
const DEVICE_INDEPENDENT: &[&str] = &[" in ICCBased RGB", " in ICCBased gray", " in CalRGB", " in CalGray", " in Lab"];

macro_rules! rules {
    ($($id:ident $level:ident $title:literal, $hint:literal;)*) => {
        /// Items of the list of prepress rules: F file, M metadata, O output intent, P page, I interactive, T type, C colour, K black, L lines, G images.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[allow(missing_docs, reason = "the table below says what each is")]
        pub enum Id { $($id,)* }

        /// Every item, in order.
        pub const ITEMS: &[Id] = &[$(Id::$id,)*];

        impl Id {
            /// Its weight.
            pub fn level(self) -> Level {
                match self { $(Self::$id => Level::$level,)* }
            }

            /// What it demands.
            pub fn title(self) -> &'static str {
                match self { $(Self::$id => $title,)* }
            }

            /// What to do about a finding.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$id => $hint,)* }
            }
        }
    };
}

rules! {
    F01 E "sound file, no repair needed", "write the file again from its source; do not pass a repaired file on";
    F02 E "PDF version within the profile", "export as PDF 1.6 or lower for X-4, as PDF 1.4 or lower for X-1a";
    F03 E "no encryption", "export without passwords and restrictions";
    F04 E "trailer /ID of two byte strings", "export with a file identifier";
    F05 E "permitted stream filters only", "use Flate or JPEG compression";
    F06 E "complete file: nothing outside it, no PostScript", "embed what is placed; switch OPI off";
    F07 E "no object or xref streams in X-1a", "save as PDF 1.4 with a classic xref table";
    F08 E "no embedded files", "remove attachments";
    F09 E "limits of PDF readers", "simplify the file; q and Q must balance";
    F10 E "content is sound and its resources exist", "export the page again from its source";
    M01 E "PDF/X version is named", "export with the PDF/X preset that was asked for";
    M02 E "XMP metadata are there and well formed", "export again with XMP metadata, uncompressed";
    M03 E "document has a title", "give the document a title";
    M04 E "dates are there and agree", "write creation and modification date in Info and XMP alike";
    M05 E "Trapped is True or False", "say whether the file is trapped";
    M06 E "XMP document ids", "write xmpMM DocumentID, VersionID and RenditionClass";
    M07 E "Info and XMP agree", "write Title, Creator and Producer alike in both";
    O01 E "one PDF/X output intent", "export with exactly one PDF/X output intent";
    O02 E "output condition is named", "name the printing condition the file was made for";
    O03 E "output profile is embedded", "embed the ICC profile of the printing condition";
    O04 E "output profile is a sound CMYK printer profile", "embed an ICC v2 or v4.2 output profile for CMYK";
    O05 E "all output intents share one profile", "keep one output profile";
    P01 E "every page has its own TrimBox, no ArtBox", "set the trim size on the page";
    P02 E "page boxes nest", "set MediaBox, BleedBox and TrimBox inside each other";
    P03 E "no UserUnit, no rotation", "export the page upright at 1:1";
    P04 E "trim size as ordered", "make the page in the ordered size";
    P05 E "bleed as ordered", "set the bleed that was ordered";
    P06 E "type keeps the safe distance from the trim", "move the type away from the trim";
    P07 E "pages as ordered, none empty", "deliver the ordered pages, each with content";
    I01 E "no actions, no JavaScript", "remove links, buttons and scripts";
    I02 E "no annotations on the page", "remove comments and links or flatten them";
    I03 E "no forms", "flatten form fields";
    I04 E "no layers", "flatten layers to what shall print";
    T01 E "every font is embedded", "embed the font";
    T02 E "every character shown has its glyph", "use a font that has the character";
    T03 E "no blank glyph for a character that prints", "use a font that has the character";
    T04 E "widths agree with the font", "export again; the font was changed after setting";
    T05 E "text can be read back", "export with ToUnicode tables";
    T06 E "subset names are right", "export again with subset fonts";
    T07 E "composite fonts are complete", "export again with Identity encoding";
    T08 E "the font may be embedded", "use a font whose licence permits embedding";
    T09 W "no Courier, no Type 3", "look whether a font was substituted";
    C01 E "permitted colour spaces only", "convert to CMYK or gray";
    C02 E "no CMYK with a profile of its own", "convert to plain DeviceCMYK";
    C03 E "spot colours as ordered", "convert the spot colour to CMYK or order the ink";
    C04 E "ink limit of colours", "lower the sum of inks";
    C05 E "ink limit of images", "convert the picture with the profile of the press";
    C06 W "ink limit where objects lie on each other", "lower the ink below, let it knock out, or have it made a picture with rasterise: 600ppi";
    C07 E "transparency as the profile permits", "flatten transparency, or blend in CMYK";
    C08 E "no transfer functions, sound halftones and intents", "export without halftone and transfer settings";
    C09 E "no alternate images", "remove alternate images";
    K01 E "black type overprints", "set 100 % black type to overprint";
    K02 E "black type and lines are CMYK black", "use 0 0 0 100 CMYK instead of gray";
    K03 E "white never overprints", "set white to knock out";
    K04 E "no four-colour black type", "use plain black for type";
    K05 E "small type in few inks", "use at most two inks for small type, larger reversed type";
    K06 E "thin black lines overprint", "set black lines to overprint";
    L01 E "no hairlines", "make the line thicker";
    L02 E "thin lines in one ink", "make the line thicker or use one ink";
    G01 E "images have enough pixels", "use a larger picture or place it smaller";
    G02 E "bitmaps have enough pixels", "scan the line art finer or place it smaller";
    G03 W "images have no more pixels than useful", "downsample the picture";
    G04 E "image data decode and fit their dictionary", "place the picture again from a sound file";
    G05 E "CMYK JPEGs are not turned to negatives", "export the picture again";
    G06 E "bits per sample", "save the picture with 8 bits per channel";
}
