#!/bin/sh
# Installs the site from this unpacked archive, without any network: sh install.sh [folder, /opt/yanling]
# Run again with a newer archive it replaces the program and leaves var/ (all data) alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/opt/yanling}

fail() { echo "✗ $1" >&2; exit 1; }

# apt that sees the archive's own packages and nothing else
apt_offline() {
  debs=$here/offline/debs
  mkdir -p "$debs/lists/partial"
  echo "deb [trusted=yes] file:$(echo "$debs" | sed 's/ /%20/g') ./" >"$debs/offline.list"
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dir::Etc::sourcelist="$debs/offline.list" \
    -o Dir::Etc::sourceparts=- -o Dir::State::lists="$debs/lists" -o APT::Sandbox::User=root "$@" >/dev/null
}

[ "$(id -u)" = 0 ] || fail "请以管理员身份执行：sudo sh install.sh"
if [ -n "$(ls -A "$target" 2>/dev/null)" ] && [ ! -f "$target/yanling_assess/settings.py" ]; then
  fail "目录 $target 不是空的，也不是本系统的安装目录；请另指定一个：sh install.sh 目录"
fi
echo "▸ 核对安装包"
(cd "$here" && sha256sum --quiet --check SHA256SUMS) || fail "安装包不完整，请重新拷贝。"
if ! command -v python3 >/dev/null || ! command -v make >/dev/null; then
  echo "▸ 系统软件包：安装 python3、make"
  apt_offline update
  apt_offline install --no-install-recommends python3 make || fail "python3、make 未能安装。"
fi
echo "▸ 程序：放到 $target"
mkdir -p "$target"
find "$target" -mindepth 1 -maxdepth 1 ! -name var ! -name .venv -exec rm -rf {} +
cp -R "$here/site/." "$target/"
cd "$target"
python3 bin/set_up.py postgres --offline "$here/offline"
echo "▸ 已安装到 $target。试用：cd $target && make demo；正式运行见 docs/部署.md"
