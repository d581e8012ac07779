//! Reads the layers of a network as the thinc library writes them.
//!
//! A `model` file is a MessagePack map of parallel lists, one entry a layer: `nodes` (name, dimensions), `attrs`,
//! `params` (name → array). Arrays follow the msgpack-numpy convention: a map with byte keys `nd`, `type`, `shape`
//! and `data`.

use rmpv::Value;

use super::ConvertError;
use super::package::{Package, get};

/// A layer that has learned something.
pub(crate) struct Layer {
    /// Its kind: `hashembed`, `maxout`, `layernorm`, `softmax`, `precomputable_affine` or `linear`.
    pub(crate) kind: String,
    params: Vec<(String, Array)>,
}

/// A tensor of 32-bit floats in C order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Array {
    /// Lengths of its dimensions, outermost first.
    pub(crate) shape: Vec<usize>,
    /// Its numbers.
    pub(crate) numbers: Vec<f32>,
}

impl Layer {
    /// The parameter `name`, if it has that shape.
    pub(crate) fn param(&self, name: &str, shape: &[usize]) -> Result<&[f32], String> {
        let (_, array) = self
            .params
            .iter()
            .find(|(param, _)| param == name)
            .ok_or_else(|| format!("layer `{}` has no parameter `{name}`", self.kind))?;
        if array.shape != shape {
            return Err(format!("`{}.{name}` has shape {:?}, expected {shape:?}", self.kind, array.shape));
        }
        Ok(&array.numbers)
    }

    /// The first dimension of parameter `name`; 0 if there is none.
    pub(crate) fn width(&self, name: &str) -> usize {
        self.params.iter().find(|(param, _)| param == name).map_or(0, |(_, array)| array.shape[0])
    }
}

/// The layers with parameters of a `model` file, in order.
pub(crate) fn layers(package: &Package, file: &str) -> Result<Vec<Layer>, ConvertError> {
    let model = package.msgpack(file)?;
    read_layers(&model).ok_or_else(|| package.unexpected(file, "not a network written by thinc"))
}

fn read_layers(model: &Value) -> Option<Vec<Layer>> {
    let nodes = get(model, "nodes")?.as_array()?;
    let params = get(model, "params")?.as_array()?;
    let mut layers = Vec::new();
    for (node, params) in nodes.iter().zip(params) {
        let kind = get(node, "name")?.as_str()?.to_owned();
        let mut read = Vec::new();
        for (name, value) in params.as_map()? {
            if !value.is_nil() {
                read.push((name.as_str()?.to_owned(), read_array(value)?));
            }
        }
        if !read.is_empty() {
            layers.push(Layer { kind, params: read });
        }
    }
    Some(layers)
}

fn read_array(value: &Value) -> Option<Array> {
    let kind = get(value, "type")?;
    if kind.as_str() != Some("<f4") {
        return None;
    }
    let shape = get(value, "shape")?.as_array()?;
    let shape: Vec<usize> = shape.iter().map(|len| Some(len.as_u64()? as usize)).collect::<Option<_>>()?;
    let (data, rest) = get(value, "data")?.as_slice()?.as_chunks::<4>();
    if !rest.is_empty() || data.len() != shape.iter().product::<usize>() {
        return None;
    }
    Some(Array { shape, numbers: data.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect() })
}
