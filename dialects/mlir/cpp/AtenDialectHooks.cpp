//===- AtenDialectHooks.cpp - Attributes on function arguments ------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ops.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "AtenDialect.h.inc"

using namespace mlir;

// In dialects/mlir/src/dims.rs.
extern "C" bool tricastVerifyArgumentAttribute(MlirOperation op, MlirType type, MlirStringRef name,
                                               MlirAttribute attribute);

llvm::LogicalResult tricast::aten::AtenDialect::verifyRegionArgAttribute(Operation *op,
                                                                         unsigned region,
                                                                         unsigned argument,
                                                                         NamedAttribute attribute) {
  // A declaration has no body, but its type.
  Type type;
  if (!op->getRegion(region).empty())
    type = op->getRegion(region).getArgument(argument).getType();
  else if (auto function = llvm::dyn_cast<FunctionOpInterface>(op))
    type = function.getArgumentTypes()[argument];
  if (!type)
    return success();
  return success(tricastVerifyArgumentAttribute(wrap(op), wrap(type),
                                                wrap(attribute.getName().getValue()),
                                                wrap(attribute.getValue())));
}
