//! The messages of one language. Their syntax is Fluent's and is read by Fluent's own parser; of its runtime these catalogues need
//! text, variables, and a choice by number or plural, which is here. The rest of that runtime (plural tables of every language, numbers
//! with fractions) was a tenth of what a browser had to load.

use std::borrow::Cow;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;

/// The value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// A whole number, which chooses a plural and is written with the groups of the locale.
    Number(i64),
    /// Text.
    Text(Cow<'a, str>),
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

numbers! { i32 i64 u8 u16 u32 u64 usize }

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

/// How a language writes.
#[derive(Clone, Copy)]
pub struct Manner {
    /// The plural category of a number, by CLDR's names.
    pub plural: fn(i64) -> String,
    /// A number with its groups.
    pub number: fn(i64) -> String,
    /// What becomes of the words between the variables.
    pub transform: fn(&str) -> Cow<'_, str>,
    /// Whether variables are put between marks that keep their writing direction to themselves.
    pub isolates: bool,
}

/// The messages, by their keys.
pub struct Catalogue {
    messages: Vec<(String, Pattern<String>)>,
    manner: Manner,
}

impl Catalogue {
    /// Reads files; what of one cannot be read is left out, and a later message takes the place of an earlier one of its name.
    pub fn read(files: &[&str], manner: Manner) -> Self {
        let mut messages = Vec::new();
        for file in files {
            let resource = parser::parse_runtime((*file).to_owned()).unwrap_or_else(|(partial, _)| partial);
            for entry in resource.body {
                if let Entry::Message(message) = entry
                    && let Some(pattern) = message.value
                {
                    messages.push((message.id.name, pattern));
                }
            }
        }
        messages.reverse();
        messages.sort_by(|(one, _), (other, _)| one.cmp(other));
        messages.dedup_by(|(one, _), (other, _)| one == other);
        Self { messages, manner }
    }

    /// The message of a key with its variables.
    pub fn message(&self, key: &str, variables: &[(&str, Value<'_>)]) -> Option<String> {
        let at = self.messages.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        let mut text = String::new();
        self.write(&self.messages.get(at)?.1, variables, &mut text);
        Some(text)
    }

    fn write(&self, pattern: &Pattern<String>, variables: &[(&str, Value<'_>)], text: &mut String) {
        let isolates = self.manner.isolates && pattern.elements.len() > 1;
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(&(self.manner.transform)(value)),
                PatternElement::Placeable { expression } => {
                    if isolates {
                        text.push('\u{2068}');
                    }
                    self.place(expression, variables, text);
                    if isolates {
                        text.push('\u{2069}');
                    }
                }
            }
        }
    }

    fn place(&self, expression: &Expression<String>, variables: &[(&str, Value<'_>)], text: &mut String) {
        match expression {
            Expression::Inline(inline) => match value_of(inline, variables) {
                Some(Value::Number(number)) => text.push_str(&(self.manner.number)(number)),
                Some(Value::Text(words)) => text.push_str(&words),
                None => {}
            },
            Expression::Select { selector, variants } => {
                let value = value_of(selector, variables);
                let chosen = variants.iter().find(|variant| self.fits(variant, value.as_ref()));
                let chosen = chosen.or_else(|| variants.iter().find(|variant| variant.default));
                if let Some(variant) = chosen {
                    self.write(&variant.value, variables, text);
                }
            }
        }
    }

    fn fits(&self, variant: &Variant<String>, value: Option<&Value<'_>>) -> bool {
        match (&variant.key, value) {
            (VariantKey::NumberLiteral { value: key }, Some(Value::Number(number))) => {
                key.parse() == Ok(*number)
            }
            (VariantKey::Identifier { name }, Some(Value::Number(number))) => {
                *name == (self.manner.plural)(*number)
            }
            (VariantKey::Identifier { name }, Some(Value::Text(text))) => name == text,
            (VariantKey::NumberLiteral { .. }, Some(Value::Text(_))) | (_, None) => false,
        }
    }
}

/// What stands between braces: a variable or a literal. The catalogues use nothing else, which a test sees.
fn value_of<'a>(inline: &'a InlineExpression<String>, variables: &[(&str, Value<'a>)]) -> Option<Value<'a>> {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.iter().find(|(name, _)| *name == id.name).map(|(_, value)| value.clone())
        }
        InlineExpression::StringLiteral { value } => Some(value.as_str().into()),
        InlineExpression::NumberLiteral { value } => value.parse().ok().map(Value::Number),
        InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manner(isolates: bool) -> Manner {
        Manner {
            plural: |n| if n == 1 { "one".into() } else { "other".into() },
            number: |n| n.to_string(),
            transform: |text| text.into(),
            isolates,
        }
    }

    fn said(text: &str, variables: &[(&str, Value<'_>)]) -> String {
        Catalogue::read(&[text], manner(false)).message("key", variables).unwrap()
    }

    #[test]
    fn a_number_chooses_itself_then_its_plural_then_the_rest() {
        let text = "key =\n    { $n ->\n        [0] nothing\n        [one] one thing\n       *[other] { $n } things of { $who }\n    }\n";
        assert_eq!(said(text, &[("n", 0.into())]), "nothing");
        assert_eq!(said(text, &[("n", 1.into())]), "one thing");
        assert_eq!(said(text, &[("n", 7.into()), ("who", "Ana".into())]), "7 things of Ana");
        assert_eq!(said(text, &[]), " things of ", "without a variable the default is chosen");
    }

    #[test]
    fn a_later_file_takes_the_place_of_an_earlier_message() {
        let both = Catalogue::read(&["key = old\nother = x\n", "key = new\n"], manner(false));
        assert_eq!(both.message("key", &[]).as_deref(), Some("new"));
        assert_eq!(both.message("nothing", &[]), None);
    }

    #[test]
    fn what_cannot_be_read_does_not_take_the_rest_with_it() {
        assert_eq!(said("broken { = \nkey = fine\n", &[]), "fine");
    }

    #[test]
    fn only_variables_among_words_are_isolated() {
        let read = Catalogue::read(&["key = By { $who }\nalone = { $who }\n"], manner(true));
        assert_eq!(read.message("key", &[("who", "Ana".into())]).unwrap(), "By \u{2068}Ana\u{2069}");
        assert_eq!(read.message("alone", &[("who", "Ana".into())]).unwrap(), "Ana");
    }
}
