//===- TricastBase.td - How every tricast op is declared ------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//
//
// An op is declared once, by its PyTorch schema: a list of parameters of the
// kinds below, and a list of results. Everything else is derived from that one
// record: ODS operands and attributes, assembly, verifier and the C++ class (by
// mlir-tblgen), the table the Rust side reads (by llvm-tblgen --dump-json), the
// reference page, and the tests that compare it with PyTorch's own schema.
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_BASE_TD
#define TRICAST_BASE_TD

include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===-------------------------------------------------------------------------===//
// Types
//===-------------------------------------------------------------------------===//

// PyTorch's dtypes as MLIR element types: signed integers are signless, unsigned
// ones are `ui`, bool is `i1`.
def DTypes : AnyTypeOf<[
    I1, I8, I16, I32, I64, UI8, UI16, UI32, UI64, F16, BF16, F32, F64,
    F8E4M3FN, F8E5M2, F8E4M3FNUZ, F8E5M2FNUZ, F8E8M0FNU,
    Complex<F16>, Complex<F32>, Complex<F64>],
    "a PyTorch dtype">;

def TensorType : RankedTensorOf<[DTypes], [], "ranked tensor">;

// The run-time value of a symbolic integer, float or bool.
def SymbolType : AnyTypeOf<[Index, F64, I1], "symbolic int (index), float (f64) or bool (i1)">;

//===-------------------------------------------------------------------------===//
// Parameter kinds
//===-------------------------------------------------------------------------===//

// One parameter of an op as PyTorch's schema writes it.
class Param<string schemaType, string default = ""> {
  // The type in PyTorch's schema language, and the default ("" if none).
  string schema = schemaType;
  string schemaDefault = default;
  // What it becomes in ODS: these constraints, named prefix # name.
  list<Constraint> constraints = [];
  list<string> prefixes = [""];
  // Whether its operands are of variable number.
  bit segment = 0;
  // How it is written in assembly; "@" stands for the parameter's name.
  string assembly = "";
  // Whether it is one of the leading, comma-separated tensors in the assembly.
  bit positional = 0;
}

class OperandParam<string schemaType, Constraint c> : Param<schemaType> {
  let constraints = [c];
  let assembly = "$@";
  let positional = 1;
}

def Tensor : OperandParam<"Tensor", TensorType>;
// A tensor that the op writes to; only the few core ops that are not functional.
def MutableTensor : OperandParam<"Tensor(a!)", TensorType>;
def TensorList : OperandParam<"Tensor[]", Variadic<TensorType>> {
  let segment = 1;
  let assembly = "` ` `[` $@ `]`";
}
def OptTensor : Param<"Tensor?"> {
  let constraints = [Optional<TensorType>];
  let segment = 1;
  let assembly = "(`@` `=` $@^)?";
}
// A list with holes: the tensors that are there, and which places they take.
def OptTensorList : Param<"Tensor?[]"> {
  let constraints = [Variadic<TensorType>, DenseBoolArrayAttr];
  let segment = 1;
  let prefixes = ["", "present_"];
  let assembly = "custom<OptTensorList>($@, $present_@)";
  let positional = 1;
}

// An attribute that must be given.
class AttrParam<string schemaType, Attr attr> : Param<schemaType> {
  let constraints = [attr];
  let assembly = "`@` `=` $@";
}
// An attribute that may be absent.
class OptAttrParam<string schemaType, Attr attr> : Param<schemaType # "?"> {
  let constraints = [OptionalAttr<attr>];
  let assembly = "(`@` `=` $@^)?";
}
// An attribute with a default, not printed when it has it.
class DefaultAttrParam<string schemaType, Attr attr, string cppDefault, string default>
    : Param<schemaType, default> {
  let constraints = [DefaultValuedAttr<attr, cppDefault>];
  let assembly = "(`@` `=` $@^)?";
}

// A PyTorch `Scalar`: a Python int, float, bool or complex, which is its two parts.
def ComplexPredicate : CPred<
    "::llvm::isa<::mlir::DenseF64ArrayAttr>($_self) && "
    "::llvm::cast<::mlir::DenseF64ArrayAttr>($_self).size() == 2">;
