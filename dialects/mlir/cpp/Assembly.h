//===- Assembly.h - Custom directives of the assembly formats ---*- C++ -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `custom<...>` directives of dialects/ods/TricastBase.td.
//
//===----------------------------------------------------------------------===//

#ifndef TRICAST_ASSEMBLY_H
#define TRICAST_ASSEMBLY_H

#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace tricast {
using UnresolvedOperand = mlir::OpAsmParser::UnresolvedOperand;

/// A Scalar: `2`, `2.5`, `true`, `"inf"`, `"-inf"`, `"nan"`, or the parts of a complex number,
/// `(2.0, -1.0)`.
mlir::ParseResult parseScalar(mlir::OpAsmParser &parser, mlir::Attribute &value);
void printScalar(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Attribute value);

/// `%s` or a Scalar.
mlir::ParseResult parseSymbolOrAttr(mlir::OpAsmParser &parser,
                                    std::optional<UnresolvedOperand> &operand,
                                    mlir::Attribute &value);
void printSymbolOrAttr(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Value operand,
                       mlir::Attribute value);
inline mlir::ParseResult parseSymbolOrAttr(mlir::OpAsmParser &parser,
                                           std::optional<UnresolvedOperand> &operand,
                                           mlir::IntegerAttr &value) {
  mlir::Attribute scalar;
  mlir::SMLoc location = parser.getCurrentLocation();
  if (parseSymbolOrAttr(parser, operand, scalar))
    return mlir::failure();
  value = llvm::dyn_cast_or_null<mlir::IntegerAttr>(scalar);
  if (scalar && (!value || !value.getType().isInteger(64)))
    return parser.emitError(location, "expected an integer or an index value");
  return mlir::success();
}

/// `[%a, none, %b]`: a list of tensors with holes.
mlir::ParseResult parseOptTensorList(mlir::OpAsmParser &parser,
                                     llvm::SmallVectorImpl<UnresolvedOperand> &operands,
                                     mlir::DenseBoolArrayAttr &present);
void printOptTensorList(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                        mlir::OperandRange operands, mlir::DenseBoolArrayAttr present);

/// `[2, %n]`, where the list as a whole may be absent.
inline mlir::ParseResult parseOptDynamicIndexList(mlir::OpAsmParser &parser,
                                                  llvm::SmallVectorImpl<UnresolvedOperand> &values,
                                                  mlir::DenseI64ArrayAttr &integers) {
  return mlir::parseDynamicIndexList(parser, values, integers);
}
inline void printOptDynamicIndexList(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                                     mlir::OperandRange values, mlir::DenseI64ArrayAttr integers) {
  mlir::printDynamicIndexList(printer, op, values, integers);
}

} // namespace tricast

#endif // TRICAST_ASSEMBLY_H
