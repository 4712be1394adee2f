//! MLIR's types, attributes and operands, and those of [`tricast_dialects`].

use std::ffi::c_char;

use mlir_sys::*;
use tricast_dialects::{
    Argument, Arguments, BaseKind, DType, Dim, InferError, OpDef, Param, Scalar, TensorType,
    ValueType,
};

/// `ShapedType::kDynamic`: the size of a dimension that is not known.
pub const DYNAMIC: i64 = i64::MIN;

/// A string of the C API for the length of a call.
pub fn string_ref(text: &str) -> MlirStringRef {
    MlirStringRef { data: text.as_ptr().cast::<c_char>(), length: text.len() }
}

/// The text of a string of the C API.
///
/// # Safety
/// `text` points to UTF-8 that lives as long as the result is used.
pub unsafe fn str_of<'a>(text: MlirStringRef) -> &'a str {
    if text.length == 0 {
        return "";
    }
    // SAFETY: by contract.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.length) };
    std::str::from_utf8(bytes).unwrap_or("<not UTF-8>")
}

/// The dtype of an element type.
///
/// # Safety
/// `ty` is a type of a live context.
pub unsafe fn dtype_of(ty: MlirType) -> Option<DType> {
    // SAFETY: predicates on a live type.
    unsafe {
        if mlirTypeIsAInteger(ty) {
            let unsigned = mlirIntegerTypeIsUnsigned(ty);
            if !unsigned && !mlirIntegerTypeIsSignless(ty) {
                return None;
            }
            return match (mlirIntegerTypeGetWidth(ty), unsigned) {
                (1, false) => Some(DType::Bool),
                (8, false) => Some(DType::I8),
                (16, false) => Some(DType::I16),
                (32, false) => Some(DType::I32),
                (64, false) => Some(DType::I64),
                (8, true) => Some(DType::U8),
                (16, true) => Some(DType::U16),
                (32, true) => Some(DType::U32),
                (64, true) => Some(DType::U64),
                _ => None,
            };
        }
        if mlirTypeIsAComplex(ty) {
            return match dtype_of(mlirComplexTypeGetElementType(ty))? {
                DType::F16 => Some(DType::C32),
                DType::F32 => Some(DType::C64),
                DType::F64 => Some(DType::C128),
                _ => None,
            };
        }
        let floats: [(unsafe extern "C" fn(MlirType) -> bool, DType); 9] = [
            (mlirTypeIsAF32, DType::F32),
            (mlirTypeIsAF16, DType::F16),
            (mlirTypeIsABF16, DType::BF16),
            (mlirTypeIsAF64, DType::F64),
            (mlirTypeIsAFloat8E4M3FN, DType::F8E4M3FN),
            (mlirTypeIsAFloat8E5M2, DType::F8E5M2),
            (mlirTypeIsAFloat8E4M3FNUZ, DType::F8E4M3FNUZ),
            (mlirTypeIsAFloat8E5M2FNUZ, DType::F8E5M2FNUZ),
            (mlirTypeIsAFloat8E8M0FNU, DType::F8E8M0FNU),
        ];
        floats.into_iter().find(|(is, _)| is(ty)).map(|(_, dtype)| dtype)
    }
}

/// The element type of a dtype.
///
/// # Safety
/// `context` is live.
pub unsafe fn element_type(context: MlirContext, dtype: DType) -> MlirType {
    // SAFETY: constructors in a live context.
    unsafe {
        match dtype {
            DType::Bool => mlirIntegerTypeGet(context, 1),
            DType::I8 | DType::I16 | DType::I32 | DType::I64 => {
                mlirIntegerTypeGet(context, dtype.size() as u32 * 8)
            }
            DType::U8 | DType::U16 | DType::U32 | DType::U64 => {
                mlirIntegerTypeUnsignedGet(context, dtype.size() as u32 * 8)
            }
            DType::F16 => mlirF16TypeGet(context),
            DType::BF16 => mlirBF16TypeGet(context),
            DType::F32 => mlirF32TypeGet(context),
            DType::F64 => mlirF64TypeGet(context),
            DType::F8E4M3FN => mlirFloat8E4M3FNTypeGet(context),
            DType::F8E5M2 => mlirFloat8E5M2TypeGet(context),
            DType::F8E4M3FNUZ => mlirFloat8E4M3FNUZTypeGet(context),
            DType::F8E5M2FNUZ => mlirFloat8E5M2FNUZTypeGet(context),
            DType::F8E8M0FNU => mlirFloat8E8M0FNUTypeGet(context),
            DType::C32 | DType::C64 | DType::C128 => {
                mlirComplexTypeGet(element_type(context, dtype.to_real()))
            }
        }
    }
}

