//! The first pass: everything that only the whole file can tell.

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::Encoding;

use crate::error::ImportError;
use crate::import::decode::{Sniffer, Utf8};
use crate::import::evidence::Evidence;
use crate::import::header::{columns_of, format_of, missing};
use crate::import::json::{Items, Pairs};
use crate::import::source::{ReadError, Records, csv_reader, io_error};
use crate::import::{Column, FILE_BYTES_MAX, Format, Options, Profile, ROWS_MAX};

/// How far down a header may be: bank exports have a few lines above it.
const HEADER_RECORDS_MAX: usize = 30;
/// The most columns, or keys of JSON objects.
const COLUMNS_MAX: usize = 500;
/// What may part columns.
const DELIMITERS: &[char] = &[',', ';', '\t', '|'];

/// Reads the whole file once and says how it is to be read. What it leaves open is in `Profile::needs`.
pub fn inspect<R: Read + Seek>(source: &mut R, options: &Options) -> Result<Profile, ImportError> {
    let encoding = encoding_of(source, options)?;
    source.seek(SeekFrom::Start(0))?;
    let json = matches!(first_char(Utf8::new(&mut *source, encoding))?, Some('[' | '{'));
    source.seek(SeekFrom::Start(0))?;
    let layout = if json { json_layout(source, encoding)? } else { csv_layout(source, encoding, options)? };
    source.seek(SeekFrom::Start(0))?;
    let evidence = evidence(source, encoding, &layout, options)?;
    let mut needs = Vec::new();
    let year_first = options.day_first.is_none() && evidence.is_year_first();
    let day_first = evidence.day_first(options).unwrap_or_else(|choice| {
        needs.push(choice);
        None
    });
    let decimal_comma = evidence.decimal_comma(options, layout.format).unwrap_or_else(|choice| {
        needs.push(choice);
        false
    });
    Ok(Profile {
        format: layout.format,
        encoding: encoding.name().to_ascii_lowercase(),
        delimiter: layout.delimiter,
        sign: evidence.sign(options, layout.format),
        columns: layout.columns,
        header_records: layout.header_records,
        day_first,
        year_first,
        decimal_comma,
        rows: evidence.rows,
        needs,
        options: options.clone(),
    })
}

/// Where the columns are.
struct Layout {
    format: Format,
    delimiter: char,
    columns: Vec<Column>,
    header_records: u64,
}

fn encoding_of<R: Read>(source: &mut R, options: &Options) -> Result<&'static Encoding, ImportError> {
    let mut sniffer = Sniffer::default();
    let mut chunk = vec![0; 64 * 1024];
    let mut size = 0u64;
    loop {
        let read = match source.read(&mut chunk) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 {
            break;
        }
        size += read as u64;
        if size > FILE_BYTES_MAX {
            return Err(ImportError::TooLarge);
        }
        sniffer.add(&chunk[..read]);
    }
    if let Some(looks_like) = sniffer.looks_like() {
        return Err(ImportError::NotText { looks_like });
    }
    if size == 0 || (size <= 4096 && sniffer.is_empty()) {
        return Err(ImportError::Empty);
    }
    match &options.encoding {
        None => Ok(sniffer.encoding()),
        Some(label) => {
            Encoding::for_label(label.as_bytes()).ok_or_else(|| ImportError::UnknownEncoding(label.clone()))
        }
    }
}

/// The first character that is not white space.
fn first_char<R: Read>(mut text: Utf8<R>) -> Result<Option<char>, ImportError> {
    let mut byte = [0];
    while text.read(&mut byte)? == 1 {
        if !byte[0].is_ascii_whitespace() {
            return Ok(Some(char::from(byte[0])));
        }
    }
    Ok(None)
}

/// The delimiter and the header row under which most columns are recognised.
fn csv_layout<R: Read + Seek>(
    source: &mut R,
    encoding: &'static Encoding,
    options: &Options,
) -> Result<Layout, ImportError> {
    let given = options.delimiter.map(|delimiter| vec![delimiter]);
    let mut best: Option<(usize, usize, Layout)> = None;
    let mut likeliest: (usize, Vec<Column>) = (0, Vec::new());
    for delimiter in given.as_deref().unwrap_or(DELIMITERS) {
        source.seek(SeekFrom::Start(0))?;
        let mut reader = csv_reader(Utf8::new(&mut *source, encoding), *delimiter);
        let mut record = csv::StringRecord::new();
        for index in 0..HEADER_RECORDS_MAX {
            if !reader.read_record(&mut record).map_err(io_error)? {
                break;
            }
            let columns = columns_of(record.iter().take(COLUMNS_MAX));
            let recognised = columns.iter().filter(|column| column.field.is_some()).count();
            if missing(&columns).is_empty()
                && best.as_ref().is_none_or(|(most, width, _)| (recognised, columns.len()) > (*most, *width))
            {
                let layout = Layout {
                    format: format_of(&columns, false),
                    delimiter: *delimiter,
                    header_records: index as u64 + 1,
                    columns: columns.clone(),
                };
                best = Some((recognised, columns.len(), layout));
            }
            if recognised > likeliest.0 || likeliest.1.is_empty() {
                likeliest = (recognised, columns);
            }
        }
    }
    best.map(|(_, _, layout)| layout).ok_or_else(|| missing_columns(&likeliest.1))
}

/// The keys of all objects, in the order in which they appear.
fn json_layout<R: Read>(source: &mut R, encoding: &'static Encoding) -> Result<Layout, ImportError> {
    let mut items = Items::new(Utf8::new(source, encoding));
    if !items.start()? {
        return Err(ImportError::NoList);
    }
    let mut keys: Vec<String> = Vec::new();
    while let Some(item) = items.next()? {
        let Some(pairs) =
            item.text.as_deref().and_then(|text| serde_json::from_slice::<Pairs<'_>>(text).ok())
        else {
            continue;
        };
        for (key, _) in pairs.0 {
            if keys.len() < COLUMNS_MAX && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let columns = columns_of(keys.iter().map(String::as_str));
    if !missing(&columns).is_empty() {
        return Err(missing_columns(&columns));
    }
    Ok(Layout { format: format_of(&columns, true), delimiter: ',', columns, header_records: 0 })
}

fn missing_columns(columns: &[Column]) -> ImportError {
    ImportError::MissingColumns {
        missing: missing(columns),
        headers: columns.iter().take(50).map(|column| column.header.clone()).collect(),
    }
}

fn evidence<R: Read>(
    source: &mut R,
    encoding: &'static Encoding,
    layout: &Layout,
    options: &Options,
) -> Result<Evidence, ImportError> {
    let text = Utf8::new(source, encoding);
    let mut records = if layout.format.is_json() {
        Records::json(text, &layout.columns)?
    } else {
        Records::csv(text, layout.delimiter, &layout.columns, layout.header_records)?
    };
    let mut evidence = Evidence::default();
    loop {
        let read = records.next(|_, cells| {
            if !cells.is_blank() {
                evidence.add(cells, options.currency);
            }
        });
        match read {
            Ok(Some(())) | Err(ReadError::Row(_)) => {}
            Ok(None) | Err(ReadError::File { .. }) => return Ok(evidence),
        }
        if evidence.rows > ROWS_MAX {
            return Err(ImportError::TooManyRows);
        }
    }
}
