//! Which tensors share memory, and what a write to one of them does to the others.
//!
//! A tensor of the exported program is a root, with memory of its own, or a view of another.
//! A write gives the root a new value, through the inverse of every view on the way; a tensor
//! that is read after its root was written is computed again through its views.

use std::rc::Rc;

use tricast_dialects::{Dim, InferError, OpDef, ValueType};

use crate::{
    builder::Builder,
    ir::{Operand, ValueId},
    views::{self, Inverse},
};

/// A tensor of the exported program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TensorId(usize);

/// An op whose results are views of one of its operands.
#[derive(Debug)]
pub struct ViewOp {
    /// The op.
    pub op: &'static OpDef,
    /// Its operands, that of which the results are views included.
    pub operands: Vec<Operand>,
    /// Which parameter the results are views of.
    pub source: usize,
    /// How a new value of a result gives one of the source.
    pub inverse: Inverse,
    /// The types of the results.
    pub types: Vec<Option<ValueType>>,
}

/// How a tensor lies in memory, as PyTorch recorded it.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Layout {
    pub strides: Vec<Dim>,
    pub offset: Option<Dim>,
}

#[derive(Debug)]
enum Kind {
    Root { writable: Result<(), &'static str>, version: u32 },
    View { parent: TensorId, view: Rc<ViewOp>, index: usize },
}

#[derive(Debug)]
struct Tensor {
    kind: Kind,
    layout: Layout,
    /// Its value when its root had this version.
    value: ValueId,
    version: u32,
}

/// The tensors of a program.
#[derive(Debug, Default)]
pub struct Aliases {
    tensors: Vec<Tensor>,
}

impl Aliases {
    fn add(&mut self, kind: Kind, layout: Layout, value: ValueId, version: u32) -> TensorId {
        self.tensors.push(Tensor { kind, layout, value, version });
        TensorId(self.tensors.len() - 1)
    }

    /// A tensor with memory of its own.
    pub fn root(&mut self, value: ValueId, layout: Layout) -> TensorId {
        self.add(Kind::Root { writable: Ok(()), version: 0 }, layout, value, 0)
    }

    /// A tensor that must not be written to, and why.
    pub fn frozen(&mut self, value: ValueId, layout: Layout, why: &'static str) -> TensorId {
        self.add(Kind::Root { writable: Err(why), version: 0 }, layout, value, 0)
    }

    /// Refuses writes to the memory that a tensor is in, from here on.
    pub fn freeze(&mut self, tensor: TensorId, why: &'static str) {
        let root = self.root_of(tensor);
        if let Kind::Root { writable, .. } = &mut self.tensors[root.0].kind {
            *writable = Err(why);
        }
    }

    /// Result number `index` of a view of `parent`, just computed as `value`.
    pub fn view(
        &mut self,
        parent: TensorId,
        view: Rc<ViewOp>,
        index: usize,
        value: ValueId,
        layout: Layout,
    ) -> TensorId {
        let version = self.version(self.root_of(parent));
        self.add(Kind::View { parent, view, index }, layout, value, version)
    }

    /// How a tensor lies in memory.
    pub fn layout(&self, tensor: TensorId) -> &Layout {
        &self.tensors[tensor.0].layout
    }

    /// The tensor whose memory this one is in.
    pub fn root_of(&self, tensor: TensorId) -> TensorId {
        let mut root = tensor;
        while let Kind::View { parent, .. } = &self.tensors[root.0].kind {
            root = *parent;
        }
        root
    }

    fn version(&self, root: TensorId) -> u32 {
        match self.tensors[root.0].kind {
            Kind::Root { version, .. } => version,
            Kind::View { .. } => 0,
        }
    }

    /// Whether a root was written to.
    pub fn is_written(&self, root: TensorId) -> bool {
        self.version(root) > 0
    }

    /// The tensor and those it is a view of, up to and without the root.
    fn path(&self, tensor: TensorId) -> Vec<(TensorId, TensorId)> {
        let mut path = vec![];
        let mut at = tensor;
        while let Kind::View { parent, .. } = &self.tensors[at.0].kind {
            path.push((at, *parent));
            at = *parent;
        }
        path
    }

    /// The value of a tensor now.
    ///
    /// # Errors
    /// If a view cannot be computed again.
    pub fn read(&mut self, tensor: TensorId, builder: &mut Builder) -> Result<ValueId, InferError> {
        let root = self.root_of(tensor);
        let version = self.version(root);
        let path = self.path(tensor);
        let stale = path.iter().take_while(|(at, _)| self.tensors[at.0].version != version);
        for (at, parent) in stale.copied().collect::<Vec<_>>().into_iter().rev() {
            let source = self.tensors[parent.0].value;
            let Kind::View { view, index, .. } = &self.tensors[at.0].kind else { continue };
            let value = view.apply(source, builder)?[*index];
            let tensor = &mut self.tensors[at.0];
            (tensor.value, tensor.version) = (value, version);
        }
        Ok(self.tensors[tensor.0].value)
    }

    /// Gives a tensor a new value.
    ///
    /// # Errors
    /// If its memory must not be written to, or a view on the way has no inverse.
    pub fn write(
        &mut self,
        tensor: TensorId,
        new: ValueId,
        builder: &mut Builder,
    ) -> Result<(), InferError> {
        let root = self.root_of(tensor);
        if let Kind::Root { writable: Err(why), .. } = self.tensors[root.0].kind {
            return Err(InferError(format!("writes to {why}, which is not supported")));
        }
        let path = self.path(tensor);
        let mut values = vec![new];
        let mut value = new;
        for (at, parent) in &path {
            let source = self.read(*parent, builder)?;
            let Kind::View { view, index, .. } = &self.tensors[at.0].kind else { continue };
            value = views::invert(view, *index, source, value, builder)?;
            values.push(value);
        }
        if let Kind::Root { version, .. } = &mut self.tensors[root.0].kind {
            *version += 1;
        }
        let version = self.version(root);
        let written = path.iter().map(|(at, _)| *at).chain([root]);
        for (at, value) in written.zip(values) {
            let tensor = &mut self.tensors[at.0];
            (tensor.value, tensor.version) = (value, version);
        }
        Ok(())
    }
}

impl ViewOp {
    /// The results on another source.
    ///
    /// # Errors
    /// If the op does not take it.
    pub fn apply(
        &self,
        source: ValueId,
        builder: &mut Builder,
    ) -> Result<Vec<ValueId>, InferError> {
        let mut operands = self.operands.clone();
        operands[self.source] = Operand::Value(source);
        builder.call(self.op, operands, &self.types)
    }

    /// What the parameter `name` was given.
    pub fn operand(&self, name: &str) -> &Operand {
        let index = self.op.params.iter().position(|param| param.name == name);
        index.map_or(&Operand::Absent, |index| &self.operands[index])
    }

    /// An integer parameter, its default where it was not given.
    pub fn int(&self, name: &str) -> Option<i64> {
        use tricast_dialects::{Argument, Default};
        match self.operand(name) {
            Operand::Constant(Argument::SymInt(dim)) => dim.as_static(),
            Operand::Absent => {
                match self.op.params.iter().find(|param| param.name == name)?.default? {
                    Default::Int(value) => Some(value),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A list of integers that are all known.
    pub fn ints(&self, name: &str) -> Option<Vec<i64>> {
        use crate::ir::Int;
        let Operand::Ints(ints) = self.operand(name) else { return None };
        ints.iter()
            .map(|int| match int {
                Int::Static(value) => Some(*value),
                Int::Value(_) => None,
            })
            .collect()
    }
}
