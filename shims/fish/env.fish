# env.fish – config.fish sources this: it puts gv's shims and command first on PATH. Sourced again, it moves them to the
# front again, once each. Builtins only.

# The directory of this file, if fish tells it; else the one that gv was installed in.
set -l gv_root (builtin status filename)
string match -q '/*' -- $gv_root; or set gv_root $PWD/$gv_root
set gv_root (string replace -r '/[^/]*$' '' -- $gv_root | string collect)
test -f "$gv_root/lib/shims/resolve.sh"; or set gv_root '@GV_ROOT@'

set -l gv_rest
for gv_entry in $PATH
    contains -- $gv_entry $gv_root/shims $gv_root/bin; or set -a gv_rest $gv_entry
end
set -gx PATH $gv_root/shims $gv_root/bin $gv_rest

# An interactive shell also gets the hook.
if status is-interactive; and test -r $gv_root/lib/shims/hook.fish
    source $gv_root/lib/shims/hook.fish
end
