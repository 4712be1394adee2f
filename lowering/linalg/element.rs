//! Arithmetic on single elements, by dtype.

use melior::ir::{
    Attribute, Type, Value, ValueLike,
    attribute::{FloatAttribute, IntegerAttribute},
};
use tricast_dialects::{DType, dtype::Category};
use tricast_mlir::ir;

use super::{Builder, complex};

/// An element of a tensor, or a number.
#[derive(Clone, Copy, Debug)]
pub struct Element<'c> {
    /// The value; of a bool an `i1`.
    pub value: Value<'c, 'c>,
    /// What it is.
    pub dtype: DType,
}

/// How two elements are compared. Of floats `Ne` is true of NaN, the others are false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Comparison {
    /// `arith.cmpi`'s predicate.
    fn integer(self, is_unsigned: bool) -> i64 {
        match (self, is_unsigned) {
            (Comparison::Eq, _) => 0,
            (Comparison::Ne, _) => 1,
            (Comparison::Lt, false) => 2,
            (Comparison::Le, false) => 3,
            (Comparison::Gt, false) => 4,
            (Comparison::Ge, false) => 5,
            (Comparison::Lt, true) => 6,
            (Comparison::Le, true) => 7,
            (Comparison::Gt, true) => 8,
            (Comparison::Ge, true) => 9,
        }
    }

    /// `arith.cmpf`'s predicate.
    fn float(self) -> i64 {
        match self {
            Comparison::Eq => 1,
            Comparison::Gt => 2,
            Comparison::Ge => 3,
            Comparison::Lt => 4,
            Comparison::Le => 5,
            Comparison::Ne => 13,
        }
    }
}

/// Whether integers of a dtype have no sign, bool included.
pub fn is_unsigned(dtype: DType) -> bool {
    matches!(dtype, DType::Bool | DType::U8 | DType::U16 | DType::U32 | DType::U64)
}

/// The dtype that PyTorch computes in: float32 for the smaller floats.
pub fn compute_dtype(dtype: DType) -> DType {
    match dtype {
        DType::F16 | DType::BF16 => DType::F32,
        DType::C32 => DType::C64,
        dtype if dtype.is_float8() => DType::F32,
        dtype => dtype,
    }
}

/// The dtype by way of which a number is cast, if not at once.
fn stopover(from: DType, to: DType) -> Option<DType> {
    let is_small = |dtype: DType| dtype.is_float() && dtype.size() < 4;
    let middle = match (from.is_float(), to.is_float()) {
        // PyTorch casts to and from the small floats through float32; so it rounds twice.
        (true, _) if is_small(from) => DType::F32,
        (_, true) if is_small(to) => DType::F32,
        // As C does it: -1.0 is 255, and 300.0 is 44.
        (true, false) if to.size() < 4 && to != DType::Bool => DType::I32,
        (true, false) if to == DType::U32 => DType::I64,
        _ => return None,
    };
    (middle != from && middle != to).then_some(middle)
}