def ScalarAttr : Attr<Or<[
    I64Attr.predicate, F64Attr.predicate, BoolAttr.predicate, ComplexPredicate]>,
    "a Scalar (64-bit integer, 64-bit float, bool or two 64-bit floats)"> {
  let storageType = "::mlir::Attribute";
  let returnType = "::mlir::Attribute";
  let convertFromStorage = "$_self";
  let constBuilderCall = "$0";
}
def DTypeAttr : TypeAttrBase<"::mlir::Type", "a PyTorch dtype", DTypes.predicate> {
  let constBuilderCall = "::mlir::TypeAttr::get($0)";
}
// A string out of a few.
class OneOfAttr<list<string> values> : StringBasedAttr<
    And<[StrAttr.predicate, Or<!foreach(v, values,
         CPred<"::llvm::cast<::mlir::StringAttr>($_self).getValue() == \"" # v # "\"">)>]>,
    "one of " # !interleave(!foreach(v, values, "'" # v # "'"), ", ")>;

def Int : AttrParam<"int", I64Attr>;
def OptInt : OptAttrParam<"int", I64Attr>;
class IntOr<int d> : DefaultAttrParam<"int", I64Attr, "" # d, "" # d>;
def Float : AttrParam<"float", F64Attr>;
def OptFloat : OptAttrParam<"float", F64Attr>;
class FloatOr<string d> : DefaultAttrParam<"float", F64Attr, d, d>;
def Bool : AttrParam<"bool", BoolAttr>;
def OptBool : OptAttrParam<"bool", BoolAttr>;
def BoolOrFalse : DefaultAttrParam<"bool", BoolAttr, "false", "False">;
def BoolOrTrue : DefaultAttrParam<"bool", BoolAttr, "true", "True">;
def Scalar : AttrParam<"Scalar", ScalarAttr> {
  let assembly = "`@` `=` custom<Scalar>($@)";
}
def OptScalar : OptAttrParam<"Scalar", ScalarAttr> {
  let assembly = "(`@` `=` custom<Scalar>($@)^)?";
}
class DefaultScalarParam<string cppDefault, string d>
    : DefaultAttrParam<"Scalar", ScalarAttr, cppDefault, d> {
  let assembly = OptScalar.assembly;
}
class IntScalarOr<int d> : DefaultScalarParam<"$_builder.getI64IntegerAttr(" # d # ")", "" # d>;
class FloatScalarOr<string d> : DefaultScalarParam<"$_builder.getF64FloatAttr(" # d # ")", d>;
def DType : AttrParam<"ScalarType", DTypeAttr>;
def OptDType : OptAttrParam<"ScalarType", DTypeAttr>;
class DTypeOr<string builderCall, string d> : DefaultAttrParam<"ScalarType", DTypeAttr,
    "$_builder." # builderCall # "()", d>;
class OptDTypeOr<string builderCall, string d> : DefaultAttrParam<"ScalarType?", DTypeAttr,
    "$_builder." # builderCall # "()", d>;
def Str : AttrParam<"str", StrAttr>;
class StrOneOf<list<string> values> : AttrParam<"str", OneOfAttr<values>>;
class OptStrOneOf<list<string> values> : OptAttrParam<"str", OneOfAttr<values>>;
class StrOneOfOr<list<string> values, string d>
    : DefaultAttrParam<"str", OneOfAttr<values>, "\"" # d # "\"", d>;

def MemoryFormatAttr : OneOfAttr<
    ["contiguous_format", "channels_last", "channels_last_3d", "preserve_format"]>;
def OptMemoryFormat : OptAttrParam<"MemoryFormat", MemoryFormatAttr>;
def MemoryFormatOrContiguous : DefaultAttrParam<"MemoryFormat", MemoryFormatAttr,
    "\"contiguous_format\"", "contiguous_format">;

// Static lists. `d` is the default written out in full: PyTorch's `int[2] x=1`
// is the list [1, 1].
def Ints : AttrParam<"int[]", DenseI64ArrayAttr>;
def OptInts : OptAttrParam<"int[]", DenseI64ArrayAttr>;
class IntsOr<list<int> d> : DefaultAttrParam<"int[]", DenseI64ArrayAttr,
    "{" # !interleave(d, ", ") # "}", "[" # !interleave(d, ", ") # "]">;
def OptFloats : OptAttrParam<"float[]", DenseF64ArrayAttr>;
def Bools : AttrParam<"bool[]", DenseBoolArrayAttr>;

// What may be symbolic is an operand where it is and an attribute where it is
// not, as in `tensor.extract_slice`.
def SymInt : Param<"SymInt"> {
  let constraints = [Optional<Index>, OptionalAttr<I64Attr>];
  let segment = 1;
  let prefixes = ["", "static_"];
  let assembly = "`@` `=` custom<SymbolOrAttr>($@, $static_@)";
}
def OptSymInt : Param<"SymInt?"> {
  let constraints = SymInt.constraints;
  let segment = 1;
  let prefixes = SymInt.prefixes;
  let assembly = "(`@` `=` custom<SymbolOrAttr>($@, $static_@)^)?";
}
def SymScalar : Param<"Scalar"> {
  let constraints = [Optional<SymbolType>, OptionalAttr<ScalarAttr>];
  let segment = 1;
  let prefixes = SymInt.prefixes;
  let assembly = SymInt.assembly;
}
def OptSymScalar : Param<"Scalar?"> {
  let constraints = SymScalar.constraints;
  let segment = 1;
  let prefixes = SymScalar.prefixes;
  let assembly = OptSymInt.assembly;
}
class SymScalarOr<int d> : Param<"Scalar", "" # d> {
  let constraints = [Optional<SymbolType>, OptionalAttr<ScalarAttr>];
  let segment = 1;
  let prefixes = SymInt.prefixes;
  let assembly = OptSymInt.assembly;
}
// ShapedType::kDynamic in the static list marks the places of the operands.
def SymInts : Param<"SymInt[]"> {
  let constraints = [Variadic<Index>, DenseI64ArrayAttr];
  let segment = 1;
  let prefixes = ["", "static_"];
  let assembly = "`@` `=` custom<DynamicIndexList>($@, $static_@)";
}
def OptSymInts : Param<"SymInt[]?"> {
  let constraints = [Variadic<Index>, OptionalAttr<DenseI64ArrayAttr>];
  let segment = 1;
  let prefixes = ["", "static_"];
  let assembly = "(`@` `=` custom<OptDynamicIndexList>($@, $static_@)^)?";
}

//===-------------------------------------------------------------------------===//
// Results
//===-------------------------------------------------------------------------===//

class Result<string schemaType, TypeConstraint t> {
  string schema = schemaType;
  TypeConstraint type = t;
}
def TensorResult : Result<"Tensor", TensorType>;
// The new value of a tensor that the op writes to.
def MutableTensorResult : Result<"Tensor(a!)", TensorType>;
def TensorListResult : Result<"Tensor[]", Variadic<TensorType>>;
def SymIntResult : Result<"SymInt", Index>;
// An int of the schema is symbolic all the same: `numel` of symbolic sizes.
def IntResult : Result<"int", Index>;
def SymBoolResult : Result<"SymBool", I1>;
def ScalarResult : Result<"Scalar", SymbolType>;

def OneTensor {
  dag tensor = (outs TensorResult:$result);
  dag none = (outs);
}

//===-------------------------------------------------------------------------===//
// The op
//===-------------------------------------------------------------------------===//

// Checks an op against the type inference written in Rust.
def TypeInference : NativeOpTrait<"TypeInference"> {
  let cppNamespace = "::tricast";
}

// The trait an op needs when several of its parameters vary in number.
class SegmentTraits<dag params> {
  list<Param> kinds = !foreach(i, !range(!size(params)), !getdagarg<Param>(params, i));
  list<Trait> traits = !if(!gt(!size(!filter(kind, kinds, kind.segment)), 1),
                           [AttrSizedOperandSegments], []<Trait>);
}

// An op of `dialect` called `name`, with PyTorch's parameters and results.
// `inference` names the Rust function `<family>::<rule>` that gives its result
// types; `summary` says in one line what it computes.
class Tricast_Op<Dialect dialect, string name, string inference_, string summary_,
                 dag params_, dag results_ = OneTensor.tensor, list<Trait> traits_ = [Pure]>
    : Op<dialect, name, !listconcat(traits_, SegmentTraits<params_>.traits,
                                   [TypeInference, InferTypeOpInterface])> {
  dag params = params_;
  dag outputs = results_;
  string inference = inference_;
  let summary = summary_;

  // The overload's name in PyTorch.
  string torchName = dialect.name # "::" # name;
  string schemaUrl = "https://github.com/pytorch/pytorch/blob/v2.15.0/aten/src/ATen/native/native_functions.yaml";
  // More on the semantics, where the summary does not say it all.
  string semantics = "";

  list<Param> kinds = !foreach(i, !range(!size(params)), !getdagarg<Param>(params, i));
  list<string> names = !foreach(i, !range(!size(params)), !getdagname(params, i));
  list<Result> outputKinds =
      !foreach(i, !range(!size(outputs)), !getdagarg<Result>(outputs, i));
  list<string> outputNames = !foreach(i, !range(!size(outputs)), !getdagname(outputs, i));

  string schema = torchName # "(" # !interleave(!foreach(i, !range(!size(params)),
      kinds[i].schema # " " # names[i] #
      !if(!empty(kinds[i].schemaDefault), "", "=" # kinds[i].schemaDefault)), ", ") # ") -> " #
      !if(!eq(!size(outputs), 1), outputKinds[0].schema,
          "(" # !interleave(!foreach(kind, outputKinds, kind.schema), ", ") # ")");
  let description = summary_ # ".\n\n" # semantics # "\n\nSchema: [`" # schema # "`](" # schemaUrl # ")\n";

  let arguments = !foldl((ins), !range(!size(params)), all, i, !con(all, !dag(ins,
      kinds[i].constraints,
      !foreach(prefix, kinds[i].prefixes, prefix # names[i]))));
  let results = !dag(outs, !foreach(kind, outputKinds, kind.type), outputNames);

  // Positional tensors first, separated by commas; then `name = value`.
  let assemblyFormat =
      !interleave(!foreach(i, !filter(i, !range(!size(params)), kinds[i].positional),
                           !subst("@", names[i], kinds[i].assembly)), " `,` ") # " " #
      !interleave(!foreach(i, !filter(i, !range(!size(params)), !not(kinds[i].positional)),
                           !subst("@", names[i], kinds[i].assembly)), " ") #
      " attr-dict `:` functional-type(operands, results)";

  // Ops are built from Rust or by PDL, generically: one builder, for C++ compile time.
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<
      (ins "::mlir::TypeRange":$types, "::mlir::ValueRange":$operands,
           "::llvm::ArrayRef<::mlir::NamedAttribute>":$attributes),
      [{
        $_state.addTypes(types);
        $_state.addOperands(operands);
        $_state.addAttributes(attributes);
      }]>];
  let extraClassDeclaration = [{
    // Asks the inference of this op, which is written in Rust.
    static ::llvm::LogicalResult inferReturnTypes(
        ::mlir::MLIRContext *context, ::std::optional<::mlir::Location> location,
        ::mlir::ValueRange operands, ::mlir::DictionaryAttr attributes,
        ::mlir::OpaqueProperties properties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferTypes(context, location, operands, attributes, properties, types);
    }
    // The trait TypeInference has checked the types by now, with a better message.
    static ::llvm::LogicalResult refineReturnTypes(
        ::mlir::MLIRContext *, ::std::optional<::mlir::Location>, ::mlir::ValueRange,
        ::mlir::DictionaryAttr, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &) {
      return ::mlir::success();
    }
  }];
}

//===-------------------------------------------------------------------------===//
// Ops of targets
//===-------------------------------------------------------------------------===//

// What a target asks of an op beyond what its source takes, as an expression of the
// Rust type `Condition` (dialects/src/condition.rs has their meaning).
class Condition<string rust_> {
  string rust = rust_;
}
class StringList<list<string> values> {
  string rust = "&[" # !interleave(!foreach(value, values, "\"" # value # "\""), ", ") # "]";
}
// Every tensor that it takes and gives has one of these dtypes, in PyTorch's names.
class DTypesIn<list<string> dtypes>
    : Condition<"DTypes(" # StringList<dtypes>.rust # ")">;
// The argument is a tensor of one of these dtypes.
class DTypeOf<string param, list<string> dtypes>
    : Condition<"DTypeOf(\"" # param # "\", " # StringList<dtypes>.rust # ")">;
// The argument is a tensor of at least and at most so many dimensions.
class RankOf<string param, int least, int most>
    : Condition<"RankOf(\"" # param # "\", " # least # ", " # most # ")">;
// No tensor has more dimensions.
class RankAtMost<int most> : Condition<"RankAtMost(" # most # ")">;
// The argument is one of these, as assembly has them.
class ArgumentIn<string param, list<string> values>
    : Condition<"ArgumentIn(\"" # param # "\", " # StringList<values>.rust # ")">;
// The argument is not given.
class Absent<string param> : Condition<"Absent(\"" # param # "\")">;
// All sizes of tensors are known.
def StaticSizes : Condition<"StaticSizes">;
// No tensor is known to have no elements.
def NotEmpty : Condition<"NotEmpty">;
// What a Rust function of the dialect's `infer` checks; `text` says what.
class Checked<string function, string text>
    : Condition<"Checked(\"" # text # "\", $DIALECT::" # function # ")">;

// An op of a target that does what `source_` does, where the conditions hold. An op that
// verifies is one that the target can do: nothing else says what a target supports.
class Target_Op<Dialect dialect, string name, Tricast_Op source_, list<Condition> conditions_,
                string spelling_ = "">
    : Tricast_Op<dialect, name, source_.inference, source_.summary, source_.params,
                 source_.outputs> {
  Tricast_Op source = source_;
  list<Condition> conditions = conditions_;
  // How the target's own language says it, if that is a matter of a line.
  string spelling = spelling_;
  let semantics = source_.semantics;
  let schemaUrl = source_.schemaUrl;
}

#endif // TRICAST_BASE_TD
