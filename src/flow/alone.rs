//! Stories set without pages or findings about them: by this it is tried what fits, before copy-fitting and, where they may give, with it.

use crate::base::Diagnostics;
use crate::line::SetPara;
use crate::model::Edition;
use crate::shape::ShapedStory;

use super::copyfit::{as_they_are, as_they_give};
use super::headlines::{Headlines, ShapeStory};
use super::report::report;
use super::{FlowOptions, StoryReport, captions, head_rows};

/// Stories as they stand alone.
#[derive(Debug)]
pub struct Tried {
    /// The edition, whose headline blocks took the rows they need.
    pub edition: Edition,
    /// How its stories came out.
    pub reports: Vec<StoryReport>,
    /// Headlines that fit at no size.
    pub found: Diagnostics,
}

/// Sets the stories of an edition as they are, or where any may give with copy-fitting.
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
    let may_give = edition.threads.iter().any(|thread| !thread.gives.is_empty());
    let set = if may_give { as_they_give } else { as_they_are };
    let (closed, found) = set(edition, shaped, &headlines, set_para, options);
    let reports = report(&closed.edition, &closed.shaped, &closed.placements, &closed.fittings);
    Tried { edition: closed.edition, reports, found }
}
