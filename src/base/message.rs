//! What the program says, as a value: a sentence with gaps and what stands in them. It becomes Chinese or English where it is shown.

use std::fmt::{Arguments, Display, Formatter};

use super::say::filled;

/// A sentence of a finding: its English with a gap `{}` for each argument, which is also its name in the catalogues of other languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    /// The English sentence with its gaps.
    pub sentence: &'static str,
    /// What stands in the gaps, in the order of the English sentence.
    pub args: Vec<Arg>,
}

/// What stands in a gap of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arg {
    /// What a user wrote, or a name: it stands as it is in every language.
    Name(String),
    /// A number, with its unit where it has one.
    Number(String),
    /// A part of a sentence, in the language of its sentence.
    Part(Message),
    /// Several one after the other, between commas.
    List(Vec<Arg>),
}

/// How a language says a sentence: the same gaps, `{2}` for the second argument; nothing for a sentence that it does not know.
pub type Catalogue<'c> = &'c dyn Fn(&'static str) -> Option<&'c str>;

impl Message {
    /// The sentence in the language of a catalogue, its gaps filled; in English where the catalogue does not know it.
    pub fn told(&self, catalogue: Catalogue<'_>) -> String {
        let args: Vec<String> = self.args.iter().map(|arg| arg.told(catalogue)).collect();
        let args: Vec<&dyn Display> = args.iter().map(|arg| arg as &dyn Display).collect();
        filled(catalogue(self.sentence).unwrap_or(self.sentence), &args)
    }

    /// Whether the English sentence, its gaps filled, has this text in it.
    pub fn contains(&self, text: &str) -> bool {
        self.to_string().contains(text)
    }
}

impl Arg {
    fn told(&self, catalogue: Catalogue<'_>) -> String {
        match self {
            Self::Name(text) | Self::Number(text) => text.clone(),
            Self::Part(message) => message.told(catalogue),
            Self::List(args) => args.iter().map(|arg| arg.told(catalogue)).collect::<Vec<_>>().join(", "),
        }
    }
}

impl Display for Message {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.told(&|_| None))
    }
}

/// As its English sentence: what scripts read stays the same in every language.
impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, text: &&str) -> bool {
        let told = self.to_string();
        told.as_str() == *text
    }
}

/// A sentence without gaps.
impl From<&'static str> for Message {
    fn from(sentence: &'static str) -> Self {
        Self { sentence, args: Vec::new() }
    }
}

/// What can stand in a gap.
pub trait ToArg {
    /// As an argument.
    fn to_arg(&self) -> Arg;
}

impl ToArg for Message {
    fn to_arg(&self) -> Arg {
        Arg::Part(self.clone())
    }
}

impl ToArg for Arg {
    fn to_arg(&self) -> Arg {
        self.clone()
    }
}

impl<T: ToArg> ToArg for Vec<T> {
    fn to_arg(&self) -> Arg {
        Arg::List(self.iter().map(ToArg::to_arg).collect())
    }
}

impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> Arg {
        (*self).to_arg()
    }
}

/// Types of names and numbers with the kind of argument they make. What was formatted is a number with its decimals or its unit.
macro_rules! args {
    ($kind:ident: $($type:ty),*) => { $(
        impl ToArg for $type {
            fn to_arg(&self) -> Arg {
                Arg::$kind(self.to_string())
            }
        }
    )* };
}

args!(Name: str, String, char, std::borrow::Cow<'_, str>);
args!(Number: u8, u16, u32, u64, usize, i32, i64, f64, Arguments<'_>);

/// A [`Message`]: the sentence with `{}` for each gap, then what stands in them.
#[macro_export]
macro_rules! message {
    ($sentence:literal $(, $arg:expr)* $(,)?) => {
        $crate::base::Message { sentence: $sentence, args: vec![$($crate::base::ToArg::to_arg(&$arg)),*] }
    };
}

#[cfg(test)]
mod tests {
    fn in_chinese(sentence: &'static str) -> Option<&'static str> {
        match sentence {
            "{} is {} over, see {}" => Some("{1} 溢出 {2}，见 {3}"),
            "{} lines" => Some("{1} 行"),
            _ => None,
        }
    }

    #[test]
    fn names_stay_and_parts_are_told_in_the_language() {
        let message = message!("{} is {} over, see {}", "{} lines", message!("{} lines", 6), vec!["text", "lead"]);
        assert_eq!(message.to_string(), "{} lines is 6 lines over, see text, lead");
        assert_eq!(message.told(&in_chinese), "{} lines 溢出 6 行，见 text, lead");
    }

    #[test]
    fn what_a_language_does_not_know_is_told_in_english() {
        assert_eq!(
            message!("`{{}}` is {} wide", "a", format_args!("{:.1} mm", 2.0)).told(&in_chinese),
            "`{a}` is 2.0 mm wide"
        );
    }
}
