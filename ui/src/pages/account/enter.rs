//! Creating an account, the code of its mail, logging in, and a forgotten password.

use wire::call::{
    AccountReply, ConfirmReset, Login, PASSWORD_CHARS_MIN, Register, RequestReset, ResendCode, SetServer,
    VerifyEmail,
};
use wire::{Call, Code};
use yew::prelude::*;

use crate::components::{
    Ask, AskForm, AskKind, Button, ButtonKind, Icon, IconName, Segmented, TextField, section,
};
use crate::hooks::{Send, use_send};
use crate::words::{Words, use_words};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Creating an account.
    Create,
    /// Typing the code of the mail.
    Verify,
    /// Logging in.
    Login,
    /// Asking for a new password.
    Forgot,
    /// Choosing it.
    Reset,
}

/// The way into an account.
#[yew_autoprops::autoprops]
#[component]
pub fn Enter(reply: &AccountReply) -> Html {
    let words = use_words();
    let send = use_send();
    let owner = reply.account.as_ref().map(|account| account.email.clone());
    let step = use_state_eq(|| match (&owner, &reply.unverified) {
        (Some(_), _) => Step::Login,
        (None, Some(_)) => Step::Verify,
        (None, None) => Step::Create,
    });
    let email = use_state_eq(|| owner.clone().or_else(|| reply.unverified.clone()).unwrap_or_default());
    let server = use_state_eq(|| reply.server.clone());
    let asks_code = use_state_eq(|| false);
    let notice = use_state_eq(|| None::<&'static str>);
    {
        let (step, asks_code) = (step.clone(), asks_code.clone());
        use_effect_with(send.fault().map(|fault| fault.code), move |code| {
            if *code == Some(Code::CodeNeeded) {
                asks_code.set(true);
            } else if *code == Some(Code::EmailUnverified) {
                step.set(Step::Verify);
            }
        });
    }
    let go = |next: Step, told: Option<&'static str>| {
        let (step, notice, send) = (step.clone(), notice.clone(), send.clone());
        Callback::from(move |()| {
            send.forgive();
            step.set(next);
            notice.set(told);
        })
    };
    let door = Door { send: send.clone(), known: reply.server.clone(), typed: server.trim().to_owned() };
    let on_submit = submit(*step, &door, &email, &go);
    let (asks, title, action) = questions(*step, &email, owner.is_some(), *asks_code, &words);
    let aside = |label: &str, next: Step| {
        let onclick = go(next, None).reform(|_: MouseEvent| ());
        html! { <Button kind={ButtonKind::Quiet} {onclick}>{ words.t(label) }</Button> }
    };
    let resend = {
        let (send, email, notice) = (send.clone(), email.clone(), notice.clone());
        Callback::from(move |_: MouseEvent| {
            let notice = notice.clone();
            let sent = Callback::from(move |()| notice.set(Some("account-code-sent-again")));
            send.send(ResendCode { email: (*email).clone() }, sent);
        })
    };
    let beside = match *step {
        Step::Create => Html::default(),
        Step::Verify => html! {
            <>
                <Button kind={ButtonKind::Quiet} onclick={resend}>{ words.t("account-send-again") }</Button>
                { aside("account-other-address", Step::Create) }
            </>
        },
        Step::Login => aside("account-forgot", Step::Forgot),
        Step::Forgot => {
            html! { <>{ aside("account-have-code", Step::Reset) }{ aside("cancel", Step::Login) }</> }
        }
        Step::Reset => aside("cancel", Step::Login),
    };
    let choose = {
        let (to_create, to_login) = (go(Step::Create, None), go(Step::Login, None));
        Callback::from(
            move |value: String| if value == "create" { to_create.emit(()) } else { to_login.emit(()) },
        )
    };
    let tabs = [("create", "account-create"), ("login", "account-login")]
        .map(|(value, key)| (AttrValue::from(value), AttrValue::from(words.t(key))))
        .to_vec();
    let value = if *step == Step::Create { "create" } else { "login" };
    let can_choose = owner.is_none() && matches!(*step, Step::Create | Step::Login);
    let content = html! {
        <>
            if can_choose {
                <Segmented label={words.t("account-title")} name="account-step" options={tabs} {value} on_change={choose} />
            }
            <p class="settings-text"><span>{ intro(*step, &email, owner.is_some(), &words) }</span></p>
            <p role="status">if let Some(key) = *notice { <span class="notice">{ words.t(key) }</span> }</p>
            <AskForm key={title} {asks} submit={words.t(action)} {on_submit} busy={send.is_busy()} fault={send.fault()}>{ beside }</AskForm>
            if owner.is_none() { { server_field(&server, reply.server.is_empty(), &words) } }
        </>
    };
    html! {
        <>
            if owner.is_none() {
                <p class="settings-text"><Icon name={IconName::Laptop} /><span>{ words.t("account-local") }</span></p>
            }
            { section("account-enter", words.t(title), content) }
        </>
    }
}

