//===- Assembly.cpp - Custom directives of the assembly formats -----------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Assembly.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

/// One part of a complex number.
static ParseResult parsePart(OpAsmParser &parser, double &part) {
  SMLoc location = parser.getCurrentLocation();
  Attribute value;
  if (tricast::parseScalar(parser, value))
    return failure();
  if (auto number = llvm::dyn_cast<FloatAttr>(value))
    part = number.getValueAsDouble();
  else if (auto number = llvm::dyn_cast<IntegerAttr>(value); number && !isa<BoolAttr>(value))
    part = number.getInt();
  else
    return parser.emitError(location, "expected a number that is no bool");
  return success();
}

ParseResult tricast::parseScalar(OpAsmParser &parser, Attribute &value) {
  const char *expected = "expected a number, a bool, \"inf\", \"-inf\" or \"nan\"";
  Builder &builder = parser.getBuilder();
  SMLoc location = parser.getCurrentLocation();
  std::string text;
  if (succeeded(parser.parseOptionalString(&text))) {
    // What has no literal of its own.
    double special = llvm::StringSwitch<double>(text)
                         .Case("inf", INFINITY)
                         .Case("-inf", -INFINITY)
                         .Case("nan", NAN)
                         .Default(0);
    if (special == 0)
      return parser.emitError(location, expected);
    value = builder.getF64FloatAttr(special);
    return success();
  }
  if (succeeded(parser.parseOptionalKeyword("true"))) {
    value = builder.getBoolAttr(true);
    return success();
  }
  if (succeeded(parser.parseOptionalKeyword("false"))) {
    value = builder.getBoolAttr(false);
    return success();
  }
  if (succeeded(parser.parseOptionalLParen())) {
    double parts[2];
    if (parsePart(parser, parts[0]) || parser.parseComma() || parsePart(parser, parts[1]) ||
        parser.parseRParen())
      return failure();
    value = builder.getDenseF64ArrayAttr(parts);
    return success();
  }
  // The token after a sign tells an integer from a float; only the text shows it.
  const char *digits = location.getPointer();
  if (*digits == '-')
    ++digits;
  if (!llvm::isDigit(*digits))
    return parser.emitError(location, expected);
  while (llvm::isDigit(*digits))
    ++digits;
  if (*digits == '.') {
    double number;
    if (parser.parseFloat(number))
      return failure();
    value = builder.getF64FloatAttr(number);
    return success();
  }
  int64_t number;
  if (parser.parseInteger(number))
    return failure();
  value = builder.getI64IntegerAttr(number);
  return success();
}

void tricast::printScalar(OpAsmPrinter &printer, Operation *op, Attribute value) {
  if (auto parts = llvm::dyn_cast<DenseF64ArrayAttr>(value)) {
    Builder builder(value.getContext());
    printer << "(";
    llvm::interleaveComma(parts.asArrayRef(), printer, [&](double part) {
      printScalar(printer, op, builder.getF64FloatAttr(part));
    });
    printer << ")";
    return;
  }
  if (auto number = llvm::dyn_cast<FloatAttr>(value); number && !number.getValue().isFinite()) {
    if (number.getValue().isNaN())
      printer << "\"nan\"";
    else
      printer << (number.getValue().isNegative() ? "\"-inf\"" : "\"inf\"");
    return;
  }
  printer.printAttributeWithoutType(value);
}

ParseResult tricast::parseSymbolOrAttr(OpAsmParser &parser,
                                       std::optional<UnresolvedOperand> &operand,
                                       Attribute &value) {
  UnresolvedOperand symbol;
  OptionalParseResult result = parser.parseOptionalOperand(symbol);
  if (!result.has_value())
    return parseScalar(parser, value);
  if (failed(*result))
    return failure();
  operand = symbol;
  return success();
}

void tricast::printSymbolOrAttr(OpAsmPrinter &printer, Operation *op, Value operand,
                                Attribute value) {
  if (operand)
    printer << operand;
  else
    printScalar(printer, op, value);
}

ParseResult tricast::parseOptTensorList(OpAsmParser &parser,
                                        SmallVectorImpl<UnresolvedOperand> &operands,
                                        DenseBoolArrayAttr &present) {
  SmallVector<bool> places;
  auto parseElement = [&] {
    places.push_back(failed(parser.parseOptionalKeyword("none")));
    return places.back() ? parser.parseOperand(operands.emplace_back()) : success();
  };
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parseElement))
    return failure();
  present = parser.getBuilder().getDenseBoolArrayAttr(places);
  return success();
}

void tricast::printOptTensorList(OpAsmPrinter &printer, Operation *, OperandRange operands,
                                 DenseBoolArrayAttr present) {
  auto next = operands.begin();
  printer << '[';
  llvm::interleaveComma(present.asArrayRef(), printer, [&](bool there) {
    if (there)
      printer << *next++;
    else
      printer << "none";
  });
  printer << ']';
}