/// The type of a value, sizes that are not in it unknown; None for a type that no
/// op of ours takes.
///
/// # Safety
/// `ty` is a type of a live context.
pub unsafe fn value_type(ty: MlirType) -> Option<ValueType> {
    // SAFETY: predicates and getters on a live type.
    unsafe {
        if mlirTypeIsARankedTensor(ty) {
            let dtype = dtype_of(mlirShapedTypeGetElementType(ty))?;
            let dim = |index| match mlirShapedTypeGetDimSize(ty, index) {
                size if size < 0 => Dim::Dynamic,
                size => Dim::Static(size),
            };
            let shape = (0..mlirShapedTypeGetRank(ty) as isize).map(dim);
            return Some(ValueType::Tensor(TensorType::new(shape, dtype)));
        }
        if mlirTypeIsAIndex(ty) {
            return Some(ValueType::SymInt(Dim::Dynamic));
        }
        match dtype_of(ty)? {
            DType::F64 => Some(ValueType::SymFloat),
            DType::Bool => Some(ValueType::SymBool),
            _ => None,
        }
    }
}

/// The MLIR type of a value type; sizes that are no numbers are dynamic.
///
/// # Safety
/// `context` is live.
pub unsafe fn mlir_type(context: MlirContext, ty: &ValueType) -> MlirType {
    // SAFETY: constructors in a live context; the shape outlives the call.
    unsafe {
        match ty {
            ValueType::Tensor(tensor) => {
                let shape: Vec<i64> =
                    tensor.shape.iter().map(|dim| dim.as_static().unwrap_or(DYNAMIC)).collect();
                mlirRankedTensorTypeGet(
                    shape.len() as isize,
                    shape.as_ptr(),
                    element_type(context, tensor.dtype),
                    MlirAttribute { ptr: std::ptr::null() },
                )
            }
            ValueType::SymInt(_) => mlirIndexTypeGet(context),
            ValueType::SymFloat => mlirF64TypeGet(context),
            ValueType::SymBool => mlirIntegerTypeGet(context, 1),
        }
    }
}

/// The operands and attributes of an op, wherever they are kept.
pub struct OpSource<'a> {
    /// The op.
    pub op: &'static OpDef,
    /// What is known of each operand.
    pub operands: &'a [ValueType],
    /// How many results it has, if it is built already.
    pub result_count: Option<usize>,
    /// An attribute by name; null if there is none.
    pub attribute: &'a dyn Fn(&str) -> MlirAttribute,
}

