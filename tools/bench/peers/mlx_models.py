"""The programs of ../mlx.py as one writes them by hand for MLX, with mlx.nn.

`MODELS` has a class for each; `load` makes one with the weights of an archive of torch.export.
Modules have the names that the archives have, so that weights need no other ones.
"""

import mlx.core as mx
import mlx.nn as nn


def split_heads(x, size):
    """[B, L, heads * size] as [B, heads, L, size]."""
    return mx.unflatten(x, -1, (-1, size)).transpose(0, 2, 1, 3)


def merge_heads(x):
    return mx.flatten(x.transpose(0, 2, 1, 3), -2, -1)


def attend(q, k, v, mask):
    scale = q.shape[-1] ** -0.5
    return mx.fast.scaled_dot_product_attention(q, k, v, scale=scale, mask=mask)


class BertSelfAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))
        self.head_size = size // heads

    def __call__(self, x, mask):
        parts = (layer(x) for layer in (self.query, self.key, self.value))
        return merge_heads(attend(*(split_heads(part, self.head_size) for part in parts), mask))


class BertOutput(nn.Module):
    def __init__(self, inner, size):
        super().__init__()
        self.dense = nn.Linear(inner, size)
        self.LayerNorm = nn.LayerNorm(size, eps=1e-12)

    def __call__(self, x, residual):
        return self.LayerNorm(self.dense(x) + residual)


class BertAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.self = BertSelfAttention(size, heads)
        self.output = BertOutput(size, size)

    def __call__(self, x, mask):
        return self.output(self.self(x, mask), x)


class BertIntermediate(nn.Module):
    def __init__(self, size, inner):
        super().__init__()
        self.dense = nn.Linear(size, inner)

    def __call__(self, x):
        return nn.gelu(self.dense(x))


class BertLayer(nn.Module):
    def __init__(self, size, heads, inner):
        super().__init__()
        self.attention = BertAttention(size, heads)
        self.intermediate = BertIntermediate(size, inner)
        self.output = BertOutput(inner, size)

    def __call__(self, x, mask):
        x = self.attention(x, mask)
        return self.output(self.intermediate(x), x)


class BertEmbeddings(nn.Module):
    def __init__(self, words, positions, size):
        super().__init__()
        self.word_embeddings = nn.Embedding(words, size)
        self.position_embeddings = nn.Embedding(positions, size)
        self.token_type_embeddings = nn.Embedding(2, size)
        self.LayerNorm = nn.LayerNorm(size, eps=1e-12)

    def __call__(self, ids):
        x = self.word_embeddings(ids)
        x = x + self.position_embeddings(mx.arange(ids.shape[1]))
        return self.LayerNorm(x + self.token_type_embeddings(mx.zeros_like(ids)))


class BertEncoder(nn.Module):
    def __init__(self, layers, size, heads, inner):
        super().__init__()
        self.layer = [BertLayer(size, heads, inner) for _ in range(layers)]

    def __call__(self, x, mask):
        for layer in self.layer:
            x = layer(x, mask)
        return x


class MiniLm(nn.Module):
    """Embeddings of sentences: the mean over tokens, with length 1."""

    prefix = "m."

    def __init__(self):
        super().__init__()
        self.embeddings = BertEmbeddings(30522, 512, 384)
        self.encoder = BertEncoder(6, 384, 12, 1536)

    def __call__(self, ids, attention_mask):
        mask = attention_mask[:, None, None, :].astype(mx.bool_)
        x = self.encoder(self.embeddings(ids), mask)
        kept = attention_mask[..., None].astype(x.dtype)
        mean = (x * kept).sum(axis=1) / mx.maximum(kept.sum(axis=1), 1e-9)
        length = mx.linalg.norm(mean, axis=1, keepdims=True)
        return mean / mx.maximum(length, 1e-12)


class GptAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.c_attn = nn.Linear(size, 3 * size)
        self.c_proj = nn.Linear(size, size)
        self.head_size = size // heads

    def __call__(self, x, mask):
        parts = mx.split(self.c_attn(x), 3, axis=-1)
        heads = (split_heads(part, self.head_size) for part in parts)
        return self.c_proj(merge_heads(attend(*heads, mask)))


