//! Checks across frames: what may not lie over what.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, FrameId, Len};
use crate::input::Fields;

use super::edition::{Content, Edition};

/// Overlaps up to this are rounding of the layout's own lengths.
const TOUCH: Len = Len(9_000);

/// Frames with content that lie over each other, though neither runs the other around nor says so.
pub(super) fn overlaps(
    edition: &Edition,
    frames: &[FrameId],
    keys: &BTreeMap<String, Fields>,
    found: &mut Diagnostics,
) {
    let meant = |a: &str, b: &str| {
        keys.get(a).is_some_and(|fields| fields.list("over").iter().any(|name| name.value.as_text() == Some(b)))
    };
    for (at, &first) in frames.iter().enumerate() {
        for &second in &frames[at + 1..] {
            let (a, b) = (&edition.frames[first.index()], &edition.frames[second.index()]);
            let exempt = [a, b].iter().any(|frame| frame.content == Content::Empty || frame.runaround.is_some());
            let common = a.area.intersection(&b.area).filter(|common| common.width > TOUCH && common.height > TOUCH);
            if let Some(common) = common.filter(|_| !exempt && !meant(&a.name, &b.name) && !meant(&b.name, &a.name)) {
                found.push(
                    Diagnostic::error(
                        "frame/overlap",
                        format!(
                            "frame `{}` lies over `{}` by {:.1} × {:.1} mm",
                            b.name,
                            a.name,
                            common.width.to_mm(),
                            common.height.to_mm()
                        ),
                    )
                    .at(b.span)
                    .hint(format!(
                        "move it, give one of them `around: 2mm`, or say that it is meant: `over: [{}]`",
                        a.name
                    )),
                );
            }
        }
    }
}
