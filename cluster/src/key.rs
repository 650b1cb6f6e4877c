//! The function `ledger_key(column)`: the fingerprint of an identifier, the same on every machine
//! and for every way in which the identifier may be stored; null for an empty one.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, UInt64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use tables::{Batch, Column, Kind, Wanted};

use crate::columns;

/// The function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct LedgerKey {
    signature: Signature,
}

impl Default for LedgerKey {
    fn default() -> Self {
        Self {
            signature: Signature::any(1, Volatility::Immutable),
        }
    }
}

impl ScalarUDFImpl for LedgerKey {
    fn name(&self) -> &str {
        "ledger_key"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::UInt64)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [column] = columns.as_slice() else {
            return exec_err!("ledger_key takes one column");
        };
        Ok(ColumnarValue::Array(fingerprints(column)?))
    }
}

fn fingerprints(column: &ArrayRef) -> Result<ArrayRef> {
    let wanted = Wanted {
        column: 0,
        kind: Kind::Key,
    };
    let mut batch = Batch::new(&[wanted]);
    columns::append(&mut batch, 0, column)?;
    let Column::Keys(keys) = &batch.columns[0] else {
        return exec_err!("a column of keys holds keys");
    };
    let fingerprints = (0..column.len()).map(|row| ledger::fingerprint(keys.get(row)));
    Ok(Arc::new(fingerprints.collect::<UInt64Array>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{Int32Array, StringArray};

    #[test]
    fn an_identifier_has_one_fingerprint_however_it_is_stored() {
        let whole: ArrayRef = Arc::new(Int32Array::from(vec![Some(17), Some(18), None]));
        let text: ArrayRef = Arc::new(StringArray::from(vec![Some(" 17"), Some("C18"), Some("")]));
        let whole = fingerprints(&whole).expect("numbers");
        let text = fingerprints(&text).expect("texts");
        let of = |column: &ArrayRef| {
            let column = column.as_any().downcast_ref::<UInt64Array>();
            column.expect("numbers").iter().collect::<Vec<_>>()
        };
        let (whole, text) = (of(&whole), of(&text));
        assert!(whole[0].is_some() && whole[0] == text[0]);
        assert!(whole[1] != text[1]);
        assert_eq!((whole[2], text[2]), (None, None));
    }
}
