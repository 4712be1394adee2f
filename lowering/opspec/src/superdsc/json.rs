//! The fields of a SuperDSC, in the order in which they are written.

#![allow(missing_docs)]

use indexmap::IndexMap;
use serde::Serialize;

/// A map that keeps its order.
pub type Map<T> = IndexMap<String, T>;

#[derive(Serialize)]
pub struct SuperDsc {
    pub debug_handle_: DebugHandle,
    #[serde(rename = "sdscFoldProps_")]
    pub fold_props: [Attr; 1],
    #[serde(rename = "sdscFolds_")]
    pub folds: Folds<Map<&'static str>>,
    #[serde(rename = "coreFoldProp_")]
    pub core_fold_prop: Attr,
    #[serde(rename = "coreletFoldProp_")]
    pub corelet_fold_prop: Attr,
    #[serde(rename = "numCoresUsed_")]
    pub cores: i64,
    #[serde(rename = "coreIdToDsc_")]
    pub core_to_dsc: Map<i64>,
    #[serde(rename = "numWkSlicesPerDim_")]
    pub slices: Map<i64>,
    #[serde(rename = "coreIdToWkSlice_")]
    pub core_to_slice: Map<Map<i64>>,
    #[serde(rename = "coreIdToDscSchedule")]
    pub core_to_schedule: Map<[[i64; 4]; 1]>,
    #[serde(rename = "dscs_")]
    pub dscs: [Map<Dsc>; 1],
}

#[derive(Serialize)]
pub struct DebugHandle {
    pub id: String,
    pub source: Option<String>,
    pub aten_op: Option<String>,
    pub ir_chain: Vec<String>,
    pub fused_from: [(); 0],
    pub transform_history: [(); 0],
}

#[derive(Serialize)]
pub struct Dsc {
    #[serde(rename = "numCoresUsed_")]
    pub cores: i64,
    #[serde(rename = "numCoreletsUsed_")]
    pub corelets: i64,
    #[serde(rename = "coreIdsUsed_")]
    pub core_ids: Vec<i64>,
    #[serde(rename = "N_")]
    pub sizes: Sizes,
    #[serde(rename = "coordinateMasking_")]
    pub masking: Map<[[i64; 2]; 1]>,
    #[serde(rename = "maskingConstId_")]
    pub mask_constant: i64,
    #[serde(rename = "dataStageParam_")]
    pub stages: Map<Stage>,
    #[serde(rename = "primaryDsInfo_")]
    pub layouts: Map<Layout>,
    #[serde(rename = "pdsRelation_", skip_serializing_if = "Map::is_empty")]
    pub relation: Map<i64>,
    #[serde(rename = "scheduleTree_")]
    pub tree: Vec<Allocate>,
    #[serde(rename = "labeledDs_")]
    pub tensors: Vec<Labeled>,
    #[serde(rename = "constantInfo_")]
    pub constants: Constants,
    #[serde(rename = "computeOp_")]
    pub compute: [Compute; 1],
}

#[derive(Serialize)]
pub struct Sizes {
    #[serde(rename = "name_")]
    pub name: &'static str,
    #[serde(flatten)]
    pub dims: Map<i64>,
    #[serde(rename = "paddingSizes_", skip_serializing_if = "Map::is_empty")]
    pub padding: Map<Padding>,
}

/// How a window goes along a dimension.
#[derive(Clone, Serialize)]
pub struct Padding {
    #[serde(rename = "padFront_")]
    pub front: i64,
    #[serde(rename = "padBack_")]
    pub back: i64,
    #[serde(flatten)]
    pub unneeded: Map<i64>,
    #[serde(rename = "totalSize_")]
    pub total: i64,
    #[serde(rename = "stride_")]
    pub stride: i64,
    #[serde(rename = "dilation_")]
    pub dilation: i64,
    #[serde(rename = "windowDim_")]
    pub window: &'static str,
}

#[derive(Serialize)]
pub struct Stage {
    #[serde(rename = "ss_")]
    pub start: StageSizes,
    #[serde(rename = "el_")]
    pub end: StageSizes,
}

#[derive(Clone, Serialize)]
pub struct StageSizes {
    #[serde(rename = "name_")]
    pub name: &'static str,
    #[serde(flatten)]
    pub dims: Map<i64>,
    #[serde(rename = "symbolicDimInfo_")]
    pub symbolic: Map<()>,
    #[serde(rename = "maxSymbolicVolume_")]
    pub max_symbolic: Map<()>,
    #[serde(rename = "coreletSplit_")]
    pub corelet_split: Map<()>,
    #[serde(rename = "rowSplit_")]
    pub row_split: Map<()>,
    #[serde(rename = "peSfpSplit_")]
    pub unit_split: Map<()>,
    #[serde(rename = "paddingSizes_")]
    pub padding: Map<Padding>,
}

