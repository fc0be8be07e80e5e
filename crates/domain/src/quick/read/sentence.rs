//! A sentence cut into tokens, and the book of which token has been understood as what.

use crate::amount::NumberFormat;
use crate::fold::fold;
use crate::quick::lexicon::{Lexicon, Meanings, Words, lexica};
use crate::quick::{Chip, ChipValue, Language};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, or emoji and other symbols that are nobody's punctuation.
    Word,
    /// Digits with their separators.
    Number,
    /// A currency sign.
    Sign,
    /// `#tag`.
    Tag,
    /// Punctuation.
    Mark,
}

/// A piece of the sentence.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Byte range.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The text, folded.
    pub(super) folded: String,
    /// Whether it begins where the token before it ends.
    pub(super) glued: bool,
    /// Whether the text begins with a capital, or is in a script without capitals.
    pub(super) capital: bool,
    /// Whether it has been understood.
    pub(super) taken: bool,
}

pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) chips: Vec<Chip>,
    /// Whether the tip is part of the amount already: "incl. 3 € tip".
    pub(super) tip_included: bool,
    /// Decimals of the currency that the tip was read in.
    pub(super) tip_exponent: u8,
    /// The tokens of two numbers of which either may be the day and the other the amount: "12 May 5".
    pub(super) swapped: Option<(usize, usize)>,
    lexica: [&'static Lexicon; 3],
}

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, language: Language, format: NumberFormat) -> Self {
        Self {
            text,
            tokens: tokens_of(text, format),
            chips: Vec::new(),
            tip_included: false,
            tip_exponent: 0,
            swapped: None,
            lexica: lexica(language),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `at` when nobody has understood it yet.
    pub(super) fn free(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|token| !token.taken)
    }

    pub(super) fn is(&self, at: usize, kind: Kind) -> bool {
        self.free(at).is_some_and(|token| token.kind == kind)
    }

    /// The folded text of a free word.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        self.free(at).filter(|token| token.kind == Kind::Word).map(|token| token.folded.as_str())
    }

    /// Whether a free punctuation mark `mark` stands at `at`.
    pub(super) fn mark(&self, at: usize, mark: char) -> bool {
        self.free(at)
            .is_some_and(|token| token.kind == Kind::Mark && self.text[token.from..].starts_with(mark))
    }

    /// The text of a free number.
    pub(super) fn number(&self, at: usize) -> Option<&'a str> {
        self.free(at).filter(|token| token.kind == Kind::Number).map(|token| &self.text[token.from..token.to])
    }

    /// A free number that is nothing but a few digits.
    pub(super) fn integer(&self, at: usize) -> Option<u32> {
        let text = self.number(at)?;
        if text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
    }

    /// An integer, or a number word.
    pub(super) fn count(&self, at: usize) -> Option<(usize, u32)> {
        self.integer(at).map(|count| (1, count)).or_else(|| self.meaning(at, |lexicon| lexicon.numbers))
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.free(at).is_some_and(|token| token.kind == Kind::Word && token.capital)
    }

    /// How many tokens at `at` are one of the entries; the longest wins.
    pub(super) fn words(&self, at: usize, list: impl Fn(&Lexicon) -> Words) -> Option<usize> {
        let lengths =
            self.lexica.iter().flat_map(|lexicon| list(lexicon)).filter_map(|entry| self.entry(at, entry));
        lengths.max()
    }

    /// How many tokens at `at` are one of the entries and what it means; the longest wins, then the interface language.
    pub(super) fn meaning<T: Copy + 'static>(
        &self,
        at: usize,
        list: impl Fn(&Lexicon) -> Meanings<T>,
    ) -> Option<(usize, T)> {
        let mut best: Option<(usize, T)> = None;
        for (entry, meaning) in self.lexica.iter().flat_map(|lexicon| list(lexicon)) {
            if let Some(length) = self.entry(at, entry)
                && best.is_none_or(|(longest, _)| length > longest)
            {
                best = Some((length, *meaning));
            }
        }
        best
    }

    /// How many tokens ending before `at` are one of the entries.
    pub(super) fn words_before(&self, at: usize, list: impl Fn(&Lexicon) -> Words + Copy) -> usize {
        (1..=3)
            .rev()
            .find(|length| at >= *length && self.words(at - length, list) == Some(*length))
            .unwrap_or(0)
    }

    fn entry(&self, at: usize, entry: &str) -> Option<usize> {
        let mut length = 0;
        for word in entry.split(' ') {
            if self.word(at + length)? != word {
                return None;
            }
            length += 1;
        }
        Some(length)
    }

    /// Notes the tokens `from..to` as understood.
    pub(super) fn take(&mut self, from: usize, to: usize) {
        self.tokens[from..to].iter_mut().for_each(|token| token.taken = true);
    }

    /// Understands the tokens `from..to` as `value`.
    pub(super) fn chip(&mut self, from: usize, to: usize, value: ChipValue, alternatives: Vec<ChipValue>) {
        self.take(from, to);
        let range = (self.tokens[from].from, self.tokens[to - 1].to);
        self.chips.push(Chip {
            value,
            from: range,
            words: self.text[range.0..range.1].to_owned(),
            alternatives,
        });
    }

    /// The text from the beginning of one token to the end of another.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        &self.text[self.tokens[from].from..self.tokens[to - 1].to]
    }
}

