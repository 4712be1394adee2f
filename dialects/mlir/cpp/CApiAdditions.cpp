//===- CApiAdditions.cpp - What MLIR's C API does not have ----------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Rewrite.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Target/SPIRV/Serialization.h"

using namespace mlir;

extern "C" {
// A native function of PDL gives several values as one result. Mirrored in
// dialects/mlir/src/pdl.rs.
void tricastPushBackValues(MlirPDLResultList results, intptr_t count, MlirValue const *values) {
  SmallVector<Value> storage;
  unwrap(results)->push_back(ValueRange(unwrapList(count, values, storage)));
}

// Mirrored in dialects/mlir/src/ir.rs.
void tricastEmitWarning(MlirLocation location, MlirStringRef message) {
  emitWarning(unwrap(location)) << unwrap(message);
}

// The words of a spirv.module. Mirrored in dialects/mlir/src/spirv.rs.
bool tricastSerializeSpirv(MlirOperation module, void (*take)(uint32_t const *, intptr_t, void *),
                           void *data) {
  auto spirvModule = dyn_cast<spirv::ModuleOp>(unwrap(module));
  SmallVector<uint32_t> words;
  if (!spirvModule || failed(spirv::serialize(spirvModule, words)))
    return false;
  take(words.data(), words.size(), data);
  return true;
}
}
