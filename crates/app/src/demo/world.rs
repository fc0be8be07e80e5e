//! Where the people of the demo eat: three cities, some forty places, what they cost and when one goes there.

use domain::{CurrencyCode, MealType, OrderType};

/// A city.
#[derive(Debug, Clone)]
pub(crate) struct City {
    pub name: &'static str,
    pub country: &'static str,
    pub zone: String,
    pub currency: CurrencyCode,
    /// How many minor units a euro cent's worth of food costs here, in thousandths.
    pub price_milli: i64,
    /// Tips are expected, in basis points; 0 = only now and then.
    pub tip_bp: i64,
    /// Sales tax added to the bill, in basis points; 0 = prices include it.
    pub added_tax_bp: i64,
}

/// A place before it is a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    pub name: &'static str,
    pub branch: Option<&'static str>,
    pub cuisine: &'static str,
    /// Key of a default category.
    pub category: &'static str,
    /// What one person leaves there, in euro cents.
    pub price: i64,
    pub meals: &'static [MealType],
    pub order: OrderType,
    /// How often one goes there, against the others of the same meal.
    pub weight: u64,
}

const BREAKFAST: &[MealType] = &[MealType::Breakfast, MealType::Brunch, MealType::Snack];
const COFFEE: &[MealType] = &[MealType::Breakfast, MealType::Snack, MealType::Dessert];
const LUNCH: &[MealType] = &[MealType::Lunch];
const LUNCH_DINNER: &[MealType] = &[MealType::Lunch, MealType::Dinner];
const DINNER: &[MealType] = &[MealType::Dinner];
const LATE: &[MealType] = &[MealType::Dinner, MealType::LateNight];
const BAR: &[MealType] = &[MealType::Drinks, MealType::LateNight];
const SWEET: &[MealType] = &[MealType::Dessert, MealType::Snack];
const SHOP: &[MealType] = &[MealType::Groceries];

macro_rules! spots {
    ($($name:literal $(/ $branch:literal)?, $cuisine:literal, $category:literal, $price:literal, $meals:ident, $order:ident, $weight:literal;)*) => {
        &[$(Spot {
            name: $name,
            branch: spots!(@branch $($branch)?),
            cuisine: $cuisine,
            category: $category,
            price: $price,
            meals: $meals,
            order: OrderType::$order,
            weight: $weight,
        },)*]
    };
    (@branch) => { None };
    (@branch $branch:literal) => { Some($branch) };
}

/// Twenty-six places at home.
pub(crate) const HOME: &[Spot] = spots! {
    "Casa Lola", "spanish", "restaurants", 2400, LUNCH_DINNER, DineIn, 9;
    "Tacos El Rey", "mexican", "street_food", 1150, LUNCH_DINNER, Takeout, 9;
    "Luna Trattoria", "italian", "restaurants", 2900, DINNER, DineIn, 7;
    "Pizzeria Vesuvio" / "Old Town", "italian", "restaurants", 1700, LUNCH_DINNER, DineIn, 6;
    "Pizzeria Vesuvio" / "Station", "italian", "delivery", 1600, LATE, Delivery, 5;
    "Sakura Ramen", "japanese", "restaurants", 1650, LUNCH_DINNER, DineIn, 8;
    "Sushi Hana", "japanese", "restaurants", 3200, DINNER, DineIn, 4;
    "Golden Dragon", "chinese", "delivery", 1500, LATE, Delivery, 5;
    "Thai Orchid", "thai", "restaurants", 1800, LUNCH_DINNER, DineIn, 6;
    "Spice Route", "indian", "restaurants", 1950, LUNCH_DINNER, DineIn, 5;
    "Falafel Corner", "middle_eastern", "street_food", 850, LUNCH, Takeout, 7;
    "Burger Yard", "american", "fast_food", 1350, LUNCH_DINNER, Takeout, 6;
    "Green Bowl", "healthy", "fast_food", 1250, LUNCH, Takeout, 7;
    "Oak Street Canteen", "international", "canteen", 780, LUNCH, DineIn, 22;
    "Chez Margot", "french", "restaurants", 7800, DINNER, DineIn, 2;
    "The Copper Pot", "international", "restaurants", 2600, LUNCH_DINNER, DineIn, 5;
    "Café Aurora", "cafe", "cafes", 620, BREAKFAST, DineIn, 14;
    "Second Cup", "cafe", "coffee", 390, COFFEE, Takeout, 18;
    "Daily Bread", "bakery", "bakery", 540, BREAKFAST, Takeout, 9;
    "Gelato Nero", "dessert", "dessert", 480, SWEET, Takeout, 8;
    "Bar Estrella", "bar", "bars", 1450, BAR, DineIn, 8;
    "Wine & Company", "bar", "bars", 2200, BAR, DineIn, 4;
    "Fresh & Fine", "supermarket", "supermarket", 4300, SHOP, Other, 20;
    "Corner Market", "supermarket", "supermarket", 1900, SHOP, Other, 11;
    "Saturday Market", "market", "market", 2700, SHOP, Other, 7;
    "Platform 9 Kiosk", "snacks", "train_plane", 560, COFFEE, Takeout, 4;
};

