//! Makes ops at an insertion point.

use std::cell::Cell;

use melior::{
    Context,
    ir::{
        Attribute, Block, BlockLike, BlockRef, Identifier, Location, OperationRef, Region,
        RegionLike, Type, Value, ValueLike,
        attribute::{FlatSymbolRefAttribute, StringAttribute, TypeAttribute},
        operation::{OperationBuilder, OperationLike},
        r#type::FunctionType,
    },
};
use tricast_dialects::DType;
use tricast_mlir::ir;

use super::Element;

/// Makes ops where it stands; [`Builder::inside`] moves it into a region and back.
///
/// The ops of MLIR that it makes are right by construction: a mistake is one of the compiler,
/// and panics with MLIR's diagnostic; a pass turns that into an error.
pub struct Builder<'c> {
    /// The context.
    pub context: &'c Context,
    module: BlockRef<'c, 'c>,
    location: Cell<Location<'c>>,
    point: Cell<Point<'c>>,
}

/// Where the next op goes: before `before`, or at the end of the block.
#[derive(Clone, Copy)]
struct Point<'c> {
    block: BlockRef<'c, 'c>,
    before: Option<OperationRef<'c, 'c>>,
}

impl<'c> Builder<'c> {
    /// A builder that inserts before `op`, which is somewhere in the module with this body.
    pub fn before(
        context: &'c Context,
        module: BlockRef<'c, 'c>,
        op: OperationRef<'c, 'c>,
    ) -> Self {
        let block = op.block().expect("an op in a function is in a block");
        let location = Cell::new(op.location());
        Builder { context, module, location, point: Cell::new(Point { block, before: Some(op) }) }
    }

    /// Goes on before `op`, and takes its location for what is made from now on.
    pub fn move_before(&self, op: OperationRef<'c, 'c>) {
        let block = op.block().expect("an op in a function is in a block");
        self.location.set(op.location());
        self.point.set(Point { block, before: Some(op) });
    }

    /// The location of what is made.
    pub fn location(&self) -> Location<'c> {
        self.location.get()
    }

    /// The body of the module.
    pub fn module(&self) -> BlockRef<'c, 'c> {
        self.module
    }

    /// An attribute by its text.
    pub fn attribute(&self, text: &str) -> Attribute<'c> {
        Attribute::parse(self.context, text).unwrap_or_else(|| panic!("no attribute: {text}"))
    }

    /// A type by its text.
    pub fn ty(&self, text: &str) -> Type<'c> {
        Type::parse(self.context, text).unwrap_or_else(|| panic!("no type: {text}"))
    }

    /// An op with these parts.
    pub fn op_with(
        &self,
        name: &str,
        operands: &[Value<'c, 'c>],
        attributes: &[(&str, Attribute<'c>)],
        regions: Vec<Region<'c>>,
        results: &[Type<'c>],
    ) -> OperationRef<'c, 'c> {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(name, value)| (Identifier::new(self.context, name), *value))
            .collect();
        let op = OperationBuilder::new(name, self.location.get())
            .add_operands(operands)
            .add_attributes(&attributes)
            .add_regions_vec(regions)
            .add_results(results)
            .build()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let Point { block, before } = self.point.get();
        match before {
            Some(before) => block.insert_operation_before(before, op),
            None => block.append_operation(op),
        }
    }

    /// An op of operands alone with one result.
    pub fn op(&self, name: &str, operands: &[Value<'c, 'c>], result: Type<'c>) -> Value<'c, 'c> {
        self.op_with_attributes(name, operands, &[], result)
    }

    /// An op without regions with one result.
    pub fn op_with_attributes(
        &self,
        name: &str,
        operands: &[Value<'c, 'c>],
        attributes: &[(&str, Attribute<'c>)],
        result: Type<'c>,
    ) -> Value<'c, 'c> {
        let op = self.op_with(name, operands, attributes, vec![], &[result]);
        op.results().next().expect("it has one").into()
    }

    /// A region of one block, whose ops `body` makes, and which ends in `terminator` with the
    /// values that it gives.
    pub fn inside(
        &self,
        arguments: &[Type<'c>],
        terminator: &str,
        body: impl FnOnce(&[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Region<'c> {
        let region = Region::new();
        let location = self.location.get();
        let arguments: Vec<_> = arguments.iter().map(|ty| (*ty, location)).collect();
        let block = region.append_block(Block::new(&arguments));
        let block = ir::outlive(block);
        let saved = self.point.replace(Point { block, before: None });
        let values: Vec<Value> = (0..arguments.len())
            .map(|index| block.argument(index).expect("it was made with as many").into())
            .collect();
        let results = body(&values);
        self.op_with(terminator, &results, &[], vec![], &[]);
        self.point.set(saved);
        region
    }

    /// Makes ops at the end of a block.
    pub fn at_end(&self, block: BlockRef<'c, 'c>, body: impl FnOnce()) {
        let saved = self.point.replace(Point { block, before: None });
        body();
        self.point.set(saved);
    }

    /// Calls a function outside the module, declaring it where it is not yet.
    pub fn call_external(
        &self,
        symbol: &str,
        operands: &[Value<'c, 'c>],
        result: Type<'c>,
    ) -> Value<'c, 'c> {
        let is_declared = ir::block_ops(self.module)
            .any(|op| ir::string_attribute(op, "sym_name") == Some(symbol));
        if !is_declared {
            let types: Vec<Type> = operands.iter().map(|value| value.r#type()).collect();
            let ty = FunctionType::new(self.context, &types, &[result]);
            let named = [
                ("sym_name", StringAttribute::new(self.context, symbol).into()),
                ("sym_visibility", StringAttribute::new(self.context, "private").into()),
                ("function_type", TypeAttribute::new(ty.into()).into()),
            ];
            let named: Vec<(Identifier, Attribute)> = named
                .into_iter()
                .map(|(name, value)| (Identifier::new(self.context, name), value))
                .collect();
            let declaration = OperationBuilder::new("func.func", Location::unknown(self.context))
                .add_attributes(&named)
                .add_regions([Region::new()])
                .build()
                .expect("a declaration is right by construction");
            self.module.append_operation(declaration);
        }
        let callee = FlatSymbolRefAttribute::new(self.context, symbol).into();
        self.op_with_attributes("func.call", operands, &[("callee", callee)], result)
    }

    /// The function of C's mathematical library on float32 or float64: `lgamma`.
    pub fn libm(&self, name: &str, operands: &[Element<'c>]) -> Element<'c> {
        let dtype = operands[0].dtype;
        let symbol = if dtype == DType::F32 { format!("{name}f") } else { name.to_owned() };
        let values: Vec<Value> = operands.iter().map(|element| element.value).collect();
        let value = self.call_external(&symbol, &values, self.element_type(dtype));
        Element { value, dtype }
    }
}
