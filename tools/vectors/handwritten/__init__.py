"""Calls and programs for what PyTorch's OpInfo database lacks; a module a theme."""

import importlib
import pkgutil

import data

# Declared ops for which no case can be made, and why.
NO_CASE = {
    "aten._scaled_dot_product_fused_attention_overrideable.default": "no CPU kernel",
    "aten.ctc_loss.IntList": "torch.export fails: DynamicOutputShapeException",
    "aten.ctc_loss.Tensor": "torch.export fails: DynamicOutputShapeException",
    "aten.narrow.Tensor": "torch.export fails: PendingUnbackedSymbolNotFound",
    "aten.sym_is_contiguous.default": "torch.export knows it",
    "aten.lift_fresh.default": "torch.export makes it lift_fresh_copy",
}


def themes():
    return {module.name for module in pkgutil.iter_modules(__path__)}


def calls(theme):
    """The calls of a theme's ops that are written by hand."""
    if theme not in themes():
        return []
    module = importlib.import_module(f"handwritten.{theme}")
    data.reset()
    return list(module.calls()) if hasattr(module, "calls") else []


def programs(theme):
    """(name, program) of a theme's programs that are more than one call."""
    if theme not in themes():
        return []
    module = importlib.import_module(f"handwritten.{theme}")
    data.reset()
    return list(module.programs()) if hasattr(module, "programs") else []
