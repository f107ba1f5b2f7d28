# make demo    builds mql and shows a report on invented data
# make test    runs all tests
# make bench   measures speed on a million leads, release build
# make format  formats the code; make lint only says what it would change

SWIFT ?= swift
FORMATTED = Package.swift Sources Tests Benchmarks

.PHONY: demo test bench build format lint needs

demo: build
	@$(SWIFT) run --skip-build mql demo

build: needs
	@$(SWIFT) build --product mql

test: needs
	$(SWIFT) test

bench: needs
	$(SWIFT) build -c release --product mql
	$(SWIFT) build -c release --product mql-bench
	@$(SWIFT) run -c release --skip-build mql-bench

format:
	$(SWIFT) format --in-place --parallel --recursive $(FORMATTED)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED)

needs:
	@command -v $(SWIFT) >/dev/null || { echo "Swift is missing. Install Swift 6.1 or later from https://www.swift.org/install"; exit 1; }
