//! Import files: recognised columns, dates and amounts, and rows that cannot be read.

use std::collections::BTreeSet;
use std::io::Cursor;

use chrono::Timelike;
use domain::ExpenseKind::{Purchase, Refund, Reimbursement};
use proptest::prelude::*;

use super::*;
use crate::error::{ImportError, Reason};

fn options() -> Options {
    Options::new("EUR".parse().unwrap())
}

fn dollars() -> Options {
    Options::new("USD".parse().unwrap())
}

fn profile(bytes: &[u8], options: &Options) -> Profile {
    inspect(&mut Cursor::new(bytes), options).unwrap_or_else(|error| panic!("{error}"))
}

/// Rows and problems of a file.
fn import(bytes: &[u8], options: &Options) -> (Vec<ImportRow>, Vec<RowProblem>) {
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for row in read_rows(&profile(bytes, options), Cursor::new(bytes)).unwrap() {
        match row {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    (rows, problems)
}

fn rows(text: &str, options: &Options) -> Vec<ImportRow> {
    let (rows, problems) = import(text.as_bytes(), options);
    assert_eq!(problems, [], "{text}");
    rows
}

fn fingerprints(text: &str) -> BTreeSet<String> {
    rows(text, &options()).into_iter().map(|row| row.fingerprint).collect()
}

const ORIGINAL: &str = "\
date,cleared_date,time_utc,datetime_utc,amount,meal_type,order_type,party_size,notes,category_name,restaurant_name,restaurant_address,restaurant_city,tags,created_at,updated_at
2025-09-05,2025-09-07,00:00:00,2025-09-05T00:00:00Z,24.5,lunch,dine_in,2,\"good, cheap\",Restaurants,Chick-Fil-A,1 Main St,Austin,\"work, team-lunch\",2025-09-05T18:00:00+00:00,
2025-09-06,,01:30:00,2025-09-06T01:30:00Z,80.0,dinner,,,,Fast Food: Late,Nopi,,,,,
";

#[test]
fn the_original_csv_export_is_read_whole() {
    let found = profile(ORIGINAL.as_bytes(), &dollars());
    assert_eq!(
        (found.format, found.delimiter, found.rows, found.needs.len()),
        (Format::OriginalCsv, ',', 2, 0)
    );
    let rows = rows(ORIGINAL, &dollars());
    let first = &rows[0];
    assert_eq!(
        (first.line, first.occurred_on.to_string().as_str(), first.occurred_time),
        (2, "2025-09-05", None)
    );
    assert_eq!(
        (first.kind, first.total_minor, first.currency.as_str(), first.currency_written),
        (Purchase, 2450, "USD", false)
    );
    assert_eq!(
        (first.meal_type, first.order_type, first.party_size),
        (Some(MealType::Lunch), Some(OrderType::DineIn), Some(2))
    );
    assert_eq!((first.notes.as_str(), first.place_name.as_deref()), ("good, cheap", Some("Chick-Fil-A")));
    assert_eq!(first.tags, ["work", "team-lunch"]);
    assert_eq!(first.cleared_on.map(|day| day.to_string()).as_deref(), Some("2025-09-07"));
    let category = rows[1].category.clone().unwrap();
    assert_eq!((category.parent, category.name.as_str()), (None, "Fast Food: Late"));
}

#[test]
fn e024_the_original_writes_instants_in_utc_and_a_zone_gives_the_day_at_the_table() {
    let zoned = Options { zone: Some("America/Chicago".to_owned()), ..dollars() };
    let rows = rows(ORIGINAL, &zoned);
    assert_eq!((rows[0].occurred_on.to_string().as_str(), rows[0].occurred_time), ("2025-09-05", None));
    assert_eq!(rows[1].occurred_on.to_string(), "2025-09-05");
    assert_eq!(rows[1].occurred_time.map(|time| time.hour()), Some(20));
}

#[test]
fn the_original_json_export_is_read_with_its_objects() {
    let flat = r#"[
      {"date": "2025-09-05", "amount": 24.5, "meal_type": "lunch", "restaurant_name": "Chick-Fil-A", "category_name": "Restaurants", "tags": "work, team", "party_size": 2, "notes": "a \"b\"\u0000"},
      {"date": "2025-09-06", "amount": "1234.50", "meal_type": "late night", "restaurant_name": null, "tags": []}
    ]"#;
    let rows_flat = rows(flat, &dollars());
    assert_eq!(profile(flat.as_bytes(), &dollars()).format, Format::OriginalJson);
    assert_eq!((rows_flat[0].line, rows_flat[0].total_minor, rows_flat[0].party_size), (2, 2450, Some(2)));
    assert_eq!((rows_flat[0].tags.len(), rows_flat[0].notes.as_str()), (2, "a \"b\"\0"));
    assert_eq!(
        (rows_flat[1].total_minor, rows_flat[1].meal_type, rows_flat[1].place_name.as_deref()),
        (123_450, Some(MealType::LateNight), None)
    );
    let nested = r##"{"version": 1, "user": {"expenses": "no"}, "expenses": [
      {"id": 1, "date": "2025-09-05T00:00:00", "amount": 24.5, "meal_type": "lunch", "restaurant": {"id": 3, "name": "Chick-Fil-A"},
       "category": {"name": "Coffee", "parent": {"name": "Dining"}}, "tags": [{"name": "work"}, "#team"], "notes": "a \"b\"\u0000"}]}"##;
    let rows_nested = rows(nested, &dollars());
    assert_eq!(rows_nested[0].place_name.as_deref(), Some("Chick-Fil-A"));
    assert_eq!(
        rows_nested[0].category,
        Some(Category {
            parent: Some("Dining".into()),
            name: "Coffee".into(),
            written: "Dining:Coffee".into()
        })
    );
    assert_eq!(rows_nested[0].tags, ["work", "team"]);
    assert_eq!(rows_nested[0].fingerprint, rows_flat[0].fingerprint);
}

