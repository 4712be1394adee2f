//! An op as a line of Python: its `spelling` with its arguments. `dialects/mlx/MlxDialect.td` says
//! how a spelling is written.

use melior::ir::{OperationRef, attribute::DenseI64ArrayAttribute, operation::OperationLike};
use tricast_dialects::{
    Argument, Arguments, DType, Dim, OpDef, Scalar, ValueType, aten::pointwise::promoted,
};
use tricast_mlir::{convert::DYNAMIC, ir};

use super::names::quoted;

/// An op, with its operands as Python expressions.
pub struct Call<'c> {
    op: OperationRef<'c, 'c>,
    definition: &'static OpDef,
    arguments: Arguments,
    /// The operands of each parameter.
    operands: Vec<Vec<String>>,
    /// The dtypes of its results; None for a number.
    results: Vec<Option<DType>>,
}

/// What lines have in common: a part of a spelling between `[[` and `]]`.
pub struct Shared {
    /// The part.
    text: &'static str,
    /// Which of the op's operands are in it.
    pub operands: Vec<usize>,
}

/// A place in a spelling: `{name:how:factor}`.
struct Place<'a> {
    name: &'a str,
    how: &'a str,
    factor: &'a str,
}

impl<'c> Call<'c> {
    /// Reads an op whose operands are these expressions.
    ///
    /// # Errors
    /// If it does not take its arguments.
    pub fn read(
        op: OperationRef<'c, 'c>,
        definition: &'static OpDef,
        operands: Vec<String>,
    ) -> Result<Self, String> {
        let (arguments, counts) = ir::arguments(op).map_err(|error| error.0)?;
        let mut operands = operands.into_iter();
        let operands = counts.iter().map(|count| operands.by_ref().take(*count).collect());
        let operands = operands.collect();
        let results = op.results().map(|result| match ir::type_of(result.into()) {
            Some(ValueType::Tensor(tensor)) => Some(tensor.dtype),
            _ => None,
        });
        Ok(Call { op, definition, arguments, operands, results: results.collect() })
    }

    /// Whether it computes in more precision than its results have.
    fn is_wide(&self) -> bool {
        self.definition.spelling.contains(":wide")
    }

    /// The dtypes that its results are to be rounded to.
    pub fn roundings(&self) -> Vec<Option<DType>> {
        let half = |dtype: &Option<DType>| {
            dtype.filter(|dtype| self.is_wide() && matches!(dtype, DType::F16 | DType::BF16))
        };
        self.results.iter().map(half).collect()
    }

    /// The dtype in which its numbers are meant.
    fn computed(&self) -> Result<DType, String> {
        let result = self.results.first().copied().flatten().unwrap_or(DType::F32);
        if self.definition.spelling.contains(":common") {
            let names: Vec<&str> = self.definition.params.iter().map(|param| param.name).collect();
            return promoted(&self.arguments, &names[..names.len().min(2)]).map_err(|e| e.0);
        }
        Ok(if self.is_wide() { widened(result) } else { result })
    }

    /// The parts of the line that others may have too.
    pub fn shared(&self) -> Vec<Shared> {
        let parts = self.definition.spelling.split("[[").skip(1);
        let parts = parts.filter_map(|part| Some(part.split_once("]]")?.0));
        parts.map(|text| Shared { text, operands: self.operands_in(text) }).collect()
    }

    /// The numbers of the operands that a text has places for.
    fn operands_in(&self, text: &str) -> Vec<usize> {
        let places = text.split('{').skip(1);
        let names: Vec<&str> = places.filter_map(|place| place.split([':', '}']).next()).collect();
        let mut first = 0;
        let mut found = vec![];
        for (param, operands) in self.definition.params.iter().zip(&self.operands) {
            if names.contains(&param.name) {
                found.extend(first..first + operands.len());
            }
            first += operands.len();
        }
        found
    }

    /// A part that is shared, which is computed when the program is loaded or not.
    ///
    /// # Errors
    /// If an argument has no form in Python.
    pub fn spell_shared(&self, shared: &Shared, known: bool) -> Result<String, String> {
        self.fill(&shared.text.replace("{known}", python_bool(known)))
    }

    /// The line, without the rounding of its results; `shared` is what stands for the parts that
    /// others may have too.
    ///
    /// # Errors
    /// If an argument has no form in Python.
    pub fn spell(&self, shared: &[String]) -> Result<String, String> {
        let mut parts = self.definition.spelling.split("[[");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (part, name) in parts.zip(shared) {
            text += name;
            text += part.split_once("]]").ok_or("a spelling without end")?.1;
        }
        self.fill(&text)
    }

