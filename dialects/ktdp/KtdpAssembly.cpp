//===- KtdpAssembly.cpp - Custom directives and verifiers -----------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ops.h"
#include "mlir/IR/DialectImplementation.h"
#include "KtdpEnums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "KtdpAttrs.h.inc"
#define GET_TYPEDEF_CLASSES
#include "KtdpTypes.h.inc"
#include "KtdpAssembly.h"

using namespace mlir;
using namespace tricast::ktdp;

//===----------------------------------------------------------------------===//
// Types and attributes
//===----------------------------------------------------------------------===//

using EmitError = llvm::function_ref<InFlightDiagnostic()>;

LogicalResult AccessTileType::verify(EmitError emitError, ArrayRef<int64_t>, Type elementType) {
  if (!elementType.isIndex())
    return emitError() << "the elements of an access tile are of type index, not " << elementType;
  return success();
}

LogicalResult RuntimeArgType::verify(EmitError emitError, Type, std::optional<int64_t> granularity,
                                     std::optional<int64_t> upperbound) {
  if (granularity.value_or(1) <= 0 || upperbound.value_or(1) <= 0)
    return emitError() << "granularity and upper bound of a runtime argument are positive";
  return success();
}

LogicalResult TileFutureType::verify(EmitError emitError, ArrayRef<Type> roles,
                                     IntegerSetAttr groups) {
  if (roles.empty() || !llvm::all_of(roles, llvm::IsaPred<RankedTensorType>))
    return emitError() << "a tile future is of one ranked tensor at least";
  if (groups.getValue().getNumDims() != 1 || groups.getValue().getNumSymbols() != 0)
    return emitError() << "the groups of a tile future are a set of one dimension, without symbols";
  return success();
}

LogicalResult MemorySpaceAttr::verify(EmitError emitError, MemorySpaceKind kind,
                                      std::optional<int64_t> ctId) {
  if (ctId && kind != MemorySpaceKind::CtLocal)
    return emitError() << "only the memory space ct_local has a ct_id";
  if (ctId.value_or(0) < 0)
    return emitError() << "ct_id is not negative";
  return success();
}

LogicalResult SpyreMemorySpaceAttr::verify(EmitError emitError, SpyreMemorySpaceKind kind,
                                           std::optional<int64_t> core) {
  if (core && kind != SpyreMemorySpaceKind::LX && kind != SpyreMemorySpaceKind::L0)
    return emitError() << "only the memory spaces LX and L0 have a core";
  if (core.value_or(0) < 0)
    return emitError() << "core is not negative";
  return success();
}

ParseResult tricast::ktdp::parseAccessShape(AsmParser &parser,
                                            SmallVectorImpl<int64_t> &shape,
                                            Type &elementType) {
  SmallVector<int64_t> dims;
  if (parser.parseDimensionList(dims) || parser.parseType(elementType))
    return failure();
  shape.append(dims);
  return success();
}

void tricast::ktdp::printAccessShape(AsmPrinter &printer, ArrayRef<int64_t> shape,
                                     Type elementType) {
  printer.printDimensionList(shape);
  if (!shape.empty())
    printer << 'x';
  printer << elementType;
}

ParseResult tricast::ktdp::parseRoles(AsmParser &parser, SmallVectorImpl<Type> &roles) {
  auto parseRole = [&] { return parser.parseType(roles.emplace_back()); };
  if (failed(parser.parseOptionalLParen()))
    return parseRole();
  return failure(parser.parseCommaSeparatedList(parseRole) || parser.parseRParen());
}

void tricast::ktdp::printRoles(AsmPrinter &printer, ArrayRef<Type> roles) {
  printer << '(';
  llvm::interleaveComma(roles, printer);
  printer << ')';
}

ParseResult tricast::ktdp::parseGroups(AsmParser &parser, IntegerSetAttr &groups) {
  return parser.parseAttribute(groups);
}

void tricast::ktdp::printGroups(AsmPrinter &printer, IntegerSetAttr groups) { printer << groups; }

