//! The pickles of `torch.save`, as PyTorch 2.6 to 2.8 put weights into an archive.
//!
//! A pickle is a program for a stack machine. This reads the part of it that a dictionary
//! of tensors needs, as data: nothing is called, and what names anything else is refused.

use indexmap::IndexMap;
use tricast_dialects::DType;

/// The most dimensions a tensor has; many tensors may share one tuple of sizes.
const MAX_RANK: usize = 32;

/// A pickle that is not a dictionary of tensors.
#[derive(Debug, thiserror::Error, PartialEq)]
#[error("is a pickle that cannot be read: at byte {offset}: {reason}")]
pub struct PickleError {
    /// Where the instruction is.
    pub offset: usize,
    /// What was found, and expected.
    pub reason: String,
}

/// A tensor: a view of a storage of the archive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PickledTensor {
    /// `0`, for the entry `data/0`.
    pub storage: String,
    pub dtype: DType,
    pub sizes: Vec<i64>,
    pub strides: Vec<i64>,
    pub offset: i64,
    pub is_param: bool,
}

/// Reads a dictionary of tensors, in its order.
pub(crate) fn read_tensors(bytes: &[u8]) -> Result<IndexMap<String, PickledTensor>, PickleError> {
    let mut machine = Machine { bytes, ..Machine::default() };
    loop {
        let offset = machine.at;
        let result = machine.step().and_then(|running| match running {
            true => Ok(None),
            false => machine.tensors().map(Some),
        });
        match result {
            Ok(None) => {}
            Ok(Some(tensors)) => return Ok(tensors),
            Err(reason) => return Err(PickleError { offset, reason }),
        }
    }
}

type Step<T> = Result<T, String>;

/// What a pickle may name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Global {
    OrderedDict,
    RebuildTensor,
    /// For the dtypes that have no storage class of their own.
    RebuildTensorV3,
    RebuildParameter,
    /// `torch.FloatStorage`; without dtype `torch.storage.UntypedStorage`.
    Storage(Option<DType>),
    DType(DType),
}

impl Global {
    fn find(module: &str, name: &str) -> Step<Self> {
        let found = match (module, name) {
            ("collections", "OrderedDict") => Some(Global::OrderedDict),
            ("torch._utils", "_rebuild_tensor_v2") => Some(Global::RebuildTensor),
            ("torch._utils", "_rebuild_tensor_v3") => Some(Global::RebuildTensorV3),
            ("torch._utils", "_rebuild_parameter") => Some(Global::RebuildParameter),
            ("torch.storage", "UntypedStorage") => Some(Global::Storage(None)),
            ("torch", _) => {
                let scalar_type = name.strip_suffix("Storage");
                let storage = DType::all()
                    .find(|dtype| Some(dtype.scalar_type()) == scalar_type)
                    .map(|dtype| Global::Storage(Some(dtype)));
                let dtype = || DType::all().find(|dtype| dtype.torch_name() == name);
                storage.or_else(|| dtype().map(Global::DType))
            }
            _ => None,
        };
        found.ok_or_else(|| {
            format!(
                "names {module}.{name}, expected tensors only (nothing in a pickle is executed)"
            )
        })
    }
}

/// A value; what can be shared or changed is an index into the objects.
#[derive(Clone, Copy, Debug)]
enum Value<'a> {
    None,
    Bool,
    Int(i64),
    Str(&'a str),
    Global(Global),
    Object(usize),
}

impl Value<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Value::None => "None",
            Value::Bool => "a bool",
            Value::Int(_) => "an int",
            Value::Str(_) => "a str",
            Value::Global(_) => "a class or function",
            Value::Object(_) => "another object",
        }
    }
}

