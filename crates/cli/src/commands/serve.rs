//! `meal serve [--listen 127.0.0.1:0] [--lan] [--ui DIR] [--open]`

use std::io::IsTerminal;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use ::serve::{CODE_LIFETIME, Ink, Invitation, Reach, ServeOptions, Server, UiSource, Why, qr};
use serde::Serialize;
use tokio::sync::mpsc;

use crate::book::Book;
use crate::output::Output;
use crate::{OK, Result};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen; port 0 lets the system choose.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Let other devices of the private network in, after pairing with a code.
    #[arg(long)]
    lan: bool,
    /// The folder of the built interface.
    #[arg(long, value_name = "DIR")]
    ui: Option<PathBuf>,
    /// Open the browser.
    #[arg(long)]
    open: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    address: SocketAddr,
    url: &'a str,
    lan: Option<Lan<'a>>,
}

#[derive(Serialize)]
struct Lan<'a> {
    code: &'a str,
    urls: &'a [String],
    qr_url: Option<&'a str>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let server = Server::bind(book.app.clone(), options(&args)?).await?;
    book.app.start_sync().await;
    let address = server.address();
    let (send, mut invitations) = mpsc::unbounded_channel();
    let announce = move |invitation: &Invitation| {
        // The receiver is gone only when the program ends.
        let _ = send.send(invitation.clone());
    };
    let mut serving = std::pin::pin!(server.serve(announce, stopped()));
    loop {
        tokio::select! {
            () = &mut serving => return Ok(OK),
            Some(invitation) = invitations.recv() => {
                if invitation.why == Why::Started && args.open && open::that_detached(&invitation.local_url).is_err() {
                    output.note("the browser could not be opened; open the address yourself")?;
                }
                show(output, address, &invitation)?;
            }
        }
    }
}

fn options(args: &Args) -> Result<ServeOptions> {
    let mut options = ServeOptions::new(UiSource::find_built(args.ui.as_deref())?);
    options.listen = args.listen;
    if args.lan {
        options.reach = Reach::Lan;
        if options.listen.ip().is_loopback() {
            options.listen.set_ip(Ipv4Addr::UNSPECIFIED.into());
        }
    }
    Ok(options)
}

/// The first invitation is the answer; later ones are shown beside it.
fn show(output: &mut Output<'_>, address: SocketAddr, invitation: &Invitation) -> Result<()> {
    if invitation.why == Why::Started && output.json {
        let lan = invitation.lan.as_ref();
        let lan = lan.map(|lan| Lan { code: &lan.code, urls: &lan.urls, qr_url: lan.qr_url.as_deref() });
        output.answer(&Document { address, url: &invitation.local_url, lan }, |_| Ok(()))?;
        return Ok(());
    }
    output.show(&text(invitation))?;
    Ok(())
}

fn text(invitation: &Invitation) -> String {
    let mut text = match invitation.why {
        Why::Started => "Mealbook is open. Ctrl-C ends it.\n".to_owned(),
        Why::Used => "A browser has connected. For the next one:\n".to_owned(),
        Why::Replaced => "The code has expired. The new one:\n".to_owned(),
    };
    text.push_str(&format!("On this computer: {}\n", invitation.local_url));
    let Some(lan) = &invitation.lan else { return text };
    match lan.urls.as_slice() {
        [] => text.push_str("This computer is in no network that a phone could reach.\n"),
        urls => text.push_str(&format!("In your network:  {}\n", urls.join("  "))),
    }
    text.push_str("The traffic is not encrypted: share the code in networks you trust.\n");
    let (left, right) = lan.code.split_at(lan.code.len() / 2);
    text.push_str(&format!(
        "Pairing code:     {left} {right}  (once, within {} minutes)\n",
        CODE_LIFETIME.as_secs() / 60
    ));
    let ink = if std::io::stdout().is_terminal() { Ink::Colours } else { Ink::Blocks };
    if let Some(code) = lan.qr_url.as_deref().and_then(|url| qr(url, ink)) {
        text.push_str(&code);
    }
    text
}

/// Ctrl-C, or the end asked for by the system.
pub async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    // Without a way to hear of it, the program runs until it is killed; the store survives that.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
