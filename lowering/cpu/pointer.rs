//! Memrefs and the pointers behind them.
//!
//! MLIR passes a memref as a descriptor of up to a dozen numbers, of which nearly all are known
//! when a program is compiled. Between kernels, their callers and the runtime, only the pointer
//! to the first element goes, and the sizes and strides that are not known.

use std::collections::HashMap;

use melior::ir::{
    Attribute, OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::{DenseI64ArrayAttribute, TypeAttribute},
    operation::OperationLike,
    r#type::{IntegerType, MemRefType, ShapedTypeLike},
};
use tricast_dialects::DType;
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{attribute, name_is, scalar_dtype, signless_type},
    rewrite::{argument_owner, bit_width, defining_op, value_id},
};

use super::{
    builder::{Builder, Index, sizes},
    deallocate::is_view,
};

/// Builds what LLVM's dialect has for pointers.
impl<'c> Builder<'c> {
    /// The type of pointers.
    pub fn pointer_type(&self) -> Type<'c> {
        melior::dialect::llvm::r#type::pointer(self.context, 0)
    }

    /// The 64-bit integer type.
    pub fn i64_type(&self) -> Type<'c> {
        IntegerType::new(self.context, 64).into()
    }

    /// The type of LLVM that stands in memory for an element: indices are 64-bit integers, bools
    /// and 8-bit floats bytes, complex numbers pairs.
    fn stored_type(&self, element: Type<'c>) -> Type<'c> {
        let int = |bits| IntegerType::new(self.context, bits).into();
        match scalar_dtype(element) {
            _ if element.is_index() => int(64),
            Some(DType::Bool) => int(8),
            Some(dtype) if dtype.is_float8() => int(8),
            Some(dtype) if dtype.is_complex() => {
                let part = signless_type(self.context, dtype.to_real());
                melior::dialect::llvm::r#type::r#struct(self.context, &[part, part], false)
            }
            _ => element,
        }
    }

    /// A pointer to the element `index` from `pointer` on.
    pub fn element_pointer(
        &self,
        pointer: Value<'c, 'c>,
        element: Type<'c>,
        index: Index<'c>,
    ) -> Value<'c, 'c> {
        // What stands in the attribute for an index that is an operand.
        const DYNAMIC_INDEX: i32 = i32::MIN;
        let element = self.stored_type(element);
        let static_index = index.known().and_then(|number| i32::try_from(number).ok());
        if static_index == Some(0) {
            return pointer;
        }
        let mut operands = vec![pointer];
        if static_index.is_none() {
            operands.push(self.to_i64(self.materialize(index)));
        }
        let attributes = [
            ("rawConstantIndices", self.i32s(&[static_index.unwrap_or(DYNAMIC_INDEX)])),
            ("elem_type", TypeAttribute::new(element).into()),
        ];
        self.value("llvm.getelementptr", &operands, &attributes, self.pointer_type())
    }

    /// What a pointer points to.
    pub fn load(&self, pointer: Value<'c, 'c>, ty: Type<'c>) -> Value<'c, 'c> {
        let stored = self.value("llvm.load", &[pointer], &[], self.stored_type(ty));
        match bit_width(ty) {
            _ if ty.is_index() => self.value("arith.index_cast", &[stored], &[], ty),
            Some(1) => self.value("arith.trunci", &[stored], &[], ty),
            _ => self.retyped(stored, ty),
        }
    }

    /// Stores a value where a pointer points to, as [`Builder::load`] loads it.
    pub fn store(&self, value: Value<'c, 'c>, pointer: Value<'c, 'c>) {
        let ty = self.stored_type(value.r#type());
        let value = match bit_width(value.r#type()) {
            Some(1) => self.value("arith.extui", &[value], &[], ty),
            _ => self.retyped(self.to_i64(value), ty),
        };
        self.op("llvm.store", &[value, pointer], &[], &[]);
    }

    /// A value as what LLVM has for its type, or the other way round.
    fn retyped(&self, value: Value<'c, 'c>, ty: Type<'c>) -> Value<'c, 'c> {
        match value.r#type() == ty {
            true => value,
            false => self.value("builtin.unrealized_conversion_cast", &[value], &[], ty),
        }
    }

    /// An index as a 64-bit integer; anything else as it is.
    #[allow(clippy::wrong_self_convention)] // The builder makes it, of a value.
    pub fn to_i64(&self, value: Value<'c, 'c>) -> Value<'c, 'c> {
        match value.r#type().is_index() {
            true => self.value("arith.index_cast", &[value], &[], self.i64_type()),
            false => value,
        }
    }

    /// The memref without dimensions that is where `pointer` points to.
    pub fn scalar_memref(&self, pointer: Value<'c, 'c>, element: Type<'c>) -> Value<'c, 'c> {
        let mut descriptor = self.value("llvm.mlir.undef", &[], &[], descriptor(self, 0));
        let zero = self.to_i64(self.index(0));
        for (position, value) in [pointer, pointer, zero].into_iter().enumerate() {
            let position = ("position", self.i64s(&[position as i64]));
            let ty = descriptor.r#type();
            descriptor = self.value("llvm.insertvalue", &[descriptor, value], &[position], ty);
        }
        let memref = MemRefType::new(element, &[], None, None).into();
        self.value("builtin.unrealized_conversion_cast", &[descriptor], &[], memref)
    }

    /// A memref of type `ty`, that starts where `base` is; `numbers` are its sizes and strides,
    /// those that are not known.
    pub fn memref(
        &self,
        base: Value<'c, 'c>,
        ty: MemRefType<'c>,
        [dynamic_sizes, dynamic_strides]: [&[Value<'c, 'c>]; 2],
    ) -> Value<'c, 'c> {
        let operands: Vec<Value> = [&[base], dynamic_sizes, dynamic_strides].concat();
        let segments = [1, 0, dynamic_sizes.len() as i32, dynamic_strides.len() as i32];
        let attributes = [
            ("operandSegmentSizes", self.i32s(&segments)),
            ("static_offsets", self.i64s(&[0])),
            ("static_sizes", self.i64s(&sizes(ty))),
            ("static_strides", self.i64s(&ty.strides_and_offset().0)),
        ];
        self.value("memref.reinterpret_cast", &operands, &attributes, ty.into())
    }

    /// A memref of type `ty` without gaps, whose aligned pointer is `pointer`.
    pub fn contiguous_memref(
        &self,
        pointer: Value<'c, 'c>,
        ty: MemRefType<'c>,
        shape: &[Index<'c>],
    ) -> Value<'c, 'c> {
        let base = self.scalar_memref(pointer, ty.element());
        let mut stride = Index::Const(1);
        let mut strides = vec![];
        for size in shape.iter().rev() {
            strides.push(stride);
            stride = self.mul(stride, *size);
        }
        strides.reverse();
        let values = |known: Vec<i64>, given: &[Index<'c>]| -> Vec<Value<'c, 'c>> {
            let unknown = known.into_iter().zip(given).filter(|(known, _)| *known == DYNAMIC);
            unknown.map(|(_, given)| self.materialize(*given)).collect()
        };
        let dynamic_strides = values(ty.strides_and_offset().0, &strides);
        self.memref(base, ty, [&values(sizes(ty), shape), &dynamic_strides])
    }
}

