//! Programs as calls of PyTorch's ops on one line: `x = exp($0); add.Tensor(x, $1, alpha=2)`.
//!
//! - `$0` is an input, `$0.1` the size of its dimension 1, `$*` all inputs. Results follow the last
//!   `;`, separated by commas; `$0 := ` before one says that it is the new value of input 0.
//! - Arguments are in the order of the schema, or have names. What is left out has its default.
//! - Besides the ops of `aten` there are the calls of [`PARTS`].

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        Attribute, Block, BlockLike, Identifier, Location, Module, Region, RegionLike, Value,
        attribute::{StringAttribute, TypeAttribute},
        operation::{OperationBuilder, OperationLike},
        r#type::FunctionType,
    },
};
use tricast_dialects::{
    Argument, Arguments, BaseKind, DType, Dim, Param, Scalar, TensorType, ValueType, infer, lookup,
};
use tricast_mlir::{
    build::{self, Given},
    ir::outlive_op,
};

/// Calls that are no ops: parts of a tensor, along a dimension.
///
/// `part(x, dim, i, n)` is part `i` of `n`, `narrow(x, dim, start, size)` what follows a place,
/// `put(x, y, dim, start)` is `x` with `y` from a place on, and `put_part(x, y, dim, i, n)` with `y`
/// as a part.
const PARTS: [&str; 4] = ["part", "narrow", "put", "put_part"];

/// An input of a program: a view of a tensor that is dense in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The sizes of the view.
    pub sizes: Vec<i64>,
    /// What its elements are.
    pub dtype: DType,
    /// How far apart elements are; None if they are dense.
    pub strides: Option<Vec<i64>>,
    /// Where the first one is.
    pub offset: i64,
}

/// How many elements a stick has.
const LANES: i64 = 64;

type Result<T, E = String> = std::result::Result<T, E>;

/// What is written.
#[derive(Clone, Debug)]
enum Expr {
    Call(String, Vec<(Option<String>, Expr)>),
    Name(String),
    Text(String),
    Input(usize),
    All,
    Size(usize, usize),
    Int(i64),
    Float(f64),
    List(Vec<Expr>),
}

/// Reads what is written.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn number<T: std::str::FromStr>(&mut self) -> Result<T> {
        let digits = self.word(|letter| letter.is_ascii_digit());
        digits.parse().map_err(|_| format!("expected a number before '{}'", self.rest))
    }

    fn expr(&mut self) -> Result<Expr> {
        if self.skip("$*") {
            return Ok(Expr::All);
        }
        if self.skip("$") {
            let input = self.number()?;
            let size = self.skip(".");
            return Ok(if size { Expr::Size(input, self.number()?) } else { Expr::Input(input) });
        }
        if self.skip("[") {
            let list = self.list("]")?;
            return Ok(Expr::List(list.into_iter().map(|(_, expr)| expr).collect()));
        }
        if self.skip("'") {
            let text = self.word(|letter| letter != '\'').to_owned();
            self.skip("'");
            return Ok(Expr::Text(text));
        }
        let word = self.word(|letter| letter.is_alphanumeric() || "_.-+".contains(letter));
        if let Ok(value) = word.parse() {
            return Ok(Expr::Int(value));
        }
        if let Ok(value) = word.parse() {
            return Ok(Expr::Float(value));
        }
        if self.skip("(") {
            return Ok(Expr::Call(word.to_owned(), self.list(")")?));
        }
        Ok(Expr::Name(word.to_owned()))
    }

    fn list(&mut self, end: &str) -> Result<Vec<(Option<String>, Expr)>> {
        let mut list = vec![];
        while !self.skip(end) {
            let first = self.expr()?;
            let named = match &first {
                Expr::Name(name) if self.skip("=") => Some(name.clone()),
                _ => None,
            };
            let value = if named.is_some() { self.expr()? } else { first };
            list.push((named, value));
            if !self.skip(",") && !self.rest.trim_start().starts_with(end) {
                return Err(format!("expected '{end}' before '{}'", self.rest));
            }
        }
        Ok(list)
    }
}

