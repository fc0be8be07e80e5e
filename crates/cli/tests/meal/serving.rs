//! serve: the real program, spoken to over TCP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Book, keys};

struct Serving {
    child: Child,
    document: Value,
}

impl Serving {
    fn start(book: &Book, args: &[&str]) -> Self {
        let ui = book.folder.path().join("ui");
        std::fs::create_dir_all(&ui).unwrap();
        std::fs::write(ui.join("index.html"), "<!doctype html><title>Mealbook</title>").unwrap();
        let mut command = book.command();
        command.args(["--json", "serve", "--ui", ui.to_str().unwrap()]).args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { child, document: serde_json::from_str(&line).unwrap() }
    }

    fn ask(&self, request: &str) -> String {
        let url = self.document["url"].as_str().unwrap();
        let host = url.trim_start_matches("http://").split('/').next().unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let request = request.replacen(
            "\r\n",
            &format!("\r\nhost: {host}\r\norigin: http://{host}\r\nconnection: close\r\n"),
            1,
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks the program to end and waits for its exit code.
    fn end(mut self) -> Option<i32> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < patience, "the program does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_printed_address_opens_the_same_book() {
    let book = Book::new();
    book.add(&["--amount", "5", "--on", "2026-01-02", "--place", "Bar"]);
    let serving = Serving::start(&book, &[]);
    assert_eq!(keys(&serving.document), ["address", "lan", "url"]);
    let token = serving.document["url"].as_str().unwrap().split("?pair=").nth(1).unwrap();
    let entered = serving.ask(&format!("GET /?pair={token} HTTP/1.1\r\n\r\n"));
    assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
    let cookie = entered
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let listed = serving.ask(&format!(
        "POST /call/list_expenses HTTP/1.1\r\ncookie: {cookie}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}"
    ));
    assert!(listed.starts_with("HTTP/1.1 200") && listed.contains("\"Bar\""), "{listed}");
    // Another program may write meanwhile.
    book.add(&["--amount", "6", "--on", "2026-01-03", "--place", "Diner"]);
    assert_eq!(serving.end(), Some(0));
    assert_eq!(book.count(""), 2);
}

#[test]
fn lan_shows_a_code_and_needs_to_be_asked_for() {
    let book = Book::new();
    let serving = Serving::start(&book, &["--lan", "--listen", "127.0.0.1:0"]);
    let lan = &serving.document["lan"];
    assert_eq!(keys(lan), ["code", "qr_url", "urls"]);
    assert_eq!(lan["code"].as_str().unwrap().len(), 8);
    drop(serving);
    let run = book.meal(&[
        "serve",
        "--listen",
        "0.0.0.0:0",
        "--ui",
        book.folder.path().join("ui").to_str().unwrap(),
    ]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("--lan"), "{}", run.err);
    let missing = book.meal(&["serve", "--ui", "/no/such/folder"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("index.html"), "{}", missing.err);
}
