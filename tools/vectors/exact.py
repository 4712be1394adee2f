"""Ops whose results noise in the inputs would change by a step, or whose inputs have few
meaningful values, so that the noise says nothing about the tolerance."""

THEMES = {
    "casting",
    "comparison",
    "creation",
    "indexing",
    "joining",
    "padding",
    "quantized",
    "quantizedembedding",
    "sorting",
    "torchao",
    "view",
}
PREFIXES = ("adaptive_max_pool", "argmax", "argmin", "fractional_max_pool", "max_pool")
OPS = {
    "bernoulli",
    "binary_cross_entropy",
    "ceil",
    "fix",
    "floor",
    "frac",
    "heaviside",
    "max.dim",
    "median.dim",
    "min.dim",
    "nanmedian.dim",
    "nextafter",
    "round",
    "round.decimals",
    "sgn",
    "sign",
    "signbit",
    "special_round",
    "trunc",
}
# How many of the inputs are data, where the others are probabilities or classes.
DATA = {
    "cosine_embedding_loss": 2,
    "hinge_embedding_loss": 1,
    "margin_ranking_loss": 2,
    "nanquantile": 1,
    "quantile": 1,
}


def disturbed(op):
    """How many of the inputs of a case get noise to see what it does; None for all."""
    if op.theme in THEMES or op.name in OPS or op.name.startswith(PREFIXES):
        return 0
    return DATA.get(op.name)
