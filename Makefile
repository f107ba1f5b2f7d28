# make serve   shows the same in a browser
# make demo    builds mql and shows a report on invented data
# make test    runs all tests
# make release  builds the fast program, which needs no Swift where it runs
# make install  puts the release program, its manual and its completions under PREFIX; make uninstall takes them away
# make deb     makes a package of Debian of the same
# make bench   measures speed on a million leads, release build
# make torture  kills, fills disks and flips bytes until it is done: the long tests of the workspace
# make simulate  tells how often ranges and verdicts are right, on invented sources
# make fuzz    looks for bytes that stop the program, for half an hour
# make browser  goes through the pages of the service in Chromium, and keeps pictures in .build/browser
# make answers  asks the service and the program the same questions, some thousands, and compares each byte
# make assistant  asks mql mcp as an assistant does, through the client of the protocol's makers
# make schemas  holds the JSON of every report to its schema, by a validator from PyPI
# make recipes  tries the recipes of docs/recipes.md whose tools are on this machine
# make attacks  sends the service what somebody would send who means harm
# make format  formats the code; make lint only says what it would change, and fails
# make pictures  makes the pictures of the README again

SWIFT ?= swift
# The compiler that comes with Swift serves, where there is no other.
CC := $(shell command -v cc || command -v clang)
# Excel files, where the library for them is installed. It is asked when a recipe runs, after needs.
excel = pkg-config --exists xlsxwriter 2>/dev/null
# The first build is short: only it leaves out the service.
TRAITS = $$($(excel) && echo --traits XLSX)
ALL_TRAITS = --traits Service$$($(excel) && echo ,XLSX)
# What Swift brings along goes into the program, so that it starts at once and runs without Swift.
RELEASE = -c release $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)
FORMATTED = Package.swift Sources Tests Benchmarks

.PHONY: demo serve test tests release install uninstall deb torture spark bench browser assistant schemas recipes answers attacks simulate fuzz build format lint pictures needs

demo: build
	@$(SWIFT) run $(TRAITS) --skip-build mql demo

serve: needs
	@$(SWIFT) build $(ALL_TRAITS) --product mql
	@$(SWIFT) run $(ALL_TRAITS) --skip-build mql demo --serve

build: needs
	@$(SWIFT) build $(TRAITS) --product mql

test: needs
	$(SWIFT) test $(ALL_TRAITS)

# Builds everything, the tests too, and runs nothing.
tests: needs
	$(SWIFT) build --build-tests $(ALL_TRAITS)

torture: tests
	MQL_TORTURE=1 $(SWIFT) test $(ALL_TRAITS) --skip-build --no-parallel --filter 'StoreTests|ImportKillTests'

# Parts by xargs and on a local Spark cluster of two workers, beside one process.
spark: release
	@command -v java >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq default-jre-headless >/dev/null; } \
	  || { echo "Java is missing. Install it: sudo apt-get install default-jre-headless"; exit 1; }
	@test -x .build/spark-env/bin/python || (python3 -m venv .build/spark-env \
	  && .build/spark-env/bin/pip install --quiet pyspark) || { rm -rf .build/spark-env; exit 1; }
	@PYSPARK=$(CURDIR)/.build/spark-env/bin/python Integrations/spark/check.sh

release: needs
	$(SWIFT) build $(RELEASE) $(ALL_TRAITS) --product mql
	@$(excel) || echo "Built without Excel files. To have them: apt install libxlsxwriter-dev (or brew install libxlsxwriter), and make release again."

# Where it goes; DESTDIR is put in front by whoever makes packages.
PREFIX ?= /usr/local
DESTDIR ?=
bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share
program = .build/release/mql

