//===- Scan.td - Cumulative ops ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

class Aten_Cumulative<string name, string summary>
    : Aten_Op<name, "scan::cumulative", summary,
        (ins Tensor:$self, Int:$dim, OptDType:$dtype)> {
  let semantics = "`self` is cast to `dtype` first, if it is given; otherwise integers and bools "
                  "are computed in int64.";
}

class Aten_CumulativeExtremum<string name, string summary>
    : Aten_Op<name, "scan::cumulative_extremum", summary, (ins Tensor:$self, Int:$dim),
        (outs TensorResult:$values, TensorResult:$indices)> {
  let semantics = "`indices` says where each value was found, of equal ones the last. After a "
                  "NaN, all are NaN.";
}

def Aten_CumsumOp : Aten_Cumulative<"cumsum", "Sums along dim: of the first, the first two, ...">;
def Aten_CumprodOp
    : Aten_Cumulative<"cumprod", "Products along dim: of the first, the first two, ...">;
def Aten_CummaxOp : Aten_CumulativeExtremum<"cummax", "Largest so far along dim, and where">;
def Aten_CumminOp : Aten_CumulativeExtremum<"cummin", "Smallest so far along dim, and where">;
def Aten_LogcumsumexpOp
    : Aten_Op<"logcumsumexp", "scan::logcumsumexp", "log(cumsum(e^self, dim))",
    (ins Tensor:$self, Int:$dim)>;
def Aten_DiffOp : Aten_Op<"diff", "scan::diff",
    "n times: self[1:] - self[:-1] along dim, with prepend before and append after self",
    (ins Tensor:$self, IntOr<1>:$n, IntOr<-1>:$dim, OptTensor:$prepend, OptTensor:$append)> {
  let semantics = "Of bools it is whether neighbours differ. Where `n` is 0, `prepend` and "
                  "`append` are not used.";
}

//===-------------------------------------------------------------------------===//
// Integrals by the trapezoidal rule
//===-------------------------------------------------------------------------===//

let semantics = "The samples of `y` along `dim` are at the places `x`, of as many dimensions, "
                "or one; or `dx` apart." in {
def Aten_TrapezoidXOp : Aten_Op<"trapezoid.x", "scan::trapezoid",
    "sum((x[1:] - x[:-1]) * (y[1:] + y[:-1]) / 2, dim)",
    (ins Tensor:$y, Tensor:$x, IntOr<-1>:$dim)>;
def Aten_TrapezoidDxOp : Aten_Op<"trapezoid.dx", "scan::trapezoid",
    "sum(dx * (y[1:] + y[:-1]) / 2, dim)",
    (ins Tensor:$y, IntScalarOr<1>:$dx, IntOr<-1>:$dim)>;
def Aten_CumulativeTrapezoidXOp : Aten_Op<"cumulative_trapezoid.x", "scan::cumulative_trapezoid",
    "cumsum((x[1:] - x[:-1]) * (y[1:] + y[:-1]) / 2, dim)",
    (ins Tensor:$y, Tensor:$x, IntOr<-1>:$dim)>;
def Aten_CumulativeTrapezoidDxOp
    : Aten_Op<"cumulative_trapezoid.dx", "scan::cumulative_trapezoid",
    "cumsum(dx * (y[1:] + y[:-1]) / 2, dim)",
    (ins Tensor:$y, IntScalarOr<1>:$dx, IntOr<-1>:$dim)>;
}
