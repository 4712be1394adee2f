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
#include "llvm/Support/FileSystem.h"

using namespace mlir;

extern "C" {
void tricastRegisterAllMlirPasses() { registerAllPasses(); }

void tricastRegisterAllMlirDialects(MlirDialectRegistry registry) {
  registerAllDialects(*unwrap(registry));
  registerAllExtensions(*unwrap(registry));
}

int tricastOptMain(int argc, char **argv, MlirDialectRegistry registry) {
  auto [input, output] =
      registerAndParseCLIOptions(argc, argv, "tricast optimizer driver\n", *unwrap(registry));
  // MLIR takes a file without a byte for an empty module; it is a step that failed before.
  llvm::sys::fs::file_status status;
  std::error_code error = input == "-" ? std::error_code() : llvm::sys::fs::status(input, status);
  if (!error && llvm::sys::fs::is_directory(status))
    error = std::make_error_code(std::errc::is_a_directory);
  bool isEmpty = llvm::sys::fs::is_regular_file(status) && status.getSize() == 0;
  if (error || isEmpty) {
    llvm::errs() << input << ":1:1: error: "
                 << (error ? "cannot open input file: " + error.message() : "empty input file")
                 << '\n';
    return EXIT_FAILURE;
  }
  return asMainReturnCode(MlirOptMain(argc, argv, input, output, *unwrap(registry)));
}

int tricastLspServerMain(int argc, char **argv, MlirDialectRegistry registry) {
  return asMainReturnCode(MlirLspServerMain(argc, argv, *unwrap(registry)));
}

int tricastReduceMain(int argc, char **argv, MlirDialectRegistry registry) {
  MLIRContext context(*unwrap(registry));
  return asMainReturnCode(mlirReduceMain(argc, argv, context));
}
}