class GptMlp(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.c_fc = nn.Linear(size, 4 * size)
        self.c_proj = nn.Linear(4 * size, size)

    def __call__(self, x):
        return self.c_proj(nn.gelu_approx(self.c_fc(x)))


class GptBlock(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.attn = GptAttention(size, heads)
        self.mlp = GptMlp(size)

    def __call__(self, x, mask):
        x = x + self.attn(self.ln_1(x), mask)
        return x + self.mlp(self.ln_2(x))


class Gpt2(nn.Module):
    """GPT-2, whose logits are products with its embeddings."""

    prefix = "m.transformer."
    # Weights that PyTorch has as [inputs, outputs].
    transposed = ("c_attn.weight", "c_proj.weight", "c_fc.weight")

    def __init__(self):
        super().__init__()
        self.wte = nn.Embedding(50257, 768)
        self.wpe = nn.Embedding(1024, 768)
        self.h = [GptBlock(768, 12) for _ in range(12)]
        self.ln_f = nn.LayerNorm(768)

    def __call__(self, ids):
        x = self.wte(ids) + self.wpe(mx.arange(ids.shape[1]))
        for block in self.h:
            x = block(x, "causal")
        return self.wte.as_linear(self.ln_f(x))


class LlamaAttention(nn.Module):
    def __init__(self, size, heads, groups):
        super().__init__()
        self.head_size = size // heads
        self.q_proj = nn.Linear(size, size, bias=False)
        self.k_proj = nn.Linear(size, groups * self.head_size, bias=False)
        self.v_proj = nn.Linear(size, groups * self.head_size, bias=False)
        self.o_proj = nn.Linear(size, size, bias=False)
        self.rope = nn.RoPE(self.head_size)

    def __call__(self, x, mask, cache):
        q, k, v = (
            split_heads(layer(x), self.head_size)
            for layer in (self.q_proj, self.k_proj, self.v_proj)
        )
        if cache is None:
            q, k = self.rope(q), self.rope(k)
        else:
            q, k = self.rope(q, cache.offset), self.rope(k, cache.offset)
            k, v = cache.update(k, v)
        return self.o_proj(merge_heads(attend(q, k, v, mask)))


class LlamaMlp(nn.Module):
    def __init__(self, size, inner):
        super().__init__()
        self.gate_proj = nn.Linear(size, inner, bias=False)
        self.up_proj = nn.Linear(size, inner, bias=False)
        self.down_proj = nn.Linear(inner, size, bias=False)

    def __call__(self, x):
        return self.down_proj(nn.silu(self.gate_proj(x)) * self.up_proj(x))


class LlamaLayer(nn.Module):
    def __init__(self, size, heads, groups, inner):
        super().__init__()
        self.self_attn = LlamaAttention(size, heads, groups)
        self.mlp = LlamaMlp(size, inner)
        self.input_layernorm = nn.RMSNorm(size, eps=1e-6)
        self.post_attention_layernorm = nn.RMSNorm(size, eps=1e-6)

    def __call__(self, x, mask, cache):
        x = x + self.self_attn(self.input_layernorm(x), mask, cache)
        return x + self.mlp(self.post_attention_layernorm(x))


class Llama(nn.Module):
    """Llama, whose logits are products with its embeddings."""

    prefix = "m.model."

    def __init__(self):
        super().__init__()
        self.embed_tokens = nn.Embedding(32000, 768)
        self.layers = [LlamaLayer(768, 12, 4, 2048) for _ in range(10)]
        self.norm = nn.RMSNorm(768, eps=1e-6)

    def __call__(self, ids, caches=None):
        x = self.embed_tokens(ids)
        mask = "causal" if ids.shape[1] > 1 else None
        for layer, cache in zip(self.layers, caches or [None] * len(self.layers), strict=True):
            x = layer(x, mask, cache)
        return self.embed_tokens.as_linear(self.norm(x))


class Cache:
    """Keys and values of what came before, as mlx-lm keeps them."""

    def __init__(self, length, groups, size):
        self.keys = mx.zeros((1, groups, length, size))
        self.values = mx.zeros((1, groups, length, size))
        self.offset = 0

    def update(self, keys, values):
        end = self.offset + keys.shape[2]
        self.keys[..., self.offset : end, :] = keys
        self.values[..., self.offset : end, :] = values
        return self.keys[..., :end, :], self.values[..., :end, :]


class LlamaStep(Llama):
    """One more token; the caches know how many there are."""

    prefix = "w.model.model."

    def __init__(self):
        super().__init__()
        self._caches = [Cache(256, 4, 64) for _ in self.layers]

    def __call__(self, ids, position):
        for cache in self._caches:
            cache.offset = position
        return super().__call__(ids, self._caches)


class Bottleneck(nn.Module):
    def __init__(self, inputs, size, stride):
        super().__init__()
        outputs = 4 * size
        self.conv1 = nn.Conv2d(inputs, size, 1, bias=False)
        self.bn1 = nn.BatchNorm(size)
        self.conv2 = nn.Conv2d(size, size, 3, stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm(size)
        self.conv3 = nn.Conv2d(size, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm(outputs)
        if stride != 1 or inputs != outputs:
            self.downsample = [
                nn.Conv2d(inputs, outputs, 1, stride, bias=False),
                nn.BatchNorm(outputs),
            ]

    def __call__(self, x):
        y = nn.relu(self.bn1(self.conv1(x)))
        y = nn.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        for layer in self.get("downsample", []):
            x = layer(x)
        return nn.relu(x + y)


class ResNet50(nn.Module):
    prefix = ""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm(64)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        inputs = 64
        for number, (blocks, size) in enumerate([(3, 64), (4, 128), (6, 256), (3, 512)], 1):
            layer = []
            for block in range(blocks):
                layer.append(Bottleneck(inputs, size, 2 if number > 1 and not block else 1))
                inputs = 4 * size
            self[f"layer{number}"] = layer
        self.fc = nn.Linear(inputs, 1000)

    def __call__(self, x):
        x = x.transpose(0, 2, 3, 1)
        x = self.maxpool(nn.relu(self.bn1(self.conv1(x))))
        for number in range(1, 5):
            for block in self[f"layer{number}"]:
                x = block(x)
        return self.fc(x.mean(axis=(1, 2)))


def conv_norm_activation(inputs, outputs, kernel, stride=1, groups=1):
    padding = kernel // 2
    conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False)
    return [conv, nn.BatchNorm(outputs), nn.ReLU6()]


def run(layers, x):
    for layer in layers:
        x = run(layer, x) if isinstance(layer, list) else layer(x)
    return x


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, stride, expansion):
        super().__init__()
        size = inputs * expansion
        expand = [conv_norm_activation(inputs, size, 1)] if expansion != 1 else []
        self.conv = [
            *expand,
            conv_norm_activation(size, size, 3, stride, groups=size),
            nn.Conv2d(size, outputs, 1, bias=False),
            nn.BatchNorm(outputs),
        ]
        self._has_residual = stride == 1 and inputs == outputs

    def __call__(self, x):
        y = run(self.conv, x)
        return x + y if self._has_residual else y


class MobileNetV2(nn.Module):
    prefix = ""

    def __init__(self):
        super().__init__()
        settings = [
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2),
            (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
        ]  # fmt: skip
        self.features = [conv_norm_activation(3, 32, 3, stride=2)]
        inputs = 32
        for expansion, outputs, blocks, stride in settings:
            for block in range(blocks):
                step = stride if block == 0 else 1
                self.features.append(InvertedResidual(inputs, outputs, step, expansion))
                inputs = outputs
        self.features.append(conv_norm_activation(inputs, 1280, 1))
        self.classifier = [nn.Dropout(0.2), nn.Linear(1280, 1000)]

    def __call__(self, x):
        x = run(self.features, x.transpose(0, 2, 3, 1))
        return run(self.classifier, x.mean(axis=(1, 2)))


MODELS = {
    "minilm": MiniLm,
    "resnet50": ResNet50,
    "mobilenet_v2": MobileNetV2,
    "gpt2_124m": Gpt2,
    "llama_100m_prefill128": Llama,
    "llama_100m_kv": LlamaStep,
}


def load(name, tensors):
    """The program of a name; `tensors` are those of the archive, by name."""
    model = MODELS[name]()
    own = dict(nn.utils.tree_flatten(model.parameters()))
    weights = []
    for key, like in own.items():
        weight = tensors[model.prefix + key]
        if key.endswith(getattr(model, "transposed", ())):
            weight = mx.contiguous(weight.T)
        if weight.ndim == 4:
            weight = mx.contiguous(weight.transpose(0, 2, 3, 1))
        assert weight.shape == like.shape, f"{key} is {weight.shape}, expected {like.shape}"
        weights.append((key, weight))
    model.load_weights(weights)
    model.eval()
    mx.eval(model.parameters())
    return model