/// A value of a program.
#[derive(Clone)]
struct Known<'c> {
    value: Value<'c, 'c>,
    ty: TensorType,
}

/// The value of an expression.
#[derive(Clone)]
enum Evaluated<'c> {
    Tensors(Vec<Known<'c>>),
    Constant(Constant),
}

#[derive(Clone, Debug)]
enum Constant {
    None,
    Int(i64),
    Float(f64),
    Bool(bool),
    Text(String),
    DType(DType),
    Ints(Vec<i64>),
}

struct Builder<'c, 'b> {
    context: &'c Context,
    block: &'b Block<'c>,
    inputs: Vec<Known<'c>>,
    names: HashMap<String, Evaluated<'c>>,
}

/// A module whose `@main` is a program.
///
/// # Errors
/// If it is no program.
pub fn module<'c>(context: &'c Context, program: &str, inputs: &[Input]) -> Result<Module<'c>> {
    let location = Location::unknown(context);
    let dense = inputs.iter().map(Input::dense).collect::<Result<Vec<_>>>()?;
    let types = dense.iter().map(|(sizes, input, _)| tensor_type(sizes, input.dtype));
    let types: Vec<TensorType> = types.collect();
    let mlir = |ty: &TensorType| build::value_type(context, &ValueType::Tensor(ty.clone()));
    let arguments: Vec<_> = types.iter().map(|ty| (mlir(ty), location)).collect();
    let block = Block::new(&arguments);
    let mut builder = Builder { context, block: &block, inputs: vec![], names: HashMap::new() };
    for (index, ((_, _, view), ty)) in dense.iter().zip(&types).enumerate() {
        let argument = block.argument(index).map_err(|error| error.to_string())?;
        // SAFETY: the block goes into the module, which lives as long as its values are used.
        let value = unsafe { Value::from_raw(melior::ir::ValueLike::to_raw(&argument)) };
        let mut known = Known { value, ty: ty.clone() };
        for call in view {
            builder.names.insert("view".into(), Evaluated::Tensors(vec![known]));
            known = builder.tensor(&Reader { rest: call }.expr()?)?;
        }
        builder.inputs.push(known);
    }
    let results = builder.program(program)?;
    let values: Vec<Value> = results.iter().map(|(_, known)| known.value).collect();
    let types: Vec<_> = results.iter().map(|(_, known)| mlir(&known.ty)).collect();
    let targets: Vec<String> = results.iter().map(|(input, _)| target(*input)).collect();
    let targets = Attribute::parse(context, &format!("[{}]", targets.join(", ")));
    let ret = OperationBuilder::new("func.return", location).add_operands(&values).build();
    block.append_operation(ret.map_err(|error| error.to_string())?);
    let inputs: Vec<_> = arguments.iter().map(|(ty, _)| *ty).collect();
    let function = FunctionType::new(context, &inputs, &types);
    let region = Region::new();
    region.append_block(block);
    let attributes: [(Identifier, Attribute); 3] = [
        (Identifier::new(context, "res_attrs"), targets.ok_or("internal error: no attribute")?),
        (Identifier::new(context, "sym_name"), StringAttribute::new(context, "main").into()),
        (Identifier::new(context, "function_type"), TypeAttribute::new(function.into()).into()),
    ];
    let function = OperationBuilder::new("func.func", location)
        .add_attributes(&attributes)
        .add_regions([region])
        .build();
    let module = Module::new(location);
    module.body().append_operation(function.map_err(|error| error.to_string())?);
    match module.as_operation().verify() {
        true => Ok(module),
        false => Err("it does not verify".into()),
    }
}

/// What a result is: an output, or the new value of an input.
fn target(input: Option<usize>) -> String {
    input.map_or("{}".into(), |input| format!("{{aten.mutates_input = \"arg{input}\"}}"))
}

fn tensor_type(sizes: &[i64], dtype: DType) -> TensorType {
    TensorType::new(sizes.iter().map(|size| Dim::Static(*size)), dtype)
}

