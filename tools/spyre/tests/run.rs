//! Ops and whole functions, made by hand.

use tricast_spyre::{
    Argument, Element, Function, Hardware, Memory, Numerics, Simulator,
    affine::Map,
    kernel::{Binary, Class, Instruction, Kernel, Operation, Unary},
    program::{Block, Extent, Kind, Op, Space, Structured, TensorType, ValueId},
    structured::{Operand, contract, contraction, run},
    tensor::Data,
};

fn float(operation: Operation, operands: &[usize], element: Element) -> Instruction {
    Instruction { operation, operands: operands.to_vec(), element, class: Class::Float }
}

fn ty(sizes: &[usize], element: Element) -> TensorType {
    TensorType { sizes: sizes.to_vec(), element }
}

/// `out += a * b`, indexed by these maps.
fn product(loops: &[usize], maps: [Map; 3], out: &[usize], element: Element) -> Structured {
    let reduction =
        (0..loops.len()).map(|dim| !maps[2].projection().unwrap_or_default().contains(&dim));
    Structured {
        loops: loops.to_vec(),
        reduction: reduction.collect(),
        maps: maps.to_vec(),
        outputs: vec![ty(out, element)],
        kernel: Kernel {
            inputs: vec![element; 3],
            code: vec![
                float(Operation::Binary(Binary::Mul), &[0, 1], element),
                float(Operation::Binary(Binary::Add), &[2, 3], element),
            ],
            outputs: vec![4],
        },
        captured: 0,
        scalar: false,
        fresh: false,
    }
}

fn random(count: usize) -> Data {
    let mut random = fastrand::Rng::with_seed(count as u64);
    Data::Floats((0..count).map(|_| random.f32() * 2.0 - 1.0).collect())
}

fn floats(data: &Data) -> &[f32] {
    if let Data::Floats(values) = data { values } else { &[] }
}

#[test]
fn a_product_of_matrices_is_what_its_loops_say() {
    // a[b, k, m], b[k, n, b], out[m, b, n]: no operand is in the order of the loops.
    let sizes = [3, 5, 7, 11];
    let maps = [[0, 3, 1], [3, 2, 0], [1, 0, 2]].map(|dims| Map::of_dims(4, &dims));
    let op = product(&sizes, maps, &[5, 3, 7], Element::F32);
    assert!(contraction(&op).is_some());
    let (a, b) = (random(3 * 11 * 5), random(11 * 7 * 3));
    let inputs = [Operand::Tensor(&a, &[3, 11, 5]), Operand::Tensor(&b, &[11, 7, 3])];
    let mut packed = Data::Floats(vec![1.0; 105]);
    contract(&op, &inputs, &mut packed, Numerics::Fp32).unwrap();
    let mut general = [Data::Floats(vec![1.0; 105])];
    run(&op, &inputs, &mut general, Numerics::Fp32).unwrap();
    for m in 0..5 {
        for batch in 0..3 {
            for n in 0..7 {
                let at =
                    |k| floats(&a)[(batch * 11 + k) * 5 + m] * floats(&b)[(k * 7 + n) * 3 + batch];
                let expected = 1.0 + (0..11).map(at).sum::<f32>();
                let place = (m * 3 + batch) * 7 + n;
                assert!((floats(&packed)[place] - expected).abs() < 1e-5);
                assert!((floats(&general[0])[place] - expected).abs() < 1e-5);
            }
        }
    }
}

#[test]
fn what_is_no_product_of_matrices_is_not_taken_for_one() {
    let maps = [[0, 2], [2, 1], [0, 1]].map(|dims| Map::of_dims(3, &dims));
    let mut op = product(&[2, 2, 2], maps, &[2, 2], Element::F32);
    op.kernel.code[0].operation = Operation::Binary(Binary::Sub);
    assert_eq!(contraction(&op), None);
    op.kernel.code[0].operation = Operation::Binary(Binary::Mul);
    op.kernel.code[1].operation = Operation::Binary(Binary::Maximum);
    assert_eq!(contraction(&op), None);
    op.kernel.code[1].operation = Operation::Binary(Binary::Add);
    op.kernel.code[0].operands = vec![0, 0];
    assert_eq!(contraction(&op), None);
}

/// Sums or maxima over these dimensions of a tensor.
fn reduce(sizes: &[usize], kept: &[usize], by: Binary, element: Element) -> Vec<f32> {
    let out: Vec<usize> = kept.iter().map(|dim| sizes[*dim]).collect();
    let rank = sizes.len();
    let op = Structured {
        loops: sizes.to_vec(),
        reduction: (0..rank).map(|dim| !kept.contains(&dim)).collect(),
        maps: vec![Map::identity(rank), Map::of_dims(rank, kept)],
        outputs: vec![ty(&out, element)],
        kernel: Kernel {
            inputs: vec![element; 2],
            code: vec![float(Operation::Binary(by), &[0, 1], element)],
            outputs: vec![2],
        },
        captured: 0,
        scalar: false,
        fresh: false,
    };
    let count: usize = sizes.iter().product();
    let data = Data::Floats((0..count).map(|value| (value % 97) as f32).collect());
    let start = if by == Binary::Add { 0.0 } else { f32::NEG_INFINITY };
    let mut outputs = [Data::Floats(vec![start; out.iter().product()])];
    run(&op, &[Operand::Tensor(&data, sizes)], &mut outputs, Numerics::Fp32).unwrap();
    floats(&outputs[0]).to_vec()
}