#[test]
fn json_amounts_never_pass_through_floating_point() {
    let text = r#"[{"date": "2025-09-05", "amount": 9999999999999.99}, {"date": "2025-09-05", "amount": 0.10}, {"date": "2025-09-05", "amount": 1e2}, {"date": "2025-09-05", "amount": 12.505}]"#;
    let (rows, problems) = import(text.as_bytes(), &dollars());
    assert_eq!(rows.iter().map(|row| row.total_minor).collect::<Vec<_>>(), [999_999_999_999_999, 10]);
    assert_eq!(
        problems.iter().map(|problem| problem.reason).collect::<Vec<_>>(),
        [Reason::NotAnAmount, Reason::TooManyDecimals]
    );
}

const SIMPLIFI: &str = "\
postedOn,payee,usage_category,tags,notes,amount,Exclusion
8/30/2025,Chick-Fil-A,Dining & Drinks:Fast Food,,Lunch meal,($24.77),
9/1/2025,Starbucks,Dining & Drinks:Coffee,,Morning coffee,-$5.50,yes
9/3/2025,Company Reimbursement,Dining & Drinks:Business,,Client lunch reimbursement,+$76.89,
9/4/2025,Expense Refund,Dining & Drinks:Refund,,Incorrect charge refund,+$12.45,
";

#[test]
fn e134_simplifi_writes_spending_in_parentheses() {
    let rows = rows(SIMPLIFI, &dollars());
    assert_eq!(profile(SIMPLIFI.as_bytes(), &dollars()).format, Format::SimplifiCsv);
    let seen: Vec<_> = rows.iter().map(|row| (row.kind, row.total_minor)).collect();
    assert_eq!(seen, [(Purchase, 2477), (Purchase, 550), (Reimbursement, 7689), (Refund, 1245)]);
    assert_eq!(
        rows[0].category,
        Some(Category {
            parent: Some("Dining & Drinks".into()),
            name: "Fast Food".into(),
            written: "Dining & Drinks:Fast Food".into()
        })
    );
    assert_eq!(rows[0].merchant_name.as_deref(), Some("Chick-Fil-A"));
    assert!(rows[0].currency_written);
    assert_eq!(rows[0].occurred_on.to_string(), "2025-08-30");
}

