//! The categories a new book starts with, in the person's language. They are ordinary rows: rename, merge or delete them.

use domain::fold::fold;
use domain::read::CatalogueKind;
use domain::schema::{Patch, Table};
use store::WriteTx;
use uuid::Uuid;

use crate::Result;

/// A category of the first level with those below it.
struct Group {
    /// Stable name, for the demo and the form: never shown.
    key: &'static str,
    names: [&'static str; 3],
    color: &'static str,
    icon: &'static str,
    children: &'static [Child],
}

struct Child {
    key: &'static str,
    names: [&'static str; 3],
    icon: &'static str,
}

const fn child(key: &'static str, names: [&'static str; 3], icon: &'static str) -> Child {
    Child { key, names, icon }
}

/// Names stand in the order English, Spanish, German.
const GROUPS: &[Group] = &[
    Group {
        key: "eating_out",
        names: ["Eating out", "Comer fuera", "Auswärts essen"],
        color: "#c2410c",
        icon: "utensils",
        children: &[
            child("restaurants", ["Restaurants", "Restaurantes", "Restaurants"], "utensils"),
            child("cafes", ["Cafés", "Cafeterías", "Cafés"], "coffee"),
            child("fast_food", ["Fast food", "Comida rápida", "Schnellimbiss"], "burger"),
            child("canteen", ["Canteen", "Comedor", "Kantine"], "tray"),
            child("street_food", ["Street food", "Comida callejera", "Streetfood"], "truck"),
            child("delivery", ["Delivery", "A domicilio", "Lieferdienst"], "bike"),
        ],
    },
    Group {
        key: "groceries",
        names: ["Groceries", "Supermercado", "Lebensmittel"],
        color: "#15803d",
        icon: "basket",
        children: &[
            child("supermarket", ["Supermarket", "Supermercado grande", "Supermarkt"], "basket"),
            child("market", ["Market", "Mercado", "Markt"], "carrot"),
            child("bakery", ["Bakery", "Panadería", "Bäckerei"], "bread"),
        ],
    },
    Group {
        key: "drinks",
        names: ["Drinks", "Bebidas", "Getränke"],
        color: "#7c3aed",
        icon: "glass",
        children: &[
            child("bars", ["Bars", "Bares", "Bars"], "glass"),
            child("coffee", ["Coffee & tea", "Café y té", "Kaffee & Tee"], "coffee"),
        ],
    },
    Group {
        key: "sweets",
        names: ["Sweets & snacks", "Dulces y aperitivos", "Süßes & Snacks"],
        color: "#be185d",
        icon: "icecream",
        children: &[
            child("dessert", ["Dessert & ice cream", "Postres y helados", "Dessert & Eis"], "icecream"),
            child("snacks", ["Snacks", "Aperitivos", "Snacks"], "cookie"),
        ],
    },
    Group {
        key: "travel",
        names: ["On the road", "De viaje", "Unterwegs"],
        color: "#0369a1",
        icon: "suitcase",
        children: &[
            child("hotel_breakfast", ["Hotel breakfast", "Desayuno de hotel", "Hotelfrühstück"], "bed"),
            child("train_plane", ["Train & plane", "Tren y avión", "Zug & Flug"], "train"),
        ],
    },
    Group {
        key: "business",
        names: ["Business meals", "Comidas de trabajo", "Geschäftsessen"],
        color: "#475569",
        icon: "briefcase",
        children: &[
            child("clients", ["Clients", "Clientes", "Kunden"], "handshake"),
            child("team", ["Team", "Equipo", "Team"], "users"),
        ],
    },
    Group {
        key: "celebrations",
        names: ["Celebrations", "Celebraciones", "Feiern"],
        color: "#b45309",
        icon: "cake",
        children: &[],
    },
    Group {
        key: "other",
        names: ["Other", "Otros", "Sonstiges"],
        color: "#64748b",
        icon: "dots",
        children: &[],
    },
];

/// A default category that was made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    /// Its stable name.
    pub key: &'static str,
    /// Its row.
    pub id: Uuid,
}

/// Which of the three names of a row a language code takes; English when it is none of the others.
pub(crate) fn language_index(language: Option<&str>) -> usize {
    match language.unwrap_or_default().split(['-', '_']).next() {
        Some("es") => 1,
        Some("de") => 2,
        _ => 0,
    }
}

/// The default categories; those the book has under that name already are taken as they are.
pub(crate) async fn insert_defaults(tx: &mut WriteTx, language: Option<&str>) -> Result<Vec<Made>> {
    let at = language_index(language);
    let mut made = Vec::new();
    let mut rows = Vec::new();
    for (position, group) in GROUPS.iter().enumerate() {
        let parent = match tx.find_by_fold(CatalogueKind::Category, &fold(group.names[at])).await? {
            Some(found) => found,
            None => {
                let id = tx.new_id();
                rows.push((id, patch(None, group.names[at], group.color, group.icon, position)));
                id
            }
        };
        made.push(Made { key: group.key, id: parent });
        for (position, child) in group.children.iter().enumerate() {
            let id = match tx.find_by_fold(CatalogueKind::Category, &fold(child.names[at])).await? {
                Some(found) => found,
                None => {
                    let id = tx.new_id();
                    rows.push((id, patch(Some(parent), child.names[at], group.color, child.icon, position)));
                    id
                }
            };
            made.push(Made { key: child.key, id });
        }
    }
    tx.insert_many(Table::named("category"), rows).await?;
    Ok(made)
}

fn patch(parent: Option<Uuid>, name: &str, color: &str, icon: &str, position: usize) -> Patch {
    Patch::new()
        .set("parent_id", parent)
        .set("name", name)
        .set("name_fold", fold(name))
        .set("color", color)
        .set("icon", icon)
        .set("position", i64::try_from(position).unwrap_or(0))
        .set("is_default", true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_default_categories_share_a_name_in_a_language() {
        for language in 0..3 {
            let mut names: Vec<String> = GROUPS
                .iter()
                .flat_map(|g| {
                    std::iter::once(g.names[language]).chain(g.children.iter().map(|c| c.names[language]))
                })
                .map(fold)
                .collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "language {language}");
        }
    }

    #[test]
    fn a_regional_language_code_is_understood() {
        assert_eq!([Some("es-MX"), Some("de_CH"), Some("fr"), None].map(language_index), [1, 2, 0, 0]);
    }
}
