//===- ElementwiseFusion.cpp - linalg's fusion with a choice of its own ---===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's pass fuses wherever the producer has one use; its patterns take a
// function that decides, but the C API has them not.
//
//===----------------------------------------------------------------------===//

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

// Mirrored in dialects/mlir/src/fusion.rs.
extern "C" {
using TricastShouldFuse = bool (*)(MlirOperation producer, MlirOperation consumer,
                                   intptr_t operand, void *data);
void tricastFuseElementwise(MlirOperation function, TricastShouldFuse shouldFuse, void *data) {
  Operation *op = unwrap(function);
  MLIRContext *context = op->getContext();
  auto decide = [=](OpOperand *operand) {
    Operation *producer = operand->get().getDefiningOp();
    return producer && shouldFuse(wrap(producer), wrap(operand->getOwner()),
                                  operand->getOperandNumber(), data);
  };
  RewritePatternSet patterns(context);
  linalg::populateElementwiseOpsFusionPatterns(patterns, decide);
  linalg::populateFoldReshapeOpsByExpansionPatterns(patterns, decide);
  linalg::GenericOp::getCanonicalizationPatterns(patterns, context);
  tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::populateBubbleUpExpandShapePatterns(patterns);
  context->getLoadedDialect<linalg::LinalgDialect>()->getCanonicalizationPatterns(patterns);
  (void)applyPatternsGreedily(op, std::move(patterns),
                              GreedyRewriteConfig().setUseTopDownTraversal());
}
}
