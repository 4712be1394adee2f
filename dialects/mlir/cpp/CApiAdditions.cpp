//===- CApiAdditions.cpp - What MLIR's C API does not have ----------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Rewrite.h"
#include "mlir/CAPI/Support.h"
#include "mlir/IR/Diagnostics.h"

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
}
