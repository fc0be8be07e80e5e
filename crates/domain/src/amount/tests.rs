//! Amounts as people write and read them, and back.

use proptest::prelude::*;

use super::*;

fn locale(name: &str) -> NumberFormat {
    NumberFormat::for_locale(name)
}

/// `text` in `locale` with `exponent` is `minor`, for the number reader and for the calculator.
fn check(text: &str, name: &str, exponent: u8, minor: i64) {
    assert_eq!(parse_decimal(text, exponent, locale(name)), Ok(minor), "{text:?} in {name}");
    assert_eq!(evaluate(text, exponent, locale(name)), Ok(minor), "{text:?} in {name}, calculated");
}

fn refused(text: &str, exponent: u8, error: AmountError) {
    assert_eq!(parse_decimal(text, exponent, locale("en")), Err(error), "{text:?}");
}

#[test]
fn e026_three_and_four_decimals_are_read_and_written() {
    check("1.2345", "en", 4, 12_345);
    check("12,345", "de", 3, 12_345);
    assert_eq!(format_minor(1_234_567, 3, locale("en")), "1,234.567");
    assert_eq!(format_minor(-12_345, 4, locale("de")), "-1,2345");
}

#[test]
fn e028_currencies_without_decimals_take_none_and_offer_no_key() {
    check("1500", "en", 0, 1500);
    check("1,500", "en", 0, 1500);
    check("1.500", "en", 0, 1500);
    refused("12.5", 0, AmountError::TooManyDecimals { allowed: 0 });
    assert_eq!(decimal_key(0, locale("de")), None);
    assert_eq!(decimal_key(2, locale("de")), Some(','));
}

#[test]
fn e029_decimals_nobody_uses_are_hidden_not_lost() {
    assert_eq!(format_minor_short(150_000, 2, locale("hu")), "1\u{a0}500");
    assert_eq!(format_minor_short(150_050, 2, locale("hu")), "1\u{a0}500,50");
}

#[test]
fn e031_every_locale_reads_its_own_numbers() {
    check("1.234,56", "de-DE", 2, 123_456);
    check("1 234,56", "fr", 2, 123_456);
    check("1\u{202f}234,56", "fr-FR", 2, 123_456);
    check("1\u{a0}234,56", "sv", 2, 123_456);
    check("1'234.56", "de-CH", 2, 123_456);
    check("1’234.56", "de-CH", 2, 123_456);
    check("1,23,456.78", "en-IN", 2, 12_345_678);
    check("1,234.56", "en", 2, 123_456);
    check("١٬٢٣٤٫٥٦", "ar-EG", 2, 123_456);
    check("۱۲٫۵۰", "ar", 2, 1250);
    check("１２．５", "ja", 2, 1250);
    check("१२.५", "hi", 2, 1250);
    check("1.234.567,89", "es", 2, 123_456_789);
    check("1,234,567", "en", 2, 123_456_700);
}

#[test]
fn e031_a_separator_that_can_only_be_one_thing_is_taken_as_that() {
    check("12.50", "de", 2, 1250);
    check("12,5", "en", 2, 1250);
    check("1.234,56", "en", 2, 123_456);
    check("1,234.56", "de", 2, 123_456);
    check(".5", "en", 2, 50);
    check("0.23", "de", 2, 23);
}

#[test]
fn e031_what_is_written_is_read_again() {
    for name in [
        "en", "en-IN", "de", "de-CH", "de-AT", "es", "es-MX", "fr", "fr-CH", "it", "pt-BR", "pt-PT", "sv",
        "ja", "ar", "ar-MA", "pl",
    ] {
        for (minor, exponent) in
            [(123_456_789, 2), (-5, 2), (0, 0), (1_234_567, 0), (98_765, 4), (100_000, 2)]
        {
            let text = format_minor(minor, exponent, locale(name));
            assert_eq!(parse_decimal(&text, exponent, locale(name)), Ok(minor), "{text} in {name}");
        }
    }
    assert_eq!(format_minor(12_345_678, 2, locale("en-IN")), "1,23,456.78");
    assert_eq!(format_minor(123_456, 2, locale("ar-EG")), "١٬٢٣٤٫٥٦");
    assert_eq!(format_minor(123_456, 2, locale("de-CH")), "1’234.56");
}

#[test]
fn e032_a_point_before_one_digit_is_a_decimal_point() {
    check("-110.7", "en", 2, -11_070);
    check("-110.7", "de", 2, -11_070);
    check("−110,7", "de", 2, -11_070);
}

#[test]
fn e032_three_digits_after_one_separator_are_told_both_ways() {
    assert_eq!(readings("1.234", 3, locale("en")), [1234, 1_234_000]);
    assert_eq!(readings("1.234", 3, locale("de")), [1_234_000, 1234]);
    assert_eq!(readings("1,234", 3, locale("en")), [1_234_000, 1234]);
    assert_eq!(readings("1.234", 2, locale("en")), [123_400]);
    assert_eq!(readings("0.234", 3, locale("de")), [234]);
    assert_eq!(readings("12.50", 2, locale("en")), [1250]);
    assert_eq!(readings("1.200", 0, locale("en")), [1200]);
    assert_eq!(readings("lunch", 2, locale("en")), Vec::<i64>::new());
    assert_eq!(parse_decimal("1.234", 3, locale("en")), Ok(1234));
    refused("1.234", 2, AmountError::TooManyDecimals { allowed: 2 });
}

