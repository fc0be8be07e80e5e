//! Reads the core's answers. They come from the same release and are shown to nobody when they cannot be read, so this reader says
//! only that: `serde_json`'s explains every mistake in words, and those words, its tables for fractions and what it makes anew for
//! every type were an eighth of what a browser had to load. Whole numbers are exact; amounts are minor units.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

/// How deep lists and objects may lie in each other.
const DEPTH_MAX: u32 = 100;

/// It could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The value of a whole text.
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Unreadable> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = T::deserialize(&mut reader)?;
    if reader.peek() == 0 && reader.at == text.len() { Ok(value) } else { Err(Unreadable) }
}

struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: u32,
}

/// A number as it is written.
enum Number {
    Natural(u64),
    Negative(i64),
    Fraction(f64),
}

impl<'de> Reader<'de> {
    /// The next byte that is no space, which stays; 0 at the end.
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return *byte;
            }
            self.at += 1;
        }
        0
    }

    fn expect(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.peek() != byte {
            return Err(Unreadable);
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Unreadable> {
        self.peek();
        if !self.text[self.at..].starts_with(word) {
            return Err(Unreadable);
        }
        self.at += word.len();
        Ok(())
    }

    fn enter(&mut self, bracket: u8) -> Result<(), Unreadable> {
        self.expect(bracket)?;
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(Unreadable) } else { Ok(()) }
    }

    fn leave(&mut self, bracket: u8) -> Result<(), Unreadable> {
        self.depth -= 1;
        self.expect(bracket)
    }

    /// Whether another item follows in a list or object that ends with `bracket`.
    fn has_next(&mut self, is_first: &mut bool, bracket: u8) -> Result<bool, Unreadable> {
        if self.peek() == bracket {
            return Ok(false);
        }
        if !std::mem::replace(is_first, false) {
            self.expect(b',')?;
        }
        Ok(true)
    }

    fn string(&mut self) -> Result<Cow<'de, str>, Unreadable> {
        self.expect(b'"')?;
        let mut parts: Option<String> = None;
        loop {
            let rest = &self.text[self.at..];
            let end = rest.find(['"', '\\']).ok_or(Unreadable)?;
            let (part, is_end) = (&rest[..end], rest.as_bytes()[end] == b'"');
            self.at += end + 1;
            if is_end {
                return Ok(match parts {
                    None => Cow::Borrowed(part),
                    Some(text) => Cow::Owned(text + part),
                });
            }
            let text = parts.get_or_insert_default();
            text.push_str(part);
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Result<char, Unreadable> {
        let byte = *self.text.as_bytes().get(self.at).ok_or(Unreadable)?;
        self.at += 1;
        Ok(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => char::from(byte),
            b'u' => {
                let first = self.unit()?;
                if (0xd800..0xdc00).contains(&first) {
                    self.word("\\u")?;
                    let second =
                        self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400).ok_or(Unreadable)?;
                    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second).ok_or(Unreadable)?
                } else {
                    char::from_u32(first).ok_or(Unreadable)?
                }
            }
            _ => return Err(Unreadable),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Unreadable> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unreadable)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Unreadable)
    }

    fn number(&mut self) -> Result<Number, Unreadable> {
        self.peek();
        let rest = &self.text[self.at..];
        let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(|byte| is_part(byte)).count();
        let text = &rest[..length];
        self.at += length;
        if let Ok(natural) = text.parse() {
            return Ok(Number::Natural(natural));
        }
        if let Ok(negative) = text.parse() {
            return Ok(Number::Negative(negative));
        }
        fraction(text).map(Number::Fraction).ok_or(Unreadable)
    }

    fn nothing(&mut self) -> Result<(), Unreadable> {
        self.word("null")
    }

    fn truth(&mut self) -> Result<bool, Unreadable> {
        let is_true = self.peek() == b't';
        self.word(if is_true { "true" } else { "false" })?;
        Ok(is_true)
    }

    /// Passes over a value nobody wants.
    fn skip(&mut self) -> Result<(), Unreadable> {
        match self.peek() {
            open @ (b'{' | b'[') => {
                let close = if open == b'{' { b'}' } else { b']' };
                self.enter(open)?;
                let mut is_first = true;
                while self.has_next(&mut is_first, close)? {
                    if open == b'{' {
                        self.string()?;
                        self.expect(b':')?;
                    }
                    self.skip()?;
                }
                self.leave(close)
            }
            b'"' => self.string().map(drop),
            b'n' => self.nothing(),
            b't' | b'f' => self.truth().map(drop),
            _ => self.number().map(drop),
        }
    }
}

/// A number with a fraction or an exponent, nearly: nothing that is counted travels so.
fn fraction(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i64 = format!("{whole}{part}").parse().ok()?;
    let power = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(part.len()).ok()?)?;
    let ten: f64 = if power < 0 { 0.1 } else { 10.0 };
    Some((0..power.unsigned_abs().min(400)).fold(digits as f64, |value, _| value * ten))
}

fn visit_number<'de, V: Visitor<'de>>(number: Number, visitor: V) -> Result<V::Value, Unreadable> {
    match number {
        Number::Natural(natural) => visitor.visit_u64(natural),
        Number::Negative(negative) => visitor.visit_i64(negative),
        Number::Fraction(fraction) => visitor.visit_f64(fraction),
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value, Unreadable> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

macro_rules! read_as {
    ($($name:ident)* => $read:ident) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            self.$read(visitor)
        })*
    };
}