/// The strides without what lies between elements, in the order that they have.
fn dense_strides(order: &[usize], sizes: &[i64], strides: &[i64]) -> Vec<i64> {
    let mut dense = strides.to_vec();
    let mut stride = 1;
    for dim in order.iter().rev() {
        dense[*dim] = stride;
        stride *= sizes[*dim];
    }
    dense
}

impl Input {
    /// The sizes of the tensor in memory, and the calls that make the view of it.
    fn dense(&self) -> Result<(Vec<i64>, &Input, Vec<String>)> {
        let Some(strides) = &self.strides else { return Ok((self.sizes.clone(), self, vec![])) };
        let kept = (0..self.sizes.len()).filter(|dim| self.sizes[*dim] > 1 && strides[*dim] > 0);
        let mut order: Vec<usize> = kept.collect();
        order.sort_by_key(|dim| std::cmp::Reverse(strides[*dim]));
        // Torch-Spyre has what is no whole sticks as a dense tensor of its own.
        let inner = order.last().map_or(1, |dim| strides[*dim]);
        let dense;
        let strides = if inner > 1 || self.offset % LANES != 0 {
            dense = dense_strides(&order, &self.sizes, strides);
            &dense
        } else {
            strides
        };
        let offset = if self.offset % LANES == 0 { self.offset } else { 0 };
        let (mut sizes, mut parts, mut rest) = (vec![], vec![], offset);
        for (place, &dim) in order.iter().enumerate() {
            let (stride, own) = (strides[dim], self.sizes[dim]);
            let start = rest / stride;
            rest %= stride;
            let size = match place.checked_sub(1).map(|before| strides[order[before]]) {
                Some(before) if before % stride == 0 => before / stride,
                Some(_) => return Err("strides that are no views".into()),
                None => start + own,
            };
            if start + own > size {
                return Err("elements that overlap".into());
            }
            if size > own {
                parts.push(format!("narrow(view, {place}, {start}, {own})"));
            }
            sizes.push(size);
        }
        let mut logical = order.clone();
        logical.sort_unstable();
        let place = |dim: &usize| order.iter().position(|own| own == dim).unwrap_or_default();
        let permuted: Vec<usize> = logical.iter().map(place).collect();
        if !permuted.is_sorted() {
            parts.push(format!("permute(view, {permuted:?})"));
        }
        let one = |dim: usize| if order.contains(&dim) { self.sizes[dim] } else { 1 };
        let ones: Vec<i64> = (0..self.sizes.len()).map(one).collect();
        if ones.len() != logical.len() {
            parts.push(format!("reshape(view, {ones:?})"));
        }
        if ones != self.sizes {
            parts.push(format!("expand(view, {:?})", self.sizes));
        }
        Ok((sizes, self, parts))
    }
}