const MADRID: &[Spot] = spots! {
    "Taberna del Río", "spanish", "restaurants", 2800, LUNCH_DINNER, DineIn, 6;
    "Churrería San Ginés", "spanish", "cafes", 750, BREAKFAST, DineIn, 7;
    "La Bodega de Pilar", "spanish", "bars", 1900, BAR, DineIn, 5;
    "Bocadillos Sol", "spanish", "fast_food", 690, LUNCH, Takeout, 6;
    "Arrocería Marina", "spanish", "restaurants", 3400, DINNER, DineIn, 4;
    "Mercado de la Paz", "market", "market", 2100, SHOP, Other, 3;
    "Heladería Nieve", "dessert", "dessert", 420, SWEET, Takeout, 3;
    "Desayunos Hotel Prado", "hotel", "hotel_breakfast", 1600, BREAKFAST, DineIn, 4;
};

const LONDON: &[Spot] = spots! {
    "The Anchor & Crown", "british", "restaurants", 2600, LUNCH_DINNER, DineIn, 6;
    "Brick Lane Bagels", "bakery", "bakery", 620, BREAKFAST, Takeout, 6;
    "Dishoom Lane", "indian", "restaurants", 3100, DINNER, DineIn, 5;
    "Borough Stalls", "street_food", "street_food", 1250, LUNCH, Takeout, 6;
    "Flat White Soho", "cafe", "coffee", 430, COFFEE, Takeout, 9;
    "Pie & Ale House", "british", "bars", 1800, BAR, DineIn, 4;
    "Thames Grocer", "supermarket", "supermarket", 2300, SHOP, Other, 3;
    "Hotel Bloomsbury Breakfast", "hotel", "hotel_breakfast", 1900, BREAKFAST, DineIn, 4;
};

const NEW_YORK: &[Spot] = spots! {
    "Grand Central Oyster", "seafood", "restaurants", 4800, DINNER, DineIn, 4;
    "Joe's Slice", "italian", "fast_food", 780, LUNCH, Takeout, 8;
    "Katzman's Deli", "american", "restaurants", 2500, LUNCH_DINNER, DineIn, 5;
    "Hudson Coffee", "cafe", "coffee", 560, COFFEE, Takeout, 9;
    "East Village Ramen", "japanese", "restaurants", 2300, LUNCH_DINNER, DineIn, 5;
    "Sunset Rooftop", "bar", "bars", 3200, BAR, DineIn, 3;
    "Bodega 14th St", "supermarket", "supermarket", 1700, SHOP, Other, 3;
    "Midtown Diner", "american", "hotel_breakfast", 1850, BREAKFAST, DineIn, 6;
};

