//! Cuts a query text into items: words, phrases, tags and fields with their values.

use crate::query::parse::field::Field;

/// One item of a query text. `at` is the byte where it begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A free word.
    Word { at: usize, negated: bool, word: String },
    /// `"casa lola"`.
    Phrase { at: usize, negated: bool, text: String },
    /// `#acme`.
    Tag { at: usize, negated: bool, name: String },
    /// `field:value,value`.
    Field { at: usize, negated: bool, name: String, values: Vec<Value> },
}

/// One value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The text without quotes.
    pub(super) text: String,
    /// Whether it stood in quotes, where `none` and `#` are ordinary text.
    pub(super) quoted: bool,
}

impl Item {
    pub(super) fn at(&self) -> usize {
        match self {
            Self::Word { at, .. }
            | Self::Phrase { at, .. }
            | Self::Tag { at, .. }
            | Self::Field { at, .. } => *at,
        }
    }
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn next_item(&mut self) -> Option<Item> {
        loop {
            self.skip(char::is_whitespace);
            let at = self.at;
            let dashes = self.skip(|c| c == '-');
            let negated = dashes % 2 == 1;
            match self.peek() {
                None => return None,
                Some(c) if c.is_whitespace() => {}
                Some(c) if closing_quotes(c).is_some() => {
                    let text = self.quoted();
                    if !text.trim().is_empty() {
                        return Some(Item::Phrase { at, negated, text });
                    }
                }
                Some(_) => return Some(self.word(at, negated)),
            }
        }
    }

    fn word(&mut self, at: usize, negated: bool) -> Item {
        let rest = &self.text[self.at..];
        let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        if let Some(name) = word.strip_prefix('#') {
            let name = name.trim_start_matches('#').split(',').next().unwrap_or_default();
            if !crate::fold::fold(name).is_empty() {
                self.at += word.len() - word.trim_start_matches('#').len() + name.len();
                return Item::Tag { at, negated, name: name.to_owned() };
            }
        }
        if let Some((name, value)) = word.split_once(':') {
            let name = name.to_lowercase();
            let almost = || !value.is_empty() && !value.starts_with('/') && Field::nearest(&name).is_some();
            if Field::find(&name).is_some() || almost() {
                self.at += word.find(':').unwrap_or_default() + 1;
                let values = if Field::find(&name).is_some_and(Field::has_commas_in_values) {
                    self.raw_value()
                } else {
                    self.values()
                };
                return Item::Field { at, negated, name, values };
            }
        }
        self.at += word.len();
        Item::Word { at, negated, word: word.to_owned() }
    }

    /// Everything to the next white space: `12,50..20`.
    fn raw_value(&mut self) -> Vec<Value> {
        if self.peek().and_then(closing_quotes).is_some() {
            return vec![Value { text: self.quoted(), quoted: true }];
        }
        let rest = &self.text[self.at..];
        let value = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        self.at += value.len();
        if value.is_empty() { Vec::new() } else { vec![Value { text: value.to_owned(), quoted: false }] }
    }

    fn values(&mut self) -> Vec<Value> {
        let mut values = Vec::new();
        loop {
            if self.peek().and_then(closing_quotes).is_some() {
                values.push(Value { text: self.quoted(), quoted: true });
            } else {
                let rest = &self.text[self.at..];
                let value = &rest[..rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len())];
                self.at += value.len();
                values.push(Value { text: value.to_owned(), quoted: false });
            }
            if self.peek() != Some(',') {
                values.retain(|value| !value.text.is_empty());
                return values;
            }
            self.at += 1;
        }
    }

    /// A quoted text; a backslash takes the next character as it is, and a missing end is the end of the query.
    fn quoted(&mut self) -> String {
        let mut text = String::new();
        let closing = self.take().and_then(closing_quotes).unwrap_or(&['"']);
        while let Some(c) = self.take() {
            match c {
                c if closing.contains(&c) => break,
                '\\' => text.extend(self.take()),
                c => text.push(c),
            }
        }
        text
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Passes the characters that fulfil `rule` and says how many they were.
    fn skip(&mut self, rule: impl Fn(char) -> bool) -> usize {
        let mut count = 0;
        while self.peek().is_some_and(&rule) {
            self.take();
            count += 1;
        }
        count
    }
}

/// What ends a text that `opening` begins; phones write curly quotes by themselves.
fn closing_quotes(opening: char) -> Option<&'static [char]> {
    match opening {
        '"' => Some(&['"']),
        '“' => Some(&['”', '"']),
        '„' => Some(&['“', '”', '"']),
        '«' => Some(&['»']),
        _ => None,
    }
}
