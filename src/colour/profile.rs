//! Press profiles: the shipped one, and what a profile must be (prepress O04).

use std::borrow::Cow;

use moxcms::{ColorProfile, DataColorSpace, ProfileClass};

use crate::base::{Diagnostic, Permille};

use super::press::OutputProfile;

const NEWSPRINT: &[u8] = include_bytes!("../../profiles/SNAP-TR002-newsprint.icc");
const NEWSPRINT_DEFLATED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/newsprint.icc.zlib"));

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
        }
    }

    /// A press profile from a file.
    ///
    /// # Errors
    /// Not an ICC profile of a CMYK printer, or one that cannot be used both ways.
    pub fn from_icc(icc: Vec<u8>, condition: &str, ink_limit: Permille) -> Result<Self, Diagnostic> {
        let refused = |why: &str| {
            Diagnostic::error("profile/unusable", format!("this is not a press profile: {why}"))
                .hint("use the ICC profile your printer gave you")
        };
        let stated = icc.first_chunk::<4>().map(|size| u32::from_be_bytes(*size));
        if stated.and_then(|size| usize::try_from(size).ok()) != Some(icc.len()) {
            return Err(refused("its size is not what it says"));
        }
        let profile = ColorProfile::new_from_slice(&icc).map_err(|error| refused(&error.to_string()))?;
        if profile.profile_class != ProfileClass::OutputDevice || profile.color_space != DataColorSpace::Cmyk {
            return Err(refused("it describes no CMYK printer"));
        }
        if profile.lut_a_to_b_perceptual.is_none() || profile.lut_b_to_a_perceptual.is_none() {
            return Err(refused("it lacks its tables"));
        }
        Ok(Self {
            condition: condition.to_owned(),
            info: condition.to_owned(),
            registry: None,
            icc: Cow::Owned(icc),
            deflated: None,
            ink_limit,
        })
    }
}
