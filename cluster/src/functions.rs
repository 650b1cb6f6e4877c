//! Our functions among those of the engine: every node must know them by name, because a plan that
//! travels names its functions only.

use std::sync::Arc;

use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use datafusion::common::Result;
use datafusion::execution::SessionState;
use datafusion::execution::SessionStateBuilder;
use datafusion::logical_expr::registry::FunctionRegistry as _;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::SessionConfig;

use crate::fold::LedgerFold;
use crate::key::LedgerKey;
use crate::storage;

/// The aggregate that folds lines.
pub fn ledger_fold() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(LedgerFold::default()))
}

/// The fingerprint of identifiers.
pub fn ledger_key() -> Arc<ScalarUDF> {
    Arc::new(ScalarUDF::new_from_impl(LedgerKey::default()))
}

/// What an executor can call.
pub fn registry() -> BallistaFunctionRegistry {
    let mut registry = BallistaFunctionRegistry::default();
    let (fold, key) = (ledger_fold(), ledger_key());
    let aggregates = &mut registry.aggregate_functions;
    aggregates.insert(fold.name().to_owned(), fold);
    registry.scalar_functions.insert(key.name().to_owned(), key);
    registry
}

/// A session of the scheduler.
///
/// # Errors
/// When the engine refuses the configuration.
pub fn session(config: SessionConfig) -> Result<SessionState> {
    let state = default_session_builder(config)?;
    let state = SessionStateBuilder::new_from_existing(state);
    let mut state = state.with_runtime_env(storage::runtime(None)?).build();
    state.register_udaf(ledger_fold())?;
    state.register_udf(ledger_key())?;
    Ok(state)
}