/// The service's address, folded away unless there is none yet.
fn server_field(server: &UseStateHandle<String>, open: bool, words: &Words) -> Html {
    let on_input = {
        let server = server.clone();
        Callback::from(move |text| server.set(text))
    };
    html! {
        <details class="fold" {open}>
            <summary>{ words.t("account-advanced") }</summary>
            <TextField id="account-server" label={words.t("account-server")} value={(**server).clone()} {on_input} kind="url" inputmode="url"
                placeholder="https://" hint={AttrValue::from(words.t("account-server-hint"))} />
        </details>
    }
}

/// How the service is reached: its address is told first when another one was typed.
#[derive(Clone)]
struct Door {
    send: Send,
    known: String,
    typed: String,
}

impl Door {
    fn send<C: Call + Clone + 'static>(&self, request: C, done: Callback<C::Reply>) {
        if self.typed == self.known {
            self.send.send(request, done);
            return;
        }
        let send = self.send.clone();
        let then = Callback::from(move |()| send.send(request.clone(), done.clone()));
        self.send.send(SetServer { server: self.typed.clone() }, then);
    }
}

fn submit(
    step: Step,
    door: &Door,
    email: &UseStateHandle<String>,
    go: &impl Fn(Step, Option<&'static str>) -> Callback<()>,
) -> Callback<Vec<String>> {
    let (door, email) = (door.clone(), email.clone());
    let (verify, login, reset) = (
        go(Step::Verify, None),
        go(Step::Login, Some("account-password-changed")),
        go(Step::Reset, Some("account-code-sent")),
    );
    Callback::from(move |answers: Vec<String>| {
        let mut answers = answers.into_iter();
        let mut next = || answers.next().unwrap_or_default();
        match step {
            Step::Create => {
                let (display_name, address, password) = (next(), next(), next().into());
                email.set(address.clone());
                door.send(Register { email: address, password, display_name }, verify.clone());
            }
            Step::Verify => {
                door.send(VerifyEmail { email: (*email).clone(), code: next().into() }, Callback::noop());
            }
            Step::Login => {
                let (address, password, code) = (next(), next().into(), next());
                email.set(address.clone());
                let code = (!code.is_empty()).then(|| code.into());
                door.send(Login { email: address, password, code }, Callback::noop());
            }
            Step::Forgot => {
                let address = next();
                email.set(address.clone());
                door.send(RequestReset { email: address }, reset.clone());
            }
            Step::Reset => {
                let (address, code, new) = (next(), next().into(), next().into());
                email.set(address.clone());
                door.send(ConfirmReset { email: address, code, new }, login.clone());
            }
        }
    })
}

/// What is asked, under which title, and what the button says.
fn questions(
    step: Step,
    email: &str,
    is_owned: bool,
    asks_code: bool,
    words: &Words,
) -> (Vec<Ask>, &'static str, &'static str) {
    let address = || Ask::new("account-email", words.t("account-email"), AskKind::Email).starting(email);
    let new_password = || {
        let hint = words.with("account-password-hint", &[("n", PASSWORD_CHARS_MIN.into())]);
        Ask::new("account-new-password", words.t("account-new-password"), AskKind::NewPassword).hinting(hint)
    };
    let code = |key: &str| Ask::new("account-code", words.t(key), AskKind::Code);
    match step {
        Step::Create => {
            let name = Ask::new("account-name", words.t("account-name"), AskKind::Text)
                .hinting(words.t("account-name-hint"));
            let password = Ask { label: words.t("account-password"), ..new_password() };
            (vec![name, address(), password], "account-create", "account-create-do")
        }
        Step::Verify => (vec![code("account-mail-code")], "account-verify", "account-verify-do"),
        Step::Login => {
            let password = Ask::new("account-password", words.t("account-password"), AskKind::Password);
            let mut asks = vec![address(), password];
            if asks_code {
                asks.push(code("account-totp-code").hinting(words.t("account-totp-code-hint")));
            }
            (asks, if is_owned { "account-login-again" } else { "account-login" }, "account-login-do")
        }
        Step::Forgot => (vec![address()], "account-forgot-title", "account-forgot-do"),
        Step::Reset => {
            (vec![address(), code("account-mail-code"), new_password()], "account-reset", "account-reset-do")
        }
    }
}

fn intro(step: Step, email: &str, is_owned: bool, words: &Words) -> String {
    match step {
        Step::Create => words.t("account-create-text"),
        Step::Verify => words.with("account-verify-text", &[("email", email.to_owned().into())]),
        Step::Login if is_owned => words.t("account-login-again-text"),
        Step::Login => words.t("account-login-text"),
        Step::Forgot => words.t("account-forgot-text"),
        Step::Reset => words.t("account-reset-text"),
    }
}