#[derive(Debug)]
enum Object<'a> {
    Tuple(Vec<Value<'a>>),
    Dict(Vec<(Value<'a>, Value<'a>)>),
    Storage { dtype: Option<DType>, key: &'a str },
    Tensor(PickledTensor),
}

#[derive(Default)]
struct Machine<'a> {
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Value<'a>>,
    /// The height of the stack at each open mark.
    marks: Vec<usize>,
    memo: IndexMap<u32, Value<'a>>,
    objects: Vec<Object<'a>>,
}

impl<'a> Machine<'a> {
    /// Reads one instruction; false at the end.
    fn step(&mut self) -> Step<bool> {
        match self.byte()? {
            b'.' => return Ok(false),
            0x80 => self.protocol()?,
            0x95 => drop(self.take(8)?), // FRAME
            b'(' => self.marks.push(self.stack.len()),
            b'N' => self.stack.push(Value::None),
            0x88 | 0x89 => self.stack.push(Value::Bool), // No tensor depends on which.
            b'K' | b'M' | b'J' | 0x8a | b'X' | 0x8c => {
                self.at -= 1;
                let value = self.literal()?;
                self.stack.push(value);
            }
            b'c' | 0x93 => {
                self.at -= 1;
                self.global()?;
            }
            b'q' | b'r' | 0x94 | b'h' | b'j' => {
                self.at -= 1;
                self.memoize()?;
            }
            b'}' => self.push(Object::Dict(Vec::new())),
            b')' => self.push(Object::Tuple(Vec::new())),
            n @ 0x85..=0x87 => self.tuple(usize::from(n - 0x84))?,
            b't' => {
                let items = self.pop_to_mark()?;
                self.push(Object::Tuple(items));
            }
            b's' => self.set_items(2)?,
            b'u' => {
                let count = self.stack.len() - self.mark()?;
                self.set_items(count)?;
            }
            b'Q' => self.storage()?,
            b'R' => self.reduce()?,
            b'b' => self.build()?,
            other => {
                return Err(format!(
                    "instruction 0x{other:02x}, expected one that builds a dict of tensors"
                ));
            }
        }
        Ok(true)
    }

