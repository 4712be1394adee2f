//! The text of a function.

use std::fmt::Write;

/// A tensor value: its name, sizes and element type.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    pub name: String,
    pub sizes: Vec<i64>,
    pub element: &'static str,
}

impl Tensor {
    /// Its type.
    pub fn ty(&self) -> String {
        tensor_type(&self.sizes, self.element)
    }
}

/// `tensor<2x3xf16>`
pub fn tensor_type(sizes: &[i64], element: &str) -> String {
    format!("tensor<{}{element}>", by(sizes))
}

/// `2x3x`
pub fn by(sizes: &[i64]) -> String {
    sizes.iter().map(|size| format!("{size}x")).collect()
}

/// `[2, 3]`
pub fn list<T: ToString>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    format!("[{}]", values.join(", "))
}

/// `d0, d1`
pub fn variables(prefix: &str, count: usize) -> String {
    let names: Vec<String> = (0..count).map(|index| format!("{prefix}{index}")).collect();
    names.join(", ")
}

/// The set of all coordinates of these sizes.
pub fn whole_set(sizes: &[i64]) -> String {
    let bound = |(dim, size): (usize, &i64)| format!("d{dim} >= 0, -d{dim} + {} >= 0", size - 1);
    let bounds: Vec<String> = sizes.iter().enumerate().map(bound).collect();
    format!("affine_set<({}) : ({})>", variables("d", sizes.len()), bounds.join(", "))
}

/// The map of so many dimensions to some of them.
pub fn projection(count: usize, dims: &[usize]) -> String {
    let results: Vec<String> = dims.iter().map(|dim| format!("d{dim}")).collect();
    format!("affine_map<({}) -> ({})>", variables("d", count), results.join(", "))
}

/// Lines of a function, and the values in it.
#[derive(Default)]
pub struct Writer {
    pub text: String,
    next: usize,
    depth: usize,
}

impl Writer {
    /// A new name; with a letter, as ktir-cpu takes `%3` in a subscript for the number 3.
    pub fn name(&mut self) -> String {
        self.next += 1;
        format!("%t{}", self.next)
    }

    /// A line without a value.
    pub fn line(&mut self, line: &str) {
        let indent = 4 + 2 * self.depth;
        writeln!(self.text, "{:indent$}{line}", "").expect("a string takes all");
    }

    /// A line that gives a value.
    pub fn value(&mut self, line: &str) -> String {
        let name = self.name();
        self.line(&format!("{name} = {line}"));
        name
    }

    /// A line that gives a tensor; `line` is given its type.
    pub fn tensor(
        &mut self,
        sizes: &[i64],
        element: &'static str,
        line: impl Fn(&str) -> String,
    ) -> Tensor {
        let name = self.value(&line(&tensor_type(sizes, element)));
        Tensor { name, sizes: sizes.to_vec(), element }
    }

    /// An integer.
    pub fn index(&mut self, value: i64) -> String {
        self.value(&format!("arith.constant {value} : index"))
    }

    /// What is nested in the last line, up to [`Self::close`].
    pub fn open(&mut self, line: &str) {
        self.line(line);
        self.depth += 1;
    }

    /// Ends what is nested.
    pub fn close(&mut self, line: &str) {
        self.depth -= 1;
        self.line(line);
    }

    /// A tensor of undefined values.
    pub fn empty(&mut self, sizes: &[i64], element: &'static str) -> Tensor {
        self.tensor(sizes, element, |ty| format!("tensor.empty() : {ty}"))
    }

    /// A scalar everywhere.
    pub fn splat(&mut self, scalar: &str, sizes: &[i64], element: &'static str) -> Tensor {
        self.tensor(sizes, element, |ty| format!("tensor.splat {scalar} : {ty}"))
    }

    /// The same elements in row-major order, with other sizes.
    pub fn reshape(&mut self, tensor: &Tensor, sizes: &[i64]) -> Tensor {
        if tensor.sizes == sizes {
            return tensor.clone();
        }
        let count: i64 = sizes.iter().product();
        let all = |rank: usize| {
            let dims: Vec<usize> = (0..rank).collect();
            format!("[{}]", list(&dims))
        };
        let flat = match tensor.sizes.len() {
            1 => tensor.clone(),
            rank => self.tensor(&[count], tensor.element, |ty| {
                let (name, own) = (&tensor.name, tensor.ty());
                format!("tensor.collapse_shape {name} {} : {own} into {ty}", all(rank))
            }),
        };
        match sizes.len() {
            1 => flat,
            rank => self.tensor(sizes, tensor.element, |ty| {
                let (name, own) = (&flat.name, flat.ty());
                format!(
                    "tensor.expand_shape {name} {} output_shape {} : {own} into {ty}",
                    all(rank),
                    list(sizes)
                )
            }),
        }
    }

