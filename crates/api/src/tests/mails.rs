//! Mails over SMTP, to a server of a few lines.

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::config::{Config, MailSetting};
use crate::mail::Mailer;
use crate::mail::texts::{Language, Letter, write};
use crate::state::Tasks;

/// Takes one mail and gives what was said.
async fn take_one(stream: TcpStream) -> Vec<String> {
    let (read, mut say) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut heard = Vec::new();
    let mut is_text = false;
    say.write_all(b"220 test\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let answer = match line.split(' ').next().unwrap_or_default() {
            "." if is_text => {
                is_text = false;
                "250 taken\r\n"
            }
            _ if is_text => "",
            "EHLO" => "250-test\r\n250 8BITMIME\r\n",
            "DATA" => {
                is_text = true;
                "354 go on\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 fine\r\n",
        };
        let is_over = line == "QUIT" || answer == "250 taken\r\n";
        heard.push(line);
        say.write_all(answer.as_bytes()).await.unwrap();
        if is_over {
            break;
        }
    }
    heard
}

#[tokio::test]
async fn a_mail_goes_out_over_smtp_in_the_readers_language() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::for_tests(folder.path(), "");
    config.mail = MailSetting::Smtp(format!("smtp://{}", listener.local_addr().unwrap()));
    config.mail_from = "Mealbook <meals@example.com>".to_owned();
    let tasks = Tasks::default();
    let mailer = Mailer::new(&config, tasks.clone()).unwrap();
    let letter = Letter::Verify { code: "ABCD2345" };
    mailer.post(write(letter, Language::of(Some("es-ES")), "ana@example.com"));
    let (stream, _) = listener.accept().await.unwrap();
    let heard = take_one(stream).await.join("\n");
    tasks.settle().await;
    for part in ["MAIL FROM:<meals@example.com>", "RCPT TO:<ana@example.com>", "ABCD-2345"] {
        assert!(heard.contains(part), "{part}: {heard}");
    }
    assert!(!heard.contains("Your code is"), "{heard}");
}

#[test]
fn an_unreadable_sender_or_server_is_found_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::for_tests(folder.path(), "");
    config.mail_from = "nobody".to_owned();
    assert!(Mailer::new(&config, Tasks::default()).is_err());
    config.mail_from = "meals@example.com".to_owned();
    config.mail = MailSetting::Smtp("no address".to_owned());
    assert!(Mailer::new(&config, Tasks::default()).is_err());
}
