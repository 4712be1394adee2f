//! The JSON of an exported program, schema 8.
//!
//! Source: `torch/_export/serde/schema.py` of PyTorch 2.15. A union is an object with
//! exactly one key, `as_...`; fields that later minor versions added have defaults, and
//! what is not known is skipped, as PyTorch's own reader does.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use indexmap::IndexMap;
use serde::de::{self, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A float; JSON has no infinities, so PyTorch writes them as strings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Float(pub f64);

impl<'de> Deserialize<'de> for Float {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let number = match (&value, value.as_str()) {
            (_, Some("Infinity")) => Some(f64::INFINITY),
            (_, Some("-Infinity")) => Some(f64::NEG_INFINITY),
            (_, Some("NaN")) => Some(f64::NAN),
            (number, _) => number.as_f64(),
        };
        number.map(Float).ok_or_else(|| de::Error::custom(format!("expected a float, got {value}")))
    }
}

/// A sympy expression, in the form of `srepr`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct SymExpr {
    /// `Mul(Integer(2), Symbol('s0', ...))`
    pub expr_str: String,
}

macro_rules! union {
    ($(#[$doc:meta])* $name:ident { $($variant:ident($ty:ty)),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, PartialEq)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // The names are the schema's.
        pub enum $name { $($variant($ty)),* }
    };
}

union! {
    /// An integer value: a number or an expression.
    SymInt { AsInt(i64), AsExpr(SymExpr) }
}
union! {
    /// A float value.
    SymFloat { AsFloat(Float), AsExpr(SymExpr) }
}
union! {
    /// A bool value.
    SymBool { AsBool(bool), AsExpr(SymExpr) }
}
union! {
    /// An integer argument: a number or the name of a value.
    SymIntArgument { AsInt(i64), AsName(String) }
}
union! {
    /// A float argument.
    SymFloatArgument { AsFloat(Float), AsName(String) }
}
union! {
    /// A bool argument.
    SymBoolArgument { AsBool(bool), AsName(String) }
}

/// A tensor, by name.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct TensorArgument {
    /// The name of the value.
    pub name: String,
}

union! {
    /// A tensor that may be `None`.
    OptionalTensorArgument { AsTensor(TensorArgument), AsNone(bool) }
}

/// A device.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Device {
    /// `cpu`, `cuda`, ...
    #[serde(rename = "type")]
    pub kind: String,
    /// Which one of its kind.
    pub index: Option<i64>,
}

/// A nested graph, the body of a higher-order op.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct GraphArgument {
    /// Its name.
    pub name: String,
    /// What it computes.
    pub graph: Graph,
}

/// An object of a class that the archive pickled.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct CustomObjArgument {
    /// The name of the value.
    pub name: String,
    /// Its class.
    pub class_fqn: String,
}

/// A complex number.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[allow(missing_docs)]
pub struct ComplexValue {
    pub real: Float,
    pub imag: Float,
}

macro_rules! arguments {
    ($($key:literal $variant:ident($ty:ty)),* $(,)?) => {
        /// An argument of a node, or an input or output of a graph.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs)] // The names are the schema's.
        pub enum Argument {
            $($variant($ty),)*
            /// A kind that a later minor version added: the object with its one key.
            Unknown(Value),
        }

        impl<'de> de::Visitor<'de> for ArgumentVisitor {
            type Value = Argument;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("an argument, an object with one key `as_...`")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Argument, A::Error> {
                let none = || de::Error::invalid_length(0, &self);
                let key: String = map.next_key()?.ok_or_else(none)?;
                let argument = match key.as_str() {
                    $($key => Argument::$variant(map.next_value()?),)*
                    _ => {
                        let object = [(key, map.next_value()?)].into_iter().collect();
                        Argument::Unknown(Value::Object(object))
                    }
                };
                match map.next_key::<IgnoredAny>()? {
                    Some(_) => Err(de::Error::invalid_length(2, &self)),
                    None => Ok(argument),
                }
            }
        }
    };
}

