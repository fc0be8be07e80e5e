//! English.

use crate::MealType::*;
use crate::quick::lexicon::Half::{Evening, Morning};
use crate::quick::lexicon::Lexicon;
use crate::quick::lexicon::Unit::{Day, Month, Week};

/// English.
#[rustfmt::skip]
pub(super) const LEXICON: Lexicon = Lexicon {
    meals: &[
        ("breakfast", Breakfast), ("brekkie", Breakfast), ("brunch", Brunch), ("lunch", Lunch), ("luncheon", Lunch),
        ("dinner", Dinner), ("supper", Dinner), ("snack", Snack), ("snacks", Snack), ("coffee", Snack), ("coffees", Snack),
        ("tea", Snack), ("drinks", Drinks), ("drink", Drinks), ("beer", Drinks), ("beers", Drinks), ("cocktails", Drinks),
        ("dessert", Dessert), ("desserts", Dessert), ("ice cream", Dessert), ("cake", Dessert), ("late night", LateNight),
        ("late-night", LateNight), ("midnight snack", LateNight), ("groceries", Groceries), ("grocery shopping", Groceries),
        ("supermarket", Groceries),
    ],
    days: &[
        ("today", 0), ("yesterday", -1), ("the day before yesterday", -2), ("day before yesterday", -2), ("tomorrow", 1),
        ("tonight", 0), ("this morning", 0), ("this afternoon", 0), ("this evening", 0), ("last night", -1), ("last evening", -1),
        ("yesterday morning", -1), ("yesterday afternoon", -1), ("yesterday evening", -1), ("yesterday night", -1),
    ],
    weekdays: &[
        ("monday", 0), ("tuesday", 1), ("wednesday", 2), ("thursday", 3), ("friday", 4), ("saturday", 5), ("sunday", 6),
    ],
    weekdays_short: &[
        ("mon", 0), ("tue", 1), ("tues", 1), ("wed", 2), ("thu", 3), ("thur", 3), ("thurs", 3), ("fri", 4), ("sat", 5), ("sun", 6),
    ],
    last: &["last"],
    last_after: &[],
    this: &["this"],
    next: &["next"],
    next_after: &[],
    on: &["on", "from", "on the"],
    months: &[
        ("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6), ("july", 7), ("august", 8),
        ("september", 9), ("october", 10), ("november", 11), ("december", 12), ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4),
        ("jun", 6), ("jul", 7), ("aug", 8), ("sep", 9), ("sept", 9), ("oct", 10), ("nov", 11), ("dec", 12),
    ],
    ago_before: &[],
    ago_after: &["ago", "back"],
    units: &[("day", Day), ("days", Day), ("week", Week), ("weeks", Week), ("month", Month), ("months", Month)],
    numbers: &[
        ("a", 1), ("an", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
        ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12),
    ],
    time_before: &["at", "around", "at around", "about"],
    clock: &["o'clock", "oclock", "hrs", "h"],
    halves: &[
        ("am", Morning), ("pm", Evening), ("in the morning", Morning), ("in the evening", Evening), ("in the afternoon", Evening),
        ("at night", Evening),
    ],
    moments: &[("noon", 720), ("at noon", 720), ("midday", 720), ("at midday", 720), ("midnight", 0), ("at midnight", 0)],
    half_past: &["half past", "at half past"],
    half_to: &[],
    half_after: &[],
    at: &["at", "from", "chez"],
    within: &["in", "inside"],
    articles: &["the"],
    with: &["with", "w"],
    and: &["and", "n"],
    possessives: &["my", "our"],
    tip: &["tip", "tips", "gratuity"],
    plus: &["with", "plus", "and", "incl", "including", "includes", "add", "a", "left", "left a"],
    of: &["of"],
    party_before: &["for"],
    party_sure: &["party of", "table for", "group of", "table of"],
    party_after: &["people", "persons", "person", "of us", "guests", "pax"],
    party_words: &[("for one", 1)],
    count: &["times"],
    currencies: &[
        ("euro", &["EUR"]), ("euros", &["EUR"]), ("dollar", &["USD", "CAD", "AUD", "NZD", "SGD"]),
        ("dollars", &["USD", "CAD", "AUD", "NZD", "SGD"]), ("bucks", &["USD", "CAD", "AUD", "NZD", "SGD"]),
        ("buck", &["USD", "CAD", "AUD", "NZD", "SGD"]), ("pound", &["GBP", "EGP", "LBP"]), ("pounds", &["GBP", "EGP", "LBP"]),
        ("quid", &["GBP"]), ("yen", &["JPY"]), ("yuan", &["CNY"]), ("rmb", &["CNY"]), ("won", &["KRW"]), ("franc", &["CHF", "XOF", "XAF"]),
        ("francs", &["CHF", "XOF", "XAF"]), ("rupee", &["INR", "PKR", "LKR", "NPR"]), ("rupees", &["INR", "PKR", "LKR", "NPR"]),
        ("baht", &["THB"]), ("dong", &["VND"]), ("zloty", &["PLN"]), ("forint", &["HUF"]), ("lira", &["TRY"]), ("shekels", &["ILS"]),
        ("dirhams", &["AED", "MAD"]), ("dinars", &["KWD", "BHD", "JOD", "TND", "RSD"]), ("rand", &["ZAR"]), ("reais", &["BRL"]),
        ("peso", &["MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP"]), ("pesos", &["MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP"]),
        ("krone", &["NOK", "DKK"]), ("kroner", &["NOK", "DKK"]), ("kronor", &["SEK"]), ("krona", &["SEK", "ISK"]), ("kr", &["SEK", "NOK", "DKK", "ISK"]),
        ("koruna", &["CZK"]), ("ringgit", &["MYR"]), ("rupiah", &["IDR"]), ("hryvnia", &["UAH"]), ("lei", &["RON"]), ("ft", &["HUF"]),
        ("zl", &["PLN"]), ("kc", &["CZK"]), ("rs", &["INR", "PKR", "LKR", "NPR"]), ("fr", &["CHF"]), ("rp", &["IDR"]), ("rm", &["MYR"]),
    ],
    cents: &["cent", "cents", "pence"],
    paid: &["paid", "spent", "cost", "costs", "for", "was", "total", "in total", "i paid", "i spent"],
    paid_after: &["paid", "total", "in total", "altogether"],
    things: &[
        "card", "cash", "credit", "total", "tip", "extra", "no", "out", "cheese", "fries", "everything", "general", "advance", "between",
        "time", "a", "an", "work", "delivery", "discount", "hurry",
    ],
    fillers: &["the", "a", "an", "and", "on", "at", "for", "of", "with", "in", "i", "had", "was", "it", "cost", "paid", "spent", "from", "to", "is"],
};