#[test]
fn e134_a_card_that_writes_spending_as_positive_is_the_opposite() {
    let card = "Date,Merchant,Amount\n2025-08-30,Chick-Fil-A,24.77\n2025-08-31,Nopi,50.00\n2025-09-03,Nopi,($24.77)\n";
    let seen: Vec<_> = rows(card, &dollars()).iter().map(|row| (row.kind, row.total_minor)).collect();
    assert_eq!(seen, [(Purchase, 2477), (Purchase, 5000), (Refund, 2477)]);
    let bank = "Date,Merchant,Amount\n2025-08-30,Chick-Fil-A,-24.77\n2025-08-31,Nopi,-50.00\n2025-09-03,Employer,24.77\n";
    let seen: Vec<_> = rows(bank, &dollars()).iter().map(|row| row.kind).collect();
    assert_eq!(seen, [Purchase, Purchase, Reimbursement]);
    let chosen = Options { sign: Some(SignConvention::SpendingNegative), ..dollars() };
    assert_eq!(rows(card, &chosen)[2].kind, Purchase);
}

#[test]
fn the_test_data_of_the_original_is_read() {
    let text = "date,amount,restaurant_name,restaurant_address,meal_type,notes\n45230,24.77,A,1 St,lunch,x\n2025-09-05,15.50,B,,breakfast,\n\
                44927,8.75,C,,lunch,\n2025-12-25,(35.99),D,,dinner,\n2026-01-01,+25.00,E,,lunch,\n";
    let seen: Vec<_> = rows(text, &dollars())
        .iter()
        .map(|row| format!("{} {} {}", row.occurred_on, row.kind, row.total_minor))
        .collect();
    assert_eq!(
        seen,
        [
            "2023-10-31 purchase 2477",
            "2025-09-05 purchase 1550",
            "2023-01-01 purchase 875",
            "2025-12-25 purchase 3599",
            "2026-01-01 reimbursement_in 2500"
        ]
    );
}

#[test]
fn e131_a_late_row_decides_the_order_of_all_dates() {
    let mut text = "date,amount,restaurant\n".to_owned();
    (1..=12).for_each(|day| text.push_str(&format!("{day:02}/03/2026,10.00,A\n")));
    text.push_str("13/03/2026,10.00,A\n");
    let found = profile(text.as_bytes(), &options());
    assert_eq!((found.day_first, found.needs.len()), (Some(true), 0));
    let days: Vec<_> = rows(&text, &options()).iter().map(|row| row.occurred_on.to_string()).collect();
    assert_eq!((days[0].as_str(), days[11].as_str()), ("2026-03-01", "2026-03-12"));
}

#[test]
fn e132_a_file_that_does_not_decide_asks() {
    let text = "date,amount\n03/04/2026,10.00\n05/06/2026,11.00\n";
    let found = profile(text.as_bytes(), &options());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(
        found.needs,
        [Choice::DayFirst {
            example: "03/04/2026".into(),
            day_first: day("2026-04-03"),
            month_first: day("2026-03-04")
        }]
    );
    assert!(matches!(read_rows(&found, Cursor::new(text)), Err(ImportError::NeedsChoice)));
    for (day_first, expected) in [(true, "2026-04-03"), (false, "2026-03-04")] {
        let chosen = Options { day_first: Some(day_first), ..options() };
        assert_eq!(rows(text, &chosen)[0].occurred_on.to_string(), expected);
    }
    let contradicting = "date,amount\n13/04/2026,10.00\n04/13/2026,11.00\n03/04/2026,5\n";
    assert_eq!(profile(contradicting.as_bytes(), &options()).needs.len(), 1);
}

