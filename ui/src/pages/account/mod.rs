//! The account: that there need not be one, how to get one, and what belongs to it.

mod attach;
mod authenticator;
mod enter;
mod own;

use wire::call::{AccountReply, GetAccount};
use yew::prelude::*;

use crate::components::{FailedState, Skeleton, page};
use crate::hooks::{Loaded, use_query};
use crate::route::Route;
use crate::words::use_words;

use attach::Attach;
use enter::Enter;
use own::Own;

pub use own::fold;

/// The account page.
#[component]
pub fn AccountPage() -> Html {
    let words = use_words();
    let account = use_query(GetAccount {});
    let content = match &account.state {
        Loaded::Loading => html! { <Skeleton rows=4 /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={account.retry.clone()} /> }
        }
        Loaded::Ready(reply) => html! { <Known reply={(**reply).clone()} /> },
    };
    page(&words, words.t("account-title"), Route::Settings, content)
}

#[yew_autoprops::autoprops]
#[component]
fn Known(reply: &AccountReply) -> Html {
    let words = use_words();
    html! {
        <>
            if reply.was_wiped { <p class="notice" role="note">{ words.t("account-wiped") }</p> }
            if reply.is_signed_in {
                <Attach offer={reply.attach.clone()} />
                <Own reply={reply.clone()} />
            } else {
                <Enter reply={reply.clone()} />
            }
        </>
    }
}