impl<'c> Builder<'c, '_> {
    /// The results, each with the input whose new value it is, if it is one.
    fn program(&mut self, text: &str) -> Result<Vec<(Option<usize>, Known<'c>)>> {
        let mut statements: Vec<&str> = text.split(';').collect();
        let last = statements.pop().unwrap_or_default();
        for statement in statements {
            let (name, value) =
                statement.split_once(" = ").ok_or_else(|| format!("what is '{statement}'?"))?;
            let value = self.value(&Reader { rest: value }.expr()?)?;
            self.names.insert(name.trim().to_owned(), value);
        }
        if let Some((input, value)) = last.split_once(":=") {
            let Expr::Input(input) = (Reader { rest: input }).expr()? else {
                return Err(format!("'{input}' is no input"));
            };
            return Ok(vec![(Some(input), self.tensor(&Reader { rest: value }.expr()?)?)]);
        }
        let results = Reader { rest: &format!("{last})") }.list(")")?;
        results.iter().map(|(_, expr)| Ok((None, self.tensor(expr)?))).collect()
    }

    fn tensor(&mut self, expr: &Expr) -> Result<Known<'c>> {
        match self.value(expr)? {
            Evaluated::Tensors(tensors) if tensors.len() == 1 => Ok(tensors[0].clone()),
            _ => Err(format!("{expr:?} is no tensor")),
        }
    }

    fn int(&mut self, expr: &Expr) -> Result<i64> {
        match self.value(expr)? {
            Evaluated::Constant(Constant::Int(value)) => Ok(value),
            _ => Err(format!("{expr:?} is no integer")),
        }
    }

    fn size(&self, input: usize, dim: usize) -> Result<i64> {
        let ty = self.inputs.get(input).map(|known| &known.ty);
        let size = ty.and_then(|ty| ty.shape.get(dim)).and_then(Dim::as_static);
        size.ok_or_else(|| format!("there is no ${input}.{dim}"))
    }

    fn value(&mut self, expr: &Expr) -> Result<Evaluated<'c>> {
        let constant = match expr {
            Expr::Input(index) => {
                let input = self.inputs.get(*index).cloned();
                return Ok(Evaluated::Tensors(vec![input.ok_or("there are fewer inputs")?]));
            }
            Expr::All => return Ok(Evaluated::Tensors(self.inputs.clone())),
            Expr::Call(name, given) => return self.call(name, given),
            Expr::List(list) => return self.list(list),
            Expr::Name(name) => match self.names.get(name) {
                Some(known) => return Ok(known.clone()),
                None => word(name)?,
            },
            Expr::Text(text) => Constant::Text(text.clone()),
            Expr::Size(input, dim) => Constant::Int(self.size(*input, *dim)?),
            Expr::Int(value) => Constant::Int(*value),
            Expr::Float(value) => Constant::Float(*value),
        };
        Ok(Evaluated::Constant(constant))
    }

    fn list(&mut self, list: &[Expr]) -> Result<Evaluated<'c>> {
        let (mut tensors, mut ints) = (vec![], vec![]);
        for expr in list {
            match self.value(expr)? {
                Evaluated::Tensors(own) => tensors.extend(own),
                Evaluated::Constant(Constant::Int(value)) => ints.push(value),
                Evaluated::Constant(other) => return Err(format!("{other:?} in a list")),
            }
        }
        match tensors.is_empty() {
            true => Ok(Evaluated::Constant(Constant::Ints(ints))),
            false => Ok(Evaluated::Tensors(tensors)),
        }
    }

    /// A call of [`PARTS`] as one of an op.
    fn part(&mut self, name: &str, given: &[(Option<String>, Expr)]) -> Result<Evaluated<'c>> {
        let first = if name.starts_with("put") { 2 } else { 1 };
        let mut given: Vec<Expr> = given.iter().map(|(_, expr)| expr.clone()).collect();
        // What is computed is computed once.
        for (place, expr) in given[..first].iter_mut().enumerate() {
            let (name, value) = (format!("operand {place}"), self.tensor(expr)?);
            self.names.insert(name.clone(), Evaluated::Tensors(vec![value]));
            *expr = Expr::Name(name);
        }
        let whole = self.tensor(&given[0])?.ty;
        let numbers = given[first..].iter().map(|expr| self.int(expr));
        let numbers = numbers.collect::<Result<Vec<i64>>>()?;
        let dim = numbers[0].rem_euclid(whole.rank() as i64) as usize;
        let size = whole.shape[dim].as_static().ok_or("a size that is not known")?;
        let part = |index: i64, count: i64| (size / count * (index % count), size / count);
        let (start, size) = match name {
            "part" | "put_part" => part(numbers[1], numbers[2]),
            "narrow" => (numbers[1], numbers[2]),
            _ => {
                let own = self.tensor(&given[1])?.ty;
                (numbers[1], own.shape[dim].as_static().unwrap_or_default())
            }
        };
        let op = if first == 1 { "slice.Tensor" } else { "slice_scatter" };
        let mut all: Vec<(Option<String>, Expr)> =
            given[..first].iter().map(|expr| (None, expr.clone())).collect();
        all.extend([dim as i64, start, start + size].map(|value| (None, Expr::Int(value))));
        self.call(op, &all)
    }

    fn call(&mut self, name: &str, given: &[(Option<String>, Expr)]) -> Result<Evaluated<'c>> {
        if PARTS.contains(&name) {
            return self.part(name, given);
        }
        let op = lookup(&format!("aten.{name}")).ok_or_else(|| format!("no op 'aten.{name}'"))?;
        let mut arguments = Arguments::new(op);
        let mut operands: Vec<Given<'c, 'c>> = vec![Given::Absent; op.params.len()];
        for (place, (named, expr)) in given.iter().enumerate() {
            let own = |param: &Param| Some(param.name) == named.as_deref();
            let index = match named {
                Some(_) => op.params.iter().position(own),
                None => Some(place).filter(|place| *place < op.params.len()),
            };
            let index = index.ok_or_else(|| format!("'{name}' has no parameter {named:?}"))?;
            let value = self.value(expr)?;
            if let Some((argument, operand)) = argument(&op.params[index], value)? {
                arguments.set(index, argument);
                operands[index] = operand;
            }
        }
        let results = infer(op, &arguments).map_err(|error| format!("'{name}': {}", error.0))?;
        let types: Vec<_> = results.iter().map(|ty| build::value_type(self.context, ty)).collect();
        let location = Location::unknown(self.context);
        let built = build::call(self.context, op, &operands, &types, location);
        let built = built.ok_or_else(|| format!("'{name}' cannot be built"))?;
        let built = outlive_op(self.block.append_operation(built));
        let known = built.results().zip(results.iter()).map(|(value, ty)| match ty {
            ValueType::Tensor(ty) => Ok(Known { value: value.into(), ty: ty.clone() }),
            _ => Err(format!("'{name}' gives no tensor")),
        });
        Ok(Evaluated::Tensors(known.collect::<Result<_>>()?))
    }
}