#[test]
fn the_decimal_mark_is_decided_by_the_whole_file_or_asked() {
    let minors = |text: &str, options: &Options| {
        rows(text, options).iter().map(|row| row.total_minor).collect::<Vec<_>>()
    };
    assert_eq!(minors("Datum;Betrag\n05.03.2026;1.500\n06.03.2026;7,25\n", &options()), [150_000, 725]);
    assert_eq!(minors("date,amount\n2026-03-05,\"1,500\"\n2026-03-06,7.25\n", &options()), [150_000, 725]);
    assert_eq!(minors("date,amount\n2026-03-05,12.500\n2026-03-06,7.25\n", &options()), [1250, 725]);
    let open = "date,amount\n2026-03-05,12.500\n2026-03-06,20\n";
    assert_eq!(
        profile(open.as_bytes(), &options()).needs,
        [Choice::DecimalComma { example: "12.500".into() }]
    );
    let comma = |comma| Options { decimal_comma: Some(comma), ..options() };
    assert_eq!((minors(open, &comma(true))[0], minors(open, &comma(false))[0]), (1_250_000, 1250));
    let yen = Options::new("JPY".parse().unwrap());
    assert_eq!(minors("date,amount\n2026-03-05,\"1,200\"\n", &yen), [1200]);
    let dinars = "date,amount,currency\n2026-03-05,1.234,KWD\n2026-03-06,7.25,EUR\n";
    assert_eq!(minors(dinars, &options()), [1234, 725]);
}

#[test]
fn e129_every_encoding_gives_the_same_rows() {
    let text = "Fecha;Importe;Restaurante;Notas\n05/03/2026;12,50;Café Ñandú;año\n25/03/2026;8,00;Señor Müller;ción\n";
    let western = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let marked = format!("\u{feff}{text}").into_bytes();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_marked = [&[0xFF, 0xFE][..], &wide].concat();
    let expected = rows(text, &options());
    for bytes in [&western, &marked, &wide, &wide_marked] {
        assert_eq!(import(bytes, &options()), (expected.clone(), Vec::new()));
    }
    assert_eq!(expected[0].place_name.as_deref(), Some("Café Ñandú"));
    let japanese = encoding_rs::SHIFT_JIS
        .encode("日付,店名,金額,メモ\n2026/03/05,元祖寿司,1200,美味しい\n2026/03/06,ラーメン横丁,980,\n")
        .0
        .into_owned();
    let (found, _) = import(&japanese, &Options::new("JPY".parse().unwrap()));
    assert_eq!((found[0].place_name.as_deref(), found[0].total_minor), (Some("元祖寿司"), 1200));
    let wrong = Options { encoding: Some("windows-1252".into()), ..options() };
    assert!(inspect(&mut Cursor::new(&japanese), &wrong).is_err(), "another encoding can be chosen");
    assert!(matches!(
        inspect(&mut Cursor::new(text), &Options { encoding: Some("klingon".into()), ..options() }),
        Err(ImportError::UnknownEncoding(_))
    ));
}

#[test]
fn generic_headers_and_delimiters_of_three_languages() {
    for text in [
        "Date,Amount,Currency,Restaurant,Category,Meal type,Order type,Tags,Notes,Party size,Tip,Tax\n2026-03-05,12.50,EUR,Nopi,Out:Lunch,lunch,takeaway,a;b,hm,2,1.50,0.80\n",
        "Fecha;Importe;Moneda;Restaurante;Categoría;Tipo de comida;Tipo de pedido;Etiquetas;Notas;Comensales;Propina;IVA\n05/03/2026;12,50;EUR;Nopi;Out:Lunch;almuerzo;para llevar;a,b;hm;2;1,50;0,80\n31/03/2026;1;;;;;;;;;;\n",
        "Datum\tBetrag\tWährung\tRestaurant\tKategorie\tMahlzeit\tBestellart\tSchlagwörter\tNotiz\tPersonen\tTrinkgeld\tMwSt.\n05.03.2026\t12,50 €\t\tNopi\tOut:Lunch\tMittagessen\tzum Mitnehmen\t#a|b\thm\t2\t1,50\t0,80\n",
    ] {
        let row = &rows(text, &options())[0];
        assert_eq!(
            (row.occurred_on.to_string().as_str(), row.total_minor, row.currency.as_str()),
            ("2026-03-05", 1250, "EUR"),
            "{text}"
        );
        assert_eq!(
            (row.meal_type, row.order_type, row.party_size),
            (Some(MealType::Lunch), Some(OrderType::Takeout), Some(2)),
            "{text}"
        );
        assert_eq!(
            (row.tip_minor, row.tax_minor, row.tags.join("+").as_str()),
            (Some(150), Some(80), "a+b"),
            "{text}"
        );
        assert_eq!((row.place_name.as_deref(), row.notes.as_str()), (Some("Nopi"), "hm"), "{text}");
        assert_eq!(
            row.category.as_ref().and_then(|category| category.parent.as_deref()),
            Some("Out"),
            "{text}"
        );
        assert_eq!(row.warnings, [], "{text}");
    }
}