#[test]
fn reductions_are_over_any_dimensions() {
    let sizes = [6, 35, 50];
    let value = |i: usize, j: usize, k: usize| (((i * 35 + j) * 50 + k) % 97) as f32;
    let all = || (0..6).flat_map(|i| (0..35).flat_map(move |j| (0..50).map(move |k| (i, j, k))));
    for kept in [vec![], vec![0], vec![1], vec![2], vec![0, 2], vec![2, 1], vec![0, 1]] {
        let sums = reduce(&sizes, &kept, Binary::Add, Element::F32);
        let maxima = reduce(&sizes, &kept, Binary::Maximum, Element::F32);
        let mut expected = vec![(0.0f32, f32::NEG_INFINITY); sums.len()];
        for (i, j, k) in all() {
            let place = kept.iter().fold(0, |place, dim| place * sizes[*dim] + [i, j, k][*dim]);
            expected[place].0 += value(i, j, k);
            expected[place].1 = expected[place].1.max(value(i, j, k));
        }
        let found: Vec<(f32, f32)> = sums.into_iter().zip(maxima).collect();
        assert_eq!(found, expected, "{kept:?}");
    }
}

#[test]
fn a_long_sum_of_halves_is_rounded_once() {
    // Step by step a half would stop at 2048.
    let sums = reduce(&[97 * 64], &[], Binary::Add, Element::F16);
    assert_eq!(sums, [f32::INFINITY], "{sums:?}");
    let ones = reduce(&[97], &[], Binary::Add, Element::F16);
    assert_eq!(ones, [4656.0]);
}

/// A function that makes values one by one.
struct Builder {
    ops: Vec<Op>,
    values: usize,
    arguments: Vec<Element>,
}

impl Builder {
    fn new(arguments: &[Element]) -> Self {
        Builder { ops: vec![], values: arguments.len(), arguments: arguments.to_vec() }
    }

    fn op(&mut self, name: &str, kind: Kind, operands: &[ValueId], results: usize) -> ValueId {
        let first = self.values;
        self.values += results;
        self.ops.push(Op {
            name: name.to_owned(),
            kind,
            operands: operands.to_vec(),
            results: (first..self.values).collect(),
            last_uses: vec![],
            drops: vec![],
        });
        first
    }

    fn index(&mut self, value: i64) -> ValueId {
        let value = tricast_spyre::program::Literal::Integers(vec![value]);
        self.op(
            "constant",
            Kind::Constant { ty: ty(&[], Element::Index), tensor: false, value },
            &[],
            1,
        )
    }

    /// Rows of a matrix at an address, by the number of the core.
    fn rows(
        &mut self,
        address: ValueId,
        whole: [i64; 2],
        rows: usize,
        element: Element,
    ) -> ValueId {
        let view = Kind::MemoryView {
            sizes: whole.map(Extent::Static).to_vec(),
            strides: vec![Extent::Static(whole[1]), Extent::Static(1)],
            set: None,
            space: Space::Global,
            element,
        };
        let view = self.op("view", view, &[address], 1);
        let core = self.op("id", Kind::TileId, &[], 1);
        let zero = self.index(0);
        let scaled = tricast_spyre::affine::Expr::Mul(
            Box::new(tricast_spyre::affine::Expr::Dim(0)),
            Box::new(tricast_spyre::affine::Expr::Constant(rows as i64)),
        );
        let origin =
            Map { dims: 2, symbols: 0, results: vec![scaled, tricast_spyre::affine::Expr::Dim(1)] };
        let sizes = vec![rows, whole[1] as usize];
        let tile = Kind::AccessTile { origin, set: None, order: vec![0, 1], sizes };
        self.op("tile", tile, &[view, core, zero], 1)
    }

    fn finish(self, grid: &[usize]) -> Function {
        let mut function = Function {
            name: "made".into(),
            grid: grid.to_vec(),
            arguments: self.arguments,
            values: self.values,
            body: Block { arguments: vec![], ops: self.ops, yields: vec![] },
        };
        let arguments = function.arguments.len();
        function.body.arguments = (0..arguments).collect();
        function.find_last_uses();
        function
    }
}

