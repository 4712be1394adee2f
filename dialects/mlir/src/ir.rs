//! melior's types and those of [`tricast_dialects`], without `unsafe` for the caller.

use std::{collections::BTreeMap, sync::Mutex};

use melior::{
    Context, ContextRef,
    ir::{
        AffineMap, Attribute, AttributeLike, BlockLike, BlockRef, Identifier, Module, OperationRef,
        RegionLike, RegionRef, Type, TypeLike, Value, ValueLike,
        attribute::{
            ArrayAttribute, DictionaryAttribute, IntegerAttribute, StringAttribute, TypeAttribute,
        },
        operation::{OperationLike, WalkOrder, WalkResult},
        r#type::FunctionType,
    },
};
use mlir_sys::{
    MlirAttribute, MlirLocation, MlirStringRef, MlirValue, mlirAffineMapAttrGet,
    mlirAttributeGetType, mlirAttributeIsADenseElements, mlirAttributeIsADenseF64Array,
    mlirAttributeIsADictionary, mlirAttributeIsAFlatSymbolRef, mlirAttributeIsAString,
    mlirDenseArrayGetNumElements, mlirDenseElementsAttrGetBoolSplatValue,
    mlirDenseElementsAttrGetBoolValue, mlirDenseElementsAttrGetRawData,
    mlirDenseElementsAttrIsSplat, mlirDenseF64ArrayGetElement, mlirDenseI32ArrayGet,
    mlirDictionaryAttrGetElement, mlirDictionaryAttrGetElementByName,
    mlirDictionaryAttrGetNumElements, mlirElementsAttrGetNumElements,
    mlirFlatSymbolRefAttrGetValue, mlirModuleCreateParse, mlirModuleCreateParseFromFile,
    mlirOperationDestroy, mlirOperationGetAttributeByName, mlirOperationGetContext,
    mlirOperationGetLocation, mlirOperationSetAttributeByName, mlirOperationSetOperand,
    mlirRankedTensorTypeGet, mlirRankedTensorTypeGetEncoding, mlirShapedTypeGetDimSize,
    mlirShapedTypeGetElementType, mlirShapedTypeGetRank, mlirStringAttrGetValue,
    mlirTypeIsARankedTensor, mlirTypeIsAShaped, mlirValueSetType,
};
use tricast_dialects::{Arguments, BaseKind, DType, InferError, OpDef, Results, ValueType, lookup};

use crate::{
    convert::{self, string_ref},
    inference,
    rewrite::defining_op,
};

/// The declaration of an op of tricast's dialects; None for any other op.
pub fn definition(op: OperationRef) -> Option<&'static OpDef> {
    lookup(op.name().as_string_ref().as_str().ok()?)
}

/// The module in a file, text or bytecode; None if there is none, and MLIR has said why.
pub fn parse_file<'c>(context: &'c Context, path: &str) -> Option<Module<'c>> {
    // SAFETY: the context is live, the name outlives the call, and the module is ours.
    unsafe {
        let name = convert::string_ref(path);
        Module::from_option_raw(mlirModuleCreateParseFromFile(context.to_raw(), name))
    }
}

/// The module in a buffer, text or bytecode; None if there is none, and MLIR has said why.
pub fn parse<'c>(context: &'c Context, buffer: &[u8]) -> Option<Module<'c>> {
    // The lexer of text looks for a NUL after the end.
    let terminated = [buffer, &[0]].concat();
    let source = MlirStringRef { data: terminated.as_ptr().cast(), length: buffer.len() };
    // SAFETY: the context is live, the buffer outlives the call, and the module is ours.
    unsafe { Module::from_option_raw(mlirModuleCreateParse(context.to_raw(), source)) }
}

/// The result types of an op of ours, by what `type_of` says of its operands.
///
/// # Errors
/// If the op is none of ours, or does not take these arguments.
pub fn infer<'c, 'a>(
    op: OperationRef<'c, 'a>,
    type_of: impl Fn(Value<'c, 'a>) -> Option<ValueType>,
) -> Result<Results, InferError> {
    // SAFETY: a reference to an op is to a live one, and so are its operands.
    unsafe { inference::infer_op(op.to_raw(), &|value: MlirValue| type_of(Value::from_raw(value))) }
}

