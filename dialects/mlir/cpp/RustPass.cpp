//===- RustPass.cpp - Passes written in Rust ------------------------------===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's C API has external passes, but without options and names in the pass
// registry. Statistics are kept in Rust: distributions build LLVM without them.
//
//===----------------------------------------------------------------------===//

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;

// Mirrored in dialects/mlir/src/pass.rs.
extern "C" {
enum TricastOptionKind { TricastBool, TricastInt, TricastString };
struct TricastOption {
  MlirStringRef name, description, defaultText;
  TricastOptionKind kind;
  int64_t defaultInteger;
};
struct TricastOptionValue {
  int64_t integer;
  MlirStringRef text;
};
struct TricastPass {
  MlirStringRef argument, summary, anchor;
  const TricastOption *options;
  intptr_t optionCount;
};
enum TricastOutcome : uint32_t { TricastFailed, TricastChanged, TricastUnchanged };
void tricastInsertDependentDialects(const TricastPass *pass, MlirDialectRegistry registry);
TricastOutcome tricastRunPass(const TricastPass *pass, MlirOperation op,
                              const TricastOptionValue *options);
}

namespace {
class RustPass : public Pass {
public:
  explicit RustPass(const TricastPass *declaration)
      : Pass(TypeID::getFromOpaquePointer(declaration),
             declaration->anchor.length ? std::optional<StringRef>(unwrap(declaration->anchor))
                                        : std::nullopt),
        declaration(declaration) {
    for (const TricastOption &option : llvm::ArrayRef(declaration->options, declaration->optionCount))
      addOption(option);
  }

  StringRef getName() const override { return unwrap(declaration->argument); }
  StringRef getArgument() const override { return unwrap(declaration->argument); }
  StringRef getDescription() const override { return unwrap(declaration->summary); }
  void getDependentDialects(DialectRegistry &registry) const override {
    tricastInsertDependentDialects(declaration, wrap(&registry));
  }

protected:
  std::unique_ptr<Pass> clonePass() const override {
    return std::make_unique<RustPass>(declaration);
  }
  bool canScheduleOn(RegisteredOperationName name) const override {
    return !getOpName() || name.getStringRef() == *getOpName();
  }
  void runOnOperation() override {
    SmallVector<TricastOptionValue> values = llvm::map_to_vector(readers, [](auto &r) { return r(); });
    switch (tricastRunPass(declaration, wrap(getOperation()), values.data())) {
    case TricastFailed:
      return signalPassFailure();
    case TricastUnchanged:
      return markAllAnalysesPreserved();
    case TricastChanged:
      return;
    }
  }

private:
  template <typename T, typename Read>
  void addOption(const TricastOption &option, T defaultValue, Read read) {
    auto typed = std::make_shared<Option<T>>(*this, unwrap(option.name),
                                             llvm::cl::desc(unwrap(option.description)),
                                             llvm::cl::init(std::move(defaultValue)));
    readers.push_back([typed, read] { return read(typed->getValue()); });
  }
  void addOption(const TricastOption &option) {
    auto integer = [](auto value) { return TricastOptionValue{int64_t(value), {}}; };
    switch (option.kind) {
    case TricastBool:
      return addOption<bool>(option, option.defaultInteger != 0, integer);
    case TricastInt:
      return addOption<int64_t>(option, option.defaultInteger, integer);
    case TricastString:
      return addOption<std::string>(
          option, unwrap(option.defaultText).str(),
          [](const std::string &value) { return TricastOptionValue{0, wrap(StringRef(value))}; });
    }
  }

  const TricastPass *declaration;
  std::vector<std::function<TricastOptionValue()>> readers;
};
} // namespace

extern "C" void tricastRegisterPass(const TricastPass *declaration) {
  registerPass([declaration] { return std::make_unique<RustPass>(declaration); });
}
