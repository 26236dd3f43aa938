# completion.zsh – what Tab first finds behind gv in zsh: it loads the rest, which puts itself in the place of this. Sourced by
# env outside of the emulation that its hook has, as what is defined there would keep it, and zsh's completion functions
# need options of their own.

function __gv_load_completion {
  \setopt local_options no_aliases
  [[ -r $__gv_home/lib/completions/_gv ]] || \return 1
  \. "$__gv_home/lib/completions/_gv" && _gv "$@"
}