/// The type of the descriptor of a memref.
pub fn descriptor<'c>(builder: &Builder<'c>, rank: usize) -> Type<'c> {
    let (pointer, i64) = (builder.pointer_type(), builder.i64_type());
    let mut fields = vec![pointer, pointer, i64];
    if rank > 0 {
        let array = melior::dialect::llvm::r#type::array(i64, rank as u32);
        fields.extend([array, array]);
    }
    melior::dialect::llvm::r#type::r#struct(builder.context, &fields, false)
}

/// The pointers behind memrefs, each computed once.
#[derive(Default)]
pub struct Pointers<'c> {
    known: HashMap<usize, Value<'c, 'c>>,
}

impl<'c> Pointers<'c> {
    /// Says what the pointer of a memref is that is no view of another.
    pub fn set(&mut self, memref: Value<'c, 'c>, pointer: Value<'c, 'c>) {
        self.known.insert(value_id(memref), pointer);
    }

    /// A pointer to the first element of a memref, for use where `builder` builds.
    pub fn first_element(&mut self, builder: Builder<'c>, memref: Value<'c, 'c>) -> Value<'c, 'c> {
        let ty = MemRefType::try_from(memref.r#type()).expect("the value is a memref");
        let pointer = self.aligned(builder, memref);
        builder.element_pointer(pointer, ty.element(), offset(builder, memref, ty))
    }

    /// The aligned pointer of a memref's descriptor, which views share.
    pub fn aligned(&mut self, builder: Builder<'c>, memref: Value<'c, 'c>) -> Value<'c, 'c> {
        let mut root = memref;
        loop {
            if let Some(pointer) = self.known.get(&value_id(root)) {
                return *pointer;
            }
            match view_source(root) {
                Some(source) => root = source,
                None => break,
            }
        }
        // Where it is defined, for the uses to come.
        let builder = match (defining_op(root), argument_owner(root)) {
            (Some(op), _) => Builder::after(op),
            (None, Some(block)) => Builder::at_start(builder.context, builder.location, block),
            (None, None) => builder,
        };
        let index = Type::index(builder.context);
        let address = builder.value("memref.extract_aligned_pointer_as_index", &[root], &[], index);
        let address = builder.to_i64(address);
        let pointer = builder.value("llvm.inttoptr", &[address], &[], builder.pointer_type());
        self.set(root, pointer);
        pointer
    }
}

/// What a memref is a view of, if the aligned pointer of its descriptor is the same.
fn view_source<'c>(memref: Value<'c, 'c>) -> Option<Value<'c, 'c>> {
    let op = defining_op(memref)?;
    // `memref.view` has its shift in the pointer.
    (is_view(op) && !name_is(op, "memref.view")).then(|| op.operands().next())?
}

