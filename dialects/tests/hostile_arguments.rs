//! No arguments may make the inference panic, overflow, run long or claim a negative
//! size: every op is given many combinations of odd values of the right kinds.

use tricast_dialects::{
    Argument, Arguments, BaseKind, DType, Dim, Param, Scalar, TensorType, ValueType, infer, ops,
};

/// How many combinations each op is given.
const ROUNDS: usize = 400;

/// A small generator of pseudo-random numbers (splitmix64), the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn int(&mut self) -> i64 {
        const ODD: [i64; 6] = [i64::MIN, i64::MAX, 1 << 40, -(1 << 40), 1 << 62, -7];
        const COMMON: [i64; 7] = [-2, -1, 0, 1, 2, 3, 4];
        if self.below(6) == 0 { self.pick(&ODD) } else { self.pick(&COMMON) }
    }

    fn size(&mut self) -> Dim {
        match self.below(12) {
            0 => Dim::Dynamic,
            1 => Dim::symbol("s0"),
            2 => &(&Dim::symbol("s0") * 2) + 1,
            3 => Dim::Static(self.pick(&[i64::MAX, 1 << 40])),
            _ => Dim::Static(self.pick(&[0, 1, 2, 3, 4, 6])),
        }
    }

    fn dim(&mut self, symbolic: bool) -> Dim {
        match self.below(8) {
            0 if symbolic => Dim::Dynamic,
            1 if symbolic => &Dim::symbol("s1") - &Dim::symbol("s0"),
            _ => Dim::Static(self.int()),
        }
    }

    fn dtype(&mut self) -> DType {
        let all: Vec<DType> = DType::all().collect();
        if self.below(2) == 0 { DType::F32 } else { self.pick(&all) }
    }

    fn tensor(&mut self) -> TensorType {
        let rank = self.below(6);
        let shape: Vec<Dim> = (0..rank).map(|_| self.size()).collect();
        TensorType::new(shape, self.dtype())
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(6)).map(|_| item(self)).collect()
    }

    fn scalar(&mut self, float: bool) -> Scalar {
        let floats = [0.0, -1.5, 0.5, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        match self.below(if float { 1 } else { 7 }) {
            0 => Scalar::Float(self.pick(&floats)),
            1 => Scalar::Bool(self.below(2) == 0),
            2 => Scalar::SymFloat,
            3 => Scalar::SymBool,
            4 => Scalar::SymInt(self.dim(true)),
            _ => Scalar::Int(self.int()),
        }
    }

    /// A value of the kind of a parameter; sometimes none.
    fn argument(&mut self, param: &Param) -> Argument {
        if param.kind.optional && self.below(3) == 0 {
            return Argument::None;
        }
        match param.kind.base {
            BaseKind::Tensor => Argument::Tensor(self.tensor()),
            BaseKind::Tensors => Argument::Tensors(self.list(Self::tensor)),
            BaseKind::OptTensors => {
                Argument::OptTensors(self.list(|r| (r.below(3) > 0).then(|| r.tensor())))
            }
            BaseKind::Int => Argument::SymInt(self.dim(false)),
            BaseKind::SymInt => Argument::SymInt(self.dim(true)),
            BaseKind::Ints => Argument::SymInts(self.list(|r| r.dim(false))),
            BaseKind::SymInts => Argument::SymInts(self.list(|r| r.dim(true))),
            BaseKind::Float => Argument::Scalar(self.scalar(true)),
            BaseKind::Scalar => Argument::Scalar(self.scalar(false)),
            BaseKind::Bool => Argument::Scalar(Scalar::Bool(self.below(2) == 0)),
            BaseKind::DType => Argument::DType(self.dtype()),
            BaseKind::Str | BaseKind::MemoryFormat => Argument::Str(self.pick(&[
                "none".to_owned(),
                "channels_last".to_owned(),
                "reflect".to_owned(),
                "sum".to_owned(),
                "".to_owned(),
            ])),
            BaseKind::Floats => Argument::Floats(self.list(|r| match r.scalar(true) {
                Scalar::Float(value) => value,
                _ => 0.0,
            })),
            BaseKind::Bools => Argument::Bools(self.list(|r| r.below(2) == 0)),
        }
    }
}

#[test]
fn no_arguments_make_the_inference_panic() {
    let mut random = Random(1);
    let mut inferred = 0;
    for op in ops() {
        for _ in 0..ROUNDS {
            let mut arguments = Arguments::new(op);
            // Some rounds keep most defaults, to get past the first check.
            let defaults = random.below(3);
            for (index, param) in op.params.iter().enumerate() {
                if param.default.is_none() || random.below(3) >= defaults {
                    arguments.set(index, random.argument(param));
                }
            }
            let results = std::panic::catch_unwind(|| infer(op, &arguments));
            let Ok(results) = results else { panic!("{}: {arguments:?}", op.name) };
            let Ok(results) = results else { continue };
            inferred += 1;
            for result in results {
                let ValueType::Tensor(tensor) = result else {
                    continue;
                };
                let negative =
                    tensor.shape.iter().any(|dim| dim.as_static().is_some_and(|dim| dim < 0));
                assert!(!negative, "{}: {tensor} of {arguments:?}", op.name);
            }
        }
    }
    println!("{inferred} of {} combinations have a type", ops().len() * ROUNDS);
}
