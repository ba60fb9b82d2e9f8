# All that a newcomer needs. Each target sets up what it needs and is quick when that is there already.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench drills bundle run fonts lock handbook gallery clean
.NOTPARALLEL:

PYTHON ?= python3
IN_VENV = .venv/bin/python
BIND ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
export BIND PORT
# Tools of the checkout only: nothing of the caller's Python environment leaks in.
unexport PYTHONPATH PYTHONHOME

help: ## 列出这些命令
	@echo "用法：make 命令"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

demo: ## 安装所需、载入演示数据、打印上月通报，并在 http://127.0.0.1:8000 提供网站（PORT=、BIND= 可改）
	@exec $(PYTHON) bin/demo.py

test: ## 安装所需并执行全部测试，含浏览器测试（ARGS= 传给 pytest）
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) bin/run_tests.py $(ARGS)

check: ## 格式、静态检查、导入方向、类型、模板、迁移，然后全部测试
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) bin/check.py $(ARGS)

bench: ## 性能基准，以同一次运行中的比值给出
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) -m benchmarks $(ARGS)

drills: ## 可靠性与安全演练（完整规模）
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) bin/drills.py $(ARGS)

bundle: ## 打离线安装包：源码、wheel、deb、字体合为一个归档，供没有网络的机器使用
	@$(PYTHON) bin/set_up.py site
	@exec $(PYTHON) bin/bundle.py $(ARGS)

run: ## 开发用：建表并以调试方式提供网站
	@$(PYTHON) bin/set_up.py site
	@DEBUG=1 $(IN_VENV) manage.py migrate --verbosity 0
	@DEBUG=1 $(IN_VENV) manage.py run_jobs --with-parent & DEBUG=1 exec $(IN_VENV) manage.py runserver $(BIND):$(PORT)

fonts: ## 只取公文字体到 var/fonts
	@exec $(PYTHON) bin/set_up.py fonts

handbook: ## 从演示站重新截取使用手册中的图
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) bin/handbook.py $(ARGS)

gallery: ## 图册：演示站每一页、每个角色、几种宽度的截图（ARGS="--only 名称 --roles 账号 --widths 像素"）
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) bin/gallery.py $(ARGS)

lock: ## 按 requirements*.in 重新锁定版本和散列值
	@$(PYTHON) bin/set_up.py tests
	@exec $(IN_VENV) bin/lock.py $(ARGS)

clean: ## 删除虚拟环境和各种缓存；var/ 中的数据不动
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist htmlcov .coverage*
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
