//===- VerifiedInRust.td - Ops that Rust verifies --------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_VERIFIED_IN_RUST_TD
#define TRICAST_VERIFIED_IN_RUST_TD

include "mlir/IR/OpBase.td"

// What the declaration of an op cannot say is checked in Rust (mlir/src/verify.rs).
def VerifiedInRust : NativeOpTrait<"VerifiedInRust"> {
  let cppNamespace = "::tricast";
}

#endif // TRICAST_VERIFIED_IN_RUST_TD
