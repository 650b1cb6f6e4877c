//! The aggregate `ledger_fold(recipe, column, …)`: reads the lines of some clients by the rules of
//! `ledger` and folds them with `analysis` into a [`Piece`]. All the lines of a client must come to
//! one group; pieces of different groups add up on the driver.

use std::fmt;
use std::hash::Hash;

use analysis::Day;
use analysis::reference::Parts;
use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, ScalarValue, exec_err};
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, Signature, Volatility};
use datafusion::physical_expr::expressions::Literal;
use ledger::{Cleaning, Part, PartReader};
use serde::{Deserialize, Serialize};
use tables::{Batch, Wanted};

use crate::recipe::Recipe;
use crate::{columns, packed};

/// What the fold of some clients gives.
#[derive(Debug, Serialize, Deserialize)]
pub struct Piece {
    /// Identifier of each client; the parts number them from 0.
    pub clients: Vec<String>,
    /// First and last day with a line; `None` when no line counts.
    pub days: Option<(Day, Day)>,
    /// The figures; empty when the recipe does not know the days of the ledger.
    pub parts: Parts,
    /// What was left out.
    pub cleaning: Cleaning,
    /// Orders without a number.
    pub made_orders: u64,
    /// Currencies met, when none was asked for.
    pub currencies: Vec<String>,
}

impl Piece {
    fn of(mut part: Part, recipe: &Recipe) -> Self {
        let days = part.image.days();
        let parts = recipe.days.map_or_else(Parts::default, |days| {
            part.image.set_part_of(days);
            Parts::of(&part.image, recipe.as_of)
        });
        for tally in part.cleaning.tallies.values_mut() {
            tally.samples.clear(); // rows of a part are not rows of a file
        }
        Self {
            clients: part.clients,
            days,
            parts,
            cleaning: part.cleaning,
            made_orders: part.made_orders,
            currencies: part.currencies,
        }
    }

    /// The piece an executor sent.
    ///
    /// # Errors
    /// When the bytes are none: the executor and the command are of different versions.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(external)
    }
}

/// The aggregate.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct LedgerFold {
    signature: Signature,
}

impl Default for LedgerFold {
    fn default() -> Self {
        Self {
            signature: Signature::variadic_any(Volatility::Immutable),
        }
    }
}

impl AggregateUDFImpl for LedgerFold {
    fn name(&self) -> &str {
        "ledger_fold"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeBinary)
    }

    fn accumulator(&self, arguments: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let first = arguments.exprs.first();
        let literal = first.and_then(|first| first.downcast_ref::<Literal>());
        let text = literal.and_then(|literal| literal.value().try_as_str().flatten());
        let Some(text) = text else {
            return exec_err!("the first argument of ledger_fold is not a recipe");
        };
        Ok(Box::new(Folding::new(Recipe::parse(text)?)))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

/// The recipe as a literal: a dictionary, because the engine repeats a literal for every row.
///
/// # Errors
/// Never in practice.
pub fn literal(recipe: &Recipe) -> Result<ScalarValue> {
    let text = ScalarValue::Utf8(Some(recipe.to_text()?));
    Ok(ScalarValue::Dictionary(
        Box::new(DataType::Int32),
        Box::new(text),
    ))
}

/// One group on its way. Where the lines are read they are only put together and packed
/// ([`Accumulator::state`]); where all the packed lines of the group meet they are cleaned,
/// clustered and folded.
struct Folding {
    recipe: Recipe,
    wanted: Vec<Wanted>,
    /// Lines not packed yet.
    own: Batch,
    reader: Option<PartReader>,
}

impl Folding {
    fn new(recipe: Recipe) -> Self {
        let wanted = recipe.layout().wanted();
        Self {
            own: Batch::new(&wanted),
            recipe,
            wanted,
            reader: None,
        }
    }

    fn read(&mut self, batch: &Batch) -> Result<()> {
        let begin = || PartReader::new(&self.recipe.settings(), &self.recipe.layout());
        let reader = self.reader.get_or_insert_with(begin);
        reader.take(batch).map_err(external)
    }
}

impl Accumulator for Folding {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let Some((recipe, columns)) = values.split_first() else {
            return exec_err!("ledger_fold without arguments");
        };
        if columns.len() != self.wanted.len() {
            return exec_err!("ledger_fold has other columns than its recipe");
        }
        for (slot, column) in columns.iter().enumerate() {
            columns::append(&mut self.own, slot, column)?;
        }
        self.own.rows += recipe.len();
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let bytes = packed::pack(&self.own)?;
        self.own = Batch::new(&self.wanted);
        Ok(vec![ScalarValue::LargeBinary(Some(bytes))])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        for lines in states[0].as_binary::<i64>().iter().flatten() {
            self.read(&packed::unpack(lines, &self.wanted)?)?;
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        if self.own.rows > 0 {
            let own = std::mem::replace(&mut self.own, Batch::new(&self.wanted));
            self.read(&own)?;
        }
        let Some(reader) = self.reader.take() else {
            return Ok(ScalarValue::LargeBinary(None));
        };
        let piece = Piece::of(reader.finish().map_err(external)?, &self.recipe);
        let bytes = postcard::to_stdvec(&piece).map_err(external)?;
        Ok(ScalarValue::LargeBinary(Some(bytes)))
    }

    fn size(&self) -> usize {
        /// Bytes of a cell before it is packed, and of a line once it is read.
        const CELL: usize = 8;
        const LINE: usize = 40;
        let read = self.reader.as_ref().map_or(0, PartReader::lines);
        size_of::<Self>() + self.own.rows * self.wanted.len() * CELL + read * LINE
    }
}

impl fmt::Debug for Folding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folding")
            .field("recipe", &self.recipe)
            .finish_non_exhaustive()
    }
}

fn external(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
