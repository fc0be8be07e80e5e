//! attach

use serde_json::json;

use crate::support::{Book, keys};

fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn photographs_are_attached_hashed_and_found() {
    let book = Book::new();
    let id = book.add(&["--amount", "10", "--on", "2026-01-02"]);
    let (one, two) = (book.file("receipt.png", photo()), book.file("meal.png", [photo(), vec![0]].concat()));
    let document = book.json(&["attach", &id, &one]);
    assert_eq!(keys(&document), ["id", "photos"]);
    let photo = &document["photos"][0];
    assert_eq!(
        keys(photo),
        ["blob", "caption", "file_name", "height", "id", "kind", "mime", "sha256", "size", "width"]
    );
    assert_eq!(
        (&photo["kind"], &photo["mime"], &photo["file_name"]),
        (&json!("receipt"), &json!("image/png"), &json!("receipt.png"))
    );
    assert_eq!((&photo["width"], &photo["height"]), (&json!(64), &json!(48)));
    book.json(&["attach", &id, &two, "--kind", "meal"]);
    assert_eq!(book.json(&["show", &id])["expense"]["photos"].as_array().unwrap().len(), 2);
    assert_eq!(book.count("has:photo"), 1);
    assert_eq!(book.json(&["doctor"])["is_clean"], true);
}

#[test]
fn a_photograph_can_come_with_the_expense() {
    let book = Book::new();
    let file = book.file("receipt.png", photo());
    let id = book.add(&["lunch 12.50 EUR at Tacos", "--photo", &file]);
    assert_eq!(book.json(&["show", &id])["expense"]["photos"][0]["kind"], "receipt");
}

#[test]
fn e068_what_is_no_photograph_is_refused_and_leaves_nothing() {
    let book = Book::new();
    let id = book.add(&["--amount", "10", "--on", "2026-01-02"]);
    for (name, content) in [
        ("empty.jpg", Vec::new()),
        ("program.jpg", b"MZ\x90\0\x03".to_vec()),
        ("cut.png", photo()[..40].to_vec()),
    ] {
        let file = book.file(name, content);
        assert_eq!(book.refused(2, &["attach", &id, &file])["code"], "not_an_image", "{name}");
    }
    assert_eq!(book.refused(3, &["attach", &id, "/no/such/file.jpg"])["code"], "file");
    assert_eq!(book.json(&["show", &id])["expense"]["photos"], json!([]));
}

#[test]
fn the_doctor_finds_a_photograph_that_was_changed_on_the_disk() {
    let book = Book::new();
    let id = book.add(&["--amount", "10", "--on", "2026-01-02"]);
    let file = book.file("receipt.png", photo());
    book.json(&["attach", &id, &file]);
    let blobs = book.folder.path().join("blobs");
    let stored = files_below(&blobs)
        .into_iter()
        .find(|path| std::fs::read(path).unwrap() == photo())
        .expect("the original");
    std::fs::remove_file(&stored).unwrap();
    std::fs::write(&stored, b"something else").unwrap();
    let run = book.meal(&["--json", "doctor"]);
    assert_eq!((run.code, &run.document()["is_clean"]), (1, &json!(false)), "{}", run.out);
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