/// How many elements after the aligned pointer the first element of a memref is.
fn offset<'c>(builder: Builder<'c>, memref: Value<'c, 'c>, ty: MemRefType<'c>) -> Index<'c> {
    match (ty.strides_and_offset().1, defining_op(memref)) {
        (DYNAMIC, Some(op)) if name_is(op, "memref.cast") => {
            let source = op.operands().next().expect("a cast has an operand");
            let ty = MemRefType::try_from(source.r#type()).expect("its operand is a memref");
            offset(builder, source, ty)
        }
        (DYNAMIC, Some(op)) if name_is(op, "memref.reinterpret_cast") => {
            reinterpreted_offset(op).unwrap_or_else(|| metadata_offset(builder, memref, ty))
        }
        (DYNAMIC, _) => metadata_offset(builder, memref, ty),
        (known, _) => Index::Const(known),
    }
}

fn reinterpreted_offset<'c>(op: OperationRef<'c, 'c>) -> Option<Index<'c>> {
    let offsets = DenseI64ArrayAttribute::try_from(attribute(op, "static_offsets")?).ok()?;
    Some(match offsets.element(0).ok()? {
        // Offsets come first after the source.
        DYNAMIC => Index::Value(op.operands().nth(1)?),
        known => Index::Const(known),
    })
}

fn metadata_offset<'c>(
    builder: Builder<'c>,
    memref: Value<'c, 'c>,
    ty: MemRefType<'c>,
) -> Index<'c> {
    let op = builder.metadata(memref, ty);
    Index::Value(op.results().nth(1).expect("there is an offset").into())
}

/// How many bytes an element takes in memory.
pub fn byte_width(element: Type) -> i64 {
    scalar_dtype(element).map_or(8, |dtype| dtype.size() as i64)
}

/// A unit attribute or a linkage: what is known by its text.
pub fn parsed<'c>(builder: &Builder<'c>, text: &str) -> Attribute<'c> {
    Attribute::parse(builder.context, text).expect("the attribute is well-formed")
}