impl OpSource<'_> {
    /// The arguments of the op, by its schema.
    ///
    /// # Errors
    /// If there are too few or too many operands, or an attribute is not of its kind.
    ///
    /// # Safety
    /// What `attribute` gives are attributes of a live context.
    pub unsafe fn arguments(&self) -> Result<Arguments, InferError> {
        // SAFETY: by contract.
        let counts = unsafe { self.operand_counts() }?;
        let mut arguments = Arguments::new(self.op);
        if let Some(count) = self.result_count {
            arguments.set_result_count(count);
        }
        let mut rest = self.operands;
        for (index, (param, count)) in self.op.params.iter().zip(counts).enumerate() {
            if count > rest.len() {
                return Err(InferError(format!("expected operands for '{}'", param.name)));
            }
            let operands;
            (operands, rest) = rest.split_at(count);
            // SAFETY: by contract.
            if let Some(argument) = unsafe { self.argument(param, operands) }? {
                arguments.set(index, argument);
            }
        }
        if !rest.is_empty() {
            return Err(InferError(format!("expected {} operands fewer", rest.len())));
        }
        Ok(arguments)
    }

    /// How many operands each parameter has: `operandSegmentSizes`, or what is left
    /// over for the one parameter that varies.
    ///
    /// # Errors
    /// If `operandSegmentSizes` is missing where it is needed.
    ///
    /// # Safety
    /// As for [`OpSource::arguments`].
    pub unsafe fn operand_counts(&self) -> Result<Vec<usize>, InferError> {
        let fixed = self.op.params.iter().filter(|p| p.is_operand() && !p.varies()).count();
        let mut segments = None;
        if self.op.params.iter().filter(|param| param.varies()).count() > 1 {
            let sizes = (self.attribute)("operandSegmentSizes");
            // SAFETY: by contract of `arguments`.
            segments = Some(unsafe { dense_i32(sizes) }.ok_or_else(|| {
                InferError("expected the attribute 'operandSegmentSizes'".into())
            })?);
        }
        let mut segments = segments.map(Vec::into_iter);
        let mut counts = vec![];
        for param in self.op.params {
            counts.push(match &mut segments {
                _ if !param.is_operand() => 0,
                Some(sizes) => sizes.next().and_then(|size| size.try_into().ok()).unwrap_or(0),
                None if param.varies() => self.operands.len().saturating_sub(fixed),
                None => 1,
            });
        }
        Ok(counts)
    }

    /// The argument of one parameter; None for an attribute that is absent, so that
    /// the default stands.
    unsafe fn argument(
        &self,
        param: &Param,
        operands: &[ValueType],
    ) -> Result<Option<Argument>, InferError> {
        // SAFETY: by contract of `arguments`.
        unsafe {
            match param.kind.base {
                BaseKind::Tensor => operands
                    .first()
                    .map(|ty| tensor(param, ty))
                    .transpose()
                    .map(|tensor| Some(tensor.map_or(Argument::None, Argument::Tensor))),
                BaseKind::Tensors => {
                    let tensors = operands.iter().map(|ty| tensor(param, ty));
                    Ok(Some(Argument::Tensors(tensors.collect::<Result<_, _>>()?)))
                }
                BaseKind::OptTensors => self.optional_tensors(param, operands).map(Some),
                _ if param.kind.symbolic => self.symbolic(param, operands),
                base => attribute_argument(base, (self.attribute)(param.name))
                    .map_err(|kind| expected(param, kind)),
            }
        }
    }

    unsafe fn optional_tensors(
        &self,
        param: &Param,
        operands: &[ValueType],
    ) -> Result<Argument, InferError> {
        let present = (self.attribute)(&format!("present_{}", param.name));
        // SAFETY: by contract of `arguments`.
        let present =
            unsafe { dense_bools(present) }.ok_or_else(|| expected(param, "a list of bools"))?;
        let mut next = operands.iter();
        let mut tensors = vec![];
        for there in present {
            tensors.push(match there {
                false => None,
                true => Some(tensor(
                    param,
                    next.next().ok_or_else(|| expected(param, "more operands"))?,
                )?),
            });
        }
        if next.next().is_some() {
            return Err(expected(param, "fewer operands"));
        }
        Ok(Argument::OptTensors(tensors))
    }

    /// A parameter that is partly or wholly made of operands.
    unsafe fn symbolic(
        &self,
        param: &Param,
        operands: &[ValueType],
    ) -> Result<Option<Argument>, InferError> {
        let attribute = (self.attribute)(&format!("static_{}", param.name));
        // SAFETY: by contract of `arguments`.
        let given = unsafe { attribute_argument(param.kind.base, attribute) }
            .map_err(|kind| expected(param, kind))?;
        if param.kind.base == BaseKind::SymInts {
            return Self::fill_dynamic(param, operands, given);
        }
        match (operands, given) {
            ([], given) => Ok(given),
            ([operand], None) => Ok(Some(match (operand, param.kind.base) {
                (ValueType::SymInt(dim), BaseKind::Scalar) => {
                    Argument::Scalar(Scalar::SymInt(dim.clone()))
                }
                (ValueType::SymInt(dim), _) => Argument::SymInt(dim.clone()),
                (ValueType::SymFloat, _) => Argument::Scalar(Scalar::SymFloat),
                (ValueType::SymBool, _) => Argument::Scalar(Scalar::SymBool),
                (ValueType::Tensor(_), _) => return Err(expected(param, "a symbolic value")),
            })),
            _ => Err(expected(param, "an operand or an attribute, not both")),
        }
    }

    /// A list whose dynamic places are taken by the operands, in order.
    fn fill_dynamic(
        param: &Param,
        operands: &[ValueType],
        given: Option<Argument>,
    ) -> Result<Option<Argument>, InferError> {
        let Some(Argument::SymInts(mut dims)) = given else {
            return Ok(given);
        };
        let mut next = operands.iter();
        for dim in dims.iter_mut().filter(|dim| **dim == Dim::Static(DYNAMIC)) {
            match next.next() {
                Some(ValueType::SymInt(value)) => *dim = value.clone(),
                _ => return Err(expected(param, "an index operand for each dynamic place")),
            }
        }
        if next.next().is_some() {
            return Err(expected(param, "an index operand for each dynamic place"));
        }
        Ok(Some(Argument::SymInts(dims)))
    }
}

fn expected(param: &Param, kind: &str) -> InferError {
    InferError(format!("expected argument '{}' to be {kind}", param.name))
}

fn tensor(param: &Param, ty: &ValueType) -> Result<TensorType, InferError> {
    match ty {
        ValueType::Tensor(tensor) => Ok(tensor.clone()),
        _ => Err(expected(param, "a tensor")),
    }
}

