//! German.

use crate::MealType::*;
use crate::quick::lexicon::Half::{Evening, Morning};
use crate::quick::lexicon::Lexicon;
use crate::quick::lexicon::Unit::{Day, Month, Week};

/// German.
#[rustfmt::skip]
pub(super) const LEXICON: Lexicon = Lexicon {
    meals: &[
        ("fruhstuck", Breakfast), ("fruehstueck", Breakfast), ("fruhstucken", Breakfast), ("brunch", Brunch), ("mittagessen", Lunch),
        ("mittagstisch", Lunch), ("mittag", Lunch), ("zu mittag", Lunch), ("mittagspause", Lunch), ("abendessen", Dinner),
        ("abendbrot", Dinner), ("nachtessen", Dinner), ("znacht", Dinner), ("zmittag", Lunch), ("zmorge", Breakfast),
        ("zu abend", Dinner), ("imbiss", Snack), ("kaffee und kuchen", Snack), ("kaffee", Snack), ("brotzeit", Snack), ("jause", Snack),
        ("vesper", Snack), ("zwischenmahlzeit", Snack), ("tee", Snack), ("getranke", Drinks), ("bier", Drinks), ("drinks", Drinks),
        ("feierabendbier", Drinks), ("nachtisch", Dessert), ("nachspeise", Dessert), ("dessert", Dessert), ("eis", Dessert),
        ("kuchen", Dessert), ("einkauf", Groceries), ("lebensmittel", Groceries), ("supermarkt", Groceries),
    ],
    days: &[
        ("heute", 0), ("gestern", -1), ("vorgestern", -2), ("morgen", 1), ("heute abend", 0), ("heute mittag", 0), ("heute morgen", 0),
        ("heute fruh", 0), ("gestern abend", -1), ("gestern mittag", -1), ("gestern morgen", -1), ("gestern fruh", -1),
        ("gestern nachmittag", -1), ("gestern nacht", -1), ("letzte nacht", -1), ("vorgestern abend", -2), ("heute nachmittag", 0),
    ],
    weekdays: &[
        ("montag", 0), ("dienstag", 1), ("mittwoch", 2), ("donnerstag", 3), ("freitag", 4), ("samstag", 5), ("sonnabend", 5),
        ("sonntag", 6),
    ],
    weekdays_short: &[("mo", 0), ("di", 1), ("mi", 2), ("do", 3), ("fr", 4), ("sa", 5), ("so", 6)],
    last: &["letzten", "letzter", "letztem", "vergangenen", "vorigen", "am letzten", "am vergangenen"],
    last_after: &[],
    this: &["diesen", "dieser", "an diesem"],
    next: &["nachsten", "kommenden", "naechsten", "am nachsten", "am kommenden"],
    next_after: &[],
    on: &["am", "vom", "den", "der", "dem"],
    months: &[
        ("januar", 1), ("janner", 1), ("februar", 2), ("marz", 3), ("maerz", 3), ("april", 4), ("mai", 5), ("juni", 6), ("juli", 7),
        ("august", 8), ("september", 9), ("oktober", 10), ("november", 11), ("dezember", 12), ("jan", 1), ("feb", 2), ("mar", 3),
        ("apr", 4), ("jun", 6), ("jul", 7), ("aug", 8), ("sep", 9), ("okt", 10), ("nov", 11), ("dez", 12),
    ],
    ago_before: &["vor"],
    ago_after: &[],
    units: &[("tag", Day), ("tage", Day), ("tagen", Day), ("woche", Week), ("wochen", Week), ("monat", Month), ("monaten", Month)],
    numbers: &[
        ("ein", 1), ("eine", 1), ("einem", 1), ("einer", 1), ("eins", 1), ("zwei", 2), ("drei", 3), ("vier", 4), ("funf", 5), ("fuenf", 5),
        ("sechs", 6), ("sieben", 7), ("acht", 8), ("neun", 9), ("zehn", 10), ("elf", 11), ("zwolf", 12), ("zwoelf", 12),
    ],
    time_before: &["um", "gegen", "ab"],
    clock: &["uhr", "h"],
    halves: &[
        ("morgens", Morning), ("vormittags", Morning), ("fruh", Morning), ("nachmittags", Evening), ("abends", Evening),
        ("nachts", Evening), ("mittags", Evening), ("am abend", Evening), ("am morgen", Morning), ("am nachmittag", Evening),
    ],
    moments: &[("mittags", 720), ("mitternacht", 0), ("um mitternacht", 0)],
    half_past: &[],
    half_to: &["halb", "um halb", "gegen halb"],
    half_after: &[],
    at: &["bei", "beim", "bei der", "bei dem"],
    within: &["im", "in", "am", "zum", "ins", "in der", "in dem"],
    articles: &["der", "die", "das", "dem", "den"],
    with: &["mit"],
    and: &["und"],
    possessives: &["meine", "meiner", "meinem", "meinen", "mein", "unseren", "unserem", "unserer"],
    tip: &["trinkgeld", "tip"],
    plus: &["mit", "plus", "und", "inkl", "inklusive", "davon", "dazu", "zuzuglich", "zzgl"],
    of: &["von"],
    party_before: &["fur", "fuer", "zu"],
    party_sure: &["tisch fur", "gruppe von", "wir waren", "tisch zu"],
    party_after: &["personen", "person", "leute", "gaste", "mann"],
    party_words: &[("zu zweit", 2), ("zu dritt", 3), ("zu viert", 4), ("zu funft", 5), ("zu sechst", 6), ("zu siebt", 7), ("zu acht", 8), ("allein", 1)],
    count: &["mal"],
    currencies: &[
        ("euro", &["EUR"]), ("euros", &["EUR"]), ("dollar", &["USD", "CAD", "AUD"]), ("pfund", &["GBP", "EGP"]), ("yen", &["JPY"]), ("franken", &["CHF"]),
        ("sfr", &["CHF"]), ("kronen", &["SEK", "NOK", "DKK", "CZK", "ISK"]), ("zloty", &["PLN"]), ("forint", &["HUF"]), ("lira", &["TRY"]), ("rupien", &["INR", "IDR", "PKR"]),
        ("peso", &["MXN", "ARS", "CLP", "COP", "PHP", "UYU"]), ("pesos", &["MXN", "ARS", "CLP", "COP", "PHP", "UYU"]), ("yuan", &["CNY"]),
    ],
    cents: &["cent", "rappen"],
    paid: &["bezahlt", "gezahlt", "kostete", "kostet", "gekostet", "fur", "fuer", "insgesamt", "zahlte", "ausgegeben", "war"],
    paid_after: &["bezahlt", "gezahlt", "ausgegeben", "gekostet", "insgesamt"],
    things: &[
        "karte", "bar", "bargeld", "ec-karte", "kreditkarte", "trinkgeld", "kase", "pommes", "allem", "extra", "rabatt", "summe", "ganzen",
        "eile", "abend", "morgen", "nachmittag", "nacht",
    ],
    fillers: &[
        "der", "die", "das", "den", "dem", "ein", "eine", "einen", "und", "am", "im", "in", "bei", "beim", "mit", "fur", "von", "vom", "zum",
        "habe", "hat", "ich", "wir", "haben", "um", "zu",
    ],
};