ParseResult tricast::ktdp::parseKnown(AsmParser &parser, std::optional<int64_t> &granularity,
                                      std::optional<int64_t> &upperbound) {
  while (succeeded(parser.parseOptionalComma())) {
    bool first = succeeded(parser.parseOptionalKeyword("granularity"));
    if (!first && parser.parseKeyword("upperbound"))
      return failure();
    int64_t value;
    if (parser.parseEqual() || parser.parseInteger(value))
      return failure();
    (first ? granularity : upperbound) = value;
  }
  return success();
}

void tricast::ktdp::printKnown(AsmPrinter &printer, std::optional<int64_t> granularity,
                               std::optional<int64_t> upperbound) {
  if (granularity)
    printer << ", granularity = " << *granularity;
  if (upperbound)
    printer << ", upperbound = " << *upperbound;
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

namespace {
/// Affine expressions of intermediate variables, which are dimensions, and of values, which are
/// symbols in the order in which they come.
class ExprParser {
public:
  ExprParser(OpAsmParser &parser, ArrayRef<UnresolvedOperand> variables,
             SmallVectorImpl<UnresolvedOperand> &captured)
      : parser(parser), variables(variables), captured(captured) {}

  ParseResult sum(AffineExpr &expr) {
    if (product(expr))
      return failure();
    while (true) {
      AffineExpr right;
      if (succeeded(parser.parseOptionalPlus())) {
        if (product(right))
          return failure();
        expr = expr + right;
      } else if (succeeded(parser.parseOptionalMinus())) {
        if (product(right))
          return failure();
        expr = expr - right;
      } else {
        return success();
      }
    }
  }

private:
  ParseResult product(AffineExpr &expr) {
    if (factor(expr))
      return failure();
    while (true) {
      SMLoc location = parser.getCurrentLocation();
      if (succeeded(parser.parseOptionalStar())) {
        AffineExpr right;
        if (factor(right))
          return failure();
        if (!expr.isSymbolicOrConstant() && !right.isSymbolicOrConstant())
          return parser.emitError(location, "a product of two variables is not affine");
        expr = expr * right;
        continue;
      }
      StringRef keyword;
      if (failed(parser.parseOptionalKeyword(&keyword, {"floordiv", "ceildiv", "mod"})))
        return success();
      AffineExpr right;
      if (factor(right))
        return failure();
      auto divisor = llvm::dyn_cast<AffineConstantExpr>(right);
      if (!divisor || divisor.getValue() <= 0)
        return parser.emitError(location, "expected a positive number as divisor");
      expr = keyword == "mod"        ? expr % right
             : keyword == "floordiv" ? expr.floorDiv(right)
                                     : expr.ceilDiv(right);
    }
  }

  ParseResult factor(AffineExpr &expr) {
    MLIRContext *context = parser.getContext();
    if (succeeded(parser.parseOptionalLParen()))
      return failure(sum(expr) || parser.parseRParen());
    UnresolvedOperand operand;
    OptionalParseResult isOperand = parser.parseOptionalOperand(operand);
    if (isOperand.has_value()) {
      if (failed(*isOperand))
        return failure();
      auto same = [&](const UnresolvedOperand &other) {
        return other.name == operand.name && other.number == operand.number;
      };
      if (auto *variable = llvm::find_if(variables, same); variable != variables.end()) {
        expr = getAffineDimExpr(variable - variables.begin(), context);
        return success();
      }
      auto *known = llvm::find_if(captured, same);
      expr = getAffineSymbolExpr(known - captured.begin(), context);
      if (known == captured.end())
        captured.push_back(operand);
      return success();
    }
    if (succeeded(parser.parseOptionalMinus())) {
      if (factor(expr))
        return failure();
      expr = -expr;
      return success();
    }
    int64_t number;
    if (parser.parseInteger(number))
      return failure();
    expr = getAffineConstantExpr(number, context);
    return success();
  }

  OpAsmParser &parser;
  ArrayRef<UnresolvedOperand> variables;
  SmallVectorImpl<UnresolvedOperand> &captured;
};

/// The other way round; variable i is `%d<i>`.
class ExprPrinter {
public:
  ExprPrinter(OpAsmPrinter &printer, OperandRange captured)
      : printer(printer), captured(captured) {}

  void print(AffineExpr expr, bool nested = false) {
    if (auto dim = llvm::dyn_cast<AffineDimExpr>(expr)) {
      printer << "%d" << dim.getPosition();
      return;
    }
    if (auto symbol = llvm::dyn_cast<AffineSymbolExpr>(expr)) {
      printer << captured[symbol.getPosition()];
      return;
    }
    if (auto constant = llvm::dyn_cast<AffineConstantExpr>(expr)) {
      printer << constant.getValue();
      return;
    }
    auto binary = llvm::cast<AffineBinaryOpExpr>(expr);
    if (nested)
      printer << '(';
    if (binary.getKind() == AffineExprKind::Add)
      printSum(binary.getLHS(), binary.getRHS());
    else
      printBinary(binary);
    if (nested)
      printer << ')';
  }

private:
  void printSum(AffineExpr left, AffineExpr right) {
    print(left);
    // `- x` instead of `+ x * -1`.
    AffineExpr negated = -right;
    auto constant = llvm::dyn_cast<AffineConstantExpr>(right);
    auto product = llvm::dyn_cast<AffineBinaryOpExpr>(right);
    auto factor = product ? llvm::dyn_cast<AffineConstantExpr>(product.getRHS()) : nullptr;
    bool negative = (constant && constant.getValue() < 0) ||
                    (factor && product.getKind() == AffineExprKind::Mul && factor.getValue() < 0);
    printer << (negative ? " - " : " + ");
    AffineExpr added = negative ? negated : right;
    print(added, /*nested=*/added.getKind() == AffineExprKind::Add);
  }

  void printBinary(AffineBinaryOpExpr expr) {
    static const llvm::StringRef names[] = {" + ", " * ", " mod ", " floordiv ", " ceildiv "};
    print(expr.getLHS(), /*nested=*/true);
    printer << names[static_cast<unsigned>(expr.getKind())];
    print(expr.getRHS(), /*nested=*/true);
  }

  OpAsmPrinter &printer;
  OperandRange captured;
};
} // namespace

ParseResult tricast::ktdp::parseSubscripts(OpAsmParser &parser, UnresolvedOperand &base,
                                           SmallVectorImpl<UnresolvedOperand> &indices,
                                           AffineMapAttr &map) {
  ExprParser exprs(parser, {}, indices);
  SmallVector<AffineExpr> results;
  auto parseExpr = [&] { return exprs.sum(results.emplace_back()); };
  if (parser.parseOperand(base))
    return failure();
  SMLoc location = parser.getCurrentLocation();
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parseExpr))
    return failure();
  // The indices are the dimensions of the map.
  SmallVector<AffineExpr> dims;
  for (unsigned index = 0; index < indices.size(); ++index)
    dims.push_back(getAffineDimExpr(index, parser.getContext()));
  for (AffineExpr &expr : results) {
    expr = expr.replaceSymbols(dims);
    if (!expr.isPureAffine())
      return parser.emitError(location, "a subscript is not affine");
  }
  map = AffineMapAttr::get(AffineMap::get(indices.size(), 0, results, parser.getContext()));
  return success();
}

