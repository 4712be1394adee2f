//! What a program for Vulkan consists of: the contract between the compiler and this runtime.

use serde::{Deserialize, Serialize};
use tricast_runtime::Function;

use crate::expression::Expression;

/// A program for Vulkan.
///
/// Sizes are expressions over the symbols in the shapes of its inputs, so a program for dynamic
/// shapes is one program. What it needs of a device (16-bit floats, subgroups) is what its modules
/// declare as capabilities.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VulkanProgram {
    /// What it takes and gives.
    pub main: Function,
    /// Symbols that are no sizes but the values of inputs that are ints and in no tensor.
    #[serde(default)]
    pub scalars: Vec<Scalar>,
    /// SPIR-V. Modules that are equal are one to the device.
    pub modules: Vec<Module>,
    /// What can be dispatched.
    pub kernels: Vec<Kernel>,
    /// The memory that the steps work on.
    pub buffers: Vec<Buffer>,
    /// What a call does, in this order: a step sees what earlier ones wrote. Those that do not
    /// depend on each other may run at the same time.
    pub steps: Vec<Step>,
    /// Where the results of `main` are, in their order.
    pub results: Vec<ResultBuffer>,
    /// Results that stay on the device, as an input of the next call.
    #[serde(default)]
    pub residents: Vec<Resident>,
}

/// A symbol that is the value of an input, an int that is in no tensor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scalar {
    /// As the expressions have it.
    pub symbol: String,
    /// The number of the argument of `main`.
    pub argument: usize,
}

/// SPIR-V for compute, version 1.5 or less, or 1.6 for devices with Vulkan 1.3.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Module {
    /// The words; as hexadecimal digits where they are text, eight a word.
    #[serde(with = "hex_words")]
    pub words: Vec<u32>,
}

/// An entry point of a module with what it is called with. The size of a workgroup is what the
/// module says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Kernel {
    /// What people call it, in errors and profiles.
    pub name: String,
    /// The number of its module.
    pub module: usize,
    /// The name of its entry point.
    pub entry_point: String,
    /// What it does with the bindings 0, 1, ... of descriptor set 0: storage buffers, or texels.
    pub bindings: Vec<Access>,
    /// How many bytes of push constants it has, a multiple of 4.
    pub push_constants: u32,
    /// Values of specialization constants of 32 bits, by their `SpecId`.
    #[serde(default)]
    pub specialization: Vec<(u32, u32)>,
}

/// What a kernel does with a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Access {
    /// Only reads it.
    Read,
    /// Only writes to it: what it does not write stays as it was.
    Write,
    /// Both.
    ReadWrite,
    /// Only reads it, as a uniform texel buffer.
    Texels(Texel),
}

/// What a texel is. Every device takes these formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Texel {
    /// A 32-bit float.
    F32,
    /// Four of them.
    F32x4,
    /// A 16-bit float, which is read as one of 32.
    F16,
    /// Four of them.
    F16x4,
}

impl Texel {
    /// How many bytes it has.
    pub fn bytes(self) -> u64 {
        match self {
            Texel::F32 => 4,
            Texel::F32x4 => 16,
            Texel::F16 => 2,
            Texel::F16x4 => 8,
        }
    }
}

impl Access {
    /// Whether it reads.
    pub fn reads(self) -> bool {
        self != Access::Write
    }

    /// Whether it writes.
    pub fn writes(self) -> bool {
        matches!(self, Access::Write | Access::ReadWrite)
    }
}

/// Memory that steps work on. It is addressed in bytes, and starts at an offset that every binding
/// may have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Buffer {
    /// What people call it, in errors.
    pub name: String,
    /// Its size. May be more than the tensor in it has; the rest is not defined.
    pub bytes: Expression,
    /// What is in it.
    pub contents: Contents,
}

/// What is in a buffer when a call starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contents {
    /// The argument of `main` of this number, row-major. An input may be written to; a weight only
    /// if it is a buffer of the model that the program changes. Memory of an input is used for
    /// temporaries after its last use.
    Argument(usize),
    /// Nothing. Shares memory with other temporaries.
    Temporary,
    /// These bytes; as hexadecimal digits where they are text.
    Constant(#[serde(with = "hex_bytes")] Vec<u8>),
}

/// Where a result is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResultBuffer {
    /// The number of the buffer; it starts there, row-major. For the new value of a model's buffer
    /// it may be the buffer of the argument, which steps then wrote to in place; the runtime copies
    /// from another one.
    pub buffer: usize,
    /// Its sizes, outermost first.
    pub sizes: Vec<Expression>,
}

/// A result that is an input of the next call: it is not given to the user, who may leave the input
/// out after the first call. Their sizes are numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resident {
    /// The number of the argument of `main`, an input.
    pub argument: usize,
    /// The number of the result of `main`, an output.
    pub result: usize,
}

