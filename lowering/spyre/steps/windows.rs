//! Convolutions and pooling.

use tricast_opspec::{Coordinate, Term};

use super::{Access, Builder, Node, Result, Source, View};

/// How a window goes over an image.
struct Window {
    kernel: [i64; 2],
    stride: [i64; 2],
    padding: [i64; 2],
    dilation: [i64; 2],
}

impl Builder<'_> {
    /// Where an op goes over an image with a window; whether it does.
    pub(super) fn windows(&mut self, node: &Node) -> Result<bool> {
        let view = match node.name() {
            "conv1d" | "conv2d" | "convolution" => self.convolution(node)?,
            "max_pool2d" => {
                let window = self.window(node)?;
                self.pool(node, "maxpoolfwd", &window, f64::NEG_INFINITY)?
            }
            "avg_pool2d" => {
                let window = self.window(node)?;
                self.pool(node, "avgpoolfwd", &window, 0.0)?
            }
            "adaptive_avg_pool2d" => self.adaptive(node)?,
            _ => return Ok(false),
        };
        self.give(node, view)?;
        Ok(true)
    }

    fn window(&self, node: &Node) -> Result<Window> {
        let kernel = pair(&self.ints(node, "kernel_size")?, 1);
        let has_dilation = node.op.params.iter().any(|param| param.name == "dilation");
        let dilation = if has_dilation { self.ints(node, "dilation")? } else { vec![] };
        let stride = self.ints(node, "stride")?;
        Ok(Window {
            kernel,
            stride: if stride.is_empty() { kernel } else { pair(&stride, 1) },
            padding: pair(&self.ints(node, "padding")?, 0),
            dilation: pair(&dilation, 1),
        })
    }

    /// `[N, C, H, W]` with the padding of a window around.
    fn padded(&mut self, image: &View, window: &Window, value: f64) -> Result<View> {
        let [top, left] = window.padding;
        let mut sizes = image.sizes.clone();
        sizes[2] += 2 * top;
        sizes[3] += 2 * left;
        self.pad(image, &[0, 0, top, left], &sizes, value)
    }

    fn convolution(&mut self, node: &Node) -> Result<View> {
        let (image, weight) = (self.operand(node, "input")?, self.operand(node, "weight")?);
        let flat = image.sizes.len() == 3;
        let (image, weight) = match flat {
            true => (self.with_rows(&image)?, self.with_rows(&weight)?),
            false => (image, weight),
        };
        let lengthen = |given: Vec<i64>, first: i64| match given.as_slice() {
            [one] if flat => [first, *one],
            all => pair(all, first),
        };
        let window = Window {
            kernel: [weight.sizes[2], weight.sizes[3]],
            stride: lengthen(self.ints(node, "stride")?, 1),
            padding: lengthen(self.ints(node, "padding")?, 0),
            dilation: lengthen(self.ints(node, "dilation")?, 1),
        };
        let image = self.padded(&image, &window, 0.0)?;
        let groups = self.int(node, "groups")?.unwrap_or(1);
        let product = self.convolve(&image, &weight, &window, groups > 1)?;
        let product = match self.optional(node, "bias")? {
            Some(bias) => {
                let bias = self.reshape(&bias, &[1, weight.sizes[0], 1, 1])?;
                self.map("add", &[product, bias], &[])?
            }
            None => product,
        };
        let sizes = self.result_sizes(node, 0)?;
        self.reshape(&product, &sizes)
    }

    /// `[N, C, W]` as an image of one row.
    fn with_rows(&mut self, view: &View) -> Result<View> {
        let sizes = [view.sizes[0], view.sizes[1], 1, view.sizes[2]];
        self.reshape(view, &sizes)
    }

    /// Over `(n, oh, ow, o, c, kh, kw)`; of each channel by itself without `c`.
    fn convolve(
        &mut self,
        image: &View,
        weight: &View,
        window: &Window,
        depthwise: bool,
    ) -> Result<View> {
        let [height, width] = window.places(image);
        let (batch, outputs) = (image.sizes[0], weight.sizes[0]);
        let [rows, columns] = window.kernel;
        let mut dims = vec![batch, height, width, outputs];
        if !depthwise {
            dims.push(weight.sizes[1]);
        }
        let first = dims.len();
        dims.extend([rows, columns]);
        let channel = if depthwise { 3 } else { 4 };
        let over =
            [Coordinate::of(0), Coordinate::of(channel), window.at(0, first), window.at(1, first)];
        let image = self.through(image, &dims, &over)?;
        let channel = if depthwise { Coordinate::zero() } else { Coordinate::of(4) };
        let over = [Coordinate::of(3), channel, Coordinate::of(first), Coordinate::of(first + 1)];
        let weight = self.through(weight, &dims, &over)?;
        let func = if depthwise { "depthwiseconv2dnative" } else { "conv2d" };
        let sizes = [batch, outputs, height, width];
        let buffer = self.buffer(&sizes, Source::Computed);
        let coordinates = super::arithmetic::at(&[0, 3, 1, 2], &dims);
        let output = Access { buffer, coordinates };
        self.step(func, vec![image.access(), weight.access()], &dims, output, &[]);
        Ok(View::whole(buffer, &sizes))
    }

    /// Over `(n, c, oh, ow, kh, kw)`.
    fn pool(
        &mut self,
        node: &Node,
        func: &'static str,
        window: &Window,
        around: f64,
    ) -> Result<View> {
        let image = self.operand(node, "self")?;
        let mut sizes = image.sizes.clone();
        while sizes.len() < 4 {
            sizes.insert(0, 1);
        }
        let image = self.reshape(&image, &sizes)?;
        let image = self.padded(&image, window, around)?;
        let [height, width] = window.places(&image);
        let [rows, columns] = window.kernel;
        let dims = [sizes[0], height, width, sizes[1], rows, columns];
        let over = [Coordinate::of(0), Coordinate::of(3), window.at(0, 4), window.at(1, 4)];
        let image = self.through(&image, &dims, &over)?;
        let buffer = self.buffer(&[sizes[0], sizes[1], height, width], Source::Computed);
        let output = Access { buffer, coordinates: super::arithmetic::at(&[0, 3, 1, 2], &dims) };
        let constants = [("nmap", 1.0 / (rows * columns) as f64)];
        let constants = if func == "avgpoolfwd" { &constants[..] } else { &[] };
        self.step(func, vec![image.access()], &dims, output, constants);
        let view = View::whole(buffer, &[sizes[0], sizes[1], height, width]);
        let sizes = self.result_sizes(node, 0)?;
        self.reshape(&view, &sizes)
    }

    /// Cells that are all of the same size are windows; one cell is a mean.
    fn adaptive(&mut self, node: &Node) -> Result<View> {
        let image = self.operand(node, "self")?;
        let sizes = self.result_sizes(node, 0)?;
        let rank = image.sizes.len();
        let [height, width] = [image.sizes[rank - 2], image.sizes[rank - 1]];
        let cells = [sizes[rank - 2], sizes[rank - 1]];
        if cells == [1, 1] {
            let mean = self.reduce("mean", &image, &[rank - 2, rank - 1])?;
            return self.reshape(&mean, &sizes);
        }
        let kernel = [height / cells[0], width / cells[1]];
        let window = Window { kernel, stride: kernel, padding: [0, 0], dilation: [1, 1] };
        self.pool(node, "avgpoolfwd", &window, 0.0)
    }
}

impl Window {
    /// How many places it has in an image that is padded.
    fn places(&self, image: &View) -> [i64; 2] {
        [0, 1].map(|axis| {
            let reach = (self.kernel[axis] - 1) * self.dilation[axis] + 1;
            (image.sizes[2 + axis] - reach) / self.stride[axis] + 1
        })
    }

    /// The row or column of the image: that of the window's place, dimension 1 or 2, and that in the
    /// window, dimension `first` or the one after.
    fn at(&self, axis: usize, first: usize) -> Coordinate {
        let place = Term { factor: self.stride[axis], ..Term::of(1 + axis) };
        let inside = Term { factor: self.dilation[axis], ..Term::of(first + axis) };
        Coordinate { terms: vec![place, inside], ..Coordinate::default() }
    }
}

fn pair(given: &[i64], default: i64) -> [i64; 2] {
    match given {
        [] => [default; 2],
        [one] => [*one; 2],
        [first, second, ..] => [*first, *second],
    }
}
