//! Running the server: listen, answer until told to stop, let running requests end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use app::App;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::config::Config;
use crate::state::{Clock, State};

/// How long running requests may take to end after a stop signal. With what follows (background
/// work, closing the database) the whole must end within five seconds.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long use cases of requests that were given up may hold the end up.
const LAST_PATIENCE: Duration = Duration::from_millis(500);

/// Serves until the process is told to stop (Ctrl-C or SIGTERM). Calls `ready` with the address
/// once it listens.
pub fn serve(app: App, config: Config, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // the database is closed by the last clone of `app`, which must not be inside the runtime
    let outcome = runtime.block_on(listen(app.clone(), config, ready));
    runtime.shutdown_timeout(LAST_PATIENCE);
    drop(app);
    outcome
}

async fn listen(app: App, config: Config, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let router = crate::router(State::new(app, config, Clock::system()));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    ready(address);
    let (stop, mut stopped) = watch::channel(false);
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        told_to_stop().await;
        stop.send_replace(true);
    });
    let out_of_patience = async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        outcome = server => outcome,
        () = out_of_patience => {
            tracing::warn!("requests still ran when the server stopped");
            Ok(())
        }
    }
}

async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
