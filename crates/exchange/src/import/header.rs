//! Which column is which, from its header, in English, Spanish and German.

use domain::fold::fold;

use crate::import::{Column, Format};

/// What a column gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The day, perhaps with a time.
    Date,
    /// The time of day.
    Time,
    /// An instant in UTC.
    InstantUtc,
    /// The amount, with its sign.
    Amount,
    /// Money out, in a column of its own.
    Debit,
    /// Money in, in a column of its own.
    Credit,
    /// The currency.
    Currency,
    /// The restaurant.
    Place,
    /// The merchant or payee.
    Merchant,
    /// The category.
    Category,
    /// The category below the category.
    Subcategory,
    /// The meal.
    Meal,
    /// How it was ordered.
    Order,
    /// Tags.
    Tags,
    /// Free text.
    Notes,
    /// How many people ate.
    Party,
    /// The tip.
    Tip,
    /// The tax.
    Tax,
    /// The day on the statement.
    Cleared,
    /// Purchase, refund, …
    Kind,
    /// No single cell: the row itself.
    Row,
}

/// How many fields have cells.
pub(crate) const FIELDS: usize = Field::Row as usize;

impl Field {
    /// A stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::InstantUtc => "instant_utc",
            Self::Amount => "amount",
            Self::Debit => "debit",
            Self::Credit => "credit",
            Self::Currency => "currency",
            Self::Place => "place",
            Self::Merchant => "merchant",
            Self::Category => "category",
            Self::Subcategory => "subcategory",
            Self::Meal => "meal_type",
            Self::Order => "order_type",
            Self::Tags => "tags",
            Self::Notes => "notes",
            Self::Party => "party_size",
            Self::Tip => "tip",
            Self::Tax => "tax",
            Self::Cleared => "cleared_date",
            Self::Kind => "kind",
            Self::Row => "row",
        }
    }
}