    /// A text with its places filled.
    fn fill(&self, spelling: &str) -> Result<String, String> {
        let mut text = String::new();
        let mut rest = spelling;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').ok_or("a spelling without end")?;
            text += before;
            let mut parts = place.split(':');
            let mut part = || parts.next().unwrap_or_default();
            let place = Place { name: part(), how: part(), factor: part() };
            text += &self.place(&place)?;
            rest = after;
        }
        Ok(text + rest)
    }

    fn place(&self, place: &Place) -> Result<String, String> {
        if let Some(number) = place.name.strip_prefix("result") {
            let number = if number.is_empty() { 0 } else { number.parse().unwrap_or(0) };
            let dtype = self.results.get(number).copied().flatten();
            return Ok(dtype_name(dtype.unwrap_or(DType::F32)));
        }
        let text = self.argument(place)?;
        if place.factor.is_empty() {
            return Ok(text);
        }
        let factor = self.plain(place.factor)?;
        Ok(match (factor.parse::<f64>(), self.arguments.get(place.name)) {
            (Ok(1.0), _) => text,
            (Ok(factor), Argument::Scalar(Scalar::Int(value))) if factor.fract() == 0.0 => {
                (factor as i64).wrapping_mul(*value).to_string()
            }
            _ => format!("{factor} * {text}"),
        })
    }

    fn argument(&self, place: &Place) -> Result<String, String> {
        let Place { name, how, .. } = *place;
        let argument = self.arguments.get(name);
        Ok(match (how, argument) {
            (
                "result" | "wide" | "common" | "single",
                Argument::Tensor(_) | Argument::Tensors(_),
            ) => {
                let wanted = match how {
                    "result" => self.results.first().copied().flatten().unwrap_or(DType::F32),
                    "single" => DType::F32,
                    _ => self.computed()?,
                };
                self.as_dtype(name, wanted)?
            }
            ("axes" | "all_axes", _) => self.axes(name, how == "axes")?,
            ("count", Argument::SymInts(list)) => list.len().to_string(),
            ("or0", Argument::None) => "0".into(),
            ("or2", Argument::None) => "2".into(),
            ("array", Argument::Scalar(_)) => {
                let dtype = self.computed()?;
                format!("mx.array({}, dtype={})", self.number(name, dtype)?, dtype_name(dtype))
            }
            (_, Argument::Scalar(_)) if place.how.is_empty() || place.how == "wide" => {
                self.number(name, self.computed()?)?
            }
            _ => self.plain(name)?,
        })
    }

    /// A tensor, or each of a list, in a dtype.
    fn as_dtype(&self, name: &str, wanted: DType) -> Result<String, String> {
        let texts = self.operands_of(name);
        let types: Vec<DType> = match self.arguments.get(name) {
            Argument::Tensor(tensor) => vec![tensor.dtype],
            Argument::Tensors(tensors) => tensors.iter().map(|tensor| tensor.dtype).collect(),
            _ => vec![],
        };
        let cast = |(text, dtype): (&String, &DType)| match dtype {
            dtype if *dtype == wanted => text.clone(),
            DType::F64 => format!("single({text})"),
            _ => format!("{text}.astype({})", dtype_name(wanted)),
        };
        let texts: Vec<String> = texts.iter().zip(&types).map(cast).collect();
        Ok(match self.arguments.get(name) {
            Argument::Tensor(_) => texts.concat(),
            _ => format!("[{}]", texts.join(", ")),
        })
    }

    /// Dimensions; of a tensor without any, and where none are given, all.
    fn axes(&self, name: &str, empty_is_all: bool) -> Result<String, String> {
        let rank = self.arguments.tensors_given().next().map_or(0, |tensor| tensor.rank());
        Ok(match self.arguments.get(name) {
            _ if rank == 0 => "None".into(),
            Argument::SymInts(list) if list.is_empty() && empty_is_all => "None".into(),
            _ => self.plain(name)?,
        })
    }

    /// A number that goes with tensors of this dtype.
    fn number(&self, name: &str, dtype: DType) -> Result<String, String> {
        let value = match self.arguments.get(name) {
            Argument::Scalar(Scalar::Int(value)) if dtype == DType::Bool => {
                return Ok(python_bool(*value != 0).into());
            }
            Argument::Scalar(Scalar::Int(value)) => *value,
            Argument::Scalar(Scalar::Float(value)) if dtype.is_integral(true) => *value as i64,
            _ => return self.plain(name),
        };
        let bits = 8 * dtype.size() as u32;
        let is_unsigned = matches!(dtype, DType::U8 | DType::U16 | DType::U32);
        Ok(if is_unsigned && value < 0 {
            value.rem_euclid(1 << bits).to_string()
        } else {
            value.to_string()
        })
    }

    fn operands_of(&self, name: &str) -> &[String] {
        let index = self.definition.params.iter().position(|param| param.name == name);
        index.map_or(&[], |index| &self.operands[index])
    }

    /// An argument as it is.
    fn plain(&self, name: &str) -> Result<String, String> {
        let operands = self.operands_of(name);
        Ok(match self.arguments.get(name) {
            Argument::None => "None".into(),
            Argument::Tensors(_) => format!("[{}]", operands.join(", ")),
            Argument::OptTensors(list) => {
                let mut operands = operands.iter();
                let each = list.iter().map(|tensor| match tensor {
                    Some(_) => operands.next().cloned().unwrap_or_default(),
                    None => "None".into(),
                });
                format!("[{}]", each.collect::<Vec<_>>().join(", "))
            }
            Argument::SymInts(list) => self.list(name, list)?,
            _ if !operands.is_empty() => operands[0].clone(),
            Argument::SymInt(Dim::Static(value)) => value.to_string(),
            Argument::Scalar(Scalar::Int(value)) => value.to_string(),
            Argument::Scalar(Scalar::Float(value)) => float(*value),
            Argument::Scalar(Scalar::Bool(value)) => python_bool(*value).into(),
            Argument::Scalar(Scalar::SymInt(dim)) if dim.is_static() => {
                dim.as_static().unwrap_or(0).to_string()
            }
            Argument::Floats(values) => joined(values.iter().map(|value| float(*value))),
            Argument::Bools(values) => joined(values.iter().map(|b| python_bool(*b).into())),
            Argument::Str(text) => quoted(text),
            Argument::DType(dtype) => dtype_name(*dtype),
            other => return Err(format!("'{name}' is {other:?}, which Python has no form of")),
        })
    }

    /// A list of integers, of which some may be operands.
    fn list(&self, name: &str, list: &[Dim]) -> Result<String, String> {
        let attribute = ir::attribute(self.op, &format!("static_{name}"));
        let attribute = attribute.and_then(|given| DenseI64ArrayAttribute::try_from(given).ok());
        let mut operands = self.operands_of(name).iter();
        let mut texts = vec![];
        for (index, dim) in list.iter().enumerate() {
            let given = attribute.and_then(|given| given.element(index).ok());
            let value = given.or(dim.as_static()).unwrap_or(DYNAMIC);
            texts.push(match value {
                DYNAMIC => {
                    operands.next().cloned().ok_or_else(|| format!("'{name}' has no operand"))?
                }
                value => value.to_string(),
            });
        }
        Ok(joined(texts.into_iter()))
    }
}

