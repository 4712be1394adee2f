"""Ops that take the arguments of another, and so its samples."""

import dataclasses

SAME_ARGUMENTS = {
    "aten.__and__.Scalar": "aten.bitwise_and.Scalar",
    "aten.__and__.Tensor": "aten.bitwise_and.Tensor",
    "aten.__lshift__.Scalar": "aten.bitwise_left_shift.Tensor_Scalar",
    "aten.__lshift__.Tensor": "aten.bitwise_left_shift.Tensor",
    "aten.__or__.Scalar": "aten.bitwise_or.Scalar",
    "aten.__or__.Tensor": "aten.bitwise_or.Tensor",
    "aten.__rshift__.Scalar": "aten.bitwise_right_shift.Tensor_Scalar",
    "aten.__rshift__.Tensor": "aten.bitwise_right_shift.Tensor",
    "aten.__xor__.Scalar": "aten.bitwise_xor.Scalar",
    "aten.__xor__.Tensor": "aten.bitwise_xor.Tensor",
    "aten._cdist_forward.default": "aten.cdist.default",
    "aten._conj.default": "aten.conj_physical.default",
    "aten._conj_copy.default": "aten.conj_physical.default",
    "aten._conj_physical.default": "aten.conj_physical.default",
    "aten._neg_view.default": "aten.neg.default",
    "aten._neg_view_copy.default": "aten.neg.default",
    "aten._pdist_forward.default": "aten.pdist.default",
    "aten._prelu_kernel.default": "aten.prelu.default",
    "aten._reshape_alias_copy.default": "aten._reshape_alias.default",
    "aten._reshape_copy.default": "aten.reshape.default",
    "aten._unsafe_index.Tensor": "aten.index.Tensor",
    "aten._unsafe_index_put.default": "aten.index_put.default",
    "aten._unsafe_view.default": "aten.view.default",
    "aten.adjoint.default": "aten.mT.default",
    "aten.clip.Tensor": "aten.clamp.Tensor",
    "aten.clip.default": "aten.clamp.default",
    "aten.concat.default": "aten.cat.default",
    "aten.concatenate.default": "aten.cat.default",
    "aten.conj.default": "aten.conj_physical.default",
    "aten.detach.default": "aten.alias.default",
    "aten.detach_copy.default": "aten.alias.default",
    "aten.ger.default": "aten.outer.default",
    "aten.lift.default": "aten.alias.default",
    "aten.lift_fresh.default": "aten.alias.default",
    "aten.lift_fresh_copy.default": "aten.alias.default",
    "aten.linalg_matmul.default": "aten.matmul.default",
    "aten.log_sigmoid_forward.default": "aten.log_sigmoid.default",
    "aten.moveaxis.int": "aten.movedim.int",
    "aten.moveaxis.intlist": "aten.movedim.intlist",
    "aten.native_channel_shuffle.default": "aten.channel_shuffle.default",
    "aten.nll_loss.default": "aten.nll_loss_forward.default",
    "aten.nll_loss2d.default": "aten.nll_loss2d_forward.default",
    "aten.row_stack.default": "aten.vstack.default",
    "aten.select_copy.int": "aten.select.int",
    "aten.slice_copy.Tensor": "aten.slice.Tensor",
    "aten.special_expit.default": "aten.sigmoid.default",
    "aten.special_xlog1py.other_scalar": "aten.xlogy.Scalar_Other",
    "aten.special_xlog1py.self_scalar": "aten.xlogy.Scalar_Self",
    "aten.split.sizes": "aten.split_with_sizes.default",
    "aten.split_copy.Tensor": "aten.split.Tensor",
    "aten.squeeze_copy.dims": "aten.squeeze.dims",
    "aten.swapaxes.default": "aten.transpose.int",
    "aten.swapdims.default": "aten.transpose.int",
    "aten.unsafe_split_with_sizes.default": "aten.split_with_sizes.default",
    "aten.view_as_complex_copy.default": "aten.view_as_complex.default",
    "aten.view_as_real_copy.default": "aten.view_as_real.default",
    "aten.view_copy.dtype": "aten.view.dtype",
}


def add_aliases(calls):
    """Gives each alias that has few calls of its own those of the op it is like."""
    for alias, target in SAME_ARGUMENTS.items():
        if alias in calls and len(calls[alias]) < 3:
            calls[alias] += [
                dataclasses.replace(call, target=alias) for call in calls.get(target, [])
            ]
