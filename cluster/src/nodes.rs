//! The two kinds of nodes: the scheduler, which plans, and the executors, which read and fold.
//! Neither asks who is calling: whoever reaches a port can run queries and read the files the
//! nodes can read. So they listen on this machine only, unless told otherwise.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use ballista_core::config::TaskSchedulingPolicy;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;

use crate::{functions, storage};

/// Largest message between nodes: 256 MiB. A piece, the result of one part of the clients, must
/// fit into one.
pub const MESSAGE: u32 = 256 << 20;

/// Flags of the scheduler.
#[derive(clap::Args)]
pub struct SchedulerFlags {
    /// Address to listen on; others than this machine's own are for a private network only
    #[arg(long, default_value = "127.0.0.1:50050")]
    bind: SocketAddr,
    /// Seconds of silence after which an executor is given up and its work done by the others; an
    /// executor at work is heard of every five
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u64).range(2..=86_400))]
    patience: u64,
}

/// Flags of an executor.
#[derive(clap::Args)]
pub struct ExecutorFlags {
    /// The scheduler, as HOST:PORT
    scheduler: String,
    /// Address to listen on; others than this machine's own are for a private network only
    #[arg(long, default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Name or address under which the other nodes reach this one; without it, the address above
    #[arg(long)]
    host: Option<String>,
    /// Port from which results are fetched; the next one is for the scheduler's orders
    #[arg(long, default_value_t = 50051)]
    port: u16,
    /// Tasks at a time; 0 is one for each core
    #[arg(long, default_value_t = 0)]
    cores: usize,
    /// Folder for lines on their way; without it, a new one among the temporary files
    #[arg(long)]
    work: Option<PathBuf>,
}

fn warn_if_open(address: IpAddr) {
    if !address.is_loopback() {
        log::warn!(
            "listening on {address}: nodes ask for no password, so let only the nodes of the cluster reach this port"
        );
    }
}

/// Runs a scheduler until it is stopped.
///
/// # Errors
/// When the port is taken.
pub async fn scheduler(flags: &SchedulerFlags) -> Result<()> {
    warn_if_open(flags.bind.ip());
    let config = SchedulerConfig {
        bind_host: flags.bind.ip().to_string(),
        bind_port: flags.bind.port(),
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        grpc_server_max_decoding_message_size: MESSAGE,
        grpc_server_max_encoding_message_size: MESSAGE,
        grpc_client_max_message_size: MESSAGE,
        executor_timeout_seconds: flags.patience,
        expire_dead_executor_interval_seconds: (flags.patience / 4).clamp(1, 15),
        no_executors_grace_period_seconds: flags.patience,
        override_session_builder: Some(Arc::new(functions::session)),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await?;
    start_server(cluster, flags.bind, Arc::new(config)).await?;
    Ok(())
}

/// Runs an executor until it is stopped.
///
/// # Errors
/// When the scheduler cannot be reached or a port is taken.
pub async fn executor(flags: &ExecutorFlags) -> Result<()> {
    warn_if_open(flags.bind);
    let (host, port) = split(&flags.scheduler)?;
    let own = std::env::temp_dir().join(format!("clientele-cluster-{}", std::process::id()));
    let work = flags.work.as_ref().unwrap_or(&own);
    std::fs::create_dir_all(work).with_context(|| work.display().to_string())?;
    let runtime_work = work.clone();
    let config = ExecutorProcessConfig {
        bind_host: flags.bind.to_string(),
        external_host: Some(flags.host.clone().unwrap_or_else(|| flags.bind.to_string())),
        port: flags.port,
        grpc_port: flags.port.saturating_add(1),
        scheduler_host: host.to_owned(),
        scheduler_port: port,
        scheduler_connect_timeout_seconds: 30,
        vcores: flags.cores,
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(work.display().to_string()),
        grpc_max_decoding_message_size: MESSAGE,
        grpc_max_encoding_message_size: MESSAGE,
        override_runtime_producer: Some(Arc::new(move |_| storage::runtime(Some(&runtime_work)))),
        override_function_registry: Some(Arc::new(functions::registry())),
        ..ExecutorProcessConfig::default()
    };
    let result = start_executor_process(Arc::new(config)).await;
    if flags.work.is_none() {
        std::fs::remove_dir_all(&own).with_context(|| own.display().to_string())?;
    }
    Ok(result?)
}

/// Host and port.
fn split(address: &str) -> Result<(&str, u16)> {
    let parts = address.rsplit_once(':');
    let (host, port) = parts.with_context(|| format!("{address} is not HOST:PORT"))?;
    let port = port.parse();
    Ok((
        host,
        port.with_context(|| format!("{address} is not HOST:PORT"))?,
    ))
}
