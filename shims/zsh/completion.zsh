# completion.zsh – the completion of gv in zsh until the first Tab, which loads the real one. Sourced by env outside the
# emulation of the hook: a function keeps the emulation that it is defined under, and zsh's completion functions need
# options of their own.

function __gv_load_completion {
  \setopt local_options no_aliases
  [[ -r $__gv_home/lib/completions/_gv ]] || \return 1
  \. "$__gv_home/lib/completions/_gv" && _gv "$@"
}
