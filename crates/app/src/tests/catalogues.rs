//! EDGE_CASES, places and search; merging, archiving, deleting.

use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind, CategoryDetails, MerchantDetails};
use domain::{MerchantId, PlaceId, TagId};
use uuid::Uuid;
use wire::Code;
use wire::call::*;

use super::book::{Book, is_code, named};

const PLACE: CatalogueKind = CatalogueKind::Place;

#[tokio::test]
async fn e151_deleting_archiving_and_merging_a_restaurant_keep_all_its_expenses() {
    let book = Book::new().await;
    let mut ids = Vec::new();
    for name in ["Casa Lola", "Casa Lola", "Lola's"] {
        ids.push(book.add(|input| (input.place, input.total_minor) = (Some(named(name)), 1_000)).await);
    }
    let (lola, other) = (book.find(PLACE, "Casa Lola").await, book.find(PLACE, "Lola's").await);
    book.ok(ArchiveCatalogueEntry { kind: PLACE, id: lola, archive: true }).await;
    assert!(book.ok(PickCatalogue { kind: PLACE, text: "casa".into() }).await.is_empty());
    assert_eq!(book.count("place:\"Casa Lola\"").await, 2);
    book.ok(ArchiveCatalogueEntry { kind: PLACE, id: lola, archive: false }).await;

    book.ok(MergeCatalogueEntries { kind: PLACE, from: vec![other], into: lola }).await;
    assert_eq!(book.get(ids[2]).await.input.place.unwrap().id, Some(PlaceId(lola)));
    let entry = book.ok(GetCatalogueEntry { kind: PLACE, id: lola }).await;
    assert_eq!((entry.uses, entry.totals[0].total_minor), (3, 3_000));
    let gone = book.ok(GetCatalogueEntry { kind: PLACE, id: other }).await;
    assert_eq!((gone.merged_into, gone.is_archived), (Some(lola), true));

    book.ok(DeleteCatalogueEntry { kind: PLACE, id: lola }).await;
    assert_eq!(book.count("").await, 3);
    for id in &ids {
        assert!(
            book.get(*id).await.input.place.is_some_and(|place| !place.name.is_empty()),
            "the recorded name stays"
        );
    }
    assert!(!book.edit(ids[0], |_| ()).await.changed, "and an untouched form keeps the deleted place");
    book.must_be_whole().await;
    book.ok(UndoLast::default()).await;
    book.ok(UndoLast::default()).await;
    assert_eq!(book.get(ids[2]).await.input.place.unwrap().id, Some(PlaceId(other)));
    book.must_be_whole().await;
}

#[tokio::test]
async fn an_expense_for_a_merged_place_goes_to_the_one_that_stayed() {
    let book = Book::new().await;
    let (old, kept) = (book.make(PLACE, "Old").await, book.make(PLACE, "Kept").await);
    book.ok(MergeCatalogueEntries { kind: PLACE, from: vec![old], into: kept }).await;
    let place = domain::expense::Named { id: Some(PlaceId(old)), name: "Old".into() };
    let id = book.add(|input| input.place = Some(place)).await;
    assert_eq!(book.get(id).await.input.place.unwrap().id, Some(PlaceId(kept)));
    let fault = book.refused(MergeCatalogueEntries { kind: PLACE, from: vec![kept], into: kept }).await;
    is_code(&fault, Code::Invalid);
}

#[tokio::test]
async fn e152_two_places_of_one_name_are_allowed_and_reported() {
    let book = Book::new().await;
    let one = book.make(PLACE, "Pizzeria Vesuvio").await;
    let input = CatalogueInput { name: "PIZZERIA VESUVIO".into(), details: CatalogueDetails::blank(PLACE) };
    let saved = book.ok(SaveCatalogueEntry { id: None, input }).await;
    assert_ne!(saved.id, one);
    assert_eq!(saved.same_name.iter().map(|row| row.id).collect::<Vec<Uuid>>(), [one]);
}

#[tokio::test]
async fn e154_search_ignores_case_and_accents_and_finds_parts_of_cjk_words() {
    let book = Book::new().await;
    for name in ["Café Central", "El Noño", "İstanbul Kebap", "一蘭ラーメン"] {
        book.add(|input| input.place = Some(named(name))).await;
    }
    for (text, expected) in [
        ("cafe", 1),
        ("nono", 1),
        ("ISTANBUL", 1),
        ("ıstanbul", 1),
        ("ラーメン", 1),
        ("蘭ラ", 1),
        ("tacos", 0),
    ] {
        assert_eq!(book.count(text).await, expected, "{text}");
    }
}