#[derive(Serialize)]
pub struct Layout {
    #[serde(rename = "layoutDimOrder_")]
    pub order: Vec<&'static str>,
    #[serde(rename = "stickDimOrder_")]
    pub sticks: [&'static str; 1],
    #[serde(rename = "stickSize_")]
    pub stick_sizes: [i64; 1],
    #[serde(rename = "stickRepl_", skip_serializing_if = "Option::is_none")]
    pub replicated: Option<[i64; 1]>,
}

#[derive(Serialize)]
pub struct Allocate {
    #[serde(rename = "nodeType_")]
    pub node: &'static str,
    #[serde(rename = "name_")]
    pub name: String,
    #[serde(rename = "prev_")]
    pub previous: &'static str,
    #[serde(rename = "ldsIdx_")]
    pub tensor: usize,
    #[serde(rename = "component_")]
    pub component: &'static str,
    #[serde(rename = "isStartAddrSymbolic_", skip_serializing_if = "Option::is_none")]
    pub symbolic: Option<i64>,
    #[serde(rename = "layoutDimOrder_")]
    pub order: Vec<&'static str>,
    #[serde(rename = "maxDimSizes_")]
    pub max_sizes: Vec<i64>,
    #[serde(rename = "indirectAllocType_")]
    pub indirect: &'static str,
    #[serde(rename = "relatedIndirectAccessAlloc_", skip_serializing_if = "Option::is_none")]
    pub related: Option<String>,
    #[serde(rename = "indexTensorType_", skip_serializing_if = "Option::is_none")]
    pub index_type: Option<&'static str>,
    #[serde(rename = "startAddressCoreCorelet_")]
    pub start: Folds<Map<String>>,
    #[serde(rename = "padding_", skip_serializing_if = "Map::is_empty")]
    pub padding: Map<&'static str>,
    #[serde(rename = "backGapCore_", skip_serializing_if = "Map::is_empty")]
    pub gaps: Map<Map<String>>,
    #[serde(rename = "coordinates_")]
    pub coordinates: Coordinates,
}

#[derive(Serialize)]
pub struct Coordinates {
    #[serde(rename = "coordInfo")]
    pub dims: Map<Folded>,
    #[serde(rename = "coreIdToWkSlice_")]
    pub owners: Map<Map<i64>>,
}

#[derive(Serialize)]
pub struct Folded {
    pub spatial: i64,
    pub temporal: i64,
    #[serde(rename = "elemArr")]
    pub elements: i64,
    pub padding: &'static str,
    pub folds: Folds<()>,
}

/// Nested ranges: functions, and what they range over.
#[derive(Serialize)]
pub struct Folds<D> {
    pub dim_prop_func: Vec<Func>,
    pub dim_prop_attr: Vec<Attr>,
    #[serde(rename = "data_", skip_serializing_if = "is_unit")]
    pub data: D,
}

/// Whether a type has no values to write.
fn is_unit<D>(_: &D) -> bool {
    size_of::<D>() == 0
}

#[derive(Serialize)]
pub enum Func {
    Affine {
        #[serde(rename = "alpha_")]
        alpha: i64,
        #[serde(rename = "beta_")]
        beta: i64,
    },
    Const {},
    Map {},
}

#[derive(Clone, Serialize)]
pub struct Attr {
    #[serde(rename = "factor_")]
    pub factor: i64,
    #[serde(rename = "label_")]
    pub label: &'static str,
}

#[derive(Serialize)]
pub struct Labeled {
    #[serde(rename = "ldsIdx_")]
    pub number: usize,
    #[serde(rename = "dsName_")]
    pub name: String,
    #[serde(rename = "dsType_")]
    pub layout: &'static str,
    #[serde(rename = "scale_")]
    pub scales: Vec<i64>,
    #[serde(rename = "wordLength")]
    pub bytes: i64,
    #[serde(rename = "dataFormat_")]
    pub format: &'static str,
    #[serde(rename = "memOrg_")]
    pub memories: Map<Present>,
}

#[derive(Serialize)]
pub struct Present {
    #[serde(rename = "isPresent")]
    pub present: i64,
    #[serde(flatten)]
    pub padded: Option<Padded>,
}

/// What memory has around a tensor.
#[derive(Serialize)]
pub struct Padded {
    #[serde(rename = "isPadded")]
    pub padded: i64,
    #[serde(rename = "isZeroPadded")]
    pub zero: i64,
    #[serde(rename = "dsOffset", skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    #[serde(rename = "allocateNode_", skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

/// `"{}"`, a string, if there are none.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Constants {
    None(&'static str),
    Some(Map<Constant>),
}

#[derive(Serialize)]
pub struct Constant {
    #[serde(rename = "dataFormat_")]
    pub format: &'static str,
    #[serde(rename = "name_")]
    pub name: String,
    #[serde(rename = "data_")]
    pub data: Folds<Map<[u32; 1]>>,
}

#[derive(Serialize)]
pub struct Compute {
    #[serde(rename = "exUnit")]
    pub unit: &'static str,
    #[serde(rename = "opFuncName")]
    pub func: String,
    #[serde(rename = "attributes_")]
    pub attributes: Attributes,
    pub location: &'static str,
    #[serde(rename = "inputLabeledDs")]
    pub inputs: Vec<String>,
    #[serde(rename = "outputLabeledDs")]
    pub outputs: [String; 1],
    #[serde(rename = "indirectAccessIndexLabeledDs", skip_serializing_if = "Vec::is_empty")]
    pub indices: Vec<String>,
}

#[derive(Serialize)]
pub struct Attributes {
    #[serde(rename = "dataFormat_")]
    pub format: &'static str,
    #[serde(rename = "fidelity_")]
    pub fidelity: &'static str,
}