fn word(name: &str) -> Result<Constant> {
    Ok(match name {
        "none" => Constant::None,
        "true" => Constant::Bool(true),
        "false" => Constant::Bool(false),
        "bool" => Constant::DType(DType::Bool),
        "float16" => Constant::DType(DType::F16),
        "bfloat16" => Constant::DType(DType::BF16),
        _ => return Err(format!("what is '{name}'?")),
    })
}

/// What a parameter is given; None for its default.
fn argument<'c>(param: &Param, value: Evaluated<'c>) -> Result<Option<(Argument, Given<'c, 'c>)>> {
    let constant = match value {
        Evaluated::Tensors(tensors) => {
            let types = tensors.iter().map(|known| known.ty.clone()).collect();
            let values: Vec<Value> = tensors.iter().map(|known| known.value).collect();
            return Ok(Some(match param.kind.base {
                BaseKind::Tensors => (Argument::Tensors(types), Given::Values(values)),
                _ => (Argument::Tensor(tensors[0].ty.clone()), Given::Value(values[0])),
            }));
        }
        Evaluated::Constant(constant) => constant,
    };
    let ints = |values: Vec<i64>| Argument::SymInts(values.into_iter().map(Dim::Static).collect());
    let is_list = matches!(param.kind.base, BaseKind::Ints | BaseKind::SymInts);
    let argument = match (constant, param.kind.base) {
        (Constant::None, _) => return Ok(None),
        (Constant::Int(value), _) if is_list => ints(vec![value]),
        (Constant::Int(value), BaseKind::Int | BaseKind::SymInt) => {
            Argument::SymInt(Dim::Static(value))
        }
        (Constant::Int(value), BaseKind::Float) => Argument::Scalar(Scalar::Float(value as f64)),
        (Constant::Int(value), _) => Argument::Scalar(Scalar::Int(value)),
        (Constant::Float(value), _) => Argument::Scalar(Scalar::Float(value)),
        (Constant::Bool(value), _) => Argument::Scalar(Scalar::Bool(value)),
        (Constant::Text(text), _) => Argument::Str(text),
        (Constant::DType(dtype), _) => Argument::DType(dtype),
        (Constant::Ints(values), _) => ints(values),
    };
    Ok(Some((argument.clone(), Given::Constant(argument))))
}
