//! The weights that an archive brings.

use std::{borrow::Cow, sync::Arc};

use tricast_import::{Archive, ArchiveError, PayloadProblem, Problem};
use tricast_runtime::{HostTensor, Owner, WeightError, WeightSource, WeightType};

/// The weights of an archive, in place where it has them contiguous.
pub struct ArchiveWeights(Arc<Mapped>);

struct Mapped(Arc<Archive>);

impl Owner for Mapped {
    fn release(&self, bytes: &[u8]) {
        self.0.release(bytes);
    }
}

impl ArchiveWeights {
    /// Those of this archive.
    pub fn new(archive: Arc<Archive>) -> Self {
        ArchiveWeights(Arc::new(Mapped(archive)))
    }
}

/// Whether a weight was left out of an archive, as where it is shipped without weights.
fn is_missing(error: &ArchiveError) -> bool {
    matches!(error.problem(), Problem::Payload { problem: PayloadProblem::Missing, .. })
}

impl WeightSource for ArchiveWeights {
    fn weight(&self, name: &str, _: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        let Some(tensor) = self.0.0.tensor(name) else { return Ok(None) };
        let bytes = match tensor.bytes() {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(WeightError::Other(Box::new(error))),
        };
        let sizes: Vec<usize> = tensor.sizes().iter().map(|size| *size as usize).collect();
        let tensor = match bytes {
            Cow::Owned(bytes) => HostTensor::from_vec(tensor.dtype(), &sizes, bytes),
            // Found again for as long as the tensor keeps the archive.
            Cow::Borrowed(_) => {
                HostTensor::shared(tensor.dtype(), &sizes, self.0.clone(), |mapped| {
                    match mapped.0.tensor(name).map(|tensor| tensor.bytes()) {
                        Some(Ok(Cow::Borrowed(bytes))) => bytes,
                        _ => &[],
                    }
                })
            }
        };
        let fail = |error| WeightError::Memory { name: name.to_string(), error };
        tensor.map(Some).map_err(fail)
    }
}
