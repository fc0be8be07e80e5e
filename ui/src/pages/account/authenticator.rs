//! The second step of logging in: digits of an authenticator, set up by a picture or by typing, and codes for when it is lost.

use wire::call::{BeginTotp, ConfirmTotp, DisableTotp, RecoveryCodes, TotpSetup};
use yew::prelude::*;

use super::own::fold;
use crate::backend;
use crate::components::{Ask, AskForm, AskKind, Button, Icon, IconName};
use crate::hooks::use_send;
use crate::words::{Words, use_words};

/// Where setting it up stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    Scan(TotpSetup),
    Codes(RecoveryCodes),
}

/// Turning it on and off.
#[yew_autoprops::autoprops]
#[component]
pub fn Authenticator(is_on: bool) -> Html {
    let words = use_words();
    let send = use_send();
    let stage = use_state_eq(|| Stage::Idle);
    let to_stage = |of: fn(RecoveryCodes) -> Stage| {
        let stage = stage.clone();
        Callback::from(move |codes| stage.set(of(codes)))
    };
    let begin = {
        let (send, stage) = (send.clone(), stage.clone());
        Callback::from(move |_: MouseEvent| {
            let stage = stage.clone();
            send.send(BeginTotp {}, Callback::from(move |setup| stage.set(Stage::Scan(setup))));
        })
    };
    let idle = {
        let stage = stage.clone();
        Callback::from(move |_: MouseEvent| stage.set(Stage::Idle))
    };
    match &*stage {
        Stage::Scan(setup) => {
            let asks = vec![Ask::new("totp-code", words.t("account-totp-code"), AskKind::Code)];
            let shown = to_stage(Stage::Codes);
            let on_submit = {
                let send = send.clone();
                Callback::from(move |mut answers: Vec<String>| {
                    send.send(ConfirmTotp { code: answers.remove(0).into() }, shown.clone());
                })
            };
            html! {
                <div class="totp">
                    <p>{ words.t("totp-scan") }</p>
                    { qr(&setup.qr, &words) }
                    <p>{ words.t("totp-type") }{ " " }<code dir="ltr">{ &setup.secret.0 }</code></p>
                    <AskForm {asks} submit={words.t("totp-on")} {on_submit} busy={send.is_busy()} fault={send.fault()}>
                        <Button onclick={idle}>{ words.t("cancel") }</Button>
                    </AskForm>
                </div>
            }
        }
        Stage::Codes(codes) => {
            let text = codes.codes.iter().map(|code| code.0.as_str()).collect::<Vec<_>>().join("\n");
            let copy = {
                let text = text.clone();
                Callback::from(move |_: MouseEvent| backend::copy_text(&text))
            };
            let save =
                Callback::from(move |_: MouseEvent| backend::save_text("mealbook-recovery-codes.txt", &text));
            html! {
                <div class="totp" role="status">
                    <p>{ words.t("totp-codes") }</p>
                    <ul class="codes">{ for codes.codes.iter().map(|code| html! { <li><code dir="ltr">{ &code.0 }</code></li> }) }</ul>
                    <div class="settings-actions">
                        <Button icon={IconName::Copy} onclick={copy}>{ words.t("copy") }</Button>
                        <Button icon={IconName::Download} onclick={save}>{ words.t("save-file") }</Button>
                        <Button onclick={idle}>{ words.t("totp-kept") }</Button>
                    </div>
                </div>
            }
        }
        Stage::Idle if is_on => {
            let asks = vec![Ask::new("totp-password", words.t("account-password"), AskKind::Password)];
            let on_submit = {
                let send = send.clone();
                Callback::from(move |mut answers: Vec<String>| {
                    send.send(DisableTotp { password: answers.remove(0).into() }, Callback::noop());
                })
            };
            html! {
                <>
                    <p class="settings-text is-clean"><Icon name={IconName::Check} /><span>{ words.t("totp-is-on") }</span></p>
                    { fold("totp-off", html! {
                        <AskForm {asks} submit={words.t("totp-off")} danger=true {on_submit} busy={send.is_busy()} fault={send.fault()} />
                    }, &words) }
                </>
            }
        }
        Stage::Idle => html! {
            <>
                <p class="settings-text"><Icon name={IconName::Phone} /><span>{ words.t("totp-is-off") }</span></p>
                <div class="settings-actions"><Button onclick={begin} disabled={send.is_busy()}>{ words.t("totp-begin") }</Button></div>
                if let Some(fault) = send.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
            </>
        },
    }
}

/// A QR code, dark on light in every theme: cameras do not read the other way round.
fn qr(rows: &[Vec<bool>], words: &Words) -> Html {
    let side = rows.len();
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    html! {
        <svg class="qr" role="img" aria-label={words.t("totp-qr")} viewBox={format!("-4 -4 {0} {0}", side + 8)} shape-rendering="crispEdges">
            <path d={path} />
        </svg>
    }
}
