//! The dialects of tricast.

use mlir_sys::{
    MlirDialectHandle, MlirDialectRegistry, mlirDialectHandleInsertDialect,
    mlirDialectRegistryCreate, mlirDialectRegistryDestroy, mlirGetDialectHandle__arith__,
    mlirGetDialectHandle__bufferization__, mlirGetDialectHandle__cf__,
    mlirGetDialectHandle__complex__, mlirGetDialectHandle__func__, mlirGetDialectHandle__gpu__,
    mlirGetDialectHandle__linalg__, mlirGetDialectHandle__llvm__, mlirGetDialectHandle__math__,
    mlirGetDialectHandle__memref__, mlirGetDialectHandle__pdl__,
    mlirGetDialectHandle__pdl_interp__, mlirGetDialectHandle__scf__, mlirGetDialectHandle__spirv__,
    mlirGetDialectHandle__tensor__, mlirGetDialectHandle__vector__,
};

unsafe extern "C" {
    // Generated: MLIR_DEFINE_CAPI_DIALECT_REGISTRATION in <Dialect>Dialect.cpp.
    fn mlirGetDialectHandle__aten__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__quantized__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__dim_order__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__llama__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__et_vk__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__mlx__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__spyre__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__ktdp__() -> MlirDialectHandle;
    // cpp/Drivers.cpp
    fn tricastRegisterAllMlirDialects(registry: MlirDialectRegistry);
}

/// A dialect that a pass makes ops of, to be loaded before it runs.
#[derive(Clone, Copy, Debug)]
pub struct DependentDialect(unsafe extern "C" fn() -> MlirDialectHandle);

impl DependentDialect {
    /// MLIR's `arith`.
    pub const ARITH: Self = Self(mlirGetDialectHandle__arith__);
    /// MLIR's `cf`.
    pub const CF: Self = Self(mlirGetDialectHandle__cf__);
    /// MLIR's `complex`.
    pub const COMPLEX: Self = Self(mlirGetDialectHandle__complex__);
    /// MLIR's `bufferization`.
    pub const BUFFERIZATION: Self = Self(mlirGetDialectHandle__bufferization__);
    /// `et_vk`.
    pub const ET_VK: Self = Self(mlirGetDialectHandle__et_vk__);
    /// MLIR's `func`.
    pub const FUNC: Self = Self(mlirGetDialectHandle__func__);
    /// `ktdp`.
    pub const KTDP: Self = Self(mlirGetDialectHandle__ktdp__);
    /// MLIR's `gpu`.
    pub const GPU: Self = Self(mlirGetDialectHandle__gpu__);
    /// MLIR's `linalg`.
    pub const LINALG: Self = Self(mlirGetDialectHandle__linalg__);
    /// MLIR's `llvm`.
    pub const LLVM: Self = Self(mlirGetDialectHandle__llvm__);
    /// MLIR's `math`.
    pub const MATH: Self = Self(mlirGetDialectHandle__math__);
    /// MLIR's `memref`.
    pub const MEMREF: Self = Self(mlirGetDialectHandle__memref__);
    /// `mlx`.
    pub const MLX: Self = Self(mlirGetDialectHandle__mlx__);
    /// MLIR's `pdl`.
    pub const PDL: Self = Self(mlirGetDialectHandle__pdl__);
    /// MLIR's `pdl_interp`.
    pub const PDL_INTERP: Self = Self(mlirGetDialectHandle__pdl_interp__);
    /// MLIR's `scf`.
    pub const SCF: Self = Self(mlirGetDialectHandle__scf__);
    /// MLIR's `spirv`.
    pub const SPIRV: Self = Self(mlirGetDialectHandle__spirv__);
    /// `spyre`.
    pub const SPYRE: Self = Self(mlirGetDialectHandle__spyre__);
    /// MLIR's `tensor`.
    pub const TENSOR: Self = Self(mlirGetDialectHandle__tensor__);
    /// MLIR's `vector`.
    pub const VECTOR: Self = Self(mlirGetDialectHandle__vector__);

    /// Adds it to a registry.
    ///
    /// # Safety
    /// `registry` is live.
    pub(crate) unsafe fn insert_into(self, registry: MlirDialectRegistry) {
        // SAFETY: handles are functions without preconditions.
        unsafe { mlirDialectHandleInsertDialect((self.0)(), registry) }
    }
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
                mlirGetDialectHandle__et_vk__(),
                mlirGetDialectHandle__mlx__(),
                mlirGetDialectHandle__spyre__(),
                mlirGetDialectHandle__ktdp__(),
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