/// A step of a call.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    /// Runs a kernel.
    Dispatch(Dispatch),
    /// Copies bytes; both ranges have as many, and do not overlap.
    Copy {
        /// From here.
        from: Binding,
        /// To there.
        to: Binding,
    },
    /// Fills a range, whose offset and size are multiples of 4, with a number of 32 bits.
    Fill {
        /// The range.
        to: Binding,
        /// The number.
        value: u32,
    },
}

/// A run of a kernel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dispatch {
    /// The number of the kernel.
    pub kernel: usize,
    /// How many workgroups in x, y and z. With 0 of them it does nothing.
    pub workgroups: [Expression; 3],
    /// A range for each of the kernel's bindings.
    pub bindings: Vec<Binding>,
    /// All of the kernel's push constants.
    pub push_constants: Vec<PushConstant>,
    /// How it may be split; None if it may not.
    #[serde(default)]
    pub split: Option<Split>,
}

/// A range of a buffer. For a kernel it starts at a multiple of the device's
/// `minStorageBufferOffsetAlignment`, which is 256 or less.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Binding {
    /// The number of the buffer.
    pub buffer: usize,
    /// Its start, in bytes.
    pub offset: Expression,
    /// Its size, in bytes.
    pub bytes: Expression,
}

/// Push constants from an offset on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PushConstant {
    /// In bytes, a multiple of 4.
    pub offset: u32,
    /// What is there, little-endian.
    pub value: PushValue,
}

/// A value of push constants.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum PushValue {
    /// An int of 32 bits, signed or not.
    I32(Expression),
    /// An int of 64 bits.
    I64(Expression),
    /// 32 bits that do not depend on sizes: a float.
    Bits32(u32),
    /// The number of the first workgroup along the dimension that the dispatch is split in, 32
    /// bits: 0 if it is not split.
    FirstWorkgroup,
}

impl PushValue {
    /// How many bytes it has.
    pub fn size(&self) -> u32 {
        match self {
            PushValue::I64(_) => 8,
            PushValue::I32(_) | PushValue::Bits32(_) | PushValue::FirstWorkgroup => 4,
        }
    }
}

/// How a dispatch may be split along a dimension of its workgroups into several, where a binding is
/// larger than a device can bind, or there are more workgroups than it can start.
///
/// A part has the workgroups from `first` to less than `first + count`, which it numbers from 0. Of
/// a sliced binding it is given the bytes from `first * stride` to `(first + count - 1) * stride +
/// window`. A kernel that needs to know where it is has [`PushValue::FirstWorkgroup`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Split {
    /// 0, 1 or 2 for x, y or z.
    pub dimension: usize,
    /// For each binding how it is sliced; None for one that every part is given whole.
    pub slices: Vec<Option<Slice>>,
}

/// What a workgroup of number `w` uses of a binding: the bytes from `w * stride` to `w * stride +
/// window`, as far as they are in the binding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Slice {
    /// From the bytes of one workgroup to those of the next.
    pub stride: Expression,
    /// How many bytes a workgroup uses; of a binding that it writes to, not more than the stride.
    pub window: Expression,
}

impl VulkanProgram {
    /// How many dispatches a call has, as the CPU counts them.
    pub fn dispatches(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Dispatch(_))).count()
    }
}

/// Words as text: eight hexadecimal digits each.
mod hex_words {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(words: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        let digits: String = words.iter().map(|word| format!("{word:08x}")).collect();
        serializer.serialize_str(&digits)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        super::digits(&String::deserialize(deserializer)?, 8)
            .ok_or_else(|| D::Error::custom("not words in hexadecimal digits"))
    }
}

/// Bytes as text: two hexadecimal digits each.
mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        serializer.serialize_str(&digits)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let numbers = super::digits(&String::deserialize(deserializer)?, 2);
        let numbers = numbers.ok_or_else(|| D::Error::custom("not bytes in hexadecimal digits"))?;
        Ok(numbers.into_iter().map(|number| number as u8).collect())
    }
}

fn digits(text: &str, width: usize) -> Option<Vec<u32>> {
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || !text.len().is_multiple_of(width) {
        return None;
    }
    let parts = (0..text.len()).step_by(width).map(|at| &text[at..at + width]);
    parts.map(|digits| u32::from_str_radix(digits, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_bytes_are_text() {
        let module = Module { words: vec![0x0723_0203, 5] };
        let json = serde_json::to_string(&module).unwrap();
        assert_eq!(json, r#"{"words":"0723020300000005"}"#);
        assert_eq!(serde_json::from_str::<Module>(&json).unwrap(), module);
        assert!(serde_json::from_str::<Module>(r#"{"words":"072302030"}"#).is_err());
        assert!(serde_json::from_str::<Module>(r#"{"words":"0723020g"}"#).is_err());
        let contents = Contents::Constant(vec![0, 255]);
        let json = serde_json::to_string(&contents).unwrap();
        assert_eq!(json, r#"{"Constant":"00ff"}"#);
        assert_eq!(serde_json::from_str::<Contents>(&json).unwrap(), contents);
    }
}
