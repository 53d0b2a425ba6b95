//! Stories set without copy-fitting, pages or findings about them: by this it is tried what fits.

use crate::base::Diagnostics;
use crate::line::SetPara;
use crate::model::Edition;
use crate::shape::ShapedStory;

use super::copyfit::as_they_are;
use super::headlines::{Headlines, ShapeStory};
use super::report::report;
use super::{FlowOptions, StoryReport, captions, head_rows};

/// Stories as they stand before copy-fitting.
#[derive(Debug)]
pub struct Tried {
    /// The edition, whose headline blocks took the rows they need.
    pub edition: Edition,
    /// How its stories came out.
    pub reports: Vec<StoryReport>,
    /// Headlines that fit at no size.
    pub found: Diagnostics,
}

/// Sets the stories of an edition without copy-fitting.
pub fn try_edition(
    mut edition: Edition,
    mut shaped: Vec<ShapedStory>,
    set_para: &SetPara<'_>,
    shape: &ShapeStory<'_>,
) -> Tried {
    let options = FlowOptions::default();
    let mut headlines = Headlines::of(&edition, &shaped, set_para, shape);
    head_rows::give_rows(&mut edition, &mut shaped, &mut headlines, set_para, options.keeps);
    captions::give_room(&mut edition, &shaped, set_para);
    let (closed, found) = as_they_are(edition, shaped, &headlines, set_para, options);
    let reports = report(&closed.edition, &closed.shaped, &closed.placements, &closed.fittings);
    Tried { edition: closed.edition, reports, found }
}
