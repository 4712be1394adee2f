//! What a program does on its tensors, element by element: ops as OpFuncs over iteration spaces, and
//! views as where an op finds its operands. Sizes are known; sticks are not chosen yet.

mod arithmetic;
mod attention;
mod copies;
mod products;
mod views;
mod windows;

use std::collections::HashMap;

use tricast_dialects::{Argument, Dim, Scalar, TensorType};
use tricast_opspec::Coordinate;

use super::graph::{Graph, Node};

/// A tensor in memory, by its number.
pub type BufferId = usize;

/// A program over tensors in memory.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The tensors.
    pub buffers: Vec<Buffer>,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// What it gives, for each result of the program.
    pub results: Vec<View>,
}

/// A tensor in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Buffer {
    /// Its sizes, outermost first.
    pub sizes: Vec<i64>,
    /// What is in it.
    pub source: Source,
}

/// What is in a tensor.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// What the argument of the program with this number is.
    Argument(usize),
    /// The same as indices of a dimension of this size.
    Indices(usize, i64),
    /// These bytes, of the type of the tensor of the graph with this number.
    Constant(usize),
    /// A number.
    Number(f64),
    /// 1 where the column is not after the row, 0 elsewhere.
    LowerTriangle,
    /// What steps write.
    Computed,
    /// What `exx2` writes: two values along the last dimension, of single precision, in each stick.
    Moments,
}

impl Source {
    /// Whether steps write it.
    pub fn is_computed(&self) -> bool {
        matches!(self, Source::Computed | Source::Moments)
    }
}

/// Where the elements of a tensor are.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The tensor in memory.
    pub buffer: BufferId,
    /// The sizes of the view.
    pub sizes: Vec<i64>,
    /// The place in each dimension of the tensor in memory, over the dimensions of the view.
    pub coordinates: Vec<Coordinate>,
}

/// An OpFunc over an iteration space.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The OpFunc.
    pub func: &'static str,
    /// The sizes of the iteration space.
    pub dims: Vec<i64>,
    /// What it reads.
    pub inputs: Vec<Access>,
    /// What it writes.
    pub output: Access,
    /// Constants by the names that the OpFunc has for them.
    pub constants: Vec<(&'static str, f64)>,
    /// The op that it comes from.
    pub source: String,
}

/// Which element of a tensor is meant at a point of an iteration space.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// The tensor.
    pub buffer: BufferId,
    /// The place in each of its dimensions.
    pub coordinates: Vec<Coordinate>,
}

impl View {
    /// All of a tensor.
    pub fn whole(buffer: BufferId, sizes: &[i64]) -> View {
        let coordinates = identity(sizes);
        View { buffer, sizes: sizes.to_vec(), coordinates }
    }

    /// Whether the place of an element depends on a dimension.
    fn uses(&self, dim: usize) -> bool {
        self.coordinates.iter().any(|own| own.uses(dim))
    }

    /// What a step has that reads or writes all of it.
    pub fn access(&self) -> Access {
        Access { buffer: self.buffer, coordinates: self.coordinates.clone() }
    }
}

/// Each dimension as it is; 0 where there is but one element.
pub fn identity(sizes: &[i64]) -> Vec<Coordinate> {
    let own = |(dim, size): (usize, &i64)| match size {
        1 => Coordinate::zero(),
        _ => Coordinate::of(dim),
    };
    sizes.iter().enumerate().map(own).collect()
}

/// A program of a graph.
///
/// # Errors
/// If a size is not known, or is 0.
pub fn program(graph: &Graph) -> Result<Program, String> {
    let mut builder = Builder {
        graph,
        program: Program::default(),
        views: vec![None; graph.types.len()],
        numbers: HashMap::new(),
        indices: HashMap::new(),
        source: String::new(),
    };
    builder.arguments()?;
    for node in &graph.nodes {
        builder.source = node.op.source.unwrap_or(node.op.name).to_owned();
        builder.node(node).map_err(|reason| match &node.place {
            Some(place) => format!("{place}: '{}': {reason}", node.op.name),
            None => format!("'{}': {reason}", node.op.name),
        })?;
    }
    for result in &graph.results {
        let view = builder.view(*result)?;
        builder.program.results.push(view);
    }
    Ok(builder.program)
}