#[test]
fn debit_and_credit_columns_and_lines_above_the_header() {
    let text = "Account statement\nIBAN;X\n\nBuchungstag;Empfänger;Soll;Haben\n05.03.2026;Nopi;12,50;\n06.03.2026;Arbeitgeber;;40,00\n07.03.2026;Nopi;0,00;5,00\n";
    let seen: Vec<_> =
        rows(text, &options()).iter().map(|row| (row.line, row.kind, row.total_minor)).collect();
    assert_eq!(seen, [(5, Purchase, 1250), (6, Reimbursement, 4000), (7, Reimbursement, 500)]);
}

#[test]
fn e136_the_same_file_again_renamed_reordered_or_overlapping_is_recognised() {
    let line = |day: u32| format!("2026-03-{day:02},12.50,Nopi,note {day}\n");
    let file = |days: &[u32]| {
        format!("date,amount,restaurant,notes\n{}", days.iter().map(|day| line(*day)).collect::<String>())
    };
    let all = fingerprints(&file(&[1, 2, 3, 4]));
    assert_eq!(all.len(), 4);
    assert_eq!(fingerprints(&file(&[4, 2, 1, 3])), all);
    assert_eq!(fingerprints(&file(&[3, 4, 5])).difference(&all).count(), 1);
    let quoted = file(&[1, 2, 3, 4]).replace("Nopi", "\" NOPI \"").replace("12.50", "12.5");
    assert_eq!(fingerprints(&quoted), all);
}

#[test]
fn e137_two_identical_coffees_stay_two() {
    let coffee = "2026-03-05,2.40,Café\n";
    let once = fingerprints(&format!("date,amount,restaurant\n{coffee}"));
    let twice = fingerprints(&format!("date,amount,restaurant\n{coffee}{coffee}"));
    assert_eq!((once.len(), twice.len()), (1, 2));
    assert!(once.is_subset(&twice));
}

#[test]
fn e143_odd_text_survives() {
    let notes = ["👨‍👩‍👧 e\u{301} \u{200f}שלום", "line one\nline two", "a\0b", "say \"hi\"", "=1+1"];
    let mut text = "date,amount,restaurant,notes\n".to_owned();
    notes.iter().for_each(|note| {
        text.push_str(&format!("2026-03-05,1,\"new\nline\",\"{}\"\n", note.replace('"', "\"\"")))
    });
    let rows = rows(&text, &options());
    assert_eq!(rows.iter().map(|row| row.notes.as_str()).collect::<Vec<_>>(), notes);
    assert_eq!((rows[0].place_name.as_deref(), rows[1].line), (Some("new\nline"), 4));
    let json =
        serde_json::to_string(&serde_json::json!([{"date": "2026-03-05", "amount": 1, "notes": notes[0]}]))
            .unwrap();
    assert_eq!(super::tests::rows(&json, &options())[0].notes, notes[0]);
}

#[test]
fn e143_long_notes_are_kept_to_the_limit_and_refused_beyond() {
    let file =
        |length: usize| format!("date,amount,notes\n2026-03-05,1,{}\n2026-03-06,1,x\n", "é".repeat(length));
    assert_eq!(rows(&file(FIELD_CHARS_MAX), &options())[0].notes.chars().count(), FIELD_CHARS_MAX);
    let (rows, problems) = import(file(FIELD_CHARS_MAX + 1).as_bytes(), &options());
    assert_eq!((rows.len(), problems[0].reason, problems[0].text.chars().count()), (1, Reason::TooLong, 80));
}