/// The names of the attributes that an op of ours may have. A list or number of which parts may be
/// operands has `static_` before its name, the parts that are known.
pub fn attribute_names(op: &OpDef) -> Vec<String> {
    let mut names = vec![];
    for param in op.params {
        match param.kind.base {
            _ if param.kind.symbolic => names.push(format!("static_{}", param.name)),
            BaseKind::OptTensors => names.push(format!("present_{}", param.name)),
            _ if !param.is_operand() => names.push(param.name.to_owned()),
            _ => {}
        }
    }
    if op.params.iter().filter(|param| param.varies()).count() > 1 {
        names.push("operandSegmentSizes".to_owned());
    }
    names
}

/// The result types of an op of ours that is not built yet.
///
/// # Errors
/// If it does not take these operands and attributes.
pub fn infer_types<'c>(
    context: &'c Context,
    op: &'static OpDef,
    operands: &[Type<'c>],
    attribute: impl Fn(&str) -> Option<Attribute<'c>>,
) -> Result<Vec<Type<'c>>, InferError> {
    let types = operands.iter().map(|ty| value_type(*ty));
    let types: Option<Vec<ValueType>> = types.collect();
    let types = types.ok_or_else(|| InferError("an operand is of no type of ours".into()))?;
    let results = infer_values(op, &types, attribute)?;
    Ok(results.iter().map(|ty| crate::build::value_type(context, ty)).collect())
}

/// What is known of the results of an op of ours that is not built yet, by what is known of its
/// operands.
///
/// # Errors
/// If it does not take these operands and attributes.
pub fn infer_values<'c>(
    op: &'static OpDef,
    types: &[ValueType],
    attribute: impl Fn(&str) -> Option<Attribute<'c>>,
) -> Result<Results, InferError> {
    let null = MlirAttribute { ptr: std::ptr::null() };
    let source = convert::OpSource {
        op,
        operands: types,
        result_count: None,
        attribute: &|name| attribute(name).map_or(null, |attribute| attribute.to_raw()),
    };
    // SAFETY: melior's attributes are live.
    let arguments = unsafe { source.arguments() }?;
    tricast_dialects::infer(op, &arguments)
}

/// The type of a value as its MLIR type has it; None for a type that no op of ours takes.
pub fn value_type(ty: Type) -> Option<ValueType> {
    // SAFETY: melior's types are live.
    unsafe { convert::value_type(ty.to_raw()) }
}

/// The type of a value as it stands in the IR.
pub fn type_of(value: Value) -> Option<ValueType> {
    value_type(value.r#type())
}

/// The MLIR type of a value type; sizes that are no numbers are dynamic.
pub fn mlir_type<'c>(context: ContextRef<'c>, ty: &ValueType) -> Type<'c> {
    // SAFETY: melior's contexts are live.
    unsafe { Type::from_raw(convert::mlir_type(context.to_ref().to_raw(), ty)) }
}

/// Reports an error on an op, with its name: `'aten.mm' op <message>`.
pub fn emit_error(op: OperationRef, message: &str) {
    // SAFETY: a reference to an op is to a live one.
    unsafe { inference::emit_op_error(op.to_raw(), message) }
}

unsafe extern "C" {
    // cpp/CApiAdditions.cpp
    fn tricastEmitWarning(location: MlirLocation, message: MlirStringRef);
}

/// Warns of an op, with its name: `'aten.mm' op <message>`.
pub fn emit_warning(op: OperationRef, message: &str) {
    let name = op.name();
    let name = name.as_string_ref();
    let text = format!("'{}' op {message}", name.as_str().unwrap_or_default());
    // SAFETY: a reference to an op is to a live one; the text outlives the call.
    unsafe { tricastEmitWarning(mlirOperationGetLocation(op.to_raw()), string_ref(&text)) }
}

/// An attribute of an op, inherent or not.
///
/// melior's own getters print the op into their errors, which takes as long as the whole
/// program is; where absence is no error, use this, and iterators over operands and results.
pub fn attribute<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<Attribute<'c>> {
    // SAFETY: a reference to an op is to a live one.
    unsafe {
        Attribute::from_option_raw(mlirOperationGetAttributeByName(
            op.to_raw(),
            convert::string_ref(name),
        ))
    }
}