impl<'c> Builder<'c> {
    /// The type of an element in a register: bool is `i1`, unsigned integers are signless.
    pub fn element_type(&self, dtype: DType) -> Type<'c> {
        ir::signless_type(self.context, dtype)
    }

    /// The type of an element in memory: bool is a byte.
    pub fn storage_type(&self, dtype: DType) -> Type<'c> {
        self.element_type(if dtype == DType::Bool { DType::I8 } else { dtype })
    }

    /// An element of what memory holds.
    pub fn from_storage(&self, value: Value<'c, 'c>, dtype: DType) -> Element<'c> {
        match dtype {
            DType::Bool => self.cast(Element { value, dtype: DType::I8 }, DType::Bool),
            _ => Element { value, dtype },
        }
    }

    /// What memory holds of an element.
    pub fn to_storage(&self, element: Element<'c>) -> Value<'c, 'c> {
        match element.dtype {
            DType::Bool => self.cast(element, DType::I8).value,
            _ => element.value,
        }
    }

    /// An index as an int64, and other values of `arith` as what they are.
    pub fn number(&self, value: Value<'c, 'c>) -> Element<'c> {
        let ty = value.r#type();
        if ty == Type::index(self.context) {
            self.from_index(value)
        } else if ty == Type::float64(self.context) {
            Element { value, dtype: DType::F64 }
        } else {
            Element { value, dtype: DType::Bool }
        }
    }

    /// An index as an int64.
    pub fn from_index(&self, value: Value<'c, 'c>) -> Element<'c> {
        let value = self.op("arith.index_cast", &[value], self.element_type(DType::I64));
        Element { value, dtype: DType::I64 }
    }

    /// An integer as an index.
    pub fn to_index(&self, element: Element<'c>) -> Value<'c, 'c> {
        let element = self.cast(element, DType::I64);
        self.op("arith.index_cast", &[element.value], Type::index(self.context))
    }

    /// A constant index.
    pub fn index(&self, value: i64) -> Value<'c, 'c> {
        self.constant_of(IntegerAttribute::new(Type::index(self.context), value).into())
    }

    fn constant_of(&self, value: Attribute<'c>) -> Value<'c, 'c> {
        let ty = ir::attribute_type(value);
        self.op_with_attributes("arith.constant", &[], &[("value", value)], ty)
    }

    /// A constant of a dtype that is not complex; a float is truncated where the dtype is
    /// integral.
    pub fn float(&self, dtype: DType, value: f64) -> Element<'c> {
        if !dtype.is_float() {
            if dtype.is_complex() {
                let real = self.float(dtype.to_real(), value);
                return self.cast(real, dtype);
            }
            return self.int(dtype, value as i64);
        }
        let ty = self.element_type(dtype);
        let value = self.constant_of(FloatAttribute::new(self.context, ty, value).into());
        Element { value, dtype }
    }

    /// A constant of any dtype.
    pub fn int(&self, dtype: DType, value: i64) -> Element<'c> {
        if !dtype.is_integral(true) {
            return self.float(dtype, value as f64);
        }
        let value = if dtype == DType::Bool { i64::from(value != 0) } else { value };
        let ty = self.element_type(dtype);
        let value = self.constant_of(IntegerAttribute::new(ty, value).into());
        Element { value, dtype }
    }

    /// A constant bool.
    pub fn bool(&self, value: bool) -> Element<'c> {
        self.int(DType::Bool, i64::from(value))
    }

    /// The least number of a dtype; of floats minus infinity.
    pub fn lowest(&self, dtype: DType) -> Element<'c> {
        if dtype.is_float() {
            return self.float(dtype, f64::NEG_INFINITY);
        }
        let bits = dtype.size() as u32 * 8;
        self.int(dtype, if is_unsigned(dtype) { 0 } else { -1i64 << (bits - 1) })
    }

    /// The greatest number of a dtype; of floats infinity.
    pub fn highest(&self, dtype: DType) -> Element<'c> {
        if dtype.is_float() {
            return self.float(dtype, f64::INFINITY);
        }
        let bits = dtype.size() as u32 * 8;
        self.int(dtype, if is_unsigned(dtype) { -1 } else { !(-1i64 << (bits - 1)) })
    }

    /// Casts as `Tensor.to(dtype)` does: floats to integers towards zero, anything but zero is
    /// true; a complex number loses its imaginary part.
    pub fn cast(&self, element: Element<'c>, dtype: DType) -> Element<'c> {
        let from = element.dtype;
        if from == dtype {
            return element;
        }
        if from.is_complex() || dtype.is_complex() {
            return self.cast_complex(element, dtype);
        }
        if from.is_float8() {
            return self.cast(self.from_float8(element), dtype);
        }
        if dtype.is_float8() {
            return self.to_float8(self.cast(element, DType::F32), dtype);
        }
        if let Some(middle) = stopover(from, dtype) {
            return self.cast(self.cast(element, middle), dtype);
        }
        if dtype == DType::Bool {
            return self.compare(Comparison::Ne, element, self.int(from, 0));
        }
        let name = match (from.is_float(), dtype.is_float()) {
            (false, false) => return self.cast_integer(element, dtype),
            (false, true) if is_unsigned(from) => "arith.uitofp",
            (false, true) => "arith.sitofp",
            (true, false) if is_unsigned(dtype) => "arith.fptoui",
            (true, false) => "arith.fptosi",
            (true, true) if from.size() < dtype.size() => "arith.extf",
            (true, true) => "arith.truncf",
        };
        Element { value: self.op(name, &[element.value], self.element_type(dtype)), dtype }
    }

    fn cast_integer(&self, element: Element<'c>, dtype: DType) -> Element<'c> {
        let width = |dtype: DType| if dtype == DType::Bool { 1 } else { dtype.size() * 8 };
        let (from, to) = (width(element.dtype), width(dtype));
        let name = match from.cmp(&to) {
            std::cmp::Ordering::Equal => return Element { value: element.value, dtype },
            std::cmp::Ordering::Greater => "arith.trunci",
            std::cmp::Ordering::Less if is_unsigned(element.dtype) => "arith.extui",
            std::cmp::Ordering::Less => "arith.extsi",
        };
        Element { value: self.op(name, &[element.value], self.element_type(dtype)), dtype }
    }

    fn cast_complex(&self, element: Element<'c>, dtype: DType) -> Element<'c> {
        if !dtype.is_complex() {
            if dtype == DType::Bool {
                return self.compare(Comparison::Ne, element, self.int(element.dtype, 0));
            }
            return self.cast(self.real(element), dtype);
        }
        let part = dtype.to_real();
        let (real, imaginary) = if element.dtype.is_complex() {
            (self.cast(self.real(element), part), self.cast(self.imaginary(element), part))
        } else {
            (self.cast(element, part), self.float(part, 0.0))
        };
        self.complex(real, imaginary)
    }

    /// The bits of a number that is not complex, taken for one of another dtype of its size. Of a
    /// bool they are those of its byte.
    pub fn bitcast(&self, element: Element<'c>, dtype: DType) -> Element<'c> {
        let from = element.dtype;
        if from == DType::Bool {
            return self.bitcast(self.cast(element, DType::U8), dtype);
        }
        if dtype == DType::Bool {
            return self.cast(self.bitcast(element, DType::U8), dtype);
        }
        if self.element_type(from) == self.element_type(dtype) {
            return Element { value: element.value, dtype };
        }
        Element {
            value: self.op("arith.bitcast", &[element.value], self.element_type(dtype)),
            dtype,
        }
    }

    /// A complex number of its parts.
    pub fn complex(&self, real: Element<'c>, imaginary: Element<'c>) -> Element<'c> {
        let dtype = real.dtype.to_complex();
        let parts = [real.value, imaginary.value];
        Element { value: self.op("complex.create", &parts, self.element_type(dtype)), dtype }
    }

    /// The real part of a complex number.
    pub fn real(&self, element: Element<'c>) -> Element<'c> {
        self.part("complex.re", element)
    }

    /// The imaginary part of a complex number.
    pub fn imaginary(&self, element: Element<'c>) -> Element<'c> {
        self.part("complex.im", element)
    }

    fn part(&self, name: &str, element: Element<'c>) -> Element<'c> {
        let dtype = element.dtype.to_real();
        Element { value: self.op(name, &[element.value], self.element_type(dtype)), dtype }
    }

    /// An op on elements of one dtype that gives one of the same.
    pub fn same(&self, name: &str, operands: &[Element<'c>]) -> Element<'c> {
        let dtype = operands[0].dtype;
        debug_assert!(
            operands.iter().all(|operand| operand.dtype == dtype),
            "{name}: dtypes differ"
        );
        let values: Vec<Value> = operands.iter().map(|operand| operand.value).collect();
        Element { value: self.op(name, &values, self.element_type(dtype)), dtype }
    }

    /// The sum; of bools whether one is true.
    pub fn add(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Bool => self.or(a, b),
            Category::Integer => self.same("arith.addi", &[a, b]),
            Category::Float => self.same("arith.addf", &[a, b]),
            Category::Complex => complex::add(self, a, b),
        }
    }

    /// The difference.
    pub fn sub(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Float => self.same("arith.subf", &[a, b]),
            Category::Complex => complex::sub(self, a, b),
            _ => self.same("arith.subi", &[a, b]),
        }
    }

    /// The product; of bools whether both are true.
    pub fn mul(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Bool => self.and(a, b),
            Category::Integer => self.same("arith.muli", &[a, b]),
            Category::Float => self.same("arith.mulf", &[a, b]),
            Category::Complex => complex::mul(self, a, b),
        }
    }

    /// `a * factor`.
    pub fn times(&self, a: Element<'c>, factor: f64) -> Element<'c> {
        self.mul(a, self.float(a.dtype, factor))
    }

    /// `a + term`.
    pub fn plus(&self, a: Element<'c>, term: f64) -> Element<'c> {
        self.add(a, self.float(a.dtype, term))
    }

    /// The quotient; of integers towards zero, and without a trap where there is none.
    pub fn div(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Float => return self.same("arith.divf", &[a, b]),
            Category::Complex => return complex::div(self, a, b),
            _ => {}
        }
        if is_unsigned(a.dtype) {
            return self.same("arith.divui", &[a, self.nonzero_or_one(b)]);
        }
        let is_minus_one = self.compare(Comparison::Eq, b, self.int(b.dtype, -1));
        let divisor = self.select(is_minus_one, self.int(b.dtype, 1), self.nonzero_or_one(b));
        let quotient = self.same("arith.divsi", &[a, divisor]);
        self.select(is_minus_one, self.neg(a), quotient)
    }

    /// An integer to divide by: the hardware traps on zero.
    fn nonzero_or_one(&self, b: Element<'c>) -> Element<'c> {
        let is_zero = self.compare(Comparison::Eq, b, self.int(b.dtype, 0));
        self.select(is_zero, self.int(b.dtype, 1), b)
    }

    /// The remainder of [`Builder::div`], with the sign of `a`: C's `fmod`.
    pub fn fmod(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        if a.dtype.is_float() {
            return self.same("arith.remf", &[a, b]);
        }
        self.sub(a, self.mul(self.div(a, b), b))
    }

    /// The quotient towards minus infinity.
    pub fn floor_div(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        if is_unsigned(a.dtype) {
            return self.div(a, b);
        }
        let zero = self.int(a.dtype, 0);
        if a.dtype.is_float() {
            // As c10::div_floor_floating does it, to agree where a / b rounds up.
            let rest = self.fmod(a, b);
            let quotient = self.div(self.sub(a, rest), b);
            let is_off = self.and(
                self.compare(Comparison::Ne, rest, zero),
                self.xor(
                    self.compare(Comparison::Lt, b, zero),
                    self.compare(Comparison::Lt, rest, zero),
                ),
            );
            let one = self.int(a.dtype, 1);
            let quotient = self.select(is_off, self.sub(quotient, one), quotient);
            let floor = self.math("floor", quotient);
            let is_high =
                self.compare(Comparison::Gt, self.sub(quotient, floor), self.float(a.dtype, 0.5));
            let rounded = self.select(is_high, self.add(floor, one), floor);
            let is_zero = self.compare(Comparison::Eq, quotient, zero);
            let signed_zero = self.same("math.copysign", &[zero, self.div(a, b)]);
            let result = self.select(is_zero, signed_zero, rounded);
            let by_zero = self.compare(Comparison::Eq, b, zero);
            return self.select(by_zero, self.div(a, b), result);
        }
        let quotient = self.div(a, b);
        let rest = self.sub(a, self.mul(quotient, b));
        let is_off = self.and(
            self.compare(Comparison::Ne, rest, zero),
            self.xor(
                self.compare(Comparison::Lt, b, zero),
                self.compare(Comparison::Lt, rest, zero),
            ),
        );
        self.select(is_off, self.sub(quotient, self.int(a.dtype, 1)), quotient)
    }

    /// The remainder of [`Builder::floor_div`], with the sign of `b`: Python's `%`.
    pub fn remainder(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        let rest = self.fmod(a, b);
        if is_unsigned(a.dtype) {
            return rest;
        }
        let zero = self.int(a.dtype, 0);
        let is_off = self.and(
            self.compare(Comparison::Ne, rest, zero),
            self.xor(
                self.compare(Comparison::Lt, b, zero),
                self.compare(Comparison::Lt, rest, zero),
            ),
        );
        self.select(is_off, self.add(rest, b), rest)
    }

    /// Minus `a`.
    pub fn neg(&self, a: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Float => self.same("arith.negf", &[a]),
            Category::Complex => complex::neg(self, a),
            _ => self.sub(self.int(a.dtype, 0), a),
        }
    }

    /// The absolute value; of a complex number a real one.
    pub fn abs(&self, a: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Float => self.same("math.absf", &[a]),
            Category::Complex => complex::abs(self, a),
            _ if is_unsigned(a.dtype) => a,
            _ => self.same("math.absi", &[a]),
        }
    }

    /// The greater; NaN where one is.
    pub fn max(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        let name = match a.dtype {
            dtype if dtype.is_float() => "arith.maximumf",
            dtype if is_unsigned(dtype) => "arith.maxui",
            _ => "arith.maxsi",
        };
        self.same(name, &[a, b])
    }

    /// The lesser; NaN where one is.
    pub fn min(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        let name = match a.dtype {
            dtype if dtype.is_float() => "arith.minimumf",
            dtype if is_unsigned(dtype) => "arith.minui",
            _ => "arith.minsi",
        };
        self.same(name, &[a, b])
    }

    /// A comparison; of complex numbers only `Eq` and `Ne`.
    pub fn compare(&self, how: Comparison, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        debug_assert_eq!(a.dtype, b.dtype, "compared dtypes differ");
        if a.dtype.is_complex() {
            return complex::compare(self, how, a, b);
        }
        let (name, predicate) = if a.dtype.is_float() {
            ("arith.cmpf", how.float())
        } else {
            ("arith.cmpi", how.integer(is_unsigned(a.dtype)))
        };
        let predicate = tricast_mlir::build::int_attribute(self.context, predicate);
        let ty = self.element_type(DType::Bool);
        let values = [a.value, b.value];
        let value = self.op_with_attributes(name, &values, &[("predicate", predicate)], ty);
        Element { value, dtype: DType::Bool }
    }

    /// One or the other.
    pub fn select(
        &self,
        condition: Element<'c>,
        then: Element<'c>,
        otherwise: Element<'c>,
    ) -> Element<'c> {
        debug_assert_eq!(then.dtype, otherwise.dtype, "selected dtypes differ");
        let values = [condition.value, then.value, otherwise.value];
        let dtype = then.dtype;
        Element { value: self.op("arith.select", &values, self.element_type(dtype)), dtype }
    }

    /// Bitwise and.
    pub fn and(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        self.same("arith.andi", &[a, b])
    }

    /// Bitwise or.
    pub fn or(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        self.same("arith.ori", &[a, b])
    }

    /// Bitwise exclusive or.
    pub fn xor(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        self.same("arith.xori", &[a, b])
    }

    /// Bitwise not.
    pub fn not(&self, a: Element<'c>) -> Element<'c> {
        self.xor(a, self.int(a.dtype, -1))
    }

    /// An op of the `math` dialect on a float: `exp`.
    pub fn math(&self, name: &str, a: Element<'c>) -> Element<'c> {
        self.same(&format!("math.{name}"), &[a])
    }

    /// `a` to the power of `b`, both floats.
    pub fn pow(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        self.same("math.powf", &[a, b])
    }

    /// Whether a float is NaN; false of integers.
    pub fn is_nan(&self, a: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Float => self.compare(Comparison::Ne, a, a),
            Category::Complex => self.or(self.is_nan(self.real(a)), self.is_nan(self.imaginary(a))),
            _ => self.bool(false),
        }
    }

    /// Whether a number is infinite; false of integers.
    pub fn is_infinite(&self, a: Element<'c>) -> Element<'c> {
        match a.dtype.category() {
            Category::Float => {
                self.compare(Comparison::Eq, self.abs(a), self.float(a.dtype, f64::INFINITY))
            }
            Category::Complex => {
                self.or(self.is_infinite(self.real(a)), self.is_infinite(self.imaginary(a)))
            }
            _ => self.bool(false),
        }
    }

    /// sqrt(a^2 + b^2) of floats, without overflow on the way.
    pub fn hypot(&self, a: Element<'c>, b: Element<'c>) -> Element<'c> {
        let dtype = a.dtype;
        let root = if dtype == DType::F64 {
            let (a, b) = (self.abs(a), self.abs(b));
            let (high, low) = (self.max(a, b), self.min(a, b));
            let ratio = self.div(low, high);
            let root = self.math("sqrt", self.plus(self.mul(ratio, ratio), 1.0));
            // Of 0 and 0 the ratio is NaN.
            let is_high = self.compare(Comparison::Eq, low, self.float(dtype, 0.0));
            self.select(is_high, high, self.mul(high, root))
        } else {
            let [a, b] = [a, b].map(|part| self.cast(part, DType::F64));
            let square = self.add(self.mul(a, a), self.mul(b, b));
            self.cast(self.math("sqrt", square), dtype)
        };
        // Infinite even if the other is NaN.
        let is_infinite = self.or(self.is_infinite(a), self.is_infinite(b));
        self.select(is_infinite, self.float(dtype, f64::INFINITY), root)
    }

    /// 1 / (1 + exp(-a)) of a float.
    pub fn sigmoid(&self, a: Element<'c>) -> Element<'c> {
        let one = self.int(a.dtype, 1);
        self.div(one, self.add(one, self.math("exp", self.neg(a))))
    }
}
