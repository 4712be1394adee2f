//! MLIR's own driver of PDL patterns, and its native functions.

use std::{ffi::c_void, marker::PhantomData, mem::ManuallyDrop, slice};

use melior::ir::{
    Attribute, AttributeLike, Module, Operation, OperationRef, Type, TypeLike, Value, ValueLike,
};
use mlir_sys::*;

use crate::{convert::string_ref, guard::guard, ir::nested_ops};

/// What a native function is given.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'c> {
    /// An attribute.
    Attribute(Attribute<'c>),
    /// A type.
    Type(Type<'c>),
    /// A value.
    Value(Value<'c, 'c>),
    /// An op.
    Operation(OperationRef<'c, 'c>),
}

impl Argument<'_> {
    /// # Safety
    /// `raw` is live; None if it is a range.
    unsafe fn new(raw: MlirPDLValue) -> Option<Self> {
        // SAFETY: the casts give null for what is of another kind.
        unsafe {
            let attribute = mlirPDLValueAsAttribute(raw);
            if !attribute.ptr.is_null() {
                return Some(Argument::Attribute(Attribute::from_raw(attribute)));
            }
            let ty = mlirPDLValueAsType(raw);
            if !ty.ptr.is_null() {
                return Some(Argument::Type(Type::from_raw(ty)));
            }
            let operation = mlirPDLValueAsOperation(raw);
            if !operation.ptr.is_null() {
                return Some(Argument::Operation(OperationRef::from_raw(operation)));
            }
            let value = mlirPDLValueAsValue(raw);
            (!value.ptr.is_null()).then(|| Argument::Value(Value::from_raw(value)))
        }
    }
}

/// What a native function gives.
#[derive(Clone, Debug)]
pub enum Made<'c> {
    /// An attribute.
    Attribute(Attribute<'c>),
    /// A type.
    Type(Type<'c>),
    /// A value.
    Value(Value<'c, 'c>),
    /// Values, as one result.
    Values(Vec<Value<'c, 'c>>),
}

unsafe extern "C" {
    // cpp/CApiAdditions.cpp
    fn tricastPushBackValues(results: MlirPDLResultList, count: isize, values: *const MlirValue);
}

/// Where a native function puts ops: before the op that is rewritten.
#[derive(Clone, Copy)]
pub struct Rewriter<'r> {
    raw: MlirRewriterBase,
    lives: PhantomData<&'r ()>,
}

impl Rewriter<'_> {
    /// Puts an op where the rewriter is.
    pub fn insert<'c>(&self, operation: Operation<'c>) -> OperationRef<'c, 'c> {
        // SAFETY: the rewriter is live, and its block takes the op over.
        unsafe { OperationRef::from_raw(mlirRewriterBaseInsert(self.raw, operation.into_raw())) }
    }
}

/// What a native function does; None if it does not hold.
pub type NativeCall<'f, 'c> = dyn Fn(Rewriter, &[Argument<'c>]) -> Option<Vec<Made<'c>>> + 'f;

/// A native function of patterns.
pub struct Native<'f, 'c> {
    /// Its name in them.
    pub name: &'f str,
    /// Whether it only says whether a pattern applies.
    pub is_constraint: bool,
    /// What it does; None if it does not hold.
    pub call: &'f NativeCall<'f, 'c>,
}

/// Patterns, ready to be applied.
struct Patterns<'f> {
    set: MlirFrozenRewritePatternSet,
    natives: PhantomData<&'f ()>,
}

impl<'f> Patterns<'f> {
    /// Takes the patterns of a module of the `pdl` dialect.
    fn new(module: Module, natives: &'f [Native<'f, '_>]) -> Self {
        // SAFETY: the pattern module takes the module over, and the set the pattern module's
        // patterns; the natives outlive the set.
        unsafe {
            let patterns = mlirPDLPatternModuleFromModule(ManuallyDrop::new(module).to_raw());
            for native in natives {
                let name = string_ref(native.name);
                let data = std::ptr::from_ref(native).cast_mut().cast::<c_void>();
                if native.is_constraint {
                    mlirPDLPatternModuleRegisterConstraintFunction(
                        patterns,
                        name,
                        Some(call_native),
                        data,
                    );
                } else {
                    mlirPDLPatternModuleRegisterRewriteFunction(
                        patterns,
                        name,
                        Some(call_native),
                        data,
                    );
                }
            }
            let set = mlirFreezeRewritePattern(mlirRewritePatternSetFromPDLPatternModule(patterns));
            mlirPDLPatternModuleDestroy(patterns);
            Patterns { set, natives: PhantomData }
        }
    }
}

impl Drop for Patterns<'_> {
    fn drop(&mut self) {
        // SAFETY: made by `new`, destroyed once.
        unsafe { mlirFrozenRewritePatternSetDestroy(self.set) }
    }
}