fn joined(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

/// Half precision as float32.
fn widened(dtype: DType) -> DType {
    match dtype {
        DType::F16 | DType::BF16 => DType::F32,
        dtype => dtype,
    }
}

/// A dtype in MLX's name.
pub fn dtype_name(dtype: DType) -> String {
    match dtype {
        DType::Bool => "mx.bool_".into(),
        dtype => format!("mx.{}", dtype.torch_name()),
    }
}

/// A float as Python reads it.
pub fn float(value: f64) -> String {
    match value {
        value if value.is_nan() => "math.nan".into(),
        f64::INFINITY => "math.inf".into(),
        f64::NEG_INFINITY => "-math.inf".into(),
        value => format!("{value:?}"),
    }
}

/// A bool in Python.
pub fn python_bool(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// Whether a line is one call, so that a method of its value may follow.
pub fn is_call(text: &str) -> bool {
    let Some(open) = text.find('(') else {
        return text.chars().all(|c| c.is_alphanumeric() || c == '_');
    };
    let name = &text[..open];
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.') {
        return false;
    }
    let mut depth = 0;
    for (index, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return index + 1 == text.len();
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_pythons() {
        assert_eq!(float(1.0), "1.0");
        assert_eq!(float(1e-5), "1e-5");
        assert_eq!(float(f64::NEG_INFINITY), "-math.inf");
        assert_eq!(float(f64::NAN), "math.nan");
    }

    #[test]
    fn a_method_may_follow_a_call() {
        assert!(is_call("mx.exp(x)"));
        assert!(is_call("x"));
        assert!(!is_call("f(x) + g(y)"));
        assert!(!is_call("x + f(y)"));
        assert!(!is_call("(x)(y) * 2"));
    }
}
