//! The output intent, O01 to O05.

use std::rc::Rc;

use super::Judge;
use super::icc::{self, Demand};
use super::report::Subject;
use super::rules::Id;
use super::value::{Dict, Value, text};

/// Printing conditions of the ICC registry that matter for newsprint and its neighbours.
const REGISTERED: &[&str] = &[
    "CGATS TR 001",
    "CGATS TR 002",
    "CGATS TR 003",
    "CGATS TR 005",
    "CGATS TR 006",
    "FOGRA27",
    "FOGRA28",
    "FOGRA29",
    "FOGRA39",
    "FOGRA47",
    "FOGRA51",
    "FOGRA52",
    "IFRA26",
    "JC200103",
    "JC200104",
    "JCN2002",
    "JCW2003",
    "CGATS21-2-CRPC1",
    "CGATS21-2-CRPC6",
];
/// Intents looked at.
const MOST_INTENTS: usize = 50;

impl Judge<'_> {
    /// O01 to O05.
    pub(super) fn intents(&mut self) {
        let list = self.doc.get(&self.catalog, "OutputIntents");
        let items = list.array().unwrap_or_default().iter().take(MOST_INTENTS);
        let intents: Vec<Rc<Dict>> = items.filter_map(|item| self.doc.resolve(item).dict().cloned()).collect();
        let is_pdfx = |dict: &&Rc<Dict>| self.doc.get(dict, "S").is_name("GTS_PDFX");
        let of_pdfx: Vec<Rc<Dict>> = intents.iter().filter(is_pdfx).cloned().collect();
        if of_pdfx.len() != 1 {
            let detail = format!("{}, wanted one", of_pdfx.len());
            self.note(Id::O01, &Subject::file(), "number of PDF/X output intents", detail);
        }
        let Some(intent) = of_pdfx.first() else {
            [Id::O02, Id::O03, Id::O04, Id::O05].into_iter().for_each(|id| self.skip(id));
            return;
        };
        let subject = Subject::new(intent.object, "output intent");
        let kind = self.doc.get(intent, "Type");
        if !kind.is_null() && !kind.is_name("OutputIntent") {
            self.note(Id::O01, &subject, "wrong /Type", "");
        }
        let name = self.doc.get(intent, "OutputConditionIdentifier").bytes().map(text).unwrap_or_default();
        if name.trim().is_empty() {
            self.note(Id::O02, &subject, "no name of the printing condition", "");
        }
        self.destination(&subject, intent, &name);
        self.others(&intents);
    }

    /// O03 and O04.
    fn destination(&mut self, subject: &Subject, intent: &Dict, name: &str) {
        let registered = REGISTERED.contains(&name);
        if intent.has("DestOutputProfileRef") {
            self.note(Id::O03, subject, "profile kept outside the file", "DestOutputProfileRef");
        }
        let value = self.doc.get(intent, "DestOutputProfile");
        let Some(stream) = value.stream() else {
            let registry = self.doc.get(intent, "RegistryName").bytes().map(text).unwrap_or_default();
            let named = matches!(registry.trim_end_matches('/'), "http://www.color.org" | "https://www.color.org");
            if !self.is_x1a() || !registered || !named {
                self.note(Id::O03, subject, "no embedded output profile", name);
            }
            self.skip(Id::O04);
            return;
        };
        if self.is_x1a() && !registered && !intent.has("Info") {
            self.note(Id::O02, subject, "printing condition is not registered and has no /Info", name);
        }
        let demand = Demand { printer: true, version: if self.is_x1a() { (2, 15) } else { (4, 2) } };
        let profile = Subject::new(stream.dict.object, "output profile");
        match self.doc.data(stream, self.doc.limits.content) {
            Ok(data) => {
                let components = self.doc.get(&stream.dict, "N").count();
                for (what, detail) in icc::faults(&data, components, demand) {
                    self.note(Id::O04, &profile, what, detail);
                }
                self.condition = Some(data.into());
            }
            Err(why) => self.note(Id::O04, &profile, "profile cannot be read", why),
        }
    }

    /// O05.
    fn others(&mut self, intents: &[Rc<Dict>]) {
        let Some(condition) = self.condition.clone() else { return };
        for intent in intents {
            let Value::Stream(stream) = self.doc.get(intent, "DestOutputProfile") else { continue };
            let data = self.doc.data(&stream, self.doc.limits.content);
            if data.is_ok_and(|data| *data != *condition) {
                self.note(Id::O05, &Subject::new(intent.object, "output intent"), "another profile", "");
            }
        }
    }
}
