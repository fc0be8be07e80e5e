//! Quick sentences in three languages, and what they must not guess.

use chrono::{NaiveDate, NaiveTime, Timelike};
use proptest::prelude::*;

use super::*;
use crate::money::decimal_text;

/// 2026-11-20 is a Friday.
fn context(language: Language, home: &str) -> QuickContext {
    let known = |name: &str| Known {
        id: serde_json::from_str(&format!("\"{}\"", id_of(name))).unwrap(),
        name: name.to_owned(),
    };
    QuickContext {
        today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        now: NaiveTime::from_hms_opt(13, 0, 0).unwrap(),
        language,
        number_format: NumberFormat::for_locale(match language {
            Language::En => "en",
            Language::Es => "es",
            Language::De => "de",
        }),
        day_first: None,
        home_currency: home.parse().unwrap(),
        places: vec![
            known("Tacos El Gordo"),
            known("Café Central"),
            known("Bar 14"),
            known("Chez Nous"),
            known("Chez Nous"),
        ],
        people: vec![
            Known {
                id: serde_json::from_str(&format!("\"{}\"", id_of("Ana García"))).unwrap(),
                name: "Ana García".to_owned(),
            },
            Known {
                id: serde_json::from_str(&format!("\"{}\"", id_of("Zoë"))).unwrap(),
                name: "Zoë".to_owned(),
            },
        ],
        tags: vec![Known {
            id: serde_json::from_str(&format!("\"{}\"", id_of("Acme"))).unwrap(),
            name: "Acme".to_owned(),
        }],
    }
}

fn id_of(name: &str) -> uuid::Uuid {
    uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes())
}

