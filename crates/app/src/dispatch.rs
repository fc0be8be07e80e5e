//! From a call's name to its use case, built from the declaration in `wire`: there is no list here to forget a call in. A call
//! without a use case does not compile.

use std::future::Future;

use serde_json::Value;
use wire::{Call, Fault, Topic};

use crate::{App, Error, Result};

/// A call and the use case that answers it.
pub trait Handle: Call {
    /// Does it.
    fn handle(self, app: &App) -> impl Future<Output = Result<Self::Reply>> + Send;
}

/// The answer to a call by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The reply, as declared.
    pub body: Value,
    /// What the call touched.
    pub touched: &'static [Topic],
}

async fn answer<C: Handle>(app: &App, body: Value) -> Result<Answer> {
    // A call without fields may be sent with no body at all.
    let body = if body.is_null() { Value::Object(serde_json::Map::new()) } else { body };
    let call: C = serde_json::from_value(body).map_err(Error::Malformed)?;
    let reply = app.run(call).await?;
    let body = serde_json::to_value(reply).map_err(Error::Document)?;
    Ok(Answer { body, touched: C::TOUCHES })
}

macro_rules! dispatch_over {
    ($($name:ident = $wire:literal,)*) => {
        async fn by_name(app: &App, name: &str, body: Value) -> Result<Answer> {
            match name {
                $($wire => Box::pin(answer::<wire::call::$name>(app, body)).await,)*
                _ => Err(Error::UnknownCall),
            }
        }
    };
}

wire::for_each_call!(dispatch_over);

/// Answers the call of that name: what a host does with a request it received.
pub async fn dispatch(app: &App, name: &str, body: Value) -> std::result::Result<Answer, Fault> {
    by_name(app, name, body).await.map_err(|error| report(name, error))
}

/// The fault a caller gets; failures nobody can mend by other input are logged here, once, without contents.
pub(crate) fn report(name: &str, error: Error) -> Fault {
    let text = error.to_string();
    let fault = Fault::from(error);
    match fault.code {
        wire::Code::Internal => tracing::error!(call = name, error = text, "a call failed"),
        wire::Code::Storage | wire::Code::DiskFull => {
            tracing::warn!(call = name, error = text, "a call failed")
        }
        _ => {}
    }
    fault
}