const TOKYO: &[Spot] = spots! {
    "Ginza Sushi Kato", "japanese", "restaurants", 6200, DINNER, DineIn, 3;
    "Ramen Yokocho", "japanese", "restaurants", 780, LUNCH_DINNER, DineIn, 8;
    "Kissa Hoshi", "cafe", "cafes", 640, BREAKFAST, DineIn, 7;
    "Konbini Shinjuku", "supermarket", "supermarket", 920, SHOP, Other, 6;
    "Tempura Asakusa", "japanese", "restaurants", 2100, LUNCH_DINNER, DineIn, 4;
    "Izakaya Midori", "japanese", "bars", 2400, BAR, DineIn, 6;
    "Mochi & Matcha", "dessert", "dessert", 480, SWEET, Takeout, 5;
    "Bento Express", "japanese", "train_plane", 1050, LUNCH, Takeout, 5;
};

/// A city one travels to and its places.
type Abroad = (&'static str, &'static str, &'static str, [u8; 3], i64, i64, &'static [Spot]);

const ABROAD: &[Abroad] = &[
    ("London", "GB", "Europe/London", *b"GBP", 0, 0, LONDON),
    ("New York", "US", "America/New_York", *b"USD", 1_900, 887, NEW_YORK),
    ("Madrid", "ES", "Europe/Madrid", *b"EUR", 0, 0, MADRID),
    ("Tokyo", "JP", "Asia/Tokyo", *b"JPY", 0, 0, TOKYO),
];

/// Home cities of some currencies; any other currency lives where the device is.
const HOMES: &[(&str, &str, &str, [u8; 3])] = &[
    ("Valencia", "ES", "Europe/Madrid", *b"EUR"),
    ("Chicago", "US", "America/Chicago", *b"USD"),
    ("Bristol", "GB", "Europe/London", *b"GBP"),
    ("Zürich", "CH", "Europe/Zurich", *b"CHF"),
    ("Guadalajara", "MX", "America/Mexico_City", *b"MXN"),
    ("Osaka", "JP", "Asia/Tokyo", *b"JPY"),
    ("Toronto", "CA", "America/Toronto", *b"CAD"),
    ("Melbourne", "AU", "Australia/Melbourne", *b"AUD"),
];

/// The city people of that currency live in.
pub(crate) fn home_city(currency: CurrencyCode, device_zone: &str) -> City {
    let known = HOMES.iter().find(|home| CurrencyCode::of(home.3) == currency);
    let (name, country, zone) = known.map_or(("Riverside", "", device_zone), |home| (home.0, home.1, home.2));
    let (tip_bp, added_tax_bp) = match currency.as_str() {
        "USD" => (1_900, 1_025),
        "CAD" => (1_600, 1_300),
        _ => (0, 0),
    };
    City {
        name,
        country,
        zone: zone.to_owned(),
        currency,
        price_milli: price_milli(currency),
        tip_bp,
        added_tax_bp,
    }
}

/// Two cities abroad, in other currencies than home, with their places.
pub(crate) fn cities_abroad(home: CurrencyCode) -> Vec<(City, &'static [Spot])> {
    let others = ABROAD.iter().filter(|city| CurrencyCode::of(city.3) != home).take(2);
    others
        .map(|(name, country, zone, code, tip_bp, added_tax_bp, spots)| {
            let currency = CurrencyCode::of(*code);
            let zone = (*zone).to_owned();
            let price_milli = price_milli(currency);
            (
                City {
                    name,
                    country,
                    zone,
                    currency,
                    price_milli,
                    tip_bp: *tip_bp,
                    added_tax_bp: *added_tax_bp,
                },
                *spots,
            )
        })
        .collect()
}

