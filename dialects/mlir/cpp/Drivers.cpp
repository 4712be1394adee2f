//===- Drivers.cpp - MLIR's tools with tricast's dialects -----------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/CAPI/IR.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"

using namespace mlir;

extern "C" {
void tricastRegisterAllMlirPasses() { registerAllPasses(); }

void tricastRegisterAllMlirDialects(MlirDialectRegistry registry) {
  registerAllDialects(*unwrap(registry));
  registerAllExtensions(*unwrap(registry));
}

int tricastOptMain(int argc, char **argv, MlirDialectRegistry registry) {
  return asMainReturnCode(MlirOptMain(argc, argv, "tricast optimizer driver\n", *unwrap(registry)));
}

int tricastLspServerMain(int argc, char **argv, MlirDialectRegistry registry) {
  return asMainReturnCode(MlirLspServerMain(argc, argv, *unwrap(registry)));
}

int tricastReduceMain(int argc, char **argv, MlirDialectRegistry registry) {
  MLIRContext context(*unwrap(registry));
  return asMainReturnCode(mlirReduceMain(argc, argv, context));
}
}