#[test]
fn e144_categories_with_colons() {
    let text = "date,amount,category\n2026-03-05,1,Food:Snacks\n2026-03-05,1,Work:Snacks\n2026-03-05,1,Note:\n2026-03-05,1,A > B\n2026-03-05,1,A:B:C\n";
    let seen: Vec<_> = rows(text, &options())
        .into_iter()
        .map(|row| row.category.map(|c| (c.parent.unwrap_or_default(), c.name, c.written)).unwrap())
        .collect();
    let expected = [
        ("Food", "Snacks", "Food:Snacks"),
        ("Work", "Snacks", "Work:Snacks"),
        ("", "Note:", "Note:"),
        ("A", "B", "A > B"),
        ("A", "B:C", "A:B:C"),
    ];
    assert_eq!(seen, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
}

#[test]
fn problems_name_the_same_lines_whatever_ends_a_line() {
    let text = "date,amount,currency\n2026-03-05,5,EUR\nno day,5,EUR\n\n\nno day,5,EUR\n2026-03-05,\"5\n\",EUR\nno day,5,EUR";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let (_, problems) = import(text.as_bytes(), &options());
        let lines: Vec<u64> =
            problems.iter().filter(|p| p.reason == Reason::NotADate).map(|p| p.line).collect();
        assert_eq!(lines, [3, 6, 9], "{text:?}");
    }
}

#[test]
fn broken_rows_are_reported_and_the_rest_is_read() {
    let text = "date,amount,currency,restaurant,party size,tip\n2026-03-05,,EUR,A,,\n,5,EUR,A,,\n2026-02-30,5,EUR,A,,\n2026-03-05,five,EUR,A,,\n2026-03-05,5,XQZ,A,,\n\
                ,,,,,\n\n2026-03-05,5.123,EUR,A,,\n0202-01-01,5,EUR,A,,\n2026-03-05,5,EUR,A,many,x\n2026-03-05,6\n2026-03-05,0,EUR,B,,\n";
    let (rows, problems) = import(text.as_bytes(), &Options { decimal_comma: Some(false), ..options() });
    let seen: Vec<_> = problems.iter().map(|problem| (problem.line, problem.field, problem.reason)).collect();
    assert_eq!(
        seen,
        [
            (2, Field::Amount, Reason::Missing),
            (3, Field::Date, Reason::Missing),
            (4, Field::Date, Reason::NotADate),
            (5, Field::Amount, Reason::NotAnAmount),
            (6, Field::Currency, Reason::NotACurrency),
            (9, Field::Amount, Reason::TooManyDecimals),
            (10, Field::Date, Reason::YearOutOfRange),
        ]
    );
    assert_eq!(rows.iter().map(|row| row.total_minor).collect::<Vec<_>>(), [500, 600, 0]);
    assert_eq!(
        rows[0].warnings.iter().map(|warning| warning.reason).collect::<Vec<_>>(),
        [Reason::NotAnAmount, Reason::NotACount]
    );
    assert_eq!(problems[3].text, "five");
}

#[test]
fn e057_a_dollar_sign_in_a_file_is_not_guessed() {
    let text = "date,amount\n2026-03-05,$5.00\n";
    let (_, problems) = import(text.as_bytes(), &options());
    assert_eq!((problems[0].field, problems[0].reason), (Field::Currency, Reason::AmbiguousCurrency));
    assert_eq!(rows(text, &Options::new("CAD".parse().unwrap()))[0].currency.as_str(), "CAD");
}

#[test]
fn what_is_no_list_of_expenses_is_refused_with_the_reason() {
    let error = |bytes: &[u8]| inspect(&mut Cursor::new(bytes), &options()).unwrap_err();
    assert!(matches!(error(b""), ImportError::Empty));
    assert!(matches!(error(b"\xEF\xBB\xBF \n"), ImportError::Empty));
    assert!(matches!(error(b"PK\x03\x04rest"), ImportError::NotText { .. }));
    assert!(matches!(error(b"{\"version\": 1}"), ImportError::NoList));
    match error(b"name,phone\nAna,12\n") {
        ImportError::MissingColumns { missing, headers } => {
            assert_eq!(missing, [Field::Date, Field::Amount]);
            assert_eq!(headers, ["name", "phone"]);
        }
        other => panic!("{other}"),
    }
    assert!(matches!(error(b"[1, 2"), ImportError::MissingColumns { .. }));
}

