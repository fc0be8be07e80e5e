//! Listens, accepts, shows invitations and ends cleanly.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::access::may_connect;
use crate::invitation::{Invitation, Why};
use crate::router::{Peer, routes};
use crate::state::Host;
use crate::{Error, Reach, ServeOptions};

/// The most connections at once; one more is closed at once.
pub const CONNECTIONS_MAX: usize = 256;
/// The most headers of a request.
const HEADERS_MAX: usize = 64;
/// The most bytes of a request's head.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// How long a request's head may take, and how long a quiet connection is kept.
const HEAD_TIME_MAX: Duration = Duration::from_secs(30);
/// How long answers in progress may take when the program ends.
const FAREWELL_MAX: Duration = Duration::from_secs(10);
/// A pause when the system has no more file handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A server that listens already.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    host: Host,
}

/// Listens and serves until `stop`; `announce` gets every invitation to show.
pub async fn run(
    app: App,
    options: ServeOptions,
    announce: impl FnMut(&Invitation) + Send + 'static,
    stop: impl Future<Output = ()> + Send,
) -> Result<(), Error> {
    Server::bind(app, options).await?.serve(announce, stop).await;
    Ok(())
}

impl Server {
    /// Listens; nothing is answered before `serve`.
    pub async fn bind(app: App, mut options: ServeOptions) -> Result<Self, Error> {
        if options.reach == Reach::Loopback && !options.listen.ip().is_loopback() {
            return Err(Error::NotLoopback(options.listen));
        }
        let listen = |source| Error::Listen { address: options.listen, source };
        let listener = TcpListener::bind(options.listen).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        options.listen = address;
        Ok(Self { listener, address, host: Host::new(app, &options)? })
    }

    /// Where it listens, with the port the system chose.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The way in at this moment.
    pub fn invitation(&self) -> Invitation {
        Invitation::new(Why::Started, &self.host.access.pairing.secrets(), self.address)
    }

    /// Serves until `stop`, then lets answers in progress finish.
    pub async fn serve(
        self,
        announce: impl FnMut(&Invitation) + Send + 'static,
        stop: impl Future<Output = ()> + Send,
    ) {
        let inviting = tokio::spawn(invite(self.host.clone(), self.address, announce));
        let (router, graceful) = (routes(self.host.clone()), GracefulShutdown::new());
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, peer)) => self.welcome(stream, peer, &router, &graceful, &places),
                    Err(error) => {
                        tracing::debug!(%error, "a connection could not be accepted");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
                () = &mut stop => break,
            }
        }
        drop(self.listener);
        self.host.closing.send_replace(true);
        inviting.abort();
        if tokio::time::timeout(FAREWELL_MAX, graceful.shutdown()).await.is_err() {
            tracing::info!("some answers were cut off at the end");
        }
    }

    fn welcome(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        router: &Router,
        graceful: &GracefulShutdown,
        places: &Arc<Semaphore>,
    ) {
        if !may_connect(peer.ip(), self.host.access.reach) {
            tracing::debug!("a peer outside the private network was turned away");
            return;
        }
        let Ok(place) = places.clone().try_acquire_owned() else {
            tracing::warn!(limit = CONNECTIONS_MAX, "too many connections");
            return;
        };
        // Answers are small and asked for one by one; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME_MAX)
            .max_headers(HEADERS_MAX)
            .max_buf_size(HEAD_BYTES_MAX)
            .serve_connection(TokioIo::new(stream), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
}

/// Shows the invitation, and the next one whenever one was used or is too old.
async fn invite(host: Host, address: SocketAddr, mut announce: impl FnMut(&Invitation) + Send) {
    let pairing = &host.access.pairing;
    let mut changed = pairing.watch();
    loop {
        let why = *changed.borrow_and_update();
        announce(&Invitation::new(why, &pairing.secrets(), address));
        let too_old = async {
            match pairing.code_ends() {
                Some(end) => tokio::time::sleep_until(end.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            result = changed.changed() => if result.is_err() { return },
            () = too_old => if pairing.expire().is_err() { return },
        }
    }
}
