//! The currencies of ISO 4217 that a meal can be paid in, sorted by code. Metals, bond units and test codes are left out.
//!
//! Three codes withdrawn since 2023 (`ANG`, `BGN`, `HRK`) stay, because old meals were paid with them.

use crate::currency::{Currency, CurrencyCode};

const fn of(
    code: &[u8; 3],
    numeric: u16,
    exponent: u8,
    symbol: &'static str,
    name: &'static str,
) -> Currency {
    Currency { code: CurrencyCode::of(*code), numeric, exponent, symbol, name }
}

/// Every currency known, sorted by code.
#[rustfmt::skip]
pub const CURRENCIES: &[Currency] = &[
    of(b"AED", 784, 2, "د.إ", "UAE Dirham"),
    of(b"AFN", 971, 2, "؋", "Afghani"),
    of(b"ALL", 8, 2, "L", "Lek"),
    of(b"AMD", 51, 2, "֏", "Armenian Dram"),
    of(b"ANG", 532, 2, "ƒ", "Netherlands Antillean Guilder"),
    of(b"AOA", 973, 2, "Kz", "Kwanza"),
    of(b"ARS", 32, 2, "$", "Argentine Peso"),
    of(b"AUD", 36, 2, "$", "Australian Dollar"),
    of(b"AWG", 533, 2, "ƒ", "Aruban Florin"),
    of(b"AZN", 944, 2, "₼", "Azerbaijan Manat"),
    of(b"BAM", 977, 2, "KM", "Convertible Mark"),
    of(b"BBD", 52, 2, "$", "Barbados Dollar"),
    of(b"BDT", 50, 2, "৳", "Taka"),
    of(b"BGN", 975, 2, "лв", "Bulgarian Lev"),
    of(b"BHD", 48, 3, "BD", "Bahraini Dinar"),
    of(b"BIF", 108, 0, "FBu", "Burundi Franc"),
    of(b"BMD", 60, 2, "$", "Bermudian Dollar"),
    of(b"BND", 96, 2, "$", "Brunei Dollar"),
    of(b"BOB", 68, 2, "Bs", "Boliviano"),
    of(b"BRL", 986, 2, "R$", "Brazilian Real"),
    of(b"BSD", 44, 2, "$", "Bahamian Dollar"),
    of(b"BTN", 64, 2, "Nu.", "Ngultrum"),
    of(b"BWP", 72, 2, "P", "Pula"),
    of(b"BYN", 933, 2, "Br", "Belarusian Ruble"),
    of(b"BZD", 84, 2, "$", "Belize Dollar"),
    of(b"CAD", 124, 2, "$", "Canadian Dollar"),
    of(b"CDF", 976, 2, "FC", "Congolese Franc"),
    of(b"CHF", 756, 2, "Fr.", "Swiss Franc"),
    of(b"CLF", 990, 4, "UF", "Unidad de Fomento"),
    of(b"CLP", 152, 0, "$", "Chilean Peso"),
    of(b"CNY", 156, 2, "¥", "Yuan Renminbi"),
    of(b"COP", 170, 2, "$", "Colombian Peso"),
    of(b"CRC", 188, 2, "₡", "Costa Rican Colon"),
    of(b"CUP", 192, 2, "$", "Cuban Peso"),
    of(b"CVE", 132, 2, "Esc", "Cabo Verde Escudo"),
    of(b"CZK", 203, 2, "Kč", "Czech Koruna"),
    of(b"DJF", 262, 0, "Fdj", "Djibouti Franc"),
    of(b"DKK", 208, 2, "kr", "Danish Krone"),
    of(b"DOP", 214, 2, "$", "Dominican Peso"),
    of(b"DZD", 12, 2, "DA", "Algerian Dinar"),
    of(b"EGP", 818, 2, "£", "Egyptian Pound"),
    of(b"ERN", 232, 2, "Nfk", "Nakfa"),
    of(b"ETB", 230, 2, "Br", "Ethiopian Birr"),
    of(b"EUR", 978, 2, "€", "Euro"),
    of(b"FJD", 242, 2, "$", "Fiji Dollar"),
    of(b"FKP", 238, 2, "£", "Falkland Islands Pound"),
    of(b"GBP", 826, 2, "£", "Pound Sterling"),
    of(b"GEL", 981, 2, "₾", "Lari"),
    of(b"GHS", 936, 2, "₵", "Ghana Cedi"),
    of(b"GIP", 292, 2, "£", "Gibraltar Pound"),
    of(b"GMD", 270, 2, "D", "Dalasi"),
    of(b"GNF", 324, 0, "FG", "Guinean Franc"),
    of(b"GTQ", 320, 2, "Q", "Quetzal"),
    of(b"GYD", 328, 2, "$", "Guyana Dollar"),
    of(b"HKD", 344, 2, "$", "Hong Kong Dollar"),
    of(b"HNL", 340, 2, "L", "Lempira"),
    of(b"HRK", 191, 2, "kn", "Croatian Kuna"),
    of(b"HTG", 332, 2, "G", "Gourde"),
    of(b"HUF", 348, 2, "Ft", "Forint"),
    of(b"IDR", 360, 2, "Rp", "Rupiah"),
    of(b"ILS", 376, 2, "₪", "New Israeli Sheqel"),
    of(b"INR", 356, 2, "₹", "Indian Rupee"),
    of(b"IQD", 368, 3, "ID", "Iraqi Dinar"),
    of(b"IRR", 364, 2, "﷼", "Iranian Rial"),
    of(b"ISK", 352, 0, "kr", "Iceland Krona"),
    of(b"JMD", 388, 2, "$", "Jamaican Dollar"),
    of(b"JOD", 400, 3, "JD", "Jordanian Dinar"),
    of(b"JPY", 392, 0, "¥", "Yen"),
    of(b"KES", 404, 2, "KSh", "Kenyan Shilling"),
    of(b"KGS", 417, 2, "сом", "Som"),
    of(b"KHR", 116, 2, "៛", "Riel"),
    of(b"KMF", 174, 0, "CF", "Comorian Franc"),
    of(b"KPW", 408, 2, "₩", "North Korean Won"),
    of(b"KRW", 410, 0, "₩", "Won"),
    of(b"KWD", 414, 3, "KD", "Kuwaiti Dinar"),
    of(b"KYD", 136, 2, "$", "Cayman Islands Dollar"),
    of(b"KZT", 398, 2, "₸", "Tenge"),
    of(b"LAK", 418, 2, "₭", "Lao Kip"),
    of(b"LBP", 422, 2, "£", "Lebanese Pound"),
    of(b"LKR", 144, 2, "Rs", "Sri Lanka Rupee"),
    of(b"LRD", 430, 2, "$", "Liberian Dollar"),
    of(b"LSL", 426, 2, "L", "Loti"),
    of(b"LYD", 434, 3, "LD", "Libyan Dinar"),
    of(b"MAD", 504, 2, "DH", "Moroccan Dirham"),
    of(b"MDL", 498, 2, "L", "Moldovan Leu"),
    of(b"MGA", 969, 2, "Ar", "Malagasy Ariary"),
    of(b"MKD", 807, 2, "ден", "Denar"),
    of(b"MMK", 104, 2, "K", "Kyat"),
    of(b"MNT", 496, 2, "₮", "Tugrik"),
    of(b"MOP", 446, 2, "MOP$", "Pataca"),
    of(b"MRU", 929, 2, "UM", "Ouguiya"),
    of(b"MUR", 480, 2, "Rs", "Mauritius Rupee"),
    of(b"MVR", 462, 2, "Rf", "Rufiyaa"),
    of(b"MWK", 454, 2, "MK", "Malawi Kwacha"),
    of(b"MXN", 484, 2, "$", "Mexican Peso"),
    of(b"MYR", 458, 2, "RM", "Malaysian Ringgit"),
    of(b"MZN", 943, 2, "MT", "Mozambique Metical"),
    of(b"NAD", 516, 2, "$", "Namibia Dollar"),
    of(b"NGN", 566, 2, "₦", "Naira"),
    of(b"NIO", 558, 2, "C$", "Cordoba Oro"),
    of(b"NOK", 578, 2, "kr", "Norwegian Krone"),
    of(b"NPR", 524, 2, "Rs", "Nepalese Rupee"),
    of(b"NZD", 554, 2, "$", "New Zealand Dollar"),
    of(b"OMR", 512, 3, "RO", "Rial Omani"),
    of(b"PAB", 590, 2, "B/.", "Balboa"),
    of(b"PEN", 604, 2, "S/", "Sol"),
    of(b"PGK", 598, 2, "K", "Kina"),
    of(b"PHP", 608, 2, "₱", "Philippine Peso"),
    of(b"PKR", 586, 2, "Rs", "Pakistan Rupee"),
    of(b"PLN", 985, 2, "zł", "Zloty"),
    of(b"PYG", 600, 0, "₲", "Guarani"),
    of(b"QAR", 634, 2, "QR", "Qatari Rial"),
    of(b"RON", 946, 2, "lei", "Romanian Leu"),
    of(b"RSD", 941, 2, "дин", "Serbian Dinar"),
    of(b"RUB", 643, 2, "₽", "Russian Ruble"),
    of(b"RWF", 646, 0, "FRw", "Rwanda Franc"),
    of(b"SAR", 682, 2, "SR", "Saudi Riyal"),
    of(b"SBD", 90, 2, "$", "Solomon Islands Dollar"),
    of(b"SCR", 690, 2, "SRe", "Seychelles Rupee"),
    of(b"SDG", 938, 2, "SDG", "Sudanese Pound"),
    of(b"SEK", 752, 2, "kr", "Swedish Krona"),
    of(b"SGD", 702, 2, "$", "Singapore Dollar"),
    of(b"SHP", 654, 2, "£", "Saint Helena Pound"),
    of(b"SLE", 925, 2, "Le", "Leone"),
    of(b"SOS", 706, 2, "Sh", "Somali Shilling"),
    of(b"SRD", 968, 2, "$", "Surinam Dollar"),
    of(b"SSP", 728, 2, "£", "South Sudanese Pound"),
    of(b"STN", 930, 2, "Db", "Dobra"),
    of(b"SVC", 222, 2, "₡", "El Salvador Colon"),
    of(b"SYP", 760, 2, "£", "Syrian Pound"),
    of(b"SZL", 748, 2, "E", "Lilangeni"),
    of(b"THB", 764, 2, "฿", "Baht"),
    of(b"TJS", 972, 2, "SM", "Somoni"),
    of(b"TMT", 934, 2, "m", "Turkmenistan New Manat"),
    of(b"TND", 788, 3, "DT", "Tunisian Dinar"),
    of(b"TOP", 776, 2, "T$", "Pa'anga"),
    of(b"TRY", 949, 2, "₺", "Turkish Lira"),
    of(b"TTD", 780, 2, "$", "Trinidad and Tobago Dollar"),
    of(b"TWD", 901, 2, "NT$", "New Taiwan Dollar"),
    of(b"TZS", 834, 2, "TSh", "Tanzanian Shilling"),
    of(b"UAH", 980, 2, "₴", "Hryvnia"),
    of(b"UGX", 800, 0, "USh", "Uganda Shilling"),
    of(b"USD", 840, 2, "$", "US Dollar"),
    of(b"UYI", 940, 0, "UI", "Uruguay Peso en Unidades Indexadas"),
    of(b"UYU", 858, 2, "$", "Peso Uruguayo"),
    of(b"UYW", 927, 4, "UP", "Unidad Previsional"),
    of(b"UZS", 860, 2, "soʻm", "Uzbekistan Sum"),
    of(b"VED", 926, 2, "Bs.D", "Bolívar Digital"),
    of(b"VES", 928, 2, "Bs", "Bolívar Soberano"),
    of(b"VND", 704, 0, "₫", "Dong"),
    of(b"VUV", 548, 0, "VT", "Vatu"),
    of(b"WST", 882, 2, "WS$", "Tala"),
    of(b"XAF", 950, 0, "FCFA", "CFA Franc BEAC"),
    of(b"XCD", 951, 2, "$", "East Caribbean Dollar"),
    of(b"XCG", 532, 2, "Cg", "Caribbean Guilder"),
    of(b"XOF", 952, 0, "CFA", "CFA Franc BCEAO"),
    of(b"XPF", 953, 0, "₣", "CFP Franc"),
    of(b"YER", 886, 2, "﷼", "Yemeni Rial"),
    of(b"ZAR", 710, 2, "R", "Rand"),
    of(b"ZMW", 967, 2, "ZK", "Zambian Kwacha"),
    of(b"ZWG", 924, 2, "ZiG", "Zimbabwe Gold"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn exponent(code: &str) -> u8 {
        code.parse::<CurrencyCode>().unwrap().find().unwrap_or_else(|| panic!("{code} is missing")).exponent
    }

    #[test]
    fn codes_are_sorted_and_unique() {
        for pair in CURRENCIES.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
        }
        assert!(CURRENCIES.len() >= 155, "{}", CURRENCIES.len());
    }

    #[test]
    fn numbers_are_unique_but_for_the_guilder_that_was_renamed() {
        let mut numbers: Vec<u16> = CURRENCIES.iter().map(|c| c.numeric).collect();
        numbers.sort_unstable();
        let repeated: Vec<u16> = numbers.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        assert_eq!(repeated, [532]);
    }

    #[test]
    fn e026_to_e029_the_famous_exponents() {
        let none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
        let three = "BHD IQD JOD KWD LYD OMR TND";
        assert!(none.split(' ').all(|code| exponent(code) == 0));
        assert!(three.split(' ').all(|code| exponent(code) == 3));
        assert!(["CLF", "UYW"].iter().all(|code| exponent(code) == 4));
        assert!(["HUF", "TWD", "IDR", "EUR", "USD", "MGA", "MRU"].iter().all(|code| exponent(code) == 2));
        let odd = CURRENCIES.iter().filter(|c| c.exponent != 2).count();
        assert_eq!(
            odd,
            none.split(' ').count() + three.split(' ').count() + 2,
            "no other currency has an odd exponent"
        );
    }

    #[test]
    fn every_currency_has_a_symbol_and_a_name() {
        assert!(CURRENCIES.iter().all(|c| !c.symbol.trim().is_empty() && !c.name.trim().is_empty()));
    }
}
