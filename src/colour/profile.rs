//! Press profiles: the shipped one, and what a profile must be (prepress O04).

use std::borrow::Cow;

use lcms2::{ColorSpaceSignature, Profile, ProfileClassSignature, TagSignature};

use crate::base::{Diagnostic, Message, Permille};
use crate::message;

use super::press::OutputProfile;
use super::table::Tables;

const NEWSPRINT: &[u8] = include_bytes!("../../profiles/SNAP-TR002-newsprint.icc");
const NEWSPRINT_DEFLATED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/newsprint.icc.zlib"));

/// Newest ICC version of an output intent (prepress O04).
const MAX_ICC_VERSION: f64 = 4.21;

impl OutputProfile {
    /// Coldset newsprint by SNAP, the condition CGATS TR 002 of the ICC's registry, at most 240 % of ink.
    pub fn newsprint() -> Self {
        Self {
            condition: "CGATS TR 002".into(),
            info: "SNAP coldset newsprint, total area coverage 240 %".into(),
            registry: Some("http://www.color.org".into()),
            icc: Cow::Borrowed(NEWSPRINT),
            deflated: Some(Cow::Borrowed(NEWSPRINT_DEFLATED)),
            ink_limit: Permille(2400),
            tables: Tables::default(),
        }
    }

    /// A press profile from a file.
    ///
    /// # Errors
    /// Not an ICC profile of a CMYK printer, or one that cannot be used both ways.
    pub fn from_icc(icc: Vec<u8>, condition: &str, ink_limit: Permille) -> Result<Self, Diagnostic> {
        let refused = |why: Message| {
            Diagnostic::error("profile/unusable", message!("this is not a press profile: {}", why))
                .hint("use the ICC profile your printer gave you")
        };
        let stated = icc.first_chunk::<4>().map(|size| u32::from_be_bytes(*size));
        if stated.and_then(|size| usize::try_from(size).ok()) != Some(icc.len()) {
            return Err(refused(message!("its size is not what it says")));
        }
        let profile = Profile::new_icc(&icc).map_err(|error| refused(message!("{}", error.to_string())))?;
        let is_press = profile.device_class() == ProfileClassSignature::OutputClass
            && profile.color_space() == ColorSpaceSignature::CmykData;
        if !is_press {
            return Err(refused(message!("it describes no CMYK printer")));
        }
        if !profile.has_tag(TagSignature::AToB0Tag) || !profile.has_tag(TagSignature::BToA0Tag) {
            return Err(refused(message!("it lacks its tables")));
        }
        if profile.version() > MAX_ICC_VERSION {
            return Err(refused(message!("its ICC version is newer than PDF/X-4 allows")));
        }
        Ok(Self {
            condition: condition.to_owned(),
            info: condition.to_owned(),
            registry: None,
            icc: Cow::Owned(icc),
            deflated: None,
            ink_limit,
            tables: Tables::default(),
        })
    }
}