void tricast::ktdp::printSubscripts(OpAsmPrinter &printer, Operation *op, Value base,
                                    OperandRange indices, AffineMapAttr map) {
  SmallVector<AffineExpr> symbols;
  for (unsigned index = 0; index < indices.size(); ++index)
    symbols.push_back(getAffineSymbolExpr(index, op->getContext()));
  ExprPrinter exprs(printer, indices);
  printer << base << '[';
  llvm::interleaveComma(map.getValue().getResults(), printer,
                        [&](AffineExpr expr) { exprs.print(expr.replaceDims(symbols)); });
  printer << ']';
}

ParseResult tricast::ktdp::parseIndirectSubscripts(
    OpAsmParser &parser, UnresolvedOperand &base, SmallVectorImpl<UnresolvedOperand> &indexViews,
    SmallVectorImpl<UnresolvedOperand> &captured, ArrayAttr &subscripts,
    DenseBoolArrayAttr &indirect) {
  using Delimiter = OpAsmParser::Delimiter;
  SmallVector<UnresolvedOperand> variables;
  if (parser.parseKeyword("intermediate_variables") ||
      parser.parseOperandList(variables, Delimiter::Paren) || parser.parseOperand(base))
    return failure();
  ExprParser exprs(parser, variables, captured);
  SmallVector<SmallVector<AffineExpr>> results;
  SmallVector<bool> isIndirect;
  auto parseExpr = [&] { return exprs.sum(results.back().emplace_back()); };
  auto parseSubscript = [&]() -> ParseResult {
    results.emplace_back();
    isIndirect.push_back(succeeded(parser.parseOptionalKeyword("ind")));
    if (!isIndirect.back())
      return parseExpr();
    return failure(parser.parseLParen() || parser.parseOperand(indexViews.emplace_back()) ||
                   parser.parseCommaSeparatedList(Delimiter::Square, parseExpr) ||
                   parser.parseRParen());
  };
  if (parser.parseCommaSeparatedList(Delimiter::Square, parseSubscript))
    return failure();
  SmallVector<AffineMap> maps;
  for (ArrayRef<AffineExpr> exprs : results)
    maps.push_back(
        AffineMap::get(variables.size(), captured.size(), exprs, parser.getContext()));
  subscripts = parser.getBuilder().getAffineMapArrayAttr(maps);
  indirect = parser.getBuilder().getDenseBoolArrayAttr(isIndirect);
  return success();
}

