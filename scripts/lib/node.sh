# Find a Node.js that builds the cards: on PATH, or where setup put one. Sets `node_bin`.
# shellcheck shell=bash

node_new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
    2>/dev/null
}

find_node() {
  local node
  for node in "$(command -v node || true)" "$1/bin/node"; do
    if [[ -n $node && -x $node ]] && node_new_enough "$node"; then
      node_bin=$(dirname "$node")
      return
    fi
  done
  return 1
}
