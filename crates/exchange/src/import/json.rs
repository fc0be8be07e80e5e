//! The objects of a JSON list, one at a time: `[{…}, …]` or `{"expenses": [{…}, …]}`.

use std::io::{self, BufRead, BufReader, Read};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::import::decode::Utf8;
use crate::import::header::Field;

/// The largest object, in bytes; a larger one is skipped and reported.
const ITEM_BYTES_MAX: usize = 1024 * 1024;
/// Keys of the list in an object.
const LISTS: &[&str] = &["expenses", "data", "items", "transactions", "rows", "results", "meals"];

/// Cuts the list into its items without reading the whole file.
pub(crate) struct Items<R: Read> {
    source: BufReader<Utf8<R>>,
    line: u64,
    started: bool,
    ended: bool,
}

/// One item of the list.
pub(crate) struct Item {
    /// Line on which it begins.
    pub(crate) line: u64,
    /// Its text; `None` when it is too large or unfinished.
    pub(crate) text: Option<Vec<u8>>,
}

impl<R: Read> Items<R> {
    pub(crate) fn new(source: Utf8<R>) -> Self {
        Self { source: BufReader::with_capacity(64 * 1024, source), line: 1, started: false, ended: false }
    }

    /// Goes to the list; `false` when there is none.
    pub(crate) fn start(&mut self) -> io::Result<bool> {
        self.started = true;
        match self.next_solid()? {
            Some(b'[') => Ok(true),
            Some(b'{') => self.find_list(),
            _ => Ok(false),
        }
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Item>> {
        if !self.started && !self.start()? {
            self.ended = true;
        }
        while !self.ended {
            match self.peek_solid()? {
                // A stray brace ends the list as well: no value begins with it.
                None | Some(b']' | b'}') => self.ended = true,
                Some(b',') => {
                    self.byte()?;
                }
                Some(_) => {
                    let line = self.line;
                    let mut text = Vec::new();
                    let whole = self.value(&mut text)?;
                    self.ended = !whole;
                    return Ok(Some(Item {
                        line,
                        text: (whole && text.len() <= ITEM_BYTES_MAX).then_some(text),
                    }));
                }
            }
        }
        Ok(None)
    }

    /// In an object: reads keys up to one that holds the list.
    fn find_list(&mut self) -> io::Result<bool> {
        loop {
            match self.next_solid()? {
                Some(b'"') => {
                    let mut key = vec![b'"'];
                    self.string(&mut key)?;
                    let key: String = serde_json::from_slice(&key).unwrap_or_default();
                    if self.next_solid()? != Some(b':') {
                        return Ok(false);
                    }
                    if self.peek_solid()? == Some(b'[') && LISTS.contains(&key.as_str()) {
                        self.byte()?;
                        return Ok(true);
                    }
                    if !self.value(&mut Vec::new())? {
                        return Ok(false);
                    }
                }
                Some(b',') => {}
                _ => return Ok(false),
            }
        }
    }

    /// Reads one value into `text` (at most a little more than the limit); `false` when the file ends inside it.
    fn value(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        let mut depth = 0u32;
        loop {
            let Some(byte) = self.peek()? else { return Ok(depth == 0 && !text.is_empty()) };
            if depth == 0 && matches!(byte, b',' | b']' | b'}') {
                return Ok(true);
            }
            self.byte()?;
            push(text, byte);
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' if !self.string(text)? => return Ok(false),
                _ => {}
            }
            if depth == 0 && matches!(byte, b'}' | b']' | b'"') {
                return Ok(true);
            }
        }
    }

    /// Reads the rest of a string; `false` when the file ends inside it.
    fn string(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        while let Some(byte) = self.byte()? {
            push(text, byte);
            match byte {
                b'"' => return Ok(true),
                b'\\' => {
                    if let Some(escaped) = self.byte()? {
                        push(text, escaped);
                    }
                }
                _ => {}
            }
        }
        Ok(false)
    }

    fn next_solid(&mut self) -> io::Result<Option<u8>> {
        self.peek_solid()?;
        self.byte()
    }

    /// The next byte that is not white space, not taken.
    fn peek_solid(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.byte()?;
        }
        Ok(None)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.source.fill_buf()?.first().copied())
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if let Some(byte) = byte {
            self.source.consume(1);
            self.line += u64::from(byte == b'\n');
        }
        Ok(byte)
    }
}

fn push(text: &mut Vec<u8>, byte: u8) {
    if text.len() <= ITEM_BYTES_MAX {
        text.push(byte);
    }
}

/// The pairs of an object in their order, values as written.
pub(crate) struct Pairs<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<String, &'de RawValue>()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

/// The cells of one object. Objects inside give their name, a list of tags stays as it is written.
pub(crate) fn cells_of(pairs: &Pairs<'_>, field_of: impl Fn(&str) -> Option<Field>) -> Vec<(Field, String)> {
    let mut cells = Vec::new();
    for (key, value) in &pairs.0 {
        let Some(field) = field_of(key) else { continue };
        if field == Field::Category
            && let Some((parent, child)) = nested_category(value)
        {
            cells.push((Field::Category, parent));
            cells.push((Field::Subcategory, child));
        } else {
            cells.push((field, text_of(value)));
        }
    }
    cells
}

/// A value as the text of a cell.
pub(crate) fn text_of(value: &RawValue) -> String {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'"') => serde_json::from_str(text).unwrap_or_default(),
        Some(b'{') => name_of(text).unwrap_or_default(),
        _ if text == "null" => String::new(),
        _ => text.to_owned(),
    }
}

fn name_of(text: &str) -> Option<String> {
    let pairs: Pairs<'_> = serde_json::from_str(text).ok()?;
    let find = |wanted: &str| {
        pairs
            .0
            .iter()
            .find(|(key, _)| key == wanted)
            .map(|(_, value)| text_of(value))
            .filter(|name| !name.is_empty())
    };
    ["display_name", "name", "value", "title"].into_iter().find_map(find)
}

/// Parent and child of `{"name": …, "parent": …}`.
fn nested_category(value: &RawValue) -> Option<(String, String)> {
    let pairs: Pairs<'_> = serde_json::from_str(value.get()).ok()?;
    let find = |wanted: &[&str]| {
        pairs
            .0
            .iter()
            .find(|(key, _)| wanted.contains(&key.as_str()))
            .map(|(_, value)| text_of(value))
            .filter(|name| !name.is_empty())
    };
    Some((find(&["parent", "parent_name"])?, find(&["name"])?))
}
