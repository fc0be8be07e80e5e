//! Members of a set: tags and people of an expense, links between expenses. Their ids are derived from both ends.

use domain::link_id;
use domain::schema::{ColumnKind, Patch, Table};
use uuid::Uuid;

use super::WriteTx;
use crate::Result;

impl WriteTx {
    /// Makes `to` a member of the set of `from`, with the other columns of `extra`; `false` when it was one with these values.
    /// A member that was removed before comes back: the id is the same.
    pub async fn put_member(
        &mut self,
        table: &'static Table,
        from: Uuid,
        to: Uuid,
        extra: Patch,
    ) -> Result<bool> {
        let id = link_id(table.name, from, to);
        if !self.exists(table, id).await? {
            let [first, second] = ends(table);
            let mut patch = extra.set(first, from).set(second, to);
            for column in table.columns.iter().filter(|column| !column.nullable) {
                if patch.get(column.name).is_none() {
                    patch.put(column.name, 0i64.into());
                }
            }
            return self.insert(table, id, patch).await;
        }
        let restored = self.restore_many(table, &[id]).await? > 0;
        let updated = self.update_many(table, &[id], extra).await? > 0;
        Ok(restored || updated)
    }

    /// Takes `to` out of the set of `from`; `false` when it was not in it.
    pub async fn remove_member(&mut self, table: &'static Table, from: Uuid, to: Uuid) -> Result<bool> {
        Ok(self.delete_many(table, &[link_id(table.name, from, to)]).await? > 0)
    }
}

/// The two columns a link row ties together.
fn ends(table: &'static Table) -> [&'static str; 2] {
    let mut ends = table.columns.iter().filter(|column| matches!(column.kind, ColumnKind::Ref(_)));
    let mut next = || ends.next().expect("a set table has two references").name;
    [next(), next()]
}