    /// The dimensions in another order: which of the old ones each is.
    pub fn transpose(&mut self, tensor: &Tensor, order: &[usize]) -> Tensor {
        let sizes: Vec<i64> = order.iter().map(|dim| tensor.sizes[*dim]).collect();
        let empty = self.empty(&sizes, tensor.element);
        self.tensor(&sizes, tensor.element, |ty| {
            format!(
                "linalg.transpose ins({} : {}) outs({} : {ty}) permutation = {}",
                tensor.name,
                tensor.ty(),
                empty.name,
                list(order)
            )
        })
    }

    /// The first elements along each dimension.
    pub fn cut(&mut self, tensor: &Tensor, sizes: &[i64]) -> Tensor {
        if tensor.sizes == sizes {
            return tensor.clone();
        }
        let rank = sizes.len();
        self.tensor(sizes, tensor.element, |ty| {
            format!(
                "tensor.extract_slice {}{} {} {} : {} to {ty}",
                tensor.name,
                list(&vec![0; rank]),
                list(sizes),
                list(&vec![1; rank]),
                tensor.ty()
            )
        })
    }

    /// A tensor as a part of another, from these places on.
    pub fn insert(&mut self, part: &Tensor, whole: &Tensor, places: &[i64]) -> Tensor {
        self.tensor(&whole.sizes, whole.element, |ty| {
            format!(
                "tensor.insert_slice {} into {}{} {} {} : {} into {ty}",
                part.name,
                whole.name,
                list(places),
                list(&part.sizes),
                list(&vec![1; part.sizes.len()]),
                part.ty()
            )
        })
    }

    /// The same elements and zeros after them.
    pub fn extend(&mut self, tensor: &Tensor, sizes: &[i64]) -> Tensor {
        if tensor.sizes == sizes {
            return tensor.clone();
        }
        let zero = self.value(&format!("arith.constant 0.0 : {}", tensor.element));
        let whole = self.splat(&zero, sizes, tensor.element);
        self.insert(tensor, &whole, &vec![0; sizes.len()])
    }

    /// An op on each element: inputs with the loops that each has, the loops that the result has,
    /// the loops that are reduced, and the lines of the body, which are given the names of elements.
    pub fn generic(
        &mut self,
        inputs: &[(&Tensor, Vec<usize>)],
        output: (&Tensor, Vec<usize>),
        reduced: &[bool],
        body: impl FnOnce(&[String]) -> (String, String),
    ) -> Tensor {
        let all =
            inputs.iter().map(|(tensor, dims)| (*tensor, dims)).chain([(output.0, &output.1)]);
        let maps: Vec<String> =
            all.clone().map(|(_, dims)| projection(reduced.len(), dims)).collect();
        let kinds: Vec<&str> = (reduced.iter())
            .map(|reduced| if *reduced { "\"reduction\"" } else { "\"parallel\"" })
            .collect();
        let names: Vec<String> = (0..inputs.len()).map(|index| format!("%e{index}")).collect();
        let elements: Vec<String> = names
            .iter()
            .zip(inputs)
            .map(|(name, (own, _))| format!("{name}: {}", own.element))
            .collect();
        let arguments = elements.into_iter().chain([format!("%old: {}", output.0.element)]);
        let arguments: Vec<String> = arguments.collect();
        let ins: Vec<&str> = inputs.iter().map(|(own, _)| own.name.as_str()).collect();
        let types: Vec<String> = inputs.iter().map(|(own, _)| own.ty()).collect();
        let (lines, result) = body(&names);
        let name = self.name();
        let ty = output.0.ty();
        self.line(&format!(
            "{name} = linalg.generic {{indexing_maps = [{}], iterator_types = [{}]}} ins({} : {}) \
             outs({} : {ty}) {{",
            maps.join(", "),
            kinds.join(", "),
            ins.join(", "),
            types.join(", "),
            output.0.name,
        ));
        self.line(&format!("^bb0({}):", arguments.join(", ")));
        self.text += &lines;
        self.line(&format!("  linalg.yield {result} : {}", output.0.element));
        self.line(&format!("}} -> {ty}"));
        Tensor { name, ..output.0.clone() }
    }
}