#[test]
fn a_stray_brace_ends_a_json_list() {
    let text = "[{\"date\": \"2026-03-05\", \"amount\": 1} }, {";
    assert_eq!(import(text.as_bytes(), &options()).0.len(), 1);
    assert!(inspect(&mut Cursor::new("[}"), &options()).is_err());
}

#[test]
fn a_broken_json_item_does_not_stop_the_rest() {
    let text = "[{\"date\": \"2026-03-05\", \"amount\": 1},\n 17,\n{\"date\": \"2026-03-06\", \"amount\": 2}, {\"date\": \"2026-03-0";
    let (rows, problems) = import(text.as_bytes(), &options());
    assert_eq!(rows.len(), 2);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3]);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "(date|amount|notes|,|;|\"|\n|\\{|\\[|:|[0-9/.,()$€+-]{1,6}| ){0,40}") {
        for bytes in [bytes.as_slice(), text.as_bytes(), format!("date,amount\n{text}").as_bytes(), format!("[{{{text}}}]").as_bytes()] {
            if let Ok(found) = inspect(&mut Cursor::new(bytes), &options())
                && let Ok(rows) = read_rows(&found, Cursor::new(bytes))
            {
                rows.for_each(drop);
            }
        }
    }

    #[test]
    fn what_a_spreadsheet_quotes_is_read_back(note in "\\PC{0,40}", minor in 0i64..100_000_000) {
        let text = format!("date,amount,notes\n2026-03-05,{}.{:02},\"{}\"\n", minor / 100, minor % 100, note.replace('"', "\"\""));
        let row = rows(&text, &options()).remove(0);
        prop_assert_eq!(row.total_minor, minor);
        prop_assert_eq!(row.notes, note.trim());
    }
}

#[test]
fn a_quote_that_is_never_closed_is_reported_and_swallows_no_rows_silently() {
    let text = "date,amount,restaurant,notes\n2026-01-01,1,A,ok\n2026-01-02,2,B,\"open\n2026-01-03,3,C,ok\n";
    let (found, problems) = import(text.as_bytes(), &options());
    assert_eq!(found.len(), 1);
    assert_eq!((problems[0].line, problems[0].reason), (3, Reason::NotARow));
    let closed = "date,amount,restaurant,notes\n2026-01-02,2,B,\"two\nlines\"";
    assert_eq!(rows(closed, &options()).len(), 1);
    let plain = "date,amount,restaurant,notes\n2026-01-02,2,\"two\nlines\",ok";
    assert_eq!(rows(plain, &options()).len(), 1);
}

#[test]
fn short_dates_that_begin_with_the_year_are_told_by_the_whole_file() {
    let days = |text: &str| -> Vec<String> {
        rows(text, &options()).iter().map(|row| row.occurred_on.to_string()).collect()
    };
    assert_eq!(days("date,amount\n26-03-05,1\n26-03-25,2\n"), ["2026-03-05", "2026-03-25"]);
    assert_eq!(days("date,amount\n26-03-25,1\n05-03-25,2\n"), ["2025-03-26", "2025-03-05"]);
    assert_eq!(days("date,amount\n13/01/26,1\n"), ["2026-01-13"]);
}

#[test]
fn money_in_and_out_in_letters_and_two_currencies_in_one_row() {
    let text = "date,amount,currency\n2026-01-01,5 CR,EUR\n2026-01-02,5 DR,EUR\n2026-01-03,$5,MXN\n2026-01-04,$5,EUR\n\
                2026-01-05,5 £,EUR\n";
    let (found, problems) = import(text.as_bytes(), &options());
    let kinds: Vec<ExpenseKind> = found.iter().map(|row| row.kind).collect();
    assert_eq!(kinds[..2], [ExpenseKind::Reimbursement, ExpenseKind::Purchase]);
    assert_eq!(found[2].currency.as_str(), "MXN");
    let refused: Vec<(u64, Reason)> = problems.iter().map(|problem| (problem.line, problem.reason)).collect();
    assert_eq!(refused, [(5, Reason::AmbiguousCurrency), (6, Reason::AmbiguousCurrency)]);
}