/// Headers, folded, with everything but letters and digits as one space; the first of a field is the surest.
const HEADERS: &[(Field, &[&str])] = &[
    (
        Field::Date,
        &[
            "date",
            "occurred on",
            "meal date",
            "visit date",
            "expense date",
            "transaction date",
            "trans date",
            "postedon",
            "posted on",
            "posting date",
            "posted date",
            "post date",
            "booking date",
            "value date",
            "day",
            "when",
            "fecha",
            "fecha de operacion",
            "fecha operacion",
            "fecha valor",
            "fecha del gasto",
            "dia",
            "datum",
            "buchungstag",
            "buchungsdatum",
            "belegdatum",
            "wertstellung",
            "tag",
            "datetime",
            "date time",
            "timestamp",
            "日付",
        ],
    ),
    (Field::Time, &["time", "transaction time", "hora", "uhrzeit", "zeit", "時間"]),
    (Field::InstantUtc, &["datetime utc", "timestamp utc"]),
    (
        Field::Amount,
        &[
            "amount",
            "total amount",
            "expense amount",
            "amount paid",
            "total",
            "total paid",
            "grand total",
            "price",
            "cost",
            "value",
            "sum",
            "spent",
            "importe",
            "importe total",
            "monto",
            "cantidad",
            "total pagado",
            "precio",
            "gasto",
            "valor",
            "betrag",
            "gesamtbetrag",
            "summe",
            "preis",
            "gesamt",
            "umsatz",
            "kosten",
            "金額",
        ],
    ),
    (
        Field::Debit,
        &[
            "debit",
            "debit amount",
            "withdrawal",
            "withdrawals",
            "money out",
            "paid out",
            "outflow",
            "cargo",
            "cargos",
            "debe",
            "soll",
            "lastschrift",
            "ausgabe",
            "ausgaben",
        ],
    ),
    (
        Field::Credit,
        &[
            "credit",
            "credit amount",
            "deposit",
            "deposits",
            "money in",
            "paid in",
            "inflow",
            "abono",
            "abonos",
            "haber",
            "haben",
            "gutschrift",
            "einnahme",
            "einnahmen",
        ],
    ),
    (
        Field::Currency,
        &["currency", "currency code", "ccy", "cur", "moneda", "divisa", "wahrung", "waehrung", "通貨"],
    ),
    (
        Field::Place,
        &[
            "restaurant",
            "restaurant name",
            "place",
            "place name",
            "venue",
            "location",
            "where",
            "restaurante",
            "lugar",
            "sitio",
            "local",
            "lokal",
            "gaststatte",
            "ort",
            "店",
            "店名",
            "name",
            "nombre",
        ],
    ),
    (
        Field::Merchant,
        &[
            "merchant",
            "merchant name",
            "payee",
            "payee name",
            "vendor",
            "shop",
            "store",
            "counterparty",
            "comercio",
            "beneficiario",
            "proveedor",
            "tienda",
            "establecimiento",
            "handler",
            "handler name",
            "empfanger",
            "zahlungsempfanger",
            "beguenstigter",
            "geschaft",
            "auftraggeber empfanger",
            "haendler",
        ],
    ),
    (
        Field::Category,
        &[
            "category",
            "category name",
            "usage category",
            "expense category",
            "categoria",
            "rubro",
            "kategorie",
            "rubrik",
            "カテゴリ",
            "parent category",
        ],
    ),
    (
        Field::Subcategory,
        &["subcategory", "sub category", "child category", "subcategoria", "unterkategorie"],
    ),
    (
        Field::Meal,
        &[
            "meal type",
            "meal",
            "meal category",
            "tipo de comida",
            "comida",
            "mahlzeit",
            "mahlzeitart",
            "mahlzeittyp",
        ],
    ),
    (
        Field::Order,
        &[
            "order type",
            "order",
            "service type",
            "dining option",
            "tipo de pedido",
            "pedido",
            "bestellart",
            "bestellung",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags",
            "tag names",
            "labels",
            "label",
            "tag",
            "etiquetas",
            "etiqueta",
            "schlagworte",
            "schlagworter",
            "stichworte",
            "タグ",
        ],
    ),
    (
        Field::Notes,
        &[
            "notes",
            "note",
            "memo",
            "description",
            "comment",
            "comments",
            "remarks",
            "purpose",
            "notas",
            "nota",
            "descripcion",
            "concepto",
            "comentario",
            "comentarios",
            "observaciones",
            "notiz",
            "notizen",
            "beschreibung",
            "verwendungszweck",
            "kommentar",
            "bemerkung",
            "メモ",
        ],
    ),
    (
        Field::Party,
        &[
            "party size",
            "party",
            "people",
            "guests",
            "number of people",
            "persons",
            "covers",
            "personas",
            "comensales",
            "personen",
            "anzahl personen",
            "gaste",
        ],
    ),
    (Field::Tip, &["tip", "tip amount", "tips", "gratuity", "propina", "trinkgeld"]),
    (
        Field::Tax,
        &[
            "tax",
            "tax amount",
            "vat",
            "sales tax",
            "gst",
            "impuesto",
            "impuestos",
            "iva",
            "steuer",
            "mwst",
            "ust",
            "umsatzsteuer",
            "mehrwertsteuer",
        ],
    ),
    (
        Field::Cleared,
        &["cleared date", "cleared on", "cleared", "settlement date", "fecha de liquidacion", "valuta"],
    ),
    (
        Field::Kind,
        &["kind", "transaction type", "expense kind", "type", "tipo", "art", "typ", "debit credit"],
    ),
];

/// The field of a header and how sure it is: 0 is surest.
pub(crate) fn field_of(header: &str) -> Option<(Field, usize)> {
    field_of_words(&words_of(header, false)).or_else(|| field_of_words(&words_of(header, true)))
}

fn field_of_words(words: &str) -> Option<(Field, usize)> {
    // "Amount (EUR)" and "Total in USD" are amounts.
    let short = words.rsplit_once(' ').filter(|(_, last)| {
        last.len() == 3 && last.parse::<domain::CurrencyCode>().is_ok_and(|code| code.find().is_some())
    });
    let short = short.map(|(rest, _)| rest.trim_end_matches(" in"));
    HEADERS.iter().find_map(|(field, names)| {
        let rank = names
            .iter()
            .position(|name| *name == words)
            .or_else(|| names.iter().position(|name| Some(*name) == short));
        rank.map(|rank| (*field, rank))
    })
}

/// `meal_type`, "Meal type:" and, when capitals begin words, `MealType` are the same words.
fn words_of(header: &str, capitals_begin_words: bool) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut small_before = false;
    for c in header.trim().chars() {
        if c.is_uppercase() && small_before && capitals_begin_words {
            spaced.push(' ');
        }
        small_before = c.is_lowercase();
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    let folded = fold(&spaced);
    folded.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The columns of a header row: each field is given by the column that names it best, a tie by the first.
pub(crate) fn columns_of<'a>(headers: impl Iterator<Item = &'a str>) -> Vec<Column> {
    let headers: Vec<(String, Option<(Field, usize)>)> =
        headers.map(|header| (header.trim().to_owned(), field_of(header))).collect();
    let best = |field: Field| {
        headers
            .iter()
            .filter_map(|(_, found)| *found)
            .filter(|found| found.0 == field)
            .map(|found| found.1)
            .min()
    };
    let mut given: Vec<Field> = Vec::new();
    let mut columns = Vec::new();
    for (header, found) in &headers {
        let field = found
            .filter(|(field, rank)| best(*field) == Some(*rank) && !given.contains(field))
            .map(|(field, _)| field);
        given.extend(field);
        columns.push(Column { header: header.clone(), field });
    }
    name_is_a_person_beside_a_place(&mut columns);
    columns
}

