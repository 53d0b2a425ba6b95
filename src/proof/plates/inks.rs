//! The inks of a page: the four of the process, and every spot ink that its resources name.

use std::collections::HashSet;

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::xref::XRef;

use super::layer::MOST_INKS;

/// Names of the process inks, which spaces of spots may name too (ISO 32000-2 §8.6.6.4).
pub(super) const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// Objects looked at for names of inks; more has no page that is meant to be printed.
const MOST_OBJECTS: usize = 200_000;
/// Depth to which objects lie in each other.
const MOST_DEPTH: usize = 24;

/// Names of all inks of a page, process inks first, then spots by name.
pub(super) fn inks(page: &Page<'_>) -> Vec<String> {
    let mut search = Search { xref: page.xref(), seen: HashSet::new(), objects: 0, spots: Vec::new() };
    let resources = page.resources();
    let parts = [&resources.color_spaces, &resources.x_objects, &resources.patterns, &resources.shadings];
    for part in parts.into_iter().chain([&resources.fonts, &resources.ext_g_states]) {
        search.dict(part, 0);
    }
    for annotation in page.raw().get::<Array<'_>>(b"Annots").iter().flat_map(Array::iter::<Dict<'_>>) {
        if let Some(looks) = annotation.get::<Dict<'_>>(b"AP") {
            search.dict(&looks, 0);
        }
    }
    search.spots.sort();
    search.spots.dedup();
    search.spots.truncate(MOST_INKS - PROCESS.len());
    PROCESS.into_iter().map(str::to_owned).chain(search.spots).collect()
}

struct Search<'a> {
    xref: &'a XRef,
    seen: HashSet<ObjectIdentifier>,
    objects: usize,
    spots: Vec<String>,
}

impl<'a> Search<'a> {
    fn dict(&mut self, dict: &Dict<'a>, depth: usize) {
        for (key, value) in dict.entries() {
            if key.as_ref() != b"Parent" {
                self.value(value, depth + 1);
            }
        }
    }

    fn value(&mut self, value: MaybeRef<Object<'a>>, depth: usize) {
        match value {
            MaybeRef::NotRef(object) => self.object(&object, depth),
            MaybeRef::Ref(reference) => {
                if self.seen.insert(reference.into())
                    && let Some(object) = self.xref.get::<Object<'a>>(reference.into())
                {
                    self.object(&object, depth);
                }
            }
        }
    }

    fn object(&mut self, object: &Object<'a>, depth: usize) {
        self.objects += 1;
        if depth > MOST_DEPTH || self.objects > MOST_OBJECTS {
            return;
        }
        match object {
            Object::Dict(dict) => self.dict(dict, depth),
            Object::Stream(stream) => self.dict(stream.dict(), depth),
            Object::Array(array) => self.array(array, depth),
            _ => {}
        }
    }

    fn array(&mut self, array: &Array<'a>, depth: usize) {
        let mut items = array.flex_iter();
        match items.next::<Name<'_>>().as_deref() {
            Some(b"Separation") => self.spots.extend(items.next::<Name<'_>>().and_then(|name| spot(&name))),
            Some(b"DeviceN") => {
                let names = items.next::<Array<'_>>();
                self.spots.extend(names.iter().flat_map(Array::iter::<Name<'_>>).filter_map(|name| spot(&name)));
            }
            _ => {}
        }
        for item in array.raw_iter() {
            let may_hold = matches!(item, MaybeRef::Ref(_) | MaybeRef::NotRef(Object::Array(_) | Object::Dict(_)));
            if may_hold {
                self.value(item, depth + 1);
            }
        }
    }
}

/// A colorant's name as text.
pub(super) fn text(name: &Name<'_>) -> String {
    String::from_utf8_lossy(name.as_ref()).into_owned()
}

/// A name as a spot ink; the process inks, all of them at once and none at all are no spots.
fn spot(name: &Name<'_>) -> Option<String> {
    let name = text(name);
    (!PROCESS.contains(&&*name) && !matches!(&*name, "All" | "None")).then_some(name)
}