/// Whether an op has this name.
pub fn name_is(op: OperationRef, name: &str) -> bool {
    op.name().as_string_ref().as_str() == Ok(name)
}

/// Gives an op an attribute, inherent or not.
pub fn set_attribute(op: OperationRef, name: &str, attribute: Attribute) {
    // SAFETY: a reference to an op is to a live one, as is an attribute.
    unsafe {
        mlirOperationSetAttributeByName(op.to_raw(), convert::string_ref(name), attribute.to_raw());
    }
}

/// Gives an op another operand.
///
/// # Panics
/// If it has none at `index`.
pub fn set_operand(op: OperationRef, index: usize, value: Value) {
    assert!(index < op.operand_count(), "the op has no operand #{index}");
    // SAFETY: a reference to an op is to a live one, as is a value; the index was checked.
    unsafe { mlirOperationSetOperand(op.to_raw(), index as isize, value.to_raw()) }
}

/// The ops nested in `root`, at any depth and in order; `root` itself is not one.
pub fn nested_ops<'c: 'a, 'a>(root: OperationRef<'c, 'a>) -> Vec<OperationRef<'c, 'a>> {
    let mut ops = vec![];
    root.walk(WalkOrder::PreOrder, |op| {
        if op != root {
            ops.push(op.to_raw());
        }
        WalkResult::Advance
    });
    // SAFETY: what is nested in an op lives as long as it; melior's walk has no lifetime
    // to say so.
    ops.into_iter().map(|op| unsafe { OperationRef::from_raw(op) }).collect()
}

/// An array of strings.
pub fn strings<'c>(context: ContextRef<'c>, texts: &[String]) -> Attribute<'c> {
    // SAFETY: the reference is used while `context` is live.
    let context = unsafe { context.to_ref() };
    let texts = texts.iter().map(|text| StringAttribute::new(context, text).into());
    ArrayAttribute::new(context, &texts.collect::<Vec<_>>()).into()
}

/// The type of a function.
pub fn function_type<'c>(
    context: ContextRef<'c>,
    inputs: &[Type<'c>],
    results: &[Type<'c>],
) -> FunctionType<'c> {
    // SAFETY: the reference is used while `context` is live.
    FunctionType::new(unsafe { context.to_ref() }, inputs, results)
}

/// A reference to a block that lives as long as the module it is, or will be, part of.
///
/// While a region is built its blocks are borrowed from it; the region then moves into an op,
/// and its blocks stay where they are.
pub fn outlive<'c>(block: BlockRef<'c, '_>) -> BlockRef<'c, 'c> {
    // SAFETY: the block is owned by its region, which no safe code of ours drops.
    unsafe { BlockRef::from_raw(block.to_raw()) }
}

/// The ops of a block, in order.
pub fn block_ops<'c: 'a, 'a>(
    block: BlockRef<'c, 'a>,
) -> impl Iterator<Item = OperationRef<'c, 'a>> {
    // SAFETY: an op of a block lives as long as it.
    let outlive = |op: OperationRef<'c, '_>| unsafe { OperationRef::from_raw(op.to_raw()) };
    std::iter::successors(block.first_operation().map(outlive), move |op: &OperationRef| {
        op.next_in_block().map(outlive)
    })
}

/// The text of a string attribute of an op; None if it has none of this name.
pub fn string_attribute<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<&'a str> {
    let attribute = attribute(op, name)?;
    // SAFETY: the attribute is live; its text lives as long as the context.
    unsafe {
        mlirAttributeIsAString(attribute.to_raw())
            .then(|| convert::str_of(mlirStringAttrGetValue(attribute.to_raw())))
    }
}

/// The type of an attribute that has one.
pub fn attribute_type<'c>(attribute: Attribute<'c>) -> Type<'c> {
    // SAFETY: the attribute is live.
    unsafe { Type::from_raw(mlirAttributeGetType(attribute.to_raw())) }
}

