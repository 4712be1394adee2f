//===- VerifiedInRust.cpp - From verifiers of ops and types to Rust -------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VerifiedInRust.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"

using namespace mlir;

using EmitError = llvm::function_ref<InFlightDiagnostic()>;

// In dialects/mlir/src/verify.rs.
extern "C" {
bool tricastVerifyOp(MlirOperation op);
bool tricastVerifyEncoding(MlirAttribute encoding, intptr_t rank, const int64_t *shape,
                           void (*report)(MlirStringRef, void *), void *data);
}

llvm::LogicalResult tricast::verifyInRust(Operation *op) {
  return success(tricastVerifyOp(wrap(op)));
}

llvm::LogicalResult tricast::verifyEncodingInRust(Attribute encoding, ArrayRef<int64_t> shape,
                                                  EmitError emitError) {
  auto report = [](MlirStringRef message, void *data) {
    (*static_cast<EmitError *>(data))() << unwrap(message);
  };
  return success(
      tricastVerifyEncoding(wrap(encoding), shape.size(), shape.data(), report, &emitError));
}