#[tokio::test]
async fn a_merged_merchant_leaves_its_name_as_an_alias() {
    let book = Book::new().await;
    let kind = CatalogueKind::Merchant;
    let (square, tacos) = (book.make(kind, "SQ *TACOS").await, book.make(kind, "Tacos").await);
    book.ok(MergeCatalogueEntries { kind, from: vec![square], into: tacos }).await;
    let id = book.add(|input| input.merchant = Some(named("sq *tacos"))).await;
    assert_eq!(book.get(id).await.input.merchant.unwrap().id, Some(MerchantId(tacos)));
    let entry = book.ok(GetCatalogueEntry { kind, id: tacos }).await;
    assert_eq!(entry.aliases.len(), 1);
}

#[tokio::test]
async fn aliases_are_edited_with_their_merchant() {
    let book = Book::new().await;
    let details = |aliases: &[&str]| {
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        CatalogueDetails::Merchant(MerchantDetails { aliases, ..MerchantDetails::default() })
    };
    let input = |aliases: &[&str]| CatalogueInput { name: "Tacos".into(), details: details(aliases) };
    let id =
        book.ok(SaveCatalogueEntry { id: None, input: input(&["TST* Tacos", "tst* tacos", ""]) }).await.id;
    let before = book.dump().await;
    let saved = book.ok(SaveCatalogueEntry { id: Some(id), input: input(&["TST* TACOS"]) }).await;
    assert_eq!((saved.group, book.dump().await), (None, before));
    book.ok(SaveCatalogueEntry { id: Some(id), input: input(&["Taqueria"]) }).await;
    let entry = book.ok(GetCatalogueEntry { kind: CatalogueKind::Merchant, id }).await;
    assert_eq!(entry.aliases.iter().map(|alias| alias.pattern.as_str()).collect::<Vec<_>>(), ["taqueria"]);
}

#[tokio::test]
async fn merging_tags_leaves_each_expense_with_one() {
    let book = Book::new().await;
    let both = book.add(|input| input.tags = vec![named("work"), named("job")]).await;
    let one = book.add(|input| input.tags = vec![named("job")]).await;
    let kind = CatalogueKind::Tag;
    let (work, job) = (book.find(kind, "work").await, book.find(kind, "job").await);
    let before = book.dump().await;
    book.ok(MergeCatalogueEntries { kind, from: vec![job], into: work }).await;
    for id in [both, one] {
        let tags = book.get(id).await.input.tags;
        assert_eq!(tags.iter().map(|tag| tag.id.unwrap()).collect::<Vec<TagId>>(), [TagId(work)]);
    }
    book.must_be_whole().await;
    book.ok(UndoLast::default()).await;
    assert_eq!(book.dump().await, before);
}

#[tokio::test]
async fn categories_have_two_levels() {
    let book = Book::new().await;
    let kind = CatalogueKind::Category;
    let (out, restaurants) = (book.find(kind, "Eating out").await, book.find(kind, "Restaurants").await);
    let below = |name: &str, parent: Uuid| CatalogueInput {
        name: name.into(),
        details: CatalogueDetails::Category(CategoryDetails {
            parent: Some(parent.into()),
            ..CategoryDetails::default()
        }),
    };
    is_code(
        &book.refused(SaveCatalogueEntry { id: None, input: below("Third", restaurants) }).await,
        Code::Invalid,
    );
    is_code(
        &book.refused(SaveCatalogueEntry { id: Some(out), input: below("Eating out", out) }).await,
        Code::Invalid,
    );
    let id = book.add(|input| (input.category, input.total_minor) = (Some(restaurants.into()), 700)).await;
    assert_eq!(book.list("category:\"eating out\"").await[0].id, id);
    book.ok(MergeCatalogueEntries { kind, from: vec![out], into: restaurants }).await;
    let merged = book.ok(GetCatalogueEntry { kind, id: restaurants }).await;
    assert_eq!(merged.parent_name, None, "it moved up, and what stood beside it follows it");
    let cafes = book.find(kind, "Cafés").await;
    let entry = book.ok(GetCatalogueEntry { kind, id: cafes }).await;
    assert_eq!(entry.parent_name.as_deref(), Some("Restaurants"));
    book.must_be_whole().await;
}