/// The type of a ranked tensor; `kDynamic` stands for a size that is not known.
pub fn ranked_tensor<'c>(sizes: &[i64], element: Type<'c>) -> Type<'c> {
    raw_tensor(sizes, element, MlirAttribute { ptr: std::ptr::null() })
}

/// The type of a ranked tensor with an encoding.
pub fn encoded_tensor<'c>(sizes: &[i64], element: Type<'c>, encoding: Attribute<'c>) -> Type<'c> {
    raw_tensor(sizes, element, encoding.to_raw())
}

fn raw_tensor<'c>(sizes: &[i64], element: Type<'c>, encoding: MlirAttribute) -> Type<'c> {
    // SAFETY: the element type and the encoding are live; the sizes outlive the call.
    unsafe {
        Type::from_raw(mlirRankedTensorTypeGet(
            sizes.len() as isize,
            sizes.as_ptr(),
            element.to_raw(),
            encoding,
        ))
    }
}

/// The encoding of a tensor; None if it has none, or is no tensor of a rank.
pub fn encoding<'c>(ty: Type<'c>) -> Option<Attribute<'c>> {
    // SAFETY: a getter that a predicate guards, on a live type.
    unsafe {
        if !mlirTypeIsARankedTensor(ty.to_raw()) {
            return None;
        }
        let encoding = mlirRankedTensorTypeGetEncoding(ty.to_raw());
        (!encoding.ptr.is_null()).then(|| Attribute::from_raw(encoding))
    }
}

/// The sizes of a shaped type, None where they are dynamic; empty for other types.
pub fn shape_of(ty: Type) -> Vec<Option<i64>> {
    // SAFETY: getters that a predicate guards, on a live type.
    unsafe {
        if !mlirTypeIsAShaped(ty.to_raw()) {
            return vec![];
        }
        let sizes = (0..mlirShapedTypeGetRank(ty.to_raw()) as isize)
            .map(|dim| mlirShapedTypeGetDimSize(ty.to_raw(), dim));
        sizes.map(|size| (size >= 0).then_some(size)).collect()
    }
}

/// The numbers of an `array<f64: ...>`; None of anything else.
pub fn floats(attribute: Attribute) -> Option<Vec<f64>> {
    let raw = attribute.to_raw();
    // SAFETY: getters that a predicate guards, on a live attribute.
    unsafe {
        if !mlirAttributeIsADenseF64Array(raw) {
            return None;
        }
        let count = mlirDenseArrayGetNumElements(raw);
        Some((0..count).map(|index| mlirDenseF64ArrayGetElement(raw, index)).collect())
    }
}

/// The numbers of an `array<i64: ...>`; None of anything else.
pub fn integers(attribute: Attribute) -> Option<Vec<i64>> {
    // SAFETY: the attribute is live.
    unsafe { convert::dense_i64(attribute.to_raw()) }
}

/// The values of an `array<i1: ...>`; None of anything else.
pub fn bools(attribute: Attribute) -> Option<Vec<bool>> {
    // SAFETY: the attribute is live.
    unsafe { convert::dense_bools(attribute.to_raw()) }
}

/// The elements of a `dense<...>` as they are stored, one for each of them or one for all; a bool
/// is a byte. None of anything else.
pub fn dense_bytes(attribute: Attribute) -> Option<Vec<u8>> {
    let raw = attribute.to_raw();
    // SAFETY: getters that a predicate guards, on a live attribute; the data is as long as its
    // elements, which are whole bytes.
    unsafe {
        if !mlirAttributeIsADenseElements(raw) {
            return None;
        }
        let splat = mlirDenseElementsAttrIsSplat(raw);
        let count = if splat { 1 } else { mlirElementsAttrGetNumElements(raw) };
        let element = crate::rewrite::element_type(attribute_type(attribute))?;
        let bits = crate::rewrite::bit_width(element)?;
        if bits == 1 {
            let value = |place| match splat {
                true => mlirDenseElementsAttrGetBoolSplatValue(raw) != 0,
                false => mlirDenseElementsAttrGetBoolValue(raw, place as isize),
            };
            return Some((0..count).map(|place| u8::from(value(place))).collect());
        }
        let bytes = count as usize * bits as usize / 8;
        let data = mlirDenseElementsAttrGetRawData(raw).cast::<u8>();
        Some(std::slice::from_raw_parts(data, bytes).to_vec())
    }
}

