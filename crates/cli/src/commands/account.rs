//! `meal account …`

use std::path::PathBuf;

use clap::Subcommand;
use domain::DeviceId;
use serde::Serialize;
use wire::call::{
    AccountReply, AttachChoice, BeginTotp, ChangePassword, ConfirmReset, ConfirmTotp, DisableTotp,
    EraseAccount, ExportAccount, GetAccount, ListDevices, ListLogins, Login, Logout, Register, RequestReset,
    ResendCode, RevokeDevice, SetDisplayName, SetServer, VerifyEmail, WipeDevice,
};

use super::sync;
use crate::book::Book;
use crate::output::{Output, Table, clean, cloud, json};
use crate::secrets::{self, NewPassword, Password};
use crate::{Error, OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Who this book belongs to, and whether this device is logged in.
    Status,
    /// Choose the service, https://…; nothing for the one of MEALBOOK_SERVER.
    Server {
        /// The address.
        #[arg(default_value = "")]
        address: String,
    },
    /// Make an account. A code comes by mail.
    Register {
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// The name others see.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        password: Password,
    },
    /// Give the code of the mail; logs this device in.
    Verify {
        /// E-mail address; else the one registered here.
        #[arg(long)]
        email: Option<String>,
        /// The code; else the terminal is asked.
        #[arg(long)]
        code: Option<String>,
    },
    /// Have the code mailed once more.
    Resend {
        /// E-mail address; else the one registered here.
        #[arg(long)]
        email: Option<String>,
    },
    /// Log this device in. Changes that were not sent are kept and sent.
    Login {
        /// E-mail address; else the one of this book's account.
        #[arg(long)]
        email: Option<String>,
        /// Six digits of the authenticator, or a recovery code.
        #[arg(long)]
        code: Option<String>,
        #[command(flatten)]
        password: Password,
    },
    /// Log this device out. The book stays as it is.
    Logout,
    /// Change the password.
    Password {
        #[command(flatten)]
        password: Password,
        #[command(flatten)]
        new: NewPassword,
    },
    /// Have a code mailed that allows a new password; with --code set it.
    Reset {
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// The code of the mail.
        #[arg(long)]
        code: Option<String>,
        #[command(flatten)]
        new: NewPassword,
    },
    /// Change the name others see.
    Name {
        /// The name.
        name: String,
    },
    /// Choose what becomes of what was recorded before logging in.
    Attach {
        /// Merge it into this workspace of the account: its name or id.
        #[arg(long, value_name = "WORKSPACE", conflicts_with = "own")]
        into: Option<String>,
        /// Keep it as a workspace of its own.
        #[arg(long)]
        own: bool,
        /// The name of its own workspace.
        #[arg(long, requires = "own")]
        name: Option<String>,
    },
    /// The devices of this account.
    Devices {
        #[command(subcommand)]
        what: Option<DeviceWhat>,
    },
    /// Who tried to log in, and when.
    Logins,
    /// An authenticator as the second thing asked for at login.
    Totp {
        #[command(subcommand)]
        what: TotpWhat,
    },
    /// Everything the service has of this account, as a JSON file.
    Export {
        /// The file to write; else standard output.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Remove the account from the service. This book stays.
    Erase {
        #[command(flatten)]
        password: Password,
    },
}

#[derive(Debug, Subcommand)]
enum DeviceWhat {
    /// Log a device out from afar.
    Revoke {
        /// Its id or the start of it.
        id: String,
    },
    /// Log a device out and have it remove its copy.
    Wipe {
        /// Its id or the start of it.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
enum TotpWhat {
    /// Get what the authenticator needs.
    Begin,
    /// Turn it on with its first six digits; answers recovery codes.
    Confirm {
        /// Six digits.
        code: String,
    },
    /// Turn it off.
    Disable {
        #[command(flatten)]
        password: Password,
    },
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    match args.what.unwrap_or(What::Status) {
        What::Status => {}
        What::Server { address } => book.ask(SetServer { server: address }).await?,
        What::Register { email, name, password } => {
            let password = password.choose()?;
            book.ask(Register { email, password, display_name: name }).await?;
            output.note("a code is on its way by mail; give it with `meal account verify`")?;
        }
        What::Verify { email, code } => {
            let email = unverified(book, email).await?;
            book.ask(VerifyEmail { email, code: secrets::code(code.as_deref())? }).await?;
        }
        What::Resend { email } => {
            let email = unverified(book, email).await?;
            book.ask(ResendCode { email }).await?;
        }
        What::Login { email, code, password } => {
            let email = known(book, email).await?;
            let password = password.read()?;
            book.ask(Login { email, password, code: code.map(Into::into) }).await?;
        }
        What::Logout => book.ask(Logout {}).await?,
        What::Password { password, new } => {
            let current = password.read()?;
            book.ask(ChangePassword { current, new: new.choose()? }).await?;
        }
        What::Reset { email, code: None, .. } => {
            book.ask(RequestReset { email }).await?;
            output.note("if there is such an account, a code is on its way by mail")?;
        }
        What::Reset { email, code: Some(code), new } => {
            book.ask(ConfirmReset { email, code: code.into(), new: new.choose()? }).await?;
        }
        What::Name { name } => book.ask(SetDisplayName { display_name: name }).await?,
        What::Attach { into, own, name } => return attach(book, into, own, name, output).await,
        What::Devices { what } => return devices(book, what, output).await,
        What::Logins => return logins(book, output).await,
        What::Totp { what } => return totp(book, what, output).await,
        What::Export { to } => {
            let text = book.ask(ExportAccount {}).await?.text;
            return super::parked::write_text(&text, to, output);
        }
        What::Erase { password } => book.ask(EraseAccount { password: password.read()? }).await?,
    }
    answer(&book.ask(GetAccount {}).await?, output)
}

fn answer(account: &AccountReply, output: &mut Output<'_>) -> Result<u8> {
    output.answer(&cloud::Account::from(account), |to| {
        let server = if account.server.is_empty() { "none" } else { &account.server };
        match &account.account {
            None => {
                writeln!(to, "no account: this book lives on this device alone (service: {})", clean(server))?
            }
            Some(known) => {
                writeln!(
                    to,
                    "{} <{}> at {}",
                    clean(&known.display_name),
                    clean(&known.email),
                    clean(server)
                )?;
                let state = if account.is_signed_in { "logged in" } else { "not logged in" };
                writeln!(to, "{state} as device {}", clean(&account.device_name))?;
            }
        }
        if let Some(email) = &account.unverified {
            writeln!(to, "{} waits for the code of its mail", clean(email))?;
        }
        if let Some(offer) = &account.attach {
            writeln!(
                to,
                "{} expenses were recorded here before: `meal account attach`",
                offer.local_expenses
            )?;
            for target in &offer.workspaces {
                writeln!(to, "  --into {}  {}", target.id, clean(&target.name))?;
            }
            writeln!(to, "  --own")?;
        }
        if account.tokens == wire::call::TokenPlace::File {
            writeln!(to, "the login is kept in a sealed file that only this user can read")?;
        }
        if account.was_wiped {
            writeln!(to, "this device was asked to remove its copy, and did so")?;
        }
        Ok(())
    })?;
    Ok(OK)
}

async fn unverified(book: &Book, email: Option<String>) -> Result<String> {
    match email {
        Some(email) => Ok(email),
        None => {
            let missing = Error::Missing { what: "the e-mail address", hint: "say --email ADDRESS" };
            book.ask(GetAccount {}).await?.unverified.ok_or(missing)
        }
    }
}

async fn known(book: &Book, email: Option<String>) -> Result<String> {
    match email {
        Some(email) => Ok(email),
        None => {
            let missing = Error::Missing { what: "the e-mail address", hint: "say --email ADDRESS" };
            book.ask(GetAccount {}).await?.account.map(|account| account.email).ok_or(missing)
        }
    }
}

async fn attach(
    book: &Book,
    into: Option<String>,
    own: bool,
    name: Option<String>,
    output: &mut Output<'_>,
) -> Result<u8> {
    let offer = book.ask(GetAccount {}).await?.attach;
    let offer = offer.ok_or(Error::NotFound { what: "choice", name: "attach".to_owned() })?;
    let into = match into {
        None if own => None,
        None => return Err(Error::Missing { what: "the choice", hint: "say --into WORKSPACE or --own" }),
        Some(text) => {
            let choices = offer.workspaces.iter().map(|target| (target.id.0, target.name.as_str()));
            Some(ids::one_of("workspace", &text, choices)?.into())
        }
    };
    let reply = book.ask(AttachChoice { into, name }).await?;
    sync::answer(&reply, output)
}

#[derive(Serialize)]
struct Devices {
    devices: Vec<cloud::KnownDevice>,
}

async fn devices(book: &Book, what: Option<DeviceWhat>, output: &mut Output<'_>) -> Result<u8> {
    let rows = book.ask(ListDevices {}).await?;
    let pick = |text: &str| -> Result<DeviceId> {
        let choices = rows.iter().map(|row| (row.id.0, row.name.as_str()));
        Ok(DeviceId(ids::one_of("device", text, choices)?))
    };
    match what {
        None => {}
        Some(DeviceWhat::Revoke { id }) => book.ask(RevokeDevice { id: pick(&id)? }).await?,
        Some(DeviceWhat::Wipe { id }) => book.ask(WipeDevice { id: pick(&id)? }).await?,
    }
    let rows = book.ask(ListDevices {}).await?;
    let document = Devices { devices: rows.iter().map(cloud::KnownDevice::from).collect() };
    output.answer(&document, |to| {
        let mut table = Table::new(&["id", "name", "platform", "version", "last seen", ""]);
        for row in &rows {
            let state = match (row.is_this, row.is_wiped, row.is_revoked) {
                (true, ..) => "this device",
                (_, true, _) => "to be wiped",
                (_, _, true) => "revoked",
                (false, false, false) => "",
            };
            table.row([
                ids::short(row.id.0),
                row.name.clone(),
                row.platform.clone(),
                row.app_version.clone(),
                json::instant(row.last_seen),
                state.to_owned(),
            ]);
        }
        table.write(to)
    })?;
    Ok(OK)
}

#[derive(Serialize)]
struct Logins {
    logins: Vec<cloud::Login>,
}

async fn logins(book: &Book, output: &mut Output<'_>) -> Result<u8> {
    let rows = book.ask(ListLogins {}).await?;
    let document = Logins { logins: rows.iter().map(cloud::Login::from).collect() };
    output.answer(&document, |to| {
        let mut table = Table::new(&["at", "outcome", "device", "network"]);
        for row in &rows {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            table.row([json::instant(row.at), row.outcome.clone(), text(&row.device), text(&row.network)]);
        }
        table.write(to)
    })?;
    Ok(OK)
}

#[derive(Serialize)]
struct Totp {
    secret: Option<String>,
    url: Option<String>,
    recovery_codes: Vec<String>,
}

async fn totp(book: &Book, what: TotpWhat, output: &mut Output<'_>) -> Result<u8> {
    let mut document = Totp { secret: None, url: None, recovery_codes: Vec::new() };
    match what {
        TotpWhat::Begin => {
            let setup = book.ask(BeginTotp {}).await?;
            (document.secret, document.url) = (Some(setup.secret.0), Some(setup.url.0));
        }
        TotpWhat::Confirm { code } => {
            let codes = book.ask(ConfirmTotp { code: code.into() }).await?.codes;
            document.recovery_codes = codes.into_iter().map(|code| code.0).collect();
        }
        TotpWhat::Disable { password } => book.ask(DisableTotp { password: password.read()? }).await?,
    }
    output.answer(&document, |to| {
        if let (Some(secret), Some(url)) = (&document.secret, &document.url) {
            writeln!(to, "{}\n{}", clean(secret), clean(url))?;
            if let Some(code) = ::serve::qr(url, ::serve::Ink::Blocks) {
                to.write_all(code.as_bytes())?;
            }
            writeln!(to, "turn it on with `meal account totp confirm CODE`")?;
        }
        if !document.recovery_codes.is_empty() {
            writeln!(to, "keep these; each logs in once without the authenticator:")?;
        }
        for code in &document.recovery_codes {
            writeln!(to, "  {}", clean(code))?;
        }
        Ok(())
    })?;
    Ok(OK)
}