#[tokio::test]
async fn a_category_that_goes_below_another_takes_its_children_along_and_one_undo_brings_all_back() {
    let book = Book::new().await;
    let kind = CatalogueKind::Category;
    let (out, drinks) = (book.find(kind, "Eating out").await, book.find(kind, "Drinks").await);
    let restaurants = book.find(kind, "Restaurants").await;
    let before = book.dump().await;
    let mut input = book.ok(GetCatalogueEntry { kind, id: out }).await.input;
    if let CatalogueDetails::Category(details) = &mut input.details {
        details.parent = Some(drinks.into());
    }
    book.ok(SaveCatalogueEntry { id: Some(out), input }).await;
    for id in [out, restaurants] {
        let entry = book.ok(GetCatalogueEntry { kind, id }).await;
        assert_eq!(entry.parent_name.as_deref(), Some("Drinks"));
    }
    book.must_be_whole().await;
    book.ok(UndoLast::default()).await;
    assert_eq!(book.dump().await, before);
}

#[tokio::test]
async fn a_new_order_of_categories_is_one_step() {
    let book = Book::new().await;
    let kind = CatalogueKind::Category;
    let (out, drinks) = (book.find(kind, "Eating out").await, book.find(kind, "Drinks").await);
    let before = book.dump().await;
    let changed = book.ok(ArrangeCategories { positions: vec![(out, 70_000), (drinks, 60_000)] }).await;
    assert_eq!((changed.rows, changed.group.is_some()), (2, true));
    book.must_be_whole().await;
    book.ok(UndoLast::default()).await;
    assert_eq!(book.dump().await, before);
    let unknown = ArrangeCategories { positions: vec![(out, 1), (Uuid::from_u128(3), 2)] };
    is_code(&book.refused(unknown).await, Code::NotFound);
    assert_eq!(book.dump().await, before, "nothing is arranged by halves");
}

#[tokio::test]
async fn deleting_a_category_moves_its_children_up_and_keeps_its_expenses() {
    let book = Book::new().await;
    let kind = CatalogueKind::Category;
    let (drinks, bars) = (book.find(kind, "Drinks").await, book.find(kind, "Bars").await);
    let id = book.add(|input| input.category = Some(drinks.into())).await;
    book.ok(DeleteCatalogueEntry { kind, id: drinks }).await;
    assert_eq!(book.ok(GetCatalogueEntry { kind, id: bars }).await.parent_name, None);
    assert!(!book.edit(id, |_| ()).await.changed, "an untouched form does not clear it");
    book.ok(UndoLast::default()).await;
    assert_eq!(book.get(id).await.input.category, Some(drinks.into()));
    is_code(&book.refused(DeleteCatalogueEntry { kind, id: Uuid::from_u128(3) }).await, Code::NotFound);
}

#[tokio::test]
async fn a_picker_shows_the_best_fit_first() {
    let book = Book::new().await;
    for name in ["Bar Café", "Café Aurora", "Décaféiné", "Tacos"] {
        book.make(PLACE, name).await;
    }
    book.add(|input| input.place = Some(named("Tacos"))).await;
    let names =
        |rows: Vec<domain::read::CatalogueRef>| rows.into_iter().map(|row| row.name).collect::<Vec<_>>();
    let picked = book.ok(PickCatalogue { kind: PLACE, text: "cafe".into() }).await;
    assert_eq!(names(picked), ["Café Aurora", "Bar Café", "Décaféiné"]);
    let all = book.ok(PickCatalogue { kind: PLACE, text: String::new() }).await;
    assert_eq!(names(all)[0], "Tacos", "the most used first");
}

#[tokio::test]
async fn saved_filters_are_checked_and_kept_as_typed() {
    let book = Book::new().await;
    let save = |id, query: &str| SaveFilter { id, name: "Lately".into(), query: query.into(), pinned: false };
    is_code(&book.refused(save(None, "amount:>lots")).await, Code::BadQuery);
    book.ok(save(None, "on:today has:photo")).await;
    let row = book.ok(ListSavedFilters {}).await.remove(0);
    assert_eq!(row.query, "on:today has:photo");
    book.ok(DeleteSavedFilter { id: row.id }).await;
    assert!(book.ok(ListSavedFilters {}).await.is_empty());
    let parsed = book.ok(ParseQuery { text: "meal:lunch tag:acme".into() }).await;
    assert_eq!((parsed.chips.len(), parsed.error), (2, None));
}