/// An `array<i32: ...>`.
pub fn dense_i32_array<'c>(context: &'c Context, values: &[i32]) -> Attribute<'c> {
    // SAFETY: the context is live; the values outlive the call.
    unsafe {
        Attribute::from_raw(mlirDenseI32ArrayGet(
            context.to_raw(),
            values.len() as isize,
            values.as_ptr(),
        ))
    }
}

/// The element type of a dtype without the sign of integers, as MLIR's own dialects take it.
pub fn signless_type<'c>(context: &'c Context, dtype: DType) -> Type<'c> {
    let dtype = match dtype {
        DType::U8 => DType::I8,
        DType::U16 => DType::I16,
        DType::U32 => DType::I32,
        DType::U64 => DType::I64,
        dtype => dtype,
    };
    // SAFETY: the context is live.
    unsafe { Type::from_raw(convert::element_type(context.to_raw(), dtype)) }
}

/// The arguments of an op of ours, and how many of its operands belong to each parameter.
///
/// # Errors
/// If the op is none of ours, or does not take these arguments.
pub fn arguments(op: OperationRef) -> Result<(Arguments, Vec<usize>), InferError> {
    // SAFETY: a reference to an op is to a live one.
    unsafe { inference::arguments(op.to_raw()) }
}

/// A reference to an op that lives as long as the module it is part of.
pub fn outlive_op<'c>(op: OperationRef<'c, '_>) -> OperationRef<'c, 'c> {
    // SAFETY: the op is owned by its block, and is erased by [`erase`] alone.
    unsafe { OperationRef::from_raw(op.to_raw()) }
}

/// The blocks of a region, in order.
pub fn blocks<'c>(region: RegionRef<'c, '_>) -> Vec<BlockRef<'c, 'c>> {
    let first = region.first_block().map(outlive);
    std::iter::successors(first, |block| block.next_in_region().map(outlive)).collect()
}

/// Takes an op out of its block and frees it. Its results must have no uses left, and no
/// reference to it may be used any more.
pub fn erase(op: OperationRef) {
    // SAFETY: by contract; the op is live.
    unsafe { mlirOperationDestroy(op.to_raw()) }
}

/// Gives a value another type. What uses and makes it has to agree.
pub fn set_type(value: Value, ty: Type) {
    // SAFETY: both are live.
    unsafe { mlirValueSetType(value.to_raw(), ty.to_raw()) }
}

/// The name in a flat symbol reference attribute of an op; None if it has none of this name.
pub fn symbol_attribute<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<&'a str> {
    let attribute = attribute(op, name)?;
    // SAFETY: the attribute is live; its text lives as long as the context.
    unsafe {
        mlirAttributeIsAFlatSymbolRef(attribute.to_raw())
            .then(|| convert::str_of(mlirFlatSymbolRefAttrGetValue(attribute.to_raw())))
    }
}

/// The context of an op, for as long as the op lives.
///
/// melior's reference is one to the handle, not to what it stands for: the handle, of eight
/// bytes for a context, is never freed.
pub fn context_of<'c>(op: OperationRef<'c, '_>) -> &'c Context {
    static HANDLES: Mutex<BTreeMap<usize, Handle>> = Mutex::new(BTreeMap::new());
    #[derive(Clone, Copy)]
    struct Handle(&'static ContextRef<'static>);
    // SAFETY: an address that is only read.
    unsafe impl Send for Handle {}

    // SAFETY: the op is live, a context outlives its ops, and the result is used no longer than
    // they are.
    unsafe {
        let raw = mlirOperationGetContext(op.to_raw());
        let mut handles = HANDLES.lock().expect("no code panics with the lock held");
        let make = || Handle(Box::leak(Box::new(ContextRef::from_raw(raw))));
        handles.entry(raw.ptr as usize).or_insert_with(make).0.to_ref()
    }
}

