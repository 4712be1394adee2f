//===- TypeInference.cpp - From an op's verifier to Rust ------------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TypeInference.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"

using namespace mlir;

// In dialects/mlir/src/inference.rs.
extern "C" {
bool tricastVerifyTypes(MlirOperation op);
bool tricastInferTypes(MlirStringRef name, MlirContext context, intptr_t operandCount,
                       const MlirValue *operands, MlirAttribute attributes,
                       void (*addType)(MlirType, void *), void (*report)(MlirStringRef, void *),
                       void *data);
}

llvm::LogicalResult tricast::verifyTypes(Operation *op) {
  return success(tricastVerifyTypes(wrap(op)));
}

llvm::LogicalResult tricast::inferReturnTypes(MLIRContext *context, StringRef name,
                                              std::optional<Location> location, ValueRange operands,
                                              DictionaryAttr attributes,
                                              SmallVectorImpl<Type> &types) {
  struct Data {
    std::optional<Location> location;
    SmallVectorImpl<Type> &types;
  } data{location, types};
  SmallVector<MlirValue> values = llvm::map_to_vector(operands, [](Value v) { return wrap(v); });
  return success(tricastInferTypes(
      wrap(name), wrap(context), values.size(), values.data(), wrap(attributes),
      [](MlirType type, void *data) { static_cast<Data *>(data)->types.push_back(unwrap(type)); },
      [](MlirStringRef message, void *data) {
        (void)emitOptionalError(static_cast<Data *>(data)->location, unwrap(message));
      },
      &data));
}
