//! The dialects of tricast.

use mlir_sys::{
    MlirDialectHandle, MlirDialectRegistry, mlirDialectHandleInsertDialect,
    mlirDialectRegistryCreate, mlirDialectRegistryDestroy,
};

unsafe extern "C" {
    // Generated: MLIR_DEFINE_CAPI_DIALECT_REGISTRATION in <Dialect>Dialect.cpp.
    fn mlirGetDialectHandle__aten__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__quantized__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__dim_order__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__llama__() -> MlirDialectHandle;
    // cpp/Drivers.cpp
    fn tricastRegisterAllMlirDialects(registry: MlirDialectRegistry);
}

/// A registry of tricast's dialects and MLIR's own.
pub struct Registry {
    raw: MlirDialectRegistry,
}

impl Registry {
    /// A registry of every dialect.
    pub fn new() -> Self {
        // SAFETY: the handles are functions without preconditions; the registry is
        // owned by the result.
        unsafe {
            let raw = mlirDialectRegistryCreate();
            tricastRegisterAllMlirDialects(raw);
            for handle in [
                mlirGetDialectHandle__aten__(),
                mlirGetDialectHandle__quantized__(),
                mlirGetDialectHandle__dim_order__(),
                mlirGetDialectHandle__llama__(),
            ] {
                mlirDialectHandleInsertDialect(handle, raw);
            }
            Registry { raw }
        }
    }

    /// For the C API.
    pub fn to_raw(&self) -> MlirDialectRegistry {
        self.raw
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        // SAFETY: created by `new`, destroyed once.
        unsafe { mlirDialectRegistryDestroy(self.raw) }
    }
}