    fn take(&mut self, count: usize) -> Step<&'a [u8]> {
        let end = self.at.checked_add(count);
        let bytes = end.and_then(|end| self.bytes.get(self.at..end)).ok_or("ends too early")?;
        self.at += count;
        Ok(bytes)
    }

    fn byte(&mut self) -> Step<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned little-endian integer.
    fn uint(&mut self, bytes: usize) -> Step<u32> {
        Ok(self.take(bytes)?.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
    }

    fn text(&mut self, length: usize) -> Step<&'a str> {
        std::str::from_utf8(self.take(length)?).map_err(|_| "a str that is not UTF-8".into())
    }

    fn line(&mut self) -> Step<&'a str> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| byte == b'\n').ok_or("ends within a line")?;
        let text = self.text(length)?;
        self.at += 1;
        Ok(text)
    }

    fn protocol(&mut self) -> Step<()> {
        match self.byte()? {
            2..=5 => Ok(()),
            other => Err(format!("protocol {other}, expected 2 to 5")),
        }
    }

    /// BININT1, BININT2, BININT, LONG1, BINUNICODE, SHORT_BINUNICODE.
    fn literal(&mut self) -> Step<Value<'a>> {
        Ok(match self.byte()? {
            b'K' => Value::Int(self.uint(1)?.into()),
            b'M' => Value::Int(self.uint(2)?.into()),
            b'J' => Value::Int((self.uint(4)? as i32).into()),
            0x8a => Value::Int(self.long()?),
            b'X' => {
                let length = self.uint(4)?;
                Value::Str(self.text(length as usize)?)
            }
            _ => {
                let length = self.uint(1)?;
                Value::Str(self.text(length as usize)?)
            }
        })
    }

    fn long(&mut self) -> Step<i64> {
        let length = self.byte()?;
        let bytes = self.take(length.into())?;
        if bytes.len() > 8 {
            return Err(format!("an int of {length} bytes, expected at most 8"));
        }
        let sign = if bytes.last().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
        Ok(bytes.iter().rev().fold(sign, |number, &byte| number << 8 | i64::from(byte)))
    }

    /// GLOBAL, STACK_GLOBAL.
    fn global(&mut self) -> Step<()> {
        let (module, name) = if self.byte()? == b'c' {
            (self.line()?, self.line()?)
        } else {
            let (name, module) = (self.pop()?, self.pop()?);
            (self.str(module)?, self.str(name)?)
        };
        self.stack.push(Value::Global(Global::find(module, name)?));
        Ok(())
    }

    /// BINPUT, LONG_BINPUT, MEMOIZE, BINGET, LONG_BINGET.
    fn memoize(&mut self) -> Step<()> {
        let instruction = self.byte()?;
        let key = match instruction {
            b'q' | b'h' => self.uint(1)?,
            b'r' | b'j' => self.uint(4)?,
            _ => self.memo.len() as u32,
        };
        if matches!(instruction, b'h' | b'j') {
            let value =
                *self.memo.get(&key).ok_or_else(|| format!("nothing at {key} of the memo"))?;
            self.stack.push(value);
        } else {
            self.memo.insert(key, self.stack_top()?);
        }
        Ok(())
    }

    fn push(&mut self, object: Object<'a>) {
        self.stack.push(Value::Object(self.objects.len()));
        self.objects.push(object);
    }

    fn stack_top(&self) -> Step<Value<'a>> {
        self.stack.last().copied().ok_or_else(|| "an empty stack".into())
    }

    fn pop(&mut self) -> Step<Value<'a>> {
        let value = self.stack_top()?;
        self.stack.pop();
        Ok(value)
    }

    /// Closes the last mark, and is where it was.
    fn mark(&mut self) -> Step<usize> {
        let mark = self.marks.pop().ok_or("no mark")?;
        if mark > self.stack.len() {
            return Err("a mark above the stack".into());
        }
        Ok(mark)
    }

    fn pop_to_mark(&mut self) -> Step<Vec<Value<'a>>> {
        let mark = self.mark()?;
        Ok(self.stack.split_off(mark))
    }

    fn top(&mut self, count: usize) -> Step<Vec<Value<'a>>> {
        let start = self.stack.len().checked_sub(count).ok_or("too few values on the stack")?;
        Ok(self.stack.split_off(start))
    }

    fn tuple(&mut self, count: usize) -> Step<()> {
        let items = self.top(count)?;
        self.push(Object::Tuple(items));
        Ok(())
    }

    fn set_items(&mut self, count: usize) -> Step<()> {
        let items = self.top(count)?;
        if items.len() % 2 != 0 {
            return Err("a key without a value".into());
        }
        let dict = self.stack_top()?;
        match dict {
            Value::Object(index) => match &mut self.objects[index] {
                Object::Dict(entries) => {
                    entries.extend(items.chunks_exact(2).map(|pair| (pair[0], pair[1])));
                    Ok(())
                }
                _ => Err("items for what is not a dict".into()),
            },
            other => Err(format!("items for {}, expected a dict", other.kind())),
        }
    }

    /// BINPERSID: `('storage', torch.FloatStorage, '0', 'cpu', 128)`.
    fn storage(&mut self) -> Step<()> {
        let id = self.pop()?;
        let id = self.items(id)?;
        let &[Value::Str("storage"), Value::Global(Global::Storage(dtype)), Value::Str(key), _, _] =
            id
        else {
            return Err("a persistent id, expected ('storage', class, key, device, size)".into());
        };
        self.push(Object::Storage { dtype, key });
        Ok(())
    }

    /// REDUCE: a call, of which only the few that describe tensors are understood.
    fn reduce(&mut self) -> Step<()> {
        let (arguments, callee) = (self.pop()?, self.pop()?);
        let object = match callee {
            Value::Global(Global::OrderedDict) => {
                if !self.items(arguments)?.is_empty() {
                    return Err("arguments of OrderedDict, expected none".into());
                }
                Object::Dict(Vec::new())
            }
            Value::Global(Global::RebuildTensor) => Object::Tensor(self.tensor(arguments, false)?),
            Value::Global(Global::RebuildTensorV3) => Object::Tensor(self.tensor(arguments, true)?),
            Value::Global(Global::RebuildParameter) => {
                let tensor = self.items(arguments)?.first().copied().unwrap_or(Value::None);
                Object::Tensor(PickledTensor { is_param: true, ..self.as_tensor(tensor)?.clone() })
            }
            other => return Err(format!("a call of {}, expected a tensor", other.kind())),
        };
        self.push(object);
        Ok(())
    }

    /// BUILD: the `_metadata` of a state dict, which says nothing about its tensors.
    fn build(&mut self) -> Step<()> {
        self.pop()?;
        match self.stack_top()? {
            Value::Object(index) if matches!(self.objects[index], Object::Dict(_)) => Ok(()),
            other => Err(format!("a state for {}, expected an OrderedDict", other.kind())),
        }
    }

    /// `(storage, offset, sizes, strides, requires_grad, hooks[, dtype], ...)`
    fn tensor(&self, arguments: Value<'a>, with_dtype: bool) -> Step<PickledTensor> {
        let arguments = self.items(arguments)?;
        let &[Value::Object(storage), Value::Int(offset), sizes, strides, _, _, ..] = arguments
        else {
            return Err("a tensor, expected (storage, offset, sizes, strides, ...)".into());
        };
        let Object::Storage { dtype, key } = &self.objects[storage] else {
            return Err("a tensor of what is not a storage".into());
        };
        let dtype = match (with_dtype, arguments.get(6)) {
            (true, Some(&Value::Global(Global::DType(dtype)))) => Some(dtype),
            (true, _) => None,
            (false, _) => *dtype,
        };
        Ok(PickledTensor {
            storage: (*key).to_string(),
            dtype: dtype.ok_or("a tensor without a dtype")?,
            sizes: self.ints(sizes)?,
            strides: self.ints(strides)?,
            offset,
            is_param: false,
        })
    }

    fn items(&self, value: Value<'a>) -> Step<&[Value<'a>]> {
        match value {
            Value::Object(index) => match &self.objects[index] {
                Object::Tuple(items) => Ok(items),
                _ => Err("an object, expected a tuple".into()),
            },
            other => Err(format!("{}, expected a tuple", other.kind())),
        }
    }

    fn ints(&self, value: Value<'a>) -> Step<Vec<i64>> {
        let int = |value: &Value| match value {
            Value::Int(number) => Ok(*number),
            other => Err(format!("{}, expected an int", other.kind())),
        };
        let items = self.items(value)?;
        if items.len() > MAX_RANK {
            return Err(format!("a tuple of {} ints, expected at most {MAX_RANK}", items.len()));
        }
        items.iter().map(int).collect()
    }

    fn str(&self, value: Value<'a>) -> Step<&'a str> {
        match value {
            Value::Str(text) => Ok(text),
            other => Err(format!("{}, expected a str", other.kind())),
        }
    }

    fn as_tensor(&self, value: Value<'a>) -> Step<&PickledTensor> {
        match value {
            Value::Object(index) => match &self.objects[index] {
                Object::Tensor(tensor) => Ok(tensor),
                _ => Err("an object, expected a tensor".into()),
            },
            other => Err(format!("{}, expected a tensor", other.kind())),
        }
    }

    /// The result: the value that is left.
    fn tensors(&mut self) -> Step<IndexMap<String, PickledTensor>> {
        let Value::Object(index) = self.pop()? else { return Err("no dict at the end".into()) };
        let Object::Dict(entries) = &self.objects[index] else {
            return Err("an object at the end, expected a dict".into());
        };
        let named = |&(name, tensor)| {
            let name = self.str(name)?;
            let tensor = self.as_tensor(tensor).map_err(|found| format!("'{name}' is {found}"))?;
            Ok((name.to_string(), tensor.clone()))
        };
        entries.iter().map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tensor of storage `0`, as `torch.save` writes it.
    fn tensor(class: &str) -> Vec<u8> {
        let mut bytes = b"\x80\x02}X\x01\x00\x00\x00kctorch._utils\n_rebuild_tensor_v2\n".to_vec();
        bytes.extend(b"((X\x07\x00\x00\x00storagec");
        bytes.extend(class.as_bytes());
        bytes.extend(
            b"\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x10tQK\x00K\x02K\x08\x86K\x08K\x01\x86\x89",
        );
        bytes.extend(b"ccollections\nOrderedDict\n)RtRs.");
        bytes
    }

    #[test]
    fn a_tensor_is_read() {
        let tensors = read_tensors(&tensor("torch\nBFloat16Storage")).unwrap();
        let expected = PickledTensor {
            storage: "0".into(),
            dtype: DType::BF16,
            sizes: vec![2, 8],
            strides: vec![8, 1],
            offset: 0,
            is_param: false,
        };
        assert_eq!(tensors.into_iter().collect::<Vec<_>>(), [("k".to_string(), expected)]);
    }

    fn reason(bytes: &[u8]) -> String {
        read_tensors(bytes).unwrap_err().to_string()
    }

    #[test]
    fn nothing_else_is_named() {
        let error = reason(b"\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R.");
        assert!(error.contains("at byte 2: names os.system, expected tensors only"), "{error}");
        let stacked = reason(b"\x80\x04\x8c\x08builtins\x94\x8c\x04eval\x94\x93\x94.");
        assert!(stacked.contains("names builtins.eval"), "{stacked}");
        assert!(reason(&tensor("torch\nNoStorage")).contains("names torch.NoStorage"));
        assert!(reason(b"\x80\x02}}b}R.").contains("a call of another object"));
    }

    #[test]
    fn wrong_pickles_are_refused() {
        let whole = tensor("torch\nFloatStorage");
        for length in 0..whole.len() {
            assert!(read_tensors(&whole[..length]).is_err(), "{length} bytes");
        }
        for (bytes, expected) in [
            (&b"\x80\x07."[..], "protocol 7"),
            (b"\x80\x02.", "an empty stack"),
            (b"\x80\x02K\x01.", "no dict"),
            (b"\x80\x02}K\x01K\x02s.", "an int, expected a str"),
            (b"\x80\x02}X\x01\x00\x00\x00aK\x02s.", "'a' is an int, expected a tensor"),
            (b"\x80\x02}(K\x01u.", "a key without a value"),
            (b"\x80\x02(}0u.", "instruction 0x30"),
            (b"\x80\x02}(NNNs)u.", "items for"),
            (b"\x80\x02((u.", "an empty stack"),
            (b"\x80\x02h\x05.", "nothing at 5"),
            (b"\x80\x02\x8a\x09.........", "an int of 9 bytes"),
            (b"\x80\x02)Q.", "a persistent id"),
        ] {
            let error = reason(bytes);
            assert!(error.contains(expected), "{error}, expected {expected}");
        }
    }

    #[test]
    fn long_ints() {
        for (bytes, expected) in [
            (&b"\x8a\x00"[..], 0),
            (b"\x8a\x01\xff", -1),
            (b"\x8a\x02\xff\x00", 255),
            (b"\x8a\x05\x00\x00\x00\x00\x01", 1 << 32),
            (b"J\xfe\xff\xff\xff", -2),
            (b"M\x01\x02", 513),
        ] {
            let value = Machine { bytes, ..Machine::default() }.literal();
            assert!(matches!(value, Ok(Value::Int(number)) if number == expected), "{bytes:?}");
        }
    }
}