/// `out = exp(in)`, rows divided over cores.
fn exp(rows: usize, columns: usize, cores: usize, element: Element) -> Function {
    let mut b = Builder::new(&[Element::Index; 2]);
    let whole = [rows as i64, columns as i64];
    let input = b.rows(0, whole, rows / cores, element);
    let output = b.rows(1, whole, rows / cores, element);
    let tile = ty(&[rows / cores, columns], element);
    let value = b.op("load", Kind::Load { ty: tile.clone() }, &[input], 1);
    let step = Instruction {
        operation: Operation::Unary(Unary::Exp),
        operands: vec![0],
        element,
        class: Class::Transcendental,
    };
    let structured = Structured {
        loops: tile.sizes.clone(),
        reduction: vec![false; 2],
        maps: vec![Map::identity(2); 2],
        outputs: vec![tile],
        kernel: Kernel { inputs: vec![element; 2], code: vec![step], outputs: vec![2] },
        captured: 0,
        scalar: false,
        fresh: true,
    };
    let result = b.op("exp", Kind::Structured(Box::new(structured)), &[value], 1);
    b.op("store", Kind::Store, &[result, output], 0);
    b.finish(&[cores])
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

#[test]
fn a_function_runs_on_all_cores_and_its_cycles_are_those_of_the_model() {
    let function = exp(64, 128, 8, Element::F32);
    let text = serde_json::to_string(&function).unwrap();
    let function: Function = serde_json::from_str(&text).unwrap();
    let input: Vec<f32> = (0..64 * 128).map(|value| (value % 19) as f32 / 8.0).collect();
    let mut memory = Memory::new();
    let addresses = [memory.add(bytes(&input)), memory.add(vec![0; input.len() * 4])];
    let arguments = addresses.map(|address| Argument::Integer(address as i64 / 4));
    let report = Simulator::default().run(&function, &arguments, &memory).unwrap();
    let output = memory.buffer(addresses[1]).unwrap();
    let expected: Vec<f32> = input.iter().map(|value| value.exp()).collect();
    assert_eq!(output, bytes(&expected));
    // A core computes 8 * 128 elements, 64 at once, in four cycles each; it moves as many words
    // in and out, at an eighth of 128 bytes a cycle.
    let core = &report.cores[0];
    assert_eq!((core.computing(), core.memory), (64.0, 2.0 * 4096.0 / 16.0));
    assert_eq!(report.cycles, 64.0 + 512.0);
    assert_eq!(report.memory_bytes(), 2 * 64 * 128 * 4);
    // What is loaded is used up by the op that computes.
    assert_eq!(report.peak_scratchpad(), 4096);
}

#[test]
fn a_full_scratchpad_is_an_error_that_names_function_core_and_bytes() {
    let function = exp(64, 128, 8, Element::F32);
    let hardware = Hardware { scratchpad: 4000, ..Hardware::default() };
    let simulator = Simulator { hardware, threads: 1, ..Simulator::default() };
    let mut memory = Memory::new();
    let addresses = [memory.add(vec![0; 32768]), memory.add(vec![0; 32768])];
    let arguments = addresses.map(|address| Argument::Integer(address as i64 / 4));
    let error = simulator.run(&function, &arguments, &memory).unwrap_err().to_string();
    assert_eq!(
        error,
        "function 'made', core 0: 'load': the scratchpad overflows: 4096 bytes are needed, and \
         there are 4000"
    );
}

#[test]
fn an_f16_is_what_the_numerics_say() {
    use tricast_spyre::element::Format;
    let function = exp(1, 64, 1, Element::F16);
    for (numerics, format) in [(Numerics::Fp32, Format::Half), (Numerics::Dl16, Format::Dl16)] {
        let inputs: Vec<f32> = (0..64).map(|value| format.rounded(value as f32 / 7.0)).collect();
        let encoded = |values: &[f32]| -> Vec<u8> {
            values.iter().flat_map(|v| (format.encode(*v) as u16).to_le_bytes()).collect()
        };
        let mut memory = Memory::new();
        let addresses = [memory.add(encoded(&inputs)), memory.add(vec![0; 128])];
        let arguments = addresses.map(|address| Argument::Integer(address as i64 / 2));
        let simulator = Simulator { numerics, ..Simulator::default() };
        simulator.run(&function, &arguments, &memory).unwrap();
        let expected: Vec<f32> = inputs.iter().map(|value| format.rounded(value.exp())).collect();
        assert_eq!(memory.buffer(addresses[1]).unwrap(), encoded(&expected));
    }
}

#[test]
fn memory_that_is_not_there_is_an_error() {
    let function = exp(64, 128, 8, Element::F32);
    let mut memory = Memory::new();
    let input = memory.add(vec![0; 32768]);
    let arguments = [input, input + 4096].map(|address| Argument::Integer(address as i64 / 4));
    let error = Simulator::default().run(&function, &arguments, &memory).unwrap_err().to_string();
    assert!(
        error.starts_with("function 'made', core 7: 'store': there is no memory at"),
        "{error}"
    );
    let error = Simulator::default().run(&function, &arguments[..1], &memory).unwrap_err();
    assert_eq!(error.to_string(), "function 'made' takes 2 arguments, and has 1");
}