arguments! {
    "as_none" AsNone(bool),
    "as_tensor" AsTensor(TensorArgument),
    "as_tensors" AsTensors(Vec<TensorArgument>),
    "as_int" AsInt(i64),
    "as_ints" AsInts(Vec<i64>),
    "as_float" AsFloat(Float),
    "as_floats" AsFloats(Vec<Float>),
    "as_string" AsString(String),
    "as_strings" AsStrings(Vec<String>),
    "as_sym_int" AsSymInt(SymIntArgument),
    "as_sym_ints" AsSymInts(Vec<SymIntArgument>),
    "as_scalar_type" AsScalarType(u8),
    "as_memory_format" AsMemoryFormat(u8),
    "as_layout" AsLayout(u8),
    "as_device" AsDevice(Device),
    "as_bool" AsBool(bool),
    "as_bools" AsBools(Vec<bool>),
    "as_sym_bool" AsSymBool(SymBoolArgument),
    "as_sym_bools" AsSymBools(Vec<SymBoolArgument>),
    "as_graph" AsGraph(Box<GraphArgument>),
    "as_optional_tensors" AsOptionalTensors(Vec<OptionalTensorArgument>),
    "as_optional_tensor" AsOptionalTensor(OptionalTensorArgument),
    "as_custom_obj" AsCustomObj(CustomObjArgument),
    "as_operator" AsOperator(String),
    "as_sym_float" AsSymFloat(SymFloatArgument),
    "as_sym_floats" AsSymFloats(Vec<SymFloatArgument>),
    "as_complex" AsComplex(ComplexValue),
    "as_nested_tensors" AsNestedTensors(Vec<Vec<TensorArgument>>),
    "as_int_lists" AsIntLists(Vec<Vec<i64>>),
    "as_float_lists" AsFloatLists(Vec<Vec<Float>>),
    "as_string_to_argument" AsStringToArgument(BTreeMap<String, Argument>),
}

struct ArgumentVisitor;

// Not derived: an untagged variant for what is unknown would also take what is wrong in a
// variant that is known, and say nothing.
impl<'de> Deserialize<'de> for Argument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ArgumentVisitor)
    }
}

/// What is recorded of a tensor.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct TensorMeta {
    /// A `ScalarType` code, see `DType::from_pt2_code`.
    pub dtype: u8,
    /// The sizes.
    pub sizes: Vec<SymInt>,
    /// The strides, in elements.
    pub strides: Vec<SymInt>,
    /// Where in its storage it starts, in elements.
    pub storage_offset: SymInt,
    /// 7 is strided.
    pub layout: u8,
}

/// An argument with its name in the schema of the op.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct NamedArgument {
    /// Empty in higher-order ops.
    pub name: String,
    /// The argument.
    pub arg: Argument,
}

/// A call.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Node {
    /// `torch.ops.aten.add.Tensor`, `torch.ops.higher_order.cond`, `_operator.mul`.
    pub target: String,
    /// The arguments that are not the schema's defaults.
    pub inputs: Vec<NamedArgument>,
    /// The results.
    pub outputs: Vec<Argument>,
    /// `stack_trace`, `nn_module_stack`, ...
    #[serde(default)]
    pub metadata: HashMap<String, String>,
}

/// A graph: nodes in order, and the types of its values.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[allow(missing_docs)] // The names are the schema's.
pub struct Graph {
    pub inputs: Vec<Argument>,
    pub outputs: Vec<Argument>,
    pub nodes: Vec<Node>,
    pub tensor_values: HashMap<String, TensorMeta>,
    pub sym_int_values: HashMap<String, SymInt>,
    #[serde(default)]
    pub sym_bool_values: HashMap<String, SymBool>,
    #[serde(default)]
    pub sym_float_values: HashMap<String, SymFloat>,
}

