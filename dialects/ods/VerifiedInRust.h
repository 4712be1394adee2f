//===- VerifiedInRust.h - From verifiers of ops and types to Rust -*- C++ -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For dialects with types or attributes of their own.
//
//===----------------------------------------------------------------------===//

#ifndef TRICAST_VERIFIEDINRUST_H
#define TRICAST_VERIFIEDINRUST_H

#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/TensorEncoding.h"

namespace tricast {

/// Asks Rust whether `op` is as it should be.
llvm::LogicalResult verifyInRust(mlir::Operation *op);

template <typename ConcreteOp>
struct VerifiedInRust : mlir::OpTrait::TraitBase<ConcreteOp, VerifiedInRust> {
  static llvm::LogicalResult verifyTrait(mlir::Operation *op) { return verifyInRust(op); }
};

/// Asks Rust whether a tensor of this shape can have `encoding`.
llvm::LogicalResult
verifyEncodingInRust(mlir::Attribute encoding, llvm::ArrayRef<int64_t> shape,
                     llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

} // namespace tricast

#endif // TRICAST_VERIFIEDINRUST_H