/// An attribute as an argument; None if it is null. The error says what it should be.
unsafe fn attribute_argument(
    base: BaseKind,
    attribute: MlirAttribute,
) -> Result<Option<Argument>, &'static str> {
    if attribute.ptr.is_null() {
        return Ok(None);
    }
    // SAFETY: predicates, and getters that a predicate guards, on a live attribute.
    let argument = unsafe {
        match base {
            BaseKind::Int | BaseKind::SymInt if is_i64(attribute) => {
                Argument::SymInt(Dim::Static(mlirIntegerAttrGetValueInt(attribute)))
            }
            BaseKind::Int | BaseKind::SymInt => return Err("a 64-bit integer"),
            BaseKind::Scalar | BaseKind::Float | BaseKind::Bool => {
                Argument::Scalar(scalar(attribute).ok_or("a number or bool")?)
            }
            BaseKind::DType => {
                let dtype = mlirAttributeIsAType(attribute)
                    .then(|| dtype_of(mlirTypeAttrGetValue(attribute)))
                    .flatten();
                Argument::DType(dtype.ok_or("a dtype")?)
            }
            BaseKind::Str | BaseKind::MemoryFormat => {
                if !mlirAttributeIsAString(attribute) {
                    return Err("a string");
                }
                Argument::Str(str_of(mlirStringAttrGetValue(attribute)).into())
            }
            BaseKind::Ints | BaseKind::SymInts => {
                let ints = dense_i64(attribute).ok_or("a list of integers")?;
                Argument::SymInts(ints.into_iter().map(Dim::Static).collect())
            }
            BaseKind::Floats => {
                Argument::Floats(dense_floats(attribute).ok_or("a list of floats")?)
            }
            BaseKind::Bools => Argument::Bools(dense_bools(attribute).ok_or("a list of bools")?),
            BaseKind::Tensor | BaseKind::Tensors | BaseKind::OptTensors => {
                return Err("an operand");
            }
        }
    };
    Ok(Some(argument))
}

unsafe fn is_i64(attribute: MlirAttribute) -> bool {
    // SAFETY: a live attribute.
    unsafe {
        mlirAttributeIsAInteger(attribute) && {
            let ty = mlirAttributeGetType(attribute);
            mlirTypeIsAInteger(ty) && mlirIntegerTypeGetWidth(ty) == 64
        }
    }
}

unsafe fn scalar(attribute: MlirAttribute) -> Option<Scalar> {
    // SAFETY: a live attribute.
    unsafe {
        if mlirAttributeIsABool(attribute) {
            Some(Scalar::Bool(mlirBoolAttrGetValue(attribute)))
        } else if is_i64(attribute) {
            Some(Scalar::Int(mlirIntegerAttrGetValueInt(attribute)))
        } else if mlirAttributeIsAFloat(attribute) {
            Some(Scalar::Float(mlirFloatAttrGetValueDouble(attribute)))
        } else {
            match dense_floats(attribute)?[..] {
                [real, imaginary] => Some(Scalar::Complex(real, imaginary)),
                _ => None,
            }
        }
    }
}

unsafe fn dense_floats(attribute: MlirAttribute) -> Option<Vec<f64>> {
    // SAFETY: a live attribute, of the kind that the getters are for.
    unsafe {
        mlirAttributeIsADenseF64Array(attribute).then(|| {
            let count = mlirDenseArrayGetNumElements(attribute);
            (0..count).map(|i| mlirDenseF64ArrayGetElement(attribute, i)).collect()
        })
    }
}

pub(crate) unsafe fn dense_i64(attribute: MlirAttribute) -> Option<Vec<i64>> {
    // SAFETY: a live attribute.
    unsafe {
        mlirAttributeIsADenseI64Array(attribute).then(|| {
            let count = mlirDenseArrayGetNumElements(attribute);
            (0..count).map(|i| mlirDenseI64ArrayGetElement(attribute, i)).collect()
        })
    }
}

unsafe fn dense_i32(attribute: MlirAttribute) -> Option<Vec<i32>> {
    if attribute.ptr.is_null() {
        return None;
    }
    // SAFETY: a live attribute.
    unsafe {
        mlirAttributeIsADenseI32Array(attribute).then(|| {
            let count = mlirDenseArrayGetNumElements(attribute);
            (0..count).map(|i| mlirDenseI32ArrayGetElement(attribute, i)).collect()
        })
    }
}

/// The values of a list of bools; None of anything else.
///
/// # Safety
/// The attribute is null or live.
pub(crate) unsafe fn dense_bools(attribute: MlirAttribute) -> Option<Vec<bool>> {
    if attribute.ptr.is_null() {
        return None;
    }
    // SAFETY: a live attribute.
    unsafe {
        mlirAttributeIsADenseBoolArray(attribute).then(|| {
            let count = mlirDenseArrayGetNumElements(attribute);
            (0..count).map(|i| mlirDenseBoolArrayGetElement(attribute, i)).collect()
        })
    }
}