/// The program so far.
struct Builder<'a> {
    graph: &'a Graph,
    program: Program,
    views: Vec<Option<View>>,
    /// The tensors of numbers.
    numbers: HashMap<u64, BufferId>,
    /// The tensors of indices, by argument and size of the dimension.
    indices: HashMap<(usize, i64), BufferId>,
    /// The op that is being said.
    source: String,
}

type Result<T, E = String> = std::result::Result<T, E>;

impl Builder<'_> {
    fn arguments(&mut self) -> Result<()> {
        let graph = self.graph;
        for (index, value) in graph.arguments.iter().enumerate() {
            let Some(value) = *value else { continue };
            let sizes = self.sizes(&graph.types[value])?;
            let buffer = self.buffer(&sizes, Source::Argument(index));
            self.views[value] = Some(View::whole(buffer, &sizes));
        }
        for (index, (value, _)) in graph.constants.iter().enumerate() {
            let sizes = self.sizes(&graph.types[*value])?;
            let buffer = self.buffer(&sizes, Source::Constant(index));
            self.views[*value] = Some(View::whole(buffer, &sizes));
        }
        Ok(())
    }

    fn buffer(&mut self, sizes: &[i64], source: Source) -> BufferId {
        self.program.buffers.push(Buffer { sizes: sizes.to_vec(), source });
        self.program.buffers.len() - 1
    }

    fn sizes(&self, ty: &TensorType) -> Result<Vec<i64>> {
        let sizes = ty.shape.iter().map(|size| self.known(size));
        let sizes = sizes.collect::<Result<Vec<_>>>()?;
        if sizes.contains(&0) {
            return Err(format!("a tensor has the sizes {sizes:?}, expected none to be 0"));
        }
        Ok(sizes)
    }

    fn known(&self, size: &Dim) -> Result<i64> {
        size.as_static().ok_or_else(|| format!("the size {size} is not known"))
    }

    /// The view of a tensor of the graph.
    fn view(&self, value: usize) -> Result<View> {
        self.views[value].clone().ok_or_else(|| "a tensor is used before it is there".into())
    }

    /// The view of the tensor that a parameter is given.
    fn operand(&self, node: &Node, name: &str) -> Result<View> {
        let value = node.tensor(name).ok_or_else(|| format!("'{name}' is no tensor"))?;
        self.view(value)
    }

    fn optional(&self, node: &Node, name: &str) -> Result<Option<View>> {
        node.tensor(name).map(|value| self.view(value)).transpose()
    }

    /// The number that a parameter is given.
    fn scalar(&self, node: &Node, name: &str) -> Result<f64> {
        self.optional_scalar(node, name)?.ok_or_else(|| format!("'{name}' is not given"))
    }

    fn optional_scalar(&self, node: &Node, name: &str) -> Result<Option<f64>> {
        let value = match node.arguments.get(name) {
            Argument::None => return Ok(None),
            Argument::Scalar(Scalar::SymInt(size)) | Argument::SymInt(size) => {
                self.known(size).map(|value| value as f64)?
            }
            Argument::Scalar(scalar) => {
                scalar.as_f64().ok_or_else(|| format!("'{name}' is computed"))?
            }
            _ => return Err(format!("'{name}' is no number")),
        };
        Ok(Some(value))
    }

    /// The integer that a parameter is given, if it is.
    fn int(&self, node: &Node, name: &str) -> Result<Option<i64>> {
        Ok(self.optional_scalar(node, name)?.map(|value| value as i64))
    }

    /// The integers that a parameter is given.
    fn ints(&self, node: &Node, name: &str) -> Result<Vec<i64>> {
        match node.arguments.get(name) {
            Argument::None => Ok(vec![]),
            Argument::SymInts(sizes) => sizes.iter().map(|size| self.known(size)).collect(),
            Argument::SymInt(size) => Ok(vec![self.known(size)?]),
            _ => Err(format!("'{name}' is no list of integers")),
        }
    }

    /// The dimension that a parameter is given, of so many.
    fn dim(&self, node: &Node, name: &str, rank: usize) -> Result<usize> {
        let dim = self.int(node, name)?.ok_or_else(|| format!("'{name}' is not given"))?;
        Ok(wrap(dim, rank))
    }

    /// The sizes of a result.
    fn result_sizes(&self, node: &Node, index: usize) -> Result<Vec<i64>> {
        self.sizes(&self.graph.types[node.results[index]])
    }

    fn give(&mut self, node: &Node, view: View) -> Result<()> {
        let sizes = self.result_sizes(node, 0)?;
        if view.sizes != sizes {
            return Err(format!("internal error: it gives {:?}, not {sizes:?}", view.sizes));
        }
        self.views[node.results[0]] = Some(view);
        Ok(())
    }

    /// A number as a tensor without dimensions.
    fn number(&mut self, value: f64) -> View {
        let known = self.numbers.get(&value.to_bits()).copied();
        let buffer = known.unwrap_or_else(|| self.buffer(&[], Source::Number(value)));
        self.numbers.insert(value.to_bits(), buffer);
        View::whole(buffer, &[])
    }

    /// A new tensor that a step writes all of, over an iteration space that begins with its
    /// dimensions.
    fn computed(
        &mut self,
        func: &'static str,
        inputs: Vec<Access>,
        dims: &[i64],
        sizes: &[i64],
        constants: &[(&'static str, f64)],
    ) -> View {
        let buffer = self.buffer(sizes, Source::Computed);
        let view = View::whole(buffer, sizes);
        self.step(func, inputs, dims, view.access(), constants);
        view
    }

    fn step(
        &mut self,
        func: &'static str,
        inputs: Vec<Access>,
        dims: &[i64],
        output: Access,
        constants: &[(&'static str, f64)],
    ) {
        let (dims, constants) = (dims.to_vec(), constants.to_vec());
        let source = self.source.clone();
        self.program.steps.push(Step { func, dims, inputs, output, constants, source });
    }

    /// An OpFunc of operands that are broadcast together.
    fn map(
        &mut self,
        func: &'static str,
        operands: &[View],
        constants: &[(&'static str, f64)],
    ) -> Result<View> {
        let rank = operands.iter().map(|view| view.sizes.len()).max().unwrap_or(0);
        let mut sizes = vec![1; rank];
        for view in operands {
            let skip = rank - view.sizes.len();
            for (size, own) in sizes[skip..].iter_mut().zip(&view.sizes) {
                *size = (*size).max(*own);
            }
        }
        let views = operands.iter().map(|view| self.broadcast(view, &sizes));
        let views = views.collect::<Result<Vec<_>>>()?;
        // What none has is the same all along.
        let mut own = sizes.clone();
        for (dim, size) in own.iter_mut().enumerate() {
            if !views.iter().any(|view| view.uses(dim)) {
                *size = 1;
            }
        }
        let inputs = views.iter().map(View::access).collect();
        let view = self.computed(func, inputs, &own, &own, constants);
        self.broadcast(&view, &sizes)
    }

    fn node(&mut self, node: &Node) -> Result<()> {
        if self.views_of(node)? || self.arithmetic(node)? || self.copies(node)? {
            return Ok(());
        }
        if self.products(node)? || self.windows(node)? || self.attention(node)? {
            return Ok(());
        }
        Err("internal error: nothing does it".into())
    }
}

/// A dimension of so many, which may be counted from the end.
fn wrap(dim: i64, rank: usize) -> usize {
    let rank = rank.max(1) as i64;
    if dim < 0 { (dim + rank) as usize } else { dim as usize }
}
