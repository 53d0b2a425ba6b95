//! What is wrong with a drawing that is no XML, in the words of those who open it in an editor.

use roxmltree::Error;

use crate::base::{Diagnostic, Message};
use crate::message;

use super::{broken, too_large};

/// The finding about XML that cannot be parsed: line and column, and what stands there.
pub(super) fn malformed(name: &str, error: &Error) -> Diagnostic {
    match error {
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => too_large(name),
        Error::UnclosedRootNode => broken(name, message!("it ends early")),
        _ => {
            let place = error.pos();
            let why = message!("line {}, column {}: {}", place.row, place.col, what(error));
            broken(name, why).hint("or mend the line in a text editor")
        }
    }
}

fn what(error: &Error) -> Message {
    match error {
        Error::UnexpectedCloseTag(open, close, _) => message!("</{}> stands where <{}> ends", close, open),
        Error::UnknownNamespace(prefix, _) => message!("nothing declares the prefix `{}:`", prefix),
        Error::UnknownEntityReference(entity, _) => message!("nothing declares `&{};`", entity),
        Error::MalformedEntityReference(_) => message!("an `&` of a text must be written `&amp;`"),
        Error::InvalidAttributeValue(_) => message!("a `<` in a value must be written `&lt;`"),
        Error::DuplicatedAttribute(attribute, _) => message!("`{}` stands twice in one element", attribute),
        Error::NonXmlChar(..) => message!("a character stands there that no XML may hold"),
        Error::NoRootNode => message!("it holds no element"),
        _ => message!("what stands there is no XML"),
    }
}
