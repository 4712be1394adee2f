# `make demo` and `make test` do everything, set-up included; see README.md.

LLVM := $(or $(MLIR_SYS_220_PREFIX),/usr/lib/llvm-22)
BIN := build/bin
LIT := $(LLVM)/bin/lit
CARGO := cargo

.PHONY: all deps mlx build test unit lit check check-targets check-rules fuzz demo bench docs check-docs lint clean

all: build

# Packages and tools; a no-op where all is there.
deps:
	@tools/setup/deps.sh

# A Python environment with MLX, which programs for `--target mlx` run in.
mlx:
	@tools/setup/mlx.sh

# tricast-opt under its three names, in build/bin.
build: deps
	$(CARGO) build --release --locked
	@mkdir -p $(BIN)
	@for tool in tricast-opt tricast-lsp-server tricast-reduce tricast-docs; do \
		ln -sf ../../target/release/tricast-opt $(BIN)/$$tool; done
	@for tool in tricast tricast-demo; do ln -sf ../../target/release/$$tool $(BIN)/$$tool; done

# Everything that is fast: unit tests, inference against PyTorch, the lit suite, what programs compute
# against PyTorch, fuzzing.
test: unit lit check fuzz

unit: deps
	$(CARGO) test --locked -q -p tricast-dialects -p tricast-egraph -p tricast-import \
		-p tricast-passes -p tricast-vulkan -p tricast-spyre -p tricast-mlx -p tricast-opspec \
		-p tricast-lowering -- --nocapture

lit: build
	$(LIT) -s test

# Recorded programs, compiled and run, against the outputs that PyTorch gave.
check: build
	$(BIN)/tricast check test/vectors/dev_ops
	$(BIN)/tricast check test/vectors/dev_models

# The models on every target, with what the CPU does instead printed.
check-targets: build mlx
	TRICAST_VULKAN_VALIDATE=1 $(BIN)/tricast check test/vectors/dev_models --target vulkan
	$(BIN)/tricast check test/vectors/dev_models --target spyre
	$(BIN)/tricast check test/vectors/dev_models --target mlx --no-fallback

# Both sides of rewrite rules, on random programs made for each: RULES=fuse for those of a theme. CI
# takes fewer programs of each.
RULES := all
RULE_INSTANCES := 100
check-rules: build
	$(BIN)/tricast check-rules $(RULES) --instances $(RULE_INSTANCES)

# Mutated test inputs through the parser and every pass, and mutated archives through the
# reader; FUZZ_RUNS=N for more.
FUZZ_RUNS := 10000
fuzz: build
	python3 test/fuzz.py --runs $(FUZZ_RUNS) $(BIN)/tricast-opt
	TRICAST_MUTATIONS=$(FUZZ_RUNS) TRICAST_SEED=2 $(CARGO) test --locked -q -p tricast-import \
		--test mutations -- --nocapture

# A real model with its weights on real sentences: `make demo`, or make demo TEXT="A cat. | A dog."
# for your own, separated by bars.
TEXT :=
export TEXT
demo: build mlx
	@printf '%s\n' "$$TEXT" | tr '|' '\n' | sed 's/^ *//; s/ *$$//; /^$$/d' | \
		{ set --; while IFS= read -r line; do set -- "$$@" "$$line"; done; \
		tools/demo/run.sh $(BIN) "$$@"; }

# Against mlir-opt, the rewriting of programs, and whole programs against PyTorch and IREE, which it
# installs in build/bench-venv unless BENCH_VENV names where they are. With EXTRACTION_GYM=DIR, a
# checkout of github.com/egraphs-good/extraction-gym, extraction from its e-graphs too.
BENCH_MODELS := test/models
bench: build mlx
	python3 tools/bench/startup.py $(BIN)/tricast-opt $(LLVM)/bin/mlir-opt docs/benchmarks.md
	python3 tools/bench/scaling.py $(BIN)/tricast-opt docs/benchmarks.md
	python3 tools/bench/rewrite.py $(BIN)/tricast-opt $(BIN)/tricast docs/benchmarks.md
	python3 tools/bench/models.py $(BENCH_MODELS) $(BIN)/tricast docs/benchmarks.md
	python3 tools/bench/spyre.py . $(BIN)/tricast docs/benchmarks.md
	python3 tools/bench/mlx.py $(BENCH_MODELS) $(BIN)/tricast docs/benchmarks.md
	if $(BIN)/tricast devices >/dev/null; then \
		python3 tools/bench/vulkan.py $(BIN)/tricast docs/benchmarks.md && \
		python3 tools/bench/dispatches.py $(BENCH_MODELS) $(BIN)/tricast docs/benchmarks.md; fi

# The references that are generated from the declarations.
docs: build
	$(BIN)/tricast-docs docs

REFERENCES := docs/dialects docs/support docs/passes.md docs/rules.md
check-docs: docs
	@git diff --exit-code -- $(REFERENCES) || \
		{ echo "generated docs are out of date: run \`make docs\` and commit" >&2; exit 1; }
	@test -z "$$(git status --porcelain -- $(REFERENCES))" || \
		{ echo "generated docs are not committed" >&2; exit 1; }

lint: deps
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --locked --workspace --all-targets -- -D warnings

clean:
	$(CARGO) clean
	rm -rf build
