//===- MlxDialect.td -------------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_MLX_DIALECT_TD
#define TRICAST_MLX_DIALECT_TD

include "TricastBase.td"

def Mlx_Dialect : Dialect {
  let name = "mlx";
  let cppNamespace = "::tricast::mlx";
  let summary = "What Apple's MLX does";
  let description = [{
    Ops that MLX has, or says in a line of Python (`spelling`). Each does what its source
    does, where the conditions hold. A line may call the helpers of `lowering/mlx/helpers`,
    which a program has those of that it uses.

    In a spelling `{name}` stands for the argument of this name as Python has it, `{result}`
    and `{result1}` for the dtypes of the results, and `{name:how}` for

    * `result`: a tensor as the dtype of the result
    * `wide`: the same, but half precision as float32; the whole line is then rounded once,
      as PyTorch does it on the CPU
    * `common`: a tensor as the dtype in which PyTorch compares the arguments
    * `array`: a number as an array of the dtype in which the line computes
    * `single`: a tensor as float32
    * `axes`: dimensions, `None` for all of them
    * `all_axes`: the same, where an empty list is none of them
    * `count`: how many there are in a list
    * `or0`, `or2`: a number, this one if there is none

    `{name:how:factor}` is that times the argument `factor`, if it is not 1.

    What is between `[[` and `]]` is computed once for all lines that have it: when the program is
    loaded, where it follows from weights alone, which is what `{known}` says there. It is `None`
    if none of its tensors are given.
  }];
}

// Numbers as MLX has them on every device.
defvar Mlx_Integers = ["uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64"];
defvar Mlx_Floats = ["float16", "bfloat16", "float32"];
defvar Mlx_Real = !listconcat(["bool"], Mlx_Integers, Mlx_Floats);

class Mlx_Derived<Tricast_Op source, string spelling, list<string> dtypes, list<Condition> conditions>
    : Target_Op<Mlx_Dialect, source.opName, source, !listconcat([DTypesIn<dtypes>], conditions),
                spelling>;
class Mlx_Of<Tricast_Op source, string spelling, list<Condition> conditions = []>
    : Mlx_Derived<source, spelling, Mlx_Real, conditions>;
// Complex numbers too.
class Mlx_Any<Tricast_Op source, string spelling, list<Condition> conditions = []>
    : Mlx_Derived<source, spelling, !listconcat(Mlx_Real, ["complex64"]), conditions>;
// Scales in float64 too, which MLX has on the CPU alone: they are computed there.
class Mlx_Double<Tricast_Op source, string spelling, list<Condition> conditions = []>
    : Mlx_Derived<source, spelling, !listconcat(Mlx_Real, ["float64"]), conditions>;

// A function of one tensor.
class Mlx_Unary<Tricast_Op source, string function>
    : Mlx_Of<source, "mx." # function # "({self:result})">;
class Mlx_Compare<Tricast_Op source, string function>
    : Mlx_Of<source, "mx." # function # "({self:common}, {other:common})">;
class Mlx_CompareScalar<Tricast_Op source, string function>
    : Mlx_Of<source, "mx." # function # "({self:common}, {other})">;

// Conditions.
class Mlx_FloatOf<string param> : DTypeOf<param, Mlx_Floats>;
class Mlx_Ranked<string param> : RankOf<param, 1, 64>;
def Mlx_IntegerIndices : Checked<"integer_indices", "indices that are integers">;
def Mlx_IndicesOrMask : Checked<"indices_or_mask",
    "indices that are integers, or one mask with a single value">;
def Mlx_KnownClasses : Checked<"known_classes", "a number of classes">;
def Mlx_StartNotNegative : Checked<"start_not_negative", "a start that is not negative">;
def Mlx_NoEmptyPart : Checked<"same_ranks", "tensors of as many dimensions">;
def Mlx_DimGiven : Checked<"dim_given", "a dimension">;
def Mlx_SomeDims : Checked<"some_dims", "at least one dimension">;
def Mlx_NoBool : Checked<"no_bool", "no bool">;
def Mlx_ArangeOfIntegers : Checked<"arange_of_integers",
    "integers, where the result is of integers">;
def Mlx_KnownRows : Checked<"known_rows", "a known number of rows">;

#endif // TRICAST_MLX_DIALECT_TD