#[test]
fn e033_what_is_not_a_number_is_refused() {
    refused("", 2, AmountError::Empty);
    refused("  ", 2, AmountError::Empty);
    for text in [
        "NaN", "inf", "Infinity", "∞", "1e5", "-", "+", "--5", ".", ",", "5-", "twelve", "12 50", "€", "EUR",
        "12abc", "5.", "\0",
    ] {
        let error = parse_decimal(text, 2, locale("en")).unwrap_err();
        assert!(matches!(error, AmountError::NotANumber | AmountError::TwoSeparators), "{text:?}: {error:?}");
        assert!(evaluate(text, 2, locale("en")).is_err(), "{text:?}");
    }
    for text in ["1.2.3", "12,,5", "1..2", "1,2,3", "1.23.456", "1,2345,678"] {
        refused(text, 2, AmountError::TwoSeparators);
    }
    refused("1.005", 2, AmountError::TooManyDecimals { allowed: 2 });
    refused(&"1".repeat(300), 2, AmountError::TooLong);
}

#[test]
fn e034_a_hundred_thousand_tenths_are_exact() {
    let sum: i64 = (0..100_000)
        .map(|i| parse_decimal(if i % 2 == 0 { "0.1" } else { "0.2" }, 2, locale("en")).unwrap())
        .sum();
    assert_eq!(sum, 1_500_000);
    assert_eq!(evaluate("0.1+0.2", 2, locale("en")), Ok(30));
    assert_eq!(evaluate("1/3*3", 2, locale("en")), Ok(100));
}

#[test]
fn e056_the_limit_is_exact_and_nothing_overflows() {
    check("9,999,999,999,999.99", "en", 2, 999_999_999_999_999);
    check("999,999,999,999.99", "en", 2, 99_999_999_999_999);
    check("10000000000000.00", "en", 2, AMOUNT_MINOR_MAX);
    refused("10000000000000.01", 2, AmountError::TooLarge);
    refused(&"9".repeat(100), 2, AmountError::TooLarge);
    refused("99999999999999999999", 2, AmountError::TooLarge);
    assert_eq!(evaluate(&["999999999999"; 12].join("*"), 2, locale("en")), Err(AmountError::TooLarge));
    assert_eq!(evaluate("10000000000000+0.01", 2, locale("en")), Err(AmountError::TooLarge));
}

#[test]
fn the_calculator_calculates() {
    for (text, minor) in [
        ("12+3.5*2", 1900),
        ("(12+3.5)*2", 3100),
        ("12 + 3,5", 1550),
        ("10/3", 333),
        ("20/3", 667),
        ("-10/3", -333),
        ("5-7", -200),
        ("2×3.50", 700),
        ("7÷2", 350),
        ("3x4.50", 1350),
        ("50+20%", 6000),
        ("50-10%", 4500),
        ("200*10%", 2000),
        ("20%", 20),
        ("1,250.50+1", 125_150),
        ("€12.50 + €3", 1550),
        ("12+3 EUR", 1500),
        ("12−3", 900),
        ("--5+1", 600),
        ("12.50=", 1250),
        ("2*1.125", 225),
        ("0.005*1", 1),
        ("-0.005*1", -1),
        ("((((1))))", 100),
    ] {
        assert_eq!(evaluate(text, 2, locale("en")), Ok(minor), "{text}");
    }
    assert_eq!(evaluate("1.234,50+1", 2, locale("de")), Ok(123_550));
    assert_eq!(evaluate("1000/3", 0, locale("ja")), Ok(333));
}

#[test]
fn broken_calculations_are_refused() {
    assert_eq!(evaluate("5/0", 2, locale("en")), Err(AmountError::DivisionByZero));
    assert_eq!(evaluate("5/(2-2)", 2, locale("en")), Err(AmountError::DivisionByZero));
    for text in ["5+", "*5", "(5", "5)", "5+*3", "()", "1+two", "5 5+1"] {
        assert!(evaluate(text, 2, locale("en")).is_err(), "{text}");
    }
    assert!(evaluate(&"(".repeat(150), 2, locale("en")).is_err());
}

#[test]
fn currencies_beside_the_number_are_ignored() {
    for text in [
        "€12.50",
        "12.50 €",
        "12.50€",
        "EUR 12.50",
        "12.50 eur",
        "$12.50",
        "-$12.50",
        "$-12.50",
        "R$ 12.50",
        "12.50 zł",
        "Fr. 12.50",
        "kr 12.50",
    ] {
        assert_eq!(parse_decimal(text, 2, locale("en")).map(i64::abs), Ok(1250), "{text}");
    }
    assert_eq!(parse_decimal("-$12.50", 2, locale("en")), Ok(-1250));
    assert_eq!(parse_decimal("1200円", 0, locale("ja")), Ok(1200));
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}|[-+*/x%().,' 0-9٫٬€]{0,40}", exponent in 0u8..=4) {
        for name in ["en", "de", "fr", "ar", "en-IN"] {
            let _ = parse_decimal(&text, exponent, locale(name));
            let _ = evaluate(&text, exponent, locale(name));
            let _ = readings(&text, exponent, locale(name));
        }
    }

    #[test]
    fn every_amount_reads_back(minor in -AMOUNT_MINOR_MAX..=AMOUNT_MINOR_MAX, exponent in 0u8..=4) {
        for name in ["en", "de", "fr", "ar", "en-IN", "de-CH"] {
            let text = format_minor(minor, exponent, locale(name));
            prop_assert!(readings(&text, exponent, locale(name)).contains(&minor), "{} in {}", text, name);
            prop_assert_eq!(parse_decimal(&text, exponent, locale(name)), Ok(minor), "{} in {}", text, name);
        }
    }
}