/// An affine map as an attribute.
pub fn affine_map_attribute<'c>(map: AffineMap<'c>) -> Attribute<'c> {
    // SAFETY: the map is live.
    unsafe { Attribute::from_raw(mlirAffineMapAttrGet(map.to_raw())) }
}

/// The entry of a dictionary; None if it is no dictionary or has none of this name.
pub fn entry<'c>(dictionary: Attribute<'c>, name: &str) -> Option<Attribute<'c>> {
    // SAFETY: a getter that a predicate guards, on a live attribute.
    unsafe {
        if !mlirAttributeIsADictionary(dictionary.to_raw()) {
            return None;
        }
        let name = convert::string_ref(name);
        Attribute::from_option_raw(mlirDictionaryAttrGetElementByName(dictionary.to_raw(), name))
    }
}

/// The type in a type attribute of an op; None if it has none of this name.
pub fn type_attribute<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<Type<'c>> {
    TypeAttribute::try_from(attribute(op, name)?).ok().map(|attribute| attribute.value())
}

/// The result types of a function.
pub fn result_types<'c: 'a, 'a>(function: OperationRef<'c, 'a>) -> Vec<Type<'c>> {
    let ty = type_attribute(function, "function_type");
    let Some(ty) = ty.and_then(|ty| FunctionType::try_from(ty).ok()) else {
        return vec![];
    };
    (0..ty.result_count()).filter_map(|index| ty.result(index).ok()).collect()
}

/// The dtype of the elements of a shaped type; None for other types.
pub fn element_dtype(ty: Type) -> Option<DType> {
    // SAFETY: a getter that a predicate guards, on a live type.
    unsafe {
        if !mlirTypeIsAShaped(ty.to_raw()) {
            return None;
        }
        convert::dtype_of(mlirShapedTypeGetElementType(ty.to_raw()))
    }
}

/// The dtype of a scalar type; None for other types.
pub fn scalar_dtype(ty: Type) -> Option<DType> {
    // SAFETY: the type is live.
    unsafe { convert::dtype_of(ty.to_raw()) }
}

/// The first block of the first region of an op: the body of a module or function.
pub fn body<'c>(op: OperationRef<'c, '_>) -> Option<BlockRef<'c, 'c>> {
    op.regions().next().and_then(|region| region.first_block()).map(outlive)
}

/// The function of this name in a module.
pub fn function<'c>(module: OperationRef<'c, '_>, name: &str) -> Option<OperationRef<'c, 'c>> {
    let is_it = |op: &OperationRef| {
        name_is(*op, "func.func") && string_attribute(*op, "sym_name") == Some(name)
    };
    block_ops(body(module)?).find(is_it)
}

/// The arguments of a block.
pub fn block_arguments<'c>(block: BlockRef<'c, 'c>) -> Vec<Value<'c, 'c>> {
    (0..block.argument_count())
        .filter_map(|index| block.argument(index).ok().map(Value::from))
        .collect()
}

/// A dictionary with an entry more, or another value of it.
pub fn with_entry<'c>(
    context: &'c Context,
    dictionary: Attribute<'c>,
    name: &str,
    value: Attribute<'c>,
) -> Attribute<'c> {
    let name = Identifier::new(context, name);
    let mut entries = vec![(name, value)];
    // SAFETY: getters that a predicate guards, on a live attribute.
    unsafe {
        if mlirAttributeIsADictionary(dictionary.to_raw()) {
            let count = mlirDictionaryAttrGetNumElements(dictionary.to_raw());
            for index in 0..count {
                let entry = mlirDictionaryAttrGetElement(dictionary.to_raw(), index);
                let (key, entry) =
                    (Identifier::from_raw(entry.name), Attribute::from_raw(entry.attribute));
                if key != name {
                    entries.push((key, entry));
                }
            }
        }
    }
    DictionaryAttribute::new(context, &entries).into()
}

/// The number that an integer or index is, if an `arith.constant` makes it.
pub fn constant_int<'c>(value: Value<'c, 'c>) -> Option<i64> {
    let op = defining_op(value).filter(|op| name_is(*op, "arith.constant"))?;
    let value = attribute(op, "value").filter(|value| value.is_integer())?;
    IntegerAttribute::try_from(value).ok().map(|value| value.value())
}
