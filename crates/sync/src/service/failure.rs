//! Why a request was not answered as hoped.

use thiserror::Error;
use wire::v1::{Problem, ProblemCode};

/// Why a request was not answered as hoped. Never holds what was sent.
#[derive(Debug, Error)]
pub enum Failure {
    /// The address is not one of a service.
    #[error("the address of the service cannot be used")]
    BadAddress,
    /// No answer came.
    #[error("the service cannot be reached")]
    Offline,
    /// Something else answered: a network's login page, most often.
    #[error("something else answered in the service's place")]
    NotFromUs,
    /// The answer cannot be read.
    #[error("the answer of the service cannot be read")]
    Unreadable,
    /// There is no session, or it is dead.
    #[error("not logged in")]
    SignedOut,
    /// The service says no.
    #[error("the service answered {:?}", .problem.code)]
    Problem {
        /// Why.
        problem: Box<Problem>,
        /// Seconds to wait, when it says so.
        wait_s: Option<u64>,
    },
    /// The tokens cannot be kept or read.
    #[error("the tokens cannot be kept")]
    Vault(#[source] std::io::Error),
}

impl Failure {
    /// The stable word of the service, if it was the service that said no.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem { problem, .. } => Some(problem.code),
            Self::BadAddress
            | Self::Offline
            | Self::NotFromUs
            | Self::Unreadable
            | Self::SignedOut
            | Self::Vault(_) => None,
        }
    }
}
