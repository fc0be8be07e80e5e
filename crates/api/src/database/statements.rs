//! Statements made from `domain::schema`: the tables have its columns, and nobody writes them down a second time.

use std::fmt::Write as _;
use std::sync::OnceLock;

use domain::schema::{TABLES, Table};
use wire::v1::Scope;

use crate::push::{SERVER_COLUMNS, sent_columns};
use crate::view::can_be_hidden;

/// The columns of a table that are written as a record (`StoredRow::to_record`).
pub fn columns(table: &'static Table) -> Vec<&'static str> {
    let mut columns = SERVER_COLUMNS.to_vec();
    for column in sent_columns(table) {
        if !columns.contains(&column.name) {
            columns.push(column.name);
        }
    }
    columns
}

/// Inserts or replaces rows of a table given as a JSON array of records in parameter `$parameter`.
pub fn upsert(table: &'static Table, parameter: usize) -> String {
    let columns = columns(table);
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let set: Vec<String> = quoted
        .iter()
        .filter(|column| !["\"workspace_id\"", "\"id\""].contains(&column.as_str()))
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    format!(
        "insert into {name} ({columns}) select {columns} from jsonb_populate_recordset(null::{name}, ${parameter}) \
         on conflict (workspace_id, id) do update set {set}",
        name = table.name,
        columns = quoted.join(", "),
        set = set.join(", "),
    )
}

/// One page of changes in one snapshot. Parameters: workspace, sequence after which, rows wanted, reader, deletions up to here are
/// left out (0 = none are). Columns: head, epoch, gc, the reader's scope revision, kind and document; the last two are null when
/// nothing changed.
pub fn feed(scope: Scope) -> &'static str {
    static ALL: OnceLock<String> = OnceLock::new();
    static OWN: OnceLock<String> = OnceLock::new();
    match scope {
        Scope::All => ALL.get_or_init(|| make_feed(Scope::All)),
        Scope::Own => OWN.get_or_init(|| make_feed(Scope::Own)),
    }
}

fn make_feed(scope: Scope) -> String {
    let arms: Vec<String> = TABLES.iter().flat_map(|table| feed_arms(table, scope)).collect();
    format!(
        "with c as (select c.head_seq, c.epoch, c.gc_seq, m.scope_rev from workspace_clock c \
         join member m on m.workspace_id = c.workspace_id and m.user_id = $4 and m.state = 'active' \
         where c.workspace_id = $1) \
         select c.head_seq, c.epoch, c.gc_seq, c.scope_rev, r.kind, r.doc from c left join lateral \
         (select * from ({arms}) f order by f.seq limit $3) r on true order by r.seq",
        arms = arms.join(" union all ")
    )
}

/// What is delivered of a table, each row at its `view::place`: what the reader sees, and what left their view.
fn feed_arms(table: &'static Table, scope: Scope) -> Vec<String> {
    let name = table.name;
    let arm = |place: &str, condition: &str| {
        format!(
            "select t.{place} as seq, '{name}'::text as kind, to_jsonb(t.*) as doc from {name} t \
             where t.workspace_id = $1 and t.{place} > $2 and t.{place} <= c.head_seq and {condition}"
        )
    };
    let seen = |condition: &str| arm("seq", &format!("(t.seq > $5 or t.deleted_at is null) and {condition}"));
    if !can_be_hidden(table) {
        return vec![seen("true")];
    }
    let mut arms = match (scope, name) {
        (Scope::All, _) => vec![seen(&sees(table, scope))],
        (Scope::Own, "conflict") => {
            vec![seen("t.owner_id = $4"), seen("t.expense_id is null and t.owner_id <> $4")]
        }
        (Scope::Own, "blob") => {
            vec![seen("t.owner_id = $4"), seen(&format!("{SHARED} and t.owner_id <> $4"))]
        }
        (Scope::Own, _) => vec![seen("t.owner_id = $4")],
    };
    arms.push(arm(
        "scope_seq",
        &format!("t.scope_seq > 0 and t.scope_seq > $5 and not {}", sees(table, scope)),
    ));
    arms
}

/// A photograph that hangs on expenses of several people.
const SHARED: &str = "(t.owner_id = '00000000-0000-0000-0000-000000000000' and t.visibility = 'workspace')";

/// Whether the reader (`$4`) sees row `t`, in part or in whole: the rule of `push::visibility::sight` in SQL.
pub fn sees(table: &'static Table, scope: Scope) -> String {
    if !can_be_hidden(table) {
        return "true".to_owned();
    }
    let mut sees = "(t.owner_id = $4".to_owned();
    match (scope, table.name) {
        (Scope::All, "expense") => sees.push_str(" or t.visibility in ('workspace', 'amount_only')"),
        (Scope::All, _) => sees.push_str(" or t.visibility = 'workspace'"),
        (Scope::Own, "blob") => {
            let _ = write!(sees, " or {SHARED}");
        }
        (Scope::Own, _) => {}
    }
    if table.name == "conflict" {
        sees.push_str(" or t.expense_id is null");
    }
    sees.push(')');
    sees
}

/// The versions of all rows the reader sees. Parameters: workspace, up to which sequence, (unused), reader.
pub fn versions(scope: Scope) -> &'static str {
    static ALL: OnceLock<String> = OnceLock::new();
    static OWN: OnceLock<String> = OnceLock::new();
    let make = || {
        let arms: Vec<String> = TABLES
            .iter()
            .map(|table| {
                format!(
                    "select '{name}'::text as kind, t.id as id, t.seq as seq from {name} t \
                     where t.workspace_id = $1 and t.seq <= $2 and ($3::boolean or true) \
                     and ($4::uuid is not null) and {}",
                    sees(table, scope),
                    name = table.name
                )
            })
            .collect();
        arms.join(" union all ")
    };
    match scope {
        Scope::All => ALL.get_or_init(make),
        Scope::Own => OWN.get_or_init(make),
    }
}
