//===- KtdpAssembly.h - Custom directives -----------------------*- C++ -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `custom<...>` directives of the assembly formats of ktdp. To be included after the
// generated types.
//
//===----------------------------------------------------------------------===//

#ifndef TRICAST_KTDP_ASSEMBLY_H
#define TRICAST_KTDP_ASSEMBLY_H

#include "mlir/IR/IntegerSet.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace tricast::ktdp {
using UnresolvedOperand = mlir::OpAsmParser::UnresolvedOperand;

/// `3x?xindex`.
mlir::ParseResult parseAccessShape(mlir::AsmParser &parser,
                                   llvm::SmallVectorImpl<int64_t> &shape,
                                   mlir::Type &elementType);
void printAccessShape(mlir::AsmPrinter &printer, llvm::ArrayRef<int64_t> shape,
                      mlir::Type elementType);

/// `(tensor<8xf16>, tensor<1xf16>)`; one may come without parentheses.
mlir::ParseResult parseRoles(mlir::AsmParser &parser,
                             llvm::SmallVectorImpl<mlir::Type> &roles);
void printRoles(mlir::AsmPrinter &printer, llvm::ArrayRef<mlir::Type> roles);

/// An integer set.
mlir::ParseResult parseGroups(mlir::AsmParser &parser, mlir::IntegerSetAttr &groups);
void printGroups(mlir::AsmPrinter &printer, mlir::IntegerSetAttr groups);

/// `, granularity = 3, upperbound = 300`, each of which may be missing.
mlir::ParseResult parseKnown(mlir::AsmParser &parser, std::optional<int64_t> &granularity,
                             std::optional<int64_t> &upperbound);
void printKnown(mlir::AsmPrinter &printer, std::optional<int64_t> granularity,
                std::optional<int64_t> upperbound);

/// `%view[%i, %j + 1]`.
mlir::ParseResult parseSubscripts(mlir::OpAsmParser &parser, UnresolvedOperand &base,
                                  llvm::SmallVectorImpl<UnresolvedOperand> &indices,
                                  mlir::AffineMapAttr &map);
void printSubscripts(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Value base,
                     mlir::OperandRange indices, mlir::AffineMapAttr map);

/// `intermediate_variables(%m, %k) %x[ind(%idx[%m, %k floordiv 64]), (%k mod 64)]`.
mlir::ParseResult parseIndirectSubscripts(mlir::OpAsmParser &parser, UnresolvedOperand &base,
                                          llvm::SmallVectorImpl<UnresolvedOperand> &indexViews,
                                          llvm::SmallVectorImpl<UnresolvedOperand> &captured,
                                          mlir::ArrayAttr &subscripts,
                                          mlir::DenseBoolArrayAttr &indirect);
void printIndirectSubscripts(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Value base,
                             mlir::OperandRange indexViews, mlir::OperandRange captured,
                             mlir::ArrayAttr subscripts, mlir::DenseBoolArrayAttr indirect);

/// The type of a view, and those of its index views.
mlir::ParseResult parseViewTypes(mlir::OpAsmParser &parser, mlir::Type &base,
                                 llvm::SmallVectorImpl<mlir::Type> &indexViews);
void printViewTypes(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Type base,
                    mlir::TypeRange indexViews);

/// `-> <(tensor<8xf16>), groups = ...>`, with the types of what is produced before it, or not.
mlir::ParseResult parseProduced(mlir::OpAsmParser &parser, mlir::Type &future);
void printProduced(mlir::OpAsmPrinter &printer, mlir::Operation *op, TileFutureType future);

} // namespace tricast::ktdp

#endif // TRICAST_KTDP_ASSEMBLY_H
