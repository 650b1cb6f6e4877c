//! Where a ledger lies: a folder under the same path on every node, or a prefix in a bucket of S3.
//! Every node and the command reach a bucket by their own environment (`AWS_ACCESS_KEY_ID`,
//! `AWS_ENDPOINT` and the others of that family); no key travels with a query.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use datafusion::common::Result as EngineResult;
use datafusion::common::exec_datafusion_err;
use datafusion::execution::object_store::{DefaultObjectStoreRegistry, ObjectStoreRegistry};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use url::Url;

/// How the address of a bucket begins.
const S3: &str = "s3://";
/// Rows of a ledger in a bucket by which its columns are recognised.
const SAMPLE: usize = 1_000;

/// A ledger of Parquet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder or a file, by its absolute path.
    Folder(PathBuf),
    /// A prefix or an object, as `s3://bucket/prefix`.
    Bucket(String),
}

impl Place {
    /// The place of an address.
    ///
    /// # Errors
    /// When it is neither a path nor the address of a bucket.
    pub fn parse(address: &str) -> Result<Self> {
        if !address.starts_with(S3) {
            return Ok(Self::Folder(std::path::absolute(address)?));
        }
        let url = Url::parse(address).with_context(|| address.to_owned())?;
        if url.host_str().is_none_or(str::is_empty) {
            bail!("{address} names no bucket: s3://BUCKET/PREFIX");
        }
        // without a slash the engine takes a prefix for one object
        let mut address = address.to_owned();
        if !address.ends_with('/') && !address.ends_with(".parquet") {
            address.push('/');
        }
        Ok(Self::Bucket(address))
    }

    /// The address the engine reads.
    ///
    /// # Errors
    /// When a path is not UTF-8.
    pub fn address(&self) -> Result<&str> {
        match self {
            Self::Folder(path) => path.to_str().context("the path of the folder is not UTF-8"),
            Self::Bucket(address) => Ok(address),
        }
    }

    /// A file by which the columns are recognised: the first of the folder, or the first rows of
    /// the bucket in a file of their own, which goes with the folder beside it.
    ///
    /// # Errors
    /// When there is none, or the bucket cannot be reached.
    pub async fn sample(&self) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
        let address = match self {
            Self::Folder(folder) => return Ok((first_file(folder)?, None)),
            Self::Bucket(address) => address,
        };
        let config = SessionConfig::new().with_target_partitions(1);
        let context = SessionContext::new_with_config_rt(config, runtime(None)?);
        let options = ParquetReadOptions::default();
        let rows = context.read_parquet(address.as_str(), options).await?;
        let rows = rows.limit(0, Some(SAMPLE))?;
        let schema = Arc::new(rows.schema().as_arrow().clone());
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("sample.parquet");
        let mut writer = ArrowWriter::try_new(std::fs::File::create(&file)?, schema, None)?;
        for batch in rows.collect().await? {
            writer.write(&batch)?;
        }
        writer.close()?;
        Ok((file, Some(folder)))
    }
}

fn first_file(folder: &Path) -> Result<PathBuf> {
    if folder.is_file() {
        return Ok(folder.to_owned());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "parquet")
        {
            files.push(path);
        }
    }
    files.sort();
    let first = files.into_iter().next();
    first.with_context(|| format!("{}: no .parquet file", folder.display()))
}

/// The stores of a node; a bucket is opened when it is first asked for.
#[derive(Debug, Default)]
struct Stores {
    known: DefaultObjectStoreRegistry,
}

impl ObjectStoreRegistry for Stores {
    fn register_store(
        &self,
        url: &Url,
        store: Arc<dyn ObjectStore>,
    ) -> Option<Arc<dyn ObjectStore>> {
        self.known.register_store(url, store)
    }

    fn get_store(&self, url: &Url) -> EngineResult<Arc<dyn ObjectStore>> {
        let known = self.known.get_store(url);
        let bucket = url.host_str().filter(|_| url.scheme() == "s3");
        match (known, bucket) {
            (Err(_), Some(bucket)) => {
                let opened = AmazonS3Builder::from_env().with_bucket_name(bucket).build();
                let store: Arc<dyn ObjectStore> = Arc::new(
                    opened.map_err(|error| exec_datafusion_err!("s3://{bucket}: {error}"))?,
                );
                self.known.register_store(url, store.clone());
                Ok(store)
            }
            (known, _) => known,
        }
    }
}

/// What a node runs queries in; `work` takes lines on their way.
///
/// # Errors
/// When the folder cannot be used.
pub fn runtime(work: Option<&Path>) -> EngineResult<Arc<RuntimeEnv>> {
    let mut builder =
        RuntimeEnvBuilder::new().with_object_store_registry(Arc::new(Stores::default()));
    if let Some(work) = work {
        builder = builder.with_temp_file_path(work);
    }
    Ok(Arc::new(builder.build()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_of_a_bucket_ends_with_a_slash() {
        for (given, read) in [
            ("s3://ledgers/2026", "s3://ledgers/2026/"),
            ("s3://ledgers/2026/", "s3://ledgers/2026/"),
            ("s3://ledgers/2026/a.parquet", "s3://ledgers/2026/a.parquet"),
            ("s3://ledgers", "s3://ledgers/"),
        ] {
            assert_eq!(Place::parse(given).unwrap(), Place::Bucket(read.to_owned()));
        }
        assert!(Place::parse("s3:///2026").is_err());
        let folder = Place::parse("/ledgers/2026").unwrap();
        assert_eq!(folder, Place::Folder(PathBuf::from("/ledgers/2026")));
    }
}
