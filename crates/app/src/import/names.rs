//! The names a file mentions and the rows they mean. Each is looked up or made once, however many rows of the file mention it.

use std::collections::HashMap;

use domain::fold::fold;
use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind, CategoryDetails};
use domain::schema::{Patch, Table};
use domain::{CategoryId, MerchantId, WorkspaceId};
use exchange::Category;
use store::{CatalogueName, Store, WriteTx};
use uuid::Uuid;

use crate::catalogue::{MERGES_MAX, columns, for_new};
use crate::expenses::cleaned;
use crate::{App, Result};

/// Names by catalogue.
pub(super) struct Names {
    store: Store,
    workspace: WorkspaceId,
    places: HashMap<String, Uuid>,
    merchants: HashMap<String, Uuid>,
    tags: HashMap<String, Uuid>,
    /// By parent and folded name.
    categories: HashMap<(Option<Uuid>, String), Uuid>,
    /// By folded name alone, for files that know no parents; the first of several.
    any_category: HashMap<String, Uuid>,
    new: Vec<(CatalogueKind, Uuid, Patch)>,
}

impl Names {
    /// The names the book has.
    pub async fn load(app: &App) -> Result<Self> {
        let mut names = Self {
            store: app.store().clone(),
            workspace: app.workspace(),
            places: plain(app, CatalogueKind::Place).await?,
            merchants: plain(app, CatalogueKind::Merchant).await?,
            tags: plain(app, CatalogueKind::Tag).await?,
            categories: HashMap::new(),
            any_category: HashMap::new(),
            new: Vec::new(),
        };
        let rows = app.store().catalogue_names(app.workspace(), CatalogueKind::Category).await?;
        for row in &rows {
            let remains = remaining(&rows, row);
            names.categories.entry((row.parent, row.name_fold.clone())).or_insert(remains);
            names.any_category.entry(row.name_fold.clone()).or_insert(remains);
        }
        Ok(names)
    }

    /// The place of that name.
    pub fn place(&mut self, tx: &mut WriteTx, name: &str) -> Uuid {
        named(&mut self.places, &mut self.new, CatalogueKind::Place, tx, name)
    }

    /// The tag of that name.
    pub fn tag(&mut self, tx: &mut WriteTx, name: &str) -> Uuid {
        named(&mut self.tags, &mut self.new, CatalogueKind::Tag, tx, name)
    }

    /// The brand of that name or alias.
    pub async fn merchant(&mut self, tx: &mut WriteTx, name: &str) -> Result<Uuid> {
        let folded = fold(&cleaned(name));
        if !self.merchants.contains_key(&folded)
            && let Some(MerchantId(known)) =
                self.store.find_merchant_by_alias(self.workspace, &folded).await?
        {
            self.merchants.insert(folded, known);
            return Ok(known);
        }
        Ok(named(&mut self.merchants, &mut self.new, CatalogueKind::Merchant, tx, name))
    }

    /// The category a file names: the whole text first, for a name with a colon in it (E-144), then parent and child.
    pub fn category(&mut self, tx: &mut WriteTx, category: &Category) -> Uuid {
        if let Some(found) = self.any_category.get(&fold(&cleaned(&category.written))) {
            return *found;
        }
        match &category.parent {
            None => match self.any_category.get(&fold(&cleaned(&category.name))) {
                Some(found) => *found,
                None => self.category_below(tx, None, &category.name),
            },
            Some(parent) => {
                let parent = self.category_below(tx, None, parent);
                self.category_below(tx, Some(parent), &category.name)
            }
        }
    }

    fn category_below(&mut self, tx: &mut WriteTx, parent: Option<Uuid>, name: &str) -> Uuid {
        let name = cleaned(name);
        let folded = fold(&name);
        if let Some(found) = self.categories.get(&(parent, folded.clone())) {
            return *found;
        }
        let details = CategoryDetails { parent: parent.map(CategoryId), ..CategoryDetails::default() };
        let input = CatalogueInput { name, details: CatalogueDetails::Category(details) };
        let id = tx.new_id();
        self.new.push((CatalogueKind::Category, id, for_new(columns(&input), &input.details)));
        self.any_category.entry(folded.clone()).or_insert(id);
        self.categories.insert((parent, folded), id);
        id
    }

    /// Writes the rows that were made since the last time: before the expenses that name them.
    pub async fn insert_new(&mut self, tx: &mut WriteTx) -> Result<()> {
        for kind in
            [CatalogueKind::Place, CatalogueKind::Merchant, CatalogueKind::Tag, CatalogueKind::Category]
        {
            let rows: Vec<(Uuid, Patch)> = self
                .new
                .iter()
                .filter(|(of, _, _)| *of == kind)
                .map(|(_, id, patch)| (*id, patch.clone()))
                .collect();
            if !rows.is_empty() {
                tx.insert_many(Table::named(kind.table()), rows).await?;
            }
        }
        self.new.clear();
        Ok(())
    }
}

async fn plain(app: &App, kind: CatalogueKind) -> Result<HashMap<String, Uuid>> {
    let mut names = HashMap::new();
    let rows = app.store().catalogue_names(app.workspace(), kind).await?;
    for row in &rows {
        names.entry(row.name_fold.clone()).or_insert_with(|| remaining(&rows, row));
    }
    Ok(names)
}

/// The row itself, or what remains of the rows it was merged into: duplicates a person has merged do not come back with the next
/// file.
fn remaining(rows: &[CatalogueName], row: &CatalogueName) -> Uuid {
    let mut at = row;
    for _ in 0..MERGES_MAX {
        let Some(next) = at.merged_into.and_then(|into| rows.iter().find(|row| row.id == into)) else {
            break;
        };
        at = next;
    }
    at.id
}

fn named(
    known: &mut HashMap<String, Uuid>,
    new: &mut Vec<(CatalogueKind, Uuid, Patch)>,
    kind: CatalogueKind,
    tx: &mut WriteTx,
    name: &str,
) -> Uuid {
    let name = cleaned(name);
    let folded = fold(&name);
    if let Some(found) = known.get(&folded) {
        return *found;
    }
    let input = CatalogueInput { name, details: CatalogueDetails::blank(kind) };
    let id = tx.new_id();
    new.push((kind, id, for_new(columns(&input), &input.details)));
    known.insert(folded, id);
    id
}
