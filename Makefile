# 只需要 make 和 Python 3.11 至 3.14；其余由 bootstrap 装进 .venv。
#
#   make demo        启动演示（PORT=8001 make demo 换端口）   make demo-reset  清除演示数据
#   make stop        停止在别处运行的演示                     make setup       只安装运行环境
#   make setup-portal ADMIN=账号 NAME=姓名  正式环境首次启用（见 docs/handbook/administration.md）
#   make backup      备份数据、附件与密钥                      make restore FILE=… 从备份恢复
#   make check       静态检查                                 make test        测试（ARGS="…" 传给 pytest）
#                                                             （ARGS="--clock 2028-02-29" 在那一天运行测试）
#   make test-all    全部测试，含真实进程的慢测试             make lock        重新生成 requirements/ 的锁定文件
#                                                             （ARGS=--upgrade 升级版本）
#   make bench       性能测试：生成数据集 S、L 并测量（ARGS=S 只测小数据集；见 docs/performance.md）

PYTHON ?= python3
ARGS ?=

# Relative paths only: a project path may hold blanks, which make cannot quote.
# bootstrap.py LOCK [ARGUMENT…] installs requirements/LOCK.txt if need be, then becomes .venv's Python with the arguments.
BOOTSTRAP = command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "没有找到 $(PYTHON)：请先安装 Python 3.11 或更高版本。" >&2; exit 1; }; \
	exec "$(PYTHON)" -I unionportal/embedded/bootstrap.py
VENV = .venv/bin/python

ADMIN ?= admin
NAME ?= 安全管理员

.PHONY: setup-portal demo demo-reset stop backup restore setup test test-all bench lock \
	check environment lint format types layers templates deploy migrations locks security

demo:
	@$(BOOTSTRAP) demo -m unionportal.embedded.demo

demo-reset:
	@$(BOOTSTRAP) demo -m unionportal.embedded.reset

stop:
	@$(BOOTSTRAP) demo -m unionportal.embedded.stop

backup:
	@$(BOOTSTRAP) demo -m unionportal.embedded.backup save

restore:
	@$(BOOTSTRAP) demo -m unionportal.embedded.backup restore "$(FILE)"

# Server profile: the owner migrates (reference data comes with the migrations), static files are collected, and the first
# administrator gets a one-time link. Safe to repeat: an existing administrator is left alone.
setup-portal: export LOG_LEVEL = ERROR
setup-portal:
	@$(BOOTSTRAP) runtime manage.py migrate --verbosity 1
	@$(VENV) manage.py collectstatic --noinput --verbosity 0
	@$(VENV) manage.py create_admin "$(ADMIN)" "$(NAME)" --if-empty

setup:
	@$(BOOTSTRAP) dev -c "print('运行环境已就绪：.venv/bin/python')"

test:
	@$(BOOTSTRAP) dev -m pytest -m "not slow" $(ARGS)

test-all:
	@$(BOOTSTRAP) dev -m pytest $(ARGS)

# Data sets stay in databases of their own (portal_bench_s, portal_bench_l) and are made anew when the schema has changed.
bench:
	@$(BOOTSTRAP) dev -m bench.run $(ARGS)

# Each check is a target of its own; `make -k check` goes on after a failure.
check: environment lint format types layers templates deploy migrations locks security

environment:
	@$(BOOTSTRAP) dev

lint: environment
	$(VENV) -m ruff check .

format: environment
	$(VENV) -m ruff format --check .

types: environment
	$(VENV) -m mypy

layers: environment
	$(VENV) -c "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

templates: environment
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +

# The server profile with throwaway values: nothing is connected to.
deploy: environment
	DATABASE_URL=postgresql://app@db.invalid/portal DATABASE_OWNER_URL=postgresql://owner@db.invalid/portal \
	REDIS_URL=redis://broker.invalid:6379/0 ALLOWED_HOSTS=portal.invalid PORTAL_PROFILE=server \
	SECRET_KEY="$$($(VENV) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	FIELD_KEYS='[{"id": "check", "key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}]' \
	$(VENV) manage.py check --deploy --fail-level WARNING

migrations: environment
	$(VENV) manage.py makemigrations --check --dry-run

# A lock names packages and hashes, never where they were fetched.
locks: environment
	@! grep -n '://' requirements/*.txt || { echo "锁定文件中不应出现网址。" >&2; exit 1; }

security: environment
	$(VENV) -m bandit --quiet --severity-level medium --configfile pyproject.toml --recursive unionportal foundation members concerns meetings news manage.py

# Host-free, hashed, for every platform and Python we support; demo and dev agree with runtime.
COMPILE = $(VENV) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" --quiet $(ARGS) pyproject.toml

lock: environment
	$(COMPILE) -o requirements/runtime.txt
	$(COMPILE) --extra demo -c requirements/runtime.txt -o requirements/demo.txt
	$(COMPILE) --extra demo --extra dev -c requirements/demo.txt -o requirements/dev.txt
