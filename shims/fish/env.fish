# env.fish – what config.fish sources: puts gv's shims and its command first on PATH.
# Sourcing it again moves them to the front again, once each. Builtins only.

# Where this file lies, where fish can tell; else where gv was installed.
set -l gv_root (builtin status filename)
string match -q '/*' -- $gv_root; or set gv_root $PWD/$gv_root
set gv_root (string replace -r '/[^/]*$' '' -- $gv_root | string collect)
test -f "$gv_root/lib/shims/resolve.sh"; or set gv_root '@GV_ROOT@'

set -l gv_rest
for gv_entry in $PATH
    contains -- $gv_entry $gv_root/shims $gv_root/bin; or set -a gv_rest $gv_entry
end
set -gx PATH $gv_root/shims $gv_root/bin $gv_rest

# A shell that somebody sits at also gets the hook.
if status is-interactive; and test -r $gv_root/lib/shims/hook.fish
    source $gv_root/lib/shims/hook.fish
end