void tricast::ktdp::printIndirectSubscripts(OpAsmPrinter &printer, Operation *, Value base,
                                            OperandRange indexViews, OperandRange captured,
                                            ArrayAttr subscripts, DenseBoolArrayAttr indirect) {
  auto mapOf = [&](Attribute subscript) { return llvm::cast<AffineMapAttr>(subscript).getValue(); };
  unsigned variables = subscripts.empty() ? 0 : mapOf(subscripts[0]).getNumDims();
  printer << "intermediate_variables(";
  llvm::interleaveComma(llvm::seq(0u, variables), printer,
                        [&](unsigned variable) { printer << "%d" << variable; });
  printer << ") " << base << '[';
  ExprPrinter exprs(printer, captured);
  unsigned view = 0;
  llvm::interleaveComma(llvm::zip(subscripts, indirect.asArrayRef()), printer, [&](auto pair) {
    auto [subscript, isIndirect] = pair;
    if (isIndirect)
      printer << "ind(" << indexViews[view++] << '[';
    else
      printer << '(';
    llvm::interleaveComma(mapOf(subscript).getResults(), printer,
                          [&](AffineExpr expr) { exprs.print(expr); });
    printer << (isIndirect ? "])" : ")");
  });
  printer << ']';
}

ParseResult tricast::ktdp::parseViewTypes(OpAsmParser &parser, Type &base,
                                          SmallVectorImpl<Type> &indexViews) {
  if (parser.parseType(base))
    return failure();
  while (succeeded(parser.parseOptionalComma()))
    if (parser.parseType(indexViews.emplace_back()))
      return failure();
  return success();
}

void tricast::ktdp::printViewTypes(OpAsmPrinter &printer, Operation *, Type base,
                                   TypeRange indexViews) {
  printer << base;
  for (Type view : indexViews)
    printer << ", " << view;
}

ParseResult tricast::ktdp::parseProduced(OpAsmParser &parser, Type &future) {
  SmallVector<Type> types;
  SMLoc location = parser.getCurrentLocation();
  if (succeeded(parser.parseOptionalColon()) && parser.parseTypeList(types))
    return failure();
  TileFutureType type;
  if (parser.parseArrow() || parser.parseCustomTypeWithFallback(type))
    return failure();
  if (!types.empty() && type.getRoles() != ArrayRef(types))
    return parser.emitError(location, "the types of what is produced are not those of ") << type;
  future = type;
  return success();
}

void tricast::ktdp::printProduced(OpAsmPrinter &printer, Operation *, TileFutureType future) {
  printer << "-> ";
  printer.printStrippedAttrOrType(future);
}