/// Minor units for a euro cent's worth of food, in thousandths. Rough purchasing power, good enough for a demo only.
fn price_milli(currency: CurrencyCode) -> i64 {
    match currency.as_str() {
        "USD" | "CAD" | "AUD" => 1_250,
        "GBP" => 950,
        "CHF" => 1_700,
        "MXN" => 13_000,
        "JPY" => 1_400,
        "INR" => 35_000,
        "KRW" | "ISK" | "CLP" => 11_000,
        _ => match currency.exponent() {
            0 => 100,
            3 => 3_500,
            4 => 10_000,
            _ => 1_000,
        },
    }
}

/// People one eats with: a name, what they are, where they work.
pub(crate) const PEOPLE: &[(&str, domain::PersonKind, &str)] = &[
    ("Ana", domain::PersonKind::Friend, ""),
    ("Bo", domain::PersonKind::Friend, ""),
    ("Mum", domain::PersonKind::Family, ""),
    ("Leo", domain::PersonKind::Family, ""),
    ("Priya Nair", domain::PersonKind::Colleague, ""),
    ("Tomás Vidal", domain::PersonKind::Colleague, ""),
    ("Grace Kim", domain::PersonKind::Client, "Acme"),
    ("Jonas Weber", domain::PersonKind::Client, "Nordlicht"),
    ("Zoé Martin", domain::PersonKind::Friend, ""),
];

/// Words of the demo in English, Spanish, German.
pub(crate) type Words = [&'static str; 3];

/// Tags: what is business stands first.
pub(crate) const TAGS: &[(Words, &str)] = &[
    (["acme", "acme", "acme"], "#0369a1"),
    (["conference", "congreso", "konferenz"], "#475569"),
    (["team", "equipo", "team"], "#0f766e"),
    (["date night", "cita", "zu zweit"], "#be185d"),
    (["family", "familia", "familie"], "#b45309"),
    (["treat", "capricho", "gegönnt"], "#7c3aed"),
    (["healthy", "sano", "gesund"], "#15803d"),
    (["birthday", "cumpleaños", "geburtstag"], "#c2410c"),
];

/// Notes people write.
pub(crate) const NOTES: &[Words] = &[
    ["Best table by the window", "La mejor mesa, junto a la ventana", "Bester Tisch am Fenster"],
    ["Too salty, still good", "Un poco salado, pero bueno", "Etwas salzig, trotzdem gut"],
    ["Shared starters", "Entrantes para compartir", "Vorspeisen geteilt"],
    ["Ask for the terrace next time", "La próxima vez, terraza", "Nächstes Mal Terrasse"],
    ["New menu since spring", "Carta nueva desde primavera", "Neue Karte seit Frühling"],
    ["Waited forty minutes", "Cuarenta minutos de espera", "Vierzig Minuten gewartet"],
    ["The soup of the day was lentils", "La sopa del día era de lentejas", "Tagessuppe waren Linsen"],
    ["Paid for everyone", "Pagué por todos", "Für alle bezahlt"],
    ["Weekly shop", "Compra de la semana", "Wocheneinkauf"],
    ["Oat milk", "Con leche de avena", "Mit Hafermilch"],
];

/// Why a meal was free.
pub(crate) const FREE: Words = ["Invited by Ana", "Invitación de Ana", "Von Ana eingeladen"];

/// Dishes for lines, and for the printed receipts.
pub(crate) const DISHES: &[&str] = &[
    "Soup of the day",
    "Green salad",
    "Grilled fish",
    "Pasta al forno",
    "Margherita",
    "Ramen",
    "Tacos x3",
    "Burger",
    "Curry",
    "Mineral water",
    "House wine",
    "Espresso",
    "Cheesecake",
    "Bread basket",
    "Lemonade",
    "Fries",
];

/// What a shop's receipt lists.
pub(crate) const GOODS: &[&str] = &[
    "Tomatoes",
    "Olive oil",
    "Bread",
    "Milk",
    "Cheese",
    "Apples",
    "Coffee beans",
    "Pasta",
    "Eggs",
    "Oranges",
    "Rice",
    "Yogurt",
];