/// How often patterns are applied, for each op that is there at first: more only happens where they
/// come to no end.
const MOST_REWRITES: usize = 100;

/// Applies the patterns of a module of the `pdl` dialect to the ops in an op until none applies:
/// whether that came to an end. Nothing is folded.
pub fn apply_greedily<'c>(
    operation: OperationRef<'c, 'c>,
    module: Module<'c>,
    natives: &[Native<'_, 'c>],
) -> bool {
    let patterns = Patterns::new(module, natives);
    let most = (nested_ops(operation).len() * MOST_REWRITES) as i64;
    // SAFETY: op and patterns are live; the configuration is destroyed here.
    unsafe {
        let config = mlirGreedyRewriteDriverConfigCreate();
        mlirGreedyRewriteDriverConfigEnableFolding(config, false);
        mlirGreedyRewriteDriverConfigSetMaxNumRewrites(config, most);
        let result =
            mlirApplyPatternsAndFoldGreedilyWithOp(operation.to_raw(), patterns.set, config);
        mlirGreedyRewriteDriverConfigDestroy(config);
        result.value != 0
    }
}

/// # Safety
/// Called by MLIR with what was registered in [`Patterns::new`].
unsafe extern "C" fn call_native(
    rewriter: MlirPatternRewriter,
    results: MlirPDLResultList,
    count: usize,
    values: *mut MlirPDLValue,
    data: *mut c_void,
) -> MlirLogicalResult {
    let called = guard(|| {
        // SAFETY: by contract; the values live during the call.
        let (native, values) = unsafe {
            let values = match count {
                0 => &[],
                count => slice::from_raw_parts(values, count),
            };
            (&*data.cast::<Native>(), values)
        };
        // SAFETY: as above.
        let arguments: Option<Vec<Argument>> =
            values.iter().map(|value| unsafe { Argument::new(*value) }).collect();
        // SAFETY: the rewriter is live during the call.
        let raw = unsafe { mlirPatternRewriterAsBase(rewriter) };
        let rewriter = Rewriter { raw, lives: PhantomData };
        let Some(arguments) = arguments else { return false };
        let Some(made) = (native.call)(rewriter, &arguments) else {
            return false;
        };
        for made in made {
            // SAFETY: the list is live during the call.
            unsafe {
                match made {
                    Made::Attribute(attribute) => {
                        mlirPDLResultListPushBackAttribute(results, attribute.to_raw());
                    }
                    Made::Type(ty) => mlirPDLResultListPushBackType(results, ty.to_raw()),
                    Made::Value(value) => {
                        mlirPDLResultListPushBackValue(results, value.to_raw());
                    }
                    Made::Values(values) => {
                        let values: Vec<MlirValue> =
                            values.iter().map(|value| value.to_raw()).collect();
                        tricastPushBackValues(results, values.len() as isize, values.as_ptr());
                    }
                }
            }
        }
        true
    });
    MlirLogicalResult { value: i8::from(called.unwrap_or(false)) }
}