install: release
	@install -d '$(bin)' '$(share)/man/man1' '$(share)/man/nl/man1' '$(share)/mql/pricing' \
	  '$(share)/bash-completion/completions' '$(share)/zsh/site-functions' '$(share)/fish/vendor_completions.d'
	@install -m 755 $(program) '$(bin)/mql' && strip '$(bin)/mql'
	@$(program) manual | gzip -9n > '$(share)/man/man1/mql.1.gz'
	@$(program) manual --lang nl | gzip -9n > '$(share)/man/nl/man1/mql.1.gz'
	@$(program) manual --list | while read -r name; do \
	  page=mql-$$(echo $$name | tr ' ' -).1.gz; \
	  $(program) manual $$name | gzip -9n > '$(share)/man/man1/'$$page || exit 1; \
	  $(program) manual $$name --lang nl | gzip -9n > '$(share)/man/nl/man1/'$$page || exit 1; done
	@$(program) --generate-completion-script bash > '$(share)/bash-completion/completions/mql'
	@$(program) --generate-completion-script zsh > '$(share)/zsh/site-functions/_mql'
	@$(program) --generate-completion-script fish > '$(share)/fish/vendor_completions.d/mql.fish'
	@install -m 644 pricing/*.yaml '$(share)/mql/pricing/'
	@echo "mql is in $(PREFIX)/bin; man mql tells the rest. To take it away: make uninstall PREFIX=$(PREFIX)"

# Takes away what install puts there, and nothing else.
uninstall:
	@rm -f '$(bin)/mql' '$(share)'/man/man1/mql.1.gz '$(share)'/man/man1/mql-*.1.gz \
	  '$(share)'/man/nl/man1/mql.1.gz '$(share)'/man/nl/man1/mql-*.1.gz \
	  '$(share)/bash-completion/completions/mql' '$(share)/zsh/site-functions/_mql' \
	  '$(share)/fish/vendor_completions.d/mql.fish'
	@rm -rf '$(share)/mql'
	@echo "mql is gone from $(PREFIX). Workspaces and mql.yaml files are where they were."

# The packages that have the libraries which the program needs, as Debian calls them.
deb_root = .build/deb/root
deb:
	@command -v dpkg-deb >/dev/null || { echo "dpkg-deb is missing: this is made on Debian or Ubuntu."; exit 1; }
	@rm -rf $(deb_root)
	@$(MAKE) --no-print-directory install DESTDIR=$(CURDIR)/$(deb_root) PREFIX=/usr
	@mkdir -p $(deb_root)/DEBIAN $(deb_root)/usr/share/doc/mql
	@cp LICENSE $(deb_root)/usr/share/doc/mql/copyright
	@version=$$($(program) --version | sed -n '1s/^mql \([0-9.]*\).*/\1/p'); \
	  arch=$$(dpkg --print-architecture); \
	  needs=$$(ldd $(program) | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | xargs -n1 readlink -f \
	    | xargs -n1 dpkg -S 2>/dev/null | cut -d: -f1 | sort -u | paste -sd, | sed 's/,/, /g'); \
	  { echo "Package: mql"; echo "Version: $$version"; echo "Architecture: $$arch"; \
	    echo "Maintainer: mql <mql@localhost>"; echo "Section: utils"; echo "Priority: optional"; \
	    echo "Depends: $$needs"; \
	    echo "Description: what a marketing qualified lead costs and what it is worth"; \
	    echo " Per source: cost per MQL and SQL, conversion with its range, worth, and"; \
	    echo " whether the cost is justified. Works on exports, offline."; } \
	    > $(deb_root)/DEBIAN/control; \
	  dpkg-deb --build --root-owner-group $(deb_root) .build/mql_$${version}_$$arch.deb

bench: release
	$(SWIFT) build $(RELEASE) $(ALL_TRAITS) --product mql-bench
	@test -x .build/bench-env/bin/python || (python3 -m venv .build/bench-env \
	  && .build/bench-env/bin/pip install --quiet duckdb polars) \
	  || { rm -rf .build/bench-env; echo "No Python with duckdb and polars: no comparison."; }
	@$(SWIFT) run -c release --skip-build mql-bench
	@command -v python3 >/dev/null || { echo "No Python: the service is not measured."; exit 0; }; \
	  for place in .build/bench/store/smaller .build/bench/store; do \
	    echo; echo "The service, on the workspace in $$place"; \
	    python3 Benchmarks/service.py .build/release/mql $$place || exit 1; done

browser: needs
	$(SWIFT) build $(ALL_TRAITS) --product mql
	@command -v python3 >/dev/null || { echo "No Python: no browser is tried."; exit 0; }; \
	  python3 Tests/Browser/browser.py .build/debug/mql .build/browser

assistant: needs
	$(SWIFT) build $(ALL_TRAITS) --product mql
	@command -v python3 >/dev/null || { echo "No Python: no assistant is tried."; exit 0; }; \
	  test -x .build/assistant-env/bin/python || (python3 -m venv .build/assistant-env \
	    && .build/assistant-env/bin/pip install --quiet mcp jsonschema) \
	    || { rm -rf .build/assistant-env; echo "No mcp from PyPI: no assistant is tried."; exit 0; }; \
	  .build/assistant-env/bin/python Tests/Assistant/assistant.py .build/debug/mql .build/assistant

schemas: needs
	$(SWIFT) build $(ALL_TRAITS) --product mql
	@command -v python3 >/dev/null || { echo "No Python: no schema is tried."; exit 0; }; \
	  test -x .build/schemas-env/bin/python || (python3 -m venv .build/schemas-env \
	    && .build/schemas-env/bin/pip install --quiet jsonschema) \
	    || { rm -rf .build/schemas-env; echo "No jsonschema from PyPI: no schema is tried."; exit 0; }; \
	  .build/schemas-env/bin/python Tests/Schemas/schemas.py .build/debug/mql .build/schemas