/// What an input of the program is.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names are the schema's.
pub enum InputSpec {
    UserInput {
        arg: Argument,
    },
    Parameter {
        arg: TensorArgument,
        parameter_name: String,
    },
    Buffer {
        arg: TensorArgument,
        buffer_name: String,
        #[serde(default)]
        persistent: Option<bool>,
    },
    TensorConstant {
        arg: TensorArgument,
        tensor_constant_name: String,
    },
    CustomObj {
        arg: CustomObjArgument,
        custom_obj_name: String,
    },
    Token {
        arg: Value,
    },
    ConstantInput {
        name: String,
        value: Value,
    },
}

/// What an output of the program is.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names are the schema's.
pub enum OutputSpec {
    UserOutput { arg: Argument },
    LossOutput { arg: TensorArgument },
    BufferMutation { arg: TensorArgument, buffer_name: String },
    ParameterMutation { arg: TensorArgument, parameter_name: String },
    GradientToParameter { arg: TensorArgument, parameter_name: String },
    GradientToUserInput { arg: TensorArgument, user_input_name: String },
    UserInputMutation { arg: TensorArgument, user_input_name: String },
    Token { arg: Value },
}

/// Inputs and outputs of the program.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[allow(missing_docs)]
pub struct GraphSignature {
    pub input_specs: Vec<InputSpec>,
    pub output_specs: Vec<OutputSpec>,
}

/// The graph of a program with its signature.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[allow(missing_docs)]
pub struct GraphModule {
    pub graph: Graph,
    pub signature: GraphSignature,
    #[serde(default)]
    pub module_call_graph: IgnoredAny,
}

/// The values that a symbol can have, both ends included.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[allow(missing_docs)]
pub struct RangeConstraint {
    pub min_val: Option<i64>,
    pub max_val: Option<i64>,
}

/// The version of the schema.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SchemaVersion {
    pub major: u32,
    pub minor: u32,
}

/// A program: `models/<name>.json`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[allow(missing_docs)] // The names are the schema's.
pub struct ExportedProgram {
    pub graph_module: GraphModule,
    #[serde(default)]
    pub opset_version: BTreeMap<String, i64>,
    #[serde(default)]
    pub range_constraints: IndexMap<String, RangeConstraint>,
    pub schema_version: SchemaVersion,
    #[serde(default)]
    pub verifiers: Vec<String>,
    #[serde(default)]
    pub torch_version: String,
    #[serde(default)]
    pub guards_code: Vec<String>,
}

/// Where the bytes of a weight or constant are.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct PayloadMeta {
    /// The entry of the archive; several names may share one.
    pub path_name: String,
    /// A parameter, not a buffer.
    pub is_param: bool,
    /// The entry is a pickle, which is never read.
    pub use_pickle: bool,
    /// The tensor in the storage that the entry is.
    pub tensor_meta: Option<TensorMeta>,
}

/// `data/{weights,constants}/<name>_{weights,constants}_config.json`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
pub struct PayloadConfig {
    /// By the name of the parameter, buffer or constant.
    pub config: IndexMap<String, PayloadMeta>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(json: &str) -> Result<Argument, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn arguments() {
        assert_eq!(argument(r#"{"as_ints": [1, -2]}"#), Ok(Argument::AsInts(vec![1, -2])));
        let float = argument(r#"{"as_float": "-Infinity"}"#);
        assert_eq!(float, Ok(Argument::AsFloat(Float(f64::NEG_INFINITY))));
        let later = r#"{"as_later": {"a": [1]}}"#;
        assert_eq!(argument(later), Ok(Argument::Unknown(serde_json::from_str(later).unwrap())));
    }

    #[test]
    fn wrong_arguments_are_not_unknown_ones() {
        for (json, expected) in [
            (r#"{"as_int": "x"}"#, "invalid type: string \"x\", expected i64"),
            (r#"{"as_float": "x"}"#, "expected a float, got \"x\""),
            (r#"{"as_graph": {"name": "g", "graph": {}}}"#, "missing field `inputs`"),
            (r#"{"as_int": 1, "as_bool": true}"#, "invalid length 2"),
            ("{}", "invalid length 0, expected an argument, an object with one key `as_...`"),
            ("[1]", "invalid type: sequence, expected an argument"),
        ] {
            let error = argument(json).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