fn value_text(value: &ChipValue) -> String {
    let known = |known: bool| if known { "!" } else { "" };
    match value {
        ChipValue::Amount { minor, currency, currency_written } => {
            let amount = decimal_text(*minor, currency.exponent());
            if *currency_written { format!("{amount} {currency}") } else { amount }
        }
        ChipValue::Place { id, name } => format!("at {name}{}", known(id.is_some())),
        ChipValue::Meal(meal) => meal.to_string(),
        ChipValue::Kind(kind) => kind.to_string(),
        ChipValue::Date(day) => {
            day.format("%m-%d").to_string() + if day.format("%Y").to_string() == "2026" { "" } else { "~" }
        }
        ChipValue::Time(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
        ChipValue::Person { id, name } => format!("with {name}{}", known(id.is_some())),
        ChipValue::Party(people) => format!("party {people}"),
        ChipValue::TipAmount(minor) => format!("tip {minor}"),
        ChipValue::TipPercent(points) => format!("tip {}%", decimal_text(*points, 2)),
        ChipValue::Tag { id, name } => format!("#{name}{}", known(id.is_some())),
    }
}

/// A reading in one line: chips parted by `|`, other readings by `/`, then the note in quotes.
fn shown(reading: &QuickReading) -> String {
    let mut parts: Vec<String> = Vec::new();
    if reading.tip_included {
        parts.push("tip inside".to_owned());
    }
    if reading.count != 1 {
        parts.push(format!("{}x", reading.count));
    }
    for chip in &reading.chips {
        parts.push(
            std::iter::once(&chip.value)
                .chain(&chip.alternatives)
                .map(value_text)
                .collect::<Vec<_>>()
                .join(" / "),
        );
    }
    if !reading.note.is_empty() {
        parts.push(format!("\"{}\"", reading.note));
    }
    parts.join(" | ")
}

fn check_all(language: Language, home: &str, cases: &[(&str, &str)]) {
    let context = context(language, home);
    let mut wrong = Vec::new();
    for (sentence, expected) in cases {
        let reading = read(sentence, &context);
        if shown(&reading) != *expected {
            wrong.push(format!("{sentence}\n     want {expected}\n      got {}", shown(&reading)));
        }
        assert_covered(sentence, &reading);
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Every letter and digit is in a chip, in the note, or says how many expenses are meant; ranges are right and do not overlap.
fn assert_covered(sentence: &str, reading: &QuickReading) {
    let mut covered = vec![false; sentence.len()];
    for chip in &reading.chips {
        assert_eq!(&sentence[chip.from.0..chip.from.1], chip.words, "{sentence}");
        covered[chip.from.0..chip.from.1].fill(true);
    }
    for pair in reading.chips.windows(2) {
        assert!(pair[0].from.1 <= pair[1].from.0, "chips overlap in {sentence:?}: {:?}", reading.chips);
    }
    let left: String = sentence
        .char_indices()
        .filter(|(at, c)| !covered[*at] && c.is_alphanumeric())
        .map(|(_, c)| c)
        .collect();
    let noted: String = reading.note.chars().filter(|c| c.is_alphanumeric()).collect();
    if reading.count == 1 && left.len() == noted.len() {
        assert_eq!(left, noted, "{sentence:?}");
    } else {
        // The words of "3x" stand in neither; nothing else may be missing.
        assert!(
            left.len() >= noted.len() && left.len() - noted.len() <= 8,
            "{sentence:?}: {left:?} is not {noted:?}"
        );
    }
}

#[test]
fn the_sentences_of_the_issue() {
    check_all(
        Language::En,
        "EUR",
        &[(
            "lunch 12.50 at Tacos with Ana and Bo yesterday, 20% tip #acme",
            "lunch | 12.50 | at Tacos El Gordo! / at Tacos | with Ana García! / with Ana | with Bo | 11-19 | tip 20.00% | #Acme!",
        )],
    );
    check_all(
        Language::Es,
        "EUR",
        &[("3x cena 18,40 € en Casa Lola el martes", "3x | dinner | 18.40 EUR | at Casa Lola | 11-17")],
    );
    check_all(
        Language::En,
        "EUR",
        &[("3x cena 18,40 € en Casa Lola el martes", "3x | dinner | 18.40 EUR | at Casa Lola | 11-17")],
    );
}

#[test]
fn english() {
    check_all(
        Language::En,
        "EUR",
        &[
            ("", ""),
            ("lunch", "lunch"),
            ("lunch 12", "lunch | 12.00"),
            ("Dinner 45.80 at Luigi's", "dinner | 45.80 | at Luigi's"),
            ("dinner at luigi's 45.80", "dinner | at luigi's | 45.80"),
            (
                "breakfast $9.20 at 8:30am",
                "breakfast | 9.20 USD / 9.20 CAD / 9.20 AUD / 9.20 MXN / 9.20 NZD / 9.20 SGD / 9.20 HKD | 08:30",
            ),
            ("coffee 3.40", "snack | 3.40"),
            (
                "beers 15 quid with Tom, Jerry and Spike",
                "drinks | 15.00 GBP | with Tom | with Jerry | with Spike",
            ),
            ("brunch USD 32 on Sunday for 4", "brunch | 32.00 USD | 11-15 | party 4"),
            ("dinner for 4 people at The Ivy, £210.50", "dinner | party 4 | at The Ivy | 210.50 GBP"),
            ("party of 6, dinner 240 at Nopi", "party 6 | dinner | 240.00 | at Nopi"),
            ("table for two at Nobu 180", "party 2 | at Nobu | 180.00"),
            ("lunch for 12", "lunch | 12.00 / party 12"),
            ("lunch for 12.50", "lunch | 12.50"),
            ("lunch for four 60", "lunch | party 4 | 60.00"),
            ("groceries 85.10 last Tuesday", "groceries | 85.10 | 11-17"),
            ("lunch 10 on Friday", "lunch | 10.00 | 11-20 / 11-13"),
            ("lunch 10 last Friday", "lunch | 10.00 | 11-13"),
            ("lunch 10 next Friday", "lunch | 10.00 | 11-27"),
            ("lunch 10 3 days ago", "lunch | 10.00 | 11-17"),
            ("lunch 10 a week ago", "lunch | 10.00 | 11-13"),
            ("lunch 10 the day before yesterday", "lunch | 10.00 | 11-18"),
            ("dinner 20 last night", "dinner | 20.00 | 11-19"),
            ("lunch 10 on 5 March", "lunch | 10.00 | 03-05"),
            ("lunch 10 on March 5th, 2025", "lunch | 10.00 | 03-05~"),
            ("lunch 10 on the 5th of March", "lunch | 10.00 | 03-05"),
            ("lunch 10 24 December", "lunch | 10.00 | 12-24~ / 12-24"),
            ("lunch 10 2026-03-05", "lunch | 10.00 | 03-05"),
            ("lunch 10 on 5/3", "lunch | 10.00 | 05-03 / 03-05"),
            ("lunch 10 on 13/5", "lunch | 10.00 | 05-13"),
            ("lunch 10 5/3/2025", "lunch | 10.00 | 05-03~ / 03-05~"),
            ("lunch at noon 9", "lunch | 12:00 | 9.00"),
            ("lunch 12 at 1pm", "lunch | 12.00 | 13:00"),
            ("lunch 12 at 1:30 p.m.", "lunch | 12.00 | 13:30"),
            ("lunch 12 13:30", "lunch | 12.00 | 13:30"),
            ("dinner at 8 at Nopi 30", "dinner | 20:00 | at Nopi | 30.00"),
            ("drinks 30 at 3", "drinks | 30.00 | 03:00 / 15:00"),
            ("dinner half past seven 30", "dinner | 19:30 | 30.00"),
            ("dinner 40 plus 15% tip", "dinner | 40.00 | tip 15.00%"),
            ("dinner 40 tip 3", "dinner | 40.00 | tip 300"),
            ("dinner 40 with a tip of 12.5%", "dinner | 40.00 | tip 12.50%"),
            ("dinner 40 + 5 tip", "dinner | 40.00 | tip 500"),
            ("dinner 40 +18%", "dinner | 40.00 | tip 18.00%"),
            (
                "dinner $40, $5 tip",
                "dinner | 40.00 USD / 40.00 CAD / 40.00 AUD / 40.00 MXN / 40.00 NZD / 40.00 SGD / 40.00 HKD | tip 500",
            ),
            ("lunch 12+3.5", "lunch | 15.50"),
            ("lunch (12+3.5)*2", "lunch | 31.00"),
            ("lunch 2x6.25", "lunch | 12.50"),
            ("3x 4.50 coffee", "13.50 / 4.50 | snack"),
            ("3x coffee 4.50", "3x | snack | 4.50"),
            ("coffee 4.50 x3", "3x | snack | 4.50"),
            ("ramen 1.200 yen", "1200 JPY | \"ramen\""),
            ("ramen ¥1200 in Kyoto", "1200 JPY / 1200.00 CNY | at Kyoto | \"ramen\""),
            ("lunch 1.234 KWD", "lunch | 1.234 KWD / 1234.000 KWD"),
            ("lunch US$12", "lunch | 12.00 USD"),
            ("lunch 12 5", "lunch | 12.00 / 5.00 | \"5\""),
            ("2 tacos 5.50 at the market", "5.50 | at market | \"2 tacos\""),
            ("lunch 12.50, very good, would go again", "lunch | 12.50 | \"very good, would go again\""),
            ("lunch at Tacos El Gordo 12", "lunch | at Tacos El Gordo! | 12.00"),
            ("lunch tacos el gordo 12", "lunch | at Tacos El Gordo! | 12.00"),
            ("Bar 14 9.80", "at Bar 14! | 9.80"),
            ("cake 5 at Chez Nous", "dessert | 5.00 | at Chez Nous! / at Chez Nous!"),
            ("lunch 9 at 7-Eleven", "lunch | 9.00 | at 7-Eleven"),
            ("lunch 9 at H&M Café", "lunch | 9.00 | at H&M Café"),
            ("lunch 9 at \"El 5 de Mayo\"", "lunch | 9.00 | at El 5 de Mayo"),
            ("lunch 9 @Noma with my boss", "lunch | 9.00 | at Noma | with boss"),
            ("lunch with Zoë 9 #client-x #🍣", "lunch | with Zoë! | 9.00 | #client-x | #🍣"),
            ("snack 80 cents", "snack | 0.80"),
            ("dinner was 30 euros", "dinner | 30.00 EUR"),
            ("lunch and dinner 30", "lunch / dinner | 30.00 | \"and dinner\""),
            ("lunch with dessert 14", "lunch | 14.00 | \"with dessert\""),
            ("lunch -5.00", "lunch | -5.00 / 5.00"),
            ("paid 12 for lunch at Noma", "12.00 | lunch | at Noma"),
            ("lunch 12 paid with card", "lunch | 12.00 | \"with card\""),
            ("lunch at Coffee Bean 4.50", "lunch | at Coffee Bean | 4.50"),
            ("Coffee at Coffee Bean 4.50", "snack | at Coffee Bean | 4.50"),
            ("lunch 12, I am happy", "lunch | 12.00 | \"I am happy\""),
            ("hello world", "\"hello world\""),
            (
                "fish and chips £9.50 in Brighton with the kids",
                "9.50 GBP | at Brighton | with kids | \"fish and chips\"",
            ),
            ("3 coffees 9.60", "snack | 9.60 | \"3\""),
            ("12 coffee", "12.00 | snack"),
            (
                "dinner 45 at Trattoria da Mario with Lisa, Max and my parents",
                "dinner | 45.00 | at Trattoria da Mario | with Lisa | with Max | with parents",
            ),
            ("15€ lunch Vapiano", "15.00 EUR | lunch | at Vapiano"),
            ("Blue Bottle 5.45", "at Blue Bottle | 5.45"),
            ("Pizza 12", "12.00 | \"Pizza\""),
            (
                "team lunch 230.50 + 41.49 tip, 8 people, at The Cheesecake Factory",
                "lunch | 230.50 | tip 4149 | party 8 | at The Cheesecake Factory | \"team\"",
            ),
            (
                "dinner with Sarah & Mike at Olive Garden last night 45",
                "dinner | with Sarah | with Mike | at Olive Garden | 11-19 | 45.00",
            ),
            (
                "ramen JPY 1,100 at Ichiran Shibuya on 2026-11-18 at 12:15",
                "1100 JPY | at Ichiran Shibuya | 11-18 | 12:15 | \"ramen\"",
            ),
            ("dinner at Studio 54, 30 €", "dinner | at Studio 54 | 30.00 EUR"),
        ],
    );
}

#[test]
fn an_amount_is_never_taken_from_the_wrong_number() {
    check_all(
        Language::En,
        "EUR",
        &[
            ("lunch 60 between 4", "lunch | 60.00 | party 4"),
            ("lunch 45 split 3 ways", "lunch | 45.00 | party 3 | \"split\""),
            ("lunch 12€50", "lunch | 12.50 EUR"),
            ("lunch 12 euros and 50 cents", "lunch | 12.50 EUR"),
            ("lunch 12 eur 50", "lunch | 12.50 EUR / 12.00 EUR"),
            ("lunch 12.345", "lunch | 12345.00 / 12.35"),
            ("lunch EUR12.50", "lunch | 12.50 EUR"),
            ("lunch five bucks 3", "lunch | 5.00 USD / 5.00 CAD / 5.00 AUD / 5.00 NZD / 5.00 SGD | \"3\""),
            ("lunch twenty five euros", "lunch | \"twenty five euros\""),
            ("lunch 1 234.50 €", "lunch | 1234.50 EUR / 234.50 EUR"),
            ("dinner for 2 150.00", "dinner | party 2 | 150.00"),
            ("lunch 2026-02-30", "lunch | \"2026-02-30\""),
            ("lunch,12.50,Noma", "lunch | 12.50 | at Noma"),
            ("lunch 500.50 JPY", "lunch | \"500.50 JPY\""),
            ("2 coffees at 1.60 each", "snack | 3.20 / 1.60 | \"2\""),
            ("lunch at Pier 40 15.50", "lunch | at Pier 40 | 15.50"),
            ("lunch at 7 Eleven 4.50", "lunch | at 7 Eleven | 4.50"),
            ("lunch 2 for 10", "lunch | 2.00 / 10.00 | \"for 10\""),
            ("lunch for 4 €30", "lunch | party 4 | 30.00 EUR"),
            ("lunch 10 + 20% VAT", "lunch | 12.00 | \"VAT\""),
            ("lunch 50 - 20% off", "lunch | 40.00 | \"off\""),
            ("dinner at Four Seasons 120", "dinner | at Four Seasons | 120.00"),
            ("lunch €-5", "lunch | -5.00 EUR / 5.00 EUR"),
            ("lunch 9 w/ Ana", "lunch | 9.00 | with Ana García! / with Ana"),
            ("coffee ×2 3.50", "2x | snack | 3.50"),
            ("twice coffee 2", "2x | snack | 2.00"),
            ("dinner 60 beers 4", "dinner | 4.00 / 60.00 | \"60 beers\""),
        ],
    );
    check_all(
        Language::Es,
        "EUR",
        &[
            ("comida 12'50 €", "lunch | 12.50 EUR"),
            ("comida 12 euros con 50", "lunch | 12.50 EUR"),
            ("comida 12 euros con cincuenta", "lunch | 12.00 EUR | \"con cincuenta\""),
            ("café con leche 1,80", "snack | 1.80 | \"con leche\""),
            ("dos cafés a 1,60", "snack | 3.20 / 1.60 | \"dos\""),
            ("comida 30 de febrero 12", "lunch | 30.00 / 12.00 | \"de febrero 12\""),
        ],
    );
    check_all(
        Language::De,
        "EUR",
        &[
            ("Mittag 12 Euro 50", "lunch | 12.50 EUR / 12.00 EUR"),
            ("Mittag 60 durch 4", "lunch | 60.00 | party 4"),
            ("zwei Kaffee je 3,20", "snack | 6.40 / 3.20 | \"zwei\""),
        ],
    );
}

#[test]
fn e057_a_currency_in_words_is_not_taken_for_the_one_at_home() {
    check_all(
        Language::En,
        "EUR",
        &[
            ("lunch 20 US dollars", "lunch | 20.00 USD"),
            ("lunch 20 canadian dollars", "lunch | 20.00 CAD"),
            ("lunch 20 swiss francs", "lunch | 20.00 CHF"),
            ("lunch KD 3.5", "lunch | 3.500 KWD"),
            ("lunch 120,- kr", "lunch | 120.00 SEK / 120.00 NOK / 120.00 DKK / 120 ISK"),
            ("lunch 12.50 tip £2", "lunch | 12.50 GBP | tip 200"),
            ("lunch 12.50 EUR tip £2", "lunch | 12.50 EUR | \"tip £2\""),
        ],
    );
    check_all(Language::Es, "EUR", &[("comida 200 pesos mexicanos", "lunch | 200.00 MXN")]);
    check_all(
        Language::De,
        "EUR",
        &[
            ("Mittag 20 US-Dollar", "lunch | 20.00 USD"),
            ("Mittag 20 Schweizer Franken", "lunch | 20.00 CHF"),
            ("Mittag 12,- CHF", "lunch | 12.00 CHF"),
        ],
    );
}

#[test]
fn e041_a_tip_is_on_top_or_inside_as_the_words_say() {
    check_all(
        Language::En,
        "EUR",
        &[
            ("dinner 40 incl. 5 tip", "tip inside | dinner | 40.00 | tip 500"),
            ("dinner 40, 5 tip included", "tip inside | dinner | 40.00 | tip 500"),
            ("dinner 40 tip included", "dinner | 40.00 | \"tip included\""),
            ("dinner 40 tip 20 percent", "dinner | 40.00 | tip 20.00%"),
            ("dinner 40 tipped 3", "dinner | 40.00 | tip 300"),
        ],
    );
    check_all(
        Language::Es,
        "EUR",
        &[
            ("cena 40 propina incluida", "dinner | 40.00 | \"propina incluida\""),
            ("cena 40 incluye 4 de propina", "tip inside | dinner | 40.00 | tip 400"),
            ("cena 40 propina 10 por ciento", "dinner | 40.00 | tip 10.00%"),
        ],
    );
    check_all(
        Language::De,
        "EUR",
        &[
            ("Abendessen 30 inkl. 3 Trinkgeld", "tip inside | dinner | 30.00 | tip 300"),
            ("Abendessen 30 davon 10 Prozent Trinkgeld", "tip inside | dinner | 30.00 | tip 10.00%"),
        ],
    );
}

#[test]
fn a_day_that_is_named_is_never_today_by_default() {
    let last_week = "11-13 / 11-09 / 11-10 / 11-11 / 11-12 / 11-14 / 11-15";
    check_all(
        Language::En,
        "EUR",
        &[
            ("lunch 9 on the 5th", "lunch | 9.00 | 11-05"),
            ("lunch 9 on the 25th", "lunch | 9.00 | 10-25 / 11-25"),
            ("lunch 9 on the 3rd of last month", "lunch | 9.00 | 10-03"),
            ("lunch 9 mon", "lunch | 9.00 | 11-16"),
            ("lunch 9 a year ago", "lunch | 9.00 | 11-20~"),
            ("lunch 9 a couple of days ago", "lunch | 9.00 | 11-18"),
            ("lunch 9 last week", &format!("lunch | 9.00 | {last_week}")),
            ("lunch 9 tuesday last week", "lunch | 9.00 | 11-10"),
            ("dinner 12 May 5", "dinner | 05-12 / 05-05 | 5.00 / 12.00"),
            ("lunch with April 9", "lunch | with April | 9.00"),
        ],
    );
    check_all(
        Language::Es,
        "EUR",
        &[
            ("cena 30 el 5", "dinner | 30.00 | 11-05"),
            ("cena 30 el día 5 del mes pasado", "dinner | 30.00 | 10-05"),
            ("desayuno por la mañana 5", "breakfast | 5.00 | \"por la mañana\""),
            ("cena el martes de la semana pasada 30", "dinner | 11-10 | 30.00"),
            ("cena el 5 de marzo 1990 yenes", "dinner | 03-05 | 1990 JPY"),
            ("cena hace un año 30", "dinner | 11-20~ | 30.00"),
        ],
    );
    check_all(
        Language::De,
        "EUR",
        &[
            ("Abendessen 30 am 5.", "dinner | 30.00 | 11-05"),
            ("Abendessen 30 letzte Woche Dienstag", "dinner | 30.00 | 11-10"),
            ("Abendessen 30 vorvorgestern", "dinner | 30.00 | 11-17"),
            ("Kaffee am Morgen 3", "snack | 3.00 | \"am Morgen\""),
            ("Abendessen 30 vor einem Jahr", "dinner | 30.00 | 11-20~"),
        ],
    );
}

#[test]
fn the_first_of_january_on_new_years_eve_is_last_years_or_tomorrow() {
    let mut context = context(Language::En, "EUR");
    context.today = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    assert_eq!(shown(&read("lunch 9 on 1 January", &context)), "lunch | 9.00 | 01-01 / 01-01~");
    assert_eq!(shown(&read("lunch 9 on 31 December", &context)), "lunch | 9.00 | 12-31");
    context.today = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    assert_eq!(shown(&read("lunch 9 yesterday", &context)), "lunch | 9.00 | 12-31");
}

#[test]
fn minutes_in_words_belong_to_the_time() {
    check_all(
        Language::En,
        "EUR",
        &[
            ("dinner at quarter to nine 40", "dinner | 20:45 | 40.00"),
            ("lunch at ten past one 9", "lunch | 13:10 | 9.00"),
        ],
    );
    check_all(
        Language::Es,
        "EUR",
        &[
            ("cena 30 a las nueve y cuarto", "dinner | 30.00 | 21:15"),
            ("cena 30 a las 9 menos cuarto", "dinner | 30.00 | 20:45"),
        ],
    );
    check_all(
        Language::De,
        "EUR",
        &[
            ("Abendessen 30 um viertel nach 8", "dinner | 30.00 | 20:15"),
            ("Abendessen 30 um zehn vor acht", "dinner | 30.00 | 19:50"),
            ("Abendessen 30 um fünf vor halb acht", "dinner | 30.00 | 19:25"),
            ("Abendessen 30 um 20 Uhr 15", "dinner | 30.00 | 20:15"),
            ("Abendessen um 20 Uhr 15", "dinner | 20:00 | 15.00"),
        ],
    );
}

#[test]
fn money_that_came_back_is_no_purchase() {
    check_all(
        Language::En,
        "EUR",
        &[
            ("refund 12.50 at Noma", "refund | 12.50 | at Noma"),
            ("lunch 12.50, waiting for a refund", "lunch | 12.50 | \"waiting for a refund\""),
        ],
    );
    check_all(Language::De, "EUR", &[("Erstattung 12", "refund / reimbursement_in | 12.00")]);
}

#[test]
fn spanish() {
    check_all(
        Language::Es,
        "EUR",
        &[
            (
                "almuerzo 12,50 en Tacos con Ana y Bo ayer, 20% de propina #acme",
                "lunch | 12.50 | at Tacos El Gordo! / at Tacos | with Ana García! / with Ana | with Bo | 11-19 | tip 20.00% | #Acme!",
            ),
            ("comida 14 en el Bar Pepe", "lunch | 14.00 | at Bar Pepe"),
            ("desayuno 3,20 en la cafetería de la esquina", "breakfast | 3.20 | at cafetería de la esquina"),
            ("cena para 4 en Casa Lola 96 €", "dinner | party 4 | at Casa Lola | 96.00 EUR"),
            ("comida en Tacos El Sol 12,50 euros", "lunch | at Tacos El Sol | 12.50 EUR"),
            ("cena para 4 personas, 96", "dinner | party 4 | 96.00"),
            ("cena anteayer 30", "dinner | 11-18 | 30.00"),
            ("cena hace 3 días 30", "dinner | 11-17 | 30.00"),
            ("cena hace una semana 30 euros", "dinner | 11-13 | 30.00 EUR"),
            ("cena el martes pasado 30", "dinner | 11-17 | 30.00"),
            ("cena el 5 de marzo 30", "dinner | 03-05 | 30.00"),
            ("cena el 5/3 30", "dinner | 03-05 / 05-03 | 30.00"),
            ("comida a las 14:00 por 12,50", "lunch | 14:00 | 12.50"),
            ("comida a las 2 12,50", "lunch | 14:00 | 12.50"),
            ("cena a las nueve y media 25", "dinner | 21:30 | 25.00"),
            ("cena a las 9 de la noche 25", "dinner | 21:00 | 25.00"),
            ("cena 40 propina 10%", "dinner | 40.00 | tip 10.00%"),
            ("cena 40 con 3 € de propina", "dinner | 40.00 EUR | tip 300"),
            ("café 1,50", "snack | 1.50"),
            ("postre 6 con mi hermana", "dessert | 6.00 | with hermana"),
            ("cañas 12 con Pepe e Inés", "drinks | 12.00 | with Pepe | with Inés"),
            (
                "cena 1.200 pesos",
                "dinner | 1200.00 MXN / 1200.00 ARS / 1200 CLP / 1200.00 COP / 1200.00 UYU / 1200.00 DOP / 1200.00 PHP",
            ),
            ("supermercado 54,12 esta mañana", "groceries | 54.12 | 11-20"),
            ("comida 12 en efectivo", "lunch | 12.00 | \"en efectivo\""),
            ("2 veces café 1,50", "2x | snack | 1.50"),
            ("dos veces café 1,50", "2x | snack | 1.50"),
            ("menú del día 13,50€ en Bar Manolo, éramos 3", "lunch | 13.50 EUR | at Bar Manolo | party 3"),
            ("desayuno con mi madre en la plaza 7€", "breakfast | with madre | at plaza | 7.00 EUR"),
            (
                "cena de empresa 540 € para 12 personas el viernes pasado en Asador Donostiarra #empresa",
                "dinner | 540.00 EUR | party 12 | 11-13 | at Asador Donostiarra | #empresa | \"de empresa\"",
            ),
            ("Fui con Marta a comer, 23,40", "with Marta | lunch | 23.40 | \"Fui\""),
        ],
    );
}

#[test]
fn german() {
    check_all(
        Language::De,
        "EUR",
        &[
            (
                "Mittagessen 12,50 bei Tacos mit Ana und Bo gestern, 20% Trinkgeld #acme",
                "lunch | 12.50 | at Tacos El Gordo! / at Tacos | with Ana García! / with Ana | with Bo | 11-19 | tip 20.00% | #Acme!",
            ),
            ("Abendessen bei Luigi 34,90 €", "dinner | at Luigi | 34.90 EUR"),
            ("bei Luigi Mittagessen 12", "at Luigi | lunch | 12.00"),
            ("Frühstück im Café Central 8,40", "breakfast | at Café Central! | 8.40"),
            ("Kaffee im Café 4,50", "snack | at Café Central! / at Café | 4.50"),
            ("Mittagessen in der Kantine 6,80", "lunch | at Kantine | 6.80"),
            ("Abendessen am Dienstag 20", "dinner | 11-17 | 20.00"),
            ("Abendessen letzten Freitag 20", "dinner | 11-13 | 20.00"),
            ("Abendessen vorgestern 20", "dinner | 11-18 | 20.00"),
            ("Abendessen vor 3 Tagen 20", "dinner | 11-17 | 20.00"),
            ("Abendessen vor einer Woche 20", "dinner | 11-13 | 20.00"),
            ("Abendessen gestern Abend 20", "dinner | 11-19 | 20.00"),
            ("Abendessen am 5. März 20", "dinner | 03-05 | 20.00"),
            ("Abendessen am 5.3. 20", "dinner | 03-05 | 20.00"),
            ("Abendessen 5.3. 20", "dinner | 03-05 | 20.00"),
            ("Abendessen 05.03.2025 20", "dinner | 03-05~ | 20.00"),
            ("Mittagessen um 13 Uhr 9,90", "lunch | 13:00 | 9.90"),
            ("Mittagessen um 12:30 Uhr 9,90", "lunch | 12:30 | 9.90"),
            ("Abendessen um halb acht 30", "dinner | 19:30 | 30.00"),
            ("Abendessen um 8 30 Euro", "dinner | 20:00 | 30.00 EUR"),
            ("Abendessen 40 Trinkgeld 2 €", "dinner | 40.00 EUR | tip 200"),
            ("Abendessen 40 mit 2 € Trinkgeld", "dinner | 40.00 EUR | tip 200"),
            ("Abendessen für 4 Personen 80", "dinner | party 4 | 80.00"),
            ("Abendessen zu viert 80", "dinner | party 4 | 80.00"),
            ("Abendessen für vier 80", "dinner | party 4 | 80.00"),
            ("Mittagessen für 12 Euro", "lunch | 12.00 EUR"),
            ("12 € bezahlt fürs Mittagessen", "12.00 EUR | lunch | \"fürs\""),
            ("Nachtisch 5 Franken", "dessert | 5.00 CHF"),
            ("3x Abendessen 18,40", "3x | dinner | 18.40"),
            ("Mittagessen 1.234,50 €", "lunch | 1234.50 EUR"),
            ("Mittagessen mit meiner Frau 30", "lunch | with Frau | 30.00"),
            ("zum Mittagessen beim Italiener 14", "lunch | at Italiener | 14.00"),
            ("Feierabendbier 5 am Freitag", "drinks | 5.00 | 11-20 / 11-13"),
            (
                "Gestern Abend mit Jens und Katrin beim Griechen, 68,40 € plus 5 € Trinkgeld",
                "11-19 | with Jens | with Katrin | at Griechen | 68.40 EUR | tip 500",
            ),
            (
                "Geschäftsessen mit Herrn Müller im Restaurant Tantris 240 € am 12. November, 10% Trinkgeld #kunde",
                "with Herrn Müller | at Restaurant Tantris | 240.00 EUR | 11-12 | tip 10.00% | #kunde | \"Geschäftsessen\"",
            ),
            ("2 Kaffee 5,80", "snack | 5.80 | \"2\""),
            ("Pizza Napoli 9", "9.00 | \"Pizza Napoli\""),
            ("Mittagessen 9 mit Karte bezahlt", "lunch | 9.00 | \"mit Karte bezahlt\""),
        ],
    );
}

#[test]
fn e057_a_shared_sign_means_home_where_home_uses_it() {
    check_all(
        Language::En,
        "MXN",
        &[
            ("lunch $120", "lunch | 120.00 MXN"),
            ("lunch 120 pesos", "lunch | 120.00 MXN"),
            ("lunch US$12", "lunch | 12.00 USD"),
        ],
    );
    check_all(
        Language::En,
        "AUD",
        &[("lunch $12", "lunch | 12.00 AUD"), ("lunch 12 bucks", "lunch | 12.00 AUD")],
    );
    check_all(Language::En, "CNY", &[("lunch ¥12", "lunch | 12.00 CNY")]);
    check_all(
        Language::En,
        "NOK",
        &[("lunch kr 120", "lunch | 120.00 NOK"), ("lunch 120 kr", "lunch | 120.00 NOK")],
    );
}

#[test]
fn e032_an_ambiguous_amount_asks() {
    check_all(
        Language::En,
        "KWD",
        &[("lunch 1.234", "lunch | 1.234 / 1234.000"), ("lunch 1.25", "lunch | 1.250")],
    );
    check_all(Language::En, "JPY", &[("lunch 1.200", "lunch | 1200"), ("lunch 12.5", "lunch | \"12.5\"")]);
}

#[test]
fn the_locale_decides_between_day_and_month() {
    for (day_first, expected) in
        [(Some(true), "lunch | 03-05"), (Some(false), "lunch | 05-03"), (None, "lunch | 05-03 / 03-05")]
    {
        let context = QuickContext { day_first, ..context(Language::En, "EUR") };
        assert_eq!(shown(&read("lunch 5/3", &context)), expected);
    }
}

#[test]
fn ranges_are_right_beside_wide_characters() {
    let reading = read("🍜 Frühstück 8,40 € im Café Ñandú mit Zoë 👨‍👩‍👧 #日本", &context(Language::De, "EUR"));
    let words: Vec<&str> = reading.chips.iter().map(|chip| chip.words.as_str()).collect();
    assert_eq!(words, ["Frühstück", "8,40 €", "im Café Ñandú", "mit Zoë", "#日本"]);
    assert_eq!(reading.note, "🍜 👨‍👩‍👧");
}

#[test]
fn what_is_beyond_the_limit_goes_to_the_note() {
    let long = format!("lunch 12.50 {}", "word ".repeat(300));
    let reading = read(&long, &context(Language::En, "EUR"));
    assert_eq!(reading.chips.len(), 2);
    assert_eq!(reading.note.matches("word").count(), 300);
}

proptest! {
    #[test]
    fn no_sentence_panics_and_no_word_is_lost(sentence in "\\PC{0,60}|.{0,60}") {
        for language in [Language::En, Language::Es, Language::De] {
            assert_covered(&sentence, &read(&sentence, &context(language, "EUR")));
        }
    }

    #[test]
    fn no_word_of_a_likely_sentence_is_lost(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "lunch", "cena", "Mittagessen", "12.50", "12", "3", "€", "$", "at", "en", "bei", "Tacos", "El", "Gordo", "with", "con", "mit", "Ana",
            "and", "y", ",", ".", "yesterday", "el", "martes", "am", "Dienstag", "20%", "tip", "propina", "#acme", "for", "para", "4", "people",
            "5/3", "5.3.", "13:30", "pm", "Uhr", "x", "3x", "+", "-", "(", ")", "*", "the", "good", "food", "🍣", "café", "1.234", "EUR", "kr", "hace",
            "3", "días", "ago", "März", "de", "la", "mañana", "half", "past", "a", "las", "\"", "&", "@", "in", "cents", "paid", "times",
        ]), 0..14), spaces in proptest::collection::vec(any::<bool>(), 14)) {
        let sentence: String = words.iter().zip(spaces).map(|(word, space)| format!("{word}{}", if space { " " } else { "" })).collect();
        for language in [Language::En, Language::De] {
            assert_covered(&sentence, &read(&sentence, &context(language, "EUR")));
        }
    }
}
