//===- TypeInference.h - From an op's verifier to Rust ----------*- C++ -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The generated op classes call these; what they decide is written in Rust.
//
//===----------------------------------------------------------------------===//

#ifndef TRICAST_TYPEINFERENCE_H
#define TRICAST_TYPEINFERENCE_H

#include "mlir/IR/OpDefinition.h"

namespace tricast {

/// The result types of an op `name` with these operands and attributes.
llvm::LogicalResult inferReturnTypes(mlir::MLIRContext *context, llvm::StringRef name,
                                     std::optional<mlir::Location> location,
                                     mlir::ValueRange operands, mlir::DictionaryAttr attributes,
                                     llvm::SmallVectorImpl<mlir::Type> &types);

/// Checks the result types of `op` against the inferred ones.
llvm::LogicalResult verifyTypes(mlir::Operation *op);

template <typename ConcreteOp>
struct TypeInference : mlir::OpTrait::TraitBase<ConcreteOp, TypeInference> {
  static llvm::LogicalResult verifyTrait(mlir::Operation *op) { return verifyTypes(op); }

  static llvm::LogicalResult
  inferTypes(mlir::MLIRContext *context, std::optional<mlir::Location> location,
             mlir::ValueRange operands, mlir::DictionaryAttr attributes,
             mlir::OpaqueProperties properties, llvm::SmallVectorImpl<mlir::Type> &types) {
    using Properties = typename ConcreteOp::Properties;
    // An op that is being built may have its attributes in either place.
    if constexpr (!std::is_same_v<Properties, mlir::EmptyProperties>)
      if (properties)
        attributes = llvm::cast<mlir::DictionaryAttr>(
            ConcreteOp::getPropertiesAsAttr(context, *properties.as<Properties *>()));
    return inferReturnTypes(context, ConcreteOp::getOperationName(), location, operands,
                            attributes, types);
  }
};

} // namespace tricast

#endif // TRICAST_TYPEINFERENCE_H
