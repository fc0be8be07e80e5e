//! Spanish.

use crate::MealType::*;
use crate::quick::lexicon::Half::{Evening, Morning};
use crate::quick::lexicon::Lexicon;
use crate::quick::lexicon::Unit::{Day, Month, Week};

/// Spanish.
#[rustfmt::skip]
pub(super) const LEXICON: Lexicon = Lexicon {
    meals: &[
        ("desayuno", Breakfast), ("desayunar", Breakfast), ("almuerzo", Lunch), ("almorzar", Lunch), ("comida", Lunch), ("comer", Lunch),
        ("menu del dia", Lunch), ("cena", Dinner), ("cenas", Dinner), ("cenar", Dinner), ("merienda", Snack), ("tentempie", Snack),
        ("cafe", Snack), ("cafes", Snack), ("copas", Drinks), ("cervezas", Drinks), ("cerveza", Drinks), ("canas", Drinks),
        ("bebidas", Drinks), ("vinos", Drinks), ("postre", Dessert), ("postres", Dessert), ("helado", Dessert), ("helados", Dessert),
        ("compra", Groceries), ("supermercado", Groceries), ("desayunos", Breakfast), ("comidas", Lunch), ("almuerzos", Lunch),
    ],
    days: &[
        ("hoy", 0), ("ayer", -1), ("anteayer", -2), ("antes de ayer", -2), ("antier", -2), ("manana", 1), ("anoche", -1),
        ("anteanoche", -2), ("esta noche", 0), ("esta tarde", 0), ("esta manana", 0), ("este mediodia", 0), ("ayer noche", -1),
        ("ayer por la noche", -1), ("ayer por la tarde", -1), ("ayer por la manana", -1), ("ayer a mediodia", -1),
    ],
    weekdays: &[
        ("lunes", 0), ("martes", 1), ("miercoles", 2), ("jueves", 3), ("viernes", 4), ("sabado", 5), ("domingo", 6),
    ],
    weekdays_short: &[],
    last: &["ultimo", "pasado"],
    last_after: &["pasado", "ultimo"],
    this: &["este"],
    next: &["proximo"],
    next_after: &["que viene", "proximo"],
    on: &["el", "el dia", "del", "desde el"],
    months: &[
        ("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5), ("junio", 6), ("julio", 7), ("agosto", 8),
        ("septiembre", 9), ("setiembre", 9), ("octubre", 10), ("noviembre", 11), ("diciembre", 12), ("ene", 1), ("feb", 2),
        ("mar", 3), ("abr", 4), ("may", 5), ("jun", 6), ("jul", 7), ("ago", 8), ("sep", 9), ("sept", 9), ("oct", 10), ("nov", 11),
        ("dic", 12),
    ],
    ago_before: &["hace"],
    ago_after: &["atras"],
    units: &[("dia", Day), ("dias", Day), ("semana", Week), ("semanas", Week), ("mes", Month), ("meses", Month)],
    numbers: &[
        ("un", 1), ("una", 1), ("uno", 1), ("dos", 2), ("tres", 3), ("cuatro", 4), ("cinco", 5), ("seis", 6), ("siete", 7), ("ocho", 8),
        ("nueve", 9), ("diez", 10), ("once", 11), ("doce", 12),
    ],
    time_before: &["a las", "a la", "sobre las", "hacia las"],
    clock: &["h", "hs", "hrs", "horas", "en punto"],
    halves: &[
        ("de la manana", Morning), ("de la tarde", Evening), ("de la noche", Evening), ("de la madrugada", Morning),
        ("del mediodia", Evening), ("a m", Morning), ("p m", Evening),
    ],
    moments: &[("mediodia", 720), ("a mediodia", 720), ("al mediodia", 720), ("medianoche", 0), ("a medianoche", 0)],
    half_past: &[],
    half_to: &[],
    half_after: &["y media"],
    at: &["en"],
    within: &["dentro de"],
    articles: &["el", "la", "los", "las"],
    with: &["con"],
    and: &["y", "e"],
    possessives: &["mi", "mis", "nuestro", "nuestra", "nuestros"],
    tip: &["propina", "propinas"],
    plus: &["con", "mas", "y", "incl", "incluida", "incluye", "incluyendo", "con una", "y una", "una"],
    of: &["de"],
    party_before: &["para", "entre"],
    party_sure: &["somos", "eramos", "fuimos", "mesa para", "grupo de", "mesa de"],
    party_after: &["personas", "persona", "comensales", "pax", "amigos"],
    party_words: &[],
    count: &["veces"],
    currencies: &[
        ("euro", &["EUR"]), ("euros", &["EUR"]), ("dolar", &["USD", "CAD", "AUD"]), ("dolares", &["USD", "CAD", "AUD"]),
        ("libra", &["GBP", "EGP"]), ("libras", &["GBP", "EGP"]), ("yen", &["JPY"]), ("yenes", &["JPY"]), ("yuanes", &["CNY"]),
        ("franco", &["CHF", "XOF", "XAF"]), ("francos", &["CHF", "XOF", "XAF"]), ("peso", &["MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP"]),
        ("pesos", &["MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP"]), ("soles", &["PEN"]), ("sol", &["PEN"]), ("reales", &["BRL"]),
        ("bolivianos", &["BOB"]), ("quetzales", &["GTQ"]), ("lempiras", &["HNL"]), ("colones", &["CRC"]), ("guaranies", &["PYG"]),
        ("coronas", &["SEK", "NOK", "DKK", "CZK"]), ("rupias", &["INR", "IDR", "PKR"]), ("liras", &["TRY"]), ("dirhams", &["MAD", "AED"]),
    ],
    cents: &["centimo", "centimos", "centavos"],
    paid: &["pague", "gaste", "costo", "por", "fueron", "total", "en total", "cuesta", "pagado", "a"],
    paid_after: &["en total", "pagados"],
    things: &[
        "tarjeta", "efectivo", "metalico", "total", "propina", "extra", "queso", "patatas", "todo", "general", "una", "un", "descuento",
        "prisa", "punto", "cuenta",
    ],
    fillers: &["el", "la", "los", "las", "un", "una", "y", "e", "de", "del", "en", "con", "por", "para", "a", "al", "me", "costo", "fue"],
};
