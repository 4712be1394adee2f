//! The OpFuncs: what the cores have functions for.

use crate::layout::Format;

/// How an OpFunc uses its iteration space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Each point of the output from the same point of the inputs, each of which may be broadcast.
    Pointwise,
    /// One value of what lies along some dimensions.
    Reduction,
    /// A product of matrices, or of batches of them.
    Matmul,
    /// A tensor with the sticks along another dimension.
    Restickify,
    /// Another format, in other sticks.
    Cast,
    /// The largest values along a dimension, or their places.
    TopK,
    /// One value of each window of an image.
    Pool,
    /// A convolution of an image.
    Conv,
}

/// A function of the cores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpFunc {
    /// Its name; that of a reduction without `nonstick`.
    pub name: &'static str,
    /// How it uses its iteration space.
    pub kind: Kind,
    /// How many tensors it reads, the indices of a gather not counted.
    pub inputs: usize,
    /// The constants that it needs.
    pub constants: &'static [&'static str],
    /// The formats of its first input, DL16 first.
    pub formats: &'static [Format],
}

impl OpFunc {
    /// The OpFunc with a name.
    pub fn of(name: &str) -> Option<&'static OpFunc> {
        OPFUNCS.iter().find(|func| func.name == name)
    }

    /// Whether the matrix unit does it, not the vector unit.
    pub fn is_matrix(&self) -> bool {
        self.kind == Kind::Matmul || self.name == "conv2d"
    }
}

const DL16: &[Format] = &[Format::Sen169Fp16];
const FLOATS: &[Format] = &[Format::Sen169Fp16, Format::IeeeFp32];
const ANY: &[Format] =
    &[Format::Sen169Fp16, Format::IeeeFp32, Format::IeeeInt32, Format::Sen143Fp8];

const fn func(
    name: &'static str,
    kind: Kind,
    inputs: usize,
    constants: &'static [&'static str],
    formats: &'static [Format],
) -> OpFunc {
    OpFunc { name, kind, inputs, constants, formats }
}

/// A convolution of each channel by itself.
pub const DEPTHWISE: &str = "depthwiseconv2dnative";

/// All that Torch-Spyre emits, with what it checks of them.
pub const OPFUNCS: &[OpFunc] = &[
    func("identity", Kind::Pointwise, 1, &[], ANY),
    func("abs", Kind::Pointwise, 1, &[], FLOATS),
    func("neg", Kind::Pointwise, 1, &[], FLOATS),
    func("exp", Kind::Pointwise, 1, &[], FLOATS),
    func("log", Kind::Pointwise, 1, &[], DL16),
    func("sqrt", Kind::Pointwise, 1, &[], FLOATS),
    func("rsqrt", Kind::Pointwise, 1, &[], FLOATS),
    func("reciprocal", Kind::Pointwise, 1, &[], FLOATS),
    func("tanh", Kind::Pointwise, 1, &[], DL16),
    func("sigmoid", Kind::Pointwise, 1, &[], FLOATS),
    func("floor", Kind::Pointwise, 1, &[], FLOATS),
    func("relufwd", Kind::Pointwise, 1, &[], FLOATS),
    func("gelufwd", Kind::Pointwise, 1, &[], DL16),
    func("silu", Kind::Pointwise, 1, &[], DL16),
    func("softplus", Kind::Pointwise, 1, &["softplusBeta", "softplusThresh"], DL16),
    func("clip", Kind::Pointwise, 1, &["clipMin", "clipMax"], DL16),
    func("layernormscale", Kind::Pointwise, 1, &["eps"], FLOATS),
    func("add", Kind::Pointwise, 2, &[], FLOATS),
    func("sub", Kind::Pointwise, 2, &[], FLOATS),
    func("mul", Kind::Pointwise, 2, &[], FLOATS),
    func("realdiv", Kind::Pointwise, 2, &[], FLOATS),
    func("maximum", Kind::Pointwise, 2, &[], FLOATS),
    func("minimum", Kind::Pointwise, 2, &[], FLOATS),
    func("equal", Kind::Pointwise, 2, &[], FLOATS),
    func("notequal", Kind::Pointwise, 2, &[], FLOATS),
    func("greaterequal", Kind::Pointwise, 2, &[], FLOATS),
    func("lesserequal", Kind::Pointwise, 2, &[], FLOATS),
    func("greaterthan", Kind::Pointwise, 2, &[], FLOATS),
    func("lesserthan", Kind::Pointwise, 2, &[], FLOATS),
    func("where3", Kind::Pointwise, 3, &[], FLOATS),
    func("layernormnorm", Kind::Pointwise, 5, &[], FLOATS),
    func("sum", Kind::Reduction, 1, &[], FLOATS),
    func("max", Kind::Reduction, 1, &[], FLOATS),
    func("min", Kind::Reduction, 1, &[], FLOATS),
    func("mean", Kind::Reduction, 1, &["scaling_factor"], FLOATS),
    func("prod", Kind::Reduction, 1, &[], FLOATS),
    func("exx2", Kind::Reduction, 1, &["exx2scale", "useZeroMean"], FLOATS),
    func("batchmatmul", Kind::Matmul, 2, &[], DL16),
    func("ReStickifyOpHBM", Kind::Restickify, 1, &[], DL16),
    func("dl16tofp32", Kind::Cast, 1, &[], DL16),
    func("fp32todl16", Kind::Cast, 1, &[], &[Format::IeeeFp32]),
    func("fp8todl16", Kind::Cast, 1, &[], &[Format::Sen143Fp8]),
    func("topkvalue", Kind::TopK, 1, &[], FLOATS),
    func("topkindex", Kind::TopK, 1, &[], FLOATS),
    func("avgpoolfwd", Kind::Pool, 1, &["nmap"], DL16),
    func("maxpoolfwd", Kind::Pool, 1, &[], DL16),
    func("conv2d", Kind::Conv, 2, &[], DL16),
    func(DEPTHWISE, Kind::Conv, 2, &[], DL16),
];
