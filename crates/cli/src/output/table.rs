//! Aligned columns, by the width a terminal gives each character.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The widest a text column gets; longer text is cut with an ellipsis.
const COLUMN_WIDTH_MAX: usize = 40;

/// Rows under headings. A heading that starts with `>` aligns its column to the right.
pub struct Table {
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(headings: &[&'static str]) -> Self {
        Self { headings: headings.to_vec(), rows: Vec::new() }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| shortened(&clean(&cell))).collect());
    }

    /// Writes it; columns that are empty in every row are left out.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let used: Vec<usize> = (0..self.headings.len())
            .filter(|column| {
                self.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
            cells.max().unwrap_or(0).max(self.title(column).width())
        };
        let widths: Vec<usize> = used.iter().map(|column| width(*column)).collect();
        let titles = used.iter().map(|column| self.title(*column));
        self.line(to, &used, &widths, titles)?;
        for row in &self.rows {
            self.line(
                to,
                &used,
                &widths,
                used.iter().map(|column| row.get(*column).map_or("", String::as_str)),
            )?;
        }
        Ok(())
    }

    fn title(&self, column: usize) -> &'static str {
        self.headings[column].trim_start_matches('>')
    }

    fn line<'c>(
        &self,
        to: &mut dyn Write,
        used: &[usize],
        widths: &[usize],
        cells: impl Iterator<Item = &'c str>,
    ) -> io::Result<()> {
        let mut line = String::new();
        for ((cell, column), width) in cells.zip(used).zip(widths) {
            let space = " ".repeat(width.saturating_sub(cell.width()));
            if !line.is_empty() {
                line.push_str("  ");
            }
            if self.headings[*column].starts_with('>') {
                line.push_str(&space);
                line.push_str(cell);
            } else {
                line.push_str(cell);
                line.push_str(&space);
            }
        }
        writeln!(to, "{}", line.trim_end())
    }
}

/// Text without characters that a terminal obeys or that turn the reading direction: a place may be named anything.
pub fn clean(text: &str) -> String {
    let is_harmful =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).filter(|c| !is_harmful(*c)).collect()
}

fn shortened(text: &str) -> String {
    if text.width() <= COLUMN_WIDTH_MAX {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut width = 0;
    for c in text.chars() {
        width += c.width().unwrap_or(0);
        // One column is kept for the ellipsis.
        if width >= COLUMN_WIDTH_MAX {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table) -> String {
        let mut bytes = Vec::new();
        table.write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn columns_align_by_terminal_width_and_empty_ones_vanish() {
        let mut table = Table::new(&["place", ">amount", "note"]);
        table.row(["寿司".into(), "1200 JPY".into(), String::new()]);
        table.row(["Casa Lola".into(), "9.50 EUR".into(), String::new()]);
        assert_eq!(written(&table), "place        amount\n寿司       1200 JPY\nCasa Lola  9.50 EUR\n");
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\r\nd"), "a[31mbc d");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(shortened(&"x".repeat(60)), format!("{}…", "x".repeat(COLUMN_WIDTH_MAX - 1)));
        assert!(shortened(&"字".repeat(60)).width() <= COLUMN_WIDTH_MAX);
    }
}