recipes: needs
	$(SWIFT) build $(ALL_TRAITS) --product mql
	@test -x .build/recipes-env/bin/python || (python3 -m venv .build/recipes-env \
	  && .build/recipes-env/bin/pip install --quiet duckdb) || rm -rf .build/recipes-env; \
	  PYTHON=$$(ls .build/recipes-env/bin/python 2>/dev/null || echo python3); \
	  PYTHON=$$(realpath -s $$(command -v $$PYTHON)) Tests/Recipes/recipes.sh .build/debug/mql .build/recipes

answers: release
	@command -v python3 >/dev/null || { echo "No Python: nothing is asked."; exit 0; }; \
	  test -f .build/bench/leads.csv && files=.build/bench; \
	  python3 Tests/Answers/answers.py .build/release/mql .build/answers $$files

attacks: needs
	$(SWIFT) build $(ALL_TRAITS) --product mql
	@command -v python3 >/dev/null || { echo "No Python: nothing is sent."; exit 0; }; \
	  python3 Tests/Attacks/attacks.py .build/debug/mql .build/attacks

simulate: needs
	@$(SWIFT) build -c release --product mql-simulate
	@$(SWIFT) run -c release --skip-build mql-simulate | tee .build/simulate.txt
	@{ echo '# How often it is right'; echo; \
	  echo 'Made by `make simulate` on invented sources and firms of which the truth is known; the firms'; \
	  echo 'come of a generator that shares nothing with the program but the forms of its files. After'; \
	  echo '± stand three standard errors for sources, one for firms. What is asked stands in brackets; a figure beside it that does'; \
	  echo 'not reach it is a fault that is known.'; echo; \
	  echo '```'; cat .build/simulate.txt; echo '```'; } > docs/truth.md

# The fuzzer of the toolchain, for MINUTES minutes; what it finds stays in .build/fuzz.
MINUTES ?= 30
fuzz: needs
	$(SWIFT) build -c release --product mql-fuzz --scratch-path .build/fuzz \
	  -Xswiftc -sanitize=fuzzer -Xswiftc -D -Xswiftc FUZZING -Xswiftc -parse-as-library \
	  -Xswiftc -Xclang-linker -Xswiftc -fuse-ld=lld
	@mkdir -p .build/fuzz/corpus
	.build/fuzz/release/mql-fuzz -max_total_time=$$(($(MINUTES) * 60)) -timeout=10 -rss_limit_mb=4096 \
	  -max_len=8192 -artifact_prefix=.build/fuzz/ .build/fuzz/corpus fixtures/fuzz

# What the program makes of the demo, photographed by Chromium: name, width and height of each.
CHROMIUM ?= chromium
picture = $(CHROMIUM) --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$(2),$(3) \
  --user-data-dir=$(CURDIR)/.build/pictures/profile --screenshot=$(CURDIR)/docs/images/$(1).png \
  file://$(CURDIR)/.build/pictures/$(1).html
pictures: build
	@rm -rf .build/pictures && mkdir -p .build/pictures docs/images
	@cd .build/pictures && ../debug/mql demo >/dev/null && mv mql-demo/justify.html . \
	  && ../debug/mql report --data mql-demo/*.csv --as-of 2026-10-01 --format html --to report.html
	$(call picture,report,1040,1315)
	$(call picture,justify,740,1020)

format:
	$(SWIFT) format --in-place --parallel --recursive $(FORMATTED)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED)

# SQLite and zlib have their headers in packages; where this user may install them, that is done.
header = printf '\043include <$(1)>\n' | $(CC) -E -x c - >/dev/null 2>&1 \
  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
    && { apt-get update -qq; apt-get install -y -qq $(2); } >/dev/null; } \
  || { echo "$(3) is missing. Install it: sudo apt-get install $(2)"; exit 1; }
needs:
	@$(call header,sqlite3.h,libsqlite3-dev,SQLite)
	@$(call header,zlib.h,zlib1g-dev,zlib)
	@$(excel) || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get install -y -qq libxlsxwriter-dev pkg-config >/dev/null 2>&1 && $(excel); } \
	  || echo "Excel files are left out: the library libxlsxwriter is missing (apt install libxlsxwriter-dev)."
	@command -v $(SWIFT) >/dev/null || { echo "Swift is missing. Install Swift 6.1 or later from https://www.swift.org/install"; exit 1; }
