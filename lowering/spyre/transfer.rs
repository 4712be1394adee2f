//! Tensors of the host as the device has them, and back.

use tricast_dialects::DType;
use tricast_opspec::{Format, StickLayout};
use tricast_runtime::{HostTensor, TensorError};
use tricast_spyre::{Numerics, element};

use super::steps::View;

/// The offset, in elements, of each place along each dimension of a tensor.
struct Offsets(Vec<Vec<usize>>);

impl Offsets {
    fn new(sizes: &[i64], layout: &StickLayout) -> Offsets {
        let mut strides = vec![1; layout.device_size.len()];
        for place in (1..strides.len()).rev() {
            strides[place - 1] = strides[place] * layout.device_size[place];
        }
        let lanes = layout.format.lanes();
        let last = layout.dims.len() - 1;
        let along = |dim: usize, place: i64| -> usize {
            let own = layout.dims.iter().enumerate().filter(|(_, own)| **own == Some(dim));
            let offset = own.map(|(device, _)| {
                let coordinate = match (layout.stick() == Some(dim), device == last) {
                    (false, _) => place,
                    (true, false) => place / lanes,
                    (true, true) => place % lanes,
                };
                coordinate * strides[device]
            });
            offset.sum::<i64>() as usize
        };
        let all = sizes.iter().enumerate();
        Offsets(
            all.map(|(dim, size)| (0..*size).map(|place| along(dim, place)).collect()).collect(),
        )
    }

    /// Calls `visit` with the offset of each element, in row-major order.
    fn each(&self, mut visit: impl FnMut(usize)) {
        fn go(offsets: &[Vec<usize>], base: usize, visit: &mut dyn FnMut(usize)) {
            match offsets.split_first() {
                None => visit(base),
                Some((first, rest)) => {
                    first.iter().for_each(|offset| go(rest, base + offset, visit));
                }
            }
        }
        go(&self.0, 0, &mut visit);
    }
}

/// How 16 bits of the device are read and written.
fn storage(numerics: Numerics) -> element::Format {
    numerics.format(tricast_spyre::Element::F16)
}

/// Bytes of numbers, which are 0 in the rest of each stick.
pub fn upload(
    tensor: &HostTensor,
    sizes: &[i64],
    layout: &StickLayout,
    numerics: Numerics,
) -> Vec<u8> {
    let mut values = vec![0.0; layout.device_size.iter().product::<i64>() as usize];
    let floats: Option<Vec<f32>> = tensor.to_vec();
    let number = |place: usize| match &floats {
        Some(floats) => floats[place],
        None => tensor.number(place).map_or(0.0, |number| number.to_f64() as f32),
    };
    let mut place = 0;
    Offsets::new(sizes, layout).each(|offset| {
        values[offset] = number(place);
        place += 1;
    });
    floats_to_bytes(&values, numerics)
}

fn floats_to_bytes(values: &[f32], numerics: Numerics) -> Vec<u8> {
    let mut bytes = vec![0; values.len() * 2];
    element::write_floats(storage(numerics), values, &mut bytes);
    bytes
}

/// Bytes of indices of a dimension of a size: counted from its end where they are negative.
///
/// # Errors
/// If one is out of range.
pub fn upload_indices(
    tensor: &HostTensor,
    sizes: &[i64],
    layout: &StickLayout,
    size: i64,
) -> Result<Vec<u8>, String> {
    let count = layout.device_size.iter().product::<i64>() as usize;
    let mut bytes = vec![0; count * Format::IeeeInt32.bytes() as usize];
    let (mut place, mut wrong) = (0, None);
    Offsets::new(sizes, layout).each(|offset| {
        let index = tensor.number(place).map_or(0, |number| number.to_f64() as i64);
        place += 1;
        if !(-size..size).contains(&index) {
            wrong = wrong.or(Some(index));
            return;
        }
        let index = if index < 0 { index + size } else { index };
        bytes[4 * offset..4 * offset + 4].copy_from_slice(&(index as i32).to_le_bytes());
    });
    match wrong {
        None => Ok(bytes),
        Some(index) => Err(format!("index {index} is out of range for a dimension of size {size}")),
    }
}

/// The tensor of the host that a view of a tensor of the device is.
///
/// # Errors
/// If there is no memory for it.
pub fn download(
    bytes: &[u8],
    view: &View,
    sizes: &[i64],
    layout: &StickLayout,
    dtype: DType,
    numerics: Numerics,
) -> Result<HostTensor, TensorError> {
    let mut values = vec![0.0; bytes.len() / 2];
    element::read_floats(storage(numerics), bytes, &mut values);
    let offsets = Offsets::new(sizes, layout).0;
    let host: Vec<usize> = view.sizes.iter().map(|size| *size as usize).collect();
    let mut point = vec![0; host.len()];
    HostTensor::from_numbers(dtype, &host, || {
        let own = view.coordinates.iter().zip(&offsets);
        let offset: usize = own.map(|(own, offsets)| offsets[own.at(&point) as usize]).sum();
        for dim in (0..point.len()).rev() {
            point[dim] += 1;
            if point[dim] < view.sizes[dim] {
                break;
            }
            point[dim] = 0;
        }
        f64::from(values[offset])
    })
}

/// Bytes of a tensor of one number.
pub fn constant(value: f64, layout: &StickLayout, numerics: Numerics) -> Vec<u8> {
    let count = layout.device_size.iter().product::<i64>() as usize;
    floats_to_bytes(&vec![value as f32; count], numerics)
}