/// A column "name" beside "merchant" says no place.
fn name_is_a_person_beside_a_place(columns: &mut [Column]) {
    let has_merchant = columns.iter().any(|column| column.field == Some(Field::Merchant));
    for column in columns {
        if has_merchant
            && column.field == Some(Field::Place)
            && matches!(words_of(&column.header, false).as_str(), "name" | "nombre")
        {
            column.field = None;
        }
    }
}

/// What is missing before rows can be read.
pub(crate) fn missing(columns: &[Column]) -> Vec<Field> {
    let has = |fields: &[Field]| {
        columns.iter().any(|column| column.field.is_some_and(|field| fields.contains(&field)))
    };
    let mut missing = Vec::new();
    if !has(&[Field::Date, Field::InstantUtc]) {
        missing.push(Field::Date);
    }
    if !has(&[Field::Amount, Field::Debit, Field::Credit]) {
        missing.push(Field::Amount);
    }
    missing
}

/// Which program wrote these columns.
pub(crate) fn format_of(columns: &[Column], json: bool) -> Format {
    let has = |name: &str| columns.iter().any(|column| column.header.trim().eq_ignore_ascii_case(name));
    let original = has("meal_type")
        && (has("restaurant_name") || has("category_name") || has("restaurant") || has("restaurant_id"));
    let simplifi = has("payee") && (has("postedOn") || has("usage_category") || has("exclusion"));
    match (json, original, simplifi) {
        (true, true, _) => Format::OriginalJson,
        (true, false, _) => Format::GenericJson,
        (false, true, _) => Format::OriginalCsv,
        (false, false, true) => Format::SimplifiCsv,
        (false, false, false) => Format::GenericCsv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headers: &[&str]) -> Vec<Option<Field>> {
        columns_of(headers.iter().copied()).into_iter().map(|column| column.field).collect()
    }

    #[test]
    fn headers_of_three_languages_are_recognised() {
        use Field::*;
        for (header, field) in [
            ("Date", Date),
            ("postedOn", Date),
            ("Fecha", Date),
            ("Buchungstag", Date),
            ("Amount (EUR)", Amount),
            ("Importe", Amount),
            ("Betrag", Amount),
            ("Währung", Currency),
            ("Moneda", Currency),
            ("restaurant_name", Place),
            ("Restaurante", Place),
            ("payee", Merchant),
            ("Empfänger", Merchant),
            ("usage_category", Category),
            ("Kategorie", Category),
            ("MealType", Meal),
            ("Mahlzeit", Meal),
            ("Tipo de comida", Meal),
            ("order_type", Order),
            ("Schlagwörter", Tags),
            ("Etiquetas", Tags),
            ("Verwendungszweck", Notes),
            ("Descripción", Notes),
            ("party size", Party),
            ("Comensales", Party),
            ("Trinkgeld", Tip),
            ("Propina", Tip),
            ("MwSt.", Tax),
            ("cleared_date", Cleared),
            ("datetime_utc", InstantUtc),
        ] {
            assert_eq!(field_of(header).map(|found| found.0), Some(field), "{header}");
        }
        for header in ["Exclusion", "created_at", "restaurant_city", "", "id"] {
            assert_eq!(field_of(header), None, "{header}");
        }
    }

    #[test]
    fn the_best_named_column_wins() {
        use Field::*;
        assert_eq!(
            fields(&["Total", "Amount", "Date", "Value date"]),
            [None, Some(Amount), Some(Date), None]
        );
        assert_eq!(fields(&["Name", "Merchant"]), [None, Some(Merchant)]);
        assert_eq!(fields(&["Date", "Date"]), [Some(Date), None]);
    }

    #[test]
    fn every_header_is_written_as_it_is_compared() {
        for name in HEADERS.iter().flat_map(|(_, names)| *names) {
            assert_eq!(fold(name), **name);
        }
    }
}