/// Cuts a text into tokens; white space only separates.
pub(super) fn tokens_of(text: &str, format: NumberFormat) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let last = tokens.last().filter(|token| token.to == at).map(|token| token.kind);
        let (kind, length) = next_token(&text[at..], last, format);
        let piece = &text[at..at + length];
        let first = piece.chars().next().unwrap_or(' ');
        tokens.push(Token {
            kind,
            from: at,
            to: at + length,
            folded: fold(piece),
            glued: at > 0 && tokens.last().is_some_and(|token| token.to == at),
            capital: first.is_alphabetic() && !first.is_lowercase(),
            taken: false,
        });
        at += length;
    }
    tokens
}

/// The kind and byte length of the token `rest` begins with, right after a token of kind `last`.
fn next_token(rest: &str, last: Option<Kind>, format: NumberFormat) -> (Kind, usize) {
    let after_number = last == Some(Kind::Number);
    // "lunch,12.50" parts two fields, ".50" is a number.
    let after_text = after_number || last == Some(Kind::Word);
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next();
    if is_digit(first) || (matches!(first, '.' | ',') && !after_text && second.is_some_and(is_digit)) {
        (Kind::Number, number_length(rest, format))
    } else if first == '#' && tag_length(rest) > 1 {
        (Kind::Tag, tag_length(rest))
    } else if crate::amount::is_currency_sign(first) {
        (Kind::Sign, first.len_utf8())
    } else if after_number && matches!(first, 'x' | 'X') && second.is_some_and(is_digit) {
        (Kind::Mark, 1)
    } else if let Some(length) = glued_currency(rest) {
        (Kind::Word, length)
    } else if first.is_alphabetic() {
        (Kind::Word, word_length(rest))
    } else if is_mark(first) {
        (Kind::Mark, first.len_utf8())
    } else {
        let end = rest.find(|c: char| {
            c.is_alphanumeric() || c.is_whitespace() || is_mark(c) || crate::amount::is_currency_sign(c)
        });
        (Kind::Word, end.unwrap_or(rest.len()).max(first.len_utf8()))
    }
}

/// The length of a currency that stands right before its digits: "EUR12.50", "kr120".
fn glued_currency(rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, figures) = rest.split_at(length);
    let end =
        figures.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(figures.len());
    let is_number = figures.starts_with(|c: char| c.is_ascii_digit())
        && !figures[end..].starts_with(char::is_alphanumeric);
    (is_number && crate::quick::read::money::is_glued_currency(letters)).then_some(length)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹' | '०'..='९' | '０'..='９')
}

fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '¡' | '¿' | '«' | '»' | '×' | '÷' | '·' | '−' | '、' | '。' | '，')
}

fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '‐')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if c.is_alphanumeric() || joins || unicode_normalization::char::is_combining_mark(c) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Digits with separators between them; a space groups only before exactly three digits and where the locale groups with spaces.
fn number_length(rest: &str, format: NumberFormat) -> usize {
    let chars: Vec<char> = rest.chars().take(60).collect();
    let spaces_group = format.group.is_some_and(|group| group.is_whitespace());
    let digits_from =
        |start: usize| chars[start.min(chars.len())..].iter().take_while(|c| is_digit(**c)).count();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let next_is_digit = digits_from(at + 1) > 0;
        let groups = matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') || (c == ' ' && spaces_group);
        let inside = is_digit(c)
            || (matches!(c, '.' | ',' | '\'' | '’' | '٫' | '٬') && next_is_digit)
            || (groups && digits_from(at + 1) == 3 && at > 0 && at <= 12);
        if !inside {
            break;
        }
        at += 1;
    }
    chars[..at].iter().map(|c| c.len_utf8()).sum::<usize>().max(1)
}

fn tag_length(rest: &str) -> usize {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '#' | ',' | ';' | '!' | '?' | '(' | ')' | '"' | '“' | '”');
    let end = rest[1..].find(ends).map_or(rest.len(), |at| at + 1);
    rest[..end].trim_end_matches(['.', ':']).len()
}