impl<'de> Reader<'de> {
    fn read_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        visit_number(self.number()?, visitor)
    }

    fn read_text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        visit_text(self.string()?, visitor)
    }

    fn read_list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        self.enter(b'[')?;
        let value = visitor.visit_seq(Items { reader: self, is_first: true })?;
        self.leave(b']')?;
        Ok(value)
    }

    fn read_object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        self.enter(b'{')?;
        let value = visitor.visit_map(Items { reader: self, is_first: true })?;
        self.leave(b'}')?;
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.peek() {
            b'{' => self.read_object(visitor),
            b'[' => self.read_list(visitor),
            b'"' => self.read_text(visitor),
            b'n' => {
                self.nothing()?;
                visitor.visit_unit()
            }
            b't' | b'f' => visitor.visit_bool(self.truth()?),
            _ => self.read_number(visitor),
        }
    }

    read_as! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_f32 deserialize_f64 => read_number
    }
    read_as! { deserialize_char deserialize_str deserialize_string deserialize_identifier => read_text }
    read_as! { deserialize_seq => read_list }
    read_as! { deserialize_map => read_object }
    read_as! { deserialize_bytes deserialize_byte_buf => deserialize_any }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.truth()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.peek() == b'n' {
            self.nothing()?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.nothing()?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.read_list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.read_list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.read_object(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if self.peek() == b'"' {
            return visitor.visit_enum(Variant { reader: self, has_content: false });
        }
        self.enter(b'{')?;
        let value = visitor.visit_enum(Variant { reader: self, has_content: true })?;
        self.leave(b'}')?;
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.skip()?;
        visitor.visit_unit()
    }
}

/// The items of a list, or the keys and values of an object.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    is_first: bool,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        if !self.reader.has_next(&mut self.is_first, b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        if !self.reader.has_next(&mut self.is_first, b'}')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// An enum: its name alone, or an object of its name and its content.
struct Variant<'r, 'de> {
    reader: &'r mut Reader<'de>,
    has_content: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unreadable> {
        let name = seed.deserialize(&mut *self.reader)?;
        if self.has_content {
            self.reader.expect(b':')?;
        }
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if self.has_content { self.reader.nothing() } else { Ok(()) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.reader.read_list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.reader.read_object(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Shape {
        Dot,
        Circle(u32),
        Box { width: i64, height: Option<i64> },
        Line(i8, i8),
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "is", rename_all = "snake_case")]
    enum Tagged {
        Empty,
        Full { text: String, at: chrono::DateTime<chrono::Utc> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct All {
        shapes: Vec<Shape>,
        tagged: Vec<Tagged>,
        names: BTreeMap<String, Option<bool>>,
        id: uuid::Uuid,
        day: chrono::NaiveDate,
        pair: (u64, i64),
        #[serde(default)]
        missing: Option<String>,
        nothing: (),
    }

    fn all() -> All {
        All {
            shapes: vec![
                Shape::Dot,
                Shape::Circle(7),
                Shape::Box { width: -3, height: None },
                Shape::Line(-128, 127),
            ],
            tagged: vec![
                Tagged::Empty,
                Tagged::Full { text: "\"\\/\n\t\u{1}é東🍜".into(), at: chrono::DateTime::UNIX_EPOCH },
            ],
            names: BTreeMap::from([("a b".into(), Some(true)), (String::new(), None)]),
            id: uuid::Uuid::from_u128(7),
            day: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            pair: (u64::MAX, i64::MIN),
            missing: None,
            nothing: (),
        }
    }

    #[test]
    fn what_serde_json_writes_comes_back() {
        assert_eq!(from_str::<All>(&serde_json::to_string(&all()).unwrap()), Ok(all()));
        assert_eq!(from_str::<All>(&serde_json::to_string_pretty(&all()).unwrap()), Ok(all()), "with spaces");
    }

    #[test]
    fn fields_nobody_knows_are_passed_over() {
        let mut text = serde_json::to_string(&all()).unwrap();
        text.insert_str(1, r#""new":{"a":[1,{"b":"]}\""},null,true,-1.5e3],"c":{}},"#);
        assert_eq!(from_str::<All>(&text), Ok(all()));
    }

    #[test]
    fn escapes_of_other_writers_are_read() {
        assert_eq!(from_str::<String>(r#""\u00e9\ud83c\udf5c\/\b\f\r""#).as_deref(), Ok("é🍜/\u{8}\u{c}\r"));
        assert_eq!(from_str::<f64>("12.5"), Ok(12.5));
        assert_eq!(from_str::<f64>("-1e3"), Ok(-1000.0));
    }

    #[test]
    fn what_is_no_json_or_not_the_type_is_refused() {
        for text in [
            "",
            "{",
            "[1,2",
            "[1 2]",
            "[1,]",
            "\"",
            r#""\x""#,
            r#""\ud83c""#,
            r#""\ud83c\u0041""#,
            r#""\u12""#,
            "nul",
            "1 2",
            "-",
            "[,1]",
        ] {
            assert!(from_str::<serde::de::IgnoredAny>(text).is_err(), "{text}");
        }
        for text in ["256", "-1", "1.5", "\"1\"", "null", "99999999999999999999"] {
            assert!(from_str::<u8>(text).is_err(), "{text}");
        }
        assert!(from_str::<Shape>(r#""nothing""#).is_err());
        assert!(from_str::<serde::de::IgnoredAny>(&"[".repeat(200_000)).is_err(), "deep nesting ends");
    }
}
