//! Reads the small part of Markdown that the user's help is written in: headings of two levels, paragraphs, lists, tables, `code`
//! and **strong** words. The same files are read on the web, so there is one text.

/// One block of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// `#` or `##` and its text.
    Heading(u8, String),
    /// Running text.
    Paragraph(Vec<Span>),
    /// `-` items.
    List(Vec<Vec<Span>>),
    /// The header row, then the rows.
    Table(Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
}

/// A run of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Plain(String),
    /// A key or something to type.
    Code(String),
    /// Words that stand out.
    Strong(String),
}

/// The blocks of `text` in order.
pub fn read(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        blocks.push(block(part));
    }
    blocks
}

fn block(part: &str) -> Block {
    if let Some(title) = part.strip_prefix("## ") {
        Block::Heading(2, title.to_owned())
    } else if let Some(title) = part.strip_prefix("# ") {
        Block::Heading(1, title.to_owned())
    } else if part.starts_with("- ") {
        Block::List(part.lines().filter_map(|line| line.strip_prefix("- ")).map(spans).collect())
    } else if part.starts_with("| ") {
        let mut rows = part.lines().filter(|line| !line.starts_with("| ---")).map(cells);
        Block::Table(rows.next().unwrap_or_default(), rows.collect())
    } else {
        Block::Paragraph(spans(&part.replace('\n', " ")))
    }
}

fn cells(line: &str) -> Vec<Vec<Span>> {
    line.trim().trim_matches('|').split(" | ").map(|cell| spans(cell.trim())).collect()
}

/// Parts a line at back ticks and double stars; an open one is left as it is.
fn spans(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['`', '*']) {
        let mark = if rest[at..].starts_with('`') { "`" } else { "**" };
        let Some(after) = rest[at..].strip_prefix(mark) else { break };
        let Some(end) = after.find(mark) else { break };
        if at > 0 {
            found.push(Span::Plain(rest[..at].to_owned()));
        }
        let inner = after[..end].to_owned();
        found.push(if mark == "`" { Span::Code(inner) } else { Span::Strong(inner) });
        rest = &after[end + mark.len()..];
    }
    if !rest.is_empty() {
        found.push(Span::Plain(rest.to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 3] = [
        include_str!("../../../../docs/user/en.md"),
        include_str!("../../../../docs/user/es.md"),
        include_str!("../../../../docs/user/de.md"),
    ];

    const SYNC: [&str; 3] = [
        include_str!("../../../../docs/user/sync/en.md"),
        include_str!("../../../../docs/user/sync/es.md"),
        include_str!("../../../../docs/user/sync/de.md"),
    ];

    #[test]
    fn headings_lists_and_tables_are_told_apart() {
        let blocks = read(
            "# A\n\nText with `N` and **bold** words.\n\n- one\n- `two`\n\n| K | V |\n| --- | --- |\n| `a` | b |\n",
        );
        assert_eq!(blocks.len(), 4);
        assert_eq!(blocks[0], Block::Heading(1, "A".into()));
        assert!(
            matches!(&blocks[1], Block::Paragraph(s) if s[1] == Span::Code("N".into()) && s[3] == Span::Strong("bold".into()))
        );
        assert!(matches!(&blocks[2], Block::List(items) if items[1] == [Span::Code("two".into())]));
        assert!(matches!(&blocks[3], Block::Table(head, rows) if head.len() == 2 && rows.len() == 1));
    }

    #[test]
    fn open_marks_and_formulas_stay_as_they_are() {
        assert_eq!(spans("a ` b"), [Span::Plain("a ` b".into())]);
        assert_eq!(spans("2*3"), [Span::Plain("2*3".into())]);
        assert_eq!(spans("`12+3.5*2`"), [Span::Code("12+3.5*2".into())]);
    }

    #[test]
    fn the_help_has_the_same_outline_in_every_language() {
        let outline = |text| {
            let kind = |block: &Block| match block {
                Block::Heading(level, _) => (*level, 0),
                Block::Paragraph(_) => (10, 0),
                Block::List(_) => (11, 0),
                Block::Table(_, rows) => (12, rows.len()),
            };
            read(text).iter().map(kind).collect::<Vec<_>>()
        };
        for text in [ALL, SYNC] {
            assert_eq!(outline(text[0]), outline(text[1]));
            assert_eq!(outline(text[0]), outline(text[2]));
        }
    }

    #[test]
    fn every_search_of_the_help_can_be_typed() {
        for text in ALL {
            let Some(Block::Table(_, rows)) =
                read(text).into_iter().find(|block| matches!(block, Block::Table(..)))
            else {
                panic!("the help has a table of searches");
            };
            for row in rows {
                for span in row.concat() {
                    if let Span::Code(query) = span {
                        let query = if query.contains(':') || query.contains(' ') || query.starts_with('"') {
                            query
                        } else {
                            format!("on:{query}")
                        };
                        let read = domain::query::parse(
                            &query,
                            chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
                        );
                        assert!(read.is_ok_and(|read| !read.is_empty()), "{query}");
                    }
                }
            }
        }
    }
}
